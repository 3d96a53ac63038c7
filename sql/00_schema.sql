\echo Use "CREATE EXTENSION pg_industry CASCADE" to load this file. \quit

-- The control file fixes the schema: every object below is industry.NAME.

COMMENT ON SCHEMA industry IS
'pg_industry: industrial codes, the labelled matrix, region x industry measures, chains, matching, clusters, and registries';
