/*
 * specialization_variety.c - columns summed into groups, and the entropy of a
 * row split between and within groups: unrelated and related variety (Frenken,
 * Van Oort & Verburg 2007), in bits.  O(cells + groups per row).
 */
#include <math.h>
#include <stdlib.h>

#include "exact_sum.h"
#include "specialization.h"

#define POLL_CELLS 15

/* The distinct groups in byte order, and the number of each column's group there. */
typedef struct grouping
{
	pgi_labels labels;
	int32_t *of_col;
} grouping;

pgi_status
pgi_core_label_order(pgi_env *env, const pgi_labels *labels, int32_t **result)
{
	int32_t n = labels->n, *order, *spare;

	PGI_NEW(env, order, n);
	PGI_NEW(env, spare, n);
	for (int32_t i = 0; i < n; i++)
		order[i] = i;
	for (int64_t width = 1; width < n; width *= 2)
	{
		int32_t *swap = order;

		for (int64_t from = 0; from < n; from += 2 * width)
		{
			int64_t middle = from + width < n ? from + width : n, to = from + 2 * width < n ? from + 2 * width : n,
					i = from, j = middle;

			for (int64_t k = from; k < to; k++)
			{
				bool left = j >= to;

				PGI_POLL_EVERY(env, (uint64_t) k, 12);
				if (i < middle && j < to)
				{
					int a_len, b_len;
					const char *a = pgi_label(labels, order[i], &a_len), *b = pgi_label(labels, order[j], &b_len);

					left = pgi_label_compare(a, a_len, b, b_len) <= 0;
				}
				spare[k] = left ? order[i++] : order[j++];
			}
		}
		order = spare;
		spare = swap;
	}
	pgi_free(env, spare);
	*result = order;
	return PGI_OK;
}

static pgi_status
make_grouping(pgi_env *env, const pgi_matrix *m, const pgi_labels *group, grouping *g)
{
	int32_t *sorted;
	uint32_t *offset;
	char *bytes;
	int32_t n = 0;

	if (group->n != m->cols.n)
		return pgi_fail(env, .status = PGI_GROUP_COUNT, .n = group->n, .limit = m->cols.n);
	PGI_NEW(env, g->of_col, group->n);
	PGI_NEW(env, offset, (size_t) group->n + 1);
	PGI_NEW(env, bytes, group->offset[group->n]);
	PGI_TRY(pgi_core_label_order(env, group, &sorted));
	offset[0] = 0;
	for (int32_t i = 0; i < group->n; i++)
	{
		int len, before_len = 0;
		const char *label = pgi_label(group, sorted[i], &len),
				   *before = i > 0 ? pgi_label(group, sorted[i - 1], &before_len) : NULL;

		if (!before || pgi_label_compare(before, before_len, label, len) != 0)
		{
			PGI_TRY(pgi_label_check(env, label, len));
			memcpy(bytes + offset[n], label, (size_t) len);
			offset[n + 1] = offset[n] + (uint32_t) len;
			n++;
		}
		g->of_col[sorted[i]] = n - 1;
	}
	g->labels = (pgi_labels){.n = n, .offset = offset, .bytes = bytes};
	return PGI_OK;
}

static int
compare_int32(const void *a, const void *b)
{
	int32_t x = *(const int32_t *) a, y = *(const int32_t *) b;

	return (x > y) - (x < y);
}

pgi_status
pgi_core_group_cols(pgi_env *env, const pgi_matrix *m, const pgi_labels *group, pgi_matrix *result)
{
	grouping g;
	pgi_sum *sum;
	int32_t *seen_in, *touched, *row_start, *col;
	double *value;
	int32_t n_cells = 0;

	PGI_TRY(make_grouping(env, m, group, &g));
	PGI_NEW_ZERO(env, sum, g.labels.n);
	PGI_NEW_ZERO(env, seen_in, g.labels.n);
	PGI_NEW(env, touched, g.labels.n);
	PGI_NEW(env, row_start, (size_t) m->rows.n + 1);
	PGI_NEW(env, col, m->n_cells);
	PGI_NEW(env, value, m->n_cells);
	for (int32_t i = 0; i < m->rows.n; i++)
	{
		int32_t n_touched = 0;

		row_start[i] = n_cells;
		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
		{
			int32_t j = g.of_col[m->col[k]];

			PGI_POLL_EVERY(env, k, POLL_CELLS);
			if (seen_in[j] != i + 1)
			{
				seen_in[j] = i + 1;
				touched[n_touched++] = j;
			}
			PGI_TRY(pgi_sum_add(env, &sum[j], m->value[k]));
		}
		qsort(touched, (size_t) n_touched, sizeof *touched, compare_int32);
		for (int32_t t = 0; t < n_touched; t++)
		{
			int32_t j = touched[t];

			col[n_cells] = j;
			value[n_cells] = pgi_sum_value(&sum[j]);
			if (!isfinite(value[n_cells]))
			{
				int row_len, col_len;
				const char *row_label = pgi_label(&m->rows, i, &row_len),
						   *col_label = pgi_label(&g.labels, j, &col_len);

				return pgi_fail(env, .status = PGI_SUM_OVERFLOW, .row = row_label, .row_len = row_len, .col = col_label,
								.col_len = col_len);
			}
			n_cells++;
			pgi_free(env, sum[j].tail);
			sum[j] = (pgi_sum){0};
		}
	}
	row_start[m->rows.n] = n_cells;
	*result = (pgi_matrix){
		.rows = m->rows, .cols = g.labels, .n_cells = n_cells, .value = value, .row_start = row_start, .col = col};
	return PGI_OK;
}

pgi_status
pgi_core_variety(pgi_env *env, const pgi_matrix *m, const pgi_labels *group, pgi_variety **varieties)
{
	grouping g;
	double *share, *total;
	int32_t *touched, *seen_in;

	PGI_TRY(make_grouping(env, m, group, &g));
	PGI_TRY(pgi_matrix_check_non_negative(env, m));
	PGI_TRY(pgi_matrix_totals(env, m, &total, NULL, NULL));
	PGI_NEW(env, share, g.labels.n);
	PGI_NEW(env, touched, g.labels.n);
	PGI_NEW_ZERO(env, seen_in, g.labels.n);
	PGI_NEW_ZERO(env, *varieties, m->rows.n);
	for (int32_t i = 0; i < m->rows.n; i++)
	{
		pgi_variety *v = &(*varieties)[i];
		int32_t n_touched = 0;

		if (!(total[i] > 0))
		{
			*v = (pgi_variety){NAN, NAN, NAN};
			continue;
		}
		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
		{
			int32_t j = g.of_col[m->col[k]];
			double s = m->value[k] / total[i];

			PGI_POLL_EVERY(env, k, POLL_CELLS);
			if (seen_in[j] != i + 1)
			{
				seen_in[j] = i + 1;
				touched[n_touched++] = j;
				share[j] = 0;
			}
			share[j] += s;
			v->total -= s > 0 ? s * log2(s) : 0;
		}
		for (int32_t t = 0; t < n_touched; t++)
		{
			double s = share[touched[t]];

			v->unrelated -= s > 0 ? s * log2(s) : 0;
		}
		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
		{
			double s = m->value[k] / total[i];

			PGI_POLL_EVERY(env, k, POLL_CELLS);
			v->related -= s > 0 ? s * log2(s / share[g.of_col[m->col[k]]]) : 0;
		}
		/* a single term's log of 1 + rounding must not show as -0 or below zero */
		v->total = fmax(v->total, 0);
		v->unrelated = fmax(v->unrelated, 0);
		v->related = fmax(v->related, 0);
	}
	return PGI_OK;
}
