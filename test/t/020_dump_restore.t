#!/bin/bash
# Dump and restore of a database with matrices, codes, an expression index, a materialized view, a check constraint and a registry; then of the
# registry alone.
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
SELECT create_registry('kept up');
INSERT INTO "kept up".region (code, level, name_zh) VALUES ('370000', 'province', 'p');
INSERT INTO "kept up".need (product, quantity) VALUES ('a', 1);
INSERT INTO "kept up".offer (product, quantity) VALUES ('a', 1);
SQL
# what the registry is made of, and that it answers
registry="WITH home AS (SELECT oid FROM pg_namespace WHERE nspname = 'kept up')
SELECT 'function' AS kind, count(*)::text FROM pg_proc, home WHERE pronamespace = home.oid
UNION ALL SELECT relkind::text, count(*)::text FROM pg_class, home WHERE relnamespace = home.oid GROUP BY 1
UNION ALL SELECT contype::text, count(*)::text FROM pg_constraint, home WHERE connamespace = home.oid GROUP BY 1
UNION ALL SELECT 'trigger', count(*)::text FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid, home WHERE c.relnamespace = home.oid
UNION ALL SELECT 'bulletin', string_agg(text, ' ' ORDER BY sentence) FROM \"kept up\".bulletin()
UNION ALL SELECT 'match', count(*)::text FROM \"kept up\".match_explain(1, 1) WHERE passed ORDER BY 1, 2"
kept=$(sql -c "$registry")
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
	is "$(PGDATABASE=pgi_restored sql -c "$registry")" "$kept" "$format: the same registry, and it answers"
done
is "$(grep -c '^COPY industry\.' <(pg_dump pgi_dump))" 0 'no table of the extension is dumped as data'
PGDATABASE=pgi_restored sql -c 'REFRESH MATERIALIZED VIEW summary' -c 'REINDEX TABLE firm' >/dev/null
ok 'refresh and reindex after the restore'
is "$(PGDATABASE=pgi_restored sql -c "$content")" "$before" 'and still the same content'
like "$(sql -c 'DROP EXTENSION pg_industry')" 'cannot drop extension pg_industry because other objects depend on it' 'DROP EXTENSION is refused while columns use its types'
dropdb pgi_restored && createdb pgi_restored
psql -Xq -d pgi_restored -c 'CREATE EXTENSION pg_industry CASCADE' >/dev/null 2>&1
pg_dump -n '"kept up"' -f "$scratch/dump" pgi_dump && psql -Xq -v ON_ERROR_STOP=1 -d pgi_restored -f "$scratch/dump" >"$scratch/log" 2>&1
ok 'the registry alone: restored without an error'
is "$(PGDATABASE=pgi_restored sql -c "$registry")" "$kept" 'the registry alone: the same, and it answers'
dropdb pgi_restored
done_testing
