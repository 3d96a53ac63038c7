/*
 * order_statistics.c - Gini, Hoover, Lorenz curve, quantiles, MAD.
 *
 * The Gini coefficient is summed over the gaps between neighbours, all terms
 * of one sign, so that nothing cancels when values are nearly equal.
 */
#include "order_statistics.h"

#include <math.h>
#include <string.h>

#include "sum_wire.h"

/* A running sum in two words; the order of addition is fixed by the sort. */
typedef struct running
{
	double high;
	double low;
} running;

static inline void
run(running *r, double x)
{
	double error;

	r->high = pgi_two_sum(r->high, x, &error);
	r->low += error;
}

static inline double
value_of(const running *r)
{
	return r->high + r->low;
}

static inline double
value_at(const pgi_sorted_values *v, size_t i)
{
	return v->word[v->weighted ? 2 * i : i];
}

static inline double
weight_at(const pgi_sorted_values *v, size_t i)
{
	return v->weighted ? v->word[2 * i + 1] : 1;
}

/* A power of two that brings non-negative values away from the ends of the range. */
static double
safe_scale(const pgi_sorted_values *v)
{
	double most = value_at(v, v->n - 1);
	int exponent;

	if (most == 0 || (most < 0x1p+800 && most > 0x1p-800))
		return 1;
	exponent = -ilogb(most);
	return ldexp(1, exponent > 1000 ? 1000 : exponent);
}

static pgi_status
scaled_totals(pgi_env *env, const pgi_sorted_values *v, double scale, double *weights, double *amounts)
{
	running w = {0}, x = {0};

	for (size_t i = 0; i < v->n; i++)
	{
		PGI_POLL_EVERY(env, i, 16);
		if (v->weighted)
			run(&w, weight_at(v, i));
		run(&x, weight_at(v, i) * (value_at(v, i) * scale));
	}
	*weights = v->weighted ? value_of(&w) : (double) v->n;
	*amounts = value_of(&x);
	if (!isfinite(*weights) || !isfinite(*amounts))
		return pgi_fail(env, .status = PGI_TOTAL_OUT_OF_RANGE);
	return PGI_OK;
}

pgi_status
pgi_core_values_totals(pgi_env *env, const pgi_sorted_values *v, double *weights, double *amounts)
{
	return scaled_totals(env, v, 1, weights, amounts);
}

/* --- Gini ----------------------------------------------------------------- */

/* sum of i (n - i) (x[i+1] - x[i]) / n^2 */
static pgi_status
gaps(pgi_env *env, const pgi_sorted_values *v, double scale, double *result)
{
	running sum = {0};
	double n = (double) v->n;

	for (size_t i = 1; i < v->n; i++)
	{
		PGI_POLL_EVERY(env, i, 16);
		run(&sum, (double) i * (double) (v->n - i) * ((v->word[i] - v->word[i - 1]) * scale));
	}
	*result = value_of(&sum) / n / n;
	return PGI_OK;
}

/* The same with the weight below and above each gap. */
static pgi_status
weighted_gaps(pgi_env *env, const pgi_sorted_values *v, double scale, double weights, double *result)
{
	running sum = {0}, below = {0};

	for (size_t i = 1; i < v->n; i++)
	{
		double gap = (value_at(v, i) - value_at(v, i - 1)) * scale;

		PGI_POLL_EVERY(env, i, 16);
		run(&below, weight_at(v, i - 1));
		run(&sum, value_of(&below) / weights * (((weights - below.high) - below.low) / weights) * gap);
	}
	*result = value_of(&sum);
	return PGI_OK;
}

pgi_status
pgi_core_gini(pgi_env *env, const pgi_sorted_values *v, bool small_sample, double *result)
{
	double scale, weights, amounts, sum = 0;

	*result = NAN;
	if (v->n == 0 || (small_sample && v->n < 2))
		return PGI_OK;
	scale = safe_scale(v);
	PGI_TRY(scaled_totals(env, v, scale, &weights, &amounts));
	if (!(amounts > 0) || !(weights > 0))
		return PGI_OK;
	if (v->weighted)
		PGI_TRY(weighted_gaps(env, v, scale, weights, &sum));
	else
		PGI_TRY(gaps(env, v, scale, &sum));
	*result = fmax(sum / (amounts / weights), 0);
	if (small_sample)
		*result = *result * (double) v->n / (double) (v->n - 1);
	return PGI_OK;
}

/* --- Hoover --------------------------------------------------------------- */

pgi_status
pgi_core_hoover(pgi_env *env, const pgi_sorted_values *v, double *result)
{
	double scale, weights, amounts, mean;
	running above = {0};

	*result = NAN;
	if (v->n == 0)
		return PGI_OK;
	scale = safe_scale(v);
	PGI_TRY(scaled_totals(env, v, scale, &weights, &amounts));
	if (!(amounts > 0))
		return PGI_OK;
	*result = 0;
	if (value_at(v, 0) == value_at(v, v->n - 1))
		return PGI_OK;
	mean = amounts / weights;
	for (size_t i = v->n; i > 0 && value_at(v, i - 1) * scale > mean; i--)
	{
		PGI_POLL_EVERY(env, i, 16);
		run(&above, value_at(v, i - 1) * scale - mean);
	}
	*result = value_of(&above) / amounts;
	return PGI_OK;
}

pgi_status
pgi_core_hoover_reference(pgi_env *env, const pgi_sorted_values *v, double *result)
{
	pgi_sum x_sum = {0}, r_sum = {0}, sum = {0};
	double x_total, r_total;

	*result = NAN;
	for (size_t i = 0; i < v->n; i++)
	{
		PGI_POLL_EVERY(env, i, 16);
		PGI_TRY(pgi_sum_add_finite(env, &x_sum, value_at(v, i)));
		PGI_TRY(pgi_sum_add_finite(env, &r_sum, weight_at(v, i)));
	}
	x_total = pgi_sum_value(&x_sum);
	r_total = pgi_sum_value(&r_sum);
	if (isinf(x_total) || isinf(r_total))
		return pgi_fail(env, .status = PGI_TOTAL_OUT_OF_RANGE);
	if (x_total == 0 || r_total == 0 || v->n == 0)
		return PGI_OK;
	for (size_t i = 0; i < v->n; i++)
	{
		PGI_POLL_EVERY(env, i, 16);
		PGI_TRY(pgi_sum_add_finite(env, &sum, fabs(value_at(v, i) / x_total - weight_at(v, i) / r_total)));
	}
	*result = pgi_sum_value(&sum) / 2;
	return PGI_OK;
}

/* --- Lorenz curve ----------------------------------------------------------- */

pgi_status
pgi_core_lorenz(pgi_env *env, const pgi_sorted_values *v, int points, double *share, bool *defined)
{
	running population = {0}, amount = {0};
	size_t i = 0;
	double scale, weights, amounts;

	*defined = false;
	if (v->n == 0)
		return PGI_OK;
	scale = safe_scale(v);
	PGI_TRY(scaled_totals(env, v, scale, &weights, &amounts));
	if (!(amounts > 0) || !(weights > 0))
		return PGI_OK;
	*defined = true;
	share[0] = 0;
	for (int j = 1; j < points; j++)
	{
		double target = (double) j / points * weights;

		while (i < v->n && value_of(&population) + weight_at(v, i) <= target)
		{
			PGI_POLL_EVERY(env, i, 16);
			run(&population, weight_at(v, i));
			run(&amount, weight_at(v, i) * (value_at(v, i) * scale));
			i++;
		}
		share[j] = value_of(&amount);
		if (i < v->n)
			share[j] += fmax(target - population.high - population.low, 0) * (value_at(v, i) * scale);
		share[j] = fmin(share[j] / amounts, 1);
	}
	share[points] = 1;
	return PGI_OK;
}

/* --- quantiles -------------------------------------------------------------- */

int
pgi_quantile_type(const char *name, int len, bool weighted)
{
	int type;

	if (len != 5 || memcmp(name, "type", 4) != 0 || name[4] < '1' || name[4] > '9')
		return 0;
	type = name[4] - '0';
	return weighted && type != 1 && type != 2 && type != 5 ? 0 : type;
}

static double
between(double a, double b, double fraction)
{
	return fraction <= 0 ? a : fraction >= 1 ? b : a + (b - a) * fraction;
}

/* Positions within the rounding error of a whole number count as that number. */
#define FUZZ (8 * 0x1p-53)

/* Where type's quantile lies: between the values of ranks floor(h) and floor(h) + 1. */
static double
position(double n, double p, int type)
{
	switch (type)
	{
	case 4:
		return n * p;
	case 5:
		return n * p + 0.5;
	case 6:
		return (n + 1) * p;
	case 7:
		return (n - 1) * p + 1;
	case 8:
		return (n + 1.0 / 3) * p + 1.0 / 3;
	case 9:
		return (n + 0.25) * p + 0.375;
	case 3:
		return n * p - 0.5;
	default:
		return n * p;
	}
}

static double
unweighted_quantile(const pgi_sorted_values *v, double p, int type)
{
	double n = (double) v->n, h = position(n, p, type), rank = floor(h + FUZZ * (fabs(h) + 1)), fraction = h - rank;
	double lower, upper;

	if (fraction <= FUZZ * (fabs(h) + 1))
		fraction = 0;
	if (type == 1)
		fraction = fraction > 0;
	else if (type == 2)
		fraction = fraction > 0 ? 1 : 0.5;
	else if (type == 3)
		fraction = fraction > 0 || fmod(rank, 2) != 0;
	lower = rank < 1 ? 1 : rank > n ? n : rank;
	upper = rank + 1 < 1 ? 1 : rank + 1 > n ? n : rank + 1;
	return between(v->word[(size_t) lower - 1], v->word[(size_t) upper - 1], fraction);
}

static pgi_status
weighted_quantile(pgi_env *env, const pgi_sorted_values *v, double p, int type, double *result)
{
	running below = {0};
	double weights, amounts, target, middle = 0;

	PGI_TRY(scaled_totals(env, v, 0, &weights, &amounts));
	target = p * weights;
	for (size_t i = 0; i < v->n; i++)
	{
		double w = weight_at(v, i), before = middle, reached;

		PGI_POLL_EVERY(env, i, 16);
		middle = value_of(&below) + w / 2;
		run(&below, w);
		reached = value_of(&below);
		*result = value_at(v, i);
		if (type == 5)
		{
			if (middle < target)
				continue;
			if (i > 0)
				*result = between(value_at(v, i - 1), *result, (target - before) / (middle - before));
			return PGI_OK;
		}
		if (reached < target && target - reached > FUZZ * target)
			continue;
		if (type == 2 && reached - target <= FUZZ * target && i + 1 < v->n)
			*result = between(*result, value_at(v, i + 1), 0.5);
		return PGI_OK;
	}
	return PGI_OK;
}

pgi_status
pgi_core_quantile(pgi_env *env, const pgi_sorted_values *v, double p, int type, double *result)
{
	*result = NAN;
	if (v->n == 0)
		return PGI_OK;
	if (v->weighted)
		return weighted_quantile(env, v, p, type, result);
	*result = unweighted_quantile(v, p, type);
	return PGI_OK;
}

/* Walks outward from the median, so that the deviations come in order. */
pgi_status
pgi_core_median_absolute_deviation(pgi_env *env, const pgi_sorted_values *v, double *result)
{
	size_t n = v->n, right = 0, step = n;
	double median, lower = 0;

	*result = NAN;
	if (n == 0)
		return PGI_OK;
	median = unweighted_quantile(v, 0.5, 7);
	while (step > 0) /* first value not below the median */
	{
		size_t half = step / 2;

		if (v->word[right + half] < median)
		{
			right += half + 1;
			step -= half + 1;
		}
		else
			step = half;
	}
	for (size_t left = right, rank = 0; rank <= n / 2; rank++)
	{
		bool go_left = right == n || (left > 0 && median - v->word[left - 1] < v->word[right] - median);
		double deviation = go_left ? median - v->word[--left] : v->word[right++] - median;

		PGI_POLL_EVERY(env, rank, 16);
		if (rank == (n - 1) / 2)
			lower = deviation;
		if (rank == n / 2)
			*result = between(lower, deviation, 0.5);
	}
	return PGI_OK;
}
