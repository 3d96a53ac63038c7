/*
 * matrix_agg.c - the aggregates whose state is the matrix type itself, so that
 * parallel workers and Citus shards can pass it on.
 */
#include "pgi.h"

#include "access/htup_details.h"

#include "matrix_expanded.h"

/* Where a new state belongs. */
static MemoryContext
state_context(FunctionCallInfo fcinfo)
{
	MemoryContext context;

	return AggCheckCallContext(fcinfo, &context) ? context : CurrentMemoryContext;
}

/* The state to change: the argument itself, a copy, or a new one where it is NULL. */
static pgi_expanded *
state_for_change(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0))
		return pgi_expanded_new(state_context(fcinfo));
	if (VARATT_IS_EXTERNAL_EXPANDED_RW(DatumGetPointer(PG_GETARG_DATUM(0))))
		return pgi_expanded_for_change(PG_GETARG_DATUM(0), NULL);
	return pgi_expanded_for_change(PG_GETARG_DATUM(0), state_context(fcinfo));
}

/* NULL stays NULL, any other state stays what it is. */
static Datum
unchanged(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	return EOHPGetRWDatum(&state_for_change(fcinfo)->header);
}

PG_FUNCTION_INFO_V1(pgi_matrix_add);
Datum
pgi_matrix_add(PG_FUNCTION_ARGS)
{
	pgi_expanded *state;
	const char *row, *col;
	int row_len, col_len;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
	{
		pgi_env *env = pgi_env_here();

		pgi_check(env, pgi_fail(env, .status = PGI_NULL_LABEL));
	}
	if (PG_ARGISNULL(3))
		return unchanged(fcinfo);
	state = state_for_change(fcinfo);
	row = pgi_text_bytes(PG_GETARG_DATUM(1), &row_len);
	col = pgi_text_bytes(PG_GETARG_DATUM(2), &col_len);
	pgi_check(state->env, pgi_builder_add(state->builder, row, row_len, col, col_len, PG_GETARG_FLOAT8(3)));
	return EOHPGetRWDatum(&state->header);
}

PG_FUNCTION_INFO_V1(pgi_matrix_combine);
Datum
pgi_matrix_combine(PG_FUNCTION_ARGS)
{
	pgi_expanded *state;

	if (PG_ARGISNULL(1))
		return unchanged(fcinfo);
	state = state_for_change(fcinfo);
	pgi_check(state->env, pgi_builder_merge(state->builder, PGI_GETARG_MATRIX(1)));
	return EOHPGetRWDatum(&state->header);
}

/* The sums rounded once; a value without extra words is returned as it is. */
PG_FUNCTION_INFO_V1(pgi_matrix_round);
Datum
pgi_matrix_round(PG_FUNCTION_ARGS)
{
	pgi_expanded *state;
	size_t size;
	struct varlena *flat;

	if (!VARATT_IS_EXTERNAL_EXPANDED(DatumGetPointer(PG_GETARG_DATUM(0))))
	{
		if (PGI_GETARG_MATRIX(0)->n_extra == 0)
			PG_RETURN_DATUM(PG_GETARG_DATUM(0));
		state = pgi_expanded_for_change(PG_GETARG_DATUM(0), CurrentMemoryContext);
	}
	else
		state = (pgi_expanded *) DatumGetEOHP(PG_GETARG_DATUM(0));
	/* reading changes nothing but what the builder remembers of its size */
	state->flat_size = 0;
	pgi_check(state->env, pgi_builder_flat_size(state->builder, true, &size));
	flat = palloc(size);
	SET_VARSIZE(flat, size);
	pgi_check(state->env, pgi_builder_flatten(state->builder, flat, size));
	PG_RETURN_POINTER(flat);
}

/* --- matrix_input_report ----------------------------------------------------------- */

/*
 * The state counts rows by cell, under labels that start with '='; rows that
 * make no cell are counted in column '' under a name of their own.
 */
static const char *const unusable[] = {"null key", "null value", "not finite"};

static char *
marked(Datum label, int *len)
{
	const char *bytes = pgi_text_bytes(label, len);
	char *copy = palloc(*len + 1);

	copy[0] = '=';
	memcpy(copy + 1, bytes, *len);
	*len += 1;
	return copy;
}

PG_FUNCTION_INFO_V1(pgi_matrix_input_add);
Datum
pgi_matrix_input_add(PG_FUNCTION_ARGS)
{
	pgi_expanded *state = state_for_change(fcinfo);
	const char *row, *col = "";
	int row_len, col_len = 0,
				 reason = PG_ARGISNULL(1) || PG_ARGISNULL(2) ? 0
						  : PG_ARGISNULL(3)                  ? 1
						  : !isfinite(PG_GETARG_FLOAT8(3))   ? 2
															 : -1;

	if (reason >= 0)
	{
		row = unusable[reason];
		row_len = strlen(row);
	}
	else
	{
		row = marked(PG_GETARG_DATUM(1), &row_len);
		col = marked(PG_GETARG_DATUM(2), &col_len);
	}
	pgi_check(state->env, pgi_builder_add(state->builder, row, row_len, col, col_len, 1));
	return EOHPGetRWDatum(&state->header);
}

PG_FUNCTION_INFO_V1(pgi_matrix_input_final);
Datum
pgi_matrix_input_final(PG_FUNCTION_ARGS)
{
	TupleDesc desc;
	int64 count[3] = {0, 0, 0}, rows = 0, cells = 0, repeated = 0;
	Datum value[6];
	bool null[6] = {false};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	if (!PG_ARGISNULL(0))
	{
		const pgi_matrix *m = PGI_GETARG_MATRIX(0);

		for (int32_t r = 0; r < m->rows.n; r++)
		{
			int len;
			const char *label = pgi_label(&m->rows, r, &len);

			for (int32_t k = m->row_start[r]; k < m->row_start[r + 1]; k++)
			{
				rows += (int64) m->value[k];
				if (len > 0 && label[0] == '=')
				{
					cells++;
					repeated += (int64) m->value[k] - 1;
				}
				for (int i = 0; i < 3; i++)
					if (len == strlen(unusable[i]) && memcmp(label, unusable[i], len) == 0)
						count[i] += (int64) m->value[k];
			}
		}
	}
	value[0] = Int64GetDatum(rows);
	value[1] = Int64GetDatum(cells);
	value[2] = Int64GetDatum(repeated);
	for (int i = 0; i < 3; i++)
		value[3 + i] = Int64GetDatum(count[i]);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), value, null)));
}
