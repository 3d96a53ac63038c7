-- One basis, one unit, one date: figures that stay what they are when the same facts are also loaded in constant prices, by quarter, in
-- another unit, in coarser codes, or when something is suppressed, stopped or not yet there. The expected numbers are worked out beside them.
BEGIN;
SET search_path = industry, public;
SET client_min_messages = warning;
SELECT plan(54);

SELECT create_registry('b') \g /dev/null
UPDATE b.setting SET value = v.value FROM (VALUES ('division', '370000'), ('as_of', '2022-12-31')) v(name, value) WHERE setting.name = v.name;
INSERT INTO b.region (code, level, parent, name_zh, name_en) VALUES
    ('370000', 'province', NULL, '山东省', 'Shandong'), ('370100', 'prefecture', '370000', '济南市', 'Jinan'), ('370200', 'prefecture', '370000', '青岛市', 'Qingdao');
CREATE FUNCTION pg_temp.r(x float8) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT round(x::numeric, 6)';
CREATE FUNCTION pg_temp.u(i integer) RETURNS uscc LANGUAGE sql IMMUTABLE AS $$SELECT ('91370100MA' || lpad(i::text, 8, '0'))::industry.uscc$$;
CREATE FUNCTION pg_temp.put(i text, kind text, subject text, first date, last date, v numeric, basis text DEFAULT 'nominal', measure text DEFAULT 'level',
    unit text DEFAULT '100m_yuan', type text DEFAULT 'year') RETURNS void LANGUAGE sql AS $$
INSERT INTO b.observation (indicator, measure, division, subject_kind, subject, period_type, period_start, period_end, basis, value, unit, status, known_from)
VALUES (i, measure, '370000', kind, subject, type, first, last, basis, v, unit, CASE WHEN v IS NULL THEN 'suppressed' ELSE 'final' END, '2022-12-31');
$$;
INSERT INTO b.enterprise (uscc, name_zh, division, industry, founded)
SELECT pg_temp.u(i), 'e' || i, CASE WHEN i < 5 THEN '370100' ELSE '370200' END, CASE WHEN i < 4 THEN 'C31' ELSE 'C39' END,
       CASE i WHEN 6 THEN '2023-06-01' WHEN 1 THEN '2010-01-01' END::date FROM generate_series(1, 6) i;
INSERT INTO b.enterprise_state (uscc, state, valid, known_from) VALUES (pg_temp.u(1), 'above_scale', '[2019-01-01,)', '2019-01-01'),
    (pg_temp.u(2), 'above_scale', '[2019-01-01,)', '2022-06-01'), (pg_temp.u(4), 'above_scale', '[2023-01-01,)', '2023-01-01');

-- new and old drivers: C13 100 to 110, C391 50 to 70; sectors 10, 100, 90 to 11, 120, 99 with 20, 40, 40 and 18, 40, 42 persons
SELECT pg_temp.put('value_added', 'industry', c, make_date(y, 1, 1), make_date(y, 12, 31), v)
FROM (VALUES ('C13', 2021, 100), ('C391', 2021, 50), ('C13', 2022, 110), ('C391', 2022, 70)) x(c, y, v) \g /dev/null
SELECT pg_temp.put('value_added', 'sector', s, make_date(y, 1, 1), make_date(y, 12, 31), v)
FROM (VALUES ('1', 2021, 10), ('2', 2021, 100), ('3', 2021, 90), ('1', 2022, 11), ('2', 2022, 120), ('3', 2022, 99)) x(s, y, v) \g /dev/null
SELECT pg_temp.put('employment', 'sector', s, make_date(y, 1, 1), make_date(y, 12, 31), v, unit => '10k_person')
FROM (VALUES ('1', 2021, 20), ('2', 2021, 40), ('3', 2021, 40), ('1', 2022, 18), ('2', 2022, 40), ('3', 2022, 42)) x(s, y, v) \g /dev/null
SELECT pg_temp.put('value_added', 'sector', s, '2022-01-01', '2022-12-31', g, 'comparable', 'growth', 'fraction')
FROM (VALUES ('1', 0.04), ('2', 0.10), ('3', 0.07)) x(s, g) \g /dev/null
CREATE TEMP TABLE driver AS SELECT year, moore_degrees, lilien, within_effect, between_effect, new_contribution FROM b.driver_conversion;
CREATE TEMP TABLE three AS SELECT year, value_added1, value_added2, value_added3, growth1, growth2, growth3, rationalisation, unit FROM b.three_industries;
SELECT results_eq($$SELECT pg_temp.r(moore_degrees), pg_temp.r(lilien) FROM driver WHERE year = 2022$$,
    $$SELECT pg_temp.r(degrees(acos((100 * 110 + 50 * 70) / (sqrt(100.0 ^ 2 + 50 ^ 2) * sqrt(110.0 ^ 2 + 70 ^ 2))))),
             pg_temp.r(sqrt(110.0 / 180 * (ln(110.0 / 100) - ln(180.0 / 150)) ^ 2 + 70.0 / 180 * (ln(70.0 / 50) - ln(180.0 / 150)) ^ 2))$$, 'angle and dispersion (M06)');
SELECT is((SELECT pg_temp.r(within_effect) FROM driver WHERE year = 2022), (SELECT pg_temp.r(sum(x.within_effect)) FROM productivity_shift_share(
        matrix_dense('{a}', '{1,2,3}', '{10,100,90}'), matrix_dense('{a}', '{1,2,3}', '{20,40,40}'),
        matrix_dense('{a}', '{1,2,3}', '{11,120,99}'), matrix_dense('{a}', '{1,2,3}', '{18,40,42}')) x), 'growth within the sectors (M13)');
-- the same facts in constant prices, as a quarter, in the code above, and employment also as a count of persons
SELECT pg_temp.put('value_added', k, s, make_date(y, 1, 1), make_date(y, 12, 31), 77, 'constant')
FROM (VALUES ('industry', 'C13'), ('industry', 'C391'), ('sector', '1'), ('sector', '2'), ('sector', '3')) x(k, s), generate_series(2021, 2022) y \g /dev/null
SELECT pg_temp.put('value_added', k, s, '2022-01-01', '2022-03-31', 33, type => 'quarter')
FROM (VALUES ('industry', 'C13'), ('industry', 'C391'), ('sector', '1'), ('sector', '2'), ('sector', '3')) x(k, s) \g /dev/null
SELECT pg_temp.put('value_added', 'industry', 'C39', '2022-01-01', '2022-12-31', 70) \g /dev/null
SELECT pg_temp.put('value_added', 'sector', '2', '2022-01-01', '2022-12-31', 0.5, 'constant', 'growth', 'fraction') \g /dev/null
SELECT pg_temp.put('employment', 'sector', s, make_date(y, 1, 1), make_date(y, 12, 31), v * 10000, 'count', unit => 'person')
FROM (VALUES ('1', 2021, 20), ('2', 2021, 40), ('3', 2021, 40), ('1', 2022, 18), ('2', 2022, 40), ('3', 2022, 42)) x(s, y, v) \g /dev/null
SELECT results_eq($$SELECT year, moore_degrees, lilien, within_effect, between_effect, new_contribution FROM b.driver_conversion ORDER BY year$$, 'TABLE driver ORDER BY year',
    'no other basis, period or code moves the drivers');
SELECT results_eq($$SELECT year, value_added1, value_added2, value_added3, growth1, growth2, growth3, rationalisation, unit FROM b.three_industries ORDER BY year$$, 'TABLE three ORDER BY year',
    'nor the three industries; comparable growth goes before constant');
UPDATE b.observation SET value = value * 10000, unit = '10k_yuan' WHERE indicator = 'value_added' AND basis = 'nominal' AND measure = 'level'
    AND period_start = '2021-01-01' AND subject IN ('C13', 'C391', '1');
SELECT results_eq($$SELECT year, pg_temp.r(moore_degrees), pg_temp.r(lilien), pg_temp.r(within_effect), pg_temp.r(new_contribution) FROM b.driver_conversion ORDER BY year$$,
    $$SELECT year, pg_temp.r(moore_degrees), pg_temp.r(lilien), pg_temp.r(within_effect), pg_temp.r(new_contribution) FROM driver ORDER BY year$$, 'nor the unit of a year');
SELECT results_eq($$SELECT value_added1::integer, unit FROM b.three_industries WHERE year = 2021$$, $$VALUES (10, '100m_yuan')$$, 'three industries are in the unit of the indicator');

-- capacity: 30 and 100,000 t added, 5 cut, 500 stopped; the largest unit of the dimension
INSERT INTO b.project (code, kind, uscc, division, status, started, completed, capacity_change, capacity_unit) VALUES
    ('c1', 'capacity', pg_temp.u(1), '370100', 'completed', '2021-01-01', '2022-03-01', 30, '10k_t'), ('c2', 'capacity', pg_temp.u(2), '370100', 'completed', '2021-01-01', '2022-03-01', 100000, 't'),
    ('c3', 'capacity', pg_temp.u(2), '370100', 'completed', '2021-01-01', '2022-05-01', -5, '10k_t'), ('c4', 'capacity', pg_temp.u(3), '370100', 'stopped', '2021-01-01', '2022-05-01', 500, '10k_t');
SELECT results_eq($$SELECT capacity_added::integer, capacity_cut::integer, capacity_unit, status FROM b.driver_conversion WHERE year = 2022$$, $$VALUES (40, 5, '10k_t', 'ok')$$,
    'capacities meet in one unit, stopped ones do not count');
SELECT results_eq($$SELECT capacity_in, capacity_out, capacity_replaced, capacity_net, capacity_unit FROM b.capacity_ledger('steel', from_year => 2022)$$,
    $$VALUES (40::float8, 5::float8, 5::float8, 35::float8, '10k_t')$$, 'in the ledger too');
SELECT results_eq($$SELECT capacity_net, failed_gates FROM b.priority_sectors WHERE item = 'steel'$$, $$VALUES (35::float8, 'capacity')$$, 'and where steel is judged');
INSERT INTO b.project (code, kind, uscc, division, status, completed, capacity_change, capacity_unit) VALUES ('c5', 'capacity', pg_temp.u(3), '370100', 'completed', '2022-06-01', 500000, 'count');
SELECT results_eq($$SELECT capacity_added, capacity_cut, capacity_unit, status FROM b.driver_conversion WHERE year = 2022$$, $$VALUES (NULL::numeric, NULL::numeric, NULL, 'mixed_units')$$,
    'tonnes and pieces are not added up');
SELECT results_eq($$SELECT capacity_in, capacity_replaced, capacity_net, capacity_unit, status FROM b.capacity_ledger('steel', from_year => 2022)$$,
    $$VALUES (NULL::float8, NULL::float8, NULL::float8, NULL, 'mixed_units')$$, 'nor in the ledger');
SELECT results_eq($$SELECT capacity_net, failed_gates FROM b.priority_sectors WHERE item = 'steel'$$, $$VALUES (NULL::float8, NULL)$$, 'what is not known fails no gate');
SELECT results_eq($$SELECT capacity_in, capacity_net, capacity_unit FROM b.capacity_ledger('steel', from_year => 2021, to_year => 2021)$$, $$VALUES (0::float8, 0::float8, NULL)$$,
    'a year without a project: nothing');
UPDATE b.project SET capacity_unit = 'weight case' WHERE code IN ('c1', 'c2', 'c3', 'c5');
SELECT results_eq($$SELECT capacity_added::integer, capacity_unit FROM b.driver_conversion WHERE year = 2022$$, $$VALUES (600030, 'weight case')$$, 'a unit that no list has adds up with itself');

-- months: the vector of M02 with a second basis and a level in another unit
SELECT pg_temp.put('industrial_value_added', 'region', '', '2022-01-01', d::date, v, CASE m WHEN 'level' THEN 'nominal' ELSE 'comparable' END, m,
    CASE m WHEN 'level' THEN '100m_yuan' ELSE 'fraction' END, 'ytd')
FROM (VALUES ('level', '2022-02-28', 200), ('level', '2022-03-31', 310), ('growth', '2022-02-28', 0.08), ('growth', '2022-03-31', 0.071)) x(m, d, v) \g /dev/null
SELECT pg_temp.put('industrial_value_added', 'industry', c, '2022-01-01', '2022-03-31', g, 'comparable', 'growth', 'fraction', 'ytd')
FROM (VALUES ('C13', 0.1), ('C17', -0.1), ('C31', 0), ('C32', NULL), ('C39', NULL)) x(c, g) \g /dev/null
CREATE TEMP TABLE month AS SELECT month, ytd_value, ytd_growth, value, growth, growth_bound, unit FROM b.steady_growth;
SELECT results_eq($$SELECT month, value::integer, pg_temp.r(growth), pg_temp.r(growth_bound) FROM month ORDER BY month$$, $$VALUES (2, 200, 0.08, 0.0005), (3, 110, 0.055015, 0.002318)$$, 'months from year-to-date (M02)');
SELECT results_eq($$SELECT pg_temp.r(diffusion), industries FROM b.steady_growth WHERE month = 3$$, $$VALUES (0.5, 3::bigint)$$, 'one up, one down, one level; two suppressed ones are nowhere');
SELECT pg_temp.put('industrial_value_added', 'region', '', '2022-01-01', d::date, v, 'constant', m, CASE m WHEN 'level' THEN '100m_yuan' ELSE 'fraction' END, 'ytd')
FROM (VALUES ('level', '2022-02-28', 190), ('level', '2022-03-31', 290), ('growth', '2022-02-28', 0.01), ('growth', '2022-03-31', 0.01)) x(m, d, v) \g /dev/null
SELECT pg_temp.put('industrial_value_added', 'industry', 'C13', '2022-01-01', '2022-03-31', -0.1, 'constant', 'growth', 'fraction', 'ytd') \g /dev/null
UPDATE b.observation SET value = 2000000, unit = '10k_yuan' WHERE indicator = 'industrial_value_added' AND basis = 'nominal' AND period_end = '2022-02-28';
SELECT results_eq($$SELECT month, ytd_value, ytd_growth, value, growth, growth_bound, unit FROM b.steady_growth ORDER BY month$$, 'TABLE month ORDER BY month', 'a second basis and another unit change no month');
SELECT is((SELECT pg_temp.r(diffusion) FROM b.steady_growth WHERE month = 3), 0.5, 'nor the diffusion');
UPDATE b.observation SET value = NULL, status = 'suppressed' WHERE indicator = 'industrial_value_added' AND subject_kind = 'industry';
SELECT results_eq($$SELECT diffusion, industries FROM b.steady_growth WHERE month = 3$$, $$VALUES (NULL::float8, 0::bigint)$$, 'all suppressed: no diffusion');
SELECT is((SELECT max(month) FROM b.steady_growth(as_of => '2022-03-30')), 2, 'a date cuts the months');
UPDATE b.setting SET value = '2022-02-28' WHERE name = 'as_of';
SELECT is((SELECT max(month) FROM b.steady_growth), 2, 'so does that of the views');
UPDATE b.setting SET value = '2021-12-31' WHERE name = 'as_of';
SELECT is((SELECT max(month) FROM b.steady_growth(year => 2022)), 3, 'a later year is shown as far as it is known');
UPDATE b.setting SET value = '2022-12-31' WHERE name = 'as_of';
-- ledger of growth: C13 50 to 60
SELECT pg_temp.put('industrial_value_added', 'industry', 'C13', make_date(y, 1, 1), make_date(y, 12, 31), v, k, type => 'ytd')
FROM (VALUES (2021, 50, 'nominal'), (2022, 60, 'nominal'), (2021, 500, 'constant'), (2022, 400, 'constant')) x(y, v, k) \g /dev/null
SELECT results_eq($$SELECT direction, industry_code, value::integer, previous::integer, pg_temp.r(pull) FROM b.growth_contributors$$, $$VALUES ('up', 'C13', 60, 50, 0.2)$$, 'contributors in one basis');
UPDATE b.observation SET value = 500000, unit = '10k_yuan' WHERE indicator = 'industrial_value_added' AND period_end = '2021-12-31' AND basis = 'nominal';
SELECT pg_temp.put('industrial_value_added', 'industry', 'C17', make_date(y, 1, 1), make_date(y, 12, 31), 50, type => 'ytd') FROM generate_series(2021, 2022) y \g /dev/null
SELECT results_eq($$SELECT industry_code, previous::integer, pg_temp.r(pull), unit FROM b.growth_contributors$$, $$VALUES ('C13', 50, 0.1, '100m_yuan')$$, 'and in one unit: 10 of 100');
SELECT throws_ok($$SELECT * FROM b.growth_contributors(top => NULL)$$, '22023', 'top must be positive', 'NULL places are refused');
SELECT results_eq($$SELECT industry_name FROM b.fact_long WHERE industry_code = 'C13' LIMIT 1$$, $$SELECT name_zh FROM industry.industry WHERE code = 'C13'$$, 'the long table names industries');
SELECT is_empty($$SELECT industry_name FROM b.fact_long_en WHERE industry_name <> industry_code$$, 'in English by their code, for the list has Chinese names');

-- 5G factories: one factory and a workshop in Jinan, a line in Qingdao
INSERT INTO b.recognition (uscc, tier, batch, valid, level, known_from) VALUES (pg_temp.u(1), '5g_factory', '1', '[2022-01-01,)', 'factory', '2022-01-01'),
    (pg_temp.u(3), '5g_factory', '1', '[2022-01-01,)', 'workshop', '2022-01-01'), (pg_temp.u(5), '5g_factory', '1', '[2022-01-01,)', 'line', '2022-01-01');
SELECT results_eq($$SELECT region_code, n, lines, workshops, factories, density, rank, ties, share FROM b.digital_coverage ORDER BY rank$$,
    $$VALUES ('370100', 1::bigint, 0::bigint, 1::bigint, 1::bigint, 500::float8, 1::bigint, 1::bigint, 1::float8), ('370200', 0, 1, 0, 0, NULL, 2, 1, 0)$$, 'lines and workshops are no factories');
SELECT is((SELECT density FROM b.digital_coverage(vintage => '2022-03-01') WHERE n > 0), 1000::float8, 'as it was known before');
SELECT is((SELECT sum(n)::bigint FROM b.digital_coverage), (SELECT n_valid FROM b.tier_counts WHERE tier = '5g_factory'), 'coverage and tiers count the same');

-- digital maturity: e1 and e2 are above scale at the end of the year, e2 is known to be since June; e3 never, e4 later
INSERT INTO b.enterprise_year (uscc, year, unit, employees, value_added, investment, digital_level, known_from)
SELECT pg_temp.u(i), 2022, '10k_yuan', 10, v, 50, l, '2022-12-31' FROM (VALUES (1, 3, 100), (2, 1, 50), (3, 3, 7), (4, 3, 7)) x(i, l, v);
SELECT results_eq($$SELECT industry_code, firms, assessed, at_level, share_of_firms, productivity_at, productivity_below FROM b.digital_penetration$$,
    $$VALUES ('C31', 2::bigint, 2::bigint, 1::bigint, 0.5::float8, 10::float8, 5::float8)$$,
    'only enterprises above scale at the end of the year');

-- technical reform: e1 has a project, that of e2 was stopped
INSERT INTO b.project (code, kind, uscc, division, status, started, completed, planned_investment, unit) VALUES
    ('t1', 'tech_reform', pg_temp.u(1), '370100', 'completed', '2022-01-01', '2022-12-31', 40, '10k_yuan'), ('t2', 'tech_reform', pg_temp.u(2), '370100', 'stopped', '2022-01-01', NULL, 40, '10k_yuan');
SELECT results_eq($$SELECT eligible, covered, projects, investment FROM b.technical_reform_coverage('total')$$, $$VALUES (2::bigint, 1::bigint, 1::bigint, 40::float8)$$, 'a stopped project covers nobody');
SELECT is((SELECT string_agg(right(uscc, 1), '') FROM b.technical_reform_uncovered), '2', 'and its enterprise is uncovered');
SELECT results_eq($$SELECT eligible, covered FROM b.technical_reform_coverage('total', vintage => '2022-03-01')$$, $$VALUES (1::bigint, 1::bigint)$$, 'as it was known before');
SELECT is((SELECT count(*) FROM b.reform_firms(vintage => '2022-03-01')), 1::bigint, 'firm by firm too');
SELECT throws_ok(format('SELECT * FROM b.%s(%s)', f, a), e, NULL, f || ' refuses ' || a)
FROM (VALUES ('technical_reform_coverage'), ('reform_firms')) x(f), (VALUES ('win => NULL', '22004'), ('win => ''-3 years''', '22023'), ('min_investment => NULL', '22004')) y(a, e);

-- life cycle: six enterprises, the last founded later; three with figures, one more above scale; two above scale; three recognised, of whom e5 is not above scale
INSERT INTO b.digital_service (code, name_zh, dimension, stage, chain, live) VALUES ('s1', 's', 'government', 'tiered', NULL, '[2020-01-01,)'), ('s2', 's', 'government', 'tiered', 'k', NULL), ('s3', 's', 'government', 'tiered', 'other', NULL);
INSERT INTO b.service_request (service, uscc, stage, opened, due, closed, outcome) VALUES ('s1', pg_temp.u(1), 'tiered', '2022-01-01', '2022-01-05', '2022-01-03', 'done'), ('s3', pg_temp.u(5), 'tiered', '2022-01-01', '2022-01-05', '2022-01-03', 'done');
INSERT INTO b.chain (code, name_zh, name_en, valid) VALUES ('k', '链', 'Chain', '[2020-01-01,)'), ('gone', '旧', 'Old', '[2020-01-01,2021-01-01)');
INSERT INTO b.chain_node (chain, node, name_zh) VALUES ('k', 'a', 'a'), ('k', 'b', 'b');
INSERT INTO b.chain_member (chain, node, uscc, role) VALUES ('k', 'a', pg_temp.u(1), 'leader'), ('k', 'b', pg_temp.u(1), 'leader'), ('k', 'a', pg_temp.u(3), 'supporting');
DELETE FROM b.enterprise_year WHERE uscc = pg_temp.u(2);
SELECT results_eq($$SELECT stage, reached, pg_temp.r(conversion) FROM b.life_cycle_coverage() ORDER BY stage_position$$,
    $$VALUES ('registered', 5::bigint, NULL::numeric), ('operating', 4, 0.8), ('above_scale', 2, 0.5), ('tiered', 3, 0.5), ('listed', NULL, NULL), ('exited', NULL, NULL)$$,
    'stages that no state names come from enterprises, figures and recognitions; a step counts those who took it');
SELECT is((SELECT string_agg(status, ' ' ORDER BY stage_position) FROM b.life_cycle_coverage()), 'missing_input missing_input missing_input ok missing_input missing_input', 'and say what is missing');
INSERT INTO b.enterprise_state (uscc, state, valid, known_from) VALUES (pg_temp.u(1), 'listed', '[2021-01-01,)', '2021-01-01'), (pg_temp.u(3), 'exited', '[2022-06-01,)', '2022-06-01'), (pg_temp.u(5), 'exited', '[2022-06-01,)', '2022-06-01');
SELECT results_eq($$SELECT stage, reached, conversion, alive, survival FROM b.life_cycle_coverage() WHERE stage IN ('listed', 'exited') ORDER BY 1$$,
    $$VALUES ('exited', 2::bigint, NULL::float8, NULL::bigint, NULL::float8), ('listed', 1, 1 / 3.0::float8, 1, 1)$$, 'leaving is no step up');
SELECT is((SELECT ARRAY[reached, alive] FROM b.life_cycle_coverage() WHERE stage = 'tiered'), '{3,1}'::bigint[], 'those who left are not alive');
SELECT results_eq($$SELECT chain, chain_name, reached, services, services_used, requests FROM b.life_cycle_coverage_en WHERE stage = 'tiered' ORDER BY 1 NULLS FIRST$$,
    $$VALUES (NULL, NULL, 3::bigint, 3::bigint, 2::bigint, 2::bigint), ('k', 'Chain', 2, 2, 1, 1)$$, 'the whole and every chain in force, each with its services');
SELECT is((SELECT count(*) FROM b.life_cycle_coverage), 12::bigint, 'chain by stage');
SELECT results_eq($$SELECT * FROM b.life_cycle_coverage('k') ORDER BY stage_position$$, $$SELECT * FROM b.life_cycle_coverage(by => 'chain') WHERE chain = 'k' ORDER BY stage_position$$, 'a chain alone is the chain among all');
SELECT results_eq($$SELECT reached FROM b.life_cycle_coverage(division => '370200') WHERE stage IN ('registered', 'tiered') ORDER BY stage$$, $$VALUES (1::bigint), (1)$$, 'within a division');
SELECT throws_ok($$SELECT * FROM b.life_cycle_coverage(by => 'chains')$$, '22023', NULL, 'an unknown grouping is refused');

-- input-output: flows in another unit and in constant prices leave the table as it is
SELECT pg_temp.put('io_flow', 'class', s, '2022-01-01', '2022-12-31', v * k, b, unit => u)
FROM (VALUES ('C13>C13', 20), ('C13>G54', 10), ('G54>C13', 30), ('G54>G54', 40)) x(s, v), (VALUES (10000, 'nominal', '10k_yuan'), (7, 'constant', '100m_yuan')) y(k, b, u) \g /dev/null
SELECT pg_temp.put('io_output', 'class', s, '2022-01-01', '2022-12-31', v) FROM (VALUES ('C13', 100), ('G54', 200)) x(s, v) \g /dev/null
SELECT is((SELECT jsonb_agg(c.value ORDER BY c.row_key, c.col_key) FROM b.io_table() t, cells(t.flows) c), '[20, 10, 30, 40]', 'an input-output table has one basis and one unit');
-- base stations: 20,000 or 2 of the indicator's 10k_count, and in constant prices by mistake
SELECT pg_temp.put('5g_base_stations', 'region', '', '2022-01-01', '2022-12-31', v, b, unit => u) FROM (VALUES (20000, 'count', 'count'), (9, 'constant', '10k_count')) x(v, b, u) \g /dev/null
SELECT results_eq($$SELECT value, unit FROM b.digital_board WHERE kind = 'infrastructure'$$, $$VALUES (2::float8, '10k_count')$$, 'infrastructure is in the unit of its indicator');

-- targets of no overlay have no doubling
INSERT INTO b.target (code, name_zh, name_en, indicator, division, subject_kind, baseline, baseline_date, target, target_date, unit) VALUES
    ('gdp2', 'x', 'x', 'gdp', '370000', 'region', 1, '2020-12-31', 2, '2025-12-31', '100m_yuan');
SELECT throws_ok(format('SELECT * FROM b.%s(''gdp2'')', f), '22023', 'unknown target of an overlay "gdp2"', f || ' names the target')
FROM (VALUES ('digital_doubling'), ('digital_contribution')) x(f);
SELECT * FROM finish();
ROLLBACK;
