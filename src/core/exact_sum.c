/* exact_sum.c - expansions that grow where two words are not enough. */
#include <float.h>
#include <string.h>

#include "exact_sum.h"

#define WRAP 0x1p1023 /* what one count of wraps is worth */

/*
 * No expansion of doubles has more than 2098 / 53 + 1 non-overlapping words;
 * this room also takes a word that is being carried through.
 */
#define MOST_WORDS 64

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
	return kept;
}

/* Takes whole counts of 2^1023 out of a large x, so that |x| <= 2^1022. */
static double
wrap(double x, int64_t *wraps)
{
	while (fabs(x) >= 0x1p1022)
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
