/*
 * complexity_proximity.c - how related two industries are, and how much of an
 * industry's neighbourhood a region has.
 *
 * Proximity (Hidalgo, Klinger, Barabasi and Hausmann 2007) comes from the
 * counts of regions that have both industries: exact integers by bit counts
 * where presence is binary.  The association measures are those of van Eck and
 * Waltman (2009) and Steijn (2017).  Density is one product of presence with
 * proximity.
 */
#include <math.h>
#include <stdlib.h>

#include "complexity.h"

/* Sums of the rows (all of the matrix is symmetric here) and of everything, the diagonal left out. */
static void
off_diagonal_sums(const double *c, int64_t n, double *sum, double *total)
{
	*total = 0;
	for (int64_t a = 0; a < n; a++)
	{
		sum[a] = 0;
		for (int64_t b = 0; b < n; b++)
			sum[a] += b == a ? 0 : c[a * n + b];
		*total += sum[a];
	}
}

/* x / y, 0 where there is nothing to divide. */
static inline double
ratio(double x, double y)
{
	return y != 0 ? x / y : 0;
}

/* One row of the co-occurrence kinds. */
static void
cooccurrence_row(double *row, int64_t a, int64_t n, const double *ubiquity, bool symmetric, bool half_sum)
{
	double own = ubiquity[a];

	for (int64_t b = 0; b < n; b++)
		if (half_sum && symmetric)
		{
			double p = ratio(row[b], own), q = ratio(row[b], ubiquity[b]);

			row[b] = (p + q - fabs(p - q)) / 2;
		}
		else
			row[b] = ratio(row[b], symmetric && ubiquity[b] > own ? ubiquity[b] : own);
}

/* One row of the association kinds, from co-occurrence with its own count left out. */
static void
association_row(double *row, int64_t a, int64_t n, const double *sum, double total, pgi_proximity_kind kind)
{
	row[a] = 0;
	for (int64_t b = 0; b < n; b++)
		switch (kind)
		{
		case PGI_PROXIMITY_ASSOCIATION:
			row[b] = ratio(row[b] / total, sum[a] / total * (sum[b] / total));
			break;
		case PGI_PROXIMITY_COSINE:
			row[b] = ratio(row[b], sqrt(sum[a] * sum[b]));
			break;
		case PGI_PROXIMITY_JACCARD:
			row[b] = ratio(row[b], sum[a] + sum[b] - row[b]);
			break;
		default:
			if (sum[a] < total && sum[b] < total)
				row[b] = ratio(row[b], (sum[a] / total * (sum[b] / (total - sum[a])) +
										sum[b] / total * (sum[a] / (total - sum[b]))) *
										   (total / 2));
			else
				row[b] = 0;
		}
}

/* One row of z-scores against the hypergeometric expectation. */
static void
zscore_row(double *row, int64_t a, int64_t n, const double *ubiquity, double n_regions)
{
	row[a] = 0;
	for (int64_t b = 0; b < n; b++)
	{
		double expected = ubiquity[a] * ubiquity[b] / n_regions;
		double variance = expected * (1 - ubiquity[a] / n_regions) * ((n_regions - ubiquity[b]) / (n_regions - 1));

		row[b] = variance > 0 ? (row[b] - expected) / sqrt(variance) : NAN;
	}
}

/* Keeps of a row the proximity to industries with which there are more common regions than chance explains. */
static void
keep_significant(double *row, double *count, int64_t a, int64_t n, const double *ubiquity, double n_regions,
				 double min_z)
{
	zscore_row(count, a, n, ubiquity, n_regions);
	for (int64_t b = 0; b < n; b++)
		if (!(count[b] > min_z))
			row[b] = b == a ? row[b] : 0;
}

/* The diagonal by its rule, and NaN for industries nothing is known of. */
static void
finish_row(double *row, int64_t a, int64_t n, const pgi_presence *p, int diagonal)
{
	if (diagonal == PGI_DIAGONAL_ZERO)
		row[a] = 0;
	else if (diagonal == PGI_DIAGONAL_ONE)
		row[a] = p->ubiquity[a] > 0;
	for (int64_t b = 0; b < n; b++)
		if (!p->col_known[a] || !p->col_known[b])
			row[b] = NAN;
}

pgi_status
pgi_core_proximity(pgi_env *env, const pgi_presence *p, const pgi_conventions *rules, double **phi)
{
	pgi_proximity_kind kind = rules->choice[PGI_RULE_PROXIMITY];
	int diagonal = rules->choice[PGI_RULE_DIAGONAL];
	bool all_nan = pgi_presence_voids(p, rules, false);
	int64_t n = p->m.n_cols;
	double *sum, *count = NULL, total = 0;
	int32_t n_regions = 0;

	for (int32_t i = 0; i < p->m.n_rows; i++)
		n_regions += p->row_known[i];
	if (kind == PGI_PROXIMITY_CORRELATION)
		PGI_TRY(pgi_cells_correlation(env, &p->rca, p->row_known, phi));
	else
		PGI_TRY(pgi_cells_gram(env, &p->m, phi));
	if (!isnan(rules->min_z))
		PGI_TRY(pgi_cells_gram(env, &p->m, &count));
	PGI_NEW(env, sum, n);
	if (kind >= PGI_PROXIMITY_ASSOCIATION)
		off_diagonal_sums(*phi, n, sum, &total);
	for (int64_t a = 0; a < n; a++)
	{
		double *row = *phi + a * n;

		PGI_POLL(env);
		switch (kind)
		{
		case PGI_PROXIMITY_COOCCURRENCE:
		case PGI_PROXIMITY_ASYMMETRIC:
			cooccurrence_row(row, a, n, p->ubiquity, kind == PGI_PROXIMITY_COOCCURRENCE,
							 rules->choice[PGI_RULE_MINIMUM] == PGI_MINIMUM_HALF_SUM);
			break;
		case PGI_PROXIMITY_CORRELATION:
			for (int64_t b = 0; b < n; b++)
				row[b] = (1 + row[b]) / 2;
			break;
		case PGI_PROXIMITY_COUNT:
			break;
		case PGI_PROXIMITY_ZSCORE:
			zscore_row(row, a, n, p->ubiquity, n_regions);
			break;
		default:
			association_row(row, a, n, sum, total, kind);
		}
		if (count)
			keep_significant(row, count + a * n, a, n, p->ubiquity, n_regions, rules->min_z);
		finish_row(row, a, n, p, diagonal);
		if (all_nan)
			for (int64_t b = 0; b < n; b++)
				row[b] = NAN;
	}
	pgi_free(env, sum);
	if (count)
		pgi_free(env, count);
	return PGI_OK;
}

/* --- density -------------------------------------------------------------------- */

typedef struct neighbour
{
	double phi;
	int32_t index;
} neighbour;

static int
nearest_first(const void *a, const void *b)
{
	const neighbour *p = a;
	const neighbour *q = b;

	if (p->phi != q->phi)
		return p->phi > q->phi ? -1 : 1;
	return (p->index > q->index) - (p->index < q->index);
}

/* What one industry's neighbours weigh: row p of phi, only the nearest where k is set. */
static void
weigh_neighbours(const double *row, int32_t p, int32_t n, const pgi_conventions *rules, neighbour *order,
				 double *weight)
{
	int32_t k = rules->neighbours;
	int32_t m = 0;

	for (int32_t q = 0; q < n; q++)
		weight[q] = isnan(row[q]) ? 0 : row[q];
	if (k == 0)
		return;
	weight[p] = 0;
	for (int32_t q = 0; q < n; q++)
		if (q != p && !isnan(row[q]))
			order[m++] = (neighbour){row[q], q};
	qsort(order, (size_t) m, sizeof *order, nearest_first);
	for (int32_t i = 0; i < m; i++)
	{
		bool near = i < k || (rules->choice[PGI_RULE_NEAREST] == PGI_NEAREST_TIES && order[i].phi == order[k - 1].phi);

		if (!near)
			weight[order[i].index] = 0;
		else if (rules->choice[PGI_RULE_NEAREST] == PGI_NEAREST_COUNT)
			weight[order[i].index] = 1;
	}
}

/* weights (n x n): column p holds the weights of p's neighbours; total[p] is what the sum is divided by. */
static pgi_status
neighbour_weights(pgi_env *env, const double *phi, int32_t n, const pgi_conventions *rules, double *weights,
				  double *total)
{
	bool count = rules->neighbours > 0 && rules->choice[PGI_RULE_NEAREST] == PGI_NEAREST_COUNT;
	neighbour *order;
	double *tile;

	PGI_NEW(env, order, n);
	PGI_NEW(env, tile, 16 * (int64_t) n);
	for (int32_t first = 0; first < n; first += 16)
	{
		int32_t height = n - first < 16 ? n - first : 16;

		for (int32_t i = 0; i < height; i++)
		{
			double *row = tile + (int64_t) i * n;

			PGI_POLL(env);
			weigh_neighbours(phi + (int64_t) (first + i) * n, first + i, n, rules, order, row);
			total[first + i] = 0;
			for (int32_t q = 0; q < n; q++)
				total[first + i] += row[q];
			if (count)
				total[first + i] = 1;
		}
		/* sixteen rows become sixteen columns at once, so that each cache line is written once */
		for (int32_t q = 0; q < n; q++)
			for (int32_t i = 0; i < height; i++)
				weights[(int64_t) q * n + first + i] = tile[(int64_t) i * n + q];
	}
	pgi_free(env, order);
	pgi_free(env, tile);
	return PGI_OK;
}

pgi_status
pgi_core_density(pgi_env *env, const pgi_presence *p, const pgi_conventions *rules, const double *phi, double *density)
{
	bool by_rca = rules->choice[PGI_RULE_PROXIMITY] == PGI_PROXIMITY_CORRELATION &&
				  rules->choice[PGI_RULE_WEIGHTS] == PGI_WEIGHTS_RCA;
	bool all_nan = pgi_presence_voids(p, rules, false);
	int32_t n = p->m.n_cols;
	double *weights, *total;

	PGI_TRY(pgi_check_dense(env, p->m.n_rows, n));
	PGI_TRY(pgi_check_dense(env, n, n));
	PGI_NEW(env, weights, (int64_t) n * n);
	PGI_NEW(env, total, n);
	PGI_TRY(neighbour_weights(env, phi, n, rules, weights, total));
	for (int32_t q = 0; q < n; q++)
		total[q] = all_nan || !p->col_known[q] || !(total[q] > 0) ? NAN : total[q];
	PGI_TRY(pgi_cells_times_dense(env, by_rca ? &p->rca : &p->m, weights, n, density));
	pgi_free(env, weights);
	for (int32_t i = 0; i < p->m.n_rows; i++)
	{
		double *row = density + (int64_t) i * n;

		PGI_POLL(env);
		for (int32_t q = 0; q < n; q++)
		{
			double share = p->row_known[i] ? row[q] / total[q] : NAN;

			/* all neighbours are there: the two sums may differ by rounding */
			row[q] = share > 1 && share < 1 + 1e-12 ? 1 : share;
		}
	}
	pgi_free(env, total);
	return PGI_OK;
}
