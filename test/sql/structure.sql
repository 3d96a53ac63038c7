-- Structure and convergence: vectors of FORMULAS, plain SQL beside them, the real panel's traps, edges, errors.
SET search_path = industry, public;
\set SHOW_CONTEXT never
\pset null '(null)'

-- M01: shares, pull, contribution
SELECT industry, round(share0::numeric, 6) AS share0, round(pull::numeric, 6) AS pull, round(contribution::numeric, 6) AS contribution, round(region_growth::numeric, 6) AS growth, status, method_id
FROM growth_contribution(matrix_dense('{r}', '{1,2,3}', '{80,430,460}'::float8[]), matrix_dense('{r}', '{1,2,3}', '{82,455,497}'::float8[]));
-- growth below g_min has no contributions, but pulls; a share that doubles leads
SELECT industry, round(pull::numeric, 6) AS pull, contribution, round(lead::numeric, 6) AS lead FROM growth_contribution('{"rows":["r"],"cols":["a","b"],"cells":[[0,0,10],[0,1,90]]}', '{"rows":["r"],"cols":["a","b"],"cells":[[0,0,15],[0,1,85.01]]}');
SELECT industry, round(lead::numeric, 6) AS lead FROM growth_contribution('{"rows":["r"],"cols":["a","b"],"cells":[[0,0,10],[0,1,90]]}', '{"rows":["r"],"cols":["a","b"],"cells":[[0,0,16.05],[0,1,90.95]]}');
SELECT industry, share0, growth, pull, contribution, status FROM growth_contribution('{"rows":["r"],"cols":["a"],"cells":[[0,0,0]]}', '{"rows":["r"],"cols":["a","b"],"cells":[[0,0,1],[0,1,-2]]}');

-- M05
SELECT round(upgrading::numeric, 6) AS ts, round(layer::numeric, 6) AS layer, round(theta1::numeric, 6) AS theta1, round(theta2::numeric, 6) AS theta2, round(theta3::numeric, 6) AS theta3, round(angle_index::numeric, 6) AS w, status
FROM three_industry_structure(matrix_dense('{r}', '{1,2,3}', '{8,45,47}'::float8[]));
SELECT region, round((angle_index / pi())::numeric, 6) AS w_in_pi, layer, upgrading, status FROM three_industry_structure(matrix_dense('{primary,secondary,tertiary,zero}', '{1,2,3}', '{5,0,0, 0,5,0, 0,0,5, 0,0,0}'::float8[]));
SELECT round(rationalisation::numeric, 6) AS tl, round(deviation::numeric, 6) AS e, round(productivity1::numeric, 6) AS p1, round(productivity2::numeric, 6) AS p2, round(productivity3::numeric, 6) AS p3, round(dual_contrast::numeric, 6) AS dual, status
FROM three_industry_productivity(matrix_dense('{r}', '{1,2,3}', '{8,45,47}'::float8[]), matrix_dense('{r}', '{1,2,3}', '{25,33,42}'::float8[]));
SELECT region, rationalisation, deviation, status FROM three_industry_productivity(matrix_dense('{no labour,no output,unknown}', '{1,2,3}', '{8,45,47, 0,0,0, 1,1,1}'::float8[]), matrix_dense('{no labour,no output}', '{1,2,3}', '{25,0,42, 1,1,1}'::float8[]));
-- columns may be industry codes, sorted into the three industries
SELECT total, round(share1::numeric, 6) AS s1, round(share2::numeric, 6) AS s2, round(share3::numeric, 6) AS s3 FROM three_industry_structure('{"rows":["r"],"cols":["A01","A05","C39","C43","F"],"cells":[[0,0,4],[0,1,1],[0,2,10],[0,3,2],[0,4,3]]}');
SELECT round(growth::numeric, 6) AS growth, round(growth_sd::numeric, 6) AS sd, round(pull3::numeric, 6) AS pull3, round(moore_degrees::numeric, 6) AS moore FROM three_industry_movement(matrix_dense('{r}', '{1,2,3}', '{12,50,38}'::float8[]), matrix_dense('{r}', '{1,2,3}', '{8,45,47}'::float8[]));

-- M06
SELECT round(moore::numeric, 6) AS moore, round(theta_degrees::numeric, 6) AS degrees, round(nav::numeric, 6) AS nav, round(k::numeric, 6) AS k, method_id
FROM structural_change(matrix_dense('{r}', '{1,2,3}', '{.12,.5,.38}'::float8[]), matrix_dense('{r}', '{1,2,3}', '{.08,.45,.47}'::float8[]), years => 3);
SELECT w AS weights, g AS growth, round(lilien::numeric, 6) AS lilien, growth_form
FROM unnest('{end,average,start}'::text[]) WITH ORDINALITY u(w, i), unnest('{auto,midpoint}'::text[]) g, structural_change(matrix_dense('{r}', '{1,2,3}', '{100,200,300}'::float8[]), matrix_dense('{r}', '{1,2,3}', '{90,230,360}'::float8[]), w, g) ORDER BY g, i;
-- the same structure does not move, whatever its size; a part that is zero once takes midpoint rates; empty regions have nothing
SELECT region, round(moore::numeric, 12) AS moore, round(theta::numeric, 12) AS theta, nav, round(lilien::numeric, 12) AS lilien, growth_form, status FROM structural_change(matrix_dense('{same,zero}', '{a,b,c}', '{1,3,7, 0,0,0}'::float8[]), matrix_dense('{same,zero}', '{a,b,c}', '{3,9,21, 1,0,0}'::float8[]));
SELECT region, round(moore::numeric, 6) AS moore, round(theta_degrees::numeric, 6) AS degrees, nav, round(lilien::numeric, 6) AS lilien, growth_form FROM structural_change('{"rows":["r"],"cols":["a"],"cells":[[0,0,1]]}', '{"rows":["r"],"cols":["b"],"cells":[[0,0,1]]}');
SELECT lilien, growth_form FROM structural_change('{"rows":["r"],"cols":["a"],"cells":[[0,0,1]]}', '{"rows":["r"],"cols":["b"],"cells":[[0,0,1]]}', growth => 'log');

-- M03
SELECT subject, period, value, previous_value AS previous, sustained, above_now, place, status FROM first_crossing('{"rows":["at start","gap","never","rises","wavers"],"cols":["1","2","3","4","5"],"cells":
  [[0,0,1e12],[0,1,2e12], [1,0,1],[1,3,3e12],[1,4,3e12], [2,2,5], [3,0,1],[3,1,2],[3,2,1e12], [4,0,9.4e11],[4,1,9.8e11],[4,2,1.02e12],[4,3,0.99e12],[4,4,1.05e12]]}', 1e12);
SELECT subject, within_rounding FROM first_crossing('{"rows":["a","b"],"cols":["1","2"],"cells":[[0,0,1],[0,1,10.04],[1,0,1],[1,1,10.05]]}', 10, 0.05);

-- M07
SELECT label, rank, percentile, gap_to_better, gap_to_worse, n_peers, n_missing FROM peer_ranks('{a,b,c,d,e,gone}', '{90,80,80,70,60,NULL}');
SELECT label, rank, percentile, method_id FROM peer_ranks('{a,b,c,d,e}', '{90,80,80,70,60}', 'asc', 'dense');
SELECT rank, percentile FROM peer_ranks('{alone}', '{1}');
SELECT label, best_rank, worst_rank FROM interval_ranks('{a,b,c,d,e}', '{88,78,79,69,60}', '{92,82,81,71,60}');

-- M08, M27
SELECT from_class AS f, to_class AS t, n, round(probability::numeric, 6) AS p FROM markov_transition('{"rows":["a","b","c"],"cols":["1","2","3"],"cells":[[0,0,1],[0,1,2],[0,2,3],[1,0,1],[1,1,1],[1,2,3],[2,0,5],[2,1,1]]}', '{2,3}');
SELECT round(average_growth('{0.3,-0.2}')::numeric, 6) AS geometric, round(average_growth('{0.3,-0.2}', 'arithmetic')::numeric, 6) AS arithmetic, average_growth('{0.1,NULL}') AS with_null, average_growth('{}') AS of_none, average_growth('{0.5,-1}') AS total_loss;
SELECT diffusion_index('{1,1,-1,0,1,-1,0,1,1,-1}'), round(resistance(-0.06, -0.04)::numeric, 6) AS resistance, round(recoverability(0.06, 0.04)::numeric, 6) AS recoverability, resistance(-0.06, 0.0005) AS too_small;
SELECT cusum('{.2,-.1,.4,1.2,1.5,1.1}'), momentum('{1,1,1,1,1,1,1,1,1,3,3,3}'), momentum('{1,2}') AS too_few;
SELECT round(z::numeric, 6) AS last_z FROM robust_z_scores('{2,2.1,1.9,2.05,1.95,3.2}') WHERE number = 6;
SELECT z FROM robust_z_scores('{1,1,1,5}') WHERE number = 4;

-- M28: (10,20,40,80) -> (20,34,60,104) in ten years, and standard errors as a script in R or numpy has them
CREATE TEMP TABLE region (a float8, b float8);
INSERT INTO region VALUES (10, 20), (20, 34), (40, 60), (80, 104);
SELECT n, round(slope::numeric, 6) AS slope, round(speed::numeric, 6) AS speed, round(half_life::numeric, 6) AS half_life FROM (SELECT (beta_convergence(a, b, 10)).* FROM region) s;
WITH p AS (SELECT ln(a) AS x, (ln(b) - ln(a)) / 10 AS y FROM region), m AS (SELECT avg(x) AS mx, avg(y) AS my, count(*) AS n, regr_slope(y, x) AS b, regr_sxx(y, x) AS sxx FROM p),
    e AS (SELECT x - mx AS d, y - my - b * (x - mx) AS e, 1.0 / n + (x - mx) ^ 2 / sxx AS h, n, sxx FROM p, m)
SELECT abs(f.slope - (SELECT b FROM m)) < 1e-12 AS slope, abs(f.intercept - (SELECT my - b * mx FROM m)) < 1e-12 AS intercept, abs(f.r_squared - (SELECT regr_r2(y, x) FROM p)) < 1e-12 AS r2,
    abs(f.se - (SELECT sqrt(sum(e * e) / (min(n) - 2) / min(sxx)) FROM e)) < 1e-12 AS se, abs(f.se_hc1 - (SELECT sqrt(sum(e * e * d * d) * min(n) / (min(n) - 2)) / min(sxx) FROM e)) < 1e-12 AS hc1,
    abs(f.se_hc3 - (SELECT sqrt(sum((e * d / (1 - h)) ^ 2)) / min(sxx) FROM e)) < 1e-12 AS hc3
FROM (SELECT (beta_convergence(a, b, 10)).* FROM region) f;
SELECT (beta_convergence(a, b, 10)).* FROM region WHERE a = 10;
SELECT (beta_convergence(x, 2 * x, 10)).slope FROM unnest('{5,5,5}'::float8[]) x;
SELECT beta_convergence(a, NULL, 10) FROM region;
SELECT period, n, round(sigma::numeric, 6) AS sigma, round(coefficient_of_variation::numeric, 6) AS cv FROM sigma_convergence(matrix_dense('{a,b,c,d}', '{0,1}', '{10,20,20,34,40,60,80,104}'::float8[]));
SELECT round(coefficient_of_variation::numeric, 6) AS cv FROM sigma_convergence(matrix_dense('{a,b,c,d,e,f}', '{0}', '{10,20,30,40,60,80}'::float8[]));
-- spatial Markov: a sees b (rich), b sees a (poor), the island c sees nobody
SELECT neighbour_class AS s, from_class AS f, to_class AS t, n, probability AS p FROM spatial_markov('{"rows":["a","b","c"],"cols":["1","2"],"cells":[[0,0,1],[0,1,9],[1,0,9],[1,1,9],[2,0,1],[2,1,1]]}',
    '{"rows":["a","b"],"cols":["a","b"],"cells":[[0,1,3],[1,0,1],[0,0,1]]}', '{5}') WHERE n > 0;

-- a panel with holes, values at the breaks: both chains equal plain SQL, absolute and relative, a neighbour counts although its next value is missing
CREATE TEMP TABLE chain AS SELECT 'r' || i AS region, t, ((i * 37 + t * t * 11 + i * t) % 41) / 4.0::float8 AS v FROM generate_series(1, 25) i, generate_series(1, 6) t WHERE (i * 7 + t * 5) % 9 <> 0;
CREATE TEMP TABLE link AS SELECT 'r' || a AS a, 'r' || b AS b, 1 + (a * b) % 3 AS w FROM generate_series(1, 25) a, generate_series(1, 25) b WHERE (a * a + 3 * b) % 7 = 1 OR a = b;
CREATE TEMP TABLE chain_matrix AS SELECT (SELECT matrix_agg(region, t::text, v) FROM chain) AS m, (SELECT matrix_agg(a, b, w) FROM link) AS w;
CREATE FUNCTION pg_temp.in_class(v float8) RETURNS integer LANGUAGE sql AS $$ SELECT CASE WHEN v < 0.75 THEN 1 WHEN v < 2.5 THEN 2 WHEN v < 6 THEN 3 ELSE 4 END $$;
CREATE TEMP VIEW walk AS
SELECT rel, region, t, v, pg_temp.in_class(v) AS f, CASE WHEN lead(t) OVER w = t + 1 THEN pg_temp.in_class(lead(v) OVER w) END AS t1
FROM (SELECT rel, region, t, CASE WHEN rel THEN v / avg(v) OVER (PARTITION BY rel, t) ELSE v END AS v FROM chain, unnest('{f,t}'::boolean[]) rel) c WINDOW w AS (PARTITION BY rel, region ORDER BY t);
WITH plain AS (
    SELECT rel, f, t1, count(*) AS n, count(*) / sum(count(*)) OVER (PARTITION BY rel, f)::float8 AS probability FROM walk WHERE t1 IS NOT NULL GROUP BY rel, f, t1
)
SELECT r AS relative, sum(o.n) AS moves, bool_and(o.n = coalesce(p.n, 0) AND o.probability = coalesce(p.probability, 0)) AS same
FROM unnest('{f,t}'::boolean[]) r CROSS JOIN chain_matrix CROSS JOIN LATERAL markov_transition(m, '{0.75,2.5,6}', r, 'zero') o
LEFT JOIN plain p ON p.rel = r AND p.f = o.from_class AND p.t1 = o.to_class GROUP BY r ORDER BY r;
WITH around AS (
    SELECT rel, l.a AS region, t, pg_temp.in_class(sum(l.w * v) / sum(l.w)) AS s FROM link l JOIN walk n ON n.region = l.b WHERE l.a <> l.b GROUP BY rel, l.a, t
), plain AS (
    SELECT rel, s, f, t1, count(*) AS n FROM walk JOIN around USING (rel, region, t) WHERE t1 IS NOT NULL GROUP BY 1, 2, 3, 4
)
SELECT r AS relative, sum(o.n) AS moves, bool_and(o.n = coalesce(p.n, 0)) AS same
FROM unnest('{f,t}'::boolean[]) r CROSS JOIN chain_matrix CROSS JOIN LATERAL spatial_markov(m, w, '{0.75,2.5,6}', r) o
LEFT JOIN plain p ON p.rel = r AND p.s = o.neighbour_class AND p.f = o.from_class AND p.t1 = o.to_class GROUP BY r ORDER BY r;
-- a class that nobody left
SELECT z AS zero_row, string_agg(coalesce(probability::text, 'null'), ' ' ORDER BY from_class, to_class) AS probabilities
FROM unnest('{"null",zero,stay}'::text[]) z, markov_transition(matrix_dense('{a,b}', '{1,2}', '{1,2,1,1}'), '{1.5,9}', false, z) GROUP BY z ORDER BY z;
SELECT markov_transition(matrix_dense('{a}', '{1,2}', '{1,2}'), '{1.5}', false, 'nothing');
SELECT spatial_markov(matrix_dense('{a,b}', '{1,2}', '{1,2,3,4}'), matrix_dense('{a,b}', '{a,b}', '{0,-1,1,0}'), '{1.5}');
SELECT spatial_markov(matrix_dense('{a,b}', '{1,2}', '{1,2,3,4}'), matrix_dense('{x,y}', '{x,y}', '{0,1,1,0}'), '{1.5}');
-- dispersion at both ends; equal start levels have no slope, however they round
SELECT abs(f.sigma_start - s.a) + abs(f.sigma_end - s.b) < 1e-12 AS same FROM (SELECT (beta_convergence(a, b, 10)).* FROM region) f, (SELECT stddev_samp(ln(a)) AS a, stddev_samp(ln(b)) AS b FROM region) s;
SELECT slope, sigma_start, round(sigma_end::numeric, 6) AS sigma_end FROM (SELECT (beta_convergence(0.1, x, 10)).* FROM unnest('{1,2,3}'::float8[]) x) f;
SELECT slope, r_squared FROM (SELECT (beta_convergence(x, x * 1.25, 1)).* FROM unnest('{1,2,4}'::float8[]) x) f;
SELECT sigma, coefficient_of_variation FROM sigma_convergence(matrix_dense('{a,b}', '{1}', '{1e300,1e300}'));

-- growth on bases that are not positive, and against published growth: residual, contributions to it
SELECT industry, growth, pull, contribution, region_growth, residual, status FROM growth_contribution(matrix_dense('{r}', '{profit,loss}', '{10,-4}'), matrix_dense('{r}', '{profit,loss}', '{13,-2}'));
SELECT industry, region_growth, pull, status FROM growth_contribution(matrix_dense('{r}', '{a,b}', '{1,-2}'), matrix_dense('{r}', '{a,b}', '{1,2}'));
SELECT industry, round(pull::numeric, 6) AS pull, round(contribution::numeric, 6) AS contribution, region_growth, round(residual::numeric, 6) AS residual
FROM growth_contribution(matrix_dense('{r}', '{1,2,3}', '{80,430,460}'), matrix_dense('{r}', '{1,2,3}', '{82,455,497}'), matrix('{r}', '{growth}', '{0.07}'));
SELECT * FROM growth_contribution(matrix_dense('{r}', '{a}', '{1}'), matrix_dense('{r}', '{a}', '{2}'), matrix('{s}', '{growth}', '{0.07}'));
SELECT * FROM growth_contribution(matrix_dense('{r}', '{a}', '{1}'), matrix_dense('{r}', '{a}', '{2}'), matrix('{r,r}', '{growth,other}', '{0.07,1}'));
SELECT region, industry, change, growth, region_growth, industry_growth, total_growth, sign FROM growth_table(matrix_dense('{r,s}', '{a,b}', '{4,-2,0,8}'), matrix_dense('{r,s}', '{a,b}', '{5,-1,3,6}'));
-- the panel of Shandong: three industries against plain SQL, and the break of 2018/2019
CREATE TEMP TABLE va (division_code text, year integer, sector text, v float8);
\copy va FROM 'demo/data/shandong_value_added.csv' (FORMAT csv, HEADER)
WITH p AS (SELECT year, sum(v) FILTER (WHERE sector = '1') a, sum(v) FILTER (WHERE sector = '2') b, sum(v) FILTER (WHERE sector = '3') c FROM va GROUP BY year),
    o AS (SELECT s.* FROM three_industry_structure((SELECT matrix_agg(year::text, sector, v) FROM va)) s)
SELECT count(*), max(abs(o.total - (a + b + c)) / o.total + abs(o.share1 - a / (a + b + c)) + abs(o.upgrading - c / b) + abs(o.layer - (a + 2 * b + 3 * c) / (a + b + c))
    + abs(o.angle_index - (3 * acos(a / sqrt(a*a + b*b + c*c)) + 2 * acos(b / sqrt(a*a + b*b + c*c)) + acos(c / sqrt(a*a + b*b + c*c))))) < 1e-12 AS same
FROM p JOIN o ON o.region = p.year::text;
WITH w AS (SELECT division_code, sector, v / sum(v) OVER (PARTITION BY division_code, year) AS s, year FROM va WHERE year IN (2013, 2023) AND division_code <> '371200'),
    plain AS (SELECT division_code, sum(a.s * b.s) / sqrt(sum(a.s ^ 2) * sum(b.s ^ 2)) AS moore, sum(abs(b.s - a.s)) / 2 AS nav FROM w a JOIN w b USING (division_code, sector) WHERE a.year = 2013 AND b.year = 2023 GROUP BY 1)
SELECT count(*), max(abs(p.moore - o.moore) + abs(p.nav - o.nav) + abs(cos(o.theta) - o.moore)) < 1e-12 AS same
FROM structural_change((SELECT matrix_agg(division_code, sector, v) FROM va WHERE year = 2013 AND division_code <> '371200'), (SELECT matrix_agg(division_code, sector, v) FROM va WHERE year = 2023)) o JOIN plain p ON p.division_code = o.region;

-- states of beta_convergence are checked; errors name the reason
SELECT growth_combine(NULL, NULL) IS NULL AS nothing;
\set VERBOSITY sqlstate
SELECT growth_final('\x00');
SELECT growth_final('\x0100000002000000000000000000000000002440');
SELECT growth_add('\x01', 1, 2, 3);
\set VERBOSITY default
SELECT beta_convergence(0, 1, 10);
SELECT beta_convergence(1, 2, y) FROM unnest('{5,6}'::float8[]) y;
SELECT * FROM three_industry_structure('{"rows":["r"],"cols":["C"],"cells":[[0,0,1]]}');
SELECT * FROM three_industry_structure('{"rows":["r"],"cols":["steel"],"cells":[[0,0,1]]}');
SELECT * FROM structural_change('{"rows":["r"],"cols":["a"],"cells":[[0,0,-1]]}', '{"rows":["r"],"cols":["a"],"cells":[[0,0,1]]}');
SELECT * FROM structural_change('{"rows":["r"],"cols":["a"],"cells":[[0,0,1]]}', '{"rows":["r"],"cols":["a"],"cells":[[0,0,1]]}', 'middle');
SELECT * FROM peer_ranks('{a}', '{1,2}');
SELECT * FROM peer_ranks('{a}', '{NaN}');
SELECT * FROM markov_transition('{"rows":["a"],"cols":["1","2"],"cells":[[0,0,1],[0,1,2]]}', '{3,2}');
SELECT * FROM sigma_convergence('{"rows":["a"],"cols":["1"],"cells":[[0,0,0]]}');
-- provenance
SELECT method_conventions('structural_change:weights=end,growth=auto,years=2.5');
SELECT method('structural_change:weights=start') - 'version', method('structural_change', '{"years": 5}') -> 'parameters' AS parameters;
SELECT method('no_such_thing');
SELECT method('structural_change', '{"weight": "end"}');
