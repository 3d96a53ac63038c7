/* exact_sum.c - expansions that grow where two words are not enough. */
#include <float.h>
#include <string.h>

#include "exact_sum.h"

#define WRAP 0x1p1023 /* what one count of wraps is worth */

/*
 * Words need not overlap and yet be short, so an expansion is compressed when
 * it gets long; compressed, 2098 bits take about 41 words.
 */
#define MANY_WORDS 48
#define MOST_WORDS 64

/* s + *error = a + b exactly, where a is 0 or not smaller than b (Dekker). */
static double
fast_two_sum(double a, double b, double *error)
{
	double s = a + b;

	*error = b - (s - a);
	return s;
}

/* The same total in as few words as it takes (Shewchuk 1997, COMPRESS); returns their number. */
static int
compress(double *word, int n)
{
	double q = word[n - 1], error;
	int bottom = n - 1, top = 0;

	for (int i = n - 2; i >= 0; i--)
	{
		q = fast_two_sum(q, word[i], &error);
		if (error != 0)
		{
			word[bottom--] = q;
			q = error;
		}
	}
	word[bottom] = q;
	for (int i = bottom + 1; i < n; i++)
	{
		q = fast_two_sum(word[i], q, &error);
		if (error != 0)
			word[top++] = error;
	}
	word[top++] = q;
	return top;
}

/* Adds x to the expansion word[0 .. n), dropping zeros; returns the new n. */
static int
grow(double *word, int n, double x)
{
	int kept = 0;

	for (int i = 0; i < n; i++)
	{
		double error;

		x = pgi_two_sum(x, word[i], &error);
		if (error != 0)
			word[kept++] = error;
	}
	if (x != 0)
		word[kept++] = x;
	return kept > MANY_WORDS ? compress(word, kept) : kept;
}

/* Takes whole counts of 2^1023 out of a large x, so that |x| <= 2^1022. */
static double
wrap(double x, int64_t *wraps)
{
	while (fabs(x) >= 0x1p1022 && isfinite(x))
	{
		double unit = copysign(WRAP, x);

		if (x == unit / 2)
			break;
		x -= unit;
		*wraps += unit > 0 ? 1 : -1;
	}
	return x;
}

/* Makes room for one more word of the tail; never needed past MOST_WORDS. */
static pgi_status
reserve(pgi_env *env, pgi_sum_tail **tail)
{
	pgi_sum_tail *old = *tail, *grown;
	int32_t capacity = old ? old->capacity * 2 : 2;

	if (old && old->n_words < old->capacity)
		return PGI_OK;
	grown = pgi_new_zero(env, 1, sizeof *grown + (size_t) capacity * sizeof(double));
	if (!grown)
		return env->error.status;
	if (old)
		memcpy(grown, old, sizeof *old + (size_t) old->n_words * sizeof(double));
	grown->capacity = capacity;
	*tail = grown;
	pgi_free(env, old);
	return PGI_OK;
}

pgi_status
pgi_sum_add_slow(pgi_env *env, double *high, double *low, pgi_sum_tail **tail, double x)
{
	int64_t wraps = 0;
	double e1, e2, h, l;

	h = pgi_two_sum(*high, wrap(x, &wraps), &e1);
	h = wrap(h, &wraps);
	l = pgi_two_sum(*low, e1, &e2);
	if (e2 != 0 || wraps != 0)
	{
		pgi_status status = reserve(env, tail);

		if (status != PGI_OK)
			return status;
		(*tail)->wraps += wraps;
		(*tail)->n_words = grow((*tail)->word, (*tail)->n_words, e2);
	}
	/* with the low word small again, the next values find the fast way */
	*high = pgi_two_sum(h, l, low);
	return PGI_OK;
}

/*
 * Writes all of the sum as one expansion, wraps included as far as the range
 * allows; what is left of them has the sign of the sum.
 */
static int
collect(const pgi_sum *sum, double *word, int64_t *wraps)
{
	int n = 0;

	*wraps = 0;
	if (sum->tail)
	{
		n = sum->tail->n_words;
		memcpy(word, sum->tail->word, (size_t) n * sizeof(double));
		*wraps = sum->tail->wraps;
	}
	n = grow(word, n, sum->low);
	n = grow(word, n, sum->high);
	while (*wraps != 0)
	{
		double unit = *wraps > 0 ? WRAP : -WRAP;

		if (n > 0 && (word[n - 1] > 0) == (unit > 0) && !isfinite(word[n - 1] + unit))
			break;
		n = grow(word, n, unit);
		*wraps += unit > 0 ? -1 : 1;
	}
	return n;
}

/* Rounds an expansion once to nearest even (as fsum does it in Python). */
static double
rounded(const double *word, int n)
{
	double high = 0, low = 0;

	if (n == 0)
		return 0;
	high = word[--n];
	while (n > 0)
	{
		double x = high, y = word[--n];

		high = x + y;
		low = y - (high - x);
		if (low != 0)
			break;
	}
	/* a tie that the words below decide */
	if (n > 0 && ((low < 0 && word[n - 1] < 0) || (low > 0 && word[n - 1] > 0)))
	{
		double y = low * 2, x = high + y;

		if (y == x - high)
			high = x;
	}
	return high;
}

double
pgi_sum_value(const pgi_sum *sum)
{
	double word[MOST_WORDS];
	int64_t wraps;
	int n;

	if (!sum->tail)
		return sum->high + sum->low + 0.0;
	n = collect(sum, word, &wraps);
	if (wraps != 0)
		return wraps > 0 ? INFINITY : -INFINITY;
	return rounded(word, n) + 0.0;
}

pgi_status
pgi_sum_merge(pgi_env *env, pgi_sum *sum, const pgi_sum *other)
{
	PGI_TRY(pgi_sum_add(env, sum, other->high));
	PGI_TRY(pgi_sum_add(env, sum, other->low));
	if (other->tail)
	{
		for (int32_t i = 0; i < other->tail->n_words; i++)
			PGI_TRY(pgi_sum_add(env, sum, other->tail->word[i]));
		if (other->tail->wraps != 0)
		{
			PGI_TRY(reserve(env, &sum->tail));
			sum->tail->wraps += other->tail->wraps;
		}
	}
	return PGI_OK;
}

int
pgi_sum_words(const pgi_sum *sum, double *word, int room)
{
	double left[MOST_WORDS];
	int64_t wraps;
	int n, written = 0;

	n = collect(sum, left, &wraps);
	while (n > 0 || wraps != 0)
	{
		double v;

		if (wraps != 0)
		{
			v = wraps > 0 ? WRAP : -WRAP;
			wraps += wraps > 0 ? -1 : 1;
		}
		else
		{
			v = rounded(left, n);
			if (!isfinite(v))
				v = copysign(DBL_MAX, v);
			n = grow(left, n, -v);
		}
		if (written < room)
			word[written] = v;
		written++;
	}
	return written;
}

/* --- many values at once ------------------------------------------------------ */

#define LANES 8
#define CHUNK 256 /* values that are taken back together when one of them needs the slow way */

#ifdef __x86_64__
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

/*
 * Adds a chunk to the lanes; false: some value needs the slow way, and the
 * lanes hold nothing of use.  Error terms are all zero when none does.
 */
WIDE static bool
add_chunk(double *restrict high, double *restrict low, const double *restrict x, size_t n)
{
	double lost[LANES] = {0}, largest[LANES] = {0};
	bool fits = true;

	for (size_t i = 0; i + LANES <= n; i += LANES)
		for (int j = 0; j < LANES; j++)
		{
			double e1, e2;

			high[j] = pgi_two_sum(high[j], x[i + j], &e1);
			low[j] = pgi_two_sum(low[j], e1, &e2);
			lost[j] += fabs(e2);
			largest[j] = fabs(high[j]) > largest[j] ? fabs(high[j]) : largest[j];
		}
	for (int j = 0; j < LANES; j++)
		fits = fits && lost[j] == 0 && largest[j] < 0x1p1022;
	return fits;
}

pgi_status
pgi_sum_add_all(pgi_env *env, pgi_sum *sum, const double *x, size_t n)
{
	double high[LANES] = {0}, low[LANES] = {0};
	size_t whole = n / LANES * LANES;

	for (size_t at = 0; at < whole; at += CHUNK)
	{
		size_t count = whole - at < CHUNK ? whole - at : CHUNK;
		double high_before[LANES], low_before[LANES];

		PGI_POLL_EVERY(env, at / CHUNK, 8);
		memcpy(high_before, high, sizeof high);
		memcpy(low_before, low, sizeof low);
		if (!add_chunk(high, low, x + at, count))
		{
			memcpy(high, high_before, sizeof high);
			memcpy(low, low_before, sizeof low);
			for (size_t i = 0; i < count; i++)
				PGI_TRY(pgi_sum_add(env, sum, x[at + i]));
		}
	}
	for (size_t i = whole; i < n; i++)
		PGI_TRY(pgi_sum_add(env, sum, x[i]));
	for (int j = 0; j < LANES; j++)
	{
		PGI_TRY(pgi_sum_add(env, sum, high[j]));
		PGI_TRY(pgi_sum_add(env, sum, low[j]));
	}
	return PGI_OK;
}

pgi_status
pgi_sums_new(pgi_env *env, int32_t n, pgi_sums *sums)
{
	*sums = (pgi_sums){.n = n};
	PGI_NEW_ZERO(env, sums->high, n);
	PGI_NEW_ZERO(env, sums->low, n);
	return PGI_OK;
}

static pgi_status
sums_add_one(pgi_env *env, pgi_sums *sums, int32_t i, double x)
{
	if (__builtin_expect(pgi_sum_add_fast(&sums->high[i], &sums->low[i], x), 1))
		return PGI_OK;
	if (!sums->tail)
		PGI_NEW_ZERO(env, sums->tail, sums->n);
	return pgi_sum_add_slow(env, &sums->high[i], &sums->low[i], &sums->tail[i], x);
}

/* Adds x side by side into new words; false: some value needs the slow way. */
WIDE static bool
add_side_by_side(const double *restrict high, const double *restrict low, const double *restrict x, int n,
				 double *restrict new_high, double *restrict new_low)
{
	double lost = 0, largest = 0;

	for (int i = 0; i < n; i++)
	{
		double e1, e2;

		new_high[i] = pgi_two_sum(high[i], x[i], &e1);
		new_low[i] = pgi_two_sum(low[i], e1, &e2);
		/* an error term is lost or none is: a sum in any order tells */
		if (!(e2 == 0))
			lost = 1;
		if (!(fabs(new_high[i]) < 0x1p1022))
			largest = 1;
	}
	return lost == 0 && largest == 0;
}

pgi_status
pgi_sums_add(pgi_env *env, pgi_sums *sums, const int32_t *at, const double *x, int32_t n)
{
	double high[CHUNK], low[CHUNK];

	for (int32_t from = 0; from < n; from += CHUNK)
	{
		int32_t count = n - from < CHUNK ? n - from : CHUNK;

		PGI_POLL_EVERY(env, (uint64_t) from / CHUNK, 8);
		if (!at && add_side_by_side(sums->high + from, sums->low + from, x + from, count, high, low))
		{
			memcpy(sums->high + from, high, sizeof(double) * (size_t) count);
			memcpy(sums->low + from, low, sizeof(double) * (size_t) count);
			continue;
		}
		for (int32_t k = from; k < from + count; k++)
			PGI_TRY(sums_add_one(env, sums, at ? at[k] : k, x[k]));
	}
	return PGI_OK;
}
