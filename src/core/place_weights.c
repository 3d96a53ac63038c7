/* place_weights.c - neighbours of points by k-d tree; see place_weights.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "place_weights.h"

#define LEAF 16

typedef struct candidate
{
	double square;
	int32_t point;
} candidate;

static bool
before(candidate a, candidate b)
{
	return a.square != b.square ? a.square < b.square : a.point < b.point;
}

static int
compare_candidates(const void *a, const void *b)
{
	const candidate *s = a;
	const candidate *t = b;

	return before(*s, *t) ? -1 : before(*t, *s);
}

/* Keeps the k least candidates in a heap with the greatest on top. */
static void
keep(candidate *heap, int32_t *n, int32_t k, candidate c)
{
	int32_t hole;

	if (*n < k)
	{
		for (hole = (*n)++; hole > 0 && before(heap[(hole - 1) / 2], c); hole = (hole - 1) / 2)
			heap[hole] = heap[(hole - 1) / 2];
		heap[hole] = c;
		return;
	}
	if (!before(c, heap[0]))
		return;
	for (hole = 0;;)
	{
		int32_t child = 2 * hole + 1;

		if (child >= k)
			break;
		if (child + 1 < k && before(heap[child], heap[child + 1]))
			child++;
		if (!before(c, heap[child]))
			break;
		heap[hole] = heap[child];
		hole = child;
	}
	heap[hole] = c;
}

static pgi_status
begin(pgi_env *env, pgi_distance distance, const pgi_place_set *points, pgi_tree *tree)
{
	for (int32_t i = 0; i < points->n; i++)
		PGI_TRY(pgi_place_check(env, distance, points->x[i], points->y[i]));
	return pgi_tree_build(env, distance, points->n, points->x, points->y, LEAF, tree);
}

/* Room for one more neighbour. */
static pgi_status
grow(pgi_env *env, pgi_neighbour_list *list, int64_t *capacity, int64_t more)
{
	int64_t wanted = list->n + more;
	int32_t *from, *to;
	double *distance;

	if (wanted > PGI_MAX_NEIGHBOURS)
		return pgi_fail(env, .status = PGI_TOO_MANY_PAIRS, .limit = PGI_MAX_NEIGHBOURS);
	if (wanted <= *capacity)
		return PGI_OK;
	*capacity = wanted * 2;
	PGI_NEW(env, from, *capacity);
	PGI_NEW(env, to, *capacity);
	PGI_NEW(env, distance, *capacity);
	if (list->n > 0)
	{
		memcpy(from, list->from, (size_t) list->n * sizeof *from);
		memcpy(to, list->to, (size_t) list->n * sizeof *to);
		memcpy(distance, list->distance, (size_t) list->n * sizeof *distance);
		pgi_free(env, list->from);
		pgi_free(env, list->to);
		pgi_free(env, list->distance);
	}
	list->from = from;
	list->to = to;
	list->distance = distance;
	return PGI_OK;
}

static pgi_node
node_of(const pgi_tree *tree, int32_t i)
{
	pgi_node point = {{0}};

	for (int k = 0; k < tree->dim; k++)
		point.low[k] = point.high[k] = tree->at[k][i];
	return point;
}

/*
 * Searches the neighbours of tree point i: the k nearest (limit infinite), or
 * all within the squared limit (k no bound); found has room for all of them.
 */
static void
search(const pgi_tree *tree, int32_t i, int32_t k, double limit, candidate *found, int32_t *n)
{
	pgi_node point = node_of(tree, i);
	int32_t stack[PGI_TREE_DEPTH];
	int depth = 1;

	*n = 0;
	stack[0] = 0;
	while (depth > 0)
	{
		const pgi_node *node = &tree->node[stack[--depth]];
		double reach = *n == k ? fmin(limit, found[0].square) : limit;
		int32_t near = node->left;

		if (pgi_node_gap2(&point, node) > reach * (1 + 1e-12))
			continue;
		if (node->left != 0)
		{
			if (pgi_node_gap2(&point, &tree->node[near + 1]) < pgi_node_gap2(&point, &tree->node[near]))
				near++;
			stack[depth++] = 2 * node->left + 1 - near;
			stack[depth++] = near;
			continue;
		}
		for (int32_t j = node->start; j < node->end; j++)
		{
			candidate c = {pgi_pair2(tree, i, tree, j), tree->point[j]};

			if (j != i && c.square <= limit)
				keep(found, n, k, c);
		}
	}
}

/* Appends the found neighbours of a point in their order. */
static pgi_status
append(pgi_env *env, pgi_distance distance, int32_t from, candidate *found, int32_t n, pgi_neighbour_list *list,
	   int64_t *capacity)
{
	PGI_TRY(grow(env, list, capacity, n));
	qsort(found, (size_t) n, sizeof *found, compare_candidates);
	for (int32_t k = 0; k < n; k++)
	{
		list->from[list->n] = from;
		list->to[list->n] = found[k].point;
		list->distance[list->n++] = pgi_arc(distance, sqrt(found[k].square));
	}
	return PGI_OK;
}

static pgi_status
all_points(pgi_env *env, pgi_distance distance, const pgi_place_set *points, int32_t k, double limit,
		   pgi_neighbour_list *list)
{
	pgi_tree tree;
	candidate *found;
	int32_t *place; /* tree order by point */
	int64_t capacity = 0;

	*list = (pgi_neighbour_list){0};
	PGI_TRY(begin(env, distance, points, &tree));
	PGI_NEW(env, found, k);
	PGI_NEW(env, place, points->n);
	for (int32_t i = 0; i < points->n; i++)
		place[tree.point[i]] = i;
	for (int32_t i = 0; i < points->n; i++)
	{
		int32_t n;

		PGI_POLL(env);
		search(&tree, place[i], k, limit, found, &n);
		PGI_TRY(append(env, distance, i, found, n, list, &capacity));
	}
	return PGI_OK;
}

pgi_status
pgi_core_nearest(pgi_env *env, pgi_distance distance, const pgi_place_set *points, int32_t k, pgi_neighbour_list *list)
{
	if (k < 1)
		return pgi_fail(env, .status = PGI_NOT_POSITIVE, .row = "k", .row_len = 1, .value = k);
	if (k >= points->n)
		return pgi_fail(env, .status = PGI_TOO_FEW_POINTS, .n = points->n, .limit = (int64_t) k + 1);
	if ((int64_t) k * points->n > PGI_MAX_NEIGHBOURS)
		return pgi_fail(env, .status = PGI_TOO_MANY_PAIRS, .limit = PGI_MAX_NEIGHBOURS);
	return all_points(env, distance, points, k, INFINITY, list);
}

pgi_status
pgi_core_band(pgi_env *env, pgi_distance distance, const pgi_place_set *points, double band, pgi_neighbour_list *list)
{
	if (!(band > 0 && band <= 1e150))
		return pgi_fail(env, .status = PGI_NOT_POSITIVE, .row = "band", .row_len = 4, .value = band);
	if (points->n < 1)
	{
		*list = (pgi_neighbour_list){0};
		return PGI_OK;
	}
	return all_points(env, distance, points, points->n, pgi_square_within(pgi_chord(distance, band)), list);
}
