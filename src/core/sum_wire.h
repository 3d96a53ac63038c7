/*
 * sum_wire.h - an exact sum as it travels: its wraps, the number of its words,
 * and the words, largest first; equal for equal sums.
 */
#ifndef PGI_SUM_WIRE_H
#define PGI_SUM_WIRE_H

#include "exact_sum.h"
#include "wire.h"

#define PGI_MOST_OBSERVATIONS (INT64_C(1) << 52)

/* Adds a derived term, which a state of unknown origin can make infinite. */
static inline pgi_status
pgi_sum_add_finite(pgi_env *env, pgi_sum *sum, double x)
{
	if (!isfinite(x))
		return pgi_fail(env, .status = PGI_TOTAL_OUT_OF_RANGE);
	return pgi_sum_add(env, sum, x);
}

extern pgi_status pgi_put_sum(pgi_env *env, pgi_writer *out, const pgi_sum *sum);

/* Reads the sum of n observations into an empty one; STATE_INVALID for what cannot be one. */
extern pgi_status pgi_get_sum(pgi_env *env, pgi_reader *in, int64_t n, pgi_sum *sum);

#endif
