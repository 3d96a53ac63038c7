-- Overlays: weighted membership of industry codes and single enterprises in policy categories (FORMULAS M09).
--
-- A code takes an item's weight from the nearest member code above it, itself included. An enterprise that an overlay names
-- keeps only the rows that name it. Where only codes below an observed code are members, it counts in the upper bound alone.

INSERT INTO industry.registry_template (kind, name, position, comment_zh, comment_en, body) VALUES
('rows', 'overlay', 2010, '随附的产业口径', 'Overlays shipped with the extension', $t$
INSERT INTO {s}.overlay (code, version, name_zh, name_en, exclusive, illustrative, source) VALUES
    ('three_industries', '2018', '三次产业', 'Three industries', true, false,
        '国家统计局《三次产业划分规定(2012)》2018年修订 / rule of the National Bureau of Statistics, 2018'),
    ('top_ten', '2018', '十强产业', 'Top ten industries', false, true,
        '类别据山东省新旧动能转换重大工程实施规划(2018);行业代码为示意 / items from the provinces 2018 plan, code sets illustrative'),
    ('four_new', '2018', '四新经济', 'Four-new economy', true, true,
        '类别:新技术、新产业、新业态、新模式;行业代码与系数为示意 / items as named by the province, codes and coefficients illustrative'),
    ('traditional', '2023', '传统产业', 'Traditional industries', true, true,
        '类别据政策文本(2023);行业代码为示意 / items from the policy text, code sets illustrative'),
    ('emerging', '2023', '战略性新兴产业', 'Strategic emerging industries', false, true,
        '类别据政策文本(2023);行业代码为示意 / items from the policy text, code sets illustrative'),
    ('future', '2023', '未来产业', 'Future industries', false, true,
        '类别据政策文本(2023);无统计代码,由企业、专利、项目认定 / items from the policy text; no statistical codes, members are enterprises, patents, projects'),
    ('digital_core', '2021', '数字经济核心产业', 'Core industries of the digital economy', true, true,
        '四类据《数字经济及其核心产业统计分类(2021)》;行业代码与系数为示意 / four classes of the national classification of 2021, codes and coefficients illustrative'),
    ('five_basic', '2023', '产业基础五基', 'Five basic areas', false, true,
        '类别据政策文本(2023);行业代码为示意 / items from the policy text, code sets illustrative'),
    ('priority', '2023', '重点清单产业', 'Industries of the priority lists', false, true,
        '类别据政策文本(2023);行业代码为示意 / items from the policy text, code sets illustrative');
INSERT INTO {s}.overlay_item (overlay, version, item, position, name_zh, name_en, class) VALUES
    ('three_industries', '2018', '1', 1, '第一产业', 'Primary industry', NULL),
    ('three_industries', '2018', '2', 2, '第二产业', 'Secondary industry', NULL),
    ('three_industries', '2018', '3', 3, '第三产业', 'Tertiary industry', NULL),
    ('top_ten', '2018', 'new_it', 1, '新一代信息技术', 'New-generation information technology', 'emerging'),
    ('top_ten', '2018', 'high_end_equipment', 2, '高端装备', 'High-end equipment', 'emerging'),
    ('top_ten', '2018', 'new_energy_materials', 3, '新能源新材料', 'New energy and new materials', 'emerging'),
    ('top_ten', '2018', 'modern_marine', 4, '现代海洋', 'Modern marine industry', 'emerging'),
    ('top_ten', '2018', 'healthcare', 5, '医养健康', 'Healthcare and elderly care', 'emerging'),
    ('top_ten', '2018', 'green_chemicals', 6, '绿色化工', 'Green chemicals', 'traditional'),
    ('top_ten', '2018', 'modern_agriculture', 7, '现代高效农业', 'Modern efficient agriculture', 'traditional'),
    ('top_ten', '2018', 'cultural_creativity', 8, '文化创意', 'Cultural and creative industry', 'service'),
    ('top_ten', '2018', 'boutique_tourism', 9, '精品旅游', 'Boutique tourism', 'service'),
    ('top_ten', '2018', 'modern_finance', 10, '现代金融', 'Modern finance', 'service'),
    ('four_new', '2018', 'new_technology', 1, '新技术', 'New technologies', NULL),
    ('four_new', '2018', 'new_industry', 2, '新产业', 'New industries', NULL),
    ('four_new', '2018', 'new_format', 3, '新业态', 'New formats', NULL),
    ('four_new', '2018', 'new_model', 4, '新模式', 'New models', NULL),
    ('traditional', '2023', 'textile_garment', 1, '纺织服装', 'Textiles and garments', 'consolidate'),
    ('traditional', '2023', 'food', 2, '食品', 'Food', 'consolidate'),
    ('traditional', '2023', 'paper', 3, '造纸', 'Paper', 'consolidate'),
    ('traditional', '2023', 'steel', 4, '钢铁', 'Steel', 'adjust'),
    ('traditional', '2023', 'chemicals', 5, '化工', 'Chemicals', 'adjust'),
    ('traditional', '2023', 'building_materials', 6, '建材', 'Building materials', 'adjust'),
    ('traditional', '2023', 'nonferrous', 7, '有色', 'Nonferrous metals', 'adjust'),
    ('emerging', '2023', 'new_it', 1, '新一代信息技术', 'New information technology', NULL),
    ('emerging', '2023', 'high_end_equipment', 2, '高端装备', 'High-end equipment', NULL),
    ('emerging', '2023', 'new_energy', 3, '新能源', 'New energy', NULL),
    ('emerging', '2023', 'new_materials', 4, '新材料', 'New materials', NULL),
    ('emerging', '2023', 'modern_marine', 5, '现代海洋', 'Modern marine industry', NULL),
    ('emerging', '2023', 'healthcare_elderly_care', 6, '医养健康', 'Healthcare and elderly care', NULL),
    ('future', '2023', 'hydrogen_storage', 1, '氢能与储能', 'Hydrogen and energy storage', NULL),
    ('future', '2023', 'quantum', 2, '量子科技', 'Quantum technology', NULL),
    ('future', '2023', 'aerospace_information', 3, '空天信息', 'Aerospace information', NULL),
    ('future', '2023', 'maglev', 4, '磁悬浮', 'Magnetic levitation', NULL),
    ('digital_core', '2021', 'digital_products', 1, '数字产品制造业', 'Manufacture of digital products', NULL),
    ('digital_core', '2021', 'digital_product_services', 2, '数字产品服务业', 'Digital product services', NULL),
    ('digital_core', '2021', 'digital_technology', 3, '数字技术应用业', 'Digital technology application', NULL),
    ('digital_core', '2021', 'digital_factor', 4, '数字要素驱动业', 'Digital factor-driven industry', NULL),
    ('five_basic', '2023', 'component', 1, '基础零部件', 'Basic parts and components', 'component'),
    ('five_basic', '2023', 'material', 2, '基础材料', 'Basic materials', 'material'),
    ('five_basic', '2023', 'process', 3, '基础工艺', 'Basic processes', 'process'),
    ('five_basic', '2023', 'technology', 4, '产业技术基础', 'Industrial technology base', 'technology'),
    ('five_basic', '2023', 'software', 5, '工业基础软件', 'Basic industrial software', 'software'),
    ('priority', '2023', 'machine_tools', 1, '工业母机', 'Industrial mother machines', 'break_through'),
    ('priority', '2023', 'chips', 2, '芯片', 'Chips', 'break_through'),
    ('priority', '2023', 'robots', 3, '机器人', 'Robots', 'break_through'),
    ('priority', '2023', 'power_equipment', 4, '电力装备', 'Power equipment', 'expand'),
    ('priority', '2023', 'rail_equipment', 5, '轨道交通装备', 'Rail transit equipment', 'expand'),
    ('priority', '2023', 'smart_home', 6, '智能家电', 'Smart home', 'expand'),
    ('priority', '2023', 'smart_technology', 7, '智能制造与智能产品', 'Smart technology', 'cultivate'),
    ('priority', '2023', 'emergency_safety', 8, '应急安全', 'Emergency and safety', 'cultivate'),
    ('priority', '2023', 'energy_saving_environment', 9, '节能环保', 'Energy saving and environment', 'cultivate');
INSERT INTO {s}.overlay_member (overlay, version, item, industry)
SELECT 'three_industries', '2018', c.three_industry::text, c.code FROM industry.industry c WHERE c.level = 2;
INSERT INTO {s}.overlay_member (overlay, version, item, industry, weight)
SELECT v.overlay, v.version, v.item, split_part(code, ':', 1)::industry.industry_code, coalesce(NULLIF(split_part(code, ':', 2), ''), '1')::numeric
FROM (VALUES
    ('top_ten', '2018', 'new_it', 'C39 I63 I64 I65'),
    ('top_ten', '2018', 'high_end_equipment', 'C34:0.5 C35:0.5 C37 C38:0.4 C40'),
    ('top_ten', '2018', 'new_energy_materials', 'D44:0.2 C265 C3073 C325 C384'),
    ('top_ten', '2018', 'modern_marine', 'A04 C373 G55'),
    ('top_ten', '2018', 'healthcare', 'C27 C358 Q84 Q85:0.5'),
    ('top_ten', '2018', 'green_chemicals', 'C25 C26 C28 C29'),
    ('top_ten', '2018', 'modern_agriculture', 'A01:0.5 A02:0.5 A03:0.5 A05'),
    ('top_ten', '2018', 'cultural_creativity', 'R86 R87 R88'),
    ('top_ten', '2018', 'boutique_tourism', 'H61 N78:0.5 R90:0.5'),
    ('top_ten', '2018', 'modern_finance', 'J66 J67 J68 J69'),
    ('four_new', '2018', 'new_technology', 'C39:0.8 C40:0.8 C27:0.8 M73 M75'),
    ('four_new', '2018', 'new_industry', 'C34:0.6 C35:0.6 C37:0.7 C38:0.7 C36:0.4 C26:0.3 C32:0.4 D44:0.2'),
    ('four_new', '2018', 'new_format', 'I64 I65 I63:0.6 G60:0.6 F52:0.3 J66:0.2 L72:0.4'),
    ('four_new', '2018', 'new_model', 'G54:0.2 M74:0.5 N77:0.6 P83:0.1 Q84:0.2 R87:0.4'),
    ('traditional', '2023', 'textile_garment', 'C17 C18'),
    ('traditional', '2023', 'food', 'C13 C14 C15'),
    ('traditional', '2023', 'paper', 'C22'),
    ('traditional', '2023', 'steel', 'C31'),
    ('traditional', '2023', 'chemicals', 'C25 C26 C28 C29'),
    ('traditional', '2023', 'building_materials', 'C30'),
    ('traditional', '2023', 'nonferrous', 'C32'),
    ('emerging', '2023', 'new_it', 'C39 I63 I64 I65'),
    ('emerging', '2023', 'high_end_equipment', 'C342 C349 C371 C374 C40'),
    ('emerging', '2023', 'new_energy', 'C384 C382:0.5 D4415 D4416'),
    ('emerging', '2023', 'new_materials', 'C265 C266:0.4 C3073 C325:0.5'),
    ('emerging', '2023', 'modern_marine', 'A04:0.3 C373 G55:0.3'),
    ('emerging', '2023', 'healthcare_elderly_care', 'C27 C358 Q841:0.5 Q8514'),
    ('digital_core', '2021', 'digital_products', 'C39:0.95 C382:0.1 C40:0.3'),
    ('digital_core', '2021', 'digital_product_services', 'F51:0.02 F52:0.03 L71:0.05'),
    ('digital_core', '2021', 'digital_technology', 'I63 I65 M74:0.05'),
    ('digital_core', '2021', 'digital_factor', 'I64 J66:0.02 R87:0.3 F513:0.05'),
    ('five_basic', '2023', 'component', 'C345 C3484 C398'),
    ('five_basic', '2023', 'material', 'C265 C3073 C313 C325'),
    ('five_basic', '2023', 'process', 'C339:0.5 C3525'),
    ('five_basic', '2023', 'technology', 'M745 M73:0.5'),
    ('five_basic', '2023', 'software', 'I651:0.3'),
    ('priority', '2023', 'machine_tools', 'C342'),
    ('priority', '2023', 'chips', 'C3973 I652'),
    ('priority', '2023', 'robots', 'C3491 C3492'),
    ('priority', '2023', 'power_equipment', 'C381 C382'),
    ('priority', '2023', 'rail_equipment', 'C371'),
    ('priority', '2023', 'smart_home', 'C385'),
    ('priority', '2023', 'smart_technology', 'C396 C401:0.5'),
    ('priority', '2023', 'emergency_safety', 'C3595'),
    ('priority', '2023', 'energy_saving_environment', 'C3591 N77:0.5')) v(overlay, version, item, codes), string_to_table(v.codes, ' ') code;
INSERT INTO {s}.priority_list (list, item, class, name_zh, name_en, overlay, overlay_item)
SELECT '2023', i.item, i.class, i.name_zh, i.name_en, i.overlay, i.item
FROM {s}.overlay_item i WHERE i.overlay IN ('traditional', 'priority');
INSERT INTO {s}.priority_list (list, item, class, name_zh, name_en, overlay, overlay_item)
SELECT '2023', i.item, 'lay_out', i.name_zh, i.name_en, i.overlay, i.item FROM {s}.overlay_item i WHERE i.overlay = 'future';
$t$),
('function', 'overlay_weights', 3100, '某日有效的口径版本的成员与权重', 'Members of the version of an overlay that is valid at a date', $t$
FUNCTION {s}.overlay_weights(code text, as_of date DEFAULT NULL)
RETURNS TABLE (version text, item text, industry industry.industry_code, uscc industry.uscc, weight numeric)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 50
BEGIN ATOMIC
    SELECT o.version, m.item, m.industry, m.uscc, m.weight
    FROM {s}.overlay o JOIN {s}.overlay_member m ON m.overlay = o.code AND m.version = o.version
    -- asked twice: the first is not looked at where there are no overlays, and o.code = NULL alone would be folded before any question
    WHERE o.code = (SELECT {s}.known_overlay(overlay_weights.code)) AND (SELECT {s}.known_overlay(overlay_weights.code)) IS NOT NULL
      AND o.valid @> coalesce(overlay_weights.as_of, (SELECT {s}.as_of()));
END
$t$),
('function', 'enterprise_overlay', 3110, '企业所属类别与权重', 'Items of an overlay each enterprise belongs to, with the weight', $t$
FUNCTION {s}.enterprise_overlay(code text, as_of date DEFAULT NULL)
RETURNS TABLE (uscc industry.uscc, item text, weight numeric)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10000
BEGIN ATOMIC
    SELECT {s}.known_overlay(code);
    WITH members AS MATERIALIZED (
        SELECT w.item, w.industry, w.uscc, w.weight FROM {s}.overlay_weights(enterprise_overlay.code, enterprise_overlay.as_of) w),
    codes AS (
        SELECT DISTINCT e.industry FROM {s}.enterprise e WHERE e.industry IS NOT NULL),
    by_code AS MATERIALIZED (
        SELECT DISTINCT ON (c.industry, m.item) c.industry, m.item, m.weight
        FROM codes c JOIN members m ON c.industry <@ m.industry WHERE m.industry IS NOT NULL -- an overlay of enterprises alone looks at no code
        ORDER BY c.industry, m.item, m.industry DESC)
    SELECT e.uscc, b.item, b.weight
    FROM {s}.enterprise e JOIN by_code b ON b.industry = e.industry
    WHERE e.uscc NOT IN (SELECT m.uscc FROM members m WHERE m.uscc IS NOT NULL)
    UNION ALL
    SELECT m.uscc, m.item, m.weight FROM members m WHERE m.uscc IS NOT NULL;
END
$t$),
('function', 'industry_values', 3120, '某年分行业观测值(最细且不重叠)',
    'Observed values of an indicator by industry in a year (NULL: the latest that has levels of this division): the finest codes, none inside another', $t$
FUNCTION {s}.industry_values(indicator text, division text DEFAULT NULL, year integer DEFAULT NULL, vintage date DEFAULT NULL)
RETURNS TABLE (industry industry.industry_code, value numeric, unit text, period_start date, period_end date)
-- plpgsql keeps the plan for the session: views that ask year by year and list by list would plan it each time
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100 SET search_path = {path}
AS $f$
#variable_conflict use_column
BEGIN
    PERFORM {s}.known_indicator(indicator), {s}.known_division(division);
    RETURN QUERY
    WITH known AS MATERIALIZED (
        SELECT o.subject::industry.industry_code AS industry, o.value, o.unit, o.period_start, o.period_end
        FROM {s}.observation_as_of(industry_values.vintage) o
        WHERE o.indicator = industry_values.indicator
          AND o.division = (SELECT {s}.known_division(industry_values.division))
          AND o.subject_kind = 'industry' AND o.measure = 'level' AND o.period_type = 'year' AND o.basis = 'nominal' AND o.value IS NOT NULL
          AND (o.period_start = make_date(industry_values.year, 1, 1) OR industry_values.year IS NULL AND o.period_start <= (SELECT {s}.as_of()))),
    observed AS MATERIALIZED (
        SELECT k.* FROM known k WHERE k.period_start = (SELECT max(l.period_start) FROM known l))
    SELECT o.* FROM observed o
    WHERE o.industry NOT IN (SELECT industry.ancestor(d.industry, l.level) FROM observed d CROSS JOIN (VALUES (1), (2), (3)) l(level)
                             WHERE l.level < industry.level(d.industry));
END
$f$
$t$),
('function', 'overlay_value', 3130, '按权重汇总的类别数值、份额及上下界',
    'Value and share of each item of an overlay with bounds: low counts full members only, high every partial member in full', $t$
FUNCTION {s}.overlay_value(code text, indicator text DEFAULT 'value_added', division text DEFAULT NULL, year integer DEFAULT NULL,
    vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (item text, item_name text, region_code text, period_start date, period_end date, year integer, value numeric, value_low numeric,
    value_high numeric, total numeric, share float8, share_low float8, share_high float8, partial_share float8, unit text, version text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
    SELECT {s}.known_overlay(code), industry.known_lang(lang); -- industry_values looks at the others
    WITH seen AS MATERIALIZED (
        SELECT coalesce(overlay_value.vintage, {s}.vintage()) AS day),
    base AS MATERIALIZED (
        SELECT v.* FROM {s}.industry_values(overlay_value.indicator, overlay_value.division, overlay_value.year, overlay_value.vintage) v),
    period AS (
        SELECT min(b.period_start) AS period_start, max(b.period_end) AS period_end, max(b.unit) AS unit,
            sum(industry.convert(b.value, b.unit, u.unit)) AS total
        FROM base b, (SELECT max(x.unit) AS unit FROM base x) u),
    members AS MATERIALIZED (
        SELECT w.* FROM {s}.overlay_weights(overlay_value.code, (SELECT p.period_end FROM period p)) w),
    firms AS MATERIALIZED (
        -- enterprises that the overlay names, with their own figure
        SELECT e.uscc, e.industry, f.amount
        FROM (SELECT DISTINCT m.uscc FROM members m WHERE m.uscc IS NOT NULL) named
        JOIN {s}.enterprise e ON e.uscc = named.uscc
        CROSS JOIN period p
        CROSS JOIN LATERAL (
            SELECT industry.convert((to_jsonb(y) ->> overlay_value.indicator)::numeric, y.unit, p.unit) AS amount
            FROM {s}.enterprise_year y
            WHERE y.uscc = e.uscc AND y.year = extract(year FROM p.period_start)::integer
                AND y.known_from <= (SELECT k.day FROM seen k) AND (y.known_to IS NULL OR y.known_to > (SELECT k.day FROM seen k))) f
        WHERE f.amount IS NOT NULL AND e.division <@ (SELECT {s}.known_division(overlay_value.division))),
    above AS MATERIALIZED (
        SELECT DISTINCT ON (b.industry, m.item) b.industry, m.item, b.value * industry.unit_ratio(b.unit, p.unit) AS value, m.weight
        FROM base b JOIN members m ON b.industry <@ m.industry, period p
        ORDER BY b.industry, m.item, m.industry DESC),
    parts AS MATERIALIZED (
        SELECT a.item, a.value * a.weight AS value, CASE WHEN a.weight = 1 THEN a.value ELSE 0 END AS low, a.value AS high,
               CASE WHEN a.weight < 1 THEN a.value * a.weight ELSE 0 END AS partial
        FROM above a
        UNION ALL
        -- only finer codes are members: how much of the observed code they hold is unknown
        SELECT DISTINCT m.item, 0, 0, b.value * industry.unit_ratio(b.unit, p.unit), 0
        FROM base b JOIN members m ON m.industry <@ b.industry AND m.industry <> b.industry, period p
        WHERE NOT EXISTS (SELECT 1 FROM above a WHERE a.industry = b.industry AND a.item = m.item)
        UNION ALL
        -- an enterprise named by the overlay leaves its code's weight and takes its own
        SELECT m.item, m.weight * f.amount, CASE WHEN m.weight = 1 THEN f.amount ELSE 0 END, f.amount, 0
        FROM members m JOIN firms f ON f.uscc = m.uscc
        UNION ALL
        SELECT a.item, -a.weight * f.amount, CASE WHEN a.weight = 1 THEN -f.amount ELSE 0 END, -f.amount,
            CASE WHEN a.weight < 1 THEN -a.weight * f.amount ELSE 0 END
        FROM firms f JOIN above a ON f.industry <@ a.industry)
    SELECT i.item, industry.label(i.name_zh, i.name_en, overlay_value.lang), {s}.known_division(overlay_value.division)::text,
           p.period_start, p.period_end, extract(year FROM p.period_start)::integer,
           -- nothing of what is known is 0, nothing known is NULL
           round(coalesce(sum(x.value), 0 * p.total), 6), round(coalesce(sum(x.low), 0 * p.total), 6), round(coalesce(sum(x.high), 0 * p.total), 6),
           round(p.total, 6),
           (coalesce(sum(x.value), 0) / NULLIF(p.total, 0))::float8, (coalesce(sum(x.low), 0) / NULLIF(p.total, 0))::float8,
           (coalesce(sum(x.high), 0) / NULLIF(p.total, 0))::float8, (sum(x.partial) / NULLIF(sum(x.value), 0))::float8,
           p.unit, i.version, CASE WHEN p.total IS NULL THEN 'missing_input' WHEN p.total = 0 THEN 'no_denominator'
                              WHEN coalesce(sum(x.low), 0) < coalesce(sum(x.high), 0) THEN 'interval' ELSE 'ok' END
    FROM period p
    JOIN {s}.overlay o ON o.code = overlay_value.code AND o.valid @> coalesce(p.period_end, (SELECT {s}.as_of()))
    JOIN {s}.overlay_item i ON i.overlay = o.code AND i.version = o.version
    LEFT JOIN parts x ON x.item = i.item
    GROUP BY i.item, i.name_zh, i.name_en, i.position, i.version, p.period_start, p.period_end, p.total, p.unit
    ORDER BY i.position, i.item;
END
$t$),
('function', 'overlay_share', 3140, '口径整体的份额及上下界', 'Share of a whole overlay in the total with its bounds', $t$
FUNCTION {s}.overlay_share(code text, indicator text DEFAULT 'value_added', division text DEFAULT NULL, year integer DEFAULT NULL, vintage date DEFAULT NULL)
RETURNS TABLE (overlay_code text, version text, region_code text, period_start date, period_end date, year integer, value numeric, total numeric,
    share float8, share_low float8, share_high float8, unit text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    SELECT overlay_share.code, max(v.version), max(v.region_code), max(v.period_start), max(v.period_end), max(v.year), sum(v.value), max(v.total),
           (sum(v.value) / NULLIF(max(v.total), 0))::float8, (sum(v.value_low) / NULLIF(max(v.total), 0))::float8,
           LEAST(sum(v.value_high) / NULLIF(max(v.total), 0), 1)::float8, max(v.unit),
           CASE WHEN max(v.total) IS NULL THEN 'missing_input' WHEN max(v.total) = 0 THEN 'no_denominator'
               WHEN bool_or(v.status = 'interval') THEN 'interval' ELSE 'ok' END
    FROM {s}.overlay_value(overlay_share.code, overlay_share.indicator, overlay_share.division, overlay_share.year, overlay_share.vintage) v
    HAVING count(*) > 0;
END
$t$),
('function', 'overlay_overlap', 3150, '两个口径的重叠度', 'Overlap of two overlays: sum of the smaller weights over sum of the larger ones, by value (M09)', $t$
FUNCTION {s}.overlay_overlap(a text, b text, indicator text DEFAULT 'value_added', division text DEFAULT NULL, year integer DEFAULT NULL) RETURNS float8
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT {s}.known_overlay(a), {s}.known_overlay(b), {s}.known_indicator(indicator), {s}.known_division(division);
    WITH base AS MATERIALIZED (
        SELECT v.industry, v.value FROM {s}.industry_values(overlay_overlap.indicator, overlay_overlap.division, overlay_overlap.year) v),
    weights AS (
        SELECT o.overlay, b.industry, LEAST(sum(o.weight), 1) AS weight
        FROM base b
        CROSS JOIN LATERAL (
            SELECT DISTINCT ON (x.overlay, x.item) x.overlay, x.item, x.weight
            FROM (SELECT 'a' AS overlay, w.* FROM {s}.overlay_weights(overlay_overlap.a) w
                  UNION ALL SELECT 'b', w.* FROM {s}.overlay_weights(overlay_overlap.b) w) x
            WHERE b.industry <@ x.industry
            ORDER BY x.overlay, x.item, x.industry DESC) o
        GROUP BY o.overlay, b.industry)
    SELECT (sum(LEAST(coalesce(x.wa, 0), coalesce(x.wb, 0)) * x.value) / NULLIF(sum(GREATEST(coalesce(x.wa, 0), coalesce(x.wb, 0)) * x.value), 0))::float8
    FROM (
        SELECT b.value, max(w.weight) FILTER (WHERE w.overlay = 'a') AS wa, max(w.weight) FILTER (WHERE w.overlay = 'b') AS wb
        FROM base b LEFT JOIN weights w ON w.industry = b.industry
        GROUP BY b.industry, b.value) x;
END
$t$),
('function', 'overlay_contributors', 3145, '口径中贡献最大的行业',
    'Observed industries that make up an overlay, largest first: value, weight, weighted value, its share in the overlay', $t$
FUNCTION {s}.overlay_contributors(code text, indicator text DEFAULT 'value_added', division text DEFAULT NULL, year integer DEFAULT NULL,
    vintage date DEFAULT NULL, top integer DEFAULT 10)
RETURNS TABLE (place bigint, industry_code text, item text, value numeric, weight numeric, contribution numeric, share float8, unit text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
    SELECT {s}.known_overlay(code), {s}.known_indicator(indicator), {s}.known_division(division);
    WITH base AS MATERIALIZED (
        SELECT v.* FROM {s}.industry_values(overlay_contributors.indicator, overlay_contributors.division, overlay_contributors.year,
            overlay_contributors.vintage) v),
    member AS (
        SELECT DISTINCT ON (b.industry, m.item) b.industry, m.item, b.value, m.weight, b.unit
        FROM base b JOIN {s}.overlay_weights(overlay_contributors.code, (SELECT max(x.period_end) FROM base x)) m ON b.industry <@ m.industry
        ORDER BY b.industry, m.item, m.industry DESC),
    ranked AS (
        SELECT m.*, m.value * m.weight AS part, sum(m.value * m.weight) OVER () AS whole, row_number()
            OVER (ORDER BY m.value * m.weight DESC, m.industry, m.item) AS place FROM member m)
    SELECT r.place, r.industry::text, r.item, r.value, r.weight, r.part, (r.part / NULLIF(r.whole, 0))::float8, r.unit FROM ranked r
    WHERE r.place <= overlay_contributors.top ORDER BY r.place;
END
$t$),
('function', 'overlay_growth', 3146, '口径各类别的实际增速(由公布的分行业增速加权)',
    'Real growth of the items of an overlay in a year: published growth of the member codes weighted by their size the year before; NULL where a code has none', $t$
FUNCTION {s}.overlay_growth(code text, indicator text DEFAULT 'value_added', division text DEFAULT NULL, year integer DEFAULT NULL, vintage date DEFAULT NULL)
RETURNS TABLE (item text, growth float8)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
    SELECT {s}.known_overlay(code), {s}.known_indicator(indicator), {s}.known_division(division);
    WITH published AS MATERIALIZED (
        SELECT o.subject, o.value AS g FROM {s}.observation_as_of(overlay_growth.vintage) o
        WHERE o.indicator = overlay_growth.indicator AND o.measure = 'growth' AND o.subject_kind = 'industry' AND o.period_type = 'year'
            AND o.basis IN ('comparable', 'constant')
          AND o.division = (SELECT {s}.known_division(overlay_growth.division)) AND o.period_start = make_date(overlay_growth.year, 1, 1)),
    member AS (
        SELECT DISTINCT ON (v.industry, w.item) w.item, v.industry, industry.convert(v.value, v.unit, u.unit) * w.weight AS size
        FROM {s}.industry_values(overlay_growth.indicator, overlay_growth.division, overlay_growth.year - 1, overlay_growth.vintage) v
        JOIN {s}.overlay_weights(overlay_growth.code, make_date(overlay_growth.year, 12, 31)) w ON v.industry <@ w.industry
        CROSS JOIN (SELECT i.unit FROM {s}.indicator i WHERE i.code = overlay_growth.indicator) u
        ORDER BY v.industry, w.item, w.industry DESC)
    SELECT m.item, (sum(m.size * p.g) / NULLIF(sum(m.size), 0))::float8 FROM member m LEFT JOIN published p ON p.subject = m.industry::text
    GROUP BY m.item HAVING bool_and(p.g IS NOT NULL);
END
$t$);
