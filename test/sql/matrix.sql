-- The matrix type: forms, aggregates, parts, arithmetic, and what it refuses.
SET search_path = industry, public;
\set VERBOSITY default
\pset null '(null)'

-- text: any order in, canonical out, -0 is 0, escapes, partial sums
SELECT '{"cells":[[0,0,1],[1,1,2.5e-3],[0,1,-0.0]],"rows":["b","a"],"cols":["x","y\u00e9\"q"]}'::matrix;
SELECT '{"rows":[],"cols":["x"],"cells":[]}'::matrix;
SELECT '{"rows":["a"],"cols":["x"],"cells":[[0,0,1]],"low":[[0,0,1e-30,1e-60]]}'::matrix;
SELECT m, m::jsonb, m::jsonb::matrix = m AS same FROM matrix('{a,b,a}', '{x,y,x}', '{1,2,0.25}') m;

-- the aggregate: duplicates add up, NULL values register nothing, zero is a cell
SELECT matrix_agg(r, c, v) FROM (VALUES ('b', 'y', 2.0), ('a', 'x', 1), ('a', 'x', 0.5), ('a', 'z', 0), ('c', 'x', NULL)) t(r, c, v);
SELECT matrix_agg(r, c, v) FROM (VALUES ('a', 'x', NULL::float8)) t(r, c, v);
SELECT matrix_agg('a', 'x', 1) WHERE false;
SELECT (matrix_input_report(r, c, v)).*
FROM (VALUES ('a', 'x', 1.0::float8), ('a', 'x', 2), ('b', 'x', NULL), (NULL, 'x', 1), ('c', 'y', 'NaN'), ('', '', 3)) t(r, c, v);

-- exact: order, cancelling, ties, intermediate overflow, partial states
SELECT matrix_agg('a', 'x', v) FROM unnest('{1e16,1,-1e16,1,1e-8}'::float8[]) v;
SELECT matrix_partial('a', 'x', v) FROM unnest('{1e16,1,-1e16,1,1e-8}'::float8[]) v;
SELECT cell(matrix_agg('a', 'x', v), 'a', 'x') = 1 + 2.220446049250313e-16 AS tie_goes_up
FROM unnest('{1,1.1102230246251565e-16,1e-40}'::float8[]) v;
SELECT matrix_agg('a', 'x', v) FROM unnest('{1e308,1e308,-1e308}'::float8[]) v;
SELECT matrix_merge(p) FROM (
    SELECT matrix_partial('a', 'x', v)::text::matrix AS p FROM unnest('{1e16,1}'::float8[]) v
    UNION ALL SELECT matrix_partial('a', 'x', v)::text::matrix FROM unnest('{-1e16,1e-9}'::float8[]) v) s;
SELECT matrix_merge(NULL::matrix) IS NULL AS null_stays;

-- as a window aggregate: the state is read again and again
SELECT i, n_cells(matrix_agg('r' || i, 'c', i) OVER w), total(matrix_agg('r' || i, 'c', i) OVER w)
FROM generate_series(1, 4) i WINDOW w AS (ORDER BY i);

-- parts
CREATE TEMP TABLE t AS SELECT matrix_dense('{south,north}', '{39,13}', '{{1,NULL},{3,0}}') AS m;
SELECT m, n_rows(m), n_cols(m), n_cells(m), row_keys(m), col_keys(m), total(m) FROM t;
SELECT cell(m, 'north', '39'), cell(m, 'south', '13') AS absent, cell(m, 'west', '39') AS unknown FROM t;
SELECT c.* FROM t, cells(m) c;
SELECT g.* FROM t, grid(m) g;
SELECT r.* FROM t, row_totals(m) r;
SELECT c.* FROM t, col_totals(m) c;

-- arithmetic
SELECT transpose(m), scale(m, 2), prune(m), row_shares(m), col_shares(m) FROM t;
SELECT m + matrix('{north,west}', '{39,39}', '{10,20}') AS plus, m - m AS minus FROM t;
SELECT transpose(transpose(m)) = m AS same, m < scale(m, 2) IS NOT NULL AS ordered, m <> scale(m, 2) AS differs FROM t;
SELECT count(DISTINCT x) AS by_sort FROM t, LATERAL (VALUES (m), (scale(m, 1)), (m + m)) v(x);
SELECT count(*) AS by_hash FROM (SELECT x FROM t, LATERAL (VALUES (m), (scale(m, 1)), (m + m)) v(x) GROUP BY x) s;

-- arguments are never changed, whatever form they come in
DO $$
DECLARE
    before matrix := matrix('{a}', '{x}', '{1}');
    after matrix;
BEGIN
    after := matrix_add(before, 'b', 'x', 2);
    after := matrix_add(after, 'b', 'x', 3);
    RAISE NOTICE '% -> %', before, after;
END $$;
SELECT matrix_add(m, 'new', '13', 1) = matrix_add(m, 'new', '13', 1) AS same, n_cells(m) FROM t;

-- toasted values of every size
CREATE TEMP TABLE sizes AS
SELECT n, matrix_agg('row ' || i, 'col ' || i % 7, i) AS m FROM unnest('{1,10,100,3000,50000}'::int[]) n, generate_series(1, n) i GROUP BY n;
SELECT n, n_cells(m) = n AS counted, total(m) = n * (n + 1.0) / 2 AS summed, m = m::text::matrix AS round_trip FROM sizes ORDER BY n;

-- refused, with the way out
SELECT '{"rows":["a"],"cols":["x"],"cells":[[0,0,1]'::matrix;
SELECT '{"rows":["a"],"cols":["x"],"cells":[[0,0,nan]]}'::matrix;
SELECT '{"rows":["a"],"cols":["x"],"cells":[[0,1,1]]}'::matrix;
SELECT '{"rows":["a","a"],"cols":["x"],"cells":[]}'::matrix;
SELECT '{"rows":["a"],"cols":["x"],"cells":[[0,0,1],[0,0,2]]}'::matrix;
SELECT '{"rows":["a"],"cols":["x"],"cells":[[0,0,1e999]]}'::matrix;
SELECT '{"rows":["a\u0007"],"cols":["x"],"cells":[]}'::matrix;
SELECT '[1,2]'::jsonb::matrix;
SELECT matrix_agg(NULL, 'x', 1);
SELECT matrix_agg('a', 'x', 'NaN');
SELECT matrix_agg('a', 'x', '-Infinity');
SELECT matrix_agg('a', 'x', v) FROM unnest('{1e308,1e308}'::float8[]) v;
SELECT matrix_agg(repeat('é', 4096), 'x', 1);
SELECT matrix_agg(E'a\tb', 'x', 1);
SELECT matrix('{a,b}', '{x}', '{1,2}');
SELECT matrix('{a,NULL}', '{x,x}', '{1,2}');
SELECT matrix_dense('{a,b}', '{x}', '{1,2,3}');
SELECT matrix_dense('{a,a}', '{x}', '{1,2}');
SELECT scale(m, 1e308) FROM matrix('{a}', '{x}', '{1e10}') m;
SELECT row_shares(matrix('{a}', '{x}', '{-1}'));
SELECT n_cells(matrix_agg(lpad(i::text, 8000, '0'), 'x', i)) FROM generate_series(1, 40000) i;

-- every function of the type stands a NULL in each argument
SELECT matrix(NULL, NULL, NULL), n_rows(NULL), cell(NULL, 'a', 'x'), total(NULL), NULL::matrix + NULL::matrix, matrix_round(NULL),
       matrix_combine(NULL, NULL), matrix_add(NULL, 'a', 'x', NULL), matrix_input_final(NULL);
SELECT count(*) FROM cells(NULL);
