#!/bin/bash
# Every view of the demo's registry gives the same bits whether the server hashes, sorts or works in parallel.
. "$(dirname "$0")/lib.sh"
database pgi_registry_plans
for script in demo/1[0-4]_*.sql; do
	sql -f "$script" >/dev/null
	ok "$(basename "$script"): loaded"
done
sql -c 'VACUUM ANALYZE'

# digests 'SET ...': a line for each view with the digest of its rows
digests() {
	sql <<SQL
SET jit = off;
$1
SELECT CASE relname WHEN 'capacity_ledger' THEN 'SET enable_nestloop = off' END, -- without hashes it would compare every two rows
       format('SELECT %L, md5(string_agg(t::text, E''\n'' ORDER BY t::text)) FROM shandong.%I t', relname, relname),
       'RESET enable_nestloop'
FROM pg_class WHERE relnamespace = 'shandong'::regnamespace AND relkind = 'v' AND relname !~ '_en$' ORDER BY relname \gexec
SQL
}
digests 'SET max_parallel_workers_per_gather = 0;' >"$scratch/hashed"
like "$(grep -c '|[0-9a-f]\{32\}$' "$scratch/hashed")" '^([89][0-9]|[0-9]{3})$' 'all views have rows'
is "$(digests 'SET max_parallel_workers_per_gather = 0; SET enable_hashjoin = off; SET enable_hashagg = off;' | diff "$scratch/hashed" - | grep '^[<>]')" '' \
	'sorting gives the same rows'
workers='SET parallel_setup_cost = 200; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET min_parallel_index_scan_size = 0;
	SET max_parallel_workers_per_gather = 2;'
is "$(digests "$workers" | diff "$scratch/hashed" - | grep '^[<>]')" '' 'workers give the same rows'
like "$(sql -c "$workers EXPLAIN (COSTS OFF) SELECT * FROM shandong.map_enterprise")" 'Gather' 'there were workers'
done_testing
