/*
 * complexity_dense.c - dense products with a presence matrix.
 *
 * M'M counts common regions: by bit counts where presence is binary, which is
 * exact and several times faster than a rank update; by pairs where rows are
 * short; else by BLAS in panels.  M times a dense matrix goes over the sparse
 * rows where they are short, else by BLAS in panels.
 */
#include <math.h>

#include <cblas.h>

#include "complexity.h"

#define POLL_CELLS ((int64_t) 1 << 18)
#define PANEL_FLOPS 1.6e9 /* of one library call: below 50 ms */

pgi_status
pgi_check_dense(pgi_env *env, int64_t rows, int64_t cols)
{
	double bytes = 8.0 * (double) rows * (double) cols;

	if (bytes > 4.0 * PGI_MATRIX_MAX_BYTES)
		return pgi_fail(env, .status = PGI_MATRIX_TOO_LARGE, .n = (int64_t) bytes, .limit = 4 * PGI_MATRIX_MAX_BYTES);
	return PGI_OK;
}

/* Rows first .. first + n - 1 as a dense panel. */
static void
cells_panel(const pgi_cells *cells, int32_t first, int32_t n, double *panel)
{
	memset(panel, 0, sizeof *panel * (size_t) n * (size_t) cells->n_cols);
	for (int32_t i = first; i < first + n; i++, panel += cells->n_cols)
		for (int32_t k = cells->row_start[i]; k < cells->row_start[i + 1]; k++)
			panel[cells->col[k]] = cells->value ? cells->value[k] : 1;
}

/* Common bits of two columns. */
__attribute__((target_clones("popcnt", "default"))) static int64_t
common_bits(const uint64_t *a, const uint64_t *b, int64_t words)
{
	int64_t n = 0;

	for (int64_t w = 0; w < words; w++)
		n += __builtin_popcountll(a[w] & b[w]);
	return n;
}

/* Counts of common rows of every pair of columns, from bits; exact. */
static pgi_status
gram_by_bits(pgi_env *env, const pgi_cells *m, double *gram)
{
	int64_t n = m->n_cols;
	int64_t words = ((int64_t) m->n_rows + 63) / 64;
	int64_t polled = 0;
	uint64_t *bits;

	PGI_NEW_ZERO(env, bits, words * n);
	for (int32_t i = 0; i < m->n_rows; i++)
		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
			bits[m->col[k] * words + i / 64] |= UINT64_C(1) << (i % 64);
	for (int64_t a = 0; a < n; a++)
		for (int64_t b = a; b < n; b++)
		{
			gram[a * n + b] = (double) common_bits(bits + a * words, bits + b * words, words);
			polled += words + 1;
			if (polled >= POLL_CELLS)
			{
				polled = 0;
				PGI_POLL(env);
			}
		}
	pgi_free(env, bits);
	return PGI_OK;
}

/* The same from the pairs within each row, which is cheap where rows are short. */
static pgi_status
gram_by_pairs(pgi_env *env, const pgi_cells *m, double *gram)
{
	int64_t n = m->n_cols;

	memset(gram, 0, sizeof *gram * (size_t) (n * n));
	for (int32_t i = 0; i < m->n_rows; i++)
		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
		{
			double x = m->value ? m->value[k] : 1;
			double *row = gram + m->col[k] * n;

			PGI_POLL_EVERY(env, k, 8);
			for (int32_t l = k; l < m->row_start[i + 1]; l++)
				row[m->col[l]] += m->value ? x * m->value[l] : x;
		}
	return PGI_OK;
}

/* Rows to take and what to subtract from and multiply columns by; all NULL for the cells as they are. */
typedef struct adjustment
{
	const bool *rows;
	const double *shift;
	const double *factor;
} adjustment;

/* The same by rank updates of panels of rows, a block of columns at a time. */
static pgi_status
gram_by_panels(pgi_env *env, const pgi_cells *m, const adjustment *adjust, double *gram)
{
	int32_t n = m->n_cols;
	int32_t height = 256;
	int32_t width = (int32_t) (PANEL_FLOPS / 2 / height / n);
	double *panel;

	if (width < 16)
		width = 16;
	PGI_NEW(env, panel, (int64_t) height * n);
	for (int32_t first = 0; first < m->n_rows; first += height)
	{
		int32_t rows = m->n_rows - first < height ? m->n_rows - first : height;

		PGI_POLL(env);
		cells_panel(m, first, rows, panel);
		if (adjust->rows)
			for (int32_t i = 0; i < rows; i++)
				for (int32_t j = 0; j < n; j++)
					panel[(int64_t) i * n + j] =
						adjust->rows[first + i] ? (panel[(int64_t) i * n + j] - adjust->shift[j]) * adjust->factor[j]
												: 0;
		for (int32_t c = 0; c < n; c += width)
		{
			int32_t cols = n - c < width ? n - c : width;

			PGI_POLL(env);
			cblas_dsyrk(CblasRowMajor, CblasUpper, CblasTrans, cols, rows, 1, panel + c, n, first ? 1 : 0,
						gram + (int64_t) c * n + c, n);
			if (c + cols < n)
				cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, cols, n - c - cols, rows, 1, panel + c, n,
							panel + c + cols, n, first ? 1 : 0, gram + (int64_t) c * n + c + cols, n);
		}
	}
	pgi_free(env, panel);
	return PGI_OK;
}

/* Copies the upper triangle to the lower one, in tiles that stay in cache. */
static pgi_status
mirror(pgi_env *env, double *matrix, int64_t n)
{
	for (int64_t i0 = 0; i0 < n; i0 += 32)
	{
		PGI_POLL(env);
		for (int64_t j0 = i0; j0 < n; j0 += 32)
			for (int64_t i = i0; i < i0 + 32 && i < n; i++)
				for (int64_t j = j0 > i ? j0 : i + 1; j < j0 + 32 && j < n; j++)
					matrix[j * n + i] = matrix[i * n + j];
	}
	return PGI_OK;
}

pgi_status
pgi_cells_gram(pgi_env *env, const pgi_cells *m, double **gram)
{
	double n = m->n_cols;
	double by_words = n * n / 2 * (m->n_rows / 64 + 1);
	double by_pairs = 0;

	PGI_TRY(pgi_check_dense(env, m->n_cols, m->n_cols));
	PGI_NEW(env, *gram, (int64_t) m->n_cols * m->n_cols);
	if (m->n_rows == 0 || m->n_cols == 0)
	{
		memset(*gram, 0, sizeof **gram * (size_t) m->n_cols * (size_t) m->n_cols);
		return PGI_OK;
	}
	for (int32_t i = 0; i < m->n_rows; i++)
		by_pairs += 0.5 * (m->row_start[i + 1] - m->row_start[i]) * (double) (m->row_start[i + 1] - m->row_start[i]);
	if (by_pairs + n * n / 4 < (m->value ? n * n * m->n_rows / 32 : by_words))
		PGI_TRY(gram_by_pairs(env, m, *gram));
	else if (m->value)
		PGI_TRY(gram_by_panels(env, m, &(adjustment){NULL, NULL, NULL}, *gram));
	else
		PGI_TRY(gram_by_bits(env, m, *gram));
	return mirror(env, *gram, m->n_cols);
}

pgi_status
pgi_cells_correlation(pgi_env *env, const pgi_cells *m, const bool *rows, double **result)
{
	double *mean, *factor;
	int64_t n = m->n_cols;
	int32_t n_rows = 0;

	PGI_TRY(pgi_check_dense(env, n, n));
	PGI_NEW_ZERO(env, mean, n);
	PGI_NEW_ZERO(env, factor, n);
	PGI_NEW_ZERO(env, *result, n * n);
	for (int32_t i = 0; i < m->n_rows; i++)
		n_rows += rows[i];
	for (int pass = 0; pass < 2; pass++)
	{
		/* the sums of x, then of (x - mean)^2, in which every absent cell has mean^2 */
		double *sum = pass == 0 ? mean : factor;

		if (pass == 1)
			for (int64_t j = 0; j < n; j++)
				factor[j] = n_rows * mean[j] * mean[j];
		for (int32_t i = 0; i < m->n_rows; i++)
		{
			PGI_POLL_EVERY(env, i, 6);
			for (int32_t k = m->row_start[i]; rows[i] && k < m->row_start[i + 1]; k++)
			{
				double x = m->value ? m->value[k] : 1;
				int32_t j = m->col[k];

				sum[j] += pass == 0 ? x / n_rows : (x - mean[j]) * (x - mean[j]) - mean[j] * mean[j];
			}
		}
	}
	for (int64_t j = 0; j < n; j++)
		factor[j] = factor[j] > n_rows * 1e-28 * mean[j] * mean[j] ? 1 / sqrt(factor[j]) : NAN;
	if (n_rows > 0 && n > 0)
		PGI_TRY(gram_by_panels(env, m, &(adjustment){rows, mean, factor}, *result));
	return mirror(env, *result, n);
}

/* By sparse rows. */
static pgi_status
times_by_rows(pgi_env *env, const pgi_cells *m, const double *matrix, int32_t n, double *result)
{
	memset(result, 0, sizeof *result * (size_t) m->n_rows * (size_t) n);
	for (int32_t i = 0; i < m->n_rows; i++)
		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
		{
			PGI_POLL_EVERY(env, k, 7);
			cblas_daxpy(n, m->value ? m->value[k] : 1, matrix + (int64_t) m->col[k] * n, 1, result + (int64_t) i * n,
						1);
		}
	return PGI_OK;
}

pgi_status
pgi_cells_times_dense(pgi_env *env, const pgi_cells *m, const double *matrix, int32_t n, double *result)
{
	int64_t n_cells = m->row_start[m->n_rows];
	double *panel;
	int32_t height;

	if (m->n_rows == 0 || m->n_cols == 0 || n == 0)
	{
		memset(result, 0, sizeof *result * (size_t) m->n_rows * (size_t) n);
		return PGI_OK;
	}
	if (n_cells * 16 < (int64_t) m->n_rows * m->n_cols)
		return times_by_rows(env, m, matrix, n, result);
	height = (int32_t) (PANEL_FLOPS / 2 / ((double) m->n_cols * n));
	height = height < 1 ? 1 : height > 512 ? 512 : height;
	PGI_NEW(env, panel, (int64_t) height * m->n_cols);
	for (int32_t i = 0; i < m->n_rows; i += height)
	{
		int32_t rows = m->n_rows - i < height ? m->n_rows - i : height;

		PGI_POLL(env);
		cells_panel(m, i, rows, panel);
		cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, n, m->n_cols, 1, panel, m->n_cols, matrix, n, 0,
					result + (int64_t) i * n, n);
	}
	pgi_free(env, panel);
	return PGI_OK;
}
