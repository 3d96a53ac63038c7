/* value_groups.c - adding to, merging and carrying the state of value_groups.h. */
#include "value_groups.h"

#include <string.h>

#include "sum_wire.h"

#define WIRE_MAGIC 0x706c6176 /* "valp" */
#define WIRE_VERSION 1

/* --- adding --------------------------------------------------------------- */

static pgi_status
adopt(pgi_env *env, pgi_value_groups *s, const pgi_values_form *form)
{
	if (s->form.kind == PGI_VALUES_EMPTY)
	{
		s->form = *form;
		return PGI_OK;
	}
	if (s->form.kind != form->kind || s->form.weighted != form->weighted)
		return pgi_fail(env, .status = PGI_STATE_MISMATCH);
	for (int i = 0; i < 2; i++)
		if (s->form.parameter[i] != form->parameter[i])
			return pgi_fail(env, .status = PGI_PARAMETER_CHANGED, .value = form->parameter[i]);
	return PGI_OK;
}

/* The values of a label, which is made when new. */
static pgi_status
group_of(pgi_env *env, pgi_value_groups *s, const char *label, int len, pgi_sorted_values **group)
{
	int32_t number = 0;
	bool added;

	if (s->form.kind == PGI_VALUES_GROUPED)
		PGI_TRY(pgi_label_set_add(env, &s->labels, label, len, &number, &added));
	if (number >= s->capacity)
	{
		int32_t capacity = s->form.kind == PGI_VALUES_GROUPED ? number * 2 + 8 : 1;
		pgi_sorted_values *grown;

		PGI_NEW_ZERO(env, grown, capacity);
		if (s->n_groups > 0)
			memcpy(grown, s->group, (size_t) s->n_groups * sizeof *grown);
		pgi_free(env, s->group);
		s->group = grown;
		s->capacity = capacity;
	}
	if (number >= s->n_groups)
		s->n_groups = number + 1;
	*group = &s->group[number];
	(*group)->weighted = s->form.weighted;
	return PGI_OK;
}

/* Lets x sink from place i of a heap whose least value is on top. */
static void
sink(double *heap, size_t n, size_t i, double x)
{
	size_t child;

	while ((child = 2 * i + 1) < n)
	{
		if (child + 1 < n && heap[child + 1] < heap[child])
			child++;
		if (heap[child] >= x)
			break;
		heap[i] = heap[child];
		i = child;
	}
	heap[i] = x;
}

/* Keeps x if it is among the k largest; the full group is a heap, unsorted until it is read. */
static pgi_status
keep_largest(pgi_env *env, pgi_value_groups *s, pgi_sorted_values *largest, double x)
{
	size_t k = (size_t) s->form.parameter[0];

	if (largest->n < k)
	{
		PGI_TRY(pgi_sorted_values_add(env, largest, x, 1));
		largest->n_runs = 0;
		if (largest->n == k)
			for (size_t i = k / 2; i > 0; i--)
				sink(largest->word, k, i - 1, largest->word[i - 1]);
		return PGI_OK;
	}
	if (x > largest->word[0])
	{
		largest->n_runs = 0; /* an ascending run is a heap too */
		sink(largest->word, k, 0, x);
	}
	return PGI_OK;
}

pgi_status
pgi_core_values_add(pgi_env *env, pgi_value_groups *s, const pgi_values_form *form, pgi_values_rule rule,
					const char *label, int len, double x, double w)
{
	pgi_sorted_values *group;

	if (!isfinite(x))
		return pgi_fail(env, .status = PGI_VALUE_NOT_FINITE, .value = x);
	if (x < 0 && rule != PGI_VALUES_SIGNED)
		return pgi_fail(env, .status = PGI_VALUE_NEGATIVE, .value = x);
	if (form->weighted)
	{
		if (!isfinite(w))
			return pgi_fail(env, .status = PGI_VALUE_NOT_FINITE, .value = w);
		if (w < 0)
			return pgi_fail(env, .status = PGI_WEIGHT_NEGATIVE, .value = w);
		if (w == 0 && rule != PGI_VALUES_REFERENCE)
			return PGI_OK;
	}
	PGI_TRY(adopt(env, s, form));
	PGI_TRY(group_of(env, s, label, len, &group));
	if (group->broken)
		return pgi_fail(env, .status = PGI_STATE_CORRUPT);
	if (form->kind != PGI_VALUES_LARGEST)
		return pgi_sorted_values_add(env, group, x, w);
	PGI_TRY(keep_largest(env, s, group, x));
	s->n_seen++;
	return pgi_sum_add(env, &s->total, x);
}

/* --- merging -------------------------------------------------------------- */

pgi_status
pgi_core_values_sorted(pgi_env *env, pgi_value_groups *s, pgi_values_kind kind)
{
	if (s->form.kind != PGI_VALUES_EMPTY && s->form.kind != kind)
		return pgi_fail(env, .status = PGI_STATE_MISMATCH);
	for (int32_t g = 0; g < s->n_groups; g++)
		PGI_TRY(pgi_sorted_values_sort(env, &s->group[g]));
	return PGI_OK;
}

pgi_status
pgi_core_values_merge(pgi_env *env, pgi_value_groups *s, pgi_value_groups *other)
{
	pgi_labels labels = pgi_label_set_view(&other->labels);

	if (other->form.kind == PGI_VALUES_EMPTY)
		return PGI_OK;
	PGI_TRY(adopt(env, s, &other->form));
	PGI_TRY(pgi_core_values_sorted(env, other, other->form.kind));
	for (int32_t g = 0; g < other->n_groups; g++)
	{
		int len = 0;
		const char *label = other->form.kind == PGI_VALUES_GROUPED ? pgi_label(&labels, g, &len) : NULL;
		pgi_sorted_values *group;

		PGI_TRY(group_of(env, s, label, len, &group));
		if (other->form.kind == PGI_VALUES_LARGEST)
			for (size_t i = other->group[g].n; i > 0; i--)
				PGI_TRY(keep_largest(env, s, group, other->group[g].word[i - 1]));
		else
			PGI_TRY(pgi_sorted_values_append(env, group, &other->group[g]));
	}
	if (s->n_seen > PGI_MOST_OBSERVATIONS - other->n_seen)
		return pgi_fail(env, .status = PGI_STATE_INVALID);
	s->n_seen += other->n_seen;
	return pgi_sum_merge(env, &s->total, &other->total);
}

/* --- travelling ----------------------------------------------------------- */

static void
put_values(pgi_writer *out, const pgi_sorted_values *v)
{
	size_t n = v->n * (v->weighted ? 2 : 1);

	pgi_put_u64(out, v->n);
	if (!out->at)
	{
		out->size += n * 8;
		return;
	}
	for (size_t i = 0; i < n; i++)
		pgi_put_double(out, v->word[i]);
}

/*
 * Nothing for an empty state; else magic and version, kind, weighted; two
 * parameters; the observations and total of the k largest; the number of
 * groups; for each its label's length and bytes, the number of its values, and
 * the values (with weights) in order.  Groups are in byte order of labels.
 */
pgi_status
pgi_value_groups_write(pgi_env *env, pgi_value_groups *s, void *bytes, size_t *size)
{
	pgi_writer out = {.at = bytes};
	pgi_labels labels = pgi_label_set_view(&s->labels);
	int32_t *order;

	*size = 0;
	if (s->form.kind == PGI_VALUES_EMPTY)
		return PGI_OK;
	if (bytes)
		PGI_TRY(pgi_core_values_sorted(env, s, s->form.kind));
	PGI_TRY(pgi_label_set_order(env, &s->labels, &order));
	pgi_put_u64(&out,
				(uint64_t) WIRE_MAGIC << 32 | WIRE_VERSION << 16 | (uint64_t) s->form.kind << 8 | s->form.weighted);
	pgi_put_double(&out, s->form.parameter[0]);
	pgi_put_double(&out, s->form.parameter[1]);
	pgi_put_u64(&out, (uint64_t) s->n_seen);
	PGI_TRY(pgi_put_sum(env, &out, &s->total));
	pgi_put_u64(&out, (uint64_t) s->n_groups);
	for (int32_t g = 0; g < s->n_groups; g++)
	{
		bool grouped = s->form.kind == PGI_VALUES_GROUPED;
		int len = 0;
		const char *label = grouped ? pgi_label(&labels, order[g], &len) : NULL;

		pgi_put_u64(&out, (uint64_t) len);
		pgi_put_bytes(&out, label, (size_t) len);
		put_values(&out, &s->group[grouped ? order[g] : g]);
	}
	pgi_free(env, order);
	*size = out.size;
	return PGI_OK;
}

static pgi_status
invalid(pgi_env *env)
{
	return pgi_fail(env, .status = PGI_STATE_INVALID);
}

/* Values as they were sorted; anything else is refused. */
static pgi_status
read_values(pgi_env *env, pgi_reader *in, const pgi_values_form *form, pgi_sorted_values *v)
{
	uint64_t n = pgi_get_u64(in);
	size_t w = form->weighted ? 2 : 1;

	if (in->failed || n == 0 || n > PGI_VALUES_MOST || n > in->left / (8 * w) || v->n > 0)
		return invalid(env);
	if (form->kind == PGI_VALUES_LARGEST && n > form->parameter[0])
		return invalid(env);
	for (uint64_t i = 0; i < n; i++)
	{
		double x = pgi_get_double(in), weight = w == 2 ? pgi_get_double(in) : 1;
		double *before = i > 0 ? &v->word[(i - 1) * w] : NULL;

		PGI_POLL_EVERY(env, i, 16);
		if (!isfinite(x) || !isfinite(weight) || weight < 0 ||
			(form->kind != PGI_VALUES_PLAIN && (x < 0 || weight == 0)) ||
			(before && (before[0] > x || (w == 2 && before[0] == x && before[1] > weight))))
			return invalid(env);
		if (i == 0)
			PGI_TRY(pgi_sorted_values_grow(env, v, (size_t) n));
		PGI_TRY(pgi_sorted_values_add(env, v, x, weight));
	}
	return pgi_sorted_values_sort(env, v);
}

static pgi_status
read_group(pgi_env *env, pgi_reader *in, pgi_value_groups *s)
{
	uint64_t len = pgi_get_u64(in);
	const char *label;
	pgi_sorted_values *group;
	int32_t before = s->n_groups;

	if (in->failed || len > in->left || len > INT32_MAX || (s->form.kind != PGI_VALUES_GROUPED && len > 0))
		return invalid(env);
	label = (const char *) pgi_get_bytes(in, (size_t) len);
	PGI_TRY(group_of(env, s, label, (int) len, &group));
	if (s->n_groups == before)
		return invalid(env);
	return read_values(env, in, &s->form, group);
}

/* Whether the parameters are such as some statistic has; all of ours are >= 0 and small. */
static bool
form_is_sound(const pgi_values_form *form)
{
	for (int i = 0; i < 2; i++)
		if (!(form->parameter[i] >= 0 && form->parameter[i] <= PGI_LARGEST_MOST))
			return false;
	if (form->kind == PGI_VALUES_LARGEST &&
		(form->weighted || form->parameter[0] < 1 || form->parameter[0] != floor(form->parameter[0])))
		return false;
	return true;
}

pgi_status
pgi_value_groups_read(pgi_env *env, const void *bytes, size_t size, pgi_value_groups **s)
{
	pgi_reader in = {.at = bytes, .left = size};
	uint64_t head, n_groups;

	PGI_NEW_ZERO(env, *s, 1);
	if (size == 0)
		return PGI_OK;
	head = pgi_get_u64(&in);
	(*s)->form.kind = (pgi_values_kind) (head >> 8 & 0xff);
	(*s)->form.weighted = head & 1;
	(*s)->form.parameter[0] = pgi_get_double(&in);
	(*s)->form.parameter[1] = pgi_get_double(&in);
	if (in.failed || head >> 16 != ((uint64_t) WIRE_MAGIC << 16 | WIRE_VERSION) || (head & 0xfe) != 0 ||
		(*s)->form.kind == PGI_VALUES_EMPTY || (*s)->form.kind >= PGI_VALUES_KINDS || !form_is_sound(&(*s)->form))
		return invalid(env);
	(*s)->n_seen = (int64_t) pgi_get_u64(&in);
	if ((*s)->n_seen < 0 || (*s)->n_seen > PGI_MOST_OBSERVATIONS)
		return invalid(env);
	PGI_TRY(pgi_get_sum(env, &in, (*s)->n_seen, &(*s)->total));
	n_groups = pgi_get_u64(&in);
	if (n_groups == 0 || n_groups > in.left / 16 || ((*s)->form.kind != PGI_VALUES_GROUPED && n_groups > 1))
		return invalid(env);
	for (uint64_t g = 0; g < n_groups; g++)
		PGI_TRY(read_group(env, &in, *s));
	return in.left == 0 && !in.failed ? PGI_OK : invalid(env);
}
