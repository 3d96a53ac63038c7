-- Matching: what holds for every plan, and a registry from candidates to delivery.
BEGIN;
SET search_path = industry, public;
SELECT plan(46);
SELECT setseed(0.25);

-- a plan with arbitrary distances: whole lots, balances, and a certificate in floating point (exact in the unit tests)
CREATE TEMP TABLE edge AS
SELECT 's' || i AS s, 'b' || (random() * 299)::int AS b, random() * 100 AS cost FROM generate_series(1, 300) i, generate_series(1, 8);
CREATE TEMP TABLE supply AS SELECT 's' || i AS s, (random() * 50)::int AS q FROM generate_series(1, 310) i;
CREATE TEMP TABLE demand AS SELECT 'b' || i AS b, (random() * 50)::int AS q FROM generate_series(0, 305) i;
CREATE TEMP TABLE input AS SELECT (SELECT matrix_agg(s, b, cost) FROM (SELECT DISTINCT ON (s, b) * FROM edge ORDER BY s, b, cost) e) AS cost,
    (SELECT matrix_agg(s, 'q', q) FROM supply) AS supply, (SELECT matrix_agg(b, 'q', q) FROM demand) AS demand;
CREATE TEMP TABLE plan AS SELECT p.* FROM input, match_supply(cost, supply, demand) p;
SELECT ok((SELECT bool_and(quantity = floor(quantity) AND quantity > 0) FROM plan WHERE kind = 'flow'), 'whole quantities flow in whole lots');
SELECT is_empty($$ SELECT s.supplier FROM plan s LEFT JOIN plan f ON f.kind = 'flow' AND f.supplier = s.supplier WHERE s.kind = 'capacity'
    GROUP BY s.supplier, s.quantity, s.left_over HAVING coalesce(sum(f.quantity), 0) + s.left_over <> s.quantity $$, 'a supply is its flows and what stays idle');
SELECT is_empty($$ SELECT b.buyer FROM plan b LEFT JOIN plan f ON f.kind = 'flow' AND f.buyer = b.buyer WHERE b.kind = 'need'
    GROUP BY b.buyer, b.quantity, b.left_over HAVING coalesce(sum(f.quantity), 0) + b.left_over <> b.quantity $$, 'a need is its flows and what stays unmet');
CREATE TEMP VIEW reduced AS
SELECT c.value + s.price - b.price AS cost, s.price_volume - b.price_volume AS volume, f.quantity
FROM input, cells(cost) c JOIN plan s ON s.kind = 'capacity' AND s.supplier = c.row_key JOIN plan b ON b.kind = 'need' AND b.buyer = c.col_key
LEFT JOIN plan f ON f.kind = 'flow' AND f.supplier = c.row_key AND f.buyer = c.col_key;
SELECT is_empty($$ SELECT * FROM reduced WHERE volume < 0 OR volume = 0 AND cost < -1e-9 $$, 'no pair is cheaper than the prices say');
SELECT is_empty($$ SELECT * FROM reduced WHERE quantity > 0 AND (volume <> 0 OR abs(cost) > 1e-9) $$, 'pairs that flow cost what the prices say');
SELECT is_empty($$ SELECT * FROM plan WHERE kind = 'capacity' AND left_over > 0 AND (price <> 0 OR price_volume <> 0) $$, 'what stays idle has no price');
SELECT is((SELECT sum(cost) FROM plan)::numeric(12, 6), (SELECT sum(CASE kind WHEN 'need' THEN price * quantity WHEN 'capacity' THEN -price * quantity END) FROM plan)::numeric(12, 6),
    'the dual objective is the cost');
SELECT is((SELECT sum(p.quantity) FILTER (WHERE p.kind = 'flow') FROM input, match_supply(scale(cost, 0), supply, demand) p),
    (SELECT sum(quantity) FROM plan WHERE kind = 'flow'), 'volume does not depend on costs');
SELECT is((SELECT count(*) FROM input, match_explain(cost, supply, demand, 's1', (SELECT min(b) FROM edge WHERE s = 's1')) e WHERE e.reason IN ('matched', 'too_dear', 'less_volume', 'equally_good', 'no_need', 'no_capacity')),
    1::bigint, 'a pair is explained');
SELECT is((SELECT sum(value) FROM match_assign((SELECT cost FROM input))), (SELECT sum(p.cost) FROM input, match_supply(cost,
    (SELECT matrix_agg(k, 'q', 1) FROM unnest(row_keys(cost)) k), (SELECT matrix_agg(k, 'q', 1) FROM unnest(col_keys(cost)) k)) p), 'an assignment is the plan of single units');
SELECT is((SELECT count(DISTINCT row_key) + count(DISTINCT col_key) FROM match_assign((SELECT cost FROM input)) WHERE value IS NOT NULL),
    (SELECT 2 * count(*) FROM match_assign((SELECT cost FROM input)) WHERE value IS NOT NULL), 'nobody is assigned twice');

-- a large plan: its certificate is exact (costs are whole), and nothing is left that a better price could move
CREATE TEMP TABLE large AS SELECT
    (SELECT matrix_agg('s' || i, 'b' || (i * 7919 + k * k * 31) % 31600, floor(random() * 1e6)) FROM generate_series(0, 31599) i, generate_series(1, 20) k) AS cost,
    (SELECT matrix_agg('s' || i, 'q', 1 + floor(random() * 125)) FROM generate_series(0, 31599) i) AS supply,
    (SELECT matrix_agg('b' || i, 'q', 1 + floor(random() * 100)) FROM generate_series(0, 31599) i) AS demand;
CREATE TEMP TABLE large_plan AS SELECT p.* FROM large, match_supply(cost, supply, demand) p;
CREATE TEMP TABLE large_reduced AS
SELECT c.value + s.price - b.price AS cost, s.price_volume - b.price_volume AS volume, f.quantity
FROM large, cells(cost) c JOIN large_plan s ON s.kind = 'capacity' AND s.supplier = c.row_key JOIN large_plan b ON b.kind = 'need' AND b.buyer = c.col_key
LEFT JOIN large_plan f ON f.kind = 'flow' AND f.supplier = c.row_key AND f.buyer = c.col_key;
SELECT is((SELECT count(*) FROM large_reduced), (SELECT n_cells(cost)::bigint FROM large), 'the large plan has a price for every pair');
SELECT is_empty($$ SELECT * FROM large_reduced WHERE (volume, cost) < (0, 0) OR quantity > 0 AND (volume, cost) <> (0, 0) $$, 'complementary slackness of the large plan, exactly');
SELECT is_empty($$ SELECT * FROM large_plan WHERE kind <> 'flow' AND left_over > 0 AND (price_volume, price) <> (CASE kind WHEN 'need' THEN 1 ELSE 0 END, 0) $$,
    'what is left over has the price of being left over, exactly');
SELECT is((SELECT sum(cost) FROM large_plan)::numeric, (SELECT sum(CASE kind WHEN 'need' THEN price * quantity WHEN 'capacity' THEN -price * quantity END) FROM large_plan)::numeric,
    'the large plan''s dual objective is its cost, exactly');

-- full size: 2,000 x 2,000 complete, all costs equal, no capacities, no needs; a million isolated suppliers and buyers; a path
CREATE TEMP TABLE complete AS SELECT
    matrix_dense(k, k, (SELECT array_agg((i * 7919 % 10007)::float8) FROM generate_series(1::bigint, 4000000) i)) AS c,
    matrix_dense(k, '{q}', (SELECT array_agg(5::float8) FROM generate_series(1, 2000))) AS q
FROM (SELECT array_agg('n' || i ORDER BY i) AS k FROM generate_series(1, 2000) i) k;
SELECT results_eq($$ SELECT sum(p.quantity), sum(p.cost) FROM complete, match_supply(scale(c, 0), q, q) p WHERE kind = 'flow' $$, $$ VALUES (10000::float8, 0::float8) $$,
    'complete, all costs equal: everything is served');
SELECT is((SELECT sum(p.cost) FROM complete, match_supply(c, q, q) p), (SELECT 5 * sum(a.value) FROM complete, match_assign(c) a), 'complete: five units each are five times the assignment');
SELECT results_eq($$ SELECT kind, sum(left_over) FROM complete, match_supply(c, scale(q, 0), q) p GROUP BY kind ORDER BY 1 $$, $$ VALUES ('capacity', 0::float8), ('need', 10000) $$,
    'no capacity: every need is unmet');
SELECT results_eq($$ SELECT kind, sum(left_over) FROM complete, match_supply(c, q, scale(q, 0)) p GROUP BY kind ORDER BY 1 $$, $$ VALUES ('capacity', 10000::float8), ('need', 0) $$,
    'no need: every capacity is idle');
CREATE TEMP TABLE lonely AS SELECT matrix_agg('n' || i, 'q', 1) AS q FROM generate_series(1, 1000000) i;
SELECT results_eq($$ SELECT kind, count(*), sum(left_over) FROM lonely, match_supply(matrix('{n1}', '{n2}', '{7}'), q, q) p GROUP BY kind ORDER BY 1 $$,
    $$ VALUES ('capacity', 1000000::bigint, 999999::float8), ('flow', 1, NULL), ('need', 1000000, 999999) $$, 'a million that no pair joins stay idle or unmet');
-- supplier i reaches buyers i and i + 1, and only supplier 1 has too much: all must move over by one
SELECT results_eq($$ SELECT count(*), sum(p.cost) FROM match_supply(
        (SELECT matrix_agg('s' || i, 'b' || j, CASE WHEN i = j THEN 0 ELSE 1 END) FROM generate_series(1, 4000) i, LATERAL (VALUES (i), (i + 1)) t(j)),
        (SELECT matrix_agg('s' || i, 'q', CASE i WHEN 1 THEN 2 ELSE 1 END) FROM generate_series(1, 4000) i),
        (SELECT matrix_agg('b' || j, 'q', 1) FROM generate_series(1, 4001) j)) p WHERE kind = 'flow' $$,
    $$ VALUES (4001::bigint, 4000::float8) $$, 'a path: every supplier moves on by one');

-- a registry
SELECT create_registry('matching_test');
INSERT INTO matching_test.chain (code, name_zh, name_en) VALUES ('tyre', '轮胎', 'Tyres');
INSERT INTO matching_test.chain_node (chain, node, name_zh, name_en) VALUES ('tyre', 'r1', '合成橡胶', 'Synthetic rubber'), ('tyre', 'r9', '其他橡胶', 'Other rubber');
INSERT INTO matching_test.need (id, chain, node, product, quantity, quantity_unit, price_low, price_high, unit, certificates, location, datum) VALUES
    (1, 'tyre', 'r1', 'SBR', 100, 't', 10, 20, 'yuan', '{iatf16949}', ST_SetSRID(ST_MakePoint(117, 36.6), 4326), 'wgs84'),
    (2, 'tyre', 'r9', 'latex', 50, 't', NULL, NULL, 'yuan', NULL, ST_SetSRID(ST_MakePoint(118, 36.8), 4326), 'wgs84');
INSERT INTO matching_test.offer (id, chain, node, product, quantity, used, quantity_unit, price_low, price_high, unit, certificates, location, datum) VALUES
    (1, 'tyre', 'r1', 'SBR', 60, 0, 't', 15, 25, 'yuan', '{iatf16949,iso9001}', ST_SetSRID(ST_MakePoint(117.1, 36.6), 4326), 'wgs84'),
    (2, 'tyre', 'r1', 'SBR', 90, 20, 't', 12, 14, 'yuan', '{iso9001}', ST_SetSRID(ST_MakePoint(117.2, 36.6), 4326), 'wgs84'),
    (3, 'tyre', 'r1', 'BR', 80, 0, 't', NULL, NULL, 'yuan', '{iatf16949}', ST_SetSRID(ST_MakePoint(120, 36.6), 4326), 'wgs84'),
    (4, 'tyre', 'r9', 'latex', 30, 30, 't', NULL, NULL, 'yuan', NULL, NULL, NULL);
SELECT results_eq($$ SELECT need, offer FROM matching_test.match_candidates('tyre') ORDER BY 1, 2 $$, $$ VALUES (1::bigint, 1::bigint), (1, 3) $$,
    'gates: certificate, capacity left, and an "other" node does not stand for its siblings');
SELECT results_eq($$ SELECT round(capacity::numeric, 2), round(price::numeric, 2), round(confidence::numeric, 2) FROM matching_test.match_candidates('tyre') ORDER BY offer $$,
    $$ VALUES (0.60, 0.50, 0.80), (0.80, NULL, 0.70) $$, 'parts of the score; what is not known lowers confidence');
SELECT results_eq($$ SELECT offer, quantity FROM matching_test.match_plan('tyre') WHERE kind = 'flow' ORDER BY 1 $$, $$ VALUES (1::bigint, 60::float8), (3, 40) $$, 'the plan fills the better offer first');
SELECT matching_test.record_match(1, 1, 'proposed', 60, event => 'spring', event_date => '2022-06-14');
SELECT matching_test.record_match(1, 1, 'delivered');
SELECT results_eq($$ SELECT pairs, contracted, delivered_pairs, conversion FROM matching_test.match_events_en $$, $$ VALUES (1::bigint, 1::bigint, 1::bigint, 1::float8) $$, 'conversion of an event');
SELECT throws_ok($$ SELECT matching_test.record_match(1, 1, 'contracted') $$, '22023', NULL, 'no step back');
SELECT is_empty($$ SELECT * FROM matching_test.match_candidates('tyre') WHERE offer = 1 $$, 'a contracted pair is no candidate again');

SELECT ok(bool_and(abs(m[0] - x) < 1e-12 AND abs(m[1] - (degrees(asinh(tan(radians(y)))) + 7 * 5e-14)) < 1e-11 AND m ~= place_map_point(point(x, y), 7)),
    'map_point is Mercator''s map, of a geometry as of a point')
FROM generate_series(-180, 180, 15) x, generate_series(-85, 85, 5) y, LATERAL map_point(ST_SetSRID(ST_MakePoint(x, y), 4326), 7) m;
SELECT results_eq($$ SELECT id FROM generate_series(1, 3) id ORDER BY map_point(NULL::geometry, id) <-> place_map_point(NULL::point, 0) $$, $$ VALUES (1), (2), (3) $$,
    'what has no place comes in order of id');
-- the k nearest are the k nearest on the sphere, of equal distances those first in order of id
INSERT INTO matching_test.need (id, product, quantity, location, datum)
SELECT 1000 + i, 'steel', 10, CASE WHEN i % 20 > 0 THEN ST_SetSRID(ST_MakePoint(115 + random() * 7, 34 + random() * 4), 4326) END, CASE WHEN i % 20 > 0 THEN 'wgs84' END
FROM generate_series(1, 200) i;
INSERT INTO matching_test.offer (id, product, quantity, location, datum)
SELECT 1000 + 2 * i + twin, 'steel', 10, at, 'wgs84'
FROM (SELECT i, ST_SetSRID(ST_MakePoint(115 + random() * 7, 34 + random() * 4), 4326) AS at FROM generate_series(1, 400) i) x, generate_series(0, 1) twin;
CREATE TEMP TABLE found AS SELECT * FROM matching_test.match_candidates(k => 7) WHERE product = 'steel';
SELECT results_eq($$ SELECT need, offer FROM found WHERE distance_km IS NOT NULL ORDER BY 1, 2 $$,
    $$ SELECT need, offer FROM (SELECT n.id AS need, o.id AS offer,
           row_number() OVER (PARTITION BY n.id ORDER BY great_circle_distance(ST_X(n.location), ST_Y(n.location), ST_X(o.location), ST_Y(o.location)), o.id) AS place
       FROM matching_test.need n JOIN matching_test.offer o USING (product) WHERE product = 'steel' AND n.location IS NOT NULL) x WHERE place <= 7 ORDER BY 1, 2 $$,
    'the nearest offers of every need, by brute force');
SELECT is((SELECT count(*) FROM found WHERE distance_km IS NULL), 70::bigint, 'a need without a place gets as many');
SELECT results_eq($$ SELECT need, offer FROM matching_test.match_candidates(k => 1000, radius_km => 60) WHERE product = 'steel' ORDER BY 1, 2 $$,
    $$ SELECT n.id, o.id FROM matching_test.need n JOIN matching_test.offer o USING (product)
       WHERE product = 'steel' AND great_circle_distance(ST_X(n.location), ST_Y(n.location), ST_X(o.location), ST_Y(o.location)) <= 60000 ORDER BY 1, 2 $$,
    'all within a radius, by brute force');

-- sellers: those barred or gone take no part; recognition, credit and past success count
INSERT INTO matching_test.region (code, level, name_zh, name_en) VALUES ('370000', 'province', '山东省', 'Shandong');
INSERT INTO matching_test.enterprise (uscc, name_zh, division) SELECT ('91370100MA' || lpad(i::text, 8, '0'))::uscc, 'e' || i, '370000' FROM generate_series(1, 5) i;
INSERT INTO matching_test.overlay (code, version, name_zh, name_en, exclusive, illustrative, valid) VALUES ('blacklist', '1', '失信名单', 'Blacklist', false, false, '[2020-01-01,)');
INSERT INTO matching_test.overlay_item (overlay, version, item, name_zh, name_en) VALUES ('blacklist', '1', 'credit', '失信', 'Dishonest');
INSERT INTO matching_test.overlay_member (overlay, version, item, uscc, weight) VALUES ('blacklist', '1', 'credit', '91370100MA00000001', 1);
INSERT INTO matching_test.enterprise_state (uscc, state, valid) VALUES ('91370100MA00000002', 'exited', '[2020-01-01,)');
INSERT INTO matching_test.recognition (uscc, tier, batch, valid) VALUES ('91370100MA00000003', (SELECT code FROM matching_test.tier ORDER BY rank DESC LIMIT 1), 'b', '[2020-01-01,)');
INSERT INTO matching_test.indicator (code, name_zh, name_en, unit, direction, additive) VALUES ('credit_score', '信用分', 'Credit score', 'point', '+', 'none');
INSERT INTO matching_test.observation (indicator, division, subject_kind, subject, period_type, period_start, period_end, value, unit)
VALUES ('credit_score', '370000', 'enterprise', '91370100MA00000004', 'year', '2020-01-01', '2020-12-31', 80, 'point');
INSERT INTO matching_test.supply_relation (supplier, buyer, product, year, unit) VALUES ('91370100MA00000005', '91370100MA00000003', 'glass', 2020, 'yuan');
INSERT INTO matching_test.need (id, uscc, product, quantity) VALUES (3, '91370100MA00000003', 'glass', 10);
INSERT INTO matching_test.need (id, product, quantity) VALUES (4, 'glass', 10);
INSERT INTO matching_test.offer (id, uscc, product, quantity) SELECT 10 + i, ('91370100MA' || lpad(i::text, 8, '0'))::uscc, 'glass', 10 FROM generate_series(1, 5) i;
SELECT matching_test.record_match(1, 14, 'failed', event_date => '2022-06-14');
SELECT results_eq($$ SELECT need, offer, tier, credit, round(success::numeric, 4) FROM matching_test.match_candidates() WHERE product = 'glass' ORDER BY 1, 2 $$,
    $$ VALUES (3::bigint, 14::bigint, NULL::float8, 0.8::float8, 0.3333), (4, 13, 1, NULL, NULL), (4, 14, NULL, 0.8, 0.3333), (4, 15, NULL, NULL, NULL) $$,
    'not from barred or vanished sellers, nor oneself, nor where one buys already; tier, credit and past success of the seller');
SELECT is((SELECT score FROM matching_test.match_candidates() WHERE need = 4 AND offer = 14)::numeric(12, 9),
    ((0.3 * 1 + 0.2 * 1 + 0.1 / 3 + 0.05 * 0.8) / (0.3 + 0.2 + 0.1 + 0.05))::numeric(12, 9), 'the score is the weighted mean of the parts that are known');
-- why a pair, why not: the gates by name
CREATE TEMP TABLE asked AS SELECT n.id AS need, f.id AS offer FROM matching_test.need n, matching_test.offer f WHERE n.id < 1010;
SELECT results_eq($$ SELECT g.need, g.offer FROM (SELECT DISTINCT need FROM asked) a CROSS JOIN LATERAL matching_test.match_gates(a.need) g
       GROUP BY 1, 2 HAVING bool_and(g.passed) ORDER BY 1, 2 $$,
    $$ SELECT need, offer FROM matching_test.match_candidates(k => 10000) WHERE need < 1010 ORDER BY 1, 2 $$, 'the pairs that pass every gate are the candidates');
SELECT results_eq($$ SELECT g.need, g.offer FROM (SELECT DISTINCT need FROM asked) a CROSS JOIN LATERAL matching_test.match_gates(a.need, radius_km => 60) g
       GROUP BY 1, 2 HAVING bool_and(g.passed) ORDER BY 1, 2 $$,
    $$ SELECT need, offer FROM matching_test.match_candidates(k => 10000, radius_km => 60) WHERE need < 1010 ORDER BY 1, 2 $$, 'within a radius as well');
SELECT results_eq($$ SELECT a.need, a.offer FROM (SELECT * FROM asked WHERE need BETWEEN 1001 AND 1003 AND offer % 40 = 0) a
       WHERE (SELECT g.passed FROM matching_test.match_explain(a.need, a.offer, k => 60) g WHERE g.gate = 'nearest') ORDER BY 1, 2 $$,
    $$ SELECT need, offer FROM matching_test.match_candidates(k => 60) WHERE need BETWEEN 1001 AND 1003 AND offer % 40 = 0 ORDER BY 1, 2 $$, 'so are the k nearest');

-- what one change to a pair that matches does: the gates it fails, and whether it is still a candidate
CREATE FUNCTION pg_temp.fails(change text) RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    answer text;
BEGIN
    EXECUTE change;
    SELECT string_agg(g.gate, ',') FILTER (WHERE NOT g.passed) || CASE WHEN count(*) FILTER (WHERE g.gate IN ('nearest', 'plan') AND g.passed IS NOT NULL) = 0 THEN '' ELSE '!' END
        || CASE WHEN EXISTS (SELECT 1 FROM matching_test.match_candidates(radius_km => 500) WHERE need = 9 AND offer = 9) THEN ' candidate' ELSE '' END
    INTO answer FROM matching_test.match_explain(9, 9, radius_km => 500) g;
    RAISE EXCEPTION USING ERRCODE = 'P0009', MESSAGE = coalesce(answer, '');
EXCEPTION WHEN SQLSTATE 'P0009' THEN
    RETURN SQLERRM;
END
$$;
INSERT INTO matching_test.need (id, uscc, chain, node, product, quantity, quantity_unit, price_low, price_high, unit, certificates, needed, location, datum)
VALUES (9, '91370100MA00000003', 'tyre', 'r1', 'tread', 10, 't', 5, 10, 'yuan', '{iso9001}', '[2022-01-01,2022-07-01)', ST_SetSRID(ST_MakePoint(117, 36), 4326), 'wgs84');
INSERT INTO matching_test.offer (id, uscc, chain, node, product, quantity, quantity_unit, minimum_lot, price_low, price_high, unit, certificates, available, location, datum)
VALUES (9, '91370100MA00000004', 'tyre', 'r1', 'tread', 10, 't', 5, 8, 12, 'yuan', '{iso9001}', '[2022-06-01,2023-01-01)', ST_SetSRID(ST_MakePoint(118, 36), 4326), 'wgs84');
SELECT results_eq($$ SELECT string_agg(gate, ' ' ORDER BY gate_position), bool_and(passed), max(offer_value) FILTER (WHERE gate = 'plan') FROM matching_test.match_explain(9, 9, 'tyre', radius_km => 500) $$,
    $$ VALUES ('need_open offer_open capacity product certificates period price lot distance buyer seller two_parties new_relation untried chain nearest plan', true, 'matched') $$,
    'every gate, the k nearest and the plan, of a pair that matches');
SELECT results_eq($$ SELECT need_value, offer_value FROM matching_test.match_explain(9, 9, radius_km => 500) WHERE gate IN ('price', 'distance') ORDER BY gate $$,
    $$ SELECT '500 km', round((great_circle_distance(117, 36, 118, 36) / 1000)::numeric, 3) || ' km' UNION ALL VALUES ('5.0000..10.0000 yuan', '8.0000..12.0000 yuan') $$, 'what each side shows');
SELECT results_eq($$ SELECT c.gate, pg_temp.fails(c.change) FROM (VALUES
        ('need_open', 'UPDATE matching_test.need SET status = ''met'' WHERE id = 9'),
        ('offer_open', 'UPDATE matching_test.offer SET status = ''withdrawn'' WHERE id = 9'),
        ('capacity', 'UPDATE matching_test.offer SET used = 10 WHERE id = 9'),
        ('product', 'UPDATE matching_test.offer SET product = ''tube'', node = ''r9'' WHERE id = 9'),
        ('certificates', 'UPDATE matching_test.offer SET certificates = NULL WHERE id = 9'),
        ('period', 'UPDATE matching_test.offer SET available = ''[2022-07-01,2023-01-01)'' WHERE id = 9'),
        ('price', 'UPDATE matching_test.offer SET price_low = 11 WHERE id = 9'),
        ('lot', 'UPDATE matching_test.offer SET minimum_lot = 11 WHERE id = 9'),
        ('distance', 'UPDATE matching_test.offer SET location = ST_SetSRID(ST_MakePoint(127, 36), 4326) WHERE id = 9'),
        ('buyer', 'INSERT INTO matching_test.enterprise_state (uscc, state, valid) VALUES (''91370100MA00000003'', ''exited'', ''[2020-01-01,)'')'),
        ('seller', 'INSERT INTO matching_test.overlay_member (overlay, version, item, uscc, weight) VALUES (''blacklist'', ''1'', ''credit'', ''91370100MA00000004'', 1)'),
        ('two_parties', 'UPDATE matching_test.offer SET uscc = ''91370100MA00000003'' WHERE id = 9'),
        ('new_relation', 'INSERT INTO matching_test.supply_relation (supplier, buyer, product, year, unit) VALUES (''91370100MA00000004'', ''91370100MA00000003'', ''x'', 2020, ''yuan'')'),
        ('untried', 'SELECT matching_test.record_match(9, 9, ''failed'')')) c(gate, change) WHERE c.gate <> pg_temp.fails(c.change) $$,
    $$ SELECT ''::text, ''::text WHERE false $$, 'each gate by its name, and the candidates agree');
SELECT results_eq($$ SELECT gate, passed, need_value FROM matching_test.match_explain(9, 9, 'tyre', k => 0) WHERE gate IN ('nearest', 'plan') $$,
    $$ VALUES ('nearest', false, '0'), ('plan', NULL::boolean, NULL) $$, 'what passes every gate and is too far down the list');
SELECT throws_ok($$ SELECT * FROM matching_test.match_explain(9, 123456) $$, '22023', 'unknown offer "123456"', 'unknown ids are refused');
SELECT throws_ok($$ SELECT * FROM matching_test.match_gates(123456) $$, '22023', 'unknown need "123456"', 'of both');
SELECT is((SELECT string_agg(gate_name, '') FROM matching_test.match_gates(9, 9, lang => 'en') WHERE gate = 'lot'), 'the lot is large enough', 'in English');

UPDATE matching_test.need SET uscc = '91370100MA00000001' WHERE id = 4;
SELECT is_empty($$ SELECT * FROM matching_test.match_candidates() WHERE need = 4 $$, 'a barred buyer gets nothing');
-- capacities of labels that no list knows are left out
SELECT is((SELECT count(*) FROM match_stable(matrix_from_jsonb('{"rows": ["a"], "cols": ["x"], "cells": [[0, 0, 1]]}'), matrix_from_jsonb('{"rows": ["x"], "cols": ["a"], "cells": [[0, 0, 1]]}'),
    (SELECT matrix_agg('u' || i, 'q', 2) FROM generate_series(1, 500) i))), 1::bigint, 'places of unknown labels are ignored');
SELECT * FROM finish();
ROLLBACK;
