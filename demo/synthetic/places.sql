-- SYNTHETIC parks, areas, platforms, projects, chains, needs and offers, services of registry shandong.

INSERT INTO shandong.park (code, name_zh, name_en, kind, level, division, area_mu, leading_industries, class, valid, datum, boundary)
SELECT 'P' || lpad(p.n::text, 3, '0'), format('%s%s(合成)', c.name_zh, p.zh), format('Synthetic park %s (%s)', p.n, p.kind), p.kind, p.level, c.code,
    round((2000 + 28000 * pg_temp.u(p.n, 100))::numeric, 0),
       p.leading::industry.industry_code[], NULL, daterange((DATE '1995-01-01' + floor(9000 * pg_temp.u(p.n, 101))::integer), NULL), 'gcj02',
       ST_Multi(ST_Expand(c.places[1 + p.n % 40], 0.02 + 0.03 * pg_temp.u(p.n, 102)))
FROM (SELECT n, CASE WHEN n <= 84 THEN 'chemical' WHEN n <= 250 THEN 'development_zone' WHEN n <= 262 THEN 'digital' ELSE 'computing' END AS kind,
             CASE WHEN n <= 84 THEN '化工园区' WHEN n <= 250 THEN '经济开发区' WHEN n <= 262 THEN '数字经济园区' ELSE '先进计算与虚拟现实园区' END AS zh,
             CASE WHEN n % 9 = 0 THEN 'national' ELSE 'provincial' END AS level,
             CASE WHEN n <= 84 THEN '{C26,C25}' WHEN n > 250 THEN '{C39,I65}'
                 ELSE (ARRAY['{C34,C35}', '{C36,C33}', '{C17,C18}', '{C13,C14}', '{C30,C32}', '{C27,C39}', '{C38,C40}',
                 '{C29,C22}'])[1 + n % 8] END AS leading
      FROM generate_series(1, 265) n) p
JOIN (SELECT code, name_zh, places, row_number() OVER (ORDER BY code) - 1 AS nr FROM syn_county) c ON c.nr = p.n * 37 % 136;
UPDATE shandong.enterprise e SET park = x.code
FROM (SELECT DISTINCT ON (f.uscc) f.uscc, p.code FROM syn_firm f JOIN shandong.park p ON p.division = f.division
      WHERE f.i <= 31600 AND pg_temp.u(f.i, 103) < CASE WHEN f.industry = ANY (p.leading_industries) THEN 0.9 ELSE 0.15 END ORDER BY f.uscc, p.code) x
WHERE e.uscc = x.uscc;

INSERT INTO shandong.demonstration_area (code, name_zh, name_en, kind, level, divisions, indicator, valid) VALUES
    ('peninsula_iiot', '山东半岛工业互联网示范区', 'Shandong Peninsula industrial internet area', 'industrial_internet', 'national',
        '{370100,370200,370600,370700,371000,370300}', 'industrial_value_added', '[2020-11-01,)'),
    ('old_industrial', '老工业城市转型升级示范区', 'Ageing industrial cities', 'ageing_city', 'national', '{370300,370400}', 'gdp', '[2019-08-01,)'),
    ('trad_upgrade', '传统产业改造升级示范区', 'Traditional industry renewal', 'trad_upgrade', 'provincial', '{370300,371600,370700,371300}', 'gdp',
        '[2021-01-01,)'),
    ('hq_manufacturing', '制造业高质量发展示范区', 'High-quality manufacturing', 'hq_manufacturing', 'provincial', '{370200,370600}', 'gdp', '[2021-06-01,)');
INSERT INTO shandong.base (code, name_zh, name_en, kind, level, divisions, overlay, item, valid) VALUES
    ('steel_base', '先进钢铁制造基地', 'Advanced steel base', 'base', 'provincial', '{371100,371300,370100}', 'traditional', 'steel', '[2018-01-01,)'),
    ('aluminium', '高端铝业基地', 'High-end aluminium base', 'base', 'provincial', '{371600,371500,370600}', 'traditional', 'nonferrous', '[2018-01-01,)'),
    ('textile_base', '现代轻纺基地', 'Modern textile base', 'base', 'provincial', '{371600,371400,370700}', 'traditional', 'textile_garment', '[2018-01-01,)'),
    ('green_chemistry', '绿色化工集群', 'Green chemistry cluster', 'cluster', 'national', '{370300,370500,370600}', 'traditional', 'chemicals',
        '[2019-01-01,)'),
    ('smart_home_cluster', '青岛智能家电集群', 'Qingdao smart home cluster', 'cluster', 'national', '{370200}', 'priority', 'smart_home', '[2021-03-01,)');

INSERT INTO shandong.platform (code, name_zh, name_en, kind, level, division, staff, radius_km, valid, location, datum)
SELECT 'T' || lpad(n::text, 3, '0'), format('%s合成平台%s号', c.name_zh, n), format('Synthetic platform %s', n),
       (ARRAY['testing', 'industrial_design', 'consulting', 'industrial_internet', 'shared_factory', 'research', 'laboratory'])[1 + n % 7],
       CASE WHEN n % 11 = 0 THEN 'national' ELSE 'provincial' END, c.code, 20 + floor(300 * pg_temp.u(n, 104))::integer,
           20 + floor(60 * pg_temp.u(n, 105))::integer,
       daterange((DATE '2008-01-01' + floor(5000 * pg_temp.u(n, 106))::integer), NULL), c.places[1 + n % 40], 'gcj02'
FROM generate_series(1, 420) n JOIN (SELECT code, name_zh, places, row_number() OVER (ORDER BY code) - 1 AS nr FROM syn_county) c ON c.nr = n * 29 % 136;
INSERT INTO shandong.platform_service (platform, service, year, capacity, used, capacity_unit, users_served, contracts, transfers, breakthroughs,
    funds, revenue, unit)
SELECT p.code, p.kind, y, q.capacity, round(q.capacity * (0.4 + 0.55 * pg_temp.u(ascii(p.code) + substr(p.code, 2)::integer, y)::numeric), 0), 'hour',
       (10 + 200 * pg_temp.u(substr(p.code, 2)::integer, 107 + y))::integer, (5 + 60 * pg_temp.u(substr(p.code, 2)::integer, 108 + y))::integer,
       CASE WHEN p.kind IN ('research', 'laboratory') THEN (12 * pg_temp.u(substr(p.code, 2)::integer, 109 + y))::integer END,
       CASE WHEN p.kind IN ('research', 'laboratory') THEN (4 * pg_temp.u(substr(p.code, 2)::integer, 110 + y))::integer END,
       round((200 + 6000 * pg_temp.u(substr(p.code, 2)::integer, 111))::numeric, 0),
       round((100 + 9000 * pg_temp.u(substr(p.code, 2)::integer, 112))::numeric, 0), '10k_yuan'
FROM shandong.platform p CROSS JOIN generate_series(2020, 2022) y
CROSS JOIN LATERAL (SELECT round((2000 + 20000 * pg_temp.u(substr(p.code, 2)::integer, 113))::numeric, 0) AS capacity) q;

INSERT INTO shandong.project (code, name_zh, name_en, kind, uscc, division, level, status, started, completed, planned_investment, actual_investment,
    unit, capacity_change, capacity_unit, trl_from, trl_to, milestones_due, milestones_met)
SELECT 'J' || lpad(n::text, 5, '0'), format('合成项目%s号', n), format('Synthetic project %s', n), k.kind, f.uscc, f.division,
       CASE k.kind WHEN '5g_factory' THEN (ARRAY['line', 'workshop', 'factory'])[1 + n % 3]
           WHEN 'research' THEN (ARRAY['national', 'provincial'])[1 + n % 5] END,
       CASE WHEN s.completed <= '2022-12-31' THEN 'completed' WHEN n % 50 = 0 THEN 'stopped' ELSE 'running' END, s.started,
           CASE WHEN s.completed <= '2022-12-31' THEN s.completed END,
       m.plan, round(m.plan * (0.3 + 0.8 * pg_temp.u(n, 120))::numeric, 0), '10k_yuan',
       CASE WHEN k.kind = 'capacity' THEN round((60 * (pg_temp.u(n, 121) - 0.6))::numeric, 1) END, CASE WHEN k.kind = 'capacity' THEN '10k_t' END,
       CASE WHEN k.kind = 'research' THEN 2 + n % 4 END, CASE WHEN k.kind = 'research' THEN 4 + n % 6 END, CASE WHEN k.kind = 'research' THEN 4 END,
           CASE WHEN k.kind = 'research' THEN n % 5 END
FROM generate_series(1, 14000) n
CROSS JOIN LATERAL (SELECT CASE WHEN n <= 11000 THEN 'tech_reform' WHEN n <= 11400 THEN '5g_factory' WHEN n <= 12800 THEN 'new_build'
    WHEN n <= 13700 THEN 'research' ELSE 'capacity' END AS kind OFFSET 0) k
JOIN syn_firm f ON f.i = CASE k.kind WHEN 'capacity' THEN 1 + n % 400 ELSE 1 + (hashint8extended(n, 122) & 1048575) % 31600 END
CROSS JOIN LATERAL (SELECT d.started, (d.started + 200 + floor(700 * pg_temp.u(n, 124))::integer) AS completed
    FROM (SELECT DATE '2019-06-01' + floor(1290 * pg_temp.u(n, 123))::integer AS started OFFSET 0) d OFFSET 0) s
CROSS JOIN LATERAL (SELECT round((500 + 30000 * power(pg_temp.u(n, 125), 4))::numeric, 0) AS plan OFFSET 0) m;
UPDATE shandong.project p SET overlay = 'priority', item = (ARRAY['machine_tools', 'chips', 'robots', 'power_equipment', 'rail_equipment',
    'smart_home', 'smart_technology', 'emergency_safety', 'energy_saving_environment'])[1 + substr(p.code, 2)::integer % 9]
WHERE p.kind = 'research' AND substr(p.code, 2)::integer % 3 = 0;
UPDATE shandong.project p SET overlay = 'future', item = (ARRAY['hydrogen_storage', 'quantum', 'aerospace_information', 'maglev'])[1 + substr(p.code,
    2)::integer % 4]
WHERE p.kind = 'research' AND substr(p.code, 2)::integer % 3 = 1;
INSERT INTO shandong.overlay_member (overlay, version, item, uscc)
SELECT 'future', '2023', (ARRAY['hydrogen_storage', 'quantum', 'aerospace_information', 'maglev'])[1 + f.i % 4], f.uscc FROM syn_firm f
WHERE f.i BETWEEN 301 AND 700 AND f.i % 3 = 0;
INSERT INTO shandong.patent_link (family, holder_kind, holder, filed, granted, ipc, overlay, item)
SELECT 'F' || n, CASE WHEN n % 4 = 0 THEN 'platform' ELSE 'enterprise' END,
    CASE WHEN n % 4 = 0 THEN 'T' || lpad((1 + n % 420)::text, 3, '0') ELSE f.uscc::text END, d.filed, CASE WHEN n % 3 > 0 THEN d.filed + 500 END,
       (ARRAY['H01M', 'G06N', 'B23Q', 'H01L', 'B25J', 'C08L', 'G01S', 'B61B'])[1 + n % 8], CASE WHEN n % 5 = 0 THEN 'future' END,
       CASE WHEN n % 5 = 0 THEN (ARRAY['hydrogen_storage', 'quantum', 'aerospace_information', 'maglev'])[1 + n / 5 % 4] END
FROM generate_series(1, 6000) n JOIN syn_firm f ON f.i = 301 + n * 7 % 900
CROSS JOIN LATERAL (SELECT DATE '2018-01-01' + floor(1700 * pg_temp.u(n, 130))::integer AS filed OFFSET 0) d;
INSERT INTO shandong.patent_link (family, holder_kind, holder, filed, ipc)
SELECT 'F' || n, 'platform', 'T' || lpad((1 + n % 420)::text, 3, '0'), '2020-06-01', 'H01M' FROM generate_series(1, 6000, 13) n WHERE n % 4 <> 0;

-- eleven chains of nine nodes: three upstream, four midstream, two downstream
INSERT INTO shandong.chain (code, version, name_zh, name_en, field, division, valid, source)
SELECT v.code, '2022', v.zh, v.en, v.field, '370000', '[2022-01-01,)', 'synthetic'
FROM (VALUES ('hydrogen', '氢能', 'Hydrogen', 'new_energy'), ('machine_tools', '工业母机', 'Machine tools', 'high_end_equipment'),
    ('chips', '集成电路', 'Integrated circuits', 'new_it'), ('robots', '机器人', 'Robots', 'high_end_equipment'),
    ('rail', '轨道交通装备', 'Rail equipment', 'high_end_equipment'), ('smart_home', '智能家电', 'Smart home', 'new_it'),
    ('fine_chemicals', '精细化工', 'Fine chemicals', 'green_chemicals'), ('aluminium', '高端铝材', 'High-end aluminium', 'new_materials'),
    ('textile', '纺织服装', 'Textiles and garments', 'light_textile'), ('food', '食品', 'Food', 'food'),
    ('medicine', '现代中药', 'Medicine', 'healthcare')) v(code, zh, en, field);
INSERT INTO shandong.chain_node (chain, node, name_zh, name_en, segment, kind, basic_kind, industry, weight, final_value, criticality, demand,
    local_supply, domestic_supply, imports, unit, trl, domestic_alternative)
SELECT c.code, 'n' || k, format('%s环节%s', c.name_zh, k), format('%s node %s', c.name_en, k),
    CASE WHEN k <= 3 THEN 'upstream' WHEN k <= 7 THEN 'midstream' ELSE 'downstream' END,
       (ARRAY['material', 'material', 'equipment', 'product', 'process', 'product', 'software', 'product', 'service'])[k],
       (ARRAY['material', 'material', 'technology', 'component', 'process', 'component', 'software', NULL, NULL])[k],
       (ARRAY['C26', 'C32', 'C35', 'C39', 'C34', 'C38', 'I65', 'C36', 'M74'])[k]::industry.industry_code, 1 + k % 3, CASE WHEN k > 7 THEN 100 * k END,
       round((0.2 + 0.8 * pg_temp.u(c.n * 10 + k, 131))::numeric, 3), d.demand,
       round((d.domestic * pg_temp.u(c.n * 10 + k, 132))::numeric, 2), round(d.domestic::numeric, 2),
       round((d.demand * 0.5 * pg_temp.u(c.n * 10 + k, 134))::numeric, 2), '100m_yuan',
       3 + floor(7 * pg_temp.u(c.n * 10 + k, 135))::integer, pg_temp.u(c.n * 10 + k, 136) < 0.6
FROM (SELECT *, row_number() OVER (ORDER BY code) AS n FROM shandong.chain) c CROSS JOIN generate_series(1, 9) k
CROSS JOIN LATERAL (SELECT w.demand, w.demand * (0.3 + 0.6 * pg_temp.u(c.n * 10 + k, 133)) AS domestic
    FROM (SELECT round((50 + 400 * pg_temp.u(c.n * 10 + k, 137))::numeric, 2) AS demand) w OFFSET 0) d;
-- what the nodes could supply before the first research projects began, and the chains two years ago
INSERT INTO shandong.indicator (code, name_zh, name_en, unit, direction, additive)
VALUES ('self_sufficiency', '自给率', 'Self-sufficiency', 'fraction', '+', 'none'), ('local_supply_ratio', '本地供给率', 'Local supply ratio', 'fraction', '+', 'none');
INSERT INTO shandong.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit, source, known_from)
SELECT 'self_sufficiency', '370000'::industry.division_code, 'chain', n.chain || '/' || n.node, DATE '2018-01-01', DATE '2018-12-31',
       round(n.domestic_supply / n.demand * (0.75 + 0.3 * pg_temp.u(row_number() OVER (ORDER BY n.chain, n.node)::integer, 139))::numeric, 4), 'fraction',
       'synthetic', DATE '2019-03-01'
FROM shandong.chain_node n
UNION ALL
SELECT v.indicator, '370000', 'chain', n.chain, '2020-01-01', '2020-12-31',
       round(sum(v.supply) / sum(n.demand) * (0.85 + 0.2 * pg_temp.u(row_number() OVER (ORDER BY v.indicator, n.chain)::integer, 140))::numeric, 4), 'fraction',
       'synthetic', '2021-03-01'
FROM shandong.chain_node n CROSS JOIN LATERAL (VALUES ('self_sufficiency', n.domestic_supply), ('local_supply_ratio', n.local_supply)) v(indicator, supply)
GROUP BY v.indicator, n.chain;
INSERT INTO shandong.chain_link (chain, source, target, weight)
SELECT c.code, 'n' || a, 'n' || b, round((0.1 + 0.9 * pg_temp.u(a * 10 + b, 138))::numeric, 3) FROM shandong.chain c,
    (VALUES (1, 4), (2, 4), (2, 5), (3, 5), (3, 6), (4, 8), (5, 8), (6, 8), (6, 9), (7, 9), (5, 7)) v(a, b);
INSERT INTO shandong.chain_member (chain, node, uscc, role, share, evidence, confidence, valid)
SELECT c.code, 'n' || k, f.uscc, CASE WHEN j = 1 THEN 'leader' WHEN j <= 4 THEN 'key_supporting' ELSE 'supporting' END,
    round((0.02 + 0.1 * pg_temp.u(f.i, 139))::numeric, 3), 'synthetic', round((0.6 + 0.4 * pg_temp.u(f.i, 140))::numeric, 2), '[2020-01-01,)'
FROM (SELECT *, row_number() OVER (ORDER BY code) AS n FROM shandong.chain) c CROSS JOIN generate_series(1, 9) k CROSS JOIN generate_series(1, 12) j
JOIN syn_firm f ON f.i = 5000 + c.n * 200 + k * 20 + j
WHERE (c.n + k) % 7 > 0;
INSERT INTO shandong.chain_office (chain, chief, chief_title, leader, department, valid)
SELECT m.chain, '链长' || row_number() OVER (ORDER BY m.chain), '省领导(合成)', min(m.uscc::text)::industry.uscc, '工业和信息化厅', '[2022-01-01,)'
FROM shandong.chain_member m WHERE m.role = 'leader' GROUP BY m.chain;
INSERT INTO shandong.chain_list_item (chain, list, item, name_zh, name_en, node, opened, closed)
SELECT c.code, l.list, l.list || k, format('合成事项%s', k), format('Synthetic entry %s', k), 'n' || k, '2022-02-01',
    CASE WHEN (k + ascii(l.list)) % 3 = 0 THEN DATE '2022-10-20' END
FROM shandong.chain c CROSS JOIN (VALUES ('leading'), ('supporting'), ('strength'), ('weakness'), ('research'), ('layout'), ('project'),
    ('recruitment'), ('external')) l(list) CROSS JOIN generate_series(1, 5) k;
UPDATE shandong.project p SET chain = c.code, node = 'n' || (1 + substr(p.code, 2)::integer % 9)
FROM (SELECT code, row_number() OVER (ORDER BY code) AS n FROM shandong.chain) c
WHERE p.kind IN ('new_build', 'research') AND c.n = 1 + substr(p.code, 2)::integer % 11;

INSERT INTO shandong.supply_relation (supplier, buyer, product, year, amount, unit)
SELECT a.uscc, b.uscc, 'synthetic part ' || n % 40, 2022, round((50 + 4000 * power(pg_temp.u(n, 141), 3))::numeric, 1), '10k_yuan'
FROM generate_series(1, 9000) n JOIN syn_firm a ON a.i = 1 + n * 17 % 31600 JOIN syn_firm b ON b.i = 1 + (hashint8extended(n, 142) & 65535) % 600
WHERE a.i <> b.i ON CONFLICT DO NOTHING;
INSERT INTO shandong.need (uscc, chain, node, product, industry, quantity, quantity_unit, price_low, price_high, unit, certificates, needed, division,
    location, datum)
SELECT f.uscc, c.code, 'n' || (1 + n % 9), c.code || '-n' || (1 + n % 9), e.industry, round((5 + 200 * pg_temp.u(n, 143))::numeric, 0), 't', 1,
    round((1.1 + pg_temp.u(n, 144))::numeric, 2), '10k_yuan', CASE WHEN n % 4 = 0 THEN ARRAY['ISO9001'] END, '[2022-11-01,2023-04-01)', f.division,
    e.location, 'gcj02'
FROM generate_series(1, 2000) n JOIN syn_firm f ON f.i = 1 + n * 13 % 31600 JOIN shandong.enterprise e ON e.uscc = f.uscc
JOIN (SELECT code, row_number() OVER (ORDER BY code) AS chain_n FROM shandong.chain) c ON c.chain_n = 1 + n % 11;
INSERT INTO shandong.offer (uscc, chain, node, product, industry, equipment, quantity, used, quantity_unit, minimum_lot, changeover_hours, varieties,
    price_low, price_high, unit, certificates, available, division, location, datum)
SELECT f.uscc, c.code, 'n' || (1 + n % 9), c.code || '-n' || (1 + n % 9), e.industry,
    CASE WHEN n % 5 = 0 THEN (ARRAY['cnc', 'press', 'furnace', 'printer'])[1 + n / 5 % 4] END, q.quantity,
    CASE WHEN n % 5 = 0 THEN round(q.quantity * (0.3 + 0.6 * pg_temp.u(n, 147))::numeric, 0) ELSE 0 END,
       CASE WHEN n % 5 = 0 THEN 'hour' ELSE 't' END, 1 + n % 20, CASE WHEN n % 5 = 0 THEN 1 + n % 8 END, 1 + n % 12,
           round((0.8 + pg_temp.u(n, 145) / 2)::numeric, 2), 1.6, '10k_yuan', CASE WHEN n % 2 = 0 THEN ARRAY['ISO9001', 'ISO14001'] END,
           '[2022-10-01,2023-06-01)', f.division, e.location, 'gcj02'
FROM generate_series(1, 2500) n JOIN syn_firm f ON f.i = 1 + n * 11 % 31600 JOIN shandong.enterprise e ON e.uscc = f.uscc
JOIN (SELECT code, row_number() OVER (ORDER BY code) AS chain_n FROM shandong.chain) c ON c.chain_n = 1 + n % 11
CROSS JOIN LATERAL (SELECT round((5 + 300 * pg_temp.u(n, 146))::numeric, 0) AS quantity OFFSET 0) q;
INSERT INTO shandong.match_record (need, offer, event, event_date, status, quantity, score, value, unit)
SELECT n.id, o.id, '合成对接会' || (1 + n.id % 5), '2022-06-14', (ARRAY['proposed', 'contracted', 'delivered', 'failed'])[1 + n.id % 4],
    LEAST(n.quantity, o.quantity), 0.7, LEAST(n.quantity, o.quantity), '10k_yuan'
FROM shandong.need n JOIN LATERAL (SELECT o.* FROM shandong.offer o WHERE o.product = n.product ORDER BY o.id LIMIT 1) o ON true WHERE n.id % 3 = 0;

INSERT INTO shandong.digital_service (code, name_zh, name_en, dimension, division, park, stage, scene, star, mandatory, weight, live, users)
SELECT 'D' || n, format('合成服务%s', n), format('Synthetic service %s', n),
    CASE WHEN n > 900 THEN 'park' ELSE (ARRAY['government', 'society', 'community', 'city'])[1 + n % 4] END, c.code,
    CASE WHEN n > 900 THEN 'P' || (251 + n % 15) END,
       (ARRAY['registered', 'operating', 'above_scale', 'tiered', 'listed', 'exited'])[1 + n % 6], 'scene ' || n % 20, 3 + n % 3, n % 3 > 0,
       1 + n % 3, CASE WHEN pg_temp.u(n, 150) < 0.7 THEN daterange('2021-01-01', NULL) END, (1000 * pg_temp.u(n, 151))::integer
FROM generate_series(1, 1200) n JOIN (SELECT code, name_zh, places, row_number() OVER (ORDER BY code) - 1 AS nr FROM syn_county) c ON c.nr = n % 136;
INSERT INTO shandong.service_request (service, uscc, stage, opened, due, closed, outcome)
SELECT 'D' || (1 + n % 900), f.uscc, (ARRAY['registered', 'operating', 'above_scale', 'tiered', 'listed', 'exited'])[1 + n % 6], t.opened,
    t.opened + interval '10 days', CASE WHEN n % 12 > 0 THEN t.opened + (15 * pg_temp.u(n, 152)) * interval '1 day' END,
       CASE WHEN n % 12 = 0 THEN NULL WHEN n % 9 = 0 THEN 'dropped' WHEN n % 25 = 0 THEN 'refused' ELSE 'done' END
FROM generate_series(1, 4000) n JOIN syn_firm f ON f.i = 1 + n * 7 % 31600 CROSS JOIN
    LATERAL (SELECT TIMESTAMPTZ '2022-01-03 09:00+08' + floor(350 * pg_temp.u(n, 153)) * interval '1 day' AS opened OFFSET 0) t;
ANALYZE shandong.park, shandong.platform, shandong.platform_service, shandong.project, shandong.patent_link, shandong.chain_member, shandong.supply_relation,
    shandong.need, shandong.offer, shandong.match_record, shandong.digital_service, shandong.service_request, shandong.enterprise;

\echo 'The shape of the registry:'
SELECT (SELECT count(*) FROM shandong.enterprise) AS enterprises,
    (SELECT count(*) FROM shandong.enterprise_state s WHERE s.state = 'above_scale' AND s.valid @> DATE '2022-10-31') AS above_scale,
       (SELECT count(*) FROM shandong.recognition) AS recognitions, (SELECT count(*) FROM shandong.project) AS projects,
       (SELECT count(*) FROM shandong.observation) AS observations;
