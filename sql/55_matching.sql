-- Matching: who should supply whom.
--
-- cost is supplier by buyer; only its stored cells may be used, a stored zero costs nothing. supply and demand have one
-- column (matrix_agg(label, 'quantity', value)); labels that cost does not have stay idle or unmet.

CREATE FUNCTION industry.match_supply(cost industry.matrix, supply industry.matrix, demand industry.matrix,
    objective text DEFAULT 'volume_then_cost', unmet_penalty float8 DEFAULT 0, idle_penalty float8 DEFAULT 0)
RETURNS TABLE (kind text, supplier text, buyer text, quantity float8, unit_cost float8, cost float8, left_over float8,
    price float8, price_volume float8, method_id text)
AS 'MODULE_PATHNAME', 'pgi_match_supply' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000000 ROWS 10000;
COMMENT ON FUNCTION industry.match_supply(industry.matrix, industry.matrix, industry.matrix, text, float8, float8) IS
'The best plan of quantities: rows of kind flow (supplier, buyer, quantity, unit_cost, cost), then a row of kind need a buyer (quantity '
'needed, left_over unmet, price = what one unit less of it would save), then one of kind capacity a supplier (quantity offered, left_over '
'idle, price = what one unit more would save). objective: volume_then_cost (most volume, then least cost; price_volume = units more that '
'would be met), cost_with_penalties, score (largest total of cells). Whole and decimal lots stay exact; never infeasible. Negative '
'quantities 22023. Dantzig 1951; Cunningham 1976';

CREATE FUNCTION industry.match_explain(cost industry.matrix, supply industry.matrix, demand industry.matrix, supplier text, buyer text,
    objective text DEFAULT 'volume_then_cost', unmet_penalty float8 DEFAULT 0, idle_penalty float8 DEFAULT 0)
RETURNS TABLE (supplier text, buyer text, reason text, quantity float8, unit_cost float8, supplier_price float8, buyer_price float8,
    reduced_cost float8, reduced_volume float8, supplier_idle float8, buyer_unmet float8, method_id text)
AS 'MODULE_PATHNAME', 'pgi_match_explain' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000000 ROWS 1;
COMMENT ON FUNCTION industry.match_explain(industry.matrix, industry.matrix, industry.matrix, text, text, text, float8, float8) IS
'Why match_supply pairs these two or not: reason matched, no_edge (the gate: no cell), no_capacity, no_need, too_dear (by reduced_cost a '
'unit against the prices of both), less_volume (each unit would leave reduced_volume more unmet), equally_good (a tie). 22023 for a label '
'nobody knows';

CREATE FUNCTION industry.match_assign(m industry.matrix, direction text DEFAULT 'minimize')
RETURNS TABLE (row_key text, col_key text, value float8, row_price float8, row_price_volume float8, col_price float8, col_price_volume float8,
    method_id text)
AS 'MODULE_PATHNAME', 'pgi_match_assign' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000000 ROWS 1000;
COMMENT ON FUNCTION industry.match_assign(industry.matrix, text) IS
'One to one on the stored cells: most pairs first, then the least total (direction => ''maximize'': the largest). One row a row of m '
'(col_key NULL where it stays alone) and one a column that stays alone. Prices certify it: value + row_price - col_price >= 0 on every cell '
'(<= 0 when maximizing) where the volumes row_price_volume - col_price_volume are equal, and 0 on the pairs. Kuhn 1955, by the method of '
'match_supply';

CREATE FUNCTION industry.match_stable(first_preference industry.matrix, second_preference industry.matrix,
    first_capacity industry.matrix DEFAULT NULL, second_capacity industry.matrix DEFAULT NULL,
    proposer text DEFAULT 'first', preference text DEFAULT 'rank')
RETURNS TABLE (first_key text, second_key text, first_choice integer, second_choice integer, method_id text)
AS 'MODULE_PATHNAME', 'pgi_match_stable' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100000 ROWS 1000;
COMMENT ON FUNCTION industry.match_stable(industry.matrix, industry.matrix, industry.matrix, industry.matrix, text, text) IS
'Stable pairs by deferred acceptance: each matrix has its own side in the rows and what it thinks of the other in the cells, as rank (1 is '
'best) or score (high is best); no cell means not acceptable, equal values go by label. Capacities have one column, 1 where missing. No two '
'who would both rather have each other stay apart, and the proposers get their best such outcome. choice = place on the own list of '
'acceptable partners. Gale and Shapley 1962';

-- Parts of a score (M25), each a fraction; NULL where it is not known. Not STRICT, so that queries can inline them.

CREATE FUNCTION industry.spec_fit(need_code text, offer_code text, other_code boolean DEFAULT false) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN need_code IS NULL OR offer_code IS NULL THEN NULL
    WHEN need_code = offer_code THEN 1
    WHEN other_code THEN 0
    WHEN pg_catalog.starts_with(offer_code, need_code) THEN 1
    WHEN pg_catalog.starts_with(need_code, offer_code) THEN pg_catalog.length(offer_code)::float8 / pg_catalog.length(need_code)
    ELSE 0 END;
COMMENT ON FUNCTION industry.spec_fit(text, text, boolean) IS
'Fit of an offer''s code to a need''s: 1 for the same code or one below it, the share of the need''s code that the offer''s has where it is '
'one above, else 0. other_code: one of them is an "other" node, which never stands for its named siblings, so only equal codes fit';

CREATE FUNCTION industry.place_map_point(place point, id bigint) RETURNS point
AS 'MODULE_PATHNAME', 'pgi_place_map_point' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION industry.place_map_point(point, bigint) IS
'map_point of a place, longitude first; a name of its own, so that calls of map_point with literals stay unambiguous';

CREATE FUNCTION industry.map_point(location geometry, id bigint) RETURNS point LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN industry.place_map_point(location::point, id);
COMMENT ON FUNCTION industry.map_point(geometry, bigint) IS
'Where a longitude and latitude lies on a Mercator map in degrees, on which near distances rank as on the sphere: key of an index for '
'nearest neighbours. The id moves it by less than a micrometre, so that no two distances tie; no location: far in the north, in order of id; '
'an infinite latitude is an error (22003). Mercator 1569';

CREATE FUNCTION industry.distance_decay(distance float8, beta float8) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN NOT (distance >= 0 AND beta > 0) THEN NULL WHEN distance / 745 >= beta THEN 0 ELSE pg_catalog.exp(-distance / beta) END;
COMMENT ON FUNCTION industry.distance_decay(float8, float8) IS
'exp(-distance / beta), in the unit of both; 1 on the spot, 0.37 at beta. NULL for a negative distance or a beta that is not positive';

CREATE FUNCTION industry.price_overlap(need_low float8, need_high float8, offer_low float8, offer_high float8) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN need_low IS NULL OR need_high IS NULL OR offer_low IS NULL OR offer_high IS NULL OR need_high < need_low OR offer_high < offer_low THEN NULL
    WHEN offer_high = offer_low THEN CASE WHEN offer_low BETWEEN need_low AND need_high THEN 1 ELSE 0 END
    ELSE GREATEST(LEAST(need_high, offer_high) - GREATEST(need_low, offer_low), 0) / (offer_high - offer_low) END;
COMMENT ON FUNCTION industry.price_overlap(float8, float8, float8, float8) IS
'Share of the offer''s price band that lies in the need''s, 1 or 0 for a single price; NULL where a bound is missing or a band is upside down';

CREATE FUNCTION industry.success_rate(successes bigint, trials bigint) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN successes >= 0 AND trials >= successes THEN (successes + 1)::float8 / (trials + 2) END;
COMMENT ON FUNCTION industry.success_rate(bigint, bigint) IS
'Past success (successes + 1) / (trials + 2): one half where nothing is known. Laplace''s rule of succession';

CREATE FUNCTION industry.match_score(parts float8[], weights float8[]) RETURNS TABLE (score float8, confidence float8)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    SELECT sum(p.part * p.weight) / NULLIF(sum(p.weight) FILTER (WHERE p.part IS NOT NULL), 0),
           COALESCE(sum(p.weight) FILTER (WHERE p.part IS NOT NULL), 0) / NULLIF(sum(p.weight), 0)
    FROM unnest(match_score.parts, match_score.weights) p(part, weight)
    WHERE p.weight > 0;
END;
COMMENT ON FUNCTION industry.match_score(float8[], float8[]) IS
'Weighted mean of the parts that are known (a NULL part''s weight goes to the others in proportion) and the share of the weight that they have';

CREATE FUNCTION industry.time_slots(during tstzrange, slot interval) RETURNS TABLE (slot_start timestamptz, slot_end timestamptz, hours float8)
LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 24
BEGIN ATOMIC
    SELECT s.at, s.at + time_slots.slot, EXTRACT(epoch FROM s.at + time_slots.slot - s.at)::float8 / 3600
    FROM generate_series(lower(time_slots.during), upper(time_slots.during) - time_slots.slot, time_slots.slot) s(at);
END;
COMMENT ON FUNCTION industry.time_slots(tstzrange, interval) IS
'The whole slots of a window with their hours, from its start: idle time and orders cut to the same grid make edges of a cost matrix where '
'an order''s window contains the slot. No rows for an unbounded or shorter window';

INSERT INTO industry.metric (function_name, metric, name_en, name_zh, formula, parameters, unit, value_range, interpretation_en, interpretation_zh,
    reference) VALUES
('match_supply', 'price', 'shadow price', '影子价格', 'change of the optimum by one unit of a capacity or need',
 '{"objective": "volume_then_cost", "unmet_penalty": 0, "idle_penalty": 0}', 'cost per unit', '(-inf, inf)',
 'What one more unit of the capacity, or one less of the need, would save', '该产能增加一单位(或该需求减少一单位)可节省的成本',
 'Dantzig 1951; Cunningham 1976'),
('match_supply', 'left_over', 'unmet need, idle supply', '未满足需求、闲置产能', 'quantity - sum of flows',
 '{"objective": "volume_then_cost", "unmet_penalty": 0, "idle_penalty": 0}', 'quantity', '[0, inf)',
 '0: met or used in full', '0表示完全满足或用尽', 'Dantzig 1951'),
('match_explain', 'reduced_cost', 'reduced cost of a pair', '检验数', 'unit cost + price of the supplier - price of the buyer',
 '{"objective": "volume_then_cost", "unmet_penalty": 0, "idle_penalty": 0}', 'cost per unit', '[0, inf)',
 'How much too dear the pair is to be chosen', '该配对成本高出多少而未入选', 'Dantzig 1951'),
('match_stable', 'first_choice', 'place of the partner on the own list', '配对在自身志愿中的位次', 'rank among acceptable partners',
 '{"proposer": "first", "preference": "rank"}', 'count', '[1, inf)', '1: the first choice', '1表示第一志愿', 'Gale and Shapley 1962'),
('distance_decay', 'distance_decay', 'distance decay', '距离衰减', 'exp(-d / beta)', '{}', 'fraction', '[0, 1]',
 '1 on the spot, 0.37 at beta', '同地为1,距离等于beta时为0.37', 'Wilson 1967'),
('price_overlap', 'price_overlap', 'overlap of price bands', '价格区间重合度', 'length of the common band / length of the offer''s', '{}', 'fraction', '[0, 1]',
 '1: every price of the offer suits', '1表示报价全部落在可接受区间', 'definition of this extension'),
('success_rate', 'success_rate', 'past success', '历史成功率', '(h + 1) / (n + 2)', '{}', 'fraction', '(0, 1)',
 '0.5 where nothing is known', '无历史记录时为0.5', 'Laplace 1774'),
('spec_fit', 'spec_fit', 'fit of specification', '规格匹配度', 'by the common part of the codes', '{"other_code": false}', 'fraction', '[0, 1]',
 '1: the offer is what is needed or a kind of it', '1表示供给即所需或其下位类', 'definition of this extension'),
('match_score', 'score', 'match score', '撮合得分', 'sum w f / sum w over known parts', '{}', 'fraction', '[0, 1]',
 'Higher is the better pair; confidence is the share of weight known', '越高越匹配;confidence为已知部分的权重占比', 'definition of this extension');
