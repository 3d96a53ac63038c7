-- SYNTHETIC rows for the views on products, industries by class, leaders and their suppliers (source 'synthetic' throughout);
-- everything follows from a hash of the row's number, so each run makes the same rows.
CREATE FUNCTION pg_temp.v(i bigint, k bigint) RETURNS float8 LANGUAGE sql IMMUTABLE
RETURN (hashint8extended(i, k) & 4503599627370495)::float8 / 4503599627370496::float8;

-- revenue by four-digit class: the province adds up its enterprises, the nation is that over a share
INSERT INTO shandong.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, source, known_from)
SELECT v.indicator, v.division::industry.division_code, 'industry', v.code, make_date(v.year, 1, 1), make_date(v.year, 12, 31), v.value, '10k_yuan',
    'synthetic', make_date(v.year + 1, 3, 1)
FROM (SELECT e.industry::text AS code, y.year, sum(y.revenue) AS own FROM shandong.enterprise_year y JOIN shandong.enterprise e ON e.uscc = y.uscc
      WHERE y.known_to IS NULL AND e.industry IS NOT NULL AND industry.level(e.industry) = 4 GROUP BY e.industry, y.year) g
CROSS JOIN LATERAL (VALUES ('industrial_revenue', '370000', g.code, g.year, g.own),
    ('industrial_revenue', '100000', g.code, g.year, g.own / (0.04 + 0.12 * pg_temp.v(ascii(g.code) * 10000 + substr(g.code, 2)::integer,
        200) + 0.004 * pg_temp.v(substr(g.code, 2)::integer, g.year))::numeric)) v(indicator, division, code, year, value);

-- exports by two-digit industry: the province adds up its enterprises, the nation is that over a share
INSERT INTO shandong.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, source, known_from)
SELECT 'exports', v.division::industry.division_code, 'industry', g.code, make_date(g.year, 1, 1), make_date(g.year, 12, 31), round(v.value::numeric, 4), '10k_yuan', 'synthetic', make_date(g.year + 1, 3, 1)
FROM (SELECT left(e.industry::text, 3) AS code, y.year, sum(y.export_revenue) AS own FROM shandong.enterprise_year y JOIN shandong.enterprise e ON e.uscc = y.uscc
      WHERE y.known_to IS NULL AND e.industry IS NOT NULL GROUP BY 1, 2) g
CROSS JOIN LATERAL (VALUES ('370000', g.own::float8), ('100000', g.own / (0.05 + 0.1 * pg_temp.v(substr(g.code, 2)::integer, 230) + 0.002 * pg_temp.v(substr(g.code, 2)::integer, g.year)))) v(division, value);

-- published real growth of industries, and value added by industry of some provinces as peers
INSERT INTO shandong.observation (indicator, measure, division, subject_kind, subject, period_start, period_end, basis, value, unit, source, known_from)
SELECT 'value_added', 'growth', '370000', 'industry', o.subject, o.period_start, o.period_end, 'comparable', round(o.value / b.value - 1.02, 4), 'fraction', 'synthetic', o.known_from
FROM shandong.observation o JOIN shandong.observation b ON b.indicator = o.indicator AND b.division = o.division AND b.subject_kind = o.subject_kind AND b.subject = o.subject AND b.measure = o.measure
     AND b.period_type = o.period_type AND b.period_start = (o.period_start - interval '1 year')::date
WHERE o.indicator = 'value_added' AND o.measure = 'level' AND o.subject_kind = 'industry' AND o.division = '370000';
INSERT INTO shandong.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, source, known_from)
SELECT o.indicator, p.code::industry.division_code, 'industry', o.subject, o.period_start, o.period_end, round((o.value * (0.5 + pg_temp.v(ascii(o.subject) * 100 + substr(o.subject, 2)::integer, p.k)))::numeric, 4), o.unit, 'synthetic', o.known_from
FROM shandong.observation o CROSS JOIN (VALUES ('320000', 231), ('330000', 232), ('440000', 233), ('410000', 234), ('510000', 235)) p(code, k)
WHERE o.indicator = 'value_added' AND o.measure = 'level' AND o.subject_kind = 'industry' AND o.division = '370000' AND o.period_start = '2022-01-01';
INSERT INTO shandong.target (code, name_zh, name_en, indicator, denominator, division, subject_kind, subject, baseline, baseline_date, target, target_date, unit, source)
VALUES ('four_new_share', '“四新”经济增加值占比', 'Share of the four-new economy', 'value_added', 'gdp', '370000', 'overlay', 'four_new', 0.302, '2020-12-31', 0.35, '2025-12-31', 'fraction', 'synthetic');

-- open scenes of future industries
INSERT INTO shandong.digital_service (code, name_zh, name_en, dimension, division, stage, scene, live, users)
SELECT format('F%s%s', r.code, i.n), format('合成未来产业场景%s', i.n), format('Synthetic scene of a future industry %s', i.n), 'society', r.code, 'operating', i.item || '/scene ' || i.n, '[2021-09-01,)', 10 * i.n
FROM shandong.region r CROSS JOIN (VALUES (1, 'hydrogen_storage'), (2, 'quantum'), (3, 'aerospace_information'), (4, 'maglev')) i(n, item)
WHERE r.level = 'prefecture' AND upper_inf(r.valid) AND pg_temp.v(substr(r.code::text, 3)::integer * 10 + i.n, 236) < 0.5;

-- products of the bases: output and quantity of the province, its peers, the nation and the world
INSERT INTO shandong.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, source, known_from)
SELECT v.indicator, v.division::industry.division_code, 'class', b.code || '/' || b.product, '2022-01-01', '2022-12-31', round(v.value::numeric, 2),
    v.unit, 'synthetic', '2023-03-01'
FROM (VALUES (1, 'aluminium', 'rolled_sheet', 900), (2, 'aluminium', 'aircraft_alloy', 120), (3, 'steel_base', 'heavy_plate', 640),
    (4, 'steel_base', 'electrical_steel', 210), (5, 'textile_base', 'combed_yarn', 380),
    (6, 'textile_base', 'garments', 520), (7, 'green_chemistry', 'mdi', 430), (8, 'green_chemistry', 'polyolefin', 760),
    (9, 'smart_home_cluster', 'refrigerators', 690)) b(n, code, product, size)
CROSS JOIN LATERAL (VALUES ('product_output', '370000', b.size, '100m_yuan'),
    ('product_output', '100000', b.size / (0.08 + 0.3 * pg_temp.v(b.n, 201)), '100m_yuan'),
    ('product_output_world', '100000', b.size / (0.03 + 0.1 * pg_temp.v(b.n, 202)), '100m_yuan'),
    ('product_output', '320000', b.size * (0.5 + pg_temp.v(b.n, 203)), '100m_yuan'),
    ('product_output', '330000', b.size * (0.4 + pg_temp.v(b.n, 204)), '100m_yuan'),
    ('product_output', '440000', b.size * (0.3 + pg_temp.v(b.n, 205)), '100m_yuan'),
    ('product_quantity', '370000', b.size * 0.8, '10k_t'), ('product_quantity', '100000',
        b.size / (0.08 + 0.3 * pg_temp.v(b.n, 201)) * (0.7 + 0.2 * pg_temp.v(b.n, 206)), '10k_t'),
    ('product_quantity_world', '100000', b.size / (0.03 + 0.1 * pg_temp.v(b.n, 202)) * (0.5 + 0.2 * pg_temp.v(b.n, 207)), '10k_t'),
    ('product_imports', '370000', b.size * 0.2 * pg_temp.v(b.n, 208), '100m_yuan'),
    ('product_exports', '370000', b.size * 0.3 * pg_temp.v(b.n, 209), '100m_yuan')) v(indicator, division, value, unit);

-- SYNTHETIC input-output table of the province: the nation's real one of 2020 by two-digit industry (own concordance), cell by cell times a share
CREATE TEMP TABLE io_sector AS
SELECT to_char(n, 'FM000') AS sector, code
FROM (VALUES (1, 1, 'A01'), (2, 2, 'A02'), (3, 3, 'A03'), (4, 4, 'A04'), (5, 5, 'A05'), (6, 6, 'B06'), (7, 7, 'B07'), (8, 8, 'B08'), (9, 9, 'B09'), (10, 10, 'B10'), (11, 11, 'B11'), (12, 18, 'C13'),
    (19, 22, 'C14'), (23, 25, 'C15'), (26, 26, 'C16'), (27, 31, 'C17'), (32, 32, 'C18'), (33, 34, 'C19'), (35, 35, 'C20'), (36, 36, 'C21'), (37, 37, 'C22'), (38, 38, 'C23'), (39, 40, 'C24'), (41, 42, 'C25'),
    (43, 49, 'C26'), (50, 50, 'C27'), (51, 51, 'C28'), (52, 53, 'C29'), (54, 60, 'C30'), (61, 63, 'C31'), (64, 65, 'C32'), (66, 66, 'C33'), (67, 73, 'C34'), (74, 78, 'C35'), (79, 80, 'C36'), (81, 83, 'C37'),
    (84, 89, 'C38'), (90, 95, 'C39'), (96, 96, 'C40'), (97, 97, 'C41'), (98, 98, 'C42'), (99, 99, 'C43'), (100, 100, 'D44'), (101, 101, 'D45'), (102, 102, 'D46'), (103, 104, 'E47'), (105, 106, 'E48'),
    (107, 107, 'E49'), (108, 108, 'E50'), (109, 109, 'F51'), (110, 110, 'F52'), (111, 112, 'G53'), (113, 114, 'G54'), (115, 116, 'G55'), (117, 118, 'G56'), (119, 119, 'G57'), (120, 120, 'G58'), (121, 121, 'G59'),
    (122, 122, 'G60'), (123, 123, 'H61'), (124, 124, 'H62'), (125, 126, 'I63'), (127, 127, 'I64'), (128, 129, 'I65'), (130, 130, 'J66'), (131, 131, 'J67'), (132, 132, 'J68'), (133, 133, 'K70'), (134, 134, 'L71'),
    (135, 135, 'L72'), (136, 136, 'M73'), (137, 137, 'M74'), (138, 138, 'M75'), (139, 139, 'N76'), (140, 140, 'N77'), (141, 141, 'N78'), (142, 142, 'O80'), (143, 143, 'O81'), (144, 144, 'P83'), (145, 145, 'Q84'),
    (146, 146, 'Q85'), (147, 147, 'R86'), (148, 148, 'R87'), (149, 149, 'R88'), (150, 150, 'R89'), (151, 151, 'R90'), (152, 152, 'S94'), (153, 153, 'S92')) v(low, high, code), generate_series(low, high) n;
CREATE TEMP TABLE io_output (sector text, name_en text, name_zh text, final_consumption float8, capital_formation float8, exports float8, imports float8, compensation float8, net_taxes float8, depreciation float8,
    operating_surplus float8, value_added float8, gross_output float8);
\copy io_output FROM 'demo/data/china_io_2020_sectors.csv' CSV HEADER
INSERT INTO shandong.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, source, known_from)
SELECT 'io_flow', '370000'::industry.division_code, 'class', s.code || '>' || b.code, DATE '2020-01-01', DATE '2020-12-31', round((sum(f.flow) * 0.08 * (0.6 + 0.8 * pg_temp.v(ascii(s.code) * 100 + substr(s.code, 2)::integer, 1000 + ascii(b.code) * 100 + substr(b.code, 2)::integer)))::numeric, 2),
       '10k_yuan', 'synthetic', DATE '2022-06-01'
FROM public.io_flow f JOIN io_sector s ON s.sector = f.seller JOIN io_sector b ON b.sector = f.buyer GROUP BY s.code, b.code
UNION ALL
SELECT 'io_output', '370000'::industry.division_code, 'class', s.code, DATE '2020-01-01', DATE '2020-12-31', round((sum(o.gross_output) * 0.085)::numeric, 2), '10k_yuan', 'synthetic', DATE '2022-06-01'
FROM io_output o JOIN io_sector s ON s.sector = o.sector GROUP BY s.code;
INSERT INTO shandong.observation (indicator, division, period_start, period_end, value, unit, source, known_from)
SELECT 'service_revenue_share', '370000', make_date(y, 1, 1), make_date(y, 12, 31), 0.06 + 0.004 * (y - 2015), 'fraction', 'synthetic', make_date(y + 1, 6, 1) FROM generate_series(2015, 2022) y;

-- leaders of the chains buy from enterprises
INSERT INTO shandong.supply_relation (supplier, buyer, product, year, amount, unit)
SELECT s.uscc, l.uscc, l.chain || '/' || l.node, y, round((30 + 900 * power(pg_temp.v(l.n * 100 + k, 210), 3))::numeric * (1 + 0.05 * (y - 2021)), 1),
    '10k_yuan'
FROM (SELECT m.chain, m.node, m.uscc, row_number() OVER (ORDER BY m.chain, m.node, m.uscc) AS n FROM shandong.chain_member m WHERE m.role = 'leader') l
CROSS JOIN generate_series(1, 12) k CROSS JOIN generate_series(2021, 2022) y
JOIN (SELECT e.uscc, row_number() OVER (ORDER BY e.uscc) AS n FROM shandong.enterprise e JOIN shandong.enterprise_year f ON f.uscc = e.uscc
    AND f.year = 2022) s ON s.n = 1 + (hashint8extended(l.n * 100 + k, 211) & 1048575) % 31600
WHERE s.uscc <> l.uscc ON CONFLICT DO NOTHING;
ANALYZE shandong.observation, shandong.supply_relation;

-- every county has services in all four dimensions
INSERT INTO shandong.digital_service (code, name_zh, name_en, dimension, division, stage, scene, star, mandatory, weight, live, users)
SELECT 'S' || r.code || d.n || k, format('合成服务%s', d.n * 10 + k), format('Synthetic service %s', d.n * 10 + k), d.dimension, r.code, 'operating',
    'scene ' || k, 2 + k, k < 3, k,
       CASE WHEN pg_temp.v(substr(r.code::text, 3)::integer * 100 + d.n * 10 + k, 220) < 0.8 THEN daterange('2021-06-01', NULL) END,
           (500 * pg_temp.v(d.n * 10 + k, 221))::integer
FROM shandong.region r CROSS JOIN (VALUES (1, 'government'), (2, 'society'), (3, 'community'), (4, 'city')) d(n, dimension) CROSS
JOIN generate_series(1, 3) k WHERE r.level = 'county' AND upper_inf(r.valid);
