/*
 * order_aggregates.c - the order-based and the grouped statistics as
 * aggregates, over industry.sorted_values and industry.group_sums.
 */
#include "aggregate_state.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

#include "group_sums.h"
#include "order_statistics.h"
#include "value_groups.h"

static pgi_status
read_values(pgi_env *env, const void *bytes, size_t size, void **state)
{
	return pgi_value_groups_read(env, bytes, size, (pgi_value_groups **) state);
}

static pgi_status
write_values(pgi_env *env, void *state, void *bytes, size_t *size)
{
	return pgi_value_groups_write(env, state, bytes, size);
}

static pgi_status
read_sums(pgi_env *env, const void *bytes, size_t size, void **state)
{
	return pgi_group_sums_read(env, bytes, size, (pgi_group_sums **) state);
}

static pgi_status
write_sums(pgi_env *env, void *state, void *bytes, size_t *size)
{
	return pgi_group_sums_write(env, state, bytes, size);
}

static const pgi_state_class values_class = {read_values, write_values};
static const pgi_state_class sums_class = {read_sums, write_sums};

#define TYPE_FUNCTION(type, suffix, class)           \
	PG_FUNCTION_INFO_V1(pgi_##type##_##suffix);      \
	Datum pgi_##type##_##suffix(PG_FUNCTION_ARGS)    \
	{                                                \
		return pgi_state_##suffix(fcinfo, &(class)); \
	}

TYPE_FUNCTION(sorted_values, in, values_class)
TYPE_FUNCTION(sorted_values, out, values_class)
TYPE_FUNCTION(sorted_values, recv, values_class)
TYPE_FUNCTION(sorted_values, send, values_class)
TYPE_FUNCTION(group_sums, in, sums_class)
TYPE_FUNCTION(group_sums, out, sums_class)
TYPE_FUNCTION(group_sums, recv, sums_class)
TYPE_FUNCTION(group_sums, send, sums_class)

/* --- transition ------------------------------------------------------------- */

/* Adds the value of argument x_arg, with the weight of the next one where the form has weights. */
static Datum
add_value(FunctionCallInfo fcinfo, pgi_values_form form, pgi_values_rule rule, int x_arg)
{
	pgi_expanded_state *object = pgi_state_to_change(fcinfo, &values_class);
	int len = 0;
	const char *label = NULL;
	pgi_status status;

	if (form.kind == PGI_VALUES_GROUPED)
	{
		text *group = PG_GETARG_TEXT_PP(1);

		label = VARDATA_ANY(group);
		len = (int) VARSIZE_ANY_EXHDR(group);
	}
	status = pgi_core_values_add(object->env, object->state, &form, rule, label, len, PG_GETARG_FLOAT8(x_arg),
								 form.weighted ? PG_GETARG_FLOAT8(x_arg + 1) : 1);
	if (unlikely(status != PGI_OK))
		pgi_check(object->env, status);
	PG_RETURN_DATUM(EOHPGetRWDatum(&object->header));
}

PG_FUNCTION_INFO_V1(pgi_values_add_share);
Datum
pgi_values_add_share(PG_FUNCTION_ARGS)
{
	return add_value(fcinfo, (pgi_values_form){.kind = PGI_VALUES_PLAIN, .weighted = PG_NARGS() > 2}, PGI_VALUES_SHARES,
					 1);
}

PG_FUNCTION_INFO_V1(pgi_values_add_gini);
Datum
pgi_values_add_gini(PG_FUNCTION_ARGS)
{
	pgi_values_form form = {.kind = PGI_VALUES_PLAIN, .weighted = PG_NARGS() > 3};

	form.parameter[0] = PG_GETARG_BOOL(PG_NARGS() - 1);
	return add_value(fcinfo, form, PGI_VALUES_SHARES, 1);
}

PG_FUNCTION_INFO_V1(pgi_values_add_reference);
Datum
pgi_values_add_reference(PG_FUNCTION_ARGS)
{
	pgi_values_form form = {.kind = PGI_VALUES_PLAIN, .weighted = true, .parameter = {PGI_VALUES_REFERENCE}};

	return add_value(fcinfo, form, PGI_VALUES_REFERENCE, 1);
}

PG_FUNCTION_INFO_V1(pgi_values_add_signed);
Datum
pgi_values_add_signed(PG_FUNCTION_ARGS)
{
	return add_value(fcinfo, (pgi_values_form){.kind = PGI_VALUES_PLAIN, .parameter = {0.5, 7}}, PGI_VALUES_SIGNED, 1);
}

/* (state, x [, w], p [, convention]) */
static Datum
add_quantile(FunctionCallInfo fcinfo, bool weighted)
{
	pgi_values_form form = {.kind = PGI_VALUES_PLAIN, .weighted = weighted};
	int p_arg = weighted ? 3 : 2;
	double p = PG_GETARG_FLOAT8(p_arg);
	int type = weighted ? 1 : 7;

	if (!(p >= 0 && p <= 1))
	{
		pgi_env *env = pgi_env_here();

		pgi_check(env, pgi_fail(env, .status = PGI_PROBABILITY_RANGE, .value = p));
	}
	if (PG_NARGS() > p_arg + 1)
	{
		text *name = PG_GETARG_TEXT_PP(p_arg + 1);
		int len = (int) VARSIZE_ANY_EXHDR(name);

		type = pgi_quantile_type(VARDATA_ANY(name), len, weighted);
		if (type == 0)
		{
			pgi_env *env = pgi_env_here();

			pgi_check(env, pgi_fail(env, .status = PGI_QUANTILE_CONVENTION, .row = VARDATA_ANY(name), .row_len = len));
		}
	}
	form.parameter[0] = p;
	form.parameter[1] = type;
	return add_value(fcinfo, form, PGI_VALUES_SIGNED, 1);
}

PG_FUNCTION_INFO_V1(pgi_values_add_quantile);
Datum
pgi_values_add_quantile(PG_FUNCTION_ARGS)
{
	return add_quantile(fcinfo, false);
}

PG_FUNCTION_INFO_V1(pgi_values_add_weighted_quantile);
Datum
pgi_values_add_weighted_quantile(PG_FUNCTION_ARGS)
{
	return add_quantile(fcinfo, true);
}

/* An integer argument between 1 and most. */
static double
count_argument(int32 n, int32 most, pgi_status status)
{
	if (n < 1 || n > most)
	{
		pgi_env *env = pgi_env_here();

		pgi_check(env, pgi_fail(env, .status = status, .n = n, .limit = most));
	}
	return n;
}

PG_FUNCTION_INFO_V1(pgi_values_add_largest);
Datum
pgi_values_add_largest(PG_FUNCTION_ARGS)
{
	pgi_values_form form = {.kind = PGI_VALUES_LARGEST};

	form.parameter[0] = count_argument(PG_GETARG_INT32(2), PGI_LARGEST_MOST, PGI_RANK_RANGE);
	return add_value(fcinfo, form, PGI_VALUES_SHARES, 1);
}

PG_FUNCTION_INFO_V1(pgi_values_add_lorenz);
Datum
pgi_values_add_lorenz(PG_FUNCTION_ARGS)
{
	pgi_values_form form = {.kind = PGI_VALUES_PLAIN, .weighted = PG_NARGS() > 3};

	form.parameter[0] = count_argument(PG_GETARG_INT32(PG_NARGS() - 1), PGI_LORENZ_MOST_POINTS, PGI_POINTS_RANGE);
	return add_value(fcinfo, form, PGI_VALUES_SHARES, 1);
}

PG_FUNCTION_INFO_V1(pgi_values_add_grouped);
Datum
pgi_values_add_grouped(PG_FUNCTION_ARGS)
{
	return add_value(fcinfo, (pgi_values_form){.kind = PGI_VALUES_GROUPED, .weighted = PG_NARGS() > 3},
					 PGI_VALUES_SHARES, 2);
}

PG_FUNCTION_INFO_V1(pgi_group_sums_add);
Datum
pgi_group_sums_add(PG_FUNCTION_ARGS)
{
	pgi_expanded_state *object = pgi_state_to_change(fcinfo, &sums_class);
	text *group = PG_GETARG_TEXT_PP(1);
	bool weighted = PG_NARGS() > 3;

	pgi_check(object->env, pgi_core_group_sums_add(object->env, object->state, weighted, VARDATA_ANY(group),
												   (int) VARSIZE_ANY_EXHDR(group), PG_GETARG_FLOAT8(2),
												   weighted ? PG_GETARG_FLOAT8(3) : 1));
	PG_RETURN_DATUM(EOHPGetRWDatum(&object->header));
}

PG_FUNCTION_INFO_V1(pgi_sorted_values_combine);
Datum
pgi_sorted_values_combine(PG_FUNCTION_ARGS)
{
	pgi_expanded_state *object = pgi_state_to_change(fcinfo, &values_class);
	pgi_env *env;
	pgi_value_groups *other = pgi_state_to_read(fcinfo, 1, &values_class, &env);

	pgi_check(object->env, pgi_core_values_merge(object->env, object->state, other));
	PG_RETURN_DATUM(EOHPGetRWDatum(&object->header));
}

PG_FUNCTION_INFO_V1(pgi_group_sums_combine);
Datum
pgi_group_sums_combine(PG_FUNCTION_ARGS)
{
	pgi_expanded_state *object = pgi_state_to_change(fcinfo, &sums_class);
	pgi_env *env;
	pgi_group_sums *other = pgi_state_to_read(fcinfo, 1, &sums_class, &env);

	pgi_check(object->env, pgi_core_group_sums_merge(object->env, object->state, other));
	PG_RETURN_DATUM(EOHPGetRWDatum(&object->header));
}

/* --- final ------------------------------------------------------------------ */

/* The sorted values of a state without groups. */
static const pgi_sorted_values *
plain_values(FunctionCallInfo fcinfo, pgi_env **env, pgi_values_form *form)
{
	static const pgi_sorted_values none = {0};
	pgi_value_groups *s = pgi_state_to_read(fcinfo, 0, &values_class, env);

	pgi_check(*env, pgi_core_values_sorted(*env, s, PGI_VALUES_PLAIN));
	*form = s->form;
	return s->n_groups > 0 ? &s->group[0] : &none;
}

#define VALUE_STATISTIC(name, call)                                     \
	PG_FUNCTION_INFO_V1(pgi_##name);                                    \
	Datum pgi_##name(PG_FUNCTION_ARGS)                                  \
	{                                                                   \
		pgi_env *env;                                                   \
		pgi_values_form form;                                           \
		const pgi_sorted_values *v = plain_values(fcinfo, &env, &form); \
		double result;                                                  \
		pgi_check(env, (call));                                         \
		if (isnan(result))                                              \
			PG_RETURN_NULL();                                           \
		PG_RETURN_FLOAT8(result);                                       \
	}

VALUE_STATISTIC(gini, pgi_core_gini(env, v, form.parameter[0] == 1, &result))
VALUE_STATISTIC(hoover, form.parameter[0] == PGI_VALUES_REFERENCE ? pgi_core_hoover_reference(env, v, &result)
																  : pgi_core_hoover(env, v, &result))
VALUE_STATISTIC(quantile, pgi_core_quantile(env, v, form.parameter[0], (int) form.parameter[1], &result))
VALUE_STATISTIC(mad, v->weighted ? pgi_fail(env, .status = PGI_STATE_MISMATCH)
								 : pgi_core_median_absolute_deviation(env, v, &result))

PG_FUNCTION_INFO_V1(pgi_concentration_ratio);
Datum
pgi_concentration_ratio(PG_FUNCTION_ARGS)
{
	pgi_env *env;
	pgi_value_groups *s = pgi_state_to_read(fcinfo, 0, &values_class, &env);
	double result;

	pgi_check(env, pgi_core_concentration_ratio(env, s, &result));
	if (isnan(result))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(result);
}

/* A row under construction. */
typedef struct row
{
	TupleDesc desc;
	int n;
	Datum value[8];
	bool null[8];
} row;

static void
put(row *r, Datum value)
{
	r->value[r->n] = value;
	r->null[r->n++] = false;
}

static void
put_float8(row *r, double value)
{
	r->null[r->n] = isnan(value);
	r->value[r->n++] = isnan(value) ? (Datum) 0 : Float8GetDatum(value);
}

static Datum
finish_row(row *r)
{
	Datum result = HeapTupleGetDatum(heap_form_tuple(r->desc, r->value, r->null));

	r->n = 0;
	return result;
}

/* An array of rows. */
static Datum
row_array(Datum *rows, int n, Oid element_type)
{
	int16 length;
	bool by_value;
	char align;

	get_typlenbyvalalign(element_type, &length, &by_value, &align);
	return PointerGetDatum(construct_array(rows, n, element_type, length, by_value, align));
}

/* The row type of the function's result, and that of the elements of its last column. */
static row
result_rows(FunctionCallInfo fcinfo, row *element, Oid *element_type)
{
	row r = {0};

	if (get_call_result_type(fcinfo, NULL, &r.desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	BlessTupleDesc(r.desc);
	*element_type = get_element_type(TupleDescAttr(r.desc, r.desc->natts - 1)->atttypid);
	*element = (row){.desc = lookup_rowtype_tupdesc_copy(*element_type, -1)};
	return r;
}

PG_FUNCTION_INFO_V1(pgi_lorenz_curve);
Datum
pgi_lorenz_curve(PG_FUNCTION_ARGS)
{
	pgi_env *env;
	pgi_values_form form;
	const pgi_sorted_values *v = plain_values(fcinfo, &env, &form);
	int points = (int) form.parameter[0];
	double *share;
	bool defined = false;
	Oid type;
	Oid result_type;
	row point = {0};
	Datum *rows;

	if (points < 1 || points > PGI_LORENZ_MOST_POINTS)
		PG_RETURN_NULL();
	share = palloc(sizeof(double) * (points + 1));
	pgi_check(env, pgi_core_lorenz(env, v, points, share, &defined));
	if (!defined)
		PG_RETURN_NULL();
	get_call_result_type(fcinfo, &result_type, NULL);
	type = get_element_type(result_type);
	point.desc = lookup_rowtype_tupdesc_copy(type, -1);
	rows = palloc(sizeof(Datum) * (points + 1));
	for (int j = 0; j <= points; j++)
	{
		put_float8(&point, (double) j / points);
		put_float8(&point, share[j]);
		rows[j] = finish_row(&point);
	}
	return row_array(rows, points + 1, type);
}

PG_FUNCTION_INFO_V1(pgi_dagum_gini);
Datum
pgi_dagum_gini(PG_FUNCTION_ARGS)
{
	pgi_env *env;
	pgi_value_groups *s = pgi_state_to_read(fcinfo, 0, &values_class, &env);
	pgi_labels labels;
	pgi_dagum d;
	row result, element;
	Oid element_type;
	Datum *rows;

	pgi_check(env, pgi_core_dagum_gini(env, s, &d));
	if (isnan(d.gini))
		PG_RETURN_NULL();
	result = result_rows(fcinfo, &element, &element_type);
	labels = pgi_label_set_view(&s->labels);
	rows = palloc(sizeof(Datum) * s->n_groups);
	for (int32 g = 0; g < s->n_groups; g++)
	{
		CHECK_FOR_INTERRUPTS();
		put(&element, pgi_label_datum(&labels, d.order[g]));
		put(&element, Int64GetDatum(d.group[g].n));
		put_float8(&element, d.group[g].population_share);
		put_float8(&element, d.group[g].value_share);
		put_float8(&element, d.group[g].gini);
		put_float8(&element, d.group[g].contribution);
		rows[g] = finish_row(&element);
	}
	put_float8(&result, d.gini);
	put_float8(&result, d.within);
	put_float8(&result, d.between);
	put_float8(&result, d.transvariation);
	put(&result, row_array(rows, s->n_groups, element_type));
	return finish_row(&result);
}

PG_FUNCTION_INFO_V1(pgi_theil_decomposition);
Datum
pgi_theil_decomposition(PG_FUNCTION_ARGS)
{
	pgi_env *env;
	pgi_group_sums *s = pgi_state_to_read(fcinfo, 0, &sums_class, &env);
	pgi_labels labels;
	pgi_theil_parts t;
	row result, element;
	Oid element_type;
	Datum *rows;

	pgi_check(env, pgi_core_theil_decomposition(env, s, &t));
	if (isnan(t.theil))
		PG_RETURN_NULL();
	result = result_rows(fcinfo, &element, &element_type);
	labels = pgi_label_set_view(&s->labels);
	rows = palloc(sizeof(Datum) * labels.n);
	for (int32 g = 0; g < labels.n; g++)
	{
		CHECK_FOR_INTERRUPTS();
		put(&element, pgi_label_datum(&labels, t.order[g]));
		put(&element, Int64GetDatum(t.group[g].n));
		put_float8(&element, t.group[g].population_share);
		put_float8(&element, t.group[g].value_share);
		put_float8(&element, t.group[g].mean);
		put_float8(&element, t.group[g].theil);
		put_float8(&element, t.group[g].within);
		put_float8(&element, t.group[g].between);
		rows[g] = finish_row(&element);
	}
	put_float8(&result, t.theil);
	put_float8(&result, t.within);
	put_float8(&result, t.between);
	put(&result, row_array(rows, labels.n, element_type));
	return finish_row(&result);
}
