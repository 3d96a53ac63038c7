-- Heavy statements of the specialization family over the matrix of 030_cancel.t.
CREATE TABLE heavy (what text, statement text);
INSERT INTO heavy VALUES
('coagglomeration', 'SELECT n_cells(coagglomeration(m)) FROM big, generate_series(1, 20)'),
('complementarity', 'SELECT n_cells(complementarity(m, similarity(transpose(m)))) FROM big, generate_series(1, 20)'),
('cluster_index', 'SELECT sum(n_cells(cluster_index(m, m, m, m))) FROM big, generate_series(1, 50)'),
('location_quotient', 'SELECT sum(n_cells(location_quotient(m))) FROM big, generate_series(1, 200)'),
('location_quotient_z', 'SELECT sum(n_cells(location_quotient_z(m))) FROM big, generate_series(1, 200)'),
('plant_concentration', 'SELECT (plant_concentration((i % 1000)::text, i, 1)).* FROM generate_series(1, 20000000) i'),
('region_profile', 'SELECT count(*) FROM big, generate_series(1, 100), region_profile(m)'),
('similarity', 'SELECT n_cells(similarity(m)) FROM big, generate_series(1, 20)'),
('similarity krugman', 'SELECT n_cells(similarity(m, ''krugman'')) FROM big, generate_series(1, 20)'),
('variety', 'SELECT count(*) FROM big, generate_series(1, 100), variety(m, col_keys(m))');
