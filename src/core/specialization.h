/*
 * specialization.h - how a region's industries differ from a reference universe.
 *
 * Regions are the rows and industries the columns of a matrix of non-negative
 * values.  An absent cell counts as zero.  The reference universe is another
 * matrix (a nation, all provinces, the same regions in another measure) or, by
 * default, the matrix itself; labels are matched by their bytes, and a label
 * that only one of the two has counts as zero in the other.  NaN in a result
 * means undefined.
 */
#ifndef PGI_SPECIALIZATION_H
#define PGI_SPECIALIZATION_H

#include "matrix.h"

/* --- totals of a matrix and of its reference universe ---------------------- */

typedef struct pgi_universe
{
	double *row_total; /* X_r of the matrix */
	double *col_total; /* X_i of the matrix */
	double *row_ref;   /* X_r of the reference for the matrix's rows */
	double *col_ref;   /* X_i of the reference for the matrix's columns */
	double total;      /* X of the reference */
	int32_t more_rows; /* labels that only the reference has */
	int32_t more_cols;
	double row_x2;  /* sum of (X_r / X)^2 over the reference's rows */
	double more_x2; /* the part of the rows that only the reference has */
} pgi_universe;

/* The number that each label of `own` has in `other`, -1 where it has none. */
extern pgi_status pgi_core_labels_in(pgi_env *env, const pgi_labels *own, const pgi_labels *other, int32_t **at);

/* The same for a matrix that is looked up by label: none in common is refused, being nearly always a transposed matrix.
 */
extern pgi_status pgi_core_labels_met(pgi_env *env, const pgi_labels *own, const pgi_labels *other, int32_t **at);

/* That refusal, naming the first label of both. */
extern pgi_status pgi_core_no_common_label(pgi_env *env, const pgi_labels *own, const pgi_labels *other);

/* Which side of matrix and reference must have a label in common. */
typedef enum pgi_side
{
	PGI_SIDE_COLS,
	PGI_SIDE_ROWS
} pgi_side;

/*
 * Totals of m and of its reference (NULL: of itself).  Refuses negative values,
 * and a reference that shares no label with m on the side that is compared.
 */
extern pgi_status pgi_core_universe(pgi_env *env, const pgi_matrix *m, const pgi_matrix *reference, pgi_side side,
									pgi_universe *u);

/* A quotient by a smaller share could leave the range of doubles. */
#define PGI_SMALLEST_SHARE 0x1p-1000

/* X_i / X as a divisor; NaN where it is zero or all but. */
static inline double
pgi_reference_share(double part, double total)
{
	double share = part / total;

	return share >= PGI_SMALLEST_SHARE ? share : NAN;
}

/* --- quotients: one value a cell of m (specialization.c) -------------------- */

/*
 * (x / X_r) / (X_i / X), or `undefined` where a total is zero; cells below
 * min_size get NaN.  *complete: no value is NaN (false: look).
 */
extern pgi_status pgi_core_location_quotient(pgi_env *env, const pgi_matrix *m, const pgi_universe *u, double undefined,
											 double min_size, double *value, bool *complete);

/* (q - 1) / (q + 1) in place. */
extern pgi_status pgi_core_rsca(pgi_env *env, int32_t n, double *quotient);

/* 1 where a positive quotient reaches (or, not inclusive, exceeds) the threshold, else 0, in place. */
extern pgi_status pgi_core_presence(pgi_env *env, int32_t n, double threshold, bool inclusive, double *quotient);

/*
 * Standardised quotients of each industry over the regions, in place: of the
 * logarithm of the positive ones, or (not logarithm) of all, absent ones being
 * zero.  ddof is 1 for the sample standard deviation.
 */
extern pgi_status pgi_core_quotient_z(pgi_env *env, const pgi_matrix *m, const pgi_universe *u, bool logarithm,
									  int ddof, double *quotient);

/* Growth of a cell against its region's, over the industry's against the whole's, on the union of labels. */
extern pgi_status pgi_core_dynamic_quotient(pgi_env *env, const pgi_matrix *m0, const pgi_matrix *m1,
											pgi_matrix *result);

/* --- profiles: one result a row (specialization_profile.c) ------------------- */

typedef struct pgi_profile_rules
{
	double threshold; /* presence test of the quotient */
	bool inclusive;
	double log_base; /* of the entropy */
	bool econgeo;    /* add 1e-9 inside the logarithm, as EconGeo does */
} pgi_profile_rules;

typedef struct pgi_profile
{
	double total;
	double share; /* of the reference universe's total */
	int32_t n_positive;
	double hhi;
	double hhi_normalized;
	double entropy;
	double krugman; /* full: 0 to 2 */
	double hachman;
	double locational_gini; /* 0 to 1 */
	int32_t n_present;      /* diversity of a region, ubiquity of an industry (-1: the reference lacks it) */
	int32_t largest;        /* number of the label with the largest value, -1: none */
	double largest_share;
	int32_t top; /* number of the label with the highest quotient, -1: none */
	double top_quotient;
} pgi_profile;

/* One profile a row of m (rows side: u made with PGI_SIDE_COLS), or one a column (by_column; PGI_SIDE_ROWS). */
extern pgi_status pgi_core_profiles(pgi_env *env, const pgi_matrix *m, const pgi_universe *u, bool by_column,
									const pgi_profile_rules *rules, pgi_profile **profiles);

/* A key that sorts non-negative doubles by their bits, and where it came from. */
typedef struct pgi_ranked
{
	uint64_t key;
	int32_t at;
} pgi_ranked;

static inline uint64_t
pgi_double_key(double non_negative)
{
	uint64_t bits;

	memcpy(&bits, &non_negative, sizeof bits);
	return bits;
}

/* Sorts by key, stable; spare has n entries too.  The sorted entries are at the returned place, one of the two. */
extern pgi_status pgi_core_rank(pgi_env *env, pgi_ranked *entries, pgi_ranked *spare, int32_t n, pgi_ranked **sorted);

/* --- pairs (specialization_pairs.c) ----------------------------------------- */

typedef enum pgi_similarity
{
	PGI_SIMILARITY_COSINE, /* UNIDO coefficient of structural isomorphism */
	PGI_SIMILARITY_FINGER_KREININ,
	PGI_SIMILARITY_BRAY_CURTIS,
	PGI_SIMILARITY_KRUGMAN /* a distance: 0 for equal structures, 2 for disjoint ones */
} pgi_similarity;

/* Row by row matrix of a measure; rows without any value have no cells. */
extern pgi_status pgi_core_similarity(pgi_env *env, const pgi_matrix *m, pgi_similarity measure, pgi_matrix *result);

/* sum_mn s_im a_mn s_jn over the mean of all pairs, or of the pairs of different rows. */
extern pgi_status pgi_core_complementarity(pgi_env *env, const pgi_matrix *m, const pgi_matrix *flows,
										   bool off_diagonal, pgi_matrix *result);

/* Column by column matrix of sum (s1 - x)(s2 - x) / (1 - sum x^2), the diagonal absent. */
extern pgi_status pgi_core_coagglomeration(pgi_env *env, const pgi_matrix *m, const pgi_universe *u,
										   pgi_matrix *result);

/* --- variety and grouped columns (specialization_variety.c) ------------------ */

/* Numbers of labels in any order, sorted by their bytes; bottom-up merge sort, stable. */
extern pgi_status pgi_core_label_order(pgi_env *env, const pgi_labels *labels, int32_t **order);

/* Sums the columns of m that have the same group; group j names column j and may repeat. */
extern pgi_status pgi_core_group_cols(pgi_env *env, const pgi_matrix *m, const pgi_labels *group, pgi_matrix *result);

typedef struct pgi_variety
{
	double unrelated; /* between groups, bits */
	double related;   /* within groups, bits */
	double total;
} pgi_variety;

extern pgi_status pgi_core_variety(pgi_env *env, const pgi_matrix *m, const pgi_labels *group, pgi_variety **varieties);

/* --- clusters (specialization_cluster.c) ------------------------------------- */

/* Litzenberger & Sternberg (2006): employment, plants, and one-column matrices of area and population. */
extern pgi_status pgi_core_cluster_index(pgi_env *env, const pgi_matrix *m, const pgi_matrix *plants,
										 const pgi_matrix *area, const pgi_matrix *population, double *value);

typedef struct pgi_cluster_rules
{
	double size_percentile;
	double focus_percentile;
	double strong_percentile;
	double min_quotient;
	double min_size;
} pgi_cluster_rules;

/* The least values that pass in one industry; NaN where it has no regions. */
typedef struct pgi_cluster_edges
{
	double size;
	double focus;
	double strong;
} pgi_cluster_edges;

/* Shares of the region and the edges of each industry over its non-empty regions (percentile_disc). */
extern pgi_status pgi_core_cluster_edges(pgi_env *env, const pgi_matrix *m, const double *quotient, const double *focus,
										 const pgi_cluster_rules *rules, pgi_cluster_edges **edges);

/* --- geographic concentration (specialization_dartboard.c) ---------------- */

/* What the indices are made of; x are the regions' shares of the reference. */
typedef struct pgi_dartboard
{
	double g; /* sum (s - x)^2 */
	double sum_s2;
	double sum_x2;
	double sum_x3;
	double herfindahl; /* of the plants' sizes; NaN: not known */
	double sum_z4;     /* of the plants' sizes; NaN: not known */
} pgi_dartboard;

extern double pgi_core_ellison_glaeser(const pgi_dartboard *d);
extern double pgi_core_maurel_sedillot(const pgi_dartboard *d);

/* G against its expectation without spillovers, in standard deviations (Ellison & Glaeser 1997). */
extern double pgi_core_dartboard_z(const pgi_dartboard *d);

/* One a column of m; herfindahl (industries by one column) may be NULL. */
extern pgi_status pgi_core_dartboards(pgi_env *env, const pgi_matrix *m, const pgi_universe *u,
									  const pgi_matrix *herfindahl, pgi_dartboard **dartboards);

/* Herfindahl index of plant sizes by industry, plants of a region and industry being of equal size; NaN: not known. */
extern pgi_status pgi_core_plant_herfindahl(pgi_env *env, const pgi_matrix *m, const pgi_matrix *plants,
											double **herfindahl);

/* Coagglomeration of all columns of m as one group (Ellison & Glaeser 1997). */
extern pgi_status pgi_core_group_coagglomeration(pgi_env *env, const pgi_matrix *m, const pgi_universe *u,
												 double *gamma);

#endif
