-- What a registry judges and says: rules on observed measures, what check_registry finds, effects over units and bases, refusals, languages, chains.
BEGIN;
SET search_path = industry, public;
SET client_min_messages = warning;

-- the hint of an error, or NULL
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

SELECT plan(50);
SELECT create_registry('j') \g /dev/null
UPDATE j.setting SET value = v.value FROM (VALUES ('division', '370000'), ('as_of', '2022-12-31')) v(name, value) WHERE setting.name = v.name;
INSERT INTO j.region (code, level, parent, name_zh, name_en) VALUES
    ('100000', 'country', NULL, '中国', 'China'), ('110000', 'province', NULL, '北京市', 'Beijing'), ('370000', 'province', NULL, '山东省', 'Shandong'),
    ('370100', 'prefecture', '370000', '济南市', 'Jinan'), ('370200', 'prefecture', '370000', '青岛市', 'Qingdao'),
    ('370300', 'prefecture', '370000', '淄博市', 'Zibo'), ('370400', 'prefecture', '370000', '枣庄市', 'Zaozhuang'), ('370500', 'prefecture', '370000', '东营市', 'Dongying'),
    ('370102', 'county', '370100', '历下区', 'Lixia'), ('370103', 'county', '370100', '市中区', 'Shizhong');
INSERT INTO j.enterprise (uscc, name_zh, industry, division, size_class) VALUES
    ('91370102MA00000001', 'a', 'C3921', '370102', 'large'), ('91370102MA00000002', 'b', 'C3922', '370102', 'small'), ('91370103MA00000003', 'c', 'C3922', '370200', 'small');
INSERT INTO j.enterprise_year (uscc, year, employees, revenue, output, value_added, known_from)
SELECT uscc, 2022, 10, 5000, 5000, 900, '2022-01-01' FROM j.enterprise;

-- a clause on an observed measure: the latest period that is over, in the unit of the indicator, by both functions alike
INSERT INTO j.indicator (code, name_zh, name_en, unit, direction, additive) VALUES ('brand_score', '品牌得分', 'Brand score', 'fraction', '+', 'none'),
    ('brand_value', '品牌价值', 'Brand value', '10k_yuan', '+', 'none');
INSERT INTO j.tier (code, name_zh, name_en, family, rank, issuing_level) VALUES ('brand', '品牌企业', 'Brand', 'brand', 1, 'provincial');
INSERT INTO j.tier_rule (rule, version, tier, name_zh, name_en, valid) VALUES ('brand', '1', 'brand', '品牌', 'Brand', '[,)');
INSERT INTO j.tier_clause (rule, version, clause, alternative, term, measure, operator, threshold, name_zh, name_en) VALUES
    ('brand', '1', 1, 1, 1, 'brand_score', '>=', 0.5, 'x', 'x'), ('brand', '1', 2, 1, 1, 'brand_value', '>=', 200, 'x', 'x'), ('brand', '1', 3, 1, 1, 'revenue', '>=', 5000, 'x', 'x');
INSERT INTO j.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, basis, known_from)
SELECT v.i, '370102', 'enterprise', v.u, make_date(v.y, 1, 1), make_date(v.y, 12, 31), v.x, v.unit, v.basis, '2019-01-01'
FROM (VALUES ('brand_score', '91370102MA00000001', 2019, 90, 'percent', 'nominal'), ('brand_score', '91370102MA00000001', 2022, 10, 'percent', 'nominal'),
    ('brand_score', '91370102MA00000001', 2023, 70, 'percent', 'nominal'), ('brand_score', '91370102MA00000002', 2021, 60, 'percent', 'nominal'),
    ('brand_score', '91370102MA00000002', 2021, 20, 'percent', 'constant'), ('brand_value', '91370102MA00000001', 2022, 0.03, '100m_yuan', 'nominal'),
    ('brand_value', '91370102MA00000002', 2022, 0.03, '100m_yuan', 'nominal')) v(i, u, y, x, unit, basis);
SELECT results_eq($$SELECT uscc::text, outcome, failed_clauses, missing FROM j.tier_evaluate('brand', as_of => '2022-12-31') ORDER BY 1$$,
    $$VALUES ('91370102MA00000001', 'fail', '1', NULL), ('91370102MA00000002', 'pass', NULL, NULL), ('91370103MA00000003', 'undecidable', NULL, 'brand_score, brand_value')$$,
    'neither the best year nor a later one counts, and percent is a fraction');
SELECT results_eq($$SELECT measure, actual, pass, outcome FROM j.tier_gap('91370102MA00000001', 'brand', '2022-12-31')$$,
    $$VALUES ('brand_score', 0.1, false, 'fail'), ('brand_value', 300, true, 'fail'), ('revenue', 5000, true, 'fail')$$, 'the gap shows the number that was judged');
SELECT results_eq($$SELECT actual, outcome FROM j.tier_gap('91370102MA00000001', 'brand', '2021-12-31') WHERE clause = 1$$, $$VALUES (0.9, 'undecidable')$$,
    'a year before it is the older one');
SELECT is_empty($$SELECT e.uscc, e.outcome, g.outcome FROM j.tier_evaluate('brand', as_of => '2022-12-31') e
    CROSS JOIN LATERAL (SELECT DISTINCT t.outcome FROM j.tier_gap(e.uscc::text, 'brand', '2022-12-31') t) g WHERE e.outcome <> g.outcome$$, 'both say the same of every enterprise');
INSERT INTO j.indicator (code, name_zh, name_en, unit, direction, additive) VALUES ('revenue', '营收', 'Revenue', '10k_yuan', '+', 'flow');
INSERT INTO j.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit)
VALUES ('revenue', '370102', 'enterprise', '91370102MA00000002', '2022-01-01', '2022-12-31', 1, '10k_yuan');
SELECT results_eq($$SELECT actual, outcome FROM j.tier_gap('91370102MA00000002', 'brand', '2022-12-31') WHERE measure = 'revenue'$$, $$VALUES (5000.0, 'pass')$$,
    'an observation does not stand in for a measure of the enterprise table');

-- check_registry: places of every kind
UPDATE j.region SET datum = 'wgs84', boundary = ST_Multi(ST_MakeEnvelope(x, 36, x + 1, 37, 4326)) FROM (VALUES ('370100', 116), ('370200', 118), ('370300', 119)) v(c, x) WHERE code::text = v.c;
INSERT INTO j.park (code, name_zh, division, datum, boundary)
SELECT v.code, v.code, '370100', v.datum, ST_Multi(ST_MakeEnvelope(v.x, 36.2, v.x + 0.4, 36.4, 4326))
FROM (VALUES ('park_in', 116.2, 'wgs84'), ('park_over_the_edge', 116.7, 'wgs84'), ('park_out', 118.2, 'wgs84'), ('park_gcj', 116.2, 'gcj02')) v(code, x, datum);
INSERT INTO j.platform (code, name_zh, kind, division, location, datum) VALUES
    ('platform_in', 'x', 'design', '370100', 'SRID=4326;POINT(116.5 36.5)', 'wgs84'), ('platform_out', 'x', 'design', '370100', 'SRID=4326;POINT(118.5 36.5)', 'wgs84');
INSERT INTO j.need (id, uscc, product, quantity, division, location, datum) VALUES
    (101, '91370102MA00000001', 'x', 1, '370100', 'SRID=4326;POINT(116.5 36.5)', 'wgs84'), (102, '91370102MA00000001', 'x', 1, '370100', 'SRID=4326;POINT(120 36.5)', 'wgs84');
INSERT INTO j.offer (id, uscc, product, quantity, status, division, location, datum) VALUES
    (201, '91370102MA00000001', 'x', 1, 'open', '370200', 'SRID=4326;POINT(118.5 36.5)', 'wgs84'), (202, '91370102MA00000001', 'x', 1, 'open', '370200', 'SRID=4326;POINT(116.5 36.5)', 'wgs84');
INSERT INTO j.base (code, name_zh, kind, divisions, valid, datum, boundary)
SELECT v.code, v.code, 'x', v.d, '[2020-01-01,)', 'wgs84', ST_Multi(ST_MakeEnvelope(v.x, 36.2, v.x + 0.4, 36.4, 4326))
FROM (VALUES ('base_in_the_second', '{370100,370200}'::division_code[], 118.2), ('base_out', '{370100,370200}', 119.2), ('base_unknown', '{370100,370400}', 119.2)) v(code, d, x);
INSERT INTO j.demonstration_area (code, name_zh, kind, divisions, valid, datum, boundary)
VALUES ('area_out', 'x', 'y', '{370200}', '[2020-01-01,)', 'wgs84', ST_Multi(ST_MakeEnvelope(116.2, 36.2, 116.4, 36.4, 4326)));
SELECT results_eq($$SELECT table_name COLLATE "C", key COLLATE "C" FROM check_registry('j') WHERE rule = 'place' ORDER BY 1, 2$$,
    $$VALUES ('base' COLLATE "C", 'base_out' COLLATE "C"), ('demonstration_area', 'area_out'), ('need', '102'), ('offer', '202'), ('park', 'park_out'), ('platform', 'platform_out')$$,
    'parks, platforms, bases, areas, needs and offers outside their divisions; not a park over the edge, nor a base whose division has no boundary');
SELECT results_eq($$SELECT table_name, key FROM check_registry('j') WHERE rule = 'datum'$$, $$VALUES ('park', 'park_gcj')$$, 'and those of another datum');
DELETE FROM j.demonstration_area;

-- check_registry: units and their jumps, sums over units, overlaps
INSERT INTO j.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, known_from)
SELECT v.i, v.d::division_code, v.k, v.s, make_date(v.y, 1, 1), make_date(v.y, 12, 31), v.x, v.unit, '2022-01-01'
FROM (VALUES ('gdp', '370102', 'region', '', 2020, 100, '100m_yuan'), ('gdp', '370102', 'region', '', 2021, 105, '10k_yuan'),
    ('gdp', '370103', 'region', '', 2020, 50, '100m_yuan'), ('gdp', '370103', 'region', '', 2021, 520000, '10k_yuan'),
    ('industrial_revenue', '370100', 'region', '', 2021, 10, '100m_yuan'), ('industrial_revenue', '370102', 'region', '', 2021, 40000, '10k_yuan'),
    ('industrial_revenue', '370103', 'region', '', 2021, 50000, '10k_yuan'),
    ('industrial_revenue', '370100', 'region', '', 2020, 9, '100m_yuan'), ('industrial_revenue', '370102', 'region', '', 2020, 40000, '10k_yuan'),
    ('industrial_revenue', '370103', 'region', '', 2020, 50000, '10k_yuan'),
    ('gdp', '370300', 'region', '', 2021, 100, '100m_yuan'), ('value_added', '370300', 'sector', '1', 2021, 50000, '10k_yuan'),
    ('value_added', '370300', 'sector', '2', 2021, 400000, '10k_yuan'), ('value_added', '370300', 'sector', '3', 2021, 500000, '10k_yuan')) v(i, d, k, s, y, x, unit);
SELECT results_eq($$SELECT key FROM check_registry('j') WHERE rule = 'unit_jump'$$, $$VALUES ('gdp/370102/region//year/2021-01-01')$$,
    'a value left in its old size under a new unit; one that was converted is none');
SELECT results_eq($$SELECT key, detail FROM check_registry('j') WHERE rule = 'additivity' ORDER BY 1$$,
    $$VALUES ('gdp/370300/region//2021-01-01', 'children add up to 95, parent is 100, tolerance 0.2'),
             ('industrial_revenue/370100/region//2021-01-01', 'children add up to 9, parent is 10, tolerance 0.015')$$, 'children in another unit than their parent are added too');
DELETE FROM j.observation WHERE indicator <> 'brand_score';
INSERT INTO j.chain (code, name_zh, name_en, division) VALUES ('chips', '芯片', 'Chips', '370000'), ('empty', '空', 'Empty', '370000');
DO $$ -- a registry whose offices are not kept from overlapping
DECLARE
    c name;
BEGIN
    FOR c IN SELECT conname FROM pg_constraint WHERE conrelid = 'j.chain_office'::regclass AND contype = 'x' LOOP
        EXECUTE format('ALTER TABLE j.chain_office DROP CONSTRAINT %I', c);
    END LOOP;
END $$;
INSERT INTO j.chain_office (chain, chief, valid) VALUES ('chips', 'long', '[2010-01-01,2020-01-01)'), ('chips', 'first', '[2011-01-01,2012-01-01)'),
    ('chips', 'second', '[2013-01-01,2014-01-01)'), ('chips', 'after', '[2020-01-01,)'), ('empty', 'always', '(,)'), ('empty', 'once', '[2011-01-01,2012-01-01)');
SELECT results_eq($$SELECT key, detail FROM check_registry('j') WHERE rule = 'overlap' ORDER BY 1$$,
    $$VALUES ('chips/first', '[2011-01-01,2012-01-01) begins before 2020-01-01, the end of an earlier one'),
             ('chips/second', '[2013-01-01,2014-01-01) begins before 2020-01-01, the end of an earlier one'),
             ('empty/once', '[2011-01-01,2012-01-01) begins before infinity, the end of an earlier one')$$, 'both short ranges inside a long one, not the one that follows it');

-- effect of a demonstration area: two treated, three controls; whatever the unit, and of one basis
INSERT INTO j.demonstration_area (code, name_zh, name_en, kind, divisions, valid) VALUES ('zone', '区', 'zone', 'pilot', '{370100,370200}', '[2021-01-01,)');
INSERT INTO j.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, known_from)
SELECT 'gdp', d::division_code, 'region', '', make_date(y, 1, 1), make_date(y, 12, 31), round(v * power(g, y - 2019)), '100m_yuan', '2022-01-01'
FROM (VALUES ('370100', 1000, 1.08), ('370200', 2000, 1.07), ('370300', 500, 1.05), ('370400', 700, 1.04), ('370500', 800, 1.03)) v(d, v, g) CROSS JOIN generate_series(2019, 2022) y;
INSERT INTO j.target (code, name_zh, name_en, indicator, division, baseline, baseline_date, target, target_date, unit) VALUES
    ('t', '目标', 'target', 'gdp', '370100', 10000000, '2019-12-31', 14000000, '2022-12-31', '10k_yuan');
CREATE TEMP TABLE effect AS SELECT 'same units' AS of, 'log' AS scale, e.* FROM j.demonstration_effect('zone') e UNION ALL SELECT 'same units', 'level', e.* FROM j.demonstration_effect('zone', scale => 'level') e;
CREATE TEMP TABLE score AS SELECT * FROM j.area_scoreboard('zone');
SELECT ok((SELECT abs(e.effect - (x.t - x.c)) < 1e-12 FROM effect e, (SELECT avg(g) FILTER (WHERE d IN ('370100', '370200')) AS t, avg(g) FILTER (WHERE d > '370200') AS c
    FROM (SELECT division::text AS d, ln(max(value) FILTER (WHERE period_end = '2022-12-31') / max(value) FILTER (WHERE period_end = '2020-12-31'))::float8 AS g
          FROM j.observation WHERE indicator = 'gdp' GROUP BY 1) o) x WHERE e.scale = 'log'), 'the effect is the difference of the mean log growths');
UPDATE j.observation SET value = value * 10000, unit = '10k_yuan' WHERE indicator = 'gdp' AND (division = '370300' OR division = '370100' AND period_end = '2022-12-31');
INSERT INTO j.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, basis, known_from)
VALUES ('gdp', '370100', 'region', '', '2022-01-01', '2022-12-31', 2, '100m_yuan', 'constant', '2022-01-01'), ('gdp', '370400', 'region', '', '2020-01-01', '2020-12-31', 3, '100m_yuan', 'constant', '2022-01-01');
SELECT ok((SELECT bool_and(abs(e.effect - n.effect) < 1e-9 AND n.treated = 2 AND n.controls = 3 AND abs(e.control_after - n.control_after) < 1e-9) FROM effect e JOIN
    (SELECT 'log' AS scale, x.* FROM j.demonstration_effect('zone') x UNION ALL SELECT 'level', x.* FROM j.demonstration_effect('zone', scale => 'level') x) n USING (scale)),
    'and stays it where a control or a year is in another unit and some rows are of another basis');
SELECT is((SELECT unit FROM j.demonstration_effect('zone', scale => 'level')), '100m_yuan', 'in the unit of the indicator');
SELECT ok((SELECT count(*) = 2 AND bool_and(abs(s.value - n.value) < 1e-9 AND abs(s.share_of_area - n.share_of_area) < 1e-12 AND abs(s.effect - n.effect) < 1e-12 AND n.unit = '100m_yuan')
    FROM score s FULL JOIN j.area_scoreboard('zone') n USING (region_code, indicator)), 'so does the scoreboard of the area');
SELECT ok((SELECT abs(attainment - value / 1400) < 1e-12 AND target = 1400 FROM j.area_scoreboard('zone') WHERE region_code = '370100'), 'its target is in the unit of the value');
UPDATE j.observation SET basis = 'constant' WHERE indicator = 'gdp' AND basis = 'nominal' AND division NOT IN ('370100', '370400');
DELETE FROM j.observation WHERE indicator = 'gdp' AND basis = 'nominal';
SELECT is((SELECT controls FROM j.demonstration_effect('zone')), 2::bigint, 'where nothing is nominal the basis that there is counts');
DELETE FROM j.observation WHERE indicator = 'gdp';

-- peers of another province in 10k_count
INSERT INTO j.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, known_from)
VALUES ('high_tech_enterprises', '110000', 'region', '', '2022-01-01', '2022-12-31', 2.5, '10k_count', '2022-01-01');
SELECT results_eq($$SELECT nation, national_rank FROM j.tier_rank() WHERE tier = 'high_tech'$$, $$VALUES (25000::numeric, 2::bigint)$$, 'peers count in the unit of the indicator');

-- refusals
SELECT throws_ok($$SELECT * FROM j.tier_gap(NULL, 'brand')$$, '22004', 'uscc must not be NULL', 'an enterprise is needed');
SELECT alike(pg_temp.advice($$SELECT * FROM j.tier_gap('91110000600037341L', 'brand')$$), '%91370102MA00000001%', 'an enterprise of another place: those that there are');
SELECT is(pg_temp.advice($$SELECT j.known_division('济南')$$), 'Near matches: 370100 济南市.', 'a Chinese name leads to its code');
SELECT is(pg_temp.advice($$SELECT j.known_division('山东')$$), 'Near matches: 370000 山东省.', 'that of the province too');
SELECT alike(pg_temp.advice($$SELECT j.known_division('Jinan')$$), 'Near matches: 370100 Jinan%', 'and an English one');
SELECT alike(pg_temp.advice($$SELECT j.known_division('qingda')$$), 'Near matches: 370200 Qingdao%', 'be it misspelt');
SELECT is(pg_temp.advice($$SELECT j.known_division('zzz')$$), 'Known are 370000 山东省, 370100 济南市, 370102 历下区, 370200 青岛市.', 'else the divisions that enterprises are in');
SELECT throws_ok(format('SELECT * FROM j.composite_gap(peers => %L)', v.peer), '22023', v.message, 'a peer is another division of the same level: ' || v.peer)
FROM (VALUES ('370100', '370100 is no peer of 370000'), ('370000', '370000 is no peer of 370000'), ('110000, 370000', '370000 is no peer of 370000')) v(peer, message);
SELECT lives_ok($$SELECT * FROM j.composite_gap(peers => '110000')$$, 'another province is one');
SELECT throws_ok(format('SELECT * FROM j.tier_transition(%L, %s, %s)', 'srdi', v.a, v.b), '22023', 'from_date must be given and not be after to_date', v.a || ' to ' || v.b)
FROM (VALUES ('NULL', $$'2022-12-31'$$), ($$'2022-12-31'$$, 'NULL'), ($$'2022-12-31'$$, $$'2021-12-31'$$)) v(a, b);
SELECT throws_ok(format('SELECT * FROM j.site_selection(quota => %s)', q), '22023', 'quota must be a number of 0 or more', 'quota ' || q) FROM unnest('{"NULL",-1}'::text[]) q;
SELECT throws_ok(format('SELECT * FROM j.%s(k => %s)', f, k), '22023', 'k must be a number of 0 or more', f || ' of ' || k)
FROM unnest('{chain_candidate_enterprises,chain_candidate_regions}'::text[]) f CROSS JOIN unnest('{"NULL",-1}'::text[]) k;

-- a chain: reasons in the language of the view, breakthroughs, leaders
INSERT INTO j.chain_node (chain, node, name_zh, name_en, industry, weight, final_value, demand, local_supply, domestic_supply, trl) VALUES
    ('chips', 'wafer', '晶圆', 'Wafer', 'C3922', 1, NULL, 100, 0, 40, 4), ('chips', 'chip', '芯片', 'Chip', 'C3921', 1, 100, 100, 90, 95, 8);
INSERT INTO j.chain_link (chain, source, target, weight) VALUES ('chips', 'wafer', 'chip', 1);
INSERT INTO j.chain_node (chain, node, name_zh) VALUES ('empty', 'chip', 'x');
INSERT INTO j.chain_member (chain, node, uscc, role, share, valid) VALUES ('chips', 'chip', '91370102MA00000001', 'leader', 1, '[2015-01-01,2023-01-01)'),
    ('empty', 'chip', '91370102MA00000001', 'leader', 1, '[2022-01-01,)');
SELECT results_eq($$SELECT node, reason FROM j.chain_gap WHERE chain_code = 'chips' ORDER BY 1$$,
    $$VALUES ('chip', '已有:占全国比重 0.947 >= 0.947,自给率 0.95 >= 0.8'), ('wafer', '缺失:1 个已有下游环节至少 0.05 的投入来自该环节,最依赖的是 chip(1)')$$, 'a Chinese view gives its reasons in Chinese');
SELECT results_eq($$SELECT node, reason FROM j.chain_gap_en WHERE chain_code = 'chips' ORDER BY 1$$,
    $$VALUES ('chip', 'present: national share 0.947 >= 0.947, self-sufficiency 0.95 >= 0.8'), ('wafer', 'absent: 1 present buyer draws at least 0.05 of inputs from it, most chip (1)')$$,
    'an English one in English');
SELECT is_empty($$SELECT n.reason FROM (SELECT reason FROM j.chain_list_strength UNION ALL SELECT reason FROM j.chain_list_weakness UNION ALL SELECT reason FROM j.chain_list_recruitment) n
    WHERE n.reason !~ '^(已有|缺失|主营行业|兼营行业)'$$, 'so do the lists');
SELECT results_eq($$SELECT (SELECT count(*) FROM j.chain_list_strength), (SELECT count(*) FROM j.chain_list_weakness), (SELECT count(*) FROM j.chain_list_recruitment)$$,
    $$VALUES (1::bigint, 1::bigint, 2::bigint)$$, 'of which each has something to say');
SELECT is_empty($$SELECT reason FROM j.chain_list_recruitment_en WHERE reason !~ '^(its|a) '$$, 'and in English too');
UPDATE j.enterprise SET location = 'SRID=4326;POINT(116.5 36.5)', datum = 'wgs84';
SELECT is_empty($$SELECT reasons FROM j.site_candidates WHERE reasons ~ '[a-z]' OR reasons = ''$$, 'sites in Chinese');
SELECT is_empty($$SELECT reasons FROM j.site_candidates_en WHERE reasons !~ '^[ -~]+$'$$, 'and in English');
SELECT ok((SELECT count(*) FROM j.site_candidates) > 0 AND (SELECT count(*) FROM j.site_candidates WHERE reasons LIKE '%50 公里内有 2 家供应商%') > 0, 'there are some, with their suppliers');
SELECT results_eq($$SELECT tier COLLATE "C", tier_name FROM j.tier_rank WHERE kind = 'family' ORDER BY 1$$,
    $$VALUES ('digital' COLLATE "C", '数字化工厂'), ('srdi', '专精特新企业'), ('technology', '科技型企业')$$, 'families have a Chinese name');
SELECT results_eq($$SELECT tier COLLATE "C", tier_name FROM j.tier_rank_en WHERE kind = 'family' ORDER BY 1$$,
    $$VALUES ('digital' COLLATE "C", 'Digital factories'), ('srdi', 'Specialised-refined enterprises'), ('technology', 'Technology enterprises')$$, 'and an English one');

INSERT INTO j.project (code, name_zh, kind, uscc, chain, node, status, started, completed, level, trl_from, trl_to) VALUES
    ('p1', 'x', 'research', '91370102MA00000002', 'chips', 'wafer', 'completed', '2020-06-01', '2022-06-01', 'national', 3, 7),
    ('p2', 'x', 'research', '91370102MA00000002', 'chips', 'wafer', 'running', '2018-06-01', NULL, NULL, 4, NULL), ('p3', 'x', 'research', NULL, 'chips', 'chip', 'running', '2020-06-01', NULL, NULL, 6, 9);
INSERT INTO j.indicator (code, name_zh, name_en, unit, direction, additive) VALUES ('self_sufficiency', '自给率', 'Self-sufficiency', 'fraction', '+', 'none');
INSERT INTO j.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, known_from)
SELECT 'self_sufficiency', '370000', 'chain', 'chips/wafer', make_date(y, 1, 1), make_date(y, 12, 31), v, 'percent', '2022-01-01' FROM (VALUES (2018, 10), (2019, 25), (2020, 30)) x(y, v);
SELECT results_eq($$SELECT project, level, status_from, status_to, round(self_sufficiency::numeric, 3), round(self_sufficiency_change::numeric, 3) FROM j.chain_breakthrough ORDER BY 1$$,
    $$VALUES ('p1', 'national', 'gap', 'scale', 0.4, 0.15), ('p2', NULL, 'pilot', NULL, 0.4, NULL), ('p3', NULL, 'pilot', 'scale', 0.95, NULL)$$,
    'what a project moves its node from and to, and the self-sufficiency gained since it began');

INSERT INTO j.supply_relation (supplier, buyer, product, year, amount, unit) VALUES
    ('91370102MA00000002', '91370102MA00000001', 'a', 2021, 1, '100m_yuan'), ('91370103MA00000003', '91370102MA00000001', 'a', 2021, 3, '100m_yuan'),
    ('91370102MA00000002', '91370102MA00000001', 'a', 2022, 1, '100m_yuan'), ('91370102MA00000002', '91370102MA00000001', 'b', 2022, 10000, '10k_yuan'),
    ('91370103MA00000003', '91370102MA00000001', 'a', 2022, 2, '100m_yuan'), ('91370102MA00000002', '91370102MA00000001', 'a', 2023, 1, '100m_yuan');
INSERT INTO j.recognition (uscc, tier, batch, valid, known_from) VALUES ('91370103MA00000003', 'little_giant', '1', '[2022-07-01,2025-07-01)', '2022-07-01');
INSERT INTO j.patent_link (family, holder_kind, holder, filed) VALUES ('f1', 'enterprise', '91370102MA00000001', '2021-03-01'), ('f1', 'enterprise', '91370102MA00000002', '2021-03-01'),
    ('f2', 'enterprise', '91370102MA00000001', '2022-03-01'), ('f2', 'institute', 'i', '2022-03-01'), ('f3', 'enterprise', '91370102MA00000001', '2022-03-01');
SELECT results_eq($$SELECT chain_code, chain_name, year, suppliers, srdi_suppliers, co_patents, local_share, previous_local_share, trend FROM j.leader_ecosystem_en WHERE chain_code = 'chips' ORDER BY year$$,
    $$VALUES ('chips', 'Chips', 2021, 2::bigint, 0::bigint, 1::bigint, 0.25::float8, NULL::float8, NULL::float8), ('chips', 'Chips', 2022, 2, 1, 2, 0.5, 0.25, 0.25)$$,
    'suppliers of a leader by chain and year: specialised ones, joint patents, how the local share moves; only while it leads');
SELECT results_eq($$SELECT year, trend FROM j.leader_ecosystem WHERE chain_code = 'empty' ORDER BY year$$, $$VALUES (2022, NULL::float8), (2023, 0.5)$$, 'each chain that it leads apart');
SELECT * FROM finish();
ROLLBACK;
