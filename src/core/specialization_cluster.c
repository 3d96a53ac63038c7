/*
 * specialization_cluster.c - which regions are clusters of which industries:
 * the cluster index of Litzenberger & Sternberg (2006), and the edges that the
 * criteria of cluster observatories are tested against.  O(cells log regions).
 */
#include <math.h>

#include "specialization.h"

#define POLL_CELLS 15

/* The single column of a vector for the rows of a matrix, each of which it must have; and its sum. */
static pgi_status
vector_for_rows(pgi_env *env, const pgi_matrix *vector, const pgi_labels *rows, double **value, double *total)
{
	if (vector->cols.n != 1)
		return pgi_fail(env, .status = PGI_NOT_ONE_COLUMN, .n = vector->cols.n);
	PGI_TRY(pgi_matrix_check_non_negative(env, vector));
	PGI_TRY(pgi_matrix_totals(env, vector, NULL, NULL, total));
	PGI_NEW(env, *value, rows->n);
	for (int32_t i = 0; i < rows->n; i++)
	{
		int len;
		const char *label = pgi_label(rows, i, &len);
		int32_t at = pgi_label_find(&vector->rows, label, len);

		PGI_POLL_EVERY(env, i, 10);
		if (at < 0)
			return pgi_fail(env, .status = PGI_LABEL_NOT_FOUND, .row = label, .row_len = len);
		(*value)[i] = vector->row_start[at] < vector->row_start[at + 1] ? vector->value[vector->row_start[at]] : 0;
	}
	return PGI_OK;
}

pgi_status
pgi_core_cluster_index(pgi_env *env, const pgi_matrix *m, const pgi_matrix *plants, const pgi_matrix *area,
					   const pgi_matrix *population, double *value)
{
	double *employment, *n_plants, *a, *p, all_area, all_population;
	int32_t *plant_col, *plant_row;

	PGI_TRY(pgi_matrix_check_non_negative(env, m));
	PGI_TRY(pgi_matrix_check_non_negative(env, plants));
	PGI_TRY(vector_for_rows(env, area, &m->rows, &a, &all_area));
	PGI_TRY(vector_for_rows(env, population, &m->rows, &p, &all_population));
	PGI_TRY(pgi_matrix_totals(env, m, NULL, &employment, NULL));
	PGI_TRY(pgi_matrix_totals(env, plants, NULL, &n_plants, NULL));
	PGI_TRY(pgi_core_labels_met(env, &m->rows, &plants->rows, &plant_row));
	PGI_TRY(pgi_core_labels_met(env, &m->cols, &plants->cols, &plant_col));
	for (int32_t r = 0; r < m->rows.n; r++)
		for (int32_t k = m->row_start[r]; k < m->row_start[r + 1]; k++)
		{
			int32_t j = plant_col[m->col[k]],
					at = j >= 0 && plant_row[r] >= 0 ? pgi_cell_find(plants, plant_row[r], j) : -1;
			double e = m->value[k], b = at >= 0 ? plants->value[at] : 0, e_all = employment[m->col[k]],
				   b_all = j >= 0 ? n_plants[j] : 0, density = e / a[r] / (e_all / all_area),
				   stock = e / p[r] / (e_all / all_population), plant_size = e / b / (e_all / b_all);

			PGI_POLL_EVERY(env, k, 10);
			value[k] = e > 0 && b > 0 ? density * stock / plant_size : e_all > 0 && b > 0 ? 0 : NAN;
			if (!(a[r] > 0 && p[r] > 0) || !isfinite(value[k]))
				value[k] = NAN;
		}
	return PGI_OK;
}

/* The first of n > 0 ranked values whose cumulated share of the regions reaches p. */
static double
percentile(const pgi_ranked *sorted, int32_t n, double p)
{
	int64_t at = (int64_t) ceil(p * n);
	double value;

	at = at < 1 ? 1 : at > n ? n : at;
	memcpy(&value, &sorted[at - 1].key, sizeof value);
	return value;
}

/* Percentile p of the positive values of one column of a transposed matrix. */
static pgi_status
column_percentile(pgi_env *env, const double *value, int32_t n, double p, pgi_ranked *entries, pgi_ranked *spare,
				  double *result)
{
	pgi_ranked *sorted;
	int32_t n_positive = 0;

	for (int32_t k = 0; k < n; k++)
		if (value[k] > 0)
			entries[n_positive++].key = pgi_double_key(value[k]);
	*result = NAN;
	if (n_positive == 0)
		return PGI_OK;
	PGI_TRY(pgi_core_rank(env, entries, spare, n_positive, &sorted));
	*result = percentile(sorted, n_positive, p);
	return PGI_OK;
}

pgi_status
pgi_core_cluster_edges(pgi_env *env, const pgi_matrix *m, const double *quotient, const double *focus,
					   const pgi_cluster_rules *rules, pgi_cluster_edges **edges)
{
	pgi_matrix view = *m, size, lq, share;
	pgi_ranked *entries, *spare;

	PGI_TRY(pgi_matrix_transpose(env, m, &size));
	view.value = quotient;
	PGI_TRY(pgi_matrix_transpose(env, &view, &lq));
	view.value = focus;
	PGI_TRY(pgi_matrix_transpose(env, &view, &share));
	PGI_NEW(env, entries, m->rows.n);
	PGI_NEW(env, spare, m->rows.n);
	PGI_NEW(env, *edges, m->cols.n);
	for (int32_t j = 0; j < m->cols.n; j++)
	{
		int32_t start = size.row_start[j], n = size.row_start[j + 1] - start;
		pgi_cluster_edges *e = &(*edges)[j];

		PGI_POLL(env);
		PGI_TRY(column_percentile(env, size.value + start, n, rules->size_percentile, entries, spare, &e->size));
		PGI_TRY(column_percentile(env, share.value + start, n, rules->focus_percentile, entries, spare, &e->focus));
		PGI_TRY(column_percentile(env, lq.value + start, n, rules->strong_percentile, entries, spare, &e->strong));
	}
	return PGI_OK;
}
