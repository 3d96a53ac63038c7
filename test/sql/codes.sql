-- Codes: what the types take and refuse, hierarchy, the code lists, and the plans of <@ and @>.
SET search_path = industry, public;
\set SHOW_CONTEXT never
SET datestyle = ISO;
\pset null '(null)'

-- one code in all its spellings
SELECT text AS input, text::industry_code AS code, level(text::industry_code), parent(text::industry_code),
    section(text::industry_code), three_industry(text::industry_code) AS three, subtree_last(text::industry_code) AS last
FROM unnest('{C,39,C39,391,C3911,3911," c39 ",a,05,1100,T9700}'::text[]) AS text;
SELECT text AS input, text::division_code AS code, level(text::division_code), parent(text::division_code),
    province(text::division_code), prefecture(text::division_code), subtree_last(text::division_code) AS last
FROM unnest('{37,3701,370102,110101,460001}'::text[]) AS text;
SELECT ancestors(industry_code 'C3911'), ancestor(industry_code 'C3911', 2), ancestor(industry_code 'C39', 3), ancestors(division_code '460001');
SELECT uscc ' 91350100m000100y43 ', uscc_division('91350100M000100Y43'), uscc_division('9A35010XM000100Y43');

-- refused, with the reason
\set VERBOSITY default
SELECT industry_code 'C3';
SELECT industry_code 'B39';
SELECT industry_code 'U';
SELECT industry_code '98';
SELECT division_code '37010';
SELECT division_code '990000';
SELECT uscc '9135010';
SELECT uscc '9I350100M000100Y49';
SELECT uscc '91350100M000100Y4公';
SELECT repeat('9', 100)::uscc;
\set VERBOSITY sqlstate
SELECT checked_uscc '91350100M000100Y49';
SELECT ''::industry_code;
CREATE TEMP TABLE code_text (industry varchar(5), division char(6), uscc char(20));
\copy code_text FROM stdin (FORMAT csv)
C3911,370102,91350100M000100Y43
\.
CREATE TEMP TABLE code (industry industry_code, division division_code, uscc uscc);
INSERT INTO code SELECT industry, division, uscc FROM code_text;
SELECT * FROM code;
SELECT industry::text || division::text || uscc::text AS texts FROM code;

-- published codes: two checks
CREATE TEMP TABLE published (code text, valid boolean);
\copy published FROM 'demo/data/uscc_published_codes.csv' (FORMAT csv, HEADER)
SELECT count(*), count(*) FILTER (WHERE uscc_is_valid(code) = valid) AS agree, count(*) FILTER (WHERE code::uscc::text = code) AS kept FROM published;
SELECT code, uscc_problem(code), uscc_problem(code::uscc) FROM published WHERE NOT valid;
SELECT text, uscc_problem(text), uscc_is_valid(text)
FROM unnest('{9I350100M000100Y49,91350100M000100Y49,91110000600037342L,9111000A600037341L,91,NULL}'::text[]) AS text;

-- order is that of the text, and a subtree is what begins with its root
SELECT count(*) FILTER (WHERE code::text < before::text COLLATE "C") AS out_of_order
FROM (SELECT code, lag(code) OVER (ORDER BY code) AS before FROM industry) i;
SELECT count(*), count(*) FILTER (WHERE (a.code <@ b.code) <> (a.code::text ^@ b.code::text)) AS differ FROM industry a, industry b;
SELECT min(code), max(code), (SELECT min(code) FROM division), (SELECT max(u::uscc) FROM unnest('{91350100M000100Y43,91110000600037341L}'::text[]) u) FROM industry;

-- the lists agree with the files they came from, and with the functions
CREATE TEMP TABLE industry_file (code text, level integer, parent text, section text, name_zh text, three_industry integer);
\copy industry_file FROM 'demo/data/gbt4754_2017.csv' (FORMAT csv, HEADER)
SELECT count(*) AS same FROM industry_file f JOIN industry i ON i.code = f.code::industry_code
WHERE i.level = f.level AND i.section = f.section::industry_code AND i.name_zh = rtrim(f.name_zh)
    AND i.parent IS NOT DISTINCT FROM f.parent::industry_code AND (f.level = 1 OR i.three_industry = f.three_industry);
CREATE TEMP TABLE division_file (code text, name_zh text);
\copy division_file FROM 'demo/data/gbt2260_current.csv' (FORMAT csv, HEADER)
SELECT count(*) AS same, count(*) FILTER (WHERE d.parent <> parent(d.code)) AS without_prefecture
FROM division_file f JOIN division d ON d.code = f.code::division_code AND d.name_zh = f.name_zh;
SELECT code_name(industry_code 'C39'), code_name(division_code '3702'), code_name(division_code '371200'), code_name(industry_code 'C1999');
SELECT division_at('371200', '2018-12-31'), division_at('371200', '2019-01-01'), division_at('370202', '2019-01-01'), division_at('110101', '2019-01-01');
SELECT * FROM division_history WHERE successor IN ('370100', '370116', '370614') OR code IN ('370116', '370115', '372602') ORDER BY code, valid;
CREATE TEMP TABLE successor_file (code text, successor text, effective_year integer);
\copy successor_file FROM 'demo/data/gbt2260_shandong_successors.csv' (FORMAT csv, HEADER)
SELECT count(*), count(*) FILTER (WHERE division_at(code::division_code, make_date(effective_year, 1, 1)) = successor::division_code
    AND division_at(code::division_code, make_date(effective_year - 1, 12, 31)) = code::division_code) AS mapped FROM successor_file;
SELECT count(*) AS in_force, count(d.code) AS listed FROM division_history h LEFT JOIN division d ON d.code = h.code AND d.name_zh = h.name_zh
WHERE upper_inf(h.valid) AND h.successor IS NULL;
UPDATE industry SET name_zh = 'x' WHERE code = 'C39';
TRUNCATE division_history;
\set VERBOSITY default
DELETE FROM division WHERE code = '370100';

-- plans: a table of 27,000 firms, so skewed that one class has an eighth of them
CREATE TABLE firm AS
SELECT c.code, d.code AS place
FROM (SELECT code, row_number() OVER (ORDER BY md5(code::text)) AS rank FROM industry WHERE level = 4) c
CROSS JOIN LATERAL generate_series(1, 1 + 3300 / c.rank) n
JOIN (SELECT code, row_number() OVER (ORDER BY md5(code::text)) AS rank FROM division WHERE level = 3) d ON d.rank = 1 + (n * c.rank) % 700;
CREATE INDEX firm_code ON firm (code);
ANALYZE firm;
CREATE FUNCTION plan(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE line text; whole text := '';
BEGIN
    FOR line IN EXECUTE 'EXPLAIN ' || query LOOP whole := whole || trim(line) || E'\n'; END LOOP;
    RETURN whole;
END $$;
CREATE FUNCTION estimate(query text) RETURNS float8 LANGUAGE sql AS $$ SELECT substring(plan(query) FROM 'rows=(\d+)')::float8 $$;
SET enable_seqscan = off; SET enable_bitmapscan = off; SET max_parallel_workers_per_gather = 0;
SELECT plan('SELECT * FROM firm WHERE code <@ ''C39''') ~ 'Index Scan using firm_code .*\nIndex Cond: \(\(code >= ''C39''.*\) AND \(code <= ''C3999''.*\)\)\n$' AS range_scan,
    plan('SELECT * FROM firm WHERE ''C39'' @> code') ~ 'Index Cond: \(\(code >= ''C39''.*\) AND \(code <= ''C3999''.*\)\)\n$' AS commuted,
    plan('SELECT * FROM firm WHERE code @> ''C3911''') ~ 'Index Cond: \(code = ANY \(''{C,C39,C391,C3911}''.*\)\)\n$' AS ancestors,
    plan('SELECT * FROM firm WHERE code <@ NULL') ~ 'One-Time Filter: false' AS null_is_empty,
    plan('SELECT * FROM firm f, industry i WHERE f.code <@ i.code AND i.level = 1') ~ 'Nested Loop(.*\n)*.*firm_code.*\nIndex Cond: \(\(code >= i.code\) AND \(code <= subtree_last\(i.code\)\)\)' AS join_scan,
    plan('SELECT * FROM firm f, industry i WHERE i.code @> f.code') ~ 'industry_pkey.*\nIndex Cond: \(code = ANY \(ancestors\(f.code\)\)\)' AS join_ancestors;
SET plan_cache_mode = force_generic_plan;
PREPARE below(industry_code) AS SELECT count(*) FROM firm WHERE code <@ $1;
SELECT plan('EXECUTE below(''C39'')') ~ 'Index Cond: \(\(code >= \$1\) AND \(code <= subtree_last\(\$1\)\)\)' AS parameter;
EXECUTE below('C39');
EXECUTE below(NULL);
RESET enable_seqscan; RESET enable_bitmapscan;
SELECT count(*) = (SELECT count(*) FROM firm WHERE code::text LIKE 'C39%') AS same FROM firm WHERE code <@ 'C39';
SELECT count(*) = (SELECT count(*) FROM firm f, industry i WHERE i.level = 2 AND left(f.code::text, 3) = i.code::text) AS same
FROM firm f JOIN industry i ON f.code <@ i.code AND i.level = 2;

-- estimates of all subtrees with one row in a hundred or more
SELECT level, bool_and(greatest(e / n, n / e) <= 2) AS within_2
FROM (SELECT i.level, estimate(format('SELECT FROM firm WHERE code <@ %L', i.code)) AS e,
        (SELECT count(*) FROM firm f WHERE f.code <@ i.code) AS n FROM industry i) s
WHERE n >= 270 GROUP BY level ORDER BY level;
SELECT level, bool_and(greatest(e / n, n / e) <= 2) AS within_2
FROM (SELECT d.level, estimate(format('SELECT FROM firm WHERE place <@ %L', d.code)) AS e,
        (SELECT count(*) FROM firm f WHERE f.place <@ d.code) AS n FROM division d) s
WHERE n >= 270 GROUP BY level ORDER BY level;
SELECT estimate('SELECT FROM firm WHERE code @> ''C3911''') <= 2 * (SELECT count(*) FROM firm WHERE code @> 'C3911') + 100 AS ancestors;

-- partitions: pruned when planned, when started, and in a loop
CREATE TABLE firm_part (code industry_code) PARTITION BY RANGE (code);
CREATE TABLE firm_ab PARTITION OF firm_part FOR VALUES FROM ('A') TO ('C');
CREATE TABLE firm_c PARTITION OF firm_part FOR VALUES FROM ('C') TO ('D');
CREATE TABLE firm_dt PARTITION OF firm_part FOR VALUES FROM ('D') TO (MAXVALUE);
INSERT INTO firm_part SELECT code FROM firm;
ANALYZE firm_part;
SELECT t AS partition, plan('SELECT FROM firm_part WHERE code <@ ''C39''') ~ t AS below, plan('SELECT FROM firm_part WHERE code @> ''T9700''') ~ t AS above,
    plan('SELECT FROM firm_part WHERE code <@ ''C'' OR code <@ ''D44''') ~ t AS either
FROM unnest('{firm_ab,firm_c,firm_dt}'::text[]) t;
PREPARE part_below(industry_code) AS SELECT count(*) FROM firm_part WHERE code <@ $1;
SELECT plan('EXECUTE part_below(''C39'')') ~ 'Subplans Removed: 2' AS pruned_at_start;
EXECUTE part_below('C39');
SELECT count(*) FROM firm_part p, industry i WHERE p.code <@ i.code AND i.code = 'C39';

-- where the column is no key, the operator and its estimate stay; a second level prunes again
CREATE TABLE firm_year (year integer, code industry_code) PARTITION BY LIST (year);
CREATE TABLE firm_2022 PARTITION OF firm_year FOR VALUES IN (2022);
CREATE TABLE firm_2023 PARTITION OF firm_year FOR VALUES IN (2023);
INSERT INTO firm_year SELECT 2022 + rank::integer % 2, code FROM (SELECT code, row_number() OVER (ORDER BY code) AS rank FROM firm) f;
ANALYZE firm_year;
SELECT plan('SELECT FROM firm_year WHERE code <@ ''C39''') ~ 'code <@ ''C39''' AS kept,
    estimate('SELECT FROM firm_year WHERE code <@ ''C39''') BETWEEN 196 AND 782 AS within_2;
CREATE TABLE firm_2024 PARTITION OF firm_year FOR VALUES IN (2024) PARTITION BY RANGE (code);
CREATE TABLE firm_2024_c PARTITION OF firm_2024 FOR VALUES FROM ('C') TO ('D');
CREATE TABLE firm_2024_dt PARTITION OF firm_2024 FOR VALUES FROM ('D') TO (MAXVALUE);
SELECT plan('SELECT FROM firm_year WHERE code <@ ''C39''') ~ 'firm_2024_c' AS below, plan('SELECT FROM firm_year WHERE code <@ ''C39''') ~ 'firm_2024_dt' AS beside;

-- a type among types: grouping, hashing, merging, arrays, expression index, binary form
SET enable_hashjoin = off; SET enable_nestloop = off;
SELECT count(*) FROM industry a JOIN industry b USING (code);
RESET enable_hashjoin; SET enable_mergejoin = off;
SELECT count(*) FROM industry a JOIN industry b USING (code);
SELECT count(DISTINCT u) FROM (SELECT code::uscc AS u FROM published UNION ALL SELECT lower(code)::uscc FROM published) s;
RESET enable_mergejoin; RESET enable_nestloop;
CREATE INDEX firm_level ON firm (level(code), section(code));
SELECT count(*) = (SELECT count(*) FROM firm WHERE code::text LIKE 'A%') AS same FROM firm WHERE level(code) = 4 AND section(code) = 'A';
SELECT array_agg(u ORDER BY u DESC) FROM (SELECT code::uscc AS u FROM published ORDER BY code COLLATE "C" LIMIT 3) s;
SELECT encode(uscc_send('91350100M000100Y43'), 'escape'), encode(industry_code_send('C39'), 'escape'), encode(division_code_send('37'), 'escape');
DROP TABLE firm, firm_part, firm_year;
DROP FUNCTION estimate, plan;
