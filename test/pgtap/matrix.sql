-- Contracts of the matrix type.
BEGIN;
SET search_path = industry, public;
SELECT plan(17);

SELECT is((SELECT typalign::text || typstorage::text || typlen FROM pg_type WHERE oid = 'matrix'::regtype), 'de-1',
          'alignment double, storage external, variable length');
SELECT isnt((SELECT typsend::oid FROM pg_type WHERE oid = 'matrix'::regtype), 0::oid, 'it has a binary form');
SELECT is((SELECT count(*)::int FROM pg_opclass WHERE opcintype = 'matrix'::regtype AND opcdefault), 2,
          'default operator classes for btree and hash');
SELECT is((SELECT array_agg(DISTINCT aggcombinefn <> 0 AND aggtranstype = 'matrix'::regtype) FROM pg_aggregate
           WHERE aggfnoid::text ~ '^matrix_'), ARRAY[true],
          'every matrix aggregate has the type as its state, and a combine function');
SELECT is((SELECT count(*)::int FROM pg_proc p WHERE p.pronamespace = 'industry'::regnamespace
           AND p.proargtypes::regtype[]::text[] @> '{matrix}' AND p.proparallel <> 's'), 0, 'all are parallel safe');

-- combine over {NULL, empty, one, many}^2: like one aggregate over the rows of both
CREATE TEMP TABLE state AS
SELECT 'null' AS name, NULL::matrix AS m
UNION ALL SELECT 'empty', '{"rows":[],"cols":[],"cells":[]}'
UNION ALL SELECT 'one', matrix_partial('a', 'x', 1e-30)
UNION ALL SELECT 'many', (SELECT matrix_partial('r' || i % 7, 'c' || i % 5, 1.0 / i) FROM generate_series(1, 200) i)
UNION ALL SELECT 'labels only', '{"rows":["a","q"],"cols":["x"],"cells":[]}';
SELECT is(count(*) FILTER (WHERE matrix_combine(a.m, b.m)::text IS DISTINCT FROM matrix_combine(b.m, a.m)::text)::int, 0, 'combine commutes')
FROM state a, state b;
SELECT is(count(*) FILTER (WHERE matrix_combine(matrix_combine(a.m, b.m), c.m)::text IS DISTINCT FROM matrix_combine(a.m, matrix_combine(b.m, c.m))::text)::int, 0,
          'combine associates')
FROM state a, state b, state c;
SELECT is(matrix_combine(m, NULL)::text, m::text, 'NULL is neutral on the right: ' || name) FROM state WHERE m IS NOT NULL ORDER BY name;
SELECT is(matrix_combine((SELECT matrix_partial('a', 'x', 1)), (SELECT matrix_partial('a', 'x', 1e-30)))::text,
          matrix_partial('a', 'x', v)::text, 'extra words are carried') FROM unnest('{1e-30,1}'::float8[]) v;

-- equality, order and hash agree
SELECT is(count(*) FILTER (WHERE (a.m = b.m) <> (matrix_cmp(a.m, b.m) = 0) OR (a.m = b.m AND matrix_hash(a.m) <> matrix_hash(b.m)))::int, 0,
          'equal means compared equal and hashed equal')
FROM state a, state b;
SELECT is(count(*) FILTER (WHERE a.m < b.m AND b.m < c.m AND NOT a.m < c.m)::int, 0, 'the order is transitive')
FROM state a, state b, state c;

-- arithmetic: laws on random matrices
CREATE TEMP TABLE random AS
SELECT k, matrix_agg('r' || (random() * 9)::int, 'c' || (random() * 9)::int, (random() * 100)::int) AS m
FROM (SELECT setseed(0.1)) s, generate_series(1, 20) k, generate_series(1, 40) i GROUP BY k;
SELECT is(count(*) FILTER (WHERE a.m + b.m <> b.m + a.m OR total(a.m + b.m) <> total(a.m) + total(b.m))::int, 0, 'plus commutes and totals add')
FROM random a, random b;
SELECT is(count(*) FILTER (WHERE total(m) <> (SELECT sum(value) FROM cells(m)) OR total(m) <> (SELECT sum(value) FROM grid(m))
           OR n_rows(m) * n_cols(m) <> (SELECT count(*) FROM grid(m)) OR n_cells(m) <> (SELECT count(*) FROM cells(m)))::int, 0,
          'cells and grid agree with total and counts') FROM random;
SELECT is(count(*) FILTER (WHERE matrix(r, c, v) <> m)::int, 0, 'triplets of the cells make the matrix again')
FROM random, LATERAL (SELECT array_agg(row_key) r, array_agg(col_key) c, array_agg(value) v FROM cells(m)) x;

SELECT * FROM finish();
ROLLBACK;
