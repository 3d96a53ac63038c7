/*
 * matching_simplex_run.h - the pivoting loop for one integer type of costs.
 * Included by matching_simplex.c with COST and RUN(name) defined.
 */

/* The arc that enters: the most negative reduced cost of the block it was found in. */
typedef struct
{
	COST reduced; /* >= 0: none */
	int32_t tail;
	int32_t head;
	int32_t edge;
} RUN(entering);

/* Least of cost[k] - head_potential[k] in lanes, for a supplier whose edges go to every buyer; n >= LANES. */
__attribute__((target_clones("avx2", "default"))) static COST
RUN(least_of_full_row)(const COST *cost, const COST *head_potential, int32_t n)
{
	COST lane[LANES];
	int32_t k = LANES;

	for (int l = 0; l < LANES; l++)
		lane[l] = cost[l] - head_potential[l];
	for (; k <= n - LANES; k += LANES)
		for (int l = 0; l < LANES; l++)
		{
			COST r = cost[k + l] - head_potential[k + l];

			lane[l] = r < lane[l] ? r : lane[l];
		}
	for (; k < n; k++)
		if (cost[k] - head_potential[k] < lane[0])
			lane[0] = cost[k] - head_potential[k];
	for (int l = 1; l < LANES; l++)
		if (lane[l] < lane[0])
			lane[0] = lane[l];
	return lane[0];
}

/* Looks at one supplier's arcs. */
static inline void
RUN(price_row)(const pgi_simplex *s, const COST *cost, const COST *ground_cost, const COST *potential, int32_t i,
			   RUN(entering) * best)
{
	const COST *head_potential = potential + s->n_suppliers;
	COST own = potential[i];
	COST least = best->reduced - own;
	int32_t start = s->row_start[i];
	int32_t end = s->row_start[i + 1];
	int32_t at = -2;

	if (end - start == s->n_buyers && s->n_buyers >= LANES)
	{
		COST r = RUN(least_of_full_row)(cost + start, head_potential, s->n_buyers);

		end = start;
		if (r < least)
		{
			least = r;
			at = start;
			while (cost[at] - head_potential[at - start] > r)
				at++;
		}
	}
	for (int32_t e = start; e < end; e++)
	{
		COST r = cost[e] - head_potential[s->head[e]];

		if (r < least)
		{
			least = r;
			at = e;
		}
	}
	if (ground_cost[i] < least)
	{
		least = ground_cost[i];
		at = -1;
	}
	if (at > -2)
	{
		best->reduced = least + own;
		best->tail = i;
		best->head = at < 0 ? s->n_suppliers + s->n_buyers : s->n_suppliers + s->head[at];
		best->edge = at;
	}
}

/* Adds to the potentials below and at the top of a subtree that was just hung on a parent. */
static void
RUN(shift)(pgi_simplex_node *node, COST *potential, pgi_simplex_visit *queue, int32_t top, COST by)
{
	int32_t first = node[top].next;
	int32_t n = 1;

	/* first child and next sibling as a binary tree, breadth first and without branches: the loads overlap */
	node[top].next = -1;
	queue[0] = (pgi_simplex_visit){top, node[node[top].parent].depth + 1};
	for (int32_t k = 0; k < n; k++)
	{
		pgi_simplex_visit at = queue[k];
		int32_t child = node[at.node].child;
		int32_t next = node[at.node].next;

		potential[at.node] += by;
		node[at.node].depth = at.depth;
		queue[n] = (pgi_simplex_visit){child, at.depth + 1};
		n += child >= 0;
		queue[n] = (pgi_simplex_visit){next, at.depth};
		n += next >= 0;
	}
	node[top].next = first;
}

/* Potentials of the present tree, from the ground down. */
static void
RUN(potentials)(const pgi_simplex *s, const COST *cost, const COST *ground_cost, COST *potential)
{
	int32_t ground = s->n_suppliers + s->n_buyers;
	int32_t v = ground;

	potential[ground] = 0;
	for (;;)
	{
		if (s->node[v].child >= 0)
			v = s->node[v].child;
		else
		{
			while (v != ground && s->node[v].next < 0)
				v = s->node[v].parent;
			if (v == ground)
				return;
			v = s->node[v].next;
		}
		COST c = s->arc[v].edge < 0 ? ground_cost[v] : cost[s->arc[v].edge];
		COST above = potential[s->node[v].parent];

		potential[v] = v < s->n_suppliers ? above - c : above + c;
	}
}

pgi_status
RUN(run)(pgi_env *env, pgi_simplex *s, const COST *cost, const COST *ground_cost, COST *potential)
{
	int32_t n_rows = s->n_suppliers;
	int32_t ground = s->n_suppliers + s->n_buyers;
	int64_t n_arcs = s->n_suppliers ? (int64_t) s->row_start[s->n_suppliers] + ground : ground;
	int64_t block = block_size(n_arcs);
	int64_t looked_at = 0; /* arcs since the last pivot */
	int32_t row = 0;       /* next supplier to price, n_rows: the buyers' ground arcs */
	int32_t buyer = s->n_suppliers;

	RUN(potentials)(s, cost, ground_cost, potential);
	while (looked_at < n_arcs)
	{
		RUN(entering) best = {.reduced = 0};
		int64_t in_block = 0;

		/* whole rows, until the block is full and has an arc or everything was seen */
		while (looked_at + in_block < n_arcs && in_block < block)
		{
			if (row < n_rows)
			{
				RUN(price_row)(s, cost, ground_cost, potential, row, &best);
				in_block += s->row_start[row + 1] - s->row_start[row] + 1;
				row++;
				continue;
			}
			for (; buyer < ground && in_block < block; buyer++, in_block++)
				if (ground_cost[buyer] - potential[buyer] < best.reduced)
					best = (RUN(entering)){ground_cost[buyer] - potential[buyer], ground, buyer, -1};
			if (buyer == ground)
			{
				buyer = s->n_suppliers;
				row = 0;
			}
		}
		if (best.reduced >= 0)
		{
			looked_at += in_block;
			PGI_POLL(env);
			continue;
		}
		looked_at = 0;
		PGI_POLL_EVERY(env, ++s->n_pivots, 8);
		if (pivot(s, best.tail, best.head, best.edge))
			RUN(shift)(s->node, potential, s->queue, best.tail, -best.reduced);
		else
			RUN(shift)(s->node, potential, s->queue, best.head, best.reduced);
	}
	return PGI_OK;
}
