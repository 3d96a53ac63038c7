-- More views of a registry on figures small enough to check by hand: tiers over time, parks, cities, digital industry, services.
BEGIN;
SET search_path = industry, public;
SET client_min_messages = warning;
SELECT plan(40);

SELECT create_registry('g') \g /dev/null
UPDATE g.setting SET value = v.value FROM (VALUES ('division', '370000'), ('as_of', '2022-12-31')) v(name, value) WHERE setting.name = v.name;
INSERT INTO g.region (code, level, parent, name_zh, name_en) VALUES ('100000', 'country', NULL, '全国', 'China'), ('370000', 'province', '100000', '山东省', 'Shandong'),
    ('320000', 'province', '100000', '江苏省', 'Jiangsu'), ('370100', 'prefecture', '370000', '济南市', 'Jinan'), ('370200', 'prefecture', '370000', '青岛市', 'Qingdao'), ('370300', 'prefecture', '370000', '淄博市', 'Zibo'),
    ('370400', 'prefecture', '370000', '枣庄市', 'Zaozhuang'), ('370102', 'county', '370100', '历下区', 'Lixia');
CREATE FUNCTION pg_temp.r(x float8) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT round(x::numeric, 6)';
CREATE FUNCTION pg_temp.u(i bigint) RETURNS uscc LANGUAGE sql IMMUTABLE AS $$SELECT ('91370100MA' || lpad(i::text, 8, '0'))::industry.uscc$$;
CREATE FUNCTION pg_temp.put(i text, d text, kind text, subject text, y integer, v numeric, u text DEFAULT '100m_yuan') RETURNS void LANGUAGE sql AS $$
INSERT INTO g.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, known_from)
VALUES (i, d::division_code, kind, subject, make_date(y, 1, 1), make_date(y, 12, 31), v, u, make_date(y + 1, 1, 20));
$$;

-- M08 transitions: 230 enterprises, from row to column as in the vector
INSERT INTO g.enterprise (uscc, name_zh, division, industry) SELECT pg_temp.u(i), 'e' || i, '370100', 'C13' FROM generate_series(1, 230) i;
CREATE TEMP TABLE move AS
SELECT row_number() OVER (ORDER BY a, b) AS i, a, b FROM (VALUES (1, 1, 80), (1, 2, 18), (1, 3, 2), (2, 1, 6), (2, 2, 60), (2, 3, 14), (3, 1, 1), (3, 2, 4), (3, 3, 45)) m(a, b, n), generate_series(1, m.n);
INSERT INTO g.recognition (uscc, tier, batch, valid, known_from)
SELECT pg_temp.u(m.i), (ARRAY['tech_sme', 'high_tech', 'leading_tech'])[x.rank], x.batch, x.valid::daterange, '2020-01-01'
FROM move m, LATERAL (VALUES (m.a, '1', '[2020-01-01,2021-01-01)'), (m.b, '2', '[2021-06-01,)')) x(rank, batch, valid);
SELECT results_eq($$SELECT from_tier, to_tier, n, share::numeric(6,4) FROM g.tier_transition('technology', '2020-06-01', '2022-01-01') ORDER BY 1, 2$$,
    $$VALUES ('high_tech', 'high_tech', 60::bigint, .75), ('high_tech', 'leading_tech', 14, .175), ('high_tech', 'tech_sme', 6, .075), ('leading_tech', 'high_tech', 4, .08), ('leading_tech', 'leading_tech', 45, .9), ('leading_tech', 'tech_sme', 1, .02),
             ('tech_sme', 'high_tech', 18, .18), ('tech_sme', 'leading_tech', 2, .02), ('tech_sme', 'tech_sme', 80, .8)$$, 'transition matrix (M08)');
-- at the end of 2022: columns of the vector; ever: those who held it at either time
SELECT results_eq($$SELECT tier, n_valid, n_ever, n_highest FROM g.tier_counts() WHERE family = 'technology' ORDER BY 1$$,
    $$VALUES ('high_tech', 82::bigint, 102::bigint, 82::bigint), ('leading_tech', 61, 66, 61), ('tech_sme', 87, 107, 87)$$, 'valid, ever and highest');
SELECT is((SELECT n_valid FROM g.tier_counts(as_of => '2021-03-01') WHERE tier = 'high_tech'), 0::bigint, 'between two recognitions');
UPDATE g.recognition SET status = 'withdrawn' WHERE uscc = pg_temp.u(230) AND batch = '2';
SELECT is((SELECT n_valid FROM g.tier_counts() WHERE tier = 'leading_tech'), 60::bigint, 'withdrawn is not valid');
UPDATE g.recognition SET status = 'granted' WHERE uscc = pg_temp.u(230);
-- of the 100 that ever were tech_sme in the first time and the 7 that fell to it, 18 hold high_tech now
SELECT results_eq($$SELECT n, came_from_below, below, pg_temp.r(conversion) FROM g.tech_pipeline() WHERE tier = 'high_tech'$$, $$VALUES (82::bigint, 18::bigint, 107::bigint, round(18.0/107, 6))$$, 'conversion from the tier below');

-- survival with left truncation: vector of M08, and numbers of R's survival 3.5.3 (survfit(Surv(entry, exit, event) ~ 1))
SELECT results_eq($$SELECT "time", at_risk, round(survival::numeric, 9) FROM survival('{0,0,1,2,0,3}', '{2,3,4,5,5,6}', '{t,f,t,t,f,f}')$$, $$VALUES (2::float8, 4::bigint, .75), (4, 4, .5625), (5, 3, .375)$$, 'Kaplan-Meier with late entries (M08)');
SELECT results_eq($$SELECT "time", at_risk, events, round(survival::numeric, 9) FROM survival('{0,0,0,1,1,2,0,0.5,3,0}', '{1,2,2,2,3,4,4,1,5,5}', '{t,t,f,t,t,f,t,t,t,f}')$$,
    $$VALUES (1::float8, 6::bigint, 2::bigint, .666666667), (2, 6, 2, .444444444), (3, 4, 1, .333333333), (4, 4, 1, .25), (5, 2, 1, .125)$$, 'ties, late entries, censoring as in R');
-- gazelle to single_champion: began 2018-01-01 twice and 2020-01-01; rose after 1461 days, never, after 731; records begin 2019-01-01, so the first two enter at 365 days
INSERT INTO g.recognition (uscc, tier, batch, valid, known_from) SELECT pg_temp.u(i), t, '1', v::daterange, '2018-01-01'
FROM (VALUES (1, 'gazelle', '[2018-01-01,)'), (2, 'gazelle', '[2018-01-01,)'), (3, 'gazelle', '[2020-01-01,)'), (1, 'single_champion', '[2022-01-01,)'), (3, 'single_champion', '[2022-01-01,)')) r(i, t, v);
SELECT results_eq($$SELECT pg_temp.r(years), at_risk, events, pg_temp.r(survival) FROM g.tier_survival('gazelle', 'single_champion', since => '2019-01-01')$$,
    $$VALUES (round(731/365.25, 6), 3::bigint, 1::bigint, .666667), (round(1461/365.25, 6), 2, 1, .333333)$$, 'time to the next tier');
SELECT throws_ok($$SELECT * FROM g.tier_survival('gazele', 'single_champion')$$, '22023', NULL, 'an unknown tier is refused');

-- R05 three-valued rule: pass, fail, undecidable
INSERT INTO g.tier_rule (rule, version, tier, name_zh, name_en, valid) VALUES ('t', '1', 'gazelle', 'x', 'x', '[,)');
INSERT INTO g.tier_clause (rule, version, clause, alternative, term, measure, operator, threshold, name_zh, name_en) VALUES
    ('t', '1', 1, 1, 1, 'revenue', '>=', 100, 'a', 'a'), ('t', '1', 2, 1, 1, 'rd_ratio', '>=', 0.05, 'b', 'b'), ('t', '1', 2, 2, 1, 'class1_ip', '>=', 2, 'c', 'c');
INSERT INTO g.enterprise_year (uscc, year, unit, revenue, rd_expense, class1_ip, known_from) SELECT pg_temp.u(i), 2022, '10k_yuan', rev, rd, ip, '2023-03-01'
FROM (VALUES (1, 200, 11, NULL), (2, 200, 4, 3), (3, 90, NULL, NULL), (4, 200, NULL, 1), (5, NULL, 1, 2)) f(i, rev, rd, ip);
-- 5 has no revenue, so its R&D ratio is unknown too, but the alternative holds
SELECT results_eq($$SELECT right(uscc::text, 1), outcome, failed_clauses FROM g.tier_evaluate('gazelle') ORDER BY 1$$, $$VALUES ('1', 'pass', NULL), ('2', 'pass', NULL), ('3', 'fail', '1'), ('4', 'undecidable', NULL), ('5', 'undecidable', NULL)$$, 'unknown is neither true nor false');
SELECT results_eq($$SELECT clause, alternative, pass, pg_temp.r(margin), missing, clause_pass, cheapest_unmet FROM g.tier_gap(pg_temp.u(3)::text, 'gazelle')$$,
    $$VALUES (1, 1, false, -.1, false, false, true), (2, 1, NULL::boolean, NULL, true, NULL::boolean, false), (2, 2, NULL, NULL, true, NULL, false)$$, 'gap with margins');

-- R10 pool: growth, no equity for two years, path in the order of time
INSERT INTO g.enterprise_year (uscc, year, unit, revenue, known_from) SELECT pg_temp.u(i), 2021, '10k_yuan', rev, '2022-03-01' FROM (VALUES (1, 100), (2, 160), (3, 100), (4, 100)) f(i, rev);
-- one that nobody recognised, but a peer
INSERT INTO g.enterprise (uscc, name_zh, division, industry) VALUES (pg_temp.u(231), 'e', '370100', 'C13');
INSERT INTO g.enterprise_year (uscc, year, unit, revenue, known_from) VALUES (pg_temp.u(231), 2021, '10k_yuan', 100, '2022-03-01'), (pg_temp.u(231), 2022, '10k_yuan', 150, '2023-03-01');
INSERT INTO g.capital_event (uscc, event_date, kind, round, amount, unit) VALUES (pg_temp.u(2), '2022-03-01', 'equity', 'A', 10, '10k_yuan'), (pg_temp.u(4), '2019-03-01', 'equity', 'seed', 10, '10k_yuan');
SELECT results_eq($$SELECT right(uscc, 1), growth, growth_percentile, last_round, tier_path FROM g.venture_pool(min_growth => 0.2) ORDER BY 1$$,
    $$VALUES ('1', 1::float8, 0.75::float8, NULL, 'gazelle > tech_sme > single_champion'), ('4', 1, 0.75::float8, 'seed', 'tech_sme')$$,
    '2 raised equity lately, 3 shrank; the path runs with time; the percentile is among all of the industry');
SELECT results_eq($$SELECT right(uscc, 1), growth_percentile FROM g.venture_pool(min_growth => 0.9) ORDER BY 1$$,
    $$VALUES ('1', 0.75::float8), ('4', 0.75::float8)$$, 'and does not hang on the floor');
DELETE FROM g.enterprise_year WHERE uscc = pg_temp.u(231);
DELETE FROM g.enterprise WHERE uscc = pg_temp.u(231);

-- R14, R38 effect of an area: treated +30, controls +10, +20, +12 in levels; pre-trend 2 against 1, 2, 3
INSERT INTO g.demonstration_area (code, name_zh, name_en, kind, divisions, valid) VALUES ('d', '区', 'area', 'x', '{370100}', '[2021-01-01,)');
SELECT pg_temp.put('gdp', d, 'region', '', y, v) FROM (VALUES ('370100', 2019, 98), ('370100', 2020, 100), ('370100', 2022, 130), ('370200', 2019, 99), ('370200', 2020, 100), ('370200', 2022, 110),
    ('370300', 2019, 98), ('370300', 2020, 100), ('370300', 2022, 120), ('370400', 2019, 97), ('370400', 2020, 100), ('370400', 2022, 112)) x(d, y, v) \g /dev/null
SELECT results_eq($$SELECT treated, controls, effect, counterfactual, p, pre_trend, verdict FROM g.demonstration_effect('d', 'gdp', 2020, 2022, 'level')$$,
    $$VALUES (1::bigint, 3::bigint, 16::float8, 114::float8, 0.25::float8, 0::float8, 'not_distinguishable')$$, 'effect, placebo p of four places, no pre-trend (M30)');

-- R37 park: 2 enterprises in the leading industry with output 60 and 20, one outside with 20, on 40 mu
INSERT INTO g.park (code, name_zh, name_en, kind, division, area_mu, leading_industries, datum, boundary) VALUES
    ('p1', '园', 'Park 1', 'x', '370102', 40, '{C39}', 'wgs84', ST_Multi(ST_MakeEnvelope(117, 36, 117.1, 36.1, 4326))), ('p2', '园', 'Park 2', 'x', '370200', 10, '{C13}', NULL, NULL), ('p3', '园', 'Park 3', 'x', '370300', 10, '{C13}', NULL, NULL);
UPDATE g.enterprise SET park = 'p1', industry = CASE WHEN right(uscc::text, 2) = '13' THEN 'C13' ELSE 'C39' END::industry_code WHERE uscc IN (pg_temp.u(11), pg_temp.u(12), pg_temp.u(13));
UPDATE g.enterprise SET park = 'p2', division = '370200' WHERE uscc = pg_temp.u(14);
INSERT INTO g.enterprise_year (uscc, year, unit, output, revenue, tax, rd_expense, value_added, energy_tce, employees, known_from) SELECT pg_temp.u(i), 2022, '10k_yuan', o, o, t, rd, va, en, 10, '2023-03-01'
FROM (VALUES (11, 60, 6, 3, 20, 10), (12, 20, 1, 1, 5, 5), (13, 20, 1, 0, 5, 5), (14, 50, 8, 1, 20, 10)) f(i, o, t, rd, va, en);
SELECT results_eq($$SELECT park, firms, pg_temp.r(conformity), pg_temp.r(concentration), tax_per_mu, revenue_per_mu, status FROM g.park_profile_en$$,
    $$VALUES ('p1', 3::bigint, .8, .68, .2::float8, 2.5::float8, 'ok'), ('p2', 1, 1, 1, .8, 5, 'ok'), ('p3', 0, NULL, NULL, NULL, NULL, 'missing_input')$$, 'conformity, concentration, yields (M23)');
SELECT results_eq($$SELECT park, rank, band, status FROM g.park_bands_en$$, $$VALUES ('p2', 1::bigint, 'A', 'ok'), ('p1', 2, 'B', 'ok'), ('p3', NULL, NULL, 'missing_input')$$, 'bands by rank');
SELECT ok((SELECT ST_IsValid(ST_GeomFromGeoJSON(geojson)) AND ST_Contains(ST_GeomFromGeoJSON(geojson), ST_SetSRID(ST_MakePoint(lon, lat), 4326)) AND ST_Contains(ST_SetSRID(ST_GeomFromGeoHash(left(geohash, 5)), 4326), ST_SetSRID(ST_MakePoint(lon, lat), 4326))
           FROM g.park_profile WHERE park = 'p1'), 'GeoJSON is valid, the centre lies inside and in the geohash');
SELECT results_eq($$SELECT park, gates_passed, failed_gates, selected FROM g.site_selection_en ORDER BY 1$$, $$VALUES ('p1', false, 'enterprises', false), ('p2', false, 'enterprises', false)$$, 'fewer than five enterprises: no site');
UPDATE g.scheme_gate SET threshold = 1 WHERE scheme = 'site_selection';
-- TOPSIS: p2 is best on yield (.8) and conformity (1), p1 on R&D (4/100 against 1/50): p2 = sqrt(.16+.09)/(sqrt(.25)+sqrt(.09))
SELECT results_eq($$SELECT park, pg_temp.r(score), rank, selected FROM g.site_selection() ORDER BY rank$$, $$SELECT 'p2', round(0.5/0.8, 6), 1::bigint, true UNION ALL SELECT 'p1', round(0.3/0.8, 6), 2, true$$, 'closeness and a slot a prefecture (M21)');

-- R16 ledger: steel, three enterprises 50, 30, 20; capacity +30 and -50; energy 10, 10, 80 on value added 10, 10, 10
UPDATE g.enterprise SET industry = 'C31' WHERE uscc IN (pg_temp.u(21), pg_temp.u(22), pg_temp.u(23));
INSERT INTO g.enterprise_year (uscc, year, unit, output, revenue, value_added, energy_tce, new_product_revenue, known_from) SELECT pg_temp.u(i), 2022, '10k_yuan', o, o, 10, en, 5, '2023-03-01' FROM (VALUES (21, 50, 10), (22, 30, 10), (23, 20, 80)) f(i, o, en);
INSERT INTO g.project (code, kind, uscc, division, status, completed, started, capacity_change, capacity_unit) VALUES ('c1', 'capacity', pg_temp.u(21), '370100', 'completed', '2022-05-01', '2021-01-01', 30, '10k_t'), ('c2', 'capacity', pg_temp.u(22), '370100', 'completed', '2022-05-01', '2021-01-01', -50, '10k_t'),
    ('c3', 'capacity', pg_temp.u(22), '370100', 'stopped', '2022-05-01', '2021-01-01', -500, '10k_t');
SELECT results_eq($$SELECT capacity_in, capacity_out, capacity_replaced, capacity_net, firms, cr4, pg_temp.r(hhi), pg_temp.r(energy_intensity), energy_lagging_share, pg_temp.r(mix_index) FROM g.capacity_ledger('steel', from_year => 2022)$$,
    $$VALUES (30::float8, 50::float8, 30::float8, -20::float8, 3::bigint, 1::float8, .38, round(100.0/30, 6), .8::float8, .15)$$, 'capacity, concentration, energy: the one at 8 lags behind twice 3.33');
SELECT is((SELECT verdict FROM g.priority_sectors() WHERE item = 'steel'), 'on_track', 'net cut: on track');

-- R17 products: 100 of 400, unit values 2 and 1; imports 40, exports 20 (M34)
SELECT pg_temp.put(i, d, 'class', p, 2022, v, u) FROM (VALUES ('product_output', '370000', 'a/x', 100, '100m_yuan'), ('product_quantity', '370000', 'a/x', 50, '10k_t'), ('product_output', '100000', 'a/x', 400, '100m_yuan'), ('product_quantity', '100000', 'a/x', 400, '10k_t'),
    ('product_output', '370000', 'a/y', 100, '100m_yuan'), ('product_output', '100000', 'a/y', 1600, '100m_yuan'), ('product_imports', '370000', 'a/x', 40, '100m_yuan'), ('product_exports', '370000', 'a/x', 20, '100m_yuan'), ('product_output', '320000', 'a/x', 150, '100m_yuan')) o(i, d, p, v, u) \g /dev/null
SELECT results_eq($$SELECT share, rca, unit_value_ratio, pg_temp.r(import_dependence), rank, peers FROM g.product_benchmark_en WHERE product = 'a/x' AND reference = 'nation'$$, $$VALUES (.25::float8, 2.5::float8, 2::float8, .333333, 2::bigint, 2::bigint)$$, 'share, advantage, unit value, import dependence');
SELECT is((SELECT status FROM g.product_benchmark_en WHERE product = 'a/x' AND reference = 'world'), 'missing_input', 'no world figure: said so');

-- R21, R34 platforms
INSERT INTO g.platform (code, name_zh, name_en, kind, division, staff, location, datum) VALUES ('r1', '院', 'Institute', 'research', '370100', 10, ST_SetSRID(ST_MakePoint(117, 36.5), 4326), 'wgs84');
INSERT INTO g.platform_service (platform, service, year, transfers, breakthroughs, contracts, users_served, funds, unit) VALUES ('r1', 's', 2022, 3, 1, 4, 7, 2000000, 'yuan');
INSERT INTO g.patent_link (family, holder_kind, holder, filed) VALUES ('f1', 'platform', 'r1', '2022-02-01'), ('f2', 'platform', 'r1', '2022-02-01'), ('f1', 'enterprise', pg_temp.u(1)::text, '2022-02-01'), ('f3', 'enterprise', pg_temp.u(2)::text, '2022-02-01');
SELECT results_eq($$SELECT patents, transfers, funds, output_per_staff, output_per_funds, co_holders, centrality, ST_AsText(ST_GeomFromGeoJSON(geojson)) FROM g.platform_output_en$$, $$VALUES (2::bigint, 3::bigint, 200::float8, 1::float8, .05::float8, 1::bigint, .5::float8, 'POINT(117 36.5)')$$, 'output of a platform: 2 patents, 3 transfers, 1 breakthrough, 4 contracts on 10 staff');

-- R22 one chain: leader buys 60 locally from a small enterprise, 40 elsewhere from a large one; size mix .6, .3, .1 (M33)
INSERT INTO g.chain (code, name_zh, name_en, division) VALUES ('k', '链', 'Chain', '370000');
INSERT INTO g.chain_node (chain, node, name_zh, name_en, segment, kind, industry, demand, domestic_supply, imports) VALUES ('k', 'n', '节', 'node', 'midstream', 'product', 'C39', 100, 30, 70);
UPDATE g.enterprise SET size_class = 'large' WHERE uscc = pg_temp.u(31);
UPDATE g.enterprise SET size_class = 'small' WHERE uscc = pg_temp.u(32);
UPDATE g.enterprise SET size_class = 'medium', division = '370200' WHERE uscc = pg_temp.u(33);
INSERT INTO g.chain_member (chain, node, uscc, role, valid) VALUES ('k', 'n', pg_temp.u(31), 'leader', '[2020-01-01,)'), ('k', 'n', pg_temp.u(32), 'supporting', '[2020-01-01,)'), ('k', 'n', pg_temp.u(33), 'supporting', '[2020-01-01,)');
INSERT INTO g.enterprise_year (uscc, year, unit, revenue, value_added, employees, known_from) VALUES (pg_temp.u(31), 2022, '10k_yuan', 600, 120, 10, '2023-03-01'), (pg_temp.u(33), 2022, '10k_yuan', 300, 40, 10, '2023-03-01'), (pg_temp.u(32), 2022, '10k_yuan', 100, 20, 10, '2023-03-01');
INSERT INTO g.supply_relation (supplier, buyer, product, year, amount, unit) VALUES (pg_temp.u(32), pg_temp.u(31), 'x', 2022, 60, '10k_yuan'), (pg_temp.u(33), pg_temp.u(31), 'x', 2022, 400000, 'yuan');
SELECT results_eq($$SELECT leaders, suppliers, purchases, local_share, sme_share, local_sme_share, pg_temp.r(supplier_hhi), max_dependence, pg_temp.r(size_entropy), productivity_gap FROM g.size_coordination_en$$,
    $$VALUES (1::bigint, 2::bigint, 100::float8, .6::float8, 1::float8, .6::float8, .52, .6::float8, .897946, 4::float8)$$, 'procurement, dependence, size mix, productivity gap (M33)');

-- R41 doubling: 7 % to 14 % in five years with GDP +5 % (M04)
SELECT pg_temp.put('value_added', '370000', 'industry', c, 2022, v) FROM (VALUES ('I65', 7), ('C13', 93)) x(c, v) \g /dev/null
SELECT pg_temp.put('value_added', '370000', 'industry', c, 2021, v) FROM (VALUES ('I65', 6), ('C13', 84)) x(c, v) \g /dev/null
INSERT INTO g.target (code, name_zh, name_en, indicator, denominator, division, subject_kind, subject, baseline, baseline_date, target, target_date, unit) VALUES ('digital_core_share', 'x', 'x', 'value_added', 'gdp', '370000', 'overlay', 'digital_core', 0.07, '2022-12-31', 0.14, '2027-12-31', 'fraction');
SELECT results_eq($$SELECT year, actual, progress, pg_temp.r(required_value_growth) FROM g.digital_doubling_en WHERE year = 2022$$, $$VALUES (2022, .07::float8, 0::float8, .206133)$$, 'growth that doubles the share');
SELECT results_eq($$SELECT item, value::integer, pg_temp.r(growth), share FROM g.digital_board_en WHERE value > 0$$, $$VALUES ('digital_technology', 7, round(1.0/6, 6), .07::float8)$$, 'the class of the core');
-- R06 drivers: new (four_new takes I65 in full): 7 of 100 after 6 of 90: contributed 1 of 10; angle between (6, 84) and (7, 93)
SELECT results_eq($$SELECT pg_temp.r(new_share), pg_temp.r(new_contribution), round(moore_degrees::numeric, 6) FROM g.driver_conversion() WHERE year = 2022$$,
    $$SELECT .07, .1, round(degrees(acos((6 * 7 + 84 * 93) / (sqrt(6.0 ^ 2 + 84 ^ 2) * sqrt(7.0 ^ 2 + 93 ^ 2))))::numeric, 6)$$, 'share, contribution, Moore angle (M06)');

-- R44, R45, R47 digital places
INSERT INTO g.enterprise_state (uscc, state, valid, known_from) SELECT pg_temp.u(i), 'above_scale', '[2020-01-01,)', '2020-01-01' FROM generate_series(1, 50) i;
INSERT INTO g.recognition (uscc, tier, batch, valid, level, known_from) VALUES (pg_temp.u(1), '5g_factory', '1', '[2022-01-01,)', 'factory', '2022-01-01'), (pg_temp.u(2), '5g_factory', '1', '[2022-01-01,)', 'line', '2022-01-01');
SELECT results_eq($$SELECT region_code, n, lines, factories, pg_temp.r(density), rank, ties FROM g.digital_coverage_en WHERE n > 0 OR region_code = '370300'$$, $$VALUES ('370100', 1::bigint, 1::bigint, 1::bigint, round(1000.0/48, 6), 1::bigint, 1::bigint), ('370300', 0, 0, 0, NULL, 2, 3)$$, 'coverage by prefecture, a line is no factory; two of the fifty sit in Qingdao')
;
INSERT INTO g.digital_service (code, name_zh, dimension, park, scene, weight, live) VALUES ('a', 'a', 'park', 'p1', 'x', 3, '[2022-01-01,)'), ('b', 'b', 'park', 'p1', 'y', 1, NULL), ('c', 'c', 'park', 'p2', 'z', 4, '[2023-06-01,)');
SELECT results_eq($$SELECT park, scenes_live, catalogue, coverage, missing_scenes FROM g.scene_coverage_en$$, $$VALUES ('p1', 1::bigint, 3::bigint, .375::float8, 'y, z'), ('p2', 0, 3, 0, 'x, y, z')$$, 'scenes weigh 3, 1 and 4; one opens later');
INSERT INTO g.digital_service (code, name_zh, dimension, division, star, mandatory, weight, live) SELECT 'm' || n, 'm', d, '370102', s, m, w, CASE WHEN l THEN '[2022-01-01,)'::daterange END
FROM (VALUES (1, 'government', 3, true, 1, true), (2, 'government', 4, true, 3, false), (3, 'city', 4, false, 2, true), (4, 'society', 5, true, 1, true)) v(n, d, s, m, w, l);
SELECT results_eq($$SELECT region_name, government, community, city, pg_temp.r(score), star, next_star, missing_services, status FROM g.smart_province_en$$, $$VALUES ('Lixia', .25::float8, NULL::float8, 1::float8, round(4.0/7, 6), 3, 4, 'm2', 'missing_input')$$, 'a mandatory service stops the climb at three stars');
SELECT throws_ok($$SELECT * FROM g.smart_province(by => 'street')$$, '22023', NULL, 'an unknown grouping is refused');

-- R48 life cycle
INSERT INTO g.digital_service (code, name_zh, dimension, stage, live) VALUES ('l1', 'l', 'government', 'operating', '[2020-01-01,)'), ('l2', 'l', 'government', 'operating', NULL);
INSERT INTO g.service_request (service, uscc, stage, opened, due, closed, outcome) VALUES ('l1', pg_temp.u(1), 'operating', '2022-01-01', '2022-01-05', '2022-01-03', 'done'), ('l1', pg_temp.u(2), 'operating', '2022-01-01', '2022-01-05', '2022-01-09', 'done'),
    ('l1', pg_temp.u(3), 'operating', '2022-01-01', '2022-01-05', '2022-01-02', 'dropped'), ('l1', pg_temp.u(4), 'operating', '2023-02-01', '2023-02-05', NULL, NULL);
SELECT results_eq($$SELECT services, services_live, services_used, coverage, requests, median_days, breached, pg_temp.r(breach_rate), dropped, pg_temp.r(drop_out_rate) FROM g.life_cycle_coverage_en WHERE stage = 'operating' AND chain IS NULL$$,
    $$VALUES (2::bigint, 1::bigint, 1::bigint, .5::float8, 3::bigint, 5::float8, 1::bigint, .333333, 1::bigint, .333333)$$, 'services, timing, breaches, drop-outs; a request after the date does not count');

-- R35 shared capacity: 100 hours, 40 used, 30 contracted
INSERT INTO g.offer (id, uscc, product, equipment, quantity, used, quantity_unit, available, division, status) VALUES (1, pg_temp.u(1), 'milling', 'cnc', 100, 40, 'hour', '[2022-01-01,2023-01-01)', '370100', 'open'), (2, pg_temp.u(2), 'milling', 'cnc', 100, 0, 'hour', '[2021-01-01,2022-01-01)', '370100', 'open');
INSERT INTO g.need (id, uscc, product, quantity, quantity_unit, division, status) VALUES (1, pg_temp.u(5), 'milling', 30, 'hour', '370100', 'open');
INSERT INTO g.match_record (need, offer, event, event_date, status, quantity) VALUES (1, 1, 'e', '2022-06-01', 'contracted', 30);
SELECT results_eq($$SELECT hours_offered, hours_idle, utilisation, hours_shared, sharing_rate, matched_orders FROM g.shared_capacity_en$$, $$VALUES (100::float8, 60::float8, .4::float8, 30::float8, .3::float8, 1::bigint)$$, 'hours, utilisation, sharing rate; an offer of last year is gone');

-- R08 gap: two provinces, three items, one of them missing for Jiangsu is filled; gap = sum of w (peer - own)
SELECT pg_temp.put(i, d, 'region', '', 2022, v) FROM (VALUES ('industrial_value_added', '370000', 100), ('industrial_value_added', '320000', 200), ('rd_expenditure', '370000', 30), ('rd_expenditure', '320000', 20), ('gdp', '370000', 1000), ('gdp', '320000', 1000)) x(i, d, v) \g /dev/null
SELECT pg_temp.put('srdi_provincial', '370000', 'region', '', 2022, 5, 'count'), pg_temp.put('srdi_provincial', '320000', 'region', '', 2022, 9, 'count') \g /dev/null
SELECT results_eq($$SELECT item, pg_temp.r(contribution), pg_temp.r(score), pg_temp.r(peer_score), rank FROM g.composite_gap_en$$, $$VALUES ('scale', .4, .3, .7, 2::bigint), ('innovation', -.3, .3, .7, 2), ('specialised', .3, .3, .7, 2)$$, 'gap by item (M21)');
SELECT is((SELECT pg_temp.r(sum(contribution)) FROM g.composite_gap()), (SELECT DISTINCT pg_temp.r(gap) FROM g.composite_gap()), 'contributions add to the gap');

-- R13 cities: legacy is C13 and C31 of the traditional overlay
SELECT results_eq($$SELECT region_code, pg_temp.r(legacy_share) FROM g.aging_cities(2022, 2021)  WHERE region_code = '370200'$$, $$VALUES ('370200', 1::numeric)$$, 'legacy share of Qingdao: food only');
SELECT ok(NOT EXISTS (SELECT 1 FROM g.aging_cities(2022, 2021) c CROSS JOIN LATERAL unnest(string_to_array(c.related_industries, ', ')) x
    JOIN g.enterprise e ON coalesce(prefecture(e.division), e.division)::text = c.region_code AND left(e.industry::text, 3) = x JOIN g.enterprise_year y ON y.uscc = e.uscc AND y.output > 0 AND y.year = 2022
    WHERE c.region_code = '370200'), 'an industry that is held is not proposed');

-- every view gives an answer, with the name of its division wherever it has one
CREATE FUNCTION pg_temp.ask() RETURNS text LANGUAGE plpgsql AS $$
DECLARE v text; n bigint; bad text := '';
BEGIN
    FOR v IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'g'::regnamespace AND c.relkind = 'v' ORDER BY 1 LOOP
        BEGIN
            EXECUTE format('SELECT count(*) FILTER (WHERE region_code IS NOT NULL AND region_name IS NULL OR period_start > period_end OR year IS NULL AND period_end IS NOT NULL) + 0 * sum(length(x::text)) FROM g.%I x', v) INTO n;
            IF n > 0 THEN bad := bad || v || ': ' || n || ' rows without name or period; '; END IF;
        EXCEPTION WHEN OTHERS THEN bad := bad || v || ': ' || SQLERRM || '; ';
        END;
    END LOOP;
    RETURN bad;
END $$;
UPDATE g.region SET datum = 'wgs84', boundary = ST_Multi(ST_MakeEnvelope(117, 36, 118, 37, 4326)) WHERE code = '370100';
CREATE FUNCTION pg_temp.chinese() RETURNS text LANGUAGE plpgsql AS $$
DECLARE v text; n bigint; bad text := '';
BEGIN
    FOR v IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'g'::regnamespace AND c.relkind = 'v' AND c.relname ~ '_en$' ORDER BY 1 LOOP
        EXECUTE format('SELECT count(*) FROM g.%I x WHERE region_name ~ ''[一-龥]''', v) INTO n;
        IF n > 0 THEN bad := bad || v || ' '; END IF;
    END LOOP;
    RETURN bad;
END $$;
SELECT is(pg_temp.chinese(), '', 'English twins name divisions in English');
SELECT is(pg_temp.ask(), '', 'every view answers, every division has its name, every row its period');
SELECT * FROM finish();
ROLLBACK;
