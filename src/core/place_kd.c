/* place_kd.c - pair distances into moment bins, and the kernel over the bins; see place_kd.h. */
#include <math.h>
#include <string.h>

#include "place_kd.h"
#include "random.h"
#include "place_simd.h"

#define LEAF 128
#define DRAWN_BLOCK 64
#define SPREAD 4 /* bins behind the last, for pairs beyond the range */
#define MAX_BINS (1 << 23)
#define FARTHEST 15e6 /* metres; beyond, arcs are too steep in their chord */
#define NEAR_BANDWIDTHS 4

typedef struct pair_bins
{
	double width; /* of a bin, straight distance */
	int32_t n;
	double *moment; /* 4 a bin: sum of w, wt, wt^2, wt^3; t = distance / width - k, -1/2 .. 1/2 */
} pair_bins;

/* --- binning -------------------------------------------------------------------- */

/* Adds the moments of four pairs with the given weights; those beyond the range fall into the spare bins. */
static inline __attribute__((always_inline)) void
add_four(pgi_four square, pgi_four w, double scale, pgi_four beyond, double *sum)
{
	const double magic = 0x1p52; /* a sum with it is rounded to an integer in its low bits */
	pgi_four u = square, rounded, t, wt, wtt, wttt, low, high;
	pgi_four_mask bin, inside;

	for (int k = 0; k < 4; k++)
		u[k] = __builtin_sqrt(u[k]);
	u *= scale;
	inside = (pgi_four_mask) (u < beyond);
	u = (pgi_four) (((pgi_four_mask) u & inside) | ((pgi_four_mask) beyond & ~inside));
	rounded = u + magic;
	t = u - (rounded - magic);
	bin = ((pgi_four_mask) rounded & 0xFFFFFFFF) << 2;
	wt = w * t;
	wtt = wt * t;
	wttt = wtt * t;
	low = PGI_SHUFFLE(w, wt, 0, 4, 2, 6);
	high = PGI_SHUFFLE(wtt, wttt, 0, 4, 2, 6);
	*(pgi_four *) (sum + bin[0]) += PGI_SHUFFLE(low, high, 0, 1, 4, 5);
	*(pgi_four *) (sum + bin[2]) += PGI_SHUFFLE(low, high, 2, 3, 6, 7);
	low = PGI_SHUFFLE(w, wt, 1, 5, 3, 7);
	high = PGI_SHUFFLE(wtt, wttt, 1, 5, 3, 7);
	*(pgi_four *) (sum + bin[1]) += PGI_SHUFFLE(low, high, 0, 1, 4, 5);
	*(pgi_four *) (sum + bin[3]) += PGI_SHUFFLE(low, high, 2, 3, 6, 7);
}

static inline __attribute__((always_inline)) pgi_four
four_squares(bool solid, const double *p, const double *x, const double *y, const double *z)
{
	pgi_four dx = p[0] - PGI_FOUR(x);
	pgi_four dy = p[1] - PGI_FOUR(y);
	pgi_four sum = dx * dx + dy * dy;

	if (solid)
	{
		pgi_four dz = p[2] - PGI_FOUR(z);

		sum += dz * dz;
	}
	return sum;
}

/* Adds the pairs of point p with points from .. to - 1; arrays are padded, and lanes beyond `to` weigh nothing. */
static inline __attribute__((always_inline)) void
add_point(bool solid, const double *p, double weight, const double *x, const double *y, const double *z,
		  const double *bw, int32_t n, double scale, double n_bins, double *sum)
{
	const pgi_four beyond = {n_bins, n_bins + 1, n_bins + 2, n_bins + 3};
	int32_t j = 0;

	for (; j + 4 <= n; j += 4)
		add_four(four_squares(solid, p, x + j, y + j, z + j), PGI_FOUR(bw + j) * weight, scale, beyond, sum);
	if (j < n)
	{
		pgi_four w = {0};

		for (int k = 0; k < n - j; k++)
			w[k] = bw[j + k] * weight;
		add_four(four_squares(solid, p, x + j, y + j, z + j), w, scale, beyond, sum);
	}
}

PGI_CLONES static void
add_pairs(int dim, const double *p, double weight, double *const *at, const double *bw, int32_t from, int32_t to,
		  double scale, double n_bins, double *sum)
{
	if (dim == 3)
		add_point(true, p, weight, at[0] + from, at[1] + from, at[2] + from, bw + from, to - from, scale, n_bins, sum);
	else
		add_point(false, p, weight, at[0] + from, at[1] + from, at[1], bw + from, to - from, scale, n_bins, sum);
}

/* Squared gap between a point and a box. */
static double
point_gap2(int dim, const double *p, const pgi_node *b)
{
	double sum = 0;

	for (int k = 0; k < dim; k++)
	{
		double gap = p[k] > b->high[k] ? p[k] - b->high[k] : p[k] < b->low[k] ? b->low[k] - p[k] : 0;

		sum += gap * gap;
	}
	return sum;
}

/* Weighted places in blocks of neighbours, which the pair loops run over. */
typedef struct blocks
{
	int dim;
	int32_t n;       /* blocks */
	pgi_node *block; /* first and last place, and their box */
	double *at[3];   /* by place, padded; the third is NULL on the plane */
	double *weight;
} blocks;

/* Bins all pairs between block p of a and block q of b, or within a block. */
static pgi_status
bin_blocks(pgi_env *env, const blocks *a, const pgi_node *p, const blocks *b, const pgi_node *q, bool same,
		   pair_bins *bins)
{
	double cut2 = bins->width * bins->n * bins->width * bins->n;

	PGI_POLL(env);
	for (int32_t i = p->start; i < p->end; i++)
	{
		double at[3] = {a->at[0][i], a->at[1][i], a->dim == 3 ? a->at[2][i] : 0};

		if (same || point_gap2(a->dim, at, q) <= cut2)
			add_pairs(a->dim, at, a->weight[i], b->at, b->weight, same ? i + 1 : q->start, q->end, 1 / bins->width,
					  bins->n, bins->moment);
	}
	return PGI_OK;
}

/* Bins all pairs within a (b NULL) or between a and b. */
static pgi_status
bin_pairs(pgi_env *env, const blocks *a, const blocks *b, pair_bins *bins)
{
	double cut2 = bins->width * bins->n * bins->width * bins->n;
	const blocks *other = b ? b : a;

	memset(bins->moment, 0, (size_t) (bins->n + SPREAD) * 4 * sizeof(double));
	for (int32_t i = 0; i < a->n; i++)
		for (int32_t j = b ? 0 : i; j < other->n; j++)
		{
			const pgi_node *p = &a->block[i];
			const pgi_node *q = &other->block[j];

			if (pgi_node_gap2(p, q) <= cut2)
				PGI_TRY(bin_blocks(env, a, p, other, q, !b && i == j, bins));
			else
				PGI_POLL_EVERY(env, j, 10);
		}
	return PGI_OK;
}

/* The blocks of a set: the leaves of a tree. */
static pgi_status
blocks_of_set(pgi_env *env, pgi_distance distance, const pgi_place_set *set, blocks *b)
{
	pgi_tree tree;

	PGI_TRY(pgi_tree_build(env, distance, set->n, set->x, set->y, LEAF, &tree));
	*b = (blocks){.dim = tree.dim, .block = tree.node};
	memcpy(b->at, tree.at, sizeof b->at);
	PGI_NEW_ZERO(env, b->weight, (size_t) tree.n + PGI_TREE_PADDING);
	for (int32_t i = 0; i < tree.n; i++)
		b->weight[i] = set->weight[tree.point[i]];
	for (int32_t k = 0; k < tree.n_nodes; k++)
		if (tree.node[k].left == 0)
			b->block[b->n++] = tree.node[k];
	return PGI_OK;
}

/* Sum of the products of weights over all pairs. */
static double
pair_weight(const pgi_place_set *a, const pgi_place_set *b)
{
	double sum_a = 0, sum_b = 0, squares = 0;

	for (int32_t i = 0; i < a->n; i++)
	{
		sum_a += a->weight[i];
		squares += a->weight[i] * a->weight[i];
	}
	if (!b)
		return (sum_a * sum_a - squares) / 2;
	for (int32_t i = 0; i < b->n; i++)
		sum_b += b->weight[i];
	return sum_a * sum_b;
}

/*
 * One set with the points of a place merged (they are neighbours in a sorted
 * set): a place's weight is their sum, and the pairs among them have distance
 * zero, weight_at_zero in all.  The answer is the same with far fewer pairs
 * where many firms share an address.
 */
static pgi_status
merge_places(pgi_env *env, const pgi_place_set *a, pgi_place_set *merged, double *weight_at_zero)
{
	double *x, *y, *w;
	int32_t n = 0;

	PGI_NEW(env, x, a->n);
	PGI_NEW(env, y, a->n);
	PGI_NEW(env, w, a->n);
	*weight_at_zero = 0;
	for (int32_t i = 0; i < a->n; i++)
		if (n > 0 && x[n - 1] == a->x[i] && y[n - 1] == a->y[i])
		{
			*weight_at_zero += w[n - 1] * a->weight[i];
			w[n - 1] += a->weight[i];
		}
		else
		{
			x[n] = a->x[i];
			y[n] = a->y[i];
			w[n++] = a->weight[i];
		}
	*merged = (pgi_place_set){.n = n, .x = x, .y = y, .weight = w};
	return PGI_OK;
}

/* --- the kernel over the bins ----------------------------------------------------- */

/* Coefficients of the four moments of each bin near each radius. */
typedef struct kernel_row
{
	int32_t from; /* first bin within reach of the radius */
	int32_t n;
	double *coefficient; /* 4 n */
} kernel_row;

typedef struct kernel
{
	pair_bins bins;
	int32_t n_r;
	kernel_row *row;
	double *at_zero; /* the kernel of a distance of zero, by radius */
	double *tail;    /* 4 a bin: what PGI_REFLECT_NEAR loses, else NULL */
} kernel;

static double
normal(double z)
{
	return exp(-z * z / 2) * 0.39894228040143267794;
}

/*
 * A bin's centre as an arc, and the arc's expansion in t: arc = centre +
 * slope[0] t + slope[1] t^2 + slope[2] t^3.
 */
static double
arc_expansion(pgi_distance distance, double width, int32_t k, double slope[3])
{
	double chord = k * width;
	double diameter = 2 * PGI_EARTH_RADIUS;
	double s = chord / diameter;
	double q = 1 - s * s;

	slope[0] = width;
	slope[1] = slope[2] = 0;
	if (distance == PGI_PROJECTED)
		return chord;
	slope[0] = width / sqrt(q);
	slope[1] = width * width * s / (2 * diameter * q * sqrt(q));
	slope[2] = width * width * width * (1 + 2 * s * s) / (6 * diameter * diameter * q * q * sqrt(q));
	return pgi_arc(distance, chord);
}

/* Adds the expansion f + f1 d + f2 d^2/2 + f3 d^3/6 in the arc as coefficients of the moments in t. */
static void
add_expansion(double *coefficient, const double slope[3], double f, double f1, double f2, double f3)
{
	double a = slope[0];

	coefficient[0] += f;
	coefficient[1] += f1 * a;
	coefficient[2] += f1 * slope[1] + f2 * a * a / 2;
	coefficient[3] += f1 * slope[2] + f2 * a * slope[1] + f3 * a * a * a / 6;
}

static pgi_status
kernel_make(pgi_env *env, const pgi_kd_options *o, int32_t n_r, const double *r, kernel *kernel)
{
	double h = o->bandwidth;
	double z = sqrt(-2 * log(o->tolerance)) + 0.6;
	double reach = r[n_r - 1] + z * h;
	double near = NEAR_BANDWIDTHS * h;
	double width, steepest = 1;
	double bins;

	if (o->reflection == PGI_REFLECT_NEAR && reach < near + z * h)
		reach = near + z * h;
	if (o->distance == PGI_GREAT_CIRCLE)
	{
		if (reach > FARTHEST)
			return pgi_fail(env, .status = PGI_RADIUS_TOO_LARGE, .value = reach);
		steepest = 1 / cos(reach / (2 * PGI_EARTH_RADIUS));
	}
	width = 2 * h * pow(o->tolerance / 0.3, 0.25) / steepest;
	/* bins are centred at multiples of the width; an edge lies at 4 h, where the reflection may end */
	width = pgi_chord(o->distance, near) / (ceil(pgi_chord(o->distance, near) / width) + 0.5);
	bins = ceil(pgi_chord(o->distance, reach) / width) + 1;
	if (!(bins <= MAX_BINS))
		return pgi_fail(env, .status = PGI_BANDWIDTH_TOO_SMALL, .value = h, .limit = MAX_BINS);
	kernel->bins.width = width;
	kernel->bins.n = (int32_t) bins;
	kernel->n_r = n_r;
	PGI_NEW(env, kernel->bins.moment, (size_t) (kernel->bins.n + SPREAD) * 4);
	PGI_NEW(env, kernel->row, n_r);
	PGI_NEW(env, kernel->at_zero, n_r);
	kernel->tail = NULL;
	for (int32_t i = 0; i < n_r; i++)
	{
		kernel_row *row = &kernel->row[i];
		double low = pgi_chord(o->distance, r[i] > z * h ? r[i] - z * h : 0);
		double high = pgi_chord(o->distance, r[i] + z * h);
		int32_t to = (int32_t) ceil(high / width) + 1;

		row->from = (int32_t) (low / width);
		row->n = (to < kernel->bins.n ? to : kernel->bins.n) - row->from;
		PGI_NEW_ZERO(env, row->coefficient, (size_t) row->n * 4);
		kernel->at_zero[i] = 2 * normal(r[i] / h) / h;
		for (int32_t k = 0; k < row->n; k++)
		{
			double slope[3];
			double d = arc_expansion(o->distance, width, row->from + k, slope);
			double z1 = (r[i] - d) / h;
			double z2 = (r[i] + d) / h;
			double f1 = normal(z1) / h;
			double f2 = normal(z2) / h;

			PGI_POLL_EVERY(env, k, 10);
			add_expansion(row->coefficient + 4 * k, slope, f1, f1 * z1 / h, f1 * (z1 * z1 - 1) / (h * h),
						  f1 * (z1 * z1 - 3) * z1 / (h * h * h));
			if (o->reflection == PGI_REFLECT_FULL || d < near)
				add_expansion(row->coefficient + 4 * k, slope, f2, -f2 * z2 / h, f2 * (z2 * z2 - 1) / (h * h),
							  -f2 * (z2 * z2 - 3) * z2 / (h * h * h));
		}
	}
	if (o->reflection == PGI_REFLECT_NEAR)
	{
		PGI_NEW_ZERO(env, kernel->tail, (size_t) kernel->bins.n * 4);
		for (int32_t k = 0; k < kernel->bins.n; k++)
		{
			double slope[3];
			double d = arc_expansion(o->distance, width, k, slope);
			double q = d / h;
			double f = normal(q) / h;

			if (d >= near)
				add_expansion(kernel->tail + 4 * k, slope, erfc(q / sqrt(2)) / 2, -f, f * q / h,
							  -f * (q * q - 1) / (h * h));
		}
	}
	return PGI_OK;
}

/* Sum over n bins of coefficient times moment, in four fixed lanes. */
PGI_CLONES static double
weigh(int32_t n, const double *coefficient, const double *moment)
{
	pgi_four sum = {0};

	for (int32_t k = 0; k < n; k++)
		sum += PGI_FOUR(coefficient + 4 * k) * PGI_FOUR(moment + 4 * k);
	return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

/* K_d from filled bins. */
static void
kernel_apply(const kernel *kernel, double weight_at_zero, double total, double *kd)
{
	double kept = 1;

	if (kernel->tail)
		kept -= weigh(kernel->bins.n, kernel->tail, kernel->bins.moment) / total;
	for (int32_t i = 0; i < kernel->n_r; i++)
	{
		const kernel_row *row = &kernel->row[i];
		double sum = weigh(row->n, row->coefficient, kernel->bins.moment + 4 * (size_t) row->from);

		kd[i] = (sum + weight_at_zero * kernel->at_zero[i]) / total / kept;
	}
}

pgi_status
pgi_radii_check(pgi_env *env, int32_t n_r, const double *r)
{
	if (n_r < 1)
		return pgi_fail(env, .status = PGI_NOT_INCREASING, .n = 0, .value = NAN);
	for (int32_t i = 0; i < n_r; i++)
		if (!(r[i] >= 0 && r[i] <= 1e150) || (i > 0 && !(r[i] > r[i - 1])))
			return pgi_fail(env, .status = PGI_NOT_INCREASING, .n = (int64_t) i + 1, .value = r[i]);
	return PGI_OK;
}

static pgi_status
check_options(pgi_env *env, const pgi_kd_options *o, int32_t n_r, const double *r)
{
	PGI_TRY(pgi_radii_check(env, n_r, r));
	if (!(o->bandwidth > 0 && o->bandwidth < 1e150))
		return pgi_fail(env, .status = PGI_NOT_POSITIVE, .row = "bandwidth", .row_len = 9, .value = o->bandwidth);
	if (!(o->tolerance >= 1e-12 && o->tolerance <= 1e-3))
		return pgi_fail(env, .status = PGI_OUT_OF_RANGE, .row = "tolerance", .row_len = 9, .value = o->tolerance);
	return PGI_OK;
}

static pgi_status
check_set(pgi_env *env, pgi_distance distance, const pgi_place_set *a)
{
	for (int32_t i = 0; i < a->n; i++)
		PGI_TRY(pgi_place_check(env, distance, a->x[i], a->y[i]));
	return PGI_OK;
}

/* Total pair weight, refusing sets without a weighted pair. */
static pgi_status
check_pairs(pgi_env *env, const pgi_place_set *a, const pgi_place_set *b, double *total)
{
	if (a->n < (b ? 1 : 2) || (b && b->n < 1))
		return pgi_fail(env, .status = PGI_TOO_FEW_POINTS, .n = b && b->n < 1 ? b->n : a->n, .limit = b ? 1 : 2);
	*total = pair_weight(a, b);
	if (!(*total > 0))
		return pgi_fail(env, .status = PGI_ZERO_WEIGHTS);
	if (!isfinite(*total))
		return pgi_fail(env, .status = PGI_OUT_OF_RANGE, .row = "product of weights", .row_len = 18, .value = *total);
	return PGI_OK;
}

pgi_status
pgi_core_kd(pgi_env *env, const pgi_kd_options *options, const pgi_place_set *a, const pgi_place_set *b, int32_t n_r,
			const double *r, double *kd)
{
	kernel kernel;
	pgi_place_set ma, mb;
	blocks blocks_a, blocks_b;
	double total, at_zero, unused;

	PGI_TRY(check_options(env, options, n_r, r));
	PGI_TRY(check_set(env, options->distance, a));
	if (b)
		PGI_TRY(check_set(env, options->distance, b));
	PGI_TRY(check_pairs(env, a, b, &total));
	PGI_TRY(kernel_make(env, options, n_r, r, &kernel));
	PGI_TRY(merge_places(env, a, &ma, &at_zero));
	if (b)
	{
		at_zero = 0;
		PGI_TRY(merge_places(env, b, &mb, &unused));
	}
	PGI_TRY(blocks_of_set(env, options->distance, &ma, &blocks_a));
	if (b)
		PGI_TRY(blocks_of_set(env, options->distance, &mb, &blocks_b));
	PGI_TRY(bin_pairs(env, &blocks_a, b ? &blocks_b : NULL, &kernel.bins));
	kernel_apply(&kernel, at_zero, total, kd);
	return PGI_OK;
}

/* --- random sets -------------------------------------------------------------------- */

static pgi_status
blocks_for_draws(pgi_env *env, const pgi_tree *pool, int32_t n, blocks *b)
{
	*b = (blocks){.dim = pool->dim};
	PGI_NEW(env, b->block, n / DRAWN_BLOCK + 1);
	for (int k = 0; k < pool->dim; k++)
		PGI_NEW_ZERO(env, b->at[k], (size_t) n + PGI_TREE_PADDING);
	PGI_NEW_ZERO(env, b->weight, (size_t) n + PGI_TREE_PADDING);
	return PGI_OK;
}

/*
 * The blocks of the drawn places that carry the weights from .. to - 1: taken
 * in the order of the pool's tree they are neighbours without a tree of their own.
 */
static void
draw_blocks(const pgi_tree *pool, const int32_t *holder, int32_t from, int32_t to, const double *weight, blocks *b)
{
	pgi_node *block = NULL;
	int32_t n = 0;

	b->n = 0;
	for (int32_t i = 0; i < pool->n; i++)
	{
		if (holder[i] < from || holder[i] >= to)
			continue;
		if (n % DRAWN_BLOCK == 0)
		{
			block = &b->block[b->n++];
			*block = (pgi_node){.start = n};
			for (int k = 0; k < pool->dim; k++)
				block->low[k] = block->high[k] = pool->at[k][i];
		}
		for (int k = 0; k < pool->dim; k++)
		{
			double at = pool->at[k][i];

			b->at[k][n] = at;
			block->low[k] = at < block->low[k] ? at : block->low[k];
			block->high[k] = at > block->high[k] ? at : block->high[k];
		}
		b->weight[n++] = weight[holder[i] - from];
		block->end = n;
	}
}

pgi_status
pgi_core_kd_draws(pgi_env *env, const pgi_kd_options *options, const pgi_place_set *a, const pgi_place_set *b,
				  const pgi_place_set *pool, uint64_t seed, int32_t draws, int32_t n_r, const double *r, double *draw)
{
	int32_t n = a->n + (b ? b->n : 0);
	kernel kernel;
	pgi_tree tree;
	blocks blocks_a, blocks_b;
	int32_t *place;    /* a shuffle of the pool */
	int32_t *position; /* of a place in the tree */
	int32_t *holder;   /* by position: the weight that was drawn for it, or -1 */
	double total;

	PGI_TRY(check_options(env, options, n_r, r));
	PGI_TRY(check_set(env, options->distance, pool));
	PGI_TRY(check_pairs(env, a, b, &total));
	if (pool->n < n)
		return pgi_fail(env, .status = PGI_TOO_FEW_POINTS, .n = pool->n, .limit = n);
	PGI_TRY(kernel_make(env, options, n_r, r, &kernel));
	PGI_TRY(pgi_tree_build(env, options->distance, pool->n, pool->x, pool->y, 1, &tree));
	PGI_TRY(blocks_for_draws(env, &tree, a->n, &blocks_a));
	if (b)
		PGI_TRY(blocks_for_draws(env, &tree, b->n, &blocks_b));
	PGI_NEW(env, place, pool->n);
	PGI_NEW(env, position, pool->n);
	PGI_NEW(env, holder, pool->n);
	for (int32_t i = 0; i < pool->n; i++)
		position[tree.point[i]] = i;
	for (int32_t k = 0; k < draws; k++)
	{
		pgi_random random = pgi_random_stream(seed, (uint64_t) k);

		for (int32_t i = 0; i < pool->n; i++)
		{
			place[i] = i;
			holder[i] = -1;
		}
		for (int32_t i = 0; i < n; i++)
		{
			int32_t j = i + pgi_random_below(&random, pool->n - i);
			int32_t drawn = place[j];

			place[j] = place[i];
			holder[position[drawn]] = i;
		}
		draw_blocks(&tree, holder, 0, a->n, a->weight, &blocks_a);
		if (b)
			draw_blocks(&tree, holder, a->n, n, b->weight, &blocks_b);
		PGI_TRY(bin_pairs(env, &blocks_a, b ? &blocks_b : NULL, &kernel.bins));
		kernel_apply(&kernel, 0, total, draw + (size_t) k * n_r);
	}
	return PGI_OK;
}

pgi_status
pgi_core_diameter(pgi_env *env, pgi_distance distance, const pgi_place_set *a, double *diameter)
{
	pgi_tree tree;

	PGI_TRY(check_set(env, distance, a));
	PGI_TRY(pgi_tree_build(env, distance, a->n, a->x, a->y, a->n > 0 ? a->n : 1, &tree));
	*diameter = pgi_arc(distance, sqrt(pgi_node_reach2(&tree.node[0], &tree.node[0])));
	return PGI_OK;
}
