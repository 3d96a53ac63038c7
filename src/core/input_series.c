/* input_series.c - complete input requirements by their power series. */
#include "input_series.h"

#include <math.h>
#include <string.h>

#define MOST_ROUNDS 1000
#define MOST_NEED 1e6
#define LEAST_NEED 1e-150

pgi_status
pgi_core_input_series(pgi_env *env, const pgi_inputs *inputs, const double *start, double *held, int32_t *rounds,
					  bool *converged)
{
	size_t n = (size_t) inputs->n_sectors;
	uint64_t work = 0;
	double *next;

	PGI_NEW(env, next, n);
	if (n > 0)
		memcpy(held, start, n * sizeof *held);
	*converged = false;
	for (*rounds = 0; !*converged && *rounds < MOST_ROUNDS;)
	{
		double most = 0, change = 0;

		++*rounds;
		memset(next, 0, n * sizeof *next);
		for (int64_t i = 0; i < inputs->n_shares; i++)
		{
			double need = held[inputs->seller[i]];

			PGI_POLL_EVERY(env, work++, 18);
			if (fabs(need) > LEAST_NEED)
				next[inputs->buyer[i]] += need * inputs->share[i];
		}
		for (size_t k = 0; k < n; k++)
		{
			next[k] += start[k];
			most = k == 0 || next[k] > most ? next[k] : most;
			change = fmax(change, fabs(next[k] - held[k]));
			held[k] = next[k];
		}
		*converged = change <= 1e-15 * most;
		if (!(most <= MOST_NEED))
			break;
	}
	return PGI_OK;
}
