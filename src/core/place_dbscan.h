/*
 * place_dbscan.h - density-based clusters (Ester et al. 1996) of weighted points.
 *
 * A point is core where the weights within eps (d <= eps, itself included) sum
 * to at least min_weight.  Core points within eps of each other share a
 * cluster; clusters are numbered from 1 by the smallest id of their core points; a
 * point that is not core but within eps of some takes the lowest of their
 * numbers, and is noise otherwise.  This is what the sequential algorithm
 * gives when it visits points in order of id.  Ids are ordered by length, then
 * bytes: whole numbers by value, codes of one length by text.
 */
#ifndef PGI_PLACE_DBSCAN_H
#define PGI_PLACE_DBSCAN_H

#include "matrix.h"
#include "place_kd.h"

/*
 * cluster[i] is the number of point i, 0 for noise; core[i] whether it is
 * core.  ids has one label a point, in point order; NULL orders points by
 * their place in the arrays.  Time O(n log n) for neighbourhoods of bounded
 * size and for those of any size when they reach min_weight; memory about 100
 * bytes a point.
 */
extern pgi_status pgi_core_dbscan(pgi_env *env, pgi_distance distance, const pgi_place_set *points,
								  const pgi_labels *ids, double eps, double min_weight, int32_t *cluster, bool *core,
								  int32_t *n_clusters);

#endif
