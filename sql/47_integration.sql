-- Integration of systems: coupling coordination in the standard and the modified form (FORMULAS M20).

CREATE FUNCTION industry.coupling_coordination(u float8[], weights float8[] DEFAULT NULL)
RETURNS TABLE (coupling float8, development float8, coordination float8, coupling_modified float8, coordination_modified float8, band integer, status text, method_id text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    WITH checked AS (
        SELECT industry.refuse_unless(coalesce((SELECT bool_and(x BETWEEN 0 AND 1) FROM unnest(coupling_coordination.u) x), true),
                   'indices of systems must lie in [0, 1]', 'Scale each system first, e.g. by the largest value of all units and years.')
           AND industry.refuse_unless(coupling_coordination.weights IS NULL OR cardinality(coupling_coordination.weights) = cardinality(coupling_coordination.u),
                   'weights must be as many as the systems', NULL) AS held),
    part AS (
        SELECT x.n, x.u, coalesce(x.w, 1.0) AS w FROM checked c, unnest(coupling_coordination.u, coupling_coordination.weights) WITH ORDINALITY x(u, w, n) WHERE c.held),
    apart AS (
        SELECT avg(abs(a.u - b.u)) AS mean FROM part a JOIN part b ON a.n < b.n),
    total AS (
        SELECT count(*) AS n, count(p.u) AS n_known, sum(p.u ORDER BY p.u) AS s, max(p.u) AS top, min(p.u) AS least,
               sum(ln(NULLIF(p.u, 0)) ORDER BY p.u) AS logs, sum(p.u * p.w ORDER BY p.n) / NULLIF(sum(p.w ORDER BY p.n), 0) AS t
        FROM part p),
    degree AS (
        SELECT t.*, CASE WHEN t.n < 2 OR t.n_known < t.n OR t.s = 0 THEN NULL WHEN t.least = 0 THEN 0 ELSE LEAST(t.n * exp(t.logs / t.n) / t.s, 1) END AS c,
               CASE WHEN t.n < 2 OR t.n_known < t.n OR t.s = 0 THEN NULL WHEN t.least = 0 THEN 0
                    ELSE sqrt((1 - a.mean) * exp((t.logs - t.n * ln(t.top)) / (t.n - 1))) END AS c_modified
        FROM total t CROSS JOIN apart a),
    answer AS (
        SELECT d.*, CASE WHEN d.n_known = d.n THEN d.t END AS development, sqrt(d.c * d.t) AS d, sqrt(d.c_modified * d.t) AS d_modified FROM degree d)
    SELECT a.c, a.development, a.d, a.c_modified, a.d_modified, CASE WHEN a.d IS NOT NULL THEN LEAST(floor(a.d * 10)::integer + 1, 10) END,
           CASE WHEN a.n_known < a.n OR a.n < 2 THEN 'missing_input' WHEN a.s = 0 THEN 'no_denominator' ELSE 'ok' END,
           'coupling_coordination:weights=' || coalesce(array_to_string(coupling_coordination.weights, '/'), 'equal')
    FROM answer a;
END;
COMMENT ON FUNCTION industry.coupling_coordination(float8[], float8[]) IS
'How far n systems with indices in [0, 1] go together: coupling C = n (product)^(1/n) / sum, development T (weighted mean), coordination D = sqrt(C T), each in [0, 1], and both with the modified coupling that also looks at the distance of the levels; band 1 to 10 by tenths of D. All zero: NULL with no_denominator; a NULL index: missing_input; an index outside [0, 1] is an error (22023). 王淑佳 et al. 2021';

CREATE FUNCTION industry.integration_io(flows industry.matrix, manufacturing text[], services text[])
RETURNS TABLE (service_share float8, manufacturing_share float8, integration float8, service_input float8, manufacturing_inputs float8, manufacturing_input float8, service_inputs float8, status text, method_id text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    WITH flow AS (
        SELECT coalesce(sum(c.value) FILTER (WHERE c.row_key = ANY (integration_io.services) AND c.col_key = ANY (integration_io.manufacturing)), 0) AS sm,
               coalesce(sum(c.value) FILTER (WHERE c.col_key = ANY (integration_io.manufacturing)), 0) AS m,
               coalesce(sum(c.value) FILTER (WHERE c.row_key = ANY (integration_io.manufacturing) AND c.col_key = ANY (integration_io.services)), 0) AS ms,
               coalesce(sum(c.value) FILTER (WHERE c.col_key = ANY (integration_io.services)), 0) AS s
        FROM industry.cells(integration_io.flows) c(row_key, col_key, value))
    SELECT f.sm / NULLIF(f.m, 0), f.ms / NULLIF(f.s, 0), sqrt((f.sm / NULLIF(f.m, 0)) * (f.ms / NULLIF(f.s, 0))), f.sm, f.m, f.ms, f.s,
           CASE WHEN f.m = 0 OR f.s = 0 THEN 'no_denominator' ELSE 'ok' END, 'integration_io'
    FROM flow f;
END;
COMMENT ON FUNCTION industry.integration_io(industry.matrix, text[], text[]) IS
'Integration of two groups of sectors in an input-output table (row sells to column): share of services in the intermediate inputs of manufacturing, the reverse, and their geometric mean, with the sums they are made of; direct inputs. Negative flows count as they are; no input at all: NULL with no_denominator';

INSERT INTO industry.metric (function_name, metric, name_en, name_zh, formula, parameters, unit, value_range, interpretation_en, interpretation_zh, reference) VALUES
('coupling_coordination', 'coordination', 'Coupling coordination', '耦合协调度', 'sqrt(C T), C = n (prod u)^(1/n) / sum u', '{"weights": null}', 'fraction', '[0,1]', '1 = both high and level', '1 表示高水平协调', '王淑佳 et al. 2021'),
('coupling_coordination', 'coordination_modified', 'Coupling coordination, modified', '修正耦合协调度', 'sqrt(C'' T), C'' = sqrt((1 - mean |ui - uj|) (prod ui / max u)^(1/(n-1)))', '{"weights": null}', 'fraction', '[0,1]', '1 = both high and level; spreads wider than the standard form', '1 表示高水平协调,区分度高于标准式', '王淑佳 et al. 2021'),
('integration_io', 'integration', 'Integration by input-output', '投入产出融合度', 'sqrt(services in inputs of manufacturing x manufacturing in inputs of services)', '{}', 'fraction', '[0,1]', 'higher = more of each other''s inputs', '越大相互投入越多', 'project definition, FORMULAS M20');
