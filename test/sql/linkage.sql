-- Clusters of related industries: scipy's answers for a random similarity matrix, links and linkage by plain SQL, ties, edges, errors.
SET search_path = industry, public;
\set SHOW_CONTEXT never
\pset null '(null)'
CREATE TEMP TABLE similar_pair (one text, other text, similarity float8);
\copy similar_pair FROM 'test/data/linkage/similarity.csv' (FORMAT csv, HEADER)
CREATE TEMP TABLE height (linkage text, step int, similarity float8, size int);
\copy height FROM 'test/data/linkage/heights.csv' (FORMAT csv, HEADER)
CREATE TEMP TABLE assigned (linkage text, n_clusters int, label text, first text);
\copy assigned FROM 'test/data/linkage/clusters.csv' (FORMAT csv, HEADER)
CREATE TEMP TABLE related (label text, within float8, outside float8, nearest float8);
\copy related FROM 'test/data/linkage/related.csv' (FORMAT csv, HEADER)
CREATE TEMP TABLE d AS SELECT matrix_agg(one, other, similarity) AS s FROM similar_pair;

-- every merge, every cut and the relatedness of a cut equal scipy's
SELECT h.linkage, count(*), bool_and(abs(t.similarity - h.similarity) < 1e-12 AND t.size = h.size) AS same
FROM d, height AS h JOIN LATERAL linkage_tree(s, h.linkage) AS t USING (step) GROUP BY 1 ORDER BY 1;
SELECT a.linkage, a.n_clusters, count(*), bool_and(a.first = f.first) AS same
FROM d, assigned AS a JOIN LATERAL (SELECT label, min(label) OVER (PARTITION BY cluster) AS first FROM linkage_clusters(s, a.n_clusters, linkage => a.linkage)) AS f USING (label)
GROUP BY 1, 2 ORDER BY 1, 2;
SELECT count(*), bool_and(abs(c.outside - r.outside) < 1e-12 AND abs(c.nearest_similarity - r.nearest) < 1e-12 AND abs(coalesce(c.within, 9) - coalesce(r.within, 9)) < 1e-12) AS same
FROM d, linkage_clusters(s, 5) AS c JOIN related AS r USING (label);
-- the same grouping by names
SELECT bool_and(c.within IS NOT DISTINCT FROM r.within AND c.outside = r.outside AND c.nearest_similarity = r.nearest_similarity AND r.nearest_cluster = 'cluster ' || c.nearest_cluster) AS same
FROM d, linkage_clusters(s, 5) AS c JOIN LATERAL cluster_relatedness(s, (SELECT array_agg('cluster ' || cluster ORDER BY label) FROM linkage_clusters(s, 5))) AS r USING (label);
-- renaming labels renames clusters; the similarity at which the tree is cut gives the same clusters as their number
SELECT count(DISTINCT (a.cluster, b.cluster)) AS clusters FROM d, linkage_clusters(s, 5) AS a
    JOIN LATERAL linkage_clusters((SELECT matrix_agg(translate(one, '0123456789', '9876543210'), translate(other, '0123456789', '9876543210'), similarity) FROM similar_pair), 5) AS b
    ON b.label = translate(a.label, '0123456789', '9876543210');
SELECT bool_and(a.cluster = b.cluster) AS same FROM d, linkage_clusters(s, 12, linkage => 'complete') AS a
    JOIN LATERAL linkage_clusters(s, least_similarity => (SELECT similarity FROM height WHERE linkage = 'complete' AND step = 40 - 12), linkage => 'complete') AS b USING (label);

-- by hand: a b near, c d near; ties go by label; a pair counts as the mean of its two cells, what is absent is 0
\set four 'matrix_dense(''{a,b,c,d}'', ''{a,b,c,d}'', ''{1,.9,.2,.1, .9,1,.3,.1, .2,.3,1,.8, .1,.1,.8,1}'')'
SELECT k AS linkage, string_agg(format('%s+%s %s', one, other, round(similarity::numeric, 4)), ', ' ORDER BY step) AS merges
FROM unnest('{average,complete,single}'::text[]) k, linkage_tree(:four, k) GROUP BY k ORDER BY k;
SELECT label, cluster, n_members, round(within::numeric, 4) AS within, round(outside::numeric, 4) AS outside, nearest_cluster, round(nearest_similarity::numeric, 4) AS nearest, method_id
FROM linkage_clusters(:four, least_similarity => 0.85);
SELECT step, one, other, similarity FROM linkage_tree(matrix_dense('{a,b,c}', '{a,b,c}', '{1,1,1, 1,1,1, 1,1,1}'));
SELECT step, one, other, similarity, size FROM linkage_tree(matrix('{a,b,c}', '{b,a,a}', '{0.6,0.2,0.5}'));

-- input-output link: 40 of 70 inputs of a come from b, 20 of 60 inputs of c from b, 10 of 60 sales of a go to c
SELECT row_key, col_key, round(value::numeric, 6) AS link, value IN (40 / 70.0::float8, 20 / 60.0::float8, 10 / 60.0::float8) AS exact
FROM cells(input_output_link(matrix_dense('{a,b,c}', '{a,b,c}', '{20,30,10, 40,60,20, 10,20,30}'))) WHERE row_key < col_key;
-- linkage by plain SQL: two correlations and the link, each standardised over the pairs, averaged
CREATE TEMP TABLE job AS SELECT 'r' || r AS region, 'i' || i AS industry, 1 + (r * 31 + i * i * 17) % 23 AS v FROM generate_series(1, 12) r, generate_series(1, 6) i;
CREATE TEMP TABLE trade AS SELECT 'i' || a AS seller, 'i' || b AS buyer, (a * 7 + b * 5) % 11 AS v FROM generate_series(1, 6) a, generate_series(1, 6) b;
CREATE TEMP TABLE skill AS SELECT 'i' || i AS industry, 'o' || o AS occupation, 1 + (i * 13 + o * 7) % 9 AS v FROM generate_series(1, 6) i, generate_series(1, 5) o;
WITH pair AS (
    SELECT 'location' AS kind, a.industry AS a, b.industry AS b, corr(a.v, b.v) AS value FROM job a JOIN job b ON a.region = b.region AND a.industry < b.industry GROUP BY 1, 2, 3
    UNION ALL
    SELECT 'occupation', a.industry, b.industry, corr(a.s, b.s) FROM (SELECT *, v::float8 / sum(v) OVER (PARTITION BY industry) AS s FROM skill) a
        JOIN (SELECT *, v::float8 / sum(v) OVER (PARTITION BY industry) AS s FROM skill) b ON a.occupation = b.occupation AND a.industry < b.industry GROUP BY 1, 2, 3
    UNION ALL
    SELECT 'flow', least(seller, buyer), greatest(seller, buyer), max(greatest(v::float8 / bought, v::float8 / sold))
    FROM (SELECT *, sum(v) OVER (PARTITION BY buyer) AS bought, sum(v) OVER (PARTITION BY seller) AS sold FROM trade) t WHERE seller <> buyer GROUP BY 1, 2, 3
), z AS (
    SELECT a, b, avg((value - m) / s) AS standardised, avg(value) AS plain FROM pair JOIN (SELECT kind, avg(value) AS m, stddev_pop(value) AS s FROM pair GROUP BY kind) k USING (kind) GROUP BY a, b
), ours AS (
    SELECT industry_linkage(m, f, o) AS standardised, industry_linkage(m, f, o, standardize => false) AS plain
    FROM (SELECT matrix_agg(region, industry, v) AS m FROM job) x, (SELECT matrix_agg(seller, buyer, v) AS f FROM trade) y, (SELECT matrix_agg(industry, occupation, v) AS o FROM skill) w
)
SELECT count(*), max(abs(cell(ours.standardised, a, b) - z.standardised)) < 1e-12 AS standardised, max(abs(cell(ours.plain, b, a) - z.plain)) < 1e-12 AS plain FROM z, ours;

-- edges: nothing, one label, one of two industries that does not vary, missing parts
SELECT count(*) FROM linkage_tree('{"rows":[],"cols":[],"cells":[]}');
SELECT label, cluster, within, outside, nearest_cluster FROM linkage_clusters(matrix_dense('{a}', '{a}', '{1}'), 3);
SELECT industry_linkage(matrix_dense('{r,s}', '{a,b}', '{1,2,1,3}')), industry_linkage(NULL), count(*) FROM linkage_clusters(NULL, 2);
SELECT col_key, round(value::numeric, 6) AS value FROM cells(industry_linkage(matrix_dense('{r,s,t}', '{a,b,c}', '{1,2,3, 2,3,1, 3,5,2}'), matrix_dense('{a,b}', '{a,b}', '{1,2,3,4}'), standardize => false)) WHERE row_key = 'a';

\set VERBOSITY default
SELECT * FROM linkage_clusters(:four);
SELECT * FROM linkage_clusters(:four, 2, 0.5);
SELECT * FROM linkage_clusters(:four, 0);
SELECT * FROM linkage_tree(:four, 'ward');
SELECT * FROM linkage_tree(matrix_dense('{a,b}', '{p,q}', '{1,2,3,4}'));
SELECT * FROM linkage_tree(matrix_dense('{a,b}', '{a,b}', '{1,1e300,1,1}'));
SELECT * FROM cluster_relatedness(:four, '{x,y}');
SELECT input_output_link(matrix_dense('{a,b}', '{a,b}', '{1,-2,3,4}'));
SELECT industry_linkage(matrix_dense('{r,s}', '{a,b}', '{1,2,2,1}'), matrix_dense('{p,q}', '{p,q}', '{1,2,3,4}'));
