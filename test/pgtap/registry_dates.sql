-- What a later figure, another province's figure, a half year or a renewed validity must not change.
BEGIN;
SET search_path = industry, public;
SET client_min_messages = warning;
SELECT plan(24);

SELECT create_registry('d') \g /dev/null
UPDATE d.setting SET value = v.value FROM (VALUES ('division', '370000'), ('as_of', '2023-12-31'), ('first_crossing.indicator', 'gdp'),
    ('first_crossing.threshold', '1000')) v(name, value) WHERE setting.name = v.name;
INSERT INTO d.region (code, level, parent, name_zh, name_en) VALUES ('370000', 'province', NULL, '山东省', 'Shandong'), ('320000', 'province', NULL, '江苏省', 'Jiangsu'),
    ('440000', 'province', NULL, '广东省', 'Guangdong'), ('370100', 'prefecture', '370000', '济南市', 'Jinan');
CREATE FUNCTION pg_temp.put(i text, d text, kind text, subject text, y integer, v numeric, u text DEFAULT '100m_yuan', m text DEFAULT 'level') RETURNS void
LANGUAGE sql AS $$
INSERT INTO d.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, measure, basis, known_from)
VALUES (i, d::division_code, kind, subject, make_date(y, 1, 1), make_date(y, 12, 31), v, u, m, CASE m WHEN 'growth' THEN 'comparable' ELSE 'nominal' END, make_date(y + 1, 1, 20));
$$;
SELECT pg_temp.put('value_added', '370000', 'industry', c, y, v) FROM (VALUES ('C39', 2021, 40), ('C17', 2021, 60), ('C39', 2022, 50), ('C17', 2022, 62)) x(c, y, v) \g /dev/null

-- the latest year is the latest with levels of this division
CREATE TEMP VIEW share AS SELECT item, year, value, total, status FROM d.overlay_value('four_new') WHERE value > 0 OR status = 'missing_input';
CREATE TEMP TABLE share_before AS SELECT * FROM share;
SELECT is((SELECT min(year) FROM share), 2022, 'the latest year with levels');
SELECT pg_temp.put('value_added', '370000', 'industry', 'C39', 2023, 0.07, 'fraction', 'growth') \g /dev/null
SELECT pg_temp.put('value_added', '320000', 'industry', 'C39', 2023, 90) \g /dev/null
SELECT set_eq('TABLE share', 'TABLE share_before', 'a growth rate published early and another province change nothing');
SELECT is((SELECT DISTINCT year FROM d.overlay_value('four_new', vintage => '2022-12-31')), 2021, 'what was not yet known is no latest year');
SELECT results_eq($$SELECT DISTINCT value, value_low, value_high, total, status FROM d.overlay_value('four_new', division => '440000')$$,
    $$VALUES (NULL::numeric, NULL::numeric, NULL::numeric, NULL::numeric, 'missing_input')$$, 'no figures are no zero');

-- stock: a validity that ends and begins anew
INSERT INTO d.enterprise (uscc, name_zh, division, industry) SELECT ('91370100MA' || lpad(i::text, 8, '0'))::uscc, 'e' || i, '370100',
    CASE WHEN i = 6 THEN 'B06' ELSE 'C39' END::industry_code FROM generate_series(1, 8) i;
CREATE FUNCTION pg_temp.u(i integer) RETURNS uscc LANGUAGE sql IMMUTABLE AS $$SELECT ('91370100MA' || lpad(i::text, 8, '0'))::industry.uscc$$;
INSERT INTO d.enterprise_state (uscc, state, valid, known_from) SELECT pg_temp.u(i), 'above_scale', v::daterange, '2018-01-01'
FROM (VALUES (1, '[2020-01-01,)'), (2, '[2020-01-01,2023-05-01)'), (3, '[2023-02-01,)'), (6, '[2023-03-01,)'), (4, '[2020-01-01,)')) s(i, v);
CREATE TEMP VIEW stock AS SELECT n, entered, left_since, like_for_like, n_before FROM d.enterprise_stock(by => 'total', as_of => '2023-12-31');
SELECT results_eq('TABLE stock', $$VALUES (4::bigint, 2::bigint, 1::bigint, 2::bigint, 3::bigint)$$, 'two came, one left');
UPDATE d.enterprise_state SET valid = '[2020-01-01,2023-01-01)' WHERE uscc = pg_temp.u(4);
INSERT INTO d.enterprise_state (uscc, state, valid, known_from) VALUES (pg_temp.u(4), 'above_scale', '[2023-01-01,2023-07-01)', '2018-01-01'),
    (pg_temp.u(4), 'above_scale', '[2023-07-01,)', '2018-01-01');
SELECT results_eq('TABLE stock', $$VALUES (4::bigint, 2::bigint, 1::bigint, 2::bigint, 3::bigint)$$, 'a validity in three parts neither came nor left');
SELECT is((SELECT n || ' ' || entered FROM d.enterprise_stock(by => 'prefecture', as_of => '2023-12-31')), '4 2', 'by prefecture too');
SELECT is((SELECT n || ' ' || entered || ' ' || like_for_like FROM d.enterprise_stock(by => 'total', as_of => '2023-12-31', vintage => '2024-01-01')), '4 2 2', 'and as known at a day');
SELECT is((SELECT n || ' ' || entered FROM d.enterprise_stock(by => 'total', as_of => '2023-12-31', industry => 'C')), '3 1', 'of manufacturing alone');
SELECT is((SELECT n || ' ' || entered FROM d.enterprise_stock('370100', by => 'size', as_of => '2023-12-31', industry => 'B06')), '1 1', 'of a division and an industry');
SELECT throws_ok($$SELECT * FROM d.enterprise_stock(industry => 'Z99')$$, '22P02', NULL, 'what is no code is refused');

-- the pipeline counts tiers, not ranks
INSERT INTO d.recognition (uscc, tier, batch, valid, level, known_from) SELECT pg_temp.u(i), t, '1', '[2022-01-01,2026-01-01)', l, '2022-01-01'
FROM (VALUES (1, 'tech_sme', NULL), (2, 'tech_sme', NULL), (3, 'high_tech', NULL), (1, 'high_tech', NULL), (1, 'leading_tech', NULL), (4, '5g_factory', 'line'),
             (4, '5g_factory', 'workshop'), (5, '5g_factory', 'factory'), (6, '5g_factory', NULL)) r(i, t, l) WHERE l IS DISTINCT FROM 'workshop';
CREATE TEMP VIEW pipeline AS SELECT tier, n, came_from_below, below FROM d.tech_pipeline();
SELECT results_eq('TABLE pipeline', $$VALUES ('tech_sme', 2::bigint, NULL::bigint, NULL::bigint), ('high_tech', 2, 1, 2), ('leading_tech', 1, 1, 2)$$, 'tiers and those who came from below');
INSERT INTO d.tier (code, family, rank, issuing_level, name_zh, name_en) SELECT 'twin', family, rank, issuing_level, '同级', 'Twin' FROM d.tier WHERE code = 'high_tech';
UPDATE d.tier SET rank = rank + 5 WHERE code = 'leading_tech';
SELECT results_eq('SELECT * FROM pipeline ORDER BY tier',
    $$VALUES ('high_tech', 2::bigint, 1::bigint, 2::bigint), ('leading_tech', 1, 1, 2), ('tech_sme', 2, NULL, NULL), ('twin', 0, 0, 2)$$,
    'a tier of the same rank has its own count, and a gap in the ranks breaks no step');
SELECT is((SELECT n FROM d.tech_pipeline(family => 'digital') WHERE tier = '5g_factory'), 2::bigint, 'lines are no factories');
INSERT INTO d.enterprise_state (uscc, state, valid, known_from) VALUES (pg_temp.u(1), 'listed', '[2022-01-01,)', '2023-06-01');
SELECT results_eq($$SELECT v.day, t.listed FROM (VALUES (DATE '2023-05-31'), ('2023-06-01')) v(day), d.tech_pipeline(vintage => v.day) t WHERE t.tier = 'leading_tech' ORDER BY 1$$,
    $$VALUES (DATE '2023-05-31', 0::bigint), ('2023-06-01', 1)$$, 'a listing counts from the day it was known');

-- the bulletin of a day within a year
CREATE TEMP VIEW told AS SELECT * FROM d.bulletin('370000', '2023-06-30', 'en');
SELECT is((SELECT figure FROM told WHERE figure_code = 'four_new_share'), round(0.8 * 50 / 112, 6),
    'shares of the last year with figures: 0.8 of C39');
SELECT is((SELECT figure FROM told WHERE figure_code = 'new_contribution'), round(0.8 * (50 - 40) / (112 - 100), 6), 'and its contribution, for which the year before is read too');
SELECT pg_temp.put('gdp', d, 'region', '', y, v) FROM (VALUES ('320000', 2019, 1100), ('440000', 2019, 1200), ('370000', 2019, 900), ('320000', 2020, 1150), ('370000', 2020, 1010)) x(d, y, v) \g /dev/null
SELECT matches((SELECT text FROM told WHERE figure_code = 'crossing_threshold'), 'in 2020, the 3rd of the provinces', 'those above before the records began came first');
SELECT is((SELECT place FROM d.first_crossing('gdp', 1000) WHERE region_code = '370000'), 2::bigint, 'places of first_crossing are dense');
INSERT INTO d.recognition (uscc, tier, batch, valid, known_from) VALUES (pg_temp.u(7), 'chain_master', '1', '[2022-01-01,)', '2022-01-01');
SELECT results_eq($$SELECT text, figure, status FROM told WHERE figure_code = 'chain_masters'$$,
    $$VALUES ('Key chains or their masters are not on record.', NULL::numeric, 'missing_input')$$, 'a sentence that is not told shows no figure');
INSERT INTO d.chain (code, name_zh, name_en, division) VALUES ('x', 'x', 'x', '370000');
SELECT matches((SELECT text FROM told WHERE figure_code = 'chain_masters'), '1 key chains; 1 enterprises', 'chains and masters');
SELECT is((SELECT DISTINCT vintage_date FROM told), DATE '2024-01-20', 'all that is known is known since the last observation');
SELECT is((SELECT DISTINCT vintage_date FROM d.bulletin(vintage => '2023-03-01')), DATE '2023-03-01', 'or since the vintage that is asked for');
SELECT is((SELECT figure FROM d.bulletin('370000', '2023-06-30', vintage => '2022-12-31') WHERE figure_code = 'four_new_share'),
    round(0.8 * 40 / 100, 6), 'of which the year is then the one before');
SELECT * FROM finish();
ROLLBACK;
