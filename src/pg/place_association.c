/* place_association.c - SQL entry points of Moran, Geary, Getis and Ord, join counts. */
#include "place_glue.h"

#include "place_moran.h"

#define MAX_PERMUTATIONS 1000000

static const char *const transforms[] = {"row", "binary", "none", NULL};
static const char *const island_names[] = {"drop", "zero", "error", NULL};
static const char *const alternatives[] = {"two_sided", "greater", "less", NULL};

/* The weights as given, or with every stored weight that is not zero as one. */
static pgi_matrix
transformed(pgi_env *env, const pgi_matrix *weights, int transform)
{
	pgi_matrix m = *weights;
	double *value;

	if (transform != 1)
		return m;
	pgi_check(env, pgi_matrix_check_non_negative(env, weights));
	value = palloc(sizeof(double) * (m.n_cells + 1));
	for (int32_t k = 0; k < m.n_cells; k++)
		value[k] = m.value[k] != 0;
	m.value = value;
	return m;
}

/* One variable's values by row; absent cells are zero. */
static double *
column_values(const pgi_matrix *m, int32_t col, double *x)
{
	for (int32_t i = 0; i < m->rows.n; i++)
	{
		int32_t k = pgi_cell_find(m, i, col);

		x[i] = k < 0 ? 0 : m->value[k];
	}
	return x;
}

/* Arguments (weights, values, transform, islands, alternative, permutations, seed) shared by all. */
typedef struct association
{
	pgi_env *env;
	const pgi_matrix *values;
	pgi_association_options options;
	pgi_neighbours neighbours;
	int transform;
	int islands;
	int alternative;
	double *x;
} association;

static void
association_begin(FunctionCallInfo fcinfo, bool self, association *a)
{
	static const pgi_alternative order[] = {PGI_TWO_SIDED, PGI_GREATER, PGI_LESS};
	pgi_matrix weights;

	a->env = pgi_env_here();
	a->values = PGI_GETARG_MATRIX(1);
	a->transform = pgi_option("transform", PG_GETARG_DATUM(2), transforms);
	a->islands = pgi_option("islands", PG_GETARG_DATUM(3), island_names);
	a->alternative = pgi_option("alternative", PG_GETARG_DATUM(4), alternatives);
	a->options = (pgi_association_options){
		.row_standardise = a->transform == 0,
		.islands = (pgi_islands) a->islands,
		.alternative = order[a->alternative],
		.permutations = pgi_place_count("permutations", PG_GETARG_INT32(5), MAX_PERMUTATIONS),
		.seed = (uint64) PG_GETARG_INT64(6),
		.self = self,
	};
	weights = transformed(a->env, PGI_GETARG_MATRIX(0), a->transform);
	pgi_check(a->env, pgi_neighbours_make(a->env, &weights, &a->values->rows, &a->options, &a->neighbours));
	a->x = palloc(sizeof(double) * (a->values->rows.n + 1));
}

static char *
association_method(const association *a, const char *function)
{
	StringInfo id = pgi_method_begin(function);

	pgi_method_text(id, "transform", transforms[a->transform]);
	pgi_method_text(id, "islands", island_names[a->islands]);
	pgi_method_text(id, "alternative", alternatives[a->alternative]);
	pgi_method_integer(id, "permutations", a->options.permutations);
	pgi_method_integer(id, "seed", (int64) a->options.seed);
	return id->data;
}

static const char *
status_of(bool defined, int32_t n)
{
	return n < 2 ? "missing_input" : defined ? "ok" : "degenerate";
}

static Datum
global_association(FunctionCallInfo fcinfo, pgi_global_statistic statistic, const char *function)
{
	association a;
	pgi_table *table;
	char *method;

	association_begin(fcinfo, false, &a);
	method = association_method(&a, function);
	table = pgi_table_begin(fcinfo);
	for (int32_t j = 0; j < a.values->cols.n; j++)
	{
		pgi_global_result r;

		pgi_check(a.env, pgi_core_global_association(a.env, &a.neighbours, statistic, &a.options,
													 column_values(a.values, j, a.x), &r));
		pgi_table_set_label(table, 0, &a.values->cols, j);
		pgi_table_set_int4(table, 1, r.n);
		pgi_table_set_int4(table, 2, a.neighbours.n_all - a.neighbours.n);
		pgi_table_set_float8(table, 3, r.value);
		pgi_table_set_float8(table, 4, r.expected);
		pgi_table_set_float8(table, 5, r.variance_normality);
		pgi_table_set_float8(table, 6, r.z_normality);
		pgi_table_set_float8(table, 7, r.p_normality);
		pgi_table_set_float8(table, 8, r.variance_randomisation);
		pgi_table_set_float8(table, 9, r.z_randomisation);
		pgi_table_set_float8(table, 10, r.p_randomisation);
		pgi_table_set_float8(table, 11, r.p_permutation);
		pgi_table_set_float8(table, 12, r.permutation_mean);
		pgi_table_set_float8(table, 13, r.permutation_sd);
		pgi_table_set_text(table, 14, status_of(!isnan(r.value), r.n));
		pgi_table_set_text(table, 15, method);
		pgi_table_put(table);
	}
	PG_RETURN_NULL();
}

PG_FUNCTION_INFO_V1(pgi_moran);
Datum
pgi_moran(PG_FUNCTION_ARGS)
{
	return global_association(fcinfo, PGI_MORAN, "moran");
}

PG_FUNCTION_INFO_V1(pgi_geary);
Datum
pgi_geary(PG_FUNCTION_ARGS)
{
	return global_association(fcinfo, PGI_GEARY, "geary");
}

PG_FUNCTION_INFO_V1(pgi_general_g);
Datum
pgi_general_g(PG_FUNCTION_ARGS)
{
	return global_association(fcinfo, PGI_GENERAL_G, "general_g");
}

PG_FUNCTION_INFO_V1(pgi_join_counts);
Datum
pgi_join_counts(PG_FUNCTION_ARGS)
{
	static const char *const joins[] = {"1-1", "0-0", "1-0"};
	association a;
	pgi_table *table;
	char *method;

	association_begin(fcinfo, false, &a);
	method = association_method(&a, "join_counts");
	table = pgi_table_begin(fcinfo);
	for (int32_t j = 0; j < a.values->cols.n; j++)
	{
		pgi_join_result r;

		pgi_check(a.env, pgi_core_join_counts(a.env, &a.neighbours, &a.options, &a.values->rows,
											  column_values(a.values, j, a.x), &r));
		for (int k = 0; k < 3; k++)
		{
			bool defined = r.variance[k] > 0;

			pgi_table_set_label(table, 0, &a.values->cols, j);
			pgi_table_set_text(table, 1, joins[k]);
			pgi_table_set_int4(table, 2, r.n);
			pgi_table_set_int4(table, 3, r.ones);
			pgi_table_set_float8(table, 4, r.count[k]);
			pgi_table_set_float8(table, 5, r.expected[k]);
			pgi_table_set_float8(table, 6, r.variance[k]);
			if (defined)
				pgi_table_set_float8(table, 7, (r.count[k] - r.expected[k]) / sqrt(r.variance[k]));
			pgi_table_set_float8(table, 8, r.p[k]);
			pgi_table_set_float8(table, 9, r.p_permutation[k]);
			pgi_table_set_text(table, 10, status_of(defined, r.n));
			pgi_table_set_text(table, 11, method);
			pgi_table_put(table);
		}
	}
	PG_RETURN_NULL();
}

/* The quadrant of the Moran scatter plot: the own value, then the neighbours'. */
static const char *
quadrant(double own, double lag)
{
	return own > 0 ? (lag > 0 ? "HH" : "HL") : (lag > 0 ? "LH" : "LL");
}

/* Columns region .. status of one region; sample number s, -1 for a dropped island. */
static void
put_local(pgi_table *table, const association *a, const pgi_local_result *r, int32_t col, int32_t region, double alpha,
		  pgi_local_statistic statistic, const char *method)
{
	int32_t s = a->neighbours.sample[region];
	bool island = s < 0 || a->neighbours.start[s] == a->neighbours.start[s + 1];
	double degree = 0;

	pgi_table_set_label(table, 0, &a->values->rows, region);
	pgi_table_set_label(table, 1, &a->values->cols, col);
	pgi_table_set_float8(table, 2, a->x[region]);
	pgi_table_set_text(table, 13, island ? "island" : r->degenerate ? "degenerate" : "ok");
	pgi_table_set_text(table, 14, method);
	if (s >= 0)
	{
		const char *class = NULL;
		double own = a->x[region] - r->mean;

		for (int32_t k = a->neighbours.start[s]; k < a->neighbours.start[s + 1]; k++)
			degree += a->neighbours.weight[k];
		pgi_table_set_float8(table, 3, r->lag[s]);
		pgi_table_set_float8(table, 4, r->value[s]);
		pgi_table_set_float8(table, 5, r->expected[s]);
		pgi_table_set_float8(table, 6, r->variance[s]);
		pgi_table_set_float8(table, 7, r->z[s]);
		pgi_table_set_float8(table, 8, r->p[s]);
		pgi_table_set_float8(table, 9, r->p_permutation[s]);
		pgi_table_set_float8(table, 10, r->p_fdr[s]);
		if (!r->degenerate && !island)
			class = statistic == PGI_LOCAL_MORAN ? quadrant(own, r->lag[s] - r->mean * degree)
					: r->z[s] > 0                ? "hot"
												 : "cold";
		pgi_table_set_text(table, 11, class);
		if (!isnan(r->p_fdr[s]))
			pgi_table_set_bool(table, 12, r->p_fdr[s] <= alpha);
	}
	pgi_table_put(table);
}

static Datum
local_association(FunctionCallInfo fcinfo, pgi_local_statistic statistic, bool self, double alpha, association *a,
				  const char *method)
{
	pgi_table *table = pgi_table_begin(fcinfo);

	if (!(alpha >= 0 && alpha <= 1))
		pgi_check(a->env, pgi_fail(a->env, .status = PGI_OUT_OF_RANGE, .row = "alpha", .row_len = 5, .value = alpha));
	for (int32_t j = 0; j < a->values->cols.n; j++)
	{
		pgi_local_result r;

		pgi_check(a->env, pgi_core_local_association(a->env, &a->neighbours, statistic, &a->options,
													 column_values(a->values, j, a->x), &r));
		for (int32_t i = 0; i < a->values->rows.n; i++)
			put_local(table, a, &r, j, i, alpha, statistic, method);
	}
	PG_RETURN_NULL();
}

/* ..., alpha, local_scale */
PG_FUNCTION_INFO_V1(pgi_local_moran);
Datum
pgi_local_moran(PG_FUNCTION_ARGS)
{
	static const char *const scales[] = {"n", "n-1", NULL};
	association a;
	StringInfo id;
	int scale = pgi_option("local scale", PG_GETARG_DATUM(8), scales);

	association_begin(fcinfo, false, &a);
	a.options.scale_n_minus_1 = scale == 1;
	id = makeStringInfo();
	appendStringInfoString(id, association_method(&a, "local_moran"));
	pgi_method_text(id, "local_scale", scales[scale]);
	return local_association(fcinfo, PGI_LOCAL_MORAN, false, PG_GETARG_FLOAT8(7), &a, id->data);
}

/* ..., alpha, star */
PG_FUNCTION_INFO_V1(pgi_local_g);
Datum
pgi_local_g(PG_FUNCTION_ARGS)
{
	association a;
	StringInfo id;
	bool self = PG_GETARG_BOOL(8);

	association_begin(fcinfo, self, &a);
	id = makeStringInfo();
	appendStringInfoString(id, association_method(&a, "local_g"));
	pgi_method_text(id, "star", self ? "true" : "false");
	return local_association(fcinfo, PGI_LOCAL_G, self, PG_GETARG_FLOAT8(7), &a, id->data);
}
