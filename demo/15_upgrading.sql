-- Upgrading and new industries on the registry; enterprises, revenue and exports are synthetic, so the answers show the form, not the province.
\set ECHO none
\echo
\echo 'Which traditional industries rise on the three axes? (score 0 to 1, in brackets the change within a year)'
\echo
SELECT item_name AS industry, max(score) FILTER (WHERE axis = 'high_end') AS "high-end", max(score) FILTER (WHERE axis = 'intelligent') AS intelligent,
       max(score) FILTER (WHERE axis = 'green') AS green, string_agg(axis, ', ' ORDER BY axis) FILTER (WHERE quadrant = 'leading') AS "leads in"
FROM (SELECT item_name, axis, quadrant, round(score::numeric, 2) || to_char(round(change::numeric, 2), ' (SG0.00)') AS score FROM shandong.upgrading_axes_en) a
GROUP BY item_name ORDER BY item_name;

\echo 'Do textiles, food and paper keep their advantage?'
\echo
SELECT item_name AS industry, round(lq::numeric, 2) AS quotient, round(100 * market_share::numeric, 2) AS "market share, %", round(rca::numeric, 2) AS "export RCA",
       round(100 * profit_rate::numeric, 2) AS "profit, %", eroding, alert AS "what fell"
FROM shandong.traditional_advantage_en;

\echo 'What do the rules of the priority lists say? (thresholds are rows of scheme_gate)'
\echo
SELECT class, count(*) AS items, count(*) FILTER (WHERE verdict = 'on_track') AS "on track",
       string_agg(item_name, ', ' ORDER BY item_name) FILTER (WHERE verdict IN ('mixed', 'off_track')) AS "not on track"
FROM shandong.priority_sectors_en GROUP BY class ORDER BY class;

\echo 'How do the strategic emerging industries grow? (fields known only by finer codes have bounds, no value)'
\echo
SELECT item_name AS field, round(value_low::numeric) AS low, round(value_high::numeric) AS high, round(100 * real_growth::numeric, 1) AS "real growth, %",
       round(100 * rd_intensity::numeric, 2) AS "R&D, %", patents, star_clusters AS "star clusters", entries
FROM shandong.emerging_en ORDER BY value_high DESC;

\echo 'Where are the future industries laid out?'
\echo
SELECT item_name AS industry, string_agg(region_name || ' ' || round(100 * share::numeric) || ' %', ', ' ORDER BY rank, region_code) AS "leading places",
       sum(firms) AS firms, sum(patents) AS patents, sum(projects) AS projects
FROM shandong.future_layout_en WHERE rank <= 3 GROUP BY item_name ORDER BY item_name;

\echo 'How far do manufacturing and services feed each other? (input-output table: the real national one of 2020, scaled)'
\echo
SELECT year, round(100 * service_share::numeric, 1) AS "services in manufacturing, %", round(100 * complete_service_share::numeric, 1) AS "indirect too, %",
       round(100 * manufacturing_share::numeric, 1) AS "manufacturing in services, %", round(100 * complete_manufacturing_share::numeric, 1) AS "indirect too, % "
FROM shandong.two_industry_integration_en WHERE region_level = 'province' AND year = 2022;

\echo 'Increments and decrements: which industries pull growth, in points?'
\echo
SELECT direction, place, industry_code AS code, i.name_zh AS industry, round(100 * pull::numeric, 2) AS points
FROM shandong.growth_contributors_en g JOIN industry.industry i ON i.code::text = g.industry_code WHERE place <= 3 ORDER BY direction DESC, place;

\echo 'Where does the province stand among its peers?'
\echo
SELECT 'top ten: ' || item_name AS question, national_rank AS rank, peers FROM shandong.top_ten_en WHERE national_rank <= 2
UNION ALL SELECT '5G factories', rank, peers FROM shandong.registry_rank_en WHERE region_code = '370000'
UNION ALL SELECT 'specialised enterprises', national_rank, peers FROM shandong.tier_rank_en WHERE tier = 'srdi' ORDER BY 1;
