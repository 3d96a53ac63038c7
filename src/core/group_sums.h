/*
 * group_sums.h - the state of theil_decomposition: exact sums for each group.
 */
#ifndef PGI_GROUP_SUMS_H
#define PGI_GROUP_SUMS_H

#include "exact_sum.h"
#include "label_set.h"

/* Sums of one group. */
typedef struct pgi_group_sum
{
	int64_t n; /* observations of positive weight */
	pgi_sum weights;
	pgi_sum amounts; /* w x */
	pgi_sum logs;    /* w x ln x */
} pgi_group_sum;

typedef struct pgi_group_sums
{
	uint8_t weighted;
	pgi_label_set labels;
	int32_t capacity;
	pgi_group_sum *group; /* labels.n */
} pgi_group_sums;

typedef struct pgi_theil_group
{
	int64_t n;
	double population_share;
	double value_share;
	double mean;
	double theil;   /* NaN for a zero total */
	double within;  /* the group's part of within ... */
	double between; /* ... and of between */
} pgi_theil_group;

typedef struct pgi_theil_parts
{
	double theil; /* NaN: not defined, and all others with it */
	double within;
	double between;
	pgi_theil_group *group; /* in byte order of the labels, as in order[] */
	int32_t *order;
} pgi_theil_parts;

/* Adds a non-negative value with its weight (1 where not weighted). */
extern pgi_status pgi_core_group_sums_add(pgi_env *env, pgi_group_sums *s, bool weighted, const char *label, int len,
										  double x, double w);
extern pgi_status pgi_core_group_sums_merge(pgi_env *env, pgi_group_sums *s, const pgi_group_sums *other);

/* T = sum of s_g T_g + sum of s_g ln(s_g / p_g) (Theil 1967). */
extern pgi_status pgi_core_theil_decomposition(pgi_env *env, const pgi_group_sums *s, pgi_theil_parts *result);

extern pgi_status pgi_group_sums_read(pgi_env *env, const void *bytes, size_t size, pgi_group_sums **s);
extern pgi_status pgi_group_sums_write(pgi_env *env, const pgi_group_sums *s, void *bytes, size_t *size);

#endif
