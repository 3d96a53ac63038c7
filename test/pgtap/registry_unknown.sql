-- Every function of a registry, called with a word that nobody knows for each of its text arguments in turn, and with NULL for each: refused with
-- 22023 and a hint, over an empty registry and over one with data; never an empty answer. The catalogue says which functions there are.
BEGIN;
SET search_path = industry, public;
SET client_min_messages = warning;
SELECT create_registry('re') \g /dev/null
SELECT create_registry('rf') \g /dev/null
INSERT INTO rf.region (code, level, parent, name_zh, name_en) VALUES
    ('370000', 'province', NULL, 'p', 'P'), ('370100', 'prefecture', '370000', 'a', 'A'), ('370200', 'prefecture', '370000', 'b', 'B');
INSERT INTO rf.enterprise (uscc, name_zh, industry, division) VALUES ('91370102MA00000001', 'a', 'C3921', '370100'), ('91370102MA00000002', 'b', 'C3922', '370200');
INSERT INTO rf.enterprise_year (uscc, year, employees, revenue, output, value_added) VALUES
    ('91370102MA00000001', 2022, 10, 9, 9, 9), ('91370102MA00000002', 2022, 20, 9, 9, 9);
INSERT INTO rf.chain (code, name_zh) VALUES ('chips', 'c');
INSERT INTO rf.chain_node (chain, node, name_zh) VALUES ('chips', 'a', 'a');
INSERT INTO rf.platform (code, name_zh, kind, division) VALUES ('p', 'p', 'research', '370100');
INSERT INTO rf.demonstration_area (code, name_zh, kind, divisions, valid) VALUES ('zone', 'z', 'pilot', '{370100}', '[2020-01-01,)');
INSERT INTO rf.need (uscc, product, quantity) VALUES ('91370102MA00000002', 'x', 10);
INSERT INTO rf.offer (uscc, equipment, quantity, quantity_unit, division, product, status) VALUES ('91370102MA00000001', 'lathe', 10, 'hour', '370100', 'x', 'open');
INSERT INTO rf.setting VALUES ('as_of', '2022-12-31') ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- exemptions: where the word is not checked against a list, and where NULL means something although it is not the default
CREATE TEMP TABLE exempt (case_of text, function_name text, argument text, reason text);
INSERT INTO exempt VALUES
    ('unknown', 'growth', 'subject', 'the code of an enterprise, an overlay, a node ...: what observations hold'),
    ('unknown', 'record_match', 'event', 'free text'),
    ('unknown', 'explain_value', 'key', 'names a figure where the view is the bulletin'),
    ('unknown', 'setting_value', 'name', 'NULL for a setting that was not made'), ('null', 'setting_value', 'name', 'the same'),
    ('unknown', 'reform_of', 'count_by', 'called by reform_firms, which checks'), ('null', 'reform_of', 'count_by', 'the same'),
    ('unknown', 'reform_project', 'count_by', 'called by reform_of'), ('null', 'reform_project', 'count_by', 'the same'),
    ('unknown', 'site_candidates', 'suppliers', 'refused by the type industry_code'), ('unknown', 'enterprise_stock', 'industry', 'the same'),
    ('null', 'platform_output', 'kind', 'every kind'), ('null', 'digital_board', 'infrastructure', 'none'), ('null', 'park_eval', 'land_scheme', 'none'),
    ('null', 'known_division', 'code', 'the default division'), ('null', 'known_definition', 'definition', 'all enterprises'),
    ('null', 'known_list', 'list', 'NULL stays NULL'), ('null', 'known_if_given', 'word', 'NULL stays NULL');

-- words that are well formed and yet unknown
CREATE TEMP TABLE word (argument text, word text);
INSERT INTO word VALUES ('uscc', '91370102MA00000099'), ('definition', 'four_new/none');

-- a valid value for the arguments that have no default
CREATE TEMP TABLE valid (argument text, value text);
INSERT INTO valid VALUES ('indicator', 'gdp'), ('code', 'four_new'), ('a', 'four_new'), ('b', 'future'), ('tier', 'little_giant'), ('from_tier', 'provincial_srdi'),
    ('to_tier', 'little_giant'), ('family', 'srdi'), ('definition', 'C39'), ('view_name', 'tier_counts'), ('base', 'base'), ('scenario', 'base'), ('layer', 'region'),
    ('what', 'overlay'), ('word', 'four_new'), ('list', 'four_new'), ('year', '2022'), ('threshold', '1'), ('from_date', '2021-12-31'), ('to_date', '2022-12-31'),
    ('z', '0'), ('x', '0'), ('y', '0'), ('scheme', 'strong_manufacturing'), ('need', '1'), ('offer', '1'), ('name', 'as_of'), ('area', 'zone'), ('chain', 'chips'), ('uscc', '91370102MA00000001');

CREATE FUNCTION pg_temp.call(registry name, function regproc, asked text DEFAULT NULL, word text DEFAULT NULL) RETURNS text
LANGUAGE sql STABLE
RETURN (SELECT format('SELECT count(coalesce(f::text, '''')) FROM %s(%s) f', function,
            string_agg(format('%I => %s', u.name, CASE WHEN u.name = asked THEN quote_nullable(word) ELSE coalesce(quote_literal(v.value), 'NULL') END), ', ' ORDER BY u.n)
                FILTER (WHERE u.name = asked OR u.n <= p.pronargs - p.pronargdefaults))
        FROM pg_proc p CROSS JOIN LATERAL unnest(p.proargnames[1:p.pronargs]) WITH ORDINALITY u(name, n) LEFT JOIN valid v ON v.argument = u.name
        WHERE p.oid = function);

-- the SQLSTATE, or the number of rows; an error without a hint says so
CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    n bigint;
    advice text;
BEGIN
    EXECUTE statement INTO n;
    RETURN n || ' rows';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS advice = PG_EXCEPTION_HINT;
    RETURN SQLSTATE || CASE WHEN coalesce(advice, '') = '' THEN ' without a hint: ' || SQLERRM ELSE '' END;
END
$$;

CREATE FUNCTION pg_temp.advice(statement text) RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    hint text;
BEGIN
    EXECUTE statement;
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
    RETURN hint;
END
$$;

CREATE TEMP TABLE argument AS
SELECT n.nspname AS registry, p.oid::regproc AS function, p.proname AS function_name, u.name AS argument,
       coalesce(pg_get_function_arg_default(p.oid, u.n::integer), 'none') AS preset
FROM pg_namespace n JOIN pg_proc p ON p.pronamespace = n.oid
CROSS JOIN LATERAL unnest(p.proargnames[1:p.pronargs], p.proargtypes::oid[]) WITH ORDINALITY u(name, type, n)
WHERE n.nspname IN ('re', 'rf') AND u.type = 'text'::regtype;

CREATE TEMP TABLE answer AS
SELECT a.*, pg_temp.outcome(pg_temp.call(a.registry, a.function, a.argument, coalesce(w.word, 'no such word'))) AS unknown,
       CASE WHEN a.preset <> 'NULL::text' THEN pg_temp.outcome(pg_temp.call(a.registry, a.function, a.argument, NULL)) END AS missing
FROM argument a LEFT JOIN word w ON w.argument = a.argument;

SELECT plan(9);
SELECT cmp_ok((SELECT count(*) FROM argument), '>', 400::bigint, 'the functions of both registries and their words were found');
SELECT is_empty($$SELECT a.function, a.argument, a.unknown FROM answer a LEFT JOIN exempt x ON x.function_name = a.function_name AND x.argument = a.argument AND x.case_of = 'unknown'
    WHERE x.argument IS NULL AND a.unknown <> '22023'$$, 'an unknown word is refused with a hint, whatever the registry holds');
SELECT is_empty($$SELECT a.function, a.argument, a.missing FROM answer a LEFT JOIN exempt x ON x.function_name = a.function_name AND x.argument = a.argument AND x.case_of = 'null'
    WHERE x.argument IS NULL AND a.missing !~ '^(22004|22023)'$$, 'NULL is refused where it is not the default');
SELECT is_empty($$SELECT x.function_name, x.argument FROM exempt x LEFT JOIN argument a USING (function_name, argument) WHERE a.argument IS NULL$$,
    'every exemption is of an argument that there is');
-- what is refused is the word, not the registry: with nothing but valid words each function answers
SELECT is_empty($$
    SELECT * FROM (SELECT p.oid::regproc AS function, pg_temp.outcome(pg_temp.call(n.nspname, p.oid::regproc)) AS answer
                   FROM pg_namespace n JOIN pg_proc p ON p.pronamespace = n.oid WHERE n.nspname = 'rf' AND p.proname !~ '^(known|protect$|record_)') x
    WHERE x.answer !~ 'rows$'$$, 'with valid words every function of a registry with data answers');
SELECT results_eq($$
    SELECT x.name FROM (SELECT p.proname::text COLLATE "C" AS name, pg_temp.outcome(pg_temp.call(n.nspname, p.oid::regproc)) AS answer
                        FROM pg_namespace n JOIN pg_proc p ON p.pronamespace = n.oid WHERE n.nspname = 're' AND p.proname !~ '^(known|protect$|record_)') x
    WHERE x.answer !~ 'rows$' ORDER BY 1$$,
    $$VALUES ('area_scoreboard' COLLATE "C"), ('chain_final_value'), ('chain_matrix'), ('chain_measures'), ('demonstration_effect'), ('match_explain'), ('match_gates'), ('tier_gap')$$,
    'over an empty registry so does every one that does not name an area, a chain, a need or an enterprise, of which there are none');
SELECT throws_ok($$SELECT * FROM re.overlay_value('four_mew')$$, '22023', 'unknown overlay "four_mew"', 'the word is named');
SELECT matches((SELECT pg_temp.advice($$SELECT * FROM re.overlay_value('four_mew')$$)), 'four_new', 'and the one that is meant');
SELECT matches((SELECT pg_temp.advice($$SELECT * FROM re.tier_counts(lang => 'fr')$$)), 'zh, en', 'options are listed');
SELECT * FROM finish();
ROLLBACK;
