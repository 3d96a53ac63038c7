-- Methods of the registry that need no tables: units, survival, transitions, scores, disclosure, demonstration effect.

CREATE FUNCTION industry.unit_factor(unit text) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE unit
    WHEN 'yuan' THEN 1 WHEN '10k_yuan' THEN 1e4 WHEN 'million_yuan' THEN 1e6 WHEN '100m_yuan' THEN 1e8 WHEN 'trillion_yuan' THEN 1e12
    WHEN 'person' THEN 1 WHEN '10k_person' THEN 1e4
    WHEN 'count' THEN 1 WHEN '10k_count' THEN 1e4
    WHEN 'fraction' THEN 1 WHEN 'percent' THEN 0.01 WHEN 'permille' THEN 0.001
    WHEN 'm2' THEN 1 WHEN 'mu' THEN 2000.0 / 3 WHEN 'hectare' THEN 1e4 WHEN 'km2' THEN 1e6
    WHEN 't' THEN 1 WHEN '10k_t' THEN 1e4
    WHEN 'tce' THEN 1 WHEN '10k_tce' THEN 1e4
    WHEN 'hour' THEN 1 END;
COMMENT ON FUNCTION industry.unit_factor(text) IS
'Size of a unit in the base unit of its dimension (yuan, person, count, fraction, m2, t, tce, hour); NULL for a unit that is not listed';

CREATE FUNCTION industry.unit_dimension(unit text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE
    WHEN unit IN ('yuan', '10k_yuan', 'million_yuan', '100m_yuan', 'trillion_yuan') THEN 'money'
    WHEN unit IN ('person', '10k_person') THEN 'persons'
    WHEN unit IN ('count', '10k_count') THEN 'number'
    WHEN unit IN ('fraction', 'percent', 'permille') THEN 'ratio'
    WHEN unit IN ('m2', 'mu', 'hectare', 'km2') THEN 'area'
    WHEN unit IN ('t', '10k_t') THEN 'mass'
    WHEN unit IN ('tce', '10k_tce') THEN 'energy'
    WHEN unit = 'hour' THEN 'time' END;
COMMENT ON FUNCTION industry.unit_dimension(text) IS
'What a unit measures: money, persons, number, ratio, area, mass, energy or time; NULL for a unit that is not listed';

CREATE FUNCTION industry.unit_quotient(from_unit text, to_unit text) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF industry.unit_dimension(from_unit) IS DISTINCT FROM industry.unit_dimension(to_unit) OR industry.unit_dimension(to_unit) IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = '22023',
            MESSAGE = format('cannot convert unit "%s" to "%s"', left(from_unit, 64), left(to_unit, 64)),
            DETAIL = format('The first measures %s, the second %s.',
                coalesce(industry.unit_dimension(from_unit), 'something unknown'), coalesce(industry.unit_dimension(to_unit), 'something unknown')),
            HINT = 'Money is yuan, 10k_yuan, million_yuan, 100m_yuan or trillion_yuan; area m2, mu, hectare or km2; see the comment of unit_factor.';
    END IF;
    RETURN industry.unit_factor(from_unit) / industry.unit_factor(to_unit);
END
$$;
COMMENT ON FUNCTION industry.unit_quotient(text, text) IS
'What unit_ratio is for two different units, with its errors';

-- Not STRICT, which would keep the planner from putting these two into the query: nearly every row has the unit that is wanted.
CREATE FUNCTION industry.unit_ratio(from_unit text, to_unit text) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN from_unit = to_unit THEN 1 ELSE industry.unit_quotient(from_unit, to_unit) END;
COMMENT ON FUNCTION industry.unit_ratio(text, text) IS
'How many to_unit one from_unit is; 22023 for an unknown unit or for two that measure different things';

CREATE FUNCTION industry.convert(value numeric, from_unit text, to_unit text) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN from_unit = to_unit THEN value WHEN value IS NOT NULL THEN value * industry.unit_quotient(from_unit, to_unit) END;
COMMENT ON FUNCTION industry.convert(numeric, text, text) IS
'A value in another unit of the same dimension, e.g. convert(3.2, ''100m_yuan'', ''10k_yuan'') = 32000; 22023 where units do not go together';

-- time to event and transitions (M08, M35)

CREATE FUNCTION industry.survival(entry float8[], exit float8[], event boolean[])
RETURNS TABLE ("time" float8, at_risk bigint, events bigint, survival float8)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 50
BEGIN ATOMIC
    WITH spells AS (
        SELECT s.a, s.b, s.e FROM unnest(entry, exit, event) s(a, b, e) WHERE s.a < s.b),
    times AS (
        SELECT s.b AS t, pg_catalog.count(*) AS d FROM spells s WHERE s.e GROUP BY s.b),
    risk AS (
        SELECT t.t, t.d, (SELECT pg_catalog.count(*) FROM spells s WHERE s.a < t.t AND t.t <= s.b) AS n FROM times t)
    SELECT r.t, r.n, r.d,
           CASE WHEN pg_catalog.bool_or(r.d = r.n) OVER w THEN 0
                ELSE pg_catalog.exp(pg_catalog.sum(CASE WHEN r.d < r.n THEN pg_catalog.ln(1 - r.d::float8 / r.n) ELSE 0 END) OVER w) END
    FROM risk r
    WINDOW w AS (ORDER BY r.t)
    ORDER BY r.t;
END;
COMMENT ON FUNCTION industry.survival(float8[], float8[], boolean[]) IS
'Kaplan-Meier estimate with left truncation: one row an event time with those at risk (entry < t <= exit), events and the share still '
'without the event. Spells with exit <= entry and NULL times are left out. Kaplan and Meier 1958';

CREATE FUNCTION industry.shorrocks_mobility(m industry.matrix) RETURNS float8
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    WITH shares AS (
        SELECT c.row_key, c.col_key, c.value, pg_catalog.sum(c.value) OVER (PARTITION BY c.row_key) AS total FROM industry.cells(m) c)
    SELECT CASE WHEN k.n > 1 AND k.n_complete = k.n THEN (k.n - k.trace) / (k.n - 1) END
    FROM (
        SELECT pg_catalog.count(DISTINCT s.row_key)::float8 AS n,
               pg_catalog.count(DISTINCT s.row_key) FILTER (WHERE s.total > 0)::float8 AS n_complete,
               coalesce(pg_catalog.sum(s.value / s.total) FILTER (WHERE s.row_key = s.col_key AND s.total > 0), 0) AS trace
        FROM shares s) k;
END;
COMMENT ON FUNCTION industry.shorrocks_mobility(industry.matrix) IS
'Mobility (k - trace P) / (k - 1) of a matrix of transition counts: 0 nobody moves, k/(k-1) everybody does; NULL for one state or a state '
'with no count. Shorrocks 1978';

-- scores (M21 with fixed weights, M23, M29)

CREATE FUNCTION industry.item_score(value float8, benchmark float8, weight float8, cap float8 DEFAULT 1, formula text DEFAULT 'ratio') RETURNS float8
AS 'MODULE_PATHNAME', 'pgi_item_score_points' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION industry.item_score(float8, float8, float8, float8, text) IS
'Points of one item of an output-per-mu scheme: min(value/benchmark, cap) x weight, floored at 0; formula emission: (2 - value/benchmark) x '
'weight / 2, floored at 0. NULL without value or benchmark';

CREATE FUNCTION industry.evaluate_items(m industry.matrix, items industry.scheme_item[], normalization text DEFAULT 'benchmark', groups jsonb DEFAULT '{}')
RETURNS TABLE (unit_code text, group_code text, item text, item_position integer, value float8, benchmark float8, normalized float8, weight float8,
    points float8, status text)
AS 'MODULE_PATHNAME', 'pgi_evaluate_items' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 1000;
COMMENT ON FUNCTION industry.evaluate_items(industry.matrix, industry.scheme_item[], text, jsonb) IS
'Points of every unit (row of m) on every item of a scheme, item by item. value: the indicator (column of m), over the denominator where there is one; '
'normalization benchmark: value / benchmark (fixed, or a factor times average, maximum, or a percentile, of the unit''s group) and item_score; min_max: '
'the place between lowest and highest of the group, times weight, 0 where these are equal. groups: JSON object unit -> group. An absent cell is '
'unknown: NULL, status missing_input. Nardo et al. 2008';

CREATE FUNCTION industry.evaluate(m industry.matrix, items industry.scheme_item[], gates industry.scheme_gate[] DEFAULT '{}',
    bands industry.scheme_band[] DEFAULT '{}', normalization text DEFAULT 'benchmark', band_basis text DEFAULT 'rank', groups jsonb DEFAULT '{}')
RETURNS TABLE (unit_code text, group_code text, score float8, rank bigint, group_size bigint, rank_share float8, band text, failed_gates text,
    missing_items text, status text)
AS 'MODULE_PATHNAME', 'pgi_evaluate' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 1000;
COMMENT ON FUNCTION industry.evaluate(industry.matrix, industry.scheme_item[], industry.scheme_gate[], industry.scheme_band[], text, text, jsonb) IS
'Verdict of a scheme on every unit (row of m), by group and rank: the sum of the points of evaluate_items and of gates with effect bonus or penalty, rank and '
'share of the rank among those of the group that have a score (ties share the better), the first band whose bound holds (rank: (rank - 1) / n below it; score: '
'score not below it). A gate that fails gives its band (of several the last in byte order), one that exempts gives its band without a score; a gate or item whose data '
'are missing makes the unit undecidable, unless a penalty_missing gate is on its indicator. Scores are rounded to 12 decimals';

CREATE FUNCTION industry.gated_level(scores float8[], weights float8[], domain_thresholds float8[], total_thresholds float8[]) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    -- the number of leading levels that are reached; a NULL score is a domain that was tailored away
    SELECT coalesce(pg_catalog.min(l.k) FILTER (WHERE NOT l.reached) - 1, pg_catalog.count(*))::integer
    FROM (
        SELECT t.k, coalesce(d.lowest >= t.each AND d.total >= t.whole, false) AS reached
        FROM unnest(domain_thresholds, total_thresholds) WITH ORDINALITY t(each, whole, k)
        CROSS JOIN (
            SELECT pg_catalog.min(s.score) AS lowest,
                   pg_catalog.round((pg_catalog.sum(s.score * s.weight) / NULLIF(pg_catalog.sum(s.weight), 0))::numeric, 12)::float8 AS total
            FROM unnest(scores, weights) s(score, weight) WHERE s.score IS NOT NULL) d) l;
END;
COMMENT ON FUNCTION industry.gated_level(float8[], float8[], float8[], float8[]) IS
'Maturity level: the highest k such that for it and every lower level each domain score is >= its domain threshold and the weighted total >= '
'its total threshold; 0 if none. A NULL score is left out and its weight spread in proportion';

CREATE FUNCTION industry.difference_in_differences(treated_before float8, treated_after float8, control_before float8, control_after float8) RETURNS float8
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (treated_after - treated_before) - (control_after - control_before);
COMMENT ON FUNCTION industry.difference_in_differences(float8, float8, float8, float8) IS
'Change of the treated mean beyond the change of the controls'' mean, in the unit of the outcome';

-- disclosure (M36): is a cell of firm-level data sensitive?

CREATE FUNCTION industry.cell_status(contributions float8[], minimum integer DEFAULT 3, top integer DEFAULT 2, dominance float8 DEFAULT 0.8,
    p float8 DEFAULT 0.15) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE
        WHEN s.n = 0 THEN 'ok'
        WHEN s.n < minimum OR s.total > 0 AND s.top_sum > dominance * s.total OR s.total - s.x1 - s.x2 < p * s.x1 THEN 'suppressed'
        ELSE 'ok' END
    FROM (
        SELECT pg_catalog.count(*) AS n, coalesce(pg_catalog.sum(c.x), 0) AS total,
               coalesce(pg_catalog.sum(c.x) FILTER (WHERE c.place <= top), 0) AS top_sum,
               coalesce(pg_catalog.max(c.x), 0) AS x1, coalesce(pg_catalog.max(c.x) FILTER (WHERE c.place = 2), 0) AS x2
        FROM (SELECT u.x, pg_catalog.row_number() OVER (ORDER BY u.x DESC) AS place
              FROM unnest(contributions) u(x) WHERE u.x IS NOT NULL) c) s;
END;
COMMENT ON FUNCTION industry.cell_status(float8[], integer, integer, float8, float8) IS
'suppressed if a cell has fewer than minimum contributors, its top contributors hold more than dominance of it, or what is left after the '
'two largest is below p times the largest (the p% rule); else ok. Contributions are not negative';

INSERT INTO industry.metric (function_name, metric, name_en, name_zh, formula, parameters, unit, value_range, interpretation_en, interpretation_zh,
    reference) VALUES
('survival', 'survival', 'Kaplan-Meier survival with left truncation', '左截断 Kaplan-Meier 生存率',
    'S(t) = prod over t_i <= t of (1 - d_i / n_i), n_i = #{entry < t_i <= exit}', '{}', 'fraction', '[0,1]',
 'share that has not had the event by t', '到 t 时尚未发生事件的比例', 'Kaplan and Meier 1958'),
('shorrocks_mobility', 'shorrocks_mobility', 'Shorrocks mobility', 'Shorrocks 流动性', '(k - tr P) / (k - 1)', '{}', 'ratio', '[0, k/(k-1)]',
 '0: nobody moves; higher: more movement', '0 为无流动,越大流动越强', 'Shorrocks 1978'),
('item_score', 'item_score', 'Score of an item against its benchmark', '亩均评价单项得分',
    'min(v / benchmark, cap) * weight; emission: (2 - v / avg) * weight / 2, floored at 0', '{"cap": 1, "formula": "ratio"}', 'points',
'[0, cap * weight]',
 'points of one item', '单项得分', 'output-per-mu schemes'),
('evaluate_items', 'item_points', 'Points of the items of a scheme', '评价方案逐项得分',
    'item_score against the benchmark of the group, or weight * (x - min) / (max - min)', '{"normalization": "benchmark"}', 'points', '[0, cap * weight]',
 'points of a unit on an item', '单位在某项指标上的得分', 'Nardo et al. 2008; output-per-mu schemes'),
('evaluate', 'evaluation_score', 'Score of a unit by a scheme', '评价方案总分', 'sum of the points of the items, plus bonuses, less penalties',
    '{"normalization": "benchmark", "band_basis": "rank"}', 'points', 'any', 'higher is better; rank and band are those in the group', '越高越好,名次与档次按组内确定',
 'Nardo et al. 2008; output-per-mu schemes'),
('gated_level', 'gated_level', 'Gated maturity level', '门槛式成熟度等级',
    'highest k with every domain >= threshold_k and the total >= T_k, lower levels included', '{}', 'level', '0..k',
 'level reached', '达到的等级', 'GB/T 39116, GB/T 43439 (structure)'),
('difference_in_differences', 'difference_in_differences', 'Difference in differences', '双重差分', '(T1 - T0) - (C1 - C0)', '{}', 'unit of the outcome', 'any',
 'effect beyond the controls'' change', '超出对照组变化的效应', 'standard'),
('cell_status', 'cell_status', 'Sensitivity of a cell', '单元格敏感性', 'n < minimum, top share > dominance, or X - x1 - x2 < p * x1',
    '{"minimum": 3, "top": 2, "dominance": 0.8, "p": 0.15}', 'status', 'ok, suppressed',
 'suppressed: do not publish', 'suppressed 表示不得公布', 'Hundepool et al. 2012');
