/* Any bytes as the state of theil_decomposition: refused, or a state whose own bytes read back to themselves, and
 * merge. */
#include "unit.h"

#include "group_sums.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool good)
{
	if (!good)
		abort();
}

/* The travelling form of a state. */
static char *
wire_of(pgi_env *env, pgi_group_sums *s, size_t *size)
{
	size_t measured;
	char *wire;

	check(pgi_group_sums_write(env, s, NULL, &measured) == PGI_OK);
	wire = pgi_new_zero(env, measured, 1);
	check(pgi_group_sums_write(env, s, wire, size) == PGI_OK && *size == measured);
	return wire;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	pgi_env *env = unit_env_new();
	pgi_group_sums *s, *again;
	pgi_theil_parts parts;

	if (pgi_group_sums_read(env, data, size, &s) == PGI_OK)
	{
		size_t first_size, second_size;
		char *first = wire_of(env, s, &first_size), *second;

		check(pgi_group_sums_read(env, first, first_size, &again) == PGI_OK);
		second = wire_of(env, again, &second_size);
		check(first_size == second_size && memcmp(first, second, first_size) == 0);
		pgi_core_theil_decomposition(env, s, &parts);
		if (pgi_core_group_sums_merge(env, again, s) == PGI_OK)
			pgi_core_theil_decomposition(env, again, &parts);
	}
	unit_env_free(env);
	return 0;
}
