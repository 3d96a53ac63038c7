-- The policy text with live numbers; the population behind it is synthetic.
\echo
\echo 'What does the bulletin say?  SELECT text FROM shandong.bulletin(''370000'', ''2022-10-31'', lang => ''en'');'
SELECT text AS bulletin FROM shandong.bulletin('370000', '2022-10-31', 'en');
SELECT string_agg(text, '' ORDER BY sentence) AS "公报" FROM shandong.bulletin('370000', '2022-10-31', 'zh') \gx
\echo 'One enterprise rises to the next tier (and falls back again): do the numbers follow?'
BEGIN;
CREATE TEMP TABLE before ON COMMIT DROP AS SELECT figure_code, figure FROM shandong.bulletin('370000', '2022-10-31', 'en');
UPDATE shandong.recognition SET tier = 'little_giant'
WHERE (uscc, tier, batch) = (SELECT r.uscc, r.tier, r.batch FROM shandong.recognition r
    WHERE r.tier = 'provincial_srdi' AND r.valid @> DATE '2022-10-31'
        AND r.uscc NOT IN (SELECT x.uscc FROM shandong.recognition x WHERE x.tier = 'little_giant') ORDER BY r.uscc LIMIT 1);
SELECT b.figure_code, trim_scale(a.figure) AS before, trim_scale(b.figure) AS after
FROM shandong.bulletin('370000', '2022-10-31', 'en') b JOIN before a USING (figure_code) WHERE a.figure <> b.figure ORDER BY 1;
DO $$
BEGIN
    -- the figures of the policy text, and what the changed enterprise must have done to them
    IF (SELECT count(*) FROM before b JOIN (VALUES ('crossing_threshold', 1e12), ('above_scale', 31600), ('national_srdi', 362),
        ('provincial_srdi', 5777), ('little_giant', 757), ('srdi_rank', 3),
            ('four_new_share', 0.319), ('leading_tech', 200), ('high_tech', 28000), ('tech_sme', 35000), ('digital_core_multiple', 2)) t(code, figure)
                ON t.code = b.figure_code AND t.figure = round(b.figure, 6)) <> 11
    THEN RAISE EXCEPTION 'the bulletin does not give the figures of the text';
    ELSIF (SELECT array_agg(b.figure ORDER BY b.figure_code) FROM shandong.bulletin('370000', '2022-10-31') b
        WHERE b.figure_code IN ('little_giant', 'provincial_srdi')) <> '{758,5776}'
    THEN RAISE EXCEPTION 'the bulletin does not follow its tables';
    END IF;
END $$;
ROLLBACK;
\echo 'Where does the share of the four-new economy come from?'
SELECT lpad('', 2 * depth) || object_name AS object, object_kind AS kind, rows_in_scope AS rows, last_known
FROM shandong.explain_value('bulletin', 'four_new_share') WHERE object_kind <> 'method' LIMIT 14;
\echo 'How far is one provincial enterprise from the little giants?'
SELECT clause_name, required, round(actual, 3) AS actual, pass, round(margin::numeric, 2) AS margin, cheapest_unmet
FROM shandong.tier_gap((SELECT min(uscc::text) FROM shandong.recognition WHERE tier = 'provincial_srdi'), 'little_giant', lang => 'en');
\echo 'How did the above-scale stock of the prefectures change within a year?'
SELECT region_name, n, entered, left_since, net, round(entry_rate::numeric, 3) AS entry_rate, round(exit_rate::numeric, 3) AS exit_rate
FROM shandong.enterprise_stock_en ORDER BY n DESC LIMIT 6;
\echo 'Which problems does the check find? (published totals are not forced to add up)'
SELECT rule, table_name, count(*) AS problems, min(detail) AS example FROM industry.check_registry('shandong') GROUP BY 1, 2 ORDER BY 1, 2;
