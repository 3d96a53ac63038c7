/*
 * place_kd.h - the distance density of Duranton and Overman (2005).
 *
 *   K_d(r) = sum e_i e_j [k((r - d_ij)/h) + k((r + d_ij)/h)] / (h sum e_i e_j)
 *
 * over all pairs i < j of one set, or all pairs between two sets; k is the
 * standard normal density, the second term reflects at zero.
 *
 * All pairs are visited (those too far for any radius are skipped by tree
 * boxes), each is put into a bin of its distance as four moments about the
 * bin's centre, and the kernel is expanded to third order about each centre.
 * With bins of width b the error of K_d(r) is at most 0.3 (b/2h)^4 times the
 * K_d(r) of bandwidth 1.42 h (see docs/place.md); b is chosen so that this is
 * the tolerance.  On the sphere pairs are binned by chord and the moments are
 * carried over to the arc.  Pairs: n^2/2 at about two nanoseconds; memory:
 * 32 bytes a bin, about (rmax/h + 14) 120 bins at a tolerance of 1e-9.
 */
#ifndef PGI_PLACE_KD_H
#define PGI_PLACE_KD_H

#include "place_tree.h"

typedef enum pgi_bandwidth_rule
{
	PGI_SILVERMAN,     /* 0.9 min(sd, IQR/1.34) n^(-1/5) (Silverman 1986, eq. 3.31) */
	PGI_SHEATHER_JONES /* solve-the-equation plug-in (Sheather and Jones 1991) */
} pgi_bandwidth_rule;

typedef enum pgi_reflection
{
	PGI_REFLECT_FULL, /* every distance */
	PGI_REFLECT_NEAR  /* distances up to 4 h only, then scaled to integrate to one: what dbmss does */
} pgi_reflection;

/* A set of weighted places. */
typedef struct pgi_place_set
{
	int32_t n;
	const double *x;
	const double *y;
	const double *weight;
} pgi_place_set;

typedef struct pgi_kd_options
{
	pgi_distance distance;
	double bandwidth; /* h, positive */
	pgi_reflection reflection;
	double tolerance; /* relative error, 1e-12 .. 1e-3 */
} pgi_kd_options;

/* Bandwidth from the pair distances up to `range` (unweighted); b NULL: pairs within a. */
extern pgi_status pgi_core_kd_bandwidth(pgi_env *env, pgi_distance distance, const pgi_place_set *a,
										const pgi_place_set *b, double range, pgi_bandwidth_rule rule,
										double *bandwidth);

/* K_d at n_r increasing radii; b NULL: pairs within a. */
extern pgi_status pgi_core_kd(pgi_env *env, const pgi_kd_options *options, const pgi_place_set *a,
							  const pgi_place_set *b, int32_t n_r, const double *r, double *kd);

/*
 * K_d of `draws` random sets: the weights of a on places drawn without
 * replacement from pool (b NULL), or for pairs between two sets the weights of
 * a and of b on disjoint places of pool.  draw[k * n_r ..] is the k-th.
 */
extern pgi_status pgi_core_kd_draws(pgi_env *env, const pgi_kd_options *options, const pgi_place_set *a,
									const pgi_place_set *b, const pgi_place_set *pool, uint64_t seed, int32_t draws,
									int32_t n_r, const double *r, double *draw);

/* Radii that are finite, not negative and increasing; the largest positive. */
extern pgi_status pgi_radii_check(pgi_env *env, int32_t n_r, const double *r);

/* Diagonal of the bounding box of the places (the longer great-circle diagonal on the sphere). */
extern pgi_status pgi_core_diameter(pgi_env *env, pgi_distance distance, const pgi_place_set *a, double *diameter);

/* The envelope of a function of r from draws of it. */
typedef struct pgi_envelope
{
	double *low_local; /* n_r each */
	double *high_local;
	double *low_global;
	double *high_global;
	double *mean;
	double p;            /* of the whole curve, by its extreme rank */
	double global_level; /* share of draws that leave the global band somewhere */
} pgi_envelope;

/* level is the error of the bands, 0.05 for 5 % outside; NaN draws at a radius make its bands NaN. */
extern pgi_status pgi_core_envelope(pgi_env *env, int32_t n_r, const double *observed, int32_t draws,
									const double *draw, double level, pgi_envelope *envelope);

#endif
