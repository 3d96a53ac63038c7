-- The dictionary of metrics: every public function of the metric families has a row, every row has a function.
BEGIN;
SET search_path = industry, public;
SELECT plan(7);

-- Families by their modules: 30 to 48 are concentration, specialization, complexity, structure, convergence, shift-share, targets.
\set modules `cat sql/3[0-9]_*.sql sql/4[0-8]_*.sql`
CREATE TEMP VIEW metric_function AS
SELECT DISTINCT m[1] AS name FROM regexp_matches(:'modules', 'CREATE (?:FUNCTION|AGGREGATE) industry\.(\w+)\(', 'g') AS m;

-- What only serves an aggregate, a type, an operator or a cast, or says so, is no metric.
CREATE TEMP VIEW support AS
SELECT p.oid, p.proname FROM pg_proc p
WHERE p.pronamespace = 'industry'::regnamespace AND (
    p.oid IN (SELECT unnest(ARRAY[aggtransfn, aggfinalfn, aggcombinefn, aggserialfn, aggdeserialfn, aggmtransfn, aggminvtransfn, aggmfinalfn]) FROM pg_aggregate)
    OR p.oid IN (SELECT unnest(ARRAY[typinput, typoutput, typreceive, typsend]) FROM pg_type)
    OR p.oid IN (SELECT oprcode FROM pg_operator) OR p.oid IN (SELECT castfunc FROM pg_cast) OR p.oid IN (SELECT amproc FROM pg_amproc)
    OR p.proname ~ '_(partial|merge|presets)$' OR obj_description(p.oid, 'pg_proc') ~ '^Helper: ');

SELECT cmp_ok((SELECT count(*) FROM metric_function), '>', 50::bigint, 'the modules are read');
SELECT is_empty($$ SELECT f.name FROM metric_function f
    WHERE EXISTS (SELECT FROM pg_proc p WHERE p.proname = f.name AND p.pronamespace = 'industry'::regnamespace AND p.oid NOT IN (SELECT oid FROM support))
    AND NOT EXISTS (SELECT FROM metric m WHERE m.function_name = f.name) $$, 'every metric function has a row in industry.metric');
SELECT is_empty($$ SELECT DISTINCT function_name FROM metric m
    WHERE NOT EXISTS (SELECT FROM pg_proc p WHERE p.proname = m.function_name AND p.pronamespace = 'industry'::regnamespace) $$, 'every row has a function');
SELECT is_empty($$ SELECT DISTINCT m.function_name, k FROM metric m, jsonb_object_keys(m.parameters) AS k
    WHERE NOT EXISTS (SELECT FROM pg_proc p WHERE p.proname = m.function_name AND p.pronamespace = 'industry'::regnamespace
        AND (k = ANY (p.proargnames) OR 'scheme' = ANY (p.proargnames))) $$, 'every parameter is an argument, or a key of the scheme argument');
SELECT is_empty($$ SELECT f.name, a FROM metric_function f JOIN pg_proc p ON p.proname = f.name AND p.pronamespace = 'industry'::regnamespace AND p.prokind = 'f',
    unnest(p.proargnames[p.pronargs - p.pronargdefaults + 1 : p.pronargs]) AS a
    WHERE p.oid NOT IN (SELECT oid FROM support) AND NOT EXISTS (SELECT FROM metric m WHERE m.function_name = f.name AND m.parameters ? a) $$,
    'every argument with a default is among the parameters');
SELECT is_empty($$ SELECT function_name, metric FROM metric
    WHERE '' IN (name_en, name_zh, formula, unit, value_range, interpretation_en, interpretation_zh, reference) OR name_zh !~ '[^\x01-\x7f]' OR interpretation_zh !~ '[^\x01-\x7f]' $$,
    'every row is complete, in English and Chinese');
SELECT is((SELECT array_agg(method(f) ->> 'function' ORDER BY f COLLATE "C") FROM (SELECT DISTINCT function_name AS f FROM metric) s),
    (SELECT array_agg(DISTINCT function_name ORDER BY function_name) FROM (SELECT function_name COLLATE "C" FROM metric) s),
    'method() knows every metric function');

SELECT * FROM finish();
ROLLBACK;
