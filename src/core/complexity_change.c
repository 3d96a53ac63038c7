/*
 * complexity_change.c - sophistication of baskets, and what regions took up or
 * gave up between years.
 *
 * PRODY is the income of an industry's regions weighted by the industry's
 * share in them, EXPY the average PRODY of a region's basket (Hausmann, Hwang
 * and Rodrik 2007).  One pass over the cells each.
 */
#include <math.h>

#include "complexity.h"
#include "specialization.h"

pgi_status
pgi_core_sophistication(pgi_env *env, const pgi_matrix *m, const pgi_conventions *rules, const double *income,
						double **prody, double **expy)
{
	bool two_digits = rules->choice[PGI_RULE_RCA_DIGITS] == PGI_RCA_DIGITS_2;
	double *quotient, *weight;
	pgi_universe u;
	bool complete;

	PGI_TRY(pgi_core_universe(env, m, NULL, PGI_SIDE_COLS, &u));
	PGI_NEW(env, quotient, m->n_cells);
	PGI_NEW_ZERO(env, weight, m->cols.n);
	PGI_NEW_ZERO(env, *prody, m->cols.n);
	PGI_NEW(env, *expy, m->rows.n);
	/* RCA is the share over a constant of the industry, so that either may be the weight */
	PGI_TRY(pgi_core_location_quotient(env, m, &u, 0, 0, quotient, &complete));
	for (int32_t i = 0; i < m->rows.n; i++)
	{
		PGI_POLL_EVERY(env, i, 6);
		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1] && !isnan(income[i]); k++)
		{
			double w = two_digits ? pgi_round_digits(quotient[k], 2) : quotient[k];

			weight[m->col[k]] += w;
			(*prody)[m->col[k]] += w * income[i];
		}
	}
	for (int32_t j = 0; j < m->cols.n; j++)
		(*prody)[j] = weight[j] > 0 ? (*prody)[j] / weight[j] : NAN;
	for (int32_t i = 0; i < m->rows.n; i++)
	{
		double sum = 0;
		double size = 0;

		PGI_POLL_EVERY(env, i, 6);
		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
			if (!isnan((*prody)[m->col[k]]))
			{
				sum += m->value[k] * (*prody)[m->col[k]];
				size += m->value[k];
			}
		(*expy)[i] = size > 0 ? sum / size : NAN;
	}
	pgi_free(env, quotient);
	pgi_free(env, weight);
	return PGI_OK;
}

/* What was seen of a region's industry on one side. */
enum
{
	SEEN_NOT_PRESENT = 1, /* in some matrix of this side */
	SEEN_NOT_ABSENT = 2,  /* present, or RCA not below `low` */
	SEEN_UNKNOWN = 4      /* a matrix of this side lacks the label */
};

/* The labels of many matrices. */
static pgi_status
union_of(pgi_env *env, const pgi_matrix *m, int32_t n, bool rows, pgi_labels *all)
{
	int32_t *to_a, *to_b;

	for (int32_t i = 0; i < n; i++)
	{
		const pgi_labels *labels = rows ? &m[i].rows : &m[i].cols;
		pgi_labels both;

		if (i > 0)
		{
			PGI_TRY(pgi_labels_union(env, all, labels, &both, &to_a, &to_b));
			pgi_free(env, to_a);
			pgi_free(env, to_b);
			*all = both;
		}
		else
			*all = *labels;
	}
	return PGI_OK;
}

/* Adds what one matrix shows to the states of its side, a state a cell of rows x cols. */
static pgi_status
look_at(pgi_env *env, const pgi_matrix *m, const pgi_matrix *population, const pgi_conventions *rules, double low,
		const pgi_labels *rows, const pgi_labels *cols, uint8_t *state)
{
	int32_t *row_in, *col_in, *to;
	uint8_t *line;
	pgi_presence p;

	PGI_TRY(pgi_core_complexity_presence(env, m, population, rules, true, &p));
	PGI_TRY(pgi_core_labels_in(env, rows, &m->rows, &row_in));
	PGI_TRY(pgi_core_labels_in(env, cols, &m->cols, &col_in));
	PGI_TRY(pgi_core_labels_in(env, &m->cols, cols, &to));
	PGI_NEW(env, line, cols->n);
	for (int32_t i = 0; i < rows->n; i++)
	{
		uint8_t *seen = state + (int64_t) i * cols->n;
		int32_t r = row_in[i];

		PGI_POLL(env);
		for (int32_t j = 0; j < cols->n; j++)
			line[j] = r < 0 || col_in[j] < 0 ? SEEN_UNKNOWN : SEEN_NOT_PRESENT;
		if (r >= 0)
		{
			for (int32_t k = p.rca.row_start[r]; k < p.rca.row_start[r + 1]; k++)
				if ((p.rca.value ? p.rca.value[k] : 1) >= low)
					line[to[p.rca.col[k]]] |= SEEN_NOT_ABSENT;
			for (int32_t k = p.m.row_start[r]; k < p.m.row_start[r + 1]; k++)
				line[to[p.m.col[k]]] = SEEN_NOT_ABSENT;
		}
		for (int32_t j = 0; j < cols->n; j++)
			seen[j] |= line[j];
	}
	return PGI_OK;
}

pgi_status
pgi_core_change(pgi_env *env, const pgi_matrix *before, int32_t n_before, const pgi_matrix *after, int32_t n_after,
				const pgi_matrix *population, const pgi_conventions *rules, bool is_exit, double low,
				pgi_matrix *result)
{
	pgi_labels rows, cols, side;
	int32_t *to_a, *to_b;
	uint8_t *first, *second;
	double *dense;
	int64_t n;

	PGI_TRY(union_of(env, before, n_before, true, &rows));
	PGI_TRY(union_of(env, after, n_after, true, &side));
	PGI_TRY(pgi_labels_union(env, &rows, &side, &rows, &to_a, &to_b));
	PGI_TRY(union_of(env, before, n_before, false, &cols));
	PGI_TRY(union_of(env, after, n_after, false, &side));
	PGI_TRY(pgi_labels_union(env, &cols, &side, &cols, &to_a, &to_b));
	PGI_TRY(pgi_check_dense(env, rows.n, cols.n));
	n = (int64_t) rows.n * cols.n;
	PGI_NEW_ZERO(env, first, n);
	PGI_NEW_ZERO(env, second, n);
	for (int32_t i = 0; i < n_before; i++)
		PGI_TRY(look_at(env, &before[i], population, rules, low, &rows, &cols, first));
	for (int32_t i = 0; i < n_after; i++)
		PGI_TRY(look_at(env, &after[i], population, rules, low, &rows, &cols, second));
	PGI_NEW(env, dense, n);
	for (int64_t k = 0; k < n; k++)
	{
		/* a state holds throughout a side when the opposite was never seen there */
		uint8_t rules_out = is_exit ? SEEN_NOT_PRESENT : SEEN_NOT_ABSENT;
		uint8_t no_change = is_exit ? SEEN_NOT_ABSENT : SEEN_NOT_PRESENT;

		PGI_POLL_EVERY(env, k, 16);
		if (((first[k] | second[k]) & SEEN_UNKNOWN) || (first[k] & rules_out))
			dense[k] = NAN;
		else
			dense[k] = !(second[k] & no_change);
	}
	pgi_free(env, first);
	pgi_free(env, second);
	return pgi_matrix_from_dense(env, &rows, &cols, dense, true, result);
}
