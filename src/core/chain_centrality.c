/*
 * chain_centrality.c - measures of position that network packages offer.
 *
 * Closeness: a breadth-first search from each node, O(nodes x edges).  Hubs,
 * authorities (Kleinberg 1999) and eigenvector centrality (Bonacich 1972):
 * power iteration.  Core numbers: Batagelj & Zaversnik 2003, O(edges).
 * Clustering and Burt's constraint look at all pairs of neighbours that share
 * a third: O(sum over edges of the degrees at its ends).
 */
#include <math.h>

#include "chain.h"

enum
{
	MAX_ITERATIONS = 100000
};

/* Closeness and harmonic closeness of the nodes along lists of next nodes. */
static pgi_status
closeness(pgi_env *env, int32_t n, const int32_t *start, const int32_t *next, double **close, double **harmonic)
{
	int32_t *hops, *queue, work = 0;

	PGI_NEW_ZERO(env, *close, n);
	PGI_NEW_ZERO(env, *harmonic, n);
	PGI_NEW(env, hops, n);
	PGI_NEW(env, queue, n);
	for (int32_t v = 0; v < n; v++)
		hops[v] = -1;
	for (int32_t source = 0; source < n; source++)
	{
		int32_t tail = 1;
		double sum = 0;

		queue[0] = source;
		hops[source] = 0;
		for (int32_t head = 0; head < tail; head++)
		{
			int32_t v = queue[head];

			PGI_CHAIN_WORK(env, work, 1 + start[v + 1] - start[v]);
			sum += hops[v];
			(*harmonic)[source] += head > 0 ? 1.0 / hops[v] : 0;
			for (int32_t e = start[v]; e < start[v + 1]; e++)
				if (hops[next[e]] < 0)
				{
					hops[next[e]] = hops[v] + 1;
					queue[tail++] = next[e];
				}
		}
		if (tail > 1)
			(*close)[source] = (tail - 1) / sum * ((double) (tail - 1) / (n - 1));
		for (int32_t i = 0; i < tail; i++)
			hops[queue[i]] = -1;
	}
	pgi_free(env, hops);
	pgi_free(env, queue);
	return PGI_OK;
}

/* next[v] = x[v] * own + sum over a list of the nodes' x times the value of the edge (NULL: 1). */
static pgi_status
multiply(pgi_env *env, int32_t n, const int32_t *start, const int32_t *other, const double *value, double own,
		 const double *x, double *next)
{
	int32_t work = 0;

	for (int32_t v = 0; v < n; v++)
	{
		double sum = own * x[v];

		PGI_CHAIN_WORK(env, work, 1 + start[v + 1] - start[v]);
		for (int32_t i = start[v]; i < start[v + 1]; i++)
			sum += value ? x[other[i]] * value[i] : x[other[i]];
		next[v] = sum;
	}
	return PGI_OK;
}

/* Divides by the sum (power 1) or the length (power 2); false if that is 0. */
static bool
normalize(int32_t n, double *x, int power)
{
	double largest = 0, sum = 0;

	for (int32_t v = 0; v < n; v++)
		largest = fmax(largest, x[v]);
	if (!(largest > 0) || isinf(largest))
		return false;
	for (int32_t v = 0; v < n; v++)
	{
		x[v] /= largest;
		sum += power == 2 ? x[v] * x[v] : x[v];
	}
	sum = power == 2 ? sqrt(sum) : sum;
	for (int32_t v = 0; v < n; v++)
		x[v] /= sum;
	return true;
}

static void
fill(double *x, int32_t n, double value)
{
	for (int32_t v = 0; v < n; v++)
		x[v] = value;
}

static double
distance(int32_t n, const double *a, const double *b)
{
	double sum = 0;

	for (int32_t v = 0; v < n; v++)
		sum += fabs(a[v] - b[v]);
	return sum;
}

static pgi_status
hubs(pgi_env *env, const pgi_chain *chain, double **hub, double **authority)
{
	int32_t n = chain->n;
	double *next;
	bool converged = false, some = n > 0;

	PGI_NEW(env, *hub, n);
	PGI_NEW(env, *authority, n);
	PGI_NEW(env, next, n);
	fill(*hub, n, 1.0 / (n > 0 ? n : 1));
	for (int32_t i = 0; i < MAX_ITERATIONS && some && !converged; i++)
	{
		double *last = *hub;

		PGI_TRY(multiply(env, n, chain->in_start, chain->in_from, NULL, 0, *hub, *authority));
		some = normalize(n, *authority, 1);
		PGI_TRY(multiply(env, n, chain->out_start, chain->out_to, NULL, 0, *authority, next));
		some = some && normalize(n, next, 1);
		converged = distance(n, last, next) < 1e-14;
		*hub = next;
		next = last;
	}
	if (!converged)
	{
		fill(*hub, n, NAN);
		fill(*authority, n, NAN);
	}
	pgi_free(env, next);
	return PGI_OK;
}

/* The graph without direction and loops: both ways of an edge hold the sum of its values. */
static pgi_status
undirected(pgi_env *env, const pgi_chain *chain, pgi_chain *both)
{
	int32_t at = 0;

	*both = (pgi_chain){.n = chain->n};
	PGI_NEW(env, both->out_start, chain->n + 1);
	PGI_NEW(env, both->out_to, 2 * (size_t) chain->n_edges);
	PGI_NEW(env, both->value, 2 * (size_t) chain->n_edges);
	for (int32_t v = 0; v < chain->n; v++)
	{
		int32_t e = chain->out_start[v], i = chain->in_start[v];

		PGI_POLL_EVERY(env, v, 10);
		both->out_start[v] = at;
		while (e < chain->out_start[v + 1] || i < chain->in_start[v + 1])
		{
			int32_t to = e < chain->out_start[v + 1] ? chain->out_to[e] : INT32_MAX;
			int32_t from = i < chain->in_start[v + 1] ? chain->in_from[i] : INT32_MAX;
			int32_t w = to < from ? to : from;
			double value = 0;

			if (to == w)
				value += chain->value[e++];
			if (from == w)
				value += chain->value[chain->in_edge[i++]];
			if (w == v)
				continue;
			both->out_to[at] = w;
			both->value[at++] = value;
		}
	}
	both->out_start[chain->n] = both->n_edges = at;
	/* symmetric, so the incoming lists are the outgoing ones */
	both->in_start = both->out_start;
	both->in_from = both->out_to;
	return PGI_OK;
}

static pgi_status
eigenvector(pgi_env *env, const pgi_chain *both, double **result)
{
	int32_t n = both->n;
	double *x, *next, own = 0;
	bool converged = false, some;

	PGI_NEW(env, x, n);
	PGI_NEW(env, next, n);
	/* the largest value on the diagonal keeps the iteration from swinging between two sides */
	for (int32_t e = 0; e < both->n_edges; e++)
		own = fmax(own, both->value[e]);
	some = own > 0;
	fill(x, n, 1);
	for (int32_t i = 0; i < MAX_ITERATIONS && some && !converged; i++)
	{
		double *last = x;

		PGI_TRY(multiply(env, n, both->out_start, both->out_to, both->value, own, x, next));
		some = normalize(n, next, 2);
		converged = distance(n, last, next) < 1e-13;
		x = next;
		next = last;
	}
	if (!converged)
		fill(x, n, NAN);
	pgi_free(env, next);
	*result = x;
	return PGI_OK;
}

/* Nodes sorted by degree in buckets; taking the lowest moves its neighbours one bucket down. */
static pgi_status
cores(pgi_env *env, const pgi_chain *both, int32_t **core)
{
	int32_t n = both->n, *start, *place, *sorted, *degree, work = 0;

	PGI_NEW(env, degree, n);
	PGI_NEW_ZERO(env, start, (size_t) n + 2);
	PGI_NEW(env, place, n);
	PGI_NEW(env, sorted, n);
	for (int32_t v = 0; v < n; v++)
		start[(degree[v] = both->out_start[v + 1] - both->out_start[v]) + 1]++;
	for (int32_t d = 0; d < n; d++)
		start[d + 1] += start[d];
	for (int32_t v = 0; v < n; v++)
	{
		place[v] = start[degree[v]]++;
		sorted[place[v]] = v;
	}
	for (int32_t d = n; d > 0; d--)
		start[d] = start[d - 1];
	start[0] = 0;
	for (int32_t i = 0; i < n; i++)
	{
		int32_t v = sorted[i];

		PGI_CHAIN_WORK(env, work, 1 + degree[v]);
		for (int32_t e = both->out_start[v]; e < both->out_start[v + 1]; e++)
		{
			int32_t w = both->out_to[e];

			if (degree[w] > degree[v])
			{
				/* w changes places with the first of its bucket, which then starts after it */
				int32_t front = start[degree[w]]++, u = sorted[front];

				sorted[place[w]] = u;
				place[u] = place[w];
				sorted[front] = w;
				place[w] = front;
				degree[w]--;
			}
		}
	}
	pgi_free(env, start);
	pgi_free(env, place);
	pgi_free(env, sorted);
	*core = degree;
	return PGI_OK;
}

/* Clustering and constraint of each node from the ways of two steps that leave it. */
static pgi_status
closure(pgi_env *env, const pgi_chain *both, double **clustering, double **constraint)
{
	const int32_t *start = both->out_start, *other = both->out_to;
	int32_t n = both->n, work = 0, *ways;
	double *indirect, *strength;

	PGI_NEW(env, *clustering, n);
	PGI_NEW(env, *constraint, n);
	PGI_NEW_ZERO(env, ways, n);
	PGI_NEW_ZERO(env, indirect, n);
	PGI_NEW_ZERO(env, strength, n);
	for (int32_t v = 0; v < n; v++)
		for (int32_t e = start[v]; e < start[v + 1]; e++)
			strength[v] += both->value[e];
	for (int32_t v = 0; v < n; v++)
	{
		int32_t degree = start[v + 1] - start[v];
		double linked = 0, sum = 0;

		for (int32_t e = start[v]; e < start[v + 1]; e++)
		{
			int32_t q = other[e];
			double tie = both->value[e] > 0 ? both->value[e] / strength[v] / strength[q] : 0;

			PGI_CHAIN_WORK(env, work, 1 + start[q + 1] - start[q]);
			for (int32_t k = start[q]; k < start[q + 1]; k++)
			{
				ways[other[k]]++;
				indirect[other[k]] += tie * both->value[k];
			}
		}
		for (int32_t e = start[v]; e < start[v + 1]; e++)
		{
			double tie = both->value[e] / strength[v] + indirect[other[e]];

			linked += ways[other[e]];
			sum += tie * tie;
		}
		(*clustering)[v] = degree > 1 ? linked / ((double) degree * (degree - 1)) : 0;
		(*constraint)[v] = strength[v] > 0 ? sum : NAN;
		for (int32_t e = start[v]; e < start[v + 1]; e++)
			for (int32_t k = start[other[e]]; k < start[other[e] + 1]; k++)
			{
				ways[other[k]] = 0;
				indirect[other[k]] = 0;
			}
	}
	pgi_free(env, ways);
	pgi_free(env, indirect);
	pgi_free(env, strength);
	return PGI_OK;
}

pgi_status
pgi_core_chain_centrality(pgi_env *env, const pgi_chain *chain, pgi_chain_position *result)
{
	pgi_chain both;

	PGI_TRY(closeness(env, chain->n, chain->in_start, chain->in_from, &result->closeness_in, &result->harmonic_in));
	PGI_TRY(closeness(env, chain->n, chain->out_start, chain->out_to, &result->closeness_out, &result->harmonic_out));
	PGI_TRY(hubs(env, chain, &result->hub, &result->authority));
	PGI_TRY(undirected(env, chain, &both));
	PGI_TRY(eigenvector(env, &both, &result->eigenvector));
	PGI_TRY(pgi_core_chain_betweenness(env, &both, NULL, -1, 0, &result->betweenness));
	for (int32_t v = 0; v < chain->n; v++)
		result->betweenness[v] /= 2;
	PGI_TRY(cores(env, &both, &result->core));
	return closure(env, &both, &result->clustering, &result->constraint);
}
