-- Matching: plans, prices, explanations, assignments, stable pairs, parts of a score.
SET search_path = industry, public;
\pset null '-'

-- M25: scores of sellers x, y, z for buyers 1 and 2
CREATE TEMP VIEW m25 AS SELECT
    (SELECT matrix_agg(s, b, v) FROM (VALUES ('x','1',.9),('y','1',.5),('z','1',.3),('x','2',.8),('y','2',.6),('z','2',.1)) t(s,b,v)) AS score,
    (SELECT matrix_agg(s, 'quantity', v) FROM (VALUES ('x',3),('y',4),('z',6)) t(s,v)) AS capacity,
    (SELECT matrix_agg(b, 'quantity', v) FROM (VALUES ('1',5),('2',4)) t(b,v)) AS need;
SELECT p.kind, p.supplier, p.buyer, p.quantity, p.unit_cost, p.cost, p.left_over, p.price, p.price_volume
FROM m25, match_supply(score, capacity, need, 'score') p;
SELECT sum(p.cost::numeric) AS objective, sum(p.quantity::numeric * p.price::numeric) AS dual_objective FROM m25, match_supply(score, capacity, need, 'score') p;
SELECT DISTINCT p.method_id FROM m25, match_supply(score, capacity, need) p;

-- the three objectives on one instance: c is dear, d has no edge, supplier n has none either
CREATE TEMP VIEW town AS SELECT
    (SELECT matrix_agg(s, b, v) FROM (VALUES ('s','a',1),('s','b',4),('t','b',0),('t','c',9)) t(s,b,v)) AS cost,
    (SELECT matrix_agg(s, 'quantity', v) FROM (VALUES ('s',10),('t',2.5),('n',1)) t(s,v)) AS supply,
    (SELECT matrix_agg(b, 'quantity', v) FROM (VALUES ('a',6.25),('b',4),('c',2),('d',3)) t(b,v)) AS demand;
SELECT p.kind, p.supplier, p.buyer, p.quantity, p.cost, p.left_over, p.price, p.price_volume FROM town, match_supply(cost, supply, demand) p;
SELECT p.kind, p.supplier, p.buyer, p.quantity, p.cost, p.left_over, p.price FROM town, match_supply(cost, supply, demand, 'cost_with_penalties', 5, 0.5) p;

-- why this pair, why not that one
SELECT e.supplier, e.buyer, e.reason, e.quantity, e.unit_cost, e.supplier_price, e.buyer_price, e.reduced_cost, e.reduced_volume
FROM town, (VALUES ('s','a'),('s','b'),('t','b'),('t','c'),('n','d'),('s','c')) w(s,b), match_explain(cost, supply, demand, w.s, w.b) e;
SELECT e.supplier, e.buyer, e.reason, e.quantity, e.reduced_cost
FROM town, (VALUES ('s','b'),('t','b'),('t','c')) w(s,b), match_explain(cost, supply, demand, w.s, w.b, 'cost_with_penalties', 5, 0) e;

-- the reference transport problem: its optimum, and the certificate in exact decimals
CREATE TEMP TABLE supplier (supplier text, capacity float8);
CREATE TEMP TABLE buyer (buyer text, demand float8);
CREATE TEMP TABLE edge (supplier text, buyer text, cost float8);
\copy supplier FROM 'test/data/matching/dense100_bal/suppliers.csv' CSV HEADER
\copy buyer FROM 'test/data/matching/dense100_bal/buyers.csv' CSV HEADER
\copy edge FROM 'test/data/matching/dense100_bal/edges.csv' CSV HEADER
CREATE TEMP TABLE plan AS SELECT p.* FROM match_supply(
    (SELECT matrix_agg(supplier, buyer, cost) FROM edge), (SELECT matrix_agg(supplier, 'quantity', capacity) FROM supplier),
    (SELECT matrix_agg(buyer, 'quantity', demand) FROM buyer)) p;
SELECT sum(cost) AS optimum, sum(left_over) AS left_over, bool_and(quantity = floor(quantity)) AS whole FROM plan;
CREATE TEMP VIEW certificate AS
SELECT e.cost::numeric + s.price::numeric - b.price::numeric AS reduced_cost, s.price_volume - b.price_volume AS reduced_volume, f.quantity AS flow
FROM edge e JOIN plan s ON s.kind = 'capacity' AND s.supplier = e.supplier JOIN plan b ON b.kind = 'need' AND b.buyer = e.buyer
LEFT JOIN plan f ON f.kind = 'flow' AND f.supplier = e.supplier AND f.buyer = e.buyer;
SELECT count(*) FILTER (WHERE reduced_volume < 0 OR reduced_volume = 0 AND reduced_cost < 0) AS infeasible,
       count(*) FILTER (WHERE flow > 0 AND (reduced_volume <> 0 OR reduced_cost <> 0)) AS slack FROM certificate;

-- the same rows in another order give the same plan, other labels the same cost and prices
SELECT (SELECT md5(string_agg(p::text, ',' ORDER BY p::text)) FROM match_supply(
    (SELECT matrix_agg(supplier, buyer, cost ORDER BY cost, buyer DESC) FROM edge), (SELECT matrix_agg(supplier, 'quantity', capacity ORDER BY capacity) FROM supplier),
    (SELECT matrix_agg(buyer, 'quantity', demand ORDER BY demand DESC) FROM buyer)) p)
    = (SELECT md5(string_agg(p::text, ',' ORDER BY p::text)) FROM plan p) AS same_plan;
SELECT (SELECT array_agg((p.kind, p.price, p.price_volume)::text ORDER BY p.kind, reverse(coalesce(p.supplier, p.buyer)) COLLATE "C") FROM match_supply(
    (SELECT matrix_agg(reverse(supplier), reverse(buyer), cost) FROM (SELECT 's' || supplier || 's' AS supplier, 'b' || buyer || 'b' AS buyer, cost FROM edge) e),
    (SELECT matrix_agg(reverse('s' || supplier || 's'), 'quantity', capacity) FROM supplier),
    (SELECT matrix_agg(reverse('b' || buyer || 'b'), 'quantity', demand) FROM buyer)) p WHERE p.kind <> 'flow')
    = (SELECT array_agg((p.kind, p.price, p.price_volume)::text ORDER BY p.kind, CASE p.kind WHEN 'need' THEN 'b' || buyer || 'b' ELSE 's' || supplier || 's' END COLLATE "C")
       FROM plan p WHERE p.kind <> 'flow') AS same_prices;

-- one to one
SELECT row_key, col_key, value, row_price, col_price FROM match_assign(matrix_dense(ARRAY['a','b','c'], ARRAY['x','y','z'], ARRAY[4,1,3, 2,0,5, 3,2,2]));
SELECT row_key, col_key, value FROM match_assign(matrix_dense(ARRAY['a','b'], ARRAY['x','y','z'], ARRAY[4,1,3, 2,0,5]), 'maximize');
SELECT row_key, col_key, value FROM match_assign(matrix(ARRAY['a','b','c'], ARRAY['x','x','y'], ARRAY[1,2,7]));

-- stable pairs: Gale and Shapley 1962, example 1, and the published resident-hospital case
CREATE TEMP TABLE residents (resident text, rank float8, hospital text);
CREATE TEMP TABLE hospitals (hospital text, rank float8, resident text);
CREATE TEMP TABLE places (hospital text, capacity float8);
\copy residents FROM 'test/data/matching/gale_shapley_1962_ex1/input_residents.csv' CSV HEADER
\copy hospitals FROM 'test/data/matching/gale_shapley_1962_ex1/input_hospitals.csv' CSV HEADER
\copy places FROM 'test/data/matching/gale_shapley_1962_ex1/input_capacity.csv' CSV HEADER
CREATE TEMP VIEW preferences AS SELECT
    (SELECT matrix_agg(resident, hospital, rank) FROM residents) AS r, (SELECT matrix_agg(hospital, resident, rank) FROM hospitals) AS h,
    (SELECT matrix_agg(hospital, 'places', capacity) FROM places) AS c;
SELECT p.first_key, p.second_key, p.first_choice, p.second_choice FROM preferences, match_stable(r, h, NULL, c) p;
SELECT p.first_key, p.second_key, p.first_choice, p.second_choice FROM preferences, match_stable(r, h, NULL, c, 'second') p;
TRUNCATE residents, hospitals, places;
\copy residents FROM 'test/data/matching/readme_nrmp/input_residents.csv' CSV HEADER
\copy hospitals FROM 'test/data/matching/readme_nrmp/input_hospitals.csv' CSV HEADER
\copy places FROM 'test/data/matching/readme_nrmp/input_capacity.csv' CSV HEADER
SELECT p.first_key, p.second_key, p.first_choice, p.second_choice FROM preferences, match_stable(r, h, NULL, c) p;
SELECT p.first_key, p.second_key FROM preferences, match_stable(r, h, NULL, c, proposer => 'second') p;

-- M25: deferred acceptance of buyers 1, 2, 3 and sellers x, y, z
SELECT p.first_key, p.second_key FROM match_stable(
    (SELECT matrix_agg(b, s, o) FROM (VALUES ('1','{x,y,z}'::text[]),('2','{x,z,y}'),('3','{x,y,z}')) v(b,l), unnest(l) WITH ORDINALITY u(s,o)),
    (SELECT matrix_agg(s, b, o) FROM (VALUES ('x','{2,1,3}'::text[]),('y','{1,3,2}'),('z','{3,2,1}')) v(s,l), unnest(l) WITH ORDINALITY u(b,o))) p;

-- parts of a score (M25)
SELECT round(distance_decay(30, 50)::numeric, 6) AS decay, round(success_rate(3, 4)::numeric, 6) AS success, success_rate(0, 0) AS unknown,
       success_rate(3, 2) AS impossible, distance_decay(-1, 50) AS negative, distance_decay(1e308, 1e-300) AS far;
SELECT price_overlap(10, 20, 15, 25) AS half, price_overlap(10, 20, 12, 12) AS one_price, price_overlap(10, 20, 30, 40) AS apart, price_overlap(10, NULL, 1, 2) AS unknown;
SELECT spec_fit('261', '261') AS same, spec_fit('26', '2614') AS below, spec_fit('2614', '26') AS above, spec_fit('2614', '2619') AS sibling,
       spec_fit('26', '2619', true) AS other, spec_fit('2619', '2619', true) AS same_other, spec_fit(NULL, '26') AS unknown;
SELECT round(score::numeric, 6) AS score, confidence FROM match_score(ARRAY[.9, NULL, .5], ARRAY[.5, .3, .2]);
SELECT * FROM match_score(ARRAY[NULL]::float8[], ARRAY[1]);

-- windows (R35): idle hours of machines and orders on a grid of four hours; o1 must be done in the morning
CREATE TEMP TABLE idle (site text, during tstzrange, rate float8);
CREATE TEMP TABLE orders (id text, during tstzrange, hours float8);
SET timezone = 'UTC';
INSERT INTO idle VALUES ('m1', '[2022-11-01 08:00,2022-11-01 16:00)', 2), ('m2', '[2022-11-01 12:00,2022-11-01 20:00)', 1);
INSERT INTO orders VALUES ('o1', '[2022-11-01 08:00,2022-11-01 12:00)', 4), ('o2', '[2022-11-01 08:00,2022-11-01 20:00)', 6), ('o3', '[2022-11-01 12:00,2022-11-01 16:00)', 8);
WITH slots AS (SELECT i.site || ' ' || to_char(t.slot_start, 'HH24:MI') AS slot, i.rate, t.* FROM idle i, time_slots(i.during, '4 hours') t)
SELECT p.kind, p.supplier, p.buyer, p.quantity, p.cost, p.left_over, p.price, p.price_volume
FROM match_supply((SELECT matrix_agg(s.slot, o.id, s.rate) FROM slots s JOIN orders o ON o.during @> tstzrange(s.slot_start, s.slot_end)),
                  (SELECT matrix_agg(slot, 'hours', hours) FROM slots), (SELECT matrix_agg(id, 'hours', hours) FROM orders)) p;
SELECT count(*) FROM time_slots('[2022-11-01,)', '1 hour');

-- edges of the domain
SELECT p.kind, p.supplier, p.buyer, p.quantity, p.left_over, p.price, p.price_volume
FROM match_supply(matrix(ARRAY['s'], ARRAY['b'], ARRAY[3]), matrix(ARRAY['s'], ARRAY['q'], ARRAY[0]), matrix(ARRAY['b'], ARRAY['q'], ARRAY[0])) p;
SELECT p.kind, p.supplier, p.buyer, p.left_over
FROM match_supply('{"rows":[],"cols":[],"cells":[]}', matrix(ARRAY['s'], ARRAY['q'], ARRAY[2]), matrix(ARRAY['b'], ARRAY['q'], ARRAY[3])) p;
SELECT count(*) FROM match_assign('{"rows":[],"cols":[],"cells":[]}');
SELECT count(*) FROM match_stable('{"rows":[],"cols":[],"cells":[]}', '{"rows":[],"cols":[],"cells":[]}');
SELECT count(*) FROM match_stable(NULL, '{"rows":[],"cols":[],"cells":[]}');
SELECT p.kind, p.quantity, p.left_over, p.price FROM match_supply(matrix(ARRAY['s','t'], ARRAY['b','b'], ARRAY[1e300,-1e300]),
    matrix(ARRAY['s','t'], ARRAY['q','q'], ARRAY[1,1]), matrix(ARRAY['b'], ARRAY['q'], ARRAY[1])) p WHERE p.kind <> 'need';

-- mistakes
\set c 'matrix(ARRAY[\'s\'], ARRAY[\'b\'], ARRAY[1])'
\set q 'matrix(ARRAY[\'s\'], ARRAY[\'q\'], ARRAY[1])'
\set n 'matrix(ARRAY[\'b\'], ARRAY[\'q\'], ARRAY[1])'
SELECT * FROM match_supply(:c, scale(:q, -1), :n);
SELECT * FROM match_supply(:c, :c + :q, :n);
SELECT * FROM match_supply(:c, :q, :n, 'cheapest');
SELECT * FROM match_supply(:c, :q, :n, 'score', 1);
SELECT * FROM match_supply(:c, :q, :n, 'cost_with_penalties', 'NaN');
SELECT * FROM match_supply(scale(:c, 1e300), scale(:q, 1e300), scale(:n, 1e300));
SELECT * FROM match_explain(:c, :q, :n, 'nobody', 'b');
SELECT * FROM match_assign(:c, 'up');
SELECT * FROM match_stable(:c, transpose(:c), scale(:q, 0.5));
SELECT * FROM match_stable(:c, transpose(:c), proposer => 'third');
SELECT * FROM match_stable(:c, transpose(:c), preference => 'taste');
\set VERBOSITY sqlstate
SELECT * FROM match_supply(:c, scale(:q, -1), :n);
SELECT * FROM match_supply(:c, :q, :n, 'cheapest');
SELECT * FROM match_supply(scale(:c, 1e300), scale(:q, 1e300), scale(:n, 1e300));
SELECT * FROM match_explain(:c, :q, :n, 'nobody', 'b');
SELECT * FROM match_stable(:c, transpose(:c), scale(:q, 0.5));
