/*
 * specialization_dartboard.c - geographic concentration beyond what plants
 * thrown at a map would give: Ellison & Glaeser (1997), Maurel & Sedillot
 * (1999), coagglomeration of a group of industries.
 *
 * s are an industry's shares by region, x the regions' shares of the reference
 * universe, z the plants' shares of the industry.  Regions where the industry
 * is absent enter through what the present ones leave of sum x^2.  O(cells).
 */
#include <math.h>

#include "specialization.h"

#define POLL_CELLS 15

double
pgi_core_ellison_glaeser(const pgi_dartboard *d)
{
	double spread = 1 - d->sum_x2;

	if (!(spread > 0) || !(d->herfindahl < 1))
		return NAN;
	return (d->g - spread * d->herfindahl) / (spread * (1 - d->herfindahl));
}

double
pgi_core_maurel_sedillot(const pgi_dartboard *d)
{
	double spread = 1 - d->sum_x2;

	if (!(spread > 0) || !(d->herfindahl < 1))
		return NAN;
	return ((d->sum_s2 - d->sum_x2) / spread - d->herfindahl) / (1 - d->herfindahl);
}

double
pgi_core_dartboard_z(const pgi_dartboard *d)
{
	double h = d->herfindahl, x2 = d->sum_x2, x3 = d->sum_x3,
		   variance = 2 * (h * h * (x2 - 2 * x3 + x2 * x2) - d->sum_z4 * (x2 - 4 * x3 + 3 * x2 * x2));

	return variance > 0 ? (d->g - (1 - x2) * h) / sqrt(variance) : NAN;
}

pgi_status
pgi_core_dartboards(pgi_env *env, const pgi_matrix *m, const pgi_universe *u, const pgi_matrix *herfindahl,
					pgi_dartboard **dartboards)
{
	pgi_dartboard *d;
	double *present_x2;
	int32_t *at = NULL;

	if (herfindahl)
	{
		if (herfindahl->cols.n != 1)
			return pgi_fail(env, .status = PGI_NOT_ONE_COLUMN, .n = herfindahl->cols.n);
		PGI_TRY(pgi_matrix_check_non_negative(env, herfindahl));
		PGI_TRY(pgi_core_labels_met(env, &m->cols, &herfindahl->rows, &at));
	}
	PGI_NEW_ZERO(env, d, m->cols.n);
	PGI_NEW_ZERO(env, present_x2, m->cols.n);
	for (int32_t r = 0; r < m->rows.n; r++)
	{
		double x = u->row_ref[r] / u->total;

		for (int32_t k = m->row_start[r]; k < m->row_start[r + 1]; k++)
		{
			int32_t j = m->col[k];
			double s = m->value[k] / u->col_total[j];

			PGI_POLL_EVERY(env, k, POLL_CELLS);
			d[j].g += (s - x) * (s - x);
			d[j].sum_s2 += s * s;
			present_x2[j] += x * x;
		}
	}
	for (int32_t j = 0; j < m->cols.n; j++)
	{
		d[j].g += fmax(u->row_x2 - present_x2[j], 0);
		if (!(u->col_total[j] > 0))
			d[j].g = d[j].sum_s2 = NAN;
		d[j].sum_x2 = u->row_x2;
		d[j].sum_x3 = d[j].sum_z4 = d[j].herfindahl = NAN;
		if (at && at[j] >= 0 && herfindahl->row_start[at[j]] < herfindahl->row_start[at[j] + 1])
		{
			double h = herfindahl->value[herfindahl->row_start[at[j]]];

			if (h > 1)
				return pgi_cell_fail(env, PGI_NOT_A_FRACTION, herfindahl, at[j], 0, h);
			d[j].herfindahl = h;
		}
	}
	*dartboards = d;
	return PGI_OK;
}

pgi_status
pgi_core_plant_herfindahl(pgi_env *env, const pgi_matrix *m, const pgi_matrix *plants, double **herfindahl)
{
	double *total, *h;
	int32_t *row, *col;

	PGI_TRY(pgi_matrix_check_non_negative(env, m));
	PGI_TRY(pgi_matrix_check_non_negative(env, plants));
	PGI_TRY(pgi_matrix_totals(env, m, NULL, &total, NULL));
	PGI_TRY(pgi_core_labels_met(env, &m->rows, &plants->rows, &row));
	PGI_TRY(pgi_core_labels_met(env, &m->cols, &plants->cols, &col));
	PGI_NEW_ZERO(env, h, m->cols.n);
	for (int32_t r = 0; r < m->rows.n; r++)
		for (int32_t k = m->row_start[r]; k < m->row_start[r + 1]; k++)
		{
			int32_t j = m->col[k], at = row[r] >= 0 && col[j] >= 0 ? pgi_cell_find(plants, row[r], col[j]) : -1;
			double n = at >= 0 ? plants->value[at] : 0, s = m->value[k] / total[j];

			PGI_POLL_EVERY(env, k, 10);
			if (s > 0)
				h[j] += n > 0 ? s * s / n : NAN;
		}
	for (int32_t j = 0; j < m->cols.n; j++)
		h[j] = !(total[j] > 0) ? NAN : h[j] > 1 ? 1 : h[j];
	*herfindahl = h;
	return PGI_OK;
}

/*
 * (G / (1 - sum x^2) - H - sum g_j w_j^2 (1 - H_j)) / (1 - sum w_j^2) of the
 * group, in which the plants' Herfindahl indices cancel: what remains is the
 * group's G less each industry's own, w_j^2 G_j.
 */
pgi_status
pgi_core_group_coagglomeration(pgi_env *env, const pgi_matrix *m, const pgi_universe *u, double *gamma)
{
	pgi_dartboard *d;
	double whole = 0, g = u->more_x2, own = 0, w2 = 0;

	PGI_TRY(pgi_core_dartboards(env, m, u, NULL, &d));
	for (int32_t j = 0; j < m->cols.n; j++)
		whole += u->col_total[j];
	for (int32_t r = 0; r < m->rows.n; r++)
	{
		double difference = u->row_total[r] / whole - u->row_ref[r] / u->total;

		g += difference * difference;
	}
	for (int32_t j = 0; j < m->cols.n; j++)
	{
		double w = u->col_total[j] / whole;

		if (!(w > 0))
			continue;
		own += w * w * d[j].g;
		w2 += w * w;
	}
	*gamma = 1 - u->row_x2 > 0 && w2 < 1 ? (g - own) / ((1 - u->row_x2) * (1 - w2)) : NAN;
	return PGI_OK;
}
