-- Complexity and relatedness of regions and industries.
--
-- m is region by industry, without negative values; an absent cell counts as zero. The last six arguments are the
-- same everywhere: presence says which industries a region has (rca, continuous, given, hhi, rpop, rca_rpop, blend,
-- detect), threshold and inclusive the test, population (regions by one column) what rpop and blend need, alpha the
-- weight of RCA in blend, preset whose conventions hold where an argument is NULL (default, py_ecomplexity, stata,
-- econgeo; all of them: industry.complexity_presets()). Hence the functions are not STRICT; without m they return
-- NULL or no row.

-- Presence.

CREATE FUNCTION industry.complexity_presence(m industry.matrix, presence text DEFAULT NULL, threshold float8 DEFAULT NULL,
    inclusive boolean DEFAULT NULL, population industry.matrix DEFAULT NULL, alpha float8 DEFAULT NULL, preset text DEFAULT 'default')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_complexity_presence' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.complexity_presence(industry.matrix, text, float8, boolean, industry.matrix, float8, text) IS
'The presence matrix M that the complexity functions use, on the cells of m: 1 and 0, or a degree of presence where presence is continuous '
'(RCA / (1 + RCA)), blend or given. No cell where the total of the row or column is zero';

-- Relatedness: industry by industry, region by industry.

CREATE FUNCTION industry.proximity(m industry.matrix, kind text DEFAULT NULL, diagonal text DEFAULT NULL, min_z float8 DEFAULT NULL,
    presence text DEFAULT NULL, threshold float8 DEFAULT NULL, inclusive boolean DEFAULT NULL, population industry.matrix DEFAULT NULL,
    alpha float8 DEFAULT NULL, preset text DEFAULT 'default')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_proximity' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION industry.proximity(industry.matrix, text, text, float8, text, float8, boolean, industry.matrix, float8, text) IS
'Industry by industry proximity: cooccurrence n_ab / max(n_a, n_b) (default, 0 to 1), asymmetric n_ab / n_a, correlation (1 + r) / 2 of RCA, '
'association, cosine, jaccard, prob (co-occurrence against chance; diagonal 0 unless asked), count, zscore. diagonal: one, zero, '
'as_computed. min_z: proximity of a pair whose number of common regions does not exceed chance by so many standard deviations is 0. No cell '
'for an industry without any value. Hidalgo, Klinger, Barabasi and Hausmann 2007; van Eck and Waltman 2009; Steijn 2017';

CREATE FUNCTION industry.relatedness_density(m industry.matrix, phi industry.matrix DEFAULT NULL, kind text DEFAULT NULL, diagonal text DEFAULT NULL,
    weights text DEFAULT NULL, neighbours integer DEFAULT NULL, min_z float8 DEFAULT NULL, scope text DEFAULT 'all', presence text DEFAULT NULL,
    threshold float8 DEFAULT NULL, inclusive boolean DEFAULT NULL, population industry.matrix DEFAULT NULL, alpha float8 DEFAULT NULL,
    preset text DEFAULT 'default')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_relatedness_density' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION industry.relatedness_density(industry.matrix, industry.matrix, text, text, text, integer, float8, text, text, float8, boolean,
    industry.matrix, float8, text) IS
'Share of an industry''s neighbourhood that a region has: sum of phi over its present industries / sum of phi, 0 to 1, region by industry. '
'phi: a proximity matrix from elsewhere (default: proximity(m)); neighbours => k takes the k nearest other industries only, weighted by '
'proximity, ties by code order; weights => ''rca'' weighs by RCA with correlation proximity; min_z as in proximity; scope => ''present'' or '
'''absent'' keeps the industries a region has or lacks. No cell where a total is zero. Hidalgo et al. 2007';

CREATE FUNCTION industry.region_relatedness(m industry.matrix, phi industry.matrix DEFAULT NULL, kind text DEFAULT NULL, diagonal text DEFAULT NULL,
    weights text DEFAULT NULL, neighbours integer DEFAULT NULL, min_z float8 DEFAULT NULL, presence text DEFAULT NULL, threshold float8 DEFAULT NULL,
    inclusive boolean DEFAULT NULL, population industry.matrix DEFAULT NULL, alpha float8 DEFAULT NULL, preset text DEFAULT 'default')
RETURNS TABLE (
    region text,
    internal float8,
    external float8,
    n_present integer,
    n_absent integer,
    status text,
    method_id text
)
AS 'MODULE_PATHNAME', 'pgi_region_relatedness' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100000 ROWS 300;
COMMENT ON FUNCTION industry.region_relatedness(industry.matrix, industry.matrix, text, text, text, integer, float8, text, float8, boolean,
    industry.matrix, float8, text) IS
'One row per region: mean relatedness density over the industries it has (internal: coherence) and over those it lacks (external: '
'flexibility), fractions as of relatedness_density, and their numbers; NULL where there are none. Boschma, Balland and Kogler 2015; Balland, '
'Rigby and Boschma 2015';

CREATE FUNCTION industry.complexity_outlook(m industry.matrix, phi industry.matrix DEFAULT NULL, kind text DEFAULT NULL, diagonal text DEFAULT NULL,
    weights text DEFAULT NULL, neighbours integer DEFAULT NULL, pci industry.matrix DEFAULT NULL, outlook_pci text DEFAULT NULL, sd text DEFAULT NULL,
    presence text DEFAULT NULL, threshold float8 DEFAULT NULL, inclusive boolean DEFAULT NULL, population industry.matrix DEFAULT NULL,
    alpha float8 DEFAULT NULL, preset text DEFAULT 'default')
RETURNS TABLE (
    region text,
    coi float8,
    coi_raw float8,
    status text,
    method_id text
)
AS 'MODULE_PATHNAME', 'pgi_complexity_outlook' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100000 ROWS 300;
COMMENT ON FUNCTION industry.complexity_outlook(industry.matrix, industry.matrix, text, text, text, integer, industry.matrix, text, text, text,
    float8, boolean, industry.matrix, float8, text) IS
'Complexity outlook index: density times complexity summed over the industries a region lacks (coi_raw), standardised over regions (coi); '
'higher = complex industries are near. pci: industries by one column, instead of the one computed here; outlook_pci: raw eigenvector in '
'units of the spread of ECI, or scaled. NULL with a status where undefined. Hausmann et al. 2014';

CREATE FUNCTION industry.complexity_outlook_gain(m industry.matrix, phi industry.matrix DEFAULT NULL, kind text DEFAULT NULL,
    diagonal text DEFAULT NULL, weights text DEFAULT NULL, neighbours integer DEFAULT NULL, pci industry.matrix DEFAULT NULL,
    outlook_pci text DEFAULT NULL, sd text DEFAULT NULL, subtract_own boolean DEFAULT false, presence text DEFAULT NULL,
    threshold float8 DEFAULT NULL, inclusive boolean DEFAULT NULL, population industry.matrix DEFAULT NULL, alpha float8 DEFAULT NULL,
    preset text DEFAULT 'default')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_complexity_outlook_gain' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION industry.complexity_outlook_gain(industry.matrix, industry.matrix, text, text, text, integer, industry.matrix, text, text,
    boolean, text, float8, boolean, industry.matrix, float8, text) IS
'Complexity outlook gain: what an industry''s arrival would add to the outlook of a region, region by industry, 0 where it is present. The '
'own term is included unless subtract_own. Hausmann et al. 2014';

-- Complexity: one line a region or an industry.

CREATE FUNCTION industry.complexity(m industry.matrix, sd text DEFAULT NULL, pci_scale text DEFAULT NULL, reference industry.matrix DEFAULT NULL,
    presence text DEFAULT NULL, threshold float8 DEFAULT NULL, inclusive boolean DEFAULT NULL, population industry.matrix DEFAULT NULL,
    alpha float8 DEFAULT NULL, preset text DEFAULT 'default')
RETURNS TABLE (
    side text,
    label text,
    complexity float8,
    degree float8,
    component integer,
    status text,
    method_id text
)
AS 'MODULE_PATHNAME', 'pgi_complexity_both' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100000 ROWS 1000;
COMMENT ON FUNCTION industry.complexity(industry.matrix, text, text, industry.matrix, text, float8, boolean, industry.matrix, float8, text) IS
'ECI of all regions and PCI of all industries from one solution: complexity in standard deviations of ECI, degree = diversity or ubiquity, '
'component = connected part (1 the largest, the only one with a complexity). status: ok, degenerate (graph falls apart or the second '
'eigenvalue is not unique), sign_undetermined, no_convergence, no_denominator (nothing present). reference: regions by one column, decides '
'the sign where diversity does not. Hidalgo and Hausmann 2009';

CREATE FUNCTION industry.region_complexity(m industry.matrix, sd text DEFAULT NULL, pci_scale text DEFAULT NULL,
    reference industry.matrix DEFAULT NULL, iterations integer DEFAULT NULL, presence text DEFAULT NULL, threshold float8 DEFAULT NULL,
    inclusive boolean DEFAULT NULL, population industry.matrix DEFAULT NULL, alpha float8 DEFAULT NULL, preset text DEFAULT 'default')
RETURNS TABLE (
    region text,
    eci float8,
    diversity float8,
    average_ubiquity float8,
    fitness float8,
    component integer,
    status text,
    method_id text
)
AS 'MODULE_PATHNAME', 'pgi_region_complexity' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100000 ROWS 300;
COMMENT ON FUNCTION industry.region_complexity(industry.matrix, text, text, industry.matrix, integer, text, float8, boolean, industry.matrix, float8, text) IS
'One row per region: economic complexity index (mean 0, sd 1 over regions; higher = more complex), diversity (industries present), average '
'ubiquity of these (reflection 1), fitness after iterations (50; mean 1), connected part, status as in complexity. Hidalgo and Hausmann '
'2009; Tacchella et al. 2012';

CREATE FUNCTION industry.industry_complexity(m industry.matrix, sd text DEFAULT NULL, pci_scale text DEFAULT NULL,
    reference industry.matrix DEFAULT NULL, iterations integer DEFAULT NULL, presence text DEFAULT NULL, threshold float8 DEFAULT NULL,
    inclusive boolean DEFAULT NULL, population industry.matrix DEFAULT NULL, alpha float8 DEFAULT NULL, preset text DEFAULT 'default')
RETURNS TABLE (
    industry text,
    pci float8,
    ubiquity float8,
    average_diversity float8,
    fitness float8,
    component integer,
    status text,
    method_id text
)
AS 'MODULE_PATHNAME', 'pgi_industry_complexity' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100000 ROWS 1000;
COMMENT ON FUNCTION industry.industry_complexity(industry.matrix, text, text, industry.matrix, integer, text, float8, boolean, industry.matrix, float8, text) IS
'One row per industry: product complexity index (in standard deviations of ECI from its mean, so that ECI is the mean PCI of what is '
'present; pci_scale => ''own'': mean 0, sd 1), ubiquity (regions that have it), their average diversity, product fitness (the Q of Tacchella '
'et al., mean 1), connected part, status as in complexity. Hidalgo and Hausmann 2009';

CREATE FUNCTION industry.complexity_spectrum(m industry.matrix, n_values integer DEFAULT 3, presence text DEFAULT NULL, threshold float8 DEFAULT NULL,
    inclusive boolean DEFAULT NULL, population industry.matrix DEFAULT NULL, alpha float8 DEFAULT NULL, preset text DEFAULT 'default')
RETURNS TABLE (
    rank integer,
    eigenvalue float8,
    residual float8,
    iterations bigint,
    n_components integer,
    status text,
    method_id text
)
AS 'MODULE_PATHNAME', 'pgi_complexity_spectrum' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100000 ROWS 10;
COMMENT ON FUNCTION industry.complexity_spectrum(industry.matrix, integer, text, float8, boolean, industry.matrix, float8, text) IS
'Leading eigenvalues of the matrix behind ECI and PCI, largest first, each with the residual |Av - ev| and the number of matrix products it '
'took; two equal ones after the first mean that ECI is not unique (degenerate). At most 100';

CREATE FUNCTION industry.reflections(m industry.matrix, steps integer DEFAULT 2, presence text DEFAULT NULL, threshold float8 DEFAULT NULL,
    inclusive boolean DEFAULT NULL, population industry.matrix DEFAULT NULL, alpha float8 DEFAULT NULL, preset text DEFAULT 'default')
RETURNS TABLE (
    side text,
    label text,
    step integer,
    value float8
)
AS 'MODULE_PATHNAME', 'pgi_reflections' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10000 ROWS 1000;
COMMENT ON FUNCTION industry.reflections(industry.matrix, integer, text, float8, boolean, industry.matrix, float8, text) IS
'Method of reflections: step 0 is diversity of a region and ubiquity of an industry, each further step the average of the previous one over '
'the neighbours on the other side. NULL where nothing is present. Hidalgo and Hausmann 2009';

CREATE FUNCTION industry.fitness(m industry.matrix, iterations integer DEFAULT 50, extremality float8 DEFAULT 1, presence text DEFAULT NULL,
    threshold float8 DEFAULT NULL, inclusive boolean DEFAULT NULL, population industry.matrix DEFAULT NULL, alpha float8 DEFAULT NULL,
    preset text DEFAULT 'default')
RETURNS TABLE (
    side text,
    label text,
    fitness float8,
    stable_since integer,
    status text,
    method_id text
)
AS 'MODULE_PATHNAME', 'pgi_fitness_of' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100000 ROWS 1000;
COMMENT ON FUNCTION industry.fitness(industry.matrix, integer, float8, text, float8, boolean, industry.matrix, float8, text) IS
'Fitness of regions (sum of the fitness of their industries) and of industries (bounded by the least fit region that has them), both from '
'the old values, each divided by its mean. stable_since: the order of regions is the same from that iteration on; status no_convergence '
'where the last one still changed it. Tacchella et al. 2012';

CREATE FUNCTION industry.external_complexity(m industry.matrix, pci industry.matrix, presence text DEFAULT NULL, threshold float8 DEFAULT NULL,
    inclusive boolean DEFAULT NULL, population industry.matrix DEFAULT NULL, alpha float8 DEFAULT NULL, preset text DEFAULT 'default')
RETURNS TABLE (
    region text,
    eci float8,
    n_industries integer,
    status text,
    method_id text
)
AS 'MODULE_PATHNAME', 'pgi_external_complexity' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10000 ROWS 300;
COMMENT ON FUNCTION industry.external_complexity(industry.matrix, industry.matrix, text, float8, boolean, industry.matrix, float8, text) IS
'Sub-national complexity: mean over a region''s present industries of a PCI from elsewhere (industries by one column), over those that have '
'one (n_industries); NULL with status missing_input where none has. Hausmann et al. 2014';

CREATE FUNCTION industry.fixed_basis_complexity(m industry.matrix, base industry.matrix, sd text DEFAULT NULL, presence text DEFAULT NULL,
    threshold float8 DEFAULT NULL, inclusive boolean DEFAULT NULL, population industry.matrix DEFAULT NULL, alpha float8 DEFAULT NULL,
    preset text DEFAULT 'default')
RETURNS TABLE (
    region text,
    eci float8,
    n_industries integer,
    status text,
    method_id text
)
AS 'MODULE_PATHNAME', 'pgi_fixed_basis_complexity' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100000 ROWS 300;
COMMENT ON FUNCTION industry.fixed_basis_complexity(industry.matrix, industry.matrix, text, text, float8, boolean, industry.matrix, float8, text) IS
'Complexity on a fixed basis, comparable over years: the PCI of the base matrix, averaged over the industries present in m. With m = base it is ECI itself';

-- Sophistication of baskets.

CREATE FUNCTION industry.prody(m industry.matrix, income industry.matrix, preset text DEFAULT 'default')
RETURNS TABLE (
    industry text,
    prody float8
)
AS 'MODULE_PATHNAME', 'pgi_prody' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10000 ROWS 1000;
COMMENT ON FUNCTION industry.prody(industry.matrix, industry.matrix, text) IS
'PRODY: income (regions by one column, such as GDP per head) of the regions that have an industry, weighted by its share in them; regions '
'without an income are left out. preset => ''econgeo'' rounds the weights as that package does. Hausmann, Hwang and Rodrik 2007';

CREATE FUNCTION industry.expy(m industry.matrix, income industry.matrix, preset text DEFAULT 'default')
RETURNS TABLE (
    region text,
    expy float8
)
AS 'MODULE_PATHNAME', 'pgi_expy' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10000 ROWS 300;
COMMENT ON FUNCTION industry.expy(industry.matrix, industry.matrix, text) IS
'EXPY: average PRODY of a region''s basket, in the unit of income. Hausmann, Hwang and Rodrik 2007';

-- Entry and exit between years.

CREATE FUNCTION industry.entry(m0 industry.matrix, m1 industry.matrix, low float8 DEFAULT NULL, presence text DEFAULT NULL,
    threshold float8 DEFAULT NULL, inclusive boolean DEFAULT NULL, population industry.matrix DEFAULT NULL, alpha float8 DEFAULT NULL,
    preset text DEFAULT 'default')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_entry' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION industry.entry(industry.matrix, industry.matrix, float8, text, float8, boolean, industry.matrix, float8, text) IS
'1 where an industry is absent before and present after, 0 where it was and stays absent; no cell where it was there already, nor for a '
'label that only one of the matrices has (unknown is no change). low: absent means RCA below it, a buffer against flicker (default: not '
'present)';

CREATE FUNCTION industry.entry(before industry.matrix[], after industry.matrix[], low float8 DEFAULT NULL, presence text DEFAULT NULL,
    threshold float8 DEFAULT NULL, inclusive boolean DEFAULT NULL, population industry.matrix DEFAULT NULL, alpha float8 DEFAULT NULL,
    preset text DEFAULT 'default')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_entry_years' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION industry.entry(industry.matrix[], industry.matrix[], float8, text, float8, boolean, industry.matrix, float8, text) IS
'1 where an industry is absent before and present after, 0 where it was and stays absent; no cell where it was there already. Must hold in '
'all years before and in all years after, which is persistence; nor for a label that some matrix lacks. low: absent means RCA below it '
'(default: not present)';

CREATE FUNCTION industry.exit(m0 industry.matrix, m1 industry.matrix, low float8 DEFAULT NULL, presence text DEFAULT NULL,
    threshold float8 DEFAULT NULL, inclusive boolean DEFAULT NULL, population industry.matrix DEFAULT NULL, alpha float8 DEFAULT NULL,
    preset text DEFAULT 'default')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_exit' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION industry.exit(industry.matrix, industry.matrix, float8, text, float8, boolean, industry.matrix, float8, text) IS
'1 where an industry is present before and absent after, 0 where it was and stays present; no cell where it was not there, nor for a label '
'that only one of the matrices has (unknown is no change). low: absent means RCA below it, a buffer against flicker (default: not present)';

CREATE FUNCTION industry.exit(before industry.matrix[], after industry.matrix[], low float8 DEFAULT NULL, presence text DEFAULT NULL,
    threshold float8 DEFAULT NULL, inclusive boolean DEFAULT NULL, population industry.matrix DEFAULT NULL, alpha float8 DEFAULT NULL,
    preset text DEFAULT 'default')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_exit_years' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION industry.exit(industry.matrix[], industry.matrix[], float8, text, float8, boolean, industry.matrix, float8, text) IS
'1 where an industry is present before and absent after, 0 where it was and stays present; no cell where it was not there. Must hold in all '
'years before and in all years after, which is persistence; nor for a label that some matrix lacks. low: absent means RCA below it (default: '
'not present)';

CREATE FUNCTION industry.product_status(m0 industry.matrix, m1 industry.matrix, presence text DEFAULT NULL, threshold float8 DEFAULT NULL,
    inclusive boolean DEFAULT NULL, preset text DEFAULT 'default')
RETURNS TABLE (
    region text,
    industry text,
    status text
)
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 100000 ROWS 10000
BEGIN ATOMIC
    SELECT row_key, col_key,
           CASE WHEN b.value > 0 AND a.value > 0 THEN 'present'
                WHEN b.value > 0 THEN 'new'
                WHEN a.value > 0 THEN 'lost'
                ELSE 'absent' END
    FROM industry.grid(industry.complexity_presence(m0, presence => presence, threshold => threshold, inclusive => inclusive, preset => preset)) AS a
    JOIN industry.grid(industry.complexity_presence(m1, presence => presence, threshold => threshold, inclusive => inclusive, preset => preset)) AS b
         USING (row_key, col_key);
END;
COMMENT ON FUNCTION industry.product_status(industry.matrix, industry.matrix, text, float8, boolean, text) IS
'One row per region and industry that both matrices know: present (both), new (only m1), lost (only m0), absent. Hausmann et al. 2014';

-- The conventions.

CREATE FUNCTION industry.complexity_presets()
RETURNS TABLE (
    preset text,
    convention text,
    value text
)
AS 'MODULE_PATHNAME', 'pgi_complexity_presets' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 60;
COMMENT ON FUNCTION industry.complexity_presets() IS
'Every convention of every preset of the complexity family, as the code has it';

INSERT INTO industry.metric (function_name, metric, name_en, name_zh, formula, parameters, unit, value_range, interpretation_en, interpretation_zh,
    reference) VALUES
('proximity', 'proximity', 'proximity of industries', '产业邻近度', 'phi_ab = n_ab / max(n_a, n_b)',
 '{"kind": "cooccurrence", "diagonal": "one", "min_z": null, "presence": "rca", "threshold": 1, "inclusive": true, "population": null, "alpha": 0.6, "preset": "default"}', 'probability', '[0, 1] (other kinds differ)',
 'The smaller of the two chances that a region with one industry has the other', '地区拥有其中一个产业时也拥有另一个产业的较小概率，越大越相关',
 'Hidalgo, Klinger, Barabasi and Hausmann 2007'),
('region_relatedness', 'internal', 'internal relatedness density', '内部关联密度', 'mean of omega_cp over the industries present',
 '{"phi": null, "kind": "cooccurrence", "diagonal": "one", "weights": "presence", "neighbours": null, "min_z": null, "presence": "rca", "threshold": 1, "inclusive": true, "population": null, "alpha": 0.6, "preset": "default"}', 'fraction', '[0, 1]',
 'Coherence: how related to each other the industries of the region are', '已有产业之间的关联程度（内聚性）', 'Boschma, Balland and Kogler 2015'),
('region_relatedness', 'external', 'external relatedness density', '外部关联密度', 'mean of omega_cp over the industries absent',
 '{"phi": null, "kind": "cooccurrence", "diagonal": "one", "weights": "presence", "neighbours": null, "min_z": null, "presence": "rca", "threshold": 1, "inclusive": true, "population": null, "alpha": 0.6, "preset": "default"}', 'fraction', '[0, 1]',
 'Flexibility: how near the industries that the region lacks are', '尚无产业与已有产业的接近程度（灵活性）', 'Balland, Rigby and Boschma 2015'),
('relatedness_density', 'density', 'relatedness density', '关联密度', 'omega_cp = sum_q M_cq phi_pq / sum_q phi_pq',
 '{"phi": null, "kind": "cooccurrence", "diagonal": "one", "weights": "presence", "neighbours": null, "min_z": null, "scope": "all", "presence": "rca", "threshold": 1, "inclusive": true, "population": null, "alpha": 0.6, "preset": "default"}', 'fraction', '[0, 1]',
 'Share of the related industries that the region has; higher = easier to enter', '地区已具备的相关产业份额，越高越容易进入该产业', 'Hidalgo et al. 2007'),
('complexity', 'complexity', 'ECI and PCI from one solution', '经济与产品复杂度', 'second eigenvector of sum_c M_cp M_cq / (D_c U_p)',
 '{"sd": "n", "pci_scale": "eci", "reference": null, "presence": "rca", "threshold": 1, "inclusive": true, "population": null, "alpha": 0.6, "preset": "default"}', 'standard deviation', '(-inf, inf)',
 'Higher = more complex; not comparable across years', '越高越复杂；不同年份之间不可直接比较', 'Hidalgo and Hausmann 2009'),
('region_complexity', 'eci', 'economic complexity index', '经济复杂度指数', '(kc - mean) / sd, kc = average kp of the present industries',
 '{"sd": "n", "pci_scale": "eci", "reference": null, "iterations": 50, "presence": "rca", "threshold": 1, "inclusive": true, "population": null, "alpha": 0.6, "preset": "default"}', 'standard deviation', '(-inf, inf)',
 'Higher = the region has industries that few and diverse regions have', '越高表示该地区拥有少数多样化地区才有的产业', 'Hidalgo and Hausmann 2009'),
('region_complexity', 'diversity', 'diversity', '多样性', 'D_c = sum_p M_cp',
 '{"presence": "rca", "threshold": 1, "inclusive": true}', 'count', '[0, industries]',
 'Industries in which the region is specialised', '地区具有专业化优势的产业数', 'Hidalgo and Hausmann 2009'),
('region_complexity', 'average_ubiquity', 'average ubiquity', '平均普遍性', 'sum_p M_cp U_p / D_c',
 '{"presence": "rca", "threshold": 1, "inclusive": true}', 'count', '[1, regions]',
 'Lower = the industries of the region are rarer', '越低表示该地区的产业越稀有', 'Hidalgo and Hausmann 2009'),
('industry_complexity', 'pci', 'product complexity index', '产品复杂度指数', '(kp - mean(kc)) / sd(kc)',
 '{"sd": "n", "pci_scale": "eci", "reference": null, "iterations": 50, "presence": "rca", "threshold": 1, "inclusive": true, "population": null, "alpha": 0.6, "preset": "default"}', 'standard deviation of ECI', '(-inf, inf)',
 'Higher = found in complex regions; the mean over a regions industries is its ECI', '越高表示存在于复杂度高的地区；地区各产业均值即其经济复杂度',
 'Hidalgo and Hausmann 2009; Hausmann et al. 2014'),
('industry_complexity', 'ubiquity', 'ubiquity', '普遍性', 'U_p = sum_c M_cp',
 '{"presence": "rca", "threshold": 1, "inclusive": true}', 'count', '[0, regions]',
 'Regions specialised in the industry', '在该产业上具有专业化优势的地区数', 'Hidalgo and Hausmann 2009'),
('complexity_spectrum', 'eigenvalue', 'eigenvalues behind complexity', '复杂度特征值', 'eigenvalues of sum_c M_cp M_cq / (D_c U_p)',
 '{"n_values": 3, "presence": "rca", "threshold": 1, "inclusive": true, "population": null, "alpha": 0.6, "preset": "default"}', 'ratio', '[0, 1]',
 'The first is 1; the second near 1 = the graph nearly falls apart, equal second and third = ECI not unique',
 '第一个为1；第二个接近1表示网络几乎断开，第二与第三个相等表示复杂度不唯一', 'Hidalgo and Hausmann 2009'),
('reflections', 'value', 'reflections', '反射法', 'k_N = average of k_(N-1) over the neighbours',
 '{"steps": 2, "presence": "rca", "threshold": 1, "inclusive": true, "population": null, "alpha": 0.6, "preset": "default"}', 'count', '[0, inf)',
 'Even steps of regions generalise diversity, odd ones ubiquity', '地区的偶数步推广多样性，奇数步推广普遍性', 'Hidalgo and Hausmann 2009'),
('fitness', 'fitness', 'fitness', '适合度', 'F = M Q, Q = 1 / (M (1 / F)), each divided by its mean',
 '{"iterations": 50, "extremality": 1, "presence": "rca", "threshold": 1, "inclusive": true, "population": null, "alpha": 0.6, "preset": "default"}',
 'ratio to the mean', '[0, inf)',
 'Above 1 = fitter than the mean; judge by ranks, since low values tend to zero', '大于1表示高于平均；低值趋于零，应看名次', 'Tacchella et al. 2012'),
('complexity_outlook', 'coi', 'complexity outlook index', '复杂度前景指数', 'sum_p omega_cp (1 - M_cp) PCI_p, standardised',
 '{"phi": null, "kind": "cooccurrence", "diagonal": "one", "weights": "presence", "neighbours": null, "pci": null, "outlook_pci": "raw", "sd": "n", "presence": "rca", "threshold": 1, "inclusive": true, "population": null, "alpha": 0.6, "preset": "default"}', 'standard deviation', '(-inf, inf)',
 'Higher = more complex industries are within reach', '越高表示邻近的复杂产业越多', 'Hausmann et al. 2014'),
('complexity_outlook_gain', 'gain', 'complexity outlook gain', '复杂度前景增益', '(1 - M_cp) sum_q (1 - M_cq) phi_qp / sum_r phi_qr PCI_q',
 '{"phi": null, "kind": "cooccurrence", "diagonal": "one", "weights": "presence", "neighbours": null, "pci": null, "outlook_pci": "raw", "sd": "n", "subtract_own": false, "presence": "rca", "threshold": 1, "inclusive": true, "population": null, "alpha": 0.6, "preset": "default"}', 'standard deviation of ECI', '(-inf, inf)',
 'Higher = entering the industry opens more complex ones', '越高表示进入该产业能打开更多复杂产业', 'Hausmann et al. 2014'),
('external_complexity', 'eci', 'complexity by an external PCI', '外部PCI的地区复杂度', 'sum_p M_rp PCI_p / sum_p M_rp',
 '{"presence": "rca", "threshold": 1, "inclusive": true, "population": null, "alpha": 0.6, "preset": "default"}', 'unit of PCI', 'range of PCI',
 'Complexity of a small region on a national or world scale', '以全国或世界尺度衡量小地区的复杂度', 'Hausmann et al. 2014'),
('fixed_basis_complexity', 'eci', 'complexity on a fixed basis', '固定基期复杂度', 'mean PCI of the base year over the industries present',
 '{"sd": "n", "presence": "rca", "threshold": 1, "inclusive": true, "population": null, "alpha": 0.6, "preset": "default"}',
 'standard deviation of the base year', '(-inf, inf)',
 'Comparable over years, unlike ECI', '与经济复杂度不同，可跨年比较', 'project convention'),
('prody', 'prody', 'income level of an industry', '产业收入含量', 'sum_c s_cp Y_c / sum_c s_cp',
 '{"preset": "default"}', 'unit of income', 'range of income',
 'Income of the typical region with the industry', '拥有该产业的典型地区的收入水平', 'Hausmann, Hwang and Rodrik 2007'),
('expy', 'expy', 'sophistication of a basket', '产业结构的收入含量', 'sum_p s_cp PRODY_p',
 '{"preset": "default"}', 'unit of income', 'range of income',
 'Higher = the regions industries belong to richer regions', '越高表示该地区的产业属于更富裕的地区', 'Hausmann, Hwang and Rodrik 2007'),
('entry', 'entry', 'entry of industries', '产业进入', 'absent before, present after',
 '{"low": null, "presence": "rca", "threshold": 1, "inclusive": true, "population": null, "alpha": 0.6, "preset": "default"}', 'flag', '0 or 1',
 '1 = the region gained the industry', '1表示该地区新获得该产业', 'Boschma, Balland and Kogler 2015'),
('exit', 'exit', 'exit of industries', '产业退出', 'present before, absent after',
 '{"low": null, "presence": "rca", "threshold": 1, "inclusive": true, "population": null, "alpha": 0.6, "preset": "default"}', 'flag', '0 or 1',
 '1 = the region lost the industry', '1表示该地区失去该产业', 'Boschma, Balland and Kogler 2015'),
('product_status', 'status', 'product status', '产品状态', 'presence in two years',
 '{"presence": "rca", "threshold": 1, "inclusive": true, "preset": "default"}', 'text', 'present, new, lost, absent',
 'Status against a look-back year', '与回看年份相比的状态', 'Hausmann et al. 2014'),
('complexity_presence', 'presence', 'presence', '产业存在', 'RCA >= 1, or the test asked for',
 '{"presence": "rca", "threshold": 1, "inclusive": true, "population": null, "alpha": 0.6, "preset": "default"}', 'flag or degree', '[0, 1]',
 '1 = the region has the industry', '1表示该地区拥有该产业', 'Balassa 1965; Hausmann et al. 2014');
