/* chain_graph.c - the graph of a chain: compressed edge lists in both directions. O(nodes + edges). */
#include "chain.h"

/* Fills the incoming lists from the outgoing ones. */
static pgi_status
index_incoming(pgi_env *env, pgi_chain *chain)
{
	int32_t *next;

	PGI_NEW_ZERO(env, chain->in_start, chain->n + 1);
	PGI_NEW(env, chain->in_from, chain->n_edges);
	PGI_NEW(env, chain->in_edge, chain->n_edges);
	PGI_NEW(env, next, chain->n + 1);
	for (int32_t e = 0; e < chain->n_edges; e++)
		chain->in_start[chain->out_to[e] + 1]++;
	for (int32_t v = 0; v < chain->n; v++)
		chain->in_start[v + 1] += chain->in_start[v];
	memcpy(next, chain->in_start, ((size_t) chain->n + 1) * sizeof *next);
	for (int32_t v = 0; v < chain->n; v++)
	{
		PGI_POLL_EVERY(env, v, 14);
		for (int32_t e = chain->out_start[v]; e < chain->out_start[v + 1]; e++)
		{
			int32_t at = next[chain->out_to[e]]++;

			chain->in_from[at] = v;
			chain->in_edge[at] = e;
		}
	}
	pgi_free(env, next);
	return PGI_OK;
}

pgi_status
pgi_core_chain(pgi_env *env, const pgi_matrix *m, pgi_chain *chain)
{
	int32_t *row_to, *col_to, at = 0;

	PGI_TRY(pgi_labels_union(env, &m->rows, &m->cols, &chain->labels, &row_to, &col_to));
	chain->n = chain->labels.n;
	chain->n_edges = m->n_cells;
	PGI_NEW_ZERO(env, chain->out_start, chain->n + 1);
	PGI_NEW(env, chain->out_to, chain->n_edges);
	PGI_NEW(env, chain->value, chain->n_edges);
	for (int32_t row = 0; row < m->rows.n; row++)
		chain->out_start[row_to[row] + 1] = m->row_start[row + 1] - m->row_start[row];
	for (int32_t v = 0; v < chain->n; v++)
		chain->out_start[v + 1] += chain->out_start[v];
	/* both label sets are in byte order, so rows and the cells of a row keep theirs in the union */
	for (int32_t row = 0; row < m->rows.n; row++)
	{
		PGI_POLL_EVERY(env, row, 14);
		for (int32_t cell = m->row_start[row]; cell < m->row_start[row + 1]; cell++, at++)
		{
			if (m->value[cell] < 0)
				return pgi_cell_fail(env, PGI_NEGATIVE_SUPPLY, m, row, m->col[cell], m->value[cell]);
			chain->out_to[at] = col_to[m->col[cell]];
			chain->value[at] = m->value[cell];
		}
	}
	pgi_free(env, row_to);
	pgi_free(env, col_to);
	return index_incoming(env, chain);
}

pgi_status
pgi_core_chain_induced(pgi_env *env, const pgi_chain *chain, const char *keep, pgi_chain *part, int32_t **old_number)
{
	int32_t *number, n = 0, n_edges = 0;

	PGI_NEW(env, number, chain->n);
	PGI_NEW(env, *old_number, chain->n);
	for (int32_t v = 0; v < chain->n; v++)
	{
		number[v] = keep[v] ? n : -1;
		if (keep[v])
			(*old_number)[n++] = v;
	}
	*part = (pgi_chain){.n = n};
	PGI_NEW(env, part->out_start, n + 1);
	PGI_NEW(env, part->out_to, chain->n_edges);
	PGI_NEW(env, part->value, chain->n_edges);
	for (int32_t i = 0; i < n; i++)
	{
		int32_t v = (*old_number)[i];

		PGI_POLL_EVERY(env, i, 14);
		part->out_start[i] = n_edges;
		for (int32_t e = chain->out_start[v]; e < chain->out_start[v + 1]; e++)
			if (keep[chain->out_to[e]])
			{
				part->out_to[n_edges] = number[chain->out_to[e]];
				part->value[n_edges++] = chain->value[e];
			}
	}
	part->out_start[n] = part->n_edges = n_edges;
	pgi_free(env, number);
	return index_incoming(env, part);
}

pgi_status
pgi_core_chain_node(pgi_env *env, const pgi_chain *chain, const char *label, int len, int32_t *node)
{
	*node = pgi_label_find(&chain->labels, label, len);
	if (*node < 0)
		return pgi_fail(env, .status = PGI_LABEL_NOT_FOUND, .row = label, .row_len = len);
	return PGI_OK;
}

pgi_status
pgi_core_chain_vector(pgi_env *env, const pgi_chain *chain, const pgi_matrix *m, double absent, double **vector)
{
	if (m->cols.n != 1)
		return pgi_fail(env, .status = PGI_NOT_ONE_COLUMN, .n = m->cols.n);
	PGI_NEW(env, *vector, chain->n);
	for (int32_t v = 0; v < chain->n; v++)
		(*vector)[v] = absent;
	for (int32_t row = 0; row < m->rows.n; row++)
	{
		int len;
		const char *label = pgi_label(&m->rows, row, &len);
		int32_t node;

		PGI_POLL_EVERY(env, row, 12);
		PGI_TRY(pgi_core_chain_node(env, chain, label, len, &node));
		if (m->row_start[row] == m->row_start[row + 1])
			continue;
		if (m->value[m->row_start[row]] < 0)
			return pgi_fail(env, .status = PGI_NEGATIVE_NODE_VALUE, .row = label, .row_len = len,
							.value = m->value[m->row_start[row]]);
		(*vector)[node] = m->value[m->row_start[row]];
	}
	return PGI_OK;
}
