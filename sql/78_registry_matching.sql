-- Matching in a registry: candidates, the plan of an event, what became of proposals, idle capacity.

INSERT INTO industry.registry_template (kind, name, position, comment_zh, comment_en, body) VALUES
('function', 'match_candidates', 5000, '供需候选配对及得分构成',
    'Candidate pairs of open needs and offers: the k nearest offers of a need that pass every gate, with the parts of the score', $t$
FUNCTION {s}.match_candidates(chain text DEFAULT NULL, k integer DEFAULT 20, radius_km float8 DEFAULT NULL, beta_km float8 DEFAULT 50,
    spec_weight float8 DEFAULT 0.3, capacity_weight float8 DEFAULT 0.2, nearness_weight float8 DEFAULT 0.2, price_weight float8 DEFAULT 0.1,
    success_weight float8 DEFAULT 0.1, tier_weight float8 DEFAULT 0.05, credit_weight float8 DEFAULT 0.05)
RETURNS TABLE (need bigint, offer bigint, buyer text, seller text, product text, need_quantity float8, offer_quantity float8, quantity_unit text,
    distance_km float8, spec float8, capacity float8, nearness float8, price float8, success float8, tier float8, credit float8,
    score float8, confidence float8, method_id text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10000 COST 10000
SET jit = off -- compiling it takes longer than running it
SET work_mem = '16MB' -- rows pass once through a sort and the result: faulting in fresh memory for all of them takes longer than reusing a little
BEGIN ATOMIC
    SELECT {s}.known_if_given('chain', chain);
    WITH others AS MATERIALIZED (
        SELECT c.chain, c.node FROM {s}.chain_node c
        WHERE c.kind = 'other' OR c.name_zh LIKE '其他%' OR c.name_en ILIKE 'other %'),
    barred AS MATERIALIZED (
        SELECT b.uscc::text AS uscc FROM {s}.overlay_member b WHERE b.overlay = 'blacklist' AND b.uscc IS NOT NULL
        UNION
        SELECT x.uscc::text FROM {s}.enterprise_state x
        WHERE x.state = 'exited' AND x.valid @> (SELECT {s}.as_of()) AND x.known_from <= (SELECT {s}.vintage())
          AND (x.known_to IS NULL OR x.known_to > (SELECT {s}.vintage()))),
    sellers AS MATERIALIZED (
        SELECT e.uscc, industry.success_rate(h.successes, h.trials) AS success, t.tier, c.credit
        FROM (SELECT DISTINCT o.uscc FROM {s}.offer o WHERE o.uscc IS NOT NULL) e
        -- what was only proposed has not been tried yet
        LEFT JOIN (SELECT o.uscc, count(*) FILTER (WHERE r.status IN ('contracted', 'delivered')) AS successes, count(*) AS trials
                   FROM {s}.match_record r JOIN {s}.offer o ON o.id = r.offer
                   WHERE r.status <> 'proposed' GROUP BY o.uscc) h ON h.uscc = e.uscc
        -- the highest recognition in force over the highest there is
        LEFT JOIN (SELECT g.uscc, max(y.rank)::float8 / (SELECT max(z.rank) FROM {s}.tier z) AS tier
                   FROM {s}.recognition g JOIN {s}.tier y ON y.code = g.tier
                   WHERE g.status <> 'withdrawn' AND g.valid @> (SELECT {s}.as_of()) AND g.known_from <= (SELECT {s}.vintage())
                     AND (g.known_to IS NULL OR g.known_to > (SELECT {s}.vintage()))
                   GROUP BY g.uscc) t ON t.uscc = e.uscc
        -- the last credit score, 0 to 100
        LEFT JOIN (SELECT DISTINCT ON (v.subject) v.subject, LEAST(GREATEST(v.value::float8 / 100, 0), 1) AS credit
                   FROM {s}.observation v
                   WHERE v.indicator = 'credit_score' AND v.measure = 'level' AND v.subject_kind = 'enterprise' AND v.value IS NOT NULL
                       AND v.period_end <= (SELECT {s}.as_of())
                     AND v.known_from <= (SELECT {s}.vintage()) AND (v.known_to IS NULL OR v.known_to > (SELECT {s}.vintage()))
                   ORDER BY v.subject, v.period_end DESC, v.basis) c ON c.subject = e.uscc::text)
    SELECT t.need, t.offer, t.buyer, t.seller, t.product, t.need_quantity, t.offer_quantity, t.quantity_unit, t.distance_km,
           t.spec, t.capacity, t.nearness, t.price, t.success, t.tier, t.credit, t.score,
           t.known / NULLIF((SELECT spec_weight + capacity_weight + nearness_weight + price_weight + success_weight + tier_weight + credit_weight), 0),
           -- computed once, and not carried through the sort
           (SELECT 'match_candidates:k=' || match_candidates.k || ',radius_km=' || coalesce(radius_km::text, 'null') || ',beta_km=' || beta_km
                || ',spec_weight=' || spec_weight || ',capacity_weight=' || capacity_weight || ',nearness_weight=' || nearness_weight
                || ',price_weight=' || price_weight || ',success_weight=' || success_weight || ',tier_weight=' || tier_weight
                || ',credit_weight=' || credit_weight)
    FROM (
        -- the sort keys first: what comes before the texts is found without a walk
        SELECT s.need, s.offer, s.sum / NULLIF(s.known, 0) AS score, s.known, s.need_quantity, s.offer_quantity,
               s.distance_km, s.spec, s.capacity, s.nearness, s.price, s.success, s.tier, s.credit,
               s.buyer::text, s.seller::text, s.product, s.quantity_unit
        FROM (
            SELECT p.*,
                   coalesce(p.spec * spec_weight, 0) + coalesce(p.capacity * capacity_weight, 0) + coalesce(p.nearness * nearness_weight, 0)
                       + coalesce(p.price * price_weight, 0) + coalesce(p.success * success_weight, 0) + coalesce(p.tier * tier_weight, 0)
                       + coalesce(p.credit * credit_weight, 0) AS sum,
                   CASE WHEN p.spec IS NULL THEN 0 ELSE spec_weight END + CASE WHEN p.capacity IS NULL THEN 0 ELSE capacity_weight END
                       + CASE WHEN p.nearness IS NULL THEN 0 ELSE nearness_weight END + CASE WHEN p.price IS NULL THEN 0 ELSE price_weight END
                       + CASE WHEN p.success IS NULL THEN 0 ELSE success_weight END + CASE WHEN p.tier IS NULL THEN 0 ELSE tier_weight END
                       + CASE WHEN p.credit IS NULL THEN 0 ELSE credit_weight END AS known
            FROM (
                SELECT n.id AS need, n.uscc AS buyer, n.product, n.need_quantity, n.quantity_unit, q.*,
                       CASE WHEN q.same_unit THEN LEAST(q.offer_quantity / n.need_quantity, 1) END AS capacity,
                       industry.distance_decay(q.distance_km, match_candidates.beta_km) AS nearness, w.success, w.tier, w.credit
                FROM (SELECT n.*, n.quantity::float8 AS need_quantity, ST_X(n.location) AS x, ST_Y(n.location) AS y, industry.map_point(n.location, 0) AS at,
                             EXISTS (SELECT FROM others x WHERE x.chain = n.chain AND x.node = n.node) AS is_other,
                             t.offers AS tried
                      FROM {s}.need n
                      LEFT JOIN (SELECT r.need, array_agg(r.offer) AS offers FROM {s}.match_record r WHERE r.status <> 'proposed' GROUP BY r.need) t
                          ON t.need = n.id
                      WHERE n.status = 'open' AND n.quantity > 0 AND (match_candidates.radius_km IS NULL OR n.location IS NOT NULL)
                        AND (n.uscc IS NULL OR n.uscc::text NOT IN (SELECT b.uscc FROM barred b))
                        AND (match_candidates.chain IS NULL OR n.chain = match_candidates.chain)
                      ORDER BY n.id OFFSET 0) n
                CROSS JOIN LATERAL (
                    SELECT *
                    FROM (
                        SELECT f.id AS offer, f.uscc AS seller, (f.quantity - coalesce(f.used, 0))::float8 AS offer_quantity,
                               n.quantity_unit IS NOT DISTINCT FROM f.quantity_unit AS same_unit,
                               CASE WHEN n.datum = f.datum
                                    THEN industry.great_circle_distance(n.x, n.y, ST_X(f.location), ST_Y(f.location)) / 1000 END AS distance_km,
                               CASE WHEN n.unit IS NOT DISTINCT FROM f.unit
                                    THEN industry.price_overlap(n.price_low::float8, n.price_high::float8, f.price_low::float8, f.price_high::float8) END AS price,
                               CASE WHEN f.product = n.product THEN 1 -- the most there is
                                    ELSE GREATEST(CASE WHEN f.chain = n.chain THEN industry.spec_fit(n.node, f.node, n.is_other) END,
                                                  industry.spec_fit(n.industry::text, f.industry::text, false)) END AS spec
                        FROM {s}.offer f
                        WHERE f.status = 'open' AND f.quantity > coalesce(f.used, 0)
                          AND (f.product = n.product
                               OR f.chain = n.chain AND (f.node = n.node OR NOT n.is_other AND (starts_with(f.node, n.node) OR starts_with(n.node, f.node))
                                                         AND (SELECT true FROM others x WHERE x.chain = f.chain AND x.node = f.node LIMIT 1) IS NULL)
                               OR f.industry OPERATOR(industry.<@) n.industry)
                          AND (n.certificates IS NULL OR f.certificates @> n.certificates)
                          AND (n.needed IS NULL OR f.available IS NULL OR n.needed && f.available)
                          AND (n.price_high IS NULL OR f.price_low IS NULL OR n.unit IS DISTINCT FROM f.unit OR f.price_low <= n.price_high)
                          AND (f.minimum_lot IS NULL OR n.quantity_unit IS DISTINCT FROM f.quantity_unit OR f.minimum_lot <= n.quantity)
                          AND (match_candidates.radius_km IS NULL OR f.datum = n.datum)
                          AND (f.uscc IS NULL
                               OR f.uscc::text NOT IN (SELECT b.uscc FROM barred b)
                                  AND (n.uscc IS NULL
                                       OR f.uscc <> n.uscc
                                          -- as values, not as joins: the nearest offers must come from the index one by one
                                          AND (SELECT true FROM {s}.supply_relation r WHERE r.supplier = f.uscc AND r.buyer = n.uscc LIMIT 1) IS NULL))
                          AND (n.tried IS NULL OR f.id <> ALL (n.tried))
                        ORDER BY industry.map_point(f.location, f.id) <-> n.at
                        LIMIT GREATEST(match_candidates.k + match_candidates.k / 8 + 2, 0)) f
                    -- the nearest within a radius are the nearest less those beyond it
                    WHERE match_candidates.radius_km IS NULL OR f.distance_km <= match_candidates.radius_km
                    ORDER BY f.distance_km, f.offer
                    LIMIT GREATEST(match_candidates.k, 0)) q
                LEFT JOIN sellers w ON w.uscc = q.seller
                OFFSET 0) p -- each part is computed once
            OFFSET 0) s
        ORDER BY s.need, score DESC, s.offer
        OFFSET 0) t;
END
$t$),
('function', 'match_model', 5009, '撮合模型:得分、供给、需求矩阵',
    'What match_plan plans: the scores of the candidates (offer by need), what each offer has and what each open need asks, as matrices', $t$
FUNCTION {s}.match_model(chain text DEFAULT NULL, k integer DEFAULT 20, radius_km float8 DEFAULT NULL)
RETURNS TABLE (score industry.matrix, supply industry.matrix, demand industry.matrix)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1 COST 100000
BEGIN ATOMIC
    SELECT {s}.known_if_given('chain', chain);
    WITH candidates AS MATERIALIZED (
        SELECT c.need, c.offer, c.score, c.offer_quantity
        FROM {s}.match_candidates(match_model.chain, match_model.k, match_model.radius_km) c)
    SELECT (SELECT industry.matrix_agg(c.offer::text, c.need::text, c.score) FROM candidates c),
           (SELECT industry.matrix_agg(o.offer::text, 'quantity', o.offer_quantity) FROM (SELECT DISTINCT c.offer, c.offer_quantity FROM candidates c) o),
           (SELECT industry.matrix_agg(n.id::text, 'quantity', n.quantity::float8) FROM {s}.need n
            WHERE n.status = 'open' AND (match_model.chain IS NULL OR n.chain = match_model.chain));
END
$t$),
('function', 'match_plan', 5010, '撮合方案:总得分最大的供需分配',
    'The plan of a matching event: quantities between needs and offers with the largest total score, what stays open, and shadow prices', $t$
FUNCTION {s}.match_plan(chain text DEFAULT NULL, k integer DEFAULT 20, radius_km float8 DEFAULT NULL)
RETURNS TABLE (kind text, need bigint, offer bigint, buyer text, seller text, quantity float8, score float8, left_over float8, price float8, method_id text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10000 COST 1000000
BEGIN ATOMIC
    WITH plan AS (
        SELECT p.*, p.buyer::bigint AS need, p.supplier::bigint AS offer
        FROM {s}.match_model(match_plan.chain, match_plan.k, match_plan.radius_km) m
        CROSS JOIN LATERAL industry.match_supply(m.score, m.supply, m.demand, 'score') p)
    SELECT p.kind, p.need, p.offer, n.uscc::text, o.uscc::text, p.quantity, p.unit_cost, p.left_over, p.price, p.method_id
    FROM plan p
    LEFT JOIN {s}.need n ON n.id = p.need
    LEFT JOIN {s}.offer o ON o.id = p.offer
    ORDER BY p.kind = 'flow' DESC, p.kind, p.need, p.offer;
END
$t$),
('function', 'match_gates', 5011, '供需配对的各道门槛:是否通过及双方的依据',
    'The gates between a need and an offer (NULL: every offer), one row a gate: passed or not, and what each side shows; a pair that passes them all may be a candidate', $t$
FUNCTION {s}.match_gates(need bigint, offer bigint DEFAULT NULL, radius_km float8 DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (need bigint, offer bigint, distance_km float8, gate_position integer, gate text, gate_name text, passed boolean, need_value text,
    offer_value text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 14
BEGIN ATOMIC
    SELECT industry.refuse_unless(EXISTS (SELECT 1 FROM {s}.need n WHERE n.id = match_gates.need),
            format('unknown need "%s"', need), hint => 'Give an id of the table need.'),
        industry.refuse_unless(offer IS NULL OR EXISTS (SELECT 1 FROM {s}.offer f WHERE f.id = match_gates.offer),
            format('unknown offer "%s"', offer), hint => 'Give an id of the table offer.'), industry.known_lang(lang);
    -- the conditions of match_candidates, which words them for its indexes; a test holds the two together
    WITH barred AS MATERIALIZED (
        SELECT b.uscc, 'blacklist' AS why FROM {s}.overlay_member b WHERE b.overlay = 'blacklist' AND b.uscc IS NOT NULL
        UNION
        SELECT x.uscc, 'exited' FROM {s}.enterprise_state x
        WHERE x.state = 'exited' AND x.valid @> (SELECT {s}.as_of()) AND x.known_from <= (SELECT {s}.vintage())
          AND (x.known_to IS NULL OR x.known_to > (SELECT {s}.vintage()))),
    others AS MATERIALIZED (
        SELECT c.chain, c.node FROM {s}.chain_node c WHERE c.kind = 'other' OR c.name_zh LIKE '其他%' OR c.name_en ILIKE 'other %')
    SELECT n.id, f.id, d.km, g.n, g.gate, industry.label(g.zh, g.en, match_gates.lang), coalesce(g.passed, true), g.need_value, g.offer_value
    FROM {s}.need n CROSS JOIN {s}.offer f
    CROSS JOIN LATERAL (
        SELECT CASE WHEN n.datum = f.datum THEN industry.great_circle_distance(ST_X(n.location), ST_Y(n.location), ST_X(f.location), ST_Y(f.location)) / 1000
               END AS km, f.quantity - coalesce(f.used, 0) AS free, n.unit IS NOT DISTINCT FROM f.unit AS same_money,
               n.quantity_unit IS NOT DISTINCT FROM f.quantity_unit AS same_unit) d
    LEFT JOIN LATERAL (SELECT string_agg(b.why, ', ' ORDER BY b.why) AS why FROM barred b WHERE b.uscc = n.uscc) buyer ON true
    LEFT JOIN LATERAL (SELECT string_agg(b.why, ', ' ORDER BY b.why) AS why FROM barred b WHERE b.uscc = f.uscc) seller ON true
    LEFT JOIN LATERAL (SELECT min(r.year) AS since FROM {s}.supply_relation r WHERE r.supplier = f.uscc AND r.buyer = n.uscc) bought ON true
    LEFT JOIN LATERAL (SELECT string_agg(r.status || ' ' || r.event_date, ', ' ORDER BY r.event_date) AS list FROM {s}.match_record r
                       WHERE r.need = n.id AND r.offer = f.id AND r.status <> 'proposed') tried ON true
    -- what is not stated (NULL) does not bar: coalesce above
    CROSS JOIN LATERAL (VALUES
        (1, 'need_open', '需求开放', 'the need is open', n.status = 'open' AND n.quantity > 0, concat_ws(' ', n.status, trim_scale(n.quantity)), NULL),
        (2, 'offer_open', '供给开放', 'the offer is open', f.status = 'open', NULL, f.status),
        (3, 'capacity', '尚有能力', 'capacity is left', d.free > 0, concat_ws(' ', trim_scale(n.quantity), n.quantity_unit),
            concat_ws(' ', trim_scale(d.free), f.quantity_unit)),
        (4, 'product', '产品、环节或行业相合', 'product, chain node or industry fit',
            coalesce(f.product = n.product, false)
            OR coalesce(f.chain = n.chain AND (f.node = n.node OR (starts_with(f.node, n.node) OR starts_with(n.node, f.node))
                        -- an "other" node never stands for its named siblings
                        AND NOT EXISTS (SELECT 1 FROM others x WHERE x.chain = n.chain AND x.node IN (n.node, f.node))), false)
            OR coalesce(f.industry OPERATOR(industry.<@) n.industry, false),
            concat_ws(', ', n.product, n.chain || '/' || n.node, n.industry::text), concat_ws(', ', f.product, f.chain || '/' || f.node, f.industry::text)),
        (5, 'certificates', '证书齐备', 'the certificates are held', n.certificates IS NULL OR coalesce(f.certificates @> n.certificates, false),
            array_to_string(n.certificates, ', '), array_to_string(f.certificates, ', ')),
        (6, 'period', '时段相交', 'the periods meet', n.needed && f.available, n.needed::text, f.available::text),
        (7, 'price', '价格区间相交', 'the price bands meet', NOT d.same_money OR f.price_low <= n.price_high,
            CASE WHEN coalesce(n.price_low, n.price_high) IS NOT NULL THEN concat(n.price_low, '..', n.price_high, ' ', n.unit) END,
            CASE WHEN coalesce(f.price_low, f.price_high) IS NOT NULL THEN concat(f.price_low, '..', f.price_high, ' ', f.unit) END),
        (8, 'lot', '达到起订量', 'the lot is large enough', NOT d.same_unit OR f.minimum_lot <= n.quantity,
            concat_ws(' ', trim_scale(n.quantity), n.quantity_unit), concat_ws(' ', trim_scale(f.minimum_lot), f.quantity_unit)),
        (9, 'distance', '在半径之内', 'within the radius', match_gates.radius_km IS NULL OR coalesce(d.km <= match_gates.radius_km, false),
            match_gates.radius_km || ' km', round(d.km::numeric, 3) || ' km'),
        (10, 'buyer', '需方未列入黑名单且未退出', 'the buyer is neither blacklisted nor gone', buyer.why IS NULL, concat_ws(' ', n.uscc::text, buyer.why), NULL),
        (11, 'seller', '供方未列入黑名单且未退出', 'the seller is neither blacklisted nor gone', seller.why IS NULL, NULL,
            concat_ws(' ', f.uscc::text, seller.why)),
        (12, 'two_parties', '供需不是同一企业', 'buyer and seller are two', f.uscc <> n.uscc, n.uscc::text, f.uscc::text),
        (13, 'new_relation', '尚无供应关系', 'no supply relation yet', bought.since IS NULL, NULL, bought.since::text),
        (14, 'untried', '未曾签约、交付或失败', 'not contracted, delivered or failed before', tried.list IS NULL, NULL, tried.list)
    ) g(n, gate, zh, en, passed, need_value, offer_value)
    WHERE n.id = match_gates.need AND (match_gates.offer IS NULL OR f.id = match_gates.offer)
    ORDER BY f.id, g.n;
END
$t$),
('function', 'match_explain', 5012, '为何配对、为何未配对:逐道门槛、是否最近的 k 个之一、方案中的结果',
    'Why a need and an offer match or do not: every gate, then whether the offer is among the k nearest that pass, then what the plan makes of the pair (matched, no_capacity, no_need, too_dear ...); passed is NULL where an earlier row has decided', $t$
FUNCTION {s}.match_explain(need bigint, offer bigint, chain text DEFAULT NULL, k integer DEFAULT 20, radius_km float8 DEFAULT NULL, lang text DEFAULT 'zh')
RETURNS TABLE (gate_position integer, gate text, gate_name text, passed boolean, need_value text, offer_value text, method_id text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 17 COST 1000000
BEGIN ATOMIC
    SELECT {s}.known_if_given('chain', chain), industry.refuse_unless(offer IS NOT NULL, 'offer must not be NULL');
    WITH gate AS MATERIALIZED (
        SELECT g.* FROM {s}.match_gates(match_explain.need, match_explain.offer, match_explain.radius_km, match_explain.lang) g
        UNION ALL
        SELECT n.id, NULL, NULL, 15, 'chain', industry.label('属于所问产业链', 'of the chain that is asked for', match_explain.lang),
               match_explain.chain IS NULL OR coalesce(n.chain = match_explain.chain, false), n.chain, match_explain.chain
        FROM {s}.need n WHERE n.id = match_explain.need),
    open AS MATERIALIZED (
        SELECT bool_and(g.passed) AS way FROM gate g),
    -- as match_candidates does: somewhat more than k by the map, of these k by the sphere
    near AS (
        SELECT p.offer, row_number() OVER (ORDER BY p.place > match_explain.k + match_explain.k / 8 + 2, p.distance_km, p.offer) AS place,
            count(*) OVER () AS n
        FROM (SELECT g.offer, g.distance_km,
                  row_number() OVER (ORDER BY industry.map_point(f.location, f.id) <-> industry.map_point(n.location, 0)) AS place
              FROM (SELECT g.offer, max(g.distance_km) AS distance_km
                    FROM open o CROSS JOIN LATERAL {s}.match_gates(match_explain.need, NULL, match_explain.radius_km) g
                    WHERE o.way GROUP BY g.offer HAVING bool_and(g.passed)) g
              JOIN {s}.offer f ON f.id = g.offer JOIN {s}.need n ON n.id = match_explain.need) p),
    reach AS MATERIALIZED (
        SELECT r.place, r.n, r.place <= match_explain.k AS inside FROM near r WHERE r.offer = match_explain.offer),
    plan AS (
        SELECT x.* FROM reach r CROSS JOIN LATERAL {s}.match_model(match_explain.chain, match_explain.k, match_explain.radius_km) m
        CROSS JOIN LATERAL industry.match_explain(m.score, m.supply, m.demand, match_explain.offer::text, match_explain.need::text, 'score') x
        WHERE r.inside)
    SELECT g.gate_position, g.gate, g.gate_name, g.passed, g.need_value, g.offer_value,
           format('match_explain:chain=%s,k=%s,radius_km=%s', coalesce(match_explain.chain, 'null'), match_explain.k,
               coalesce(match_explain.radius_km::text, 'null'))
    FROM (SELECT g.gate_position, g.gate, g.gate_name, g.passed, g.need_value, g.offer_value FROM gate g
          UNION ALL
          SELECT 16, 'nearest', industry.label('在最近的 k 个之内', 'among the k nearest that pass', match_explain.lang), r.inside, match_explain.k::text,
                 r.place || ' / ' || r.n
          FROM open o LEFT JOIN reach r ON true
          UNION ALL
          SELECT 17, 'plan', industry.label('在方案之中', 'in the plan', match_explain.lang), p.reason = 'matched',
                 trim_scale(p.quantity::numeric)::text, p.reason
          FROM open o LEFT JOIN plan p ON true) g
    ORDER BY g.gate_position;
END
$t$),
('function', 'record_match', 5020, '登记撮合进展(提出、签约、交付、未成)',
    'Records what became of a pair: proposed, contracted, delivered or failed. A later state replaces the earlier one of the same day''s proposal; 22023 for a step back', $t$
FUNCTION {s}.record_match(need bigint, offer bigint, status text DEFAULT 'proposed', quantity numeric DEFAULT NULL, score numeric DEFAULT NULL,
    event text DEFAULT NULL, event_date date DEFAULT NULL, value numeric DEFAULT NULL, unit text DEFAULT NULL, delivered date DEFAULT NULL)
RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = {path}
AS $f$
DECLARE
    states CONSTANT text[] := '{proposed,contracted,delivered}';
    day CONSTANT date := coalesce(record_match.event_date, (SELECT max(r.event_date) FROM {s}.match_record r WHERE r.need = record_match.need
        AND r.offer = record_match.offer),
                                  current_date);
    before text := (SELECT r.status FROM {s}.match_record r WHERE r.need = record_match.need AND r.offer = record_match.offer AND r.event_date = day);
BEGIN
    PERFORM industry.known_option('status', record_match.status, states || 'failed'::text),
        industry.refuse_option('unit', record_match.unit, '{yuan,10k_yuan,million_yuan,100m_yuan,trillion_yuan}');
    IF before = 'failed' AND record_match.status <> 'failed' OR array_position(states, before) > array_position(states, record_match.status) THEN
        RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = format('a match that is %s cannot become %s', before, record_match.status),
            HINT = 'Give a new event_date to record another attempt.';
    END IF;
    INSERT INTO {s}.match_record AS r (need, offer, event, event_date, status, quantity, score, value, unit, delivered)
    VALUES (record_match.need, record_match.offer, record_match.event, day, record_match.status, record_match.quantity, record_match.score,
            record_match.value, record_match.unit, record_match.delivered)
    ON CONFLICT ON CONSTRAINT match_record_pkey DO UPDATE
    SET status = excluded.status, event = coalesce(excluded.event, r.event), quantity = coalesce(excluded.quantity, r.quantity),
        score = coalesce(excluded.score, r.score), value = coalesce(excluded.value, r.value), unit = coalesce(excluded.unit, r.unit),
        delivered = coalesce(excluded.delivered, r.delivered);
END
$f$
$t$),
('function', 'idle_capacity', 5030, '共享产能:开放、已用、利用率与撮合订单',
    'Shared capacity on offer: hours or units offered and used, utilisation, minimum lot, flexibility and matched orders (R35)', $t$
FUNCTION {s}.idle_capacity(equipment text DEFAULT NULL, during daterange DEFAULT NULL)
RETURNS TABLE (offer bigint, seller text, platform text, equipment text, offered numeric, used numeric, idle numeric, utilisation float8,
    quantity_unit text, minimum_lot numeric, changeover_hours numeric, varieties integer, matched_orders bigint)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
    SELECT o.id, o.uscc::text, o.platform, o.equipment, o.quantity, coalesce(o.used, 0), o.quantity - coalesce(o.used, 0),
           (coalesce(o.used, 0) / NULLIF(o.quantity, 0))::float8, o.quantity_unit, o.minimum_lot, o.changeover_hours, o.varieties,
           (SELECT count(*) FROM {s}.match_record r WHERE r.offer = o.id AND r.status IN ('contracted', 'delivered'))
    FROM {s}.offer o
    WHERE o.equipment IS NOT NULL AND o.status <> 'withdrawn'
      AND (idle_capacity.equipment IS NULL OR o.equipment = idle_capacity.equipment)
      AND (idle_capacity.equipment IS NULL OR {s}.known('offer', idle_capacity.equipment, 'equipment') IS NOT NULL)
      AND (idle_capacity.during IS NULL OR o.available IS NULL OR o.available && idle_capacity.during)
    ORDER BY o.quantity - coalesce(o.used, 0) DESC, o.id;
END
$t$),
('view', 'match_events', 5040, '各场对接活动的转化', 'Conversion of matching events: what was proposed, contracted and delivered', $t$
SELECT coalesce(r.event, '') AS event, r.event_date AS period_start, r.event_date AS period_end, 'day'::text AS period_type,
       extract(year FROM r.event_date)::int AS year,
       count(*) AS pairs, count(*) FILTER (WHERE r.status IN ('contracted', 'delivered')) AS contracted,
       count(*) FILTER (WHERE r.status = 'delivered') AS delivered_pairs, count(*) FILTER (WHERE r.status = 'failed') AS failed,
       (count(*) FILTER (WHERE r.status IN ('contracted', 'delivered')))::float8 / count(*) AS conversion,
       industry.success_rate(count(*) FILTER (WHERE r.status IN ('contracted', 'delivered')), count(*)) AS smoothed_conversion
FROM {s}.match_record r
GROUP BY r.event, r.event_date
$t$);

INSERT INTO industry.registry_column (relation, name, zh, en) VALUES
('match_events', 'event', '活动', 'matching event'),
('match_events', 'pairs', '配对数', 'pairs proposed'),
('match_events', 'contracted', '签约数', 'pairs contracted or delivered'),
('match_events', 'delivered_pairs', '交付数', 'pairs delivered'),
('match_events', 'failed', '未成数', 'pairs that failed'),
('match_events', 'conversion', '转化率', 'contracted / pairs'),
('match_events', 'smoothed_conversion', '平滑转化率', '(contracted + 1) / (pairs + 2)');
