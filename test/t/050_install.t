#!/bin/bash
# PostGIS in another schema, objects that carry names of ours, a role that is no superuser.
. "$(dirname "$0")/lib.sh"
admin() { PGOPTIONS= psql -XqAt -d postgres "$@" 2>&1; }

# PostGIS in a schema of its own, which is on nobody's search_path
admin -c 'DROP DATABASE IF EXISTS pgi_install' -c 'CREATE DATABASE pgi_install' >/dev/null
export PGDATABASE=pgi_install
sql -c 'CREATE SCHEMA gis' -c 'CREATE EXTENSION postgis SCHEMA gis' -c 'CREATE EXTENSION pg_industry' >/dev/null
ok 'installed beside a PostGIS in schema gis'
is "$(sql -c "SELECT round(gis.ST_X(industry.to_wgs84(gis.ST_SetSRID(gis.ST_MakePoint(117.1201, 36.6512), 4326), 'gcj02'))::numeric, 2)")" 117.11 'a function of geometries'
sql -c "SELECT industry.create_registry('reg')" >/dev/null
ok 'a registry'
sql -c "INSERT INTO reg.region (code, level, name_zh, datum, boundary) VALUES
	('370000', 'province', '山东', 'gcj02', gis.ST_Multi(gis.ST_MakeEnvelope(115, 34, 123, 38, 4326))),
	('370100', 'prefecture', '济南', 'gcj02', gis.ST_Multi(gis.ST_MakeEnvelope(116, 36, 118, 38, 4326)))" >/dev/null
is "$(sql -c 'SELECT count(*) FROM reg.region_geojson' -c "SELECT octet_length(reg.mvt(8, 211, 99, 'region')) > 50" | tr '\n' ' ')" '2 t ' 'its views and tiles'

# objects of the user that carry names of ours or of the server's
answers="SET search_path = public, industry, pg_catalog;
SELECT industry.hhi(x), industry.gini(x), industry.median(x) FROM (VALUES (1.0::float8), (2), (5)) v (x);
SELECT n, industry.three_industry(n::industry.industry_code) FROM unnest(ARRAY['C39', 'I65']) n;
SELECT * FROM industry.three_industry_shares(industry.matrix('{a,a,b,b}', '{A01,C39,A01,C39}', '{1,2,3,4}'));
SELECT * FROM industry.peer_ranks('{a,b,c}', '{1,3,2}');
SELECT * FROM industry.structural_change(industry.matrix('{a,a,b,b}', '{A01,C39,A01,C39}', '{1,2,3,4}'), industry.matrix('{a,a,b,b}', '{A01,C39,A01,C39}', '{2,2,3,5}'));
SELECT * FROM industry.isomorphism(industry.matrix('{a,a,b,b}', '{C391,C392,C391,C392}', '{1,2,3,4}'));
SELECT industry.level('C39'::industry.industry_code), 'C391'::industry.industry_code OPERATOR(industry.<@) 'C39'::industry.industry_code;
SELECT count(*) FROM industry.check_registry('reg');
SELECT industry.create_registry('reg_two');
SELECT count(*) FROM pg_class c WHERE relnamespace = 'reg_two'::regnamespace AND relkind = 'v';
DROP SCHEMA reg_two CASCADE;"
before=$(sql -c "$answers")
is "$(grep -c ERROR <<<"$before")" 0 'the answers before'
sql >/dev/null <<'SQL'
CREATE FUNCTION public.trap() RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'caught in a trap'; END $$;
CREATE FUNCTION public.length(text) RETURNS integer LANGUAGE sql AS 'SELECT public.trap(); SELECT 0';
CREATE FUNCTION public.lower(text) RETURNS text LANGUAGE sql AS 'SELECT public.trap(); SELECT null::text';
CREATE FUNCTION public.concat(VARIADIC text[]) RETURNS text LANGUAGE sql AS 'SELECT public.trap(); SELECT null::text';
CREATE FUNCTION public.format(text, text) RETURNS text LANGUAGE sql AS 'SELECT public.trap(); SELECT null::text';
CREATE FUNCTION public.abs(float8) RETURNS float8 LANGUAGE sql AS 'SELECT public.trap(); SELECT 0::float8';
CREATE FUNCTION public.ln(float8) RETURNS float8 LANGUAGE sql AS 'SELECT public.trap(); SELECT 0::float8';
CREATE FUNCTION public.wrong(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT public.trap(); SELECT false';
CREATE FUNCTION public.wrong(float8, float8) RETURNS float8 LANGUAGE sql AS 'SELECT public.trap(); SELECT 0::float8';
CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = text, FUNCTION = public.wrong);
CREATE OPERATOR public.<> (LEFTARG = text, RIGHTARG = text, FUNCTION = public.wrong);
CREATE OPERATOR public./ (LEFTARG = float8, RIGHTARG = float8, FUNCTION = public.wrong);
CREATE OPERATOR public.* (LEFTARG = float8, RIGHTARG = float8, FUNCTION = public.wrong);
CREATE FUNCTION public.hhi(float8) RETURNS float8 LANGUAGE sql AS 'SELECT public.trap(); SELECT 0::float8';
CREATE TABLE public.industry (code text);
CREATE TABLE public.metric (name text);
CREATE TABLE public.registry_template (kind text);
CREATE TABLE public.region (code text);
SQL
ok 'the traps are set'
like "$(sql -c "SELECT public.length('a')")" 'caught in a trap' 'and work'
is "$(sql -c "$answers")" "$before" 'the same answers among traps'

# a role that is no superuser
sql >/dev/null <<'SQL'
DROP TABLE public.industry, public.metric, public.registry_template, public.region;
SQL
admin -c 'DROP ROLE IF EXISTS pgi_analyst' -c 'CREATE ROLE pgi_analyst LOGIN' -c 'GRANT CREATE ON DATABASE pgi_install TO pgi_analyst' >/dev/null
sql -c 'GRANT USAGE ON SCHEMA gis TO pgi_analyst' >/dev/null
is "$(PGUSER=pgi_analyst PGOPTIONS= sql -c "SET client_min_messages = warning" -c "SELECT industry.create_registry('mine')" \
	-c "INSERT INTO mine.region (code, level, name_zh) VALUES ('370000', 'province', '山东')" \
	-c 'SELECT code FROM mine.region' -c "SELECT count(*) FROM industry.check_registry('mine')" -c "SELECT industry.upgrade_registry('mine')" \
	-c "SELECT round(industry.hhi(x)::numeric, 3) FROM (VALUES (1.0::float8), (3)) v (x)" | tr '\n' ' ')" ' 370000 0  0.625 ' 'makes, fills, checks and upgrades a registry'
like "$(PGUSER=pgi_analyst PGOPTIONS= sql -c "DELETE FROM industry.metric")" 'permission denied' 'and may not change the tables of the extension'
like "$(PGUSER=pgi_analyst PGOPTIONS= sql -c "SELECT * FROM reg.region")" 'permission denied' 'nor read the registry of another'
done_testing
admin -c 'DROP ROLE pgi_analyst' >/dev/null
