/*
 * chain_failure.c - what is left of a chain when nodes fail.
 *
 * A node is served when supply reaches it from an entry: a node of a component
 * without suppliers outside itself.  An attack curve is computed backwards, by
 * putting the nodes back one after the other: O(nodes + edges) in all.
 * Resilience: Schneider et al. 2011; cascade: Motter & Lai 2002.
 */
#include <math.h>

#include "chain.h"
#include "chain_heap.h"
#include "random.h"

static inline bool
is_entry(const pgi_chain_order *order, int32_t v)
{
	int32_t c = order->component[v];

	return order->in_start[c] == order->in_start[c + 1];
}

/* Serves v and all present nodes that supply then reaches; adds their value. */
static pgi_status
serve_from(pgi_env *env, const pgi_chain *chain, int32_t v, const char *absent, char *served, int32_t *queue,
		   const double *node_value, double *value)
{
	int32_t tail = 0, work = 0;

	served[v] = 1;
	queue[tail++] = v;
	for (int32_t head = 0; head < tail; head++)
	{
		v = queue[head];
		*value += node_value ? node_value[v] : 0;
		PGI_CHAIN_WORK(env, work, 1 + chain->out_start[v + 1] - chain->out_start[v]);
		for (int32_t e = chain->out_start[v]; e < chain->out_start[v + 1]; e++)
		{
			int32_t w = chain->out_to[e];

			if (!absent[w] && !served[w])
			{
				served[w] = 1;
				queue[tail++] = w;
			}
		}
	}
	return PGI_OK;
}

pgi_status
pgi_core_chain_served(pgi_env *env, const pgi_chain *chain, const pgi_chain_order *order, const char *failed,
					  char **served)
{
	int32_t *queue;
	double value = 0;

	PGI_NEW_ZERO(env, *served, chain->n);
	PGI_NEW(env, queue, chain->n);
	for (int32_t v = 0; v < chain->n; v++)
	{
		PGI_POLL_EVERY(env, v, 14);
		if (is_entry(order, v) && !failed[v] && !(*served)[v])
			PGI_TRY(serve_from(env, chain, v, failed, *served, queue, NULL, &value));
	}
	pgi_free(env, queue);
	return PGI_OK;
}

/* Joins the components of two nodes and returns the size of the result. */
static int32_t
join(int32_t *parent, int32_t *size, int32_t a, int32_t b)
{
	a = pgi_chain_root(parent, a);
	b = pgi_chain_root(parent, b);
	if (a != b)
	{
		int32_t small = size[a] < size[b] ? a : b, large = small == a ? b : a;

		parent[small] = large;
		size[large] += size[small];
		a = large;
	}
	return size[a];
}

pgi_status
pgi_core_chain_attack(pgi_env *env, const pgi_chain *chain, const pgi_chain_order *order, const int32_t *sequence,
					  const double *node_value, int32_t **largest, double **served)
{
	int32_t n = chain->n, most = 0, *parent, *size, *queue, work = 0;
	char *absent, *is_served;
	double value = 0;

	PGI_NEW(env, *largest, (size_t) n + 1);
	PGI_NEW(env, *served, (size_t) n + 1);
	PGI_NEW(env, parent, n);
	PGI_NEW(env, size, n);
	PGI_NEW(env, queue, n);
	PGI_NEW(env, absent, n);
	PGI_NEW_ZERO(env, is_served, n);
	for (int32_t v = 0; v < n; v++)
	{
		parent[v] = v;
		size[v] = 1;
		absent[v] = 1;
	}
	(*largest)[n] = 0;
	(*served)[n] = 0;
	for (int32_t q = n - 1; q >= 0; q--)
	{
		int32_t v = sequence[q];
		bool supplied = is_entry(order, v);

		PGI_CHAIN_WORK(env, work,
					   1 + chain->out_start[v + 1] - chain->out_start[v] + chain->in_start[v + 1] - chain->in_start[v]);
		absent[v] = 0;
		if (most < 1)
			most = 1;
		for (int32_t e = chain->out_start[v]; e < chain->out_start[v + 1]; e++)
			if (!absent[chain->out_to[e]])
			{
				int32_t joined = join(parent, size, v, chain->out_to[e]);

				most = joined > most ? joined : most;
			}
		for (int32_t i = chain->in_start[v]; i < chain->in_start[v + 1]; i++)
		{
			int32_t u = chain->in_from[i];

			if (!absent[u])
			{
				int32_t joined = join(parent, size, v, u);

				most = joined > most ? joined : most;
				supplied |= is_served[u];
			}
		}
		if (supplied)
			PGI_TRY(serve_from(env, chain, v, absent, is_served, queue, node_value, &value));
		(*largest)[q] = most;
		(*served)[q] = value;
	}
	pgi_free(env, parent);
	pgi_free(env, size);
	pgi_free(env, queue);
	pgi_free(env, absent);
	pgi_free(env, is_served);
	return PGI_OK;
}

/* --- orders of removal --------------------------------------------------------------- */

pgi_status
pgi_core_chain_by_score(pgi_env *env, int32_t n, const double *score, int32_t **sequence)
{
	int32_t *from, *to;

	PGI_NEW(env, from, n);
	PGI_NEW(env, to, n);
	for (int32_t v = 0; v < n; v++)
		from[v] = v;
	/* merge sort, stable */
	for (int64_t width = 1; width < n; width *= 2)
	{
		int32_t *other = to;

		for (int64_t left = 0; left < n; left += 2 * width)
		{
			int64_t middle = left + width < n ? left + width : n, right = left + 2 * width < n ? left + 2 * width : n;
			int64_t a = left, b = middle;

			PGI_POLL_EVERY(env, (uint64_t) (left / width), 12);
			for (int64_t i = left; i < right; i++)
				to[i] = b >= right || (a < middle && score[from[a]] >= score[from[b]]) ? from[a++] : from[b++];
		}
		to = from;
		from = other;
	}
	pgi_free(env, to);
	*sequence = from;
	return PGI_OK;
}

pgi_status
pgi_core_chain_shuffled(pgi_env *env, int32_t n, uint64_t seed, uint64_t run, int32_t **sequence)
{
	pgi_random random = pgi_random_stream(seed, run);

	PGI_NEW(env, *sequence, n);
	for (int32_t i = 0; i < n; i++)
	{
		int32_t at = pgi_random_below(&random, i + 1);

		PGI_POLL_EVERY(env, i, 14);
		(*sequence)[i] = (*sequence)[at];
		(*sequence)[at] = i;
	}
	return PGI_OK;
}

/* --- cascade ---------------------------------------------------------------------------- */

pgi_status
pgi_core_chain_cascade(pgi_env *env, const pgi_chain *chain, const char *failed, double tolerance, int32_t **round,
					   double **first_load, double **last_load)
{
	char *keep;
	bool broke = true;

	PGI_NEW(env, *round, chain->n);
	PGI_NEW(env, keep, chain->n);
	PGI_TRY(pgi_core_chain_betweenness(env, chain, NULL, -1, 0, first_load));
	PGI_NEW(env, *last_load, chain->n);
	memcpy(*last_load, *first_load, (size_t) chain->n * sizeof **last_load);
	for (int32_t v = 0; v < chain->n; v++)
	{
		keep[v] = !failed[v];
		(*round)[v] = failed[v] ? 0 : -1;
	}
	for (int32_t r = 1; broke; r++)
	{
		pgi_chain part;
		int32_t *old_number;
		double *load;

		broke = false;
		PGI_TRY(pgi_core_chain_induced(env, chain, keep, &part, &old_number));
		PGI_TRY(pgi_core_chain_betweenness(env, &part, NULL, -1, 0, &load));
		for (int32_t i = 0; i < part.n; i++)
		{
			int32_t v = old_number[i];

			(*last_load)[v] = load[i];
			/* a margin for the rounding of two sums over different graphs */
			if (load[i] > (1 + tolerance) * (*first_load)[v] * (1 + 1e-9) + 1e-9)
			{
				(*round)[v] = r;
				keep[v] = 0;
				broke = true;
			}
		}
		pgi_free(env, load);
		pgi_free(env, old_number);
	}
	return PGI_OK;
}

/* --- recovery ------------------------------------------------------------------------ */

/* Settles the time from which each node is supplied: Dijkstra with the later of two times for the sum of two lengths.
 */
pgi_status
pgi_core_chain_recovery(pgi_env *env, const pgi_chain *chain, const pgi_chain_order *order, const char *failed,
						const pgi_matrix *substitutes, double **since, int32_t **through)
{
	pgi_chain extra;
	int32_t *node, *extra_node, n_heap = 0, work = 0;
	pgi_chain_entry *heap;
	char *served;

	PGI_TRY(pgi_core_chain_served(env, chain, order, failed, &served));
	PGI_TRY(pgi_core_chain(env, substitutes, &extra));
	PGI_NEW(env, node, extra.n); /* of the chain, for a node of the substitutes */
	PGI_NEW(env, extra_node, chain->n);
	PGI_NEW(env, *since, chain->n);
	PGI_NEW(env, *through, chain->n);
	PGI_NEW(env, heap, (size_t) chain->n_edges + (size_t) extra.n_edges + (size_t) chain->n);
	for (int32_t v = 0; v < chain->n; v++)
	{
		extra_node[v] = (*through)[v] = -1;
		(*since)[v] = served[v] ? 0 : NAN;
		if (served[v])
			pgi_chain_push(heap, n_heap++, (pgi_chain_entry){0, v, v});
	}
	for (int32_t i = 0; i < extra.n; i++)
	{
		int len;
		const char *label = pgi_label(&extra.labels, i, &len);

		PGI_TRY(pgi_core_chain_node(env, chain, label, len, &node[i]));
		extra_node[node[i]] = i;
	}
	while (n_heap > 0)
	{
		pgi_chain_entry top = pgi_chain_pop(heap, n_heap--);
		int32_t v = top.node, i = extra_node[v];
		int32_t own = chain->out_start[v + 1] - chain->out_start[v];
		int32_t others = i < 0 ? 0 : extra.out_start[i + 1] - extra.out_start[i];

		if (top.key > (*since)[v])
			continue;
		PGI_CHAIN_WORK(env, work, 8 + own + others);
		for (int32_t k = 0; k < own + others; k++)
		{
			int32_t e = k < own ? chain->out_start[v] + k : extra.out_start[i] + k - own;
			int32_t w = k < own ? chain->out_to[e] : node[extra.out_to[e]];
			double when = k < own ? top.key : fmax(top.key, extra.value[e]);

			if (failed[w] || (*since)[w] <= when)
				continue;
			(*since)[w] = when;
			(*through)[w] = v;
			pgi_chain_push(heap, n_heap++, (pgi_chain_entry){when, w, w});
		}
	}
	return PGI_OK;
}
