/* test_chain.c - the chain's algorithms against brute force on thousands of small random graphs. */
#include "unit.h"

#include <math.h>
#include <stdio.h>

#include <cmocka.h>

#include "chain.h"
#include "chain_gap.h"
#include "matrix_builder.h"

#define MAX 9

/* A small graph as a table; NaN: no edge. */
typedef struct table
{
	int n;
	double edge[MAX][MAX];
} table;

static table
random_table(uint64_t *random, int n, double density, bool integers, bool zeros)
{
	table t = {.n = n};

	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
		{
			double value = integers ? (double) (1 + unit_random(random) % 3) : 0.01 + 0.98 * unit_random_unit(random);

			if (zeros && unit_random(random) % 3 == 0)
				value = 0;
			t.edge[i][j] = unit_random_unit(random) < density ? value : NAN;
		}
	return t;
}

/* The graph of a table; all nodes are there, whether they have edges or not. */
static pgi_chain
chain_of(pgi_env *env, const table *t)
{
	uint32_t *offset = pgi_new(env, MAX + 1, sizeof *offset);
	char *bytes = pgi_new(env, MAX, 1);
	pgi_labels labels = {.n = t->n, .offset = offset, .bytes = bytes};
	double dense[MAX * MAX];
	pgi_matrix m;
	pgi_chain chain;

	for (int i = 0; i <= t->n; i++)
		offset[i] = (uint32_t) i;
	for (int i = 0; i < t->n; i++)
	{
		bytes[i] = (char) ('a' + i);
		for (int j = 0; j < t->n; j++)
			dense[i * t->n + j] = t->edge[i][j];
	}
	assert_int_equal(pgi_matrix_from_dense(env, &labels, &labels, dense, true, &m), PGI_OK);
	assert_int_equal(pgi_core_chain(env, &m, &chain), PGI_OK);
	assert_int_equal(chain.n, t->n);
	return chain;
}

/* reach[i][j]: a way leads from i to j, none of whose nodes is gone; i reaches itself. */
static void
closure(const table *t, const bool *gone, bool reach[MAX][MAX])
{
	for (int i = 0; i < t->n; i++)
		for (int j = 0; j < t->n; j++)
			reach[i][j] = !gone[i] && !gone[j] && (i == j || !isnan(t->edge[i][j]));
	for (int k = 0; k < t->n; k++)
		for (int i = 0; i < t->n; i++)
			for (int j = 0; j < t->n; j++)
				reach[i][j] |= reach[i][k] && reach[k][j];
}

static void
assert_close(double a, double b)
{
	if (!(fabs(a - b) <= 1e-9 * fmax(1, fabs(b))))
		fail_msg("%.17g is not %.17g", a, b);
}

/* --- order, dominators, failure ----------------------------------------------------- */

/* Nodes that supply reaches from components without suppliers when some nodes are gone. */
static void
brute_served(const table *t, const bool *gone, bool served[MAX])
{
	bool none[MAX] = {false}, whole[MAX][MAX], left[MAX][MAX];

	closure(t, none, whole);
	closure(t, gone, left);
	for (int v = 0; v < t->n; v++)
	{
		served[v] = false;
		for (int s = 0; s < t->n; s++)
		{
			bool entry = true;

			for (int u = 0; u < t->n; u++)
				entry &= !whole[u][s] || whole[s][u];
			served[v] |= entry && left[s][v];
		}
	}
}

static void
check_order(pgi_env *env, const table *t, uint64_t *random)
{
	pgi_chain chain = chain_of(env, t);
	pgi_chain_order order;
	int32_t *level, *height, *up, *down, *dominator, *largest, *sequence;
	double value[MAX], *lost, *after;
	bool none[MAX] = {false}, reach[MAX][MAX], served[MAX];
	char failed[MAX], *left;

	for (int i = 0; i < t->n; i++)
		value[i] = (double) (unit_random(random) % 5);
	closure(t, none, reach);
	assert_int_equal(pgi_core_chain_order(env, &chain, &order), PGI_OK);
	assert_int_equal(pgi_core_chain_levels(env, &order, &level, &height), PGI_OK);
	assert_int_equal(pgi_core_chain_reach(env, &chain, &order, &up, &down), PGI_OK);
	assert_int_equal(pgi_core_chain_dominators(env, &order, value, &dominator, &lost), PGI_OK);
	for (int i = 0; i < t->n; i++)
	{
		int ups = 0, downs = 0, c = order.component[i], best = 0;
		double cut = 0;
		bool gone[MAX];

		for (int j = 0; j < t->n; j++)
		{
			assert_int_equal(order.component[i] == order.component[j], reach[i][j] && reach[j][i]);
			ups += reach[j][i];
			downs += reach[i][j];
			for (int k = 0; k < t->n; k++)
				if (order.component[k] == c && order.component[j] != c && !isnan(t->edge[j][k]))
				{
					assert_true(order.component[j] < c);
					best = level[order.component[j]] >= best ? level[order.component[j]] + 1 : best;
				}
			gone[j] = order.component[j] == c;
		}
		assert_int_equal(level[c], best);
		assert_int_equal(up[c], ups);
		assert_int_equal(down[c], downs);
		/* the component fails: what is not served any more is what it dominates */
		brute_served(t, gone, served);
		for (int j = 0; j < t->n; j++)
			cut += served[j] ? 0 : value[j];
		assert_close(lost[c], cut);
	}
	/* any set of nodes, and the attack curve of a random order */
	assert_int_equal(pgi_core_chain_shuffled(env, t->n, unit_random(random), 0, &sequence), PGI_OK);
	assert_int_equal(pgi_core_chain_attack(env, &chain, &order, sequence, value, &largest, &after), PGI_OK);
	for (int q = 0; q <= t->n; q++)
	{
		bool gone[MAX] = {false};
		int most = 0;
		double sum = 0;
		table both = *t;

		memset(failed, 0, sizeof failed);
		for (int i = 0; i < q; i++)
			gone[sequence[i]] = failed[sequence[i]] = true;
		assert_int_equal(pgi_core_chain_served(env, &chain, &order, failed, &left), PGI_OK);
		brute_served(t, gone, served);
		for (int i = 0; i < t->n; i++)
			for (int j = 0; j < t->n; j++)
				if (!isnan(t->edge[j][i]))
					both.edge[i][j] = 1;
		closure(&both, gone, reach);
		for (int i = 0; i < t->n; i++)
		{
			int size = 0;

			assert_int_equal(left[i], served[i]);
			sum += served[i] ? value[i] : 0;
			for (int j = 0; j < t->n; j++)
				size += reach[i][j];
			most = size > most ? size : most;
		}
		assert_int_equal(largest[q], most);
		assert_close(after[q], sum);
	}
}

static int
parts_without(const table *t, int node, int a, int b)
{
	table both = *t;
	bool gone[MAX] = {false}, reach[MAX][MAX];
	int parts = 0;

	for (int i = 0; i < t->n; i++)
		for (int j = 0; j < t->n; j++)
			if (!isnan(t->edge[j][i]))
				both.edge[i][j] = 1;
	if (a >= 0)
		both.edge[a][b] = both.edge[b][a] = NAN;
	if (node >= 0)
		gone[node] = true;
	closure(&both, gone, reach);
	for (int i = 0; i < t->n; i++)
	{
		bool first = !gone[i];

		for (int j = 0; j < i; j++)
			first &= !reach[i][j];
		parts += first;
	}
	return parts;
}

static void
check_cuts(pgi_env *env, const table *t)
{
	pgi_chain chain = chain_of(env, t);
	char *articulation;
	int32_t *bridge_to;
	int whole = parts_without(t, -1, -1, -1);

	assert_int_equal(pgi_core_chain_cuts(env, &chain, &articulation, &bridge_to), PGI_OK);
	for (int i = 0; i < t->n; i++)
	{
		assert_int_equal(articulation[i], parts_without(t, i, -1, -1) > whole);
		for (int j = 0; j < i; j++)
		{
			bool edge = !isnan(t->edge[i][j]) || !isnan(t->edge[j][i]);

			assert_int_equal(bridge_to[i] == j || bridge_to[j] == i, edge && parts_without(t, -1, i, j) > whole);
		}
	}
}

static void
test_order(void **state)
{
	uint64_t random = 20221114;

	(void) state;
	for (int round = 0; round < 4000; round++)
	{
		pgi_env *env = unit_env_new();
		table t = random_table(&random, 1 + (int) (unit_random(&random) % 8), 0.05 + 0.4 * unit_random_unit(&random),
							   true, true);

		check_order(env, &t, &random);
		check_cuts(env, &t);
		unit_env_free(env);
	}
}

/* --- paths, betweenness ------------------------------------------------------------- */

typedef struct way
{
	double length;
	int zeros;
	int n;
	int node[MAX];
} way;

typedef struct ways
{
	int n;
	way way[20000];
} ways;

/* All simple paths from `path` on to the target. */
static void
enumerate(const table *t, way *path, int to, ways *all)
{
	int v = path->node[path->n - 1];

	if (v == to)
	{
		assert_true(all->n < 20000);
		all->way[all->n++] = *path;
		return;
	}
	for (int w = 0; w < t->n; w++)
	{
		bool used = isnan(t->edge[v][w]);
		way next = *path;

		for (int i = 0; i < path->n; i++)
			used |= path->node[i] == w;
		if (used)
			continue;
		next.node[next.n++] = w;
		next.length += t->edge[v][w];
		next.zeros += t->edge[v][w] == 0;
		enumerate(t, &next, to, all);
	}
}

static int
compare_ways(const void *a, const void *b)
{
	const way *x = a, *y = b;

	if (x->length != y->length)
		return x->length < y->length ? -1 : 1;
	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	for (int i = 0; i < x->n; i++)
		if (x->node[i] != y->node[i])
			return x->node[i] < y->node[i] ? -1 : 1;
	return 0;
}

static void
check_paths(pgi_env *env, const table *t, pgi_chain_by by)
{
	static ways all;
	pgi_chain chain = chain_of(env, t);
	table lengths = *t;
	double *length, *betweenness, expected[MAX] = {0};

	for (int i = 0; i < t->n; i++)
		for (int j = 0; j < t->n; j++)
		{
			double x = t->edge[i][j];

			lengths.edge[i][j] = isnan(x)                     ? NAN
								 : by == PGI_CHAIN_BY_HOPS    ? 1
								 : by == PGI_CHAIN_BY_LENGTH  ? x
								 : by == PGI_CHAIN_BY_INVERSE ? (x > 0 ? 1 / x : NAN)
															  : (x > 0 ? fabs(log(x)) : NAN);
		}
	assert_int_equal(pgi_core_chain_lengths(env, &chain, by, &length), PGI_OK);
	for (int s = 0; s < t->n; s++)
		for (int d = 0; d < t->n; d++)
		{
			way start = {.n = 1, .node = {s}};
			pgi_chain_path *path;
			int32_t n_paths, k;
			int best = 0, count = 0, through[MAX] = {0};

			all.n = 0;
			enumerate(&lengths, &start, d, &all);
			qsort(all.way, (size_t) all.n, sizeof(way), compare_ways);
			k = all.n < 7 ? all.n + 1 : 7;
			assert_int_equal(pgi_core_chain_paths(env, &chain, length, s, d, k, &path, &n_paths), PGI_OK);
			assert_int_equal(n_paths, all.n < k ? all.n : k);
			for (int p = 0; p < n_paths; p++)
			{
				assert_int_equal(path[p].n, all.way[p].n);
				for (int i = 0; i < path[p].n; i++)
					assert_int_equal(path[p].node[i], all.way[p].node[i]);
				assert_close(path[p].length, all.way[p].length);
			}
			if (s == d || all.n == 0)
				continue;
			for (int p = 1; p < all.n; p++)
				if (all.way[p].length == all.way[best].length && all.way[p].zeros < all.way[best].zeros)
					best = p;
			for (int p = 0; p < all.n; p++)
				if (fabs(all.way[p].length - all.way[best].length) <= 1e-12 * all.way[best].length &&
					all.way[p].zeros == all.way[best].zeros)
				{
					count++;
					for (int i = 1; i < all.way[p].n - 1; i++)
						through[all.way[p].node[i]]++;
				}
			for (int v = 0; v < t->n; v++)
				expected[v] += (double) through[v] / count;
		}
	assert_int_equal(pgi_core_chain_betweenness(env, &chain, length, -1, 0, &betweenness), PGI_OK);
	for (int v = 0; v < t->n; v++)
		assert_close(betweenness[v], expected[v]);
	if (by == PGI_CHAIN_BY_HOPS)
	{
		assert_int_equal(pgi_core_chain_betweenness(env, &chain, NULL, -1, 0, &betweenness), PGI_OK);
		for (int v = 0; v < t->n; v++)
			assert_close(betweenness[v], expected[v]);
	}
}

static void
test_paths(void **state)
{
	uint64_t random = 42;

	(void) state;
	for (int round = 0; round < 800; round++)
	{
		pgi_env *env = unit_env_new();
		int n = 2 + (int) (unit_random(&random) % 5);
		double density = 0.2 + 0.6 * unit_random_unit(&random);
		table whole = random_table(&random, n, density, true, true),
			  shares = random_table(&random, n, density, false, true);

		check_paths(env, &whole, PGI_CHAIN_BY_HOPS);
		check_paths(env, &whole, PGI_CHAIN_BY_LENGTH);
		check_paths(env, &shares, PGI_CHAIN_BY_LENGTH);
		check_paths(env, &shares, PGI_CHAIN_BY_PRODUCT);
		check_paths(env, &shares, PGI_CHAIN_BY_INVERSE);
		unit_env_free(env);
	}
}

/* --- large graphs of known answer ----------------------------------------------------- */

static pgi_chain
chain_of_edges(pgi_env *env, int64_t n_edges, const int32_t (*edge)[2], const double *value)
{
	pgi_builder *builder;
	pgi_matrix m;
	pgi_chain chain;

	assert_int_equal(pgi_builder_new(env, &builder), PGI_OK);
	for (int64_t e = 0; e < n_edges; e++)
	{
		char a[16], b[16];

		snprintf(a, sizeof a, "%08d", edge[e][0]);
		snprintf(b, sizeof b, "%08d", edge[e][1]);
		assert_int_equal(pgi_builder_add(builder, a, 8, b, 8, value ? value[e] : 1), PGI_OK);
	}
	assert_int_equal(pgi_builder_matrix(builder, true, &m), PGI_OK);
	assert_int_equal(pgi_core_chain(env, &m, &chain), PGI_OK);
	return chain;
}

static void
test_long_path(void **state)
{
	enum
	{
		N = 100000
	};
	pgi_env *env = unit_env_new();
	int32_t(*edge)[2] = calloc(N, sizeof *edge);
	double *value = calloc(N, sizeof *value), *lost, *length;
	int32_t *level, *height, *up, *down, *dominator, *bridge_to, n_paths;
	char *articulation;
	pgi_chain_order order;
	pgi_chain_path *path;
	pgi_chain_way walk;
	pgi_chain chain;

	(void) state;
	for (int i = 0; i < N - 1; i++)
	{
		edge[i][0] = i;
		edge[i][1] = i + 1;
	}
	chain = chain_of_edges(env, N - 1, edge, NULL);
	value[N - 1] = 7;
	assert_int_equal(pgi_core_chain_order(env, &chain, &order), PGI_OK);
	assert_int_equal(pgi_core_chain_levels(env, &order, &level, &height), PGI_OK);
	assert_int_equal(pgi_core_chain_reach(env, &chain, &order, &up, &down), PGI_OK);
	assert_int_equal(pgi_core_chain_dominators(env, &order, value, &dominator, &lost), PGI_OK);
	assert_int_equal(pgi_core_chain_cuts(env, &chain, &articulation, &bridge_to), PGI_OK);
	assert_int_equal(pgi_core_chain_lengths(env, &chain, PGI_CHAIN_BY_LENGTH, &length), PGI_OK);
	assert_int_equal(pgi_core_chain_paths(env, &chain, length, 0, N - 1, 3, &path, &n_paths), PGI_OK);
	assert_int_equal(pgi_core_chain_walk(env, &chain, 0, PGI_CHAIN_DOWNSTREAM, -1, &walk), PGI_OK);
	assert_int_equal(n_paths, 1);
	assert_int_equal(path[0].n, N);
	assert_int_equal(walk.n, N);
	for (int i = 0; i < N; i++)
	{
		assert_int_equal(level[order.component[i]], i);
		assert_int_equal(up[order.component[i]], i + 1);
		assert_int_equal(down[order.component[i]], N - i);
		assert_close(lost[order.component[i]], 7);
		assert_int_equal(articulation[i], i > 0 && i < N - 1);
	}
	unit_env_free(env);

	/* closed to a ring it is one component */
	env = unit_env_new();
	edge[N - 1][0] = N - 1;
	chain = chain_of_edges(env, N, edge, NULL);
	assert_int_equal(pgi_core_chain_order(env, &chain, &order), PGI_OK);
	assert_int_equal(order.n, 1);
	assert_int_equal(pgi_core_chain_cuts(env, &chain, &articulation, &bridge_to), PGI_OK);
	for (int i = 0; i < N; i++)
		assert_int_equal(articulation[i] + (bridge_to[i] >= 0), 0);
	unit_env_free(env);
	free(edge);
	free(value);
}

/* Complete layers: the number of paths exceeds the range of a double, shares do not. */
static void
test_many_paths(void **state)
{
	enum
	{
		LAYERS = 700,
		WIDTH = 4,
		N = LAYERS * WIDTH
	};
	pgi_env *env = unit_env_new();
	int32_t(*edge)[2] = calloc(N * WIDTH, sizeof *edge);
	double *hops, *lengths, *length;
	pgi_chain chain;
	int n_edges = 0;

	(void) state;
	for (int l = 0; l < LAYERS - 1; l++)
		for (int i = 0; i < WIDTH; i++)
			for (int j = 0; j < WIDTH; j++)
			{
				edge[n_edges][0] = l * WIDTH + i;
				edge[n_edges++][1] = (l + 1) * WIDTH + j;
			}
	chain = chain_of_edges(env, n_edges, edge, NULL);
	assert_int_equal(pgi_core_chain_betweenness(env, &chain, NULL, -1, 0, &hops), PGI_OK);
	assert_int_equal(pgi_core_chain_lengths(env, &chain, PGI_CHAIN_BY_LENGTH, &length), PGI_OK);
	assert_int_equal(pgi_core_chain_betweenness(env, &chain, length, -1, 0, &lengths), PGI_OK);
	for (int v = 0; v < N; v++)
	{
		double l = v / WIDTH, expected = l * WIDTH * (LAYERS - 1 - l) * WIDTH / WIDTH;

		assert_close(hops[v], expected);
		assert_close(lengths[v], expected);
	}
	unit_env_free(env);
	free(edge);
}

/* A zero edge everywhere: shortest paths are those with the fewest edges. */
static void
test_all_zero(void **state)
{
	pgi_env *env = unit_env_new();
	uint64_t random = 7;
	int32_t edge[2000][2];
	double value[2000] = {0}, *hops, *lengths, *length;
	pgi_chain chain;

	(void) state;
	for (int e = 0; e < 2000; e++)
	{
		edge[e][0] = (int32_t) (unit_random(&random) % 400);
		edge[e][1] = (int32_t) (unit_random(&random) % 400);
	}
	chain = chain_of_edges(env, 2000, (const int32_t(*)[2]) edge, value);
	assert_int_equal(pgi_core_chain_lengths(env, &chain, PGI_CHAIN_BY_LENGTH, &length), PGI_OK);
	assert_int_equal(pgi_core_chain_betweenness(env, &chain, NULL, -1, 0, &hops), PGI_OK);
	assert_int_equal(pgi_core_chain_betweenness(env, &chain, length, -1, 0, &lengths), PGI_OK);
	for (int v = 0; v < chain.n; v++)
		assert_close(lengths[v], hops[v]);
	unit_env_free(env);
}

/* --- shape, ranks, gaps ----------------------------------------------------------------- */

static void
test_shape(void **state)
{
	uint64_t random = 99;

	(void) state;
	for (int round = 0; round < 2000; round++)
	{
		pgi_env *env = unit_env_new();
		table t = random_table(&random, 2 + (int) (unit_random(&random) % 7), 0.5, true, round % 2);
		pgi_chain chain = chain_of(env, &t);
		double total = 0, q = 0, modularity, by_edges, by_value, edges = 0, answered = 0, value = 0, shared = 0;
		double out[MAX] = {0}, in[MAX] = {0};
		int32_t *module, n_modules;

		assert_int_equal(pgi_core_chain_modules(env, &chain, 1, &module, &n_modules, &modularity), PGI_OK);
		assert_int_equal(pgi_core_chain_reciprocity(env, &chain, &by_edges, &by_value), PGI_OK);
		for (int i = 0; i < t.n; i++)
			for (int j = 0; j < t.n; j++)
				if (!isnan(t.edge[i][j]))
				{
					total += t.edge[i][j];
					out[i] += t.edge[i][j];
					in[j] += t.edge[i][j];
					if (i != j)
					{
						edges++;
						value += t.edge[i][j];
						if (!isnan(t.edge[j][i]))
						{
							answered++;
							shared += fmin(t.edge[i][j], t.edge[j][i]);
						}
					}
				}
		for (int i = 0; i < t.n; i++)
			for (int j = 0; j < t.n; j++)
				if (module[i] == module[j])
					q += (isnan(t.edge[i][j]) ? 0 : t.edge[i][j]) / total - out[i] * in[j] / total / total;
		if (total > 0)
			assert_close(modularity, q);
		else
			assert_true(isnan(modularity));
		if (edges > 0)
			assert_close(by_edges, answered / edges);
		if (value > 0)
			assert_close(by_value, shared / value);
		unit_env_free(env);
	}
}

static void
test_nodf(void **state)
{
	uint64_t random = 5;

	(void) state;
	for (int round = 0; round < 2000; round++)
	{
		pgi_env *env = unit_env_new();
		int n = 1 + (int) (unit_random(&random) % 8);
		table t = random_table(&random, n, 0.6, true, true);
		double dense[MAX * MAX], rows, cols, both, sum[2] = {0};
		uint32_t offset[MAX + 1];
		pgi_labels labels = {.n = n, .offset = offset, .bytes = "abcdefghi"};
		pgi_matrix m;

		for (int i = 0; i <= n; i++)
			offset[i] = (uint32_t) i;
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++)
				dense[i * n + j] = t.edge[i][j];
		assert_int_equal(pgi_matrix_from_dense(env, &labels, &labels, dense, true, &m), PGI_OK);
		assert_int_equal(pgi_core_chain_nodf(env, &m, &rows, &cols, &both), PGI_OK);
		for (int side = 0; side < 2; side++)
			for (int a = 0; a < n; a++)
				for (int b = 0; b < a; b++)
				{
					int ka = 0, kb = 0, common = 0;

					for (int x = 0; x < n; x++)
					{
						bool in_a = (side ? t.edge[x][a] : t.edge[a][x]) > 0;
						bool in_b = (side ? t.edge[x][b] : t.edge[b][x]) > 0;

						ka += in_a;
						kb += in_b;
						common += in_a && in_b;
					}
					if (ka != kb && ka > 0 && kb > 0)
						sum[side] += (double) common / (ka < kb ? ka : kb);
				}
		if (n > 1)
		{
			assert_close(rows, sum[0] / (n * (n - 1) / 2));
			assert_close(cols, sum[1] / (n * (n - 1) / 2));
			assert_close(both, (sum[0] + sum[1]) / (n * (n - 1)));
		}
		else
			assert_true(isnan(both));
		unit_env_free(env);
	}
}

/* Ranks solve their equations. */
static void
test_ranks(void **state)
{
	uint64_t random = 11;
	pgi_chain_rank options = {.damping = 0.85, .katz_alpha = 0.05, .tolerance = 1e-14, .max_iterations = 10000};

	(void) state;
	for (int round = 0; round < 500; round++)
	{
		pgi_env *env = unit_env_new();
		table t = random_table(&random, 2 + (int) (unit_random(&random) % 7), 0.4, true, true);
		pgi_chain chain = chain_of(env, &t);
		double *rank, *katz;
		bool converged;

		options.reverse = round % 2;
		for (int weighted = 0; weighted < 2; weighted++)
		{
			assert_int_equal(pgi_core_chain_pagerank(env, &chain, &options, weighted, &rank, &converged), PGI_OK);
			assert_true(converged);
			for (int v = 0; v < t.n; v++)
			{
				double sum = 0;

				for (int u = 0; u < t.n; u++)
				{
					double out = 0, edge = options.reverse ? t.edge[v][u] : t.edge[u][v];

					for (int w = 0; w < t.n; w++)
					{
						double x = options.reverse ? t.edge[w][u] : t.edge[u][w];

						out += isnan(x) ? 0 : weighted ? x : 1;
					}
					if (out == 0)
						sum += rank[u] / t.n;
					else if (!isnan(edge))
						sum += rank[u] * (weighted ? edge : 1) / out;
				}
				assert_close(rank[v], 0.15 / t.n + 0.85 * sum);
			}
		}
		assert_int_equal(pgi_core_chain_katz(env, &chain, &options, &katz, &converged), PGI_OK);
		assert_true(converged);
		for (int v = 0; v < t.n; v++)
		{
			double sum = 0;

			for (int u = 0; u < t.n; u++)
				sum += isnan(options.reverse ? t.edge[v][u] : t.edge[u][v]) ? 0 : katz[u];
			assert_close(katz[v], 1 + 0.05 * sum);
		}
		unit_env_free(env);
	}
}

/* Core numbers by peeling, clustering by triples, closeness by walks. */
static void
test_centrality(void **state)
{
	uint64_t random = 77;

	(void) state;
	for (int round = 0; round < 1000; round++)
	{
		pgi_env *env = unit_env_new();
		table t = random_table(&random, 2 + (int) (unit_random(&random) % 7), 0.35, true, true);
		pgi_chain chain = chain_of(env, &t);
		pgi_chain_position c;
		bool tied[MAX][MAX] = {{false}}, gone[MAX] = {false};
		int core[MAX] = {0};

		assert_int_equal(pgi_core_chain_centrality(env, &chain, &c), PGI_OK);
		for (int i = 0; i < t.n; i++)
			for (int j = 0; j < t.n; j++)
				tied[i][j] = i != j && (!isnan(t.edge[i][j]) || !isnan(t.edge[j][i]));
		for (int k = 0; k < t.n; k++)
			for (bool again = true; again;)
			{
				again = false;
				for (int i = 0; i < t.n; i++)
				{
					int degree = 0;

					for (int j = 0; j < t.n; j++)
						degree += tied[i][j] && !gone[j];
					if (!gone[i] && degree <= k)
					{
						gone[i] = again = true;
						core[i] = k;
					}
				}
			}
		for (int i = 0; i < t.n; i++)
		{
			int degree = 0, linked = 0, reached = 0, sum = 0;
			pgi_chain_way walk;

			for (int j = 0; j < t.n; j++)
			{
				degree += tied[i][j];
				for (int k = 0; k < t.n; k++)
					linked += tied[i][j] && tied[i][k] && tied[j][k];
			}
			assert_int_equal(c.core[i], core[i]);
			assert_close(c.clustering[i], degree > 1 ? (double) linked / (degree * (degree - 1)) : 0);
			assert_int_equal(pgi_core_chain_walk(env, &chain, i, PGI_CHAIN_UPSTREAM, -1, &walk), PGI_OK);
			for (int k = 1; k < walk.n; k++)
			{
				reached++;
				sum += walk.steps[k];
			}
			assert_close(c.closeness_in[i], reached > 0 ? (double) reached / sum * reached / (t.n - 1) : 0);
		}
		unit_env_free(env);
	}
}

static void
test_errors(void **state)
{
	pgi_env *env = unit_env_new();
	table t = {.n = 2, .edge = {{NAN, 2}, {NAN, NAN}}};
	pgi_chain chain = chain_of(env, &t);
	double *length;
	int32_t node;

	(void) state;
	assert_int_equal(pgi_core_chain_lengths(env, &chain, PGI_CHAIN_BY_PRODUCT, &length), PGI_SHARE_ABOVE_ONE);
	assert_int_equal(pgi_core_chain_node(env, &chain, "zz", 2, &node), PGI_LABEL_NOT_FOUND);
	assert_memory_equal(env->error.row, "zz", 2);
	unit_env_free(env);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),      cmocka_unit_test(test_paths),    cmocka_unit_test(test_long_path),
		cmocka_unit_test(test_many_paths), cmocka_unit_test(test_all_zero), cmocka_unit_test(test_shape),
		cmocka_unit_test(test_nodf),       cmocka_unit_test(test_ranks),    cmocka_unit_test(test_centrality),
		cmocka_unit_test(test_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
