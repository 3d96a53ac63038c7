-- Priority lists judged by their class, integration of industries, shared capacity.

INSERT INTO industry.registry_template (kind, name, position, comment_zh, comment_en, body) VALUES
('rows', 'scheme_priority', 2046, '重点清单判定规则', 'Rules that judge the items of the priority lists: a gate a measure, the class in band', $t$
INSERT INTO {s}.scheme (code, version, name_zh, name_en, subject_kind, normalization, band_basis, source) VALUES
    ('priority_verdict', '1', '重点清单判定', 'Verdict on the priority lists', 'overlay', 'min_max', 'score', '示意规则 / illustrative rules');
INSERT INTO {s}.scheme_gate (scheme, version, gate, effect, indicator, operator, threshold, band, name_zh, name_en) VALUES
    ('priority_verdict', '1', 'milestones', 'gate', 'milestone_share', '>=', 0.8, 'break_through', '到期节点完成八成以上',
        'four fifths of the milestones due are met'),
    ('priority_verdict', '1', 'expand_quotient', 'gate', 'lq_change', '>=', 0, 'expand', '区位商不降', 'quotient does not fall'),
    ('priority_verdict', '1', 'expand_share', 'gate', 'market_share_change', '>=', 0, 'expand', '市场份额不降', 'market share does not fall'),
    ('priority_verdict', '1', 'expand_competitive', 'gate', 'competitive_effect', '>=', 0, 'expand', '竞争效应不为负', 'competitive effect is not negative'),
    ('priority_verdict', '1', 'keep_quotient', 'gate', 'lq_change', '>=', 0, 'consolidate', '区位商不降', 'quotient does not fall'),
    ('priority_verdict', '1', 'keep_share', 'gate', 'market_share_change', '>=', 0, 'consolidate', '市场份额不降', 'market share does not fall'),
    ('priority_verdict', '1', 'keep_competitive', 'gate', 'competitive_effect', '>=', 0, 'consolidate', '竞争效应不为负', 'competitive effect is not negative'),
    ('priority_verdict', '1', 'outgrows', 'gate', 'excess_growth', '>', 0, 'cultivate', '增速高于全部产业', 'grows faster than all industries'),
    ('priority_verdict', '1', 'entries', 'gate', 'entries', '>', 0, 'cultivate', '有新进企业', 'enterprises enter'),
    ('priority_verdict', '1', 'capacity', 'gate', 'capacity_net', '<=', 0, 'adjust', '产能不增', 'capacity does not grow'),
    ('priority_verdict', '1', 'laid_out', 'gate', 'projects', '>', 0, 'lay_out', '有项目', 'there are projects');
$t$),
('function', 'priority_sectors', 3700, '重点清单:按类别判定(突破、壮大、培育、巩固、调整、布局)',
    'Items of the priority lists judged by the rules of scheme priority_verdict for their class: advantage and its change for expand and consolidate, projects and imports for break_through, growth and entries for cultivate, capacity for adjust, projects for lay_out', $t$
FUNCTION {s}.priority_sectors(class text DEFAULT NULL, year integer DEFAULT NULL, division text DEFAULT NULL,
    indicator text DEFAULT 'industrial_revenue', vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (list text, item text, class text, item_name text, region_code text, period_start date, period_end date, period_type text, year integer,
    value float8, value_low float8, value_high float8, previous float8, growth float8, total float8, share float8, nation float8, market_share float8,
    previous_market_share float8, market_share_change float8,
    lq float8, previous_lq float8, lq_change float8, exports float8, rca float8, previous_rca float8, density float8, competitive_effect float8,
    firms bigint, entries bigint, effective_suppliers float8, projects bigint, trl_low bigint, trl_mid bigint, trl_high bigint, milestones_due bigint,
    milestones_met bigint, milestone_share float8,
    imports float8, demand float8, import_dependence float8, capacity_net float8, target_progress float8, verdict text, failed_gates text, unit text,
    status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 20
BEGIN ATOMIC
    SELECT industry.refuse_option('class', class, '{break_through,expand,cultivate,consolidate,adjust,lay_out}'), {s}.known_indicator(indicator),
        {s}.known_division(division), industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(priority_sectors.division) AS division, coalesce(priority_sectors.year, {s}.last_year()) AS y,
            (SELECT r.code FROM {s}.region r WHERE r.level = 'country' ORDER BY r.code LIMIT 1) AS nation),
    listed AS MATERIALIZED (
        SELECT p.* FROM {s}.priority_list p WHERE (priority_sectors.class IS NULL OR p.class = priority_sectors.class) AND p.valid @> (SELECT {s}.as_of())),
    -- industries: value of each observed code, own and the nation's, in both years
    base AS MATERIALIZED (
        SELECT w.who, w.y, v.industry, v.value::float8 AS value, v.unit
        FROM asked a CROSS JOIN LATERAL (VALUES ('own', a.division, a.y), ('own', a.division, a.y - 1), ('nation', a.nation, a.y),
            ('nation', a.nation, a.y - 1)) w(who, code, y)
        CROSS JOIN LATERAL {s}.industry_values(priority_sectors.indicator, w.code::text, w.y, priority_sectors.vintage) v),
    codes AS MATERIALIZED (
        SELECT DISTINCT b.industry FROM base b),
    weights AS MATERIALIZED (
        SELECT o.overlay, w.item, w.industry, w.weight::float8 AS weight FROM (SELECT DISTINCT l.overlay FROM listed l) o CROSS JOIN
            LATERAL {s}.overlay_weights(o.overlay) w WHERE w.industry IS NOT NULL),
    member AS MATERIALIZED (
        SELECT DISTINCT ON (c.industry, w.overlay, w.item) c.industry, w.overlay, w.item, w.weight, true AS whole FROM codes c JOIN weights w
            ON c.industry <@ w.industry ORDER BY c.industry, w.overlay, w.item, w.industry DESC),
    part AS MATERIALIZED (
        SELECT m.overlay, m.item, b.who, b.y, industry.exact_sum(b.value * m.weight) AS value,
               industry.exact_sum(b.value) FILTER (WHERE m.weight = 1) AS low, industry.exact_sum(b.value) AS high
        FROM member m JOIN base b ON b.industry = m.industry GROUP BY 1, 2, 3, 4),
    total AS MATERIALIZED (
        SELECT b.who, b.y, industry.exact_sum(b.value) AS value, max(b.unit) AS unit FROM base b GROUP BY b.who, b.y),
    -- exports by industry, own and the nation's: comparative advantage
    trade AS MATERIALIZED (
        SELECT w.who, w.n, v.industry, (v.value * industry.unit_ratio(v.unit, '100m_yuan'))::float8 AS value
        FROM asked a CROSS JOIN LATERAL (VALUES ('own', a.division, 1), ('own', a.division, 0), ('nation', a.nation, 1),
            ('nation', a.nation, 0)) w(who, code, n)
        CROSS JOIN LATERAL {s}.industry_values('exports', w.code::text, a.y - 1 + w.n, priority_sectors.vintage) v),
    traded AS MATERIALIZED (
        SELECT m.overlay, m.item, industry.exact_sum(m.value * m.weight) FILTER (WHERE m.who = 'own' AND m.n = 1) AS own,
               industry.exact_sum(m.value * m.weight) FILTER (WHERE m.who = 'nation' AND m.n = 1) AS nation,
               industry.exact_sum(m.value * m.weight) FILTER (WHERE m.who = 'own' AND m.n = 0) AS own0,
               industry.exact_sum(m.value * m.weight) FILTER (WHERE m.who = 'nation' AND m.n = 0) AS nation0
        FROM (SELECT DISTINCT ON (t.who, t.n, t.industry, w.overlay, w.item) t.who, t.n, t.value, w.overlay, w.item, w.weight FROM trade t
            JOIN weights w ON t.industry <@ w.industry
              ORDER BY t.who, t.n, t.industry, w.overlay, w.item, w.industry DESC) m GROUP BY 1, 2),
    trade_total AS MATERIALIZED (
        SELECT industry.exact_sum(t.value) FILTER (WHERE t.who = 'own' AND t.n = 1) AS own,
               industry.exact_sum(t.value) FILTER (WHERE t.who = 'nation' AND t.n = 1) AS nation,
               industry.exact_sum(t.value) FILTER (WHERE t.who = 'own' AND t.n = 0) AS own0,
               industry.exact_sum(t.value) FILTER (WHERE t.who = 'nation' AND t.n = 0) AS nation0 FROM trade t),
    -- one pass over the enterprises, for what follows; the division is looked at after it
    figures AS MATERIALIZED (
        SELECT f.uscc, f.division, f.industry, f.output FROM asked a CROSS JOIN (
            SELECT f.uscc, f.division, f.industry, f.output FROM asked q CROSS JOIN LATERAL {s}.enterprise_figures(q.y, priority_sectors.vintage) f OFFSET 0) f
        WHERE f.division <@ a.division),
    structure AS MATERIALIZED (
        SELECT industry.matrix_agg(coalesce(industry.prefecture(f.division), f.division)::text,
                   industry.ancestor(f.industry, LEAST(industry.level(f.industry), 3))::text, f.output) AS m
        FROM figures f WHERE f.industry IS NOT NULL AND f.output > 0),
    cell AS MATERIALIZED (
        SELECT c.* FROM structure s CROSS JOIN LATERAL industry.cells(industry.relatedness_density(s.m)) c WHERE s.m IS NOT NULL),
    near AS MATERIALIZED (
        SELECT k.overlay, k.item, industry.exact_mean(c.value) AS density
        FROM (SELECT DISTINCT w.overlay, w.item, x.code FROM (SELECT DISTINCT c.col_key AS code FROM cell c) x
              JOIN weights w ON x.code::industry.industry_code <@ w.industry OR w.industry <@ x.code::industry.industry_code) k
        JOIN cell c ON c.col_key = k.code GROUP BY 1, 2),
    belongs AS MATERIALIZED (
        SELECT o.overlay, x.item, x.uscc, x.weight::float8 AS weight FROM (SELECT DISTINCT l.overlay FROM listed l) o CROSS JOIN
            LATERAL {s}.enterprise_overlay(o.overlay) x),
    firm AS MATERIALIZED (
        SELECT b.overlay, b.item, count(*) AS n, industry.exact_sum(f.output * b.weight) ^ 2 / NULLIF(industry.exact_sum((f.output * b.weight) ^ 2), 0) AS effective
        FROM figures f JOIN belongs b ON b.uscc = f.uscc GROUP BY 1, 2),
    entered AS MATERIALIZED (
        SELECT b.overlay, b.item, count(DISTINCT t.uscc) AS n
        FROM (SELECT t.uscc FROM asked a JOIN {s}.enterprise_state t ON lower(t.valid) BETWEEN make_date(a.y, 1, 1) AND make_date(a.y, 12, 31)
              WHERE t.state = 'above_scale' AND t.known_to IS NULL OFFSET 0) t -- the year leaves few
        JOIN belongs b ON b.uscc = t.uscc GROUP BY 1, 2),
    work AS MATERIALIZED (
        SELECT p.overlay, p.item, count(*) AS n, count(*) FILTER (WHERE p.trl_to <= 3) AS low, count(*)
            FILTER (WHERE p.trl_to BETWEEN 4 AND 6) AS mid, count(*) FILTER (WHERE p.trl_to >= 7) AS high, sum(p.milestones_due) AS due,
            sum(p.milestones_met) AS met
        FROM {s}.project p, asked a WHERE p.overlay IS NOT NULL AND p.division <@ a.division AND p.status <> 'stopped'
            AND p.started <= make_date(a.y, 12, 31) GROUP BY 1, 2),
    capacity AS (
        SELECT b.overlay, b.item, CASE WHEN min(p.unit) = max(p.unit) THEN sum(p.change)::float8 END AS net, min(p.unit) <> max(p.unit) AS mixed
        FROM asked a JOIN LATERAL {s}.capacity_project(a.division) p ON p.year = a.y JOIN belongs b ON b.uscc = p.uscc
        GROUP BY 1, 2),
    bought AS (
        SELECT w.overlay, w.item, sum(n.imports)::float8 AS imports, sum(n.domestic_supply)::float8 AS supply
        FROM (SELECT DISTINCT w.overlay, w.item, n.chain, n.node FROM weights w JOIN {s}.chain_node n ON n.industry <@ w.industry OR w.industry <@ n.industry) w
        JOIN {s}.chain_node n ON n.chain = w.chain AND n.node = w.node WHERE n.imports IS NOT NULL GROUP BY 1, 2),
    figure AS (
        SELECT l.*, o.value AS v1, o.low, o.high, p.value AS v0, n1.value AS n1, n0.value AS n0, t1.value AS t1, t0.value AS t0, m1.value AS m1,
            m0.value AS m0, t1.unit AS unit_used,
               (o.value / NULLIF(t1.value, 0)) / NULLIF(n1.value / NULLIF(m1.value, 0), 0) AS lq1,
               (p.value / NULLIF(t0.value, 0)) / NULLIF(n0.value / NULLIF(m0.value, 0), 0) AS lq0,
               o.value - p.value * n1.value / NULLIF(n0.value, 0) AS competitive
        FROM listed l CROSS JOIN asked a
        LEFT JOIN part o ON o.overlay = l.overlay AND o.item = l.overlay_item AND o.who = 'own' AND o.y = a.y LEFT JOIN part p
            ON p.overlay = l.overlay AND p.item = l.overlay_item AND p.who = 'own' AND p.y = a.y - 1
        LEFT JOIN part n1 ON n1.overlay = l.overlay AND n1.item = l.overlay_item AND n1.who = 'nation' AND n1.y = a.y LEFT JOIN part n0
            ON n0.overlay = l.overlay AND n0.item = l.overlay_item AND n0.who = 'nation' AND n0.y = a.y - 1
        LEFT JOIN total t1 ON t1.who = 'own' AND t1.y = a.y LEFT JOIN total t0 ON t0.who = 'own' AND t0.y = a.y - 1 LEFT JOIN total m1
            ON m1.who = 'nation' AND m1.y = a.y LEFT JOIN total m0 ON m0.who = 'nation' AND m0.y = a.y - 1)
    SELECT f.list, f.item, f.class, industry.label(f.name_zh, f.name_en, priority_sectors.lang), a.division::text, make_date(a.y, 1, 1),
        make_date(a.y, 12, 31), 'year', a.y, f.v1, coalesce(f.low, CASE WHEN f.v1 IS NOT NULL THEN 0 END), f.high, f.v0, f.v1 / NULLIF(f.v0, 0) - 1,
        f.t1, f.v1 / NULLIF(f.t1, 0), f.n1,
           f.v1 / NULLIF(f.n1, 0), f.v0 / NULLIF(f.n0, 0), f.v1 / NULLIF(f.n1, 0) - f.v0 / NULLIF(f.n0, 0), f.lq1, f.lq0, f.lq1 - f.lq0, x.own,
           (x.own / NULLIF(z.own, 0)) / NULLIF(x.nation / NULLIF(z.nation, 0), 0),
           (x.own0 / NULLIF(z.own0, 0)) / NULLIF(x.nation0 / NULLIF(z.nation0, 0), 0), d.density, f.competitive, coalesce(i.n, 0), coalesce(e.n, 0),
           i.effective, coalesce(w.n, 0), coalesce(w.low, 0), coalesce(w.mid, 0), coalesce(w.high, 0), coalesce(w.due, 0), coalesce(w.met, 0),
           w.met::float8 / NULLIF(w.due, 0), b.imports, b.imports + b.supply, industry.import_dependence(b.supply, b.imports, 0), c.net, g.progress,
           CASE WHEN j.n = 0 THEN NULL WHEN j.held = j.n THEN 'on_track' WHEN j.failed = 0 THEN 'undecidable' WHEN j.held > 0 THEN 'mixed'
               ELSE 'off_track' END, j.names,
           f.unit_used, CASE WHEN f.v1 IS NULL THEN 'missing_input' WHEN c.mixed THEN 'mixed_units' WHEN f.v0 IS NULL THEN 'no_previous' WHEN f.low IS DISTINCT
               FROM f.high THEN 'interval' ELSE 'ok' END
    FROM figure f CROSS JOIN asked a
    LEFT JOIN firm i ON i.overlay = f.overlay AND i.item = f.overlay_item LEFT JOIN entered e ON e.overlay = f.overlay AND e.item = f.overlay_item
    LEFT JOIN work w ON w.overlay = f.overlay AND w.item = f.overlay_item
    LEFT JOIN capacity c ON c.overlay = f.overlay AND c.item = f.overlay_item LEFT JOIN bought b ON b.overlay = f.overlay AND b.item = f.overlay_item
    LEFT JOIN LATERAL (SELECT x.progress FROM {s}.target t CROSS JOIN LATERAL {s}.target_path(t.code, priority_sectors.vintage) x
        WHERE t.code = f.target AND x.year <= a.y AND x.progress IS NOT NULL ORDER BY x.year DESC LIMIT 1) g ON true
    LEFT JOIN traded x ON x.overlay = f.overlay AND x.item = f.overlay_item LEFT JOIN near d ON d.overlay = f.overlay AND d.item = f.overlay_item
    CROSS JOIN trade_total z
    CROSS JOIN LATERAL (SELECT jsonb_build_object('milestone_share', w.met::numeric / NULLIF(w.due, 0), 'lq_change', f.lq1 - f.lq0,
        'market_share_change', f.v1 / NULLIF(f.n1, 0) - f.v0 / NULLIF(f.n0, 0),
        'competitive_effect', f.competitive, 'excess_growth', f.v1 / NULLIF(f.v0, 0) - f.t1 / NULLIF(f.t0, 0), 'growth', f.v1 / NULLIF(f.v0, 0) - 1,
        'entries', coalesce(e.n, 0), 'projects', coalesce(w.n, 0),
        'capacity_net', CASE WHEN c.mixed THEN NULL ELSE coalesce(c.net, 0) END,
        'import_dependence', industry.import_dependence(b.supply, b.imports, 0), 'effective_suppliers',
        i.effective, 'density', d.density, 'lq', f.lq1, 'target_progress', g.progress) AS have OFFSET 0) q
    CROSS JOIN LATERAL (
        SELECT count(*) AS n, count(*) FILTER (WHERE y.holds) AS held, count(*) FILTER (WHERE NOT y.holds) AS failed,
            string_agg(y.gate, ', ' ORDER BY y.gate) FILTER (WHERE NOT y.holds) AS names
        FROM (SELECT k.gate, industry.compares((q.have ->> k.indicator)::numeric, k.operator, k.threshold) AS holds
              FROM {s}.scheme s JOIN {s}.scheme_gate k ON k.scheme = s.code AND k.version = s.version
              WHERE s.code = 'priority_verdict' AND s.valid @> (SELECT {s}.as_of()) AND k.band = f.class) y) j
    ORDER BY f.class, f.list, f.item;
END
$t$),
('view', 'priority_sectors', 3701, '重点清单各类别判定', 'Items of the priority lists judged by their class', $t$
SELECT p.*, industry.label(r.name_zh, r.name_en, {lang}) AS region_name
FROM {s}.priority_sectors(lang => {lang}) p
LEFT JOIN {s}.region r ON r.code::text = p.region_code AND r.valid @> (SELECT {s}.as_of())
$t$),
('function', 'two_industry_integration', 3710, '先进制造业与现代服务业融合:耦合协调度(标准与修正)、投入产出融合',
    'Manufacturing and services by division and year: index of each (over the largest of all divisions and years), coupling coordination in both forms, input-output integration direct and complete from the latest table, co-agglomeration, servitisation, leading side (M20)', $t$
FUNCTION {s}.two_industry_integration(division text DEFAULT NULL, from_year integer DEFAULT NULL, to_year integer DEFAULT NULL,
    vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (region_code text, region_name text, region_level text, period_start date, period_end date, period_type text, year integer,
    manufacturing float8, services float8, u_manufacturing float8, u_services float8, coupling float8, development float8, coordination float8,
    coupling_modified float8, coordination_modified float8, band integer, band_modified integer, io_integration float8, service_share float8,
    manufacturing_share float8, complete_service_share float8, complete_manufacturing_share float8, complete_integration float8, io_year integer,
    lq_manufacturing float8, lq_services float8, coagglomeration float8, service_revenue_share float8, leading_side text, unit text, status text,
    method_id text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 100
BEGIN ATOMIC
    SELECT {s}.known_division(division), industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(two_industry_integration.division) AS division, coalesce(two_industry_integration.to_year, {s}.last_year()) AS last),
    known AS MATERIALIZED (
        SELECT o.division, r.level, r.name_zh, r.name_en, extract(year FROM o.period_start)::integer AS y, o.indicator, o.subject,
            o.value * CASE WHEN o.unit IN ('100m_yuan', 'fraction') THEN 1 ELSE industry.unit_ratio(o.unit, '100m_yuan') END AS exact
        FROM asked a CROSS JOIN LATERAL {s}.observation_as_of(two_industry_integration.vintage) o JOIN {s}.region r ON r.code = o.division
        WHERE o.measure = 'level' AND o.period_type = 'year' AND o.value IS NOT NULL AND r.code <@ a.division
            AND (r.level = 'prefecture' OR r.code = a.division)
          AND (o.indicator = 'value_added' AND o.subject_kind = 'sector' AND o.basis = 'nominal' AND o.subject IN ('1', '2', '3')
              OR o.indicator IN ('io_integration', 'service_revenue_share') AND o.subject_kind = 'region')
          AND o.period_start BETWEEN make_date(coalesce(two_industry_integration.from_year, a.last - 7), 1, 1) AND make_date(a.last, 12, 31)),
    wide AS MATERIALIZED (
        SELECT k.division, k.level, k.name_zh, k.name_en, k.y, max(k.exact) FILTER (WHERE k.indicator = 'value_added' AND k.subject = '2') AS m,
            max(k.exact) FILTER (WHERE k.indicator = 'value_added' AND k.subject = '3') AS s, max(k.exact::float8)
            FILTER (WHERE k.indicator = 'io_integration') AS io, sum(k.exact) FILTER (WHERE k.indicator = 'value_added') AS whole,
               max(k.exact::float8) FILTER (WHERE k.indicator = 'service_revenue_share') AS servitised
        FROM known k GROUP BY 1, 2, 3, 4, 5),
    -- one table a division serves the years from its own on
    tables AS MATERIALIZED (
        SELECT d.division, t.year, x.* FROM (SELECT DISTINCT o.division FROM {s}.observation o WHERE o.indicator = 'io_output'
            AND o.division IN (SELECT w.division FROM wide w)) d
        CROSS JOIN asked a CROSS JOIN LATERAL {s}.io_table(d.division::text, a.last, two_industry_integration.vintage) t CROSS JOIN
            LATERAL industry.integration_io(t.flows, t.manufacturing, t.services, t.output) x),
    scaled AS (
        SELECT x.*, (x.m / NULLIF(x.whole, 0)) / NULLIF(x.all_m / NULLIF(x.all_whole, 0), 0) AS lq_m,
            (x.s / NULLIF(x.whole, 0)) / NULLIF(x.all_s / NULLIF(x.all_whole, 0), 0) AS lq_s,
               GREATEST(x.m, 0) / NULLIF(max(x.m) OVER (PARTITION BY x.level), 0) AS um,
                   GREATEST(x.s, 0) / NULLIF(max(x.s) OVER (PARTITION BY x.level), 0) AS us
        -- sums of numerics, divided as doubles
        FROM (SELECT w.division, w.level, w.name_zh, w.name_en, w.y, w.m::float8 AS m, w.s::float8 AS s, w.io, w.whole::float8 AS whole, w.servitised,
                  (sum(w.m) OVER p)::float8 AS all_m, (sum(w.s) OVER p)::float8 AS all_s, (sum(w.whole) OVER p)::float8 AS all_whole
              FROM wide w WINDOW p AS (PARTITION BY w.level, w.y)) x)
    SELECT s.division::text, industry.label(s.name_zh, s.name_en, two_industry_integration.lang), s.level, make_date(s.y, 1, 1),
        make_date(s.y, 12, 31), 'year', s.y, s.m, s.s, s.um, s.us, c.coupling, c.development, c.coordination, c.coupling_modified,
        c.coordination_modified, c.band,
           CASE WHEN c.coordination_modified IS NOT NULL THEN LEAST(floor(c.coordination_modified * 10)::integer + 1, 10) END,
               coalesce(t.integration, s.io), t.service_share, t.manufacturing_share, t.complete_service_share, t.complete_manufacturing_share,
               t.complete_integration, t.year,
           s.lq_m, s.lq_s, industry.location_coagglomeration(s.lq_m, s.lq_s), s.servitised,
           CASE WHEN s.um > s.us THEN 'manufacturing' WHEN s.um < s.us THEN 'services' WHEN s.um = s.us THEN 'level' END, '100m_yuan', c.status,
           'two_industry_integration:scaling=largest_of_panel,' || split_part(c.method_id, ':', 2)
    FROM scaled s CROSS JOIN LATERAL industry.coupling_coordination(ARRAY[s.um, s.us]) c
    LEFT JOIN tables t ON t.division = s.division AND s.y >= t.year
    ORDER BY s.division, s.y;
END
$t$),
('view', 'two_industry_integration', 3711, '两业融合:耦合协调度', 'Integration of manufacturing and services', $t$
SELECT t.* FROM {s}.two_industry_integration(lang => {lang}) t
$t$),
('function', 'shared_capacity', 3720, '共享与柔性制造:设备工时、利用率、共享率、柔性、匹配订单',
    'Shared capacity on offer at a date: equipment hours offered and used, utilisation, sharing rate of matched orders, flexibility (minimum lot, changeover, varieties) (M25)', $t$
FUNCTION {s}.shared_capacity(equipment text DEFAULT NULL, as_of date DEFAULT NULL, division text DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (offer bigint, uscc text, platform text, site_name text, equipment text, product text, region_code text, region_name text,
    period_start date, period_end date, period_type text, year integer, hours_offered float8, hours_used float8, hours_idle float8,
    utilisation float8, hours_shared float8, sharing_rate float8,
    minimum_lot float8, changeover_hours float8, varieties integer, matched_orders bigint, lat float8, lon float8, geohash text, geojson text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 500
BEGIN ATOMIC
    SELECT {s}.known_if_given('offer', equipment, 'equipment'), {s}.known_division(division), industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(shared_capacity.division) AS division, coalesce(shared_capacity.as_of, {s}.as_of()) AS day),
    matched AS MATERIALIZED (
        SELECT m.offer, count(*) AS n, sum(m.quantity)::float8 AS quantity FROM {s}.match_record m, asked a
        WHERE m.status IN ('contracted', 'delivered') AND m.event_date <= a.day GROUP BY m.offer)
    SELECT o.id, o.uscc::text, o.platform, coalesce(industry.label(e.name_zh, e.name_en, shared_capacity.lang),
        industry.label(p.name_zh, p.name_en, shared_capacity.lang)), o.equipment, o.product, o.division::text,
        industry.label(r.name_zh, r.name_en, shared_capacity.lang),
           coalesce(lower(o.available), a.day), coalesce(upper(o.available) - 1, a.day), 'window', extract(year FROM a.day)::integer,
           o.quantity::float8, coalesce(o.used, 0)::float8, GREATEST(o.quantity - coalesce(o.used, 0), 0)::float8,
           (coalesce(o.used, 0) / NULLIF(o.quantity, 0))::float8,
           LEAST(coalesce(m.quantity, 0), o.quantity::float8), LEAST(coalesce(m.quantity, 0), o.quantity::float8) / NULLIF(o.quantity::float8, 0),
               o.minimum_lot::float8, o.changeover_hours::float8, o.varieties, coalesce(m.n, 0), ST_Y(w.at), ST_X(w.at), ST_GeoHash(w.at, 8),
               ST_AsGeoJSON(w.at, 5),
           CASE WHEN o.quantity = 0 THEN 'no_denominator' ELSE 'ok' END
    FROM {s}.offer o CROSS JOIN asked a
    LEFT JOIN matched m ON m.offer = o.id LEFT JOIN {s}.enterprise e ON e.uscc = o.uscc LEFT JOIN {s}.platform p ON p.code = o.platform LEFT
    JOIN {s}.region r ON r.code = o.division
    CROSS JOIN LATERAL (SELECT industry.to_wgs84(o.location, o.datum) AS at OFFSET 0) w
    WHERE o.equipment IS NOT NULL AND o.quantity_unit = 'hour' AND o.status <> 'withdrawn'
        AND (shared_capacity.equipment IS NULL OR o.equipment = shared_capacity.equipment)
      AND (o.available IS NULL OR o.available @> a.day) AND o.division <@ a.division
    ORDER BY o.equipment, o.id;
END
$t$),
('view', 'shared_capacity', 3721, '共享产能', 'Shared capacity on offer', $t$
SELECT c.* FROM {s}.shared_capacity(lang => {lang}) c
$t$),
('view', 'shared_capacity_region', 3722, '各地共享产能', 'Shared capacity by division and equipment', $t$
SELECT c.region_code, c.region_name, c.equipment, min(c.period_start) AS period_start, max(c.period_end) AS period_end, 'window'::text AS period_type,
    max(c.year) AS year, count(*) AS offers, sum(c.hours_offered) AS hours_offered, sum(c.hours_used) AS hours_used, sum(c.hours_idle) AS hours_idle,
       sum(c.hours_used) / NULLIF(sum(c.hours_offered), 0) AS utilisation, sum(c.hours_shared) AS hours_shared,
       sum(c.hours_shared) / NULLIF(sum(c.hours_offered), 0) AS sharing_rate, sum(c.matched_orders)::bigint AS matched_orders,
       CASE WHEN sum(c.hours_offered) > 0 THEN 'ok' ELSE 'no_denominator' END AS status
FROM {s}.shared_capacity(lang => {lang}) c GROUP BY c.region_code, c.region_name, c.equipment
$t$);
