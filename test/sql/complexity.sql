-- Complexity family: the vectors of the method note, edge cases, errors.
SET search_path = industry, public;

-- Fixture: values and presence, 4 regions by 4 industries.
CREATE TEMP TABLE fixture AS SELECT
    matrix_dense('{r1,r2,r3,r4}', '{i1,i2,i3,i4}', '{10,5,1,0, 8,0,2,1, 0,6,9,4, 1,1,7,10}') AS f,
    matrix_dense('{r1,r2,r3,r4}', '{i1,i2,i3,i4}', '{1,1,1,0, 1,1,0,0, 0,1,1,1, 1,0,0,1}') AS p;

-- One line a row, six digits, - where there is no cell.
CREATE FUNCTION pg_temp.lines(m industry.matrix) RETURNS TABLE (r text, cells text) LANGUAGE SQL AS $$
    SELECT r, string_agg(coalesce(round(industry.cell(m, r, c)::numeric, 6)::text, '-'), '  ' ORDER BY c COLLATE "C")
    FROM unnest(industry.row_keys(m)) AS r, unnest(industry.col_keys(m)) AS c GROUP BY r ORDER BY r COLLATE "C" $$;
\pset format unaligned
\pset tuples_only on
\pset fieldsep '  '

\echo # proximity of P
SELECT lines.* FROM fixture, pg_temp.lines(proximity(p, presence => 'given'));
\echo # density, diagonal one, zero, two nearest, counted
SELECT lines.* FROM fixture, pg_temp.lines(relatedness_density(p, presence => 'given'));
SELECT lines.* FROM fixture, pg_temp.lines(relatedness_density(p, presence => 'given', diagonal => 'zero'));
SELECT lines.* FROM fixture, pg_temp.lines(relatedness_density(p, presence => 'given', neighbours => 2));
SELECT lines.* FROM fixture, pg_temp.lines(relatedness_density(p, presence => 'given', neighbours => 2, preset => 'py_ecomplexity'));
SELECT lines.* FROM fixture, pg_temp.lines(relatedness_density(p, neighbours => 2, preset => 'stata'));
\echo # fixture F: RCA (row 1), correlation of ECI with diversity
SELECT lines.* FROM fixture, pg_temp.lines(location_quotient(f)) LIMIT 1;
SELECT round(corr(eci, diversity)::numeric, 6) FROM fixture, region_complexity(f);
\echo # fixture F: presence, binary density diagonal one and zero (row 1)
SELECT lines.* FROM fixture, pg_temp.lines(complexity_presence(f));
SELECT lines.* FROM fixture, pg_temp.lines(relatedness_density(f)) LIMIT 1;
SELECT lines.* FROM fixture, pg_temp.lines(relatedness_density(f, diagonal => 'zero')) LIMIT 1;
\echo # continuous: diversity, ubiquity, proximity as computed, density row 1 by diagonal
SELECT side, string_agg(round(degree::numeric, 6)::text, '  ' ORDER BY label) FROM fixture, complexity(f, presence => 'continuous') GROUP BY side ORDER BY side DESC;
SELECT lines.* FROM fixture, pg_temp.lines(proximity(f, presence => 'continuous', diagonal => 'as_computed'));
SELECT d, (SELECT cells FROM pg_temp.lines(relatedness_density(f, presence => 'continuous', diagonal => d)) LIMIT 1) FROM fixture, unnest('{as_computed,zero,one}'::text[]) AS d;
\echo # correlation proximity
SELECT lines.* FROM fixture, pg_temp.lines(proximity(f, kind => 'correlation'));

\echo # eigenvalues, binary and continuous
SELECT string_agg(round(eigenvalue::numeric, 6)::text, '  ' ORDER BY rank) FROM fixture, complexity_spectrum(f, 4);
SELECT string_agg(round(eigenvalue::numeric, 6)::text, '  ' ORDER BY rank) FROM fixture, complexity_spectrum(f, 4, presence => 'continuous');
\echo # ECI and PCI by preset, and continuous with both scales
SELECT side, coalesce(pr, 'continuous'), string_agg(round(complexity::numeric, 6)::text, '  ' ORDER BY label)
FROM fixture, unnest('{default,py_ecomplexity,stata,econgeo,NULL}'::text[]) WITH ORDINALITY AS pr(pr, i), complexity(f, preset => pr, presence => CASE WHEN pr IS NULL THEN 'continuous' END)
GROUP BY side, pr, i ORDER BY side DESC, i;
SELECT string_agg(round(pci::numeric, 6)::text, '  ' ORDER BY industry) FROM fixture, industry_complexity(f, pci_scale => 'own');
\echo # outlook by preset; gain row by row; scaled; without the own term
SELECT pr, string_agg(round(coi::numeric, 6)::text, '  ' ORDER BY region) FROM fixture, unnest('{default,py_ecomplexity,stata}'::text[]) AS pr, complexity_outlook(f, preset => pr) GROUP BY pr;
SELECT lines.* FROM fixture, pg_temp.lines(complexity_outlook_gain(f));
SELECT lines.* FROM fixture, pg_temp.lines(complexity_outlook_gain(f, preset => 'stata')) LIMIT 1;
SELECT string_agg(round(coi_raw::numeric, 6)::text, '  ' ORDER BY region) FROM fixture, complexity_outlook(f, outlook_pci => 'scaled');
SELECT lines.* FROM fixture, pg_temp.lines(complexity_outlook_gain(f, outlook_pci => 'scaled')) LIMIT 1;
SELECT lines.* FROM fixture, pg_temp.lines(complexity_outlook_gain(f, outlook_pci => 'scaled', subtract_own => true)) LIMIT 1;
\echo # density by preset; the measures of association of econgeo (row 1)
SELECT pr, (SELECT cells FROM pg_temp.lines(relatedness_density(f, preset => pr)) LIMIT 1) FROM fixture, unnest('{default,py_ecomplexity,stata,econgeo}'::text[]) AS pr;
SELECT k, (SELECT cells FROM pg_temp.lines(relatedness_density(f, kind => k, preset => 'econgeo')) LIMIT 1) FROM fixture, unnest('{association,cosine,jaccard,prob}'::text[]) AS k;
\echo # fitness of P after 1, 2, 50 iterations and of binary F
SELECT side, n, string_agg(round(fitness::numeric, 6)::text, '  ' ORDER BY label) FROM fixture, unnest('{1,2,50}'::int[]) AS n, fitness(p, n, presence => 'given') GROUP BY side, n ORDER BY side DESC, n;
SELECT string_agg(round(fitness::numeric, 6)::text, '  ' ORDER BY label) FROM fixture, fitness(f) WHERE side = 'region';
\echo # external PCI: presence (0,1,1,0)
SELECT eci::numeric(9,6), n_industries, status FROM external_complexity(matrix('{a,a,b}', '{i2,i3,i9}', '{1,1,1}'),
    matrix('{i1,i2,i3,i4}', '{pci,pci,pci,pci}', '{-1.183216,-0.164947,1.104815,1.669912}'), presence => 'given');
\echo # a fixed basis with itself is ECI
SELECT max(abs(a.eci - b.eci)) < 1e-12 FROM fixture, region_complexity(f) AS a JOIN fixture AS g ON true JOIN fixed_basis_complexity((SELECT f FROM fixture), (SELECT f FROM fixture)) AS b USING (region);

\echo # presence kinds: hhi, population, both, blend
SELECT k, string_agg(cells, ' | ') FROM fixture, unnest('{rca,hhi,rpop,rca_rpop,blend}'::text[]) AS k,
    pg_temp.lines(complexity_presence(f, presence => k, population => matrix('{r1,r2,r3,r4}', '{n,n,n,n}', '{1,2,3,4}'))) GROUP BY k ORDER BY k;
SELECT string_agg(cells, ' | ') FROM fixture, pg_temp.lines(complexity_presence(f, presence => 'rca_rpop', preset => 'py_ecomplexity', population => matrix('{r1,r2,r3,r4}', '{n,n,n,n}', '{1,2,3,4}')));

\echo # a graph in two parts: the larger one has an index, all are flagged
SELECT side, label, round(complexity::numeric, 6), degree, component, status FROM complexity(matrix('{a,a,b,b,c,c,c,x}', '{p,q,p,r,q,r,s,z}', '{1,1,1,1,1,1,1,1}'), presence => 'given');
\echo # a circle: the second eigenvalue is double, no index
SELECT region, eci, status FROM region_complexity(matrix('{a,a,b,b,c,c}', '{p,q,q,r,p,r}', '{1,1,1,1,1,1}'), presence => 'given');
SELECT rank, eigenvalue::numeric(7,6) FROM complexity_spectrum(matrix('{a,a,b,b,c,c}', '{p,q,q,r,p,r}', '{1,1,1,1,1,1}'), presence => 'given');
\echo # equal diversity everywhere: the sign is open, unless a reference tells it
SELECT region, round(eci::numeric, 6), status FROM region_complexity(matrix('{a,a,b,b,c,c,d,d}', '{p,q,q,r,r,s,s,t}', '{1,1,1,1,1,1,1,1}'), presence => 'given');
SELECT region, round(eci::numeric, 6), status FROM region_complexity(matrix('{a,a,b,b,c,c,d,d}', '{p,q,q,r,r,s,s,t}', '{1,1,1,1,1,1,1,1}'), presence => 'given',
    reference => matrix('{a,d}', '{gdp,gdp}', '{1,9}'));
\echo # a zero row and a zero column are NULL alone; the packages lose the whole table when the test leaves nothing
SELECT side, label, round(complexity::numeric, 3), degree, status FROM complexity(matrix_dense('{a,b,c,d,z}', '{i1,i2,i3,i4,y}', '{10,5,1,0,0, 8,0,2,1,0, 0,6,9,4,0, 1,1,7,10,0, 0,0,0,0,0}'));
SELECT lines.* FROM pg_temp.lines(relatedness_density(matrix_dense('{a,b,z}', '{p,q,y}', '{5,1,0, 1,6,0, 0,0,0}')));
SELECT pr, count(complexity), string_agg(DISTINCT status, ' ') FROM unnest('{default,py_ecomplexity,stata,econgeo}'::text[]) AS pr,
    complexity(matrix_dense('{a,b,c,d}', '{p,q,r}', '{2,2,2, 3,2,1, 1,2,3, 2,2,2}'), inclusive => pr = 'default', preset => pr) GROUP BY pr ORDER BY pr;
\echo # empty, one row, one column, one cell, all equal
SELECT count(*) FROM complexity(NULL);
SELECT relatedness_density(NULL) IS NULL, proximity(NULL) IS NULL, entry(NULL::matrix, NULL) IS NULL;
SELECT k, complexity, degree, status FROM (VALUES (1, matrix('{a,a}', '{p,q}', '{1,2}')), (2, matrix('{a,b}', '{p,p}', '{1,2}')), (3, matrix('{a}', '{p}', '{1}')),
    (4, matrix_dense('{a,b}', '{p,q}', '{3,3,3,3}')), (5, matrix('{a}', '{p}', '{0}'))) AS v(k, m), complexity(m) WHERE side = 'region' ORDER BY k, label;
SELECT k, lines.* FROM (VALUES (1, matrix('{a,a}', '{p,q}', '{1,2}')), (2, matrix('{a}', '{p}', '{0}')), (3, matrix_dense('{a,b}', '{p,q}', '{3,3,3,3}'))) AS v(k, m), pg_temp.lines(relatedness_density(m));
\echo # huge and tiny values, equal rationals that are exactly one
SELECT string_agg(round(complexity::numeric, 6)::text, ' ' ORDER BY label) FROM fixture, complexity(scale(f, 1e300)) WHERE side = 'region';
SELECT string_agg(round(complexity::numeric, 6)::text, ' ' ORDER BY label) FROM fixture, complexity(scale(f, 1e-300)) WHERE side = 'region';
SELECT cells FROM pg_temp.lines(complexity_presence(matrix_dense('{a,b}', '{p,q,r}', '{0.1,0.2,0.3, 0.2,0.4,0.6}')));

\echo # sophistication
SELECT industry, prody::numeric(9,4) FROM fixture, prody(f, matrix('{r1,r2,r3}', '{y,y,y}', '{10,20,30}'));
SELECT region, expy::numeric(9,4) FROM fixture, expy(f, matrix('{r1,r2,r3}', '{y,y,y}', '{10,20,30}'));
\echo # reflections
SELECT side, step, string_agg(round(value::numeric, 4)::text, ' ' ORDER BY label) FROM fixture, reflections(p, 3, presence => 'given') GROUP BY side, step ORDER BY side DESC, step;

\echo # entry and exit; a buffer; persistence; labels that one side lacks
CREATE TEMP TABLE years AS SELECT matrix_dense('{a,b}', '{p,q,r}', '{1.0,0.4,0, 0.6,2,1}') AS y0, matrix_dense('{a,b}', '{p,q,r}', '{1.5,1.2,0.2, 0.3,0.9,2}') AS y1,
    matrix_dense('{a,b}', '{p,q,s}', '{1.5,1.2,1, 0.2,0.1,0}') AS y2;
SELECT lines.* FROM years, pg_temp.lines(entry(scale(y0, 1), y1, presence => 'given', low => 0.5));
SELECT lines.* FROM years, pg_temp.lines(entry(y0, y1));
SELECT lines.* FROM years, pg_temp.lines(exit(y0, y1));
SELECT lines.* FROM years, pg_temp.lines(exit(ARRAY[y0], ARRAY[y1, y2]));
SELECT lines.* FROM years, pg_temp.lines(entry(ARRAY[y0, y1], ARRAY[y2]));
SELECT product_status.* FROM years, product_status(y0, y1) ORDER BY 1, 2;

\echo # provenance
SELECT DISTINCT method_id FROM fixture, complexity_outlook(f, neighbours => 3, preset => 'stata');
SELECT DISTINCT method_id FROM fixture, region_complexity(f, threshold => 0.5, presence => 'rca');
SELECT preset, convention, value FROM complexity_presets() WHERE convention IN ('diagonal', 'sd', 'empty') ORDER BY 2, 1;

\echo # errors
\set VERBOSITY verbose
\set SHOW_CONTEXT never
\set ON_ERROR_STOP 0
CREATE FUNCTION pg_temp.error_of(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE message text; detail text; hint text;
BEGIN
    EXECUTE statement;
    RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    RETURN concat_ws(E'\n    ', sqlstate || ': ' || message, nullif(detail, ''), nullif(hint, ''));
END $$;
SELECT pg_temp.error_of(format('SELECT %s FROM fixture', s)) FROM unnest(ARRAY[
    'complexity(f, preset => ''stat'')',
    'proximity(f, kind => ''pearson'')',
    'relatedness_density(f, diagonal => ''two'')',
    'relatedness_density(f, neighbours => 0)',
    'region_complexity(f, sd => ''m'')',
    'region_complexity(f, iterations => 0)',
    'complexity(f, threshold => -1)',
    'complexity(f, threshold => ''NaN'')',
    'complexity(matrix(''{a}'', ''{p}'', ''{-2}''))',
    'complexity(matrix(''{a}'', ''{p}'', ''{-2}''), presence => ''given'')',
    'complexity(f, presence => ''rpop'')',
    'complexity(f, presence => ''rpop'', population => matrix(''{r1,r2}'', ''{n,n}'', ''{1,2}''))',
    'external_complexity(f, f)',
    'fitness(f, extremality => 0)',
    'relatedness_density(f, phi => matrix(''{x}'', ''{x}'', ''{1}''))',
    'relatedness_density(f, phi => matrix(''{i1}'', ''{i2}'', ''{-1}''))',
    'entry(f, f, low => 2)',
    'entry(ARRAY[]::matrix[], ARRAY[f])',
    'entry(ARRAY[f, NULL], ARRAY[f])',
    'complexity_spectrum(f, 0)',
    'reflections(f, -1)',
    'proximity((SELECT matrix_agg(''r'', ''c'' || i, 1) FROM generate_series(1, 6000) AS i))']) AS s;
