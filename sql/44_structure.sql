-- Structure: shares and their change, contributions to growth, three industries, ranks, first crossings.
--
-- m0 and m1 are region by industry matrices of two times. Their labels are joined by union: what one of them lacks is zero
-- there. A ratio with a zero denominator is NULL, with a status.

CREATE FUNCTION industry.paired_cells(m0 industry.matrix, m1 industry.matrix, non_negative boolean DEFAULT true)
RETURNS TABLE (region text, industry text, value0 float8, value1 float8, region0 float8, region1 float8,
    industry0 float8, industry1 float8, total0 float8, total1 float8)
AS 'MODULE_PATHNAME', 'pgi_paired_cells' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 1000;
COMMENT ON FUNCTION industry.paired_cells(industry.matrix, industry.matrix, boolean) IS
'Helper: the cells of two matrices side by side (union of labels and of cells, an absent cell is 0) with the exact totals of their region, '
'their industry and the whole. non_negative => true refuses negative values (22023)';

CREATE FUNCTION industry.paired_cells(m0 industry.matrix, m1 industry.matrix, reference0 industry.matrix, reference1 industry.matrix,
    non_negative boolean DEFAULT true)
RETURNS TABLE (region text, industry text, value0 float8, value1 float8, region0 float8, region1 float8,
    industry0 float8, industry1 float8, total0 float8, total1 float8)
AS 'MODULE_PATHNAME', 'pgi_paired_cells' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 1000;
COMMENT ON FUNCTION industry.paired_cells(industry.matrix, industry.matrix, industry.matrix, industry.matrix, boolean) IS
'Helper: the cells of m0 and m1 side by side as in paired_cells(m0, m1), but industry and whole totals are those of two reference matrices '
'(the nation), by industry label';

CREATE FUNCTION industry.refuse_option(option text, value text, valid text[]) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog
AS $$
BEGIN
    IF value IS NULL OR value = ANY (valid) THEN
        RETURN true;
    END IF;
    RAISE EXCEPTION 'unknown % "%"', option, left(value, 64)
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Valid values: ' || array_to_string(valid, ', ') || '.';
END;
$$;
COMMENT ON FUNCTION industry.refuse_option(text, text, text[]) IS
'Helper: true for a valid or NULL value of an option, else error 22023 with the valid ones in the hint';

CREATE FUNCTION industry.refuse_unless(condition boolean, message text, detail text DEFAULT NULL, hint text DEFAULT NULL) RETURNS boolean
AS 'MODULE_PATHNAME', 'pgi_refuse_unless' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION industry.refuse_unless(boolean, text, text, text) IS
'Helper: true unless a condition on arguments is false, then error 22023 with the detail and hint there are; a condition that is NULL holds';

CREATE FUNCTION industry.numbers_to(n integer) RETURNS SETOF integer
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 5
BEGIN ATOMIC
    SELECT i FROM generate_series(1, n) AS i;
END;
COMMENT ON FUNCTION industry.numbers_to(integer) IS
'Helper: 1 to n for a few classes or steps; unlike generate_series it is not taken for a thousand rows, products of which the planner would compile';

CREATE FUNCTION industry.refuse_strangers(own text[], other text[]) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog
AS $$
BEGIN
    IF own && other OR own = '{}' OR other = '{}' THEN
        RETURN true;
    END IF;
    RAISE EXCEPTION 'matrices have no label in common' USING ERRCODE = 'invalid_parameter_value',
        DETAIL = format('The first label of one is "%s", that of the other "%s".', own[1], other[1]),
        HINT = 'Use the same codes in both, and see that neither is transposed.';
END;
$$;
COMMENT ON FUNCTION industry.refuse_strangers(text[], text[]) IS
'Helper: true where two lists of labels have one in common or one is empty, else error 22023 with the first label of both';

CREATE FUNCTION industry.neighbour_weights(m industry.matrix, neighbours industry.matrix)
RETURNS TABLE (row_key text, col_key text, value float8)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
    SELECT w.row_key, w.col_key, w.value FROM industry.cells(neighbours) AS w
    WHERE w.col_key <> w.row_key
        AND industry.refuse_strangers(industry.row_keys(m), industry.row_keys(neighbours))
        AND industry.refuse_strangers(industry.row_keys(m), industry.col_keys(neighbours))
        AND industry.refuse_unless(w.value >= 0, 'a weight is negative', format('Row "%s", column "%s" has the value %s.', w.row_key, w.col_key, w.value));
END;
COMMENT ON FUNCTION industry.neighbour_weights(industry.matrix, industry.matrix) IS
'Helper: weights between different regions; negative ones, and regions all unknown to m, are an error (22023)';

-- Shares and growth

CREATE FUNCTION industry.growth_contribution(m0 industry.matrix, m1 industry.matrix, published industry.matrix, g_min float8 DEFAULT 0.0005)
RETURNS TABLE (region text, industry text, value0 float8, value1 float8, share0 float8, share1 float8, growth float8,
    region_growth float8, pull float8, contribution float8, lead float8, residual float8, status text, method_id text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
    SELECT p.region, p.industry, p.value0, p.value1, b.share0, p.value1 / nullif(p.region1, 0),
        CASE WHEN p.value0 > 0 THEN p.value1 / p.value0 - 1 END, g.growth,
        CASE WHEN p.region0 > 0 THEN (p.value1 - p.value0) / p.region0 END,
        CASE WHEN abs(g.growth) >= g_min AND g.growth <> 0
            THEN CASE WHEN t.published IS NULL THEN (p.value1 - p.value0) / (p.region1 - p.region0)
                WHEN p.region0 > 0 THEN (p.value1 - p.value0) / p.region0 / t.published END END,
        g.a + (g.a - 1) / nullif(g.growth, 0), t.published - b.growth,
        CASE WHEN p.region0 <= 0 THEN 'no_denominator' WHEN p.value0 = 0 THEN 'new_activity' WHEN p.value1 = 0 THEN 'vanished_activity' ELSE 'ok' END,
        format('growth_contribution:published=%s,g_min=%s', CASE WHEN industry.n_cells(growth_contribution.published) > 0 THEN 'argument'
            ELSE 'self' END, g_min)
    FROM industry.paired_cells(m0, m1, false) AS p
    LEFT JOIN industry.cells(growth_contribution.published) AS c ON c.row_key = p.region,
        LATERAL (SELECT c.value AS published) AS t,
        LATERAL (SELECT CASE WHEN p.region0 > 0 THEN p.region1 / p.region0 - 1 END AS growth, p.value0 / nullif(p.region0, 0) AS share0) AS b,
        LATERAL (SELECT coalesce(t.published, b.growth) AS growth, (p.value1 / nullif(p.region1, 0)) / nullif(b.share0, 0) AS a) AS g
    WHERE industry.refuse_strangers(industry.row_keys(m0), industry.row_keys(growth_contribution.published))
        AND industry.refuse_unless(industry.n_cols(growth_contribution.published) = 1,
            'published growth must have one column', format('It has %s columns.', industry.n_cols(growth_contribution.published)));
END;
COMMENT ON FUNCTION industry.growth_contribution(industry.matrix, industry.matrix, industry.matrix, float8) IS
'growth_contribution(m0, m1) against the published growth of each region (regions by one column): for chained volumes, m1 at the prices of '
'the year of m0. contribution = pull / published growth; residual = published growth less the sum of the pulls, what chaining leaves over '
'(NULL where none is published)';

CREATE FUNCTION industry.growth_contribution(m0 industry.matrix, m1 industry.matrix, g_min float8 DEFAULT 0.0005)
RETURNS TABLE (region text, industry text, value0 float8, value1 float8, share0 float8, share1 float8, growth float8,
    region_growth float8, pull float8, contribution float8, lead float8, residual float8, status text, method_id text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
    SELECT * FROM industry.growth_contribution(m0, m1, '{"rows":[],"cols":["growth"],"cells":[]}', g_min);
END;
COMMENT ON FUNCTION industry.growth_contribution(industry.matrix, industry.matrix, float8) IS
'What each part gave to the growth of its region: shares, growth, pull (x1 - x0) / X0 (its sum is the growth, a fraction), contribution pull '
'/ growth (sums to 1; NULL where |growth| < g_min), lead coefficient a + (a - 1) / growth with a = share1 / share0. NULL where a base is '
'zero or negative. Practice of the National Bureau of Statistics';

CREATE FUNCTION industry.structural_change(m0 industry.matrix, m1 industry.matrix, weights text DEFAULT 'end', growth text DEFAULT 'auto',
    years float8 DEFAULT 1)
RETURNS TABLE (region text, moore float8, theta float8, theta_degrees float8, nav float8, k float8, lilien float8, growth_form text,
    status text, method_id text)
AS 'MODULE_PATHNAME', 'pgi_structural_change_of' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 100;
COMMENT ON FUNCTION industry.structural_change(industry.matrix, industry.matrix, text, text, float8) IS
'Change of each region''s structure: Moore cosine of the two share vectors and its angle (radian, degree, 0 = no change), half-sum of share '
'changes nav (0 to 1), k = sum of |share change| a year, Lilien sigma sqrt(sum w (dln x_i - dln X)^2) with weights of end, start or average '
'shares. growth => auto takes logarithms, and midpoint rates 2 (x1 - x0) / (x1 + x0) for every part where one part is zero. Moore 1978, '
'Lilien 1982';

-- Three industries

CREATE FUNCTION industry.three_industry_shares(m industry.matrix)
RETURNS TABLE (region text, total float8, value1 float8, value2 float8, value3 float8)
AS 'MODULE_PATHNAME', 'pgi_three_industry_shares' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 100;
COMMENT ON FUNCTION industry.three_industry_shares(industry.matrix) IS
'Helper: values of the three industries in each region of a region by industry matrix (columns 1, 2, 3 or industry codes: 22P02 if malformed, '
'22023 for the split sections A, B, C)';

CREATE FUNCTION industry.three_industry_structure(m industry.matrix)
RETURNS TABLE (region text, total float8, share1 float8, share2 float8, share3 float8, upgrading float8, layer float8,
    theta1 float8, theta2 float8, theta3 float8, angle_index float8, status text, method_id text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 100
BEGIN ATOMIC
    SELECT v.region, v.total, s.s1, s.s2, s.s3, v.value3 / nullif(v.value2, 0), s.s1 + 2 * s.s2 + 3 * s.s3,
        a.t1, a.t2, a.t3, 3 * a.t1 + 2 * a.t2 + a.t3,
        CASE WHEN v.total = 0 OR v.value2 = 0 THEN 'no_denominator' ELSE 'ok' END, 'three_industry_structure:'
    FROM industry.three_industry_shares(m) AS v,
        LATERAL (SELECT v.value1 / nullif(v.total, 0) AS s1, v.value2 / nullif(v.total, 0) AS s2, v.value3 / nullif(v.total, 0) AS s3) AS s,
        LATERAL (SELECT atan2(sqrt(s.s2 * s.s2 + s.s3 * s.s3), s.s1) AS t1, atan2(sqrt(s.s1 * s.s1 + s.s3 * s.s3), s.s2) AS t2,
            atan2(sqrt(s.s1 * s.s1 + s.s2 * s.s2), s.s3) AS t3) AS a;
END;
COMMENT ON FUNCTION industry.three_industry_structure(industry.matrix) IS
'Three industries of each region (columns 1, 2, 3 or industry codes): shares, upgrading Y3 / Y2, layer coefficient sum i y_i (1 to 3), '
'angles to the axes (radian) and angle index W = 3 t1 + 2 t2 + t3 (3 pi / 2 to 5 pi / 2; higher = more services). NULL where a denominator '
'is zero. Fu 2010';

CREATE FUNCTION industry.three_industry_productivity(m industry.matrix, employment industry.matrix)
RETURNS TABLE (region text, productivity1 float8, productivity2 float8, productivity3 float8, dual_contrast float8,
    rationalisation float8, deviation float8, rationalisation_inverse float8, status text, method_id text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 100
BEGIN ATOMIC
    SELECT v.region, s.y1 / nullif(s.l1, 0), s.y2 / nullif(s.l2, 0), s.y3 / nullif(s.l3, 0),
        (s.y1 / nullif(s.l1, 0)) / nullif((s.y2 + s.y3) / nullif(s.l2 + s.l3, 0), 0),
        r.theil,
        CASE WHEN v.total > 0 AND NOT n.no_labour THEN CASE WHEN s.l1 > 0 THEN abs(s.y1 / s.l1 - 1) ELSE 0 END + CASE
            WHEN s.l2 > 0 THEN abs(s.y2 / s.l2 - 1) ELSE 0 END
            + CASE WHEN s.l3 > 0 THEN abs(s.y3 / s.l3 - 1) ELSE 0 END END,
        1 / nullif(r.theil, 0),
        CASE WHEN v.total = 0 OR l.total IS NULL OR l.total = 0 THEN 'no_denominator' WHEN n.no_labour THEN 'no_labour' ELSE 'ok' END,
        'three_industry_productivity:'
    FROM industry.three_industry_shares(m) AS v LEFT JOIN industry.three_industry_shares(employment) AS l ON l.region = v.region,
        LATERAL (SELECT v.value1 / nullif(v.total, 0) AS y1, v.value2 / nullif(v.total, 0) AS y2, v.value3 / nullif(v.total, 0) AS y3,
            l.value1 / nullif(l.total, 0) AS l1, l.value2 / nullif(l.total, 0) AS l2, l.value3 / nullif(l.total, 0) AS l3) AS s,
        LATERAL (SELECT (s.l1 = 0 AND s.y1 > 0) OR (s.l2 = 0 AND s.y2 > 0) OR (s.l3 = 0 AND s.y3 > 0) AS no_labour) AS n,
        LATERAL (SELECT CASE WHEN v.total > 0 AND NOT n.no_labour
            THEN CASE WHEN s.y1 > 0 THEN s.y1 * ln(s.y1 / s.l1) ELSE 0 END + CASE WHEN s.y2 > 0 THEN s.y2 * ln(s.y2 / s.l2) ELSE 0 END
                + CASE WHEN s.y3 > 0 THEN s.y3 * ln(s.y3 / s.l3) ELSE 0 END END AS theil) AS r
    WHERE industry.refuse_strangers(industry.row_keys(m), industry.row_keys(employment));
END;
COMMENT ON FUNCTION industry.three_industry_productivity(industry.matrix, industry.matrix) IS
'Output against employment of the three industries: relative labour productivity y_i / l_i, dual contrast (agriculture over the rest), '
'rationalisation Theil sum y_i ln(y_i / l_i) and structural deviation sum |y_i / l_i - 1| (both 0 = balanced), and the inverse of the '
'former, which some print. An industry with output and no labour: NULL, status no_labour. Gan, Zheng and Yu 2011';

CREATE FUNCTION industry.three_industry_movement(m0 industry.matrix, m1 industry.matrix)
RETURNS TABLE (region text, growth float8, growth1 float8, growth2 float8, growth3 float8, growth_sd float8,
    pull1 float8, pull2 float8, pull3 float8, moore_degrees float8, upgrading_change float8, status text, method_id text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 100
BEGIN ATOMIC
    SELECT a.region, b.total / nullif(a.total, 0) - 1, g.g1, g.g2, g.g3,
        CASE WHEN g.g1 IS NOT NULL AND g.g2 IS NOT NULL AND g.g3 IS NOT NULL THEN (SELECT stddev_samp(x) FROM unnest(ARRAY[g.g1, g.g2, g.g3]) AS x) END,
        (b.value1 - a.value1) / nullif(a.total, 0), (b.value2 - a.value2) / nullif(a.total, 0), (b.value3 - a.value3) / nullif(a.total, 0),
        CASE WHEN a.total > 0 AND b.total > 0 THEN degrees(2 * atan2(
            sqrt(power(u.a1 - u.b1, 2) + power(u.a2 - u.b2, 2) + power(u.a3 - u.b3, 2)),
            sqrt(power(u.a1 + u.b1, 2) + power(u.a2 + u.b2, 2) + power(u.a3 + u.b3, 2)))) END,
        b.value3 / nullif(b.value2, 0) - a.value3 / nullif(a.value2, 0),
        CASE WHEN a.total = 0 OR b.total = 0 OR g.g1 IS NULL OR g.g2 IS NULL OR g.g3 IS NULL THEN 'no_denominator' ELSE 'ok' END, 'three_industry_movement:'
    FROM industry.three_industry_shares(m0) AS a JOIN industry.three_industry_shares(m1) AS b ON b.region = a.region,
        LATERAL (SELECT b.value1 / nullif(a.value1, 0) - 1 AS g1, b.value2 / nullif(a.value2, 0) - 1 AS g2, b.value3 / nullif(a.value3, 0) - 1 AS g3) AS g,
        LATERAL (SELECT a.value1 / nullif(a.total, 0) AS a1, a.value2 / nullif(a.total, 0) AS a2, a.value3 / nullif(a.total, 0) AS a3,
            b.value1 / nullif(b.total, 0) AS b1, b.value2 / nullif(b.total, 0) AS b2, b.value3 / nullif(b.total, 0) AS b3) AS s,
        LATERAL (SELECT sqrt(s.a1 * s.a1 + s.a2 * s.a2 + s.a3 * s.a3) AS a, sqrt(s.b1 * s.b1 + s.b2 * s.b2 + s.b3 * s.b3) AS b) AS n,
        LATERAL (SELECT s.a1 / n.a AS a1, s.a2 / n.a AS a2, s.a3 / n.a AS a3, s.b1 / n.b AS b1, s.b2 / n.b AS b2, s.b3 / n.b AS b3) AS u
    WHERE industry.refuse_strangers(industry.row_keys(m0), industry.row_keys(m1));
END;
COMMENT ON FUNCTION industry.three_industry_movement(industry.matrix, industry.matrix) IS
'How the three industries moved between two times, for regions in both: growth of the whole and of each, their standard deviation (divisor n '
'- 1; small = side by side), pull of each, Moore angle in degrees, change of Y3 / Y2. NULL where a base is zero';

-- First crossing

CREATE FUNCTION industry.first_crossing(m industry.matrix, threshold float8, epsilon float8 DEFAULT 0)
RETURNS TABLE (subject text, period text, value float8, previous_value float8, sustained boolean, above_now boolean, place bigint,
    within_rounding boolean, status text, method_id text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 100
BEGIN ATOMIC
    WITH period AS (
        SELECT k AS period, row_number() OVER (ORDER BY k COLLATE "C") AS number FROM unnest(industry.col_keys(m)) AS k
    ), seen AS (
        SELECT c.row_key AS subject, p.period, p.number, c.value,
            lag(c.value) OVER w AS previous, lag(p.number) OVER w AS previous_number, last_value(c.value)
                OVER (w ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS last,
            min(c.value) OVER (w ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS least_from_here
        FROM industry.cells(m) AS c JOIN period AS p ON p.period = c.col_key
        WINDOW w AS (PARTITION BY c.row_key ORDER BY p.number)
    ), crossing AS (
        SELECT DISTINCT ON (subject) * FROM seen
        WHERE value >= threshold AND (previous IS NULL OR previous < threshold)
        ORDER BY subject, number
    ), result AS (
        SELECT k AS subject, c.period, c.number, c.value, c.previous, c.least_from_here >= threshold AS sustained, c.last >= threshold AS above_now,
            CASE WHEN c.subject IS NULL THEN 'not_crossed' WHEN c.previous IS NULL THEN 'crossed_before_start'
                WHEN c.previous_number < c.number - 1 THEN 'crossed_in_gap' ELSE 'ok' END AS status
        FROM unnest(industry.row_keys(m)) AS k LEFT JOIN crossing AS c ON c.subject = k
    )
    SELECT r.subject, CASE WHEN r.status <> 'crossed_before_start' THEN r.period END, r.value, r.previous, r.sustained, r.above_now,
        CASE WHEN r.status IN ('ok', 'crossed_in_gap') THEN dense_rank() OVER (PARTITION BY r.status IN ('ok', 'crossed_in_gap') ORDER BY r.number) END,
        abs(r.value - threshold) < epsilon, r.status, format('first_crossing:threshold=%s,epsilon=%s', threshold, epsilon)
    FROM result AS r ORDER BY r.number, r.subject COLLATE "C";
END;
COMMENT ON FUNCTION industry.first_crossing(industry.matrix, float8, float8) IS
'First period (columns, in byte order) in which each subject (rows) reaches a threshold after being below it: value then and before, whether '
'it stayed there, whether it is there at the end, dense rank among peers. Status crossed_before_start (no period), crossed_in_gap (the '
'period before has no value), not_crossed. epsilon: half a unit of the last published digit; within_rounding says the value is nearer than '
'that to the threshold';

-- Ranks

CREATE FUNCTION industry.peer_ranks(labels text[], "values" float8[], direction text DEFAULT 'desc', rank_kind text DEFAULT 'competition')
RETURNS TABLE (label text, value float8, rank bigint, percentile float8, gap_to_better float8, gap_to_worse float8, n_peers bigint,
    n_missing bigint, method_id text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 100
BEGIN ATOMIC
    WITH peer AS (
        SELECT u.label, u.value, CASE direction WHEN 'asc' THEN -u.value ELSE u.value END AS score
        FROM unnest(labels, "values") AS u(label, value)
        WHERE industry.refuse_option('direction', direction, '{asc,desc}') AND industry.refuse_option('rank_kind', rank_kind, '{competition,dense}')
            AND industry.refuse_unless(cardinality(labels) = cardinality("values"), 'labels and values differ in number',
                format('There are %s labels and %s values.', cardinality(labels), cardinality("values")))
            AND industry.refuse_unless(u.label IS NOT NULL AND (u.value IS NULL OR u.value NOT IN ('NaN', 'Infinity', '-Infinity')),
                'a label is null or a value is not finite', format('Label %s has the value %s.', coalesce(u.label, 'null'), u.value))
    ), ranked AS (
        SELECT p.label, p.value, p.score, count(p.score) OVER () AS n, rank() OVER w AS competition, dense_rank() OVER w AS dense,
            count(*) OVER (PARTITION BY p.score) AS ties,
            min(p.score) OVER (w RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE GROUP) AS next_above,
            max(p.score) OVER (w RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING EXCLUDE GROUP) AS next_below
        FROM peer AS p
        WINDOW w AS (PARTITION BY p.score IS NULL ORDER BY p.score DESC)
    )
    SELECT r.label, r.value, CASE WHEN r.score IS NOT NULL THEN CASE rank_kind WHEN 'dense' THEN r.dense ELSE r.competition END END,
        CASE WHEN r.score IS NOT NULL AND r.n > 1 THEN (r.n - (r.competition - 1) - r.ties + (r.ties - 1) / 2.0::float8) / (r.n - 1) END,
        r.next_above - r.score, r.score - r.next_below, r.n, count(*) OVER () - r.n, format('peer_ranks:direction=%s,rank_kind=%s', direction, rank_kind)
    FROM ranked AS r ORDER BY r.score DESC NULLS LAST, r.label COLLATE "C";
END;
COMMENT ON FUNCTION industry.peer_ranks(text[], float8[], text, text) IS
'Rank of each label among its peers: 1 + number of better ones (or dense), percentile (below + (ties - 1) / 2) / (n - 1) from 0 to 1 = best, '
'gap to the next better and next worse value. A NULL value is a missing peer: counted, never ranked. NULL percentile for a single peer';

CREATE FUNCTION industry.interval_ranks(labels text[], low float8[], high float8[], direction text DEFAULT 'desc')
RETURNS TABLE (label text, low float8, high float8, best_rank bigint, worst_rank bigint, method_id text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 100
BEGIN ATOMIC
    WITH peer AS (
        SELECT u.label, u.low, u.high, u.number, CASE direction WHEN 'asc' THEN -u.high ELSE u.low END AS l,
            CASE direction WHEN 'asc' THEN -u.low ELSE u.high END AS h
        FROM unnest(labels, interval_ranks.low, interval_ranks.high) WITH ORDINALITY AS u(label, low, high, number)
        WHERE industry.refuse_option('direction', direction, '{asc,desc}')
            AND industry.refuse_unless(cardinality(labels) = cardinality(interval_ranks.low) AND cardinality(labels) = cardinality(interval_ranks.high),
                'labels and bounds differ in number', format('There are %s labels.', cardinality(labels)))
            AND industry.refuse_unless(coalesce(u.low <= u.high, true), 'a lower bound exceeds its upper bound', format('Label %s.', u.label))
    )
    SELECT p.label, p.low, p.high,
        CASE WHEN p.l IS NOT NULL AND p.h IS NOT NULL THEN 1 + (SELECT count(*) FROM peer AS q WHERE q.l > p.h) END,
        CASE WHEN p.l IS NOT NULL AND p.h IS NOT NULL THEN 1 + (SELECT count(*) FROM peer AS q WHERE q.number <> p.number AND q.h > p.l) END,
        'interval_ranks:direction=' || direction
    FROM peer AS p ORDER BY p.h DESC NULLS LAST, p.label COLLATE "C";
END;
COMMENT ON FUNCTION industry.interval_ranks(text[], float8[], float8[], text) IS
'Best and worst possible rank of labels whose values are known as intervals: best = 1 + surely better ones, worst = 1 + possibly better '
'ones; NULL where a bound is missing';

-- Dictionary

INSERT INTO industry.metric (function_name, metric, name_en, name_zh, formula, parameters, unit, value_range, interpretation_en, interpretation_zh,
    reference) VALUES
('growth_contribution', 'pull', 'pull', '拉动', '(x1 - x0) / X0',
 '{"g_min": 0.0005}', 'fraction', '(-inf, inf)', 'Part of the growth that comes from this industry; sums to the growth',
 '对增长的拉动，各部分之和等于总增速', 'practice of the National Bureau of Statistics'),
('growth_contribution', 'contribution', 'contribution', '贡献率', '(x1 - x0) / (X1 - X0)',
 '{"g_min": 0.0005}', 'fraction', '(-inf, inf)', 'Share of the growth that this industry explains; sums to 1', '对增长的贡献率，合计为1',
 'practice of the National Bureau of Statistics'),
('growth_contribution', 'lead', 'lead coefficient', '超前系数', 'a + (a - 1) / R, a = share1 / share0, R = growth of the whole',
 '{"g_min": 0.0005}', 'ratio', '(-inf, inf)', 'Above 1: ahead of the whole', '大于1表示超前发展', 'standard practice'),
('structural_change', 'moore', 'Moore coefficient', 'Moore结构变化值', 'sum w0 w1 / (|w0| |w1|)',
 '{"weights": "end", "growth": "auto", "years": 1}', 'ratio', '[0, 1]', '1: the structure has not changed', '1表示结构没有变化', 'Moore 1978'),
('structural_change', 'theta', 'Moore angle', 'Moore结构变动角', 'arccos of the Moore coefficient',
 '{"weights": "end", "growth": "auto", "years": 1}', 'radian', '[0, pi/2]', '0: no change, larger: faster change', '0表示无变化，越大变化越快', 'Moore 1978'),
('structural_change', 'theta_degrees', 'Moore angle in degrees', 'Moore结构变动角（度）', 'theta * 180 / pi',
 '{"weights": "end", "growth": "auto", "years": 1}', 'degree', '[0, 90]', '0: no change, larger: faster change', '0表示无变化，越大变化越快', 'Moore 1978'),
('structural_change', 'nav', 'half-sum of share changes', '结构变动度', 'sum |w1 - w0| / 2',
 '{"weights": "end", "growth": "auto", "years": 1}', 'fraction', '[0, 1]', 'Part of the whole that moved between industries', '在产业间转移的份额',
 'standard practice'),
('structural_change', 'k', 'yearly structural change', '年均结构变化率K', 'sum |w1 - w0| / years',
 '{"weights": "end", "growth": "auto", "years": 1}', 'fraction a year', '[0, 2 / years]', 'Larger: faster change', '越大结构变化越快', 'standard practice'),
('structural_change', 'lilien', 'Lilien index', 'Lilien指数', 'sqrt(sum w (dln x_i - dln X)^2)',
 '{"weights": "end", "growth": "auto", "years": 1}', 'log points', '[0, inf)', '0: all industries grew alike', '0表示各产业同速增长', 'Lilien 1982'),
('three_industry_structure', 'upgrading', 'upgrading', '产业结构高级化', 'Y3 / Y2',
 '{}', 'ratio', '[0, inf)', 'Higher: more services for each unit of industry', '越大服务化程度越高', 'Gan, Zheng and Yu 2011'),
('three_industry_structure', 'layer', 'layer coefficient', '产业结构层次系数', 'y1 + 2 y2 + 3 y3',
 '{}', 'ratio', '[1, 3]', '3: services only', '3表示全部为第三产业', 'standard practice'),
('three_industry_structure', 'angle_index', 'angle index', '产业结构高级化夹角指数', '3 t1 + 2 t2 + t3, t_j = angle of the share vector to axis j',
 '{}', 'radian', '[3 pi / 2, 5 pi / 2]', 'Higher: more service-oriented', '越大越偏向服务业', 'Fu 2010'),
('three_industry_productivity', 'rationalisation', 'rationalisation Theil', '产业结构合理化泰尔指数', 'sum y_i ln(y_i / l_i)',
 '{}', 'nat', '[0, inf)', '0: output and employment are balanced', '0表示产出与就业结构均衡', 'Gan, Zheng and Yu 2011'),
('three_industry_productivity', 'deviation', 'structural deviation', '结构偏离度', 'sum |y_i / l_i - 1|',
 '{}', 'ratio', '[0, inf)', '0: equal productivity', '0表示各产业劳动生产率相等', 'standard practice'),
('three_industry_productivity', 'productivity', 'relative labour productivity', '比较劳动生产率', 'y_i / l_i',
 '{}', 'ratio', '[0, inf)', '1: as the whole', '1表示与全部产业平均相同', 'standard practice'),
('three_industry_productivity', 'dual_contrast', 'dual contrast', '二元对比系数', '(y1 / l1) / ((y2 + y3) / (l2 + l3))',
 '{}', 'ratio', '[0, inf)', '1: no gap between agriculture and the rest', '1表示农业与非农产业无差距', 'standard practice'),
('three_industry_movement', 'growth_sd', 'spread of growth', '三次产业增速离散度', 'sd(g1, g2, g3), divisor 2',
 '{}', 'fraction', '[0, inf)', 'Small: the three industries move side by side', '越小三次产业越协同', 'standard practice'),
('first_crossing', 'period', 'first crossing', '首次突破', 'min{t : v_t >= threshold and v_{t-1} < threshold}',
 '{"epsilon": 0}', 'period', 'any', 'When the level was passed, and in which place among peers', '首次越过门槛的时期与位次', 'standard practice'),
('peer_ranks', 'rank', 'rank among peers', '同类位次', '1 + number of better',
 '{"direction": "desc", "rank_kind": "competition"}', 'count', '[1, inf)', '1: best', '1为最优', 'standard practice'),
('peer_ranks', 'percentile', 'percentile among peers', '同类百分位', '(below + (ties - 1) / 2) / (n - 1)',
 '{"direction": "desc", "rank_kind": "competition"}', 'fraction', '[0, 1]', '1: best', '1为最优', 'standard practice'),
('interval_ranks', 'best_rank', 'best and worst rank of intervals', '区间位次', 'best: 1 + #{low_j > high_i}; worst: 1 + #{j <> i: high_j > low_i}',
 '{"direction": "desc"}', 'count', '[1, n]', 'A range of ranks that the uncertainty of the values allows', '数值不确定时位次的可能范围', 'standard practice');
