/*
 * chain_path.c - walks over a chain and its k best paths.
 *
 * Paths: Yen 1971 with Lawler's 1972 rule (a path deviates only from where it
 * left its parent), each deviation found by A* under the exact distances to
 * the target in the whole graph.  O(k x length of a path) searches, most of
 * them small.  A path is better when it is shorter, then when it has fewer
 * nodes, then when its sequence of nodes comes first.
 */
#include <math.h>

#include "chain.h"
#include "chain_heap.h"

/* --- walk ------------------------------------------------------------------------ */

/* Reaches w from v over an edge. */
static inline void
step_to(int32_t w, int32_t v, int32_t edge, int32_t *steps, int32_t *via, int32_t *by, int32_t *queue, int32_t *tail)
{
	if (steps[w] < 0)
	{
		steps[w] = steps[v] + 1;
		queue[(*tail)++] = w;
	}
	else if (steps[w] != steps[v] + 1 || via[w] <= v)
		return;
	via[w] = v;
	by[w] = edge;
}

pgi_status
pgi_core_chain_walk(pgi_env *env, const pgi_chain *chain, int32_t start, int directions, int32_t depth,
					pgi_chain_way *walk)
{
	int32_t *steps, *via, *by, *queue, *at, tail = 0, last, work = 0;

	PGI_NEW(env, steps, chain->n);
	PGI_NEW(env, via, chain->n);
	PGI_NEW(env, by, chain->n);
	PGI_NEW(env, queue, chain->n);
	for (int32_t v = 0; v < chain->n; v++)
		steps[v] = via[v] = by[v] = -1;
	queue[tail++] = start;
	steps[start] = 0;
	for (int32_t head = 0; head < tail; head++)
	{
		int32_t v = queue[head];

		if (depth >= 0 && steps[v] >= depth)
			break;
		PGI_CHAIN_WORK(env, work,
					   1 + chain->out_start[v + 1] - chain->out_start[v] + chain->in_start[v + 1] - chain->in_start[v]);
		if (directions & PGI_CHAIN_DOWNSTREAM)
			for (int32_t e = chain->out_start[v]; e < chain->out_start[v + 1]; e++)
				step_to(chain->out_to[e], v, e, steps, via, by, queue, &tail);
		if (directions & PGI_CHAIN_UPSTREAM)
			for (int32_t i = chain->in_start[v]; i < chain->in_start[v + 1]; i++)
				step_to(chain->in_from[i], v, chain->in_edge[i], steps, via, by, queue, &tail);
	}
	/* counting sort by steps keeps the order of nodes within a step */
	last = steps[queue[tail - 1]];
	PGI_NEW_ZERO(env, at, (size_t) last + 2);
	walk->n = tail;
	PGI_NEW(env, walk->node, tail);
	PGI_NEW(env, walk->steps, tail);
	PGI_NEW(env, walk->via, tail);
	PGI_NEW(env, walk->edge, tail);
	for (int32_t i = 0; i < tail; i++)
		at[steps[queue[i]] + 1]++;
	for (int32_t i = 0; i <= last; i++)
		at[i + 1] += at[i];
	for (int32_t v = 0; v < chain->n; v++)
		if (steps[v] >= 0)
		{
			int32_t i = at[steps[v]]++;

			walk->node[i] = v;
			walk->steps[i] = steps[v];
			walk->via[i] = via[v];
			walk->edge[i] = by[v];
		}
	return PGI_OK;
}

/* --- paths ------------------------------------------------------------------------ */

typedef struct finder
{
	const pgi_chain *chain;
	const double *length;
	int32_t to;
	double *to_go;   /* length of the shortest path to the target, INFINITY without one */
	char *blocked;   /* nodes of the path before the deviation */
	int32_t round;   /* of the search that ... */
	int32_t *seen;   /* ... reached the node last */
	int32_t *useful; /* ... found it on a shortest path */
	int32_t *barred; /* ... must not leave by this edge */
	double *length_to;
	int32_t *hops_to;
	int32_t *queue;
	pgi_chain_entry *heap;
	int32_t n_heap;
	int32_t heap_room;
} finder;

/* A path found, and where it left the path it was derived from. */
typedef struct candidate
{
	pgi_chain_path path;
	int32_t deviation;
} candidate;

static pgi_status
add_to_heap(pgi_env *env, finder *f, double key, int32_t hops, int32_t node)
{
	if (f->n_heap == f->heap_room)
	{
		pgi_chain_entry *larger;

		PGI_NEW(env, larger, 2 * (size_t) f->heap_room);
		memcpy(larger, f->heap, (size_t) f->n_heap * sizeof *larger);
		pgi_free(env, f->heap);
		f->heap = larger;
		f->heap_room *= 2;
	}
	pgi_chain_push(f->heap, f->n_heap++, (pgi_chain_entry){key, hops, node});
	return PGI_OK;
}

/* Lengths of the shortest paths to the target from everywhere. */
static pgi_status
measure_to_go(pgi_env *env, finder *f)
{
	int32_t work = 0;

	for (int32_t v = 0; v < f->chain->n; v++)
		f->to_go[v] = INFINITY;
	f->to_go[f->to] = 0;
	PGI_TRY(add_to_heap(env, f, 0, 0, f->to));
	while (f->n_heap > 0)
	{
		pgi_chain_entry top = pgi_chain_pop(f->heap, f->n_heap--);
		int32_t v = top.node;

		if (top.key > f->to_go[v])
			continue;
		PGI_CHAIN_WORK(env, work, 8 + f->chain->in_start[v + 1] - f->chain->in_start[v]);
		for (int32_t i = f->chain->in_start[v]; i < f->chain->in_start[v + 1]; i++)
		{
			double way = top.key + f->length[f->chain->in_edge[i]];

			if (way < f->to_go[f->chain->in_from[i]])
			{
				f->to_go[f->chain->in_from[i]] = way;
				PGI_TRY(add_to_heap(env, f, way, 0, f->chain->in_from[i]));
			}
		}
	}
	return PGI_OK;
}

/* Offers a way to w of a length and number of hops. */
static pgi_status
offer(pgi_env *env, finder *f, int32_t w, double length, int32_t hops)
{
	double total = length + f->to_go[w];

	if (!isfinite(total) || f->blocked[w])
		return PGI_OK;
	if (f->seen[w] == f->round && (length > f->length_to[w] || (length == f->length_to[w] && hops >= f->hops_to[w])))
		return PGI_OK;
	f->seen[w] = f->round;
	f->length_to[w] = length;
	f->hops_to[w] = hops;
	return add_to_heap(env, f, total, hops, w);
}

/* Finds the best lengths from spur on, until all ways as short as the shortest to the target are known. */
static pgi_status
search_from(pgi_env *env, finder *f, int32_t spur, double length, int32_t hops)
{
	int32_t work = 0;

	f->n_heap = 0;
	PGI_TRY(offer(env, f, spur, length, hops));
	while (f->n_heap > 0)
	{
		pgi_chain_entry top = pgi_chain_pop(f->heap, f->n_heap--);
		int32_t v = top.node;

		/* the estimates are exact up to rounding, hence the margin */
		if (f->seen[f->to] == f->round && top.key > f->length_to[f->to] * (1 + 1e-12))
			break;
		PGI_CHAIN_WORK(env, work, 8 + f->chain->out_start[v + 1] - f->chain->out_start[v]);
		if (v == f->to || top.second > f->hops_to[v])
			continue;
		for (int32_t e = f->chain->out_start[v]; e < f->chain->out_start[v + 1]; e++)
			if (f->barred[e] != f->round)
				PGI_TRY(offer(env, f, f->chain->out_to[e], f->length_to[v] + f->length[e], f->hops_to[v] + 1));
	}
	return PGI_OK;
}

/* Whether edge e from v to w is the end of a best way to w. */
static inline bool
is_tight(const finder *f, int32_t v, int32_t e, int32_t w)
{
	return f->seen[v] == f->round && f->seen[w] == f->round && f->barred[e] != f->round &&
		   f->length_to[v] + f->length[e] == f->length_to[w] && f->hops_to[v] + 1 == f->hops_to[w];
}

/* After a search: the first of the best paths from node[n - 1] on, appended to node[] and edge[]. */
static pgi_status
trace(pgi_env *env, finder *f, pgi_chain_path *path)
{
	int32_t tail = 0, v = path->node[path->n - 1];

	f->queue[tail++] = f->to;
	f->useful[f->to] = f->round;
	for (int32_t head = 0; head < tail; head++)
	{
		int32_t w = f->queue[head];

		PGI_POLL_EVERY(env, head, 10);
		for (int32_t i = f->chain->in_start[w]; i < f->chain->in_start[w + 1]; i++)
		{
			int32_t u = f->chain->in_from[i];

			if (f->useful[u] != f->round && is_tight(f, u, f->chain->in_edge[i], w))
			{
				f->useful[u] = f->round;
				f->queue[tail++] = u;
			}
		}
	}
	while (v != f->to)
	{
		int32_t e = f->chain->out_start[v];

		while (f->useful[f->chain->out_to[e]] != f->round || !is_tight(f, v, e, f->chain->out_to[e]))
			e++;
		v = f->chain->out_to[e];
		path->edge[path->n - 1] = e;
		path->node[path->n++] = v;
	}
	path->length = f->length_to[f->to];
	return PGI_OK;
}

/* The best path that follows `base` up to its node number `at` and leaves it there; *found false if there is none. */
static pgi_status
deviate(pgi_env *env, finder *f, const pgi_chain_path *base, int32_t at, double length, candidate *result, bool *found)
{
	pgi_chain_path *path = &result->path;

	PGI_TRY(search_from(env, f, base->node[at], length, at));
	*found = f->seen[f->to] == f->round;
	if (!*found)
		return PGI_OK;
	result->deviation = at;
	PGI_NEW(env, path->node, (size_t) f->hops_to[f->to] + 1);
	PGI_NEW(env, path->edge, (size_t) f->hops_to[f->to] + 1);
	memcpy(path->node, base->node, ((size_t) at + 1) * sizeof *path->node);
	if (at > 0)
		memcpy(path->edge, base->edge, (size_t) at * sizeof *path->edge);
	path->n = at + 1;
	return trace(env, f, path);
}

static bool
is_better(const pgi_chain_path *a, const pgi_chain_path *b)
{
	if (a->length != b->length)
		return a->length < b->length;
	if (a->n != b->n)
		return a->n < b->n;
	for (int32_t i = 0; i < a->n; i++)
		if (a->node[i] != b->node[i])
			return a->node[i] < b->node[i];
	return false;
}

/* The candidates of all deviations from the latest path. */
static pgi_status
branch(pgi_env *env, finder *f, const pgi_chain_path *paths, int32_t n_paths, int32_t deviation, candidate **pool,
	   int32_t *n_pool, int32_t *room)
{
	const pgi_chain_path *base = &paths[n_paths - 1];
	double length = 0;
	char *shares; /* paths that agree with base so far */

	PGI_NEW(env, shares, n_paths);
	memset(shares, 1, (size_t) n_paths);
	for (int32_t at = 0; at < base->n - 1; at++)
	{
		PGI_POLL_EVERY(env, at, 8);
		for (int32_t p = 0; p < n_paths; p++)
			shares[p] = shares[p] && at < paths[p].n - 1 && paths[p].node[at] == base->node[at];
		if (at >= deviation)
		{
			bool found;

			if (*n_pool == *room)
			{
				candidate *larger;

				PGI_NEW(env, larger, 2 * (size_t) *room);
				memcpy(larger, *pool, (size_t) *n_pool * sizeof *larger);
				pgi_free(env, *pool);
				*pool = larger;
				*room *= 2;
			}
			f->round++;
			for (int32_t p = 0; p < n_paths; p++)
				if (shares[p])
					f->barred[paths[p].edge[at]] = f->round;
			PGI_TRY(deviate(env, f, base, at, length, &(*pool)[*n_pool], &found));
			*n_pool += found;
		}
		f->blocked[base->node[at]] = 1;
		length += f->length[base->edge[at]];
	}
	for (int32_t at = 0; at < base->n - 1; at++)
		f->blocked[base->node[at]] = 0;
	pgi_free(env, shares);
	return PGI_OK;
}

pgi_status
pgi_core_chain_paths(pgi_env *env, const pgi_chain *chain, const double *length, int32_t from, int32_t to, int32_t k,
					 pgi_chain_path **path, int32_t *n_paths)
{
	finder f = {.chain = chain, .length = length, .to = to, .heap_room = 64};
	candidate *pool;
	int32_t n_pool = 0, room = 16, path_room = 16;
	pgi_chain_path start = {.n = 1, .node = &from};
	bool found;

	*n_paths = 0;
	PGI_NEW(env, *path, path_room);
	PGI_NEW(env, pool, room);
	PGI_NEW(env, f.to_go, chain->n);
	PGI_NEW_ZERO(env, f.blocked, chain->n);
	PGI_NEW_ZERO(env, f.seen, chain->n);
	PGI_NEW_ZERO(env, f.useful, chain->n);
	PGI_NEW_ZERO(env, f.barred, chain->n_edges);
	PGI_NEW(env, f.length_to, chain->n);
	PGI_NEW(env, f.hops_to, chain->n);
	PGI_NEW(env, f.queue, chain->n);
	PGI_NEW(env, f.heap, f.heap_room);
	PGI_TRY(measure_to_go(env, &f));
	f.round = 1;
	PGI_TRY(deviate(env, &f, &start, 0, 0, &pool[0], &found));
	n_pool = found;
	while (*n_paths < k && n_pool > 0)
	{
		int32_t best = 0;
		candidate next;

		for (int32_t i = 1; i < n_pool; i++)
			if (is_better(&pool[i].path, &pool[best].path))
				best = i;
		next = pool[best];
		pool[best] = pool[--n_pool];
		if (*n_paths == path_room)
		{
			pgi_chain_path *larger;

			PGI_NEW(env, larger, 2 * (size_t) path_room);
			memcpy(larger, *path, (size_t) path_room * sizeof *larger);
			pgi_free(env, *path);
			*path = larger;
			path_room *= 2;
		}
		(*path)[(*n_paths)++] = next.path;
		if (*n_paths < k)
			PGI_TRY(branch(env, &f, *path, *n_paths, next.deviation, &pool, &n_pool, &room));
	}
	return PGI_OK;
}
