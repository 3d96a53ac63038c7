-- Comparisons: composite gap to peers, ageing industrial cities, effect of demonstration areas, parks, selection of sites.

INSERT INTO industry.registry_template (kind, name, position, comment_zh, comment_en, body) VALUES
('function', 'composite_gap', 3900, '综合指数与对标地区的差距分解',
    'Composite index of a scheme for a division and its peers (the three best, or those named): gap = sum of weight x (peer - own), by item; rank, and its band when any one weight moves by the share that setting composite_gap.perturbation names (M21)', $t$
FUNCTION {s}.composite_gap(scheme text DEFAULT 'strong_manufacturing', division text DEFAULT NULL, peers text DEFAULT NULL, year integer DEFAULT NULL,
    vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (region_code text, region_name text, peer_code text, peer_name text, item text, item_name text, period_start date, period_end date,
    period_type text, year integer, weight float8, value float8, peer_value float8, normalized float8, peer_normalized float8, contribution float8,
    score float8, peer_score float8, gap float8,
    rank bigint, peer_rank bigint, rank_best bigint, rank_worst bigint, divisions bigint, status text, method_id text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 20
BEGIN ATOMIC
    SELECT {s}.known_scheme(scheme), {s}.known_division(division), {s}.known_list('division', peers), industry.known_lang(lang);
    -- a peer of another level is not in the comparison, and none is its own peer
    SELECT industry.refuse_unless(r.code <> own.code AND r.level = own.level, format('%s is no peer of %s', r.code, own.code),
        format('One is a %s, the other a %s.', r.level, own.level), format('Name other divisions of the level "%s".', own.level))
    FROM {s}.region own JOIN {s}.region r ON r.code::text = ANY ({s}.known_list('division', peers))
    WHERE own.code = {s}.known_division(division);
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(composite_gap.division) AS division, coalesce(composite_gap.year, {s}.last_year()) AS y),
    needed AS MATERIALIZED (
        SELECT DISTINCT u.code FROM {s}.scheme s JOIN {s}.scheme_item i ON i.scheme = s.code AND i.version = s.version CROSS JOIN
            LATERAL unnest(ARRAY[i.indicator, i.denominator]) u(code)
        WHERE s.code = composite_gap.scheme AND s.valid @> (SELECT {s}.as_of()) AND u.code IS NOT NULL),
    observed AS MATERIALIZED (
        SELECT DISTINCT ON (o.division, o.indicator) o.division, o.indicator,
            o.value::float8 * CASE WHEN o.unit = i.unit THEN 1 ELSE industry.unit_ratio(o.unit, i.unit)::float8 END AS value
        FROM asked a CROSS JOIN LATERAL {s}.observation_as_of(composite_gap.vintage) o JOIN {s}.indicator i ON i.code = o.indicator JOIN {s}.region r
            ON r.code = o.division
        WHERE o.indicator IN (SELECT n.code FROM needed n) AND r.level = (SELECT x.level FROM {s}.region x WHERE x.code = a.division)
            AND o.measure = 'level' AND o.subject_kind = 'region' AND o.period_type IN ('year', 'date') AND extract(year FROM o.period_end) = a.y
            AND o.value IS NOT NULL
        ORDER BY o.division, o.indicator, o.period_end DESC, o.period_start, o.basis <> 'nominal', o.basis),
    -- recognitions count where the division's own number is not observed
    filled AS (
        SELECT o.division, o.indicator, o.value FROM observed o
        UNION ALL
        SELECT a.division, t.peer_indicator, c.n_valid::float8 FROM asked a CROSS JOIN
            LATERAL {s}.tier_counts(a.division::text, make_date(a.y, 12, 31), composite_gap.vintage) c JOIN {s}.tier t ON t.code = c.tier
        WHERE t.peer_indicator IN (SELECT n.code FROM needed n) AND NOT EXISTS (SELECT 1 FROM observed o WHERE o.division = a.division
            AND o.indicator = t.peer_indicator)),
    m AS MATERIALIZED (
        SELECT industry.matrix_agg(f.division::text, f.indicator, f.value) AS m FROM filled f WHERE f.division IS NOT NULL),
    item AS MATERIALIZED (
        SELECT e.unit_code, e.item, e.item_position, e.value, coalesce(e.normalized, CASE WHEN e.status = 'degenerate' THEN 0 END) AS z, e.weight,
            e.status FROM m CROSS JOIN LATERAL {s}.evaluate_items(composite_gap.scheme, m.m) e WHERE m.m IS NOT NULL),
    total AS MATERIALIZED (
        SELECT i.unit_code, sum(i.weight * i.z ORDER BY i.item_position) / sum(i.weight ORDER BY i.item_position) AS score, bool_and(i.z IS NOT NULL) AS complete FROM item i GROUP BY i.unit_code),
    ranked AS MATERIALIZED (
        SELECT t.unit_code, t.score, rank() OVER (ORDER BY round(t.score::numeric, 12) DESC) AS place, count(*) OVER () AS n FROM total t WHERE t.complete),
    moved AS (
        SELECT x.unit_code, min(x.place) AS best, max(x.place) AS worst
        FROM (SELECT i.unit_code, rank() OVER (PARTITION BY k.item, f.factor
            ORDER BY round((sum(i.weight * i.z * CASE WHEN i.item = k.item THEN f.factor ELSE 1 END ORDER BY i.item_position) / sum(i.weight * CASE
            WHEN i.item = k.item THEN f.factor ELSE 1 END ORDER BY i.item_position))::numeric, 12) DESC) AS place
              FROM (SELECT DISTINCT i.item FROM item i) k CROSS JOIN LATERAL (
                  SELECT 1 + d.sign * {s}.setting_value('composite_gap.perturbation')::float8 AS factor FROM (VALUES (-1), (0), (1)) d(sign)) f
                  JOIN item i ON true JOIN ranked r ON r.unit_code = i.unit_code GROUP BY i.unit_code, k.item, f.factor) x GROUP BY x.unit_code),
    chosen AS (
        SELECT r.* FROM ranked r CROSS JOIN asked a
        WHERE r.unit_code <> a.division::text AND CASE WHEN composite_gap.peers
            IS NULL THEN (SELECT count(*) FROM ranked b WHERE b.unit_code <> a.division::text AND (b.score, b.unit_code) > (r.score, r.unit_code)) < 3
                                                       ELSE r.unit_code = ANY (string_to_array(replace(composite_gap.peers, ' ', ''), ',')) END)
    SELECT a.division::text, industry.label(g.name_zh, g.name_en, composite_gap.lang), c.unit_code,
        industry.label(h.name_zh, h.name_en, composite_gap.lang), k.item, industry.label(k.name_zh, k.name_en, composite_gap.lang),
        make_date(a.y, 1, 1), make_date(a.y, 12, 31), 'year', a.y, o.weight, o.value, p.value, o.z, p.z,
           o.weight / w.total * (p.z - o.z), r.score, c.score, c.score - r.score, r.place, c.place, v.best, v.worst, c.n,
           CASE WHEN r.unit_code IS NULL THEN 'missing_input' ELSE o.status END,
           format('composite_gap:scheme=%s,version=%s,scope=divisions_of_the_level,perturbation=%s', k.scheme, k.version,
               {s}.setting_value('composite_gap.perturbation'))
    FROM asked a JOIN chosen c ON true
    JOIN item o ON o.unit_code = a.division::text JOIN item p ON p.unit_code = c.unit_code AND p.item = o.item
    JOIN {s}.scheme s ON s.code = composite_gap.scheme AND s.valid @> (SELECT {s}.as_of()) JOIN {s}.scheme_item k ON k.scheme = s.code
        AND k.version = s.version AND k.item = o.item
    CROSS JOIN LATERAL (SELECT sum(i.weight ORDER BY i.item_position) AS total FROM item i WHERE i.unit_code = a.division::text) w
    LEFT JOIN ranked r ON r.unit_code = a.division::text LEFT JOIN moved v ON v.unit_code = a.division::text
    LEFT JOIN {s}.region g ON g.code = a.division LEFT JOIN {s}.region h ON h.code::text = c.unit_code
    ORDER BY c.place, c.unit_code, o.item_position;
END
$t$),
('view', 'composite_gap', 3901, '制造业强省与标兵省份的差距', 'Gap to the leading provinces by item', $t$
SELECT g.* FROM {s}.composite_gap(lang => {lang}) g
$t$),
('function', 'aging_cities', 3910, '老工业城市转型',
    'Ageing industrial cities: share of traditional industries, concentration, structural change, trend, nearest cities, of the industries neither legacy nor held the three with the highest relatedness density (M06, M11, M15)', $t$
FUNCTION {s}.aging_cities(to_year integer DEFAULT NULL, from_year integer DEFAULT NULL, legacy_threshold float8 DEFAULT NULL,
    code text DEFAULT 'traditional', lang text DEFAULT 'zh')
RETURNS TABLE (region_code text, region_name text, region_level text, period_start date, period_end date, period_type text, year integer,
    designated boolean, ageing boolean, legacy_output float8, output float8, legacy_share float8, previous_legacy_share float8, trend float8,
    hhi float8, entropy float8, transformation_degrees float8, lilien float8,
    matched_peers text, peers_trend float8, trend_against_peers float8, related_industries text, unit text, status text, method_id text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 20
BEGIN ATOMIC
    SELECT {s}.known_overlay(code), industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT coalesce(aging_cities.to_year, {s}.last_year()) AS y1,
            coalesce(aging_cities.from_year, coalesce(aging_cities.to_year, {s}.last_year()) - 2) AS y0),
    weights AS MATERIALIZED (
        SELECT w.industry, w.weight::float8 AS weight FROM {s}.overlay_weights(aging_cities.code) w WHERE w.industry IS NOT NULL),
    -- enterprises are grouped by division and weight of their industry, not by every industry of every county
    stored AS MATERIALIZED (
        SELECT y.year AS y, coalesce(industry.prefecture(e.division), e.division) AS city, k.code, k.weight,
               sum(CASE WHEN y.unit = '10k_yuan' THEN y.output ELSE industry.convert(y.output, y.unit, '10k_yuan') END)::float8 AS output
        FROM {s}.enterprise_year y JOIN {s}.enterprise e ON e.uscc = y.uscc
        JOIN (SELECT c.industry, left(c.industry::text, 3) AS code, max(w.weight) AS weight
              FROM (SELECT DISTINCT e.industry FROM {s}.enterprise e WHERE e.industry IS NOT NULL) c LEFT JOIN weights w ON c.industry <@ w.industry
              GROUP BY c.industry) k ON k.industry = e.industry
        WHERE y.year IN ((SELECT a.y0 FROM asked a), (SELECT a.y1 FROM asked a))
            AND y.known_from <= (SELECT {s}.vintage()) AND (y.known_to IS NULL OR y.known_to > (SELECT {s}.vintage())) GROUP BY 1, 2, 3, 4),
    cell AS MATERIALIZED (
        SELECT s.y, s.city::text AS city, s.code, sum(s.output ORDER BY s.weight) AS output, sum(s.output * coalesce(s.weight, 0) ORDER BY s.weight) AS legacy
        FROM stored s GROUP BY s.y, s.city, s.code),
    city AS MATERIALIZED (
        SELECT c.city, sum(c.output) FILTER (WHERE c.y = a.y1) AS output, sum(c.legacy) FILTER (WHERE c.y = a.y1) AS legacy, sum(c.legacy)
            FILTER (WHERE c.y = a.y1) / NULLIF(sum(c.output) FILTER (WHERE c.y = a.y1), 0) AS share,
               sum(c.legacy) FILTER (WHERE c.y = a.y0) / NULLIF(sum(c.output) FILTER (WHERE c.y = a.y0), 0) AS before FROM cell c, asked a GROUP BY c.city),
    m AS MATERIALIZED (
        SELECT industry.matrix_agg(c.city, c.code, c.output) FILTER (WHERE c.y = a.y1) AS m1, industry.matrix_agg(c.city, c.code, c.output)
            FILTER (WHERE c.y = a.y0) AS m0 FROM cell c, asked a WHERE c.output > 0),
    change AS MATERIALIZED (
        SELECT x.region, x.theta_degrees, x.lilien FROM m CROSS JOIN LATERAL industry.structural_change(m.m0, m.m1,
            years => (SELECT a.y1 - a.y0 FROM asked a)::float8) x WHERE m.m0 IS NOT NULL AND m.m1 IS NOT NULL),
    shape AS MATERIALIZED (
        SELECT c.city, sum(c.p ^ 2) AS hhi, -sum(c.p * ln(NULLIF(c.p, 0))) AS entropy
        FROM (SELECT c.city, c.output / NULLIF(sum(c.output) OVER (PARTITION BY c.city), 0) AS p FROM cell c, asked a WHERE c.y = a.y1) c
        GROUP BY c.city),
    -- a city specialised in an industry has it already
    held AS MATERIALIZED (
        SELECT x.row_key, x.col_key FROM m CROSS JOIN LATERAL industry.cells(industry.presence(m.m1)) x WHERE m.m1 IS NOT NULL AND x.value = 1),
    related AS MATERIALIZED (
        SELECT d.city, string_agg(d.code, ', ' ORDER BY d.place) AS codes
        FROM (SELECT x.row_key AS city, x.col_key AS code, row_number() OVER (PARTITION BY x.row_key ORDER BY x.value DESC, x.col_key) AS place
              FROM m CROSS JOIN LATERAL industry.cells(industry.relatedness_density(m.m1)) x
              WHERE m.m1 IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stored l WHERE l.code = x.col_key AND l.weight IS NOT NULL)
                AND NOT EXISTS (SELECT 1 FROM held h WHERE h.row_key = x.row_key AND h.col_key = x.col_key)) d WHERE d.place <= 3 GROUP BY d.city),
    near AS MATERIALIZED (
        SELECT n.city, string_agg(n.peer, ', ' ORDER BY n.place) AS peers, avg(n.trend) AS trend
        FROM (SELECT a.city, b.city AS peer, b.share - b.before AS trend, row_number()
            OVER (PARTITION BY a.city ORDER BY (a.before - b.before) ^ 2 / NULLIF(s.v, 0) + (ln(a.output) - ln(b.output)) ^ 2 / NULLIF(s.w, 0),
            b.city) AS place
              FROM city a JOIN city b ON a.city <> b.city CROSS JOIN (SELECT var_samp(c.before) AS v, var_samp(ln(c.output)) AS w FROM city c
                  WHERE c.output > 0) s WHERE a.output > 0 AND b.output > 0) n WHERE n.place <= 3 GROUP BY n.city),
    named AS (
        SELECT DISTINCT d::text AS city FROM {s}.demonstration_area g CROSS JOIN LATERAL unnest(g.divisions) d WHERE g.kind = 'ageing_city'
            AND g.valid @> (SELECT {s}.as_of()))
    SELECT c.city, industry.label(r.name_zh, r.name_en, aging_cities.lang), r.level, make_date(a.y0, 1, 1), make_date(a.y1, 12, 31), 'years', a.y1,
        n.city IS NOT NULL, n.city IS NOT NULL OR c.before >= coalesce(aging_cities.legacy_threshold,
        (SELECT avg(x.before) + stddev_samp(x.before) FROM city x)),
           c.legacy, c.output, c.share, c.before, c.share - c.before, s.hhi, s.entropy, h.theta_degrees, h.lilien, p.peers, p.trend,
           c.share - c.before - p.trend, e.codes, '10k_yuan', CASE WHEN c.share IS NULL OR c.before IS NULL THEN 'missing_input' ELSE 'ok' END,
           format('aging_cities:overlay=%s,from_year=%s,to_year=%s,peers=3', aging_cities.code, a.y0, a.y1)
    FROM city c CROSS JOIN asked a JOIN {s}.region r ON r.code::text = c.city
    LEFT JOIN named n ON n.city = c.city LEFT JOIN shape s ON s.city = c.city LEFT JOIN change h ON h.region = c.city LEFT JOIN near p
        ON p.city = c.city LEFT JOIN related e ON e.city = c.city
    ORDER BY c.city;
END
$t$),
('view', 'aging_cities', 3911, '老工业城市转型', 'Ageing industrial cities and their change', $t$
SELECT c.* FROM {s}.aging_cities(lang => {lang}) c
$t$),
('function', 'demonstration_effect', 3920, '示范区成效:双重差分、安慰剂检验、事前趋势',
    'Effect of a demonstration area on an indicator: difference in differences of the means against divisions outside, placebo p in space, pre-trend; few controls or pre-periods: descriptive only (M30)', $t$
FUNCTION {s}.demonstration_effect(area text, indicator text DEFAULT NULL, before_year integer DEFAULT NULL, after_year integer DEFAULT NULL,
    scale text DEFAULT 'log', vintage date DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (area text, area_name text, kind text, indicator_code text, period_start date, period_end date, period_type text, year integer,
    before_year integer, treated bigint, controls bigint, pre_periods bigint, treated_before float8, treated_after float8, control_before float8,
    control_after float8, counterfactual float8, effect float8, standard_error float8, p float8,
    pre_trend float8, pre_trend_p float8, verdict text, unit text, status text, method_id text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    SELECT {s}.known('demonstration_area', area), {s}.known_if_given('indicator', indicator), industry.known_option('scale', scale, '{level,log}'),
        industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT d.code, d.name_zh, d.name_en, d.kind, d.divisions, coalesce(demonstration_effect.indicator, d.indicator, 'gdp') AS indicator,
            coalesce(demonstration_effect.after_year, {s}.last_year()) AS y1,
               coalesce(demonstration_effect.before_year, extract(year FROM lower(d.valid))::integer - 1) AS y0
        FROM {s}.demonstration_area d WHERE d.code = demonstration_effect.area),
    -- in the unit of the indicator
    known AS (
        SELECT o.division, extract(year FROM o.period_start)::integer AS y, a.y1, o.division = ANY (a.divisions) AS inside,
            (o.value * industry.unit_ratio(o.unit, i.unit))::float8 AS value, CASE WHEN o.basis <> 'nominal' THEN o.basis ELSE '' END AS preference
        FROM asked a CROSS JOIN LATERAL {s}.observation_as_of(demonstration_effect.vintage) o JOIN {s}.indicator i ON i.code = o.indicator
        JOIN {s}.region r ON r.code = o.division
        WHERE o.indicator = a.indicator AND o.measure = 'level' AND o.subject_kind = 'region' AND o.period_type = 'year'
            AND extract(year FROM o.period_start) BETWEEN a.y0 - 3 AND a.y1
          AND r.level = (SELECT x.level FROM {s}.region x WHERE x.code = a.divisions[1])
              -- as text: IS DISTINCT FROM cannot name the operator of a type that is not on the search_path, as when a dump is restored
              AND (SELECT p.parent FROM {s}.region p WHERE p.code = a.divisions[1])::text IS NOT DISTINCT FROM r.parent::text
          AND (o.division = ANY (a.divisions) OR NOT EXISTS (SELECT 1 FROM {s}.demonstration_area g WHERE g.kind = a.kind AND o.division = ANY (g.divisions)))),
    -- and of one basis: nominal where the treated have it at the end
    series AS MATERIALIZED (
        SELECT x.division, x.y, x.inside, CASE WHEN demonstration_effect.scale = 'level' THEN x.value WHEN x.value > 0 THEN ln(x.value) END AS v
        FROM (SELECT k.*, min(k.preference) FILTER (WHERE k.inside AND k.y = k.y1) OVER () AS chosen FROM known k) x WHERE x.preference = x.chosen),
    step AS MATERIALIZED (
        SELECT s.division, s.inside, max(s.v) FILTER (WHERE s.y = a.y0) AS b, max(s.v) FILTER (WHERE s.y = a.y1) AS c, max(s.v)
            FILTER (WHERE s.y = a.y0) - (array_agg(s.v ORDER BY s.y))[1] AS pre, count(*) FILTER (WHERE s.y <= a.y0) AS pre_n
        FROM series s, asked a GROUP BY s.division, s.inside),
    usable AS MATERIALIZED (
        SELECT s.*, s.c - s.b AS change FROM step s WHERE s.b IS NOT NULL AND s.c IS NOT NULL),
    means AS MATERIALIZED (
        -- in one order, whatever the plan
        SELECT count(*) FILTER (WHERE u.inside) AS n1, count(*) FILTER (WHERE NOT u.inside) AS n0, min(u.pre_n) AS pre_n, avg(u.b)
            FILTER (WHERE u.inside) AS tb, avg(u.c) FILTER (WHERE u.inside) AS tc, avg(u.b) FILTER (WHERE NOT u.inside) AS cb, avg(u.c)
            FILTER (WHERE NOT u.inside) AS cc,
               sqrt(coalesce(var_samp(u.change) FILTER (WHERE u.inside), 0) / NULLIF(count(*) FILTER (WHERE u.inside), 0) + var_samp(u.change)
                   FILTER (WHERE NOT u.inside) / NULLIF(count(*) FILTER (WHERE NOT u.inside), 0)) AS se,
               avg(u.pre) FILTER (WHERE u.inside) - avg(u.pre) FILTER (WHERE NOT u.inside) AS pre, sum(u.change)
                   FILTER (WHERE NOT u.inside) AS change_sum, sum(u.pre) FILTER (WHERE NOT u.inside) AS pre_sum
        FROM (SELECT x.* FROM usable x ORDER BY x.division) u),
    answer AS (
        SELECT x.*, industry.difference_in_differences(x.tb, x.tc, x.cb, x.cc) AS effect FROM means x),
    -- each control takes the place of the treated in turn, the other controls stay
    placebo AS (
        SELECT count(*) FILTER (WHERE abs(u.change - (x.change_sum - u.change) / NULLIF(x.n0 - 1, 0)) >= abs(x.effect)) AS worse, count(*)
            FILTER (WHERE abs(u.pre - (x.pre_sum - u.pre) / NULLIF(x.n0 - 1, 0)) >= abs(x.pre)) AS pre_worse
        FROM usable u CROSS JOIN answer x WHERE NOT u.inside),
    judged AS (
        SELECT x.*, CASE WHEN x.n0 >= 2 THEN (1 + l.worse)::float8 / (1 + x.n0) END AS p,
            CASE WHEN x.n0 >= 2 AND x.pre_n >= 2 THEN (1 + l.pre_worse)::float8 / (1 + x.n0) END AS pre_p FROM answer x CROSS JOIN placebo l)
    SELECT a.code, industry.label(a.name_zh, a.name_en, demonstration_effect.lang), a.kind, a.indicator, make_date(a.y0, 1, 1),
        make_date(a.y1, 12, 31), 'years', a.y1, a.y0, j.n1, j.n0, j.pre_n, j.tb, j.tc, j.cb, j.cc, j.tb + j.cc - j.cb, j.effect, j.se, j.p,
        CASE WHEN j.pre_n >= 2 THEN j.pre END, j.pre_p,
           CASE WHEN j.effect IS NULL THEN NULL WHEN j.n0 < 2 OR j.pre_n < 2 THEN 'descriptive' WHEN j.pre_p <= 0.1 THEN 'pre_trend' WHEN j.p <= 0.1
               AND j.effect > 0 THEN 'effective' WHEN j.p <= 0.1 THEN 'adverse' ELSE 'not_distinguishable' END,
           CASE demonstration_effect.scale WHEN 'log' THEN 'log' ELSE (SELECT i.unit FROM {s}.indicator i WHERE i.code = a.indicator) END,
               CASE WHEN j.effect IS NULL THEN 'missing_input' WHEN j.n0 < 2 OR j.pre_n < 2 THEN 'descriptive' ELSE 'ok' END,
               format('demonstration_effect:scale=%s,before_year=%s,after_year=%s', demonstration_effect.scale, a.y0, a.y1)
    FROM asked a CROSS JOIN judged j;
END
$t$),
('view', 'demonstration_effect', 3921, '示范区成效', 'Effect of the demonstration areas', $t$
SELECT e.* FROM {s}.demonstration_area d CROSS JOIN LATERAL {s}.demonstration_effect(d.code, lang => {lang}) e
$t$),
('function', 'park_profile', 3930, '园区概况:主导产业符合度、集中度、亩均',
    'Parks: enterprises, leading industries, share of output in them, concentration, yields per mu, with numerators and denominators (M23, M11)', $t$
FUNCTION {s}.park_profile(year integer DEFAULT NULL, division text DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (park text, park_name text, kind text, level text, region_code text, region_name text, period_start date, period_end date,
    period_type text, year integer, firms bigint, leading_industries text, leading_output float8, output float8, conformity float8,
    concentration float8, area_mu float8, land_mu float8, tax float8, revenue float8, value_added float8, rd_expense float8, energy_tce float8,
    tax_per_mu float8, revenue_per_mu float8, value_added_per_mu float8, lat float8, lon float8, geohash text, geojson text, unit text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 250
BEGIN ATOMIC
    SELECT {s}.known_division(division), industry.known_lang(lang);
    WITH asked AS MATERIALIZED (
        SELECT {s}.known_division(park_profile.division) AS division, coalesce(park_profile.year, {s}.last_year()) AS y),
    stored AS MATERIALIZED (
        -- sorted once: sums run in this order, whatever the plan
        SELECT f.park, f.industry, count(*) AS n, sum(f.output) AS output, sum(f.tax) AS tax, sum(f.revenue) AS revenue,
            sum(f.value_added) AS value_added, sum(f.rd_expense) AS rd, sum(f.energy_tce) AS energy, sum(f.land_mu) AS land
        FROM (SELECT x.* FROM asked a CROSS JOIN LATERAL {s}.enterprise_figures(a.y) x WHERE x.park IS NOT NULL ORDER BY x.park, x.industry, x.uscc) f
        GROUP BY f.park, f.industry),
    total AS (
        SELECT s.code, sum(s.n)::bigint AS n, sum(s.output) AS output, sum(s.tax) AS tax, sum(s.revenue) AS revenue,
            sum(s.value_added) AS value_added, sum(s.rd) AS rd, sum(s.energy) AS energy, sum(s.land) AS land,
            sum(s.output) FILTER (WHERE s.leading) AS leading
        FROM (SELECT p.code, x.*, EXISTS (SELECT 1 FROM unnest(p.leading_industries) l WHERE x.industry <@ l) AS leading
              FROM {s}.park p JOIN stored x ON x.park = p.code ORDER BY p.code, x.industry) s
        GROUP BY s.code),
    shape AS (
        SELECT g.park, sum((g.output / NULLIF(t.output, 0)) ^ 2 ORDER BY g.code) AS hhi
        FROM (SELECT x.park, x.code, sum(x.output) AS output
              FROM (SELECT s.park, left(s.industry::text, 3) AS code, s.output FROM stored s ORDER BY 1, 2, s.industry) x GROUP BY 1, 2) g
        JOIN total t ON t.code = g.park GROUP BY g.park)
    SELECT p.code, industry.label(p.name_zh, p.name_en, park_profile.lang), p.kind, p.level, p.division::text,
        industry.label(r.name_zh, r.name_en, park_profile.lang), make_date(a.y, 1, 1), make_date(a.y, 12, 31), 'year', a.y, coalesce(t.n, 0),
        array_to_string(p.leading_industries::text[], ', '), CASE WHEN t.n > 0 THEN coalesce(t.leading, 0) END, t.output,
        coalesce(t.leading, 0) / NULLIF(t.output, 0), h.hhi,
           p.area_mu::float8, t.land, t.tax, t.revenue, t.value_added, t.rd, t.energy, t.tax / p.area_mu::float8, t.revenue / p.area_mu::float8,
           t.value_added / p.area_mu::float8, ST_Y(w.at), ST_X(w.at), ST_GeoHash(w.at, 8), ST_AsGeoJSON(w.shape, 5), '10k_yuan',
           CASE WHEN t.n IS NULL OR p.area_mu IS NULL THEN 'missing_input' ELSE 'ok' END
    FROM {s}.park p CROSS JOIN asked a LEFT JOIN total t ON t.code = p.code LEFT JOIN shape h ON h.park = p.code LEFT JOIN {s}.region r ON r.code = p.division
    CROSS JOIN LATERAL (SELECT ST_PointOnSurface(g.shape) AS at, g.shape
        FROM (SELECT industry.map_shape(industry.to_wgs84(p.boundary, p.datum), 0.0005) AS shape OFFSET 0) g OFFSET 0) w
    WHERE p.division <@ a.division AND p.valid && daterange(make_date(a.y, 1, 1), make_date(a.y + 1, 1, 1)) ORDER BY p.code;
END
$t$),
('view', 'park_profile', 3931, '园区概况', 'Parks', $t$
SELECT p.* FROM {s}.park_profile(lang => {lang}) p
$t$),
('function', 'park_bands', 3940, '园区评分、位次与分档', 'Parks judged by a scheme: score, rank, band (M23)', $t$
FUNCTION {s}.park_bands(scheme text DEFAULT 'park_quality', year integer DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (park text, park_name text, kind text, region_code text, period_start date, period_end date, period_type text, year integer,
    score float8, rank bigint, parks bigint, band text, failed_gates text, missing_items text, tax_per_mu float8, revenue_per_mu float8,
    conformity float8, area_mu float8, lat float8, lon float8, geohash text, geojson text, status text, method_id text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 250
BEGIN ATOMIC
    SELECT {s}.known_scheme(scheme), industry.known_lang(lang);
    WITH profile AS MATERIALIZED (
        SELECT p.* FROM {s}.park_profile(park_bands.year, NULL, park_bands.lang) p),
    m AS MATERIALIZED (
        SELECT industry.matrix_agg(p.park, v.indicator, v.value) AS m FROM profile p CROSS JOIN
            LATERAL (VALUES ('tax', p.tax), ('revenue', p.revenue), ('value_added', p.value_added), ('output', p.output),
            ('rd_expense', p.rd_expense), ('energy_tce', p.energy_tce), ('area_mu', p.area_mu), ('conformity', p.conformity),
            ('firms', p.firms::float8)) v(indicator, value)
        WHERE p.firms > 0),
    verdict AS MATERIALIZED (
        SELECT x.* FROM m CROSS JOIN LATERAL {s}.evaluate(park_bands.scheme, m.m) x WHERE m.m IS NOT NULL)
    SELECT p.park, p.park_name, p.kind, p.region_code, p.period_start, p.period_end, p.period_type, p.year, e.score, e.rank, e.group_size, e.band,
        e.failed_gates, e.missing_items, p.tax_per_mu, p.revenue_per_mu, p.conformity, p.area_mu, p.lat, p.lon, p.geohash, p.geojson,
        coalesce(e.status, 'missing_input'), e.method_id
    FROM profile p LEFT JOIN verdict e ON e.unit_code = p.park
    ORDER BY e.rank NULLS LAST, p.park;
END
$t$),
('view', 'park_bands', 3941, '园区分档', 'Parks by band', $t$
SELECT b.*, industry.label(r.name_zh, r.name_en, {lang}) AS region_name
FROM {s}.park_bands(lang => {lang}) b
LEFT JOIN {s}.region r ON r.code::text = b.region_code AND r.valid @> (SELECT {s}.as_of())
$t$),
('function', 'site_selection', 3950, '示范园区遴选:TOPSIS、门槛、地区名额',
    'Selection of demonstration sites among parks: TOPSIS closeness on the scheme''s weighted items, its gates, a quota a prefecture; growth of revenue since the year before (M21, M30)', $t$
FUNCTION {s}.site_selection(scheme text DEFAULT 'site_selection', quota integer DEFAULT 1, year integer DEFAULT NULL, kind text DEFAULT NULL,
    lang text DEFAULT 'zh')
RETURNS TABLE (park text, park_name text, kind text, region_code text, prefecture_code text, period_start date, period_end date, period_type text,
    year integer, score float8, rank bigint, sites bigint, gates_passed boolean, failed_gates text, quota_slot bigint, selected boolean,
    revenue float8, previous_revenue float8, change float8, lat float8, lon float8, geohash text, geojson text, status text, method_id text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 250
BEGIN ATOMIC
    SELECT {s}.known_scheme(scheme), {s}.known_if_given('park', kind, 'kind'), industry.known_lang(lang),
        industry.refuse_unless((quota >= 0) IS TRUE, 'quota must be a number of 0 or more', hint => 'It is the number of sites a prefecture may have.');
    WITH profile AS MATERIALIZED (
        SELECT p.* FROM {s}.park_profile(site_selection.year, NULL, site_selection.lang) p WHERE p.firms > 0
            AND (site_selection.kind IS NULL OR p.kind = site_selection.kind)),
    earlier AS MATERIALIZED (
        SELECT f.park, sum(f.revenue::numeric)::float8 AS revenue FROM {s}.enterprise_figures(coalesce(site_selection.year, {s}.last_year()) - 1) f
        WHERE f.park IS NOT NULL GROUP BY f.park),
    m AS MATERIALIZED (
        SELECT industry.matrix_agg(p.park, v.indicator, v.value) AS m FROM profile p CROSS JOIN
            LATERAL (VALUES ('tax', p.tax), ('revenue', p.revenue), ('value_added', p.value_added), ('output', p.output),
            ('rd_expense', p.rd_expense), ('energy_tce', p.energy_tce), ('area_mu', p.area_mu), ('conformity', p.conformity),
            ('firms', p.firms::float8)) v(indicator, value)),
    item AS MATERIALIZED (
        SELECT e.unit_code, e.item, e.weight * e.normalized AS v, e.weight FROM m CROSS JOIN LATERAL {s}.evaluate_items(site_selection.scheme, m.m) e
        WHERE m.m IS NOT NULL),
    verdict AS MATERIALIZED (
        SELECT e.unit_code, e.failed_gates, e.status, e.method_id FROM m CROSS JOIN LATERAL {s}.evaluate(site_selection.scheme, m.m) e WHERE m.m IS NOT NULL),
    -- min-max scaled: the best site has every weighted item at its weight, the worst at zero
    near AS (
        SELECT i.unit_code, CASE WHEN bool_and(i.v IS NOT NULL) THEN sqrt(sum(i.v ^ 2))
            / NULLIF(sqrt(sum(i.v ^ 2)) + sqrt(sum((i.weight - i.v) ^ 2)), 0) END AS c
        FROM (SELECT x.* FROM item x ORDER BY x.unit_code, x.item) i GROUP BY i.unit_code),
    placed AS (
        SELECT p.*, coalesce(industry.prefecture(p.region_code::industry.division_code)::text, p.region_code) AS city, n.c, v.failed_gates,
            v.status AS verdict, v.method_id, v.failed_gates IS NULL AND n.c IS NOT NULL AS passed,
            CASE WHEN n.c IS NOT NULL THEN rank() OVER (ORDER BY round(n.c::numeric, 12) DESC NULLS LAST) END AS place FROM profile p LEFT JOIN near n
            ON n.unit_code = p.park LEFT JOIN verdict v ON v.unit_code = p.park),
    slots AS (
        SELECT p.*, CASE WHEN p.passed THEN row_number() OVER (PARTITION BY p.city, p.passed ORDER BY p.c DESC, p.park) END AS slot FROM placed p)
    SELECT s.park, s.park_name, s.kind, s.region_code, s.city, s.period_start, s.period_end, s.period_type, s.year, s.c, s.place, count(s.c) OVER (),
        s.passed, s.failed_gates, s.slot, coalesce(s.slot <= site_selection.quota, false), s.revenue, b.revenue, s.revenue / NULLIF(b.revenue, 0) - 1,
        s.lat, s.lon, s.geohash, s.geojson,
           CASE WHEN s.c IS NULL THEN 'missing_input' ELSE s.verdict END,
               format('site_selection:scheme=%s,quota=prefecture:%s,topsis_norm=minmax', site_selection.scheme, site_selection.quota)
    FROM slots s LEFT JOIN earlier b ON b.park = s.park ORDER BY s.place NULLS LAST, s.park;
END
$t$),
('view', 'site_selection', 3951, '示范园区遴选', 'Selection of demonstration sites', $t$
SELECT s.*, industry.label(r.name_zh, r.name_en, {lang}) AS region_name
FROM {s}.site_selection(lang => {lang}) s
LEFT JOIN {s}.region r ON r.code::text = s.region_code AND r.valid @> (SELECT {s}.as_of())
$t$),
('view', 'isomorphism', 6200, '各市产业同构', 'Likeness of the industrial structures of the prefectures', $t$
SELECT i.region_code, i.region_name, i.other_code, i.other_name, make_date({s}.last_year(), 1, 1) AS period_start,
    make_date({s}.last_year(), 12, 31) AS period_end, 'year'::text AS period_type, {s}.last_year() AS year, i.similarity, i.krugman,
    i.complementarity, i.suggestion, i.digits_used, i.method_id
FROM {s}.isomorphism(lang => {lang}) i
$t$),
('view', 'area_scoreboard', 6201, '示范区记分牌', 'Scoreboard of the demonstration areas', $t$
SELECT d.code AS area, industry.label(d.name_zh, d.name_en, {lang}) AS area_name, b.region_code, b.region_name,
    make_date({s}.last_year(), 1, 1) AS period_start, make_date({s}.last_year(), 12, 31) AS period_end, 'year'::text AS period_type,
    {s}.last_year() AS year, b.indicator, b.subject, b.value, b.unit, b.share_of_area, b.target, b.attainment, b.effect, b.status, b.method_id
FROM {s}.demonstration_area d CROSS JOIN LATERAL {s}.area_scoreboard(d.code, {s}.last_year(), {lang}) b
$t$),
('view', 'service_platform_coverage', 6202, '服务平台覆盖:工业设计、咨询、检测等平台的服务半径内企业、可达性、能力与使用',
    'Coverage of service platforms by kind and county: enterprises within reach, access, enterprises not served; capacity and use of the platforms that stand there', $t$
SELECT a.platform_kind, a.region_code, a.region_name, make_date(y.year, 1, 1) AS period_start, make_date(y.year, 12, 31) AS period_end,
    'year'::text AS period_type, y.year, a.firms, a.firms_served, a.coverage, a.access, a.relative_access,
       a.platforms_in_reach, a.nearest_km, a.unmet_need, coalesce(u.platforms, 0) AS platforms, u.capacity, u.used,
       u.used / NULLIF(u.capacity, 0) AS utilisation, u.users_served, a.lat, a.lon, ST_GeoHash(p.at, 8) AS geohash, ST_AsGeoJSON(p.at, 5) AS geojson,
       CASE WHEN u.platforms IS NULL THEN 'no_platform' WHEN u.capacity IS NULL THEN 'missing_input' ELSE 'ok' END AS status, a.method_id
FROM (SELECT {s}.last_year() AS year OFFSET 0) y CROSS JOIN {s}.platform_access(lang => {lang}) a
CROSS JOIN LATERAL (SELECT ST_SetSRID(ST_MakePoint(a.lon, a.lat), 4326) AS at OFFSET 0) p
LEFT JOIN (SELECT l.kind, l.division::text AS division, v.year, count(DISTINCT l.code) AS platforms, sum(v.capacity)::float8 AS capacity,
    sum(v.used)::float8 AS used, sum(v.users_served)::bigint AS users_served
           FROM {s}.platform l LEFT JOIN {s}.platform_service v ON v.platform = l.code GROUP BY 1, 2, 3) u ON u.kind = a.platform_kind
               AND u.division = a.region_code AND u.year = y.year
$t$);
