-- Targets, pace and official growth arithmetic: vectors of FORMULAS M02 and M04, edges, errors.
SET search_path = industry, public;
\set SHOW_CONTEXT never
\pset null '(null)'

-- from 7 % to 14 % in five years while the whole grows by 5 %, and the check by compounding
SELECT round(share_target_growth(0.07, 0.14, 5, 0.05)::numeric, 6) AS required, round((0.07 * (1 + share_target_growth(0.07, 0.14, 5, 0.05)) ^ 5 / 1.05 ^ 5)::numeric, 12) AS share_reached;
SELECT target_progress(100, 150, 120), pace(100, 150, 120, 0.4) AS linear, round((planned_progress(0.4, 'compound', 100, 150) * 50 + 100)::numeric, 6) AS compound_path,
    round(pace(100, 150, 120, 0.4, 'compound')::numeric, 6) AS compound, round(required_growth(120, 150, 3)::numeric, 6) AS required, round(planned_progress(0.4, 'logistic')::numeric, 6) AS logistic;
SELECT round(months_to_go(0.06, 1200, 520, 500)::numeric, 6) AS rest, months_to_go(0.06, 1200, 1300, 1200) AS over;
SELECT target_progress(100, 80, 90) AS falling, target_progress(5, 5, 6) AS none, pace(0, 10, 5, 0) AS at_start, required_growth(-4, -1, 2) AS shrinking_loss, required_growth(-1, 4, 2) AS across_zero, required_growth(1, 4, 0) AS too_late,
    planned_progress(0.5, 'compound', -1, 4) AS no_path, planned_progress(0, 'logistic') AS zero, planned_progress(1, 'logistic') AS one;
SELECT round(planned_value(100, 150, 0.4, 'compound')::numeric, 6) AS compound, planned_value(100, 150, 0.4) AS linear, round(planned_value(150, 100, 0.5, 'logistic')::numeric, 6) AS logistic;
SELECT planned_progress(0.5, 'straight');

-- chance of attainment: all 16 pairs of past errors counted out, within four standard errors; the same seed gives the same bits
WITH e AS (SELECT unnest('{-0.02,0.01,0.03,0.05}'::float8[]) AS e), truth AS (SELECT avg((100 * (1 + a.e) * (1 + b.e) >= 103)::int) AS up, avg((100 + a.e + b.e <= 100.04)::int) AS down FROM e a, e b)
SELECT seed, abs(r.probability - up) < 4 * r.standard_error AS relative, abs(f.probability - down) < 4 * f.standard_error AS absolute, r.low <= r.median AND r.median <= r.high AS in_order, r.n_errors
FROM truth, generate_series(1, 5) seed, attainment_probability(100, 103, '{-0.02,0.01,NULL,0.03,0.05}', 2, seed => seed) r,
    attainment_probability(100, 100.04, '{-0.02,0.01,0.03,0.05}', 2, 'absolute', 'at_most', seed => seed) f;
SELECT count(DISTINCT a) AS same_seed, count(DISTINCT b) > 1 AS other_seeds FROM generate_series(1, 4) i, LATERAL (SELECT attainment_probability(100, 103, '{-0.02,0.01,0.03}', 3)::text AS a) x,
    LATERAL (SELECT (attainment_probability(100, 103, '{-0.02,0.01,0.03}', 3, seed => i)).probability AS b) y;
SELECT probability, low, median, high, method_id FROM attainment_probability(100, 100, '{0,0}', draws => 100, seed => 7);
SELECT probability, n_errors, status FROM attainment_probability(100, 103, '{0.1,NULL}');
SELECT attainment_probability(100, 103, '{0.1,0.2}', 0);
SELECT attainment_probability(100, 103, '{0.1,-1.5}');
SELECT attainment_probability(100, 'NaN', '{0.1,0.2}');
SELECT attainment_probability(100, 103, '{0.1,0.2}', error => 'percent');
SELECT attainment_probability(1e308, 103, '{9,9}', 5);

-- growth on comparable bases
SELECT round(naive_growth::numeric, 6) AS naive, round(comparable_base::numeric, 6) AS base, round(scope_effect::numeric, 6) AS scope, status, method_id FROM comparable_growth(1000, 1050, 0.08);
SELECT status FROM unnest('{0.05,0.0504,0.0506,-1}'::float8[]) g, comparable_growth(1000, 1050, g);
SELECT growth_sign(a, b) FROM (VALUES (1, 2), (1, -1), (-1, 1), (-2, -1), (-1, -2), (-1, -1), (0, 1)) v(a, b);
SELECT month, value, status FROM months_from_ytd('{NULL,200,310,425}');
SELECT month, value, round(growth::numeric, 6) AS growth, round(bound::numeric, 6) AS bound, status FROM months_from_ytd('{NULL,200,310,425}', '{NULL,0.08,0.071,0.07}');
-- the corner cases of rounding lie within the bound (0.052785 to 0.057254 around 0.055015)
SELECT round(min(g)::numeric, 6) AS low, round(max(g)::numeric, 6) AS high FROM (
    SELECT growth AS g FROM unnest('{-0.0005,0.0005}'::float8[]) a, unnest('{-0.0005,0.0005}'::float8[]) b, months_from_ytd(ARRAY[NULL, 200, 310], ARRAY[NULL, 0.08 + a, 0.071 + b]) WHERE month = 3) s;
-- December with equal months: 0.0005 (12 + 11) / 1; a year whose November is missing; a cumulative value that falls
SELECT month, round(bound::numeric, 6) AS bound, growth IS NULL AS withheld, status FROM months_from_ytd('{NULL,2,3,4,5,6,7,8,9,10,11,12}', '{NULL,.05,.05,.05,.05,.05,.05,.05,.05,.05,.05,.05}', max_bound => 0.011) WHERE month >= 11;
SELECT month, value, status FROM months_from_ytd('{NULL,2,3,NULL,5,4}') WHERE month >= 3;
SELECT * FROM months_from_ytd('{1,2}', '{0.1}');
SELECT chain_index('{0.5,-0.2,NULL,0.1}'), chain_index('{}');
