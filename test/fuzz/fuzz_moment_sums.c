/* Any bytes as the state of a single-pass statistic: refused, or a state whose own bytes read back to themselves, and
 * merge. */
#include "state.h"

#include "moment_sums.h"

FUZZ_STATE(pgi_moment_sums, pgi_moment_sums_read, pgi_moment_sums_write)

/* No statistic of an accepted state may be anything but a number, undefined, or refused. */
static void
statistics(pgi_env *env, const pgi_moment_sums *s)
{
	double result;

	pgi_core_exact_sum(env, s, &result);
	pgi_core_exact_mean(env, s, &result);
	pgi_core_hhi(env, s, &result);
	pgi_core_hhi_normalized(env, s, &result);
	pgi_core_coefficient_of_variation(env, s, &result);
	pgi_core_entropy(env, s, &result);
	pgi_core_theil(env, s, &result);
	pgi_core_mean_log_deviation(env, s, &result);
	pgi_core_generalized_entropy(env, s, &result);
	pgi_core_atkinson(env, s, &result);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	pgi_env *env = unit_env_new();
	pgi_moment_sums *s, *again;

	if (state_of(env, data, size, &s, &again))
	{
		check(pgi_moment_sums_sound(s));
		statistics(env, s);
		if (pgi_core_sums_merge(env, &again, s) == PGI_OK)
			statistics(env, again);
	}
	unit_env_free(env);
	return 0;
}
