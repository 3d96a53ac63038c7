/* place_shape.c - centre, standard distance and deviational ellipse; see place_shape.h. */
#include <math.h>
#include <string.h>

#include "place_shape.h"

void
pgi_shape_init(pgi_shape_state *state, pgi_distance distance)
{
	memset(state, 0, sizeof *state);
	state->version = 1;
	state->distance = (uint8_t) distance;
}

/* The exact value of a stored sum plus x, stored again. */
static pgi_status
add_slowly(pgi_env *env, pgi_shape_sum *sum, const double *x, int n)
{
	pgi_sum total = {0};
	double word[PGI_SUM_WORDS];

	PGI_TRY(pgi_sum_add(env, &total, sum->high));
	PGI_TRY(pgi_sum_add(env, &total, sum->low));
	for (int i = 0; i < sum->n_words; i++)
		PGI_TRY(pgi_sum_add(env, &total, sum->word[i]));
	for (int i = 0; i < n; i++)
		PGI_TRY(pgi_sum_add(env, &total, x[i]));
	n = pgi_sum_words(&total, word, PGI_SUM_WORDS);
	pgi_free(env, total.tail);
	memset(sum, 0, sizeof *sum);
	sum->high = n > 0 ? word[0] : 0;
	sum->low = n > 1 ? word[1] : 0;
	sum->n_words = n > 2 ? n - 2 : 0;
	for (int i = 0; i < sum->n_words; i++)
		sum->word[i] = word[i + 2];
	return PGI_OK;
}

static pgi_status
add_one(pgi_env *env, pgi_shape_sum *sum, double x)
{
	return pgi_sum_add_fast(&sum->high, &sum->low, x) ? PGI_OK : add_slowly(env, sum, &x, 1);
}

static pgi_status
sum_value(pgi_env *env, const pgi_shape_sum *sum, double *value)
{
	pgi_shape_sum copy = *sum;

	/* rounded once: the first word of the canonical form */
	PGI_TRY(add_slowly(env, &copy, NULL, 0));
	*value = copy.high;
	return PGI_OK;
}

pgi_status
pgi_shape_add(pgi_env *env, pgi_shape_state *state, double x, double y, double weight)
{
	const double limit = 1e90; /* keeps every sum finite */

	PGI_TRY(pgi_place_check(env, (pgi_distance) state->distance, x, y));
	if (fabs(x) > limit || fabs(y) > limit)
		return pgi_fail(env, .status = PGI_PLACE_NOT_FINITE, .value = fabs(x) > limit ? x : y);
	if (!(weight >= 0 && weight <= limit))
		return pgi_fail(env, .status = PGI_POINT_WEIGHT, .value = weight);
	if (weight == 0)
		return PGI_OK;
	state->low_x = state->n == 0 ? x : fmin(state->low_x, x);
	state->high_x = state->n == 0 ? x : fmax(state->high_x, x);
	state->n++;
	PGI_TRY(add_one(env, &state->sum[0], weight));
	PGI_TRY(add_one(env, &state->sum[1], weight * x));
	PGI_TRY(add_one(env, &state->sum[2], weight * y));
	PGI_TRY(add_one(env, &state->sum[3], weight * x * x));
	PGI_TRY(add_one(env, &state->sum[4], weight * y * y));
	return add_one(env, &state->sum[5], weight * x * y);
}

pgi_status
pgi_shape_merge(pgi_env *env, pgi_shape_state *state, const pgi_shape_state *other)
{
	if (state->distance != other->distance)
		return pgi_fail(env, .status = PGI_MIXED_DISTANCES);
	if (other->n == 0)
		return PGI_OK;
	state->low_x = state->n == 0 ? other->low_x : fmin(state->low_x, other->low_x);
	state->high_x = state->n == 0 ? other->high_x : fmax(state->high_x, other->high_x);
	state->n += other->n;
	for (int k = 0; k < PGI_SHAPE_SUMS; k++)
	{
		const pgi_shape_sum *o = &other->sum[k];

		PGI_TRY(add_one(env, &state->sum[k], o->high));
		PGI_TRY(add_one(env, &state->sum[k], o->low));
		PGI_TRY(add_slowly(env, &state->sum[k], o->word, o->n_words));
	}
	return PGI_OK;
}

pgi_status
pgi_shape_check(pgi_env *env, const pgi_shape_state *state, size_t size)
{
	bool good = size == sizeof *state && state->version == 1 &&
				(state->distance == PGI_PROJECTED || state->distance == PGI_GREAT_CIRCLE) && state->n >= 0 &&
				isfinite(state->low_x) && isfinite(state->high_x);

	for (int k = 0; good && k < PGI_SHAPE_SUMS; k++)
	{
		const pgi_shape_sum *s = &state->sum[k];

		good =
			isfinite(s->high) && isfinite(s->low) && s->reserved == 0 && s->n_words >= 0 && s->n_words <= PGI_SUM_WORDS;
		for (int i = 0; good && i < s->n_words; i++)
			good = isfinite(s->word[i]);
	}
	return good ? PGI_OK : pgi_fail(env, .status = PGI_SHAPE_CORRUPT);
}

pgi_status
pgi_shape_result(pgi_env *env, const pgi_shape_state *state, pgi_shape *shape)
{
	double sum[PGI_SHAPE_SUMS];
	double scale_x = 1, scale_y = 1, half, mean;

	*shape = (pgi_shape){.n = state->n,
						 .x = NAN,
						 .y = NAN,
						 .variance_x = NAN,
						 .variance_y = NAN,
						 .covariance = NAN,
						 .standard_distance = NAN,
						 .major = NAN,
						 .minor = NAN,
						 .direction = NAN};
	for (int k = 0; k < PGI_SHAPE_SUMS; k++)
		PGI_TRY(sum_value(env, &state->sum[k], &sum[k]));
	shape->weight = sum[0];
	if (!(sum[0] > 0))
		return PGI_OK;
	if (state->distance == PGI_GREAT_CIRCLE && state->high_x - state->low_x > 180)
		return pgi_fail(env, .status = PGI_CENTRE_ANTIMERIDIAN, .value = state->high_x - state->low_x);
	shape->x = sum[1] / sum[0];
	shape->y = sum[2] / sum[0];
	if (state->distance == PGI_GREAT_CIRCLE)
	{
		scale_y = PGI_EARTH_RADIUS * M_PI / 180;
		scale_x = scale_y * cos(shape->y * M_PI / 180);
	}
	shape->variance_x = fmax(0, sum[3] / sum[0] - shape->x * shape->x) * scale_x * scale_x;
	shape->variance_y = fmax(0, sum[4] / sum[0] - shape->y * shape->y) * scale_y * scale_y;
	shape->covariance = (sum[5] / sum[0] - shape->x * shape->y) * scale_x * scale_y;
	shape->standard_distance = sqrt(shape->variance_x + shape->variance_y);
	mean = (shape->variance_x + shape->variance_y) / 2;
	half = sqrt((shape->variance_x - shape->variance_y) * (shape->variance_x - shape->variance_y) / 4 +
				shape->covariance * shape->covariance);
	shape->major = sqrt(mean + half);
	shape->minor = sqrt(fmax(0, mean - half));
	if (half > 1e-12 * mean && mean > 0)
	{
		/* the axis' angle from east, turned to a bearing */
		double angle = atan2(2 * shape->covariance, shape->variance_x - shape->variance_y) / 2 * 180 / M_PI;

		shape->direction = 90 - angle;
		if (shape->direction < 0)
			shape->direction += 180;
		if (shape->direction >= 180)
			shape->direction -= 180;
	}
	return PGI_OK;
}
