-- Alerts, scenarios and protected tables of a registry, on a fixture small enough to count by hand.
BEGIN;
SET search_path = industry, public;
SET client_min_messages = warning;
SELECT plan(19);

SELECT is(cell_status('{600,300,50,50}', 3, 2, 0.95, 0.15), 'ok', 'total 1000, 600, 300: 100 >= 90 at 15 %');
SELECT is(cell_status('{600,300,50,50}', 3, 2, 0.95, 0.2), 'suppressed', '100 < 120 at 20 %');
SELECT is(cell_status('{40,25,10,5}', 3, 2, 0.8, 0), 'suppressed', 'top two hold .8125 > .8');
SELECT is(cell_status('{40,25,10,5}', 3, 2, 0.82, 0), 'ok', '.8125 is below .82');

SELECT create_registry('rx') \g /dev/null
INSERT INTO rx.region (code, level, parent, name_zh, name_en) VALUES ('370000', 'province', NULL, '山东省', 'Shandong'), ('370100', 'prefecture', '370000', '济南市', 'Jinan'), ('370200', 'prefecture', '370000', '青岛市', 'Qingdao');

-- alerts
INSERT INTO rx.alert_rule VALUES ('gdp_high', 'gdp', '越线', 'crossing', '>=', 100, '100m_yuan');
INSERT INTO rx.observation (indicator, division, period_start, period_end, value, unit)
SELECT 'gdp', '370100', make_date(y, 1, 1), make_date(y, 12, 31), v, '100m_yuan' FROM (VALUES (2020, 120), (2018, 90), (2019, 110), (2021, 95), (2022, 130)) o(y, v);
SELECT is_empty('SELECT * FROM rx.alerts', 'nothing before the commit');
SET CONSTRAINTS ALL IMMEDIATE;
SELECT results_eq('SELECT year, value::integer, threshold::integer FROM rx.alerts ORDER BY year', 'VALUES (2019, 110, 100), (2022, 130, 100)', 'one alert a crossing, whatever the order of the rows');
UPDATE rx.observation SET value = 131 WHERE value = 130;
SELECT is((SELECT count(*) FROM rx.alerts), 2::bigint, 'a revision does not cross again');
SET CONSTRAINTS ALL DEFERRED;
SAVEPOINT s;
INSERT INTO rx.observation (indicator, division, period_start, period_end, value, unit) VALUES ('gdp', '370200', '2022-01-01', '2022-12-31', 500, '100m_yuan');
ROLLBACK TO s;
SET CONSTRAINTS ALL IMMEDIATE;
SELECT is((SELECT count(*) FROM rx.alerts), 2::bigint, 'none after a rollback');
SELECT throws_ok($$INSERT INTO rx.alert_rule VALUES ('x', 'gdp', 'x', 'x', '~', 1, '100m_yuan')$$, '23514', NULL, 'an unknown operator is refused');

-- scenarios
CREATE TEMP TABLE before AS SELECT * FROM rx.observation;
INSERT INTO rx.scenario_value (scenario, indicator, division, period_start, period_end, value, unit) VALUES
    ('close', 'gdp', '370100', '2021-01-01', '2021-12-31', 80, '100m_yuan'), ('grow', 'gdp', '370100', '2021-01-01', '2021-12-31', 990000, '10k_yuan');
SELECT results_eq($$SELECT base::integer, value::integer, difference::integer, unit, status FROM rx.scenario_compare('base', 'close')$$, $$VALUES (95, 80, -15, '100m_yuan', 'ok')$$, 'scenario beside the base');
SELECT results_eq($$SELECT base::integer, value::integer, difference::integer FROM rx.scenario_compare('close', 'grow')$$, 'VALUES (80, 99, 19)', 'two scenarios, units converted');
SELECT is((SELECT count(*) FROM rx.scenario_comparison_en WHERE region_name = 'Jinan'), 2::bigint, 'view of all scenarios');
SELECT is_empty('(TABLE before EXCEPT TABLE rx.observation) UNION ALL (TABLE rx.observation EXCEPT TABLE before)', 'base rows untouched');
SELECT throws_ok($$SELECT * FROM rx.scenario_compare('base', 'none')$$, '22023', NULL, 'an unknown scenario is refused');

-- protected table: only Jinan C13 is sensitive; C17 in its row, Qingdao in its column and their corner go with it
CREATE TEMP TABLE firm AS
SELECT row_number() OVER () AS id, d, i, v FROM (VALUES ('370100', 'C13', '{40,25,10,5}'::integer[]), ('370100', 'C17', '{30,30,30}'), ('370100', 'C26', '{50,50,50}'),
    ('370200', 'C13', '{20,20,20,20,20}'), ('370200', 'C17', '{10,10,10,10}'), ('370200', 'C26', '{60,60,60,60}')) c(d, i, vs), unnest(vs) v;
INSERT INTO rx.enterprise (uscc, name_zh, division, industry) SELECT ('91370100MA' || lpad(id::text, 8, '0'))::uscc, 'e' || id, d::division_code, i::industry_code FROM firm;
INSERT INTO rx.enterprise_year (uscc, year, revenue) SELECT ('91370100MA' || lpad(id::text, 8, '0'))::uscc, 2022, v FROM firm;
CREATE TEMP TABLE cell AS SELECT * FROM rx.protect('revenue', '370000', 2022);
SELECT is((SELECT string_agg(region_code || right(industry_code, 2), ',' ORDER BY region_code, industry_code) FROM cell WHERE status = 'suppressed'), '37010013,37010017,37020013,37020017', 'primary cell and its complements');
SELECT is_empty('SELECT FROM cell WHERE (status = ''suppressed'') <> (value IS NULL) OR (value IS NULL) <> (share IS NULL)', 'suppressed is NULL, never 0, its share too');
SELECT is((SELECT string_agg(value::text, ',' ORDER BY region_code, industry_code) FROM cell), '700,180,130,390,320,150,380,240', 'the others are the plain sums');
SELECT is_empty('SELECT FROM cell GROUP BY region_code HAVING count(*) FILTER (WHERE status <> ''ok'') = 1 UNION ALL SELECT FROM cell GROUP BY industry_code HAVING count(*) FILTER (WHERE status <> ''ok'') = 1', 'no line holds a single suppressed cell');
SELECT throws_ok($$SELECT * FROM rx.protect('uscc')$$, '22023', NULL, 'an unknown figure is refused');
SELECT * FROM finish();
ROLLBACK;
