-- A matching event over synthetic needs and offers of Shandong's prefectures (seeded; not real firms).
\echo
\echo '55  Matching: what should whom deliver, what stays open, and which capacity is worth most? (synthetic needs and offers)'
\echo
CREATE TEMP TABLE site AS
SELECT division_code, name_en, row_number() OVER (ORDER BY division_code) AS i FROM prefecture WHERE division_code <> '371200';
SELECT setseed(0.37) \g /dev/null
CREATE TEMP TABLE synthetic_need AS SELECT name_en AS prefecture, 140 + 10 * floor(random() * 30) AS tonnes FROM (SELECT * FROM site ORDER BY i) s;
CREATE TEMP TABLE synthetic_offer AS SELECT name_en AS prefecture, 80 + 10 * floor(random() * 36) AS tonnes FROM (SELECT * FROM site ORDER BY i) s;
-- yuan a tonne by the ring distance of the list, plus noise; pairs farther than two places apart are out of reach
CREATE TEMP TABLE synthetic_freight AS
SELECT a.name_en AS seller, b.name_en AS buyer, 20 + 15 * abs(a.i - b.i) + floor(random() * 20) AS yuan
FROM (SELECT * FROM site ORDER BY i) a, (SELECT * FROM site ORDER BY i) b WHERE abs(a.i - b.i) <= 2;

CREATE TEMP TABLE plan AS
SELECT p.* FROM industry.match_supply(
    (SELECT industry.matrix_agg(seller, buyer, yuan) FROM synthetic_freight),
    (SELECT industry.matrix_agg(prefecture, 'tonnes', tonnes) FROM synthetic_offer),
    (SELECT industry.matrix_agg(prefecture, 'tonnes', tonnes) FROM synthetic_need)) p;

\echo 'The plan in one line: tonnes moved, yuan of freight, needs that stay unmet, offers that stay idle'
SELECT sum(quantity) FILTER (WHERE kind = 'flow') AS tonnes, sum(cost) AS freight_yuan, count(*) FILTER (WHERE kind = 'flow') AS deliveries,
       sum(left_over) FILTER (WHERE kind = 'need') AS unmet, sum(left_over) FILTER (WHERE kind = 'capacity') AS idle FROM plan;
\echo 'Unmet needs'
SELECT buyer, quantity AS needed, left_over AS unmet FROM plan WHERE kind = 'need' AND left_over > 0 ORDER BY left_over DESC, buyer;
\echo 'The five dearest shadow prices in words'
SELECT CASE WHEN price_volume > 0 AND price < 0 THEN format('one more tonne of capacity in %s would let one more tonne of need be met, for %s yuan more of freight', supplier, -price)
            WHEN price_volume > 0 AND price > 0 THEN format('one more tonne of capacity in %s would let one more tonne of need be met, and save %s yuan of freight', supplier, price)
            WHEN price_volume > 0 THEN format('one more tonne of capacity in %s would let one more tonne of need be met, at no more freight', supplier)
            ELSE format('one more tonne of capacity in %s would save %s yuan of freight', supplier, price) END AS shadow_price
FROM plan WHERE kind = 'capacity' AND (price_volume > 0 OR price > 0) ORDER BY price_volume DESC, price DESC, supplier LIMIT 5;
\echo 'The same by planning again with that tonne: tonnes met and freight, as promised and as planned'
SELECT c.supplier, c.price_volume AS tonnes_promised, again.tonnes - now.tonnes AS tonnes, -c.price AS freight_promised, again.freight - now.freight AS freight
FROM (SELECT * FROM plan WHERE kind = 'capacity' AND (price_volume > 0 OR price > 0) ORDER BY price_volume DESC, price DESC, supplier LIMIT 5) c,
     LATERAL (SELECT sum(p.quantity) AS tonnes, sum(p.cost) AS freight FROM industry.match_supply(
        (SELECT industry.matrix_agg(seller, buyer, yuan) FROM synthetic_freight),
        (SELECT industry.matrix_agg(prefecture, 'tonnes', tonnes + CASE WHEN prefecture = c.supplier THEN 1 ELSE 0 END) FROM synthetic_offer),
        (SELECT industry.matrix_agg(prefecture, 'tonnes', tonnes) FROM synthetic_need)) p WHERE p.kind = 'flow') again,
     (SELECT sum(quantity) AS tonnes, sum(cost) AS freight FROM plan WHERE kind = 'flow') now
ORDER BY c.price_volume DESC, c.price DESC, c.supplier;
\echo 'Why does the first seller not deliver to the last buyer within its reach?'
SELECT e.supplier, e.buyer, e.reason, e.unit_cost, e.reduced_cost
FROM (SELECT seller, buyer FROM synthetic_freight WHERE seller = (SELECT name_en FROM site WHERE i = 1) ORDER BY yuan DESC LIMIT 1) f,
     industry.match_explain((SELECT industry.matrix_agg(seller, buyer, yuan) FROM synthetic_freight),
         (SELECT industry.matrix_agg(prefecture, 'tonnes', tonnes) FROM synthetic_offer),
         (SELECT industry.matrix_agg(prefecture, 'tonnes', tonnes) FROM synthetic_need), f.seller, f.buyer) e;
