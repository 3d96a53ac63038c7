/*
 * dagum.c - the k largest's share, and Dagum's decomposition of the Gini
 * coefficient by groups.
 *
 * Dagum (1997) sums over pairs of groups; with the directional distance D_jh =
 * |mean_j - mean_h| / mean difference_jh, the net part is the Gini coefficient
 * of the group means, each with its population, and transvariation is what
 * remains. So one sort of all values is enough, in place of one for each pair.
 */
#include <math.h>

#include "order_statistics.h"
#include "sum_wire.h"
#include "value_groups.h"

pgi_status
pgi_core_concentration_ratio(pgi_env *env, pgi_value_groups *s, double *result)
{
	pgi_sum largest = {0};
	double total;

	*result = NAN;
	PGI_TRY(pgi_core_values_sorted(env, s, PGI_VALUES_LARGEST));
	if (s->n_groups == 0)
		return PGI_OK;
	total = pgi_sum_value(&s->total);
	if (isinf(total))
		return pgi_fail(env, .status = PGI_TOTAL_OUT_OF_RANGE);
	for (size_t i = s->group[0].n; i > 0; i--)
		PGI_TRY(pgi_sum_add_finite(env, &largest, s->group[0].word[i - 1]));
	if (total > 0)
		*result = pgi_sum_value(&largest) / total;
	return PGI_OK;
}

/* Shares, means and Gini coefficients of the groups; their parts of within. */
static pgi_status
read_groups(pgi_env *env, pgi_value_groups *s, double weights, double amounts, pgi_dagum *d, pgi_sorted_values *means)
{
	pgi_sum within = {0};

	for (int32_t g = 0; g < s->n_groups; g++)
	{
		const pgi_sorted_values *values = &s->group[d->order[g]];
		pgi_dagum_group *group = &d->group[g];
		double w, x;

		PGI_TRY(pgi_core_values_totals(env, values, &w, &x));
		PGI_TRY(pgi_core_gini(env, values, false, &group->gini));
		group->n = (int64_t) values->n;
		group->population_share = w / weights;
		group->value_share = x / amounts;
		group->contribution = isnan(group->gini) ? 0 : group->population_share * group->value_share * group->gini;
		PGI_TRY(pgi_sum_add_finite(env, &within, group->contribution));
		PGI_TRY(pgi_sorted_values_add(env, means, x / w, w));
	}
	d->within = pgi_sum_value(&within);
	return PGI_OK;
}

pgi_status
pgi_core_dagum_gini(pgi_env *env, pgi_value_groups *s, pgi_dagum *result)
{
	pgi_sorted_values all = {.weighted = s->form.weighted}, means = {.weighted = true};
	double weights, amounts;

	*result = (pgi_dagum){.gini = NAN};
	PGI_TRY(pgi_core_values_sorted(env, s, PGI_VALUES_GROUPED));
	PGI_TRY(pgi_label_set_order(env, &s->labels, &result->order));
	PGI_NEW_ZERO(env, result->group, s->n_groups);
	if (s->n_groups == 0)
		return PGI_OK;
	for (int32_t g = 0; g < s->n_groups; g++)
		PGI_TRY(pgi_sorted_values_append(env, &all, &s->group[result->order[g]]));
	PGI_TRY(pgi_sorted_values_sort(env, &all));
	PGI_TRY(pgi_core_values_totals(env, &all, &weights, &amounts));
	PGI_TRY(pgi_core_gini(env, &all, false, &result->gini));
	if (isnan(result->gini))
		return PGI_OK;
	PGI_TRY(read_groups(env, s, weights, amounts, result, &means));
	PGI_TRY(pgi_sorted_values_sort(env, &means));
	PGI_TRY(pgi_core_gini(env, &means, false, &result->between));
	result->transvariation = result->gini - result->within - result->between;
	if (fabs(result->transvariation) < 16 * 0x1p-53)
		result->transvariation = 0;
	return PGI_OK;
}
