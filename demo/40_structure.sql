\pset footer off
\echo
\echo 'How did Shandong''s three industries move from 2000 to 2023?'
\echo '-----------------------------------------------------------'
\echo '(shares, upgrading Y3/Y2, layer, angle index W; Moore angle to the year before; 2019 is on the basis of the fourth'
\echo ' economic census, earlier years are not revised: the change from 2018 to 2019 is a break, not a movement)'
\echo
\set ECHO queries
WITH panel AS (
    SELECT year, matrix_agg('370000', sector, value_added) AS m FROM value_added GROUP BY year
)
SELECT p.year, round(s.total::numeric) AS "100m yuan", round(100 * share1::numeric, 1) AS "1st %", round(100 * share2::numeric, 1) AS "2nd %",
       round(100 * share3::numeric, 1) AS "3rd %", round(upgrading::numeric, 3) AS "Y3/Y2", round(layer::numeric, 3) AS layer,
       round(angle_index::numeric, 3) AS "W", round(c.theta_degrees::numeric, 2) AS "Moore angle",
       CASE WHEN p.year = 2019 THEN 'basis break' END AS note
FROM panel p CROSS JOIN three_industry_structure(p.m) s
LEFT JOIN panel b ON b.year = p.year - 1 LEFT JOIN LATERAL structural_change(b.m, p.m) c ON true
ORDER BY p.year;
\set ECHO none

\echo
\echo 'What carried the growth of each five years (pull in points of growth, contribution in percent)?'
\echo '-----------------------------------------------------------------------------------------------'
\echo '(spans that would cross the census break of 2018/2019 are left out)'
\echo
\set ECHO queries
WITH panel AS (
    SELECT year, matrix_agg('370000', sector, value_added) AS m FROM value_added GROUP BY year
)
SELECT a.year || '-' || b.year AS span, round(100 * min(g.region_growth)::numeric, 1) AS "growth %",
       round(100 * max(g.pull) FILTER (WHERE industry = '1')::numeric, 1) AS "pull 1",
       round(100 * max(g.pull) FILTER (WHERE industry = '2')::numeric, 1) AS "pull 2",
       round(100 * max(g.pull) FILTER (WHERE industry = '3')::numeric, 1) AS "pull 3",
       round(100 * max(g.contribution) FILTER (WHERE industry = '2')::numeric, 1) AS "2nd gave %",
       round(100 * max(g.contribution) FILTER (WHERE industry = '3')::numeric, 1) AS "3rd gave %",
       round(max(g.lead) FILTER (WHERE industry = '3')::numeric, 2) AS "lead of 3rd"
FROM (VALUES (2000, 2005), (2005, 2010), (2010, 2015), (2015, 2018), (2019, 2023)) span(y0, y1)
JOIN panel a ON a.year = y0 JOIN panel b ON b.year = y1, growth_contribution(a.m, b.m) g
GROUP BY a.year, b.year ORDER BY a.year;
\set ECHO none

\echo
\echo 'In which year did each prefecture''s GDP first pass 500 billion and one trillion yuan?'
\echo '-------------------------------------------------------------------------------------'
\echo '(current prices, as published then; place = order among the prefectures; Jinan includes Laiwu only from 2019;'
\echo ' "sustained": never below again, the downward revision of 2019 included)'
\echo
\set ECHO queries
WITH g AS (
    SELECT matrix_agg(division_code, year::text, gdp) AS m FROM gdp
), c AS (
    SELECT t, c.* FROM g, unnest('{5000,10000}'::float8[]) t, first_crossing(g.m, t) c
)
SELECT p.name_en AS prefecture,
       max(c.period) FILTER (WHERE t = 5000) AS "500 bn", max(c.place) FILTER (WHERE t = 5000) AS place,
       round(max(c.previous_value) FILTER (WHERE t = 5000)::numeric) AS "year before", round(max(c.value) FILTER (WHERE t = 5000)::numeric) AS "GDP then",
       bool_or(c.sustained) FILTER (WHERE t = 5000) AS sustained,
       max(c.period) FILTER (WHERE t = 10000) AS "1 trillion", max(c.place) FILTER (WHERE t = 10000) AS place_2,
       bool_or(c.sustained) FILTER (WHERE t = 10000) AS sustained_2
FROM c JOIN prefecture p ON p.division_code = c.subject WHERE c.status <> 'not_crossed'
GROUP BY p.division_code, p.name_en ORDER BY min(c.period), min(c.place);
\set ECHO none

\echo
\echo 'What did Qingdao, Jinan and Yantai gain or lose against the province from 2013 to 2023?'
\echo '---------------------------------------------------------------------------------------'
\echo '(shift-share of value added at current prices, 100m yuan; the whole is the province; Laiwu is in Jinan in both years.'
\echo ' The span crosses the census revision, which lowered the whole province: read the competitive effect, which compares'
\echo ' prefectures, not the level of growth)'
\echo
\set ECHO queries
WITH m AS (
    SELECT matrix_agg(place, sector, value_added) FILTER (WHERE year = 2013) AS m0,
           matrix_agg(place, sector, value_added) FILTER (WHERE year = 2023) AS m1
    FROM (SELECT division_at(division_code::division_code, '2023-12-31')::text AS place, * FROM value_added) v
)
SELECT p.name_en AS prefecture, CASE s.industry WHEN '1' THEN 'primary' WHEN '2' THEN 'secondary' WHEN '3' THEN 'tertiary' ELSE 'all' END AS sector,
       round(sum(s.change)::numeric) AS change, round(sum(s.national_growth)::numeric) AS "with province",
       round(sum(s.industry_mix)::numeric) AS "industry mix",
       round(sum(s.competitive)::numeric) AS competitive, round(sum(e.allocation)::numeric) AS "of it specialised",
       round((100 * sum(s.competitive) / sum(s.value0))::numeric, 1) AS "% of 2013"
FROM m, shift_share(m0, m1) s JOIN LATERAL shift_share(m0, m1, 'esteban_marquillas') e USING (region, industry)
JOIN prefecture p ON p.division_code = s.region
WHERE p.name_en IN ('Qingdao', 'Jinan', 'Yantai')
GROUP BY p.name_en, GROUPING SETS ((s.industry), ()) ORDER BY p.name_en, s.industry;
\set ECHO none

\echo
\echo 'Which prefectures gained most against the others, and did poorer ones catch up?'
\echo '-------------------------------------------------------------------------------'
\set ECHO queries
WITH v AS (
    SELECT division_at(division_code::division_code, '2023-12-31')::text AS place, * FROM value_added
), m AS (
    SELECT matrix_agg(place, sector, value_added) FILTER (WHERE year = 2013) AS m0, matrix_agg(place, sector, value_added)
        FILTER (WHERE year = 2023) AS m1 FROM v
), s AS (
    SELECT region, sum(competitive) AS competitive, sum(value0) AS base, sum(value1) AS now FROM m, shift_share(m0, m1) GROUP BY region
)
SELECT p.name_en AS prefecture, round(r.value::numeric) AS "competitive, 100m yuan", r.rank, round(r.percentile::numeric, 2) AS percentile,
       round(100 * ((s.now / s.base) ^ 0.1 - 1)::numeric, 1) AS "growth % a year", round(c.nav::numeric, 3) AS "structure moved",
       round(c.theta_degrees::numeric, 1) AS "angle"
FROM (SELECT array_agg(region ORDER BY region) AS labels, array_agg(competitive ORDER BY region) AS "values" FROM s) a, peer_ranks(a.labels, a."values") r
JOIN s ON s.region = r.label JOIN prefecture p ON p.division_code = r.label
JOIN LATERAL (SELECT c.* FROM m, structural_change(m0, m1) c WHERE c.region = r.label) c ON true
ORDER BY r.rank;
WITH v AS (
    SELECT division_at(division_code::division_code, '2023-12-31')::text AS place, * FROM value_added
)
SELECT span, b.n AS prefectures, round(b.slope::numeric, 4) AS slope, round(b.se_hc1::numeric, 4) AS "robust se",
    round(100 * b.speed::numeric, 2) AS "speed % a year"
FROM (SELECT y0 || '-' || y1 AS span, beta_convergence(v0, v1, y1 - y0) AS b
      FROM (VALUES (2000, 2010), (2010, 2018), (2019, 2023)) t(y0, y1),
           LATERAL (SELECT place, sum(value_added) FILTER (WHERE year = y0) AS v0, sum(value_added) FILTER (WHERE year = y1) AS v1 FROM v GROUP BY place) g
      GROUP BY y0, y1) s, LATERAL (SELECT (s.b).*) b ORDER BY span;
\set ECHO none
