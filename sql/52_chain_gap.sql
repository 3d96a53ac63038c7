-- Gaps of a chain: the class of each node, choke points, self-sufficiency, local support, leaders and their suppliers.

CREATE FUNCTION industry.chain_gaps(
    m industry.matrix, measures industry.matrix, final_value industry.matrix DEFAULT NULL, scheme jsonb DEFAULT '{}')
RETURNS TABLE (
    node text, class text, class_zh text, present boolean, inside boolean,
    firms float8, effective float8, national_share float8, national_share_threshold float8,
    location_quotient float8, location_quotient_threshold float8, self_sufficiency float8,
    size float8, size_threshold float8, productivity float8, productivity_threshold float8,
    technology float8, technology_threshold float8, local_supply_ratio float8, supplier_hhi float8,
    readiness float8, density float8, dependents integer, largest_dependence float8, most_dependent text,
    near_nodes integer, near_present integer, keep_neighbour text,
    value_blocked float8, share_blocked float8, reason text, reason_zh text, method_id text)
AS 'MODULE_PATHNAME', 'pgi_chain_gaps' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2000 ROWS 1000;
COMMENT ON FUNCTION industry.chain_gaps(industry.matrix, industry.matrix, industry.matrix, jsonb) IS
'Classes every node of a chain, first match wins: keep, enhance, fill, build, extend, monitor (锻长板, 强链, 补链, 建链, 延链, 监测), with '
'every number the class rests on, the final value that loses all supply without the node, and the reason in English and Chinese. measures is node x '
'measure (firms, effective, national_share, location_quotient, size, productivity, technology, each of the last five also with _threshold, '
'self_sufficiency, local_supply_ratio, supplier_hhi, readiness, density, inside); firms not given are 0, inside not given is 1, other '
'measures not given are unknown and satisfy no rule. scheme overrides strong_percentile .75, weak_percentile .5, self_sufficiency .8, '
'dependence .05, near_steps 2, near_share .5, density .3, values_are_shares false. Unknown nodes, measures and thresholds are errors (22023)';

CREATE FUNCTION industry.sole_source(supplier_hhi float8) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN supplier_hhi > 0 AND supplier_hhi <= 1 THEN 1 / supplier_hhi < 1.5 END;
COMMENT ON FUNCTION industry.sole_source(float8) IS
'Whether the effective number of suppliers 1 / HHI rounds to 1; NULL outside (0, 1]';

CREATE FUNCTION industry.import_dependence(output float8, imports float8, exports float8) RETURNS float8
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN output + imports - exports > 0 THEN imports / (output + imports - exports) END;
COMMENT ON FUNCTION industry.import_dependence(float8, float8, float8) IS
'Imports over apparent consumption (output + imports - exports), a fraction; NULL where that is not positive';

CREATE FUNCTION industry.choke_risk(self_sufficiency float8, criticality float8, supplier_hhi float8, technology_readiness float8) RETURNS float8
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (1 - least(self_sufficiency, 1)) * criticality * supplier_hhi * (1 - technology_readiness / 9);
COMMENT ON FUNCTION industry.choke_risk(float8, float8, float8, float8) IS
'Choke risk (1 - self-sufficiency) x criticality x HHI of suppliers x (1 - TRL / 9), 0 to 1 for fractions and a technology readiness level '
'of 0 to 9; self-sufficiency above 1 counts as 1';

CREATE FUNCTION industry.chain_choke_points(
    m industry.matrix, measures industry.matrix, final_value industry.matrix DEFAULT NULL)
RETURNS TABLE (
    node text, risk float8, self_sufficiency float8, criticality float8, supplier_hhi float8, readiness float8,
    effective_suppliers float8, sole_source boolean, value_lost float8, status text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 3000 ROWS 1000
BEGIN ATOMIC
    WITH g AS (
        SELECT * FROM industry.chain_gaps(chain_choke_points.m, chain_choke_points.measures, chain_choke_points.final_value)
    )
    SELECT g.node, industry.choke_risk(g.self_sufficiency, g.share_blocked, g.supplier_hhi, g.readiness),
           g.self_sufficiency, g.share_blocked, g.supplier_hhi, g.readiness,
           1 / nullif(g.supplier_hhi, 0), industry.sole_source(g.supplier_hhi), g.value_blocked,
           CASE WHEN g.self_sufficiency IS NULL OR g.supplier_hhi IS NULL OR g.readiness IS NULL THEN 'missing_input'
                WHEN g.share_blocked IS NULL THEN 'no_denominator' ELSE 'ok' END
    FROM g;
END;
COMMENT ON FUNCTION industry.chain_choke_points(industry.matrix, industry.matrix, industry.matrix) IS
'Choke risk of every node of a chain with its parts: self-sufficiency, criticality (share of final value cut off), HHI of suppliers and '
'readiness (TRL 0 to 9) from measures, effective number of suppliers, sole source. NULL with status missing_input where a part is not given';

CREATE FUNCTION industry.local_supporting_rate(m industry.matrix, unknown text DEFAULT '')
RETURNS TABLE (
    region text, purchases float8, local_purchases float8, unknown_purchases float8,
    rate float8, rate_of_known float8, rate_high float8, unknown_share float8)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 100
BEGIN ATOMIC
    WITH purchase AS (
        SELECT c.col_key AS region, sum(c.value) AS total,
               coalesce(sum(c.value) FILTER (WHERE c.row_key = c.col_key), 0) AS home,
               coalesce(sum(c.value) FILTER (WHERE c.row_key = local_supporting_rate.unknown), 0) AS unsure
        FROM industry.cells(local_supporting_rate.m) AS c(row_key, col_key, value)
        GROUP BY c.col_key
    )
    SELECT p.region, p.total, p.home, p.unsure,
           p.home / nullif(p.total, 0), p.home / nullif(p.total - p.unsure, 0),
           (p.home + p.unsure) / nullif(p.total, 0), p.unsure / nullif(p.total, 0)
    FROM purchase AS p
    ORDER BY p.region COLLATE "C";
END;
COMMENT ON FUNCTION industry.local_supporting_rate(industry.matrix, text) IS
'Local supporting rate 本地配套率 of each region: purchases of intermediates from itself over all of them, from a matrix supplying region x '
'buying region. Purchases from suppliers of unknown place sit in the row named by the second argument: the rate counts them as not local, '
'rate_high as local, rate_of_known leaves them out. NULL without purchases';

CREATE FUNCTION industry.leader_ecosystem(m industry.matrix, suppliers industry.matrix)
RETURNS TABLE (
    leader text, suppliers integer, sme_suppliers integer, local_suppliers integer, local_sme_suppliers integer,
    purchases float8, sme_share float8, local_share float8, local_sme_share float8, supplier_hhi float8)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 100
BEGIN ATOMIC
    WITH trait AS (
        SELECT c.row_key AS supplier,
               coalesce(max(c.value) FILTER (WHERE c.col_key = 'sme'), 0) > 0 AS sme,
               coalesce(max(c.value) FILTER (WHERE c.col_key = 'local'), 0) > 0 AS home
        FROM industry.cells(leader_ecosystem.suppliers) AS c(row_key, col_key, value)
        GROUP BY c.row_key
    ), purchase AS (
        SELECT c.col_key AS leader, c.value, coalesce(t.sme, false) AS sme, coalesce(t.home, false) AS home,
               sum(c.value) OVER (PARTITION BY c.col_key) AS total
        FROM industry.cells(leader_ecosystem.m) AS c(row_key, col_key, value)
        LEFT JOIN trait AS t ON t.supplier = c.row_key
    )
    SELECT p.leader, count(*)::integer, (count(*) FILTER (WHERE p.sme))::integer,
           (count(*) FILTER (WHERE p.home))::integer, (count(*) FILTER (WHERE p.sme AND p.home))::integer,
           max(p.total),
           coalesce(sum(p.value) FILTER (WHERE p.sme), 0) / nullif(max(p.total), 0),
           coalesce(sum(p.value) FILTER (WHERE p.home), 0) / nullif(max(p.total), 0),
           coalesce(sum(p.value) FILTER (WHERE p.sme AND p.home), 0) / nullif(max(p.total), 0),
           sum((p.value / nullif(p.total, 0)) ^ 2)
    FROM purchase AS p
    GROUP BY p.leader
    ORDER BY p.leader COLLATE "C";
END;
COMMENT ON FUNCTION industry.leader_ecosystem(industry.matrix, industry.matrix) IS
'Suppliers of each leading enterprise, from a matrix supplier x leader of purchases and a matrix supplier x {sme, local} of flags (above 0: '
'yes; not given: no): counts, shares of purchases from small and medium, local, and local small and medium suppliers, HHI of suppliers. NULL '
'without purchases';

CREATE FUNCTION industry.supplier_dependence(m industry.matrix, revenue industry.matrix)
RETURNS TABLE (supplier text, leader text, dependence float8, revenue float8, status text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 1000
BEGIN ATOMIC
    WITH turnover AS (
        SELECT c.row_key AS supplier, sum(c.value) AS revenue
        FROM industry.cells(supplier_dependence.revenue) AS c(row_key, col_key, value)
        GROUP BY c.row_key
    ), sale AS (
        SELECT DISTINCT ON (c.row_key COLLATE "C") c.row_key AS supplier, c.col_key AS leader, c.value
        FROM industry.cells(supplier_dependence.m) AS c(row_key, col_key, value)
        ORDER BY c.row_key COLLATE "C", c.value DESC, c.col_key COLLATE "C"
    )
    SELECT s.supplier, s.leader, s.value / nullif(t.revenue, 0), t.revenue,
           CASE WHEN t.revenue IS NULL THEN 'missing_input' WHEN t.revenue = 0 THEN 'no_denominator' ELSE 'ok' END
    FROM sale AS s LEFT JOIN turnover AS t ON t.supplier = s.supplier
    ORDER BY s.supplier COLLATE "C";
END;
COMMENT ON FUNCTION industry.supplier_dependence(industry.matrix, industry.matrix) IS
'The leader each supplier sells most to, and the share of its revenue that this is (M33 dependence), from a matrix supplier x leader of '
'sales and revenue, supplier x 1. NULL with a status where revenue is not given or 0; ties by label';

CREATE FUNCTION industry.interaction_signs(a float8[], b float8[])
RETURNS TABLE (
    effect_on_a float8, effect_on_b float8, t_a float8, t_b float8, relation text, observations integer, status text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 1
BEGIN ATOMIC
    -- growth of each on the levels of both: ln(x[t+1] / x[t]) = r + c x[t] + e y[t], least squares with centred sums
    WITH step AS (
        SELECT s.x, s.y, ln(lead(s.x) OVER w / s.x) AS gx, ln(lead(s.y) OVER w / s.y) AS gy
        FROM (
            SELECT u.t, CASE WHEN u.x > 0 THEN u.x END AS x, CASE WHEN u.y > 0 THEN u.y END AS y
            FROM unnest(interaction_signs.a, interaction_signs.b) WITH ORDINALITY AS u(x, y, t)
        ) AS s
        WINDOW w AS (ORDER BY s.t)
    ), moment AS (
        SELECT count(*) AS n, regr_sxx(p.x, p.x) AS sxx, regr_sxx(p.y, p.y) AS syy, regr_sxy(p.y, p.x) AS sxy,
               regr_sxy(p.gx, p.x) AS sxg, regr_sxy(p.gx, p.y) AS syg, regr_sxx(p.gx, p.gx) AS sgg,
               regr_sxy(p.gy, p.x) AS sxh, regr_sxy(p.gy, p.y) AS syh, regr_sxx(p.gy, p.gy) AS shh
        FROM step AS p
        WHERE p.gx IS NOT NULL AND p.gy IS NOT NULL
    ), fit AS (
        SELECT o.n, d.det, o.sxx, o.syy,
               (o.sxx * o.syg - o.sxy * o.sxg) / d.det AS on_a, (o.syy * o.sxh - o.sxy * o.syh) / d.det AS on_b,
               greatest(o.sgg - ((o.syy * o.sxg - o.sxy * o.syg) * o.sxg + (o.sxx * o.syg - o.sxy * o.sxg) * o.syg) / d.det, 0) AS rest_a,
               greatest(o.shh - ((o.syy * o.sxh - o.sxy * o.syh) * o.sxh + (o.sxx * o.syh - o.sxy * o.sxh) * o.syh) / d.det, 0) AS rest_b
        FROM moment AS o
        CROSS JOIN LATERAL (
            SELECT CASE WHEN o.n >= 4 AND o.sxx * o.syy - o.sxy ^ 2 > 1e-12 * o.sxx * o.syy THEN o.sxx * o.syy - o.sxy ^ 2 END AS det
        ) AS d
    )
    SELECT f.on_a, f.on_b,
           f.on_a / sqrt(nullif(f.rest_a / (f.n - 3) * f.sxx / f.det, 0)),
           f.on_b / sqrt(nullif(f.rest_b / (f.n - 3) * f.syy / f.det, 0)),
           CASE WHEN f.det IS NULL THEN NULL
                WHEN f.on_a > 0 AND f.on_b > 0 THEN 'mutualism'
                WHEN f.on_a < 0 AND f.on_b < 0 THEN 'competition'
                WHEN f.on_a * f.on_b < 0 THEN 'exploitation'
                WHEN f.on_a > 0 OR f.on_b > 0 THEN 'commensalism'
                WHEN f.on_a < 0 OR f.on_b < 0 THEN 'amensalism'
                ELSE 'neutral' END,
           f.n::integer, CASE WHEN f.det IS NULL THEN 'degenerate' ELSE 'ok' END
    FROM fit AS f;
END;
COMMENT ON FUNCTION industry.interaction_signs(float8[], float8[]) IS
'Signs of the Lotka-Volterra interaction of two series in time order: growth ln(x[t+1]/x[t]) regressed on the levels of both; effect of b on '
'a and of a on b, their t statistics (NULL for an exact fit), and the relation their signs name (mutualism, competition, exploitation, '
'commensalism, amensalism, neutral). Values not above 0 are left out; fewer than four steps or collinear levels give status degenerate';

CREATE FUNCTION industry.chain_candidates(
    nodes text[], strength industry.matrix, density industry.matrix DEFAULT NULL, region text DEFAULT NULL, k integer DEFAULT 5)
RETURNS TABLE (node text, rank integer, candidate text, route text, strength float8, density float8, reason text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000 ROWS 50
BEGIN ATOMIC
    WITH wanted AS (
        SELECT DISTINCT n.node FROM unnest(chain_candidates.nodes) AS n(node)
    ), held AS (
        SELECT c.row_key AS region, c.col_key AS node, c.value
        FROM industry.cells(chain_candidates.strength) AS c(row_key, col_key, value)
        WHERE c.value > 0
    ), related AS (
        SELECT c.row_key AS region, c.col_key AS node, c.value
        FROM industry.cells(chain_candidates.density) AS c(row_key, col_key, value)
    ), option AS (
        SELECT w.node, h.region, 'attract' AS route, h.value AS strength, r.value AS density
        FROM wanted AS w
        JOIN held AS h ON h.node = w.node AND h.region IS DISTINCT FROM chain_candidates.region
        LEFT JOIN related AS r ON r.node = h.node AND r.region = h.region
        UNION ALL
        SELECT w.node, r.region, 'grow', NULL, r.value
        FROM wanted AS w
        JOIN related AS r ON r.node = w.node
        WHERE NOT EXISTS (SELECT FROM held AS h WHERE h.node = r.node AND h.region = r.region)
    ), ranked AS (
        SELECT o.*, row_number() OVER (
                   PARTITION BY o.node, o.route
                   ORDER BY o.strength DESC NULLS LAST, o.density DESC NULLS LAST, o.region COLLATE "C") AS rank
        FROM option AS o
    )
    SELECT r.node, r.rank::integer, r.region, r.route, r.strength, r.density,
           CASE r.route WHEN 'attract' THEN 'has the node, strength ' || round(r.strength::numeric, 3)
                                            || coalesce(', density ' || round(r.density::numeric, 3), '')
                        ELSE 'lacks the node, density ' || round(r.density::numeric, 3) END
    FROM ranked AS r
    WHERE r.rank <= chain_candidates.k
    ORDER BY r.node COLLATE "C", r.route, r.rank;
END;
COMMENT ON FUNCTION industry.chain_candidates(text[], industry.matrix, industry.matrix, text, integer) IS
'Candidate regions for missing nodes of a chain, k of each route: attract, regions that have the node (strength, a matrix region x node '
'above 0, such as enterprises or location quotients; the named region itself left out), strongest first; grow, regions that lack it, by '
'relatedness density (region x node) downwards. Each with the reason in words; ties by label';

INSERT INTO industry.metric (function_name, metric, name_en, name_zh, formula, parameters, unit, value_range, interpretation_en, interpretation_zh,
    reference) VALUES
('chain_gaps', 'class', 'Class of a chain node', '环节分类', 'first match of keep, enhance, fill, build, extend, monitor',
    '{"strong_percentile": 0.75, "weak_percentile": 0.5, "self_sufficiency": 0.8, "dependence": 0.05, "near_steps": 2, "near_share": 0.5, "density": 0.3, "values_are_shares": false}', 'class', 'six classes', 'what to do: keep a strength, enhance a weakness, fill a missing supplier, build a missing neighbour, extend beyond the boundary, or watch', '应采取的措施：锻长板、强链、补链、建链、延链或监测', 'project definition'),
('chain_gaps', 'value_blocked', 'Downstream value blocked', '阻断的下游价值', 'final value of the components dominated by the node',
    '{"final_value": null}', 'unit of value', '[0,inf)', 'final value that has no supply without the node', '缺少该环节即断供的最终价值',
'Lengauer & Tarjan 1979'),
('choke_risk', 'choke_risk', 'Choke risk', '卡脖子风险', '(1 - s) * criticality * HHI * (1 - TRL / 9)', '{}', 'fraction', '[0,1]',
    'higher = more final value hangs on few foreign suppliers of an immature technology', '越高表示越多价值依赖少数外部供应且技术不成熟',
'project definition'),
('import_dependence', 'import_dependence', 'Import dependence', '进口依存度', 'M / (Q + M - E)', '{}', 'fraction', '[0,inf)',
    'share of consumption that is imported', '消费中进口所占比重', 'apparent consumption'),
('local_supporting_rate', 'rate', 'Local supporting rate', '本地配套率', 'purchases of intermediates from the region / all', '{"unknown": ""}',
    'fraction', '[0,1]', 'share of inputs bought at home, suppliers of unknown place counted as not local',
'本地采购的中间投入比重，来源不明者计为非本地', 'project definition'),
('leader_ecosystem', 'sme_share', 'Purchases from small firms', '中小企业采购占比',
    'purchases from small and medium suppliers / all purchases of the leader', '{}', 'fraction', '[0,1]', 'how far a leader takes small firms along',
'链主带动中小企业的程度', 'project definition'),
('supplier_dependence', 'dependence', 'Dependence on one leader', '对单一链主依赖度', 'largest sales to one leader / revenue', '{}', 'fraction',
    '[0,1]', '1 = lives from one buyer', '1 表示完全依赖单一买方', 'project definition'),
('interaction_signs', 'effect_on_a', 'Interaction of two populations', '种群互作系数', 'coefficient of b in ln(a[t+1]/a[t]) = r + c a[t] + e b[t]',
    '{}', '1 / unit of b', '(-inf,inf)', 'positive = a grows faster with more b', '为正表示对方促进自身增长', 'Lotka 1925; Volterra 1926');
