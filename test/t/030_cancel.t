#!/bin/bash
# A statement of each heavy kind stops within a second of its timeout, with 57014, and the session goes on.
. "$(dirname "$0")/lib.sh"
database pgi_cancel
sql >/dev/null <<'SQL'
CREATE TABLE big AS
SELECT matrix_agg('r' || i % 2900, 'c' || (i * 7919::bigint) % 1381, i) AS m FROM generate_series(1, 2000000) i;
SQL

# stops WHAT SQL: on a fast machine a statement may end before the timeout, so a shorter one follows.
stops() {
	local begin end out timeout
	for timeout in 150 30 6 1; do
		begin=$(date +%s%N)
		out=$(psql -XqAt -v VERBOSITY=sqlstate -c "SET statement_timeout = '${timeout}ms'" -c "$2" -c "RESET statement_timeout; SELECT 'alive'" 2>&1)
		end=$(date +%s%N)
		case $out in *57014*) break ;; esac
	done
	like "$out" '57014' "$1: stopped"
	like "$out" 'alive' "$1: the session goes on"
	[ $(((end - begin) / 1000000)) -lt 1500 ]
	ok "$1: within a second"
}
stops matrix_agg "SELECT matrix_agg('r' || i % 3000, 'c' || i % 1000, i) FROM generate_series(1, 20000000) i"
stops matrix_out "SELECT sum(length(m::text)) FROM big, generate_series(1, 50)"
stops matrix_in "SELECT sum(n_cells((t || repeat(' ', i))::matrix)) FROM (SELECT m::text AS t FROM big) s, generate_series(1, 50) i"
stops cells "SELECT count(*) FROM big, generate_series(1, 50), cells(m)"
stops transpose "SELECT sum(n_cells(transpose(m + m))) FROM big, generate_series(1, 100)"
for script in test/t/cancel/*.sql; do
	[ -f "$script" ] || continue
	sql -f "$script" >/dev/null
	ok "$(basename "$script"): set up"
	while IFS=$'\t' read -r what statement; do
		stops "$what" "$statement"
	done < <(sql -c 'SELECT what, statement FROM heavy ORDER BY what' -F $'\t')
	sql -c 'DROP TABLE heavy' >/dev/null
done
done_testing
