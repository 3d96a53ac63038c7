-- The labelled sparse matrix: the type, its aggregates, its parts and its arithmetic.

CREATE TYPE industry.matrix;

CREATE FUNCTION industry.matrix_in(cstring) RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_matrix_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION industry.matrix_out(industry.matrix) RETURNS cstring
AS 'MODULE_PATHNAME', 'pgi_matrix_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION industry.matrix_recv(internal) RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_matrix_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION industry.matrix_send(industry.matrix) RETURNS bytea
AS 'MODULE_PATHNAME', 'pgi_matrix_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE TYPE industry.matrix (
    INPUT = industry.matrix_in,
    OUTPUT = industry.matrix_out,
    SEND = industry.matrix_send,
    RECEIVE = industry.matrix_recv,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = double,
    STORAGE = external
);
COMMENT ON TYPE industry.matrix IS
'Labelled sparse matrix of float8: unique row and column labels in byte order, finite cells, at most 256 MB. A stored zero is a cell, an '
'absent cell is none. Text form: {"rows":["a"],"cols":["x"],"cells":[[0,0,1.5]]}';
COMMENT ON FUNCTION industry.matrix_in(cstring) IS 'Text input: members and entries in any order; 22P02 names the position of a mistake';
COMMENT ON FUNCTION industry.matrix_out(industry.matrix) IS 'Canonical text, exact: reading it gives the same bytes';
COMMENT ON FUNCTION industry.matrix_recv(internal) IS 'Binary input, validated byte by byte (22P03); the form is in docs/storage.md';
COMMENT ON FUNCTION industry.matrix_send(industry.matrix) IS 'Binary output, big-endian, labels in UTF-8';

-- Comparison: equality is that of bytes; the order has no meaning of its own but is total.

CREATE FUNCTION industry.matrix_eq(industry.matrix, industry.matrix) RETURNS boolean
AS 'MODULE_PATHNAME', 'pgi_matrix_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.matrix_eq(industry.matrix, industry.matrix) IS 'Implementation of the operator =';
CREATE FUNCTION industry.matrix_ne(industry.matrix, industry.matrix) RETURNS boolean
AS 'MODULE_PATHNAME', 'pgi_matrix_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.matrix_ne(industry.matrix, industry.matrix) IS 'Implementation of the operator <>';
CREATE FUNCTION industry.matrix_lt(industry.matrix, industry.matrix) RETURNS boolean
AS 'MODULE_PATHNAME', 'pgi_matrix_lt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.matrix_lt(industry.matrix, industry.matrix) IS 'Implementation of the operator <';
CREATE FUNCTION industry.matrix_le(industry.matrix, industry.matrix) RETURNS boolean
AS 'MODULE_PATHNAME', 'pgi_matrix_le' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.matrix_le(industry.matrix, industry.matrix) IS 'Implementation of the operator <=';
CREATE FUNCTION industry.matrix_gt(industry.matrix, industry.matrix) RETURNS boolean
AS 'MODULE_PATHNAME', 'pgi_matrix_gt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.matrix_gt(industry.matrix, industry.matrix) IS 'Implementation of the operator >';
CREATE FUNCTION industry.matrix_ge(industry.matrix, industry.matrix) RETURNS boolean
AS 'MODULE_PATHNAME', 'pgi_matrix_ge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.matrix_ge(industry.matrix, industry.matrix) IS 'Implementation of the operator >=';
CREATE OPERATOR industry.= (
    FUNCTION = industry.matrix_eq, LEFTARG = industry.matrix, RIGHTARG = industry.matrix,
    COMMUTATOR = OPERATOR(industry.=), NEGATOR = OPERATOR(industry.<>), RESTRICT = eqsel, JOIN = eqjoinsel,
    HASHES, MERGES
);
COMMENT ON OPERATOR industry.= (industry.matrix, industry.matrix) IS 'Equal: the same labels and cells, and the same extra words';
CREATE OPERATOR industry.<> (
    FUNCTION = industry.matrix_ne, LEFTARG = industry.matrix, RIGHTARG = industry.matrix,
    COMMUTATOR = OPERATOR(industry.<>), NEGATOR = OPERATOR(industry.=), RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR industry.<> (industry.matrix, industry.matrix) IS 'Not equal';
CREATE OPERATOR industry.< (
    FUNCTION = industry.matrix_lt, LEFTARG = industry.matrix, RIGHTARG = industry.matrix,
    COMMUTATOR = OPERATOR(industry.>), NEGATOR = OPERATOR(industry.>=), RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR industry.< (industry.matrix, industry.matrix) IS 'Less in the order of bytes';
CREATE OPERATOR industry.<= (
    FUNCTION = industry.matrix_le, LEFTARG = industry.matrix, RIGHTARG = industry.matrix,
    COMMUTATOR = OPERATOR(industry.>=), NEGATOR = OPERATOR(industry.>), RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR industry.<= (industry.matrix, industry.matrix) IS 'Less or equal in the order of bytes';
CREATE OPERATOR industry.> (
    FUNCTION = industry.matrix_gt, LEFTARG = industry.matrix, RIGHTARG = industry.matrix,
    COMMUTATOR = OPERATOR(industry.<), NEGATOR = OPERATOR(industry.<=), RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR industry.> (industry.matrix, industry.matrix) IS 'Greater in the order of bytes';
CREATE OPERATOR industry.>= (
    FUNCTION = industry.matrix_ge, LEFTARG = industry.matrix, RIGHTARG = industry.matrix,
    COMMUTATOR = OPERATOR(industry.<=), NEGATOR = OPERATOR(industry.<), RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR industry.>= (industry.matrix, industry.matrix) IS 'Greater or equal in the order of bytes';

CREATE FUNCTION industry.matrix_cmp(industry.matrix, industry.matrix) RETURNS integer
AS 'MODULE_PATHNAME', 'pgi_matrix_cmp' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.matrix_cmp(industry.matrix, industry.matrix) IS 'Three-way comparison by bytes, for the btree operator class';
CREATE FUNCTION industry.matrix_hash(industry.matrix) RETURNS integer
AS 'MODULE_PATHNAME', 'pgi_matrix_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.matrix_hash(industry.matrix) IS 'Hash of the bytes';
CREATE FUNCTION industry.matrix_hash_extended(industry.matrix, bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'pgi_matrix_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.matrix_hash_extended(industry.matrix, bigint) IS 'Seeded hash of the bytes';

CREATE OPERATOR CLASS industry.matrix_ops DEFAULT FOR TYPE industry.matrix USING btree AS
    OPERATOR 1 industry.<, OPERATOR 2 industry.<=, OPERATOR 3 industry.=, OPERATOR 4 industry.>=, OPERATOR 5 industry.>,
    FUNCTION 1 industry.matrix_cmp(industry.matrix, industry.matrix);
CREATE OPERATOR CLASS industry.matrix_hash_ops DEFAULT FOR TYPE industry.matrix USING hash AS
    OPERATOR 1 industry.=,
    FUNCTION 1 industry.matrix_hash(industry.matrix),
    FUNCTION 2 industry.matrix_hash_extended(industry.matrix, bigint);
COMMENT ON OPERATOR CLASS industry.matrix_ops USING btree IS 'Order of bytes: DISTINCT, ORDER BY, unique indexes';
COMMENT ON OPERATOR CLASS industry.matrix_hash_ops USING hash IS 'Hash of bytes: GROUP BY, hash joins';

-- Aggregates whose state is the matrix itself: parallel workers and shards pass it on.

CREATE FUNCTION industry.matrix_add(state industry.matrix, row_key text, col_key text, value float8) RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_matrix_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION industry.matrix_add(industry.matrix, text, text, float8) IS
'The matrix with a value added to one cell, exactly. A NULL matrix is empty, a NULL value changes nothing, a NULL label is an error (22004), '
'NaN and infinity too (22003)';

CREATE FUNCTION industry.matrix_combine(state industry.matrix, other industry.matrix) RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_matrix_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION industry.matrix_combine(industry.matrix, industry.matrix) IS
'The exact sum of two partial matrices over the union of their labels; NULL is empty';

CREATE FUNCTION industry.matrix_round(state industry.matrix) RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_matrix_round' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.matrix_round(industry.matrix) IS
'A partial matrix with each sum rounded once to float8; 22003 where a sum exceeds its range';

CREATE AGGREGATE industry.matrix_agg(row_key text, col_key text, value float8) (
    SFUNC = industry.matrix_add, STYPE = industry.matrix, SSPACE = 65536,
    COMBINEFUNC = industry.matrix_combine, FINALFUNC = industry.matrix_round, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.matrix_agg(text, text, float8) IS
'Sums values into a matrix, exactly: the same rows give the same bits in any order and plan. NULL values register nothing, NULL labels are '
'an error (22004), no values at all give NULL; over 256 MB is an error (54000)';

CREATE AGGREGATE industry.matrix_partial(row_key text, col_key text, value float8) (
    SFUNC = industry.matrix_add, STYPE = industry.matrix, SSPACE = 65536,
    COMBINEFUNC = industry.matrix_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.matrix_partial(text, text, float8) IS
'matrix_agg without the rounding at the end: a value to store and to merge later, with the words that keep its sums exact';

CREATE AGGREGATE industry.matrix_merge(m industry.matrix) (
    SFUNC = industry.matrix_combine, STYPE = industry.matrix, SSPACE = 65536,
    COMBINEFUNC = industry.matrix_combine, FINALFUNC = industry.matrix_round, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.matrix_merge(industry.matrix) IS
'Sum of matrices over the union of their labels, exact for partial ones; NULLs are left out';

CREATE TYPE industry.matrix_input AS (
    n_rows bigint,
    n_cells bigint,
    n_repeated bigint,
    n_null_key bigint,
    n_null_value bigint,
    n_not_finite bigint
);
COMMENT ON TYPE industry.matrix_input IS
'What matrix_agg would make of its rows: rows read, cells they make, rows added to a cell that was there, rows with a NULL label (an error '
'there), with a NULL value (left out), with NaN or infinity (an error)';

CREATE FUNCTION industry.matrix_input_add(state industry.matrix, row_key text, col_key text, value float8) RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_matrix_input_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION industry.matrix_input_add(industry.matrix, text, text, float8) IS 'Transition of matrix_input_report: counts rows by cell';
CREATE FUNCTION industry.matrix_input_final(state industry.matrix) RETURNS industry.matrix_input
AS 'MODULE_PATHNAME', 'pgi_matrix_input_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION industry.matrix_input_final(industry.matrix) IS 'Result of matrix_input_report from its counts';

CREATE AGGREGATE industry.matrix_input_report(row_key text, col_key text, value float8) (
    SFUNC = industry.matrix_input_add, STYPE = industry.matrix, SSPACE = 65536,
    COMBINEFUNC = industry.matrix_combine, FINALFUNC = industry.matrix_input_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE industry.matrix_input_report(text, text, float8) IS
'Counts what matrix_agg would make of the same rows: (rows, cells, repeated, NULL keys, NULL values, not finite); never an error for a bad row';

-- Making one without an aggregate.

CREATE FUNCTION industry.matrix(row_keys text[], col_keys text[], "values" float8[]) RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_matrix_triplets' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.matrix(text[], text[], float8[]) IS
'Matrix from triplets in three arrays of one length; repeated pairs add up, NULL values register nothing, none at all gives NULL; 22023 when '
'the lengths differ';

CREATE FUNCTION industry.matrix_dense(row_keys text[], col_keys text[], "values" float8[]) RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_matrix_dense_sql' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.matrix_dense(text[], text[], float8[]) IS
'Matrix from its labels, each unique, and the values row by row (any array shape with rows x columns elements); NULL leaves a cell absent; '
'22023 when the length differs';

-- Parts.

CREATE FUNCTION industry.n_rows(m industry.matrix) RETURNS integer
AS 'MODULE_PATHNAME', 'pgi_n_rows' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.n_rows(industry.matrix) IS
'Number of row labels; reads 32 bytes of a stored value';

CREATE FUNCTION industry.n_cols(m industry.matrix) RETURNS integer
AS 'MODULE_PATHNAME', 'pgi_n_cols' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.n_cols(industry.matrix) IS
'Number of column labels; reads 32 bytes of a stored value';

CREATE FUNCTION industry.n_cells(m industry.matrix) RETURNS integer
AS 'MODULE_PATHNAME', 'pgi_n_cells' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.n_cells(industry.matrix) IS
'Number of stored cells, zeros among them; reads 32 bytes of a stored value';

CREATE FUNCTION industry.row_keys(m industry.matrix) RETURNS text[]
AS 'MODULE_PATHNAME', 'pgi_row_keys' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.row_keys(industry.matrix) IS
'Row labels in byte order';

CREATE FUNCTION industry.col_keys(m industry.matrix) RETURNS text[]
AS 'MODULE_PATHNAME', 'pgi_col_keys' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.col_keys(industry.matrix) IS
'Column labels in byte order';

CREATE FUNCTION industry.cell(m industry.matrix, row_key text, col_key text) RETURNS float8
AS 'MODULE_PATHNAME', 'pgi_cell' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION industry.cell(industry.matrix, text, text) IS
'Value of one cell; NULL where the cell is absent or a label is not there';

CREATE FUNCTION industry.column_values(m industry.matrix, col_key text) RETURNS float8[]
AS 'MODULE_PATHNAME', 'pgi_column_values' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.column_values(industry.matrix, text) IS
'Values of one column in the order of row_keys, NULL where a cell is absent; NULL where the label is not there';

CREATE FUNCTION industry.cells(m industry.matrix) RETURNS TABLE (row_key text, col_key text, value float8)
AS 'MODULE_PATHNAME', 'pgi_cells' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 10000;
COMMENT ON FUNCTION industry.cells(industry.matrix) IS
'Every stored cell, by row label and then column label in byte order';

CREATE FUNCTION industry.grid(m industry.matrix) RETURNS TABLE (row_key text, col_key text, value float8)
AS 'MODULE_PATHNAME', 'pgi_grid' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 10000;
COMMENT ON FUNCTION industry.grid(industry.matrix) IS
'Every pair of row and column label, absent cells as 0';

CREATE FUNCTION industry.total(m industry.matrix) RETURNS float8
AS 'MODULE_PATHNAME', 'pgi_total' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.total(industry.matrix) IS
'Sum of all cells, exact and rounded once';

CREATE FUNCTION industry.row_totals(m industry.matrix) RETURNS TABLE (row_key text, total float8)
AS 'MODULE_PATHNAME', 'pgi_row_totals' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 300;
COMMENT ON FUNCTION industry.row_totals(industry.matrix) IS
'Sum of each row, exact and rounded once; 0 for a label without cells';

CREATE FUNCTION industry.col_totals(m industry.matrix) RETURNS TABLE (col_key text, total float8)
AS 'MODULE_PATHNAME', 'pgi_col_totals' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 100;
COMMENT ON FUNCTION industry.col_totals(industry.matrix) IS
'Sum of each column, exact and rounded once; 0 for a label without cells';

-- Arithmetic.

CREATE FUNCTION industry.row_shares(m industry.matrix) RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_row_shares' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.row_shares(industry.matrix) IS
'Each cell as a fraction of its row total, 0 to 1; no cell where that total is zero; negative cells are an error (22023)';

CREATE FUNCTION industry.col_shares(m industry.matrix) RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_col_shares' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.col_shares(industry.matrix) IS
'Each cell as a fraction of its column total, 0 to 1; no cell where that total is zero; negative cells are an error (22023)';

CREATE FUNCTION industry.transpose(m industry.matrix) RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_transpose' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.transpose(industry.matrix) IS
'Rows as columns and columns as rows';

CREATE FUNCTION industry.scale(m industry.matrix, factor float8) RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_scale' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.scale(industry.matrix, float8) IS
'Each cell times a factor; 22003 where a product is not finite';

CREATE FUNCTION industry.prune(m industry.matrix) RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_prune' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.prune(industry.matrix) IS
'Without the stored zeros; labels stay';

CREATE FUNCTION industry.matrix_plus(a industry.matrix, b industry.matrix) RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_matrix_plus' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.matrix_plus(industry.matrix, industry.matrix) IS
'Cell by cell sum over the union of the labels; a cell stored in one alone keeps its value';

CREATE FUNCTION industry.matrix_minus(a industry.matrix, b industry.matrix) RETURNS industry.matrix
AS 'MODULE_PATHNAME', 'pgi_matrix_minus' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION industry.matrix_minus(industry.matrix, industry.matrix) IS
'Cell by cell difference over the union of the labels; a cell stored in one alone counts 0 in the other';

CREATE OPERATOR industry.+ (
    FUNCTION = industry.matrix_plus, LEFTARG = industry.matrix, RIGHTARG = industry.matrix, COMMUTATOR = OPERATOR(industry.+)
);
COMMENT ON OPERATOR industry.+ (industry.matrix, industry.matrix) IS 'Cell by cell sum over the union of the labels';
CREATE OPERATOR industry.- (
    FUNCTION = industry.matrix_minus, LEFTARG = industry.matrix, RIGHTARG = industry.matrix
);
COMMENT ON OPERATOR industry.- (industry.matrix, industry.matrix) IS 'Cell by cell difference over the union of the labels';

-- JSON: the text form is JSON already.

CREATE FUNCTION industry.matrix_to_jsonb(m industry.matrix) RETURNS jsonb
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CAST(CAST(m AS text) AS jsonb);
COMMENT ON FUNCTION industry.matrix_to_jsonb(industry.matrix) IS 'The text form as jsonb';

CREATE FUNCTION industry.matrix_from_jsonb(j jsonb) RETURNS industry.matrix
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CAST(CAST(j AS text) AS industry.matrix);
COMMENT ON FUNCTION industry.matrix_from_jsonb(jsonb) IS 'A matrix from its text form as jsonb; errors are those of text input';

CREATE CAST (industry.matrix AS jsonb) WITH FUNCTION industry.matrix_to_jsonb(industry.matrix) AS ASSIGNMENT;
CREATE CAST (jsonb AS industry.matrix) WITH FUNCTION industry.matrix_from_jsonb(jsonb) AS ASSIGNMENT;
COMMENT ON CAST (industry.matrix AS jsonb) IS 'The text form as jsonb';
COMMENT ON CAST (jsonb AS industry.matrix) IS 'A matrix from its text form as jsonb';
