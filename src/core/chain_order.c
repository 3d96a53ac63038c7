/*
 * chain_order.c - components, levels, reach and cut nodes of a chain.
 *
 * Strongly connected components: Tarjan 1972, with an explicit stack; they
 * come out sinks first, so numbering them backwards is a topological order.
 * Cut nodes and bridges: Hopcroft & Tarjan 1973, likewise.  All are O(nodes +
 * edges) except reach: a transitive closure counted in blocks of 512 bits, at
 * most components x edges / 512 block operations, and each block stays inside
 * the weakly connected components it touches.
 */
#include <math.h>

#include "chain.h"

/* Numbers the components and returns how many there are. */
static pgi_status
find_components(pgi_env *env, const pgi_chain *chain, int32_t *component, int32_t *n_components)
{
	int32_t n = chain->n, clock = 0, found = 0, open_top = 0, frame_top, work = 0;
	int32_t *seen, *low, *edge, *open, *frame;

	PGI_NEW_ZERO(env, seen, n); /* order of the first visit, from 1 */
	PGI_NEW(env, low, n);
	PGI_NEW(env, edge, n);  /* next edge to follow */
	PGI_NEW(env, open, n);  /* visited, component not yet known */
	PGI_NEW(env, frame, n); /* the path from the root */
	for (int32_t v = 0; v < n; v++)
		component[v] = -1;
	for (int32_t root = 0; root < n; root++)
	{
		PGI_POLL_EVERY(env, root, 14);
		if (seen[root])
			continue;
		frame_top = 0;
		frame[frame_top++] = open[open_top++] = root;
		seen[root] = low[root] = ++clock;
		edge[root] = chain->out_start[root];
		while (frame_top > 0)
		{
			int32_t v = frame[frame_top - 1];

			PGI_CHAIN_WORK(env, work, 1);
			if (edge[v] < chain->out_start[v + 1])
			{
				int32_t w = chain->out_to[edge[v]++];

				if (!seen[w])
				{
					frame[frame_top++] = open[open_top++] = w;
					seen[w] = low[w] = ++clock;
					edge[w] = chain->out_start[w];
				}
				else if (component[w] < 0 && seen[w] < low[v])
					low[v] = seen[w];
				continue;
			}
			frame_top--;
			if (frame_top > 0 && low[v] < low[frame[frame_top - 1]])
				low[frame[frame_top - 1]] = low[v];
			if (low[v] == seen[v])
			{
				int32_t w;

				do
					component[w = open[--open_top]] = found;
				while (w != v);
				found++;
			}
		}
	}
	for (int32_t v = 0; v < n; v++)
		component[v] = found - 1 - component[v];
	*n_components = found;
	pgi_free(env, seen);
	pgi_free(env, low);
	pgi_free(env, edge);
	pgi_free(env, open);
	pgi_free(env, frame);
	return PGI_OK;
}

/* Lists the numbers 0 .. n - 1 by their key (0 .. n_keys - 1), in order within one. */
static pgi_status
group_by(pgi_env *env, int32_t n, const int32_t *key, int32_t n_keys, int32_t **start, int32_t **list)
{
	int32_t *next;

	PGI_NEW_ZERO(env, *start, n_keys + 1);
	PGI_NEW(env, *list, n);
	PGI_NEW(env, next, n_keys + 1);
	for (int32_t i = 0; i < n; i++)
		(*start)[key[i] + 1]++;
	for (int32_t k = 0; k < n_keys; k++)
		(*start)[k + 1] += (*start)[k];
	memcpy(next, *start, ((size_t) n_keys + 1) * sizeof *next);
	for (int32_t i = 0; i < n; i++)
		(*list)[next[key[i]]++] = i;
	pgi_free(env, next);
	return PGI_OK;
}

/* Edges between components, each once. */
static pgi_status
condense(pgi_env *env, const pgi_chain *chain, pgi_chain_order *order)
{
	int32_t *last, *next, n_edges = 0;

	PGI_NEW(env, order->out_start, order->n + 1);
	PGI_NEW(env, order->out_to, chain->n_edges);
	PGI_NEW_ZERO(env, order->in_start, order->n + 1);
	PGI_NEW(env, last, order->n); /* the last component that got an edge to this one */
	for (int32_t c = 0; c < order->n; c++)
		last[c] = -1;
	for (int32_t c = 0; c < order->n; c++)
	{
		PGI_POLL_EVERY(env, c, 12);
		order->out_start[c] = n_edges;
		for (int32_t i = order->member_start[c]; i < order->member_start[c + 1]; i++)
		{
			int32_t v = order->member[i];

			for (int32_t e = chain->out_start[v]; e < chain->out_start[v + 1]; e++)
			{
				int32_t d = order->component[chain->out_to[e]];

				if (d == c || last[d] == c)
					continue;
				last[d] = c;
				order->out_to[n_edges++] = d;
				order->in_start[d + 1]++;
			}
		}
	}
	order->out_start[order->n] = n_edges;
	PGI_NEW(env, order->in_from, n_edges);
	PGI_NEW(env, next, order->n + 1);
	for (int32_t c = 0; c < order->n; c++)
		order->in_start[c + 1] += order->in_start[c];
	memcpy(next, order->in_start, ((size_t) order->n + 1) * sizeof *next);
	for (int32_t c = 0; c < order->n; c++)
	{
		PGI_POLL_EVERY(env, c, 12);
		for (int32_t e = order->out_start[c]; e < order->out_start[c + 1]; e++)
			order->in_from[next[order->out_to[e]]++] = c;
	}
	pgi_free(env, last);
	pgi_free(env, next);
	return PGI_OK;
}

pgi_status
pgi_core_chain_order(pgi_env *env, const pgi_chain *chain, pgi_chain_order *order)
{
	PGI_NEW(env, order->component, chain->n);
	PGI_NEW(env, order->weak, chain->n);
	PGI_TRY(find_components(env, chain, order->component, &order->n));
	PGI_TRY(group_by(env, chain->n, order->component, order->n, &order->member_start, &order->member));
	PGI_TRY(condense(env, chain, order));
	for (int32_t v = 0; v < chain->n; v++)
		order->weak[v] = v;
	for (int32_t v = 0; v < chain->n; v++)
	{
		PGI_POLL_EVERY(env, v, 12);
		for (int32_t e = chain->out_start[v]; e < chain->out_start[v + 1]; e++)
		{
			int32_t a = pgi_chain_root(order->weak, v), b = pgi_chain_root(order->weak, chain->out_to[e]);

			order->weak[a > b ? a : b] = a > b ? b : a;
		}
	}
	for (int32_t v = 0; v < chain->n; v++)
		order->weak[v] = order->weak[order->weak[v]]; /* roots are smaller than their members: already final */
	return PGI_OK;
}

pgi_status
pgi_core_chain_levels(pgi_env *env, const pgi_chain_order *order, int32_t **level, int32_t **height)
{
	PGI_NEW_ZERO(env, *level, order->n);
	PGI_NEW_ZERO(env, *height, order->n);
	for (int32_t c = 0; c < order->n; c++)
	{
		PGI_POLL_EVERY(env, c, 12);
		for (int32_t e = order->in_start[c]; e < order->in_start[c + 1]; e++)
			if ((*level)[order->in_from[e]] >= (*level)[c])
				(*level)[c] = (*level)[order->in_from[e]] + 1;
	}
	for (int32_t c = order->n - 1; c >= 0; c--)
	{
		PGI_POLL_EVERY(env, c, 12);
		for (int32_t e = order->out_start[c]; e < order->out_start[c + 1]; e++)
			if ((*height)[order->out_to[e]] >= (*height)[c])
				(*height)[c] = (*height)[order->out_to[e]] + 1;
	}
	return PGI_OK;
}

/* --- reach --------------------------------------------------------------------- */

#define BLOCK_WORDS 8
#define BLOCK_BITS (BLOCK_WORDS * 64)

typedef struct bits
{
	uint64_t word[BLOCK_WORDS];
} bits;

/* Components laid out so that a weakly connected component is one stretch, topological within it. */
typedef struct layout
{
	int32_t n;
	int32_t *at;    /* position -> component */
	int32_t *place; /* component -> position */
	int32_t *first; /* of a position's weak component */
	int32_t *last;
} layout;

/*
 * For one block of positions: the bits of `set[p]` are the block's positions
 * that reach p (forward) or that p reaches; adds the members of their
 * components to count[component].
 */
__attribute__((target_clones("avx2", "default"))) static void
spread_block(const pgi_chain_order *order, const layout *lay, bool forward, int32_t from, int32_t to, int32_t block,
			 int32_t block_end, bits *set, const uint64_t *large, int32_t *count)
{
	const int32_t *start = forward ? order->in_start : order->out_start;
	const int32_t *other = forward ? order->in_from : order->out_to;

	for (int32_t p = from; p != to; p += forward ? 1 : -1)
	{
		int32_t c = lay->at[p], members = 0;
		bits mine = {{0}};

		if (p >= block && p < block_end)
			mine.word[(p - block) / 64] = UINT64_C(1) << ((p - block) % 64);
		for (int32_t e = start[c]; e < start[c + 1]; e++)
		{
			int32_t q = lay->place[other[e]];

			/* what lies before the block cannot be reached from it, and was not swept */
			if (forward ? q < block : q >= block_end)
				continue;
			for (int i = 0; i < BLOCK_WORDS; i++)
				mine.word[i] |= set[q].word[i];
		}
		set[p] = mine;
		for (int i = 0; i < BLOCK_WORDS; i++)
		{
			members += __builtin_popcountll(mine.word[i]);
			for (uint64_t rest = mine.word[i] & large[i]; rest; rest &= rest - 1)
			{
				int32_t d = lay->at[block + i * 64 + __builtin_ctzll(rest)];

				members += order->member_start[d + 1] - order->member_start[d] - 1;
			}
		}
		count[c] += members;
	}
}

static pgi_status
count_reach(pgi_env *env, const pgi_chain_order *order, const layout *lay, bool forward, bits *set, int32_t **count)
{
	enum
	{
		STRETCH = 4096 /* positions between polls */
	};

	PGI_NEW_ZERO(env, *count, order->n);
	for (int32_t block = 0; block < lay->n; block += BLOCK_BITS)
	{
		int32_t block_end = block + BLOCK_BITS < lay->n ? block + BLOCK_BITS : lay->n;
		int32_t from = forward ? block : block_end - 1;
		int32_t to = forward ? lay->last[block_end - 1] + 1 : lay->first[block] - 1;
		int32_t step = forward ? 1 : -1;
		uint64_t large[BLOCK_WORDS] = {0};

		for (int32_t p = block; p < block_end; p++)
			if (order->member_start[lay->at[p] + 1] - order->member_start[lay->at[p]] > 1)
				large[(p - block) / 64] |= UINT64_C(1) << ((p - block) % 64);
		for (int32_t p = from; p != to;)
		{
			int32_t stop = (to - p) * step > STRETCH ? p + step * STRETCH : to;

			PGI_POLL(env);
			spread_block(order, lay, forward, p, stop, block, block_end, set, large, *count);
			p = stop;
		}
	}
	return PGI_OK;
}

pgi_status
pgi_core_chain_reach(pgi_env *env, const pgi_chain *chain, const pgi_chain_order *order, int32_t **upstream,
					 int32_t **downstream)
{
	layout lay = {.n = order->n};
	int32_t *key, *start;
	bits *set;

	PGI_NEW(env, key, order->n);
	for (int32_t c = 0; c < order->n; c++)
		key[c] = order->weak[order->member[order->member_start[c]]];
	PGI_TRY(group_by(env, order->n, key, chain->n, &start, &lay.at));
	PGI_NEW(env, lay.place, order->n);
	PGI_NEW(env, lay.first, order->n);
	PGI_NEW(env, lay.last, order->n);
	for (int32_t p = 0; p < order->n; p++)
	{
		lay.place[lay.at[p]] = p;
		lay.first[p] = start[key[lay.at[p]]];
		lay.last[p] = start[key[lay.at[p]] + 1] - 1;
	}
	PGI_NEW(env, set, order->n);
	PGI_TRY(count_reach(env, order, &lay, true, set, upstream));
	PGI_TRY(count_reach(env, order, &lay, false, set, downstream));
	pgi_free(env, set);
	return PGI_OK;
}

/* --- cut nodes ------------------------------------------------------------------- */

/* The i-th neighbour of v, buyers first; false after the last. */
static inline bool
neighbour(const pgi_chain *chain, int32_t v, int32_t i, int32_t *w)
{
	int32_t buyers = chain->out_start[v + 1] - chain->out_start[v];

	if (i < buyers)
		*w = chain->out_to[chain->out_start[v] + i];
	else if (i - buyers < chain->in_start[v + 1] - chain->in_start[v])
		*w = chain->in_from[chain->in_start[v] + i - buyers];
	else
		return false;
	return true;
}

pgi_status
pgi_core_chain_cuts(pgi_env *env, const pgi_chain *chain, char **articulation, int32_t **bridge_to)
{
	int32_t n = chain->n, clock = 0, work = 0;
	int32_t *seen, *low, *edge, *frame;

	PGI_NEW_ZERO(env, *articulation, n);
	PGI_NEW(env, *bridge_to, n);
	PGI_NEW_ZERO(env, seen, n);
	PGI_NEW(env, low, n);
	PGI_NEW_ZERO(env, edge, n);
	PGI_NEW(env, frame, n);
	for (int32_t v = 0; v < n; v++)
		(*bridge_to)[v] = -1;
	for (int32_t root = 0; root < n; root++)
	{
		int32_t top = 0, children = 0;

		PGI_POLL_EVERY(env, root, 14);
		if (seen[root])
			continue;
		frame[top++] = root;
		seen[root] = low[root] = ++clock;
		while (top > 0)
		{
			int32_t v = frame[top - 1], w;

			PGI_CHAIN_WORK(env, work, 1);
			if (neighbour(chain, v, edge[v]++, &w))
			{
				if (!seen[w])
				{
					frame[top++] = w;
					seen[w] = low[w] = ++clock;
				}
				/* edges both ways are one edge without direction, so every way back to the parent is skipped */
				else if ((top < 2 || w != frame[top - 2]) && seen[w] < low[v])
					low[v] = seen[w];
				continue;
			}
			if (--top == 0)
				break;
			w = v;
			v = frame[top - 1];
			if (low[w] < low[v])
				low[v] = low[w];
			if (low[w] > seen[v])
				(*bridge_to)[w] = v;
			if (v == root)
				children++;
			else if (low[w] >= seen[v])
				(*articulation)[v] = 1;
		}
		(*articulation)[root] = children > 1;
	}
	pgi_free(env, seen);
	pgi_free(env, low);
	pgi_free(env, edge);
	pgi_free(env, frame);
	return PGI_OK;
}
