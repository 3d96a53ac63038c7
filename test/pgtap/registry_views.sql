-- The contract of the published views (docs/bi.md) over every view of a registry.
BEGIN;
SET search_path = industry, public;
SET client_min_messages = warning;
SELECT plan(19);
SELECT create_registry('bi');
CREATE TEMP VIEW v AS SELECT c.oid, c.relname::text AS name, c.relkind FROM pg_class c WHERE c.relnamespace = 'bi'::regnamespace AND c.relkind NOT IN ('r', 'i', 'S');
CREATE TEMP VIEW col AS SELECT v.name AS view_name, a.attname::text AS name, a.attnum, format_type(a.atttypid, a.atttypmod) AS type, col_description(v.oid, a.attnum) AS comment
    FROM v JOIN pg_attribute a ON a.attrelid = v.oid AND a.attnum > 0;
SELECT is((SELECT count(*) FROM v WHERE relkind <> 'v'), 0::bigint, 'B01 ordinary views only');
SELECT is_empty($$SELECT view_name, name, type FROM col WHERE view_name !~ '^map_' AND type NOT IN ('text', 'boolean', 'integer', 'bigint', 'double precision', 'date', 'timestamp with time zone')
    AND NOT (type ~ '^numeric\(\d+,\d+\)$' AND substring(type FROM '(\d+),')::integer <= 28 AND substring(type FROM ',(\d+)')::integer <= 6)$$, 'B02 plain column types');
SELECT is_empty($$SELECT name FROM v WHERE coalesce(obj_description(oid, 'pg_class'), '') = ''$$, 'B03 every view has a comment');
SELECT is_empty($$SELECT view_name, name FROM col WHERE coalesce(comment, '') = ''$$, 'B03 every column has a comment');
SELECT is_empty($$SELECT name FROM v WHERE name !~ '_en$' AND NOT EXISTS (SELECT 1 FROM v w WHERE w.name = v.name || '_en')$$, 'B03 every view has its English twin');
SELECT is_empty($$SELECT a.view_name, a.name FROM col a LEFT JOIN col b ON b.view_name = a.view_name || '_en' AND b.name = a.name AND b.attnum = a.attnum AND b.type = a.type WHERE a.view_name !~ '_en$' AND b.name IS NULL$$, 'twins have the same columns in the same order');
SELECT is_empty($$SELECT c.view_name, c.name FROM col c WHERE c.view_name ~ '_en$' AND c.comment ~ '[一-龥]'$$, 'English comments are English');
SELECT is_empty($$SELECT c.view_name, c.name FROM col c JOIN registry_column d ON d.name = c.name AND d.relation = '*' WHERE c.view_name !~ '_en$' AND c.comment <> d.zh
    AND NOT EXISTS (SELECT 1 FROM registry_column x WHERE x.name = c.name AND x.relation <> '*')$$, 'comments equal the dictionary');
SELECT is_empty($$SELECT view_name FROM col GROUP BY view_name HAVING count(*) FILTER (WHERE name || ' ' || type IN ('period_start date', 'period_end date', 'period_type text', 'year integer')) <> 4$$, 'B06 every view has the four columns of a period');
SELECT is_empty($$SELECT view_name FROM col GROUP BY view_name HAVING count(*) FILTER (WHERE name || ' ' || type IN ('region_code text', 'region_name text')) <> 2$$, 'B08 every view has code and name of a division');
SELECT is_empty($$SELECT view_name FROM col GROUP BY view_name HAVING bool_or(name = 'geom') AND NOT bool_or(name ~ 'geojson$')$$, 'B07 a geometry has GeoJSON beside it');
SELECT is_empty($$SELECT view_name FROM col GROUP BY view_name HAVING count(*) FILTER (WHERE name || ' ' || type IN ('lat double precision', 'lon double precision', 'geohash text') OR name ~ 'geojson$' AND type = 'text') NOT IN (0, 4)$$, 'B10 a place has lat, lon, geohash and GeoJSON');
SELECT is_empty($$SELECT view_name FROM col GROUP BY view_name HAVING bool_or(name = 'value_low') <> bool_or(name = 'value_high') OR bool_or(name = 'share_low') <> bool_or(name = 'share_high')$$, 'bounds come in pairs');
SELECT is_empty($$SELECT view_name, name FROM col WHERE name IN ('share', 'coverage', 'growth', 'conformity', 'entry_rate', 'lq') AND type <> 'double precision' AND view_name !~ '^chain_list'$$, 'B16 fractions are fractions');
SELECT is_empty($$SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'bi'::regnamespace AND c.relkind = 'v' AND current_setting('server_version_num')::integer >= 150000
    AND NOT coalesce(c.reloptions, '{}') @> '{security_invoker=true}'$$, 'B12 security_invoker from 15 on');
SELECT is_empty($$SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'bi'::regnamespace AND p.prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql') AND NOT EXISTS (SELECT 1 FROM unnest(p.proconfig) s WHERE s ~ '^search_path=')$$, 'B21 plpgsql functions set their search_path');
SELECT is_empty($$SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'bi'::regnamespace AND p.prolang = (SELECT oid FROM pg_language WHERE lanname = 'sql') AND p.prosqlbody IS NULL AND NOT EXISTS (SELECT 1 FROM unnest(p.proconfig) s WHERE s ~ '^search_path=')$$, 'B21 SQL functions are bound at creation');
SELECT is_empty($$SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'bi'::regnamespace AND obj_description(p.oid, 'pg_proc') IS NULL$$, 'every function has a comment');
-- every view answers on an empty registry
CREATE FUNCTION pg_temp.ask() RETURNS text LANGUAGE plpgsql AS $$
DECLARE r text; n bigint; bad text := '';
BEGIN
    FOR r IN SELECT name FROM v ORDER BY 1 LOOP
        BEGIN
            EXECUTE format('SELECT count(*) FROM (SELECT * FROM bi.%I OFFSET 0) x', r) INTO n;
        EXCEPTION WHEN OTHERS THEN bad := bad || r || ': ' || SQLERRM || '; ';
        END;
    END LOOP;
    RETURN bad;
END $$;
SELECT is(pg_temp.ask(), '', 'every view answers on an empty registry');
SELECT * FROM finish();
ROLLBACK;
