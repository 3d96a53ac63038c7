-- Registry shandong with the real figures: divisions with their history, county polygons, GDP and value added by sector.
\echo
\echo 'How do these figures become a registry?  SELECT industry.create_registry(''shandong'');'
SELECT industry.create_registry('shandong') \g /dev/null
UPDATE shandong.setting SET value = v.value
FROM (VALUES ('division', '370000'), ('as_of', '2022-12-31'), ('first_crossing.indicator', 'agri_gross_output'), ('first_crossing.threshold', '1e12'),
      ('peer_rank.indicator', 'industrial_value_added'), ('steady_growth.annual_target', '0.055'), ('tier', 'little_giant')) v(name, value)
          WHERE setting.name = v.name;

-- the country, the provinces (they are the peers), Shandong's divisions in force, and the abolished ones of the county map
INSERT INTO shandong.region (code, level, parent, name_zh, name_en, iso_code)
VALUES ('100000', 'country', NULL, '全国', 'China', 'CN');
INSERT INTO shandong.region (code, level, parent, name_zh, name_en, iso_code)
SELECT d.code, 'province', '100000', d.name_zh, v.name_en, 'CN-' || v.iso
FROM (VALUES ('110000', 'Beijing', 'BJ'), ('120000', 'Tianjin', 'TJ'), ('130000', 'Hebei', 'HE'), ('140000', 'Shanxi', 'SX'),
    ('150000', 'Inner Mongolia', 'NM'),
    ('210000', 'Liaoning', 'LN'), ('220000', 'Jilin', 'JL'), ('230000', 'Heilongjiang', 'HL'), ('310000', 'Shanghai', 'SH'), ('320000', 'Jiangsu', 'JS'),
    ('330000', 'Zhejiang', 'ZJ'), ('340000', 'Anhui', 'AH'), ('350000', 'Fujian', 'FJ'), ('360000', 'Jiangxi', 'JX'), ('370000', 'Shandong', 'SD'),
    ('410000', 'Henan', 'HA'), ('420000', 'Hubei', 'HB'), ('430000', 'Hunan', 'HN'), ('440000', 'Guangdong', 'GD'), ('450000', 'Guangxi', 'GX'),
    ('460000', 'Hainan', 'HI'), ('500000', 'Chongqing', 'CQ'), ('510000', 'Sichuan', 'SC'), ('520000', 'Guizhou', 'GZ'), ('530000', 'Yunnan', 'YN'),
    ('540000', 'Tibet', 'XZ'), ('610000', 'Shaanxi', 'SN'), ('620000', 'Gansu', 'GS'), ('630000', 'Qinghai', 'QH'), ('640000', 'Ningxia', 'NX'),
    ('650000', 'Xinjiang', 'XJ')) v(code, name_en, iso)
JOIN industry.division d ON d.code = v.code::industry.division_code;
INSERT INTO shandong.region (code, level, parent, name_zh, name_en, valid)
SELECT p.division_code::industry.division_code, 'prefecture', '370000', p.name_zh, p.name_en,
       CASE p.division_code WHEN '371200' THEN '[,2019-01-01)'::daterange ELSE '[,)' END
FROM prefecture p;

CREATE TEMP TABLE successor (code text, successor text, effective_year integer);
\copy successor FROM 'demo/data/gbt2260_shandong_successors.csv' CSV HEADER
INSERT INTO shandong.region (code, level, parent, name_zh, valid)
SELECT d.code, 'county', industry.prefecture(d.code), d.name_zh,
       daterange((SELECT make_date(min(s.effective_year), 1, 1) FROM successor s WHERE s.successor = d.code::text), NULL)
FROM industry.division d WHERE d.code <@ '370000' AND d.level = 3;
INSERT INTO shandong.region (code, level, parent, name_zh, valid)
SELECT s.code::industry.division_code, 'county', industry.prefecture(s.code::industry.division_code), min(h.name_zh),
    daterange(NULL, make_date(s.effective_year, 1, 1))
FROM successor s JOIN industry.division_history h ON h.code = s.code::industry.division_code
WHERE s.code NOT IN (SELECT r.code::text FROM shandong.region r)
GROUP BY s.code, s.effective_year;
INSERT INTO shandong.region_lineage (predecessor, successor, effective)
SELECT s.code::industry.division_code, s.successor::industry.division_code, make_date(s.effective_year, 1, 1) FROM successor s;

-- the county map of 2017 (GCJ-02; schematic, not for publication): repaired, and handed on to the successors
\set map `cat demo/data/shandong_counties_2017.geojson`
UPDATE shandong.region r SET boundary = m.boundary, datum = 'gcj02'
FROM (SELECT f -> 'properties' ->> 'code' AS code,
             industry.repaired_polygon(ST_SetSRID(ST_GeomFromGeoJSON(f ->> 'geometry'), 4326)) AS boundary
      FROM jsonb_array_elements(:'map'::jsonb -> 'features') f) m
WHERE r.code = m.code::industry.division_code;
\unset map
UPDATE shandong.region r SET boundary = x.boundary, datum = 'gcj02'
FROM (SELECT l.successor, ST_Multi(ST_CollectionExtract(ST_Union(p.boundary), 3)) AS boundary
      FROM shandong.region_lineage l JOIN shandong.region p ON p.code = l.predecessor WHERE p.boundary IS NOT NULL GROUP BY l.successor) x
WHERE r.code = x.successor AND r.boundary IS NULL AND r.level = 'county';
UPDATE shandong.region r SET boundary = x.boundary, datum = 'gcj02'
FROM (SELECT industry.prefecture(c.code) AS code, ST_Multi(ST_CollectionExtract(ST_Union(ST_SimplifyPreserveTopology(c.boundary, 0.001)), 3)) AS boundary
      FROM shandong.region c WHERE c.level = 'county' AND upper_inf(c.valid) AND c.boundary IS NOT NULL GROUP BY 1) x
WHERE r.code = x.code;
UPDATE shandong.region r SET boundary = x.boundary, datum = 'gcj02'
FROM (SELECT ST_Multi(ST_CollectionExtract(ST_Union(c.boundary), 3)) AS boundary FROM shandong.region c WHERE c.level = 'prefecture' AND c.boundary
    IS NOT NULL) x
WHERE r.code = '370000';

-- GDP and value added: every year is known from the January after it; the province is the sum of its prefectures
INSERT INTO shandong.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, source, known_from)
SELECT 'gdp', g.division_code::industry.division_code, 'region', '', make_date(g.year, 1, 1), make_date(g.year, 12, 31), g.gdp, '100m_yuan',
       'Shandong Statistical Yearbook', make_date(g.year + 1, 1, 20)
FROM gdp g
UNION ALL
SELECT 'value_added', v.division_code::industry.division_code, 'sector', v.sector, make_date(v.year, 1, 1), make_date(v.year, 12, 31), v.value_added,
    '100m_yuan',
       'Shandong Statistical Yearbook', make_date(v.year + 1, 1, 20)
FROM value_added v;
INSERT INTO shandong.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, source, known_from)
SELECT o.indicator, '370000', o.subject_kind, o.subject, o.period_start, o.period_end, sum(o.value), '100m_yuan', 'sum of the prefectures', max(o.known_from)
FROM shandong.observation o GROUP BY o.indicator, o.subject_kind, o.subject, o.period_start, o.period_end;
INSERT INTO shandong.basis_break (indicator, break_date, reason_zh, reason_en)
SELECT i, '2019-01-01', '第四次全国经济普查后修订,此前年份未修订', 'fourth economic census: levels revised, earlier years not'
FROM (VALUES ('gdp'), ('value_added')) v(i);

\echo 'Growth across the census break of 2019 is refused, with the break named:'
SELECT year, round(value, 1) AS value, round(previous, 1) AS previous, round(growth::numeric, 4) AS growth, status, break_reason
FROM shandong.growth('gdp', lang => 'en') WHERE year BETWEEN 2017 AND 2021;
