/*
 * chain_criticality.c - what hangs on a node: dominators, ranks, suppliers.
 *
 * The condensed graph has no cycles, so a dominator tree can be grown in
 * topological order: the immediate dominator of a component is the lowest
 * common ancestor of its suppliers.  Ancestors are found with jump pointers
 * (Myers 1983, "An applicative random-access stack"): O(edges log components),
 * whatever the depth.  Ranks: Page & Brin 1998, Katz 1953, by iteration.
 */
#include <math.h>

#include "chain.h"

/* A tree that grows at its leaves; 0 is the root. */
typedef struct tree
{
	int32_t *parent;
	int32_t *jump; /* an ancestor further up */
	int32_t *depth;
} tree;

static void
add_leaf(tree *t, int32_t v, int32_t parent)
{
	int32_t far = t->jump[parent];

	t->parent[v] = parent;
	t->depth[v] = t->depth[parent] + 1;
	t->jump[v] = t->depth[parent] - t->depth[far] == t->depth[far] - t->depth[t->jump[far]] ? t->jump[far] : parent;
}

static int32_t
common_ancestor(const tree *t, int32_t a, int32_t b)
{
	if (t->depth[a] < t->depth[b])
	{
		int32_t c = a;

		a = b;
		b = c;
	}
	while (t->depth[a] > t->depth[b])
		a = t->depth[t->jump[a]] >= t->depth[b] ? t->jump[a] : t->parent[a];
	while (a != b)
	{
		bool far = t->jump[a] != t->jump[b];

		a = far ? t->jump[a] : t->parent[a];
		b = far ? t->jump[b] : t->parent[b];
	}
	return a;
}

pgi_status
pgi_core_chain_dominators(pgi_env *env, const pgi_chain_order *order, const double *node_value, int32_t **dominator,
						  double **lost)
{
	tree t = {0};

	PGI_NEW(env, t.parent, order->n + 1);
	PGI_NEW(env, t.jump, order->n + 1);
	PGI_NEW(env, t.depth, order->n + 1);
	PGI_NEW(env, *dominator, order->n);
	PGI_NEW_ZERO(env, *lost, order->n);
	t.parent[0] = t.jump[0] = t.depth[0] = 0;
	for (int32_t c = 0; c < order->n; c++)
	{
		int32_t above = -1;

		PGI_POLL_EVERY(env, c, 10);
		for (int32_t e = order->in_start[c]; e < order->in_start[c + 1]; e++)
			above = above < 0 ? order->in_from[e] + 1 : common_ancestor(&t, above, order->in_from[e] + 1);
		add_leaf(&t, c + 1, above < 0 ? 0 : above);
		(*dominator)[c] = t.parent[c + 1] - 1;
		for (int32_t i = order->member_start[c]; i < order->member_start[c + 1]; i++)
			(*lost)[c] += node_value[order->member[i]];
	}
	for (int32_t c = order->n - 1; c >= 0; c--)
		if ((*dominator)[c] >= 0)
			(*lost)[(*dominator)[c]] += (*lost)[c];
	pgi_free(env, t.parent);
	pgi_free(env, t.jump);
	pgi_free(env, t.depth);
	return PGI_OK;
}

/* --- ranks ----------------------------------------------------------------------- */

/* The edges that bring importance to a node: those of its suppliers, or of its buyers. */
typedef struct inflow
{
	const int32_t *start;
	const int32_t *from;
	const int32_t *edge; /* NULL: the place itself */
} inflow;

static inflow
inflow_of(const pgi_chain *chain, bool reverse)
{
	if (reverse)
		return (inflow){chain->out_start, chain->out_to, NULL};
	return (inflow){chain->in_start, chain->in_from, chain->in_edge};
}

/* next[v] = sum over its inflow of x times weight (of the edge, or 1). */
static pgi_status
gather(pgi_env *env, const pgi_chain *chain, const inflow *in, bool weighted, const double *x, double *next)
{
	int32_t work = 0;

	for (int32_t v = 0; v < chain->n; v++)
	{
		double sum = 0;

		PGI_CHAIN_WORK(env, work, 1 + in->start[v + 1] - in->start[v]);
		for (int32_t i = in->start[v]; i < in->start[v + 1]; i++)
			sum += weighted ? x[in->from[i]] * chain->value[in->edge ? in->edge[i] : i] : x[in->from[i]];
		next[v] = sum;
	}
	return PGI_OK;
}

static void
fill(double *x, int32_t n, double value)
{
	for (int32_t i = 0; i < n; i++)
		x[i] = value;
}

pgi_status
pgi_core_chain_pagerank(pgi_env *env, const pgi_chain *chain, const pgi_chain_rank *options, bool weighted,
						double **rank, bool *converged)
{
	inflow in = inflow_of(chain, options->reverse), out = inflow_of(chain, !options->reverse);
	int32_t n = chain->n;
	double *x, *part, *next, *outflow;

	PGI_NEW(env, x, n);
	PGI_NEW(env, part, n);
	PGI_NEW(env, next, n);
	PGI_NEW(env, outflow, n);
	/* a node's outflow is the sum over the edges that bring its importance elsewhere */
	fill(x, n, 1);
	PGI_TRY(gather(env, chain, &out, weighted, x, outflow));
	fill(x, n, 1.0 / (n > 0 ? n : 1));
	*converged = n == 0;
	for (int32_t i = 0; i < options->max_iterations && !*converged; i++)
	{
		double dangling = 0, change = 0;

		for (int32_t v = 0; v < n; v++)
		{
			if (outflow[v] > 0)
				part[v] = x[v] / outflow[v];
			else
			{
				part[v] = 0;
				dangling += x[v];
			}
		}
		PGI_TRY(gather(env, chain, &in, weighted, part, next));
		for (int32_t v = 0; v < n; v++)
		{
			double value = (1 - options->damping) / n + options->damping * (next[v] + dangling / n);

			change += fabs(value - x[v]);
			x[v] = value;
		}
		*converged = change <= options->tolerance;
	}
	if (!*converged)
		fill(x, n, NAN);
	*rank = x;
	return PGI_OK;
}

pgi_status
pgi_core_chain_katz(pgi_env *env, const pgi_chain *chain, const pgi_chain_rank *options, double **katz, bool *converged)
{
	inflow in = inflow_of(chain, options->reverse);
	int32_t n = chain->n;
	double *x, *next;

	PGI_NEW(env, x, n);
	PGI_NEW(env, next, n);
	fill(x, n, 1);
	*converged = n == 0;
	for (int32_t i = 0; i < options->max_iterations && !*converged; i++)
	{
		double change = 0, sum = 0;

		PGI_TRY(gather(env, chain, &in, false, x, next));
		for (int32_t v = 0; v < n; v++)
		{
			double value = 1 + options->katz_alpha * next[v];

			change += fabs(value - x[v]);
			sum += value;
			x[v] = value;
		}
		if (!isfinite(sum))
			break;
		*converged = change <= options->tolerance * sum;
	}
	if (!*converged)
		fill(x, n, NAN);
	*katz = x;
	return PGI_OK;
}

/* --- suppliers --------------------------------------------------------------------- */

pgi_status
pgi_core_chain_supplier_hhi(pgi_env *env, const pgi_chain *chain, double **hhi, int32_t **n_suppliers)
{
	int32_t work = 0;

	PGI_NEW(env, *hhi, chain->n);
	PGI_NEW_ZERO(env, *n_suppliers, chain->n);
	for (int32_t v = 0; v < chain->n; v++)
	{
		double largest = 0, sum = 0, squares = 0;

		PGI_CHAIN_WORK(env, work, 1 + chain->in_start[v + 1] - chain->in_start[v]);
		for (int32_t i = chain->in_start[v]; i < chain->in_start[v + 1]; i++)
		{
			if (chain->in_from[i] == v)
				continue;
			(*n_suppliers)[v]++;
			largest = fmax(largest, chain->value[chain->in_edge[i]]);
		}
		for (int32_t i = chain->in_start[v]; i < chain->in_start[v + 1]; i++)
		{
			/* relative to the largest, so that nothing over- or underflows */
			double part = chain->in_from[i] == v ? 0 : chain->value[chain->in_edge[i]] / largest;

			sum += part;
			squares += part * part;
		}
		(*hhi)[v] = largest > 0 ? squares / (sum * sum) : NAN;
	}
	return PGI_OK;
}
