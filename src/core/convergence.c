/*
 * convergence.c - growth regressed on the initial level.
 *
 * Ordinary least squares on centred values (Barro and Sala-i-Martin 1992), with
 * heteroscedasticity-consistent standard errors (White 1980; MacKinnon and White
 * 1985).  Sums are exact, so the fit is the same for every order of the points.
 */
#include <math.h>

#include "exact_sum.h"
#include "structure.h"

#define BLOCK 4096

/* The exact sum of n terms, rounded once; NaN if one of them is not finite. */
static pgi_status
total_of(pgi_env *env, const double *term, int64_t n, double *total)
{
	pgi_sum sum = {0};

	*total = NAN;
	for (int64_t i = 0; i < n; i += BLOCK)
	{
		size_t size = (size_t) (n - i < BLOCK ? n - i : BLOCK);

		PGI_POLL(env);
		for (size_t k = 0; k < size; k++)
			if (!isfinite(term[i + (int64_t) k]))
				return PGI_OK;
		PGI_TRY(pgi_sum_add_all(env, &sum, term + i, size));
	}
	*total = pgi_sum_value(&sum);
	return PGI_OK;
}

/* Sets target to the sum of a term over all points i. */
#define TOTAL(target, summand)                      \
	do                                              \
	{                                               \
		for (int64_t i = 0; i < n; i++)             \
			term[i] = (summand);                    \
		PGI_TRY(total_of(env, term, n, &(target))); \
	} while (0)

pgi_status
pgi_core_growth_fit(pgi_env *env, const pgi_growth_point *point, int64_t n, double years, pgi_growth_fit *fit)
{
	double *term, *dx, *residual;
	double x_mean, y_mean, end_mean, s_xx, s_xy, s_yy, s_ee, end_squares, hc0, hc3;
	bool x_varies = false, y_varies = false;

	*fit = (pgi_growth_fit){n, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
	if (n < 2)
		return PGI_OK;
	PGI_NEW(env, term, n);
	PGI_NEW(env, dx, n);
	PGI_NEW(env, residual, n);
	TOTAL(x_mean, point[i].x);
	TOTAL(y_mean, point[i].y);
	x_mean /= (double) n;
	y_mean /= (double) n;
	for (int64_t i = 0; i < n; i++)
	{
		dx[i] = point[i].x - x_mean;
		/* equal values may differ from their rounded mean, equal growth by the rounding of the logarithms */
		x_varies |= point[i].x != point[0].x;
		y_varies |= fabs(point[i].y - point[0].y) * years > 1e-15 * (1 + fabs(point[i].x) + fabs(point[0].x));
	}
	TOTAL(s_xx, dx[i] * dx[i]);
	TOTAL(end_mean, point[i].x + point[i].y * years);
	end_mean /= (double) n;
	TOTAL(end_squares, (point[i].x + point[i].y * years - end_mean) * (point[i].x + point[i].y * years - end_mean));
	fit->sigma_start = x_varies ? sqrt(s_xx / (double) (n - 1)) : 0;
	fit->sigma_end = sqrt(end_squares / (double) (n - 1));
	if (!x_varies)
		return PGI_OK;
	TOTAL(s_xy, dx[i] * (point[i].y - y_mean));
	TOTAL(s_yy, (point[i].y - y_mean) * (point[i].y - y_mean));
	fit->slope = s_xy / s_xx;
	fit->intercept = y_mean - fit->slope * x_mean;
	if (1 + fit->slope * years > 0)
	{
		fit->speed = -log1p(fit->slope * years) / years;
		if (fit->speed > 0)
			fit->half_life = log(2) / fit->speed;
	}
	for (int64_t i = 0; i < n; i++)
		residual[i] = (point[i].y - y_mean) - fit->slope * dx[i];
	TOTAL(s_ee, residual[i] * residual[i]);
	if (y_varies)
		fit->r_squared = 1 - s_ee / s_yy;
	if (n == 2)
		return PGI_OK;
	for (int64_t i = 0; i < n; i++)
		residual[i] *= dx[i];
	TOTAL(hc0, residual[i] * residual[i]);
	for (int64_t i = 0; i < n; i++)
		residual[i] /= 1 - (1 / (double) n + dx[i] * dx[i] / s_xx);
	TOTAL(hc3, residual[i] * residual[i]);
	fit->se = sqrt(s_ee / (double) (n - 2) / s_xx);
	fit->se_hc1 = sqrt(hc0 * ((double) n / (double) (n - 2))) / s_xx;
	fit->se_hc3 = sqrt(hc3) / s_xx;
	return PGI_OK;
}
