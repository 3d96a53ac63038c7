/*
 * place_envelope.c - confidence bands of a function of the radius from random draws.
 *
 * Local bands are the quantiles at each radius.  The global band is the widest
 * pair of order statistics, the same rank at every radius, that at least 1 -
 * level of the draws keep within everywhere: the bands of Duranton and Overman
 * (2005) by extreme ranks (Myllymaki et al. 2017), two-sided.
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

/* Rank of v from the nearer end among sorted values and itself, 1 the most extreme; ties count as less extreme. */
static int32_t
extreme_rank(int32_t n, const double *sorted, double v, bool own)
{
	int32_t from_below = count_below(n, sorted, v, true) + !own;
	int32_t from_above = n - count_below(n, sorted, v, false) + !own;

	return from_below < from_above ? from_below : from_above;
}

static double
quantile(int32_t n, const double *sorted, double p)
{
	double at = (n - 1) * p;
	int32_t k = (int32_t) at;

	return k + 1 < n ? sorted[k] + (at - k) * (sorted[k + 1] - sorted[k]) : sorted[k];
}

pgi_status
pgi_core_envelope(pgi_env *env, int32_t n_r, const double *observed, int32_t draws, const double *draw, double level,
				  pgi_envelope *envelope)
{
	double *sorted;
	int32_t *rank;
	int32_t *ordered;
	int32_t observed_rank = draws + 1;
	int32_t outside, global;

	if (!(level > 0 && level < 1))
		return pgi_fail(env, .status = PGI_OUT_OF_RANGE, .row = "level", .row_len = 5, .value = level);
	PGI_NEW(env, envelope->low_local, n_r);
	PGI_NEW(env, envelope->high_local, n_r);
	PGI_NEW(env, envelope->low_global, n_r);
	PGI_NEW(env, envelope->high_global, n_r);
	PGI_NEW(env, envelope->mean, n_r);
	PGI_NEW(env, sorted, (size_t) n_r * (size_t) draws);
	PGI_NEW(env, rank, draws);
	PGI_NEW(env, ordered, draws);
	for (int32_t s = 0; s < draws; s++)
		rank[s] = draws + 1;
	for (int32_t i = 0; i < n_r; i++)
	{
		double *at = sorted + (size_t) i * draws;
		double sum = 0;

		PGI_POLL(env);
		for (int32_t s = 0; s < draws; s++)
		{
			at[s] = draw[(size_t) s * n_r + i];
			sum += at[s];
		}
		envelope->mean[i] = sum / draws;
		envelope->low_local[i] = envelope->high_local[i] = NAN;
		if (isnan(sum) || isnan(observed[i]))
			continue;
		qsort(at, (size_t) draws, sizeof *at, compare_doubles);
		envelope->low_local[i] = quantile(draws, at, level / 2);
		envelope->high_local[i] = quantile(draws, at, 1 - level / 2);
		for (int32_t s = 0; s < draws; s++)
		{
			int32_t e = extreme_rank(draws, at, draw[(size_t) s * n_r + i], true);

			rank[s] = e < rank[s] ? e : rank[s];
		}
		{
			int32_t e = extreme_rank(draws, at, observed[i], false);

			observed_rank = e < observed_rank ? e : observed_rank;
		}
	}

	/* the largest rank that at most level of the draws fall short of */
	memcpy(ordered, rank, (size_t) draws * sizeof *rank);
	qsort(ordered, (size_t) draws, sizeof *ordered, compare_ints);
	global = ordered[(int32_t) (level * draws)];
	outside = 0;
	while (outside < draws && ordered[outside] < global)
		outside++;
	envelope->global_level = (double) outside / draws;
	{
		int32_t as_extreme = 0;

		while (as_extreme < draws && ordered[as_extreme] <= observed_rank)
			as_extreme++;
		envelope->p = (as_extreme + 1.0) / (draws + 1.0);
	}
	for (int32_t i = 0; i < n_r; i++)
	{
		bool known = !isnan(envelope->low_local[i]);
		int32_t k = global < 1 ? 1 : global > draws ? draws : global;

		envelope->low_global[i] = known ? sorted[(size_t) i * draws + k - 1] : NAN;
		envelope->high_global[i] = known ? sorted[(size_t) i * draws + draws - k] : NAN;
	}
	return PGI_OK;
}
