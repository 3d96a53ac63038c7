-- Heavy statements of the structure family over the matrix of 030_cancel.t.
CREATE TABLE heavy (what text, statement text);
INSERT INTO heavy VALUES
('beta_convergence', 'SELECT (beta_convergence(1 + i % 97, 2 + i % 89, 10)).* FROM generate_series(1, 16000000) i'),
('attainment_probability', 'SELECT * FROM attainment_probability(100, 103, ''{-0.01,0.02,0.03}'', 1000, draws => 1000000)'),
('linkage of ties', 'SELECT count(*) FROM (SELECT matrix_agg(''i'' || a, ''i'' || b, 1) AS s FROM generate_series(1, 900) a, generate_series(1, 900) b) q, generate_series(1, 100), linkage_tree(s)'),
('growth_contribution', 'SELECT count(*) FROM big, generate_series(1, 100), growth_contribution(m, m)'),
('interval_ranks', 'SELECT count(*) FROM (SELECT array_agg(i::text) AS l, array_agg(i::float8) AS v FROM generate_series(1, 20000) i) s, interval_ranks(l, v, v)'),
('peer_ranks', 'SELECT count(*) FROM (SELECT array_agg(i::text) AS l, array_agg(i::float8) AS v FROM generate_series(1, 100000) i) s, generate_series(1, 100), peer_ranks(l, v)'),
('shift_share', 'SELECT count(*) FROM big, generate_series(1, 100), shift_share(m, m)'),
('shift_share_dynamic', 'SELECT count(*) FROM big, shift_share_dynamic(ARRAY[m, m, m, m, m, m, m, m])'),
('sigma_convergence', 'SELECT count(*) FROM big, generate_series(1, 100), sigma_convergence(m)'),
('structural_change', 'SELECT count(*) FROM big, generate_series(1, 100), structural_change(m, m)');
