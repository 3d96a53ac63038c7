/*
 * complexity.c - SQL entry points: complexity of regions and industries, its
 * spectrum, reflections, fitness, sophistication, external complexity.
 */
#include "complexity_args.h"

#include <float.h>
#include <math.h>

#include "specialization.h"

static const convention_argument scale_arguments[] = {{1, PGI_RULE_SD}, {2, PGI_RULE_PCI_SCALE}};

/* ECI and PCI of the call's matrix; `reference` is the argument with the matrix that decides an open sign, -1: none. */
static void
solve(complexity_call *call, int reference, int32 n_values, pgi_complexity *result)
{
	const pgi_matrix *known = reference >= 0 ? pgi_complexity_matrix(call->fcinfo, reference) : NULL;
	double *value = NULL;

	pgi_complexity_find_presence(call);
	if (known)
		pgi_check(call->env, pgi_lookup_column(call->env, &call->m->rows, known, &value));
	pgi_check(call->env, pgi_core_complexity(call->env, &call->presence, &call->rules, value, n_values, result));
}

static void *
array_of(pgi_env *env, int32 n, size_t size)
{
	void *array = pgi_new(env, n, size);

	if (!array)
		pgi_check(env, env->error.status);
	return array;
}

/* One row per region, or per industry: index, degree, neighbours' mean degree, fitness. */
static Datum
one_side(FunctionCallInfo fcinfo, const char *function, bool regions)
{
	pgi_table *table = pgi_table_begin(fcinfo);
	complexity_call call;
	pgi_complexity result;
	pgi_fitness fitness;
	int32 iterations, n;
	double *near_region, *near_industry;
	Datum *labels, method;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	pgi_complexity_begin(fcinfo, &call, function, 5, scale_arguments, lengthof(scale_arguments));
	iterations = pgi_complexity_integer(fcinfo, 4, "iterations", 50, 1, 1000000);
	pgi_method_integer(call.method, "iterations", iterations);
	call.m = PGI_GETARG_MATRIX(0);
	solve(&call, 3, 3, &result);
	pgi_check(call.env, pgi_core_reflections(call.env, &call.presence, 1, &near_region, &near_industry));
	pgi_check(call.env, pgi_core_fitness(call.env, &call.presence, iterations, 1, &fitness));
	labels = pgi_label_datums(regions ? &call.m->rows : &call.m->cols);
	method = pgi_complexity_method_id(&call);
	n = regions ? call.m->rows.n : call.m->cols.n;
	for (int32 i = 0; i < n; i++)
	{
		bool known = regions ? call.presence.row_known[i] : call.presence.col_known[i];
		int32 component = regions ? result.row_component[i] : result.col_component[i];

		pgi_table_set(table, 0, labels[i]);
		pgi_table_set_float8(table, 1, regions ? result.eci[i] : result.pci[i]);
		if (known)
			pgi_table_set_float8(table, 2, regions ? call.presence.diversity[i] : call.presence.ubiquity[i]);
		pgi_table_set_float8(table, 3, regions ? near_region[n + i] : near_industry[n + i]);
		pgi_table_set_float8(table, 4, regions ? fitness.region[i] : fitness.industry[i]);
		if (component > 0)
			pgi_table_set_int4(table, 5, component);
		pgi_table_set_text(table, 6, pgi_complexity_status(&result, component));
		pgi_table_set(table, 7, method);
		pgi_table_put(table);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(pgi_region_complexity);
Datum
pgi_region_complexity(PG_FUNCTION_ARGS)
{
	return one_side(fcinfo, "region_complexity", true);
}

PG_FUNCTION_INFO_V1(pgi_industry_complexity);
Datum
pgi_industry_complexity(PG_FUNCTION_ARGS)
{
	return one_side(fcinfo, "industry_complexity", false);
}

PG_FUNCTION_INFO_V1(pgi_complexity_both);
Datum
pgi_complexity_both(PG_FUNCTION_ARGS)
{
	pgi_table *table = pgi_table_begin(fcinfo);
	complexity_call call;
	pgi_complexity result;
	Datum method;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	pgi_complexity_begin(fcinfo, &call, "complexity", 4, scale_arguments, lengthof(scale_arguments));
	call.m = PGI_GETARG_MATRIX(0);
	solve(&call, 3, 3, &result);
	method = pgi_complexity_method_id(&call);
	for (int side = 0; side < 2; side++)
	{
		bool regions = side == 0;
		const pgi_labels *labels = regions ? &call.m->rows : &call.m->cols;
		Datum *label = pgi_label_datums(labels);
		Datum name = CStringGetTextDatum(regions ? "region" : "industry");

		for (int32 i = 0; i < labels->n; i++)
		{
			int32 component = regions ? result.row_component[i] : result.col_component[i];

			pgi_table_set(table, 0, name);
			pgi_table_set(table, 1, label[i]);
			pgi_table_set_float8(table, 2, regions ? result.eci[i] : result.pci[i]);
			if (regions ? call.presence.row_known[i] : call.presence.col_known[i])
				pgi_table_set_float8(table, 3, regions ? call.presence.diversity[i] : call.presence.ubiquity[i]);
			if (component > 0)
				pgi_table_set_int4(table, 4, component);
			pgi_table_set_text(table, 5, pgi_complexity_status(&result, component));
			pgi_table_set(table, 6, method);
			pgi_table_put(table);
		}
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(pgi_complexity_spectrum);
Datum
pgi_complexity_spectrum(PG_FUNCTION_ARGS)
{
	pgi_table *table = pgi_table_begin(fcinfo);
	complexity_call call;
	pgi_complexity result;
	int32 n_values;
	Datum method;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	pgi_complexity_begin(fcinfo, &call, "complexity_spectrum", 2, NULL, 0);
	n_values = pgi_complexity_integer(fcinfo, 1, "n_values", 3, 1, 100);
	call.m = PGI_GETARG_MATRIX(0);
	solve(&call, -1, n_values, &result);
	method = pgi_complexity_method_id(&call);
	for (int32 i = 0; i < n_values && i < result.n_values; i++)
	{
		pgi_table_set_int4(table, 0, i + 1);
		pgi_table_set_float8(table, 1, result.value[i]);
		pgi_table_set_float8(table, 2, result.residual[i]);
		pgi_table_set_int8(table, 3, result.iterations);
		pgi_table_set_int4(table, 4, result.n_components);
		pgi_table_set_text(table, 5, result.status);
		pgi_table_set(table, 6, method);
		pgi_table_put(table);
	}
	return (Datum) 0;
}

/* Two columns of values over regions, then industries: side, label, further columns set by the caller's values. */
static void
put_both_sides(pgi_table *table, const complexity_call *call, const double *region, const double *industry, int32 step)
{
	for (int side = 0; side < 2; side++)
	{
		const pgi_labels *labels = side == 0 ? &call->m->rows : &call->m->cols;
		const double *value = side == 0 ? region : industry;
		Datum *label = pgi_label_datums(labels);
		Datum name = CStringGetTextDatum(side == 0 ? "region" : "industry");

		for (int32 i = 0; i < labels->n; i++)
		{
			pgi_table_set(table, 0, name);
			pgi_table_set(table, 1, label[i]);
			pgi_table_set_int4(table, 2, step);
			pgi_table_set_float8(table, 3, value[i]);
			pgi_table_put(table);
		}
	}
}

PG_FUNCTION_INFO_V1(pgi_reflections);
Datum
pgi_reflections(PG_FUNCTION_ARGS)
{
	pgi_table *table = pgi_table_begin(fcinfo);
	complexity_call call;
	int32 steps;
	double *region, *industry;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	pgi_complexity_begin(fcinfo, &call, "reflections", 2, NULL, 0);
	steps = pgi_complexity_integer(fcinfo, 1, "steps", 2, 0, 1000);
	call.m = PGI_GETARG_MATRIX(0);
	pgi_complexity_find_presence(&call);
	pgi_check(call.env, pgi_core_reflections(call.env, &call.presence, steps, &region, &industry));
	for (int64 step = 0; step <= steps; step++)
		put_both_sides(table, &call, region + step * call.m->rows.n, industry + step * call.m->cols.n, (int32) step);
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(pgi_fitness_of);
Datum
pgi_fitness_of(PG_FUNCTION_ARGS)
{
	pgi_table *table = pgi_table_begin(fcinfo);
	complexity_call call;
	pgi_fitness result;
	int32 iterations;
	double extremality;
	Datum method;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	pgi_complexity_begin(fcinfo, &call, "fitness", 3, NULL, 0);
	iterations = pgi_complexity_integer(fcinfo, 1, "iterations", 50, 1, 1000000);
	extremality = PG_ARGISNULL(2) ? 1 : PG_GETARG_FLOAT8(2);
	if (!(extremality > 0 && extremality <= 100))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("extremality must be above 0 and at most 100"),
						errdetail("It is %g.", extremality)));
	pgi_method_integer(call.method, "iterations", iterations);
	pgi_method_number(call.method, "extremality", extremality);
	call.m = PGI_GETARG_MATRIX(0);
	pgi_complexity_find_presence(&call);
	pgi_check(call.env, pgi_core_fitness(call.env, &call.presence, iterations, extremality, &result));
	method = pgi_complexity_method_id(&call);
	for (int side = 0; side < 2; side++)
	{
		const pgi_labels *labels = side == 0 ? &call.m->rows : &call.m->cols;
		const double *value = side == 0 ? result.region : result.industry;
		Datum *label = pgi_label_datums(labels);
		Datum name = CStringGetTextDatum(side == 0 ? "region" : "industry");

		for (int32 i = 0; i < labels->n; i++)
		{
			pgi_table_set(table, 0, name);
			pgi_table_set(table, 1, label[i]);
			pgi_table_set_float8(table, 2, value[i]);
			pgi_table_set_int4(table, 3, result.stable_since);
			pgi_table_set_text(table, 4,
							   isnan(value[i])                    ? "no_denominator"
							   : result.stable_since < iterations ? "ok"
																  : "no_convergence");
			pgi_table_set(table, 5, method);
			pgi_table_put(table);
		}
	}
	return (Datum) 0;
}

/* --- PCI from elsewhere ------------------------------------------------------------ */

/* One row per region of the call's matrix: mean complexity of its industries. */
static Datum
put_external(pgi_table *table, complexity_call *call, const double *pci)
{
	double *mean = array_of(call->env, call->m->rows.n, sizeof(double));
	int32 *used = array_of(call->env, call->m->rows.n, sizeof(int32));
	Datum *labels = pgi_label_datums(&call->m->rows);
	Datum method;

	pgi_complexity_find_presence(call);
	pgi_check(call->env, pgi_core_weighted_mean(call->env, &call->presence.m, pci, mean, used));
	method = pgi_complexity_method_id(call);
	for (int32 i = 0; i < call->m->rows.n; i++)
	{
		pgi_table_set(table, 0, labels[i]);
		pgi_table_set_float8(table, 1, mean[i]);
		pgi_table_set_int4(table, 2, used[i]);
		pgi_table_set_text(table, 3,
						   !isnan(mean[i])                   ? "ok"
						   : call->presence.diversity[i] > 0 ? "missing_input"
															 : "no_denominator");
		pgi_table_set(table, 4, method);
		pgi_table_put(table);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(pgi_external_complexity);
Datum
pgi_external_complexity(PG_FUNCTION_ARGS)
{
	pgi_table *table = pgi_table_begin(fcinfo);
	complexity_call call;
	double *pci;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return (Datum) 0;
	pgi_complexity_begin(fcinfo, &call, "external_complexity", 2, NULL, 0);
	call.m = PGI_GETARG_MATRIX(0);
	pgi_check(call.env, pgi_lookup_column(call.env, &call.m->cols, PGI_GETARG_MATRIX(1), &pci));
	return put_external(table, &call, pci);
}

PG_FUNCTION_INFO_V1(pgi_fixed_basis_complexity);
Datum
pgi_fixed_basis_complexity(PG_FUNCTION_ARGS)
{
	pgi_table *table = pgi_table_begin(fcinfo);
	static const convention_argument conventions[] = {{2, PGI_RULE_SD}};
	complexity_call call, base;
	pgi_complexity result;
	double *pci;
	int32 *at;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return (Datum) 0;
	pgi_complexity_begin(fcinfo, &call, "fixed_basis_complexity", 3, conventions, lengthof(conventions));
	base = call;
	base.m = PGI_GETARG_MATRIX(1);
	solve(&base, -1, 3, &result);
	call.m = PGI_GETARG_MATRIX(0);
	pci = array_of(call.env, call.m->cols.n, sizeof(double));
	pgi_check(call.env, pgi_core_labels_met(call.env, &call.m->cols, &base.m->cols, &at));
	for (int32 j = 0; j < call.m->cols.n; j++)
		pci[j] = at[j] >= 0 ? result.pci[at[j]] : NAN;
	return put_external(table, &call, pci);
}

/* --- sophistication ------------------------------------------------------------------ */

static Datum
sophistication(FunctionCallInfo fcinfo, bool of_regions)
{
	pgi_table *table = pgi_table_begin(fcinfo);
	pgi_env *env = pgi_env_here();
	const pgi_matrix *m;
	pgi_conventions rules;
	double *income, *prody, *expy;
	const pgi_labels *labels;
	Datum *label;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return (Datum) 0;
	m = PGI_GETARG_MATRIX(0);
	rules = pgi_conventions_of(pgi_complexity_preset(fcinfo, 2));
	pgi_check(env, pgi_lookup_column(env, &m->rows, PGI_GETARG_MATRIX(1), &income));
	pgi_check(env, pgi_core_sophistication(env, m, &rules, income, &prody, &expy));
	labels = of_regions ? &m->rows : &m->cols;
	label = pgi_label_datums(labels);
	for (int32 i = 0; i < labels->n; i++)
	{
		pgi_table_set(table, 0, label[i]);
		pgi_table_set_float8(table, 1, of_regions ? expy[i] : prody[i]);
		pgi_table_put(table);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(pgi_prody);
Datum
pgi_prody(PG_FUNCTION_ARGS)
{
	return sophistication(fcinfo, false);
}

PG_FUNCTION_INFO_V1(pgi_expy);
Datum
pgi_expy(PG_FUNCTION_ARGS)
{
	return sophistication(fcinfo, true);
}

/* --- the conventions themselves -------------------------------------------------------- */

PG_FUNCTION_INFO_V1(pgi_complexity_presets);
Datum
pgi_complexity_presets(PG_FUNCTION_ARGS)
{
	pgi_table *table = pgi_table_begin(fcinfo);

	for (int preset = 0; pgi_preset_names[preset]; preset++)
	{
		pgi_conventions rules = pgi_conventions_of(preset);

		for (int rule = 0; rule < PGI_RULE_COUNT; rule++)
		{
			pgi_table_set_text(table, 0, pgi_preset_names[preset]);
			pgi_table_set_text(table, 1, pgi_rule_name(rule));
			pgi_table_set_text(table, 2, pgi_rule_choices(rule)[rules.choice[rule]]);
			pgi_table_put(table);
		}
	}
	return (Datum) 0;
}
