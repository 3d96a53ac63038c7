-- Targets, pace and official growth arithmetic. Growth rates and shares are fractions.

CREATE FUNCTION industry.target_progress(baseline float8, target float8, actual float8) RETURNS float8
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (actual - baseline) / nullif(target - baseline, 0);
COMMENT ON FUNCTION industry.target_progress(float8, float8, float8) IS
'Part of the way from baseline to target that is done: (a - b) / (T - b), 1 = reached, also for falling targets; NULL where target equals baseline';

CREATE FUNCTION industry.planned_progress(time_share float8, path text DEFAULT 'linear', baseline float8 DEFAULT NULL, target float8 DEFAULT NULL,
    steepness float8 DEFAULT 10)
RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN industry.refuse_option('path', path, '{linear,compound,logistic}') THEN
    CASE path WHEN 'linear' THEN time_share
        WHEN 'compound' THEN CASE WHEN baseline > 0 AND target > 0 AND baseline <> target
            THEN (baseline * power(target / baseline, time_share) - baseline) / (target - baseline) END
        WHEN 'logistic' THEN (1 / (1 + exp(-steepness * (time_share - 0.5))) - 1 / (1 + exp(steepness * 0.5)))
            / nullif(1 / (1 + exp(-steepness * 0.5)) - 1 / (1 + exp(steepness * 0.5)), 0) END
    END;
COMMENT ON FUNCTION industry.planned_progress(float8, text, float8, float8, float8) IS
'Progress that a plan foresees at a share of its time: linear, compound (constant growth; needs a positive baseline and target, else NULL), '
'or logistic with a steepness';

CREATE FUNCTION industry.planned_value(baseline float8, target float8, time_share float8, path text DEFAULT 'linear', steepness float8 DEFAULT 10)
RETURNS float8
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN baseline + (target - baseline) * industry.planned_progress(time_share, path, baseline, target, steepness);
COMMENT ON FUNCTION industry.planned_value(float8, float8, float8, text, float8) IS
'Value that a plan foresees at a share of its time, on the path of planned_progress; in the unit of the target';

CREATE FUNCTION industry.pace(baseline float8, target float8, actual float8, time_share float8, path text DEFAULT 'linear', steepness float8 DEFAULT 10)
RETURNS float8
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN industry.target_progress(baseline, target, actual) / nullif(industry.planned_progress(time_share, path, baseline, target, steepness), 0);
COMMENT ON FUNCTION industry.pace(float8, float8, float8, float8, text, float8) IS
'Progress over planned progress: 1 or more = on track; NULL at the start or where target equals baseline';

CREATE FUNCTION industry.required_growth(actual float8, target float8, periods float8) RETURNS float8
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN target / nullif(actual, 0) > 0 AND periods > 0 THEN power(target / actual, 1 / periods) - 1 END;
COMMENT ON FUNCTION industry.required_growth(float8, float8, float8) IS
'Growth a period that leads from actual to target in the remaining periods: (T / a)^(1/n) - 1; NULL unless both have one sign and periods is positive';

CREATE FUNCTION industry.share_target_growth(share float8, target_share float8, periods float8, denominator_growth float8) RETURNS float8
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (1 + denominator_growth) * (1 + industry.required_growth(share, target_share, periods)) - 1;
COMMENT ON FUNCTION industry.share_target_growth(float8, float8, float8, float8) IS
'Growth a period of the part that lifts its share to a target while the whole grows: (1 + g)(s* / s)^(1/n) - 1; from 7 % to 14 % in 5 years '
'at 5 % it is 20.6133 %';

CREATE FUNCTION industry.months_to_go(annual_growth float8, base_total float8, year_to_date float8, base_year_to_date float8) RETURNS float8
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ((1 + annual_growth) * base_total - year_to_date) / nullif(base_total - base_year_to_date, 0) - 1;
COMMENT ON FUNCTION industry.months_to_go(float8, float8, float8, float8) IS
'Growth that the remaining months of a year need on the same months of the year before, to reach an annual aim: ((1 + G) B - Y) / (B - '
'B_ytd) - 1; NULL when no month remains';

CREATE FUNCTION industry.attainment_probability(forecast float8, target float8, errors float8[], periods integer DEFAULT 1, error text DEFAULT 'relative',
    direction text DEFAULT 'at_least', draws integer DEFAULT 10000, seed bigint DEFAULT 1)
RETURNS TABLE (probability float8, standard_error float8, low float8, median float8, high float8, n_errors integer, status text, method_id text)
AS 'MODULE_PATHNAME', 'pgi_attainment_probability' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 1;
COMMENT ON FUNCTION industry.attainment_probability(float8, float8, float8[], integer, text, text, integer, bigint) IS
'Chance that a forecast for the target date reaches the target (direction at_most: stays under it), by bootstrap of past one-period forecast '
'errors: each draw applies one error a remaining period, relative actual / forecast - 1 or absolute actual - forecast. standard_error is '
'that of the simulation; low, median, high: outcomes at 5, 50, 95 %. The same seed gives the same bits. Fewer than two errors: NULL, status '
'missing_input; NULL errors are skipped. Efron 1979';

-- Official growth figures

CREATE FUNCTION industry.comparable_growth(previous float8, current float8, published float8, tolerance float8 DEFAULT 0.0005)
RETURNS TABLE (naive_growth float8, published_growth float8, comparable_base float8, scope_effect float8, status text, method_id text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    SELECT CASE WHEN previous > 0 THEN current / previous - 1 END, published, CASE WHEN published > -1 THEN current / (1 + published) END,
        CASE WHEN previous > 0 AND published > -1 THEN current / (1 + published) / previous - 1 END,
        CASE WHEN previous <= 0 OR published <= -1 THEN 'no_denominator'
            WHEN abs(current / previous - 1 - published) > tolerance THEN 'basis_break' ELSE 'ok' END,
        'comparable_growth:tolerance=' || tolerance;
END;
COMMENT ON FUNCTION industry.comparable_growth(float8, float8, float8, float8) IS
'Published growth against that of the published levels: comparable base X / (1 + g), scope effect = base / previous level - 1, status '
'basis_break where the two rates differ by more than the tolerance (half a unit of a published digit), when the naive growth must not be used';

CREATE FUNCTION industry.growth_sign(previous float8, current float8) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN previous > 0 AND current >= 0 THEN 'growth' WHEN previous > 0 THEN 'turned_loss' WHEN previous = 0 THEN 'no_denominator'
        WHEN current >= 0 THEN 'turned_profit' WHEN current > previous THEN 'loss_narrowed' WHEN current < previous THEN 'loss_widened'
            ELSE 'loss_unchanged' END;
COMMENT ON FUNCTION industry.growth_sign(float8, float8) IS
'What to say instead of a rate where the base is not positive: turned_profit, loss_narrowed, loss_widened, loss_unchanged, no_denominator '
'(base zero); turned_loss; growth where a rate has a meaning';

CREATE FUNCTION industry.growth_table(m0 industry.matrix, m1 industry.matrix)
RETURNS TABLE (region text, industry text, value0 float8, value1 float8, change float8, growth float8, region_growth float8,
    industry_growth float8, total_growth float8, sign text, method_id text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
    SELECT p.region, p.industry, p.value0, p.value1, p.value1 - p.value0, CASE WHEN p.value0 > 0 THEN p.value1 / p.value0 - 1 END,
        CASE WHEN p.region0 > 0 THEN p.region1 / p.region0 - 1 END, CASE WHEN p.industry0 > 0 THEN p.industry1 / p.industry0 - 1 END,
        CASE WHEN p.total0 > 0 THEN p.total1 / p.total0 - 1 END, industry.growth_sign(p.value0, p.value1), 'growth_table:'
    FROM industry.paired_cells(m0, m1, false) AS p;
END;
COMMENT ON FUNCTION industry.growth_table(industry.matrix, industry.matrix) IS
'Growth of every cell, of its region, its industry and the whole between two matrices (union of labels, an absent cell is 0; signed values '
'allowed): NULL on a base that is not positive, where change and sign (growth_sign) say what happened';

CREATE FUNCTION industry.months_from_ytd(year_to_date float8[], ytd_growth float8[] DEFAULT NULL, rounding float8 DEFAULT 0.0005, max_bound float8 DEFAULT 0.02)
RETURNS TABLE (month bigint, value float8, growth float8, bound float8, status text, method_id text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 12
BEGIN ATOMIC
    WITH entry AS (
        SELECT u.month, u.y, u.g, lag(u.y) OVER w AS y_before, lag(u.g) OVER w AS g_before
        FROM unnest(year_to_date, coalesce(ytd_growth, array_fill(NULL::float8,
            ARRAY[coalesce(cardinality(year_to_date), 0)]))) WITH ORDINALITY AS u(y, g, month)
        WHERE industry.refuse_unless(cardinality(year_to_date) <= 12 AND (ytd_growth IS NULL OR cardinality(ytd_growth) = cardinality(year_to_date)),
            'a year has at most 12 months, each with one growth rate', format('There are %s values and %s rates.', cardinality(year_to_date),
                cardinality(ytd_growth)))
        WINDOW w AS (ORDER BY u.month)
    ), difference AS (
        SELECT e.month, e.y, e.g, CASE WHEN e.month = 1 THEN NULL WHEN e.month = 2 THEN e.y ELSE e.y - e.y_before END AS x,
            CASE WHEN e.month = 2 THEN e.g WHEN e.month > 2 AND e.g > -1 AND e.g_before > -1
                THEN (e.y - e.y_before) / nullif(e.y / (1 + e.g) - e.y_before / (1 + e.g_before), 0) - 1 END AS rate,
            CASE WHEN e.month = 2 AND e.g IS NOT NULL THEN rounding WHEN e.month > 2 AND e.g IS NOT NULL AND e.g_before IS NOT NULL AND e.y > e.y_before
                THEN rounding * (e.y + e.y_before) / (e.y - e.y_before) END AS bound
        FROM entry AS e
    )
    SELECT d.month, d.x, CASE WHEN d.bound <= max_bound THEN d.rate END, d.bound,
        CASE WHEN d.month = 1 THEN 'not_published' WHEN d.x IS NULL THEN 'missing_input' WHEN d.x < 0 THEN 'ytd_falls'
            WHEN d.g IS NOT NULL AND (d.bound IS NULL OR d.bound > max_bound) THEN 'suppressed' WHEN d.month = 2 THEN 'january_february' ELSE 'ok' END,
        format('months_from_ytd:rounding=%s,max_bound=%s', rounding, max_bound)
    FROM difference AS d ORDER BY d.month;
END;
COMMENT ON FUNCTION industry.months_from_ytd(float8[], float8[], float8, float8) IS
'Months from year-to-date values (entry i is the year to month i; January is NULL, February the January-February block): value, growth (Y_m '
'- Y_{m-1}) / (Y_m / (1 + G_m) - Y_{m-1} / (1 + G_{m-1})) - 1, and the error bound that rounding of the published rates leaves, rounding '
'(Y_m + Y_{m-1}) / x_m. Growth with a bound over max_bound is NULL, status suppressed';

CREATE FUNCTION industry.chain_index(growth float8[]) RETURNS float8[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog
AS $$
DECLARE
    level float8 := 1;
    g float8;
    result float8[] := '{}';
BEGIN
    FOREACH g IN ARRAY growth LOOP
        level := level * (1 + g);
        result := result || level;
    END LOOP;
    RETURN result;
END;
$$;
COMMENT ON FUNCTION industry.chain_index(float8[]) IS
'Chained index I_t = I_{t-1}(1 + g_t) of growth rates, base 1 before the first; real level = base level * index. NULL from a missing rate '
'on: a break is not bridged silently';

-- Dictionary

INSERT INTO industry.metric (function_name, metric, name_en, name_zh, formula, parameters, unit, value_range, interpretation_en, interpretation_zh,
    reference) VALUES
('target_progress', 'target_progress', 'progress towards a target', '目标完成进度', '(a - b) / (T - b)',
 '{}', 'fraction', '(-inf, inf)', '1: reached', '1表示已达成', 'standard practice'),
('planned_progress', 'planned_progress', 'planned progress', '计划进度', 'linear t; compound (b (T/b)^t - b) / (T - b); logistic',
 '{"path": "linear", "baseline": null, "target": null, "steepness": 10}', 'fraction', '[0, 1]', 'Where the plan wants to be', '计划应达到的进度',
 'standard practice'),
('planned_value', 'planned_value', 'planned value', '计划应达值', 'b + (T - b) planned progress',
 '{"path": "linear", "steepness": 10}', 'unit of T', '(-inf, inf)', 'Where the plan wants the level to be', '计划应达到的水平', 'standard practice'),
('attainment_probability', 'probability', 'probability of attainment', '目标实现概率',
    'share of draws with forecast x prod(1 + e) >= T, e drawn from past errors',
 '{"periods": 1, "error": "relative", "direction": "at_least", "draws": 10000, "seed": 1}', 'probability', '[0, 1]',
 'Chance to reach the target, if forecasts err as they did',
 '若预测误差分布不变，达到目标的概率', 'Efron 1979'),
('growth_table', 'growth', 'growth of cell, region, industry and whole', '增速表', 'x1 / x0 - 1, NULL where x0 <= 0',
 '{}', 'fraction', '[-1, inf)', 'Growth of each part beside what it is part of', '各部分增速与所属总体增速对照', 'standard practice'),
('pace', 'pace', 'pace', '进度比', 'progress / planned progress',
 '{"path": "linear", "steepness": 10}', 'ratio', '(-inf, inf)', '1 or more: on track', '不小于1表示进度正常', 'standard practice'),
('required_growth', 'required_growth', 'required growth', '所需增速', '(T / a)^(1/n) - 1',
 '{}', 'fraction', '(-1, inf)', 'Growth a period that still reaches the target', '达到目标所需的每期增速', 'standard practice'),
('share_target_growth', 'share_target_growth', 'growth required by a share target', '份额目标所需增速', '(1 + g)(s* / s)^(1/n) - 1',
 '{}', 'fraction', '(-1, inf)', 'Growth of the part that reaches the share while the whole grows', '总量增长时达到份额目标所需增速', 'standard practice'),
('months_to_go', 'months_to_go', 'growth required of the remaining months', '剩余月份所需增速', '((1 + G) B - Y) / (B - B_ytd) - 1',
 '{}', 'fraction', '(-inf, inf)', 'Growth that the rest of the year needs', '全年目标对剩余月份的增速要求', 'standard practice'),
('comparable_growth', 'scope_effect', 'scope effect', '口径影响', 'X / (1 + g) / X_previous - 1',
 '{"tolerance": 0.0005}', 'fraction', '(-1, inf)', 'Not 0: the two levels are on different bases', '不为0表示两期口径不同',
 'practice of the National Bureau of Statistics'),
('growth_sign', 'growth_sign', 'sign of growth on a base that is not positive', '非正基数的增长状态', 'by the signs of both values',
 '{}', 'class', '{growth, turned_profit, turned_loss, loss_narrowed, loss_widened, loss_unchanged, no_denominator}', 'What to say instead of a rate',
 '无法计算增速时的文字表述', 'practice of the National Bureau of Statistics'),
('months_from_ytd', 'growth', 'monthly growth from year-to-date figures', '由累计值推算的当月增速',
    '(Y_m - Y_{m-1}) / (Y_m / (1 + G_m) - Y_{m-1} / (1 + G_{m-1})) - 1',
 '{"ytd_growth": null, "rounding": 0.0005, "max_bound": 0.02}', 'fraction', '(-inf, inf)', 'Growth of the month, within its bound',
 '当月同比增速，误差在bound之内', 'practice of the National Bureau of Statistics'),
('months_from_ytd', 'bound', 'error bound of monthly growth', '当月增速误差界', 'rounding (Y_m + Y_{m-1}) / x_m',
 '{"ytd_growth": null, "rounding": 0.0005, "max_bound": 0.02}', 'fraction', '[0, inf)', 'Uncertainty that rounding of the published rates leaves',
 '公布增速四舍五入造成的误差', 'practice of the National Bureau of Statistics'),
('chain_index', 'chain_index', 'chained index', '链式指数', 'I_t = I_{t-1} (1 + g_t)',
 '{}', 'ratio', '[0, inf)', 'Real level over the base level', '实际水平与基期水平之比', 'practice of the National Bureau of Statistics');
