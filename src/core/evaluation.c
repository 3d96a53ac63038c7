/*
 * evaluation.c - points of items against benchmarks of a group, gates, ranks
 * and bands (composite indicators: Nardo et al. 2008; output per mu: county
 * schemes of Zhejiang and Shandong).
 */
#include "evaluation.h"

#include <stdlib.h>

#include "ascending.h"
#include "exact_sum.h"

pgi_status
pgi_units_arrange(pgi_env *env, const pgi_matrix *m, int32_t n_groups, int32_t *group, pgi_units *units)
{
	int32_t *next;

	*units = (pgi_units){.m = m, .n_groups = n_groups, .group = group};
	PGI_NEW(env, units->row, m->rows.n);
	PGI_NEW_ZERO(env, units->group_start, n_groups + 1);
	PGI_NEW(env, next, n_groups);
	for (int32_t r = 0; r < m->rows.n; r++)
		units->group_start[group[r] + 1]++;
	for (int32_t g = 0; g < n_groups; g++)
	{
		units->group_start[g + 1] += units->group_start[g];
		next[g] = units->group_start[g];
	}
	for (int32_t r = 0; r < m->rows.n; r++)
		units->row[next[group[r]]++] = r;
	pgi_free(env, next);
	return PGI_OK;
}

static double
cell(const pgi_matrix *m, int32_t row, int32_t col)
{
	int32_t at = col < 0 ? -1 : pgi_cell_find(m, row, col);

	return at < 0 ? NAN : m->value[at];
}

/* --- items ------------------------------------------------------------------------- */

/* Values of a group, those that are known. */
typedef struct spread
{
	double low; /* NaN: none is known */
	double high;
	double benchmark;
} spread;

/* Raw values of an item; denominators beside them where it is a ratio. */
static pgi_status
read_item(pgi_env *env, const pgi_matrix *m, const pgi_scheme_item *item, pgi_item_score *score, double *denominator)
{
	for (int32_t r = 0; r < m->rows.n; r++)
	{
		double x = cell(m, r, item->numerator);

		PGI_POLL_EVERY(env, (uint64_t) r, 12);
		if (item->is_ratio)
		{
			denominator[r] = cell(m, r, item->denominator);
			x = denominator[r] == 0 ? NAN : x / denominator[r];
			if (isinf(x))
				return pgi_fail(env, .status = PGI_VALUE_OUT_OF_RANGE, .value = denominator[r]);
		}
		score[r] = (pgi_item_score){.value = x, .benchmark = NAN, .normalized = NAN, .points = NAN};
	}
	return PGI_OK;
}

/* An average of a ratio is the ratio of the sums, as of a county's tax per mu. */
static pgi_status
read_spread(pgi_env *env, const pgi_units *units, int32_t g, const pgi_scheme_item *item, const pgi_item_score *score,
			const double *denominator, double *known, spread *s)
{
	pgi_sum over = {0}, under = {0};
	size_t n = 0;

	*s = (spread){.low = NAN, .high = NAN, .benchmark = NAN};
	for (int32_t i = units->group_start[g]; i < units->group_start[g + 1]; i++)
	{
		int32_t r = units->row[i];
		double x = score[r].value;

		if (isnan(x))
			continue;
		s->low = n == 0 || x < s->low ? x : s->low;
		s->high = n == 0 || x > s->high ? x : s->high;
		known[n++] = x;
		if (item->benchmark == PGI_BENCHMARK_AVERAGE)
		{
			PGI_TRY(pgi_sum_add(env, &over, item->is_ratio ? cell(units->m, r, item->numerator) : x));
			PGI_TRY(pgi_sum_add(env, &under, item->is_ratio ? denominator[r] : 1));
		}
	}
	if (n == 0)
	{
		if (item->benchmark == PGI_BENCHMARK_FIXED)
			s->benchmark = item->factor;
		return PGI_OK;
	}
	switch (item->benchmark)
	{
	case PGI_BENCHMARK_NONE:
		break;
	case PGI_BENCHMARK_FIXED:
		s->benchmark = item->factor;
		break;
	case PGI_BENCHMARK_AVERAGE:
		if (pgi_sum_value(&under) != 0)
			s->benchmark = pgi_sum_value(&over) / pgi_sum_value(&under) * (isnan(item->factor) ? 1 : item->factor);
		break;
	case PGI_BENCHMARK_MAXIMUM:
		s->benchmark = s->high * (isnan(item->factor) ? 1 : item->factor);
		break;
	case PGI_BENCHMARK_PERCENTILE:
	{
		double share = item->factor >= 0 ? fmin(item->factor, 1) : 0;
		size_t place = (size_t) ceil(share * (double) n);

		PGI_POLL(env);
		qsort(known, n, sizeof *known, pgi_ascending);
		s->benchmark = known[place > 0 ? place - 1 : 0];
		break;
	}
	}
	if (isinf(s->benchmark))
		return pgi_fail(env, .status = PGI_VALUE_OUT_OF_RANGE, .value = s->high);
	return PGI_OK;
}

double
pgi_core_item_points(double value, double benchmark, double weight, double cap, bool emission)
{
	double points;

	if (isnan(value) || isnan(benchmark) || benchmark == 0)
		return NAN;
	if (emission)
		points = (2 - value / benchmark) * weight / 2;
	else
		points = fmin(value / benchmark, cap) * weight;
	return points > 0 ? points : 0;
}

static void
score_unit(const pgi_scheme *scheme, const pgi_scheme_item *item, const spread *s, bool no_denominator,
		   pgi_item_score *score)
{
	bool degenerate = scheme->min_max && s->low == s->high;

	score->benchmark = s->benchmark;
	if (scheme->min_max)
	{
		if (!degenerate)
			score->normalized = (item->falling ? s->high - score->value : score->value - s->low) / (s->high - s->low);
		score->points = degenerate && !isnan(score->value) ? 0 : item->weight * score->normalized;
	}
	else
	{
		if (s->benchmark != 0)
			score->normalized = score->value / s->benchmark;
		score->points = pgi_core_item_points(score->value, s->benchmark, item->weight, item->cap, item->emission);
	}
	if (isnan(score->value))
		score->status = no_denominator ? PGI_ITEM_NO_DENOMINATOR : PGI_ITEM_MISSING;
	else if (degenerate)
		score->status = PGI_ITEM_DEGENERATE;
	else if (!scheme->min_max && (isnan(s->benchmark) || s->benchmark == 0))
		score->status = PGI_ITEM_NO_DENOMINATOR;
	else
		score->status = PGI_ITEM_OK;
}

pgi_status
pgi_core_item_scores(pgi_env *env, const pgi_units *units, const pgi_scheme *scheme, int32_t item_number,
					 pgi_item_score *score)
{
	const pgi_scheme_item *item = &scheme->item[item_number];
	double *denominator, *known;

	PGI_NEW(env, denominator, units->m->rows.n);
	PGI_NEW(env, known, units->m->rows.n);
	PGI_TRY(read_item(env, units->m, item, score, denominator));
	for (int32_t g = 0; g < units->n_groups; g++)
	{
		spread s;

		PGI_TRY(read_spread(env, units, g, item, score, denominator, known, &s));
		for (int32_t i = units->group_start[g]; i < units->group_start[g + 1]; i++)
		{
			int32_t r = units->row[i];

			score_unit(scheme, item, &s, item->is_ratio && denominator[r] == 0, &score[r]);
		}
	}
	pgi_free(env, known);
	pgi_free(env, denominator);
	return PGI_OK;
}

/* --- gates, scores and ranks --------------------------------------------------------- */

static bool
holds(const pgi_scheme_gate *gate, double x)
{
	switch (gate->operator)
	{
	case PGI_AT_LEAST:
		return x >= gate->threshold;
	case PGI_ABOVE:
		return x > gate->threshold;
	case PGI_AT_MOST:
		return x <= gate->threshold;
	case PGI_BELOW:
		return x < gate->threshold;
	case PGI_EQUAL:
		return x == gate->threshold;
	case PGI_UNEQUAL:
		break;
	}
	return x != gate->threshold;
}

/* Of two gates that decide alike, the one whose band comes last. */
static int32_t
later_band(const pgi_scheme *scheme, int32_t a, int32_t b)
{
	return a < 0 || scheme->gate[b].band > scheme->gate[a].band ? b : a;
}

/* Applies the gates to a unit; returns the points they add. */
static double
apply_gates(const pgi_matrix *m, const pgi_scheme *scheme, int32_t r, pgi_evaluation *e)
{
	double points = 0;

	for (int32_t k = 0; k < scheme->n_gates; k++)
	{
		const pgi_scheme_gate *gate = &scheme->gate[k];
		double x = cell(m, r, gate->column);
		bool unknown = isnan(x) || isnan(gate->threshold);
		bool held = !unknown && holds(gate, x);

		switch (gate->effect)
		{
		case PGI_GATE_FAILS:
			if (unknown)
				e->unknown[r] = true;
			else if (!held)
			{
				e->not_held[(int64_t) r * scheme->n_gates + k] = 1;
				e->failed[r] = later_band(scheme, e->failed[r], k);
			}
			break;
		case PGI_GATE_BONUS:
			if (held && !isnan(gate->points))
				points += gate->points;
			break;
		case PGI_GATE_PENALTY:
		case PGI_GATE_PENALTY_MISSING:
			if ((gate->effect == PGI_GATE_PENALTY ? held : isnan(x)) && !isnan(gate->points))
				points -= gate->points;
			break;
		case PGI_GATE_EXEMPTS:
			if (held)
				e->exempted[r] = later_band(scheme, e->exempted[r], k);
			break;
		}
	}
	return points;
}

/* To 12 decimals, where doubles have them: scores that differ by rounding alone are ties. */
static double
rounded(double x)
{
	return fabs(x) < 4000 ? nearbyint(x * 1e12) / 1e12 : x;
}

typedef struct placed
{
	double score;
	int32_t row;
} placed;

static int
best_first(const void *a, const void *b)
{
	const placed *x = a;
	const placed *y = b;

	if (isnan(x->score) != isnan(y->score))
		return isnan(x->score) ? 1 : -1;
	if (x->score != y->score && !isnan(x->score))
		return x->score > y->score ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

static int32_t
band_of(const pgi_scheme *scheme, double score, int32_t rank, int32_t ranked)
{
	for (int32_t b = 0; b < scheme->n_bands; b++)
		if (scheme->score_bands ? score >= scheme->bound[b] : (rank - 1) / (double) ranked < scheme->bound[b])
			return b;
	return -1;
}

static pgi_status
rank_group(pgi_env *env, const pgi_units *units, int32_t g, const pgi_scheme *scheme, placed *place, pgi_evaluation *e)
{
	int32_t start = units->group_start[g];
	int32_t n = units->group_start[g + 1] - start;
	int32_t ranked = 0;

	for (int32_t i = 0; i < n; i++)
	{
		place[i] = (placed){e->score[units->row[start + i]], units->row[start + i]};
		ranked += !isnan(place[i].score);
	}
	PGI_POLL(env);
	qsort(place, (size_t) n, sizeof *place, best_first);
	e->ranked[g] = ranked;
	for (int32_t i = 0; i < n; i++)
	{
		int32_t r = place[i].row;

		e->order[start + i] = r;
		if (i >= ranked)
			continue;
		e->rank[r] = i > 0 && place[i].score == place[i - 1].score ? e->rank[place[i - 1].row] : i + 1;
		e->band[r] = band_of(scheme, place[i].score, e->rank[r], ranked);
	}
	return PGI_OK;
}

static pgi_status
evaluation_new(pgi_env *env, const pgi_units *units, const pgi_scheme *scheme, pgi_evaluation *e)
{
	int64_t n = units->m->rows.n;

	PGI_NEW(env, e->order, n);
	PGI_NEW_ZERO(env, e->score, n);
	PGI_NEW_ZERO(env, e->rank, n);
	PGI_NEW(env, e->band, n);
	PGI_NEW(env, e->exempted, n);
	PGI_NEW(env, e->failed, n);
	PGI_NEW_ZERO(env, e->unknown, n);
	PGI_NEW_ZERO(env, e->incomplete, n);
	PGI_NEW_ZERO(env, e->ranked, units->n_groups);
	PGI_NEW_ZERO(env, e->not_held, n * scheme->n_gates);
	PGI_NEW_ZERO(env, e->not_scored, n * scheme->n_items);
	for (int64_t r = 0; r < n; r++)
		e->band[r] = e->exempted[r] = e->failed[r] = -1;
	return PGI_OK;
}

pgi_status
pgi_core_evaluate(pgi_env *env, const pgi_units *units, const pgi_scheme *scheme, pgi_evaluation *e)
{
	int32_t n = units->m->rows.n;
	pgi_item_score *item_score;
	placed *place;

	PGI_TRY(evaluation_new(env, units, scheme, e));
	PGI_NEW(env, item_score, n);
	for (int32_t k = 0; k < scheme->n_items; k++)
	{
		const pgi_scheme_item *item = &scheme->item[k];

		PGI_TRY(pgi_core_item_scores(env, units, scheme, k, item_score));
		for (int32_t r = 0; r < n; r++)
			if (!isnan(item_score[r].points))
				e->score[r] += item_score[r].points;
			else if (item->weight > 0 && !(item->excused && item_score[r].status == PGI_ITEM_MISSING))
			{
				e->not_scored[(int64_t) r * scheme->n_items + k] = 1;
				e->incomplete[r] = true;
			}
	}
	pgi_free(env, item_score);
	for (int32_t r = 0; r < n; r++)
	{
		double extra = apply_gates(units->m, scheme, r, e);

		PGI_POLL_EVERY(env, (uint64_t) r, 12);
		e->score[r] = e->incomplete[r] || e->unknown[r] || e->exempted[r] >= 0 ? NAN : rounded(e->score[r] + extra);
	}
	PGI_NEW(env, place, n);
	for (int32_t g = 0; g < units->n_groups; g++)
		PGI_TRY(rank_group(env, units, g, scheme, place, e));
	pgi_free(env, place);
	return PGI_OK;
}
