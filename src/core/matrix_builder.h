/*
 * matrix_builder.h - a matrix while it is being summed up: labels and cells in
 * order of arrival, found by hash, each cell an exact running sum.
 *
 * A cell costs 24 bytes and its place in the hash index 5 to 16, growing in
 * segments so that no old copy stands beside the new one.
 */
#ifndef PGI_MATRIX_BUILDER_H
#define PGI_MATRIX_BUILDER_H

#include "matrix.h"

typedef struct pgi_builder pgi_builder;

typedef enum pgi_side
{
	PGI_ROWS,
	PGI_COLS
} pgi_side;

extern pgi_status pgi_builder_new(pgi_env *env, pgi_builder **builder);

/* Adds a finite value to the cell of two labels, which it makes where they are new.
 * A call that fails has changed nothing that can be seen; a cell that there is no
 * room for may be reported by a later call. */
extern pgi_status pgi_builder_add(pgi_builder *b, const char *row, int row_len, const char *col, int col_len,
								  double value);

/* Adds every cell of a matrix, extra words included, and all its labels. */
extern pgi_status pgi_builder_merge(pgi_builder *b, const pgi_matrix *m);

/* Adds new labels (DUPLICATE_LABEL if one is known), numbered in this order from 0. */
extern pgi_status pgi_builder_add_labels(pgi_builder *b, pgi_side side, const pgi_labels *labels);

/* Adds a cell by label numbers; DUPLICATE_CELL if it is there. */
extern pgi_status pgi_builder_add_new_cell(pgi_builder *b, int32_t row, int32_t col, double value);

/* Adds a word to a cell that exists (a partial sum read from text or wire). */
extern pgi_status pgi_builder_add_word(pgi_builder *b, int32_t row, int32_t col, double word);

extern int32_t pgi_builder_cells(pgi_builder *b);
extern int32_t pgi_builder_labels(const pgi_builder *b, pgi_side side);

/*
 * Bytes of the flat form; rounded: sums are rounded once (SUM_OVERFLOW where
 * one exceeds the range), else extra words keep them exact.  Any change makes
 * the size stale.
 */
extern pgi_status pgi_builder_flat_size(pgi_builder *b, bool rounded, size_t *size);

/* Writes the flat form as the last flat_size measured it. Linear in cells, plus a sort of the labels. */
extern pgi_status pgi_builder_flatten(pgi_builder *b, void *flat, size_t size);

/* The flat form in the environment's memory, viewed. */
extern pgi_status pgi_builder_matrix(pgi_builder *b, bool rounded, pgi_matrix *m);

#endif
