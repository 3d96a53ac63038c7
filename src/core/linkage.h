/*
 * linkage.h - groups of related industries: agglomerative clustering of a
 * similarity matrix, and how related the members of any grouping are within
 * and between groups (Delgado, Porter and Stern 2016).
 */
#ifndef PGI_LINKAGE_H
#define PGI_LINKAGE_H

#include "matrix.h"

typedef enum pgi_linkage_kind
{
	PGI_LINKAGE_AVERAGE,
	PGI_LINKAGE_COMPLETE,
	PGI_LINKAGE_SINGLE
} pgi_linkage_kind;

/* Two clusters became one, each named by its first member in label order; a < b, and a names the new one. */
typedef struct pgi_linkage_merge
{
	int32_t a;
	int32_t b;
	int32_t size;
	double similarity;
} pgi_linkage_merge;

/* How one member stands to its own group and to the others. */
typedef struct pgi_linkage_member
{
	int32_t group;     /* as given */
	int32_t n_members; /* of its group */
	double within;     /* mean similarity to the others of its group; NaN for a single one */
	double outside;    /* mean similarity to all outside; NaN where there is none */
	int32_t nearest;   /* the other group with the highest mean similarity, the first of equal ones; -1: none */
	double nearest_similarity;
} pgi_linkage_member;

/* The labels of both sides as one, and the dense symmetric matrix over them: means of both directions, absent cells 0.
 */
extern pgi_status pgi_core_linkage_matrix(pgi_env *env, const pgi_matrix *similarity, pgi_labels *labels,
										  double **dense);

/*
 * All n - 1 merges, most similar first; equal pairs in label order.  Destroys the
 * dense matrix.  O(n^2) memory, O(n^2) time as a rule, O(n^3) at worst (all equal).
 */
extern pgi_status pgi_core_linkage_tree(pgi_env *env, double *dense, int32_t n, pgi_linkage_kind kind,
										pgi_linkage_merge **merge);

/*
 * The groups left after the merges down to n_groups, or after those at or above a
 * similarity (NaN: no such bound): group[i], numbered from 0 by first members.
 */
extern pgi_status pgi_core_linkage_cut(pgi_env *env, const pgi_linkage_merge *merge, int32_t n, int32_t n_groups,
									   double least, int32_t **group, int32_t *n_found);

/* Relatedness of every member of a grouping with groups 0 .. n_groups - 1.  O(n^2). */
extern pgi_status pgi_core_linkage_members(pgi_env *env, const double *dense, int32_t n, const int32_t *group,
										   int32_t n_groups, pgi_linkage_member **member);

#endif
