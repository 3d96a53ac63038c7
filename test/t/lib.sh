# lib.sh - sourced by the whole-server tests: TAP in a few lines, and a database of one's own.
tests=0
ok() { # ok WHAT: passes if the last command did
	local status=$?
	tests=$((tests + 1))
	[ $status = 0 ] && echo "ok $tests - $1" || echo "not ok $tests - $1"
}
is() { # is GOT EXPECTED WHAT
	tests=$((tests + 1))
	if [ "$1" = "$2" ]; then
		echo "ok $tests - $3"
	else
		echo "not ok $tests - $3"
		printf '# got:      %s\n# expected: %s\n' "$1" "$2" | head -c 2000
	fi
}
like() { # like GOT PATTERN WHAT
	tests=$((tests + 1))
	if grep -qE "$2" <<<"$1"; then
		echo "ok $tests - $3"
	else
		echo "not ok $tests - $3"
		printf '# got: %s\n# no match for: %s\n' "$1" "$2" | head -c 2000
	fi
}
done_testing() { echo "1..$tests"; dropdb --if-exists "$PGDATABASE" 2>/dev/null; }

# database NAME: a fresh one with the extension, where the following commands go
database() {
	unset PGDATABASE
	psql -Xq -d postgres -c "DROP DATABASE IF EXISTS $1" -c "CREATE DATABASE $1" 2>/dev/null
	export PGDATABASE=$1 PGOPTIONS='-c client_min_messages=warning -c search_path=public,industry'
	psql -Xq -c 'CREATE EXTENSION pg_industry CASCADE'
}
sql() { psql -XqAt -v ON_ERROR_STOP=1 "$@" 2>&1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
