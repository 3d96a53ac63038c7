/*
 * label_set.h - labels numbered in the order in which they are first seen.
 */
#ifndef PGI_LABEL_SET_H
#define PGI_LABEL_SET_H

#include "matrix.h"

typedef struct pgi_label_set
{
	int32_t n;
	int32_t capacity; /* labels there is room for */
	uint32_t byte_capacity;
	uint32_t *offset; /* n + 1 */
	char *bytes;
	uint32_t n_slots; /* a power of two, more than twice n */
	int32_t *slot;    /* label number + 1, 0 where free */
	int32_t last;     /* the label found last */
} pgi_label_set;

/* The number of a label, which is added when new (*added). O(length). */
extern pgi_status pgi_label_set_add(pgi_env *env, pgi_label_set *set, const char *label, int len, int32_t *number,
									bool *added);

/* Label numbers in byte order of the labels. */
extern pgi_status pgi_label_set_order(pgi_env *env, const pgi_label_set *set, int32_t **order);

static inline pgi_labels
pgi_label_set_view(const pgi_label_set *set)
{
	return (pgi_labels){.n = set->n, .offset = set->offset, .bytes = set->bytes};
}

#endif
