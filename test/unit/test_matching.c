/* test_matching.c - plans and stable pairs against enumeration, and their certificates in integers. */
#include "unit.h"

#include <cmocka.h>
#include <math.h>
#include <stdio.h>

#include "matching.h"
#include "matching_simplex.h"

/* cmocka compares in single precision */
#define assert_near(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))

/* Labels 000 .. n-1, which are in byte order. */
static pgi_labels
numbered(pgi_env *env, int n)
{
	pgi_labels l = {.n = n};
	uint32_t *offset = pgi_new(env, n + 1, sizeof *offset);
	char *bytes = pgi_new(env, (size_t) n * 6 + 1, 1);

	for (int i = 0; i <= n; i++)
		offset[i] = i * 6;
	for (int i = 0; i < n; i++)
		snprintf(bytes + i * 6, 7, "%06d", i);
	l.offset = offset;
	l.bytes = bytes;
	return l;
}

/* A matrix from a dense array where NaN is no cell. */
static pgi_matrix
dense(pgi_env *env, int rows, int cols, const double *value)
{
	pgi_matrix m;
	pgi_labels r = numbered(env, rows), c = numbered(env, cols);

	assert_int_equal(pgi_matrix_from_dense(env, &r, &c, value, true, &m), PGI_OK);
	return m;
}

/* What a plan comes to, best being least: unmet first where volume counts, then cost. */
typedef struct outcome
{
	double unmet;
	double cost;
} outcome;

static outcome
worth(const pgi_supply_task *t, const int *flow, int rows, int cols)
{
	outcome o = {0, 0};
	double idle = 0, cost = 0;

	for (int i = 0; i < rows; i++)
		idle += t->supply[i];
	for (int j = 0; j < cols; j++)
		o.unmet += t->demand[j];
	for (int k = 0; k < rows * cols; k++)
		if (flow[k])
		{
			int cell = pgi_cell_find(t->cost, k / cols, k % cols);

			cost += flow[k] * t->cost->value[cell];
			idle -= flow[k];
			o.unmet -= flow[k];
		}
	o.cost = t->objective == PGI_SCORE ? -cost : cost;
	if (t->objective == PGI_COST_WITH_PENALTIES)
		o.cost += t->unmet_penalty * o.unmet + t->idle_penalty * idle;
	if (t->objective != PGI_VOLUME_THEN_COST)
		o.unmet = 0;
	return o;
}

/* Every plan of whole units, one pair after the other. */
static outcome
enumerate(const pgi_supply_task *t, int rows, int cols)
{
	int flow[16] = {0}, left[8], need[8];
	outcome best = worth(t, flow, rows, cols);

	for (int i = 0; i < rows; i++)
		left[i] = (int) t->supply[i];
	for (int j = 0; j < cols; j++)
		need[j] = (int) t->demand[j];
	for (;;)
	{
		int k = 0;

		/* an odometer over the flows that capacities allow */
		for (; k < rows * cols; k++)
		{
			int i = k / cols, j = k % cols;

			if (left[i] > 0 && need[j] > 0 && pgi_cell_find(t->cost, i, j) >= 0)
			{
				flow[k]++;
				left[i]--;
				need[j]--;
				break;
			}
			left[i] += flow[k];
			need[j] += flow[k];
			flow[k] = 0;
		}
		if (k == rows * cols)
			return best;
		outcome o = worth(t, flow, rows, cols);

		if (o.unmet < best.unmet || (o.unmet == best.unmet && o.cost < best.cost - 1e-12))
			best = o;
	}
}

/* Feasible, and optimal by its duals: exact in integers, whatever the costs are. */
static void
check_certificate(const pgi_supply_task *t, const pgi_supply_plan *p)
{
	const pgi_matrix *m = t->cost;
	double *used = calloc(m->rows.n + 1, sizeof *used), *met = calloc(m->cols.n + 1, sizeof *met);
	bool *flows = calloc(m->n_cells + 1, sizeof *flows);
	bool penalties = t->objective == PGI_COST_WITH_PENALTIES;
	pgi_wide unmet_cost = penalties ? pgi_unit_count(&p->cost_unit, t->unmet_penalty) : p->volume_cost;
	pgi_wide idle_cost = penalties ? pgi_unit_count(&p->cost_unit, t->idle_penalty) : 0;

	for (int k = 0; k < p->n_flows; k++)
	{
		assert_true(p->quantity[k] > 0);
		flows[p->cell[k]] = true;
		used[p->row[k]] += p->quantity[k];
		met[p->col[k]] += p->quantity[k];
	}
	for (int i = 0; i < m->rows.n; i++)
	{
		assert_near(used[i] + p->idle[i], t->supply[i], 1e-9 * (1 + t->supply[i]));
		assert_true(idle_cost + p->row_dual[i] >= 0);
		if (p->idle[i] > 0)
			assert_true(idle_cost + p->row_dual[i] == 0);
		for (int k = m->row_start[i]; k < m->row_start[i + 1]; k++)
		{
			pgi_wide c = pgi_unit_count(&p->cost_unit, m->value[k]);
			pgi_wide reduced = (p->score ? -c : c) + p->row_dual[i] - p->col_dual[m->col[k]];

			assert_true(reduced >= 0);
			if (flows[k])
				assert_true(reduced == 0);
		}
	}
	for (int j = 0; j < m->cols.n; j++)
	{
		assert_near(met[j] + p->unmet[j], t->demand[j], 1e-9 * (1 + t->demand[j]));
		assert_true(p->col_dual[j] <= unmet_cost);
		if (p->unmet[j] > 0)
			assert_true(p->col_dual[j] == unmet_cost);
	}
	free(used);
	free(met);
	free(flows);
}

static outcome
solve(pgi_env *env, const pgi_supply_task *t, pgi_supply_plan *plan)
{
	outcome o = {0, 0};
	double idle = 0, cost = 0;

	assert_int_equal(pgi_core_match_supply(env, t, plan), PGI_OK);
	check_certificate(t, plan);
	for (int k = 0; k < plan->n_flows; k++)
		cost += plan->quantity[k] * t->cost->value[plan->cell[k]];
	for (int i = 0; i < t->cost->rows.n; i++)
		idle += plan->idle[i];
	for (int j = 0; j < t->cost->cols.n; j++)
		o.unmet += plan->unmet[j];
	o.cost = t->objective == PGI_SCORE ? -cost : cost;
	if (t->objective == PGI_COST_WITH_PENALTIES)
		o.cost += t->unmet_penalty * o.unmet + t->idle_penalty * idle;
	if (t->objective != PGI_VOLUME_THEN_COST)
		o.unmet = 0;
	return o;
}

static void
test_enumeration(void **state)
{
	uint64_t seed = 42;

	(void) state;
	for (int round = 0; round < 3000; round++)
	{
		pgi_env *env = unit_env_new();
		bool single = round % 3 == 0; /* an assignment */
		int rows = 1 + (int) (unit_random(&seed) % (single ? 4 : 3)),
			cols = 1 + (int) (unit_random(&seed) % (single ? 4 : 3));
		int style = (int) (unit_random(&seed) % 4);
		double cell[16], supply[4], demand[4];
		pgi_matrix m;
		pgi_supply_plan plan, more;

		for (int k = 0; k < rows * cols; k++)
			cell[k] = unit_random(&seed) % 4 == 0 ? NAN
					  : style == 0                ? (double) (unit_random(&seed) % 3)
					  : style == 1                ? (double) (unit_random(&seed) % 21) / 10 - 0.5
					  : style == 2                ? unit_random_unit(&seed)
												  : 5;
		for (int i = 0; i < rows; i++)
			supply[i] = single ? 1 : (double) (unit_random(&seed) % 4);
		for (int j = 0; j < cols; j++)
			demand[j] = single ? 1 : (double) (unit_random(&seed) % 4);
		m = dense(env, rows, cols, cell);
		for (int objective = 0; objective < 3; objective++)
		{
			pgi_supply_task t = {&m, supply, demand, (pgi_objective) objective, 0, 0};

			if (objective == PGI_COST_WITH_PENALTIES)
			{
				t.unmet_penalty = (double) (unit_random(&seed) % 4);
				t.idle_penalty = (double) (unit_random(&seed) % 2) / 4;
			}
			outcome is = solve(env, &t, &plan), should = enumerate(&t, rows, cols);

			assert_near(is.unmet, should.unmet, 0);
			assert_near(is.cost, should.cost, 1e-9);

			/* one more unit of a supply is worth its price */
			for (int i = 0; i < rows; i++)
			{
				pgi_price price = pgi_plan_row_price(&plan, i);

				supply[i]++;
				outcome then = solve(env, &t, &more);

				supply[i]--;
				assert_near(is.unmet - then.unmet, price.volume, 0);
				assert_near(is.cost - then.cost, price.value, 1e-9);
			}
			/* and one less of a need */
			for (int j = 0; j < cols; j++)
				if (demand[j] > 0)
				{
					pgi_price price = pgi_plan_col_price(&plan, j);

					demand[j]--;
					outcome then = solve(env, &t, &more);

					demand[j]++;
					assert_near(is.unmet - then.unmet, price.volume, 0);
					assert_near(is.cost - then.cost, objective == PGI_SCORE ? -price.value : price.value, 1e-9);
				}
		}
		unit_env_free(env);
	}
}

/* M25: the plan's worth and its duals. */
static void
test_score_vector(void **state)
{
	double s[] = {.9, .8, .5, .6, .3, .1}, cap[] = {3, 4, 6}, need[] = {5, 4};
	double cap_price[] = {.6, .2, 0}, need_price[] = {.3, .4};
	pgi_env *env = unit_env_new();
	pgi_matrix m = dense(env, 3, 2, s);
	pgi_supply_task t = {&m, cap, need, PGI_SCORE, 0, 0};
	pgi_supply_plan plan;

	(void) state;
	assert_near(solve(env, &t, &plan).cost, -5.7, 1e-12);
	for (int i = 0; i < 3; i++)
		assert_near(pgi_plan_row_price(&plan, i).value, cap_price[i], 0);
	for (int j = 0; j < 2; j++)
		assert_near(pgi_plan_col_price(&plan, j).value, need_price[j], 0);
	assert_true(plan.exact);
	unit_env_free(env);
}

/* Costs that need 128 bits, decimal quantities, and ones that nothing holds exactly. */
static void
test_arithmetic(void **state)
{
	uint64_t seed = 7;

	(void) state;
	for (int round = 0; round < 60; round++)
	{
		pgi_env *env = unit_env_new();
		int n = 40;
		double *cell = pgi_new(env, n * n, sizeof(double)), supply[40], demand[40];
		pgi_matrix m;
		pgi_supply_plan plan;

		for (int k = 0; k < n * n; k++)
			cell[k] =
				unit_random(&seed) % 3 ? NAN : unit_random_unit(&seed) * ldexp(1, (int) (unit_random(&seed) % 30));
		for (int i = 0; i < n; i++)
		{
			supply[i] = round % 2 ? (double) (unit_random(&seed) % 1000) / 100 : unit_random_unit(&seed);
			demand[i] = round % 2 ? (double) (unit_random(&seed) % 1000) / 100 : unit_random_unit(&seed);
		}
		m = dense(env, n, n, cell);
		pgi_supply_task t = {&m, supply, demand, (pgi_objective) (round % 3), 1e6, 0};

		solve(env, &t, &plan);
		if (round % 2)
			assert_true(plan.exact);
		for (int k = 0; k < plan.n_flows && round % 2; k++)
			assert_true(rint(plan.quantity[k] * 100) / 100 == plan.quantity[k]);
		unit_env_free(env);
	}
	pgi_env *env = unit_env_new();
	double extreme[] = {1e300, 1e-300, -1e300, 0}, one[] = {1, 1};
	pgi_matrix m = dense(env, 2, 2, extreme);
	pgi_supply_task t = {&m, one, one, PGI_VOLUME_THEN_COST, 0, 0};
	pgi_supply_plan plan;

	solve(env, &t, &plan);
	assert_false(plan.exact);
	assert_int_equal(plan.n_flows, 2);
	assert_near(plan.idle[0] + plan.idle[1], 0, 0);
	unit_env_free(env);
}

/* 31,600 suppliers and buyers with 20 edges each, with and without slack, in 53 and in 128 bits, and one dense
 * instance. */
static void
test_large(void **state)
{
	uint64_t seed = 11;

	(void) state;
	for (int round = 0; round < 4; round++)
	{
		pgi_env *env = unit_env_new();
		int n = round == 3 ? 700 : 31600, edges = round == 3 ? n : 20;
		pgi_matrix m = {.rows = numbered(env, n), .cols = numbered(env, n), .n_cells = n * edges};
		double *value = pgi_new(env, m.n_cells, sizeof *value), *supply = pgi_new(env, n, sizeof *supply),
			   *demand = pgi_new(env, n, sizeof *demand);
		int32_t *row_start = pgi_new(env, n + 1, sizeof *row_start), *col = pgi_new(env, m.n_cells, sizeof *col);
		pgi_supply_plan plan;

		for (int i = 0; i < n; i++)
		{
			int first = i < n - edges ? i : n - edges;

			row_start[i] = i * edges;
			for (int k = 0; k < edges; k++)
			{
				col[i * edges + k] = first + k;
				value[i * edges + k] = round == 1 ? unit_random_unit(&seed)
												  : (double) (unit_random(&seed) % 1000000) / (round == 2 ? 100 : 1);
			}
			supply[i] = (double) (1 + unit_random(&seed) % 100) * (round == 0 ? 1.25 : 1);
			demand[i] = (double) (1 + unit_random(&seed) % 100);
		}
		row_start[n] = n * edges;
		m.value = value;
		m.row_start = row_start;
		m.col = col;
		pgi_supply_task t = {&m, supply, demand, (pgi_objective) (round % 3), round == 1 ? 2 : 0, 0};

		solve(env, &t, &plan);
		assert_true(plan.exact && plan.n_flows > n / 2);
		unit_env_free(env);
	}
}

static void
test_units(void **state)
{
	double tenths[] = {0.1, 12.35, 9.25, 3}, thirds[] = {1.0 / 3, 0.5}, wide[] = {1e200, 1e-200}, none[] = {0, 0};
	pgi_unit u = pgi_unit_choose(tenths, 4, NULL, 0, 60);

	(void) state;
	assert_int_equal(u.decimals, 2);
	assert_true(u.exact && pgi_unit_count(&u, 12.35) == 1235 && pgi_unit_value(&u, 925) == 9.25);
	u = pgi_unit_choose(thirds, 2, NULL, 0, 60);
	assert_true(u.decimals < 0 && u.exact && pgi_unit_value(&u, pgi_unit_count(&u, thirds[0])) == thirds[0]);
	u = pgi_unit_choose(wide, 2, NULL, 0, 60);
	assert_true(!u.exact && pgi_unit_value(&u, pgi_unit_count(&u, 1e200)) == 1e200 && pgi_unit_count(&u, 1e-200) == 0);
	u = pgi_unit_choose(none, 2, NULL, 0, 60);
	assert_true(u.exact && pgi_unit_count(&u, 0) == 0);
	u = pgi_unit_choose(tenths, 4, NULL, 0, 5);
	assert_true(!u.exact && u.bits == 5);
}

static void
test_refusals(void **state)
{
	double c[] = {1, 2}, minus[] = {-1}, two[] = {1, 1}, bad[] = {NAN};
	pgi_env *env = unit_env_new();
	pgi_matrix m = dense(env, 1, 2, c);
	pgi_supply_task t = {&m, minus, two, PGI_VOLUME_THEN_COST, 0, 0};
	pgi_supply_plan plan;

	(void) state;
	assert_int_equal(pgi_core_match_supply(env, &t, &plan), PGI_MATCHING_QUANTITY);
	t.supply = bad;
	assert_int_equal(pgi_core_match_supply(env, &t, &plan), PGI_MATCHING_QUANTITY);
	unit_env_free(env);
}

/* --- stable pairs ------------------------------------------------------------- */

static bool
better(double a, int a_label, double b, int b_label, bool high)
{
	return a != b ? (high ? a > b : a < b) : a_label < b_label;
}

/* No acceptable pair outside would be taken by both sides; capacities hold. */
static bool
is_stable(const pgi_stable_task *t, const bool *with, int rows, int cols)
{
	for (int i = 0; i < rows; i++)
		for (int j = 0; j < cols; j++)
		{
			int mine = pgi_cell_find(t->proposer, i, j), theirs = pgi_cell_find(t->other, j, i), n = 0, m = 0;
			bool row_wants = false, col_wants = false;

			if (mine < 0 || theirs < 0)
			{
				if (with[i * cols + j])
					return false;
				continue;
			}
			for (int k = 0; k < cols; k++)
				if (with[i * cols + k])
				{
					n++;
					row_wants |= better(t->proposer->value[mine], j,
										t->proposer->value[pgi_cell_find(t->proposer, i, k)], k, t->high_is_good);
				}
			for (int k = 0; k < rows; k++)
				if (with[k * cols + j])
				{
					m++;
					col_wants |= better(t->other->value[theirs], i, t->other->value[pgi_cell_find(t->other, j, k)], k,
										t->high_is_good);
				}
			if (n > t->proposer_capacity[i] || m > t->other_capacity[j])
				return false;
			row_wants = t->proposer_capacity[i] > 0 && (row_wants || n < t->proposer_capacity[i]);
			col_wants = t->other_capacity[j] > 0 && (col_wants || m < t->other_capacity[j]);
			if (!with[i * cols + j] && row_wants && col_wants)
				return false;
		}
	return true;
}

static void
test_stability(void **state)
{
	uint64_t seed = 5;

	(void) state;
	for (int round = 0; round < 30000; round++)
	{
		pgi_env *env = unit_env_new();
		int rows = 1 + (int) (unit_random(&seed) % 3), cols = 1 + (int) (unit_random(&seed) % 3);
		double a[9], b[9], b_turned[9];
		int32_t row_room[3], col_room[3];
		bool with[9] = {false};
		int of_row[3] = {0};
		pgi_stable_pairs pairs;
		int best[3];

		for (int k = 0; k < rows * cols; k++)
		{
			a[k] = unit_random(&seed) % 4 ? (double) (unit_random(&seed) % 5) : NAN;
			b[k] = unit_random(&seed) % 4 ? (double) (unit_random(&seed) % 5) : NAN;
		}
		for (int i = 0; i < rows; i++)
			row_room[i] = round % 2 ? 1 : (int) (unit_random(&seed) % 3);
		for (int j = 0; j < cols; j++)
			col_room[j] = (int) (unit_random(&seed) % 3);
		for (int k = 0; k < rows * cols; k++)
			b_turned[k % cols * rows + k / cols] = b[k];
		pgi_matrix m = dense(env, rows, cols, a), o = dense(env, cols, rows, b_turned);
		pgi_stable_task t = {&m, &o, row_room, col_room, round % 3 == 0};

		assert_int_equal(pgi_core_match_stable(env, &t, &pairs), PGI_OK);
		for (int k = 0; k < pairs.n; k++)
		{
			with[pairs.row[k] * cols + pairs.col[k]] = true;
			of_row[pairs.row[k]] = pairs.row_choice[k];
			int place = 1, j = pairs.col[k];

			for (int i = 0; i < rows; i++)
				if (pgi_cell_find(&m, i, j) >= 0 && pgi_cell_find(&o, j, i) >= 0)
					place += better(o.value[pgi_cell_find(&o, j, i)], i, o.value[pgi_cell_find(&o, j, pairs.row[k])],
									pairs.row[k], t.high_is_good);
			assert_int_equal(place, pairs.col_choice[k]);
		}
		assert_true(is_stable(&t, with, rows, cols));

		/* with one place a proposer, nobody does better in any stable set of pairs */
		if (round % 2 == 0)
		{
			unit_env_free(env);
			continue;
		}
		for (int i = 0; i < rows; i++)
			best[i] = -1;
		for (int set = 0; set < 1 << (rows * cols); set++)
		{
			bool alternative[9];

			for (int k = 0; k < rows * cols; k++)
				alternative[k] = set >> k & 1;
			if (!is_stable(&t, alternative, rows, cols))
				continue;
			for (int k = 0; k < rows * cols; k++)
				if (alternative[k])
				{
					int place = 1;

					for (int j = 0; j < cols; j++)
						if (pgi_cell_find(&m, k / cols, j) >= 0 && pgi_cell_find(&o, j, k / cols) >= 0 && j != k % cols)
							place += better(m.value[pgi_cell_find(&m, k / cols, j)], j,
											m.value[pgi_cell_find(&m, k / cols, k % cols)], k % cols, t.high_is_good);
					if (best[k / cols] < 0 || place < best[k / cols])
						best[k / cols] = place;
				}
		}
		for (int i = 0; i < rows; i++)
			assert_int_equal(best[i] < 0 ? 0 : best[i], of_row[i]);
		unit_env_free(env);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_units),      cmocka_unit_test(test_score_vector), cmocka_unit_test(test_enumeration),
		cmocka_unit_test(test_arithmetic), cmocka_unit_test(test_refusals),     cmocka_unit_test(test_large),
		cmocka_unit_test(test_stability),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
