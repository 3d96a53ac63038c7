-- Heavy statements of the chain family: a random chain of 20000 nodes, and a ladder with 2^200 paths.
CREATE TABLE random_chain AS
SELECT matrix_agg('n' || i % 20000, 'n' || (i * 7919::bigint + i / 20000 * 104729) % 20000, 0.1 + i % 7 / 10.0) AS m FROM generate_series(1, 120000) i;
CREATE TABLE ladder AS
SELECT matrix_agg(a, b, 0.5) AS m FROM generate_series(0, 199) i,
    LATERAL (VALUES ('s' || i, 'x' || i), ('s' || i, 'y' || i), ('x' || i, 's' || i + 1), ('y' || i, 's' || i + 1)) e (a, b);
CREATE TABLE heavy (what text, statement text);
INSERT INTO heavy VALUES
('chain_cascade', 'SELECT count(*) FROM random_chain, chain_cascade(m, ARRAY[''n1''])'),
('chain_centrality', 'SELECT count(*) FROM random_chain, chain_centrality(m)'),
('chain_criticality', 'SELECT count(*) FROM random_chain, chain_criticality(m, pivots => 20000)'),
('chain_knockout', 'SELECT count(*) FROM random_chain, generate_series(1, 1000) i, chain_knockout(m, ARRAY[''n'' || i])'),
('chain_levels', 'SELECT count(*) FROM random_chain, generate_series(1, 1000), chain_levels(m)'),
('chain_modules', 'SELECT count(*) FROM random_chain, generate_series(1, 1000), chain_modules(m)'),
('chain_nodes', 'SELECT count(*) FROM random_chain, chain_nodes(m), generate_series(1, 1000)'),
('chain_paths', 'SELECT count(*) FROM random_chain, generate_series(2, 1000) i, chain_paths(m, ''n1'', ''n'' || i, 1000)'),
('chain_paths of a ladder', 'SELECT count(*) FROM ladder, chain_paths(m, ''s0'', ''s200'', 10000)'),
('chain_resilience', 'SELECT count(*) FROM random_chain, chain_resilience(m, ''random'', runs => 100)'),
('chain_resilience by betweenness', 'SELECT count(*) FROM random_chain, chain_resilience(m, ''betweenness'')'),
('chain_symbiosis', 'SELECT count(*) FROM random_chain, generate_series(1, 1000), chain_symbiosis(m)');
