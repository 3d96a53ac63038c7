-- Where a target is heading (R41): the fan of target_fan against every combination of past growths, and what each class adds to a doubling, by hand.
BEGIN;
SET search_path = industry, public;
SET client_min_messages = warning;
SELECT plan(15);
SELECT create_registry('rt') \g /dev/null
INSERT INTO rt.region (code, level, parent, name_zh, name_en) VALUES ('370000', 'province', NULL, '山东省', 'Shandong');
INSERT INTO rt.setting VALUES ('as_of', '2022-12-31') ON CONFLICT (name) DO UPDATE SET value = excluded.value;
INSERT INTO rt.target (code, name_zh, name_en, indicator, division, baseline, baseline_date, target, target_date, path, unit) VALUES
    ('up', '升', 'up', 'gdp', '370000', 130, '2020-12-31', 190, '2025-12-31', 'linear', '100m_yuan'),
    ('down', '降', 'down', 'gdp', '370000', 130, '2020-12-31', 120, '2025-12-31', 'linear', '100m_yuan'),
    ('new', '新', 'new', 'population', '370000', 1, '2020-12-31', 2, '2025-12-31', 'linear', '10k_person');
CREATE TEMP TABLE level (year integer, value numeric);
INSERT INTO level VALUES (2015, 90), (2016, 100), (2017, 104), (2018, 115), (2019, 121), (2020, 130), (2021, 143), (2022, 150), (2023, 999);
INSERT INTO rt.observation (indicator, division, period_start, period_end, value, unit)
SELECT 'gdp', '370000', make_date(year, 1, 1), make_date(year, 12, 31), value, '100m_yuan' FROM level;
INSERT INTO rt.observation (indicator, division, period_start, period_end, value, unit) VALUES ('population', '370000', '2022-01-01', '2022-12-31', 1, '10k_person');
CREATE TEMP TABLE growth AS SELECT * FROM (SELECT year, (value / lag(value) OVER (ORDER BY year))::float8 AS g FROM level WHERE year < 2023) x WHERE g IS NOT NULL;

SELECT results_eq($$SELECT year, value FROM rt.target_actuals('up', back => 2) ORDER BY 1$$,
    $$SELECT year, value::numeric FROM level WHERE year BETWEEN 2018 AND 2023$$, 'what was reached, from two years before the baseline on');
SELECT results_eq($$SELECT year, round(forecast::numeric, 9), last_year, last_value, growths, status FROM rt.target_fan('up')$$,
    $$SELECT y, round((150 * (SELECT power(150.0 / 90, 1.0 / 7)) ^ (y - 2022))::numeric, 9), 2022, 150::float8, 7, 'ok' FROM generate_series(2023, 2025) y$$,
    'the forecast grows on at the mean of the years known at the date; what came later is not looked at');
SELECT results_eq($$SELECT planned FROM rt.target_fan('up')$$, $$VALUES (166::float8), (178), (190)$$, 'planned values on the path');
SELECT results_eq($$SELECT round(fan_low::numeric, 9), round(fan_high::numeric, 9) FROM rt.target_fan('up') WHERE year = 2023$$,
    $$SELECT round((150 * min(g))::numeric, 9), round((150 * max(g))::numeric, 9) FROM growth$$,
    'a year on, of seven growths each is likelier than 5 %: the fan runs from the least to the largest');
-- every pair and triple of growths is equally likely
CREATE TEMP TABLE outcome AS
SELECT 2024 AS year, 150 * a.g * b.g AS value FROM growth a, growth b
UNION ALL SELECT 2025, 150 * a.g * b.g * c.g FROM growth a, growth b, growth c;
CREATE TEMP TABLE exact AS
SELECT o.year, avg((o.value >= p.planned)::integer)::float8 AS up, percentile_disc(0.04) WITHIN GROUP (ORDER BY o.value) AS low1, percentile_disc(0.06) WITHIN GROUP (ORDER BY o.value) AS low2,
       percentile_disc(0.94) WITHIN GROUP (ORDER BY o.value) AS high1, percentile_disc(0.96) WITHIN GROUP (ORDER BY o.value) AS high2
FROM outcome o JOIN rt.target_fan('up') p ON p.year = o.year GROUP BY o.year;
SELECT ok(bool_and(f.fan_low BETWEEN e.low1 - 1e-9 AND e.low2 + 1e-9 AND f.fan_high BETWEEN e.high1 - 1e-9 AND e.high2 + 1e-9), 'two and three years on, by every combination of growths')
FROM rt.target_fan('up', draws => 100000) f JOIN exact e ON e.year = f.year;
SELECT ok(bool_and(abs(f.probability - e.up) < 5 * f.standard_error + 1e-9) AND count(*) = 2, 'so is the chance of the planned value') FROM rt.target_fan('up', draws => 100000) f JOIN exact e ON e.year = f.year;
SELECT ok(bool_and(d.probability <= 0.001 AND u.fan_low = d.fan_low), 'a target to fall to: the chance is to stay under it, the fan is the same')
FROM rt.target_fan('down') d JOIN rt.target_fan('up') u ON u.year = d.year;
SELECT is((SELECT count(DISTINCT (fan_low, fan_high, probability)) FROM (SELECT * FROM rt.target_fan('up') WHERE year = 2025 UNION ALL SELECT * FROM rt.target_fan('up') WHERE year = 2025) x), 1::bigint, 'the same seed, the same bits');
SELECT results_eq($$SELECT status, fan_low, probability FROM rt.target_fan('new')$$, $$SELECT 'missing_input', NULL::float8, NULL::float8 FROM generate_series(1, 3)$$, 'no fan without growths');
SELECT results_eq($$SELECT DISTINCT growths, status FROM rt.target_fan('up', back => 0)$$, $$VALUES (2, 'descriptive')$$, 'fewer than five growths only describe');

-- classes of a doubling
INSERT INTO rt.overlay (code, version, name_zh, name_en, exclusive, illustrative, valid) VALUES ('core', '1', 'c', 'c', true, true, '[2000-01-01,)');
INSERT INTO rt.overlay_item (overlay, version, item, name_zh, name_en) VALUES ('core', '1', 'a', '甲', 'A'), ('core', '1', 'b', '乙', 'B');
INSERT INTO rt.overlay_member (overlay, version, item, industry, weight) VALUES ('core', '1', 'a', 'C39', 1), ('core', '1', 'b', 'C40', 0.5);
INSERT INTO rt.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit)
SELECT 'value_added', '370000', 'industry', v.code, make_date(v.y, 1, 1), make_date(v.y, 12, 31), v.value, '100m_yuan'
FROM (VALUES ('C39', 2020, 10), ('C39', 2021, 12), ('C39', 2022, 15), ('C40', 2020, 20), ('C40', 2021, 22), ('C40', 2022, 24), ('C13', 2020, 70), ('C13', 2021, 66), ('C13', 2022, 61)) v(code, y, value);
INSERT INTO rt.target (code, name_zh, name_en, indicator, denominator, division, subject_kind, subject, baseline, baseline_date, target, target_date, path, unit)
VALUES ('core_share', '翻番', 'doubled', 'value_added', 'gdp', '370000', 'overlay', 'core', 0.2, '2020-12-31', 0.4, '2025-12-31', 'compound', 'fraction');
SELECT results_eq($$SELECT year, item, item_name, round(share::numeric, 6), round(share_change::numeric, 6), round(contribution::numeric, 6), round(contribution_since_baseline::numeric, 6),
        round(value_growth::numeric, 6), round(value_contribution::numeric, 6) FROM rt.digital_contribution('core_share', lang => 'en')$$,
    $$VALUES (2020, 'a', 'A', 0.1, NULL::numeric, NULL::numeric, NULL::numeric, NULL::numeric, NULL::numeric), (2020, 'b', 'B', 0.1, NULL, NULL, NULL, NULL, NULL),
             (2021, 'a', 'A', 0.12, 0.02, 0.666667, 0.666667, 0.2, 0.666667), (2021, 'b', 'B', 0.11, 0.01, 0.333333, 0.333333, 0.1, 0.333333),
             (2022, 'a', 'A', 0.15, 0.03, 0.75, 0.714286, 0.25, 0.75), (2022, 'b', 'B', 0.12, 0.01, 0.25, 0.285714, 0.090909, 0.25)$$, 'what each class adds');
SELECT results_eq($$SELECT year, round(actual::numeric, 6), round(forecast::numeric, 6), fan_low IS NOT NULL, fan_high >= fan_low, probability FROM rt.digital_doubling('core_share') ORDER BY 1$$,
    $$SELECT y, CASE y WHEN 2020 THEN 0.2 WHEN 2021 THEN 0.23 WHEN 2022 THEN 0.27 END, CASE WHEN y > 2022 THEN round((0.27 * power(0.27 / 0.2, (y - 2022) / 2.0))::numeric, 6) END,
        y > 2022, CASE WHEN y > 2022 THEN true END, (SELECT f.probability FROM rt.target_fan('core_share') f WHERE f.year = y) FROM generate_series(2020, 2025) y$$, 'actual shares, and the fan from the last one on');
SELECT is((SELECT count(*) FROM rt.target_fan_en), 12::bigint, 'the view shows the years ahead of every target');
SELECT is((SELECT count(*) FROM rt.digital_contribution_en), 0::bigint, 'and that of the classes the target of the settings');
UPDATE rt.setting SET value = 'core_share' WHERE name = 'digital_doubling.target';
SELECT results_eq($$SELECT DISTINCT region_name, period_type FROM rt.digital_contribution_en$$, $$VALUES ('Shandong', 'year')$$, 'once there is one');
SELECT * FROM finish();
ROLLBACK;
