/*
 * place_access.h - access of demand to supply over a matrix of distances.
 *
 * cost: rows demand (regions, firms), columns sites; a stored cell is a
 * possible trip, an absent one is out of reach.  demand and supply have the
 * labels as rows and one column; a label without a cell counts zero.
 */
#ifndef PGI_PLACE_ACCESS_H
#define PGI_PLACE_ACCESS_H

#include "matrix.h"

typedef enum pgi_decay
{
	PGI_DECAY_STEP,        /* 1 within the radius: two-step floating catchment (Luo and Wang 2003) */
	PGI_DECAY_LINEAR,      /* 1 - d / radius */
	PGI_DECAY_GAUSSIAN,    /* scaled to 1 at 0 and 0 at the radius (Dai 2010) */
	PGI_DECAY_EXPONENTIAL, /* exp(-beta d / radius) within the radius */
	PGI_DECAY_POWER        /* d^-beta within the radius, distances below 1 count as 1 */
} pgi_decay;

/* By demand row and by site of the cost matrix. */
typedef struct pgi_access
{
	double *demand;
	double *access;  /* A_i: supply per unit of demand */
	double *ratio;   /* A_i over the average, weighted by demand; NaN without demand */
	int32_t *sites;  /* within the radius */
	double *nearest; /* least cost, NaN without a trip */
	double *supply;
	double *site_ratio;  /* R_j = supply / demand in reach; NaN where no demand reaches the site */
	double *site_demand; /* weighted demand in reach */
	int32_t *site_rows;
	double reached_supply; /* of sites that some demand reaches: equals sum of access * demand */
} pgi_access;

extern pgi_status pgi_core_catchment(pgi_env *env, const pgi_matrix *cost, const pgi_matrix *supply,
									 const pgi_matrix *demand, double radius, pgi_decay decay, double beta,
									 pgi_access *access);

/*
 * Huff's (1964) probabilities: attraction_j^alpha d_ij^-beta over its sum in
 * the row, on the cells of cost; distances below `least` count as that.  NaN
 * in rows without attraction.
 */
extern pgi_status pgi_core_huff(pgi_env *env, const pgi_matrix *cost, const pgi_matrix *attraction, double alpha,
								double beta, double least, double *probability);

#endif
