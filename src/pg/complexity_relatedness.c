/*
 * complexity_relatedness.c - SQL entry points: presence, proximity, density,
 * outlook, entry and exit.
 */
#include "complexity_args.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/lsyscache.h"

#include "specialization.h"

PG_FUNCTION_INFO_V1(pgi_complexity_presence);
Datum
pgi_complexity_presence(PG_FUNCTION_ARGS)
{
	complexity_call call;
	pgi_matrix result;
	double *value;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	pgi_complexity_begin(fcinfo, &call, "complexity_presence", 1, NULL, 0);
	call.m = PGI_GETARG_MATRIX(0);
	pgi_complexity_find_presence(&call);

	/* on the cells of m, those that are not present being 0 and those of unknown labels absent */
	value = pgi_doubles(call.env, call.m->n_cells);
	for (int32 i = 0; i < call.m->rows.n; i++)
	{
		const pgi_cells *p = &call.presence.m;
		int32 l = p->row_start[i];

		CHECK_FOR_INTERRUPTS();
		for (int32 k = call.m->row_start[i]; k < call.m->row_start[i + 1]; k++)
		{
			value[k] = call.presence.row_known[i] && call.presence.col_known[call.m->col[k]] ? 0 : NAN;
			if (l < p->row_start[i + 1] && p->col[l] == call.m->col[k])
			{
				value[k] = p->value ? p->value[l] : 1;
				l++;
			}
		}
	}
	pgi_check(call.env, pgi_matrix_with_values(call.env, call.m, value, &result));
	PGI_RETURN_MATRIX(call.env, &result);
}

PG_FUNCTION_INFO_V1(pgi_proximity);
Datum
pgi_proximity(PG_FUNCTION_ARGS)
{
	static const convention_argument conventions[] = {{1, PGI_RULE_PROXIMITY}, {2, PGI_RULE_DIAGONAL}};
	complexity_call call;
	double *phi;
	size_t size;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	pgi_complexity_begin(fcinfo, &call, "proximity", 4, conventions, lengthof(conventions));
	pgi_complexity_min_z(&call, 3);
	call.m = PGI_GETARG_MATRIX(0);
	/* a result that cannot be is refused before it is computed */
	pgi_check(call.env,
			  pgi_flat_size_of(call.env, call.m->cols.n, call.m->cols.n, (int64) call.m->cols.n * call.m->cols.n, 0,
							   2 * (int64) call.m->cols.offset[call.m->cols.n], &size));
	pgi_complexity_find_presence(&call);
	pgi_check(call.env, pgi_core_proximity(call.env, &call.presence, &call.rules, &phi));
	return pgi_complexity_dense(call.env, &call.m->cols, &call.m->cols, phi);
}

/* --- density and outlook --------------------------------------------------------------- */

/* Arguments of all that rests on density: (m, phi, ...). */
enum
{
	ARGUMENT_PHI = 1,
	ARGUMENT_KIND,
	ARGUMENT_DIAGONAL,
	ARGUMENT_WEIGHTS,
	ARGUMENT_NEIGHBOURS,
	ARGUMENT_MIN_Z, /* of density alone */
	ARGUMENT_SCOPE
};

#define DENSITY_CONVENTIONS                                                      \
	{ARGUMENT_KIND, PGI_RULE_PROXIMITY}, {ARGUMENT_DIAGONAL, PGI_RULE_DIAGONAL}, \
	{                                                                            \
		ARGUMENT_WEIGHTS, PGI_RULE_WEIGHTS                                       \
	}

/* The given proximity over the call's industries; NaN where it lacks one. */
static double *
given_proximity(complexity_call *call, const pgi_matrix *given)
{
	int64 n = call->m->cols.n;
	int32 *row_of, *col_to;
	double *phi;
	bool common = false;

	pgi_check(call->env, pgi_check_dense(call->env, n, n));
	pgi_check(call->env, pgi_core_labels_in(call->env, &call->m->cols, &given->rows, &row_of));
	pgi_check(call->env, pgi_core_labels_in(call->env, &given->cols, &call->m->cols, &col_to));
	phi = pgi_doubles(call->env, n * n);
	for (int64 a = 0; a < n; a++)
	{
		double *row = phi + a * n;
		int32 r = row_of[a];

		CHECK_FOR_INTERRUPTS();
		for (int64 b = 0; b < n; b++)
			row[b] = NAN;
		if (r < 0)
			continue;
		/* where the label is known an absent cell is no relation */
		for (int32 j = 0; j < given->cols.n; j++)
			if (col_to[j] >= 0)
				row[col_to[j]] = 0;
		for (int32 k = given->row_start[r]; k < given->row_start[r + 1]; k++)
			if (col_to[given->col[k]] >= 0)
			{
				if (given->value[k] < 0)
					pgi_check(call->env,
							  pgi_cell_fail(call->env, PGI_NEGATIVE_VALUE, given, r, given->col[k], given->value[k]));
				row[col_to[given->col[k]]] = given->value[k];
				common = true;
			}
	}
	if (!common && n > 0 && given->rows.n > 0 && given->cols.n > 0)
		pgi_check(call->env, pgi_core_no_common_label(call->env, &call->m->cols, &given->rows));
	return phi;
}

/* Presence and proximity of a call. */
static void
relatedness(complexity_call *call, double **phi)
{
	FunctionCallInfo fcinfo = call->fcinfo;
	const pgi_matrix *given = pgi_complexity_matrix(fcinfo, ARGUMENT_PHI);

	call->rules.neighbours = pgi_complexity_integer(fcinfo, ARGUMENT_NEIGHBOURS, "neighbours", 0, 1, PG_INT32_MAX);
	if (call->rules.neighbours > 0)
		pgi_method_integer(call->method, "neighbours", call->rules.neighbours);
	call->m = PGI_GETARG_MATRIX(0);
	pgi_check(call->env, pgi_check_dense(call->env, call->m->rows.n, call->m->cols.n));
	pgi_complexity_find_presence(call);
	if (given)
		*phi = given_proximity(call, given);
	else
		pgi_check(call->env, pgi_core_proximity(call->env, &call->presence, &call->rules, phi));
}

/* Density may leave out proximities that chance explains, which needs the counts of common regions. */
static void
density_min_z(complexity_call *call)
{
	pgi_complexity_min_z(call, ARGUMENT_MIN_Z);
	if (!isnan(call->rules.min_z) && pgi_complexity_matrix(call->fcinfo, ARGUMENT_PHI))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("phi and min_z exclude each other"),
						errhint("Filter where phi is made: phi => proximity(m, min_z => ...).")));
}

/* The density of a call as an array of its own. */
static double *
density_of(complexity_call *call, const double *phi)
{
	double *density = pgi_doubles(call->env, (int64) call->m->rows.n * call->m->cols.n);

	pgi_check(call->env, pgi_core_density(call->env, &call->presence, &call->rules, phi, density));
	return density;
}

/* Which cells a density is asked of. */
enum
{
	SCOPE_ALL,
	SCOPE_PRESENT,
	SCOPE_ABSENT
};
static const char *const scope_names[] = {"all", "present", "absent", NULL};

/* Which industries a region has; the array is the caller's scratch, one flag an industry. */
static const bool *
presence_row(const complexity_call *call, int32 region, bool *seen)
{
	const pgi_cells *m = &call->presence.m;

	memset(seen, 0, sizeof(bool) * (Size) m->n_cols);
	for (int32 k = m->row_start[region]; k < m->row_start[region + 1]; k++)
		seen[m->col[k]] = true;
	return seen;
}

static void
percent(double *density, int64 n, int digits)
{
	for (int64 k = 0; k < n; k++)
	{
		if ((k & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		density[k] = pgi_round_digits(100 * density[k], digits);
	}
}

PG_FUNCTION_INFO_V1(pgi_relatedness_density);
Datum
pgi_relatedness_density(PG_FUNCTION_ARGS)
{
	static const convention_argument conventions[] = {DENSITY_CONVENTIONS};
	complexity_call call;
	pgi_matrix to;
	struct varlena *flat;
	double *phi, *density;
	bool *seen;
	int scope;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	pgi_complexity_begin(fcinfo, &call, "relatedness_density", 8, conventions, lengthof(conventions));
	scope =
		PG_ARGISNULL(ARGUMENT_SCOPE) ? SCOPE_ALL : pgi_option("scope", PG_GETARG_DATUM(ARGUMENT_SCOPE), scope_names);
	density_min_z(&call);
	relatedness(&call, &phi);
	flat = pgi_complexity_full_begin(call.env, &call.m->rows, &call.m->cols, &to, &density);
	pgi_check(call.env, pgi_core_density(call.env, &call.presence, &call.rules, phi, density));
	pfree(phi);
	/* EconGeo keeps two digits of the whole matrix, none where it is split */
	if (call.rules.choice[PGI_RULE_DENSITY] == PGI_DENSITY_PERCENT)
		percent(density, to.n_cells, scope == SCOPE_ALL ? 2 : 0);
	seen = palloc(sizeof(bool) * ((Size) to.cols.n + 1));
	for (int32 i = 0; scope != SCOPE_ALL && i < to.rows.n; i++)
	{
		const bool *present = presence_row(&call, i, seen);

		CHECK_FOR_INTERRUPTS();
		for (int32 j = 0; j < to.cols.n; j++)
			if (present[j] != (scope == SCOPE_PRESENT))
				density[(int64) i * to.cols.n + j] = NAN;
	}
	return pgi_complexity_full_end(call.env, flat, &to);
}

PG_FUNCTION_INFO_V1(pgi_region_relatedness);

/* Means of density over the industries that each region has, and over those it lacks. */
Datum
pgi_region_relatedness(PG_FUNCTION_ARGS)
{
	static const convention_argument conventions[] = {DENSITY_CONVENTIONS};
	pgi_table *table = pgi_table_begin(fcinfo);
	complexity_call call;
	double *phi, *density;
	bool *seen, rounded;
	Datum *labels, method;
	int32 n;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	pgi_complexity_begin(fcinfo, &call, "region_relatedness", 7, conventions, lengthof(conventions));
	density_min_z(&call);
	relatedness(&call, &phi);
	density = density_of(&call, phi);
	n = call.m->cols.n;
	rounded = call.rules.choice[PGI_RULE_DENSITY] == PGI_DENSITY_PERCENT;
	if (rounded)
		percent(density, (int64) call.m->rows.n * n, 0);
	seen = palloc(sizeof(bool) * ((Size) n + 1));
	labels = pgi_label_datums(&call.m->rows);
	method = pgi_complexity_method_id(&call);
	for (int32 i = 0; i < call.m->rows.n; i++)
	{
		const bool *present = presence_row(&call, i, seen);
		double sum[2] = {0, 0};
		int32 count[2] = {0, 0};

		CHECK_FOR_INTERRUPTS();
		for (int32 j = 0; j < n; j++)
			if (!isnan(density[(int64) i * n + j]))
			{
				sum[present[j]] += density[(int64) i * n + j];
				count[present[j]]++;
			}
		pgi_table_set(table, 0, labels[i]);
		for (int side = 0; side < 2; side++)
		{
			double mean = count[side] > 0 ? sum[side] / count[side] : NAN;

			pgi_table_set_float8(table, 2 - side, rounded ? pgi_round_digits(mean, 0) : mean);
			pgi_table_set_int4(table, 4 - side, count[side]);
		}
		pgi_table_set_text(table, 5, count[0] + count[1] > 0 ? "ok" : "no_denominator");
		pgi_table_set(table, 6, method);
		pgi_table_put(table);
	}
	return (Datum) 0;
}

/* The complexity that the outlook sums, and what its result is divided by; the solution where it was computed here. */
static double *
outlook_pci(complexity_call *call, const pgi_matrix *given, pgi_complexity *solution, double *divisor)
{
	double *pci;

	*divisor = 1;
	if (given)
	{
		pgi_check(call->env, pgi_lookup_column(call->env, &call->m->cols, given, &pci));
		return pci;
	}
	pgi_check(call->env, pgi_core_complexity(call->env, &call->presence, &call->rules, NULL, 3, solution));
	if (call->rules.choice[PGI_RULE_OUTLOOK_PCI] == PGI_OUTLOOK_PCI_SCALED)
		return solution->pci;
	if (call->rules.choice[PGI_RULE_EIGENVECTOR] == PGI_EIGENVECTOR_EXACT)
		*divisor = solution->kc_sd;
	return solution->kp;
}

PG_FUNCTION_INFO_V1(pgi_complexity_outlook);
Datum
pgi_complexity_outlook(PG_FUNCTION_ARGS)
{
	static const convention_argument conventions[] = {DENSITY_CONVENTIONS, {7, PGI_RULE_OUTLOOK_PCI}, {8, PGI_RULE_SD}};
	pgi_table *table = pgi_table_begin(fcinfo);
	complexity_call call;
	pgi_complexity solution = {.status = "ok"};
	const pgi_matrix *given = pgi_complexity_matrix(fcinfo, 6);
	pgi_outlook outlook;
	double *phi, *density, *pci, divisor;
	Datum *labels, method;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	pgi_complexity_begin(fcinfo, &call, "complexity_outlook", 9, conventions, lengthof(conventions));
	relatedness(&call, &phi);
	density = density_of(&call, phi);
	pci = outlook_pci(&call, given, &solution, &divisor);
	pgi_check(call.env, pgi_core_outlook(call.env, &call.presence, &call.rules, density, pci, divisor, &outlook));
	labels = pgi_label_datums(&call.m->rows);
	method = pgi_complexity_method_id(&call);
	for (int32 i = 0; i < call.m->rows.n; i++)
	{
		const char *status =
			solution.row_component ? pgi_complexity_status(&solution, solution.row_component[i]) : "ok";

		if (!solution.row_component && isnan(outlook.raw[i]))
			status = call.presence.diversity[i] > 0 ? "missing_input" : "no_denominator";
		else if (isnan(outlook.coi[i]) && !isnan(outlook.raw[i]))
			status = "degenerate"; /* all regions have the same outlook */
		pgi_table_set(table, 0, labels[i]);
		pgi_table_set_float8(table, 1, outlook.coi[i]);
		pgi_table_set_float8(table, 2, outlook.raw[i]);
		pgi_table_set_text(table, 3, status);
		pgi_table_set(table, 4, method);
		pgi_table_put(table);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(pgi_complexity_outlook_gain);
Datum
pgi_complexity_outlook_gain(PG_FUNCTION_ARGS)
{
	static const convention_argument conventions[] = {DENSITY_CONVENTIONS, {7, PGI_RULE_OUTLOOK_PCI}, {8, PGI_RULE_SD}};
	complexity_call call;
	pgi_complexity solution;
	double *phi, *density, *gain, *pci, divisor;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	pgi_complexity_begin(fcinfo, &call, "complexity_outlook_gain", 10, conventions, lengthof(conventions));
	call.rules.subtract_own = !PG_ARGISNULL(9) && PG_GETARG_BOOL(9);
	relatedness(&call, &phi);
	density = density_of(&call, phi);
	pci = outlook_pci(&call, pgi_complexity_matrix(fcinfo, 6), &solution, &divisor);
	pgi_check(call.env,
			  pgi_core_outlook_gain(call.env, &call.presence, &call.rules, phi, density, pci, divisor, &gain));
	pfree(phi);
	pfree(density);
	return pgi_complexity_dense(call.env, &call.m->rows, &call.m->cols, gain);
}

/* --- entry and exit ------------------------------------------------------------------------ */

/* A matrix, or an array of them, as an array of views; NULL elements are an error. */
static pgi_matrix *
matrices(FunctionCallInfo fcinfo, int argument, bool array, int32 *n)
{
	pgi_matrix *views;
	Datum *element;
	bool *null;
	int16 length;
	bool by_value;
	char align;
	ArrayType *a;

	if (!array)
	{
		*n = 1;
		return (pgi_matrix *) PGI_GETARG_MATRIX(argument);
	}
	a = PG_GETARG_ARRAYTYPE_P(argument);
	get_typlenbyvalalign(ARR_ELEMTYPE(a), &length, &by_value, &align);
	deconstruct_array(a, ARR_ELEMTYPE(a), length, by_value, align, &element, &null, n);
	if (*n == 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("array of matrices must not be empty")));
	views = palloc(sizeof(pgi_matrix) * *n);
	for (int32 i = 0; i < *n; i++)
	{
		if (null[i])
			ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("array of matrices must not contain nulls"),
							errdetail("Element %d is null.", i + 1)));
		views[i] = *pgi_matrix_from_datum(element[i]);
	}
	return views;
}

static Datum
change(FunctionCallInfo fcinfo, bool is_exit, bool arrays)
{
	complexity_call call;
	pgi_matrix result, *before, *after;
	int32 n_before, n_after;
	double low;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	pgi_complexity_begin(fcinfo, &call, is_exit ? "exit" : "entry", 3, NULL, 0);
	low = PG_ARGISNULL(2) ? NAN : PG_GETARG_FLOAT8(2);
	if (!(isnan(low) || (low >= 0 && low <= call.rules.threshold)))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("low must be between 0 and the threshold"),
						errdetail("It is %g, the threshold is %g.", low, call.rules.threshold)));
	before = matrices(fcinfo, 0, arrays, &n_before);
	after = matrices(fcinfo, 1, arrays, &n_after);
	pgi_check(call.env, pgi_core_change(call.env, before, n_before, after, n_after, call.population, &call.rules,
										is_exit, low, &result));
	PGI_RETURN_MATRIX(call.env, &result);
}

PG_FUNCTION_INFO_V1(pgi_entry);
Datum
pgi_entry(PG_FUNCTION_ARGS)
{
	return change(fcinfo, false, false);
}

PG_FUNCTION_INFO_V1(pgi_entry_years);
Datum
pgi_entry_years(PG_FUNCTION_ARGS)
{
	return change(fcinfo, false, true);
}

PG_FUNCTION_INFO_V1(pgi_exit);
Datum
pgi_exit(PG_FUNCTION_ARGS)
{
	return change(fcinfo, true, false);
}

PG_FUNCTION_INFO_V1(pgi_exit_years);
Datum
pgi_exit_years(PG_FUNCTION_ARGS)
{
	return change(fcinfo, true, true);
}
