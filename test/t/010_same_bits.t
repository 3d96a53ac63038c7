#!/bin/bash
# The same rows give the same bits in any plan: serial, parallel, shuffled, partitionwise, partial states moved as text.
. "$(dirname "$0")/lib.sh"
database pgi_same_bits

# a million rows: ordinary, cancelling over 200 binary orders, half-way ties, some near the end of the range
sql >/dev/null <<'SQL'
SELECT setseed(0.25);
CREATE TABLE fact AS
SELECT i, 'region ' || i % 97 AS r, 'C' || (i / 97) % 41 AS c,
       CASE i % 4
           WHEN 0 THEN random() * 1000
           WHEN 1 THEN (random() - 0.5) * 2.0 ^ (random() * 200 - 100)
           WHEN 2 THEN (CASE WHEN i % 8 = 2 THEN 1 ELSE 1.1102230246251565e-16 END) * (1 - 2 * (i / 8 % 2))
           ELSE (CASE WHEN i % 16 = 3 THEN 1e308 WHEN i % 16 = 7 THEN -1e308 WHEN i % 16 = 11 THEN 3e-308 ELSE -7.5 END)
       END AS v
FROM generate_series(1, 1000000) i;
CREATE TABLE shuffled AS SELECT * FROM fact ORDER BY random();
CREATE TABLE parted (LIKE fact) PARTITION BY HASH (i);
CREATE TABLE parted_0 PARTITION OF parted FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE parted_2 PARTITION OF parted FOR VALUES WITH (MODULUS 3, REMAINDER 2);
INSERT INTO parted SELECT * FROM shuffled;
ANALYZE;
SQL
digest='SELECT md5(matrix_send(matrix_agg(r, c, v))) FROM'
forced='SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET max_parallel_workers = 8;'
serial=$(sql -c "SET max_parallel_workers_per_gather = 0; $digest fact")
like "$serial" '^[0-9a-f]{32}$' 'serial: a digest'
is "$(sql -c "SET max_parallel_workers_per_gather = 0; $digest shuffled")" "$serial" 'shuffled: the same bits'
for workers in 1 2 4; do
	for leader in on off; do
		got=$(sql -c "$forced SET max_parallel_workers_per_gather = $workers; SET parallel_leader_participation = $leader; $digest shuffled")
		is "$got" "$serial" "$workers workers, leader $leader: the same bits"
	done
done
plan=$(sql -c "$forced SET max_parallel_workers_per_gather = 2; EXPLAIN (COSTS OFF) $digest shuffled")
like "$plan" 'Partial Aggregate' 'the plan is a partial aggregate in workers'

partitionwise="SET max_parallel_workers_per_gather = 0; SET enable_partitionwise_aggregate = on;"
is "$(sql -c "$partitionwise $digest parted")" "$serial" 'partitionwise: the same bits'
like "$(sql -c "$partitionwise EXPLAIN (COSTS OFF) $digest parted")" 'Partial Aggregate' 'the plan is partitionwise'

moved='SELECT md5(matrix_send(matrix_merge(p))) FROM (SELECT matrix_partial(r, c, v)::text::matrix AS p FROM shuffled GROUP BY i % 7) s'
is "$(sql -c "$moved")" "$serial" 'partial states through text: the same bits'
is "$(sql -c "SET extra_float_digits = 0; $moved")" "$serial" 'and with extra_float_digits = 0'
# and through the binary form
sql -c "COPY (SELECT matrix_partial(r, c, v) FROM shuffled GROUP BY i % 5) TO STDOUT (FORMAT binary)" >"$scratch/partial"
sql -c 'CREATE TABLE partial (p matrix)' -c "\\copy partial FROM '$scratch/partial' (FORMAT binary)"
is "$(sql -c 'SELECT md5(matrix_send(matrix_merge(p))) FROM partial')" "$serial" 'partial states through the wire: the same bits'
# the sums themselves, against numeric arithmetic that never rounds
wrong=$(sql <<'SQL'
SELECT count(*)
FROM (SELECT r, c, sum(v::numeric)::float8 AS v FROM (SELECT r, c, v FROM fact WHERE i % 4 IN (0, 2)) f GROUP BY r, c) n
JOIN (SELECT (cells(matrix_agg(r, c, v))).* FROM (SELECT r, c, v FROM fact WHERE i % 4 IN (0, 2)) f) m ON m.row_key = n.r AND m.col_key = n.c
WHERE abs(n.v - m.value) > 1e-12 * greatest(abs(n.v), 1)
SQL
)
is "$wrong" 0 'the sums agree with numeric'
done_testing
