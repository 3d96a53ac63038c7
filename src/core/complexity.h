/*
 * complexity.h - economic complexity and relatedness over a region x industry
 * matrix: presence, ECI and PCI, fitness, reflections, proximity, density,
 * complexity outlook, PRODY and EXPY, entry and exit.
 *
 * One object carries the conventions that the literature disputes; a preset is
 * a row of one table (complexity_rules.c).  Undefined numbers are NaN here and
 * NULL or absent cells in SQL.
 */
#ifndef PGI_COMPLEXITY_H
#define PGI_COMPLEXITY_H

#include "matrix.h"

/* --- conventions (complexity_rules.c) -------------------------------------- */

/* The conventions with named choices; their names are in complexity_rules.c, in the order of the enums below. */
typedef enum pgi_rule
{
	PGI_RULE_PRESENCE,
	PGI_RULE_INCLUSIVE,
	PGI_RULE_COMBINE,
	PGI_RULE_EMPTY,
	PGI_RULE_PROXIMITY,
	PGI_RULE_MINIMUM,
	PGI_RULE_DIAGONAL,
	PGI_RULE_WEIGHTS,
	PGI_RULE_NEAREST,
	PGI_RULE_DENSITY,
	PGI_RULE_EIGENVECTOR,
	PGI_RULE_SD,
	PGI_RULE_PCI_SCALE,
	PGI_RULE_OUTLOOK_PCI,
	PGI_RULE_OUTLOOK_ORIENTATION,
	PGI_RULE_RCA_DIGITS,
	PGI_RULE_COUNT
} pgi_rule;

typedef enum pgi_presence_kind
{
	PGI_PRESENCE_RCA,
	PGI_PRESENCE_CONTINUOUS,
	PGI_PRESENCE_GIVEN,
	PGI_PRESENCE_HHI,
	PGI_PRESENCE_RPOP,
	PGI_PRESENCE_RCA_RPOP,
	PGI_PRESENCE_BLEND,
	PGI_PRESENCE_DETECT /* given where the values are 0 and 1, else rca */
} pgi_presence_kind;

enum
{
	PGI_NO,
	PGI_YES
};
enum
{
	PGI_COMBINE_OR,
	PGI_COMBINE_SUM
};
enum
{
	PGI_EMPTY_REMOVED,
	PGI_EMPTY_ECI_NULL,
	PGI_EMPTY_ALL_NULL
};
typedef enum pgi_proximity_kind
{
	PGI_PROXIMITY_COOCCURRENCE,
	PGI_PROXIMITY_ASYMMETRIC,
	PGI_PROXIMITY_CORRELATION,
	PGI_PROXIMITY_ASSOCIATION,
	PGI_PROXIMITY_COSINE,
	PGI_PROXIMITY_JACCARD,
	PGI_PROXIMITY_PROB,
	PGI_PROXIMITY_COUNT,
	PGI_PROXIMITY_ZSCORE
} pgi_proximity_kind;
enum
{
	PGI_MINIMUM_EXACT,
	PGI_MINIMUM_HALF_SUM /* (x + y - |x - y|) / 2, whose rounding decides ties of neighbours */
};
enum
{
	PGI_DIAGONAL_ONE,
	PGI_DIAGONAL_ZERO,
	PGI_DIAGONAL_AS_COMPUTED
};
enum
{
	PGI_WEIGHTS_PRESENCE,
	PGI_WEIGHTS_RCA
};
enum
{
	PGI_NEAREST_WEIGHTED,
	PGI_NEAREST_COUNT,
	PGI_NEAREST_TIES
};
enum
{
	PGI_DENSITY_FRACTION,
	PGI_DENSITY_PERCENT
};
enum
{
	PGI_EIGENVECTOR_EXACT,
	PGI_EIGENVECTOR_ROUNDED
};
enum
{
	PGI_SD_N,
	PGI_SD_N1,
	PGI_SD_LONG
};
enum
{
	PGI_PCI_SCALE_ECI,
	PGI_PCI_SCALE_OWN
};
enum
{
	PGI_OUTLOOK_PCI_RAW,
	PGI_OUTLOOK_PCI_SCALED
};
enum
{
	PGI_ORIENTATION_TARGET,
	PGI_ORIENTATION_SOURCE
};
enum
{
	PGI_RCA_DIGITS_ALL,
	PGI_RCA_DIGITS_2
};

typedef struct pgi_conventions
{
	int preset;
	int choice[PGI_RULE_COUNT];
	double threshold;   /* RCA or RPOP from which an industry is present */
	double alpha;       /* weight of RCA where presence is a blend */
	int32_t neighbours; /* k nearest; 0 = all */
	double min_z;       /* proximity of pairs with fewer common regions, in z-scores, is zero; NaN = keep all */
	bool subtract_own;  /* outlook gain without the industry's own term */
} pgi_conventions;

extern const char *pgi_rule_name(pgi_rule rule);

/* Names of its choices, NULL past the last one. */
extern const char *const *pgi_rule_choices(pgi_rule rule);

/* Names of the presets, NULL past the last one. */
extern const char *const pgi_preset_names[];

/* The conventions of a preset. */
extern pgi_conventions pgi_conventions_of(int preset);

/* --- presence (complexity_presence.c) --------------------------------------- */

/* Sparse rows without labels; value NULL means that every cell is one. */
typedef struct pgi_cells
{
	int32_t n_rows;
	int32_t n_cols;
	const int32_t *row_start; /* n_rows + 1 */
	const int32_t *col;       /* increasing within a row */
	const double *value;
} pgi_cells;

typedef struct pgi_presence
{
	pgi_cells m;     /* M_cp > 0 */
	pgi_cells rca;   /* if asked for: RCA (RPOP where presence is rpop, the values where given) of the non-zero cells */
	bool *row_known; /* false: the row's total is zero, nothing is defined */
	bool *col_known;
	double *diversity; /* row sums of M */
	double *ubiquity;  /* column sums of M */
} pgi_presence;

/*
 * Applies the presence test.  population (one column, a row a region) is needed
 * by rpop, rca_rpop and blend.  Negative values are refused.
 */
extern pgi_status pgi_core_complexity_presence(pgi_env *env, const pgi_matrix *m, const pgi_matrix *population,
											   const pgi_conventions *rules, bool with_rca, pgi_presence *presence);

/* Looks up each label in a one-column matrix; NaN where it has no cell.  Fails when there is not one column. */
extern pgi_status pgi_lookup_column(pgi_env *env, const pgi_labels *labels, const pgi_matrix *column, double **value);

/* Rounds like R 4 does: the nearer of the two candidates, the even one where they are equally near. */
extern double pgi_round_digits(double x, int digits);

/* --- products with a presence matrix (complexity_product.c) ------------------ */

/* Cells, and where they are all one and dense enough, bits by 64 columns and by 64 rows as well. */
typedef struct pgi_incidence
{
	pgi_cells cells;
	uint64_t *by_cols; /* word w of row r is by_cols[w * n_rows + r]; NULL without bits */
	uint64_t *by_rows; /* word w of column c is by_rows[w * n_cols + c] */
	double *table;     /* 8 x 256 partial sums, scratch */
} pgi_incidence;

extern pgi_status pgi_incidence_new(pgi_env *env, const pgi_cells *cells, pgi_incidence *incidence);

/* y = M x, and x = M' y. */
extern pgi_status pgi_incidence_times(pgi_env *env, const pgi_incidence *incidence, const double *x, double *y);
extern pgi_status pgi_incidence_transposed_times(pgi_env *env, const pgi_incidence *incidence, const double *y,
												 double *x);

/* --- dense products (complexity_dense.c) ---------------------------------------- */

/* Refuses work on a dense matrix that would take more than four times the cap of a matrix value. */
extern pgi_status pgi_check_dense(pgi_env *env, int64_t rows, int64_t cols);

/* result (n_rows x n) = M times a dense row-major n_cols x n matrix. */
extern pgi_status pgi_cells_times_dense(pgi_env *env, const pgi_cells *cells, const double *matrix, int32_t n,
										double *result);

/* The dense symmetric n_cols x n_cols matrix M'M; both triangles. */
extern pgi_status pgi_cells_gram(pgi_env *env, const pgi_cells *cells, double **gram);

/* Pearson's correlation of every pair of columns over the given rows; NaN where one does not vary. */
extern pgi_status pgi_cells_correlation(pgi_env *env, const pgi_cells *cells, const bool *rows, double **correlation);

/* --- eigenvectors (complexity_eigen.c) --------------------------------------- */

typedef pgi_status (*pgi_operator)(pgi_env *env, void *state, const double *x, double *y);

typedef struct pgi_eigen
{
	int32_t n;          /* found, at most as many as wanted */
	double *value;      /* descending */
	double *residual;   /* |A v - value v| */
	double *vector;     /* row i is the i-th, of length 1 */
	int64_t iterations; /* products with the operator */
	bool converged;
} pgi_eigen;

/*
 * Largest eigenpairs of a symmetric operator orthogonal to the known unit
 * vector (NULL: none), by block Krylov-Schur with a fixed start.
 */
extern pgi_status pgi_eigen_symmetric(pgi_env *env, pgi_operator apply, void *state, int32_t n, const double *known,
									  int32_t wanted, pgi_eigen *result);

/* The eigenvector of the second largest modulus of a dense row-major matrix, by restarted Arnoldi. */
extern pgi_status pgi_eigen_second(pgi_env *env, const double *matrix, int32_t n, double *vector, double *values,
								   double *residual, int64_t *iterations, bool *converged);

/* --- indices (complexity_index.c) ------------------------------------------- */

typedef struct pgi_complexity
{
	double *eci;
	double *pci;
	double *kc; /* before scaling: the average of kp over the present industries */
	double *kp;
	double kc_mean;
	double kc_sd;
	int32_t *row_component; /* 1 = the largest connected part, 0 = empty row */
	int32_t *col_component;
	int32_t n_components;
	const char *status; /* ok, degenerate, sign_undetermined, no_convergence, no_denominator */
	int32_t n_values;
	double *value; /* leading eigenvalues, the first is one */
	double *residual;
	int64_t iterations;
} pgi_complexity;

/* Status of one row or column, by its component. */
extern const char *pgi_complexity_status(const pgi_complexity *result, int32_t component);

/*
 * ECI and PCI.  reference (NaN where unknown; NULL: none) decides the sign
 * where diversity does not.  n_values eigenvalues are found, at least three.
 */
extern pgi_status pgi_core_complexity(pgi_env *env, const pgi_presence *presence, const pgi_conventions *rules,
									  const double *reference, int32_t n_values, pgi_complexity *result);

/* Mean of `weight` over the present industries of each region: kc from kp, external complexity. */
extern pgi_status pgi_core_weighted_mean(pgi_env *env, const pgi_cells *m, const double *weight, double *mean,
										 int32_t *n_used);

/* Step 0 is diversity and ubiquity, each further one the average over the neighbours; step s from s * n on. */
extern pgi_status pgi_core_reflections(pgi_env *env, const pgi_presence *presence, int32_t steps, double **region,
									   double **industry);

typedef struct pgi_fitness
{
	double *region;
	double *industry;
	int32_t stable_since; /* the order of the regions is the same from this iteration on */
} pgi_fitness;

extern pgi_status pgi_core_fitness(pgi_env *env, const pgi_presence *presence, int32_t iterations, double extremality,
								   pgi_fitness *result);

/* Scales by mean and standard deviation over the finite entries; `repeat` is the other side's size for the long form.
 */
extern void pgi_standardize(double *x, int32_t n, int sd_kind, int64_t repeat, double *mean, double *sd);

/* --- relatedness (complexity_proximity.c) -------------------------------------- */

/* Dense n_cols x n_cols proximity, the diagonal by its rule; NaN where undefined. */
extern pgi_status pgi_core_proximity(pgi_env *env, const pgi_presence *presence, const pgi_conventions *rules,
									 double **phi);

/* Whether the conventions leave everything undefined because a known row or column is empty after the presence test. */
extern bool pgi_presence_voids(const pgi_presence *presence, const pgi_conventions *rules, bool for_eci);

/* Dense n_rows x n_cols density as a fraction; NaN where undefined. */
extern pgi_status pgi_core_density(pgi_env *env, const pgi_presence *presence, const pgi_conventions *rules,
								   const double *phi, double *density);

/* --- outlook (complexity_outlook.c) ---------------------------------------------- */

typedef struct pgi_outlook
{
	double *raw; /* before standardising */
	double *coi;
} pgi_outlook;

/* pci in the unit the convention asks for, divisor for the gain (1 where pci is scaled or given). */
extern pgi_status pgi_core_outlook(pgi_env *env, const pgi_presence *presence, const pgi_conventions *rules,
								   const double *density, const double *pci, double divisor, pgi_outlook *result);

/* Dense n_rows x n_cols gain; zero where the industry is present. */
extern pgi_status pgi_core_outlook_gain(pgi_env *env, const pgi_presence *presence, const pgi_conventions *rules,
										const double *phi, const double *density, const double *pci, double divisor,
										double **gain);

/* --- sophistication, entry and exit (complexity_change.c) ------------------------- */

/* PRODY and EXPY (Hausmann, Hwang and Rodrik 2007); income NaN where unknown. */
extern pgi_status pgi_core_sophistication(pgi_env *env, const pgi_matrix *m, const pgi_conventions *rules,
										  const double *income, double **prody, double **expy);

/*
 * Entry: absent in every earlier matrix and present in every later one; exit
 * the other way round.  Absent is not present, or RCA below `low` unless that
 * is NaN.  A cell is 1 for the change and 0 where the state before allowed it;
 * it is absent where that ruled it out or a matrix does not have the label.
 */
extern pgi_status pgi_core_change(pgi_env *env, const pgi_matrix *before, int32_t n_before, const pgi_matrix *after,
								  int32_t n_after, const pgi_matrix *population, const pgi_conventions *rules,
								  bool is_exit, double low, pgi_matrix *result);

#endif
