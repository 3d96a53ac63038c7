/*
 * linkage.c - agglomerative clustering of a similarity matrix, and the
 * relatedness of a grouping.
 *
 * The two most similar clusters merge until one is left.  The similarity of
 * clusters is the largest, smallest or mean one over their pairs of members
 * (single, complete, average linkage; Sokal and Michener 1958, Lance and
 * Williams 1967); sums of pairs are kept instead of means, so that equal means
 * of exact inputs stay equal.  Every row remembers its best partner behind it,
 * which only a merge with that partner makes stale.
 */
#include "linkage.h"

#include <math.h>

#include "specialization.h"

pgi_status
pgi_core_linkage_matrix(pgi_env *env, const pgi_matrix *similarity, pgi_labels *labels, double **dense)
{
	int32_t *row_to, *col_to, n;
	double *d;

	PGI_TRY(pgi_labels_union(env, &similarity->rows, &similarity->cols, labels, &row_to, &col_to));
	n = labels->n;
	if (similarity->rows.n > 0 && similarity->cols.n > 0 && n == similarity->rows.n + similarity->cols.n)
		return pgi_core_no_common_label(env, &similarity->rows, &similarity->cols);
	if (8 * (int64_t) n * n > PGI_MATRIX_MAX_BYTES)
		return pgi_fail(env, .status = PGI_MATRIX_TOO_LARGE, .n = 8 * (int64_t) n * n, .limit = PGI_MATRIX_MAX_BYTES);
	PGI_NEW_ZERO(env, d, (int64_t) n * n);
	for (int32_t r = 0; r < similarity->rows.n; r++)
	{
		PGI_POLL_EVERY(env, (uint64_t) r, 4);
		for (int32_t k = similarity->row_start[r]; k < similarity->row_start[r + 1]; k++)
		{
			int64_t a = row_to[r], b = col_to[similarity->col[k]];

			/* sums over all pairs must stay numbers */
			if (fabs(similarity->value[k]) > 1e290)
				return pgi_fail(env, .status = PGI_VALUE_OUT_OF_RANGE, .value = similarity->value[k]);
			d[a * n + b] += similarity->value[k] / 2;
			d[b * n + a] += similarity->value[k] / 2;
		}
	}
	*dense = d;
	return PGI_OK;
}

/* --- the tree ---------------------------------------------------------------- */

typedef struct forest
{
	double *dense; /* similarity of clusters, or sums over their pairs for the average */
	int32_t n;
	int32_t *size; /* 0: merged into an earlier one */
	int32_t *best; /* most similar cluster behind this one, -1: none */
	pgi_linkage_kind kind;
} forest;

static inline double
similarity_of(const forest *f, int32_t a, int32_t b)
{
	double s = f->dense[(int64_t) a * f->n + b];

	return f->kind == PGI_LINKAGE_AVERAGE ? s / ((double) f->size[a] * f->size[b]) : s;
}

static void
find_best(forest *f, int32_t a)
{
	double most = -INFINITY;

	f->best[a] = -1;
	for (int32_t b = a + 1; b < f->n; b++)
		if (f->size[b] > 0 && similarity_of(f, a, b) > most)
		{
			f->best[a] = b;
			most = similarity_of(f, a, b);
		}
}

/* b joins a. */
static pgi_status
join(pgi_env *env, forest *f, int32_t a, int32_t b)
{
	int64_t n = f->n;

	for (int32_t c = 0; c < f->n; c++)
	{
		double p = f->dense[a * n + c], q = f->dense[b * n + c], s;

		if (f->size[c] == 0 || c == a || c == b)
			continue;
		switch (f->kind)
		{
		case PGI_LINKAGE_SINGLE:
			s = fmax(p, q);
			break;
		case PGI_LINKAGE_COMPLETE:
			s = fmin(p, q);
			break;
		default:
			s = p + q;
		}
		f->dense[a * n + c] = s;
		f->dense[c * n + a] = s;
	}
	f->size[a] += f->size[b];
	f->size[b] = 0;
	for (int32_t c = 0; c < b; c++)
	{
		PGI_POLL_EVERY(env, (uint64_t) c, 6);
		if (f->size[c] == 0)
			continue;
		if (c == a || f->best[c] == a || f->best[c] == b)
			find_best(f, c);
		else if (c < a)
		{
			double now = similarity_of(f, c, a), best = similarity_of(f, c, f->best[c]);

			if (now > best || (now == best && a < f->best[c]))
				f->best[c] = a;
		}
	}
	return PGI_OK;
}

pgi_status
pgi_core_linkage_tree(pgi_env *env, double *dense, int32_t n, pgi_linkage_kind kind, pgi_linkage_merge **merge)
{
	forest f = {.dense = dense, .n = n, .kind = kind};

	PGI_NEW(env, f.size, n);
	PGI_NEW(env, f.best, n);
	PGI_NEW(env, *merge, n);
	for (int32_t i = 0; i < n; i++)
		f.size[i] = 1;
	for (int32_t i = 0; i < n; i++)
	{
		PGI_POLL_EVERY(env, (uint64_t) i, 6);
		find_best(&f, i);
	}
	for (int32_t step = 0; step < n - 1; step++)
	{
		int32_t a = -1;
		double most = -INFINITY;

		PGI_POLL_EVERY(env, (uint64_t) step, 6);
		for (int32_t i = 0; i < n; i++)
			if (f.size[i] > 0 && f.best[i] >= 0 && similarity_of(&f, i, f.best[i]) > most)
			{
				a = i;
				most = similarity_of(&f, i, f.best[i]);
			}
		(*merge)[step] = (pgi_linkage_merge){a, f.best[a], f.size[a] + f.size[f.best[a]], most};
		PGI_TRY(join(env, &f, a, f.best[a]));
	}
	pgi_free(env, f.size);
	pgi_free(env, f.best);
	return PGI_OK;
}

pgi_status
pgi_core_linkage_cut(pgi_env *env, const pgi_linkage_merge *merge, int32_t n, int32_t n_groups, double least,
					 int32_t **group, int32_t *n_found)
{
	int32_t *first, count = n, next = 0;

	PGI_NEW(env, first, n);
	PGI_NEW(env, *group, n);
	for (int32_t i = 0; i < n; i++)
		first[i] = i;
	for (int32_t step = 0; step < n - 1 && count > n_groups; step++, count--)
	{
		if (!isnan(least) && !(merge[step].similarity >= least))
			break;
		first[merge[step].b] = merge[step].a;
	}
	/* a cluster joins one that is named by an earlier member, so one pass finds every name */
	for (int32_t i = 0; i < n; i++)
		(*group)[i] = first[i] == i ? next++ : (*group)[first[i]];
	*n_found = next;
	pgi_free(env, first);
	return PGI_OK;
}

/* --- relatedness of a grouping --------------------------------------------------- */

pgi_status
pgi_core_linkage_members(pgi_env *env, const double *dense, int32_t n, const int32_t *group, int32_t n_groups,
						 pgi_linkage_member **member)
{
	int32_t *size;
	double *sum;

	PGI_NEW_ZERO(env, size, n_groups);
	PGI_NEW(env, sum, n_groups);
	PGI_NEW(env, *member, n);
	for (int32_t i = 0; i < n; i++)
		size[group[i]]++;
	for (int32_t i = 0; i < n; i++)
	{
		pgi_linkage_member *m = *member + i;
		int32_t own = group[i];
		double rest = 0;

		PGI_POLL_EVERY(env, (uint64_t) i, 4);
		memset(sum, 0, sizeof *sum * (size_t) n_groups);
		for (int32_t j = 0; j < n; j++)
			if (j != i)
				sum[group[j]] += dense[(int64_t) i * n + j];
		*m = (pgi_linkage_member){.group = own, .n_members = size[own], .nearest = -1, .nearest_similarity = NAN};
		for (int32_t g = 0; g < n_groups; g++)
		{
			if (g == own || size[g] == 0)
				continue;
			rest += sum[g];
			if (m->nearest < 0 || sum[g] / size[g] > m->nearest_similarity)
			{
				m->nearest = g;
				m->nearest_similarity = sum[g] / size[g];
			}
		}
		m->within = size[own] > 1 ? sum[own] / (size[own] - 1) : NAN;
		m->outside = n > size[own] ? rest / (n - size[own]) : NAN;
	}
	pgi_free(env, size);
	pgi_free(env, sum);
	return PGI_OK;
}
