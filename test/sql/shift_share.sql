-- Shift-share: vectors, a case of an independent implementation, conventions, sums, edges, errors.
SET search_path = industry, public;
\set SHOW_CONTEXT never
\pset null '(null)'
CREATE FUNCTION one(region text, "values" float8[]) RETURNS matrix LANGUAGE sql AS
$$ SELECT matrix_dense(ARRAY[region], (SELECT array_agg(chr(96 + i)) FROM generate_series(1, cardinality("values")) i), "values") $$;

-- FORMULAS M13: a region against the nation
SELECT industry, round(national_growth::numeric, 6) AS national, round(industry_mix::numeric, 6) AS mix, round(competitive::numeric, 6) AS competitive, status, method_id
FROM shift_share(one('r', '{100,50,20}'), one('r', '{110,70,18}'), one('n', '{1000,400,600}'), one('n', '{1050,520,560}'));
SELECT m AS method, round(sum(national_growth)::numeric, 6) AS national, round(sum(industry_mix)::numeric, 6) AS mix, round(sum(competitive)::numeric, 6) AS competitive,
    round(sum(allocation)::numeric, 6) AS allocation, round(sum(regional_growth)::numeric, 6) AS regional_growth, round(sum(regional_mix)::numeric, 6) AS regional_mix, round(sum(change)::numeric, 6) AS change
FROM unnest('{dunn,esteban_marquillas,arcelus}'::text[]) WITH ORDINALITY AS u(m, i),
    shift_share(one('r', '{100,50,20}'), one('r', '{110,70,18}'), one('n', '{1000,400,600}'), one('n', '{1050,520,560}'), m) GROUP BY i, m ORDER BY i;
-- with an industry that is new in the nation
SELECT round(sum(national_growth)::numeric, 6) AS national, round(sum(industry_mix)::numeric, 6) AS mix, round(sum(competitive)::numeric, 6) AS competitive, sum(new_activity) AS new, sum(change) AS change
FROM shift_share(one('r', '{100,50,20,0}'), one('r', '{110,70,18,5}'), one('n', '{1000,400,600,0}'), one('n', '{1050,520,560,50}'));
-- productivity
SELECT round(sum(within_effect)::numeric, 6) AS within, round(sum(between_effect)::numeric, 6) AS between, round(sum(cross_effect)::numeric, 6) AS cross
FROM productivity_shift_share(one('r', '{0.3,2.1}'), one('r', '{0.3,0.7}'), one('r', '{0.24,2.64}'), one('r', '{0.2,0.8}'));
SELECT industry, round(within_effect::numeric, 6) AS within, round(between_effect::numeric, 6) AS between, round(cross_effect::numeric, 6) AS cross, round(new_activity::numeric, 6) AS new, round(vanished_activity::numeric, 6) AS vanished, status,
    round((sum(within_effect + between_effect + cross_effect + new_activity + vanished_activity) OVER ())::numeric, 9) AS sum_of_all
FROM productivity_shift_share(one('r', '{10,20,30,0}'), one('r', '{5,5,10,0}'), one('r', '{12,25,0,9}'), one('r', '{5,6,0,4}'));
SELECT industry, within_effect, status FROM productivity_shift_share(one('r', '{1,2}'), one('r', '{1,0}'), one('r', '{1,2}'), one('r', '{1,1}'));

-- REAT, example A, by industry and in total, agrees to 1e-12
CREATE TEMP TABLE reat_input (r1 float8, r2 float8, n1 float8, n2 float8);
\copy reat_input FROM 'test/data/shift_share/input.csv' (FORMAT csv, HEADER)
CREATE TEMP TABLE reat_standard (industry text, national float8, mix float8, regional float8, em_competitive float8, em_allocation float8);
\copy reat_standard FROM 'test/data/shift_share/expected_by_industry_standard.csv' (FORMAT csv, HEADER)
CREATE TEMP TABLE reat_total (method text, component text, value float8);
\copy reat_total FROM 'test/data/shift_share/expected.csv' (FORMAT csv, HEADER)
CREATE TEMP TABLE reat AS
WITH n AS (SELECT row_number() OVER ()::text AS i, * FROM reat_input), m AS (
    SELECT matrix_agg('r', i, r1) r0, matrix_agg('r', i, r2) r1, matrix_agg('n', i, n1) n0, matrix_agg('n', i, n2) n1 FROM n)
SELECT d.*, e.competitive AS em_competitive, e.allocation AS em_allocation
FROM m, shift_share(r0, r1, n0, n1) d JOIN LATERAL shift_share(r0, r1, n0, n1, 'esteban_marquillas') e USING (region, industry);
SELECT max(greatest(abs(r.national_growth - s.national), abs(r.industry_mix - s.mix), abs(r.competitive - s.regional), abs(r.em_competitive - s.em_competitive), abs(r.em_allocation - s.em_allocation))) < 1e-12 AS same
FROM reat r JOIN reat_standard s USING (industry);
SELECT t.method, t.component, abs(t.value - o.value) < 1e-12 AS same
FROM (SELECT 'National share' AS component, sum(national_growth) AS value, 'Dunn' AS method FROM reat UNION ALL SELECT 'Industrial mix', sum(industry_mix), 'Dunn' FROM reat
    UNION ALL SELECT 'Regional share', sum(competitive), 'Dunn' FROM reat UNION ALL SELECT 'Regional share', sum(em_competitive), 'Esteban' FROM reat
    UNION ALL SELECT 'Allocation effect', sum(em_allocation), 'Esteban' FROM reat UNION ALL SELECT 'Growth (t1-t)', sum(change), 'Dunn' FROM reat) o
JOIN reat_total t USING (method, component) ORDER BY 1, 2;

-- a random table with holes: every method adds up, and plain SQL agrees
CREATE TEMP TABLE panel AS
SELECT 'r' || r AS region, 'i' || i AS industry, t, CASE WHEN (r * 7 + i * 3 + t) % 11 = 0 THEN NULL ELSE ((r * 131 + i * 17 + t * 29) % 97 + 1) / 7.0::float8 END AS v
FROM generate_series(1, 9) r, generate_series(1, 7) i, generate_series(0, 3) t;
CREATE TEMP TABLE step AS SELECT array_agg(m ORDER BY t) AS m FROM (SELECT t, matrix_agg(region, industry, v) AS m FROM panel GROUP BY t) s;
SELECT method, count(*), bool_and(abs(change - (national_growth + industry_mix + coalesce(competitive, 0) + coalesce(allocation, 0) + coalesce(regional_growth, 0) + coalesce(regional_mix, 0)
        + new_activity + vanished_activity)) < 1e-12) AS adds_up
FROM step, unnest('{dunn,esteban_marquillas,arcelus}'::text[]) method, shift_share(m[1], m[4], method) GROUP BY method ORDER BY method;
WITH e AS (
    SELECT region, industry, coalesce(sum(v) FILTER (WHERE t = 0), 0) e0, coalesce(sum(v) FILTER (WHERE t = 3), 0) e1 FROM panel GROUP BY region, industry
), n AS (
    SELECT *, sum(e0) OVER (PARTITION BY industry) n0, sum(e1) OVER (PARTITION BY industry) n1, sum(e0) OVER () t0, sum(e1) OVER () t1,
        sum(e0) OVER (PARTITION BY region) g0, sum(e1) OVER (PARTITION BY region) g1 FROM e
), plain AS (
    SELECT *, e0 * (t1 / t0 - 1) AS nat, e0 * (n1 / n0 - t1 / t0) AS mix, e1 - e0 * n1 / n0 AS com, g0 * n0 / t0 AS h FROM n WHERE e0 <> 0 OR e1 <> 0
)
SELECT max(abs(p.nat - d.national_growth) + abs(p.mix - d.industry_mix) + abs(p.com - d.competitive)) < 1e-11 AS dunn,
    max(CASE WHEN p.e0 > 0 THEN abs(p.h * (p.e1 / p.e0 - p.n1 / p.n0) - e.competitive) + abs((p.e0 - p.h) * (p.e1 / p.e0 - p.n1 / p.n0) - e.allocation) ELSE abs(p.e1 - e.new_activity) END) < 1e-11 AS esteban,
    max(CASE WHEN p.e0 > 0 THEN abs(p.e0 * (p.g1 / p.g0 - p.t1 / p.t0) - a.regional_growth) + abs(p.e0 * ((p.e1 / p.e0 - p.g1 / p.g0) - (p.n1 / p.n0 - p.t1 / p.t0)) - a.regional_mix)
        + abs(p.h * ((p.e1 / p.e0 - p.g1 / p.g0) - (p.n1 / p.n0 - p.t1 / p.t0)) - a.regional_mix_homothetic) + abs(p.h * (p.g1 / p.g0 - p.t1 / p.t0) - a.regional_growth_homothetic)
        + abs(p.h * (p.t1 / p.t0 - 1) - a.national_growth_homothetic) + abs(p.h * (p.n1 / p.n0 - p.t1 / p.t0) - a.industry_mix_homothetic) ELSE abs(p.e1 - a.new_activity) END) < 1e-11 AS arcelus
FROM step, plain p JOIN LATERAL shift_share(m[1], m[4]) d ON d.region = p.region AND d.industry = p.industry
JOIN LATERAL shift_share(m[1], m[4], 'esteban_marquillas') e ON e.region = p.region AND e.industry = p.industry
JOIN LATERAL shift_share(m[1], m[4], 'arcelus') a ON a.region = p.region AND a.industry = p.industry;
-- over all regions the regional effects of Dunn vanish
SELECT bool_and(abs(s) < 1e-11) AS vanish FROM (SELECT sum(competitive) AS s FROM step, shift_share(m[1], m[4]) GROUP BY industry) x;
SELECT count(*), max(abs(change - national_growth - industry_mix - competitive - new_activity - vanished_activity)) < 1e-11 AS adds_up,
    max(abs(change - (value1 - value0))) < 1e-11 AS ends FROM step, shift_share_dynamic(m);
SELECT bool_and(d.competitive = s.competitive) AS one_step_is_static FROM step, shift_share_dynamic(m[1:2]) d JOIN LATERAL shift_share(m[1], m[2]) s USING (region, industry);
SELECT bool_and(abs(d.competitive - r.competitive) < 1e-12) AS own_reference FROM step, shift_share_dynamic(m) d JOIN LATERAL shift_share_dynamic(m, m) r USING (region, industry);
SELECT region, industry, round(national_growth::numeric, 4) AS national, round(neighbour_mix::numeric, 4) AS mix, round(neighbour_competitive::numeric, 4) AS competitive, status
FROM shift_share_spatial('{"rows":["a","b"],"cols":["x","y"],"cells":[[0,0,10],[1,0,20],[0,1,5]]}', '{"rows":["a","b"],"cols":["x","y"],"cells":[[0,0,12],[1,0,30],[0,1,5]]}',
    '{"rows":["a","b"],"cols":["a","b"],"cells":[[0,1,1],[1,0,2],[0,0,9]]}');

-- edges: union of labels, vanished and new, nothing at all, zero base
SELECT industry, value0, value1, national_growth, round(industry_mix::numeric, 6) AS mix, competitive, new_activity, vanished_activity, status
FROM shift_share('{"rows":["r"],"cols":["a","old"],"cells":[[0,0,10],[0,1,6]]}', '{"rows":["r"],"cols":["a","new"],"cells":[[0,0,12],[0,1,4]]}');
SELECT count(*) FROM shift_share('{"rows":[],"cols":[],"cells":[]}', '{"rows":[],"cols":[],"cells":[]}');
SELECT status, national_growth, new_activity FROM shift_share(one('r', '{0}'), one('r', '{3}'));
SELECT count(*) FROM shift_share(NULL, one('r', '{3}'));

\set VERBOSITY default
SELECT * FROM shift_share(one('r', '{1}'), one('r', '{3}'), 'gerfin');
SELECT * FROM shift_share(one('r', '{1}'), one('r', '{-3}'));
SELECT * FROM shift_share_dynamic(ARRAY[one('r', '{1}'), one('r', '{2}')], ARRAY[one('r', '{1}')]);
SELECT * FROM shift_share_spatial(one('r', '{1}'), one('r', '{2}'), '{"rows":["r"],"cols":["r","s"],"cells":[[0,1,-1]]}');
SELECT * FROM shift_share_spatial(one('r', '{1}'), one('r', '{2}'), '{"rows":["r"],"cols":["s"],"cells":[[0,0,1]]}');
SELECT * FROM shift_share(one('r', '{1}'), one('r', '{2}'), '{"rows":["n"],"cols":["z"],"cells":[[0,0,1]]}', one('n', '{1}'));
SELECT * FROM productivity_shift_share(one('r', '{1}'), one('s', '{1}'), one('r', '{2}'), one('s', '{2}'));
DROP FUNCTION one;
