-- Place: published vectors, independent implementations, brute force.
SET search_path = industry, public;
SET extra_float_digits = 0;
\set VERBOSITY terse

-- distances and bearings
SELECT round(great_circle_distance(117.000923, 36.675807, 120.355173, 36.082982)::numeric / 1000, 3) AS jinan_qingdao_km;
SELECT round(great_circle_distance(179.9, 10, -179.9, 10)::numeric, 3) AS across_antimeridian,
    round(great_circle_distance(0, 90, 123, 90)::numeric, 3) AS at_the_pole,
    round(great_circle_distance(0, 0, 180, 0)::numeric, 3) AS half_round;
SELECT compass_bearing(0, 0, 0, 1) AS north, compass_bearing(0, 0, 1, 0) AS east, compass_bearing(0, 0, 0, -1) AS south,
    compass_bearing(0, 0, -1, 0) AS west, compass_bearing(5, 5, 5, 5) AS nowhere;

-- datums: there and back to 1e-9 degrees for every kind of geometry, untouched outside China
CREATE TEMP TABLE shape (g geometry);
INSERT INTO shape SELECT ST_GeomFromEWKT(t) FROM unnest(ARRAY['SRID=4326;POINT(117 36.6)', 'LINESTRING(117 36,118 37,119.5 35)',
    'SRID=4326;POLYGON((117 36,118 36,118 37,117 36),(117.5 36.2,117.6 36.2,117.6 36.3,117.5 36.2))', 'POINT Z(117 36 5)',
    'MULTIPOLYGON(((117 36,118 36,118 37,117 36)),((120 36,121 36,121 37,120 36)))', 'POINT ZM(117 36 5 7)', 'POINT EMPTY',
    'GEOMETRYCOLLECTION(POINT(117 36),GEOMETRYCOLLECTION(LINESTRING(117 36,118 37),POINT(2.35 48.85)))', 'CIRCULARSTRING(117 36,118 37,119 36)',
    'SRID=4490;CURVEPOLYGON(COMPOUNDCURVE(CIRCULARSTRING(117 36,118 37,119 36),(119 36,117 36)))']) t;
SELECT GeometryType(g) AS type, ST_SRID(a) AS srid, ST_HausdorffDistance(ST_CurveToLine(g), ST_CurveToLine(a)) < 1e-9 AS gcj_back,
    ST_HausdorffDistance(ST_CurveToLine(g), ST_CurveToLine(b)) < 1e-9 AS bd_back, ST_NDims(a) AS dims
FROM shape, LATERAL (SELECT gcj02_to_wgs84(wgs84_to_gcj02(g)) a, bd09_to_wgs84(wgs84_to_bd09(g)) b) s;
SELECT ST_AsText(wgs84_to_gcj02('POINT(2.35 48.85)')) AS paris;
-- the widely published example of the transform
SELECT ST_AsText(wgs84_to_gcj02('POINT(116.404 39.915)'), 6) AS gcj02, ST_AsText(gcj02_to_bd09('POINT(116.404 39.915)'), 6) AS bd09;
SELECT max(great_circle_distance(x, y, ST_X(s), ST_Y(s))) BETWEEN 100 AND 800 AS shift_of_hundreds_of_metres,
    max(greatest(abs(ST_X(b) - x), abs(ST_Y(b) - y))) < 1e-9 AS inverse_to_1e_9
FROM generate_series(74, 134, 5) x, generate_series(18, 53, 5) y, wgs84_to_gcj02(ST_MakePoint(x, y)) s, gcj02_to_wgs84(s) b;
SELECT ST_IsValid(repaired_polygon('POLYGON((0 0,2 2,2 0,0 2,0 0))')) AS valid, GeometryType(repaired_polygon('POLYGON((0 0,2 2,2 0,0 2,0 0))')) AS type,
    ST_IsEmpty(repaired_polygon('POLYGON((0 0,1 1,2 2,0 0))')) AS no_area_left;

-- the path graph of five nodes
CREATE TEMP TABLE path AS SELECT
    (SELECT matrix_agg(a::text, b::text, 1) FROM generate_series(1, 5) a, generate_series(1, 5) b WHERE abs(a - b) = 1) AS w,
    (SELECT matrix_agg(i::text, 'x', (ARRAY[1,2,4,3,5])[i]) FROM generate_series(1, 5) i) AS v;
SELECT transform, round(moran_i::numeric, 6) AS moran_i, expected, round(variance_normality::numeric, 6) AS variance, round(z_normality::numeric, 6) AS z
FROM path, unnest('{binary,row}'::text[]) transform, moran(w, v, transform);
SELECT l.region, round(l.local_i::numeric, 6) AS local_i, l.quadrant, round(g.z::numeric, 6) AS g_star_z, g.spot
FROM path, local_moran(w, v) l JOIN LATERAL local_g(w, v) g ON g.region = l.region;

-- points on a line
CREATE TEMP TABLE line AS SELECT point_agg(x, 0, 1, CASE WHEN x IN (0, 1, 10) THEN 'a' ELSE 'b' END) AS p FROM unnest('{0,1,2,10,11,20}'::float8[]) x;
SELECT r, round(kd::numeric, 6) AS kd FROM kd_function((SELECT point_agg(x, 0, 1) FROM unnest('{0,1,3}'::float8[]) x), '{0,1,2,3}', bandwidth => 1, distance => 'projected');
SELECT r, round(m::numeric, 6) AS m, centres FROM line, m_function(p, 'a', '{0.5,1,2}', distance => 'projected');

-- access
CREATE TEMP TABLE trip AS SELECT matrix_dense('{1,2,3}', '{a,b}', '{2,7,4,3,9,1}') AS cost, matrix_dense('{a,b}', '{beds}', '{10,6}') AS supply,
    matrix_dense('{1,2,3}', '{people}', '{100,50,50}') AS demand;
SELECT region, round(access::numeric, 6) AS access, sites_in_reach, nearest FROM trip, catchment_access(cost, supply, demand, 5);
SELECT site, round(supply_ratio::numeric, 6) AS supply_ratio, demand_in_reach FROM trip, catchment_sites(cost, supply, demand, 5);
SELECT decay, round(sum(access * demand_amount)::numeric, 9) AS total FROM trip, unnest('{step,linear,gaussian,exponential,power}'::text[]) decay, catchment_access(cost, supply, demand, 8, decay) GROUP BY decay ORDER BY decay;
SELECT row_key, col_key, round(value::numeric, 6) AS probability FROM trip, cells(huff(cost, supply));
SELECT round((10 / 4.0) / (10 / 4.0 + 6 / 49.0), 6) AS first_by_hand;

-- centre and ellipse
SELECT n, x, y, round(standard_distance::numeric, 6) AS sd, round(major_axis::numeric, 6) AS major, round(minor_axis::numeric, 6) AS minor,
    round(variance_x::numeric, 6) AS vx, round(variance_y::numeric, 6) AS vy, round(covariance::numeric, 6) AS cov, round(direction::numeric, 4) AS direction
FROM (SELECT (mean_centre(x, y, w, 'projected')).* FROM (VALUES (0, 0, 1), (4, 0, 2), (4, 3, 3), (0, 3, 4)) v(x, y, w)) s;
SELECT n, weight, x, y, standard_distance, direction FROM (SELECT (mean_centre(117, 36, w)).* FROM unnest('{1,0,NULL,3}'::float8[]) w) s;
SELECT mean_centre(117, 36, NULL) IS NULL AS nothing, (mean_centre(117, 36, 0)).x IS NULL AS weightless;
SELECT period, round(lon::numeric, 4) AS lon, round(lat::numeric, 4) AS lat, round(step::numeric, 1) AS step, round(bearing::numeric, 2) AS bearing, n_regions
FROM centre_path(matrix_dense('{a,b}', '{2000,2001,2002}', '{1,1,3,1,3,1}'), matrix_dense('{a,b}', '{lat,lon}', '{36,117,36,119}'));

-- dbmss, spatstat: M, K, K_d
CREATE TEMP TABLE plant (x float8, y float8, t text, w float8);
\copy plant FROM 'test/data/place/kd_input.csv' CSV HEADER
CREATE TEMP TABLE e_m (r float8, a float8, ab float8, case_control float8);
\copy e_m FROM 'test/data/place/kd_expected_M.csv' CSV HEADER
CREATE TEMP TABLE e_exact (r float8, kd float8);
\copy e_exact FROM 'test/data/place/kd_expected_exact.csv' CSV HEADER
CREATE TEMP TABLE e_kd (r float8, a float8, a_weighted float8, ab float8, ab_weighted float8, whole float8, sj float8, approximate float8, adjust2 float8, startmin float8);
\copy e_kd FROM 'test/data/place/kd_expected.csv' CSV HEADER
CREATE TEMP TABLE e_k (r float8, k float8, l float8, g text, d float8, k_all float8);
\copy e_k FROM 'test/data/place/kd_expected_KLgD.csv' CSV HEADER
CREATE TEMP TABLE plants AS SELECT point_agg(x, y, w, t) AS p, (SELECT array_agg(r ORDER BY r) FROM e_exact) AS radii FROM plant;
SELECT max(abs(m.m - a)) < 1e-12 AS m_a, count(m.m) AS defined FROM plants, e_m JOIN LATERAL m_function(p, 'A', radii, distance => 'projected') m USING (r);
SELECT max(abs(m.m - ab)) < 1e-12 AS m_ab FROM plants, e_m JOIN LATERAL m_function(p, 'A', radii, 'B', distance => 'projected') m USING (r);
SELECT max(abs(m.m - case_control)) < 1e-12 AS m_case_control FROM plants, e_m JOIN LATERAL m_function(p, 'A', radii, 'A', 'B', distance => 'projected') m USING (r);
SELECT max(abs(k.kd / e.kd - 1)) < 1e-9 AS exact, round(max(bandwidth_used)::numeric, 12) AS bandwidth
FROM plants, e_exact e JOIN LATERAL kd_function(p, radii, 'A', weighted => false, reflection => 'near', distance => 'projected') k USING (r);
-- dbmss bins by FFT, 0.04 to 0.25 % above the exact sum
SELECT max(abs(k.kd / a - 1)) < 0.0025 AS within FROM plants, e_kd JOIN LATERAL kd_function(p, radii, 'A', weighted => false, distance => 'projected') k USING (r)
UNION ALL SELECT max(abs(k.kd / a_weighted - 1)) < 0.0025 FROM plants, e_kd JOIN LATERAL kd_function(p, radii, 'A', distance => 'projected') k USING (r)
UNION ALL SELECT max(abs(k.kd / ab - 1)) < 0.0025 FROM plants, e_kd JOIN LATERAL kd_function(p, radii, 'A', 'B', false, distance => 'projected') k USING (r)
UNION ALL SELECT max(abs(k.kd / ab_weighted - 1)) < 0.0025 FROM plants, e_kd JOIN LATERAL kd_function(p, radii, 'A', 'B', distance => 'projected') k USING (r)
UNION ALL SELECT max(abs(k.kd / whole - 1)) < 0.0025 FROM plants, e_kd JOIN LATERAL kd_function(p, radii, weighted => false, distance => 'projected') k USING (r)
UNION ALL SELECT max(abs(k.kd / sj - 1)) < 0.0025 FROM plants, e_kd JOIN LATERAL kd_function(p, radii, 'A', weighted => false, bandwidth_rule => 'sheather_jones', distance => 'projected') k USING (r);
-- its own grid (512 radii to a third of the diagonal), and twice the bandwidth
CREATE TEMP TABLE e_grid (r float8, kd float8);
\copy e_grid FROM 'test/data/place/kd_expected_default_grid.csv' CSV HEADER
CREATE TEMP TABLE e_bandwidth (name text, value float8);
\copy e_bandwidth FROM 'test/data/place/kd_expected_bandwidth.csv' CSV HEADER
SELECT count(*) AS radii, max(abs(k.kd / e.kd - 1)) < 0.0025 AS within FROM plants, e_grid e JOIN LATERAL kd_function(p, (SELECT array_agg(r ORDER BY r) FROM e_grid), 'A', weighted => false, reflection => 'near', distance => 'projected') k USING (r)
UNION ALL SELECT count(*), max(abs(k.kd / e.adjust2 - 1)) < 0.0025 FROM plants, e_kd e JOIN LATERAL kd_function(p, radii, 'A', weighted => false, bandwidth => 2 * (SELECT value FROM e_bandwidth WHERE name = 'bw_nrd0'), reflection => 'near', distance => 'projected') k USING (r);
-- the definition summed in SQL: weighted, both kinds of distance, three tolerances
CREATE TEMP TABLE geo AS SELECT point_agg(116 + x / 25, 35 + y / 30, w, t) AS p FROM plant;
WITH pair AS (
    SELECT a.weight * b.weight AS e, great_circle_distance(a.x, a.y, b.x, b.y) AS d
    FROM geo, LATERAL (SELECT row_number() OVER () AS i, q.* FROM points(p) q WHERE category = 'A') a,
        LATERAL (SELECT row_number() OVER () AS i, q.* FROM points(p) q WHERE category = 'A') b WHERE a.i < b.i
), sum AS (
    SELECT r, sum(e * (exp(greatest(-700, ((r - d) / 9000) ^ 2 / -2)) + exp(greatest(-700, ((r + d) / 9000) ^ 2 / -2)))) / sqrt(2 * pi()) / 9000 / sum(e) AS kd
    FROM pair, unnest('{0,5000,20000,60000,100000}'::float8[]) r GROUP BY r
)
SELECT tolerance, max(abs(k.kd / s.kd - 1)) < tolerance AS held
FROM geo, unnest('{1e-4,1e-6,1e-9,1e-11}'::float8[]) tolerance, sum s
JOIN LATERAL kd_function(p, '{0,5000,20000,60000,100000}', 'A', bandwidth => 9000, tolerance => tolerance) k USING (r) GROUP BY tolerance ORDER BY tolerance;
SELECT edge, max(abs(f.k - e.k)) < 1e-9 AS k, max(abs(f.l_minus_r - e.l)) < 1e-9 AS l, max(abs(f.d - e.d)) < 1e-9 AS d
FROM plants, unnest('{isotropic}'::text[]) edge, e_k e JOIN LATERAL k_function(p, radii, 'A', edge, '{0,0,100,100}', distance => 'projected') f USING (r) GROUP BY edge;
WITH a AS (SELECT row_number() OVER () AS i, x, y FROM plant WHERE t = 'A'), hand AS (
    SELECT r, 10000.0 / (130 * 129) * count(*) AS plain, 10000.0 / (130 * 129) * sum(10000 / ((100 - abs(a.x - b.x)) * (100 - abs(a.y - b.y)))) AS translation
    FROM a JOIN a b ON a.i <> b.i JOIN unnest('{5,20}'::float8[]) r ON sqrt((a.x - b.x) ^ 2 + (a.y - b.y) ^ 2) <= r GROUP BY r
)
SELECT n.r, abs(n.k - plain) < 1e-9 AS none, abs(t.k - translation) < 1e-8 AS translation FROM hand,
    plants, LATERAL k_function(p, '{5,20}', 'A', 'none', '{0,0,100,100}', distance => 'projected') n,
    LATERAL k_function(p, '{5,20}', 'A', 'translation', '{0,0,100,100}', distance => 'projected') t WHERE hand.r = n.r AND t.r = n.r ORDER BY n.r;
-- envelopes: the same bits twice, bands in order, the observed curve of a clump outside
SELECT count(DISTINCT k::text) AS radii, count(*) AS rows, bool_and(low_global <= low_local AND low_local <= high_local AND high_local <= high_global) AS in_order
FROM plants, generate_series(1, 2), LATERAL kd_function(plants.p, NULL, 'A', draws => 50, distance => 'projected') k;
SELECT global_verdict, count(*), min(p) AS p FROM kd_function(
    (SELECT point_agg(i % 37 + (CASE WHEN i % 5 = 0 THEN 0 ELSE 20 END), i % 41, 1, CASE WHEN i % 37 < 6 AND i % 41 < 6 THEN 'clump' ELSE 'rest' END) FROM generate_series(1, 1500) i),
    '{1,2,3}', 'clump', bandwidth => 1, draws => 99, distance => 'projected') GROUP BY 1;

-- scikit-learn: DBSCAN
CREATE TEMP TABLE blob (id integer, x float8, y float8);
\copy blob FROM 'test/data/place/blobs_input.csv' CSV HEADER
CREATE TEMP TABLE e_blob (id integer, label integer, core integer, ambiguous integer);
\copy e_blob FROM 'test/data/place/blobs_expected.csv' CSV HEADER
SELECT count(*) AS points, count(*) FILTER (WHERE coalesce(d.cluster - 1, -1) <> e.label OR d.core::integer <> e.core) AS different
FROM dbscan((SELECT point_agg(id::text, x, y, 1, NULL) FROM blob), 3, 5, 'projected') d JOIN e_blob e ON e.id = d.id::integer;
SELECT (SELECT md5(string_agg(d::text, ' ')) FROM dbscan((SELECT point_agg(id::text, x, y, 1, NULL) FROM (SELECT * FROM blob ORDER BY md5(id::text)) s), 3, 5, 'projected') d)
    = (SELECT md5(string_agg(d::text, ' ')) FROM dbscan((SELECT point_agg(id::text, x, y, 1, NULL) FROM blob), 3, 5, 'projected') d) AS any_order;
CREATE TEMP TABLE blob_info (name text, value float8);
\copy blob_info FROM 'test/data/place/blobs_info.csv' CSV HEADER
SELECT count(DISTINCT d.cluster) = max(i.value) FILTER (WHERE i.name = 'clusters') AS clusters, count(*) FILTER (WHERE d.cluster IS NULL AND i.name = 'noise') = max(i.value) FILTER (WHERE i.name = 'noise') AS noise
FROM dbscan((SELECT point_agg(id::text, x, y, 1, NULL) FROM blob), 3, 5, 'projected') d CROSS JOIN blob_info i;
-- weights: a threshold of 1 is met by ten weights of 0.1, not by nine
SELECT k, count(*) FILTER (WHERE core) AS core FROM unnest('{9,10}'::int[]) k, LATERAL dbscan((SELECT point_agg(i::text, i / 100.0, 0, 0.1, NULL) FROM generate_series(1, k) i), 1, 1, 'projected') GROUP BY k ORDER BY k;
-- a border point between two clusters takes the lower number; ids order by length, then bytes
SELECT id, cluster, core FROM dbscan((SELECT point_agg(id, x, 0, 1, NULL) FROM (VALUES ('10', 0.0), ('11', 0.5), ('12', 1.0), ('9', 4.0), ('13', 4.5), ('14', 5.0), ('5', 2.5)) v(id, x)), 1.5, 4, 'projected') ORDER BY x;
-- definition by brute force on the sphere, weighted, across the antimeridian
CREATE TEMP TABLE globe AS SELECT i::text AS id, CASE WHEN lon > 180 THEN lon - 360 ELSE lon END AS lon, lat, 1 + i % 4 AS w
FROM (SELECT i, 179 + ((i * 7919) % 1000) / 500.0 AS lon, 10 + ((i * 104729) % 1000) / 500.0 AS lat FROM generate_series(1, 400) i) s;
WITH d AS (SELECT * FROM dbscan((SELECT point_agg(id, lon, lat, w, NULL) FROM globe), 12000, 10)), near AS (
    SELECT a.id, sum(b.w) AS w FROM globe a JOIN globe b ON great_circle_distance(a.lon, a.lat, b.lon, b.lat) <= 12000 GROUP BY a.id
)
SELECT bool_and(d.core = (near.w >= 10)) AS core_by_definition, count(*) FILTER (WHERE core) BETWEEN 50 AND 350 AS some_of_both,
    NOT EXISTS (SELECT 1 FROM d a, d b WHERE a.core AND b.core AND a.cluster <> b.cluster AND great_circle_distance(a.x, a.y, b.x, b.y) <= 12000) AS no_link_between_clusters
FROM d JOIN near USING (id);
SELECT cluster, members, core_members, weight, round(weight_share::numeric, 4) AS share, leading_industry, round(leading_lq::numeric, 4) AS lq, leading_industries, round(area_km2::numeric, 1) AS km2, GeometryType(hull) AS hull
FROM point_clusters((SELECT point_agg(i::text, 117 + i % 5 * 0.01 + CASE WHEN i > 50 THEN 1 ELSE 0 END, 36 + i % 7 * 0.01, 10, CASE WHEN i > 50 OR i % 5 = 0 THEN 'C13' ELSE 'C17' END) FROM generate_series(1, 80) i), 2000, 100);

-- pysal, spdep: association on a lattice
CREATE TEMP TABLE lattice (id text, y float8, xc float8, yc float8);
\copy lattice FROM 'test/data/place/lattice_input.csv' CSV HEADER
CREATE TEMP TABLE link (i text, j text, w float8);
\copy link FROM 'test/data/place/lattice_weights.csv' CSV HEADER
CREATE TEMP TABLE e_global (name text, v float8);
\copy e_global FROM 'test/data/place/lattice_global.csv' CSV HEADER
CREATE TEMP TABLE e_local (id text, i_r float8, q_r integer, ei_r float8, vi_r float8, spdep_r float8, g_r float8, gz_esda_r float8, gz_r float8, gs_r float8, gsz_esda_r float8, gsz_r float8,
    i_b float8, q_b integer, ei_b float8, vi_b float8, spdep_b float8, g_b float8, gz_esda_b float8, gz_b float8, gs_b float8, gsz_esda_b float8, gsz_b float8);
\copy e_local FROM 'test/data/place/lattice_local.csv' CSV HEADER
CREATE TEMP TABLE m AS SELECT (SELECT matrix_agg(i, j, w) FROM link) AS w, (SELECT matrix_agg(id, 'y', y) FROM lattice) AS v, (SELECT jsonb_object_agg(name, v) FROM e_global) AS e;
SELECT t, abs(moran_i - (e->>('moran_I_' || t))::float8) < 1e-12 AS i, abs(variance_normality - (e->>('moran_VI_norm_' || t))::float8) < 1e-12 AS vn,
    abs(variance_randomisation - (e->>('moran_VI_rand_' || t))::float8) < 1e-12 AS vr, abs(p_randomisation - (e->>('moran_p_rand_' || t))::float8) < 1e-12 AS p
FROM m, (VALUES ('r', 'row'), ('b', 'binary')) x(t, transform), moran(w, v, transform);
SELECT t, abs(geary_c - (e->>('geary_C_' || t))::float8) < 1e-12 AS c, abs(variance_normality - (e->>('geary_VC_norm_' || t))::float8) < 1e-12 AS vn,
    abs(variance_randomisation - (e->>('geary_VC_rand_' || t))::float8) < 1e-12 AS vr
FROM m, (VALUES ('r', 'row'), ('b', 'binary')) x(t, transform), geary(w, v, transform);
SELECT abs(general_g - (e->>'general_G')::float8) < 1e-12 AS g, abs(variance_randomisation - (e->>'general_VG')::float8) < 1e-15 AS v, abs(z_randomisation - (e->>'general_z')::float8) < 1e-9 AS z FROM m, general_g(w, v);
SELECT max(abs(l.local_i - spdep_r)) < 1e-12 AS i, max(abs(s.local_i - i_r)) < 1e-12 AS i_n_minus_1, max(abs(l.expected - ei_r)) < 1e-12 AS expected, max(abs(l.variance - vi_r)) < 1e-12 AS variance,
    bool_and(l.quadrant = (ARRAY['HH','LH','LL','HL'])[q_r]) AS quadrant
FROM m, local_moran(w, v) l JOIN e_local e ON e.id = l.region JOIN LATERAL local_moran(w, v, permutations => 0, local_scale => 'n-1') s ON s.region = l.region;
SELECT max(abs(g.local_g - g_r)) < 1e-12 AS g, max(abs(g.z - gz_r)) < 1e-9 AS gz, max(abs(s.local_g - gs_b)) < 1e-12 AS g_star, max(abs(s.z - gsz_b)) < 1e-9 AS g_star_z
FROM m, local_g(w, v, 'row', star => false) g JOIN e_local e ON e.id = g.region JOIN LATERAL local_g(w, v) s ON s.region = g.region;
-- permutation agrees with the analytic p, and repeats; fdr is not below p
SELECT abs(p_permutation - p_randomisation) < 0.01 AS like_analytic, abs(permutation_mean - expected) < 0.01 AS mean, abs(permutation_sd - sqrt(variance_randomisation)) < 0.005 AS sd FROM m, moran(w, v, permutations => 9999);
SELECT count(DISTINCT l::text) AS regions, count(*) AS rows, bool_and(p_fdr >= p_permutation) AS fdr FROM m, generate_series(1, 2), LATERAL local_moran(w, v, seed => 7) l;
-- join counts: expectation and variance over all 20 colourings of six nodes
WITH colour AS (SELECT c, ARRAY(SELECT (c >> k) & 1 FROM generate_series(0, 5) k) AS x FROM generate_series(0, 63) c), three AS (SELECT * FROM colour WHERE (SELECT sum(b) FROM unnest(x) b) = 3), w AS (
    SELECT i, j, CASE WHEN (i + j) % 3 = 0 THEN 2.0 ELSE 1.0 END AS w FROM generate_series(1, 6) i, generate_series(1, 6) j WHERE abs(i - j) IN (1, 3)
), k AS (
    SELECT c, sum(w) FILTER (WHERE x[i] = 1 AND x[j] = 1) / 2 AS a, sum(w) FILTER (WHERE x[i] = 0 AND x[j] = 0) / 2 AS b, sum(w) FILTER (WHERE x[i] <> x[j]) / 2 AS ab FROM three, w GROUP BY c
), by_hand AS (SELECT avg(coalesce(a, 0)) AS e1, var_pop(coalesce(a, 0)) AS v1, avg(coalesce(ab, 0)) AS e3, var_pop(coalesce(ab, 0)) AS v3 FROM k)
SELECT joins, count, round(expected::numeric, 6) AS expected, round(variance::numeric, 6) AS variance, round(CASE joins WHEN '1-0' THEN e3 ELSE e1 END, 6) AS by_hand, round(CASE joins WHEN '1-0' THEN v3 ELSE v1 END, 6) AS variance_by_hand
FROM by_hand, join_counts((SELECT matrix_agg(i::text, j::text, w) FROM w), matrix_dense('{1,2,3,4,5,6}', '{x}', '{1,1,1,0,0,0}'), 'none', permutations => 0);
-- islands and equal values
SELECT islands, region, round(local_i::numeric, 4) AS local_i, status FROM path, unnest('{drop,zero}'::text[]) islands, local_moran(w, v + matrix_dense('{isle}', '{x}', '{9}'), islands => islands, permutations => 0) WHERE region IN ('1', 'isle');
SELECT n, islands_dropped, moran_i, status FROM path, moran(w, matrix_dense('{1,2,3,4,5}', '{x}', '{0.1,0.1,0.1,0.1,0.1}'));

-- neighbours
SELECT row_key, string_agg(col_key, ',' ORDER BY col_key) AS nearest FROM cells(nearest_weights((SELECT point_agg(i::text, i * i, 0, 1, NULL) FROM generate_series(1, 5) i), 2, distance => 'projected')) GROUP BY 1 ORDER BY 1;
SELECT n_cells(w) AS cells, n_rows(w) AS rows, (SELECT count(*) FROM globe a, globe b WHERE a.id <> b.id AND great_circle_distance(a.lon, a.lat, b.lon, b.lat) <= 15000) AS by_hand
FROM band_weights((SELECT point_agg(id, lon, lat, w, NULL) FROM globe), 15000) w;
WITH k AS (SELECT row_key, col_key FROM cells(nearest_weights((SELECT point_agg(id, lon, lat, w, NULL) FROM globe), 6)))
SELECT count(*) AS pairs, count(*) FILTER (WHERE EXISTS (SELECT 1 FROM globe c WHERE c.id NOT IN (SELECT k2.col_key FROM k k2 WHERE k2.row_key = k.row_key) AND c.id <> k.row_key
    AND great_circle_distance(a.lon, a.lat, c.lon, c.lat) < great_circle_distance(a.lon, a.lat, b.lon, b.lat) - 1e-6)) AS nearer_left_out
FROM k JOIN globe a ON a.id = k.row_key JOIN globe b ON b.id = k.col_key;
SELECT rule, w FROM (SELECT array_agg(i || ',' || j ORDER BY i, j) AS labels, array_agg(ST_MakeEnvelope(i, j, i + 1, j + 1) ORDER BY i, j) AS shapes FROM generate_series(0, 1) i, generate_series(0, 1) j) s,
    unnest('{queen,rook}'::text[]) rule, contiguity_weights(labels, shapes, rule) w;

-- point sets: order of rows, plan and wire do not matter
SELECT n_points(p), (SELECT string_agg(concat_ws(':', id, x, y, weight, category), ' ') FROM points(p)) FROM (SELECT point_agg(id, x, y, w, c) AS p FROM (VALUES ('b', 1, 2, 3, 'C'), ('a', 1, 2, 3, NULL), (NULL, 0, -0.0, 0, 'D'), ('z', NULL, 1, 1, 'E')) v(id, x, y, w, c)) s;
SELECT p::text::point_set::text = p::text AS text_round_trip, (SELECT point_merge(q)::text FROM (SELECT point_agg(x, y, w, t) q FROM plant GROUP BY t) s) = p::text AS merged FROM plants;
SELECT kd_function(NULL) IS NULL AS no_rows, (SELECT count(*) FROM m_function(NULL, 'A')) AS none;
