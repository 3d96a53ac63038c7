-- Making, upgrading and checking a registry from templates.
--
-- HOW A MODULE ADDS TO EVERY REGISTRY (registry, chain, matching, place): its SQL file inserts rows into
--
--   industry.registry_template   one row an object of the registry's schema, made in the order of position
--     kind 'table'     body: CREATE TABLE {t} ({like}, keys and checks); then indexes. required: columns SET NOT NULL
--     kind 'rows'      body: INSERT statements, run once when the registry is made
--     kind 'function'  body: what follows CREATE OR REPLACE, e.g. FUNCTION {s}.f(...) RETURNS ... BEGIN ATOMIC ... END
--     kind 'view'      body: the SELECT. Each view is made twice, NAME with {lang} = 'zh' and NAME_en with {lang} = 'en'
--                      (industry.label(name_zh, name_en, {lang})); columns get plain types (codes text, numeric (28,6)) and their
--                      comments from the dictionary; region_code, region_name and the period are added where the body has none
--     kind 'check'     body: SELECT table_name text, key text, detail text, one row a problem; name: the rule.
--                      Read by check_registry only, nothing is made
--   industry.registry_reference  foreign keys (left out where a part is the user's own table; check_registry then reports)
--   industry.registry_column     meaning of columns: a row for relation '*' serves every table and view with that column name,
--                                a row for one relation goes before it. Every column of a table or view needs one.
--
-- Tokens in a body: {s} the registry's schema as an identifier, {schema} its name as a string literal (for format('%I', ...);
-- {s} must not stand inside a literal), {t} its table of the template's name, {like} LIKE industry.NAME, {lang} the language
-- literal, {path} the search_path to SET in functions that are not SQL-standard (pg_catalog, industry, PostGIS's schema, pg_temp).
-- A plpgsql body stands between $f$ marks (AS $f$ ... $f$), is filled in and then quoted, so that no schema name can end it. While templates run, search_path is {path}: industry and PostGIS names need no schema, the registry's own
-- always say {s}. Positions: tables 1000, rows 2000, functions and views from 3000 (registry 3000, chain 4000, matching 5000,
-- place 6000). A function with a BEGIN ATOMIC body must come after what it reads. Views show plain column types only (BI.md).
-- Dates: {s}.as_of() and {s}.vintage() read the configuration rows; functions take as_of/vintage DEFAULT NULL and use
-- coalesce(as_of, (SELECT {s}.as_of())). Versioned tables are read as of a vintage v by
-- known_from <= v AND (known_to IS NULL OR known_to > v). Checked keys: {s}.known_division(text), known_indicator, known_tier,
-- known_overlay, known_scheme and known_chain return the key or fail with 22023 and the near matches; known_if_given lets NULL pass.
-- A function that is more than one selection refuses unknown arguments in a first statement (see known_word below).

CREATE TABLE industry.registry_template (
    kind text NOT NULL CHECK (kind IN ('table', 'rows', 'function', 'view', 'check')),
    name text NOT NULL,
    position integer NOT NULL,
    comment_zh text NOT NULL,
    comment_en text NOT NULL,
    body text NOT NULL,
    required text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (kind, name)
);

CREATE TABLE industry.registry_reference (
    relation text NOT NULL,
    columns text[] NOT NULL,
    target text NOT NULL,
    target_columns text[] NOT NULL,
    PRIMARY KEY (relation, columns),
    CHECK (cardinality(columns) = cardinality(target_columns))
);

CREATE TABLE industry.registry_column (
    relation text NOT NULL,
    name text NOT NULL,
    zh text NOT NULL,
    en text NOT NULL,
    PRIMARY KEY (relation, name)
);

COMMENT ON TABLE industry.registry_template IS
'What a registry is made of: one row a table, function, view, set of shipped rows or check. Owned by the extension, read-only';
COMMENT ON TABLE industry.registry_reference IS
'Foreign keys of a registry''s tables. Owned by the extension, read-only';
COMMENT ON TABLE industry.registry_column IS
'Meaning of the columns of a registry''s tables and views in Chinese and English; relation * is the default for a column name. Owned by the '
'extension, read-only';

GRANT SELECT ON industry.registry_template, industry.registry_reference, industry.registry_column TO PUBLIC;

-- names and near matches

CREATE FUNCTION industry.label(zh text, en text, lang text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN lang = 'en' THEN coalesce(en, zh) ELSE coalesce(zh, en) END;
COMMENT ON FUNCTION industry.label(text, text, text) IS
'The name in the language asked for (en, anything else is Chinese), or the other one where it is missing';

CREATE FUNCTION industry.near_matches(word text, candidates text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT pg_catalog.string_agg(best.candidate, ', ' ORDER BY best.score DESC, best.candidate)
    FROM (
        SELECT c.candidate, s.score
        FROM (SELECT DISTINCT u.candidate FROM pg_catalog.unnest(candidates) u(candidate)
              WHERE u.candidate IS NOT NULL) c,
        LATERAL (
            -- Dice's coefficient on pairs of neighbouring characters; codes that share their head gain a little, and so do those of the
            -- same letters in another order and those that hold the whole word
            SELECT (2.0 * (SELECT pg_catalog.count(*) FROM (
                        SELECT pg_catalog.substr(pg_catalog.lower(word), i, 2) FROM pg_catalog.generate_series(1, pg_catalog.length(word) - 1) i
                        INTERSECT
                        SELECT pg_catalog.substr(pg_catalog.lower(c.candidate), i, 2)
                        FROM pg_catalog.generate_series(1, pg_catalog.length(c.candidate) - 1) i) both_have)
                    / GREATEST(pg_catalog.length(word) + pg_catalog.length(c.candidate) - 2, 1)
                    + CASE WHEN pg_catalog.lower(pg_catalog.left(word, 4)) = pg_catalog.lower(pg_catalog.left(c.candidate, 4)) THEN 0.2 ELSE 0 END
                    + CASE WHEN pg_catalog.array_to_string(ARRAY(SELECT l FROM pg_catalog.regexp_split_to_table(pg_catalog.lower(word), '') l
                        ORDER BY l COLLATE "C"), '')
                              = pg_catalog.array_to_string(ARRAY(SELECT l FROM pg_catalog.regexp_split_to_table(pg_catalog.lower(c.candidate), '') l
                                  ORDER BY l COLLATE "C"), '')
                           THEN 0.5 ELSE 0 END
                    + CASE WHEN pg_catalog.length(word) > 1 AND pg_catalog.strpos(pg_catalog.lower(c.candidate), pg_catalog.lower(word)) > 0
                           THEN 0.3 ELSE 0 END) AS score
        ) s
        WHERE s.score > 0.2
        ORDER BY s.score DESC, c.candidate
        LIMIT 3
    ) best;
END;
COMMENT ON FUNCTION industry.near_matches(text, text[]) IS
'Up to three candidates that look most like a word (share of common letter pairs), as a list in words; NULL if none comes near';

CREATE FUNCTION industry.refuse_key(what text, word text, candidates text[]) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    near text := industry.near_matches(left(word, 64), candidates);
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = '22023',
        MESSAGE = format('unknown %s "%s"', what, left(word, 64)),
        HINT = CASE
            WHEN near IS NOT NULL THEN format('Near matches: %s.', near)
            WHEN coalesce(cardinality(candidates), 0) = 0 THEN format('There is no %s yet.', what)
            ELSE format('Known are %s.', (SELECT string_agg(c, ', ' ORDER BY c) FROM (SELECT c FROM unnest(candidates) c ORDER BY c LIMIT 8) first_ones))
        END;
END
$$;
COMMENT ON FUNCTION industry.refuse_key(text, text, text[]) IS
'Fails with 22023 for a key that nothing matches, naming the near matches in the hint';

-- Arguments. A function of a registry refuses what is unknown in a statement of its own, before the one that answers: there the planner is
-- free not to look at a condition on a table without rows.

CREATE FUNCTION industry.known_word(what text, word text, candidates text[]) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF word <> ALL (candidates) THEN
        PERFORM industry.refuse_key(what, word, candidates);
    END IF;
    RETURN word;
END
$$;
COMMENT ON FUNCTION industry.known_word(text, text, text[]) IS
'The word if it is one of the candidates, or NULL; else 22023 with the near matches';

CREATE FUNCTION industry.known_option(option text, value text, valid text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF value IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = '22004', MESSAGE = format('%s must not be NULL', option),
            HINT = 'Valid values: ' || array_to_string(valid, ', ') || '.';
    END IF;
    PERFORM industry.refuse_option(option, value, valid);
    RETURN value;
END
$$;
COMMENT ON FUNCTION industry.known_option(text, text, text[]) IS
'The value of an option if it is one of the valid ones; else 22023 with these, 22004 for NULL';

CREATE FUNCTION industry.known_lang(lang text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN lang IN ('zh', 'en') THEN lang ELSE industry.known_option('lang', lang, '{zh,en}') END;
COMMENT ON FUNCTION industry.known_lang(text) IS
'The language if it is zh or en; else 22023, 22004 for NULL';

-- which schema is a registry

CREATE FUNCTION industry.registries() RETURNS TABLE (registry text, version text)
LANGUAGE plpgsql STABLE ROWS 5 SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- a registry is known by its tables; the version row is read where the caller may read it
    FOR registry IN
        SELECT n.nspname
        FROM pg_namespace n
        WHERE (SELECT count(*) FROM pg_class c WHERE c.relnamespace = n.oid
               AND c.relname IN ('setting', 'overlay_member', 'observation', 'region') AND c.relkind IN ('r', 'p', 'v')) = 4
        ORDER BY 1
    LOOP
        version := NULL;
        IF has_schema_privilege(registry, 'USAGE') AND has_table_privilege(format('%I.setting', registry), 'SELECT') THEN
            EXECUTE format('SELECT value FROM %I.setting WHERE name = %L', registry, 'registry_version') INTO version;
        END IF;
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION industry.registries() IS
'The registries of this database with the version of the extension that made them (NULL where the caller may not read it)';

CREATE FUNCTION industry.known_registry(name text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known text[] := ARRAY(SELECT r.registry FROM industry.registries() r);
BEGIN
    IF name IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = '22004', MESSAGE = 'registry name must not be NULL';
    ELSIF name <> ALL (known) THEN
        PERFORM industry.refuse_key('registry', name, known);
    END IF;
    RETURN name;
END
$$;
COMMENT ON FUNCTION industry.known_registry(text) IS
'The name if it is a registry of this database; else 22023 with the near matches';

-- templates

CREATE FUNCTION industry.registry_path() RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN (SELECT 'pg_catalog, industry, '
            || CASE WHEN n.nspname IN ('industry', 'pg_catalog') THEN '' ELSE quote_ident(n.nspname) || ', ' END || 'pg_temp'
        FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'postgis');
COMMENT ON FUNCTION industry.registry_path() IS
'The search_path under which templates run: pg_catalog, industry, the schema of PostGIS, pg_temp';

CREATE FUNCTION industry.registry_expand(body text, registry text, object text, lang text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    path text := industry.registry_path();
    own text := replace(replace(replace(body, '{t}', '{s}.' || quote_ident(object)), '{like}', 'LIKE industry.' || quote_ident(object)),
                        '{lang}', quote_nullable(lang));
    section text;
    piece text;
    filled text;
    answer text := '';
    n integer := 0;
BEGIN
    -- Split first and fill in after, so that a schema name which looks like a token stays a name.
    FOREACH section IN ARRAY string_to_array(own, '$f$') LOOP
        filled := NULL;
        FOREACH piece IN ARRAY string_to_array(section, '{s}') LOOP
            filled := concat(filled || quote_ident(registry), array_to_string(
                ARRAY(SELECT replace(part, '{path}', path) FROM unnest(string_to_array(piece, '{schema}')) part), quote_literal(registry)));
        END LOOP;
        n := n + 1;
        answer := answer || CASE WHEN n = 2 THEN quote_literal(filled) ELSE coalesce(filled, '') END;
    END LOOP;
    RETURN answer;
END
$$;
COMMENT ON FUNCTION industry.registry_expand(text, text, text, text) IS
'A template''s body with its tokens filled in for one registry';

CREATE FUNCTION industry.registry_comment(registry text, target text, object text, lang text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    c record;
BEGIN
    FOR c IN
        SELECT DISTINCT ON (a.attnum) a.attname, d.zh, d.en
        FROM pg_attribute a
        JOIN industry.registry_column d ON d.name = a.attname AND d.relation IN (object, '*')
        WHERE a.attrelid = format('%I.%I', registry, target)::regclass AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum, (d.relation = '*')
    LOOP
        EXECUTE format('COMMENT ON COLUMN %I.%I.%I IS %L', registry, target, c.attname,
            CASE lang WHEN 'zh' THEN c.zh WHEN 'en' THEN c.en ELSE c.zh || ' / ' || c.en END);
    END LOOP;
END
$$;
COMMENT ON FUNCTION industry.registry_comment(text, text, text, text) IS
'Comments the columns of one relation of a registry from the dictionary, in one language or (NULL) both';

CREATE FUNCTION industry.registry_make_table(registry text, t industry.registry_template) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    c text;
BEGIN
    PERFORM set_config('search_path', industry.registry_path(), true);
    EXECUTE industry.registry_expand(t.body, registry, t.name, NULL);
    FOREACH c IN ARRAY t.required LOOP
        EXECUTE format('ALTER TABLE %I.%I ALTER COLUMN %I SET NOT NULL', registry, t.name, c);
    END LOOP;
    EXECUTE format('COMMENT ON TABLE %I.%I IS %L', registry, t.name, t.comment_zh || ' / ' || t.comment_en);
    PERFORM industry.registry_comment(registry, t.name, t.name, NULL);
END
$$;
COMMENT ON FUNCTION industry.registry_make_table(text, industry.registry_template) IS
'Makes one table of a registry with keys, checks, indexes and comments';

CREATE FUNCTION industry.registry_use_part(registry text, t industry.registry_template, source text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    source_oid regclass;
    missing text;
    columns text;
BEGIN
    source_oid := to_regclass(source);
    IF source_oid IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = '42P01',
            MESSAGE = format('relation "%s" for part "%s" does not exist', left(source, 64), t.name),
            HINT = 'Name it with its schema.';
    END IF;
    SELECT string_agg(want.attname, ', ' ORDER BY want.attnum) FILTER (WHERE have.attname IS NULL),
           string_agg(format('%I::%s', want.attname, format_type(want.atttypid, want.atttypmod)), ', ' ORDER BY want.attnum)
    INTO missing, columns
    FROM pg_attribute want
    LEFT JOIN pg_attribute have
        ON have.attrelid = source_oid AND have.attname = want.attname AND have.attnum > 0 AND NOT have.attisdropped
    WHERE want.attrelid = (SELECT typrelid FROM pg_type WHERE oid = format('industry.%I', t.name)::regtype) AND want.attnum > 0;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = '22023',
            MESSAGE = format('relation "%s" cannot serve as part "%s"', left(source, 64), t.name),
            DETAIL = format('Missing columns: %s.', missing),
            HINT = format('Give a view with the columns of type industry.%I.', t.name);
    END IF;
    EXECUTE format('CREATE VIEW %I.%I %s AS SELECT %s FROM %s', registry, t.name, industry.view_options(), columns, source_oid);
    EXECUTE format('COMMENT ON VIEW %I.%I IS %L', registry, t.name, t.comment_zh || ' / ' || t.comment_en);
    PERFORM industry.registry_comment(registry, t.name, t.name, NULL);
END
$$;
COMMENT ON FUNCTION industry.registry_use_part(text, industry.registry_template, text) IS
'Puts a view over the user''s own relation in the place of a registry''s table';

CREATE FUNCTION industry.view_options() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN pg_catalog.current_setting('server_version_num')::integer >= 150000 THEN 'WITH (security_invoker = true)' ELSE '' END;
COMMENT ON FUNCTION industry.view_options() IS
'security_invoker where the server knows it (15 and newer); before that row-level security is forced on the tables instead';

CREATE FUNCTION industry.registry_make_view(registry text, t industry.registry_template) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    lang text;
    body text;
    view_name text;
    columns text;
    named boolean;
    placed boolean;
    timed boolean;
BEGIN
    -- A view that names no division is about the default one; without a period of its own it shows the state at as_of.
    PERFORM set_config('search_path', industry.registry_path(), true);
    FOREACH lang IN ARRAY ARRAY['zh', 'en'] LOOP
        view_name := t.name || CASE lang WHEN 'en' THEN '_en' ELSE '' END;
        body := industry.registry_expand(t.body, registry, t.name, lang);
        IF columns IS NULL THEN
            -- clients want plain types: codes and names become text, numeric gets a precision
            EXECUTE format('CREATE VIEW %I.%I AS ', registry, '~' || t.name) || body;
            SELECT bool_or(a.attname = 'region_name'), bool_or(a.attname = 'region_code'), bool_or(a.attname = 'period_start'), string_agg(format(CASE
                       WHEN a.atttypid = 'numeric'::regtype AND a.atttypmod = -1 THEN 'v.%1$I::numeric(28,6) AS %1$I'
                       WHEN y.typnamespace <> 'pg_catalog'::regnamespace AND y.typname IN ('uscc', 'industry_code', 'division_code')
                           OR y.typname = 'name' THEN 'v.%1$I::text AS %1$I'
                       ELSE 'v.%1$I' END, a.attname), ', ' ORDER BY a.attnum)
            INTO named, placed, timed, columns
            FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
            WHERE a.attrelid = format('%I.%I', registry, '~' || t.name)::regclass AND a.attnum > 0;
            EXECUTE format('DROP VIEW %I.%I', registry, '~' || t.name);
        END IF;
        EXECUTE format('CREATE OR REPLACE VIEW %I.%I %s AS SELECT %s', registry, view_name, industry.view_options(), columns)
            || CASE WHEN named THEN '' WHEN placed THEN format(', industry.label(r.name_zh, r.name_en, %L) AS region_name', lang)
                    ELSE format(', r.code::text AS region_code, industry.label(r.name_zh, r.name_en, %L) AS region_name', lang) END
            || CASE WHEN timed THEN ''
                -- asked once, not once a row
                ELSE replace(', (SELECT {s}.as_of()) AS period_start, (SELECT {s}.as_of()) AS period_end, ''date''::text AS period_type'
                             ', (SELECT extract(year FROM {s}.as_of())::integer) AS year', '{s}', quote_ident(registry)) END
            || ' FROM (' || body || ') v'
            || CASE WHEN named THEN '' ELSE format(' LEFT JOIN %I.region r ON r.code', registry)
                    || CASE WHEN placed THEN '::text = v.region_code::text' ELSE format(' = (SELECT %I.known_division(NULL))', registry) END END;
        EXECUTE format('COMMENT ON VIEW %I.%I IS %L', registry, view_name, CASE lang WHEN 'zh' THEN t.comment_zh ELSE t.comment_en END);
        PERFORM industry.registry_comment(registry, view_name, t.name, lang);
    END LOOP;
END
$$;
COMMENT ON FUNCTION industry.registry_make_view(text, industry.registry_template) IS
'Makes one view of a registry with plain column types, and its twin with English names and comments. Where the template has none it gets '
'region_code and region_name (of the default division) and the four columns of a period (the date of the settings)';

CREATE FUNCTION industry.registry_make_function(registry text, t industry.registry_template) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    made regprocedure;
BEGIN
    PERFORM set_config('search_path', industry.registry_path(), true);
    EXECUTE 'CREATE OR REPLACE ' || industry.registry_expand(t.body, registry, t.name, NULL);
    FOR made IN
        SELECT p.oid FROM pg_proc p
        WHERE p.pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = registry)
          AND p.proname = split_part(t.name, '(', 1) AND obj_description(p.oid, 'pg_proc') IS NULL
    LOOP
        EXECUTE format('COMMENT ON %s %s IS %L',
            CASE (SELECT prokind FROM pg_proc WHERE oid = made) WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'AGGREGATE' ELSE 'FUNCTION' END,
            made, t.comment_zh || ' / ' || t.comment_en);
    END LOOP;
    -- A question of many small steps takes longer to compile than to answer. Plain selections stay without a setting, which lets
    -- the planner put them into the query that calls them.
    FOR made IN
        SELECT p.oid FROM pg_proc p
        WHERE p.pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = registry)
          AND p.proname = split_part(t.name, '(', 1) AND p.proretset AND (p.prosqlbody IS NULL OR t.body ~ 'BEGIN ATOMIC\s+(--[^\n]*\s+)*(WITH\M|SELECT [^;]*;\s+(--[^\n]*\s+)*(SELECT|WITH)\M)')
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET jit = off', made);
    END LOOP;
END
$$;
COMMENT ON FUNCTION industry.registry_make_function(text, industry.registry_template) IS
'Makes one function of a registry; a template for an overloaded function has its arguments behind the name';

CREATE FUNCTION industry.registry_make_references(registry text, tables text[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    r record;
BEGIN
    FOR r IN
        SELECT f.relation, f.target,
               (SELECT string_agg(quote_ident(c), ', ' ORDER BY n) FROM unnest(f.columns) WITH ORDINALITY u(c, n)) AS columns,
               (SELECT string_agg(quote_ident(c), ', ' ORDER BY n) FROM unnest(f.target_columns) WITH ORDINALITY u(c, n)) AS target_columns
        FROM industry.registry_reference f
        JOIN pg_class own ON own.oid = to_regclass(format('%I.%I', registry, f.relation)) AND own.relkind IN ('r', 'p')
        JOIN pg_class far ON far.oid = to_regclass(format('%I.%I', registry, f.target)) AND far.relkind IN ('r', 'p')
        WHERE f.relation = ANY (tables)
        ORDER BY f.relation, f.columns
    LOOP
        EXECUTE format('ALTER TABLE %I.%I ADD FOREIGN KEY (%s) REFERENCES %I.%I (%s) ON UPDATE CASCADE',
            registry, r.relation, r.columns, registry, r.target, r.target_columns);
    END LOOP;
END
$$;
COMMENT ON FUNCTION industry.registry_make_references(text, text[]) IS
'Adds the foreign keys of some tables of a registry, except to and from the user''s own relations';

CREATE FUNCTION industry.registry_ship_rows(registry text) RETURNS void
LANGUAGE plpgsql STRICT SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    t industry.registry_template;
BEGIN
    PERFORM set_config('search_path', industry.registry_path(), true);
    FOR t IN SELECT x.* FROM industry.registry_template x WHERE x.kind = 'rows' ORDER BY x.position, x.name LOOP
        EXECUTE industry.registry_expand(t.body, registry, t.name, NULL);
    END LOOP;
END
$$;
COMMENT ON FUNCTION industry.registry_ship_rows(text) IS
'Inserts the shipped rows of every module into a registry';

CREATE FUNCTION industry.registry_bring_rows(registry text) RETURNS void
LANGUAGE plpgsql STRICT SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- wholes with their key, and behind each the tables of its parts with the columns that name the whole
    shipped CONSTANT jsonb := '[
        ["setting", "name"], ["indicator", "code"], ["tier", "code"], ["tier_rule", "rule,version", "tier_clause", "rule,version"],
        ["overlay", "code,version", "overlay_item", "overlay,version", "overlay_member", "overlay,version"], ["priority_list", "list,item"],
        ["scheme", "code,version", "scheme_item", "scheme,version", "scheme_band", "scheme,version", "scheme_gate", "scheme,version"],
        ["sentence", "sentence,lang"]]';
    whole jsonb;
    n integer;
    columns text;
BEGIN
    -- What a new registry would hold, in temporary tables. A whole whose key the registry has is the user's and stays with its parts as it
    -- is; a new one comes with all its parts.
    FOR whole IN SELECT * FROM jsonb_array_elements(shipped) LOOP
        FOR n IN 0 .. jsonb_array_length(whole) - 1 BY 2 LOOP
            EXECUTE format('CREATE TEMP TABLE %1$I (LIKE %2$I.%1$I INCLUDING ALL) ON COMMIT DROP', whole ->> n, registry);
        END LOOP;
    END LOOP;
    PERFORM industry.registry_ship_rows('pg_temp');
    FOR whole IN SELECT * FROM jsonb_array_elements(shipped) LOOP
        EXECUTE format('DELETE FROM pg_temp.%1$I WHERE (%2$s) IN (SELECT %2$s FROM %3$I.%1$I)', whole ->> 0, whole ->> 1, registry);
        FOR n IN 0 .. jsonb_array_length(whole) - 1 BY 2 LOOP
            SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) INTO columns FROM pg_attribute a
            WHERE a.attrelid = format('%I.%I', registry, whole ->> n)::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attidentity = '';
            EXECUTE format('INSERT INTO %1$I.%2$I (%3$s) SELECT %3$s FROM pg_temp.%2$I WHERE (%4$s) IN (SELECT %5$s FROM pg_temp.%6$I)',
                registry, whole ->> n, columns, whole ->> (n + 1), whole ->> 1, whole ->> 0);
        END LOOP;
    END LOOP;
    FOR whole IN SELECT * FROM jsonb_array_elements(shipped) LOOP
        FOR n IN 0 .. jsonb_array_length(whole) - 1 BY 2 LOOP
            EXECUTE format('DROP TABLE pg_temp.%I', whole ->> n);
        END LOOP;
    END LOOP;
END
$$;
COMMENT ON FUNCTION industry.registry_bring_rows(text) IS
'Adds to a registry the shipped overlays, schemes, rules, indicators, tiers, lists, sentences and settings whose keys it does not have; what '
'it has stays as it is';

CREATE FUNCTION industry.registry_make_programs(registry text) RETURNS void
LANGUAGE plpgsql STRICT SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    t industry.registry_template;
BEGIN
    FOR t IN SELECT x.* FROM industry.registry_template x WHERE x.kind IN ('function', 'view') ORDER BY x.position, x.name LOOP
        IF t.kind = 'function' THEN
            PERFORM industry.registry_make_function(registry, t);
        ELSE
            PERFORM industry.registry_make_view(registry, t);
        END IF;
    END LOOP;
END
$$;
COMMENT ON FUNCTION industry.registry_make_programs(text) IS
'Makes or replaces every function and view of a registry';

CREATE FUNCTION industry.registry_drop_programs(registry text) RETURNS void
LANGUAGE plpgsql STRICT SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    t record;
    f regprocedure;
BEGIN
    FOR t IN SELECT x.kind, x.name FROM industry.registry_template x WHERE x.kind IN ('function', 'view') ORDER BY x.position DESC, x.name DESC LOOP
        IF t.kind = 'view' THEN
            EXECUTE format('DROP VIEW IF EXISTS %1$I.%2$I, %1$I.%3$I', registry, t.name, t.name || '_en');
        ELSE
            FOR f IN SELECT p.oid FROM pg_proc p
                     WHERE p.pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = registry) AND p.proname = split_part(t.name, '(', 1) LOOP
                EXECUTE 'DROP FUNCTION ' || f;
            END LOOP;
        END IF;
    END LOOP;
END
$$;
COMMENT ON FUNCTION industry.registry_drop_programs(text) IS
'Drops every function and view of a registry, last made first; 2BP01 where an object of the user depends on one';

-- the three functions a user calls

CREATE FUNCTION industry.create_registry(name text, parts jsonb DEFAULT '{}') RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET client_min_messages = warning
AS $$
DECLARE
    t industry.registry_template;
    part text;
    schema_oid oid;
BEGIN
    IF name IS NULL OR parts IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = '22004', MESSAGE = 'registry name and parts must not be NULL';
    ELSIF name = '' OR octet_length(name) > 63 THEN
        RAISE EXCEPTION USING ERRCODE = '22023',
            MESSAGE = format('registry name "%s" is not the name of a schema', left(name, 64)),
            DETAIL = format('It has %s bytes; a name has 1 to 63.', octet_length(name));
    ELSIF jsonb_typeof(parts) <> 'object' THEN
        RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = 'parts must be a JSON object',
            HINT = 'Name a table of the registry and your relation, e.g. {"enterprise": "erp.firm"}.';
    END IF;
    FOR part IN SELECT jsonb_object_keys(parts) LOOP
        IF NOT EXISTS (SELECT 1 FROM industry.registry_template x WHERE x.kind = 'table' AND x.name = part) THEN
            PERFORM industry.refuse_key('part', part,
                ARRAY(SELECT x.name FROM industry.registry_template x WHERE x.kind = 'table'));
        ELSIF jsonb_typeof(parts -> part) <> 'string' THEN
            RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = format('part "%s" must be the name of a relation', part);
        END IF;
    END LOOP;

    SELECT n.oid INTO schema_oid FROM pg_namespace n WHERE n.nspname = name;
    IF schema_oid IS NULL THEN
        EXECUTE format('CREATE SCHEMA %I', name);
    ELSIF EXISTS (SELECT 1 FROM pg_depend d WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = schema_oid
                  AND d.classid <> 'pg_default_acl'::regclass) THEN
        RAISE EXCEPTION USING ERRCODE = '42P06',
            MESSAGE = format('schema "%s" exists and is not empty', name),
            HINT = CASE WHEN name IN (SELECT r.registry FROM industry.registries() r)
                THEN 'It is a registry already: upgrade_registry brings it to this version.'
                ELSE 'Choose another name, or empty the schema first.' END;
    END IF;
    EXECUTE format('COMMENT ON SCHEMA %I IS %L', name, '产业登记库 / industrial registry of pg_industry');

    -- the caller's own relations are named in full, so the path is ours from here on
    PERFORM set_config('search_path', industry.registry_path(), true);
    FOR t IN SELECT x.* FROM industry.registry_template x WHERE x.kind = 'table' ORDER BY x.position, x.name LOOP
        IF parts ? t.name THEN
            PERFORM industry.registry_use_part(name, t, parts ->> t.name);
        ELSE
            PERFORM industry.registry_make_table(name, t);
        END IF;
    END LOOP;
    PERFORM industry.registry_make_references(name,
        ARRAY(SELECT x.name FROM industry.registry_template x WHERE x.kind = 'table'));
    PERFORM industry.registry_ship_rows(name);
    PERFORM industry.registry_make_programs(name);
END
$$;
COMMENT ON FUNCTION industry.create_registry(text, jsonb) IS
'Makes a registry: a schema of this name (new or empty) with tables, shipped rows, functions and views, owned by the caller. parts names '
'relations of your own to use instead of tables, e.g. {"enterprise": "erp.firm"}; each needs the columns of the type. Fails with 42P06 on a '
'schema that is not empty';

CREATE FUNCTION industry.upgrade_registry(name text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET client_min_messages = warning
AS $$
DECLARE
    t industry.registry_template;
    c record;
    made text[] := '{}';
    -- our functions as they are: they have a comment in both languages
    before text[] := ARRAY(SELECT p.oid || ' ' || p.xmin FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = upgrade_registry.name AND obj_description(p.oid, 'pg_proc') LIKE '% / %'
          AND p.proname IN (SELECT split_part(x.name, '(', 1) FROM industry.registry_template x WHERE x.kind = 'function'));
    version text;
BEGIN
    PERFORM industry.known_registry(name);
    PERFORM set_config('search_path', industry.registry_path(), true);
    FOR t IN SELECT x.* FROM industry.registry_template x WHERE x.kind = 'table' ORDER BY x.position, x.name LOOP
        IF to_regclass(format('%I.%I', name, t.name)) IS NULL THEN
            PERFORM industry.registry_make_table(name, t);
            made := made || t.name;
        ELSE
            FOR c IN
                SELECT want.attname, format_type(want.atttypid, want.atttypmod) AS type
                FROM pg_attribute want
                JOIN pg_class k ON k.oid = format('%I.%I', name, t.name)::regclass AND k.relkind IN ('r', 'p')
                WHERE want.attrelid = (SELECT typrelid FROM pg_type WHERE oid = format('industry.%I', t.name)::regtype)
                  AND want.attnum > 0 AND NOT want.attisdropped
                  AND NOT EXISTS (SELECT 1 FROM pg_attribute have WHERE have.attrelid = k.oid AND have.attname = want.attname
                                  AND NOT have.attisdropped)
                ORDER BY want.attnum
            LOOP
                EXECUTE format('ALTER TABLE %I.%I ADD COLUMN %I %s', name, t.name, c.attname, c.type);
            END LOOP;
            PERFORM industry.registry_comment(name, t.name, t.name, NULL);
        END IF;
    END LOOP;
    PERFORM industry.registry_make_references(name, made);
    EXECUTE format('SELECT value FROM %I.setting WHERE name = %L', name, 'registry_version') INTO version;
    IF version IS DISTINCT FROM (SELECT e.extversion FROM pg_extension e WHERE e.extname = 'pg_industry') THEN
        PERFORM industry.registry_bring_rows(name);
    END IF;
    BEGIN
        PERFORM industry.registry_make_programs(name);
        -- one that was not made anew has the arguments of an earlier version, and calls would be ambiguous
        FOR c IN SELECT p.oid::regprocedure AS left_over FROM pg_proc p WHERE p.oid || ' ' || p.xmin = ANY (before) LOOP
            EXECUTE 'DROP FUNCTION ' || c.left_over;
        END LOOP;
    EXCEPTION WHEN invalid_function_definition OR invalid_table_definition OR ambiguous_function THEN
        -- the columns of one changed, which a replacement cannot do: all are dropped and made anew
        PERFORM industry.registry_drop_programs(name);
        PERFORM industry.registry_make_programs(name);
    END;
    EXECUTE format('UPDATE %I.setting SET value = (SELECT extversion FROM pg_extension WHERE extname = %L) WHERE name = %L',
        name, 'pg_industry', 'registry_version');
END
$$;
COMMENT ON FUNCTION industry.upgrade_registry(text) IS
'Brings a registry to the installed version: adds missing tables and columns, and, where the version changes, shipped overlays, schemes and '
'other rows whose keys are missing; replaces functions and views (where their columns changed they are dropped and made anew, and granted to '
'nobody). Rows and columns of yours stay';

CREATE FUNCTION industry.check_registry(name text) RETURNS TABLE (rule text, table_name text, key text, detail text)
LANGUAGE plpgsql STABLE ROWS 100 SET search_path = pg_catalog, pg_temp SET client_min_messages = warning SET jit = off
AS $$
DECLARE
    t industry.registry_template;
    f record;
BEGIN
    PERFORM industry.known_registry(name);
    PERFORM set_config('search_path', industry.registry_path(), true);
    FOR t IN SELECT x.* FROM industry.registry_template x WHERE x.kind = 'check' ORDER BY x.position, x.name LOOP
        rule := t.name;
        FOR table_name, key, detail IN EXECUTE industry.registry_expand(t.body, name, t.name, NULL) LOOP
            RETURN NEXT;
        END LOOP;
    END LOOP;
    -- what the foreign keys would refuse, where one side is the user's own relation
    rule := 'reference';
    FOR f IN
        SELECT r.relation, r.target,
               (SELECT string_agg(format('a.%I::text', c), ' || '','' || ' ORDER BY n) FROM unnest(r.columns) WITH ORDINALITY u(c, n)) AS key,
               (SELECT string_agg(format('a.%I IS NOT NULL', c), ' AND ') FROM unnest(r.columns) u(c)) AS given,
               (SELECT string_agg(format('b.%I = a.%I', y, x), ' AND ') FROM unnest(r.columns, r.target_columns) u(x, y)) AS joined
        FROM industry.registry_reference r
        WHERE EXISTS (SELECT 1 FROM pg_class k WHERE k.relkind NOT IN ('r', 'p')
                      AND k.oid IN (format('%I.%I', name, r.relation)::regclass, format('%I.%I', name, r.target)::regclass))
        ORDER BY r.relation, r.columns
    LOOP
        table_name := f.relation;
        FOR key, detail IN EXECUTE format(
            'SELECT DISTINCT %s, %L::text FROM %I.%I a WHERE %s AND NOT EXISTS (SELECT 1 FROM %I.%I b WHERE %s) ORDER BY 1',
            f.key, 'not found in ' || f.target, name, f.relation, f.given, name, f.target, f.joined)
        LOOP
            RETURN NEXT;
        END LOOP;
    END LOOP;
END
$$;
COMMENT ON FUNCTION industry.check_registry(text) IS
'Every problem found in a registry as a row: rule, table, key, detail. It reports and changes nothing';

-- versions: a later known_from ends the earlier one

CREATE FUNCTION industry.close_versions() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, industry, pg_temp
AS $$
DECLARE
    keys text;
    same text;
BEGIN
    SELECT string_agg(format('t.%I', k), ', ' ORDER BY n), string_agg(format('t.%I = n.%I', k, k), ' AND ' ORDER BY n)
    INTO keys, same
    FROM unnest(TG_ARGV) WITH ORDINALITY u(k, n);
    -- The first load meets no earlier version: only keys that have one are ordered.
    EXECUTE format(
        'WITH ordered AS (
             SELECT t.ctid AS place, lead(t.known_from) OVER (PARTITION BY %1$s ORDER BY t.known_from) AS next
             FROM %2$I.%3$I t
             WHERE EXISTS (SELECT 1 FROM new_version n JOIN %2$I.%3$I o ON (%4$s) AND o.known_from <> n.known_from WHERE %5$s))
         UPDATE %2$I.%3$I t SET known_to = o.next FROM ordered o
         WHERE t.ctid = o.place AND o.next IS NOT NULL AND (t.known_to IS NULL OR t.known_to > o.next)',
        keys, TG_TABLE_SCHEMA, TG_TABLE_NAME, replace(same, 't.', 'o.'), same);
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION industry.close_versions() IS
'Statement trigger of versioned tables (arguments: the key): a version''s known_to becomes the known_from of the next one';

-- boundaries ready for maps

CREATE FUNCTION industry.keep_region_shape() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        EXECUTE format('DELETE FROM %I.region_shape WHERE code OPERATOR(industry.=) $1', TG_TABLE_SCHEMA) USING OLD.code;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.boundary IS NOT NULL THEN
        EXECUTE format('INSERT INTO %I.region_shape (code, shape, outline) SELECT $1, $2, industry.map_shape($2, 0.005)', TG_TABLE_SCHEMA)
            USING NEW.code, industry.repaired_polygon(industry.to_wgs84(NEW.boundary, NEW.datum));
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION industry.keep_region_shape() IS
'Trigger of region: keeps the valid WGS 84 shape of each boundary and its outline for small-scale maps in region_shape';

-- rules that need more than one row

CREATE FUNCTION industry.check_life_cycle() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, industry, pg_temp
AS $$
DECLARE
    wrong record;
BEGIN
    EXECUTE format(
        'SELECT n.uscc, n.state, n.valid, o.state AS other, o.valid AS other_valid
         FROM new_version n JOIN %I.%I o ON o.uscc = n.uscc AND o.state <> n.state
         WHERE n.known_to IS NULL AND o.known_to IS NULL
           AND ((o.state = ''exited'' AND (upper_inf(n.valid) OR upper(n.valid) > lower(o.valid)))
             OR (n.state = ''exited'' AND (upper_inf(o.valid) OR upper(o.valid) > lower(n.valid)))
             OR (o.state = ''registered'' AND lower(n.valid) < lower(o.valid))
             OR (n.state = ''registered'' AND lower(o.valid) < lower(n.valid))
             OR (o.state = ''operating'' AND n.state IN (''above_scale'', ''listed'') AND lower(n.valid) < lower(o.valid))
             OR (n.state = ''operating'' AND o.state IN (''above_scale'', ''listed'') AND lower(o.valid) < lower(n.valid)))
         ORDER BY n.uscc, n.state, o.state LIMIT 1', TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO wrong;
    IF wrong.uscc IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = '23514',
            MESSAGE = format('illegal order of states of enterprise %s', wrong.uscc),
            DETAIL = format('State %s %s does not go with state %s %s.', wrong.state, wrong.valid, wrong.other, wrong.other_valid),
            HINT = 'Nothing starts before registered, above_scale and listed start after operating, and every state ends by the exit.';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION industry.check_life_cycle() IS
'Statement trigger of enterprise_state: refuses states in an order that no enterprise''s life has (23514)';

CREATE FUNCTION industry.check_exclusive_overlay() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, industry, pg_temp
AS $$
DECLARE
    wrong record;
BEGIN
    -- A code takes an item's weight from the nearest code above it (itself included); over the items they must not exceed 1.
    EXECUTE format(
        'WITH members AS (
             SELECT m.* FROM %1$I.overlay_member m JOIN %1$I.overlay o ON o.code = m.overlay AND o.version = m.version
             WHERE o.exclusive AND EXISTS (SELECT 1 FROM new_version n WHERE n.overlay = m.overlay AND n.version = m.version)),
         weights AS (
             SELECT c.overlay, c.version, c.code::text AS key, c.item, c.weight FROM (
                 SELECT DISTINCT ON (m.overlay, m.version, m.industry, a.item)
                        m.overlay, m.version, m.industry AS code, a.item, a.weight
                 FROM members m JOIN members a ON a.overlay = m.overlay AND a.version = m.version AND m.industry <@ a.industry
                 ORDER BY m.overlay, m.version, m.industry, a.item, length(a.industry::text) DESC) c
             UNION ALL
             SELECT overlay, version, uscc::text, item, weight FROM members WHERE uscc IS NOT NULL)
         SELECT overlay, version, key, sum(weight) AS total FROM weights GROUP BY 1, 2, 3 HAVING sum(weight) > 1
         ORDER BY 1, 2, 3 LIMIT 1', TG_TABLE_SCHEMA) INTO wrong;
    IF wrong.key IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = '23514',
            MESSAGE = format('overlay "%s" version "%s" is exclusive, but the weights of "%s" add up to %s',
                             wrong.overlay, wrong.version, wrong.key, wrong.total),
            HINT = 'Lower the weights, or declare the overlay not exclusive.';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION industry.check_exclusive_overlay() IS
'Statement trigger of overlay_member: in an exclusive overlay the weights of a code or enterprise over the items add up to at most 1 (23514)';
