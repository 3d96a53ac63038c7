/* matrix_ops.c - making matrices from arrays, reading their parts, and their arithmetic. */
#include "pgi.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "utils/array.h"

#include "matrix_expanded.h"

/* --- making ---------------------------------------------------------------------- */

static double *
float8_array(Datum array, int *n, bool **null)
{
	Datum *element;
	double *value;

	deconstruct_array(DatumGetArrayTypeP(array), FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &element,
					  null, n);
	value = palloc(sizeof(double) * ((Size) *n + 1));
	for (int i = 0; i < *n; i++)
		value[i] = (*null)[i] ? NAN : DatumGetFloat8(element[i]);
	return value;
}

static void
wrong_length(const char *what, int64 is, int64 should)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("arrays do not fit together"),
					errdetail("There are " INT64_FORMAT " %s, expected " INT64_FORMAT ".", is, what, should)));
}

PG_FUNCTION_INFO_V1(pgi_matrix_triplets);
Datum
pgi_matrix_triplets(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_labels rows = pgi_labels_from_array(env, PG_GETARG_DATUM(0)),
			   cols = pgi_labels_from_array(env, PG_GETARG_DATUM(1));
	int n;
	bool *null;
	double *value = float8_array(PG_GETARG_DATUM(2), &n, &null);
	pgi_builder *b;
	pgi_matrix m;

	if (cols.n != rows.n)
		wrong_length("column keys", cols.n, rows.n);
	if (n != rows.n)
		wrong_length("values", n, rows.n);
	pgi_check(env, pgi_builder_new(env, &b));
	for (int i = 0; i < n; i++)
	{
		int row_len, col_len;
		const char *row = pgi_label(&rows, i, &row_len), *col = pgi_label(&cols, i, &col_len);

		if (!null[i])
			pgi_check(env, pgi_builder_add(b, row, row_len, col, col_len, value[i]));
	}
	if (pgi_builder_cells(b) == 0)
		PG_RETURN_NULL();
	pgi_check(env, pgi_builder_matrix(b, true, &m));
	PGI_RETURN_MATRIX(env, &m);
}

PG_FUNCTION_INFO_V1(pgi_matrix_dense_sql);
Datum
pgi_matrix_dense_sql(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_labels rows = pgi_labels_from_array(env, PG_GETARG_DATUM(0)),
			   cols = pgi_labels_from_array(env, PG_GETARG_DATUM(1));
	int n;
	bool *null;
	double *value = float8_array(PG_GETARG_DATUM(2), &n, &null);
	pgi_builder *b;
	pgi_matrix m;

	if ((int64) rows.n * cols.n != n)
		wrong_length("values", n, (int64) rows.n * cols.n);
	pgi_check(env, pgi_builder_new(env, &b));
	pgi_check(env, pgi_builder_add_labels(b, PGI_ROWS, &rows));
	pgi_check(env, pgi_builder_add_labels(b, PGI_COLS, &cols));
	for (int i = 0; i < n; i++)
		if (!null[i])
			pgi_check(env, pgi_builder_add_new_cell(b, i / cols.n, i % cols.n, value[i]));
	pgi_check(env, pgi_builder_matrix(b, true, &m));
	PGI_RETURN_MATRIX(env, &m);
}

/* --- parts ------------------------------------------------------------------------- */

typedef struct counts
{
	int32 n_rows;
	int32 n_cols;
	int32 n_cells;
} counts;

/* The counts of a value, of which no more than the first bytes are fetched. */
static counts
matrix_counts(Datum value)
{
	counts c;

	if (VARATT_IS_EXTERNAL_EXPANDED(DatumGetPointer(value)))
	{
		pgi_builder *b = ((pgi_expanded *) DatumGetEOHP(value))->builder;

		return (counts){pgi_builder_labels(b, PGI_ROWS), pgi_builder_labels(b, PGI_COLS), pgi_builder_cells(b)};
	}
	/* behind the length word: version, flags and reserved, then the counts */
	memcpy(&c, VARDATA(PG_DETOAST_DATUM_SLICE(value, 0, 28)) + 4, sizeof c);
	return c;
}

PG_FUNCTION_INFO_V1(pgi_n_rows);
Datum
pgi_n_rows(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(matrix_counts(PG_GETARG_DATUM(0)).n_rows);
}

PG_FUNCTION_INFO_V1(pgi_n_cols);
Datum
pgi_n_cols(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(matrix_counts(PG_GETARG_DATUM(0)).n_cols);
}

PG_FUNCTION_INFO_V1(pgi_n_cells);
Datum
pgi_n_cells(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(matrix_counts(PG_GETARG_DATUM(0)).n_cells);
}

static Datum
labels_array(const pgi_labels *labels)
{
	return PointerGetDatum(construct_array(pgi_label_datums(labels), labels->n, TEXTOID, -1, false, TYPALIGN_INT));
}

PG_FUNCTION_INFO_V1(pgi_row_keys);
Datum
pgi_row_keys(PG_FUNCTION_ARGS)
{
	return labels_array(&PGI_GETARG_MATRIX(0)->rows);
}

PG_FUNCTION_INFO_V1(pgi_col_keys);
Datum
pgi_col_keys(PG_FUNCTION_ARGS)
{
	return labels_array(&PGI_GETARG_MATRIX(0)->cols);
}

PG_FUNCTION_INFO_V1(pgi_cell);
Datum
pgi_cell(PG_FUNCTION_ARGS)
{
	const pgi_matrix *m = PGI_GETARG_MATRIX(0);
	int row_len, col_len;
	const char *row = pgi_text_bytes(PG_GETARG_DATUM(1), &row_len), *col = pgi_text_bytes(PG_GETARG_DATUM(2), &col_len);
	int32 r = pgi_label_find(&m->rows, row, row_len), c = pgi_label_find(&m->cols, col, col_len),
		  k = r < 0 || c < 0 ? -1 : pgi_cell_find(m, r, c);

	if (k < 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(m->value[k]);
}

PG_FUNCTION_INFO_V1(pgi_column_values);
Datum
pgi_column_values(PG_FUNCTION_ARGS)
{
	const pgi_matrix *m = PGI_GETARG_MATRIX(0);
	int key_len, n = m->rows.n, lower = 1;
	const char *key = pgi_text_bytes(PG_GETARG_DATUM(1), &key_len);
	int32 c = pgi_label_find(&m->cols, key, key_len);
	Datum *value;
	bool *absent;

	if (c < 0)
		PG_RETURN_NULL();
	value = palloc(sizeof(Datum) * Max(n, 1));
	absent = palloc(sizeof(bool) * Max(n, 1));
	for (int32 r = 0; r < n; r++)
	{
		int32 k = pgi_cell_find(m, r, c);

		absent[r] = k < 0;
		value[r] = Float8GetDatum(k < 0 ? 0 : m->value[k]);
	}
	PG_RETURN_ARRAYTYPE_P(
		construct_md_array(value, absent, 1, &n, &lower, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, 'd'));
}

PG_FUNCTION_INFO_V1(pgi_cells);
Datum
pgi_cells(PG_FUNCTION_ARGS)
{
	const pgi_matrix *m = PGI_GETARG_MATRIX(0);
	pgi_table *table = pgi_table_begin(fcinfo);
	Datum *row = pgi_label_datums(&m->rows), *col = pgi_label_datums(&m->cols);

	for (int32 r = 0; r < m->rows.n; r++)
		for (int32 k = m->row_start[r]; k < m->row_start[r + 1]; k++)
		{
			pgi_table_set(table, 0, row[r]);
			pgi_table_set(table, 1, col[m->col[k]]);
			pgi_table_set_float8(table, 2, m->value[k]);
			pgi_table_put(table);
		}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(pgi_grid);
Datum
pgi_grid(PG_FUNCTION_ARGS)
{
	const pgi_matrix *m = PGI_GETARG_MATRIX(0);
	pgi_table *table = pgi_table_begin(fcinfo);
	Datum *row = pgi_label_datums(&m->rows), *col = pgi_label_datums(&m->cols);

	for (int32 r = 0; r < m->rows.n; r++)
	{
		int32 k = m->row_start[r];

		for (int32 c = 0; c < m->cols.n; c++)
		{
			bool stored = k < m->row_start[r + 1] && m->col[k] == c;

			pgi_table_set(table, 0, row[r]);
			pgi_table_set(table, 1, col[c]);
			pgi_table_set_float8(table, 2, stored ? m->value[k] : 0);
			pgi_table_put(table);
			k += stored;
		}
	}
	return (Datum) 0;
}

/* --- totals and shares ---------------------------------------------------------------- */

PG_FUNCTION_INFO_V1(pgi_total);
Datum
pgi_total(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	double total;

	pgi_check(env, pgi_matrix_totals(env, PGI_GETARG_MATRIX(0), NULL, NULL, &total));
	PG_RETURN_FLOAT8(total);
}

static Datum
label_values(FunctionCallInfo fcinfo, const pgi_labels *labels, const double *value)
{
	pgi_table *table = pgi_table_begin(fcinfo);

	for (int32 i = 0; i < labels->n; i++)
	{
		pgi_table_set(table, 0, pgi_label_datum(labels, i));
		pgi_table_set_float8(table, 1, value[i]);
		pgi_table_put(table);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(pgi_row_totals);
Datum
pgi_row_totals(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	const pgi_matrix *m = PGI_GETARG_MATRIX(0);
	double *total;

	pgi_check(env, pgi_matrix_totals(env, m, &total, NULL, NULL));
	return label_values(fcinfo, &m->rows, total);
}

PG_FUNCTION_INFO_V1(pgi_col_totals);
Datum
pgi_col_totals(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	const pgi_matrix *m = PGI_GETARG_MATRIX(0);
	double *total;

	pgi_check(env, pgi_matrix_totals(env, m, NULL, &total, NULL));
	return label_values(fcinfo, &m->cols, total);
}

/* Cells over the total of their row or column; none where that is zero. */
static Datum
shares(FunctionCallInfo fcinfo, bool by_row)
{
	pgi_env *env = pgi_env_here();
	const pgi_matrix *m = PGI_GETARG_MATRIX(0);
	pgi_matrix result;
	double *total, *value = pgi_doubles(env, m->n_cells);

	pgi_check(env, pgi_matrix_check_non_negative(env, m));
	pgi_check(env, pgi_matrix_totals(env, m, by_row ? &total : NULL, by_row ? NULL : &total, NULL));
	for (int32 r = 0; r < m->rows.n; r++)
		for (int32 k = m->row_start[r]; k < m->row_start[r + 1]; k++)
		{
			double whole = total[by_row ? r : m->col[k]];

			value[k] = whole == 0 ? NAN : m->value[k] / whole;
		}
	pgi_check(env, pgi_matrix_with_values(env, m, value, &result));
	PGI_RETURN_MATRIX(env, &result);
}

PG_FUNCTION_INFO_V1(pgi_row_shares);
Datum
pgi_row_shares(PG_FUNCTION_ARGS)
{
	return shares(fcinfo, true);
}

PG_FUNCTION_INFO_V1(pgi_col_shares);
Datum
pgi_col_shares(PG_FUNCTION_ARGS)
{
	return shares(fcinfo, false);
}

/* --- arithmetic -------------------------------------------------------------------------- */

PG_FUNCTION_INFO_V1(pgi_transpose);
Datum
pgi_transpose(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_matrix result;

	pgi_check(env, pgi_matrix_transpose(env, PGI_GETARG_MATRIX(0), &result));
	PGI_RETURN_MATRIX(env, &result);
}

static pgi_matrix
scaled(pgi_env *env, const pgi_matrix *m, double factor)
{
	pgi_matrix result;
	double *value = pgi_doubles(env, m->n_cells);

	for (int32 r = 0; r < m->rows.n; r++)
		for (int32 k = m->row_start[r]; k < m->row_start[r + 1]; k++)
		{
			value[k] = m->value[k] * factor;
			if (!isfinite(value[k]))
				pgi_check(env, pgi_cell_fail(env, PGI_CELL_OVERFLOW, m, r, m->col[k], value[k]));
		}
	pgi_check(env, pgi_matrix_with_values(env, m, value, &result));
	return result;
}

PG_FUNCTION_INFO_V1(pgi_scale);
Datum
pgi_scale(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_matrix result = scaled(env, PGI_GETARG_MATRIX(0), PG_GETARG_FLOAT8(1));

	PGI_RETURN_MATRIX(env, &result);
}

PG_FUNCTION_INFO_V1(pgi_prune);
Datum
pgi_prune(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	const pgi_matrix *m = PGI_GETARG_MATRIX(0);
	pgi_matrix result;
	double *value = pgi_doubles(env, m->n_cells);

	for (int32 k = 0; k < m->n_cells; k++)
		value[k] = m->value[k] == 0 ? NAN : m->value[k];
	pgi_check(env, pgi_matrix_with_values(env, m, value, &result));
	PGI_RETURN_MATRIX(env, &result);
}

/* a + factor * b over the union of their labels. */
static Datum
sum_of(FunctionCallInfo fcinfo, double factor)
{
	pgi_env *env = pgi_env_here();
	pgi_matrix second = *PGI_GETARG_MATRIX(1), result;
	pgi_builder *b;

	if (factor != 1)
		second = scaled(env, &second, factor);
	pgi_check(env, pgi_builder_new(env, &b));
	pgi_check(env, pgi_builder_merge(b, PGI_GETARG_MATRIX(0)));
	pgi_check(env, pgi_builder_merge(b, &second));
	pgi_check(env, pgi_builder_matrix(b, true, &result));
	PGI_RETURN_MATRIX(env, &result);
}

PG_FUNCTION_INFO_V1(pgi_matrix_plus);
Datum
pgi_matrix_plus(PG_FUNCTION_ARGS)
{
	return sum_of(fcinfo, 1);
}

PG_FUNCTION_INFO_V1(pgi_matrix_minus);
Datum
pgi_matrix_minus(PG_FUNCTION_ARGS)
{
	return sum_of(fcinfo, -1);
}
