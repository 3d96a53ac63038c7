-- Place: properties against brute force in plain SQL on a small set.
BEGIN;
SET search_path = industry, public;
SELECT plan(12);
CREATE FUNCTION pg_temp.state_of(call text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'SELECT ' || call;
    RETURN 'ok';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END
$$;
CREATE TEMP TABLE site AS
SELECT i AS id, (i * 37) % 101 * 1.0::float8 AS x, (i * 53) % 97 * 1.0::float8 AS y, (1 + i % 3)::float8 AS w FROM generate_series(1, 80) i;
CREATE TEMP TABLE near AS
SELECT a.id AS a, b.id AS b, b.w FROM site a JOIN site b ON (a.x - b.x) ^ 2 + (a.y - b.y) ^ 2 <= 12 ^ 2;
CREATE TEMP TABLE found AS
SELECT d.* FROM (SELECT point_agg(id::text, x, y, w, NULL) AS p FROM site) s, dbscan(p, 12, 7, distance => 'projected') d;
SELECT is((SELECT array_agg(id::integer ORDER BY id::integer) FROM found WHERE core),
          (SELECT array_agg(a ORDER BY a) FROM (SELECT a FROM near GROUP BY a HAVING sum(w) >= 7) c), 'dbscan: core points have min_weight within eps');
SELECT is((SELECT count(*) FROM found f WHERE cluster IS NOT NULL),
          (SELECT count(DISTINCT n.a) FROM near n WHERE n.b IN (SELECT a FROM near GROUP BY a HAVING sum(w) >= 7)), 'dbscan: a clustered point is within eps of a core point');
SELECT is((SELECT count(*) FROM near n JOIN found f ON f.id = n.a::text JOIN found g ON g.id = n.b::text WHERE f.core AND g.core AND f.cluster <> g.cluster), 0::bigint,
          'dbscan: core points within eps are of one cluster');
SELECT is((SELECT md5(string_agg(d::text, ',' ORDER BY d.id)) FROM (SELECT point_agg(id::text, x, y, w, NULL ORDER BY md5(id::text)) AS p FROM site) s, dbscan(p, 12, 7, distance => 'projected') d),
          (SELECT md5(string_agg(f::text, ',' ORDER BY f.id)) FROM found f), 'dbscan: shuffled rows give the same answer');
SELECT ok((SELECT max(ST_Distance(p, ST_GeomFromEWKB(datum_shift(datum_shift(ST_AsEWKB(p), 'wgs84', d), d, 'wgs84')))) < 1e-9
           FROM (SELECT ST_SetSRID(ST_MakePoint(115 + x / 20, 35 + y / 30), 4326) AS p FROM site) s, unnest('{gcj02,bd09}'::text[]) d), 'datum: there and back within 1e-9 degrees');
SELECT ok((SELECT abs(sum(a.access * a.demand_amount) - 30) < 1e-9
           FROM catchment_access(matrix_dense('{a,b,c}', '{s,t}', '{1,4,2,2,5,1}'), matrix_dense('{s,t}', '{capacity}', '{10,20}'), matrix_dense('{a,b,c}', '{need}', '{3,5,8}'), 3) a),
          'catchment_access: access times demand adds up to the capacity reached');
-- points_in_reach against plain SQL, on the plane and on the sphere, across the antimeridian
CREATE TEMP TABLE spot AS
SELECT i AS id, (i * 37) % 101 * 3.6 - 181.0::float8 AS x, (i * 53) % 97 * 1.8 - 86.0::float8 AS y, (1 + i % 3)::float8 AS w, NULLIF(i % 4, 0)::text AS kind
FROM generate_series(3, 80) i WHERE (i * 37) % 101 > 0;
SELECT is((SELECT count(*) FROM (
    (SELECT r.site, r.category, r.n, round(r.access::numeric, 9) FROM (SELECT point_agg(id::text, x, y, 1, NULL) AS p, point_agg(x, y, w, kind) AS q FROM spot) s,
         points_in_reach(p, q, 4000000, 2) r)
    EXCEPT ALL
    (SELECT a.id::text, b.kind, count(*), round(sum(b.w * exp(-2 * d.m / 4000000))::numeric, 9)
     FROM spot a CROSS JOIN spot b CROSS JOIN LATERAL great_circle_distance(a.x, a.y, b.x, b.y) d(m) WHERE d.m <= 4000000 GROUP BY a.id, b.kind)) x), 0::bigint,
    'points_in_reach: every site and category as in plain SQL on the sphere');
SELECT is((SELECT sum(r.n) FROM (SELECT point_agg(id::text, x, y, 1, NULL) AS p, point_agg(x, y, w, kind) AS q FROM site, LATERAL (SELECT 'k' AS kind) k) s,
               points_in_reach(p, q, 12, distance => 'projected') r), (SELECT count(*) FROM near)::numeric, 'points_in_reach: pairs on the plane, the radius closed');
SELECT throws_ok($$SELECT * FROM (SELECT point_agg(id::text, x, y, 1, NULL) AS p FROM spot) s, points_in_reach(p, p, 0)$$, '22023', NULL, 'points_in_reach: radius must be positive');
SELECT ok((SELECT max(abs(ST_X(to_wgs84(p, d)) - q[0]) + abs(ST_Y(to_wgs84(p, d)) - q[1])) = 0
           FROM (SELECT ST_SetSRID(ST_MakePoint(115 + x / 20, 35 + y / 30), 4326) AS p FROM site) s, unnest('{wgs84,gcj02,bd09}'::text[]) d,
                LATERAL place_shift(p::point, d, 'wgs84') q), 'place_shift: a point moves as its geometry does');
SELECT is((SELECT count(*) FROM generate_series(-64, 64) x, generate_series(-33, 33) y, generate_series(0, 9) d,
                LATERAL (SELECT ST_SetSRID(ST_MakePoint(x * 2.8125 + d / 97.0, y * 2.7), 4326) AS p) g
           WHERE ST_X(p) BETWEEN -180 AND 180 AND place_geojson(p::point, d) <> ST_AsGeoJSON(p, d)),
    0::bigint, 'place_geojson: what PostGIS writes');
SELECT is((SELECT string_agg(x.state, ' ') FROM (VALUES ('place_geojson(''(181,0)'')'), ('place_geojson(''(1,91)'')'), ('place_geojson(''(1,0)'', 10)'), ('place_map_point(''(0,Infinity)'', 1)')) c(call) CROSS JOIN LATERAL (SELECT pg_temp.state_of(c.call) AS state) x),
    '22023 22023 22023 22003', 'place_geojson, place_map_point: places off the globe, decimals out of range');
SELECT * FROM finish();
ROLLBACK;
