-- Specialization: vectors, reference cases, plain-SQL cross-checks on real figures, edges, errors.
SET search_path = industry, public;
SET extra_float_digits = 0;
\set VERBOSITY default
\pset null '(null)'

CREATE TEMP TABLE fixture (name text PRIMARY KEY, m matrix);
INSERT INTO fixture VALUES
    ('X', matrix_dense('{r1,r2,r3}', '{i1,i2,i3}', '{{120,30,50},{40,80,20},{10,15,135}}')),
    ('F', matrix_dense('{r1,r2,r3,r4}', '{i1,i2,i3,i4}', '{{10,5,1,0},{8,0,2,1},{0,6,9,4},{1,1,7,10}}')),
    ('tie', matrix_dense('{r1,r2}', '{i1,i2}', '{{2,2},{2,2}}'));

-- quotients
SELECT row_key, string_agg(round(value::numeric, 6)::text, ' ' ORDER BY col_key) AS quotient
FROM fixture, cells(location_quotient(m)) WHERE name = 'X' GROUP BY row_key ORDER BY row_key;
SELECT row_key, string_agg(round(value::numeric, 6)::text, ' ' ORDER BY col_key) AS rsca
FROM fixture, cells(rsca(m)) WHERE name = 'X' GROUP BY row_key ORDER BY row_key;
SELECT location_quotient(m), presence(m), presence(m, inclusive => false) AS exceeds FROM fixture WHERE name = 'tie';
-- a reference universe: a nation of one row, with an industry that the regions lack
SELECT c.row_key, c.col_key, round(c.value::numeric, 6) AS quotient
FROM cells(location_quotient(matrix('{a,a,b}', '{i1,i2,i1}', '{1,3,5}'), matrix('{n,n,n}', '{i1,i2,i3}', '{10,30,60}'))) c;
SELECT presence(matrix('{a,a,b}', '{i1,i2,i1}', '{1,3,5}'), matrix('{n,n,n}', '{i1,i2,i3}', '{10,30,60}'), threshold => 2.5);
SELECT location_quotient(matrix('{a,a,b}', '{i1,i2,i1}', '{0,3,0}')) AS absent,
       location_quotient(matrix('{a,a,b}', '{i1,i2,i1}', '{0,3,0}'), zero_as => 'zero') AS zero,
       location_quotient(matrix('{a,a,b}', '{i1,i2,i1}', '{2,3,4}'), min_size => 3) AS large;
SELECT dynamic_location_quotient(matrix('{a,a,b,b}', '{i1,i2,i1,i2}', '{10,10,10,10}'), matrix('{a,a,b,c}', '{i1,i2,i1,i1}', '{20,10,10,5}'));
SELECT c.row_key, c.col_key, round(c.value::numeric, 6) AS log, round(n.value::numeric, 6) AS none
FROM fixture, cells(location_quotient_z(m, 'log', 'n')) c JOIN LATERAL cells(location_quotient_z(m, 'none')) n USING (row_key, col_key)
WHERE name = 'X' AND c.col_key = 'i1';

-- profiles
SELECT region, total, share, n_industries AS n, round(hhi::numeric, 6) AS hhi, round(hhi_normalized::numeric, 6) AS hhi_n,
       round(entropy::numeric, 6) AS entropy, round(krugman::numeric, 6) AS krugman, round(hachman::numeric, 6) AS hachman,
       round(hoover::numeric, 6) AS hoover, round(locational_gini::numeric, 6) AS gini, diversity AS d,
       largest_industry, round(largest_share::numeric, 6) AS largest_share, top_industry, round(top_quotient::numeric, 6) AS top
FROM fixture, region_profile(m) WHERE name = 'X';
SELECT industry, total, round(share::numeric, 6) AS share, round(hoover::numeric, 6) AS hoover, round(locational_gini::numeric, 6) AS gini,
       ubiquity AS u, largest_region, top_region, method_id
FROM fixture, industry_profile(m) WHERE name = 'X';
SELECT round(entropy::numeric, 6) AS bits, round(krugman::numeric, 6) AS half, round(locational_gini::numeric, 6) AS half_gini
FROM fixture, region_profile(m, log_base => 2, krugman_half => true, gini_half => true) WHERE name = 'X';
SELECT name, region, entropy, round(krugman::numeric, 6) AS krugman, round(hachman::numeric, 6) AS hachman, hoover
FROM fixture, region_profile(m, preset => 'econgeo') WHERE name <> 'tie' ORDER BY name DESC, region;
SELECT name, industry, round(locational_gini::numeric, 6) AS gini FROM fixture, industry_profile(m, preset => 'econgeo')
WHERE name <> 'tie' ORDER BY name DESC, industry;

-- variety: groups given, and by code level
SELECT region, round(total_variety::numeric, 6) AS total, round(unrelated_variety::numeric, 6) AS unrelated,
       round(related_variety::numeric, 6) AS related, status
FROM variety(matrix_dense('{r,s}', '{a,b,c,d,e}', '{{0.2,0.3,0.1,0.25,0.15},{0,0,0,0,0}}'), groups => '{g1,g1,g2,g2,g2}');
SELECT region, round(unrelated_variety::numeric, 6) AS unrelated, round(related_variety::numeric, 6) AS related, method_id
FROM variety(matrix_dense('{r}', '{C1311,C1312,C3911,C3919,C3921}', '{{0.2,0.3,0.1,0.25,0.15}}'));
SELECT region, round(unrelated_variety::numeric, 6) AS unrelated, round(related_variety::numeric, 6) AS related
FROM variety(matrix_dense('{r}', '{C1311,C1312,C3911,C3919,C3921}', '{{0.2,0.3,0.1,0.25,0.15}}'), group_level => 3);
SELECT group_cols(matrix_dense('{r,s}', '{C1311,C1312,C3911}', '{{1,2,4},{NULL,NULL,8}}'), '{food,food,electronics}');

-- pairs
SELECT a.measure, string_agg(round(c.value::numeric, 6)::text, ' ' ORDER BY c.row_key, c.col_key) AS "1-2 1-3 2-3"
FROM fixture, (VALUES ('cosine'), ('finger_kreinin'), ('bray_curtis'), ('krugman')) a(measure), cells(similarity(m, a.measure)) c
WHERE name = 'X' AND c.row_key < c.col_key GROUP BY a.measure ORDER BY a.measure;
SELECT region, other_region, level, n_industries AS n, round(similarity::numeric, 6) AS similarity
FROM isomorphism(matrix_dense('{a,b}', '{C1311,C1312,C3911}', '{{1,2,4},{2,1,4}}'));
WITH z AS (SELECT matrix_dense('{i1,i2,i3}', '{i1,i2,i3}', '{{20,30,10},{40,60,20},{10,20,30}}') AS m),
     a AS (SELECT matrix_agg(c.row_key, c.col_key, c.value / x.output) AS m
           FROM z, cells(z.m) c JOIN (VALUES ('i1', 200), ('i2', 300), ('i3', 150)) x(industry, output) ON x.industry = c.col_key)
SELECT c.row_key, string_agg(round(c.value::numeric, 6)::text, ' ' ORDER BY c.col_key) AS complementarity
FROM fixture, a, cells(complementarity(fixture.m, a.m)) c WHERE name = 'X' GROUP BY c.row_key ORDER BY c.row_key;
SELECT c.row_key, c.col_key, round(c.value::numeric, 6) AS coagglomeration
FROM cells(coagglomeration(matrix_dense('{a,b,c}', '{i1,i2}', '{{5,4},{3,4},{2,2}}'), matrix_dense('{a,b,c}', '{all}', '{{2},{3},{5}}'))) c;
-- of two industries of equal size, the group's index is the pair's
SELECT round(group_coagglomeration(matrix_dense('{a,b,c}', '{i1,i2}', '{{5,4},{3,4},{2,2}}'),
                                   matrix_dense('{a,b,c,d}', '{all}', '{{2},{3},{4},{1}}'))::numeric, 12) AS of_group,
       round(cell(coagglomeration(matrix_dense('{a,b,c}', '{i1,i2}', '{{5,4},{3,4},{2,2}}'),
                                  matrix_dense('{a,b,c,d}', '{all}', '{{2},{3},{4},{1}}')), 'i1', 'i2')::numeric, 12) AS of_pair;

-- geographic concentration
SELECT round(g::numeric, 6) AS g, round(herfindahl::numeric, 6) AS h, round(ellison_glaeser::numeric, 6) AS eg,
       round(maurel_sedillot::numeric, 6) AS ms, status, method_id
FROM ellison_glaeser(matrix_dense('{a,b,c}', '{i}', '{{5},{3},{2}}'), matrix('{i}', '{h}', '{0.38}'), matrix_dense('{a,b,c}', '{all}', '{{2},{3},{5}}'));
SELECT plants, regions, total, round(g::numeric, 6) AS g, round(herfindahl::numeric, 6) AS h,
       round(ellison_glaeser::numeric, 6) AS eg, round(maurel_sedillot::numeric, 6) AS ms, status
FROM (SELECT (plant_concentration(r, s, x)).* FROM (VALUES ('a', 5, 20), ('b', 3, 30), ('c', 2, 50), ('c', NULL, 50)) p(r, s, x)) p;
SELECT plant_herfindahl(matrix_dense('{a,b}', '{i,j,k}', '{{6,0,1},{4,5,NULL}}'), matrix_dense('{a,b}', '{i,j}', '{{3,1},{2,5}}'));

-- clusters: the example of Farhauer & Kroell (2014), and M14's stars
SELECT round(cell(cluster_index(matrix('{a,b}', '{i,i}', '{1743,3997}'), matrix('{a,b}', '{i,i}', '{35,18}'),
                                matrix('{a,b}', '{km2,km2}', '{50,526}'), matrix('{a,b}', '{p,p}', '{488,4133}')), 'a', 'i')::numeric, 5) AS cluster_index;
SELECT region, industry, size, size_ok, round(quotient::numeric, 3) AS quotient, quotient_ok, round(focus::numeric, 3) AS focus, focus_ok, large_enough, stars,
       strong, round(quotient_change::numeric, 3) AS change, life_cycle
FROM fixture, cluster_criteria(m, matrix_dense('{r1,r2,r3}', '{i1,i2,i3}', '{{100,30,50},{60,80,20},{10,15,135}}'), min_size => 20) WHERE name = 'X';

-- reference cases, 1e-12 (rounded ones to their digits)
CREATE TEMP TABLE input (region text, industry text, value float8);
CREATE TEMP TABLE expected_cell (measure text, region text, industry text, value float8);
CREATE TEMP TABLE expected_label (measure text, label text, value float8);
CREATE TEMP TABLE expected_pair (region text, other_region text, krugman float8);
\copy input FROM 'test/data/specialization/input.csv' CSV HEADER
\copy expected_cell FROM 'test/data/specialization/expected_cells.csv' CSV HEADER
\copy expected_label FROM 'test/data/specialization/expected_labels.csv' CSV HEADER
\copy expected_label FROM 'test/data/specialization/expected_counts.csv' CSV HEADER
\copy expected_pair FROM 'test/data/specialization/expected_pairs.csv' CSV HEADER
CREATE TEMP TABLE reference AS SELECT matrix_agg(region, industry, value) AS m FROM input;
CREATE TEMP VIEW answer AS
SELECT 'location_quotient' AS measure, row_key AS a, col_key AS b, value FROM reference, cells(location_quotient(m))
UNION ALL SELECT p.name, row_key, col_key, value FROM reference, cells(presence(m)), (VALUES ('presence'), ('presence_economiccomplexity')) p(name)
UNION ALL SELECT x.measure, region, NULL, x.value FROM reference, region_profile(m),
    LATERAL (VALUES ('hhi', hhi), ('entropy', entropy), ('entropy_bit', entropy / ln(2)), ('hachman', hachman), ('krugman', krugman),
                    ('krugman_half', hoover)) x(measure, value)
UNION ALL SELECT 'entropy_econgeo', region, NULL, entropy FROM reference, region_profile(m, preset => 'econgeo')
UNION ALL SELECT x.measure, industry, NULL, x.value FROM reference, industry_profile(m),
    LATERAL (VALUES ('hhi_industry', hhi), ('hoover_industry', hoover)) x(measure, value)
UNION ALL SELECT 'hoover_industry_econgeo', industry, NULL, hoover FROM reference, industry_profile(m, preset => 'econgeo')
UNION ALL SELECT 'krugman_pair', row_key, col_key, value FROM reference, cells(similarity(m, 'krugman'))
UNION ALL SELECT 'diversity', region, NULL, diversity FROM reference, region_profile(presence(m), threshold => 0, inclusive => false)
UNION ALL SELECT 'ubiquity', industry, NULL, ubiquity FROM reference, industry_profile(presence(m), threshold => 0, inclusive => false);
CREATE TEMP VIEW expected AS
SELECT measure, region AS a, industry AS b, value FROM expected_cell
UNION ALL SELECT measure, label, NULL, value FROM expected_label
UNION ALL SELECT 'krugman_pair', region, other_region, krugman FROM expected_pair;
SELECT e.measure, count(*) AS n, max(abs(e.value - coalesce(a.value, 0))) < 1e-12 AS same
FROM expected e LEFT JOIN answer a ON a.measure = e.measure AND a.a = e.a AND a.b IS NOT DISTINCT FROM e.b
GROUP BY e.measure ORDER BY e.measure;
CREATE TEMP TABLE plant (region text, size float8, reference float8);
\copy plant FROM 'test/data/specialization/plants.csv' CSV HEADER
SELECT abs(ellison_glaeser - 0.059906284116538921) < 1e-12 AS gamma, abs(g - 0.16816326530612241) < 1e-12 AS g,
       abs(z - 0.19590019702613568) < 1e-12 AS z, plants, abs(herfindahl - 0.2446887755102041) < 1e-12 AS h
FROM (SELECT (plant_concentration(region, size, reference)).* FROM plant) p;

-- real figures against plain SQL, 1e-12
CREATE TEMP TABLE metro (region text, industry text, value float8, plants float8);
\copy metro FROM 'demo/data/us_metro_2018_naics3.csv' CSV HEADER
CREATE TEMP TABLE us AS SELECT matrix_agg(region, industry, value) AS m, matrix_agg(region, industry, plants) AS plants FROM metro;
CREATE TEMP TABLE grid_shares AS
SELECT r.region, i.industry, coalesce(x.value, 0) AS x, r.total AS xr, i.total AS xi, t.total AS xx,
       coalesce(x.value, 0) / r.total AS s, i.total / t.total AS ss, coalesce(x.value, 0) / i.total AS a, r.total / t.total AS b,
       (coalesce(x.value, 0) / r.total) / (i.total / t.total) AS q
FROM (SELECT region, sum(value) AS total FROM metro GROUP BY region HAVING sum(value) > 0) r
CROSS JOIN (SELECT industry, sum(value) AS total FROM metro GROUP BY industry HAVING sum(value) > 0) i
CROSS JOIN (SELECT sum(value) AS total FROM metro) t
LEFT JOIN metro x ON x.region = r.region AND x.industry = i.industry;
SELECT count(*) AS cells, max(abs(c.value - g.q)) = 0 AS quotients_equal
FROM us, cells(location_quotient(m)) c JOIN grid_shares g ON g.region = c.row_key AND g.industry = c.col_key;
SELECT count(*) AS regions, max(abs(p.hhi - g.hhi)) < 1e-12 AS hhi, max(abs(p.hhi_normalized - (g.hhi - 1.0 / g.n) / (1 - 1.0 / g.n))) < 1e-12 AS hhi_n,
       max(abs(p.entropy - g.entropy)) < 1e-12 AS entropy, max(abs(p.krugman - g.krugman)) < 1e-12 AS krugman,
       max(abs(p.hachman - g.hachman)) < 1e-12 AS hachman, max(abs(p.locational_gini - g.gini)) < 1e-12 AS gini,
       bool_and(p.diversity = g.diversity) AS diversity, bool_and(p.largest_share = g.largest) AS largest, bool_and(p.top_quotient = g.top) AS top
FROM us, region_profile(m) p JOIN (
    SELECT region, count(*) AS n, sum(s * s) AS hhi, -sum(s * ln(s)) FILTER (WHERE s > 0) AS entropy, sum(abs(s - ss)) AS krugman, 1 / sum(q * s) AS hachman,
           1 - sum(ss * (2 * cumulated - s)) AS gini, count(*) FILTER (WHERE q >= 1) AS diversity, max(s) AS largest, max(q) AS top
    FROM (SELECT *, sum(s) OVER (PARTITION BY region ORDER BY s / ss, industry) AS cumulated FROM grid_shares) g GROUP BY region) g USING (region);
SELECT count(*) AS industries, max(abs(p.hhi - g.hhi)) < 1e-12 AS hhi, max(abs(p.entropy - g.entropy)) < 1e-12 AS entropy,
       max(abs(p.krugman - g.krugman)) < 1e-12 AS krugman, max(abs(p.hoover - g.krugman / 2)) < 1e-12 AS hoover,
       max(abs(p.hachman - g.hachman)) < 1e-12 AS hachman, max(abs(p.locational_gini - g.gini)) < 1e-12 AS gini, bool_and(p.ubiquity = g.ubiquity) AS ubiquity
FROM us, industry_profile(m) p JOIN (
    SELECT industry, sum(a * a) AS hhi, -sum(a * ln(a)) FILTER (WHERE a > 0) AS entropy, sum(abs(a - b)) AS krugman, 1 / sum(a / b * a) AS hachman,
           1 - sum(b * (2 * cumulated - a)) AS gini, count(*) FILTER (WHERE q >= 1) AS ubiquity
    FROM (SELECT *, sum(a) OVER (PARTITION BY industry ORDER BY a / b, region) AS cumulated FROM grid_shares) g GROUP BY industry) g USING (industry);
SELECT max(abs(c.value - (ln(g.q) - g.mean) / g.sd)) < 1e-10 AS z
FROM us, cells(location_quotient_z(m)) c
JOIN (SELECT region, industry, q, avg(ln(q)) OVER w AS mean, stddev_samp(ln(q)) OVER w AS sd FROM grid_shares WHERE q > 0 WINDOW w AS (PARTITION BY industry)) g
ON g.region = c.row_key AND g.industry = c.col_key;
-- sums of products of 86 shares: a sample of pairs
SELECT s.measure, count(*) AS pairs, max(abs(c.value - CASE s.measure WHEN 'cosine' THEN g.cosine WHEN 'finger_kreinin' THEN g.fk
                                                        WHEN 'bray_curtis' THEN g.bc ELSE g.krugman END)) < 1e-12 AS same
FROM us, (VALUES ('cosine'), ('finger_kreinin'), ('bray_curtis'), ('krugman')) s(measure), cells(similarity(m, s.measure)) c
JOIN (SELECT a.region, b.region AS other, sum(a.s * b.s) / sqrt(sum(a.s ^ 2) * sum(b.s ^ 2)) AS cosine, sum(least(a.s, b.s)) AS fk,
             2 * sum(least(a.x, b.x)) / sum(a.x + b.x) AS bc, sum(abs(a.s - b.s)) AS krugman
      FROM grid_shares a JOIN grid_shares b USING (industry) WHERE a.region LIKE '10%' AND b.region LIKE '1_5%' GROUP BY 1, 2) g
ON g.region = c.row_key AND g.other = c.col_key GROUP BY s.measure ORDER BY s.measure;
SELECT max(abs(c.value - g.gamma)) < 1e-12 AS coagglomeration
FROM us, cells(coagglomeration(m)) c
JOIN (SELECT p.industry, q.industry AS other, sum((p.a - p.b) * (q.a - p.b)) / (1 - sum(p.b ^ 2)) AS gamma
      FROM grid_shares p JOIN grid_shares q USING (region) WHERE p.industry < '3' AND q.industry > '7' GROUP BY 1, 2) g
ON g.industry = c.row_key AND g.other = c.col_key;
SELECT count(*) AS industries, max(abs(e.g - d.g)) < 1e-12 AS g, max(abs(e.herfindahl - p.h)) < 1e-12 AS h,
       max(abs(e.ellison_glaeser - (d.g - (1 - x2) * p.h) / ((1 - x2) * (1 - p.h)))) < 1e-12 AS eg,
       max(abs(e.maurel_sedillot - ((s2 - x2) / (1 - x2) - p.h) / (1 - p.h))) < 1e-12 AS ms
FROM us, ellison_glaeser(m, plant_herfindahl(m, plants)) e
JOIN (SELECT industry, sum((a - b) ^ 2) AS g, sum(b ^ 2) AS x2, sum(a ^ 2) AS s2 FROM grid_shares GROUP BY industry) d USING (industry)
JOIN (SELECT industry, sum((a ^ 2) / plants) AS h FROM grid_shares JOIN metro USING (region, industry) WHERE plants > 0 GROUP BY industry) p USING (industry);
SELECT count(*) AS clusters, bool_and(c.size_ok = (x >= e.size)) AS size, bool_and(c.focus_ok = (s >= e.focus)) AS focus, bool_and(c.quotient_ok = (q >= 2)) AS quotient,
       bool_and(c.strong = (q >= e.strong AND x >= 1000)) AS strong, bool_and(c.size_edge = e.size AND c.focus_edge = e.focus AND c.strong_edge = e.strong) AS edges,
       bool_and(c.stars = CASE WHEN x >= 1000 THEN (x >= e.size)::int + (s >= e.focus)::int + (q >= 2)::int ELSE 0 END) AS stars
FROM us, cluster_criteria(m, min_size => 1000) c JOIN grid_shares g USING (region, industry)
JOIN (SELECT industry, percentile_disc(0.9) WITHIN GROUP (ORDER BY x) AS size, percentile_disc(0.9) WITHIN GROUP (ORDER BY s) AS focus,
             percentile_disc(0.75) WITHIN GROUP (ORDER BY q) AS strong FROM grid_shares WHERE x > 0 GROUP BY industry) e USING (industry);

-- the plant aggregate: same bits in every plan; partial states as text, as between shards
CREATE TABLE public.many_plants AS
SELECT 'r' || i % 211 AS region, exp(12 * ((i * 7919) % 100003) / 100003.0)::float8 AS size, (1 + i % 211)::float8 AS reference, i % 5 AS part
FROM generate_series(1, 200000) i;
CREATE TEMP TABLE serial_answer AS SELECT (plant_concentration(region, size, reference)).* FROM many_plants;
SELECT s = (SELECT plant_concentration(region, size, reference) FROM (SELECT * FROM many_plants ORDER BY size) o)::text AS shuffled
FROM (SELECT r::text AS s FROM serial_answer r) a;
SELECT s.ellison_glaeser = plants_ellison_glaeser(m.state) AND s.maurel_sedillot = plants_maurel_sedillot(m.state) AS merged_partials
FROM serial_answer s, (SELECT plants_merge(state::text::bytea) AS state
                       FROM (SELECT plants_partial(region, size, reference) AS state FROM many_plants GROUP BY part) p) m;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET parallel_leader_participation = off;
SET max_parallel_workers_per_gather = 2;
CREATE FUNCTION pg_temp.plan_has(query text, what text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE line text; BEGIN FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP IF line ~ what THEN RETURN true; END IF; END LOOP; RETURN false; END $$;
SELECT pg_temp.plan_has('SELECT ellison_glaeser(region, size, reference) FROM many_plants', 'Partial Aggregate') AS partial_aggregate;
SELECT plant_concentration(region, size, reference)::text = (SELECT r::text FROM serial_answer r) AS parallel_same FROM many_plants;
RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size;
RESET parallel_leader_participation; RESET max_parallel_workers_per_gather;
DROP TABLE public.many_plants;
SELECT i, round((ellison_glaeser('r' || i % 3, i, 1 + i % 3) OVER (ORDER BY i))::numeric, 6) AS growing FROM generate_series(1, 5) i;

-- edges
SELECT p.region, p.total, p.hhi, p.hhi_normalized, p.entropy, p.krugman, p.hachman, p.locational_gini, p.diversity, p.largest_industry, p.status
FROM region_profile(matrix_dense('{one,zero}', '{i,j}', '{{5,0},{0,0}}')) p;
SELECT p.industry, p.total, p.krugman, p.ubiquity, p.status FROM industry_profile(matrix_dense('{one,zero}', '{i,j}', '{{5,0},{0,0}}')) p;
SELECT p.industry, p.krugman, p.ubiquity, p.top_region FROM industry_profile(matrix('{a,b}', '{x,x}', '{1,3}'), matrix('{a,b}', '{all,all}', '{1,1}')) p;
SELECT count(*) AS no_rows FROM region_profile('{"rows":[],"cols":["x"],"cells":[]}');
SELECT p.region, p.total, p.share, p.status FROM region_profile('{"rows":["a"],"cols":["x"],"cells":[]}') p;
SELECT p.region, p.hhi, p.hhi_normalized, p.krugman, p.hachman, p.locational_gini FROM region_profile(matrix('{a,b}', '{x,x}', '{1,3}')) p;
SELECT p.region, p.krugman, p.hachman, p.locational_gini, p.diversity, p.largest_industry FROM region_profile(matrix_dense('{a,b}', '{x,y}', '{{7,7},{3,3}}')) p;
SELECT p.region, round(p.hhi::numeric, 6) AS hhi, p.diversity FROM region_profile(matrix_dense('{a,b}', '{x,y}', '{{1e-300,3e-300},{1e300,1e300}}')) p;
SELECT similarity('{"rows":["a"],"cols":["x"],"cells":[]}'), similarity(matrix('{a}', '{x}', '{3}')),
       round(cell(coagglomeration(matrix('{a,b}', '{x,y}', '{3,4}')), 'x', 'y')::numeric, 9) AS coagglomeration;
SELECT location_quotient('{"rows":[],"cols":[],"cells":[]}'), location_quotient(NULL), presence(NULL::matrix) IS NULL AS presence_null;
SELECT ellison_glaeser('a', 1, 1) AS one_plant, ellison_glaeser('a', NULL, 1) AS none, maurel_sedillot('a', 1, 1) AS one_region;
SELECT industry, g, herfindahl, ellison_glaeser, status FROM ellison_glaeser(matrix_dense('{a,b}', '{i,j,k}', '{{1,1,0},{1,2,0}}'), matrix('{i}', '{h}', '{1}'));
SELECT count(*) AS null_rule FROM cluster_criteria((SELECT m FROM fixture WHERE name = 'X'), min_size => NULL);

-- refused
\set ON_ERROR_STOP 0
SELECT location_quotient(matrix('{a,b}', '{x,y}', '{1,-2}'));
SELECT count(*) FROM region_profile(matrix('{a,b}', '{x,y}', '{1,-2}'));
SELECT similarity(matrix('{a,b}', '{x,y}', '{1,-2}'));
SELECT similarity(matrix('{a}', '{x}', '{1}'), 'cosinus');
SELECT count(*) FROM region_profile(matrix('{a}', '{x}', '{1}'), preset => 'stata');
SELECT count(*) FROM industry_profile(matrix('{a}', '{x}', '{1}'), threshold => -1);
SELECT location_quotient(matrix('{a}', '{x}', '{1}'), zero_as => 'null');
SELECT location_quotient(matrix('{a}', '{x}', '{1}'), matrix('{x}', '{a}', '{1}'));
SELECT presence(matrix('{a}', '{x}', '{1}'), threshold => 'NaN');
SELECT group_cols(matrix('{a}', '{x}', '{1}'), '{g,h}');
SELECT count(*) FROM variety(matrix('{a}', '{x}', '{1}'), group_level => 2);
SELECT cluster_index(matrix('{a,b}', '{i,i}', '{1,2}'), matrix('{a}', '{i}', '{3}'), matrix('{a}', '{km2}', '{5}'), matrix('{a,b}', '{p,p}', '{4,5}'));
SELECT count(*) FROM ellison_glaeser(matrix('{a}', '{x}', '{1}'), matrix('{x,x}', '{a,b}', '{1,1}'));
SELECT count(*) FROM ellison_glaeser(matrix('{a}', '{x}', '{1}'), matrix('{x}', '{h}', '{1.5}'));
SELECT ellison_glaeser(r, s, x) FROM (VALUES ('a', 1, 2), ('a', 1, 3)) p(r, s, x);
SELECT ellison_glaeser('a', -1, 1);
SELECT ellison_glaeser('a', 1e80, 1);
SELECT ellison_glaeser('a', 1, NULL);
SELECT ellison_glaeser(NULL, 1, 1);
SELECT ellison_glaeser('a', 'NaN', 1);
SELECT plants_ellison_glaeser('\x00');

-- cancelled within a second where it takes longest
CREATE TEMP TABLE wide AS
SELECT matrix_agg('r' || i, 'c' || j, 1 + (i * j) % 97) AS m FROM generate_series(1, 3500) i, generate_series(1, 300) j;
CREATE TEMP TABLE started AS SELECT clock_timestamp() AS at;
SET statement_timeout = '50ms';
\set VERBOSITY sqlstate
SELECT n_cells(similarity(m, 'krugman')) FROM wide;
RESET statement_timeout;
SELECT clock_timestamp() - at < interval '1.1 s' AS soon FROM started;
UPDATE started SET at = clock_timestamp();
SET statement_timeout = '50ms';
SELECT n_cells(similarity(m)) FROM wide;
RESET statement_timeout;
SELECT clock_timestamp() - at < interval '1.1 s' AS soon FROM started;
