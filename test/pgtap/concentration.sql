-- Contracts and properties of the concentration family.
BEGIN;
SET search_path = industry, public;
SELECT plan(28);

CREATE TEMP TABLE own AS
SELECT p.oid, p.proname, p.prokind, p.provolatile, p.proparallel, p.proisstrict, a.aggtranstype, a.aggcombinefn, obj_description(p.oid, 'pg_proc') AS comment
FROM pg_proc p LEFT JOIN pg_aggregate a ON a.aggfnoid = p.oid
WHERE pronamespace = 'industry'::regnamespace
  AND (a.aggtranstype IN ('moment_sums'::regtype, 'sorted_values'::regtype, 'group_sums'::regtype)
       OR proargtypes[0] IN ('moment_sums'::regtype, 'sorted_values'::regtype, 'group_sums'::regtype) OR proname = 'robust_z');
SELECT cmp_ok((SELECT count(*)::int FROM own WHERE prokind = 'a'), '>=', 30, 'the aggregates are there');
SELECT is((SELECT count(*)::int FROM own WHERE provolatile <> 'i' OR proparallel <> 's'), 0, 'all are immutable and parallel safe');
SELECT is((SELECT count(*)::int FROM own WHERE comment IS NULL), 0, 'all have a comment');
SELECT is((SELECT count(*)::int FROM own WHERE prokind = 'a' AND aggcombinefn = 0), 0, 'every aggregate has a combine function');
SELECT is((SELECT count(*)::int FROM own WHERE prokind = 'f' AND NOT proisstrict), 0, 'every function is strict');
SELECT is((SELECT string_agg(DISTINCT proname::text, ' ') FROM own
           WHERE prokind = 'a' AND proname !~ '_merge$' AND NOT EXISTS (SELECT FROM metric WHERE function_name = proname)), NULL, 'every metric is in the dictionary');
SELECT is((SELECT string_agg(typname::text || ' ' || typalign::text, ' ' ORDER BY typname) FROM pg_type WHERE typname IN ('moment_sums', 'sorted_values', 'group_sums')),
          'group_sums d moment_sums d sorted_values d', 'states are aligned as double');

SELECT setseed(0.5);
CREATE TEMP TABLE unit AS
SELECT i, exp(30 * random() - 10) AS x, floor(20 * random()) AS w, 'g' || i % 13 AS g FROM generate_series(1, 5000) i;
CREATE TABLE unit_kept AS SELECT * FROM unit;
ALTER TABLE unit_kept SET (parallel_workers = 2);

-- one row of every statistic, as text, so that all bits count
CREATE FUNCTION pg_temp.answers(source text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE answer text;
BEGIN
    EXECUTE 'SELECT row(hhi(x), hhi_normalized(x), entropy(x), theil(x), theil(x, w), mean_log_deviation(x, w), generalized_entropy(x, 3), atkinson(x, 0.5, w),
                        coefficient_of_variation(x), williamson(x, w), gini(x), gini(x, w), hoover(x), hoover(x, w), concentration_ratio(x, 9), median(x), mad(x),
                        quantile(x, 0.1), weighted_quantile(x, w, 0.7, ''type5''), lorenz_curve(x, w, 7), theil_decomposition(g, x, w), dagum_gini(g, x, w))::text FROM ' || source INTO answer;
    RETURN answer;
END $$;
CREATE TEMP TABLE serial AS SELECT pg_temp.answers('unit') AS answer;
SELECT is(pg_temp.answers('(SELECT * FROM unit ORDER BY x DESC) s'), (SELECT answer FROM serial), 'the order of rows changes no bit');
SELECT is(pg_temp.answers('(SELECT * FROM unit ORDER BY md5(i::text)) s'), (SELECT answer FROM serial), 'nor does another one');
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL parallel_leader_participation = off;
SELECT is(pg_temp.answers('unit_kept'), (SELECT answer FROM serial), 'parallel workers change no bit');
CREATE TABLE unit_parted (LIKE unit_kept) PARTITION BY LIST (g);
CREATE TABLE unit_p1 PARTITION OF unit_parted FOR VALUES IN ('g0', 'g5', 'g7');
CREATE TABLE unit_p2 PARTITION OF unit_parted DEFAULT;
INSERT INTO unit_parted SELECT * FROM unit_kept;
SET LOCAL enable_partitionwise_aggregate = on;
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT is(pg_temp.answers('unit_parted'), (SELECT answer FROM serial), 'partitionwise aggregation changes no bit');

-- every pair of states of the combine grid: NULL, empty, one row, many rows, another argument
CREATE AGGREGATE pg_temp.sums(float8) (SFUNC = sums_add_square, STYPE = moment_sums, INITCOND = 'empty');
CREATE AGGREGATE pg_temp.entropies(float8, float8) (SFUNC = sums_add_share_log_base, STYPE = moment_sums, INITCOND = 'empty');
CREATE AGGREGATE pg_temp.vals(float8, integer) (SFUNC = values_add_largest, STYPE = sorted_values, INITCOND = 'empty');
CREATE AGGREGATE pg_temp.parts(text, float8) (SFUNC = group_sums_add, STYPE = group_sums, INITCOND = 'empty');
CREATE AGGREGATE pg_temp.weighted_parts(text, float8, float8) (SFUNC = group_sums_add, STYPE = group_sums, INITCOND = 'empty');
CREATE FUNCTION pg_temp.grid(a text, b text, type text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE answer text;
BEGIN
    EXECUTE format('SELECT CASE WHEN s IS NULL THEN ''null'' WHEN s::text = ''empty'' THEN ''empty'' ELSE ''state'' END FROM (SELECT %s_combine(%L::%s, %L::%s) s) q', type, a, type, b, type) INTO answer;
    RETURN answer;
EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE;
END $$;
CREATE TEMP TABLE state AS
SELECT type, n, s FROM (VALUES
    ('moment_sums', 1, NULL), ('moment_sums', 2, 'empty'), ('moment_sums', 3, (SELECT pg_temp.sums(1)::text)), ('moment_sums', 4, (SELECT pg_temp.sums(x)::text FROM unit)),
    ('moment_sums', 5, (SELECT pg_temp.entropies(1, 2)::text)),
    ('sorted_values', 1, NULL), ('sorted_values', 2, 'empty'), ('sorted_values', 3, (SELECT pg_temp.vals(1, 3)::text)), ('sorted_values', 4, (SELECT pg_temp.vals(x, 3)::text FROM unit)),
    ('sorted_values', 5, (SELECT pg_temp.vals(1, 4)::text)),
    ('group_sums', 1, NULL), ('group_sums', 2, 'empty'), ('group_sums', 3, (SELECT pg_temp.parts('a', 1)::text)), ('group_sums', 4, (SELECT pg_temp.parts(g, x)::text FROM unit)),
    ('group_sums', 5, (SELECT pg_temp.weighted_parts('a', 1, 1)::text))) v(type, n, s);
SELECT is(array_agg(DISTINCT answers), ARRAY['null null null null null null empty state state state null state state state 22023 null state state state 22023 null state 22023 22023 state'],
          'the combine grid of all three types')
FROM (SELECT a.type, string_agg(pg_temp.grid(a.s, b.s, a.type), ' ' ORDER BY a.n, b.n) AS answers FROM state a JOIN state b USING (type) GROUP BY 1) q;
SELECT is((SELECT count(*)::int FROM state WHERE type = 'moment_sums' AND s <> s::moment_sums::text) + (SELECT count(*)::int FROM state WHERE type = 'sorted_values' AND s <> s::sorted_values::text)
          + (SELECT count(*)::int FROM state WHERE type = 'group_sums' AND s <> s::group_sums::text), 0, 'text forms round-trip exactly');

-- changed text of a state never does worse than a clean error
CREATE FUNCTION pg_temp.attack(s text, type text, reader text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE answer text;
BEGIN
    EXECUTE format('SELECT (%s(%s_combine(%L::%s, %L::%s)))::text', reader, type, s, type, s, type) INTO answer;
    RETURN 'answer';
EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE;
END $$;
SELECT ok(bool_and(pg_temp.attack(overlay(s PLACING to_hex((i * 7) % 16) FROM i), type, CASE type WHEN 'moment_sums' THEN 'hhi' WHEN 'sorted_values' THEN 'concentration_ratio' ELSE 'theil_decomposition' END)
                   IN ('answer', '22P03', '22P02', '22003', '22023')), 'changed states are refused cleanly')
FROM state, generate_series(1, least(length(s), 400)) i WHERE n IN (3, 4);

-- properties
SELECT ok(abs(t.within + t.between - t.theil) < 1e-12, 'Theil parts add up') FROM (SELECT (theil_decomposition(g, x, w)).* FROM unit) t;
SELECT ok(abs(d.within + d.between + d.transvariation - d.gini) < 1e-12 AND d.transvariation >= 0, 'Gini parts add up') FROM (SELECT (dagum_gini(g, x, w)).* FROM unit) d;
SELECT ok(hhi(x) = hhi(x * 1024) AND gini(x, w) = gini(x * 1024, w) AND hoover(x) = hoover(x * 1024) AND coefficient_of_variation(x) = coefficient_of_variation(x * 1024)
          AND abs(theil(x) - theil(x * 3)) < 1e-12 AND abs(atkinson(x, 2) - atkinson(x * 3, 2)) < 1e-12, 'scale-free') FROM unit;
SELECT ok(abs(gini(x, w) - (SELECT gini(x) FROM unit, generate_series(1, w::int))) < 1e-12 AND abs(theil(x, w) - (SELECT theil(x) FROM unit, generate_series(1, w::int))) < 1e-12,
          'a weight is a repetition') FROM unit;
SELECT ok(abs(hhi(x) - (SELECT sum((x / t) ^ 2) FROM unit, (SELECT sum(x) t FROM unit) s)) < 1e-12
          AND abs(coefficient_of_variation(x) - stddev_pop(x) / avg(x)) < 1e-12 * stddev_pop(x) / avg(x), 'as plain SQL has it') FROM unit;

-- as window functions, with frames that grow and rest
SELECT ok(bool_and(h = (SELECT hhi(x) FROM unit u WHERE u.i <= o.i) AND g = (SELECT gini(x) FROM unit u WHERE u.i <= o.i) AND c = (SELECT concentration_ratio(x, 3) FROM unit u WHERE u.i <= o.i)), 'growing windows')
FROM (SELECT i, hhi(x) OVER w AS h, gini(x) OVER w AS g, concentration_ratio(x, 3) OVER w AS c FROM unit WHERE i <= 60 WINDOW w AS (ORDER BY i)) o;
-- transition functions called by hand leave their argument alone
SELECT ok((SELECT bool_and(s::text = kept) FROM (SELECT s, s::text AS kept, sums_add_square(s, 5)::text AS more FROM (SELECT pg_temp.sums(x) AS s FROM unit) q) r), 'no change of an argument');
CREATE FUNCTION pg_temp.cancelled(query text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE query;
    RETURN false;
EXCEPTION WHEN query_canceled THEN RETURN true;
END $$;
SET LOCAL statement_timeout = '200ms';
SELECT ok(pg_temp.cancelled('SELECT gini(x + n) FROM unit_kept, generate_series(1, 2000) n'), 'cancelled');
SET LOCAL statement_timeout = 0;
CREATE FUNCTION pg_temp.state_refused(statistic text, s moment_sums) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('SELECT %I($1)', statistic) USING s;
    RETURN false;
EXCEPTION WHEN invalid_parameter_value THEN RETURN true;
END $$;
-- exact_sum and exact_mean: numeric arithmetic is the oracle; order, plan and signed cancellation change nothing
CREATE TEMP TABLE signed_value AS
SELECT i, CASE i % 5 WHEN 0 THEN 1e16 WHEN 1 THEN 1 WHEN 2 THEN -1e16 WHEN 3 THEN (i * 7919 % 1000) / 1024.0 ELSE -(i % 17) / 64.0 END::float8 AS x FROM generate_series(0, 4999) i;
SELECT is((SELECT exact_sum(x) FROM signed_value), (SELECT sum(CASE i % 5 WHEN 0 THEN 1e16 WHEN 1 THEN 1 WHEN 2 THEN -1e16 WHEN 3 THEN (i * 7919 % 1000) / 1024.0 ELSE -(i % 17) / 64.0 END)::float8
    FROM generate_series(0, 4999) i), 'exact_sum is the rounded sum of numerics');
SELECT ok((SELECT exact_sum(x ORDER BY x) = exact_sum(x ORDER BY x DESC) AND exact_sum(x ORDER BY x) = exact_sum(x ORDER BY i) AND exact_mean(x ORDER BY x) = exact_sum(x) / 5000
    AND sum(x ORDER BY x) <> sum(x ORDER BY i) FROM signed_value), 'in any order, where sum is not');
SELECT results_eq($$SELECT exact_sum(x), exact_mean(x), exact_sum(x) FILTER (WHERE false), exact_mean(NULL::float8) FROM (VALUES (1::float8), (NULL), (-4)) v(x)$$,
    $$VALUES (-3::float8, -1.5::float8, NULL::float8, NULL::float8)$$, 'NULL is skipped; no rows give NULL');
SELECT is((SELECT count(*)::int FROM unnest('{hhi,hhi_normalized,coefficient_of_variation,williamson,entropy,theil,mean_log_deviation,theil_l,generalized_entropy,atkinson}'::text[]) f
    WHERE pg_temp.state_refused(f, sums_add_value('empty', 3))), 10, 'no other statistic reads a state of exact_sum');
SELECT is((SELECT count(*)::int FROM unnest(ARRAY[sums_add_square('empty', 3), sums_add_share_log('empty', 3), sums_add_log('empty', 3), sums_add_atkinson('empty', 3, 0.5)]) s,
    unnest('{exact_sum,exact_mean}'::text[]) f WHERE pg_temp.state_refused(f, s)), 8, 'nor does exact_sum read theirs');
SELECT throws_ok($$SELECT exact_sum(x) FROM unnest('{1,Infinity}'::float8[]) x$$, '22003', NULL, 'infinity is refused');

SELECT * FROM finish();
ROLLBACK;
