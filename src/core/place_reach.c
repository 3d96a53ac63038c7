/* place_reach.c - points within reach of sites by k-d tree; see place_reach.h. */
#include <math.h>

#include "place_reach.h"
#include "place_tree.h"

#define LEAF 32

/* Adds the points of a leaf that lie within the squared straight distance. */
static void
add_leaf(const pgi_tree *site, int32_t i, const pgi_tree *tree, const pgi_node *leaf, double limit, double rate,
		 const pgi_place_set *points, const int32_t *category, int64_t *count, double *access)
{
	for (int32_t j = leaf->start; j < leaf->end; j++)
	{
		double square = pgi_pair2(site, i, tree, j);
		int32_t p = tree->point[j];

		if (square > limit)
			continue;
		count[category[p]]++;
		access[category[p]] += points->weight[p] * exp(-rate * pgi_arc(tree->distance, sqrt(square)));
	}
}

pgi_status
pgi_core_reach(pgi_env *env, pgi_distance distance, const pgi_place_set *sites, const pgi_place_set *points,
			   const int32_t *category, int32_t n_categories, double radius, double beta, int64_t *count,
			   double *access)
{
	double limit;
	pgi_tree from, tree;

	if (!(radius > 0 && radius <= 1e150))
		return pgi_fail(env, .status = PGI_NOT_POSITIVE, .row = "radius", .row_len = 6, .value = radius);
	if (!(beta > 0 && beta <= 1e150))
		return pgi_fail(env, .status = PGI_NOT_POSITIVE, .row = "beta", .row_len = 4, .value = beta);
	for (int32_t i = 0; i < sites->n; i++)
		PGI_TRY(pgi_place_check(env, distance, sites->x[i], sites->y[i]));
	for (int32_t i = 0; i < points->n; i++)
		PGI_TRY(pgi_place_check(env, distance, points->x[i], points->y[i]));
	for (int64_t k = 0; k < (int64_t) sites->n * n_categories; k++)
	{
		count[k] = 0;
		access[k] = 0;
	}
	if (sites->n == 0 || points->n == 0)
		return PGI_OK;
	limit = pgi_square_within(pgi_chord(distance, radius));
	PGI_TRY(pgi_tree_build(env, distance, sites->n, sites->x, sites->y, LEAF, &from));
	PGI_TRY(pgi_tree_build(env, distance, points->n, points->x, points->y, LEAF, &tree));
	for (int32_t i = 0; i < sites->n; i++)
	{
		int64_t cell = (int64_t) from.point[i] * n_categories;
		pgi_node place = {{0}};
		int32_t stack[PGI_TREE_DEPTH];
		int depth = 1;

		for (int k = 0; k < from.dim; k++)
			place.low[k] = place.high[k] = from.at[k][i];
		stack[0] = 0;
		while (depth > 0)
		{
			const pgi_node *node = &tree.node[stack[--depth]];

			PGI_POLL(env);
			if (pgi_node_gap2(&place, node) > limit * (1 + 1e-12))
				continue;
			if (node->left != 0)
			{
				stack[depth++] = node->left + 1;
				stack[depth++] = node->left;
				continue;
			}
			add_leaf(&from, i, &tree, node, limit, beta / radius, points, category, count + cell, access + cell);
		}
	}
	return PGI_OK;
}
