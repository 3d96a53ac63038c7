-- Contracts and properties of the specialization family.
BEGIN;
SET search_path = industry, public;
SELECT plan(24);

-- contracts
CREATE TEMP TABLE own AS
SELECT p.oid, p.proname, p.prokind, p.provolatile, p.proparallel, p.procost, p.proretset, p.prorows, obj_description(p.oid, 'pg_proc') AS comment
FROM pg_proc p
WHERE pronamespace = 'industry'::regnamespace
  AND proname ~ '^(location_quotient|location_quotient_z|rsca|presence|dynamic_location_quotient|region_profile|industry_profile|variety|group_cols|code_groups|isomorphism|similarity|complementarity|coagglomeration|group_coagglomeration|ellison_glaeser|maurel_sedillot|plant.*|cluster_index|cluster_criteria)$';
SELECT cmp_ok((SELECT count(*)::int FROM own), '>=', 34, 'the family is there');
SELECT is((SELECT count(*)::int FROM own WHERE provolatile <> 'i' OR proparallel <> 's'), 0, 'all are immutable and parallel safe');
SELECT is((SELECT count(*)::int FROM own WHERE comment IS NULL OR length(comment) < 30), 0, 'all have a comment');
SELECT is((SELECT count(*)::int FROM own WHERE proretset AND prorows = 0), 0, 'set-returning ones state their rows');
SELECT is((SELECT count(DISTINCT aggtranstype)::int FROM pg_aggregate JOIN own ON oid = aggfnoid WHERE aggcombinefn <> 0 AND aggtranstype = 'bytea'::regtype), 1,
          'the aggregates have a plain state type and a combine function');
SELECT is((SELECT string_agg(DISTINCT proname::text, ' ') FROM own
           WHERE proname !~ '^(group_cols|code_groups|plants_.*)$' AND NOT EXISTS (SELECT FROM metric WHERE function_name = proname)), NULL,
          'every metric function has a row in the dictionary');

-- a random matrix with absent cells, a zero row and a zero column
SELECT setseed(0.25);
CREATE TEMP TABLE cell_of AS
SELECT 'r' || i AS r, 'c' || j AS c, CASE WHEN i = 7 OR j = 5 THEN 0 ELSE exp(6 * random()) END AS v
FROM generate_series(1, 40) i, generate_series(1, 25) j WHERE random() < 0.6 OR i = 7 OR j = 5;
-- names that reverse the byte order
CREATE FUNCTION pg_temp.reversed(s text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT translate(s, '0123456789', '9876543210') $$;
CREATE TEMP TABLE m AS
SELECT matrix_agg(r, c, v) AS m, matrix_agg(pg_temp.reversed(r), pg_temp.reversed(c), v) AS permuted, matrix_agg(r, c, v * 1024) AS scaled,
       matrix_agg(c, r, v) AS transposed
FROM cell_of;

SELECT is((SELECT count(*)::int FROM m, region_profile(m) a JOIN LATERAL region_profile(permuted) b ON b.region = pg_temp.reversed(a.region)
           WHERE abs(a.hhi - b.hhi) + abs(a.entropy - b.entropy) + abs(a.krugman - b.krugman) + abs(a.hachman - b.hachman)
               + abs(a.locational_gini - b.locational_gini) < 1e-12 AND a.diversity = b.diversity), 39, 'permuting labels permutes region profiles');
SELECT is((SELECT count(*)::int FROM m, industry_profile(m) a JOIN LATERAL industry_profile(permuted) b ON b.industry = pg_temp.reversed(a.industry)
           WHERE abs(a.hhi - b.hhi) + abs(a.entropy - b.entropy) + abs(a.krugman - b.krugman) + abs(a.hachman - b.hachman)
               + abs(a.locational_gini - b.locational_gini) < 1e-12 AND a.ubiquity = b.ubiquity), 24, 'and industry profiles');
SELECT ok((SELECT location_quotient(m) = location_quotient(scaled) AND similarity(m) = similarity(scaled) AND similarity(m, 'krugman') = similarity(scaled, 'krugman')
           AND coagglomeration(m) = coagglomeration(scaled) FROM m), 'scaling by a power of two changes no bit');
SELECT is((SELECT count(*)::int FROM m, industry_profile(m) a JOIN LATERAL region_profile(transposed) b ON b.region = a.industry
           WHERE abs(a.krugman - b.krugman) + abs(a.locational_gini - b.locational_gini) + abs(a.hachman - b.hachman) < 1e-12), 24,
          'an industry''s profile is the region''s of the transposed matrix');
SELECT is((SELECT count(*)::int FROM m, region_profile(m) p
           WHERE p.hhi BETWEEN 1.0 / p.n_industries AND 1 AND p.entropy BETWEEN 0 AND ln(p.n_industries) + 1e-12 AND p.krugman BETWEEN 0 AND 2
             AND p.hachman > 0 AND p.hachman <= 1 AND p.hoover <= p.locational_gini + 1e-12 AND p.locational_gini < 1), 39, 'ranges hold');
SELECT is((SELECT count(*)::int FROM m, region_profile(m) p JOIN LATERAL (SELECT row_key, count(*) AS n FROM cells(presence(m)) WHERE value = 1 GROUP BY 1) c ON c.row_key = p.region
           WHERE c.n = p.diversity), 39, 'diversity counts the presences');
SELECT is((SELECT sum(diversity) FROM m, region_profile(m)), (SELECT sum(ubiquity) FROM m, industry_profile(m)), 'diversities and ubiquities add up to the same');
SELECT ok((SELECT location_quotient(m) = location_quotient(m, m) AND coagglomeration(m) = coagglomeration(m, m) FROM m), 'a matrix is its own reference by default');
SELECT is((SELECT count(*)::int FROM m, variety(m, groups => (SELECT array_agg('g' || n % 4 ORDER BY n) FROM generate_series(1, n_cols(m)) n)) v
           WHERE abs(v.unrelated_variety + v.related_variety - v.total_variety) < 1e-12), 39, 'unrelated and related variety add up to the total');
SELECT is((SELECT count(*)::int FROM m, variety(m, groups => (SELECT array_agg('g'::text ORDER BY n) FROM generate_series(1, n_cols(m)) n)) v
           JOIN LATERAL region_profile(m) p USING (region) WHERE v.unrelated_variety < 1e-12 AND abs(v.total_variety - p.entropy / ln(2)) < 1e-12), 39,
          'with one group all variety is related, and it is the entropy');
SELECT ok((SELECT bool_and(abs(a.value - (1 - b.value / 2)) < 1e-12) FROM m, cells(similarity(m, 'finger_kreinin')) a
           JOIN LATERAL cells(similarity(m, 'krugman')) b USING (row_key, col_key)), 'Finger-Kreinin is one less half of Krugman');
SELECT ok((SELECT bool_and(s = transpose(s)) FROM m, LATERAL (VALUES (similarity(m)), (similarity(m, 'bray_curtis')), (coagglomeration(m))) v(s)), 'similarities are symmetric');
SELECT ok((SELECT abs(avg(value) - 1) < 1e-12 FROM m, cells(complementarity(m, matrix_dense('{c1,c2,c3}', '{c1,c2,c9}', '{{1,2,3},{4,5,6},{7,8,9}}')))), 'complementarity has mean 1');

-- combine over {none, region only, one plant, many}^2 is one aggregate over the rows of both
CREATE TEMP TABLE rows_of (name text, region text, size float8, reference float8);
INSERT INTO rows_of VALUES ('region', 'a', NULL, 3), ('one', 'b', 2, 5);
INSERT INTO rows_of SELECT 'many', chr(97 + i % 4), i / 3.0, CASE i % 4 WHEN 0 THEN 3 WHEN 1 THEN 5 ELSE 7 END FROM generate_series(1, 50) i;
CREATE TEMP TABLE state AS SELECT name, plants_partial(region, size, reference) AS s FROM rows_of GROUP BY name UNION ALL SELECT 'none', NULL;
SELECT is((SELECT count(*)::int FROM state a, state b
           WHERE plants_combine(a.s, b.s) IS DISTINCT FROM (SELECT plants_partial(region, size, reference) FROM rows_of JOIN (VALUES (a.name), (b.name)) n(name) USING (name))
              OR plants_combine(a.s, b.s) IS DISTINCT FROM plants_combine(b.s, a.s)), 0, 'states combine to the bytes of one aggregate, either way round');
SELECT is((SELECT count(*)::int FROM state a, state b, state c
           WHERE plants_combine(plants_combine(a.s, b.s), c.s) IS DISTINCT FROM plants_combine(a.s, plants_combine(b.s, c.s))), 0, 'combining associates');
SELECT throws_ok($$SELECT plants_ellison_glaeser(set_byte(s, 0, get_byte(s, 0) # 1)) FROM state WHERE name = 'many'$$, '22P03', NULL, 'a foreign state is refused');
CREATE TEMP TABLE damage (outcome text);
DO $$
DECLARE s bytea; x float8;
BEGIN
    SELECT state.s INTO s FROM state WHERE name = 'many';
    FOR i IN 0 .. length(s) - 1 LOOP
        BEGIN
            x := plants_ellison_glaeser(set_byte(s, i, get_byte(s, i) # 129));
            INSERT INTO damage VALUES ('number');
        EXCEPTION WHEN OTHERS THEN INSERT INTO damage VALUES (SQLSTATE);
        END;
    END LOOP;
END $$;
SELECT is((SELECT array_agg(DISTINCT outcome) FROM damage WHERE outcome NOT IN ('number', '22P03')), NULL, 'any damaged byte gives a number or 22P03');
DELETE FROM damage;
DO $$
DECLARE s bytea; x float8;
BEGIN
    SELECT state.s INTO s FROM state WHERE name = 'many';
    FOR n IN 0 .. length(s) - 1 LOOP
        BEGIN
            x := plants_ellison_glaeser(substr(s, 1, n));
            INSERT INTO damage VALUES ('number');
        EXCEPTION WHEN OTHERS THEN INSERT INTO damage VALUES (SQLSTATE);
        END;
    END LOOP;
END $$;
SELECT is((SELECT array_agg(DISTINCT outcome) FROM damage), ARRAY['22P03'], 'any truncated state is refused');

SELECT * FROM finish();
ROLLBACK;
