-- Every function and aggregate of the extension, called with nothing but NULLs of its argument types: an answer or an orderly error.
BEGIN;
SET search_path = industry, public;
SET client_min_messages = warning;

CREATE FUNCTION pg_temp.calls() RETURNS TABLE (what text, statement text)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT p.oid::regprocedure::text,
        CASE WHEN p.proretset THEN format('SELECT count(*) FROM %s(%s)', p.oid::regproc, a.nulls)
            ELSE format('SELECT %s(%s) FROM (VALUES (1)) AS one_row', p.oid::regproc, a.nulls) END
    FROM pg_proc p
    JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
    JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'pg_industry'
    CROSS JOIN LATERAL (
        SELECT coalesce(string_agg(CASE WHEN u.n = p.pronargs AND p.provariadic <> 0 THEN 'VARIADIC ' ELSE '' END
                || 'NULL::' || format_type(u.type, NULL), ', ' ORDER BY u.n), '') AS nulls
        FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS u (type, n)) a
    WHERE p.prokind IN ('f', 'a')
        AND NOT p.proargtypes::oid[] && ARRAY['internal'::regtype, 'cstring'::regtype]::oid[]
        AND p.prorettype NOT IN ('internal'::regtype, 'cstring'::regtype, 'trigger'::regtype, 'event_trigger'::regtype)
        AND NOT EXISTS (SELECT FROM pg_type t WHERE p.oid IN (t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout));
END;

-- '' for an answer, else the SQLSTATE and message of the error
CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    message text;
    state text;
BEGIN
    EXECUTE statement;
    RETURN '';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
    RETURN state || ' ' || message;
END
$$;

CREATE TEMP TABLE outcomes AS
SELECT c.what, c.statement, pg_temp.outcome(c.statement) AS outcome FROM pg_temp.calls() c;

SELECT plan(4);
SELECT cmp_ok((SELECT count(*) FROM outcomes), '>', 300::bigint, 'the functions of the extension were found');
SELECT is_empty($$SELECT what, outcome FROM outcomes WHERE outcome ~ '^(XX|57|58)'$$, 'no internal error');
SELECT is_empty($$
    SELECT o.what, o.outcome FROM outcomes o JOIN pg_proc p ON p.oid = o.what::regprocedure
    WHERE p.proisstrict AND o.outcome <> ''$$, 'a strict function has nothing to say to NULLs');
-- 42P01 is how a registry refuses a part that is no relation
SELECT is_empty($$
    SELECT what, outcome FROM outcomes
    WHERE outcome <> '' AND outcome !~ '^22' AND NOT (what LIKE 'registry_use_part(%' AND outcome LIKE '42P01 %')$$,
    'what is refused is refused as a value');
SELECT * FROM finish();
ROLLBACK;
