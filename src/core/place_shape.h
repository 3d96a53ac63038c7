/*
 * place_shape.h - weighted centre, spread and direction of a set of places.
 *
 * Sums are exact (exact_sum.h) and kept in a flat state that merges, so that
 * the result does not depend on the order of rows or on a plan.  Centre =
 * sum(wx) / sum(w) per coordinate.  Covariance has divisor sum(w); with
 * longitude and latitude it is turned into metres at the centre (local
 * equirectangular projection).
 */
#ifndef PGI_PLACE_SHAPE_H
#define PGI_PLACE_SHAPE_H

#include "exact_sum.h"
#include "place_distance.h"

#define PGI_SHAPE_SUMS 6 /* w, wx, wy, wxx, wyy, wxy */

/* One sum as words whose total it is. */
typedef struct pgi_shape_sum
{
	double high;
	double low;
	int32_t n_words;  /* of word[], beyond high and low */
	int32_t reserved; /* always zero */
	double word[PGI_SUM_WORDS];
} pgi_shape_sum;

typedef struct pgi_shape_state
{
	uint8_t version;     /* 1 */
	uint8_t distance;    /* pgi_distance */
	uint8_t reserved[6]; /* always zero */
	int64_t n;           /* places with positive weight */
	double low_x;        /* range of the first coordinate */
	double high_x;
	pgi_shape_sum sum[PGI_SHAPE_SUMS];
} pgi_shape_state;

typedef struct pgi_shape
{
	int64_t n;
	double weight;
	double x, y;                               /* centre; NaN without weight */
	double variance_x, variance_y, covariance; /* square metres or square units */
	double standard_distance;
	double major, minor; /* standard deviations along the axes */
	double direction;    /* of the major axis, degrees clockwise from north in [0, 180); NaN for a circle */
} pgi_shape;

extern void pgi_shape_init(pgi_shape_state *state, pgi_distance distance);
extern pgi_status pgi_shape_add(pgi_env *env, pgi_shape_state *state, double x, double y, double weight);
extern pgi_status pgi_shape_merge(pgi_env *env, pgi_shape_state *state, const pgi_shape_state *other);
extern pgi_status pgi_shape_check(pgi_env *env, const pgi_shape_state *state, size_t size);
extern pgi_status pgi_shape_result(pgi_env *env, const pgi_shape_state *state, pgi_shape *shape);

#endif
