/* Any bytes as the state of a plant aggregate: refused, or a state whose own bytes read back to themselves, and merge.
 */
#include "unit.h"

#include "specialization_plants.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The flat form of a state. */
static char *
flat_of(pgi_env *env, const pgi_plants *plants, size_t *size)
{
	char *flat;

	if (pgi_core_plants_flat_size(plants, size) != PGI_OK)
		abort();
	flat = pgi_new(env, *size, 1);
	if (pgi_core_plants_flat_write(plants, flat, *size) != PGI_OK)
		abort();
	return flat;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	pgi_env *env = unit_env_new();
	pgi_plants *plants, *again;
	pgi_plants_result result;

	if (pgi_core_plants_read(env, data, size, &plants) == PGI_OK)
	{
		size_t first_size, second_size;
		char *first = flat_of(env, plants, &first_size), *second;

		if (pgi_core_plants_read(env, first, first_size, &again) != PGI_OK)
			abort();
		second = flat_of(env, again, &second_size);
		if (first_size != second_size || memcmp(first, second, first_size) != 0)
			abort();
		if (pgi_core_plants_merge(again, plants) != PGI_OK || pgi_core_plants_summary(env, again, &result) != PGI_OK)
			abort();
	}
	unit_env_free(env);
	return 0;
}
