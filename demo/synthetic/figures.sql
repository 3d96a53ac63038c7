-- SYNTHETIC figures of registry shandong (source 'synthetic' in every row): value added by industry, the other provinces,
-- monthly industry, targets. The province's totals of the three sectors stay the real ones.

-- value added by two-digit industry: sector totals real, four-new weights give 31.9 % in 2022 (30.9 in 2021, 30.2 in 2020)
INSERT INTO shandong.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, source, known_from)
WITH member AS (
    SELECT m.industry, m.weight::float8 AS weight FROM shandong.overlay_member m WHERE m.overlay = 'four_new'),
base AS (
    SELECT y.year, i.code, i.three_industry AS sector, coalesce(m.weight, 0) AS weight,
           (0.3 + power(pg_temp.u(ascii(i.code::text) * 1000 + substr(i.code::text, 2)::integer, 70), 2)) * coalesce(k.size,
               1) * (1 + 0.01 * (y.year - 2020) * pg_temp.u(substr(i.code::text, 2)::integer, 71)) AS v
    FROM industry.industry i
    CROSS JOIN generate_series(2020, 2022) y(year)
    LEFT JOIN member m ON m.industry = i.code
    LEFT JOIN (VALUES ('A01', 8), ('A03', 4), ('A04', 3), ('C26', 6), ('C25', 3), ('C13', 3), ('C34', 3), ('C35', 2.5), ('C36', 3), ('C38', 3),
        ('C39', 4), ('C30', 2), ('C31', 3), ('C32', 3), ('C27', 2.5),
        ('E47', 5), ('E48', 3), ('F51', 9), ('F52', 6), ('G54', 4), ('I63', 2), ('I64', 1.5), ('I65', 3), ('J66', 6), ('K70', 8), ('L72', 4),
        ('P83', 5), ('Q84', 3), ('S92', 5), ('T97', 0.001)) k(code, size) ON k.code::industry.industry_code = i.code
    WHERE i.level = 2),
sector AS (
    SELECT extract(year FROM o.period_start)::integer AS year, o.subject::integer AS sector, o.value::float8 AS total
    FROM shandong.observation o WHERE o.indicator = 'value_added' AND o.division = '370000' AND o.subject_kind = 'sector'),
scaled AS (
    SELECT b.year, b.code, b.sector, b.weight, s.total, b.v * s.total / sum(b.v) OVER w AS v FROM base b
    JOIN sector s USING (year, sector) WINDOW w AS (PARTITION BY b.year, b.sector)),
factor AS (
    SELECT z.year, a.share * sum(z.total / z.n) / sum(z.weight * z.v) AS f
    FROM (SELECT s.*, count(*) OVER (PARTITION BY s.year, s.sector) AS n FROM scaled s) z
    JOIN (VALUES (2020, 0.302), (2021, 0.309), (2022, 0.319)) a(year, share) ON a.year = z.year
    GROUP BY z.year, a.share)
SELECT 'value_added', '370000', 'industry', s.code::text, make_date(s.year, 1, 1), make_date(s.year, 12, 31),
       CASE WHEN s.weight > 0 THEN s.v * f.f
            ELSE s.v * (s.total - f.f * sum(CASE WHEN s.weight > 0 THEN s.v ELSE 0 END) OVER w) / sum(CASE WHEN s.weight > 0 THEN 0 ELSE s.v END) OVER w END,
       '100m_yuan', 'synthetic', make_date(s.year + 1, 1, 20)
FROM scaled s JOIN factor f USING (year) WINDOW w AS (PARTITION BY s.year, s.sector);
-- the nation by industry, for quotients; employment by sector and industry
INSERT INTO shandong.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, source, known_from)
SELECT 'value_added', '100000', 'industry', o.subject, o.period_start, o.period_end,
    o.value / (0.03 + 0.14 * pg_temp.u(substr(o.subject, 2)::integer, 72)), o.unit, 'synthetic', o.known_from
FROM shandong.observation o WHERE o.indicator = 'value_added' AND o.division = '370000' AND o.subject_kind = 'industry';
INSERT INTO shandong.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, source, known_from)
SELECT 'employment', o.division, 'sector', o.subject, o.period_start, o.period_end,
    o.value * CASE o.subject WHEN '1' THEN 0.22 WHEN '2' THEN 0.062 ELSE 0.058 END, '10k_person', 'synthetic', o.known_from
FROM shandong.observation o WHERE o.indicator = 'value_added' AND o.subject_kind = 'sector' AND o.period_start >= '2010-01-01' AND o.value > 0;
INSERT INTO shandong.observation (indicator, measure, division, subject_kind, subject, period_start, period_end, basis, value, unit, source, known_from)
SELECT 'value_added', 'growth', o.division, 'sector', o.subject, o.period_start, o.period_end, 'comparable',
       round((CASE o.subject WHEN '1' THEN 0.04 WHEN '2' THEN 0.055 ELSE 0.06 END + 0.03 * (pg_temp.u(substr(o.division::text,
           3)::integer * 100 + extract(year FROM o.period_start)::integer, 73) - 0.5))::numeric, 3), 'fraction', 'synthetic', o.known_from
FROM shandong.observation o WHERE o.indicator = 'value_added' AND o.subject_kind = 'sector' AND o.measure = 'level' AND o.period_start >= '2011-01-01';
INSERT INTO shandong.observation (indicator, division, period_start, period_end, value, unit, source, known_from)
SELECT 'population', r.code, make_date(y, 1, 1), make_date(y, 12, 31),
    round((200 + 900 * pg_temp.u(substr(r.code::text, 3, 2)::integer, 74))::numeric * (1 + 0.001 * (y - 2020)), 2), '10k_person', 'synthetic',
    make_date(y + 1, 3, 1)
FROM shandong.region r CROSS JOIN generate_series(2018, 2022) y WHERE r.level = 'prefecture' AND upper_inf(r.valid)
UNION ALL
SELECT 'population', '370000', make_date(y, 1, 1), make_date(y, 12, 31), 10150 + 4 * (y - 2020), '10k_person', 'synthetic', make_date(y + 1, 3, 1)
FROM generate_series(2018, 2022) y;

-- gross output of agriculture: Shandong first of the provinces above one trillion yuan, in 2020
INSERT INTO shandong.observation (indicator, division, period_start, period_end, value, unit, source, known_from)
SELECT 'agri_gross_output', r.code, make_date(y, 1, 1), make_date(y, 12, 31),
       CASE r.code::text WHEN '370000' THEN (ARRAY[9.290e11, 9.140e11, 9.397e11, 9.672e11, 1.0191e12, 1.1468e12, 1.2131e12])[y - 2015]
            WHEN '410000' THEN (ARRAY[7.6e11, 7.7e11, 7.8e11, 8.5e11, 9.96e11, 1.05e12, 1.09e12])[y - 2015]
            ELSE round(((0.4 + 6 * pg_temp.u(substr(r.code::text, 1, 2)::integer, 75)) * 1e11 * (1 + 0.05 * (y - 2020)))::numeric, -6) END,
       'yuan', 'synthetic', make_date(y + 1, 2, 28)
FROM shandong.region r CROSS JOIN generate_series(2016, 2022) y WHERE r.level = 'province';

-- the other provinces: counts of specialised enterprises (two ahead of Shandong), manufacturing
INSERT INTO shandong.observation (indicator, division, period_type, period_start, period_end, basis, value, unit, source, known_from)
SELECT v.indicator, r.code, 'date', '2022-09-30', '2022-09-30', 'count', v.value, 'count', 'synthetic', '2022-10-15'
FROM shandong.region r
CROSS JOIN LATERAL (VALUES
    ('srdi_national', CASE r.code::text WHEN '330000' THEN 601 WHEN '440000' THEN 433
        ELSE floor(20 + 320 * pg_temp.u(substr(r.code::text, 1, 2)::integer, 76)) END),
    ('srdi_provincial', CASE r.code::text WHEN '330000' THEN 6120 WHEN '440000' THEN 6980
        ELSE floor(200 + 5100 * pg_temp.u(substr(r.code::text, 1, 2)::integer, 77)) END),
    ('srdi_little_giant', CASE r.code::text WHEN '330000' THEN 1068 WHEN '440000' THEN 867
        ELSE floor(20 + 690 * pg_temp.u(substr(r.code::text, 1, 2)::integer, 78)) END),
    ('high_tech_enterprises', CASE r.code::text WHEN '440000' THEN 69000 WHEN '320000' THEN 44000 WHEN '330000' THEN 35000
        ELSE floor(500 + 24000 * pg_temp.u(substr(r.code::text, 1, 2)::integer, 79)) END),
    ('5g_factories', floor(40 * power(pg_temp.u(substr(r.code::text, 1, 2)::integer, 80), 2)))) v(indicator, value)
WHERE r.level = 'province' AND r.code <> '370000';
INSERT INTO shandong.observation (indicator, division, period_start, period_end, value, unit, source, known_from)
SELECT v.indicator, r.code, make_date(y, 1, 1), make_date(y, 12, 31), round((v.value * (1 + 0.05 * (y - 2022)))::numeric, 2), v.unit, 'synthetic',
    make_date(y + 1, 2, 28)
FROM shandong.region r CROSS JOIN generate_series(2018, 2022) y
CROSS JOIN LATERAL (VALUES
    ('industrial_value_added', CASE r.code::text WHEN '440000' THEN 47700 WHEN '320000' THEN 48600 WHEN '370000' THEN 28739 WHEN '330000' THEN 28900
        ELSE 1000 + 18000 * pg_temp.u(substr(r.code::text, 1, 2)::integer, 81) END, '100m_yuan'),
    ('industrial_investment', 500 + 9000 * pg_temp.u(substr(r.code::text, 1, 2)::integer, 82), '100m_yuan'),
    ('rd_expenditure', CASE r.code::text WHEN '440000' THEN 4412 WHEN '320000' THEN 3835 WHEN '370000' THEN 2180 WHEN '330000' THEN 2417
        ELSE 20 + 1400 * pg_temp.u(substr(r.code::text, 1, 2)::integer, 83) END, '100m_yuan'),
    ('5g_base_stations', CASE r.code::text WHEN '370000' THEN 16.1 ELSE 1 + 18 * pg_temp.u(substr(r.code::text, 1, 2)::integer, 84) END,
        '10k_count')) v(indicator, value, unit)
WHERE r.level = 'province';
INSERT INTO shandong.observation (indicator, division, period_start, period_end, value, unit, source, known_from)
SELECT 'gdp', r.code, make_date(y, 1, 1), make_date(y, 12, 31),
    round(((5000 + 110000 * power(pg_temp.u(substr(r.code::text, 1, 2)::integer, 85), 2)) * (1 + 0.06 * (y - 2022)))::numeric, 2), '100m_yuan',
    'synthetic', make_date(y + 1, 1, 20)
FROM shandong.region r CROSS JOIN generate_series(2018, 2022) y WHERE r.level = 'province' AND r.code <> '370000';

-- monthly industry of 2021 and 2022 by industry: year to date, January and February as one block, published growth rounded
INSERT INTO shandong.observation (indicator, measure, division, subject_kind, subject, period_type, period_start, period_end, basis, value, unit,
    source, known_from)
SELECT 'industrial_value_added', m.measure, '370000', x.kind, x.subject, 'ytd', make_date(y, 1, 1), (make_date(y, mon, 1) + interval '1 month - 1 day')::date,
       CASE m.measure WHEN 'level' THEN 'nominal' ELSE 'comparable' END,
       CASE m.measure WHEN 'level' THEN round((x.base * (mon + 0.1 * pg_temp.u(x.n, 90)) / 12 * power(1 + x.g, y - 2021))::numeric, 2)
            ELSE round((x.g + 0.02 * (pg_temp.u(x.n * 100 + mon, 91 + y) - 0.5))::numeric, 3) END,
       CASE m.measure WHEN 'level' THEN '100m_yuan' ELSE 'fraction' END, 'synthetic', (make_date(y, mon, 18) + interval '1 month')::date
FROM (SELECT n, 'industry' AS kind, code::text AS subject, 6000 * weight / 2257.0 * (1 + level) AS base, growth + 0.02 AS g FROM syn_industry
      UNION ALL SELECT 0, 'region', '', (SELECT sum(6000 * weight / 2257.0 * (1 + level)) FROM syn_industry), 0.051) x
CROSS JOIN generate_series(2021, 2022) y CROSS JOIN generate_series(2, 12) mon CROSS JOIN (VALUES ('level'), ('growth')) m(measure);

INSERT INTO shandong.target (code, name_zh, name_en, indicator, denominator, division, subject_kind, subject, baseline, baseline_date, target,
    target_date, path, unit, owner, source)
SELECT 'digital_core_share', '数字经济核心产业增加值占比翻番', 'Share of the digital core doubled', 'value_added', 'gdp',
    '370000'::industry.division_code, 'overlay', 'digital_core',
       v.share, DATE '2020-12-31', 2 * v.share, DATE '2025-12-31', 'compound', 'fraction', '工业和信息化厅', 'policy text; baseline synthetic'
FROM (SELECT round(s.share::numeric, 4) AS share FROM shandong.overlay_share('digital_core', 'value_added', '370000', 2020) s) v
UNION ALL
SELECT v.code, v.zh, v.en, v.indicator, NULL, '370000', 'region', '', v.baseline, DATE '2020-12-31', v.target, DATE '2025-12-31', 'linear', v.unit,
    NULL, 'synthetic'
FROM (VALUES ('gdp_2025', '地区生产总值', 'Gross domestic product', 'gdp', 73095.30, 95000, '100m_yuan'),
             ('agri_output_2025', '农林牧渔业总产值', 'Gross output of agriculture', 'agri_gross_output', 1.0191e12, 1.3e12, 'yuan'),
             ('rd_2025', '研发经费', 'R&D expenditure', 'rd_expenditure', 1962, 2800, '100m_yuan'),
             ('5g_2025', '5G基站', '5G base stations', '5g_base_stations', 14.49, 25, '10k_count')) v(code, zh, en, indicator, baseline, target, unit);
INSERT INTO shandong.target (code, name_zh, name_en, indicator, division, subject_kind, subject, baseline, baseline_date, target, target_date, path,
    unit, source)
SELECT 'top_ten_' || i.item, i.name_zh, i.name_en, 'value_added', '370000', 'overlay_item', 'top_ten/' || i.item, v.value, '2020-12-31',
    round(v.value * 1.5, 0), '2025-12-31', 'compound', '100m_yuan', 'synthetic'
FROM shandong.overlay_item i JOIN shandong.overlay_value('top_ten', 'value_added', '370000', 2020) v ON v.item = i.item WHERE i.overlay = 'top_ten';
ANALYZE shandong.observation;
