# lib.sh - sourced by the benchmarks: medians of five runs, and a ratio against a peer of the same run.
#
# A benchmark runs under tool/cluster with the extension created in database bench and its schema on the search_path.
export PGOPTIONS="-c search_path=public,industry -c client_min_messages=warning ${PGOPTIONS:-}"
export PGDATABASE=bench
RUNS=${RUNS:-5}

sql() { psql -XqAt -v ON_ERROR_STOP=1 "$@"; }

median() { sort -g | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

# ms 'SQL' ['SET ...;']: median milliseconds of one statement in one session that has run it once before.
ms() {
	{
		printf '%s\n' "${2:-}" "\\o /dev/null" "$1;" "\\timing on"
		for _ in $(seq "$RUNS"); do printf '%s;\n' "$1"; done
	} | psql -Xq -v ON_ERROR_STOP=1 2>&1 | tee /tmp/.bench_last.$$ | sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p' | median
	grep -E '^(psql|ERROR)' /tmp/.bench_last.$$ >&2
	rm -f /tmp/.bench_last.$$
}

# ms_command COMMAND...: median milliseconds of a command that prints its own time in ms as the last line.
ms_command() { for _ in $(seq "$RUNS"); do "$@" | tail -n 1; done | median; }

heading() { printf '\n%s\n%-58s %12s %12s %8s %8s\n' "$1" what "ours ms" "peer ms" ratio limit; }

# report WHAT OURS PEER LIMIT: one row; LIMIT is the ratio that must hold ('-' where there is none).
report() {
	awk -v what="$1" -v ours="$2" -v peer="$3" -v limit="$4" 'BEGIN {
		ratio = peer > 0 ? ours / peer : 0
		printf "%-58s %12.1f %12.1f %8.2f %8s%s\n", what, ours, peer, ratio, limit,
			(limit != "-" && ratio > limit + 0 ? "  OVER" : "") }'
}

# report_ms WHAT OURS LIMIT_MS: the same for an absolute limit.
report_ms() {
	awk -v what="$1" -v ours="$2" -v limit="$3" 'BEGIN {
		printf "%-58s %12.1f %12s %8s %8s%s\n", what, ours, "", "", limit " ms", (ours > limit + 0 ? "  OVER" : "") }'
}

skipped() { printf '%-58s skipped: %s\n' "$1" "$2"; }
