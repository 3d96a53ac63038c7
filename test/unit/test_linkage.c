/* Linkage in core: trees against a search of all pairs in every step, cuts and relatedness against their definitions;
 * the bootstrap of attainment against its expectation. */
#include "unit.h"

#include <cmocka.h>
#include <math.h>

#include "attainment.h"
#include "linkage.h"

/* A symmetric matrix; few distinct values make many ties. */
static double *
relations(uint64_t *state, int32_t n, int distinct)
{
	double *d = calloc((size_t) n * (size_t) n, sizeof *d);

	for (int32_t a = 0; a < n; a++)
		for (int32_t b = 0; b <= a; b++)
			d[a * n + b] = d[b * n + a] = (double) (unit_random(state) % (uint64_t) distinct) / 4 - 1;
	return d;
}

/* Similarity of two clusters over their pairs of members. */
static double
by_pairs(const double *d, int32_t n, const int32_t *group, int32_t a, int32_t b, pgi_linkage_kind kind)
{
	double sum = 0, least = INFINITY, most = -INFINITY;
	int pairs = 0;

	for (int32_t i = 0; i < n; i++)
		for (int32_t j = 0; j < n; j++)
			if (group[i] == a && group[j] == b)
			{
				sum += d[i * n + j];
				least = fmin(least, d[i * n + j]);
				most = fmax(most, d[i * n + j]);
				pairs++;
			}
	return kind == PGI_LINKAGE_AVERAGE ? sum / pairs : kind == PGI_LINKAGE_COMPLETE ? least : most;
}

static void
tree_is_what_a_search_of_all_pairs_finds(void **unused)
{
	uint64_t state = 11;

	(void) unused;
	for (int round = 0; round < 60; round++)
		for (int k = PGI_LINKAGE_AVERAGE; k <= PGI_LINKAGE_SINGLE; k++)
		{
			int32_t n = 1 + (int32_t) (unit_random(&state) % 14);
			double *d = relations(&state, n, round % 3 == 0 ? 1 : round % 3 == 1 ? 5 : 1000);
			double *copy = calloc((size_t) n * (size_t) n, sizeof *copy);
			int32_t *group = calloc((size_t) n, sizeof *group), *cut, n_found;
			pgi_env *env = unit_env_new();
			pgi_linkage_merge *merge;
			pgi_linkage_member *member;

			memcpy(copy, d, sizeof *d * (size_t) n * (size_t) n);
			assert_int_equal(pgi_core_linkage_tree(env, copy, n, (pgi_linkage_kind) k, &merge), PGI_OK);
			for (int32_t i = 0; i < n; i++)
				group[i] = i;
			for (int32_t step = 0; step < n - 1; step++)
			{
				int32_t best_a = -1, best_b = -1, size = 0;
				double most = -INFINITY;

				for (int32_t a = 0; a < n; a++)
					for (int32_t b = a + 1; b < n; b++)
						if (group[a] == a && group[b] == b && by_pairs(d, n, group, a, b, (pgi_linkage_kind) k) > most)
						{
							best_a = a;
							best_b = b;
							most = by_pairs(d, n, group, a, b, (pgi_linkage_kind) k);
						}
				assert_int_equal(merge[step].a, best_a);
				assert_int_equal(merge[step].b, best_b);
				assert_true(merge[step].similarity == most);
				for (int32_t i = 0; i < n; i++)
				{
					group[i] = group[i] == best_b ? best_a : group[i];
					size += group[i] == best_a;
				}
				assert_int_equal(merge[step].size, size);

				/* the cut with as many groups is the partition now */
				assert_int_equal(pgi_core_linkage_cut(env, merge, n, n - step - 1, NAN, &cut, &n_found), PGI_OK);
				assert_int_equal(n_found, n - step - 1);
				for (int32_t i = 0; i < n; i++)
					for (int32_t j = 0; j < n; j++)
						assert_int_equal(cut[i] == cut[j], group[i] == group[j]);
				assert_int_equal(pgi_core_linkage_members(env, d, n, cut, n_found, &member), PGI_OK);
				for (int32_t i = 0; i < n; i++)
				{
					double within = 0, outside = 0;
					int inside = 0;

					for (int32_t j = 0; j < n; j++)
					{
						within += i != j && cut[i] == cut[j] ? d[i * n + j] : 0;
						outside += cut[i] != cut[j] ? d[i * n + j] : 0;
						inside += cut[i] == cut[j];
					}
					assert_int_equal(member[i].n_members, inside);
					assert_true(inside > 1 ? member[i].within == within / (inside - 1) : isnan(member[i].within));
					assert_true(inside < n ? fabs(member[i].outside - outside / (n - inside)) < 1e-12
										   : isnan(member[i].outside));
				}
			}
			unit_env_free(env);
			free(d);
			free(copy);
			free(group);
		}
}

static void
attainment_is_near_its_expectation(void **unused)
{
	const double error[] = {-0.1, 0, 0.1};
	pgi_env *env = unit_env_new();
	pgi_attainment question = {
		.forecast = 10, .target = 10, .error = error, .n_errors = 3, .periods = 2, .draws = 40000};
	pgi_attainment_result answer, again;

	(void) unused;
	/* of nine sums six are not negative; of nine products four are not below one */
	for (question.seed = 0; question.seed < 3; question.seed++)
	{
		question.relative = false;
		assert_int_equal(pgi_core_attainment(env, &question, &answer), PGI_OK);
		assert_true(fabs(answer.probability - 6 / 9.0) < 4 * answer.standard_error);
		assert_true(fabs(answer.low - 9.8) < 1e-12 && fabs(answer.high - 10.2) < 1e-12);
		question.relative = true;
		assert_int_equal(pgi_core_attainment(env, &question, &answer), PGI_OK);
		assert_true(fabs(answer.probability - 4 / 9.0) < 4 * answer.standard_error);
		assert_int_equal(pgi_core_attainment(env, &question, &again), PGI_OK);
		assert_memory_equal(&answer, &again, sizeof answer);
	}
	question.falling = true;
	assert_int_equal(pgi_core_attainment(env, &question, &answer), PGI_OK);
	assert_true(fabs(answer.probability - 6 / 9.0) < 4 * answer.standard_error);
	unit_env_free(env);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(tree_is_what_a_search_of_all_pairs_finds),
									   cmocka_unit_test(attainment_is_near_its_expectation)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
