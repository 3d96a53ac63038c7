\echo Use "CREATE EXTENSION pg_industry CASCADE" to load this file. \quit

-- Names, labels and code lists are Chinese; SQL_ASCII would take their bytes unread.
DO $$
BEGIN
    IF pg_catalog.current_setting('server_encoding') <> 'UTF8' THEN
        RAISE EXCEPTION USING ERRCODE = '0A000',
            MESSAGE = 'pg_industry needs a database in UTF8',
            DETAIL = pg_catalog.concat('The encoding of this database is ', pg_catalog.current_setting('server_encoding'), '.'),
            HINT = 'CREATE DATABASE name ENCODING ''UTF8'' TEMPLATE template0.';
    END IF;
END
$$;

-- The control file fixes the schema: every object below is industry.NAME.

COMMENT ON SCHEMA industry IS
'pg_industry: industrial codes, the labelled matrix, region x industry measures, chains, matching, clusters, and registries';
