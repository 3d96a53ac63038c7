/* attainment.c - bootstrap of past forecast errors. */
#include "attainment.h"

#include <math.h>
#include <stdlib.h>

#include "ascending.h"
#include "random.h"

pgi_status
pgi_core_attainment(pgi_env *env, const pgi_attainment *q, pgi_attainment_result *answer)
{
	double *outcome;
	int64_t reached = 0;

	PGI_NEW(env, outcome, q->draws);
	for (int32_t d = 0; d < q->draws; d++)
	{
		pgi_random random = pgi_random_stream(q->seed, (uint64_t) d);
		double value = q->forecast;

		for (int32_t t = 0; t < q->periods; t++)
		{
			double error = q->error[pgi_random_below(&random, q->n_errors)];

			PGI_POLL_EVERY(env, (uint64_t) d + (uint64_t) t, 14);
			if (q->relative)
				value *= 1 + error;
			else
				value += error;
		}
		outcome[d] = value;
		reached += q->falling ? value <= q->target : value >= q->target;
	}
	PGI_POLL(env);
	qsort(outcome, (size_t) q->draws, sizeof *outcome, pgi_ascending);
	answer->probability = (double) reached / q->draws;
	answer->standard_error = sqrt(answer->probability * (1 - answer->probability) / q->draws);
	answer->low = outcome[(int32_t) ceil(0.05 * q->draws) - 1];
	answer->median = outcome[(int32_t) ceil(0.5 * q->draws) - 1];
	answer->high = outcome[(int32_t) ceil(0.95 * q->draws) - 1];
	pgi_free(env, outcome);
	return PGI_OK;
}
