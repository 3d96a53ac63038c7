\pset footer off
-- Economic complexity of 933 US metropolitan and micropolitan areas, 2018: who is complex, what is complex, what comes next.
CREATE TEMP TABLE metro AS SELECT matrix_agg(cbsa_code, naics_code, employment) AS m FROM us_metro;

\echo
\echo 'Which of the large US metros are the most complex? (ECI in standard deviations over 933 areas)'
\echo '------------------------------------------------------------'
\set ECHO queries
SELECT name AS metro, round(eci::numeric, 2) AS eci, diversity, round(average_ubiquity::numeric) AS average_ubiquity, status
FROM metro, region_complexity(m) JOIN us_name ON code = region
     JOIN (SELECT cbsa_code FROM us_metro GROUP BY cbsa_code HAVING sum(employment) >= 1000000) large ON cbsa_code = region
ORDER BY region_complexity.eci DESC LIMIT 16;
\set ECHO none


\echo
\echo 'Which industries are the most complex, which the least? (complex = found in few and diverse places)'
\echo '------------------------------------------------------------'
\set ECHO queries
(SELECT us_name.name AS industry, round(pci::numeric, 2) AS pci, ubiquity, round(average_diversity::numeric, 1) AS average_diversity
 FROM metro, industry_complexity(m) AS i LEFT JOIN us_name ON code = industry ORDER BY i.pci DESC LIMIT 7)
UNION ALL
(SELECT us_name.name, round(pci::numeric, 2), ubiquity, round(average_diversity::numeric, 1)
 FROM metro, industry_complexity(m) AS i LEFT JOIN us_name ON code = industry ORDER BY i.pci LIMIT 4)
ORDER BY pci DESC;
\set ECHO none

\echo
\echo 'Which industries belong together? (twelve clusters by proximity; within = mean proximity inside, nearest = to the next cluster)'
\echo '------------------------------------------------------------'
\set ECHO queries
SELECT cluster, count(*) AS industries, round(avg(within)::numeric, 2) AS within, round(avg(nearest_similarity)::numeric, 2) AS nearest,
       string_agg(coalesce(name, label), '; ' ORDER BY within DESC) AS members
FROM metro, linkage_clusters(proximity(m), 12) LEFT JOIN us_name ON code = label
GROUP BY cluster HAVING count(*) BETWEEN 2 AND 4 ORDER BY avg(within) - avg(nearest_similarity) DESC;
\set ECHO none

\echo
\echo 'What could Pittsburgh enter next? (near what it has: density; opens more: gain; not there yet: LQ below 1)'
\echo '------------------------------------------------------------'
\set ECHO queries
WITH density AS (SELECT d.* FROM metro, cells(relatedness_density(m)) AS d WHERE row_key = '38300'),
     gain AS (SELECT g.* FROM metro, cells(complexity_outlook_gain(m)) AS g WHERE row_key = '38300'),
     quotient AS (SELECT q.* FROM metro, cells(location_quotient(m)) AS q WHERE row_key = '38300')
SELECT name AS industry, round(density.value::numeric, 3) AS density, round(gain.value::numeric, 2) AS gain,
       round(quotient.value::numeric, 2) AS location_quotient, employment::int AS jobs_today
FROM density JOIN gain USING (col_key) JOIN quotient USING (col_key)
     JOIN us_metro ON cbsa_code = '38300' AND naics_code = col_key LEFT JOIN us_name ON code = col_key
WHERE quotient.value < 1
ORDER BY density.value * gain.value DESC
LIMIT 8;
\set ECHO none

