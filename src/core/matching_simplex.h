/*
 * matching_simplex.h - the transport problem in integers, solved by a primal
 * network simplex of its own shape.
 *
 * Nodes are the suppliers 0 .. n_suppliers-1, the buyers after them, and a
 * ground node n.  Besides the given edges every supplier may send its units to
 * the ground (they stay idle) and every buyer may take units from the ground
 * (they stay unmet), at a cost each; so every instance has a plan, and the tree
 * in which all hang from the ground is a first one.
 *
 * Only the tree is stored: an edge outside of it carries nothing, since no edge
 * has a capacity of its own.  A supplier's tree arc always leads up and a
 * buyer's always down, which saves directions.  Trees stay strongly feasible
 * (Cunningham 1976): every downward arc carries something.  So the method
 * cannot cycle, and at the end every node reaches the ground at reduced cost
 * zero, which makes the potentials the least ones of all optimal duals: minus
 * the potential of a supplier is the exact cost of one more unit of it.
 *
 * The optimum is certified by cost[e] + potential[tail] - potential[head] >= 0
 * on every arc, with equality where something flows, in integer arithmetic.
 */
#ifndef PGI_MATCHING_SIMPLEX_H
#define PGI_MATCHING_SIMPLEX_H

#include "matching.h"

/*
 * A node hangs in the tree by the arc to its parent.  What a walk through the
 * tree reads is kept apart from the rest, so that it stays in the cache.
 */
typedef struct pgi_simplex_node
{
	int32_t parent;
	int32_t child; /* first child, -1: none; children are a doubly linked list */
	int32_t next;
	int32_t depth;
} pgi_simplex_node;

typedef struct pgi_simplex_arc
{
	int64_t flow;
	int32_t edge;     /* number of the given edge to the parent, -1: the ground arc */
	int32_t previous; /* child of the same parent */
} pgi_simplex_arc;

/* A node to visit, with its depth. */
typedef struct pgi_simplex_visit
{
	int32_t node;
	int32_t depth;
} pgi_simplex_visit;

typedef struct pgi_simplex
{
	/* the instance: quantities > 0 for buyers, >= 0 for suppliers, total below 2^62 */
	int32_t n_suppliers;
	int32_t n_buyers;
	const int32_t *row_start; /* edges of supplier i: row_start[i] .. row_start[i + 1] */
	const int32_t *head;      /* buyer of an edge, from 0 */
	const int64_t *quantity;  /* of the suppliers, then of the buyers */

	/* the tree, n + 1 nodes, kept from one run to the next */
	pgi_simplex_node *node;
	pgi_simplex_arc *arc;
	pgi_simplex_visit *queue; /* n + 1: the part being moved, and room for one */
	int64_t n_pivots;
} pgi_simplex;

/* Makes the first tree: everything hangs from the ground. */
extern pgi_status pgi_simplex_start(pgi_env *env, pgi_simplex *s);

/*
 * Pivots from the present tree to an optimal one.  cost has one entry an edge,
 * ground_cost one a node (idle for a supplier, unmet for a buyer); potential
 * has n + 1 entries and is an output, 0 at the ground.  Costs are whole numbers,
 * narrow ones in doubles, and no sum of them along a path may exceed the type:
 * 2^53 in doubles.
 */
extern pgi_status pgi_simplex_run_narrow(pgi_env *env, pgi_simplex *s, const double *cost, const double *ground_cost,
										 double *potential);
extern pgi_status pgi_simplex_run_wide(pgi_env *env, pgi_simplex *s, const pgi_wide *cost, const pgi_wide *ground_cost,
									   pgi_wide *potential);

#endif
