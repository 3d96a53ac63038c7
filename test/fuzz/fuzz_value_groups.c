/* Any bytes as the state of an order-based aggregate: refused, or a state whose own bytes read back to themselves, and
 * merge. */
#include "state.h"

#include "order_statistics.h"
#include "value_groups.h"

FUZZ_STATE(pgi_value_groups, pgi_value_groups_read, pgi_value_groups_write)

/* Whatever a final function computes of the state. */
static void
statistics(pgi_env *env, pgi_value_groups *s)
{
	double result, share[5];
	bool defined;
	pgi_dagum dagum;

	pgi_core_concentration_ratio(env, s, &result);
	pgi_core_dagum_gini(env, s, &dagum);
	if (s->form.kind != PGI_VALUES_PLAIN || s->n_groups == 0)
		return;
	pgi_core_gini(env, s->group, true, &result);
	pgi_core_hoover(env, s->group, &result);
	pgi_core_lorenz(env, s->group, 4, share, &defined);
	for (int type = 1; type <= 9; type++)
		pgi_core_quantile(env, s->group, 0.3, type, &result);
	pgi_core_median_absolute_deviation(env, s->group, &result);
	if (s->form.weighted)
		pgi_core_hoover_reference(env, s->group, &result);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	pgi_env *env = unit_env_new();
	pgi_value_groups *s, *again;

	if (state_of(env, data, size, &s, &again))
	{
		statistics(env, s);
		if (pgi_core_values_merge(env, again, s) == PGI_OK)
			statistics(env, again);
	}
	unit_env_free(env);
	return 0;
}
