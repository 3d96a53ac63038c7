-- Every constraint of a registry refuses what it is there for: each CHECK with a row that breaks it and nothing else, each foreign key with
-- keys that are nowhere, each exclusion constraint with two rows that hold on the same day.
BEGIN;
SET search_path = industry, public;
SET client_min_messages = warning;
SELECT plan(8);
SELECT create_registry('rc') \g /dev/null

CREATE TEMP TABLE breach (conname text, line jsonb);
INSERT INTO breach SELECT * FROM (VALUES
    ('alert_rule_operator_check', '{"operator": "like"}'::jsonb),
    ('base_check', '{"boundary": "SRID=4326;MULTIPOLYGON(((0 0,1 0,1 1,0 0)))"}'),
    ('base_divisions_check', '{"divisions": []}'),
    ('basis_break_check', '{"splice": true}'),
    ('basis_break_ratio_check', '{"ratio": 0}'),
    ('capital_event_amount_check', '{"amount": -1, "unit": "yuan"}'),
    ('capital_event_check', '{"amount": 1, "unit": "mu"}'),
    ('capital_event_check', '{"amount": 1}'),
    ('capital_event_kind_check', '{"kind": "gift"}'),
    ('chain_link_check', '{"source": "a", "target": "a"}'),
    ('chain_link_weight_check', '{"weight": -1}'),
    ('chain_list_item_check', '{"opened": "2022-01-02", "closed": "2022-01-01"}'),
    ('chain_list_item_list_check', '{"list": "other"}'),
    ('chain_member_check', '{"share": 1.1}'),
    ('chain_member_check', '{"confidence": -0.1}'),
    ('chain_member_role_check', '{"role": "x"}'),
    ('chain_node_basic_kind_check', '{"basic_kind": "x"}'),
    ('chain_node_check', '{"demand": -1}'),
    ('chain_node_check', '{"imports": -1}'),
    ('chain_node_criticality_check', '{"criticality": 2}'),
    ('chain_node_kind_check', '{"kind": "x"}'),
    ('chain_node_segment_check', '{"segment": "x"}'),
    ('chain_node_trl_check', '{"trl": 10}'),
    ('chain_office_valid_check', '{"valid": "empty"}'),
    ('demonstration_area_check', '{"boundary": "SRID=4326;MULTIPOLYGON(((0 0,1 0,1 1,0 0)))", "datum": "cgcs"}'),
    ('demonstration_area_divisions_check', '{"divisions": []}'),
    ('digital_service_check', '{"users": -1}'),
    ('digital_service_check', '{"weight": -1}'),
    ('digital_service_dimension_check', '{"dimension": "x"}'),
    ('digital_service_star_check', '{"star": 6}'),
    ('enterprise_check', '{"location": "SRID=4326;POINT(117 36)"}'),
    ('enterprise_ownership_check', '{"ownership": "x"}'),
    ('enterprise_size_class_check', '{"size_class": "huge"}'),
    ('enterprise_name_valid_check', '{"valid": "empty"}'),
    ('enterprise_state_check', '{"known_from": "2022-01-02", "known_to": "2022-01-02"}'),
    ('enterprise_state_state_check', '{"state": "dreaming"}'),
    ('enterprise_state_valid_check', '{"valid": "[,2022-01-01)"}'),
    ('enterprise_state_valid_check', '{"valid": "empty"}'),
    ('enterprise_year_check', '{"employees": -1}'),
    ('enterprise_year_check', '{"class1_ip": -1}'),
    ('enterprise_year_check1', '{"energy_tce": -1}'),
    ('enterprise_year_check1', '{"land_mu": -1}'),
    ('enterprise_year_check2', '{"floor_share": 1.5}'),
    ('enterprise_year_check3', '{"niche_share": 2}'),
    ('enterprise_year_check4', '{"known_from": "2022-01-02", "known_to": "2022-01-01"}'),
    ('enterprise_year_digital_level_check', '{"digital_level": 6}'),
    ('enterprise_year_unit_check', '{"unit": "dollar"}'),
    ('enterprise_year_year_check', '{"year": 1900}'),
    ('indicator_additive_check', '{"additive": "x"}'),
    ('indicator_direction_check', '{"direction": "up"}'),
    ('indicator_rounding_check', '{"rounding": -1}'),
    ('match_record_check', '{"quantity": -1}'),
    ('match_record_check1', '{"event_date": "2022-01-02", "delivered": "2022-01-01"}'),
    ('match_record_score_check', '{"score": 2}'),
    ('match_record_status_check', '{"status": "x"}'),
    ('need_check', '{"price_low": 2, "price_high": 1}'),
    ('need_check1', '{"location": "SRID=4326;POINT(117 36)"}'),
    ('need_quantity_check', '{"quantity": -1}'),
    ('need_status_check', '{"status": "x"}'),
    ('observation_basis_check', '{"basis": "guess", "value": 1}'),
    ('observation_check', '{"period_start": "2022-01-02", "period_end": "2022-01-01", "value": 1}'),
    ('observation_check1', '{"measure": "growth", "unit": "percent", "value": 1}'),
    ('observation_check2', '{"known_from": "2022-01-02", "known_to": "2022-01-01", "value": 1}'),
    ('observation_check3', '{"status": "final"}'),
    ('observation_measure_check', '{"measure": "x", "unit": "fraction", "value": 1}'),
    ('observation_period_type_check', '{"period_type": "week", "value": 1}'),
    ('observation_status_check', '{"status": "x", "value": 1}'),
    ('observation_subject_kind_check', '{"subject_kind": "x", "value": 1}'),
    ('offer_check', '{"used": -1}'),
    ('offer_check1', '{"price_low": 2, "price_high": 1}'),
    ('offer_check2', '{"location": "SRID=4326;POINT(117 36)", "datum": "x"}'),
    ('offer_status_check', '{"status": "x"}'),
    ('overlay_valid_check', '{"valid": "empty"}'),
    ('overlay_member_check', '{"industry": "C13", "uscc": "91370102MA00000001"}'),
    ('overlay_member_check', '{}'),
    ('overlay_member_weight_check', '{"industry": "C13", "weight": 1.5}'),
    ('park_area_mu_check', '{"area_mu": 0}'),
    ('park_check', '{"boundary": "SRID=4326;MULTIPOLYGON(((0 0,1 0,1 1,0 0)))"}'),
    ('patent_link_check', '{"filed": "2022-01-02", "granted": "2022-01-01"}'),
    ('patent_link_holder_kind_check', '{"holder_kind": "x"}'),
    ('platform_check', '{"staff": -1}'),
    ('platform_check', '{"radius_km": 0}'),
    ('platform_check1', '{"location": "SRID=4326;POINT(117 36)"}'),
    ('platform_service_check', '{"used": -1}'),
    ('platform_service_check1', '{"funds": 1}'),
    ('priority_list_class_check', '{"class": "x"}'),
    ('project_check', '{"started": "2022-01-02", "completed": "2022-01-01"}'),
    ('project_check1', '{"actual_investment": -1, "unit": "yuan"}'),
    ('project_check2', '{"planned_investment": 1}'),
    ('project_check3', '{"trl_from": 0}'),
    ('project_check4', '{"milestones_due": 1, "milestones_met": 2}'),
    ('project_kind_check', '{"kind": "x"}'),
    ('project_status_check', '{"status": "x"}'),
    ('project_period_check', '{"period_start": "2022-01-02", "period_end": "2022-01-01"}'),
    ('project_period_unit_check', '{"unit": "mu"}'),
    ('recognition_check', '{"known_from": "2022-01-02", "known_to": "2022-01-01"}'),
    ('recognition_level_check', '{"level": "x"}'),
    ('recognition_status_check', '{"status": "x"}'),
    ('recognition_valid_check', '{"valid": "[,2022-01-01)"}'),
    ('region_check', '{"code": "370100", "parent": "370100"}'),
    ('region_check1', '{"boundary": "SRID=4326;MULTIPOLYGON(((0 0,1 0,1 1,0 0)))"}'),
    ('region_level_check', '{"level": "village"}'),
    ('region_valid_check', '{"valid": "empty"}'),
    ('region_lineage_check', '{"predecessor": "370100", "successor": "370100"}'),
    ('region_lineage_weight_check', '{"weight": 0}'),
    ('scenario_value_check', '{"period_start": "2022-01-02", "period_end": "2022-01-01"}'),
    ('scenario_value_scenario_check', '{"scenario": "base"}'),
    ('scheme_band_basis_check', '{"band_basis": "x"}'),
    ('scheme_normalization_check', '{"normalization": "x"}'),
    ('scheme_band_bound_check', '{"bound": -1}'),
    ('scheme_gate_effect_check', '{"effect": "x"}'),
    ('scheme_gate_operator_check', '{"operator": "x"}'),
    ('scheme_item_benchmark_kind_check', '{"benchmark_kind": "x"}'),
    ('scheme_item_cap_check', '{"cap": 0}'),
    ('scheme_item_direction_check', '{"direction": "x"}'),
    ('scheme_item_formula_check', '{"formula": "x"}'),
    ('scheme_item_weight_check', '{"weight": -1}'),
    ('sentence_lang_check', '{"lang": "fr"}'),
    ('service_request_check', '{"opened": "2022-01-02", "closed": "2022-01-01"}'),
    ('service_request_check', '{"opened": "2022-01-02", "due": "2022-01-01"}'),
    ('service_request_outcome_check', '{"outcome": "x"}'),
    ('supply_relation_amount_check', '{"amount": -1}'),
    ('supply_relation_check', '{"supplier": "91370102MA00000001", "buyer": "91370102MA00000001"}'),
    ('supply_relation_unit_check', '{"unit": "mu"}'),
    ('target_check', '{"baseline_date": "2022-01-02", "target_date": "2022-01-02"}'),
    ('target_path_check', '{"path": "x"}'),
    ('tier_issuing_level_check', '{"issuing_level": "x"}'),
    ('tier_validity_years_check', '{"validity_years": 0}'),
    ('tier_clause_check', '{"operator": "between", "threshold": 2}'),
    ('tier_clause_check', '{"operator": "between", "threshold": 2, "threshold_high": 1}'),
    ('tier_clause_check', '{"operator": ">=", "threshold": 2, "threshold_high": 3}'),
    ('tier_clause_operator_check', '{"operator": "like"}')) v;

-- a geometry that reaches to infinity has no text form that can be read
INSERT INTO breach
SELECT r || '_boundary_check', jsonb_build_object('datum', 'wgs84', 'boundary', ST_Multi(ST_MakePolygon(ST_MakeLine(ARRAY[ST_SetSRID(ST_MakePoint(0, 0), 4326),
    ST_SetSRID(ST_MakePoint('infinity', 0), 4326), ST_SetSRID(ST_MakePoint(1, 1), 4326), ST_SetSRID(ST_MakePoint(0, 0), 4326)])))::text)
FROM unnest('{base,demonstration_area,park,region}'::text[]) r
UNION ALL
SELECT r || '_location_check', jsonb_build_object('datum', 'wgs84', 'location', ST_SetSRID(ST_MakePoint('infinity', 0), 4326)::text)
FROM unnest('{enterprise,need,offer,platform}'::text[]) r;

-- A copy with the checks alone meets a row that is NULL but for the breach; the answer is the constraint that spoke.
CREATE FUNCTION pg_temp.refused_by(relation regclass, line jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text := 'accepted';
    c text;
BEGIN
    EXECUTE format('CREATE TEMP TABLE probe (LIKE %s INCLUDING CONSTRAINTS) ON COMMIT DROP', relation);
    FOR c IN SELECT attname FROM pg_attribute WHERE attrelid = 'probe'::regclass AND attnum > 0 AND attnotnull LOOP
        EXECUTE format('ALTER TABLE probe ALTER COLUMN %I DROP NOT NULL', c);
    END LOOP;
    BEGIN
        EXECUTE format('INSERT INTO probe SELECT (jsonb_populate_record(NULL::%s, $1)).*', relation) USING line;
    EXCEPTION WHEN check_violation THEN
        GET STACKED DIAGNOSTICS answer = CONSTRAINT_NAME;
        WHEN numeric_value_out_of_range THEN
        -- the check of a geometry speaks for itself
        SELECT conname INTO answer FROM pg_constraint WHERE conrelid = relation AND pg_get_constraintdef(oid) LIKE '%wkb_sound%';
    END;
    DROP TABLE probe;
    RETURN answer;
END
$$;
SELECT is_empty($$SELECT b.conname, b.line, r FROM breach b JOIN pg_constraint c ON c.conname = b.conname AND c.connamespace = 'rc'::regnamespace
    CROSS JOIN LATERAL pg_temp.refused_by(c.conrelid, b.line) r WHERE r <> b.conname$$, 'each CHECK refuses its row');
-- the soundness of a geometry fails with its own error, before a CHECK could say no (tested with the places)
SELECT is_empty($$SELECT conname FROM pg_constraint WHERE contype = 'c' AND connamespace = 'rc'::regnamespace EXCEPT SELECT conname FROM breach$$, 'no CHECK is without a row');
SELECT is_empty($$SELECT conname FROM breach EXCEPT SELECT conname FROM pg_constraint WHERE connamespace = 'rc'::regnamespace$$, 'no row is without a CHECK');

-- Foreign keys: all that are declared are there, and keys that are nowhere are refused by each alone.
SELECT is((SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND connamespace = 'rc'::regnamespace), (SELECT count(*) FROM registry_reference), 'every reference is a foreign key');
CREATE FUNCTION pg_temp.reference_refused(own oid) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    k pg_constraint;
    other record;
    answer text := 'accepted';
BEGIN
    SELECT * INTO k FROM pg_constraint WHERE oid = own;
    BEGIN
        FOR other IN SELECT conname FROM pg_constraint WHERE conrelid = k.conrelid AND contype IN ('c', 'f', 'x') AND oid <> own LOOP
            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, other.conname);
        END LOOP;
        FOR other IN SELECT attname, attnum, atttypid::regtype::text AS type FROM pg_attribute a WHERE attrelid = k.conrelid AND attnum > 0 AND attnotnull
                     AND NOT EXISTS (SELECT 1 FROM pg_constraint p WHERE p.conrelid = k.conrelid AND p.contype = 'p' AND a.attnum = ANY (p.conkey)) LOOP
            EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', k.conrelid::regclass, other.attname);
        END LOOP;
        EXECUTE (SELECT format('INSERT INTO %s (%s) VALUES (%s)', k.conrelid::regclass, string_agg(quote_ident(attname), ', ' ORDER BY attnum),
                     string_agg(quote_literal(CASE regexp_replace(format_type(atttypid, NULL), '^.*\.', '') WHEN 'uscc' THEN '91370102MA00000001' WHEN 'industry_code' THEN 'C13'
                         WHEN 'division_code' THEN CASE WHEN attnum = ANY (k.conkey) THEN '379999' ELSE '379998' END WHEN 'date' THEN '2022-01-01' WHEN 'daterange' THEN '[2022-01-01,2022-02-01)' WHEN 'text' THEN 'nowhere'
                         ELSE '700001' END), ', ' ORDER BY attnum))
                 FROM pg_attribute a WHERE attrelid = k.conrelid AND attnum > 0
                   AND (attnum = ANY (k.conkey) OR EXISTS (SELECT 1 FROM pg_constraint p WHERE p.conrelid = k.conrelid AND p.contype = 'p' AND a.attnum = ANY (p.conkey))));
        RAISE EXCEPTION 'accepted';
    EXCEPTION WHEN foreign_key_violation THEN
        GET STACKED DIAGNOSTICS answer = CONSTRAINT_NAME;
        WHEN raise_exception THEN
    END;
    RETURN answer;
END
$$;
SELECT is_empty($$SELECT c.conname, pg_temp.reference_refused(c.oid) FROM pg_constraint c
    WHERE c.contype = 'f' AND c.connamespace = 'rc'::regnamespace AND pg_temp.reference_refused(c.oid) <> c.conname$$, 'each foreign key refuses keys that are nowhere');

-- Exclusion: the same key twice on one day is refused, the day after is not.
CREATE TEMP TABLE twice (conname text, relation text, line jsonb, apart jsonb, next jsonb);
INSERT INTO twice SELECT * FROM (VALUES
    ('enterprise_name_key_period_excl', 'enterprise_name', '{"uscc": "91370102MA00000001", "name": "a", "valid": "[2020-01-01,2021-01-01)"}'::jsonb, '{"valid": "[2020-12-31,2022-01-01)"}'::jsonb, '{"valid": "[2021-01-01,2022-01-01)"}'::jsonb),
    ('enterprise_state_key_period_excl', 'enterprise_state', '{"uscc": "91370102MA00000001", "state": "tiered", "known_from": "2020-01-01", "valid": "[2020-01-01,2021-01-01)"}', '{"valid": "[2020-12-31,2022-01-01)"}', '{"valid": "[2021-01-01,2022-01-01)"}'),
    ('recognition_key_period_excl', 'recognition', '{"uscc": "91370102MA00000001", "tier": "gazelle", "batch": "1", "status": "granted", "known_from": "2020-01-01", "valid": "[2020-01-01,2021-01-01)"}', '{"batch": "2", "valid": "[2020-12-31,2022-01-01)"}', '{"batch": "2", "valid": "[2021-01-01,2022-01-01)"}'),
    ('tier_rule_key_period_excl', 'tier_rule', '{"rule": "r", "version": "1", "tier": "gazelle", "name_zh": "r", "name_en": "r", "valid": "[2020-01-01,2021-01-01)"}', '{"version": "2", "valid": "[2020-12-31,)"}', '{"version": "2", "valid": "[2021-01-01,)"}'),
    ('chain_member_key_period_excl', 'chain_member', '{"chain": "c", "node": "n", "uscc": "91370102MA00000001", "role": "leader", "valid": "[2020-01-01,2021-01-01)"}', '{"valid": "[2020-12-31,)"}', '{"valid": "[2021-01-01,)"}'),
    ('project_period_key_period_excl', 'project_period', '{"project": "p", "period_start": "2020-01-01", "period_end": "2020-12-31", "unit": "yuan"}', '{"period_start": "2020-12-31", "period_end": "2021-12-31"}', '{"period_start": "2021-01-01", "period_end": "2021-12-31"}'),
    ('overlay_key_period_excl', 'overlay', '{"code": "o", "version": "1", "name_zh": "o", "name_en": "o", "exclusive": true, "illustrative": false, "valid": "[,2021-01-01)"}', '{"version": "2", "valid": "[2020-12-31,)"}', '{"version": "2", "valid": "[2021-01-01,)"}'),
    ('scheme_key_period_excl', 'scheme', '{"code": "s", "version": "1", "name_zh": "s", "name_en": "s", "subject_kind": "region", "normalization": "min_max", "band_basis": "rank", "valid": "[,2021-01-01)"}', '{"version": "2", "valid": "[2020-12-31,)"}', '{"version": "2", "valid": "[2021-01-01,)"}')) v;
INSERT INTO rc.region (code, level, name_zh) VALUES ('370000', 'province', 'p');
INSERT INTO rc.enterprise (uscc, name_zh, division) VALUES ('91370102MA00000001', 'a', '370000');
INSERT INTO rc.project (code, kind, status) VALUES ('p', 'research', 'running');
INSERT INTO rc.chain (code, name_zh) VALUES ('c', 'c');
INSERT INTO rc.chain_node (chain, node, name_zh) VALUES ('c', 'n', 'n');
CREATE FUNCTION pg_temp.excluded_by(relation text, a jsonb, b jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text := 'accepted';
BEGIN
    EXECUTE format('INSERT INTO rc.%1$I SELECT (jsonb_populate_record(NULL::rc.%1$I, $1)).*', relation) USING a;
    EXECUTE format('INSERT INTO rc.%1$I SELECT (jsonb_populate_record(NULL::rc.%1$I, $1)).*', relation) USING b;
    SET CONSTRAINTS ALL IMMEDIATE;
    RAISE EXCEPTION 'accepted';
EXCEPTION WHEN exclusion_violation THEN
    GET STACKED DIAGNOSTICS answer = CONSTRAINT_NAME;
    RETURN answer;
    WHEN raise_exception THEN
    RETURN 'accepted';
END
$$;
SELECT is_empty('SELECT conname, r FROM twice, pg_temp.excluded_by(relation, line, line || apart) r WHERE r <> conname', 'each exclusion constraint refuses the same day');
SELECT is_empty('SELECT conname, r FROM twice, pg_temp.excluded_by(relation, line, line || next) r WHERE r <> ''accepted''', 'and accepts the day after');
SELECT set_eq($$SELECT conname::text FROM pg_constraint WHERE contype = 'x' AND connamespace = 'rc'::regnamespace$$, 'SELECT conname FROM twice', 'no exclusion constraint is left out');
SELECT * FROM finish();
ROLLBACK;
