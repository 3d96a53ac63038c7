/*
 * specialization.c - location quotients and what is made of them.
 *
 * The quotient is evaluated exactly as (x / X_r) / (X_i / X), so that equal
 * rationals give exactly 1 and a test against 1 is stable (Florence 1939;
 * Balassa 1965 for trade).  One pass over the cells, O(cells + labels).
 */
#include <math.h>

#include "specialization.h"

#define POLL_CELLS 15 /* poll once in 2^15 cells */

pgi_status
pgi_core_labels_in(pgi_env *env, const pgi_labels *own, const pgi_labels *other, int32_t **at)
{
	int32_t j = 0;

	PGI_NEW(env, *at, own->n);
	for (int32_t i = 0; i < own->n; i++)
	{
		int len, other_len, c = -1;
		const char *label = pgi_label(own, i, &len);

		for (; j < other->n; j++)
		{
			const char *there = pgi_label(other, j, &other_len);

			PGI_POLL_EVERY(env, (uint64_t) i + j, POLL_CELLS);
			c = pgi_label_compare(label, len, there, other_len);
			if (c <= 0)
				break;
		}
		(*at)[i] = j < other->n && c == 0 ? j : -1;
	}
	return PGI_OK;
}

pgi_status
pgi_core_no_common_label(pgi_env *env, const pgi_labels *own, const pgi_labels *other)
{
	int own_len, other_len;
	const char *first = pgi_label(own, 0, &own_len), *other_first = pgi_label(other, 0, &other_len);

	return pgi_fail(env, .status = PGI_NO_COMMON_LABEL, .row = first, .row_len = own_len, .col = other_first,
					.col_len = other_len);
}

pgi_status
pgi_core_labels_met(pgi_env *env, const pgi_labels *own, const pgi_labels *other, int32_t **at)
{
	PGI_TRY(pgi_core_labels_in(env, own, other, at));
	for (int32_t i = 0; i < own->n; i++)
		if ((*at)[i] >= 0)
			return PGI_OK;
	return own->n > 0 && other->n > 0 ? pgi_core_no_common_label(env, own, other) : PGI_OK;
}

/*
 * Totals of `other` for the labels of `own` (0 where it has none), and of the
 * labels left over their number and the sum of their squared shares of `all`.
 */
static pgi_status
align_totals(pgi_env *env, const pgi_labels *own, const pgi_labels *other, const double *total, double all,
			 bool must_meet, double **aligned, int32_t *more, double *more_x2)
{
	int32_t *at;

	PGI_TRY(pgi_core_labels_in(env, other, own, &at));
	PGI_NEW_ZERO(env, *aligned, own->n);
	*more = 0;
	*more_x2 = 0;
	for (int32_t j = 0; j < other->n; j++)
	{
		if (at[j] >= 0)
		{
			(*aligned)[at[j]] = total[j];
			continue;
		}
		*more_x2 += total[j] / all * (total[j] / all);
		(*more)++;
	}
	pgi_free(env, at);
	if (must_meet && *more == other->n && own->n > 0 && other->n > 0)
		return pgi_core_no_common_label(env, own, other);
	return PGI_OK;
}

/* Sum of squared shares. */
static double
squared_shares(const double *total, int32_t n, double all)
{
	double sum = 0;

	for (int32_t i = 0; i < n; i++)
		sum += total[i] / all * (total[i] / all);
	return sum;
}

pgi_status
pgi_core_universe(pgi_env *env, const pgi_matrix *m, const pgi_matrix *reference, pgi_side side, pgi_universe *u)
{
	double *row_total, *col_total, unused;

	*u = (pgi_universe){0};
	PGI_TRY(pgi_matrix_check_non_negative(env, m));
	PGI_TRY(pgi_matrix_totals(env, m, &u->row_total, &u->col_total, &u->total));
	u->row_ref = u->row_total;
	u->col_ref = u->col_total;
	u->row_x2 = squared_shares(u->row_total, m->rows.n, u->total);
	if (!reference)
		return PGI_OK;
	PGI_TRY(pgi_matrix_check_non_negative(env, reference));
	PGI_TRY(pgi_matrix_totals(env, reference, &row_total, &col_total, &u->total));
	u->row_x2 = squared_shares(row_total, reference->rows.n, u->total);
	PGI_TRY(align_totals(env, &m->rows, &reference->rows, row_total, u->total, side == PGI_SIDE_ROWS, &u->row_ref,
						 &u->more_rows, &u->more_x2));
	PGI_TRY(align_totals(env, &m->cols, &reference->cols, col_total, u->total, side == PGI_SIDE_COLS, &u->col_ref,
						 &u->more_cols, &unused));
	pgi_free(env, row_total);
	pgi_free(env, col_total);
	return PGI_OK;
}

/* The quotients of one row's cells; share[j] = X_i / X, NaN where X_i is zero. */
__attribute__((target_clones("avx2", "default"))) static void
quotient_row(const double *x, const int32_t *col, int32_t n, double row_total, const double *share, double *value)
{
	for (int32_t k = 0; k < n; k++)
		value[k] = x[k] / row_total / share[col[k]];
}

pgi_status
pgi_core_location_quotient(pgi_env *env, const pgi_matrix *m, const pgi_universe *u, double undefined, double min_size,
						   double *value, bool *complete)
{
	double *share;
	bool gaps = !isnan(undefined) || min_size > 0;

	PGI_NEW(env, share, m->cols.n);
	*complete = !gaps;
	for (int32_t j = 0; j < m->cols.n; j++)
	{
		share[j] = pgi_reference_share(u->col_ref[j], u->total);
		*complete &= !isnan(share[j]);
	}
	for (int32_t i = 0; i < m->rows.n; i++)
	{
		double row_total = u->row_total[i] > 0 ? u->row_total[i] : NAN;

		*complete &= !isnan(row_total);
		for (int32_t k = m->row_start[i], end; k < m->row_start[i + 1]; k = end)
		{
			end = m->row_start[i + 1] - k > 1 << POLL_CELLS ? k + (1 << POLL_CELLS) : m->row_start[i + 1];
			PGI_POLL(env);
			quotient_row(m->value + k, m->col + k, end - k, row_total, share, value + k);
			for (int32_t c = k; gaps && c < end; c++)
			{
				if (isnan(value[c]))
					value[c] = undefined;
				if (m->value[c] < min_size)
					value[c] = NAN;
			}
		}
	}
	pgi_free(env, share);
	return PGI_OK;
}

pgi_status
pgi_core_rsca(pgi_env *env, int32_t n, double *quotient)
{
	for (int32_t k = 0; k < n; k++)
	{
		PGI_POLL_EVERY(env, k, POLL_CELLS);
		quotient[k] = (quotient[k] - 1) / (quotient[k] + 1);
	}
	return PGI_OK;
}

pgi_status
pgi_core_presence(pgi_env *env, int32_t n, double threshold, bool inclusive, double *quotient)
{
	for (int32_t k = 0; k < n; k++)
	{
		double q = quotient[k];

		PGI_POLL_EVERY(env, k, POLL_CELLS);
		quotient[k] = q > 0 && (inclusive ? q >= threshold : q > threshold);
	}
	return PGI_OK;
}

/*
 * O'Donoghue & Gleave (2004): a region is an agglomeration of an industry where
 * its quotient is significantly high among all regions', that is more than 1.96
 * standard deviations above their mean, once the quotients look normal.
 */
pgi_status
pgi_core_quotient_z(pgi_env *env, const pgi_matrix *m, const pgi_universe *u, bool logarithm, int ddof,
					double *quotient)
{
	double *mean, *square;
	int32_t *n, *stored, n_regions = 0;

	PGI_NEW_ZERO(env, mean, m->cols.n);
	PGI_NEW_ZERO(env, square, m->cols.n);
	PGI_NEW_ZERO(env, n, m->cols.n);
	PGI_NEW_ZERO(env, stored, m->cols.n);
	for (int32_t i = 0; i < m->rows.n; i++)
		n_regions += u->row_total[i] > 0;
	for (int32_t k = 0; k < m->n_cells; k++)
	{
		double q = quotient[k];

		PGI_POLL_EVERY(env, k, POLL_CELLS);
		if (logarithm)
			q = q > 0 ? log(q) : NAN;
		quotient[k] = q;
		if (isnan(q))
			continue;
		mean[m->col[k]] += q;
		stored[m->col[k]]++;
	}
	for (int32_t j = 0; j < m->cols.n; j++)
	{
		n[j] = logarithm ? stored[j] : n_regions;
		mean[j] /= n[j];
		square[j] = (n[j] - stored[j]) * mean[j] * mean[j];
	}
	for (int32_t k = 0; k < m->n_cells; k++)
	{
		double d = quotient[k] - mean[m->col[k]];

		PGI_POLL_EVERY(env, k, POLL_CELLS);
		if (!isnan(d))
			square[m->col[k]] += d * d;
	}
	for (int32_t k = 0; k < m->n_cells; k++)
	{
		int32_t j = m->col[k];
		double sd = sqrt(square[j] / (n[j] - ddof));

		PGI_POLL_EVERY(env, k, POLL_CELLS);
		/* equal quotients differ by rounding at most: no spread to measure by */
		quotient[k] = n[j] > ddof && sd > 1e-14 * (1 + fabs(mean[j])) ? (quotient[k] - mean[j]) / sd : NAN;
	}
	return PGI_OK;
}

/* b / a, NaN where the base is zero. */
static double
growth_factor(double a, double b)
{
	return a > 0 ? b / a : NAN;
}

pgi_status
pgi_core_dynamic_quotient(pgi_env *env, const pgi_matrix *m0, const pgi_matrix *m1, pgi_matrix *result)
{
	pgi_labels rows, cols;
	int32_t *row0, *row1, *col0, *col1;
	pgi_matrix a, b;
	double *row_a, *col_a, *row_b, *col_b, *value, total_a, total_b, whole;

	PGI_TRY(pgi_matrix_check_non_negative(env, m0));
	PGI_TRY(pgi_matrix_check_non_negative(env, m1));
	PGI_TRY(pgi_labels_union(env, &m0->rows, &m1->rows, &rows, &row0, &row1));
	PGI_TRY(pgi_labels_union(env, &m0->cols, &m1->cols, &cols, &col0, &col1));
	PGI_TRY(pgi_matrix_relabel(env, m0, &rows, row0, &cols, col0, &a));
	PGI_TRY(pgi_matrix_relabel(env, m1, &rows, row1, &cols, col1, &b));
	PGI_TRY(pgi_matrix_totals(env, &a, &row_a, &col_a, &total_a));
	PGI_TRY(pgi_matrix_totals(env, &b, &row_b, &col_b, &total_b));
	whole = growth_factor(total_a, total_b);
	PGI_NEW(env, value, a.n_cells);
	for (int32_t i = 0; i < rows.n; i++)
	{
		double region = growth_factor(row_a[i], row_b[i]);
		int32_t l = b.row_start[i];

		for (int32_t k = a.row_start[i]; k < a.row_start[i + 1]; k++)
		{
			int32_t j = a.col[k];
			double q;

			PGI_POLL_EVERY(env, k, POLL_CELLS);
			while (l < b.row_start[i + 1] && b.col[l] < j)
				l++;
			q = growth_factor(a.value[k], l < b.row_start[i + 1] && b.col[l] == j ? b.value[l] : 0);
			q = q / region / (growth_factor(col_a[j], col_b[j]) / whole);
			value[k] = isfinite(q) ? q : NAN;
		}
	}
	return pgi_matrix_with_values(env, &a, value, result);
}
