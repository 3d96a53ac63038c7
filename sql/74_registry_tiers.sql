-- Tiers: counts at a date, rank among provinces, the rule engine with three-valued clauses, transitions and survival (M08, M35).

INSERT INTO industry.registry_template (kind, name, position, comment_zh, comment_en, body) VALUES
('rows', 'indicator', 2000, '随附的指标', 'Indicators that the views read', $t$
INSERT INTO {s}.indicator (code, name_zh, name_en, definition_zh, definition_en, formula, unit, direction, additive, rounding) VALUES
    ('gdp', '地区生产总值', 'Gross domestic product', '按生产法核算的现价总值', 'at current prices', NULL, '100m_yuan', '+', 'flow', 0.05),
    ('value_added', '增加值', 'Value added', '分行业或三次产业的现价增加值', 'by industry or sector, at current prices', NULL, '100m_yuan', '+', 'flow', 0.005),
    ('agri_gross_output', '农林牧渔业总产值', 'Gross output of agriculture', '农林牧渔业及服务业总产值',
        'agriculture, forestry, animal husbandry, fishery and services', NULL, 'yuan', '+', 'flow', 5000000),
    ('industrial_value_added', '规上工业增加值', 'Value added of above-scale industry', '规模以上工业', 'enterprises above designated size', NULL,
        '100m_yuan', '+', 'flow', 0.005),
    ('industrial_revenue', '规上工业营业收入', 'Revenue of above-scale industry', '规模以上工业', 'enterprises above designated size', NULL,
        '100m_yuan', '+', 'flow', 0.005),
    ('industrial_investment', '工业投资', 'Industrial investment', '固定资产投资中的工业投资', 'industrial part of investment in fixed assets', NULL,
        '100m_yuan', '+', 'flow', 0.005),
    ('employment', '就业人员', 'Employment', '分行业或三次产业年末就业', 'by industry or sector at the end of the year', NULL, '10k_person', '+',
        'stock', 0.005),
    ('population', '常住人口', 'Resident population', '年末常住人口', 'at the end of the year', NULL, '10k_person', 'none', 'stock', 0.005),
    ('exports', '出口额', 'Exports', '货物出口', 'goods', NULL, '100m_yuan', '+', 'flow', 0.005),
    ('energy_use', '能源消费量', 'Energy use', '规上工业能源消费', 'above-scale industry', NULL, '10k_tce', '-', 'flow', 0.005),
    ('rd_expenditure', '研发经费', 'R&D expenditure', '全社会研发经费', 'all sectors', NULL, '100m_yuan', '+', 'flow', 0.005),
    ('high_tech_enterprises', '高新技术企业数', 'High-tech enterprises', '有效期内', 'valid at the date', NULL, 'count', '+', 'stock', 0.5),
    ('srdi_national', '国家级专精特新企业数', 'National specialised-refined enterprises', '有效期内', 'valid at the date', NULL, 'count', '+', 'stock', 0.5),
    ('srdi_provincial', '省级专精特新企业数', 'Provincial specialised-refined enterprises', '有效期内', 'valid at the date', NULL, 'count', '+', 'stock', 0.5),
    ('srdi_little_giant', '专精特新小巨人企业数', 'Little-giant enterprises', '有效期内', 'valid at the date', NULL, 'count', '+', 'stock', 0.5),
    ('5g_factories', '5G工厂数', '5G factories', '名录内', 'on the list', NULL, 'count', '+', 'stock', 0.5),
    ('5g_base_stations', '5G基站数', '5G base stations', '年末', 'at the end of the year', NULL, '10k_count', '+', 'stock', 0.005);
$t$),
('rows', 'tier', 2001, '随附的认定梯度与条款', 'Tiers shipped with the extension and the known clauses of the little giants', $t$
INSERT INTO {s}.tier (code, name_zh, name_en, family, rank, issuing_level, validity_years, peer_indicator, source) VALUES
    ('tech_sme', '科技型中小企业', 'Technology small and medium enterprise', 'technology', 1, 'national', 1, NULL, NULL),
    ('high_tech', '高新技术企业', 'High-tech enterprise', 'technology', 2, 'national', 3, 'high_tech_enterprises', NULL),
    ('leading_tech', '科技领军企业', 'Leading technology enterprise', 'technology', 3, 'provincial', 3, NULL, NULL),
    ('innovative_sme', '创新型中小企业', 'Innovative small and medium enterprise', 'srdi', 1, 'provincial', 3, NULL, NULL),
    ('provincial_srdi', '省级专精特新企业', 'Provincial specialised-refined enterprise', 'srdi', 2, 'provincial', 3, 'srdi_provincial',
        '名称与层级为文本解读,代码即数据 / reading of the policy text'),
    ('little_giant', '专精特新小巨人企业', 'Little-giant enterprise', 'srdi', 3, 'national', 3, 'srdi_little_giant',
        '名称与层级为文本解读,代码即数据 / reading of the policy text'),
    ('national_srdi', '国家级专精特新企业', 'National specialised-refined enterprise', 'srdi', 4, 'national', 3, 'srdi_national',
        '名称与层级为文本解读,代码即数据 / reading of the policy text'),
    ('gazelle', '瞪羚企业', 'Gazelle', 'growth', 1, 'provincial', 3, NULL, NULL),
    ('single_champion', '制造业单项冠军', 'Single champion', 'champion', 1, 'national', 3, NULL, NULL),
    ('chain_master', '链主企业', 'Chain-leading enterprise', 'chain', 1, 'provincial', 3, NULL, NULL),
    ('smart_factory', '智能工厂', 'Smart factory', 'digital', 1, 'provincial', 3, NULL, NULL),
    ('5g_factory', '5G工厂', '5G factory', 'digital', 2, 'national', NULL, '5g_factories', NULL);
INSERT INTO {s}.tier_rule (rule, version, tier, name_zh, name_en, valid, source) VALUES
    ('little_giant', '2022', 'little_giant', '小巨人认定条件', 'Conditions of the little giants', '[,)',
     '工信部企业〔2022〕63号,未核对原文 / ministry notice of 2022, not checked against the original');
INSERT INTO {s}.tier_clause (rule, version, clause, alternative, term, measure, operator, threshold, threshold_high, name_zh, name_en) VALUES
    ('little_giant', '2022', 1, 1, 1, 'niche_years', '>=', 3, NULL, '从事细分市场年数', 'years in the niche'),
    ('little_giant', '2022', 2, 1, 1, 'main_revenue_share', '>=', 0.7, NULL, '主营业务收入占比', 'share of the main business in revenue'),
    ('little_giant', '2022', 3, 1, 1, 'growth_2y_mean', '>=', 0.05, NULL, '近两年主营收入平均增速(算术)',
        'mean growth of the main business over two years (arithmetic)'),
    ('little_giant', '2022', 4, 1, 1, 'information_systems', '>=', 1, NULL, '核心业务上信息系统', 'core businesses on an information system'),
    ('little_giant', '2022', 5, 1, 1, 'liability_ratio', '<=', 0.7, NULL, '资产负债率', 'liabilities in assets'),
    ('little_giant', '2022', 6, 1, 1, 'niche_share', '>=', 0.1, NULL, '全国细分市场占有率', 'share of the national niche'),
    ('little_giant', '2022', 7, 1, 1, 'revenue', '>=', 10000, NULL, '营业收入一亿元以上', 'revenue from 100 million yuan'),
    ('little_giant', '2022', 7, 1, 2, 'rd_ratio', '>=', 0.03, NULL, '研发费用占比', 'R&D in revenue'),
    ('little_giant', '2022', 7, 2, 1, 'revenue', 'between', 5000, 10000, '营业收入五千万至一亿元', 'revenue of 50 to 100 million yuan'),
    ('little_giant', '2022', 7, 2, 2, 'rd_ratio', '>=', 0.06, NULL, '研发费用占比', 'R&D in revenue'),
    ('little_giant', '2022', 7, 3, 1, 'new_equity', '>=', 8000, NULL, '近两年新增股权融资', 'new equity over two years'),
    ('little_giant', '2022', 7, 3, 2, 'rd_expense', '>=', 3000, NULL, '研发费用', 'R&D expense'),
    ('little_giant', '2022', 7, 3, 3, 'rd_staff_share', '>=', 0.5, NULL, '研发人员占比', 'R&D staff in employees'),
    ('little_giant', '2022', 8, 1, 1, 'rd_bodies', '>=', 1, NULL, '自建研发机构', 'R&D body of its own'),
    ('little_giant', '2022', 9, 1, 1, 'class1_ip', '>=', 2, NULL, 'I类知识产权', 'class-I intellectual property rights');
$t$),
('function', 'recognition_as_of', 3200, '某一已知日期的认定', 'Recognitions as they were known at a vintage', $t$
FUNCTION {s}.recognition_as_of(vintage date DEFAULT NULL) RETURNS SETOF industry.recognition
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10000
BEGIN ATOMIC
    SELECT r.uscc, r.tier, r.batch, r.status, r.level, r.valid, r.source, r.known_from, r.known_to
    FROM {s}.recognition r
    WHERE r.known_from <= coalesce(vintage, (SELECT {s}.vintage())) AND (r.known_to IS NULL OR r.known_to > coalesce(vintage, (SELECT {s}.vintage())));
END
$t$),
('function', 'tier_counts', 3210, '各梯度企业数:有效、累计、最高层级',
    'Enterprises by tier: valid at the date, ever recognised, and only those whose highest tier of the family it is; lines and workshops are no factories', $t$
FUNCTION {s}.tier_counts(division text DEFAULT NULL, as_of date DEFAULT NULL, vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (tier text, tier_name text, family text, tier_rank integer, issuing_level text, region_code text, period_start date, period_end date,
    n_valid bigint, n_ever bigint, n_highest bigint)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 20 SET search_path = {path}
AS $f$
#variable_conflict use_column
DECLARE
    scope industry.division_code := {s}.known_division(division);
    until date := coalesce(as_of, {s}.as_of());
    seen date := coalesce(vintage, {s}.vintage());
    everyone boolean := {s}.holds_all(scope);
BEGIN
    PERFORM industry.known_lang(lang);
    -- In plpgsql the planner sees the values. One row an enterprise, its tiers as bits (more than 63 tiers are an error, 22003);
    -- few patterns of bits are left to be counted by tier.
    RETURN QUERY
    WITH rung AS MATERIALIZED (
        SELECT t.*, (2::numeric ^ (row_number() OVER (ORDER BY t.family, t.rank, t.code) - 1))::bigint AS bit FROM {s}.tier t),
    held AS (
        SELECT r.uscc, bit_or(g.bit) AS ever, bit_or(g.bit) FILTER (WHERE r.valid @> until AND r.status <> 'withdrawn') AS now
        FROM {s}.recognition r JOIN rung g ON g.code = r.tier
        WHERE r.known_from <= seen AND (r.known_to IS NULL OR r.known_to > seen) AND lower(r.valid) <= until
          AND (r.level IS NULL OR r.level = 'factory')
          AND (everyone OR r.uscc IN (SELECT e.uscc FROM {s}.enterprise e WHERE e.division <@ scope))
        GROUP BY r.uscc),
    pattern AS MATERIALIZED (
        SELECT h.ever, coalesce(h.now, 0) AS now, count(*) AS n FROM held h GROUP BY h.ever, h.now),
    counted AS (
        SELECT g.code, sum(p.n) FILTER (WHERE p.ever & g.bit <> 0) AS n_ever, sum(p.n) FILTER (WHERE p.now & g.bit <> 0) AS n_valid,
               sum(p.n) FILTER (WHERE p.now & g.same <> 0 AND p.now & g.above = 0) AS n_highest
        FROM (SELECT x.code, x.bit, bit_or(y.bit) FILTER (WHERE y.rank = x.rank) AS same, coalesce(bit_or(y.bit) FILTER (WHERE y.rank > x.rank), 0) AS above
              FROM rung x JOIN rung y ON y.family = x.family GROUP BY x.code, x.bit) g
        JOIN pattern p ON p.ever & g.same <> 0
        GROUP BY g.code)
    SELECT t.code, industry.label(t.name_zh, t.name_en, lang), t.family, t.rank, t.issuing_level, scope::text, until, until,
           coalesce(c.n_valid, 0)::bigint, coalesce(c.n_ever, 0)::bigint, coalesce(c.n_highest, 0)::bigint
    FROM {s}.tier t LEFT JOIN counted c ON c.code = t.code
    ORDER BY t.family, t.rank;
END
$f$
$t$),
('function', 'tier_rank', 3220, '各梯度及系列合计的全国位次',
    'Rank of a province by tier and for each family as a whole, with the gaps to its neighbours; peers come from published counts, the province''s own number from its recognitions', $t$
FUNCTION {s}.tier_rank(division text DEFAULT NULL, as_of date DEFAULT NULL, vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (tier text, tier_name text, kind text, region_code text, period_start date, period_end date, n bigint, n_ever bigint,
    national_rank bigint, ties bigint,
    gap_to_next numeric, gap_to_prev numeric, nation numeric, nation_share float8, per_10k_above_scale float8, peers bigint, missing bigint, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 20
BEGIN ATOMIC
    SELECT {s}.known_division(division), industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(tier_rank.division) AS division, coalesce(tier_rank.as_of, {s}.as_of()) AS as_of),
    counted AS MATERIALIZED (
        SELECT c.*, t.peer_indicator FROM {s}.tier_counts(tier_rank.division, tier_rank.as_of, tier_rank.vintage, tier_rank.lang) c JOIN {s}.tier t
            ON t.code = c.tier),
    level AS MATERIALIZED (
        SELECT r.level FROM {s}.region r, asked a WHERE r.code = a.division),
    peers AS MATERIALIZED (
        SELECT r.code FROM {s}.region r, asked a WHERE r.level = (SELECT l.level FROM level l) AND r.valid @> a.as_of AND r.code <> a.division),
    published AS MATERIALIZED (
        SELECT DISTINCT ON (o.indicator, o.division) o.indicator, o.division, industry.convert(o.value, o.unit, i.unit) AS value
        FROM {s}.observation_as_of(tier_rank.vintage) o JOIN {s}.indicator i ON i.code = o.indicator, asked a
        WHERE o.indicator IN (SELECT w.peer_indicator FROM counted w) AND o.measure = 'level' AND o.subject_kind = 'region' AND o.period_start <= a.as_of
          AND (o.division = a.division OR o.division IN (SELECT p.code FROM peers p)) AND o.value IS NOT NULL
        ORDER BY o.indicator, o.division, o.period_end DESC, o.period_start, o.basis <> 'nominal', o.basis),
    -- a division without a single enterprise here is not known to have none: its published number stands in
    own AS MATERIALIZED (
        SELECT c.tier, c.tier_name, c.family, c.peer_indicator, CASE WHEN k.known THEN c.n_valid ELSE p.value END AS n_valid,
            CASE WHEN k.known THEN c.n_ever END AS n_ever
        FROM asked a CROSS JOIN counted c CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM {s}.enterprise e WHERE e.division <@ a.division) AS known OFFSET 0) k
        LEFT JOIN published p ON p.indicator = c.peer_indicator AND p.division = a.division),
    lines AS MATERIALIZED (
        SELECT w.tier AS code, w.tier_name AS name, 'tier' AS kind, w.tier AS member, w.peer_indicator, w.n_valid, w.n_ever FROM own w
        UNION ALL
        -- a family of your own is called by its code
        SELECT w.family, coalesce(industry.label(f.zh, f.en, tier_rank.lang), w.family), 'family', w.tier, w.peer_indicator, w.n_valid, w.n_ever
        FROM own w LEFT JOIN (VALUES ('technology', '科技型企业', 'Technology enterprises'), ('srdi', '专精特新企业', 'Specialised-refined enterprises'),
            ('growth', '高成长企业', 'Fast-growing enterprises'), ('champion', '单项冠军企业', 'Single champions'),
            ('chain', '链主企业', 'Chain-leading enterprises'), ('digital', '数字化工厂', 'Digital factories')) f(family, zh, en) ON f.family = w.family
        WHERE w.peer_indicator IS NOT NULL),
    sizes AS MATERIALIZED (
        SELECT l.code, max(l.name) AS name, l.kind, CASE WHEN count(l.n_valid) = count(*) THEN sum(l.n_valid) END AS n, sum(l.n_ever) AS n_ever,
            count(l.peer_indicator) AS indicators FROM lines l GROUP BY l.code, l.kind),
    others AS MATERIALIZED (
        SELECT l.code, l.kind, p.division, sum(p.value) AS value
        FROM lines l JOIN published p ON p.indicator = l.peer_indicator AND p.division IN (SELECT x.code FROM peers x)
        JOIN sizes s ON s.code = l.code AND s.kind = l.kind
        GROUP BY l.code, l.kind, p.division HAVING count(*) = max(s.indicators)),
    above_scale AS MATERIALIZED (
        SELECT count(*) AS n FROM {s}.enterprise_state st, asked a
        WHERE st.state = 'above_scale' AND st.known_to IS NULL AND st.valid @> a.as_of
          AND ((SELECT {s}.holds_all(q.division) FROM asked q) OR st.uscc IN (SELECT e.uscc FROM {s}.enterprise e
              WHERE e.division <@ (SELECT q.division FROM asked q))))
    SELECT s.code, s.name, s.kind, a.division::text, a.as_of, a.as_of, s.n::bigint, s.n_ever::bigint,
           CASE WHEN o.n > 0 AND s.n IS NOT NULL THEN 1 + o.better END, CASE WHEN o.n > 0 AND s.n IS NOT NULL THEN 1 + o.same END,
               o.next_better - s.n, s.n - o.next_worse,
           s.n + o.total, (s.n / NULLIF(s.n + o.total, 0))::float8, (1e4 * s.n / NULLIF((SELECT x.n FROM above_scale x), 0))::float8,
           o.n + 1, (SELECT count(*) FROM peers) - o.n, CASE WHEN o.n = 0 OR s.n IS NULL THEN 'missing_input' ELSE 'ok' END
    FROM sizes s
    CROSS JOIN asked a
    CROSS JOIN LATERAL (
        SELECT count(*) AS n, count(*) FILTER (WHERE x.value > s.n) AS better, count(*) FILTER (WHERE x.value = s.n) AS same,
               min(x.value) FILTER (WHERE x.value > s.n) AS next_better, max(x.value) FILTER (WHERE x.value < s.n) AS next_worse, sum(x.value) AS total
        FROM others x WHERE x.code = s.code AND x.kind = s.kind) o
    ORDER BY s.kind, s.code;
END
$t$),
('function', 'enterprise_measures', 3230, '企业度量(金额单位万元),供认定规则使用',
    'Measures of enterprises that tier clauses may name, from the last year complete by a date; money in 10k_yuan', $t$
FUNCTION {s}.enterprise_measures(as_of date DEFAULT NULL, vintage date DEFAULT NULL)
RETURNS TABLE (uscc industry.uscc, year integer, employees integer, revenue numeric, main_revenue_share numeric, growth_2y_mean numeric,
    growth_2y_geometric float8,
    liability_ratio numeric, rd_expense numeric, rd_ratio numeric, rd_staff_share numeric, new_equity numeric, niche_years integer, niche_share numeric,
    information_systems integer, rd_bodies integer, class1_ip integer, new_product_share numeric, profit_rate numeric, digital_level integer,
    numerical_control_rate numeric, years_since_founded integer)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10000
BEGIN ATOMIC
    SELECT y.uscc, y.year, y.employees, industry.convert(y.revenue, y.unit, '10k_yuan'), y.main_revenue / NULLIF(y.revenue, 0),
           (y.main_revenue / NULLIF(industry.convert(b.main_revenue, b.unit, y.unit), 0)
            + b.main_revenue / NULLIF(industry.convert(c.main_revenue, c.unit, b.unit), 0)) / 2 - 1,
           CASE WHEN y.main_revenue >= 0 AND c.main_revenue > 0 THEN sqrt((y.main_revenue / industry.convert(c.main_revenue, c.unit, y.unit))::float8) - 1 END,
           y.liabilities / NULLIF(y.assets, 0), industry.convert(y.rd_expense, y.unit, '10k_yuan'), y.rd_expense / NULLIF(y.revenue, 0),
           y.rd_staff::numeric / NULLIF(y.employees, 0), q.new_equity, y.niche_years, y.niche_share, y.information_systems, y.rd_bodies, y.class1_ip,
           y.new_product_revenue / NULLIF(y.revenue, 0), y.profit / NULLIF(y.revenue, 0), y.digital_level, y.numerical_control_rate,
           extract(year FROM age(make_date(y.year, 12, 31), e.founded))::integer
    FROM {s}.enterprise_year y
    JOIN {s}.enterprise e ON e.uscc = y.uscc
    LEFT JOIN {s}.enterprise_year b ON b.uscc = y.uscc AND b.year = y.year - 1
        AND b.known_from <= coalesce(vintage, (SELECT {s}.vintage())) AND (b.known_to IS NULL OR b.known_to > coalesce(vintage, (SELECT {s}.vintage())))
    LEFT JOIN {s}.enterprise_year c ON c.uscc = y.uscc AND c.year = y.year - 2
        AND c.known_from <= coalesce(vintage, (SELECT {s}.vintage())) AND (c.known_to IS NULL OR c.known_to > coalesce(vintage, (SELECT {s}.vintage())))
    LEFT JOIN (
        SELECT v.uscc, sum(industry.convert(v.amount, v.unit, '10k_yuan')) AS new_equity
        FROM {s}.capital_event v
        WHERE v.kind = 'equity' AND v.event_date <= coalesce(enterprise_measures.as_of, (SELECT {s}.as_of()))
          AND v.event_date > coalesce(enterprise_measures.as_of, (SELECT {s}.as_of())) - interval '2 years'
        GROUP BY v.uscc) q ON q.uscc = y.uscc
    WHERE y.year = (SELECT extract(year FROM coalesce(enterprise_measures.as_of, {s}.as_of()) + 1)::integer - 1)
      AND y.known_from <= coalesce(vintage, (SELECT {s}.vintage())) AND (y.known_to IS NULL OR y.known_to > coalesce(vintage, (SELECT {s}.vintage())));
END
$t$),
('function', 'enterprise_indicators', 3235, '企业的观测指标:截至某日最近一期,按指标单位',
    'Observations of enterprises at a date: the latest period of each indicator that is over, the longest of those, nominal first; in its unit', $t$
FUNCTION {s}.enterprise_indicators(as_of date DEFAULT NULL, vintage date DEFAULT NULL)
RETURNS TABLE (uscc text, indicator text, value numeric)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10000
BEGIN ATOMIC
    SELECT DISTINCT ON (o.subject, o.indicator) o.subject, o.indicator, industry.convert(o.value, o.unit, i.unit)
    FROM {s}.observation_as_of(enterprise_indicators.vintage) o JOIN {s}.indicator i ON i.code = o.indicator
    WHERE o.subject_kind = 'enterprise' AND o.measure = 'level' AND o.value IS NOT NULL
      AND o.period_end <= coalesce(enterprise_indicators.as_of, (SELECT {s}.as_of()))
    ORDER BY o.subject, o.indicator, o.period_end DESC, o.period_start, o.basis <> 'nominal', o.basis;
END
$t$),
('function', 'tier_rule_of', 3240, '某日有效的认定规则', 'The rule of a tier that is valid at a date', $t$
FUNCTION {s}.tier_rule_of(tier text, as_of date DEFAULT NULL) RETURNS {s}.tier_rule LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = {path}
AS $f$
DECLARE
    found_rule {s}.tier_rule;
BEGIN
    SELECT r.* INTO found_rule FROM {s}.tier_rule r
    WHERE r.tier = {s}.known_tier(tier_rule_of.tier) AND r.valid @> coalesce(tier_rule_of.as_of, {s}.as_of()) ORDER BY r.rule LIMIT 1;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = format('tier "%s" has no rule at this date', tier),
            HINT = coalesce('Tiers with a rule: ' || (SELECT string_agg(DISTINCT r.tier, ', ') FROM {s}.tier_rule r) || '.',
                'Add rows to tier_rule and tier_clause.');
    END IF;
    RETURN found_rule;
END
$f$
$t$),
('function', 'tier_evaluate', 3250, '对全部企业逐条评价认定规则(三值逻辑)',
    'Evaluates the rule of a tier for every enterprise: pass, fail or undecidable, clauses failed and unknown, measures missing', $t$
FUNCTION {s}.tier_evaluate(tier text, division text DEFAULT NULL, as_of date DEFAULT NULL, vintage date DEFAULT NULL)
RETURNS TABLE (uscc industry.uscc, outcome text, clauses integer, passed integer, failed integer, unknown integer, failed_clauses text, missing text)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 10000 SET search_path = {path}
AS $f$
DECLARE
    rule {s}.tier_rule := {s}.tier_rule_of(tier, as_of);
    scope industry.division_code := {s}.known_division(division);
    extra text[];
    columns text;
    n integer;
    verdicts text;
    misses text;
    names text;
BEGIN
    SELECT array_agg(DISTINCT c.measure) INTO extra
    FROM {s}.tier_clause c
    WHERE c.rule = rule.rule AND c.version = rule.version
      AND c.measure NOT IN (SELECT a FROM pg_proc p, unnest(p.proargnames) a
                            WHERE p.oid = format('%I.enterprise_measures(date, date)', {schema})::regprocedure);
    -- One boolean a clause: SQL's own three-valued AND and OR are the rule's logic.
    SELECT string_agg(format('(%s) AS c%s', x.verdict, x.clause), ', ' ORDER BY x.clause),
           string_agg(format('CASE WHEN c%s IS NULL THEN concat_ws('', '', %s) END', x.clause, x.missing), ', ' ORDER BY x.clause),
           string_agg(format('CASE WHEN NOT c%s THEN %L END', x.clause, x.clause), ', ' ORDER BY x.clause), count(*)
    INTO verdicts, misses, names, n
    FROM (
        SELECT a.clause, string_agg('(' || a.verdict || ')', ' OR ' ORDER BY a.alternative) AS verdict,
            string_agg(a.missing, ', ' ORDER BY a.alternative) AS missing
        FROM (
            SELECT c.clause, c.alternative,
                   string_agg(CASE c.operator WHEN 'between' THEN format('%I BETWEEN %s AND %s', c.measure, c.threshold, c.threshold_high)
                              ELSE format('%I %s %s', c.measure, c.operator, c.threshold) END, ' AND ' ORDER BY c.term) AS verdict,
                   string_agg(format('CASE WHEN %1$I IS NULL THEN %1$L END', c.measure), ', ' ORDER BY c.term) AS missing
            FROM {s}.tier_clause c WHERE c.rule = rule.rule AND c.version = rule.version
            GROUP BY c.clause, c.alternative) a
        GROUP BY a.clause) x;
    IF n = 0 THEN
        RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = format('rule "%s" version "%s" has no clauses', rule.rule, rule.version);
    END IF;
    SELECT string_agg(format(', max(o.value) FILTER (WHERE o.indicator = %1$L) AS %1$I', m), '') INTO columns FROM unnest(extra) m;
    RETURN QUERY EXECUTE format(
        'SELECT v.uscc, CASE WHEN %1$s THEN ''pass'' WHEN NOT (%1$s) THEN ''fail'' ELSE ''undecidable'' END, %2$s, %3$s, %4$s, %2$s - (%3$s) - (%4$s),
                NULLIF(concat_ws('', '', %5$s), ''''), NULLIF(concat_ws('', '', %6$s), '''')
         FROM (SELECT m.*, %7$s FROM (SELECT * FROM %8$I.enterprise_measures($1, $2) f %9$s) m
               WHERE m.uscc IN (SELECT e.uscc FROM %8$I.enterprise e WHERE e.division <@ $3) OFFSET 0) v',
        (SELECT string_agg('c' || c, ' AND ') FROM (SELECT DISTINCT k.clause AS c FROM {s}.tier_clause k WHERE k.rule = rule.rule
            AND k.version = rule.version) u),
        n,
        (SELECT string_agg(format('(c%s IS TRUE)::integer', c), ' + ')
            FROM (SELECT DISTINCT k.clause AS c FROM {s}.tier_clause k WHERE k.rule = rule.rule AND k.version = rule.version) u),
        (SELECT string_agg(format('(c%s IS FALSE)::integer', c), ' + ')
            FROM (SELECT DISTINCT k.clause AS c FROM {s}.tier_clause k WHERE k.rule = rule.rule AND k.version = rule.version) u),
        names, misses, verdicts, {schema},
        CASE WHEN columns IS NULL THEN '' ELSE format(
            'LEFT JOIN (SELECT o.uscc AS subject%s FROM %I.enterprise_indicators($1, $2) o WHERE o.indicator = ANY (%L) GROUP BY o.uscc) extra
                 ON extra.subject = f.uscc::text', columns, {schema}, extra) END)
    USING as_of, vintage, scope;
END
$f$
$t$),
('function', 'tier_gap', 3260, '一家企业距某梯度的差距,逐条',
    'How far one enterprise is from a tier: each term with what is required and actual, margin (+ is good), what is missing, the cheapest unmet clause', $t$
FUNCTION {s}.tier_gap(uscc text, tier text, as_of date DEFAULT NULL, vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (clause integer, alternative integer, term integer, clause_name text, measure text, required text, actual numeric, pass boolean, margin float8,
    missing boolean, clause_pass boolean, cheapest_unmet boolean, outcome text)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 15 SET search_path = {path}
AS $f$
DECLARE
    asked {s}.tier_rule := {s}.tier_rule_of(tier, as_of);
    known jsonb;
BEGIN
    PERFORM industry.known_lang(lang);
    IF uscc IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = '22004', MESSAGE = 'uscc must not be NULL', HINT = 'Name an enterprise; tier_evaluate judges all.';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM {s}.enterprise e WHERE e.uscc = tier_gap.uscc::industry.uscc) THEN
        PERFORM industry.refuse_key('enterprise', tier_gap.uscc, coalesce(
            NULLIF(ARRAY(SELECT e.uscc::text FROM {s}.enterprise e WHERE left(e.uscc::text, 8) = left(tier_gap.uscc, 8) ORDER BY 1 LIMIT 200), '{}'),
            ARRAY(SELECT e.uscc::text FROM {s}.enterprise e ORDER BY e.uscc LIMIT 200)));
    END IF;
    -- what enterprise_measures knows is never an observation, even where it is unknown: as tier_evaluate reads a rule
    known := coalesce((SELECT jsonb_object_agg(o.indicator, o.value) FROM {s}.enterprise_indicators(as_of, vintage) o
            WHERE o.uscc = tier_gap.uscc::industry.uscc::text), '{}')
        || coalesce((SELECT to_jsonb(m) FROM {s}.enterprise_measures(as_of, vintage) m WHERE m.uscc = tier_gap.uscc::industry.uscc), '{}');
    RETURN QUERY
    WITH terms AS (
        SELECT c.*, (known ->> c.measure)::numeric AS x FROM {s}.tier_clause c WHERE c.rule = asked.rule AND c.version = asked.version),
    judged AS (
        SELECT t.*, CASE t.operator WHEN '>=' THEN t.x >= t.threshold WHEN '>' THEN t.x > t.threshold WHEN '<=' THEN t.x <= t.threshold
                        WHEN '<' THEN t.x < t.threshold WHEN '=' THEN t.x = t.threshold WHEN '<>' THEN t.x <> t.threshold
                        ELSE t.x BETWEEN t.threshold AND t.threshold_high END AS ok,
               CASE WHEN t.operator IN ('<=', '<') THEN (t.threshold - t.x) / NULLIF(abs(t.threshold), 0)
                    WHEN t.operator = 'between' THEN LEAST((t.x - t.threshold) / NULLIF(abs(t.threshold), 0),
                        (t.threshold_high - t.x) / NULLIF(abs(t.threshold_high), 0))
                    WHEN t.operator IN ('>=', '>') THEN (t.x - t.threshold) / NULLIF(abs(t.threshold), 0)
                    ELSE -abs(t.x - t.threshold) / NULLIF(abs(t.threshold), 0) END AS distance
        FROM terms t),
    alternatives AS (
        SELECT j.clause, j.alternative, CASE WHEN bool_or(NOT j.ok) THEN false WHEN bool_or(j.ok IS NULL) THEN NULL ELSE true END AS ok,
               CASE WHEN bool_or(j.ok IS NULL) THEN NULL ELSE min(j.distance) END AS distance
        FROM judged j GROUP BY j.clause, j.alternative),
    clauses AS (
        SELECT a.clause, CASE WHEN bool_or(a.ok) THEN true WHEN bool_or(a.ok IS NULL) THEN NULL ELSE false END AS ok, max(a.distance) AS distance
        FROM alternatives a GROUP BY a.clause),
    cheapest AS (
        SELECT c.clause FROM clauses c WHERE NOT c.ok ORDER BY c.distance DESC NULLS LAST, c.clause LIMIT 1)
    SELECT j.clause, j.alternative, j.term, industry.label(j.name_zh, j.name_en, tier_gap.lang), j.measure,
           CASE j.operator WHEN 'between' THEN format('%s .. %s', trim_scale(j.threshold), trim_scale(j.threshold_high))
               ELSE format('%s %s', j.operator, trim_scale(j.threshold)) END,
           round(j.x, 6), j.ok, j.distance::float8, j.x IS NULL, c.ok, j.clause = (SELECT h.clause FROM cheapest h) IS TRUE,
           (SELECT CASE WHEN bool_or(NOT k.ok) THEN 'fail' WHEN bool_or(k.ok IS NULL) THEN 'undecidable' ELSE 'pass' END FROM clauses k)
    FROM judged j JOIN clauses c ON c.clause = j.clause
    ORDER BY j.clause, j.alternative, j.term;
END
$f$
$t$),
('function', 'tier_transition', 3270, '梯度转移矩阵',
    'Transitions between the tiers of a family from one date to another: counts and shares of those who left from each', $t$
FUNCTION {s}.tier_transition(family text, from_date date, to_date date, division text DEFAULT NULL)
RETURNS TABLE (from_tier text, to_tier text, period_start date, period_end date, n bigint, n_from bigint, share float8)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 20
BEGIN ATOMIC
    SELECT {s}.known('tier', family, 'family'), {s}.known_division(division),
        industry.refuse_unless((from_date <= to_date) IS TRUE, 'from_date must be given and not be after to_date',
            format('The dates are %s and %s.', coalesce(from_date::text, 'NULL'), coalesce(to_date::text, 'NULL')), 'Name two dates, the earlier one first.');
    WITH held AS (
        SELECT r.uscc, max(t.rank) FILTER (WHERE r.valid @> from_date) AS a, max(t.rank) FILTER (WHERE r.valid @> to_date) AS b
        FROM {s}.recognition r
        JOIN {s}.tier t ON t.code = r.tier AND t.family = tier_transition.family
        JOIN {s}.enterprise e ON e.uscc = r.uscc AND e.division <@ (SELECT {s}.known_division(tier_transition.division))
        WHERE r.known_to IS NULL AND r.status <> 'withdrawn'
        GROUP BY r.uscc),
    pairs AS (
        SELECT coalesce(x.code, 'none') AS a, coalesce(y.code, 'none') AS b, count(*) AS n
        FROM held h
        LEFT JOIN {s}.tier x ON x.family = tier_transition.family AND x.rank = h.a
        LEFT JOIN {s}.tier y ON y.family = tier_transition.family AND y.rank = h.b
        WHERE h.a IS NOT NULL OR h.b IS NOT NULL
        GROUP BY 1, 2)
    SELECT p.a, p.b, from_date, to_date, p.n, (sum(p.n) OVER w)::bigint, (p.n / sum(p.n) OVER w)::float8
    FROM pairs p WINDOW w AS (PARTITION BY p.a) ORDER BY p.a, p.b;
END
$t$),
('function', 'tier_survival', 3280, '升级到下一梯度的时间(Kaplan-Meier,左截断)',
    'Time in years from one tier to the next (Kaplan-Meier): spells known only since a date are left-truncated', $t$
FUNCTION {s}.tier_survival(from_tier text, to_tier text, as_of date DEFAULT NULL, since date DEFAULT NULL, division text DEFAULT NULL)
RETURNS TABLE (years float8, at_risk bigint, events bigint, survival float8)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 50
BEGIN ATOMIC
    SELECT {s}.known_tier(from_tier), {s}.known_tier(to_tier), {s}.known_division(division);
    WITH starts AS (
        SELECT r.uscc, min(lower(r.valid)) FILTER (WHERE r.tier = tier_survival.from_tier) AS began,
               max(coalesce(upper(r.valid), 'infinity')) FILTER (WHERE r.tier = tier_survival.from_tier) AS ended,
               min(lower(r.valid)) FILTER (WHERE r.tier = tier_survival.to_tier) AS rose
        FROM {s}.recognition r
        WHERE r.known_to IS NULL AND r.tier IN (tier_survival.from_tier, tier_survival.to_tier)
          AND r.uscc IN (SELECT e.uscc FROM {s}.enterprise e WHERE e.division <@ (SELECT {s}.known_division(tier_survival.division)))
        GROUP BY r.uscc),
    spells AS (
        SELECT GREATEST(coalesce(tier_survival.since, s.began) - s.began, 0) / 365.25 AS entry,
               (LEAST(coalesce(CASE WHEN s.rose > s.began THEN s.rose END, 'infinity'), s.ended, d.as_of) - s.began) / 365.25 AS exit,
               coalesce(s.rose > s.began AND s.rose <= LEAST(s.ended, d.as_of), false) AS event
        FROM starts s, (SELECT coalesce(tier_survival.as_of, {s}.as_of()) AS as_of) d
        WHERE s.began <= d.as_of AND (s.rose IS NULL OR s.rose > s.began))
    SELECT k."time", k.at_risk, k.events, k.survival
    FROM (SELECT array_agg(x.entry::float8) AS entry, array_agg(x.exit::float8) AS exit, array_agg(x.event) AS event FROM spells x) a,
         industry.survival(a.entry, a.exit, a.event) k;
END
$t$);
