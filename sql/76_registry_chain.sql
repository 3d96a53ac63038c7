-- Chains in a registry: their graph, gaps, choke points, scorecard, and the map and nine lists of the chain-chief mechanism.

INSERT INTO industry.registry_template (kind, name, position, comment_zh, comment_en, body) VALUES
('function', 'chain_matrix', 4000, '产业链的环节矩阵,无关系的环节也在内',
    'The chain as a matrix node x node of link weights (not given: 0); nodes without links are labels too', $t$
FUNCTION {s}.chain_matrix(chain text) RETURNS industry.matrix
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT {s}.known_chain(chain);
    WITH n AS (
        SELECT c.node, row_number() OVER (ORDER BY c.node) - 1 AS i FROM {s}.chain_node c WHERE c.chain = chain_matrix.chain),
    label AS (
        SELECT coalesce(jsonb_agg(n.node ORDER BY n.i), '[]') AS list FROM n)
    SELECT matrix_from_jsonb(jsonb_build_object('rows', label.list, 'cols', label.list, 'cells', coalesce(
        (SELECT jsonb_agg(jsonb_build_array(a.i, b.i, coalesce(l.weight, 0)))
         FROM {s}.chain_link l JOIN n a ON a.node = l.source JOIN n b ON b.node = l.target
         WHERE l.chain = chain_matrix.chain), '[]')))
    FROM label;
END
$t$),
('function', 'chain_final_value', 4001, '各环节最终价值', 'Final values of the nodes, nodes x 1; NULL where none is given', $t$
FUNCTION {s}.chain_final_value(chain text) RETURNS industry.matrix
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT {s}.known_chain(chain);
    SELECT matrix_agg(c.node, 'final_value', c.final_value::float8) FROM {s}.chain_node c WHERE c.chain = chain_final_value.chain;
END
$t$),
('function', 'chain_measures', 4002, '各环节的度量:企业数、有效企业数、占全国比重、自给率、本地供给率、供应集中度、技术成熟度',
    'Measures of the nodes for chain_gaps: enterprises at a date without external ones, effective ones (confidence not below 0.5), local over domestic supply, domestic and local supply over demand, HHI of the enterprises'' shares, readiness (also as technology)', $t$
FUNCTION {s}.chain_measures(chain text, as_of date DEFAULT NULL) RETURNS industry.matrix
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT {s}.known_chain(chain);
    WITH firm AS (
        SELECT m.node, count(*) AS firms, count(*) FILTER (WHERE coalesce(m.confidence, 1) >= 0.5) AS effective,
               sum(m.share ^ 2) / nullif(sum(m.share) ^ 2, 0) AS hhi
        FROM {s}.chain_member m
        WHERE m.chain = chain_measures.chain AND m.role <> 'external'
          AND m.valid @> coalesce(chain_measures.as_of, (SELECT {s}.as_of()))
        GROUP BY m.node)
    SELECT matrix_agg(c.node, v.measure, v.value::float8)
    FROM {s}.chain_node c LEFT JOIN firm f ON f.node = c.node
    CROSS JOIN LATERAL (VALUES
        ('firms', coalesce(f.firms, 0)::numeric), ('effective', coalesce(f.effective, 0)), ('supplier_hhi', f.hhi),
        ('national_share', c.local_supply / nullif(c.domestic_supply, 0)), ('self_sufficiency', c.domestic_supply / nullif(c.demand, 0)),
        ('local_supply_ratio', c.local_supply / nullif(c.demand, 0)), ('readiness', c.trl), ('technology', c.trl)) AS v(measure, value)
    WHERE c.chain = chain_measures.chain;
END
$t$),
('function', 'region_counts', 4003, '各市企业按行业计数',
    'Enterprises by prefecture and industry at a level (1 section, 2 division, 3 group), a matrix region x industry; NULL where none is placed', $t$
FUNCTION {s}.region_counts(level integer DEFAULT 3) RETURNS industry.matrix
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT matrix_agg(c.place::text, c.industry::text, c.n)
    FROM (SELECT prefecture(e.division) AS place, ancestor(e.industry, LEAST(level(e.industry), region_counts.level)) AS industry, count(*) AS n
          FROM {s}.enterprise e GROUP BY 1, 2) c
    WHERE c.place IS NOT NULL AND c.industry IS NOT NULL;
END
$t$),
('function', 'chain_density', 4004, '各环节在链所在地区的产业关联密度(取最高的市)',
    'Relatedness density of each chain node''s industry among those of its level (at most the group), by enterprise counts: the highest among the prefectures of the chain''s division (NULL: of all), and where', $t$
FUNCTION {s}.chain_density() RETURNS TABLE (chain_code text, node text, density float8, region_code text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 COST 100000
BEGIN ATOMIC
    WITH asked AS MATERIALIZED (
        SELECT n.chain, n.node, c.division, LEAST(level(n.industry), 3) AS level, ancestor(n.industry, LEAST(level(n.industry), 3))::text AS industry
        FROM {s}.chain_node n JOIN {s}.chain c ON c.code = n.chain WHERE n.industry IS NOT NULL),
    density AS MATERIALIZED (
        SELECT p.level, d.row_key AS region, d.col_key AS industry, d.value
        FROM (SELECT DISTINCT a.level FROM asked a) p
        CROSS JOIN LATERAL cells(relatedness_density(presence(location_quotient({s}.region_counts(p.level))))) d)
    SELECT DISTINCT ON (a.chain, a.node) a.chain, a.node, d.value, d.region
    FROM asked a JOIN density d ON d.level = a.level AND d.industry = a.industry
    WHERE a.division IS NULL OR d.region::industry.division_code OPERATOR(industry.<@) a.division
    ORDER BY a.chain, a.node, d.value DESC, d.region;
END
$t$),
('function', 'chain_gap', 4010, '环节分类:锻长板、强链、补链、建链、延链、监测,附依据与理由',
    'The class of every node of a chain (NULL: of all chains) with the numbers it rests on, the value it blocks, and the reason; scheme: thresholds of chain_gaps', $t$
FUNCTION {s}.chain_gap(chain text DEFAULT NULL, as_of date DEFAULT NULL, scheme jsonb DEFAULT '{}')
RETURNS TABLE (chain_code text, node text, class text, class_zh text, present boolean, firms float8, effective float8, national_share float8,
    self_sufficiency float8, local_supply_ratio float8, supplier_hhi float8, readiness float8, density float8, dependents integer,
    largest_dependence float8, most_dependent text, near_nodes integer, near_present integer, value_blocked float8, share_blocked float8,
    reason text, reason_zh text, method_id text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 COST 10000
BEGIN ATOMIC
    SELECT {s}.known_if_given('chain', chain);
    WITH density AS MATERIALIZED (
        SELECT d.chain_code, matrix_agg(d.node, 'density', d.density) AS m FROM {s}.chain_density() d GROUP BY d.chain_code)
    SELECT c.code, g.node, g.class, g.class_zh, g.present, g.firms, g.effective, g.national_share, g.self_sufficiency, g.local_supply_ratio,
           g.supplier_hhi, g.readiness, g.density, g.dependents, g.largest_dependence, g.most_dependent, g.near_nodes, g.near_present,
           g.value_blocked, g.share_blocked, g.reason, g.reason_zh, g.method_id
    FROM {s}.chain c LEFT JOIN density d ON d.chain_code = c.code
    CROSS JOIN LATERAL (SELECT {s}.chain_measures(c.code, chain_gap.as_of) AS m) x
    CROSS JOIN LATERAL chain_gaps({s}.chain_matrix(c.code), coalesce(x.m OPERATOR(industry.+) d.m, x.m), {s}.chain_final_value(c.code),
                                  chain_gap.scheme) g
    WHERE chain_gap.chain IS NULL OR c.code = chain_gap.chain;
END
$t$),
('function', 'choke_points', 4011, '卡脖子环节:自给率、关键度、供应集中度、技术成熟度及风险',
    'Choke risk of every node of a chain (NULL: of all chains) with its parts', $t$
FUNCTION {s}.choke_points(chain text DEFAULT NULL, as_of date DEFAULT NULL)
RETURNS TABLE (chain_code text, node text, risk float8, self_sufficiency float8, criticality float8, supplier_hhi float8, readiness float8,
    effective_suppliers float8, sole_source boolean, value_lost float8, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 COST 10000
BEGIN ATOMIC
    SELECT c.code, p.node, p.risk, p.self_sufficiency, p.criticality, p.supplier_hhi, p.readiness, p.effective_suppliers, p.sole_source,
           p.value_lost, p.status
    FROM {s}.chain c
    CROSS JOIN LATERAL chain_choke_points({s}.chain_matrix(c.code), {s}.chain_measures(c.code, choke_points.as_of), {s}.chain_final_value(c.code)) p
    WHERE (choke_points.chain IS NULL OR c.code = choke_points.chain)
        AND (choke_points.chain IS NULL OR {s}.known_chain(choke_points.chain) IS NOT NULL); -- once, also where there is no chain
END
$t$),
('function', 'chain_candidate_enterprises', 4012, '补链建链环节的候选企业及理由',
    'Enterprises of the registry that could take a missing node of a chain: their main or secondary industry lies in the node''s and they are no members of the node yet; k a node, main industry first', $t$
FUNCTION {s}.chain_candidate_enterprises(chain text DEFAULT NULL, k integer DEFAULT 5)
RETURNS TABLE (chain_code text, node text, class text, value_blocked float8, rank integer, uscc text, name_zh text, name_en text, region_code text,
    reason text, reason_zh text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 COST 10000
BEGIN ATOMIC
    SELECT {s}.known_if_given('chain', chain), refuse_unless((k >= 0) IS TRUE, 'k must be a number of 0 or more');
    WITH missing AS (
        SELECT g.chain_code, g.node, g.class, g.value_blocked, n.industry
        FROM {s}.chain_gap(chain_candidate_enterprises.chain) g JOIN {s}.chain_node n ON n.chain = g.chain_code AND n.node = g.node
        WHERE g.class IN ('fill', 'build') AND n.industry IS NOT NULL)
    SELECT m.chain_code, m.node, m.class, m.value_blocked, e.rank::integer, e.uscc::text, e.name_zh, e.name_en, e.division::text,
           CASE WHEN e.is_main THEN 'its main industry is ' ELSE 'a secondary industry of it is ' END || e.fitting::text,
           CASE WHEN e.is_main THEN '主营行业为 ' ELSE '兼营行业为 ' END || e.fitting::text
    FROM missing m
    CROSS JOIN LATERAL (
        SELECT x.*, row_number() OVER (ORDER BY x.is_main DESC, x.uscc) AS rank
        FROM (SELECT f.uscc, f.name_zh, f.name_en, f.division, f.industry AS fitting, true AS is_main
              FROM {s}.enterprise f WHERE f.industry OPERATOR(industry.<@) m.industry
              UNION ALL
              SELECT f.uscc, f.name_zh, f.name_en, f.division, o.code, false
              FROM {s}.enterprise f
              CROSS JOIN LATERAL (SELECT min(u.code) AS code FROM unnest(f.other_industries) u(code) WHERE u.code OPERATOR(industry.<@) m.industry) o
              WHERE f.other_industries IS NOT NULL AND o.code IS NOT NULL AND NOT (f.industry OPERATOR(industry.<@) m.industry)) x
        WHERE NOT EXISTS (SELECT FROM {s}.chain_member b WHERE b.chain = m.chain_code AND b.node = m.node AND b.uscc = x.uscc)
        ORDER BY x.is_main DESC, x.uscc
        LIMIT chain_candidate_enterprises.k) e;
END
$t$),
('function', 'chain_candidate_regions', 4013, '补链建链环节的候选市(按产业关联密度)',
    'Prefectures for the missing nodes of a chain: those that hold enterprises of the node''s industry (at most its group; attract) and those that lack it, by relatedness density over enterprise counts (grow); k a node and route', $t$
FUNCTION {s}.chain_candidate_regions(chain text DEFAULT NULL, k integer DEFAULT 3)
RETURNS TABLE (chain_code text, node text, class text, rank integer, region_code text, route text, strength float8, density float8, reason text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 COST 100000
BEGIN ATOMIC
    SELECT {s}.known_if_given('chain', chain), refuse_unless((k >= 0) IS TRUE, 'k must be a number of 0 or more');
    WITH missing AS MATERIALIZED (
        SELECT g.chain_code, g.node, g.class, LEAST(level(n.industry), 3) AS level, ancestor(n.industry, LEAST(level(n.industry), 3))::text AS industry
        FROM {s}.chain_gap(chain_candidate_regions.chain) g JOIN {s}.chain_node n ON n.chain = g.chain_code AND n.node = g.node
        WHERE g.class IN ('fill', 'build') AND n.industry IS NOT NULL),
    counted AS MATERIALIZED (
        SELECT p.level, {s}.region_counts(p.level) AS m FROM (SELECT DISTINCT m.level FROM missing m) p),
    candidate AS (
        SELECT t.level, c.* FROM counted t
        CROSS JOIN LATERAL chain_candidates(ARRAY(SELECT DISTINCT m.industry FROM missing m WHERE m.level = t.level), t.m,
            relatedness_density(presence(location_quotient(t.m))), k => chain_candidate_regions.k) c)
    SELECT m.chain_code, m.node, m.class, c.rank, c.candidate, c.route, c.strength, c.density, c.reason
    FROM missing m JOIN candidate c ON c.level = m.level AND c.node = m.industry
    ORDER BY m.chain_code, m.node, c.route, c.rank;
END
$t$),
('function', 'chain_scorecard', 4014, '链长制记分卡:完整度、本地配套率、自给率、清单清零、项目推进及一年变化、名次',
    'Scorecard of the chains at a date: completeness (nodes weighed by weight, else by final value, else alike), local supply and self-sufficiency weighed by demand, lists opened and closed, investment of projects (10k_yuan), changes since a year before (of local supply and self-sufficiency: since the last observation of indicators local_supply_ratio and self_sufficiency of the chain a year before or earlier), rank by completeness', $t$
FUNCTION {s}.chain_scorecard(chain text DEFAULT NULL, as_of date DEFAULT NULL)
RETURNS TABLE (chain_code text, period_end date, chief text, leader text, completeness float8, edge_completeness float8, completeness_change float8,
    nodes integer, effective_nodes integer, local_supply_ratio float8, local_supply_change float8, self_sufficiency float8,
    self_sufficiency_change float8, firms bigint, leader_share float8,
    items_opened bigint, items_closed bigint, clearance float8, projects bigint, planned_investment numeric(28,4), actual_investment numeric(28,4),
    delivery float8, rank bigint)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 20 COST 10000
BEGIN ATOMIC
    SELECT {s}.known_if_given('chain', chain);
    WITH asked AS MATERIALIZED (
        SELECT c.code, coalesce(chain_scorecard.as_of, (SELECT {s}.as_of())) AS until FROM {s}.chain c),
    weighed AS MATERIALIZED (
        SELECT a.code, a.until, {s}.chain_matrix(a.code) AS m,
               (SELECT matrix_agg(n.node, 'weight', coalesce(n.weight, CASE WHEN w.any_weight THEN 0 END, n.final_value,
                   CASE WHEN w.any_value THEN 0 END, 1)::float8)
                FROM {s}.chain_node n WHERE n.chain = a.code) AS weights
        FROM asked a
        CROSS JOIN LATERAL (SELECT coalesce(bool_or(n.weight > 0), false) AS any_weight, coalesce(bool_or(n.final_value > 0), false) AS any_value
                            FROM {s}.chain_node n WHERE n.chain = a.code) w),
    graded AS (
        SELECT w.code, w.until, now.completeness, now.edge_completeness, now.nodes, now.effective_nodes, before.completeness AS completeness_before
        FROM weighed w
        LEFT JOIN LATERAL chain_completeness(w.m, w.weights,
            (SELECT matrix_agg(c.row_key, 'effective', c.value) FROM cells({s}.chain_measures(w.code, w.until)) c WHERE c.col_key = 'effective')) now ON true
        LEFT JOIN LATERAL chain_completeness(w.m, w.weights,
            (SELECT matrix_agg(c.row_key, 'effective', c.value) FROM cells({s}.chain_measures(w.code, (w.until - interval '1 year')::date)) c
             WHERE c.col_key = 'effective')) before ON true)
    SELECT g.code, g.until, o.chief, o.leader::text, g.completeness, g.edge_completeness, g.completeness - g.completeness_before, g.nodes, g.effective_nodes,
           s.local_ratio, s.local_ratio - b.local_ratio, s.own_ratio, s.own_ratio - b.own_ratio, f.firms, f.leader_share, i.opened, i.closed,
           i.closed::float8 / nullif(i.opened, 0),
           p.n, p.planned, p.actual, (p.actual / nullif(p.planned, 0))::float8, rank() OVER (ORDER BY g.completeness DESC NULLS LAST)
    FROM graded g
    LEFT JOIN LATERAL (SELECT x.chief, x.leader FROM {s}.chain_office x WHERE x.chain = g.code AND x.valid @> g.until
                       ORDER BY lower(x.valid) DESC NULLS LAST, x.chief LIMIT 1) o ON true
    CROSS JOIN LATERAL (SELECT (sum(LEAST(n.local_supply, n.demand)) / nullif(sum(n.demand) FILTER (WHERE n.local_supply IS NOT NULL),
        0))::float8 AS local_ratio,
                               (sum(LEAST(n.domestic_supply, n.demand)) / nullif(sum(n.demand) FILTER (WHERE n.domestic_supply IS NOT NULL),
                                   0))::float8 AS own_ratio
                        FROM {s}.chain_node n WHERE n.chain = g.code) s
    CROSS JOIN LATERAL (
        SELECT (array_agg(v.value ORDER BY v.period_end DESC) FILTER (WHERE v.indicator = 'local_supply_ratio'))[1]::float8 AS local_ratio,
               (array_agg(v.value ORDER BY v.period_end DESC) FILTER (WHERE v.indicator = 'self_sufficiency'))[1]::float8 AS own_ratio
        FROM {s}.observation v
        WHERE v.indicator IN ('local_supply_ratio', 'self_sufficiency') AND v.measure = 'level' AND v.subject_kind = 'chain' AND v.subject = g.code
          AND v.value IS NOT NULL AND v.period_end <= g.until - interval '1 year' AND v.known_from <= (SELECT {s}.vintage())
          AND (v.known_to IS NULL OR v.known_to > (SELECT {s}.vintage()))) b
    CROSS JOIN LATERAL (SELECT count(DISTINCT b.uscc) AS firms, (sum(b.share)
        FILTER (WHERE b.role = 'leader') / nullif(sum(b.share), 0))::float8 AS leader_share
                        FROM {s}.chain_member b WHERE b.chain = g.code AND b.role <> 'external' AND b.valid @> g.until) f
    CROSS JOIN LATERAL (SELECT count(*) AS opened, count(*) FILTER (WHERE l.closed <= g.until) AS closed
                        FROM {s}.chain_list_item l WHERE l.chain = g.code AND l.opened <= g.until) i
    CROSS JOIN LATERAL (SELECT count(*) AS n, sum(convert(r.planned_investment, r.unit, '10k_yuan'))::numeric(28,4) AS planned,
                               sum(convert(r.actual_investment, r.unit, '10k_yuan'))::numeric(28,4) AS actual
                        FROM {s}.project r WHERE r.chain = g.code AND (r.started IS NULL OR r.started <= g.until)) p
    WHERE chain_scorecard.chain IS NULL OR g.code = chain_scorecard.chain;
END
$t$),
('view', 'chain_gap', 4020, '各产业链环节的分类与依据', 'Class of every chain node with its evidence', $t$
SELECT g.chain_code, label(c.name_zh, c.name_en, {lang}) AS chain_name, g.node, label(n.name_zh, n.name_en, {lang}) AS node_name,
       CASE {lang} WHEN 'zh' THEN g.class_zh ELSE g.class END AS class, g.present, g.firms, g.effective, g.national_share, g.self_sufficiency,
       g.local_supply_ratio, g.supplier_hhi, g.readiness, g.density, g.dependents, g.largest_dependence, g.most_dependent, g.near_nodes, g.near_present,
       g.value_blocked, g.share_blocked, label(g.reason_zh, g.reason, {lang}) AS reason, g.method_id
FROM {s}.chain_gap() g JOIN {s}.chain c ON c.code = g.chain_code JOIN {s}.chain_node n ON n.chain = g.chain_code AND n.node = g.node
$t$),
('view', 'choke_points', 4021, '各产业链卡脖子环节', 'Choke points of all chains', $t$
SELECT p.chain_code, label(c.name_zh, c.name_en, {lang}) AS chain_name, p.node, label(n.name_zh, n.name_en, {lang}) AS node_name, n.basic_kind,
       p.risk, p.self_sufficiency, p.criticality, p.supplier_hhi, p.readiness, p.effective_suppliers, p.sole_source, n.domestic_alternative,
       p.value_lost, p.status
FROM {s}.choke_points() p JOIN {s}.chain c ON c.code = p.chain_code JOIN {s}.chain_node n ON n.chain = p.chain_code AND n.node = p.node
$t$),
('view', 'five_basic_gaps', 4022, '五基短板', 'Weaknesses in the five basic areas: nodes of one name over the chains that use them', $t$
SELECT n.basic_kind, label(n.name_zh, n.name_en, {lang}) AS item_name, count(DISTINCT n.chain) AS chains,
       max(import_dependence(n.domestic_supply::float8, n.imports::float8, 0)) AS import_dependence, max(p.supplier_hhi) AS supplier_hhi,
       bool_or(p.sole_source) AS sole_source, bool_or(n.domestic_alternative) AS domestic_alternative, min(n.trl) AS trl, max(p.risk) AS risk,
       string_agg(DISTINCT CASE {lang} WHEN 'zh' THEN g.class_zh ELSE g.class END, ', ') AS action
FROM {s}.chain_node n
LEFT JOIN {s}.choke_points() p ON p.chain_code = n.chain AND p.node = n.node
LEFT JOIN {s}.chain_gap() g ON g.chain_code = n.chain AND g.node = n.node
WHERE n.basic_kind IS NOT NULL
GROUP BY n.basic_kind, label(n.name_zh, n.name_en, {lang})
$t$),
('view', 'chain_scorecard', 4023, '链长制记分卡', 'Scorecard of the chains', $t$
SELECT s.chain_code, label(c.name_zh, c.name_en, {lang}) AS chain_name, (s.period_end - interval '1 year')::date AS period_start, s.period_end,
    'date'::text AS period_type, extract(year FROM s.period_end)::integer AS year, s.chief, s.leader,
    label(e.name_zh, e.name_en, {lang}) AS leader_name,
       s.completeness, s.edge_completeness, s.completeness_change, s.nodes, s.effective_nodes, s.local_supply_ratio, s.local_supply_change,
       s.self_sufficiency, s.self_sufficiency_change, s.firms, s.leader_share, s.items_opened, s.items_closed, s.clearance, s.projects,
       s.planned_investment::numeric(28,4) AS planned_investment,
       s.actual_investment::numeric(28,4) AS actual_investment, s.delivery, s.rank
FROM {s}.chain_scorecard() s JOIN {s}.chain c ON c.code = s.chain_code LEFT JOIN {s}.enterprise e ON e.uscc::text = s.leader
$t$),
('view', 'chain_breakthrough', 4024, '关键产业链突破项目', 'Breakthrough projects on the nodes of the chains', $t$
SELECT r.chain AS chain_code, label(c.name_zh, c.name_en, {lang}) AS chain_name, r.node, label(n.name_zh, n.name_en, {lang}) AS node_name,
       r.code AS project, label(r.name_zh, r.name_en, {lang}) AS project_name, r.status, r.started, r.completed, r.level, r.trl_from, r.trl_to,
       r.milestones_due, r.milestones_met, f.status AS status_from, t.status AS status_to, k.now AS self_sufficiency,
       k.now - b.value AS self_sufficiency_change
FROM {s}.project r JOIN {s}.chain c ON c.code = r.chain LEFT JOIN {s}.chain_node n ON n.chain = r.chain AND n.node = r.node
-- the bands of readiness of the other views
CROSS JOIN LATERAL (SELECT CASE WHEN r.trl_from <= 3 THEN 'gap' WHEN r.trl_from <= 6 THEN 'pilot' WHEN r.trl_from <= 9 THEN 'scale' END AS status) f
CROSS JOIN LATERAL (SELECT CASE WHEN r.trl_to <= 3 THEN 'gap' WHEN r.trl_to <= 6 THEN 'pilot' WHEN r.trl_to <= 9 THEN 'scale' END AS status) t
CROSS JOIN LATERAL (SELECT (n.domestic_supply / nullif(n.demand, 0))::float8 AS now) k
LEFT JOIN LATERAL (SELECT convert(v.value, v.unit, 'fraction')::float8 AS value FROM {s}.observation v
    WHERE v.indicator = 'self_sufficiency' AND v.measure = 'level' AND v.subject_kind = 'chain' AND v.subject = r.chain || '/' || r.node
      AND v.value IS NOT NULL AND v.period_end <= r.started AND v.known_from <= (SELECT {s}.vintage())
      AND (v.known_to IS NULL OR v.known_to > (SELECT {s}.vintage()))
    ORDER BY v.period_end DESC, v.period_start LIMIT 1) b ON true
WHERE r.kind = 'research'
$t$),
('view', 'chain_map_nodes', 4030, '产业链图:环节', 'The chain as a picture: nodes', $t$
SELECT c.code AS chain_code, label(c.name_zh, c.name_en, {lang}) AS chain_name, k.node, label(n.name_zh, n.name_en, {lang}) AS node_name, k.level, k.height,
       k.segment, CASE {lang} WHEN 'zh' THEN g.class_zh ELSE g.class END AS class, g.firms, n.final_value::float8 AS final_value, g.share_blocked, k.in_cycle
FROM {s}.chain c CROSS JOIN LATERAL chain_nodes({s}.chain_matrix(c.code)) k
JOIN {s}.chain_node n ON n.chain = c.code AND n.node = k.node
JOIN {s}.chain_gap() g ON g.chain_code = c.code AND g.node = k.node
$t$),
('view', 'chain_map_edges', 4031, '产业链图:供应关系', 'The chain as a picture: edges', $t$
SELECT c.code AS chain_code, label(c.name_zh, c.name_en, {lang}) AS chain_name, e.source AS source_node, label(a.name_zh, a.name_en, {lang}) AS source_name,
       e.target AS target_node, label(b.name_zh, b.name_en, {lang}) AS target_name, e.value, e.source_share, e.target_share, e.is_bridge, e.in_cycle,
       e.level_step
FROM {s}.chain c CROSS JOIN LATERAL chain_edges({s}.chain_matrix(c.code)) e
JOIN {s}.chain_node a ON a.chain = c.code AND a.node = e.source
JOIN {s}.chain_node b ON b.chain = c.code AND b.node = e.target
$t$),
('view', 'chain_list_items', 4040, '链长制清单登记事项', 'Registered entries of the chains'' lists', $t$
SELECT l.list, l.chain AS chain_code, label(c.name_zh, c.name_en, {lang}) AS chain_name, l.item, label(l.name_zh, l.name_en, {lang}) AS item_name, l.node,
       l.uscc::text AS uscc, l.opened, l.closed, CASE WHEN l.closed IS NULL THEN 'open' ELSE 'closed' END AS status
FROM {s}.chain_list_item l JOIN {s}.chain c ON c.code = l.chain
$t$),
('view', 'chain_list_leading', 4041, '清单一:龙头企业', 'List 1: leading enterprises', $t$
SELECT m.chain AS chain_code, label(c.name_zh, c.name_en, {lang}) AS chain_name, m.uscc::text AS uscc, label(e.name_zh, e.name_en, {lang}) AS enterprise_name,
       e.division::text AS region_code, m.node, label(n.name_zh, n.name_en, {lang}) AS node_name, m.share::float8 AS share, m.evidence
FROM {s}.chain_member m JOIN {s}.chain c ON c.code = m.chain JOIN {s}.chain_node n ON n.chain = m.chain AND n.node = m.node
LEFT JOIN {s}.enterprise e ON e.uscc = m.uscc
WHERE m.role = 'leader' AND m.valid @> (SELECT {s}.as_of())
$t$),
('view', 'chain_list_supporting', 4042, '清单二:主要配套企业', 'List 2: key supporting enterprises', $t$
SELECT m.chain AS chain_code, label(c.name_zh, c.name_en, {lang}) AS chain_name, m.uscc::text AS uscc, label(e.name_zh, e.name_en, {lang}) AS enterprise_name,
       e.division::text AS region_code, m.node, label(n.name_zh, n.name_en, {lang}) AS node_name, m.role, m.share::float8 AS share, m.evidence
FROM {s}.chain_member m JOIN {s}.chain c ON c.code = m.chain JOIN {s}.chain_node n ON n.chain = m.chain AND n.node = m.node
LEFT JOIN {s}.enterprise e ON e.uscc = m.uscc
WHERE m.role IN ('key_supporting', 'supporting') AND m.valid @> (SELECT {s}.as_of())
$t$),
('view', 'chain_list_strength', 4043, '清单三:主要优势', 'List 3: main strengths: nodes to keep, and registered entries', $t$
SELECT g.chain_code, label(c.name_zh, c.name_en, {lang}) AS chain_name, g.node, label(n.name_zh, n.name_en, {lang}) AS item_name, g.national_share,
    g.self_sufficiency, label(g.reason_zh, g.reason, {lang}) AS reason,
       'computed'::text AS origin
FROM {s}.chain_gap() g JOIN {s}.chain c ON c.code = g.chain_code JOIN {s}.chain_node n ON n.chain = g.chain_code AND n.node = g.node
WHERE g.class IN ('keep')
UNION ALL
SELECT l.chain, label(c.name_zh, c.name_en, {lang}), l.node, label(l.name_zh, l.name_en, {lang}), NULL, NULL, l.item, 'registered'
FROM {s}.chain_list_item l JOIN {s}.chain c ON c.code = l.chain WHERE l.list = 'strength'
$t$),
('view', 'chain_list_weakness', 4044, '清单四:短板弱项', 'List 4: weaknesses to break: nodes to fill, build or enhance, and registered entries', $t$
SELECT g.chain_code, label(c.name_zh, c.name_en, {lang}) AS chain_name, g.node, label(n.name_zh, n.name_en, {lang}) AS item_name,
       CASE {lang} WHEN 'zh' THEN g.class_zh ELSE g.class END AS class, g.value_blocked, g.share_blocked,
       label(g.reason_zh, g.reason, {lang}) AS reason, 'computed'::text AS origin
FROM {s}.chain_gap() g JOIN {s}.chain c ON c.code = g.chain_code JOIN {s}.chain_node n ON n.chain = g.chain_code AND n.node = g.node
WHERE g.class IN ('fill', 'build', 'enhance')
UNION ALL
SELECT l.chain, label(c.name_zh, c.name_en, {lang}), l.node, label(l.name_zh, l.name_en, {lang}), NULL, NULL, NULL, l.item, 'registered'
FROM {s}.chain_list_item l JOIN {s}.chain c ON c.code = l.chain WHERE l.list = 'weakness'
$t$),
('view', 'chain_list_research', 4045, '清单五:联合攻关技术', 'List 5: technologies for joint research: research projects, and registered entries', $t$
SELECT r.chain AS chain_code, label(c.name_zh, c.name_en, {lang}) AS chain_name, r.node, r.code AS item,
    label(r.name_zh, r.name_en, {lang}) AS item_name, r.status, r.trl_from, r.trl_to,
       'project'::text AS origin
FROM {s}.project r JOIN {s}.chain c ON c.code = r.chain WHERE r.kind = 'research'
UNION ALL
SELECT l.chain, label(c.name_zh, c.name_en, {lang}), l.node, l.item, label(l.name_zh, l.name_en, {lang}),
    CASE WHEN l.closed IS NULL THEN 'open' ELSE 'closed' END, NULL, NULL, 'registered'
FROM {s}.chain_list_item l JOIN {s}.chain c ON c.code = l.chain WHERE l.list = 'research'
$t$),
('view', 'chain_list_layout', 4046, '清单六:区域布局', 'List 6: regional layout: enterprises of each chain and segment by prefecture', $t$
SELECT m.chain AS chain_code, label(c.name_zh, c.name_en, {lang}) AS chain_name, coalesce(prefecture(e.division), e.division)::text AS region_code,
       label(r.name_zh, r.name_en, {lang}) AS region_name, n.segment, count(DISTINCT m.uscc) AS firms, count(DISTINCT m.uscc)
           FILTER (WHERE m.role = 'leader') AS leaders,
       count(DISTINCT m.node) AS nodes
FROM {s}.chain_member m JOIN {s}.chain c ON c.code = m.chain JOIN {s}.chain_node n ON n.chain = m.chain AND n.node = m.node
JOIN {s}.enterprise e ON e.uscc = m.uscc LEFT JOIN {s}.region r ON r.code = coalesce(prefecture(e.division), e.division)
WHERE m.role <> 'external' AND m.valid @> (SELECT {s}.as_of())
GROUP BY m.chain, c.name_zh, c.name_en, coalesce(prefecture(e.division), e.division), r.name_zh, r.name_en, n.segment
$t$),
('view', 'chain_list_project', 4047, '清单七:重点项目', 'List 7: key projects', $t$
SELECT r.chain AS chain_code, label(c.name_zh, c.name_en, {lang}) AS chain_name, r.node, r.code AS project, label(r.name_zh, r.name_en, {lang}) AS project_name,
       r.kind, r.uscc::text AS uscc, r.division::text AS region_code, r.status, r.started, r.completed, r.planned_investment, r.actual_investment, r.unit,
       (r.actual_investment / nullif(r.planned_investment, 0))::float8 AS delivery
FROM {s}.project r JOIN {s}.chain c ON c.code = r.chain
$t$),
('view', 'chain_list_recruitment', 4048, '清单八:双招双引目标',
    'List 8: targets of double recruitment: enterprises that fit missing nodes, and registered entries', $t$
SELECT k.chain_code, label(c.name_zh, c.name_en, {lang}) AS chain_name, k.node, k.uscc, label(k.name_zh, k.name_en, {lang}) AS item_name, k.region_code,
       k.value_blocked, label(k.reason_zh, k.reason, {lang}) AS reason, 'computed'::text AS origin
FROM {s}.chain_candidate_enterprises() k JOIN {s}.chain c ON c.code = k.chain_code
UNION ALL
SELECT l.chain, label(c.name_zh, c.name_en, {lang}), l.node, l.uscc::text, label(l.name_zh, l.name_en, {lang}), NULL, NULL, l.item, 'registered'
FROM {s}.chain_list_item l JOIN {s}.chain c ON c.code = l.chain WHERE l.list = 'recruitment'
$t$),
('view', 'chain_list_external', 4049, '清单九:外部资源', 'List 9: external resources: members outside the region, and registered entries', $t$
SELECT m.chain AS chain_code, label(c.name_zh, c.name_en, {lang}) AS chain_name, m.node, m.uscc::text AS uscc, label(e.name_zh, e.name_en, {lang}) AS item_name,
       e.division::text AS region_code, m.evidence, 'member'::text AS origin
FROM {s}.chain_member m JOIN {s}.chain c ON c.code = m.chain LEFT JOIN {s}.enterprise e ON e.uscc = m.uscc
WHERE m.role = 'external' AND m.valid @> (SELECT {s}.as_of())
UNION ALL
SELECT l.chain, label(c.name_zh, c.name_en, {lang}), l.node, l.uscc::text, label(l.name_zh, l.name_en, {lang}), NULL, l.item, 'registered'
FROM {s}.chain_list_item l JOIN {s}.chain c ON c.code = l.chain WHERE l.list = 'external'
$t$),
('view', 'leader_ecosystem', 4050, '链主企业的配套生态', 'Leading enterprises and their suppliers by year, once for each chain that one leads', $t$
WITH leads AS (
    SELECT DISTINCT m.chain, m.uscc, y.year
    FROM (SELECT DISTINCT s.buyer, s.year FROM {s}.supply_relation s) y JOIN {s}.chain_member m ON m.uscc = y.buyer
    WHERE m.role = 'leader' AND m.valid && daterange(make_date(y.year, 1, 1), make_date(y.year + 1, 1, 1))),
flow AS (
    SELECT l.chain, l.year, l.uscc, s.supplier, sum(convert(s.amount, s.unit, '10k_yuan')) AS amount
    FROM leads l JOIN {s}.supply_relation s ON s.buyer = l.uscc AND s.year = l.year
    GROUP BY l.chain, l.year, l.uscc, s.supplier),
bought AS (
    SELECT f.chain, f.year, f.uscc, b.name_zh, b.name_en, count(*) AS suppliers, count(*) FILTER (WHERE t.home) AS home, count(*) FILTER (WHERE t.sme) AS sme,
           count(*) FILTER (WHERE EXISTS (SELECT FROM {s}.recognition g JOIN {s}.tier h ON h.code = g.tier AND h.family = 'srdi'
               WHERE g.uscc = f.supplier AND g.known_from <= (SELECT {s}.vintage()) AND (g.known_to IS NULL OR g.known_to > (SELECT {s}.vintage()))
                 AND g.status <> 'withdrawn' AND g.valid @> make_date(f.year, 12, 31))) AS srdi,
           sum(f.amount) AS amount, sum(f.amount) FILTER (WHERE t.home) AS home_amount, sum(f.amount) FILTER (WHERE t.sme) AS sme_amount,
           (coalesce(sum(f.amount) FILTER (WHERE t.home), 0) / nullif(sum(f.amount), 0))::float8 AS home_share,
           (coalesce(sum(f.amount) FILTER (WHERE t.sme), 0) / nullif(sum(f.amount), 0))::float8 AS sme_share,
           (sum(f.amount ^ 2) / nullif(sum(f.amount) ^ 2, 0))::float8 AS hhi
    FROM flow f JOIN {s}.enterprise b ON b.uscc = f.uscc LEFT JOIN {s}.enterprise e ON e.uscc = f.supplier
    CROSS JOIN LATERAL (SELECT prefecture(e.division) = prefecture(b.division) AS home, e.size_class IN ('medium', 'small', 'micro') AS sme) t
    GROUP BY f.chain, f.year, f.uscc, b.name_zh, b.name_en)
SELECT k.uscc::text AS uscc, label(k.name_zh, k.name_en, {lang}) AS enterprise_name, make_date(k.year, 1, 1) AS period_start,
    make_date(k.year, 12, 31) AS period_end, 'year'::text AS period_type, k.year, k.suppliers, k.home AS local_suppliers, k.sme AS sme_suppliers,
    k.amount::numeric(28,4) AS purchases, k.home_amount::numeric(28,4) AS local_purchases, k.sme_amount::numeric(28,4) AS sme_purchases,
    k.home_share AS local_share, k.sme_share, k.hhi AS supplier_hhi, k.chain AS chain_code, label(c.name_zh, c.name_en, {lang}) AS chain_name,
    k.srdi AS srdi_suppliers, j.n AS co_patents, p.home_share AS previous_local_share, k.home_share - p.home_share AS trend
FROM bought k JOIN {s}.chain c ON c.code = k.chain
LEFT JOIN bought p ON p.chain = k.chain AND p.uscc = k.uscc AND p.year = k.year - 1
CROSS JOIN LATERAL (
    SELECT count(DISTINCT a.family) AS n FROM {s}.patent_link a JOIN {s}.patent_link o ON o.family = a.family AND o.holder <> a.holder
    WHERE a.holder = k.uscc::text AND a.filed <= make_date(k.year, 12, 31)) j
$t$);

INSERT INTO industry.registry_column (relation, name, zh, en) VALUES
('*', 'chain_code', '产业链代码', 'code of the chain'),
('*', 'chain_name', '产业链名称', 'name of the chain'),
('*', 'node_name', '环节名称', 'name of the node'),
('*', 'leader_name', '链主企业名称', 'name of the leading enterprise'),
('*', 'project_name', '项目名称', 'name of the project'),
('*', 'present', '本地是否已有', 'an effective enterprise holds the node'),
('*', 'firms', '企业数', 'enterprises'),
('chain_gap', 'effective', '有效企业数', 'effective enterprises'),
('*', 'national_share', '占全国比重', 'local over domestic supply'),
('*', 'self_sufficiency', '自给率', 'domestic supply over demand'),
('*', 'local_supply_ratio', '本地供给率', 'local supply over demand'),
('*', 'supplier_hhi', '供应商集中度(HHI)', 'Herfindahl index of suppliers'),
('*', 'readiness', '技术成熟度', 'technology readiness level'),
('chain_gap', 'density', '产业关联密度', 'relatedness density of the node''s industry group, the highest among the prefectures of the chain''s division'),
('*', 'local_supply_change', '本地供给率变化', 'change of the local supply ratio since the observation of a year before'),
('*', 'self_sufficiency_change', '自给率变化', 'change of self-sufficiency since the observation of a year before'),
('*', 'dependents', '依赖该环节的已有下游数', 'present buyers that depend on the node'),
('*', 'largest_dependence', '最大依赖占比', 'largest share of a present buyer''s inputs'),
('*', 'most_dependent', '最依赖的下游', 'the buyer with that share'),
('*', 'near_nodes', '邻近环节数', 'nodes within the steps of the scheme'),
('*', 'near_present', '邻近已有环节数', 'of them present'),
('*', 'value_blocked', '阻断的下游价值', 'final value without supply if the node is missing'),
('*', 'share_blocked', '阻断价值占比', 'the same as a share of all final value'),
('*', 'reason', '理由', 'reason'),
('*', 'risk', '卡脖子风险', 'choke risk, 0 to 1'),
('*', 'effective_suppliers', '有效供应商数', 'effective number of suppliers, 1 / HHI'),
('*', 'sole_source', '是否单一来源', 'the effective number of suppliers rounds to 1'),
('*', 'value_lost', '断供价值', 'final value that loses all supply'),
('*', 'chains', '涉及产业链数', 'chains that use it'),
('*', 'import_dependence', '进口依存度', 'imports over consumption'),
('*', 'action', '措施', 'what to do'),
('*', 'completeness', '完整度', 'weight of effective nodes over all'),
('*', 'edge_completeness', '链接完整度', 'links with both ends effective over all'),
('*', 'completeness_change', '完整度一年变化', 'change of completeness over a year'),
('*', 'nodes', '环节数', 'nodes'),
('*', 'effective_nodes', '有效环节数', 'effective nodes'),
('*', 'leader_share', '链主占比', 'share of the leaders among the members'),
('*', 'items_opened', '清单事项数', 'entries opened'),
('*', 'items_closed', '已清零事项数', 'entries closed'),
('*', 'clearance', '清零率', 'closed / opened'),
('*', 'projects', '项目数', 'projects'),
('*', 'delivery', '投资完成率', 'actual / planned investment'),
('*', 'height', '距末端层数', 'longest way to a sink'),
('*', 'in_cycle', '是否成环', 'the node or edge lies in a cycle'),
('*', 'source_node', '上游环节', 'node that supplies'),
('chain_map_edges', 'source_name', '上游环节名称', 'name of the node that supplies'),
('*', 'target_node', '下游环节', 'node that is supplied'),
('chain_map_edges', 'target_name', '下游环节名称', 'name of the node that is supplied'),
('*', 'source_share', '占上游供出比重', 'share of what the source supplies'),
('*', 'target_share', '占下游采购比重', 'share of what the target buys'),
('*', 'is_bridge', '是否唯一连接', 'the chain falls apart without it'),
('*', 'level_step', '跨越层级', 'levels it climbs'),
('chain_map_nodes', 'level', '层级', 'longest way from a source'),
('*', 'origin', '来源(测算、登记)', 'computed or registered'),
('*', 'leaders', '链主企业数', 'leading enterprises'),
('*', 'suppliers', '供应商数', 'suppliers'),
('*', 'local_suppliers', '本地供应商数', 'suppliers of the same prefecture'),
('*', 'sme_suppliers', '中小供应商数', 'small and medium suppliers'),
('*', 'sme_purchases', '中小企业采购额', 'purchases from small and medium suppliers'),
('*', 'local_share', '本地采购占比', 'share of purchases made in the prefecture'),
('chain_breakthrough', 'level', '首台套等级', 'level of the first, such as national'),
('chain_breakthrough', 'status_from', '环节起始状态(空白、中试、规模化)', 'status of the node before the project: gap (readiness 1 to 3), pilot (4 to 6), scale (7 to 9)'),
('chain_breakthrough', 'status_to', '环节目标状态,项目完成即达到', 'status of the node that the project leads to, reached when it is completed'),
('chain_breakthrough', 'self_sufficiency_change', '项目启动以来自给率变化',
    'change of the node''s self-sufficiency since the last observation (subject chain/node) before the project began'),
('leader_ecosystem', 'co_patents', '联合专利数', 'patent families filed by the end of the year that the leader holds with others'),
('leader_ecosystem', 'trend', '本地采购占比较上年变化', 'change of the local share since the year before'),
('*', 'sme_share', '中小企业采购占比', 'share of purchases from small and medium suppliers')
ON CONFLICT (relation, name) DO NOTHING; -- the words of an earlier module stand
