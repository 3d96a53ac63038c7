-- Chains in a registry: gaps, choke points, scorecard, map, nine lists.
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT industry.create_registry('chain_test');
SET search_path = chain_test, industry, public;
\pset null '-'

INSERT INTO region (code, level, name_zh, name_en, parent) VALUES
('370000', 'province', '山东省', 'Shandong', NULL), ('370100', 'prefecture', '济南市', 'Jinan', '370000'), ('370200', 'prefecture', '青岛市', 'Qingdao', '370000'),
('110000', 'province', '北京市', 'Beijing', NULL);
INSERT INTO enterprise (uscc, name_zh, name_en, division, industry, other_industries, size_class) VALUES
('91110000600037341L', '甲轮胎', 'Tyre A', '370200', '2911', NULL, 'large'),
('91350200776049653A', '乙橡胶', 'Rubber B', '370100', '2652', NULL, 'small'),
('91350500798359476R', '丙炭黑', 'Carbon black C', '370100', '2661', '{2613}', 'medium'),
('91350503MA31DKY80A', '丁钢帘线', 'Steel cord D', '110000', '3340', NULL, 'large'),
('91350200MA31E12PXF', '戊无机盐', 'Salts E', '370200', '2613', NULL, 'small'),
('91440101MA5CJQ4N59', '己机械', 'Machines F', '370100', '3311', '{2613}', 'small');
INSERT INTO chain (code, name_zh, name_en, division) VALUES ('tyre', '轮胎产业链', 'Tyres', '370000'), ('empty', '空链', 'Empty', NULL);
INSERT INTO chain_node (chain, node, name_zh, name_en, basic_kind, industry, weight, final_value, demand, local_supply, domestic_supply, imports, trl, domestic_alternative) VALUES
('tyre', 'rubber', '合成橡胶', 'Synthetic rubber', 'material', '2652', 2, NULL, 100, 20, 40, 60, 6, true),
('tyre', 'black', '炭黑', 'Carbon black', 'material', '2613', 1, NULL, 50, 0, 50, 0, 9, true),
('tyre', 'cord', '钢帘线', 'Steel cord', 'component', '3340', 1, NULL, 40, 0, 30, 10, 8, true),
('tyre', 'tyre', '轮胎', 'Tyre', NULL, '2911', 4, 80, 200, 120, 220, 0, 9, NULL),
('tyre', 'retread', '翻新轮胎', 'Retreaded tyre', NULL, '2914', 1, 20, NULL, NULL, NULL, NULL, NULL, NULL),
('tyre', 'alone', '气门嘴', 'Valve', 'component', NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO chain_link (chain, source, target, weight) VALUES
('tyre', 'rubber', 'tyre', 60), ('tyre', 'black', 'tyre', 30), ('tyre', 'cord', 'tyre', 10), ('tyre', 'tyre', 'retread', 5), ('tyre', 'retread', 'tyre', NULL);
INSERT INTO chain_member (chain, node, uscc, role, share, confidence, valid) VALUES
('tyre', 'tyre', '91110000600037341L', 'leader', 0.7, NULL, '[2015-01-01,)'),
('tyre', 'rubber', '91350200776049653A', 'key_supporting', 0.4, 0.9, '[2022-06-01,)'),
('tyre', 'black', '91350500798359476R', 'supporting', 0.2, 0.3, '[2020-01-01,)'),
('tyre', 'cord', '91350503MA31DKY80A', 'external', NULL, NULL, '[2020-01-01,)');
INSERT INTO chain_office (chain, chief, leader, valid) VALUES ('tyre', '副省长', '91110000600037341L', '[2020-01-01,)');
INSERT INTO chain_list_item (chain, list, item, name_zh, name_en, node, opened, closed) VALUES
('tyre', 'weakness', 'w1', '高端橡胶', 'Premium rubber', 'rubber', '2021-01-01', '2022-05-01'),
('tyre', 'strength', 's1', '产能第一', 'Largest capacity', 'tyre', '2021-01-01', NULL),
('tyre', 'research', 'r1', '液相混炼', 'Liquid mixing', 'rubber', '2022-01-01', NULL),
('tyre', 'recruitment', 'z1', '某外企', 'A foreign firm', 'cord', '2022-01-01', NULL),
('tyre', 'external', 'e1', '研究院', 'An institute', NULL, '2022-01-01', NULL);
INSERT INTO project (code, name_zh, name_en, kind, uscc, division, chain, node, status, started, planned_investment, actual_investment, unit, trl_from, trl_to) VALUES
('p1', '橡胶攻关', 'Rubber research', 'research', '91350200776049653A', '370100', 'tyre', 'rubber', 'running', '2022-01-01', 1, 0.5, '100m_yuan', 4, 6),
('p2', '轮胎扩能', 'Tyre capacity', 'capacity', '91110000600037341L', '370200', 'tyre', 'tyre', 'running', '2021-01-01', 5000, 5000, '10k_yuan', NULL, NULL);
INSERT INTO supply_relation (supplier, buyer, product, year, amount, unit) VALUES
('91350200776049653A', '91110000600037341L', 'rubber', 2021, 3, '100m_yuan'), ('91350503MA31DKY80A', '91110000600037341L', 'cord', 2021, 10000, '10k_yuan');
UPDATE setting SET value = '2022-11-14' WHERE name = 'as_of';
INSERT INTO setting (name, value) SELECT 'as_of', '2022-11-14' WHERE NOT EXISTS (SELECT FROM setting WHERE name = 'as_of');

INSERT INTO indicator (code, name_zh, name_en, unit, direction, additive) VALUES
('local_supply_ratio', '本地供给率', 'Local supply ratio', 'fraction', '+', 'none'), ('self_sufficiency', '自给率', 'Self-sufficiency', 'fraction', '+', 'none');
INSERT INTO observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, known_from) VALUES
('local_supply_ratio', '370000', 'chain', 'tyre', '2019-01-01', '2019-12-31', 0.2, 'fraction', '2020-03-01'),
('local_supply_ratio', '370000', 'chain', 'tyre', '2020-01-01', '2020-12-31', 0.25, 'fraction', '2021-03-01'),
('self_sufficiency', '370000', 'chain', 'tyre', '2020-01-01', '2020-12-31', 0.75, 'fraction', '2021-03-01');

-- tyre and retread are one component of value 100; carbon black's enterprise is not confident enough to count
SELECT node, class, present AS here, round(self_sufficiency::numeric, 2) AS own, round(density::numeric, 3) AS density, dependents AS dep, round(largest_dependence::numeric, 3) AS share, value_blocked AS blocked, reason
FROM chain_gap_en ORDER BY node;
SELECT node, class FROM chain_gap('tyre', '2022-01-01') ORDER BY node;
SELECT node_name, basic_kind, round(risk::numeric, 4) AS risk, criticality, supplier_hhi AS hhi, readiness, sole_source, status FROM choke_points_en ORDER BY node;
SELECT basic_kind, item_name, chains, round(import_dependence::numeric, 3) AS imports, trl, action FROM five_basic_gaps_en ORDER BY 1, 2;
-- rubber (2) and tyre (4) of 10; a year before tyre alone; one link of five has both ends
SELECT chain_name, chief, leader_name, completeness, edge_completeness AS links, completeness_change AS change, nodes, effective_nodes AS eff,
       round(local_supply_ratio::numeric, 3) AS local, round(local_supply_change::numeric, 3) AS "change", round(self_sufficiency::numeric, 3) AS own,
       round(self_sufficiency_change::numeric, 3) AS "change", firms, clearance, planned_investment, actual_investment, delivery, rank
FROM chain_scorecard ORDER BY chain_code;
SELECT node_name, level, segment, class, in_cycle FROM chain_map_nodes ORDER BY level, node;
SELECT source_name, target_name, value, target_share, in_cycle FROM chain_map_edges_en ORDER BY 1, 2;
SELECT enterprise_name, region_code, node_name FROM chain_list_leading;
SELECT enterprise_name, node_name, role FROM chain_list_supporting_en ORDER BY 1;
SELECT node, item_name, origin, reason FROM chain_list_strength_en ORDER BY 1, 2;
SELECT node, item_name, class, origin FROM chain_list_weakness_en ORDER BY 1, 2;
SELECT item, item_name, status, trl_from, trl_to, origin FROM chain_list_research_en ORDER BY 1;
SELECT region_name, segment, firms, leaders, nodes FROM chain_list_layout_en ORDER BY 1;
SELECT project_name, status, planned_investment, unit, delivery FROM chain_list_project_en ORDER BY 1;
SELECT node, item_name, value_blocked, reason, origin FROM chain_list_recruitment_en ORDER BY 1, 2;
SELECT item_name, region_code, origin FROM chain_list_external_en ORDER BY 1;
SELECT node, project_name, trl_from, trl_to FROM chain_breakthrough_en;
SELECT enterprise_name, year, suppliers, local_suppliers AS local, sme_suppliers AS sme, purchases, sme_share, supplier_hhi FROM leader_ecosystem_en;
SELECT node, rank, region_code, route, strength FROM chain_candidate_regions('tyre') ORDER BY node, route, rank;
SELECT * FROM chain_gap('tire');
SELECT cells(chain_matrix('empty'));
-- every column of every view is explained, in both languages
SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = 'chain_test'::regnamespace AND c.relkind = 'v' AND col_description(c.oid, a.attnum) IS NULL AND c.relname ~ '^(chain_|choke_|five_|leader_)' ORDER BY 1, 2;
SET search_path = public;
DROP SCHEMA chain_test CASCADE;
