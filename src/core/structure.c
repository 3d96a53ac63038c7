/* structure.c - pairs the cells of two matrices by label. O(cells + labels). */
#include "structure.h"

#include "specialization.h"

pgi_status
pgi_core_pair_cells(pgi_env *env, const pgi_matrix *m0, const pgi_matrix *m1, pgi_pair_cells *pair)
{
	const pgi_matrix *given[2] = {m0, m1};
	pgi_matrix m[2];
	int32_t *row_to[2], *col_to[2], *row, *col;
	double *value[2];
	size_t room = (size_t) m0->n_cells + (size_t) m1->n_cells;
	int64_t n = 0;

	PGI_TRY(pgi_labels_union(env, &m0->rows, &m1->rows, &pair->rows, &row_to[0], &row_to[1]));
	PGI_TRY(pgi_labels_union(env, &m0->cols, &m1->cols, &pair->cols, &col_to[0], &col_to[1]));
	for (int t = 0; t < 2; t++)
	{
		double *rows, *cols;

		PGI_TRY(pgi_matrix_relabel(env, given[t], &pair->rows, row_to[t], &pair->cols, col_to[t], &m[t]));
		PGI_TRY(pgi_matrix_totals(env, &m[t], &rows, &cols, &pair->total[t]));
		pair->row_total[t] = rows;
		pair->col_total[t] = cols;
		PGI_NEW(env, value[t], room);
	}
	PGI_NEW(env, row, room);
	PGI_NEW(env, col, room);
	for (int32_t r = 0; r < pair->rows.n; r++)
	{
		int32_t i = m[0].row_start[r];
		int32_t j = m[1].row_start[r];
		int32_t i_end = m[0].row_start[r + 1];
		int32_t j_end = m[1].row_start[r + 1];

		PGI_POLL_EVERY(env, (uint64_t) r, 8);
		while (i < i_end || j < j_end)
		{
			int32_t a = i < i_end ? m[0].col[i] : INT32_MAX;
			int32_t b = j < j_end ? m[1].col[j] : INT32_MAX;

			row[n] = r;
			col[n] = a < b ? a : b;
			value[0][n] = a <= b ? m[0].value[i++] : 0;
			value[1][n] = b <= a ? m[1].value[j++] : 0;
			n++;
		}
	}
	pair->n = n;
	pair->row = row;
	pair->col = col;
	pair->value[0] = value[0];
	pair->value[1] = value[1];
	return PGI_OK;
}

pgi_status
pgi_core_pair_reference(pgi_env *env, const pgi_matrix *reference0, const pgi_matrix *reference1, pgi_pair_cells *pair)
{
	const pgi_matrix *reference[2] = {reference0, reference1};

	for (int t = 0; t < 2; t++)
	{
		double *of_reference, *of_pair;
		int32_t *at;

		PGI_TRY(pgi_matrix_totals(env, reference[t], NULL, &of_reference, &pair->total[t]));
		PGI_TRY(pgi_core_labels_met(env, &pair->cols, &reference[t]->cols, &at));
		PGI_NEW(env, of_pair, pair->cols.n);
		for (int32_t c = 0; c < pair->cols.n; c++)
			of_pair[c] = at[c] >= 0 ? of_reference[at[c]] : 0;
		pair->col_total[t] = of_pair;
	}
	return PGI_OK;
}
