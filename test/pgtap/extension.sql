-- Contracts of every object of the extension.
BEGIN;
SET search_path = industry, public;
SELECT plan(9);

CREATE TEMP VIEW own AS
SELECT p.oid::regprocedure AS signature, p.*
FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'pg_industry';

SELECT is_empty($$ SELECT signature FROM own WHERE obj_description(oid, 'pg_proc') IS NULL
                   AND prolang <> (SELECT oid FROM pg_language WHERE lanname = 'internal') $$,
                'every function has a comment');
SELECT is_empty($$ SELECT c.oid::regclass FROM pg_class c WHERE relnamespace = 'industry'::regnamespace AND relkind IN ('r', 'v')
                   AND obj_description(c.oid, 'pg_class') IS NULL $$, 'every table and view has a comment');
SELECT is_empty($$ SELECT t.typname FROM pg_type t WHERE typnamespace = 'industry'::regnamespace AND typtype IN ('b', 'd', 'c')
                   AND typelem = 0 AND NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = typrelid AND relkind <> 'c')
                   AND obj_description(t.oid, 'pg_type') IS NULL $$, 'every type has a comment');
SELECT is_empty($$ SELECT signature FROM own JOIN pg_language l ON l.oid = prolang
                   WHERE l.lanname IN ('sql', 'plpgsql') AND prosqlbody IS NULL
                   AND NOT coalesce(array_to_string(proconfig, ','), '') ~ 'search_path' $$,
                'every SQL and plpgsql function fixes its search_path or is bound at creation');
SELECT is_empty($$ SELECT signature FROM own WHERE pronamespace <> 'industry'::regnamespace $$, 'everything is in schema industry');
SELECT is_empty($$ SELECT signature FROM own WHERE prosecdef $$, 'nothing runs with the rights of its owner');
SELECT is_empty($$ SELECT signature FROM own JOIN pg_language l ON l.oid = prolang WHERE l.lanname = 'c' AND prorettype <> 'internal'::regtype
                   AND proparallel <> 's' $$, 'every C function is parallel safe');
SELECT is_empty($$ SELECT aggfnoid FROM pg_aggregate a JOIN own ON own.oid = a.aggfnoid WHERE aggtranstype = 'internal'::regtype $$,
                'no aggregate has an internal state');
SELECT is_empty($$ SELECT c.oid::regclass FROM pg_class c WHERE relnamespace = 'industry'::regnamespace AND relkind = 'r'
                   AND has_table_privilege('public', c.oid, 'INSERT, UPDATE, DELETE') $$, 'the tables of the extension are read-only');

SELECT * FROM finish();
ROLLBACK;
