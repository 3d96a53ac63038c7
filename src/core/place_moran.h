/*
 * place_moran.h - spatial association: Moran, Geary, Getis and Ord, join counts.
 *
 * Weights are a matrix region by region (a stored cell that is not zero makes
 * a neighbour; the diagonal is left out), values a matrix region by variable
 * whose absent cells are zero.  Regions are the rows of the values.
 */
#ifndef PGI_PLACE_MORAN_H
#define PGI_PLACE_MORAN_H

#include "matrix.h"

typedef enum pgi_islands
{
	PGI_ISLANDS_DROP, /* regions without neighbours leave the sample */
	PGI_ISLANDS_ZERO, /* they stay, with a spatial lag of zero */
	PGI_ISLANDS_ERROR
} pgi_islands;

typedef enum pgi_alternative
{
	PGI_GREATER,
	PGI_LESS,
	PGI_TWO_SIDED /* twice the smaller of the two, at most 1 */
} pgi_alternative;

typedef struct pgi_association_options
{
	bool row_standardise;
	pgi_islands islands;
	pgi_alternative alternative;
	int32_t permutations; /* 0: none */
	uint64_t seed;
	bool scale_n_minus_1; /* local Moran with n - 1 in place of n */
	bool self;            /* G*: each region is its own neighbour, with weight 1 (before standardising) */
} pgi_association_options;

/* The regions of the sample and their weights by rows. */
typedef struct pgi_neighbours
{
	int32_t n;
	int32_t n_all;   /* rows of the values */
	int32_t *region; /* row of the values, by sample number */
	int32_t *sample; /* sample number by row of the values, -1 for a dropped island */
	int32_t *start;  /* n + 1 */
	int32_t *to;
	double *weight;
	double *self;      /* each region's own weight; NULL without self */
	double s0, s1, s2; /* sum of weights, and of squares as in Cliff and Ord 1981 */
} pgi_neighbours;

extern pgi_status pgi_neighbours_make(pgi_env *env, const pgi_matrix *weights, const pgi_labels *regions,
									  const pgi_association_options *options, pgi_neighbours *neighbours);

typedef enum pgi_global_statistic
{
	PGI_MORAN,
	PGI_GEARY,
	PGI_GENERAL_G
} pgi_global_statistic;

/* NaN: undefined. */
typedef struct pgi_global_result
{
	int32_t n;
	double value;
	double expected;
	double variance_normality; /* NaN for G */
	double variance_randomisation;
	double z_normality;
	double z_randomisation;
	double p_normality;
	double p_randomisation;
	double p_permutation;
	double permutation_mean;
	double permutation_sd;
} pgi_global_result;

/* x by row of the values. */
extern pgi_status pgi_core_global_association(pgi_env *env, const pgi_neighbours *neighbours,
											  pgi_global_statistic statistic, const pgi_association_options *options,
											  const double *x, pgi_global_result *result);

typedef struct pgi_join_result
{
	int32_t n;
	int32_t ones;
	double s0;
	double count[3]; /* 1-1, 0-0, 1-0; each pair of neighbours once for symmetric weights */
	double expected[3];
	double variance[3]; /* without replacement (Cliff and Ord 1981) */
	double p[3];        /* by the normal */
	double p_permutation[3];
} pgi_join_result;

extern pgi_status pgi_core_join_counts(pgi_env *env, const pgi_neighbours *neighbours,
									   const pgi_association_options *options, const pgi_labels *regions,
									   const double *x, pgi_join_result *result);

typedef enum pgi_local_statistic
{
	PGI_LOCAL_MORAN,
	PGI_LOCAL_G
} pgi_local_statistic;

/* One entry a sample region; NaN: undefined. */
typedef struct pgi_local_result
{
	double *value; /* I_i, or G_i as a share */
	double *lag;   /* weighted sum of the neighbours' values */
	double *expected;
	double *variance;
	double *z;
	double *p; /* by the normal */
	double *p_permutation;
	double *p_fdr;   /* Benjamini and Hochberg 1995, of p_permutation, or of p without permutations */
	double mean;     /* of the values */
	bool degenerate; /* values do not vary */
} pgi_local_result;

extern pgi_status pgi_core_local_association(pgi_env *env, const pgi_neighbours *neighbours,
											 pgi_local_statistic statistic, const pgi_association_options *options,
											 const double *x, pgi_local_result *result);

/* Adjusted p values; NaN stays NaN and does not count. */
extern pgi_status pgi_core_fdr(pgi_env *env, int32_t n, const double *p, double *adjusted);

#endif
