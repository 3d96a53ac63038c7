-- The preset stata against the published steps of that package in numpy (test/data/complexity/make_stata.py): values and a given
-- presence, symmetric, asymmetric and continuous proximity, all and the four nearest neighbours.
SET search_path = industry, public;
CREATE TEMP TABLE source (input text, region text, industry text, value float8);
\copy source FROM 'test/data/complexity/stata_input.csv' (FORMAT csv, HEADER)
CREATE TEMP TABLE answer (input text, kind text, knn integer, what text, label text, industry text, value float8);
\copy answer FROM 'test/data/complexity/stata.csv' (FORMAT csv, HEADER)
CREATE TEMP TABLE d AS SELECT input, matrix_agg(region, industry, value) AS m FROM source GROUP BY input;
CREATE TEMP TABLE variant AS
SELECT DISTINCT a.input, a.kind, a.knn, m, nullif(a.knn, 0) AS k, replace(replace(a.kind, 'discrete', 'cooccurrence'), 'continuous', 'correlation') AS proximity
FROM answer a JOIN d USING (input);
CREATE TEMP TABLE ours AS
SELECT input, 'discrete' AS kind, 0 AS knn, what, label, NULL AS industry, v
FROM d, complexity(m, preset => 'stata') c, LATERAL (VALUES (CASE side WHEN 'region' THEN 'eci' ELSE 'pci' END, complexity), (CASE side WHEN 'region' THEN 'diversity' ELSE 'ubiquity' END, degree)) x(what, v)
UNION ALL
SELECT input, kind, knn, 'coi', region, NULL, coi FROM variant, complexity_outlook(m, kind => proximity, neighbours => k, preset => 'stata')
UNION ALL
SELECT input, kind, knn, 'density', row_key, col_key, value FROM variant, cells(relatedness_density(m, kind => proximity, neighbours => k, preset => 'stata'))
UNION ALL
SELECT input, kind, knn, 'cog', row_key, col_key, value FROM variant, cells(complexity_outlook_gain(m, kind => proximity, neighbours => k, preset => 'stata'));
-- a value of either side that is missing counts as wrong
SELECT input, kind, knn, what, count(*), bool_and(coalesce(abs(v - value) <= 1e-9 * greatest(1, abs(value)), false)) AS within
FROM answer FULL JOIN (SELECT *, coalesce(industry, '-') AS i FROM ours) o USING (input, kind, knn, what, label)
WHERE coalesce(answer.industry, '-') = coalesce(o.i, '-') GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4;
SELECT (SELECT count(*) FROM answer) = (SELECT count(*) FROM ours) AS as_many;
