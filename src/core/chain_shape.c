/*
 * chain_shape.c - symbiosis of a chain: reciprocity, modules, nestedness.
 *
 * Modularity is the directed one (Leicht & Newman 2008), maximised by the
 * Louvain method (Blondel et al. 2008) in the form of Dugue & Perez 2015.
 * Nodes are visited in order and ties go to the first module, so that the
 * result is the same in every run; as with any such method it is a local
 * maximum.  Nestedness: NODF, Almeida-Neto et al. 2008.
 */
#include <math.h>

#include "chain.h"

pgi_status
pgi_core_chain_reciprocity(pgi_env *env, const pgi_chain *chain, double *by_edges, double *by_value)
{
	int64_t edges = 0, answered = 0;
	double largest = 0, value = 0, shared = 0;

	for (int32_t e = 0; e < chain->n_edges; e++)
		largest = fmax(largest, chain->value[e]);
	for (int32_t v = 0; v < chain->n; v++)
	{
		int32_t i = chain->in_start[v];

		PGI_POLL_EVERY(env, v, 10);
		/* both lists are in order: what is in both is answered */
		for (int32_t e = chain->out_start[v]; e < chain->out_start[v + 1]; e++)
		{
			double there = chain->value[e] / largest;
			int32_t w = chain->out_to[e];

			if (w == v)
				continue;
			edges++;
			value += largest > 0 ? there : 0;
			while (i < chain->in_start[v + 1] && chain->in_from[i] < w)
				i++;
			if (i < chain->in_start[v + 1] && chain->in_from[i] == w)
			{
				answered++;
				shared += largest > 0 ? fmin(there, chain->value[chain->in_edge[i]] / largest) : 0;
			}
		}
	}
	*by_edges = edges > 0 ? (double) answered / (double) edges : NAN;
	*by_value = value > 0 ? shared / value : NAN;
	return PGI_OK;
}

/* --- modules ------------------------------------------------------------------------ */

/* A weighted graph of modules, both directions of an edge in one list. */
typedef struct level
{
	int32_t n;
	int32_t *start; /* n + 1 */
	int32_t *other;
	double *weight; /* there and back added up; loops left out */
	double *loop;
	double *out; /* total weight that leaves, loop included */
	double *in;
} level;

static pgi_status
first_level(pgi_env *env, const pgi_chain *chain, level *l)
{
	double total = 0, largest = 0;
	int32_t at = 0;

	for (int32_t e = 0; e < chain->n_edges; e++)
		largest = fmax(largest, chain->value[e]);
	l->n = chain->n;
	PGI_NEW(env, l->start, chain->n + 1);
	PGI_NEW(env, l->other, 2 * (size_t) chain->n_edges);
	PGI_NEW(env, l->weight, 2 * (size_t) chain->n_edges);
	PGI_NEW_ZERO(env, l->loop, chain->n);
	PGI_NEW_ZERO(env, l->out, chain->n);
	PGI_NEW_ZERO(env, l->in, chain->n);
	if (largest > 0)
		for (int32_t e = 0; e < chain->n_edges; e++)
			total += chain->value[e] / largest;
	for (int32_t v = 0; v < chain->n; v++)
	{
		int32_t e = chain->out_start[v], i = chain->in_start[v];

		PGI_POLL_EVERY(env, v, 10);
		l->start[v] = at;
		while (total > 0 && (e < chain->out_start[v + 1] || i < chain->in_start[v + 1]))
		{
			int32_t to = e < chain->out_start[v + 1] ? chain->out_to[e] : INT32_MAX;
			int32_t from = i < chain->in_start[v + 1] ? chain->in_from[i] : INT32_MAX;
			int32_t w = to < from ? to : from;
			double out = to == w ? chain->value[e++] / largest / total : 0;
			double in = from == w ? chain->value[chain->in_edge[i++]] / largest / total : 0;

			l->out[v] += out;
			l->in[v] += in;
			if (w == v)
				l->loop[v] = out;
			else if (out + in > 0)
			{
				l->other[at] = w;
				l->weight[at++] = out + in;
			}
		}
	}
	l->start[chain->n] = at;
	return PGI_OK;
}

/* Moves nodes between modules while it pays; *moved tells whether any did. */
static pgi_status
move_nodes(pgi_env *env, const level *l, double resolution, int32_t *module, bool *moved)
{
	double *out, *in, *tie;
	int32_t *touched, work = 0;
	bool again = true;

	PGI_NEW(env, out, l->n);
	PGI_NEW(env, in, l->n);
	PGI_NEW_ZERO(env, tie, l->n);
	PGI_NEW(env, touched, l->n);
	for (int32_t v = 0; v < l->n; v++)
	{
		module[v] = v;
		out[v] = l->out[v];
		in[v] = l->in[v];
	}
	*moved = false;
	while (again)
	{
		again = false;
		for (int32_t v = 0; v < l->n; v++)
		{
			int32_t home = module[v], best = home, n_touched = 0;
			double best_gain;

			PGI_CHAIN_WORK(env, work, 4 + 2 * (l->start[v + 1] - l->start[v]));
			for (int32_t e = l->start[v]; e < l->start[v + 1]; e++)
			{
				int32_t m = module[l->other[e]];

				if (tie[m] == 0)
					touched[n_touched++] = m;
				tie[m] += l->weight[e];
			}
			out[home] -= l->out[v];
			in[home] -= l->in[v];
			best_gain = tie[home] - resolution * (l->out[v] * in[home] + l->in[v] * out[home]);
			for (int32_t i = 0; i < n_touched; i++)
			{
				int32_t m = touched[i];
				double gain = tie[m] - resolution * (l->out[v] * in[m] + l->in[v] * out[m]);

				/* a real gain only, so that rounding cannot make it go round in circles */
				if (m != home && (gain > best_gain + 1e-12 || (best != home && gain == best_gain && m < best)))
				{
					best = m;
					best_gain = gain;
				}
			}
			for (int32_t i = 0; i < n_touched; i++)
				tie[touched[i]] = 0;
			out[best] += l->out[v];
			in[best] += l->in[v];
			if (best != home)
			{
				module[v] = best;
				again = *moved = true;
			}
		}
	}
	pgi_free(env, out);
	pgi_free(env, in);
	pgi_free(env, tie);
	pgi_free(env, touched);
	return PGI_OK;
}

/* Numbers modules by their first node, from 0. */
static pgi_status
renumber(pgi_env *env, int32_t n, int32_t *module, int32_t *n_modules)
{
	int32_t *number;

	PGI_NEW(env, number, n);
	for (int32_t v = 0; v < n; v++)
		number[v] = -1;
	*n_modules = 0;
	for (int32_t v = 0; v < n; v++)
	{
		if (number[module[v]] < 0)
			number[module[v]] = (*n_modules)++;
		module[v] = number[module[v]];
	}
	pgi_free(env, number);
	return PGI_OK;
}

/* The graph of the modules of a graph. */
static pgi_status
next_level(pgi_env *env, const level *l, const int32_t *module, int32_t n_modules, level *next)
{
	int32_t *start, *member, *touched, at = 0, work = 0;
	double *tie;

	next->n = n_modules;
	PGI_NEW(env, next->start, (size_t) n_modules + 1);
	PGI_NEW(env, next->other, l->start[l->n]);
	PGI_NEW(env, next->weight, l->start[l->n]);
	PGI_NEW_ZERO(env, next->loop, n_modules);
	PGI_NEW_ZERO(env, next->out, n_modules);
	PGI_NEW_ZERO(env, next->in, n_modules);
	PGI_NEW_ZERO(env, start, (size_t) n_modules + 2);
	PGI_NEW(env, member, l->n);
	PGI_NEW_ZERO(env, tie, n_modules);
	PGI_NEW(env, touched, n_modules);
	for (int32_t v = 0; v < l->n; v++)
		start[module[v] + 2]++;
	for (int32_t m = 0; m < n_modules; m++)
		start[m + 2] += start[m + 1];
	for (int32_t v = 0; v < l->n; v++)
		member[start[module[v] + 1]++] = v;
	for (int32_t m = 0; m < n_modules; m++)
	{
		int32_t n_touched = 0;

		next->start[m] = at;
		for (int32_t i = start[m]; i < start[m + 1]; i++)
		{
			int32_t v = member[i];

			PGI_CHAIN_WORK(env, work, 4 + l->start[v + 1] - l->start[v]);
			next->loop[m] += l->loop[v];
			next->out[m] += l->out[v];
			next->in[m] += l->in[v];
			for (int32_t e = l->start[v]; e < l->start[v + 1]; e++)
			{
				int32_t k = module[l->other[e]];

				if (k == m)
					next->loop[m] += l->weight[e] / 2; /* met from both ends */
				else
				{
					if (tie[k] == 0)
						touched[n_touched++] = k;
					tie[k] += l->weight[e];
				}
			}
		}
		for (int32_t i = 0; i < n_touched; i++)
		{
			next->other[at] = touched[i];
			next->weight[at++] = tie[touched[i]];
			tie[touched[i]] = 0;
		}
	}
	next->start[n_modules] = at;
	pgi_free(env, start);
	pgi_free(env, member);
	pgi_free(env, tie);
	pgi_free(env, touched);
	return PGI_OK;
}

static void
free_level(pgi_env *env, level *l)
{
	pgi_free(env, l->start);
	pgi_free(env, l->other);
	pgi_free(env, l->weight);
	pgi_free(env, l->loop);
	pgi_free(env, l->out);
	pgi_free(env, l->in);
}

pgi_status
pgi_core_chain_modules(pgi_env *env, const pgi_chain *chain, double resolution, int32_t **module, int32_t *n_modules,
					   double *modularity)
{
	level l = {0};
	int32_t *part;
	double total = 0;
	bool moved;

	PGI_NEW(env, *module, chain->n);
	PGI_NEW(env, part, chain->n);
	PGI_TRY(first_level(env, chain, &l));
	*n_modules = chain->n;
	for (int32_t v = 0; v < chain->n; v++)
	{
		(*module)[v] = v;
		total += l.out[v];
	}
	do
	{
		level next;

		PGI_TRY(move_nodes(env, &l, resolution, part, &moved));
		if (!moved)
			break;
		PGI_TRY(renumber(env, l.n, part, n_modules));
		for (int32_t v = 0; v < chain->n; v++)
			(*module)[v] = part[(*module)[v]];
		PGI_TRY(next_level(env, &l, part, *n_modules, &next));
		free_level(env, &l);
		l = next;
	} while (moved);
	*modularity = total > 0 ? 0 : NAN;
	for (int32_t m = 0; m < l.n; m++)
		*modularity += l.loop[m] - resolution * l.out[m] * l.in[m];
	return PGI_OK;
}

/* --- nestedness ------------------------------------------------------------------------ */

/* Lists of one side of a matrix's non-zero cells. */
typedef struct side
{
	int32_t n;
	int32_t *start; /* n + 1 */
	int32_t *other;
} side;

/* The lists of the other side, each with the shortest lists of this side first. */
static pgi_status
transpose_by_length(pgi_env *env, const side *a, int32_t n_other, side *b)
{
	double *length;
	int32_t *sequence, *next;

	PGI_NEW(env, length, a->n);
	for (int32_t i = 0; i < a->n; i++)
		length[i] = -(double) (a->start[i + 1] - a->start[i]);
	PGI_TRY(pgi_core_chain_by_score(env, a->n, length, &sequence));
	b->n = n_other;
	PGI_NEW_ZERO(env, b->start, (size_t) n_other + 1);
	PGI_NEW(env, b->other, a->start[a->n]);
	PGI_NEW(env, next, (size_t) n_other + 1);
	for (int32_t k = 0; k < a->start[a->n]; k++)
		b->start[a->other[k] + 1]++;
	for (int32_t j = 0; j < n_other; j++)
		b->start[j + 1] += b->start[j];
	memcpy(next, b->start, ((size_t) n_other + 1) * sizeof *next);
	for (int32_t p = 0; p < a->n; p++)
		for (int32_t k = a->start[sequence[p]]; k < a->start[sequence[p] + 1]; k++)
			b->other[next[a->other[k]]++] = sequence[p];
	pgi_free(env, length);
	pgi_free(env, sequence);
	pgi_free(env, next);
	return PGI_OK;
}

/* Sum over pairs of unequal length of the share of the shorter list that the longer one holds too. */
static pgi_status
nested_pairs(pgi_env *env, const side *a, const side *b, double *sum)
{
	int32_t *common, *touched, work = 0;

	PGI_NEW_ZERO(env, common, a->n);
	PGI_NEW(env, touched, a->n);
	*sum = 0;
	for (int32_t i = 0; i < a->n; i++)
	{
		int32_t length = a->start[i + 1] - a->start[i], n_touched = 0;

		PGI_CHAIN_WORK(env, work, 1);
		for (int32_t k = a->start[i]; k < a->start[i + 1]; k++)
			for (int32_t t = b->start[a->other[k]]; t < b->start[a->other[k] + 1]; t++)
			{
				int32_t j = b->other[t];

				PGI_CHAIN_WORK(env, work, 1);
				if (a->start[j + 1] - a->start[j] >= length)
					break;
				if (common[j]++ == 0)
					touched[n_touched++] = j;
			}
		for (int32_t t = 0; t < n_touched; t++)
		{
			int32_t j = touched[t];

			*sum += (double) common[j] / (a->start[j + 1] - a->start[j]);
			common[j] = 0;
		}
	}
	pgi_free(env, common);
	pgi_free(env, touched);
	return PGI_OK;
}

pgi_status
pgi_core_chain_nodf(pgi_env *env, const pgi_matrix *m, double *rows, double *cols, double *both)
{
	side by_row = {.n = m->rows.n}, by_col, back;
	double row_sum, col_sum;
	double row_pairs = (double) m->rows.n * (m->rows.n - 1) / 2, col_pairs = (double) m->cols.n * (m->cols.n - 1) / 2;
	int32_t at = 0;

	PGI_NEW(env, by_row.start, (size_t) m->rows.n + 1);
	PGI_NEW(env, by_row.other, m->n_cells);
	for (int32_t i = 0; i < m->rows.n; i++)
	{
		PGI_POLL_EVERY(env, i, 10);
		by_row.start[i] = at;
		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
			if (m->value[k] != 0)
				by_row.other[at++] = m->col[k];
	}
	by_row.start[m->rows.n] = at;
	PGI_TRY(transpose_by_length(env, &by_row, m->cols.n, &by_col));
	PGI_TRY(nested_pairs(env, &by_row, &by_col, &row_sum));
	PGI_TRY(transpose_by_length(env, &by_col, m->rows.n, &back));
	PGI_TRY(nested_pairs(env, &by_col, &back, &col_sum));
	*rows = row_pairs > 0 ? row_sum / row_pairs : NAN;
	*cols = col_pairs > 0 ? col_sum / col_pairs : NAN;
	*both = row_pairs + col_pairs > 0 ? (row_sum + col_sum) / (row_pairs + col_pairs) : NAN;
	return PGI_OK;
}
