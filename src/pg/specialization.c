/*
 * specialization.c - SQL entry points of the specialization family.
 *
 * Several functions exist with and without a reference matrix as their second
 * argument; one symbol serves both and tells them by the number of arguments.
 */
#include "option.h"

#include "specialization.h"

/* Totals of argument 0 and of the reference, which is argument 1 where there is one. */
static const pgi_matrix *
universe_of(FunctionCallInfo fcinfo, pgi_env *env, bool has_reference, pgi_side side, pgi_universe *u)
{
	const pgi_matrix *m = PGI_GETARG_MATRIX(0);

	pgi_check(env, pgi_core_universe(env, m, has_reference ? PGI_GETARG_MATRIX(1) : NULL, side, u));
	return m;
}

/* --- matrices on the cells of their input ----------------------------------------- */

/* A flat value with the labels and cells of m, its values yet to be written. */
static struct varlena *
like_begin(pgi_env *env, const pgi_matrix *m, pgi_matrix *to, double **value)
{
	pgi_matrix plain = *m;
	size_t size;
	struct varlena *flat;
	uint32_t row_bytes = m->rows.offset[m->rows.n], col_bytes = m->cols.offset[m->cols.n];

	plain.n_extra = 0;
	pgi_check(env, pgi_flat_size(env, &plain, &size));
	flat = palloc(size);
	pgi_advise_huge_pages(flat, size);
	SET_VARSIZE(flat, size);
	pgi_flat_begin(flat, size, m->rows.n, m->cols.n, m->n_cells, 0, row_bytes, col_bytes, to);
	memcpy((int32_t *) to->row_start, m->row_start, sizeof(int32_t) * ((size_t) m->rows.n + 1));
	memcpy((int32_t *) to->col, m->col, sizeof(int32_t) * (size_t) m->n_cells);
	memcpy((uint32_t *) to->rows.offset, m->rows.offset, sizeof(uint32_t) * ((size_t) m->rows.n + 1));
	memcpy((uint32_t *) to->cols.offset, m->cols.offset, sizeof(uint32_t) * ((size_t) m->cols.n + 1));
	memcpy((char *) to->rows.bytes, m->rows.bytes, row_bytes);
	memcpy((char *) to->cols.bytes, m->cols.bytes, col_bytes);
	*value = (double *) to->value;
	return flat;
}

/* The flat value as it is, or without the cells that turned out NaN. */
static Datum
like_end(pgi_env *env, struct varlena *flat, const pgi_matrix *to, bool complete)
{
	pgi_matrix fewer;

	if (complete)
		return PointerGetDatum(flat);
	pgi_check(env, pgi_matrix_with_values(env, to, to->value, &fewer));
	return pgi_matrix_to_datum(env, &fewer);
}

/* What happens to the quotients before they are returned. */
typedef enum quotient_kind
{
	QUOTIENT_PLAIN,
	QUOTIENT_RSCA,
	QUOTIENT_Z
} quotient_kind;

static Datum
quotients(FunctionCallInfo fcinfo, quotient_kind kind, int n_options)
{
	pgi_env *env = pgi_env_here();
	bool has_reference = PG_NARGS() == n_options + 2, complete;
	int option = has_reference ? 2 : 1;
	pgi_universe u;
	pgi_matrix to;
	double *value, undefined = NAN, min_size = 0;
	const pgi_matrix *m;
	struct varlena *flat;
	static const char *const zero_as_names[] = {"absent", "zero", NULL};
	static const char *const transforms[] = {"log", "none", NULL};
	static const char *const deviations[] = {"n", "n-1", NULL};
	int transform = 0, ddof = 0;

	if (kind == QUOTIENT_PLAIN)
	{
		min_size = pgi_not_negative("min_size", PG_GETARG_FLOAT8(option));
		if (pgi_option("zero_as", PG_GETARG_DATUM(option + 1), zero_as_names) == 1)
			undefined = 0;
	}
	if (kind == QUOTIENT_Z)
	{
		transform = pgi_option("transform", PG_GETARG_DATUM(option), transforms);
		ddof = pgi_option("sd", PG_GETARG_DATUM(option + 1), deviations);
	}
	m = universe_of(fcinfo, env, has_reference, PGI_SIDE_COLS, &u);
	flat = like_begin(env, m, &to, &value);
	pgi_check(env, pgi_core_location_quotient(env, m, &u, undefined, min_size, value, &complete));
	if (kind == QUOTIENT_RSCA)
		pgi_check(env, pgi_core_rsca(env, m->n_cells, value));
	if (kind == QUOTIENT_Z)
	{
		pgi_check(env, pgi_core_quotient_z(env, m, &u, transform == 0, ddof, value));
		complete = false;
	}
	return like_end(env, flat, &to, complete);
}

PG_FUNCTION_INFO_V1(pgi_location_quotient);
Datum
pgi_location_quotient(PG_FUNCTION_ARGS)
{
	return quotients(fcinfo, QUOTIENT_PLAIN, 2);
}

PG_FUNCTION_INFO_V1(pgi_rsca);
Datum
pgi_rsca(PG_FUNCTION_ARGS)
{
	return quotients(fcinfo, QUOTIENT_RSCA, 0);
}

PG_FUNCTION_INFO_V1(pgi_location_quotient_z);
Datum
pgi_location_quotient_z(PG_FUNCTION_ARGS)
{
	return quotients(fcinfo, QUOTIENT_Z, 2);
}

PG_FUNCTION_INFO_V1(pgi_presence);
Datum
pgi_presence(PG_FUNCTION_ARGS)
{
	static const char *const measures[] = {"location_quotient", "value", NULL};
	pgi_env *env = pgi_env_here();
	bool has_reference = PG_NARGS() == 5, complete;
	int option = has_reference ? 2 : 1;
	double threshold = pgi_not_negative("threshold", PG_GETARG_FLOAT8(option));
	bool inclusive = PG_GETARG_BOOL(option + 1);
	int measure = pgi_option("measure", PG_GETARG_DATUM(option + 2), measures);
	pgi_universe u;
	pgi_matrix to;
	double *value;
	const pgi_matrix *m = universe_of(fcinfo, env, has_reference, PGI_SIDE_COLS, &u);
	struct varlena *flat = like_begin(env, m, &to, &value);

	if (measure == 1)
		memcpy(value, m->value, sizeof(double) * (size_t) m->n_cells);
	else
		pgi_check(env, pgi_core_location_quotient(env, m, &u, NAN, 0, value, &complete));
	pgi_check(env, pgi_core_presence(env, m->n_cells, threshold, inclusive, value));
	return like_end(env, flat, &to, true);
}

PG_FUNCTION_INFO_V1(pgi_dynamic_location_quotient);
Datum
pgi_dynamic_location_quotient(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_matrix result;

	pgi_check(env, pgi_core_dynamic_quotient(env, PGI_GETARG_MATRIX(0), PGI_GETARG_MATRIX(1), &result));
	PGI_RETURN_MATRIX(env, &result);
}

PG_FUNCTION_INFO_V1(pgi_cluster_index);
Datum
pgi_cluster_index(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	const pgi_matrix *m = PGI_GETARG_MATRIX(0);
	pgi_matrix to;
	double *value;
	struct varlena *flat = like_begin(env, m, &to, &value);

	pgi_check(env,
			  pgi_core_cluster_index(env, m, PGI_GETARG_MATRIX(1), PGI_GETARG_MATRIX(2), PGI_GETARG_MATRIX(3), value));
	return like_end(env, flat, &to, false);
}

/* --- profiles ------------------------------------------------------------------------ */

static double
rounded(double value, double scale)
{
	return rint(value * scale) / scale;
}

static Datum
profiles(FunctionCallInfo fcinfo, bool by_column)
{
	enum
	{
		THRESHOLD,
		INCLUSIVE,
		LOG_BASE,
		KRUGMAN_HALF,
		GINI_HALF,
		PRESET,
		N_OPTIONS
	};
	static const char *const presets[] = {"default", "econgeo", NULL};
	pgi_env *env = pgi_env_here();
	bool has_reference = PG_NARGS() == N_OPTIONS + 2;
	int option = has_reference ? 2 : 1;
	pgi_profile_rules rules;
	bool krugman_half = PG_GETARG_BOOL(option + KRUGMAN_HALF), gini_half = PG_GETARG_BOOL(option + GINI_HALF);
	const pgi_matrix *m;
	const pgi_labels *own, *other;
	pgi_universe u;
	pgi_profile *p;
	pgi_table *table;
	Datum *names, method;
	StringInfo id = pgi_method_begin(by_column ? "industry_profile" : "region_profile");

	rules.threshold = pgi_not_negative("threshold", PG_GETARG_FLOAT8(option + THRESHOLD));
	rules.inclusive = PG_GETARG_BOOL(option + INCLUSIVE);
	rules.log_base = pgi_number_between("log_base", PG_GETARG_FLOAT8(option + LOG_BASE), 1.001, 1e6);
	rules.econgeo = pgi_option("preset", PG_GETARG_DATUM(option + PRESET), presets) == 1;
	if (rules.econgeo)
	{
		rules.log_base = 2;
		krugman_half = false;
		gini_half = true;
	}
	pgi_method_text(id, "reference", has_reference ? "argument" : "self");
	pgi_method_number(id, "threshold", rules.threshold);
	pgi_method_bool(id, "inclusive", rules.inclusive);
	pgi_method_number(id, "log_base", rules.log_base);
	pgi_method_bool(id, "krugman_half", krugman_half);
	pgi_method_bool(id, "gini_half", gini_half);
	pgi_method_text(id, "preset", presets[rules.econgeo]);
	method = pgi_method_end(id);

	m = universe_of(fcinfo, env, has_reference, by_column ? PGI_SIDE_ROWS : PGI_SIDE_COLS, &u);
	pgi_check(env, pgi_core_profiles(env, m, &u, by_column, &rules, &p));
	own = by_column ? &m->cols : &m->rows;
	other = by_column ? &m->rows : &m->cols;
	names = pgi_label_datums(other);
	table = pgi_table_begin(fcinfo);
	for (int32_t i = 0; i < own->n; i++, p++)
	{
		double hoover = p->krugman / 2;
		int c = 0;

		pgi_table_set(table, c++, pgi_label_datum(own, i));
		pgi_table_set_float8(table, c++, p->total);
		pgi_table_set_float8(table, c++, p->share);
		pgi_table_set_int4(table, c++, p->n_positive);
		pgi_table_set_float8(table, c++, p->hhi);
		pgi_table_set_float8(table, c++, p->hhi_normalized);
		pgi_table_set_float8(table, c++, rules.econgeo ? rounded(p->entropy, 1e3) : p->entropy);
		pgi_table_set_float8(table, c++, krugman_half ? p->krugman / 2 : p->krugman);
		pgi_table_set_float8(table, c++, p->hachman);
		pgi_table_set_float8(table, c++, rules.econgeo ? rounded(100 * hoover, 1e2) : hoover);
		pgi_table_set_float8(table, c++, gini_half ? p->locational_gini / 2 : p->locational_gini);
		if (p->n_present >= 0)
			pgi_table_set_int4(table, c, p->n_present);
		c++;
		if (p->largest >= 0)
			pgi_table_set(table, c, names[p->largest]);
		pgi_table_set_float8(table, c + 1, p->largest_share);
		if (p->top >= 0)
			pgi_table_set(table, c + 2, names[p->top]);
		pgi_table_set_float8(table, c + 3, p->top_quotient);
		pgi_table_set_text(table, c + 4, p->total > 0 && u.total > 0 ? "ok" : "no_denominator");
		pgi_table_set(table, c + 5, method);
		pgi_table_put(table);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(pgi_region_profile);
Datum
pgi_region_profile(PG_FUNCTION_ARGS)
{
	return profiles(fcinfo, false);
}

PG_FUNCTION_INFO_V1(pgi_industry_profile);
Datum
pgi_industry_profile(PG_FUNCTION_ARGS)
{
	return profiles(fcinfo, true);
}

PG_FUNCTION_INFO_V1(pgi_group_cols);
Datum
pgi_group_cols(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_labels group = pgi_labels_from_array(env, PG_GETARG_DATUM(1));
	pgi_matrix result;

	pgi_check(env, pgi_core_group_cols(env, PGI_GETARG_MATRIX(0), &group, &result));
	PGI_RETURN_MATRIX(env, &result);
}

PG_FUNCTION_INFO_V1(pgi_variety_table);
Datum
pgi_variety_table(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	const pgi_matrix *m = PGI_GETARG_MATRIX(0);
	pgi_labels group = pgi_labels_from_array(env, PG_GETARG_DATUM(1));
	pgi_variety *v;
	pgi_table *table;

	pgi_check(env, pgi_core_variety(env, m, &group, &v));
	table = pgi_table_begin(fcinfo);
	for (int32_t i = 0; i < m->rows.n; i++)
	{
		pgi_table_set(table, 0, pgi_label_datum(&m->rows, i));
		pgi_table_set_float8(table, 1, v[i].total);
		pgi_table_set_float8(table, 2, v[i].unrelated);
		pgi_table_set_float8(table, 3, v[i].related);
		pgi_table_set_text(table, 4, isnan(v[i].total) ? "no_denominator" : "ok");
		pgi_table_put(table);
	}
	return (Datum) 0;
}

/* --- pairs ------------------------------------------------------------------------------ */

PG_FUNCTION_INFO_V1(pgi_similarity_matrix);
Datum
pgi_similarity_matrix(PG_FUNCTION_ARGS)
{
	static const char *const measures[] = {"cosine", "finger_kreinin", "bray_curtis", "krugman", NULL};
	pgi_env *env = pgi_env_here();
	pgi_similarity measure = (pgi_similarity) pgi_option("measure", PG_GETARG_DATUM(1), measures);
	pgi_matrix result;

	pgi_check(env, pgi_core_similarity(env, PGI_GETARG_MATRIX(0), measure, &result));
	PGI_RETURN_MATRIX(env, &result);
}

PG_FUNCTION_INFO_V1(pgi_complementarity);
Datum
pgi_complementarity(PG_FUNCTION_ARGS)
{
	static const char *const pairs[] = {"all", "off_diagonal", NULL};
	pgi_env *env = pgi_env_here();
	bool off_diagonal = pgi_option("pairs", PG_GETARG_DATUM(2), pairs) == 1;
	pgi_matrix result;

	pgi_check(env, pgi_core_complementarity(env, PGI_GETARG_MATRIX(0), PGI_GETARG_MATRIX(1), off_diagonal, &result));
	PGI_RETURN_MATRIX(env, &result);
}

PG_FUNCTION_INFO_V1(pgi_coagglomeration);
Datum
pgi_coagglomeration(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_universe u;
	const pgi_matrix *m = universe_of(fcinfo, env, PG_NARGS() == 2, PGI_SIDE_ROWS, &u);
	pgi_matrix result;

	pgi_check(env, pgi_core_coagglomeration(env, m, &u, &result));
	PGI_RETURN_MATRIX(env, &result);
}

PG_FUNCTION_INFO_V1(pgi_group_coagglomeration);
Datum
pgi_group_coagglomeration(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_universe u;
	const pgi_matrix *m = universe_of(fcinfo, env, true, PGI_SIDE_ROWS, &u);
	double gamma;

	pgi_check(env, pgi_core_group_coagglomeration(env, m, &u, &gamma));
	if (isnan(gamma))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(gamma);
}

/* --- geographic concentration from matrices ------------------------------------------------ */

PG_FUNCTION_INFO_V1(pgi_ellison_glaeser_table);
Datum
pgi_ellison_glaeser_table(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	bool has_reference = PG_NARGS() == 3;
	const pgi_matrix *m = PGI_GETARG_MATRIX(0);
	pgi_universe u;
	pgi_dartboard *d;
	pgi_table *table;
	Datum method =
		CStringGetTextDatum(has_reference ? "ellison_glaeser:reference=argument" : "ellison_glaeser:reference=self");

	pgi_check(env, pgi_core_universe(env, m, has_reference ? PGI_GETARG_MATRIX(2) : NULL, PGI_SIDE_ROWS, &u));
	pgi_check(env, pgi_core_dartboards(env, m, &u, PGI_GETARG_MATRIX(1), &d));
	table = pgi_table_begin(fcinfo);
	for (int32_t j = 0; j < m->cols.n; j++)
	{
		double gamma = pgi_core_ellison_glaeser(&d[j]);
		const char *status = isnan(d[j].g)            ? "no_denominator"
							 : isnan(d[j].herfindahl) ? "missing_input"
							 : isnan(gamma)           ? "degenerate"
													  : "ok";

		pgi_table_set(table, 0, pgi_label_datum(&m->cols, j));
		pgi_table_set_float8(table, 1, d[j].g);
		pgi_table_set_float8(table, 2, d[j].herfindahl);
		pgi_table_set_float8(table, 3, gamma);
		pgi_table_set_float8(table, 4, pgi_core_maurel_sedillot(&d[j]));
		pgi_table_set_text(table, 5, status);
		pgi_table_set(table, 6, method);
		pgi_table_put(table);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(pgi_plant_herfindahl);
Datum
pgi_plant_herfindahl(PG_FUNCTION_ARGS)
{
	static const uint32_t name_offset[] = {0, 10};
	static const pgi_labels name = {.n = 1, .offset = name_offset, .bytes = "herfindahl"};
	pgi_env *env = pgi_env_here();
	const pgi_matrix *m = PGI_GETARG_MATRIX(0);
	double *herfindahl;
	pgi_matrix result;

	pgi_check(env, pgi_core_plant_herfindahl(env, m, PGI_GETARG_MATRIX(1), &herfindahl));
	pgi_check(env, pgi_matrix_from_dense(env, &m->cols, &name, herfindahl, true, &result));
	PGI_RETURN_MATRIX(env, &result);
}

/* --- cluster criteria ------------------------------------------------------------------------ */

/* Change of each cell's quotient since an earlier matrix; NaN where either is undefined. */
static double *
quotient_changes(pgi_env *env, const pgi_matrix *m, const double *quotient, const pgi_matrix *previous)
{
	pgi_universe u;
	double *before = pgi_new(env, previous->n_cells, sizeof(double)),
		   *change = pgi_new(env, m->n_cells, sizeof(double));
	int32_t *row, *col;
	bool complete;

	pgi_check(env, pgi_core_universe(env, previous, NULL, PGI_SIDE_COLS, &u));
	pgi_check(env, pgi_core_location_quotient(env, previous, &u, NAN, 0, before, &complete));
	pgi_check(env, pgi_core_labels_met(env, &m->rows, &previous->rows, &row));
	pgi_check(env, pgi_core_labels_met(env, &m->cols, &previous->cols, &col));
	for (int32_t r = 0; r < m->rows.n; r++)
	{
		CHECK_FOR_INTERRUPTS();
		for (int32_t k = m->row_start[r]; k < m->row_start[r + 1]; k++)
		{
			int32_t i = row[r], j = col[m->col[k]], at;

			change[k] = NAN;
			if (i < 0 || j < 0 || !(u.row_total[i] > 0) || !(u.col_total[j] > 0))
				continue;
			at = pgi_cell_find(previous, i, j);
			change[k] = quotient[k] - (at >= 0 ? before[at] : 0);
		}
	}
	return change;
}

static const char *
life_cycle(double quotient, double change)
{
	if (isnan(change))
		return NULL;
	if (quotient >= 1)
		return change >= 0 ? "star" : "mature";
	return change >= 0 ? "emerging" : "transforming";
}

PG_FUNCTION_INFO_V1(pgi_cluster_criteria);
Datum
pgi_cluster_criteria(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_cluster_rules rules;
	pgi_cluster_edges *edges;
	const pgi_matrix *m;
	pgi_universe u;
	double *quotient, *focus, *change = NULL;
	pgi_table *table;
	Datum *industry, method;
	StringInfo id = pgi_method_begin("cluster_criteria");
	bool complete;

	for (int i = 0; i < PG_NARGS(); i++)
		if (PG_ARGISNULL(i) && i != 1)
		{
			(void) pgi_table_begin(fcinfo);
			return (Datum) 0;
		}
	rules.size_percentile = pgi_number_between("size_percentile", PG_GETARG_FLOAT8(2), 0, 1);
	rules.focus_percentile = pgi_number_between("focus_percentile", PG_GETARG_FLOAT8(3), 0, 1);
	rules.strong_percentile = pgi_number_between("strong_percentile", PG_GETARG_FLOAT8(4), 0, 1);
	rules.min_quotient = pgi_not_negative("min_quotient", PG_GETARG_FLOAT8(5));
	rules.min_size = pgi_not_negative("min_size", PG_GETARG_FLOAT8(6));
	pgi_method_text(id, "previous", PG_ARGISNULL(1) ? "null" : "argument");
	pgi_method_number(id, "size_percentile", rules.size_percentile);
	pgi_method_number(id, "focus_percentile", rules.focus_percentile);
	pgi_method_number(id, "strong_percentile", rules.strong_percentile);
	pgi_method_number(id, "min_quotient", rules.min_quotient);
	pgi_method_number(id, "min_size", rules.min_size);
	method = pgi_method_end(id);

	m = universe_of(fcinfo, env, false, PGI_SIDE_COLS, &u);
	quotient = pgi_new(env, m->n_cells, sizeof(double));
	focus = pgi_new(env, m->n_cells, sizeof(double));
	pgi_check(env, pgi_core_location_quotient(env, m, &u, NAN, 0, quotient, &complete));
	for (int32_t r = 0; r < m->rows.n; r++)
		for (int32_t k = m->row_start[r]; k < m->row_start[r + 1]; k++)
			focus[k] = m->value[k] / u.row_total[r];
	pgi_check(env, pgi_core_cluster_edges(env, m, quotient, focus, &rules, &edges));
	if (!PG_ARGISNULL(1))
		change = quotient_changes(env, m, quotient, PGI_GETARG_MATRIX(1));

	industry = pgi_label_datums(&m->cols);
	table = pgi_table_begin(fcinfo);
	for (int32_t r = 0; r < m->rows.n; r++)
	{
		Datum region = pgi_label_datum(&m->rows, r);

		for (int32_t k = m->row_start[r]; k < m->row_start[r + 1]; k++)
		{
			double x = m->value[k];
			const pgi_cluster_edges *e = &edges[m->col[k]];
			bool size_ok = x >= e->size, quotient_ok = quotient[k] >= rules.min_quotient,
				 focus_ok = focus[k] >= e->focus, large_enough = x >= rules.min_size;
			double moved = change ? change[k] : NAN;

			if (!(x > 0))
				continue;
			pgi_table_set(table, 0, region);
			pgi_table_set(table, 1, industry[m->col[k]]);
			pgi_table_set_float8(table, 2, x);
			pgi_table_set_float8(table, 3, e->size);
			pgi_table_set_bool(table, 4, size_ok);
			pgi_table_set_float8(table, 5, quotient[k]);
			pgi_table_set_bool(table, 6, quotient_ok);
			pgi_table_set_float8(table, 7, focus[k]);
			pgi_table_set_float8(table, 8, e->focus);
			pgi_table_set_bool(table, 9, focus_ok);
			pgi_table_set_bool(table, 10, large_enough);
			pgi_table_set_int4(table, 11, large_enough ? size_ok + quotient_ok + focus_ok : 0);
			pgi_table_set_float8(table, 12, e->strong);
			pgi_table_set_bool(table, 13, large_enough && quotient[k] >= e->strong);
			pgi_table_set_float8(table, 14, moved);
			pgi_table_set_text(table, 15, life_cycle(quotient[k], moved));
			pgi_table_set(table, 16, method);
			pgi_table_put(table);
		}
	}
	return (Datum) 0;
}
