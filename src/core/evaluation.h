/*
 * evaluation.h - a scheme's verdict on the units (rows) of a matrix of
 * indicators: the points of every item, then gates, score, rank and band.
 *
 * An absent cell is unknown, never zero.  NaN stands for unknown and for an
 * option that is left out.
 */
#ifndef PGI_EVALUATION_H
#define PGI_EVALUATION_H

#include "matrix.h"

typedef enum pgi_benchmark
{
	PGI_BENCHMARK_NONE,
	PGI_BENCHMARK_FIXED,     /* the factor itself */
	PGI_BENCHMARK_AVERAGE,   /* factor times the mean of the group; of a ratio, the ratio of the sums */
	PGI_BENCHMARK_MAXIMUM,   /* factor times the highest of the group */
	PGI_BENCHMARK_PERCENTILE /* the value that a share of the group, the factor, does not exceed */
} pgi_benchmark;

typedef struct pgi_scheme_item
{
	int32_t numerator;   /* column, -1: the matrix has none */
	int32_t denominator; /* likewise */
	bool is_ratio;       /* has a denominator */
	bool falling;        /* min-max: less is better */
	bool emission;       /* points (2 - value / benchmark) weight / 2 */
	bool excused;        /* what is missing counts zero: a gate of the scheme penalises it */
	pgi_benchmark benchmark;
	double factor;
	double weight;
	double cap; /* of value / benchmark */
} pgi_scheme_item;

typedef enum pgi_gate_effect
{
	PGI_GATE_FAILS, /* a unit that does not hold it fails */
	PGI_GATE_BONUS,
	PGI_GATE_PENALTY,
	PGI_GATE_PENALTY_MISSING,
	PGI_GATE_EXEMPTS
} pgi_gate_effect;

typedef enum pgi_gate_operator
{
	PGI_AT_LEAST,
	PGI_ABOVE,
	PGI_AT_MOST,
	PGI_BELOW,
	PGI_EQUAL,
	PGI_UNEQUAL
} pgi_gate_operator;

typedef struct pgi_scheme_gate
{
	pgi_gate_effect effect;
	pgi_gate_operator operator;
	int32_t column; /* -1: the matrix has none */
	double threshold;
	double points;
	int32_t band; /* of several gates that decide, the one with the highest number gives the band */
} pgi_scheme_gate;

typedef struct pgi_scheme
{
	bool min_max;     /* else value / benchmark */
	bool score_bands; /* a band's bound is a score, else a share of the ranked */
	int32_t n_items;
	const pgi_scheme_item *item;
	int32_t n_gates;
	const pgi_scheme_gate *gate;
	int32_t n_bands;
	const double *bound; /* best band first */
} pgi_scheme;

/* Rows of a matrix group by group; benchmarks and ranks are those of a group. */
typedef struct pgi_units
{
	const pgi_matrix *m;
	int32_t n_groups;
	int32_t *group;       /* of each row */
	int32_t *row;         /* all rows, by group and number */
	int32_t *group_start; /* in row[]; n_groups + 1 */
} pgi_units;

/* Arranges rows whose group numbers, below n_groups, are given; keeps the array. */
extern pgi_status pgi_units_arrange(pgi_env *env, const pgi_matrix *m, int32_t n_groups, int32_t *group,
									pgi_units *units);

typedef enum pgi_item_status
{
	PGI_ITEM_OK,
	PGI_ITEM_MISSING,        /* a value is not known */
	PGI_ITEM_NO_DENOMINATOR, /* a denominator or benchmark is zero */
	PGI_ITEM_DEGENERATE      /* min-max over equal values: no points for anybody */
} pgi_item_status;

typedef struct pgi_item_score
{
	double value;
	double benchmark;
	double normalized; /* value / benchmark, or the place between lowest and highest */
	double points;
	pgi_item_status status;
} pgi_item_score;

/* min(value / benchmark, cap) weight, not below 0; or the emission form.  NaN without value or benchmark. */
extern double pgi_core_item_points(double value, double benchmark, double weight, double cap, bool emission);

/* One item for all units: score has a row of the matrix each.  O(units log units). */
extern pgi_status pgi_core_item_scores(pgi_env *env, const pgi_units *units, const pgi_scheme *scheme, int32_t item,
									   pgi_item_score *score);

typedef struct pgi_evaluation
{
	int32_t *order;      /* rows by group, best score first, those without one last */
	double *score;       /* rounded to 12 decimals, so that equal is equal; NaN: none */
	int32_t *rank;       /* in the group, ties share the better; 0: none */
	int32_t *ranked;     /* of each group: units with a score */
	int32_t *band;       /* -1: none */
	int32_t *exempted;   /* the gate that exempts, -1: none */
	int32_t *failed;     /* a gate that fails, -1: none */
	bool *unknown;       /* a gate that cannot be decided */
	uint8_t *not_held;   /* unit x gate: fails it */
	uint8_t *not_scored; /* unit x item: its points are not known */
	bool *incomplete;    /* any of those */
} pgi_evaluation;

/* Judges all units.  O(units (items + gates + log units)). */
extern pgi_status pgi_core_evaluate(pgi_env *env, const pgi_units *units, const pgi_scheme *scheme,
									pgi_evaluation *result);

#endif
