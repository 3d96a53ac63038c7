/* Vectors of the method notes, and every measure against a plain loop over a dense matrix. */
#include "unit.h"

#include <cmocka.h>
#include <math.h>
#include <stdio.h>

#include "specialization.h"
#include "specialization_plants.h"

#define NEAR(a, b) assert_true(fabs((a) - (b)) < 1e-12)
#define PRINTED(a, b) assert_true(fabs((a) - (b)) < 5e-7)

/* Labels "<prefix>000", "<prefix>001" ... */
static pgi_labels
numbered(pgi_env *env, char prefix, int32_t n)
{
	uint32_t *offset = pgi_new(env, (size_t) n + 1, sizeof *offset);
	char *bytes = pgi_new(env, (size_t) n * 4 + 1, 1);

	for (int32_t i = 0; i <= n; i++)
		offset[i] = (uint32_t) i * 4;
	for (int32_t i = 0; i < n; i++)
		snprintf(bytes + 4 * i, 5, "%c%03d", prefix, (int) (i % 1000));
	return (pgi_labels){.n = n, .offset = offset, .bytes = bytes};
}

static pgi_matrix
dense_matrix(pgi_env *env, char row, int32_t n_rows, char col, int32_t n_cols, const double *dense)
{
	pgi_labels *rows = pgi_new(env, 1, sizeof *rows), *cols = pgi_new(env, 1, sizeof *cols);
	pgi_matrix m;

	*rows = numbered(env, row, n_rows);
	*cols = numbered(env, col, n_cols);
	assert_int_equal(pgi_matrix_from_dense(env, rows, cols, dense, false, &m), PGI_OK);
	return m;
}

static const double X[9] = {120, 30, 50, 40, 80, 20, 10, 15, 135};
static const pgi_profile_rules default_rules = {.threshold = 1, .inclusive = true, .log_base = M_E};

static void
vectors_of_quotients(void **state)
{
	pgi_env *env = *state;
	pgi_matrix m = dense_matrix(env, 'r', 3, 'c', 3, X);
	pgi_universe u;
	double q[9];
	bool complete;
	static const double expected[9] = {1.764706, .6, .609756, .840336, 2.285714, .348432, .183824, .375, 2.057927};
	static const double ones[4] = {2, 2, 2, 2};
	pgi_matrix tie = dense_matrix(env, 'r', 2, 'c', 2, ones);

	assert_int_equal(pgi_core_universe(env, &m, NULL, PGI_SIDE_COLS, &u), PGI_OK);
	assert_int_equal(pgi_core_location_quotient(env, &m, &u, NAN, 0, q, &complete), PGI_OK);
	for (int k = 0; k < 9; k++)
		PRINTED(q[k], expected[k]);
	assert_int_equal(pgi_core_rsca(env, 9, q), PGI_OK);
	PRINTED(q[0], .276596);
	PRINTED(q[1], -.25);
	PRINTED(q[2], -.242424);

	assert_int_equal(pgi_core_universe(env, &tie, NULL, PGI_SIDE_COLS, &u), PGI_OK);
	for (int inclusive = 0; inclusive < 2; inclusive++)
	{
		assert_int_equal(pgi_core_location_quotient(env, &tie, &u, NAN, 0, q, &complete), PGI_OK);
		for (int k = 0; k < 4; k++)
			assert_true(q[k] == 1);
		assert_int_equal(pgi_core_presence(env, 4, 1, inclusive, q), PGI_OK);
		for (int k = 0; k < 4; k++)
			assert_true(q[k] == inclusive);
	}
}

static void
vectors_of_profiles(void **state)
{
	pgi_env *env = *state;
	pgi_matrix m = dense_matrix(env, 'r', 3, 'c', 3, X);
	pgi_universe u;
	pgi_profile *p;

	assert_int_equal(pgi_core_universe(env, &m, NULL, PGI_SIDE_COLS, &u), PGI_OK);
	assert_int_equal(pgi_core_profiles(env, &m, &u, false, &default_rules, &p), PGI_OK);
	PRINTED(p[0].hhi, .445);
	PRINTED(p[0].hhi_normalized, .1675);
	PRINTED(p[0].entropy, .937637);
	PRINTED(p[0].krugman, .52);
	PRINTED(p[0].hachman, .768484);
	assert_int_equal(p[0].largest, 0);
	assert_int_equal(p[0].n_present, 1);
	assert_int_equal(pgi_core_profiles(env, &m, &u, true, &default_rules, &p), PGI_OK);
	PRINTED(p[2].krugman / 2, .338537);
	PRINTED(p[2].locational_gini, .367805);
	PRINTED(p[2].locational_gini / 2, .183902);
}

/* One profile by the definitions, over dense arrays. */
static pgi_profile
slow_profile(const double *x, const double *reference, int n, const double *quotient)
{
	pgi_profile r = {0};
	double total = 0, all = 0, weighted = 0;

	for (int j = 0; j < n; j++)
	{
		total += x[j];
		all += reference[j];
	}
	for (int j = 0; j < n; j++)
	{
		double s = x[j] / total, S = reference[j] / all;

		r.hhi += s * s;
		r.entropy -= s > 0 ? s * log(s) : 0;
		r.krugman += fabs(s - S);
		weighted += S > 0 ? s / S * s : 0;
		r.n_present += s > 0 && quotient[j] >= 1;
		for (int k = 0; k < n; k++)
			r.locational_gini += fabs(s * (reference[k] / all) - x[k] / total * S) / 2;
	}
	r.hachman = 1 / weighted;
	r.hhi_normalized = (r.hhi - 1.0 / n) / (1 - 1.0 / n);
	return r;
}

static void
same_profile(const pgi_profile *a, const pgi_profile *b)
{
	NEAR(a->hhi, b->hhi);
	NEAR(a->hhi_normalized, b->hhi_normalized);
	NEAR(a->entropy, b->entropy);
	NEAR(a->krugman, b->krugman);
	NEAR(a->hachman, b->hachman);
	NEAR(a->locational_gini, b->locational_gini);
	assert_int_equal(a->n_present, b->n_present);
}

static void
profiles_by_definition(void **state)
{
	pgi_env *env = *state;
	uint64_t seed = 7;

	for (int round = 0; round < 40; round++)
	{
		int n_rows = 2 + (int) (unit_random(&seed) % 70), n_cols = 2 + (int) (unit_random(&seed) % 150);
		double *x = pgi_new_zero(env, (size_t) n_rows * n_cols, sizeof *x),
			   *row = pgi_new_zero(env, n_rows, sizeof *row), *col = pgi_new_zero(env, n_cols, sizeof *col),
			   *line = pgi_new_zero(env, n_rows + n_cols, sizeof *line),
			   *q = pgi_new_zero(env, n_rows + n_cols, sizeof *q), all = 0;
		pgi_matrix m;
		pgi_universe u;
		pgi_profile *p;

		for (int k = 0; k < n_rows * n_cols; k++)
			if (unit_random(&seed) % 3)
				x[k] = round % 4 == 0 ? 1 + (double) (unit_random(&seed) % 4) : exp(10 * unit_random_unit(&seed));
		for (int j = 0; j < n_cols; j++)
			x[j] += 1;
		for (int i = 0; i < n_rows; i++)
			x[i * n_cols] += 1;
		for (int i = 0; i < n_rows; i++)
			for (int j = 0; j < n_cols; j++)
			{
				row[i] += x[i * n_cols + j];
				col[j] += x[i * n_cols + j];
				all += x[i * n_cols + j];
			}
		m = dense_matrix(env, 'r', n_rows, 'c', n_cols, x);
		assert_int_equal(pgi_core_universe(env, &m, NULL, PGI_SIDE_COLS, &u), PGI_OK);
		assert_int_equal(pgi_core_profiles(env, &m, &u, false, &default_rules, &p), PGI_OK);
		for (int i = 0; i < n_rows; i++)
		{
			pgi_profile slow;

			for (int j = 0; j < n_cols; j++)
				q[j] = x[i * n_cols + j] / u.row_total[i] / (u.col_total[j] / u.total);
			slow = slow_profile(x + i * n_cols, col, n_cols, q);
			same_profile(&p[i], &slow);
		}
		assert_int_equal(pgi_core_profiles(env, &m, &u, true, &default_rules, &p), PGI_OK);
		for (int j = 0; j < n_cols; j++)
		{
			pgi_profile slow;

			for (int i = 0; i < n_rows; i++)
			{
				line[i] = x[i * n_cols + j];
				q[i] = line[i] / u.row_total[i] / (u.col_total[j] / u.total);
			}
			slow = slow_profile(line, row, n_rows, q);
			same_profile(&p[j], &slow);
		}
	}
}

static void
ranking_sorts(void **state)
{
	pgi_env *env = *state;
	uint64_t seed = 3;

	for (int round = 0; round < 80; round++)
	{
		int32_t n = (int32_t) (unit_random(&seed) % 3000);
		pgi_ranked *entries = pgi_new(env, n, sizeof *entries), *spare = pgi_new(env, n, sizeof *spare), *sorted;
		double before = 0;

		for (int32_t i = 0; i < n; i++)
		{
			/* spread widely, agreeing to 12 digits, with many ties, all but equal in pairs */
			double v = exp(60 * (unit_random_unit(&seed) - .5));

			if (round % 4 == 0)
				v = 1 + unit_random_unit(&seed) * 1e-12;
			v = round % 4 == 1 ? floor(v) : round % 4 == 2 && i % 2 ? before * (1 - 1e-10) : v;
			before = v;
			entries[i] = (pgi_ranked){.key = pgi_double_key(v), .at = i};
		}
		assert_int_equal(pgi_core_rank(env, entries, spare, n, &sorted), PGI_OK);
		for (int32_t i = 1; i < n; i++)
			assert_true(sorted[i - 1].key < sorted[i].key ||
						(sorted[i - 1].key == sorted[i].key && sorted[i - 1].at < sorted[i].at));
	}
}

static double
at(const pgi_matrix *m, int i, int j)
{
	int32_t k = pgi_cell_find(m, i, j);

	return k < 0 ? NAN : m->value[k];
}

static void
vectors_of_pairs(void **state)
{
	pgi_env *env = *state;
	pgi_matrix m = dense_matrix(env, 'r', 3, 'c', 3, X), flows, s;
	static const double z[9] = {20, 30, 10, 40, 60, 20, 10, 20, 30}, output[3] = {200, 300, 150};
	double a[9];

	assert_int_equal(pgi_core_similarity(env, &m, PGI_SIMILARITY_COSINE, &s), PGI_OK);
	PRINTED(at(&s, 0, 1), .670601);
	PRINTED(at(&s, 0, 2), .462272);
	PRINTED(at(&s, 2, 1), .344474);
	assert_true(at(&s, 1, 1) == 1);
	assert_int_equal(pgi_core_similarity(env, &m, PGI_SIMILARITY_FINGER_KREININ, &s), PGI_OK);
	PRINTED(at(&s, 0, 1), .578571);
	assert_int_equal(pgi_core_similarity(env, &m, PGI_SIMILARITY_BRAY_CURTIS, &s), PGI_OK);
	PRINTED(at(&s, 0, 1), .529412);
	assert_int_equal(pgi_core_similarity(env, &m, PGI_SIMILARITY_KRUGMAN, &s), PGI_OK);
	PRINTED(at(&s, 0, 1), 2 * (1 - .578571428571));
	for (int k = 0; k < 9; k++)
		a[k] = z[k] / output[k % 3];
	flows = dense_matrix(env, 'c', 3, 'c', 3, a);
	assert_int_equal(pgi_core_complementarity(env, &m, &flows, false, &s), PGI_OK);
	PRINTED(at(&s, 0, 0), .859909);
	PRINTED(at(&s, 0, 1), .867708);
	PRINTED(at(&s, 1, 0), 1.177744);
	PRINTED(at(&s, 2, 2), 1.377998);
}

/* Blocks, panels, and a row and a column without values. */
static void
pairs_by_definition(void **state)
{
	pgi_env *env = *state;
	enum
	{
		R = 75,
		C = 600
	};
	double *x = pgi_new_zero(env, R * C, sizeof *x), *row = pgi_new_zero(env, R, sizeof *row),
		   *col = pgi_new_zero(env, C, sizeof *col), all = 0;
	uint64_t seed = 11;
	pgi_matrix m, cosine, krugman, bray, together;
	pgi_universe u;

	for (int i = 1; i < R; i++)
		for (int j = 1; j < C; j++)
			if (unit_random(&seed) % 2)
				x[i * C + j] = exp(5 * unit_random_unit(&seed));
	for (int i = 0; i < R; i++)
		for (int j = 0; j < C; j++)
		{
			row[i] += x[i * C + j];
			col[j] += x[i * C + j];
			all += x[i * C + j];
		}
	m = dense_matrix(env, 'r', R, 'c', C, x);
	assert_int_equal(pgi_core_similarity(env, &m, PGI_SIMILARITY_COSINE, &cosine), PGI_OK);
	assert_int_equal(pgi_core_similarity(env, &m, PGI_SIMILARITY_KRUGMAN, &krugman), PGI_OK);
	assert_int_equal(pgi_core_similarity(env, &m, PGI_SIMILARITY_BRAY_CURTIS, &bray), PGI_OK);
	assert_true(isnan(at(&cosine, 0, 0)) && isnan(at(&cosine, 0, 5)) && isnan(at(&bray, 5, 0)));
	for (int i = 1; i < R; i++)
		for (int k = 1; k < R; k++)
		{
			double dot = 0, a = 0, b = 0, l1 = 0, least = 0;

			for (int j = 0; j < C; j++)
			{
				double p = x[i * C + j], q = x[k * C + j];

				dot += p * q;
				a += p * p;
				b += q * q;
				l1 += fabs(p / row[i] - q / row[k]);
				least += fmin(p, q);
			}
			NEAR(at(&cosine, i, k), dot / sqrt(a * b));
			NEAR(at(&krugman, i, k), l1);
			NEAR(at(&bray, i, k), 2 * least / (row[i] + row[k]));
		}
	assert_int_equal(pgi_core_universe(env, &m, NULL, PGI_SIDE_ROWS, &u), PGI_OK);
	assert_int_equal(pgi_core_coagglomeration(env, &m, &u, &together), PGI_OK);
	for (int j = 1; j < C; j += 37)
		for (int k = 1; k < C; k += 41)
		{
			double sum = 0, x2 = 0;

			for (int i = 0; i < R; i++)
			{
				double share = row[i] / all;

				sum += (x[i * C + j] / col[j] - share) * (x[i * C + k] / col[k] - share);
				x2 += share * share;
			}
			if (j == k)
				assert_true(isnan(at(&together, j, k)));
			else
				NEAR(at(&together, j, k), sum / (1 - x2));
		}
}

static void
vectors_of_dartboards(void **state)
{
	pgi_env *env = *state;
	pgi_plants *plants, *half, *read;
	pgi_plants_result r;
	char *flat, *flat2;
	size_t size, size2;

	/* s (.5,.3,.2), x (.2,.3,.5), z (.5,.3,.2) */
	assert_int_equal(pgi_core_plants_new(env, &plants), PGI_OK);
	assert_int_equal(pgi_core_plants_new(env, &half), PGI_OK);
	assert_int_equal(pgi_core_plants_add(plants, "b", 1, 3, 30), PGI_OK);
	assert_int_equal(pgi_core_plants_add(plants, "a", 1, 5, 20), PGI_OK);
	assert_int_equal(pgi_core_plants_add(plants, "a", 1, NAN, 20), PGI_OK);
	assert_int_equal(pgi_core_plants_add(half, "c", 1, 2, 50), PGI_OK);
	assert_int_equal(pgi_core_plants_merge(plants, half), PGI_OK);
	assert_int_equal(pgi_core_plants_summary(env, plants, &r), PGI_OK);
	NEAR(r.dartboard.g, .18);
	NEAR(r.dartboard.herfindahl, .38);
	PRINTED(pgi_core_ellison_glaeser(&r.dartboard), -.144641);
	PRINTED(pgi_core_maurel_sedillot(&r.dartboard), -.612903);
	assert_int_equal(r.n_plants, 3);

	assert_int_equal(pgi_core_plants_flat_size(plants, &size), PGI_OK);
	flat = pgi_new(env, size, 1);
	assert_int_equal(pgi_core_plants_flat_write(plants, flat, size), PGI_OK);
	assert_int_equal(pgi_core_plants_read(env, flat, size, &read), PGI_OK);
	assert_int_equal(pgi_core_plants_flat_size(read, &size2), PGI_OK);
	assert_int_equal(size, size2);
	flat2 = pgi_new(env, size, 1);
	assert_int_equal(pgi_core_plants_flat_write(read, flat2, size), PGI_OK);
	assert_memory_equal(flat, flat2, size);
	for (size_t cut = 0; cut < size; cut++)
		assert_int_equal(pgi_core_plants_read(env, flat, cut, &read), PGI_PLANTS_CORRUPT);
	for (size_t i = 0; i < size; i++)
	{
		flat[i] ^= 0x5A;
		if (pgi_core_plants_read(env, flat, size, &read) == PGI_OK)
			assert_int_equal(pgi_core_plants_summary(env, read, &r), PGI_OK);
		flat[i] ^= 0x5A;
	}

	assert_int_equal(pgi_core_plants_add(plants, "a", 1, 1, 21), PGI_REFERENCE_DIFFERS);
	assert_int_equal(pgi_core_plants_add(plants, "a", 1, -1, 20), PGI_NEGATIVE_SIZE);
	assert_int_equal(pgi_core_plants_add(plants, "a", 1, 1e200, 20), PGI_SIZE_RANGE);
	assert_int_equal(pgi_core_plants_add(plants, "d", 1, 1, NAN), PGI_BAD_REFERENCE);
}

/* Any order and grouping of rows gives the same bytes. */
static void
plants_merge_exactly(void **state)
{
	pgi_env *env = *state;
	uint64_t seed = 5;
	pgi_plants *one, *part[3];
	char *a, *b;
	size_t size, other;

	assert_int_equal(pgi_core_plants_new(env, &one), PGI_OK);
	for (int i = 0; i < 3; i++)
		assert_int_equal(pgi_core_plants_new(env, &part[i]), PGI_OK);
	for (int i = 0; i < 20000; i++)
	{
		char label[8];
		int r = (int) (unit_random(&seed) % 500), len = snprintf(label, sizeof label, "%d", r);
		double v = exp(20 * unit_random_unit(&seed));

		assert_int_equal(pgi_core_plants_add(one, label, len, v, 1 + r), PGI_OK);
		assert_int_equal(pgi_core_plants_add(part[unit_random(&seed) % 3], label, len, v, 1 + r), PGI_OK);
	}
	assert_int_equal(pgi_core_plants_merge(part[2], part[0]), PGI_OK);
	assert_int_equal(pgi_core_plants_merge(part[1], part[2]), PGI_OK);
	assert_int_equal(pgi_core_plants_flat_size(one, &size), PGI_OK);
	assert_int_equal(pgi_core_plants_flat_size(part[1], &other), PGI_OK);
	assert_int_equal(size, other);
	a = pgi_new(env, size, 1);
	b = pgi_new(env, size, 1);
	assert_int_equal(pgi_core_plants_flat_write(one, a, size), PGI_OK);
	assert_int_equal(pgi_core_plants_flat_write(part[1], b, size), PGI_OK);
	assert_memory_equal(a, b, size);
}

static void
vectors_of_variety(void **state)
{
	pgi_env *env = *state;
	static const double p[5] = {.2, .3, .1, .25, .15};
	static const uint32_t offset[6] = {0, 1, 2, 3, 4, 5};
	pgi_labels group = {.n = 5, .offset = offset, .bytes = "ggfff"};
	pgi_matrix m = dense_matrix(env, 'r', 1, 'c', 5, p), grouped;
	pgi_variety *v;

	assert_int_equal(pgi_core_variety(env, &m, &group, &v), PGI_OK);
	PRINTED(v->unrelated, 1);
	PRINTED(v->related, 1.228213);
	PRINTED(v->total, 2.228213);
	assert_int_equal(pgi_core_group_cols(env, &m, &group, &grouped), PGI_OK);
	assert_int_equal(grouped.cols.n, 2);
	assert_memory_equal(grouped.cols.bytes, "fg", 2);
	NEAR(at(&grouped, 0, 0), .5);
	group.n = 4;
	assert_int_equal(pgi_core_variety(env, &m, &group, &v), PGI_GROUP_COUNT);
}

/* The example of Farhauer & Kroell (2014). */
static void
vector_of_cluster_index(void **state)
{
	pgi_env *env = *state;
	static const double employment[2] = {1743, 5740 - 1743}, firms[2] = {35, 53 - 35}, areas[2] = {50, 576 - 50},
						people[2] = {488, 4621 - 488};
	pgi_matrix m = dense_matrix(env, 'r', 2, 'c', 1, employment), plants = dense_matrix(env, 'r', 2, 'c', 1, firms),
			   area = dense_matrix(env, 'r', 2, 'v', 1, areas), population = dense_matrix(env, 'r', 2, 'v', 1, people);
	double value[2];

	assert_int_equal(pgi_core_cluster_index(env, &m, &plants, &area, &population, value), PGI_OK);
	assert_true(fabs(value[0] - 21.87491) < 5e-6);
	area.rows.n = 1;
	assert_int_equal(pgi_core_cluster_index(env, &m, &plants, &area, &population, value), PGI_LABEL_NOT_FOUND);
}

/* A reference with more labels than the matrix, and the errors of references. */
static void
references(void **state)
{
	pgi_env *env = *state;
	static const double nation[4] = {10, 20, 30, 40}, own[3] = {1, 2, 3};
	pgi_matrix m = dense_matrix(env, 'r', 1, 'c', 3, own), reference = dense_matrix(env, 'n', 1, 'c', 4, nation),
			   other = dense_matrix(env, 'n', 1, 'x', 4, nation);
	pgi_universe u;
	pgi_profile *p;
	double q[3];
	bool complete;

	assert_int_equal(pgi_core_universe(env, &m, &reference, PGI_SIDE_COLS, &u), PGI_OK);
	assert_int_equal(pgi_core_location_quotient(env, &m, &u, NAN, 0, q, &complete), PGI_OK);
	for (int k = 0; k < 3; k++)
		NEAR(q[k], 1.0 / 6 / .1);
	assert_int_equal(pgi_core_profiles(env, &m, &u, false, &default_rules, &p), PGI_OK);
	NEAR(p->krugman, .8);
	NEAR(p->locational_gini, .4);
	NEAR(p->share, .06);
	NEAR(p->hhi_normalized, (14.0 / 36 - .25) / .75);
	assert_int_equal(pgi_core_universe(env, &m, &other, PGI_SIDE_COLS, &u), PGI_NO_COMMON_LABEL);
	assert_int_equal(pgi_core_universe(env, &m, &reference, PGI_SIDE_ROWS, &u), PGI_NO_COMMON_LABEL);
}

/* Allocations that still succeed. */
static int left_to_allocate;

static void *
scarce_allocate(pgi_env *env, size_t size)
{
	return left_to_allocate-- > 0 ? unit_allocate(env, size) : NULL;
}

static bool
stop(pgi_env *env)
{
	(void) env;
	return true;
}

/* Every entry point on a small matrix; the first status that is not PGI_OK. */
static pgi_status
all_entry_points(pgi_env *env, const pgi_matrix *m, const pgi_matrix *vector, const pgi_labels *group)
{
	pgi_universe u;
	pgi_profile *p;
	pgi_matrix r;
	pgi_dartboard *d;
	pgi_variety *v;
	pgi_cluster_edges *edges;
	pgi_cluster_rules rules = {.9, .9, .75, 2, 0};
	pgi_plants *plants, *copy;
	pgi_plants_result summary;
	double value[9], *h, gamma;
	char *flat;
	size_t size;
	bool complete;

	PGI_TRY(pgi_core_universe(env, m, m, PGI_SIDE_COLS, &u));
	PGI_TRY(pgi_core_location_quotient(env, m, &u, NAN, 0, value, &complete));
	PGI_TRY(pgi_core_cluster_edges(env, m, value, value, &rules, &edges));
	PGI_TRY(pgi_core_quotient_z(env, m, &u, true, 1, value));
	PGI_TRY(pgi_core_dynamic_quotient(env, m, m, &r));
	PGI_TRY(pgi_core_profiles(env, m, &u, false, &default_rules, &p));
	PGI_TRY(pgi_core_profiles(env, m, &u, true, &default_rules, &p));
	PGI_TRY(pgi_core_similarity(env, m, PGI_SIMILARITY_COSINE, &r));
	PGI_TRY(pgi_core_similarity(env, m, PGI_SIMILARITY_KRUGMAN, &r));
	PGI_TRY(pgi_core_complementarity(env, m, m, false, &r));
	PGI_TRY(pgi_core_coagglomeration(env, m, &u, &r));
	PGI_TRY(pgi_core_group_coagglomeration(env, m, &u, &gamma));
	PGI_TRY(pgi_core_dartboards(env, m, &u, NULL, &d));
	PGI_TRY(pgi_core_plant_herfindahl(env, m, m, &h));
	PGI_TRY(pgi_core_cluster_index(env, m, m, vector, vector, value));
	PGI_TRY(pgi_core_group_cols(env, m, group, &r));
	PGI_TRY(pgi_core_variety(env, m, group, &v));
	PGI_TRY(pgi_core_plants_new(env, &plants));
	for (int i = 0; i < 20; i++)
	{
		char label[2] = {'r', (char) ('a' + i)};

		PGI_TRY(pgi_core_plants_add(plants, label, 2, i, 1));
	}
	PGI_TRY(pgi_core_plants_flat_size(plants, &size));
	PGI_NEW(env, flat, size);
	PGI_TRY(pgi_core_plants_flat_write(plants, flat, size));
	PGI_TRY(pgi_core_plants_read(env, flat, size, &copy));
	PGI_TRY(pgi_core_plants_merge(copy, plants));
	return pgi_core_plants_summary(env, copy, &summary);
}

static void
memory_and_interrupts(void **state)
{
	pgi_env *env = *state;
	static const uint32_t offset[4] = {0, 1, 2, 3};
	static const double ones[3] = {1, 1, 1};
	pgi_labels group = {.n = 3, .offset = offset, .bytes = "aba"};
	pgi_matrix m = dense_matrix(env, 'r', 3, 'c', 3, X), vector = dense_matrix(env, 'r', 3, 'v', 1, ones);
	pgi_status status = PGI_OUT_OF_MEMORY;
	int most = 0;

	env->allocate = scarce_allocate;
	for (; status != PGI_OK && most < 1000; most++)
	{
		left_to_allocate = most;
		status = all_entry_points(env, &m, &vector, &group);
		assert_true(status == PGI_OK || status == PGI_OUT_OF_MEMORY);
	}
	assert_int_equal(status, PGI_OK);
	assert_true(most > 60);
	env->interrupted = stop;
	left_to_allocate = 1000;
	assert_int_equal(all_entry_points(env, &m, &vector, &group), PGI_INTERRUPTED);
}

static int
setup(void **state)
{
	*state = unit_env_new();
	return 0;
}

static int
teardown(void **state)
{
	unit_env_free(*state);
	return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(vectors_of_quotients),    TEST(vectors_of_profiles),  TEST(profiles_by_definition),
		TEST(ranking_sorts),           TEST(vectors_of_pairs),     TEST(pairs_by_definition),
		TEST(vectors_of_dartboards),   TEST(plants_merge_exactly), TEST(vectors_of_variety),
		TEST(vector_of_cluster_index), TEST(references),           TEST(memory_and_interrupts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
