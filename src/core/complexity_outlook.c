/*
 * complexity_outlook.c - what lies near a region's industries (Hausmann et al.
 * 2014, The Atlas of Economic Complexity).
 *
 * The outlook sums the complexity of absent industries by density; the gain of
 * an industry is how much its arrival raises what is near.
 */
#include <math.h>

#include "complexity.h"

/* Subtracts a region's presence from a row of ones. */
static void
absence_row(const pgi_cells *m, int32_t i, double *row)
{
	for (int32_t q = 0; q < m->n_cols; q++)
		row[q] = 1;
	for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
		row[m->col[k]] -= m->value ? m->value[k] : 1;
}

pgi_status
pgi_core_outlook(pgi_env *env, const pgi_presence *p, const pgi_conventions *rules, const double *density,
				 const double *pci, double divisor, pgi_outlook *r)
{
	int32_t n = p->m.n_cols;
	int32_t n_products = 0;
	double *absence, mean, sd;

	PGI_NEW(env, absence, n);
	PGI_NEW(env, r->raw, p->m.n_rows);
	PGI_NEW(env, r->coi, p->m.n_rows);
	for (int32_t q = 0; q < n; q++)
		n_products += p->col_known[q];
	for (int32_t i = 0; i < p->m.n_rows; i++)
	{
		double sum = 0;
		int32_t used = 0;

		PGI_POLL(env);
		absence_row(&p->m, i, absence);
		for (int32_t q = 0; q < n; q++)
		{
			double term = density[(int64_t) i * n + q] * absence[q] * pci[q];

			if (!isnan(term))
			{
				sum += term;
				used++;
			}
		}
		r->coi[i] = r->raw[i] = used > 0 && p->diversity[i] > 0 ? sum / divisor : NAN;
	}
	pgi_standardize(r->coi, p->m.n_rows, rules->choice[PGI_RULE_SD], n_products, &mean, &sd);
	pgi_free(env, absence);
	return PGI_OK;
}

/* gain (n x n): phi between q and p times the complexity of q, over the proximity total of q. */
static pgi_status
gain_weights(pgi_env *env, const double *phi, int32_t n, const pgi_conventions *rules, const double *pci,
			 double divisor, double *weights)
{
	bool transposed = rules->choice[PGI_RULE_OUTLOOK_ORIENTATION] == PGI_ORIENTATION_SOURCE &&
					  rules->choice[PGI_RULE_PROXIMITY] == PGI_PROXIMITY_ASYMMETRIC;

	for (int64_t q = 0; q < n; q++)
	{
		const double *row = phi + (transposed ? q : q * n);
		int64_t step = transposed ? n : 1;
		double total = 0;
		double worth;

		PGI_POLL(env);
		for (int64_t s = 0; s < n; s++)
			total += isnan(row[s * step]) ? 0 : row[s * step];
		worth = total > 0 && !isnan(pci[q]) ? pci[q] / divisor / total : 0;
		for (int64_t s = 0; s < n; s++)
			weights[q * n + s] = isnan(row[s * step]) ? 0 : row[s * step] * worth;
	}
	return PGI_OK;
}

pgi_status
pgi_core_outlook_gain(pgi_env *env, const pgi_presence *p, const pgi_conventions *rules, const double *phi,
					  const double *density, const double *pci, double divisor, double **gain)
{
	int32_t n = p->m.n_cols;
	bool all_nan = pgi_presence_voids(p, rules, true) || isnan(divisor);
	double *weights, *whole, *absence;

	PGI_TRY(pgi_check_dense(env, p->m.n_rows, n));
	PGI_NEW(env, *gain, (int64_t) p->m.n_rows * n);
	PGI_NEW(env, weights, (int64_t) n * n);
	PGI_NEW_ZERO(env, whole, n);
	PGI_NEW(env, absence, n);
	PGI_TRY(gain_weights(env, phi, n, rules, pci, divisor, weights));
	PGI_TRY(pgi_cells_times_dense(env, &p->m, weights, n, *gain));
	for (int64_t q = 0; q < n; q++)
		for (int64_t s = 0; s < n; s++)
		{
			PGI_POLL_EVERY(env, s, 14);
			whole[s] += weights[q * n + s];
		}
	for (int32_t i = 0; i < p->m.n_rows; i++)
	{
		double *row = *gain + (int64_t) i * n;

		PGI_POLL(env);
		absence_row(&p->m, i, absence);
		for (int32_t q = 0; q < n; q++)
		{
			double own = rules->subtract_own ? density[(int64_t) i * n + q] * pci[q] / divisor : 0;

			/* (1 - M) W = column sums of W - M W */
			row[q] = absence[q] * (whole[q] - row[q] - own);
			if (all_nan || !p->row_known[i] || !(p->ubiquity[q] > 0))
				row[q] = NAN;
		}
	}
	pgi_free(env, weights);
	pgi_free(env, whole);
	pgi_free(env, absence);
	return PGI_OK;
}
