-- Integration of systems: coupling coordination in the standard and the modified form (FORMULAS M20).

CREATE FUNCTION industry.coupling_coordination(u float8[], weights float8[] DEFAULT NULL)
RETURNS TABLE (coupling float8, development float8, coordination float8, coupling_modified float8, coordination_modified float8, band integer,
    status text, method_id text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    WITH checked AS (
        SELECT industry.refuse_unless(coalesce((SELECT bool_and(x BETWEEN 0 AND 1) FROM unnest(coupling_coordination.u) x), true),
                   'indices of systems must lie in [0, 1]', 'Scale each system first, e.g. by the largest value of all units and years.')
           AND industry.refuse_unless(coupling_coordination.weights IS NULL
               OR cardinality(coupling_coordination.weights) = cardinality(coupling_coordination.u),
                   'weights must be as many as the systems') AS held),
    part AS (
        SELECT x.n, x.u, coalesce(x.w, 1.0) AS w FROM checked c, unnest(coupling_coordination.u, coupling_coordination.weights) WITH ORDINALITY x(u,
            w, n) WHERE c.held),
    apart AS (
        SELECT industry.exact_mean(abs(a.u - b.u)) AS mean FROM part a JOIN part b ON a.n < b.n),
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
'How far n systems with indices in [0, 1] go together: coupling C = n (product)^(1/n) / sum, development T (weighted mean), coordination D = '
'sqrt(C T), each in [0, 1], and both with the modified coupling that also looks at the distance of the levels; band 1 to 10 by tenths of D. '
'All zero: NULL with no_denominator; a NULL index: missing_input; an index outside [0, 1] is an error (22023). 王淑佳 et al. 2021';

CREATE FUNCTION industry.integration_io(flows industry.matrix, manufacturing text[], services text[])
RETURNS TABLE (service_share float8, manufacturing_share float8, integration float8, service_input float8, manufacturing_inputs float8,
    manufacturing_input float8, service_inputs float8, status text, method_id text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    WITH flow AS (
        SELECT coalesce(industry.exact_sum(c.value) FILTER (WHERE c.row_key = ANY (integration_io.services)
                   AND c.col_key = ANY (integration_io.manufacturing)), 0) AS sm,
               coalesce(industry.exact_sum(c.value) FILTER (WHERE c.col_key = ANY (integration_io.manufacturing)), 0) AS m,
               coalesce(industry.exact_sum(c.value) FILTER (WHERE c.row_key = ANY (integration_io.manufacturing)
                   AND c.col_key = ANY (integration_io.services)), 0) AS ms,
               coalesce(industry.exact_sum(c.value) FILTER (WHERE c.col_key = ANY (integration_io.services)), 0) AS s
        FROM industry.cells(integration_io.flows) c(row_key, col_key, value))
    SELECT f.sm / NULLIF(f.m, 0), f.ms / NULLIF(f.s, 0), sqrt((f.sm / NULLIF(f.m, 0)) * (f.ms / NULLIF(f.s, 0))), f.sm, f.m, f.ms, f.s,
           CASE WHEN f.m = 0 OR f.s = 0 THEN 'no_denominator' ELSE 'ok' END, 'integration_io'
    FROM flow f;
END;
COMMENT ON FUNCTION industry.integration_io(industry.matrix, text[], text[]) IS
'Integration of two groups of sectors in an input-output table (row sells to column): share of services in the intermediate inputs of '
'manufacturing, the reverse, and their geometric mean, with the sums they are made of; direct inputs. Negative flows count as they are; no '
'input at all: NULL with no_denominator';

CREATE FUNCTION industry.input_series(start float8[], seller integer[], buyer integer[], share float8[])
RETURNS TABLE (place integer, complete float8, iterations integer, converged boolean)
AS 'MODULE_PATHNAME', 'pgi_input_series' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 100;
COMMENT ON FUNCTION industry.input_series(float8[], integer[], integer[], float8[]) IS
'Helper: sums of the power series of input_requirement, start + uA for coefficients given as places of seller and buyer (from 1) with their '
'share; NULL where it does not converge';

CREATE FUNCTION industry.input_requirement(flows industry.matrix, output industry.matrix, sectors text[] DEFAULT NULL)
RETURNS TABLE (sector text, direct float8, complete float8, iterations integer, status text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, industry, pg_temp
AS $$
DECLARE
    keys text[];
    total float8[];
    seller integer[];
    buyer integer[];
    share float8[];
    start float8[];
BEGIN
    IF flows IS NULL OR output IS NULL THEN
        RETURN;
    END IF;
    SELECT array_agg(k ORDER BY k COLLATE "C") INTO keys
    FROM (SELECT unnest(row_keys(flows)) AS k UNION SELECT unnest(col_keys(flows)) UNION SELECT unnest(row_keys(output))) u;
    SELECT array_agg(t.x ORDER BY k.n) INTO total
    FROM unnest(keys) WITH ORDINALITY k(k, n) LEFT JOIN (SELECT c.row_key, exact_sum(c.value) AS x FROM cells(output) c GROUP BY 1) t
        ON t.row_key = k.k;
    PERFORM refuse_unless(coalesce((SELECT bool_and(x >= 0) FROM unnest(total) x), true), 'output of a sector must not be negative');
    -- input coefficients; a sector without output buys nothing; what is beyond any precision is left out, as its products underflow
    -- in the order of the keys, in which the series is summed
    SELECT coalesce(array_agg(f.seller), '{}'), coalesce(array_agg(f.buyer), '{}'), coalesce(array_agg(f.share), '{}')
    INTO seller, buyer, share
    FROM (SELECT s.n::integer AS seller, x.n::integer AS buyer,
                 CASE WHEN abs(c.value) > 1e-150 * GREATEST(x.total, 1e-150) THEN c.value / x.total ELSE 0 END AS share
          FROM cells(flows) c JOIN unnest(keys) WITH ORDINALITY s(k, n) ON s.k = c.row_key
          JOIN unnest(keys, total) WITH ORDINALITY x(k, total, n) ON x.k = c.col_key
          WHERE x.total > 0 ORDER BY s.n, x.n) f;
    start := ARRAY(SELECT CASE WHEN sectors IS NULL OR k = ANY (sectors) THEN 1 ELSE 0 END::float8 FROM unnest(keys) k);
    RETURN QUERY
        SELECT k.k, coalesce(d.a, 0), u.complete, u.iterations,
               CASE WHEN NOT u.converged THEN 'not_productive' WHEN total[k.n] > 0 THEN 'ok' ELSE 'no_denominator' END
        FROM input_series(start, seller, buyer, share) u JOIN unnest(keys) WITH ORDINALITY k(k, n) ON k.n = u.place
        LEFT JOIN (SELECT c.j, exact_sum(start[c.i] * c.a) AS a FROM unnest(seller, buyer, share) c(i, j, a) GROUP BY c.j) d ON d.j = k.n
        ORDER BY k.n;
END
$$;
COMMENT ON FUNCTION industry.input_requirement(industry.matrix, industry.matrix, text[]) IS
'What one unit of each sector''s output needs from a group of sectors (NULL: from all) in an input-output table, flows row sells to column '
'and output sectors x 1: direct input coefficients (A) and complete ones (Leontief inverse, the unit itself included). A sector without '
'output buys nothing and is marked no_denominator; a table whose series does not converge: NULL with not_productive. Leontief 1936; Miller '
'and Blair 2009';

CREATE FUNCTION industry.integration_io(flows industry.matrix, manufacturing text[], services text[], output industry.matrix)
RETURNS TABLE (service_share float8, manufacturing_share float8, integration float8, complete_service_share float8,
    complete_manufacturing_share float8, complete_integration float8, status text, method_id text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    WITH direct AS (
        SELECT d.* FROM industry.integration_io(integration_io.flows, integration_io.manufacturing, integration_io.services) d),
    made AS (
        SELECT c.row_key, industry.exact_sum(c.value) AS x FROM industry.cells(integration_io.output) c GROUP BY 1),
    -- L - I: what an output needs beside itself; sectors of a group weigh by their output
    need AS (
        SELECT CASE WHEN a.sector = ANY (integration_io.manufacturing) THEN 'm' WHEN a.sector = ANY (integration_io.services) THEN 's' END AS buyer, a.status,
               x.x * (a.complete - 1) AS total, x.x * (s.complete - (a.sector = ANY (integration_io.services))::integer) AS from_s,
               x.x * (m.complete - (a.sector = ANY (integration_io.manufacturing))::integer) AS from_m
        FROM industry.input_requirement(integration_io.flows, integration_io.output) a
        JOIN industry.input_requirement(integration_io.flows, integration_io.output, integration_io.services) s ON s.sector = a.sector
        JOIN industry.input_requirement(integration_io.flows, integration_io.output, integration_io.manufacturing) m ON m.sector = a.sector
        JOIN made x ON x.row_key = a.sector),
    summed AS (
        SELECT industry.exact_sum(n.from_s) FILTER (WHERE n.buyer = 'm') / NULLIF(industry.exact_sum(n.total) FILTER (WHERE n.buyer = 'm'), 0) AS cs,
               industry.exact_sum(n.from_m) FILTER (WHERE n.buyer = 's') / NULLIF(industry.exact_sum(n.total) FILTER (WHERE n.buyer = 's'), 0) AS cm,
               bool_or(n.status = 'not_productive') AS broken FROM need n)
    SELECT d.service_share, d.manufacturing_share, d.integration, s.cs, s.cm, sqrt(s.cs * s.cm),
        CASE WHEN s.broken THEN 'not_productive' WHEN s.cs IS NULL OR s.cm IS NULL THEN 'no_denominator' ELSE d.status END,
           'integration_io:complete=L-I,weights=output'
    FROM direct d CROSS JOIN summed s;
END;
COMMENT ON FUNCTION industry.integration_io(industry.matrix, text[], text[], industry.matrix) IS
'Integration of two groups of sectors by direct inputs and by complete ones (Leontief inverse less the unit), which takes the output of the '
'sectors (sectors x 1). A table that is not productive: complete shares NULL with not_productive';

CREATE FUNCTION industry.location_coagglomeration(lq_a float8, lq_b float8) RETURNS float8
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN lq_a + lq_b > 0 AND lq_a >= 0 AND lq_b >= 0 THEN 1 - abs(lq_a - lq_b) / (lq_a + lq_b) + (lq_a + lq_b) END;
COMMENT ON FUNCTION industry.location_coagglomeration(float8, float8) IS
'Co-agglomeration of two industries in a place from their location quotients: 1 - |a - b| / (a + b) + a + b; level of both and likeness '
'together. Both zero or one negative: NULL. FORMULAS M20';

INSERT INTO industry.metric (function_name, metric, name_en, name_zh, formula, parameters, unit, value_range, interpretation_en, interpretation_zh,
    reference) VALUES
('coupling_coordination', 'coordination', 'Coupling coordination', '耦合协调度', 'sqrt(C T), C = n (prod u)^(1/n) / sum u', '{"weights": null}',
    'fraction', '[0,1]', '1 = both high and level', '1 表示高水平协调', '王淑佳 et al. 2021'),
('coupling_coordination', 'coordination_modified', 'Coupling coordination, modified', '修正耦合协调度',
    'sqrt(C'' T), C'' = sqrt((1 - mean |ui - uj|) (prod ui / max u)^(1/(n-1)))', '{"weights": null}', 'fraction', '[0,1]',
'1 = both high and level; spreads wider than the standard form', '1 表示高水平协调,区分度高于标准式', '王淑佳 et al. 2021'),
('integration_io', 'integration', 'Integration by input-output', '投入产出融合度',
    'sqrt(services in inputs of manufacturing x manufacturing in inputs of services)', '{}', 'fraction', '[0,1]',
'higher = more of each other''s inputs', '越大相互投入越多', 'project definition, FORMULAS M20'),
('integration_io', 'complete_integration', 'Integration by complete input-output', '完全投入产出融合度',
    'sqrt(services in L - I of manufacturing x manufacturing in L - I of services)', '{}', 'fraction', '[0,1]',
'higher = more of each other''s inputs, indirect ones included', '含间接投入,越大相互投入越多', 'project definition, FORMULAS M20'),
('input_requirement', 'complete', 'Complete input requirement', '完全需要系数', 'row sums of (I - A)^-1 over a group of sectors', '{"sectors": null}',
    'ratio', '>= 0', 'what one unit of output needs from the group, direct and indirect', '单位产出对某类部门的完全需要', 'Leontief 1936'),
('location_coagglomeration', 'coagglomeration', 'Co-agglomeration by quotients', '协同集聚指数', '1 - |a - b| / (a + b) + (a + b)', '{}', 'ratio',
    '>= 0', 'higher = both are concentrated, alike', '越大协同集聚越强', 'project definition, FORMULAS M20');
