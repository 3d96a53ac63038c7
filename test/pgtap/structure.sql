-- Properties: merged states give the same bits, order of rows and labels does not matter, scale does not, cancel works.
BEGIN;
SET search_path = industry, public;
SELECT plan(18);

-- beta_convergence: serial, workers, partitions, shuffled, states through text
CREATE TABLE place AS SELECT i, 10 + (i * 7919 % 1000) / 7.0::float8 AS a, 12 + (i * 104729 % 1300) / 6.0::float8 AS b, i % 4 AS part FROM generate_series(1, 20000) i;
CREATE TEMP TABLE answer AS SELECT beta_convergence(a, b, 10)::text AS fit FROM place;
SELECT is((SELECT beta_convergence(a, b, 10 ORDER BY md5(i::text))::text FROM place), (SELECT fit FROM answer), 'shuffled rows');
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL parallel_leader_participation = off;
SET LOCAL max_parallel_workers_per_gather = 2;
CREATE FUNCTION pg_temp.plan(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE line text; whole text := '';
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP whole := whole || line; END LOOP;
    RETURN whole;
END $$;
SELECT matches(pg_temp.plan('SELECT beta_convergence(a, b, 10) FROM place'), 'Finalize Aggregate.*Gather.*Partial Aggregate', 'a plan with workers');
SELECT is((SELECT beta_convergence(a, b, 10)::text FROM place), (SELECT fit FROM answer), 'two workers');
RESET parallel_setup_cost; RESET max_parallel_workers_per_gather;
CREATE FUNCTION pg_temp.state_of(p int) RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE s bytea; r record;
BEGIN
    FOR r IN SELECT a, b FROM place WHERE part = p AND i <= 400 LOOP s := growth_add(s, r.a, r.b, 10); END LOOP;
    RETURN s;
END $$;
SELECT is(growth_final(growth_combine(growth_combine(pg_temp.state_of(0)::text::bytea, pg_temp.state_of(2)), growth_combine(pg_temp.state_of(3), pg_temp.state_of(1)::text::bytea)))::text,
    (SELECT beta_convergence(a, b, 10)::text FROM place WHERE i <= 400), 'states merged in another grouping, through text');
CREATE FUNCTION pg_temp.state_to(n int) RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE s bytea; r record;
BEGIN
    FOR r IN SELECT a, b FROM place WHERE i <= n LOOP s := growth_add(s, r.a, r.b, 10); END LOOP;
    RETURN s;
END $$;
-- combine over {NULL, one, many}^2 is like one aggregate over both
SELECT is((SELECT count(*)::int FROM unnest('{NULL,1,2,300}'::int[]) x, unnest('{NULL,1,2,300}'::int[]) y
    WHERE (SELECT growth_final(growth_combine((SELECT s FROM pg_temp.state_to(x) s), (SELECT s FROM pg_temp.state_to(y) s)))::text)
        IS DISTINCT FROM (SELECT beta_convergence(a, b, 10)::text FROM (SELECT a, b FROM place WHERE i <= x UNION ALL SELECT a, b FROM place WHERE i <= y) u)), 0, 'combine grid');
SELECT is((SELECT count(DISTINCT f)::int FROM (SELECT beta_convergence(a, b, 10) OVER (ORDER BY i ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)::text AS f FROM place WHERE i <= 50) w),
    50, 'as a window aggregate the state is read again and again');
SELECT is((SELECT aggtranstype::regtype::text || ' ' || (aggcombinefn <> 0) FROM pg_aggregate WHERE aggfnoid = 'beta_convergence'::regproc), 'bytea true', 'plain state, combine function');

-- every byte of a state changed: an error or a number, never a crash
CREATE FUNCTION pg_temp.survives(s bytea) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM growth_final(s);
    PERFORM growth_combine(s, s);
    RETURN true;
EXCEPTION WHEN invalid_binary_representation OR invalid_parameter_value THEN RETURN true;
END $$;
SELECT is((SELECT count(*)::int FROM generate_series(0, 71) i, unnest('{0,1,127,255}'::int[]) v WHERE NOT pg_temp.survives(set_byte((SELECT substr(pg_temp.state_to(3), 1, 72)), i, v))), 0, 'corrupted states');

-- scale and permutation
CREATE TEMP TABLE grid0 AS SELECT 'r' || r AS region, 'i' || i AS industry, 1 + (r * 31 + i * 17) % 23 AS v FROM generate_series(1, 12) r, generate_series(1, 9) i;
CREATE TEMP TABLE grid1 AS SELECT region, industry, v + 1 + length(region) * v % 7 AS v FROM grid0;
CREATE TEMP VIEW m AS SELECT (SELECT matrix_agg(region, industry, v) FROM grid0) AS m0, (SELECT matrix_agg(region, industry, v) FROM grid1) AS m1,
    (SELECT matrix_agg(region, translate(industry, '123456789', '987654321'), v) FROM grid0) AS p0, (SELECT matrix_agg(region, translate(industry, '123456789', '987654321'), v) FROM grid1) AS p1;
SELECT is_empty($$ SELECT a.region FROM m, structural_change(m0, m1) a JOIN LATERAL structural_change(scale(m0, 8), scale(m1, 8)) b USING (region)
    WHERE abs(a.moore - b.moore) + abs(a.nav - b.nav) + abs(a.lilien - b.lilien) > 1e-13 $$, 'structural change is free of scale');
SELECT is_empty($$ SELECT a.region FROM m, structural_change(m0, m1) a JOIN LATERAL structural_change(p0, p1) b USING (region)
    WHERE abs(a.moore - b.moore) + abs(a.nav - b.nav) + abs(a.lilien - b.lilien) > 1e-13 $$, 'structural change does not depend on names');
SELECT is_empty($$ SELECT a.region FROM m, shift_share(m0, m1, 'arcelus') a JOIN LATERAL shift_share(p0, p1, 'arcelus') b
    ON b.region = a.region AND b.industry = translate(a.industry, '123456789', '987654321') WHERE abs(a.regional_mix - b.regional_mix) + abs(a.regional_growth - b.regional_growth) > 1e-12 $$,
    'shift-share does not depend on names');
SELECT is_empty($$ SELECT a.region FROM m, shift_share(m0, m1) a JOIN LATERAL shift_share(scale(m0, 4), scale(m1, 4)) b USING (region, industry)
    WHERE b.competitive <> 4 * a.competitive $$, 'shift-share scales with its input');
SELECT is((SELECT count(*)::int FROM (SELECT region, sum(contribution) AS c, sum(pull) - min(region_growth) AS p FROM m, growth_contribution(m0, m1) GROUP BY region) s WHERE abs(c - 1) + abs(p) > 1e-12), 0, 'contributions add up');

-- two runs, the same bits
-- structural_change of regions with parts that come and go, by plain SQL
CREATE TEMP TABLE part AS
SELECT 'r' || r AS region, 'i' || i AS industry, CASE WHEN hashint4(r * 97 + i) % 9 <> 0 THEN abs(hashint4(r * 31 + i) % 1000) END::float8 AS x0,
    CASE WHEN hashint4(r * 89 + i) % (r + 6) <> 0 THEN abs(hashint4(r * 37 + i) % 1000) END::float8 AS x1
FROM generate_series(1, 60) r, generate_series(1, 25) i;
CREATE TEMP TABLE moved AS
SELECT region, w, sum(s0 * s1) / sqrt(sum(s0 * s0) * sum(s1 * s1)) AS moore, sum(abs(s1 - s0)) / 2 AS nav,
    CASE WHEN bool_or((x0 = 0) <> (x1 = 0)) THEN sqrt(sum(weight * (coalesce(2 * (x1 - x0) / nullif(x1 + x0, 0) - 2 * (t1 - t0) / (t1 + t0), 0)) ^ 2))
        ELSE sqrt(sum(weight * CASE WHEN x0 > 0 AND x1 > 0 THEN ln(x1 / x0) - ln(t1 / t0) ELSE 0 END ^ 2)) END AS lilien
FROM (SELECT p.*, x0 / t0 AS s0, x1 / t1 AS s1, w, CASE w WHEN 'end' THEN x1 / t1 WHEN 'start' THEN x0 / t0 ELSE (x0 / t0 + x1 / t1) / 2 END AS weight
      FROM (SELECT region, coalesce(x0, 0) AS x0, coalesce(x1, 0) AS x1, sum(x0) OVER r AS t0, sum(x1) OVER r AS t1 FROM part WINDOW r AS (PARTITION BY region)) p,
          unnest('{end,start,average}'::text[]) w) q
GROUP BY region, w;
SELECT results_eq($$ SELECT count(*), count(DISTINCT s.growth_form) FROM (SELECT matrix_agg(region, industry, x0) AS m0, matrix_agg(region, industry, x1) AS m1 FROM part) m,
        unnest('{end,start,average}'::text[]) w, structural_change(m0, m1, w) s JOIN moved v ON v.region = s.region
        WHERE v.w = split_part(split_part(s.method_id, 'weights=', 2), ',', 1) AND abs(s.moore - v.moore) < 1e-12 AND abs(s.nav - v.nav) < 1e-12
            AND abs(s.lilien - v.lilien) < 1e-12 AND abs(cos(s.theta) - v.moore) < 1e-12 AND s.k = 2 * s.nav $$,
    $$ VALUES (180::bigint, 2::bigint) $$, 'structural_change of 60 regions is that of plain SQL, whatever the weights');
SELECT is((SELECT md5(string_agg(s::text, ',' ORDER BY region)) FROM m, structural_change(m0, m1) s), (SELECT md5(string_agg(s::text, ',' ORDER BY region)) FROM m, structural_change(m0, m1) s), 'the same bits in every run');

-- the worst case can be cancelled
CREATE TEMP TABLE big AS SELECT matrix_dense((SELECT array_agg('r' || i) FROM generate_series(1, 2000) i), (SELECT array_agg('c' || i) FROM generate_series(1, 1000) i),
    (SELECT array_agg(1.0::float8) FROM generate_series(1, 2000000))) AS m;
CREATE FUNCTION pg_temp.seconds_to_cancel(query text) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE started timestamptz := clock_timestamp(); n bigint;
BEGIN
    EXECUTE query INTO n;
    RETURN NULL;
EXCEPTION WHEN query_canceled THEN
    RETURN extract(epoch FROM clock_timestamp() - started);
END $$;
SET LOCAL statement_timeout = '50ms';
SELECT cmp_ok(pg_temp.seconds_to_cancel('SELECT count(*) FROM big, shift_share(m, m)'), '<', 1::float8, 'shift_share is cancelled');
SELECT cmp_ok(pg_temp.seconds_to_cancel('SELECT count(*) FROM big, structural_change(m, m)'), '<', 1::float8, 'structural_change is cancelled');
RESET statement_timeout;
SELECT is((SELECT count(*)::int FROM pg_proc p WHERE pronamespace = 'industry'::regnamespace AND proname IN ('shift_share', 'structural_change', 'growth_contribution', 'pace', 'peer_ranks') AND (provolatile <> 'i' OR proparallel <> 's')), 0, 'functions are immutable and parallel safe');

SELECT * FROM finish();
ROLLBACK;
