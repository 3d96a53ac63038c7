/* chain_gap.h - classing the nodes of a chain by what should be done about them. */
#ifndef PGI_CHAIN_GAP_H
#define PGI_CHAIN_GAP_H

#include "chain.h"

/* Measures of a node that the rules know, by the names of their columns. */
#define PGI_CHAIN_MEASURES(X)                                     \
	X(FIRMS, "firms")                                             \
	X(EFFECTIVE, "effective")                                     \
	X(NATIONAL_SHARE, "national_share")                           \
	X(LOCATION_QUOTIENT, "location_quotient")                     \
	X(SIZE, "size")                                               \
	X(PRODUCTIVITY, "productivity")                               \
	X(TECHNOLOGY, "technology")                                   \
	X(NATIONAL_SHARE_THRESHOLD, "national_share_threshold")       \
	X(LOCATION_QUOTIENT_THRESHOLD, "location_quotient_threshold") \
	X(SIZE_THRESHOLD, "size_threshold")                           \
	X(PRODUCTIVITY_THRESHOLD, "productivity_threshold")           \
	X(TECHNOLOGY_THRESHOLD, "technology_threshold")               \
	X(SELF_SUFFICIENCY, "self_sufficiency")                       \
	X(LOCAL_SUPPLY_RATIO, "local_supply_ratio")                   \
	X(SUPPLIER_HHI, "supplier_hhi")                               \
	X(READINESS, "readiness")                                     \
	X(DENSITY, "density")                                         \
	X(INSIDE, "inside")

typedef enum pgi_chain_measure
{
#define PGI_CHAIN_MEASURE_ENUM(id, name) PGI_CHAIN_##id,
	PGI_CHAIN_MEASURES(PGI_CHAIN_MEASURE_ENUM)
#undef PGI_CHAIN_MEASURE_ENUM
		PGI_CHAIN_N_MEASURES
} pgi_chain_measure;

/* The measures with a threshold, and the place of each one's own threshold. */
#define PGI_CHAIN_N_COMPARED 5
#define PGI_CHAIN_THRESHOLD_OF(measure) ((measure) -PGI_CHAIN_NATIONAL_SHARE + PGI_CHAIN_NATIONAL_SHARE_THRESHOLD)

typedef struct pgi_chain_scheme
{
	double strong_percentile; /* of national share and location quotient, to keep */
	double weak_percentile;   /* of size, productivity, technology, to enhance */
	double self_sufficiency;  /* from which a node is self-sufficient */
	double dependence;        /* input share from which a buyer depends on a node */
	double near_steps;        /* how far the neighbourhood of a node goes */
	double near_share;        /* of it that must be present, to build */
	double density;           /* least relatedness density, to build */
	double values_are_shares; /* 1: an edge's value is the input share; 0: it is divided by the buyer's inputs */
} pgi_chain_scheme;

typedef enum pgi_chain_class
{
	PGI_CHAIN_MONITOR,
	PGI_CHAIN_KEEP,
	PGI_CHAIN_ENHANCE,
	PGI_CHAIN_FILL,
	PGI_CHAIN_BUILD,
	PGI_CHAIN_EXTEND
} pgi_chain_class;

/* One node's class and the numbers it rests on; NaN: not known. */
typedef struct pgi_chain_gap
{
	pgi_chain_class class;
	bool present;
	bool inside;
	double measure[PGI_CHAIN_N_MEASURES]; /* thresholds as used */
	int32_t dependents;                   /* present buyers that depend on it */
	int32_t most_dependent;               /* the one with the largest share of its inputs; -1 */
	double largest_dependence;
	int32_t near; /* nodes within near_steps */
	int32_t near_present;
	int32_t keep_neighbour; /* the first one; -1 */
} pgi_chain_gap;

/* Classes every node; measures is a node x measure matrix.  Absent firms and effective are 0, absent inside is 1. */
extern pgi_status pgi_core_chain_gaps(pgi_env *env, const pgi_chain *chain, const pgi_matrix *measures,
									  const pgi_chain_scheme *scheme, pgi_chain_gap **gaps);

/*
 * Completeness: share of the nodes' weight that is effective, and of edges
 * with both ends effective; NaN without weight or edges.
 */
extern void pgi_core_chain_completeness(const pgi_chain *chain, const double *weight, const double *effective,
										double *completeness, double *edge_completeness);

#endif
