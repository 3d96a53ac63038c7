-- Codes as types: unified social credit codes, industries, divisions of China.

-- What the planner knows of <@ and @>

CREATE FUNCTION industry.code_contained_support(internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'pgi_code_contained_support' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.code_contained_support(internal) IS 'Planner support of <@: index ranges and partition pruning';
CREATE FUNCTION industry.code_contains_support(internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'pgi_code_contains_support' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.code_contains_support(internal) IS 'Planner support of @>: index ranges and partition pruning';
CREATE FUNCTION industry.industry_code_subtree_selectivity(internal, oid, internal, integer) RETURNS double precision
    AS 'MODULE_PATHNAME', 'pgi_industry_code_subtree_selectivity' LANGUAGE c STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.industry_code_subtree_selectivity(internal, oid, internal, integer) IS
'Restriction estimate of <@ and @> on industry_code: most common values, then interpolation in the histogram';
CREATE FUNCTION industry.division_code_subtree_selectivity(internal, oid, internal, integer) RETURNS double precision
    AS 'MODULE_PATHNAME', 'pgi_division_code_subtree_selectivity' LANGUAGE c STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.division_code_subtree_selectivity(internal, oid, internal, integer) IS
'Restriction estimate of <@ and @> on division_code: most common values, then interpolation in the histogram';

-- industry_code

CREATE TYPE industry.industry_code;
CREATE FUNCTION industry.industry_code_in(cstring) RETURNS industry.industry_code
    AS 'MODULE_PATHNAME', 'pgi_industry_code_in' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.industry_code_in(cstring) IS 'Input function of type industry_code';
CREATE FUNCTION industry.industry_code_out(industry.industry_code) RETURNS cstring
    AS 'MODULE_PATHNAME', 'pgi_industry_code_out' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.industry_code_out(industry.industry_code) IS 'Output function of type industry_code';
CREATE FUNCTION industry.industry_code_recv(internal) RETURNS industry.industry_code
    AS 'MODULE_PATHNAME', 'pgi_industry_code_recv' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.industry_code_recv(internal) IS 'Binary input function of type industry_code: its text, else error 22P03';
CREATE FUNCTION industry.industry_code_send(industry.industry_code) RETURNS bytea
    AS 'MODULE_PATHNAME', 'pgi_industry_code_send' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.industry_code_send(industry.industry_code) IS 'Binary output function of type industry_code: its text';
CREATE TYPE industry.industry_code (
    INPUT = industry.industry_code_in, OUTPUT = industry.industry_code_out, RECEIVE = industry.industry_code_recv, SEND = industry.industry_code_send,
    INTERNALLENGTH = 4, PASSEDBYVALUE, ALIGNMENT = int4
);
COMMENT ON TYPE industry.industry_code IS
'Industry of GB/T 4754-2017: a section letter, or two to four digits with or without it (C, 39, C39, 391, C3911); 4 bytes, ordered so that a '
'subtree is one range. Letter and digits must agree, else error 22P02';

CREATE FUNCTION industry.industry_code(value text) RETURNS industry.industry_code
    AS 'MODULE_PATHNAME', 'pgi_industry_code_from_text' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.industry_code(text) IS 'Reads an industry_code from text, as its input function does; error 22P02';
CREATE FUNCTION industry.industry_code(value character) RETURNS industry.industry_code
    AS 'MODULE_PATHNAME', 'pgi_industry_code_from_text' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.industry_code(value character) IS 'Reads an industry_code from character(n); error 22P02';
CREATE FUNCTION industry.text(code industry.industry_code) RETURNS text
    AS 'MODULE_PATHNAME', 'pgi_industry_code_to_text' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.text(industry.industry_code) IS 'The canonical text of an industry_code';
CREATE CAST (text AS industry.industry_code) WITH FUNCTION industry.industry_code(text) AS ASSIGNMENT;
COMMENT ON CAST (text AS industry.industry_code) IS 'Reads a code; error 22P02 where it is malformed';
CREATE CAST (varchar AS industry.industry_code) WITH FUNCTION industry.industry_code(text) AS ASSIGNMENT;
COMMENT ON CAST (varchar AS industry.industry_code) IS 'Reads a code; error 22P02 where it is malformed';
CREATE CAST (character AS industry.industry_code) WITH FUNCTION industry.industry_code(character) AS ASSIGNMENT;
COMMENT ON CAST (character AS industry.industry_code) IS 'Reads a code; error 22P02 where it is malformed';
CREATE CAST (industry.industry_code AS text) WITH FUNCTION industry.text(industry.industry_code) AS ASSIGNMENT;
COMMENT ON CAST (industry.industry_code AS text) IS 'The canonical text of a code';

CREATE FUNCTION industry.industry_code_lt(industry.industry_code, industry.industry_code) RETURNS boolean
    AS 'int4lt' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.industry_code_lt(industry.industry_code, industry.industry_code) IS 'Implementation of operator < on industry_code';
CREATE FUNCTION industry.industry_code_le(industry.industry_code, industry.industry_code) RETURNS boolean
    AS 'int4le' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.industry_code_le(industry.industry_code, industry.industry_code) IS 'Implementation of operator <= on industry_code';
CREATE FUNCTION industry.industry_code_eq(industry.industry_code, industry.industry_code) RETURNS boolean
    AS 'int4eq' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.industry_code_eq(industry.industry_code, industry.industry_code) IS 'Implementation of operator = on industry_code';
CREATE FUNCTION industry.industry_code_ne(industry.industry_code, industry.industry_code) RETURNS boolean
    AS 'int4ne' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.industry_code_ne(industry.industry_code, industry.industry_code) IS 'Implementation of operator <> on industry_code';
CREATE FUNCTION industry.industry_code_ge(industry.industry_code, industry.industry_code) RETURNS boolean
    AS 'int4ge' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.industry_code_ge(industry.industry_code, industry.industry_code) IS 'Implementation of operator >= on industry_code';
CREATE FUNCTION industry.industry_code_gt(industry.industry_code, industry.industry_code) RETURNS boolean
    AS 'int4gt' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.industry_code_gt(industry.industry_code, industry.industry_code) IS 'Implementation of operator > on industry_code';
CREATE FUNCTION industry.industry_code_cmp(industry.industry_code, industry.industry_code) RETURNS integer
    AS 'btint4cmp' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.industry_code_cmp(industry.industry_code, industry.industry_code) IS 'Order of two industry_code values: negative, 0 or positive';
CREATE FUNCTION industry.industry_code_hash(industry.industry_code) RETURNS integer
    AS 'hashint4' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.industry_code_hash(industry.industry_code) IS 'Hash of an industry_code';
CREATE FUNCTION industry.industry_code_hash_extended(industry.industry_code, bigint) RETURNS bigint
    AS 'hashint4extended' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.industry_code_hash_extended(industry.industry_code, bigint) IS 'Seeded 64-bit hash of an industry_code';
CREATE FUNCTION industry.industry_code_sortsupport(internal) RETURNS void
    AS 'btint4sortsupport' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.industry_code_sortsupport(internal) IS 'Sort support of industry_code';
CREATE OPERATOR industry.< (FUNCTION = industry.industry_code_lt, LEFTARG = industry.industry_code, RIGHTARG = industry.industry_code,
    COMMUTATOR = OPERATOR(industry.>), NEGATOR = OPERATOR(industry.>=), RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
COMMENT ON OPERATOR industry.< (industry.industry_code, industry.industry_code) IS 'less than';
CREATE OPERATOR industry.<= (FUNCTION = industry.industry_code_le, LEFTARG = industry.industry_code, RIGHTARG = industry.industry_code,
    COMMUTATOR = OPERATOR(industry.>=), NEGATOR = OPERATOR(industry.>), RESTRICT = scalarlesel, JOIN = scalarlejoinsel);
COMMENT ON OPERATOR industry.<= (industry.industry_code, industry.industry_code) IS 'less than or equal';
CREATE OPERATOR industry.= (FUNCTION = industry.industry_code_eq, LEFTARG = industry.industry_code, RIGHTARG = industry.industry_code,
    COMMUTATOR = OPERATOR(industry.=), NEGATOR = OPERATOR(industry.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR industry.= (industry.industry_code, industry.industry_code) IS 'equal';
CREATE OPERATOR industry.<> (FUNCTION = industry.industry_code_ne, LEFTARG = industry.industry_code, RIGHTARG = industry.industry_code,
    COMMUTATOR = OPERATOR(industry.<>), NEGATOR = OPERATOR(industry.=), RESTRICT = neqsel, JOIN = neqjoinsel);
COMMENT ON OPERATOR industry.<> (industry.industry_code, industry.industry_code) IS 'not equal';
CREATE OPERATOR industry.>= (FUNCTION = industry.industry_code_ge, LEFTARG = industry.industry_code, RIGHTARG = industry.industry_code,
    COMMUTATOR = OPERATOR(industry.<=), NEGATOR = OPERATOR(industry.<), RESTRICT = scalargesel, JOIN = scalargejoinsel);
COMMENT ON OPERATOR industry.>= (industry.industry_code, industry.industry_code) IS 'greater than or equal';
CREATE OPERATOR industry.> (FUNCTION = industry.industry_code_gt, LEFTARG = industry.industry_code, RIGHTARG = industry.industry_code,
    COMMUTATOR = OPERATOR(industry.<), NEGATOR = OPERATOR(industry.<=), RESTRICT = scalargtsel, JOIN = scalargtjoinsel);
COMMENT ON OPERATOR industry.> (industry.industry_code, industry.industry_code) IS 'greater than';
CREATE OPERATOR CLASS industry.industry_code_ops DEFAULT FOR TYPE industry.industry_code USING btree AS
    OPERATOR 1 industry.<, OPERATOR 2 industry.<=, OPERATOR 3 industry.=, OPERATOR 4 industry.>=, OPERATOR 5 industry.>,
    FUNCTION 1 industry.industry_code_cmp(industry.industry_code, industry.industry_code),
    FUNCTION 2 (industry.industry_code, industry.industry_code) industry.industry_code_sortsupport(internal),
    FUNCTION 4 (industry.industry_code, industry.industry_code) pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS industry.industry_code_ops USING btree IS 'Default order of industry_code: hierarchical, as in its text';
COMMENT ON OPERATOR FAMILY industry.industry_code_ops USING btree IS 'Default order of industry_code';
CREATE OPERATOR CLASS industry.industry_code_ops DEFAULT FOR TYPE industry.industry_code USING hash AS
    OPERATOR 1 industry.=,
    FUNCTION 1 industry.industry_code_hash(industry.industry_code),
    FUNCTION 2 industry.industry_code_hash_extended(industry.industry_code, bigint);
COMMENT ON OPERATOR CLASS industry.industry_code_ops USING hash IS 'Default hash of industry_code';
COMMENT ON OPERATOR FAMILY industry.industry_code_ops USING hash IS 'Default hash of industry_code';

CREATE FUNCTION industry.industry_code_smaller(industry.industry_code, industry.industry_code) RETURNS industry.industry_code
    AS 'int4smaller' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.industry_code_smaller(industry.industry_code, industry.industry_code) IS 'The smaller of two industry_code values';
CREATE AGGREGATE industry.min(code industry.industry_code) (
    SFUNC = industry.industry_code_smaller, STYPE = industry.industry_code, COMBINEFUNC = industry.industry_code_smaller,
    SORTOP = OPERATOR(industry.<), PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.min(industry.industry_code) IS 'First industry_code; NULL for no rows';
CREATE FUNCTION industry.industry_code_larger(industry.industry_code, industry.industry_code) RETURNS industry.industry_code
    AS 'int4larger' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.industry_code_larger(industry.industry_code, industry.industry_code) IS 'The larger of two industry_code values';
CREATE AGGREGATE industry.max(code industry.industry_code) (
    SFUNC = industry.industry_code_larger, STYPE = industry.industry_code, COMBINEFUNC = industry.industry_code_larger,
    SORTOP = OPERATOR(industry.>), PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.max(industry.industry_code) IS 'Last industry_code; NULL for no rows';

CREATE FUNCTION industry.level(code industry.industry_code) RETURNS integer
    AS 'MODULE_PATHNAME', 'pgi_industry_code_level' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.level(industry.industry_code) IS 'Level of a code: 1 section, 2 division, 3 group, 4 class';
CREATE FUNCTION industry.parent(code industry.industry_code) RETURNS industry.industry_code
    AS 'MODULE_PATHNAME', 'pgi_industry_code_parent' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.parent(industry.industry_code) IS 'The code one level above; NULL at level 1';
CREATE FUNCTION industry.ancestor(code industry.industry_code, level integer) RETURNS industry.industry_code
    AS 'MODULE_PATHNAME', 'pgi_industry_code_ancestor' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.ancestor(industry.industry_code, integer) IS
'The codes ancestor at a level (1 section, 2 division, 3 group, 4 class), itself at its own level; NULL where it has none';
CREATE FUNCTION industry.subtree_last(code industry.industry_code) RETURNS industry.industry_code
    AS 'MODULE_PATHNAME', 'pgi_industry_code_last' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.subtree_last(industry.industry_code) IS
'Last possible code of the subtree: code <@ root means code BETWEEN root AND subtree_last(root)';
CREATE FUNCTION industry.ancestors(code industry.industry_code) RETURNS industry.industry_code[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN pg_catalog.array_remove(ARRAY[industry.ancestor(code, 1), industry.ancestor(code, 2), industry.ancestor(code, 3), industry.ancestor(code, 4)], NULL);
COMMENT ON FUNCTION industry.ancestors(industry.industry_code) IS 'The code and all codes above it, from level 1 down';
CREATE FUNCTION industry.industry_code_contained(code industry.industry_code, root industry.industry_code) RETURNS boolean
    AS 'MODULE_PATHNAME', 'pgi_industry_code_contained' LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    SUPPORT industry.code_contained_support;
COMMENT ON FUNCTION industry.industry_code_contained(industry.industry_code, industry.industry_code) IS
'Implementation of operator <@ on industry_code: code is in the subtree of root, root included';
CREATE FUNCTION industry.industry_code_contains(root industry.industry_code, code industry.industry_code) RETURNS boolean
    AS 'MODULE_PATHNAME', 'pgi_industry_code_contains' LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    SUPPORT industry.code_contains_support;
COMMENT ON FUNCTION industry.industry_code_contains(industry.industry_code, industry.industry_code) IS
'Implementation of operator @> on industry_code: code is in the subtree of root, root included';
CREATE OPERATOR industry.<@ (FUNCTION = industry.industry_code_contained, LEFTARG = industry.industry_code, RIGHTARG = industry.industry_code,
    COMMUTATOR = OPERATOR(industry.@>), RESTRICT = industry.industry_code_subtree_selectivity, JOIN = contjoinsel);
COMMENT ON OPERATOR industry.<@ (industry.industry_code, industry.industry_code) IS 'is in the subtree of (itself included)';
CREATE OPERATOR industry.@> (FUNCTION = industry.industry_code_contains, LEFTARG = industry.industry_code, RIGHTARG = industry.industry_code,
    COMMUTATOR = OPERATOR(industry.<@), RESTRICT = industry.industry_code_subtree_selectivity, JOIN = contjoinsel);
COMMENT ON OPERATOR industry.@> (industry.industry_code, industry.industry_code) IS 'has in its subtree (itself included)';

-- division_code

CREATE TYPE industry.division_code;
CREATE FUNCTION industry.division_code_in(cstring) RETURNS industry.division_code
    AS 'MODULE_PATHNAME', 'pgi_division_code_in' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.division_code_in(cstring) IS 'Input function of type division_code';
CREATE FUNCTION industry.division_code_out(industry.division_code) RETURNS cstring
    AS 'MODULE_PATHNAME', 'pgi_division_code_out' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.division_code_out(industry.division_code) IS 'Output function of type division_code';
CREATE FUNCTION industry.division_code_recv(internal) RETURNS industry.division_code
    AS 'MODULE_PATHNAME', 'pgi_division_code_recv' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.division_code_recv(internal) IS 'Binary input function of type division_code: its text, else error 22P03';
CREATE FUNCTION industry.division_code_send(industry.division_code) RETURNS bytea
    AS 'MODULE_PATHNAME', 'pgi_division_code_send' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.division_code_send(industry.division_code) IS 'Binary output function of type division_code: its text';
CREATE TYPE industry.division_code (
    INPUT = industry.division_code_in, OUTPUT = industry.division_code_out, RECEIVE = industry.division_code_recv, SEND = industry.division_code_send,
    INTERNALLENGTH = 4, PASSEDBYVALUE, ALIGNMENT = int4
);
COMMENT ON TYPE industry.division_code IS
'Administrative division of China (GB/T 2260), six digits; two or four are read as a province or prefecture. 4 bytes, ordered so that a '
'subtree is one range. Error 22P02 on anything else';

CREATE FUNCTION industry.division_code(value text) RETURNS industry.division_code
    AS 'MODULE_PATHNAME', 'pgi_division_code_from_text' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.division_code(text) IS 'Reads a division_code from text, as its input function does; error 22P02';
CREATE FUNCTION industry.division_code(value character) RETURNS industry.division_code
    AS 'MODULE_PATHNAME', 'pgi_division_code_from_text' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.division_code(value character) IS 'Reads a division_code from character(n); error 22P02';
CREATE FUNCTION industry.text(code industry.division_code) RETURNS text
    AS 'MODULE_PATHNAME', 'pgi_division_code_to_text' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.text(industry.division_code) IS 'The canonical text of a division_code';
CREATE CAST (text AS industry.division_code) WITH FUNCTION industry.division_code(text) AS ASSIGNMENT;
COMMENT ON CAST (text AS industry.division_code) IS 'Reads a code; error 22P02 where it is malformed';
CREATE CAST (varchar AS industry.division_code) WITH FUNCTION industry.division_code(text) AS ASSIGNMENT;
COMMENT ON CAST (varchar AS industry.division_code) IS 'Reads a code; error 22P02 where it is malformed';
CREATE CAST (character AS industry.division_code) WITH FUNCTION industry.division_code(character) AS ASSIGNMENT;
COMMENT ON CAST (character AS industry.division_code) IS 'Reads a code; error 22P02 where it is malformed';
CREATE CAST (industry.division_code AS text) WITH FUNCTION industry.text(industry.division_code) AS ASSIGNMENT;
COMMENT ON CAST (industry.division_code AS text) IS 'The canonical text of a code';

CREATE FUNCTION industry.division_code_lt(industry.division_code, industry.division_code) RETURNS boolean
    AS 'int4lt' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.division_code_lt(industry.division_code, industry.division_code) IS 'Implementation of operator < on division_code';
CREATE FUNCTION industry.division_code_le(industry.division_code, industry.division_code) RETURNS boolean
    AS 'int4le' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.division_code_le(industry.division_code, industry.division_code) IS 'Implementation of operator <= on division_code';
CREATE FUNCTION industry.division_code_eq(industry.division_code, industry.division_code) RETURNS boolean
    AS 'int4eq' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.division_code_eq(industry.division_code, industry.division_code) IS 'Implementation of operator = on division_code';
CREATE FUNCTION industry.division_code_ne(industry.division_code, industry.division_code) RETURNS boolean
    AS 'int4ne' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.division_code_ne(industry.division_code, industry.division_code) IS 'Implementation of operator <> on division_code';
CREATE FUNCTION industry.division_code_ge(industry.division_code, industry.division_code) RETURNS boolean
    AS 'int4ge' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.division_code_ge(industry.division_code, industry.division_code) IS 'Implementation of operator >= on division_code';
CREATE FUNCTION industry.division_code_gt(industry.division_code, industry.division_code) RETURNS boolean
    AS 'int4gt' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.division_code_gt(industry.division_code, industry.division_code) IS 'Implementation of operator > on division_code';
CREATE FUNCTION industry.division_code_cmp(industry.division_code, industry.division_code) RETURNS integer
    AS 'btint4cmp' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.division_code_cmp(industry.division_code, industry.division_code) IS 'Order of two division_code values: negative, 0 or positive';
CREATE FUNCTION industry.division_code_hash(industry.division_code) RETURNS integer
    AS 'hashint4' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.division_code_hash(industry.division_code) IS 'Hash of a division_code';
CREATE FUNCTION industry.division_code_hash_extended(industry.division_code, bigint) RETURNS bigint
    AS 'hashint4extended' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.division_code_hash_extended(industry.division_code, bigint) IS 'Seeded 64-bit hash of a division_code';
CREATE FUNCTION industry.division_code_sortsupport(internal) RETURNS void
    AS 'btint4sortsupport' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.division_code_sortsupport(internal) IS 'Sort support of division_code';
CREATE OPERATOR industry.< (FUNCTION = industry.division_code_lt, LEFTARG = industry.division_code, RIGHTARG = industry.division_code,
    COMMUTATOR = OPERATOR(industry.>), NEGATOR = OPERATOR(industry.>=), RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
COMMENT ON OPERATOR industry.< (industry.division_code, industry.division_code) IS 'less than';
CREATE OPERATOR industry.<= (FUNCTION = industry.division_code_le, LEFTARG = industry.division_code, RIGHTARG = industry.division_code,
    COMMUTATOR = OPERATOR(industry.>=), NEGATOR = OPERATOR(industry.>), RESTRICT = scalarlesel, JOIN = scalarlejoinsel);
COMMENT ON OPERATOR industry.<= (industry.division_code, industry.division_code) IS 'less than or equal';
CREATE OPERATOR industry.= (FUNCTION = industry.division_code_eq, LEFTARG = industry.division_code, RIGHTARG = industry.division_code,
    COMMUTATOR = OPERATOR(industry.=), NEGATOR = OPERATOR(industry.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR industry.= (industry.division_code, industry.division_code) IS 'equal';
CREATE OPERATOR industry.<> (FUNCTION = industry.division_code_ne, LEFTARG = industry.division_code, RIGHTARG = industry.division_code,
    COMMUTATOR = OPERATOR(industry.<>), NEGATOR = OPERATOR(industry.=), RESTRICT = neqsel, JOIN = neqjoinsel);
COMMENT ON OPERATOR industry.<> (industry.division_code, industry.division_code) IS 'not equal';
CREATE OPERATOR industry.>= (FUNCTION = industry.division_code_ge, LEFTARG = industry.division_code, RIGHTARG = industry.division_code,
    COMMUTATOR = OPERATOR(industry.<=), NEGATOR = OPERATOR(industry.<), RESTRICT = scalargesel, JOIN = scalargejoinsel);
COMMENT ON OPERATOR industry.>= (industry.division_code, industry.division_code) IS 'greater than or equal';
CREATE OPERATOR industry.> (FUNCTION = industry.division_code_gt, LEFTARG = industry.division_code, RIGHTARG = industry.division_code,
    COMMUTATOR = OPERATOR(industry.<), NEGATOR = OPERATOR(industry.<=), RESTRICT = scalargtsel, JOIN = scalargtjoinsel);
COMMENT ON OPERATOR industry.> (industry.division_code, industry.division_code) IS 'greater than';
CREATE OPERATOR CLASS industry.division_code_ops DEFAULT FOR TYPE industry.division_code USING btree AS
    OPERATOR 1 industry.<, OPERATOR 2 industry.<=, OPERATOR 3 industry.=, OPERATOR 4 industry.>=, OPERATOR 5 industry.>,
    FUNCTION 1 industry.division_code_cmp(industry.division_code, industry.division_code),
    FUNCTION 2 (industry.division_code, industry.division_code) industry.division_code_sortsupport(internal),
    FUNCTION 4 (industry.division_code, industry.division_code) pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS industry.division_code_ops USING btree IS 'Default order of division_code: hierarchical, as in its text';
COMMENT ON OPERATOR FAMILY industry.division_code_ops USING btree IS 'Default order of division_code';
CREATE OPERATOR CLASS industry.division_code_ops DEFAULT FOR TYPE industry.division_code USING hash AS
    OPERATOR 1 industry.=,
    FUNCTION 1 industry.division_code_hash(industry.division_code),
    FUNCTION 2 industry.division_code_hash_extended(industry.division_code, bigint);
COMMENT ON OPERATOR CLASS industry.division_code_ops USING hash IS 'Default hash of division_code';
COMMENT ON OPERATOR FAMILY industry.division_code_ops USING hash IS 'Default hash of division_code';

CREATE FUNCTION industry.division_code_smaller(industry.division_code, industry.division_code) RETURNS industry.division_code
    AS 'int4smaller' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.division_code_smaller(industry.division_code, industry.division_code) IS 'The smaller of two division_code values';
CREATE AGGREGATE industry.min(code industry.division_code) (
    SFUNC = industry.division_code_smaller, STYPE = industry.division_code, COMBINEFUNC = industry.division_code_smaller,
    SORTOP = OPERATOR(industry.<), PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.min(industry.division_code) IS 'First division_code; NULL for no rows';
CREATE FUNCTION industry.division_code_larger(industry.division_code, industry.division_code) RETURNS industry.division_code
    AS 'int4larger' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.division_code_larger(industry.division_code, industry.division_code) IS 'The larger of two division_code values';
CREATE AGGREGATE industry.max(code industry.division_code) (
    SFUNC = industry.division_code_larger, STYPE = industry.division_code, COMBINEFUNC = industry.division_code_larger,
    SORTOP = OPERATOR(industry.>), PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.max(industry.division_code) IS 'Last division_code; NULL for no rows';

CREATE FUNCTION industry.level(code industry.division_code) RETURNS integer
    AS 'MODULE_PATHNAME', 'pgi_division_code_level' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.level(industry.division_code) IS 'Level of a code: 1 province, 2 prefecture, 3 county';
CREATE FUNCTION industry.parent(code industry.division_code) RETURNS industry.division_code
    AS 'MODULE_PATHNAME', 'pgi_division_code_parent' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.parent(industry.division_code) IS
'The code above by digits (a county under no prefecture: the province); NULL for a province. Table industry.division has the nearest listed parent';
CREATE FUNCTION industry.ancestor(code industry.division_code, level integer) RETURNS industry.division_code
    AS 'MODULE_PATHNAME', 'pgi_division_code_ancestor' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.ancestor(industry.division_code, integer) IS
'The codes ancestor at a level (1 province, 2 prefecture, 3 county), itself at its own level; NULL where it has none';
CREATE FUNCTION industry.subtree_last(code industry.division_code) RETURNS industry.division_code
    AS 'MODULE_PATHNAME', 'pgi_division_code_last' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.subtree_last(industry.division_code) IS
'Last possible code of the subtree: code <@ root means code BETWEEN root AND subtree_last(root)';
CREATE FUNCTION industry.ancestors(code industry.division_code) RETURNS industry.division_code[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN pg_catalog.array_remove(ARRAY[industry.ancestor(code, 1), industry.ancestor(code, 2), industry.ancestor(code, 3)], NULL);
COMMENT ON FUNCTION industry.ancestors(industry.division_code) IS 'The code and all codes above it, from level 1 down';
CREATE FUNCTION industry.division_code_contained(code industry.division_code, root industry.division_code) RETURNS boolean
    AS 'MODULE_PATHNAME', 'pgi_division_code_contained' LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    SUPPORT industry.code_contained_support;
COMMENT ON FUNCTION industry.division_code_contained(industry.division_code, industry.division_code) IS
'Implementation of operator <@ on division_code: code is in the subtree of root, root included';
CREATE FUNCTION industry.division_code_contains(root industry.division_code, code industry.division_code) RETURNS boolean
    AS 'MODULE_PATHNAME', 'pgi_division_code_contains' LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    SUPPORT industry.code_contains_support;
COMMENT ON FUNCTION industry.division_code_contains(industry.division_code, industry.division_code) IS
'Implementation of operator @> on division_code: code is in the subtree of root, root included';
CREATE OPERATOR industry.<@ (FUNCTION = industry.division_code_contained, LEFTARG = industry.division_code, RIGHTARG = industry.division_code,
    COMMUTATOR = OPERATOR(industry.@>), RESTRICT = industry.division_code_subtree_selectivity, JOIN = contjoinsel);
COMMENT ON OPERATOR industry.<@ (industry.division_code, industry.division_code) IS 'is in the subtree of (itself included)';
CREATE OPERATOR industry.@> (FUNCTION = industry.division_code_contains, LEFTARG = industry.division_code, RIGHTARG = industry.division_code,
    COMMUTATOR = OPERATOR(industry.<@), RESTRICT = industry.division_code_subtree_selectivity, JOIN = contjoinsel);
COMMENT ON OPERATOR industry.@> (industry.division_code, industry.division_code) IS 'has in its subtree (itself included)';

-- uscc

CREATE TYPE industry.uscc;
CREATE FUNCTION industry.uscc_in(cstring) RETURNS industry.uscc
    AS 'MODULE_PATHNAME', 'pgi_uscc_in' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc_in(cstring) IS 'Input function of type uscc';
CREATE FUNCTION industry.uscc_out(industry.uscc) RETURNS cstring
    AS 'MODULE_PATHNAME', 'pgi_uscc_out' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc_out(industry.uscc) IS 'Output function of type uscc';
CREATE FUNCTION industry.uscc_recv(internal) RETURNS industry.uscc
    AS 'MODULE_PATHNAME', 'pgi_uscc_recv' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc_recv(internal) IS 'Binary input function of type uscc: its text, else error 22P03';
CREATE FUNCTION industry.uscc_send(industry.uscc) RETURNS bytea
    AS 'MODULE_PATHNAME', 'pgi_uscc_send' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc_send(industry.uscc) IS 'Binary output function of type uscc: its text';
CREATE TYPE industry.uscc (
    INPUT = industry.uscc_in, OUTPUT = industry.uscc_out, RECEIVE = industry.uscc_recv, SEND = industry.uscc_send,
    INTERNALLENGTH = 12, ALIGNMENT = char
);
COMMENT ON TYPE industry.uscc IS
'Unified social credit code (GB 32100-2015): 18 characters of 0-9 A-Z without I O S V Z, lower case and surrounding blanks accepted; 12 '
'bytes in text order. Only length and alphabet are checked (22P02); domain checked_uscc checks all';

CREATE FUNCTION industry.uscc(value text) RETURNS industry.uscc
    AS 'MODULE_PATHNAME', 'pgi_uscc_from_text' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc(text) IS 'Reads a uscc from text, as its input function does; error 22P02';
CREATE FUNCTION industry.uscc(value character) RETURNS industry.uscc
    AS 'MODULE_PATHNAME', 'pgi_uscc_from_text' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc(value character) IS 'Reads a uscc from character(n); error 22P02';
CREATE FUNCTION industry.text(code industry.uscc) RETURNS text
    AS 'MODULE_PATHNAME', 'pgi_uscc_to_text' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.text(industry.uscc) IS 'The canonical text of a uscc';
CREATE CAST (text AS industry.uscc) WITH FUNCTION industry.uscc(text) AS ASSIGNMENT;
COMMENT ON CAST (text AS industry.uscc) IS 'Reads a code; error 22P02 where it is malformed';
CREATE CAST (varchar AS industry.uscc) WITH FUNCTION industry.uscc(text) AS ASSIGNMENT;
COMMENT ON CAST (varchar AS industry.uscc) IS 'Reads a code; error 22P02 where it is malformed';
CREATE CAST (character AS industry.uscc) WITH FUNCTION industry.uscc(character) AS ASSIGNMENT;
COMMENT ON CAST (character AS industry.uscc) IS 'Reads a code; error 22P02 where it is malformed';
CREATE CAST (industry.uscc AS text) WITH FUNCTION industry.text(industry.uscc) AS ASSIGNMENT;
COMMENT ON CAST (industry.uscc AS text) IS 'The canonical text of a code';

CREATE FUNCTION industry.uscc_lt(industry.uscc, industry.uscc) RETURNS boolean
    AS 'MODULE_PATHNAME', 'pgi_uscc_lt' LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc_lt(industry.uscc, industry.uscc) IS 'Implementation of operator < on uscc';
CREATE FUNCTION industry.uscc_le(industry.uscc, industry.uscc) RETURNS boolean
    AS 'MODULE_PATHNAME', 'pgi_uscc_le' LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc_le(industry.uscc, industry.uscc) IS 'Implementation of operator <= on uscc';
CREATE FUNCTION industry.uscc_eq(industry.uscc, industry.uscc) RETURNS boolean
    AS 'MODULE_PATHNAME', 'pgi_uscc_eq' LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc_eq(industry.uscc, industry.uscc) IS 'Implementation of operator = on uscc';
CREATE FUNCTION industry.uscc_ne(industry.uscc, industry.uscc) RETURNS boolean
    AS 'MODULE_PATHNAME', 'pgi_uscc_ne' LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc_ne(industry.uscc, industry.uscc) IS 'Implementation of operator <> on uscc';
CREATE FUNCTION industry.uscc_ge(industry.uscc, industry.uscc) RETURNS boolean
    AS 'MODULE_PATHNAME', 'pgi_uscc_ge' LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc_ge(industry.uscc, industry.uscc) IS 'Implementation of operator >= on uscc';
CREATE FUNCTION industry.uscc_gt(industry.uscc, industry.uscc) RETURNS boolean
    AS 'MODULE_PATHNAME', 'pgi_uscc_gt' LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc_gt(industry.uscc, industry.uscc) IS 'Implementation of operator > on uscc';
CREATE FUNCTION industry.uscc_cmp(industry.uscc, industry.uscc) RETURNS integer
    AS 'MODULE_PATHNAME', 'pgi_uscc_cmp' LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc_cmp(industry.uscc, industry.uscc) IS 'Order of two uscc values: negative, 0 or positive';
CREATE FUNCTION industry.uscc_hash(industry.uscc) RETURNS integer
    AS 'MODULE_PATHNAME', 'pgi_uscc_hash' LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc_hash(industry.uscc) IS 'Hash of a uscc';
CREATE FUNCTION industry.uscc_hash_extended(industry.uscc, bigint) RETURNS bigint
    AS 'MODULE_PATHNAME', 'pgi_uscc_hash_extended' LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc_hash_extended(industry.uscc, bigint) IS 'Seeded 64-bit hash of a uscc';
CREATE FUNCTION industry.uscc_sortsupport(internal) RETURNS void
    AS 'MODULE_PATHNAME', 'pgi_uscc_sortsupport' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc_sortsupport(internal) IS 'Sort support of uscc';
CREATE OPERATOR industry.< (FUNCTION = industry.uscc_lt, LEFTARG = industry.uscc, RIGHTARG = industry.uscc,
    COMMUTATOR = OPERATOR(industry.>), NEGATOR = OPERATOR(industry.>=), RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
COMMENT ON OPERATOR industry.< (industry.uscc, industry.uscc) IS 'less than';
CREATE OPERATOR industry.<= (FUNCTION = industry.uscc_le, LEFTARG = industry.uscc, RIGHTARG = industry.uscc,
    COMMUTATOR = OPERATOR(industry.>=), NEGATOR = OPERATOR(industry.>), RESTRICT = scalarlesel, JOIN = scalarlejoinsel);
COMMENT ON OPERATOR industry.<= (industry.uscc, industry.uscc) IS 'less than or equal';
CREATE OPERATOR industry.= (FUNCTION = industry.uscc_eq, LEFTARG = industry.uscc, RIGHTARG = industry.uscc,
    COMMUTATOR = OPERATOR(industry.=), NEGATOR = OPERATOR(industry.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR industry.= (industry.uscc, industry.uscc) IS 'equal';
CREATE OPERATOR industry.<> (FUNCTION = industry.uscc_ne, LEFTARG = industry.uscc, RIGHTARG = industry.uscc,
    COMMUTATOR = OPERATOR(industry.<>), NEGATOR = OPERATOR(industry.=), RESTRICT = neqsel, JOIN = neqjoinsel);
COMMENT ON OPERATOR industry.<> (industry.uscc, industry.uscc) IS 'not equal';
CREATE OPERATOR industry.>= (FUNCTION = industry.uscc_ge, LEFTARG = industry.uscc, RIGHTARG = industry.uscc,
    COMMUTATOR = OPERATOR(industry.<=), NEGATOR = OPERATOR(industry.<), RESTRICT = scalargesel, JOIN = scalargejoinsel);
COMMENT ON OPERATOR industry.>= (industry.uscc, industry.uscc) IS 'greater than or equal';
CREATE OPERATOR industry.> (FUNCTION = industry.uscc_gt, LEFTARG = industry.uscc, RIGHTARG = industry.uscc,
    COMMUTATOR = OPERATOR(industry.<), NEGATOR = OPERATOR(industry.<=), RESTRICT = scalargtsel, JOIN = scalargtjoinsel);
COMMENT ON OPERATOR industry.> (industry.uscc, industry.uscc) IS 'greater than';
CREATE OPERATOR CLASS industry.uscc_ops DEFAULT FOR TYPE industry.uscc USING btree AS
    OPERATOR 1 industry.<, OPERATOR 2 industry.<=, OPERATOR 3 industry.=, OPERATOR 4 industry.>=, OPERATOR 5 industry.>,
    FUNCTION 1 industry.uscc_cmp(industry.uscc, industry.uscc),
    FUNCTION 2 (industry.uscc, industry.uscc) industry.uscc_sortsupport(internal),
    FUNCTION 4 (industry.uscc, industry.uscc) pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS industry.uscc_ops USING btree IS 'Default order of uscc: hierarchical, as in its text';
COMMENT ON OPERATOR FAMILY industry.uscc_ops USING btree IS 'Default order of uscc';
CREATE OPERATOR CLASS industry.uscc_ops DEFAULT FOR TYPE industry.uscc USING hash AS
    OPERATOR 1 industry.=,
    FUNCTION 1 industry.uscc_hash(industry.uscc),
    FUNCTION 2 industry.uscc_hash_extended(industry.uscc, bigint);
COMMENT ON OPERATOR CLASS industry.uscc_ops USING hash IS 'Default hash of uscc';
COMMENT ON OPERATOR FAMILY industry.uscc_ops USING hash IS 'Default hash of uscc';

CREATE FUNCTION industry.uscc_smaller(industry.uscc, industry.uscc) RETURNS industry.uscc
    AS 'MODULE_PATHNAME', 'pgi_uscc_smaller' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc_smaller(industry.uscc, industry.uscc) IS 'The smaller of two uscc values';
CREATE AGGREGATE industry.min(code industry.uscc) (
    SFUNC = industry.uscc_smaller, STYPE = industry.uscc, COMBINEFUNC = industry.uscc_smaller,
    SORTOP = OPERATOR(industry.<), PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.min(industry.uscc) IS 'First uscc; NULL for no rows';
CREATE FUNCTION industry.uscc_larger(industry.uscc, industry.uscc) RETURNS industry.uscc
    AS 'MODULE_PATHNAME', 'pgi_uscc_larger' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc_larger(industry.uscc, industry.uscc) IS 'The larger of two uscc values';
CREATE AGGREGATE industry.max(code industry.uscc) (
    SFUNC = industry.uscc_larger, STYPE = industry.uscc, COMBINEFUNC = industry.uscc_larger,
    SORTOP = OPERATOR(industry.>), PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.max(industry.uscc) IS 'Last uscc; NULL for no rows';

-- Functions of one type

CREATE FUNCTION industry.section(code industry.industry_code) RETURNS industry.industry_code
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN industry.ancestor(code, 1);
COMMENT ON FUNCTION industry.section(industry.industry_code) IS 'The section (A to T) of an industry';

CREATE FUNCTION industry.three_industry(code industry.industry_code) RETURNS integer
    AS 'MODULE_PATHNAME', 'pgi_industry_code_three_industry' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.three_industry(industry.industry_code) IS
'1 primary, 2 secondary, 3 tertiary by the rule of 2018 (05, 11 and 43 are tertiary); NULL for the sections A, B and C, which that rule splits';

CREATE FUNCTION industry.province(code industry.division_code) RETURNS industry.division_code
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN industry.ancestor(code, 1);
COMMENT ON FUNCTION industry.province(industry.division_code) IS 'The province of a division, by digits';

CREATE FUNCTION industry.prefecture(code industry.division_code) RETURNS industry.division_code
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN industry.ancestor(code, 2);
COMMENT ON FUNCTION industry.prefecture(industry.division_code) IS 'The prefecture of a division, by digits; NULL for a province';

CREATE FUNCTION industry.uscc_problem(code text) RETURNS text
    AS 'MODULE_PATHNAME', 'pgi_uscc_problem_of_text' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc_problem(text) IS
'The first rule that a unified social credit code breaks: length, alphabet, division, inner check (GB 11714, characters 9 to 17), check (GB '
'32100); NULL where it breaks none';

CREATE FUNCTION industry.uscc_problem(code industry.uscc) RETURNS text
    AS 'MODULE_PATHNAME', 'pgi_uscc_problem' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc_problem(industry.uscc) IS
'The first rule that a unified social credit code breaks: division, inner check, check; NULL where it breaks none';

CREATE FUNCTION industry.uscc_is_valid(code text) RETURNS boolean
    AS 'MODULE_PATHNAME', 'pgi_uscc_is_valid_text' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc_is_valid(text) IS
'Whether a text is a unified social credit code that keeps every rule, both check characters included; never an error, NULL for NULL';

CREATE FUNCTION industry.uscc_is_valid(code industry.uscc) RETURNS boolean
    AS 'MODULE_PATHNAME', 'pgi_uscc_is_valid' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc_is_valid(industry.uscc) IS
'Whether a unified social credit code keeps every rule, both check characters included';

CREATE FUNCTION industry.uscc_division(code industry.uscc) RETURNS industry.division_code
    AS 'MODULE_PATHNAME', 'pgi_uscc_division' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.uscc_division(industry.uscc) IS
'Division of the registration authority, characters 3 to 8; NULL where they are no division code';

CREATE DOMAIN industry.checked_uscc AS industry.uscc CHECK (industry.uscc_is_valid(VALUE));
COMMENT ON DOMAIN industry.checked_uscc IS
'A unified social credit code that keeps every rule; codes that were issued with a wrong check character exist, store those as uscc';
