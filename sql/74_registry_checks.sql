-- What check_registry looks for (M37), and row-level security by division.

INSERT INTO industry.registry_template (kind, name, position, comment_zh, comment_en, body) VALUES
('function', 'places', 3090, '有位置的主体及其所属区划',
    'Everything that has a place and one division: enterprises, parks (by a point on their surface, as the views show them), platforms, needs, offers', $t$
FUNCTION {s}.places() RETURNS TABLE (source text, key text, division industry.division_code, datum text, location geometry)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10000
BEGIN ATOMIC
    SELECT 'enterprise', e.uscc::text, e.division, e.datum, e.location::geometry FROM {s}.enterprise e WHERE e.location IS NOT NULL
    UNION ALL
    SELECT 'park', p.code, p.division, p.datum, ST_PointOnSurface(p.boundary) FROM {s}.park p WHERE p.boundary IS NOT NULL
    UNION ALL
    SELECT 'platform', p.code, p.division, p.datum, p.location FROM {s}.platform p WHERE p.location IS NOT NULL
    UNION ALL
    SELECT 'need', n.id::text, n.division, n.datum, n.location FROM {s}.need n WHERE n.location IS NOT NULL AND n.division IS NOT NULL
    UNION ALL
    SELECT 'offer', o.id::text, o.division, o.datum, o.location FROM {s}.offer o WHERE o.location IS NOT NULL AND o.division IS NOT NULL;
END
$t$),
('check', 'uscc', 100, '信用代码校验位', 'Credit codes that break a rule of the standard', $t$
SELECT 'enterprise', e.uscc::text, industry.uscc_problem(e.uscc) FROM {s}.enterprise e WHERE NOT industry.uscc_is_valid(e.uscc) ORDER BY 2
$t$),
('check', 'industry_code', 110, '行业代码不在标准中', 'Industry codes that the standard does not list', $t$
SELECT 'enterprise', e.uscc::text, e.industry::text || ' is not in GB/T 4754-2017' FROM {s}.enterprise e
WHERE e.industry IS NOT NULL AND NOT EXISTS (SELECT 1 FROM industry.industry i WHERE i.code = e.industry)
UNION ALL
SELECT 'overlay_member', concat_ws('/', m.overlay, m.version, m.item, m.industry::text), m.industry::text || ' is not in GB/T 4754-2017'
FROM {s}.overlay_member m
WHERE m.industry IS NOT NULL AND NOT EXISTS (SELECT 1 FROM industry.industry i WHERE i.code = m.industry)
ORDER BY 1, 2
$t$),
('check', 'division_validity', 120, '区划在该期间无效', 'Divisions that were not valid in the period', $t$
SELECT 'observation', concat_ws('/', o.indicator, o.division::text, o.subject, o.period_start), format('%s is valid %s', o.division::text, r.valid)
FROM {s}.observation o JOIN {s}.region r ON r.code = o.division WHERE NOT r.valid && daterange(o.period_start, o.period_end, '[]')
UNION ALL
SELECT 'enterprise', e.uscc::text, format('%s is valid %s, successors: %s', e.division::text, r.valid,
       coalesce((SELECT string_agg(l.successor::text, ', ' ORDER BY l.successor) FROM {s}.region_lineage l WHERE l.predecessor = e.division), 'none recorded'))
FROM {s}.enterprise e JOIN {s}.region r ON r.code = e.division WHERE NOT r.valid @> (SELECT {s}.as_of())
ORDER BY 1, 2
$t$),
('check', 'division_lineage', 125, '撤并权重之和不为一', 'Shares of a predecessor that do not add up to one', $t$
SELECT 'region_lineage', l.predecessor::text, format('weights at %s add up to %s', l.effective, trim_scale(sum(l.weight)))
FROM {s}.region_lineage l GROUP BY l.predecessor, l.effective HAVING abs(sum(l.weight) - 1) > 0.000001 ORDER BY 2
$t$),
('check', 'unit', 130, '计量单位与指标不符', 'Observations whose unit does not measure what the indicator does', $t$
SELECT 'observation', concat_ws('/', o.indicator, o.division::text, o.subject, o.period_start), format('unit %s, indicator in %s', o.unit, i.unit)
FROM {s}.observation o JOIN {s}.indicator i ON i.code = o.indicator
WHERE o.measure = 'level' AND o.unit <> i.unit AND (industry.unit_dimension(o.unit) IS DISTINCT FROM industry.unit_dimension(i.unit)
    OR industry.unit_dimension(i.unit) IS NULL)
ORDER BY 2
$t$),
('check', 'unit_jump', 131, '相邻年份相差万倍或亿倍', 'Values ten thousand or a hundred million times the year before: a unit mistaken', $t$
SELECT x.source, x.key, format('%s times the year before', round(x.ratio, 4)) FROM (
    SELECT 'enterprise_year' AS source, concat_ws('/', y.uscc::text, y.year, 'revenue') AS key,
           industry.convert(y.revenue, y.unit, '10k_yuan') / NULLIF(industry.convert(y.before, y.unit_before, '10k_yuan'), 0) AS ratio
    FROM (SELECT e.uscc, e.year, e.revenue, e.unit, lag(e.revenue) OVER w AS before, lag(e.unit) OVER w AS unit_before
          FROM {s}.enterprise_year e WHERE e.known_to IS NULL WINDOW w AS (PARTITION BY e.uscc ORDER BY e.year)) y
    -- most pairs share their unit and are nowhere near
    WHERE y.unit_before IS DISTINCT FROM y.unit OR y.revenue NOT BETWEEN y.before * 0.001 AND y.before * 1000
    UNION ALL
    -- a year in 10k_yuan after one in 100m_yuan is compared too; units that do not go together are for the check of units
    SELECT 'observation', concat_ws('/', y.indicator, y.division::text, y.subject_kind, y.subject, y.period_type, y.period_start),
           y.value / NULLIF(y.before * CASE WHEN y.unit_before = y.unit THEN 1 ELSE industry.unit_factor(y.unit_before) / industry.unit_factor(y.unit) END, 0)
    FROM (SELECT o.*, lag(o.value) OVER w AS before, lag(o.unit) OVER w AS unit_before
          FROM {s}.observation o WHERE o.known_to IS NULL AND o.measure = 'level'
          WINDOW w AS (PARTITION BY o.indicator, o.division, o.subject_kind, o.subject, o.period_type, o.basis ORDER BY o.period_start)) y
    WHERE y.unit_before = y.unit OR industry.unit_dimension(y.unit_before) = industry.unit_dimension(y.unit)) x
WHERE x.ratio > 0 AND abs(log(x.ratio)) > 3 ORDER BY 1, 2
$t$),
('check', 'period', 140, '期间首末日与类型不符', 'Periods that are not what their type says', $t$
SELECT 'observation', concat_ws('/', o.indicator, o.division::text, o.subject, o.period_type, o.period_start),
    format('%s to %s is no %s', o.period_start, o.period_end, o.period_type)
FROM {s}.observation o
WHERE o.period_end <> CASE o.period_type
        WHEN 'year' THEN (o.period_start + interval '1 year' - interval '1 day')::date
        WHEN 'quarter' THEN (o.period_start + interval '3 months' - interval '1 day')::date
        WHEN 'date' THEN o.period_start ELSE o.period_end END
   OR o.period_type = 'ytd' AND o.period_start <> date_trunc('year', o.period_start)::date
   OR o.period_type IN ('year', 'quarter', 'month', 'ytd') AND o.period_start <> date_trunc('month', o.period_start)::date
ORDER BY 2
$t$),
('check', 'additivity', 150, '下级之和与上级不符(超出舍入容差)', 'Children that do not add up to their parent within the rounding of the published digits', $t$
-- in the unit of the indicator, as its rounding is: a parent in 100m_yuan and children in 10k_yuan are compared too
WITH level AS NOT MATERIALIZED (
    SELECT o.indicator, o.division, o.subject_kind, o.subject, o.period_type, o.period_start, o.period_end, o.basis, i.additive, i.rounding,
           CASE WHEN o.unit = i.unit THEN o.value ELSE o.value * industry.unit_factor(o.unit) / industry.unit_factor(i.unit) END AS value
    FROM {s}.observation o JOIN {s}.indicator i ON i.code = o.indicator
    WHERE o.measure = 'level' AND o.known_to IS NULL AND o.value IS NOT NULL
      AND (o.unit = i.unit OR industry.unit_dimension(o.unit) = industry.unit_dimension(i.unit)))
SELECT 'observation', concat_ws('/', x.indicator, x.parent::text, x.subject_kind, x.subject, x.period_start),
    format('children add up to %s, parent is %s, tolerance %s', trim_scale(x.children), trim_scale(x.value), trim_scale(x.tolerance))
FROM (
    SELECT p.indicator, p.division AS parent, p.subject_kind, p.subject, p.period_start, p.value, sum(c.value) AS children,
           (count(*) + 1) * coalesce(p.rounding, 0) AS tolerance, count(*) AS n,
           (SELECT count(*) FROM {s}.region k WHERE k.parent = p.division AND k.valid @> p.period_end) AS expected
    FROM level p
    JOIN {s}.region r ON r.parent = p.division
    JOIN level c ON c.division = r.code AND c.indicator = p.indicator AND c.subject_kind = p.subject_kind AND c.subject = p.subject
         AND c.basis = p.basis AND c.period_type = p.period_type AND c.period_start = p.period_start
    WHERE p.additive IN ('flow', 'stock')
    GROUP BY p.indicator, p.division, p.subject_kind, p.subject, p.period_type, p.period_start, p.period_end, p.basis, p.value, p.rounding
    UNION ALL
    -- the three sectors against the whole economy
    SELECT 'gdp', g.division, 'region', '', g.period_start, g.value, sum(c.value), (count(*) + 1) * max(g.rounding), count(*), 3
    FROM level g
    JOIN level c ON c.division = g.division AND c.indicator = 'value_added' AND c.subject_kind = 'sector' AND c.basis = g.basis
         AND c.period_type = g.period_type AND c.period_start = g.period_start
    WHERE g.indicator = 'gdp' AND g.subject_kind = 'region'
    GROUP BY g.division, g.period_type, g.period_start, g.basis, g.value) x
WHERE x.n = x.expected AND abs(x.children - x.value) > x.tolerance ORDER BY 2
$t$),
('check', 'ytd_falls', 160, '累计值下降', 'Year-to-date flows that fall', $t$
SELECT 'observation', concat_ws('/', x.indicator, x.division::text, x.subject, x.period_end), format('%s after %s', trim_scale(x.value), trim_scale(x.before))
FROM (SELECT o.*, lag(o.value) OVER (PARTITION BY o.indicator, o.division, o.subject_kind, o.subject, o.basis, o.unit, o.period_start
    ORDER BY o.period_end) AS before
      FROM {s}.observation o JOIN {s}.indicator i ON i.code = o.indicator AND i.additive = 'flow'
      WHERE o.period_type = 'ytd' AND o.measure = 'level' AND o.known_to IS NULL) x
WHERE x.value < x.before ORDER BY 2
$t$),
('check', 'geometry', 170, '几何无效', 'Boundaries that are not valid polygons', $t$
SELECT x.source, x.code, ST_IsValidReason(x.boundary) FROM (
    SELECT 'region' AS source, r.code::text AS code, r.boundary FROM {s}.region r
    UNION ALL SELECT 'park', p.code, p.boundary FROM {s}.park p
    UNION ALL SELECT 'demonstration_area', d.code, d.boundary FROM {s}.demonstration_area d
    UNION ALL SELECT 'base', b.code, b.boundary FROM {s}.base b) x
WHERE x.boundary IS NOT NULL AND NOT ST_IsValid(x.boundary) ORDER BY 1, 2
$t$),
('check', 'place', 171, '位置在所属区划之外', 'Places outside the boundary of their division (same datum)', $t$
-- all places of a division at once: point by point only where that finds one outside
WITH zone AS MATERIALIZED (
    SELECT r.code, r.datum, CASE WHEN ST_IsValid(r.boundary) THEN r.boundary ELSE ST_MakeValid(r.boundary) END AS boundary FROM {s}.region r
    WHERE r.boundary IS NOT NULL),
leaving AS MATERIALIZED (
    SELECT z.* FROM (SELECT p.division, p.datum, ST_Collect(p.location) AS locations FROM {s}.places() p GROUP BY p.division, p.datum) d
    JOIN zone z ON z.code = d.division AND z.datum = d.datum WHERE NOT ST_Covers(z.boundary, d.locations)),
stray AS (
    SELECT o.source, o.key, o.location, o.division::text AS division FROM leaving z CROSS JOIN LATERAL (
        SELECT p.* FROM {s}.places() p WHERE p.division = z.code AND p.datum = z.datum AND NOT ST_Covers(z.boundary, p.location) OFFSET 0) o
    UNION ALL
    -- what spreads over several divisions lies in one of them, as far as their boundaries are known
    SELECT b.source, b.code, b.location, array_to_string(b.divisions::text[], ', ')
    FROM (SELECT 'base' AS source, x.code, x.divisions, x.datum, ST_PointOnSurface(x.boundary) AS location FROM {s}.base x WHERE x.boundary IS NOT NULL
          UNION ALL
          SELECT 'demonstration_area', x.code, x.divisions, x.datum, ST_PointOnSurface(x.boundary) FROM {s}.demonstration_area x
          WHERE x.boundary IS NOT NULL) b
    WHERE (SELECT bool_and(NOT ST_Covers(z.boundary, b.location)) AND count(*) = count(z.code)
           FROM unnest(b.divisions) d LEFT JOIN zone z ON z.code = d AND z.datum = b.datum))
SELECT s.source, s.key, format('(%s, %s) is outside %s', round(ST_X(s.location)::numeric, 5), round(ST_Y(s.location)::numeric, 5), s.division)
FROM stray s ORDER BY 1, 2
$t$),
('check', 'datum', 172, '坐标基准混用', 'Places whose datum differs from their division''s boundary', $t$
SELECT p.source, p.key, format('place in %s, boundary of %s in %s', p.datum, p.division::text, r.datum)
FROM {s}.places() p JOIN {s}.region r ON r.code = p.division
WHERE r.boundary IS NOT NULL AND p.datum IS DISTINCT FROM r.datum ORDER BY 1, 2
$t$),
('check', 'overlap', 180, '有效期重叠', 'Validity of the same thing that overlaps', $t$
-- against the one of all earlier ranges that lasts longest, which need not be the one before
SELECT x.source, x.key, format('%s begins before %s, the end of an earlier one', x.valid, x.reached) FROM (
    SELECT v.source, v.key, v.valid, max(coalesce(upper(v.valid), 'infinity')) OVER (PARTITION BY v.source, v.thing ORDER BY v.valid
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
    FROM (SELECT 'recognition' AS source, concat_ws('/', r.uscc::text, r.tier) AS thing, concat_ws('/', r.uscc::text, r.tier, r.batch) AS key, r.valid
          FROM {s}.recognition r WHERE r.known_to IS NULL
          UNION ALL
          SELECT 'enterprise_state', concat_ws('/', t.uscc::text, t.state), concat_ws('/', t.uscc::text, t.state), t.valid
          FROM {s}.enterprise_state t WHERE t.known_to IS NULL
          UNION ALL
          SELECT 'chain_office', o.chain, concat_ws('/', o.chain, o.chief), o.valid FROM {s}.chain_office o
          UNION ALL
          SELECT 'enterprise_name', n.uscc::text, concat_ws('/', n.uscc::text, n.name), n.valid FROM {s}.enterprise_name n) v
    WHERE NOT isempty(v.valid)) x
WHERE coalesce(lower(x.valid), '-infinity') < x.reached ORDER BY 1, 2
$t$),
('check', 'recognition_length', 190, '认定有效期超过规定年限', 'Recognitions that last longer than their tier allows', $t$
SELECT 'recognition', concat_ws('/', r.uscc::text, r.tier, r.batch), format('%s, the tier allows %s years', r.valid, t.validity_years)
FROM {s}.recognition r JOIN {s}.tier t ON t.code = r.tier
WHERE r.known_to IS NULL AND (upper_inf(r.valid) AND t.validity_years IS NOT NULL OR upper(r.valid) > lower(r.valid) + make_interval(years => t.validity_years))
ORDER BY 2
$t$);

CREATE FUNCTION industry.secure_registry(name text, enabled boolean DEFAULT true) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, industry, pg_temp SET client_min_messages = warning
AS $$
DECLARE
    t record;
    owner_rule text;
    divisions text;
    rule text;
BEGIN
    PERFORM industry.known_registry(name);
    -- Both are evaluated once a query: does the caller own the registry, and which divisions may the caller see?
    owner_rule := format('(SELECT pg_has_role(n.nspowner, ''USAGE'') FROM pg_namespace n WHERE n.nspname = %L)', name);
    divisions := format('ANY (ARRAY(SELECT r.division FROM %I.region_role r JOIN pg_roles p ON p.rolname = r.role_name WHERE pg_has_role(current_user, p.oid, ''USAGE'')))', name);
    FOR t IN
        SELECT c.relname, array_agg(a.attname::text) AS columns
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = (SELECT oid FROM pg_namespace s WHERE s.nspname = name) AND c.relkind IN ('r', 'p')
          AND c.relname IN (SELECT x.name FROM industry.registry_template x WHERE x.kind = 'table') AND c.relname NOT IN ('region', 'region_role')
        GROUP BY c.relname ORDER BY c.relname
    LOOP
        rule := CASE
            WHEN 'division' = ANY (t.columns) THEN format('(division OPERATOR(industry.<@) %s OR division IS NULL%s)', divisions,
                -- a row without a division is its enterprise's
                CASE WHEN 'uscc' = ANY (t.columns) AND t.relname <> 'enterprise' THEN format(
                    ' AND (uscc IS NULL OR uscc IN (SELECT e.uscc FROM %I.enterprise e))', name) END)
            WHEN 'divisions' = ANY (t.columns) THEN format('EXISTS (SELECT 1 FROM unnest(divisions) d WHERE d OPERATOR(industry.<@) %s)', divisions)
            WHEN 'uscc' = ANY (t.columns) THEN format('(uscc IS NULL OR uscc IN (SELECT e.uscc FROM %I.enterprise e))', name)
            WHEN t.relname = 'platform_service' THEN format('platform IN (SELECT p.code FROM %I.platform p)', name)
            WHEN t.relname = 'project_period' THEN format('project IN (SELECT p.code FROM %I.project p)', name)
            WHEN t.relname = 'match_record' THEN format('(need IN (SELECT x.id FROM %1$I.need x) OR offer IN (SELECT x.id FROM %1$I.offer x))', name)
            WHEN t.relname = 'supply_relation' THEN format(
                '(supplier IN (SELECT e.uscc FROM %1$I.enterprise e) OR buyer IN (SELECT e.uscc FROM %1$I.enterprise e))', name)
            WHEN t.relname = 'patent_link' THEN format('(holder_kind <> ''enterprise'' OR holder IN (SELECT e.uscc::text FROM %I.enterprise e))', name)
            WHEN t.relname = 'lineage' THEN 'computed_by = current_user' END;
        CONTINUE WHEN rule IS NULL;
        EXECUTE format('DROP POLICY IF EXISTS by_division ON %I.%I', name, t.relname);
        IF enabled THEN
            EXECUTE format('CREATE POLICY by_division ON %I.%I USING (%s OR %s)', name, t.relname, owner_rule, rule);
            -- forced, so that views of the owner (before 15) show no more than their reader may see
            EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name, t.relname);
        ELSE
            EXECUTE format('ALTER TABLE %I.%I DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY', name, t.relname);
        END IF;
    END LOOP;
END
$$;
COMMENT ON FUNCTION industry.secure_registry(text, boolean) IS
'Switches row-level security by division on or off for a registry: a role sees the rows of the divisions that region_role gives it (and all '
'below), the owner sees all. Grants are yours to make';
