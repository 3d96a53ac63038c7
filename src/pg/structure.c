/*
 * structure.c - paired cells of two matrices, change of structure, shares of the
 * three industries, and growth regressed on the initial level as a mergeable
 * aggregate.
 */
#include "option.h"

#include <math.h>

#include "access/htup_details.h"

#include "codes.h"
#include "exact_sum.h"
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

/* --- change of structure ------------------------------------------------------- */

PG_FUNCTION_INFO_V1(pgi_structural_change_of);

/* structural_change(m0, m1, weights, growth, years) */
Datum
pgi_structural_change_of(PG_FUNCTION_ARGS)
{
	static const char *const weight_words[] = {"end", "start", "average", NULL};
	static const char *const growth_words[] = {"auto", "log", "midpoint", NULL};
	pgi_env *env = pgi_env_here();
	int weights = pgi_option("weights", PG_GETARG_DATUM(2), weight_words);
	int growth = pgi_option("growth", PG_GETARG_DATUM(3), growth_words);
	double years = PG_GETARG_FLOAT8(4);
	StringInfo method = pgi_method_begin("structural_change");
	pgi_pair_cells pair;
	pgi_structural_change *change;
	Datum *region, form[2], method_id, ok, no_denominator;
	pgi_table *table;

	if (!(years > 0))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("years must be positive"),
						errdetail("It is %.15g.", years)));
	for (int i = 0; i < 2; i++)
		pgi_check(env, pgi_matrix_check_non_negative(env, PGI_GETARG_MATRIX(i)));
	pgi_check(env, pgi_core_pair_cells(env, PGI_GETARG_MATRIX(0), PGI_GETARG_MATRIX(1), &pair));
	change = pgi_new(env, Max(pair.rows.n, 1), sizeof(pgi_structural_change));
	pgi_check(env, change ? PGI_OK : env->error.status);
	pgi_check(env,
			  pgi_core_structural_change(env, &pair, (pgi_share_weights) weights, (pgi_growth_form) growth, change));
	pgi_method_text(method, "weights", weight_words[weights]);
	pgi_method_text(method, "growth", growth_words[growth]);
	pgi_method_number(method, "years", years);
	method_id = pgi_method_end(method);
	form[0] = CStringGetTextDatum("log");
	form[1] = CStringGetTextDatum("midpoint");
	ok = CStringGetTextDatum("ok");
	no_denominator = CStringGetTextDatum("no_denominator");
	region = pgi_label_datums(&pair.rows);
	table = pgi_table_begin(fcinfo);
	for (int32 r = 0; r < pair.rows.n; r++)
	{
		const pgi_structural_change *c = &change[r];

		if (c->n == 0)
			continue;
		pgi_table_set(table, 0, region[r]);
		pgi_table_set_float8(table, 1, c->moore);
		pgi_table_set_float8(table, 2, c->theta);
		pgi_table_set_float8(table, 3, c->theta / (M_PI / 180));
		pgi_table_set_float8(table, 4, c->nav);
		pgi_table_set_float8(table, 5, 2 * c->nav / years);
		pgi_table_set_float8(table, 6, c->lilien);
		pgi_table_set(table, 7, form[c->form == PGI_GROWTH_MIDPOINT]);
		pgi_table_set(table, 8, isnan(c->nav) ? no_denominator : ok);
		pgi_table_set(table, 9, method_id);
		pgi_table_put(table);
	}
	return (Datum) 0;
}

/* --- the three industries -------------------------------------------------------- */

/* The three-industry number of a column: 1, 2 and 3 themselves, or that of an industry code. */
static int
three_industry(pgi_env *env, const pgi_labels *columns, int32 c)
{
	int len, three;
	const char *label = pgi_label(columns, c, &len);
	int32 code;

	if (len == 1 && label[0] >= '1' && label[0] <= '3')
		return label[0] - '0';
	pgi_check(env, pgi_core_industry_parse(env, label, (size_t) len, &code));
	three = pgi_core_industry_three(code);
	if (three == 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("industry \"%.*s\" is split between the three industries", len, label),
						errhint("Use divisions: 05, 11 and 43 are tertiary, unlike the rest of sections A, B and C.")));
	return three;
}

PG_FUNCTION_INFO_V1(pgi_three_industry_shares);

/* three_industry_shares(m): regions without a cell are left out */
Datum
pgi_three_industry_shares(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	const pgi_matrix *m = PGI_GETARG_MATRIX(0);
	int *three = palloc(sizeof(int) * Max(m->cols.n, 1));
	Datum *region = pgi_label_datums(&m->rows);
	double *total;
	pgi_table *table;

	pgi_check(env, pgi_matrix_check_non_negative(env, m));
	pgi_check(env, pgi_matrix_totals(env, m, &total, NULL, NULL));
	for (int32 c = 0; c < m->cols.n; c++)
		three[c] = three_industry(env, &m->cols, c);
	table = pgi_table_begin(fcinfo);
	for (int32 r = 0; r < m->rows.n; r++)
	{
		pgi_sum sum[3] = {{0}};

		if (m->row_start[r] == m->row_start[r + 1])
			continue;
		for (int32 k = m->row_start[r]; k < m->row_start[r + 1]; k++)
			pgi_check(env, pgi_sum_add(env, &sum[three[m->col[k]] - 1], m->value[k]));
		pgi_table_set(table, 0, region[r]);
		pgi_table_set_float8(table, 1, total[r]);
		for (int i = 0; i < 3; i++)
			pgi_table_set_float8(table, 2 + i, pgi_sum_value(&sum[i]));
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
	Size kept = state ? GROWTH_HEADER + state->n_points * sizeof(pgi_growth_point) : 0, size;
	growth_state *copy;

	if (n > GROWTH_MAX_POINTS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("too many subjects for a convergence regression"),
				 errdetail("At most %d are kept.", GROWTH_MAX_POINTS), errhint("Aggregate to regions first.")));
	while (room < n)
		room *= 2;
	if (!AggCheckCallContext(fcinfo, &context))
		context = CurrentMemoryContext;
	size = GROWTH_HEADER + room * sizeof(pgi_growth_point);
	copy = MemoryContextAlloc(context, size);
	if (state)
		memcpy(copy, state, kept);
	memset((char *) copy + kept, 0, size - kept);
	SET_VARSIZE(copy, size);
	copy->version = GROWTH_VERSION;
	copy->years = years;
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
