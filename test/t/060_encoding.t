#!/bin/bash
# A database in another encoding is refused with one clear error, and nothing is left behind.
. "$(dirname "$0")/lib.sh"
for encoding in SQL_ASCII LATIN1; do
	export PGDATABASE=postgres
	sql -c 'DROP DATABASE IF EXISTS pgi_encoding' -c "CREATE DATABASE pgi_encoding ENCODING $encoding LOCALE 'C' TEMPLATE template0" >/dev/null
	export PGDATABASE=pgi_encoding
	like "$(sql -c 'CREATE EXTENSION pg_industry CASCADE')" 'ERROR: .*(pg_industry needs a database in UTF8|no equivalent in encoding "LATIN1")' "$encoding: refused"
	is "$(sql -c "SELECT count(*) FROM pg_namespace WHERE nspname = 'industry'")" 0 "$encoding: nothing was made"
done
done_testing
