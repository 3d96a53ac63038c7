-- Questions about enterprises: the above-scale stock, tiers and their rank, the technology pipeline, the pool for venture capital.

INSERT INTO industry.registry_template (kind, name, position, comment_zh, comment_en, body) VALUES
('function', 'enterprise_stock', 3500, '规上企业存量、进入、退出',
    'Above-scale stock at a date by prefecture, county, industry, size or division: entries and exits since a year before, like for like, rates; industry: of a code alone, C is manufacturing', $t$
FUNCTION {s}.enterprise_stock(division text DEFAULT NULL, as_of date DEFAULT NULL, by text DEFAULT 'prefecture', since date DEFAULT NULL,
    vintage date DEFAULT NULL, industry text DEFAULT NULL)
RETURNS TABLE (group_code text, region_code text, period_start date, period_end date, n bigint, entered bigint, left_since bigint,
    like_for_like bigint, n_before bigint, net bigint,
    share float8, entry_rate float8, exit_rate float8, turnover_rate float8)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 20 SET search_path = {path}
AS $f$
DECLARE
    scope industry.division_code := {s}.known_division(division);
    until date := coalesce(as_of, {s}.as_of());
    begun date := coalesce(since, until - interval '1 year');
    seen date := coalesce(vintage, {s}.vintage());
    -- an enterprise is looked up only where its division or industry matters
    everyone boolean := {s}.holds_all(scope) AND industry IS NULL;
    -- what is known for ever is the version that none has followed
    version text := CASE WHEN seen = 'infinity' THEN '%1$s.known_to IS NULL'
        ELSE '%1$s.known_from <= $3 AND (%1$s.known_to IS NULL OR %1$s.known_to > $3)' END;
    key text;
BEGIN
    key := CASE by
        WHEN 'total' THEN '''''::text' WHEN 'prefecture' THEN 'e.division' WHEN 'county' THEN 'e.division'
        WHEN 'industry' THEN 'e.industry' WHEN 'size' THEN 'e.size_class' END;
    IF key IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = format('unknown grouping "%s"', left(by, 64)),
            HINT = 'Valid are total, prefecture, county, industry, size.';
    END IF;
    -- counted by the stored code first, then by the group that the code belongs to. One whose state ends and begins anew in between, as
    -- yearly lists have it, neither left nor entered
    RETURN QUERY EXECUTE format(
        'SELECT %1$s, %2$L::text, $1, $2, sum(x.n)::bigint, sum(x.entered)::bigint, sum(x.gone)::bigint, (sum(x.n) - sum(x.entered))::bigint, sum(x.before)::bigint, (sum(x.entered) - sum(x.gone))::bigint,
                (sum(x.n) / NULLIF(sum(sum(x.n)) OVER (), 0))::float8, (sum(x.entered) / NULLIF(sum(x.before), 0))::float8,
                (sum(x.gone) / NULLIF(sum(x.before), 0))::float8,
                ((sum(x.entered) + sum(x.gone)) / NULLIF(sum(x.before), 0))::float8
         FROM (SELECT %3$s AS key, count(*) FILTER (WHERE t.valid @> $2) AS n, count(*) FILTER (WHERE t.valid @> $2 AND NOT t.valid @> $1) AS entered,
                      count(*) FILTER (WHERE t.valid @> $1 AND NOT t.valid @> $2) AS gone, count(*) FILTER (WHERE t.valid @> $1) AS before
               FROM %4$I.enterprise_state t %5$s
               WHERE t.state = ''above_scale'' AND %6$s
               GROUP BY %3$s
               UNION ALL
               SELECT %3$s, 0, -count(*), -count(*), 0
               FROM %4$I.enterprise_state t JOIN %4$I.enterprise_state o ON o.uscc = t.uscc AND o.state = t.state AND o.valid @> $1 AND NOT o.valid @> $2 %5$s
               WHERE t.state = ''above_scale'' AND t.valid @> $2 AND NOT t.valid @> $1 AND %6$s AND %7$s
               GROUP BY %3$s) x
         GROUP BY 1 HAVING sum(x.n) + sum(x.gone) > 0 ORDER BY 1',
        CASE by WHEN 'prefecture' THEN 'coalesce(industry.prefecture(x.key), x.key)::text'
            WHEN 'industry' THEN 'industry.ancestor(x.key, LEAST(industry.level(x.key), 2))::text' ELSE 'x.key::text' END,
        scope::text, key, {schema},
        CASE WHEN by = 'total' AND everyone THEN ''
            ELSE format('JOIN %I.enterprise e ON e.uscc = t.uscc', {schema}) || CASE WHEN everyone THEN '' ELSE ' AND e.division <@ $4' END
                || CASE WHEN industry IS NULL THEN '' ELSE ' AND e.industry <@ $5' END END,
        format(version, 't'), format(version, 'o'))
    USING begun, until, seen, scope, industry::industry.industry_code;
END
$f$
$t$),
('view', 'enterprise_stock', 3501, '各市规上企业存量、进入与退出', 'Above-scale enterprises of each prefecture: stock, entries, exits', $t$
SELECT s.group_code AS region_code, industry.label(r.name_zh, r.name_en, {lang}) AS region_name, r.level AS region_level, s.period_start,
    s.period_end, 'date'::text AS period_type, extract(year FROM s.period_end)::integer AS year,
       s.n, s.entered, s.left_since, s.like_for_like, s.n_before, s.net, s.share, s.entry_rate, s.exit_rate, s.turnover_rate, p.value AS population,
       1e4 * s.n / NULLIF(industry.convert(p.value, p.unit, 'person'), 0) AS per_10k_population,
       ST_Y(w.at) AS lat, ST_X(w.at) AS lon, ST_GeoHash(w.at, 8) AS geohash, ST_AsGeoJSON(k.outline, 5) AS region_geojson,
           CASE WHEN p.value IS NULL THEN 'missing_input' ELSE 'ok' END AS status
FROM {s}.enterprise_stock() s
LEFT JOIN {s}.region r ON r.code = s.group_code::industry.division_code
LEFT JOIN {s}.region_shape k ON k.code = r.code
CROSS JOIN LATERAL (SELECT coalesce(ST_PointOnSurface(k.outline), industry.to_wgs84(ST_PointOnSurface(r.boundary), r.datum)) AS at OFFSET 0) w
LEFT JOIN LATERAL (SELECT o.value, o.unit FROM {s}.observation_as_of() o WHERE o.indicator = 'population' AND o.measure = 'level'
    AND o.subject_kind = 'region' AND o.division = r.code AND o.period_start <= s.period_end
                   ORDER BY o.period_start DESC LIMIT 1) p ON true
$t$),
('view', 'enterprise_stock_industry', 3502, '各行业规上企业存量、进入与退出', 'Above-scale enterprises of each industry: stock, entries, exits', $t$
SELECT s.group_code AS industry_code, CASE {lang} WHEN 'zh' THEN i.name_zh ELSE s.group_code END AS industry_name, s.region_code,
    industry.label(r.name_zh, r.name_en, {lang}) AS region_name, s.period_start, s.period_end, 'date'::text AS period_type,
    extract(year FROM s.period_end)::integer AS year,
       s.n, s.entered, s.left_since, s.like_for_like, s.n_before, s.net, s.share, s.entry_rate, s.exit_rate, s.turnover_rate,
       CASE WHEN s.n_before = 0 THEN 'no_denominator' ELSE 'ok' END AS status
FROM {s}.enterprise_stock(by => 'industry') s LEFT JOIN industry.industry i ON i.code = s.group_code::industry.industry_code LEFT JOIN {s}.region r
    ON r.code::text = s.region_code
$t$),
('view', 'tier_counts', 3510, '各梯度企业数(有效、累计、最高层级)', 'Enterprises by tier: valid, ever, highest only', $t$
SELECT t.tier, t.tier_name, t.family, t.tier_rank, t.issuing_level, t.region_code, industry.label(r.name_zh, r.name_en, {lang}) AS region_name,
    t.period_start, t.period_end, 'date'::text AS period_type, extract(year FROM t.period_end)::integer AS year,
       t.n_valid, t.n_ever, t.n_highest
FROM {s}.tier_counts(lang => {lang}) t JOIN {s}.region r ON r.code = t.region_code::industry.division_code
$t$),
('view', 'tier_rank', 3511, '各梯度及系列合计的全国位次', 'Rank among the provinces by tier and family', $t$
SELECT t.tier, t.tier_name, t.kind, t.region_code, industry.label(r.name_zh, r.name_en, {lang}) AS region_name, t.period_start, t.period_end,
    'date'::text AS period_type, extract(year FROM t.period_end)::integer AS year,
       t.n, t.n_ever, t.national_rank, t.ties, t.gap_to_next, t.gap_to_prev, t.nation, t.nation_share, t.per_10k_above_scale, t.peers, t.missing, t.status
FROM {s}.tier_rank(lang => {lang}) t JOIN {s}.region r ON r.code = t.region_code::industry.division_code
$t$),
('view', 'tier_gap', 3512, '配置企业距配置梯度的逐条差距', 'How far the configured enterprise is from the configured tier', $t$
SELECT e.uscc, industry.label(e.name_zh, e.name_en, {lang}) AS enterprise_name, e.division AS region_code, s.tier, g.clause, g.alternative, g.term,
    g.clause_name, g.measure, g.required, g.actual, g.pass, g.margin, g.missing AS is_missing, g.clause_pass, g.cheapest_unmet, g.outcome,
       CASE WHEN g.missing THEN 'missing_input' ELSE 'ok' END AS status
FROM (SELECT {s}.setting_value('enterprise') AS uscc, {s}.setting_value('tier') AS tier OFFSET 0) s
JOIN {s}.enterprise e ON e.uscc = s.uscc::industry.uscc
CROSS JOIN LATERAL {s}.tier_gap(s.uscc, s.tier, lang => {lang}) g
WHERE s.tier IS NOT NULL
$t$),
('function', 'tech_pipeline', 3520, '科技企业梯队:数量、转化率、与规上企业的交集',
    'The pipeline of technology enterprises: counts by tier, conversion from the tier below, how many are above scale and listed (M32)', $t$
FUNCTION {s}.tech_pipeline(division text DEFAULT NULL, as_of date DEFAULT NULL, family text DEFAULT 'technology', vintage date DEFAULT NULL,
    lang text DEFAULT 'zh')
RETURNS TABLE (tier text, tier_name text, tier_rank integer, region_code text, period_start date, period_end date, n bigint, came_from_below bigint,
    below bigint, conversion float8, above_scale bigint, with_equity bigint, listed bigint,
    equity numeric, unit text)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 5 SET search_path = {path}
AS $f$
#variable_conflict use_column
DECLARE
    scope industry.division_code := {s}.known_division(division);
    until date := coalesce(as_of, {s}.as_of());
    seen date := coalesce(vintage, {s}.vintage());
    line text := family;
    everyone boolean := {s}.holds_all(scope);
BEGIN
    PERFORM {s}.known('tier', family, 'family'), industry.known_lang(lang);
    -- one row an enterprise, its tiers as bits
    RETURN QUERY
    WITH rung AS MATERIALIZED (
        SELECT t.code, t.rank, (2::numeric ^ (row_number() OVER (ORDER BY t.rank, t.code) - 1))::bigint AS bit FROM {s}.tier t WHERE t.family = line),
    -- tiers, states (1 above scale, 2 listed) and equity of an enterprise meet in one aggregate: no join of three large sets
    fact AS (
        SELECT r.uscc, g.bit AS ever, CASE WHEN r.valid @> until THEN g.bit END AS now, NULL::bigint AS state, NULL::numeric AS amount
        FROM {s}.recognition r JOIN rung g ON g.code = r.tier
        WHERE r.known_from <= seen AND (r.known_to IS NULL OR r.known_to > seen) AND lower(r.valid) <= until AND r.status <> 'withdrawn'
          AND (r.level IS NULL OR r.level = 'factory') -- lines and workshops are no factories
          AND (everyone OR r.uscc IN (SELECT e.uscc FROM {s}.enterprise e WHERE e.division <@ scope))
        UNION ALL
        SELECT s.uscc, NULL, NULL, CASE s.state WHEN 'above_scale' THEN 1 ELSE 2 END, NULL FROM {s}.enterprise_state s
        WHERE s.known_from <= seen AND (s.known_to IS NULL OR s.known_to > seen) AND s.state IN ('above_scale', 'listed') AND s.valid @> until
        UNION ALL
        SELECT c.uscc, NULL, NULL, NULL, CASE WHEN c.unit = '10k_yuan' THEN c.amount ELSE industry.convert(c.amount, c.unit, '10k_yuan') END
        FROM {s}.capital_event c WHERE c.kind = 'equity' AND c.event_date <= until),
    pattern AS MATERIALIZED (
        SELECT h.ever, h.now, count(*) AS n, count(*) FILTER (WHERE h.state & 1 <> 0) AS above, count(*) FILTER (WHERE h.state & 2 <> 0) AS listed,
               count(h.amount) AS equity_n, sum(h.amount) AS amount
        FROM (SELECT bit_or(f.ever) AS ever, coalesce(bit_or(f.now), 0) AS now, bit_or(f.state) AS state, sum(f.amount) AS amount FROM fact f GROUP BY f.uscc) h
        WHERE h.ever IS NOT NULL GROUP BY h.ever, h.now),
    -- tiers may share a rank, and ranks may have gaps: below is the next rank that there is
    step AS (
        SELECT g.rank, lag(bit_or(g.bit)) OVER (ORDER BY g.rank) AS below FROM rung g GROUP BY g.rank),
    counted AS (
        SELECT g.code, sum(p.n)::bigint AS n, sum(p.above)::bigint AS above, sum(p.listed)::bigint AS listed, sum(p.equity_n)::bigint AS equity_n,
            sum(p.amount) AS amount
        FROM rung g JOIN pattern p ON p.now & g.bit <> 0 GROUP BY g.code),
    moves AS (
        SELECT g.code, sum(p.n)::bigint AS below, coalesce(sum(p.n) FILTER (WHERE p.now & g.bit <> 0), 0)::bigint AS rose
        FROM rung g JOIN step b ON b.rank = g.rank JOIN pattern p ON p.ever & b.below <> 0 GROUP BY g.code)
    SELECT t.code, industry.label(t.name_zh, t.name_en, lang), t.rank, scope::text, until, until, coalesce(c.n, 0), m.rose, m.below,
        m.rose::float8 / NULLIF(m.below, 0),
           coalesce(c.above, 0), coalesce(c.equity_n, 0), coalesce(c.listed, 0), c.amount, '10k_yuan'
    FROM {s}.tier t LEFT JOIN counted c ON c.code = t.code LEFT JOIN moves m ON m.code = t.code
    WHERE t.family = line ORDER BY t.rank;
END
$f$
$t$),
('view', 'tech_pipeline', 3521, '科技企业梯队', 'Pipeline of technology enterprises', $t$
SELECT t.tier, t.tier_name, t.tier_rank, t.region_code, industry.label(r.name_zh, r.name_en, {lang}) AS region_name, t.period_start, t.period_end,
    'date'::text AS period_type, extract(year FROM t.period_end)::integer AS year,
       t.n, t.came_from_below, t.below, t.conversion, t.above_scale, t.with_equity, t.listed, t.equity, t.unit,
       CASE WHEN t.conversion IS NULL THEN 'no_denominator' ELSE 'ok' END AS status
FROM {s}.tech_pipeline(lang => {lang}) t JOIN {s}.region r ON r.code = t.region_code::industry.division_code
$t$),
('function', 'venture_pool', 3530, '可投企业池:高成长、无近期股权融资的科技企业',
    'Investable enterprises: recognised technology enterprises that grow and had no equity for some years, with the chain gap they serve and the percentile of their growth among all of their industry (M32)', $t$
FUNCTION {s}.venture_pool(division text DEFAULT NULL, as_of date DEFAULT NULL, min_growth float8 DEFAULT NULL, no_equity_since interval DEFAULT NULL,
    vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (uscc text, enterprise_name text, region_code text, industry_code text, period_start date, period_end date, year integer,
    tier_path text, growth float8, growth_percentile float8, rd_ratio float8, class1_ip integer, revenue numeric, unit text,
    chain text, node text, gap_served boolean, last_round text, last_round_date date)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 200 SET search_path = {path}
AS $f$
#variable_conflict use_column
DECLARE
    scope industry.division_code := {s}.known_division(division);
    until date := coalesce(as_of, {s}.as_of());
    seen date := coalesce(vintage, {s}.vintage());
    floor float8 := coalesce(min_growth, {s}.setting_value('venture_pool.min_growth')::float8, 0);
    span interval := coalesce(no_equity_since, make_interval(years => coalesce({s}.setting_value('venture_pool.no_equity_years')::integer, 2)));
    last integer := extract(year FROM until + 1)::integer - 1;
BEGIN
    PERFORM industry.known_lang(lang);
    RETURN QUERY
    WITH growth AS MATERIALIZED (
        SELECT y.uscc, y.revenue, y.unit, y.rd_expense, y.class1_ip, e.division, e.industry, coalesce(industry.ancestor(e.industry, 2)::text, '') AS peers,
               (y.revenue / NULLIF(CASE WHEN b.unit = y.unit THEN b.revenue ELSE industry.convert(b.revenue, b.unit, y.unit) END, 0) - 1)::float8 AS growth
        FROM {s}.enterprise_year y
        JOIN {s}.enterprise_year b ON b.uscc = y.uscc AND b.year = last - 1 AND b.known_from <= seen AND (b.known_to IS NULL OR b.known_to > seen)
        JOIN {s}.enterprise e ON e.uscc = y.uscc AND e.division <@ scope
        WHERE y.year = last AND y.known_from <= seen AND (y.known_to IS NULL OR y.known_to > seen)),
    -- those below the floor count for the percentile of the others; only the others are sorted and looked up
    peers AS (
        SELECT g.peers, count(*) AS n, count(*) FILTER (WHERE g.growth < floor) AS below FROM growth g WHERE g.growth IS NOT NULL GROUP BY g.peers),
    placed AS (
        SELECT g.*, coalesce((p.below + rank() OVER (PARTITION BY g.peers ORDER BY g.growth) - 1)::float8 / NULLIF(p.n - 1, 0), 0) AS percentile
        FROM growth g JOIN peers p ON p.peers = g.peers WHERE g.growth >= floor),
    chosen AS MATERIALIZED (
        SELECT p.*, c.round, c.event_date, h.tiers
        FROM placed p
        LEFT JOIN LATERAL (SELECT v.round, v.event_date FROM {s}.capital_event v WHERE v.uscc = p.uscc AND v.kind IN ('equity', 'listing')
            AND v.event_date <= until ORDER BY v.event_date DESC LIMIT 1) c ON true
        CROSS JOIN LATERAL (
            SELECT string_agg(x.tier, ' > ' ORDER BY x.since, x.rank, x.tier) AS tiers, bool_or(x.holds) AS holds
            FROM (SELECT r.tier, t.rank, min(lower(r.valid)) AS since,
                         bool_or(r.status <> 'withdrawn' AND r.valid @> until AND t.family IN ('technology', 'srdi', 'growth')) AS holds
                  FROM {s}.recognition r JOIN {s}.tier t ON t.code = r.tier
                  WHERE r.uscc = p.uscc AND r.known_from <= seen AND (r.known_to IS NULL OR r.known_to > seen) AND lower(r.valid) <= until
                  GROUP BY r.tier, t.rank) x) h
        WHERE h.holds AND (c.event_date IS NULL OR c.event_date < until - span)),
    serves AS (
        SELECT DISTINCT ON (x.uscc) x.uscc, x.chain, x.node, n.local_supply < n.demand AS gap
        FROM {s}.chain_member x JOIN {s}.chain_node n ON n.chain = x.chain AND n.node = x.node
        WHERE x.valid @> until AND x.uscc IN (SELECT p.uscc FROM chosen p) ORDER BY x.uscc, x.share DESC NULLS LAST, x.chain, x.node)
    SELECT p.uscc::text, (SELECT industry.label(e.name_zh, e.name_en, lang) FROM {s}.enterprise e WHERE e.uscc = p.uscc), p.division::text, p.industry::text,
           make_date(last, 1, 1), make_date(last, 12, 31), last, p.tiers, p.growth, p.percentile,
           (p.rd_expense / NULLIF(p.revenue, 0))::float8, p.class1_ip, p.revenue, p.unit,
           m.chain, m.node, m.gap, p.round, p.event_date
    FROM chosen p LEFT JOIN serves m ON m.uscc = p.uscc
    ORDER BY p.growth DESC, p.uscc;
END
$f$
$t$),
('view', 'venture_pool', 3531, '可投企业池', 'Pool for venture capital', $t$
SELECT v.uscc, v.enterprise_name, v.region_code, industry.label(r.name_zh, r.name_en, {lang}) AS region_name, v.industry_code, v.period_start,
    v.period_end, 'year'::text AS period_type, v.year, v.tier_path, v.growth, v.growth_percentile, v.rd_ratio, v.class1_ip,
       v.revenue, v.unit, v.chain, v.node, v.gap_served, v.last_round, v.last_round_date,
       CASE WHEN v.rd_ratio IS NULL OR v.class1_ip IS NULL THEN 'missing_input' ELSE 'ok' END AS status
FROM {s}.venture_pool(lang => {lang}) v JOIN {s}.region r ON r.code = v.region_code::industry.division_code
$t$),
('view', 'venture_funnel', 3532, '资本漏斗:各梯度中获股权融资与上市的比例',
    'Capital funnel: share of each tier that raised equity or is listed, and the desert', $t$
SELECT t.tier, t.tier_name, t.region_code, industry.label(r.name_zh, r.name_en, {lang}) AS region_name, t.period_start, t.period_end,
    'date'::text AS period_type, extract(year FROM t.period_end)::integer AS year, t.n, t.with_equity, t.listed,
       t.with_equity::float8 / NULLIF(t.n, 0) AS equity_share, t.listed::float8 / NULLIF(t.n, 0) AS listed_share,
       1 - t.with_equity::float8 / NULLIF(t.n, 0) AS desert_share, CASE WHEN t.n = 0 THEN 'no_denominator' ELSE 'ok' END AS status
FROM {s}.tech_pipeline(lang => {lang}) t JOIN {s}.region r ON r.code = t.region_code::industry.division_code
$t$);
