/*
 * matching_simplex.c - the tree of the transport simplex: the first tree, and
 * one pivot on it.  A pivot costs the length of its cycle plus the size of the
 * part that is hung elsewhere.
 */
#include "matching_simplex.h"

/* Block search (Kovacs 2015, section 4.3): pivot on the best arc of a block. */
static int64_t
block_size(int64_t n_arcs)
{
	int64_t root = 1;

	while (root * root < n_arcs)
		root++;
	return root < 20 ? 20 : root;
}

static void
unlink_child(pgi_simplex_node *node, int32_t v)
{
	if (node[v].previous >= 0)
		node[node[v].previous].next = node[v].next;
	else
		node[node[v].parent].child = node[v].next;
	if (node[v].next >= 0)
		node[node[v].next].previous = node[v].previous;
}

static void
link_child(pgi_simplex_node *node, int32_t parent, int32_t v)
{
	node[v].parent = parent;
	node[v].previous = -1;
	node[v].next = node[parent].child;
	if (node[v].next >= 0)
		node[node[v].next].previous = v;
	node[parent].child = v;
}

/*
 * Sends as much as possible around the cycle that the arc tail -> head closes,
 * and exchanges it for the blocking arc.  Of several the last one in the
 * direction of the flow, seen from the top of the cycle, leaves: this keeps the
 * tree strongly feasible.  True: the tail's part was moved, false: the head's.
 */
static bool
pivot(pgi_simplex *s, int32_t tail, int32_t head, int32_t edge)
{
	pgi_simplex_node *node = s->node;
	int64_t tail_most = INT64_MAX;
	int64_t head_most = INT64_MAX;
	int32_t tail_out = -1;
	int32_t head_out = -1;
	int32_t u = tail;
	int32_t v = head;
	int32_t top;
	int32_t out;
	int32_t parent;
	int64_t flow;
	bool tail_moves;

	/* on the tail's side suppliers send less, on the head's side buyers take less */
	while (u != v)
	{
		int32_t u_depth = node[u].depth;
		int32_t v_depth = node[v].depth;

		if (u_depth >= v_depth)
		{
			if (u < s->n_suppliers && node[u].flow < tail_most)
			{
				tail_most = node[u].flow;
				tail_out = u;
			}
			u = node[u].parent;
		}
		if (v_depth >= u_depth)
		{
			if (v >= s->n_suppliers && node[v].flow <= head_most)
			{
				head_most = node[v].flow;
				head_out = v;
			}
			v = node[v].parent;
		}
	}
	top = u;
	tail_moves = tail_most < head_most;
	flow = tail_moves ? tail_most : head_most;
	out = tail_moves ? tail_out : head_out;
	if (flow > 0)
	{
		for (u = tail; u != top; u = node[u].parent)
			node[u].flow += u < s->n_suppliers ? -flow : flow;
		for (v = head; v != top; v = node[v].parent)
			node[v].flow += v < s->n_suppliers ? flow : -flow;
	}

	/* turn the path from the moved end up to the leaving arc upside down */
	v = tail_moves ? tail : head;
	parent = tail_moves ? head : tail;
	for (;;)
	{
		int32_t above = node[v].parent;
		int32_t old_edge = node[v].edge;
		int64_t old_flow = node[v].flow;

		unlink_child(node, v);
		link_child(node, parent, v);
		node[v].edge = edge;
		node[v].flow = flow;
		if (v == out)
			return tail_moves;
		edge = old_edge;
		flow = old_flow;
		parent = v;
		v = above;
	}
}

/* The support of a flow while its leaves are taken off. */
typedef struct peeling
{
	int32_t *degree;  /* arcs left at a node, the ground arc among them */
	int32_t *edges;   /* exclusive or of the numbers of the edges left: the last one's number in the end */
	int32_t *queue;   /* nodes with one arc left */
	int32_t n_queued;
} peeling;

static void
take_edge(peeling *p, int32_t v, int32_t edge)
{
	p->edges[v] ^= edge;
	if (--p->degree[v] == 1)
		p->queue[p->n_queued++] = v;
}

pgi_status
pgi_simplex_start(pgi_env *env, pgi_simplex *s, const int64_t *flow)
{
	int32_t ground = s->n_suppliers + s->n_buyers;
	pgi_simplex_node *node;
	peeling p = {0};
	int32_t *tail;

	if (!s->node)
		PGI_NEW(env, s->node, ground + 1);
	node = s->node;
	for (int32_t v = 0; v <= ground; v++)
		node[v] = (pgi_simplex_node){
			.parent = ground, .edge = -1, .child = -1, .flow = v < ground ? s->quantity[v] : 0};
	if (flow)
	{
		PGI_NEW_ZERO(env, p.degree, ground);
		PGI_NEW_ZERO(env, p.edges, ground);
		PGI_NEW(env, p.queue, ground);
		PGI_NEW(env, tail, s->row_start[s->n_suppliers]);
		for (int32_t i = 0; i < s->n_suppliers; i++)
			for (int32_t e = s->row_start[i]; e < s->row_start[i + 1]; e++)
			{
				int32_t j = s->n_suppliers + s->head[e];

				tail[e] = i;
				if (flow[e] == 0)
					continue;
				node[i].flow -= flow[e];
				node[j].flow -= flow[e];
				p.degree[i]++;
				p.degree[j]++;
				p.edges[i] ^= e;
				p.edges[j] ^= e;
			}
		for (int32_t v = 0; v < ground; v++)
		{
			p.degree[v] += node[v].flow > 0;
			if (p.degree[v] == 1)
				p.queue[p.n_queued++] = v;
		}
		/* a leaf hangs from the other end of its edge; the queue is read while it grows */
		for (int32_t k = 0; k < p.n_queued; k++)
		{
			int32_t v = p.queue[k];
			int32_t e = p.edges[v];
			int32_t other;

			if (p.degree[v] != 1 || node[v].flow > 0)
				continue;
			other = v < s->n_suppliers ? s->n_suppliers + s->head[e] : tail[e];
			if (p.degree[other] == 1 && v < s->n_suppliers && node[other].flow == 0)
				continue; /* the last edge: a supplier may hang from the ground with nothing idle */
			node[v].parent = other;
			node[v].edge = e;
			node[v].flow = flow[e];
			p.degree[v] = 0;
			take_edge(&p, other, e);
		}
		/* edges on cycles go: their units return to the ground */
		for (int32_t i = 0; i < s->n_suppliers; i++)
			for (int32_t e = s->row_start[i]; e < s->row_start[i + 1]; e++)
			{
				int32_t j = s->n_suppliers + s->head[e];

				if (flow[e] > 0 && node[i].edge != e && node[j].edge != e)
				{
					node_return(node, i, flow[e]);
					node_return(node, j, flow[e]);
				}
			}
		pgi_free(env, p.degree);
		pgi_free(env, p.edges);
		pgi_free(env, p.queue);
		pgi_free(env, tail);
	}
	for (int32_t v = ground; v-- > 0;)
		link_child(node, node[v].parent, v);
	set_depths(node, ground);
	return PGI_OK;
}

#define COST int64_t
#define RUN(name) pgi_simplex_##name##_narrow
#include "matching_simplex_run.h"
#undef COST
#undef RUN
#define COST pgi_wide
#define RUN(name) pgi_simplex_##name##_wide
#include "matching_simplex_run.h"
