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
#include "complexity.h"

#define POLL_CELLS ((int64_t) 1 << 18)

pgi_status
pgi_incidence_new(pgi_env *env, const pgi_cells *cells, pgi_incidence *p)
{
	int64_t n_rows = cells->n_rows, n_cols = cells->n_cols;
	int64_t n_cells = cells->row_start[n_rows];

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
			int64_t c = cells->col[k];

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
			double value = 8 * g + bit < n ? x[8 * g + bit] : 0;

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
		uint64_t w = word[i];

		y[i] += ((table[w & 255] + table[256 + (w >> 8 & 255)]) +
				 (table[512 + (w >> 16 & 255)] + table[768 + (w >> 24 & 255)])) +
				((table[1024 + (w >> 32 & 255)] + table[1280 + (w >> 40 & 255)]) +
				 (table[1536 + (w >> 48 & 255)] + table[1792 + (w >> 56)]));
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
	int64_t polled = 0;

	if (p->by_cols)
		return times_bits(env, p->table, p->by_cols, m->n_rows, m->n_cols, x, y);
	for (int32_t i = 0; i < m->n_rows; i++)
	{
		double sum = 0;

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
	int64_t polled = 0;

	if (p->by_rows)
		return times_bits(env, p->table, p->by_rows, m->n_cols, m->n_rows, y, x);
	memset(x, 0, sizeof *x * (size_t) m->n_cols);
	for (int32_t i = 0; i < m->n_rows; i++)
	{
		double weight = y[i];

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
