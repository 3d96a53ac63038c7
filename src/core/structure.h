/*
 * structure.h - two matrices of one subject at two times, cell by cell.
 *
 * Shift-share, contributions to growth and structural change all compare the
 * cells of two region by industry matrices with the totals around them.  Finding
 * the cells, the exact totals and the change of structure is here; the other
 * formulas are SQL over these cells (sql/44_structure.sql, 46_shift_share.sql).
 */
#ifndef PGI_STRUCTURE_H
#define PGI_STRUCTURE_H

#include "matrix.h"

/* The union of the cells of two matrices over the union of their labels, row by row; an absent cell is 0. */
typedef struct pgi_pair_cells
{
	pgi_labels rows;
	pgi_labels cols;
	int64_t n;
	const int32_t *row;
	const int32_t *col;
	const double *value[2];
	const double *row_total[2];
	const double *col_total[2];
	double total[2];
} pgi_pair_cells;

extern pgi_status pgi_core_pair_cells(pgi_env *env, const pgi_matrix *m0, const pgi_matrix *m1, pgi_pair_cells *pair);

/* Puts the column totals and the total of other matrices in the place of the cells' own; by label, 0 where missing. */
extern pgi_status pgi_core_pair_reference(pgi_env *env, const pgi_matrix *reference0, const pgi_matrix *reference1,
										  pgi_pair_cells *pair);

/* --- change of structure (structural_change.c) ------------------------------ */

typedef enum pgi_share_weights
{
	PGI_WEIGHTS_END,
	PGI_WEIGHTS_START,
	PGI_WEIGHTS_AVERAGE
} pgi_share_weights;

typedef enum pgi_growth_form
{
	PGI_GROWTH_AUTO, /* logarithms, or midpoint rates where a part is zero at one time */
	PGI_GROWTH_LOG,
	PGI_GROWTH_MIDPOINT
} pgi_growth_form;

/* Of one region; what is undefined is NaN. */
typedef struct pgi_structural_change
{
	int64_t n;    /* its cells */
	double moore; /* cosine of the two share vectors, at most 1 */
	double theta; /* their angle */
	double nav;   /* half the sum of absolute changes of shares */
	double lilien;
	pgi_growth_form form; /* the one taken */
} pgi_structural_change;

/* One result for each row of the pair, whose values must not be negative.  O(cells). */
extern pgi_status pgi_core_structural_change(pgi_env *env, const pgi_pair_cells *pair, pgi_share_weights weights,
											 pgi_growth_form form, pgi_structural_change *change);

/* --- growth on initial level (convergence.c) ------------------------------- */

/* One subject: logarithm of its initial level and yearly growth of the logarithm. */
typedef struct pgi_growth_point
{
	double x;
	double y;
} pgi_growth_point;

/* y = intercept + slope x by least squares; what is undefined is NaN. */
typedef struct pgi_growth_fit
{
	int64_t n;
	double intercept;
	double slope;
	double r_squared;
	double se;     /* of the slope, equal variances */
	double se_hc1; /* robust: White 1980, times n / (n - 2) */
	double se_hc3; /* robust: residuals over 1 - leverage */
	double speed;  /* -ln(1 + slope years) / years */
	double half_life;
	double sigma_start; /* standard deviation of the logarithms, divisor n - 1 */
	double sigma_end;
} pgi_growth_fit;

/* The fit does not depend on the order of the points. O(n). */
extern pgi_status pgi_core_growth_fit(pgi_env *env, const pgi_growth_point *point, int64_t n, double years,
									  pgi_growth_fit *fit);

#endif
