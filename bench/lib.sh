# lib.sh - sourced by the benchmarks. Machines are shared and their speed swings, so a ratio is the median of the ratios of
# runs that took turns with the peer, and an absolute limit is held against the fastest run.
#
# A benchmark runs under tool/cluster with the extension created in database bench and its schema on the search_path.
export PGOPTIONS="-c search_path=public,industry -c client_min_messages=warning ${PGOPTIONS:-}"
export PGDATABASE=bench
RUNS=${RUNS:-5}
serial='SET max_parallel_workers_per_gather = 0;'
two_processes='SET max_parallel_workers_per_gather = 1; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0;'

sql() { psql -XqAt -v ON_ERROR_STOP=1 "$@"; }

median() { sort -g | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
fastest() { sort -g | head -n 1; }

# times: the milliseconds of psql's \timing lines.
times() { sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p'; }

# times_of 'SQL' ['SET ...;']: one statement timed RUNS times in a session that has run it once before.
times_of() {
	{
		printf '%s\n' "${2:-}" '\o /dev/null' "$1;" '\timing on'
		for _ in $(seq "$RUNS"); do printf '%s;\n' "$1"; done
	} | psql -Xq -v ON_ERROR_STOP=1 | times
}
ms() { times_of "$@" | median; }

# ms_command COMMAND...: median milliseconds of a command that prints its own time in ms as the last line.
ms_command() { for _ in $(seq "$RUNS"); do "$@" | tail -n 1; done | median; }

heading() { printf '\n%s\n%-58s %12s %12s %8s %8s\n' "$1" what "ours ms" "peer ms" ratio limit; }

# row WHAT OURS PEER RATIO LIMIT: LIMIT is the ratio that must hold ('-' where there is none).
row() {
	awk -v what="$1" -v ours="$2" -v peer="$3" -v ratio="$4" -v limit="$5" 'BEGIN {
		printf "%-58s %12.1f %12.1f %8.2f %8s%s\n", what, ours, peer, ratio, limit, (limit != "-" && ratio > limit + 0 ? "  OVER" : "") }'
}

# report WHAT OURS PEER LIMIT: a row of two times measured before.
report() { row "$1" "$2" "$3" "$(awk -v a="$2" -v b="$3" 'BEGIN { print (b > 0 ? a / b : 0) }')" "$4"; }

# turns WHAT LIMIT: a row from lines "ours peer" of runs that took turns.
turns() {
	local lines
	lines=$(cat)
	row "$1" "$(awk '{print $1}' <<<"$lines" | median)" "$(awk '{print $2}' <<<"$lines" | median)" \
		"$(awk '$2 > 0 {print $1 / $2}' <<<"$lines" | median)" "$2"
}

# pair WHAT OURS PEER LIMIT ['SET ...;' ['SET ... of the peer;']]: two statements by turns in one session that has run both.
pair() {
	{
		printf '%s\n' '\o /dev/null' "${5:-}" "$2;" "${6:-}" "$3;"
		for _ in $(seq "$RUNS"); do
			printf '%s\n' "${5:-}" '\timing on' "$2;" '\timing off' "${6:-}" '\timing on' "$3;" '\timing off'
		done
	} | psql -Xq -v ON_ERROR_STOP=1 | times | paste -d ' ' - - | turns "$1" "$4"
}

# pair_command WHAT OURS LIMIT COMMAND...: a statement and a command that prints its time, by turns.
pair_command() {
	local what=$1 ours=$2 limit=$3
	shift 3
	for _ in $(seq "$RUNS"); do echo "$(RUNS=1 ms "$ours") $(RUNS=1 ms_command "$@")"; done | turns "$what" "$limit"
}

# report_ms WHAT OURS LIMIT_MS: a time against an absolute limit.
report_ms() {
	awk -v what="$1" -v ours="$2" -v limit="$3" 'BEGIN {
		printf "%-58s %12.1f %12s %8s %8s%s\n", what, ours, "", "", limit " ms", (ours > limit + 0 ? "  OVER" : "") }'
}

# within WHAT 'SQL' LIMIT_MS ['SET ...;']: the fastest run of a statement against an absolute limit.
within() { report_ms "$1" "$(times_of "$2" "${4:-}" | fastest)" "$3"; }

skipped() { printf '%-58s skipped: %s\n' "$1" "$2"; }
