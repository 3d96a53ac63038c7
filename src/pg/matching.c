/* matching.c - SQL entry points of plans, assignments, their explanation, and stable pairs. */
#include "option.h"

#include <math.h>

#include "matching.h"

static const char *const objective_names[] = {"volume_then_cost", "cost_with_penalties", "score", NULL};
static const char *const direction_names[] = {"minimize", "maximize", NULL};
static const char *const proposer_names[] = {"first", "second", NULL};
static const char *const preference_names[] = {"rank", "score", NULL};

static double
penalty(const char *name, double value)
{
	if (!isfinite(value))
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("%s must be finite", name)));
	return value;
}

/* --- a plan's arguments ------------------------------------------------------------ */

/*
 * Values of a one-column matrix by the numbers that its labels have in another label set (-1: none, left out);
 * labels without a value get `absent`.
 */
static double *
one_column(pgi_env *env, const pgi_matrix *m, const int32_t *to, int32_t n, double absent)
{
	double *value = pgi_doubles(env, n);

	if (m->cols.n != 1)
		pgi_check(env, pgi_fail(env, .status = PGI_NOT_ONE_COLUMN, .n = m->cols.n));
	for (int32_t i = 0; i < n; i++)
		value[i] = absent;
	for (int32_t i = 0; i < m->rows.n; i++)
		if (to[i] >= 0 && m->row_start[i] < m->row_start[i + 1])
			value[to[i]] = m->value[m->row_start[i]];
	return value;
}

/* Cost, supply and demand over the union of their labels; a label without edges stays idle or unmet. */
static pgi_supply_task *
supply_task(pgi_env *env, Datum cost, Datum supply, Datum demand)
{
	pgi_supply_task *task = palloc0(sizeof *task);
	const pgi_matrix *c = pgi_matrix_from_datum(cost);
	const pgi_matrix *s = pgi_matrix_from_datum(supply);
	const pgi_matrix *d = pgi_matrix_from_datum(demand);
	pgi_labels rows, cols;
	int32_t *row_to, *col_to, *supply_to, *demand_to;

	pgi_check(env, pgi_labels_union(env, &c->rows, &s->rows, &rows, &row_to, &supply_to));
	pgi_check(env, pgi_labels_union(env, &c->cols, &d->rows, &cols, &col_to, &demand_to));
	task->supply = one_column(env, s, supply_to, rows.n, 0);
	task->demand = one_column(env, d, demand_to, cols.n, 0);
	if (rows.n != c->rows.n || cols.n != c->cols.n)
	{
		pgi_matrix *wider = palloc(sizeof *wider);

		pgi_check(env, pgi_matrix_relabel(env, c, &rows, row_to, &cols, col_to, wider));
		c = wider;
	}
	task->cost = c;
	return task;
}

/* The same with the options that start at an argument: objective, unmet_penalty, idle_penalty. */
static pgi_supply_task *
task_from_arguments(FunctionCallInfo fcinfo, pgi_env *env, int options)
{
	pgi_supply_task *task = supply_task(env, PG_GETARG_DATUM(0), PG_GETARG_DATUM(1), PG_GETARG_DATUM(2));
	double unmet = penalty("unmet_penalty", PG_GETARG_FLOAT8(options + 1));
	double idle = penalty("idle_penalty", PG_GETARG_FLOAT8(options + 2));

	task->objective = (pgi_objective) pgi_option("objective", PG_GETARG_DATUM(options), objective_names);
	if (task->objective == PGI_COST_WITH_PENALTIES)
	{
		task->unmet_penalty = unmet;
		task->idle_penalty = idle;
	}
	else if (unmet != 0 || idle != 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("penalties have no meaning with objective \"%s\"", objective_names[task->objective]),
						errhint("Use objective => 'cost_with_penalties'.")));
	return task;
}

static Datum
method_id(const char *function, const pgi_supply_task *task)
{
	StringInfo id = pgi_method_begin(function);

	pgi_method_text(id, "objective", objective_names[task->objective]);
	pgi_method_number(id, "unmet_penalty", task->unmet_penalty);
	pgi_method_number(id, "idle_penalty", task->idle_penalty);
	return pgi_method_end(id);
}

static double
cost_of(double quantity, double unit_cost)
{
	double cost = quantity * unit_cost;

	if (isinf(cost))
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("cost out of range"),
						errdetail("%g units at %g each exceed the range of double precision.", quantity, unit_cost)));
	return cost;
}

/* --- match_supply --------------------------------------------------------------------- */

PG_FUNCTION_INFO_V1(pgi_match_supply);
Datum
pgi_match_supply(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_supply_task *task = task_from_arguments(fcinfo, env, 3);
	const pgi_matrix *m = task->cost;
	bool by_volume = task->objective == PGI_VOLUME_THEN_COST;
	pgi_supply_plan plan;
	pgi_table *table = pgi_table_begin(fcinfo);
	Datum flow = CStringGetTextDatum("flow"), need = CStringGetTextDatum("need"),
		  capacity = CStringGetTextDatum("capacity"), method = method_id("match_supply", task);
	Datum *supplier, *buyer;

	pgi_check(env, pgi_core_match_supply(env, task, &plan));
	supplier = pgi_label_datums(&m->rows);
	buyer = pgi_label_datums(&m->cols);
	for (int32_t k = 0; k < plan.n_flows; k++)
	{
		double unit_cost = m->value[plan.cell[k]];

		pgi_table_set(table, 0, flow);
		pgi_table_set(table, 1, supplier[plan.row[k]]);
		pgi_table_set(table, 2, buyer[plan.col[k]]);
		pgi_table_set_float8(table, 3, plan.quantity[k]);
		pgi_table_set_float8(table, 4, unit_cost);
		pgi_table_set_float8(table, 5, cost_of(plan.quantity[k], unit_cost));
		pgi_table_set(table, 9, method);
		pgi_table_put(table);
	}
	for (int32_t j = 0; j < m->cols.n; j++)
	{
		pgi_price price = pgi_plan_col_price(&plan, j);

		pgi_table_set(table, 0, need);
		pgi_table_set(table, 2, buyer[j]);
		pgi_table_set_float8(table, 3, task->demand[j]);
		pgi_table_set_float8(table, 6, plan.unmet[j]);
		pgi_table_set_float8(table, 7, price.value);
		pgi_table_set_float8(table, 8, by_volume ? price.volume : NAN);
		pgi_table_set(table, 9, method);
		pgi_table_put(table);
	}
	for (int32_t i = 0; i < m->rows.n; i++)
	{
		pgi_price price = pgi_plan_row_price(&plan, i);

		pgi_table_set(table, 0, capacity);
		pgi_table_set(table, 1, supplier[i]);
		pgi_table_set_float8(table, 3, task->supply[i]);
		pgi_table_set_float8(table, 6, plan.idle[i]);
		pgi_table_set_float8(table, 7, price.value);
		pgi_table_set_float8(table, 8, by_volume ? price.volume : NAN);
		pgi_table_set(table, 9, method);
		pgi_table_put(table);
	}
	return (Datum) 0;
}

/* --- match_explain -------------------------------------------------------------------- */

/* Number of a label; 22023 where neither the costs nor the quantities have it. */
static int32_t
known_label(pgi_env *env, const pgi_labels *labels, Datum value)
{
	int len;
	const char *text = pgi_text_bytes(value, &len);
	int32_t i = pgi_label_find(labels, text, len);

	if (i < 0)
		pgi_check(env, pgi_fail(env, .status = PGI_LABEL_NOT_FOUND, .row = text, .row_len = len));
	return i;
}

PG_FUNCTION_INFO_V1(pgi_match_explain);
Datum
pgi_match_explain(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_supply_task *task = task_from_arguments(fcinfo, env, 5);
	const pgi_matrix *m = task->cost;
	int32_t row = known_label(env, &m->rows, PG_GETARG_DATUM(3));
	int32_t col = known_label(env, &m->cols, PG_GETARG_DATUM(4));
	int32_t cell = pgi_cell_find(m, row, col);
	pgi_supply_plan plan;
	pgi_table *table = pgi_table_begin(fcinfo);
	pgi_price supplier, buyer, reduced = {0, 0};
	double quantity = 0;
	const char *reason;

	pgi_check(env, pgi_core_match_supply(env, task, &plan));
	for (int32_t k = 0; k < plan.n_flows; k++)
		if (plan.row[k] == row && plan.col[k] == col)
			quantity = plan.quantity[k];
	supplier = pgi_plan_row_price(&plan, row);
	buyer = pgi_plan_col_price(&plan, col);
	if (cell >= 0)
		reduced = pgi_plan_reduced_cost(&plan, row, col, m->value[cell]);
	if (cell < 0)
		reason = "no_edge";
	else if (task->supply[row] == 0)
		reason = "no_capacity";
	else if (task->demand[col] == 0)
		reason = "no_need";
	else if (quantity > 0)
		reason = "matched";
	else if (reduced.volume > 0)
		reason = "less_volume";
	else if (reduced.value > 0)
		reason = "too_dear";
	else
		reason = "equally_good";
	pgi_table_set(table, 0, pgi_label_datum(&m->rows, row));
	pgi_table_set(table, 1, pgi_label_datum(&m->cols, col));
	pgi_table_set_text(table, 2, reason);
	pgi_table_set_float8(table, 3, quantity);
	pgi_table_set_float8(table, 4, cell < 0 ? NAN : m->value[cell]);
	pgi_table_set_float8(table, 5, supplier.value);
	pgi_table_set_float8(table, 6, buyer.value);
	pgi_table_set_float8(table, 7, cell < 0 ? NAN : reduced.value);
	pgi_table_set_float8(table, 8, cell < 0 || task->objective != PGI_VOLUME_THEN_COST ? NAN : reduced.volume);
	pgi_table_set_float8(table, 9, plan.idle[row]);
	pgi_table_set_float8(table, 10, plan.unmet[col]);
	pgi_table_set(table, 11, method_id("match_explain", task));
	pgi_table_put(table);
	return (Datum) 0;
}

/* --- match_assign: the plan of single units -------------------------------------------- */

static double *
ones(pgi_env *env, int32_t n)
{
	double *one = pgi_doubles(env, n);

	for (int32_t i = 0; i < n; i++)
		one[i] = 1;
	return one;
}

PG_FUNCTION_INFO_V1(pgi_match_assign);
Datum
pgi_match_assign(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	const pgi_matrix *m = PGI_GETARG_MATRIX(0);
	int direction = pgi_option("direction", PG_GETARG_DATUM(1), direction_names);
	pgi_supply_task task = {.cost = m, .supply = ones(env, m->rows.n), .demand = ones(env, m->cols.n)};
	pgi_matrix negated = *m;
	double sign = direction == 0 ? 1 : -1;
	pgi_supply_plan plan;
	pgi_table *table = pgi_table_begin(fcinfo);
	StringInfo id = pgi_method_begin("match_assign");
	Datum *row, *col, method;
	int32_t k = 0;

	pgi_method_text(id, "direction", direction_names[direction]);
	method = pgi_method_end(id);
	/* most pairs first in both directions: the highest total is the least of the negated one */
	if (direction == 1)
	{
		double *value = pgi_doubles(env, m->n_cells);

		for (int32_t i = 0; i < m->n_cells; i++)
			value[i] = -m->value[i];
		negated.value = value;
		task.cost = &negated;
	}
	pgi_check(env, pgi_core_match_supply(env, &task, &plan));
	row = pgi_label_datums(&m->rows);
	col = pgi_label_datums(&m->cols);
	for (int32_t i = 0; i < m->rows.n; i++)
	{
		pgi_price price = pgi_plan_row_price(&plan, i);

		pgi_table_set(table, 0, row[i]);
		if (k < plan.n_flows && plan.row[k] == i)
		{
			pgi_price other = pgi_plan_col_price(&plan, plan.col[k]);

			pgi_table_set(table, 1, col[plan.col[k]]);
			pgi_table_set_float8(table, 2, m->value[plan.cell[k]]);
			pgi_table_set_float8(table, 5, sign * other.value + 0.0);
			pgi_table_set_float8(table, 6, other.volume);
			k++;
		}
		pgi_table_set_float8(table, 3, sign * price.value + 0.0);
		pgi_table_set_float8(table, 4, price.volume);
		pgi_table_set(table, 7, method);
		pgi_table_put(table);
	}
	for (int32_t j = 0; j < m->cols.n; j++)
		if (plan.unmet[j] > 0)
		{
			pgi_price price = pgi_plan_col_price(&plan, j);

			pgi_table_set(table, 1, col[j]);
			pgi_table_set_float8(table, 5, sign * price.value + 0.0);
			pgi_table_set_float8(table, 6, price.volume);
			pgi_table_set(table, 7, method);
			pgi_table_put(table);
		}
	return (Datum) 0;
}

/* --- match_stable ------------------------------------------------------------------------ */

/* Places of one side: whole numbers from a one-column matrix, one each where it has no row or is NULL. */
static int32_t *
places(FunctionCallInfo fcinfo, pgi_env *env, int argument, const pgi_labels *labels)
{
	int32_t *place = palloc_extended(sizeof(int32_t) * ((Size) labels->n + 1), MCXT_ALLOC_HUGE);

	for (int32_t i = 0; i < labels->n; i++)
		place[i] = 1;
	if (!PG_ARGISNULL(argument))
	{
		const pgi_matrix *m = PGI_GETARG_MATRIX(argument);
		int32_t *to = palloc_extended(sizeof(int32_t) * ((Size) m->rows.n + 1), MCXT_ALLOC_HUGE);
		double *value;

		for (int32_t i = 0; i < m->rows.n; i++)
		{
			int len;
			const char *text = pgi_label(&m->rows, i, &len);

			/* who is on nobody's list takes no part */
			to[i] = pgi_label_find(labels, text, len);
		}
		value = one_column(env, m, to, labels->n, 1);
		for (int32_t i = 0; i < labels->n; i++)
		{
			int len;
			const char *text = pgi_label(labels, i, &len);

			if (!(value[i] >= 0 && value[i] <= INT32_MAX && value[i] == floor(value[i])))
				pgi_check(env,
						  pgi_fail(env, .status = PGI_MATCHING_PLACES, .row = text, .row_len = len, .value = value[i]));
			place[i] = (int32_t) value[i];
		}
	}
	return place;
}

PG_FUNCTION_INFO_V1(pgi_match_stable);
Datum
pgi_match_stable(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_matrix first, second;
	const pgi_matrix *a, *b;
	pgi_labels rows, cols;
	int32_t *a_row, *a_col, *b_row, *b_col, *first_places, *second_places;
	bool second_proposes, high_is_good;
	pgi_stable_task task;
	pgi_stable_pairs pairs;
	pgi_table *table;
	StringInfo id = pgi_method_begin("match_stable");
	Datum *row, *col, method;

	for (int i = 0; i < 6; i++)
		if (PG_ARGISNULL(i) && (i < 2 || i > 3))
		{
			(void) pgi_table_begin(fcinfo);
			return (Datum) 0;
		}
	second_proposes = pgi_option("proposer", PG_GETARG_DATUM(4), proposer_names) == 1;
	high_is_good = pgi_option("preference", PG_GETARG_DATUM(5), preference_names) == 1;
	a = PGI_GETARG_MATRIX(0);
	b = PGI_GETARG_MATRIX(1);
	table = pgi_table_begin(fcinfo);

	/* both over the same labels */
	pgi_check(env, pgi_labels_union(env, &a->rows, &b->cols, &rows, &a_row, &b_col));
	pgi_check(env, pgi_labels_union(env, &a->cols, &b->rows, &cols, &a_col, &b_row));
	first = *a;
	second = *b;
	if (a->rows.n != rows.n || a->cols.n != cols.n)
		pgi_check(env, pgi_matrix_relabel(env, a, &rows, a_row, &cols, a_col, &first));
	if (b->cols.n != rows.n || b->rows.n != cols.n)
		pgi_check(env, pgi_matrix_relabel(env, b, &cols, b_row, &rows, b_col, &second));
	first_places = places(fcinfo, env, 2, &rows);
	second_places = places(fcinfo, env, 3, &cols);
	task = second_proposes ? (pgi_stable_task){&second, &first, second_places, first_places, high_is_good}
						   : (pgi_stable_task){&first, &second, first_places, second_places, high_is_good};
	pgi_check(env, pgi_core_match_stable(env, &task, &pairs));

	row = pgi_label_datums(&rows);
	col = pgi_label_datums(&cols);
	pgi_method_text(id, "proposer", proposer_names[second_proposes]);
	pgi_method_text(id, "preference", preference_names[high_is_good]);
	method = pgi_method_end(id);
	for (int32_t k = 0; k < pairs.n; k++)
	{
		pgi_table_set(table, 0, row[second_proposes ? pairs.col[k] : pairs.row[k]]);
		pgi_table_set(table, 1, col[second_proposes ? pairs.row[k] : pairs.col[k]]);
		pgi_table_set_int4(table, 2, second_proposes ? pairs.col_choice[k] : pairs.row_choice[k]);
		pgi_table_set_int4(table, 3, second_proposes ? pairs.row_choice[k] : pairs.col_choice[k]);
		pgi_table_set(table, 4, method);
		pgi_table_put(table);
	}
	return (Datum) 0;
}
