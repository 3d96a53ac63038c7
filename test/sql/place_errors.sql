-- Place: what is refused, and how.
SET client_min_messages = warning; -- a notice would print its place in PostGIS
SET search_path = industry, public;
\set VERBOSITY verbose
\set SHOW_CONTEXT never
CREATE FUNCTION pg_temp.refused(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    detail text;
    hint text;
BEGIN
    EXECUTE statement;
    RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    RETURN SQLSTATE || ' ' || SQLERRM || CASE WHEN detail <> '' THEN ' | ' || detail ELSE '' END || CASE WHEN hint <> '' THEN ' | ' || hint ELSE '' END;
END $$;
CREATE TEMP TABLE one AS SELECT point_agg('a', 117, 36, 1, 'C13') AS p;
CREATE TEMP TABLE same AS SELECT point_agg(i::text, 117, 36, 1, 'C13') AS p FROM generate_series(1, 5) i;
CREATE TEMP TABLE far AS SELECT point_agg(i::text, i * 1000, 500000, 1, 'C13') AS p FROM generate_series(1, 5) i;
CREATE TEMP TABLE weightless AS SELECT point_agg(i::text, 117 + i, 36, 0, 'C13') AS p FROM generate_series(1, 5) i;
\pset format unaligned
\pset tuples_only on
SELECT pg_temp.refused(statement) FROM unnest(ARRAY[
    -- coordinates and weights
    $$SELECT point_agg('NaN', 1, 1)$$,
    $$SELECT point_agg(1, 'Infinity', 1)$$,
    $$SELECT point_agg(1, 1, -1)$$,
    $$SELECT point_agg(1, 1, 'NaN')$$,
    $$SELECT point_agg(repeat('x', 9000), 1, 1, 1, NULL)$$,
    $$SELECT great_circle_distance(181, 0, 0, 0)$$,
    $$SELECT great_circle_distance(0, 0, 0, -90.5)$$,
    $$SELECT mean_centre('NaN', 0, 1)$$,
    $$SELECT mean_centre(500000, 4000000, 1)$$,
    $$SELECT mean_centre(x, 0, 1) FROM unnest('{-179,179}'::float8[]) x$$,
    $$SELECT mean_centre(1, 1, 1, 'euclid')$$,
    $$SELECT mean_centre(1, 1, 1, d) FROM unnest('{projected,great_circle}'::text[]) d$$,
    -- geometry
    $$SELECT gcj02_to_wgs84(ST_SetSRID(ST_MakePoint(500000, 4000000), 32650))$$,
    $$SELECT gcj02_to_wgs84(ST_MakePoint('NaN', 30))$$,
    $$SELECT gcj02_to_wgs84(ST_MakePoint(30, 117))$$,
    $$SELECT datum_shift('\x01', 'gcj02', 'wgs84')$$,
    $$SELECT datum_shift('\x0101000000', 'gcj02', 'wgs84')$$,
    $$SELECT datum_shift('\x0102000000ffffffff', 'gcj02', 'wgs84')$$,
    $$SELECT datum_shift(ST_AsEWKB(ST_MakePoint(1, 1)) || '\x00', 'gcj02', 'wgs84')$$,
    $$SELECT datum_shift(ST_AsEWKB(ST_MakePoint(1, 1)), 'cgcs', 'wgs84')$$,
    $$SELECT to_wgs84(ST_MakePoint('NaN', 30), 'wgs84')$$,
    $$SELECT repaired_polygon('POLYGON((0 0,1 1,1 0,NaN 0,0 0))')$$,
    $$SELECT repaired_polygon('POLYGON((0 0,1 1,NaN NaN,1 0,0 0))')$$,
    $$SELECT repaired_polygon('CURVEPOLYGON(CIRCULARSTRING(0 0,4 0,4 4,0 4,0 0))')$$,
    $$SELECT repaired_polygon('TIN(((0 0 0,0 0 1,0 1 0,0 0 0)))')$$,
    $$SELECT map_shape('POLYGON((0 0,1 1,1 0,NaN 0,0 0))', 0.1)$$,
    $$SELECT map_shape('POLYGON((0 0,1 1,1 0,0 0))', -1)$$,
    $$SELECT map_shape('POLYGON((0 0,1 1,1 0,0 0))', 'NaN')$$,
    $$SELECT map_shape('POLYGON((0 0,1 1,1 0,0 0))', 0.1, 'cgcs')$$,
    $$SELECT zone_of('\x', point(0, 0))$$,
    $$SELECT zone_of(zones_pack(ARRAY['\x01'::bytea]), point(0, 0))$$,
    $$SELECT zone_of(zones_pack(ARRAY[ST_AsBinary('POLYGON((0 0,1 1,1 0,NaN 0,0 0))'::geometry)]), point(0, 0))$$,
    $$SELECT zones_pack(ARRAY[NULL::bytea])$$,
    $$SELECT contiguity_weights('{a,a}', ARRAY[ST_MakePoint(0, 0), ST_MakePoint(1, 1)])$$,
    $$SELECT contiguity_weights('{a,b}', ARRAY[ST_MakePoint('NaN', 0), ST_MakePoint(1, 1)])$$,
    $$SELECT contiguity_weights('{a,b}', ARRAY[ST_MakePoint(0, 0), ST_MakePoint(1, 1)], 'rook', 'Infinity')$$,
    $$SELECT contiguity_weights('{a,b}', ARRAY[ST_MakeEnvelope(0,0,1,1), ST_MakeEnvelope(1,0,2,1)], 'bishop')$$,
    $$SELECT contiguity_weights('{a,b}', ARRAY[ST_MakeEnvelope(0,0,1,1,4326), ST_MakeEnvelope(1,0,2,1,3857)])$$,
    $$SELECT contiguity_weights('{a,b}', ARRAY[ST_MakeEnvelope(0,0,1,1)])$$,
    $$SELECT contiguity_weights('{a,b}', ARRAY[ST_MakeEnvelope(0,0,1,1), 'POLYGON((0 0,2 2,2 0,0 2,0 0))'::geometry])$$,
    -- clusters and neighbours
    $$SELECT dbscan(p, -1, 1) FROM one$$,
    $$SELECT dbscan(p, 'NaN', 1) FROM one$$,
    $$SELECT dbscan(p, 1, 0) FROM one$$,
    $$SELECT dbscan(p, 1, 1) FROM far$$,
    $$SELECT dbscan(p, 1, 1, 'metres') FROM one$$,
    $$SELECT nearest_weights(p, 1) FROM one$$,
    $$SELECT nearest_weights(p, 0) FROM same$$,
    $$SELECT nearest_weights(p, 1, 'inverse') FROM same$$,
    $$SELECT nearest_weights(point_agg(x, 0, 1), 1) FROM generate_series(1, 3) x$$,
    $$SELECT band_weights(point_agg('a', x, 0, 1, NULL), 1) FROM generate_series(1, 3) x$$,
    $$SELECT band_weights(p, 0) FROM same$$,
    -- functions of distance
    $$SELECT kd_function(p) FROM one$$,
    $$SELECT kd_function(p) FROM same$$,
    $$SELECT kd_function(p, '{1,2}') FROM same$$,
    $$SELECT kd_function(p, '{1,2}', bandwidth => 1) FROM weightless$$,
    $$SELECT kd_function(p, '{1,2}', bandwidth => 0) FROM same$$,
    $$SELECT kd_function(p, '{2,1}', bandwidth => 1) FROM same$$,
    $$SELECT kd_function(p, '{}', bandwidth => 1) FROM same$$,
    $$SELECT kd_function(p, '{1,NULL}', bandwidth => 1) FROM same$$,
    $$SELECT kd_function(p, '{NaN}', bandwidth => 1) FROM same$$,
    $$SELECT kd_function(p, '{1e7}', bandwidth => 1e-3) FROM same$$,
    $$SELECT kd_function(p, '{2e7}', bandwidth => 1000) FROM same$$,
    $$SELECT kd_function(p, '{1}', 'C99', bandwidth => 1) FROM same$$,
    $$SELECT kd_function(p, '{1}', NULL, 'C13', bandwidth => 1) FROM same$$,
    $$SELECT kd_function(p, '{1}', bandwidth => 1, draws => -1) FROM same$$,
    $$SELECT kd_function(p, '{1}', bandwidth => 1, draws => 10, level => 1) FROM same$$,
    $$SELECT kd_function(p, '{1}', bandwidth => 1, tolerance => 0.5) FROM same$$,
    $$SELECT kd_function(p, '{1}', bandwidth => 1, seed => NULL) FROM same$$,
    $$SELECT kd_function(p, '{1}', bandwidth_rule => 'scott') FROM same$$,
    $$SELECT m_function(p, 'C13', '{1}') FROM one$$,
    $$SELECT m_function(p, 'C99', '{1}') FROM same$$,
    $$SELECT m_function(p, 'C13', rmax => 'all') FROM same$$,
    $$SELECT k_function(p, '{1}') FROM same$$,
    $$SELECT k_function(p, '{1}', edge => 'isotropic', bounds => '{0,0,180,90}') FROM same$$,
    $$SELECT k_function(p, '{1}', bounds => '{0,0,10,90}') FROM same$$,
    $$SELECT k_function(p, '{1}', bounds => '{0,0,10}') FROM same$$,
    -- association
    $$SELECT moran('{"rows":["a"],"cols":["b"],"cells":[[0,0,-1]]}', matrix_dense('{a,b}', '{x}', '{1,2}'))$$,
    $$SELECT moran(matrix('{a,c}', '{c,a}', '{1,1}'), matrix_dense('{a,b}', '{x}', '{1,2}'))$$,
    $$SELECT moran(matrix('{a,b}', '{b,a}', '{1,1}'), matrix_dense('{a,b,isle}', '{x}', '{1,2,3}'), islands => 'error')$$,
    $$SELECT moran(matrix('{a,b}', '{b,a}', '{1,1}'), matrix_dense('{a,b}', '{x}', '{1,2}'), 'column')$$,
    $$SELECT moran(matrix('{a,b}', '{b,a}', '{1,1}'), matrix_dense('{a,b}', '{x}', '{1,2}'), permutations => -1)$$,
    $$SELECT general_g(matrix('{a,b}', '{b,a}', '{1,1}'), matrix_dense('{a,b}', '{x}', '{1,-2}'))$$,
    $$SELECT join_counts(matrix('{a,b}', '{b,a}', '{1,1}'), matrix_dense('{a,b}', '{x}', '{1,2}'))$$,
    $$SELECT local_moran(matrix('{a,b}', '{b,a}', '{1,1}'), matrix_dense('{a,b}', '{x}', '{1,2}'), alpha => 2)$$,
    -- access
    $$SELECT catchment_access(matrix_dense('{a}', '{s}', '{-1}'), matrix_dense('{s}', '{q}', '{1}'), matrix_dense('{a}', '{q}', '{1}'), 1)$$,
    $$SELECT catchment_access(matrix_dense('{a}', '{s}', '{1}'), matrix_dense('{s}', '{q,r}', '{1,1}'), matrix_dense('{a}', '{q}', '{1}'), 1)$$,
    $$SELECT catchment_access(matrix_dense('{a}', '{s}', '{1}'), matrix_dense('{s}', '{q}', '{1}'), matrix_dense('{a}', '{q}', '{1}'), -1)$$,
    $$SELECT catchment_access(matrix_dense('{a}', '{s}', '{1}'), matrix_dense('{s}', '{q}', '{1}'), matrix_dense('{a}', '{q}', '{1}'), 1, 'cosine')$$,
    $$SELECT huff(matrix_dense('{a}', '{s}', '{1}'), matrix_dense('{s}', '{q}', '{1}'), min_cost => 0)$$,
    -- stored values
    $$SELECT 'x'::point_set$$,
    $$SELECT '\xzz'::point_set$$,
    $$SELECT '\x01'::point_set$$,
    $$SELECT (SELECT overlay(p::text placing 'ff' from 3 for 2) FROM one)::point_set$$,
    $$SELECT centre_combine('\x00', '\x00')$$
]) statement;
-- one point, equal points, weightless points: documented answers
SELECT * FROM one, dbscan(p, 100, 1);
SELECT cluster, core, count(*) FROM same, dbscan(p, 0, 5) GROUP BY 1, 2;
SELECT cluster, core, count(*) FROM weightless, dbscan(p, 1e6, 1) GROUP BY 1, 2;
SELECT r, m FROM same, m_function(p, 'C13', '{0,1}');
SELECT cluster, members, area_km2, density, ST_AsText(hull) FROM same, point_clusters(p, 10, 3);
SELECT gcj02_to_wgs84('POLYGON EMPTY') IS NOT NULL, ST_IsEmpty(gcj02_to_wgs84('POLYGON EMPTY'));
SELECT ST_IsEmpty(repaired_polygon(e)), ST_IsEmpty(map_shape(e, 1)), contiguity_weights('{a,b}', ARRAY[e, e]) IS NULL FROM CAST('POLYGON EMPTY' AS geometry) e;
SELECT count(*) FROM kd_function(NULL);
-- a cluster across the antimeridian has its centre there, its hull is cut; one round a pole has neither
SELECT cluster, members, lon, round(lat::numeric, 4) AS lat, round(area_km2::numeric, 3) AS km2, ST_NumGeometries(hull) AS parts, ST_XMax(hull) <= 180 AND ST_IsValid(hull) AS valid
FROM (SELECT point_agg(i::text, CASE WHEN i % 2 = 0 THEN 179.99 ELSE -179.98 END, 10 + i * 0.001, 1, NULL) AS p FROM generate_series(0, 9) i) s, point_clusters(p, 10000, 2);
SELECT cluster, members, lon, lat, area_km2, hull FROM (SELECT point_agg(i::text, i * 72 - 150, 89.99, 1, NULL) AS p FROM generate_series(0, 4) i) s, point_clusters(p, 10000, 2);
-- each byte of a valid value changed: refused or another valid value, never a crash
SELECT count(*) FROM one, generate_series(0, length(p::text) / 2 - 2) i, LATERAL (SELECT pg_temp.refused(format('SELECT count(*) FROM points(%L::point_set)', overlay(p::text placing 'a5' from 3 + 2 * i for 2))) AS r) s WHERE r LIKE 'XX%';
