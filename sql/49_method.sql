-- Provenance: which conventions a call has used.

CREATE FUNCTION industry.method_conventions(method_id text) RETURNS jsonb
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN pg_catalog.jsonb_build_object('function', pg_catalog.split_part(method_id, ':', 1), 'parameters', coalesce((
        SELECT pg_catalog.jsonb_object_agg(pg_catalog.split_part(p, '=', 1),
            CASE WHEN v ~ '^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$' OR v IN ('true', 'false', 'null') THEN v::jsonb ELSE pg_catalog.to_jsonb(v) END)
        FROM pg_catalog.regexp_split_to_table(pg_catalog.substr(method_id, pg_catalog.strpos(method_id, ':') + 1), ',(?=[a-z][a-z0-9_]*=)') AS p,
            LATERAL (SELECT pg_catalog.substr(p, pg_catalog.strpos(p, '=') + 1) AS v) AS s
        WHERE pg_catalog.strpos(method_id, ':') > 0 AND p LIKE '%=%'), '{}'));
COMMENT ON FUNCTION industry.method_conventions(text) IS
'A method_id of a result row (function:name=value,name=value) as jsonb: {"function": ..., "parameters": {...}}';

CREATE FUNCTION industry.method(function_name text, arguments jsonb DEFAULT '{}') RETURNS jsonb
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog
AS $$
DECLARE
    defaults jsonb := '{}';
    given jsonb := arguments;
    own text := split_part(function_name, ':', 1);
    valid text[];
    stray text;
    preset jsonb;
BEGIN
    IF jsonb_typeof(arguments) <> 'object' THEN
        RAISE EXCEPTION 'arguments must be a JSON object' USING ERRCODE = 'invalid_parameter_value', HINT = 'For example {"threshold": 1.5}.';
    END IF;
    IF own <> function_name THEN
        given := industry.method_conventions(function_name) -> 'parameters' || arguments;
    END IF;
    IF NOT EXISTS (SELECT FROM industry.metric m WHERE m.function_name = own) THEN
        RAISE EXCEPTION 'no metric function "%"', left(own, 64)
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Table industry.metric lists them.';
    END IF;
    FOR preset IN SELECT m.parameters FROM industry.metric m WHERE m.function_name = own LOOP
        defaults := defaults || preset;
    END LOOP;
    SELECT array_agg(DISTINCT name ORDER BY name) INTO valid
    FROM (SELECT unnest(p.proargnames[:p.pronargs]) FROM pg_proc p
          WHERE p.proname = own AND p.pronamespace = 'industry'::regnamespace UNION SELECT jsonb_object_keys(defaults)) n(name);
    SELECT key INTO stray FROM jsonb_object_keys(given) AS key WHERE key <> ALL (valid) ORDER BY key LIMIT 1;
    IF stray IS NOT NULL THEN
        RAISE EXCEPTION 'function % has no argument "%"', own, left(stray, 64)
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Its arguments: ' || array_to_string(valid, ', ') || '.';
    END IF;
    RETURN jsonb_build_object('function', own, 'parameters', defaults || given, 'extension', 'pg_industry',
        'version', (SELECT e.extversion FROM pg_extension e WHERE e.extname = 'pg_industry'));
END;
$$;
COMMENT ON FUNCTION industry.method(text, jsonb) IS
'Conventions of a call to a metric function as jsonb: the defaults of table industry.metric with the given arguments over them, and the '
'extension''s version. Takes a method_id as well. Unknown function or argument: 22023 with the valid ones';
