\pset footer off
\echo
\echo 'Which prefectures are specialised in what, in 2023 and in 2013?'
\echo '---------------------------------------------------------------'
\echo '(location quotients of the three industries; Laiwu is merged into Jinan in both years)'
\echo
\set ECHO queries
WITH m AS (
    SELECT year, matrix_agg(division_at(division_code::division_code, '2023-12-31')::text,
                            sector, value_added) AS m
    FROM value_added WHERE year IN (2013, 2023) GROUP BY year
), q AS (
    SELECT c.row_key AS code, c.col_key AS sector, m.year, c.value AS quotient
    FROM m, cells(location_quotient(m.m)) c
)
SELECT p.name_zh AS prefecture, p.name_en,
       round(max(quotient) FILTER (WHERE sector = '1' AND year = 2013)::numeric, 2) AS "1st 2013",
       round(max(quotient) FILTER (WHERE sector = '1' AND year = 2023)::numeric, 2) AS "1st 2023",
       round(max(quotient) FILTER (WHERE sector = '2' AND year = 2013)::numeric, 2) AS "2nd 2013",
       round(max(quotient) FILTER (WHERE sector = '2' AND year = 2023)::numeric, 2) AS "2nd 2023",
       round(max(quotient) FILTER (WHERE sector = '3' AND year = 2013)::numeric, 2) AS "3rd 2013",
       round(max(quotient) FILTER (WHERE sector = '3' AND year = 2023)::numeric, 2) AS "3rd 2023",
       string_agg(sector, ' ' ORDER BY sector) FILTER (WHERE quotient >= 1 AND year = 2023) AS "in 2023"
FROM q JOIN prefecture p ON p.division_code = q.code
GROUP BY p.division_code, p.name_zh, p.name_en ORDER BY p.division_code;
\set ECHO none

\echo
\echo 'How far is each prefecture''s structure from the province''s, and which sector sets it apart?'
\echo '-------------------------------------------------------------------------------------------'
\set ECHO queries
SELECT p.name_en AS prefecture, round(r.total::numeric) AS "100m yuan",
       round(100 * r.share::numeric, 1) AS "% of province",
       round(r.krugman::numeric, 3) AS krugman, round(r.hachman::numeric, 3) AS hachman,
       round(r.locational_gini::numeric, 3) AS gini, r.top_industry AS sector,
       round(r.top_quotient::numeric, 2) AS quotient
FROM (SELECT matrix_agg(division_code, sector, value_added) AS m FROM value_added WHERE year = 2023) s,
     region_profile(s.m) r JOIN prefecture p ON p.division_code = r.region
ORDER BY r.krugman DESC;
\set ECHO none

\echo
\echo 'Which prefectures have the most similar structures, and which the least?'
\echo '------------------------------------------------------------------------'
\echo '(three sectors only: the coefficient falls as the classification gets finer)'
\echo
\set ECHO queries
WITH s AS (
    SELECT similarity(m) AS cosine, similarity(m, 'krugman') AS krugman
    FROM (SELECT matrix_agg(division_code, sector, value_added) AS m
          FROM value_added WHERE year = 2023) x
), pairs AS (
    SELECT a.name_en AS one, b.name_en AS other, c.value AS cosine,
           cell(s.krugman, c.row_key, c.col_key) AS krugman,
           row_number() OVER (ORDER BY c.value DESC) AS most, row_number() OVER (ORDER BY c.value) AS least
    FROM s, cells(s.cosine) c
    JOIN prefecture a ON a.division_code = c.row_key JOIN prefecture b ON b.division_code = c.col_key
    WHERE c.row_key < c.col_key
)
SELECT one, other, round(cosine::numeric, 5) AS isomorphism, round(krugman::numeric, 4) AS krugman
FROM pairs WHERE most <= 5 OR least <= 5 ORDER BY cosine DESC;
\set ECHO none

CREATE TEMP TABLE us AS SELECT matrix_agg(cbsa_code, naics_code, employment) AS m FROM us_metro;
\echo
\echo 'US metros by 86 industries: which ten are the most diversified, which the most specialised?'
\echo '----------------------------------------------------------------------------------------'
\echo '(54,143 rows of employment, CBSA and NAICS codes; metros of 20,000 jobs or more)'
\echo
\set ECHO queries
SELECT coalesce(metro.name, region) AS metro, total AS jobs, round(hachman::numeric, 3) AS hachman,
       round(krugman::numeric, 3) AS krugman, round(entropy::numeric, 3) AS entropy, diversity,
       naics.name AS "most over-represented", round(top_quotient::numeric, 1) AS quotient
FROM us, region_profile(m) LEFT JOIN us_name metro ON metro.code = region
     LEFT JOIN us_name naics ON naics.code = top_industry
WHERE total >= 20000 ORDER BY hachman DESC LIMIT 10;
SELECT coalesce(metro.name, region) AS metro, total AS jobs, round(hachman::numeric, 3) AS hachman,
       round(krugman::numeric, 3) AS krugman, round(entropy::numeric, 3) AS entropy, diversity,
       naics.name AS "most over-represented", round(top_quotient::numeric, 1) AS quotient
FROM us, region_profile(m) LEFT JOIN us_name metro ON metro.code = region
     LEFT JOIN us_name naics ON naics.code = top_industry
WHERE total >= 20000 ORDER BY hachman LIMIT 10;
\set ECHO none

\echo
\echo 'Which ten industries are the most ubiquitous?'
\echo '---------------------------------------------'
\set ECHO queries
SELECT naics.name AS industry, total AS jobs, ubiquity AS "metros specialised",
       n_regions AS "metros present", round(locational_gini::numeric, 3) AS gini, metro.name AS "largest metro"
FROM us, industry_profile(m) LEFT JOIN us_name naics ON naics.code = industry
     LEFT JOIN us_name metro ON metro.code = largest_region
ORDER BY ubiquity DESC, industry LIMIT 10;
\set ECHO none
DROP TABLE us;
