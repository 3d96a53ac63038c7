-- Sums and order statistics over many rows, and the sort and the merge of runs by themselves.
CREATE AGGREGATE gathered(x float8) (SFUNC = values_add_share, STYPE = sorted_values, INITCOND = 'empty');
CREATE TABLE many AS SELECT gathered(2 + sin(i)) AS v FROM generate_series(1, 500000) i;
CREATE TABLE heavy (what text, statement text);
INSERT INTO heavy VALUES
('dagum_gini', 'SELECT (dagum_gini((i % 1000)::text, i % 9973)).gini FROM generate_series(1, 20000000) i'),
('dagum_gini of many groups', 'SELECT (dagum_gini(i::text, i)).gini FROM generate_series(1, 20000000) i'),
('gini', 'SELECT gini(i % 9973) FROM generate_series(1, 20000000) i'),
('gini sorts', 'SELECT sum(g) FROM generate_series(1, 1000) k, LATERAL (SELECT gini(2 + sin(i * k)) AS g FROM generate_series(1, 40000) i) s'),
('lorenz_curve', 'SELECT cardinality(lorenz_curve(i % 9973, 1 + i % 7, 1000)) FROM generate_series(1, 20000000) i'),
('mad', 'SELECT mad(i % 9973) FROM generate_series(1, 20000000) i'),
('median', 'SELECT median(i) FROM generate_series(1, 20000000) i'),
('sorted_values_in', 'SELECT sum(gini(v::text::sorted_values)) FROM many, generate_series(1, 100)'),
('sorted_values_merge', 'SELECT gini(sorted_values_merge(v)) FROM many, generate_series(1, 100)'),
('theil', 'SELECT theil(i) FROM generate_series(1, 20000000) i'),
('theil_decomposition', 'SELECT (theil_decomposition(i::text, i)).theil FROM generate_series(1, 20000000) i');
