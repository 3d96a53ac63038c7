/*
 * exact_sum.h - sums of doubles that do not depend on the order of addition.
 *
 * A sum is kept exactly, as an expansion of doubles (Shewchuk 1997, "Adaptive
 * precision floating-point arithmetic"): two words inline, more on the heap
 * only when two cannot hold it, and a count of 2^1023 so that no intermediate
 * overflows.  It is rounded once, to nearest even, when it is read.  Inputs
 * must be finite.
 */
#ifndef PGI_EXACT_SUM_H
#define PGI_EXACT_SUM_H

#include <math.h>

#include "env.h"

/* The words beyond the first two; exact value = sum of words + wraps * 2^1023. */
typedef struct pgi_sum_tail
{
	int32_t n_words;
	int32_t capacity;
	int64_t wraps;
	double word[]; /* non-overlapping, growing in size */
} pgi_sum_tail;

/* A running sum; all zero is the empty sum. */
typedef struct pgi_sum
{
	double high;
	double low;
	pgi_sum_tail *tail; /* NULL nearly always */
} pgi_sum;

/* s + *error = a + b exactly (Knuth). */
static inline double
pgi_two_sum(double a, double b, double *error)
{
	double s = a + b;
	double t = s - a;

	*error = (a - (s - t)) + (b - t);
	return s;
}

/* Adds what the two inline words cannot take; see pgi_sum_add. */
extern pgi_status pgi_sum_add_slow(pgi_env *env, double *high, double *low, pgi_sum_tail **tail, double x);

/* Adds a finite x to the inline words; false: nothing was changed, take the slow way. */
static inline bool
pgi_sum_add_fast(double *high, double *low, double x)
{
	double e1, e2;
	double s = pgi_two_sum(*high, x, &e1);
	double l = pgi_two_sum(*low, e1, &e2);

	if (__builtin_expect(e2 != 0 || !(fabs(s) < 0x1p1022), 0))
		return false;
	*high = s;
	*low = l;
	return true;
}

/* Adds a finite x.  Fails only for want of memory. */
static inline pgi_status
pgi_sum_add(pgi_env *env, pgi_sum *sum, double x)
{
	if (__builtin_expect(pgi_sum_add_fast(&sum->high, &sum->low, x), 1))
		return PGI_OK;
	return pgi_sum_add_slow(env, &sum->high, &sum->low, &sum->tail, x);
}

/* The sum rounded once to nearest even; +-infinity where it exceeds the range, never -0. */
extern double pgi_sum_value(const pgi_sum *sum);

/* Adds another sum exactly. */
extern pgi_status pgi_sum_merge(pgi_env *env, pgi_sum *sum, const pgi_sum *other);

/* Adds n finite values to one sum: the same result as one at a time, several lanes wide. */
extern pgi_status pgi_sum_add_all(pgi_env *env, pgi_sum *sum, const double *x, size_t n);

/* Many sums side by side, as columns have them. */
typedef struct pgi_sums
{
	int32_t n;
	double *high;
	double *low;
	pgi_sum_tail **tail; /* NULL until one is needed */
} pgi_sums;

extern pgi_status pgi_sums_new(pgi_env *env, int32_t n, pgi_sums *sums);

/* Adds x[k] to sum at[k] for k < n, or to sum k where at is NULL. */
extern pgi_status pgi_sums_add(pgi_env *env, pgi_sums *sums, const int32_t *at, const double *x, int32_t n);

/* One of the sums, for reading. */
static inline pgi_sum
pgi_sums_get(const pgi_sums *sums, int32_t i)
{
	return (pgi_sum){.high = sums->high[i], .low = sums->low[i], .tail = sums->tail ? sums->tail[i] : NULL};
}

/*
 * The sum as words whose exact total it is, the first being its rounded value:
 * a canonical form, equal for equal sums.  At most PGI_SUM_WORDS words plus one
 * for each 2^1023 beyond the range; returns their number, writes at most room.
 */
#define PGI_SUM_WORDS 48
extern int pgi_sum_words(const pgi_sum *sum, double *word, int room);

#endif
