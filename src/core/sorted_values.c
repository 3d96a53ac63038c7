/*
 * sorted_values.c - radix sort of doubles (11 bits a pass, passes in which all
 * keys agree left out) and merging of sorted runs.
 */
#include <string.h>

#include "sorted_values.h"

#define DIGIT_BITS 11
#define DIGITS 6
#define BUCKETS (1 << DIGIT_BITS)
#define SMALL 48 /* up to here insertion is faster */

static inline size_t
width(const pgi_sorted_values *v)
{
	return v->weighted ? 2 : 1;
}

/* Order of doubles as order of unsigned integers. */
static inline uint64_t
key_of(double x)
{
	uint64_t u;

	memcpy(&u, &x, 8);
	return u ^ ((0 - (u >> 63)) | UINT64_C(1) << 63);
}

/* --- growing -------------------------------------------------------------- */

pgi_status
pgi_sorted_values_grow(pgi_env *env, pgi_sorted_values *v, size_t more)
{
	size_t capacity = v->capacity < 8 ? 8 : v->capacity * 2;
	double *word;

	if (v->n > PGI_VALUES_MOST || more > PGI_VALUES_MOST - v->n)
		return pgi_fail(env, .status = PGI_TOO_MANY_VALUES, .limit = PGI_VALUES_MOST);
	if (capacity > PGI_VALUES_MOST)
		capacity = PGI_VALUES_MOST;
	if (capacity < v->n + more)
		capacity = v->n + more;
	PGI_NEW(env, word, capacity * width(v));
	if (v->n > 0)
		memcpy(word, v->word, v->n * width(v) * sizeof(double));
	pgi_free(env, v->word);
	v->word = word;
	v->capacity = capacity;
	return PGI_OK;
}

static inline size_t
sorted_end(const pgi_sorted_values *v)
{
	return v->n_runs == 0 ? 0 : v->run_end[v->n_runs - 1];
}

/* Declares what is behind the last run a run of its own. */
static pgi_status
close_run(pgi_env *env, pgi_sorted_values *v)
{
	if (sorted_end(v) == v->n)
		return PGI_OK;
	if (v->n_runs == v->run_capacity)
	{
		int capacity = v->run_capacity < 4 ? 4 : v->run_capacity * 2;
		size_t *run_end;

		PGI_NEW(env, run_end, capacity);
		if (v->n_runs > 0)
			memcpy(run_end, v->run_end, (size_t) v->n_runs * sizeof(size_t));
		pgi_free(env, v->run_end);
		v->run_end = run_end;
		v->run_capacity = capacity;
	}
	v->run_end[v->n_runs++] = v->n;
	return PGI_OK;
}

/* --- sorting what is unsorted ----------------------------------------------- */

static inline bool
pair_after(const double *a, const double *b)
{
	return a[0] > b[0] || (a[0] == b[0] && a[1] > b[1]);
}

static void
insertion_sort(double *word, size_t n, size_t w)
{
	for (size_t i = 1; i < n; i++)
	{
		double x = word[i * w], weight = word[i * w + w - 1];
		double item[2] = {x, weight};
		size_t j = i;

		while (j > 0 && (w == 1 ? word[j - 1] > x : pair_after(&word[(j - 1) * 2], item)))
		{
			word[j * w] = word[(j - 1) * w];
			if (w == 2)
				word[j * 2 + 1] = word[(j - 1) * 2 + 1];
			j--;
		}
		word[j * w] = x;
		if (w == 2)
			word[j * 2 + 1] = weight;
	}
}

/*
 * Sorts n items of w words by their word number by, stably, between item and
 * scratch; *sorted is the one of the two that holds the result.
 */
static pgi_status
radix_sort(pgi_env *env, double *item, double *scratch, size_t n, size_t w, size_t by, double **sorted)
{
	uint32_t(*count)[BUCKETS];

	PGI_NEW_ZERO(env, count, DIGITS);
	for (size_t i = 0; i < n; i++)
	{
		uint64_t k = key_of(item[i * w + by]);

		PGI_POLL_EVERY(env, i, 16);
		for (int d = 0; d < DIGITS; d++)
			count[d][k >> (d * DIGIT_BITS) & (BUCKETS - 1)]++;
	}
	for (int d = 0; d < DIGITS; d++)
	{
		uint32_t start = 0;
		double *from = item;

		if (count[d][key_of(item[by]) >> (d * DIGIT_BITS) & (BUCKETS - 1)] == n)
			continue;
		for (int b = 0; b < BUCKETS; b++)
		{
			uint32_t c = count[d][b];

			count[d][b] = start;
			start += c;
		}
		for (size_t i = 0; i < n; i++)
		{
			uint64_t k = key_of(from[i * w + by]);
			uint32_t to = count[d][k >> (d * DIGIT_BITS) & (BUCKETS - 1)]++;

			PGI_POLL_EVERY(env, i, 16);
			if (w == 1)
				scratch[to] = from[i];
			else
				memcpy(&scratch[(size_t) to * 2], &from[i * 2], 2 * sizeof(double));
		}
		item = scratch;
		scratch = from;
	}
	pgi_free(env, count);
	*sorted = item;
	return PGI_OK;
}

/* Sorts the weights of pairs with equal values. */
static pgi_status
sort_ties(pgi_env *env, double *word, double *scratch, size_t n)
{
	for (size_t start = 0, end; start < n; start = end)
	{
		double *sorted = NULL;

		PGI_POLL_EVERY(env, start, 16);
		for (end = start + 1; end < n && word[end * 2] == word[start * 2]; end++)
			PGI_POLL_EVERY(env, end, 16);
		if (end - start <= SMALL)
		{
			insertion_sort(word + start * 2, end - start, 2);
			continue;
		}
		PGI_TRY(radix_sort(env, word + start * 2, scratch, end - start, 2, 1, &sorted));
		if (sorted != word + start * 2)
			memcpy(word + start * 2, sorted, (end - start) * 2 * sizeof(double));
	}
	return PGI_OK;
}

static pgi_status
sort_rest(pgi_env *env, pgi_sorted_values *v)
{
	size_t start = sorted_end(v), n = v->n - start, w = width(v);
	double *item, *scratch, *sorted = NULL;

	if (n == 0)
		return PGI_OK;
	item = v->word + start * w;
	if (n <= SMALL)
	{
		insertion_sort(item, n, w);
		return close_run(env, v);
	}
	PGI_NEW(env, scratch, n * w);
	PGI_TRY(radix_sort(env, item, scratch, n, w, 0, &sorted));
	if (sorted != item && start == 0)
	{
		v->word = scratch;
		v->capacity = n;
		scratch = item;
	}
	else if (sorted != item)
		memcpy(item, sorted, n * w * sizeof(double));
	if (v->weighted)
		PGI_TRY(sort_ties(env, v->word + start * w, scratch, n));
	pgi_free(env, scratch);
	return close_run(env, v);
}

/* --- merging runs --------------------------------------------------------- */

static pgi_status
merge_two(pgi_env *env, const double *a, size_t na, const double *b, size_t nb, double *to)
{
	const double *a_end = a + na, *b_end = b + nb;

	for (size_t i = 0; a < a_end && b < b_end; i++)
	{
		bool second = *b < *a;

		PGI_POLL_EVERY(env, i, 16);
		*to++ = second ? *b : *a;
		b += second;
		a += !second;
	}
	memcpy(to, a, (size_t) (a_end - a) * sizeof(double));
	memcpy(to + (a_end - a), b, (size_t) (b_end - b) * sizeof(double));
	return PGI_OK;
}

static pgi_status
merge_two_pairs(pgi_env *env, const double *a, size_t na, const double *b, size_t nb, double *to)
{
	const double *a_end = a + 2 * na, *b_end = b + 2 * nb;

	for (size_t i = 0; a < a_end && b < b_end; i++)
	{
		bool second = pair_after(a, b);

		PGI_POLL_EVERY(env, i, 16);
		memcpy(to, second ? b : a, 2 * sizeof(double));
		to += 2;
		b += second ? 2 : 0;
		a += second ? 0 : 2;
	}
	memcpy(to, a, (size_t) (a_end - a) * sizeof(double));
	memcpy(to + (a_end - a), b, (size_t) (b_end - b) * sizeof(double));
	return PGI_OK;
}

/* Merges neighbouring runs, halving their number. */
static pgi_status
merge_round(pgi_env *env, pgi_sorted_values *v, double *to)
{
	size_t w = width(v), start = 0;
	int kept = 0;

	for (int r = 0; r < v->n_runs; r += 2)
	{
		size_t middle = v->run_end[r], end = r + 1 < v->n_runs ? v->run_end[r + 1] : middle;

		if (v->weighted)
			PGI_TRY(merge_two_pairs(env, v->word + start * w, middle - start, v->word + middle * w, end - middle,
									to + start * w));
		else
			PGI_TRY(merge_two(env, v->word + start, middle - start, v->word + middle, end - middle, to + start));
		v->run_end[kept++] = end;
		start = end;
	}
	v->n_runs = kept;
	return PGI_OK;
}

/* Merges all runs into one, between two arrays of the full size. */
static pgi_status
merge_runs(pgi_env *env, pgi_sorted_values *v)
{
	double *scratch;

	if (v->n_runs < 2)
		return PGI_OK;
	PGI_NEW(env, scratch, v->n * width(v));
	while (v->n_runs > 1)
	{
		double *merged = scratch;

		PGI_TRY(merge_round(env, v, merged));
		scratch = v->word;
		v->word = merged;
		v->capacity = v->n;
	}
	pgi_free(env, scratch);
	return PGI_OK;
}

pgi_status
pgi_sorted_values_sort(pgi_env *env, pgi_sorted_values *v)
{
	if (v->broken)
		return pgi_fail(env, .status = PGI_STATE_CORRUPT);
	v->broken = true;
	PGI_TRY(sort_rest(env, v));
	PGI_TRY(merge_runs(env, v));
	v->broken = false;
	return PGI_OK;
}

pgi_status
pgi_sorted_values_append(pgi_env *env, pgi_sorted_values *v, const pgi_sorted_values *sorted)
{
	if (sorted->n == 0)
		return PGI_OK;
	if (v->broken)
		return pgi_fail(env, .status = PGI_STATE_CORRUPT);
	v->broken = true;
	PGI_TRY(sort_rest(env, v));
	v->broken = false;
	if (v->capacity - v->n < sorted->n)
		PGI_TRY(pgi_sorted_values_grow(env, v, sorted->n));
	memcpy(v->word + v->n * width(v), sorted->word, sorted->n * width(v) * sizeof(double));
	v->n += sorted->n;
	return close_run(env, v);
}
