/*
 * order_statistics.h - statistics of values that have been sorted.
 *
 * All take sorted values (one run) and give NaN where the statistic is not
 * defined; O(n).  Definitions and sources: docs/concentration.md.
 */
#ifndef PGI_ORDER_STATISTICS_H
#define PGI_ORDER_STATISTICS_H

#include "sorted_values.h"

#define PGI_LORENZ_MOST_POINTS 100000

/* Quantile conventions: the types of Hyndman and Fan (1996), 0 for an unknown name. */
extern int pgi_quantile_type(const char *name, int len, bool weighted);

extern pgi_status pgi_core_gini(pgi_env *env, const pgi_sorted_values *v, bool small_sample, double *result);
extern pgi_status pgi_core_hoover(pgi_env *env, const pgi_sorted_values *v, double *result);

/* Pairs of an amount and its reference; need not be sorted. */
extern pgi_status pgi_core_hoover_reference(pgi_env *env, const pgi_sorted_values *v, double *result);

/* Value shares of the poorest j / points of the population, j = 0 .. points; false: not defined. */
extern pgi_status pgi_core_lorenz(pgi_env *env, const pgi_sorted_values *v, int points, double *share, bool *defined);

extern pgi_status pgi_core_quantile(pgi_env *env, const pgi_sorted_values *v, double p, int type, double *result);
extern pgi_status pgi_core_median_absolute_deviation(pgi_env *env, const pgi_sorted_values *v, double *result);

/* Totals of the weights and of the weighted values. */
extern pgi_status pgi_core_values_totals(pgi_env *env, const pgi_sorted_values *v, double *weights, double *amounts);

#endif
