SET search_path = industry, public;
\pset null '-'
-- a registry is made, owned by the caller, and refuses to be made twice
SELECT create_registry('reg');
SELECT registry FROM registries();
SELECT count(*) > 45 AS tables, bool_and(relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)) AS mine
FROM pg_class WHERE relnamespace = 'reg'::regnamespace AND relkind = 'r';
SELECT create_registry('reg');
CREATE SCHEMA busy CREATE TABLE t (a integer);
SELECT create_registry('busy');
CREATE SCHEMA empty_one;
SELECT create_registry('empty_one');
SELECT count(*) FROM pg_class WHERE relnamespace = 'busy'::regnamespace;
-- names: hostile, too long, empty, NULL
SELECT create_registry('we"ird''$f$ {s}; DROP SCHEMA reg');
SELECT "we""ird'$f$ {s}; DROP SCHEMA reg".known_tier('little_giant');
SELECT create_registry(repeat('长', 22));
SELECT create_registry('');
SELECT create_registry(NULL);
SELECT create_registry('pg_mine');
-- unknown keys name the near matches
\set VERBOSITY terse
SELECT check_registry('regg');
SELECT upgrade_registry('nothing_like_it');
\set VERBOSITY default
\set SHOW_CONTEXT never
SELECT reg.known_tier('litle_giant');
SELECT reg.known_indicator('gpd');
SELECT reg.known_overlay('four_mew');
SELECT reg.known_scheme('output_mu');
INSERT INTO reg.region (code, level, parent, name_zh, name_en) VALUES
    ('370000', 'province', NULL, '山东省', 'Shandong'), ('370100', 'prefecture', '370000', '济南市', 'Jinan'), ('370200', 'prefecture', '370000', '青岛市', 'Qingdao'),
    ('370102', 'county', '370100', '历下区', 'Lixia'), ('370202', 'county', '370200', '市南区', 'Shinan'), ('320000', 'province', NULL, '江苏省', 'Jiangsu');
SELECT * FROM reg.tier_counts('370109');
SELECT * FROM reg.tier_counts('x');
-- every constraint answers with its name
\set VERBOSITY terse
INSERT INTO reg.region (code, level, name_zh) VALUES ('370103', 'village', 'x');
INSERT INTO reg.region (code, level, name_zh, parent) VALUES ('370103', 'county', 'x', '379900');
INSERT INTO reg.region (code, level, name_zh, boundary) VALUES ('370103', 'county', 'x', 'SRID=4326;MULTIPOLYGON(((0 0,1 0,1 1,0 0)))');
INSERT INTO reg.enterprise (uscc, name_zh, division) VALUES ('91370102MA00000001', 'a', '370102'), ('91370102MA00000002', 'b', '370102'), ('91370202MA00000003', 'c', '370202');
INSERT INTO reg.enterprise (uscc, name_zh, division) VALUES ('91370102MA00000001', 'again', '370102');
INSERT INTO reg.enterprise (uscc, name_zh, division) VALUES ('91370102MA00000009', 'x', '370199');
INSERT INTO reg.enterprise (uscc, name_zh, division, size_class) VALUES ('91370102MA00000009', 'x', '370102', 'huge');
INSERT INTO reg.enterprise (uscc, name_zh, division, location) VALUES ('91370102MA00000009', 'x', '370102', 'SRID=4326;POINT(117 36)');
INSERT INTO reg.enterprise (uscc, name_zh, division) VALUES ('9137O102MA00000009', 'letter O', '370102');
INSERT INTO reg.enterprise_year (uscc, year, unit) VALUES ('91370102MA00000001', 2022, 'dollar');
INSERT INTO reg.enterprise_year (uscc, year, employees) VALUES ('91370102MA00000001', 2022, -1);
INSERT INTO reg.enterprise_year (uscc, year) VALUES ('91370102MA0000000X', 2022);
INSERT INTO reg.recognition (uscc, tier, batch, valid) VALUES ('91370102MA00000001', 'no_tier', '1', '[2022-01-01,2025-01-01)');
INSERT INTO reg.recognition (uscc, tier, batch, valid) VALUES ('91370102MA00000001', 'little_giant', '1', 'empty');
INSERT INTO reg.recognition (uscc, tier, batch, valid) VALUES ('91370102MA00000001', 'little_giant', '1', '[2020-01-01,2023-01-01)');
INSERT INTO reg.recognition (uscc, tier, batch, valid) VALUES ('91370102MA00000001', 'little_giant', '2', '[2022-06-01,2025-06-01)');
INSERT INTO reg.recognition (uscc, tier, batch, valid) VALUES ('91370102MA00000001', 'little_giant', '2', '[2023-01-01,2026-01-01)');
INSERT INTO reg.enterprise_state (uscc, state, valid) VALUES ('91370102MA00000001', 'dreaming', '[2020-01-01,)');
INSERT INTO reg.enterprise_state (uscc, state, valid) VALUES ('91370102MA00000001', 'operating', '[2020-01-01,)'), ('91370102MA00000001', 'above_scale', '[2019-01-01,)');
INSERT INTO reg.enterprise_state (uscc, state, valid) VALUES ('91370102MA00000001', 'above_scale', '[2019-01-01,)'), ('91370102MA00000001', 'exited', '[2021-01-01,)');
INSERT INTO reg.enterprise_state (uscc, state, valid) VALUES ('91370102MA00000001', 'above_scale', '[2019-01-01,2021-01-01)'), ('91370102MA00000001', 'exited', '[2021-01-01,)');
INSERT INTO reg.observation (indicator, division, period_start, period_end, value, unit) VALUES ('gdp', '370000', '2022-01-01', '2021-12-31', 1, '100m_yuan');
INSERT INTO reg.observation (indicator, division, period_start, period_end, value, unit) VALUES ('gdp', '370000', '2022-01-01', '2022-12-31', NULL, '100m_yuan');
INSERT INTO reg.observation (indicator, measure, division, period_start, period_end, value, unit) VALUES ('gdp', 'growth', '370000', '2022-01-01', '2022-12-31', 5, 'percent');
INSERT INTO reg.observation (indicator, division, period_start, period_end, value, unit, basis) VALUES ('gdp', '370000', '2022-01-01', '2022-12-31', 5, '100m_yuan', 'guess');
INSERT INTO reg.overlay_member (overlay, version, item, industry, weight) VALUES ('four_new', '2018', 'new_model', 'C39', 0.5);
INSERT INTO reg.overlay_member (overlay, version, item, industry, weight) VALUES ('four_new', '2018', 'new_model', 'C17', 1.5);
INSERT INTO reg.overlay_member (overlay, version, item) VALUES ('four_new', '2018', 'new_model');
INSERT INTO reg.overlay (code, version, name_zh, name_en) VALUES ('four_new', '2023', 'x', 'x');
INSERT INTO reg.tier_clause (rule, version, clause, alternative, term, measure, operator, threshold, name_zh, name_en) VALUES ('little_giant', '2022', 10, 1, 1, 'revenue', 'like', 1, 'x', 'x');
INSERT INTO reg.tier_clause (rule, version, clause, alternative, term, measure, operator, threshold, name_zh, name_en) VALUES ('little_giant', '2022', 10, 1, 1, 'revenue', 'between', 1, 'x', 'x');
INSERT INTO reg.target (code, name_zh, name_en, indicator, division, baseline, baseline_date, target, target_date) VALUES ('t', 'x', 'x', 'gdp', '370000', 1, '2020-12-31', 2, '2019-12-31');
INSERT INTO reg.project (code, kind, status, started, completed) VALUES ('p', 'tech_reform', 'running', '2022-01-01', '2021-01-01');
INSERT INTO reg.project (code, kind, status, planned_investment) VALUES ('p', 'tech_reform', 'running', 5);
INSERT INTO reg.chain (code, name_zh) VALUES ('c', 'c');
INSERT INTO reg.chain_node (chain, node, name_zh) VALUES ('c', 'a', 'a'), ('c', 'b', 'b');
INSERT INTO reg.chain_link (chain, source, target) VALUES ('c', 'a', 'a');
INSERT INTO reg.chain_link (chain, source, target) VALUES ('c', 'a', 'z');
INSERT INTO reg.chain_member (chain, node, uscc, role, valid) VALUES ('c', 'a', '91370102MA00000001', 'leader', '[2020-01-01,2022-01-01)'), ('c', 'a', '91370102MA00000001', 'leader', '[2021-01-01,)');
INSERT INTO reg.scheme_item (scheme, version, item, indicator, weight, direction, name_zh, name_en) VALUES ('output_per_mu', '1', 'x', 'x', -1, '+', 'x', 'x');
INSERT INTO reg.supply_relation (supplier, buyer, product, year, unit) VALUES ('91370102MA00000001', '91370102MA00000001', 'x', 2022, 'yuan');
INSERT INTO reg.service_request (service, stage, opened) VALUES ('nothing', 'operating', now());
\set VERBOSITY default
-- versions: a later one ends the earlier, and the past stays what it was
INSERT INTO reg.observation (indicator, division, period_start, period_end, value, unit, known_from) VALUES ('gdp', '370000', '2021-01-01', '2021-12-31', 80, '100m_yuan', '2022-01-20'), ('gdp', '370000', '2022-01-01', '2022-12-31', 100, '100m_yuan', '2023-01-20');
INSERT INTO reg.observation (indicator, division, period_start, period_end, value, unit, known_from) VALUES ('gdp', '370000', '2022-01-01', '2022-12-31', 97, '100m_yuan', '2023-12-20');
INSERT INTO reg.observation (indicator, division, period_start, period_end, value, unit, known_from) VALUES ('gdp', '370000', '2022-01-01', '2022-12-31', 99, '100m_yuan', '2023-06-20');
SELECT value, known_from, known_to FROM reg.observation WHERE indicator = 'gdp' ORDER BY period_start, known_from;
SELECT v AS vintage, (SELECT value FROM reg.observation_as_of(v::date) WHERE indicator = 'gdp' AND period_start = '2022-01-01') AS value FROM unnest('{2022-06-01,2023-02-01,2023-07-01,2024-01-01}'::text[]) v;
-- growth: refused over a break with its size, spliced where allowed
INSERT INTO reg.observation (indicator, measure, division, period_start, period_end, value, unit, basis) VALUES ('gdp', 'growth', '370000', '2022-01-01', '2022-12-31', 0.08, 'fraction', 'comparable');
SELECT year, value, previous, growth, published_growth, status FROM reg.growth('gdp', '370000');
INSERT INTO reg.basis_break (indicator, break_date, reason_zh, reason_en) VALUES ('gdp', '2022-01-01', '普查', 'census');
SELECT year, growth, status, break_date, round(break_size::numeric, 6) AS break_size, break_reason FROM reg.growth('gdp', '370000', lang => 'en');
UPDATE reg.basis_break SET ratio = 1.1, splice = true;
SELECT year, round(growth::numeric, 6) AS growth, status, round(break_size::numeric, 6) AS break_size FROM reg.growth('gdp', '370000', splice => true);
-- first crossing (the values of FORMULAS M03) and rank with ties (M07)
INSERT INTO reg.observation (indicator, division, period_start, period_end, value, unit)
SELECT 'agri_gross_output', '370000', make_date(2018 + i, 1, 1), make_date(2018 + i, 12, 31), (ARRAY[9.4e11, 9.8e11, 1.02e12, 0.99e12, 1.05e12])[i], 'yuan' FROM generate_series(1, 5) i;
SELECT region_code, year, value_before, value_after, place, still_above, sustained, status FROM reg.first_crossing('agri_gross_output', 1e12);
SELECT region_code, year, status FROM reg.first_crossing('agri_gross_output', 1, unit => 'trillion_yuan');
SELECT * FROM reg.first_crossing('agri_gross_output', 1, unit => 'person');
INSERT INTO reg.region (code, level, name_zh) VALUES ('110000', 'province', '北京'), ('120000', 'province', '天津'), ('130000', 'province', '河北'), ('140000', 'province', '山西');
INSERT INTO reg.observation (indicator, division, period_start, period_end, value, unit)
SELECT 'population', d::division_code, '2022-01-01', '2022-12-31', v, '10k_person' FROM unnest('{110000,120000,130000,370000,320000}'::text[], '{90,80,80,70,60}'::int[]) u(d, v);
SELECT region_code, value, rank, ties, percentile, gap_to_next, gap_to_prev, peers, missing FROM reg.peer_rank('population', as_of => '2022-12-31');
-- targets: compound path of FORMULAS M04
INSERT INTO reg.target (code, name_zh, name_en, indicator, division, baseline, baseline_date, target, target_date, path, unit) VALUES ('pop', 'x', 'x', 'population', '370000', 50, '2020-12-31', 75, '2025-12-31', 'compound', '10k_person');
SELECT year, planned, actual, round(progress::numeric, 6) AS progress, time_share, round(pace::numeric, 6) AS pace, round(required_growth::numeric, 6) AS required FROM reg.target_path('pop');
-- overlay with bounds (M09): values 100, 50, 80 with weights 1, 0.4, 0.25
INSERT INTO reg.overlay (code, version, name_zh, name_en) VALUES ('o', '1', 'o', 'o');
INSERT INTO reg.overlay_item (overlay, version, item, name_zh, name_en) VALUES ('o', '1', 'x', 'x', 'x');
INSERT INTO reg.overlay_member (overlay, version, item, industry, weight) VALUES ('o', '1', 'x', 'C13', 1), ('o', '1', 'x', 'C14', 0.4), ('o', '1', 'x', 'C15', 0.25);
INSERT INTO reg.observation (indicator, division, subject_kind, subject, period_start, period_end, value, unit)
SELECT 'value_added', '370000', 'industry', c, '2022-01-01', '2022-12-31', v, '100m_yuan' FROM unnest('{C13,C14,C15,C16}'::text[], '{100,50,80,20}'::int[]) u(c, v);
SELECT item, value, value_low, value_high, total, share, status FROM reg.overlay_value('o', 'value_added', '370000', 2022);
INSERT INTO reg.overlay (code, version, name_zh, name_en) VALUES ('a', '1', 'a', 'a'), ('b', '1', 'b', 'b');
INSERT INTO reg.overlay_item (overlay, version, item, name_zh, name_en) VALUES ('a', '1', 'x', 'x', 'x'), ('b', '1', 'x', 'x', 'x');
INSERT INTO reg.overlay_member (overlay, version, item, industry, weight) VALUES ('a', '1', 'x', 'C13', 1), ('a', '1', 'x', 'C14', 0.5), ('b', '1', 'x', 'C13', 0.5), ('b', '1', 'x', 'C14', 0.5), ('b', '1', 'x', 'C15', 0.5);
SELECT round(reg.overlay_overlap('a', 'b', 'value_added', '370000', 2022)::numeric, 6) AS overlap;
-- schemes: M23 and M21 with fixed weights
INSERT INTO reg.scheme (code, version, name_zh, name_en, subject_kind, normalization, band_basis) VALUES ('mu', '1', 'x', 'x', 'enterprise', 'benchmark', 'rank'), ('mm', '1', 'x', 'x', 'enterprise', 'min_max', 'score');
INSERT INTO reg.scheme_item (scheme, version, item, position, indicator, weight, direction, benchmark_kind, benchmark, cap, formula, name_zh, name_en) VALUES
    ('mu', '1', 'a', 1, 'a', 45, '+', 'fixed', 10, 1.2, 'ratio', 'a', 'a'), ('mu', '1', 'b', 2, 'b', 35, '+', 'fixed', 100, 1.2, 'ratio', 'b', 'b'), ('mu', '1', 'c', 3, 'c', 20, '+', 'fixed', 1, 1.2, 'ratio', 'c', 'c'),
    ('mm', '1', 'a', 1, 'a', 0.348355, '+', NULL, NULL, 1, NULL, 'a', 'a'), ('mm', '1', 'b', 2, 'b', 0.348355, '+', NULL, NULL, 1, NULL, 'b', 'b'), ('mm', '1', 'c', 3, 'c', 0.303290, '-', NULL, NULL, 1, NULL, 'c', 'c');
INSERT INTO reg.scheme_band (scheme, version, band, position, bound) VALUES ('mu', '1', 'A', 1, 0.2), ('mu', '1', 'B', 2, 0.6), ('mu', '1', 'C', 3, 0.95), ('mu', '1', 'D', 4, 1);
INSERT INTO reg.scheme_gate (scheme, version, gate, effect, indicator, operator, threshold, band) VALUES ('mu', '1', 'safety', 'gate', 'accidents', '<=', 0, 'D'), ('mu', '1', 'utility', 'exempt', 'utility', '=', 1, 'T');
SELECT unit_code, score, rank, band, failed_gates, missing_items, status
FROM reg.evaluate('mu', matrix('{u,u,u,u,v,v,v,v,w,w,w,x,x}', '{a,b,c,accidents,a,b,c,accidents,a,b,accidents,utility,accidents}', '{12,90,2.2,0,12,90,2.2,1,12,90,0,1,0}'));
SELECT unit_code, round(score::numeric, 6) AS score, rank FROM reg.evaluate('mm', matrix_dense('{u1,u2,u3,u4}', '{a,b,c}', '{0,5,10,2,7,8,4,6,9,8,9,7}')) ORDER BY 1;
-- plain methods: M08, M23, M29, M30, M36, units
SELECT "time", at_risk, events, round(survival::numeric, 6) AS survival FROM survival('{0,0,1,2,0,3}', '{2,3,4,5,5,6}', '{t,f,t,t,f,f}');
SELECT round(shorrocks_mobility(matrix_dense('{a,b,c}', '{a,b,c}', '{80,18,2,6,60,14,1,4,45}'))::numeric, 6) AS shorrocks;
SELECT item_score(1.3, 1, 20, 1, 'emission') AS emission, gated_level('{.7,.5,.9}', '{.4,.3,.3}', '{0,.4,.6}', '{0,.5,.65}') AS level, difference_in_differences(100, 130, 99, 118) AS effect;
SELECT cell_status('{600,300,100}', dominance => 0.95, p => 0.15) AS p15, cell_status('{600,300,100}', dominance => 0.95, p => 0.20) AS p20, cell_status('{40,25,10,5}') AS dominance, cell_status('{5,5}') AS few;
SELECT trim_scale(convert(3.2, '100m_yuan', '10k_yuan')) AS in_10k, round(convert(3, 'mu', 'm2'), 6) AS m2;
SELECT convert(1, 'yuan', 'mu');
SELECT convert(1, 'yuan', 'dollar');
-- the rule engine: pass, fail, undecidable; alternatives; the cheapest unmet clause
INSERT INTO reg.enterprise_year (uscc, year, revenue, main_revenue, assets, liabilities, rd_expense, rd_staff, employees, class1_ip, niche_years, niche_share, information_systems, rd_bodies)
SELECT u::uscc, y, r, r * 0.8, 1000, 600, r * rd, 60, 100, 2, n, 0.12, 1, 1
FROM unnest('{91370102MA00000001,91370102MA00000002,91370202MA00000003}'::text[], '{12000,8000,8000}'::numeric[], '{0.03,0.05,0.07}'::numeric[], '{3,3,NULL}'::int[]) u(u, base, rd, n)
CROSS JOIN generate_series(2020, 2022) y CROSS JOIN LATERAL (SELECT base * power(1.06, y - 2022) AS r) x;
SELECT uscc, outcome, passed, failed, unknown, failed_clauses, missing FROM reg.tier_evaluate('little_giant', as_of => '2022-12-31') ORDER BY 1;
SELECT clause, alternative AS alt, term, clause_name, required, round(actual, 4) AS actual, pass, round(margin::numeric, 4) AS margin, clause_pass, cheapest_unmet, outcome
FROM reg.tier_gap('91370102MA00000002', 'little_giant', '2022-12-31', lang => 'en') WHERE clause IN (5, 7);
SELECT * FROM reg.tier_gap('91370102MA0000000Y', 'little_giant');
SELECT * FROM reg.tier_gap('91370102MA00000002', 'gazelle');
-- own relations as parts; what foreign keys cannot check is reported
CREATE SCHEMA erp;
CREATE VIEW erp.firm AS SELECT e.uscc::text, e.name_zh::varchar, e.name_en, e.division::text, e.industry, e.other_industries, e.size_class, e.ownership, e.main_product, e.park, e.founded, e.location, e.datum, e.synthetic FROM reg.enterprise e WHERE name_zh <> 'c';
CREATE VIEW erp.half AS SELECT uscc, name_zh FROM reg.enterprise;
SELECT create_registry('own', '{"enterprise": "erp.half"}');
SELECT create_registry('own', '{"enterprise": "erp.nothing"}');
SELECT create_registry('own', '{"enterprize": "erp.firm"}');
SELECT create_registry('own', '["enterprise"]');
SELECT count(*) AS made FROM pg_namespace WHERE nspname = 'own';
SELECT create_registry('own', '{"enterprise": "erp.firm"}');
INSERT INTO own.recognition (uscc, tier, batch, valid) SELECT uscc, 'gazelle', '1', '[2022-01-01,2025-01-01)' FROM reg.enterprise;
SELECT rule, table_name, key, detail FROM check_registry('own') WHERE rule = 'reference';
-- check_registry lists problems and changes nothing
INSERT INTO reg.observation (indicator, division, period_type, period_start, period_end, value, unit) VALUES ('industrial_value_added', '370000', 'ytd', '2022-01-01', '2022-03-31', 10, '100m_yuan'), ('industrial_value_added', '370000', 'ytd', '2022-01-01', '2022-04-30', 9, '100m_yuan'),
    ('rd_expenditure', '370000', 'year', '2021-01-01', '2021-12-31', 3, '100m_yuan'), ('rd_expenditure', '370000', 'year', '2022-01-01', '2022-12-31', 30000, '100m_yuan'), ('exports', '370000', 'year', '2022-01-01', '2022-12-31', 5, 'mu'),
    ('exports', '370000', 'year', '2021-01-01', '2021-11-30', 5, '100m_yuan'), ('employment', '370000', 'year', '2022-01-01', '2022-12-31', 100, '10k_person'), ('employment', '370100', 'year', '2022-01-01', '2022-12-31', 40, '10k_person'), ('employment', '370200', 'year', '2022-01-01', '2022-12-31', 59, '10k_person');
UPDATE reg.region SET valid = '[,2022-06-01)' WHERE code = '370202';
UPDATE reg.region SET boundary = 'SRID=4326;MULTIPOLYGON(((117 36,118 37,117 37,118 36,117 36)))', datum = 'wgs84' WHERE code = '370102';
UPDATE reg.enterprise SET location = 'SRID=4326;POINT(121 36)', datum = 'wgs84' WHERE name_zh = 'a';
UPDATE reg.enterprise SET location = 'SRID=4326;POINT(117.5 36.2)', datum = 'gcj02' WHERE name_zh = 'b';
UPDATE reg.setting SET value = '2022-12-31' WHERE name = 'as_of';
UPDATE reg.recognition SET valid = '[2023-01-01,2027-01-01)' WHERE batch = '2';
SELECT rule, table_name, key, detail FROM check_registry('reg') WHERE rule <> 'uscc' ORDER BY 1, 2, 3;
SELECT count(*) AS codes_that_fail FROM check_registry('reg') WHERE rule = 'uscc';
-- look-alike functions in a schema of the caller's path are not taken
CREATE SCHEMA trap;
CREATE FUNCTION trap.label(text, text, text) RETURNS text LANGUAGE sql AS $$ SELECT 'trapped' $$;
CREATE FUNCTION trap.as_of() RETURNS date LANGUAGE sql AS $$ SELECT DATE '1900-01-01' $$;
CREATE FUNCTION trap.count(text) RETURNS bigint LANGUAGE sql AS $$ SELECT 0::bigint $$;
CREATE TABLE trap.setting (name text, value text);
SET search_path = trap, pg_catalog, industry, public;
SELECT tier_name FROM reg.tier_counts('370000', lang => 'en') WHERE tier = 'little_giant';
SELECT create_registry('trapped');
SELECT tier_name, period_end > DATE '1900-01-01' AS real_date FROM trapped.tier_counts(lang => 'en') WHERE tier = 'little_giant';
SET search_path = industry, public;
-- a role without rights; a role that owns its registry without being superuser
CREATE ROLE pgi_reader;
CREATE ROLE pgi_owner;
SELECT format('GRANT CREATE ON DATABASE %I TO pgi_owner', current_database()) \gexec
SET ROLE pgi_reader;
SELECT create_registry('mine');
SELECT count(*) FROM reg.enterprise;
UPDATE industry.registry_template SET body = 'x';
RESET ROLE;
SET ROLE pgi_owner;
SELECT create_registry('mine');
SELECT count(*) AS tiers FROM mine.tier_counts();
RESET ROLE;
-- row-level security by division: the same rows in tables and views
SELECT secure_registry('reg');
GRANT USAGE ON SCHEMA reg TO pgi_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA reg TO pgi_reader;
INSERT INTO reg.region_role (role_name, division) VALUES ('pgi_reader', '370100');
INSERT INTO reg.recognition (uscc, tier, batch, valid) VALUES ('91370202MA00000003', 'little_giant', '1', '[2022-01-01,2025-01-01)');
SELECT n_valid FROM reg.tier_counts WHERE tier = 'little_giant';
SET ROLE pgi_reader;
SELECT name_zh FROM reg.enterprise ORDER BY 1;
SELECT count(*) AS years FROM reg.enterprise_year;
SELECT n_valid FROM reg.tier_counts WHERE tier = 'little_giant';
SELECT DISTINCT region_code FROM reg.fact_long ORDER BY 1;
RESET ROLE;
SELECT secure_registry('reg', false);
SET ROLE pgi_reader;
SELECT count(*) AS enterprises FROM reg.enterprise;
RESET ROLE;
-- own columns survive an upgrade; the extension cannot go while registries are there
ALTER TABLE reg.enterprise ADD phone text;
UPDATE reg.enterprise SET phone = '110' WHERE name_zh = 'a';
DROP VIEW reg.tier_rank;
SELECT upgrade_registry('reg');
SELECT phone FROM reg.enterprise WHERE name_zh = 'a';
SELECT count(*) > 0 AS back FROM reg.tier_rank;
\set VERBOSITY terse
DROP EXTENSION pg_industry;
\set VERBOSITY default
SET client_min_messages = warning;
DROP SCHEMA reg, own, erp, trap, trapped, mine, busy, empty_one, "we""ird'$f$ {s}; DROP SCHEMA reg" CASCADE;
SELECT format('REVOKE CREATE ON DATABASE %I FROM pgi_owner', current_database()) \gexec
DROP ROLE pgi_reader, pgi_owner;
