-- Observations: as of a vintage, growth that stops at basis breaks, first crossings, ranks among peers, targets.

INSERT INTO industry.registry_template (kind, name, position, comment_zh, comment_en, body) VALUES
('function', 'observation_as_of', 3010, '某一已知日期的观测值', 'Observations as they were known at a date; NULL: at the vintage of setting', $t$
FUNCTION {s}.observation_as_of(vintage date DEFAULT NULL) RETURNS SETOF industry.observation
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10000
BEGIN ATOMIC
    SELECT o.indicator, o.measure, o.division, o.subject_kind, o.subject, o.period_type, o.period_start, o.period_end,
           o.basis, o.value, o.unit, o.status, o.source, o.known_from, o.known_to
    FROM {s}.observation o
    WHERE o.known_from <= coalesce(vintage, (SELECT {s}.vintage()))
      AND (o.known_to IS NULL OR o.known_to > coalesce(vintage, (SELECT {s}.vintage())));
END
$t$),
('function', 'growth', 3020, '由水平值计算增速;跨口径断点时拒绝并指出断点及其大小,或按比率衔接',
    'Growth from levels a year apart. Over a basis break it is NULL with the break and its size named, or chained where the break allows it and splice is asked for; published growth stands beside it', $t$
FUNCTION {s}.growth(indicator text, division text DEFAULT NULL, subject_kind text DEFAULT 'region', subject text DEFAULT '',
    period_type text DEFAULT 'year', basis text DEFAULT 'nominal', splice boolean DEFAULT false, vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (region_code text, period_start date, period_end date, year integer, value numeric, previous numeric, change numeric,
    growth float8, published_growth float8, status text, break_date date, break_size float8, break_reason text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 30
BEGIN ATOMIC
    SELECT {s}.known_indicator(indicator), {s}.known_division(division),
        industry.known_option('subject_kind', subject_kind, '{region,sector,industry,overlay,enterprise,park,platform,area,chain,tier,class}'),
        industry.known_option('period_type', period_type, '{year,quarter,month,ytd,date}'),
        industry.known_option('basis', basis, '{nominal,constant,comparable,count}'),
        industry.refuse_unless(subject IS NOT NULL, 'subject must not be NULL', hint => 'The region itself is the empty text.'), industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT growth.indicator, {s}.known_division(growth.division) AS division),
    levels AS (
        SELECT o.* FROM {s}.observation_as_of(growth.vintage) o, asked a
        WHERE o.indicator = a.indicator AND o.division = a.division AND o.subject_kind = growth.subject_kind
          AND o.subject = growth.subject AND o.period_type = growth.period_type),
    pairs AS (
        SELECT c.division, c.period_start, c.period_end, c.value, p.value AS previous, p.period_start AS previous_start, g.value AS published
        FROM levels c
        LEFT JOIN levels p ON p.measure = 'level' AND p.basis = c.basis AND p.period_start = (c.period_start - interval '1 year')::date
        LEFT JOIN levels g ON g.measure = 'growth' AND g.basis IN ('comparable', 'constant') AND g.period_start = c.period_start
        WHERE c.measure = 'level' AND c.basis = growth.basis)
    SELECT p.division::text, p.period_start, p.period_end, extract(year FROM p.period_start)::integer, p.value, p.previous, p.value - p.previous,
           CASE WHEN p.previous > 0 AND (b.n = 0 OR growth.splice AND b.can_splice) THEN (p.value / (p.previous * b.ratio) - 1)::float8 END,
           p.published::float8,
           CASE WHEN p.previous IS NULL OR p.value IS NULL THEN 'missing_input'
                WHEN p.previous <= 0 THEN 'no_denominator'
                WHEN b.n > 0 AND NOT (growth.splice AND b.can_splice) THEN 'basis_break'
                ELSE 'ok' END,
           b.break_date,
           -- the size: the ratio where both bases are known, else what published like-for-like growth leaves over (M02)
           CASE WHEN b.n > 0 THEN coalesce(b.known_ratio - 1, p.value / ((1 + p.published) * NULLIF(p.previous, 0)) - 1)::float8 END,
           b.reason
    FROM pairs p
    CROSS JOIN LATERAL (
        SELECT count(*) AS n, min(k.break_date) AS break_date, coalesce(bool_and(k.splice), false) AS can_splice,
               coalesce(exp(sum(ln(k.ratio))), 1) AS ratio, exp(sum(ln(k.ratio))) AS known_ratio,
               string_agg(industry.label(k.reason_zh, k.reason_en, growth.lang), '; ' ORDER BY k.break_date) AS reason
        FROM {s}.basis_break k, asked a
        WHERE k.indicator = a.indicator AND (k.division IS NULL OR p.division <@ k.division)
          AND k.break_date > p.previous_start AND k.break_date <= p.period_start) b
    ORDER BY p.period_start;
END
$t$),
('function', 'first_crossing', 3030, '首次突破阈值:时间、前后数值、何时已知、同级名次、是否保持',
    'When each division of a level first reached a threshold: values around it, when that became known, place among the peers, whether it still holds', $t$
FUNCTION {s}.first_crossing(indicator text, threshold numeric, scope text DEFAULT 'province', unit text DEFAULT NULL,
    epsilon numeric DEFAULT NULL, vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (region_code text, region_name text, period_start date, period_end date, year integer, value_before numeric, value_after numeric,
    known_on date, place bigint, peers bigint, still_above boolean, sustained boolean, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 30
BEGIN ATOMIC
    SELECT {s}.known_indicator(indicator), industry.known_option('scope', scope, '{country,province,prefecture,county,zone}'), industry.known_lang(lang),
        industry.refuse_unless(threshold IS NOT NULL, 'threshold must not be NULL'),
        (SELECT industry.unit_ratio(coalesce(first_crossing.unit, i.unit), i.unit) FROM {s}.indicator i WHERE i.code = first_crossing.indicator);
    WITH asked AS MATERIALIZED (
        SELECT i.code, i.unit, coalesce(first_crossing.epsilon, i.rounding, 0) AS epsilon,
               industry.convert(first_crossing.threshold, coalesce(first_crossing.unit, i.unit), i.unit) AS threshold
        FROM {s}.indicator i WHERE i.code = first_crossing.indicator),
    series AS (
        SELECT r.code, r.name_zh, r.name_en, o.period_start, o.period_end, o.subject, o.basis,
               industry.convert(o.value, o.unit, a.unit) AS value, a.threshold, a.epsilon,
               lag(industry.convert(o.value, o.unit, a.unit)) OVER w AS before,
               lag(o.period_start) OVER w AS before_start,
               bool_and(o.value IS NULL OR industry.convert(o.value, o.unit, a.unit) >= a.threshold) OVER (PARTITION BY r.code ORDER BY o.period_start
                   ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS holds_from_here,
               last_value(industry.convert(o.value, o.unit, a.unit)) OVER (PARTITION BY r.code ORDER BY o.period_start
                   ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) >= a.threshold AS above_now
        FROM asked a
        JOIN {s}.observation_as_of(first_crossing.vintage) o ON o.indicator = a.code AND o.measure = 'level' AND o.subject_kind = 'region'
             AND o.period_type = 'year' AND o.basis = 'nominal' AND o.value IS NOT NULL
        JOIN {s}.region r ON r.code = o.division AND r.level = first_crossing.scope
        WINDOW w AS (PARTITION BY r.code ORDER BY o.period_start)),
    crossing AS (
        SELECT DISTINCT ON (s.code) s.*
        FROM series s WHERE s.value >= s.threshold AND (s.before IS NULL OR s.before < s.threshold)
        ORDER BY s.code, s.period_start)
    SELECT c.code::text, industry.label(c.name_zh, c.name_en, first_crossing.lang),
           CASE WHEN c.before IS NOT NULL THEN c.period_start END, CASE WHEN c.before IS NOT NULL THEN c.period_end END,
           CASE WHEN c.before IS NOT NULL THEN extract(year FROM c.period_start)::integer END,
           c.before, c.value,
           (SELECT min(o.known_from) FROM {s}.observation o, asked a
            WHERE o.indicator = a.code AND o.measure = 'level' AND o.division = c.code AND o.subject_kind = 'region' AND o.period_type = 'year'
              AND o.basis = 'nominal' AND o.period_start = c.period_start AND industry.convert(o.value, o.unit, a.unit) >= a.threshold),
           CASE WHEN c.before IS NOT NULL THEN dense_rank() OVER (ORDER BY c.before IS NULL DESC, CASE WHEN c.before IS NOT NULL THEN c.period_start END) END,
           count(*) OVER (),
           c.above_now, c.holds_from_here,
           CASE WHEN c.before IS NULL THEN 'crossed_before_start'
                WHEN c.before_start < (c.period_start - interval '1 year')::date THEN 'crossed_in_gap'
                WHEN c.value - c.threshold <= c.epsilon OR c.threshold - c.before <= c.epsilon THEN 'within_rounding'
                ELSE 'exact' END
    FROM crossing c
    ORDER BY c.period_start, c.code;
END
$t$),
('function', 'peer_rank', 3040, '同级区划排名:并列、分位、与前后差距、缺数者',
    'Rank of the divisions of a level by an indicator: ties, percentile, gaps to the next ones; peers without a value are counted, not ranked', $t$
FUNCTION {s}.peer_rank(indicator text, level text DEFAULT 'province', as_of date DEFAULT NULL, direction text DEFAULT 'desc',
    rank_kind text DEFAULT 'competition', vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (region_code text, region_name text, period_start date, period_end date, year integer, value numeric, rank bigint, ties bigint,
    percentile float8, gap_to_next numeric, gap_to_prev numeric, peers bigint, missing bigint)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 30
BEGIN ATOMIC
    SELECT {s}.known_indicator(indicator), industry.known_option('level', level, '{country,province,prefecture,county,zone}'),
        industry.known_option('direction', direction, '{asc,desc}'), industry.known_option('rank_kind', rank_kind, '{competition,dense}'),
        industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT i.code, i.unit, coalesce(peer_rank.as_of, {s}.as_of()) AS as_of,
               CASE peer_rank.direction WHEN 'desc' THEN 1 WHEN 'asc' THEN -1 END AS sign
        FROM {s}.indicator i WHERE i.code = peer_rank.indicator),
    members AS (
        SELECT r.code, r.name_zh, r.name_en FROM {s}.region r, asked a WHERE r.level = peer_rank.level AND r.valid @> a.as_of),
    known AS (
        SELECT o.division, o.period_start, o.period_end, industry.convert(o.value, o.unit, a.unit) AS value
        FROM {s}.observation_as_of(peer_rank.vintage) o, asked a
        WHERE o.indicator = a.code AND o.measure = 'level' AND o.subject_kind = 'region' AND o.period_start <= a.as_of AND o.value IS NOT NULL
          AND o.division IN (SELECT m.code FROM members m)),
    latest AS (
        SELECT k.* FROM known k
        WHERE (k.period_end, k.period_start) = (SELECT x.period_end, x.period_start FROM known x ORDER BY x.period_end DESC, x.period_start LIMIT 1)),
    ranked AS (
        SELECT m.code, m.name_zh, m.name_en, l.period_start, l.period_end, l.value, a.sign,
               rank() OVER (ORDER BY a.sign * l.value DESC) AS competition, dense_rank() OVER (ORDER BY a.sign * l.value DESC) AS dense,
               count(*) OVER (PARTITION BY l.value) AS ties, count(*) OVER () AS n,
               -- the next better and the next worse value, ties skipped
               max(l.value) OVER (ORDER BY a.sign * l.value DESC GROUPS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS better,
               max(l.value) OVER (ORDER BY a.sign * l.value DESC GROUPS BETWEEN 1 FOLLOWING AND 1 FOLLOWING) AS worse
        FROM latest l JOIN members m ON m.code = l.division, asked a)
    SELECT r.code::text, industry.label(r.name_zh, r.name_en, peer_rank.lang), r.period_start, r.period_end,
           extract(year FROM r.period_end)::integer, r.value,
           CASE WHEN peer_rank.rank_kind = 'dense' THEN r.dense ELSE r.competition END, r.ties,
           CASE WHEN r.n > 1 THEN (r.n - r.competition - r.ties + 1 + 0.5 * (r.ties - 1)) / (r.n - 1) END::float8,
           r.sign * (r.better - r.value), r.sign * (r.value - r.worse), r.n, (SELECT count(*) FROM members) - r.n
    FROM ranked r
    ORDER BY r.competition, r.code;
END
$t$),
('function', 'target_actuals', 3159, '目标指标的逐年实际值(可含基期之前若干年)',
    'What was reached of a target (NULL: of every target) by year, in its unit, from back years before its baseline on; a share target divides by its denominator', $t$
FUNCTION {s}.target_actuals(target text DEFAULT NULL, vintage date DEFAULT NULL, back integer DEFAULT 0)
RETURNS TABLE (target_code text, year integer, value numeric)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 50
BEGIN ATOMIC
    SELECT {s}.known_if_given('target', target), industry.refuse_unless((back BETWEEN 0 AND 100) IS TRUE, 'back must be between 0 and 100');
    WITH t AS MATERIALIZED (
        SELECT g.*, extract(year FROM g.baseline_date)::integer - target_actuals.back AS first, extract(year FROM g.target_date)::integer AS last
        FROM {s}.target g
        WHERE (target_actuals.target IS NULL OR g.code = target_actuals.target) AND extract(year FROM g.target_date) > extract(year FROM g.baseline_date)),
    -- each overlay once a year for all its items
    item AS MATERIALIZED (
        SELECT q.*, v.item, v.value, v.total, v.unit
        FROM (SELECT DISTINCT split_part(t.subject, '/', 1) AS overlay, t.indicator, t.division, g.y
              FROM t CROSS JOIN generate_series(t.first, t.last) g(y) WHERE t.subject_kind = 'overlay_item') q
        CROSS JOIN LATERAL {s}.overlay_value(q.overlay, q.indicator, q.division::text, q.y, target_actuals.vintage) v
        WHERE v.total > 0)
    SELECT t.code, extract(year FROM o.period_end)::integer,
           CASE WHEN t.denominator IS NULL THEN industry.convert(o.value, o.unit, t.unit)
                ELSE o.value * industry.unit_ratio(o.unit, d.unit) / NULLIF(d.value, 0) END
    FROM t
    JOIN {s}.observation_as_of(target_actuals.vintage) o ON o.indicator = t.indicator AND o.measure = 'level' AND o.division = t.division
         AND o.subject_kind = t.subject_kind AND o.subject = t.subject AND o.period_type = 'year'
         AND o.period_end BETWEEN make_date(t.first, 1, 1) AND make_date(t.last, 12, 31)
    LEFT JOIN {s}.observation_as_of(target_actuals.vintage) d ON d.indicator = t.denominator AND d.measure = 'level' AND d.division = t.division
         AND d.subject_kind = 'region' AND d.period_type = 'year' AND d.period_start = o.period_start AND d.basis = o.basis
    UNION ALL
    -- an overlay as a whole, or one of its items as overlay/item: the weighted value, or its share in the total of the industries
    SELECT t.code, y, CASE WHEN t.denominator IS NULL THEN industry.convert(v.value, v.unit, t.unit) ELSE v.value / NULLIF(v.total, 0) END
    FROM t CROSS JOIN generate_series(t.first, t.last) y
    CROSS JOIN LATERAL {s}.overlay_share(t.subject, t.indicator, t.division::text, y, target_actuals.vintage) v
    WHERE t.subject_kind = 'overlay' AND v.total > 0
    UNION ALL
    SELECT t.code, v.y, CASE WHEN t.denominator IS NULL THEN industry.convert(v.value, v.unit, t.unit) ELSE v.value / NULLIF(v.total, 0) END
    FROM t JOIN item v ON t.subject = v.overlay || '/' || v.item AND t.indicator = v.indicator AND t.division = v.division AND v.y BETWEEN t.first AND t.last
    WHERE t.subject_kind = 'overlay_item';
END
$t$),
('function', 'target_path', 3160, '目标路径:逐年计划值、实际值、差距、所需增速',
    'Path of a target (NULL: of every target): planned and actual value by year, the gap, and the growth a year that is still required; a share target divides by its denominator', $t$
FUNCTION {s}.target_path(target text DEFAULT NULL, vintage date DEFAULT NULL)
RETURNS TABLE (target_code text, region_code text, period_start date, period_end date, year integer, planned numeric, actual numeric, gap numeric,
    progress float8, time_share float8, pace float8, required_growth float8, unit text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 20
BEGIN ATOMIC
    SELECT {s}.known_if_given('target', target);
    WITH t AS MATERIALIZED (
        SELECT g.* FROM {s}.target g WHERE target_path.target IS NULL OR g.code = target_path.target),
    years AS (
        SELECT t.*, y AS year, (y - extract(year FROM t.baseline_date)) / (extract(year FROM t.target_date) - extract(year FROM t.baseline_date)) AS tau,
               (extract(year FROM t.target_date) - y) AS remaining
        FROM t, generate_series(extract(year FROM t.baseline_date)::integer, extract(year FROM t.target_date)::integer) y
        WHERE extract(year FROM t.target_date) > extract(year FROM t.baseline_date)),
    paths AS (
        SELECT y.*, y.baseline + (y.target - y.baseline) * industry.planned_progress(y.tau::float8, y.path, y.baseline::float8,
            y.target::float8)::numeric AS planned FROM years y),
    actuals AS (
        SELECT x.target_code AS code, x.year, x.value FROM {s}.target_actuals(target_path.target, target_path.vintage) x)
    SELECT p.code, p.division::text, make_date(p.year, 1, 1), make_date(p.year, 12, 31), p.year,
           round(p.planned, 6), round(a.value, 6), round(a.value - p.planned, 6),
           industry.target_progress(p.baseline::float8, p.target::float8, a.value::float8), p.tau::float8,
           industry.pace(p.baseline::float8, p.target::float8, a.value::float8, p.tau::float8, p.path),
           industry.required_growth(a.value::float8, p.target::float8, p.remaining::float8),
           p.unit, CASE WHEN a.value IS NULL THEN 'missing_input' WHEN p.target = p.baseline THEN 'no_denominator' ELSE 'ok' END
    FROM paths p LEFT JOIN actuals a ON a.code = p.code AND a.year = p.year
    ORDER BY p.code, p.year;
END
$t$),
('function', 'target_fan', 3165, '目标的展望:按以往增速外推的逐年预测、扇形区间、达到计划值与目标的概率',
    'Fan of a target (NULL: of every target): each year from the last actual one to the target date, what the mean growth of the years before leads to, between its 5 % and 95 % outcomes by bootstrap of how far those years lay off their mean, and the chance of the planned value (M04)', $t$
FUNCTION {s}.target_fan(target text DEFAULT NULL, as_of date DEFAULT NULL, vintage date DEFAULT NULL, back integer DEFAULT 10, draws integer DEFAULT 10000,
    seed bigint DEFAULT 1)
RETURNS TABLE (target_code text, region_code text, period_start date, period_end date, year integer, planned float8, forecast float8, fan_low float8,
    fan_median float8, fan_high float8, probability float8, standard_error float8, last_year integer, last_value float8, mean_growth float8,
    required_growth float8, growths integer, unit text, status text, method_id text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 50
BEGIN ATOMIC
    SELECT {s}.known_if_given('target', target);
    WITH known AS MATERIALIZED (
        SELECT a.target_code, a.year, a.value::float8 AS value, lag(a.value::float8) OVER w AS before, a.year - lag(a.year) OVER w AS step
        FROM {s}.target_actuals(target_fan.target, target_fan.vintage, target_fan.back) a
        WHERE a.value IS NOT NULL AND make_date(a.year, 12, 31) <= coalesce(target_fan.as_of, (SELECT {s}.as_of()))
        WINDOW w AS (PARTITION BY a.target_code ORDER BY a.year)),
    -- growth from year to year; over a gap or from what is not positive there is none
    rule AS MATERIALIZED (
        SELECT k.target_code, max(k.year) AS last, (array_agg(k.value ORDER BY k.year DESC))[1] AS value, count(r.factor)::integer AS n,
               exp(avg(ln(r.factor) ORDER BY k.year)) AS mean, array_agg(r.factor ORDER BY k.year) FILTER (WHERE r.factor IS NOT NULL) AS factors
        FROM known k CROSS JOIN LATERAL (SELECT CASE WHEN k.step = 1 AND k.before > 0 AND k.value > 0 THEN k.value / k.before END AS factor) r
        GROUP BY k.target_code)
    SELECT p.target_code, p.region_code, p.period_start, p.period_end, p.year, p.planned::float8, f.value, b.low, b.median, b.high, b.probability,
           b.standard_error, r.last, r.value, r.mean - 1,
           industry.required_growth(r.value, t.target::float8, extract(year FROM t.target_date)::float8 - r.last), coalesce(r.n, 0), p.unit,
           CASE WHEN r.value <= 0 THEN 'no_denominator' WHEN b.status = 'ok' AND r.n < 5 THEN 'descriptive' ELSE coalesce(b.status, 'missing_input') END,
           format('target_fan:back=%s,draws=%s,seed=%s,forecast=mean_growth,interval=0.05_to_0.95', target_fan.back, target_fan.draws, target_fan.seed)
    FROM {s}.target_path(target_fan.target, target_fan.vintage) p
    JOIN {s}.target t ON t.code = p.target_code
    LEFT JOIN rule r ON r.target_code = p.target_code
    CROSS JOIN LATERAL (SELECT r.value * power(r.mean, p.year - r.last) AS value) f
    LEFT JOIN LATERAL industry.attainment_probability(f.value, p.planned::float8, ARRAY(SELECT x / r.mean - 1 FROM unnest(r.factors) x), p.year - r.last,
        'relative', CASE WHEN t.target < t.baseline THEN 'at_most' ELSE 'at_least' END, target_fan.draws, target_fan.seed) b ON r.value > 0
    WHERE p.year > coalesce(r.last, 0)
    ORDER BY p.target_code, p.year;
END
$t$),
('function', 'pace', 3170, '全部目标的进度与节奏', 'Progress and pace of every target of a division at its latest year', $t$
FUNCTION {s}.pace(division text DEFAULT NULL, as_of date DEFAULT NULL, vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (target_code text, target_name text, region_code text, period_start date, period_end date, year integer, baseline numeric, target numeric,
    actual numeric, progress float8, time_share float8, pace float8, required_growth float8, light text, unit text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 20
BEGIN ATOMIC
    SELECT {s}.known_division(division), industry.known_lang(lang);
    SELECT t.code, industry.label(t.name_zh, t.name_en, pace.lang), t.division::text, p.period_start, p.period_end, p.year, t.baseline, t.target,
           p.actual, p.progress, p.time_share, p.pace, p.required_growth,
           CASE WHEN p.pace >= 1 OR p.progress >= 1 THEN 'green' WHEN p.pace >= (SELECT x.value::float8 FROM {s}.setting x
               WHERE x.name = 'pace.yellow') THEN 'yellow' WHEN p.pace IS NOT NULL THEN 'red' END,
           t.unit, coalesce(p.status, 'missing_input')
    FROM {s}.target t
    LEFT JOIN (
        SELECT DISTINCT ON (x.target_code) x.* FROM {s}.target_path(NULL, pace.vintage) x
        WHERE x.actual IS NOT NULL AND x.period_start <= coalesce(pace.as_of, (SELECT {s}.as_of()))
        ORDER BY x.target_code, x.year DESC) p ON p.target_code = t.code
    WHERE t.division <@ (SELECT {s}.known_division(pace.division))
    ORDER BY t.code;
END
$t$);
