/*
 * specialization_plants.c - the state of the Ellison-Glaeser aggregates.
 *
 * Regions are found through an open-addressing hash table of label numbers;
 * adding a plant is O(1).  The flat form is a byte stream in the host's byte
 * order (its first word tells) of fixed records and labels, written in label
 * order.
 */
#include <math.h>

#include "exact_sum.h"
#include "specialization_plants.h"

#define MAGIC UINT32_C(0x50474531) /* and version 1 */
#define NO_SLOT (-1)
#define MOST_PLANTS (INT64_C(1) << 53) /* far above any count, far below overflow */

typedef struct region
{
	uint64_t hash;
	const char *label;
	int32_t len;
	double reference;
	pgi_sum size;
} region;

struct pgi_plants
{
	pgi_env *env;
	region *regions;
	int32_t n_regions;
	int32_t capacity;
	int32_t *slot; /* 2 * capacity, a power of two: number of a region or NO_SLOT */
	size_t label_bytes;
	int64_t n_plants;
	pgi_sum square;
	pgi_sum fourth;
};

static uint64_t
hash_label(const char *label, int len)
{
	uint64_t h = UINT64_C(0x9E3779B97F4A7C15) ^ (uint64_t) len;

	for (; len > 0; label += 8, len -= 8)
	{
		uint64_t word = 0;

		memcpy(&word, label, len < 8 ? (size_t) len : 8);
		h = (h ^ word) * UINT64_C(0xD6E8FEB86659FD93);
		h ^= h >> 32;
	}
	return h;
}

/* Slot of a label, or the free one where it belongs. */
static int32_t *
find_slot(const pgi_plants *p, uint64_t hash, const char *label, int len)
{
	uint64_t mask = (uint64_t) p->capacity * 2 - 1;

	for (uint64_t at = hash & mask;; at = (at + 1) & mask)
	{
		int32_t *slot = &p->slot[at];
		const region *r;

		if (*slot == NO_SLOT)
			return slot;
		r = &p->regions[*slot];
		if (r->hash == hash && r->len == len && memcmp(r->label, label, (size_t) len) == 0)
			return slot;
	}
}

/* Room for capacity regions; everything stays as it was when memory is short. */
static pgi_status
resize(pgi_plants *p, int32_t capacity)
{
	region *regions;
	int32_t *slot;

	PGI_NEW(p->env, regions, capacity);
	PGI_NEW(p->env, slot, (size_t) capacity * 2);
	if (p->n_regions > 0)
		memcpy(regions, p->regions, sizeof *regions * (size_t) p->n_regions);
	for (int64_t i = 0; i < (int64_t) capacity * 2; i++)
		slot[i] = NO_SLOT;
	pgi_free(p->env, p->regions);
	pgi_free(p->env, p->slot);
	p->regions = regions;
	p->slot = slot;
	p->capacity = capacity;
	for (int32_t i = 0; i < p->n_regions; i++)
		*find_slot(p, regions[i].hash, regions[i].label, regions[i].len) = i;
	return PGI_OK;
}

pgi_status
pgi_core_plants_new(pgi_env *env, pgi_plants **plants)
{
	PGI_NEW_ZERO(env, *plants, 1);
	(*plants)->env = env;
	return resize(*plants, 16);
}

/* The region of a label, made if there is none. */
static pgi_status
get_region(pgi_plants *p, const char *label, int len, double reference, region **result)
{
	uint64_t hash = hash_label(label, len);
	int32_t *slot = find_slot(p, hash, label, len);
	char *copy;

	if (*slot != NO_SLOT)
	{
		region *r = &p->regions[*slot];

		if (r->reference != reference)
			return pgi_fail(p->env, .status = PGI_REFERENCE_DIFFERS, .row = label, .row_len = len, .value = reference);
		*result = r;
		return PGI_OK;
	}
	PGI_TRY(pgi_label_check(p->env, label, len));
	if (!isfinite(reference) || reference < 0)
		return pgi_fail(p->env, .status = PGI_BAD_REFERENCE, .row = label, .row_len = len, .value = reference);
	p->label_bytes += (size_t) len;
	if (p->label_bytes + (size_t) p->n_regions * 64 > PGI_MATRIX_MAX_BYTES / 2)
		return pgi_fail(p->env, .status = PGI_TOO_MANY_REGIONS, .n = p->n_regions);
	if (p->n_regions == p->capacity)
	{
		PGI_TRY(resize(p, p->capacity * 2));
		slot = find_slot(p, hash, label, len);
	}
	PGI_NEW(p->env, copy, len);
	memcpy(copy, label, (size_t) len);
	p->regions[p->n_regions] = (region){.hash = hash, .label = copy, .len = len, .reference = reference + 0.0};
	*result = &p->regions[p->n_regions];
	*slot = p->n_regions++;
	return PGI_OK;
}

pgi_status
pgi_core_plants_add(pgi_plants *p, const char *label, int len, double size, double reference)
{
	region *r;
	double square = size * size;

	if (size != 0 && !isnan(size) && !(size >= PGI_PLANT_SIZE_MIN && size <= PGI_PLANT_SIZE_MAX))
		return pgi_fail(p->env, .status = size < 0 ? PGI_NEGATIVE_SIZE : PGI_SIZE_RANGE, .row = label, .row_len = len,
						.value = size);
	PGI_TRY(get_region(p, label, len, reference, &r));
	if (isnan(size) || size == 0)
		return PGI_OK;
	PGI_TRY(pgi_sum_add(p->env, &r->size, size));
	PGI_TRY(pgi_sum_add(p->env, &p->square, square));
	PGI_TRY(pgi_sum_add(p->env, &p->fourth, square * square));
	p->n_plants++;
	return PGI_OK;
}

pgi_status
pgi_core_plants_merge(pgi_plants *p, const pgi_plants *other)
{
	for (int32_t i = 0; i < other->n_regions; i++)
	{
		const region *from = &other->regions[i];
		region *to;

		PGI_POLL_EVERY(p->env, i, 10);
		PGI_TRY(get_region(p, from->label, from->len, from->reference, &to));
		PGI_TRY(pgi_sum_merge(p->env, &to->size, &from->size));
	}
	PGI_TRY(pgi_sum_merge(p->env, &p->square, &other->square));
	PGI_TRY(pgi_sum_merge(p->env, &p->fourth, &other->fourth));
	p->n_plants += other->n_plants;
	return PGI_OK;
}

/* --- flat form ----------------------------------------------------------------- */

/* Bytes still to be written or read. */
typedef struct stream
{
	char *at;
	size_t left;
	bool failed;
} stream;

static void
put(stream *s, const void *from, size_t size)
{
	memcpy(s->at, from, size);
	s->at += size;
}

static void
get(stream *s, void *to, size_t size)
{
	if (s->failed || size > s->left)
	{
		s->failed = true;
		memset(to, 0, size);
		return;
	}
	memcpy(to, s->at, size);
	s->at += size;
	s->left -= size;
}

static size_t
sum_bytes(const pgi_sum *sum)
{
	double word[PGI_SUM_WORDS];

	return sizeof(int32_t) + sizeof(double) * (size_t) pgi_sum_words(sum, word, PGI_SUM_WORDS);
}

static void
put_sum(stream *s, const pgi_sum *sum)
{
	double word[PGI_SUM_WORDS];
	int32_t n = pgi_sum_words(sum, word, PGI_SUM_WORDS);

	put(s, &n, sizeof n);
	put(s, word, sizeof(double) * (size_t) n);
}

static pgi_status
get_sum(stream *s, pgi_env *env, pgi_sum *sum)
{
	int32_t n;

	get(s, &n, sizeof n);
	s->failed |= n < 0 || n > PGI_SUM_WORDS;
	for (int32_t i = 0; i < n && !s->failed; i++)
	{
		double word;

		get(s, &word, sizeof word);
		s->failed |= !isfinite(word);
		if (!s->failed)
			PGI_TRY(pgi_sum_add(env, sum, word));
	}
	return PGI_OK;
}

pgi_status
pgi_core_plants_flat_size(const pgi_plants *p, size_t *size)
{
	*size = sizeof(uint32_t) + sizeof(int32_t) + sizeof(int64_t) + sum_bytes(&p->square) + sum_bytes(&p->fourth);
	for (int32_t i = 0; i < p->n_regions; i++)
	{
		PGI_POLL_EVERY(p->env, i, 10);
		*size += sizeof(int32_t) + (size_t) p->regions[i].len + sizeof(double) + sum_bytes(&p->regions[i].size);
	}
	return PGI_OK;
}

/* The regions' numbers in the byte order of their labels. */
static pgi_status
label_order(pgi_env *env, const pgi_plants *p, int32_t **order)
{
	uint32_t *offset;
	char *bytes;
	pgi_labels labels;

	PGI_NEW(env, offset, (size_t) p->n_regions + 1);
	PGI_NEW(env, bytes, p->label_bytes);
	offset[0] = 0;
	for (int32_t i = 0; i < p->n_regions; i++)
	{
		memcpy(bytes + offset[i], p->regions[i].label, (size_t) p->regions[i].len);
		offset[i + 1] = offset[i] + (uint32_t) p->regions[i].len;
	}
	labels = (pgi_labels){.n = p->n_regions, .offset = offset, .bytes = bytes};
	PGI_TRY(pgi_core_label_order(env, &labels, order));
	pgi_free(env, offset);
	pgi_free(env, bytes);
	return PGI_OK;
}

pgi_status
pgi_core_plants_flat_write(const pgi_plants *p, void *flat, size_t size)
{
	stream s = {.at = flat, .left = size};
	uint32_t magic = MAGIC;
	int32_t *order;

	PGI_TRY(label_order(p->env, p, &order));
	put(&s, &magic, sizeof magic);
	put(&s, &p->n_regions, sizeof p->n_regions);
	put(&s, &p->n_plants, sizeof p->n_plants);
	put_sum(&s, &p->square);
	put_sum(&s, &p->fourth);
	for (int32_t i = 0; i < p->n_regions; i++)
	{
		const region *r = &p->regions[order[i]];

		PGI_POLL_EVERY(p->env, i, 10);
		put(&s, &r->len, sizeof r->len);
		put(&s, r->label, (size_t) r->len);
		put(&s, &r->reference, sizeof r->reference);
		put_sum(&s, &r->size);
	}
	pgi_free(p->env, order);
	return PGI_OK;
}

pgi_status
pgi_core_plants_read(pgi_env *env, const void *flat, size_t size, pgi_plants **plants)
{
	stream s = {.at = (char *) flat, .left = size};
	pgi_plants *p;
	uint32_t magic;
	int32_t n_regions;

	PGI_TRY(pgi_core_plants_new(env, &p));
	get(&s, &magic, sizeof magic);
	get(&s, &n_regions, sizeof n_regions);
	get(&s, &p->n_plants, sizeof p->n_plants);
	PGI_TRY(get_sum(&s, env, &p->square));
	PGI_TRY(get_sum(&s, env, &p->fourth));
	s.failed |= magic != MAGIC || n_regions < 0 || p->n_plants < 0 || p->n_plants > MOST_PLANTS;
	for (int32_t i = 0; i < n_regions && !s.failed; i++)
	{
		int32_t len;
		const char *label;
		double reference;
		region *r;
		pgi_status status;

		PGI_POLL_EVERY(env, i, 10);
		get(&s, &len, sizeof len);
		s.failed |= len < 0 || (size_t) len > s.left;
		if (s.failed)
			break;
		label = s.at;
		s.at += len;
		s.left -= (size_t) len;
		get(&s, &reference, sizeof reference);
		if (s.failed)
			break;
		status = get_region(p, label, len, reference, &r);
		if (status == PGI_OUT_OF_MEMORY)
			return status;
		s.failed |= status != PGI_OK || p->n_regions != i + 1;
		if (s.failed)
			break;
		PGI_TRY(get_sum(&s, env, &r->size));
		s.failed |= pgi_sum_value(&r->size) < 0;
	}
	if (s.failed || s.left > 0 || pgi_sum_value(&p->square) < 0 || pgi_sum_value(&p->fourth) < 0)
		return pgi_fail(env, .status = PGI_PLANTS_CORRUPT, .n = (int64_t) size);
	*plants = p;
	return PGI_OK;
}

/* --- result -------------------------------------------------------------------- */

pgi_status
pgi_core_plants_summary(pgi_env *env, const pgi_plants *p, pgi_plants_result *result)
{
	pgi_sum whole = {0}, all = {0};
	int32_t *order;
	double total, reference;
	pgi_dartboard d = {0};

	PGI_TRY(label_order(env, p, &order));
	for (int32_t i = 0; i < p->n_regions; i++)
	{
		PGI_TRY(pgi_sum_merge(env, &whole, &p->regions[i].size));
		PGI_TRY(pgi_sum_add(env, &all, p->regions[i].reference));
	}
	total = pgi_sum_value(&whole);
	reference = pgi_sum_value(&all);
	for (int32_t i = 0; i < p->n_regions; i++)
	{
		const region *r = &p->regions[order[i]];
		double s = pgi_sum_value(&r->size) / total, x = r->reference / reference;

		PGI_POLL_EVERY(env, i, 10);
		d.g += (s - x) * (s - x);
		d.sum_s2 += s * s;
		d.sum_x2 += x * x;
		d.sum_x3 += x * x * x;
	}
	d.herfindahl = pgi_sum_value(&p->square) / (total * total);
	d.sum_z4 = pgi_sum_value(&p->fourth) / (total * total) / (total * total);
	if (d.herfindahl > 1)
		d.herfindahl = 1;
	pgi_free(env, order);
	*result = (pgi_plants_result){.n_plants = p->n_plants, .n_regions = p->n_regions, .total = total, .dartboard = d};
	return PGI_OK;
}
