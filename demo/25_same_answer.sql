\pset footer off
\echo
\echo 'Is the answer the same with and without parallel workers?'
\echo '---------------------------------------------------------'
\echo 'SELECT md5(matrix_send(matrix_agg(cbsa_code, naics_code, employment))) FROM metro_year'
\echo '(54,143 rows of US metros, twenty times over, with synthetic noise)'
\echo
CREATE UNLOGGED TABLE metro_year AS
SELECT cbsa_code, naics_code, employment * (1 + sin(copy * hashtext(cbsa_code || naics_code)::float8) / 10) AS employment
FROM us_metro, generate_series(1, 20) copy;
ANALYZE metro_year;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET max_parallel_workers_per_gather = 2;
EXPLAIN (COSTS OFF) SELECT matrix_agg(cbsa_code, naics_code, employment) FROM metro_year;
SELECT md5(matrix_send(matrix_agg(cbsa_code, naics_code, employment))) AS parallel FROM metro_year \gset
SET max_parallel_workers_per_gather = 0;
SELECT md5(matrix_send(matrix_agg(cbsa_code, naics_code, employment))) AS serial FROM metro_year \gset
SELECT 'two workers' AS plan, :'parallel' AS digest
UNION ALL SELECT 'one process', :'serial'
UNION ALL SELECT 'the same bits', (:'parallel' = :'serial')::text;
DROP TABLE metro_year;
RESET max_parallel_workers_per_gather;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
