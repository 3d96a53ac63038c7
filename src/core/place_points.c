/* place_points.c - the flat form of point sets; see place_points.h. */
#include <math.h>
#include <stdlib.h>

#include "place_distance.h"
#include "place_points.h"

/* A record, read in place: records are 8-aligned. */
typedef struct point_record
{
	double x;
	double y;
	double weight;
	uint16_t id_len;
	uint16_t category_len;
	char text[];
} point_record;

#define TEXT_AT offsetof(point_record, text)

static size_t
record_size(const point_record *p)
{
	return pgi_point_size(p->id_len, p->category_len);
}

pgi_status
pgi_point_check(pgi_env *env, double x, double y, double weight, int id_len, int category_len)
{
	int longest = id_len > category_len ? id_len : category_len;

	PGI_TRY(pgi_place_check(env, PGI_PROJECTED, x, y));
	if (!isfinite(weight) || weight < 0 || weight > 1e150)
		return pgi_fail(env, .status = PGI_POINT_WEIGHT, .value = weight);
	if (longest > PGI_POINT_TEXT_MAX)
		return pgi_fail(env, .status = PGI_POINT_TEXT_TOO_LONG, .n = longest, .limit = PGI_POINT_TEXT_MAX);
	return PGI_OK;
}

void
pgi_points_init(void *flat)
{
	pgi_points_header *h = flat;

	h->version = 1;
	h->flags = 0;
	h->reserved = 0;
	h->n = 0;
	h->reserved2 = 0;
	h->used = sizeof *h;
}

void
pgi_points_append(void *flat, double x, double y, double weight, const char *id, int id_len, const char *category,
				  int category_len)
{
	pgi_points_header *h = flat;
	point_record *p = (point_record *) ((char *) flat + h->used);
	size_t size = pgi_point_size(id_len, category_len);

	memset((char *) p + size - 8, 0, 8);
	p->x = x + 0.0;
	p->y = y + 0.0;
	p->weight = weight + 0.0;
	p->id_len = (uint16_t) id_len;
	p->category_len = (uint16_t) category_len;
	if (id_len > 0)
		memcpy(p->text, id, (size_t) id_len);
	if (category_len > 0)
		memcpy(p->text + id_len, category, (size_t) category_len);
	h->used += (int64_t) size;
	h->n++;
	h->flags = 0;
}

static int
compare_double(double a, double b)
{
	return (a > b) - (a < b);
}

static int
compare_records(const point_record *a, const point_record *b)
{
	int c = compare_double(a->x, b->x);

	if (c == 0)
		c = compare_double(a->y, b->y);
	if (c == 0)
		c = compare_double(a->weight, b->weight);
	if (c == 0)
		c = pgi_label_compare(a->text, a->id_len, b->text, b->id_len);
	if (c == 0)
		c = pgi_label_compare(a->text + a->id_len, a->category_len, b->text + b->id_len, b->category_len);
	return c;
}

static int
compare_record_pointers(const void *a, const void *b)
{
	return compare_records(*(const point_record *const *) a, *(const point_record *const *) b);
}

pgi_status
pgi_points_check(pgi_env *env, const void *flat, size_t size)
{
	const pgi_points_header *h = flat;
	const point_record *previous = NULL;
	size_t at = sizeof *h;

	if (size < sizeof *h || h->version != 1 || (h->flags & ~PGI_POINTS_SORTED) != 0 || h->reserved != 0 ||
		h->reserved2 != 0 || h->n < 0 || h->used < (int64_t) sizeof *h || (uint64_t) h->used > size ||
		size > PGI_POINTS_MAX_BYTES)
		return pgi_fail(env, .status = PGI_POINTS_CORRUPT);
	for (int32_t i = 0; i < h->n; i++)
	{
		const point_record *p = (const point_record *) ((const char *) flat + at);
		bool good = (size_t) h->used - at >= TEXT_AT && record_size(p) <= (size_t) h->used - at;

		PGI_POLL_EVERY(env, i, 12);
		if (good)
		{
			for (size_t k = TEXT_AT + p->id_len + p->category_len; k < record_size(p); k++)
				good = good && ((const char *) p)[k] == 0;
			good = good && !(p->x == 0 && signbit(p->x)) && !(p->y == 0 && signbit(p->y)) &&
				   !(p->weight == 0 && signbit(p->weight)) &&
				   pgi_point_check(env, p->x, p->y, p->weight, p->id_len, p->category_len) == PGI_OK;
		}
		if (good && previous && (h->flags & PGI_POINTS_SORTED))
			good = compare_records(previous, p) <= 0;
		if (!good)
			return pgi_fail(env, .status = PGI_POINTS_CORRUPT, .n = (int64_t) i + 1);
		at += record_size(p);
		previous = p;
	}
	if (at != (size_t) h->used)
		return pgi_fail(env, .status = PGI_POINTS_CORRUPT, .n = h->n);
	return PGI_OK;
}

/* --- sorting ------------------------------------------------------------------ */

typedef struct sort_key
{
	uint64_t x; /* order-preserving bits of x */
	const point_record *point;
} sort_key;

static uint64_t
ordered_bits(double x)
{
	uint64_t bits;

	memcpy(&bits, &x, sizeof bits);
	return bits & UINT64_C(1) << 63 ? ~bits : bits | UINT64_C(1) << 63;
}

/* Sorts by x with six passes of eleven bits, skipping those in which all keys agree. */
static pgi_status
radix_sort(pgi_env *env, int32_t n, sort_key **keys, sort_key **spare)
{
	for (int shift = 0; shift < 64; shift += 11)
	{
		int32_t start[2048] = {0};
		int32_t sum = 0;

		for (int32_t i = 0; i < n; i++)
			start[(*keys)[i].x >> shift & 2047]++;
		if (start[(*keys)[0].x >> shift & 2047] == n)
			continue;
		for (int d = 0; d < 2048; d++)
		{
			int32_t count = start[d];

			start[d] = sum;
			sum += count;
		}
		for (int32_t i = 0; i < n; i++)
		{
			PGI_POLL_EVERY(env, i, 14);
			(*spare)[start[(*keys)[i].x >> shift & 2047]++] = (*keys)[i];
		}
		sort_key *swap = *keys;

		*keys = *spare;
		*spare = swap;
	}
	return PGI_OK;
}

/* Merge sort of one run of records, polling; qsort may take long on a run of a million. */
static pgi_status
sort_run(pgi_env *env, const point_record **run, const point_record **spare, int32_t n)
{
	const int32_t chunk = 1024;
	const point_record **from = run;
	const point_record **to = spare;

	for (int32_t at = 0; at < n; at += chunk)
	{
		PGI_POLL(env);
		qsort(run + at, (size_t) (n - at < chunk ? n - at : chunk), sizeof *run, compare_record_pointers);
	}
	for (int64_t width = chunk; width < n; width *= 2)
	{
		for (int64_t at = 0; at < n; at += 2 * width)
		{
			int64_t a = at, a_end = at + width < n ? at + width : n;
			int64_t b = a_end, b_end = at + 2 * width < n ? at + 2 * width : n;

			for (int64_t k = at; k < b_end; k++)
			{
				PGI_POLL_EVERY(env, k, 12);
				to[k] = b >= b_end || (a < a_end && compare_records(from[a], from[b]) <= 0) ? from[a++] : from[b++];
			}
		}
		const point_record **swap = from;

		from = to;
		to = swap;
	}
	if (from != run)
		memcpy(run, from, (size_t) n * sizeof *run);
	return PGI_OK;
}

pgi_status
pgi_points_sort(pgi_env *env, const void *flat, void *sorted)
{
	const pgi_points_header *h = flat;
	pgi_points_header *out = sorted;
	const char *at = (const char *) (h + 1);
	char *to = (char *) (out + 1);
	sort_key *keys, *spare;
	const point_record **run, **run_spare;

	pgi_points_init(out);
	out->flags = PGI_POINTS_SORTED;
	out->n = h->n;
	out->used = h->used;
	if (h->n == 0)
		return PGI_OK;
	PGI_NEW(env, keys, h->n);
	PGI_NEW(env, spare, h->n);
	for (int32_t i = 0; i < h->n; i++)
	{
		keys[i] = (sort_key){.x = ordered_bits(((const point_record *) at)->x), .point = (const point_record *) at};
		at += record_size((const point_record *) at);
	}
	PGI_TRY(radix_sort(env, h->n, &keys, &spare));

	/* runs of equal x, by all the rest */
	run = (const point_record **) spare;
	run_spare = run + h->n;
	for (int32_t i = 0, end; i < h->n; i = end)
	{
		PGI_POLL_EVERY(env, i, 12);
		for (end = i; end < h->n && keys[end].x == keys[i].x; end++)
			run[end - i] = keys[end].point;
		if (end - i > 1)
			PGI_TRY(sort_run(env, run, run_spare, end - i));
		for (int32_t k = 0; k < end - i; k++)
		{
			size_t size = record_size(run[k]);

			memcpy(to, run[k], size);
			to += size;
		}
	}
	pgi_free(env, keys);
	pgi_free(env, spare);
	return PGI_OK;
}

/* --- reading ------------------------------------------------------------------ */

typedef struct category_text
{
	const char *text;
	int len;
} category_text;

static int
compare_texts(const void *a, const void *b)
{
	const category_text *s = a;
	const category_text *t = b;

	return pgi_label_compare(s->text, s->len, t->text, t->len);
}

/* FNV-1a */
static uint32_t
hash_text(const char *text, int len)
{
	uint32_t h = 2166136261u;

	for (int i = 0; i < len; i++)
		h = (h ^ (unsigned char) text[i]) * 16777619u;
	return h;
}

/* Numbers the distinct categories in byte order; the texts stay in the flat value. */
static pgi_status
read_categories(pgi_env *env, const void *flat, pgi_points *points)
{
	const char *at = (const char *) flat + sizeof(pgi_points_header);
	int32_t capacity = 64;
	int32_t n = 0;
	category_text *distinct;
	int32_t *slot; /* open addressing: number + 1 */
	int32_t *rank;
	uint32_t *offset;
	char *bytes;
	size_t total = 0;

	PGI_NEW(env, points->category, points->n);
	PGI_NEW(env, distinct, capacity / 2);
	PGI_NEW_ZERO(env, slot, capacity);
	for (int32_t i = 0; i < points->n; i++)
	{
		const point_record *p = (const point_record *) at;
		category_text c = {p->text + p->id_len, p->category_len};
		uint32_t h;

		PGI_POLL_EVERY(env, i, 14);
		at += record_size(p);
		points->category[i] = -1;
		if (c.len == 0)
			continue;
		for (h = hash_text(c.text, c.len) & (uint32_t) (capacity - 1); slot[h] != 0;
			 h = (h + 1) & (uint32_t) (capacity - 1))
			if (compare_texts(&distinct[slot[h] - 1], &c) == 0)
				break;
		if (slot[h] == 0)
		{
			distinct[n] = c;
			slot[h] = ++n;
		}
		points->category[i] = slot[h] - 1;
		if (n == capacity / 2)
		{
			category_text *more;

			pgi_free(env, slot);
			PGI_NEW(env, more, capacity);
			memcpy(more, distinct, (size_t) n * sizeof *more);
			pgi_free(env, distinct);
			distinct = more;
			capacity *= 2;
			PGI_NEW_ZERO(env, slot, capacity);
			for (int32_t k = 0; k < n; k++)
			{
				for (h = hash_text(distinct[k].text, distinct[k].len); slot[h & (uint32_t) (capacity - 1)] != 0; h++)
					;
				slot[h & (uint32_t) (capacity - 1)] = k + 1;
			}
		}
	}
	pgi_free(env, slot);

	PGI_NEW(env, rank, n);
	for (int32_t k = 0; k < n; k++)
		total += (size_t) distinct[k].len;
	PGI_NEW(env, offset, n + 1);
	PGI_NEW(env, bytes, total);
	{
		category_text *sorted;

		PGI_NEW(env, sorted, n);
		memcpy(sorted, distinct, (size_t) n * sizeof *sorted);
		qsort(sorted, (size_t) n, sizeof *sorted, compare_texts);
		offset[0] = 0;
		for (int32_t k = 0; k < n; k++)
		{
			memcpy(bytes + offset[k], sorted[k].text, (size_t) sorted[k].len);
			offset[k + 1] = offset[k] + (uint32_t) sorted[k].len;
		}
	}
	points->categories = (pgi_labels){.n = n, .offset = offset, .bytes = bytes};
	for (int32_t k = 0; k < n; k++)
		rank[k] = pgi_label_find(&points->categories, distinct[k].text, distinct[k].len);
	for (int32_t i = 0; i < points->n; i++)
		if (points->category[i] >= 0)
			points->category[i] = rank[points->category[i]];
	return PGI_OK;
}

static pgi_status
read_ids(pgi_env *env, const void *flat, pgi_points *points)
{
	const char *at = (const char *) flat + sizeof(pgi_points_header);
	size_t total = 0;
	uint32_t *offset;
	char *bytes;

	PGI_NEW(env, offset, points->n + 1);
	PGI_NEW(env, bytes, ((const pgi_points_header *) flat)->used);
	for (int32_t i = 0; i < points->n; i++)
	{
		const point_record *p = (const point_record *) at;

		offset[i] = (uint32_t) total;
		memcpy(bytes + total, p->text, p->id_len);
		total += p->id_len;
		at += record_size(p);
	}
	offset[points->n] = (uint32_t) total;
	points->ids = (pgi_labels){.n = points->n, .offset = offset, .bytes = bytes};
	return PGI_OK;
}

pgi_status
pgi_points_read(pgi_env *env, const void *flat, bool ids, bool categories, pgi_points *points)
{
	const pgi_points_header *h = flat;
	const char *at = (const char *) (h + 1);

	memset(points, 0, sizeof *points);
	points->n = h->n;
	PGI_NEW(env, points->x, h->n);
	PGI_NEW(env, points->y, h->n);
	PGI_NEW(env, points->weight, h->n);
	for (int32_t i = 0; i < h->n; i++)
	{
		const point_record *p = (const point_record *) at;

		PGI_POLL_EVERY(env, i, 16);
		points->x[i] = p->x;
		points->y[i] = p->y;
		points->weight[i] = p->weight;
		at += record_size(p);
	}
	if (ids)
		PGI_TRY(read_ids(env, flat, points));
	if (categories)
		PGI_TRY(read_categories(env, flat, points));
	return PGI_OK;
}

pgi_status
pgi_points_category(pgi_env *env, const pgi_points *points, const char *name, int len, int32_t *number)
{
	*number = pgi_label_find(&points->categories, name, len);
	if (*number < 0)
		return pgi_fail(env, .status = PGI_CATEGORY_NOT_FOUND, .row = name, .row_len = len);
	return PGI_OK;
}

pgi_status
pgi_points_select(pgi_env *env, const pgi_points *points, int32_t category, int32_t *n, double **x, double **y,
				  double **weight)
{
	*n = 0;
	PGI_NEW(env, *x, points->n);
	PGI_NEW(env, *y, points->n);
	PGI_NEW(env, *weight, points->n);
	for (int32_t i = 0; i < points->n; i++)
		if (category < 0 || points->category[i] == category)
		{
			(*x)[*n] = points->x[i];
			(*y)[*n] = points->y[i];
			(*weight)[*n] = points->weight[i];
			(*n)++;
		}
	return PGI_OK;
}

pgi_status
pgi_points_check_distance(pgi_env *env, pgi_points *points, int distance)
{
	for (int32_t i = 0; i < points->n; i++)
		PGI_TRY(pgi_place_check(env, (pgi_distance) distance, points->x[i], points->y[i]));
	return PGI_OK;
}
