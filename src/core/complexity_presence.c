/*
 * complexity_presence.c - which industries a region has, or how much.
 *
 * The test is on the location quotient (RCA), computed as (x / X_r) / (X_i / X)
 * like everywhere in this library; population variants put the region's share
 * of all people in the place of its share of all value.  A row or column whose
 * total is zero has no quotient and is unknown.  O(cells), also for the HHI rule,
 * which ranks the regions of each industry.
 */
#include <math.h>

#include "complexity.h"
#include "specialization.h"

#define POLL_CELLS 14

/* What the presence of a cell is decided by; every array has one entry a cell. */
typedef struct quotients
{
	double *rca;  /* NaN where a total is zero */
	double *rpop; /* NULL unless asked for */
} quotients;

double
pgi_round_digits(double x, int digits)
{
	double power = pow(10, digits);
	double size = fabs(x);
	double below = floor(size * power);
	double low = below / power;
	double high = ceil(size * power) / power;
	double to_low = size - low;
	double to_high = high - size;

	if (!isfinite(x))
		return x;
	return copysign(to_low < to_high || (to_low == to_high && fmod(below, 2) == 0) ? low : high, x);
}

pgi_status
pgi_lookup_column(pgi_env *env, const pgi_labels *labels, const pgi_matrix *column, double **value)
{
	int32_t *at;

	if (column->cols.n != 1)
		return pgi_fail(env, .status = PGI_NOT_ONE_COLUMN, .n = column->cols.n);
	PGI_TRY(pgi_core_labels_met(env, labels, &column->rows, &at));
	PGI_NEW(env, *value, labels->n);
	for (int32_t i = 0; i < labels->n; i++)
	{
		int32_t row = at[i];

		(*value)[i] = row >= 0 && column->row_start[row + 1] > column->row_start[row]
						  ? column->value[column->row_start[row]]
						  : NAN;
	}
	pgi_free(env, at);
	return PGI_OK;
}

/* Share of each region in the people of all regions of m. */
static pgi_status
population_share(pgi_env *env, const pgi_matrix *m, const pgi_matrix *population, double **share)
{
	double total = 0;

	if (!population)
		return pgi_fail(env, .status = PGI_POPULATION_NEEDED);
	PGI_TRY(pgi_lookup_column(env, &m->rows, population, share));
	for (int32_t i = 0; i < m->rows.n; i++)
	{
		if (!((*share)[i] > 0))
		{
			int len;
			const char *label = pgi_label(&m->rows, i, &len);

			return pgi_fail(env, .status = PGI_POPULATION_MISSING, .row = label, .row_len = len);
		}
		total += (*share)[i];
	}
	for (int32_t i = 0; i < m->rows.n; i++)
		(*share)[i] /= total;
	return PGI_OK;
}

/* quotient = (x / column total) / share of the region: RPOP. */
static pgi_status
population_quotient(pgi_env *env, const pgi_matrix *m, const double *col_total, const double *share, double **quotient)
{
	PGI_NEW(env, *quotient, m->n_cells);
	for (int32_t i = 0; i < m->rows.n; i++)
	{
		PGI_POLL_EVERY(env, i, 6);
		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
			(*quotient)[k] = m->value[k] / col_total[m->col[k]] / share[i];
	}
	return PGI_OK;
}

/* Sets present[k] where the region is among the 1 / HHI largest of its column; equal values share a rank. */
static pgi_status
rank_within_hhi(pgi_env *env, const pgi_matrix *m, const double *col_total, double *present)
{
	int32_t *start, *cell;
	pgi_ranked *order, *spare, *sorted;

	PGI_NEW_ZERO(env, start, (size_t) m->cols.n + 1);
	PGI_NEW(env, cell, m->n_cells);
	PGI_NEW(env, order, m->n_cells);
	PGI_NEW(env, spare, m->n_cells);
	for (int32_t k = 0; k < m->n_cells; k++)
		start[m->col[k] + 1]++;
	for (int32_t c = 0; c < m->cols.n; c++)
		start[c + 1] += start[c];
	for (int32_t k = 0; k < m->n_cells; k++)
		cell[start[m->col[k]]++] = k;
	for (int32_t c = 0, first = 0; c < m->cols.n; first = start[c++])
	{
		int32_t n = start[c] - first;
		double hhi = 0;
		int32_t rank = 0;

		PGI_POLL(env);
		for (int32_t i = 0; i < n; i++)
		{
			double x = m->value[cell[first + i]];

			order[i] = (pgi_ranked){pgi_double_key(x), cell[first + i]};
			hhi += x / col_total[c] * (x / col_total[c]);
		}
		PGI_TRY(pgi_core_rank(env, order, spare, n, &sorted));
		for (int32_t i = n - 1; i >= 0; i--)
		{
			if (i == n - 1 || sorted[i].key != sorted[i + 1].key)
				rank = n - i;
			if (m->value[sorted[i].at] > 0 && rank * hhi <= 1)
				present[sorted[i].at] = 1;
		}
	}
	pgi_free(env, start);
	pgi_free(env, cell);
	pgi_free(env, order);
	pgi_free(env, spare);
	return PGI_OK;
}

static bool
passes(double quotient, const pgi_conventions *rules)
{
	return quotient > 0 &&
		   (rules->choice[PGI_RULE_INCLUSIVE] == PGI_YES ? quotient >= rules->threshold : quotient > rules->threshold);
}

/* x / (1 + x), which is 0 for 0 and below 1. */
static double
saturated(double x)
{
	return x > 0 ? x / (1 + x) : 0;
}

/* Whether all values are 0 and 1 with both occurring, absent cells being 0. */
static bool
is_binary(const pgi_matrix *m)
{
	bool zero = (int64_t) m->rows.n * m->cols.n > m->n_cells;
	bool one = false;

	for (int32_t k = 0; k < m->n_cells; k++)
	{
		if (m->value[k] != 0 && m->value[k] != 1)
			return false;
		zero = zero || m->value[k] == 0;
		one = one || m->value[k] == 1;
	}
	return zero && one;
}

/* Where binary presence is decided by one quotient: the columns that pass, straight into the sparse rows. */
static pgi_status
passing_cells(pgi_env *env, const pgi_matrix *m, const double *quotient, const pgi_conventions *rules, pgi_cells *cells)
{
	bool inclusive = rules->choice[PGI_RULE_INCLUSIVE] == PGI_YES;
	double threshold = rules->threshold;
	int32_t *row_start;
	int32_t *col;
	int32_t n = 0;

	PGI_NEW(env, row_start, (size_t) m->rows.n + 1);
	PGI_NEW(env, col, (size_t) m->n_cells + 1);
	for (int32_t i = 0; i < m->rows.n; i++)
	{
		PGI_POLL_EVERY(env, i, 5);
		row_start[i] = n;
		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
		{
			double q = quotient[k];

			/* no branch: half of the cells pass, in no order */
			col[n] = m->col[k];
			n += (q > 0) & (inclusive ? q >= threshold : q > threshold);
		}
	}
	row_start[m->rows.n] = n;
	*cells = (pgi_cells){m->rows.n, m->cols.n, row_start, col, NULL};
	return PGI_OK;
}

/* The presence of every stored cell where that is not one test of one quotient. */
static pgi_status
decide(pgi_env *env, const pgi_matrix *m, pgi_presence_kind kind, const pgi_conventions *rules, const quotients *q,
	   double *present)
{
	bool sum = rules->choice[PGI_RULE_COMBINE] == PGI_COMBINE_SUM;

	for (int32_t k = 0; k < m->n_cells; k++)
	{
		PGI_POLL_EVERY(env, k, POLL_CELLS);
		switch (kind)
		{
		case PGI_PRESENCE_CONTINUOUS:
			present[k] = saturated(q->rca[k]);
			break;
		case PGI_PRESENCE_RCA_RPOP:
			present[k] = passes(q->rca[k], rules) + passes(q->rpop[k], rules);
			if (!sum && present[k] > 1)
				present[k] = 1;
			break;
		case PGI_PRESENCE_BLEND:
			present[k] = pow(saturated(q->rca[k]), rules->alpha) * pow(saturated(q->rpop[k]), 1 - rules->alpha);
			break;
		default:
			present[k] = passes(q->rca[k], rules);
		}
	}
	return PGI_OK;
}

/* The cells with a value that is not zero (nor NaN), without the value where all are one. */
static pgi_status
nonzero_cells(pgi_env *env, const pgi_matrix *m, const double *value, pgi_cells *cells)
{
	int32_t *row_start;
	int32_t *col;
	double *kept;
	int32_t n = 0;
	bool all_one = true;

	PGI_NEW(env, row_start, (size_t) m->rows.n + 1);
	PGI_NEW(env, col, (size_t) m->n_cells + 1);
	PGI_NEW(env, kept, (size_t) m->n_cells + 1);
	for (int32_t i = 0; i < m->rows.n; i++)
	{
		PGI_POLL_EVERY(env, i, 6);
		row_start[i] = n;
		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
		{
			double x = value[k];
			bool keep = x != 0 && !isnan(x);

			col[n] = m->col[k];
			kept[n] = x;
			n += keep;
			all_one &= !keep || x == 1;
		}
	}
	row_start[m->rows.n] = n;
	if (all_one)
	{
		pgi_free(env, kept);
		kept = NULL;
	}
	*cells = (pgi_cells){m->rows.n, m->cols.n, row_start, col, kept};
	return PGI_OK;
}

static pgi_status
sums_of(pgi_env *env, pgi_presence *p)
{
	PGI_NEW_ZERO(env, p->diversity, p->m.n_rows);
	PGI_NEW_ZERO(env, p->ubiquity, p->m.n_cols);
	for (int32_t i = 0; i < p->m.n_rows; i++)
	{
		int32_t end = p->m.row_start[i + 1];

		PGI_POLL_EVERY(env, i, 6);
		if (!p->m.value)
			p->diversity[i] = end - p->m.row_start[i];
		for (int32_t k = p->m.row_start[i]; k < end; k++)
			p->ubiquity[p->m.col[k]] += p->m.value ? p->m.value[k] : 1;
		for (int32_t k = p->m.row_start[i]; p->m.value && k < end; k++)
			p->diversity[i] += p->m.value[k];
	}
	return PGI_OK;
}

pgi_status
pgi_core_complexity_presence(pgi_env *env, const pgi_matrix *m, const pgi_matrix *population,
							 const pgi_conventions *rules, bool with_rca, pgi_presence *p)
{
	pgi_presence_kind kind = rules->choice[PGI_RULE_PRESENCE];
	quotients q = {NULL, NULL};
	double *present;
	pgi_universe u;
	bool complete;

	PGI_TRY(pgi_core_universe(env, m, NULL, PGI_SIDE_COLS, &u));
	if (kind == PGI_PRESENCE_DETECT)
		kind = is_binary(m) ? PGI_PRESENCE_GIVEN : PGI_PRESENCE_RCA;
	PGI_NEW(env, p->row_known, m->rows.n);
	PGI_NEW(env, p->col_known, m->cols.n);
	for (int32_t i = 0; i < m->rows.n; i++)
		p->row_known[i] = u.row_total[i] > 0;
	for (int32_t j = 0; j < m->cols.n; j++)
		p->col_known[j] = u.col_total[j] > 0;

	if (kind != PGI_PRESENCE_GIVEN && kind != PGI_PRESENCE_RPOP)
	{
		PGI_NEW(env, q.rca, m->n_cells);
		PGI_TRY(pgi_core_location_quotient(env, m, &u, NAN, 0, q.rca, &complete));
	}
	if (kind == PGI_PRESENCE_RPOP || kind == PGI_PRESENCE_RCA_RPOP || kind == PGI_PRESENCE_BLEND)
	{
		double *share;

		PGI_TRY(population_share(env, m, population, &share));
		PGI_TRY(population_quotient(env, m, u.col_total, share, &q.rpop));
	}
	if (kind == PGI_PRESENCE_RCA || kind == PGI_PRESENCE_RPOP)
		PGI_TRY(passing_cells(env, m, kind == PGI_PRESENCE_RCA ? q.rca : q.rpop, rules, &p->m));
	else if (kind == PGI_PRESENCE_GIVEN)
		PGI_TRY(nonzero_cells(env, m, m->value, &p->m));
	else
	{
		PGI_NEW(env, present, m->n_cells);
		PGI_TRY(decide(env, m, kind, rules, &q, present));
		if (kind == PGI_PRESENCE_HHI)
			PGI_TRY(rank_within_hhi(env, m, u.col_total, present));
		PGI_TRY(nonzero_cells(env, m, present, &p->m));
		pgi_free(env, present);
	}
	p->rca = (pgi_cells){0};
	if (with_rca)
		PGI_TRY(nonzero_cells(env, m, kind == PGI_PRESENCE_GIVEN ? m->value : q.rca ? q.rca : q.rpop, &p->rca));
	pgi_free(env, q.rca);
	pgi_free(env, q.rpop);
	return sums_of(env, p);
}
