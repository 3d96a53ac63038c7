/* group_sums.c - Theil's decomposition by groups from exact sums of each group. */
#include "group_sums.h"

#include <string.h>

#include "moment_sums.h"
#include "sum_wire.h"

#define WIRE_MAGIC 0x70737267 /* "grsp" */
#define WIRE_VERSION 1

static pgi_status
group_of(pgi_env *env, pgi_group_sums *s, const char *label, int len, pgi_group_sum **group)
{
	int32_t number;
	bool added;

	PGI_TRY(pgi_label_set_add(env, &s->labels, label, len, &number, &added));
	if (number >= s->capacity)
	{
		int32_t capacity = number * 2 + 8;
		pgi_group_sum *grown;

		PGI_NEW_ZERO(env, grown, capacity);
		if (s->capacity > 0)
			memcpy(grown, s->group, (size_t) s->capacity * sizeof *grown);
		pgi_free(env, s->group);
		s->group = grown;
		s->capacity = capacity;
	}
	*group = &s->group[number];
	return PGI_OK;
}

pgi_status
pgi_core_group_sums_add(pgi_env *env, pgi_group_sums *s, bool weighted, const char *label, int len, double x, double w)
{
	pgi_group_sum *group = NULL;
	double amount = w * x, log_amount = x > 0 ? w * (x * log(x)) : 0;

	if (!isfinite(x) || !isfinite(w))
		return pgi_fail(env, .status = PGI_VALUE_NOT_FINITE, .value = isfinite(x) ? w : x);
	if (x < 0)
		return pgi_fail(env, .status = PGI_VALUE_NEGATIVE, .value = x);
	if (w < 0)
		return pgi_fail(env, .status = PGI_WEIGHT_NEGATIVE, .value = w);
	if (!isfinite(amount) || !isfinite(log_amount))
		return pgi_fail(env, .status = PGI_VALUE_OUT_OF_RANGE, .value = x);
	if (w == 0)
		return PGI_OK;
	if (s->labels.n == 0)
		s->weighted = weighted;
	if (s->weighted != weighted)
		return pgi_fail(env, .status = PGI_STATE_MISMATCH);
	PGI_TRY(group_of(env, s, label, len, &group));
	group->n++;
	PGI_TRY(pgi_sum_add(env, &group->weights, w));
	PGI_TRY(pgi_sum_add(env, &group->amounts, amount));
	return pgi_sum_add(env, &group->logs, log_amount);
}

static pgi_status
merge_group(pgi_env *env, pgi_group_sum *to, const pgi_group_sum *from)
{
	if (to->n > PGI_MOST_OBSERVATIONS - from->n)
		return pgi_fail(env, .status = PGI_STATE_INVALID);
	to->n += from->n;
	PGI_TRY(pgi_sum_merge(env, &to->weights, &from->weights));
	PGI_TRY(pgi_sum_merge(env, &to->amounts, &from->amounts));
	return pgi_sum_merge(env, &to->logs, &from->logs);
}

pgi_status
pgi_core_group_sums_merge(pgi_env *env, pgi_group_sums *s, const pgi_group_sums *other)
{
	pgi_labels labels = pgi_label_set_view(&other->labels);

	if (other->labels.n == 0)
		return PGI_OK;
	if (s->labels.n == 0)
		s->weighted = other->weighted;
	if (s->weighted != other->weighted)
		return pgi_fail(env, .status = PGI_STATE_MISMATCH);
	for (int32_t g = 0; g < labels.n; g++)
	{
		pgi_group_sum *group = NULL;
		int len;
		const char *label = pgi_label(&labels, g, &len);

		PGI_POLL_EVERY(env, g, 10);
		PGI_TRY(group_of(env, s, label, len, &group));
		PGI_TRY(merge_group(env, group, &other->group[g]));
	}
	return PGI_OK;
}

/* --- decomposition ---------------------------------------------------------- */

typedef struct totals
{
	double weights;
	double amounts;
	double logs;
} totals;

static pgi_status
read_totals(pgi_env *env, const pgi_group_sum *group, totals *t)
{
	t->weights = pgi_sum_value(&group->weights);
	t->amounts = pgi_sum_value(&group->amounts);
	t->logs = pgi_sum_value(&group->logs);
	if (!isfinite(t->weights) || !isfinite(t->amounts) || !isfinite(t->logs))
		return pgi_fail(env, .status = PGI_TOTAL_OUT_OF_RANGE);
	return PGI_OK;
}

pgi_status
pgi_core_theil_decomposition(pgi_env *env, const pgi_group_sums *s, pgi_theil_parts *result)
{
	pgi_group_sum sum = {0};
	pgi_sum within = {0}, between = {0};
	totals all, one;

	*result = (pgi_theil_parts){.theil = NAN};
	PGI_TRY(pgi_label_set_order(env, &s->labels, &result->order));
	PGI_NEW_ZERO(env, result->group, s->labels.n);
	for (int32_t g = 0; g < s->labels.n; g++)
		PGI_TRY(merge_group(env, &sum, &s->group[g]));
	PGI_TRY(read_totals(env, &sum, &all));
	result->theil = fmax(pgi_core_theil_of_sums(all.weights, all.amounts, all.logs), 0);
	if (!(all.amounts > 0))
	{
		result->theil = NAN;
		return PGI_OK;
	}
	for (int32_t g = 0; g < s->labels.n; g++)
	{
		pgi_theil_group *group = &result->group[g];

		PGI_POLL_EVERY(env, g, 10);
		PGI_TRY(read_totals(env, &s->group[result->order[g]], &one));
		group->n = s->group[result->order[g]].n;
		group->population_share = one.weights / all.weights;
		group->value_share = one.amounts / all.amounts;
		group->mean = one.amounts / one.weights;
		group->theil = NAN;
		if (!(one.amounts > 0))
			continue;
		group->theil = fmax(pgi_core_theil_of_sums(one.weights, one.amounts, one.logs), 0);
		group->within = group->value_share * group->theil;
		group->between = group->value_share * log(group->mean / (all.amounts / all.weights));
		PGI_TRY(pgi_sum_add_finite(env, &within, group->within));
		PGI_TRY(pgi_sum_add_finite(env, &between, group->between));
	}
	result->within = pgi_sum_value(&within);
	result->between = fmax(pgi_sum_value(&between), 0);
	return PGI_OK;
}

/* --- travelling ----------------------------------------------------------- */

/*
 * Nothing for an empty state; else magic and version, weighted; the number of
 * groups; for each, in byte order of labels, the label's length and bytes, its
 * observations, and three sums.
 */
pgi_status
pgi_group_sums_write(pgi_env *env, const pgi_group_sums *s, void *bytes, size_t *size)
{
	pgi_writer out = {.at = bytes};
	pgi_labels labels = pgi_label_set_view(&s->labels);
	int32_t *order;

	*size = 0;
	if (labels.n == 0)
		return PGI_OK;
	PGI_TRY(pgi_label_set_order(env, &s->labels, &order));
	pgi_put_u64(&out, (uint64_t) WIRE_MAGIC << 32 | WIRE_VERSION << 16 | s->weighted);
	pgi_put_u64(&out, (uint64_t) labels.n);
	for (int32_t g = 0; g < labels.n; g++)
	{
		const pgi_group_sum *group = &s->group[order[g]];
		int len;
		const char *label = pgi_label(&labels, order[g], &len);

		PGI_POLL_EVERY(env, g, 10);
		pgi_put_u64(&out, (uint64_t) len);
		pgi_put_bytes(&out, label, (size_t) len);
		pgi_put_u64(&out, (uint64_t) group->n);
		PGI_TRY(pgi_put_sum(env, &out, &group->weights));
		PGI_TRY(pgi_put_sum(env, &out, &group->amounts));
		PGI_TRY(pgi_put_sum(env, &out, &group->logs));
	}
	pgi_free(env, order);
	*size = out.size;
	return PGI_OK;
}

static pgi_status
read_group(pgi_env *env, pgi_reader *in, pgi_group_sums *s)
{
	uint64_t len = pgi_get_u64(in);
	const char *label;
	int32_t before = s->labels.n;
	pgi_group_sum *group = NULL;

	if (in->failed || len > in->left || len > INT32_MAX)
		return pgi_fail(env, .status = PGI_STATE_INVALID);
	label = (const char *) pgi_get_bytes(in, (size_t) len);
	PGI_TRY(group_of(env, s, label, (int) len, &group));
	group->n = (int64_t) pgi_get_u64(in);
	if (s->labels.n == before || in->failed || group->n < 1 || group->n > PGI_MOST_OBSERVATIONS)
		return pgi_fail(env, .status = PGI_STATE_INVALID);
	PGI_TRY(pgi_get_sum(env, in, group->n, &group->weights));
	PGI_TRY(pgi_get_sum(env, in, group->n, &group->amounts));
	return pgi_get_sum(env, in, group->n, &group->logs);
}

pgi_status
pgi_group_sums_read(pgi_env *env, const void *bytes, size_t size, pgi_group_sums **s)
{
	pgi_reader in = {.at = bytes, .left = size};
	uint64_t head, n;

	PGI_NEW_ZERO(env, *s, 1);
	if (size == 0)
		return PGI_OK;
	head = pgi_get_u64(&in);
	n = pgi_get_u64(&in);
	if (in.failed || head >> 16 != ((uint64_t) WIRE_MAGIC << 16 | WIRE_VERSION) || (head & 0xffff) > 1 || n == 0 ||
		n > in.left / 16)
		return pgi_fail(env, .status = PGI_STATE_INVALID);
	(*s)->weighted = (uint8_t) (head & 1);
	for (uint64_t g = 0; g < n; g++)
	{
		PGI_POLL_EVERY(env, g, 10);
		PGI_TRY(read_group(env, &in, *s));
	}
	return in.left == 0 ? PGI_OK : pgi_fail(env, .status = PGI_STATE_INVALID);
}
