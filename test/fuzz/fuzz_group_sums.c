/* Any bytes as the state of theil_decomposition: refused, or a state whose own bytes read back to themselves, and
 * merge. */
#include "state.h"

#include "group_sums.h"

FUZZ_STATE(pgi_group_sums, pgi_group_sums_read, pgi_group_sums_write)

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	pgi_env *env = unit_env_new();
	pgi_group_sums *s, *again;
	pgi_theil_parts parts;

	if (state_of(env, data, size, &s, &again))
	{
		pgi_core_theil_decomposition(env, s, &parts);
		if (pgi_core_group_sums_merge(env, again, s) == PGI_OK)
			pgi_core_theil_decomposition(env, again, &parts);
	}
	unit_env_free(env);
	return 0;
}
