/* targets.c - SQL entry point of attainment_probability. */
#include "option.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "utils/array.h"

#include "attainment.h"

/* The values of a float8[] that are not NULL; *n is their number. */
static double *
known_values(pgi_env *env, ArrayType *array, int32 *n)
{
	Datum *element;
	bool *null;
	int n_elements;
	double *value;

	deconstruct_array(array, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &element, &null, &n_elements);
	value = pgi_doubles(env, n_elements);
	*n = 0;
	for (int i = 0; i < n_elements; i++)
		if (!null[i])
			value[(*n)++] = DatumGetFloat8(element[i]);
	return value;
}

static void
refuse(bool bad, const char *message, double value)
{
	if (bad)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s", message), errdetail("It is %.15g.", value)));
}

PG_FUNCTION_INFO_V1(pgi_attainment_probability);

/* attainment_probability(forecast, target, errors, periods, error, direction, draws, seed) */
Datum
pgi_attainment_probability(PG_FUNCTION_ARGS)
{
	static const char *const error_kinds[] = {"relative", "absolute", NULL};
	static const char *const directions[] = {"at_least", "at_most", NULL};
	pgi_table *table = pgi_table_begin(fcinfo);
	pgi_env *env = pgi_env_here();
	pgi_attainment question = {.forecast = PG_GETARG_FLOAT8(0), .target = PG_GETARG_FLOAT8(1)};
	pgi_attainment_result answer;
	StringInfo method = pgi_method_begin("attainment_probability");
	int kind = pgi_option("error", PG_GETARG_DATUM(4), error_kinds);
	int direction = pgi_option("direction", PG_GETARG_DATUM(5), directions);

	question.error = known_values(env, PG_GETARG_ARRAYTYPE_P(2), &question.n_errors);
	question.periods = pgi_integer_between("periods", PG_GETARG_INT32(3), 1, 1000);
	question.relative = kind == 0;
	question.falling = direction == 1;
	question.draws = pgi_integer_between("draws", PG_GETARG_INT32(6), 100, 1000000);
	question.seed = (uint64) PG_GETARG_INT64(7);
	refuse(!isfinite(question.forecast), "forecast must be finite", question.forecast);
	refuse(!isfinite(question.target), "target must be finite", question.target);
	for (int32 i = 0; i < question.n_errors; i++)
		refuse(!isfinite(question.error[i]) || (question.relative && question.error[i] < -1),
			   "an error must be finite, a relative one not below -1", question.error[i]);
	pgi_method_integer(method, "periods", question.periods);
	pgi_method_text(method, "error", error_kinds[kind]);
	pgi_method_text(method, "direction", directions[direction]);
	pgi_method_integer(method, "draws", question.draws);
	pgi_method_integer(method, "seed", (int64) question.seed);

	/* one past error says nothing of their spread */
	if (question.n_errors >= 2)
	{
		pgi_check(env, pgi_core_attainment(env, &question, &answer));
		if (!isfinite(answer.low) || !isfinite(answer.high))
			ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("outcome out of range"),
							errdetail("%d errors in a row exceed the range of double precision.", question.periods)));
		pgi_table_set_float8(table, 0, answer.probability);
		pgi_table_set_float8(table, 1, answer.standard_error);
		pgi_table_set_float8(table, 2, answer.low);
		pgi_table_set_float8(table, 3, answer.median);
		pgi_table_set_float8(table, 4, answer.high);
	}
	pgi_table_set_int4(table, 5, question.n_errors);
	pgi_table_set_text(table, 6, question.n_errors >= 2 ? "ok" : "missing_input");
	pgi_table_set(table, 7, pgi_method_end(method));
	pgi_table_put(table);
	return (Datum) 0;
}
