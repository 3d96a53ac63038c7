-- Views of a registry that run through the matrix functions, against plain SQL over the same rows.
BEGIN;
SET search_path = industry, public;
SET client_min_messages = warning;
SELECT plan(14);

SELECT create_registry('c') \g /dev/null
SELECT throws_ok($$SELECT * FROM c.innovation_base(scheme => 'innovation_bse')$$, '22023', NULL, 'an unknown scheme is refused, be there bases or not');
UPDATE c.setting SET value = v.value FROM (VALUES ('division', '370000'), ('as_of', '2022-12-31')) v(name, value) WHERE setting.name = v.name;
INSERT INTO c.region (code, level, parent, name_zh, name_en) VALUES ('370000', 'province', NULL, '山东省', 'Shandong');
INSERT INTO c.region (code, level, parent, name_zh, name_en)
SELECT code::division_code, 'prefecture', '370000', name, name FROM (VALUES ('370100', 'Jinan'), ('370200', 'Qingdao'), ('370300', 'Zibo'), ('370400', 'Zaozhuang')) v(code, name);
INSERT INTO c.enterprise (uscc, name_zh, division, industry)
SELECT ('91370100MA' || lpad(i::text, 8, '0'))::uscc, 'e' || i, (370100 + 100 * (i % 4))::text::division_code, (ARRAY['C13', 'C17', 'C26', 'C34', 'C39'])[1 + i * i % 7 % 5]::industry_code
FROM generate_series(1, 60) i;
INSERT INTO c.enterprise_year (uscc, year, unit, output, revenue, rd_expense, new_product_revenue, class1_ip, employees, known_from)
SELECT e.uscc, y, '10k_yuan', 100 + h % 37, 90 + h % 41, 1 + h % 5, h % 11, h % 3, 10 + h % 13, '2022-01-01'
FROM c.enterprise e CROSS JOIN generate_series(2021, 2022) y CROSS JOIN LATERAL (SELECT (substr(e.name_zh, 2)::integer * 7919 + y * 104729) % 1009 AS h) x;

-- R42 likeness of structures
CREATE TEMP VIEW cell AS
SELECT e.division::text AS region, e.industry::text AS industry, sum(y.output)::float8 AS x FROM c.enterprise e JOIN c.enterprise_year y USING (uscc) WHERE y.year = 2022 GROUP BY 1, 2;
CREATE TEMP VIEW grid AS
SELECT r.region, i.industry, coalesce(c.x, 0) AS x, coalesce(c.x, 0) / sum(c.x) OVER (PARTITION BY r.region) AS s,
       (coalesce(c.x, 0) / sum(c.x) OVER (PARTITION BY r.region)) / (sum(c.x) OVER (PARTITION BY i.industry) / sum(c.x) OVER ()) AS lq
FROM (SELECT DISTINCT region FROM cell) r CROSS JOIN (SELECT DISTINCT industry FROM cell) i LEFT JOIN cell c USING (region, industry);
CREATE TEMP VIEW pair AS
SELECT a.region AS a, b.region AS b, sum(a.x * b.x) / sqrt(sum(a.x ^ 2) * sum(b.x ^ 2)) AS cosine, sum(abs(a.s - b.s)) AS krugman
FROM grid a JOIN grid b ON a.region < b.region AND a.industry = b.industry GROUP BY 1, 2;
SELECT is((SELECT count(*) FROM c.isomorphism()), 6::bigint, 'every pair of four divisions');
SELECT ok((SELECT bool_and(abs(p.cosine - i.similarity) < 1e-12) FROM pair p JOIN c.isomorphism() i ON i.region_code = p.a AND i.other_code = p.b), 'cosine of outputs');
SELECT ok((SELECT bool_and(abs(p.krugman - i.krugman) < 1e-12) FROM pair p JOIN c.isomorphism() i ON i.region_code = p.a AND i.other_code = p.b), 'Krugman distance of shares');
SELECT ok((SELECT bool_and(i.suggestion = concat_ws('; ',
        (SELECT p.a || ': ' || string_agg(g.industry, ', ' ORDER BY g.lq * sqrt(g.x) DESC) FROM grid g JOIN grid o ON o.industry = g.industry AND o.region = p.b
         WHERE g.region = p.a AND g.lq > 1 AND o.lq <= 1),
        (SELECT p.b || ': ' || string_agg(g.industry, ', ' ORDER BY g.lq * sqrt(g.x) DESC) FROM grid g JOIN grid o ON o.industry = g.industry AND o.region = p.a
         WHERE g.region = p.b AND g.lq > 1 AND o.lq <= 1)))
    FROM pair p JOIN c.isomorphism() i ON i.region_code = p.a AND i.other_code = p.b), 'suggestion: what each is specialised in and the other is not');

-- R40 scoreboard of an area of two divisions, designated in 2021
INSERT INTO c.demonstration_area (code, name_zh, name_en, kind, divisions, valid) VALUES ('area', '区', 'area', 'x', '{370100,370200}', '[2021-01-01,)');
INSERT INTO c.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, measure, basis, known_from)
SELECT 'gdp', d::division_code, 'region', '', make_date(y, 1, 1), make_date(y, 12, 31), v, '100m_yuan', 'level', 'nominal', '2022-01-01'
FROM (VALUES ('370100', 2021, 100), ('370100', 2022, 120), ('370200', 2021, 200), ('370200', 2022, 210), ('370300', 2021, 50), ('370300', 2022, 55), ('370400', 2021, 80), ('370400', 2022, 80)) v(d, y, v);
INSERT INTO c.target (code, name_zh, name_en, indicator, division, baseline, baseline_date, target, target_date, unit)
VALUES ('t', '目标', 'target', 'gdp', '370100', 100, '2021-12-31', 150, '2023-12-31', '100m_yuan');
SELECT ok((SELECT bool_and(abs(s.effect - (ln(v.now / v.base) - (ln(55.0 / 50) + ln(80.0 / 80)) / 2)) < 1e-12 AND abs(s.share_of_area - v.now / 330) < 1e-12)
    FROM c.area_scoreboard('area') s JOIN (VALUES ('370100', 120.0, 100.0), ('370200', 210.0, 200.0)) v(code, now, base) ON v.code = s.region_code WHERE s.indicator = 'gdp'),
    'share of the area and growth against the divisions outside');
SELECT results_eq($$SELECT region_code, value, target, attainment FROM c.area_scoreboard('area') WHERE indicator = 'gdp'$$,
    $$VALUES ('370100', 120::float8, 150::float8, 0.8::float8), ('370200', 210, NULL, NULL)$$, 'attainment only where there is a target');

-- R46 symbiosis: families of two kinds of holders
INSERT INTO c.patent_link (family, holder_kind, holder, filed)
SELECT 'f' || i, k, k || i % 3, make_date(2017 + i % 6, 3, 1) FROM generate_series(1, 40) i CROSS JOIN (VALUES ('enterprise'), ('platform')) v(k)
WHERE CASE k WHEN 'enterprise' THEN i % 3 > 0 ELSE i % 5 < 3 END;
CREATE TEMP VIEW family AS
SELECT count(*) AS n, count(*) FILTER (WHERE e) AS ne, count(*) FILTER (WHERE p) AS np, count(*) FILTER (WHERE e AND p) AS shared
FROM (SELECT bool_or(holder_kind = 'enterprise') AS e, bool_or(holder_kind = 'platform') AS p FROM c.patent_link GROUP BY family) x;
SELECT results_eq($$SELECT families, families_a, families_b, together FROM c.ecology()$$, $$SELECT n, ne, np, shared FROM family$$, 'families of each kind and of both');
SELECT ok((SELECT abs(e.expected - f.ne * f.np / f.n::float8) < 1e-12 AND abs(e.z - (f.shared - f.ne * f.np / f.n::float8)
           / sqrt(f.ne / f.n::float8 * f.np * (1 - f.ne / f.n::float8) * (f.n - f.np) / (f.n - 1))) < 1e-12 FROM c.ecology() e, family f),
    'together against the hypergeometric mean and deviation');

-- R18 bases: the scheme on the sums of a base's enterprises, three bases of one overlay item
INSERT INTO c.base (code, name_zh, name_en, kind, divisions, overlay, item, valid)
SELECT b, b, b, 'x', d, 'traditional', 'chemicals', '[2020-01-01,)' FROM (VALUES ('b1', '{370100,370200}'::division_code[]), ('b2', '{370300}'), ('b3', '{370400}')) v(b, d);
CREATE TEMP VIEW base_sum AS
SELECT b.code, y.year, count(*) AS n, sum(y.rd_expense) / sum(y.revenue) AS rd, sum(y.new_product_revenue) / sum(y.revenue) AS fresh, sum(y.class1_ip) / sum(y.employees)::numeric AS ip
FROM c.base b JOIN c.enterprise e ON e.division = ANY (b.divisions) JOIN c.enterprise_overlay('traditional') o ON o.uscc = e.uscc AND o.item = 'chemicals'
JOIN c.enterprise_year y ON y.uscc = e.uscc GROUP BY 1, 2;
SELECT results_eq($$SELECT base, firms FROM c.innovation_base() ORDER BY 1$$, $$SELECT code, n FROM base_sum WHERE year = 2022 ORDER BY 1$$, 'enterprises of a base: of its overlay item in its divisions');
CREATE TEMP VIEW scored AS
SELECT code, year, 0.4 * (rd - min(rd) OVER w) / NULLIF(max(rd) OVER w - min(rd) OVER w, 0) + 0.3 * (fresh - min(fresh) OVER w) / NULLIF(max(fresh) OVER w - min(fresh) OVER w, 0)
    + 0.3 * (ip - min(ip) OVER w) / NULLIF(max(ip) OVER w - min(ip) OVER w, 0) AS score
FROM base_sum WINDOW w AS ();
SELECT ok((SELECT bool_and(abs(i.score - s.score) < 1e-12 AND abs(i.previous_score - p.score) < 1e-12) FROM c.innovation_base() i
           JOIN scored s ON s.code = i.base AND s.year = 2022 JOIN scored p ON p.code = i.base AND p.year = 2021), 'min-max scores over bases and both years');
SELECT results_eq($$SELECT base FROM c.innovation_base() ORDER BY rank$$, $$SELECT code FROM scored WHERE year = 2022 ORDER BY score DESC$$, 'rank by score');

-- density of a chain's nodes: a node is compared with the industries of its own level
INSERT INTO c.chain (code, name_zh, name_en, division) VALUES ('k', 'k', 'k', '370000');
INSERT INTO c.chain_node (chain, node, name_zh, name_en, segment, kind, industry) SELECT 'k', code, code, code, 'midstream', 'product', code::industry_code FROM unnest('{C39,C34,C391,C}'::text[]) code;
INSERT INTO c.enterprise (uscc, name_zh, division, industry)
SELECT ('91370100MB' || lpad(i::text, 8, '0'))::uscc, 'g' || i, (370100 + 100 * (i % 4))::text::division_code, (ARRAY['C391', 'C392', 'C3913', 'C341'])[1 + i * i % 5 % 4]::industry_code FROM generate_series(1, 30) i;
CREATE TEMP VIEW level_density AS
SELECT l, max(d.value) AS value, d.col_key AS industry
FROM unnest('{2,3}'::integer[]) l CROSS JOIN LATERAL cells((SELECT relatedness_density(presence(location_quotient(matrix_agg(e.division::text, left(e.industry::text, l + 1), 1)))) FROM c.enterprise e)) d
GROUP BY l, d.col_key;
SELECT results_eq($$SELECT node, round(density::numeric, 12) FROM c.chain_density() WHERE node <> 'C' ORDER BY node$$,
    $$SELECT v.node, round(d.value::numeric, 12) FROM (VALUES ('C34', 2), ('C39', 2), ('C391', 3)) v(node, l) JOIN level_density d ON d.l = v.l AND d.industry = v.node ORDER BY 1$$,
    'density of divisions among divisions, of groups among groups');
SELECT ok((SELECT bool_and(g.density = d.density) AND count(*) >= 3 FROM c.chain_gap('k') g JOIN c.chain_density() d USING (node)), 'chain_gap has it');

SELECT * FROM finish();
ROLLBACK;
