-- Questions about the whole economy: three industries, drivers, overlays, targets, monthly industry, ranks, the long table.

INSERT INTO industry.registry_template (kind, name, position, comment_zh, comment_en, body) VALUES
('rows', 'setting_questions', 2030, '视图的默认参数', 'Default parameters of the views', $t$
INSERT INTO {s}.setting (name, value, note) VALUES
    ('first_crossing.indicator', NULL, '首次突破的指标 / indicator whose first crossing the view shows'),
    ('first_crossing.threshold', NULL, '首次突破的阈值(指标单位) / the threshold in the indicator''s unit'),
    ('peer_rank.indicator', NULL, '同级排名的指标 / indicator the provinces are ranked by'),
    ('steady_growth.annual_target', NULL, '全年增速目标 / growth the year is to reach, a fraction'),
    ('enterprise', NULL, '梯度差距视图的企业 / enterprise of view tier_gap'),
    ('tier', NULL, '梯度差距视图的梯度 / tier of view tier_gap'),
    ('venture_pool.min_growth', '0.2', '投资池的最低增速 / least growth of the venture pool'),
    ('venture_pool.no_equity_years', '2', '投资池的无融资年限 / years without new equity'),
    ('pace.yellow', '0.8', '黄灯的最低节奏 / least pace of a yellow light'),
    ('capacity_ledger.lagging', '2', '落后能耗为平均强度的倍数 / energy intensity over the average from which an enterprise lags'),
    ('composite_gap.perturbation', '0.25', '权重扰动幅度 / by how much a weight is moved for the band of ranks');
$t$),
('function', 'setting_value', 3300, '读取配置', 'Value of a configuration row', $t$
FUNCTION {s}.setting_value(name text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT s.value FROM {s}.setting s WHERE s.name = setting_value.name;
END
$t$),
('function', 'three_industries', 3310, '三次产业:规模、占比、增速、贡献、拉动、结构指数',
    'The three industries by year: size, share, real growth, contribution, pull, structure (M01, M05)', $t$
FUNCTION {s}.three_industries(division text DEFAULT NULL, vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (region_code text, region_name text, region_level text, period_start date, period_end date, year integer,
    value_added1 numeric, value_added2 numeric, value_added3 numeric, value_added numeric, share1 float8, share2 float8, share3 float8,
    growth1 float8, growth2 float8, growth3 float8, growth_dispersion float8, pull1 float8, pull2 float8, pull3 float8, contribution1 float8,
    contribution2 float8, contribution3 float8,
    upgrading float8, layer float8, angle_index float8, rationalisation float8, coupling float8, basis_break boolean, unit text, status text, method_id text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 500
BEGIN ATOMIC
    SELECT {s}.known_division(division), industry.known_lang(lang);
    WITH region AS MATERIALIZED (
        SELECT r.code, r.name_zh, r.name_en, r.level FROM {s}.region r WHERE r.code <@ (SELECT {s}.known_division(three_industries.division)) AND r.level IN ('province', 'prefecture')),
    -- one value a cell, in the indicator's unit: nominal levels, comparable growth or else constant; employment may be a count
    known AS MATERIALIZED (
        SELECT DISTINCT ON (o.indicator, o.measure, o.division, o.subject, o.period_start)
               o.indicator, o.measure, o.division, o.subject, o.period_start, i.unit,
               CASE WHEN o.measure <> 'level' OR o.unit = i.unit THEN o.value ELSE industry.convert(o.value, o.unit, i.unit) END AS value
        FROM {s}.observation_as_of(three_industries.vintage) o JOIN {s}.indicator i ON i.code = o.indicator
        WHERE o.indicator IN ('value_added', 'employment') AND o.subject_kind = 'sector' AND o.period_type = 'year'
          AND CASE o.measure WHEN 'growth' THEN o.basis IN ('comparable', 'constant')
                  ELSE o.basis = 'nominal' OR o.indicator = 'employment' AND o.basis = 'count' END
          AND o.division IN (SELECT r.code FROM region r)
        ORDER BY o.indicator, o.measure, o.division, o.subject, o.period_start, o.basis),
    wide AS MATERIALIZED (
        SELECT k.division, k.period_start, max(k.unit) FILTER (WHERE k.measure = 'level') AS unit,
               max(k.value) FILTER (WHERE k.measure = 'level' AND k.subject = '1') AS v1, max(k.value)
                   FILTER (WHERE k.measure = 'level' AND k.subject = '2') AS v2,
               max(k.value) FILTER (WHERE k.measure = 'level' AND k.subject = '3') AS v3,
               max(k.value) FILTER (WHERE k.measure = 'growth' AND k.subject = '1')::float8 AS g1, max(k.value)
                   FILTER (WHERE k.measure = 'growth' AND k.subject = '2')::float8 AS g2,
               max(k.value) FILTER (WHERE k.measure = 'growth' AND k.subject = '3')::float8 AS g3
        FROM known k WHERE k.indicator = 'value_added' GROUP BY k.division, k.period_start),
    matrices AS (
        SELECT industry.matrix_agg(k.division::text || '|' || k.period_start, k.subject, k.value::float8)
            FILTER (WHERE k.indicator = 'value_added' AND k.measure = 'level') AS output,
               industry.matrix_agg(k.division::text || '|' || k.period_start, k.subject, k.value::float8) FILTER (WHERE k.indicator = 'employment') AS labour
        FROM known k),
    structure AS MATERIALIZED (
        SELECT x.* FROM matrices m CROSS JOIN LATERAL industry.three_industry_structure(m.output) x),
    balance AS MATERIALIZED (
        SELECT x.* FROM matrices m CROSS JOIN LATERAL industry.three_industry_productivity(m.output, m.labour) x),
    pairs AS (
        SELECT w.*, w.v1 + w.v2 + w.v3 AS total, p.v1 AS p1, p.v2 AS p2, p.v3 AS p3, p.v1 + p.v2 + p.v3 AS previous,
               EXISTS (SELECT 1 FROM {s}.basis_break b WHERE b.indicator = 'value_added' AND (b.division IS NULL OR w.division <@ b.division)
                       AND b.break_date > w.period_start - interval '1 year' AND b.break_date <= w.period_start) AS broken
        FROM wide w LEFT JOIN wide p ON p.division = w.division AND p.period_start = (w.period_start - interval '1 year')::date)
    SELECT r.code::text, industry.label(r.name_zh, r.name_en, three_industries.lang), r.level, p.period_start,
        (p.period_start + interval '1 year - 1 day')::date,
           extract(year FROM p.period_start)::integer, p.v1, p.v2, p.v3, p.total, t.share1, t.share2, t.share3, p.g1, p.g2, p.g3,
           CASE WHEN p.g1 IS NOT NULL AND p.g2 IS NOT NULL AND p.g3 IS NOT NULL THEN (SELECT stddev_samp(g) FROM unnest(ARRAY[p.g1, p.g2, p.g3]) g) END,
           -- pulls from the shares of the year before and the real growth of each
           (p.p1 / NULLIF(p.previous, 0))::float8 * p.g1, (p.p2 / NULLIF(p.previous, 0))::float8 * p.g2, (p.p3 / NULLIF(p.previous, 0))::float8 * p.g3,
           p.p1::float8 * p.g1 / NULLIF(p.p1::float8 * p.g1 + p.p2::float8 * p.g2 + p.p3::float8 * p.g3, 0),
           p.p2::float8 * p.g2 / NULLIF(p.p1::float8 * p.g1 + p.p2::float8 * p.g2 + p.p3::float8 * p.g3, 0),
           p.p3::float8 * p.g3 / NULLIF(p.p1::float8 * p.g1 + p.p2::float8 * p.g2 + p.p3::float8 * p.g3, 0),
           t.upgrading, t.layer, t.angle_index, b.rationalisation,
           -- coupling degree of the three real growth indices, n = 3 (M20)
           CASE WHEN p.g1 > -1 AND p.g2 > -1 AND p.g3 > -1 THEN 3 * power((1 + p.g1) * (1 + p.g2) * (1 + p.g3), 1.0 / 3) / (3 + p.g1 + p.g2 + p.g3) END,
           p.broken, p.unit, CASE WHEN p.total IS NULL THEN 'missing_input' WHEN p.broken THEN 'basis_break' ELSE t.status END,
           'three_industries:growth=comparable,pull=previous_share'
    FROM pairs p
    JOIN region r ON r.code = p.division
    LEFT JOIN structure t ON t.region = p.division::text || '|' || p.period_start
    LEFT JOIN balance b ON b.region = t.region
    ORDER BY r.code, p.period_start;
END
$t$),
('view', 'three_industries', 3311, '三次产业是否齐头并进:各年规模、占比、增速及结构',
    'Do the three industries develop side by side: size, share, growth and structure by year', $t$
SELECT t.region_code, t.region_name, t.region_level, t.period_start, t.period_end, 'year'::text AS period_type, t.year, t.value_added1,
    t.value_added2, t.value_added3, t.value_added,
       t.share1, t.share2, t.share3, t.growth1, t.growth2, t.growth3, t.growth_dispersion, t.pull1, t.pull2, t.pull3, t.contribution1,
       t.contribution2, t.contribution3,
       t.upgrading, t.layer, t.angle_index, t.rationalisation, t.coupling, t.basis_break, t.unit, t.status, t.method_id
FROM {s}.three_industries(lang => {lang}) t
$t$),
('view', 'first_crossing', 3320, '配置指标首次突破阈值的省份',
    'Provinces in the order in which the configured indicator first reached the configured threshold', $t$
SELECT c.region_code, c.region_name, i.code AS indicator_code, industry.label(i.name_zh, i.name_en, {lang}) AS indicator_name, s.threshold,
    c.period_start, c.period_end, 'year'::text AS period_type, c.year,
       c.value_before, c.value_after, i.unit, c.known_on, c.place, c.peers, c.still_above, c.sustained, c.status
FROM (SELECT {s}.setting_value('first_crossing.indicator') AS indicator, {s}.setting_value('first_crossing.threshold')::numeric AS threshold OFFSET 0) s
JOIN {s}.indicator i ON i.code = s.indicator
CROSS JOIN LATERAL {s}.first_crossing(s.indicator, s.threshold, lang => {lang}) c
WHERE s.threshold IS NOT NULL
$t$),
('view', 'peer_rank', 3330, '各省按配置指标的位次', 'Rank of the provinces by the configured indicator', $t$
SELECT c.region_code, c.region_name, i.code AS indicator_code, industry.label(i.name_zh, i.name_en, {lang}) AS indicator_name, c.period_start,
    c.period_end, 'year'::text AS period_type, c.year, c.value, i.unit,
       c.rank, c.ties, c.percentile, c.gap_to_next, c.gap_to_prev, c.peers, c.missing, 'ok'::text AS status
FROM (SELECT {s}.setting_value('peer_rank.indicator') AS indicator OFFSET 0) s
JOIN {s}.indicator i ON i.code = s.indicator
CROSS JOIN LATERAL {s}.peer_rank(s.indicator, lang => {lang}) c
$t$),
('function', 'capacity_project', 3339, '产能项目逐项增减(不含停建,同一量纲折算为同一单位)',
    'Capacity projects that were not stopped: the year they count in and what they add (+) or cut (-), in the largest unit of its dimension that the registry uses; what has different units here cannot be added up',
$t$
FUNCTION {s}.capacity_project(division industry.division_code) RETURNS TABLE (code text, uscc industry.uscc, overlay_code text, item text, year integer,
    change numeric, unit text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
    WITH unit AS MATERIALIZED (
        SELECT DISTINCT coalesce(p.capacity_unit, '') AS unit FROM {s}.project p WHERE p.kind = 'capacity'),
    -- a unit that is not listed has no dimension and stays as it is
    used AS MATERIALIZED (
        SELECT u.unit, k.wanted, industry.unit_ratio(u.unit, k.wanted) AS ratio
        FROM (SELECT u.unit, industry.unit_dimension(u.unit) IS NOT NULL AS listed,
                  first_value(u.unit) OVER (PARTITION BY industry.unit_dimension(u.unit) ORDER BY industry.unit_factor(u.unit) DESC, u.unit) AS largest
              FROM unit u) u
        CROSS JOIN LATERAL (SELECT CASE WHEN u.listed THEN u.largest ELSE u.unit END AS wanted) k)
    SELECT p.code, p.uscc, p.overlay, p.item, extract(year FROM coalesce(p.completed, p.started))::integer, p.capacity_change * u.ratio, u.wanted
    FROM {s}.project p JOIN used u ON u.unit = coalesce(p.capacity_unit, '')
    WHERE p.kind = 'capacity' AND p.status <> 'stopped' AND p.capacity_change IS NOT NULL AND p.division <@ capacity_project.division;
END
$t$),
('function', 'driver_conversion', 3340, '新旧动能转换:新旧占比、贡献、结构变化、生产率分解、产能增减',
    'From old to new drivers year by year: shares, contribution, structural change, productivity decomposition, capacity cut and added (M06, M13)',
$t$
FUNCTION {s}.driver_conversion(division text DEFAULT NULL, from_year integer DEFAULT NULL, to_year integer DEFAULT NULL, code text DEFAULT 'four_new',
    vintage date DEFAULT NULL)
RETURNS TABLE (region_code text, period_start date, period_end date, year integer, new_value numeric, old_value numeric, total numeric,
    new_share float8, old_share float8, new_contribution float8,
    moore_degrees float8, lilien float8, within_effect float8, between_effect float8, cross_effect float8, capacity_added numeric,
    capacity_cut numeric, unit text, capacity_unit text, status text, method_id text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
    SELECT {s}.known_division(division), {s}.known_overlay(code);
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(driver_conversion.division) AS division,
            coalesce(driver_conversion.to_year, extract(year FROM {s}.as_of())::integer) AS last_year),
    observed AS MATERIALIZED (
        SELECT DISTINCT extract(year FROM o.period_start)::integer AS year
        FROM {s}.observation_as_of(driver_conversion.vintage) o, asked a
        WHERE o.indicator = 'value_added' AND o.subject_kind = 'industry' AND o.measure = 'level' AND o.period_type = 'year' AND o.basis = 'nominal'
          AND o.division = a.division AND o.value IS NOT NULL
          AND extract(year FROM o.period_start) BETWEEN coalesce(driver_conversion.from_year, 1) AND a.last_year),
    years AS MATERIALIZED (
        SELECT y.year, industry.matrix_agg(a.division::text, v.industry::text, industry.convert(v.value, v.unit, i.unit)::float8) AS m
        FROM observed y CROSS JOIN asked a JOIN {s}.indicator i ON i.code = 'value_added'
        CROSS JOIN LATERAL {s}.industry_values('value_added', a.division::text, y.year, driver_conversion.vintage) v
        GROUP BY y.year),
    -- nominal output of the years; employment may also be a count, which goes before
    sector AS MATERIALIZED (
        SELECT DISTINCT ON (o.indicator, o.subject, o.period_start) o.indicator, o.division, o.subject, o.period_start,
               industry.convert(o.value, o.unit, i.unit)::float8 AS value
        FROM asked a JOIN {s}.observation_as_of(driver_conversion.vintage) o ON o.division = a.division JOIN {s}.indicator i ON i.code = o.indicator
        WHERE o.indicator IN ('value_added', 'employment') AND o.subject_kind = 'sector' AND o.measure = 'level' AND o.period_type = 'year'
          AND (o.basis = 'nominal' OR o.indicator = 'employment' AND o.basis = 'count') AND o.value IS NOT NULL
          AND extract(year FROM o.period_start) BETWEEN coalesce(driver_conversion.from_year, 1) - 1 AND a.last_year
        ORDER BY o.indicator, o.subject, o.period_start, o.basis),
    sectors AS MATERIALIZED (
        SELECT extract(year FROM s.period_start)::integer AS year,
               industry.matrix_agg(s.division::text, s.subject, s.value) FILTER (WHERE s.indicator = 'value_added') AS output,
               industry.matrix_agg(s.division::text, s.subject, s.value) FILTER (WHERE s.indicator = 'employment') AS labour
        FROM sector s GROUP BY 1),
    capacity AS MATERIALIZED (
        SELECT c.year, sum(GREATEST(c.change, 0)) AS added, -sum(LEAST(c.change, 0)) AS cut, min(c.unit) AS unit, min(c.unit) <> max(c.unit) AS mixed
        FROM asked a CROSS JOIN LATERAL {s}.capacity_project(a.division) c GROUP BY c.year),
    drivers AS MATERIALIZED (
        SELECT y.year, v.value AS new_value, v.total - v.value AS old_value, v.total, v.share, v.unit
        FROM years y CROSS JOIN asked a CROSS JOIN LATERAL {s}.overlay_share(driver_conversion.code, 'value_added', a.division::text, y.year,
            driver_conversion.vintage) v)
    SELECT a.division::text, make_date(d.year, 1, 1), make_date(d.year, 12, 31), d.year, d.new_value, d.old_value, d.total, d.share, 1 - d.share,
           ((d.new_value - e.new_value * k.k) / NULLIF(d.total - e.total * k.k, 0))::float8, c.theta_degrees, c.lilien, p.within_effect, p.between_effect,
           p.cross_effect, CASE WHEN NOT j.mixed THEN j.added END, CASE WHEN NOT j.mixed THEN j.cut END, d.unit,
           CASE WHEN NOT j.mixed THEN NULLIF(j.unit, '') END,
           CASE WHEN j.mixed THEN 'mixed_units' WHEN e.year IS NULL THEN 'missing_input' ELSE 'ok' END, c.method_id
    FROM drivers d
    CROSS JOIN asked a
    LEFT JOIN drivers e ON e.year = d.year - 1
    CROSS JOIN LATERAL (SELECT CASE WHEN e.unit = d.unit THEN 1 ELSE industry.unit_ratio(e.unit, d.unit) END AS k) k
    LEFT JOIN years y1 ON y1.year = d.year
    LEFT JOIN years y0 ON y0.year = d.year - 1
    LEFT JOIN LATERAL industry.structural_change(y0.m, y1.m) c ON true
    LEFT JOIN LATERAL (
        SELECT sum(x.within_effect) AS within_effect, sum(x.between_effect) AS between_effect, sum(x.cross_effect) AS cross_effect
        FROM sectors s1 JOIN sectors s0 ON s0.year = s1.year - 1 CROSS JOIN
            LATERAL industry.productivity_shift_share(s0.output, s0.labour, s1.output, s1.labour) x
        WHERE s1.year = d.year AND s0.labour IS NOT NULL AND s1.labour IS NOT NULL) p ON true
    LEFT JOIN capacity j ON j.year = d.year
    ORDER BY d.year;
END
$t$),
('view', 'driver_conversion', 3341, '新旧动能转换', 'From old to new growth drivers', $t$
SELECT d.region_code, industry.label(r.name_zh, r.name_en, {lang}) AS region_name, d.period_start, d.period_end, 'year'::text AS period_type, d.year,
    d.new_value, d.old_value, d.total, d.new_share, d.old_share, d.new_contribution,
       d.moore_degrees, d.lilien, d.within_effect, d.between_effect, d.cross_effect, d.capacity_added, d.capacity_cut, d.unit, d.capacity_unit,
       d.status, d.method_id
FROM {s}.driver_conversion() d JOIN {s}.region r ON r.code = d.region_code::industry.division_code
$t$),
('function', 'top_ten', 3350, '十强产业:规模、占比、增速、区位商、集群、目标进展',
    'Top ten industries: size, share, growth, quotient against the nation, clusters, targets on track', $t$
FUNCTION {s}.top_ten(division text DEFAULT NULL, year integer DEFAULT NULL, code text DEFAULT 'top_ten', vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (item text, item_name text, region_code text, period_start date, period_end date, year integer, value numeric, value_low numeric,
    value_high numeric, total numeric, share float8, previous numeric, growth float8,
    real_growth float8, revenue numeric, lq float8, national_rank bigint, peers bigint, clusters bigint, targets bigint, targets_on_track bigint,
    unit text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
    SELECT {s}.known_overlay(code), {s}.known_division(division), industry.known_lang(lang);
    WITH own AS MATERIALIZED (
        SELECT v.* FROM {s}.overlay_value(top_ten.code, 'value_added', top_ten.division, top_ten.year, top_ten.vintage, top_ten.lang) v),
    nation AS MATERIALIZED (
        SELECT v.item, v.share FROM (SELECT max(o.year) AS year FROM own o) y, {s}.region r,
            LATERAL {s}.overlay_value(top_ten.code, 'value_added', r.code::text, y.year, top_ten.vintage) v WHERE r.level = 'country'),
    before AS MATERIALIZED (
        SELECT v.item, v.value FROM (SELECT max(o.year) AS year FROM own o) y,
            LATERAL {s}.overlay_value(top_ten.code, 'value_added', top_ten.division, y.year - 1, top_ten.vintage) v),
    income AS MATERIALIZED (
        SELECT v.item, industry.convert(v.value, v.unit, '100m_yuan') AS value FROM (SELECT max(o.year) AS year FROM own o) y,
            LATERAL {s}.overlay_value(top_ten.code, 'industrial_revenue', top_ten.division, y.year, top_ten.vintage) v WHERE v.value_high > 0),
    published AS MATERIALIZED (
        SELECT g.* FROM (SELECT max(o.year) AS year FROM own o) y, LATERAL {s}.overlay_growth(top_ten.code, 'value_added', top_ten.division, y.year,
            top_ten.vintage) g),
    -- the other divisions of the level that report industries: their items in one pass
    reported AS MATERIALIZED (
        SELECT o.division, o.subject::industry.industry_code AS industry, industry.convert(o.value, o.unit, '100m_yuan') AS value
        FROM {s}.observation_as_of(top_ten.vintage) o JOIN {s}.region r ON r.code = o.division
        WHERE o.indicator = 'value_added' AND o.measure = 'level' AND o.subject_kind = 'industry' AND o.period_type = 'year' AND o.basis = 'nominal'
            AND o.value IS NOT NULL
          AND o.period_start = (SELECT max(x.period_start) FROM own x) AND r.level = (SELECT x.level FROM {s}.region x
              WHERE x.code = {s}.known_division(top_ten.division))
          AND o.division <> {s}.known_division(top_ten.division)),
    rival AS MATERIALIZED (
        SELECT m.division, m.item, sum(m.value * m.weight) AS value
        FROM (SELECT DISTINCT ON (p.division, p.industry, w.item) p.division, w.item, p.value, w.weight
              FROM reported p JOIN {s}.overlay_weights(top_ten.code, (SELECT max(x.period_end) FROM own x)) w ON p.industry <@ w.industry
              WHERE NOT EXISTS (SELECT 1 FROM reported d WHERE d.division = p.division AND d.industry <@ p.industry AND d.industry <> p.industry)
              ORDER BY p.division, p.industry, w.item, w.industry DESC) m GROUP BY 1, 2),
    targets AS MATERIALIZED (
        SELECT split_part(t.subject, '/', 2) AS item, count(*) AS n, count(*) FILTER (WHERE industry.pace(t.baseline::float8, t.target::float8, o.value::float8,
                   ((o.year - extract(year FROM t.baseline_date)) / NULLIF(extract(year FROM t.target_date) - extract(year FROM t.baseline_date),
                       0))::float8, t.path) >= 1) AS on_track
        FROM {s}.target t JOIN own o ON t.subject = top_ten.code || '/' || o.item AND t.indicator = 'value_added'
        WHERE t.subject_kind = 'overlay_item' AND t.division::text = o.region_code GROUP BY 1)
    SELECT o.item, o.item_name, o.region_code, o.period_start, o.period_end, o.year, o.value, o.value_low, o.value_high, o.total, o.share, b.value,
           CASE WHEN k.broken THEN NULL ELSE (o.value / NULLIF(b.value, 0) - 1)::float8 END, g.growth, v.value, o.share / NULLIF(n.share, 0),
           CASE WHEN x.n > 0 THEN 1 + x.better END, CASE WHEN x.n > 0 THEN x.n + 1 END,
           (SELECT count(*) FROM {s}.base c WHERE c.overlay = top_ten.code AND c.item = o.item
               AND EXISTS (SELECT 1 FROM unnest(c.divisions) d WHERE d <@ o.region_code::industry.division_code)),
           coalesce(t.n, 0), coalesce(t.on_track, 0), o.unit, CASE WHEN k.broken THEN 'basis_break' ELSE o.status END
    FROM own o
    LEFT JOIN before b ON b.item = o.item
    LEFT JOIN nation n ON n.item = o.item
    LEFT JOIN income v ON v.item = o.item LEFT JOIN published g ON g.item = o.item
    LEFT JOIN targets t ON t.item = o.item
    CROSS JOIN LATERAL (SELECT count(*) AS n, count(*) FILTER (WHERE q.value > industry.convert(o.value, o.unit, '100m_yuan')) AS better FROM rival q
        WHERE q.item = o.item) x
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM {s}.basis_break x WHERE x.indicator = 'value_added'
        AND (x.division IS NULL OR o.region_code::industry.division_code <@ x.division)
                                       AND x.break_date > o.period_start - interval '1 year' AND x.break_date <= o.period_start) AS broken) k
    ORDER BY o.share DESC, o.item;
END
$t$),
('view', 'top_ten', 3351, '十强产业', 'Top ten industries', $t$
SELECT t.item, t.item_name, t.region_code, industry.label(r.name_zh, r.name_en, {lang}) AS region_name, t.period_start, t.period_end,
    'year'::text AS period_type, t.year, t.value, t.value_low, t.value_high, t.total, t.share,
       t.previous, t.growth, t.real_growth, t.revenue, t.lq, t.national_rank, t.peers, t.clusters, t.targets, t.targets_on_track, t.unit, t.status
FROM {s}.top_ten(lang => {lang}) t JOIN {s}.region r ON r.code = t.region_code::industry.division_code
$t$),
('function', 'four_new_share', 3360, '四新经济占比及上下界', 'Share of the four-new economy by year with its bounds', $t$
FUNCTION {s}.four_new_share(division text DEFAULT NULL, vintage date DEFAULT NULL)
RETURNS TABLE (region_code text, period_start date, period_end date, year integer, value numeric, total numeric, share float8, share_low float8,
    share_high float8, change float8, top_codes text, target float8, target_year integer, gap_to_target float8, version text, unit text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
    SELECT v.region_code, v.period_start, v.period_end, v.year, v.value, v.total, v.share, v.share_low, v.share_high, v.share - lag(v.share)
        OVER (ORDER BY v.year),
           (SELECT string_agg(c.industry_code, ', ' ORDER BY c.place) FROM {s}.overlay_contributors('four_new', 'value_added', v.region_code, v.year,
               four_new_share.vintage, 5) c),
           g.target, g.year, g.target - v.share, v.version, v.unit, v.status
    FROM (SELECT DISTINCT extract(year FROM o.period_start)::integer AS year FROM {s}.observation_as_of(four_new_share.vintage) o
          WHERE o.indicator = 'value_added' AND o.subject_kind = 'industry' AND o.measure = 'level' AND o.period_type = 'year' AND o.basis = 'nominal'
              AND o.division = (SELECT {s}.known_division(four_new_share.division))) y
    CROSS JOIN LATERAL {s}.overlay_share('four_new', 'value_added', four_new_share.division, y.year, four_new_share.vintage) v
    LEFT JOIN LATERAL (
        SELECT t.target::float8 AS target, extract(year FROM t.target_date)::integer AS year FROM {s}.target t
        WHERE t.subject_kind = 'overlay' AND t.subject = 'four_new' AND t.denominator IS NOT NULL AND t.division::text = v.region_code
            AND t.target_date >= v.period_start
        ORDER BY t.target_date, t.code LIMIT 1) g ON true
    ORDER BY v.year;
END
$t$),
('view', 'four_new_share', 3361, '四新经济增加值占比(下界只计全额行业,上界计入全部部分行业)',
    'Share of the four-new economy in value added (low: full members only, high: partial members in full)', $t$
SELECT v.region_code, industry.label(r.name_zh, r.name_en, {lang}) AS region_name, v.period_start, v.period_end, 'year'::text AS period_type, v.year,
    v.value, v.total, v.share, v.share_low, v.share_high, v.change, v.top_codes, v.target, v.target_year, v.gap_to_target, v.version, v.unit, v.status
FROM {s}.four_new_share() v JOIN {s}.region r ON r.code = v.region_code::industry.division_code
$t$),
('view', 'digital_core', 3370, '数字经济核心产业四类规模与占比', 'Core digital industries: size and share of the four classes', $t$
SELECT v.item, v.item_name, v.region_code, industry.label(r.name_zh, r.name_en, {lang}) AS region_name, v.period_start, v.period_end,
    'year'::text AS period_type, v.year, v.value, v.value_low, v.value_high, v.total, v.share, v.share_low, v.share_high,
       v.partial_share, v.unit, v.version, v.status
FROM {s}.overlay_value('digital_core', lang => {lang}) v JOIN {s}.region r ON r.code = v.region_code::industry.division_code
$t$),
('view', 'target_path', 3380, '全部目标的逐年路径', 'Path of every target by year', $t$
SELECT t.code AS target_code, industry.label(t.name_zh, t.name_en, {lang}) AS target_name, p.region_code,
    industry.label(r.name_zh, r.name_en, {lang}) AS region_name, p.period_start, p.period_end, 'year'::text AS period_type, p.year,
       p.planned, p.actual, p.gap, p.progress, p.time_share, p.pace, p.required_growth, p.unit, p.status
FROM {s}.target_path() p JOIN {s}.target t ON t.code = p.target_code JOIN {s}.region r ON r.code = t.division
WHERE t.subject_kind <> 'overlay_item'
$t$),
('view', 'target_fan', 3382, '全部目标的展望:预测、扇形区间与达成概率', 'Where the targets are heading: forecast, fan and chance by year', $t$
SELECT t.code AS target_code, industry.label(t.name_zh, t.name_en, {lang}) AS target_name, f.region_code,
    industry.label(r.name_zh, r.name_en, {lang}) AS region_name, f.period_start, f.period_end, 'year'::text AS period_type, f.year,
       f.planned, f.forecast, f.fan_low, f.fan_median, f.fan_high, f.probability, f.standard_error, f.last_year, f.last_value, f.mean_growth,
       f.required_growth, f.growths, f.unit, f.status, f.method_id
FROM {s}.target t CROSS JOIN LATERAL {s}.target_fan(t.code) f JOIN {s}.region r ON r.code = t.division
WHERE t.subject_kind <> 'overlay_item'
$t$),
('view', 'pace', 3381, '全部目标的进度与红黄绿灯', 'Progress, pace and light of every target', $t$
SELECT p.target_code, p.target_name, p.region_code, industry.label(r.name_zh, r.name_en, {lang}) AS region_name, p.period_start, p.period_end,
    'year'::text AS period_type, p.year, p.baseline, p.target, p.actual, p.progress, p.time_share, p.pace,
       p.required_growth, p.light, p.unit, p.status
FROM {s}.pace(lang => {lang}) p JOIN {s}.region r ON r.code = p.region_code::industry.division_code
$t$),
('function', 'steady_growth', 3390, '工业运行月度监测:合并一二月、累计与当月、扩散指数、剩余月份所需增速',
    'Monthly industry: January and February as one block, year to date and month, error bound, diffusion over industries, growth the remaining months need (M02, M27)', $t$
FUNCTION {s}.steady_growth(division text DEFAULT NULL, year integer DEFAULT NULL, vintage date DEFAULT NULL, indicator text DEFAULT 'industrial_value_added',
    as_of date DEFAULT NULL)
RETURNS TABLE (region_code text, period_start date, period_end date, year integer, month integer, ytd_value numeric, ytd_growth float8, value float8,
    growth float8, growth_bound float8, diffusion float8, industries bigint,
    growth_needed float8, alert text, unit text, status text, method_id text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 12
BEGIN ATOMIC
    SELECT {s}.known_division(division), {s}.known_indicator(indicator);
    WITH day AS MATERIALIZED (
        -- a year after that of the setting is shown as far as it is known
        SELECT coalesce(steady_growth.as_of, CASE WHEN steady_growth.year > extract(year FROM {s}.as_of()) THEN make_date(steady_growth.year, 12, 31) END,
            {s}.as_of()) AS day),
    asked AS MATERIALIZED (
        SELECT {s}.known_division(steady_growth.division) AS division, i.code AS indicator, i.unit, d.day,
               coalesce(steady_growth.year, extract(year FROM d.day)::integer) AS year, {s}.setting_value('steady_growth.annual_target')::float8 AS goal
        FROM day d JOIN {s}.indicator i ON i.code = steady_growth.indicator),
    -- nominal levels in the indicator's unit; comparable growth, or else constant
    known AS MATERIALIZED (
        SELECT DISTINCT ON (o.measure, o.subject_kind, o.subject, k.year, k.month) o.measure, o.subject_kind, o.subject, k.year, k.month, a.unit,
               (CASE o.measure WHEN 'level' THEN industry.convert(o.value, o.unit, a.unit) ELSE o.value END)::float8 AS value
        FROM asked a JOIN {s}.observation_as_of(steady_growth.vintage) o ON o.indicator = a.indicator AND o.division = a.division
        CROSS JOIN LATERAL (SELECT extract(year FROM o.period_start)::integer AS year, extract(month FROM o.period_end)::integer AS month) k
        WHERE o.period_type = 'ytd' AND o.subject_kind IN ('region', 'industry') AND k.year BETWEEN a.year - 1 AND a.year AND o.period_end <= a.day
          AND CASE o.measure WHEN 'level' THEN o.basis = 'nominal' ELSE o.basis IN ('comparable', 'constant') END
        ORDER BY o.measure, o.subject_kind, o.subject, k.year, k.month, o.basis),
    months AS (
        SELECT g.month, l.value AS y, r.value AS g, l.unit
        FROM asked a CROSS JOIN generate_series(1, (SELECT max(k.month) FROM known k, asked b WHERE k.year = b.year)) g(month)
        LEFT JOIN known l ON l.year = a.year AND l.month = g.month AND l.measure = 'level' AND l.subject_kind = 'region'
        LEFT JOIN known r ON r.year = a.year AND r.month = g.month AND r.measure = 'growth' AND r.subject_kind = 'region'),
    single AS MATERIALIZED (
        SELECT x.* FROM (SELECT array_agg(m.y ORDER BY m.month) AS y, array_agg(m.g ORDER BY m.month) AS g FROM months m) s CROSS JOIN
            LATERAL industry.months_from_ytd(s.y, s.g) x),
    spread AS (
        -- a suppressed growth is neither up nor down
        SELECT k.month, count(k.value) AS n,
            (count(*) FILTER (WHERE k.value > 0) + 0.5 * count(*) FILTER (WHERE k.value = 0))::float8 / NULLIF(count(k.value), 0) AS diffusion
        FROM known k, asked a WHERE k.year = a.year AND k.measure = 'growth' AND k.subject_kind = 'industry' GROUP BY k.month),
    base AS (
        SELECT k.month, k.value FROM known k, asked a WHERE k.year = a.year - 1 AND k.measure = 'level' AND k.subject_kind = 'region')
    SELECT a.division::text, CASE WHEN m.month = 2 THEN make_date(a.year, 1, 1) ELSE make_date(a.year, m.month, 1) END,
        (make_date(a.year, m.month, 1) + interval '1 month - 1 day')::date,
           a.year, m.month, m.y::numeric, m.g, x.value, x.growth, x.bound, d.diffusion, d.n,
           industry.months_to_go(a.goal, (SELECT b.value FROM base b WHERE b.month = 12), m.y, (SELECT b.value FROM base b WHERE b.month = m.month)),
           CASE WHEN x.growth < 0 AND d.diffusion < 0.5 THEN 'red' WHEN x.growth < a.goal OR d.diffusion < 0.5 THEN 'yellow' WHEN x.growth
               IS NOT NULL THEN 'green' END,
           m.unit, x.status, x.method_id
    FROM months m CROSS JOIN asked a LEFT JOIN single x ON x.month = m.month LEFT JOIN spread d ON d.month = m.month
    WHERE m.month > 1 ORDER BY m.month;
END
$t$),
('view', 'steady_growth', 3391, '制造业稳增长月度监测', 'Steady growth of industry by month', $t$
SELECT s.region_code, industry.label(r.name_zh, r.name_en, {lang}) AS region_name, s.period_start, s.period_end, 'month'::text AS period_type, s.year,
    s.month, s.ytd_value, s.ytd_growth, s.value, s.growth, s.growth_bound, s.diffusion, s.industries,
       s.growth_needed, s.alert, s.unit, s.status, s.method_id
FROM {s}.steady_growth() s JOIN {s}.region r ON r.code = s.region_code::industry.division_code
$t$),
('function', 'growth_contributors', 3395, '增量、减量、变量三本账:对累计增长拉动最大与最小的行业、地区或企业',
    'Ledgers of increments (up), decrements (down) and variables (new, gone): industries, divisions below or enterprises that pulled the year-to-date growth most and least', $t$
FUNCTION {s}.growth_contributors(division text DEFAULT NULL, as_of date DEFAULT NULL, vintage date DEFAULT NULL, lang text DEFAULT 'zh',
    top integer DEFAULT 20, by text DEFAULT 'industry',
    indicator text DEFAULT 'industrial_value_added')
RETURNS TABLE (direction text, place bigint, subject_kind text, industry_code text, industry_name text, region_code text, region_name text,
    subject text, period_start date, period_end date, year integer,
    value numeric, previous numeric, pull float8, contribution float8, unit text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 40
BEGIN ATOMIC
    SELECT {s}.known_division(division), {s}.known_indicator(indicator), industry.known_option('by', by, '{industry,region,enterprise}'),
        industry.known_lang(lang), industry.refuse_unless((top > 0) IS TRUE, 'top must be positive');
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(growth_contributors.division) AS division, coalesce(growth_contributors.as_of, {s}.as_of()) AS day,
            i.code AS indicator, i.unit FROM {s}.indicator i WHERE i.code = growth_contributors.indicator),
    known AS MATERIALIZED (
        SELECT CASE growth_contributors.by WHEN 'region' THEN o.division::text ELSE o.subject END AS subject, o.division, o.period_start,
            o.period_end, industry.convert(o.value, o.unit, a.unit) AS value, a.unit
        FROM asked a CROSS JOIN LATERAL {s}.observation_as_of(growth_contributors.vintage) o
        WHERE o.indicator = a.indicator AND o.measure = 'level' AND o.basis = 'nominal' AND o.subject_kind = growth_contributors.by
          AND o.period_type = 'ytd' AND o.value IS NOT NULL AND o.period_end <= a.day
          AND CASE growth_contributors.by WHEN 'industry' THEN o.division = a.division WHEN 'enterprise' THEN o.division <@ a.division
                  ELSE o.division IN (SELECT r.code FROM {s}.region r WHERE r.parent = a.division) END),
    latest AS MATERIALIZED (
        SELECT k.period_start, k.period_end FROM known k ORDER BY k.period_end DESC, k.period_start LIMIT 1),
    pairs AS (
        SELECT coalesce(c.subject, p.subject) AS subject, coalesce(c.division, p.division) AS division, c.value, p.value AS previous,
            coalesce(c.unit, p.unit) AS unit
        FROM (SELECT k.* FROM known k JOIN latest l ON k.period_start = l.period_start AND k.period_end = l.period_end) c
        FULL JOIN (SELECT k.* FROM known k JOIN latest l ON k.period_start = (l.period_start - interval '1 year')::date
            AND extract(month FROM k.period_end) = extract(month FROM l.period_end)) p ON p.subject = c.subject),
    summed AS (
        SELECT p.*, k.change, sum(p.previous) OVER () AS base, sum(k.change) OVER () AS whole,
               CASE WHEN p.previous IS NULL OR p.value IS NULL THEN 'variable' WHEN k.change > 0 THEN 'up' WHEN k.change < 0 THEN 'down' END AS direction
        FROM pairs p CROSS JOIN LATERAL (SELECT coalesce(p.value, 0) - coalesce(p.previous, 0) AS change) k),
    ranked AS (
        SELECT s.*, row_number() OVER (PARTITION BY s.direction ORDER BY abs(s.change) DESC, s.subject) AS place FROM summed s WHERE s.direction IS NOT NULL)
    SELECT r.direction, r.place, growth_contributors.by, CASE WHEN growth_contributors.by = 'industry' THEN r.subject END,
           CASE WHEN growth_contributors.by = 'industry' THEN CASE growth_contributors.lang WHEN 'en' THEN r.subject
               ELSE (SELECT i.name_zh FROM industry.industry i WHERE i.code::text = r.subject) END END,
           r.division::text, industry.label(g.name_zh, g.name_en, growth_contributors.lang), r.subject, l.period_start, l.period_end,
           extract(year FROM l.period_start)::integer, r.value, r.previous,
           (r.change / NULLIF(r.base, 0))::float8, (r.change / NULLIF(r.whole, 0))::float8, r.unit,
           CASE WHEN r.previous IS NULL THEN 'new' WHEN r.value IS NULL THEN 'gone' ELSE 'ok' END
    FROM ranked r CROSS JOIN latest l LEFT JOIN {s}.region g ON g.code = r.division WHERE r.place <= growth_contributors.top
    ORDER BY array_position('{up,down,variable}', r.direction), r.place;
END
$t$),
('view', 'growth_contributors', 3396, '增长的主要拉动与拖累行业', 'Industries that pull growth up and down', $t$
SELECT c.direction, c.place, c.subject_kind, c.industry_code, c.industry_name, c.region_code, c.region_name, c.period_start, c.period_end,
    'ytd'::text AS period_type, c.year, c.value, c.previous, c.pull, c.contribution, c.unit, c.status
FROM {s}.growth_contributors(lang => {lang}) c
$t$),
('view', 'overlay_value', 3397, '全部产业口径各类别的规模、份额与上下界', 'Items of every overlay: size, share and bounds in the last year observed', $t$
SELECT o.code AS overlay_code, industry.label(o.name_zh, o.name_en, {lang}) AS overlay_name, o.illustrative, v.item, v.item_name, v.region_code,
    v.period_start, v.period_end, 'year'::text AS period_type, v.year,
       v.value, v.value_low, v.value_high, v.total, v.share, v.share_low, v.share_high, v.partial_share, v.unit, v.version, v.status
FROM {s}.overlay o CROSS JOIN LATERAL {s}.overlay_value(o.code, lang => {lang}) v WHERE o.valid @> {s}.as_of()
$t$),
('view', 'fact_long', 3400, '全部观测值长表', 'All observations as one long table', $t$
SELECT o.division AS region_code, industry.label(r.name_zh, r.name_en, {lang}) AS region_name, r.level AS region_level, o.indicator AS indicator_code,
    industry.label(i.name_zh, i.name_en, {lang}) AS indicator_name, o.measure, o.subject_kind, o.subject,
       CASE WHEN o.subject_kind = 'industry' THEN o.subject END AS industry_code,
           -- the list of industries has Chinese names only
           CASE WHEN o.subject_kind = 'industry' THEN CASE {lang} WHEN 'zh' THEN n.name_zh ELSE o.subject END END AS industry_name,
           CASE WHEN o.subject_kind = 'industry' THEN 'GB/T 4754-2017' END AS industry_revision,
       o.period_start, o.period_end, o.period_type, extract(year FROM o.period_start)::integer AS year, o.basis, o.value, o.unit, o.status, o.source,
       o.known_from AS vintage_date
FROM {s}.observation_as_of() o JOIN {s}.region r ON r.code = o.division JOIN {s}.indicator i ON i.code = o.indicator
LEFT JOIN industry.industry n ON o.subject_kind = 'industry' AND n.code::text = o.subject
$t$);
