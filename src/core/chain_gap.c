/*
 * chain_gap.c - the rules that class a chain's nodes, first match wins:
 * keep, enhance, fill, build, extend, monitor.
 *
 * The neighbourhoods of absent nodes are walked one by one, so the cost is
 * their total size; all else is O(nodes log nodes + edges).
 */
#include <math.h>

#include "chain_gap.h"

static const char *const measure_name[PGI_CHAIN_N_MEASURES] = {
#define PGI_CHAIN_MEASURE_NAME(id, name) name,
	PGI_CHAIN_MEASURES(PGI_CHAIN_MEASURE_NAME)
#undef PGI_CHAIN_MEASURE_NAME
};

/* Reads the measures into the nodes. */
static pgi_status
read_measures(pgi_env *env, const pgi_chain *chain, const pgi_matrix *m, pgi_chain_gap *gaps)
{
	int *measure;

	PGI_NEW(env, measure, m->cols.n);
	for (int32_t col = 0; col < m->cols.n; col++)
	{
		int len;
		const char *label = pgi_label(&m->cols, col, &len);

		measure[col] = 0;
		while (measure[col] < PGI_CHAIN_N_MEASURES &&
			   pgi_label_compare(label, len, measure_name[measure[col]], (int) strlen(measure_name[measure[col]])) != 0)
			measure[col]++;
		if (measure[col] == PGI_CHAIN_N_MEASURES)
			return pgi_fail(env, .status = PGI_UNKNOWN_MEASURE, .col = label, .col_len = len);
	}
	for (int32_t v = 0; v < chain->n; v++)
		for (int i = 0; i < PGI_CHAIN_N_MEASURES; i++)
			gaps[v].measure[i] = i == PGI_CHAIN_INSIDE ? 1 : NAN;
	for (int32_t row = 0; row < m->rows.n; row++)
	{
		int len;
		const char *label = pgi_label(&m->rows, row, &len);
		int32_t v;

		PGI_POLL_EVERY(env, row, 12);
		PGI_TRY(pgi_core_chain_node(env, chain, label, len, &v));
		for (int32_t k = m->row_start[row]; k < m->row_start[row + 1]; k++)
		{
			if (m->value[k] < 0)
				return pgi_fail(env, .status = PGI_NEGATIVE_NODE_VALUE, .row = label, .row_len = len,
								.value = m->value[k]);
			gaps[v].measure[measure[m->col[k]]] = m->value[k];
		}
	}
	for (int32_t v = 0; v < chain->n; v++)
	{
		double *x = gaps[v].measure;

		gaps[v].present = (isnan(x[PGI_CHAIN_EFFECTIVE]) ? x[PGI_CHAIN_FIRMS] : x[PGI_CHAIN_EFFECTIVE]) > 0;
		gaps[v].inside = x[PGI_CHAIN_INSIDE] > 0;
	}
	pgi_free(env, measure);
	return PGI_OK;
}

/* Percentile (linear between ranks) of a measure over the present nodes that have it; NaN without any. */
static pgi_status
percentile(pgi_env *env, int32_t n, const pgi_chain_gap *gaps, int measure, double p, double *result)
{
	double *value, place;
	int32_t *sequence, count = 0, below;

	PGI_NEW(env, value, n);
	for (int32_t v = 0; v < n; v++)
		if (gaps[v].present && !isnan(gaps[v].measure[measure]))
			value[count++] = gaps[v].measure[measure];
	*result = NAN;
	if (count == 0)
		return PGI_OK;
	PGI_TRY(pgi_core_chain_by_score(env, count, value, &sequence));
	place = p * (count - 1);
	below = (int32_t) place;
	*result = value[sequence[count - 1 - below]];
	if (below + 1 < count)
		*result += (place - below) * (value[sequence[count - 2 - below]] - *result);
	pgi_free(env, sequence);
	pgi_free(env, value);
	return PGI_OK;
}

/* Fills the thresholds that a node does not bring along. */
static pgi_status
set_thresholds(pgi_env *env, int32_t n, const pgi_chain_scheme *scheme, pgi_chain_gap *gaps)
{
	for (int i = PGI_CHAIN_NATIONAL_SHARE; i < PGI_CHAIN_NATIONAL_SHARE + PGI_CHAIN_N_COMPARED; i++)
	{
		double threshold = NAN;

		PGI_TRY(percentile(env, n, gaps, i,
						   i <= PGI_CHAIN_LOCATION_QUOTIENT ? scheme->strong_percentile : scheme->weak_percentile,
						   &threshold));
		for (int32_t v = 0; v < n; v++)
			if (isnan(gaps[v].measure[PGI_CHAIN_THRESHOLD_OF(i)]))
				gaps[v].measure[PGI_CHAIN_THRESHOLD_OF(i)] = threshold;
	}
	return PGI_OK;
}

/* How much of their inputs the present buyers draw from each node; a node is no buyer of its own. */
static pgi_status
measure_dependence(pgi_env *env, const pgi_chain *chain, const pgi_chain_scheme *scheme, pgi_chain_gap *gaps)
{
	int32_t work = 0;

	for (int32_t v = 0; v < chain->n; v++)
	{
		gaps[v].most_dependent = -1;
		gaps[v].largest_dependence = NAN;
	}
	for (int32_t w = 0; w < chain->n; w++)
	{
		double largest = 0, sum = 0;

		PGI_CHAIN_WORK(env, work, 1 + chain->in_start[w + 1] - chain->in_start[w]);
		for (int32_t i = chain->in_start[w]; i < chain->in_start[w + 1]; i++)
			largest = fmax(largest, chain->value[chain->in_edge[i]]);
		if (!gaps[w].present || largest == 0)
			continue;
		for (int32_t i = chain->in_start[w]; i < chain->in_start[w + 1]; i++)
			sum += chain->value[chain->in_edge[i]] / largest;
		for (int32_t i = chain->in_start[w]; i < chain->in_start[w + 1]; i++)
		{
			double value = chain->value[chain->in_edge[i]];
			double share = scheme->values_are_shares > 0 ? value : value / largest / sum;
			pgi_chain_gap *gap = &gaps[chain->in_from[i]];

			if (chain->in_from[i] == w)
				continue;
			gap->dependents += share >= scheme->dependence;
			if (!(share <= gap->largest_dependence))
			{
				gap->largest_dependence = share;
				gap->most_dependent = w;
			}
		}
	}
	return PGI_OK;
}

/* Counts the nodes near v; queue and seen belong to the caller, seen[] marks by v. */
static pgi_status
look_around(pgi_env *env, const pgi_chain *chain, int32_t v, double steps, pgi_chain_gap *gaps, int32_t *queue,
			int32_t *seen, int32_t *work)
{
	int32_t tail = 1, level_end = 1, level = 0;

	queue[0] = v;
	seen[v] = v;
	for (int32_t head = 0; head < tail && tail < chain->n; head++)
	{
		int32_t u = queue[head];

		if (head == level_end)
		{
			level++;
			level_end = tail;
		}
		if (level >= steps)
			break;
		for (int side = 0; side < 2; side++)
		{
			const int32_t *start = side ? chain->in_start : chain->out_start;
			const int32_t *other = side ? chain->in_from : chain->out_to;

			PGI_CHAIN_WORK(env, *work, 1 + start[u + 1] - start[u]);
			for (int32_t e = start[u]; e < start[u + 1]; e++)
				if (seen[other[e]] != v)
				{
					seen[other[e]] = v;
					queue[tail++] = other[e];
				}
		}
	}
	gaps[v].near = tail - 1;
	for (int32_t i = 1; i < tail; i++)
		gaps[v].near_present += gaps[queue[i]].present;
	return PGI_OK;
}

static inline bool
reaches(const pgi_chain_gap *gap, int measure)
{
	return gap->measure[measure] >= gap->measure[PGI_CHAIN_THRESHOLD_OF(measure)];
}

static inline bool
falls_short(const pgi_chain_gap *gap, int measure)
{
	return gap->measure[measure] < gap->measure[PGI_CHAIN_THRESHOLD_OF(measure)];
}

/* The rules that need nothing of the classes of other nodes. */
static pgi_chain_class
class_of(const pgi_chain_gap *gap, const pgi_chain_scheme *scheme)
{
	if (gap->present)
	{
		if ((reaches(gap, PGI_CHAIN_NATIONAL_SHARE) || reaches(gap, PGI_CHAIN_LOCATION_QUOTIENT)) &&
			gap->measure[PGI_CHAIN_SELF_SUFFICIENCY] >= scheme->self_sufficiency)
			return PGI_CHAIN_KEEP;
		if (falls_short(gap, PGI_CHAIN_SIZE) || falls_short(gap, PGI_CHAIN_PRODUCTIVITY) ||
			falls_short(gap, PGI_CHAIN_TECHNOLOGY))
			return PGI_CHAIN_ENHANCE;
	}
	else
	{
		if (gap->dependents > 0)
			return PGI_CHAIN_FILL;
		if (gap->near > 0 && gap->near_present >= scheme->near_share * gap->near &&
			gap->measure[PGI_CHAIN_DENSITY] >= scheme->density)
			return PGI_CHAIN_BUILD;
	}
	return PGI_CHAIN_MONITOR;
}

/* The first neighbour to keep, -1 without one. */
static int32_t
first_keep(const pgi_chain_gap *gaps, const int32_t *start, const int32_t *other, int32_t v)
{
	for (int32_t e = start[v]; e < start[v + 1]; e++)
		if (other[e] != v && gaps[other[e]].class == PGI_CHAIN_KEEP)
			return other[e];
	return -1;
}

pgi_status
pgi_core_chain_gaps(pgi_env *env, const pgi_chain *chain, const pgi_matrix *measures, const pgi_chain_scheme *scheme,
					pgi_chain_gap **result)
{
	int32_t *queue, *seen, work = 0;
	pgi_chain_gap *gaps;

	PGI_NEW_ZERO(env, gaps, chain->n);
	PGI_NEW(env, queue, chain->n);
	PGI_NEW(env, seen, chain->n);
	PGI_TRY(read_measures(env, chain, measures, gaps));
	PGI_TRY(set_thresholds(env, chain->n, scheme, gaps));
	PGI_TRY(measure_dependence(env, chain, scheme, gaps));
	for (int32_t v = 0; v < chain->n; v++)
		seen[v] = -1;
	for (int32_t v = 0; v < chain->n; v++)
	{
		PGI_CHAIN_WORK(env, work, 8);
		if (!gaps[v].present)
			PGI_TRY(look_around(env, chain, v, scheme->near_steps, gaps, queue, seen, &work));
		gaps[v].class = class_of(&gaps[v], scheme);
	}
	for (int32_t v = 0; v < chain->n; v++)
	{
		int32_t buyer = first_keep(gaps, chain->out_start, chain->out_to, v);
		int32_t supplier = first_keep(gaps, chain->in_start, chain->in_from, v);

		PGI_CHAIN_WORK(env, work, 8);
		gaps[v].keep_neighbour = buyer < 0 || (supplier >= 0 && supplier < buyer) ? supplier : buyer;
	}
	for (int32_t v = 0; v < chain->n; v++)
		if (gaps[v].class == PGI_CHAIN_MONITOR && !gaps[v].inside && gaps[v].keep_neighbour >= 0)
			gaps[v].class = PGI_CHAIN_EXTEND;
	pgi_free(env, queue);
	pgi_free(env, seen);
	*result = gaps;
	return PGI_OK;
}

void
pgi_core_chain_completeness(const pgi_chain *chain, const double *weight, const double *effective, double *completeness,
							double *edge_completeness)
{
	double sum = 0, held = 0;
	int32_t whole = 0;

	for (int32_t v = 0; v < chain->n; v++)
	{
		sum += weight[v];
		if (effective[v] > 0)
			held += weight[v];
		for (int32_t e = chain->out_start[v]; e < chain->out_start[v + 1]; e++)
			whole += effective[v] > 0 && effective[chain->out_to[e]] > 0;
	}
	*completeness = sum > 0 ? held / sum : NAN;
	*edge_completeness = chain->n_edges > 0 ? (double) whole / chain->n_edges : NAN;
}
