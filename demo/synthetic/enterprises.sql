-- SYNTHETIC enterprises of registry shandong: no row describes a real enterprise. Everything follows from the row's number
-- through a hash, so each run makes the same rows. Sizes of the groups are the policy text's: 31,600 above-scale enterprises,
-- tiers 362 / 5,777 / 757, 200 leading technology, 28,000 high-tech enterprises, 35,000 technology SMEs.
\echo
-- small samples are enough for the planner here
SET default_statistics_target = 20;
\echo 'Making a synthetic population (labelled so in every row): 71,000 enterprises, three years of figures, recognitions'

CREATE FUNCTION pg_temp.u(i bigint, k bigint) RETURNS float8 LANGUAGE sql IMMUTABLE
RETURN (hashint8extended(i, k) & 4503599627370495)::float8 / 4503599627370496::float8;

-- 41 industries: how many of the 31,600, how tightly they cluster (degrees), revenue level, growth
CREATE TEMP TABLE syn_industry AS
SELECT row_number() OVER (ORDER BY code) AS n, code::industry.industry_code AS code, weight, spread::float8 AS spread, level::float8 AS level,
    growth::float8 AS growth,
       (hashint8extended(row_number() OVER (ORDER BY code), 7) & 1023) AS shift
FROM (VALUES ('B06', 6, 0.03, 3.0, -0.01), ('B07', 2, 0.03, 5.0, 0.00), ('B08', 5, 0.02, 1.5, 0.01), ('B09', 6, 0.02, 2.0, 0.01), ('B10', 8, 0.03, 0.8, 0.01),
    ('B11', 3, 0.04, 1.2, 0.00), ('B12', 1, 0.04, 0.6, 0.00), ('C13', 130, 0.05, 1.2, 0.03), ('C14', 40, 0.05, 1.0, 0.03), ('C15', 18, 0.04, 1.0, 0.02),
    ('C16', 1, 0.02, 6.0, 0.02), ('C17', 110, 0.06, 0.8, 0.00), ('C18', 55, 0.06, 0.6, 0.00), ('C19', 22, 0.05, 0.6, -0.01), ('C20', 95, 0.05, 0.5, 0.02),
    ('C21', 25, 0.05, 0.5, 0.03), ('C22', 32, 0.03, 1.4, 0.01), ('C23', 22, 0.05, 0.5, 0.01), ('C24', 40, 0.05, 0.5, 0.01), ('C25', 14, 0.02, 8.0, 0.03),
    ('C26', 130, 0.03, 2.0, 0.06), ('C27', 45, 0.03, 1.4, 0.06), ('C28', 8, 0.03, 1.2, 0.03), ('C29', 120, 0.04, 0.9, 0.03), ('C30', 190, 0.06, 0.7, -0.01),
    ('C31', 30, 0.012, 6.0, 0.00), ('C32', 35, 0.02, 4.0, 0.05), ('C33', 170, 0.05, 0.7, 0.03), ('C34', 210, 0.04, 0.8, 0.06), ('C35', 160, 0.04, 0.8, 0.07),
    ('C36', 110, 0.03, 1.4, 0.06), ('C37', 35, 0.03, 1.5, 0.06), ('C38', 110, 0.04, 1.2, 0.08), ('C39', 65, 0.02, 2.2, 0.10), ('C40', 25, 0.03, 0.7, 0.07),
    ('C41', 8, 0.05, 0.4, 0.01), ('C42', 14, 0.05, 0.8, 0.05), ('C43', 8, 0.05, 0.4, 0.04), ('D44', 40, 0.06, 2.5, 0.04), ('D45', 15, 0.06, 1.0, 0.05),
    ('D46', 15, 0.06, 0.5, 0.03)) v(code, weight, spread, level, growth);
CREATE TEMP TABLE syn_class AS
SELECT i.n, array_agg(c.code ORDER BY c.code) AS classes FROM syn_industry i JOIN industry.industry c ON c.code <@ i.code AND c.level = 4 GROUP BY i.n;

-- 16 prefectures by their secondary industry of 2022, pulled to where an industry is known to be at home
CREATE TEMP TABLE syn_share AS
SELECT n, division, sum(w) OVER (PARTITION BY n ORDER BY division) / sum(w) OVER (PARTITION BY n) - w / sum(w) OVER (PARTITION BY n) AS low,
       sum(w) OVER (PARTITION BY n ORDER BY division) / sum(w) OVER (PARTITION BY n) AS high
FROM (SELECT i.n, o.division, o.value::float8 * coalesce(exp(sum(ln(h.pull))), 1) AS w
      FROM syn_industry i
      CROSS JOIN shandong.observation o
      LEFT JOIN (VALUES ('C31', '371100', 9), ('C31', '370100', 3), ('C31', '370300', 4), ('C31', '371300', 4), ('C17', '371600', 5),
          ('C17', '371400', 4), ('C17', '370700', 2),
          ('C17', '370800', 3), ('C18', '370200', 2), ('C18', '370700', 3), ('C18', '371400', 3), ('C25', '370500', 9), ('C25', '370300', 5),
          ('C25', '371600', 3), ('C26', '370300', 4),
          ('C26', '370500', 3), ('C26', '370700', 2), ('C22', '370700', 4), ('C22', '370800', 4), ('C22', '371100', 4), ('C13', '371300', 3),
          ('C13', '371500', 3), ('C13', '371400', 2),
          ('C32', '371600', 9), ('C32', '371500', 4), ('C32', '370600', 2), ('C39', '370200', 4), ('C39', '370600', 3), ('C39', '370100', 3),
          ('C36', '370700', 3), ('C36', '370100', 2),
          ('C36', '370200', 2), ('C36', '371500', 2), ('C37', '370200', 5), ('C37', '371000', 3), ('C27', '371700', 4), ('C27', '370100', 3),
          ('C27', '371300', 2), ('C20', '371300', 6),
          ('C20', '371700', 5), ('C30', '370300', 4), ('C30', '370400', 3), ('C29', '370500', 5), ('C29', '370200', 2), ('B06', '370800', 6),
          ('B06', '370400', 3), ('B06', '370900', 3),
          ('B09', '370600', 9), ('B07', '370500', 20)) h(code, division, pull)
          ON h.code::industry.industry_code = i.code AND h.division::industry.division_code = o.division
      WHERE o.indicator = 'value_added' AND o.subject = '2' AND o.period_start = '2022-01-01' AND o.division <> '370000'
      GROUP BY i.n, o.division, o.value) x;

-- counties with 40 places each, drawn inside the polygon, and a polygon of few vertices that lies within it
CREATE TEMP TABLE syn_county AS
SELECT r.code, r.parent, r.name_zh, r.boundary, ST_Buffer(ST_Simplify(r.boundary, 0.004), -0.0041, 1) AS inside, row_number()
    OVER (PARTITION BY r.parent ORDER BY r.code) - 1 AS k, count(*) OVER (PARTITION BY r.parent) AS n,
       (SELECT array_agg(p.geom ORDER BY p.path) FROM ST_Dump(ST_GeneratePoints(r.boundary, 40, 1 + (r.code::text)::integer % 100000)) p) AS places,
       -- the part of the credit code's check sum that the division decides
       (SELECT sum(substr('91' || r.code::text, j, 1)::integer * (ARRAY[1, 3, 9, 27, 19, 26, 16, 17])[j]) FROM generate_series(1, 8) j) AS checksum
FROM shandong.region r WHERE r.level = 'county' AND upper_inf(r.valid) AND r.boundary IS NOT NULL AND r.code <@ '370000';

-- 31,600 above scale, 4,400 that were, 35,000 others; industries by quota
CREATE TEMP TABLE syn_firm AS
SELECT f.i, q.n AS industry_n, q.code AS industry, q.spread, q.level, q.growth,
       CASE WHEN f.u3 < 0.02 THEN 'large' WHEN f.u3 < 0.13 THEN 'medium' WHEN f.u3 < 0.88 THEN 'small' ELSE 'micro' END AS size,
       s.division AS prefecture, c.code AS division, c.name_zh AS county, c.k AS county_k, c.checksum
FROM (SELECT i, i * 0.6180339887498949::float8 - floor(i * 0.6180339887498949::float8) AS golden, pg_temp.u(i, 1) AS u1, pg_temp.u(i, 2) AS u2,
    pg_temp.u(i, 3) AS u3
      FROM generate_series(1, 71000) i OFFSET 0) f
JOIN (SELECT *, sum(weight) OVER (ORDER BY n) / (sum(weight) OVER ())::float8 AS high,
    (sum(weight) OVER (ORDER BY n) - weight) / (sum(weight) OVER ())::float8 AS low
      FROM syn_industry) q ON f.golden >= q.low AND f.golden < q.high
JOIN syn_share s ON s.n = q.n AND f.u1 >= s.low AND f.u1 < s.high
JOIN syn_county c ON c.parent = s.division AND c.k = (floor(c.n * power(f.u2, 1.6))::bigint + q.shift) % c.n;
ANALYZE syn_firm;

INSERT INTO shandong.enterprise (uscc, name_zh, name_en, division, industry, size_class, ownership, main_product, founded, location, datum, synthetic)
SELECT ('91' || f.division::text || d.body || CASE d.inner_check WHEN 10 THEN 'X' WHEN 11 THEN '0' ELSE d.inner_check::text END
        || substr('0123456789ABCDEFGHJKLMNPQRTUWXY', 1 + (31 - (f.checksum + d.outer_sum
             + CASE d.inner_check WHEN 10 THEN 29 WHEN 11 THEN 0 ELSE d.inner_check END * 28) % 31)::integer % 31, 1))::industry.uscc,
       format('%s合成企业%s号', f.county, f.i), format('Synthetic enterprise %s', f.i), f.division,
       k.classes[1 + floor(cardinality(k.classes) * pg_temp.u(f.i, 4))::integer], f.size,
       (ARRAY['private', 'private', 'private', 'private', 'private', 'private', 'state', 'foreign', 'mixed',
           'collective'])[1 + floor(10 * pg_temp.u(f.i, 5))::integer],
       NULL, make_date(1990 + floor(27 * pg_temp.u(f.i, 6))::integer, 1 + floor(12 * pg_temp.u(f.i, 7))::integer, 1),
       CASE WHEN ST_Covers(c.inside, p.place) THEN p.place ELSE c.places[1 + floor(40 * pg_temp.u(f.i, 8))::integer] END, 'gcj02', true
FROM (SELECT * FROM syn_firm ORDER BY division, i OFFSET 0) f
JOIN syn_class k ON k.n = f.industry_n
JOIN syn_county c ON c.code = f.division
CROSS JOIN LATERAL (
    -- around the industry's own centre in the county
    SELECT ST_SetSRID(ST_MakePoint(ST_X(o.centre) + f.spread * (pg_temp.u(f.i, 9) + pg_temp.u(f.i, 10) + pg_temp.u(f.i, 11) - 1.5),
                                   ST_Y(o.centre) + f.spread * (pg_temp.u(f.i, 12) + pg_temp.u(f.i, 13) + pg_temp.u(f.i, 14) - 1.5)), 4326) AS place
    FROM (SELECT c.places[1 + ((hashint8extended(f.industry_n * 1000 + f.county_k, 15) & 1048575) % 40)] AS centre OFFSET 0) o OFFSET 0) p
CROSS JOIN LATERAL (
    SELECT (10000000 + f.i)::text AS body,
           11 - (3 + 7 * (f.i / 1000000 % 10) + 9 * (f.i / 100000 % 10) + 10 * (f.i / 10000 % 10) + 5 * (f.i / 1000 % 10) + 8 * (
               f.i / 100 % 10) + 4 * (f.i / 10 % 10) + 2 * (f.i % 10)) % 11 AS inner_check,
           20 + 29 * (f.i / 1000000 % 10) + 25 * (f.i / 100000 % 10) + 13 * (f.i / 10000 % 10) + 8 * (f.i / 1000 % 10) + 24 * (
               f.i / 100 % 10) + 10 * (f.i / 10 % 10) + 30 * (f.i % 10) AS outer_sum OFFSET 0) d;
ALTER TABLE syn_firm ADD uscc industry.uscc;
UPDATE syn_firm f SET uscc = e.uscc FROM shandong.enterprise e WHERE substr(e.uscc::text, 9, 8)::integer - 10000000 = f.i;
CREATE INDEX ON syn_firm (i);
ANALYZE syn_firm;

-- the above-scale stock: 31,600 since between 2012 and September 2022, 4,400 that left before, some of them for good
INSERT INTO shandong.enterprise_state (uscc, state, valid, known_from)
SELECT f.uscc, 'above_scale', daterange(s.since, NULL), s.since
FROM syn_firm f CROSS JOIN LATERAL (SELECT CASE WHEN pg_temp.u(f.i, 20) < 0.62 THEN DATE '2018-01-01'
    ELSE DATE '2018-01-01' + floor(57 * pg_temp.u(f.i, 21))::integer * interval '1 month' END::date AS since) s
WHERE f.i <= 31600
UNION ALL
SELECT f.uscc, 'above_scale', daterange('2018-01-01', s.until), '2018-01-01'
FROM syn_firm f CROSS JOIN LATERAL (SELECT (DATE '2019-01-01' + floor(45 * pg_temp.u(f.i, 21))::integer * interval '1 month')::date AS until) s
WHERE f.i BETWEEN 31601 AND 36000
ORDER BY 1;
ANALYZE shandong.enterprise_state;
INSERT INTO shandong.enterprise_state (uscc, state, valid, known_from)
SELECT s.uscc, 'exited', daterange(upper(s.valid), NULL), upper(s.valid)
FROM shandong.enterprise_state s JOIN syn_firm f ON f.uscc = s.uscc WHERE f.i BETWEEN 31601 AND 32100
UNION ALL
SELECT f.uscc, 'listed', daterange((DATE '2018-06-01' + floor(1600 * pg_temp.u(f.i, 22))::integer), NULL), '2018-06-01' FROM syn_firm f
WHERE f.i <= 31600 AND f.size IN ('large', 'medium') AND pg_temp.u(f.i, 23) < 0.07;

-- three years of figures of the above-scale enterprises, in whole 10,000 yuan, a year after the other as they are reported
INSERT INTO shandong.enterprise_year (uscc, year, unit, employees, revenue, main_revenue, new_product_revenue, export_revenue, output, value_added, profit, tax,
    assets, liabilities, investment, rd_expense, rd_staff, class1_ip, energy_tce, carbon_t, water_m3, waste_used_share, land_mu,
    numerical_control_rate, digital_level,
    local_purchases, purchases, niche_years, niche_share, information_systems, rd_bodies, known_from)
SELECT f.uscc, y.year, '10k_yuan', e.n, r.revenue, (r.revenue * (0.6 + 0.4 * f.a))::integer, (r.revenue * f.b * 0.5)::integer,
    (r.revenue * f.c * f.c * 0.4)::integer,
       (r.revenue * 1.02)::integer, (r.revenue * (0.18 + 0.14 * f.b))::integer, (r.revenue * (f.a * 0.12 - 0.01))::integer,
       (r.revenue * (0.02 + 0.03 * f.b))::integer,
       (r.revenue * (0.6 + f.c))::integer, (r.revenue * (0.6 + f.c) * (0.3 + 0.5 * f.d))::integer, (r.revenue * 0.36 * f.d)::integer,
       (r.revenue * 0.07 * f.a * f.a)::integer,
       (e.n * 0.3 * f.a)::integer, floor(6 * f.b * f.b)::integer, (h.heat)::integer, (h.heat * 2.4)::integer, (r.revenue * (2 + 6 * f.c) * (1 - 0.04 * (y.year - 2019)))::integer,
       0.001 * (500 + 500 * f.d)::integer, (5 + e.n * 0.08 * (0.5 + f.c))::integer, 0.001 * LEAST(300 + 500 * f.b + 30 * (y.year - 2019), 1000)::integer,
       CASE WHEN f.c < 0.6 THEN LEAST(floor(5 * f.b)::integer + (y.year - 2019) / 3, 5) END, (r.revenue * 0.42 * f.d)::integer, (r.revenue * 0.6)::integer,
       CASE WHEN f.a > 0.35 THEN 4 + floor(18 * f.b)::integer + y.year - 2022 END, CASE WHEN f.a > 0.35 THEN 0.001 * (300 * f.c * f.c)::integer END,
       floor(3 * f.b)::integer, floor(2 * f.a + 0.3)::integer, make_date(y.year + 1, 3, 31)
FROM (SELECT x.*, pg_temp.u(x.i, 30) AS a, pg_temp.u(x.i, 31) AS b, pg_temp.u(x.i, 32) AS c, pg_temp.u(x.i, 33) AS d,
             2200 * x.level * CASE x.size WHEN 'large' THEN 40 WHEN 'medium' THEN 8 WHEN 'small' THEN 1.8 ELSE 1.1 END * (0.7 + pg_temp.u(x.i, 34)) AS base,
             CASE WHEN x.industry::text IN ('C31', 'C30', 'C25', 'C26', 'C32', 'D44', 'C22') THEN 0.5 ELSE 0.06 END AS energy
      FROM syn_firm x WHERE x.i <= 31600 OFFSET 0) f
CROSS JOIN generate_series(2020, 2022) y(year)
CROSS JOIN LATERAL (
    SELECT (f.base * power(1 + f.growth + 0.08 * (f.a - 0.4) + 0.4 * power(f.c, 10),
        y.year - 2022) * (1 + 0.06 * (pg_temp.u(f.i, y.year) - 0.5)))::integer AS revenue
    OFFSET 0) r
CROSS JOIN LATERAL (SELECT GREATEST((r.revenue / (40 + 60 * f.d))::integer, 3) AS n OFFSET 0) e
CROSS JOIN LATERAL (SELECT r.revenue * f.energy * (0.5 + f.c) * (1 - 0.02 * (y.year - 2019)) AS heat OFFSET 0) h
ORDER BY y.year, f.uscc;
ANALYZE shandong.enterprise, shandong.enterprise_state, shandong.enterprise_year;

-- recognitions, valid from 2022 on into 2024; counts are the policy text's
INSERT INTO shandong.recognition (uscc, tier, batch, status, valid, source, known_from)
SELECT p.uscc, t.tier, s.start::text, t.status, daterange(s.start, (s.start + make_interval(years => t.years))::date), 'synthetic', s.start
FROM (SELECT f.uscc, f.i, row_number() OVER (ORDER BY pg_temp.u(f.i, 40)) AS small_place FROM syn_firm f WHERE f.i <= 31600 AND f.size IN ('small', 'medium')) p
JOIN (VALUES ('provincial_srdi', 'granted', 3, 1, 5777, 50), ('little_giant', 'granted', 3, 5277, 6033, 51), ('national_srdi', 'granted', 3, 5733, 6094, 52),
             ('gazelle', 'granted', 3, 4001, 5600, 53), ('innovative_sme', 'granted', 3, 1, 9000, 54),
             ('single_champion', 'granted', 3, 6000, 6144, 55)) t(tier, status, years, low, high, k)
    ON p.small_place BETWEEN t.low AND t.high
CROSS JOIN LATERAL (SELECT (DATE '2021-06-01' + floor(16 * pg_temp.u(p.i, t.k))::integer * interval '1 month')::date AS start) s
ORDER BY 1, 2;
INSERT INTO shandong.recognition (uscc, tier, batch, status, level, valid, source, known_from)
SELECT f.uscc, t.tier, t.start, 'granted', t.level, daterange(t.start::date, t.until::date), 'synthetic', t.start::date
FROM syn_firm f
JOIN (VALUES ('high_tech', 1, 15000, '2020-12-01', '2023-12-01', NULL), ('high_tech', 36001, 42000, '2021-12-01', '2024-12-01', NULL),
    ('high_tech', 42001, 49000, '2022-08-01', '2025-08-01', NULL),
             ('tech_sme', 36001, 71000, '2022-08-01', '2023-08-01', NULL), ('tech_sme', 60001, 65000, '2021-07-01', '2022-07-01', NULL),
             ('leading_tech', 301, 500, '2022-01-01', '2025-01-01', NULL), ('chain_master', 1001, 1112, '2022-03-01', '2025-03-01', NULL),
             ('smart_factory', 2001, 2600, '2021-11-01', '2024-11-01', NULL), ('5g_factory', 3001, 3032, '2022-01-15', NULL, 'factory'),
             ('5g_factory', 3033, 3090, '2022-01-15', NULL, 'workshop'),
             ('5g_factory', 3091, 3220, '2022-01-15', NULL, 'line'), ('high_tech', 15001, 16500, '2018-12-01', '2021-12-01', NULL)) t(tier, low, high,
             start, until, level)
    ON f.i BETWEEN t.low AND t.high
UNION ALL
SELECT f.uscc, 'provincial_srdi', '2018', 'granted', NULL, '[2018-06-01,2021-06-01)', 'synthetic', '2018-06-01' FROM syn_firm f WHERE f.i <= 31600
    AND f.size IN ('small', 'medium') AND pg_temp.u(f.i, 40) < 0.04
ORDER BY 1, 2;
INSERT INTO shandong.capital_event (uscc, event_date, kind, round, amount, unit, investor)
SELECT f.uscc, DATE '2018-01-01' + floor(1780 * pg_temp.u(f.i, 61))::integer, 'equity',
    (ARRAY['A', 'B', 'C', 'D'])[1 + floor(4 * pg_temp.u(f.i, 62))::integer], round((500 + 20000 * power(pg_temp.u(f.i, 63), 3))::numeric, 2),
    '10k_yuan', 'synthetic'
FROM syn_firm f WHERE pg_temp.u(f.i, 60) < 0.05
UNION ALL
SELECT s.uscc, lower(s.valid), 'listing', NULL, 50000, '10k_yuan', 'synthetic' FROM shandong.enterprise_state s WHERE s.state = 'listed';
ANALYZE shandong.recognition, shandong.capital_event;
UPDATE shandong.setting SET value = (SELECT min(r.uscc::text) FROM shandong.recognition r WHERE r.tier = 'little_giant') WHERE name = 'enterprise';
