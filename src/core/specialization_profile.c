/*
 * specialization_profile.c - one line of measures for each region or industry.
 *
 * A profile compares a row's shares s with the shares S of the reference
 * universe: Herfindahl-Hirschman index, Shannon entropy, Krugman index (1991),
 * Hachman index, locational Gini (Krugman 1991), diversity.  An industry's
 * profile is the same over the transposed matrix.  Cells that are absent have
 * s = 0: their part of every sum is known from what the present ones leave of
 * the reference, so the cost is O(cells), sorting included: quotients are
 * sorted by radix on the bits of the double.
 */
#include <math.h>

#include "specialization.h"

#define POLL_CELLS 15 /* poll once in 2^15 cells */
#define SMALL 48      /* values that insertion sorts faster than radix */

/* Stable pass over one byte of the keys (0 the lowest); nothing is moved where all have the same. */
static pgi_status
radix_pass(pgi_env *env, int byte, int32_t n, pgi_ranked **entries, pgi_ranked **spare)
{
	uint32_t at[256] = {0}, before = 0;
	pgi_ranked *from = *entries, *to = *spare;

	for (int32_t i = 0; i < n; i++)
	{
		PGI_POLL_EVERY(env, i + 1, POLL_CELLS);
		at[from[i].key >> (8 * byte) & 255]++;
	}
	if (at[from[0].key >> (8 * byte) & 255] == (uint32_t) n)
		return PGI_OK;
	for (int b = 0; b < 256; b++)
	{
		uint32_t here = at[b];

		at[b] = before;
		before += here;
	}
	for (int32_t i = 0; i < n; i++)
	{
		PGI_POLL_EVERY(env, i + 1, POLL_CELLS);
		to[at[from[i].key >> (8 * byte) & 255]++] = from[i];
	}
	*entries = to;
	*spare = from;
	return PGI_OK;
}

/* Stable; false: gave up after so many moves, equal keys still being in order. */
static bool
insertion_sort(pgi_ranked *entries, int32_t n, int64_t moves)
{
	for (int32_t i = 1; i < n; i++)
	{
		pgi_ranked entry = entries[i];
		int32_t j = i;

		for (; j > 0 && entries[j - 1].key > entry.key; j--)
			entries[j] = entries[j - 1];
		entries[j] = entry;
		moves -= i - j;
		if (moves < 0)
			return false;
	}
	return true;
}

/*
 * Radix sort on the upper halves of the keys leaves next to nothing for
 * insertion, unless values agree to six digits: then all bytes are sorted.
 */
pgi_status
pgi_core_rank(pgi_env *env, pgi_ranked *entries, pgi_ranked *spare, int32_t n, pgi_ranked **sorted)
{
	for (int byte = 4; n > SMALL && byte < 8; byte++)
		PGI_TRY(radix_pass(env, byte, n, &entries, &spare));
	if (!insertion_sort(entries, n, n > SMALL ? 4 * (int64_t) n : INT64_MAX))
		for (int byte = 0; byte < 8; byte++)
			PGI_TRY(radix_pass(env, byte, n, &entries, &spare));
	*sorted = entries;
	return PGI_OK;
}

/* What all rows of one call share. */
typedef struct profiler
{
	const pgi_matrix *m; /* transposed where profiles are by column */
	const pgi_profile_rules *rules;
	const double *own_total;      /* of the rows */
	const double *share;          /* S of the columns */
	double total;                 /* of the reference */
	int32_t n_in_reference;       /* columns of m with S > 0 */
	int32_t n_categories;         /* columns of m and of the reference */
	const double *region_total;   /* by column: X_r of the columns, else NULL */
	const double *industry_share; /* by column: X_i / X of the rows */
	double log_base;              /* natural logarithm of it */

	/* scratch for one row */
	double *s;
	pgi_ranked *entries;
	pgi_ranked *spare;
} profiler;

/*
 * Gini coefficient of the curve of cumulated s against cumulated S in the order
 * of s / S: twice the area below the diagonal.  The columns without a value come
 * first; `rest` is their S.
 */
static pgi_status
locational_gini(pgi_env *env, profiler *p, int32_t start, int32_t n, double rest, double *gini)
{
	pgi_ranked *sorted;
	double s_before = 0, reference_before = rest, area = 0;

	PGI_TRY(pgi_core_rank(env, p->entries, p->spare, n, &sorted));
	for (int32_t i = 0; i < n; i++)
	{
		int32_t k = sorted[i].at;
		double s = p->s[k], reference = p->share[p->m->col[start + k]];

		PGI_POLL_EVERY(env, i + 1, POLL_CELLS);
		area += s * reference_before - reference * s_before;
		s_before += s;
		reference_before += reference;
	}
	*gini = area < 0 ? 0 : area;
	return PGI_OK;
}

static pgi_status
profile_row(pgi_env *env, profiler *p, int32_t row, pgi_profile *r)
{
	const pgi_matrix *m = p->m;
	int32_t start = m->row_start[row], n = m->row_start[row + 1] - start, n_covered = 0;
	double own = p->own_total[row], hhi = 0, entropy = 0, distance = 0, weighted = 0, covered = 0, rest;

	*r = (pgi_profile){.total = own, .largest = -1, .top = -1, .share = p->total > 0 ? own / p->total : NAN};
	r->top_quotient = r->largest_share = NAN;
	r->hhi = r->hhi_normalized = r->entropy = r->krugman = r->hachman = r->locational_gini = NAN;
	if (!(own > 0))
		return PGI_OK;
	r->top_quotient = r->largest_share = 0;
	for (int32_t k = 0; k < n; k++)
	{
		int32_t j = m->col[start + k];
		double x = m->value[start + k], s = x / own, reference = p->share[j], ratio = s / reference,
			   quotient = p->region_total                   ? x / p->region_total[j] / p->industry_share[row]
						  : reference >= PGI_SMALLEST_SHARE ? ratio
															: NAN;

		PGI_POLL_EVERY(env, k + 1, POLL_CELLS);
		p->s[k] = s;
		distance += fabs(s - reference);
		covered += reference;
		n_covered += reference > 0;
		p->entries[k] = (pgi_ranked){.key = pgi_double_key(s > 0 ? ratio : 0), .at = k};
		if (!(s > 0))
			continue;
		r->n_positive++;
		hhi += s * s;
		entropy -= s * log(p->rules->econgeo ? s + 1e-9 : s);
		weighted += ratio * s;
		r->n_present += p->rules->inclusive ? quotient >= p->rules->threshold : quotient > p->rules->threshold;
		if (s > r->largest_share)
		{
			r->largest_share = s;
			r->largest = j;
		}
		if (quotient > r->top_quotient)
		{
			r->top_quotient = quotient;
			r->top = j;
		}
	}
	rest = n_covered == p->n_in_reference && p->n_categories == m->cols.n ? 0 : 1 - covered;
	rest = rest < 0 ? 0 : rest;
	if (p->region_total && isnan(p->industry_share[row]))
		r->n_present = -1;
	if (r->top < 0)
		r->top_quotient = NAN;
	r->hhi = hhi;
	if (p->n_categories > 1)
		r->hhi_normalized = (hhi - 1.0 / p->n_categories) / (1 - 1.0 / p->n_categories);
	r->entropy = entropy / p->log_base + 0.0;
	r->krugman = distance + rest;
	r->hachman = 1 / weighted;
	return locational_gini(env, p, start, n, rest, &r->locational_gini);
}

pgi_status
pgi_core_profiles(pgi_env *env, const pgi_matrix *m, const pgi_universe *u, bool by_column,
				  const pgi_profile_rules *rules, pgi_profile **profiles)
{
	pgi_matrix transposed;
	profiler p = {.m = m, .rules = rules, .total = u->total, .log_base = log(rules->log_base)};
	const double *reference = by_column ? u->row_ref : u->col_ref;
	double *share, *industry_share;
	int32_t longest = 0;

	if (by_column)
	{
		PGI_TRY(pgi_matrix_transpose(env, m, &transposed));
		p.m = m = &transposed;
		p.region_total = u->row_total;
		PGI_NEW(env, industry_share, m->rows.n);
		for (int32_t i = 0; i < m->rows.n; i++)
			industry_share[i] = pgi_reference_share(u->col_ref[i], u->total);
		p.industry_share = industry_share;
	}
	p.own_total = by_column ? u->col_total : u->row_total;
	p.n_categories = m->cols.n + (by_column ? u->more_rows : u->more_cols);
	PGI_NEW(env, share, m->cols.n);
	for (int32_t j = 0; j < m->cols.n; j++)
	{
		share[j] = reference[j] / u->total;
		p.n_in_reference += share[j] > 0;
	}
	p.share = share;
	for (int32_t i = 0; i < m->rows.n; i++)
		if (longest < m->row_start[i + 1] - m->row_start[i])
			longest = m->row_start[i + 1] - m->row_start[i];
	PGI_NEW(env, p.s, longest);
	PGI_NEW(env, p.entries, longest);
	PGI_NEW(env, p.spare, longest);
	PGI_NEW(env, *profiles, m->rows.n);
	for (int32_t i = 0; i < m->rows.n; i++)
	{
		PGI_POLL(env);
		PGI_TRY(profile_row(env, &p, i, &(*profiles)[i]));
	}
	return PGI_OK;
}
