/* Any bytes as the state of a single-pass statistic: refused, or a state whose own bytes read back to themselves, and
 * merge. */
#include "unit.h"

#include "moment_sums.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool good)
{
	if (!good)
		abort();
}

/* The travelling form of a state. */
static char *
wire_of(pgi_env *env, pgi_moment_sums *s, size_t *size)
{
	size_t measured;
	char *wire;

	check(pgi_moment_sums_write(env, s, NULL, &measured) == PGI_OK);
	wire = pgi_new_zero(env, measured, 1);
	check(pgi_moment_sums_write(env, s, wire, size) == PGI_OK && *size == measured);
	return wire;
}

/* No statistic of an accepted state may be anything but a number, undefined, or refused. */
static void
statistics(pgi_env *env, const pgi_moment_sums *s)
{
	double result;

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

	if (pgi_moment_sums_read(env, data, size, &s) == PGI_OK)
	{
		size_t first_size, second_size;
		char *first = wire_of(env, s, &first_size), *second;

		check(pgi_moment_sums_read(env, first, first_size, &again) == PGI_OK);
		second = wire_of(env, again, &second_size);
		check(first_size == second_size && memcmp(first, second, first_size) == 0);
		check(pgi_moment_sums_sound(s));
		statistics(env, s);
		if (pgi_core_sums_merge(env, &again, s) == PGI_OK)
			statistics(env, again);
	}
	unit_env_free(env);
	return 0;
}
