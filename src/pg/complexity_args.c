/* complexity_args.c - arguments, conventions and large results of the complexity family. */
#include "complexity_args.h"

#include <float.h>
#include <math.h>

int
pgi_complexity_preset(FunctionCallInfo fcinfo, int argument)
{
	return PG_ARGISNULL(argument) ? 0 : pgi_option("preset", PG_GETARG_DATUM(argument), pgi_preset_names);
}

static int
convention_choice(pgi_rule rule, Datum value)
{
	return pgi_option(pgi_rule_name(rule), value, pgi_rule_choices(rule));
}

int32
pgi_complexity_integer(FunctionCallInfo fcinfo, int argument, const char *name, int32 otherwise, int32 least,
					   int32 most)
{
	return PG_ARGISNULL(argument) ? otherwise : pgi_integer_between(name, PG_GETARG_INT32(argument), least, most);
}

const pgi_matrix *
pgi_complexity_matrix(FunctionCallInfo fcinfo, int argument)
{
	return PG_ARGISNULL(argument) ? NULL : PGI_GETARG_MATRIX(argument);
}

void
pgi_complexity_min_z(complexity_call *call, int argument)
{
	if (call->fcinfo->args[argument].isnull)
		return;
	call->rules.min_z =
		pgi_number_between("min_z", DatumGetFloat8(call->fcinfo->args[argument].value), -DBL_MAX, DBL_MAX);
	pgi_method_number(call->method, "min_z", call->rules.min_z);
}

static void
method_rule(complexity_call *call, pgi_rule rule)
{
	pgi_method_text(call->method, pgi_rule_name(rule), pgi_rule_choices(rule)[call->rules.choice[rule]]);
}

void
pgi_complexity_begin(FunctionCallInfo fcinfo, complexity_call *call, const char *function, int tail,
					 const convention_argument *conventions, int n_conventions)
{
	bool diagonal_given = false;
	int *choice = call->rules.choice;

	call->fcinfo = fcinfo;
	call->env = pgi_env_here();
	call->tail = tail;
	call->method = pgi_method_begin(function);
	call->rules = pgi_conventions_of(pgi_complexity_preset(fcinfo, tail + 5));
	if (!PG_ARGISNULL(tail))
		choice[PGI_RULE_PRESENCE] = convention_choice(PGI_RULE_PRESENCE, PG_GETARG_DATUM(tail));
	if (!PG_ARGISNULL(tail + 2))
		choice[PGI_RULE_INCLUSIVE] = PG_GETARG_BOOL(tail + 2) ? PGI_YES : PGI_NO;
	if (!PG_ARGISNULL(tail + 1))
		call->rules.threshold = pgi_not_negative("threshold", PG_GETARG_FLOAT8(tail + 1));
	if (!PG_ARGISNULL(tail + 4))
		call->rules.alpha = pgi_number_between("alpha", PG_GETARG_FLOAT8(tail + 4), 0, 1);
	call->population = pgi_complexity_matrix(fcinfo, tail + 3);
	for (int i = 0; i < n_conventions; i++)
		if (!PG_ARGISNULL(conventions[i].argument))
		{
			choice[conventions[i].rule] =
				convention_choice(conventions[i].rule, PG_GETARG_DATUM(conventions[i].argument));
			diagonal_given |= conventions[i].rule == PGI_RULE_DIAGONAL;
		}
	/* measures of association leave an industry's count with itself out */
	if (!diagonal_given && choice[PGI_RULE_PROXIMITY] >= PGI_PROXIMITY_ASSOCIATION)
		choice[PGI_RULE_DIAGONAL] = PGI_DIAGONAL_ZERO;

	for (int i = 0; i < n_conventions; i++)
		method_rule(call, conventions[i].rule);
}

void
pgi_complexity_find_presence(complexity_call *call)
{
	pgi_check(call->env, pgi_core_complexity_presence(
							 call->env, call->m, call->population, &call->rules,
							 call->rules.choice[PGI_RULE_PROXIMITY] == PGI_PROXIMITY_CORRELATION, &call->presence));
}

Datum
pgi_complexity_method_id(complexity_call *call)
{
	method_rule(call, PGI_RULE_PRESENCE);
	pgi_method_number(call->method, "threshold", call->rules.threshold);
	method_rule(call, PGI_RULE_INCLUSIVE);
	if (call->rules.choice[PGI_RULE_PRESENCE] == PGI_PRESENCE_BLEND)
		pgi_method_number(call->method, "alpha", call->rules.alpha);
	pgi_method_text(call->method, "preset", pgi_preset_names[call->rules.preset]);
	return pgi_method_end(call->method);
}

struct varlena *
pgi_complexity_full_begin(pgi_env *env, const pgi_labels *rows, const pgi_labels *cols, pgi_matrix *to, double **value)
{
	int64 n_cells = (int64) rows->n * cols->n;
	uint32_t row_bytes = rows->offset[rows->n], col_bytes = cols->offset[cols->n];
	size_t size;
	struct varlena *flat;
	int32 *row_start, *col;

	pgi_check(env, pgi_flat_size_of(env, rows->n, cols->n, n_cells, 0, (int64) row_bytes + col_bytes, &size));
	flat = palloc(size);
	pgi_advise_huge_pages(flat, size);
	SET_VARSIZE(flat, size);
	pgi_flat_begin(flat, size, rows->n, cols->n, (int32) n_cells, 0, row_bytes, col_bytes, to);
	memcpy((uint32_t *) to->rows.offset, rows->offset, sizeof(uint32_t) * ((size_t) rows->n + 1));
	memcpy((uint32_t *) to->cols.offset, cols->offset, sizeof(uint32_t) * ((size_t) cols->n + 1));
	memcpy((char *) to->rows.bytes, rows->bytes, row_bytes);
	memcpy((char *) to->cols.bytes, cols->bytes, col_bytes);
	row_start = (int32 *) to->row_start;
	col = (int32 *) to->col;
	for (int32 i = 0; i <= rows->n; i++)
		row_start[i] = i * cols->n;
	for (int32 i = 0; i < rows->n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		for (int32 j = 0; j < cols->n; j++)
			col[(int64) i * cols->n + j] = j;
	}
	*value = (double *) to->value;
	return flat;
}

Datum
pgi_complexity_full_end(pgi_env *env, struct varlena *flat, const pgi_matrix *to)
{
	double *value = (double *) to->value;
	bool complete = true;
	pgi_matrix fewer;

	for (int32 k = 0; k < to->n_cells; k++)
	{
		complete &= !isnan(value[k]);
		value[k] += 0.0; /* makes a negative zero positive */
	}
	if (complete)
		return PointerGetDatum(flat);
	pgi_check(env, pgi_matrix_with_values(env, to, value, &fewer));
	return pgi_matrix_to_datum(env, &fewer);
}

Datum
pgi_complexity_dense(pgi_env *env, const pgi_labels *rows, const pgi_labels *cols, const double *dense)
{
	pgi_matrix to;
	double *value;
	struct varlena *flat = pgi_complexity_full_begin(env, rows, cols, &to, &value);

	memcpy(value, dense, sizeof(double) * (Size) to.n_cells);
	return pgi_complexity_full_end(env, flat, &to);
}
