-- Every metric function over matrices on a grid of edge cases: an answer without NaN or infinity, or an orderly error; negative
-- values where shares are meant are refused with row, column and value; a scale-free measure does not see the unit.
BEGIN;
SET search_path = industry, public;
SET LOCAL jit = off; -- plans over tables that were never analysed look large enough to compile
SELECT plan(9);

CREATE TEMP TABLE edge (name text, m matrix);
INSERT INTO edge VALUES
    ('empty', '{"rows":[],"cols":[],"cells":[]}'),
    ('no cells', '{"rows":["r1","r2"],"cols":["i1","i2"],"cells":[]}'),
    ('one row', matrix_dense('{r1}', '{i1,i2,i3}', '{1,2,3}')),
    ('one column', matrix_dense('{r1,r2,r3}', '{i1}', '{1,2,3}')),
    ('one cell', matrix_dense('{r1}', '{i1}', '{5}')),
    ('zeros', matrix_dense('{r1,r2}', '{i1,i2}', '{0,0,0,0}')),
    ('zero row', matrix_dense('{r1,r2,r3}', '{i1,i2,i3}', '{1,2,3, 0,0,0, 4,5,1}')),
    ('zero column', matrix_dense('{r1,r2,r3}', '{i1,i2,i3}', '{1,0,3, 2,0,2, 4,0,1}')),
    ('all equal', matrix_dense('{r1,r2,r3}', '{i1,i2,i3}', '{2,2,2, 2,2,2, 2,2,2}')),
    ('one dominant', matrix_dense('{r1,r2,r3}', '{i1,i2,i3}', '{1e15,1,1, 1,1,1, 1,1,1}')),
    ('ties', matrix_dense('{r1,r2,r3}', '{i1,i2,i3}', '{1,2,1, 2,1,2, 1,2,1}')),
    ('absent cells', '{"rows":["r1","r2","r3"],"cols":["i1","i2","i3"],"cells":[[0,0,1],[1,1,2],[1,2,3]]}'),
    ('huge', matrix_dense('{r1,r2,r3}', '{i1,i2,i3}', '{1e305,2e305,3e305, 4e305,1e305,2e305, 1e305,1e305,7e305}')),
    ('tiny', matrix_dense('{r1,r2,r3}', '{i1,i2,i3}', '{1e-305,2e-305,3e-305, 4e-305,1e-305,2e-305, 1e-305,1e-305,7e-305}')),
    ('least', matrix_dense('{r1,r2,r3}', '{i1,i2,i3}', '{5e-324,1e-323,5e-324, 5e-324,1e-322,5e-324, 1e-320,5e-324,5e-324}'));

-- what beside m: regions by one column, weights between regions, flows between industries
CREATE TEMP TABLE beside AS SELECT matrix_dense('{r1,r2,r3}', '{v}', '{1,2,3}') AS v, matrix_dense('{i1,i2,i3}', '{v}', '{1,2,3}') AS p,
    matrix_dense('{r1,r2,r3}', '{r1,r2,r3}', '{0,1,1, 1,0,1, 1,1,0}') AS w, matrix_dense('{i1,i2,i3}', '{i1,i2,i3}', '{1,2,3, 4,5,6, 7,8,9}') AS f;

-- the calls: shares are meant (share), signed values have a sense (signed); scale-free or not
CREATE TEMP TABLE call (statement text, meant text, free boolean);
INSERT INTO call
SELECT unnest(ARRAY['location_quotient(m)', 'location_quotient(m, m)', 'rsca(m)', 'location_quotient_z(m)', 'location_quotient_z(m, ''none'')', 'presence(m)',
    'dynamic_location_quotient(m, m)', 'similarity(m)', 'similarity(m, ''krugman'')', 'similarity(m, ''bray_curtis'')', 'similarity(m, ''finger_kreinin'')', 'complementarity(m, f)',
    'coagglomeration(m)', 'group_coagglomeration(m, m)', 'variety(m, (SELECT coalesce(array_agg(k), ''{}'') FROM unnest(col_keys(m)) k))',
    'cluster_index(m, scale(m, 0.5), v, v)', 'complexity(m)', 'complexity(m, preset => ''py_ecomplexity'')', 'complexity(m, preset => ''stata'')', 'complexity(m, preset => ''econgeo'')',
    'complexity(m, presence => ''continuous'')', 'complexity(m, presence => ''hhi'')', 'complexity(m, presence => ''rca_rpop'', population => v)', 'complexity(m, presence => ''blend'', population => v)',
    'region_complexity(m)', 'industry_complexity(m)', 'complexity_spectrum(m)', 'complexity_presence(m)', 'reflections(m)', 'fitness(m)', 'external_complexity(m, p)', 'fixed_basis_complexity(m, m)',
    'proximity(m)', 'proximity(m, ''asymmetric'')', 'proximity(m, ''correlation'')', 'proximity(m, ''association'')', 'proximity(m, ''cosine'')', 'proximity(m, ''jaccard'')', 'proximity(m, ''prob'')',
    'proximity(m, ''zscore'')', 'proximity(m, min_z => 0)', 'relatedness_density(m)', 'relatedness_density(m, kind => ''correlation'')', 'relatedness_density(m, kind => ''prob'')',
    'relatedness_density(m, neighbours => 1)', 'relatedness_density(m, scope => ''absent'')', 'region_relatedness(m)', 'region_relatedness(m, preset => ''econgeo'')', 'complexity_outlook(m)', 'complexity_outlook_gain(m)',
    'prody(m, v)', 'expy(m, v)', 'entry(m, m)', 'exit(m, m)', 'product_status(m, m)', 'structural_change(m, m)', 'structural_change(m, scale(m, 0.5), growth => ''midpoint'')',
    'industry_linkage(m)', 'input_output_link(square)']), 'share', true
UNION ALL
SELECT unnest(ARRAY['region_profile(m)', 'region_profile(m, m)', 'region_profile(m, preset => ''econgeo'')', 'industry_profile(m)', 'industry_profile(m, preset => ''econgeo'')', 'cluster_criteria(m)', 'cluster_criteria(m, m)',
    'plant_herfindahl(m, scale(m, 0.5))', 'ellison_glaeser(m, plant_herfindahl(m, m))', 'shift_share(m, m)', 'shift_share(m, scale(m, 0.5), ''arcelus'')', 'shift_share(m, m, m, m, ''esteban_marquillas'')',
    'shift_share_dynamic(ARRAY[m, m, m])', 'shift_share_spatial(m, m, w)', 'productivity_shift_share(m, m, m, scale(m, 0.5))', 'sigma_convergence(m)',
    'three_industry_structure(three)', 'three_industry_productivity(three, three)', 'three_industry_movement(three, scale(three, 0.5))', 'isomorphism(codes)']), 'share', false
UNION ALL
SELECT unnest(ARRAY['growth_contribution(m, m)', 'growth_contribution(m, scale(m, 0.5))', 'growth_contribution(m, m, matrix_dense(''{r1,r2}'', ''{v}'', ''{0.05,0}''))', 'growth_table(m, scale(m, 0.5))', 'first_crossing(m, 1)',
    'markov_transition(m, ''{1}'')', 'markov_transition(m, ''{1}'', true)', 'spatial_markov(m, w, ''{1}'')',
    'input_requirement(square, matrix_dense(''{1,2,3}'', ''{v}'', ''{20,20,20}''))', 'linkage_tree(scale(square, 1e-200))', 'linkage_clusters(scale(square, 1e-200), 2)',
    'cluster_relatedness(scale(square, 1e-200), (SELECT coalesce(array_agg(DISTINCT k), ''{}'') FROM unnest(row_keys(square) || col_keys(square)) k))']), 'signed', false;

CREATE FUNCTION pg_temp.outcome(statement text, edge text, factor float8 DEFAULT 1) RETURNS text LANGUAGE plpgsql AS $$
DECLARE answer text; message text; detail text;
BEGIN
    -- the same figures as three industries, under codes, and as a square matrix of relations
    EXECUTE format('SELECT string_agg(coalesce(q::text, ''(NULL)''), '' '') FROM (SELECT %s FROM (SELECT scale(m, %s) AS m FROM edge WHERE name = %L) e CROSS JOIN beside,
        LATERAL (SELECT coalesce((SELECT matrix_agg(row_key, right(col_key, 1), value) FROM cells(m)), ''{"rows":[],"cols":[],"cells":[]}'') AS three,
            coalesce((SELECT matrix_agg(row_key, ''0'' || right(col_key, 1), value) FROM cells(m)), ''{"rows":[],"cols":[],"cells":[]}'') AS codes,
            coalesce((SELECT matrix_agg(right(row_key, 1), right(col_key, 1), value) FROM cells(m)), ''{"rows":[],"cols":[],"cells":[]}'') AS square) s) q',
        statement, factor, edge) INTO answer;
    RETURN coalesce(answer, 'no row');
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
    RETURN concat_ws(' ', 'error', sqlstate, message, detail);
END $$;

-- families by their modules: specialization to targets; integration reads signed national tables
\set modules `cat sql/3[0-9]_*.sql sql/4[0-68]_*.sql sql/47_linkage.sql`
CREATE TEMP TABLE family AS SELECT DISTINCT m[1] AS name FROM regexp_matches(:'modules', 'CREATE FUNCTION industry\.(\w+)\(', 'g') AS m;
SELECT is_empty($$ SELECT DISTINCT function_name FROM metric JOIN family ON name = function_name
    JOIN pg_proc p ON p.proname = function_name AND p.pronamespace = 'industry'::regnamespace
    WHERE p.proargtypes[0] IN ('matrix'::regtype, 'matrix[]'::regtype)
        AND NOT EXISTS (SELECT FROM call WHERE statement ~ ('(^|[^a-z_])' || function_name || '\(')) $$, 'every metric over a matrix is on the grid');

CREATE TEMP TABLE outcome AS SELECT statement, meant, name, pg_temp.outcome(statement, name) AS answer FROM call CROSS JOIN edge;
SELECT is_empty($$ SELECT statement, name, left(answer, 200) FROM outcome WHERE answer ~* '[^a-z_](nan|inf|infinity)[^a-z_]' AND answer !~ '^error' $$, 'no answer is NaN or infinite');
SELECT is_empty($$ SELECT statement, name, left(answer, 200) FROM outcome WHERE answer ~ '^error' AND answer !~ '^error 22' $$, 'no error but of data');
SELECT set_eq($$ SELECT DISTINCT statement, left(answer, 11) FROM outcome WHERE answer ~ '^error' AND name NOT IN ('huge', 'tiny', 'least') $$,
    $$ VALUES ('sigma_convergence(m)', 'error 22023') $$, 'errors: levels that are not positive have no logarithm');
SELECT is_empty($$ SELECT statement, name, answer FROM outcome WHERE answer ~ '^error' AND name IN ('huge', 'tiny', 'least') $$, 'huge and tiny values have answers');

INSERT INTO edge VALUES ('negative', matrix_dense('{r1,r2,r3}', '{i1,i2,i3}', '{1,2,3, 4,-5,6, 7,8,9}'));
SELECT is_empty($$ SELECT statement, a FROM call, LATERAL pg_temp.outcome(statement, 'negative') a
    WHERE meant = 'share' AND a !~ '^error 22023 .*Row "r?2", column "(i2|2|A02)" has the value -5\.$' $$, 'a negative value is refused with its row, column and value where shares are meant');
SELECT is_empty($$ SELECT statement, a FROM call, LATERAL pg_temp.outcome(statement, 'negative') a WHERE meant = 'signed' AND a ~ '^error' $$, 'signed values have answers where they have a sense');
SELECT is_empty($$ SELECT statement, name, o.answer, a FROM outcome o JOIN call USING (statement), LATERAL pg_temp.outcome(statement, name, 1024) a
    WHERE free AND name NOT IN ('huge', 'tiny', 'least') AND a <> o.answer $$, 'a power of two changes no bit of a scale-free measure');
SELECT is_empty($$ SELECT statement, name FROM outcome o JOIN call USING (statement) WHERE free AND name = 'huge'
    AND pg_temp.outcome(statement, 'huge', 2::float8 ^ -1000) <> o.answer $$, 'nor is a huge unit seen');

SELECT * FROM finish();
ROLLBACK;
