-- The bulletin gives back what the tables hold: a small fixture with known counts, then one row changed.
BEGIN;
SET search_path = industry, public;
SET client_min_messages = warning;
SELECT plan(47);

SELECT create_registry('fix');
UPDATE fix.setting SET value = v.value
FROM (VALUES ('division', '370000'), ('as_of', '2022-10-31'), ('first_crossing.indicator', 'agri_gross_output'), ('first_crossing.threshold', '1e12')) v(name, value) WHERE setting.name = v.name;
INSERT INTO fix.region (code, level, parent, name_zh, name_en) VALUES ('370000', 'province', NULL, '山东省', 'Shandong'), ('370100', 'prefecture', '370000', '济南市', 'Jinan'),
    ('320000', 'province', NULL, '江苏省', 'Jiangsu'), ('330000', 'province', NULL, '浙江省', 'Zhejiang'), ('440000', 'province', NULL, '广东省', 'Guangdong');
INSERT INTO fix.enterprise (uscc, name_zh, division) SELECT ('91370100MA' || lpad(i::text, 8, '0'))::uscc, 'e' || i, '370100' FROM generate_series(1, 60) i;
INSERT INTO fix.enterprise_state (uscc, state, valid) SELECT uscc, 'above_scale', '[2020-01-01,)' FROM fix.enterprise WHERE uscc::text <= '91370100MA00000050';
INSERT INTO fix.enterprise_state (uscc, state, valid) SELECT uscc, 'above_scale', '[2020-01-01,2022-01-01)' FROM fix.enterprise WHERE uscc::text > '91370100MA00000050';
INSERT INTO fix.recognition (uscc, tier, batch, valid)
SELECT e.uscc, t.tier, '1', daterange('2022-01-01', '2025-01-01') FROM fix.enterprise e JOIN (VALUES ('national_srdi', 1, 3), ('provincial_srdi', 4, 20), ('little_giant', 21, 27), ('high_tech', 1, 28), ('tech_sme', 1, 35), ('leading_tech', 1, 2)) t(tier, low, high)
    ON right(e.uscc::text, 8)::integer BETWEEN t.low AND t.high;
INSERT INTO fix.recognition (uscc, tier, batch, valid) SELECT uscc, 'little_giant', 'old', '[2018-01-01,2021-01-01)' FROM fix.enterprise WHERE right(uscc::text, 8)::integer BETWEEN 40 AND 45;
INSERT INTO fix.observation (indicator, division, period_type, period_start, period_end, basis, value, unit)
SELECT i, d::division_code, 'date', '2022-09-30', '2022-09-30', 'count', v, 'count'
FROM (VALUES ('srdi_national', '320000', 4), ('srdi_provincial', '320000', 30), ('srdi_little_giant', '320000', 9), ('srdi_national', '330000', 2), ('srdi_provincial', '330000', 20), ('srdi_little_giant', '330000', 6),
             ('srdi_national', '440000', 1), ('srdi_provincial', '440000', 16), ('srdi_little_giant', '440000', 2)) x(i, d, v);
INSERT INTO fix.observation (indicator, division, period_start, period_end, value, unit)
SELECT 'agri_gross_output', d::division_code, make_date(y, 1, 1), make_date(y, 12, 31), v, 'yuan' FROM (VALUES ('370000', 2019, 0.97e12), ('370000', 2020, 1.02e12), ('370000', 2021, 1.15e12), ('320000', 2020, 0.8e12)) x(d, y, v);
INSERT INTO fix.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit)
SELECT 'value_added', '370000', 'industry', c, make_date(y, 1, 1), make_date(y, 12, 31), v, '100m_yuan' FROM (VALUES ('C39', 2021, 35), ('C17', 2021, 65), ('C39', 2022, 39.875), ('C17', 2022, 60.125)) x(c, y, v);
INSERT INTO fix.target (code, name_zh, name_en, indicator, denominator, division, subject_kind, subject, baseline, baseline_date, target, target_date, unit) VALUES ('digital', 'x', 'x', 'value_added', 'gdp', '370000', 'overlay', 'digital_core', 0.07, '2020-12-31', 0.14, '2025-12-31', 'fraction');

CREATE TEMP VIEW got AS SELECT * FROM fix.bulletin('370000', '2022-10-31', 'en');
SELECT is((SELECT figure FROM got WHERE figure_code = 'above_scale'), 50::numeric, 'above-scale stock leaves out those that left');
SELECT is((SELECT figure FROM got WHERE figure_code = 'national_srdi'), 3::numeric, 'national tier');
SELECT is((SELECT figure FROM got WHERE figure_code = 'provincial_srdi'), 17::numeric, 'provincial tier');
SELECT is((SELECT figure FROM got WHERE figure_code = 'little_giant'), 7::numeric, 'expired recognitions do not count');
SELECT is((SELECT figure FROM got WHERE figure_code = 'srdi_rank'), 3::numeric, 'rank: 43 and 28 ahead of 27');
SELECT is((SELECT figure FROM got WHERE figure_code = 'high_tech'), 28::numeric, 'high-tech enterprises');
SELECT is((SELECT figure FROM got WHERE figure_code = 'tech_sme'), 35::numeric, 'technology SMEs');
SELECT is((SELECT figure FROM got WHERE figure_code = 'leading_tech'), 2::numeric, 'leading technology enterprises');
SELECT is((SELECT figure FROM got WHERE figure_code = 'four_new_share'), 0.319::numeric, 'four-new share: 0.8 of C39');
SELECT is((SELECT figure FROM got WHERE figure_code = 'crossing_threshold'), 1e12::numeric, 'threshold from the configuration');
SELECT is((SELECT figure FROM got WHERE figure_code = 'digital_core_multiple'), 2::numeric, 'target over baseline');
SELECT is((SELECT text FROM got WHERE figure_code = 'above_scale'), 'As of October 2022 there were 50 industrial enterprises above designated size.', 'sentence in English');
SELECT is((SELECT text FROM fix.bulletin('370000', '2022-10-31') WHERE figure_code = 'srdi_rank'), '三类企业合计数量居全国第3位。', 'sentence in Chinese');
SELECT is((SELECT text FROM got WHERE figure_code = 'crossing_threshold'), 'Gross output of agriculture first passed 1 trillion yuan in 2020, the 1st of the provinces to do so.', 'crossing in words');
SELECT is((SELECT status FROM got WHERE figure_code = 'real_growth_spread'), 'missing_input', 'no growth known: said so');
SELECT is((SELECT count(*) FROM fix.sentence WHERE regexp_replace(template, '\{[^}]*\}', '', 'g') ~ '[0-9]' AND template !~ '5G'), 0::bigint, 'no template holds a figure');

CREATE TEMP TABLE before AS SELECT * FROM got;
UPDATE fix.recognition SET tier = 'little_giant' WHERE tier = 'provincial_srdi' AND uscc = '91370100MA00000004';
SELECT is((SELECT figure FROM got WHERE figure_code = 'little_giant'), 8::numeric, 'one enterprise rises: one more');
SELECT is((SELECT figure FROM got WHERE figure_code = 'provincial_srdi'), 16::numeric, 'and one less below');
SELECT is((SELECT figure FROM got WHERE figure_code = 'srdi_rank'), 3::numeric, 'their sum keeps its rank');
SELECT isnt((SELECT lineage_id FROM got WHERE figure_code = 'little_giant'), (SELECT lineage_id FROM before WHERE figure_code = 'little_giant'), 'a changed figure has a new lineage');
SELECT is((SELECT lineage_id FROM got WHERE figure_code = 'high_tech'), (SELECT lineage_id FROM before WHERE figure_code = 'high_tech'), 'an unchanged one keeps it');
DELETE FROM fix.recognition WHERE tier = 'provincial_srdi' AND right(uscc::text, 8)::integer > 8;
SELECT is((SELECT figure FROM got WHERE figure_code = 'srdi_rank'), 4::numeric, 'fewer enterprises: rank four');
SELECT ok((SELECT bool_or(object_kind = 'table' AND object_name = 'recognition') AND bool_or(object_kind = 'figure') FROM fix.explain_value('bulletin', 'little_giant')), 'the figure is explained down to its table');
SELECT cmp_ok(fix.record_bulletin(), '>', 10::bigint, 'the ledger takes the figures');
SELECT ok(EXISTS (SELECT 1 FROM fix.lineage l JOIN fix.bulletin() b USING (lineage_id) WHERE b.figure_code = 'little_giant' AND l.value = b.figure), 'the ledger holds the figures');

-- the tree behind a figure: tables with keys, vintages, versions, a hash of their rows; methods with their formula
SELECT ok((SELECT bool_and(hash IS NOT NULL AND rows_in_scope > 0) FROM fix.explain_value('bulletin', 'four_new_share') WHERE object_name IN ('observation', 'overlay', 'overlay_member')), 'tables of the tree have a hash and rows');
SELECT is((SELECT versions FROM fix.explain_value('bulletin', 'four_new_share') WHERE object_name = 'overlay'), (SELECT string_agg(code || ' ' || version, '; ' ORDER BY code COLLATE "C") FROM fix.overlay), 'versions of the overlays');
SELECT matches((SELECT conversions FROM fix.explain_value('bulletin', 'four_new_share') WHERE object_name = 'overlay_member'), 'industry codes or enterprises to items', 'conversion of codes');
SELECT matches((SELECT formula FROM fix.explain_value('bulletin', 'four_new_share') WHERE object_name = 'structural_change'), 'lilien', 'formula of a method');
SELECT ok((SELECT bool_and(computed_by = CURRENT_USER AND computed_at = now()) FROM fix.explain_value('bulletin', 'little_giant')), 'who and when');
CREATE TEMP TABLE tree AS SELECT object_name, hash FROM fix.explain_value('bulletin', 'little_giant') WHERE object_kind = 'table';
UPDATE fix.recognition SET source = 'changed' WHERE tier = 'little_giant';
SELECT results_eq($$SELECT t.object_name FROM tree t JOIN fix.explain_value('bulletin', 'little_giant') e USING (object_name) WHERE e.hash <> t.hash$$, $$VALUES ('recognition')$$, 'only the changed table has another hash');
SELECT is((SELECT count(*) FROM fix.bulletin('370000') b WHERE b.figure IS NOT NULL AND NOT EXISTS (SELECT 1 FROM fix.explain_value('bulletin', b.figure_code) e WHERE e.object_kind = 'table')), 0::bigint, 'every figure is explained down to a table');
SELECT ok((SELECT count(*) > 3 FROM fix.lineage l, LATERAL fix.explain_value(l.lineage_id) e WHERE l.key = 'little_giant'), 'a lineage id gives the tree of the ledger');
SELECT throws_ok($$SELECT * FROM fix.explain_value('bulletin', 'litle_giant')$$, '22023', NULL, 'an unknown figure is refused');
SELECT throws_ok($$SELECT * FROM fix.explain_value('no_such_view')$$, '22023', NULL, 'an unknown view is refused');
SELECT throws_ok($$SELECT * FROM fix.explain_value('three_industries', 'real_growth1')$$, '22023', NULL, 'a key goes with the bulletin alone');
SELECT is(fix.record_bulletin(), 0::bigint, 'a second record in one transaction adds nothing');

-- another province: no enterprises here, some published numbers, nothing on most sections
CREATE TEMP VIEW other AS SELECT * FROM fix.bulletin('320000', '2022-10-31', 'en');
SELECT is((SELECT count(*) FROM other), (SELECT count(*) FROM fix.sentence WHERE lang = 'en'), 'a sentence each');
SELECT is((SELECT count(*) FROM other WHERE text IS NULL OR text ~ '[{}]|n/a|of  |  |^ *$' OR text ~ 'NULL'), 0::bigint, 'no gaps in the words');
SELECT is((SELECT text FROM other WHERE figure_code = 'real_growth_spread'), 'Real growth of the three industries of Jiangsu is not known.', 'what is not known is said');
SELECT is((SELECT text FROM other WHERE figure_code = 'little_giant'), 'The smaller enterprises of this kind, the little giants, number 9.', 'published numbers stand in');
SELECT is((SELECT count(*) FROM fix.bulletin('320000', '2022-10-31', 'zh') WHERE text IS NULL OR text ~ '[{}]|暂无[^数登]|[A-Za-z]{4,}'), 0::bigint, 'nor in Chinese');
SELECT is((SELECT text FROM fix.bulletin('320000', '2022-10-31', 'zh') WHERE figure_code = 'real_growth_spread'), '江苏省三次产业实际增速暂无数据。', 'in Chinese too');
SELECT is((SELECT text FROM fix.bulletin('370100', '2022-10-31', 'en') WHERE figure_code = 'above_scale'), 'As of October 2022 there were 50 industrial enterprises above designated size.', 'a prefecture has its own');
UPDATE fix.sentence SET missing = NULL WHERE figure = 'parks' AND lang = 'en';
SELECT is_empty($$SELECT * FROM other WHERE figure_code = 'parks'$$, 'a sentence without words for what is missing is left out');
SELECT throws_ok($$SELECT * FROM fix.bulletin('320000', lang => 'fr')$$, '22023', NULL, 'an unknown language is refused');

-- no figure of the policy text stands in what the extension ships
SELECT is_empty($$SELECT kind, name FROM registry_template WHERE body ~ '(31,?600|5,?777|28,?000|35,?000|31\.9|0\.319|\m(362|757)\M|1e12|10000亿)'
    UNION ALL SELECT 'function', p.proname::text FROM pg_proc p WHERE p.pronamespace IN ('industry'::regnamespace, 'fix'::regnamespace) AND p.prosrc ~ '(31,?600|5,?777|28,?000|35,?000|31\.9|0\.319|\m(362|757)\M)'$$,
    'no literal of the text in code or templates');
SELECT * FROM finish();
ROLLBACK;
