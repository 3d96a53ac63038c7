-- Alerts on crossings, what-if values beside the observations, tables of firm-level totals with cells withheld.

CREATE TYPE industry.alert_rule AS (
    code text,
    indicator text,
    name_zh text,
    name_en text,
    operator text,
    threshold numeric(28, 6),
    unit text
);

CREATE TYPE industry.alert AS (
    rule text,
    indicator text,
    division industry.division_code,
    subject_kind text,
    subject text,
    period_start date,
    period_end date,
    value numeric(28, 6),
    threshold numeric(28, 6),
    unit text,
    crossed_at timestamptz
);

CREATE TYPE industry.scenario_value AS (
    scenario text,
    indicator text,
    division industry.division_code,
    subject_kind text,
    subject text,
    period_start date,
    period_end date,
    value numeric(28, 6),
    unit text
);

CREATE TYPE industry.alert_check AS (
    indicator text,
    measure text,
    division industry.division_code,
    subject_kind text,
    subject text,
    period_type text,
    period_start date,
    period_end date,
    basis text
);

COMMENT ON TYPE industry.alert_check IS 'An observation that a rule may judge when the transaction commits; gone after that';
COMMENT ON TYPE industry.alert_rule IS 'A threshold of an indicator that raises an alert when a series crosses it';
COMMENT ON TYPE industry.alert IS 'A crossing of a threshold, written when the transaction that observed it commits';
COMMENT ON TYPE industry.scenario_value IS 'A what-if value that stands in for an observation within one scenario';

CREATE FUNCTION industry.compares(value numeric, operator text, threshold numeric) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE operator WHEN '>=' THEN value >= threshold WHEN '>' THEN value > threshold WHEN '<=' THEN value <= threshold WHEN '<' THEN value < threshold END;
COMMENT ON FUNCTION industry.compares(numeric, text, numeric) IS
'Whether a value stands on the side of a threshold that the operator (>=, >, <=, <) names; NULL for a NULL argument or another operator';

CREATE FUNCTION industry.queue_alerts() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, industry, pg_temp
AS $$
BEGIN
    -- one look a statement: without a rule for what came, loading costs nothing more
    EXECUTE format(
        'INSERT INTO %1$I.alert_check (indicator, measure, division, subject_kind, subject, period_type, period_start, period_end, basis)
         SELECT n.indicator, n.measure, n.division, n.subject_kind, n.subject, n.period_type, n.period_start, n.period_end, n.basis
         FROM new_version n WHERE n.measure = ''level'' AND n.indicator IN (SELECT r.indicator FROM %1$I.alert_rule r)
         ON CONFLICT DO NOTHING', TG_TABLE_SCHEMA);
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION industry.queue_alerts() IS
'Statement trigger of observation: puts the rows that a rule may judge into alert_check, for raise_alerts at the commit';

CREATE FUNCTION industry.raise_alerts() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, industry, pg_temp
AS $$
DECLARE
    crossed jsonb;
BEGIN
    -- deferred: all rows of the transaction are there, so the order in which they came does not matter
    FOR crossed IN EXECUTE format(
        'INSERT INTO %1$I.alert AS t (rule, indicator, division, subject_kind, subject, period_start, period_end, value, threshold, unit)
         SELECT r.code, o.indicator, o.division, o.subject_kind, o.subject, o.period_start, o.period_end, convert(o.value, o.unit, r.unit), r.threshold, r.unit
         FROM %1$I.observation o JOIN %1$I.alert_rule r ON r.indicator = o.indicator
         LEFT JOIN LATERAL (
             SELECT convert(b.value, b.unit, r.unit) AS value FROM %1$I.observation b
             WHERE b.indicator = o.indicator AND b.measure = o.measure AND b.division = o.division AND b.subject_kind = o.subject_kind
               AND b.subject = o.subject AND b.period_type = o.period_type AND b.basis = o.basis AND b.known_to IS NULL AND b.value IS NOT NULL
               AND b.period_start < o.period_start
             ORDER BY b.period_start DESC LIMIT 1) p ON true
         WHERE o.indicator = $1.indicator AND o.measure = $1.measure AND o.measure = ''level'' AND o.division = $1.division
           AND o.subject_kind = $1.subject_kind AND o.subject = $1.subject AND o.period_type = $1.period_type AND o.basis = $1.basis
           AND o.period_start = $1.period_start AND o.period_end = $1.period_end AND o.known_to IS NULL
           AND compares(convert(o.value, o.unit, r.unit), r.operator, r.threshold)
           AND compares(p.value, r.operator, r.threshold) IS NOT TRUE
         ON CONFLICT DO NOTHING RETURNING to_jsonb(t)', TG_TABLE_SCHEMA) USING NEW
    LOOP
        PERFORM pg_notify('industry_alert', (crossed || jsonb_build_object('registry', TG_TABLE_SCHEMA))::text);
    END LOOP;
    EXECUTE format('DELETE FROM %I.alert_check WHERE (indicator, measure, division, subject_kind, subject, period_type, period_start, period_end, basis)
        = ($1.indicator, $1.measure, $1.division, $1.subject_kind, $1.subject, $1.period_type, $1.period_start, $1.period_end, $1.basis)', TG_TABLE_SCHEMA) USING NEW;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION industry.raise_alerts() IS
'Deferred trigger of alert_check: one row of alert and one notification on industry_alert for each rule that holds now and did not at the period before';

INSERT INTO industry.registry_template (kind, name, position, comment_zh, comment_en, required, body) VALUES
('table', 'alert_rule', 1540, '预警规则', 'Rules of alerts', '{indicator,name_zh,name_en,operator,threshold,unit}', $t$
CREATE TABLE {t} ({like}, PRIMARY KEY (code), CHECK (operator IN ('>=', '>', '<=', '<')));
CREATE INDEX ON {t} (indicator);
$t$),
('table', 'alert', 1541, '预警:每次越线一条', 'Alerts: one a crossing', '{value,threshold,crossed_at}', $t$
CREATE TABLE {t} ({like}, PRIMARY KEY (rule, division, subject_kind, subject, period_start, period_end));
ALTER TABLE {t} ALTER COLUMN crossed_at SET DEFAULT now();
DO $f$ -- in a registry
BEGIN
    -- a view of the user's own in the place of observation carries no trigger
    IF (SELECT relkind IN ('r', 'p') FROM pg_class WHERE oid = format('%I.observation', {schema})::regclass) THEN
        CREATE TRIGGER queue_alerts_insert AFTER INSERT ON {s}.observation REFERENCING NEW TABLE AS new_version
            FOR EACH STATEMENT EXECUTE FUNCTION industry.queue_alerts();
        CREATE TRIGGER queue_alerts_update AFTER UPDATE ON {s}.observation REFERENCING NEW TABLE AS new_version
            FOR EACH STATEMENT EXECUTE FUNCTION industry.queue_alerts();
    END IF;
END $f$;
$t$),
('table', 'alert_check', 1542, '待判定的观测(提交时清空)', 'Observations to be judged when the transaction commits; empty outside of one', '{}', $t$
CREATE TABLE {t} ({like}, PRIMARY KEY (indicator, measure, division, subject_kind, subject, period_type, period_start, period_end, basis));
CREATE CONSTRAINT TRIGGER raise_alerts AFTER INSERT ON {t} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION raise_alerts();
$t$),
('table', 'scenario_value', 1550, '情景值:替代观测值,不改动基础数据', 'What-if values that stand in for observations; the base rows stay as they are',
    '{value,unit,period_end}', $t$
CREATE TABLE {t} ({like},
    PRIMARY KEY (scenario, indicator, division, subject_kind, subject, period_start),
    CHECK (scenario <> 'base'), CHECK (period_end >= period_start));
ALTER TABLE {t} ALTER COLUMN subject_kind SET DEFAULT 'region', ALTER COLUMN subject SET DEFAULT '';
$t$);

INSERT INTO industry.registry_reference (relation, columns, target, target_columns) VALUES
('alert_rule', '{indicator}', 'indicator', '{code}'),
('scenario_value', '{indicator}', 'indicator', '{code}');

INSERT INTO industry.registry_template (kind, name, position, comment_zh, comment_en, body) VALUES
('view', 'alerts', 3900, '预警', 'Alerts', $t$
SELECT a.crossed_at, a.rule, industry.label(r.name_zh, r.name_en, {lang}) AS rule_name, a.indicator, a.division::text AS region_code,
       industry.label(d.name_zh, d.name_en, {lang}) AS region_name, a.subject_kind, a.subject, a.period_start, a.period_end,
       CASE a.period_end - a.period_start + 1 WHEN 365 THEN 'year' WHEN 366 THEN 'year' WHEN 1 THEN 'date'
           ELSE CASE WHEN a.period_end - a.period_start < 31 THEN 'month' WHEN a.period_end - a.period_start < 92 THEN 'quarter'
               ELSE 'ytd' END END AS period_type,
       extract(year FROM a.period_end)::integer AS year, a.value, a.threshold, a.unit
FROM {s}.alert a LEFT JOIN {s}.alert_rule r ON r.code = a.rule LEFT JOIN {s}.region d ON d.code = a.division
$t$),
('function', 'scenario_compare', 3910, '情景与基准(或另一情景)比较',
    'A scenario beside the base (the observations) or another scenario; 22023 for an unknown one', $t$
FUNCTION {s}.scenario_compare(base text, scenario text, lang text DEFAULT 'zh')
RETURNS TABLE (scenario text, indicator text, region_code text, region_name text, subject_kind text, subject text, period_start date, period_end date,
    year integer,
    base numeric, value numeric, difference numeric, unit text, status text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 100
BEGIN ATOMIC
    SELECT industry.known_option('base', $1, s.names), industry.known_option('scenario', $2, s.names), industry.known_lang($3)
    FROM (SELECT ARRAY(SELECT 'base' UNION SELECT v.scenario FROM {s}.scenario_value v) AS names) s;
    WITH touched AS (
        SELECT v.indicator, v.division, v.subject_kind, v.subject, v.period_start, v.period_end,
               max(v.value) FILTER (WHERE v.scenario = $1) AS old, max(v.unit) FILTER (WHERE v.scenario = $1) AS old_unit,
               max(v.value) FILTER (WHERE v.scenario = $2) AS new, max(v.unit) FILTER (WHERE v.scenario = $2) AS new_unit, max(v.unit) AS unit
        FROM {s}.scenario_value v WHERE v.scenario IN ($1, $2)
        GROUP BY v.indicator, v.division, v.subject_kind, v.subject, v.period_start, v.period_end),
    laid AS (
        SELECT t.*, u.unit AS shown, coalesce(industry.convert(t.old, t.old_unit, u.unit), o.value) AS before,
               coalesce(industry.convert(t.new, t.new_unit, u.unit), o.value) AS after
        FROM touched t
        LEFT JOIN {s}.observation_as_of() o ON o.indicator = t.indicator AND o.measure = 'level' AND o.basis = 'nominal' AND o.division = t.division
             AND o.subject_kind = t.subject_kind AND o.subject = t.subject AND o.period_start = t.period_start AND o.period_end = t.period_end
        CROSS JOIN LATERAL (SELECT coalesce(o.unit, t.unit) AS unit) u)
    SELECT $2, l.indicator, l.division::text, industry.label(r.name_zh, r.name_en, $3), l.subject_kind, l.subject, l.period_start, l.period_end,
           extract(year FROM l.period_end)::integer, l.before, l.after, l.after - l.before, l.shown,
           CASE WHEN l.before IS NULL OR l.after IS NULL THEN 'missing_input' ELSE 'ok' END
    FROM laid l LEFT JOIN {s}.region r ON r.code = l.division
    ORDER BY l.indicator, l.division, l.subject_kind, l.subject, l.period_start;
END
$t$),
('view', 'scenario_comparison', 3911, '各情景与基准比较', 'Every scenario beside the base', $t$
SELECT c.scenario, c.indicator, c.region_code, c.region_name, c.subject_kind, c.subject, c.period_start, c.period_end,
       CASE c.period_end - c.period_start + 1 WHEN 365 THEN 'year' WHEN 366 THEN 'year' WHEN 1 THEN 'date'
           ELSE CASE WHEN c.period_end - c.period_start < 31 THEN 'month' WHEN c.period_end - c.period_start < 92 THEN 'quarter'
               ELSE 'ytd' END END AS period_type,
       c.year, c.base, c.value, c.difference, c.unit, c.status
FROM (SELECT DISTINCT v.scenario FROM {s}.scenario_value v) s CROSS JOIN LATERAL {s}.scenario_compare('base', s.scenario, {lang}) c
$t$),
('function', 'protect', 3920, '企业数据汇总表及保密处理(主、次抑制)',
    'Totals of an enterprise figure by prefecture and two-digit industry with margins (empty code: total); cells that would disclose an enterprise are withheld, and so many more that no line holds just one', $t$
FUNCTION {s}.protect(indicator text, division text DEFAULT NULL, year integer DEFAULT NULL, minimum integer DEFAULT 3, top integer DEFAULT 2,
    dominance float8 DEFAULT 0.8, p float8 DEFAULT 0.15)
RETURNS TABLE (region_code text, industry_code text, firms bigint, value float8, share float8, status text)
LANGUAGE plpgsql STABLE ROWS 500 SET search_path = {path}
AS $f$
#variable_conflict use_column
DECLARE
    regions text[];
    industries text[];
    counts bigint[];
    totals float8[];
    hidden boolean[];
    pick integer;
BEGIN
    PERFORM industry.known_option('indicator', protect.indicator,
        '{employees,revenue,new_product_revenue,output,value_added,tax,rd_expense,investment,class1_ip,energy_tce,land_mu}');
    SELECT array_agg(c.r ORDER BY c.r, c.i), array_agg(c.i ORDER BY c.r, c.i), array_agg(c.n ORDER BY c.r, c.i), array_agg(c.v ORDER BY c.r, c.i),
        array_agg(c.h ORDER BY c.r, c.i)
    INTO regions, industries, counts, totals, hidden
    FROM (
        SELECT coalesce(x.r, '') AS r, coalesce(x.i, '') AS i, count(*) AS n, sum(x.v)::float8 AS v,
               cell_status(array_agg(x.v::float8 ORDER BY x.v DESC), protect.minimum, protect.top, protect.dominance, protect.p) <> 'ok' AS h
        FROM (SELECT coalesce(prefecture(f.division), f.division)::text AS r, ancestor(f.industry, LEAST(level(f.industry), 2))::text AS i,
                     (to_jsonb(f) ->> protect.indicator)::numeric AS v
              FROM {s}.enterprise_figures(coalesce(protect.year, {s}.last_year())) f
              WHERE f.division <@ {s}.known_division(protect.division) AND f.industry IS NOT NULL) x
        WHERE x.v IS NOT NULL
        GROUP BY CUBE (x.r, x.i)) c;
    LOOP
        -- a line (row or column with its total) with one hidden cell gives it away: hide its smallest other cell, totals last
        WITH cell AS (SELECT * FROM unnest(regions, industries, totals, hidden) WITH ORDINALITY u(r, i, v, h, place)),
        line AS (
            SELECT c.r, NULL AS i FROM cell c GROUP BY c.r HAVING count(*) FILTER (WHERE c.h) = 1
            UNION ALL
            SELECT NULL, c.i FROM cell c GROUP BY c.i HAVING count(*) FILTER (WHERE c.h) = 1)
        SELECT c.place INTO pick FROM line l JOIN cell c ON (c.r = l.r OR c.i = l.i) AND NOT c.h
        ORDER BY l.r, l.i, (c.r = '')::integer + (c.i = '')::integer, abs(c.v), c.place LIMIT 1;
        EXIT WHEN pick IS NULL;
        hidden[pick] := true;
    END LOOP;
    RETURN QUERY
        SELECT u.r, u.i, u.n, CASE WHEN NOT u.h THEN u.v END,
               CASE WHEN NOT u.h THEN u.v / NULLIF(max(u.v) FILTER (WHERE u.r = '' AND u.i = '' AND NOT u.h) OVER (), 0) END,
               CASE WHEN u.h THEN 'suppressed' ELSE 'ok' END
        FROM unnest(regions, industries, counts, totals, hidden) u(r, i, n, v, h) ORDER BY u.r, u.i;
END
$f$
$t$);

INSERT INTO industry.registry_column (relation, name, zh, en) VALUES
('alert_rule', 'code', '规则代码', 'code of the rule'),
('alert_rule', 'operator', '比较符:>=、>、<=、<', 'comparison: >=, >, <=, <'),
('alert_rule', 'threshold', '阈值', 'threshold in unit'),
('alert', 'rule', '预警规则', 'rule that was crossed'),
('alert', 'value', '越线时的值', 'value that crossed'),
('alert', 'threshold', '阈值', 'threshold in unit'),
('alert', 'crossed_at', '越线事务时间', 'time of the transaction that observed the crossing'),
('alerts', 'crossed_at', '越线事务时间', 'time of the transaction that observed the crossing'),
('alerts', 'rule', '预警规则', 'rule that was crossed'),
('alerts', 'rule_name', '规则名称', 'name of the rule'),
('alerts', 'value', '越线时的值', 'value that crossed'),
('alerts', 'threshold', '阈值', 'threshold in unit'),
('scenario_value', 'scenario', '情景', 'scenario'),
('scenario_value', 'value', '情景值', 'value in the scenario'),
('scenario_comparison', 'scenario', '情景', 'scenario'),
('scenario_comparison', 'base', '基准值', 'value of the base'),
('scenario_comparison', 'value', '情景值', 'value in the scenario'),
('scenario_comparison', 'difference', '差额', 'value - base');
