-- evaluate and evaluate_items against plain SQL on random schemes: absent cells, zero denominators, groups, every benchmark, gate and band.
BEGIN;
SET search_path = industry, public;
SELECT plan(19);

SELECT setseed(0.25);
CREATE TEMP TABLE fact AS
SELECT lpad(u::text, 3, '0') AS unit, i AS indicator, CASE WHEN random() < 0.12 THEN 0 ELSE (random() * 40 - 4)::numeric(6, 1)::float8 END AS value
FROM generate_series(1, 240) u, unnest('{a,b,c,d,e}'::text[]) i WHERE random() < 0.95;
CREATE TEMP TABLE unit AS SELECT DISTINCT unit, CASE WHEN unit < '200' THEN 'g' || unit::integer % 3 ELSE '' END AS grp FROM fact;
CREATE TEMP TABLE item OF scheme_item;
INSERT INTO item (item, position, indicator, denominator, weight, direction, benchmark_kind, benchmark, cap, formula) VALUES
    ('i1', 1, 'a', NULL, 30, '+', 'fixed', 12, 1.2, 'ratio'), ('i2', 2, 'a', 'b', 20, '+', 'average', NULL, 1.5, NULL),
    ('i3', 3, 'c', NULL, 15, '-', 'maximum', 0.8, NULL, 'emission'), ('i4', 4, 'd', 'c', 10, '-', 'percentile', 0.35, 1.2, 'ratio'),
    ('i5', 5, 'nowhere', NULL, 0, '+', 'average', 2, 1, 'ratio'), ('i6', 6, 'e', NULL, 25, '+', 'average', 1.1, 2, 'ratio');
CREATE TEMP TABLE gate OF scheme_gate;
INSERT INTO gate (gate, effect, indicator, operator, threshold, points, band) VALUES
    ('g1', 'gate', 'a', '>', -3.5, NULL, 'Y'), ('g2', 'gate', 'b', '<=', 34, NULL, 'Z'), ('g3', 'bonus', 'c', '>=', 20, 1.5, NULL),
    ('g4', 'penalty', 'd', '<', 0, 2, NULL), ('g5', 'penalty_missing', 'e', '=', 0, 3, NULL), ('g6', 'exempt', 'e', '>', 35, NULL, 'X');
CREATE TEMP TABLE band OF scheme_band;
INSERT INTO band (band, position, bound) VALUES ('A', 1, 0.2), ('B', 2, 0.6), ('C', 3, 0.95);
CREATE TEMP TABLE asked AS
SELECT (SELECT matrix_agg(unit, indicator, value) FROM fact) AS m, (SELECT jsonb_object_agg(unit, grp) FROM unit WHERE grp <> '') AS groups,
    (SELECT array_agg(i::scheme_item ORDER BY position) FROM item i) AS items, (SELECT array_agg(g::scheme_gate ORDER BY gate) FROM gate g) AS gates,
    (SELECT array_agg(b::scheme_band ORDER BY position) FROM band b) AS bands;

-- the oracle: joins and aggregates, one item and one gate at a time
CREATE TEMP TABLE raw AS
SELECT u.unit, u.grp, i.*, n.value AS num, d.value AS den, CASE WHEN i.denominator IS NULL THEN n.value ELSE n.value / nullif(d.value, 0) END AS x
FROM unit u CROSS JOIN item i LEFT JOIN fact n ON n.unit = u.unit AND n.indicator = i.indicator
LEFT JOIN fact d ON d.unit = u.unit AND d.indicator = i.denominator;
CREATE TEMP TABLE scored AS
SELECT r.*, s.low, s.high, b.bench,
    CASE WHEN r.x IS NULL OR b.bench IS NULL THEN NULL WHEN r.formula = 'emission' THEN greatest((2 - r.x / b.bench) * r.weight::float8 / 2, 0)
        ELSE greatest(least(r.x / b.bench, coalesce(r.cap, 1)::float8), 0) * r.weight::float8 END AS points
FROM raw r
JOIN (SELECT grp, item, min(x) AS low, max(x) AS high, sum(num) FILTER (WHERE x IS NOT NULL) AS num, sum(den) FILTER (WHERE x IS NOT NULL) AS den, avg(x) AS mean
      FROM raw GROUP BY grp, item) s USING (grp, item)
CROSS JOIN LATERAL (SELECT nullif(CASE r.benchmark_kind WHEN 'fixed' THEN r.benchmark::float8 WHEN 'maximum' THEN s.high * coalesce(r.benchmark, 1)::float8
    WHEN 'average' THEN CASE WHEN r.denominator IS NULL THEN s.mean ELSE s.num / s.den END * coalesce(r.benchmark, 1)::float8
    ELSE (SELECT percentile_disc(r.benchmark) WITHIN GROUP (ORDER BY o.x) FROM raw o WHERE o.grp = r.grp AND o.item = r.item) END, 0) AS bench) b;

SELECT is((SELECT count(*) FROM asked, evaluate_items(m, items, 'benchmark', groups)), 240 * 6::bigint, 'a row for every unit and item');
SELECT is((SELECT count(*) FROM asked, evaluate_items(m, items, 'benchmark', groups) e JOIN scored s ON (s.unit, s.item, s.grp) = (e.unit_code, e.item, e.group_code)
           WHERE e.value IS NOT DISTINCT FROM s.x AND (e.benchmark = s.bench OR abs(e.benchmark / s.bench - 1) < 1e-12 OR e.benchmark IS NULL AND s.bench IS NULL)
             AND (abs(e.points - s.points) < 1e-12 OR e.points IS NULL AND s.points IS NULL) AND (e.normalized IS NULL) = (s.x / s.bench IS NULL)),
    240 * 6::bigint, 'values, benchmarks of the group and points are those of plain SQL');
SELECT is((SELECT array_agg(DISTINCT status ORDER BY status) FROM asked, evaluate_items(m, items, 'benchmark', groups)),
    '{missing_input,no_denominator,ok}'::text[], 'a missing input, a zero denominator and ok are told apart');
SELECT is((SELECT count(*) FROM asked, evaluate_items(m, items, 'min_max', groups) e JOIN scored s ON (s.unit, s.item) = (e.unit_code, e.item)
           WHERE abs(e.points - s.weight::float8 * CASE s.direction WHEN '-' THEN s.high - s.x ELSE s.x - s.low END / nullif(s.high - s.low, 0)) < 1e-9
              OR e.points IS NULL AND s.x IS NULL), 240 * 6::bigint, 'min-max in either direction');
SELECT results_eq($$SELECT unit_code, points, status FROM asked, evaluate_items('{"rows":["p","q","r"],"cols":["a"],"cells":[[0,0,5],[1,0,5]]}', items[1:1], 'min_max')$$,
    $$VALUES ('p', 0::float8, 'degenerate'), ('q', 0, 'degenerate'), ('r', NULL, 'missing_input')$$, 'equal values give no points, a missing one stays unknown');

CREATE TEMP TABLE wanted AS
WITH gated AS (
    SELECT u.unit, bool_or(g.effect = 'exempt' AND h.holds) IS TRUE AS exempt, bool_or(g.effect = 'gate' AND f.value IS NULL) IS TRUE AS unknown,
        max(g.band) FILTER (WHERE g.effect = 'gate' AND NOT h.holds) AS failed_band, string_agg(g.gate, ', ' ORDER BY g.gate) FILTER (WHERE g.effect = 'gate' AND NOT h.holds) AS names,
        sum(CASE WHEN g.effect = 'bonus' AND h.holds THEN g.points WHEN g.effect = 'penalty' AND h.holds OR g.effect = 'penalty_missing' AND f.value IS NULL THEN -g.points ELSE 0 END) AS extra
    FROM unit u CROSS JOIN gate g LEFT JOIN fact f ON f.unit = u.unit AND f.indicator = g.indicator
    CROSS JOIN LATERAL (SELECT CASE g.operator WHEN '>' THEN f.value > g.threshold WHEN '<=' THEN f.value <= g.threshold WHEN '>=' THEN f.value >= g.threshold
        WHEN '<' THEN f.value < g.threshold ELSE f.value = g.threshold END AS holds) h
    GROUP BY u.unit),
summed AS (
    SELECT s.unit, s.grp, sum(s.points) AS points,
        -- a missing e is penalised, so it counts zero
        string_agg(s.item, ', ' ORDER BY s.position) FILTER (WHERE s.points IS NULL AND s.weight > 0 AND (s.indicator <> 'e')) AS missing
    FROM scored s GROUP BY s.unit, s.grp),
judged AS (
    SELECT s.*, g.exempt, g.unknown, g.failed_band, g.names, CASE WHEN s.missing IS NULL AND NOT g.exempt AND NOT g.unknown THEN round((coalesce(s.points, 0) + g.extra::float8)::numeric, 12) END AS score
    FROM summed s JOIN gated g USING (unit))
SELECT unit, grp, score, missing, names, exempt, unknown, failed_band, CASE WHEN score IS NOT NULL THEN rank() OVER (PARTITION BY grp ORDER BY score DESC NULLS LAST) END AS place,
    count(score) OVER (PARTITION BY grp) AS n
FROM judged;

SELECT is((SELECT count(*) FROM asked, evaluate(m, items, gates, bands, groups => groups) e JOIN wanted w ON w.unit = e.unit_code
           WHERE (abs(e.score - w.score::float8) < 1e-9 OR e.score IS NULL AND w.score IS NULL) AND e.rank IS NOT DISTINCT FROM w.place AND e.group_size = w.n
             AND e.failed_gates IS NOT DISTINCT FROM w.names AND e.missing_items IS NOT DISTINCT FROM w.missing
             AND e.rank_share IS NOT DISTINCT FROM w.place::float8 / w.n AND e.group_code = w.grp), 240::bigint,
    'score, rank, share, failed gates and missing items are those of plain SQL');
SELECT is((SELECT count(*) FROM asked, evaluate(m, items, gates, bands, groups => groups) e JOIN wanted w ON w.unit = e.unit_code
           WHERE e.band IS NOT DISTINCT FROM CASE WHEN w.exempt THEN 'X' WHEN w.failed_band IS NOT NULL THEN w.failed_band
               WHEN (w.place - 1)::float8 / w.n < 0.2 THEN 'A' WHEN (w.place - 1)::float8 / w.n < 0.6 THEN 'B' WHEN (w.place - 1)::float8 / w.n < 0.95 THEN 'C' END), 240::bigint,
    'bands by rank, of failed gates and of exemptions');
SELECT is((SELECT count(*) FROM asked, evaluate(m, items, gates, bands, groups => groups) e JOIN wanted w ON w.unit = e.unit_code
           WHERE e.status = CASE WHEN w.exempt THEN 'exempt' WHEN w.missing IS NOT NULL OR w.unknown THEN 'undecidable' WHEN w.names IS NOT NULL THEN 'gate_failed' ELSE 'ok' END), 240::bigint,
    'status of every unit');
SELECT is((SELECT count(DISTINCT status) FROM asked, evaluate(m, items, gates, bands, groups => groups)), 4::bigint, 'each status occurs');
SELECT is((SELECT count(*) FROM asked, evaluate(m, items, '{}', ARRAY[ROW(NULL, NULL, 'high', 1, 60)::scheme_band, ROW(NULL, NULL, 'low', 2, 20)::scheme_band], band_basis => 'score') e
           WHERE e.band IS DISTINCT FROM CASE WHEN e.score >= 60 THEN 'high' WHEN e.score >= 20 THEN 'low' END), 0::bigint, 'bands by score');
SELECT results_eq($$SELECT unit_code, score, rank, group_size FROM asked, evaluate(matrix_dense('{p,q,r,s}', '{a}', '{6,12,6,0}'), items[1:1])$$,
    $$VALUES ('q', 30::float8, 1::bigint, 4::bigint), ('p', 15, 2, 4), ('r', 15, 2, 4), ('s', 0, 4, 4)$$, 'ties share the better rank, the next one is after them; ordered by rank');
SELECT results_eq($$SELECT unit_code, group_code, rank FROM asked, evaluate(matrix_dense('{p,q,r,s,t}', '{a}', '{1,2,3,4,5}'), items[1:1],
        groups => '{"p": "x", "q": 7, "r": true, "s": null, "stranger": "x"}')$$,
    $$VALUES ('t', '', 1::bigint), ('s', '', 2), ('q', '7', 1), ('r', 'true', 1), ('p', 'x', 1)$$, 'groups of any JSON scalar; none is the empty group');
SELECT is((SELECT count(*) FROM asked, evaluate(m, '{}'::scheme_item[], gates)), 0::bigint, 'a scheme without items judges nobody');
SELECT is_empty($$SELECT evaluate(NULL, items) FROM asked$$, 'NULL matrix: no rows');

SELECT throws_ok($$SELECT evaluate(m, items, groups => '[1]') FROM asked$$, '22023', 'groups must be a JSON object');
SELECT throws_ok($$SELECT evaluate(m, items, normalization => 'z') FROM asked$$, '22023', 'unknown normalization "z"');
SELECT throws_ok($$SELECT evaluate(m, items || NULL::scheme_item) FROM asked$$, '22004', 'a row of a scheme must not be null');
SELECT throws_ok($$SELECT evaluate(m, items, ARRAY[ROW(NULL, NULL, 'x', 'gate', 'a', '~', 1, NULL, NULL, NULL, NULL)::scheme_gate]) FROM asked$$, '22023', 'unknown operator "~"');
SELECT throws_ok($$SELECT evaluate_items(m, ARRAY[ROW(NULL, NULL, 'x', 1, 'a', NULL, 'NaN', '+', NULL, NULL, NULL, NULL, NULL, NULL)::scheme_item]) FROM asked$$, '22023',
    'weight of a scheme''s row must be finite');

SELECT * FROM finish();
ROLLBACK;
