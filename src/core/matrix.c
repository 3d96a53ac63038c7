/*
 * matrix.c - the flat form of a labelled sparse matrix (docs/storage.md), and
 * the operations every family needs: lookup, totals, dense copies, transpose,
 * unions of label sets.  All are linear in cells plus labels.
 */
#include "exact_sum.h"
#include "matrix.h"
#include "matrix_builder.h"

#define FLAT_VERSION 1
#define FLAG_PARTIAL 1 /* extra words are present */

typedef struct flat_header
{
	uint32_t host_length; /* the server's varlena length word */
	uint8_t version;
	uint8_t flags;
	uint16_t reserved; /* always zero */
	int32_t n_rows;
	int32_t n_cols;
	int32_t n_cells;
	int32_t n_extra;
	uint32_t row_bytes;
	uint32_t col_bytes;
} flat_header;

_Static_assert(sizeof(flat_header) == 32, "the header is read by slices of 32 bytes");

/* Bytes of a flat value with these counts, padding included. */
static int64_t
flat_bytes(int64_t n_rows, int64_t n_cols, int64_t n_cells, int64_t n_extra, int64_t label_bytes)
{
	int64_t size = (int64_t) sizeof(flat_header) + 8 * (n_cells + n_extra) +
				   4 * (n_rows + 1 + n_cells + n_extra + n_rows + 1 + n_cols + 1) + label_bytes;

	return (size + 7) & ~(int64_t) 7;
}

pgi_status
pgi_flat_size_of(pgi_env *env, int64_t n_rows, int64_t n_cols, int64_t n_cells, int64_t n_extra, int64_t label_bytes,
				 size_t *size)
{
	int64_t bytes = flat_bytes(n_rows, n_cols, n_cells, n_extra, label_bytes);

	if (bytes > PGI_MATRIX_MAX_BYTES)
		return pgi_fail(env, .status = PGI_MATRIX_TOO_LARGE, .n = bytes, .limit = PGI_MATRIX_MAX_BYTES);
	*size = (size_t) bytes;
	return PGI_OK;
}

pgi_status
pgi_flat_size(pgi_env *env, const pgi_matrix *m, size_t *size)
{
	return pgi_flat_size_of(env, m->rows.n, m->cols.n, m->n_cells, m->n_extra,
							(int64_t) m->rows.offset[m->rows.n] + m->cols.offset[m->cols.n], size);
}

void
pgi_flat_begin(void *flat, size_t size, int32_t n_rows, int32_t n_cols, int32_t n_cells, int32_t n_extra,
			   uint32_t row_bytes, uint32_t col_bytes, pgi_matrix *m)
{
	flat_header *header = flat;

	memset((char *) flat + 4, 0, sizeof(flat_header) - 4);
	memset((char *) flat + size - 8, 0, 8);
	header->version = FLAT_VERSION;
	header->flags = n_extra > 0 ? FLAG_PARTIAL : 0;
	header->n_rows = n_rows;
	header->n_cols = n_cols;
	header->n_cells = n_cells;
	header->n_extra = n_extra;
	header->row_bytes = row_bytes;
	header->col_bytes = col_bytes;
	pgi_flat_view(flat, m);
}

void
pgi_flat_view(const void *flat, pgi_matrix *m)
{
	const flat_header *header = flat;
	const char *at = (const char *) flat + sizeof(flat_header);

	m->rows.n = header->n_rows;
	m->cols.n = header->n_cols;
	m->n_cells = header->n_cells;
	m->n_extra = header->n_extra;
	m->value = (const void *) at;
	at += 8 * (size_t) header->n_cells;
	m->extra = (const void *) at;
	at += 8 * (size_t) header->n_extra;
	m->row_start = (const int32_t *) at;
	at += 4 * ((size_t) header->n_rows + 1);
	m->col = (const int32_t *) at;
	at += 4 * (size_t) header->n_cells;
	m->extra_cell = (const int32_t *) at;
	at += 4 * (size_t) header->n_extra;
	m->rows.offset = (const uint32_t *) at;
	at += 4 * ((size_t) header->n_rows + 1);
	m->cols.offset = (const uint32_t *) at;
	at += 4 * ((size_t) header->n_cols + 1);
	m->rows.bytes = at;
	m->cols.bytes = at + header->row_bytes;
}

void
pgi_flat_write(const pgi_matrix *m, void *flat, size_t size)
{
	uint32_t row_bytes = m->rows.offset[m->rows.n], col_bytes = m->cols.offset[m->cols.n];
	pgi_matrix to;

	pgi_flat_begin(flat, size, m->rows.n, m->cols.n, m->n_cells, m->n_extra, row_bytes, col_bytes, &to);
	memcpy((double *) to.value, m->value, 8 * (size_t) m->n_cells);
	memcpy((int32_t *) to.row_start, m->row_start, 4 * ((size_t) m->rows.n + 1));
	memcpy((int32_t *) to.col, m->col, 4 * (size_t) m->n_cells);
	if (m->n_extra > 0)
	{
		memcpy((double *) to.extra, m->extra, 8 * (size_t) m->n_extra);
		memcpy((int32_t *) to.extra_cell, m->extra_cell, 4 * (size_t) m->n_extra);
	}
	memcpy((uint32_t *) to.rows.offset, m->rows.offset, 4 * ((size_t) m->rows.n + 1));
	memcpy((uint32_t *) to.cols.offset, m->cols.offset, 4 * ((size_t) m->cols.n + 1));
	memcpy((char *) to.rows.bytes, m->rows.bytes, row_bytes);
	memcpy((char *) to.cols.bytes, m->cols.bytes, col_bytes);
}

/* --- validation ------------------------------------------------------------ */

/* Valid UTF-8 without surrogates and overlong forms. */
static bool
utf8_valid(const char *bytes, size_t len)
{
	const unsigned char *p = (const unsigned char *) bytes, *end = p + len;

	while (p < end)
	{
		uint32_t c = *p++;
		int more = c < 0x80 ? 0 : c < 0xc2 ? -1 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : c < 0xf5 ? 3 : -1;
		uint32_t least = more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000;

		if (more < 0 || end - p < more)
			return false;
		if (more == 0)
			continue;
		c &= 0x3fu >> more;
		for (int i = 0; i < more; i++)
		{
			if ((p[i] & 0xc0) != 0x80)
				return false;
			c = c << 6 | (p[i] & 0x3fu);
		}
		if (c < least || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
			return false;
		p += more;
	}
	return true;
}

pgi_status
pgi_label_check(pgi_env *env, const char *label, int len)
{
	if (len > PGI_LABEL_MAX_BYTES)
		return pgi_fail(env, .status = PGI_LABEL_TOO_LONG, .n = len, .limit = PGI_LABEL_MAX_BYTES);
	for (int i = 0; i < len; i++)
	{
		unsigned char c = (unsigned char) label[i];

		if (c < 0x20 || c == 0x7f)
			return pgi_fail(env, .status = PGI_LABEL_CONTROL, .n = c, .row = label, .row_len = i);
	}
	if (!utf8_valid(label, (size_t) len))
		return pgi_fail(env, .status = PGI_LABEL_ENCODING, .n = len);
	return PGI_OK;
}

static inline bool
storable(double v)
{
	return isfinite(v) && !(v == 0 && signbit(v));
}

static bool
labels_valid(const pgi_labels *labels, uint32_t bytes)
{
	pgi_env quiet = {0};

	if (labels->offset[0] != 0 || labels->offset[labels->n] != bytes)
		return false;
	for (int32_t i = 0; i < labels->n; i++)
	{
		const char *label, *before;
		int len, before_len;

		if (labels->offset[i + 1] < labels->offset[i] || labels->offset[i + 1] > bytes)
			return false;
		label = pgi_label(labels, i, &len);
		if (pgi_label_check(&quiet, label, len) != PGI_OK)
			return false;
		if (i > 0)
		{
			before = pgi_label(labels, i - 1, &before_len);
			if (pgi_label_compare(before, before_len, label, len) >= 0)
				return false;
		}
	}
	return true;
}

static bool
cells_valid(const pgi_matrix *m)
{
	if (m->row_start[0] != 0 || m->row_start[m->rows.n] != m->n_cells)
		return false;
	for (int32_t r = 0; r < m->rows.n; r++)
	{
		int32_t from = m->row_start[r], to = m->row_start[r + 1];

		if (to < from || to > m->n_cells)
			return false;
		for (int32_t k = from; k < to; k++)
			if (m->col[k] < 0 || m->col[k] >= m->cols.n || (k > from && m->col[k] <= m->col[k - 1]) ||
				!storable(m->value[k]))
				return false;
	}
	for (int32_t k = 0; k < m->n_extra; k++)
		if (m->extra_cell[k] < (k > 0 ? m->extra_cell[k - 1] : 0) || m->extra_cell[k] >= m->n_cells ||
			!isfinite(m->extra[k]) || m->extra[k] == 0)
			return false;
	return true;
}

pgi_status
pgi_flat_check(pgi_env *env, const void *flat, size_t size, pgi_matrix *m)
{
	const flat_header *header = flat;
	bool valid = size >= sizeof(flat_header) && header->version == FLAT_VERSION &&
				 (header->flags & ~FLAG_PARTIAL) == 0 && header->reserved == 0 && header->n_rows >= 0 &&
				 header->n_cols >= 0 && header->n_cells >= 0 && header->n_extra >= 0 &&
				 (header->flags == FLAG_PARTIAL) == (header->n_extra > 0) &&
				 flat_bytes(header->n_rows, header->n_cols, header->n_cells, header->n_extra,
							(int64_t) header->row_bytes + header->col_bytes) == (int64_t) size;

	if (valid)
	{
		pgi_flat_view(flat, m);
		valid =
			labels_valid(&m->rows, header->row_bytes) && labels_valid(&m->cols, header->col_bytes) && cells_valid(m);
		for (const char *pad = m->cols.bytes + header->col_bytes; valid && pad < (const char *) flat + size; pad++)
			valid = *pad == 0;
	}
	return valid ? PGI_OK : pgi_fail(env, .status = PGI_MATRIX_CORRUPT, .n = (int64_t) size);
}

/* --- lookup ---------------------------------------------------------------- */

int32_t
pgi_label_find(const pgi_labels *labels, const char *label, int len)
{
	int32_t low = 0, high = labels->n;

	while (low < high)
	{
		int32_t middle = low + (high - low) / 2;
		int middle_len;
		const char *there = pgi_label(labels, middle, &middle_len);
		int c = pgi_label_compare(there, middle_len, label, len);

		if (c == 0)
			return middle;
		if (c < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

int32_t
pgi_cell_find(const pgi_matrix *m, int32_t row, int32_t col)
{
	int32_t low = m->row_start[row], high = m->row_start[row + 1];

	while (low < high)
	{
		int32_t middle = low + (high - low) / 2;

		if (m->col[middle] == col)
			return middle;
		if (m->col[middle] < col)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

/* --- making one ------------------------------------------------------------ */

pgi_status
pgi_matrix_from_triplets(pgi_env *env, const pgi_labels *rows, const pgi_labels *cols, int32_t n, const int32_t *row,
						 const int32_t *col, const double *value, pgi_matrix *m)
{
	pgi_builder *b;

	PGI_TRY(pgi_builder_new(env, &b));
	PGI_TRY(pgi_builder_add_labels(b, PGI_ROWS, rows));
	PGI_TRY(pgi_builder_add_labels(b, PGI_COLS, cols));
	for (int32_t k = 0; k < n; k++)
	{
		PGI_POLL_EVERY(env, (uint64_t) k, 12);
		PGI_TRY(pgi_builder_add_new_cell(b, row[k], col[k], value[k]));
	}
	return pgi_builder_matrix(b, true, m);
}

pgi_status
pgi_matrix_from_dense(pgi_env *env, const pgi_labels *rows, const pgi_labels *cols, const double *dense, bool keep_zero,
					  pgi_matrix *m)
{
	size_t n_dense = (size_t) rows->n * (size_t) cols->n, n_cells = 0;
	int32_t *row_start, *col;
	double *value;
	size_t size;

	for (size_t k = 0; k < n_dense; k++)
	{
		PGI_POLL_EVERY(env, k, 18);
		n_cells += keep_zero ? !isnan(dense[k]) : dense[k] != 0 && !isnan(dense[k]);
	}
	PGI_TRY(pgi_flat_size_of(env, rows->n, cols->n, (int64_t) n_cells, 0,
							 (int64_t) rows->offset[rows->n] + cols->offset[cols->n], &size));
	PGI_NEW(env, row_start, rows->n + 1);
	PGI_NEW(env, col, n_cells);
	PGI_NEW(env, value, n_cells);
	n_cells = 0;
	for (int32_t r = 0; r < rows->n; r++)
	{
		PGI_POLL(env);
		row_start[r] = (int32_t) n_cells;
		for (int32_t c = 0; c < cols->n; c++)
		{
			double v = dense[(size_t) r * (size_t) cols->n + (size_t) c];

			if (isnan(v) || (v == 0 && !keep_zero))
				continue;
			col[n_cells] = c;
			value[n_cells++] = v + 0.0;
		}
	}
	row_start[rows->n] = (int32_t) n_cells;
	*m = (pgi_matrix){
		.rows = *rows, .cols = *cols, .n_cells = (int32_t) n_cells, .value = value, .row_start = row_start, .col = col};
	return PGI_OK;
}

pgi_status
pgi_matrix_with_values(pgi_env *env, const pgi_matrix *m, const double *value, pgi_matrix *result)
{
	int32_t kept = 0;
	int32_t *row_start, *col;
	double *kept_value;

	for (int32_t k = 0; k < m->n_cells; k++)
		kept += !isnan(value[k]);
	*result = *m;
	result->n_extra = 0;
	PGI_NEW(env, kept_value, kept);
	result->value = kept_value;
	if (kept == m->n_cells)
	{
		for (int32_t k = 0; k < kept; k++)
			kept_value[k] = value[k] + 0.0;
		return PGI_OK;
	}
	PGI_NEW(env, row_start, m->rows.n + 1);
	PGI_NEW(env, col, kept);
	result->n_cells = kept;
	result->row_start = row_start;
	result->col = col;
	kept = 0;
	for (int32_t r = 0; r < m->rows.n; r++)
	{
		PGI_POLL_EVERY(env, (uint64_t) r, 6);
		row_start[r] = kept;
		for (int32_t k = m->row_start[r]; k < m->row_start[r + 1]; k++)
			if (!isnan(value[k]))
			{
				col[kept] = m->col[k];
				kept_value[kept++] = value[k] + 0.0;
			}
	}
	row_start[m->rows.n] = kept;
	return PGI_OK;
}

/* --- reading one ------------------------------------------------------------ */

pgi_status
pgi_matrix_dense(pgi_env *env, const pgi_matrix *m, double absent, double **dense)
{
	size_t n_cols = (size_t) m->cols.n;
	double *to;

	PGI_NEW(env, to, (size_t) m->rows.n * n_cols);
	for (int32_t r = 0; r < m->rows.n; r++)
	{
		double *line = to + (size_t) r * n_cols;

		PGI_POLL_EVERY(env, (uint64_t) r, 6);
		for (size_t c = 0; c < n_cols; c++)
			line[c] = absent;
		for (int32_t k = m->row_start[r]; k < m->row_start[r + 1]; k++)
			line[m->col[k]] = m->value[k];
	}
	*dense = to;
	return PGI_OK;
}

/* The rounded total of one label; TOTAL_OVERFLOW beyond the range. */
static pgi_status
rounded_total(pgi_env *env, const pgi_sum *sum, const pgi_labels *labels, int32_t i, double *total)
{
	int len = 3;
	const char *label = labels ? pgi_label(labels, i, &len) : "all";

	*total = pgi_sum_value(sum);
	if (!isfinite(*total))
		return pgi_fail(env, .status = PGI_TOTAL_OVERFLOW, .row = label, .row_len = len);
	return PGI_OK;
}

pgi_status
pgi_matrix_totals(pgi_env *env, const pgi_matrix *m, double **row_total, double **col_total, double *total)
{
	pgi_sums col_sum;
	pgi_sum all = {0};

	if (row_total)
		PGI_NEW(env, *row_total, m->rows.n);
	if (col_total)
		PGI_TRY(pgi_sums_new(env, m->cols.n, &col_sum));
	for (int32_t r = 0; r < m->rows.n; r++)
	{
		int32_t from = m->row_start[r], n = m->row_start[r + 1] - from;
		bool full = n == m->cols.n;
		pgi_sum row_sum = {0};

		PGI_POLL_EVERY(env, (uint64_t) r, 6);
		if (col_total)
			PGI_TRY(pgi_sums_add(env, &col_sum, full ? NULL : m->col + from, m->value + from, n));
		if (row_total || total)
			PGI_TRY(pgi_sum_add_all(env, &row_sum, m->value + from, (size_t) n));
		if (row_total)
			PGI_TRY(rounded_total(env, &row_sum, &m->rows, r, &(*row_total)[r]));
		if (total)
			PGI_TRY(pgi_sum_merge(env, &all, &row_sum));
		pgi_free(env, row_sum.tail);
	}
	if (col_total)
	{
		PGI_NEW(env, *col_total, m->cols.n);
		for (int32_t c = 0; c < m->cols.n; c++)
		{
			pgi_sum sum = pgi_sums_get(&col_sum, c);

			PGI_TRY(rounded_total(env, &sum, &m->cols, c, &(*col_total)[c]));
			pgi_free(env, sum.tail);
		}
		pgi_free(env, col_sum.high);
		pgi_free(env, col_sum.low);
		pgi_free(env, col_sum.tail);
	}
	if (total)
	{
		PGI_TRY(rounded_total(env, &all, NULL, 0, total));
		pgi_free(env, all.tail);
	}
	return PGI_OK;
}

pgi_status
pgi_cell_fail(pgi_env *env, pgi_status status, const pgi_matrix *m, int32_t row, int32_t col, double value)
{
	int row_len, col_len;
	const char *row_label = pgi_label(&m->rows, row, &row_len), *col_label = pgi_label(&m->cols, col, &col_len);

	return pgi_fail(env, .status = status, .row = row_label, .row_len = row_len, .col = col_label, .col_len = col_len,
					.value = value);
}

pgi_status
pgi_matrix_check_non_negative(pgi_env *env, const pgi_matrix *m)
{
	for (int32_t r = 0; r < m->rows.n; r++)
		for (int32_t k = m->row_start[r]; k < m->row_start[r + 1]; k++)
			if (m->value[k] < 0)
				return pgi_cell_fail(env, PGI_NEGATIVE_VALUE, m, r, m->col[k], m->value[k]);
	return PGI_OK;
}

pgi_status
pgi_matrix_transpose(pgi_env *env, const pgi_matrix *m, pgi_matrix *result)
{
	int32_t *start, *row;
	double *value;

	PGI_NEW_ZERO(env, start, (size_t) m->cols.n + 1);
	PGI_NEW(env, row, m->n_cells);
	PGI_NEW(env, value, m->n_cells);
	for (int32_t k = 0; k < m->n_cells; k++)
		start[m->col[k] + 1]++;
	for (int32_t c = 0; c < m->cols.n; c++)
		start[c + 1] += start[c];
	for (int32_t r = 0; r < m->rows.n; r++)
	{
		PGI_POLL_EVERY(env, (uint64_t) r, 6);
		for (int32_t k = m->row_start[r]; k < m->row_start[r + 1]; k++)
		{
			int32_t at = start[m->col[k]]++;

			row[at] = r;
			value[at] = m->value[k];
		}
	}
	/* every start has moved on to its end, which is the next one's start */
	memmove(start + 1, start, sizeof(int32_t) * (size_t) m->cols.n);
	start[0] = 0;
	*result = (pgi_matrix){
		.rows = m->cols, .cols = m->rows, .n_cells = m->n_cells, .value = value, .row_start = start, .col = row};
	return PGI_OK;
}

pgi_status
pgi_labels_union(pgi_env *env, const pgi_labels *a, const pgi_labels *b, pgi_labels *both, int32_t **a_to,
				 int32_t **b_to)
{
	size_t bytes = (size_t) a->offset[a->n] + b->offset[b->n];
	uint32_t *offset;
	char *to;
	int32_t i = 0, j = 0, n = 0;

	if (bytes > PGI_MATRIX_MAX_BYTES)
		return pgi_fail(env, .status = PGI_MATRIX_TOO_LARGE, .n = (int64_t) bytes, .limit = PGI_MATRIX_MAX_BYTES);
	PGI_NEW(env, offset, (size_t) a->n + (size_t) b->n + 1);
	PGI_NEW(env, to, bytes);
	PGI_NEW(env, *a_to, a->n);
	PGI_NEW(env, *b_to, b->n);
	offset[0] = 0;
	while (i < a->n || j < b->n)
	{
		int a_len = 0, b_len = 0;
		const char *a_label = i < a->n ? pgi_label(a, i, &a_len) : NULL,
				   *b_label = j < b->n ? pgi_label(b, j, &b_len) : NULL;
		int c = !a_label ? 1 : !b_label ? -1 : pgi_label_compare(a_label, a_len, b_label, b_len);
		const char *label = c <= 0 ? a_label : b_label;
		int len = c <= 0 ? a_len : b_len;

		PGI_POLL_EVERY(env, (uint64_t) n, 14);
		memcpy(to + offset[n], label, (size_t) len);
		offset[n + 1] = offset[n] + (uint32_t) len;
		if (c <= 0)
			(*a_to)[i++] = n;
		if (c >= 0)
			(*b_to)[j++] = n;
		n++;
	}
	*both = (pgi_labels){.n = n, .offset = offset, .bytes = to};
	return PGI_OK;
}

pgi_status
pgi_matrix_relabel(pgi_env *env, const pgi_matrix *m, const pgi_labels *rows, const int32_t *row_to,
				   const pgi_labels *cols, const int32_t *col_to, pgi_matrix *result)
{
	int32_t *row_start, *col;
	int32_t r = 0;

	PGI_NEW(env, row_start, (size_t) rows->n + 1);
	PGI_NEW(env, col, m->n_cells);
	for (int32_t to = 0; to <= rows->n; to++)
	{
		while (r < m->rows.n && row_to[r] < to)
			r++;
		row_start[to] = m->row_start[r];
	}
	for (int32_t k = 0; k < m->n_cells; k++)
		col[k] = col_to[m->col[k]];
	*result = *m;
	result->rows = *rows;
	result->cols = *cols;
	result->row_start = row_start;
	result->col = col;
	return PGI_OK;
}
