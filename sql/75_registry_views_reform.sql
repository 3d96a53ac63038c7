-- Questions about upgrading: coverage of technical reform, capacity, products, bases, platforms, large and small enterprises.
-- Amounts are in 10,000 yuan; a ratio stands beside its numerator and denominator.

INSERT INTO industry.registry_template (kind, name, position, comment_zh, comment_en, body) VALUES
('rows', 'indicator_products', 2040, '产品对标与融合指标', 'Indicators of products and of the integration of industries', $t$
INSERT INTO {s}.indicator (code, name_zh, name_en, unit, direction, additive) VALUES
    ('product_output', '产品产值', 'output of a product', '100m_yuan', '+', 'flow'),
    ('product_quantity', '产品产量', 'quantity of a product', '10k_t', '+', 'flow'),
    ('product_imports', '产品进口额', 'imports of a product', '100m_yuan', '-', 'flow'),
    ('product_exports', '产品出口额', 'exports of a product', '100m_yuan', '+', 'flow'),
    ('product_output_world', '产品世界产值', 'world output of a product', '100m_yuan', 'none', 'flow'),
    ('product_quantity_world', '产品世界产量', 'world quantity of a product', '10k_t', 'none', 'flow'),
    ('io_integration', '投入产出融合度', 'integration by input-output', 'fraction', '+', 'none'),
    ('io_flow', '中间流量(卖方>买方)', 'intermediate flow, seller>buyer', '100m_yuan', 'none', 'flow'),
    ('io_output', '部门总产出(投入产出表)', 'output of a sector in the input-output table', '100m_yuan', 'none', 'flow'),
    ('service_revenue_share', '制造企业服务收入占比', 'service revenue in the revenue of manufacturers', 'fraction', '+', 'none'),
    ('digital_input_share', '数字投入占比', 'share of digital inputs', 'fraction', '+', 'none')
ON CONFLICT DO NOTHING;
$t$),
('function', 'io_table', 3603, '投入产出表:某年或此前最近一年',
    'The input-output table of a division for a year or the latest before it, from observations io_flow (subject seller>buyer) and io_output (subject sector) with industry codes', $t$
FUNCTION {s}.io_table(division text DEFAULT NULL, year integer DEFAULT NULL, vintage date DEFAULT NULL)
RETURNS TABLE (year integer, flows industry.matrix, output industry.matrix, manufacturing text[], services text[])
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    SELECT {s}.known_division(division);
    WITH seen AS MATERIALIZED (
        SELECT o.indicator, o.subject, extract(year FROM o.period_start)::integer AS y, o.value, o.unit
        FROM {s}.observation_as_of(io_table.vintage) o
        WHERE o.indicator IN ('io_flow', 'io_output') AND o.measure = 'level' AND o.subject_kind = 'class' AND o.period_type = 'year'
          AND o.basis = 'nominal' AND o.value IS NOT NULL
          AND o.division = (SELECT {s}.known_division(io_table.division))
              AND o.period_start <= make_date(coalesce(io_table.year, (SELECT {s}.last_year())), 1, 1)),
    -- each unit is looked up once, not for each of the many flows
    rate AS MATERIALIZED (
        SELECT u.unit, industry.unit_ratio(u.unit, '100m_yuan') AS ratio FROM (SELECT DISTINCT s.unit FROM seen s) u),
    latest AS (
        SELECT s.indicator, s.subject, s.y, (s.value * r.ratio)::float8 AS value
        FROM seen s JOIN rate r ON r.unit = s.unit WHERE s.y = (SELECT max(x.y) FROM seen x))
    SELECT max(l.y), industry.matrix_agg(split_part(l.subject, '>', 1), split_part(l.subject, '>', 2), l.value) FILTER (WHERE l.indicator = 'io_flow'),
           industry.matrix_agg(l.subject, 'output', l.value) FILTER (WHERE l.indicator = 'io_output'),
           array_agg(l.subject ORDER BY l.subject) FILTER (WHERE l.indicator = 'io_output' AND left(l.subject, 1) = 'C'),
           array_agg(l.subject ORDER BY l.subject) FILTER (WHERE l.indicator = 'io_output' AND industry.three_industry(l.subject::industry.industry_code) = 3)
    FROM latest l HAVING count(*) > 0;
END
$t$),
('function', 'last_year', 3600, '截止日期时最近的完整年度', 'The last year that is complete at the date of the views', $t$
FUNCTION {s}.last_year() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT extract(year FROM {s}.as_of() + 1)::integer - 1;
END
$t$),
('function', 'enterprise_figures', 3601, '某年企业数据(万元)及其行业、区划、园区',
    'Figures of enterprises in a year as known at a vintage, amounts in 10,000 yuan, with industry, division and park', $t$
FUNCTION {s}.enterprise_figures(year integer, vintage date DEFAULT NULL)
RETURNS TABLE (uscc industry.uscc, division industry.division_code, industry industry.industry_code, size_class text, park text, employees float8,
    revenue float8, new_product_revenue float8,
    output float8, value_added float8, tax float8, rd_expense float8, investment float8, class1_ip float8, energy_tce float8, land_mu float8,
    digital_level integer)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 30000
BEGIN ATOMIC
    SELECT e.uscc, e.division, e.industry, e.size_class, e.park, y.employees::float8, y.revenue::float8 * k.k, y.new_product_revenue::float8 * k.k,
        y.output::float8 * k.k,
           y.value_added::float8 * k.k, y.tax::float8 * k.k, y.rd_expense::float8 * k.k, y.investment::float8 * k.k, y.class1_ip::float8,
           y.energy_tce::float8, y.land_mu::float8, y.digital_level
    FROM {s}.enterprise_year y
    JOIN {s}.enterprise e ON e.uscc = y.uscc
    CROSS JOIN LATERAL (SELECT CASE WHEN y.unit = '10k_yuan' THEN 1 ELSE industry.unit_ratio(y.unit, '10k_yuan')::float8 END AS k) k
    WHERE y.year = enterprise_figures.year
      AND y.known_from <= coalesce(enterprise_figures.vintage, (SELECT {s}.vintage()))
          AND (y.known_to IS NULL OR y.known_to > coalesce(enterprise_figures.vintage, (SELECT {s}.vintage())));
END
$t$),
('function', 'above_scale', 3606, '某日规上企业', 'Enterprises above scale at a date, as known at another; a plain selection that the planner puts into the query around it', $t$
FUNCTION {s}.above_scale(day date, seen date) RETURNS TABLE (uscc industry.uscc)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 30000
BEGIN ATOMIC
    -- dates that the planner cannot see: it takes the rows for few, so that a hash of them, which a scan looks into, is allowed whatever
    -- the size of a national register; without one each enterprise would read them all
    SELECT t.uscc FROM {s}.enterprise_state t
    WHERE t.state = 'above_scale' AND t.valid @> (SELECT above_scale.day) AND t.known_from <= (SELECT above_scale.seen)
      AND (t.known_to IS NULL OR t.known_to > (SELECT above_scale.seen));
END
$t$),
('function', 'reform_project', 3607, '窗口期内的技改项目(不含停建)',
    'Technical-reform projects in a window (by start, completion or any activity) that were not stopped, investment in 10,000 yuan; a plain selection that the planner puts into the query around it', $t$
FUNCTION {s}.reform_project(begun date, until date, count_by text, min_investment numeric)
RETURNS TABLE (uscc industry.uscc, started date, last date, amount float8)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10000
BEGIN ATOMIC
    SELECT p.uscc, p.started, coalesce(p.completed, GREATEST(reform_project.until, p.started)),
           coalesce(p.actual_investment, p.planned_investment)::float8
           * CASE WHEN p.unit = '10k_yuan' THEN 1 ELSE industry.unit_ratio(p.unit, '10k_yuan')::float8 END
    FROM {s}.project p
    WHERE p.kind = 'tech_reform' AND p.status <> 'stopped' AND p.uscc IS NOT NULL
      AND CASE reform_project.count_by WHEN 'start' THEN p.started > reform_project.begun AND p.started <= reform_project.until
              WHEN 'completion' THEN p.completed > reform_project.begun AND p.completed <= reform_project.until
              ELSE p.started <= reform_project.until AND coalesce(p.completed, reform_project.until) > reform_project.begun END
      AND (reform_project.min_investment = 0
           OR coalesce(p.planned_investment, p.actual_investment) * industry.unit_ratio(p.unit, '10k_yuan') >= reform_project.min_investment);
END
$t$),
('function', 'reform_of', 3609, '规上企业及其窗口期内技改项目(由 reform_firms 调用)',
    'What reform_firms shows, with every argument decided; a plain selection that the planner puts into the query around it', $t$
FUNCTION {s}.reform_of(scope industry.division_code, begun date, until date, seen date, count_by text, min_investment numeric)
RETURNS TABLE (uscc industry.uscc, division industry.division_code, industry industry.industry_code, size_class text, projects bigint,
    investment float8, in_years float8, last_started date)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 30000
BEGIN ATOMIC
    SELECT e.uscc, e.division, e.industry, e.size_class, coalesce(r.n, 0), coalesce(r.invested, 0), coalesce(r.in_years, 0), r.started
    FROM {s}.enterprise e
    LEFT JOIN (
        SELECT p.uscc, count(*) AS n, sum(p.amount) AS invested,
               -- a project's money is spent evenly over its days; what falls into the whole years of the window compares with what enterprises report by year
               sum(p.amount * GREATEST(LEAST(p.last, date_trunc('year', reform_of.until + interval '1 day')::date - 1) - GREATEST(p.started,
                   date_trunc('year', reform_of.begun + interval '1 year')::date) + 1, 0)
                   / (p.last - p.started + 1)) AS in_years,
               max(p.started) AS started
        FROM {s}.reform_project(reform_of.begun, reform_of.until, reform_of.count_by, reform_of.min_investment) p
        GROUP BY p.uscc) r ON r.uscc = e.uscc
    WHERE e.division <@ reform_of.scope
      -- IS TRUE: a hash that the scan looks into; as a join the states would be taken for few and probed one by one
      AND (e.uscc IN (SELECT t.uscc FROM {s}.above_scale(reform_of.until, reform_of.seen) t)) IS TRUE;
END
$t$),
('function', 'known_window', 3608, '技改窗口期的起始日(不含)',
    'The day after which a window begins that ends at a date; 22004 for a NULL length or least investment, 22023 for a window without a day or a negative investment', $t$
FUNCTION {s}.known_window(until date, win interval, min_investment numeric) RETURNS date
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = {path}
AS $f$
DECLARE
    missing text := CASE WHEN win IS NULL THEN 'win' WHEN min_investment IS NULL THEN 'min_investment' END;
BEGIN
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = '22004', MESSAGE = format('%s must not be NULL', missing);
    END IF;
    PERFORM industry.refuse_unless((until - win)::date < until, 'win must be at least a day', hint => 'For example: 3 years.'),
        industry.refuse_unless(min_investment >= 0, 'min_investment must not be negative', hint => 'It is in 10,000 yuan; 0 counts every project.');
    RETURN (until - win)::date;
END
$f$
$t$),
('function', 'reform_firms', 3610, '规上企业的技改情况',
    'Above-scale enterprises at a date and their technical-reform projects in the window (by start, completion or any activity) (M31)', $t$
FUNCTION {s}.reform_firms(division text DEFAULT NULL, as_of date DEFAULT NULL, win interval DEFAULT '3 years', count_by text DEFAULT 'any',
    min_investment numeric DEFAULT 0, vintage date DEFAULT NULL)
RETURNS TABLE (uscc industry.uscc, division industry.division_code, industry industry.industry_code, size_class text, projects bigint,
    investment float8, in_years float8, last_started date)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 30000
BEGIN ATOMIC
    SELECT f.*
    FROM {s}.reform_of((SELECT {s}.known_division(reform_firms.division)),
        (SELECT {s}.known_window(coalesce(reform_firms.as_of, {s}.as_of()), reform_firms.win, reform_firms.min_investment)),
        (SELECT coalesce(reform_firms.as_of, {s}.as_of())), (SELECT coalesce(reform_firms.vintage, {s}.vintage())), reform_firms.count_by,
        reform_firms.min_investment) f
    WHERE (SELECT industry.known_option('count_by', reform_firms.count_by, '{any,start,completion}')) IS NOT NULL;
END
$t$),
('function', 'technical_reform_coverage', 3611, '规上企业技改覆盖率',
    'Coverage of technical reform: distinct above-scale enterprises with a project in the window over all, by total, industry, size or prefecture, and reform in industrial investment (M31)', $t$
FUNCTION {s}.technical_reform_coverage(by text DEFAULT 'industry', division text DEFAULT NULL, as_of date DEFAULT NULL,
    win interval DEFAULT '3 years', count_by text DEFAULT 'any', min_investment numeric DEFAULT 0, vintage date DEFAULT NULL)
RETURNS TABLE (group_code text, period_start date, period_end date, period_type text, year integer, eligible bigint, covered bigint, uncovered bigint,
    coverage float8, projects bigint, investment float8, investment_in_years float8, industrial_investment float8, investment_share float8, unit text,
    status text, method_id text)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 50 SET search_path = {path}
AS $f$
#variable_conflict use_column
DECLARE
    scope industry.division_code := {s}.known_division(division);
    until date := coalesce(as_of, {s}.as_of());
    begun date := {s}.known_window(until, win, min_investment);
    seen date := coalesce(vintage, {s}.vintage());
    wanted text := by;
BEGIN
    PERFORM industry.known_option('by', by, '{total,industry,size,prefecture}'), industry.known_option('count_by', count_by, '{any,start,completion}');
    RETURN QUERY
    WITH firm AS MATERIALIZED (
        -- the stored code that the groups are made from: there are few of them to be added up further
        SELECT f.uscc, CASE wanted WHEN 'industry' THEN f.industry::text WHEN 'prefecture' THEN f.division::text WHEN 'size' THEN f.size_class ELSE '' END AS code,
               f.projects, f.investment, f.in_years
        FROM {s}.reform_of(scope, begun, until, seen, count_by, min_investment) f),
    stored AS (
        SELECT f.code, count(*) AS n, count(*) FILTER (WHERE f.projects > 0) AS covered, sum(f.projects) AS projects,
               industry.exact_sum(f.investment) AS reform, industry.exact_sum(f.in_years) AS in_years, NULL::numeric AS total
        FROM firm f GROUP BY f.code
        UNION ALL
        SELECT f.code, 0, 0, 0, NULL, NULL, sum(CASE WHEN y.unit = '10k_yuan' THEN y.investment ELSE industry.convert(y.investment, y.unit, '10k_yuan') END)
        FROM {s}.enterprise_year y JOIN firm f ON f.uscc = y.uscc
        WHERE y.year > extract(year FROM begun)::integer AND y.year < extract(year FROM until + 1)::integer AND y.known_from <= seen
            AND (y.known_to IS NULL OR y.known_to > seen)
        GROUP BY f.code),
    grouped AS (
        SELECT CASE wanted
                   WHEN 'industry' THEN industry.ancestor(s.code::industry.industry_code, LEAST(industry.level(s.code::industry.industry_code), 2))::text
                   WHEN 'prefecture' THEN coalesce(industry.prefecture(s.code::industry.division_code), s.code::industry.division_code)::text
                   ELSE s.code END AS code,
               sum(s.n)::bigint AS n, sum(s.covered)::bigint AS covered, sum(s.projects)::bigint AS projects,
               sum(s.reform ORDER BY s.code) AS reform, sum(s.in_years ORDER BY s.code) AS in_years, sum(s.total)::float8 AS total
        FROM stored s GROUP BY 1)
    SELECT g.code, begun, until, 'window', extract(year FROM until)::integer, g.n, g.covered, g.n - g.covered, g.covered::float8 / NULLIF(g.n, 0),
        g.projects, g.reform, g.in_years, g.total,
           -- more reform than investment is an error of the data, not a share
           CASE WHEN g.in_years <= g.total THEN g.in_years / NULLIF(g.total, 0) END, '10k_yuan',
           CASE WHEN g.total IS NULL THEN 'missing_input' WHEN g.total = 0 THEN 'no_denominator' WHEN g.in_years > g.total THEN 'infeasible' ELSE 'ok' END,
           format('technical_reform_coverage:count_by=%s,win=%s,min_investment=%s', count_by, win, min_investment)
    FROM grouped g
    ORDER BY g.code;
END
$f$
$t$),
('view', 'technical_reform_coverage', 3612, '各行业规上企业技改覆盖率', 'Coverage of technical reform by industry', $t$
SELECT c.group_code AS industry_code, CASE {lang} WHEN 'zh' THEN i.name_zh ELSE c.group_code END AS industry_name, c.period_start, c.period_end,
    c.period_type, c.year, c.eligible, c.covered, c.uncovered, c.coverage,
       c.projects, c.investment, c.investment_in_years, c.industrial_investment, c.investment_share, c.unit, c.status, c.method_id
FROM {s}.technical_reform_coverage('industry') c LEFT JOIN industry.industry i ON i.code = c.group_code::industry.industry_code
$t$),
('view', 'technical_reform_coverage_region', 3612, '各市规上企业技改覆盖率', 'Coverage of technical reform by prefecture', $t$
SELECT c.group_code AS region_code, industry.label(r.name_zh, r.name_en, {lang}) AS region_name, r.level AS region_level, c.period_start,
    c.period_end, c.period_type, c.year, c.eligible, c.covered, c.uncovered, c.coverage,
       c.projects, c.investment, c.investment_in_years, c.industrial_investment, c.investment_share, c.unit, c.status, c.method_id
FROM {s}.technical_reform_coverage('prefecture') c LEFT JOIN {s}.region r ON r.code = c.group_code::industry.division_code
$t$),
('view', 'technical_reform_uncovered', 3613, '尚未技改的规上企业', 'Above-scale enterprises without a technical-reform project in the window', $t$
SELECT e.uscc::text AS uscc, industry.label(e.name_zh, e.name_en, {lang}) AS enterprise_name, e.division::text AS region_code,
    industry.label(r.name_zh, r.name_en, {lang}) AS region_name, e.industry::text AS industry_code, e.size_class,
       (d.day - interval '3 years')::date AS period_start, d.day AS period_end, 'window'::text AS period_type, extract(year FROM d.day)::integer AS year
FROM (SELECT {s}.as_of() AS day OFFSET 0) d CROSS JOIN {s}.enterprise e LEFT JOIN {s}.region r ON r.code = e.division AND r.valid @> d.day
-- IS TRUE: the default division has nearly all enterprises, so no index
WHERE (e.division <@ (SELECT {s}.known_division(NULL))) IS TRUE
    AND (e.uscc IN (SELECT t.uscc FROM {s}.above_scale({s}.as_of(), {s}.vintage()) t)) IS TRUE
    AND (e.uscc IN (SELECT p.uscc FROM {s}.reform_project((SELECT ({s}.as_of() - interval '3 years')::date), (SELECT {s}.as_of()), 'any', 0) p)) IS NOT TRUE
$t$),
('function', 'capacity_ledger', 3620, '产能台账:进出、置换、净增,集中度,能耗,入园,产品结构',
    'Capacity of the industries to adjust by year: in, out, replaced, net; concentration, energy, parks, product mix (M11, M33)', $t$
FUNCTION {s}.capacity_ledger(item text DEFAULT NULL, division text DEFAULT NULL, from_year integer DEFAULT NULL, to_year integer DEFAULT NULL,
    lang text DEFAULT 'zh')
RETURNS TABLE (item text, item_name text, region_code text, period_start date, period_end date, period_type text, year integer, capacity_in float8,
    capacity_out float8, capacity_replaced float8, capacity_net float8, capacity_unit text,
    firms bigint, cr4 float8, cr10 float8, hhi float8, energy_tce float8, value_added float8, energy_intensity float8, energy_lagging_share float8,
    parks bigint, park_output float8, output float8, park_share float8,
    new_product_revenue float8, revenue float8, mix_index float8, unit text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 20
BEGIN ATOMIC
    SELECT industry.known_word('item', item, ARRAY(SELECT p.item FROM {s}.priority_list p WHERE p.class = 'adjust')), {s}.known_division(division),
        industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(capacity_ledger.division) AS division, coalesce(capacity_ledger.to_year, {s}.last_year()) AS last),
    listed AS MATERIALIZED (
        SELECT row_number() OVER (ORDER BY p.item)::integer AS n, p.item, p.overlay, p.overlay_item, p.name_zh, p.name_en FROM {s}.priority_list p
        WHERE p.class = 'adjust' AND (capacity_ledger.item IS NULL OR p.item = capacity_ledger.item) AND p.valid @> (SELECT {s}.as_of())),
    years AS (
        SELECT generate_series(coalesce(capacity_ledger.from_year, a.last - 2), a.last) AS year FROM asked a),
    belongs AS MATERIALIZED (
        SELECT l.n, l.item, x.uscc, x.weight::float8 AS weight
        FROM (SELECT DISTINCT l.overlay FROM listed l) o CROSS JOIN LATERAL {s}.enterprise_overlay(o.overlay) x
        JOIN listed l ON l.overlay = o.overlay AND l.overlay_item = x.item),
    -- sorted once, by numbers (slot: item and year): sums run in this order, and the largest come first. OFFSET 0: one pass over the table
    -- against a hash of the members, who would be taken for few and looked up one by one
    firm AS (
        SELECT b.n * 10000 + y.year AS slot, y.output::float8 * k.k * b.weight AS output, b.uscc, e.park, y.value_added::float8 * k.k * b.weight AS value_added,
               y.energy_tce::float8 * b.weight AS energy, y.revenue::float8 * k.k * b.weight AS revenue,
               y.new_product_revenue::float8 * k.k * b.weight AS fresh
        FROM belongs b
        JOIN (SELECT e.uscc, e.division, e.park FROM {s}.enterprise e OFFSET 0) e ON e.uscc = b.uscc
        JOIN (SELECT y.uscc, y.year, y.unit, y.output, y.value_added, y.energy_tce, y.revenue, y.new_product_revenue FROM {s}.enterprise_year y
              WHERE y.year IN (SELECT q.year FROM years q)
                  AND y.known_from <= (SELECT {s}.vintage()) AND (y.known_to IS NULL OR y.known_to > (SELECT {s}.vintage())) OFFSET 0) y ON y.uscc = b.uscc
        CROSS JOIN LATERAL (SELECT CASE WHEN y.unit = '10k_yuan' THEN 1 ELSE industry.unit_ratio(y.unit, '10k_yuan')::float8 END AS k) k
        WHERE e.division <@ (SELECT a.division FROM asked a)
        ORDER BY 1, 2 DESC NULLS LAST, 3),
    total AS MATERIALIZED (
        SELECT f.slot, count(*) AS n, sum(f.output) AS output, (array_agg(f.output))[:10] AS largest, sum(f.output ^ 2) AS squares,
               sum(f.value_added) AS value_added, sum(f.energy) AS energy, count(DISTINCT f.park) AS parks, sum(f.output)
                   FILTER (WHERE f.park IS NOT NULL) AS inside, sum(f.revenue) AS revenue, sum(f.fresh) AS fresh,
               array_agg(f.energy) AS energies, array_agg(f.value_added) AS values_added
        FROM firm f GROUP BY f.slot),
    capacity AS MATERIALIZED (
        SELECT c.* FROM asked a CROSS JOIN LATERAL {s}.capacity_project(a.division) c),
    summed AS (
        SELECT q.item, c.year, sum(GREATEST(c.change, 0))::float8 AS added, -sum(LEAST(c.change, 0))::float8 AS cut, min(c.unit) AS unit,
            min(c.unit) <> max(c.unit) AS mixed
        FROM (SELECT c.code, l.item FROM capacity c JOIN listed l ON l.overlay = c.overlay_code AND l.overlay_item = c.item
              UNION SELECT c.code, b.item FROM capacity c JOIN belongs b ON b.uscc = c.uscc) q
        JOIN capacity c ON c.code = q.code GROUP BY 1, 2),
    -- no project: nothing added or cut; different things: no sum
    moved AS (
        SELECT l.item, y.year, s.mixed, CASE WHEN NOT s.mixed THEN NULLIF(s.unit, '') END AS unit,
               CASE WHEN s.mixed THEN NULL ELSE coalesce(s.added, 0) END AS added, CASE WHEN s.mixed THEN NULL ELSE coalesce(s.cut, 0) END AS cut
        FROM listed l CROSS JOIN years y LEFT JOIN summed s ON s.item = l.item AND s.year = y.year)
    SELECT l.item, industry.label(l.name_zh, l.name_en, capacity_ledger.lang), a.division::text, make_date(m.year, 1, 1), make_date(m.year, 12, 31),
        'year', m.year,
           m.added, m.cut, LEAST(m.added, m.cut), m.added - m.cut, m.unit, coalesce(t.n, 0), (SELECT sum(x) FROM unnest(t.largest[:4]) x) / NULLIF(t.output, 0),
           (SELECT sum(x) FROM unnest(t.largest) x) / NULLIF(t.output, 0), t.squares / NULLIF(t.output ^ 2, 0), t.energy,
           t.value_added, t.energy / NULLIF(t.value_added, 0),
           CASE WHEN t.energy > 0 THEN coalesce(g.energy, 0) / t.energy END, coalesce(t.parks, 0), coalesce(t.inside, 0), t.output,
               coalesce(t.inside, 0) / NULLIF(t.output, 0), t.fresh, t.revenue, t.fresh / NULLIF(t.revenue, 0), '10k_yuan',
           CASE WHEN m.mixed THEN 'mixed_units' WHEN t.n IS NULL THEN 'missing_input' WHEN t.output = 0 THEN 'no_denominator' ELSE 'ok' END
    FROM listed l JOIN moved m ON m.item = l.item CROSS JOIN asked a
    LEFT JOIN total t ON t.slot = l.n * 10000 + m.year
    LEFT JOIN LATERAL (
        SELECT sum(v.energy) AS energy FROM unnest(t.energies, t.values_added) v(energy, value_added)
        WHERE v.energy > (SELECT {s}.setting_value('capacity_ledger.lagging')::float8) * v.value_added * t.energy / NULLIF(t.value_added, 0)) g ON true
    ORDER BY l.item, m.year;
END
$t$),
('view', 'capacity_ledger', 3621, '需调整行业的产能台账', 'Capacity ledger of the industries to adjust', $t$
SELECT c.*, industry.label(r.name_zh, r.name_en, {lang}) AS region_name
FROM {s}.capacity_ledger(lang => {lang}) c
LEFT JOIN {s}.region r ON r.code::text = c.region_code AND r.valid @> (SELECT {s}.as_of())
$t$),
('function', 'product_benchmark', 3630, '产品对标:本地与参照的产出、份额、单价、进口依赖',
    'Products against a reference (nation, another division or world): output, share, comparative advantage, unit value, import dependence, base, rank (M10, M34)', $t$
FUNCTION {s}.product_benchmark(reference text DEFAULT 'nation', division text DEFAULT NULL, year integer DEFAULT NULL, base text DEFAULT NULL,
    vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (product text, region_code text, reference text, period_start date, period_end date, period_type text, year integer, output float8,
    reference_output float8, share float8, rca float8, unit_value float8, reference_unit_value float8, unit_value_ratio float8,
    imports float8, exports float8, import_dependence float8, base text, base_name text, rank bigint, peers bigint, unit text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 20
BEGIN ATOMIC
    SELECT industry.known_word('reference', coalesce(reference, ''), ARRAY(SELECT 'nation' UNION SELECT 'world' UNION SELECT r.code::text FROM {s}.region r)),
        {s}.known_division(division),
        CASE WHEN base IS NOT NULL THEN industry.known_word('base', base, ARRAY(SELECT b.code FROM {s}.base b
            UNION SELECT split_part(o.subject, '/', 1) FROM {s}.observation o WHERE o.indicator = 'product_output')) END, industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(product_benchmark.division) AS division, coalesce(product_benchmark.year, {s}.last_year()) AS y,
               CASE WHEN product_benchmark.reference IN ('nation', 'world') THEN (SELECT r.code FROM {s}.region r WHERE r.level = 'country'
                   ORDER BY r.code LIMIT 1) ELSE {s}.known_division(product_benchmark.reference) END AS other,
               CASE product_benchmark.reference WHEN 'world' THEN '_world' ELSE '' END AS suffix),
    seen AS MATERIALIZED (
        SELECT o.subject AS product, o.division, o.indicator, o.value::float8 * CASE WHEN o.unit = i.unit THEN 1
            ELSE industry.unit_ratio(o.unit, i.unit)::float8 END AS value
        FROM asked a CROSS JOIN LATERAL {s}.observation_as_of(product_benchmark.vintage) o JOIN {s}.indicator i ON i.code = o.indicator
        WHERE o.indicator IN ('product_output', 'product_quantity', 'product_imports', 'product_exports', 'product_output_world',
            'product_quantity_world') AND o.subject_kind = 'class' AND o.measure = 'level'
          AND o.period_type = 'year' AND o.basis IN ('nominal', 'count') AND o.period_start = make_date(a.y, 1, 1)),
    wide AS MATERIALIZED (
        SELECT s.product, max(s.value) FILTER (WHERE s.division = a.division AND s.indicator = 'product_output') AS own, max(s.value)
            FILTER (WHERE s.division = a.division AND s.indicator = 'product_quantity') AS own_quantity,
               max(s.value) FILTER (WHERE s.division = a.other AND s.indicator = 'product_output' || a.suffix) AS other, max(s.value)
                   FILTER (WHERE s.division = a.other AND s.indicator = 'product_quantity' || a.suffix) AS other_quantity,
               max(s.value) FILTER (WHERE s.division = a.division AND s.indicator = 'product_imports') AS imports, max(s.value)
                   FILTER (WHERE s.division = a.division AND s.indicator = 'product_exports') AS exports
        FROM seen s CROSS JOIN asked a GROUP BY s.product),
    totals AS (
        SELECT sum(w.own ORDER BY w.product) AS own, sum(w.other ORDER BY w.product) AS other FROM wide w WHERE w.own IS NOT NULL AND w.other IS NOT NULL),
    places AS (
        SELECT s.product, s.division, rank() OVER (PARTITION BY s.product ORDER BY s.value DESC) AS place, count(*) OVER (PARTITION BY s.product) AS n
        FROM seen s JOIN {s}.region r ON r.code = s.division JOIN asked a ON r.level = (SELECT x.level FROM {s}.region x WHERE x.code = a.division)
        WHERE s.indicator = 'product_output')
    SELECT w.product, a.division::text, product_benchmark.reference, make_date(a.y, 1, 1), make_date(a.y, 12, 31), 'year', a.y, w.own, w.other,
        w.own / NULLIF(w.other, 0), (w.own / NULLIF(t.own, 0)) / NULLIF(w.other / NULLIF(t.other, 0), 0),
           w.own / NULLIF(w.own_quantity, 0), w.other / NULLIF(w.other_quantity, 0),
           (w.own / NULLIF(w.own_quantity, 0)) / NULLIF(w.other / NULLIF(w.other_quantity, 0), 0), w.imports, w.exports,
           industry.import_dependence(w.own, w.imports, coalesce(w.exports, 0)), b.code, industry.label(b.name_zh, b.name_en, product_benchmark.lang),
           p.place, p.n, '100m_yuan',
           CASE WHEN w.own IS NULL OR w.other IS NULL THEN 'missing_input' WHEN w.other = 0 THEN 'no_denominator' ELSE 'ok' END
    FROM wide w CROSS JOIN asked a CROSS JOIN totals t
    LEFT JOIN places p ON p.product = w.product AND p.division = a.division
    LEFT JOIN {s}.base b ON b.code = split_part(w.product, '/', 1)
    WHERE product_benchmark.base IS NULL OR split_part(w.product, '/', 1) = product_benchmark.base
    ORDER BY w.product;
END
$t$),
('view', 'product_benchmark', 3631, '产品与全国、世界对标', 'Products against the nation and the world', $t$
SELECT b.*, industry.label(r.name_zh, r.name_en, {lang}) AS region_name
FROM (VALUES ('nation'), ('world')) v(reference) CROSS JOIN LATERAL {s}.product_benchmark(v.reference, lang => {lang}) b
LEFT JOIN {s}.region r ON r.code::text = b.region_code AND r.valid @> (SELECT {s}.as_of())
$t$),
('rows', 'scheme_base', 2045, '产业基地创新评价方案', 'Scheme that judges the innovation of bases', $t$
INSERT INTO {s}.scheme (code, version, name_zh, name_en, subject_kind, normalization, band_basis, source) VALUES
    ('innovation_base', '1', '创新型产业基地', 'Innovative industry base', 'area', 'min_max', 'score', '示意权重 / illustrative weights'),
    ('site_selection', '1', '示范园区遴选', 'Selection of demonstration sites', 'park', 'min_max', 'rank', '示意权重 / illustrative weights');
INSERT INTO {s}.scheme_item (scheme, version, item, position, indicator, denominator, weight, direction, cap, name_zh, name_en) VALUES
    ('innovation_base', '1', 'rd', 1, 'rd_expense', 'revenue', 0.4, '+', 1, '研发费用占比', 'R&D in revenue'),
    ('innovation_base', '1', 'new_products', 2, 'new_product_revenue', 'revenue', 0.3, '+', 1, '新产品收入占比', 'share of new products'),
    ('innovation_base', '1', 'property', 3, 'class1_ip', 'employees', 0.3, '+', 1, '人均I类知识产权', 'class-1 rights per person'),
    ('site_selection', '1', 'yield', 1, 'tax', 'area_mu', 0.4, '+', 1, '亩均税收', 'tax per mu'),
    ('site_selection', '1', 'innovation', 2, 'rd_expense', 'revenue', 0.3, '+', 1, '研发费用占比', 'R&D in revenue'),
    ('site_selection', '1', 'conformity', 3, 'conformity', NULL, 0.3, '+', 1, '主导产业占比', 'share of leading industries');
INSERT INTO {s}.scheme_gate (scheme, version, gate, effect, indicator, operator, threshold, name_zh, name_en) VALUES
    ('site_selection', '1', 'enterprises', 'gate', 'firms', '>=', 5, '入园规上企业不少于5家', 'at least 5 enterprises');
$t$),
('function', 'innovation_base', 3640, '创新型产业基地:创新得分、自给率、复杂度、位次、变化',
    'Bases judged by a scheme of innovation, with the self-sufficiency of their chain nodes and the complexity of their divisions (M21, M34, M16)',
$t$
FUNCTION {s}.innovation_base(year integer DEFAULT NULL, scheme text DEFAULT 'innovation_base', lang text DEFAULT 'zh')
RETURNS TABLE (base text, base_name text, kind text, period_start date, period_end date, period_type text, year integer, firms bigint, score float8,
    previous_score float8, change float8, rank bigint, domestic_supply float8, demand float8, self_sufficiency float8, eci float8, status text,
    method_id text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 20
BEGIN ATOMIC
    SELECT {s}.known_scheme(scheme), industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT coalesce(innovation_base.year, {s}.last_year()) AS y, innovation_base.scheme),
    area AS MATERIALIZED (
        SELECT b.code, b.name_zh, b.name_en, b.kind, b.divisions, b.overlay, b.item FROM {s}.base b WHERE b.valid @> (SELECT {s}.as_of())),
    belongs AS MATERIALIZED (
        SELECT o.overlay, x.item, x.uscc FROM (SELECT DISTINCT a.overlay FROM area a WHERE a.overlay IS NOT NULL) o CROSS JOIN
            LATERAL {s}.enterprise_overlay(o.overlay) x
        WHERE EXISTS (SELECT 1 FROM area a WHERE a.overlay = o.overlay AND a.item = x.item)),
    -- the enterprises of a base first: few of all. OFFSET 0: one pass over the enterprises, and not a look-up for each of the overlay
    member AS MATERIALIZED (
        SELECT a.code, e.uscc FROM area a JOIN belongs b ON b.overlay = a.overlay AND b.item = a.item
        JOIN (SELECT e.uscc, e.division FROM {s}.enterprise e OFFSET 0) e ON e.uscc = b.uscc
        WHERE EXISTS (SELECT 1 FROM unnest(a.divisions) d WHERE e.division <@ d)),
    inside AS MATERIALIZED (
        SELECT m.code, y.year AS y, count(*) AS n, sum(f.rd_expense) AS rd, sum(f.revenue) AS revenue, sum(f.new_product_revenue) AS fresh,
               sum(f.class1_ip) AS ip, sum(f.employees) AS employees
        FROM asked q CROSS JOIN LATERAL (VALUES (q.y), (q.y - 1)) y(year) CROSS JOIN LATERAL {s}.enterprise_figures(y.year) f JOIN member m ON m.uscc = f.uscc
        GROUP BY m.code, y.year),
    m AS MATERIALIZED (
        SELECT industry.matrix_agg(i.code || '|' || i.y, v.indicator, v.value) AS m FROM inside i
        CROSS JOIN LATERAL (VALUES ('rd_expense', i.rd), ('revenue', i.revenue), ('new_product_revenue', i.fresh), ('class1_ip', i.ip),
            ('employees', i.employees)) v(indicator, value)),
    verdict AS MATERIALIZED (
        SELECT split_part(e.unit_code, '|', 1) AS code, split_part(e.unit_code, '|', 2)::integer AS y, e.score, e.status, e.method_id
        FROM asked q CROSS JOIN m CROSS JOIN LATERAL {s}.evaluate(q.scheme, m.m) e WHERE m.m IS NOT NULL),
    structure AS MATERIALIZED (
        SELECT industry.matrix_agg(coalesce(industry.prefecture(f.division), f.division)::text, left(f.industry::text, 3), f.output) AS m
        FROM asked q CROSS JOIN LATERAL {s}.enterprise_figures(q.y) f WHERE f.industry IS NOT NULL AND f.output > 0),
    complexity AS MATERIALIZED (
        SELECT c.region, c.eci FROM structure s CROSS JOIN LATERAL industry.region_complexity(s.m) c WHERE s.m IS NOT NULL),
    weights AS MATERIALIZED (
        SELECT o.overlay, w.item, w.industry FROM (SELECT DISTINCT a.overlay FROM area a WHERE a.overlay IS NOT NULL) o
        CROSS JOIN LATERAL {s}.overlay_weights(o.overlay) w WHERE w.industry IS NOT NULL),
    supply AS (
        SELECT a.code, sum(LEAST(n.domestic_supply, n.demand))::float8 AS supply, sum(n.demand)::float8 AS demand
        FROM area a JOIN {s}.chain_node n ON n.demand > 0 AND n.domestic_supply IS NOT NULL
             AND EXISTS (SELECT 1 FROM weights w WHERE w.overlay = a.overlay AND w.item = a.item AND (n.industry <@ w.industry OR w.industry <@ n.industry))
        GROUP BY a.code)
    SELECT a.code, industry.label(a.name_zh, a.name_en, innovation_base.lang), a.kind, make_date(q.y, 1, 1), make_date(q.y, 12, 31), 'year', q.y,
        coalesce(i.n, 0), v.score, p.score, v.score - p.score,
           CASE WHEN v.score IS NOT NULL THEN rank() OVER (ORDER BY v.score DESC NULLS LAST) END, s.supply, s.demand, s.supply / NULLIF(s.demand, 0),
           (SELECT avg(c.eci) FROM complexity c WHERE EXISTS (SELECT 1 FROM unnest(a.divisions) d WHERE d::text = c.region)),
           coalesce(v.status, 'missing_input'), v.method_id
    FROM area a CROSS JOIN asked q
    LEFT JOIN inside i ON i.code = a.code AND i.y = q.y
    LEFT JOIN verdict v ON v.code = a.code AND v.y = q.y
    LEFT JOIN verdict p ON p.code = a.code AND p.y = q.y - 1
    LEFT JOIN supply s ON s.code = a.code
    WHERE (SELECT x.scheme FROM asked x) IS NOT NULL -- an unknown one is refused, be there bases or not
    ORDER BY 12 NULLS LAST, a.code;
END
$t$),
('view', 'innovation_base', 3641, '创新型产业基地', 'Innovative industry bases', $t$
SELECT b.* FROM {s}.innovation_base(lang => {lang}) b
$t$),
('function', 'platform_output', 3650, '平台产出:人员、经费、专利、转化、服务、效率、中心度',
    'Output of platforms in a year: staff, funds, patents, transfers, breakthroughs, enterprises served, efficiency, co-holders of patents (M22)', $t$
FUNCTION {s}.platform_output(kind text DEFAULT 'research', year integer DEFAULT NULL, division text DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (platform text, platform_name text, kind text, level text, region_code text, region_name text, period_start date, period_end date,
    period_type text, year integer, staff integer, funds float8, unit text, patents bigint, transfers bigint, breakthroughs bigint,
    contracts bigint, users_served bigint, chain_firms bigint, chain_coverage float8, output_per_staff float8, output_per_funds float8,
    co_holders bigint, centrality float8, rank bigint, lat float8, lon float8, geohash text, geojson text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 100
BEGIN ATOMIC
    SELECT CASE WHEN kind NOT IN ('research', 'laboratory') THEN {s}.known('platform', kind, 'kind') END,
        {s}.known_division(division), industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(platform_output.division) AS division, coalesce(platform_output.year, {s}.last_year()) AS y),
    site AS MATERIALIZED (
        SELECT p.*, coalesce(industry.prefecture(p.division), p.division) AS city FROM {s}.platform p, asked a
        WHERE (platform_output.kind IS NULL OR p.kind = platform_output.kind) AND p.division <@ a.division
            AND p.valid && daterange(make_date(a.y, 1, 1), make_date(a.y + 1, 1, 1))),
    service AS (
        SELECT v.platform, sum(v.funds * CASE WHEN v.unit = '10k_yuan' THEN 1 ELSE industry.unit_ratio(v.unit, '10k_yuan') END)::float8 AS funds,
            sum(v.transfers) AS transfers, sum(v.breakthroughs) AS breakthroughs, sum(v.contracts) AS contracts, sum(v.users_served) AS served
        FROM {s}.platform_service v, asked a WHERE v.year = a.y GROUP BY v.platform),
    patent AS MATERIALIZED (
        SELECT l.holder, count(DISTINCT l.family) AS n FROM {s}.patent_link l, asked a WHERE l.holder_kind = 'platform'
            AND extract(year FROM l.filed) = a.y GROUP BY l.holder),
    partner AS MATERIALIZED (
        SELECT l.holder, count(DISTINCT o.holder_kind || ':' || o.holder) AS n
        FROM {s}.patent_link l JOIN {s}.patent_link o ON o.family = l.family AND (o.holder_kind, o.holder) <> (l.holder_kind, l.holder)
        WHERE l.holder_kind = 'platform' GROUP BY l.holder),
    chain AS MATERIALIZED (
        SELECT coalesce(industry.prefecture(d.division), d.division) AS city, sum(d.n)::bigint AS n
        FROM (SELECT e.division, count(DISTINCT m.uscc) AS n FROM {s}.chain_member m JOIN {s}.enterprise e ON e.uscc = m.uscc, asked a
              WHERE m.valid && daterange(make_date(a.y, 1, 1), make_date(a.y + 1, 1, 1)) GROUP BY e.division) d GROUP BY 1),
    ledger AS (
        SELECT s.*, v.funds, v.transfers, v.breakthroughs, v.contracts, v.served, coalesce(p.n, 0) AS patents, coalesce(o.n, 0) AS partners, c.n AS chain_firms,
               coalesce(p.n, 0) + coalesce(v.transfers, 0) + coalesce(v.breakthroughs, 0) + coalesce(v.contracts, 0) AS output
        FROM site s LEFT JOIN service v ON v.platform = s.code LEFT JOIN patent p ON p.holder = s.code LEFT JOIN partner o ON o.holder = s.code LEFT
        JOIN chain c ON c.city = s.city)
    SELECT l.code, industry.label(l.name_zh, l.name_en, platform_output.lang), l.kind, l.level, l.division::text,
        industry.label(r.name_zh, r.name_en, platform_output.lang), make_date(a.y, 1, 1), make_date(a.y, 12, 31), 'year', a.y,
           l.staff, l.funds, '10k_yuan', l.patents, l.transfers, l.breakthroughs, l.contracts, l.served, l.chain_firms,
           LEAST(l.served::float8 / NULLIF(l.chain_firms, 0), 1), l.output::float8 / NULLIF(l.staff, 0), l.output / NULLIF(l.funds, 0),
           l.partners, l.partners::float8 / NULLIF((SELECT count(DISTINCT x.holder_kind || ':' || x.holder) FROM {s}.patent_link x) - 1, 0), rank()
               OVER (ORDER BY l.output::float8 / NULLIF(l.staff, 0) DESC NULLS LAST),
           ST_Y(w.at), ST_X(w.at), ST_GeoHash(w.at, 8), ST_AsGeoJSON(w.at, 5),
               CASE WHEN l.staff IS NULL OR l.funds IS NULL THEN 'missing_input' WHEN l.staff = 0 THEN 'no_denominator' ELSE 'ok' END
    FROM ledger l CROSS JOIN asked a LEFT JOIN {s}.region r ON r.code = l.division
    CROSS JOIN LATERAL (SELECT industry.to_wgs84(l.location, l.datum) AS at OFFSET 0) w
    ORDER BY 25, l.code;
END
$t$),
('view', 'platform_output', 3651, '研究平台产出', 'Output of research platforms and laboratories', $t$
SELECT p.* FROM (VALUES ('research'), ('laboratory')) k(kind) CROSS JOIN LATERAL {s}.platform_output(k.kind, lang => {lang}) p
$t$),
('function', 'size_coordination', 3660, '大中小企业融通:链主本地采购、配套、专精特新、集中度、规模结构、生产率差距',
    'Large and small enterprises together, by chain: procurement of leaders, suppliers, specialised ones among them, dependence, size mix, productivity gap, joint patents (M33)', $t$
FUNCTION {s}.size_coordination(chain text DEFAULT NULL, year integer DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (chain text, chain_name text, period_start date, period_end date, period_type text, year integer, leaders bigint, suppliers bigint,
    suppliers_per_leader float8, purchases float8, local_purchases float8, local_share float8, sme_purchases float8, sme_share float8,
    local_sme_purchases float8, local_sme_share float8, srdi_suppliers bigint, supplier_hhi float8, max_dependence float8, size_entropy float8,
    productivity_large float8, productivity_sme float8, productivity_gap float8, co_patents bigint, previous_local_share float8, trend float8,
    unit text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 20
BEGIN ATOMIC
    SELECT {s}.known_if_given('chain', chain), industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT coalesce(size_coordination.year, {s}.last_year()) AS y),
    member AS MATERIALIZED (
        SELECT DISTINCT m.chain, m.uscc, bool_or(m.role = 'leader') OVER (PARTITION BY m.chain, m.uscc) AS leads FROM {s}.chain_member m, asked a
        WHERE (size_coordination.chain IS NULL OR m.chain = size_coordination.chain) AND m.role <> 'external'
            AND m.valid && daterange(make_date(a.y, 1, 1), make_date(a.y + 1, 1, 1))),
    figure AS MATERIALIZED (
        SELECT m.chain, f.* FROM asked a CROSS JOIN LATERAL {s}.enterprise_figures(a.y) f JOIN member m ON m.uscc = f.uscc),
    flow AS MATERIALIZED (
        SELECT m.chain, r.year, r.supplier, r.buyer, sum(r.amount * CASE WHEN r.unit = '10k_yuan' THEN 1
            ELSE industry.unit_ratio(r.unit, '10k_yuan') END) AS amount,
               s.size_class IN ('medium', 'small', 'micro') AS sme, industry.prefecture(s.division) = industry.prefecture(b.division) AS home
        FROM member m JOIN {s}.supply_relation r ON r.buyer = m.uscc JOIN {s}.enterprise b ON b.uscc = r.buyer JOIN {s}.enterprise s
            ON s.uscc = r.supplier, asked a
        WHERE m.leads AND r.year BETWEEN a.y - 1 AND a.y GROUP BY m.chain, r.year, r.supplier, r.buyer, s.size_class, s.division, b.division),
    bought AS MATERIALIZED (
        SELECT f.chain, f.year, count(DISTINCT f.supplier) AS suppliers, sum(f.amount)::float8 AS amount,
            coalesce(sum(f.amount) FILTER (WHERE f.home), 0)::float8 AS home, coalesce(sum(f.amount) FILTER (WHERE f.sme), 0)::float8 AS sme,
               coalesce(sum(f.amount) FILTER (WHERE f.sme AND f.home), 0)::float8 AS home_sme,
               count(DISTINCT f.supplier) FILTER (WHERE EXISTS (SELECT 1 FROM {s}.recognition g JOIN {s}.tier t ON t.code = g.tier
                   AND t.family = 'srdi' WHERE g.uscc = f.supplier AND g.known_to IS NULL AND g.status <> 'withdrawn'
                   AND g.valid @> make_date(f.year, 12, 31))) AS srdi
        FROM flow f GROUP BY f.chain, f.year),
    spread AS (
        SELECT s.chain, sum(s.amount * s.amount)::float8 / NULLIF(sum(s.amount)::float8 ^ 2, 0) AS hhi
        FROM (SELECT f.chain, f.supplier, sum(f.amount) AS amount FROM flow f, asked a WHERE f.year = a.y GROUP BY 1, 2) s GROUP BY s.chain),
    bound AS (
        SELECT f.chain, max(f.amount::float8 / NULLIF(y.revenue, 0)) AS share
        FROM flow f CROSS JOIN asked a JOIN (SELECT x.uscc, x.revenue FROM asked q CROSS JOIN LATERAL {s}.enterprise_figures(q.y) x
            WHERE x.uscc IN (SELECT z.supplier FROM flow z)) y ON y.uscc = f.supplier WHERE f.year = a.y GROUP BY f.chain),
    mix AS (
        SELECT c.chain, -sum(c.p * ln(NULLIF(c.p, 0)) ORDER BY c.p) AS entropy FROM (SELECT f.chain,
            sum(f.revenue::numeric)::float8 / NULLIF(sum(sum(f.revenue::numeric)) OVER (PARTITION BY f.chain), 0)::float8 AS p
        FROM figure f WHERE f.size_class IS NOT NULL
        GROUP BY f.chain, f.size_class) c GROUP BY c.chain),
    gap AS (
        SELECT f.chain, (sum(f.value_added::numeric) FILTER (WHERE f.size_class = 'large'))::float8
                   / NULLIF(sum(f.employees) FILTER (WHERE f.size_class = 'large'), 0) AS large,
               (sum(f.value_added::numeric) FILTER (WHERE f.size_class <> 'large'))::float8
                   / NULLIF(sum(f.employees) FILTER (WHERE f.size_class <> 'large'), 0) AS small
               FROM figure f GROUP BY f.chain),
    joint AS (
        SELECT m.chain, count(DISTINCT l.family) AS n FROM member m JOIN {s}.patent_link l ON l.holder = m.uscc::text JOIN {s}.patent_link o
            ON o.family = l.family AND o.holder <> l.holder GROUP BY m.chain),
    counted AS (
        SELECT m.chain, count(*) FILTER (WHERE m.leads) AS leaders FROM member m GROUP BY m.chain)
    SELECT c.code, industry.label(c.name_zh, c.name_en, size_coordination.lang), make_date(a.y, 1, 1), make_date(a.y, 12, 31), 'year', a.y, k.leaders,
        coalesce(b.suppliers, 0), b.suppliers::float8 / NULLIF(k.leaders, 0), b.amount, b.home, b.home / NULLIF(b.amount, 0),
           b.sme, b.sme / NULLIF(b.amount, 0), b.home_sme, b.home_sme / NULLIF(b.amount, 0), coalesce(b.srdi, 0), s.hhi, d.share, x.entropy, g.large,
           g.small, g.large / NULLIF(g.small, 0), coalesce(j.n, 0), p.home / NULLIF(p.amount, 0),
           b.home / NULLIF(b.amount, 0) - p.home / NULLIF(p.amount, 0), '10k_yuan',
           CASE WHEN b.amount IS NULL OR g.small IS NULL OR g.large IS NULL THEN 'missing_input' WHEN p.amount IS NULL THEN 'no_previous'
               ELSE 'ok' END
    FROM {s}.chain c JOIN counted k ON k.chain = c.code CROSS JOIN asked a
    LEFT JOIN bought b ON b.chain = c.code AND b.year = a.y LEFT JOIN bought p ON p.chain = c.code AND p.year = a.y - 1
    LEFT JOIN spread s ON s.chain = c.code LEFT JOIN bound d ON d.chain = c.code LEFT JOIN mix x ON x.chain = c.code LEFT JOIN gap g
        ON g.chain = c.code LEFT JOIN joint j ON j.chain = c.code
    ORDER BY c.code;
END
$t$),
('view', 'size_coordination', 3661, '大中小企业融通发展', 'Large and small enterprises together, by chain', $t$
SELECT c.* FROM {s}.size_coordination(lang => {lang}) c
$t$);
