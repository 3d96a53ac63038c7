-- Specialization: how a region's industries, or an industry's regions, differ from a reference universe.
--
-- m is always region by industry, without negative values; an absent cell counts as zero. Where a function has a
-- reference, that matrix gives the reference universe's totals; labels that only one of the two has count as zero
-- in the other, and without a reference m is its own universe.

-- Quotients: one value a cell of m.

CREATE FUNCTION industry.location_quotient(m industry.matrix, zero_as text DEFAULT 'absent', min_size float8 DEFAULT 0)
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_location_quotient' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.location_quotient(industry.matrix, text, float8) IS
'Location quotient (x / X_r) / (X_i / X) on the cells of m; the totals are those of m. 1 = as the reference, above = specialised. No cell where a total is zero (zero_as => ''zero'': 0), nor where x is below min_size; negative values are an error (22023). Florence 1939';

CREATE FUNCTION industry.location_quotient(m industry.matrix, reference industry.matrix, zero_as text DEFAULT 'absent', min_size float8 DEFAULT 0)
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_location_quotient' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.location_quotient(industry.matrix, industry.matrix, text, float8) IS
'Location quotient (x / X_r) / (X_i / X) on the cells of m; the totals X_i and X are those of the reference, X_r is the row total of m. 1 = as the reference, above = specialised. No cell where a total is zero (zero_as => ''zero'': 0), nor where x is below min_size; negative values are an error (22023). Florence 1939';

CREATE FUNCTION industry.rsca(m industry.matrix)
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_rsca' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.rsca(industry.matrix) IS
'Revealed symmetric comparative advantage (q - 1) / (q + 1) of the location quotient, from -1 to below 1, 0 = as the reference; cells as in location_quotient. Laursen 1998';

CREATE FUNCTION industry.rsca(m industry.matrix, reference industry.matrix)
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_rsca' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.rsca(industry.matrix, industry.matrix) IS
'Revealed symmetric comparative advantage (q - 1) / (q + 1) of the location quotient against a reference universe, from -1 to below 1, 0 = as the reference; cells as in location_quotient. Laursen 1998';

CREATE FUNCTION industry.location_quotient_z(m industry.matrix, transform text DEFAULT 'log', sd text DEFAULT 'n-1')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_location_quotient_z' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.location_quotient_z(industry.matrix, text, text) IS
'Standardised location quotient: distance of a region''s quotient from the mean of all regions in standard deviations, per industry; above 1.96 is a significant agglomeration. Of the logarithm of positive quotients, or (transform => ''none'') of all, absent ones as zero. No cell where fewer than two regions or no spread. O''Donoghue and Gleave 2004';

CREATE FUNCTION industry.location_quotient_z(m industry.matrix, reference industry.matrix, transform text DEFAULT 'log', sd text DEFAULT 'n-1')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_location_quotient_z' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.location_quotient_z(industry.matrix, industry.matrix, text, text) IS
'Standardised location quotient against a reference universe: distance of a region''s quotient from the mean of all regions in standard deviations, per industry; above 1.96 is a significant agglomeration. Of the logarithm of positive quotients, or (transform => ''none'') of all, absent ones as zero. No cell where fewer than two regions or no spread. O''Donoghue and Gleave 2004';

CREATE FUNCTION industry.presence(m industry.matrix, threshold float8 DEFAULT 1, inclusive boolean DEFAULT true, measure text DEFAULT 'location_quotient')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_presence' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.presence(industry.matrix, float8, boolean, text) IS
'1 where the location quotient reaches the threshold (inclusive => false: exceeds it), else 0, on the cells of m; zero is never present. measure => ''value'' tests the cells as they are';

CREATE FUNCTION industry.presence(m industry.matrix, reference industry.matrix, threshold float8 DEFAULT 1, inclusive boolean DEFAULT true, measure text DEFAULT 'location_quotient')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_presence' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.presence(industry.matrix, industry.matrix, float8, boolean, text) IS
'1 where the location quotient against a reference universe reaches the threshold (inclusive => false: exceeds it), else 0, on the cells of m; zero is never present. measure => ''value'' tests the cells as they are';

CREATE FUNCTION industry.dynamic_location_quotient(m0 industry.matrix, m1 industry.matrix)
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_dynamic_location_quotient' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.dynamic_location_quotient(industry.matrix, industry.matrix) IS
'Growth of a cell over its region''s, relative to the industry''s over the whole''s: ((x1/x0)/(X_r1/X_r0)) / ((X_i1/X_i0)/(X1/X0)); above 1 the region gains on its peers in that industry. On the cells of m0 (union of labels, what m1 lacks is zero); none where a base is zero';

-- Profiles: one line of measures a region or an industry.

CREATE FUNCTION industry.region_profile(m industry.matrix, threshold float8 DEFAULT 1, inclusive boolean DEFAULT true, log_base float8 DEFAULT 2.718281828459045, krugman_half boolean DEFAULT false, gini_half boolean DEFAULT false, preset text DEFAULT 'default')
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
'One row per region: total, share, HHI, entropy (nats), Krugman index (0-2), Hachman index, Hoover index and locational Gini (0-1) of its shares against the reference''s, diversity (industries with a quotient at the threshold), the largest industry and the one with the highest quotient. NULL and status no_denominator where the total is zero. preset => ''econgeo'' gives that package''s conventions';

CREATE FUNCTION industry.region_profile(m industry.matrix, reference industry.matrix, threshold float8 DEFAULT 1, inclusive boolean DEFAULT true, log_base float8 DEFAULT 2.718281828459045, krugman_half boolean DEFAULT false, gini_half boolean DEFAULT false, preset text DEFAULT 'default')
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
'One row per region against a reference universe: total, share, HHI, entropy (nats), Krugman index (0-2), Hachman index, Hoover index and locational Gini (0-1) of its shares against the reference''s, diversity (industries with a quotient at the threshold), the largest industry and the one with the highest quotient. NULL and status no_denominator where the total is zero. preset => ''econgeo'' gives that package''s conventions';

CREATE FUNCTION industry.industry_profile(m industry.matrix, threshold float8 DEFAULT 1, inclusive boolean DEFAULT true, log_base float8 DEFAULT 2.718281828459045, krugman_half boolean DEFAULT false, gini_half boolean DEFAULT false, preset text DEFAULT 'default')
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
'One row per industry: total, share, HHI, entropy (nats), Krugman index (0-2), Hachman index, Hoover index and locational Gini (0-1) of its shares against the reference''s, ubiquity (regions with a quotient at the threshold), the largest region and the one with the highest quotient. NULL and status no_denominator where the total is zero. preset => ''econgeo'' gives that package''s conventions';

CREATE FUNCTION industry.industry_profile(m industry.matrix, reference industry.matrix, threshold float8 DEFAULT 1, inclusive boolean DEFAULT true, log_base float8 DEFAULT 2.718281828459045, krugman_half boolean DEFAULT false, gini_half boolean DEFAULT false, preset text DEFAULT 'default')
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
'One row per industry against a reference universe: total, share, HHI, entropy (nats), Krugman index (0-2), Hachman index, Hoover index and locational Gini (0-1) of its shares against the reference''s, ubiquity (regions with a quotient at the threshold), the largest region and the one with the highest quotient. NULL and status no_denominator where the total is zero. preset => ''econgeo'' gives that package''s conventions';

-- Variety, and columns put together.

CREATE FUNCTION industry.group_cols(m industry.matrix, groups text[])
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_group_cols' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION industry.group_cols(industry.matrix, text[]) IS
'Sums the columns of m that have the same group, exactly; groups names the group of each column in the order of col_keys(m)';

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
'Entropy in bits of each region over the columns (total), between the groups of columns (unrelated variety) and within them (related variety); unrelated and related add up to the total. groups names the group of each column in the order of col_keys(m). Frenken, Van Oort and Verburg 2007';

-- Pairs of regions, pairs of industries.

CREATE FUNCTION industry.similarity(m industry.matrix, measure text DEFAULT 'cosine')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_similarity_matrix' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION industry.similarity(industry.matrix, text) IS
'Region by region matrix of structural similarity: cosine (the UNIDO coefficient of isomorphism, 1979), finger_kreinin (sum of the smaller shares, 1979), bray_curtis (on levels, 1957), or krugman, which is a distance (0 equal, 2 disjoint, 1991). Regions with no value have no cells';

CREATE FUNCTION industry.complementarity(m industry.matrix, flows industry.matrix, pairs text DEFAULT 'all')
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_complementarity' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION industry.complementarity(industry.matrix, industry.matrix, text) IS
'Region by region matrix of sum s_im a_mn s_jn over its mean: how much the structures of two regions feed each other through the flows (seller by buyer; coefficients or values). Above 1 = more than the average pair; pairs => ''off_diagonal'' takes the mean over different regions';

CREATE FUNCTION industry.coagglomeration(m industry.matrix)
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_coagglomeration' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION industry.coagglomeration(industry.matrix) IS
'Industry by industry matrix of the coagglomeration index sum (s1 - x)(s2 - x) / (1 - sum x^2), x the regions'' shares of m; the diagonal is absent. Ellison, Glaeser and Kerr 2010';

CREATE FUNCTION industry.coagglomeration(m industry.matrix, reference industry.matrix)
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_coagglomeration' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION industry.coagglomeration(industry.matrix, industry.matrix) IS
'Industry by industry coagglomeration against the regions'' shares of a reference matrix. Ellison, Glaeser and Kerr 2010';

CREATE FUNCTION industry.group_coagglomeration(m industry.matrix, reference industry.matrix)
RETURNS float8
AS 'MODULE_PATHNAME', 'pgi_group_coagglomeration' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION industry.group_coagglomeration(industry.matrix, industry.matrix) IS
'Coagglomeration of all industries of m as one group, against the regions'' shares of a reference matrix: what the group''s concentration has beyond its members'' own. NULL for one industry or one region. Ellison and Glaeser 1997';

-- Geographic concentration beyond chance: from matrices, and as mergeable aggregates over plants.

CREATE FUNCTION industry.plant_herfindahl(m industry.matrix, plants industry.matrix)
RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_plant_herfindahl' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION industry.plant_herfindahl(industry.matrix, industry.matrix) IS
'Industry by one column: Herfindahl index of plant sizes when the plants of a region and industry (their number in plants) are of equal size. An industry with a value where it has no plants is absent';

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
'One row per industry (regions shares from m): raw concentration G, the plants'' Herfindahl index (one-column matrix by industry, as of plant_herfindahl), the Ellison-Glaeser index (1997) and the Maurel-Sedillot index (1999); 0 = as darts thrown. NULL where the index is 1 or not known (status)';

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
'One row per industry against the regions shares of a reference matrix: raw concentration G, the plants'' Herfindahl index (one-column matrix by industry, as of plant_herfindahl), the Ellison-Glaeser index (1997) and the Maurel-Sedillot index (1999); 0 = as darts thrown. NULL where the index is 1 or not known (status)';

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
'What plant_concentration answers: plants with a size, regions, total size, raw concentration G, Herfindahl index of the plants, the Ellison-Glaeser and Maurel-Sedillot indices, G against its expectation in standard deviations, status';

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
'Ellison-Glaeser index (1997) of one industry: one row a plant with its region, its size and the region''s total in the reference universe (the same in each row of the region). A region without plants must be there too, with a NULL size (LEFT JOIN from the regions). 0 = as darts thrown, at most 1; NULL for one plant or one region. Exact sums: the same bits in every plan';

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
'All figures of the plant indices over the same rows as ellison_glaeser: (plant_concentration(region, size, reference)).* has plants, regions, total, g, herfindahl, ellison_glaeser, maurel_sedillot, z, status';

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
'Cluster index on the cells of m (employment): relative density (x / area) / (X_i / all area) times relative stock (x / population) / (X_i / all population) over relative plant size (x / plants) / (X_i / all plants). area and population are one-column matrices by region and must have every region of m; no cell where plants, area or population is zero. Litzenberger and Sternberg 2006';

CREATE FUNCTION industry.cluster_criteria(m industry.matrix, previous industry.matrix DEFAULT NULL, size_percentile float8 DEFAULT 0.9, focus_percentile float8 DEFAULT 0.9, strong_percentile float8 DEFAULT 0.75, min_quotient float8 DEFAULT 2, min_size float8 DEFAULT 0)
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
'One row per region and industry with a positive value, each criterion''s value and edge beside its flag: size and focus (share of the region) in the top tenth of the industry''s non-empty regions (percentile_disc, ties included), quotient of at least min_quotient; stars = flags passed, 0 below min_size; strong = quotient in the top quarter and large enough. With an earlier matrix: change of the quotient and life cycle star, emerging, mature or transforming. European Cluster Observatory; Delgado, Porter and Stern 2014';
