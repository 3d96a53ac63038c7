/*
 * place_weights.h - neighbour lists of points: k nearest, or within a band.
 *
 * Lists are by point in the input's order, neighbours by distance and then by
 * number.  Ties at the k-th distance go to the smaller number.
 */
#ifndef PGI_PLACE_WEIGHTS_H
#define PGI_PLACE_WEIGHTS_H

#include "place_kd.h"

#define PGI_MAX_NEIGHBOURS 20000000

typedef struct pgi_neighbour_list
{
	int64_t n;
	int32_t *from;
	int32_t *to;
	double *distance; /* in the unit of the kind of distance */
} pgi_neighbour_list;

extern pgi_status pgi_core_nearest(pgi_env *env, pgi_distance distance, const pgi_place_set *points, int32_t k,
								   pgi_neighbour_list *list);
extern pgi_status pgi_core_band(pgi_env *env, pgi_distance distance, const pgi_place_set *points, double band,
								pgi_neighbour_list *list);

#endif
