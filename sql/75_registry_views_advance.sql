-- Questions about upgrading and new industries: three axes of traditional industries, advantage kept, emerging and future industries,
-- reach of service platforms, a recognition list among the provinces. Amounts of enterprises are in 10,000 yuan.

INSERT INTO industry.registry_template (kind, name, position, comment_zh, comment_en, body) VALUES
('function', 'upgrading_axes', 3680, '传统产业高端化、智能化、绿色化:各轴得分、变化与象限',
    'Traditional industries on three axes (high-end, intelligent, green): score by the scheme over the industries of two years, change, quadrant against the mean of the axis (M21)', $t$
FUNCTION {s}.upgrading_axes(code text DEFAULT 'traditional', division text DEFAULT NULL, year integer DEFAULT NULL, scheme text DEFAULT 'upgrading_axes',
    vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (item text, item_name text, axis text, region_code text, period_start date, period_end date, period_type text, year integer, firms bigint,
    score float8, previous_score float8, change float8, axis_mean float8, rank bigint, quadrant text, missing_items text, status text, method_id text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 21
BEGIN ATOMIC
    SELECT {s}.known_overlay(code), {s}.known_scheme(scheme), {s}.known_division(division), industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(upgrading_axes.division) AS division, coalesce(upgrading_axes.year, {s}.last_year()) AS y,
               coalesce(upgrading_axes.vintage, {s}.vintage()) AS seen, upgrading_axes.code),
    belongs AS MATERIALIZED (
        SELECT x.item, x.uscc, x.weight::float8 AS weight FROM asked a CROSS JOIN LATERAL {s}.enterprise_overlay(a.code) x
        WHERE (SELECT {s}.holds_all(q.division) FROM asked q)
           OR x.uscc IN (SELECT e.uscc FROM {s}.enterprise e WHERE e.division <@ (SELECT q.division FROM asked q))),
    -- amounts are summed exactly by weight and unit, and made floats once for each
    added AS MATERIALIZED (
        SELECT b.item, y.year AS y, b.weight, y.unit, count(*) AS n, sum(y.value_added) AS value_added, sum(y.output) AS output, sum(y.revenue) AS revenue,
               sum(y.new_product_revenue) AS fresh, sum(y.energy_tce) AS energy, sum(y.carbon_t) AS carbon, sum(y.water_m3) AS water,
               sum(y.numerical_control_rate) AS control, count(y.numerical_control_rate) AS controls, sum(y.digital_level) AS digital,
               count(y.digital_level) AS digitals, sum(y.waste_used_share) AS waste, count(y.waste_used_share) AS wastes
        FROM asked a JOIN {s}.enterprise_year y ON y.year BETWEEN a.y - 1 AND a.y AND y.known_from <= a.seen AND (y.known_to IS NULL OR y.known_to > a.seen)
        JOIN belongs b ON b.uscc = y.uscc
        GROUP BY b.item, y.year, b.weight, y.unit),
    summed AS MATERIALIZED (
        SELECT d.item, d.y, sum(d.n)::bigint AS n, sum(k.k * d.value_added::float8 ORDER BY k.k) AS value_added, sum(k.k * d.output::float8 ORDER BY k.k) AS output,
               sum(k.k * d.revenue::float8 ORDER BY k.k) AS revenue, sum(k.k * d.fresh::float8 ORDER BY k.k) AS fresh,
               sum(d.weight * d.energy::float8 ORDER BY d.weight) AS energy, sum(d.weight * d.carbon::float8 ORDER BY d.weight) AS carbon,
               sum(d.weight * d.water::float8 ORDER BY d.weight) AS water, sum(d.control) / NULLIF(sum(d.controls), 0) AS control,
               sum(d.digital)::numeric / NULLIF(sum(d.digitals), 0) AS digital, sum(d.waste) / NULLIF(sum(d.wastes), 0) AS waste
        FROM added d
        CROSS JOIN LATERAL (SELECT d.weight * CASE WHEN d.unit = '10k_yuan' THEN 1 ELSE industry.unit_ratio(d.unit, '10k_yuan')::float8 END AS k) k
        GROUP BY d.item, d.y),
    m AS (
        SELECT industry.matrix_agg(s.item || '|' || s.y, v.indicator, v.value::float8) AS m
        FROM summed s CROSS JOIN LATERAL (VALUES ('value_added', s.value_added), ('output', s.output), ('revenue', s.revenue), ('new_product_revenue', s.fresh),
            ('energy_tce', s.energy), ('carbon_t', s.carbon), ('water_m3', s.water), ('numerical_control_rate', s.control), ('digital_level', s.digital),
            ('waste_used_share', s.waste)) v(indicator, value)),
    -- both years are scaled together, so that they compare; an item that does not vary has no say
    scored AS MATERIALIZED (
        SELECT split_part(e.unit_code, '|', 1) AS item, split_part(e.unit_code, '|', 2)::integer AS y, split_part(e.item, '.', 1) AS axis,
               CASE WHEN bool_and(e.normalized IS NOT NULL) THEN sum(e.weight * e.normalized) / NULLIF(sum(e.weight), 0) END AS score,
               string_agg(e.item, ', ' ORDER BY e.item_position) FILTER (WHERE e.normalized IS NULL) AS missing
        FROM m CROSS JOIN LATERAL {s}.evaluate_items(upgrading_axes.scheme, m.m) e WHERE m.m IS NOT NULL AND e.status <> 'degenerate'
        GROUP BY 1, 2, 3),
    paired AS (
        SELECT c.*, p.score AS before, avg(c.score) OVER (PARTITION BY c.axis) AS mean,
               CASE WHEN c.score IS NOT NULL THEN rank() OVER (PARTITION BY c.axis ORDER BY c.score DESC NULLS LAST) END AS place
        FROM asked a JOIN scored c ON c.y = a.y LEFT JOIN scored p ON p.item = c.item AND p.axis = c.axis AND p.y = a.y - 1)
    SELECT i.item, industry.label(i.name_zh, i.name_en, upgrading_axes.lang), p.axis, a.division::text, make_date(a.y, 1, 1), make_date(a.y, 12, 31),
        'year', a.y, s.n,
           p.score, p.before, p.score - p.before, p.mean, p.place,
           CASE WHEN p.score - p.before IS NULL THEN NULL WHEN p.score >= p.mean THEN CASE WHEN p.score >= p.before THEN 'leading' ELSE 'slipping' END
                ELSE CASE WHEN p.score >= p.before THEN 'catching_up' ELSE 'lagging' END END,
           p.missing, CASE WHEN p.score IS NULL THEN 'missing_input' WHEN p.before IS NULL THEN 'no_previous' ELSE 'ok' END,
           format('upgrading_axes:overlay=%s,scheme=%s,scope=two_years', upgrading_axes.code, upgrading_axes.scheme)
    FROM paired p CROSS JOIN asked a
    JOIN {s}.overlay o ON o.code = a.code AND o.valid @> (SELECT {s}.as_of())
    JOIN {s}.overlay_item i ON i.overlay = o.code AND i.version = o.version AND i.item = p.item
    JOIN summed s ON s.item = p.item AND s.y = a.y
    ORDER BY i.position, i.item, p.axis;
END
$t$),
('view', 'upgrading_axes', 3681, '传统产业高端化、智能化、绿色化', 'Traditional industries: high-end, intelligent, green', $t$
SELECT u.*, industry.label(r.name_zh, r.name_en, {lang}) AS region_name
FROM {s}.upgrading_axes(lang => {lang}) u JOIN {s}.region r ON r.code::text = u.region_code
$t$),
('function', 'traditional_advantage', 3682, '传统优势:区位商、市场份额、出口优势、利润率及其变化,是否流失',
    'Whether listed industries keep their advantage: quotient, market share, export advantage, profit rate, each with its change, competitive effect; eroding where one of them falls (M10, M13)', $t$
FUNCTION {s}.traditional_advantage(class text DEFAULT 'consolidate', division text DEFAULT NULL, from_year integer DEFAULT NULL, to_year integer DEFAULT NULL,
    indicator text DEFAULT 'industrial_revenue', vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (item text, item_name text, region_code text, period_start date, period_end date, period_type text, year integer, from_year integer,
    value float8, nation float8, total float8, lq float8, previous_lq float8, lq_change float8, market_share float8, previous_market_share float8,
    market_share_change float8,
    exports float8, rca float8, previous_rca float8, rca_change float8, profit float8, revenue float8, profit_rate float8,
    previous_profit_rate float8, profit_rate_change float8,
    competitive_effect float8, eroding boolean, alert text, unit text, status text, method_id text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
    SELECT industry.known_option('class', class, '{break_through,expand,cultivate,consolidate,adjust,lay_out}'), {s}.known_indicator(indicator),
        {s}.known_division(division), industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(traditional_advantage.division) AS division, coalesce(traditional_advantage.to_year, {s}.last_year()) AS y1,
               coalesce(traditional_advantage.from_year, coalesce(traditional_advantage.to_year, {s}.last_year()) - 1) AS y0,
               (SELECT r.code FROM {s}.region r WHERE r.level = 'country' ORDER BY r.code LIMIT 1) AS nation),
    listed AS MATERIALIZED (
        SELECT p.* FROM {s}.priority_list p WHERE p.class = traditional_advantage.class AND p.overlay IS NOT NULL AND p.valid @> (SELECT {s}.as_of())),
    -- size and exports of every observed code, own and the nation's, in both years
    base AS MATERIALIZED (
        SELECT k.kind, w.who, w.y, v.industry, (v.value * industry.unit_ratio(v.unit, '100m_yuan'))::float8 AS value
        FROM asked a CROSS JOIN (VALUES ('size', traditional_advantage.indicator), ('exports', 'exports')) k(kind, code)
        CROSS JOIN LATERAL (VALUES ('own', a.division, 1, a.y1), ('own', a.division, 0, a.y0), ('nation', a.nation, 1, a.y1),
            ('nation', a.nation, 0, a.y0)) w(who, code, y, year)
        CROSS JOIN LATERAL {s}.industry_values(k.code, w.code::text, w.year, traditional_advantage.vintage) v),
    member AS MATERIALIZED (
        SELECT DISTINCT ON (c.industry, l.item) c.industry, l.item, w.weight::float8 AS weight
        FROM (SELECT DISTINCT b.industry FROM base b) c CROSS JOIN listed l
        CROSS JOIN LATERAL {s}.overlay_weights(l.overlay) w WHERE w.item = l.overlay_item AND c.industry <@ w.industry
        ORDER BY c.industry, l.item, w.industry DESC),
    part AS MATERIALIZED (
        SELECT m.item, b.kind, b.who, b.y, industry.exact_sum(b.value * m.weight) AS value FROM member m JOIN base b ON b.industry = m.industry GROUP BY 1, 2, 3, 4),
    total AS MATERIALIZED (
        SELECT b.kind, b.who, b.y, industry.exact_sum(b.value) AS value FROM base b GROUP BY 1, 2, 3),
    firm AS MATERIALIZED (
        SELECT l.item, CASE f.year WHEN a.y1 THEN 1 ELSE 0 END AS y, sum(f.profit * k.k * x.weight)::float8 AS profit, sum(f.revenue * k.k * x.weight)
            FILTER (WHERE f.profit IS NOT NULL)::float8 AS revenue
        FROM asked a CROSS JOIN (SELECT DISTINCT l.overlay FROM listed l) o CROSS JOIN LATERAL {s}.enterprise_overlay(o.overlay) x
        JOIN listed l ON l.overlay = o.overlay AND l.overlay_item = x.item
        JOIN {s}.enterprise e ON e.uscc = x.uscc AND e.division <@ a.division
        JOIN {s}.enterprise_year f ON f.uscc = e.uscc AND f.year IN (a.y0, a.y1)
            AND f.known_from <= coalesce(traditional_advantage.vintage, (SELECT {s}.vintage()))
             AND (f.known_to IS NULL OR f.known_to > coalesce(traditional_advantage.vintage, (SELECT {s}.vintage())))
        CROSS JOIN LATERAL (SELECT CASE WHEN f.unit = '10k_yuan' THEN 1 ELSE industry.unit_ratio(f.unit, '10k_yuan') END AS k) k
        GROUP BY 1, 2),
    quotient AS MATERIALIZED (
        SELECT l.item, k.kind, y.y, o.value, n.value AS nation, t.value AS total, o.value / NULLIF(n.value, 0) AS market_share,
               (o.value / NULLIF(t.value, 0)) / NULLIF(n.value / NULLIF(m.value, 0), 0) AS lq
        FROM listed l CROSS JOIN (VALUES ('size'), ('exports')) k(kind) CROSS JOIN (VALUES (0), (1)) y(y)
        LEFT JOIN part o ON o.item = l.item AND o.kind = k.kind AND o.who = 'own' AND o.y = y.y
        LEFT JOIN part n ON n.item = l.item AND n.kind = k.kind AND n.who = 'nation' AND n.y = y.y
        LEFT JOIN total t ON t.kind = k.kind AND t.who = 'own' AND t.y = y.y LEFT JOIN total m ON m.kind = k.kind AND m.who = 'nation' AND m.y = y.y),
    measured AS (
        SELECT l.item, l.name_zh, l.name_en, s1.value, s1.nation, s1.total, s1.lq AS lq1, s0.lq AS lq0, s1.market_share AS ms1, s0.market_share AS ms0,
               e1.value AS exports, e1.lq AS rca1, e0.lq AS rca0, f1.profit, f1.revenue, f1.profit / NULLIF(f1.revenue, 0) AS pr1,
               f0.profit / NULLIF(f0.revenue, 0) AS pr0,
               s1.value - s0.value * s1.nation / NULLIF(s0.nation, 0) AS competitive
        FROM listed l JOIN quotient s1 ON s1.item = l.item AND s1.kind = 'size' AND s1.y = 1 JOIN quotient s0 ON s0.item = l.item AND s0.kind = 'size'
            AND s0.y = 0
        JOIN quotient e1 ON e1.item = l.item AND e1.kind = 'exports' AND e1.y = 1 JOIN quotient e0 ON e0.item = l.item AND e0.kind = 'exports' AND e0.y = 0
        LEFT JOIN firm f1 ON f1.item = l.item AND f1.y = 1 LEFT JOIN firm f0 ON f0.item = l.item AND f0.y = 0),
    changed AS (
        SELECT m.*, g.lq, g.ms, g.rca, g.pr,
               concat_ws(', ', CASE WHEN g.lq < 0 THEN 'lq' END, CASE WHEN g.ms < 0 THEN 'market_share' END, CASE WHEN g.rca < 0 THEN 'rca' END,
                   CASE WHEN g.pr < 0 THEN 'profit_rate' END) AS fallen
        FROM measured m CROSS JOIN LATERAL (SELECT m.lq1 - m.lq0 AS lq, m.ms1 - m.ms0 AS ms, m.rca1 - m.rca0 AS rca, m.pr1 - m.pr0 AS pr) g)
    SELECT c.item, industry.label(c.name_zh, c.name_en, traditional_advantage.lang), a.division::text, make_date(a.y0, 1, 1), make_date(a.y1, 12, 31),
        'years', a.y1, a.y0,
           c.value, c.nation, c.total, c.lq1, c.lq0, c.lq, c.ms1, c.ms0, c.ms, c.exports, c.rca1, c.rca0, c.rca, c.profit, c.revenue, c.pr1, c.pr0,
           c.pr, c.competitive,
           -- kept: no loss on any of the four; one loss is enough, an unknown one leaves it open
           c.lq < 0 OR c.ms < 0 OR c.rca < 0 OR c.pr < 0, NULLIF(c.fallen, ''), '100m_yuan',
           CASE WHEN c.lq IS NULL OR c.ms IS NULL OR c.rca IS NULL OR c.pr IS NULL THEN 'missing_input' ELSE 'ok' END,
           format('traditional_advantage:class=%s,indicator=%s,from_year=%s,to_year=%s', traditional_advantage.class, traditional_advantage.indicator,
               a.y0, a.y1)
    FROM changed c CROSS JOIN asked a ORDER BY c.item;
END
$t$),
('view', 'traditional_advantage', 3683, '传统产业优势保持情况', 'Whether textiles and garments, food and paper keep their advantage', $t$
SELECT t.*, industry.label(r.name_zh, r.name_en, {lang}) AS region_name
FROM {s}.traditional_advantage(lang => {lang}) t JOIN {s}.region r ON r.code::text = t.region_code
$t$),
('function', 'relatedness', 3602, '各市各行业(三位码)的产出、是否专业化与产业关联密度',
    'Output of enterprises by prefecture and three-digit industry in a year: whether the prefecture is specialised, relatedness density (M15)', $t$
FUNCTION {s}.relatedness(division text DEFAULT NULL, year integer DEFAULT NULL, vintage date DEFAULT NULL)
RETURNS TABLE (region_code text, industry_code text, density float8, held boolean)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 3000
BEGIN ATOMIC
    SELECT {s}.known_division(division);
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(relatedness.division) AS division, coalesce(relatedness.year, {s}.last_year()) AS y),
    m AS MATERIALIZED (
        -- the division is looked at after the join: one pass over the enterprises beats a search for each
        SELECT industry.matrix_agg(coalesce(industry.prefecture(f.division), f.division)::text,
            industry.ancestor(f.industry, LEAST(industry.level(f.industry), 3))::text, f.output) AS m
        FROM (SELECT f.division, f.industry, f.output, a.division AS scope FROM asked a CROSS JOIN
            LATERAL {s}.enterprise_figures(a.y, relatedness.vintage) f OFFSET 0) f
        WHERE f.industry IS NOT NULL AND f.output > 0 AND f.division <@ f.scope)
    SELECT d.row_key, d.col_key, d.value, coalesce(p.value = 1, false)
    FROM (SELECT x.* FROM m CROSS JOIN LATERAL industry.cells(industry.relatedness_density(m.m)) x WHERE m.m IS NOT NULL) d
    LEFT JOIN (SELECT x.* FROM m CROSS JOIN LATERAL industry.cells(industry.presence(m.m)) x WHERE m.m IS NOT NULL) p ON p.row_key = d.row_key
        AND p.col_key = d.col_key;
END
$t$),
('function', 'overlay_density', 3684, '某口径各类别的产业关联密度',
    'Relatedness density of the items of an overlay in each prefecture: the mean over the member industries (M15)', $t$
FUNCTION {s}.overlay_density(code text, division text DEFAULT NULL, year integer DEFAULT NULL, vintage date DEFAULT NULL)
RETURNS TABLE (item text, region_code text, density float8)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 100
BEGIN ATOMIC
    SELECT {s}.known_overlay(code), {s}.known_division(division);
    WITH cell AS MATERIALIZED (
        SELECT r.* FROM {s}.relatedness(overlay_density.division, overlay_density.year, overlay_density.vintage) r),
    member AS MATERIALIZED (
        SELECT DISTINCT w.item, c.code FROM (SELECT DISTINCT x.industry_code AS code FROM cell x) c
        JOIN {s}.overlay_weights(overlay_density.code) w ON c.code::industry.industry_code <@ w.industry OR w.industry <@ c.code::industry.industry_code)
    SELECT b.item, c.region_code, avg(c.density ORDER BY c.industry_code) FROM cell c JOIN member b ON b.code = c.industry_code GROUP BY b.item, c.region_code;
END
$t$),
('function', 'emerging', 3685, '战略性新兴产业:规模、占比、实际增速、研发强度、区位商、集群星数、专利、进入与关联密度',
    'Strategic emerging industries: value added with bounds, share, growth (real where published for the codes), R&D intensity, quotient, cluster stars of the prefectures, patents, entries, relatedness density (M09, M10, M14, M15)', $t$
FUNCTION {s}.emerging(division text DEFAULT NULL, year integer DEFAULT NULL, code text DEFAULT 'emerging', vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (item text, item_name text, region_code text, period_start date, period_end date, period_type text, year integer, value float8,
    value_low float8, value_high float8,
    total float8, share float8, previous float8, growth float8, real_growth float8, nation_share float8, lq float8, firms bigint, rd_expense float8,
    revenue float8, rd_intensity float8,
    patents bigint, stars bigint, star_clusters bigint, entries bigint, entry_rate float8, density float8, unit text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
    SELECT {s}.known_division(division), {s}.known_overlay(code), industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(emerging.division) AS division, coalesce(emerging.year, {s}.last_year()) AS y,
               (SELECT r.code FROM {s}.region r WHERE r.level = 'country' ORDER BY r.code LIMIT 1) AS nation),
    own AS MATERIALIZED (
        SELECT v.* FROM asked a CROSS JOIN LATERAL {s}.overlay_value(emerging.code, 'value_added', a.division::text, a.y, emerging.vintage, emerging.lang) v),
    before AS MATERIALIZED (
        SELECT v.item, v.value FROM asked a CROSS JOIN LATERAL {s}.overlay_value(emerging.code, 'value_added', a.division::text, a.y - 1, emerging.vintage) v),
    nation AS MATERIALIZED (
        SELECT v.item, v.share FROM asked a CROSS JOIN LATERAL {s}.overlay_value(emerging.code, 'value_added', a.nation::text, a.y, emerging.vintage) v),
    belongs AS MATERIALIZED (
        SELECT x.item, x.uscc, x.weight::float8 AS weight FROM {s}.enterprise_overlay(emerging.code) x),
    -- one pass over the enterprises, for all that follows; the division is looked at after it, and amounts are made floats where they are used
    figure AS MATERIALIZED (
        SELECT f.* FROM asked a CROSS JOIN (
            SELECT y.uscc, e.division, e.industry, y.employees, y.rd_expense, y.revenue, y.output,
                   CASE WHEN y.unit = '10k_yuan' THEN 1 ELSE industry.unit_ratio(y.unit, '10k_yuan')::float8 END AS k
            FROM asked q JOIN {s}.enterprise_year y ON y.year = q.y JOIN {s}.enterprise e ON e.uscc = y.uscc
            WHERE y.known_from <= coalesce(emerging.vintage, (SELECT {s}.vintage()))
                AND (y.known_to IS NULL OR y.known_to > coalesce(emerging.vintage, (SELECT {s}.vintage()))) OFFSET 0) f
        WHERE f.division <@ a.division),
    structure AS MATERIALIZED (
        SELECT industry.matrix_agg(coalesce(industry.prefecture(f.division), f.division)::text,
                   industry.ancestor(f.industry, LEAST(industry.level(f.industry), 3))::text, f.output::float8 * f.k) AS m
        FROM figure f WHERE f.industry IS NOT NULL AND f.output > 0),
    cell AS MATERIALIZED (
        SELECT c.* FROM structure s CROSS JOIN LATERAL industry.cells(industry.relatedness_density(s.m)) c WHERE s.m IS NOT NULL),
    firm AS MATERIALIZED (
        SELECT b.item, f.uscc, coalesce(industry.prefecture(f.division), f.division)::text AS city, b.weight * f.employees AS employees,
            b.weight * (f.rd_expense::float8 * f.k) AS rd, b.weight * (f.revenue::float8 * f.k) AS revenue
        FROM figure f JOIN belongs b ON b.uscc = f.uscc),
    summed AS (
        SELECT f.item, count(*) AS n, industry.exact_sum(f.rd) AS rd, industry.exact_sum(f.revenue) FILTER (WHERE f.rd IS NOT NULL) AS revenue
        FROM firm f GROUP BY f.item),
    -- clusters are prefectures: size and focus among the top tenth, quotient from 2 on, the whole of industry as the reference
    place AS (
        SELECT industry.matrix_agg(c.city, c.item, c.employees) AS m
        FROM (SELECT f.city, f.item, industry.exact_sum(f.employees) AS employees FROM firm f GROUP BY 1, 2
              UNION ALL
              SELECT coalesce(industry.prefecture(x.division), x.division)::text, '', sum(x.employees)
              FROM (SELECT f.division, sum(f.employees) AS employees FROM figure f WHERE f.uscc NOT IN (SELECT b.uscc FROM belongs b) GROUP BY 1) x
              GROUP BY 1) c WHERE c.employees > 0),
    cluster AS (
        SELECT k.industry AS item, sum(k.stars) AS stars, count(*) FILTER (WHERE k.stars > 0) AS n
        FROM place p CROSS JOIN LATERAL industry.cluster_criteria(p.m) k WHERE p.m IS NOT NULL GROUP BY k.industry),
    patent AS (
        SELECT b.item, count(DISTINCT l.family) AS n FROM asked a JOIN {s}.patent_link l ON l.holder_kind = 'enterprise' AND extract(year FROM l.filed) = a.y
        JOIN firm b ON b.uscc::text = l.holder GROUP BY b.item),
    entered AS (
        SELECT b.item, count(DISTINCT t.uscc) AS n
        FROM (SELECT t.uscc FROM asked a JOIN {s}.enterprise_state t ON lower(t.valid) BETWEEN make_date(a.y, 1, 1) AND make_date(a.y, 12, 31)
              WHERE t.state = 'above_scale' AND t.known_to IS NULL OFFSET 0) t -- the year leaves few
        JOIN belongs b ON b.uscc = t.uscc CROSS JOIN asked a
        WHERE (SELECT e.division FROM {s}.enterprise e WHERE e.uscc = t.uscc) <@ a.division GROUP BY b.item),
    published AS (
        SELECT g.item, g.growth AS g FROM asked a CROSS JOIN LATERAL {s}.overlay_growth(emerging.code, 'value_added', a.division::text, a.y,
            emerging.vintage) g),
    near AS (
        SELECT d.item, industry.exact_mean(d.density) AS density
        FROM (SELECT m.item, c.row_key, industry.exact_mean(c.value) AS density
              FROM cell c JOIN (
                  SELECT DISTINCT w.item, k.code
                  FROM (SELECT DISTINCT x.col_key AS code FROM cell x) k JOIN {s}.overlay_weights(emerging.code) w
                      ON k.code::industry.industry_code <@ w.industry OR w.industry <@ k.code::industry.industry_code) m ON m.code = c.col_key
              GROUP BY m.item, c.row_key) d
        GROUP BY d.item)
    SELECT o.item, o.item_name, a.division::text, make_date(a.y, 1, 1), make_date(a.y, 12, 31), 'year', a.y, o.value::float8, o.value_low::float8,
        o.value_high::float8,
           o.total::float8, o.share, b.value::float8, CASE WHEN k.broken THEN NULL ELSE (o.value / NULLIF(b.value, 0) - 1)::float8 END, p.g, n.share,
           o.share / NULLIF(n.share, 0),
           coalesce(s.n, 0), s.rd, s.revenue, s.rd / NULLIF(s.revenue, 0), coalesce(t.n, 0), coalesce(c.stars, 0), coalesce(c.n, 0), coalesce(e.n, 0),
           e.n::float8 / NULLIF(s.n, 0),
           d.density, o.unit, CASE WHEN k.broken THEN 'basis_break' WHEN b.value IS NULL AND o.status <> 'missing_input' THEN 'no_previous' ELSE o.status END
    FROM own o CROSS JOIN asked a
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM {s}.basis_break x WHERE x.indicator = 'value_added' AND (x.division IS NULL OR a.division <@ x.division)
                                       AND x.break_date > make_date(a.y - 1, 1, 1) AND x.break_date <= make_date(a.y, 1, 1)) AS broken) k
    LEFT JOIN before b ON b.item = o.item LEFT JOIN nation n ON n.item = o.item LEFT JOIN summed s ON s.item = o.item LEFT JOIN patent t ON t.item = o.item
    LEFT JOIN cluster c ON c.item = o.item LEFT JOIN entered e ON e.item = o.item LEFT JOIN published p ON p.item = o.item LEFT JOIN near d ON d.item = o.item
    ORDER BY o.share DESC NULLS LAST, o.item;
END
$t$),
('view', 'emerging', 3686, '战略性新兴产业', 'Strategic emerging industries', $t$
SELECT e.*, industry.label(r.name_zh, r.name_en, {lang}) AS region_name
FROM {s}.emerging(lang => {lang}) e JOIN {s}.region r ON r.code::text = e.region_code
$t$),
('function', 'future_layout', 3687, '未来产业布局:各市企业、专利、项目、成熟度分布、场景、关联能力、位次',
    'Layout of future industries: enterprises named by the overlay, patents, projects by readiness, scenes and the relatedness of their industries in each prefecture; rank by the mean share of enterprises, patents and projects (M11, M15)', $t$
FUNCTION {s}.future_layout(item text DEFAULT NULL, division text DEFAULT NULL, as_of date DEFAULT NULL, code text DEFAULT 'future', lang text DEFAULT 'zh')
RETURNS TABLE (item text, item_name text, region_code text, region_name text, period_start date, period_end date, period_type text, year integer,
    firms bigint, patents bigint, projects bigint, trl_low bigint, trl_mid bigint, trl_high bigint, scenes bigint, density float8, share float8,
    rank bigint, concentration float8, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 64
BEGIN ATOMIC
    SELECT {s}.known_overlay(code),
        industry.known_word('item', item, ARRAY(SELECT i.item FROM {s}.overlay_item i WHERE i.overlay = future_layout.code)),
        {s}.known_division(division), industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(future_layout.division) AS division, coalesce(future_layout.as_of, {s}.as_of()) AS day,
            future_layout.code),
    listed AS MATERIALIZED (
        SELECT i.item, i.position, i.name_zh, i.name_en
        FROM asked a JOIN {s}.overlay o ON o.code = a.code AND o.valid @> a.day JOIN {s}.overlay_item i ON i.overlay = o.code AND i.version = o.version
        WHERE future_layout.item IS NULL OR i.item = future_layout.item),
    member AS MATERIALIZED (
        SELECT l.item, e.uscc, coalesce(industry.prefecture(e.division), e.division) AS city,
            industry.ancestor(e.industry, LEAST(industry.level(e.industry), 3))::text AS code
        FROM asked a CROSS JOIN LATERAL {s}.enterprise_overlay(a.code, a.day) x JOIN listed l ON l.item = x.item JOIN {s}.enterprise e
            ON e.uscc = x.uscc AND e.division <@ a.division),
    -- a patent counts once in each prefecture that has a holder of it
    patent AS MATERIALIZED (
        SELECT h.item, coalesce(industry.prefecture(h.division), h.division) AS city, count(DISTINCT h.family) AS n
        FROM asked a CROSS JOIN LATERAL (
            SELECT l.item, l.family, l.overlay, l.filed, e.division FROM {s}.patent_link l JOIN {s}.enterprise e ON e.uscc::text = l.holder
            WHERE l.holder_kind = 'enterprise'
            UNION ALL
            SELECT l.item, l.family, l.overlay, l.filed, p.division FROM {s}.patent_link l JOIN {s}.platform p ON p.code = l.holder
            WHERE l.holder_kind = 'platform') h
        WHERE h.overlay = a.code AND h.filed <= a.day AND h.division <@ a.division GROUP BY 1, 2),
    work AS MATERIALIZED (
        SELECT p.item, coalesce(industry.prefecture(p.division), p.division) AS city, count(*) AS n, count(*) FILTER (WHERE p.trl_to <= 3) AS low,
               count(*) FILTER (WHERE p.trl_to BETWEEN 4 AND 6) AS mid, count(*) FILTER (WHERE p.trl_to >= 7) AS high
        FROM asked a JOIN {s}.project p ON p.overlay = a.code AND p.division <@ a.division AND p.started <= a.day AND p.status <> 'stopped' GROUP BY 1, 2),
    scene AS MATERIALIZED (
        SELECT l.item, coalesce(industry.prefecture(d.division), d.division) AS city, count(DISTINCT d.code) AS n
        FROM asked a JOIN {s}.digital_service d ON d.division <@ a.division AND d.live @> a.day JOIN listed l ON split_part(d.scene, '/', 1) = l.item
        GROUP BY 1, 2),
    near AS (
        SELECT b.item, r.region_code AS city, avg(r.density ORDER BY r.industry_code) AS density
        FROM asked a CROSS JOIN LATERAL {s}.relatedness(a.division::text, extract(year FROM a.day + 1)::integer - 1) r
        JOIN (SELECT DISTINCT b.item, b.code FROM member b) b ON b.code = r.industry_code GROUP BY 1, 2),
    counted AS (
        SELECT l.item, l.position, l.name_zh, l.name_en, r.code, r.name_zh AS region_zh, r.name_en AS region_en, coalesce(f.n, 0) AS firms,
            coalesce(p.n, 0) AS patents, coalesce(w.n, 0) AS projects,
               coalesce(w.low, 0) AS low, coalesce(w.mid, 0) AS mid, coalesce(w.high, 0) AS high, coalesce(s.n, 0) AS scenes, d.density
        FROM listed l CROSS JOIN asked a JOIN {s}.region r ON r.level = 'prefecture' AND r.code <@ a.division AND r.valid @> a.day
        LEFT JOIN (SELECT b.item, b.city, count(DISTINCT b.uscc) AS n FROM member b GROUP BY 1, 2) f ON f.item = l.item AND f.city = r.code
        LEFT JOIN patent p ON p.item = l.item AND p.city = r.code LEFT JOIN work w ON w.item = l.item AND w.city = r.code
        LEFT JOIN scene s ON s.item = l.item AND s.city = r.code LEFT JOIN near d ON d.item = l.item AND d.city = r.code::text),
    shared AS (
        SELECT c.*, (SELECT avg(x) FROM unnest(ARRAY[c.firm_share, c.patent_share, c.project_share]) x)::float8 AS share
        FROM (SELECT c.*, c.firms / NULLIF(sum(c.firms) OVER w, 0) AS firm_share, c.patents / NULLIF(sum(c.patents) OVER w, 0) AS patent_share,
                     c.projects / NULLIF(sum(c.projects) OVER w, 0) AS project_share FROM counted c WINDOW w AS (PARTITION BY c.item)) c)
    SELECT s.item, industry.label(s.name_zh, s.name_en, future_layout.lang), s.code::text,
        industry.label(s.region_zh, s.region_en, future_layout.lang), a.day, a.day, 'date', extract(year FROM a.day)::integer,
           s.firms, s.patents, s.projects, s.low, s.mid, s.high, s.scenes, s.density, s.share,
           CASE WHEN s.share IS NOT NULL THEN rank() OVER (PARTITION BY s.item ORDER BY round(s.share::numeric, 12) DESC NULLS LAST) END,
               (sum(s.patent_share ^ 2) OVER (PARTITION BY s.item))::float8,
           CASE WHEN s.share IS NULL THEN 'missing_input' ELSE 'ok' END
    FROM shared s CROSS JOIN asked a ORDER BY s.position, s.item, s.share DESC NULLS LAST, s.code;
END
$t$),
('view', 'future_layout', 3688, '未来产业布局', 'Layout of future industries', $t$
SELECT f.* FROM {s}.future_layout(lang => {lang}) f
$t$),
('function', 'registry_rank', 3690, '名录类认定的省际位次:各层级数量、密度、行业覆盖',
    'A recognition list among the divisions of a level: entries by level (own recognitions, else the published number), per 1,000 above-scale enterprises, industries covered, rank, ties, share (M07, M29)', $t$
FUNCTION {s}.registry_rank(tier text DEFAULT '5g_factory', as_of date DEFAULT NULL, level text DEFAULT 'province', vintage date DEFAULT NULL,
    lang text DEFAULT 'zh')
RETURNS TABLE (tier text, region_code text, region_name text, region_level text, period_start date, period_end date, period_type text, year integer,
    n bigint, lines bigint, workshops bigint, factories bigint,
    firms bigint, density float8, industries bigint, rank bigint, ties bigint, peers bigint, missing bigint, total bigint, share float8, source text,
    status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 32
BEGIN ATOMIC
    SELECT {s}.known_tier(tier), industry.known_option('level', level, '{country,province,prefecture,county,zone}'), industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT t.code AS tier, t.peer_indicator, coalesce(registry_rank.as_of, {s}.as_of()) AS day FROM {s}.tier t
        WHERE t.code = registry_rank.tier),
    place AS MATERIALIZED (
        SELECT r.code, r.name_zh, r.name_en, r.level FROM {s}.region r, asked a WHERE r.level = registry_rank.level AND r.valid @> a.day),
    held AS MATERIALIZED (
        SELECT e.division, coalesce(g.level, 'factory') AS level, industry.ancestor(e.industry, LEAST(industry.level(e.industry), 2)) AS code
        FROM asked a CROSS JOIN LATERAL {s}.recognition_as_of(registry_rank.vintage) g JOIN {s}.enterprise e ON e.uscc = g.uscc
        WHERE g.tier = a.tier AND g.status <> 'withdrawn' AND g.valid @> a.day),
    -- a list counts whole factories; lines and workshops stand beside them
    counted AS MATERIALIZED (
        SELECT p.code, count(*) FILTER (WHERE h.level = 'line') AS lines, count(*) FILTER (WHERE h.level = 'workshop') AS workshops,
               count(*) FILTER (WHERE h.level NOT IN ('line', 'workshop')) AS factories, count(DISTINCT h.code) AS industries
        FROM place p JOIN held h ON h.division <@ p.code GROUP BY p.code),
    published AS MATERIALIZED (
        SELECT DISTINCT ON (o.division) o.division, o.value::bigint AS n
        FROM asked a CROSS JOIN LATERAL {s}.observation_as_of(registry_rank.vintage) o
        WHERE o.indicator = a.peer_indicator AND o.measure = 'level' AND o.subject_kind = 'region' AND o.period_start <= a.day AND o.value IS NOT NULL
        ORDER BY o.division, o.period_end DESC),
    scale AS MATERIALIZED (
        SELECT p.code, sum(x.n)::bigint AS n
        FROM (SELECT e.division, count(*) AS n FROM asked a JOIN {s}.enterprise_state t ON t.state = 'above_scale' AND t.known_to IS NULL AND t.valid @> a.day
              JOIN {s}.enterprise e ON e.uscc = t.uscc GROUP BY e.division) x JOIN place p ON x.division <@ p.code GROUP BY p.code),
    line AS (
        SELECT p.*, coalesce(c.factories, o.n) AS n, c.lines, c.workshops, c.factories, c.industries, s.n AS firms,
            CASE WHEN c.code IS NOT NULL THEN 'recognition' WHEN o.n IS NOT NULL THEN 'observation' END AS source
        FROM place p LEFT JOIN counted c ON c.code = p.code LEFT JOIN published o ON o.division = p.code LEFT JOIN scale s ON s.code = p.code)
    SELECT a.tier, l.code::text, industry.label(l.name_zh, l.name_en, registry_rank.lang), l.level, a.day, a.day, 'date',
        extract(year FROM a.day)::integer, l.n, l.lines, l.workshops, l.factories,
           l.firms, 1000.0 * l.n / NULLIF(l.firms, 0), l.industries, CASE WHEN l.n IS NOT NULL THEN rank() OVER (ORDER BY l.n DESC NULLS LAST) END,
           CASE WHEN l.n IS NOT NULL THEN count(*) OVER (PARTITION BY l.n) END,
           count(l.n) OVER (), count(*) OVER () - count(l.n) OVER (), (sum(l.n) OVER ())::bigint, l.n / NULLIF(sum(l.n) OVER (), 0)::float8, l.source,
           CASE WHEN l.n IS NULL THEN 'missing_input' ELSE 'ok' END
    FROM line l CROSS JOIN asked a ORDER BY l.n DESC NULLS LAST, l.code;
END
$t$),
('view', 'registry_rank', 3691, '5G工厂名录的省际位次', 'The provinces by 5G factories', $t$
SELECT x.* FROM {s}.registry_rank(lang => {lang}) x
$t$);
