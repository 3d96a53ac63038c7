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
('function', 'scheme_parts', 3290, '评价方案的现行版本及其指标、门槛、档次',
    'The version of a scheme in force at the date with its rows as arrays, as industry.evaluate takes them', $t$
FUNCTION {s}.scheme_parts(scheme text, as_of date DEFAULT NULL)
RETURNS TABLE (version text, normalization text, band_basis text, items industry.scheme_item[], gates industry.scheme_gate[], bands industry.scheme_band[])
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    SELECT {s}.known_scheme(scheme);
    SELECT s.version, s.normalization, s.band_basis,
        ARRAY(SELECT ROW(i.scheme, i.version, i.item, i.position, i.indicator, i.denominator, i.weight, i.direction, i.benchmark_kind, i.benchmark, i.cap,
                  i.formula, i.name_zh, i.name_en)::industry.scheme_item
              FROM {s}.scheme_item i WHERE i.scheme = s.code AND i.version = s.version ORDER BY i.position, i.item),
        ARRAY(SELECT ROW(g.scheme, g.version, g.gate, g.effect, g.indicator, g.operator, g.threshold, g.points, g.band, g.name_zh,
                  g.name_en)::industry.scheme_gate
              FROM {s}.scheme_gate g WHERE g.scheme = s.code AND g.version = s.version ORDER BY g.gate),
        ARRAY(SELECT ROW(b.scheme, b.version, b.band, b.position, b.bound)::industry.scheme_band
              FROM {s}.scheme_band b WHERE b.scheme = s.code AND b.version = s.version ORDER BY b.position)
    FROM {s}.scheme s
    WHERE s.code = scheme_parts.scheme AND s.valid @> coalesce(scheme_parts.as_of, (SELECT {s}.as_of()));
END
$t$),
('function', 'evaluate_items', 3300, '按评价方案逐项打分',
    'Scores of every unit on every item of a scheme: value, benchmark or range, normalised value, points', $t$
FUNCTION {s}.evaluate_items(scheme text, m industry.matrix, groups jsonb DEFAULT '{}', as_of date DEFAULT NULL)
RETURNS TABLE (unit_code text, group_code text, item text, item_position integer, value float8, benchmark float8, normalized float8, weight float8,
    points float8, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
    SELECT e.* FROM {s}.scheme_parts(evaluate_items.scheme, evaluate_items.as_of) s
    CROSS JOIN LATERAL industry.evaluate_items(m, s.items, s.normalization, groups) e;
END
$t$),
('function', 'evaluate', 3310, '按评价方案评分、排名、分档',
    'Judges a unit x indicator matrix by a scheme: score, rank inside the group, band; exempt units and failed gates go to the band the gate names, unknown ones are undecidable', $t$
FUNCTION {s}.evaluate(scheme text, m industry.matrix, groups jsonb DEFAULT '{}', as_of date DEFAULT NULL)
RETURNS TABLE (unit_code text, group_code text, score float8, rank bigint, group_size bigint, rank_share float8, band text, failed_gates text,
    missing_items text, status text, method_id text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
    SELECT e.*, format('evaluate:scheme=%s,version=%s', evaluate.scheme, s.version)
    FROM {s}.scheme_parts(evaluate.scheme, evaluate.as_of) s
    CROSS JOIN LATERAL industry.evaluate(m, s.items, s.gates, s.bands, s.normalization, s.band_basis, groups) e;
END
$t$);
