-- Contracts of the code types: layout, operator classes, labels of functions, soft errors, read-only lists.
BEGIN;
SET search_path = industry, public;
SELECT plan(29);

SELECT is((SELECT (typlen, typbyval, typalign, typstorage)::text FROM pg_type WHERE oid = 'industry_code'::regtype), '(4,t,i,p)', 'industry_code is four bytes by value');
SELECT is((SELECT (typlen, typbyval, typalign, typstorage)::text FROM pg_type WHERE oid = 'division_code'::regtype), '(4,t,i,p)', 'division_code is four bytes by value');
SELECT is((SELECT (typlen, typbyval, typalign, typstorage)::text FROM pg_type WHERE oid = 'uscc'::regtype), '(12,f,c,p)', 'uscc is twelve bytes of any alignment');
SELECT is((SELECT count(*)::int FROM pg_type WHERE oid IN ('uscc'::regtype, 'industry_code'::regtype, 'division_code'::regtype)
    AND typreceive <> 0 AND typsend <> 0 AND typcollation = 0), 3, 'all have a binary form and no collation');

SELECT is((SELECT array_agg(am.amname || ' ' || c.opcdefault ORDER BY am.amname)::text FROM pg_opclass c JOIN pg_am am ON am.oid = c.opcmethod WHERE c.opcintype = t),
    '{"btree true","hash true"}', t || ' has default btree and hash classes')
FROM unnest('{uscc,industry_code,division_code}'::regtype[]) t;
SELECT is((SELECT array_agg(p.amprocnum ORDER BY p.amprocnum)::text FROM pg_amproc p JOIN pg_opfamily f ON f.oid = p.amprocfamily JOIN pg_am am ON am.oid = f.opfmethod
    WHERE p.amproclefttype = t AND am.amname = 'btree'), '{1,2,4}', t || ' sorts with support and dedups in indexes')
FROM unnest('{uscc,industry_code,division_code}'::regtype[]) t;
SELECT is((SELECT array_agg(p.amprocnum ORDER BY p.amprocnum)::text FROM pg_amproc p JOIN pg_opfamily f ON f.oid = p.amprocfamily JOIN pg_am am ON am.oid = f.opfmethod
    WHERE p.amproclefttype = t AND am.amname = 'hash'), '{1,2}', t || ' has a seeded hash')
FROM unnest('{uscc,industry_code,division_code}'::regtype[]) t;
SELECT is((SELECT string_agg(castsource::regtype || '>' || casttarget::regtype || ' ' || castcontext::text, ', ' ORDER BY castsource::regtype::text) FROM pg_cast WHERE t IN (castsource, casttarget)),
    format('character>%1$s a, character varying>%1$s a, %2$s', t, CASE WHEN t::text < 'text' THEN format('%1$s>text a, text>%1$s a', t) ELSE format('text>%1$s a, %1$s>text a', t) END),
    t || ' casts from and to text in assignments')
FROM unnest('{uscc,industry_code,division_code}'::regtype[]) t;

SELECT is_empty($$ SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'industry'::regnamespace AND p.prokind = 'f'
    AND p.proname ~ '^(uscc|industry_code|division_code|code_contain|level$|parent$|ancestor|section$|three_industry$|province$|prefecture$|subtree_last$)'
    AND (NOT p.proisstrict OR p.proparallel <> 's' OR (p.provolatile <> 'i' AND p.proname !~ 'selectivity$')) $$,
    'functions of the types are strict, immutable and parallel safe');
SELECT is_empty($$ SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'industry'::regnamespace AND p.proname IN ('code_name', 'division_at') AND p.provolatile <> 's' $$,
    'lookups in the lists are stable');
SELECT is_empty($$ SELECT o.oid::regoperator FROM pg_operator o WHERE o.oprnamespace = 'industry'::regnamespace
    AND o.oprleft IN ('uscc'::regtype, 'industry_code'::regtype, 'division_code'::regtype) AND (o.oprcom = 0 OR o.oprrest = 0 OR o.oprjoin = 0) $$,
    'every operator has a commutator and estimators');

-- no error leaves a soft input, where the server asks softly
SELECT (current_setting('server_version_num')::int >= 160000) AS soft \gset
\if :soft
SELECT is(pg_input_is_valid(x, t), false, t || ' reports softly') FROM (VALUES ('x', 'uscc'), ('C3', 'industry_code'), ('99', 'division_code')) v(x, t);
\else
SELECT pass('soft errors begin with PostgreSQL 16') FROM generate_series(1, 3);
\endif

-- the lists
SELECT is((SELECT count(*)::int FROM division d JOIN division p ON p.code = d.parent), 3183, 'every division but a province has a listed parent');
SELECT is_empty($$ SELECT code FROM division_history a WHERE successor IS NOT NULL AND upper_inf(valid) $$, 'a succeeded code is not in force');
SELECT is_empty($$ SELECT successor FROM division_history a WHERE successor IS NOT NULL
    AND NOT EXISTS (SELECT FROM division_history b WHERE b.code = a.successor AND b.valid @> upper(a.valid)) $$, 'a successor is in force when it takes over');
SELECT throws_ok($$ INSERT INTO industry.industry (code, name_zh) VALUES ('C9', '') $$, '22P02', NULL, 'a malformed code never reaches the list');
SELECT throws_ok(format('DELETE FROM industry.%I', t), '42809', NULL, t || ' is read-only') FROM unnest('{industry,division}'::text[]) t;
SELECT is((SELECT count(*)::int FROM pg_extension WHERE extname = 'pg_industry' AND extconfig IS NOT NULL
    AND extconfig && ARRAY['industry.industry', 'industry.division', 'industry.division_history']::regclass[]::oid[]), 0, 'the lists are not dumped as data');

SELECT * FROM finish();
ROLLBACK;
