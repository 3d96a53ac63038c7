-- Heavy statements of the place family: 200,000 points in a field of one degree.
CREATE TABLE sites AS
SELECT point_agg(i::text, 116 + (i * 7919::bigint) % 100003 / 100003.0, 36 + (i * 104729::bigint) % 99991 / 99991.0, 1 + i % 7, 'c' || i % 3) AS p
FROM generate_series(1, 200000) i;
CREATE TABLE heavy (what text, statement text);
INSERT INTO heavy VALUES
('point_agg', 'SELECT point_agg(i::text, i % 90, i % 80, 1, NULL) FROM generate_series(1, 20000000) i'),
('dbscan', 'SELECT count(*) FROM sites, dbscan(p, 20000, 1000)'),
('kd_function', 'SELECT count(*) FROM sites, kd_function(p, ARRAY[0, 10000, 50000]::float8[], ''c1'', draws => 1000)'),
('m_function', 'SELECT count(*) FROM sites, m_function(p, ''c1'', ARRAY[20000]::float8[], draws => 1000)'),
('k_function', 'SELECT count(*) FROM sites, k_function(p, ARRAY[100000]::float8[])'),
('k_function, isotropic', 'SELECT count(*) FROM sites, k_function(p, ARRAY[1]::float8[], edge => ''isotropic'', distance => ''projected'')'),
('point_clusters', 'SELECT count(*) FROM sites, point_clusters(p, 20000, 100)'),
('nearest_weights', 'SELECT n_cells(nearest_weights(p, 150)) FROM sites'),
('band_weights', 'SELECT n_cells(band_weights(p, 900)) FROM sites'),
('local_moran', 'SELECT count(*) FROM network, local_moran(w, v, permutations => 99999)'),
('moran', 'SELECT count(*) FROM network, moran(w, v, permutations => 99999)'),
('zone_of', 'SELECT count(zone_of(z, point(i % 97, i % 89))) FROM zones, generate_series(1, 30000000) i');
CREATE TABLE network AS SELECT (SELECT nearest_weights(p, 8, distance => 'projected') FROM (SELECT point_agg(i::text, i % 200, i / 200, 1, NULL) AS p FROM generate_series(1, 20000) i) s) AS w,
    (SELECT matrix_agg(i::text, 'v', i * 7919 % 1009) FROM generate_series(1, 20000) i) AS v;
CREATE TABLE zones AS SELECT zones_pack(array_agg(ST_AsBinary(ST_Buffer(ST_MakePoint(i % 97, i % 89), 0.9, 64)))) AS z FROM generate_series(1, 500) i;
