/*
 * attainment.h - chance that a forecast reaches a target, by bootstrap of past
 * forecast errors (Efron 1979).
 */
#ifndef PGI_ATTAINMENT_H
#define PGI_ATTAINMENT_H

#include "env.h"

typedef struct pgi_attainment
{
	double forecast;
	double target;
	const double *error; /* of past forecasts, one period each: actual / forecast - 1, or actual - forecast */
	int32_t n_errors;
	int32_t periods; /* errors that add up until the target is due */
	int32_t draws;
	uint64_t seed;
	bool relative;
	bool falling; /* the target is a ceiling */
} pgi_attainment;

typedef struct pgi_attainment_result
{
	double probability;
	double standard_error; /* of the simulation */
	double low;            /* outcomes at 5, 50 and 95 % */
	double median;
	double high;
} pgi_attainment_result;

/* Draw d uses numbers (seed, d) alone.  O(draws (periods + log draws)). */
extern pgi_status pgi_core_attainment(pgi_env *env, const pgi_attainment *question, pgi_attainment_result *answer);

#endif
