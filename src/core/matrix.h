/*
 * matrix.h - the labelled sparse matrix: rows and columns with text labels,
 * float8 cells, compressed by rows.
 *
 * A pgi_matrix is a view: it owns nothing, and points into a flat value
 * (docs/storage.md) or into arrays of an environment.  It is always canonical:
 * labels unique and in byte order, cells of a row in column order, values
 * finite and not -0.  A stored zero is a cell; an absent cell has none.
 */
#ifndef PGI_MATRIX_H
#define PGI_MATRIX_H

#include <math.h>
#include <string.h>

#include "env.h"

#define PGI_MATRIX_MAX_BYTES ((int64_t) 256 * 1024 * 1024)
#define PGI_LABEL_MAX_BYTES 8191

/* Labels of one side: label i is bytes[offset[i] .. offset[i + 1]). */
typedef struct pgi_labels
{
	int32_t n;
	const uint32_t *offset; /* n + 1 */
	const char *bytes;
} pgi_labels;

typedef struct pgi_matrix
{
	pgi_labels rows;
	pgi_labels cols;
	int32_t n_cells;
	const double *value;      /* n_cells, row by row */
	const int32_t *row_start; /* rows.n + 1 */
	const int32_t *col;       /* n_cells, increasing within a row */

	/* a partial sum carries more words of some cells; readers ignore them */
	int32_t n_extra;
	const double *extra;       /* n_extra */
	const int32_t *extra_cell; /* n_extra, not decreasing */
} pgi_matrix;

static inline const char *
pgi_label(const pgi_labels *labels, int32_t i, int *len)
{
	*len = (int) (labels->offset[i + 1] - labels->offset[i]);
	return labels->bytes + labels->offset[i];
}

/* Byte order, shorter first where one is a prefix. */
static inline int
pgi_label_compare(const char *a, int a_len, const char *b, int b_len)
{
	int c = memcmp(a, b, (size_t) (a_len < b_len ? a_len : b_len));

	return c != 0 ? c : (a_len > b_len) - (a_len < b_len);
}

/* Number of a label, -1 where there is none. O(log n). */
extern int32_t pgi_label_find(const pgi_labels *labels, const char *label, int len);

/* Position of a cell in value[], -1 where there is none. O(log of the row). */
extern int32_t pgi_cell_find(const pgi_matrix *m, int32_t row, int32_t col);

/* --- flat form ----------------------------------------------------------- */

/* Bytes of the flat form; PGI_MATRIX_TOO_LARGE over the cap. */
extern pgi_status pgi_flat_size(pgi_env *env, const pgi_matrix *m, size_t *size);

/* Writes the flat form, padding zeroed; flat is 8-aligned and holds size bytes.
 * The first four bytes are left to the host (a length word in the server). */
extern void pgi_flat_write(const pgi_matrix *m, void *flat, size_t size);

/* Views a flat value of ours without copying. */
extern void pgi_flat_view(const void *flat, pgi_matrix *m);

/* Views a flat value of unknown origin; PGI_MATRIX_CORRUPT if it is not canonical. */
extern pgi_status pgi_flat_check(pgi_env *env, const void *flat, size_t size, pgi_matrix *m);

/* LABEL_TOO_LONG or LABEL_CONTROL for a label that cannot be stored. */
extern pgi_status pgi_label_check(pgi_env *env, const char *label, int len);

/* Bytes of a flat form with these counts; PGI_MATRIX_TOO_LARGE over the cap. */
extern pgi_status pgi_flat_size_of(pgi_env *env, int64_t n_rows, int64_t n_cols, int64_t n_cells, int64_t n_extra,
								   int64_t label_bytes, size_t *size);

/* Writes header and padding of a flat form and views its (yet unwritten) arrays. */
extern void pgi_flat_begin(void *flat, size_t size, int32_t n_rows, int32_t n_cols, int32_t n_cells, int32_t n_extra,
						   uint32_t row_bytes, uint32_t col_bytes, pgi_matrix *m);

/* --- making one ---------------------------------------------------------- */

/*
 * Makes a matrix from n triplets of label numbers and labels in any order;
 * labels and cells must be unique, else DUPLICATE_LABEL or DUPLICATE_CELL.
 * The result lives in the environment.
 */
extern pgi_status pgi_matrix_from_triplets(pgi_env *env, const pgi_labels *rows, const pgi_labels *cols, int32_t n,
										   const int32_t *row, const int32_t *col, const double *value, pgi_matrix *m);

/*
 * Makes a matrix from a row-major dense array over canonical labels, which it
 * shares.  NaN marks an absent cell; keep_zero says whether 0 is stored.
 */
extern pgi_status pgi_matrix_from_dense(pgi_env *env, const pgi_labels *rows, const pgi_labels *cols,
										const double *dense, bool keep_zero, pgi_matrix *m);

/* The matrix with the same labels and cells but other values (n_cells of them; NaN drops the cell). */
extern pgi_status pgi_matrix_with_values(pgi_env *env, const pgi_matrix *m, const double *value, pgi_matrix *result);

/* --- reading one --------------------------------------------------------- */

/* Row-major dense copy, absent cells as `absent`. */
extern pgi_status pgi_matrix_dense(pgi_env *env, const pgi_matrix *m, double absent, double **dense);

/* Exact totals of the rows and columns (NULL to skip one) and of all. */
extern pgi_status pgi_matrix_totals(pgi_env *env, const pgi_matrix *m, double **row_total, double **col_total,
									double *total);

/* Fails with the labels of a cell and a value. */
extern pgi_status pgi_cell_fail(pgi_env *env, pgi_status status, const pgi_matrix *m, int32_t row, int32_t col,
								double value);

/* Refuses a negative cell with NEGATIVE_VALUE. */
extern pgi_status pgi_matrix_check_non_negative(pgi_env *env, const pgi_matrix *m);

extern pgi_status pgi_matrix_transpose(pgi_env *env, const pgi_matrix *m, pgi_matrix *result);

/*
 * The union of two label sets in byte order, with the number each label has in
 * it (a_to has a->n entries, b_to has b->n).
 */
extern pgi_status pgi_labels_union(pgi_env *env, const pgi_labels *a, const pgi_labels *b, pgi_labels *both,
								   int32_t **a_to, int32_t **b_to);

/* The same cells over larger label sets, each label being number row_to[i] / col_to[j] there. */
extern pgi_status pgi_matrix_relabel(pgi_env *env, const pgi_matrix *m, const pgi_labels *rows, const int32_t *row_to,
									 const pgi_labels *cols, const int32_t *col_to, pgi_matrix *result);

#endif
