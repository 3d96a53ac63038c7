/* place_tree.c - building the k-d tree; see place_tree.h. */
#include "place_tree.h"

/* Puts the k-th smallest (by one coordinate) of order[0 .. n) at k, smaller ones before it (Hoare). */
static pgi_status
select_median(pgi_env *env, const double *key, int32_t *order, int32_t n, int32_t k)
{
	int32_t low = 0;
	int32_t high = n - 1;

	while (low < high)
	{
		double a = key[order[low]], b = key[order[low + (high - low) / 2]], c = key[order[high]];
		double pivot = a < b ? (b < c ? b : a < c ? c : a) : (a < c ? a : b < c ? c : b);
		int32_t i = low;
		int32_t j = high;

		PGI_POLL(env);
		while (i <= j)
		{
			while (key[order[i]] < pivot)
				i++;
			while (key[order[j]] > pivot)
				j--;
			if (i <= j)
			{
				int32_t swap = order[i];

				order[i++] = order[j];
				order[j--] = swap;
			}
		}
		if (k <= j)
			high = j;
		else if (k >= i)
			low = i;
		else
			break;
	}
	return PGI_OK;
}

static void
bound(pgi_node *node, int dim, double *const *position, const int32_t *order)
{
	for (int k = 0; k < 3; k++)
	{
		node->low[k] = node->high[k] = k < dim && node->end > node->start ? position[k][order[node->start]] : 0;
		for (int32_t i = node->start + 1; k < dim && i < node->end; i++)
		{
			double c = position[k][order[i]];

			node->low[k] = c < node->low[k] ? c : node->low[k];
			node->high[k] = c > node->high[k] ? c : node->high[k];
		}
	}
}

pgi_status
pgi_tree_build(pgi_env *env, pgi_distance distance, int32_t n, const double *x, const double *y, int32_t leaf,
			   pgi_tree *tree)
{
	double *position[3];
	int32_t *order;
	int64_t nodes = 1;

	*tree = (pgi_tree){.distance = distance, .dim = (int) distance, .n = n, .n_nodes = 1};
	for (int k = 0; k < tree->dim; k++)
	{
		PGI_NEW(env, position[k], n);
		PGI_NEW_ZERO(env, tree->at[k], (size_t) n + PGI_TREE_PADDING);
	}
	PGI_NEW(env, order, n);
	for (int32_t i = 0; i < n; i++)
	{
		double p[3];

		PGI_POLL_EVERY(env, i, 13);
		order[i] = i;
		pgi_position(distance, x[i], y[i], p);
		for (int k = 0; k < tree->dim; k++)
			position[k][i] = p[k];
	}

	/* halves differ by at most one point, so that the levels are known */
	for (int64_t width = n; width > leaf; width = (width + 1) / 2)
		nodes = 2 * nodes + 1;
	PGI_NEW(env, tree->node, nodes);
	tree->node[0] = (pgi_node){.start = 0, .end = n};
	bound(&tree->node[0], tree->dim, position, order);
	for (int32_t at = 0; at < tree->n_nodes; at++)
	{
		pgi_node *node = &tree->node[at];
		int32_t count = node->end - node->start;
		int widest = 0;

		if (count <= leaf)
			continue;
		for (int k = 1; k < tree->dim; k++)
			if (node->high[k] - node->low[k] > node->high[widest] - node->low[widest])
				widest = k;
		PGI_TRY(select_median(env, position[widest], order + node->start, count, count / 2));
		node->left = tree->n_nodes;
		tree->n_nodes += 2;
		tree->node[node->left] = (pgi_node){.start = node->start, .end = node->start + count / 2};
		tree->node[node->left + 1] = (pgi_node){.start = node->start + count / 2, .end = node->end};
		bound(&tree->node[node->left], tree->dim, position, order);
		bound(&tree->node[node->left + 1], tree->dim, position, order);
	}
	for (int k = 0; k < tree->dim; k++)
	{
		for (int32_t i = 0; i < n; i++)
			tree->at[k][i] = position[k][order[i]];
		pgi_free(env, position[k]);
	}
	tree->point = order;
	return PGI_OK;
}

void
pgi_tree_free(pgi_env *env, pgi_tree *tree)
{
	for (int k = 0; k < tree->dim; k++)
		pgi_free(env, tree->at[k]);
	pgi_free(env, tree->point);
	pgi_free(env, tree->node);
}
