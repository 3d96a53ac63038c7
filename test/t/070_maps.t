#!/bin/bash
# Maps: the real county polygons load through their repair, divisions end by date, and clients see geometry without a cast.
. "$(dirname "$0")/lib.sh"
database pgi_maps
sql >/dev/null <<'SQL'
\set map `cat demo/data/shandong_counties_2017.geojson`
CREATE TABLE county AS
SELECT f -> 'properties' ->> 'code' AS code, ST_SetSRID(ST_GeomFromGeoJSON(f ->> 'geometry'), 4326) AS raw FROM jsonb_array_elements(:'map'::jsonb -> 'features') f;
CREATE TABLE repaired AS SELECT code, raw, repaired_polygon(raw) AS shape FROM county;
SELECT create_registry('reg');
INSERT INTO reg.region (code, level, parent, name_zh, datum, boundary, valid)
SELECT '370000', 'province', NULL, 'Shandong', 'gcj02', ST_Multi(ST_Union(shape)), daterange(NULL, NULL) FROM repaired;
INSERT INTO reg.region (code, level, parent, name_zh, datum, boundary, valid)
SELECT left(code, 4) || '00', 'prefecture', '370000', left(code, 4), 'gcj02', ST_Multi(ST_Union(shape)), CASE WHEN left(code, 4) = '3712' THEN '[1992-11-01,2019-01-01)' ELSE '[,)' END::daterange FROM repaired GROUP BY left(code, 4);
INSERT INTO reg.region (code, level, parent, name_zh, datum, boundary, valid)
SELECT code, 'county', left(code, 4) || '00', code, 'gcj02', shape, CASE WHEN code LIKE '3712%' THEN '[1992-11-01,2019-01-01)' ELSE '[,)' END::daterange FROM repaired;
SQL
is "$(sql -c 'SELECT count(*), count(*) FILTER (WHERE NOT ST_IsValid(raw)) FROM county')" '137|99' '137 county polygons, 99 of them invalid'
is "$(sql -c "SELECT count(*), bool_and(ST_IsValid(shape)), bool_and(GeometryType(shape) = 'MULTIPOLYGON'), bool_and(NOT ST_IsEmpty(shape)) FROM repaired")" '137|t|t|t' 'repaired: all valid multipolygons with area'
is "$(sql -c 'SELECT bool_and(ST_Equals(raw, shape)) FROM repaired WHERE ST_IsValid(raw)')" 't' 'valid ones keep their shape'
is "$(sql -c 'SELECT max(abs(ST_Area(raw) / ST_Area(shape) - 1)) < 0.001 FROM repaired')" 't' 'no area changes by more than a thousandth'
is "$(sql -c "SELECT round(sum(ST_Area(to_wgs84(boundary, datum)::geography) / 1e9)::numeric) BETWEEN 150 AND 165 FROM reg.region WHERE level = 'province'")" 't' 'the outline of the province has its area (about 158,000 square kilometres)'
is "$(sql -c "SELECT count(*), bool_and(ST_IsValid(geom)) FROM reg.map_region" -c "SELECT count(*), bool_and(ST_IsValid(ST_GeomFromGeoJSON(region_geojson))), bool_and(geohash IS NOT NULL AND lat IS NOT NULL AND lon IS NOT NULL) FROM reg.region_geojson" | tr '\n' ' ')" \
	"$(sql -c "SELECT count(*) FROM reg.region WHERE valid @> current_date")|t $(sql -c "SELECT count(*) FROM reg.region WHERE valid @> current_date")|t|t " 'map views hold the divisions in force, all valid, with their place'
# Laiwu was a prefecture until 2019: before, its places are its own; after, no division in force has them
sql -c "INSERT INTO reg.enterprise (uscc, name_zh, industry, division, location, datum) SELECT '913712023108246910', 'mill', 'C31', '371202', ST_PointOnSurface(boundary), 'gcj02' FROM reg.region WHERE code = '371202'" >/dev/null
sql -c "INSERT INTO reg.park (code, name_zh, division, datum, boundary, valid) SELECT 'old', 'old park', '371202', 'gcj02', boundary, '[2000-01-01,2019-01-01)' FROM reg.region WHERE code = '371202'" >/dev/null
is "$(sql -c "SELECT region_code, region_agrees, park FROM reg.park_assignment('2018-06-30')" -c "SELECT region_code IS NULL, park IS NULL FROM reg.park_assignment('2019-06-30')" | tr '\n' ' ')" '371202|t|old t|t ' 'a division and a park that ended count before their end only'
is "$(sql -c "SELECT count(*) FROM reg.map_region WHERE region_code LIKE '3712%'" -c "INSERT INTO reg.setting (name, value) VALUES ('as_of', '2018-06-30') ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value" -c "SELECT count(*) FROM reg.map_region WHERE region_code = '371200'" | tr '\n' ' ')" '0 1 ' 'the map of 2018 has it'
is "$(sql -c "SELECT string_agg((octet_length(reg.mvt(7, 105, 50, l)) > 30)::text, ',') FROM unnest('{region,park,enterprise}'::text[]) l" -c "SELECT octet_length(reg.mvt(12, 0, 0, 'region'))" | tr '\n' ' ')" 'true,true,true 0 ' 'tiles of each layer'
if command -v ogrinfo >/dev/null && ogrinfo --formats 2>/dev/null | grep -qi postgresql; then
	source="PG:host=$PGHOST port=${PGPORT:-5432} user=${PGUSER:-postgres} dbname=pgi_maps schemas=reg"
	layers=$(ogrinfo -ro "$source" 2>/dev/null)
	for layer in 'map_region (Multi Polygon)' 'map_park (Multi Polygon)' 'map_enterprise (Point)'; do
		like "$layers" "$(sed 's/[()]/\\&/g' <<<"$layer")" "ogrinfo sees $layer"
	done
	details=$(ogrinfo -ro -so "$source" map_region 2>/dev/null)
	like "$details" 'ID\["EPSG",4326\]|AUTHORITY\["EPSG","4326"\]' 'with its reference system'
	like "$details" 'geohash: String' 'and its columns'
else
	echo '# ogrinfo is not installed'
fi
done_testing
