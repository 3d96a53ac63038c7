-- Chains: properties on random graphs, large and degenerate inputs, the dictionary.
BEGIN;
SET search_path = industry, public;
SELECT plan(21);

-- 40 random graphs of 30 nodes, cycles among them
CREATE TEMP TABLE random_chain AS
SELECT g, matrix_agg('n' || a, 'n' || b, v) AS m,
       matrix_agg('n' || a, 'value', v) AS final_value
FROM (SELECT g, (abs(hashint8(g * 1000 + e)) % 30) AS a, (abs(hashint8(g * 7919 + e * 31)) % 30) AS b, 1 + e % 4 AS v
      FROM generate_series(1, 40) AS g, generate_series(1, 15 + g) AS e) AS x
GROUP BY g;

SELECT is_empty($$
    SELECT g, c.node FROM random_chain, chain_criticality(m, final_value, pivots => 0) AS c,
        LATERAL (SELECT array_agg(n.node) AS nodes FROM chain_levels(m) AS n
                 WHERE n.component = (SELECT k.component FROM chain_levels(m) AS k WHERE k.node = c.node)) AS same,
        LATERAL (SELECT sum(k.value_lost) AS lost FROM chain_knockout(m, same.nodes, final_value) AS k) AS knocked
    WHERE g <= 12 AND abs(c.value_lost - knocked.lost) > 1e-9 $$,
    'the value a node dominates is what its component''s failure cuts off');
SELECT is_empty($$
    SELECT g, e.source, e.target FROM random_chain, chain_edges(m) AS e WHERE NOT (e.level_step > 0 OR e.in_cycle) $$,
    'edges climb, except within a cycle');
SELECT is_empty($$
    SELECT g, n.node FROM random_chain, chain_nodes(m) AS n
    WHERE n.downstream_reach <> (SELECT count(*) - 1 FROM chain_walk(m, n.node)) OR n.upstream_reach <> (SELECT count(*) - 1 FROM chain_walk(m, n.node, 'upstream')) $$,
    'reach is the number of nodes a walk reaches');
SELECT is_empty($$
    SELECT g, a.node FROM random_chain, LATERAL (SELECT matrix_agg(translate(row_key, '0123456789', '9876543210'), translate(col_key, '0123456789', '9876543210'), value) AS renamed FROM cells(m)) AS r,
        chain_criticality(m) AS a JOIN LATERAL (SELECT * FROM chain_criticality(r.renamed)) AS b ON b.node = translate(a.node, '0123456789', '9876543210')
    WHERE abs(a.betweenness - b.betweenness) > 1e-9 OR abs(a.betweenness_weighted - b.betweenness_weighted) > 1e-9
       OR a.is_articulation <> b.is_articulation OR a.bridges <> b.bridges OR abs(a.share_lost - b.share_lost) > 1e-9 OR abs(a.pagerank - b.pagerank) > 1e-9 $$,
    'names do not matter');
SELECT is_empty($$
    SELECT g FROM random_chain, chain_resilience(m, 'betweenness') AS r
    GROUP BY g HAVING max(r.resilience) > 0.5 OR min(r.largest_share) <> 0 OR max(r.largest_share) > 1 $$,
    'R lies in 0 to 0.5 and nothing is left in the end');
SELECT is_empty($$
    SELECT g, p.path FROM random_chain, LATERAL (SELECT (row_keys(m))[1] AS a, (col_keys(m))[2] AS b) AS ends, chain_paths(m, a, b, 20, 'length') AS p
    WHERE p.hops <> cardinality(p.nodes) - 1 OR p.nodes[1] <> a OR p.nodes[p.hops + 1] <> b
       OR (SELECT count(DISTINCT u) FROM unnest(p.nodes) AS u) <> p.hops + 1
       OR abs(p.length - (SELECT sum(cell(m, p.nodes[i], p.nodes[i + 1])) FROM generate_series(1, p.hops) AS i)) > 1e-9 $$,
    'paths are paths and as long as they say');
SELECT is((SELECT array_agg(r.node ORDER BY r.removed) FROM random_chain, chain_resilience(m, 'random', 5) AS r WHERE g = 40),
          (SELECT array_agg(r.node ORDER BY r.removed) FROM random_chain, chain_resilience(m, 'random', 5) AS r WHERE g = 40), 'a seed gives the same order again');
SELECT isnt((SELECT array_agg(r.node ORDER BY r.removed) FROM random_chain, chain_resilience(m, 'random', 5) AS r WHERE g = 40),
            (SELECT array_agg(r.node ORDER BY r.removed) FROM random_chain, chain_resilience(m, 'random', 6) AS r WHERE g = 40), 'another seed another one');

-- large and degenerate
CREATE TEMP TABLE long_path AS SELECT matrix_agg(lpad(i::text, 6, '0'), lpad((i + 1)::text, 6, '0'), 0.5) AS m FROM generate_series(1, 99999) AS i;
SELECT results_eq('SELECT max(level), max(upstream_reach), max(downstream_reach) FROM long_path, chain_nodes(m)', 'VALUES (99999, 99999, 99999)', 'a path of 100,000 nodes: levels and reach');
SELECT results_eq('SELECT sum(value_lost), count(*) FILTER (WHERE is_articulation) FROM long_path, chain_criticality(m, pivots => 0)',
                  'VALUES (5000050000::float8, 99998::bigint)', 'a path of 100,000 nodes: dominators and cut nodes');
SELECT results_eq($$SELECT count(*), max(hops) FROM long_path, chain_paths(m, '000001', '100000', 3)$$, 'VALUES (1::bigint, 99999)', 'a path of 100,000 nodes: one path');
SELECT results_eq($$SELECT count(*), max(removed) FROM long_path, chain_resilience(m)$$, 'VALUES (100001::bigint, 100000)', 'a path of 100,000 nodes: attack curve');
CREATE TEMP TABLE isolated AS
SELECT ('{"rows":[' || string_agg('"' || lpad(i::text, 7, '0') || '"', ',' ORDER BY i) || '],"cols":[],"cells":[]}')::matrix AS m FROM generate_series(1, 1000000) AS i;
SELECT results_eq('SELECT count(*), max(upstream_reach), max(level) FROM isolated, chain_nodes(m)', 'VALUES (1000000::bigint, 0, 0)', 'a million isolated nodes: reach');
SELECT results_eq('SELECT count(*), max(betweenness), max(value_lost) FROM isolated, chain_criticality(m)', 'VALUES (1000000::bigint, 0::float8, 1::float8)', 'a million isolated nodes: criticality');
SELECT results_eq('SELECT count(DISTINCT module) FROM isolated, chain_modules(m)', 'VALUES (1000000::bigint)', 'a million isolated nodes: modules');
CREATE TEMP TABLE complete AS
SELECT matrix_dense(array_agg('n' || i ORDER BY i), array_agg('n' || i ORDER BY i), (SELECT array_agg(1::float8) FROM generate_series(1, 4000000))) AS m FROM generate_series(1, 2000) AS i;
SELECT results_eq('SELECT count(*), max(level), min(upstream_reach), bool_and(in_cycle) FROM complete, chain_nodes(m)', 'VALUES (2000::bigint, 0, 1999, true)', 'a complete graph of 2,000 nodes: one component');
SELECT results_eq($$SELECT max(betweenness), max(betweenness_weighted), max(share_lost), max(round(supplier_hhi::numeric * 1999, 9)) FROM complete, chain_criticality(m, by => 'length')$$,
                  'VALUES (0::float8, 0::float8, 1::float8, 1::numeric)', 'a complete graph of 2,000 nodes: nothing lies between');
SELECT results_eq('SELECT reciprocity, nestedness FROM complete, chain_symbiosis(m)', 'VALUES (1::float8, 0::float8)', 'a complete graph of 2,000 nodes: all answered, nothing nested');
SELECT results_eq($$SELECT nodes, hops FROM complete, chain_paths(m, 'n1', 'n2', 2)$$, $$VALUES (ARRAY['n1', 'n2'], 1), (ARRAY['n1', 'n10', 'n2'], 2)$$, 'a complete graph of 2,000 nodes: paths');

-- the dictionary
SELECT is_empty($$SELECT function_name FROM metric WHERE function_name ~ '^(chain_|choke|import|local_supp|leader|supplier_dep|interaction)'
                  AND NOT EXISTS (SELECT FROM pg_proc WHERE proname = function_name AND pronamespace = 'industry'::regnamespace)$$, 'metrics name functions');
SELECT is_empty($$SELECT p.oid::regprocedure FROM pg_proc AS p WHERE p.pronamespace = 'industry'::regnamespace AND p.proname ~ '^chain_' AND (p.provolatile <> 'i' OR p.proparallel <> 's')$$,
                'functions of the chain are immutable and parallel safe');

SELECT * FROM finish();
ROLLBACK;
