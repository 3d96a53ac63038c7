-- Convergence and dynamics: dispersion, growth on level, transitions between classes, steadiness, resilience.

CREATE FUNCTION industry.sigma_convergence(m industry.matrix)
RETURNS TABLE (period text, n bigint, sigma float8, coefficient_of_variation float8, change float8, status text, method_id text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 30
BEGIN ATOMIC
    SELECT c.col_key, count(*), stddev_samp(ln(c.value)), industry.coefficient_of_variation(c.value),
        stddev_samp(ln(c.value)) - lag(stddev_samp(ln(c.value))) OVER (ORDER BY c.col_key COLLATE "C"),
        CASE WHEN count(*) < 2 THEN 'missing_input' ELSE 'ok' END, 'sigma_convergence:'
    FROM industry.cells(m) AS c
    WHERE industry.refuse_unless(c.value > 0, 'sigma convergence needs positive levels',
        format('Row "%s", column "%s" has the value %s.', c.row_key, c.col_key, c.value))
    GROUP BY c.col_key ORDER BY c.col_key COLLATE "C";
END;
COMMENT ON FUNCTION industry.sigma_convergence(industry.matrix) IS
'Dispersion of levels over regions (rows) in each period (columns): standard deviation of logarithms (divisor n - 1), coefficient of '
'variation (divisor n), change of sigma on the period before (falling = converging). Values must be positive (22023). Barro and '
'Sala-i-Martin 1992';

CREATE TYPE industry.growth_fit AS (n bigint, intercept float8, slope float8, r_squared float8, se float8, se_hc1 float8, se_hc3 float8, speed float8,
    half_life float8,
    sigma_start float8, sigma_end float8);
COMMENT ON TYPE industry.growth_fit IS
'Result of beta_convergence: number of regions, intercept and slope of yearly log growth on initial log level, R squared, standard errors of '
'the slope (classic, HC1, HC3), speed a year, half-life in years, dispersion of log levels at start and end (divisor n - 1); NULL where '
'undefined';

CREATE FUNCTION industry.growth_add(state bytea, start_level float8, end_level float8, years float8) RETURNS bytea
AS 'MODULE_PATHNAME', 'pgi_growth_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION industry.growth_add(bytea, float8, float8, float8) IS 'Transition function of beta_convergence';
CREATE FUNCTION industry.growth_combine(state bytea, other bytea) RETURNS bytea
AS 'MODULE_PATHNAME', 'pgi_growth_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION industry.growth_combine(bytea, bytea) IS 'Combine function of beta_convergence';
CREATE FUNCTION industry.growth_final(state bytea) RETURNS industry.growth_fit
AS 'MODULE_PATHNAME', 'pgi_growth_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION industry.growth_final(bytea) IS 'Final function of beta_convergence; 22P03 for bytes that are no state';

CREATE AGGREGATE industry.beta_convergence(start_level float8, end_level float8, years float8) (
    SFUNC = industry.growth_add, STYPE = bytea, COMBINEFUNC = industry.growth_combine, FINALFUNC = industry.growth_final,
    SSPACE = 4096, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.beta_convergence(float8, float8, float8) IS
'Regression of yearly log growth ln(end / start) / years on ln(start) over regions: slope (negative = converging), speed -ln(1 + slope '
'years) / years, half-life ln 2 / speed, classic and heteroscedasticity-robust standard errors. Rows with a NULL are left out; levels must '
'be positive. The same bits in every order and grouping; at most 16,777,216 regions (54000). Barro and Sala-i-Martin 1992, White 1980';

-- Transitions

CREATE FUNCTION industry.class_levels(m industry.matrix, breaks float8[], relative boolean)
RETURNS TABLE (region text, number bigint, value float8, class integer)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
    WITH period AS (
        SELECT t.col_key, t.total, row_number() OVER (ORDER BY t.col_key COLLATE "C") AS number FROM industry.col_totals(m) AS t
    ), level AS (
        SELECT c.row_key AS region, p.number,
            CASE WHEN relative THEN c.value / nullif(p.total / count(*) OVER (PARTITION BY c.col_key), 0) ELSE c.value END AS value
        FROM industry.cells(m) AS c JOIN period AS p ON p.col_key = c.col_key
        WHERE industry.refuse_unless(cardinality(breaks) > 0 AND (SELECT bool_and(b IS NOT NULL AND (before IS NULL OR before < b))
            FROM (SELECT b, lag(b) OVER (ORDER BY i) AS before FROM unnest(breaks) WITH ORDINALITY AS u(b, i)) AS s),
            'breaks must be ascending numbers', 'They are ' || breaks::text || '.')
    )
    SELECT l.region, l.number, l.value, 1 + width_bucket(l.value, breaks) FROM level AS l;
END;
COMMENT ON FUNCTION industry.class_levels(industry.matrix, float8[], boolean) IS
'Helper: every region''s value and class in each period (number, in byte order of the columns): class 1 below the first break, k + 1 from '
'break k on. relative => true divides by the period''s mean';

CREATE FUNCTION industry.transition_probability(n bigint, n_from numeric, same boolean, zero_row text) RETURNS float8
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN NOT industry.refuse_option('zero_row', zero_row, '{"null",zero,stay}') THEN NULL WHEN n_from > 0 THEN n / n_from::float8
        WHEN zero_row = 'zero' THEN 0 WHEN zero_row = 'stay' THEN same::integer END;
COMMENT ON FUNCTION industry.transition_probability(bigint, numeric, boolean, text) IS
'Helper: n of n_from moves; of a class that nobody left NULL, 0, or 1 on the diagonal, as zero_row says';

CREATE FUNCTION industry.markov_transition(m industry.matrix, breaks float8[], relative boolean DEFAULT false, zero_row text DEFAULT 'null')
RETURNS TABLE (from_class integer, to_class integer, n bigint, probability float8, method_id text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 25
BEGIN ATOMIC
    WITH level AS MATERIALIZED (
        SELECT * FROM industry.class_levels(m, breaks, relative)
    ), move AS (
        SELECT a.class AS f, b.class AS t, count(*) AS n
        FROM level AS a JOIN level AS b ON b.region = a.region AND b.number = a.number + 1
        GROUP BY a.class, b.class
    )
    SELECT f, t, coalesce(c.n, 0), industry.transition_probability(coalesce(c.n, 0), sum(c.n) OVER (PARTITION BY f), f = t, zero_row),
        format('markov_transition:breaks=%s,relative=%s,zero_row=%s', breaks, relative::text, zero_row)
    FROM industry.numbers_to(cardinality(breaks) + 1) AS f CROSS JOIN industry.numbers_to(cardinality(breaks) + 1) AS t
    LEFT JOIN move AS c USING (f, t)
    ORDER BY f, t;
END;
COMMENT ON FUNCTION industry.markov_transition(industry.matrix, float8[], boolean, text) IS
'How often regions (rows) move between classes of values from one period (column) to the next: counts and row probabilities. relative => '
'true divides by the period''s mean first. Probabilities of a class that nobody left: zero_row null (default), zero, or stay (1 on the '
'diagonal). Quah 1993';

CREATE FUNCTION industry.spatial_markov(m industry.matrix, neighbours industry.matrix, breaks float8[], relative boolean DEFAULT false,
    zero_row text DEFAULT 'null')
RETURNS TABLE (neighbour_class integer, from_class integer, to_class integer, n bigint, probability float8, method_id text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 125
BEGIN ATOMIC
    WITH level AS MATERIALIZED (
        SELECT * FROM industry.class_levels(m, breaks, relative)
    ), around AS (
        SELECT w.row_key AS region, b.number, sum(w.value * b.value ORDER BY w.col_key COLLATE "C") / nullif(sum(w.value
            ORDER BY w.col_key COLLATE "C"), 0) AS value
        FROM industry.neighbour_weights(m, neighbours) AS w JOIN level AS b ON b.region = w.col_key
        GROUP BY w.row_key, b.number
    ), move AS (
        SELECT 1 + width_bucket(s.value, breaks) AS s, a.class AS f, b.class AS t, count(*) AS n
        FROM level AS a JOIN level AS b ON b.region = a.region AND b.number = a.number + 1
        JOIN around AS s ON s.region = a.region AND s.number = a.number
        GROUP BY 1, 2, 3
    )
    SELECT s, f, t, coalesce(c.n, 0), industry.transition_probability(coalesce(c.n, 0), sum(c.n) OVER (PARTITION BY s, f), f = t, zero_row),
        format('spatial_markov:breaks=%s,relative=%s,zero_row=%s', breaks, relative::text, zero_row)
    FROM industry.numbers_to(cardinality(breaks) + 1) AS s CROSS JOIN industry.numbers_to(cardinality(breaks) + 1) AS f
    CROSS JOIN industry.numbers_to(cardinality(breaks) + 1) AS t
    LEFT JOIN move AS c USING (s, f, t)
    ORDER BY s, f, t;
END;
COMMENT ON FUNCTION industry.spatial_markov(industry.matrix, industry.matrix, float8[], boolean, text) IS
'Class transitions told apart by the class of the neighbours'' weighted mean at the start (weights: region by region matrix, not negative, '
'rows need not add up to 1, the diagonal is ignored; a neighbour without a value in a period is left out of its mean); regions without a '
'neighbour are left out. zero_row as in markov_transition. Rey 2001';

CREATE FUNCTION industry.average_growth(growth float8[], mean text DEFAULT 'geometric') RETURNS float8
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (SELECT CASE WHEN bool_or(g IS NULL) THEN NULL WHEN average_growth.mean = 'arithmetic' THEN avg(g)
            WHEN min(g) > -1 THEN exp(avg(ln(CASE WHEN g > -1 THEN 1 + g END))) - 1 WHEN min(g) = -1 THEN -1 END
        FROM unnest(growth) AS g
        WHERE industry.refuse_option('mean', average_growth.mean, '{geometric,arithmetic}'));
COMMENT ON FUNCTION industry.average_growth(float8[], text) IS
'Mean of yearly growth rates (fractions): geometric (what compounds to the same end) or arithmetic; they differ. NULL if one is NULL, below '
'-1, or there are none';

-- Steadiness and resilience

CREATE FUNCTION industry.diffusion_index(changes float8[], tolerance float8 DEFAULT 0) RETURNS float8
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (SELECT sum(CASE WHEN c > tolerance THEN 1.0::float8 WHEN c >= -tolerance THEN 0.5 ELSE 0 END) / count(c) FROM unnest(changes) AS c WHERE c IS NOT NULL);
COMMENT ON FUNCTION industry.diffusion_index(float8[], float8) IS
'Share of rising series plus half the share of unchanged ones (within +- tolerance), 0 to 1: above 0.5 growth is broad. NULL changes are '
'left out; NULL for none';

CREATE FUNCTION industry.resistance(region_change float8, nation_change float8, epsilon float8 DEFAULT 0.001) RETURNS float8
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN abs(nation_change) >= epsilon THEN (region_change - nation_change) / abs(nation_change) END;
COMMENT ON FUNCTION industry.resistance(float8, float8, float8) IS
'Resistance to a contraction (dE_r / E_r - g_n) / |g_n|, both changes as fractions: above 0 the region held better than the nation. NULL '
'where |g_n| < epsilon. Martin 2012';

CREATE FUNCTION industry.recoverability(region_change float8, nation_change float8, epsilon float8 DEFAULT 0.001) RETURNS float8
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN abs(nation_change) >= epsilon THEN (region_change - nation_change) / abs(nation_change) END;
COMMENT ON FUNCTION industry.recoverability(float8, float8, float8) IS
'Recovery in an expansion (dE_r / E_r - g_n) / |g_n|, both changes as fractions: above 0 the region recovered faster than the nation. NULL '
'where |g_n| < epsilon. Martin 2012';

CREATE FUNCTION industry.robust_z_scores("values" float8[])
RETURNS TABLE (number bigint, value float8, z float8, method_id text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 30
BEGIN ATOMIC
    WITH centre AS (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY v) AS median FROM unnest("values") AS v),
        spread AS (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(v - c.median)) AS mad FROM unnest("values") AS v, centre AS c)
    SELECT u.number, u.value, industry.robust_z(u.value, c.median, s.mad), 'robust_z_scores:'
    FROM unnest("values") WITH ORDINALITY AS u(value, number), centre AS c, spread AS s ORDER BY u.number;
END;
COMMENT ON FUNCTION industry.robust_z_scores(float8[]) IS
'Distance of each value of a series from the median in robust standard deviations (1.4826 MAD); NULL where the MAD is zero. Hampel 1974';

CREATE FUNCTION industry.cusum(z float8[], k float8 DEFAULT 0.5) RETURNS float8[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog
AS $$
DECLARE
    s float8 := 0;
    v float8;
    result float8[] := '{}';
BEGIN
    FOREACH v IN ARRAY z LOOP
        s := greatest(0, s + coalesce(v - k, 0));
        result := result || s;
    END LOOP;
    RETURN result;
END;
$$;
COMMENT ON FUNCTION industry.cusum(float8[], float8) IS
'One-sided cumulative sum S_t = max(0, S_{t-1} + z_t - k) of standardised values: grows while they stay above k; a NULL leaves it as it is. Page 1954';

CREATE FUNCTION industry.momentum("values" float8[], short integer DEFAULT 3, long integer DEFAULT 12) RETURNS float8
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (SELECT CASE WHEN count(*) >= long AND long > 0 AND short > 0 AND count(u.v)
    FILTER (WHERE u.i > cardinality("values") - greatest(short, long)) = greatest(short, long)
        THEN avg(u.v) FILTER (WHERE u.i > cardinality("values") - short) / nullif(avg(u.v) FILTER (WHERE u.i > cardinality("values") - long), 0) END
    FROM unnest("values") WITH ORDINALITY AS u(v, i));
COMMENT ON FUNCTION industry.momentum(float8[], integer, integer) IS
'Mean of the last short values over the mean of the last long ones; above 1 = gaining. NULL with fewer values, with a NULL among them, or a zero mean';

-- Dictionary

INSERT INTO industry.metric (function_name, metric, name_en, name_zh, formula, parameters, unit, value_range, interpretation_en, interpretation_zh,
    reference) VALUES
('sigma_convergence', 'sigma', 'sigma convergence', 'σ收敛', 'sd(ln x), divisor n - 1',
 '{}', 'log points', '[0, inf)', 'Falling over time: converging', '随时间下降表示收敛', 'Barro and Sala-i-Martin 1992'),
('beta_convergence', 'slope', 'beta convergence', 'β收敛', 'slope of ln(x_T / x_0) / T on ln x_0',
 '{}', 'per year', '(-inf, inf)', 'Negative: poorer regions grow faster', '为负表示落后地区增长更快', 'Barro and Sala-i-Martin 1992'),
('beta_convergence', 'speed', 'speed of convergence', '收敛速度', '-ln(1 + slope T) / T',
 '{}', 'per year', '(-inf, inf)', 'Share of the gap closed in a year', '每年缩小差距的比例', 'Barro and Sala-i-Martin 1992'),
('beta_convergence', 'half_life', 'half-life', '半程收敛时间', 'ln 2 / speed',
 '{}', 'year', '(0, inf)', 'Years until half of the gap is closed', '差距缩小一半所需年数', 'Barro and Sala-i-Martin 1992'),
('markov_transition', 'probability', 'Markov transition', '马尔可夫转移概率', 'n_ab / sum_b n_ab',
 '{"relative": false, "zero_row": "null"}', 'fraction', '[0, 1]', 'Chance to be in class b one period after class a', '由a类转入b类的概率', 'Quah 1993'),
('spatial_markov', 'probability', 'spatial Markov transition', '空间马尔可夫转移概率', 'n_ab|s / sum_b n_ab|s, s = class of the neighbours',
 '{"relative": false, "zero_row": "null"}', 'fraction', '[0, 1]', 'Whether neighbours help or hinder to move up', '邻域类型对跃迁概率的影响', 'Rey 2001'),
('average_growth', 'average_growth', 'average growth', '平均增速', 'geometric: prod(1 + g)^(1/n) - 1; arithmetic: mean g',
 '{"mean": "geometric"}', 'fraction', '[-1, inf)', 'Growth a year that gives the same result', '达到同样结果的年均增速', 'standard practice'),
('diffusion_index', 'diffusion_index', 'diffusion index', '扩散指数', 'share up + share unchanged / 2',
 '{"tolerance": 0}', 'fraction', '[0, 1]', 'Above 0.5: growth is broad', '大于0.5表示增长面广', 'standard practice'),
('resistance', 'resistance', 'resistance', '抵抗力', '(dE_r / E_r - g_n) / |g_n|',
 '{"epsilon": 0.001}', 'ratio', '(-inf, inf)', 'Above 0: held better than the nation', '大于0表示抗冲击能力强于全国', 'Martin 2012'),
('recoverability', 'recoverability', 'recoverability', '恢复力', '(dE_r / E_r - g_n) / |g_n|',
 '{"epsilon": 0.001}', 'ratio', '(-inf, inf)', 'Above 0: recovered faster than the nation', '大于0表示恢复快于全国', 'Martin 2012'),
('robust_z_scores', 'z', 'robust z', '稳健Z值', '(x - median) / (1.4826 MAD)',
 '{}', 'standard deviation', '(-inf, inf)', 'Beyond 3: unusual', '绝对值大于3为异常', 'Hampel 1974'),
('cusum', 'cusum', 'cumulative sum', '累积和', 'S_t = max(0, S_{t-1} + z_t - k)',
 '{"k": 0.5}', 'standard deviation', '[0, inf)', 'Grows while values stay high', '持续偏高时累积增大', 'Page 1954'),
('momentum', 'momentum', 'momentum', '动量', 'mean of the last short values / mean of the last long values',
 '{"short": 3, "long": 12}', 'ratio', '(-inf, inf)', 'Above 1: gaining', '大于1表示增势加快', 'standard practice');
