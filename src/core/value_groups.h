/*
 * value_groups.h - the state of the order-based aggregates: sorted values, in
 * groups where the statistic has groups; and of concentration_ratio, which
 * keeps only the k largest and the total.
 */
#ifndef PGI_VALUE_GROUPS_H
#define PGI_VALUE_GROUPS_H

#include "exact_sum.h"
#include "label_set.h"
#include "sorted_values.h"

#define PGI_LARGEST_MOST 1000000

typedef enum pgi_values_kind
{
	PGI_VALUES_EMPTY = 0,
	PGI_VALUES_PLAIN, /* one group without a label */
	PGI_VALUES_GROUPED,
	PGI_VALUES_LARGEST, /* the k largest and the total of all */
	PGI_VALUES_KINDS
} pgi_values_kind;

/* What a state is of; equal on all rows and all partial states. */
typedef struct pgi_values_form
{
	pgi_values_kind kind;
	bool weighted;
	double parameter[2]; /* probability and convention, k, points ... as the statistic needs */
} pgi_values_form;

typedef struct pgi_value_groups
{
	pgi_values_form form;
	pgi_label_set labels; /* of PGI_VALUES_GROUPED */
	int32_t n_groups;
	int32_t capacity;
	pgi_sorted_values *group;
	int64_t n_seen; /* PGI_VALUES_LARGEST: observations ... */
	pgi_sum total;  /* ... and their total */
} pgi_value_groups;

/* Which values a statistic takes. */
typedef enum pgi_values_rule
{
	PGI_VALUES_SIGNED,   /* any; a weight of zero is left out */
	PGI_VALUES_SHARES,   /* none negative; the same */
	PGI_VALUES_REFERENCE /* none negative; the weight is a reference amount, kept where zero */
} pgi_values_rule;

/* Adds an observation (w is ignored where not weighted, label where not grouped). */
extern pgi_status pgi_core_values_add(pgi_env *env, pgi_value_groups *s, const pgi_values_form *form,
									  pgi_values_rule rule, const char *label, int len, double x, double w);

extern pgi_status pgi_core_values_merge(pgi_env *env, pgi_value_groups *s, pgi_value_groups *other);

/* Sorts all groups; STATE_MISMATCH unless the state is empty or of this kind. */
extern pgi_status pgi_core_values_sorted(pgi_env *env, pgi_value_groups *s, pgi_values_kind kind);

extern pgi_status pgi_value_groups_read(pgi_env *env, const void *bytes, size_t size, pgi_value_groups **s);
extern pgi_status pgi_value_groups_write(pgi_env *env, pgi_value_groups *s, void *bytes, size_t *size);

/* Total of the k largest over the total of all; NaN for a zero total. */
extern pgi_status pgi_core_concentration_ratio(pgi_env *env, pgi_value_groups *s, double *result);

/* Dagum's (1997) parts of the Gini coefficient, and what each group adds to the first. */
typedef struct pgi_dagum_group
{
	int64_t n;
	double population_share;
	double value_share;
	double gini;         /* NaN for a zero total */
	double contribution; /* to within */
} pgi_dagum_group;

typedef struct pgi_dagum
{
	double gini; /* NaN: not defined, and all others with it */
	double within;
	double between; /* net */
	double transvariation;
	pgi_dagum_group *group; /* in byte order of the labels, as in order[] */
	int32_t *order;
} pgi_dagum;

extern pgi_status pgi_core_dagum_gini(pgi_env *env, pgi_value_groups *s, pgi_dagum *result);

#endif
