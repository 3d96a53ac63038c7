-- Contracts and properties of the complexity family; every number is checked against plain SQL.
BEGIN;
SET search_path = industry, public;
SELECT plan(31);

-- contracts
CREATE TEMP TABLE own AS
SELECT p.oid, p.proname, p.provolatile, p.proparallel, p.proretset, p.prorows, obj_description(p.oid, 'pg_proc') AS comment
FROM pg_proc p
WHERE pronamespace = 'industry'::regnamespace
  AND proname ~ '^(complexity.*|proximity|relatedness_density|region_complexity|industry_complexity|reflections|fitness|external_complexity|fixed_basis_complexity|prody|expy|entry|exit|product_status)$';
SELECT is((SELECT count(*)::int FROM own), 21, 'the family is there');
SELECT is((SELECT count(*)::int FROM own WHERE provolatile <> 'i' OR proparallel <> 's'), 0, 'all are immutable and parallel safe');
SELECT is((SELECT count(*)::int FROM own WHERE comment IS NULL OR length(comment) < 30), 0, 'all have a comment');
SELECT is((SELECT count(*)::int FROM own WHERE proretset AND prorows = 0), 0, 'set-returning ones state their rows');
SELECT is((SELECT string_agg(DISTINCT proname::text, ' ') FROM own WHERE proname <> 'complexity_presets' AND NOT EXISTS (SELECT FROM metric WHERE function_name = proname)), NULL,
          'every metric function has a row in the dictionary');
SELECT is((SELECT count(DISTINCT preset) || ' ' || count(*) / count(DISTINCT convention) FROM complexity_presets()), '4 4', 'every preset states every convention');

-- a random matrix with absent cells, a zero row and a zero column
SELECT setseed(0.25);
CREATE TEMP TABLE cell_of AS
SELECT 'r' || i AS r, 'c' || j AS c, CASE WHEN i = 37 OR j = 25 THEN 0 ELSE exp(4 * random()) * CASE WHEN (i + j) % 9 < 4 THEN 8 ELSE 1 END END AS v
FROM generate_series(1, 40) i, generate_series(1, 30) j WHERE random() < 0.6 OR i = 37 OR j = 25;
CREATE FUNCTION pg_temp.reversed(s text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT translate(s, '0123456789', '9876543210') $$;
CREATE TEMP TABLE d AS
SELECT matrix_agg(r, c, v) AS m, matrix_agg(pg_temp.reversed(r), pg_temp.reversed(c), v) AS permuted, matrix_agg(r, c, v * 1024) AS scaled, matrix_agg(c, r, v) AS turned FROM cell_of;

-- presence, degrees and location quotients by plain SQL
CREATE TEMP TABLE quotient AS
SELECT r, c, v / sum(v) OVER (PARTITION BY r) / (sum(v) OVER (PARTITION BY c) / sum(v) OVER ()) AS q FROM cell_of WHERE r <> 'r37' AND c <> 'c25';
CREATE TEMP TABLE present AS SELECT r, c FROM quotient WHERE q >= 1;
CREATE TEMP TABLE diversity AS SELECT r, count(*)::float8 AS d FROM present GROUP BY r;
CREATE TEMP TABLE ubiquity AS SELECT c, count(*)::float8 AS u FROM present GROUP BY c;
CREATE TEMP TABLE common AS SELECT a.c AS a, b.c AS b, count(*)::float8 AS n FROM present a JOIN present b USING (r) GROUP BY 1, 2;
CREATE TEMP TABLE phi AS SELECT a.c AS a, b.c AS b, coalesce(n, 0) / greatest(a.u, b.u) AS phi FROM ubiquity a CROSS JOIN ubiquity b LEFT JOIN common ON common.a = a.c AND common.b = b.c;

SELECT set_eq('SELECT row_key, col_key FROM d, cells(complexity_presence(m)) WHERE value = 1', 'SELECT r, c FROM present', 'presence equals plain SQL');
SELECT set_eq('SELECT region, diversity FROM d, region_complexity(m) WHERE diversity IS NOT NULL', 'SELECT r, d FROM diversity', 'diversity equals plain SQL');
SELECT set_eq('SELECT industry, ubiquity FROM d, industry_complexity(m) WHERE ubiquity IS NOT NULL', 'SELECT c, u FROM ubiquity', 'ubiquity equals plain SQL');
SELECT cmp_ok((SELECT max(abs(value - phi)) FROM d, cells(proximity(m)) JOIN phi ON (a, b) = (row_key, col_key)), '<', 1e-15::float8, 'proximity equals plain SQL');
CREATE TEMP TABLE density AS
SELECT r, phi.a AS c, coalesce(sum(phi.phi) FILTER (WHERE EXISTS (SELECT FROM present WHERE present.r = diversity.r AND present.c = phi.b)), 0) / sum(phi.phi) AS density
FROM diversity CROSS JOIN phi GROUP BY 1, 2;
SELECT cmp_ok((SELECT max(abs(value - density)) FROM d, cells(relatedness_density(m)) JOIN density ON (r, c) = (row_key, col_key)), '<', 1e-14::float8, 'density equals plain SQL');
SELECT is((SELECT count(*) FROM d, cells(relatedness_density(m))), (SELECT count(*) FROM density), 'density has a cell where plain SQL has one');

-- ECI and PCI satisfy their own definition
CREATE TEMP TABLE eci AS SELECT region AS r, eci FROM d, region_complexity(m) WHERE eci IS NOT NULL;
CREATE TEMP TABLE pci AS SELECT industry AS c, pci FROM d, industry_complexity(m) WHERE pci IS NOT NULL;
CREATE TEMP TABLE lambda AS SELECT rank, eigenvalue FROM d, complexity_spectrum(m);
SELECT cmp_ok((SELECT max(abs(eci - mean)) FROM eci JOIN (SELECT r, avg(pci) AS mean FROM present JOIN pci USING (c) GROUP BY r) AS a USING (r)), '<', 1e-11::float8,
              'ECI is the mean PCI of the industries present');
SELECT cmp_ok((SELECT abs(avg(eci)) + abs(stddev_pop(eci) - 1) FROM eci), '<', 1e-12::float8, 'ECI has mean 0 and standard deviation 1');
SELECT cmp_ok((WITH image AS (SELECT c, avg(eci) AS mean FROM present JOIN eci USING (r) GROUP BY c)
               -- up to the constant vector: U^-1 M' kc = lambda kp + constant
               SELECT max(abs(mean - l.eigenvalue * pci - shift)) FROM image JOIN pci USING (c), (SELECT eigenvalue FROM lambda WHERE rank = 2) AS l,
                      LATERAL (SELECT avg(mean - l.eigenvalue * pci) AS shift FROM image JOIN pci USING (c)) AS s), '<', 1e-11::float8,
              'the mean ECI of its regions is the eigenvalue times PCI');
SELECT ok((SELECT corr(eci, d) > 0 FROM eci JOIN diversity USING (r)), 'ECI grows with diversity');
SELECT cmp_ok((SELECT abs(sum(eigenvalue) - (SELECT sum(1 / (d * u)) FROM present JOIN diversity USING (r) JOIN ubiquity USING (c))) FROM d, complexity_spectrum(m, 30)), '<', 1e-12::float8,
              'the eigenvalues add up to the trace');
SELECT cmp_ok((SELECT max(abs(a.eigenvalue - b.eigenvalue)) FROM d, LATERAL complexity_spectrum(complexity_presence(m), 20, presence => 'given') AS a,
               LATERAL complexity_spectrum(transpose(complexity_presence(m)), 20, presence => 'given') AS b WHERE a.rank = b.rank), '<', 1e-12::float8, 'a matrix and its transpose have the same spectrum');

-- invariance
SELECT cmp_ok((SELECT max(abs(a.complexity - b.complexity)) FROM d, complexity(m) AS a, complexity(permuted) AS b WHERE b.side = a.side AND b.label = pg_temp.reversed(a.label)), '<', 1e-10::float8,
              'renaming rows and columns renames the answer');
SELECT is((SELECT count(*) FROM d, complexity(m) AS a, complexity(permuted) AS b WHERE b.side = a.side AND b.label = pg_temp.reversed(a.label)), 70::bigint, 'all labels are there');
SELECT set_eq('SELECT side, label, complexity FROM d, complexity(scaled)', 'SELECT side, label, complexity FROM d, complexity(m)', 'a constant factor changes no bit of ECI and PCI');
SELECT ok((SELECT relatedness_density(m) = relatedness_density(scaled) FROM d), 'nor of density');
SELECT ok((SELECT proximity(m) = transpose(proximity(m)) FROM d), 'proximity is symmetric');
SELECT ok((SELECT min(value) >= 0 AND max(value) <= 1 FROM d, cells(relatedness_density(m))), 'density lies in 0 to 1');
SELECT ok((SELECT relatedness_density(m, phi => proximity(m)) = relatedness_density(m) FROM d), 'a proximity that is given counts like one that is computed');
SELECT ok((SELECT bool_and(relatedness_density(m, neighbours => 1000) = relatedness_density(m, diagonal => 'zero')) FROM d), 'all neighbours are as many as one likes');

-- fitness, one step by plain SQL; outlook; gain
CREATE TEMP TABLE f AS SELECT side, label, fitness FROM d, fitness(m, 7);
SELECT cmp_ok((WITH next AS (SELECT r, sum(fitness) AS s FROM present JOIN f ON side = 'industry' AND label = c GROUP BY r)
               SELECT max(abs(s / (SELECT avg(s) FROM next) - fitness)) FROM next JOIN (SELECT label, fitness FROM d, fitness(m, 8) WHERE side = 'region') AS g ON label = r), '<', 1e-12::float8,
              'fitness of step 8 follows from step 7 by plain SQL');
SELECT cmp_ok((WITH raw AS (SELECT density.r, sum(density * pci) AS s FROM density JOIN pci USING (c) WHERE NOT EXISTS (SELECT FROM present p WHERE p.r = density.r AND p.c = density.c) GROUP BY density.r)
               SELECT max(abs(s - coi_raw)) FROM raw JOIN (SELECT region, coi_raw FROM d, complexity_outlook(m, outlook_pci => 'scaled')) AS o ON region = r), '<', 1e-11::float8,
              'the outlook equals plain SQL');
SELECT cmp_ok((WITH total AS (SELECT a AS q, sum(phi) AS t FROM phi GROUP BY a),
                    gain AS (SELECT r, phi.b AS c, sum(phi.phi / t * pci) AS g FROM diversity CROSS JOIN phi JOIN total ON q = phi.a JOIN pci ON pci.c = phi.a
                             WHERE NOT EXISTS (SELECT FROM present p WHERE p.r = diversity.r AND p.c = phi.a) AND NOT EXISTS (SELECT FROM present p WHERE p.r = diversity.r AND p.c = phi.b) GROUP BY 1, 2)
               SELECT max(abs(g - value)) FROM gain JOIN (SELECT row_key, col_key, value FROM d, cells(complexity_outlook_gain(m, outlook_pci => 'scaled'))) AS o ON (r, c) = (row_key, col_key)), '<', 1e-11::float8,
              'the gain equals plain SQL');

-- entry
SELECT is((SELECT count(*) FROM d, cells(entry(m, scaled)) WHERE value <> 0), 0::bigint, 'nothing enters where nothing changes');
SELECT is((SELECT sum(value) FROM cells(entry(ARRAY[matrix_dense('{x}', '{p,q}', '{1,0}'), matrix_dense('{x}', '{p,q}', '{0,0}')], ARRAY[matrix_dense('{x}', '{p,q}', '{1,1}')], presence => 'given'))), 1::float8,
          'an industry that was there in one of the earlier years does not enter');

SELECT * FROM finish();
ROLLBACK;
