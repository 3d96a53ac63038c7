-- Views of a registry on reform, priorities, digital industry, comparisons: vectors, the BI contract.
BEGIN;
SET search_path = industry, public;
SELECT plan(8);

SELECT is((SELECT array_agg(round(x::numeric, 6)) FROM coupling_coordination('{.6,.4}') c, unnest(ARRAY[c.coupling, c.coordination, c.coupling_modified, c.coordination_modified]) x), '{.979796,.699927,.730297,.604275}', 'two systems (M20)');
SELECT is((SELECT array_agg(round(x::numeric, 6)) FROM coupling_coordination('{.9,.1}') c, unnest(ARRAY[c.coupling, c.coordination, c.coupling_modified, c.coordination_modified]) x), '{.6,.547723,.149071,.273012}'::numeric[], 'two systems far apart');
SELECT is((SELECT array_agg(round(x::numeric, 6)) FROM coupling_coordination('{.6,.4,.5}') c, unnest(ARRAY[c.coupling, c.coordination, c.coupling_modified, c.coordination_modified]) x), '{.986485,.702312,.803726,.633927}', 'three systems');
SELECT is((SELECT ROW(coupling, status)::text FROM coupling_coordination('{0,0}')), '(,no_denominator)', 'all zero');
SELECT is((SELECT coupling FROM coupling_coordination('{0,.5}')), 0::float8, 'one zero');
SELECT throws_ok($$SELECT * FROM coupling_coordination('{1.2,.5}')$$, '22023', NULL, 'an index above 1 is refused');

SELECT create_registry('vb') \g /dev/null
SELECT is_empty($$SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'vb'::regnamespace AND c.relkind = 'v' AND a.attnum > 0 AND col_description(c.oid, a.attnum) IS NULL$$, 'every column has a comment');
SELECT is_empty($$SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'vb'::regnamespace AND c.relkind = 'v' AND c.relname NOT LIKE 'map%' AND a.attnum > 0
    AND format_type(a.atttypid, a.atttypmod) NOT IN ('text', 'boolean', 'integer', 'bigint', 'double precision', 'date', 'timestamp with time zone') AND format_type(a.atttypid, a.atttypmod) NOT LIKE 'numeric(%'$$, 'only plain types');
SELECT * FROM finish();
ROLLBACK;
