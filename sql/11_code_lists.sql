-- The official code lists. A line "@list NAME" is replaced, when the extension's script is built, by the lines of that list
-- as tool/code_lists prints them from demo/data: "code name".
CREATE TABLE industry.industry (
    code           industry.industry_code PRIMARY KEY,
    level          integer NOT NULL GENERATED ALWAYS AS (industry.level(code)) STORED,
    parent         industry.industry_code GENERATED ALWAYS AS (industry.parent(code)) STORED,
    section        industry.industry_code NOT NULL GENERATED ALWAYS AS (industry.section(code)) STORED,
    three_industry integer GENERATED ALWAYS AS (industry.three_industry(code)) STORED,
    name_zh        text NOT NULL
);

INSERT INTO industry.industry (code, name_zh)
SELECT pg_catalog.split_part(line, ' ', 1)::industry.industry_code, pg_catalog.substr(line, pg_catalog.strpos(line, ' ') + 1)
FROM pg_catalog.unnest(pg_catalog.string_to_array(pg_catalog.btrim('
@list industry
', E'\n'), E'\n')) AS line;

COMMENT ON TABLE industry.industry IS
'Industries of China, GB/T 4754-2017: 20 sections, 97 divisions, 473 groups, 1,380 classes. Owned by the extension, read-only';
COMMENT ON COLUMN industry.industry.code IS 'Industry code';
COMMENT ON COLUMN industry.industry.level IS '1 section, 2 division, 3 group, 4 class';
COMMENT ON COLUMN industry.industry.parent IS 'Code one level above; NULL for a section';
COMMENT ON COLUMN industry.industry.section IS 'Section, A to T';
COMMENT ON COLUMN industry.industry.three_industry IS '1 primary, 2 secondary, 3 tertiary (rule of 2018); NULL for the sections A, B and C, which are split';
COMMENT ON COLUMN industry.industry.name_zh IS 'Official name';

CREATE TABLE industry.division (
    code    industry.division_code PRIMARY KEY,
    level   integer NOT NULL GENERATED ALWAYS AS (industry.level(code)) STORED,
    parent  industry.division_code REFERENCES industry.division,
    name_zh text NOT NULL
);

INSERT INTO industry.division (code, parent, name_zh)
WITH listed AS MATERIALIZED (
    SELECT pg_catalog.split_part(line, ' ', 1)::industry.division_code AS code, pg_catalog.split_part(line, ' ', 2) AS name_zh
    FROM pg_catalog.unnest(pg_catalog.string_to_array(pg_catalog.btrim('
@list division
', E'\n'), E'\n')) AS line
)
SELECT l.code, coalesce(p.code, CASE WHEN industry.level(l.code) > 1 THEN industry.province(l.code) END), l.name_zh
FROM listed AS l LEFT JOIN listed AS p ON p.code OPERATOR(industry.=) industry.parent(l.code);

COMMENT ON TABLE industry.division IS
'Administrative divisions of China in force (GB/T 2260), provinces, prefectures and counties. Owned by the extension, read-only';
COMMENT ON COLUMN industry.division.code IS 'Division code';
COMMENT ON COLUMN industry.division.level IS '1 province, 2 prefecture, 3 county';
COMMENT ON COLUMN industry.division.parent IS 'Nearest listed division above; the province for counties of municipalities; NULL for a province';
COMMENT ON COLUMN industry.division.name_zh IS 'Official name';

CREATE TABLE industry.division_history (
    code      industry.division_code NOT NULL,
    name_zh   text NOT NULL,
    valid     daterange NOT NULL,
    successor industry.division_code,
    PRIMARY KEY (code, valid, name_zh)
);

-- Lines: code, name, first year, first year no longer (- while in force), successor (- where there is none).
INSERT INTO industry.division_history (code, name_zh, valid, successor)
SELECT part[1]::industry.division_code, part[2],
    pg_catalog.daterange(pg_catalog.make_date(part[3]::integer, 1, 1), pg_catalog.make_date(nullif(part[4], '-')::integer, 1, 1)),
    nullif(part[5], '-')::industry.division_code
FROM pg_catalog.unnest(pg_catalog.string_to_array(pg_catalog.btrim('
@list division_history
', E'\n'), E'\n')) AS line, LATERAL pg_catalog.string_to_array(line, ' ') AS part;

COMMENT ON TABLE industry.division_history IS
'Division codes of Shandong from 1980 on with the whole years in which they were in force, and their successors since 2001. Owned by the extension, read-only';
COMMENT ON COLUMN industry.division_history.code IS
'Division code; a code that was given again has a row a period (the lists gave three codes twice at a time in the 1990s)';
COMMENT ON COLUMN industry.division_history.name_zh IS 'Official name in the period';
COMMENT ON COLUMN industry.division_history.valid IS
'Years in force: from the year of the first list with the code (1980 is the first edition) to the year of the first list without it';
COMMENT ON COLUMN industry.division_history.successor IS 'Code that took over; NULL while in force, and where none is recorded';

-- Lookups

CREATE FUNCTION industry.code_name(code industry.industry_code) RETURNS text
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    RETURN (SELECT i.name_zh FROM industry.industry AS i WHERE i.code OPERATOR(industry.=) code_name.code);
COMMENT ON FUNCTION industry.code_name(industry.industry_code) IS 'Official name of an industry; NULL where the standard does not list the code';

CREATE FUNCTION industry.code_name(code industry.division_code) RETURNS text
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    RETURN coalesce(
        (SELECT d.name_zh FROM industry.division AS d WHERE d.code OPERATOR(industry.=) code_name.code),
        (SELECT h.name_zh FROM industry.division_history AS h WHERE h.code OPERATOR(industry.=) code_name.code
         ORDER BY pg_catalog.upper(h.valid) DESC LIMIT 1));
COMMENT ON FUNCTION industry.code_name(industry.division_code) IS
'Official name of a division in force, else its last name in the history; NULL for a code that neither lists';

CREATE FUNCTION industry.division_at(code industry.division_code, on_date date) RETURNS industry.division_code
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    WITH RECURSIVE step(code, year) AS (
        SELECT division_at.code, 0
        UNION
        SELECT h.successor, pg_catalog.date_part('year', pg_catalog.upper(h.valid))::integer
        FROM step AS s
        JOIN industry.division_history AS h ON h.code OPERATOR(industry.=) s.code
        WHERE h.successor IS NOT NULL AND pg_catalog.upper(h.valid) <= on_date
            AND pg_catalog.date_part('year', pg_catalog.upper(h.valid)) >= s.year
    )
    SELECT s.code FROM step AS s ORDER BY s.year DESC LIMIT 1;
END;
COMMENT ON FUNCTION industry.division_at(industry.division_code, date) IS
'The code that had taken the given one''s place on a date (Laiwu 371200 is Jinan 370100 from 2019 on); the code itself where no successor is recorded by then';

-- Standards are not for editing: a change would be lost at the next dump.

CREATE FUNCTION industry.refuse_change() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog
AS $$
BEGIN
    RAISE EXCEPTION 'cannot change table "%"', TG_TABLE_NAME
        USING ERRCODE = 'wrong_object_type', DETAIL = 'It belongs to extension pg_industry and is read-only.',
              HINT = 'Keep codes of your own in a table of your own.';
END;
$$;
COMMENT ON FUNCTION industry.refuse_change() IS 'Trigger of the reference tables: refuses every change with 42809';

GRANT SELECT ON industry.industry TO PUBLIC;
CREATE TRIGGER read_only BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON industry.industry
    FOR EACH STATEMENT EXECUTE FUNCTION industry.refuse_change();
COMMENT ON TRIGGER read_only ON industry.industry IS 'Refuses every change';
GRANT SELECT ON industry.division TO PUBLIC;
CREATE TRIGGER read_only BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON industry.division
    FOR EACH STATEMENT EXECUTE FUNCTION industry.refuse_change();
COMMENT ON TRIGGER read_only ON industry.division IS 'Refuses every change';
GRANT SELECT ON industry.division_history TO PUBLIC;
CREATE TRIGGER read_only BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON industry.division_history
    FOR EACH STATEMENT EXECUTE FUNCTION industry.refuse_change();
COMMENT ON TRIGGER read_only ON industry.division_history IS 'Refuses every change';
