-- Place in a registry: an empty one gives empty answers, and bad arguments are refused.
SET search_path = industry, public;
SET client_min_messages = warning;
\set VERBOSITY terse
SELECT create_registry('reg');
SELECT (SELECT count(*) FROM reg.point_clusters('C31')) AS clusters, (SELECT count(*) FROM reg.cluster_scan('C31')) AS scan, (SELECT count(*) FROM reg.park_assignment()) AS assigned,
    (SELECT count(*) FROM reg.park_eval()) AS parks, (SELECT count(*) FROM reg.platform_access()) AS access, (SELECT count(*) FROM reg.map_region) AS regions, octet_length(reg.mvt(0, 0, 0, 'park')) AS tile;
INSERT INTO reg.region (code, level, name_zh, datum, boundary) VALUES ('370000', 'province', '山东', 'gcj02', ST_Multi(ST_MakeEnvelope(115, 34, 123, 38, 4326))),
    ('370100', 'prefecture', '济南', 'gcj02', ST_Multi(ST_MakeEnvelope(116, 36, 118, 38, 4326))), ('370102', 'county', '历下', 'gcj02', ST_Multi(ST_MakeEnvelope(117, 36, 118, 37, 4326)));
SELECT region_code, region_level, round(lon::numeric, 2) AS lon, round(lat::numeric, 2) AS lat, ST_IsValid(ST_GeomFromGeoJSON(region_geojson)) AS valid FROM reg.region_geojson ORDER BY 1;
SELECT octet_length(reg.mvt(8, 211, 99, 'region')) > 50 AS tile;
SELECT reg.mvt(1, 2, 0, 'region');
SELECT reg.mvt(1, 0, 0, 'roads');
SELECT reg.area_scoreboard('nowhere');
DROP SCHEMA reg CASCADE;
