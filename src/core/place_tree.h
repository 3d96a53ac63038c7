/*
 * place_tree.h - a k-d tree over positions, for all neighbour and pair work.
 *
 * Nodes split at the median of their widest side until a leaf holds at most
 * `leaf` points.  Points are stored leaf by leaf, coordinates side by side, so
 * that a leaf's inner loops are vector loops.  The tree depends only on the
 * order of its input.  Build O(n log n); memory 8(dim + 1) bytes a point and
 * about 100/leaf bytes a point of nodes.
 */
#ifndef PGI_PLACE_TREE_H
#define PGI_PLACE_TREE_H

#include "place_distance.h"

typedef struct pgi_node
{
	double low[3]; /* bounding box, unused dimensions 0 */
	double high[3];
	int32_t start; /* its points: start .. end - 1 */
	int32_t end;
	int32_t left; /* its children are left and left + 1; 0: a leaf */
} pgi_node;

typedef struct pgi_tree
{
	pgi_distance distance;
	int dim;
	int32_t n;
	int32_t n_nodes; /* at least one, the root is 0 */
	pgi_node *node;
	double *at[3];  /* coordinates in leaf order; dimension 3 is NULL on the plane */
	int32_t *point; /* number in the input by leaf order */
} pgi_tree;

/* Elements behind the last of each coordinate array, so that vectors of four may be read. */
#define PGI_TREE_PADDING 3

/* Deepest possible tree, and so the largest stack of a traversal. */
#define PGI_TREE_DEPTH 64

extern pgi_status pgi_tree_build(pgi_env *env, pgi_distance distance, int32_t n, const double *x, const double *y,
								 int32_t leaf, pgi_tree *tree);

extern void pgi_tree_free(pgi_env *env, pgi_tree *tree);

/* Least and greatest squared straight distance of two boxes. */
static inline double
pgi_node_gap2(const pgi_node *a, const pgi_node *b)
{
	double sum = 0;

	for (int k = 0; k < 3; k++)
	{
		double gap = a->low[k] > b->high[k]   ? a->low[k] - b->high[k]
					 : b->low[k] > a->high[k] ? b->low[k] - a->high[k]
											  : 0;

		sum += gap * gap;
	}
	return sum;
}

static inline double
pgi_node_reach2(const pgi_node *a, const pgi_node *b)
{
	double sum = 0;

	for (int k = 0; k < 3; k++)
	{
		double up = a->high[k] - b->low[k];
		double down = b->high[k] - a->low[k];
		double reach = up > down ? up : down;

		sum += reach * reach;
	}
	return sum;
}

/* Squared straight distance of two points of (possibly two) trees. */
static inline double
pgi_pair2(const pgi_tree *a, int32_t i, const pgi_tree *b, int32_t j)
{
	double dx = a->at[0][i] - b->at[0][j];
	double dy = a->at[1][i] - b->at[1][j];
	double sum = dx * dx + dy * dy;

	if (a->dim == 3)
	{
		double dz = a->at[2][i] - b->at[2][j];

		sum += dz * dz;
	}
	return sum;
}

#endif
