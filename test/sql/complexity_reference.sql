-- Complexity family against answers of other programs: py-ecomplexity (case), economiccomplexity (ec) and EconGeo
-- (econgeo), R and Python packages run on the same input. Each line: what, values compared, all within the tolerance.
SET search_path = industry, public;
CREATE TEMP TABLE line (id serial, text text);
CREATE TEMP TABLE csv (file text, row_no bigint, field text[]);
\set load 'INSERT INTO csv SELECT :''file'', row_number() OVER (ORDER BY id), string_to_array(replace(text, ''"'', ''''), '','') FROM line; TRUNCATE line;'
\copy line (text) FROM 'test/data/complexity/case_input.csv' (DELIMITER E'\b')
\set file case_input
:load
\copy line (text) FROM 'test/data/complexity/case_loc.csv' (DELIMITER E'\b')
\set file case_loc
:load
\copy line (text) FROM 'test/data/complexity/case_loc_asymmetric.csv' (DELIMITER E'\b')
\set file case_loc_asymmetric
:load
\copy line (text) FROM 'test/data/complexity/case_loc_continuous.csv' (DELIMITER E'\b')
\set file case_loc_continuous
:load
\copy line (text) FROM 'test/data/complexity/case_loc_prod.csv' (DELIMITER E'\b')
\set file case_loc_prod
:load
\copy line (text) FROM 'test/data/complexity/case_loc_prod_asymmetric.csv' (DELIMITER E'\b')
\set file case_loc_prod_asymmetric
:load
\copy line (text) FROM 'test/data/complexity/case_loc_prod_continuous.csv' (DELIMITER E'\b')
\set file case_loc_prod_continuous
:load
\copy line (text) FROM 'test/data/complexity/case_prod.csv' (DELIMITER E'\b')
\set file case_prod
:load
\copy line (text) FROM 'test/data/complexity/case_proximity.csv' (DELIMITER E'\b')
\set file case_proximity
:load
\copy line (text) FROM 'test/data/complexity/case_proximity_asymmetric.csv' (DELIMITER E'\b')
\set file case_proximity_asymmetric
:load
\copy line (text) FROM 'test/data/complexity/case_proximity_continuous.csv' (DELIMITER E'\b')
\set file case_proximity_continuous
:load
\copy line (text) FROM 'test/data/complexity/ec_density.csv' (DELIMITER E'\b')
\set file ec_density
:load
\copy line (text) FROM 'test/data/complexity/ec_fitness.csv' (DELIMITER E'\b')
\set file ec_fitness
:load
\copy line (text) FROM 'test/data/complexity/ec_fitness_extremality2.csv' (DELIMITER E'\b')
\set file ec_fitness_extremality2
:load
\copy line (text) FROM 'test/data/complexity/ec_fitness_industries.csv' (DELIMITER E'\b')
\set file ec_fitness_industries
:load
\copy line (text) FROM 'test/data/complexity/ec_gain.csv' (DELIMITER E'\b')
\set file ec_gain
:load
\copy line (text) FROM 'test/data/complexity/ec_industries.csv' (DELIMITER E'\b')
\set file ec_industries
:load
\copy line (text) FROM 'test/data/complexity/ec_outlook.csv' (DELIMITER E'\b')
\set file ec_outlook
:load
\copy line (text) FROM 'test/data/complexity/ec_pci.csv' (DELIMITER E'\b')
\set file ec_pci
:load
\copy line (text) FROM 'test/data/complexity/ec_proximity_industries.csv' (DELIMITER E'\b')
\set file ec_proximity_industries
:load
\copy line (text) FROM 'test/data/complexity/ec_proximity_regions.csv' (DELIMITER E'\b')
\set file ec_proximity_regions
:load
\copy line (text) FROM 'test/data/complexity/ec_regions.csv' (DELIMITER E'\b')
\set file ec_regions
:load
\copy line (text) FROM 'test/data/complexity/econgeo_association.csv' (DELIMITER E'\b')
\set file econgeo_association
:load
\copy line (text) FROM 'test/data/complexity/econgeo_cooc.csv' (DELIMITER E'\b')
\set file econgeo_cooc
:load
\copy line (text) FROM 'test/data/complexity/econgeo_cosine.csv' (DELIMITER E'\b')
\set file econgeo_cosine
:load
\copy line (text) FROM 'test/data/complexity/econgeo_density.csv' (DELIMITER E'\b')
\set file econgeo_density
:load
\copy line (text) FROM 'test/data/complexity/econgeo_density_exact.csv' (DELIMITER E'\b')
\set file econgeo_density_exact
:load
\copy line (text) FROM 'test/data/complexity/econgeo_density_ext.csv' (DELIMITER E'\b')
\set file econgeo_density_ext
:load
\copy line (text) FROM 'test/data/complexity/econgeo_density_int.csv' (DELIMITER E'\b')
\set file econgeo_density_int
:load
\copy line (text) FROM 'test/data/complexity/econgeo_density_avg.csv' (DELIMITER E'\b')
\set file econgeo_density_avg
:load
\copy line (text) FROM 'test/data/complexity/econgeo_growth_mat.csv' (DELIMITER E'\b')
\set file econgeo_growth_mat
:load
\copy line (text) FROM 'test/data/complexity/econgeo_growth_ind.csv' (DELIMITER E'\b')
\set file econgeo_growth_ind
:load
\copy line (text) FROM 'test/data/complexity/econgeo_growth_reg.csv' (DELIMITER E'\b')
\set file econgeo_growth_reg
:load
\copy line (text) FROM 'test/data/complexity/econgeo_diversity.csv' (DELIMITER E'\b')
\set file econgeo_diversity
:load
\copy line (text) FROM 'test/data/complexity/econgeo_entry.csv' (DELIMITER E'\b')
\set file econgeo_entry
:load
\copy line (text) FROM 'test/data/complexity/econgeo_exit.csv' (DELIMITER E'\b')
\set file econgeo_exit
:load
\copy line (text) FROM 'test/data/complexity/econgeo_expy.csv' (DELIMITER E'\b')
\set file econgeo_expy
:load
\copy line (text) FROM 'test/data/complexity/econgeo_industries.csv' (DELIMITER E'\b')
\set file econgeo_industries
:load
\copy line (text) FROM 'test/data/complexity/econgeo_jaccard.csv' (DELIMITER E'\b')
\set file econgeo_jaccard
:load
\copy line (text) FROM 'test/data/complexity/econgeo_prob.csv' (DELIMITER E'\b')
\set file econgeo_prob
:load
\copy line (text) FROM 'test/data/complexity/econgeo_prody.csv' (DELIMITER E'\b')
\set file econgeo_prody
:load
\copy line (text) FROM 'test/data/complexity/econgeo_regions.csv' (DELIMITER E'\b')
\set file econgeo_regions
:load
\copy line (text) FROM 'test/data/complexity/econgeo_ubiquity.csv' (DELIMITER E'\b')
\set file econgeo_ubiquity
:load
\copy line (text) FROM 'test/data/complexity/econgeo_weighted_avg.csv' (DELIMITER E'\b')
\set file econgeo_weighted_avg
:load
\copy line (text) FROM 'test/data/complexity/econgeo_weighted_avg_reg.csv' (DELIMITER E'\b')
\set file econgeo_weighted_avg_reg
:load
\copy line (text) FROM 'test/data/complexity/econgeo_zscore.csv' (DELIMITER E'\b')
\set file econgeo_zscore
:load
\copy line (text) FROM 'test/data/complexity/eigenvalues.csv' (DELIMITER E'\b')
\set file eigenvalues
:load
\copy line (text) FROM 'test/data/complexity/gdp.csv' (DELIMITER E'\b')
\set file gdp
:load
\copy line (text) FROM 'test/data/complexity/presence.csv' (DELIMITER E'\b')
\set file presence
:load
\copy line (text) FROM 'test/data/complexity/rca_binary.csv' (DELIMITER E'\b')
\set file rca_binary
:load
\copy line (text) FROM 'test/data/complexity/values.csv' (DELIMITER E'\b')
\set file values
:load
\copy line (text) FROM 'test/data/complexity/values_t2.csv' (DELIMITER E'\b')
\set file values_t2
:load

-- A wide file as rows (row, column, value), and as a matrix.
CREATE FUNCTION pg_temp.long(f text) RETURNS TABLE (r text, c text, v float8) LANGUAGE SQL AS $$
    SELECT b.field[1], h.field[i], nullif(b.field[i], 'NA')::float8
    FROM csv AS h JOIN csv AS b ON h.file = f AND b.file = f AND h.row_no = 1 AND b.row_no > 1, generate_series(2, array_length(h.field, 1)) AS i $$;
CREATE FUNCTION pg_temp.wide(f text) RETURNS industry.matrix LANGUAGE SQL AS $$ SELECT industry.matrix_agg(r, c, v) FROM pg_temp.long(f) $$;
-- One column of a file of rows.
CREATE FUNCTION pg_temp.named(f text, c text) RETURNS TABLE (label text, v float8) LANGUAGE SQL AS $$ SELECT r, v FROM pg_temp.long(f) AS l WHERE l.c = named.c $$;
CREATE TEMP TABLE d AS SELECT pg_temp.wide('values') AS x, pg_temp.wide('values_t2') AS x2, pg_temp.wide('presence') AS p, pg_temp.wide('gdp') AS gdp, pg_temp.wide('ec_pci') AS q,
    (SELECT matrix_agg(field[1], field[2], field[3]::float8) FROM csv WHERE file = 'case_input' AND row_no > 1) AS k;
CREATE TEMP TABLE result (what text, ours float8, theirs float8);

-- py-ecomplexity, symmetric, asymmetric and by correlation
INSERT INTO result SELECT 'case eci', eci, v FROM d, region_complexity(k, preset => 'py_ecomplexity') JOIN pg_temp.named('case_loc', 'eci') ON label = region;
INSERT INTO result SELECT 'case diversity', diversity, v FROM d, region_complexity(k, preset => 'py_ecomplexity') JOIN pg_temp.named('case_loc', 'diversity') ON label = region;
INSERT INTO result SELECT 'case pci', pci, v FROM d, industry_complexity(k, preset => 'py_ecomplexity') JOIN pg_temp.named('case_prod', 'pci') ON label = industry;
INSERT INTO result SELECT 'case ubiquity', ubiquity, v FROM d, industry_complexity(k, preset => 'py_ecomplexity') JOIN pg_temp.named('case_prod', 'ubiquity') ON label = industry;
CREATE TEMP TABLE variant AS SELECT * FROM (VALUES ('', 'cooccurrence'), ('_asymmetric', 'asymmetric'), ('_continuous', 'correlation')) AS v(suffix, kind);
INSERT INTO result SELECT 'case proximity' || suffix, cell(proximity(k, kind => kind, preset => 'py_ecomplexity'), field[1], field[2]), field[3]::float8
    FROM d, variant JOIN csv ON file = 'case_proximity' || suffix AND row_no > 1;
INSERT INTO result SELECT 'case coi' || suffix, coi, v FROM d, variant, complexity_outlook(k, kind => kind, preset => 'py_ecomplexity') JOIN LATERAL pg_temp.named('case_loc' || suffix, 'coi') ON label = region;
INSERT INTO result SELECT 'case density' || suffix, cell(w, field[1], field[2]), field[5]::float8
    FROM d, variant, LATERAL (SELECT relatedness_density(k, kind => kind, preset => 'py_ecomplexity') AS w OFFSET 0) AS a JOIN csv ON row_no > 1 WHERE file = 'case_loc_prod' || suffix;
INSERT INTO result SELECT 'case cog' || suffix, cell(w, field[1], field[2]), field[6]::float8
    FROM d, variant, LATERAL (SELECT complexity_outlook_gain(k, kind => kind, preset => 'py_ecomplexity') AS w OFFSET 0) AS a JOIN csv ON row_no > 1 WHERE file = 'case_loc_prod' || suffix;

-- economiccomplexity: presence given, standard deviations of a sample, PCI on its own scale
INSERT INTO result SELECT 'ec eci', eci, v FROM d, region_complexity(p, presence => 'given', sd => 'n-1') JOIN pg_temp.named('ec_regions', 'eigenvalues') ON label = region;
INSERT INTO result SELECT 'ec pci', pci, v FROM d, industry_complexity(p, presence => 'given', sd => 'n-1', pci_scale => 'own') JOIN pg_temp.named('ec_industries', 'eigenvalues') ON label = industry;
INSERT INTO result SELECT 'ec proximity industries', value, v FROM d, grid(proximity(p, presence => 'given')) JOIN pg_temp.long('ec_proximity_industries') ON (r, c) = (row_key, col_key);
INSERT INTO result SELECT 'ec proximity regions', value, v FROM d, grid(proximity(transpose(p), presence => 'given')) JOIN pg_temp.long('ec_proximity_regions') ON (r, c) = (row_key, col_key);
INSERT INTO result SELECT 'ec density', value, v FROM d, grid(relatedness_density(p, presence => 'given')) JOIN pg_temp.long('ec_density') ON (r, c) = (row_key, col_key);
INSERT INTO result SELECT 'ec coi', coi_raw, v FROM d, complexity_outlook(p, pci => q, presence => 'given') JOIN pg_temp.named('ec_outlook', 'coi') ON label = region;
INSERT INTO result SELECT 'ec cog', value, v FROM d, grid(complexity_outlook_gain(p, pci => q, presence => 'given')) JOIN pg_temp.long('ec_gain') ON (r, c) = (row_key, col_key);
-- its count of iterations includes the start
INSERT INTO result SELECT 'ec fitness ' || n, fitness, field[3]::float8 FROM d, unnest('{2,4,10,20,50,200}'::int[]) AS n, LATERAL fitness(p, n - 1, presence => 'given') JOIN csv ON field[2] = label WHERE file = 'ec_fitness' AND field[1] = n::text;
INSERT INTO result SELECT 'ec product fitness ' || n, fitness, field[3]::float8 FROM d, unnest('{2,4,10,20,50,200}'::int[]) AS n, LATERAL fitness(p, n - 1, presence => 'given') JOIN csv ON field[2] = label WHERE file = 'ec_fitness_industries' AND field[1] = n::text;
INSERT INTO result SELECT 'ec fitness extremality 2', fitness, v FROM d, fitness(p, 19, 2, presence => 'given') JOIN pg_temp.named('ec_fitness_extremality2', 'fitness') USING (label);
INSERT INTO result SELECT 'ec reflections ' || side, z, v FROM (SELECT side, label, (value - avg(value) OVER w) / stddev_samp(value) OVER w AS z FROM d, reflections(p, 19, presence => 'given')
    WHERE (side = 'region' AND step = 18) OR (side = 'industry' AND step = 19) WINDOW w AS (PARTITION BY side)) AS a
    JOIN LATERAL (SELECT * FROM pg_temp.named('ec_regions', 'reflections20') UNION ALL SELECT * FROM pg_temp.named('ec_industries', 'reflections20')) AS b USING (label);
INSERT INTO result SELECT 'eigenvalues', eigenvalue, v FROM d, complexity_spectrum(p, 15, presence => 'given') JOIN pg_temp.named('eigenvalues', 'lambda') ON label = rank::text;

-- EconGeo, values and presence
INSERT INTO result SELECT 'econgeo kci', eci, v FROM d, region_complexity(x, preset => 'econgeo') JOIN pg_temp.named('econgeo_regions', 'kci_rca_TRUE') ON label = region;
INSERT INTO result SELECT 'econgeo kci given', eci, v FROM d, region_complexity(p, presence => 'given', preset => 'econgeo') JOIN pg_temp.named('econgeo_regions', 'kci_binary') ON label = region;
INSERT INTO result SELECT 'econgeo tci', pci, v FROM d, industry_complexity(x, preset => 'econgeo') JOIN pg_temp.named('econgeo_industries', 'tci_rca_TRUE') ON label = industry;
INSERT INTO result SELECT 'econgeo exact eci', eci, v FROM d, region_complexity(x, sd => 'n-1') JOIN pg_temp.named('econgeo_regions', 'exact_eci_z') ON label = region;
INSERT INTO result SELECT 'econgeo morc2', value, v FROM d, reflections(x, 2) JOIN pg_temp.named('econgeo_regions', 'morc2') USING (label) WHERE step = 2;
INSERT INTO result SELECT 'econgeo mort1', value, v FROM d, reflections(x, 1) JOIN pg_temp.named('econgeo_industries', 'mort1') USING (label) WHERE step = 1;
INSERT INTO result SELECT 'econgeo ' || f, value, v FROM d, (VALUES ('association', 'association', 'zero'), ('cosine', 'cosine', 'zero'), ('jaccard', 'jaccard', 'zero'), ('prob', 'prob', 'zero'), ('cooc', 'count', 'zero'),
    ('zscore', 'zscore', 'as_computed')) AS k(f, kind, diagonal), grid(proximity(p, kind => kind, diagonal => diagonal, presence => 'given')) JOIN LATERAL pg_temp.long('econgeo_' || f) ON (r, c) = (row_key, col_key);
INSERT INTO result SELECT 'econgeo density', value, v FROM d, grid(relatedness_density(p, presence => 'given', preset => 'econgeo')) JOIN pg_temp.long('econgeo_density') ON (r, c) = (row_key, col_key);
INSERT INTO result SELECT 'econgeo density exact', 100 * value, v FROM d, grid(relatedness_density(p, kind => 'prob', presence => 'given')) JOIN pg_temp.long('econgeo_density_exact') ON (r, c) = (row_key, col_key);
INSERT INTO result SELECT 'econgeo density ' || scope, coalesce(cell(w, r, c), -1), coalesce(v, -1) FROM d, (VALUES ('absent', 'econgeo_density_ext'), ('present', 'econgeo_density_int')) AS k(scope, f),
    LATERAL (SELECT relatedness_density(p, scope => k.scope, presence => 'given', preset => 'econgeo') AS w OFFSET 0) AS a, pg_temp.long(k.f);
INSERT INTO result SELECT 'econgeo density average ' || k.f, CASE k.f WHEN 'ext_avg' THEN external ELSE internal END, v
    FROM d, region_relatedness(p, presence => 'given', preset => 'econgeo'), (VALUES ('ext_avg'), ('int_avg')) AS k(f) JOIN LATERAL pg_temp.named('econgeo_density_avg', k.f) ON true WHERE label = region;
-- percent in two digits, 0 where nothing became nothing
INSERT INTO result SELECT 'econgeo growth', round(100 * coalesce(growth, 0)::numeric, 2), v FROM d, growth_table(x, x2) JOIN pg_temp.long('econgeo_growth_mat') ON (r, c) = (region, industry);
INSERT INTO result SELECT DISTINCT 'econgeo growth of ' || k.f, round(100 * CASE k.f WHEN 'region' THEN region_growth ELSE industry_growth END::numeric, 2), v
    FROM d, growth_table(x, x2), (VALUES ('region', 'econgeo_growth_reg'), ('industry', 'econgeo_growth_ind')) AS k(f, file) JOIN LATERAL pg_temp.named(k.file, 'g') ON true WHERE label = CASE k.f WHEN 'region' THEN region ELSE industry END;
INSERT INTO result SELECT 'econgeo prody', prody, v FROM d, prody(p, gdp, preset => 'econgeo') JOIN pg_temp.named('econgeo_prody', 'prody_round2rca') ON label = industry;
INSERT INTO result SELECT 'econgeo prody exact', prody, v FROM d, prody(p, gdp) JOIN pg_temp.named('econgeo_prody', 'prody_exact') ON label = industry;
INSERT INTO result SELECT 'econgeo expy', expy, v FROM d, expy(p, gdp, preset => 'econgeo') JOIN pg_temp.named('econgeo_expy', 'expy_round2rca') ON label = region;
INSERT INTO result SELECT 'econgeo expy exact', expy, v FROM d, expy(p, gdp) JOIN pg_temp.named('econgeo_expy', 'expy_exact') ON label = region;
INSERT INTO result SELECT 'econgeo weighted average', eci, v FROM d, external_complexity(transpose(p), gdp, presence => 'given') JOIN pg_temp.named('econgeo_weighted_avg', 'w') ON label = region;
-- its weights are the numbers 1 to 15
INSERT INTO result SELECT 'econgeo weighted average of a number', eci, v FROM d, external_complexity(p, (SELECT matrix_agg(key, 'n', n) FROM d, unnest(col_keys(p)) WITH ORDINALITY AS u(key, n)), presence => 'given') JOIN pg_temp.named('econgeo_weighted_avg_reg', 'w') ON label = region;
INSERT INTO result SELECT 'econgeo ' || f, coalesce(cell(w, r, c), -1), coalesce(v, -1) FROM d, LATERAL (VALUES ('entry', entry(x, x2, preset => 'econgeo')), ('exit', exit(x, x2, preset => 'econgeo'))) AS k(f, w), pg_temp.long('econgeo_' || f);
INSERT INTO result SELECT 'econgeo diversity', diversity, v FROM d, region_complexity(x, preset => 'econgeo') JOIN pg_temp.named('econgeo_diversity', 'diversity_rca') ON label = region;
INSERT INTO result SELECT 'econgeo ubiquity', ubiquity, v FROM d, industry_complexity(x, preset => 'econgeo') JOIN pg_temp.named('econgeo_ubiquity', 'ubiquity_rca') ON label = industry;
INSERT INTO result SELECT 'presence', value, v FROM d, grid(complexity_presence(x)) JOIN pg_temp.long('rca_binary') ON (r, c) = (row_key, col_key);

-- a value of either side that is missing counts as wrong
SELECT what, count(*), bool_and(coalesce(abs(ours - theirs) <= 1e-9 * greatest(1, abs(theirs)), false)) AS within FROM result GROUP BY what ORDER BY what COLLATE "C";
SELECT what, ours, theirs FROM result WHERE NOT coalesce(abs(ours - theirs) <= 1e-9 * greatest(1, abs(theirs)), false) LIMIT 10;
