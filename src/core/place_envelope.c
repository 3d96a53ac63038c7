/*
 * place_envelope.c - confidence bands of a function of the radius from random draws.
 *
 * Local bands are the quantiles at each radius.  For the whole curve all draws
 * and the observed curve are ordered by how extreme they are: by the vector of
 * their ranks from the nearer end at each radius, smallest first (extreme rank
 * length; Myllymaki et al. 2017).  The global band holds the curves but for
 * the most extreme share `level`, and p is the observed curve's place in the
 * order, so that a curve leaves the band exactly where p <= level.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "place_kd.h"

static int
compare_doubles(const void *a, const void *b)
{
	double x = *(const double *) a;
	double y = *(const double *) b;

	return (x > y) - (x < y);
}

static int
compare_ints(const void *a, const void *b)
{
	int32_t x = *(const int32_t *) a;
	int32_t y = *(const int32_t *) b;

	return (x > y) - (x < y);
}

/* A curve's ranks in increasing order. */
typedef struct ranked_curve
{
	int32_t number; /* of the draw; the observed curve comes after the last */
	int32_t n;
	const int32_t *rank;
} ranked_curve;

/* The more extreme curve first. */
static int
compare_curves(const void *a, const void *b)
{
	const ranked_curve *s = a;
	const ranked_curve *t = b;

	for (int32_t i = 0; i < s->n; i++)
		if (s->rank[i] != t->rank[i])
			return s->rank[i] < t->rank[i] ? -1 : 1;
	return 0;
}

/* Number of sorted values below v, or not above it. */
static int32_t
count_below(int32_t n, const double *sorted, double v, bool or_equal)
{
	int32_t low = 0;
	int32_t high = n;

	while (low < high)
	{
		int32_t middle = low + (high - low) / 2;

		if (sorted[middle] < v || (or_equal && sorted[middle] == v))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Rank of v from the nearer end among the sorted values and the observed one, 1 the most extreme. */
static int32_t
extreme_rank(int32_t n, const double *sorted, double v, double observed)
{
	int32_t below = count_below(n, sorted, v, false) + (observed < v);
	int32_t above = n - count_below(n, sorted, v, true) + (observed > v);

	return (below < above ? below : above) + 1;
}

static double
quantile(int32_t n, const double *sorted, double p)
{
	double at = (n - 1) * p;
	int32_t k = (int32_t) at;

	return k + 1 < n ? sorted[k] + (at - k) * (sorted[k + 1] - sorted[k]) : sorted[k];
}

/* Widens the global band to hold a curve. */
static void
include_curve(pgi_envelope *envelope, int32_t n_r, const double *curve)
{
	for (int32_t i = 0; i < n_r; i++)
		if (!isnan(envelope->low_local[i]))
		{
			envelope->low_global[i] = fmin(envelope->low_global[i], curve[i]);
			envelope->high_global[i] = fmax(envelope->high_global[i], curve[i]);
		}
}

pgi_status
pgi_core_envelope(pgi_env *env, int32_t n_r, const double *observed, int32_t draws, const double *draw, double level,
				  pgi_envelope *envelope)
{
	double *sorted;
	int32_t *rank; /* n_r a curve */
	ranked_curve *curve;
	int32_t known = 0, dropped, place = 0;

	if (!(level > 0 && level < 1))
		return pgi_fail(env, .status = PGI_OUT_OF_RANGE, .row = "level", .row_len = 5, .value = level);
	PGI_NEW(env, envelope->low_local, n_r);
	PGI_NEW(env, envelope->high_local, n_r);
	PGI_NEW(env, envelope->low_global, n_r);
	PGI_NEW(env, envelope->high_global, n_r);
	PGI_NEW(env, envelope->mean, n_r);
	PGI_NEW(env, sorted, draws);
	PGI_NEW(env, rank, (size_t) n_r * ((size_t) draws + 1));
	PGI_NEW(env, curve, (size_t) draws + 1);
	for (int32_t i = 0; i < n_r; i++)
	{
		double sum = 0;

		PGI_POLL(env);
		for (int32_t s = 0; s < draws; s++)
			sum += sorted[s] = draw[(size_t) s * n_r + i];
		envelope->mean[i] = sum / draws;
		envelope->low_local[i] = envelope->high_local[i] = NAN;
		envelope->low_global[i] = envelope->high_global[i] = NAN;
		if (isnan(sum) || isnan(observed[i]))
			continue;
		qsort(sorted, (size_t) draws, sizeof *sorted, compare_doubles);
		envelope->low_local[i] = quantile(draws, sorted, level / 2);
		envelope->high_local[i] = quantile(draws, sorted, 1 - level / 2);
		for (int32_t s = 0; s <= draws; s++)
			rank[(size_t) s * n_r + known] =
				extreme_rank(draws, sorted, s < draws ? draw[(size_t) s * n_r + i] : observed[i], observed[i]);
		known++;
	}
	for (int32_t s = 0; s <= draws; s++)
	{
		PGI_POLL_EVERY(env, s, 10);
		qsort(rank + (size_t) s * n_r, (size_t) known, sizeof *rank, compare_ints);
		curve[s] = (ranked_curve){.number = s, .n = known, .rank = rank + (size_t) s * n_r};
	}
	qsort(curve, (size_t) draws + 1, sizeof *curve, compare_curves);
	/* p counts the curves that are at least as extreme as the observed one; ties with it count against it */
	for (int32_t s = 0; s <= draws; s++)
		if (curve[s].number == draws)
			place = s;
	while (place < draws && compare_curves(&curve[place], &curve[place + 1]) == 0)
		place++;
	envelope->p = known > 0 ? (place + 1.0) / (draws + 1.0) : NAN;
	dropped = (int32_t) (level * (draws + 1.0));
	while (dropped > 0 && dropped <= draws && compare_curves(&curve[dropped - 1], &curve[dropped]) == 0)
		dropped--; /* a tie at the edge stays inside */
	envelope->global_level = dropped / (draws + 1.0);
	for (int32_t s = dropped; s <= draws; s++)
		include_curve(envelope, n_r, curve[s].number < draws ? draw + (size_t) curve[s].number * n_r : observed);
	return PGI_OK;
}
