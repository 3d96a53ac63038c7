-- Heavy statements of the complexity family over the matrix of 030_cancel.t.
CREATE TABLE heavy (what text, statement text);
INSERT INTO heavy VALUES
('complexity econgeo', 'SELECT count(*) FROM big, complexity(m, preset => ''econgeo'')'),
('complexity continuous', 'SELECT count(*) FROM big, complexity(m, presence => ''continuous'')'),
('complexity_outlook_gain', 'SELECT n_cells(complexity_outlook_gain(m)) FROM big'),
('entry', 'SELECT n_cells(entry(ARRAY[m, m, m, m, m], ARRAY[m, m, m, m, m])) FROM big'),
('fitness', 'SELECT count(*) FROM big, fitness(m, 1000000)'),
('proximity correlation', 'SELECT n_cells(proximity(m, kind => ''correlation'')) FROM big'),
('relatedness_density', 'SELECT n_cells(relatedness_density(m, neighbours => 10)) FROM big');
