/* chain_risk.c - criticality of nodes, knock-out, attack curves, cascades. */
#include "chain_glue.h"

/* The number of bridges that end at each node. */
static int32_t *
count_bridges(const pgi_chain *chain, const int32_t *bridge_to)
{
	int32_t *count = palloc_extended(sizeof(int32_t) * ((Size) chain->n + 1), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);

	for (int32_t v = 0; v < chain->n; v++)
		if (bridge_to[v] >= 0)
		{
			count[v]++;
			count[bridge_to[v]]++;
		}
	return count;
}

/* The number of buyers for which each node is the only supplier. */
static int32_t *
count_captive_buyers(const pgi_chain *chain, const int32_t *n_suppliers)
{
	int32_t *count = palloc_extended(sizeof(int32_t) * ((Size) chain->n + 1), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);

	for (int32_t v = 0; v < chain->n; v++)
		for (int32_t e = chain->out_start[v]; e < chain->out_start[v + 1]; e++)
			count[v] += chain->out_to[e] != v && n_suppliers[chain->out_to[e]] == 1;
	return count;
}

PG_FUNCTION_INFO_V1(pgi_chain_criticality);
Datum
pgi_chain_criticality(PG_FUNCTION_ARGS)
{
	static const char *const orientation[] = {"downstream", "upstream", NULL};
	pgi_env *env = pgi_env_here();
	pgi_chain_rank options = {.tolerance = 1e-14, .max_iterations = 10000};
	int32_t *dominator, *bridge_to, *bridges, *n_suppliers, *captive, pivots;
	double *value, *lost, *length, *hops_between = NULL, *length_between = NULL, *rank, *rank_by_value, *katz, *hhi;
	double total;
	int by;
	uint64_t seed;
	bool converged;
	char *articulation;
	pgi_chain_order order;
	pgi_chain *chain;
	pgi_table *table;
	StringInfo id;
	Datum *label, method_id;

	PGI_EMPTY_IF_NULL(0);
	by = pgi_chain_option_arg(fcinfo, 2, "measure of a path", pgi_chain_by_name);
	pivots = PG_ARGISNULL(3) ? -1 : PG_GETARG_INT32(3);
	if (!PG_ARGISNULL(3) && pivots < 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("number of pivots must not be negative"),
						errhint("NULL takes every node as a source, 0 leaves betweenness out.")));
	seed = PG_ARGISNULL(4) ? 0 : (uint64_t) PG_GETARG_INT64(4);
	options.damping = pgi_chain_number_arg(fcinfo, 5, "damping", 0, 1);
	options.katz_alpha = pgi_chain_number_arg(fcinfo, 6, "alpha", 0, 1e6);
	options.reverse = pgi_chain_option_arg(fcinfo, 7, "orientation", orientation) == 1;
	id = pgi_method_begin("chain_criticality");
	pgi_method_text(id, "by", pgi_chain_by_name[by]);
	pgi_method_text(id, "pivots", pivots < 0 ? "all" : psprintf("%d", pivots));
	pgi_method_integer(id, "seed", (int64) seed);
	pgi_method_number(id, "damping", options.damping);
	pgi_method_number(id, "alpha", options.katz_alpha);
	pgi_method_text(id, "orientation", orientation[options.reverse]);
	method_id = pgi_method_end(id);

	chain = pgi_chain_arg(fcinfo, env, 0);
	value = pgi_chain_vector_arg(fcinfo, env, chain, 1);
	total = pgi_chain_total(env, chain->n, value);
	pgi_check(env, pgi_core_chain_lengths(env, chain, (pgi_chain_by) by, &length));
	pgi_check(env, pgi_core_chain_order(env, chain, &order));
	pgi_check(env, pgi_core_chain_dominators(env, &order, value, &dominator, &lost));
	pgi_check(env, pgi_core_chain_cuts(env, chain, &articulation, &bridge_to));
	pgi_check(env, pgi_core_chain_supplier_hhi(env, chain, &hhi, &n_suppliers));
	pgi_check(env, pgi_core_chain_pagerank(env, chain, &options, false, &rank, &converged));
	pgi_check(env, pgi_core_chain_pagerank(env, chain, &options, true, &rank_by_value, &converged));
	pgi_check(env, pgi_core_chain_katz(env, chain, &options, &katz, &converged));
	if (pivots != 0)
	{
		pgi_check(env, pgi_core_chain_betweenness(env, chain, NULL, pivots, seed, &hops_between));
		pgi_check(env, pgi_core_chain_betweenness(env, chain, length, pivots, seed, &length_between));
	}
	bridges = count_bridges(chain, bridge_to);
	captive = count_captive_buyers(chain, n_suppliers);

	table = pgi_table_begin(fcinfo);
	label = pgi_label_datums(&chain->labels);
	for (int32_t v = 0; v < chain->n; v++)
	{
		int32_t c = order.component[v];

		pgi_table_set(table, 0, label[v]);
		pgi_table_set_float8(table, 1, value[v]);
		pgi_table_set_float8(table, 2, lost[c]);
		pgi_table_set_float8(table, 3, total > 0 ? lost[c] / total : NAN);
		if (dominator[c] >= 0)
			pgi_table_set(table, 4, label[order.member[order.member_start[dominator[c]]]]);
		pgi_table_set_bool(table, 5, articulation[v] != 0);
		pgi_table_set_int4(table, 6, bridges[v]);
		pgi_table_set_float8(table, 7, hops_between ? hops_between[v] : NAN);
		pgi_table_set_float8(table, 8, length_between ? length_between[v] : NAN);
		pgi_table_set_float8(table, 9, rank[v]);
		pgi_table_set_float8(table, 10, rank_by_value[v]);
		pgi_table_set_float8(table, 11, katz[v]);
		pgi_table_set_int4(table, 12, n_suppliers[v]);
		pgi_table_set_float8(table, 13, hhi[v]);
		pgi_table_set_bool(table, 14, n_suppliers[v] > 0 && !isnan(hhi[v]) && 1 / hhi[v] < 1.5);
		pgi_table_set_int4(table, 15, captive[v]);
		pgi_table_set(table, 16, method_id);
		pgi_table_put(table);
	}
	PG_RETURN_NULL();
}

/* --- failure --------------------------------------------------------------------- */

PG_FUNCTION_INFO_V1(pgi_chain_knockout);
Datum
pgi_chain_knockout(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_chain *chain;
	pgi_chain_order order;
	pgi_table *table;
	Datum *label, state[3];
	char *failed, *served;
	double *value;

	PGI_EMPTY_IF_NULL(0);
	PGI_EMPTY_IF_NULL(1);
	chain = pgi_chain_arg(fcinfo, env, 0);
	failed = pgi_chain_nodes_arg(fcinfo, env, chain, 1);
	value = pgi_chain_vector_arg(fcinfo, env, chain, 2);
	pgi_check(env, pgi_core_chain_order(env, chain, &order));
	pgi_check(env, pgi_core_chain_served(env, chain, &order, failed, &served));
	table = pgi_table_begin(fcinfo);
	label = pgi_label_datums(&chain->labels);
	state[0] = CStringGetTextDatum("failed");
	state[1] = CStringGetTextDatum("cut_off");
	state[2] = CStringGetTextDatum("served");
	for (int32_t v = 0; v < chain->n; v++)
	{
		double inputs = 0, left = 0;

		for (int32_t i = chain->in_start[v]; i < chain->in_start[v + 1]; i++)
			if (chain->in_from[i] != v)
			{
				inputs += chain->value[chain->in_edge[i]];
				left += served[chain->in_from[i]] ? chain->value[chain->in_edge[i]] : 0;
			}
		pgi_table_set(table, 0, label[v]);
		pgi_table_set(table, 1, state[failed[v] ? 0 : served[v] ? 2 : 1]);
		pgi_table_set_float8(table, 2, value[v]);
		pgi_table_set_float8(table, 3, served[v] ? 0 : value[v]);
		pgi_table_set_float8(table, 4, inputs > 0 ? left / inputs : NAN);
		pgi_table_put(table);
	}
	PG_RETURN_NULL();
}

/* The order in which an attack removes the nodes; a random one belongs to the seed and the run. */
static int32_t *
removal_order(pgi_env *env, const pgi_chain *chain, const pgi_chain_order *order, const double *value, int rule,
			  uint64_t seed, int32_t run)
{
	double *score = pgi_doubles(env, chain->n);
	int32_t *sequence, *dominator;
	double *lost;

	switch (rule)
	{
	case 0: /* degree */
		for (int32_t v = 0; v < chain->n; v++)
			score[v] = (double) (chain->out_start[v + 1] - chain->out_start[v]) +
					   (chain->in_start[v + 1] - chain->in_start[v]);
		break;
	case 1: /* strength */
		for (int32_t v = 0; v < chain->n; v++)
			score[v] = 0;
		for (int32_t v = 0; v < chain->n; v++)
			for (int32_t e = chain->out_start[v]; e < chain->out_start[v + 1]; e++)
			{
				score[v] += chain->value[e];
				score[chain->out_to[e]] += chain->value[e];
			}
		break;
	case 2: /* betweenness */
		pgi_check(env, pgi_core_chain_betweenness(env, chain, NULL, -1, 0, &score));
		break;
	case 3: /* criticality */
		pgi_check(env, pgi_core_chain_dominators(env, order, value, &dominator, &lost));
		for (int32_t v = 0; v < chain->n; v++)
			score[v] = lost[order->component[v]];
		break;
	default:
		pgi_check(env, pgi_core_chain_shuffled(env, chain->n, seed, (uint64_t) run, &sequence));
		return sequence;
	}
	pgi_check(env, pgi_core_chain_by_score(env, chain->n, score, &sequence));
	return sequence;
}

PG_FUNCTION_INFO_V1(pgi_chain_resilience);
Datum
pgi_chain_resilience(PG_FUNCTION_ARGS)
{
	static const char *const rule_name[] = {"degree", "strength", "betweenness", "criticality", "random", NULL};
	enum
	{
		RANDOM = 4
	};
	pgi_env *env = pgi_env_here();
	int rule;
	int32_t runs, *sequence = NULL;
	uint64_t seed;
	double *value, *largest_sum, *served_sum, total, largest_area = 0, served_area = 0;
	pgi_chain *chain;
	pgi_chain_order order;
	pgi_table *table;
	StringInfo id;
	Datum *label, method_id;

	PGI_EMPTY_IF_NULL(0);
	rule = pgi_chain_option_arg(fcinfo, 1, "order of removal", rule_name);
	seed = PG_ARGISNULL(2) ? 0 : (uint64_t) PG_GETARG_INT64(2);
	runs = rule != RANDOM || PG_ARGISNULL(4) ? 1 : PG_GETARG_INT32(4);
	if (runs < 1)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("number of runs must be positive"),
						errdetail("It is %d.", runs)));
	id = pgi_method_begin("chain_resilience");
	pgi_method_text(id, "removal_order", rule_name[rule]);
	pgi_method_integer(id, "seed", (int64) seed);
	pgi_method_integer(id, "runs", runs);
	method_id = pgi_method_end(id);
	chain = pgi_chain_arg(fcinfo, env, 0);
	value = pgi_chain_vector_arg(fcinfo, env, chain, 3);
	total = pgi_chain_total(env, chain->n, value);
	pgi_check(env, pgi_core_chain_order(env, chain, &order));
	largest_sum = palloc_extended(sizeof(double) * ((Size) chain->n + 1), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	served_sum = palloc_extended(sizeof(double) * ((Size) chain->n + 1), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	for (int32_t r = 0; r < runs; r++)
	{
		int32_t *largest;
		double *served;

		sequence = removal_order(env, chain, &order, value, rule, seed, r);
		pgi_check(env, pgi_core_chain_attack(env, chain, &order, sequence, value, &largest, &served));
		for (int32_t q = 0; q <= chain->n; q++)
		{
			largest_sum[q] += largest[q];
			served_sum[q] += served[q];
		}
		pgi_free(env, largest);
		pgi_free(env, served);
		if (r < runs - 1)
			pgi_free(env, sequence);
	}
	table = pgi_table_begin(fcinfo);
	label = pgi_label_datums(&chain->labels);
	for (int32_t q = 0; q <= chain->n; q++)
	{
		double largest = chain->n > 0 ? largest_sum[q] / runs / chain->n : NAN;
		double served = total > 0 ? served_sum[q] / runs / total : NAN;

		largest_area += q > 0 ? largest : 0;
		served_area += q > 0 ? served : 0;
		pgi_table_set_int4(table, 0, q);
		if (q > 0 && runs == 1)
			pgi_table_set(table, 1, label[sequence[q - 1]]);
		pgi_table_set_float8(table, 2, largest);
		pgi_table_set_float8(table, 3, served);
		pgi_table_set_float8(table, 4, chain->n > 0 ? largest_area / chain->n : NAN);
		pgi_table_set_float8(table, 5, chain->n > 0 ? served_area / chain->n : NAN);
		pgi_table_set(table, 6, method_id);
		pgi_table_put(table);
	}
	PG_RETURN_NULL();
}

PG_FUNCTION_INFO_V1(pgi_chain_cascade);
Datum
pgi_chain_cascade(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	double tolerance = pgi_chain_number_arg(fcinfo, 2, "tolerance", 0, 1e6), *first, *last;
	pgi_chain *chain = pgi_chain_arg(fcinfo, env, 0);
	char *failed = pgi_chain_nodes_arg(fcinfo, env, chain, 1);
	pgi_table *table = pgi_table_begin(fcinfo);
	Datum *label = pgi_label_datums(&chain->labels);
	int32_t *round;

	pgi_check(env, pgi_core_chain_cascade(env, chain, failed, tolerance, &round, &first, &last));
	for (int32_t v = 0; v < chain->n; v++)
	{
		pgi_table_set(table, 0, label[v]);
		if (round[v] >= 0)
			pgi_table_set_int4(table, 1, round[v]);
		pgi_table_set_float8(table, 2, first[v]);
		pgi_table_set_float8(table, 3, (1 + tolerance) * first[v]);
		pgi_table_set_float8(table, 4, last[v]);
		pgi_table_put(table);
	}
	PG_RETURN_NULL();
}

PG_FUNCTION_INFO_V1(pgi_chain_recovery);
Datum
pgi_chain_recovery(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_chain *chain;
	pgi_chain_order order;
	pgi_table *table;
	Datum *label;
	char *failed;
	double *value, *since;
	int32_t *through;

	PGI_EMPTY_IF_NULL(0);
	PGI_EMPTY_IF_NULL(1);
	PGI_EMPTY_IF_NULL(2);
	chain = pgi_chain_arg(fcinfo, env, 0);
	failed = pgi_chain_nodes_arg(fcinfo, env, chain, 1);
	value = pgi_chain_vector_arg(fcinfo, env, chain, 3);
	pgi_check(env, pgi_core_chain_order(env, chain, &order));
	pgi_check(env, pgi_core_chain_recovery(env, chain, &order, failed, PGI_GETARG_MATRIX(2), &since, &through));
	table = pgi_table_begin(fcinfo);
	label = pgi_label_datums(&chain->labels);
	for (int32_t v = 0; v < chain->n; v++)
	{
		pgi_table_set(table, 0, label[v]);
		pgi_table_set_float8(table, 1, since[v]);
		if (through[v] >= 0)
			pgi_table_set(table, 2, label[through[v]]);
		pgi_table_set_float8(table, 3, value[v]);
		pgi_table_put(table);
	}
	PG_RETURN_NULL();
}
