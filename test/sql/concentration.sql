-- Concentration: vectors, reference cases, plain-SQL cross-checks, merging, edges, errors.
SET search_path = industry, public;
SET client_min_messages = warning;
\pset null '(null)'

-- vectors
SELECT round(hhi(x)::numeric, 6) AS hhi, round(hhi_normalized(x)::numeric, 6) AS normalized, round(entropy(x)::numeric, 6) AS nat,
       round(entropy(x, 2)::numeric, 6) AS bit, round(concentration_ratio(x, 1)::numeric, 6) AS cr1, round(concentration_ratio(x, 2)::numeric, 6) AS cr2
FROM (VALUES (120), (30), (50)) v(x);
SELECT gini(x), round(gini(x, true)::numeric, 6) AS small_sample FROM (VALUES (1), (2), (3), (4)) v(x);
SELECT round(theil(x)::numeric, 6) AS theil, round(mean_log_deviation(x)::numeric, 6) AS mld, round(gini(x)::numeric, 6) AS gini,
       round(coefficient_of_variation(x)::numeric, 6) AS cv
FROM (VALUES (10), (20), (30), (40), (60), (80)) v(x);
SELECT round((theil_decomposition(g, x)).within::numeric, 6) AS within, round((theil_decomposition(g, x)).between::numeric, 6) AS between
FROM (VALUES ('1', 10), ('1', 20), ('1', 30), ('2', 40), ('2', 60), ('2', 80)) v(g, x);
SELECT round((theil_decomposition(g, x)).theil::numeric, 6) AS theil, round((theil_decomposition(g, x)).between::numeric, 6) AS between
FROM (VALUES ('1', .2), ('1', .3), ('2', .1), ('2', .4)) v(g, x);
SELECT round(d.within::numeric, 6) AS within, round(d.between::numeric, 6) AS between, round(d.transvariation::numeric, 6) AS transvariation
FROM (SELECT (dagum_gini(CASE WHEN x < 40 THEN 'low' ELSE 'high' END, x)).* FROM (VALUES (10), (20), (30), (40), (60), (80)) v(x)) d
UNION ALL
SELECT round(d.within::numeric, 6), round(d.between::numeric, 6), round(d.transvariation::numeric, 6)
FROM (SELECT (dagum_gini((n % 2)::text, x)).* FROM (VALUES (1, 10), (2, 20), (3, 30), (4, 40), (5, 60), (6, 80)) v(n, x)) d;
SELECT round(williamson(y, p)::numeric, 6) AS williamson FROM (VALUES (10, 3), (20, 5), (40, 2)) v(y, p);
SELECT x, median(x) OVER () AS median, round(mad(x) OVER ()::numeric, 6) AS mad, round(robust_z(x, median(x) OVER (), mad(x) OVER ())::numeric, 6) AS z
FROM (VALUES (2), (2.1), (1.9), (2.05), (1.95), (3.2)) v(x) ORDER BY x;

-- reference cases, answers of other programs to 1e-12
CREATE TEMP TABLE units (x float8, w float8, g text);
\copy units FROM 'test/data/concentration/units.csv' CSV HEADER
CREATE TEMP TABLE units_expected (name text, value float8);
\copy units_expected FROM 'test/data/concentration/units_expected.csv' CSV HEADER
CREATE TEMP TABLE small (id int, x float8);
\copy small FROM 'test/data/concentration/small.csv' CSV HEADER
CREATE TEMP TABLE small_expected (name text, value float8);
\copy small_expected FROM 'test/data/concentration/small_expected.csv' CSV HEADER
WITH ours(name, value) AS (
    SELECT v.* FROM (SELECT gini(x, w) g, theil(x, w) t, mean_log_deviation(x, w) l, generalized_entropy(x, -1, w) m1, generalized_entropy(x, 0, w) e0,
                            generalized_entropy(x, 1, w) e1, generalized_entropy(x, 2, w) e2, atkinson(x, 0.5, w) a5, atkinson(x, 1, w) a1,
                            atkinson(x, 2, w) a2, gini(x) gu, theil(x) tu, theil_l(x) lu FROM units) s,
    LATERAL (VALUES ('dineq_gini', g), ('dineq_theilT', t), ('dineq_mld', l), ('IC2_GEI_m1', m1), ('IC2_GEI_0', e0), ('IC2_GEI_1', e1),
             ('IC2_GEI_2', e2), ('IC2_Atk_0.5', a5), ('IC2_Atk_1', a1), ('IC2_Atk_2', a2), ('unweighted_gini', gu), ('unweighted_theilT', tu),
             ('unweighted_mld', lu)) v)
SELECT name, abs(o.value - e.value) <= 1e-12 AS agrees FROM ours o JOIN units_expected e USING (name) ORDER BY name;
WITH ours(name, value) AS (
    SELECT v.* FROM (SELECT gini(x) g, gini(x, true) gs, theil(x) t, theil_l(x) l, generalized_entropy(x, 2) e2, generalized_entropy(x, 0.5) eh, hhi(x) h,
                            hhi_normalized(x) hn, concentration_ratio(x, 1) c1, concentration_ratio(x, 3) c3, concentration_ratio(x, 5) c5,
                            entropy(x) s, hoover(x) ho, atkinson(x, 0.5) a5, atkinson(x, 1) a1, atkinson(x, 2) a2,
                            coefficient_of_variation(x) cp, coefficient_of_variation(x, true) cs FROM small) q,
    LATERAL (VALUES ('gini_pysal', g), ('gini_n_over_n_1', gs), ('theil_T', t), ('theil_L_mld', l), ('GE_2', e2), ('GE_half', eh), ('hhi', h),
             ('hhi_normalised', hn), ('CR1', c1), ('CR3', c3), ('CR5', c5), ('shannon', s), ('hoover', ho), ('atkinson_0.5', a5),
             ('atkinson_1', a1), ('atkinson_2', a2), ('cv_pop', cp), ('cv_sample', cs)) v)
SELECT count(*) AS cases, count(*) FILTER (WHERE abs(o.value - e.value) <= 1e-12) AS agree FROM ours o JOIN small_expected e USING (name);
CREATE TEMP TABLE theil_expected (alpha float8, name text, value float8);
\copy theil_expected FROM 'test/data/concentration/theil_groups_expected.csv' CSV HEADER
CREATE TEMP TABLE gini_expected (name text, value float8);
\copy gini_expected FROM 'test/data/concentration/gini_groups_expected.csv' CSV HEADER
WITH d AS (SELECT (theil_decomposition(g, x, w)).* FROM units),
ours(name, value) AS (
    SELECT 'ineq.index.GEI', theil FROM d UNION ALL SELECT 'decomp.within', within FROM d UNION ALL SELECT 'decomp.between', between FROM d
    UNION ALL SELECT v.* FROM d, unnest(d.groups) e,
              LATERAL (VALUES ('intra.GEIGroups.' || e.group_key, e.theil), ('intra.contribGEIGroups.' || e.group_key, e.within),
                       ('ws.wIntra.' || e.group_key, e.population_share), ('ws.sIntra.' || e.group_key, e.value_share)) v)
SELECT count(*) AS cases, count(*) FILTER (WHERE abs(o.value - e.value) <= 1e-12) AS agree FROM ours o JOIN theil_expected e USING (name) WHERE alpha = 1;
WITH d AS (SELECT (dagum_gini(g, x, w)).* FROM units),
ours(name, value) AS (
    SELECT 'gini_decomp.gini_total', gini FROM d UNION ALL SELECT 'gini_decomp.gini_within', within FROM d
    UNION ALL SELECT 'gini_decomp.gini_between', between FROM d UNION ALL SELECT 'gini_decomp.gini_overlap', transvariation FROM d
    UNION ALL SELECT v.* FROM d, unnest(d.groups) e,
              LATERAL (VALUES ('gini_group.gini_group.' || e.group_key, e.gini), ('gini_group.gini_group_contribution.' || e.group_key, e.within),
                       ('number_cases.n_group_unweighted.' || e.group_key, e.n)) v)
SELECT count(*) AS cases, count(*) FILTER (WHERE abs(o.value - e.value) <= 1e-12) AS agree FROM ours o JOIN gini_expected e USING (name);
CREATE TEMP TABLE regions (region text, i001 float8, i002 float8, i003 float8, i004 float8, i005 float8, i006 float8, i007 float8, i008 float8,
                           i009 float8, i010 float8, i011 float8, i012 float8, i013 float8, i014 float8, i015 float8);
\copy regions FROM 'test/data/concentration/regions.csv' CSV HEADER
CREATE TEMP TABLE cell AS
SELECT region, upper(key) AS industry, value::float8 AS x FROM regions, jsonb_each_text(to_jsonb(regions) - 'region');
CREATE TEMP TABLE hhi_expected (region text, value float8);
\copy hhi_expected FROM 'test/data/concentration/hhi_expected.csv' CSV HEADER
CREATE TEMP TABLE entropy_expected (region text, rounded float8, log2 float8, ln float8);
\copy entropy_expected FROM 'test/data/concentration/entropy_expected.csv' CSV HEADER
CREATE TEMP TABLE hoover_expected (industry text, vs_total float8, vs_uniform float8, reat_ref float8, reat float8);
\copy hoover_expected FROM 'test/data/concentration/hoover_expected.csv' CSV HEADER
SELECT count(*) AS regions, bool_and(abs(h - value) <= 1e-12) AS hhi, bool_and(abs(e2 - log2) <= 1e-12) AS bit, bool_and(abs(e - ln) <= 1e-12) AS nat
FROM (SELECT region, hhi(x) h, entropy(x) e, entropy(x, 2) e2 FROM cell GROUP BY 1) o JOIN hhi_expected USING (region) JOIN entropy_expected USING (region);
SELECT count(*) AS industries, bool_and(abs(against_total - vs_total) <= 1e-12) AS total, bool_and(abs(even - vs_uniform) <= 1e-12) AS uniform
FROM (SELECT industry, hoover(x, of_region) AS against_total, hoover(x) AS even
      FROM (SELECT *, sum(x) OVER (PARTITION BY region) AS of_region FROM cell) c GROUP BY 1) o JOIN hoover_expected USING (industry);

-- quantiles: the server's, and frequencies against repeated rows
SELECT count(*) AS probabilities, bool_and(abs(ours - theirs) <= 1e-12 * theirs) AS agree
FROM generate_series(0, 20) i, LATERAL (SELECT quantile(x, i / 20.0) AS ours, percentile_cont(i / 20.0) WITHIN GROUP (ORDER BY x) AS theirs FROM units) q;
SELECT count(*) AS probabilities, bool_and(weighted = repeated) AS inverse, bool_and(weighted2 = repeated2) AS averaged
FROM generate_series(0, 40) i,
     LATERAL (SELECT weighted_quantile(x, w, i / 40.0) AS weighted, weighted_quantile(x, w, i / 40.0, 'type2') AS weighted2 FROM units) a,
     LATERAL (SELECT quantile(x, i / 40.0, 'type1') AS repeated, quantile(x, i / 40.0, 'type2') AS repeated2 FROM units, generate_series(1, w::int)) b;
SELECT type, array_agg(round(q::numeric, 4) ORDER BY p) AS "p = 0.1, 0.25, 0.5, 0.9"
FROM (SELECT type, p, quantile(x, p, type) AS q FROM (VALUES (1), (2), (4), (8), (16), (32), (64)) v(x),
      (VALUES (0.1), (0.25), (0.5), (0.9)) AS probability(p), (SELECT 'type' || i AS type FROM generate_series(1, 9) i) t GROUP BY 1, 2) s
GROUP BY type ORDER BY type;
SELECT bool_and(weighted = unweighted) AS equal_weights
FROM (SELECT weighted_quantile(x, 3, p, 'type5') AS weighted, quantile(x, p, 'type5') AS unweighted FROM small, generate_series(0, 1, 0.05) p GROUP BY p) s;
SELECT bool_and(abs(curve.value_share - expected) <= 1e-12) AS lorenz
FROM (SELECT (unnest(lorenz_curve(x, 5))).* FROM small) curve
JOIN (SELECT (row_number() OVER (ORDER BY x)) / 5.0::float8 AS population_share, sum(x) OVER (ORDER BY x) / sum(x) OVER () AS expected FROM small) e USING (population_share);

-- edges
SELECT hhi(x), hhi_normalized(x), concentration_ratio(x, 2) AS cr2, entropy(x), gini(x), gini(x, true) AS g1, theil(x), theil_l(x), atkinson(x, 2),
       hoover(x), coefficient_of_variation(x) AS cv, median(x), mad(x), lorenz_curve(x, 2) AS lorenz
FROM (SELECT 1.0::float8 AS x WHERE false) nothing;
SELECT hhi(x), hhi_normalized(x), concentration_ratio(x, 2) AS cr2, entropy(x), gini(x), theil(x), hoover(x), coefficient_of_variation(x) AS cv, median(x),
       lorenz_curve(x, 2) AS lorenz, theil_decomposition('a', x) AS parts, dagum_gini('a', x) AS dagum
FROM (VALUES (0::float8), (0), (NULL)) zero(x);
SELECT hhi(x), hhi_normalized(x), concentration_ratio(x, 2) AS cr2, entropy(x), gini(x), gini(x, true) AS g1, theil(x), theil_l(x), atkinson(x, 2),
       hoover(x), coefficient_of_variation(x) AS cv, coefficient_of_variation(x, true) AS cv1, median(x), mad(x)
FROM (VALUES (7.3::float8), (NULL)) one(x);
SELECT unit, hhi(x * unit), abs(entropy(x * unit) - ln(4::float8)) < 1e-12 AS entropy, gini(x * unit), theil(x * unit), hoover(x * unit), atkinson(x * unit, 2),
       coefficient_of_variation(x * unit) AS cv
FROM (VALUES (1), (1), (1), (1)) equal(x), (VALUES (1e-300::float8), (1), (1e300)) v(unit) GROUP BY unit ORDER BY unit;
SELECT round(atkinson(x, 0.5)::numeric, 12) AS a05, atkinson(x, 1) AS a1, atkinson(x, 2) AS a2, atkinson(x, 0) AS a0 FROM (VALUES (0::float8), (4)) v(x);
SELECT round((coefficient_of_variation(x) * 1e9)::numeric, 12) AS near_a_large_mean, round(sqrt(2 / 3.0), 12) AS expected FROM (VALUES (999999999), (1000000000), (1000000001)) v(x);
SELECT round(gini(x, w)::numeric, 12) AS weighted, round(gini(x)::numeric, 12) AS plain FROM (VALUES (1, 0), (2, 1), (4, 1)) v(x, w);

-- partial states through text, and parts of other forms
CREATE AGGREGATE pg_temp.partial_hhi(float8) (SFUNC = sums_add_square, STYPE = moment_sums, INITCOND = 'empty');
CREATE AGGREGATE pg_temp.partial_gini(float8, float8) (SFUNC = values_add_share, STYPE = sorted_values, INITCOND = 'empty');
CREATE AGGREGATE pg_temp.partial_theil(text, float8, float8) (SFUNC = group_sums_add, STYPE = group_sums, INITCOND = 'empty');
SELECT hhi(moment_sums_merge(h::text::moment_sums)) = (SELECT hhi(x) FROM units) AS hhi,
       gini(sorted_values_merge(s::text::sorted_values)) = (SELECT gini(x, w) FROM units) AS gini,
       theil_decomposition(group_sums_merge(t::text::group_sums)) = (SELECT theil_decomposition(g, x, w) FROM units) AS theil
FROM (SELECT pg_temp.partial_hhi(x) h, pg_temp.partial_gini(x, w) s, pg_temp.partial_theil(g, x, w) t FROM units GROUP BY ceil(x)::int % 7) p;

-- errors
\set VERBOSITY default
\set SHOW_CONTEXT never
SELECT hhi(-1);
SELECT gini('NaN'::float8);
SELECT theil('Infinity'::float8);
SELECT mean_log_deviation(0);
SELECT williamson(1, -1);
SELECT concentration_ratio(1, 0);
SELECT quantile(1, 1.5);
SELECT quantile(1, 0.5, 'type10');
SELECT weighted_quantile(1, 1, 0.5, 'type7');
SELECT entropy(1, 1);
SELECT atkinson(1, -1);
SELECT generalized_entropy(1, 'NaN');
SELECT lorenz_curve(1, 0);
SELECT quantile(x, x / 10.0) FROM (VALUES (1), (2)) v(x);
SELECT generalized_entropy(1e300, 3);
SELECT 'xyz'::moment_sums;
SELECT '00'::sorted_values;
SELECT 'abc'::group_sums;
SELECT moment_sums_combine(sums_add_square('empty', 1), sums_add_share_log('empty', 1));
SELECT sorted_values_combine(values_add_share('empty', 1), values_add_share('empty', 1, 2));
SELECT theil(sums_add_square('empty', 1));
SELECT gini(values_add_largest('empty', 1, 3));
