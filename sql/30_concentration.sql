-- Concentration and inequality of a column: mergeable aggregates over plain SQL states.
--
-- Each aggregate is three functions: one adds a row to the state (NAME_add...), one combines two
-- states, one reads the statistic off a state and has the aggregate's name. States can be stored.

-- Single-pass statistics --------------------------------------------------------------

CREATE TYPE industry.moment_sums;
CREATE FUNCTION industry.moment_sums_in(cstring) RETURNS industry.moment_sums
    AS 'MODULE_PATHNAME', 'pgi_moment_sums_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION industry.moment_sums_out(industry.moment_sums) RETURNS cstring
    AS 'MODULE_PATHNAME', 'pgi_moment_sums_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION industry.moment_sums_recv(internal) RETURNS industry.moment_sums
    AS 'MODULE_PATHNAME', 'pgi_moment_sums_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION industry.moment_sums_send(industry.moment_sums) RETURNS bytea
    AS 'MODULE_PATHNAME', 'pgi_moment_sums_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE TYPE industry.moment_sums (
    INPUT = industry.moment_sums_in, OUTPUT = industry.moment_sums_out,
    RECEIVE = industry.moment_sums_recv, SEND = industry.moment_sums_send,
    INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = external
);
CREATE FUNCTION industry.moment_sums_combine(industry.moment_sums, industry.moment_sums) RETURNS industry.moment_sums
    AS 'MODULE_PATHNAME', 'pgi_moment_sums_combine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE AGGREGATE industry.moment_sums_merge(industry.moment_sums) (
    SFUNC = industry.moment_sums_combine, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, PARALLEL = SAFE
);

COMMENT ON TYPE industry.moment_sums IS
'Exact sums of single-pass statistics (hhi, entropy, theil, ...): at most a few hundred bytes, storable, merged by moment_sums_merge';
COMMENT ON FUNCTION industry.moment_sums_in(cstring) IS 'Text form of moment_sums: empty, or two hexadecimal digits a byte; checked in full (22P02, 22P03)';
COMMENT ON FUNCTION industry.moment_sums_out(industry.moment_sums) IS 'Text form of moment_sums, exact and equal for equal states';
COMMENT ON FUNCTION industry.moment_sums_recv(internal) IS 'Binary form of moment_sums, checked in full (22P03)';
COMMENT ON FUNCTION industry.moment_sums_send(industry.moment_sums) IS 'Binary form of moment_sums, the same on every machine';
COMMENT ON FUNCTION industry.moment_sums_combine(industry.moment_sums, industry.moment_sums) IS
'Two partial states as one; states of different statistics or arguments are an error (22023)';
COMMENT ON AGGREGATE industry.moment_sums_merge(industry.moment_sums) IS 'Stored partial states as one state, which a function of the statistic''s name reads';

CREATE FUNCTION industry.exact_sum(industry.moment_sums) RETURNS float8
    AS 'MODULE_PATHNAME', 'pgi_exact_sum' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.exact_sum(industry.moment_sums) IS 'Sum of a state';

CREATE FUNCTION industry.exact_mean(industry.moment_sums) RETURNS float8
    AS 'MODULE_PATHNAME', 'pgi_exact_mean' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.exact_mean(industry.moment_sums) IS 'Mean of a state';

CREATE FUNCTION industry.hhi(industry.moment_sums) RETURNS float8
    AS 'MODULE_PATHNAME', 'pgi_hhi' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.hhi(industry.moment_sums) IS 'Herfindahl-Hirschman index of a state';

CREATE FUNCTION industry.hhi_normalized(industry.moment_sums) RETURNS float8
    AS 'MODULE_PATHNAME', 'pgi_hhi_normalized' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.hhi_normalized(industry.moment_sums) IS 'Normalised Herfindahl-Hirschman index of a state';

CREATE FUNCTION industry.coefficient_of_variation(industry.moment_sums) RETURNS float8
    AS 'MODULE_PATHNAME', 'pgi_coefficient_of_variation' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.coefficient_of_variation(industry.moment_sums) IS 'Coefficient of variation of a state';

CREATE FUNCTION industry.williamson(industry.moment_sums) RETURNS float8
    AS 'MODULE_PATHNAME', 'pgi_coefficient_of_variation' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.williamson(industry.moment_sums) IS 'Williamson''s weighted coefficient of variation of a state';

CREATE FUNCTION industry.entropy(industry.moment_sums) RETURNS float8
    AS 'MODULE_PATHNAME', 'pgi_entropy' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.entropy(industry.moment_sums) IS 'Entropy of shares of a state';

CREATE FUNCTION industry.theil(industry.moment_sums) RETURNS float8
    AS 'MODULE_PATHNAME', 'pgi_theil' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.theil(industry.moment_sums) IS 'Theil T of a state';

CREATE FUNCTION industry.mean_log_deviation(industry.moment_sums) RETURNS float8
    AS 'MODULE_PATHNAME', 'pgi_mean_log_deviation' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.mean_log_deviation(industry.moment_sums) IS 'Mean logarithmic deviation of a state';

CREATE FUNCTION industry.theil_l(industry.moment_sums) RETURNS float8
    AS 'MODULE_PATHNAME', 'pgi_mean_log_deviation' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.theil_l(industry.moment_sums) IS 'Theil L of a state, the same as mean_log_deviation';

CREATE FUNCTION industry.generalized_entropy(industry.moment_sums) RETURNS float8
    AS 'MODULE_PATHNAME', 'pgi_generalized_entropy' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.generalized_entropy(industry.moment_sums) IS 'Generalized entropy of a state';

CREATE FUNCTION industry.atkinson(industry.moment_sums) RETURNS float8
    AS 'MODULE_PATHNAME', 'pgi_atkinson' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.atkinson(industry.moment_sums) IS 'Atkinson index of a state';

CREATE FUNCTION industry.sums_add_value(industry.moment_sums, x float8) RETURNS industry.moment_sums
    AS 'MODULE_PATHNAME', 'pgi_sums_add_value' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.sums_add_value(industry.moment_sums, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.exact_sum(x float8) (
    SFUNC = industry.sums_add_value, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.exact_sum, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.exact_sum(float8) IS
'Sum rounded once from its exact value: the same bits in every order, plan and number of workers, which sum(float8) does not give. NULL for no '
'rows; NULL is skipped, NaN, infinity and a total beyond the range are an error (22003). Shewchuk 1997';

CREATE AGGREGATE industry.exact_mean(x float8) (
    SFUNC = industry.sums_add_value, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.exact_mean, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.exact_mean(float8) IS
'exact_sum over the number of rows: the same bits in every plan. NULL for no rows; NULL is skipped, NaN and infinity are an error (22003)';

CREATE FUNCTION industry.sums_add_square(industry.moment_sums, x float8) RETURNS industry.moment_sums
    AS 'MODULE_PATHNAME', 'pgi_sums_add_square' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.sums_add_square(industry.moment_sums, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.hhi(x float8) (
    SFUNC = industry.sums_add_square, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.hhi, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.hhi(float8) IS
'Herfindahl-Hirschman index, sum of squared shares, a fraction in [1/n, 1]; NULL for no rows or a zero total. Negative values are an error '
'(22023), NaN and infinity too (22003); NULL is skipped. Herfindahl 1950, Hirschman 1945';

CREATE AGGREGATE industry.hhi_normalized(x float8) (
    SFUNC = industry.sums_add_square, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.hhi_normalized, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.hhi_normalized(float8) IS
'(HHI - 1/n) / (1 - 1/n) in [0, 1], n counting zeros; NULL for no rows or a zero total or a single row. Negative values are an error '
'(22023), NaN and infinity too (22003); NULL is skipped';

CREATE FUNCTION industry.sums_add_variation(industry.moment_sums, x float8) RETURNS industry.moment_sums
    AS 'MODULE_PATHNAME', 'pgi_sums_add_variation' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.sums_add_variation(industry.moment_sums, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.coefficient_of_variation(x float8) (
    SFUNC = industry.sums_add_variation, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.coefficient_of_variation, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.coefficient_of_variation(float8) IS
'Standard deviation (divisor n) over the mean, a ratio, exact for nearly equal values; NULL for no rows or a zero mean. Signed values allowed';

CREATE FUNCTION industry.sums_add_variation(industry.moment_sums, x float8, sample boolean) RETURNS industry.moment_sums
    AS 'MODULE_PATHNAME', 'pgi_sums_add_variation' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.sums_add_variation(industry.moment_sums, float8, boolean) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.coefficient_of_variation(x float8, sample boolean) (
    SFUNC = industry.sums_add_variation, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.coefficient_of_variation, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.coefficient_of_variation(float8, boolean) IS 'The same with the divisor n - 1 where sample is true; NULL then for a single row';

CREATE FUNCTION industry.sums_add_weighted_variation(industry.moment_sums, x float8, w float8) RETURNS industry.moment_sums
    AS 'MODULE_PATHNAME', 'pgi_sums_add_weighted_variation' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.sums_add_weighted_variation(industry.moment_sums, float8, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.coefficient_of_variation(x float8, w float8) (
    SFUNC = industry.sums_add_weighted_variation, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.coefficient_of_variation, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.coefficient_of_variation(float8, float8) IS
'Weighted coefficient of variation about the weighted mean; rows of weight 0 are left out, a negative weight is an error (22023)';

CREATE AGGREGATE industry.williamson(y float8, p float8) (
    SFUNC = industry.sums_add_weighted_variation, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.williamson, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.williamson(float8, float8) IS
'Williamson index: square root of the population-weighted variance of y over the population-weighted mean, a ratio >= 0; p is the '
'population. NULL for no rows or a zero mean. Williamson 1965';

CREATE FUNCTION industry.sums_add_share_log(industry.moment_sums, x float8) RETURNS industry.moment_sums
    AS 'MODULE_PATHNAME', 'pgi_sums_add_share_log' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.sums_add_share_log(industry.moment_sums, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.entropy(x float8) (
    SFUNC = industry.sums_add_share_log, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.entropy, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.entropy(float8) IS
'Entropy of shares, - sum s ln s, in nat, 0 .. ln n; NULL for no rows or a zero total. Negative values are an error (22023), NaN and '
'infinity too (22003); NULL is skipped. Shannon 1948';

CREATE FUNCTION industry.sums_add_share_log_base(industry.moment_sums, x float8, base float8) RETURNS industry.moment_sums
    AS 'MODULE_PATHNAME', 'pgi_sums_add_share_log_base' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.sums_add_share_log_base(industry.moment_sums, float8, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.entropy(x float8, base float8) (
    SFUNC = industry.sums_add_share_log_base, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.entropy, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.entropy(float8, float8) IS 'Entropy of shares with logarithms of the given base (2: bit), positive and not 1 (22023)';

CREATE AGGREGATE industry.theil(x float8) (
    SFUNC = industry.sums_add_share_log, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.theil, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.theil(float8) IS
'Theil T, mean of (x/mean) ln(x/mean), in nat, 0 .. ln n, zeros count with 0; NULL for no rows or a zero total. Negative values are an error '
'(22023), NaN and infinity too (22003); NULL is skipped. Theil 1967';

CREATE FUNCTION industry.sums_add_weighted_share_log(industry.moment_sums, x float8, w float8) RETURNS industry.moment_sums
    AS 'MODULE_PATHNAME', 'pgi_sums_add_weighted_share_log' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.sums_add_weighted_share_log(industry.moment_sums, float8, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.theil(x float8, w float8) (
    SFUNC = industry.sums_add_weighted_share_log, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.theil, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.theil(float8, float8) IS
'Theil T of values x of units of weight w (population); rows of weight 0 are left out, a negative weight is an error (22023)';

CREATE FUNCTION industry.sums_add_log(industry.moment_sums, x float8) RETURNS industry.moment_sums
    AS 'MODULE_PATHNAME', 'pgi_sums_add_log' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.sums_add_log(industry.moment_sums, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.mean_log_deviation(x float8) (
    SFUNC = industry.sums_add_log, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.mean_log_deviation, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.mean_log_deviation(float8) IS
'Mean of ln(mean/x), in nat, >= 0, Theil''s second measure L; NULL for no rows, a value <= 0 is an error (22023). Theil 1967';

CREATE FUNCTION industry.sums_add_log(industry.moment_sums, x float8, w float8) RETURNS industry.moment_sums
    AS 'MODULE_PATHNAME', 'pgi_sums_add_log' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.sums_add_log(industry.moment_sums, float8, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.mean_log_deviation(x float8, w float8) (
    SFUNC = industry.sums_add_log, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.mean_log_deviation, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.mean_log_deviation(float8, float8) IS 'Weighted mean of ln(mean/x), in nat, about the weighted mean';

CREATE AGGREGATE industry.theil_l(x float8) (
    SFUNC = industry.sums_add_log, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.theil_l, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.theil_l(float8) IS
'Mean of ln(mean/x), in nat, >= 0, Theil''s second measure L; NULL for no rows, a value <= 0 is an error (22023). Theil 1967';

CREATE AGGREGATE industry.theil_l(x float8, w float8) (
    SFUNC = industry.sums_add_log, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.theil_l, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.theil_l(float8, float8) IS 'Weighted mean of ln(mean/x), in nat, about the weighted mean';

CREATE FUNCTION industry.sums_add_generalized_entropy(industry.moment_sums, x float8, alpha float8) RETURNS industry.moment_sums
    AS 'MODULE_PATHNAME', 'pgi_sums_add_generalized_entropy' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.sums_add_generalized_entropy(industry.moment_sums, float8, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.generalized_entropy(x float8, alpha float8) (
    SFUNC = industry.sums_add_generalized_entropy, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.generalized_entropy, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.generalized_entropy(float8, float8) IS
'Generalized entropy (mean of (x/mean)^alpha - 1) / (alpha (alpha - 1)), >= 0; alpha 0 is the mean log deviation, 1 Theil T, 2 half the '
'squared coefficient of variation; NULL for no rows or a zero total. Values <= 0 are an error for alpha <= 0. Shorrocks 1980';

CREATE FUNCTION industry.sums_add_generalized_entropy(industry.moment_sums, x float8, alpha float8, w float8) RETURNS industry.moment_sums
    AS 'MODULE_PATHNAME', 'pgi_sums_add_generalized_entropy' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.sums_add_generalized_entropy(industry.moment_sums, float8, float8, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.generalized_entropy(x float8, alpha float8, w float8) (
    SFUNC = industry.sums_add_generalized_entropy, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.generalized_entropy, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.generalized_entropy(float8, float8, float8) IS 'The same with weights';

CREATE FUNCTION industry.sums_add_atkinson(industry.moment_sums, x float8, epsilon float8) RETURNS industry.moment_sums
    AS 'MODULE_PATHNAME', 'pgi_sums_add_atkinson' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.sums_add_atkinson(industry.moment_sums, float8, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.atkinson(x float8, epsilon float8) (
    SFUNC = industry.sums_add_atkinson, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.atkinson, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.atkinson(float8, float8) IS
'Atkinson index 1 - equally distributed equivalent / mean, in [0, 1], for the aversion epsilon >= 0; a zero value makes it 1 where epsilon '
'>= 1; NULL for no rows or a zero total. Negative values are an error (22023), NaN and infinity too (22003); NULL is skipped. Atkinson 1970';

CREATE FUNCTION industry.sums_add_atkinson(industry.moment_sums, x float8, epsilon float8, w float8) RETURNS industry.moment_sums
    AS 'MODULE_PATHNAME', 'pgi_sums_add_atkinson' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.sums_add_atkinson(industry.moment_sums, float8, float8, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.atkinson(x float8, epsilon float8, w float8) (
    SFUNC = industry.sums_add_atkinson, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.atkinson, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.atkinson(float8, float8, float8) IS 'The same with weights';

-- Order-based statistics ---------------------------------------------------------------

CREATE TYPE industry.sorted_values;
CREATE FUNCTION industry.sorted_values_in(cstring) RETURNS industry.sorted_values
    AS 'MODULE_PATHNAME', 'pgi_sorted_values_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION industry.sorted_values_out(industry.sorted_values) RETURNS cstring
    AS 'MODULE_PATHNAME', 'pgi_sorted_values_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION industry.sorted_values_recv(internal) RETURNS industry.sorted_values
    AS 'MODULE_PATHNAME', 'pgi_sorted_values_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION industry.sorted_values_send(industry.sorted_values) RETURNS bytea
    AS 'MODULE_PATHNAME', 'pgi_sorted_values_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE TYPE industry.sorted_values (
    INPUT = industry.sorted_values_in, OUTPUT = industry.sorted_values_out,
    RECEIVE = industry.sorted_values_recv, SEND = industry.sorted_values_send,
    INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = external
);
CREATE FUNCTION industry.sorted_values_combine(industry.sorted_values, industry.sorted_values) RETURNS industry.sorted_values
    AS 'MODULE_PATHNAME', 'pgi_sorted_values_combine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE AGGREGATE industry.sorted_values_merge(industry.sorted_values) (
    SFUNC = industry.sorted_values_combine, STYPE = industry.sorted_values, INITCOND = 'empty',
    COMBINEFUNC = industry.sorted_values_combine, PARALLEL = SAFE
);

COMMENT ON TYPE industry.sorted_values IS
'Sorted values of order-based statistics (gini, quantile, ...): 8 bytes a value, 16 with weights; at most 500 MB as a value of its own (54000)';
COMMENT ON FUNCTION industry.sorted_values_in(cstring) IS 'Text form of sorted_values: empty, or two hexadecimal digits a byte; checked in full (22P02, 22P03)';
COMMENT ON FUNCTION industry.sorted_values_out(industry.sorted_values) IS 'Text form of sorted_values, exact and equal for equal states';
COMMENT ON FUNCTION industry.sorted_values_recv(internal) IS 'Binary form of sorted_values, checked in full (22P03)';
COMMENT ON FUNCTION industry.sorted_values_send(industry.sorted_values) IS 'Binary form of sorted_values, the same on every machine';
COMMENT ON FUNCTION industry.sorted_values_combine(industry.sorted_values, industry.sorted_values) IS
'Two partial states as one; states of different statistics or arguments are an error (22023)';
COMMENT ON AGGREGATE industry.sorted_values_merge(industry.sorted_values) IS
'Stored partial states as one state, which a function of the statistic''s name reads';

CREATE TYPE industry.lorenz_point AS (population_share float8, value_share float8);
COMMENT ON TYPE industry.lorenz_point IS 'A point of a Lorenz curve: the poorest population_share of the units hold value_share of the total';
CREATE TYPE industry.dagum_group AS (group_key text, n bigint, population_share float8, value_share float8, gini float8, within float8);
COMMENT ON TYPE industry.dagum_group IS
'One group of a Gini decomposition: rows, shares of population and total, its own Gini coefficient (NULL for a zero total), its part of within';
CREATE TYPE industry.dagum_parts AS (gini float8, within float8, between float8, transvariation float8, groups industry.dagum_group[]);
COMMENT ON TYPE industry.dagum_parts IS 'Dagum''s decomposition: gini = within + between + transvariation; unnest((d).groups) gives the groups as rows';
CREATE TYPE industry.theil_group AS (group_key text, n bigint, population_share float8, value_share float8, mean float8, theil float8, within float8,
    between float8);
COMMENT ON TYPE industry.theil_group IS
'One group of a Theil decomposition: rows, shares of population and total, mean, its own Theil T (NULL for a zero total), its parts of '
'within and between';
CREATE TYPE industry.theil_parts AS (theil float8, within float8, between float8, groups industry.theil_group[]);
COMMENT ON TYPE industry.theil_parts IS 'Theil''s decomposition: theil = within + between; unnest((d).groups) gives the groups as rows';

CREATE FUNCTION industry.gini(industry.sorted_values) RETURNS float8
    AS 'MODULE_PATHNAME', 'pgi_gini' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.gini(industry.sorted_values) IS 'Gini coefficient of a state';

CREATE FUNCTION industry.hoover(industry.sorted_values) RETURNS float8
    AS 'MODULE_PATHNAME', 'pgi_hoover' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.hoover(industry.sorted_values) IS 'Hoover index of a state';

CREATE FUNCTION industry.quantile(industry.sorted_values) RETURNS float8
    AS 'MODULE_PATHNAME', 'pgi_quantile' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.quantile(industry.sorted_values) IS 'Quantile of a state, by the probability and convention it was made with';

CREATE FUNCTION industry.mad(industry.sorted_values) RETURNS float8
    AS 'MODULE_PATHNAME', 'pgi_mad' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.mad(industry.sorted_values) IS 'Median absolute deviation of a state';

CREATE FUNCTION industry.concentration_ratio(industry.sorted_values) RETURNS float8
    AS 'MODULE_PATHNAME', 'pgi_concentration_ratio' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.concentration_ratio(industry.sorted_values) IS 'Concentration ratio of a state';

CREATE FUNCTION industry.lorenz_curve(industry.sorted_values) RETURNS industry.lorenz_point[]
    AS 'MODULE_PATHNAME', 'pgi_lorenz_curve' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.lorenz_curve(industry.sorted_values) IS 'Lorenz curve of a state';

CREATE FUNCTION industry.dagum_gini(industry.sorted_values) RETURNS industry.dagum_parts
    AS 'MODULE_PATHNAME', 'pgi_dagum_gini' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.dagum_gini(industry.sorted_values) IS 'Gini decomposition of a state';

CREATE FUNCTION industry.values_add_share(industry.sorted_values, x float8) RETURNS industry.sorted_values
    AS 'MODULE_PATHNAME', 'pgi_values_add_share' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.values_add_share(industry.sorted_values, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.gini(x float8) (
    SFUNC = industry.values_add_share, STYPE = industry.sorted_values, INITCOND = 'empty',
    COMBINEFUNC = industry.sorted_values_combine, FINALFUNC = industry.gini, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.gini(float8) IS
'Gini coefficient, sum of |x_i - x_j| / (2 n^2 mean), in [0, 1); NULL for no rows or a zero total. Negative values are an error (22023), NaN '
'and infinity too (22003); NULL is skipped. Gini 1912';

CREATE FUNCTION industry.values_add_share(industry.sorted_values, x float8, w float8) RETURNS industry.sorted_values
    AS 'MODULE_PATHNAME', 'pgi_values_add_share' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.values_add_share(industry.sorted_values, float8, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.gini(x float8, w float8) (
    SFUNC = industry.values_add_share, STYPE = industry.sorted_values, INITCOND = 'empty',
    COMBINEFUNC = industry.sorted_values_combine, FINALFUNC = industry.gini, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.gini(float8, float8) IS
'Gini coefficient of values x of units of weight w; rows of weight 0 are left out, a negative weight is an error (22023)';

CREATE FUNCTION industry.values_add_gini(industry.sorted_values, x float8, small_sample boolean) RETURNS industry.sorted_values
    AS 'MODULE_PATHNAME', 'pgi_values_add_gini' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.values_add_gini(industry.sorted_values, float8, boolean) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.gini(x float8, small_sample boolean) (
    SFUNC = industry.values_add_gini, STYPE = industry.sorted_values, INITCOND = 'empty',
    COMBINEFUNC = industry.sorted_values_combine, FINALFUNC = industry.gini, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.gini(float8, boolean) IS 'Gini coefficient, times n/(n - 1) where small_sample is true (NULL then for a single row)';

CREATE FUNCTION industry.values_add_gini(industry.sorted_values, x float8, w float8, small_sample boolean) RETURNS industry.sorted_values
    AS 'MODULE_PATHNAME', 'pgi_values_add_gini' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.values_add_gini(industry.sorted_values, float8, float8, boolean) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.gini(x float8, w float8, small_sample boolean) (
    SFUNC = industry.values_add_gini, STYPE = industry.sorted_values, INITCOND = 'empty',
    COMBINEFUNC = industry.sorted_values_combine, FINALFUNC = industry.gini, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.gini(float8, float8, boolean) IS
'Weighted Gini coefficient, times n/(n - 1) where small_sample is true, n the rows of positive weight';

CREATE AGGREGATE industry.hoover(x float8) (
    SFUNC = industry.values_add_share, STYPE = industry.sorted_values, INITCOND = 'empty',
    COMBINEFUNC = industry.sorted_values_combine, FINALFUNC = industry.hoover, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.hoover(float8) IS
'Hoover index, half the sum of |share - 1/n|: what would have to move for equality, in [0, 1); NULL for no rows or a zero total. Negative '
'values are an error (22023), NaN and infinity too (22003); NULL is skipped. Hoover 1936';

CREATE FUNCTION industry.values_add_reference(industry.sorted_values, x float8, reference float8) RETURNS industry.sorted_values
    AS 'MODULE_PATHNAME', 'pgi_values_add_reference' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.values_add_reference(industry.sorted_values, float8, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.hoover(x float8, reference float8) (
    SFUNC = industry.values_add_reference, STYPE = industry.sorted_values, INITCOND = 'empty',
    COMBINEFUNC = industry.sorted_values_combine, FINALFUNC = industry.hoover, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.hoover(float8, float8) IS
'Half the sum of |share of x - share of reference|, in [0, 1]; NULL where either total is zero. Negative values are an error (22023), NaN '
'and infinity too (22003); NULL is skipped. Hoover 1936';

CREATE FUNCTION industry.values_add_largest(industry.sorted_values, x float8, k integer) RETURNS industry.sorted_values
    AS 'MODULE_PATHNAME', 'pgi_values_add_largest' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.values_add_largest(industry.sorted_values, float8, integer) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.concentration_ratio(x float8, k integer) (
    SFUNC = industry.values_add_largest, STYPE = industry.sorted_values, INITCOND = 'empty',
    COMBINEFUNC = industry.sorted_values_combine, FINALFUNC = industry.concentration_ratio, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.concentration_ratio(float8, integer) IS
'Share of the k largest in the total (CR_k), a fraction in (0, 1]; NULL for no rows or a zero total. Negative values are an error (22023), '
'NaN and infinity too (22003); NULL is skipped; k from 1 to 1000000; keeps only k values';

CREATE FUNCTION industry.values_add_lorenz(industry.sorted_values, x float8, points integer) RETURNS industry.sorted_values
    AS 'MODULE_PATHNAME', 'pgi_values_add_lorenz' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.values_add_lorenz(industry.sorted_values, float8, integer) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.lorenz_curve(x float8, points integer) (
    SFUNC = industry.values_add_lorenz, STYPE = industry.sorted_values, INITCOND = 'empty',
    COMBINEFUNC = industry.sorted_values_combine, FINALFUNC = industry.lorenz_curve, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.lorenz_curve(float8, integer) IS
'Lorenz curve at population shares 0, 1/points, ..., 1 with straight lines between units, as an array of lorenz_point; NULL for no rows or a '
'zero total. Negative values are an error (22023), NaN and infinity too (22003); NULL is skipped. Lorenz 1905';

CREATE FUNCTION industry.values_add_lorenz(industry.sorted_values, x float8, w float8, points integer) RETURNS industry.sorted_values
    AS 'MODULE_PATHNAME', 'pgi_values_add_lorenz' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.values_add_lorenz(industry.sorted_values, float8, float8, integer) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.lorenz_curve(x float8, w float8, points integer) (
    SFUNC = industry.values_add_lorenz, STYPE = industry.sorted_values, INITCOND = 'empty',
    COMBINEFUNC = industry.sorted_values_combine, FINALFUNC = industry.lorenz_curve, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.lorenz_curve(float8, float8, integer) IS 'The same for values x of units of weight w';

CREATE FUNCTION industry.values_add_signed(industry.sorted_values, x float8) RETURNS industry.sorted_values
    AS 'MODULE_PATHNAME', 'pgi_values_add_signed' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.values_add_signed(industry.sorted_values, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.median(x float8) (
    SFUNC = industry.values_add_signed, STYPE = industry.sorted_values, INITCOND = 'empty',
    COMBINEFUNC = industry.sorted_values_combine, FINALFUNC = industry.quantile, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.median(float8) IS 'Median; the mean of the middle two for an even number of rows; NULL for no rows. Signed values allowed';

CREATE AGGREGATE industry.mad(x float8) (
    SFUNC = industry.values_add_signed, STYPE = industry.sorted_values, INITCOND = 'empty',
    COMBINEFUNC = industry.sorted_values_combine, FINALFUNC = industry.mad, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.mad(float8) IS
'Median absolute deviation from the median, without a factor; NULL for no rows. Signed values allowed. Hampel 1974';

CREATE FUNCTION industry.values_add_quantile(industry.sorted_values, x float8, p float8) RETURNS industry.sorted_values
    AS 'MODULE_PATHNAME', 'pgi_values_add_quantile' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.values_add_quantile(industry.sorted_values, float8, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.quantile(x float8, p float8) (
    SFUNC = industry.values_add_quantile, STYPE = industry.sorted_values, INITCOND = 'empty',
    COMBINEFUNC = industry.sorted_values_combine, FINALFUNC = industry.quantile, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.quantile(float8, float8) IS
'Quantile at probability p in [0, 1], type 7 of Hyndman and Fan 1996 (as percentile_cont); NULL for no rows';

CREATE FUNCTION industry.values_add_quantile(industry.sorted_values, x float8, p float8, convention text) RETURNS industry.sorted_values
    AS 'MODULE_PATHNAME', 'pgi_values_add_quantile' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.values_add_quantile(industry.sorted_values, float8, float8, text) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.quantile(x float8, p float8, convention text) (
    SFUNC = industry.values_add_quantile, STYPE = industry.sorted_values, INITCOND = 'empty',
    COMBINEFUNC = industry.sorted_values_combine, FINALFUNC = industry.quantile, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.quantile(float8, float8, text) IS
'Quantile at probability p by convention type1 .. type9 of Hyndman and Fan 1996; another name is an error (22023)';

CREATE FUNCTION industry.values_add_weighted_quantile(industry.sorted_values, x float8, w float8, p float8) RETURNS industry.sorted_values
    AS 'MODULE_PATHNAME', 'pgi_values_add_weighted_quantile' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.values_add_weighted_quantile(industry.sorted_values, float8, float8, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.weighted_quantile(x float8, w float8, p float8) (
    SFUNC = industry.values_add_weighted_quantile, STYPE = industry.sorted_values, INITCOND = 'empty',
    COMBINEFUNC = industry.sorted_values_combine, FINALFUNC = industry.quantile, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.weighted_quantile(float8, float8, float8) IS
'Smallest x at which the cumulated weight reaches p of the total (type1); rows of weight 0 are left out, a negative weight is an error (22023)';

CREATE FUNCTION industry.values_add_weighted_quantile(industry.sorted_values, x float8, w float8, p float8, convention text) RETURNS industry.sorted_values
    AS 'MODULE_PATHNAME', 'pgi_values_add_weighted_quantile' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.values_add_weighted_quantile(industry.sorted_values, float8, float8, float8, text) IS
'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.weighted_quantile(x float8, w float8, p float8, convention text) (
    SFUNC = industry.values_add_weighted_quantile, STYPE = industry.sorted_values, INITCOND = 'empty',
    COMBINEFUNC = industry.sorted_values_combine, FINALFUNC = industry.quantile, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.weighted_quantile(float8, float8, float8, text) IS
'Weighted quantile by convention type1 (inverse), type2 (averages at jumps) or type5 (linear between the middles of the weights)';

CREATE FUNCTION industry.values_add_grouped(industry.sorted_values, group_key text, x float8) RETURNS industry.sorted_values
    AS 'MODULE_PATHNAME', 'pgi_values_add_grouped' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.values_add_grouped(industry.sorted_values, text, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.dagum_gini(group_key text, x float8) (
    SFUNC = industry.values_add_grouped, STYPE = industry.sorted_values, INITCOND = 'empty',
    COMBINEFUNC = industry.sorted_values_combine, FINALFUNC = industry.dagum_gini, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.dagum_gini(text, float8) IS
'Gini coefficient split into within groups, net between groups and transvariation (overlap), with the groups; NULL for no rows or a zero '
'total. Negative values are an error (22023), NaN and infinity too (22003); NULL is skipped. Dagum 1997';

CREATE FUNCTION industry.values_add_grouped(industry.sorted_values, group_key text, x float8, w float8) RETURNS industry.sorted_values
    AS 'MODULE_PATHNAME', 'pgi_values_add_grouped' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.values_add_grouped(industry.sorted_values, text, float8, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.dagum_gini(group_key text, x float8, w float8) (
    SFUNC = industry.values_add_grouped, STYPE = industry.sorted_values, INITCOND = 'empty',
    COMBINEFUNC = industry.sorted_values_combine, FINALFUNC = industry.dagum_gini, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.dagum_gini(text, float8, float8) IS 'The same for values x of units of weight w';

CREATE FUNCTION industry.robust_z(x float8, median float8, mad float8) RETURNS float8
    LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
    RETURN (x - median) OPERATOR(pg_catalog./) NULLIF(1.4826::float8 OPERATOR(pg_catalog.*) mad, 0);
COMMENT ON FUNCTION industry.robust_z(float8, float8, float8) IS
'Robust z-score (x - median) / (1.4826 mad), in standard deviations of a normal distribution; NULL where mad is zero. Iglewicz and Hoaglin 1993';

-- Theil by groups ---------------------------------------------------------------------

CREATE TYPE industry.group_sums;
CREATE FUNCTION industry.group_sums_in(cstring) RETURNS industry.group_sums
    AS 'MODULE_PATHNAME', 'pgi_group_sums_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION industry.group_sums_out(industry.group_sums) RETURNS cstring
    AS 'MODULE_PATHNAME', 'pgi_group_sums_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION industry.group_sums_recv(internal) RETURNS industry.group_sums
    AS 'MODULE_PATHNAME', 'pgi_group_sums_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION industry.group_sums_send(industry.group_sums) RETURNS bytea
    AS 'MODULE_PATHNAME', 'pgi_group_sums_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE TYPE industry.group_sums (
    INPUT = industry.group_sums_in, OUTPUT = industry.group_sums_out,
    RECEIVE = industry.group_sums_recv, SEND = industry.group_sums_send,
    INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = external
);
CREATE FUNCTION industry.group_sums_combine(industry.group_sums, industry.group_sums) RETURNS industry.group_sums
    AS 'MODULE_PATHNAME', 'pgi_group_sums_combine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE AGGREGATE industry.group_sums_merge(industry.group_sums) (
    SFUNC = industry.group_sums_combine, STYPE = industry.group_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.group_sums_combine, PARALLEL = SAFE
);

COMMENT ON TYPE industry.group_sums IS 'Exact sums for each group of theil_decomposition';
COMMENT ON FUNCTION industry.group_sums_in(cstring) IS 'Text form of group_sums: empty, or two hexadecimal digits a byte; checked in full (22P02, 22P03)';
COMMENT ON FUNCTION industry.group_sums_out(industry.group_sums) IS 'Text form of group_sums, exact and equal for equal states';
COMMENT ON FUNCTION industry.group_sums_recv(internal) IS 'Binary form of group_sums, checked in full (22P03)';
COMMENT ON FUNCTION industry.group_sums_send(industry.group_sums) IS 'Binary form of group_sums, the same on every machine';
COMMENT ON FUNCTION industry.group_sums_combine(industry.group_sums, industry.group_sums) IS
'Two partial states as one; states of different statistics or arguments are an error (22023)';
COMMENT ON AGGREGATE industry.group_sums_merge(industry.group_sums) IS 'Stored partial states as one state, which a function of the statistic''s name reads';

CREATE FUNCTION industry.theil_decomposition(industry.group_sums) RETURNS industry.theil_parts
    AS 'MODULE_PATHNAME', 'pgi_theil_decomposition' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.theil_decomposition(industry.group_sums) IS 'Theil decomposition of a state';

CREATE FUNCTION industry.group_sums_add(industry.group_sums, group_key text, x float8) RETURNS industry.group_sums
    AS 'MODULE_PATHNAME', 'pgi_group_sums_add' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.group_sums_add(industry.group_sums, text, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.theil_decomposition(group_key text, x float8) (
    SFUNC = industry.group_sums_add, STYPE = industry.group_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.group_sums_combine, FINALFUNC = industry.theil_decomposition, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.theil_decomposition(text, float8) IS
'Theil T split into within and between groups, in nat, with the groups; NULL for no rows or a zero total. Negative values are an error '
'(22023), NaN and infinity too (22003); NULL is skipped. Theil 1967';

CREATE FUNCTION industry.group_sums_add(industry.group_sums, group_key text, x float8, w float8) RETURNS industry.group_sums
    AS 'MODULE_PATHNAME', 'pgi_group_sums_add' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.group_sums_add(industry.group_sums, text, float8, float8) IS 'Adds a row to a state; a step of the aggregates';

CREATE AGGREGATE industry.theil_decomposition(group_key text, x float8, w float8) (
    SFUNC = industry.group_sums_add, STYPE = industry.group_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.group_sums_combine, FINALFUNC = industry.theil_decomposition, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.theil_decomposition(text, float8, float8) IS 'The same for values x of units of weight w';

-- Dictionary ---------------------------------------------------------------------------

INSERT INTO industry.metric (function_name, metric, name_en, name_zh, formula, parameters, unit, value_range, interpretation_en, interpretation_zh,
    reference) VALUES
('exact_sum', 'exact_sum', 'Exact sum', '精确求和', 'sum x, rounded once', '{}', 'unit of the values', 'any', 'The same bits in every plan',
    '任何执行计划下结果逐位相同', 'Shewchuk 1997'),
('exact_mean', 'exact_mean', 'Mean of an exact sum', '精确均值', 'sum x / n', '{}', 'unit of the values', 'any', 'The same bits in every plan',
    '任何执行计划下结果逐位相同', 'Shewchuk 1997'),
('hhi', 'hhi', 'Herfindahl-Hirschman index', '赫芬达尔指数', 'sum s^2', '{}', 'fraction', '[1/n, 1]', 'Higher is more concentrated; 1/n is equality',
    '越高越集中；1/n 表示完全均等', 'Hirschman 1945, Herfindahl 1950'),
('hhi_normalized', 'hhi_normalized', 'Normalised Herfindahl-Hirschman index', '标准化赫芬达尔指数', '(HHI - 1/n) / (1 - 1/n)', '{}', 'fraction',
    '[0, 1]', '0 equal, 1 one unit has all, whatever n', '0 为均等，1 为独占，与单位数无关', 'Herfindahl 1950'),
('concentration_ratio', 'concentration_ratio', 'Concentration ratio', '集中率', 'sum of the k largest / total', '{"k": "number of largest units"}',
    'fraction', '(0, 1]', 'Share of the k largest', '前 k 位所占份额', 'Bain 1951'),
('entropy', 'entropy', 'Entropy of shares', '熵指数', '- sum s log s', '{"base": "e"}', 'nat', '[0, ln n]', 'Higher is more diverse', '越高越多样',
    'Shannon 1948'),
('gini', 'gini', 'Gini coefficient', '基尼系数', 'sum |x_i - x_j| / (2 n^2 mean)', '{"w": 1, "small_sample": false}', 'fraction', '[0, 1)',
    '0 equal, towards 1 all in one', '0 为均等，趋近 1 为高度集中', 'Gini 1912'),
('theil', 'theil', 'Theil T', '泰尔指数', 'mean of (x/mean) ln(x/mean)', '{"w": 1}', 'nat', '[0, ln n]', '0 equal; sensitive to the top',
    '0 为均等；对高端敏感', 'Theil 1967'),
('mean_log_deviation', 'mean_log_deviation', 'Mean logarithmic deviation', '平均对数离差', 'mean of ln(mean/x)', '{"w": 1}', 'nat', '[0, inf)',
    '0 equal; sensitive to the bottom', '0 为均等；对低端敏感', 'Theil 1967'),
('theil_l', 'theil_l', 'Theil L', '泰尔 L 指数', 'mean of ln(mean/x)', '{"w": 1}', 'nat', '[0, inf)', 'The same as mean_log_deviation',
    '与平均对数离差相同', 'Theil 1967'),
('generalized_entropy', 'generalized_entropy', 'Generalized entropy', '广义熵指数', '(mean of (x/mean)^a - 1) / (a (a - 1))',
    '{"alpha": "required", "w": 1}', 'nat', '[0, inf)', '0 equal; larger alpha weighs the top more', '0 为均等；alpha 越大越重视高端',
'Shorrocks 1980'),
('atkinson', 'atkinson', 'Atkinson index', '阿特金森指数', '1 - (mean of (x/mean)^(1-e))^(1/(1-e))', '{"epsilon": "required", "w": 1}', 'fraction',
    '[0, 1]', 'Share of the total that equality would save; larger epsilon weighs the bottom more', '均等分配可节省的份额；epsilon 越大越重视低端',
'Atkinson 1970'),
('hoover', 'hoover', 'Hoover index', '胡佛指数', '1/2 sum |s - r|', '{"reference": "equal shares"}', 'fraction', '[0, 1]',
    'Share that would have to move for equality with the reference', '达到参照结构需转移的份额', 'Hoover 1936'),
('coefficient_of_variation', 'coefficient_of_variation', 'Coefficient of variation', '变异系数', 'sd / mean', '{"sample": false, "w": 1}', 'ratio',
    '(-inf, inf)', '0 equal; spread relative to the mean', '0 为均等；相对于均值的离散程度', 'Pearson 1896'),
('williamson', 'williamson', 'Williamson index', '威廉姆森系数', 'sqrt(sum p (y - mean)^2 / sum p) / mean', '{}', 'ratio', '[0, inf)',
    '0 equal; regional disparity weighted by population', '0 为均等；人口加权的地区差距', 'Williamson 1965'),
('median', 'median', 'Median', '中位数', 'middle value', '{}', 'unit of x', '(-inf, inf)', 'Half lie below', '一半的单位在其下', 'Galton 1881'),
('mad', 'mad', 'Median absolute deviation', '绝对中位差', 'median of |x - median|', '{}', 'unit of x', '[0, inf)',
    'Robust spread; 1.4826 mad estimates sd', '稳健离散度；1.4826 倍估计标准差', 'Hampel 1974'),
('robust_z', 'robust_z', 'Robust z-score', '稳健 z 值', '(x - median) / (1.4826 mad)', '{}', 'sd', '(-inf, inf)', 'Beyond 3.5 in size: an outlier',
    '绝对值超过 3.5 视为异常', 'Iglewicz and Hoaglin 1993'),
('quantile', 'quantile', 'Quantile', '分位数', 'Hyndman and Fan types 1 to 9', '{"convention": "type7"}', 'unit of x', '[min, max]',
    'Share p lies below', '比例 p 的单位在其下', 'Hyndman and Fan 1996'),
('weighted_quantile', 'weighted_quantile', 'Weighted quantile', '加权分位数', 'smallest x with cumulated weight >= p W', '{"convention": "type1"}',
    'unit of x', '[min, max]', 'Share p of the weight lies below', '权重的比例 p 在其下', 'Hyndman and Fan 1996'),
('lorenz_curve', 'lorenz_curve', 'Lorenz curve', '洛伦兹曲线', 'cumulated value share by cumulated population share',
    '{"points": "required", "w": 1}', 'fraction', '[0, 1]', 'The further below the diagonal, the more unequal', '离对角线越远越不均等',
'Lorenz 1905'),
('theil_decomposition', 'within', 'Theil T within groups', '泰尔指数组内部分', 'sum s_g T_g', '{"w": 1}', 'nat', '[0, T]',
    'Inequality inside the groups', '组内差异', 'Theil 1967'),
('theil_decomposition', 'between', 'Theil T between groups', '泰尔指数组间部分', 'sum s_g ln(s_g / p_g)', '{"w": 1}', 'nat', '[0, T]',
    'Inequality of the group means', '组间差异', 'Theil 1967'),
('dagum_gini', 'within', 'Gini within groups', '达格姆基尼系数组内部分', 'sum p_g s_g G_g', '{"w": 1}', 'fraction', '[0, G]',
    'Inequality inside the groups', '组内差异贡献', 'Dagum 1997'),
('dagum_gini', 'between', 'Gini net between groups', '达格姆基尼系数组间净值', 'sum over pairs of p_j p_h |mean_j - mean_h| / mean', '{"w": 1}',
    'fraction', '[0, G]', 'Inequality of the group means', '组间净差异贡献', 'Dagum 1997'),
('dagum_gini', 'transvariation', 'Gini transvariation', '达格姆基尼系数超变密度', 'G - within - between', '{"w": 1}', 'fraction', '[0, G]',
    'Overlap: members of poorer groups above members of richer ones', '组间交叠部分', 'Dagum 1997');
