/*
 * matching_supply.c - plans of quantities from suppliers to buyers.
 *
 * The three objectives are one transport problem with a ground node (see
 * matching_simplex.h): a unit of need left unmet costs its penalty, nothing
 * (score), or more than any rearrangement of costs can win back (volume first).
 *
 * Arithmetic.  Quantities and costs become integers of a unit each
 * (matching_units.c).  Costs that fit the 53 bits of a double with room for the
 * potentials are solved as whole doubles, in place where the cells are whole
 * already.  Others are solved coarsened first, and the tree is then pivoted to
 * the optimum of the given costs in 128 bits, which hold any doubles whose
 * largest and smallest bit are less than about 100 binary places apart.
 * Potentials are sums along the tree of whole numbers: no rounding anywhere.
 */
#include "matching.h"

#include <math.h>

#include "matching_simplex.h"

/* The integer instance: nodes are the suppliers and the buyers with a need. */
typedef struct instance
{
	pgi_simplex simplex;
	const pgi_supply_task *task;
	int32_t *node_of_col; /* node of a column, -1: nothing needed there */
	int32_t *cell;        /* edge -> position in cost->value; NULL: the same, as every column has a need */
	pgi_unit quantity_unit;
	pgi_unit cost_unit;
	int32_t path_bits; /* room that sums along a path need beyond a cost */
	pgi_wide volume_cost;
	pgi_wide *potential;
} instance;

static int32_t
bit_length(int64_t n)
{
	return n > 0 ? 64 - __builtin_clzll((unsigned long long) n) : 0;
}

static pgi_status
check_quantities(pgi_env *env, const double *quantity, const pgi_labels *labels)
{
	for (int32_t i = 0; i < labels->n; i++)
		if (!(quantity[i] >= 0 && quantity[i] <= 1e300))
		{
			int len;
			const char *label = pgi_label(labels, i, &len);

			return pgi_fail(env, .status = PGI_MATCHING_QUANTITY, .row = label, .row_len = len, .value = quantity[i]);
		}
	return PGI_OK;
}

/* Nodes and edges; a buyer without need takes no part until prices are told. */
static pgi_status
build(pgi_env *env, const pgi_supply_task *task, instance *in)
{
	const pgi_matrix *m = task->cost;
	int32_t n_rows = m->rows.n;
	int32_t n = n_rows;
	int32_t n_edges = 0;
	int64_t *quantity;
	int32_t *row_start;
	int32_t *head;

	in->quantity_unit =
		pgi_unit_choose(task->supply, n_rows, task->demand, m->cols.n, 60 - bit_length((int64_t) n_rows + m->cols.n));
	PGI_NEW(env, quantity, (int64_t) n_rows + m->cols.n);
	PGI_NEW(env, in->node_of_col, m->cols.n);
	for (int32_t i = 0; i < n_rows; i++)
		quantity[i] = (int64_t) pgi_unit_count(&in->quantity_unit, task->supply[i]);
	for (int32_t j = 0; j < m->cols.n; j++)
	{
		int64_t need = (int64_t) pgi_unit_count(&in->quantity_unit, task->demand[j]);

		in->node_of_col[j] = need > 0 ? n : -1;
		if (need > 0)
			quantity[n++] = need;
	}
	if (n - n_rows == m->cols.n)
	{
		in->simplex = (pgi_simplex){.n_suppliers = n_rows,
									.n_buyers = n - n_rows,
									.row_start = m->row_start,
									.head = m->col,
									.quantity = quantity};
		return PGI_OK;
	}
	PGI_NEW(env, row_start, (int64_t) n_rows + 1);
	PGI_NEW(env, head, m->n_cells);
	PGI_NEW(env, in->cell, m->n_cells);
	row_start[0] = 0;
	for (int32_t i = 0; i < n_rows; i++)
	{
		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
			if (in->node_of_col[m->col[k]] >= 0)
			{
				head[n_edges] = in->node_of_col[m->col[k]] - n_rows;
				in->cell[n_edges++] = k;
			}
		row_start[i + 1] = n_edges;
		PGI_POLL_EVERY(env, (uint64_t) i, 10);
	}
	in->simplex = (pgi_simplex){
		.n_suppliers = n_rows, .n_buyers = n - n_rows, .row_start = row_start, .head = head, .quantity = quantity};
	return PGI_OK;
}

/* The unit of costs: the cells and the penalties. */
static void
choose_cost_unit(instance *in)
{
	const pgi_matrix *m = in->task->cost;
	int32_t fewer = m->rows.n < m->cols.n ? m->rows.n : m->cols.n;
	double penalty[2] = {in->task->unmet_penalty, in->task->idle_penalty};

	/* a path has at most 2 (fewer + 1) edges; volume_cost is over twice their sum, so that the parts can be told apart
	 */
	in->path_bits = bit_length(4 * ((int64_t) fewer + 2)) + 3;
	in->cost_unit = pgi_unit_choose(m->value, m->n_cells, penalty, 2, 125 - in->path_bits);
	if (in->task->objective == PGI_VOLUME_THEN_COST)
		in->volume_cost = (((pgi_wide) 1 << in->cost_unit.bits) * 4 * ((pgi_wide) fewer + 2));
}

static pgi_wide
cell_cost(const instance *in, double value)
{
	pgi_wide c = pgi_unit_count(&in->cost_unit, value);

	return in->task->objective == PGI_SCORE ? -c : c;
}

static pgi_wide
ground_cost(const instance *in, int32_t node)
{
	if (in->task->objective != PGI_COST_WITH_PENALTIES)
		return node < in->simplex.n_suppliers ? 0 : in->volume_cost;
	return pgi_unit_count(&in->cost_unit,
						  node < in->simplex.n_suppliers ? in->task->idle_penalty : in->task->unmet_penalty);
}

/* Position of an edge in cost->value. */
static inline int32_t
cell_of(const instance *in, int32_t edge)
{
	return in->cell ? in->cell[edge] : edge;
}

static pgi_status
solve_narrow(pgi_env *env, instance *in, int32_t shift)
{
	const pgi_simplex *s = &in->simplex;
	int32_t n = s->n_suppliers + s->n_buyers;
	int32_t n_edges = s->row_start[s->n_suppliers];
	const double *cost = in->task->cost->value;
	double *counts = NULL;
	double *ground;
	double *potential;

	if (in->cell || shift > 0 || in->cost_unit.decimals != 0 || in->task->objective == PGI_SCORE)
	{
		PGI_NEW(env, counts, n_edges);
		for (int32_t e = 0; e < n_edges; e++)
		{
			counts[e] = (double) (cell_cost(in, cost[cell_of(in, e)]) >> shift);
			PGI_POLL_EVERY(env, (uint64_t) e, 14);
		}
		cost = counts;
	}
	PGI_NEW(env, ground, n);
	PGI_NEW(env, potential, (int64_t) n + 1);
	for (int32_t v = 0; v < n; v++)
		ground[v] = (double) (ground_cost(in, v) >> shift);
	PGI_TRY(pgi_simplex_run_narrow(env, &in->simplex, cost, ground, potential));
	for (int32_t v = 0; v <= n; v++)
		in->potential[v] = (pgi_wide) potential[v];
	pgi_free(env, counts);
	pgi_free(env, ground);
	pgi_free(env, potential);
	return PGI_OK;
}

static pgi_status
solve_wide(pgi_env *env, instance *in)
{
	int32_t n = in->simplex.n_suppliers + in->simplex.n_buyers;
	int32_t n_edges = in->simplex.row_start[in->simplex.n_suppliers];
	pgi_wide *cost;
	pgi_wide *ground;

	PGI_NEW(env, cost, n_edges);
	PGI_NEW(env, ground, n);
	for (int32_t e = 0; e < n_edges; e++)
	{
		cost[e] = cell_cost(in, in->task->cost->value[cell_of(in, e)]);
		PGI_POLL_EVERY(env, (uint64_t) e, 14);
	}
	for (int32_t v = 0; v < n; v++)
		ground[v] = ground_cost(in, v);
	PGI_TRY(pgi_simplex_run_wide(env, &in->simplex, cost, ground, in->potential));
	pgi_free(env, cost);
	pgi_free(env, ground);
	return PGI_OK;
}

/* Splits a sum of costs into whole volume costs and the rest. */
static pgi_price
split(const pgi_supply_plan *plan, pgi_wide sum)
{
	pgi_price p = {0, 0};

	if (plan->volume_cost > 0)
	{
		pgi_wide half = plan->volume_cost / 2;
		pgi_wide volume = (sum + (sum >= 0 ? half : -half)) / plan->volume_cost;

		p.volume = (double) volume;
		sum -= volume * plan->volume_cost;
	}
	p.value = pgi_unit_value(&plan->cost_unit, sum);
	return p;
}

pgi_price
pgi_plan_row_price(const pgi_supply_plan *plan, int32_t row)
{
	return split(plan, plan->row_dual[row]);
}

pgi_price
pgi_plan_col_price(const pgi_supply_plan *plan, int32_t col)
{
	return split(plan, plan->score ? -plan->col_dual[col] : plan->col_dual[col]);
}

pgi_price
pgi_plan_reduced_cost(const pgi_supply_plan *plan, int32_t row, int32_t col, double cell)
{
	pgi_wide c = pgi_unit_count(&plan->cost_unit, cell);

	return split(plan, (plan->score ? -c : c) + plan->row_dual[row] - plan->col_dual[col]);
}

/* A tree arc that carries something. */
typedef struct flow
{
	int32_t row;
	int32_t col;
	int32_t cell;
	int64_t quantity;
} flow;

/* The flows by row and column: two counting sorts, the first by column. */
static pgi_status
tell_flows(pgi_env *env, const instance *in, pgi_supply_plan *plan)
{
	const pgi_simplex *s = &in->simplex;
	const pgi_matrix *m = in->task->cost;
	int32_t n = s->n_suppliers + s->n_buyers;
	int32_t more = m->rows.n > m->cols.n ? m->rows.n : m->cols.n;
	flow *found;
	flow *by_col;
	int32_t *start;

	PGI_NEW(env, found, n);
	PGI_NEW(env, by_col, n);
	PGI_NEW_ZERO(env, start, (int64_t) more + 2);
	for (int32_t v = 0; v < n; v++)
		if (s->arc[v].edge >= 0 && s->arc[v].flow > 0)
		{
			int32_t cell = cell_of(in, s->arc[v].edge);

			found[plan->n_flows] =
				(flow){v < s->n_suppliers ? v : s->node[v].parent, m->col[cell], cell, s->arc[v].flow};
			start[found[plan->n_flows++].col + 1]++;
		}
	for (int32_t j = 0; j < m->cols.n; j++)
		start[j + 1] += start[j];
	for (int32_t k = 0; k < plan->n_flows; k++)
		by_col[start[found[k].col]++] = found[k];
	memset(start, 0, sizeof *start * ((size_t) more + 2));
	for (int32_t k = 0; k < plan->n_flows; k++)
		start[by_col[k].row + 1]++;
	for (int32_t i = 0; i < m->rows.n; i++)
		start[i + 1] += start[i];
	PGI_NEW(env, plan->row, plan->n_flows);
	PGI_NEW(env, plan->col, plan->n_flows);
	PGI_NEW(env, plan->cell, plan->n_flows);
	PGI_NEW(env, plan->quantity, plan->n_flows);
	for (int32_t k = 0; k < plan->n_flows; k++)
	{
		int32_t at = start[by_col[k].row]++;

		plan->row[at] = by_col[k].row;
		plan->col[at] = by_col[k].col;
		plan->cell[at] = by_col[k].cell;
		plan->quantity[at] = pgi_unit_value(&in->quantity_unit, by_col[k].quantity);
	}
	pgi_free(env, found);
	pgi_free(env, by_col);
	pgi_free(env, start);
	return PGI_OK;
}

/* A column without need gets the price that its cheapest supplier or its penalty would set. */
static pgi_status
tell_nodes(pgi_env *env, const instance *in, pgi_supply_plan *plan)
{
	const pgi_simplex *s = &in->simplex;
	const pgi_matrix *m = in->task->cost;

	PGI_NEW(env, plan->idle, m->rows.n);
	PGI_NEW(env, plan->unmet, m->cols.n);
	PGI_NEW(env, plan->row_dual, m->rows.n);
	PGI_NEW(env, plan->col_dual, m->cols.n);
	for (int32_t j = 0; j < m->cols.n; j++)
	{
		int32_t v = in->node_of_col[j];

		plan->unmet[j] = v >= 0 && s->arc[v].edge < 0 ? pgi_unit_value(&in->quantity_unit, s->arc[v].flow) : 0;
		plan->col_dual[j] = v >= 0 ? in->potential[v] : ground_cost(in, s->n_suppliers);
	}
	for (int32_t i = 0; i < m->rows.n; i++)
	{
		plan->idle[i] = s->arc[i].edge < 0 ? pgi_unit_value(&in->quantity_unit, s->arc[i].flow) : 0;
		plan->row_dual[i] = in->potential[i];
		for (int32_t k = m->row_start[i]; k < m->row_start[i + 1]; k++)
			if (in->node_of_col[m->col[k]] < 0)
			{
				pgi_wide c = cell_cost(in, m->value[k]) + in->potential[i];

				if (c < plan->col_dual[m->col[k]])
					plan->col_dual[m->col[k]] = c;
			}
	}
	return PGI_OK;
}

pgi_status
pgi_core_match_supply(pgi_env *env, const pgi_supply_task *task, pgi_supply_plan *plan)
{
	instance in = {.task = task};
	int32_t spare;

	*plan = (pgi_supply_plan){0};
	PGI_TRY(check_quantities(env, task->supply, &task->cost->rows));
	PGI_TRY(check_quantities(env, task->demand, &task->cost->cols));
	PGI_TRY(build(env, task, &in));
	choose_cost_unit(&in);
	PGI_NEW(env, in.potential, (int64_t) in.simplex.n_suppliers + in.simplex.n_buyers + 1);
	PGI_TRY(pgi_simplex_start(env, &in.simplex));
	spare = in.cost_unit.bits + in.path_bits - 53;
	PGI_TRY(solve_narrow(env, &in, spare > 0 ? spare : 0));
	if (spare > 0)
		PGI_TRY(solve_wide(env, &in));
	plan->cost_unit = in.cost_unit;
	plan->volume_cost = in.volume_cost;
	plan->score = task->objective == PGI_SCORE;
	plan->exact = in.cost_unit.exact && in.quantity_unit.exact;
	plan->n_pivots = in.simplex.n_pivots;
	PGI_TRY(tell_flows(env, &in, plan));
	return tell_nodes(env, &in, plan);
}
