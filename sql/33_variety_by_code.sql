-- Variety and isomorphism on the levels of the industry classification: columns are industry codes as text.

CREATE FUNCTION industry.code_groups(m industry.matrix, level integer) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
RETURN ARRAY(
    SELECT coalesce(industry.ancestor(industry.industry_code(k.code), level), industry.industry_code(k.code))::text
    FROM pg_catalog.unnest(industry.col_keys(m)) WITH ORDINALITY AS k (code, n)
    ORDER BY k.n);
COMMENT ON FUNCTION industry.code_groups(industry.matrix, integer) IS
'Helper: for each column of m, an industry code, its ancestor at a level (1 section, 2 division, 3 group, 4 class), or itself where it lies '
'above; a column that is no industry code is an error (22P02)';

CREATE FUNCTION industry.variety(m industry.matrix, group_level integer DEFAULT 2) RETURNS TABLE (
    region text,
    total_variety float8,
    unrelated_variety float8,
    related_variety float8,
    status text,
    method_id text
)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 300
BEGIN ATOMIC
    SELECT v.region, v.total_variety, v.unrelated_variety, v.related_variety, v.status,
        pg_catalog.concat('variety:group_level=', group_level)
    FROM industry.variety(m, industry.code_groups(m, group_level)) AS v;
END;
COMMENT ON FUNCTION industry.variety(industry.matrix, integer) IS
'Unrelated variety between the codes of a level (1 section, 2 division, 3 group, 4 class) and related variety within them, in bits, for each '
'region; columns are industry codes that do not contain each other. Frenken, Van Oort and Verburg 2007';

CREATE FUNCTION industry.isomorphism(m industry.matrix, levels integer[] DEFAULT ARRAY[2, 3, 4]) RETURNS TABLE (
    region text,
    other_region text,
    level integer,
    n_industries integer,
    similarity float8,
    method_id text
)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 1000
BEGIN ATOMIC
    SELECT c.row_key, c.col_key, l.level, industry.n_cols(g.m), c.value,
        pg_catalog.concat('isomorphism:level=', l.level)
    FROM pg_catalog.unnest(levels) AS l (level),
        LATERAL (SELECT industry.group_cols(m, industry.code_groups(m, l.level)) AS m) AS g,
        LATERAL industry.cells(industry.similarity(g.m, 'cosine')) AS c
    WHERE c.row_key < c.col_key COLLATE "C"
        AND l.level <= (SELECT pg_catalog.max(industry.level(industry.industry_code(k.code)))
                        FROM pg_catalog.unnest(industry.col_keys(m)) AS k (code))
    ORDER BY l.level, c.row_key COLLATE "C", c.col_key COLLATE "C";
END;
COMMENT ON FUNCTION industry.isomorphism(industry.matrix, integer[]) IS
'UNIDO coefficient of structural isomorphism of every pair of regions at several levels of the classification (2 division, 3 group, 4 '
'class): the coefficient falls as codes get finer, so it is always returned with its level; levels finer than the columns are left out. 0 to '
'1, above 0.85 is often called isomorphic; columns are industry codes';

INSERT INTO industry.metric (function_name, metric, name_en, name_zh, formula, parameters, unit, value_range, interpretation_en, interpretation_zh,
    reference) VALUES
('isomorphism', 'similarity', 'coefficient of structural isomorphism by level', '分级产业同构系数',
    'cosine similarity of structures at a level of the classification',
 '{"levels": [2, 3, 4]}', 'fraction', '[0, 1]',
 'Above 0.85 often called isomorphic; falls as codes get finer', '通常大于0.85视为同构；行业分类越细数值越低', 'UNIDO 1979');
