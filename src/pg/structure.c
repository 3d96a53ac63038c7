/*
 * structure.c - paired cells of two matrices, and growth regressed on the
 * initial level as a mergeable aggregate.
 */
#include "pgi.h"

#include <math.h>

#include "access/htup_details.h"

#include "structure.h"

/* --- paired cells -------------------------------------------------------------- */

PG_FUNCTION_INFO_V1(pgi_paired_cells);

/* paired_cells(m0, m1, non_negative) and paired_cells(m0, m1, reference0, reference1, non_negative). */
Datum
pgi_paired_cells(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	bool has_reference = PG_NARGS() == 5;
	pgi_pair_cells pair;
	Datum *region, *industry;
	pgi_table *table;

	if (PG_GETARG_BOOL(has_reference ? 4 : 2))
		for (int i = 0; i < (has_reference ? 4 : 2); i++)
			pgi_check(env, pgi_matrix_check_non_negative(env, PGI_GETARG_MATRIX(i)));
	pgi_check(env, pgi_core_pair_cells(env, PGI_GETARG_MATRIX(0), PGI_GETARG_MATRIX(1), &pair));
	if (has_reference)
		pgi_check(env, pgi_core_pair_reference(env, PGI_GETARG_MATRIX(2), PGI_GETARG_MATRIX(3), &pair));
	region = pgi_label_datums(&pair.rows);
	industry = pgi_label_datums(&pair.cols);
	table = pgi_table_begin(fcinfo);
	for (int64_t i = 0; i < pair.n; i++)
	{
		int32_t r = pair.row[i];
		int32_t c = pair.col[i];

		pgi_table_set(table, 0, region[r]);
		pgi_table_set(table, 1, industry[c]);
		for (int t = 0; t < 2; t++)
		{
			pgi_table_set_float8(table, 2 + t, pair.value[t][i]);
			pgi_table_set_float8(table, 4 + t, pair.row_total[t][r]);
			pgi_table_set_float8(table, 6 + t, pair.col_total[t][c]);
			pgi_table_set_float8(table, 8 + t, pair.total[t]);
		}
		pgi_table_put(table);
	}
	return (Datum) 0;
}

/* --- beta convergence ------------------------------------------------------------ */

/*
 * The state of beta_convergence: its points, with room for more.  It is a bytea
 * that any user can make, so every reader checks it.
 */
typedef struct growth_state
{
	int32 length; /* varlena header */
	uint8 version;
	uint8 reserved[3]; /* zero */
	uint32 n_points;
	uint32 reserved2; /* zero */
	double years;
	pgi_growth_point point[FLEXIBLE_ARRAY_MEMBER];
} growth_state;

#define GROWTH_VERSION 1
#define GROWTH_HEADER offsetof(growth_state, point)
#define GROWTH_MAX_POINTS (1 << 24)

PG_FUNCTION_INFO_V1(pgi_growth_add);
PG_FUNCTION_INFO_V1(pgi_growth_combine);
PG_FUNCTION_INFO_V1(pgi_growth_final);

static uint32
capacity(const growth_state *state)
{
	return (uint32) ((VARSIZE(state) - GROWTH_HEADER) / sizeof(pgi_growth_point));
}

/* An argument as a state; 22P03 where it is none. */
static growth_state *
growth_state_of(Datum value)
{
	growth_state *state = (growth_state *) PG_DETOAST_DATUM(value);

	/* a bytea inside a tuple need not be aligned for doubles */
	if ((uintptr_t) state % sizeof(double) != 0)
		state = (growth_state *) PG_DETOAST_DATUM_COPY(value);
	if (VARSIZE(state) < GROWTH_HEADER || state->version != GROWTH_VERSION || state->reserved[0] ||
		state->reserved[1] || state->reserved[2] || state->reserved2 || state->n_points > capacity(state) ||
		!(state->years > 0) || !isfinite(state->years))
		ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION), errmsg("invalid state of beta_convergence")));
	return state;
}

static void
check_points(const growth_state *state)
{
	for (uint32 i = 0; i < state->n_points; i++)
		if (!isfinite(state->point[i].x) || !isfinite(state->point[i].y))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION), errmsg("invalid state of beta_convergence")));
}

/* A copy with room for n points, in the aggregate's context. */
static growth_state *
grown(FunctionCallInfo fcinfo, const growth_state *state, double years, uint64 n)
{
	MemoryContext context;
	uint64 room = 16;
	growth_state *copy;

	if (n > GROWTH_MAX_POINTS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("too many subjects for a convergence regression"),
				 errdetail("At most %d are kept.", GROWTH_MAX_POINTS), errhint("Aggregate to regions first.")));
	while (room < n)
		room *= 2;
	if (!AggCheckCallContext(fcinfo, &context))
		context = CurrentMemoryContext;
	copy = MemoryContextAllocZero(context, GROWTH_HEADER + room * sizeof(pgi_growth_point));
	SET_VARSIZE(copy, GROWTH_HEADER + room * sizeof(pgi_growth_point));
	copy->version = GROWTH_VERSION;
	copy->years = years;
	if (state)
	{
		copy->n_points = state->n_points;
		memcpy(copy->point, state->point, state->n_points * sizeof(pgi_growth_point));
	}
	return copy;
}

static void
check_years(double years, double other)
{
	if (years != other)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the number of years must be the same in all rows"),
				 errdetail("There are %g and %g.", years, other)));
}

/* growth_add(state, start_level, end_level, years): not strict; a row with a NULL is left out. */
Datum
pgi_growth_add(PG_FUNCTION_ARGS)
{
	growth_state *state = PG_ARGISNULL(0) ? NULL : growth_state_of(PG_GETARG_DATUM(0));
	double start, end, years;
	pgi_growth_point point;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
	{
		if (!state)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(state);
	}
	start = PG_GETARG_FLOAT8(1);
	end = PG_GETARG_FLOAT8(2);
	years = PG_GETARG_FLOAT8(3);
	if (!(start > 0 && end > 0 && isfinite(start) && isfinite(end)))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("convergence needs positive finite levels"),
						errdetail("The levels are %.15g and %.15g.", start, end)));
	if (!(years > 0 && isfinite(years)))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the number of years must be positive"),
						errdetail("It is %g.", years)));
	if (state)
		check_years(state->years, years);
	point.x = log(start);
	point.y = (log(end) - point.x) / years;
	if (!state || state->n_points == capacity(state) || !AggCheckCallContext(fcinfo, NULL))
		state = grown(fcinfo, state, years, state ? (uint64) state->n_points + 1 : 1);
	state->point[state->n_points++] = point;
	PG_RETURN_POINTER(state);
}

Datum
pgi_growth_combine(PG_FUNCTION_ARGS)
{
	growth_state *a, *b, *both;

	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	b = growth_state_of(PG_GETARG_DATUM(1));
	if (PG_ARGISNULL(0))
		PG_RETURN_POINTER(grown(fcinfo, b, b->years, b->n_points));
	a = growth_state_of(PG_GETARG_DATUM(0));
	check_years(a->years, b->years);
	both = grown(fcinfo, a, a->years, (uint64) a->n_points + b->n_points);
	memcpy(both->point + both->n_points, b->point, b->n_points * sizeof(pgi_growth_point));
	both->n_points += b->n_points;
	PG_RETURN_POINTER(both);
}

Datum
pgi_growth_final(PG_FUNCTION_ARGS)
{
	growth_state *state = growth_state_of(PG_GETARG_DATUM(0));
	pgi_env *env = pgi_env_here();
	pgi_growth_fit fit;
	TupleDesc desc;
	Datum value[11];
	bool null[11] = {false};

	check_points(state);
	pgi_check(env, pgi_core_growth_fit(env, state->point, state->n_points, state->years, &fit));
	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	value[0] = Int64GetDatum(fit.n);
	{
		const double number[] = {fit.intercept, fit.slope, fit.r_squared, fit.se,          fit.se_hc1,
								 fit.se_hc3,    fit.speed, fit.half_life, fit.sigma_start, fit.sigma_end};

		for (size_t i = 0; i < lengthof(number); i++)
		{
			null[i + 1] = isnan(number[i]);
			value[i + 1] = Float8GetDatum(number[i]);
		}
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), value, null)));
}
