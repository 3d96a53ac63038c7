/*
 * complexity_index.c - ECI, PCI (Hidalgo and Hausmann 2009; Hausmann et al. 2014).
 *
 * kp is the second eigenvector of the industry-by-industry matrix
 * sum_c M_cp M_cq / (D_c U_p); kc is its average over a region's industries.
 * Both come from the singular vectors of S = D^-1/2 M U^-1/2, on the smaller
 * side.  The first singular vector, the square root of the degrees, is known
 * and projected out.  Where the graph of regions and industries falls apart,
 * the largest connected part is taken and the rest is left undefined.
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include <cblas.h>

#include "complexity.h"

#define TIE 1e-9 /* eigenvalues or correlations closer than this count as equal */

/* --- connected parts -------------------------------------------------------- */

static int32_t
root_of(int32_t *parent, int32_t i)
{
	while (parent[i] != i)
	{
		parent[i] = parent[parent[i]];
		i = parent[i];
	}
	return i;
}

typedef struct part
{
	int32_t root;
	int32_t size;
	int32_t first; /* lowest member: rows before columns */
} part;

static int
largest_part_first(const void *a, const void *b)
{
	const part *p = a;
	const part *q = b;

	if (p->size != q->size)
		return p->size > q->size ? -1 : 1;
	return (p->first > q->first) - (p->first < q->first);
}

/* Numbers the connected parts from 1, the largest first; empty rows and columns get 0. */
static pgi_status
find_components(pgi_env *env, const pgi_cells *m, pgi_complexity *r)
{
	int32_t n = m->n_rows + m->n_cols;
	int32_t n_parts = 0;
	int32_t *parent;
	int32_t *number;
	part *parts;

	PGI_NEW(env, parent, n);
	PGI_NEW_ZERO(env, number, n);
	PGI_NEW_ZERO(env, parts, n);
	PGI_NEW_ZERO(env, r->row_component, m->n_rows);
	PGI_NEW_ZERO(env, r->col_component, m->n_cols);
	for (int32_t i = 0; i < n; i++)
		parent[i] = i;
	for (int32_t i = 0; i < m->n_rows; i++)
	{
		PGI_POLL_EVERY(env, i, 6);
		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
		{
			int32_t a = root_of(parent, i);
			int32_t b = root_of(parent, m->n_rows + m->col[k]);

			if (a != b)
				parent[a > b ? a : b] = a < b ? a : b;
		}
	}
	for (int32_t i = 0; i < n; i++)
	{
		int32_t root = root_of(parent, i);

		PGI_POLL_EVERY(env, i, 12);
		if (root == i)
			parts[i] = (part){.root = i, .first = i};
		parts[root].size++;
	}
	for (int32_t i = 0; i < n; i++)
		if (parts[i].size > 1)
			parts[n_parts++] = parts[i];
	qsort(parts, (size_t) n_parts, sizeof *parts, largest_part_first);
	for (int32_t i = 0; i < n_parts; i++)
		number[parts[i].root] = i + 1;
	for (int32_t i = 0; i < m->n_rows; i++)
		r->row_component[i] = number[root_of(parent, i)];
	for (int32_t j = 0; j < m->n_cols; j++)
		r->col_component[j] = number[root_of(parent, m->n_rows + j)];
	r->n_components = n_parts;
	pgi_free(env, parent);
	pgi_free(env, number);
	pgi_free(env, parts);
	return PGI_OK;
}

/* The largest part on its own, with the numbers of its rows and columns in the whole. */
typedef struct compact
{
	pgi_cells cells;
	int32_t *row;
	int32_t *col;
	double *diversity;
	double *ubiquity;
} compact;

static pgi_status
take_largest(pgi_env *env, const pgi_presence *p, const pgi_complexity *r, compact *c)
{
	const pgi_cells *m = &p->m;
	int32_t *new_col, *row_start, *col;
	double *value = NULL;
	int32_t n_cells = 0;

	*c = (compact){.cells = {0}};
	PGI_NEW(env, c->row, m->n_rows);
	PGI_NEW(env, c->col, m->n_cols);
	PGI_NEW(env, c->diversity, m->n_rows);
	PGI_NEW(env, c->ubiquity, m->n_cols);
	PGI_NEW(env, new_col, m->n_cols);
	PGI_NEW(env, row_start, (size_t) m->n_rows + 1);
	PGI_NEW(env, col, m->row_start[m->n_rows]);
	if (m->value)
		PGI_NEW(env, value, m->row_start[m->n_rows]);
	for (int32_t j = 0; j < m->n_cols; j++)
		if (r->col_component[j] == 1)
		{
			new_col[j] = c->cells.n_cols;
			c->ubiquity[c->cells.n_cols] = p->ubiquity[j];
			c->col[c->cells.n_cols++] = j;
		}
	for (int32_t i = 0; i < m->n_rows; i++)
	{
		PGI_POLL_EVERY(env, i, 6);
		if (r->row_component[i] != 1)
			continue;
		row_start[c->cells.n_rows] = n_cells;
		c->diversity[c->cells.n_rows] = p->diversity[i];
		c->row[c->cells.n_rows++] = i;
		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
		{
			col[n_cells] = new_col[m->col[k]];
			if (value)
				value[n_cells] = m->value[k];
			n_cells++;
		}
	}
	row_start[c->cells.n_rows] = n_cells;
	c->cells.row_start = row_start;
	c->cells.col = col;
	c->cells.value = value;
	pgi_free(env, new_col);
	return PGI_OK;
}

/* --- the exact eigenvector ---------------------------------------------------- */

/* S'S (or SS' on the side of the rows) as an operator. */
typedef struct normalized
{
	pgi_incidence incidence;
	bool rows;          /* vectors belong to regions */
	const double *near; /* 1 / sqrt(degree) on the side of the vectors */
	const double *far;  /* 1 / degree on the other side */
	double *x;          /* scratch, side of the vectors */
	double *y;          /* scratch, the other side */
	int32_t n_near;
	int32_t n_far;
} normalized;

static pgi_status
apply_normalized(pgi_env *env, void *state, const double *in, double *out)
{
	normalized *s = state;

	for (int32_t i = 0; i < s->n_near; i++)
		s->x[i] = in[i] * s->near[i];
	PGI_TRY(s->rows ? pgi_incidence_transposed_times(env, &s->incidence, s->x, s->y)
					: pgi_incidence_times(env, &s->incidence, s->x, s->y));
	for (int32_t i = 0; i < s->n_far; i++)
		s->y[i] *= s->far[i];
	PGI_TRY(s->rows ? pgi_incidence_times(env, &s->incidence, s->y, out)
					: pgi_incidence_transposed_times(env, &s->incidence, s->y, out));
	for (int32_t i = 0; i < s->n_near; i++)
		out[i] *= s->near[i];
	return PGI_OK;
}

/* kp and kc of the compact part up to sign and scale; NaN where the eigenvector is not unique. */
static pgi_status
exact_vectors(pgi_env *env, const compact *c, int32_t n_values, pgi_complexity *r, double *kc, double *kp)
{
	normalized s = {.rows = c->cells.n_rows < c->cells.n_cols};
	const double *near_degree = s.rows ? c->diversity : c->ubiquity;
	const double *far_degree = s.rows ? c->ubiquity : c->diversity;
	double *near, *far, *first;
	double total = 0;
	pgi_eigen eigen;

	s.n_near = s.rows ? c->cells.n_rows : c->cells.n_cols;
	s.n_far = s.rows ? c->cells.n_cols : c->cells.n_rows;
	PGI_NEW(env, near, s.n_near);
	PGI_NEW(env, far, s.n_far);
	PGI_NEW(env, first, s.n_near);
	PGI_NEW(env, s.x, s.n_near);
	PGI_NEW(env, s.y, s.n_far);
	for (int32_t i = 0; i < s.n_near; i++)
	{
		near[i] = 1 / sqrt(near_degree[i]);
		total += near_degree[i];
	}
	for (int32_t i = 0; i < s.n_near; i++)
		first[i] = sqrt(near_degree[i] / total);
	cblas_dscal(s.n_near, 1 / cblas_dnrm2(s.n_near, first, 1), first, 1);
	for (int32_t i = 0; i < s.n_far; i++)
		far[i] = 1 / far_degree[i];
	s.near = near;
	s.far = far;
	PGI_TRY(pgi_incidence_new(env, &c->cells, &s.incidence));
	PGI_TRY(pgi_eigen_symmetric(env, apply_normalized, &s, s.n_near, first, n_values - 1, &eigen));

	PGI_NEW(env, r->value, eigen.n + 1);
	PGI_NEW(env, r->residual, eigen.n + 1);
	r->value[0] = 1;
	r->residual[0] = 0;
	for (int32_t i = 0; i < eigen.n; i++)
	{
		r->value[i + 1] = eigen.value[i] > 0 ? eigen.value[i] : 0;
		r->residual[i + 1] = eigen.residual[i];
	}
	r->n_values = eigen.n + 1;
	r->iterations = eigen.iterations;
	for (int32_t i = 0; i < c->cells.n_rows; i++)
		kc[i] = NAN;
	for (int32_t j = 0; j < c->cells.n_cols; j++)
		kp[j] = NAN;
	if (!eigen.converged)
	{
		r->status = "no_convergence";
		return PGI_OK;
	}
	if (eigen.n == 0 || r->value[1] < TIE || (eigen.n > 1 && r->value[1] - r->value[2] < TIE * r->value[1]))
	{
		r->status = "degenerate";
		return PGI_OK;
	}
	if (r->value[1] > 1 - TIE)
		r->status = "degenerate";

	/* to the averages: x = v / sqrt(degree) on the near side, its average over the neighbours on the far one */
	{
		double *x = s.rows ? kc : kp;
		double *y = s.rows ? kp : kc;

		for (int32_t i = 0; i < s.n_near; i++)
			x[i] = eigen.vector[i] * near[i];
		PGI_TRY(s.rows ? pgi_incidence_transposed_times(env, &s.incidence, x, y)
					   : pgi_incidence_times(env, &s.incidence, x, y));
		for (int32_t i = 0; i < s.n_far; i++)
			y[i] *= far[i];
		/* kc is the average of kp exactly; solved from the regions, kp is the average of kc over the eigenvalue */
		if (s.rows)
			cblas_dscal(s.n_far, 1 / r->value[1], y, 1);
	}
	return PGI_OK;
}

/* --- the rounded eigenvector of EconGeo ---------------------------------------- */

/* Rows of the row-stochastic matrix M / D (by rows) or M' / U (transposed), dense. */
static void
stochastic(const compact *c, bool transposed, double *dense)
{
	int64_t width = transposed ? c->cells.n_rows : c->cells.n_cols;
	int64_t n = (int64_t) c->cells.n_rows * c->cells.n_cols;

	memset(dense, 0, sizeof *dense * (size_t) n);
	for (int32_t i = 0; i < c->cells.n_rows; i++)
		for (int32_t k = c->cells.row_start[i]; k < c->cells.row_start[i + 1]; k++)
		{
			int32_t j = c->cells.col[k];
			double x = c->cells.value ? c->cells.value[k] : 1;

			if (transposed)
				dense[j * width + i] = x / c->ubiquity[j];
			else
				dense[i * width + j] = x / c->diversity[i];
		}
}

/* The second eigenvector of round(A B, 4), A (n x inner) and B (inner x n) being row-stochastic, divided by its sum. */
static pgi_status
rounded_vector(pgi_env *env, const double *a, const double *b, int32_t n, int32_t inner, double *vector,
			   pgi_complexity *r)
{
	double *product;
	double values[2];
	double residual, sum = 0;
	int32_t height = (int32_t) (5e8 / n / (inner + 1.0)) + 1;
	bool converged;

	if (n < 2)
	{
		for (int32_t i = 0; i < n; i++)
			vector[i] = NAN;
		r->status = "degenerate";
		return PGI_OK;
	}
	PGI_TRY(pgi_check_dense(env, n, n));
	PGI_NEW(env, product, (int64_t) n * n);
	for (int32_t i = 0; i < n; i += height)
	{
		int32_t rows = n - i < height ? n - i : height;

		PGI_POLL(env);
		cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, n, inner, 1, a + (int64_t) i * inner, inner, b, n,
					0, product + (int64_t) i * n, n);
		for (int64_t k = (int64_t) i * n; k < (int64_t) (i + rows) * n; k++)
		{
			PGI_POLL_EVERY(env, k, 14);
			product[k] = pgi_round_digits(product[k], 4);
		}
	}
	PGI_TRY(pgi_eigen_second(env, product, n, vector, values, &residual, &r->iterations, &converged));
	pgi_free(env, product);
	PGI_NEW(env, r->value, 2);
	PGI_NEW(env, r->residual, 2);
	r->n_values = 2;
	for (int v = 0; v < 2; v++)
	{
		r->value[v] = values[v];
		r->residual[v] = residual;
	}
	for (int32_t i = 0; i < n; i++)
		sum += vector[i];
	/* a vector of length one whose sum is rounding has no share */
	if (!converged)
		r->status = "no_convergence";
	else if (!(fabs(sum) > 1e-12))
		r->status = "degenerate";
	for (int32_t i = 0; i < n; i++)
		vector[i] = converged && fabs(sum) > 1e-12 ? vector[i] / sum : NAN;
	return PGI_OK;
}

/* Pearson's correlation; 0 where one side does not vary. */
static double
correlation(const double *x, const double *y, int32_t n)
{
	double mx = 0, my = 0, sxx = 0, syy = 0, sxy = 0;
	double largest_x = 0, largest_y = 0;

	for (int32_t i = 0; i < n; i++)
	{
		mx += x[i] / n;
		my += y[i] / n;
		largest_x = fmax(largest_x, fabs(x[i]));
		largest_y = fmax(largest_y, fabs(y[i]));
	}
	for (int32_t i = 0; i < n; i++)
	{
		sxx += (x[i] - mx) * (x[i] - mx);
		syy += (y[i] - my) * (y[i] - my);
		sxy += (x[i] - mx) * (y[i] - my);
	}
	/* what is left of equal entries after rounding is no variation */
	if (!(sxx > n * 1e-28 * largest_x * largest_x) || !(syy > n * 1e-28 * largest_y * largest_y))
		return 0;
	return sxy / sqrt(sxx * syy);
}

typedef struct ranking
{
	double value;
	int32_t index;
} ranking;

static int
smallest_first(const void *a, const void *b)
{
	const ranking *p = a;
	const ranking *q = b;

	if (p->value != q->value)
		return p->value < q->value ? -1 : 1;
	return (p->index > q->index) - (p->index < q->index);
}

/* Ranks from 1, ties sharing their mean rank. */
static pgi_status
mean_ranks(pgi_env *env, const double *x, int32_t n, double *rank)
{
	ranking *order;

	PGI_NEW(env, order, n);
	for (int32_t i = 0; i < n; i++)
		order[i] = (ranking){x[i], i};
	qsort(order, (size_t) n, sizeof *order, smallest_first);
	for (int32_t i = 0, next; i < n; i = next)
	{
		for (next = i + 1; next < n && order[next].value == order[i].value; next++)
			;
		for (int32_t k = i; k < next; k++)
			rank[order[k].index] = 0.5 * (i + 1 + next);
	}
	pgi_free(env, order);
	return PGI_OK;
}

static void
flip(double *x, int32_t n)
{
	for (int32_t i = 0; i < n; i++)
		x[i] = -x[i];
}

/* Regions as EconGeo's kci, industries as its tci, signs included. */
static pgi_status
rounded_vectors(pgi_env *env, const compact *c, const pgi_presence *p, pgi_complexity *r, double *kc, double *kp)
{
	int32_t n_rows = c->cells.n_rows;
	int32_t n_cols = c->cells.n_cols;
	double *by_rows, *by_cols, *region, *industry, *near, *rank_a, *rank_b;

	PGI_TRY(pgi_check_dense(env, n_rows, n_cols));
	PGI_NEW(env, by_rows, (int64_t) n_rows * n_cols);
	PGI_NEW(env, by_cols, (int64_t) n_rows * n_cols);
	stochastic(c, false, by_rows);
	stochastic(c, true, by_cols);
	PGI_TRY(rounded_vector(env, by_cols, by_rows, n_cols, n_rows, kp, r));
	PGI_TRY(rounded_vector(env, by_rows, by_cols, n_rows, n_cols, kc, r));
	pgi_free(env, by_rows);
	pgi_free(env, by_cols);

	PGI_NEW(env, near, n_rows);
	PGI_TRY(pgi_core_reflections(env, p, 20, &region, &industry));
	for (int32_t i = 0; i < n_rows; i++)
		near[i] = region[20 * (int64_t) p->m.n_rows + c->row[i]];
	if (correlation(kc, near, n_rows) < 0)
		flip(kc, n_rows);
	PGI_NEW(env, rank_a, n_cols);
	PGI_NEW(env, rank_b, n_cols);
	PGI_TRY(mean_ranks(env, kp, n_cols, rank_a));
	PGI_TRY(mean_ranks(env, c->ubiquity, n_cols, rank_b));
	if (correlation(rank_a, rank_b, n_cols) > 0)
		flip(kp, n_cols);
	return PGI_OK;
}

/* --- sign and scale ------------------------------------------------------------- */

/*
 * The sign that makes kc grow with diversity.  Where it does neither, the
 * reference decides, and failing that the first entry that is not zero.
 */
static bool
must_flip(const compact *c, const double *kc, const double *reference, double *scratch, pgi_complexity *r)
{
	int32_t n = c->cells.n_rows;
	double corr = correlation(kc, c->diversity, n);
	double largest = 0;

	if (fabs(corr) >= TIE)
		return corr < 0;
	if (reference)
	{
		double *known = scratch;
		double *theirs = scratch + n;
		int32_t m = 0;

		for (int32_t i = 0; i < n; i++)
			if (!isnan(reference[c->row[i]]))
			{
				known[m] = kc[i];
				theirs[m++] = reference[c->row[i]];
			}
		corr = correlation(known, theirs, m);
		if (fabs(corr) >= TIE)
			return corr < 0;
	}
	if (strcmp(r->status, "ok") == 0)
		r->status = "sign_undetermined";
	for (int32_t i = 0; i < n; i++)
		largest = fmax(largest, fabs(kc[i]));
	for (int32_t i = 0; i < n; i++)
		if (fabs(kc[i]) > TIE * largest)
			return kc[i] < 0;
	return false;
}

void
pgi_standardize(double *x, int32_t n, int sd_kind, int64_t repeat, double *mean, double *sd)
{
	double sum = 0, squares = 0, largest = 0;
	int32_t count = 0;
	double divisor;

	for (int32_t i = 0; i < n; i++)
		if (!isnan(x[i]))
		{
			sum += x[i];
			largest = fmax(largest, fabs(x[i]));
			count++;
		}
	*mean = sum / count;
	for (int32_t i = 0; i < n; i++)
		if (!isnan(x[i]))
			squares += (x[i] - *mean) * (x[i] - *mean);
	if (sd_kind == PGI_SD_LONG)
	{
		squares *= (double) repeat;
		divisor = (double) count * (double) repeat - 1;
	}
	else
		divisor = sd_kind == PGI_SD_N1 ? count - 1 : count;
	*sd = divisor > 0 ? sqrt(squares / divisor) : NAN;
	/* equal entries differ by rounding only: there is no scale */
	if (!(*sd > 1e-13 * largest))
		*sd = NAN;
	for (int32_t i = 0; i < n; i++)
		x[i] = (x[i] - *mean) / *sd;
}

const char *
pgi_complexity_status(const pgi_complexity *r, int32_t component)
{
	if (component == 0)
		return "no_denominator";
	/* where nothing was computed the reason is the same for all */
	return component > 1 && r->n_values > 0 ? "degenerate" : r->status;
}

bool
pgi_presence_voids(const pgi_presence *p, const pgi_conventions *rules, bool for_eci)
{
	int rule = rules->choice[PGI_RULE_EMPTY];

	if (rule == PGI_EMPTY_REMOVED || (rule == PGI_EMPTY_ECI_NULL && !for_eci))
		return false;
	for (int32_t i = 0; i < p->m.n_rows; i++)
		if (p->row_known[i] && p->diversity[i] == 0)
			return true;
	for (int32_t j = 0; j < p->m.n_cols; j++)
		if (p->col_known[j] && p->ubiquity[j] == 0)
			return true;
	return false;
}

static pgi_status
all_nan(pgi_env *env, int32_t n, double **x)
{
	PGI_NEW(env, *x, n);
	for (int32_t i = 0; i < n; i++)
		(*x)[i] = NAN;
	return PGI_OK;
}

pgi_status
pgi_core_complexity(pgi_env *env, const pgi_presence *p, const pgi_conventions *rules, const double *reference,
					int32_t n_values, pgi_complexity *r)
{
	bool rounded = rules->choice[PGI_RULE_EIGENVECTOR] == PGI_EIGENVECTOR_ROUNDED;
	int sd_kind = rules->choice[PGI_RULE_SD];
	compact c;
	double *kc, *kp, *scratch;
	double own_mean, own_sd;

	*r = (pgi_complexity){.status = "ok", .kc_mean = NAN, .kc_sd = NAN};
	PGI_TRY(all_nan(env, p->m.n_rows, &r->kc));
	PGI_TRY(all_nan(env, p->m.n_rows, &r->eci));
	PGI_TRY(all_nan(env, p->m.n_cols, &r->kp));
	PGI_TRY(all_nan(env, p->m.n_cols, &r->pci));
	PGI_TRY(find_components(env, &p->m, r));
	if (r->n_components == 0 || pgi_presence_voids(p, rules, true))
	{
		r->status = "no_denominator";
		return PGI_OK;
	}
	PGI_TRY(take_largest(env, p, r, &c));
	PGI_NEW(env, kc, c.cells.n_rows);
	PGI_NEW(env, kp, c.cells.n_cols);
	PGI_NEW(env, scratch, 2 * (int64_t) c.cells.n_rows);
	PGI_TRY(rounded ? rounded_vectors(env, &c, p, r, kc, kp)
					: exact_vectors(env, &c, n_values < 3 ? 3 : n_values, r, kc, kp));
	if (!rounded && !isnan(kc[0]) && must_flip(&c, kc, reference, scratch, r))
	{
		flip(kc, c.cells.n_rows);
		flip(kp, c.cells.n_cols);
	}
	if (r->n_components > 1)
		r->status = "degenerate";
	for (int32_t i = 0; i < c.cells.n_rows; i++)
		r->eci[c.row[i]] = r->kc[c.row[i]] = kc[i];
	for (int32_t j = 0; j < c.cells.n_cols; j++)
		r->pci[c.col[j]] = r->kp[c.col[j]] = kp[j];
	if (rounded)
		return PGI_OK;

	/* the long form repeats every region once a product of the whole table */
	pgi_standardize(r->eci, p->m.n_rows, sd_kind, c.cells.n_cols, &r->kc_mean, &r->kc_sd);
	if (rules->choice[PGI_RULE_PCI_SCALE] == PGI_PCI_SCALE_OWN)
		pgi_standardize(r->pci, p->m.n_cols, sd_kind, c.cells.n_rows, &own_mean, &own_sd);
	else
		for (int32_t j = 0; j < p->m.n_cols; j++)
			r->pci[j] = (r->pci[j] - r->kc_mean) / r->kc_sd;
	if (isnan(r->kc_sd) && strcmp(r->status, "ok") == 0)
		r->status = "degenerate";
	return PGI_OK;
}
