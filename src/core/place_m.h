/*
 * place_m.h - functions of cumulated neighbours: M of Marcon and Puech (2010),
 * and Ripley's (1977) K with its relatives.
 *
 * Every centre's neighbours are put into the intervals between the radii
 * (balls are closed: d <= r) and cumulated.  Time: centres times the points
 * within the largest radius, about two nanoseconds each.
 */
#ifndef PGI_PLACE_M_H
#define PGI_PLACE_M_H

#include "place_kd.h"

/* Which points of a set play a part; each array has n flags. */
typedef struct pgi_m_roles
{
	const bool *reference;   /* centres */
	const bool *neighbour;   /* numerator */
	const bool *environment; /* denominator: all points, or controls */
} pgi_m_roles;

/*
 * M at n_r increasing radii: the mean over centres of the neighbours' share of
 * the environment's weight within r, over the same share in the whole area;
 * the centre itself is left out of both, centres without environment within r
 * drop out of both sums.  NaN where no centre is left.  centres[k] (may be
 * NULL) is the number of centres that remain.
 */
extern pgi_status pgi_core_m(pgi_env *env, pgi_distance distance, const pgi_place_set *points, const pgi_m_roles *roles,
							 int32_t n_r, const double *r, double *m, int32_t *centres);

/*
 * M of `draws` sets in which the points keep their weights and roles but trade
 * places at random; draw[k * n_r ..] is the k-th.
 */
extern pgi_status pgi_core_m_draws(pgi_env *env, pgi_distance distance, const pgi_place_set *points,
								   const pgi_m_roles *roles, uint64_t seed, int32_t draws, int32_t n_r, const double *r,
								   double *draw);

typedef enum pgi_edge
{
	PGI_EDGE_NONE,        /* biased down near the border */
	PGI_EDGE_TRANSLATION, /* Ohser and Stoyan 1981 */
	PGI_EDGE_ISOTROPIC    /* Ripley 1977 */
} pgi_edge;

/* A rectangular window of observation. */
typedef struct pgi_window
{
	double low_x, low_y, high_x, high_y;
} pgi_window;

/*
 * Ripley's K: area / (n (n - 1)) * sum over ordered pairs within r of the edge
 * correction's weight (at most 100).  Corrections need projected distances.
 */
extern pgi_status pgi_core_ripley(pgi_env *env, pgi_distance distance, const pgi_place_set *points,
								  const pgi_window *window, pgi_edge edge, int32_t n_r, const double *r, double *k);

extern pgi_status pgi_core_window(pgi_env *env, const pgi_place_set *points, pgi_window *window);
extern double pgi_window_area(pgi_distance distance, const pgi_window *window);

#endif
