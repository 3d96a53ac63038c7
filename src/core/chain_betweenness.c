/*
 * chain_betweenness.c - Brandes 2001: one search per source finds the graph of
 * shortest paths, a sweep back over it sums the dependencies.
 *
 * Hops: breadth-first, O(nodes x edges).  Lengths: Dijkstra with a radix
 * heap, O(nodes x (edges + 64 nodes)).  Lengths that agree to 1e-12 count as equal;
 * which edges lie on shortest paths is decided after all distances are known,
 * so that it does not depend on the order of the search.  Among paths of equal
 * length those with the fewest edges of length zero are the shortest: so there
 * are finitely many, whatever the cycles.
 */
#include <math.h>

#include "chain.h"
#include "chain_heap.h"
#include "chain_radix.h"

#define SAME_LENGTH 1e-12

typedef struct mark
{
	double distance;
	int32_t zeros; /* edges on the way that added nothing */
	bool settled;
} mark;

/* One search and its result: nodes in the order of distance, and the edges of shortest paths that leave each. */
typedef struct search
{
	int32_t n;
	const int32_t *start; /* the edges, sorted by length where there are lengths */
	const int32_t *to;
	const double *length;
	int32_t reachable; /* upper bound of the nodes any source reaches, itself left out */

	int32_t n_reached;
	int32_t *reached;
	int32_t *tight_start; /* by place in reached[], n + 1 */
	int32_t *tight;
	double *paths; /* number of shortest paths to each node; 0 where not reached */
	double *share; /* (1 + dependency) / paths of each node */
	int32_t *hops; /* INT32_MAX: not reached */
	mark *marks;
	bool has_zeros; /* some edge may add nothing to a distance */
	pgi_radix queue;
	pgi_chain_entry *level; /* open nodes at the last distance taken, by zeros; used where has_zeros */
	int32_t n_level;
} search;

static pgi_status
by_hops(pgi_env *env, search *s, int32_t source)
{
	int32_t tail = 1, found = 0, work = 0;

	s->reached[0] = source;
	s->hops[source] = 0;
	s->paths[source] = 1;
	for (int32_t head = 0; head < tail; head++)
	{
		int32_t v = s->reached[head], next = s->hops[v] + 1;
		double paths = s->paths[v];

		s->tight_start[head] = found;
		PGI_CHAIN_WORK(env, work, 1 + s->start[v + 1] - s->start[v]);
		/* when all are found, nothing leaves the last level */
		if (tail > s->reachable && s->hops[s->reached[tail - 1]] < next)
			continue;
		/* without branches: half of them would be mispredicted */
		for (int32_t e = s->start[v]; e < s->start[v + 1]; e++)
		{
			int32_t w = s->to[e], hops = s->hops[w];
			bool is_new = hops > next, is_tight = hops >= next;

			s->reached[tail] = w;
			tail += is_new;
			s->tight[found] = w;
			found += is_tight;
			s->hops[w] = is_tight ? next : hops;
			s->paths[w] += is_tight ? paths : 0;
		}
	}
	s->tight_start[tail] = found;
	s->n_reached = tail;
	for (int32_t i = 0; i < tail; i++)
		s->hops[s->reached[i]] = INT32_MAX;
	return PGI_OK;
}

/* Whether a queued key is still the distance of an open node. */
static inline bool
is_current(const search *s, const pgi_radix_entry *entry)
{
	const mark *there = &s->marks[entry->node];

	return !there->settled && pgi_radix_key(there->distance) == entry->key;
}

/* Moves the entries with the least key to bucket 0 and the rest nearer; false: there are none. */
static bool
advance(search *s)
{
	pgi_radix *queue = &s->queue;
	pgi_radix_entry *pool = queue->pool;
	int32_t list;

	while ((list = pgi_radix_take_bucket(queue)) >= 0)
	{
		uint64_t least = UINT64_MAX;
		int32_t kept = -1;

		while (list >= 0)
		{
			int32_t next = pool[list].next;

			if (is_current(s, &pool[list]))
			{
				least = pool[list].key < least ? pool[list].key : least;
				pool[list].next = kept;
				kept = list;
			}
			list = next;
		}
		if (kept < 0)
			continue;
		queue->last = least;
		while (kept >= 0)
		{
			int32_t next = pool[kept].next;

			pgi_radix_link(queue, kept);
			kept = next;
		}
		return true;
	}
	return false;
}

/* Queues a node at its new distance. */
static inline void
enqueue(search *s, int32_t node)
{
	pgi_radix_push(&s->queue, s->marks[node].distance, node);
	/* of nodes at the same distance the one with the fewest zeros is next: a heap sorts these out */
	if (s->has_zeros && s->queue.first[0] >= 0)
	{
		s->queue.first[0] = -1;
		pgi_chain_push(s->level, s->n_level++, (pgi_chain_entry){s->marks[node].zeros, 0, node});
	}
}

/* Takes the nearest open node; -1: none is left. */
static int32_t
nearest(search *s)
{
	pgi_radix *queue = &s->queue;

	for (;;)
	{
		int32_t entry;

		if (s->n_level > 0)
		{
			pgi_chain_entry top = pgi_chain_pop(s->level, s->n_level--);

			if (!s->marks[top.node].settled && s->marks[top.node].zeros == top.key)
				return top.node;
			continue;
		}
		if (queue->first[0] < 0 && !advance(s))
			return -1;
		entry = queue->first[0];
		if (s->has_zeros)
		{
			for (; entry >= 0; entry = queue->pool[entry].next)
				pgi_chain_push(s->level, s->n_level++,
							   (pgi_chain_entry){s->marks[queue->pool[entry].node].zeros, 0, queue->pool[entry].node});
			queue->first[0] = -1;
			continue;
		}
		queue->first[0] = queue->pool[entry].next;
		if (is_current(s, &queue->pool[entry]))
			return queue->pool[entry].node;
	}
}

/* Distances of all nodes from the source; fills reached[] in their order. */
static pgi_status
distances(pgi_env *env, search *s, int32_t source)
{
	int32_t found = 0, next_bound = 1, work = 0, v;
	double bound = INFINITY; /* no node is further away */

	s->n_reached = 0;
	s->marks[source].distance = 0;
	pgi_radix_reset(&s->queue);
	enqueue(s, source);
	while ((v = nearest(s)) >= 0)
	{
		double distance = s->marks[v].distance;
		int32_t zeros = s->marks[v].zeros;

		s->marks[v].settled = true;
		s->reached[s->n_reached++] = v;
		if (found == s->reachable && s->n_reached >= next_bound)
		{
			/* all are found: longer ways than the longest known one are of no use */
			next_bound = 2 * s->n_reached;
			bound = 0;
			for (int32_t w = 0; w < s->n; w++)
				if (isfinite(s->marks[w].distance) && s->marks[w].distance > bound)
					bound = s->marks[w].distance;
		}
		PGI_CHAIN_WORK(env, work, 8);
		for (int32_t e = s->start[v]; e < s->start[v + 1]; e++)
		{
			mark *there = &s->marks[s->to[e]];
			double way = distance + s->length[e];
			int32_t way_zeros = zeros + (way == distance);

			if (way > bound)
				break;
			work++;
			if (way > there->distance || (way == there->distance && way_zeros >= there->zeros) || there->settled)
				continue;
			found += isinf(there->distance);
			there->distance = way;
			there->zeros = way_zeros;
			enqueue(s, s->to[e]);
		}
	}
	return PGI_OK;
}

static pgi_status
by_lengths(pgi_env *env, search *s, int32_t source)
{
	int32_t found = 0, work = 0;
	double furthest;

	PGI_TRY(distances(env, s, source));
	furthest = s->marks[s->reached[s->n_reached - 1]].distance * (1 + SAME_LENGTH);
	s->paths[source] = 1;
	for (int32_t i = 0; i < s->n_reached; i++)
	{
		int32_t v = s->reached[i];
		mark here = s->marks[v];

		s->tight_start[i] = found;
		PGI_CHAIN_WORK(env, work, 1);
		for (int32_t e = s->start[v]; e < s->start[v + 1]; e++)
		{
			int32_t w = s->to[e];
			mark there = s->marks[w];
			double way = here.distance + s->length[e];
			bool tight;

			if (way > furthest)
				break;
			work++;
			if (way == here.distance)
				tight = there.distance == way && there.zeros == here.zeros + 1;
			else
				tight = way <= there.distance * (1 + SAME_LENGTH) && here.distance < there.distance &&
						there.zeros == here.zeros;
			s->tight[found] = w;
			found += tight;
			s->paths[w] += tight ? s->paths[v] : 0;
		}
	}
	s->tight_start[s->n_reached] = found;
	for (int32_t i = 0; i < s->n_reached; i++)
		s->marks[s->reached[i]] = (mark){INFINITY, 0, false};
	return PGI_OK;
}

/* Adds each reached node's dependency to its betweenness and forgets the counts. */
static void
accumulate(search *s, double *betweenness)
{
	for (int32_t i = s->n_reached - 1; i >= 0; i--)
	{
		int32_t v = s->reached[i];
		double shares = 0;

		for (int32_t k = s->tight_start[i]; k < s->tight_start[i + 1]; k++)
			shares += s->share[s->tight[k]];
		s->share[v] = shares + 1 / s->paths[v];
		if (i > 0)
			betweenness[v] += s->paths[v] * shares;
		s->paths[v] = 0;
	}
}

/* The same where there are more paths than a double can count: numbers with an exponent of their own. */
static pgi_status
accumulate_scaled(pgi_env *env, search *s, double *betweenness)
{
	double *fraction, *dependency;
	int *exponent;

	PGI_NEW_ZERO(env, fraction, s->n);
	PGI_NEW_ZERO(env, exponent, s->n);
	PGI_NEW_ZERO(env, dependency, s->n);
	fraction[s->reached[0]] = 1;
	for (int32_t i = 0; i < s->n_reached; i++)
	{
		int32_t v = s->reached[i];

		PGI_POLL_EVERY(env, i, 10);
		s->paths[v] = 0;
		for (int32_t k = s->tight_start[i]; k < s->tight_start[i + 1]; k++)
		{
			int32_t w = s->tight[k];
			int shift, top = fraction[w] > 0 && exponent[w] > exponent[v] ? exponent[w] : exponent[v];

			fraction[w] = frexp(ldexp(fraction[w], exponent[w] - top) + ldexp(fraction[v], exponent[v] - top), &shift);
			exponent[w] = top + shift;
		}
	}
	for (int32_t i = s->n_reached - 1; i > 0; i--)
	{
		int32_t v = s->reached[i];

		PGI_POLL_EVERY(env, i, 10);
		for (int32_t k = s->tight_start[i]; k < s->tight_start[i + 1]; k++)
		{
			int32_t w = s->tight[k];

			dependency[v] += ldexp(fraction[v] / fraction[w], exponent[v] - exponent[w]) * (1 + dependency[w]);
		}
		betweenness[v] += dependency[v];
	}
	pgi_free(env, fraction);
	pgi_free(env, exponent);
	pgi_free(env, dependency);
	return PGI_OK;
}

/* --- edges by length --------------------------------------------------------------- */

/* Sorts an edge list by length, ties by node: heap sort, in place. */
static void
sort_edges(int32_t n, double *length, int32_t *to)
{
	for (int32_t build = n / 2, end = n; end > 1;)
	{
		int32_t at, child, node;
		double key;

		if (build > 0)
		{
			at = --build;
			key = length[at], node = to[at];
		}
		else
		{
			end--;
			key = length[end], node = to[end];
			length[end] = length[0], to[end] = to[0];
			at = 0;
		}
		while ((child = 2 * at + 1) < end)
		{
			if (child + 1 < end && (length[child + 1] > length[child] ||
									(length[child + 1] == length[child] && to[child + 1] > to[child])))
				child++;
			if (length[child] < key || (length[child] == key && to[child] <= node))
				break;
			length[at] = length[child], to[at] = to[child];
			at = child;
		}
		length[at] = key, to[at] = node;
	}
}

static pgi_status
edges_by_length(pgi_env *env, const pgi_chain *chain, const double *length, search *s)
{
	double *sorted, shortest = INFINITY, longest = 0;
	int32_t *to;

	PGI_NEW(env, sorted, chain->n_edges);
	PGI_NEW(env, to, chain->n_edges);
	memcpy(sorted, length, (size_t) chain->n_edges * sizeof *sorted);
	memcpy(to, chain->out_to, (size_t) chain->n_edges * sizeof *to);
	for (int32_t v = 0; v < chain->n; v++)
	{
		int32_t first = chain->out_start[v];

		PGI_POLL_EVERY(env, v, 8);
		sort_edges(chain->out_start[v + 1] - first, sorted + first, to + first);
	}
	s->length = sorted;
	s->to = to;
	PGI_NEW(env, s->marks, chain->n);
	PGI_NEW(env, s->queue.pool, (size_t) chain->n_edges + 1);
	for (int32_t v = 0; v < chain->n; v++)
		s->marks[v] = (mark){INFINITY, 0, false};
	for (int32_t e = 0; e < chain->n_edges; e++)
	{
		shortest = fmin(shortest, length[e]);
		longest = isfinite(length[e]) ? fmax(longest, length[e]) : longest;
	}
	/* below half a unit in the last place of the longest way a length can get lost in a sum */
	s->has_zeros = shortest <= longest * chain->n * 0x1p-53;
	if (s->has_zeros)
		PGI_NEW(env, s->level, 2 * (size_t) chain->n_edges + 2);
	return PGI_OK;
}

pgi_status
pgi_core_chain_lengths(pgi_env *env, const pgi_chain *chain, pgi_chain_by by, double **length)
{
	PGI_NEW(env, *length, chain->n_edges);
	for (int32_t v = 0; v < chain->n; v++)
	{
		PGI_POLL_EVERY(env, v, 10);
		for (int32_t e = chain->out_start[v]; e < chain->out_start[v + 1]; e++)
		{
			double value = chain->value[e], product_length;

			if (by == PGI_CHAIN_BY_PRODUCT && value > 1)
			{
				pgi_error error = {.status = PGI_SHARE_ABOVE_ONE, .value = value};

				error.row = pgi_label(&chain->labels, v, &error.row_len);
				error.col = pgi_label(&chain->labels, chain->out_to[e], &error.col_len);
				return pgi_fail_with(env, error);
			}
			product_length = by == PGI_CHAIN_BY_PRODUCT && value > 0 ? fabs(log(value)) : INFINITY;
			(*length)[e] = by == PGI_CHAIN_BY_HOPS      ? 1
						   : by == PGI_CHAIN_BY_LENGTH  ? value
						   : by == PGI_CHAIN_BY_INVERSE ? 1 / value
														: product_length;
		}
	}
	return PGI_OK;
}

pgi_status
pgi_core_chain_betweenness(pgi_env *env, const pgi_chain *chain, const double *length, int32_t pivots, uint64_t seed,
						   double **betweenness)
{
	search s = {.n = chain->n, .start = chain->out_start, .to = chain->out_to};
	int32_t n = chain->n, n_sources = pivots < 0 || pivots > n ? n : pivots;
	int32_t *sources = NULL, n_supplied = 0;

	PGI_NEW_ZERO(env, *betweenness, n);
	PGI_NEW(env, s.reached, (size_t) n + 1);
	PGI_NEW(env, s.tight_start, (size_t) n + 1);
	PGI_NEW(env, s.tight, (size_t) chain->n_edges + 1);
	PGI_NEW_ZERO(env, s.paths, n);
	PGI_NEW(env, s.share, n);
	PGI_NEW(env, s.hops, n);
	for (int32_t v = 0; v < n; v++)
	{
		s.hops[v] = INT32_MAX;
		n_supplied += chain->in_start[v + 1] > chain->in_start[v];
	}
	if (length)
		PGI_TRY(edges_by_length(env, chain, length, &s));
	if (n_sources < n)
		PGI_TRY(pgi_core_chain_shuffled(env, n, seed, 0, &sources));
	for (int32_t i = 0; i < n_sources; i++)
	{
		int32_t source = sources ? sources[i] : i;
		double paths = 0;

		PGI_POLL_EVERY(env, i, 12);
		if (s.start[source] == s.start[source + 1])
			continue;
		s.reachable = n_supplied - (chain->in_start[source + 1] > chain->in_start[source]);
		PGI_TRY(length ? by_lengths(env, &s, source) : by_hops(env, &s, source));
		PGI_POLL_EVERY(env, i, 0);
		for (int32_t k = 0; k < s.n_reached; k++)
			paths += s.paths[s.reached[k]];
		if (isfinite(paths))
			accumulate(&s, *betweenness);
		else
			PGI_TRY(accumulate_scaled(env, &s, *betweenness));
	}
	if (n_sources < n && n_sources > 0)
		for (int32_t v = 0; v < n; v++)
			(*betweenness)[v] *= (double) n / n_sources;
	return PGI_OK;
}
