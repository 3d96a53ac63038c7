-- Views of a registry on figures small enough to check by hand: every expected number below is worked out from the rows above it,
-- in the comment or in plain SQL of its own.
BEGIN;
SET search_path = industry, public;
SET client_min_messages = warning;
SELECT plan(75);

SELECT create_registry('h') \g /dev/null
UPDATE h.setting SET value = v.value FROM (VALUES ('division', '370000'), ('as_of', '2022-12-31')) v(name, value) WHERE setting.name = v.name;
INSERT INTO h.region (code, level, parent, name_zh, name_en) VALUES ('100000', 'country', NULL, '全国', 'China'), ('370000', 'province', '100000', '山东省', 'Shandong'),
    ('320000', 'province', '100000', '江苏省', 'Jiangsu'), ('330000', 'province', '100000', '浙江省', 'Zhejiang'), ('440000', 'province', '100000', '广东省', 'Guangdong'),
    ('370100', 'prefecture', '370000', '济南市', 'Jinan'), ('370200', 'prefecture', '370000', '青岛市', 'Qingdao'), ('370300', 'prefecture', '370000', '淄博市', 'Zibo');
CREATE FUNCTION pg_temp.put(i text, d text, kind text, subject text, y integer, v numeric, u text DEFAULT '100m_yuan', m text DEFAULT 'level', known date DEFAULT NULL) RETURNS void
LANGUAGE sql AS $$
INSERT INTO h.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, measure, basis, known_from)
VALUES (i, d::division_code, kind, subject, make_date(y, 1, 1), make_date(y, 12, 31), v, u, m, CASE m WHEN 'growth' THEN 'comparable' ELSE 'nominal' END, coalesce(known, make_date(y + 1, 1, 20)));
$$;
CREATE FUNCTION pg_temp.r(x float8) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT round(x::numeric, 6)';

-- R01 three industries: the vectors of M01 and M05 (2022: 82, 455, 497 from 80, 430, 460)
SELECT pg_temp.put('value_added', '370000', 'sector', s, 2021, v) FROM (VALUES ('1', 80), ('2', 430), ('3', 460)) x(s, v) \g /dev/null
SELECT pg_temp.put('value_added', '370000', 'sector', s, 2022, v) FROM (VALUES ('1', 82), ('2', 455), ('3', 497)) x(s, v) \g /dev/null
SELECT pg_temp.put('value_added', '370000', 'sector', s, 2022, v, 'fraction', 'growth') FROM (VALUES ('1', 0.025), ('2', 0.058140), ('3', 0.080435)) x(s, v) \g /dev/null
SELECT is((SELECT ARRAY[pg_temp.r(pull1), pg_temp.r(pull2), pg_temp.r(pull3)] FROM h.three_industries_en WHERE year = 2022), '{0.002062,0.025773,0.038144}'::numeric[], 'pull of the three industries (M01)');
SELECT is((SELECT ARRAY[round(contribution1::numeric, 4), round(contribution2::numeric, 4), round(contribution3::numeric, 4)] FROM h.three_industries_en WHERE year = 2022), '{0.0312,0.3906,0.5781}'::numeric[], 'contributions add to one (M01)');
SELECT is((SELECT pg_temp.r(growth_dispersion) FROM h.three_industries_en WHERE year = 2022), (SELECT round(stddev_samp(g), 6) FROM unnest('{0.025,0.058140,0.080435}'::numeric[]) g), 'dispersion of growth');
SELECT is((SELECT ARRAY[growth1 IS NULL, pull1 IS NULL, contribution1 IS NULL]::text FROM h.three_industries_en WHERE year = 2021), '{t,t,t}', 'no year before: no pull');
SELECT pg_temp.put('value_added', '370100', 'sector', s, 2022, v) FROM (VALUES ('1', 8), ('2', 45), ('3', 47)) x(s, v) \g /dev/null
SELECT pg_temp.put('employment', '370100', 'sector', s, 2022, v, '10k_person') FROM (VALUES ('1', 25), ('2', 33), ('3', 42)) x(s, v) \g /dev/null
SELECT is((SELECT ARRAY[pg_temp.r(upgrading), pg_temp.r(layer), pg_temp.r(angle_index), pg_temp.r(rationalisation)] FROM h.three_industries_en WHERE region_code = '370100'),
    '{1.044444,2.390000,6.745359,0.101280}'::numeric[], 'upgrading, layer, angle, rationalisation (M05)');
INSERT INTO h.basis_break (indicator, break_date, reason_zh, reason_en) VALUES ('value_added', '2022-01-01', '普查', 'census');
SELECT is((SELECT status || ' ' || basis_break FROM h.three_industries_en WHERE region_code = '370000' AND year = 2022), 'basis_break true', 'a break is flagged');
DELETE FROM h.basis_break;

-- R02 first crossing: the vector of M03, a province that was above from the start, one that crosses in a gap, a revision that uncrosses
SELECT pg_temp.put('agri_gross_output', '370000', 'region', '', y, v, 'yuan') FROM (VALUES (2016, 9.4e11), (2017, 9.8e11), (2018, 1.02e12), (2019, 0.99e12), (2020, 1.05e12)) x(y, v) \g /dev/null
SELECT pg_temp.put('agri_gross_output', '320000', 'region', '', y, v, 'yuan') FROM (VALUES (2016, 1.1e12), (2017, 1.2e12)) x(y, v) \g /dev/null
SELECT pg_temp.put('agri_gross_output', '330000', 'region', '', y, v, '100m_yuan') FROM (VALUES (2016, 9000), (2019, 11000)) x(y, v) \g /dev/null
SELECT results_eq($$SELECT region_code, year, sustained, still_above, place, status FROM h.first_crossing('agri_gross_output', 1e12)$$,
    $$VALUES ('320000', NULL::integer, true, true, NULL::bigint, 'crossed_before_start'), ('370000', 2018, false, true, 2::bigint, 'exact'), ('330000', 2019, true, true, 3::bigint, 'crossed_in_gap')$$, 'first crossing with peers (M03)');
SELECT is((SELECT known_on FROM h.first_crossing('agri_gross_output', 1e12) WHERE region_code = '370000'), '2019-01-20'::date, 'known with its first publication');
SELECT pg_temp.put('agri_gross_output', '370000', 'region', '', 2018, 0.995e12, 'yuan', 'level', '2021-06-01') \g /dev/null
SELECT is((SELECT year FROM h.first_crossing('agri_gross_output', 1e12) WHERE region_code = '370000'), 2020, 'a revision uncrosses');
SELECT is((SELECT year FROM h.first_crossing('agri_gross_output', 1e12, vintage => '2021-05-31') WHERE region_code = '370000'), 2018, 'but not as it was known before');
SELECT throws_ok($$SELECT * FROM h.first_crossing('agri_gros_output', 1)$$, '22023', NULL, 'an unknown indicator is refused');

-- X2 rank among peers: the vector of M07 (90, 80, 80, 70), one province missing
SELECT pg_temp.put('gdp', d, 'region', '', 2022, v) FROM (VALUES ('320000', 90), ('330000', 80), ('370000', 80)) x(d, v) \g /dev/null
SELECT results_eq($$SELECT region_code, rank, ties, percentile::numeric(8,6), gap_to_next, gap_to_prev, peers, missing FROM h.peer_rank('gdp')$$,
    $$VALUES ('320000', 1::bigint, 1::bigint, 1::numeric(8,6), NULL::numeric, 10::numeric, 3::bigint, 1::bigint), ('330000', 2, 2, 0.25, 10, NULL, 3, 1), ('370000', 2, 2, 0.25, 10, NULL, 3, 1)$$, 'ties share a rank, missing peers are counted (M07)');
SELECT is((SELECT rank FROM h.peer_rank('gdp', direction => 'asc') WHERE region_code = '320000'), 3::bigint, 'ascending');
SELECT is((SELECT rank FROM h.peer_rank('gdp', direction => 'asc', rank_kind => 'dense') WHERE region_code = '320000'), 2::bigint, 'dense');

-- enterprises: ten in three prefectures, figures of 2021 and 2022 in two units
INSERT INTO h.enterprise (uscc, name_zh, name_en, division, industry, size_class)
SELECT ('91370100MA' || lpad(i::text, 8, '0'))::uscc, 'e' || i, 'e' || i, d::division_code, c::industry_code, s
FROM (VALUES (1, '370100', 'C17', 'large'), (2, '370100', 'C17', 'small'), (3, '370100', 'C39', 'medium'), (4, '370200', 'C13', 'large'), (5, '370200', 'C39', 'small'),
             (6, '370200', 'C31', 'large'), (7, '370300', 'C31', 'small'), (8, '370300', 'C13', 'small'), (9, '370300', 'C22', 'small'), (10, '370300', 'C39', 'micro')) e(i, d, c, s);
CREATE FUNCTION pg_temp.u(i integer) RETURNS uscc LANGUAGE sql IMMUTABLE AS $$SELECT ('91370100MA' || lpad(i::text, 8, '0'))::industry.uscc$$;
INSERT INTO h.enterprise_state (uscc, state, valid, known_from) SELECT pg_temp.u(i), 'above_scale', v::daterange, '2018-01-01'
FROM (VALUES (1, '[2018-01-01,)'), (2, '[2018-01-01,2022-06-01)'), (3, '[2022-03-01,)'), (4, '[2018-01-01,)'), (5, '[2022-07-01,)'), (6, '[2018-01-01,)'), (7, '[2018-01-01,)'), (8, '[2018-01-01,2021-06-01)')) s(i, v);
-- R03 at 2022-12-31 against 2021-12-31: Jinan 1 and 3 (3 entered, 2 left), Qingdao 4, 5, 6 (5 entered), Zibo 7 (8 had left before)
SELECT results_eq($$SELECT region_code, n, entered, left_since, like_for_like, n_before, net, entry_rate, turnover_rate FROM h.enterprise_stock_en ORDER BY 1$$,
    $$VALUES ('370100', 2::bigint, 1::bigint, 1::bigint, 1::bigint, 2::bigint, 0::bigint, 0.5::float8, 1::float8), ('370200', 3, 1, 0, 2, 2, 1, 0.5, 0.5), ('370300', 1, 0, 0, 1, 1, 0, 0, 0)$$, 'stock, entries, exits by prefecture');
SELECT is((SELECT n FROM h.enterprise_stock(by => 'total', as_of => '2021-12-31')), 5::bigint, 'stock as of a year before');
SELECT is((SELECT sum(share) FROM h.enterprise_stock(by => 'industry')), 1::float8, 'shares by industry add to one');
SELECT throws_ok($$SELECT * FROM h.enterprise_stock(by => 'colour')$$, '22023', NULL, 'an unknown grouping is refused');
UPDATE h.enterprise_state SET known_from = '2023-03-01' WHERE uscc = pg_temp.u(5);
SELECT is((SELECT n FROM h.enterprise_stock(by => 'total', vintage => '2023-02-01')), 5::bigint, 'a state that was not known yet does not count');
UPDATE h.enterprise_state SET known_from = '2018-01-01' WHERE uscc = pg_temp.u(5);
SELECT pg_temp.put('population', '370100', 'region', '', 2022, 50, '10k_person') \g /dev/null
SELECT is((SELECT per_10k_population::numeric FROM h.enterprise_stock_en WHERE region_code = '370100'), 0.04, 'two enterprises on 500,000 people');
SELECT is((SELECT status FROM h.enterprise_stock_en WHERE region_code = '370200'), 'missing_input', 'no population: said so');

INSERT INTO h.enterprise_year (uscc, year, unit, employees, revenue, output, value_added, new_product_revenue, profit, rd_expense, energy_tce, carbon_t, water_m3, waste_used_share, numerical_control_rate, digital_level, investment, tax, land_mu, known_from)
SELECT pg_temp.u(i), y, u, emp, rev, rev, va, np, pr, rd, en, 2 * en, 10 * en, 0.5, nc, dl, inv, tax, 10, make_date(y + 1, 3, 1)
FROM (VALUES
    (1, 2021, '10k_yuan', 100, 1000, 200, 100, 50, 20, 100, 0.5, 2, 40, 30), (1, 2022, '10k_yuan', 100, 1100, 240, 150, 66, 30, 100, 0.6, 3, 50, 33),
    (2, 2021, '10k_yuan', 20, 200, 40, 10, 10, 2, 30, 0.3, 1, 5, 4), (2, 2022, '10k_yuan', 20, 200, 40, 10, 8, 2, 30, 0.3, 1, 5, 4),
    (3, 2021, '10k_yuan', 40, 500, 150, 100, 40, 40, 10, 0.7, 3, 20, 20), (3, 2022, '10k_yuan', 50, 650, 200, 150, 60, 52, 10, 0.8, 4, 25, 26),
    -- the next one reports in yuan
    (4, 2021, 'yuan', 80, 8000000, 2000000, 500000, 400000, 100000, 80, 0.4, 2, 300000, 200000), (4, 2022, 'yuan', 80, 9000000, 2100000, 600000, 450000, 150000, 80, 0.4, 2, 350000, 250000),
    (6, 2021, '10k_yuan', 200, 3000, 500, 200, 100, 30, 1000, 0.6, 2, 200, 90), (6, 2022, '10k_yuan', 190, 2800, 450, 220, 90, 30, 900, 0.65, 3, 150, 80),
    (7, 2021, '10k_yuan', 30, 300, 60, 20, 10, 3, 150, 0.2, NULL, 10, 6), (7, 2022, '10k_yuan', 30, 320, 64, 20, 12, 3, 160, 0.2, NULL, 10, 6),
    (9, 2021, '10k_yuan', 25, 250, 50, 20, 10, 3, 40, 0.3, 1, 10, 5), (9, 2022, '10k_yuan', 25, 260, 50, 22, 10, 3, 42, 0.3, 1, 10, 5)) f(i, y, u, emp, rev, va, np, pr, rd, en, nc, dl, inv, tax);

-- R11 axes: the scheme recomputed in plain SQL over both years (min-max over item-years, weights of the scheme)
CREATE TEMP VIEW axis_raw AS
SELECT CASE left(e.industry::text, 3) WHEN 'C17' THEN 'textile_garment' WHEN 'C13' THEN 'food' WHEN 'C22' THEN 'paper' WHEN 'C31' THEN 'steel' END AS item, y.year,
       sum(y.value_added * k) / sum(y.output * k) AS rate, sum(y.new_product_revenue * k) / sum(y.revenue * k) AS fresh, avg(y.numerical_control_rate) AS control, avg(y.digital_level) AS digital
FROM h.enterprise_year y JOIN h.enterprise e USING (uscc) CROSS JOIN LATERAL (SELECT CASE y.unit WHEN 'yuan' THEN 0.0001 ELSE 1 END AS k) k WHERE e.industry::text <> 'C39' GROUP BY 1, 2;
SELECT results_eq($$SELECT item, round(score::numeric, 9), round(previous_score::numeric, 9) FROM h.upgrading_axes() WHERE axis = 'high_end' ORDER BY 1$$,
    $$WITH s AS (SELECT item, year, 0.5 * (rate - min(rate) OVER ()) / (max(rate) OVER () - min(rate) OVER ()) + 0.5 * (fresh - min(fresh) OVER ()) / (max(fresh) OVER () - min(fresh) OVER ()) AS z FROM axis_raw)
      SELECT a.item, round(a.z, 9), round(b.z, 9) FROM s a JOIN s b ON b.item = a.item AND b.year = 2021 WHERE a.year = 2022 ORDER BY 1$$, 'high-end score of both years');
SELECT results_eq($$SELECT item, round(score::numeric, 9) FROM h.upgrading_axes() WHERE axis = 'intelligent' ORDER BY 1$$,
    $$WITH s AS (SELECT item, year, 0.5 * (control - min(control) OVER ()) / (max(control) OVER () - min(control) OVER ()) + 0.5 * (digital - min(digital) OVER ()) / (max(digital) OVER () - min(digital) OVER ()) AS z FROM axis_raw)
      SELECT item, round(z, 9) FROM s WHERE year = 2022 ORDER BY 1$$, 'intelligent score: averages over the enterprises that have a value');
SELECT is((SELECT count(*) FROM h.upgrading_axes_en WHERE quadrant IS NULL OR (quadrant IN ('leading', 'catching_up')) <> (score >= previous_score) OR (quadrant IN ('leading', 'slipping')) <> (score >= axis_mean)), 0::bigint, 'quadrant by level and change');
SELECT throws_ok($$SELECT * FROM h.upgrading_axes('tradtional')$$, '22023', NULL, 'an unknown overlay is refused');

-- R15, R25 advantage: own and the nation's revenue and exports
SELECT pg_temp.put(i, d, 'industry', c, y, v) FROM (VALUES
    ('industrial_revenue', '370000', 'C17', 2021, 100), ('industrial_revenue', '370000', 'C17', 2022, 110), ('industrial_revenue', '370000', 'C13', 2021, 100), ('industrial_revenue', '370000', 'C13', 2022, 90),
    ('industrial_revenue', '370000', 'C39', 2021, 200), ('industrial_revenue', '370000', 'C39', 2022, 240),
    ('industrial_revenue', '100000', 'C17', 2021, 1000), ('industrial_revenue', '100000', 'C17', 2022, 1000), ('industrial_revenue', '100000', 'C13', 2021, 2000), ('industrial_revenue', '100000', 'C13', 2022, 2000),
    ('industrial_revenue', '100000', 'C39', 2021, 5000), ('industrial_revenue', '100000', 'C39', 2022, 5600),
    ('exports', '370000', 'C17', 2021, 20), ('exports', '370000', 'C17', 2022, 30), ('exports', '370000', 'C39', 2021, 80), ('exports', '370000', 'C39', 2022, 70),
    ('exports', '100000', 'C17', 2021, 200), ('exports', '100000', 'C17', 2022, 200), ('exports', '100000', 'C39', 2021, 800), ('exports', '100000', 'C39', 2022, 800)) o(i, d, c, y, v) \g /dev/null
-- textile 2022: share of own 110/440, of the nation 1000/8600; 2021: 100/400, 1000/8000. exports: (30/100)/(200/1000), (20/100)/(200/1000)
SELECT results_eq($$SELECT pg_temp.r(lq), pg_temp.r(previous_lq), pg_temp.r(market_share), pg_temp.r(rca), pg_temp.r(previous_rca), pg_temp.r(competitive_effect) FROM h.traditional_advantage() WHERE item = 'textile_garment'$$,
    $$SELECT round((110.0/440)/(1000.0/8600), 6), round((100.0/400)/(1000.0/8000), 6), 0.11, 1.5, 1.0, 10.0$$, 'quotient, market share, export advantage, competitive effect');
-- profit rate of textiles: (66+8)/(1100+200) from (50+10)/(1000+200)
SELECT results_eq($$SELECT pg_temp.r(profit_rate), pg_temp.r(previous_profit_rate), eroding, alert FROM h.traditional_advantage() WHERE item = 'textile_garment'$$,
    $$SELECT round(74.0/1300, 6), round(60.0/1200, 6), false, NULL::text$$, 'nothing falls: the advantage is kept');
SELECT results_eq($$SELECT eroding, alert, status FROM h.traditional_advantage() WHERE item = 'food'$$, $$VALUES (true, 'lq, market_share', 'missing_input')$$, 'losses are named, unknown exports do not hide them');
SELECT results_eq($$SELECT eroding, alert, lq FROM h.traditional_advantage() WHERE item = 'paper'$$, $$VALUES (true, 'profit_rate', NULL::float8)$$, 'one known loss is enough: 10 of 260 after 10 of 250');
SELECT results_eq($$SELECT item, eroding FROM h.traditional_advantage('expand') WHERE item = 'smart_home'$$, $$VALUES ('smart_home', NULL::boolean)$$, 'nothing known: open');

-- R09, R07, R18 overlays: value added of two codes, one member in full, one in part, one only by a finer code
SELECT pg_temp.put('value_added', '370000', 'industry', c, y, v) FROM (VALUES ('C39', 2021, 100), ('C39', 2022, 120), ('C37', 2021, 50), ('C37', 2022, 60), ('C13', 2021, 850), ('C13', 2022, 820)) o(c, y, v) \g /dev/null
SELECT pg_temp.put('value_added', d, 'industry', c, 2022, v) FROM (VALUES ('100000', 'C39', 600), ('100000', 'C37', 1400), ('100000', 'C13', 8000), ('320000', 'C39', 130), ('330000', 'C39', 90)) o(d, c, v) \g /dev/null
SELECT pg_temp.put('value_added', '370000', 'industry', c, 2022, g, 'fraction', 'growth') FROM (VALUES ('C39', 0.1), ('C37', 0.2)) o(c, g) \g /dev/null
-- four_new: C39 0.8, C37 0.7 (partial both), C13 none: 96 + 42 of 1000; low 0, high 180
SELECT results_eq($$SELECT value::numeric(10,4), pg_temp.r(share), pg_temp.r(share_low), pg_temp.r(share_high), pg_temp.r(change), top_codes, status FROM h.four_new_share_en WHERE year = 2022$$,
    $$SELECT 138::numeric(10,4), 0.138, 0.0, 0.18, 0.138 - 0.115, 'C39, C37', 'interval'$$, 'four-new share with bounds and change (M09)');
INSERT INTO h.target (code, name_zh, name_en, indicator, denominator, division, subject_kind, subject, baseline, baseline_date, target, target_date, unit)
VALUES ('fn', 'x', 'x', 'value_added', 'gdp', '370000', 'overlay', 'four_new', 0.1, '2020-12-31', 0.2, '2025-12-31', 'fraction');
SELECT is((SELECT pg_temp.r(gap_to_target) FROM h.four_new_share_en WHERE year = 2022), 0.062, 'gap to the target');
SELECT results_eq($$SELECT place, industry_code, contribution::integer, pg_temp.r(share) FROM h.overlay_contributors('four_new', year => 2022)$$, $$VALUES (1::bigint, 'C39', 96, round(96.0/138, 6)), (2, 'C37', 42, round(42.0/138, 6))$$, 'contributors, largest first');
-- top ten: new_it = C39 in full; high_end_equipment = C37 in full. real growth 0.1; rank of 120 among 120, 130, 90
SELECT results_eq($$SELECT value::integer, pg_temp.r(growth), real_growth, pg_temp.r(lq), national_rank, peers FROM h.top_ten_en WHERE item = 'new_it'$$,
    $$SELECT 120, 0.2, 0.1::float8, round(0.12/0.06, 6), 2::bigint, 3::bigint$$, 'top ten: growth, real growth, quotient, rank among the provinces');
SELECT is((SELECT revenue::integer FROM h.top_ten_en WHERE item = 'new_it'), 240, 'revenue of the item');
SELECT is((SELECT revenue FROM h.top_ten_en WHERE item = 'modern_finance'), NULL::numeric, 'no revenue observed: not zero');
-- a single enterprise in the overlay takes its own weight: e3 (0.02 of 100m yuan value added) from 0.8 to 1
INSERT INTO h.overlay_member (overlay, version, item, uscc, weight) VALUES ('four_new', '2018', 'new_technology', pg_temp.u(3), 1);
SELECT is((SELECT value::numeric(12,6) FROM h.four_new_share_en WHERE year = 2022), (138 + 0.2 * 0.02)::numeric(12,6), 'an enterprise''s weight goes before its code''s');
DELETE FROM h.overlay_member WHERE uscc IS NOT NULL;
SELECT throws_ok($$INSERT INTO h.overlay_member (overlay, version, item, industry, weight) VALUES ('four_new', '2018', 'new_model', 'C39', 0.3); SET CONSTRAINTS ALL IMMEDIATE$$, '23514', NULL, 'an exclusive overlay holds no code beyond one');
SELECT is(pg_temp.r(h.overlay_overlap('four_new', 'top_ten', year => 2022)), round((0.8 * 120 + 0.7 * 60) / (120 + 60), 6), 'overlap: smaller over larger weights (M09)');
-- emerging: high_end_equipment names C371 and C374 only, below the observed C37: zero up to 60
SELECT results_eq($$SELECT value::integer, value_low::integer, value_high::integer, pg_temp.r(share), pg_temp.r(lq), real_growth, status FROM h.emerging_en WHERE item = 'new_it'$$,
    $$SELECT 120, 120, 120, 0.12, 2.0, 0.1::float8, 'ok'$$, 'emerging: a field in full');
SELECT results_eq($$SELECT value::integer, value_high::integer, status FROM h.emerging_en WHERE item = 'high_end_equipment'$$, $$VALUES (0, 60, 'interval')$$, 'a field known by finer codes only is an interval');
SELECT results_eq($$SELECT firms, pg_temp.r(rd_intensity), entries FROM h.emerging_en WHERE item = 'new_it'$$, $$VALUES (1::bigint, round(52.0/650, 6), 2::bigint)$$, 'R&D intensity and entries of the field: e3 reports, e3 and e5 entered');

-- R16, R24, R26 verdicts come from the rules in scheme_gate
SELECT is((SELECT verdict FROM h.priority_sectors() WHERE item = 'textile_garment'), 'on_track', 'textiles: quotient, share and competitive effect hold');
SELECT results_eq($$SELECT verdict, failed_gates FROM h.priority_sectors() WHERE item = 'food'$$, $$VALUES ('off_track', 'keep_competitive, keep_quotient, keep_share')$$, 'food loses on all three');
UPDATE h.scheme_gate SET threshold = -1000 WHERE scheme = 'priority_verdict' AND band = 'consolidate';
SELECT is((SELECT verdict FROM h.priority_sectors() WHERE item = 'food'), 'on_track', 'other thresholds, another verdict');
SELECT is((SELECT verdict FROM h.priority_sectors() WHERE item = 'chips'), 'undecidable', 'no milestones due: undecidable');

-- R20 future industries: members by name, patents by holder, projects by readiness
INSERT INTO h.overlay_member (overlay, version, item, uscc) VALUES ('future', '2023', 'quantum', pg_temp.u(3)), ('future', '2023', 'quantum', pg_temp.u(5));
INSERT INTO h.patent_link (family, holder_kind, holder, filed, overlay, item) SELECT 'f' || n, 'enterprise', pg_temp.u(i)::text, '2022-01-01', 'future', 'quantum' FROM (VALUES (1, 3), (2, 3), (3, 3), (4, 5), (1, 5)) p(n, i);
INSERT INTO h.project (code, kind, division, status, started, overlay, item, trl_from, trl_to) VALUES ('q1', 'research', '370100', 'running', '2022-01-01', 'future', 'quantum', 2, 3), ('q2', 'research', '370200', 'running', '2022-01-01', 'future', 'quantum', 4, 7);
INSERT INTO h.digital_service (code, name_zh, dimension, division, scene, live) VALUES ('s1', 's', 'society', '370100', 'quantum/lab', '[2022-01-01,)');
-- Jinan: 1 of 2 firms, 3 of 5 patent places, 1 of 2 projects: mean 8/15; Qingdao 1/2, 2/5, 1/2: 7/15
SELECT results_eq($$SELECT region_name, firms, patents, projects, trl_low, trl_high, scenes, pg_temp.r(share), rank, pg_temp.r(concentration) FROM h.future_layout_en WHERE item = 'quantum' AND share > 0$$,
    $$VALUES ('Jinan', 1::bigint, 3::bigint, 1::bigint, 1::bigint, 0::bigint, 1::bigint, round(8.0/15, 6), 1::bigint, 0.52), ('Qingdao', 1, 2, 1, 0, 1, 0, round(7.0/15, 6), 2, 0.52)$$, 'layout of a future industry');
SELECT is((SELECT DISTINCT status FROM h.future_layout('maglev')), 'missing_input', 'an item without anything');

-- R12 reform: e1 and e4 have projects; e1's 40 are half inside the three whole years, half before
INSERT INTO h.project (code, kind, uscc, division, status, started, completed, actual_investment, unit) VALUES
    ('t1', 'tech_reform', pg_temp.u(1), '370100', 'completed', '2019-01-01', '2020-12-31', 40, '10k_yuan'), ('t2', 'tech_reform', pg_temp.u(4), '370200', 'completed', '2022-01-01', '2022-12-31', 200000, 'yuan'),
    ('t3', 'tech_reform', pg_temp.u(1), '370100', 'completed', '2021-01-01', '2021-12-31', 10, '10k_yuan'), ('t4', 'tech_reform', pg_temp.u(9), '370300', 'completed', '2022-01-01', NULL, 5, '10k_yuan');
-- days: 2019-01-01 to 2020-12-31 are 731, 366 of them in 2020. investment 2020 to 2022 of the six above scale: no figures for 2020
SELECT results_eq($$SELECT eligible, covered, pg_temp.r(coverage), projects, investment::integer, pg_temp.r(investment_in_years), industrial_investment::integer, pg_temp.r(investment_share) FROM h.technical_reform_coverage('total')$$,
    $$SELECT 6::bigint, 2::bigint, round(2.0/6, 6), 3::bigint, 70, round(40 * 366.0/731 + 30, 6), 40+50+20+25+30+35+200+150+10+10, round((40 * 366.0/731 + 30) / 570, 6)$$, 'coverage counts enterprises, money counts days (M31)');
UPDATE h.project SET actual_investment = 5000 WHERE code = 't3';
SELECT results_eq($$SELECT investment_share, status FROM h.technical_reform_coverage('total')$$, $$VALUES (NULL::float8, 'infeasible')$$, 'more reform than investment is no share');

-- R04, R44 lists among the provinces: own recognitions, published numbers of the others
INSERT INTO h.recognition (uscc, tier, batch, valid, level) VALUES (pg_temp.u(1), '5g_factory', '1', '[2022-01-01,)', 'factory'), (pg_temp.u(4), '5g_factory', '1', '[2022-01-01,)', NULL), (pg_temp.u(3), '5g_factory', '1', '[2022-01-01,)', 'line'),
    (pg_temp.u(6), '5g_factory', '1', '[2020-01-01,2022-01-01)', 'factory');
INSERT INTO h.observation (indicator, division, period_type, period_start, period_end, basis, value, unit, known_from) SELECT '5g_factories', d::division_code, 'date', '2022-09-30', '2022-09-30', 'count', v, 'count', '2022-10-01' FROM (VALUES ('320000', 5), ('330000', 2)) x(d, v);
SELECT results_eq($$SELECT region_code, n, lines, rank, ties, peers, missing, source, industries FROM h.registry_rank_en$$,
    $$VALUES ('320000', 5::bigint, NULL::bigint, 1::bigint, 1::bigint, 3::bigint, 1::bigint, 'observation', NULL::bigint), ('330000', 2, NULL, 2, 2, 3, 1, 'observation', NULL), ('370000', 2, 1, 2, 2, 3, 1, 'recognition', 3), ('440000', NULL, NULL, NULL, NULL, 3, 1, NULL, NULL)$$,
    'ties share a rank, a province without a number has none; lines are no factories');
SELECT is((SELECT density FROM h.registry_rank() WHERE region_code = '370000'), (1000.0 * 2 / 6)::float8, 'per thousand above-scale enterprises');
SELECT results_eq($$SELECT n, national_rank, ties, gap_to_next, missing FROM h.tier_rank() WHERE tier = '5g_factory'$$, $$VALUES (2::bigint, 2::bigint, 2::bigint, 3::numeric, 1::bigint)$$, 'rank by tier');
SELECT results_eq($$SELECT n, national_rank, status FROM h.tier_rank('320000') WHERE tier = '5g_factory'$$, $$VALUES (5::bigint, 1::bigint, 'ok')$$, 'a province without enterprises here has its published number');
SELECT is((SELECT n FROM h.tier_rank('320000') WHERE tier = 'gazelle'), NULL::bigint, 'and nothing where none is published');

-- R28 monthly industry: the vector of M02, January and February as one block
INSERT INTO h.observation (indicator, measure, division, period_type, period_start, period_end, basis, value, unit, known_from)
SELECT 'industrial_value_added', m, '370000', 'ytd', '2022-01-01', (make_date(2022, mon, 1) + interval '1 month - 1 day')::date, CASE m WHEN 'level' THEN 'nominal' ELSE 'comparable' END, v, CASE m WHEN 'level' THEN '100m_yuan' ELSE 'fraction' END, '2022-06-01'
FROM (VALUES ('level', 2, 200), ('level', 3, 310), ('level', 4, 425), ('growth', 2, 0.08), ('growth', 3, 0.071)) x(m, mon, v);
SELECT results_eq($$SELECT month, period_start, value::integer, pg_temp.r(growth), pg_temp.r(growth_bound) FROM h.steady_growth() ORDER BY month$$,
    $$VALUES (2, '2022-01-01'::date, 200, 0.08, 0.0005), (3, '2022-03-01', 110, 0.055015, 0.002318), (4, '2022-04-01', 115, NULL, NULL)$$, 'months from year-to-date (M02)');

-- ledgers: C13 60 from 50, C17 30 from 40, C39 new with 20, C31 gone with 10: 110 from 100
INSERT INTO h.observation (indicator, division, subject_kind, subject, period_type, period_start, period_end, value, unit, known_from)
SELECT 'industrial_value_added', '370000', 'industry', c, 'ytd', make_date(y, 1, 1), make_date(y, 10, 31), v, '100m_yuan', '2022-12-01' FROM (VALUES ('C13', 2021, 50), ('C13', 2022, 60), ('C17', 2021, 40), ('C17', 2022, 30), ('C39', 2022, 20), ('C31', 2021, 10)) x(c, y, v);
SELECT results_eq($$SELECT direction, place, industry_code, pg_temp.r(pull), pg_temp.r(contribution), status FROM h.growth_contributors_en$$,
    $$VALUES ('up', 1::bigint, 'C13', .1, 1.0, 'ok'), ('down', 1, 'C17', -.1, -1.0, 'ok'), ('variable', 1, 'C39', .2, 2.0, 'new'), ('variable', 2, 'C31', -.1, -1.0, 'gone')$$, 'increments, decrements, variables; pulls add to the growth of 10 %');
INSERT INTO h.observation (indicator, division, period_type, period_start, period_end, value, unit, known_from)
SELECT 'industrial_value_added', d::division_code, 'ytd', make_date(y, 1, 1), make_date(y, 10, 31), v, '100m_yuan', '2022-12-01' FROM (VALUES ('370100', 2021, 40), ('370100', 2022, 50), ('370200', 2021, 60), ('370200', 2022, 55)) x(d, y, v);
SELECT results_eq($$SELECT direction, region_name, pg_temp.r(pull) FROM h.growth_contributors(by => 'region', lang => 'en')$$, $$VALUES ('up', 'Jinan', .1), ('down', 'Qingdao', -.05)$$, 'by division');
SELECT throws_ok($$SELECT * FROM h.growth_contributors(by => 'moon')$$, '22023', NULL, 'an unknown grouping is refused');
SELECT is((SELECT count(*) FROM h.overlay_value_en WHERE overlay_code = 'digital_core'), 4::bigint, 'every overlay as a view');

-- X1 targets: the vector of M04
INSERT INTO h.target (code, name_zh, name_en, indicator, division, baseline, baseline_date, target, target_date, path, unit) VALUES
    ('lin', 'x', 'x', 'rd_expenditure', '370000', 100, '2020-12-31', 150, '2025-12-31', 'linear', '100m_yuan'), ('cmp', 'x', 'x', 'rd_expenditure', '370000', 100, '2020-12-31', 150, '2025-12-31', 'compound', '100m_yuan'),
    ('flat', 'x', 'x', 'rd_expenditure', '370000', 100, '2020-12-31', 100, '2025-12-31', 'linear', '100m_yuan');
SELECT pg_temp.put('rd_expenditure', '370000', 'region', '', 2022, 120) \g /dev/null
SELECT results_eq($$SELECT target_code, planned::numeric(12,6), pg_temp.r(progress), pg_temp.r(pace), pg_temp.r(required_growth) FROM h.target_path('lin') WHERE year = 2022 UNION ALL SELECT target_code, planned::numeric(12,6), pg_temp.r(progress), pg_temp.r(pace), pg_temp.r(required_growth) FROM h.target_path('cmp') WHERE year = 2022$$,
    $$VALUES ('lin', 120::numeric(12,6), 0.4, 1.0, 0.077217), ('cmp', 117.607902, 0.4, 1.135854, 0.077217)$$, 'linear and compound path (M04)');
SELECT is((SELECT status FROM h.target_path('flat') WHERE year = 2022), 'no_denominator', 'a target that is its baseline');
SELECT results_eq($$SELECT target_code, light FROM h.pace() WHERE target_code IN ('lin', 'cmp')$$, $$VALUES ('cmp', 'green'), ('lin', 'green')$$, 'lights');
UPDATE h.observation SET value = 117 WHERE indicator = 'rd_expenditure';
SELECT is((SELECT light FROM h.pace() WHERE target_code = 'lin'), 'yellow', 'pace .85: yellow');
UPDATE h.setting SET value = '0.9' WHERE name = 'pace.yellow';
SELECT is((SELECT light FROM h.pace() WHERE target_code = 'lin'), 'red', 'the band is a setting');

-- R33 integration: fixture IO of M20 as a table of the registry, its sectors C (manufacturing), G (services), A
SELECT pg_temp.put('io_flow', '370000', 'class', s, 2022, v) FROM (VALUES ('A01>A01', 20), ('A01>C17', 30), ('A01>G54', 10), ('C17>A01', 40), ('C17>C17', 60), ('C17>G54', 20), ('G54>A01', 10), ('G54>C17', 20), ('G54>G54', 30)) x(s, v) \g /dev/null
SELECT pg_temp.put('io_output', '370000', 'class', s, 2022, v) FROM (VALUES ('A01', 200), ('C17', 300), ('G54', 150)) x(s, v) \g /dev/null
SELECT is((SELECT ARRAY[pg_temp.r(service_share), pg_temp.r(manufacturing_share), pg_temp.r(io_integration), pg_temp.r(complete_service_share), pg_temp.r(complete_manufacturing_share)] FROM h.two_industry_integration_en WHERE region_code = '370000' AND year = 2022),
    '{0.181818,0.333333,0.246183,0.204188,0.378549}'::numeric[], 'integration direct and complete (M20 b)');
SELECT is((SELECT pg_temp.r(location_coagglomeration(1.4, 0.8))), 2.927273, 'co-agglomeration (M20 c)');
SELECT is(location_coagglomeration(0, 0), NULL::float8, 'both zero');
SELECT is((SELECT array_agg(pg_temp.r(complete) ORDER BY sector) FROM input_requirement(matrix_dense('{1,2,3}', '{1,2,3}', '{20,30,10,40,60,20,10,20,30}'), matrix_dense('{1,2,3}', '{x}', '{200,300,150}'))),
    '{1.553753,1.581136,1.643002}'::numeric[], 'column sums of the Leontief inverse (M19)');
SELECT is((SELECT DISTINCT status FROM input_requirement(matrix_dense('{1,2}', '{1,2}', '{20,30,40,60}'), matrix_dense('{1,2}', '{x}', '{20,30}'))), 'not_productive', 'a table that eats more than it makes');
-- digital inputs of textiles: none of the sectors is digital; with C39 as a seller of 5 to C17: 5 of 115 inputs, 5/300 of output
SELECT pg_temp.put('io_flow', '370000', 'class', 'C39>C17', 2022, 5) \g /dev/null
SELECT pg_temp.put('io_output', '370000', 'class', 'C39', 2022, 100) \g /dev/null
SELECT results_eq($$SELECT pg_temp.r(digital_input_share), pg_temp.r(digital_direct) FROM h.digital_penetration() WHERE industry_code = 'C17'$$, $$SELECT round(5.0/115, 6), round(5.0/300, 6)$$, 'digital inputs from the table (M29)');
SELECT results_eq($$SELECT firms, assessed, level3, pg_temp.r(productivity_at), pg_temp.r(productivity_below) FROM h.digital_penetration() WHERE industry_code = 'C17'$$, $$VALUES (1::bigint, 1::bigint, 1::bigint, 2.4, NULL::numeric)$$, 'maturity and productivity of textiles: 240/100; the other one is not above scale');
SELECT is((SELECT assessed FROM h.digital_penetration() WHERE industry_code = 'C31'), 1::bigint, 'an enterprise not assessed counts apart');

-- what was known before: nothing of 2022 is seen at the end of 2022
SELECT is_empty($$SELECT * FROM h.four_new_share(vintage => '2022-12-31') WHERE year = 2022$$, 'a vintage hides what came later');
SELECT is((SELECT max(year) FROM h.three_industries(vintage => '2022-12-31')), 2021, 'three industries as known then');
SELECT * FROM finish();
ROLLBACK;
