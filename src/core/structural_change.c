/*
 * structural_change.c - how far the shares of a region's industries moved: angle
 * of the share vectors (Moore 1978), half-sum of changes, Lilien's sigma (1982).
 */
#include "structure.h"

#include <math.h>

/* Cells begin to end of one region. */
typedef struct span
{
	const pgi_pair_cells *pair;
	int64_t begin;
	int64_t end;
	double total[2];
} span;

static double
share(const span *s, int t, int64_t i)
{
	return s->pair->value[t][i] / s->total[t];
}

/* Length of a share vector. */
static double
norm(const span *s, int t)
{
	double sum = 0;

	for (int64_t i = s->begin; i < s->end; i++)
		sum += share(s, t, i) * share(s, t, i);
	return sqrt(sum);
}

/* The arc tangent keeps its digits where the cosine is close to 1. */
static void
turn(const span *s, pgi_structural_change *change)
{
	double length[2] = {norm(s, 0), norm(s, 1)};
	double apart = 0, along = 0, dot = 0;

	for (int64_t i = s->begin; i < s->end; i++)
	{
		double u = s->pair->value[0][i] / length[0] / s->total[0];
		double v = s->pair->value[1][i] / length[1] / s->total[1];

		apart += (u - v) * (u - v);
		along += (u + v) * (u + v);
		dot += u * v;
	}
	change->theta = 2 * atan2(sqrt(apart), sqrt(along));
	change->moore = dot > 1 ? 1 : dot;
}

/* Growth of a part less that of the whole; NaN where the form does not give it. */
static double
difference(const span *s, pgi_growth_form form, int64_t i)
{
	double x0 = s->pair->value[0][i];
	double x1 = s->pair->value[1][i];

	if (x0 == 0 && x1 == 0)
		return 0;
	if (form == PGI_GROWTH_MIDPOINT)
		return 2 * (x1 - x0) / (x1 + x0) - 2 * (s->total[1] - s->total[0]) / (s->total[1] + s->total[0]);
	return x0 > 0 && x1 > 0 ? log(x1 / x0) - log(s->total[1] / s->total[0]) : NAN;
}

static double
lilien(const span *s, pgi_share_weights weights, pgi_growth_form form)
{
	double sum = 0;

	for (int64_t i = s->begin; i < s->end; i++)
	{
		double d = difference(s, form, i);
		double w = weights == PGI_WEIGHTS_END     ? share(s, 1, i)
				   : weights == PGI_WEIGHTS_START ? share(s, 0, i)
												  : (share(s, 0, i) + share(s, 1, i)) / 2;

		sum += w * d * d;
	}
	return sqrt(sum);
}

static pgi_growth_form
form_of(const span *s, pgi_growth_form form)
{
	if (form != PGI_GROWTH_AUTO)
		return form;
	for (int64_t i = s->begin; i < s->end; i++)
		if ((s->pair->value[0][i] == 0) != (s->pair->value[1][i] == 0))
			return PGI_GROWTH_MIDPOINT;
	return PGI_GROWTH_LOG;
}

pgi_status
pgi_core_structural_change(pgi_env *env, const pgi_pair_cells *pair, pgi_share_weights weights, pgi_growth_form form,
						   pgi_structural_change *change)
{
	int64_t begin = 0;

	for (int32_t r = 0; r < pair->rows.n; r++)
	{
		span s = {.pair = pair, .begin = begin, .total = {pair->row_total[0][r], pair->row_total[1][r]}};
		pgi_structural_change *c = &change[r];

		PGI_POLL_EVERY(env, (uint64_t) r, 6);
		while (begin < pair->n && pair->row[begin] == r)
			begin++;
		s.end = begin;
		*c = (pgi_structural_change){.n = s.end - s.begin, .moore = NAN, .theta = NAN, .nav = NAN, .lilien = NAN};
		c->form = form_of(&s, form);
		if (!(s.total[0] > 0 && s.total[1] > 0))
			continue;
		turn(&s, c);
		c->nav = 0;
		for (int64_t i = s.begin; i < s.end; i++)
			c->nav += fabs(share(&s, 1, i) - share(&s, 0, i));
		c->nav /= 2;
		c->lilien = lilien(&s, weights, c->form);
		if (isinf(c->lilien))
			return pgi_fail(env, .status = PGI_VALUE_OUT_OF_RANGE, .value = s.total[1]);
	}
	return PGI_OK;
}
