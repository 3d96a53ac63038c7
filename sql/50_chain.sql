-- The chain as a graph: nodes, levels, paths, criticality, failure. A chain is a matrix node x node, row supplies column.

CREATE FUNCTION industry.chain_nodes(
    m industry.matrix, upstream_until float8 DEFAULT 1.0 / 3, downstream_from float8 DEFAULT 2.0 / 3)
RETURNS TABLE (
    node text, in_degree integer, out_degree integer, in_strength float8, out_strength float8,
    level integer, height integer, "position" float8, segment text,
    component text, component_size integer, in_cycle boolean, weak_component text,
    upstream_reach integer, downstream_reach integer, is_source boolean, is_sink boolean, method_id text)
AS 'MODULE_PATHNAME', 'pgi_chain_nodes' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 1000;
COMMENT ON FUNCTION industry.chain_nodes(industry.matrix, float8, float8) IS
'One row a node of a chain: edges and values in and out, level (longest way from a source), height (to a sink), position = level / (level + '
'height), segment (upstream below the first argument, downstream above the second; isolated without edges), strongly and weakly connected '
'component by their first node, number of other nodes it depends on and supplies. Cycles are condensed first. Negative values are an error '
'(22023)';

CREATE FUNCTION industry.chain_levels(m industry.matrix)
RETURNS TABLE (node text, level integer, height integer, "position" float8, component text, component_size integer)
AS 'MODULE_PATHNAME', 'pgi_chain_levels' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 1000;
COMMENT ON FUNCTION industry.chain_levels(industry.matrix) IS
'Level of each node of a chain (longest way from a source, 0 there) and height (longest way to a sink), with cycles condensed: an edge '
'between components always goes to a higher level. O(nodes + edges)';

CREATE FUNCTION industry.chain_edges(m industry.matrix)
RETURNS TABLE (
    source text, target text, value float8, source_share float8, target_share float8,
    is_bridge boolean, in_cycle boolean, level_step integer)
AS 'MODULE_PATHNAME', 'pgi_chain_edges' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 5000;
COMMENT ON FUNCTION industry.chain_edges(industry.matrix) IS
'One row an edge of a chain, ready for a Sankey picture: value, its share of what the source supplies and of what the target buys (NULL '
'where that is 0), whether it is a bridge (the chain read without direction falls apart without it), whether it lies in a cycle, and how '
'many levels it climbs';

CREATE FUNCTION industry.chain_walk(
    m industry.matrix, node text, direction text DEFAULT 'downstream', depth integer DEFAULT NULL)
RETURNS TABLE (reached text, steps integer, via text, value float8)
AS 'MODULE_PATHNAME', 'pgi_chain_walk' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 100;
COMMENT ON FUNCTION industry.chain_walk(industry.matrix, text, text, integer) IS
'Nodes reached from a node downstream, upstream or both, by fewest steps, the start first: steps, the first node one step nearer, and the '
'value of the edge between. depth NULL means no limit; an unknown node is an error (22023); a NULL matrix or node gives no rows';

CREATE FUNCTION industry.chain_paths(
    m industry.matrix, from_node text, to_node text, k integer DEFAULT 5, by text DEFAULT 'product')
RETURNS TABLE (path integer, nodes text[], hops integer, length float8, product float8, weakest float8)
AS 'MODULE_PATHNAME', 'pgi_chain_paths' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000 ROWS 5;
COMMENT ON FUNCTION industry.chain_paths(industry.matrix, text, text, integer, text) IS
'The k best paths between two nodes without repeated nodes (Yen 1971): by product of shares (length = -ln product; values above 1 are an '
'error, zero shares carry nothing), length (sum of values), inverse (sum of 1 / value) or hops; ties by fewer nodes, then by label. product '
'is that of the values, weakest the smallest value on the way. Unknown nodes are an error (22023)';

CREATE FUNCTION industry.chain_criticality(
    m industry.matrix, final_value industry.matrix DEFAULT NULL, by text DEFAULT 'inverse',
    pivots integer DEFAULT NULL, seed bigint DEFAULT 0,
    damping float8 DEFAULT 0.85, alpha float8 DEFAULT 0.1, orientation text DEFAULT 'downstream')
RETURNS TABLE (
    node text, value float8, value_lost float8, share_lost float8, immediate_dominator text,
    is_articulation boolean, bridges integer, betweenness float8, betweenness_weighted float8,
    pagerank float8, pagerank_weighted float8, katz float8,
    suppliers integer, supplier_hhi float8, sole_source boolean, captive_buyers integer, method_id text)
AS 'MODULE_PATHNAME', 'pgi_chain_criticality' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000 ROWS 1000;
COMMENT ON FUNCTION industry.chain_criticality(industry.matrix, industry.matrix, text, integer, bigint, float8, float8, text) IS
'How much hangs on each node of a chain: final value that loses all supply if it fails (dominators, Lengauer & Tarjan 1979, on the condensed '
'graph; a node in a cycle fails with its cycle), cut nodes and bridges of the graph read without direction, directed betweenness by hops and '
'by length (by: inverse, length, product, hops; Brandes 2001), PageRank, Katz (NULL if alpha is too large), suppliers, their HHI, sole '
'source, buyers that have no other supplier. final_value is nodes x 1 (NULL: each counts 1). pivots estimates betweenness from that many '
'random sources, 0 leaves it out';

CREATE FUNCTION industry.chain_centrality(m industry.matrix)
RETURNS TABLE (
    node text, closeness_in float8, closeness_out float8, harmonic_in float8, harmonic_out float8,
    authority float8, hub float8, eigenvector float8, betweenness_undirected float8,
    core integer, clustering float8, burt_constraint float8)
AS 'MODULE_PATHNAME', 'pgi_chain_centrality' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 1000;
COMMENT ON FUNCTION industry.chain_centrality(industry.matrix) IS
'Position of each node as network packages measure it: closeness over reachable nodes (Wasserman & Faust 1994) and harmonic closeness by '
'hops, authority and hub (Kleinberg 1999), and of the graph without direction and loops: eigenvector centrality by value (Bonacich 1972), '
'betweenness of unordered pairs, core number, clustering, constraint by value (Burt 1992). NULL where an iteration does not converge or a '
'node has no ties';

CREATE FUNCTION industry.chain_knockout(m industry.matrix, nodes text[], final_value industry.matrix DEFAULT NULL)
RETURNS TABLE (node text, state text, value float8, value_lost float8, inputs_left float8)
AS 'MODULE_PATHNAME', 'pgi_chain_knockout' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 1000;
COMMENT ON FUNCTION industry.chain_knockout(industry.matrix, text[], industry.matrix) IS
'What if these nodes fail: every node as failed, cut_off (no supply reaches it from any node that had none to need) or served, the final '
'value lost (each counts 1 without final_value), and the share of its inputs that still has a served supplier. Unknown nodes are an error '
'(22023)';

CREATE FUNCTION industry.chain_recovery(
    m industry.matrix, nodes text[], substitutes industry.matrix, final_value industry.matrix DEFAULT NULL)
RETURNS TABLE (node text, served_since float8, through text, value float8)
AS 'MODULE_PATHNAME', 'pgi_chain_recovery' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 1000;
COMMENT ON FUNCTION industry.chain_recovery(industry.matrix, text[], industry.matrix, industry.matrix) IS
'When supply returns after these nodes fail, given substitutes, a matrix node x node of edges whose value is the delay until they stand '
'ready: time from which each node is served (0: never lost, NULL: failed, or lost for good) and the supplier it then comes through';

CREATE FUNCTION industry.chain_resilience(
    m industry.matrix, removal_order text DEFAULT 'degree', seed bigint DEFAULT 0,
    final_value industry.matrix DEFAULT NULL, runs integer DEFAULT 1)
RETURNS TABLE (
    removed integer, node text, largest_share float8, served_share float8,
    resilience float8, resilience_served float8, method_id text)
AS 'MODULE_PATHNAME', 'pgi_chain_resilience' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 1000;
COMMENT ON FUNCTION industry.chain_resilience(industry.matrix, text, bigint, industry.matrix, integer) IS
'Attack curve of a chain: nodes removed by degree, strength, betweenness, criticality (all of the intact chain, ties by label) or at random '
'(seed, mean of runs), the share of nodes in the largest weakly connected part, the share of final value still served, and the areas so far: '
'the last row has R = sum of the shares / number of nodes (Schneider et al. 2011), 0 to 0.5';

CREATE FUNCTION industry.chain_cascade(m industry.matrix, nodes text[], tolerance float8 DEFAULT 0.2)
RETURNS TABLE (node text, failed_in_round integer, load float8, capacity float8, last_load float8)
AS 'MODULE_PATHNAME', 'pgi_chain_cascade' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 1000;
COMMENT ON FUNCTION industry.chain_cascade(industry.matrix, text[], float8) IS
'Overload cascade (Motter & Lai 2002): each node bears (1 + tolerance) times its betweenness in the intact chain; these nodes fail in round '
'0, then those whose betweenness among the survivors exceeds what they bear, until none does. NULL round: survives';

CREATE FUNCTION industry.chain_completeness(
    m industry.matrix, weights industry.matrix DEFAULT NULL, effective industry.matrix DEFAULT NULL)
RETURNS TABLE (
    completeness float8, edge_completeness float8, nodes integer, effective_nodes integer, edges integer)
AS 'MODULE_PATHNAME', 'pgi_chain_completeness' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 1;
COMMENT ON FUNCTION industry.chain_completeness(industry.matrix, industry.matrix, industry.matrix) IS
'Share of a chain''s weight that lies on effective nodes, and of its edges with both ends effective. weights (NULL: 1 each) and effective '
'(above 0: effective) are nodes x 1, nodes they leave out count 0; without effective there are no rows. NULL where all weights are 0';

CREATE FUNCTION industry.chain_symbiosis(m industry.matrix, resolution float8 DEFAULT 1)
RETURNS TABLE (
    reciprocity float8, reciprocity_weighted float8, modularity float8, modules integer,
    nestedness float8, nestedness_rows float8, nestedness_columns float8, method_id text)
AS 'MODULE_PATHNAME', 'pgi_chain_symbiosis' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000 ROWS 1;
COMMENT ON FUNCTION industry.chain_symbiosis(industry.matrix, float8) IS
'How far a network gives and takes: share of edges answered by one back and of their value (Squartini et al. 2013), directed modularity '
'(Leicht & Newman 2008) of the modules of chain_modules, nestedness NODF (Almeida-Neto et al. 2008) of the matrix''s cells above zero as a '
'fraction. NULL where there is nothing to divide by';

CREATE FUNCTION industry.chain_modules(m industry.matrix, resolution float8 DEFAULT 1)
RETURNS TABLE (node text, module text, module_size integer)
AS 'MODULE_PATHNAME', 'pgi_chain_modules' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000 ROWS 1000;
COMMENT ON FUNCTION industry.chain_modules(industry.matrix, float8) IS
'The module of each node, named by its first node: Louvain (Blondel et al. 2008) on the directed modularity (Dugué & Perez 2015), nodes in '
'label order and ties to the first module, hence the same in every run; a local maximum. A larger resolution gives smaller modules';

INSERT INTO industry.metric (function_name, metric, name_en, name_zh, formula, parameters, unit, value_range, interpretation_en, interpretation_zh,
    reference) VALUES
('chain_nodes', 'level', 'Level in the chain', '链上层级', 'longest way from a source in the graph of components', '{}', 'count', '[0,n)',
    '0 = needs nothing from within the chain; an edge between components climbs', '0 表示不依赖链内其他环节；边总是指向更高层级',
'Tarjan 1972 (components)'),
('chain_nodes', 'position', 'Position in the chain', '链上位置', 'level / (level + height)', '{"upstream_until": "1/3", "downstream_from": "2/3"}',
    'fraction', '[0,1]', '0 = source, 1 = sink', '0 为最上游，1 为最下游', 'project definition'),
('chain_nodes', 'downstream_reach', 'Nodes supplied', '下游覆盖环节数', 'number of other nodes reached by following edges', '{}', 'count', '[0,n)',
    'how many others feel a failure', '受其影响的环节数量', 'transitive closure'),
('chain_criticality', 'share_lost', 'Share of final value cut off', '断链价值占比', 'value of the components dominated by the node / total value',
    '{"final_value": null}', 'fraction', '[0,1]', 'share of final value that loses all supply if the node fails',
'该环节失效时完全断供的最终价值占比', 'Lengauer & Tarjan 1979'),
('chain_criticality', 'betweenness', 'Betweenness', '介数中心性', 'sum over s,t of shortest paths through v / shortest paths',
    '{"pivots": null, "seed": 0}', 'count of pairs', '[0,(n-1)(n-2)]', 'how many ordered pairs meet in the node', '经由该环节的上下游配对数',
'Freeman 1977; Brandes 2001'),
('chain_criticality', 'betweenness_weighted', 'Weighted betweenness', '加权介数中心性', 'the same with the length of an edge = 1 / value (by)',
    '{"by": "inverse", "pivots": null, "seed": 0}', 'count of pairs', '[0,(n-1)(n-2)]', 'the same along the strongest ties',
'沿强联系经由该环节的配对数', 'Brandes 2001'),
('chain_criticality', 'pagerank', 'PageRank', '网页排名值', '(1-d)/n + d * sum of x_u / out_degree_u',
    '{"damping": 0.85, "orientation": "downstream"}', 'fraction', '(0,1]', 'where goods collect; orientation upstream: on whom buyers depend',
'物流汇聚程度；upstream 方向表示被依赖程度', 'Page & Brin 1998'),
('chain_criticality', 'katz', 'Katz centrality', '卡茨中心性', 'x_v = 1 + alpha * sum of x_u', '{"alpha": 0.1, "orientation": "downstream"}', 'ratio',
    '[1,inf)', 'number of ways that lead to the node, long ones discounted', '通向该环节的折现路径数', 'Katz 1953'),
('chain_criticality', 'supplier_hhi', 'Supplier concentration', '供应商集中度', 'sum of squared shares of a node''s suppliers, itself left out', '{}',
    'index', '(0,1]', '1 = one supplier', '1 表示单一来源', 'Herfindahl 1950; Hirschman 1945'),
('chain_centrality', 'closeness_in', 'Closeness', '接近中心性', '(r / (n - 1)) * (r / sum of hops from the r nodes that reach it)', '{}', 'fraction',
    '[0,1]', 'near to many suppliers', '与众多上游的接近程度', 'Wasserman & Faust 1994'),
('chain_centrality', 'authority', 'Authority and hub', '权威值与枢纽值', 'leading singular vectors of the edges, each summing to 1', '{}', 'fraction',
    '[0,1]', 'buys from the great suppliers; supplies the great buyers', '采购自核心供应方；供应核心采购方', 'Kleinberg 1999'),
('chain_centrality', 'burt_constraint', 'Constraint', '结构洞约束度', 'sum over j of (p_ij + sum over q of p_iq p_qj)^2', '{}', 'ratio', '(0,inf)',
    'lower = bridges more structural holes', '越小占据的结构洞越多', 'Burt 1992'),
('chain_completeness', 'completeness', 'Completeness of the chain', '产业链完整度', 'weight of effective nodes / total weight', '{"weights": null}',
    'fraction', '[0,1]', '1 = every node has an effective enterprise', '1 表示各环节均有有效企业', 'project definition'),
('chain_completeness', 'edge_completeness', 'Completeness of links', '链接完整度', 'edges with both ends effective / edges', '{}', 'fraction',
    '[0,1]', '1 = every link can be served inside', '1 表示各链接两端均有有效企业', 'project definition'),
('chain_resilience', 'resilience', 'Resilience R', '韧性指数', '(1/N) sum over q = 1..N of the share of nodes in the largest component',
    '{"removal_order": "degree", "seed": 0, "runs": 1}', 'fraction', '[0,0.5]', 'higher = falls apart later', '越大表示越不易瓦解',
'Schneider et al. 2011'),
('chain_symbiosis', 'reciprocity', 'Reciprocity', '互惠度', 'edges answered by one back / edges', '{}', 'fraction', '[0,1]',
    '1 = every relation goes both ways', '1 表示所有关系均为双向', 'Garlaschelli & Loffredo 2004 (share of mutual links)'),
('chain_symbiosis', 'modularity', 'Modularity', '模块度', 'sum of (a_ij - r k_i_out k_j_in / a) / a within modules', '{"resolution": 1}', 'fraction',
    '[-0.5,1]', 'higher = falls into clearer modules', '越大模块划分越清晰', 'Leicht & Newman 2008'),
('chain_symbiosis', 'nestedness', 'Nestedness (NODF)', '嵌套度',
    'mean over pairs of unequal degree of the share of the smaller set held by the larger', '{}', 'fraction', '[0,1]',
'1 = specialists deal with a subset of what generalists deal with', '1 表示专精者的伙伴是通才者伙伴的子集', 'Almeida-Neto et al. 2008');
