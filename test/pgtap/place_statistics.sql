-- Place: statistics against their definitions in plain SQL, and the same bits in every plan.
BEGIN;
SET search_path = industry, public;
SELECT plan(22);
CREATE TEMP TABLE site AS
SELECT i AS id, (i * 37) % 101 * 1.0::float8 AS x, (i * 53) % 97 * 1.0::float8 AS y, (1 + i % 3)::float8 AS w, CASE WHEN i % 4 = 0 THEN 'a' ELSE 'b' END AS category FROM generate_series(1, 120) i;
CREATE TEMP TABLE apart AS
SELECT a.id AS a, b.id AS b, sqrt((a.x - b.x) ^ 2 + (a.y - b.y) ^ 2) AS d, a.w AS wa, b.w AS wb, a.category AS ca, b.category AS cb, abs(a.x - b.x) AS dx, abs(a.y - b.y) AS dy FROM site a JOIN site b ON a.id <> b.id;
CREATE TEMP TABLE held AS SELECT point_agg(id::text, x, y, w, category) AS p FROM site;

-- K_d, M and K are sums over pairs
CREATE TEMP TABLE exact AS
SELECT r, sum(wa * wb * (exp(-0.5 * ((r - d) / 6) ^ 2) + exp(-0.5 * ((r + d) / 6) ^ 2))) / (6 * sqrt(2 * pi()) * sum(wa * wb)) AS kd FROM apart, generate_series(0, 60, 10) r WHERE a < b GROUP BY r;
SELECT ok((SELECT max(abs(k.kd - e.kd) / e.kd) <= t FROM held, kd_function(p, '{0,10,20,30,40,50,60}', bandwidth => 6, tolerance => t, distance => 'projected') k JOIN exact e ON e.r = k.r), format('K_d within %s of the exact sum', t))
FROM unnest('{1e-3,1e-6,1e-9,1e-12}'::float8[]) t;
SELECT ok((SELECT max(abs(k.kd - e.kd) / e.kd) < 1e-9
    FROM held, kd_function(p, '{0,10,20,30}', 'a', 'b', bandwidth => 6, distance => 'projected') k
    JOIN (SELECT r, sum(wa * wb * (exp(-0.5 * ((r - d) / 6) ^ 2) + exp(-0.5 * ((r + d) / 6) ^ 2))) / (6 * sqrt(2 * pi()) * sum(wa * wb)) AS kd FROM apart, generate_series(0, 30, 10) r WHERE ca = 'a' AND cb = 'b' GROUP BY r) e ON e.r = k.r), 'K_d between two categories');
SELECT ok((SELECT max(abs(k.m - e.m)) < 1e-12
    FROM held, m_function(p, 'a', '{10,20,40}', distance => 'projected') k
    JOIN (SELECT r, sum(same / near) / sum((t.ta - wa) / (t.t - wa)) AS m
          FROM (SELECT r, a, wa, sum(wb) AS near, coalesce(sum(wb) FILTER (WHERE cb = 'a'), 0) AS same FROM apart, unnest('{10,20,40}'::float8[]) r WHERE ca = 'a' AND d <= r GROUP BY r, a, wa) n,
               (SELECT sum(w) AS t, sum(w) FILTER (WHERE category = 'a') AS ta FROM site) t GROUP BY r) e ON e.r = k.r), 'M');
SELECT ok((SELECT max(abs(k.k - e.k) / e.k) < 1e-12
    FROM held, k_function(p, '{5,10,20}', edge => 'translation', bounds => '{0,0,100,96}', distance => 'projected') k
    JOIN (SELECT r, 9600.0 / (120 * 119) * sum(9600 / ((100 - dx) * (96 - dy))) AS k FROM apart, unnest('{5,10,20}'::float8[]) r WHERE d <= r GROUP BY r) e ON e.r = k.r), 'Ripley''s K with translation correction');
-- the share of the circle inside the window from PostGIS: a fine polygon of the circle
SELECT ok((SELECT max(abs(k.k - e.k) / e.k) < 1e-4
    FROM held, k_function(p, '{5,10,20}', edge => 'isotropic', bounds => '{0,0,100,96}', distance => 'projected') k
    JOIN (SELECT r, 9600.0 / (120 * 119) * sum(ST_Length(c.ring) / ST_Length(ST_Intersection(c.ring, ST_MakeEnvelope(0, 0, 100, 96)))) AS k
          FROM apart p JOIN site s ON s.id = p.a, unnest('{5,10,20}'::float8[]) r, LATERAL (SELECT ST_ExteriorRing(ST_Buffer(ST_MakePoint(s.x, s.y), p.d, 400)) AS ring) c WHERE d <= r GROUP BY r) e ON e.r = k.r), 'Ripley''s K with isotropic correction');

-- association on a band of neighbours with values of their own
CREATE TEMP TABLE link AS SELECT a, b, 1.0::float8 / count(*) OVER (PARTITION BY a) AS row_weight FROM apart WHERE d <= 15;
CREATE TEMP TABLE figure AS SELECT id, ((id * 29) % 53 + x / 10)::float8 AS v FROM site WHERE id IN (SELECT a FROM link);
CREATE TEMP TABLE net AS SELECT (SELECT matrix_agg(a::text, b::text, 1) FROM link) AS w, (SELECT matrix_agg(id::text, 'v', v) FROM figure) AS v;
CREATE TEMP TABLE moment AS SELECT count(*)::float8 AS n, avg(v) AS mean, sum((v - (SELECT avg(v) FROM figure)) ^ 2) AS squares, sum(v) AS total, sum(v * v) AS squared FROM figure;
CREATE TEMP TABLE crossed AS SELECT l.*, i.v AS vi, j.v AS vj FROM link l JOIN figure i ON i.id = l.a JOIN figure j ON j.id = l.b;
SELECT ok((SELECT abs(moran_i / (SELECT max(n) / sum(row_weight) * sum(row_weight * (vi - mean) * (vj - mean)) / max(squares) FROM crossed, moment) - 1) < 1e-12 FROM net, moran(w, v, permutations => 0)), 'Moran''s I');
SELECT ok((SELECT abs(geary_c / (SELECT (max(n) - 1) * sum(row_weight * (vi - vj) ^ 2) / (2 * sum(row_weight) * max(squares)) FROM crossed, moment) - 1) < 1e-12 FROM net, geary(w, v, permutations => 0)), 'Geary''s C');
SELECT ok((SELECT abs(general_g / (SELECT sum(vi * vj) / (max(total) ^ 2 - max(squared)) FROM crossed, moment) - 1) < 1e-12 FROM net, general_g(w, v, permutations => 0)), 'general G');
SELECT ok((SELECT max(abs(l.local_i - e.i)) < 1e-12 FROM net, local_moran(w, v, permutations => 0) l
    JOIN (SELECT a, max(n) * (max(vi) - max(mean)) * sum(row_weight * (vj - mean)) / max(squares) AS i FROM crossed, moment GROUP BY a) e ON e.a::text = l.region), 'local Moran');
SELECT ok((SELECT max(abs(l.z - e.z)) < 1e-10 FROM net, local_g(w, v, permutations => 0) l
    JOIN (SELECT a, (max(vi) + sum(vj) - max(mean) * (count(*) + 1)) / (sqrt(max(squares) / max(n)) * sqrt((max(n) * (count(*) + 1) - (count(*) + 1) ^ 2) / (max(n) - 1))) AS z FROM crossed, moment GROUP BY a) e ON e.a::text = l.region), 'G*');
SELECT is((SELECT array_agg(j.count ORDER BY j.joins) FROM (SELECT w, (SELECT matrix_agg(id::text, 'v', (id % 2)::float8) FROM figure) AS v FROM net) n, join_counts(w, v, permutations => 0) j),
          (SELECT array_agg(c ORDER BY joins) FROM (SELECT j.joins, coalesce(e.c, 0)::float8 AS c FROM (SELECT joins FROM (SELECT w, (SELECT matrix_agg(id::text, 'v', (id % 2)::float8) FROM figure) AS v FROM net) n, join_counts(w, v, permutations => 0)) j
           LEFT JOIN (SELECT CASE WHEN a % 2 + b % 2 = 2 THEN '11' WHEN a % 2 + b % 2 = 0 THEN '00' ELSE '10' END AS kind, count(*) / 2.0 AS c FROM link GROUP BY 1) e ON e.kind = replace(j.joins, '-', '')) x), 'join counts');

-- a seed is a seed: the same p in every call, another seed another p, all of them near the analytic one
SELECT is((SELECT array_agg(p_permutation ORDER BY region) FROM net, local_moran(w, v, seed => 5)), (SELECT array_agg(p_permutation ORDER BY region) FROM net, local_moran(w, v, seed => 5)), 'permutations are reproducible');
SELECT isnt((SELECT array_agg(p_permutation ORDER BY region) FROM net, local_moran(w, v, seed => 5)), (SELECT array_agg(p_permutation ORDER BY region) FROM net, local_moran(w, v, seed => 6)), 'another seed draws others');
SELECT ok((SELECT abs(p_permutation - p_randomisation) < 0.05 FROM net, moran(w, v, permutations => 9999)), 'permutation p of Moran''s I is near the analytic one');
SELECT is((SELECT split_part(method_id, 'seed=', 2) LIKE '9007199254740993%' FROM net, moran(w, v, permutations => 9, seed => 9007199254740993)), true, 'a seed above 2^53 is written whole');
SELECT is((SELECT min(method_id) LIKE '%seed=9007199254740993%' FROM held, kd_function(p, '{10}', bandwidth => 6, draws => 2, seed => 9007199254740993, distance => 'projected')), true, 'also for K_d');

-- plans with and without workers
CREATE TABLE wide_site AS SELECT i::text AS id, 115 + (i * 7919 % 70001) / 10000.0::float8 AS x, 34 + (i * 104729 % 39989) / 10000.0::float8 AS y, 1 + (i % 10)::float8 / 3 AS w, 'C' || i % 7 AS category FROM generate_series(1, 60000::bigint) i;
ANALYZE wide_site;
CREATE TEMP TABLE answer AS SELECT md5(point_agg(id, x, y, w, category)::text) AS points, mean_centre(x, y, w)::text AS centre FROM wide_site;
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
CREATE FUNCTION pg_temp.plan_of(q text) RETURNS text LANGUAGE plpgsql AS $$ DECLARE line text; whole text := ''; BEGIN FOR line IN EXECUTE 'EXPLAIN ' || q LOOP whole := whole || line; END LOOP; RETURN whole; END $$;
SELECT ok(pg_temp.plan_of('SELECT point_agg(id, x, y, w, category) FROM wide_site') LIKE '%Partial Aggregate%Parallel Seq Scan%', 'point_agg runs with workers');
SELECT is((SELECT md5(point_agg(id, x, y, w, category)::text) FROM wide_site), (SELECT points FROM answer), 'and has the same bits');
SELECT is((SELECT mean_centre(x, y, w)::text FROM wide_site), (SELECT centre FROM answer), 'mean_centre has the same bits with workers');
SELECT * FROM finish();
ROLLBACK;
