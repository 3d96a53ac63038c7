-- What create_registry, upgrade_registry and secure_registry promise beside the figures: rows that come with an upgrade and rows that stay,
-- functions whose columns changed, row-level security on every table with a division, shapes and alerts kept by triggers, near matches.
BEGIN;
SET search_path = industry, public;
SET client_min_messages = warning;
SELECT plan(28);
SELECT create_registry('ru') \g /dev/null

-- an upgrade of the same version brings no rows back; one from another version brings whole overlays, schemes and rules that are missing
UPDATE ru.scheme_item SET weight = 44 WHERE scheme = 'output_per_mu' AND item = 'tax_per_mu';
DELETE FROM ru.scheme_item WHERE scheme = 'output_per_mu' AND item = 'rd_ratio';
DELETE FROM ru.overlay_member WHERE overlay = 'future';
DELETE FROM ru.overlay_item WHERE overlay = 'future';
DELETE FROM ru.priority_list WHERE overlay = 'future';
DELETE FROM ru.overlay WHERE code = 'future';
CREATE TEMP TABLE before AS SELECT * FROM ru.scheme_item;
SELECT upgrade_registry('ru') \g /dev/null
SELECT is((SELECT count(*) FROM ru.overlay WHERE code = 'future'), 0::bigint, 'what the user deleted stays away within a version');
UPDATE ru.setting SET value = '0.0.1' WHERE name = 'registry_version';
UPDATE ru.setting SET value = '370000' WHERE name = 'division';
SELECT upgrade_registry('ru') \g /dev/null
SELECT is((SELECT count(*) FROM ru.overlay WHERE code = 'future'), 1::bigint, 'an overlay that is missing comes with a new version');
SELECT ok((SELECT count(*) FROM ru.overlay_item WHERE overlay = 'future') > 3, 'and its items');
SELECT is_empty('(TABLE before EXCEPT TABLE ru.scheme_item) UNION ALL (TABLE ru.scheme_item EXCEPT TABLE before)', 'a scheme that is there stays as it is, parts included');
SELECT is((SELECT value FROM ru.setting WHERE name = 'division'), '370000', 'so do settings');
SELECT is((SELECT value FROM ru.setting WHERE name = 'registry_version'), (SELECT extversion FROM pg_extension WHERE extname = 'pg_industry'), 'the version is written down');
SELECT is_empty($$SELECT 1 FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relname = 'overlay'$$, 'nothing temporary is left');

-- functions and views whose columns changed
DROP FUNCTION ru.tier_counts CASCADE;
CREATE FUNCTION ru.tier_counts(division text DEFAULT NULL, as_of date DEFAULT NULL, vintage date DEFAULT NULL, lang text DEFAULT 'zh') RETURNS TABLE (old integer) LANGUAGE sql RETURN 1;
DROP VIEW ru.bulletin;
CREATE VIEW ru.bulletin AS SELECT 1 AS old;
SELECT lives_ok($$SELECT upgrade_registry('ru')$$, 'columns of a function and of a view may change');
SELECT has_column('ru', 'bulletin', 'lineage_id', 'the view is the new one');
CREATE VIEW public.mine AS SELECT * FROM ru.overlay_weights('four_new');
DROP VIEW ru.bulletin;
CREATE VIEW ru.bulletin AS SELECT 1 AS old;
SELECT throws_ok($$SELECT upgrade_registry('ru')$$, '2BP01', NULL, 'a view of the user on a function that must go stops the upgrade');
SELECT has_column('ru', 'bulletin', 'old', 'and leaves everything as it was');
DROP VIEW public.mine;
SELECT lives_ok($$SELECT upgrade_registry('ru')$$, 'without it the upgrade goes on');

-- functions whose arguments changed
CREATE FUNCTION pg_temp.signatures() RETURNS text LANGUAGE sql STABLE
RETURN (SELECT string_agg(p.proname || ' ' || p.pronargs, ', ' ORDER BY p.proname COLLATE "C", p.pronargs) FROM pg_proc p
        WHERE p.pronamespace = 'ru'::regnamespace AND p.proname IN ('digital_doubling', 'match_explain', 'match_gates'));
CREATE FUNCTION ru.match_explain(need bigint) RETURNS integer LANGUAGE sql RETURN 1;
COMMENT ON FUNCTION ru.match_explain(bigint) IS '解释 / of an earlier version';
CREATE FUNCTION ru.match_gates(mine integer) RETURNS integer LANGUAGE sql RETURN 1;
SELECT upgrade_registry('ru') \g /dev/null
SELECT is(pg_temp.signatures(), 'digital_doubling 3, match_explain 6, match_gates 1, match_gates 4', 'one of ours of an earlier version goes, one of yours stays');
CREATE FUNCTION ru.digital_doubling(target text DEFAULT NULL) RETURNS integer LANGUAGE sql RETURN 1;
COMMENT ON FUNCTION ru.digital_doubling(text) IS '翻番 / of an earlier version';
SELECT upgrade_registry('ru') \g /dev/null
SELECT is(pg_temp.signatures(), 'digital_doubling 3, match_explain 6, match_gates 4', 'also where both would answer the same call');

-- row-level security covers every table that says whose its rows are
SELECT secure_registry('ru') \g /dev/null
SELECT is_empty($$SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname IN ('division', 'divisions', 'uscc') AND NOT a.attisdropped
    WHERE c.relnamespace = 'ru'::regnamespace AND c.relkind = 'r' AND c.relname <> 'region_role' AND NOT (c.relrowsecurity AND c.relforcerowsecurity)$$,
    'every table with a division or an enterprise has row security, forced');
INSERT INTO ru.region (code, level, parent, name_zh, name_en) VALUES ('370000', 'province', NULL, 'p', 'P'), ('370100', 'prefecture', '370000', 'a', 'A'), ('370200', 'prefecture', '370000', 'b', 'B');
INSERT INTO ru.enterprise (uscc, name_zh, division) VALUES ('91370102MA00000001', 'a', '370100'), ('91370102MA00000002', 'b', '370200');
INSERT INTO ru.project (code, kind, status, uscc) VALUES ('p1', 'research', 'running', '91370102MA00000001'), ('p2', 'research', 'running', '91370102MA00000002'), ('p3', 'research', 'running', NULL);
INSERT INTO ru.scenario_value (scenario, indicator, division, period_start, period_end, value, unit) VALUES ('s', 'gdp', '370100', '2022-01-01', '2022-12-31', 1, '100m_yuan'), ('s', 'gdp', '370200', '2022-01-01', '2022-12-31', 1, '100m_yuan');
INSERT INTO ru.alert_rule VALUES ('high', 'gdp', 'x', 'x', '>=', 100, '100m_yuan');
INSERT INTO ru.observation (indicator, division, period_start, period_end, value, unit)
VALUES ('gdp', '370100', '2022-01-01', '2022-12-31', 500, '100m_yuan'), ('gdp', '370200', '2022-01-01', '2022-12-31', 500, '100m_yuan'), ('population', '370200', '2022-01-01', '2022-12-31', 500, '10k_person');
SELECT is((SELECT count(*) FROM ru.alert_check), 2::bigint, 'only rows that a rule may judge wait for the commit');
SET CONSTRAINTS ALL IMMEDIATE;
SELECT is((SELECT count(*) FROM ru.alert_check), 0::bigint, 'none waits after it');
CREATE ROLE pgi_tap_reader;
GRANT USAGE ON SCHEMA ru TO pgi_tap_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA ru TO pgi_tap_reader;
INSERT INTO ru.region_role (role_name, division) VALUES ('pgi_tap_reader', '370100');
CREATE TEMP TABLE seen (projects text, alerts bigint, scenarios bigint);
GRANT INSERT ON seen TO pgi_tap_reader;
SET ROLE pgi_tap_reader;
INSERT INTO seen SELECT (SELECT string_agg(code, ',' ORDER BY code) FROM ru.project), (SELECT count(*) FROM ru.alert), (SELECT count(*) FROM ru.scenario_value);
RESET ROLE;
SELECT results_eq('TABLE seen', $$VALUES ('p1,p3', 1::bigint, 1::bigint)$$, 'a reader of one division sees its alerts and scenarios, and projects of its enterprises or of nobody');
SELECT secure_registry('ru', false) \g /dev/null

-- shapes for maps follow the boundaries
UPDATE ru.region SET boundary = 'SRID=4326;MULTIPOLYGON(((117 36,118 37,117 37,118 36,117 36)))', datum = 'wgs84' WHERE code = '370100';
SELECT is((SELECT ST_IsValid(geom) FROM ru.map_region WHERE region_code = '370100'), true, 'a boundary that crosses itself is shown repaired');
UPDATE ru.region SET boundary = 'SRID=4326;MULTIPOLYGON(((117 36,118 36,118 37,117 37,117 36)))', datum = 'gcj02' WHERE code = '370100';
SELECT is((SELECT ST_Equals(s.shape, m.geom) AND ST_Equals(s.shape, to_wgs84(r.boundary, r.datum)) FROM ru.region r, ru.region_shape s, ru.map_region m WHERE r.code = '370100' AND s.code = r.code AND m.region_code = r.code::text),
    true, 'the shape is the boundary in WGS 84');
UPDATE ru.region SET boundary = NULL, datum = NULL;
SELECT is((SELECT count(*) FROM ru.region_shape), 0::bigint, 'no boundary, no shape');

-- near matches: neighbours exchanged, a letter left out, case
SELECT throws_like($$SELECT ru.known_indicator('gpd')$$, '%unknown indicator "gpd"%', 'the key is named');
SELECT is(near_matches('gpd', ARRAY['exports', 'gdp', 'population', 'value_added']), 'gdp', 'letters in another order');
SELECT matches(near_matches('litle_giant', ARRAY['little_giant', 'gazelle', 'high_tech']), '^little_giant', 'a letter left out');
SELECT is(near_matches('GDP', ARRAY['gdp', 'exports']), 'gdp', 'case does not count');

-- one rule engine for any number of tiers up to 63
INSERT INTO ru.tier (code, name_zh, name_en, family, rank, issuing_level) SELECT 't' || i, 'x', 'x', 'many', i, 'county' FROM generate_series(1, 40) i;
INSERT INTO ru.recognition (uscc, tier, batch, valid, known_from) SELECT '91370102MA00000001', 't' || i, '1', '[2020-01-01,2030-01-01)', '2020-01-01' FROM generate_series(1, 40) i;
SELECT results_eq($$SELECT sum(n_valid)::bigint, sum(n_highest)::bigint, max(tier) FILTER (WHERE n_highest = 1) FROM ru.tier_counts('370000', '2022-12-31') WHERE family = 'many'$$,
    $$VALUES (40::bigint, 1::bigint, 't40')$$, 'forty tiers of one family, the highest counted once');

-- checks: shares of a predecessor, and parks where enterprises do not lie; parks may overlap
INSERT INTO ru.region_lineage (predecessor, successor, effective, weight) VALUES
    ('370100', '370200', '2020-01-01', 0.6), ('370200', '370100', '2020-01-01', 0.6), ('370200', '370000', '2020-01-01', 0.4);
SELECT results_eq($$SELECT table_name, key, detail FROM check_registry('ru') WHERE rule = 'division_lineage'$$,
    $$VALUES ('region_lineage', '370100', 'weights at 2020-01-01 add up to 0.6')$$, 'shares that do not add up to one are named, those that do are not');
INSERT INTO ru.park (code, name_zh, division, datum, boundary)
SELECT v.code, v.code, '370100', 'wgs84', ST_Multi(ST_MakeEnvelope(v.x, 36, v.x + v.size, 36 + v.size, 4326)) FROM (VALUES ('west', 117, 1), ('inner', 117.2, 0.5), ('east', 119, 1)) v(code, x, size);
UPDATE ru.enterprise SET location = ST_SetSRID(ST_MakePoint(117.4, 36.2), 4326), datum = 'wgs84', park = 'west' WHERE uscc = '91370102MA00000001';
UPDATE ru.enterprise SET location = ST_SetSRID(ST_MakePoint(117.4, 36.2), 4326), datum = 'wgs84', park = 'east' WHERE uscc = '91370102MA00000002';
SELECT results_eq($$SELECT table_name, key, detail FROM check_registry('ru') WHERE rule = 'park_place'$$,
    $$VALUES ('enterprise', '91370102MA00000002', 'declares park east, lies in inner')$$, 'who lies in the declared park, be it the larger of two, is right');
SELECT * FROM finish();
ROLLBACK;
