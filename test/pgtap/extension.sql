-- Contracts of every object of the extension.
BEGIN;
SET search_path = industry, public;
SELECT plan(12);

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

LOAD 'pg_industry';
SELECT is(current_setting('pg_industry.kept_memory'), '64MB', 'a session keeps what glibc keeps at most by itself');
SELECT throws_ok($$ SET pg_industry.kept_memory = -2 $$, '22023', NULL, 'less than leaving it to the C library is refused');
-- pages that a repeated query takes anew from the system
CREATE FUNCTION pg_temp.page_faults(kept text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    earlier bigint;
BEGIN
    PERFORM set_config('pg_industry.kept_memory', kept, true), set_config('work_mem', '64MB', true);
    PERFORM count(*) FROM (SELECT DISTINCT i FROM generate_series(1, 200000) i) x;
    earlier := split_part(pg_read_file('/proc/self/stat'), ' ', 10);
    PERFORM count(*) FROM (SELECT DISTINCT i FROM generate_series(1, 200000) i) x;
    RETURN split_part(pg_read_file('/proc/self/stat'), ' ', 10)::bigint - earlier;
END
$$;
SELECT CASE WHEN pg_stat_file('/proc/self/stat', true) IS NULL THEN skip('the system does not tell page faults', 1)
            ELSE cmp_ok(4 * pg_temp.page_faults('64MB'), '<', pg_temp.page_faults('0'), 'memory that is kept is not taken anew') END;

SELECT * FROM finish();
ROLLBACK;
