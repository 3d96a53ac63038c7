-- Groups of related industries, after Delgado, Porter and Stern: how linked two industries are, clusters of a similarity
-- matrix, and how related the members of any grouping are within and between groups.
--
-- similarity is label by label: the labels of both sides are joined by union, an absent cell is 0, a pair counts as the mean
-- of its two cells, the diagonal is not read.

CREATE FUNCTION industry.input_output_link(flows industry.matrix) RETURNS industry.matrix
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000
BEGIN ATOMIC
    -- materialized, so that the diagonal is refused too where it is negative
    WITH flow AS MATERIALIZED (
        SELECT c.row_key AS seller, c.col_key AS buyer, greatest(c.value / nullif(b.total, 0), c.value / nullif(s.total, 0)) AS share
        FROM industry.cells(flows) AS c JOIN industry.col_totals(flows) AS b ON b.col_key = c.col_key
        JOIN industry.row_totals(flows) AS s ON s.row_key = c.row_key
        WHERE industry.refuse_unless(c.value >= 0, 'negative value where shares are meant',
            format('Row "%s", column "%s" has the value %s.', c.row_key, c.col_key, c.value))
            AND industry.refuse_strangers(industry.row_keys(flows), industry.col_keys(flows))
    ), pair AS (
        SELECT least(f.seller COLLATE "C", f.buyer) AS a, greatest(f.seller COLLATE "C", f.buyer) AS b, max(f.share) AS link
        FROM flow AS f WHERE f.seller <> f.buyer GROUP BY 1, 2
    )
    SELECT coalesce(industry.matrix_agg(u.one, u.other, u.link), '{"rows":[],"cols":[],"cells":[]}')
    FROM (SELECT a AS one, b AS other, link FROM pair UNION ALL SELECT b, a, link FROM pair) AS u;
END;
COMMENT ON FUNCTION industry.input_output_link(industry.matrix) IS
'Input-output link of two industries, the largest of four shares: of the one''s inputs that come from the other and of its sales that go '
'there, and the reverse; 0 to 1. flows: seller by buyer, not negative (22023); the diagonal is absent. Ellison, Glaeser and Kerr 2010';

CREATE FUNCTION industry.column_correlation(m industry.matrix) RETURNS TABLE (a text, b text, value float8)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 1000
BEGIN ATOMIC
    SELECT c.row_key, c.col_key, 2 * c.value - 1 FROM industry.cells(industry.proximity(m, kind => 'correlation', presence => 'given')) AS c
    WHERE c.row_key < c.col_key COLLATE "C";
END;
COMMENT ON FUNCTION industry.column_correlation(industry.matrix) IS
'Helper: correlation of every pair of columns over the rows that are not empty, an absent cell being 0; none for a column that does not vary';

CREATE FUNCTION industry.industry_linkage(m industry.matrix, flows industry.matrix DEFAULT NULL, occupations industry.matrix DEFAULT NULL,
    standardize boolean DEFAULT true) RETURNS industry.matrix
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100000
BEGIN ATOMIC
    WITH known AS (
        SELECT k FROM unnest(industry.col_keys(m)) AS k
    ), part AS (
        SELECT 'location' AS kind, c.a, c.b, c.value FROM industry.column_correlation(industry.col_shares(m)) AS c
        UNION ALL
        SELECT 'occupation', c.a, c.b, c.value FROM industry.column_correlation(industry.transpose(industry.row_shares(occupations))) AS c
        WHERE industry.refuse_strangers(industry.col_keys(m), industry.row_keys(occupations))
        UNION ALL
        SELECT 'flow', a.k, b.k, coalesce(industry.cell(l.link, a.k, b.k), 0)
        FROM (SELECT industry.input_output_link(flows) AS link OFFSET 0) AS l, known AS a JOIN known AS b ON a.k < b.k COLLATE "C"
        WHERE a.k = ANY (industry.row_keys(l.link)) AND b.k = ANY (industry.row_keys(l.link))
            AND industry.refuse_strangers(industry.col_keys(m), industry.row_keys(flows))
    ), scaled AS (
        SELECT p.a, p.b, p.kind, CASE WHEN standardize THEN (p.value - avg(p.value) OVER w) / nullif(stddev_pop(p.value) OVER w, 0) ELSE p.value END AS value
        FROM part AS p WHERE p.a IN (SELECT k FROM known) AND p.b IN (SELECT k FROM known)
        WINDOW w AS (PARTITION BY p.kind ORDER BY p.a COLLATE "C", p.b COLLATE "C" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
    ), pair AS (
        SELECT s.a, s.b, avg(s.value ORDER BY s.kind) AS value FROM scaled AS s WHERE s.value IS NOT NULL GROUP BY s.a, s.b
    )
    SELECT industry.matrix_agg(u.one, u.other, u.value)
    FROM (SELECT a AS one, b AS other, value FROM pair UNION ALL SELECT b, a, value FROM pair) AS u;
END;
COMMENT ON FUNCTION industry.industry_linkage(industry.matrix, industry.matrix, industry.matrix, boolean) IS
'Industry by industry linkage: mean of the correlation of location (columns of m, regions by industries), the input-output link (flows, '
'seller by buyer) and the correlation of occupational shares (occupations, industries by occupations), each standardised over its pairs '
'unless standardize => false; of a pair, the mean of what is known. The diagonal is absent; NULL for fewer than two industries that vary. '
'Delgado, Porter and Stern 2016';

CREATE FUNCTION industry.linkage_tree(similarity industry.matrix, linkage text DEFAULT 'average')
RETURNS TABLE (
    step integer,
    one text,
    other text,
    similarity float8,
    size integer,
    method_id text
)
AS 'MODULE_PATHNAME', 'pgi_linkage_tree' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 100;
COMMENT ON FUNCTION industry.linkage_tree(industry.matrix, text) IS
'All merges of agglomerative clustering, most similar first: the two clusters, each named by its first label in byte order, their similarity '
'(average, complete: the smallest, or single: the largest over their pairs) and the size of the new cluster; equal pairs in label order. '
'Sokal and Michener 1958, Lance and Williams 1967';

CREATE FUNCTION industry.linkage_clusters(similarity industry.matrix, n_clusters integer DEFAULT NULL, least_similarity float8 DEFAULT NULL,
    linkage text DEFAULT 'average')
RETURNS TABLE (
    label text,
    cluster integer,
    n_members integer,
    within float8,
    outside float8,
    nearest_cluster integer,
    nearest_similarity float8,
    method_id text
)
AS 'MODULE_PATHNAME', 'pgi_linkage_clusters' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100000 ROWS 100;
COMMENT ON FUNCTION industry.linkage_clusters(industry.matrix, integer, float8, text) IS
'The tree cut at a number of clusters, or at the least similarity that still merges: cluster of each label (numbered by first labels in byte '
'order), its mean similarity to the other members (within; NULL alone), to all labels outside, and to the nearest other cluster. within '
'above nearest_similarity: the label is where it belongs. Delgado, Porter and Stern 2016';

CREATE FUNCTION industry.cluster_relatedness(similarity industry.matrix, groups text[])
RETURNS TABLE (
    label text,
    cluster text,
    n_members integer,
    within float8,
    outside float8,
    nearest_cluster text,
    nearest_similarity float8,
    method_id text
)
AS 'MODULE_PATHNAME', 'pgi_cluster_relatedness' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 100;
COMMENT ON FUNCTION industry.cluster_relatedness(industry.matrix, text[]) IS
'The columns of linkage_clusters for any grouping, such as an official list of clusters: groups names the group of each label in byte order '
'of the labels (22023 where the numbers differ). Delgado, Porter and Stern 2016';

INSERT INTO industry.metric (function_name, metric, name_en, name_zh, formula, parameters, unit, value_range, interpretation_en, interpretation_zh,
    reference) VALUES
('input_output_link', 'link', 'input-output link', '投入产出关联度', 'max(z_ab / inputs of b, z_ab / sales of a, z_ba / inputs of a, z_ba / sales of b)',
 '{}', 'fraction', '[0, 1]', 'Higher: one of the two lives on the other', '越高表示一方越依赖另一方', 'Ellison, Glaeser and Kerr 2010'),
('industry_linkage', 'linkage', 'linkage of industries', '产业综合关联度',
    'mean of standardised location correlation, input-output link, occupation correlation',
 '{"flows": null, "occupations": null, "standardize": true}', 'standard deviation', '(-inf, inf)', 'Above 0: more linked than the average pair',
 '大于0表示关联高于平均产业对', 'Delgado, Porter and Stern 2016'),
('linkage_tree', 'similarity', 'similarity of merging clusters', '聚类合并相似度', 'mean, least or largest similarity over the pairs of members',
 '{"linkage": "average"}', 'unit of similarity', '(-inf, inf)', 'A large drop from one step to the next is a place to cut', '相邻两步骤降处适合切分',
 'Sokal and Michener 1958; Lance and Williams 1967'),
('linkage_clusters', 'within', 'relatedness within the cluster', '簇内关联度', 'mean similarity to the other members',
 '{"n_clusters": null, "least_similarity": null, "linkage": "average"}', 'unit of similarity', '(-inf, inf)',
 'Above the nearest other cluster: the industry belongs here', '高于最近的其他簇表示归属恰当', 'Delgado, Porter and Stern 2016'),
('linkage_clusters', 'outside', 'relatedness outside the cluster', '簇间关联度', 'mean similarity to all labels outside',
 '{"n_clusters": null, "least_similarity": null, "linkage": "average"}', 'unit of similarity', '(-inf, inf)',
 'Far below within: the clusters are distinct', '远低于簇内关联度表示各簇界限清晰', 'Delgado, Porter and Stern 2016'),
('cluster_relatedness', 'within', 'relatedness within a given cluster', '给定分组的簇内关联度', 'mean similarity to the other members',
 '{}', 'unit of similarity', '(-inf, inf)', 'Above the nearest other group: the industry belongs here', '高于最近的其他组表示归属恰当',
 'Delgado, Porter and Stern 2016');
