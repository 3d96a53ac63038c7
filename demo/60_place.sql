\pset footer off
\pset null '-'
\echo
\echo 'Place: where are the clusters, how far do they reach, where does industry move?'
\echo '-------------------------------------------------------------------------------'
\echo '(Enterprises are SYNTHETIC; county polygons, prefectures and value added are real.)'
\echo
\echo 'Clusters of steel (C31), textiles (C17) and electronics (C39): places where at least 2 % of the'
\echo 'industry''s employees work, each enterprise having another within 5 km.'
\echo
\set ECHO queries
SELECT d AS industry, cluster_id AS "#", firms, round(weight) AS employees, round((100 * weight_share)::numeric, 1) AS "% of all",
       round(area_km2) AS km2, round(m_value::numeric, 1) AS "M 5 km", divisions
FROM unnest('{C31,C17,C39}'::text[]) d, LATERAL (SELECT * FROM shandong.point_clusters(d) LIMIT 3) c;
\set ECHO none

\echo
\echo 'The same with the regional criteria: counties where steel has two or three stars'
\echo
\set ECHO queries
SELECT region_name AS county, members AS firms, round(size) AS employees, size_ok, round(quotient::numeric, 1) AS lq,
       quotient_ok AS lq_ok, round((100 * focus)::numeric, 1) AS "% of county", focus_ok, stars, strong, point_clusters AS clusters
FROM shandong.cluster_scan('C31', lang => 'zh') WHERE stars >= 2 LIMIT 6;
\set ECHO none

\echo
\echo 'Over which distances are steel and textile mills closer together than industry as a whole?'
\echo '(Duranton-Overman densities, every enterprise alike, 100 draws among all sites, 5 % global band)'
\echo
CREATE TEMP TABLE kd AS
SELECT d AS industry, k.r / 1000 AS km, k.kd * 1000 AS kd, k.low_global * 1000 AS low, k.high_global * 1000 AS high, k.global_verdict AS verdict, k.p,
    k.bandwidth_used / 1000 AS bandwidth
FROM unnest('{C31,C17}'::text[]) d,
     (SELECT point_agg(lon, lat, weight, left(industry, 3)) AS points FROM shandong.enterprise_point() WHERE lon IS NOT NULL) s,
     LATERAL kd_function(s.points, ARRAY(SELECT 5000.0 * i FROM generate_series(0, 36) i), d, weighted => false, draws => 100) k;
\set ECHO queries
SELECT industry, km, round(kd::numeric, 5) AS kd, round(low::numeric, 5) AS low, round(high::numeric, 5) AS high, verdict
FROM kd WHERE km IN (0, 10, 20, 60, 120) ORDER BY industry, km;
\set ECHO none
SELECT format('%s enterprises: closer together than industry at large at %s; apart at %s; p = %s (bandwidth %s km).',
              CASE industry WHEN 'C31' THEN 'Steel' ELSE 'Textile' END,
              coalesce(string_agg(span || ' km', ', ' ORDER BY low) FILTER (WHERE verdict = 'concentrated'), 'no distance'),
              coalesce(string_agg(span || ' km', ', ' ORDER BY low) FILTER (WHERE verdict = 'dispersed'), 'no distance'), round(min(p)::numeric, 3),
              round(min(bandwidth)::numeric, 1)) AS "in words"
FROM (SELECT industry, verdict, min(km) AS low, min(p) AS p, min(bandwidth) AS bandwidth,
    CASE WHEN min(km) = max(km) THEN min(km)::text ELSE format('%s to %s', min(km), max(km)) END AS span
      FROM (SELECT *, km - 5 * row_number() OVER (PARTITION BY industry, verdict ORDER BY km) AS run FROM kd) k GROUP BY industry, verdict, run) spans
GROUP BY industry ORDER BY industry;

\echo
\echo 'How did the centre of gravity of the three sectors drift, 2000 to 2023? (real figures; Laiwu counts'
\echo 'with Jinan throughout; 2017 lacks Laiwu)'
\echo
CREATE TEMP TABLE centre AS
SELECT region_code AS code, lon, lat FROM shandong.region_geojson WHERE region_level = 'prefecture';
\set ECHO queries
SELECT sector, period, round(lon::numeric, 3) AS lon, round(lat::numeric, 3) AS lat, round(step::numeric / 1000, 1) AS "step km",
       round(bearing) AS bearing, round(distance_from_start::numeric / 1000, 1) AS "from 2000 km", round(standard_distance::numeric / 1000) AS "spread km"
FROM (SELECT sector, matrix_agg(CASE division_code WHEN '371200' THEN '370100' ELSE division_code END, year::text, value_added) AS m
      FROM value_added WHERE year IN (2000, 2008, 2013, 2018, 2023) GROUP BY sector) v,
     (SELECT matrix_agg(code, k, v) AS place FROM centre, LATERAL (VALUES ('lon', lon), ('lat', lat)) a(k, v)) p,
     LATERAL centre_path(m, place)
ORDER BY sector, period;
\set ECHO none

\echo
\echo 'Do neighbouring prefectures specialise alike? Moran''s I of the location quotient of industry, 2023'
\echo
CREATE TEMP TABLE quotient AS
SELECT location_quotient(matrix_agg(division_code, sector, value_added)) AS m FROM value_added WHERE year = 2023;
\set ECHO queries
SELECT variable AS sector, round(moran_i::numeric, 3) AS moran_i, round(expected::numeric, 3) AS expected, round(p_permutation::numeric, 3) AS p
FROM quotient, moran((SELECT contiguity_weights(array_agg(region_code), array_agg(geom), tolerance => 0.02)
                      FROM shandong.map_region WHERE region_level = 'prefecture' AND region_code <> '371200'), m);
\set ECHO none

\echo
\echo 'The map of it: build/demo/secondary_lq_2023.svg (from ST_AsSVG, opens in any browser)'
\! mkdir -p build/demo
\pset format unaligned
\pset tuples_only on
\o build/demo/secondary_lq_2023.svg
WITH shape AS (
    SELECT r.region_code, p.name_en, ST_Simplify(ST_Buffer(ST_Buffer(ST_Transform(r.geom, 32650), 2000, 4), -2000, 4), 400) AS geom, c.value AS lq
    FROM shandong.map_region r JOIN prefecture p ON p.division_code = r.region_code
    JOIN (SELECT q.* FROM quotient, cells(m) q WHERE q.col_key = '2') c ON c.row_key = r.region_code
    WHERE r.region_level = 'prefecture'
), frame AS (
    SELECT ST_XMin(ST_Extent(geom)) AS x, ST_YMax(ST_Extent(geom)) AS y, 900 / (ST_XMax(ST_Extent(geom)) - ST_XMin(ST_Extent(geom))) AS k FROM shape
), drawn AS (
    SELECT s.*, ST_Scale(ST_Translate(s.geom, -f.x, -f.y), f.k, f.k) AS g FROM shape s, frame f
), drift AS (
    -- where the sector's centre of gravity lay, in the frame of the map
    SELECT c.period, round(ST_X(g.p)::numeric, 1) AS x, round(-ST_Y(g.p)::numeric, 1) AS y
    FROM (SELECT matrix_agg(CASE division_code WHEN '371200' THEN '370100' ELSE division_code END, year::text, value_added) AS m
          FROM value_added WHERE sector = '2' AND year IN (2000, 2008, 2013, 2018, 2023)) v,
         (SELECT matrix_agg(code, k, v) AS place FROM centre, LATERAL (VALUES ('lon', lon), ('lat', lat)) a(k, v)) p,
         LATERAL centre_path(m, place) c, frame f,
         LATERAL (SELECT ST_Scale(ST_Translate(ST_Transform(ST_SetSRID(ST_MakePoint(c.lon, c.lat), 4326), 32650), -f.x, -f.y), f.k, f.k) AS p) g
), class AS (
    SELECT * FROM (VALUES (1, 0, 0.90, '#4393c3', 'below 0.90'), (2, 0.90, 0.97, '#b7d7e8', '0.90 - 0.97'), (3, 0.97, 1.03, '#f4f2ec', '0.97 - 1.03'),
                          (4, 1.03, 1.10, '#f4b183', '1.03 - 1.10'), (5, 1.10, 99, '#c8553d', '1.10 and above')) v(n, low, high, colour, label)
)
SELECT '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-30 -90 960 760" font-family="Helvetica, Arial, sans-serif">'
UNION ALL SELECT '<rect x="-30" y="-90" width="960" height="760" fill="#f7f9fb"/>'
UNION ALL SELECT '<text x="0" y="-50" font-size="26" font-weight="bold" fill="#1c2b39">Where Shandong is industrial, 2023</text>'
UNION ALL SELECT '<text x="0" y="-24" font-size="15" fill="#47596b">Location quotient of the secondary sector by prefecture (1 = as the province), value added at current prices</text>'
UNION ALL (SELECT format('<path d="%s" fill="%s" stroke="#4a5a69" stroke-width="0.9" stroke-linejoin="round" fill-rule="evenodd"><title>%s %s</title></path>',
                         ST_AsSVG(d.g, 0, 1), c.colour, d.name_en, round(d.lq::numeric, 2))
           FROM drawn d JOIN class c ON d.lq >= c.low AND d.lq < c.high ORDER BY d.region_code)
UNION ALL (SELECT format(
    '<g text-anchor="middle" fill="#1c2b39" stroke="#ffffff" stroke-width="3" paint-order="stroke"><text x="%s" y="%s" font-size="14">%s</text><text x="%s" y="%s" font-size="13">%s</text></g>',
                         round(ST_X(p)), round(-ST_Y(p)) - 3, d.name_en, round(ST_X(p)), round(-ST_Y(p)) + 13, round(d.lq::numeric, 2))
           FROM drawn d CROSS JOIN LATERAL (SELECT ST_Centroid(ST_MaximumInscribedCircle.center) AS p FROM ST_MaximumInscribedCircle(d.g)) x
           ORDER BY d.region_code)
UNION ALL (SELECT format('<polyline points="%s" fill="none" stroke="#1c2b39" stroke-width="2"/>', string_agg(x || ',' || y, ' ' ORDER BY period)) FROM drift)
UNION ALL (SELECT format('<circle cx="%s" cy="%s" r="%s" fill="%s" stroke="#1c2b39" stroke-width="1.5"><title>%s</title></circle>', x, y, CASE period WHEN '2023' THEN 4.5 ELSE 2.5 END,
                         CASE period WHEN '2000' THEN '#ffffff' ELSE '#1c2b39' END, period) FROM drift ORDER BY period)
UNION ALL (SELECT format('<text x="%s" y="%s" font-size="12" text-anchor="%s" fill="#1c2b39" stroke="#ffffff" stroke-width="3" paint-order="stroke">%s</text>', x + dx, y + dy, anchor, period)
           FROM drift JOIN (VALUES ('2000', 8, 12, 'start'), ('2023', 0, 20, 'middle')) v(period, dx, dy, anchor) USING (period) ORDER BY period)
UNION ALL SELECT '<text x="640" y="440" font-size="14" font-weight="bold" fill="#1c2b39">Location quotient</text>'
UNION ALL (SELECT format(
    '<rect x="640" y="%s" width="26" height="18" fill="%s" stroke="#8795a3" stroke-width="0.6"/><text x="674" y="%s" font-size="13" fill="#1c2b39">%s (%s)</text>',
                         426 + 24 * c.n, c.colour, 440 + 24 * c.n, c.label, count(d.region_code))
           FROM class c LEFT JOIN drawn d ON d.lq >= c.low AND d.lq < c.high GROUP BY c.n, c.colour, c.label ORDER BY c.n)
UNION ALL SELECT '<g fill="#1c2b39" font-size="13"><circle cx="648" cy="586" r="4.5"/><text x="674" y="590">the sector''s centre, 2000 to 2023</text></g>'
UNION ALL (SELECT format('<g stroke="#1c2b39" stroke-width="1.5"><path d="M640 612 h%s M640 607 v10 M%s 607 v10"/></g><text x="%s" y="616" font-size="13" fill="#1c2b39">100 km</text>',
                         round((100000 * k)::numeric), 640 + round((100000 * k)::numeric), 650 + round((100000 * k)::numeric)) FROM frame)
UNION ALL SELECT '<text x="0" y="650" font-size="11" fill="#6b7a88">Schematic, not for publication. Boundaries of 2017, repaired and moved from GCJ-02 to WGS 84; UTM zone 50 N. Figures: Shandong Statistical Yearbook.</text>'
UNION ALL SELECT '</svg>';
\o
\pset tuples_only off
\pset format aligned
