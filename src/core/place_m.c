/* place_m.c - cumulated neighbours: Marcon and Puech's M, Ripley's K; see place_m.h. */
#include <math.h>
#include <string.h>

#include "place_m.h"
#include "random.h"
#include "place_simd.h"

#define LEAF 64
#define MIN_CELLS 1024 /* of the table from distance to interval */
#define MAX_CELLS 65536
#define COPIES 4           /* of a centre's sums, so that an addition need not wait for the one before */
#define WIDTH (2 * COPIES) /* doubles an interval */
#define MAX_EDGE_WEIGHT 100

/*
 * Intervals between radii: number k holds r[k-1] < d <= r[k], number n what is
 * beyond.  A table of equal cells says where a distance belongs; it is refined
 * until a cell holds one radius at most, which one comparison then settles.
 * Radii closer than MAX_CELLS can separate are compared one by one.
 */
typedef struct cell
{
	double limit; /* the radius in the cell, infinite where there is none */
	int64_t at;   /* the interval below it */
} cell;

typedef struct intervals
{
	int32_t n;
	double *square; /* the largest squares whose roots are not beyond the radii (straight distances) */
	double reach;   /* the last radius as a straight distance */
	double scale;   /* cells a unit of squared distance */
	double n_cells;
	bool crowded; /* a cell holds several radii */
	cell *cell;
} intervals;

/* The cell of a squared distance: rounding is monotone, so that cells keep the order of distances. */
static inline int32_t
cell_of(const intervals *v, double square)
{
	double u = square * v->scale;

	return (int32_t) ((u < v->n_cells ? u : v->n_cells) + 0.5);
}

static pgi_status
intervals_make(pgi_env *env, pgi_distance distance, int32_t n_r, const double *r, intervals *v)
{
	v->n = n_r;
	PGI_NEW(env, v->square, n_r);
	PGI_NEW(env, v->cell, MAX_CELLS + 2);
	for (int32_t i = 0; i < n_r; i++)
		v->square[i] = pgi_square_within(pgi_chord(distance, r[i]));
	v->reach = pgi_chord(distance, r[n_r - 1]);
	for (int32_t cells = MIN_CELLS; cells <= MAX_CELLS; cells *= 4)
	{
		int32_t k = 0;

		v->n_cells = cells + 1;
		v->scale = v->square[n_r - 1] > 0 ? cells / v->square[n_r - 1] : 0;
		v->crowded = false;
		for (int32_t c = 0; c <= cells + 1; c++)
		{
			v->cell[c] = (cell){.limit = INFINITY, .at = k};
			for (; k < n_r && cell_of(v, v->square[k]) == c; k++)
			{
				v->crowded = v->crowded || k > v->cell[c].at;
				v->cell[c].limit = fmin(v->cell[c].limit, v->square[k]);
			}
		}
		if (!v->crowded)
			break;
	}
	return PGI_OK;
}

static inline int32_t
interval_of(const intervals *v, double square)
{
	const cell *c = &v->cell[cell_of(v, square)];
	int32_t k = (int32_t) c->at;

	if (square > c->limit)
		k++;
	while (v->crowded && k < v->n && square > v->square[k])
		k++;
	return k;
}

/* Squared distances of one point to n <= LEAF others; arrays are padded. */
static inline __attribute__((always_inline)) void
leaf_squares(int dim, const double *p, const double *x, const double *y, const double *z, int32_t n, double *d)
{
	for (int32_t j = 0; j < n; j += 4)
	{
		pgi_four dx = p[0] - PGI_FOUR(x + j);
		pgi_four dy = p[1] - PGI_FOUR(y + j);
		pgi_four sum = dx * dx + dy * dy;

		if (dim == 3)
		{
			pgi_four dz = p[2] - PGI_FOUR(z + j);

			sum += dz * dz;
		}
		*(pgi_four *) (d + j) = sum;
	}
}

/* Adds the weight pairs of a leaf's points, but for point `self`, to their intervals' sums. */
PGI_CLONES static void
add_leaf(const intervals *v, const pgi_tree *tree, const double *p, const pgi_node *leaf, int32_t self,
		 const double *pair, double *within)
{
	const cell *table = v->cell;
	const double scale = v->scale, n_cells = v->n_cells;
	const int32_t s = leaf->start, n = leaf->end - leaf->start;
	double d[LEAF + PGI_TREE_PADDING];
	int32_t c[LEAF];

	leaf_squares(tree->dim, p, tree->at[0] + s, tree->at[1] + s, tree->dim == 3 ? tree->at[2] + s : NULL, n, d);
	if (self >= s && self < leaf->end)
		d[self - s] = INFINITY;
	if (v->crowded)
	{
		for (int32_t j = 0; j < n; j++)
			*(pgi_two *) (within + WIDTH * (int64_t) interval_of(v, d[j])) += *(const pgi_two *) (pair + 2 * (s + j));
		return;
	}
	for (int32_t j = 0; j < n; j++)
	{
		double u = d[j] * scale;

		c[j] = (int32_t) ((u < n_cells ? u : n_cells) + 0.5);
	}
	for (int32_t j = 0; j < n; j++)
	{
		int64_t k = table[c[j]].at + (d[j] > table[c[j]].limit);

		*(pgi_two *) (within + WIDTH * k + 2 * (j & (COPIES - 1))) += *(const pgi_two *) (pair + 2 * (s + j));
	}
}

/*
 * Calls for the leaves of the tree within reach of position p: loops over a
 * stack; *leaf is the next one, NULL at the end.
 */
typedef struct ball_walk
{
	const pgi_tree *tree;
	pgi_node point;
	double reach2;
	int32_t stack[PGI_TREE_DEPTH];
	int depth;
} ball_walk;

static void
walk_begin(ball_walk *walk, const pgi_tree *tree, const double *p, double reach)
{
	walk->tree = tree;
	walk->reach2 = reach * reach * (1 + 1e-12);
	memset(&walk->point, 0, sizeof walk->point);
	for (int k = 0; k < tree->dim; k++)
		walk->point.low[k] = walk->point.high[k] = p[k];
	walk->stack[0] = 0;
	walk->depth = 1;
}

static const pgi_node *
walk_next(ball_walk *walk)
{
	while (walk->depth > 0)
	{
		const pgi_node *node = &walk->tree->node[walk->stack[--walk->depth]];

		if (pgi_node_gap2(node, &walk->point) > walk->reach2)
			continue;
		if (node->left == 0)
			return node;
		walk->stack[walk->depth++] = node->left + 1;
		walk->stack[walk->depth++] = node->left;
	}
	return NULL;
}

static void
position_of(const pgi_tree *tree, int32_t i, double *p)
{
	for (int k = 0; k < 3; k++)
		p[k] = k < tree->dim ? tree->at[k][i] : 0;
}

/* --- M ---------------------------------------------------------------------------- */

typedef struct m_weights
{
	double *pair;       /* environment's and neighbour's weight, two a point in tree order */
	double environment; /* totals */
	double neighbour;
} m_weights;

/* Adds one centre's terms to both sums at every radius. */
static pgi_status
m_centre(pgi_env *env, const pgi_tree *tree, const intervals *v, const m_weights *w, int32_t i, double *within,
		 double *numerator, double *denominator, int32_t *centres)
{
	double p[3];
	double environment = 0, neighbour = 0;
	double rest = w->environment - w->pair[2 * i];
	double expected = rest > 0 ? (w->neighbour - w->pair[2 * i + 1]) / rest : 0;
	ball_walk walk;

	PGI_POLL(env);
	memset(within, 0, ((size_t) v->n + 1) * WIDTH * sizeof *within);
	position_of(tree, i, p);
	walk_begin(&walk, tree, p, v->reach);
	for (const pgi_node *leaf; (leaf = walk_next(&walk)) != NULL;)
		add_leaf(v, tree, p, leaf, i, w->pair, within);
	for (int32_t k = 0; k < v->n; k++)
	{
		const double *at = within + (size_t) k * WIDTH;

		environment += (at[0] + at[2]) + (at[4] + at[6]);
		neighbour += (at[1] + at[3]) + (at[5] + at[7]);
		if (environment > 0)
		{
			numerator[k] += neighbour / environment;
			denominator[k] += expected;
			centres[k]++;
		}
	}
	return PGI_OK;
}

/* What M needs besides the places; allocated once for all draws. */
typedef struct m_work
{
	intervals v;
	m_weights w;
	double *within;
	double *numerator;
	double *denominator;
	int32_t *centres;
} m_work;

static pgi_status
m_work_new(pgi_env *env, pgi_distance distance, int32_t n, int32_t n_r, const double *r, m_work **work)
{
	PGI_NEW(env, *work, 1);
	PGI_TRY(intervals_make(env, distance, n_r, r, &(*work)->v));
	PGI_NEW(env, (*work)->w.pair, 2 * (size_t) n);
	PGI_NEW(env, (*work)->within, WIDTH * ((size_t) n_r + 1));
	PGI_NEW(env, (*work)->numerator, n_r);
	PGI_NEW(env, (*work)->denominator, n_r);
	PGI_NEW(env, (*work)->centres, n_r);
	return PGI_OK;
}

/* M with point i of the set standing at place tree->point[.] = i, its mark being that of mark[i]. */
static pgi_status
m_run(pgi_env *env, const pgi_tree *tree, const double *weight, const pgi_m_roles *roles, const int32_t *mark,
	  m_work *work, double *m)
{
	m_weights *w = &work->w;
	int32_t n_r = work->v.n;

	w->environment = w->neighbour = 0;
	for (int32_t i = 0; i < tree->n; i++)
	{
		int32_t k = mark ? mark[tree->point[i]] : tree->point[i];

		w->pair[2 * i] = roles->environment[k] ? weight[k] : 0;
		w->pair[2 * i + 1] = roles->neighbour[k] ? weight[k] : 0;
		w->environment += w->pair[2 * i];
		w->neighbour += w->pair[2 * i + 1];
	}
	memset(work->numerator, 0, (size_t) n_r * sizeof(double));
	memset(work->denominator, 0, (size_t) n_r * sizeof(double));
	memset(work->centres, 0, (size_t) n_r * sizeof(int32_t));
	for (int32_t i = 0; i < tree->n; i++)
		if (roles->reference[mark ? mark[tree->point[i]] : tree->point[i]])
			PGI_TRY(
				m_centre(env, tree, &work->v, w, i, work->within, work->numerator, work->denominator, work->centres));
	for (int32_t k = 0; k < n_r; k++)
		m[k] = work->denominator[k] > 0 ? work->numerator[k] / work->denominator[k] : NAN;
	return PGI_OK;
}

static pgi_status
m_begin(pgi_env *env, pgi_distance distance, const pgi_place_set *points, int32_t n_r, const double *r, pgi_tree *tree,
		m_work **work)
{
	PGI_TRY(pgi_radii_check(env, n_r, r));
	for (int32_t i = 0; i < points->n; i++)
		PGI_TRY(pgi_place_check(env, distance, points->x[i], points->y[i]));
	if (points->n < 2)
		return pgi_fail(env, .status = PGI_TOO_FEW_POINTS, .n = points->n, .limit = 2);
	PGI_TRY(pgi_tree_build(env, distance, points->n, points->x, points->y, LEAF, tree));
	return m_work_new(env, distance, points->n, n_r, r, work);
}

pgi_status
pgi_core_m(pgi_env *env, pgi_distance distance, const pgi_place_set *points, const pgi_m_roles *roles, int32_t n_r,
		   const double *r, double *m, int32_t *centres)
{
	pgi_tree tree;
	m_work *work;

	PGI_TRY(m_begin(env, distance, points, n_r, r, &tree, &work));
	PGI_TRY(m_run(env, &tree, points->weight, roles, NULL, work, m));
	if (centres)
		memcpy(centres, work->centres, (size_t) n_r * sizeof *centres);
	return PGI_OK;
}

pgi_status
pgi_core_m_draws(pgi_env *env, pgi_distance distance, const pgi_place_set *points, const pgi_m_roles *roles,
				 uint64_t seed, int32_t draws, int32_t n_r, const double *r, double *draw)
{
	pgi_tree tree;
	m_work *work;
	int32_t *mark;

	PGI_TRY(m_begin(env, distance, points, n_r, r, &tree, &work));
	PGI_NEW(env, mark, points->n);
	for (int32_t k = 0; k < draws; k++)
	{
		pgi_random random = pgi_random_stream(seed, (uint64_t) k);

		for (int32_t i = 0; i < points->n; i++)
		{
			int32_t j = pgi_random_below(&random, i + 1);

			mark[i] = mark[j];
			mark[j] = i;
		}
		PGI_TRY(m_run(env, &tree, points->weight, roles, mark, work, draw + (size_t) k * n_r));
	}
	return PGI_OK;
}

/* --- Ripley -------------------------------------------------------------------------- */

pgi_status
pgi_core_window(pgi_env *env, const pgi_place_set *points, pgi_window *window)
{
	if (points->n < 1)
		return pgi_fail(env, .status = PGI_TOO_FEW_POINTS, .n = points->n, .limit = 1);
	*window = (pgi_window){points->x[0], points->y[0], points->x[0], points->y[0]};
	for (int32_t i = 1; i < points->n; i++)
	{
		window->low_x = fmin(window->low_x, points->x[i]);
		window->low_y = fmin(window->low_y, points->y[i]);
		window->high_x = fmax(window->high_x, points->x[i]);
		window->high_y = fmax(window->high_y, points->y[i]);
	}
	return PGI_OK;
}

double
pgi_window_area(pgi_distance distance, const pgi_window *w)
{
	const double degree = M_PI / 180;

	if (distance == PGI_PROJECTED)
		return (w->high_x - w->low_x) * (w->high_y - w->low_y);
	return PGI_EARTH_RADIUS * PGI_EARTH_RADIUS * (w->high_x - w->low_x) * degree *
		   (sin(w->high_y * degree) - sin(w->low_y * degree));
}

/* 1 / the share of the circle of radius d about (x, y) that lies in the window. */
static double
isotropic_weight(const pgi_window *w, double x, double y, double d)
{
	double border[4] = {x - w->low_x, y - w->low_y, w->high_x - x, w->high_y - y};
	double outside = 0;
	double half[4];

	for (int k = 0; k < 4; k++)
	{
		half[k] = border[k] < d ? acos(border[k] / d) : 0;
		outside += 2 * half[k];
	}
	/* arcs beyond two sides that meet in a corner are counted twice */
	for (int k = 0; k < 4; k++)
	{
		double both = half[k] + half[(k + 1) % 4] - M_PI / 2;

		if (both > 0)
			outside -= both;
	}
	outside = 1 - outside / (2 * M_PI);
	return outside * MAX_EDGE_WEIGHT > 1 ? 1 / outside : MAX_EDGE_WEIGHT;
}

static double
translation_weight(const pgi_window *w, double dx, double dy)
{
	double width = w->high_x - w->low_x;
	double height = w->high_y - w->low_y;
	double overlap = (width - fabs(dx)) * (height - fabs(dy)) / (width * height);

	return overlap * MAX_EDGE_WEIGHT > 1 ? 1 / overlap : MAX_EDGE_WEIGHT;
}

pgi_status
pgi_core_ripley(pgi_env *env, pgi_distance distance, const pgi_place_set *points, const pgi_window *window,
				pgi_edge edge, int32_t n_r, const double *r, double *k)
{
	double area = pgi_window_area(distance, window);
	double n = points->n;
	double sum = 0;
	pgi_tree tree;
	m_work *work;

	if (!(area > 0 && isfinite(area)))
		return pgi_fail(env, .status = PGI_EMPTY_WINDOW);
	if (edge != PGI_EDGE_NONE && distance != PGI_PROJECTED)
		return pgi_fail(env, .status = PGI_EDGE_SPHERE);
	for (int32_t i = 0; i < points->n; i++)
	{
		if (points->x[i] < window->low_x || points->x[i] > window->high_x)
			return pgi_fail(env, .status = PGI_OUTSIDE_WINDOW, .value = points->x[i]);
		if (points->y[i] < window->low_y || points->y[i] > window->high_y)
			return pgi_fail(env, .status = PGI_OUTSIDE_WINDOW, .value = points->y[i]);
	}
	PGI_TRY(m_begin(env, distance, points, n_r, r, &tree, &work));
	memset(k, 0, (size_t) n_r * sizeof *k);
	for (int32_t i = 0; i < tree.n; i++)
	{
		double d[LEAF + PGI_TREE_PADDING];
		double p[3];
		ball_walk walk;

		PGI_POLL(env);
		position_of(&tree, i, p);
		walk_begin(&walk, &tree, p, work->v.reach);
		for (const pgi_node *leaf; (leaf = walk_next(&walk)) != NULL;)
		{
			int32_t s = leaf->start;

			leaf_squares(tree.dim, p, tree.at[0] + s, tree.at[1] + s, tree.dim == 3 ? tree.at[2] + s : NULL,
						 leaf->end - s, d);
			for (int32_t j = s; j < leaf->end; j++)
			{
				int32_t at = interval_of(&work->v, d[j - s]);

				if (at < n_r && j != i)
					k[at] += edge == PGI_EDGE_ISOTROPIC ? isotropic_weight(window, p[0], p[1], sqrt(d[j - s]))
							 : edge == PGI_EDGE_TRANSLATION
								 ? translation_weight(window, tree.at[0][j] - p[0], tree.at[1][j] - p[1])
								 : 1;
			}
		}
	}
	for (int32_t i = 0; i < n_r; i++)
	{
		sum += k[i];
		k[i] = area / (n * (n - 1)) * sum;
	}
	return PGI_OK;
}
