-- Questions about digital industry: core industries and their doubling, penetration, 5G factories, scenes, ecology, smart cities, life cycle.

INSERT INTO industry.registry_template (kind, name, position, comment_zh, comment_en, body) VALUES
('rows', 'setting_digital', 2046, '数字视图的默认参数', 'Default parameters of the digital views', $t$
INSERT INTO {s}.setting (name, value, note) VALUES
    ('digital_doubling.target', 'digital_core_share', '翻番目标代码 / code of the target to double the share'),
    ('digital_doubling.denominator_growth', '0.05', '分母年均增速假设 / assumed growth a year of the denominator'),
    ('digital_penetration.level', '3', '视为数字化的成熟度等级 / maturity level that counts as digital');
$t$),
('function', 'digital_board', 3800, '数字经济核心产业四类与数字基础设施',
    'The classes of the digital core and the digital infrastructure: value with bounds, share, growth, share of the nation, per 10,000 people, rank (M09, M07)', $t$
FUNCTION {s}.digital_board(division text DEFAULT NULL, year integer DEFAULT NULL, code text DEFAULT 'digital_core',
    infrastructure text DEFAULT '5g_base_stations', vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (kind text, item text, item_name text, region_code text, period_start date, period_end date, period_type text, year integer,
    value float8, value_low float8, value_high float8, total float8, share float8, share_low float8, share_high float8, previous float8,
    growth float8,
    contribution float8, target float8, target_progress float8, nation float8, nation_share float8, population float8, per_10k_people float8,
    rank bigint, peers bigint, unit text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
    SELECT {s}.known_division(division), {s}.known_overlay(code), {s}.known_list('indicator', infrastructure), industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(digital_board.division) AS division, coalesce(digital_board.year, {s}.last_year()) AS y,
            (SELECT r.code FROM {s}.region r WHERE r.level = 'country' ORDER BY r.code LIMIT 1) AS nation),
    people AS MATERIALIZED (
        SELECT industry.convert(o.value, o.unit, 'person')::float8 AS n FROM asked a CROSS JOIN LATERAL {s}.observation_as_of(digital_board.vintage) o
        WHERE o.indicator = 'population' AND o.measure = 'level' AND o.subject_kind = 'region' AND o.division = a.division
            AND o.period_start <= make_date(a.y, 12, 31) ORDER BY o.period_start DESC LIMIT 1),
    class AS MATERIALIZED (
        SELECT v.*, p.value AS before, n.value AS whole
        FROM asked a CROSS JOIN LATERAL {s}.overlay_value(digital_board.code, 'value_added', a.division::text, a.y, digital_board.vintage, digital_board.lang) v
        LEFT JOIN LATERAL {s}.overlay_value(digital_board.code, 'value_added', a.division::text, a.y - 1, digital_board.vintage) p ON p.item = v.item
        LEFT JOIN LATERAL {s}.overlay_value(digital_board.code, 'value_added', a.nation::text, a.y, digital_board.vintage) n ON n.item = v.item),
    -- one value a year in the indicator's unit, a count before a nominal one
    seen AS MATERIALIZED (
        SELECT DISTINCT ON (o.indicator, o.division, k.y) o.indicator, o.division, k.y, k.exact::float8 AS value, k.exact, i.unit
        FROM asked a CROSS JOIN LATERAL {s}.observation_as_of(digital_board.vintage) o JOIN {s}.indicator i ON i.code = o.indicator
        CROSS JOIN LATERAL (SELECT extract(year FROM o.period_start)::integer AS y, industry.convert(o.value, o.unit, i.unit) AS exact) k
        WHERE o.indicator = ANY (string_to_array(replace(digital_board.infrastructure, ' ', ''), ',')) AND o.measure = 'level' AND o.subject_kind = 'region'
          AND o.period_type = 'year' AND o.basis IN ('nominal', 'count') AND k.y BETWEEN a.y - 1 AND a.y
        ORDER BY o.indicator, o.division, k.y, o.basis),
    -- the target next in time: of a class by overlay/item, of an indicator by its code
    aim AS MATERIALIZED (
        SELECT DISTINCT ON (k.key) k.key, t.baseline::float8 AS baseline, t.target::float8 AS target
        FROM asked a JOIN {s}.target t ON t.division = a.division AND t.target_date >= make_date(a.y, 1, 1) AND t.denominator IS NULL
        CROSS JOIN LATERAL (SELECT CASE WHEN t.subject_kind = 'overlay_item' AND t.indicator = 'value_added' THEN t.subject
            WHEN t.subject_kind = 'region' THEN t.indicator END AS key) k
        WHERE k.key IS NOT NULL ORDER BY k.key, t.target_date, t.code),
    placed AS (
        SELECT s.*, rank() OVER (PARTITION BY s.indicator ORDER BY s.value DESC) AS place, count(*) OVER (PARTITION BY s.indicator) AS n, (sum(s.exact)
            OVER (PARTITION BY s.indicator))::float8 AS whole
        FROM seen s JOIN {s}.region r ON r.code = s.division JOIN asked a ON s.y = a.y
            AND r.level = (SELECT x.level FROM {s}.region x WHERE x.code = a.division))
    SELECT 'class', c.item, c.item_name, c.region_code, c.period_start, c.period_end, 'year', c.year, c.value::float8, c.value_low::float8,
        c.value_high::float8, c.total::float8, c.share, c.share_low, c.share_high, c.before::float8, (c.value / NULLIF(c.before, 0) - 1)::float8,
           ((c.value - c.before) / NULLIF(sum(c.value - c.before) OVER (), 0))::float8, g.target,
           industry.target_progress(g.baseline, g.target, c.value::float8),
           c.whole::float8, (c.value / NULLIF(c.whole, 0))::float8, p.n, c.value::float8 / NULLIF(p.n, 0) * 1e4, NULL::bigint, NULL::bigint, c.unit, c.status
    FROM class c LEFT JOIN people p ON true LEFT JOIN aim g ON g.key = digital_board.code || '/' || c.item
    UNION ALL
    SELECT 'infrastructure', i.code, industry.label(i.name_zh, i.name_en, digital_board.lang), a.division::text, make_date(a.y, 1, 1),
        make_date(a.y, 12, 31), 'year', a.y, o.value, NULL, NULL, NULL, NULL, NULL, NULL, b.value, o.value / NULLIF(b.value, 0) - 1, NULL, g.target,
        industry.target_progress(g.baseline, g.target, o.value),
           o.whole, o.value / NULLIF(o.whole, 0), p.n, o.value * coalesce(industry.unit_factor(o.unit), 1)::float8 / NULLIF(p.n, 0) * 1e4, o.place,
           o.n, i.unit, CASE WHEN o.value IS NULL THEN 'missing_input' ELSE 'ok' END
    FROM {s}.indicator i CROSS JOIN asked a LEFT JOIN placed o ON o.indicator = i.code AND o.division = a.division LEFT JOIN seen b
        ON b.indicator = i.code AND b.division = a.division AND b.y = a.y - 1 LEFT JOIN people p ON true LEFT JOIN aim g ON g.key = i.code
    WHERE i.code = ANY (string_to_array(replace(digital_board.infrastructure, ' ', ''), ','));
END
$t$),
('view', 'digital_board', 3801, '数字经济核心产业与数字基础设施', 'Digital core industries and digital infrastructure', $t$
SELECT d.*, industry.label(r.name_zh, r.name_en, {lang}) AS region_name
FROM {s}.digital_board(lang => {lang}) d
LEFT JOIN {s}.region r ON r.code::text = d.region_code AND r.valid @> (SELECT {s}.as_of())
$t$),
('function', 'known_overlay_target', 3809, '核对产业口径的目标;空为配置的目标',
    'The target if it is one of an overlay, else 22023; NULL asks for that of setting, which need not be there', $t$
FUNCTION {s}.known_overlay_target(target text DEFAULT NULL) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT {s}.known_if_given('target', target);
    SELECT industry.known_word('target of an overlay', t.code, ARRAY(SELECT g.code FROM {s}.target g WHERE g.subject_kind = 'overlay'))
    FROM {s}.target t WHERE t.code = coalesce(known_overlay_target.target, {s}.setting_value('digital_doubling.target'));
END
$t$),
('function', 'digital_doubling', 3810, '核心产业占比翻番:逐年计划、实际、差距、所需增速、区间',
    'Doubling the share of the core: planned and actual share by year, gap, growth of the share and of value added still required, bounds from partial codes, and for the years ahead the fan of target_fan (M04, M09)', $t$
FUNCTION {s}.digital_doubling(target text DEFAULT NULL, denominator_growth float8 DEFAULT NULL, vintage date DEFAULT NULL)
RETURNS TABLE (target_code text, region_code text, period_start date, period_end date, period_type text, year integer, planned float8, actual float8,
    actual_low float8, actual_high float8, value float8, total float8, gap float8, progress float8, time_share float8, pace float8,
    required_share_growth float8, required_value_growth float8, forecast float8, fan_low float8, fan_high float8, probability float8, unit text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
    SELECT {s}.known_overlay_target(target);
    WITH asked AS MATERIALIZED (
        SELECT g.code, g.target, g.target_date, g.subject, g.indicator, g.division,
            coalesce(digital_doubling.denominator_growth, {s}.setting_value('digital_doubling.denominator_growth')::float8, 0) AS growth
        FROM {s}.target g WHERE g.code = coalesce(digital_doubling.target, {s}.setting_value('digital_doubling.target')))
    SELECT p.target_code, p.region_code, p.period_start, p.period_end, 'year', p.year, p.planned::float8, p.actual::float8, v.share_low, v.share_high,
        v.value::float8, v.total::float8, p.gap::float8, p.progress, p.time_share, p.pace, p.required_growth,
           industry.share_target_growth(p.actual::float8, a.target::float8, (extract(year FROM a.target_date) - p.year)::float8, a.growth),
           f.forecast, f.fan_low, f.fan_high, f.probability, 'fraction', p.status
    FROM asked a CROSS JOIN LATERAL {s}.target_path(a.code, digital_doubling.vintage) p
    LEFT JOIN {s}.target_fan((SELECT x.code FROM asked x), vintage => digital_doubling.vintage) f ON f.year = p.year
    LEFT JOIN LATERAL (SELECT s.* FROM {s}.overlay_share(a.subject, a.indicator, a.division::text, p.year, digital_doubling.vintage) s
        WHERE s.total > 0) v ON p.actual IS NOT NULL
    ORDER BY p.year;
END
$t$),
('view', 'digital_doubling', 3811, '数字经济核心产业占比翻番进度', 'Path of doubling the share of the digital core', $t$
SELECT d.*, industry.label(r.name_zh, r.name_en, {lang}) AS region_name
FROM {s}.digital_doubling() d
LEFT JOIN {s}.region r ON r.code::text = d.region_code AND r.valid @> (SELECT {s}.as_of())
$t$),
('function', 'digital_contribution', 3812, '核心产业占比翻番:各类逐年占比及对占比变化、增加值增长的贡献',
    'What each class of the core adds to the doubling, by year: its share, the change of it, its part in the change of the whole share since the year before and since the baseline, and its part in the growth of value (M01, M09)', $t$
FUNCTION {s}.digital_contribution(target text DEFAULT NULL, as_of date DEFAULT NULL, vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (target_code text, item text, item_name text, region_code text, period_start date, period_end date, period_type text, year integer,
    value float8, total float8, share float8, share_change float8, contribution float8, change_since_baseline float8, contribution_since_baseline float8,
    value_growth float8, value_contribution float8, unit text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 20
BEGIN ATOMIC
    SELECT {s}.known_overlay_target(target), industry.known_lang(lang);
    WITH class AS (
        SELECT g.code, v.*, v.value / v.total AS part
        FROM {s}.target g
        CROSS JOIN generate_series(extract(year FROM g.baseline_date)::integer,
            extract(year FROM LEAST(coalesce(digital_contribution.as_of, {s}.as_of()), g.target_date) + 1)::integer - 1) y
        CROSS JOIN LATERAL {s}.overlay_value(g.subject, g.indicator, g.division::text, y, digital_contribution.vintage, digital_contribution.lang) v
        WHERE g.code = coalesce(digital_contribution.target, {s}.setting_value('digital_doubling.target'))
          AND g.division::text = v.region_code AND v.total > 0),
    moved AS (
        SELECT c.*, c.part - p.part AS change, c.part - b.part AS since, c.value - p.value AS grown, p.value AS before
        FROM class c LEFT JOIN class p ON p.item = c.item AND p.year = c.year - 1
        LEFT JOIN class b ON b.item = c.item AND b.year = (SELECT min(x.year) FROM class x) AND b.year < c.year),
    summed AS (
        SELECT m.*, NULLIF(sum(m.change) OVER w, 0) AS changed, NULLIF(sum(m.since) OVER w, 0) AS all_since, NULLIF(sum(m.grown) OVER w, 0) AS all_grown
        FROM moved m WINDOW w AS (PARTITION BY m.year))
    SELECT s.code, s.item, s.item_name, s.region_code, s.period_start, s.period_end, 'year', s.year, s.value::float8, s.total::float8, s.part::float8,
           s.change::float8, (s.change / s.changed)::float8, s.since::float8, (s.since / s.all_since)::float8, (s.grown / NULLIF(s.before, 0))::float8,
           (s.grown / s.all_grown)::float8, s.unit, CASE WHEN s.change IS NULL THEN 'no_previous' WHEN s.changed IS NULL THEN 'no_denominator' ELSE s.status END
    FROM summed s ORDER BY s.year, s.item;
END
$t$),
('view', 'digital_contribution', 3813, '数字经济核心产业各类对占比翻番的贡献', 'What each class of the digital core adds to doubling its share', $t$
SELECT d.*, industry.label(r.name_zh, r.name_en, {lang}) AS region_name
FROM {s}.digital_contribution(lang => {lang}) d
LEFT JOIN {s}.region r ON r.code::text = d.region_code AND r.valid @> (SELECT {s}.as_of())
$t$),
('function', 'digital_penetration', 3820, '数字化渗透:各成熟度等级占比、生产率差异',
    'Digital maturity by industry: enterprises above scale at the end of the year assessed, share at each level or more, productivity of those at the level against the rest (M29)', $t$
FUNCTION {s}.digital_penetration(division text DEFAULT NULL, year integer DEFAULT NULL, level integer DEFAULT NULL, vintage date DEFAULT NULL,
    lang text DEFAULT 'zh')
RETURNS TABLE (industry_code text, industry_name text, region_code text, period_start date, period_end date, period_type text, year integer,
    level integer, firms bigint, assessed bigint, level1 bigint, level2 bigint, level3 bigint, level4 bigint, level5 bigint, at_level bigint,
    share_of_assessed float8, share_of_firms float8, digital_input_share float8, digital_direct float8, digital_complete float8,
    productivity_at float8, productivity_below float8, productivity_difference float8, unit text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 50
BEGIN ATOMIC
    SELECT {s}.known_division(division), industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(digital_penetration.division) AS division, coalesce(digital_penetration.year, {s}.last_year()) AS y,
            coalesce(digital_penetration.vintage, {s}.vintage()) AS seen,
            coalesce(digital_penetration.level, {s}.setting_value('digital_penetration.level')::integer, 3) AS k),
    -- numerics, whose sums do not depend on the order of the rows
    stored AS MATERIALIZED (
        SELECT e.division, e.industry, count(*) AS n, count(f.digital_level) AS assessed, count(*) FILTER (WHERE f.digital_level >= 1) AS l1,
               count(*) FILTER (WHERE f.digital_level >= 2) AS l2, count(*) FILTER (WHERE f.digital_level >= 3) AS l3,
               count(*) FILTER (WHERE f.digital_level >= 4) AS l4, count(*) FILTER (WHERE f.digital_level >= 5) AS l5,
               count(*) FILTER (WHERE f.digital_level >= a.k) AS lk, sum(u.value_added) FILTER (WHERE f.digital_level >= a.k) AS v1,
               sum(f.employees) FILTER (WHERE f.digital_level >= a.k) AS e1,
               sum(u.value_added) FILTER (WHERE f.digital_level < a.k) AS v0, sum(f.employees) FILTER (WHERE f.digital_level < a.k) AS e0
        FROM asked a JOIN {s}.enterprise_year f ON f.year = a.y AND f.known_from <= a.seen AND (f.known_to IS NULL OR f.known_to > a.seen)
        JOIN {s}.enterprise e ON e.uscc = f.uscc
        CROSS JOIN LATERAL (SELECT CASE WHEN f.unit = '10k_yuan' THEN f.value_added ELSE industry.convert(f.value_added, f.unit, '10k_yuan') END
                            AS value_added) u
        -- IS TRUE: a hash that the scan looks into
        WHERE e.industry IS NOT NULL
          AND (f.uscc IN (SELECT t.uscc FROM {s}.above_scale((SELECT make_date(q.y, 12, 31) FROM asked q), (SELECT q.seen FROM asked q)) t)) IS TRUE
        GROUP BY e.division, e.industry),
    grouped AS MATERIALIZED (
        SELECT industry.ancestor(s.industry, LEAST(industry.level(s.industry), 2)) AS code, sum(s.n)::bigint AS n,
            sum(s.assessed)::bigint AS assessed, sum(s.l1)::bigint AS l1, sum(s.l2)::bigint AS l2, sum(s.l3)::bigint AS l3, sum(s.l4)::bigint AS l4,
            sum(s.l5)::bigint AS l5, sum(s.lk)::bigint AS lk,
               sum(s.v1)::float8 / NULLIF(sum(s.e1), 0) AS p1, sum(s.v0)::float8 / NULLIF(sum(s.e0), 0) AS p0
        FROM stored s, asked a WHERE s.division <@ a.division GROUP BY 1),
    -- digital inputs: sectors of the table at least half of which is core digital industry
    digital AS MATERIALIZED (
        SELECT n.sector, n.direct, n.complete, i.total / NULLIF(o.total, 0) AS all_inputs
        FROM asked a CROSS JOIN LATERAL {s}.io_table(a.division::text, a.y, digital_penetration.vintage) x
        CROSS JOIN LATERAL industry.input_requirement(x.flows, x.output, ARRAY(
            SELECT DISTINCT k FROM unnest(industry.row_keys(x.output)) k JOIN {s}.overlay_weights('digital_core') w
                ON k::industry.industry_code <@ w.industry AND w.weight >= 0.5 ORDER BY 1)) n
        JOIN LATERAL industry.col_totals(x.flows) i ON i.col_key = n.sector JOIN LATERAL industry.row_totals(x.output) o ON o.row_key = n.sector)
    SELECT g.code::text, CASE digital_penetration.lang WHEN 'zh' THEN i.name_zh ELSE g.code::text END, a.division::text, make_date(a.y, 1, 1),
        make_date(a.y, 12, 31), 'year', a.y, a.k, g.n, g.assessed, g.l1, g.l2, g.l3, g.l4, g.l5, g.lk, g.lk::float8 / NULLIF(g.assessed, 0),
        g.lk::float8 / NULLIF(g.n, 0),
           coalesce(d.value, t.direct / NULLIF(t.all_inputs, 0)), t.direct, t.complete, g.p1, g.p0, g.p1 / NULLIF(g.p0, 0) - 1, '10k_yuan',
           CASE WHEN g.assessed = 0 THEN 'missing_input' WHEN g.p1 IS NULL OR g.p0 IS NULL THEN 'no_denominator' ELSE 'ok' END
    FROM grouped g CROSS JOIN asked a LEFT JOIN industry.industry i ON i.code = g.code LEFT JOIN digital t ON t.sector = g.code::text
    LEFT JOIN LATERAL (SELECT o.value::float8 AS value FROM {s}.observation_as_of(digital_penetration.vintage) o
        WHERE o.indicator = 'digital_input_share' AND o.measure = 'level' AND o.division = a.division AND o.subject_kind = 'industry'
        AND o.subject = g.code::text AND o.period_start <= make_date(a.y, 12, 31)
                       ORDER BY o.period_start DESC LIMIT 1) d ON true
    ORDER BY g.code;
END
$t$),
('view', 'digital_penetration', 3821, '各行业数字化渗透率', 'Digital maturity by industry', $t$
SELECT d.*, industry.label(r.name_zh, r.name_en, {lang}) AS region_name
FROM {s}.digital_penetration(lang => {lang}) d
LEFT JOIN {s}.region r ON r.code::text = d.region_code AND r.valid @> (SELECT {s}.as_of())
$t$),
('function', 'digital_coverage', 3830, '5G工厂等认定的覆盖:各市数量、层级、密度、行业覆盖、位次',
    'Coverage by a tier of digital factories: factories (n) in each prefecture, lines and workshops beside them, factories per 1,000 above-scale enterprises, industries covered, rank (M29, M07)', $t$
FUNCTION {s}.digital_coverage(tier text DEFAULT '5g_factory', as_of date DEFAULT NULL, division text DEFAULT NULL, vintage date DEFAULT NULL,
    lang text DEFAULT 'zh')
RETURNS TABLE (tier text, region_code text, region_name text, region_level text, period_start date, period_end date, period_type text, year integer,
    n bigint, lines bigint, workshops bigint, factories bigint, firms bigint, density float8, industries bigint, rank bigint, ties bigint,
    share float8, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 20
BEGIN ATOMIC
    SELECT {s}.known_tier(tier), {s}.known_division(division), industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(digital_coverage.division) AS division, digital_coverage.tier,
            coalesce(digital_coverage.as_of, {s}.as_of()) AS day, coalesce(digital_coverage.vintage, {s}.vintage()) AS seen),
    held AS MATERIALIZED (
        SELECT coalesce(industry.prefecture(e.division), e.division) AS city, g.level,
            industry.ancestor(e.industry, LEAST(industry.level(e.industry), 2)) AS code
        FROM asked a CROSS JOIN LATERAL {s}.recognition_as_of(digital_coverage.vintage) g JOIN {s}.enterprise e ON e.uscc = g.uscc
        WHERE g.tier = a.tier AND g.status <> 'withdrawn' AND g.valid @> a.day),
    scale AS MATERIALIZED (
        SELECT coalesce(industry.prefecture(c.division), c.division) AS city, sum(c.n)::bigint AS n
        FROM (SELECT e.division, count(*) AS n FROM {s}.enterprise_state t JOIN {s}.enterprise e ON e.uscc = t.uscc, asked a
            WHERE t.state = 'above_scale' AND t.valid @> a.day AND t.known_from <= a.seen AND (t.known_to IS NULL OR t.known_to > a.seen)
            GROUP BY e.division) c GROUP BY 1),
    counted AS (
        -- lines and workshops are no factories
        SELECT h.city, count(*) FILTER (WHERE h.level = 'line') AS lines, count(*) FILTER (WHERE h.level = 'workshop') AS workshops,
            count(*) FILTER (WHERE h.level = 'factory' OR h.level IS NULL) AS n, count(DISTINCT h.code) AS industries FROM held h
        GROUP BY h.city),
    line AS (
        SELECT r.code, r.name_zh, r.name_en, r.level, coalesce(c.n, 0) AS n, coalesce(c.lines, 0) AS lines, coalesce(c.workshops, 0) AS workshops,
            coalesce(c.industries, 0) AS industries, s.n AS firms
        FROM {s}.region r CROSS JOIN asked a LEFT JOIN counted c ON c.city = r.code LEFT JOIN scale s ON s.city = r.code WHERE r.level = 'prefecture'
            AND r.code <@ a.division AND r.valid @> a.day)
    SELECT a.tier, w.code::text, industry.label(w.name_zh, w.name_en, digital_coverage.lang), w.level, a.day, a.day, 'date',
        extract(year FROM a.day)::integer, w.n, w.lines, w.workshops, w.n, w.firms, 1000.0 * w.n / NULLIF(w.firms, 0), w.industries,
           rank() OVER (ORDER BY w.n DESC), count(*) OVER (PARTITION BY w.n), w.n / NULLIF(sum(w.n) OVER (), 0)::float8,
           CASE WHEN w.firms IS NULL THEN 'no_denominator' ELSE 'ok' END
    FROM line w CROSS JOIN asked a ORDER BY 16, w.code;
END
$t$),
('view', 'digital_coverage', 3831, '各市5G工厂覆盖', 'Coverage by 5G factories of the prefectures', $t$
SELECT d.* FROM {s}.digital_coverage(lang => {lang}) d
$t$),
('function', 'scene_coverage', 3840, '园区场景覆盖:已上线、目录、加权覆盖率、缺失场景',
    'Scenes of parks: live, catalogue, weighted coverage, missing ones (M29)', $t$
FUNCTION {s}.scene_coverage(as_of date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (park text, park_name text, region_code text, region_name text, period_start date, period_end date, period_type text, year integer,
    scenes_live bigint, catalogue bigint, weight_live float8, weight_total float8, coverage float8, missing_scenes text, lat float8, lon float8,
    geohash text, geojson text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 20
BEGIN ATOMIC
    SELECT industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT coalesce(scene_coverage.as_of, {s}.as_of()) AS day),
    -- the catalogue of a park is every scene that a park service has; the weight of a scene is its largest
    catalogue AS MATERIALIZED (
        SELECT d.scene, max(coalesce(d.weight, 1)) AS weight FROM {s}.digital_service d WHERE d.dimension = 'park' AND d.scene IS NOT NULL
        GROUP BY d.scene),
    live AS MATERIALIZED (
        SELECT DISTINCT d.park, d.scene FROM {s}.digital_service d, asked a WHERE d.dimension = 'park' AND d.park IS NOT NULL AND d.live @> a.day),
    park AS (
        SELECT p.* FROM {s}.park p WHERE p.code IN (SELECT d.park FROM {s}.digital_service d WHERE d.dimension = 'park')),
    scored AS (
        SELECT p.code, count(*) AS n, count(l.scene) AS n_live, sum(c.weight)::float8 AS weight,
            coalesce(sum(c.weight) FILTER (WHERE l.scene IS NOT NULL), 0)::float8 AS weight_live, string_agg(c.scene, ', ' ORDER BY c.scene)
            FILTER (WHERE l.scene IS NULL) AS missing
        FROM park p CROSS JOIN catalogue c LEFT JOIN live l ON l.park = p.code AND l.scene = c.scene GROUP BY p.code)
    SELECT p.code, industry.label(p.name_zh, p.name_en, scene_coverage.lang), p.division::text,
        industry.label(r.name_zh, r.name_en, scene_coverage.lang), a.day, a.day, 'date', extract(year FROM a.day)::integer, s.n_live, s.n,
        s.weight_live, s.weight, s.weight_live / NULLIF(s.weight, 0), s.missing,
           ST_Y(w.at), ST_X(w.at), ST_GeoHash(w.at, 8), ST_AsGeoJSON(w.shape, 5), CASE WHEN s.weight > 0 THEN 'ok' ELSE 'no_denominator' END
    FROM park p JOIN scored s ON s.code = p.code CROSS JOIN asked a LEFT JOIN {s}.region r ON r.code = p.division
    CROSS JOIN LATERAL (SELECT ST_PointOnSurface(g.shape) AS at, g.shape
        FROM (SELECT industry.map_shape(industry.to_wgs84(p.boundary, p.datum), 0.0005) AS shape OFFSET 0) g OFFSET 0) w ORDER BY p.code;
END
$t$),
('view', 'scene_coverage', 3841, '数字经济园区场景覆盖', 'Scenes of digital parks', $t$
SELECT c.* FROM {s}.scene_coverage(lang => {lang}) c
$t$),
('function', 'ecology', 3850, '创新生态:主体种类两两共生',
    'Holders of patents by pairs of kinds: families held together against chance, interaction of their yearly numbers, keystone holder, nestedness of the net (M24 f)', $t$
FUNCTION {s}.ecology(year integer DEFAULT NULL, code text DEFAULT NULL)
RETURNS TABLE (kind_a text, kind_b text, period_start date, period_end date, period_type text, year integer, families bigint, families_a bigint,
    families_b bigint, together bigint, expected float8, z float8, effect_on_a float8, effect_on_b float8, relation text, reciprocity float8,
    modularity float8, nestedness float8, keystone text, keystone_score float8, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
    SELECT {s}.known_if_given('overlay', code);
    WITH asked AS MATERIALIZED (
        SELECT coalesce(ecology.year, {s}.last_year()) AS y),
    link AS MATERIALIZED (
        SELECT l.family, l.holder_kind AS kind, l.holder, extract(year FROM l.filed)::integer AS y FROM {s}.patent_link l, asked a
        WHERE extract(year FROM l.filed) <= a.y AND (ecology.code IS NULL OR l.overlay = ecology.code)),
    family AS MATERIALIZED (
        SELECT l.family, array_agg(DISTINCT l.kind) AS kinds FROM link l GROUP BY l.family),
    kinds AS (
        SELECT DISTINCT l.kind FROM link l),
    yearly AS MATERIALIZED (
        SELECT k.kind, array_agg(c.n::float8 ORDER BY c.y) AS series
        FROM kinds k CROSS JOIN LATERAL (SELECT t.y, count(l.family) AS n FROM asked a CROSS JOIN
            LATERAL generate_series((SELECT min(x.y) FROM link x), a.y) t(y) LEFT JOIN link l ON l.y = t.y AND l.kind = k.kind GROUP BY t.y) c
            GROUP BY k.kind),
    counted AS (
        SELECT a.kind AS ka, b.kind AS kb, count(*) AS n, count(*) FILTER (WHERE a.kind = ANY (f.kinds)) AS na, count(*)
            FILTER (WHERE b.kind = ANY (f.kinds)) AS nb, count(*) FILTER (WHERE a.kind = ANY (f.kinds) AND b.kind = ANY (f.kinds)) AS nab
        FROM kinds a JOIN kinds b ON a.kind < b.kind CROSS JOIN family f GROUP BY a.kind, b.kind),
    tie AS MATERIALIZED (
        SELECT p.kind AS ka, o.kind AS kb, p.holder AS ha, o.holder AS hb, count(*) AS n FROM link p JOIN link o ON o.family = p.family
            AND o.kind > p.kind GROUP BY 1, 2, 3, 4),
    net AS (
        SELECT t.ka, t.kb, industry.matrix_agg(t.ha, t.hb, t.n::float8) AS m FROM tie t GROUP BY t.ka, t.kb),
    keystone AS (
        SELECT DISTINCT ON (d.ka, d.kb) d.ka, d.kb, d.holder, d.n::float8 / NULLIF(sum(d.n) OVER (PARTITION BY d.ka, d.kb), 0) AS score
        FROM (SELECT t.ka, t.kb, t.ka || ':' || t.ha AS holder, count(*) AS n FROM tie t GROUP BY 1, 2, 3 UNION ALL SELECT t.ka, t.kb,
            t.kb || ':' || t.hb, count(*) FROM tie t GROUP BY 1, 2, 3) d ORDER BY d.ka, d.kb, d.n DESC, d.holder)
    SELECT c.ka, c.kb, make_date(a.y, 1, 1), make_date(a.y, 12, 31), 'year', a.y, c.n, c.na, c.nb, c.nab, c.na::float8 * c.nb / NULLIF(c.n, 0),
           -- hypergeometric: which families each kind holds is drawn at random
           (c.nab - c.na::float8 * c.nb / NULLIF(c.n, 0)) / NULLIF(sqrt(
               c.na::float8 * c.nb * (c.n - c.na) * (c.n - c.nb) / NULLIF(c.n::float8 ^ 2 * (c.n - 1), 0)), 0),
           i.effect_on_a, i.effect_on_b, i.relation, s.reciprocity, s.modularity, s.nestedness, k.holder, k.score,
           CASE WHEN c.nab = 0 THEN 'degenerate' ELSE coalesce(i.status, 'missing_input') END
    FROM counted c CROSS JOIN asked a JOIN yearly ya ON ya.kind = c.ka JOIN yearly yb ON yb.kind = c.kb
    LEFT JOIN LATERAL industry.interaction_signs(ya.series, yb.series) i ON true LEFT JOIN net n ON n.ka = c.ka AND n.kb = c.kb LEFT JOIN
        LATERAL industry.chain_symbiosis(n.m) s ON true
    LEFT JOIN keystone k ON k.ka = c.ka AND k.kb = c.kb ORDER BY c.ka, c.kb;
END
$t$),
('view', 'ecology', 3851, '创新生态共生', 'Symbiosis of innovators by pairs of kinds', $t$
SELECT e.* FROM {s}.ecology() e
$t$),
('function', 'smart_province', 3860, '智慧省份:政府、社会、社区、城市四维得分与星级',
    'Smart province: weighted coverage of the four dimensions in each division, star (the highest whose mandatory items are all live), what is missing for the next (M29)', $t$
FUNCTION {s}.smart_province(as_of date DEFAULT NULL, division text DEFAULT NULL, by text DEFAULT 'county', lang text DEFAULT 'zh')
RETURNS TABLE (region_code text, region_name text, region_level text, period_start date, period_end date, period_type text, year integer,
    services bigint, services_live bigint, government float8, society float8, community float8, city float8, score float8, star integer,
    next_star integer, missing_for_next bigint, missing_services text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 150
BEGIN ATOMIC
    SELECT {s}.known_division(division), industry.known_option('by', by, '{county,prefecture}'), industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(smart_province.division) AS division, coalesce(smart_province.as_of, {s}.as_of()) AS day),
    item AS MATERIALIZED (
        SELECT CASE smart_province.by WHEN 'county' THEN d.division ELSE coalesce(industry.prefecture(d.division), d.division) END AS code,
            d.code AS service, d.dimension, d.star, coalesce(d.mandatory, false) AS mandatory, coalesce(d.weight, 1) AS weight,
            coalesce(d.live @> a.day, false) AS live
        FROM {s}.digital_service d, asked a WHERE d.dimension IN ('government', 'society', 'community', 'city') AND d.division <@ a.division),
    scored AS (
        SELECT i.code, count(*) AS n, count(*) FILTER (WHERE i.live) AS n_live, max(i.star) AS top,
               sum(i.weight) FILTER (WHERE i.live AND i.dimension = 'government') AS g1, sum(i.weight) FILTER (WHERE i.dimension = 'government') AS g,
               sum(i.weight) FILTER (WHERE i.live AND i.dimension = 'society') AS s1, sum(i.weight) FILTER (WHERE i.dimension = 'society') AS s,
               sum(i.weight) FILTER (WHERE i.live AND i.dimension = 'community') AS m1, sum(i.weight) FILTER (WHERE i.dimension = 'community') AS m,
               sum(i.weight) FILTER (WHERE i.live AND i.dimension = 'city') AS c1, sum(i.weight) FILTER (WHERE i.dimension = 'city') AS c,
               sum(i.weight) FILTER (WHERE i.live) AS w1, sum(i.weight) AS w,
               -- the first star with a mandatory item that is not live stops the climb
               min(i.star) FILTER (WHERE i.mandatory AND NOT i.live) AS stop
        FROM item i GROUP BY i.code),
    rated AS (
        SELECT s.*, (SELECT max(i.star) FROM item i WHERE i.code = s.code AND (s.stop IS NULL OR i.star < s.stop)) AS star FROM scored s)
    SELECT r.code::text, industry.label(r.name_zh, r.name_en, smart_province.lang), r.level, a.day, a.day, 'date', extract(year FROM a.day)::integer,
        s.n, s.n_live, coalesce(s.g1, 0)::float8 / NULLIF(s.g, 0)::float8, coalesce(s.s1, 0)::float8 / NULLIF(s.s, 0)::float8,
        coalesce(s.m1, 0)::float8 / NULLIF(s.m, 0)::float8, coalesce(s.c1, 0)::float8 / NULLIF(s.c, 0)::float8,
           coalesce(s.w1, 0)::float8 / NULLIF(s.w, 0)::float8, coalesce(s.star, 0), s.stop, x.n, x.names,
           CASE WHEN s.g IS NULL OR s.s IS NULL OR s.m IS NULL OR s.c IS NULL THEN 'missing_input' ELSE 'ok' END
    FROM rated s JOIN {s}.region r ON r.code = s.code CROSS JOIN asked a
    CROSS JOIN LATERAL (SELECT count(*) AS n, string_agg(i.service, ', ' ORDER BY i.service) AS names FROM item i WHERE i.code = s.code
        AND i.mandatory AND NOT i.live AND i.star = s.stop) x ORDER BY r.code;
END
$t$),
('view', 'smart_province', 3861, '智慧城市星级', 'Smart counties: dimensions and stars', $t$
SELECT s.* FROM {s}.smart_province(lang => {lang}) s
$t$),
('function', 'life_cycle_coverage', 3870, '全周期服务:各阶段服务覆盖、时效、超期、流失、存续',
    'Services along the life cycle, for the whole (no chain), one chain, or the whole and each chain (by chain): catalogue, live and used by stage, time to complete, breach of the due time, drop-out, enterprises that reached the stage and those still alive (M35)',
$t$
FUNCTION {s}.life_cycle_coverage(chain text DEFAULT NULL, division text DEFAULT NULL, as_of date DEFAULT NULL, by text DEFAULT 'total')
RETURNS TABLE (stage text, stage_position integer, region_code text, chain text, period_start date, period_end date, period_type text, year integer,
    services bigint, services_live bigint, services_used bigint, coverage float8, requests bigint, completed bigint, median_days float8,
    breached bigint, breach_rate float8, dropped bigint, drop_out_rate float8,
    reached bigint, conversion float8, alive bigint, survival float8, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 6
BEGIN ATOMIC
    SELECT {s}.known_if_given('chain', chain), {s}.known_division(division), industry.known_option('by', by, '{total,chain}');
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(life_cycle_coverage.division) AS division, coalesce(life_cycle_coverage.as_of, {s}.as_of()) AS day,
            {s}.holds_all({s}.known_division(life_cycle_coverage.division)) AS everyone),
    -- bits: what the state tells; who is above scale or listed operates
    stages(stage, n, bit, bits) AS (
        VALUES ('registered', 1, 1, 1), ('operating', 2, 2, 2), ('above_scale', 3, 4, 6), ('tiered', 4, 8, 8), ('listed', 5, 16, 18), ('exited', 6, 32, 32)),
    -- the whole is the chain ''
    groups AS MATERIALIZED (
        SELECT '' AS chain WHERE life_cycle_coverage.chain IS NULL
        UNION ALL
        SELECT c.code FROM {s}.chain c, asked a
        WHERE CASE WHEN life_cycle_coverage.chain IS NULL THEN life_cycle_coverage.by = 'chain' AND c.valid @> a.day
                  ELSE c.code = life_cycle_coverage.chain END),
    member AS MATERIALIZED (
        SELECT DISTINCT m.chain, m.uscc FROM asked a CROSS JOIN groups g JOIN {s}.chain_member m ON m.chain = g.chain WHERE m.valid @> a.day),
    -- the stages of an enterprise meet in one aggregate. What states leave out is told by the other tables: an enterprise on record is registered,
    -- one with figures operates, a recognised one is in a tier. 64: it is in the division
    fact AS (
        SELECT e.uscc, CASE WHEN e.founded > (SELECT a.day FROM asked a) THEN 64 ELSE 65 END AS bits FROM {s}.enterprise e
        WHERE e.division <@ (SELECT a.division FROM asked a)
        UNION ALL
        SELECT y.uscc, 2 FROM {s}.enterprise_year y
        WHERE y.year <= extract(year FROM (SELECT a.day FROM asked a))::integer AND y.known_to IS NULL
        UNION ALL
        SELECT r.uscc, 8 FROM {s}.recognition r WHERE lower(r.valid) <= (SELECT a.day FROM asked a) AND r.known_to IS NULL AND r.status <> 'withdrawn'
        UNION ALL
        SELECT t.uscc, s.bits FROM {s}.enterprise_state t JOIN stages s ON s.stage = t.state
        WHERE lower(t.valid) <= (SELECT a.day FROM asked a) AND t.known_to IS NULL),
    firm AS MATERIALIZED (
        SELECT f.uscc, bit_or(f.bits) AS bits FROM fact f GROUP BY f.uscc HAVING bit_or(f.bits) & 64 <> 0),
    pattern AS MATERIALIZED (
        SELECT '' AS chain, f.bits, count(*) AS n FROM firm f GROUP BY f.bits
        UNION ALL
        SELECT m.chain, f.bits, count(*) FROM member m JOIN firm f ON f.uscc = m.uscc GROUP BY m.chain, f.bits),
    -- rose: those who also reached the stage before
    lived AS (
        SELECT p.chain, s.stage, sum(p.n)::bigint AS n, coalesce(sum(p.n) FILTER (WHERE p.bits & (s.bit / 2) <> 0), 0)::bigint AS rose,
            coalesce(sum(p.n) FILTER (WHERE p.bits & 32 = 0), 0)::bigint AS alive
        FROM stages s JOIN pattern p ON p.bits & s.bit <> 0 GROUP BY p.chain, s.stage),
    -- a stage that nobody in the division reached is taken for one that is not on record
    recorded AS (
        SELECT l.stage FROM lived l WHERE l.chain = ''),
    service AS MATERIALIZED (
        SELECT d.code, d.stage, d.chain, coalesce(d.live @> a.day, false) AS live FROM {s}.digital_service d, asked a
        WHERE d.stage IS NOT NULL AND (d.division IS NULL OR d.division <@ a.division)),
    -- what a chain is offered: its own services and those that are of no chain
    catalogue AS MATERIALIZED (
        SELECT s.stage, s.chain, count(*) AS n, count(*) FILTER (WHERE s.live) AS live FROM service s GROUP BY s.stage, s.chain),
    offered AS (
        SELECT g.chain, c.stage, sum(c.n)::bigint AS n, sum(c.live)::bigint AS live
        FROM groups g JOIN catalogue c ON g.chain = '' OR c.chain IS NULL OR c.chain = g.chain GROUP BY g.chain, c.stage),
    request AS MATERIALIZED (
        SELECT q.service, q.uscc, q.stage, q.opened, q.due, q.closed, q.outcome FROM {s}.service_request q, asked a
        WHERE q.opened < a.day + 1 AND (q.uscc IS NULL OR a.everyone OR q.uscc IN (SELECT f.uscc FROM firm f))),
    asking AS MATERIALIZED (
        SELECT '' AS chain, q.* FROM request q
        UNION ALL
        SELECT m.chain, q.* FROM member m JOIN request q ON q.uscc = m.uscc),
    used AS (
        SELECT u.chain, s.stage, count(*) AS n FROM (SELECT DISTINCT q.chain, q.service FROM asking q) u
        JOIN service s ON s.code = u.service AND (u.chain = '' OR s.chain IS NULL OR s.chain = u.chain) GROUP BY u.chain, s.stage),
    served AS (
        SELECT q.chain, q.stage, count(*) AS n, count(*) FILTER (WHERE q.outcome = 'done') AS done,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM q.closed - q.opened) / 86400) FILTER (WHERE q.outcome = 'done') AS days,
            count(*) FILTER (WHERE q.due IS NOT NULL) AS timed, count(*) FILTER (WHERE q.outcome = 'dropped') AS dropped,
            count(*) FILTER (WHERE coalesce(q.closed, (a.day + 1)::timestamptz) > q.due) AS late
        FROM asking q, asked a GROUP BY q.chain, q.stage)
    SELECT s.stage, s.n, a.division::text, NULLIF(g.chain, ''), make_date(extract(year FROM a.day)::integer, 1, 1), a.day, 'date',
        extract(year FROM a.day)::integer, coalesce(o.n, 0), coalesce(o.live, 0), coalesce(u.n, 0), coalesce(u.n, 0)::float8 / o.n,
        coalesce(v.n, 0), coalesce(v.done, 0), v.days,
        coalesce(v.late, 0), v.late::float8 / NULLIF(v.timed, 0), coalesce(v.dropped, 0), v.dropped::float8 / NULLIF(v.n, 0), k.n,
        -- leaving is no step up
        CASE WHEN s.stage <> 'exited' THEN k.rose::float8 / NULLIF(lag(k.n) OVER (PARTITION BY g.chain ORDER BY s.n), 0) END,
        CASE WHEN s.stage <> 'exited' THEN k.alive END, CASE WHEN s.stage <> 'exited' THEN k.alive::float8 / NULLIF(k.n, 0) END,
        CASE WHEN o.n IS NULL OR k.n IS NULL THEN 'missing_input' WHEN coalesce(v.timed, 0) = 0 OR k.n = 0 THEN 'no_denominator' ELSE 'ok' END
    FROM groups g CROSS JOIN stages s CROSS JOIN asked a
    LEFT JOIN recorded r ON r.stage = s.stage
    LEFT JOIN lived l ON l.chain = g.chain AND l.stage = s.stage
    CROSS JOIN LATERAL (
        SELECT CASE WHEN r.stage IS NOT NULL THEN coalesce(l.n, 0) END AS n, CASE WHEN r.stage IS NOT NULL THEN coalesce(l.rose, 0) END AS rose,
            CASE WHEN r.stage IS NOT NULL THEN coalesce(l.alive, 0) END AS alive) k
    LEFT JOIN offered o ON o.chain = g.chain AND o.stage = s.stage
    LEFT JOIN used u ON u.chain = g.chain AND u.stage = s.stage
    LEFT JOIN served v ON v.chain = g.chain AND v.stage = s.stage
    ORDER BY g.chain, s.n;
END
$t$),
('view', 'life_cycle_coverage', 3871, '企业全生命周期服务:全部(产业链为空)及各产业链', 'Services along the life cycle of enterprises: the whole (no chain) and each chain', $t$
SELECT l.*, industry.label(r.name_zh, r.name_en, {lang}) AS region_name, industry.label(c.name_zh, c.name_en, {lang}) AS chain_name
FROM {s}.life_cycle_coverage(by => 'chain') l
LEFT JOIN {s}.region r ON r.code::text = l.region_code AND r.valid @> (SELECT {s}.as_of())
LEFT JOIN {s}.chain c ON c.code = l.chain
$t$);
