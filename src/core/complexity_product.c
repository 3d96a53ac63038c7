/*
 * complexity_product.c - products with a presence matrix.
 *
 * A binary matrix with at least one cell in 64 is kept as bits, by columns and
 * by rows.  Mx is then done with tables of partial sums (Arlazarov, Dinic,
 * Kronrod and Faradzev 1970): for 64 columns at a time, eight tables of 256
 * sums of eight entries of x, and eight look-ups a row.  That costs about an
 * eighth of the additions and no index, and the order of additions is fixed.
 * Anything else goes over the sparse rows.
 */
#include <math.h>

#include <cblas.h>

#include "complexity.h"

#define POLL_CELLS ((int64_t) 1 << 18)
#define PANEL_FLOPS 1e9			/* of one library call: well below 50 ms */

pgi_status
pgi_check_dense(pgi_env *env, int64_t rows, int64_t cols)
{
	double		bytes = 8.0 * (double) rows * (double) cols;

	if (bytes > 4.0 * PGI_MATRIX_MAX_BYTES)
		return pgi_fail(env, .status = PGI_MATRIX_TOO_LARGE, .n = (int64_t) bytes, .limit = 4 * PGI_MATRIX_MAX_BYTES);
	return PGI_OK;
}

pgi_status
pgi_incidence_new(pgi_env *env, const pgi_cells *cells, pgi_incidence *p)
{
	int64_t		n_rows = cells->n_rows,
				n_cols = cells->n_cols;
	int64_t		n_cells = cells->row_start[n_rows];

	*p = (pgi_incidence){.cells = *cells};
	if (cells->value || n_cells < n_rows * n_cols / 64)
		return PGI_OK;
	PGI_NEW_ZERO(env, p->by_cols, (n_cols + 63) / 64 * n_rows);
	PGI_NEW_ZERO(env, p->by_rows, (n_rows + 63) / 64 * n_cols);
	PGI_NEW(env, p->table, 8 * 256);
	for (int64_t i = 0; i < n_rows; i++)
	{
		PGI_POLL_EVERY(env, i, 6);
		for (int32_t k = cells->row_start[i]; k < cells->row_start[i + 1]; k++)
		{
			int64_t		c = cells->col[k];

			p->by_cols[c / 64 * n_rows + i] |= UINT64_C(1) << (c % 64);
			p->by_rows[i / 64 * n_cols + c] |= UINT64_C(1) << (i % 64);
		}
	}
	return PGI_OK;
}

/* Sums of all subsets of eight entries of x, eight times; entries from n on count as zero. */
static void
fill_table(double *table, const double *x, int64_t n)
{
	for (int g = 0; g < 8; g++, table += 256)
	{
		table[0] = 0;
		for (int bit = 0; bit < 8; bit++)
		{
			double		value = 8 * g + bit < n ? x[8 * g + bit] : 0;

			for (int i = 0; i < 1 << bit; i++)
				table[(1 << bit) + i] = table[i] + value;
		}
	}
}

/* y[i] += the entries of x whose bit is set in word[i]. */
static void
add_words(const double *table, const uint64_t *word, int64_t n, double *y)
{
	for (int64_t i = 0; i < n; i++)
	{
		uint64_t	w = word[i];

		y[i] += ((table[w & 255] + table[256 + (w >> 8 & 255)]) + (table[512 + (w >> 16 & 255)] + table[768 + (w >> 24 & 255)])) +
			((table[1024 + (w >> 32 & 255)] + table[1280 + (w >> 40 & 255)]) + (table[1536 + (w >> 48 & 255)] + table[1792 + (w >> 56)]));
	}
}

/* y (n) = bits times x (k), the bits in words of 64 entries of x. */
static pgi_status
times_bits(pgi_env *env, double *table, const uint64_t *bits, int64_t n, int64_t k, const double *x, double *y)
{
	memset(y, 0, sizeof *y * (size_t) n);
	for (int64_t w = 0; w < (k + 63) / 64; w++)
	{
		fill_table(table, x + 64 * w, k - 64 * w);
		for (int64_t first = 0; first < n; first += POLL_CELLS)
		{
			PGI_POLL(env);
			add_words(table, bits + w * n + first, n - first < POLL_CELLS ? n - first : POLL_CELLS, y + first);
		}
	}
	return PGI_OK;
}

pgi_status
pgi_incidence_times(pgi_env *env, const pgi_incidence *p, const double *x, double *y)
{
	const pgi_cells *m = &p->cells;
	int64_t		polled = 0;

	if (p->by_cols)
		return times_bits(env, p->table, p->by_cols, m->n_rows, m->n_cols, x, y);
	for (int32_t i = 0; i < m->n_rows; i++)
	{
		double		sum = 0;

		if (m->value)
			for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
				sum += m->value[k] * x[m->col[k]];
		else
			for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
				sum += x[m->col[k]];
		y[i] = sum;
		polled += m->row_start[i + 1] - m->row_start[i] + 1;
		if (polled >= POLL_CELLS)
		{
			polled = 0;
			PGI_POLL(env);
		}
	}
	return PGI_OK;
}

pgi_status
pgi_incidence_transposed_times(pgi_env *env, const pgi_incidence *p, const double *y, double *x)
{
	const pgi_cells *m = &p->cells;
	int64_t		polled = 0;

	if (p->by_rows)
		return times_bits(env, p->table, p->by_rows, m->n_cols, m->n_rows, y, x);
	memset(x, 0, sizeof *x * (size_t) m->n_cols);
	for (int32_t i = 0; i < m->n_rows; i++)
	{
		double		weight = y[i];

		if (m->value)
			for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
				x[m->col[k]] += m->value[k] * weight;
		else
			for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
				x[m->col[k]] += weight;
		polled += m->row_start[i + 1] - m->row_start[i] + 1;
		if (polled >= POLL_CELLS)
		{
			polled = 0;
			PGI_POLL(env);
		}
	}
	return PGI_OK;
}

void
pgi_cells_panel(const pgi_cells *cells, int32_t first, int32_t n, double *panel)
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
	int64_t		n = 0;

	for (int64_t w = 0; w < words; w++)
		n += __builtin_popcountll(a[w] & b[w]);
	return n;
}

/* Counts of common rows of every pair of columns, from bits; exact. */
static pgi_status
gram_by_bits(pgi_env *env, const pgi_cells *m, double *gram)
{
	int64_t		n = m->n_cols;
	int64_t		words = ((int64_t) m->n_rows + 63) / 64;
	int64_t		polled = 0;
	uint64_t   *bits;

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
	int64_t		n = m->n_cols;

	memset(gram, 0, sizeof *gram * (size_t) (n * n));
	for (int32_t i = 0; i < m->n_rows; i++)
		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
		{
			double		x = m->value ? m->value[k] : 1;
			double	   *row = gram + m->col[k] * n;

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
	int32_t		n = m->n_cols;
	int32_t		height = 256;
	int32_t		width = (int32_t) (PANEL_FLOPS / 2 / height / n);
	double	   *panel;

	if (width < 16)
		width = 16;
	PGI_NEW(env, panel, (int64_t) height * n);
	for (int32_t first = 0; first < m->n_rows; first += height)
	{
		int32_t		rows = m->n_rows - first < height ? m->n_rows - first : height;

		PGI_POLL(env);
		pgi_cells_panel(m, first, rows, panel);
		if (adjust->rows)
			for (int32_t i = 0; i < rows; i++)
				for (int32_t j = 0; j < n; j++)
					panel[(int64_t) i * n + j] = adjust->rows[first + i]
						? (panel[(int64_t) i * n + j] - adjust->shift[j]) * adjust->factor[j] : 0;
		for (int32_t c = 0; c < n; c += width)
		{
			int32_t		cols = n - c < width ? n - c : width;

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
	double		n = m->n_cols;
	double		by_words = n * n / 2 * (m->n_rows / 64 + 1);
	double		by_pairs = 0;

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
	double	   *mean,
			   *factor;
	int64_t		n = m->n_cols;
	int32_t		n_rows = 0;

	PGI_TRY(pgi_check_dense(env, n, n));
	PGI_NEW_ZERO(env, mean, n);
	PGI_NEW_ZERO(env, factor, n);
	PGI_NEW_ZERO(env, *result, n * n);
	for (int32_t i = 0; i < m->n_rows; i++)
		n_rows += rows[i];
	for (int pass = 0; pass < 2; pass++)
	{
		/* the sums of x, then of (x - mean)^2, in which every absent cell has mean^2 */
		double	   *sum = pass == 0 ? mean : factor;

		if (pass == 1)
			for (int64_t j = 0; j < n; j++)
				factor[j] = n_rows * mean[j] * mean[j];
		for (int32_t i = 0; i < m->n_rows; i++)
		{
			PGI_POLL_EVERY(env, i, 6);
			for (int32_t k = m->row_start[i]; rows[i] && k < m->row_start[i + 1]; k++)
			{
				double		x = m->value ? m->value[k] : 1;
				int32_t		j = m->col[k];

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
