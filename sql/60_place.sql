-- Place: datums, distances, point sets and their clusters, functions of distance, spatial association, centres, access.
--
-- Distances are great-circle distances in metres on a sphere of radius 6371.0088 km from longitude and latitude in
-- degrees (distance => 'great_circle', the default), or Euclidean in the unit of the coordinates ('projected').
-- PostGIS holds geometry and finds contiguity; every statistic is computed here.

-- Distances.

CREATE FUNCTION industry.great_circle_distance(lon1 float8, lat1 float8, lon2 float8, lat2 float8) RETURNS float8
AS 'MODULE_PATHNAME', 'pgi_great_circle_distance' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION industry.great_circle_distance(float8, float8, float8, float8) IS
'Haversine distance in metres of two places in degrees, on a sphere of radius 6371.0088 km; no exception at the antimeridian or the poles. '
'Longitude outside [-180, 180] or latitude outside [-90, 90] is an error (22023). Sinnott 1984';

CREATE FUNCTION industry.compass_bearing(lon1 float8, lat1 float8, lon2 float8, lat2 float8) RETURNS float8
AS 'MODULE_PATHNAME', 'pgi_compass_bearing' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION industry.compass_bearing(float8, float8, float8, float8) IS
'Initial bearing of the great circle from the first place to the second, degrees clockwise from north in [0, 360); NULL for one and the same place';

-- Datums.

CREATE FUNCTION industry.datum_shift(wkb bytea, source text, target text) RETURNS bytea
AS 'MODULE_PATHNAME', 'pgi_datum_shift_wkb' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION industry.datum_shift(bytea, text, text) IS
'Moves every vertex of a geometry in (extended) well-known binary from one datum to another: wgs84, gcj02, bd09. Vertices outside '
'72.004-137.8347 E, 0.8293-55.8271 N stay; inverses are iterated to 1e-9 degrees. An SRID other than 4326, 4490 or none is an error (22023)';

CREATE FUNCTION industry.place_shift(place point, source text, target text) RETURNS point
AS 'MODULE_PATHNAME', 'pgi_place_shift' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.place_shift(point, text, text) IS
'datum_shift of one place, longitude first: place_shift(location::point, ...) spares the way through well-known binary';

CREATE FUNCTION industry.place_geojson(place point, digits integer DEFAULT 5) RETURNS text
AS 'MODULE_PATHNAME', 'pgi_place_geojson' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION industry.place_geojson(point, integer) IS
'GeoJSON of a place in degrees, longitude first, rounded to 0 to 9 decimals: what ST_AsGeoJSON gives for the point, faster. RFC 7946';

CREATE FUNCTION industry.wgs84_to_gcj02(shape geometry) RETURNS geometry LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
RETURN ST_GeomFromEWKB(industry.datum_shift(ST_AsEWKB(shape), 'wgs84', 'gcj02'));
CREATE FUNCTION industry.gcj02_to_wgs84(shape geometry) RETURNS geometry LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
RETURN ST_GeomFromEWKB(industry.datum_shift(ST_AsEWKB(shape), 'gcj02', 'wgs84'));
CREATE FUNCTION industry.gcj02_to_bd09(shape geometry) RETURNS geometry LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
RETURN ST_GeomFromEWKB(industry.datum_shift(ST_AsEWKB(shape), 'gcj02', 'bd09'));
CREATE FUNCTION industry.bd09_to_gcj02(shape geometry) RETURNS geometry LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
RETURN ST_GeomFromEWKB(industry.datum_shift(ST_AsEWKB(shape), 'bd09', 'gcj02'));
CREATE FUNCTION industry.wgs84_to_bd09(shape geometry) RETURNS geometry LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
RETURN ST_GeomFromEWKB(industry.datum_shift(ST_AsEWKB(shape), 'wgs84', 'bd09'));
CREATE FUNCTION industry.bd09_to_wgs84(shape geometry) RETURNS geometry LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
RETURN ST_GeomFromEWKB(industry.datum_shift(ST_AsEWKB(shape), 'bd09', 'wgs84'));
COMMENT ON FUNCTION industry.wgs84_to_gcj02(geometry) IS 'A geometry in WGS 84 moved to GCJ-02, vertex by vertex; outside China unchanged';
COMMENT ON FUNCTION industry.gcj02_to_wgs84(geometry) IS 'A geometry in GCJ-02 moved to WGS 84 by iteration to 1e-9 degrees; outside China unchanged';
COMMENT ON FUNCTION industry.gcj02_to_bd09(geometry) IS 'A geometry in GCJ-02 moved to BD-09; outside China unchanged';
COMMENT ON FUNCTION industry.bd09_to_gcj02(geometry) IS 'A geometry in BD-09 moved to GCJ-02 by iteration to 1e-9 degrees; outside China unchanged';
COMMENT ON FUNCTION industry.wgs84_to_bd09(geometry) IS 'A geometry in WGS 84 moved to BD-09; outside China unchanged';
COMMENT ON FUNCTION industry.bd09_to_wgs84(geometry) IS 'A geometry in BD-09 moved to WGS 84 by iteration to 1e-9 degrees; outside China unchanged';

CREATE FUNCTION industry.wkb_sound(wkb bytea) RETURNS boolean
AS 'MODULE_PATHNAME', 'pgi_wkb_sound' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.wkb_sound(bytea) IS
'True for a geometry in (extended) well-known binary of points, lines and polygons with finite coordinates; a coordinate that is not finite '
'is an error (22003), as is a curve or surface (22023)';

CREATE FUNCTION industry.sound_shape(shape geometry) RETURNS geometry LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 200
RETURN CASE WHEN industry.wkb_sound(ST_AsEWKB(shape)) THEN shape END;
COMMENT ON FUNCTION industry.sound_shape(geometry) IS
'The geometry itself, checked by wkb_sound: PostGIS repairs, simplifies and relates shapes with a coordinate of NaN without end, and cannot be cancelled there';

-- Not STRICT, so that the planner can put it into the query; a NULL gives NULL all the same.
CREATE FUNCTION industry.to_wgs84(shape geometry, datum text) RETURNS geometry LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000
RETURN CASE WHEN datum = 'wgs84' THEN industry.sound_shape(shape) ELSE ST_GeomFromEWKB(industry.datum_shift(ST_AsEWKB(shape), datum, 'wgs84')) END;
COMMENT ON FUNCTION industry.to_wgs84(geometry, text) IS
'A geometry of a declared datum (wgs84, gcj02, bd09) in WGS 84; another name is an error (22023)';

CREATE FUNCTION industry.repaired_polygon(shape geometry) RETURNS geometry LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000
RETURN CASE WHEN industry.wkb_sound(ST_AsEWKB(shape))
    THEN ST_Multi(ST_CollectionExtract(CASE WHEN (ST_IsValidDetail(shape)).valid THEN shape ELSE ST_MakeValid(shape) END, 3)) END;
COMMENT ON FUNCTION industry.repaired_polygon(geometry) IS
'A polygon made valid (ST_MakeValid, lines and points left over are dropped) as a multipolygon; empty where no area remains. The area of '
'self-crossing rings follows the even-odd rule. Coordinates must be finite (22003), curves are refused (22023)';

CREATE FUNCTION industry.map_shape(shape geometry, tolerance float8, datum text DEFAULT 'wgs84') RETURNS geometry
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000
BEGIN ATOMIC
    SELECT ST_Multi(ST_CollectionExtract(ST_ReducePrecision(ST_MakeValid(industry.to_wgs84(CASE WHEN ST_Area(s.thin) > 0 THEN s.thin ELSE s.given END,
        map_shape.datum)), 0.00001), 3))
    FROM (SELECT g.given, ST_Simplify(g.given, map_shape.tolerance, true) AS thin
        FROM (SELECT industry.sound_shape(map_shape.shape) AS given OFFSET 0) g OFFSET 0) s
    WHERE industry.refuse_unless((map_shape.tolerance BETWEEN 0 AND 360) IS TRUE, 'tolerance must be between 0 and 360 degrees');
END;
COMMENT ON FUNCTION industry.map_shape(geometry, float8, text) IS
'A polygon in degrees of a declared datum, simplified (Douglas and Peucker; left as it is where that leaves no area) for a small-scale map, '
'in WGS 84, on a grid of five decimals (about a metre), and valid; empty where it has no area. Refuses what repaired_polygon refuses';

-- Zones: which of many polygons a place lies in.

CREATE FUNCTION industry.zones_pack(shapes bytea[]) RETURNS bytea
AS 'MODULE_PATHNAME', 'pgi_zones_pack' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.zones_pack(bytea[]) IS
'Polygons in well-known binary as one value for zone_of: zones_pack(array_agg(ST_AsBinary(shape) ORDER BY ...)), the one that shall win an overlap first';
CREATE FUNCTION industry.zone_of(zones bytea, place point) RETURNS integer
AS 'MODULE_PATHNAME', 'pgi_zone_of' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION industry.zone_of(bytea, point) IS
'Number (from 1) of the first of the packed polygons that covers a place, NULL where none does; boundaries belong to them, rings count '
'even-odd. place is a point geometry cast to point. An index is built once a statement, so that a million places take a fraction of a second';

-- Point sets.

CREATE TYPE industry.point_set;
CREATE FUNCTION industry.point_set_in(cstring) RETURNS industry.point_set
AS 'MODULE_PATHNAME', 'pgi_point_set_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION industry.point_set_out(industry.point_set) RETURNS cstring
AS 'MODULE_PATHNAME', 'pgi_point_set_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION industry.point_set_recv(internal) RETURNS industry.point_set
AS 'MODULE_PATHNAME', 'pgi_point_set_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION industry.point_set_send(industry.point_set) RETURNS bytea
AS 'MODULE_PATHNAME', 'pgi_point_set_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE TYPE industry.point_set (
    INPUT = industry.point_set_in, OUTPUT = industry.point_set_out,
    RECEIVE = industry.point_set_recv, SEND = industry.point_set_send,
    INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = external
);
COMMENT ON TYPE industry.point_set IS
'Weighted points with id and category, in an order that depends on the points alone, so that what is computed from it has the same bits in '
'any plan; at most 256 MB. Made by point_agg, read by points; the text form is the bytes in hexadecimal';
COMMENT ON FUNCTION industry.point_set_in(cstring) IS 'Input of point_set: its bytes in hexadecimal, checked';
COMMENT ON FUNCTION industry.point_set_out(industry.point_set) IS 'Output of point_set: its bytes in hexadecimal';
COMMENT ON FUNCTION industry.point_set_recv(internal) IS 'Binary input of point_set, checked';
COMMENT ON FUNCTION industry.point_set_send(industry.point_set) IS 'Binary output of point_set';

CREATE FUNCTION industry.point_add(state industry.point_set, id text, x float8, y float8, weight float8, category text) RETURNS industry.point_set
AS 'MODULE_PATHNAME', 'pgi_point_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION industry.point_add(state industry.point_set, x float8, y float8, weight float8, category text) RETURNS industry.point_set
AS 'MODULE_PATHNAME', 'pgi_point_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION industry.point_add(state industry.point_set, x float8, y float8, weight float8) RETURNS industry.point_set
AS 'MODULE_PATHNAME', 'pgi_point_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION industry.point_combine(state industry.point_set, other industry.point_set) RETURNS industry.point_set
AS 'MODULE_PATHNAME', 'pgi_point_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION industry.point_final(state industry.point_set) RETURNS industry.point_set
AS 'MODULE_PATHNAME', 'pgi_point_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.point_add(industry.point_set, text, float8, float8, float8, text) IS
'Transition of point_agg: a set with one more point; a NULL coordinate or weight adds none';
COMMENT ON FUNCTION industry.point_add(industry.point_set, float8, float8, float8, text) IS 'Transition of point_agg without ids';
COMMENT ON FUNCTION industry.point_add(industry.point_set, float8, float8, float8) IS 'Transition of point_agg without ids and categories';
COMMENT ON FUNCTION industry.point_combine(industry.point_set, industry.point_set) IS 'Both sets'' points in one partial state';
COMMENT ON FUNCTION industry.point_final(industry.point_set) IS 'Final function of point_agg: the points in order';

CREATE AGGREGATE industry.point_agg(id text, x float8, y float8, weight float8, category text) (
    SFUNC = industry.point_add, STYPE = industry.point_set, COMBINEFUNC = industry.point_combine,
    FINALFUNC = industry.point_final, SSPACE = 1048576, PARALLEL = SAFE
);
CREATE AGGREGATE industry.point_agg(x float8, y float8, weight float8, category text) (
    SFUNC = industry.point_add, STYPE = industry.point_set, COMBINEFUNC = industry.point_combine,
    FINALFUNC = industry.point_final, SSPACE = 1048576, PARALLEL = SAFE
);
CREATE AGGREGATE industry.point_agg(x float8, y float8, weight float8) (
    SFUNC = industry.point_add, STYPE = industry.point_set, COMBINEFUNC = industry.point_combine,
    FINALFUNC = industry.point_final, SSPACE = 1048576, PARALLEL = SAFE
);
CREATE AGGREGATE industry.point_merge(points industry.point_set) (
    SFUNC = industry.point_combine, STYPE = industry.point_set, COMBINEFUNC = industry.point_combine,
    FINALFUNC = industry.point_final, SSPACE = 1048576, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.point_agg(text, float8, float8, float8, text) IS
'A point_set of rows (id, longitude or x, latitude or y, weight, category); id and category may be NULL, a row with a NULL coordinate or '
'weight is left out. Coordinates must be finite (22003), weights not negative (22023); NULL without rows. Runs in parallel; the value does '
'not depend on the order of rows';
COMMENT ON AGGREGATE industry.point_agg(float8, float8, float8, text) IS 'The same without ids';
COMMENT ON AGGREGATE industry.point_agg(float8, float8, float8) IS 'The same without ids and categories';
COMMENT ON AGGREGATE industry.point_merge(industry.point_set) IS 'The points of several sets in one; equal points are kept as often as they occur';

CREATE FUNCTION industry.n_points(points industry.point_set) RETURNS integer
AS 'MODULE_PATHNAME', 'pgi_n_points' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.n_points(industry.point_set) IS 'Number of points';

CREATE FUNCTION industry.points(points industry.point_set)
RETURNS TABLE (id text, x float8, y float8, weight float8, category text)
AS 'MODULE_PATHNAME', 'pgi_points_table' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 10000;
COMMENT ON FUNCTION industry.points(industry.point_set) IS 'The points, ordered by x, y, weight, id, category';

-- Clusters of points.

CREATE FUNCTION industry.dbscan(points industry.point_set, eps float8, min_weight float8, distance text DEFAULT 'great_circle')
RETURNS TABLE (id text, x float8, y float8, weight float8, category text, cluster integer, core boolean)
AS 'MODULE_PATHNAME', 'pgi_dbscan' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 1000;
COMMENT ON FUNCTION industry.dbscan(industry.point_set, float8, float8, text) IS
'Density-based clusters of weighted points: a point is core where the weights within eps (closed, itself included; metres for great_circle) '
'sum to min_weight. Clusters count from 1 by the smallest id of their core points (shorter ids first, then bytes); a border point takes the '
'lowest number in reach; noise has a NULL cluster. The same answer for any order of rows. Ester, Kriegel, Sander and Xu 1996';

CREATE FUNCTION industry.point_clusters(points industry.point_set, eps float8, min_weight float8, distance text DEFAULT 'great_circle',
    hull_ratio float8 DEFAULT 0.5)
RETURNS TABLE (
    cluster integer, members bigint, core_members bigint, weight float8, weight_share float8, lon float8, lat float8,
    leading_industry text, leading_lq float8, leading_share float8, leading_industries text, area_km2 float8, density float8,
    hull geometry, geojson text, method_id text
)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 200000 ROWS 100
BEGIN ATOMIC
    WITH p AS MATERIALIZED (
        SELECT d.* FROM industry.dbscan(point_clusters.points, point_clusters.eps, point_clusters.min_weight, point_clusters.distance) d
    ), turned AS (
        -- longitudes of a cluster across the antimeridian count on beyond 180
        SELECT p.*, CASE WHEN point_clusters.distance = 'great_circle' AND p.x < 0 AND max(p.x) OVER (PARTITION BY p.cluster) - min(p.x)
            OVER (PARTITION BY p.cluster) > 180
                         THEN p.x + 360 ELSE p.x END AS at
        FROM p WHERE p.cluster IS NOT NULL
    ), whole AS (
        SELECT sum(p.weight ORDER BY p.weight) AS weight FROM p
    ), industry_total AS (
        SELECT p.category, sum(p.weight ORDER BY p.weight) AS weight FROM p GROUP BY p.category
    ), c AS (
        SELECT p.cluster, count(*) AS members, count(*) FILTER (WHERE p.core) AS core_members, sum(p.weight ORDER BY p.weight) AS weight,
            ST_Collect(ST_SetSRID(ST_MakePoint(p.at, p.y), CASE WHEN point_clusters.distance = 'great_circle' THEN 4326 ELSE 0 END) ORDER BY p.at,
                p.y) AS shape,
            sum(p.weight * p.at ORDER BY p.at, p.y, p.weight) AS wx, sum(p.weight * p.y ORDER BY p.at, p.y, p.weight) AS wy
        FROM turned p GROUP BY p.cluster
    ), k AS (
        SELECT p.cluster, p.category, sum(p.weight ORDER BY p.weight) AS weight
        FROM p WHERE p.cluster IS NOT NULL AND p.category IS NOT NULL GROUP BY p.cluster, p.category
    ), lq AS (
        SELECT k.cluster, k.category, k.weight / nullif(c.weight, 0) AS share,
            (k.weight / nullif(c.weight, 0)) / nullif(t.weight / nullif(w.weight, 0), 0) AS lq,
            row_number() OVER (PARTITION BY k.cluster ORDER BY k.weight DESC, k.category) AS place
        FROM k JOIN c ON c.cluster = k.cluster JOIN industry_total t ON t.category = k.category CROSS JOIN whole w
    ), top AS (
        SELECT lq.cluster, max(lq.category) FILTER (WHERE lq.place = 1) AS industry, max(lq.lq) FILTER (WHERE lq.place = 1) AS lq,
            max(lq.share) FILTER (WHERE lq.place = 1) AS share,
            string_agg(lq.category || ' (LQ ' || round(CAST(lq.lq AS numeric), 2) || ')', ', ' ORDER BY lq.place) FILTER (WHERE lq.place <= 3) AS list
        FROM lq GROUP BY lq.cluster
    ), outline AS (
        SELECT c.*, CASE WHEN ST_Dimension(ST_ConvexHull(c.shape)) = 2 THEN ST_ConcaveHull(c.shape, greatest(0, least(1, point_clusters.hull_ratio)))
                         ELSE ST_ConvexHull(c.shape) END AS bare,
            CASE WHEN point_clusters.distance = 'projected' THEN 'plane' WHEN ST_XMax(c.shape) - ST_XMin(c.shape) > 180 THEN 'round a pole'
                WHEN ST_XMax(c.shape) > 180 THEN 'across' ELSE 'plane' END AS lies
        FROM c
    ), h AS (
        SELECT o.*, CASE o.lies WHEN 'plane' THEN o.bare WHEN 'across' THEN ST_WrapX(o.bare, 180, -360) END AS hull,
            CASE WHEN o.weight > 0 AND o.lies <> 'round a pole' THEN o.wx / o.weight - CASE WHEN o.lies = 'across' AND o.wx / o.weight > 180 THEN 360
                ELSE 0 END END AS lon,
            CASE WHEN o.weight > 0 AND o.lies <> 'round a pole' THEN o.wy / o.weight END AS lat
        FROM outline o
    ), a AS (
        SELECT h.*, CASE WHEN point_clusters.distance = 'great_circle' THEN ST_Area(CAST(h.hull AS geography)) ELSE ST_Area(h.hull) END / 1e6 AS area
        FROM h
    )
    SELECT a.cluster, a.members, a.core_members, a.weight, a.weight / nullif(w.weight, 0),
        a.lon, a.lat, l.industry, l.lq, l.share, l.list, a.area, a.weight / nullif(a.area, 0), a.hull,
        CASE WHEN point_clusters.distance = 'great_circle' THEN ST_AsGeoJSON(a.hull, 6) END,
        'point_clusters:eps=' || point_clusters.eps || ',min_weight=' || point_clusters.min_weight || ',distance=' || point_clusters.distance || ',hull_ratio=' || point_clusters.hull_ratio
    FROM a CROSS JOIN whole w LEFT JOIN top l ON l.cluster = a.cluster
    ORDER BY a.cluster;
END;
COMMENT ON FUNCTION industry.point_clusters(industry.point_set, float8, float8, text, float8) IS
'One row a cluster of dbscan: members, weight and its share of all points'' weight, weighted centre, the category with most weight with its '
'location quotient against all points, up to three such, concave hull (hull_ratio 1 = convex), its area in square kilometres (projected: '
'square units / 1e6) and weight per square kilometre (NULL where the hull has no area), GeoJSON (great_circle only). A hull across the '
'antimeridian is cut there; a cluster that spans more than 180 degrees of longitude either way, such as round a pole, has no centre and hull '
'(NULL)';

-- Neighbours as a matrix of spatial weights.

CREATE FUNCTION industry.nearest_weights(points industry.point_set, k integer, weight text DEFAULT 'binary', distance text DEFAULT 'great_circle')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_nearest_weights' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION industry.nearest_weights(industry.point_set, integer, text, text) IS
'Point by point matrix of the k nearest neighbours, ties at the k-th distance going to the point that comes first in the set''s order; '
'weight is binary (1), distance (the distance itself) or inverse. Points need unique ids (22004, 22023), and k below their number';

CREATE FUNCTION industry.band_weights(points industry.point_set, band float8, weight text DEFAULT 'binary', distance text DEFAULT 'great_circle')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_band_weights' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION industry.band_weights(industry.point_set, float8, text, text) IS
'Point by point matrix of all pairs at most band apart (metres for great_circle); weight is binary (1), distance or inverse (22012 for '
'points at the same place). Points without neighbour keep their label. At most 20 million pairs (54000)';

CREATE FUNCTION industry.points_in_reach(sites industry.point_set, points industry.point_set, radius float8,
    beta float8 DEFAULT 1, distance text DEFAULT 'great_circle')
RETURNS TABLE (site text, category text, n bigint, access float8)
AS 'MODULE_PATHNAME', 'pgi_points_in_reach' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 1000;
COMMENT ON FUNCTION industry.points_in_reach(industry.point_set, industry.point_set, float8, float8, text) IS
'By site and category of points: how many points lie at most radius away (closed; metres for great_circle), and the sum of
weight exp(-beta d / radius) over them. Pairs without a point have no row; sites need ids (22004). Hansen 1959';

CREATE FUNCTION industry.contiguity_weights(labels text[], shapes geometry[], rule text DEFAULT 'queen', tolerance float8 DEFAULT 0)
RETURNS industry.matrix
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000000
BEGIN ATOMIC
    WITH given AS MATERIALIZED (
        SELECT u.label, u.shape FROM ROWS FROM (unnest(contiguity_weights.labels), unnest(contiguity_weights.shapes)) AS u (label, shape)
    ), checked AS MATERIALIZED (
        SELECT industry.refuse_unless((contiguity_weights.rule IN ('queen', 'rook')) IS TRUE, 'unknown contiguity rule', hint => 'Valid values: queen, rook.')
            AND industry.refuse_unless((contiguity_weights.tolerance BETWEEN 0 AND 1e9) IS TRUE, 'tolerance must be between 0 and 1e9')
            AND industry.refuse_unless(count(*) = count(g.label) AND count(*) = count(g.shape), 'as many labels as shapes are needed, without nulls')
            AND industry.refuse_unless(count(DISTINCT g.label) = count(g.label), 'a label occurs twice', hint => 'Join the parts of a region with ST_Union.')
            AND industry.refuse_unless(count(DISTINCT ST_SRID(g.shape)) <= 1, 'shapes have different SRIDs', hint => 'Bring them to one system with ST_Transform.')
            AND industry.refuse_unless(coalesce(bool_and(ST_IsValid(industry.sound_shape(g.shape))), true), 'a shape is not valid',
                hint => 'Repair polygons with repaired_polygon.') AS held
        FROM given g
    ), r AS MATERIALIZED (
        SELECT g.label, g.shape FROM given g CROSS JOIN checked WHERE checked.held
    ), pair AS (
        SELECT a.label AS one, b.label AS other
        FROM r a JOIN r b ON a.label COLLATE "C" < b.label COLLATE "C" AND ST_Expand(a.shape, contiguity_weights.tolerance) && b.shape
        WHERE CASE WHEN contiguity_weights.rule = 'queen' THEN ST_DWithin(a.shape, b.shape, contiguity_weights.tolerance)
            WHEN contiguity_weights.tolerance > 0
                THEN ST_Length(ST_Intersection(ST_Boundary(b.shape), ST_Buffer(a.shape, contiguity_weights.tolerance))) > 4 * contiguity_weights.tolerance
            ELSE ST_Dimension(ST_Intersection(a.shape, b.shape)) >= 1 END
    ), cell AS (
        SELECT pair.one AS row_key, pair.other AS col_key FROM pair
        UNION ALL SELECT pair.other, pair.one FROM pair
    )
    SELECT industry.matrix_agg(e.row_key, e.col_key, e.value)
    FROM (SELECT cell.row_key, cell.col_key, CAST(1 AS float8) AS value FROM cell) e;
END;
COMMENT ON FUNCTION industry.contiguity_weights(text[], geometry[], text, float8) IS
'Region by region matrix of 1 where two shapes touch: queen in a point, rook along a line; tolerance bridges gaps of sloppy borders (unit of '
'the shapes). A region that touches none has no label: association functions treat it as an island. NULL where no two touch. Labels must be '
'unique, shapes valid and of one SRID (22023)';

-- Functions of distance.

CREATE FUNCTION industry.kd_function(points industry.point_set, radii float8[] DEFAULT NULL, reference text DEFAULT NULL, neighbour text DEFAULT NULL,
    weighted boolean DEFAULT true, bandwidth float8 DEFAULT NULL, bandwidth_rule text DEFAULT 'silverman', reflection text DEFAULT 'full',
    tolerance float8 DEFAULT 1e-9, rmax text DEFAULT 'third', draws integer DEFAULT 0, level float8 DEFAULT 0.05, seed bigint DEFAULT 1,
    distance text DEFAULT 'great_circle')
RETURNS TABLE (
    r float8, kd float8, mean float8, low_local float8, high_local float8, low_global float8, high_global float8,
    local_verdict text, global_verdict text, p float8, bandwidth_used float8, n integer, method_id text
)
AS 'MODULE_PATHNAME', 'pgi_kd_function' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000000 ROWS 65;
COMMENT ON FUNCTION industry.kd_function(industry.point_set, float8[], text, text, boolean, float8, text, text, float8, text, integer, float8, bigint, text) IS
'Density of the distances between the points of a category (reference; NULL: all), or between two categories, by radius: all pairs, normal '
'kernel reflected at zero, weighted by the product of weights, exact to the relative tolerance. With draws, envelopes from random places '
'among all points: verdicts concentrated, random or dispersed per radius and for the whole curve, p of the whole curve. Duranton and Overman '
'2005';

CREATE FUNCTION industry.m_function(points industry.point_set, reference text, radii float8[] DEFAULT NULL, neighbour text DEFAULT NULL,
    control text DEFAULT NULL, weighted boolean DEFAULT true, rmax text DEFAULT 'third', draws integer DEFAULT 0, level float8 DEFAULT 0.05,
    seed bigint DEFAULT 1, distance text DEFAULT 'great_circle')
RETURNS TABLE (
    r float8, m float8, mean float8, low_local float8, high_local float8, low_global float8, high_global float8,
    local_verdict text, global_verdict text, p float8, centres integer, method_id text
)
AS 'MODULE_PATHNAME', 'pgi_m_function' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000000 ROWS 65;
COMMENT ON FUNCTION industry.m_function(industry.point_set, text, float8[], text, text, boolean, text, integer, float8, bigint, text) IS
'Share of a category''s weight among the neighbours within r of the reference category''s points, over its share in all: 1 = as everywhere, '
'above = concentrated. Balls are closed, the point itself is left out, points without neighbours drop out; control names a category to take '
'the place of all points. With draws, envelopes from points trading places. NULL where no point has neighbours. Marcon and Puech 2010';

CREATE FUNCTION industry.k_function(points industry.point_set, radii float8[] DEFAULT NULL, category text DEFAULT NULL, edge text DEFAULT 'none',
    bounds float8[] DEFAULT NULL, rmax text DEFAULT 'third', distance text DEFAULT 'great_circle')
RETURNS TABLE (r float8, k float8, l float8, l_minus_r float8, d float8, method_id text)
AS 'MODULE_PATHNAME', 'pgi_k_function' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000000 ROWS 65;
COMMENT ON FUNCTION industry.k_function(industry.point_set, float8[], text, text, float8[], text, text) IS
'Ripley''s K of unweighted points in a rectangle (bounds: least x, least y, greatest x, greatest y; default their bounding box), L = sqrt(K '
'/ pi), L - r (above 0 = concentrated) and D = K of the category less K of all other points. edge: none, translation or isotropic (projected '
'only). Ripley 1977, Besag 1977, Diggle and Chetwynd 1991';

-- Spatial association.

CREATE FUNCTION industry.moran(weights industry.matrix, "values" industry.matrix, transform text DEFAULT 'row', islands text DEFAULT 'drop',
    alternative text DEFAULT 'two_sided', permutations integer DEFAULT 999, seed bigint DEFAULT 1)
RETURNS TABLE (
    variable text, n integer, islands_dropped integer, moran_i float8, expected float8, variance_normality float8, z_normality float8, p_normality float8,
    variance_randomisation float8, z_randomisation float8, p_randomisation float8, p_permutation float8, permutation_mean float8,
    permutation_sd float8, status text, method_id text
)
AS 'MODULE_PATHNAME', 'pgi_moran' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 10;
COMMENT ON FUNCTION industry.moran(industry.matrix, industry.matrix, text, text, text, integer, bigint) IS
'Moran''s I of each column of values (region by variable, an absent cell is zero) under weights (region by region, diagonal left out): above '
'its expectation -1/(n-1) = like values are neighbours. Inference under normality, randomisation and permutation. transform: row (rows sum '
'to 1), binary, none; islands: drop, zero, error. Moran 1950, Cliff and Ord 1981';

CREATE FUNCTION industry.geary(weights industry.matrix, "values" industry.matrix, transform text DEFAULT 'row', islands text DEFAULT 'drop',
    alternative text DEFAULT 'two_sided', permutations integer DEFAULT 999, seed bigint DEFAULT 1)
RETURNS TABLE (
    variable text, n integer, islands_dropped integer, geary_c float8, expected float8, variance_normality float8, z_normality float8, p_normality float8,
    variance_randomisation float8, z_randomisation float8, p_randomisation float8, p_permutation float8, permutation_mean float8,
    permutation_sd float8, status text, method_id text
)
AS 'MODULE_PATHNAME', 'pgi_geary' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 10;
COMMENT ON FUNCTION industry.geary(industry.matrix, industry.matrix, text, text, text, integer, bigint) IS
'Geary''s C of each column of values: below 1 = neighbours are alike, above = unlike; arguments and inference as for moran. Geary 1954, Cliff and Ord 1981';

CREATE FUNCTION industry.general_g(weights industry.matrix, "values" industry.matrix, transform text DEFAULT 'binary', islands text DEFAULT 'drop',
    alternative text DEFAULT 'two_sided', permutations integer DEFAULT 999, seed bigint DEFAULT 1)
RETURNS TABLE (
    variable text, n integer, islands_dropped integer, general_g float8, expected float8, variance_normality float8, z_normality float8, p_normality float8,
    variance_randomisation float8, z_randomisation float8, p_randomisation float8, p_permutation float8, permutation_mean float8,
    permutation_sd float8, status text, method_id text
)
AS 'MODULE_PATHNAME', 'pgi_general_g' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 10;
COMMENT ON FUNCTION industry.general_g(industry.matrix, industry.matrix, text, text, text, integer, bigint) IS
'Getis and Ord''s general G of each column of values, which must not be negative: above its expectation = high values are neighbours, below '
'= low ones are. No inference under normality (NULL). Getis and Ord 1992';

CREATE FUNCTION industry.join_counts(weights industry.matrix, "values" industry.matrix, transform text DEFAULT 'binary', islands text DEFAULT 'drop',
    alternative text DEFAULT 'greater', permutations integer DEFAULT 999, seed bigint DEFAULT 1)
RETURNS TABLE (
    variable text, joins text, n integer, ones integer, count float8, expected float8, variance float8, z float8, p float8,
    p_permutation float8, status text, method_id text
)
AS 'MODULE_PATHNAME', 'pgi_join_counts' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 10;
COMMENT ON FUNCTION industry.join_counts(industry.matrix, industry.matrix, text, text, text, integer, bigint) IS
'Neighbours of two ones, two zeros, and one of each, for values of 0 and 1 (22023 otherwise), against sampling without replacement; three '
'rows a variable. Moran 1948, Cliff and Ord 1981';

CREATE FUNCTION industry.local_moran(weights industry.matrix, "values" industry.matrix, transform text DEFAULT 'row', islands text DEFAULT 'drop',
    alternative text DEFAULT 'two_sided', permutations integer DEFAULT 999, seed bigint DEFAULT 1, alpha float8 DEFAULT 0.05, local_scale text DEFAULT 'n')
RETURNS TABLE (
    region text, variable text, value float8, lag float8, local_i float8, expected float8, variance float8, z float8, p float8,
    p_permutation float8, p_fdr float8, quadrant text, significant boolean, status text, method_id text
)
AS 'MODULE_PATHNAME', 'pgi_local_moran' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000000 ROWS 1000;
COMMENT ON FUNCTION industry.local_moran(industry.matrix, industry.matrix, text, text, text, integer, bigint, float8, text) IS
'Local Moran of each region: scale times z_i times the neighbours'' sum of z over sum of z^2, scale n (or n-1). quadrant HH, LL, LH, HL: own '
'value and neighbours above or below the mean; p by conditional normal (Sokal et al. 1998) and conditional permutation, p_fdr by Benjamini '
'and Hochberg, significant = p_fdr <= alpha. Islands have status island and NULLs. Anselin 1995';

CREATE FUNCTION industry.local_g(weights industry.matrix, "values" industry.matrix, transform text DEFAULT 'binary', islands text DEFAULT 'drop',
    alternative text DEFAULT 'two_sided', permutations integer DEFAULT 999, seed bigint DEFAULT 1, alpha float8 DEFAULT 0.05, star boolean DEFAULT true)
RETURNS TABLE (
    region text, variable text, value float8, lag float8, local_g float8, expected float8, variance float8, z float8, p float8,
    p_permutation float8, p_fdr float8, spot text, significant boolean, status text, method_id text
)
AS 'MODULE_PATHNAME', 'pgi_local_g' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000000 ROWS 1000;
COMMENT ON FUNCTION industry.local_g(industry.matrix, industry.matrix, text, text, text, integer, bigint, float8, boolean) IS
'Getis and Ord''s G* (star: the region with weight 1 among its neighbours) or G of each region: share of all values found nearby, and its z: '
'spot hot above 0, cold below; inference as for local_moran. Ord and Getis 1995';

-- Centre, spread and drift.

CREATE TYPE industry.spatial_centre AS (
    n bigint, weight float8, x float8, y float8, standard_distance float8, major_axis float8, minor_axis float8, direction float8,
    variance_x float8, variance_y float8, covariance float8
);
COMMENT ON TYPE industry.spatial_centre IS
'Weighted centre (x, y in the coordinates'' unit) and spread: standard distance, standard deviations along the axes of the deviational '
'ellipse and the bearing of its major axis in degrees [0, 180), variances and covariance; in metres for longitude and latitude. NULL where '
'undefined';

CREATE FUNCTION industry.centre_add(state bytea, x float8, y float8, weight float8) RETURNS bytea
AS 'MODULE_PATHNAME', 'pgi_centre_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION industry.centre_add(state bytea, x float8, y float8, weight float8, distance text) RETURNS bytea
AS 'MODULE_PATHNAME', 'pgi_centre_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION industry.centre_combine(state bytea, other bytea) RETURNS bytea
AS 'MODULE_PATHNAME', 'pgi_centre_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION industry.centre_final(state bytea) RETURNS industry.spatial_centre
AS 'MODULE_PATHNAME', 'pgi_centre_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.centre_add(bytea, float8, float8, float8) IS 'Transition of mean_centre; a NULL coordinate or weight adds nothing';
COMMENT ON FUNCTION industry.centre_add(bytea, float8, float8, float8, text) IS 'Transition of mean_centre with a kind of distance';
COMMENT ON FUNCTION industry.centre_combine(bytea, bytea) IS 'Merges two states of mean_centre exactly';
COMMENT ON FUNCTION industry.centre_final(bytea) IS 'Final function of mean_centre';

CREATE AGGREGATE industry.mean_centre(x float8, y float8, weight float8) (
    SFUNC = industry.centre_add, STYPE = bytea, COMBINEFUNC = industry.centre_combine, FINALFUNC = industry.centre_final,
    SSPACE = 4096, PARALLEL = SAFE
);
CREATE AGGREGATE industry.mean_centre(x float8, y float8, weight float8, distance text) (
    SFUNC = industry.centre_add, STYPE = bytea, COMBINEFUNC = industry.centre_combine, FINALFUNC = industry.centre_final,
    SSPACE = 4096, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.mean_centre(float8, float8, float8) IS
'Weighted centre sum(wx)/sum(w) of longitude and latitude with standard distance and deviational ellipse (divisor sum(w), metres by local '
'projection at the centre); exact sums, so the same bits in any plan. Longitudes that span more than 180 degrees are an error (22023). '
'Lefever 1926';
COMMENT ON AGGREGATE industry.mean_centre(float8, float8, float8, text) IS
'The same; distance => ''projected'' takes x and y as plane coordinates';

CREATE FUNCTION industry.centre_path(m industry.matrix, place industry.matrix)
RETURNS TABLE (
    period text, lon float8, lat float8, total float8, step float8, bearing float8, distance_from_start float8,
    standard_distance float8, major_axis float8, minor_axis float8, direction float8, n_regions bigint, method_id text
)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 25
BEGIN ATOMIC
    WITH at AS (
        SELECT c.row_key AS region, max(c.value) FILTER (WHERE c.col_key = 'lon') AS lon, max(c.value) FILTER (WHERE c.col_key = 'lat') AS lat
        FROM industry.cells(centre_path.place) c GROUP BY c.row_key
    ), centre AS (
        SELECT v.col_key AS period, industry.mean_centre(at.lon, at.lat, v.value) AS c
        FROM industry.cells(centre_path.m) v JOIN at ON at.region = v.row_key GROUP BY v.col_key
    )
    SELECT c.period, (c.c).x, (c.c).y, (c.c).weight,
        industry.great_circle_distance(lag((c.c).x) OVER w, lag((c.c).y) OVER w, (c.c).x, (c.c).y),
        industry.compass_bearing(lag((c.c).x) OVER w, lag((c.c).y) OVER w, (c.c).x, (c.c).y),
        industry.great_circle_distance(first_value((c.c).x) OVER w, first_value((c.c).y) OVER w, (c.c).x, (c.c).y),
        (c.c).standard_distance, (c.c).major_axis, (c.c).minor_axis, (c.c).direction, (c.c).n, 'centre_path:distance=great_circle'
    FROM centre c WINDOW w AS (ORDER BY c.period COLLATE "C")
    ORDER BY c.period COLLATE "C";
END;
COMMENT ON FUNCTION industry.centre_path(industry.matrix, industry.matrix) IS
'Drift of a centre of gravity: m is region by period, place is region by (lon, lat); per period the weighted centre, the step from the '
'period before in metres and its bearing, the distance from the first period, and the deviational ellipse. Regions without a place are left '
'out: compare n_regions';

-- Access.

CREATE FUNCTION industry.catchment_access(cost industry.matrix, supply industry.matrix, demand industry.matrix, radius float8,
    decay text DEFAULT 'step', beta float8 DEFAULT 1)
RETURNS TABLE (region text, demand_amount float8, access float8, relative_access float8, sites_in_reach integer, nearest float8, method_id text)
AS 'MODULE_PATHNAME', 'pgi_catchment_access' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 1000;
COMMENT ON FUNCTION industry.catchment_access(industry.matrix, industry.matrix, industry.matrix, float8, text, float8) IS
'Two-step floating catchment: access of each row of cost (demand by site; an absent cell is out of reach) = sum over sites within radius of '
'supply per unit of demand in reach of the site; relative_access is over the demand-weighted mean. supply and demand are one-column '
'matrices. decay: step, linear, gaussian, exponential, power. Sum of access times demand equals the supply of sites that demand reaches. Luo '
'and Wang 2003, Dai 2010';

CREATE FUNCTION industry.catchment_sites(cost industry.matrix, supply industry.matrix, demand industry.matrix, radius float8,
    decay text DEFAULT 'step', beta float8 DEFAULT 1)
RETURNS TABLE (site text, supply_amount float8, demand_in_reach float8, supply_ratio float8, regions_in_reach integer, method_id text)
AS 'MODULE_PATHNAME', 'pgi_catchment_sites' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 1000;
COMMENT ON FUNCTION industry.catchment_sites(industry.matrix, industry.matrix, industry.matrix, float8, text, float8) IS
'First step of catchment_access: supply of each site per unit of (decayed) demand within radius; NULL where no demand is in reach. Luo and Wang 2003';

CREATE FUNCTION industry.huff(cost industry.matrix, attraction industry.matrix, alpha float8 DEFAULT 1, beta float8 DEFAULT 2, min_cost float8 DEFAULT 1)
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_huff' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.huff(industry.matrix, industry.matrix, float8, float8, float8) IS
'Probability that a customer of a row of cost goes to each site: attraction^alpha / cost^beta over its sum in the row, on the cells of cost; '
'costs below min_cost count as min_cost, rows without attraction have no cells. Huff 1964';

-- The dictionary.

INSERT INTO industry.metric (function_name, metric, name_en, name_zh, formula, parameters, unit, value_range, interpretation_en, interpretation_zh,
    reference) VALUES
('great_circle_distance', 'distance', 'great-circle distance', '大圆距离', '2 R asin sqrt(sin^2(dlat/2) + cos lat1 cos lat2 sin^2(dlon/2)), R = 6371.0088 km',
 '{}', 'metre', '[0, 20015114.5]', 'Shortest way on the sphere', '球面最短距离', 'Sinnott 1984'),
('compass_bearing', 'bearing', 'initial bearing', '初始方位角', 'atan2(sin dlon cos lat2, cos lat1 sin lat2 - sin lat1 cos lat2 cos dlon)',
 '{}', 'degree', '[0, 360)', '0 north, 90 east', '0为北，90为东', 'spherical trigonometry'),
('dbscan', 'cluster', 'point cluster', '点集群', 'core: weight within eps >= min_weight; clusters: core points linked within eps',
 '{"distance": "great_circle"}', 'number', '[1, n]', 'Points with the same number form a cluster, NULL is noise',
 '编号相同的点属于同一集群，空为噪声点', 'Ester, Kriegel, Sander and Xu 1996'),
('point_clusters', 'leading_lq', 'location quotient of the leading industry of a cluster', '集群主导产业区位商',
    '(cluster weight of industry / cluster weight) / (weight of industry / weight)',
 '{"distance": "great_circle", "hull_ratio": 0.5}', 'ratio', '[0, inf)', 'Above 1: the cluster is specialised in it', '大于1表示集群在该产业上专业化',
 'Florence 1939'),
('point_clusters', 'density', 'weight per square kilometre of a cluster', '集群密度', 'weight / area of the concave hull',
 '{"distance": "great_circle", "hull_ratio": 0.5}', 'weight per square kilometre', '[0, inf)', 'Higher is denser', '越大越密集', 'standard practice'),
('kd_function', 'kd', 'density of distances between establishments', '企业间距离密度', 'sum_{i<j} e_i e_j [k((r - d)/h) + k((r + d)/h)] / (h sum e_i e_j)',
 '{"weighted": true, "bandwidth_rule": "silverman", "reflection": "full", "tolerance": 1e-9, "rmax": "third", "draws": 0, "level": 0.05, "distance": "great_circle"}', '1/distance', '[0, inf)',
 'Above the upper band: more pairs at this distance than chance, the industry is concentrated there',
 '高于上包络线表示该距离上的企业对多于随机，产业在此尺度集聚', 'Duranton and Overman 2005'),
('m_function', 'm', 'relative concentration within a radius', '半径内相对集聚度', 'sum_i (neighbour share of the industry) / sum_i (W_c - w_i)/(W - w_i)',
 '{"control": null, "weighted": true, "rmax": "third", "draws": 0, "level": 0.05, "distance": "great_circle"}', 'ratio', '[0, inf)',
 '2: twice the share found everywhere', '2表示邻域内该产业比重为总体的两倍', 'Marcon and Puech 2010'),
('k_function', 'k', 'Ripley''s K', 'Ripley K函数', 'area / (n (n - 1)) sum of pairs within r times their edge weight',
 '{"edge": "none", "rmax": "third", "distance": "great_circle"}', 'square metre', '[0, inf)', 'Above pi r^2: points are clustered',
 '大于πr²表示点聚集', 'Ripley 1977'),
('k_function', 'l_minus_r', 'Besag''s L less r', 'Besag L函数', 'sqrt(K / pi) - r', '{"edge": "none", "rmax": "third", "distance": "great_circle"}',
    'metre', '(-inf, inf)',
 'Above 0: points are clustered', '大于0表示点聚集', 'Besag 1977'),
('k_function', 'd', 'difference of K to all other points', 'D函数', 'K of the category - K of the others',
    '{"edge": "none", "rmax": "third", "distance": "great_circle"}', 'square metre', '(-inf, inf)',
 'Above 0: more clustered than the others', '大于0表示比其他点更聚集', 'Diggle and Chetwynd 1991'),
('moran', 'moran_i', 'Moran''s I', '莫兰指数', '(n / S0) z''Wz / z''z',
    '{"transform": "row", "islands": "drop", "alternative": "two_sided", "permutations": 999}', 'ratio', 'about [-1, 1]',
 'Above -1/(n-1): like values are neighbours', '大于期望值表示相似值相邻', 'Moran 1950'),
('geary', 'geary_c', 'Geary''s C', '吉尔里指数', '(n - 1) sum w (x_i - x_j)^2 / (2 S0 sum z^2)',
    '{"transform": "row", "islands": "drop", "alternative": "two_sided", "permutations": 999}', 'ratio', '[0, inf)',
 'Below 1: neighbours are alike', '小于1表示相邻地区相似', 'Geary 1954'),
('general_g', 'general_g', 'general G', '全局G统计量', 'sum w x_i x_j / sum_{i<>j} x_i x_j',
    '{"transform": "binary", "islands": "drop", "alternative": "two_sided", "permutations": 999}', 'fraction', '[0, 1]',
 'Above its expectation: high values are neighbours', '高于期望表示高值相邻', 'Getis and Ord 1992'),
('join_counts', 'count', 'join count', '邻接计数', 'sum w over neighbours of two ones (two zeros, one of each) / 2',
    '{"transform": "binary", "islands": "drop", "alternative": "greater", "permutations": 999}', 'count', '[0, inf)',
 'More 1-1 joins than expected: the trait is clustered', '1-1邻接多于期望表示该特征聚集', 'Cliff and Ord 1981'),
('local_moran', 'local_i', 'local Moran', '局部莫兰指数', 'n z_i sum w z_j / sum z^2',
    '{"transform": "row", "islands": "drop", "alternative": "two_sided", "permutations": 999, "alpha": 0.05, "local_scale": "n"}', 'ratio',
'(-inf, inf)',
 'HH and LL: part of a cluster of high or low values; HL and LH: an outlier', 'HH、LL为高值或低值集聚，HL、LH为空间异常', 'Anselin 1995'),
('local_g', 'z', 'hot spot score', '冷热点得分', '(sum w x - x_mean sum w) / (s sqrt((n sum w^2 - (sum w)^2) / (n - 1)))',
    '{"transform": "binary", "islands": "drop", "alternative": "two_sided", "permutations": 999, "alpha": 0.05, "star": true}', 'standard deviation',
'(-inf, inf)',
 'Above 1.96 a hot spot, below -1.96 a cold spot', '大于1.96为热点，小于-1.96为冷点', 'Ord and Getis 1995'),
('mean_centre', 'centre', 'centre of gravity', '重心', 'sum(w x) / sum(w)', '{"distance": "great_circle"}', 'degree', 'range of the places',
    'Balance point of the weights', '按权重平衡的位置', 'Lefever 1926'),
('mean_centre', 'standard_distance', 'standard distance', '标准距离', 'sqrt(sum(w d^2) / sum(w))', '{"distance": "great_circle"}', 'metre',
    '[0, inf)', 'Higher is more spread out', '越大越分散', 'Bachi 1963'),
('mean_centre', 'major_axis', 'axis of the deviational ellipse', '标准差椭圆长轴', 'square root of the larger eigenvalue of the weighted covariance',
    '{"distance": "great_circle"}', 'metre', '[0, inf)',
 'Spread along the main direction', '沿主方向的离散程度', 'Lefever 1926'),
('centre_path', 'step', 'step of the centre of gravity', '重心移动距离', 'great-circle distance from the centre of the period before', '{}', 'metre',
    '[0, inf)', 'How far the industry moved', '产业重心移动的距离', 'standard practice'),
('catchment_access', 'access', 'two-step floating catchment', '两步移动搜寻可达性', 'sum_{j: d <= d0} S_j / sum_{i: d <= d0} P_i',
    '{"decay": "step", "beta": 1}', 'supply per unit of demand', '[0, inf)',
 'Supply that a unit of demand can reach', '单位需求可获得的供给', 'Luo and Wang 2003'),
('huff', 'probability', 'Huff probability', '哈夫概率', 'S_j^alpha d_ij^-beta / sum_j', '{"alpha": 1, "beta": 2, "min_cost": 1}', 'probability',
    '[0, 1]', 'Share of customers that a site draws', '该设施吸引的需求份额', 'Huff 1964');
