/*
 * specialization_pairs.c - how alike or complementary regions are, and which
 * industries are found in the same places.
 *
 * Structures are compared in blocks of columns that are made dense, so memory
 * is the result plus a few blocks whatever the matrix's width.  Cosine
 * similarity (UNIDO's coefficient of structural isomorphism, 1979),
 * complementarity and coagglomeration (Ellison, Glaeser & Kerr 2010) are matrix
 * products: BLAS, in panels that leave time to poll.  Finger & Kreinin (1979),
 * Bray & Curtis (1957) and Krugman (1991) follow from the sum of absolute
 * differences: O(n^2 columns).
 */
#include <math.h>

#include <cblas.h>

#include "specialization.h"

#define BLOCK 256       /* columns made dense at a time */
#define PANEL_FLOPS 2e8 /* of one library call: about 20 ms on one core */
#define POLL_CELLS 15

/* Refuses an n x n result that could not be stored, before it is computed. */
static pgi_status
check_square(pgi_env *env, const pgi_labels *labels)
{
	int64_t bytes = 12 * (int64_t) labels->n * labels->n + 2 * (int64_t) labels->offset[labels->n];

	if (bytes > PGI_MATRIX_MAX_BYTES)
		return pgi_fail(env, .status = PGI_MATRIX_TOO_LARGE, .n = bytes, .limit = PGI_MATRIX_MAX_BYTES);
	return PGI_OK;
}

/* Rows of the matrix made dense, BLOCK columns at a time. */
typedef struct blocks
{
	const pgi_matrix *m;
	const double *divisor;  /* of each row, a NaN for a row to be left out; NULL: 1 */
	const double *subtract; /* from every cell of a column; NULL: 0 */
	int32_t *next;          /* first cell of each row not yet taken */
	double *dense;          /* rows x BLOCK */
	int32_t from;           /* columns of the block: from .. to */
	int32_t to;
} blocks;

static pgi_status
blocks_begin(pgi_env *env, blocks *b, const pgi_matrix *m, const double *divisor, const double *subtract)
{
	*b = (blocks){.m = m, .divisor = divisor, .subtract = subtract};
	PGI_NEW(env, b->next, m->rows.n);
	PGI_NEW(env, b->dense, (size_t) m->rows.n * BLOCK);
	for (int32_t i = 0; i < m->rows.n; i++)
		b->next[i] = m->row_start[i];
	return PGI_OK;
}

/* Fills the next block, columns beyond the last being zero; *more is false when there is none. */
static pgi_status
blocks_next(pgi_env *env, blocks *b, bool *more)
{
	const pgi_matrix *m = b->m;

	*more = b->to < m->cols.n;
	if (!*more)
		return PGI_OK;
	b->from = b->to;
	b->to = m->cols.n - b->from > BLOCK ? b->from + BLOCK : m->cols.n;
	for (int32_t i = 0; i < m->rows.n; i++)
	{
		double *line = b->dense + (size_t) i * BLOCK;
		double divisor = b->divisor ? b->divisor[i] : 1;

		PGI_POLL_EVERY(env, i, 6);
		for (int32_t j = 0; j < BLOCK; j++)
			line[j] = 0;
		if (isnan(divisor))
			continue;
		if (b->subtract)
			for (int32_t j = b->from; j < b->to; j++)
				line[j - b->from] = -b->subtract[j];
		for (; b->next[i] < m->row_start[i + 1] && m->col[b->next[i]] < b->to; b->next[i]++)
			line[m->col[b->next[i]] - b->from] += m->value[b->next[i]] / divisor;
	}
	return PGI_OK;
}

/* product += left * right', both rows x BLOCK, n rows; only from the diagonal on where upper. */
static pgi_status
add_product(pgi_env *env, const double *left, const double *right, int32_t n, bool upper, double *product)
{
	int32_t panel = (int32_t) (PANEL_FLOPS / (2.0 * BLOCK * n)) + 1;

	for (int32_t i = 0; i < n; i += panel)
	{
		int32_t height = n - i > panel ? panel : n - i, from = upper ? i : 0;

		PGI_POLL(env);
		cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, height, n - from, BLOCK, 1.0, left + (size_t) i * BLOCK,
					BLOCK, right + (size_t) from * BLOCK, BLOCK, 1.0, product + (size_t) i * n + from, n);
	}
	return PGI_OK;
}

/* Sum of absolute differences over a block, in eight lanes whatever the processor. */
__attribute__((target_clones("avx2", "default"))) static double
block_distance(const double *a, const double *b)
{
	double lane[8] = {0};

	for (int32_t k = 0; k < BLOCK; k += 8)
		for (int32_t l = 0; l < 8; l++)
			lane[l] += fabs(a[k + l] - b[k + l]);
	return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

/* distance += sum of absolute differences of every pair of rows, above the diagonal. */
static pgi_status
add_distances(pgi_env *env, const double *dense, int32_t n, double *distance)
{
	enum
	{
		TILE = 32 /* rows that stay in the nearest cache */
	};

	for (int32_t i0 = 0; i0 < n; i0 += TILE)
		for (int32_t j0 = i0; j0 < n; j0 += TILE)
		{
			int32_t i1 = n - i0 > TILE ? i0 + TILE : n, j1 = n - j0 > TILE ? j0 + TILE : n;

			PGI_POLL(env);
			for (int32_t i = i0; i < i1; i++)
				for (int32_t j = j0 > i ? j0 : i + 1; j < j1; j++)
					distance[(size_t) i * n + j] +=
						block_distance(dense + (size_t) i * BLOCK, dense + (size_t) j * BLOCK);
		}
	return PGI_OK;
}

/* Length of each row's vector, NaN for a row of zeros; no more than the row's total, so it cannot overflow. */
static pgi_status
row_lengths(pgi_env *env, const pgi_matrix *m, double **length)
{
	PGI_NEW(env, *length, m->rows.n);
	for (int32_t i = 0; i < m->rows.n; i++)
	{
		double largest = 0, sum = 0;

		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
		{
			PGI_POLL_EVERY(env, k, POLL_CELLS);
			largest = fmax(largest, m->value[k]);
		}
		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
		{
			PGI_POLL_EVERY(env, k, POLL_CELLS);
			sum += m->value[k] / largest * (m->value[k] / largest);
		}
		(*length)[i] = largest > 0 ? largest * sqrt(sum) : NAN;
	}
	return PGI_OK;
}

/* The pair's measure from what was accumulated for it. */
static double
pair_value(pgi_similarity measure, double sum, double a, double b)
{
	double value = sum;

	switch (measure)
	{
	case PGI_SIMILARITY_COSINE:
		return sum > 1 ? 1 : sum;
	case PGI_SIMILARITY_KRUGMAN:
		return sum > 2 ? 2 : sum;
	case PGI_SIMILARITY_FINGER_KREININ:
		value = 1 - sum / 2;
		break;
	case PGI_SIMILARITY_BRAY_CURTIS:
		value = 1 - sum / (a + b);
		break;
	}
	return value < 0 ? 0 : value;
}

pgi_status
pgi_core_similarity(pgi_env *env, const pgi_matrix *m, pgi_similarity measure, pgi_matrix *result)
{
	int32_t n = m->rows.n;
	double *total, *divisor, *sum, all;
	blocks b;
	bool more;

	PGI_TRY(check_square(env, &m->rows));
	PGI_TRY(pgi_matrix_check_non_negative(env, m));
	PGI_TRY(pgi_matrix_totals(env, m, &total, NULL, &all));
	if (measure == PGI_SIMILARITY_COSINE)
		PGI_TRY(row_lengths(env, m, &divisor));
	else
	{
		PGI_NEW(env, divisor, n);
		for (int32_t i = 0; i < n; i++)
			divisor[i] = !(total[i] > 0) ? NAN : measure == PGI_SIMILARITY_BRAY_CURTIS ? 1 : total[i];
	}
	PGI_NEW_ZERO(env, sum, (size_t) n * n);
	PGI_TRY(blocks_begin(env, &b, m, divisor, NULL));
	for (;;)
	{
		PGI_TRY(blocks_next(env, &b, &more));
		if (!more)
			break;
		if (measure == PGI_SIMILARITY_COSINE)
			PGI_TRY(add_product(env, b.dense, b.dense, n, true, sum));
		else
			PGI_TRY(add_distances(env, b.dense, n, sum));
	}
	for (int32_t i = 0; i < n; i++)
	{
		PGI_POLL_EVERY(env, i, 6);
		for (int32_t j = i; j < n; j++)
		{
			double value = pair_value(measure, sum[(size_t) i * n + j], total[i], total[j]);

			if (i == j)
				value = measure == PGI_SIMILARITY_KRUGMAN ? 0 : 1;
			if (isnan(divisor[i]) || isnan(divisor[j]))
				value = NAN;
			sum[(size_t) i * n + j] = sum[(size_t) j * n + i] = value;
		}
	}
	return pgi_matrix_from_dense(env, &m->rows, &m->rows, sum, true, result);
}

/* line[j] = sum_m s_im a_mj for the block's columns j. */
static pgi_status
times_flows(pgi_env *env, const pgi_matrix *m, const double *total, const double *flows, double *product)
{
	for (int32_t i = 0; i < m->rows.n; i++)
	{
		double *line = product + (size_t) i * BLOCK;

		for (int32_t j = 0; j < BLOCK; j++)
			line[j] = 0;
		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1] && total[i] > 0; k++)
		{
			const double *from = flows + (size_t) m->col[k] * BLOCK;
			double s = m->value[k] / total[i];

			PGI_POLL_EVERY(env, k, 10);
			for (int32_t j = 0; j < BLOCK; j++)
				line[j] += s * from[j];
		}
	}
	return PGI_OK;
}

pgi_status
pgi_core_complementarity(pgi_env *env, const pgi_matrix *m, const pgi_matrix *flows, bool off_diagonal,
						 pgi_matrix *result)
{
	int32_t n = m->rows.n, *flow_rows_to, *flow_cols_to, *both_to, *own_to, *rows_to, *cols_to;
	pgi_labels sectors, industries;
	pgi_matrix own, a;
	double *total, *product, *sum, mean = 0;
	int64_t n_pairs = 0;
	blocks shares, coefficients;
	bool more;

	PGI_TRY(check_square(env, &m->rows));
	PGI_TRY(pgi_matrix_check_non_negative(env, m));
	PGI_TRY(pgi_matrix_check_non_negative(env, flows));

	/* one set of industries for the regions' structures and both sides of the flows */
	PGI_TRY(pgi_labels_union(env, &flows->rows, &flows->cols, &sectors, &flow_rows_to, &flow_cols_to));
	PGI_TRY(pgi_labels_union(env, &m->cols, &sectors, &industries, &own_to, &both_to));
	if (m->cols.n > 0 && sectors.n > 0 && industries.n == m->cols.n + sectors.n)
		return pgi_core_no_common_label(env, &m->cols, &sectors);
	PGI_NEW(env, rows_to, m->rows.n);
	for (int32_t i = 0; i < n; i++)
		rows_to[i] = i;
	PGI_TRY(pgi_matrix_relabel(env, m, &m->rows, rows_to, &industries, own_to, &own));
	PGI_NEW(env, cols_to, flows->cols.n);
	for (int32_t j = 0; j < flows->rows.n; j++)
		flow_rows_to[j] = both_to[flow_rows_to[j]];
	for (int32_t j = 0; j < flows->cols.n; j++)
		cols_to[j] = both_to[flow_cols_to[j]];
	PGI_TRY(pgi_matrix_relabel(env, flows, &industries, flow_rows_to, &industries, cols_to, &a));

	PGI_TRY(pgi_matrix_totals(env, &own, &total, NULL, NULL));
	for (int32_t i = 0; i < n; i++)
		total[i] = total[i] > 0 ? total[i] : NAN;
	PGI_NEW(env, product, (size_t) n * BLOCK);
	PGI_NEW_ZERO(env, sum, (size_t) n * n);
	PGI_TRY(blocks_begin(env, &shares, &own, total, NULL));
	PGI_TRY(blocks_begin(env, &coefficients, &a, NULL, NULL));
	for (;;)
	{
		PGI_TRY(blocks_next(env, &coefficients, &more));
		if (!more)
			break;
		PGI_TRY(blocks_next(env, &shares, &more));
		PGI_TRY(times_flows(env, &own, total, coefficients.dense, product));
		PGI_TRY(add_product(env, product, shares.dense, n, false, sum));
	}
	for (int32_t i = 0; i < n; i++)
		for (int32_t j = 0; j < n; j++)
		{
			double *value = &sum[(size_t) i * n + j];

			if (isnan(total[i]) || isnan(total[j]))
				*value = NAN;
			else if (!off_diagonal || i != j)
			{
				mean += *value;
				n_pairs++;
			}
		}
	mean /= n_pairs;
	for (size_t k = 0; k < (size_t) n * n; k++)
		sum[k] = mean > 0 ? sum[k] / mean : NAN;
	return pgi_matrix_from_dense(env, &m->rows, &m->rows, sum, true, result);
}

pgi_status
pgi_core_coagglomeration(pgi_env *env, const pgi_matrix *m, const pgi_universe *u, pgi_matrix *result)
{
	int32_t n = m->cols.n;
	pgi_matrix by_industry;
	double *divisor, *x, *sum, outside = 1 - u->row_x2;
	blocks b;
	bool more;

	PGI_TRY(check_square(env, &m->cols));
	PGI_TRY(pgi_matrix_transpose(env, m, &by_industry));
	PGI_NEW(env, divisor, n);
	for (int32_t i = 0; i < n; i++)
		divisor[i] = u->col_total[i] > 0 ? u->col_total[i] : NAN;
	PGI_NEW(env, x, m->rows.n);
	for (int32_t r = 0; r < m->rows.n; r++)
		x[r] = u->row_ref[r] / u->total;
	PGI_NEW_ZERO(env, sum, (size_t) n * n);
	PGI_TRY(blocks_begin(env, &b, &by_industry, divisor, x));
	for (;;)
	{
		PGI_TRY(blocks_next(env, &b, &more));
		if (!more)
			break;
		PGI_TRY(add_product(env, b.dense, b.dense, n, true, sum));
	}
	for (int32_t i = 0; i < n; i++)
	{
		PGI_POLL_EVERY(env, i, 6);
		for (int32_t j = i; j < n; j++)
		{
			double value = sum[(size_t) i * n + j] + u->more_x2;

			value = i == j || isnan(divisor[i]) || isnan(divisor[j]) || !(outside > 0) ? NAN : value / outside;
			sum[(size_t) i * n + j] = sum[(size_t) j * n + i] = value;
		}
	}
	return pgi_matrix_from_dense(env, &m->cols, &m->cols, sum, true, result);
}
