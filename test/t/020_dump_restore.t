#!/bin/bash
# Dump and restore of a database with matrices, codes, an expression index, a materialized view and a check constraint.
. "$(dirname "$0")/lib.sh"
database pgi_dump
sql >/dev/null <<'SQL'
CREATE TABLE firm (id int PRIMARY KEY, code industry_code NOT NULL, place division_code, credit uscc,
                   CHECK (level(code) >= 2), kind int GENERATED ALWAYS AS (three_industry(code)) STORED);
INSERT INTO firm SELECT i, ('C' || 13 + i % 31)::industry_code, '370100', '91350100M000100Y43' FROM generate_series(1, 500) i;
CREATE INDEX firm_level ON firm (level(code));
CREATE INDEX firm_code ON firm (code);
CREATE TABLE stored (id int PRIMARY KEY, m matrix, p matrix);
INSERT INTO stored
SELECT k, matrix_agg(code::text, place::text, id / 7.0), matrix_partial(code::text, place::text, id / 7.0)
FROM firm, generate_series(1, 3) k GROUP BY k;
INSERT INTO stored VALUES (4, NULL, '{"rows":[],"cols":[],"cells":[]}');
CREATE MATERIALIZED VIEW summary AS SELECT code, count(*) AS n, hashtext(matrix_agg(code::text, place::text, id)::text) AS h FROM firm GROUP BY code;
CREATE UNIQUE INDEX ON summary (code);
CREATE VIEW manufacturing AS SELECT * FROM firm WHERE code <@ 'C';
CREATE FUNCTION size_of(m matrix) RETURNS int LANGUAGE sql RETURN n_cells(m);
SQL
content="SELECT md5(string_agg(f::text, ' ' ORDER BY id)) FROM firm f
UNION ALL SELECT md5(string_agg(encode(matrix_send(m), 'hex') || encode(matrix_send(p), 'hex'), ' ' ORDER BY id)) FROM stored
UNION ALL SELECT md5(string_agg(s::text, ' ' ORDER BY code)) FROM summary s
UNION ALL SELECT count(*)::text FROM manufacturing
UNION ALL SELECT string_agg(indexdef, ' ' ORDER BY indexname) FROM pg_indexes WHERE schemaname = 'public' AND tablename IN ('firm', 'summary')
UNION ALL SELECT count(*)::text FROM industry.industry UNION ALL SELECT count(*)::text FROM industry.division"
before=$(sql -c "$content")
for format in plain custom; do
	pg_dump -F $format -f "$scratch/dump" pgi_dump
	is $? 0 "$format: dumped"
	dropdb --if-exists pgi_restored && createdb pgi_restored
	if [ $format = plain ]; then
		psql -Xq -v ON_ERROR_STOP=1 -d pgi_restored -f "$scratch/dump" >"$scratch/log" 2>&1
	else
		pg_restore -e -d pgi_restored "$scratch/dump" >"$scratch/log" 2>&1
	fi
	ok "$format: restored without an error"
	is "$(PGDATABASE=pgi_restored sql -c "$content")" "$before" "$format: the same content"
done
is "$(grep -c '^COPY industry\.' <(pg_dump pgi_dump))" 0 'no table of the extension is dumped as data'
PGDATABASE=pgi_restored sql -c 'REFRESH MATERIALIZED VIEW summary' -c 'REINDEX TABLE firm' >/dev/null
ok 'refresh and reindex after the restore'
is "$(PGDATABASE=pgi_restored sql -c "$content")" "$before" 'and still the same content'
like "$(sql -c 'DROP EXTENSION pg_industry')" 'cannot drop extension pg_industry because other objects depend on it' 'DROP EXTENSION is refused while columns use its types'
dropdb pgi_restored
done_testing
