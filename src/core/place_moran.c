/* place_moran.c - global measures of spatial association and their inference; see place_moran.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "place_moran.h"
#include "random.h"

/* --- weights ------------------------------------------------------------------------ */

/* Rows of the regions in one label set by number in another, -1 where there is none. */
static pgi_status
match_labels(pgi_env *env, const pgi_labels *from, const pgi_labels *to, int32_t **number)
{
	PGI_NEW(env, *number, from->n);
	for (int32_t i = 0; i < from->n; i++)
	{
		int len;
		const char *label = pgi_label(from, i, &len);

		(*number)[i] = pgi_label_find(to, label, len);
	}
	return PGI_OK;
}

static pgi_status
refuse_unknown(pgi_env *env, const pgi_labels *labels, const int32_t *number)
{
	for (int32_t i = 0; i < labels->n; i++)
		if (number[i] < 0)
		{
			int len;
			const char *label = pgi_label(labels, i, &len);

			return pgi_fail(env, .status = PGI_REGION_WITHOUT_VALUE, .row = label, .row_len = len);
		}
	return PGI_OK;
}

/* Scales rows to sum to one, the region's own weight included. */
static void
standardise(pgi_neighbours *w)
{
	for (int32_t i = 0; i < w->n; i++)
	{
		double sum = w->self ? w->self[i] : 0;

		for (int32_t k = w->start[i]; k < w->start[i + 1]; k++)
			sum += w->weight[k];
		if (!(sum > 0))
			continue;
		for (int32_t k = w->start[i]; k < w->start[i + 1]; k++)
			w->weight[k] /= sum;
		if (w->self)
			w->self[i] /= sum;
	}
}

/* S0, S1 and S2 of the weights between different regions. */
static pgi_status
weight_sums(pgi_env *env, pgi_neighbours *w)
{
	double *column;

	PGI_NEW_ZERO(env, column, w->n);
	w->s0 = w->s1 = w->s2 = 0;
	for (int32_t i = 0; i < w->n; i++)
		for (int32_t k = w->start[i]; k < w->start[i + 1]; k++)
		{
			int32_t j = w->to[k];
			double back = 0;
			int32_t low = w->start[j], high = w->start[j + 1];

			PGI_POLL_EVERY(env, k, 12);
			while (low < high)
			{
				int32_t middle = low + (high - low) / 2;

				if (w->to[middle] < i)
					low = middle + 1;
				else
					high = middle;
			}
			if (low < w->start[j + 1] && w->to[low] == i)
				back = w->weight[low];
			w->s0 += w->weight[k];
			/* (w_ij + w_ji)^2 / 2 over ordered pairs; a pair stored in one direction only is met once */
			w->s1 += (w->weight[k] + back) * (w->weight[k] + back) * (back != 0 ? 0.5 : 1);
			column[j] += w->weight[k];
		}
	for (int32_t i = 0; i < w->n; i++)
	{
		double row = 0;

		for (int32_t k = w->start[i]; k < w->start[i + 1]; k++)
			row += w->weight[k];
		w->s2 += (row + column[i]) * (row + column[i]);
	}
	pgi_free(env, column);
	return PGI_OK;
}

pgi_status
pgi_neighbours_make(pgi_env *env, const pgi_matrix *weights, const pgi_labels *regions,
					const pgi_association_options *options, pgi_neighbours *w)
{
	int32_t *row_to, *col_to, *row_of;
	int32_t n_cells = 0;

	*w = (pgi_neighbours){.n_all = regions->n};
	PGI_TRY(pgi_matrix_check_non_negative(env, weights));
	PGI_TRY(match_labels(env, &weights->rows, regions, &row_to));
	PGI_TRY(match_labels(env, &weights->cols, regions, &col_to));
	PGI_TRY(refuse_unknown(env, &weights->rows, row_to));
	PGI_TRY(refuse_unknown(env, &weights->cols, col_to));
	PGI_TRY(match_labels(env, regions, &weights->rows, &row_of));
	PGI_NEW(env, w->region, regions->n);
	PGI_NEW(env, w->sample, regions->n);
	for (int32_t r = 0; r < regions->n; r++)
	{
		bool island = true;
		int32_t i = row_of[r];

		for (int32_t k = i < 0 ? 0 : weights->row_start[i]; i >= 0 && k < weights->row_start[i + 1]; k++)
			island = island && (weights->value[k] == 0 || col_to[weights->col[k]] == r);
		if (island && options->islands == PGI_ISLANDS_ERROR)
		{
			int len;
			const char *label = pgi_label(regions, r, &len);

			return pgi_fail(env, .status = PGI_ISLAND, .row = label, .row_len = len);
		}
		w->sample[r] = island && options->islands == PGI_ISLANDS_DROP ? -1 : w->n;
		if (w->sample[r] >= 0)
			w->region[w->n++] = r;
	}
	PGI_NEW(env, w->start, w->n + 1);
	PGI_NEW(env, w->to, weights->n_cells);
	PGI_NEW(env, w->weight, weights->n_cells);
	for (int32_t s = 0; s < w->n; s++)
	{
		int32_t i = row_of[w->region[s]];

		w->start[s] = n_cells;
		for (int32_t k = i < 0 ? 0 : weights->row_start[i]; i >= 0 && k < weights->row_start[i + 1]; k++)
		{
			/* labels are in byte order on both sides, so that columns stay in order */
			int32_t j = w->sample[col_to[weights->col[k]]];

			if (j < 0 || j == s || weights->value[k] == 0)
				continue;
			w->to[n_cells] = j;
			w->weight[n_cells++] = weights->value[k];
		}
	}
	w->start[w->n] = n_cells;
	if (options->self)
	{
		PGI_NEW(env, w->self, w->n);
		for (int32_t s = 0; s < w->n; s++)
			w->self[s] = 1;
	}
	if (options->row_standardise)
		standardise(w);
	return weight_sums(env, w);
}

/* --- global measures --------------------------------------------------------------------- */

static double
lag(const pgi_neighbours *w, const double *x, int32_t i)
{
	double sum = 0;

	for (int32_t k = w->start[i]; k < w->start[i + 1]; k++)
		sum += w->weight[k] * x[w->to[k]];
	return sum;
}

/* The part of a measure that a permutation changes. */
static double
cross_product(const pgi_neighbours *w, pgi_global_statistic statistic, const double *x)
{
	double sum = 0;

	for (int32_t i = 0; i < w->n; i++)
		if (statistic == PGI_GEARY)
			for (int32_t k = w->start[i]; k < w->start[i + 1]; k++)
			{
				double d = x[i] - x[w->to[k]];

				sum += w->weight[k] * d * d;
			}
		else
			sum += x[i] * lag(w, x, i);
	return sum;
}

/* By the standard normal. */
static double
normal_p(double z, pgi_alternative alternative)
{
	if (isnan(z))
		return NAN;
	if (alternative == PGI_TWO_SIDED)
		return erfc(fabs(z) / sqrt(2));
	return erfc((alternative == PGI_GREATER ? z : -z) / sqrt(2)) / 2;
}

/* From how many of the draws are at least, or at most, the observed value. */
static double
permutation_p(int32_t at_least, int32_t at_most, int32_t draws, pgi_alternative alternative)
{
	double greater = (at_least + 1.0) / (draws + 1.0);
	double less = (at_most + 1.0) / (draws + 1.0);

	if (draws <= 0)
		return NAN;
	if (alternative == PGI_TWO_SIDED)
		return fmin(1, 2 * fmin(greater, less));
	return alternative == PGI_GREATER ? greater : less;
}

static void
shuffle(pgi_random *random, double *x, int32_t n)
{
	for (int32_t i = n - 1; i > 0; i--)
	{
		int32_t j = pgi_random_below(random, i + 1);
		double swap = x[i];

		x[i] = x[j];
		x[j] = swap;
	}
}

static double
ratio(double a, double b)
{
	return b > 0 ? a / b : NAN;
}

static void
finish(pgi_global_result *r, pgi_alternative alternative)
{
	r->z_normality = r->variance_normality > 0 ? (r->value - r->expected) / sqrt(r->variance_normality) : NAN;
	r->z_randomisation =
		r->variance_randomisation > 0 ? (r->value - r->expected) / sqrt(r->variance_randomisation) : NAN;
	r->p_normality = normal_p(r->z_normality, alternative);
	r->p_randomisation = normal_p(r->z_randomisation, alternative);
}

/* Expectation and variances (Cliff and Ord 1981, Getis and Ord 1992). */
static void
moments(const pgi_neighbours *w, pgi_global_statistic statistic, const double *x, double m2, double m4,
		pgi_global_result *r)
{
	double n = w->n;
	double s0 = w->s0, s1 = w->s1, s2 = w->s2, s02 = s0 * s0;
	double b = n * m4 / (m2 * m2); /* kurtosis, from sums of powers */
	double triple = (n - 1) * (n - 2) * (n - 3);

	if (statistic == PGI_MORAN)
	{
		double square = 1 / ((n - 1) * (n - 1));

		r->expected = -1 / (n - 1);
		r->variance_normality = ratio(n * n * s1 - n * s2 + 3 * s02, (n * n - 1) * s02) - square;
		r->variance_randomisation =
			ratio(n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s02) - b * ((n * n - n) * s1 - 2 * n * s2 + 6 * s02),
				  triple * s02) -
			square;
	}
	else if (statistic == PGI_GEARY)
	{
		r->expected = 1;
		r->variance_normality = ratio((2 * s1 + s2) * (n - 1) - 4 * s02, 2 * (n + 1) * s02);
		r->variance_randomisation = ratio((n - 1) * s1 * (n * n - 3 * n + 3 - (n - 1) * b) -
											  (n - 1) * s2 * (n * n + 3 * n - 6 - (n * n - n + 2) * b) / 4 +
											  s02 * (n * n - 3 - (n - 1) * (n - 1) * b),
										  n * (n - 2) * (n - 3) * s02);
	}
	else
	{
		double p1 = 0, p2 = 0, p3 = 0, p4 = 0;
		double square;

		for (int32_t i = 0; i < w->n; i++)
		{
			p1 += x[i];
			p2 += x[i] * x[i];
			p3 += x[i] * x[i] * x[i];
			p4 += x[i] * x[i] * x[i] * x[i];
		}
		r->expected = s0 / (n * (n - 1));
		r->variance_normality = NAN;
		square = ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s02) * p2 * p2 -
				 ((n * n - n) * s1 - 2 * n * s2 + 6 * s02) * p4 - (2 * n * s1 - (n + 3) * s2 + 6 * s02) * p1 * p1 * p2 +
				 (4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * s02) * p1 * p3 + (s1 - s2 + s02) * p1 * p1 * p1 * p1;
		r->variance_randomisation =
			ratio(square, (p1 * p1 - p2) * (p1 * p1 - p2) * n * triple) - r->expected * r->expected;
	}
}

pgi_status
pgi_core_global_association(pgi_env *env, const pgi_neighbours *w, pgi_global_statistic statistic,
							const pgi_association_options *options, const double *x, pgi_global_result *r)
{
	double *z;
	double mean = 0, m2 = 0, m4 = 0, p1 = 0, p2 = 0, unit, observed;
	double sum = 0, squares = 0;
	int32_t at_least = 0, at_most = 0;

	*r = (pgi_global_result){.n = w->n,
							 .value = NAN,
							 .expected = NAN,
							 .variance_normality = NAN,
							 .variance_randomisation = NAN,
							 .z_normality = NAN,
							 .z_randomisation = NAN,
							 .p_normality = NAN,
							 .p_randomisation = NAN,
							 .p_permutation = NAN,
							 .permutation_mean = NAN,
							 .permutation_sd = NAN};
	if (w->n < 2 || !(w->s0 > 0))
		return PGI_OK;
	PGI_NEW(env, z, w->n);
	for (int32_t i = 0; i < w->n; i++)
		mean += x[w->region[i]] / w->n;
	for (int32_t i = 0; i < w->n; i++)
	{
		double v = x[w->region[i]];
		double d = v - mean;

		z[i] = statistic == PGI_GENERAL_G ? v : d;
		m2 += d * d;
		m4 += d * d * d * d;
		p1 += v;
		p2 += v * v;
		if (statistic == PGI_GENERAL_G && v < 0)
			return pgi_fail(env, .status = PGI_G_NEGATIVE, .value = v);
	}
	/* rounding leaves a trace of variation in equal values */
	if (!(m2 > 1e-28 * p2))
		return PGI_OK;
	if (statistic == PGI_MORAN)
		unit = w->n / w->s0 / m2;
	else if (statistic == PGI_GEARY)
		unit = (w->n - 1) / (2 * w->s0 * m2);
	else
		unit = 1 / (p1 * p1 - p2);
	observed = cross_product(w, statistic, z);
	r->value = observed * unit;
	moments(w, statistic, z, m2, m4, r);
	finish(r, options->alternative);

	for (int32_t k = 0; k < options->permutations; k++)
	{
		pgi_random random = pgi_random_stream(options->seed, (uint64_t) k);
		double drawn;

		PGI_POLL(env);
		shuffle(&random, z, w->n);
		drawn = cross_product(w, statistic, z);
		at_least += drawn >= observed - 1e-12 * fabs(observed);
		at_most += drawn <= observed + 1e-12 * fabs(observed);
		sum += drawn * unit;
		squares += drawn * unit * drawn * unit;
	}
	if (options->permutations > 0)
	{
		double draws = options->permutations;

		r->p_permutation = permutation_p(at_least, at_most, options->permutations, options->alternative);
		r->permutation_mean = sum / draws;
		r->permutation_sd = sqrt(fmax(0, squares / draws - sum / draws * (sum / draws)));
	}
	pgi_free(env, z);
	return PGI_OK;
}

/* --- join counts ------------------------------------------------------------------------------ */

static void
join_counts(const pgi_neighbours *w, const double *x, double count[3])
{
	count[0] = count[1] = count[2] = 0;
	for (int32_t i = 0; i < w->n; i++)
		for (int32_t k = w->start[i]; k < w->start[i + 1]; k++)
			count[x[i] != x[w->to[k]] ? 2 : x[i] == 1 ? 0 : 1] += w->weight[k] / 2;
}

pgi_status
pgi_core_join_counts(pgi_env *env, const pgi_neighbours *w, const pgi_association_options *options,
					 const pgi_labels *regions, const double *x, pgi_join_result *r)
{
	double *z;
	double n = w->n, b, c, s02 = w->s0 * w->s0, drawn[3];
	int32_t at_least[3] = {0}, at_most[3] = {0};

	*r = (pgi_join_result){.n = w->n, .s0 = w->s0};
	PGI_NEW(env, z, w->n);
	for (int32_t i = 0; i < w->n; i++)
	{
		z[i] = x[w->region[i]];
		if (z[i] != 0 && z[i] != 1)
		{
			int len;
			const char *label = pgi_label(regions, w->region[i], &len);

			return pgi_fail(env, .status = PGI_NOT_BINARY, .row = label, .row_len = len, .value = z[i]);
		}
		r->ones += z[i] == 1;
	}
	join_counts(w, z, r->count);
	b = r->ones;
	c = n - b;
	for (int k = 0; k < 2; k++)
	{
		double m = k == 0 ? b : c;

		r->expected[k] = w->s0 / 2 * m * (m - 1) / (n * (n - 1));
		r->variance[k] = (w->s1 * m * (m - 1) / (n * (n - 1)) +
						  (w->s2 - 2 * w->s1) * m * (m - 1) * (m - 2) / (n * (n - 1) * (n - 2)) +
						  (s02 + w->s1 - w->s2) * m * (m - 1) * (m - 2) * (m - 3) / (n * (n - 1) * (n - 2) * (n - 3))) /
							 4 -
						 r->expected[k] * r->expected[k];
	}
	r->expected[2] = w->s0 * b * c / (n * (n - 1));
	r->variance[2] =
		(2 * w->s1 * b * c / (n * (n - 1)) + (w->s2 - 2 * w->s1) * b * c * (b + c - 2) / (n * (n - 1) * (n - 2)) +
		 4 * (s02 + w->s1 - w->s2) * b * (b - 1) * c * (c - 1) / (n * (n - 1) * (n - 2) * (n - 3))) /
			4 -
		r->expected[2] * r->expected[2];
	for (int32_t k = 0; k < options->permutations; k++)
	{
		pgi_random random = pgi_random_stream(options->seed, (uint64_t) k);

		PGI_POLL(env);
		shuffle(&random, z, w->n);
		join_counts(w, z, drawn);
		for (int s = 0; s < 3; s++)
		{
			at_least[s] += drawn[s] >= r->count[s] - 1e-12 * r->count[s];
			at_most[s] += drawn[s] <= r->count[s] + 1e-12 * r->count[s];
		}
	}
	for (int s = 0; s < 3; s++)
	{
		double sd = r->variance[s] > 0 ? sqrt(r->variance[s]) : NAN;

		r->p[s] = normal_p((r->count[s] - r->expected[s]) / sd, options->alternative);
		r->p_permutation[s] = permutation_p(at_least[s], at_most[s], options->permutations, options->alternative);
	}
	pgi_free(env, z);
	return PGI_OK;
}

/* --- local measures ----------------------------------------------------------------------------- */

/*
 * Draws neighbours for one region from all other regions without replacement
 * and counts lags (times sign) at least and at most the observed one.  others
 * is a list of all regions in order, left as it was.
 */
static pgi_status
conditional_draws(pgi_env *env, const pgi_neighbours *w, const pgi_association_options *options, const double *x,
				  int32_t i, double sign, int32_t *others, int32_t *swapped, int32_t *at_least, int32_t *at_most)
{
	int32_t n = w->n - 1;
	int32_t degree = w->start[i + 1] - w->start[i];
	const double *weight = w->weight + w->start[i];
	double observed = sign * lag(w, x, i);
	double slack = 1e-12 * fabs(observed);
	pgi_random random = pgi_random_stream(options->seed, (uint64_t) i);

	*at_least = *at_most = 0;
	others[i] = n; /* the last region takes the place of this one */
	for (int32_t k = 0; k < options->permutations; k++)
	{
		double drawn = 0;

		PGI_POLL_EVERY(env, k, 6);
		for (int32_t t = 0; t < degree; t++)
		{
			int32_t j = t + pgi_random_below(&random, n - t);
			int32_t swap = others[j];

			others[j] = others[t];
			others[t] = swap;
			swapped[t] = j;
			drawn += weight[t] * x[swap];
		}
		for (int32_t t = degree - 1; t >= 0; t--)
		{
			int32_t swap = others[t];

			others[t] = others[swapped[t]];
			others[swapped[t]] = swap;
		}
		drawn *= sign;
		*at_least += drawn >= observed - slack;
		*at_most += drawn <= observed + slack;
	}
	others[i] = i;
	return PGI_OK;
}

static pgi_status
new_filled(pgi_env *env, int32_t n, double **array)
{
	PGI_NEW(env, *array, n);
	for (int32_t i = 0; i < n; i++)
		(*array)[i] = NAN;
	return PGI_OK;
}

/* Value, expectation and variance of I_i given x_i (Sokal, Oden and Thomson 1998). */
static void
local_moran(double n, double scale, double m2, double z, double lag_z, double w1, double w2, double *value,
			double *expected, double *variance)
{
	double unit = scale / m2;

	*value = unit * z * lag_z;
	*expected = -unit * z * z * w1 / (n - 1);
	*variance = unit * unit * z * z * n / (n - 2) * (w2 - w1 * w1 / (n - 1)) * (m2 / n - z * z / (n - 1));
}

/* Getis and Ord's G_i (without i) or G_i* (with i), and its z (Ord and Getis 1995). */
static void
local_g(double n, bool self, double own, double lag_x, double sum, double squares, double w1, double w2, double *value,
		double *expected, double *variance)
{
	double others = self ? n : n - 1;
	double total = self ? sum : sum - own;
	double mean = total / others;
	double s2 = (self ? squares : squares - own * own) / others - mean * mean;

	*value = total != 0 ? lag_x / total : NAN;
	*expected = w1 / others;
	*variance = s2 * (others * w2 - w1 * w1) / (others - 1) / (total * total);
}

pgi_status
pgi_core_local_association(pgi_env *env, const pgi_neighbours *w, pgi_local_statistic statistic,
						   const pgi_association_options *options, const double *x, pgi_local_result *r)
{
	double *v;
	double n = w->n, mean = 0, m2 = 0, sum = 0, squares = 0;
	int32_t *others, *swapped;
	int32_t most = 0;

	PGI_TRY(new_filled(env, w->n, &r->value));
	PGI_TRY(new_filled(env, w->n, &r->lag));
	PGI_TRY(new_filled(env, w->n, &r->expected));
	PGI_TRY(new_filled(env, w->n, &r->variance));
	PGI_TRY(new_filled(env, w->n, &r->z));
	PGI_TRY(new_filled(env, w->n, &r->p));
	PGI_TRY(new_filled(env, w->n, &r->p_permutation));
	PGI_TRY(new_filled(env, w->n, &r->p_fdr));
	PGI_NEW(env, v, w->n);
	PGI_NEW(env, others, w->n);
	for (int32_t i = 0; i < w->n; i++)
	{
		int32_t degree = w->start[i + 1] - w->start[i];

		others[i] = i;
		most = degree > most ? degree : most;
		mean += x[w->region[i]] / n;
	}
	PGI_NEW(env, swapped, most);
	for (int32_t i = 0; i < w->n; i++)
	{
		double d = x[w->region[i]] - mean;

		v[i] = statistic == PGI_LOCAL_MORAN ? d : x[w->region[i]];
		m2 += d * d;
		sum += x[w->region[i]];
		squares += x[w->region[i]] * x[w->region[i]];
	}
	r->mean = mean;
	r->degenerate = w->n < 3 || !(m2 > 1e-28 * squares);
	for (int32_t i = 0; i < w->n; i++)
	{
		double w1 = w->self ? w->self[i] : 0;
		double w2 = w1 * w1;
		double here = lag(w, v, i);
		double sign = 1;
		int32_t at_least, at_most;

		r->lag[i] = here;
		for (int32_t k = w->start[i]; k < w->start[i + 1]; k++)
		{
			w1 += w->weight[k];
			w2 += w->weight[k] * w->weight[k];
		}
		if (statistic == PGI_LOCAL_MORAN)
			r->lag[i] += mean * w1;
		else if (w->self)
			r->lag[i] = here += w->self[i] * v[i];
		if (r->degenerate)
			continue;
		if (statistic == PGI_LOCAL_MORAN)
		{
			sign = v[i] < 0 ? -1 : 1;
			local_moran(n, options->scale_n_minus_1 ? n - 1 : n, m2, v[i], here, w1, w2, &r->value[i], &r->expected[i],
						&r->variance[i]);
		}
		else
			local_g(n, w->self != NULL, v[i], here, sum, squares, w1, w2, &r->value[i], &r->expected[i],
					&r->variance[i]);
		if (w->start[i] == w->start[i + 1])
			continue;
		if (r->variance[i] > 0)
			r->z[i] = (r->value[i] - r->expected[i]) / sqrt(r->variance[i]);
		r->p[i] = normal_p(r->z[i], options->alternative);
		if (options->permutations > 0)
		{
			PGI_TRY(conditional_draws(env, w, options, v, i, sign, others, swapped, &at_least, &at_most));
			r->p_permutation[i] = permutation_p(at_least, at_most, options->permutations, options->alternative);
		}
	}
	PGI_TRY(pgi_core_fdr(env, w->n, options->permutations > 0 ? r->p_permutation : r->p, r->p_fdr));
	pgi_free(env, v);
	pgi_free(env, others);
	pgi_free(env, swapped);
	return PGI_OK;
}

/* --- many tests ---------------------------------------------------------------------------------- */

typedef struct ranked_p
{
	double p;
	int32_t at;
} ranked_p;

static int
compare_ranked(const void *a, const void *b)
{
	const ranked_p *s = a;
	const ranked_p *t = b;

	return s->p != t->p ? (s->p > t->p) - (s->p < t->p) : (s->at > t->at) - (s->at < t->at);
}

pgi_status
pgi_core_fdr(pgi_env *env, int32_t n, const double *p, double *adjusted)
{
	ranked_p *ranked;
	int32_t m = 0;
	double least = 1;

	PGI_NEW(env, ranked, n);
	for (int32_t i = 0; i < n; i++)
	{
		adjusted[i] = NAN;
		if (!isnan(p[i]))
			ranked[m++] = (ranked_p){p[i], i};
	}
	qsort(ranked, (size_t) m, sizeof *ranked, compare_ranked);
	for (int32_t k = m - 1; k >= 0; k--)
	{
		least = fmin(least, ranked[k].p * m / (k + 1));
		adjusted[ranked[k].at] = least;
	}
	pgi_free(env, ranked);
	return PGI_OK;
}
