-- Shift-share: growth of a region's industries split into what the whole, the industry and the region account for.
--
-- m0 and m1 are region by industry matrices of two times, joined by the union of their labels; the whole is the sum of their
-- regions, or two reference matrices (the nation) of which only the column totals are used.

CREATE FUNCTION industry.shift_share(m0 industry.matrix, m1 industry.matrix, method text DEFAULT 'dunn')
RETURNS TABLE (region text, industry text, value0 float8, value1 float8, change float8, national_growth float8, industry_mix float8,
    competitive float8, allocation float8, regional_growth float8, regional_mix float8, new_activity float8, vanished_activity float8,
    national_growth_homothetic float8, industry_mix_homothetic float8, regional_growth_homothetic float8, regional_mix_homothetic float8,
    status text, method_id text)
AS 'MODULE_PATHNAME', 'pgi_shift_share' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 1000;
COMMENT ON FUNCTION industry.shift_share(industry.matrix, industry.matrix, text) IS
'Change of each region and industry as a sum of effects, in the unit of m: national_growth + industry_mix + competitive (dunn), competitive '
'on the homothetic base + allocation (esteban_marquillas), or regional_growth + regional_mix (arcelus, with the homothetic part of each '
'effect beside it), + new_activity + vanished_activity (industries without a base, or gone from the whole). Effects a method lacks are NULL. '
'The whole is the sum of all regions. Dunn 1960, Esteban-Marquillas 1972, Arcelus 1984';

CREATE FUNCTION industry.shift_share(m0 industry.matrix, m1 industry.matrix, reference0 industry.matrix, reference1 industry.matrix, method text DEFAULT 'dunn')
RETURNS TABLE (region text, industry text, value0 float8, value1 float8, change float8, national_growth float8, industry_mix float8,
    competitive float8, allocation float8, regional_growth float8, regional_mix float8, new_activity float8, vanished_activity float8,
    national_growth_homothetic float8, industry_mix_homothetic float8, regional_growth_homothetic float8, regional_mix_homothetic float8,
    status text, method_id text)
AS 'MODULE_PATHNAME', 'pgi_shift_share' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 1000;
COMMENT ON FUNCTION industry.shift_share(industry.matrix, industry.matrix, industry.matrix, industry.matrix, text) IS
'Shift-share against two reference matrices (the nation at both times): effects as in shift_share(m0, m1), growth of whole and industry from '
'the column totals of the references, by industry label';

CREATE FUNCTION industry.shift_share_dynamic(m industry.matrix[], method text DEFAULT 'dunn')
RETURNS TABLE (region text, industry text, value0 float8, value1 float8, change float8, national_growth float8, industry_mix float8,
    competitive float8, allocation float8, regional_growth float8, regional_mix float8, new_activity float8, vanished_activity float8, method_id text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
    SELECT s.region, s.industry, coalesce(sum(s.value0) FILTER (WHERE t.i = 1), 0), coalesce(sum(s.value1) FILTER (WHERE t.i = cardinality(m) - 1), 0),
        sum(s.change ORDER BY t.i), sum(s.national_growth ORDER BY t.i), sum(s.industry_mix ORDER BY t.i), sum(s.competitive ORDER BY t.i),
        sum(s.allocation ORDER BY t.i),
        sum(s.regional_growth ORDER BY t.i), sum(s.regional_mix ORDER BY t.i), sum(s.new_activity ORDER BY t.i), sum(s.vanished_activity ORDER BY t.i),
        'shift_share_dynamic:method=' || shift_share_dynamic.method
    FROM industry.numbers_to(cardinality(m) - 1) AS t(i), industry.shift_share(m[t.i], m[t.i + 1], shift_share_dynamic.method) AS s
    GROUP BY s.region, s.industry ORDER BY s.region COLLATE "C", s.industry COLLATE "C";
END;
COMMENT ON FUNCTION industry.shift_share_dynamic(industry.matrix[], text) IS
'Shift-share over several times: the effects of each step added up, so that growth rates follow the changing structure. Matrices in order of '
'time; no rows for fewer than two. Barff and Knight 1988';

CREATE FUNCTION industry.shift_share_dynamic(m industry.matrix[], reference industry.matrix[], method text DEFAULT 'dunn')
RETURNS TABLE (region text, industry text, value0 float8, value1 float8, change float8, national_growth float8, industry_mix float8,
    competitive float8, allocation float8, regional_growth float8, regional_mix float8, new_activity float8, vanished_activity float8, method_id text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
    SELECT s.region, s.industry, coalesce(sum(s.value0) FILTER (WHERE t.i = 1), 0), coalesce(sum(s.value1) FILTER (WHERE t.i = cardinality(m) - 1), 0),
        sum(s.change ORDER BY t.i), sum(s.national_growth ORDER BY t.i), sum(s.industry_mix ORDER BY t.i), sum(s.competitive ORDER BY t.i),
        sum(s.allocation ORDER BY t.i),
        sum(s.regional_growth ORDER BY t.i), sum(s.regional_mix ORDER BY t.i), sum(s.new_activity ORDER BY t.i), sum(s.vanished_activity ORDER BY t.i),
        'shift_share_dynamic:method=' || shift_share_dynamic.method
    FROM industry.numbers_to(cardinality(m) - 1) AS t(i),
        industry.shift_share(m[t.i], m[t.i + 1], reference[t.i], reference[t.i + 1], shift_share_dynamic.method) AS s
    WHERE industry.refuse_unless(cardinality(m) = cardinality(reference), 'matrices and references differ in number',
        format('There are %s matrices and %s references.', cardinality(m), cardinality(reference)))
    GROUP BY s.region, s.industry ORDER BY s.region COLLATE "C", s.industry COLLATE "C";
END;
COMMENT ON FUNCTION industry.shift_share_dynamic(industry.matrix[], industry.matrix[], text) IS
'Shift-share over several times against reference matrices of the same times; see shift_share_dynamic(m)';

CREATE FUNCTION industry.shift_share_spatial(m0 industry.matrix, m1 industry.matrix, neighbours industry.matrix)
RETURNS TABLE (region text, industry text, value0 float8, value1 float8, change float8, national_growth float8, neighbour_mix float8,
    neighbour_competitive float8, status text, method_id text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
    WITH cell AS MATERIALIZED (
        SELECT * FROM industry.paired_cells(m0, m1)
    ), around AS (
        SELECT w.row_key AS region, c.industry, sum(w.value * c.value0 ORDER BY c.region COLLATE "C") AS value0,
            sum(w.value * c.value1 ORDER BY c.region COLLATE "C") AS value1
        FROM industry.neighbour_weights(m0, neighbours) AS w JOIN cell AS c ON c.region = w.col_key
        GROUP BY w.row_key, c.industry
    )
    SELECT c.region, c.industry, c.value0, c.value1, c.value1 - c.value0, c.value0 * (c.total1 / nullif(c.total0, 0) - 1),
        c.value0 * (a.value1 / nullif(a.value0, 0) - c.total1 / nullif(c.total0, 0)), c.value1 - c.value0 * (a.value1 / nullif(a.value0, 0)),
        CASE WHEN c.total0 > 0 AND a.value0 > 0 THEN 'ok' ELSE 'no_denominator' END, 'shift_share_spatial:'
    FROM cell AS c LEFT JOIN around AS a ON a.region = c.region AND a.industry = c.industry
    ORDER BY c.region COLLATE "C", c.industry COLLATE "C";
END;
COMMENT ON FUNCTION industry.shift_share_spatial(industry.matrix, industry.matrix, industry.matrix) IS
'Shift-share with the industry''s growth in the neighbours in the place of its growth in the whole: national growth + neighbour mix e (g_i '
'of neighbours - g) + what the region did beyond its neighbours. neighbours: region by region weights, the diagonal is ignored; an industry '
'that no neighbour had: NULL, status no_denominator. Nazara and Hewings 2004';

CREATE FUNCTION industry.productivity_shift_share(output0 industry.matrix, labour0 industry.matrix, output1 industry.matrix, labour1 industry.matrix)
RETURNS TABLE (region text, industry text, productivity0 float8, productivity1 float8, labour_share0 float8, labour_share1 float8,
    within_effect float8, between_effect float8, cross_effect float8, new_activity float8, vanished_activity float8, status text, method_id text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
    SELECT coalesce(y.region, l.region), coalesce(y.industry, l.industry), c.p0, c.p1, c.s0, c.s1,
        CASE k.kind WHEN 'ok' THEN c.s0 * (c.p1 - c.p0) WHEN 'no_labour' THEN NULL ELSE 0 END,
        CASE k.kind WHEN 'ok' THEN c.p0 * (c.s1 - c.s0) WHEN 'no_labour' THEN NULL ELSE 0 END,
        CASE k.kind WHEN 'ok' THEN (c.p1 - c.p0) * (c.s1 - c.s0) WHEN 'no_labour' THEN NULL ELSE 0 END,
        CASE k.kind WHEN 'new_activity' THEN c.p1 * c.s1 WHEN 'no_labour' THEN NULL ELSE 0 END,
        CASE k.kind WHEN 'vanished_activity' THEN -c.p0 * c.s0 WHEN 'no_labour' THEN NULL ELSE 0 END,
        k.kind, 'productivity_shift_share:'
    FROM industry.paired_cells(output0, output1) AS y
    FULL JOIN industry.paired_cells(labour0, labour1) AS l ON l.region = y.region AND l.industry = y.industry,
        LATERAL (SELECT y.value0 / nullif(l.value0, 0) AS p0, y.value1 / nullif(l.value1, 0) AS p1,
            l.value0 / nullif(l.region0, 0) AS s0, l.value1 / nullif(l.region1, 0) AS s1) AS c,
        LATERAL (SELECT CASE WHEN (coalesce(l.value0, 0) = 0 AND y.value0 > 0) OR (coalesce(l.value1, 0) = 0 AND y.value1 > 0)
                OR coalesce(l.region0, 0) = 0 OR coalesce(l.region1, 0) = 0 OR y.region IS NULL THEN 'no_labour'
            WHEN l.value0 = 0 AND l.value1 = 0 THEN 'none'
            WHEN l.value0 = 0 THEN 'new_activity' WHEN l.value1 = 0 THEN 'vanished_activity' ELSE 'ok' END AS kind) AS k
    WHERE k.kind <> 'none' AND industry.refuse_strangers(industry.row_keys(output0), industry.row_keys(labour0))
        AND industry.refuse_strangers(industry.col_keys(output0), industry.col_keys(labour0))
    ORDER BY coalesce(y.region, l.region) COLLATE "C", coalesce(y.industry, l.industry) COLLATE "C";
END;
COMMENT ON FUNCTION industry.productivity_shift_share(industry.matrix, industry.matrix, industry.matrix, industry.matrix) IS
'Change of a region''s labour productivity by industry: within (own productivity at the old labour share), between (labour moving at the old '
'productivity), cross (both), new and vanished activities apart; the sum over industries is the change of output over labour. Output without '
'labour, or labour without output data: NULL, status no_labour. McMillan and Rodrik 2011';

-- Dictionary

INSERT INTO industry.metric (function_name, metric, name_en, name_zh, formula, parameters, unit, value_range, interpretation_en, interpretation_zh,
    reference) VALUES
('shift_share', 'national_growth', 'national growth effect', '全国增长分量', 'e g',
 '{"method": "dunn"}', 'unit of m', '(-inf, inf)', 'What growth at the pace of the whole would have given', '按总体增速应有的增长', 'Dunn 1960'),
('shift_share', 'industry_mix', 'industry mix effect', '产业结构分量', 'e (g_i - g)',
 '{"method": "dunn"}', 'unit of m', '(-inf, inf)', 'Above 0: the region has fast industries', '大于0表示产业结构有利', 'Dunn 1960'),
('shift_share', 'competitive', 'competitive effect', '竞争力分量', 'e1 - e N1_i / N0_i; Esteban-Marquillas: h (g_ir - g_i)',
 '{"method": "dunn"}', 'unit of m', '(-inf, inf)', 'Above 0: gains against the same industry elsewhere', '大于0表示竞争力强于同行业', 'Dunn 1960'),
('shift_share', 'allocation', 'allocation effect', '配置分量', '(e - h)(g_ir - g_i)',
 '{"method": "dunn"}', 'unit of m', '(-inf, inf)', 'Above 0: specialised where it is strong', '大于0表示在优势行业专业化', 'Esteban-Marquillas 1972'),
('shift_share', 'new_activity', 'new activity', '新增产业', 'change of cells without a base',
 '{"method": "dunn"}', 'unit of m', '(-inf, inf)', 'Industries that had no base', '基期不存在的产业', 'Dunn 1960'),
('shift_share', 'vanished_activity', 'vanished activity', '消失产业', 'change of cells whose industry is gone from the whole',
 '{"method": "dunn"}', 'unit of m', '(-inf, inf)', 'Industries that are gone', '已消失的产业', 'Dunn 1960'),
('shift_share', 'regional_growth', 'regional growth effect', '区域增长分量', 'e (g_r - g)',
 '{"method": "dunn"}', 'unit of m', '(-inf, inf)', 'Above 0: the region as a whole grows faster', '大于0表示区域整体增长较快', 'Arcelus 1984'),
('shift_share', 'regional_mix', 'regional mix effect', '区域产业结构分量', 'e ((g_ir - g_r) - (g_i - g))',
 '{"method": "dunn"}', 'unit of m', '(-inf, inf)', 'Above 0: the industry does better here relative to both region and nation',
 '大于0表示该行业在本区域相对更优', 'Arcelus 1984'),
('shift_share_dynamic', 'competitive', 'dynamic shift-share', '动态偏离份额', 'sum over steps of the effects',
 '{"method": "dunn"}', 'unit of m', '(-inf, inf)', 'As shift_share, with rates that follow the structure', '同偏离份额分析，逐期累加', 'Barff and Knight 1988'),
('shift_share_spatial', 'neighbour_competitive', 'effect beyond the neighbours', '邻域竞争力分量', 'e1 - e A1_i / A0_i, A_i = weighted sum over neighbours',
 '{}', 'unit of m', '(-inf, inf)', 'Above 0: gains against the same industry in the neighbours', '大于0表示强于邻近地区同行业', 'Nazara and Hewings 2004'),
('productivity_shift_share', 'within_effect', 'within effect', '内部效应', 's0 (P1 - P0)',
 '{}', 'unit of output / labour', '(-inf, inf)', 'Productivity growth inside industries', '产业内部生产率提升', 'McMillan and Rodrik 2011'),
('productivity_shift_share', 'between_effect', 'between effect', '静态转移效应', 'P0 (s1 - s0)',
 '{}', 'unit of output / labour', '(-inf, inf)', 'Labour moving to more productive industries', '劳动力向高生产率产业转移', 'McMillan and Rodrik 2011'),
('productivity_shift_share', 'cross_effect', 'cross effect', '动态转移效应', '(P1 - P0)(s1 - s0)',
 '{}', 'unit of output / labour', '(-inf, inf)', 'Labour moving to industries that gain productivity', '劳动力向生产率上升产业转移',
 'McMillan and Rodrik 2011');
