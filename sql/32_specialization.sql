-- Specialization: how a region's industries, or an industry's regions, differ from a reference universe.
--
-- m is always region by industry, without negative values; an absent cell counts as zero. Where a function has a
-- reference, that matrix gives the reference universe's totals; labels that only one of the two has count as zero
-- in the other, and without a reference m is its own universe.

-- Quotients: one value a cell of m.

CREATE FUNCTION industry.location_quotient(m industry.matrix, min_size float8 DEFAULT 0, zero_as text DEFAULT 'absent')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_location_quotient' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.location_quotient(industry.matrix, float8, text) IS
'Location quotient (x / X_r) / (X_i / X) on the cells of m; the totals are those of m. 1 = as the reference, above = specialised. No cell '
'where a total is zero (zero_as => ''zero'': 0), nor where x is below min_size; negative values are an error (22023). Florence 1939';

CREATE FUNCTION industry.location_quotient(m industry.matrix, reference industry.matrix, min_size float8 DEFAULT 0, zero_as text DEFAULT 'absent')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_location_quotient' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.location_quotient(industry.matrix, industry.matrix, float8, text) IS
'Location quotient (x / X_r) / (X_i / X) on the cells of m; the totals X_i and X are those of the reference, X_r is the row total of m. 1 = '
'as the reference, above = specialised. No cell where a total is zero (zero_as => ''zero'': 0), nor where x is below min_size; negative '
'values are an error (22023). Florence 1939';

CREATE FUNCTION industry.rsca(m industry.matrix)
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_rsca' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.rsca(industry.matrix) IS
'Revealed symmetric comparative advantage (q - 1) / (q + 1) of the location quotient, from -1 to below 1, 0 = as the reference; cells as in '
'location_quotient. Laursen 1998';

CREATE FUNCTION industry.rsca(m industry.matrix, reference industry.matrix)
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_rsca' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.rsca(industry.matrix, industry.matrix) IS
'Revealed symmetric comparative advantage (q - 1) / (q + 1) of the location quotient against a reference universe, from -1 to below 1, 0 = '
'as the reference; cells as in location_quotient. Laursen 1998';

CREATE FUNCTION industry.location_quotient_z(m industry.matrix, transform text DEFAULT 'log', sd text DEFAULT 'n-1')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_location_quotient_z' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.location_quotient_z(industry.matrix, text, text) IS
'Standardised location quotient: distance of a region''s quotient from the mean of all regions in standard deviations, per industry; above '
'1.96 is a significant agglomeration. Of the logarithm of positive quotients, or (transform => ''none'') of all, absent ones as zero. No '
'cell where fewer than two regions or no spread. O''Donoghue and Gleave 2004';

CREATE FUNCTION industry.location_quotient_z(m industry.matrix, reference industry.matrix, transform text DEFAULT 'log', sd text DEFAULT 'n-1')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_location_quotient_z' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.location_quotient_z(industry.matrix, industry.matrix, text, text) IS
'Standardised location quotient against a reference universe: distance of a region''s quotient from the mean of all regions in standard '
'deviations, per industry; above 1.96 is a significant agglomeration. Of the logarithm of positive quotients, or (transform => ''none'') of '
'all, absent ones as zero. No cell where fewer than two regions or no spread. O''Donoghue and Gleave 2004';

CREATE FUNCTION industry.presence(m industry.matrix, threshold float8 DEFAULT 1, inclusive boolean DEFAULT true, measure text DEFAULT 'location_quotient')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_presence' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.presence(industry.matrix, float8, boolean, text) IS
'1 where the location quotient reaches the threshold (inclusive => false: exceeds it), else 0, on the cells of m; zero is never present. '
'measure => ''value'' tests the cells as they are';

CREATE FUNCTION industry.presence(m industry.matrix, reference industry.matrix, threshold float8 DEFAULT 1, inclusive boolean DEFAULT true,
    measure text DEFAULT 'location_quotient')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_presence' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.presence(industry.matrix, industry.matrix, float8, boolean, text) IS
'1 where the location quotient against a reference universe reaches the threshold (inclusive => false: exceeds it), else 0, on the cells of '
'm; zero is never present. measure => ''value'' tests the cells as they are';

CREATE FUNCTION industry.dynamic_location_quotient(m0 industry.matrix, m1 industry.matrix)
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_dynamic_location_quotient' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.dynamic_location_quotient(industry.matrix, industry.matrix) IS
'Growth of a cell over its region''s, relative to the industry''s over the whole''s: ((x1/x0)/(X_r1/X_r0)) / ((X_i1/X_i0)/(X1/X0)); above 1 '
'the region gains on its peers in that industry. On the cells of m0 (union of labels, what m1 lacks is zero); none where a base is zero';

-- Profiles: one line of measures a region or an industry.

CREATE FUNCTION industry.region_profile(m industry.matrix, threshold float8 DEFAULT 1, inclusive boolean DEFAULT true,
    log_base float8 DEFAULT 2.718281828459045, krugman_half boolean DEFAULT false, gini_half boolean DEFAULT false, preset text DEFAULT 'default')
RETURNS TABLE (
    region text,
    total float8,
    share float8,
    n_industries integer,
    hhi float8,
    hhi_normalized float8,
    entropy float8,
    krugman float8,
    hachman float8,
    hoover float8,
    locational_gini float8,
    diversity integer,
    largest_industry text,
    largest_share float8,
    top_industry text,
    top_quotient float8,
    status text,
    method_id text
)
AS 'MODULE_PATHNAME', 'pgi_region_profile' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 300;
COMMENT ON FUNCTION industry.region_profile(industry.matrix, float8, boolean, float8, boolean, boolean, text) IS
'One row per region: total, share, HHI, entropy (nats), Krugman index (0-2), Hachman index, Hoover index and locational Gini (0-1) of its '
'shares against the reference''s, diversity (industries with a quotient at the threshold), the largest industry and the one with the highest '
'quotient. NULL and status no_denominator where the total is zero. preset => ''econgeo'' gives that package''s conventions';

CREATE FUNCTION industry.region_profile(m industry.matrix, reference industry.matrix, threshold float8 DEFAULT 1, inclusive boolean DEFAULT true,
    log_base float8 DEFAULT 2.718281828459045, krugman_half boolean DEFAULT false, gini_half boolean DEFAULT false, preset text DEFAULT 'default')
RETURNS TABLE (
    region text,
    total float8,
    share float8,
    n_industries integer,
    hhi float8,
    hhi_normalized float8,
    entropy float8,
    krugman float8,
    hachman float8,
    hoover float8,
    locational_gini float8,
    diversity integer,
    largest_industry text,
    largest_share float8,
    top_industry text,
    top_quotient float8,
    status text,
    method_id text
)
AS 'MODULE_PATHNAME', 'pgi_region_profile' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 300;
COMMENT ON FUNCTION industry.region_profile(industry.matrix, industry.matrix, float8, boolean, float8, boolean, boolean, text) IS
'One row per region against a reference universe: total, share, HHI, entropy (nats), Krugman index (0-2), Hachman index, Hoover index and '
'locational Gini (0-1) of its shares against the reference''s, diversity (industries with a quotient at the threshold), the largest industry '
'and the one with the highest quotient. NULL and status no_denominator where the total is zero. preset => ''econgeo'' gives that package''s '
'conventions';

CREATE FUNCTION industry.industry_profile(m industry.matrix, threshold float8 DEFAULT 1, inclusive boolean DEFAULT true,
    log_base float8 DEFAULT 2.718281828459045, krugman_half boolean DEFAULT false, gini_half boolean DEFAULT false, preset text DEFAULT 'default')
RETURNS TABLE (
    industry text,
    total float8,
    share float8,
    n_regions integer,
    hhi float8,
    hhi_normalized float8,
    entropy float8,
    krugman float8,
    hachman float8,
    hoover float8,
    locational_gini float8,
    ubiquity integer,
    largest_region text,
    largest_share float8,
    top_region text,
    top_quotient float8,
    status text,
    method_id text
)
AS 'MODULE_PATHNAME', 'pgi_industry_profile' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 300;
COMMENT ON FUNCTION industry.industry_profile(industry.matrix, float8, boolean, float8, boolean, boolean, text) IS
'One row per industry: total, share, HHI, entropy (nats), Krugman index (0-2), Hachman index, Hoover index and locational Gini (0-1) of its '
'shares against the reference''s, ubiquity (regions with a quotient at the threshold), the largest region and the one with the highest '
'quotient. NULL and status no_denominator where the total is zero. preset => ''econgeo'' gives that package''s conventions';

CREATE FUNCTION industry.industry_profile(m industry.matrix, reference industry.matrix, threshold float8 DEFAULT 1, inclusive boolean DEFAULT true,
    log_base float8 DEFAULT 2.718281828459045, krugman_half boolean DEFAULT false, gini_half boolean DEFAULT false, preset text DEFAULT 'default')
RETURNS TABLE (
    industry text,
    total float8,
    share float8,
    n_regions integer,
    hhi float8,
    hhi_normalized float8,
    entropy float8,
    krugman float8,
    hachman float8,
    hoover float8,
    locational_gini float8,
    ubiquity integer,
    largest_region text,
    largest_share float8,
    top_region text,
    top_quotient float8,
    status text,
    method_id text
)
AS 'MODULE_PATHNAME', 'pgi_industry_profile' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 300;
COMMENT ON FUNCTION industry.industry_profile(industry.matrix, industry.matrix, float8, boolean, float8, boolean, boolean, text) IS
'One row per industry against a reference universe: total, share, HHI, entropy (nats), Krugman index (0-2), Hachman index, Hoover index and '
'locational Gini (0-1) of its shares against the reference''s, ubiquity (regions with a quotient at the threshold), the largest region and '
'the one with the highest quotient. NULL and status no_denominator where the total is zero. preset => ''econgeo'' gives that package''s '
'conventions';

-- Variety, and columns put together.

CREATE FUNCTION industry.group_cols(m industry.matrix, groups text[])
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_group_cols' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION industry.group_cols(industry.matrix, text[]) IS
'Helper: sums the columns of m that have the same group, exactly; groups names the group of each column in the order of col_keys(m)';

CREATE FUNCTION industry.variety(m industry.matrix, groups text[])
RETURNS TABLE (
    region text,
    total_variety float8,
    unrelated_variety float8,
    related_variety float8,
    status text
)
AS 'MODULE_PATHNAME', 'pgi_variety_table' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 300;
COMMENT ON FUNCTION industry.variety(industry.matrix, text[]) IS
'Entropy in bits of each region over the columns (total), between the groups of columns (unrelated variety) and within them (related '
'variety); unrelated and related add up to the total. groups names the group of each column in the order of col_keys(m). Frenken, Van Oort '
'and Verburg 2007';

-- Pairs of regions, pairs of industries.

CREATE FUNCTION industry.similarity(m industry.matrix, measure text DEFAULT 'cosine')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_similarity_matrix' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION industry.similarity(industry.matrix, text) IS
'Region by region matrix of structural similarity: cosine (the UNIDO coefficient of isomorphism, 1979), finger_kreinin (sum of the smaller '
'shares, 1979), bray_curtis (on levels, 1957), or krugman, which is a distance (0 equal, 2 disjoint, 1991). Regions with no value have no '
'cells';

CREATE FUNCTION industry.complementarity(m industry.matrix, flows industry.matrix, pairs text DEFAULT 'all')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_complementarity' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION industry.complementarity(industry.matrix, industry.matrix, text) IS
'Region by region matrix of sum s_im a_mn s_jn over its mean: how much the structures of two regions feed each other through the flows '
'(seller by buyer; coefficients or values). Above 1 = more than the average pair; pairs => ''off_diagonal'' takes the mean over different '
'regions';

CREATE FUNCTION industry.coagglomeration(m industry.matrix)
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_coagglomeration' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION industry.coagglomeration(industry.matrix) IS
'Industry by industry matrix of the coagglomeration index sum (s1 - x)(s2 - x) / (1 - sum x^2), x the regions'' shares of m; the diagonal is '
'absent. Ellison, Glaeser and Kerr 2010';

CREATE FUNCTION industry.coagglomeration(m industry.matrix, reference industry.matrix)
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_coagglomeration' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION industry.coagglomeration(industry.matrix, industry.matrix) IS
'Industry by industry coagglomeration against the regions'' shares of a reference matrix. Ellison, Glaeser and Kerr 2010';

CREATE FUNCTION industry.group_coagglomeration(m industry.matrix, reference industry.matrix)
RETURNS float8
AS 'MODULE_PATHNAME', 'pgi_group_coagglomeration' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.group_coagglomeration(industry.matrix, industry.matrix) IS
'Coagglomeration of all industries of m as one group, against the regions'' shares of a reference matrix: what the group''s concentration '
'has beyond its members'' own. NULL for one industry or one region. Ellison and Glaeser 1997';

-- Geographic concentration beyond chance: from matrices, and as mergeable aggregates over plants.

CREATE FUNCTION industry.plant_herfindahl(m industry.matrix, plants industry.matrix)
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_plant_herfindahl' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION industry.plant_herfindahl(industry.matrix, industry.matrix) IS
'Industry by one column: Herfindahl index of plant sizes when the plants of a region and industry (their number in plants) are of equal '
'size. An industry with a value where it has no plants is absent';

CREATE FUNCTION industry.ellison_glaeser(m industry.matrix, herfindahl industry.matrix)
RETURNS TABLE (
    industry text,
    g float8,
    herfindahl float8,
    ellison_glaeser float8,
    maurel_sedillot float8,
    status text,
    method_id text
)
AS 'MODULE_PATHNAME', 'pgi_ellison_glaeser_table' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 100;
COMMENT ON FUNCTION industry.ellison_glaeser(industry.matrix, industry.matrix) IS
'One row per industry (regions shares from m): raw concentration G, the plants'' Herfindahl index (one-column matrix by industry, as of '
'plant_herfindahl), the Ellison-Glaeser index (1997) and the Maurel-Sedillot index (1999); 0 = as darts thrown. NULL where the index is 1 or '
'not known (status)';

CREATE FUNCTION industry.ellison_glaeser(m industry.matrix, herfindahl industry.matrix, reference industry.matrix)
RETURNS TABLE (
    industry text,
    g float8,
    herfindahl float8,
    ellison_glaeser float8,
    maurel_sedillot float8,
    status text,
    method_id text
)
AS 'MODULE_PATHNAME', 'pgi_ellison_glaeser_table' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 100;
COMMENT ON FUNCTION industry.ellison_glaeser(industry.matrix, industry.matrix, industry.matrix) IS
'One row per industry against the regions shares of a reference matrix: raw concentration G, the plants'' Herfindahl index (one-column '
'matrix by industry, as of plant_herfindahl), the Ellison-Glaeser index (1997) and the Maurel-Sedillot index (1999); 0 = as darts thrown. '
'NULL where the index is 1 or not known (status)';

CREATE TYPE industry.plant_concentration_result AS (
    plants bigint,
    regions integer,
    total float8,
    g float8,
    herfindahl float8,
    ellison_glaeser float8,
    maurel_sedillot float8,
    z float8,
    status text
);
COMMENT ON TYPE industry.plant_concentration_result IS
'What plant_concentration answers: plants with a size, regions, total size, raw concentration G, Herfindahl index of the plants, the '
'Ellison-Glaeser and Maurel-Sedillot indices, G against its expectation in standard deviations, status';

CREATE FUNCTION industry.plants_add(state bytea, region text, size float8, reference float8) RETURNS bytea
AS 'MODULE_PATHNAME', 'pgi_plants_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION industry.plants_add(bytea, text, float8, float8) IS
'State of the plant aggregates with one more plant; NULL is the empty state';
CREATE FUNCTION industry.plants_combine(state bytea, other bytea) RETURNS bytea
AS 'MODULE_PATHNAME', 'pgi_plants_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION industry.plants_combine(bytea, bytea) IS 'Two states of the plant aggregates as one, exactly; NULL is empty';
CREATE FUNCTION industry.plants_ellison_glaeser(state bytea) RETURNS float8
AS 'MODULE_PATHNAME', 'pgi_plants_ellison_glaeser' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.plants_ellison_glaeser(bytea) IS 'Ellison-Glaeser index of a state; 22P03 for bytes that are none';
CREATE FUNCTION industry.plants_maurel_sedillot(state bytea) RETURNS float8
AS 'MODULE_PATHNAME', 'pgi_plants_maurel_sedillot' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.plants_maurel_sedillot(bytea) IS 'Maurel-Sedillot index of a state; 22P03 for bytes that are none';
CREATE FUNCTION industry.plants_concentration(state bytea) RETURNS industry.plant_concentration_result
AS 'MODULE_PATHNAME', 'pgi_plants_concentration' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.plants_concentration(bytea) IS 'All figures of a state; 22P03 for bytes that are none';

CREATE AGGREGATE industry.ellison_glaeser(region text, size float8, reference float8) (
    SFUNC = industry.plants_add, STYPE = bytea, SSPACE = 65536,
    COMBINEFUNC = industry.plants_combine, FINALFUNC = industry.plants_ellison_glaeser, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.ellison_glaeser(text, float8, float8) IS
'Ellison-Glaeser index (1997) of one industry: one row a plant with its region, its size and the region''s total in the reference universe '
'(the same in each row of the region). A region without plants must be there too, with a NULL size (LEFT JOIN from the regions). 0 = as '
'darts thrown, at most 1; NULL for one plant or one region. Exact sums: the same bits in every plan';

CREATE AGGREGATE industry.maurel_sedillot(region text, size float8, reference float8) (
    SFUNC = industry.plants_add, STYPE = bytea, SSPACE = 65536,
    COMBINEFUNC = industry.plants_combine, FINALFUNC = industry.plants_maurel_sedillot, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.maurel_sedillot(text, float8, float8) IS
'Maurel-Sedillot index (1999) over the same rows as ellison_glaeser: ((sum s^2 - sum x^2) / (1 - sum x^2) - H) / (1 - H)';

CREATE AGGREGATE industry.plant_concentration(region text, size float8, reference float8) (
    SFUNC = industry.plants_add, STYPE = bytea, SSPACE = 65536,
    COMBINEFUNC = industry.plants_combine, FINALFUNC = industry.plants_concentration, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.plant_concentration(text, float8, float8) IS
'All figures of the plant indices over the same rows as ellison_glaeser: (plant_concentration(region, size, reference)).* has plants, '
'regions, total, g, herfindahl, ellison_glaeser, maurel_sedillot, z, status';

CREATE AGGREGATE industry.plants_partial(region text, size float8, reference float8) (
    SFUNC = industry.plants_add, STYPE = bytea, SSPACE = 65536, COMBINEFUNC = industry.plants_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.plants_partial(text, float8, float8) IS
'The state of the plant aggregates as bytea, to store and to merge with plants_merge';
CREATE AGGREGATE industry.plants_merge(state bytea) (
    SFUNC = industry.plants_combine, STYPE = bytea, SSPACE = 65536, COMBINEFUNC = industry.plants_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.plants_merge(bytea) IS
'Merges stored states of plants_partial; read the result with plants_ellison_glaeser, plants_maurel_sedillot or plants_concentration';

-- Clusters.

CREATE FUNCTION industry.cluster_index(m industry.matrix, plants industry.matrix, area industry.matrix, population industry.matrix)
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_cluster_index' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION industry.cluster_index(industry.matrix, industry.matrix, industry.matrix, industry.matrix) IS
'Cluster index on the cells of m (employment): relative density (x / area) / (X_i / all area) times relative stock (x / population) / (X_i / '
'all population) over relative plant size (x / plants) / (X_i / all plants). area and population are one-column matrices by region and must '
'have every region of m; no cell where plants, area or population is zero. Litzenberger and Sternberg 2006';

CREATE FUNCTION industry.cluster_criteria(m industry.matrix, previous industry.matrix DEFAULT NULL, size_percentile float8 DEFAULT 0.9,
    focus_percentile float8 DEFAULT 0.9, strong_percentile float8 DEFAULT 0.75, min_quotient float8 DEFAULT 2, min_size float8 DEFAULT 0)
RETURNS TABLE (
    region text,
    industry text,
    size float8,
    size_edge float8,
    size_ok boolean,
    quotient float8,
    quotient_ok boolean,
    focus float8,
    focus_edge float8,
    focus_ok boolean,
    large_enough boolean,
    stars integer,
    strong_edge float8,
    strong boolean,
    quotient_change float8,
    life_cycle text,
    method_id text
)
AS 'MODULE_PATHNAME', 'pgi_cluster_criteria' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000 ROWS 1000;
COMMENT ON FUNCTION industry.cluster_criteria(industry.matrix, industry.matrix, float8, float8, float8, float8, float8) IS
'One row per region and industry with a positive value, each criterion''s value and edge beside its flag: size and focus (share of the '
'region) in the top tenth of the industry''s non-empty regions (percentile_disc, ties included), quotient of at least min_quotient; stars = '
'flags passed, 0 below min_size; strong = quotient in the top quarter and large enough. With an earlier matrix: change of the quotient and '
'life cycle star, emerging, mature or transforming. European Cluster Observatory; Delgado, Porter and Stern 2014';

-- The dictionary of metrics.

INSERT INTO industry.metric (function_name, metric, name_en, name_zh, formula, parameters, unit, value_range, interpretation_en, interpretation_zh,
    reference) VALUES
('location_quotient', 'location_quotient', 'location quotient', '区位商', '(x / X_r) / (X_i / X)',
 '{"reference": null, "zero_as": "absent", "min_size": 0}', 'ratio', '[0, inf)',
 'Above 1 the region is specialised in the industry, 1 is as the reference', '大于1表示该地区在该行业上专业化，等于1与参照区域相同',
 'Florence 1939; Balassa 1965'),
('rsca', 'rsca', 'revealed symmetric comparative advantage', '对称显性比较优势指数', '(LQ - 1) / (LQ + 1)',
 '{"reference": null}', 'ratio', '[-1, 1)',
 'Above 0 the region is specialised; gains and losses weigh alike', '大于0表示专业化，优势与劣势对称', 'Laursen 1998'),
('location_quotient_z', 'location_quotient_z', 'standardised location quotient', '标准化区位商',
    '(ln LQ - mean over regions) / standard deviation over regions',
 '{"reference": null, "transform": "log", "sd": "n-1"}', 'standard deviation', '(-inf, inf)',
 'Above 1.96 the region is a significant agglomeration of the industry', '大于1.96表示该行业在该地区显著集聚', 'ODonoghue and Gleave 2004'),
('dynamic_location_quotient', 'dynamic_location_quotient', 'dynamic location quotient', '动态区位商', '((x1/x0) / (X_r1/X_r0)) / ((X_i1/X_i0) / (X1/X0))',
 '{}', 'ratio', '[0, inf)',
 'Above 1 the industry grows faster in the region, against the region and the industry as wholes', '大于1表示该行业在该地区的相对增长快于整体',
 'standard practice'),
('presence', 'presence', 'presence', '优势行业标识', '1 if LQ >= threshold, else 0',
 '{"reference": null, "threshold": 1, "inclusive": true, "measure": "location_quotient"}', 'flag', '{0, 1}',
 '1: the region has the industry as a speciality', '1表示该行业为该地区的优势行业', 'Hidalgo et al. 2007'),
('region_profile', 'share', 'share of the region', '地区份额', 'X_r / X',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'fraction', '[0, 1]',
 'Part of the reference universes total', '占参照区域总量的比重', 'standard practice'),
('region_profile', 'hhi', 'Herfindahl-Hirschman index', '赫芬达尔指数', 'sum s^2',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'fraction', '[1/n, 1]',
 '1: a single industry; 1 / HHI is the number of equal ones', '等于1表示仅有一个行业；其倒数为等规模行业数', 'Herfindahl 1950; Hirschman 1945'),
('region_profile', 'hhi_normalized', 'normalised Herfindahl-Hirschman index', '标准化赫芬达尔指数', '(H - 1/n) / (1 - 1/n)',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'fraction', '[0, 1]',
 '0: all equal, 1: a single one', '0为完全均等，1为完全集中', 'Herfindahl 1950; Hirschman 1945'),
('region_profile', 'entropy', 'Shannon entropy', '香农熵', '-sum s ln s',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'nat', '[0, ln n]',
 'Higher is more diverse', '数值越大越多样化', 'Shannon 1948'),
('region_profile', 'krugman', 'Krugman index', '克鲁格曼专业化指数', 'sum |s - S|',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'fraction', '[0, 2]',
 '0: the structure of the reference, 2: nothing in common', '0表示与参照结构相同，2表示完全不同', 'Krugman 1991'),
('region_profile', 'hachman', 'Hachman index', '哈赫曼指数', '1 / sum LQ s',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'fraction', '(0, 1]',
 '1: as diverse as the reference', '1表示与参照结构同样多样', 'Hachman, University of Utah 1995'),
('region_profile', 'hoover', 'Hoover index', '胡佛指数', '1/2 sum |s - S|',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'fraction', '[0, 1]',
 'Share that would have to move for the structure of the reference', '需重新分布多大比重才能与参照结构一致', 'Hoover 1936'),
('region_profile', 'locational_gini', 'locational Gini coefficient', '空间基尼系数',
    'twice the area between the diagonal and the curve of cumulated s against cumulated S in the order of s / S',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'fraction', '[0, 1)',
 '0: distributed as the reference, towards 1: concentrated', '0表示与参照分布一致，越接近1越集中', 'Hoover 1936; Krugman 1991'),
('region_profile', 'diversity', 'diversity', '多样性', 'number of industries with LQ >= threshold',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'count', '[0, n]',
 'Number of specialities of the region', '该地区的优势行业个数', 'Hidalgo and Hausmann 2009'),
('region_profile', 'largest_share', 'share of the largest industry', '最大行业份额', 'max s',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'fraction', '(0, 1]',
 'Dependence on the industry named largest_industry', '对最大行业的依赖程度', 'standard practice'),
('region_profile', 'top_quotient', 'highest location quotient', '最高区位商', 'max LQ',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'ratio', '(0, inf)',
 'Quotient of the industry named top_industry', '区位商最高的行业及其数值', 'Florence 1939'),
('industry_profile', 'share', 'share of the industry', '行业份额', 'X_i / X',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'fraction', '[0, 1]',
 'Part of the reference universes total', '占参照区域总量的比重', 'standard practice'),
('industry_profile', 'hhi', 'Herfindahl-Hirschman index', '赫芬达尔指数', 'sum s^2',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'fraction', '[1/n, 1]',
 '1: a single region; 1 / HHI is the number of equal ones', '等于1表示仅有一个地区；其倒数为等规模地区数', 'Herfindahl 1950; Hirschman 1945'),
('industry_profile', 'hhi_normalized', 'normalised Herfindahl-Hirschman index', '标准化赫芬达尔指数', '(H - 1/n) / (1 - 1/n)',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'fraction', '[0, 1]',
 '0: all equal, 1: a single one', '0为完全均等，1为完全集中', 'Herfindahl 1950; Hirschman 1945'),
('industry_profile', 'entropy', 'Shannon entropy', '香农熵', '-sum s ln s',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'nat', '[0, ln n]',
 'Higher is more diverse', '数值越大越多样化', 'Shannon 1948'),
('industry_profile', 'krugman', 'Krugman index', '克鲁格曼集中指数', 'sum |s - S|',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'fraction', '[0, 2]',
 '0: the structure of the reference, 2: nothing in common', '0表示与参照结构相同，2表示完全不同', 'Krugman 1991'),
('industry_profile', 'hachman', 'Hachman index', '哈赫曼指数', '1 / sum LQ s',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'fraction', '(0, 1]',
 '1: as diverse as the reference', '1表示与参照结构同样多样', 'Hachman, University of Utah 1995'),
('industry_profile', 'hoover', 'Hoover index', '胡佛指数', '1/2 sum |s - S|',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'fraction', '[0, 1]',
 'Share that would have to move for the structure of the reference', '需重新分布多大比重才能与参照结构一致', 'Hoover 1936'),
('industry_profile', 'locational_gini', 'locational Gini coefficient', '空间基尼系数',
    'twice the area between the diagonal and the curve of cumulated s against cumulated S in the order of s / S',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'fraction', '[0, 1)',
 '0: distributed as the reference, towards 1: concentrated', '0表示与参照分布一致，越接近1越集中', 'Hoover 1936; Krugman 1991'),
('industry_profile', 'ubiquity', 'ubiquity', '普遍性', 'number of regions with LQ >= threshold',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'count', '[0, n]',
 'Number of regions specialised in the industry', '以该行业为优势行业的地区个数', 'Hidalgo and Hausmann 2009'),
('industry_profile', 'largest_share', 'share of the largest region', '最大地区份额', 'max s',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'fraction', '(0, 1]',
 'Dependence on the region named largest_region', '对最大地区的依赖程度', 'standard practice'),
('industry_profile', 'top_quotient', 'highest location quotient', '最高区位商', 'max LQ',
 '{"reference": null, "threshold": 1, "inclusive": true, "log_base": 2.718281828459045, "krugman_half": false, "gini_half": false, "preset": "default"}', 'ratio', '(0, inf)',
 'Quotient of the region named top_region', '区位商最高的地区及其数值', 'Florence 1939'),
('variety', 'total_variety', 'total variety', '总多样性', 'sum p log2(1/p)',
 '{"groups": null, "group_level": 2}', 'bit', '[0, log2 n]',
 'Entropy of the industries', '行业结构的信息熵', 'Frenken, Van Oort and Verburg 2007'),
('variety', 'unrelated_variety', 'unrelated variety', '无关多样性', 'sum P_g log2(1/P_g)',
 '{"groups": null, "group_level": 2}', 'bit', '[0, log2 groups]',
 'Variety between groups: spreads risk', '组间多样性，有助于分散风险', 'Frenken, Van Oort and Verburg 2007'),
('variety', 'related_variety', 'related variety', '相关多样性', 'sum P_g H_g',
 '{"groups": null, "group_level": 2}', 'bit', '[0, log2 n]',
 'Variety within groups: knowledge spills over', '组内多样性，有助于知识溢出', 'Frenken, Van Oort and Verburg 2007'),
('similarity', 'cosine', 'cosine similarity of structures', '产业结构相似系数', 'sum x_i x_j / sqrt(sum x_i^2 sum x_j^2)',
 '{"measure": "cosine"}', 'fraction', '[0, 1]',
 '1: the same structure', '1表示产业结构相同', 'UNIDO 1979'),
('similarity', 'finger_kreinin', 'Finger-Kreinin similarity', '芬格-克雷宁相似指数', 'sum min(s_i, s_j)',
 '{"measure": "cosine"}', 'fraction', '[0, 1]',
 'Share that two structures have in common', '两地结构重合的比重', 'Finger and Kreinin 1979'),
('similarity', 'bray_curtis', 'Bray-Curtis similarity', '布雷-柯蒂斯相似度', '2 sum min(x_i, x_j) / sum (x_i + x_j)',
 '{"measure": "cosine"}', 'fraction', '[0, 1]',
 'Overlap of levels: size counts too', '按规模计算的重合度', 'Bray and Curtis 1957'),
('similarity', 'krugman', 'Krugman index of two regions', '两地克鲁格曼指数', 'sum |s_i - s_j|',
 '{"measure": "cosine"}', 'fraction', '[0, 2]',
 'A distance: 0 the same structure, 2 disjoint ones', '为距离：0表示结构相同，2表示完全不同', 'Krugman 1991'),
('complementarity', 'complementarity', 'structural complementarity', '产业互补指数', 'sum_mn s_im a_mn s_jn over the mean of all pairs',
 '{"pairs": "all"}', 'ratio', '[0, inf)',
 'Above 1 two regions feed each other more than the average pair', '大于1表示两地产业互补性高于平均', 'input-output practice'),
('coagglomeration', 'coagglomeration', 'pairwise coagglomeration index', '产业共集聚指数', 'sum_r (s_1r - x_r)(s_2r - x_r) / (1 - sum x_r^2)',
 '{"reference": null}', 'ratio', '(-inf, 1]',
 'Above 0 two industries choose the same places', '大于0表示两个行业趋于在同地集聚', 'Ellison, Glaeser and Kerr 2010'),
('group_coagglomeration', 'coagglomeration', 'coagglomeration index of a group', '行业组共集聚指数',
    '(G / (1 - sum x^2) - H - sum g_j w_j^2 (1 - H_j)) / (1 - sum w_j^2)',
 '{}', 'ratio', '(-inf, 1]',
 'Above 0 the industries of the group concentrate together', '大于0表示组内行业共同集聚', 'Ellison and Glaeser 1997'),
('plant_herfindahl', 'herfindahl', 'Herfindahl index of plant sizes', '企业规模赫芬达尔指数', 'sum_r (x_r / X)^2 / n_r',
 '{}', 'fraction', '(0, 1]',
 'Concentration of an industry in few plants', '行业在少数企业中的集中程度', 'Ellison and Glaeser 1997'),
('ellison_glaeser', 'g', 'raw geographic concentration', '原始地理集中度', 'sum (s - x)^2',
 '{"reference": null}', 'fraction', '[0, 2)',
 '0: distributed as the reference', '0表示与参照分布一致', 'Ellison and Glaeser 1997'),
('ellison_glaeser', 'ellison_glaeser', 'Ellison-Glaeser index', 'EG地理集中指数', '(G - (1 - sum x^2) H) / ((1 - sum x^2)(1 - H))',
 '{"reference": null}', 'ratio', '(-inf, 1]',
 '0: as chance; often 0.02 and 0.05 bound weak and strong concentration', '0表示随机分布；常以0.02和0.05划分低、中、高集聚', 'Ellison and Glaeser 1997'),
('ellison_glaeser', 'maurel_sedillot', 'Maurel-Sedillot index', 'MS地理集中指数', '((sum s^2 - sum x^2) / (1 - sum x^2) - H) / (1 - H)',
 '{"reference": null}', 'ratio', '(-inf, 1]',
 '0: as chance, higher is concentrated', '0表示随机分布，越大越集中', 'Maurel and Sedillot 1999'),
('maurel_sedillot', 'maurel_sedillot', 'Maurel-Sedillot index', 'MS地理集中指数', '((sum s^2 - sum x^2) / (1 - sum x^2) - H) / (1 - H)',
 '{}', 'ratio', '(-inf, 1]',
 '0: as chance, higher is concentrated', '0表示随机分布，越大越集中', 'Maurel and Sedillot 1999'),
('plant_concentration', 'z', 'raw concentration against chance', '集中度显著性',
    '(G - (1 - sum x^2) H) / sqrt(var G), var G = 2 (H^2 (X2 - 2 X3 + X2^2) - sum z^4 (X2 - 4 X3 + 3 X2^2)), Xk = sum x^k',
 '{}', 'standard deviation', '(-inf, inf)',
 'Above 1.96 the concentration is more than chance', '大于1.96表示集中程度显著高于随机', 'Ellison and Glaeser 1997'),
('cluster_index', 'cluster_index', 'cluster index', '产业集群指数', '(x/a)/(X_i/A) (x/p)/(X_i/P) / ((x/b)/(X_i/B))',
 '{}', 'ratio', '[0, inf)',
 'Above 4 (density and stock at twice the average) a cluster', '大于4（密度与存量均为平均的两倍）视为集群', 'Litzenberger and Sternberg 2006'),
('cluster_criteria', 'stars', 'cluster stars', '集群星级', 'number of criteria met: size, quotient, focus',
 '{"previous": null, "size_percentile": 0.9, "focus_percentile": 0.9, "strong_percentile": 0.75, "min_quotient": 2, "min_size": 0}', 'count', '{0, 1, 2, 3}',
 '3: large, specialised and important to its region', '3表示规模、专业化与地区重要性均达标', 'European Cluster Observatory'),
('cluster_criteria', 'focus', 'focus', '集群聚焦度', 'x / X_r',
 '{"previous": null, "size_percentile": 0.9, "focus_percentile": 0.9, "strong_percentile": 0.75, "min_quotient": 2, "min_size": 0}', 'fraction', '(0, 1]',
 'Weight of the cluster in its region', '集群在本地区的比重', 'European Cluster Observatory'),
('cluster_criteria', 'strong', 'strong cluster', '强集群', 'LQ in the top quarter of the industrys regions and size >= min_size',
 '{"previous": null, "size_percentile": 0.9, "focus_percentile": 0.9, "strong_percentile": 0.75, "min_quotient": 2, "min_size": 0}', 'flag', '{false, true}',
 'True: a strong cluster', '真表示强集群', 'Delgado, Porter and Stern 2014'),
('cluster_criteria', 'life_cycle', 'life cycle of a cluster', '集群生命周期', 'LQ >= 1 and change of LQ >= 0',
 '{"previous": null, "size_percentile": 0.9, "focus_percentile": 0.9, "strong_percentile": 0.75, "min_quotient": 2, "min_size": 0}', 'class',
 '{star, emerging, mature, transforming}',
 'Specialised and rising: star; rising: emerging; specialised: mature; neither: transforming',
 '专业化且上升为明星型，仅上升为新兴型，仅专业化为成熟型，否则为转型型', 'standard practice');
