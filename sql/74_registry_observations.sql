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
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_indicator(growth.indicator) AS indicator, {s}.known_division(growth.division) AS division),
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
    WITH asked AS MATERIALIZED (
        SELECT i.code, i.unit, coalesce(first_crossing.epsilon, i.rounding, 0) AS epsilon,
               CASE WHEN coalesce(first_crossing.unit, i.unit) = i.unit THEN first_crossing.threshold
                    ELSE industry.convert(first_crossing.threshold, first_crossing.unit, i.unit) END AS threshold
        FROM {s}.indicator i WHERE i.code = {s}.known_indicator(first_crossing.indicator)),
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
    WITH asked AS MATERIALIZED (
        SELECT i.code, i.unit, coalesce(peer_rank.as_of, {s}.as_of()) AS as_of,
               CASE peer_rank.direction WHEN 'desc' THEN 1 WHEN 'asc' THEN -1 END AS sign
        FROM {s}.indicator i WHERE i.code = {s}.known_indicator(peer_rank.indicator)),
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
('function', 'target_path', 3160, '目标路径:逐年计划值、实际值、差距、所需增速',
    'Path of a target (NULL: of every target): planned and actual value by year, the gap, and the growth a year that is still required; a share target divides by its denominator', $t$
FUNCTION {s}.target_path(target text DEFAULT NULL, vintage date DEFAULT NULL)
RETURNS TABLE (target_code text, region_code text, period_start date, period_end date, year integer, planned numeric, actual numeric, gap numeric,
    progress float8, time_share float8, pace float8, required_growth float8, unit text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 20
BEGIN ATOMIC
    WITH t AS MATERIALIZED (
        SELECT g.* FROM {s}.target g WHERE target_path.target IS NULL OR g.code = (SELECT {s}.known('target', target_path.target))),
    years AS (
        SELECT t.*, y AS year, (y - extract(year FROM t.baseline_date)) / (extract(year FROM t.target_date) - extract(year FROM t.baseline_date)) AS tau,
               (extract(year FROM t.target_date) - y) AS remaining
        FROM t, generate_series(extract(year FROM t.baseline_date)::integer, extract(year FROM t.target_date)::integer) y
        WHERE extract(year FROM t.target_date) > extract(year FROM t.baseline_date)),
    paths AS (
        SELECT y.*, y.baseline + (y.target - y.baseline) * industry.planned_progress(y.tau::float8, y.path, y.baseline::float8,
            y.target::float8)::numeric AS planned FROM years y),
    -- an overlay is asked once for all its items that have targets
    items AS MATERIALIZED (
        SELECT q.code, v.item, q.indicator, q.division, q.year, v.value, v.total, v.unit
        FROM (SELECT DISTINCT split_part(y.subject, '/', 1) AS code, y.indicator, y.division, y.year FROM years y WHERE y.subject_kind = 'overlay_item') q
        CROSS JOIN LATERAL {s}.overlay_value(q.code, q.indicator, q.division::text, q.year, target_path.vintage) v WHERE v.total > 0),
    actuals AS (
        SELECT t.code, extract(year FROM o.period_end)::integer AS year,
               CASE WHEN t.denominator IS NULL THEN industry.convert(o.value, o.unit, t.unit)
                    ELSE o.value * industry.unit_ratio(o.unit, d.unit) / NULLIF(d.value, 0) END AS value
        FROM t
        JOIN {s}.observation_as_of(target_path.vintage) o ON o.indicator = t.indicator AND o.measure = 'level' AND o.division = t.division
             AND o.subject_kind = t.subject_kind AND o.subject = t.subject AND o.period_type = 'year'
        LEFT JOIN {s}.observation_as_of(target_path.vintage) d ON d.indicator = t.denominator AND d.measure = 'level' AND d.division = t.division
             AND d.subject_kind = 'region' AND d.period_type = 'year' AND d.period_start = o.period_start AND d.basis = o.basis
        UNION ALL
        -- an overlay as a whole, or one of its items as overlay/item: the weighted value, or its share in the total of the industries
        SELECT y.code, y.year, CASE WHEN y.denominator IS NULL THEN industry.convert(v.value, v.unit, y.unit) ELSE v.value / NULLIF(v.total, 0) END
        FROM years y CROSS JOIN LATERAL {s}.overlay_share(y.subject, y.indicator, y.division::text, y.year, target_path.vintage) v
        WHERE y.subject_kind = 'overlay' AND v.total > 0
        UNION ALL
        SELECT y.code, y.year, CASE WHEN y.denominator IS NULL THEN industry.convert(v.value, v.unit, y.unit) ELSE v.value / NULLIF(v.total, 0) END
        FROM years y JOIN items v ON v.code = split_part(y.subject, '/', 1) AND v.item = split_part(y.subject, '/', 2) AND v.indicator = y.indicator
            AND v.division = y.division AND v.year = y.year
        WHERE y.subject_kind = 'overlay_item')
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
('function', 'pace', 3170, '全部目标的进度与节奏', 'Progress and pace of every target of a division at its latest year', $t$
FUNCTION {s}.pace(division text DEFAULT NULL, as_of date DEFAULT NULL, vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (target_code text, target_name text, region_code text, period_start date, period_end date, year integer, baseline numeric, target numeric,
    actual numeric, progress float8, time_share float8, pace float8, required_growth float8, light text, unit text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 20
BEGIN ATOMIC
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
