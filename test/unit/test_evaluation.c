/* Ranks, bands and gates of random schemes against counting one by one; a ratio beyond the range is an error. */
#include "unit.h"

#include <cmocka.h>
#include <math.h>

#include "evaluation.h"

#define UNITS 60
#define COLUMNS 4

/* Labels "00" .. of two digits. */
static pgi_labels
digits(pgi_env *env, int n)
{
	char *bytes = pgi_new(env, (size_t) n * 2, 1);
	uint32_t *offset = pgi_new(env, (size_t) n + 1, sizeof *offset);

	for (int i = 0; i < n; i++)
	{
		bytes[2 * i] = (char) ('0' + i / 10);
		bytes[2 * i + 1] = (char) ('0' + i % 10);
	}
	for (int i = 0; i <= n; i++)
		offset[i] = (uint32_t) (2 * i);
	return (pgi_labels){.n = n, .offset = offset, .bytes = bytes};
}

static pgi_matrix
random_units(pgi_env *env, uint64_t *seed)
{
	pgi_labels rows = digits(env, UNITS);
	pgi_labels cols = digits(env, COLUMNS);
	double *dense = pgi_new(env, UNITS * COLUMNS, sizeof *dense);
	pgi_matrix m;

	for (int i = 0; i < UNITS * COLUMNS; i++)
		dense[i] = unit_random(seed) % 12 == 0 ? NAN : (double) (unit_random(seed) % 7);
	assert_int_equal(pgi_matrix_from_dense(env, &rows, &cols, dense, true, &m), PGI_OK);
	return m;
}

static void
check_ranks(const pgi_units *u, const pgi_scheme *scheme, const pgi_evaluation *e)
{
	for (int32_t r = 0; r < UNITS; r++)
	{
		int better = 0, ranked = 0, band = -1;

		for (int32_t s = 0; s < UNITS; s++)
			if (u->group[s] == u->group[r] && !isnan(e->score[s]))
			{
				ranked++;
				better += e->score[s] > e->score[r];
			}
		assert_int_equal(e->ranked[u->group[r]], ranked);
		assert_int_equal(e->rank[r], isnan(e->score[r]) ? 0 : better + 1);
		for (int b = scheme->n_bands - 1; b >= 0 && !isnan(e->score[r]); b--)
			if (scheme->score_bands ? e->score[r] >= scheme->bound[b] : better / (double) ranked < scheme->bound[b])
				band = b;
		assert_int_equal(e->band[r], band);
	}
	for (int32_t i = 1; i < UNITS; i++)
	{
		int32_t a = e->order[i - 1], b = e->order[i];

		assert_true(u->group[a] <= u->group[b]);
		if (u->group[a] == u->group[b])
			assert_true(isnan(e->score[b]) || e->score[a] >= e->score[b]);
	}
}

static void
schemes_at_random(void **state)
{
	uint64_t seed = 11;

	(void) state;
	for (int round = 0; round < 400; round++)
	{
		pgi_env *env = unit_env_new();
		pgi_matrix m = random_units(env, &seed);
		int n_groups = 1 + (int) (unit_random(&seed) % 3);
		int32_t *group = pgi_new(env, UNITS, sizeof *group);
		pgi_scheme_item item[3];
		pgi_scheme_gate gate[3];
		const double bound[2][2] = {{0.25, 0.75}, {8, 3}};
		pgi_scheme scheme = {.min_max = round % 2,
							 .score_bands = round % 3 == 0,
							 .n_items = 3,
							 .item = item,
							 .n_gates = 3,
							 .gate = gate,
							 .n_bands = 2,
							 .bound = bound[round % 3 == 0]};
		pgi_item_score score[UNITS];
		double points[UNITS] = {0};
		bool complete[UNITS];
		pgi_units u;
		pgi_evaluation e;

		for (int k = 0; k < 3; k++)
		{
			item[k] = (pgi_scheme_item){.numerator = (int32_t) (unit_random(&seed) % (COLUMNS + 1)) - 1,
										.denominator = (int32_t) (unit_random(&seed) % COLUMNS),
										.is_ratio = unit_random(&seed) % 2,
										.falling = unit_random(&seed) % 2,
										.emission = unit_random(&seed) % 4 == 0,
										.excused = unit_random(&seed) % 4 == 0,
										.benchmark = (pgi_benchmark) (unit_random(&seed) % 5),
										.factor = unit_random(&seed) % 3 ? 0.7 : NAN,
										.weight = (double) (unit_random(&seed) % 6),
										.cap = 1.5};
			gate[k] = (pgi_scheme_gate){.effect = (pgi_gate_effect) (unit_random(&seed) % 5),
										.operator=(pgi_gate_operator)(unit_random(&seed) % 6),
										.column = (int32_t) (unit_random(&seed) % (COLUMNS + 1)) - 1,
										.threshold = (double) (unit_random(&seed) % 7),
										.points = 1.5,
										.band = k};
		}
		for (int r = 0; r < UNITS; r++)
		{
			group[r] = (int32_t) (unit_random(&seed) % n_groups);
			complete[r] = true;
		}
		assert_int_equal(pgi_units_arrange(env, &m, n_groups, group, &u), PGI_OK);
		for (int k = 0; k < 3; k++)
		{
			assert_int_equal(pgi_core_item_scores(env, &u, &scheme, k, score), PGI_OK);
			for (int r = 0; r < UNITS; r++)
				if (!isnan(score[r].points))
				{
					assert_true(score[r].points >= 0 && score[r].points <= item[k].weight * 1.5 + 1e-9);
					points[r] += score[r].points;
				}
				else if (item[k].weight > 0 && !(item[k].excused && score[r].status == PGI_ITEM_MISSING))
					complete[r] = false;
		}
		assert_int_equal(pgi_core_evaluate(env, &u, &scheme, &e), PGI_OK);
		for (int r = 0; r < UNITS; r++)
		{
			assert_int_equal(e.incomplete[r], !complete[r]);
			/* three gates move the score by 1.5 each at most */
			if (!isnan(e.score[r]))
				assert_true(fabs(e.score[r] - points[r]) <= 4.5 + 1e-9);
		}
		check_ranks(&u, &scheme, &e);
		unit_env_free(env);
	}
}

static void
a_ratio_out_of_range(void **state)
{
	pgi_env *env = unit_env_new();
	pgi_labels rows = digits(env, 1), cols = digits(env, 2);
	const double dense[] = {1e300, 1e-300};
	int32_t group = 0;
	const pgi_scheme_item item = {.numerator = 0, .denominator = 1, .is_ratio = true, .weight = 1, .cap = 1};
	const pgi_scheme scheme = {.n_items = 1, .item = &item};
	pgi_matrix m;
	pgi_units u;
	pgi_evaluation e;

	(void) state;
	assert_int_equal(pgi_matrix_from_dense(env, &rows, &cols, dense, true, &m), PGI_OK);
	assert_int_equal(pgi_units_arrange(env, &m, 1, &group, &u), PGI_OK);
	assert_int_equal(pgi_core_evaluate(env, &u, &scheme, &e), PGI_VALUE_OUT_OF_RANGE);
	unit_env_free(env);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(schemes_at_random), cmocka_unit_test(a_ratio_out_of_range)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
