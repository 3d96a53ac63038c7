/*
 * sum_wire.h - an exact sum as it travels: its wraps, the number of its words,
 * and the words, largest first; equal for equal sums.
 */
#ifndef PGI_SUM_WIRE_H
#define PGI_SUM_WIRE_H

#include "exact_sum.h"
#include "wire.h"

#define PGI_MOST_OBSERVATIONS (INT64_C(1) << 52)

extern pgi_status pgi_put_sum(pgi_env *env, pgi_writer *out, const pgi_sum *sum);

/* Reads the sum of n observations into an empty one; STATE_INVALID for what cannot be one. */
extern pgi_status pgi_get_sum(pgi_env *env, pgi_reader *in, int64_t n, pgi_sum *sum);

#endif
