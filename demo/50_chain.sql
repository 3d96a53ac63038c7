\pset footer off
\echo
\echo 'The tyre and chemicals chain: who supplies whom, what hangs on what, what is missing?'
\echo '--------------------------------------------------------------------------------------'
\echo '(The links are real: products of a public sample and what they go into. SYNTHETIC, made from a'
\echo 'seed: how much flows over each link, final values, and all measures of a node. Nothing below says'
\echo 'anything about a real enterprise.)'
\echo

-- SYNTHETIC numbers in 0 to 999, the same in every run
CREATE FUNCTION synthetic(seed text) RETURNS integer LANGUAGE sql IMMUTABLE
RETURN ('x' || left(md5('2022-11-14 ' || seed), 7))::bit(28)::integer % 1000;

CREATE TABLE tyre_link AS
SELECT regexp_replace(upstream, '^.*-', '') AS supplier, regexp_replace(downstream, '^.*-', '') AS buyer,
       max(1 + synthetic(upstream || '>' || downstream) / 10) AS volume
FROM chain_supply
WHERE downstream ~ '^(石油与天然气|商品化工|轮胎与橡胶|汽车|建筑、农用机械与重型卡车)' AND downstream !~ '其他'
GROUP BY 1, 2;
COMMENT ON TABLE tyre_link IS 'Real links between products of the tyre and chemicals chain, SYNTHETIC volumes';

CREATE TABLE tyre_chain AS
SELECT m,
       -- SYNTHETIC final value of every product that nothing in the chain is made from, 100 million yuan
       (SELECT matrix_agg(node, 'value', 1 + synthetic('value ' || node) / 10) FROM chain_nodes(m) WHERE is_sink) AS final_value
FROM (SELECT matrix_agg(supplier, buyer, volume) AS m FROM tyre_link) AS links;

\set ECHO queries
SELECT segment, count(*) AS nodes, max(level) AS "highest level", sum(out_degree) AS links,
       round(avg(upstream_reach), 1) AS "needs, mean", round(avg(downstream_reach), 1) AS "supplies, mean"
FROM tyre_chain, chain_nodes(m)
GROUP BY segment ORDER BY min(position);

\set ECHO none
\echo
\echo 'On which products does most final value hang? (lost: all its supply passes through the product)'
\echo
\set ECHO queries
SELECT node, round(100 * share_lost::numeric, 1) AS "lost, %", round(betweenness::numeric, 1) AS betweenness,
       is_articulation AS "cut node", captive_buyers AS "sole supplier of", round(supplier_hhi::numeric, 2) AS "HHI of suppliers"
FROM tyre_chain, chain_criticality(m, final_value)
ORDER BY share_lost DESC, betweenness DESC, node LIMIT 8;

\set ECHO none
\echo
\echo 'What if butadiene rubber fails, and what returns once car tyres take other synthetic rubber, in 3 months?'
\echo
\set ECHO queries
SELECT k.state, count(*) AS products, sum(k.value_lost) AS "value lost", sum(k.value_lost) FILTER (WHERE r.served_since > 0) AS "back after 3"
FROM tyre_chain,
     chain_knockout(m, ARRAY['顺丁橡胶'], final_value) AS k
     JOIN LATERAL chain_recovery(m, ARRAY['顺丁橡胶'], matrix(ARRAY['合成橡胶'], ARRAY['半钢子午线轮胎'], ARRAY[3])) AS r USING (node)
GROUP BY k.state ORDER BY 1;

\set ECHO none
\echo
\echo 'The strongest ways from synthetic rubber to cars (product of the shares that each buyer draws)'
\echo
\set ECHO queries
SELECT path, array_to_string(nodes, ' > ') AS way, round(100 * product::numeric, 3) AS "product, %"
FROM tyre_chain, chain_paths(col_shares(m), '合成橡胶', '汽车', 3);

\set ECHO none
\echo
\echo 'How fast does the chain fall apart? (R: area under the share of final value still served, at most 1)'
\echo
\set ECHO queries
SELECT removal_order AS "products removed", round(max(served_share) FILTER (WHERE removed = 3)::numeric, 3) AS "served after 3",
       round(max(served_share) FILTER (WHERE removed = 10)::numeric, 3) AS "after 10", round(max(resilience_served)::numeric, 3) AS "R"
FROM tyre_chain, (VALUES ('criticality', 1), ('degree', 1), ('random', 50)) AS o(removal_order, runs),
     chain_resilience(m, removal_order, 1, final_value, runs)
GROUP BY removal_order ORDER BY 4;

\set ECHO none
-- SYNTHETIC measures of the products in the province: two in five are missing
CREATE TABLE tyre_measure AS
SELECT node, measure, value
FROM tyre_chain, chain_nodes(m),
     LATERAL (VALUES ('firms', CASE WHEN synthetic('present ' || node) < 600 THEN 1 + synthetic('firms ' || node) / 50 ELSE 0 END::float8),
                     ('location_quotient', synthetic('quotient ' || node) / 400.0),
                     ('self_sufficiency', synthetic('sufficiency ' || node) / 800.0),
                     ('technology', synthetic('technology ' || node) / 1000.0), ('technology_threshold', 0.5),
                     ('density', synthetic('density ' || node) / 1600.0)) AS v(measure, value)
WHERE measure = 'firms' OR measure = 'density' OR synthetic('present ' || node) < 600;

\echo
\echo 'What is to be done about which product? (classes of the chain-chief mechanism; SYNTHETIC measures)'
\echo
\set ECHO queries
SELECT g.class_zh AS "class", g.node, g.value_blocked AS "value blocked", g.reason
FROM (SELECT g.*, row_number() OVER (PARTITION BY class ORDER BY value_blocked DESC, largest_dependence DESC NULLS LAST, node) AS place
      FROM tyre_chain, (SELECT matrix_agg(node, measure, value) AS measures FROM tyre_measure) AS x,
           chain_gaps(m, measures, final_value) AS g) AS g
WHERE g.class <> 'monitor' AND place <= 3
ORDER BY g.class, place;
\set ECHO none
\pset footer on
