-- Chains: the worked example, an independent implementation's answers, edge cases, errors.
SET search_path = industry, public;
SET extra_float_digits = 0;
\pset null '-'

-- The worked example: a->c, b->c, b->e, c->d, c->e, d->f, e->f, e->g with final value f 60, g 40.
CREATE TEMP TABLE example AS
SELECT matrix(string_to_array('a,b,b,c,c,d,e,e', ','), string_to_array('c,c,e,d,e,f,f,g', ','), array_fill(1::float8, ARRAY[8])) AS m,
       matrix(ARRAY['f', 'g'], ARRAY['value', 'value'], ARRAY[60, 40]) AS final_value;

SELECT node, in_degree AS "in", out_degree AS "out", level, height, round(position::numeric, 3) AS position, segment,
       upstream_reach AS up, downstream_reach AS down, is_source AS source, is_sink AS sink
FROM example, chain_nodes(m);
SELECT node, value_lost, share_lost, immediate_dominator AS dominator, is_articulation AS cut, bridges,
       betweenness, suppliers, sole_source AS sole, captive_buyers AS captive
FROM example, chain_criticality(m, final_value);
SELECT source, target, source_share, target_share, is_bridge, level_step FROM example, chain_edges(m);
SELECT completeness::numeric(7, 6), edge_completeness, nodes, effective_nodes, edges
FROM example, chain_completeness(m,
    matrix(string_to_array('a,b,c,d,e,f,g', ','), array_fill('weight'::text, ARRAY[7]), ARRAY[1, 1, 3, 2, 2, 1, 1]),
    matrix(string_to_array('b,c,d,f,g', ','), array_fill('firms'::text, ARRAY[5]), array_fill(1::float8, ARRAY[5])));
SELECT removed, node, round((largest_share * 7)::numeric, 9) AS of_seven, served_share, round(resilience::numeric, 6) AS r
FROM example, chain_resilience(m, final_value => final_value);
SELECT p.* FROM example, chain_paths(m, 'b', 'f', 5, 'hops') AS p;
SELECT w.* FROM example, chain_walk(m, 'c', 'both', 1) AS w;
SELECT node, state, value_lost, inputs_left FROM example, chain_knockout(m, ARRAY['e'], final_value);
-- e fails; a substitute from d to g stands ready after 3
SELECT node, served_since, through FROM example, chain_recovery(m, ARRAY['e'], matrix(ARRAY['d'], ARRAY['g'], ARRAY[3])) WHERE node IN ('e', 'f', 'g');
-- without d, all that reached it passes c -> e: its betweenness rises from 5 to 6, as much as it bears with a fifth to spare
SELECT node, failed_in_round AS round, load, capacity, last_load FROM example, chain_cascade(m, ARRAY['d'], 0.2) WHERE node IN ('c', 'd', 'e');
SELECT node, failed_in_round AS round FROM example, chain_cascade(m, ARRAY['d'], 0.1) WHERE failed_in_round IS NOT NULL;

-- Shares and cycles: p and q supply each other, and both paths to r are weighed.
CREATE TEMP TABLE cyclic AS
SELECT matrix(string_to_array('s,p,q,p,q,r', ','), string_to_array('p,q,p,r,r,r', ','), ARRAY[.5, .5, .2, .9, .8, .1]) AS m;
SELECT node, level, height, component, component_size AS size, in_cycle, upstream_reach AS up, downstream_reach AS down FROM cyclic, chain_nodes(m);
SELECT path, nodes, hops, round(length::numeric, 6) AS length, round(product::numeric, 6) AS product, weakest FROM cyclic, chain_paths(m, 's', 'r');
SELECT node, value_lost, share_lost FROM cyclic, chain_criticality(m, matrix(ARRAY['q', 'r'], ARRAY['v', 'v'], ARRAY[1, 3]));
SELECT round(reciprocity::numeric, 6) AS reciprocity, round(reciprocity_weighted::numeric, 6) AS weighted FROM cyclic, chain_symbiosis(m);
-- two pairs that supply each other, joined by one edge: modularity by hand 4/5 - (2 * 3 + 3 * 2) / 25 = 0.32
SELECT round(modularity::numeric, 9) AS modularity, modules
FROM chain_symbiosis(matrix(string_to_array('a,b,c,d,b', ','), string_to_array('b,a,d,c,c', ','), array_fill(1::float8, ARRAY[5])));
SELECT * FROM chain_modules(matrix(string_to_array('a,b,c,d,b', ','), string_to_array('b,a,d,c,c', ','), array_fill(1::float8, ARRAY[5])));
-- perfectly nested, and not at all
SELECT nestedness, nestedness_rows, nestedness_columns
FROM chain_symbiosis(matrix(string_to_array('a,a,a,b,b,c', ','), string_to_array('x,y,z,x,y,x', ','), array_fill(1::float8, ARRAY[6])));
SELECT nestedness FROM chain_symbiosis(matrix(ARRAY['a', 'b'], ARRAY['x', 'y'], ARRAY[1, 1]));

-- 60 nodes, 180 edges: networkx and igraph computed the expected columns.
CREATE TEMP TABLE link (source text, target text, value float8);
\copy link FROM 'test/data/chain/network_60/input_edges.csv' CSV HEADER
CREATE TEMP TABLE expected (
    node text, in_degree int, out_degree int, in_strength float8, out_strength float8, betweenness float8, betweenness_weighted float8,
    betweenness_undirected float8, closeness_in float8, closeness_out float8, harmonic_in float8, pagerank_weighted float8, pagerank float8,
    authority float8, hub float8, eigenvector float8, core int, clustering float8, burt float8, articulation int, component text);
\copy expected FROM 'test/data/chain/network_60/expected_nodes.csv' CSV HEADER
CREATE TEMP TABLE network AS SELECT matrix_agg(source, target, value) AS m FROM link;
SELECT count(*) AS nodes,
       bool_and(n.in_degree = x.in_degree AND n.out_degree = x.out_degree) AS degrees,
       bool_and(n.in_strength = x.in_strength AND n.out_strength = x.out_strength) AS strengths
FROM network, chain_nodes(m) AS n JOIN expected AS x USING (node);
SELECT count(*) AS nodes,
       max(abs(c.betweenness - x.betweenness)) < 1e-9 AS betweenness,
       max(abs(c.betweenness_weighted - x.betweenness_weighted)) < 1e-9 AS weighted,
       max(abs(c.pagerank - x.pagerank)) < 1e-9 AS pagerank,
       max(abs(c.pagerank_weighted - x.pagerank_weighted)) < 1e-9 AS pagerank_weighted,
       bool_and(c.is_articulation::int = x.articulation) AS articulation
FROM network, chain_criticality(m, by => 'length') AS c JOIN expected AS x USING (node);
SELECT max(abs(c.closeness_in - x.closeness_in)) < 1e-9 AS closeness_in, max(abs(c.closeness_out - x.closeness_out)) < 1e-9 AS closeness_out,
       max(abs(c.harmonic_in - x.harmonic_in)) < 1e-9 AS harmonic, max(abs(c.authority - x.authority)) < 1e-9 AS authority,
       max(abs(c.hub - x.hub)) < 1e-9 AS hub, max(abs(c.eigenvector - x.eigenvector)) < 1e-9 AS eigenvector,
       max(abs(c.betweenness_undirected - x.betweenness_undirected)) < 1e-9 AS undirected, bool_and(c.core = x.core) AS core,
       max(abs(c.clustering - x.clustering)) < 1e-9 AS clustering, max(abs(c.burt_constraint - x.burt)) < 1e-9 AS burt
FROM network, chain_centrality(m) AS c JOIN expected AS x USING (node);
-- the same partition into components
SELECT count(*) AS pairs_that_differ
FROM network, chain_nodes(m) AS a JOIN expected AS xa USING (node), network AS n2, chain_nodes(n2.m) AS b JOIN expected AS xb USING (node)
WHERE (a.component = b.component) <> (xa.component = xb.component);
SELECT count(DISTINCT component) AS components, count(DISTINCT weak_component) AS weak FROM network, chain_nodes(m);
SELECT count(*) FILTER (WHERE is_bridge) AS bridges FROM network, chain_edges(m);
SELECT reciprocity FROM network, chain_symbiosis(m);
-- one source of the sum of betweenness: each pair counts its hops less one
SELECT round(sum(betweenness)::numeric, 6) =
       (SELECT sum(w.steps - 1) FROM network, expected AS x, chain_walk(network.m, x.node) AS w WHERE w.steps > 0) AS sums_agree
FROM network, chain_criticality(m);
-- all pivots are the exact answer, and a seed gives the same estimate again
SELECT max(abs(a.betweenness - b.betweenness)) < 1e-9 AS all_pivots
FROM network, chain_criticality(m, pivots => 60) AS a JOIN expected AS b USING (node);
SELECT count(*) AS differ FROM network, chain_criticality(m, pivots => 7, seed => 3) AS a JOIN (SELECT c.* FROM network, chain_criticality(m, pivots => 7, seed => 3) AS c) AS b USING (node)
WHERE a.betweenness <> b.betweenness;

-- Gaps: every rule once.
CREATE TEMP TABLE gap AS
SELECT matrix(string_to_array('ore,steel,steel,chip,tool,tool,glue,car', ','), string_to_array('steel,car,tool,car,car,robot,car,service', ','),
              ARRAY[10, 60, 30, 20, 15, 5, 4, 50]) AS m,
       matrix_agg(node, measure, value) AS measures,
       matrix(ARRAY['car', 'service', 'robot'], ARRAY['value', 'value', 'value'], ARRAY[100, 20, 30]) AS final_value
FROM (VALUES ('ore', 'firms', 2), ('ore', 'technology', 0.4), ('ore', 'technology_threshold', 0.5),
             ('steel', 'firms', 9), ('steel', 'effective', 7), ('steel', 'location_quotient', 2.5), ('steel', 'self_sufficiency', 1.1),
             ('car', 'firms', 3), ('car', 'location_quotient', 0.9), ('car', 'self_sufficiency', 0.9), ('car', 'size', 10), ('car', 'size_threshold', 8),
             ('chip', 'firms', 1), ('chip', 'effective', 0),
             ('glue', 'density', 0.35), ('robot', 'density', 0.31), ('service', 'inside', 0), ('tool', 'inside', 0), ('tool', 'firms', 1)) AS v(node, measure, value);
SELECT node, class, class_zh, present, dependents AS dep, round(largest_dependence::numeric, 3) AS largest, near_present || '/' || near_nodes AS near,
       value_blocked AS blocked, reason
FROM gap, chain_gaps(m, measures, final_value);
SELECT node, class FROM gap, chain_gaps(m, measures, final_value, '{"dependence": 0.3, "near_steps": 1, "near_share": 1}') WHERE node IN ('chip', 'glue', 'robot');
SELECT DISTINCT method_id FROM gap, chain_gaps(m, measures, scheme => '{"values_are_shares": true}');
-- the values as shares themselves: 20 is above any share
SELECT node, dependents, largest_dependence FROM gap, chain_gaps(m, measures, scheme => '{"values_are_shares": true, "dependence": 15}') WHERE dependents > 0;

-- Choke risk, imports, sole source.
SELECT round(choke_risk(.3, .8, .6 ^ 2 + .4 ^ 2, 4)::numeric, 6) AS choke, round(import_dependence(100, 40, 20)::numeric, 6) AS imports,
       import_dependence(10, 5, 20) AS no_market, sole_source(.7) AS sole, sole_source(2.0 / 3) AS two, sole_source(0) AS none;
SELECT node, round(risk::numeric, 6) AS risk, criticality, effective_suppliers AS effective, sole_source, status
FROM example, chain_choke_points(m, matrix(ARRAY['e', 'e', 'e', 'c'], ARRAY['self_sufficiency', 'supplier_hhi', 'readiness', 'readiness'], ARRAY[.3, .8, 3, 5]), final_value)
WHERE node IN ('c', 'e');

-- Local supporting rate, leaders, dependence.
SELECT * FROM local_supporting_rate(matrix(ARRAY['jinan', 'qingdao', '', 'jinan', 'x'], ARRAY['jinan', 'jinan', 'jinan', 'qingdao', 'empty'], ARRAY[5, 3, 2, 4, 0]));
SELECT * FROM leader_ecosystem(matrix(ARRAY['s1', 's2', 's3'], ARRAY['lead', 'lead', 'lead'], ARRAY[5, 3, 2]),
                               matrix(ARRAY['s1', 's2', 's2'], ARRAY['sme', 'sme', 'local'], ARRAY[1, 1, 1]));
SELECT * FROM supplier_dependence(matrix(ARRAY['s1', 's1', 's3', 's4'], ARRAY['m', 'k', 'm', 'k'], ARRAY[5, 5, 2, 1]),
                                  matrix(ARRAY['s1', 's4'], ARRAY['revenue', 'revenue'], ARRAY[10, 0]));
SELECT * FROM chain_candidates(ARRAY['x', 'y', 'z'], matrix(ARRAY['r1', 'r2', 'r3', 'r1'], ARRAY['x', 'x', 'x', 'y'], ARRAY[1, 3, 3, 2]),
                               matrix(ARRAY['r1', 'r2', 'r4', 'r2'], ARRAY['x', 'x', 'x', 'y'], ARRAY[.1, .3, .4, .2]), 'r1', 2);
-- made with r .1, c -.02, effects +.03 of b on a and +.05 of a on b: recovered exactly
WITH RECURSIVE s(t, a, b) AS (
    SELECT 1, 1::float8, 2::float8
    UNION ALL
    SELECT t + 1, a * exp(.1 - .02 * a + .03 * b), b * exp(.2 - .06 * b + .05 * a) FROM s WHERE t < 9
)
SELECT round(i.effect_on_a::numeric, 9) AS on_a, round(i.effect_on_b::numeric, 9) AS on_b, relation, observations, status
FROM (SELECT array_agg(a ORDER BY t) AS a, array_agg(b ORDER BY t) AS b FROM s) AS x, interaction_signs(x.a, x.b) AS i;
SELECT relation, status FROM interaction_signs(ARRAY[1, 2, 3], ARRAY[1, 2, 3]);

-- Edge cases: nodes without edges, a stored zero, a loop, an empty matrix, NULL.
SELECT node, level, segment, upstream_reach AS up, in_cycle FROM chain_nodes('{"rows":["a","b"],"cols":["c"],"cells":[[0,0,0]]}');
SELECT node, in_cycle, is_source, in_degree FROM chain_nodes('{"rows":["a"],"cols":["a"],"cells":[[0,0,2]]}');
SELECT node, share_lost, betweenness, supplier_hhi, sole_source FROM chain_criticality('{"rows":["a"],"cols":["a"],"cells":[[0,0,2]]}');
SELECT (SELECT count(*) FROM chain_nodes('{"rows":[],"cols":[],"cells":[]}')) AS nodes,
       (SELECT count(*) FROM chain_criticality('{"rows":[],"cols":[],"cells":[]}')) AS criticality,
       (SELECT count(*) FROM chain_resilience('{"rows":[],"cols":[],"cells":[]}')) AS resilience,
       (SELECT count(*) FROM chain_gaps('{"rows":[],"cols":[],"cells":[]}', '{"rows":[],"cols":[],"cells":[]}')) AS gaps,
       (SELECT count(*) FROM chain_criticality(NULL)) AS no_chain,
       (SELECT count(*) FROM chain_nodes(NULL)) AS no_nodes;
SELECT * FROM chain_symbiosis('{"rows":["a"],"cols":["b"],"cells":[[0,0,0]]}');
SELECT path, nodes, hops, length, product FROM chain_paths('{"rows":["a"],"cols":["b"],"cells":[[0,0,0]]}', 'a', 'b', 3, 'length');
SELECT count(*) AS by_product FROM chain_paths('{"rows":["a"],"cols":["b"],"cells":[[0,0,0]]}', 'a', 'b');
SELECT path, nodes, hops FROM chain_paths('{"rows":["a"],"cols":["b"],"cells":[[0,0,1]]}', 'a', 'a');
SELECT count(*) AS no_way FROM chain_paths('{"rows":["a"],"cols":["b"],"cells":[[0,0,1]]}', 'b', 'a');
SELECT node, katz FROM chain_criticality('{"rows":["a","b"],"cols":["a","b"],"cells":[[0,1,1],[1,0,1]]}', alpha => 1);
SELECT node, betweenness FROM chain_criticality('{"rows":["a"],"cols":["b"],"cells":[[0,0,1]]}', pivots => 0);

-- Errors name what is wrong.
\set VERBOSITY default
\set SHOW_CONTEXT never
SELECT * FROM chain_nodes(matrix(ARRAY['a'], ARRAY['b'], ARRAY[-1]));
SELECT * FROM example, chain_walk(m, 'nowhere');
SELECT * FROM example, chain_walk(m, 'a', 'sideways');
SELECT * FROM example, chain_walk(m, 'a', 'both', -1);
SELECT * FROM example, chain_paths(m, 'a', 'nowhere');
SELECT * FROM example, chain_paths(m, 'a', 'b', 0);
SELECT * FROM example, chain_paths(m, 'a', 'b', 1, 'beauty');
SELECT * FROM chain_paths(matrix(ARRAY['a'], ARRAY['b'], ARRAY[7]), 'a', 'b');
SELECT * FROM example, chain_criticality(m, matrix(ARRAY['nowhere'], ARRAY['v'], ARRAY[1]));
SELECT * FROM example, chain_criticality(m, m);
SELECT * FROM example, chain_criticality(m, matrix(ARRAY['a'], ARRAY['v'], ARRAY[-1]));
SELECT * FROM example, chain_criticality(m, damping => 2);
SELECT * FROM example, chain_criticality(m, pivots => -1);
SELECT * FROM example, chain_knockout(m, ARRAY['a', 'nowhere']);
SELECT * FROM example, chain_knockout(m, ARRAY['a', NULL]);
SELECT * FROM example, chain_resilience(m, 'alphabet');
SELECT * FROM example, chain_resilience(m, 'random', runs => 0);
SELECT * FROM example, chain_cascade(m, ARRAY['a'], -1);
SELECT * FROM example, chain_recovery(m, ARRAY['a'], matrix(ARRAY['a'], ARRAY['nowhere'], ARRAY[1]));
SELECT * FROM example, chain_nodes(m, 0.7, 0.3);
SELECT * FROM gap, chain_gaps(m, matrix(ARRAY['car'], ARRAY['beauty'], ARRAY[1]));
SELECT * FROM gap, chain_gaps(m, matrix(ARRAY['moon'], ARRAY['firms'], ARRAY[1]));
SELECT * FROM gap, chain_gaps(m, measures, scheme => '{"beauty": 1}');
SELECT * FROM gap, chain_gaps(m, measures, scheme => '{"density": 2}');
SELECT * FROM gap, chain_gaps(m, measures, scheme => '{"density": "x"}');
SELECT * FROM gap, chain_gaps(m, measures, scheme => '[1]');
SELECT * FROM gap, chain_gaps(m, measures, scheme => NULL);

-- Long work is cancelled within a second of the limit.
CREATE TEMP TABLE tangle AS
SELECT matrix_agg('n' || abs(hashint8(e)) % 20000, 'n' || abs(hashint8(e * 7919)) % 20000, 1 + e % 97) AS m FROM generate_series(1, 100000) AS e;
CREATE TEMP TABLE complete AS
SELECT matrix_dense(array_agg('n' || i ORDER BY i), array_agg('n' || i ORDER BY i), (SELECT array_agg(1::float8) FROM generate_series(1, 4000000))) AS m FROM generate_series(1, 2000) AS i;
SET statement_timeout = '100ms';
SELECT clock_timestamp() AS started \gset
SELECT count(*) FROM tangle, chain_criticality(m);
SELECT count(*) FROM tangle, chain_cascade(m, ARRAY['n1'], 0);
SELECT count(*) FROM tangle, chain_paths(m, 'n1', 'n2', 100000, 'length');
SELECT count(*) FROM tangle, chain_resilience(m, 'random', runs => 1000000);
SELECT count(*) FROM complete, chain_criticality(m, by => 'inverse'), chain_nodes(m) AS n, chain_edges(m) AS e;
RESET statement_timeout;
SELECT clock_timestamp() - :'started'::timestamptz < interval '5.5 s' AS five_in_time;
