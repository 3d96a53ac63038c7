-- Evaluation schemes: items, weights, benchmarks, bands, gates and exemptions are rows; any unit x indicator matrix can be judged
-- (FORMULAS M21 with fixed weights, M23). Absent cells are unknown, never zero.

INSERT INTO industry.registry_template (kind, name, position, comment_zh, comment_en, body) VALUES
('rows', 'scheme', 2020, '随附的评价方案', 'Schemes shipped with the extension', $t$
INSERT INTO {s}.scheme (code, version, name_zh, name_en, subject_kind, normalization, band_basis, source) VALUES
    ('output_per_mu', '1', '亩均效益评价', 'Output per mu', 'enterprise', 'benchmark', 'rank',
        '示意权重,据公开的县级方案 / illustrative, after published county schemes'),
    ('park_quality', '2021', '园区评价', 'Park evaluation', 'park', 'min_max', 'rank', '示意权重 / illustrative weights'),
    ('upgrading_axes', '1', '高端化智能化绿色化', 'High-end, intelligent, green', 'industry', 'min_max', 'score', '示意权重 / illustrative weights'),
    ('strong_manufacturing', '1', '先进制造业强省', 'Strong manufacturing province', 'region', 'min_max', 'score', '示意权重 / illustrative weights'),
    ('smart_city', '1', '智慧城市', 'Smart city', 'region', 'min_max', 'score', '示意权重 / illustrative weights');
INSERT INTO {s}.scheme_item (scheme, version, item, position, indicator, denominator, weight, direction, benchmark_kind, benchmark, cap, formula,
    name_zh, name_en) VALUES
    ('output_per_mu', '1', 'tax_per_mu', 1, 'tax', 'land_mu', 45, '+', 'average', 1.2, 1.2, 'ratio', '亩均税收', 'tax per mu'),
    ('output_per_mu', '1', 'revenue_per_mu', 2, 'revenue', 'land_mu', 20, '+', 'average', 1.2, 1.2, 'ratio', '亩均营业收入', 'revenue per mu'),
    ('output_per_mu', '1', 'value_added_per_energy', 3, 'value_added', 'energy_tce', 15, '+', 'average', 1.2, 1.2, 'ratio', '单位能耗增加值',
        'value added per unit of energy'),
    ('output_per_mu', '1', 'rd_ratio', 4, 'rd_expense', 'revenue', 10, '+', 'average', 1.2, 1.2, 'ratio', '研发费用占比', 'R&D in revenue'),
    ('output_per_mu', '1', 'value_added_per_person', 5, 'value_added', 'employees', 10, '+', 'average', 1.2, 1.2, 'ratio', '全员劳动生产率',
        'value added per person'),
    ('park_quality', '2021', 'yield', 1, 'tax', 'area_mu', 0.30, '+', NULL, NULL, 1, NULL, '亩均税收', 'tax per mu'),
    ('park_quality', '2021', 'revenue_yield', 2, 'revenue', 'area_mu', 0.30, '+', NULL, NULL, 1, NULL, '亩均营业收入', 'revenue per mu'),
    ('park_quality', '2021', 'science', 3, 'rd_expense', 'revenue', 0.15, '+', NULL, NULL, 1, NULL, '研发费用占比', 'R&D in revenue'),
    ('park_quality', '2021', 'green', 4, 'energy_tce', 'value_added', 0.15, '-', NULL, NULL, 1, NULL, '单位增加值能耗', 'energy per value added'),
    ('park_quality', '2021', 'conformity', 5, 'conformity', NULL, 0.10, '+', NULL, NULL, 1, NULL, '主导产业集中度', 'share of leading industries'),
    ('upgrading_axes', '1', 'high_end.value_added_rate', 1, 'value_added', 'output', 0.5, '+', NULL, NULL, 1, NULL, '增加值率', 'value-added rate'),
    ('upgrading_axes', '1', 'high_end.new_products', 2, 'new_product_revenue', 'revenue', 0.5, '+', NULL, NULL, 1, NULL, '新产品收入占比',
        'share of new products'),
    ('upgrading_axes', '1', 'intelligent.numerical_control', 3, 'numerical_control_rate', NULL, 0.5, '+', NULL, NULL, 1, NULL, '关键工序数控化率',
        'numerical control of key processes'),
    ('upgrading_axes', '1', 'intelligent.maturity', 4, 'digital_level', NULL, 0.5, '+', NULL, NULL, 1, NULL, '数字化成熟度', 'digital maturity'),
    ('upgrading_axes', '1', 'green.energy', 5, 'energy_tce', 'value_added', 0.4, '-', NULL, NULL, 1, NULL, '单位增加值能耗', 'energy per value added'),
    ('upgrading_axes', '1', 'green.carbon', 6, 'carbon_t', 'value_added', 0.3, '-', NULL, NULL, 1, NULL, '单位增加值碳排放', 'carbon per value added'),
    ('upgrading_axes', '1', 'green.water', 7, 'water_m3', 'value_added', 0.2, '-', NULL, NULL, 1, NULL, '单位增加值用水', 'water per value added'),
    ('upgrading_axes', '1', 'green.waste', 8, 'waste_used_share', NULL, 0.1, '+', NULL, NULL, 1, NULL, '固废综合利用率', 'solid waste put to use'),
    ('strong_manufacturing', '1', 'scale', 1, 'industrial_value_added', NULL, 0.4, '+', NULL, NULL, 1, NULL, '规模', 'size'),
    ('strong_manufacturing', '1', 'innovation', 2, 'rd_expenditure', 'gdp', 0.3, '+', NULL, NULL, 1, NULL, '创新', 'innovation'),
    ('strong_manufacturing', '1', 'specialised', 3, 'srdi_provincial', NULL, 0.3, '+', NULL, NULL, 1, NULL, '专精特新', 'specialised enterprises');
INSERT INTO {s}.scheme_band (scheme, version, band, position, bound) VALUES
    ('output_per_mu', '1', 'A', 1, 0.20), ('output_per_mu', '1', 'B', 2, 0.60), ('output_per_mu', '1', 'C', 3, 0.95), ('output_per_mu', '1', 'D', 4, 1),
    ('park_quality', '2021', 'A', 1, 0.20), ('park_quality', '2021', 'B', 2, 0.60), ('park_quality', '2021', 'C', 3, 0.95), ('park_quality', '2021', 'D', 4, 1);
INSERT INTO {s}.scheme_gate (scheme, version, gate, effect, indicator, operator, threshold, points, band, name_zh, name_en) VALUES
    ('output_per_mu', '1', 'missing_energy', 'penalty_missing', 'energy_tce', '>=', 0, 3, NULL, '缺少能耗数据', 'no energy data');
$t$),
('function', 'evaluate_items', 3300, '按评价方案逐项打分',
    'Scores of every unit on every item of a scheme: value, benchmark or range, normalised value, points', $t$
FUNCTION {s}.evaluate_items(scheme text, m industry.matrix, groups jsonb DEFAULT '{}', as_of date DEFAULT NULL)
RETURNS TABLE (unit_code text, group_code text, item text, item_position integer, value float8, benchmark float8, normalized float8, weight float8,
    points float8, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
    WITH asked AS MATERIALIZED (
        SELECT s.* FROM {s}.scheme s
        WHERE s.code = {s}.known_scheme(evaluate_items.scheme) AND s.valid @> coalesce(evaluate_items.as_of, {s}.as_of())),
    unit AS MATERIALIZED (
        SELECT array_agg(u.unit ORDER BY u.n) AS keys, array_agg(coalesce(g.value, '') ORDER BY u.n) AS groups
        FROM unnest(industry.row_keys(m)) WITH ORDINALITY u(unit, n) LEFT JOIN jsonb_each_text(groups) g ON g.key = u.unit),
    item AS MATERIALIZED (
        SELECT i.item, i.position, i.weight::float8 AS weight, i.direction, i.benchmark_kind, i.benchmark::float8 AS factor, i.cap::float8 AS cap, i.formula,
               i.indicator, i.denominator, i.denominator IS NOT NULL AS is_ratio, a.normalization
        FROM {s}.scheme_item i JOIN asked a ON i.scheme = a.code AND i.version = a.version),
    -- whole columns side by side: no join depends on how many cells the planner thinks a matrix has
    raw AS (
        SELECT v.unit, i.item, v.grp, v.num, v.den, i.is_ratio
        FROM unit u CROSS JOIN item i
        CROSS JOIN LATERAL unnest(u.keys, u.groups, industry.column_values(m, i.indicator), industry.column_values(m, i.denominator)) v(unit, grp, num, den)),
    quotient AS (
        SELECT r.*, CASE WHEN r.is_ratio THEN r.num / NULLIF(r.den, 0) ELSE r.num END AS x FROM raw r),
    spread AS (
        SELECT q.grp, q.item, min(q.x) AS low, max(q.x) AS high,
               -- the average of a ratio is the ratio of the sums, as for a county's tax per mu; sums in the order of the values, so that they are the same in any plan
               CASE WHEN bool_or(q.is_ratio) THEN sum(q.num ORDER BY q.num) FILTER (WHERE q.x IS NOT NULL) / NULLIF(sum(q.den ORDER BY q.den)
                   FILTER (WHERE q.x IS NOT NULL), 0)
                    ELSE avg(q.x ORDER BY q.x) END AS mean,
               array_agg(q.unit) AS units, array_agg(q.x) AS xs, array_agg(q.den) AS dens
        FROM quotient q GROUP BY q.grp, q.item),
    scored AS (
        SELECT p.grp, p.low, p.high, i.*, v.unit, v.x, v.den, b.bench
        FROM spread p JOIN item i ON i.item = p.item
        CROSS JOIN LATERAL (SELECT CASE i.benchmark_kind WHEN 'fixed' THEN i.factor WHEN 'average' THEN p.mean * coalesce(i.factor, 1)
                   WHEN 'maximum' THEN p.high * coalesce(i.factor, 1)
                   WHEN 'percentile' THEN (SELECT percentile_disc(LEAST(GREATEST(i.factor, 0), 1)) WITHIN GROUP (ORDER BY y.x)
                       FROM unnest(p.xs) y(x)) END AS bench OFFSET 0) b
        CROSS JOIN LATERAL unnest(p.units, p.xs, p.dens) v(unit, x, den))
    SELECT s.unit, s.grp, s.item, s.position, s.x, s.bench, z.z, s.weight,
           CASE WHEN s.normalization = 'min_max' THEN CASE WHEN s.low = s.high THEN 0 ELSE s.weight * z.z END
                ELSE industry.item_score(s.x, s.bench, s.weight, coalesce(s.cap, 1), coalesce(s.formula, 'ratio')) END,
           CASE WHEN s.x IS NULL THEN CASE WHEN s.is_ratio AND s.den = 0 THEN 'no_denominator' ELSE 'missing_input' END
                WHEN s.normalization = 'min_max' AND s.low = s.high THEN 'degenerate'
                WHEN s.normalization = 'benchmark' AND coalesce(s.bench, 0) = 0 THEN 'no_denominator' ELSE 'ok' END
    FROM scored s
    CROSS JOIN LATERAL (SELECT CASE WHEN s.normalization <> 'min_max' THEN s.x / NULLIF(s.bench, 0)
        WHEN s.direction = '-' THEN (s.high - s.x) / NULLIF(s.high - s.low, 0) ELSE (s.x - s.low) / NULLIF(s.high - s.low, 0) END AS z) z;
END
$t$),
('function', 'evaluate', 3310, '按评价方案评分、排名、分档',
    'Judges a unit x indicator matrix by a scheme: score, rank inside the group, band; exempt units and failed gates go to the band the gate names, unknown ones are undecidable', $t$
FUNCTION {s}.evaluate(scheme text, m industry.matrix, groups jsonb DEFAULT '{}', as_of date DEFAULT NULL)
RETURNS TABLE (unit_code text, group_code text, score float8, rank bigint, group_size bigint, rank_share float8, band text, failed_gates text,
    missing_items text, status text, method_id text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
    WITH asked AS MATERIALIZED (
        SELECT s.* FROM {s}.scheme s
        WHERE s.code = {s}.known_scheme(evaluate.scheme) AND s.valid @> coalesce(evaluate.as_of, {s}.as_of())),
    bands AS MATERIALIZED (
        SELECT b.band, b.position, b.bound::float8 AS bound FROM {s}.scheme_band b JOIN asked a ON b.scheme = a.code AND b.version = a.version),
    gate AS MATERIALIZED (
        SELECT g.* FROM {s}.scheme_gate g JOIN asked a ON g.scheme = a.code AND g.version = a.version),
    verdict AS (
        SELECT x.unit, g.gate, g.effect, g.points::float8 AS points, g.band, g.indicator, x.value IS NULL AS unknown,
               CASE g.operator WHEN '>=' THEN x.value >= g.threshold::float8 WHEN '>' THEN x.value > g.threshold::float8
                   WHEN '<=' THEN x.value <= g.threshold::float8 WHEN '<' THEN x.value < g.threshold::float8
                   WHEN '=' THEN x.value = g.threshold::float8 ELSE x.value <> g.threshold::float8 END AS holds
        FROM gate g CROSS JOIN LATERAL unnest(industry.row_keys(m), industry.column_values(m, g.indicator)) x(unit, value)),
    gates AS (
        SELECT v.unit, bool_or(v.effect = 'exempt' AND v.holds) AS exempt, max(v.band) FILTER (WHERE v.effect = 'exempt' AND v.holds) AS exempt_band,
               bool_or(v.effect = 'gate' AND NOT v.holds) AS failed, max(v.band) FILTER (WHERE v.effect = 'gate' AND NOT v.holds) AS failed_band,
               bool_or(v.effect = 'gate' AND v.unknown) AS unknown,
               string_agg(v.gate, ', ' ORDER BY v.gate) FILTER (WHERE v.effect = 'gate' AND NOT v.holds) AS names,
               coalesce(sum(v.points) FILTER (WHERE v.effect = 'bonus' AND v.holds), 0)
                   - coalesce(sum(v.points) FILTER (WHERE v.effect = 'penalty' AND v.holds OR v.effect = 'penalty_missing' AND v.unknown), 0) AS extra
        FROM verdict v GROUP BY v.unit),
    -- an item whose data are missing counts zero where the scheme has a penalty for that, else the unit cannot be decided
    excused AS MATERIALIZED (
        SELECT coalesce(array_agg(k.item), '{}') AS items FROM asked a JOIN {s}.scheme_item k ON k.scheme = a.code AND k.version = a.version
        WHERE EXISTS (SELECT 1 FROM gate g WHERE g.effect = 'penalty_missing' AND g.indicator IN (k.indicator, k.denominator))),
    totals AS (
        SELECT i.unit_code AS unit, i.group_code AS grp, sum(i.points) AS points,
               string_agg(i.item, ', ') FILTER (WHERE i.points IS NULL AND i.weight > 0
                   AND NOT (i.status = 'missing_input' AND i.item = ANY (x.items))) AS missing
        -- sorted once, so that sums and lists run in the order of the items
        FROM (SELECT e.unit_code, e.group_code, e.item, e.item_position, e.weight, e.points, e.status
              FROM {s}.evaluate_items(evaluate.scheme, m, groups, evaluate.as_of) e
              ORDER BY e.unit_code, e.group_code, e.item_position, e.item OFFSET 0) i
        CROSS JOIN excused x
        GROUP BY i.unit_code, i.group_code),
    judged AS (
        SELECT x.unit, max(x.grp) AS grp, max(x.points) AS points, max(x.missing) AS missing, coalesce(bool_or(x.exempt), false) AS exempt,
            max(x.exempt_band) AS exempt_band,
               coalesce(bool_or(x.failed), false) AS failed, max(x.failed_band) AS failed_band, coalesce(bool_or(x.unknown), false) AS unknown,
               max(x.names) AS names, max(x.extra) AS extra
        FROM (SELECT t.unit, t.grp, t.points, t.missing, NULL::boolean AS exempt, NULL AS exempt_band, NULL::boolean AS failed, NULL AS failed_band,
            NULL::boolean AS unknown, NULL AS names, NULL::float8 AS extra FROM totals t
              UNION ALL SELECT g.unit, NULL, NULL, NULL, g.exempt, g.exempt_band, g.failed, g.failed_band, g.unknown, g.names, g.extra FROM gates g) x
        GROUP BY x.unit HAVING max(x.grp) IS NOT NULL),
    scored AS (
        SELECT j.*, CASE WHEN j.missing IS NULL AND NOT j.exempt AND NOT j.unknown THEN round((coalesce(j.points, 0) + coalesce(j.extra, 0))::numeric,
            12)::float8 END AS score
        FROM judged j),
    ranked AS (
        SELECT s.*, CASE WHEN s.score IS NOT NULL THEN rank() OVER (PARTITION BY s.grp, s.score IS NULL ORDER BY s.score DESC) END AS place,
               count(s.score) OVER (PARTITION BY s.grp) AS n
        FROM scored s)
    SELECT r.unit, r.grp, r.score, r.place, r.n, (r.place::float8 / NULLIF(r.n, 0)),
           CASE WHEN r.exempt THEN r.exempt_band WHEN r.failed THEN r.failed_band WHEN r.score IS NOT NULL THEN (
               SELECT b.band FROM bands b
               WHERE CASE a.band_basis WHEN 'rank' THEN (r.place - 1)::float8 / r.n < b.bound ELSE r.score >= b.bound END
               ORDER BY b.position LIMIT 1) END,
           r.names, r.missing,
           CASE WHEN r.exempt THEN 'exempt' WHEN r.missing IS NOT NULL OR r.unknown THEN 'undecidable' WHEN r.failed THEN 'gate_failed' ELSE 'ok' END,
           format('evaluate:scheme=%s,version=%s', a.code, a.version)
    FROM ranked r CROSS JOIN asked a
    ORDER BY r.grp, r.score DESC NULLS LAST, r.unit;
END
$t$);
