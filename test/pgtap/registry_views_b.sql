-- Views of a registry on reform, priorities, digital industry, comparisons: vectors, the BI contract.
BEGIN;
SET search_path = industry, public;
SELECT plan(11);

SELECT is((SELECT array_agg(round(x::numeric, 6)) FROM coupling_coordination('{.6,.4}') c, unnest(ARRAY[c.coupling, c.coordination, c.coupling_modified, c.coordination_modified]) x), '{.979796,.699927,.730297,.604275}', 'two systems (M20)');
SELECT is((SELECT array_agg(round(x::numeric, 6)) FROM coupling_coordination('{.9,.1}') c, unnest(ARRAY[c.coupling, c.coordination, c.coupling_modified, c.coordination_modified]) x), '{.6,.547723,.149071,.273012}'::numeric[], 'two systems far apart');
SELECT is((SELECT array_agg(round(x::numeric, 6)) FROM coupling_coordination('{.6,.4,.5}') c, unnest(ARRAY[c.coupling, c.coordination, c.coupling_modified, c.coordination_modified]) x), '{.986485,.702312,.803726,.633927}', 'three systems');
SELECT is((SELECT ROW(coupling, status)::text FROM coupling_coordination('{0,0}')), '(,no_denominator)', 'all zero');
SELECT is((SELECT coupling FROM coupling_coordination('{0,.5}')), 0::float8, 'one zero');
SELECT throws_ok($$SELECT * FROM coupling_coordination('{1.2,.5}')$$, '22023', NULL, 'an index above 1 is refused');
SELECT throws_ok($$SELECT * FROM coupling_coordination('{.2,.5}', '{1}')$$, '22023', 'weights must be as many as the systems', 'one weight for two systems is refused');

SELECT create_registry('vb') \g /dev/null
SELECT is_empty($$SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'vb'::regnamespace AND c.relkind = 'v' AND a.attnum > 0 AND col_description(c.oid, a.attnum) IS NULL$$, 'every column has a comment');
SELECT is_empty($$SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'vb'::regnamespace AND c.relkind = 'v' AND c.relname NOT LIKE 'map%' AND a.attnum > 0
    AND format_type(a.atttypid, a.atttypmod) NOT IN ('text', 'boolean', 'integer', 'bigint', 'double precision', 'date', 'timestamp with time zone') AND format_type(a.atttypid, a.atttypmod) NOT LIKE 'numeric(%'$$, 'only plain types');

INSERT INTO vb.region (code, level, parent, name_zh, name_en) VALUES ('370000', 'province', NULL, '山东省', 'Shandong'), ('370100', 'prefecture', '370000', '济南市', 'Jinan'), ('370200', 'prefecture', '370000', '青岛市', 'Qingdao');
INSERT INTO vb.enterprise (uscc, name_zh, division, industry) SELECT ('91370100MA' || lpad(i::text, 8, '0'))::uscc, 'e' || i, '370100', 'C13' FROM generate_series(1, 9) i;
INSERT INTO vb.enterprise_state (uscc, state, valid, known_from) SELECT uscc, 'above_scale', '[2018-01-01,)', '2018-01-01' FROM vb.enterprise WHERE right(uscc::text, 1) <> '9';
INSERT INTO vb.project (code, kind, uscc, status, started) SELECT 'p' || n, 'tech_reform', ('91370100MA0000000' || i)::uscc, 'running', '2022-03-01' FROM unnest('{2,2,5,9}'::integer[]) WITH ORDINALITY p(i, n);
SELECT results_eq($$SELECT eligible, covered, coverage FROM vb.technical_reform_coverage('total', '370000', '2022-12-31')$$, 'VALUES (8::bigint, 2::bigint, .25::float8)', 'eight eligible, projects of firms 2, 2, 5 and an ineligible one (M31)');
INSERT INTO vb.demonstration_area (code, name_zh, kind, divisions, valid) VALUES ('d', '示范区', 'x', '{370100}', '[2021-01-01,)');
INSERT INTO vb.observation (indicator, division, period_start, period_end, value, unit)
SELECT 'gdp', d::division_code, make_date(y, 1, 1), make_date(y, 12, 31), v, '100m_yuan' FROM (VALUES ('370100', 2020, 100), ('370100', 2022, 130), ('370200', 2020, 99), ('370200', 2022, 118)) o(d, y, v);
SELECT is((SELECT effect FROM vb.demonstration_effect('d', 'gdp', 2020, 2022, 'level')), 11::float8, 'treated +30, control +19');
SELECT * FROM finish();
ROLLBACK;
