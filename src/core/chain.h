/*
 * chain.h - an industrial chain as a directed graph: who supplies whom.
 *
 * A chain is a node x node matrix: row supplies column, value is a share or a
 * volume.  Its nodes are the union of the row and column labels in byte order;
 * a stored zero is an edge of weight zero, an absent cell is no edge.  Cycles
 * are allowed: where an order is needed, strongly connected components are
 * condensed first, and stand for their members.
 */
#ifndef PGI_CHAIN_H
#define PGI_CHAIN_H

#include "matrix.h"

/* Polls when `amount` steps of work have filled a quarter of a million. */
#define PGI_CHAIN_WORK(env, work, amount) \
	do                                    \
	{                                     \
		(work) += (amount);               \
		if ((work) >= (1 << 18))          \
		{                                 \
			(work) = 0;                   \
			PGI_POLL(env);                \
		}                                 \
	} while (0)

/* The first node of v's set in a forest of sets; halves the way for the next call. */
static inline int32_t
pgi_chain_root(int32_t *parent, int32_t v)
{
	while (parent[v] != v)
		v = parent[v] = parent[parent[v]];
	return v;
}

/* The graph; edges of a node are sorted by the node at the other end. */
typedef struct pgi_chain
{
	pgi_labels labels;
	int32_t n;
	int32_t n_edges;
	int32_t *out_start; /* n + 1 */
	int32_t *out_to;
	double *value;     /* of the outgoing edges */
	int32_t *in_start; /* n + 1 */
	int32_t *in_from;
	int32_t *in_edge; /* number of the same edge among the outgoing ones */
} pgi_chain;

/* Makes the graph of a matrix without negative cells. */
extern pgi_status pgi_core_chain(pgi_env *env, const pgi_matrix *m, pgi_chain *chain);

/* Makes the graph of the nodes with keep[node] != 0; old_number[i] is node i's number in the whole. */
extern pgi_status pgi_core_chain_induced(pgi_env *env, const pgi_chain *chain, const char *keep, pgi_chain *part,
										 int32_t **old_number);

/* Number of the node with a label; LABEL_NOT_FOUND. */
extern pgi_status pgi_core_chain_node(pgi_env *env, const pgi_chain *chain, const char *label, int len, int32_t *node);

/* Spreads a matrix of one column (absent cells and nodes: `absent`) over the nodes of the chain. */
extern pgi_status pgi_core_chain_vector(pgi_env *env, const pgi_chain *chain, const pgi_matrix *m, double absent,
										double **vector);

/* --- order (chain_order.c) ------------------------------------------------- */

/* The condensed graph; components are numbered in a topological order, suppliers first. */
typedef struct pgi_chain_order
{
	int32_t n;
	int32_t *component;    /* of each node */
	int32_t *member_start; /* n + 1; members of a component in node order */
	int32_t *member;
	int32_t *out_start; /* n + 1; distinct edges between different components */
	int32_t *out_to;
	int32_t *in_start;
	int32_t *in_from;
	int32_t *weak; /* of each node: the first node of its weakly connected component */
} pgi_chain_order;

extern pgi_status pgi_core_chain_order(pgi_env *env, const pgi_chain *chain, pgi_chain_order *order);

/* Longest distance of each component from a source (level) and to a sink (height). */
extern pgi_status pgi_core_chain_levels(pgi_env *env, const pgi_chain_order *order, int32_t **level, int32_t **height);

/* Number of nodes from which a component is reached, and which it reaches, its own members included. */
extern pgi_status pgi_core_chain_reach(pgi_env *env, const pgi_chain *chain, const pgi_chain_order *order,
									   int32_t **upstream, int32_t **downstream);

/* Cut nodes of the graph read without direction; bridge_to[v] is the other end of a bridge found from v, or -1. */
extern pgi_status pgi_core_chain_cuts(pgi_env *env, const pgi_chain *chain, char **articulation, int32_t **bridge_to);

/* --- criticality (chain_criticality.c, chain_betweenness.c) ----------------- */

/*
 * Dominators of the condensed graph from a virtual source before all
 * components without suppliers: dominator[c] (-1: the virtual source) and
 * lost[c], the value of all components that c dominates, its own included.
 */
extern pgi_status pgi_core_chain_dominators(pgi_env *env, const pgi_chain_order *order, const double *node_value,
											int32_t **dominator, double **lost);

/* What an edge's value means for the length of a path. */
typedef enum pgi_chain_by
{
	PGI_CHAIN_BY_HOPS,    /* 1 */
	PGI_CHAIN_BY_LENGTH,  /* the value */
	PGI_CHAIN_BY_INVERSE, /* 1 / value; no way through a zero */
	PGI_CHAIN_BY_PRODUCT  /* -ln value, so that the shortest path has the largest product of shares */
} pgi_chain_by;

/* Lengths of the edges; INFINITY where none can pass.  SHARE_ABOVE_ONE for a product of values above 1. */
extern pgi_status pgi_core_chain_lengths(pgi_env *env, const pgi_chain *chain, pgi_chain_by by, double **length);

/*
 * Directed betweenness: for each node the sum over pairs of other nodes of the
 * share of shortest paths that pass through it.  length NULL: counted in hops.
 * pivots >= 0: estimated from that many random sources and scaled up.
 */
extern pgi_status pgi_core_chain_betweenness(pgi_env *env, const pgi_chain *chain, const double *length, int32_t pivots,
											 uint64_t seed, double **betweenness);

typedef struct pgi_chain_rank
{
	double damping; /* PageRank */
	double katz_alpha;
	bool reverse;     /* importance flows from buyers to suppliers */
	double tolerance; /* on the sum of absolute changes, relative to the sum */
	int32_t max_iterations;
} pgi_chain_rank;

/* PageRank by edges or by values; converged false: the values are NaN. */
extern pgi_status pgi_core_chain_pagerank(pgi_env *env, const pgi_chain *chain, const pgi_chain_rank *options,
										  bool weighted, double **rank, bool *converged);

/* Katz: x = 1 + alpha * sum of x over suppliers (buyers if reversed). */
extern pgi_status pgi_core_chain_katz(pgi_env *env, const pgi_chain *chain, const pgi_chain_rank *options,
									  double **katz, bool *converged);

/* Herfindahl index of each node's suppliers by value, itself left out; NaN without any. */
extern pgi_status pgi_core_chain_supplier_hhi(pgi_env *env, const pgi_chain *chain, double **hhi,
											  int32_t **n_suppliers);

/* --- centrality (chain_centrality.c) ----------------------------------------------- */

/* Measures of position in the network; NaN where a node has none. */
typedef struct pgi_chain_position
{
	double *closeness_in, *closeness_out; /* (r / (n - 1)) * (r / sum of hops) over the r other nodes in reach */
	double *harmonic_in, *harmonic_out;   /* sum of 1 / hops */
	double *authority, *hub;              /* by edges, each summing to 1 */
	/* of the graph without direction and loops, values there and back added up */
	double *eigenvector; /* by value, of length 1 */
	double *betweenness; /* unordered pairs, by hops */
	double *clustering;  /* linked pairs of neighbours / pairs; 0 without pairs */
	double *constraint;  /* Burt's, ties by value */
	int32_t *core;
} pgi_chain_position;

extern pgi_status pgi_core_chain_centrality(pgi_env *env, const pgi_chain *chain, pgi_chain_position *result);

/* --- walks and paths (chain_path.c) ------------------------------------------ */

typedef struct pgi_chain_way
{
	int32_t n; /* nodes reached, the start first, by steps and then by number */
	int32_t *node;
	int32_t *steps;
	int32_t *via;  /* the first of the nodes one step nearer; -1 at the start */
	int32_t *edge; /* between via and node; -1 at the start */
} pgi_chain_way;

enum
{
	PGI_CHAIN_DOWNSTREAM = 1,
	PGI_CHAIN_UPSTREAM = 2
};

/* Breadth-first walk; directions is a mask, depth < 0 means no limit. */
extern pgi_status pgi_core_chain_walk(pgi_env *env, const pgi_chain *chain, int32_t start, int directions,
									  int32_t depth, pgi_chain_way *walk);

typedef struct pgi_chain_path
{
	int32_t n; /* nodes */
	int32_t *node;
	int32_t *edge; /* n - 1 */
	double length; /* sum of the edges' lengths from the start on */
} pgi_chain_path;

/* The k shortest paths without repeated nodes; ties by fewer nodes, then by the order of nodes. */
extern pgi_status pgi_core_chain_paths(pgi_env *env, const pgi_chain *chain, const double *length, int32_t from,
									   int32_t to, int32_t k, pgi_chain_path **path, int32_t *n_paths);

/* --- failure (chain_failure.c) ------------------------------------------------ */

/* Which nodes still have supply when those with failed[node] != 0 are gone. */
extern pgi_status pgi_core_chain_served(pgi_env *env, const pgi_chain *chain, const pgi_chain_order *order,
										const char *failed, char **served);

/*
 * The attack curve of removing the nodes in `sequence`: after q removals the
 * largest weakly connected component (nodes) and the final value still served,
 * q = 0 .. n.
 */
extern pgi_status pgi_core_chain_attack(pgi_env *env, const pgi_chain *chain, const pgi_chain_order *order,
										const int32_t *sequence, const double *node_value, int32_t **largest,
										double **served);

/* Nodes by falling score, ties by number; and the random order of a run. */
extern pgi_status pgi_core_chain_by_score(pgi_env *env, int32_t n, const double *score, int32_t **sequence);
extern pgi_status pgi_core_chain_shuffled(pgi_env *env, int32_t n, uint64_t seed, uint64_t run, int32_t **sequence);

/*
 * Overload cascade: each node carries its betweenness and bears (1 +
 * tolerance) times its first load.  round[v]: 0 for those that failed at the
 * start, r for those that broke in round r, -1 for survivors.
 */
extern pgi_status pgi_core_chain_cascade(pgi_env *env, const pgi_chain *chain, const char *failed, double tolerance,
										 int32_t **round, double **first_load, double **last_load);

/*
 * Recovery: each cell of `substitutes` is an edge that stands ready after that
 * delay.  since[v]: when supply reaches v again (0: never lost; NaN: never, and
 * for failed nodes); through[v]: the supplier it then comes through, -1 if
 * supply was never lost.
 */
extern pgi_status pgi_core_chain_recovery(pgi_env *env, const pgi_chain *chain, const pgi_chain_order *order,
										  const char *failed, const pgi_matrix *substitutes, double **since,
										  int32_t **through);

/* --- shape (chain_shape.c) ----------------------------------------------------- */

/* Share of edges (loops left out) that are answered; and of their value. NaN without any. */
extern pgi_status pgi_core_chain_reciprocity(pgi_env *env, const pgi_chain *chain, double *by_edges, double *by_value);

/* Modules by the Louvain method on the directed modularity; NaN where the total value is 0. */
extern pgi_status pgi_core_chain_modules(pgi_env *env, const pgi_chain *chain, double resolution, int32_t **module,
										 int32_t *n_modules, double *modularity);

/* Nestedness NODF of a matrix's stored cells, 0 to 1: of rows, of columns, of both. NaN without pairs. */
extern pgi_status pgi_core_chain_nodf(pgi_env *env, const pgi_matrix *m, double *rows, double *cols, double *both);

#endif
