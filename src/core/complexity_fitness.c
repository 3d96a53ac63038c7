/*
 * complexity_fitness.c - iterations over presence: weighted means, the method
 * of reflections (Hidalgo and Hausmann 2009) and fitness (Tacchella et al. 2012).
 *
 * Each iteration is two products with the presence matrix.
 */
#include <math.h>
#include <stdlib.h>

#include "complexity.h"

pgi_status
pgi_core_weighted_mean(pgi_env *env, const pgi_cells *m, const double *weight, double *mean, int32_t *n_used)
{
	for (int32_t i = 0; i < m->n_rows; i++)
	{
		double sum = 0, size = 0;

		PGI_POLL_EVERY(env, i, 6);
		n_used[i] = 0;
		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
			if (!isnan(weight[m->col[k]]))
			{
				double x = m->value ? m->value[k] : 1;

				sum += x * weight[m->col[k]];
				size += x;
				n_used[i]++;
			}
		mean[i] = size > 0 ? sum / size : NAN;
	}
	return PGI_OK;
}

/* next = the average of x over the neighbours; an empty line counts as zero, so that it stays out of sums. */
static void
average(double *next, const double *degree, int32_t n)
{
	for (int32_t i = 0; i < n; i++)
		next[i] = degree[i] > 0 ? next[i] / degree[i] : 0;
}

/* Empty lines have a degree if they are known, and nothing else. */
static void
blank_empty(double *x, const double *degree, const bool *known, int32_t n, int32_t step)
{
	for (int32_t i = 0; i < n; i++)
		if (!(degree[i] > 0))
			x[i] = step == 0 && known[i] ? 0 : NAN;
}

pgi_status
pgi_core_reflections(pgi_env *env, const pgi_presence *p, int32_t steps, double **region, double **industry)
{
	int64_t n_rows = p->m.n_rows;
	int64_t n_cols = p->m.n_cols;
	pgi_incidence incidence;

	PGI_TRY(pgi_check_dense(env, steps + 1, n_rows));
	PGI_TRY(pgi_check_dense(env, steps + 1, n_cols));
	PGI_TRY(pgi_incidence_new(env, &p->m, &incidence));
	PGI_NEW(env, *region, (steps + 1) * n_rows);
	PGI_NEW(env, *industry, (steps + 1) * n_cols);
	memcpy(*region, p->diversity, sizeof **region * (size_t) n_rows);
	memcpy(*industry, p->ubiquity, sizeof **industry * (size_t) n_cols);
	for (int32_t s = 0; s < steps; s++)
	{
		double *r = *region + s * n_rows;
		double *c = *industry + s * n_cols;

		PGI_TRY(pgi_incidence_times(env, &incidence, c, r + n_rows));
		PGI_TRY(pgi_incidence_transposed_times(env, &incidence, r, c + n_cols));
		average(r + n_rows, p->diversity, p->m.n_rows);
		average(c + n_cols, p->ubiquity, p->m.n_cols);
	}
	for (int32_t s = 0; s <= steps; s++)
	{
		blank_empty(*region + s * n_rows, p->diversity, p->row_known, p->m.n_rows, s);
		blank_empty(*industry + s * n_cols, p->ubiquity, p->col_known, p->m.n_cols, s);
	}
	return PGI_OK;
}

typedef struct standing
{
	double value;
	int32_t index;
} standing;

static int
fittest_first(const void *a, const void *b)
{
	const standing *p = a;
	const standing *q = b;

	if (p->value != q->value)
		return p->value > q->value ? -1 : 1;
	return (p->index > q->index) - (p->index < q->index);
}

/* Divides by the mean over the entries that are not empty; an empty one stays 0. */
static void
divide_by_mean(double *x, const double *degree, int32_t n)
{
	double sum = 0;
	int32_t count = 0;

	for (int32_t i = 0; i < n; i++)
		if (degree[i] > 0)
		{
			sum += x[i];
			count++;
		}
	for (int32_t i = 0; i < n; i++)
		x[i] = degree[i] > 0 ? x[i] * count / sum : 0;
}

static double
power(double x, double exponent)
{
	return exponent == 1 ? x : pow(x, exponent);
}

pgi_status
pgi_core_fitness(pgi_env *env, const pgi_presence *p, int32_t iterations, double extremality, pgi_fitness *r)
{
	int32_t n_rows = p->m.n_rows;
	int32_t n_cols = p->m.n_cols;
	pgi_incidence incidence;
	standing *order;
	double *inverse, *next_region, *next_industry;

	PGI_TRY(pgi_incidence_new(env, &p->m, &incidence));
	PGI_NEW(env, r->region, n_rows);
	PGI_NEW(env, r->industry, n_cols);
	PGI_NEW(env, inverse, n_rows);
	PGI_NEW(env, next_region, n_rows);
	PGI_NEW(env, next_industry, n_cols);
	PGI_NEW(env, order, n_rows);
	for (int32_t i = 0; i < n_rows; i++)
	{
		r->region[i] = p->diversity[i] > 0;
		order[i] = (standing){0, i};
	}
	for (int32_t j = 0; j < n_cols; j++)
		r->industry[j] = p->ubiquity[j] > 0;
	r->stable_since = 0;
	for (int32_t s = 1; s <= iterations; s++)
	{
		bool moved = false;

		/* a fitness that has sunk to the smallest number there is stops there, so that its inverse stays finite */
		for (int32_t i = 0; i < n_rows; i++)
			inverse[i] = p->diversity[i] > 0 ? power(1 / fmax(r->region[i], 1e-300), extremality) : 0;
		PGI_TRY(pgi_incidence_times(env, &incidence, r->industry, next_region));
		PGI_TRY(pgi_incidence_transposed_times(env, &incidence, inverse, next_industry));
		for (int32_t j = 0; j < n_cols; j++)
			r->industry[j] = p->ubiquity[j] > 0 ? 1 / power(next_industry[j], 1 / extremality) : 0;
		memcpy(r->region, next_region, sizeof *next_region * (size_t) n_rows);
		divide_by_mean(r->region, p->diversity, n_rows);
		divide_by_mean(r->industry, p->ubiquity, n_cols);

		/* is the order of the last step still descending? */
		for (int32_t i = 0; i < n_rows; i++)
		{
			order[i].value = r->region[order[i].index];
			moved = moved || (i > 0 && fittest_first(&order[i - 1], &order[i]) > 0);
		}
		if (moved || s == 1)
		{
			qsort(order, (size_t) n_rows, sizeof *order, fittest_first);
			r->stable_since = s;
		}
	}
	for (int32_t i = 0; i < n_rows; i++)
		if (!(p->diversity[i] > 0))
			r->region[i] = NAN;
	for (int32_t j = 0; j < n_cols; j++)
		if (!(p->ubiquity[j] > 0))
			r->industry[j] = NAN;
	return PGI_OK;
}
