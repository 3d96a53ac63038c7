/*
 * place_bandwidth.c - Silverman's and Sheather and Jones' bandwidths of pair distances.
 *
 * Up to EXACT_PAIRS distances are kept and their quartiles are exact (Hyndman
 * and Fan's type 7); more are counted in FINE_BINS bins over the range, in
 * single precision, and quartiles are interpolated within a bin, to about
 * 1e-6 of the range.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "place_kd.h"
#include "place_simd.h"

#define LEAF 256
#define EXACT_PAIRS ((int64_t) 1 << 20)
#define FINE_BINS 16384
#define COARSE_BINS 1000 /* of Sheather and Jones' pair counts, as in R */

/* Distances as values in increasing order with counts. */
typedef struct sample
{
	int64_t n; /* distances */
	int32_t n_values;
	double *value;
	int64_t *count; /* NULL: one each */
	double width;   /* of the bin around each value; 0: exact */
} sample;

/* --- collecting ------------------------------------------------------------------ */

typedef struct collector
{
	const pgi_tree *a;
	const pgi_tree *b; /* the same tree for pairs within a */
	double cut;        /* chord of the range */
	float *at[2][3];   /* single-precision coordinates about a common centre */
	uint32_t *bin;
	int64_t *count;
	int64_t n;
	double *kept; /* distances, up to EXACT_PAIRS */
	bool keeping;
} collector;

/* Counts the pairs of one point with n <= LEAF others; those beyond go to the bin behind the last. */
PGI_CLONES static void
count_pairs(int dim, int32_t n, const float *p, const float *bx, const float *by, const float *bz, float scale,
			uint32_t *count)
{
	int32_t bin[LEAF];

	for (int32_t j = 0; j < n; j++)
	{
		float dx = p[0] - bx[j], dy = p[1] - by[j], dz = dim == 3 ? p[2] - bz[j] : 0;
		float u = __builtin_sqrtf(dx * dx + dy * dy + dz * dz) * scale;

		bin[j] = (int32_t) (u < FINE_BINS ? u : FINE_BINS);
	}
	for (int32_t j = 0; j < n; j++)
		count[bin[j]]++;
}

static pgi_status
visit_leaves(pgi_env *env, collector *c, const pgi_node *p, const pgi_node *q, bool same)
{
	const pgi_tree *a = c->a;
	int64_t before = 0;

	PGI_POLL(env);
	if (c->keeping)
	{
		for (int32_t i = p->start; i < p->end; i++)
			for (int32_t j = same ? i + 1 : q->start; j < q->end; j++)
			{
				double d = sqrt(pgi_pair2(a, i, c->b, j));

				if (d > c->cut)
					continue;
				if (c->n == EXACT_PAIRS)
				{
					c->keeping = false;
					return PGI_OK;
				}
				c->kept[c->n++] = pgi_arc(a->distance, d);
			}
		return PGI_OK;
	}
	for (int32_t i = p->start; i < p->end; i++)
	{
		float at[3] = {c->at[0][0][i], c->at[0][1][i], a->dim == 3 ? c->at[0][2][i] : 0};
		int32_t from = same ? i + 1 : q->start;

		count_pairs(a->dim, q->end - from, at, c->at[1][0] + from, c->at[1][1] + from,
					a->dim == 3 ? c->at[1][2] + from : NULL, (float) (FINE_BINS / c->cut), c->bin);
		before += q->end - from;
	}
	c->n += before;
	/* the 32-bit counters are emptied long before they could overflow */
	if (c->n >= (int64_t) 1 << 31)
	{
		for (int32_t k = 0; k <= FINE_BINS; k++)
		{
			c->count[k] += c->bin[k];
			c->bin[k] = 0;
		}
		c->n = 0;
	}
	return PGI_OK;
}

static pgi_status
visit_all(pgi_env *env, collector *c)
{
	for (int32_t i = 0; i < c->a->n_nodes; i++)
		for (int32_t j = c->a == c->b ? i : 0; j < c->b->n_nodes; j++)
		{
			const pgi_node *p = &c->a->node[i];
			const pgi_node *q = &c->b->node[j];

			PGI_POLL_EVERY(env, j, 10);
			if (p->left == 0 && q->left == 0 && pgi_node_gap2(p, q) <= c->cut * c->cut)
				PGI_TRY(visit_leaves(env, c, p, q, c->a == c->b && i == j));
			if (c->kept && !c->keeping)
				return PGI_OK;
		}
	return PGI_OK;
}

static int
compare_doubles(const void *a, const void *b)
{
	double x = *(const double *) a;
	double y = *(const double *) b;

	return (x > y) - (x < y);
}

static pgi_status
float_coordinates(pgi_env *env, const pgi_tree *tree, const pgi_node *centre, float **at)
{
	for (int k = 0; k < tree->dim; k++)
	{
		double middle = centre->low[k] + (centre->high[k] - centre->low[k]) / 2;

		PGI_NEW(env, at[k], tree->n);
		for (int32_t i = 0; i < tree->n; i++)
			at[k][i] = (float) (tree->at[k][i] - middle);
	}
	return PGI_OK;
}

static pgi_status
collect(pgi_env *env, pgi_distance distance, const pgi_place_set *a, const pgi_place_set *b, double range, sample *s)
{
	pgi_tree ta, tb;
	collector c = {.a = &ta, .b = &ta, .cut = pgi_chord(distance, range), .keeping = true};

	PGI_TRY(pgi_tree_build(env, distance, a->n, a->x, a->y, LEAF, &ta));
	if (b)
	{
		PGI_TRY(pgi_tree_build(env, distance, b->n, b->x, b->y, LEAF, &tb));
		c.b = &tb;
	}
	*s = (sample){0};
	PGI_NEW(env, c.kept, EXACT_PAIRS);
	PGI_TRY(visit_all(env, &c));
	if (c.keeping)
	{
		qsort(c.kept, (size_t) c.n, sizeof *c.kept, compare_doubles);
		*s = (sample){.n = c.n, .n_values = (int32_t) c.n, .value = c.kept};
		return PGI_OK;
	}
	pgi_free(env, c.kept);
	c.kept = NULL;
	c.n = 0;

	/* no distance is beyond the boxes' diagonal */
	{
		double reach = sqrt(pgi_node_reach2(&ta.node[0], &c.b->node[0])) * 1.000001;

		c.cut = reach < c.cut ? reach : c.cut;
	}
	PGI_TRY(float_coordinates(env, &ta, &ta.node[0], c.at[0]));
	PGI_TRY(float_coordinates(env, c.b, &ta.node[0], c.at[1]));
	PGI_NEW_ZERO(env, c.bin, FINE_BINS + 1);
	PGI_NEW_ZERO(env, c.count, FINE_BINS + 1);
	PGI_TRY(visit_all(env, &c));
	PGI_NEW(env, s->value, FINE_BINS);
	s->count = c.count;
	s->n_values = FINE_BINS;
	s->width = c.cut / FINE_BINS;
	for (int32_t k = 0; k < FINE_BINS; k++)
	{
		c.count[k] += c.bin[k];
		s->n += c.count[k];
		s->value[k] = (k + 0.5) * s->width;
	}
	if (distance == PGI_GREAT_CIRCLE)
	{
		for (int32_t k = 0; k < FINE_BINS; k++)
			s->value[k] = pgi_arc(distance, s->value[k]);
		s->width = s->value[FINE_BINS / 2] - s->value[FINE_BINS / 2 - 1];
	}
	return PGI_OK;
}

/* --- statistics of the sample ------------------------------------------------------ */

/* The k-th smallest distance, k from 0; within a bin distances are taken as evenly spaced. */
static double
order_statistic(const sample *s, int64_t k)
{
	int64_t before = 0;
	int32_t i = 0;

	if (!s->count)
		return s->value[k];
	while (i < s->n_values - 1 && before + s->count[i] <= k)
		before += s->count[i++];
	return s->value[i] + s->width * (((double) (k - before) + 0.5) / (double) s->count[i] - 0.5);
}

static double
quantile(const sample *s, double p)
{
	double at = (double) (s->n - 1) * p;
	int64_t k = (int64_t) at;
	double low = order_statistic(s, k);

	return k + 1 < s->n ? low + (at - (double) k) * (order_statistic(s, k + 1) - low) : low;
}

static double
deviation(const sample *s)
{
	double sum = 0, squares = 0, mean;

	for (int32_t i = 0; i < s->n_values; i++)
		sum += s->value[i] * (s->count ? (double) s->count[i] : 1);
	mean = sum / (double) s->n;
	for (int32_t i = 0; i < s->n_values; i++)
		squares += (s->value[i] - mean) * (s->value[i] - mean) * (s->count ? (double) s->count[i] : 1);
	return sqrt(squares / (double) (s->n - 1));
}

/* Pair counts of the binned sample by the distance of their bins; pairs[0] holds pairs within a bin. */
static pgi_status
coarse_pairs(pgi_env *env, const sample *s, double *pairs, double *width)
{
	double low = s->value[0];
	double high = s->value[s->n_values - 1];
	double *count;

	PGI_NEW_ZERO(env, count, COARSE_BINS);
	*width = (high - low) * 1.01 / COARSE_BINS;
	for (int32_t i = 0; i < s->n_values; i++)
	{
		int32_t k = (int32_t) ((s->value[i] - low) / *width);

		count[k < COARSE_BINS ? k : COARSE_BINS - 1] += s->count ? (double) s->count[i] : 1;
	}
	memset(pairs, 0, COARSE_BINS * sizeof *pairs);
	for (int32_t i = 0; i < COARSE_BINS; i++)
	{
		pairs[0] += count[i] * (count[i] - 1) / 2;
		for (int32_t j = 0; j < i; j++)
			pairs[i - j] += count[i] * count[j];
	}
	pgi_free(env, count);
	return PGI_OK;
}

/* The estimated functionals of the density's fourth and sixth derivative (Sheather and Jones 1991, eq. 10 and 12). */
static double
functional(int order, double n, const double *pairs, double width, double h)
{
	double sum = 0;

	for (int32_t i = 0; i < COARSE_BINS; i++)
	{
		double d = i * width / h;

		d *= d;
		if (d >= 1000)
			break;
		sum += exp(-d / 2) * pairs[i] * (order == 4 ? d * d - 6 * d + 3 : ((d - 15) * d + 45) * d - 15);
	}
	sum = 2 * sum + n * (order == 4 ? 3 : -15);
	return sum / (n * (n - 1) * pow(h, order + 1) * sqrt(2 * M_PI));
}

typedef struct plug_in
{
	double n;
	double pairs[COARSE_BINS];
	double width;
	double factor; /* of h^(5/7) */
} plug_in;

static double
plug_in_gap(const plug_in *p, double h)
{
	double s = functional(4, p->n, p->pairs, p->width, p->factor * pow(h, 5.0 / 7));

	return pow(1 / (2 * sqrt(M_PI) * p->n * s), 0.2) - h;
}

static pgi_status
sheather_jones(pgi_env *env, const sample *s, double scale, double *bandwidth)
{
	plug_in *p;
	double n = (double) s->n;
	double high = 1.144 * scale * pow(n, -0.2);
	double low = 0.1 * high;
	double td;

	PGI_NEW(env, p, 1);
	p->n = n;
	PGI_TRY(coarse_pairs(env, s, p->pairs, &p->width));
	td = -functional(6, n, p->pairs, p->width, 1.23 * scale * pow(n, -1.0 / 9));
	p->factor = 1.357 * pow(functional(4, n, p->pairs, p->width, 1.24 * scale * pow(n, -1.0 / 7)) / td, 1.0 / 7);
	if (!(td > 0) || !isfinite(p->factor))
		return pgi_fail(env, .status = PGI_BANDWIDTH);
	for (int step = 0; !(plug_in_gap(p, low) > 0 && plug_in_gap(p, high) < 0); step++)
	{
		if (step == 60)
			return pgi_fail(env, .status = PGI_BANDWIDTH);
		low /= 1.2;
		high *= 1.2;
	}
	for (int step = 0; step < 100 && high - low > 1e-14 * high; step++)
	{
		double middle = (low + high) / 2;

		if (plug_in_gap(p, middle) > 0)
			low = middle;
		else
			high = middle;
	}
	*bandwidth = (low + high) / 2;
	return PGI_OK;
}

pgi_status
pgi_core_kd_bandwidth(pgi_env *env, pgi_distance distance, const pgi_place_set *a, const pgi_place_set *b, double range,
					  pgi_bandwidth_rule rule, double *bandwidth)
{
	sample s;
	double sd, spread;

	if (!(range > 0))
		return pgi_fail(env, .status = PGI_NOT_POSITIVE, .row = "range", .row_len = 5, .value = range);
	for (int32_t i = 0; i < a->n; i++)
		PGI_TRY(pgi_place_check(env, distance, a->x[i], a->y[i]));
	for (int32_t i = 0; b && i < b->n; i++)
		PGI_TRY(pgi_place_check(env, distance, b->x[i], b->y[i]));
	if (a->n < (b ? 1 : 2) || (b && b->n < 1))
		return pgi_fail(env, .status = PGI_TOO_FEW_POINTS, .n = b && b->n < 1 ? b->n : a->n, .limit = b ? 1 : 2);
	PGI_TRY(collect(env, distance, a, b, range, &s));
	if (s.n < 2)
		return pgi_fail(env, .status = PGI_BANDWIDTH);
	sd = deviation(&s);
	spread = quantile(&s, 0.75) - quantile(&s, 0.25);
	if (rule == PGI_SILVERMAN)
	{
		double scale = spread > 0 && spread / 1.34 < sd ? spread / 1.34 : sd;

		*bandwidth = 0.9 * scale * pow((double) s.n, -0.2);
	}
	else
		PGI_TRY(sheather_jones(env, &s, spread > 0 && spread / 1.349 < sd ? spread / 1.349 : sd, bandwidth));
	return *bandwidth > 0 ? PGI_OK : pgi_fail(env, .status = PGI_BANDWIDTH);
}
