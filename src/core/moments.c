/*
 * moments.c - statistics read off the sums of moment_sums.h; definitions and
 * sources in docs/concentration.md.
 */
#include "moment_sums.h"

#include "moment_sums_layout.h"
#include "sum_wire.h"

/* Words of a sum that matter to a result of 53 bits, even after cancellation. */
#define WORDS 6

/* The leading words of a sum, divided by 2^exponent. */
typedef struct scaled_sum
{
	int n;
	double word[WORDS];
} scaled_sum;

static pgi_status
check_kind(pgi_env *env, const pgi_moment_sums *s, pgi_sums_kind kind, double *result)
{
	*result = NAN;
	if (s->kind != PGI_SUMS_EMPTY && s->kind != kind)
		return pgi_fail(env, .status = PGI_STATE_MISMATCH);
	return PGI_OK;
}

static pgi_status
total(pgi_env *env, const pgi_moment_sums *s, int slot, double *value)
{
	pgi_sum sum = pgi_moment_sum(s, slot);

	*value = pgi_sum_value(&sum);
	if (!isfinite(*value))
		return pgi_fail(env, .status = PGI_TOTAL_OUT_OF_RANGE);
	return PGI_OK;
}

static pgi_status
weights(pgi_env *env, const pgi_moment_sums *s, double *value)
{
	*value = (double) s->n;
	return s->weighted ? total(env, s, SUM_W, value) : PGI_OK;
}

/* --- sum and mean ------------------------------------------------------------ */

pgi_status
pgi_core_exact_sum(pgi_env *env, const pgi_moment_sums *s, double *result)
{
	PGI_TRY(check_kind(env, s, PGI_SUMS_VALUES, result));
	return s->n == 0 ? PGI_OK : total(env, s, SUM_X, result);
}

pgi_status
pgi_core_exact_mean(pgi_env *env, const pgi_moment_sums *s, double *result)
{
	PGI_TRY(pgi_core_exact_sum(env, s, result));
	*result /= (double) s->n;
	return PGI_OK;
}

/* --- squares --------------------------------------------------------------- */

/* Reads a sum and that of its rounding errors (low < 0: none), scaled. */
static pgi_status
read_scaled(pgi_env *env, const pgi_moment_sums *s, int slot, int low, int exponent, scaled_sum *result)
{
	pgi_sum sum = {0}, part = pgi_moment_sum(s, slot);

	PGI_TRY(pgi_sum_merge(env, &sum, &part));
	if (low >= 0)
	{
		part = pgi_moment_sum(s, low);
		PGI_TRY(pgi_sum_merge(env, &sum, &part));
	}
	/* beyond the range a sum has a word for each 2^1023, in a state of unknown origin no end of them */
	if (!isfinite(pgi_sum_value(&sum)))
		return pgi_fail(env, .status = PGI_TOTAL_OUT_OF_RANGE);
	result->n = pgi_sum_words(&sum, result->word, WORDS);
	if (result->n > WORDS)
		result->n = WORDS;
	for (int i = 0; i < result->n; i++)
		result->word[i] = ldexp(result->word[i], -exponent);
	return PGI_OK;
}

static pgi_status
add_product(pgi_env *env, pgi_sum *sum, const scaled_sum *a, const scaled_sum *b, double sign)
{
	for (int i = 0; i < a->n; i++)
		for (int j = 0; j < b->n; j++)
		{
			double low, high = pgi_two_product(sign * a->word[i], b->word[j], &low);

			PGI_TRY(pgi_sum_add_finite(env, sum, high));
			PGI_TRY(pgi_sum_add_finite(env, sum, low));
		}
	return PGI_OK;
}

/* The two quantities every statistic of squares is made of. */
typedef struct square_moments
{
	double share_squares; /* sum of w x^2 / (sum of w x)^2, times the weights: n HHI */
	double excess;        /* (W sum of w x^2 - (sum of w x)^2) / (sum of w x)^2 = CV^2 */
	bool negative_mean;
} square_moments;

static int
exponent_of(double x)
{
	return x == 0 ? 0 : ilogb(x) + 1;
}

/*
 * CV^2 = (W Q - S^2) / S^2 with the numerator formed from exact products, so
 * that it cancels without loss; all of it scaled to S and W near one.
 */
static pgi_status
read_squares(pgi_env *env, const pgi_moment_sums *s, square_moments *m)
{
	double x_total, w_total, square;
	int ex, ew;
	scaled_sum x, w, q;
	pgi_sum numerator = {0}, product = {0};

	*m = (square_moments){.share_squares = NAN, .excess = NAN};
	PGI_TRY(total(env, s, SUM_X, &x_total));
	PGI_TRY(weights(env, s, &w_total));
	if (x_total == 0 || s->n == 0)
		return PGI_OK;
	m->negative_mean = x_total < 0;
	ex = exponent_of(x_total);
	ew = exponent_of(w_total);
	PGI_TRY(read_scaled(env, s, SUM_X, SUM_X_LOW, ex, &x));
	if (s->weighted)
		PGI_TRY(read_scaled(env, s, SUM_W, -1, ew, &w));
	else
		w = (scaled_sum){.n = 1, .word = {ldexp((double) s->n, -ew)}};
	for (int band = 0; band < N_BANDS; band++)
	{
		int scale = 2 * ilogb(pgi_square_scale[band]);

		PGI_TRY(read_scaled(env, s, SUM_SQUARES + band, SUM_SQUARES_LOW + band, 2 * ex - ew + scale, &q));
		PGI_TRY(add_product(env, &product, &w, &q, 1));
	}
	PGI_TRY(pgi_sum_merge(env, &numerator, &product));
	PGI_TRY(add_product(env, &numerator, &x, &x, -1));
	x_total = ldexp(x_total, -ex);
	square = x_total * x_total;
	m->share_squares = pgi_sum_value(&product) / square;
	m->excess = fmax(pgi_sum_value(&numerator) / square, 0);
	return PGI_OK;
}

pgi_status
pgi_core_hhi(pgi_env *env, const pgi_moment_sums *s, double *result)
{
	square_moments m;

	PGI_TRY(check_kind(env, s, PGI_SUMS_SQUARES, result));
	if (s->n == 0)
		return PGI_OK;
	PGI_TRY(read_squares(env, s, &m));
	*result = m.share_squares / (double) s->n;
	return PGI_OK;
}

pgi_status
pgi_core_hhi_normalized(pgi_env *env, const pgi_moment_sums *s, double *result)
{
	square_moments m;

	PGI_TRY(check_kind(env, s, PGI_SUMS_SQUARES, result));
	if (s->n < 2)
		return PGI_OK;
	PGI_TRY(read_squares(env, s, &m));
	*result = m.excess / (double) (s->n - 1);
	return PGI_OK;
}

pgi_status
pgi_core_coefficient_of_variation(pgi_env *env, const pgi_moment_sums *s, double *result)
{
	square_moments m;
	bool sample = s->parameter == 1;

	PGI_TRY(check_kind(env, s, PGI_SUMS_SQUARES, result));
	if (s->n == 0 || (sample && s->n < 2))
		return PGI_OK;
	PGI_TRY(read_squares(env, s, &m));
	if (sample)
		m.excess = m.excess * (double) s->n / (double) (s->n - 1);
	*result = m.negative_mean ? -sqrt(m.excess) : sqrt(m.excess);
	return PGI_OK;
}

/* --- logarithms and powers ------------------------------------------------- */

/* A difference that is no larger than the rounding errors of its terms is 0. */
static double
difference(double a, double b, double magnitude)
{
	double d = a - b;

	return fabs(d) <= 4 * 0x1p-53 * (1 + fabs(magnitude) + fabs(a)) ? 0 : d;
}

double
pgi_core_theil_of_sums(double weights_total, double amounts, double logs)
{
	if (!(amounts > 0) || !(weights_total > 0))
		return NAN;
	return difference(logs / amounts, log(amounts / weights_total), log(amounts));
}

static pgi_status
read_logs(pgi_env *env, const pgi_moment_sums *s, double *w, double *x, double *f)
{
	PGI_TRY(weights(env, s, w));
	PGI_TRY(total(env, s, SUM_X, x));
	return total(env, s, SUM_F, f);
}

pgi_status
pgi_core_entropy(pgi_env *env, const pgi_moment_sums *s, double *result)
{
	double w, x, f;

	PGI_TRY(check_kind(env, s, PGI_SUMS_SHARE_LOGS, result));
	if (s->n == 0)
		return PGI_OK;
	PGI_TRY(read_logs(env, s, &w, &x, &f));
	if (!(x > 0))
		return PGI_OK;
	*result = fmax(difference(log(x), f / x, log(x)), 0);
	if (s->parameter != 0)
		*result = *result / log(s->parameter) + 0.0;
	return PGI_OK;
}

pgi_status
pgi_core_theil(pgi_env *env, const pgi_moment_sums *s, double *result)
{
	double w, x, f;

	PGI_TRY(check_kind(env, s, PGI_SUMS_SHARE_LOGS, result));
	if (s->n == 0)
		return PGI_OK;
	PGI_TRY(read_logs(env, s, &w, &x, &f));
	*result = fmax(pgi_core_theil_of_sums(w, x, f), 0);
	if (!(x > 0))
		*result = NAN;
	return PGI_OK;
}

pgi_status
pgi_core_mean_log_deviation(pgi_env *env, const pgi_moment_sums *s, double *result)
{
	double w, x, f;

	PGI_TRY(check_kind(env, s, PGI_SUMS_LOGS, result));
	if (s->n == 0)
		return PGI_OK;
	PGI_TRY(read_logs(env, s, &w, &x, &f));
	if (s->n_zero > 0 || !(x > 0) || !(w > 0))
		return PGI_OK;
	*result = fmax(difference(log(x / w), f / w, log(w)), 0);
	return PGI_OK;
}

/* The mean of (x / mean)^a. */
static pgi_status
mean_power(pgi_env *env, const pgi_moment_sums *s, double a, double *result)
{
	double w, x, f;

	PGI_TRY(read_logs(env, s, &w, &x, &f));
	*result = x > 0 && w > 0 ? f / w / pow(x / w, a) : NAN;
	if (isinf(*result))
		return pgi_fail(env, .status = PGI_TOTAL_OUT_OF_RANGE);
	return PGI_OK;
}

pgi_status
pgi_core_generalized_entropy_observation(pgi_env *env, double alpha, pgi_observation *o)
{
	if (!isfinite(alpha))
		return pgi_fail(env, .status = PGI_ALPHA_RANGE, .value = alpha);
	o->parameter = alpha;
	o->exponent = alpha;
	o->kind = alpha == 0   ? PGI_SUMS_LOGS
			  : alpha == 1 ? PGI_SUMS_SHARE_LOGS
			  : alpha == 2 ? PGI_SUMS_SQUARES
						   : PGI_SUMS_POWERS;
	if (alpha <= 0 && o->x <= 0)
		return pgi_fail(env, .status = PGI_VALUE_NOT_POSITIVE, .value = o->x);
	return PGI_OK;
}

pgi_status
pgi_core_generalized_entropy(pgi_env *env, const pgi_moment_sums *s, double *result)
{
	double a = s->parameter, m;
	square_moments squares;

	*result = NAN;
	if (s->n == 0)
		return PGI_OK;
	switch ((pgi_sums_kind) s->kind)
	{
	case PGI_SUMS_LOGS:
		return pgi_core_mean_log_deviation(env, s, result);
	case PGI_SUMS_SHARE_LOGS:
		return pgi_core_theil(env, s, result);
	case PGI_SUMS_SQUARES:
		PGI_TRY(read_squares(env, s, &squares));
		*result = squares.excess / 2;
		return PGI_OK;
	default:
		PGI_TRY(check_kind(env, s, PGI_SUMS_POWERS, result));
		PGI_TRY(mean_power(env, s, a, &m));
		*result = fmax(difference(m, 1, a) / (a * (a - 1)), 0);
		if (isnan(m))
			*result = NAN;
		return PGI_OK;
	}
}

pgi_status
pgi_core_atkinson_observation(pgi_env *env, double epsilon, pgi_observation *o)
{
	if (!isfinite(epsilon) || epsilon < 0)
		return pgi_fail(env, .status = PGI_EPSILON_RANGE, .value = epsilon);
	o->parameter = epsilon;
	o->exponent = 1 - epsilon;
	o->kind = epsilon == 1 ? PGI_SUMS_LOGS : PGI_SUMS_POWERS;
	return PGI_OK;
}

pgi_status
pgi_core_atkinson(pgi_env *env, const pgi_moment_sums *s, double *result)
{
	double epsilon = s->parameter, x, m;

	PGI_TRY(check_kind(env, s, epsilon == 1 ? PGI_SUMS_LOGS : PGI_SUMS_POWERS, result));
	if (s->n == 0)
		return PGI_OK;
	PGI_TRY(total(env, s, SUM_X, &x));
	if (!(x > 0))
		return PGI_OK;
	if (epsilon >= 1 && s->n_zero > 0)
	{
		*result = 1; /* the limit: the equally distributed equivalent is 0 */
		return PGI_OK;
	}
	if (epsilon == 1)
	{
		PGI_TRY(pgi_core_mean_log_deviation(env, s, &m));
		*result = -expm1(-m);
		return PGI_OK;
	}
	if (epsilon == 0)
	{
		*result = 0;
		return PGI_OK;
	}
	PGI_TRY(mean_power(env, s, 1 - epsilon, &m));
	*result = fmin(fmax(difference(1, pow(m, 1 / (1 - epsilon)), 1), 0), 1);
	return PGI_OK;
}
