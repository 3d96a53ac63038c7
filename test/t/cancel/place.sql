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
('k_function', 'SELECT count(*) FROM sites, k_function(p, ARRAY[100000]::float8[])');
