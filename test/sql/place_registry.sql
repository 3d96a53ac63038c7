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

-- siting: by node of a chain, by definition; what cannot be asked
SELECT reg.site_candidates(node => 'n1');
SELECT reg.site_candidates('none');
SELECT reg.site_candidates(definition => 'C31', beta_km => 0);
SELECT reg.site_candidates(definition => 'C31', beta_km => NULL);
INSERT INTO reg.chain (code, name_zh) VALUES ('bearing', '轴承');
INSERT INTO reg.chain_node (chain, node, name_zh, industry) VALUES ('bearing', 'steel', '轴承钢', 'C31'), ('bearing', 'ring', '套圈', 'C34');
INSERT INTO reg.chain_link (chain, source, target) VALUES ('bearing', 'steel', 'ring');
SELECT reg.site_candidates('bearing', 'roller');
SELECT reg.site_candidates('bearing', 'ring', 'C34');
INSERT INTO reg.enterprise (uscc, name_zh, industry, division, location, datum)
SELECT ('91370102' || lpad(i::text, 10, '0'))::uscc, 'e' || i, CASE WHEN i % 2 = 0 THEN 'C31' ELSE 'C34' END, '370102', ST_SetSRID(ST_MakePoint(117.2 + i * 0.01, 36.5), 4326), 'gcj02' FROM generate_series(1, 9) i;
INSERT INTO reg.enterprise_year (uscc, year, employees, unit) SELECT uscc, 2023, 10, '10k_yuan' FROM reg.enterprise;
INSERT INTO reg.park (code, name_zh, division, datum, boundary, area_mu) VALUES ('P1', '园', '370102', 'gcj02', ST_Multi(ST_MakeEnvelope(117.1, 36.4, 117.4, 36.6, 4326)), 1000);
-- suppliers of the ring are the four steel makers; the node alone knows what it buys
SELECT chain_code, node, rank, region_code, park, suppliers_in_reach, in_cluster, round(quotient::numeric, 3) AS quotient, method_id FROM reg.site_candidates('bearing', 'ring', beta_km => 30);
SELECT chain_code, node, rank, region_code, park, suppliers_in_reach, method_id FROM reg.site_candidates(definition => 'C34', beta_km => 20);
SELECT (SELECT count(*) FROM reg.site_candidates) AS sites, (SELECT count(*) FROM reg.cluster_scan) AS scan, (SELECT count(*) FROM reg.map_enterprise) AS enterprises;
SELECT park, lat = ST_Y(ST_PointOnSurface(geom)) AS lat, lon = ST_X(ST_PointOnSurface(geom)) AS lon, geohash = ST_GeoHash(ST_SetSRID(ST_MakePoint(lon, lat), 4326), 8) AS geohash, ST_SRID(geom) AS srid FROM reg.map_park;
SELECT layer, octet_length(reg.mvt(10, 845, 400, layer)) > 50 AS tile FROM unnest('{region,park,enterprise}'::text[]) layer;

-- boundaries that are empty, without area or crossed: answers without a place, or repaired; NaN never gets in
INSERT INTO reg.region (code, level, name_zh, datum, boundary) VALUES ('370103', 'county', 'empty', 'gcj02', 'SRID=4326;MULTIPOLYGON EMPTY'),
    ('370104', 'county', 'flat', 'gcj02', 'SRID=4326;MULTIPOLYGON(((117 36,117 36,117 36,117 36)))'), ('370105', 'county', 'crossed', 'wgs84', 'SRID=4326;MULTIPOLYGON(((117 36,118 37,118 36,117 37,117 36)))');
SELECT region_code, round(lon::numeric, 2) AS lon, round(lat::numeric, 2) AS lat, ST_NumGeometries(geom) AS parts FROM reg.map_region WHERE region_code >= '370103' ORDER BY 1;
SELECT region_code, ST_NumGeometries(ST_GeomFromGeoJSON(region_geojson)) AS parts, lon IS NULL AS nowhere FROM reg.region_geojson WHERE region_code >= '370103' ORDER BY 1;
INSERT INTO reg.region (code, level, name_zh, datum, boundary) VALUES ('370112', 'county', 'nan', 'wgs84', 'SRID=4326;MULTIPOLYGON(((0 0,1 1,1 0,NaN 0,0 0)))');
INSERT INTO reg.enterprise (uscc, name_zh, industry, division, location, datum) VALUES ('913701029999999999', 'nan', 'C31', '370102', 'SRID=4326;POINT(117 NaN)', 'wgs84');
INSERT INTO reg.region (code, level, name_zh, boundary) VALUES ('370113', 'county', 'no datum', 'SRID=4326;MULTIPOLYGON EMPTY');
DROP SCHEMA reg CASCADE;
