/*
 * place_reach.h - what lies within reach of each site, by category.
 *
 * The exponential form of Hansen's (1959) accessibility: the sum of
 * weight exp(-beta d / radius) over the points at most radius away (closed).
 */
#ifndef PGI_PLACE_REACH_H
#define PGI_PLACE_REACH_H

#include "place_kd.h"

/*
 * count and access: one cell a site and category, site by site.  category
 * numbers the points from 0 to n_categories - 1.  Sums run in the order of the
 * tree, which depends only on the order of the points.  Time O(log n + points
 * in reach) a site.
 */
extern pgi_status pgi_core_reach(pgi_env *env, pgi_distance distance, const pgi_place_set *sites,
								 const pgi_place_set *points, const int32_t *category, int32_t n_categories,
								 double radius, double beta, int64_t *count, double *access);

#endif
