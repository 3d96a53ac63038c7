/* label_set.c - a hash table with open addressing over labels kept end to end. */
#include <string.h>

#include "label_set.h"

static uint32_t
hash(const char *label, int len)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (int i = 0; i < len; i++)
		h = (h ^ (uint8_t) label[i]) * UINT64_C(0x100000001b3);
	return (uint32_t) (h ^ h >> 32);
}

static inline bool
is_label(const pgi_label_set *set, int32_t number, const char *label, int len)
{
	uint32_t start = set->offset[number];

	return set->offset[number + 1] - start == (uint32_t) len && memcmp(set->bytes + start, label, (size_t) len) == 0;
}

static pgi_status
grow_slots(pgi_env *env, pgi_label_set *set)
{
	uint32_t n_slots = set->n_slots == 0 ? 16 : set->n_slots * 2;
	int32_t *slot;

	PGI_NEW_ZERO(env, slot, n_slots);
	for (int32_t i = 0; i < set->n; i++)
	{
		uint32_t at = hash(set->bytes + set->offset[i], (int) (set->offset[i + 1] - set->offset[i]));

		while (slot[at & (n_slots - 1)] != 0)
			at++;
		slot[at & (n_slots - 1)] = i + 1;
	}
	pgi_free(env, set->slot);
	set->slot = slot;
	set->n_slots = n_slots;
	return PGI_OK;
}

/* Room for one more label of len bytes. */
static pgi_status
reserve(pgi_env *env, pgi_label_set *set, int len)
{
	uint32_t used = set->n > 0 ? set->offset[set->n] : 0;

	if (set->n == set->capacity)
	{
		int32_t capacity = set->capacity == 0 ? 8 : set->capacity * 2;
		uint32_t *offset;

		PGI_NEW(env, offset, capacity + 1);
		if (set->n > 0)
			memcpy(offset, set->offset, ((size_t) set->n + 1) * sizeof(uint32_t));
		else
			offset[0] = 0;
		pgi_free(env, set->offset);
		set->offset = offset;
		set->capacity = capacity;
	}
	if (!set->bytes || set->byte_capacity - used < (uint32_t) len)
	{
		uint64_t room = ((uint64_t) used + (uint64_t) len) * 2 + 64;
		char *bytes;

		if (room > INT32_MAX)
			return pgi_fail(env, .status = PGI_STATE_TOO_LARGE, .n = (int64_t) room, .limit = INT32_MAX);
		PGI_NEW(env, bytes, room);
		if (used > 0)
			memcpy(bytes, set->bytes, used);
		pgi_free(env, set->bytes);
		set->bytes = bytes;
		set->byte_capacity = (uint32_t) room;
	}
	if ((uint32_t) set->n * 2 + 2 > set->n_slots)
		PGI_TRY(grow_slots(env, set));
	return PGI_OK;
}

pgi_status
pgi_label_set_add(pgi_env *env, pgi_label_set *set, const char *label, int len, int32_t *number, bool *added)
{
	uint32_t at, start;

	*added = false;
	if (set->n > 0 && is_label(set, set->last, label, len))
	{
		*number = set->last;
		return PGI_OK;
	}
	at = hash(label, len);
	for (; set->n_slots > 0 && set->slot[at & (set->n_slots - 1)] != 0; at++)
	{
		*number = set->slot[at & (set->n_slots - 1)] - 1;
		if (is_label(set, *number, label, len))
		{
			set->last = *number;
			return PGI_OK;
		}
	}
	PGI_TRY(reserve(env, set, len));
	for (at = hash(label, len); set->slot[at & (set->n_slots - 1)] != 0;)
		at++;
	start = set->offset[set->n];
	if (len > 0)
		memcpy(set->bytes + start, label, (size_t) len);
	set->last = *number = set->n++;
	set->offset[set->n] = start + (uint32_t) len;
	set->slot[at & (set->n_slots - 1)] = set->n;
	*added = true;
	return PGI_OK;
}

static inline bool
after(const pgi_labels *labels, int32_t a, int32_t b)
{
	int a_len, b_len;
	const char *a_label = pgi_label(labels, a, &a_len), *b_label = pgi_label(labels, b, &b_len);

	return pgi_label_compare(a_label, a_len, b_label, b_len) > 0;
}

/* Bottom-up merge sort of the numbers. */
pgi_status
pgi_label_set_order(pgi_env *env, const pgi_label_set *set, int32_t **order)
{
	pgi_labels labels = pgi_label_set_view(set);
	int32_t *from, *to;

	PGI_NEW(env, from, set->n);
	PGI_NEW(env, to, set->n);
	for (int32_t i = 0; i < set->n; i++)
		from[i] = i;
	for (int64_t run = 1; run < set->n; run *= 2)
	{
		int32_t *swap = from;

		for (int64_t start = 0; start < set->n; start += 2 * run)
		{
			int64_t middle = start + run < set->n ? start + run : set->n,
					end = start + 2 * run < set->n ? start + 2 * run : set->n, a = start, b = middle;

			for (int64_t i = start; i < end; i++)
			{
				bool second = a == middle || (b < end && after(&labels, from[a], from[b]));

				PGI_POLL_EVERY(env, i, 12);
				to[i] = second ? from[b++] : from[a++];
			}
		}
		from = to;
		to = swap;
	}
	pgi_free(env, to);
	*order = from;
	return PGI_OK;
}
