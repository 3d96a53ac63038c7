/* complexity_args.c - arguments, conventions and large results of the complexity family. */
#include "complexity_args.h"

#include <float.h>
#include <math.h>

#include "common/shortest_dec.h"
#include "mb/pg_wchar.h"

/* Fails with the list of valid names. */
static void
unknown_name(const char *option, const char *text, int len, StringInfo valid)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					errmsg("unknown %s \"%.*s\"", option, pg_mbcliplen(text, len, 64), text),
					errhint("Valid values: %s.", valid->data)));
}

int
pgi_complexity_preset(FunctionCallInfo fcinfo, int argument)
{
	int len;
	const char *text;
	int preset;

	if (PG_ARGISNULL(argument))
		return 0;
	text = pgi_text_bytes(PG_GETARG_DATUM(argument), &len);
	preset = pgi_preset_find(text, len);
	if (preset < 0)
	{
		StringInfo valid = makeStringInfo();

		for (int i = 0; pgi_preset_name(i); i++)
			appendStringInfo(valid, "%s%s", i > 0 ? ", " : "", pgi_preset_name(i));
		unknown_name("preset", text, len, valid);
	}
	return preset;
}

static int
convention_choice(pgi_rule rule, Datum value)
{
	int len;
	const char *text = pgi_text_bytes(value, &len);
	int choice = pgi_rule_find(rule, text, len);

	if (choice < 0)
	{
		StringInfo valid = makeStringInfo();

		for (int i = 0; pgi_rule_choice(rule, i); i++)
			appendStringInfo(valid, "%s%s", i > 0 ? ", " : "", pgi_rule_choice(rule, i));
		unknown_name(pgi_rule_name(rule), text, len, valid);
	}
	return choice;
}

static double
number_argument(FunctionCallInfo fcinfo, int argument, const char *name, double otherwise, double least, double most)
{
	double value;

	if (PG_ARGISNULL(argument))
		return otherwise;
	value = PG_GETARG_FLOAT8(argument);
	if (!(value >= least && value <= most))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("%s must be between %g and %g", name, least, most), errdetail("It is %g.", value)));
	return value;
}

int32
pgi_complexity_integer(FunctionCallInfo fcinfo, int argument, const char *name, int32 otherwise, int32 least,
					   int32 most)
{
	int32 value = PG_ARGISNULL(argument) ? otherwise : PG_GETARG_INT32(argument);

	if (!PG_ARGISNULL(argument) && (value < least || value > most))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("%s must be between %d and %d", name, least, most), errdetail("It is %d.", value)));
	return value;
}

const pgi_matrix *
pgi_complexity_matrix(FunctionCallInfo fcinfo, int argument)
{
	return PG_ARGISNULL(argument) ? NULL : PGI_GETARG_MATRIX(argument);
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
	call->method = makeStringInfo();
	call->rules = pgi_conventions_of(pgi_complexity_preset(fcinfo, tail + 5));
	if (!PG_ARGISNULL(tail))
		choice[PGI_RULE_PRESENCE] = convention_choice(PGI_RULE_PRESENCE, PG_GETARG_DATUM(tail));
	if (!PG_ARGISNULL(tail + 2))
		choice[PGI_RULE_INCLUSIVE] = PG_GETARG_BOOL(tail + 2) ? PGI_YES : PGI_NO;
	call->rules.threshold = number_argument(fcinfo, tail + 1, "threshold", call->rules.threshold, 0, DBL_MAX);
	call->rules.alpha = number_argument(fcinfo, tail + 4, "alpha", call->rules.alpha, 0, 1);
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

	appendStringInfo(call->method, "%s:", function);
	for (int i = 0; i < n_conventions; i++)
		pgi_complexity_method(call, pgi_rule_name(conventions[i].rule),
							  pgi_rule_choice(conventions[i].rule, choice[conventions[i].rule]));
}

void
pgi_complexity_find_presence(complexity_call *call)
{
	pgi_check(call->env, pgi_core_complexity_presence(
							 call->env, call->m, call->population, &call->rules,
							 call->rules.choice[PGI_RULE_PROXIMITY] == PGI_PROXIMITY_CORRELATION, &call->presence));
}

void
pgi_complexity_method(complexity_call *call, const char *name, const char *value)
{
	appendStringInfo(call->method, "%s%s=%s", call->method->data[call->method->len - 1] == ':' ? "" : ",", name, value);
}

void
pgi_complexity_method_number(complexity_call *call, const char *name, double value)
{
	char number[DOUBLE_SHORTEST_DECIMAL_LEN];

	double_to_shortest_decimal_buf(value, number);
	pgi_complexity_method(call, name, number);
}

Datum
pgi_complexity_method_id(complexity_call *call)
{
	int presence = call->rules.choice[PGI_RULE_PRESENCE];

	pgi_complexity_method(call, "presence", pgi_rule_choice(PGI_RULE_PRESENCE, presence));
	pgi_complexity_method_number(call, "threshold", call->rules.threshold);
	pgi_complexity_method(call, "inclusive",
						  pgi_rule_choice(PGI_RULE_INCLUSIVE, call->rules.choice[PGI_RULE_INCLUSIVE]));
	if (presence == PGI_PRESENCE_BLEND)
		pgi_complexity_method_number(call, "alpha", call->rules.alpha);
	pgi_complexity_method(call, "preset", pgi_preset_name(call->rules.preset));
	return CStringGetTextDatum(call->method->data);
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
