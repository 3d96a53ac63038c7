/*
 * input_series.h - what one unit of every sector's output needs, direct and
 * indirect: u = s + uA by its power series, the row sums of the Leontief inverse
 * without the inverse (Leontief 1936; Miller and Blair 2009).
 */
#ifndef PGI_INPUT_SERIES_H
#define PGI_INPUT_SERIES_H

#include "env.h"

/* Input coefficients as triples: what a unit of the buyer's output takes of the seller's. */
typedef struct pgi_inputs
{
	const int32_t *seller; /* 0 .. n_sectors - 1 */
	const int32_t *buyer;
	const double *share;
	int64_t n_shares;
	int32_t n_sectors;
} pgi_inputs;

/*
 * The series from start, held[n_sectors] its sum; rounds are how many terms it took.
 * Not converged: 1000 terms, or a need beyond 1e6, as of a table that eats more than
 * it makes.  O(n_shares) a term; a term that is beyond any precision is left out.
 */
extern pgi_status pgi_core_input_series(pgi_env *env, const pgi_inputs *inputs, const double *start, double *held,
										int32_t *rounds, bool *converged);

#endif
