/* Concentration: exact merging, brute-force answers, travelling forms with every byte changed. */
#include "unit.h"

#include <math.h>

#include <cmocka.h>

#include "group_sums.h"
#include "moment_sums.h"
#include "order_statistics.h"
#include "value_groups.h"

#define N 200

static const pgi_values_form plain = {.kind = PGI_VALUES_PLAIN};

/* Values over many orders of magnitude, with ties and zeros. */
static double
some_value(uint64_t *seed)
{
	double u = unit_random_unit(seed);

	if (u < 0.1)
		return 0;
	if (u < 0.3)
		return floor(10 * u);
	return exp(120 * (unit_random_unit(seed) - 0.5));
}

static void
ok(pgi_status status)
{
	assert_int_equal(status, PGI_OK);
}

static double
close_to(double a, double b, double tolerance)
{
	if (!(fabs(a - b) <= tolerance * fmax(1, fabs(b))))
		fail_msg("%.17g is not %.17g", a, b);
	return a;
}

/* --- single-pass statistics --------------------------------------------------- */

typedef pgi_status (*statistic)(pgi_env *, const pgi_moment_sums *, double *);

static void
observe(pgi_env *env, pgi_moment_sums **s, int which, double x, double w)
{
	pgi_observation o = {.kind = PGI_SUMS_SQUARES, .weighted = true, .x = x, .w = w};

	if (which == 0)
		ok(pgi_core_sums_add_square(env, s, x, 0));
	else if (which == 1)
		ok(pgi_core_sums_add_share_log(env, s, x, 0));
	else if (which == 2)
		ok(pgi_core_sums_add(env, s, &o));
	else if (which == 3)
	{
		ok(pgi_core_atkinson_observation(env, 0.5, &o));
		ok(pgi_core_sums_add(env, s, &o));
	}
	else
	{
		o.x += 1e-20;
		ok(pgi_core_generalized_entropy_observation(env, 0, &o));
		ok(pgi_core_sums_add(env, s, &o));
	}
}

static const statistic of[] = {pgi_core_hhi, pgi_core_theil, pgi_core_coefficient_of_variation, pgi_core_atkinson,
							   pgi_core_mean_log_deviation};

static void
moments_do_not_depend_on_order(void **state)
{
	(void) state;
	for (int which = 0; which < 5; which++)
		for (uint64_t round = 1; round <= 5; round++)
		{
			pgi_env *env = unit_env_new();
			uint64_t seed = round * 7919;
			double x[N], w[N], serial, merged;
			pgi_moment_sums *whole, *part[4], *again;
			void *bytes[2];
			size_t size[2];

			ok(pgi_moment_sums_new(env, &whole));
			for (int i = 0; i < 4; i++)
				ok(pgi_moment_sums_new(env, &part[i]));
			for (int i = 0; i < N; i++)
			{
				x[i] = some_value(&seed);
				w[i] = floor(5 * unit_random_unit(&seed));
				observe(env, &whole, which, x[i], w[i]);
			}
			for (int i = N; i > 0; i--)
				observe(env, &part[unit_random(&seed) % 4], which, x[i - 1], w[i - 1]);
			ok(pgi_core_sums_merge(env, &part[2], part[3]));
			ok(pgi_core_sums_merge(env, &part[1], part[0]));
			ok(pgi_core_sums_merge(env, &part[2], part[1]));
			ok(of[which](env, whole, &serial));
			ok(of[which](env, part[2], &merged));
			assert_memory_equal(&serial, &merged, sizeof serial);
			for (int i = 0; i < 2; i++)
			{
				ok(pgi_moment_sums_write(env, i ? part[2] : whole, NULL, &size[i]));
				bytes[i] = pgi_new(env, size[i], 1);
				ok(pgi_moment_sums_write(env, i ? part[2] : whole, bytes[i], &size[i]));
			}
			assert_int_equal(size[0], size[1]);
			assert_memory_equal(bytes[0], bytes[1], size[0]);
			ok(pgi_moment_sums_read(env, bytes[0], size[0], &again));
			assert_true(pgi_moment_sums_sound(again));
			ok(of[which](env, again, &merged));
			assert_memory_equal(&serial, &merged, sizeof serial);
			unit_env_free(env);
		}
}

static void
variance_near_a_large_mean(void **state)
{
	pgi_env *env = unit_env_new();
	pgi_moment_sums *s;
	double cv;

	(void) state;
	ok(pgi_moment_sums_new(env, &s));
	for (int i = -1; i <= 1; i++)
		ok(pgi_core_sums_add_square(env, &s, 1e9 + i, 0));
	ok(pgi_core_coefficient_of_variation(env, s, &cv));
	close_to(cv * 1e9, sqrt(2.0 / 3), 1e-15);
	ok(pgi_core_hhi_normalized(env, s, &cv));
	close_to(cv * 1e18, 1.0 / 3, 1e-15);
	unit_env_free(env);
}

static void
ends_of_the_range(void **state)
{
	static const double unit[] = {0x1p-1074, 1e-300, 0x1p-401, 1e-150, 1, 1e150, 0x1p+501, 1e300, 0x1p+1020};

	(void) state;
	for (int i = 0; i < 9; i++)
	{
		pgi_env *env = unit_env_new();
		pgi_moment_sums *s;
		double result;

		ok(pgi_moment_sums_new(env, &s));
		ok(pgi_core_sums_add_square(env, &s, unit[i], 0));
		ok(pgi_core_sums_add_square(env, &s, 3 * unit[i], 0));
		ok(pgi_core_hhi(env, s, &result));
		close_to(result, 10.0 / 16, 1e-15);
		ok(pgi_core_coefficient_of_variation(env, s, &result));
		close_to(result, 0.5, 1e-15);
		unit_env_free(env);
	}
}

static void
moments_survive_changed_bytes(void **state)
{
	pgi_env *env = unit_env_new();
	pgi_moment_sums *s, *again;
	uint64_t seed = 5;
	uint8_t *bytes;
	size_t size;

	(void) state;
	ok(pgi_moment_sums_new(env, &s));
	for (int i = 0; i < N; i++)
		observe(env, &s, 2, some_value(&seed), 1);
	ok(pgi_moment_sums_write(env, s, NULL, &size));
	bytes = pgi_new(env, size, 1);
	ok(pgi_moment_sums_write(env, s, bytes, &size));
	for (size_t i = 0; i < size; i++)
		for (int bit = 0; bit < 8; bit += 2)
		{
			bytes[i] ^= (uint8_t) (1 << bit);
			if (pgi_moment_sums_read(env, bytes, size, &again) == PGI_OK)
			{
				double result;

				for (int k = 0; k < 5; k++)
					(void) of[k](env, again, &result);
				(void) pgi_core_generalized_entropy(env, again, &result);
				(void) pgi_core_sums_merge(env, &again, s);
			}
			bytes[i] ^= (uint8_t) (1 << bit);
		}
	for (size_t i = 1; i < size; i++)
		assert_int_equal(pgi_moment_sums_read(env, bytes, i, &again), PGI_STATE_INVALID);
	unit_env_free(env);
}

/* --- sorting ---------------------------------------------------------------- */

static int
by_value_and_weight(const void *a, const void *b)
{
	const double *x = a, *y = b;

	if (x[0] != y[0])
		return x[0] < y[0] ? -1 : 1;
	return (x[1] > y[1]) - (x[1] < y[1]);
}

static void
sorts_in_any_runs(void **state)
{
	static const int sizes[] = {0, 1, 2, 47, 48, 49, 100, 1000};

	(void) state;
	for (int weighted = 0; weighted < 2; weighted++)
		for (int i = 0; i < 8; i++)
			for (uint64_t round = 1; round < 6; round++)
			{
				pgi_env *env = unit_env_new();
				pgi_sorted_values v = {.weighted = weighted}, part = {.weighted = weighted};
				double *expected = pgi_new(env, 2 * (size_t) sizes[i] + 2, sizeof(double));
				uint64_t seed = round * 31;

				for (int j = 0; j < sizes[i]; j++)
				{
					double x = (unit_random(&seed) % 3 ? 1 : -1) * floor(some_value(&seed) * 4) / 4,
						   w = weighted ? (double) (unit_random(&seed) % 5) : 1;

					expected[2 * j] = x + 0.0;
					expected[2 * j + 1] = w;
					if (unit_random(&seed) % (round * 20) == 0)
						ok(pgi_sorted_values_sort(env, &v));
					ok(pgi_sorted_values_add(env, round % 2 ? &v : &part, x, w));
					if (round % 2 == 0 && unit_random(&seed) % 200 == 0)
					{
						ok(pgi_sorted_values_sort(env, &part));
						ok(pgi_sorted_values_append(env, &v, &part));
						part = (pgi_sorted_values){.weighted = weighted};
					}
				}
				ok(pgi_sorted_values_sort(env, &part));
				ok(pgi_sorted_values_append(env, &v, &part));
				ok(pgi_sorted_values_sort(env, &v));
				assert_int_equal(v.n, sizes[i]);
				qsort(expected, (size_t) sizes[i], 2 * sizeof(double), by_value_and_weight);
				for (int j = 0; j < sizes[i]; j++)
				{
					assert_true(v.word[weighted ? 2 * j : j] == expected[2 * j]);
					if (weighted)
						assert_true(v.word[2 * j + 1] == expected[2 * j + 1]);
				}
				unit_env_free(env);
			}
}

/* --- order statistics against their definitions -------------------------------- */

static double
difference_sum(const double *x, const double *w, const double *y, const double *v, int n)
{
	double sum = 0;

	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			sum += w[i] * v[j] * fabs(x[i] - y[j]);
	return sum;
}

static void
gini_by_pairs(void **state)
{
	(void) state;
	for (uint64_t round = 1; round < 8; round++)
	{
		pgi_env *env = unit_env_new();
		pgi_sorted_values v = {.weighted = round % 2};
		uint64_t seed = round;
		int n = 1 + (int) (round * 9);
		double x[200], w[200], weights = 0, amounts = 0, gini;

		for (int i = 0; i < n; i++)
		{
			x[i] = floor(100 * unit_random_unit(&seed));
			w[i] = round % 2 ? 1 + floor(9 * unit_random_unit(&seed)) : 1;
			weights += w[i];
			amounts += w[i] * x[i];
			ok(pgi_sorted_values_add(env, &v, x[i], w[i]));
		}
		ok(pgi_sorted_values_sort(env, &v));
		ok(pgi_core_gini(env, &v, false, &gini));
		close_to(gini, difference_sum(x, w, x, w, n) / (2 * weights * amounts), 1e-13);
		unit_env_free(env);
	}
}

/* Dagum's sums over pairs of groups, literally. */
static void
dagum_by_pairs(void **state)
{
	enum
	{
		G = 4,
		M = 30
	};
	pgi_values_form form = {.kind = PGI_VALUES_GROUPED, .weighted = true};

	(void) state;
	for (uint64_t round = 1; round < 4; round++)
	{
		pgi_env *env = unit_env_new();
		pgi_value_groups s = {0};
		pgi_dagum d;
		uint64_t seed = round;
		double x[G][M], w[G][M], sw[G] = {0}, sx[G] = {0}, weights = 0, amounts = 0, within = 0, net = 0, trans = 0;

		for (int g = 0; g < G; g++)
			for (int i = 0; i < M; i++)
			{
				char label = (char) ('d' - g);

				x[g][i] = floor(50 * unit_random_unit(&seed)) + 20 * g;
				w[g][i] = 1 + floor(4 * unit_random_unit(&seed));
				sw[g] += w[g][i];
				sx[g] += w[g][i] * x[g][i];
				ok(pgi_core_values_add(env, &s, &form, PGI_VALUES_SHARES, &label, 1, x[g][i], w[g][i]));
			}
		for (int g = 0; g < G; g++)
		{
			weights += sw[g];
			amounts += sx[g];
		}
		for (int j = 0; j < G; j++)
			for (int h = 0; h < G; h++)
			{
				double up = 0, down = 0, mean_j = sx[j] / sw[j], mean_h = sx[h] / sw[h];
				double share = sw[j] / weights * sx[h] / amounts;

				for (int i = 0; i < M; i++)
					for (int k = 0; k < M; k++)
					{
						double gap = (x[j][i] - x[h][k]) * (mean_j >= mean_h ? 1 : -1);

						*(gap > 0 ? &up : &down) += w[j][i] * w[h][k] * fabs(gap) / sw[j] / sw[h];
					}
				double g = (up + down) / (mean_j + mean_h), distance = (up - down) / (up + down);

				if (j == h)
					within += g * share;
				else
				{
					net += g * share * distance;
					trans += g * share * (1 - distance);
				}
			}
		ok(pgi_core_dagum_gini(env, &s, &d));
		close_to(d.within, within, 1e-12);
		close_to(d.between, net, 1e-12);
		close_to(d.transvariation, trans, 1e-12);
		unit_env_free(env);
	}
}

static void
largest_by_sorting(void **state)
{
	(void) state;
	for (int k = 1; k < 40; k += 6)
	{
		pgi_env *env = unit_env_new();
		pgi_values_form form = {.kind = PGI_VALUES_LARGEST, .parameter = {k}};
		pgi_value_groups part[3] = {{0}};
		pgi_sorted_values all = {0};
		uint64_t seed = (uint64_t) k;
		double result, total = 0, top = 0;

		for (int i = 0; i < 100; i++)
		{
			double x = floor(1000 * unit_random_unit(&seed));

			ok(pgi_sorted_values_add(env, &all, x, 1));
			ok(pgi_core_values_add(env, &part[i % 3], &form, PGI_VALUES_SHARES, NULL, 0, x, 1));
			if (i % 17 == 0)
				ok(pgi_core_concentration_ratio(env, &part[i % 3], &result));
			total += x;
		}
		ok(pgi_core_values_merge(env, &part[0], &part[1]));
		ok(pgi_core_values_merge(env, &part[0], &part[2]));
		ok(pgi_sorted_values_sort(env, &all));
		for (int i = 0; i < k; i++)
			top += all.word[99 - i];
		ok(pgi_core_concentration_ratio(env, &part[0], &result));
		close_to(result, top / total, 1e-15);
		unit_env_free(env);
	}
}

static void
values_survive_changed_bytes(void **state)
{
	(void) state;
	for (int kind = PGI_VALUES_PLAIN; kind < PGI_VALUES_KINDS; kind++)
	{
		pgi_env *env = unit_env_new();
		pgi_values_form form = {.kind = kind, .weighted = kind == PGI_VALUES_GROUPED, .parameter = {3}};
		pgi_value_groups s = {0}, *again;
		uint8_t *bytes;
		size_t size;
		double result;
		pgi_dagum d;

		for (int i = 0; i < 20; i++)
			ok(pgi_core_values_add(env, &s, &form, PGI_VALUES_SHARES, i % 2 ? "a" : "bc", 1 + (i % 2 == 0), i % 7, 1));
		ok(pgi_value_groups_write(env, &s, NULL, &size));
		bytes = pgi_new(env, size, 1);
		ok(pgi_value_groups_write(env, &s, bytes, &size));
		for (size_t i = 0; i < size; i++)
			for (int bit = 0; bit < 8; bit++)
			{
				bytes[i] ^= (uint8_t) (1 << bit);
				if (pgi_value_groups_read(env, bytes, size, &again) == PGI_OK)
				{
					(void) pgi_core_concentration_ratio(env, again, &result);
					(void) pgi_core_dagum_gini(env, again, &d);
					if (again->n_groups > 0)
						(void) pgi_core_gini(env, &again->group[0], false, &result);
					(void) pgi_core_values_merge(env, again, &s);
				}
				bytes[i] ^= (uint8_t) (1 << bit);
			}
		for (size_t i = 1; i < size; i++)
			assert_int_equal(pgi_value_groups_read(env, bytes, i, &again), PGI_STATE_INVALID);
		unit_env_free(env);
	}
}

static void
group_sums_survive_changed_bytes(void **state)
{
	pgi_env *env = unit_env_new();
	pgi_group_sums s = {0}, *again;
	uint8_t *bytes;
	size_t size;
	pgi_theil_parts t;

	(void) state;
	for (int i = 0; i < 200; i++)
	{
		char label[2] = {(char) ('a' + i % 26), (char) ('a' + i / 26)};

		ok(pgi_core_group_sums_add(env, &s, true, label, 2, i, 1 + i % 3));
	}
	ok(pgi_core_theil_decomposition(env, &s, &t));
	close_to(t.within + t.between, t.theil, 1e-14);
	ok(pgi_group_sums_write(env, &s, NULL, &size));
	bytes = pgi_new(env, size, 1);
	ok(pgi_group_sums_write(env, &s, bytes, &size));
	for (size_t i = 0; i < size; i += i < 400 ? 1 : 13)
		for (int bit = 0; bit < 8; bit += 3)
		{
			bytes[i] ^= (uint8_t) (1 << bit);
			if (pgi_group_sums_read(env, bytes, size, &again) == PGI_OK)
				(void) pgi_core_theil_decomposition(env, again, &t);
			bytes[i] ^= (uint8_t) (1 << bit);
		}
	for (size_t i = 1; i < size; i += 7)
		assert_int_equal(pgi_group_sums_read(env, bytes, i, &again), PGI_STATE_INVALID);
	unit_env_free(env);
}

static void
refusals(void **state)
{
	pgi_env *env = unit_env_new();
	pgi_moment_sums *s;
	pgi_value_groups v = {0};
	pgi_values_form other = {.kind = PGI_VALUES_PLAIN, .parameter = {1}};

	(void) state;
	ok(pgi_moment_sums_new(env, &s));
	assert_int_equal(pgi_core_sums_add_square(env, &s, NAN, 0), PGI_VALUE_NOT_FINITE);
	assert_int_equal(pgi_core_sums_add_square(env, &s, INFINITY, 0), PGI_VALUE_NOT_FINITE);
	assert_int_equal(pgi_core_sums_add_square(env, &s, -1, 0), PGI_VALUE_NEGATIVE);
	ok(pgi_core_sums_add_square(env, &s, 1, 0));
	assert_int_equal(pgi_core_sums_add_square(env, &s, 1, 1), PGI_PARAMETER_CHANGED);
	assert_int_equal(pgi_core_sums_add_share_log(env, &s, 1, 0), PGI_STATE_MISMATCH);
	ok(pgi_core_values_add(env, &v, &plain, PGI_VALUES_SHARES, NULL, 0, 1, 1));
	assert_int_equal(pgi_core_values_add(env, &v, &other, PGI_VALUES_SHARES, NULL, 0, 1, 1), PGI_PARAMETER_CHANGED);
	assert_int_equal(pgi_core_values_add(env, &v, &plain, PGI_VALUES_SHARES, NULL, 0, -1, 1), PGI_VALUE_NEGATIVE);
	v.group[0].n = v.group[0].capacity = PGI_VALUES_MOST;
	assert_int_equal(pgi_sorted_values_grow(env, &v.group[0], 1), PGI_TOO_MANY_VALUES);
	unit_env_free(env);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moments_do_not_depend_on_order),
		cmocka_unit_test(variance_near_a_large_mean),
		cmocka_unit_test(ends_of_the_range),
		cmocka_unit_test(moments_survive_changed_bytes),
		cmocka_unit_test(sorts_in_any_runs),
		cmocka_unit_test(gini_by_pairs),
		cmocka_unit_test(dagum_by_pairs),
		cmocka_unit_test(largest_by_sorting),
		cmocka_unit_test(values_survive_changed_bytes),
		cmocka_unit_test(group_sums_survive_changed_bytes),
		cmocka_unit_test(refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
