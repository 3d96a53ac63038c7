/*
 * matching.h - pairing suppliers with buyers: the cheapest plan of quantities,
 * one-to-one assignment as the plan of single units, and stable pairs.
 */
#ifndef PGI_MATCHING_H
#define PGI_MATCHING_H

#include "env.h"
#include "matrix.h"

/* Hosts align their memory to 8 bytes only. */
typedef __int128 pgi_wide __attribute__((aligned(8)));

/* --- numbers as integers (matching_units.c) -------------------------------- */

/* A unit that doubles are counted in: 10^-decimals, or 2^exponent where decimals < 0. */
typedef struct pgi_unit
{
	int32_t decimals;
	int32_t exponent;
	int32_t bits; /* of the largest count */
	bool exact;   /* every number is a whole count, or the shortest decimal of one */
} pgi_unit;

/*
 * Chooses a unit for the finite numbers of two arrays: a power of ten when all of them are
 * decimals of at most nine places, else the largest power of two that divides
 * all.  A unit whose counts would exceed max_bits is coarsened and not exact.
 */
extern pgi_unit pgi_unit_choose(const double *x, int64_t n_x, const double *y, int64_t n_y, int32_t max_bits);
extern pgi_wide pgi_unit_count(const pgi_unit *unit, double x);
extern double pgi_unit_value(const pgi_unit *unit, pgi_wide count);

/* --- plans (matching_supply.c) --------------------------------------------- */

typedef enum pgi_objective
{
	PGI_VOLUME_THEN_COST,
	PGI_COST_WITH_PENALTIES,
	PGI_SCORE
} pgi_objective;

typedef struct pgi_supply_task
{
	const pgi_matrix *cost; /* suppliers x buyers; stored cells are the edges */
	const double *supply;   /* one a row, >= 0 */
	const double *demand;   /* one a column, >= 0 */
	pgi_objective objective;
	double unmet_penalty; /* a unit; PGI_COST_WITH_PENALTIES only */
	double idle_penalty;
} pgi_supply_task;

/* What one unit is worth at the margin: units of need it lets be met, and cost (or score) it saves (adds). */
typedef struct pgi_price
{
	double volume;
	double value;
} pgi_price;

typedef struct pgi_supply_plan
{
	int32_t n_flows;
	int32_t *row; /* the flows in row and column order */
	int32_t *col;
	int32_t *cell; /* position in cost->value */
	double *quantity;
	double *idle;  /* a row */
	double *unmet; /* a column */

	/* the certificate: cost + row_dual - col_dual >= 0 in cost_units, 0 where something flows */
	pgi_wide *row_dual;
	pgi_wide *col_dual;
	pgi_unit cost_unit;
	pgi_wide volume_cost; /* of one unmet unit when volume comes first, else 0 */
	bool score;           /* costs are minus the cells */
	bool exact;           /* no number was coarsened */
	int64_t n_pivots;
} pgi_supply_plan;

extern pgi_status pgi_core_match_supply(pgi_env *env, const pgi_supply_task *task, pgi_supply_plan *plan);

/* What one unit more of a supply saves, and what one unit less of a need saves (of a score: what the last one adds). */
extern pgi_price pgi_plan_row_price(const pgi_supply_plan *plan, int32_t row);
extern pgi_price pgi_plan_col_price(const pgi_supply_plan *plan, int32_t col);

/* How much too dear (of a score: too low) a pair with this cell is at those prices; not negative. */
extern pgi_price pgi_plan_reduced_cost(const pgi_supply_plan *plan, int32_t row, int32_t col, double cell);

/* --- stable pairs (matching_stable.c) --------------------------------------- */

typedef struct pgi_stable_task
{
	const pgi_matrix *proposer;       /* proposers x others: preference */
	const pgi_matrix *other;          /* others x proposers, over the same labels */
	const int32_t *proposer_capacity; /* one a row, >= 0 */
	const int32_t *other_capacity;    /* one a column, >= 0 */
	bool high_is_good;                /* scores; false: ranks */
} pgi_stable_task;

/* Pairs in row and column order, with the two preferences' places (1 = first choice). */
typedef struct pgi_stable_pairs
{
	int32_t n;
	int32_t *row;
	int32_t *col;
	int32_t *row_choice;
	int32_t *col_choice;
} pgi_stable_pairs;

extern pgi_status pgi_core_match_stable(pgi_env *env, const pgi_stable_task *task, pgi_stable_pairs *pairs);

#endif
