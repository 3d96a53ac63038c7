/* Complexity in core: products and eigenvectors against plain loops and LAPACK, degenerate graphs, interrupts, lack of
 * memory. */
#include "unit.h"

#include <cmocka.h>
#include <lapacke.h>
#include <math.h>
#include <stdio.h>

#include "complexity.h"

#define NEAR(a, b) assert_true(fabs((a) - (b)) < 1e-11)

/* Labels "<prefix>000", "<prefix>001" ... */
static pgi_labels
numbered(pgi_env *env, char prefix, int32_t n)
{
	uint32_t *offset = pgi_new(env, (size_t) n + 1, sizeof *offset);
	char *bytes = pgi_new(env, (size_t) n * 4 + 1, 1);

	for (int32_t i = 0; i <= n; i++)
		offset[i] = (uint32_t) i * 4;
	for (int32_t i = 0; i < n; i++)
		snprintf(bytes + 4 * i, 5, "%c%03u", prefix, (unsigned) i % 1000);
	return (pgi_labels){.n = n, .offset = offset, .bytes = bytes};
}

static pgi_matrix
matrix_of(pgi_env *env, int32_t n_rows, int32_t n_cols, const double *dense)
{
	pgi_labels rows = numbered(env, 'r', n_rows), cols = numbered(env, 'c', n_cols);
	pgi_matrix m;

	assert_int_equal(pgi_matrix_from_dense(env, &rows, &cols, dense, false, &m), PGI_OK);
	return m;
}

/* Presence as it is given. */
static pgi_presence
given(pgi_env *env, const pgi_matrix *m)
{
	pgi_conventions rules = pgi_conventions_of(0);
	pgi_presence p;

	rules.choice[PGI_RULE_PRESENCE] = PGI_PRESENCE_GIVEN;
	assert_int_equal(pgi_core_complexity_presence(env, m, NULL, &rules, true, &p), PGI_OK);
	return p;
}

static void
random_dense(uint64_t *seed, double *dense, int32_t n, double fill, bool binary)
{
	for (int32_t k = 0; k < n; k++)
		dense[k] = unit_random_unit(seed) < fill ? (binary ? 1 : 0.1 + unit_random_unit(seed)) : 0;
}

static void
products_equal_plain_loops(void **state)
{
	pgi_env *env = *state;
	static const int32_t sizes[][2] = {{1, 1}, {3, 64}, {64, 3}, {65, 129}, {127, 63}, {200, 70}};
	uint64_t seed = 7;

	for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++)
		for (int kind = 0; kind < 6; kind++)
		{
			int32_t r = sizes[s][0], c = sizes[s][1];
			double *dense = pgi_new(env, (size_t) r * c, sizeof *dense), *x = pgi_new(env, (size_t) r + c, sizeof *x),
				   *y = x + c;
			double *got = pgi_new(env, (size_t) (r > c ? r : c), sizeof *got), *gram, *square, *product;
			pgi_matrix m;
			pgi_presence p;
			pgi_incidence inc;

			/* binary and weighted; dense, middling, sparse */
			random_dense(&seed, dense, r * c, kind % 3 == 0 ? 0.6 : kind % 3 == 1 ? 0.1 : 0.01, kind < 3);
			for (int32_t i = 0; i < r + c; i++)
				x[i] = unit_random_unit(&seed) - 0.5;
			m = matrix_of(env, r, c, dense);
			p = given(env, &m);
			assert_int_equal(pgi_incidence_new(env, &p.m, &inc), PGI_OK);
			assert_int_equal(pgi_incidence_times(env, &inc, x, got), PGI_OK);
			for (int32_t i = 0; i < r; i++)
			{
				double sum = 0;

				for (int32_t j = 0; j < c; j++)
					sum += dense[i * c + j] * x[j];
				NEAR(got[i], sum);
			}
			assert_int_equal(pgi_incidence_transposed_times(env, &inc, y, got), PGI_OK);
			assert_int_equal(pgi_cells_gram(env, &p.m, &gram), PGI_OK);
			square = pgi_new(env, (size_t) c * c, sizeof *square);
			product = pgi_new(env, (size_t) r * c, sizeof *product);
			for (int32_t k = 0; k < c * c; k++)
				square[k] = unit_random_unit(&seed);
			assert_int_equal(pgi_cells_times_dense(env, &p.m, square, c, product), PGI_OK);
			for (int32_t j = 0; j < c; j++)
			{
				double sum = 0;

				for (int32_t i = 0; i < r; i++)
					sum += dense[i * c + j] * y[i];
				NEAR(got[j], sum);
				for (int32_t l = 0; l < c; l++)
				{
					double common = 0;

					for (int32_t i = 0; i < r; i++)
						common += dense[i * c + j] * dense[i * c + l];
					NEAR(gram[j * c + l], common);
				}
				for (int32_t i = 0; i < r; i++)
				{
					double entry = 0;

					for (int32_t l = 0; l < c; l++)
						entry += dense[i * c + l] * square[l * c + j];
					NEAR(product[i * c + j], entry);
				}
			}
		}
}

static pgi_status
apply_matrix(pgi_env *env, void *state, const double *x, double *y)
{
	const pgi_matrix *m = state;

	(void) env;
	for (int32_t i = 0; i < m->rows.n; i++)
	{
		y[i] = 0;
		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
			y[i] += m->value[k] * x[m->col[k]];
	}
	return PGI_OK;
}

/* Eigenvalues with gaps from wide to none against LAPACK; also longer than the basis, so that it restarts. */
static void
symmetric_eigenvectors(void **state)
{
	pgi_env *env = *state;
	uint64_t seed = 3;
	static const int32_t sizes[] = {1, 2, 3, 10, 90, 400};

	for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++)
		for (int kind = 0; kind < 2; kind++)
		{
			int32_t n = sizes[s];
			double *a = pgi_new_zero(env, (size_t) n * n, sizeof *a),
				   *copy = pgi_new(env, (size_t) n * n, sizeof *copy), *w = pgi_new(env, (size_t) n, sizeof *w);
			pgi_matrix m;
			pgi_eigen e;

			for (int32_t i = 0; i < n; i++)
				for (int32_t j = i; j < n; j++)
					a[i * n + j] = a[j * n + i] = kind == 0 ? (unit_random_unit(&seed) - 0.5) / sqrt(n)
												  : i == j  ? 1.0 / (1 + i / 2)
															: 0;
			memcpy(copy, a, sizeof *a * (size_t) n * n);
			m = matrix_of(env, n, n, a);
			assert_int_equal(pgi_eigen_symmetric(env, apply_matrix, &m, n, NULL, 3, &e), PGI_OK);
			assert_true(e.converged);
			assert_int_equal(e.n, n < 3 ? n : 3);
			assert_int_equal(LAPACKE_dsyev(LAPACK_ROW_MAJOR, 'N', 'U', n, copy, n, w), 0);
			for (int32_t v = 0; v < e.n; v++)
			{
				double *image = pgi_new(env, (size_t) n, sizeof *image);

				/* of pairs (1, 1, 1/2, 1/2 ...) the blocks see both of the first */
				NEAR(e.value[v], w[n - 1 - v]);
				assert_int_equal(apply_matrix(env, &m, e.vector + v * n, image), PGI_OK);
				for (int32_t i = 0; i < n; i++)
					assert_true(fabs(image[i] - e.value[v] * e.vector[v * n + i]) < 1e-8);
			}
		}
}

static void
second_eigenvector_of_a_stochastic_matrix(void **state)
{
	pgi_env *env = *state;
	uint64_t seed = 5;

	for (int32_t n = 2; n < 300; n = n * 5 / 2)
	{
		double *a = pgi_new(env, (size_t) n * n, sizeof *a), *v = pgi_new(env, (size_t) n, sizeof *v), values[2],
			   residual;
		int64_t iterations;
		bool converged;

		for (int32_t i = 0; i < n; i++)
		{
			double sum = 0;

			for (int32_t j = 0; j < n; j++)
				sum += a[i * n + j] = unit_random_unit(&seed) + (i / (n / 2 + 1) == j / (n / 2 + 1) ? 1 : 0);
			for (int32_t j = 0; j < n; j++)
				a[i * n + j] /= sum;
		}
		assert_int_equal(pgi_eigen_second(env, a, n, v, values, &residual, &iterations, &converged), PGI_OK);
		assert_true(converged);
		NEAR(values[0], 1);
		for (int32_t i = 0; i < n; i++)
		{
			double sum = 0;

			for (int32_t j = 0; j < n; j++)
				sum += a[i * n + j] * v[j];
			NEAR(sum, values[1] * v[i]);
		}
	}
}

static void
rounding_like_r(void **state)
{
	(void) state;
	assert_true(pgi_round_digits(0.15, 1) == 0.1);
	assert_true(pgi_round_digits(0.25, 1) == 0.2);
	assert_true(pgi_round_digits(0.35, 1) == 0.3);
	assert_true(pgi_round_digits(0.45, 1) == 0.4);
	assert_true(pgi_round_digits(2.675, 2) == 2.67);
	assert_true(pgi_round_digits(0.00625, 4) == 0.0063);
	assert_true(pgi_round_digits(0.00615, 4) == 0.0062);
	assert_true(pgi_round_digits(-0.15, 1) == -0.1);
	assert_true(pgi_round_digits(0, 2) == 0);
	assert_true(isnan(pgi_round_digits(NAN, 2)));
}

static void
degenerate_graphs(void **state)
{
	pgi_env *env = *state;
	pgi_conventions rules = pgi_conventions_of(0);
	static const double parts[] = {1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1};
	static const double circle[] = {1, 1, 0, 0, 1, 1, 1, 0, 1};
	static const double nothing[] = {0, 0, 0, 0};
	pgi_matrix m = matrix_of(env, 4, 4, parts);
	pgi_presence p = given(env, &m);
	pgi_complexity r;

	assert_int_equal(pgi_core_complexity(env, &p, &rules, NULL, 3, &r), PGI_OK);
	assert_int_equal(r.n_components, 2);
	assert_string_equal(r.status, "degenerate");
	assert_int_equal(r.row_component[0], 1);
	assert_int_equal(r.row_component[3], 2);
	assert_true(isnan(r.eci[3]) && !isnan(r.eci[0]));

	m = matrix_of(env, 3, 3, circle);
	p = given(env, &m);
	assert_int_equal(pgi_core_complexity(env, &p, &rules, NULL, 3, &r), PGI_OK);
	assert_string_equal(r.status, "degenerate");
	NEAR(r.value[1], r.value[2]);
	assert_true(isnan(r.eci[0]) && isnan(r.pci[0]));

	m = matrix_of(env, 2, 2, nothing);
	p = given(env, &m);
	assert_int_equal(pgi_core_complexity(env, &p, &rules, NULL, 3, &r), PGI_OK);
	assert_string_equal(r.status, "no_denominator");

	m = matrix_of(env, 0, 0, NULL);
	p = given(env, &m);
	assert_int_equal(pgi_core_complexity(env, &p, &rules, NULL, 3, &r), PGI_OK);
	assert_string_equal(r.status, "no_denominator");
}

/* Everything there is, on one matrix. */
static pgi_status
everything(pgi_env *env, const pgi_matrix *m)
{
	for (int preset = 0; pgi_preset_names[preset]; preset++)
		for (int presence = 0; presence <= PGI_PRESENCE_HHI; presence++)
			for (int kind = 0; kind <= PGI_PROXIMITY_ZSCORE; kind++)
			{
				pgi_conventions rules = pgi_conventions_of(preset);
				pgi_presence p;
				pgi_complexity c;
				pgi_fitness f;
				pgi_outlook o;
				pgi_matrix change;
				double *phi, *density, *gain, *region, *industry, *prody, *expy;

				rules.choice[PGI_RULE_PRESENCE] = presence;
				rules.choice[PGI_RULE_PROXIMITY] = kind;
				rules.neighbours = kind % 3;
				rules.subtract_own = preset % 2;
				PGI_TRY(pgi_core_complexity_presence(env, m, NULL, &rules, true, &p));
				PGI_TRY(pgi_core_complexity(env, &p, &rules, NULL, 4, &c));
				PGI_TRY(pgi_core_proximity(env, &p, &rules, &phi));
				PGI_NEW(env, density, (int64_t) m->rows.n * m->cols.n);
				PGI_TRY(pgi_core_density(env, &p, &rules, phi, density));
				PGI_TRY(pgi_core_outlook(env, &p, &rules, density, c.kp, c.kc_sd, &o));
				PGI_TRY(pgi_core_outlook_gain(env, &p, &rules, phi, density, c.kp, c.kc_sd, &gain));
				if (kind > 0)
					continue;
				PGI_TRY(pgi_core_fitness(env, &p, 20, 1 + preset, &f));
				PGI_TRY(pgi_core_reflections(env, &p, 4, &region, &industry));
				PGI_TRY(pgi_core_change(env, m, 1, m, 1, NULL, &rules, preset % 2, NAN, &change));
				PGI_TRY(pgi_core_sophistication(env, m, &rules, p.diversity, &prody, &expy));
			}
	return PGI_OK;
}

static void
nothing_crashes(void **state)
{
	(void) state;
	static const int32_t sizes[][2] = {{0, 0}, {0, 3}, {3, 0}, {1, 1}, {1, 5}, {5, 1}, {2, 2}, {7, 9}};
	uint64_t seed = 11;

	for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++)
		for (int fill = 0; fill <= 4; fill++)
		{
			pgi_env *env = unit_env_new();
			double dense[64];
			pgi_matrix m;

			random_dense(&seed, dense, sizes[s][0] * sizes[s][1], fill / 4.0, false);
			m = matrix_of(env, sizes[s][0], sizes[s][1], dense);
			assert_int_equal(everything(env, &m), PGI_OK);
			unit_env_free(env);
		}
}

static int64_t calls_left;
static void *(*plain_allocate)(pgi_env *env, size_t size);

static void *
failing_allocate(pgi_env *env, size_t size)
{
	return calls_left-- > 0 ? plain_allocate(env, size) : NULL;
}

static bool
interrupting(pgi_env *env)
{
	(void) env;
	return calls_left-- <= 0;
}

/* The n-th allocation or poll fails, for many n: a status comes back, and nothing else happens. */
static void
failures_come_back(void **state)
{
	(void) state;
	uint64_t seed = 13;
	double dense[63];

	random_dense(&seed, dense, 63, 0.5, false);
	for (int what = 0; what < 2; what++)
		for (int64_t n = 0; n < 4000; n += 1 + n / 12)
		{
			pgi_env *env = unit_env_new();
			pgi_matrix m = matrix_of(env, 7, 9, dense);
			pgi_status status;

			calls_left = n;
			if (what == 0)
			{
				plain_allocate = env->allocate;
				env->allocate = failing_allocate;
			}
			else
				env->interrupted = interrupting;
			status = everything(env, &m);
			assert_true(status == PGI_OK || status == (what == 0 ? PGI_OUT_OF_MEMORY : PGI_INTERRUPTED));
			unit_env_free(env);
		}
}

static int
begin(void **state)
{
	*state = unit_env_new();
	return 0;
}

static int
end(void **state)
{
	unit_env_free(*state);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(products_equal_plain_loops, begin, end),
		cmocka_unit_test_setup_teardown(symmetric_eigenvectors, begin, end),
		cmocka_unit_test_setup_teardown(second_eigenvector_of_a_stochastic_matrix, begin, end),
		cmocka_unit_test(rounding_like_r),
		cmocka_unit_test_setup_teardown(degenerate_graphs, begin, end),
		cmocka_unit_test(nothing_crashes),
		cmocka_unit_test(failures_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
