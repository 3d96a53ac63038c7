-- Concentration and inequality of a column: mergeable aggregates over plain SQL states.

-- The state of single-pass statistics ------------------------------------------------

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
CREATE FUNCTION industry.sums_add_square(industry.moment_sums, x float8) RETURNS industry.moment_sums
    AS 'MODULE_PATHNAME', 'pgi_sums_add_square' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION industry.sums_add_share_log(industry.moment_sums, x float8) RETURNS industry.moment_sums
    AS 'MODULE_PATHNAME', 'pgi_sums_add_share_log' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION industry.hhi(industry.moment_sums) RETURNS float8
    AS 'MODULE_PATHNAME', 'pgi_hhi' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION industry.theil(industry.moment_sums) RETURNS float8
    AS 'MODULE_PATHNAME', 'pgi_theil' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE AGGREGATE industry.hhi(x float8) (
    SFUNC = industry.sums_add_square, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.hhi, PARALLEL = SAFE
);
CREATE AGGREGATE industry.theil(x float8) (
    SFUNC = industry.sums_add_share_log, STYPE = industry.moment_sums, INITCOND = 'empty',
    COMBINEFUNC = industry.moment_sums_combine, FINALFUNC = industry.theil, PARALLEL = SAFE
);
