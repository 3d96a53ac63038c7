/*
 * matching_simplex.c - the tree of the transport simplex: the first tree, and
 * one pivot on it.  A pivot costs the length of its cycle plus the size of the
 * part that is hung elsewhere.
 */
#include "matching_simplex.h"

/*
 * Block search (Kovacs 2015, section 4.3): pivot on the best arc of a block.  A
 * block of more than 512 arcs saves no pivots that would pay for its pricing.
 */
static int64_t
block_size(int64_t n_arcs)
{
	int64_t root = 20;

	while (root * root < n_arcs && root < 512)
		root++;
	return root;
}

static void
unlink_child(pgi_simplex_node *node, pgi_simplex_arc *arc, int32_t v)
{
	if (arc[v].previous >= 0)
		node[arc[v].previous].next = node[v].next;
	else
		node[node[v].parent].child = node[v].next;
	if (node[v].next >= 0)
		arc[node[v].next].previous = arc[v].previous;
}

static void
link_child(pgi_simplex_node *node, pgi_simplex_arc *arc, int32_t parent, int32_t v)
{
	node[v].parent = parent;
	arc[v].previous = -1;
	node[v].next = node[parent].child;
	if (node[v].next >= 0)
		arc[node[v].next].previous = v;
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
	pgi_simplex_arc *arc = s->arc;
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
			if (u < s->n_suppliers && arc[u].flow < tail_most)
			{
				tail_most = arc[u].flow;
				tail_out = u;
			}
			u = node[u].parent;
		}
		if (v_depth >= u_depth)
		{
			if (v >= s->n_suppliers && arc[v].flow <= head_most)
			{
				head_most = arc[v].flow;
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
			arc[u].flow += u < s->n_suppliers ? -flow : flow;
		for (v = head; v != top; v = node[v].parent)
			arc[v].flow += v < s->n_suppliers ? flow : -flow;
	}

	/* turn the path from the moved end up to the leaving arc upside down */
	v = tail_moves ? tail : head;
	parent = tail_moves ? head : tail;
	for (;;)
	{
		int32_t above = node[v].parent;
		int32_t old_edge = arc[v].edge;
		int64_t old_flow = arc[v].flow;

		unlink_child(node, arc, v);
		link_child(node, arc, parent, v);
		arc[v].edge = edge;
		arc[v].flow = flow;
		if (v == out)
			return tail_moves;
		edge = old_edge;
		flow = old_flow;
		parent = v;
		v = above;
	}
}

pgi_status
pgi_simplex_start(pgi_env *env, pgi_simplex *s)
{
	int32_t ground = s->n_suppliers + s->n_buyers;

	PGI_NEW(env, s->node, (int64_t) ground + 1);
	PGI_NEW(env, s->arc, (int64_t) ground + 1);
	PGI_NEW(env, s->queue, (int64_t) ground + 1);
	s->node[ground] = (pgi_simplex_node){.parent = -1, .child = -1, .next = -1};
	s->arc[ground] = (pgi_simplex_arc){.edge = -1, .previous = -1};
	for (int32_t v = ground; v-- > 0;)
	{
		s->node[v] = (pgi_simplex_node){.child = -1, .depth = 1};
		s->arc[v] = (pgi_simplex_arc){.edge = -1, .flow = s->quantity[v]};
		link_child(s->node, s->arc, ground, v);
	}
	s->n_pivots = 0;
	return PGI_OK;
}

#define LANES 8
#define COST double
#define RUN(name) pgi_simplex_##name##_narrow
#include "matching_simplex_run.h"
#undef COST
#undef RUN
#define COST pgi_wide
#define RUN(name) pgi_simplex_##name##_wide
#include "matching_simplex_run.h"
