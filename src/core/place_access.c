/* place_access.c - floating catchments and the Huff model; see place_access.h. */
#include <math.h>
#include <string.h>

#include "place_access.h"

/* Values of a one-column matrix by the labels of another, zero where there is none. */
static pgi_status
column_by_label(pgi_env *env, const pgi_matrix *m, const pgi_labels *labels, double **value)
{
	if (m->cols.n > 1)
		return pgi_fail(env, .status = PGI_NOT_ONE_COLUMN, .n = m->cols.n);
	PGI_TRY(pgi_matrix_check_non_negative(env, m));
	PGI_NEW_ZERO(env, *value, labels->n);
	for (int32_t i = 0; i < labels->n; i++)
	{
		int len;
		const char *label = pgi_label(labels, i, &len);
		int32_t row = pgi_label_find(&m->rows, label, len);

		if (row >= 0 && m->row_start[row] < m->row_start[row + 1])
			(*value)[i] = m->value[m->row_start[row]];
	}
	return PGI_OK;
}

static double
decayed(pgi_decay decay, double d, double radius, double beta)
{
	const double edge = exp(-0.5);

	if (d > radius)
		return 0;
	switch (decay)
	{
	case PGI_DECAY_LINEAR:
		return radius > 0 ? 1 - d / radius : 1;
	case PGI_DECAY_GAUSSIAN:
		return radius > 0 ? (exp(-0.5 * d / radius * (d / radius)) - edge) / (1 - edge) : 1;
	case PGI_DECAY_EXPONENTIAL:
		return radius > 0 ? exp(-beta * d / radius) : 1;
	case PGI_DECAY_POWER:
		return pow(d > 1 ? d : 1, -beta);
	default:
		return 1;
	}
}

pgi_status
pgi_core_catchment(pgi_env *env, const pgi_matrix *cost, const pgi_matrix *supply, const pgi_matrix *demand,
				   double radius, pgi_decay decay, double beta, pgi_access *a)
{
	double total_demand = 0, total_access = 0;

	if (!(radius >= 0))
		return pgi_fail(env, .status = PGI_OUT_OF_RANGE, .row = "radius", .row_len = 6, .value = radius);
	if (!(beta >= 0 && beta <= 1e6))
		return pgi_fail(env, .status = PGI_OUT_OF_RANGE, .row = "beta", .row_len = 4, .value = beta);
	PGI_TRY(pgi_matrix_check_non_negative(env, cost));
	PGI_TRY(column_by_label(env, demand, &cost->rows, &a->demand));
	PGI_TRY(column_by_label(env, supply, &cost->cols, &a->supply));
	PGI_NEW_ZERO(env, a->access, cost->rows.n);
	PGI_NEW(env, a->ratio, cost->rows.n);
	PGI_NEW_ZERO(env, a->sites, cost->rows.n);
	PGI_NEW(env, a->nearest, cost->rows.n);
	PGI_NEW(env, a->site_ratio, cost->cols.n);
	PGI_NEW_ZERO(env, a->site_demand, cost->cols.n);
	PGI_NEW_ZERO(env, a->site_rows, cost->cols.n);
	for (int32_t i = 0; i < cost->rows.n; i++)
	{
		a->nearest[i] = NAN;
		for (int32_t k = cost->row_start[i]; k < cost->row_start[i + 1]; k++)
		{
			double d = cost->value[k];

			PGI_POLL_EVERY(env, k, 14);
			a->nearest[i] = fmin(a->nearest[i], d);
			if (d > radius)
				continue;
			a->sites[i]++;
			a->site_rows[cost->col[k]]++;
			a->site_demand[cost->col[k]] += a->demand[i] * decayed(decay, d, radius, beta);
		}
	}
	a->reached_supply = 0;
	for (int32_t j = 0; j < cost->cols.n; j++)
	{
		a->site_ratio[j] = a->site_demand[j] > 0 ? a->supply[j] / a->site_demand[j] : NAN;
		a->reached_supply += a->site_demand[j] > 0 ? a->supply[j] : 0;
	}
	for (int32_t i = 0; i < cost->rows.n; i++)
	{
		for (int32_t k = cost->row_start[i]; k < cost->row_start[i + 1]; k++)
			if (cost->value[k] <= radius && a->site_demand[cost->col[k]] > 0)
				a->access[i] += a->site_ratio[cost->col[k]] * decayed(decay, cost->value[k], radius, beta);
		total_demand += a->demand[i];
		total_access += a->demand[i] * a->access[i];
	}
	for (int32_t i = 0; i < cost->rows.n; i++)
		a->ratio[i] = total_access > 0 ? a->access[i] / (total_access / total_demand) : NAN;
	return PGI_OK;
}

pgi_status
pgi_core_huff(pgi_env *env, const pgi_matrix *cost, const pgi_matrix *attraction, double alpha, double beta,
			  double least, double *probability)
{
	double *pull;

	if (!(least > 0))
		return pgi_fail(env, .status = PGI_NOT_POSITIVE, .row = "min_cost", .row_len = 8, .value = least);
	if (!(fabs(alpha) <= 1e6))
		return pgi_fail(env, .status = PGI_OUT_OF_RANGE, .row = "alpha", .row_len = 5, .value = alpha);
	if (!(beta >= 0 && beta <= 1e6))
		return pgi_fail(env, .status = PGI_OUT_OF_RANGE, .row = "beta", .row_len = 4, .value = beta);
	PGI_TRY(pgi_matrix_check_non_negative(env, cost));
	PGI_TRY(column_by_label(env, attraction, &cost->cols, &pull));
	for (int32_t i = 0; i < cost->rows.n; i++)
	{
		double most = -INFINITY, sum = 0;

		/* in logarithms about the largest, so that no power overflows */
		for (int32_t k = cost->row_start[i]; k < cost->row_start[i + 1]; k++)
		{
			double u = alpha * log(pull[cost->col[k]]) - beta * log(fmax(cost->value[k], least));

			PGI_POLL_EVERY(env, k, 14);
			probability[k] = pull[cost->col[k]] > 0 ? u : -INFINITY;
			most = fmax(most, probability[k]);
		}
		for (int32_t k = cost->row_start[i]; k < cost->row_start[i + 1]; k++)
			sum += probability[k] = exp(probability[k] - most);
		for (int32_t k = cost->row_start[i]; k < cost->row_start[i + 1]; k++)
			probability[k] /= sum;
	}
	return PGI_OK;
}
