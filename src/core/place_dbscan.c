/*
 * place_dbscan.c - weighted DBSCAN over leaves of a k-d tree; see place_dbscan.h.
 *
 * All three passes visit, for every leaf, the nodes of the tree within eps of
 * its box.  Counting adds a node's total where the boxes lie within eps of each
 * other as a whole, and stops when all points of the leaf are core.  Linking
 * skips nodes whose core points are known to share the leaf's cluster.
 */
#include <math.h>
#include <string.h>

#include "exact_sum.h"
#include "place_dbscan.h"
#include "place_simd.h"

#define LEAF 16

typedef struct scan
{
	const pgi_tree *tree;
	double eps2; /* the largest square whose root is not beyond eps (straight distances) */
	double min_weight;
	double *weight;      /* by tree order, padded */
	double *node_weight; /* totals of nodes, and what their rounding left */
	double *node_rest;
	bool *core;       /* by tree order */
	bool *node_core;  /* a core point in the node */
	int32_t *parent;  /* union-find over tree order */
	int32_t *uniform; /* a core point of a node whose core points all share a cluster, else -1 */
	double *near;     /* scratch: weight near each point of a leaf, and what its rounding left */
	double *rest;
} scan;

/* --- walking nodes within eps of a leaf ---------------------------------------------- */

typedef struct walk
{
	int32_t stack[PGI_TREE_DEPTH];
	int depth;
} walk;

/* Puts the children on the stack, the nearer one on top. */
static void
push_children(walk *w, const pgi_tree *tree, const pgi_node *leaf, const pgi_node *node)
{
	int32_t near = node->left;
	int32_t far = node->left + 1;

	if (pgi_node_gap2(leaf, &tree->node[far]) < pgi_node_gap2(leaf, &tree->node[near]))
	{
		near++;
		far--;
	}
	w->stack[w->depth++] = far;
	w->stack[w->depth++] = near;
}

/* --- core points ------------------------------------------------------------------------ */

/* The weight of points from .. to - 1 within eps of point i, added to a sum with its rounding error. */
PGI_CLONES static void
add_near(const scan *s, int32_t i, int32_t from, int32_t to, double *sum, double *rest)
{
	const pgi_tree *t = s->tree;
	double x = t->at[0][i], y = t->at[1][i], z = t->dim == 3 ? t->at[2][i] : 0;
	pgi_four total = {0}, error = {0};

	for (int32_t j = from; j < to; j += 4)
	{
		pgi_four dx = x - PGI_FOUR(t->at[0] + j);
		pgi_four dy = y - PGI_FOUR(t->at[1] + j);
		pgi_four d = dx * dx + dy * dy;
		pgi_four w = PGI_FOUR(s->weight + j);
		pgi_four added, back;

		if (t->dim == 3)
		{
			pgi_four dz = z - PGI_FOUR(t->at[2] + j);

			d += dz * dz;
		}
		w = (pgi_four) ((pgi_four_mask) w & (pgi_four_mask) (d <= s->eps2));
		if (to - j < 4)
			for (int k = to - j; k < 4; k++)
				w[k] = 0;
		/* two-sum, so that a threshold of 10 is met by a hundred weights of 0.1 */
		added = total + w;
		back = added - total;
		error += (total - (added - back)) + (w - back);
		total = added;
	}
	for (int k = 0; k < 4; k++)
	{
		double e;

		*sum = pgi_two_sum(*sum, total[k], &e);
		*rest += e + error[k];
	}
}

static pgi_status
find_core(pgi_env *env, scan *s, const pgi_node *leaf)
{
	const pgi_tree *t = s->tree;
	walk w = {.depth = 1};

	PGI_POLL(env);
	for (int32_t i = leaf->start; i < leaf->end; i++)
		s->near[i - leaf->start] = s->rest[i - leaf->start] = 0;
	while (w.depth > 0)
	{
		int32_t k = w.stack[--w.depth];
		const pgi_node *node = &t->node[k];
		bool whole;
		bool enough = true;

		if (s->node_weight[k] == 0 || pgi_node_gap2(leaf, node) > s->eps2 * (1 + 1e-12))
			continue;
		whole = pgi_node_reach2(leaf, node) < s->eps2 * (1 - 1e-12);
		if (!whole && node->left != 0)
		{
			push_children(&w, t, leaf, node);
			continue;
		}
		for (int32_t i = leaf->start; i < leaf->end; i++)
		{
			double *sum = &s->near[i - leaf->start];
			double *rest = &s->rest[i - leaf->start];

			if (whole)
			{
				double e;

				*sum = pgi_two_sum(*sum, s->node_weight[k], &e);
				*rest += e + s->node_rest[k];
			}
			else if (*sum + *rest < s->min_weight)
				add_near(s, i, node->start, node->end, sum, rest);
			enough = enough && *sum + *rest >= s->min_weight;
		}
		if (enough)
			break;
	}
	for (int32_t i = leaf->start; i < leaf->end; i++)
		s->core[i] = s->near[i - leaf->start] + s->rest[i - leaf->start] >= s->min_weight;
	return PGI_OK;
}

static void
add_to_node(scan *s, int32_t k, double weight, double rest)
{
	double e;

	s->node_weight[k] = pgi_two_sum(s->node_weight[k], weight, &e);
	s->node_rest[k] += e + rest;
}

/* Total weights of nodes, children before parents. */
static void
node_totals(scan *s)
{
	for (int32_t k = s->tree->n_nodes - 1; k >= 0; k--)
	{
		const pgi_node *node = &s->tree->node[k];

		s->node_weight[k] = s->node_rest[k] = 0;
		for (int32_t child = node->left; child != 0 && child <= node->left + 1; child++)
			add_to_node(s, k, s->node_weight[child], s->node_rest[child]);
		for (int32_t i = node->start; node->left == 0 && i < node->end; i++)
			add_to_node(s, k, s->weight[i], 0);
	}
}

static void
node_cores(scan *s)
{
	for (int32_t k = s->tree->n_nodes - 1; k >= 0; k--)
	{
		const pgi_node *node = &s->tree->node[k];

		s->uniform[k] = -1;
		s->node_core[k] = node->left != 0 && (s->node_core[node->left] || s->node_core[node->left + 1]);
		for (int32_t i = node->start; node->left == 0 && i < node->end; i++)
			s->node_core[k] = s->node_core[k] || s->core[i];
	}
}

/* --- linking core points ------------------------------------------------------------------ */

static int32_t
find(int32_t *parent, int32_t i)
{
	while (parent[i] != i)
	{
		parent[i] = parent[parent[i]];
		i = parent[i];
	}
	return i;
}

static void
join(int32_t *parent, int32_t i, int32_t j)
{
	i = find(parent, i);
	j = find(parent, j);
	if (i < j)
		parent[j] = i;
	else
		parent[i] = j;
}

/* A core point of node k if all its core points are known to share a cluster, else -1. */
static int32_t
uniform_of(scan *s, int32_t k)
{
	const pgi_node *node = &s->tree->node[k];
	int32_t first = -1;

	if (s->uniform[k] >= 0)
		return s->uniform[k];
	if (node->left == 0)
	{
		for (int32_t i = node->start; i < node->end; i++)
			if (s->core[i])
			{
				if (first >= 0 && find(s->parent, i) != find(s->parent, first))
					return -1;
				first = first < 0 ? i : first;
			}
	}
	else
	{
		for (int32_t child = node->left; child <= node->left + 1; child++)
		{
			if (!s->node_core[child])
				continue;
			if (s->uniform[child] < 0 || (first >= 0 && find(s->parent, s->uniform[child]) != find(s->parent, first)))
				return -1;
			first = s->uniform[child];
		}
	}
	return s->uniform[k] = first;
}

static bool
within(const scan *s, int32_t i, int32_t j)
{
	return pgi_pair2(s->tree, i, s->tree, j) <= s->eps2;
}

/* Joins the core points of two leaves; once the leaves are one cluster each, the first pair is enough. */
static void
link_leaves(scan *s, int32_t a, int32_t b)
{
	const pgi_node *p = &s->tree->node[a];
	const pgi_node *q = &s->tree->node[b];
	bool simple = uniform_of(s, a) >= 0 && uniform_of(s, b) >= 0;

	for (int32_t i = p->start; i < p->end; i++)
		for (int32_t j = a == b ? i + 1 : q->start; s->core[i] && j < q->end; j++)
			if (s->core[j] && within(s, i, j))
			{
				join(s->parent, i, j);
				if (simple)
					return;
			}
}

static pgi_status
link_leaf(pgi_env *env, scan *s, int32_t a)
{
	const pgi_tree *t = s->tree;
	const pgi_node *leaf = &t->node[a];
	walk w = {.depth = 1};

	PGI_POLL(env);
	link_leaves(s, a, a);
	while (w.depth > 0)
	{
		int32_t k = w.stack[--w.depth];
		const pgi_node *node = &t->node[k];
		int32_t mine, other;

		/* pairs are symmetric: the later leaf looks at the earlier ones */
		if (!s->node_core[k] || node->start >= leaf->start || pgi_node_gap2(leaf, node) > s->eps2 * (1 + 1e-12))
			continue;
		mine = uniform_of(s, a);
		other = uniform_of(s, k);
		if (mine >= 0 && other >= 0 && find(s->parent, mine) == find(s->parent, other))
			continue;
		if (node->left != 0)
			push_children(&w, t, leaf, node);
		else
			link_leaves(s, a, k);
	}
	return PGI_OK;
}

/* --- numbering and borders ------------------------------------------------------------------ */

static bool
id_before(const pgi_labels *ids, int32_t i, int32_t j)
{
	int a_len, b_len, c;
	const char *a, *b;

	if (!ids)
		return i < j;
	a = pgi_label(ids, i, &a_len);
	b = pgi_label(ids, j, &b_len);
	c = a_len != b_len ? a_len - b_len : memcmp(a, b, (size_t) a_len);
	return c != 0 ? c < 0 : i < j;
}

/* Sorts point numbers by id: a heap, so that no input is slow. */
static void
sort_by_id(const pgi_labels *ids, int32_t *point, int32_t n)
{
	for (int32_t end = n, start = n / 2; end > 1;)
	{
		int32_t hole, item;

		if (start > 0)
			item = point[--start];
		else
		{
			item = point[--end];
			point[end] = point[0];
		}
		for (hole = start;;)
		{
			int32_t child = 2 * hole + 1;

			if (child >= end)
				break;
			if (child + 1 < end && id_before(ids, point[child], point[child + 1]))
				child++;
			if (!id_before(ids, item, point[child]))
				break;
			point[hole] = point[child];
			hole = child;
		}
		point[hole] = item;
	}
}

/* Numbers clusters by the smallest id of their core points; number[] by tree order, 0 outside. */
static pgi_status
number_clusters(pgi_env *env, scan *s, const pgi_labels *ids, int32_t *number, int32_t *n_clusters)
{
	const pgi_tree *t = s->tree;
	int32_t *first; /* by root: the core point with the smallest id */
	int32_t *order;
	int32_t *rank;
	int32_t n = 0;

	PGI_NEW(env, first, t->n);
	PGI_NEW(env, order, t->n);
	PGI_NEW_ZERO(env, rank, t->n);
	memset(first, -1, (size_t) t->n * sizeof *first);
	for (int32_t i = 0; i < t->n; i++)
	{
		int32_t root;

		PGI_POLL_EVERY(env, i, 12);
		if (!s->core[i])
			continue;
		root = find(s->parent, i);
		if (first[root] < 0)
			order[n++] = root;
		if (first[root] < 0 || id_before(ids, t->point[i], first[root]))
			first[root] = t->point[i];
	}
	for (int32_t k = 0; k < n; k++)
		order[k] = first[order[k]];
	sort_by_id(ids, order, n);
	for (int32_t k = 0; k < n; k++)
		rank[order[k]] = k + 1;
	for (int32_t i = 0; i < t->n; i++)
		number[i] = s->core[i] ? rank[first[find(s->parent, i)]] : 0;
	*n_clusters = n;
	pgi_free(env, first);
	pgi_free(env, order);
	pgi_free(env, rank);
	return PGI_OK;
}

/* Gives the points of a leaf that are not core the lowest number within eps. */
static pgi_status
border_leaf(pgi_env *env, const scan *s, const pgi_node *leaf, int32_t *number)
{
	const pgi_tree *t = s->tree;
	walk w = {.depth = 1};
	bool any = false;

	PGI_POLL(env);
	for (int32_t i = leaf->start; i < leaf->end; i++)
		any = any || !s->core[i];
	while (any && w.depth > 0)
	{
		int32_t k = w.stack[--w.depth];
		const pgi_node *node = &t->node[k];

		if (!s->node_core[k] || pgi_node_gap2(leaf, node) > s->eps2 * (1 + 1e-12))
			continue;
		if (node->left != 0)
		{
			push_children(&w, t, leaf, node);
			continue;
		}
		for (int32_t i = leaf->start; i < leaf->end; i++)
			for (int32_t j = node->start; !s->core[i] && j < node->end; j++)
				if (s->core[j] && (number[i] == 0 || number[j] < number[i]) && within(s, i, j))
					number[i] = number[j];
	}
	return PGI_OK;
}

pgi_status
pgi_core_dbscan(pgi_env *env, pgi_distance distance, const pgi_place_set *points, const pgi_labels *ids, double eps,
				double min_weight, int32_t *cluster, bool *core, int32_t *n_clusters)
{
	int32_t n = points->n;
	pgi_tree tree;
	int32_t *number;
	scan s = {.tree = &tree, .min_weight = min_weight};

	*n_clusters = 0;
	if (!(eps >= 0 && eps <= 1e150))
		return pgi_fail(env, .status = PGI_OUT_OF_RANGE, .row = "eps", .row_len = 3, .value = eps);
	if (!(min_weight > 0 && min_weight <= 1e300))
		return pgi_fail(env, .status = PGI_NOT_POSITIVE, .row = "min_weight", .row_len = 10, .value = min_weight);
	for (int32_t i = 0; i < n; i++)
		PGI_TRY(pgi_place_check(env, distance, points->x[i], points->y[i]));
	s.eps2 = pgi_square_within(pgi_chord(distance, eps));
	PGI_TRY(pgi_tree_build(env, distance, n, points->x, points->y, LEAF, &tree));
	PGI_NEW_ZERO(env, s.weight, (size_t) n + PGI_TREE_PADDING);
	for (int32_t i = 0; i < n; i++)
		s.weight[i] = points->weight[tree.point[i]];
	PGI_NEW(env, s.node_weight, tree.n_nodes);
	PGI_NEW(env, s.node_rest, tree.n_nodes);
	PGI_NEW(env, s.node_core, tree.n_nodes);
	PGI_NEW(env, s.uniform, tree.n_nodes);
	PGI_NEW(env, s.core, n);
	PGI_NEW(env, s.parent, n);
	PGI_NEW(env, s.near, LEAF);
	PGI_NEW(env, s.rest, LEAF);
	PGI_NEW(env, number, n);

	node_totals(&s);
	for (int32_t k = 0; k < tree.n_nodes; k++)
		if (tree.node[k].left == 0)
			PGI_TRY(find_core(env, &s, &tree.node[k]));
	node_cores(&s);
	for (int32_t i = 0; i < n; i++)
		s.parent[i] = i;
	for (int32_t k = 0; k < tree.n_nodes; k++)
		if (tree.node[k].left == 0 && s.node_core[k])
			PGI_TRY(link_leaf(env, &s, k));
	PGI_TRY(number_clusters(env, &s, ids, number, n_clusters));
	for (int32_t k = 0; k < tree.n_nodes; k++)
		if (tree.node[k].left == 0)
			PGI_TRY(border_leaf(env, &s, &tree.node[k], number));
	for (int32_t i = 0; i < n; i++)
	{
		cluster[tree.point[i]] = number[i];
		core[tree.point[i]] = s.core[i];
	}
	return PGI_OK;
}
