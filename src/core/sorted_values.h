/*
 * sorted_values.h - the values of a column, or values with weights, kept whole
 * and sorted once.
 *
 * A growing array of finite doubles (pairs where weighted) made of sorted runs
 * and an unsorted rest.  Sorting takes the rest by radix, then merges the runs;
 * the order is total (by value, then weight), so that what is read from it does
 * not depend on how the values came in.
 */
#ifndef PGI_SORTED_VALUES_H
#define PGI_SORTED_VALUES_H

#include "env.h"

/* Values of one state: 2 GB, and as much again while it sorts. */
#define PGI_VALUES_MOST ((size_t) 1 << 28)

typedef struct pgi_sorted_values
{
	bool weighted;
	size_t n; /* values, or pairs */
	size_t capacity;
	double *word; /* value, or value and weight, of each */
	int n_runs;   /* sorted runs from the start on ... */
	int run_capacity;
	size_t *run_end; /* ... each up to here; the rest is unsorted */
	bool broken;     /* a sort was cancelled half way: of no use any more */
} pgi_sorted_values;

/* Makes room for one more; see pgi_sorted_values_add. */
extern pgi_status pgi_sorted_values_grow(pgi_env *env, pgi_sorted_values *v, size_t more);

/* Appends a finite value (w is ignored where not weighted). */
static inline pgi_status
pgi_sorted_values_add(pgi_env *env, pgi_sorted_values *v, double x, double w)
{
	if (__builtin_expect(v->n == v->capacity, 0))
		PGI_TRY(pgi_sorted_values_grow(env, v, 1));
	x += 0.0; /* -0 becomes 0 */
	if (v->weighted)
	{
		v->word[2 * v->n] = x;
		v->word[2 * v->n + 1] = w;
	}
	else
		v->word[v->n] = x;
	v->n++;
	return PGI_OK;
}

/* Appends all of another one of the same weighting, which must be sorted. */
extern pgi_status pgi_sorted_values_append(pgi_env *env, pgi_sorted_values *v, const pgi_sorted_values *sorted);

/* Makes one sorted run of it. O(n), and n log(runs) for the runs; takes as much memory again. */
extern pgi_status pgi_sorted_values_sort(pgi_env *env, pgi_sorted_values *v);

#endif
