/* chain.c - the chain as a graph: nodes, edges, walks, paths, modules. */
#include "chain_glue.h"

#include "catalog/pg_type.h"
#include "utils/array.h"

/* Where a node stands in the order of the chain. */
typedef struct standing
{
	pgi_chain_order order;
	int32_t *level;
	int32_t *height;
} standing;

static void
find_standing(pgi_env *env, const pgi_chain *chain, standing *s)
{
	pgi_check(env, pgi_core_chain_order(env, chain, &s->order));
	pgi_check(env, pgi_core_chain_levels(env, &s->order, &s->level, &s->height));
}

/* 0 at a source, 1 at a sink; NaN for a component that neither buys nor supplies. */
static double
position(const standing *s, int32_t c)
{
	return s->level[c] + s->height[c] > 0 ? (double) s->level[c] / (s->level[c] + s->height[c]) : NAN;
}

static int32_t
members(const standing *s, int32_t c)
{
	return s->order.member_start[c + 1] - s->order.member_start[c];
}

static bool
has_loop(const pgi_chain *chain, int32_t v)
{
	for (int32_t e = chain->out_start[v]; e < chain->out_start[v + 1]; e++)
		if (chain->out_to[e] == v)
			return true;
	return false;
}

static double
strength(const pgi_chain *chain, int32_t v, bool in)
{
	double sum = 0;

	if (in)
		for (int32_t i = chain->in_start[v]; i < chain->in_start[v + 1]; i++)
			sum += chain->value[chain->in_edge[i]];
	else
		for (int32_t e = chain->out_start[v]; e < chain->out_start[v + 1]; e++)
			sum += chain->value[e];
	return sum;
}

PG_FUNCTION_INFO_V1(pgi_chain_nodes);
Datum
pgi_chain_nodes(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	double lower = pgi_chain_number_arg(fcinfo, 1, "end of the upstream segment", 0, 1);
	double upper = pgi_chain_number_arg(fcinfo, 2, "start of the downstream segment", lower, 1);
	pgi_chain *chain = pgi_chain_arg(fcinfo, env, 0);
	pgi_table *table = pgi_table_begin(fcinfo);
	StringInfo id = pgi_method_begin("chain_nodes");
	Datum *label = pgi_label_datums(&chain->labels), method_id;
	Datum segment[4] = {CStringGetTextDatum("upstream"), CStringGetTextDatum("midstream"),
						CStringGetTextDatum("downstream"), CStringGetTextDatum("isolated")};
	int32_t *upstream, *downstream;
	standing s;

	pgi_method_number(id, "upstream_until", lower);
	pgi_method_number(id, "downstream_from", upper);
	method_id = pgi_method_end(id);
	find_standing(env, chain, &s);
	pgi_check(env, pgi_core_chain_reach(env, chain, &s.order, &upstream, &downstream));
	for (int32_t v = 0; v < chain->n; v++)
	{
		int32_t c = s.order.component[v];
		double at = position(&s, c);

		pgi_table_set(table, 0, label[v]);
		pgi_table_set_int4(table, 1, chain->in_start[v + 1] - chain->in_start[v]);
		pgi_table_set_int4(table, 2, chain->out_start[v + 1] - chain->out_start[v]);
		pgi_table_set_float8(table, 3, strength(chain, v, true));
		pgi_table_set_float8(table, 4, strength(chain, v, false));
		pgi_table_set_int4(table, 5, s.level[c]);
		pgi_table_set_int4(table, 6, s.height[c]);
		pgi_table_set_float8(table, 7, at);
		pgi_table_set(table, 8, segment[isnan(at) ? 3 : at < lower ? 0 : at > upper ? 2 : 1]);
		pgi_table_set(table, 9, label[s.order.member[s.order.member_start[c]]]);
		pgi_table_set_int4(table, 10, members(&s, c));
		pgi_table_set_bool(table, 11, members(&s, c) > 1 || has_loop(chain, v));
		pgi_table_set(table, 12, label[s.order.weak[v]]);
		pgi_table_set_int4(table, 13, upstream[c] - 1);
		pgi_table_set_int4(table, 14, downstream[c] - 1);
		pgi_table_set_bool(table, 15, s.level[c] == 0);
		pgi_table_set_bool(table, 16, s.height[c] == 0);
		pgi_table_set(table, 17, method_id);
		pgi_table_put(table);
	}
	PG_RETURN_NULL();
}

PG_FUNCTION_INFO_V1(pgi_chain_levels);
Datum
pgi_chain_levels(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_chain *chain = pgi_chain_arg(fcinfo, env, 0);
	pgi_table *table = pgi_table_begin(fcinfo);
	Datum *label = pgi_label_datums(&chain->labels);
	standing s;

	find_standing(env, chain, &s);
	for (int32_t v = 0; v < chain->n; v++)
	{
		int32_t c = s.order.component[v];

		pgi_table_set(table, 0, label[v]);
		pgi_table_set_int4(table, 1, s.level[c]);
		pgi_table_set_int4(table, 2, s.height[c]);
		pgi_table_set_float8(table, 3, position(&s, c));
		pgi_table_set(table, 4, label[s.order.member[s.order.member_start[c]]]);
		pgi_table_set_int4(table, 5, members(&s, c));
		pgi_table_put(table);
	}
	PG_RETURN_NULL();
}

PG_FUNCTION_INFO_V1(pgi_chain_edges);
Datum
pgi_chain_edges(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_chain *chain = pgi_chain_arg(fcinfo, env, 0);
	pgi_table *table = pgi_table_begin(fcinfo);
	Datum *label = pgi_label_datums(&chain->labels);
	double *in = pgi_doubles(env, chain->n);
	char *articulation;
	int32_t *bridge_to;
	standing s;

	find_standing(env, chain, &s);
	pgi_check(env, pgi_core_chain_cuts(env, chain, &articulation, &bridge_to));
	for (int32_t v = 0; v < chain->n; v++)
		in[v] = strength(chain, v, true);
	for (int32_t v = 0; v < chain->n; v++)
	{
		double out = strength(chain, v, false);

		for (int32_t e = chain->out_start[v]; e < chain->out_start[v + 1]; e++)
		{
			int32_t w = chain->out_to[e];

			pgi_table_set(table, 0, label[v]);
			pgi_table_set(table, 1, label[w]);
			pgi_table_set_float8(table, 2, chain->value[e]);
			pgi_table_set_float8(table, 3, out > 0 ? chain->value[e] / out : NAN);
			pgi_table_set_float8(table, 4, in[w] > 0 ? chain->value[e] / in[w] : NAN);
			pgi_table_set_bool(table, 5, bridge_to[v] == w || bridge_to[w] == v);
			pgi_table_set_bool(table, 6, s.order.component[v] == s.order.component[w]);
			pgi_table_set_int4(table, 7, s.level[s.order.component[w]] - s.level[s.order.component[v]]);
			pgi_table_put(table);
		}
	}
	PG_RETURN_NULL();
}

PG_FUNCTION_INFO_V1(pgi_chain_walk);
Datum
pgi_chain_walk(PG_FUNCTION_ARGS)
{
	static const char *const direction[] = {"downstream", "upstream", "both", NULL};
	pgi_env *env = pgi_env_here();
	pgi_chain *chain;
	pgi_chain_way walk;
	pgi_table *table;
	Datum *label;
	const char *name;
	int directions, len;
	int32_t start;

	PGI_EMPTY_IF_NULL(0);
	PGI_EMPTY_IF_NULL(1);
	directions = pgi_chain_option_arg(fcinfo, 2, "direction", direction) + 1;
	if (!PG_ARGISNULL(3) && PG_GETARG_INT32(3) < 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("depth must not be negative"),
						errhint("NULL means no limit.")));
	chain = pgi_chain_arg(fcinfo, env, 0);
	name = pgi_text_bytes(PG_GETARG_DATUM(1), &len);
	pgi_check(env, pgi_core_chain_node(env, chain, name, len, &start));
	pgi_check(env,
			  pgi_core_chain_walk(env, chain, start, directions, PG_ARGISNULL(3) ? -1 : PG_GETARG_INT32(3), &walk));
	table = pgi_table_begin(fcinfo);
	label = pgi_label_datums(&chain->labels);
	for (int32_t i = 0; i < walk.n; i++)
	{
		pgi_table_set(table, 0, label[walk.node[i]]);
		pgi_table_set_int4(table, 1, walk.steps[i]);
		if (i > 0)
		{
			pgi_table_set(table, 2, label[walk.via[i]]);
			pgi_table_set_float8(table, 3, chain->value[walk.edge[i]]);
		}
		pgi_table_put(table);
	}
	PG_RETURN_NULL();
}

PG_FUNCTION_INFO_V1(pgi_chain_paths);
Datum
pgi_chain_paths(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	int by = pgi_chain_option_arg(fcinfo, 4, "measure of a path", pgi_chain_by_name), len;
	int32_t k = PG_GETARG_INT32(3), from, to, n_paths;
	pgi_chain *chain = pgi_chain_arg(fcinfo, env, 0);
	pgi_table *table = pgi_table_begin(fcinfo);
	const char *name;
	pgi_chain_path *path;
	double *length;
	Datum *label;

	if (k < 1)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("number of paths must be positive"),
						errdetail("It is %d.", k)));
	name = pgi_text_bytes(PG_GETARG_DATUM(1), &len);
	pgi_check(env, pgi_core_chain_node(env, chain, name, len, &from));
	name = pgi_text_bytes(PG_GETARG_DATUM(2), &len);
	pgi_check(env, pgi_core_chain_node(env, chain, name, len, &to));
	pgi_check(env, pgi_core_chain_lengths(env, chain, (pgi_chain_by) by, &length));
	pgi_check(env, pgi_core_chain_paths(env, chain, length, from, to, k, &path, &n_paths));
	label = pgi_label_datums(&chain->labels);
	for (int32_t p = 0; p < n_paths; p++)
	{
		Datum *node = palloc(sizeof(Datum) * path[p].n);
		double product = 1, weakest = NAN;

		for (int32_t i = 0; i < path[p].n; i++)
			node[i] = label[path[p].node[i]];
		for (int32_t i = 0; i < path[p].n - 1; i++)
		{
			product *= chain->value[path[p].edge[i]];
			weakest = fmin(weakest, chain->value[path[p].edge[i]]);
		}
		pgi_table_set_int4(table, 0, p + 1);
		pgi_table_set(table, 1, PointerGetDatum(construct_array(node, path[p].n, TEXTOID, -1, false, TYPALIGN_INT)));
		pgi_table_set_int4(table, 2, path[p].n - 1);
		pgi_table_set_float8(table, 3, path[p].length);
		pgi_table_set_float8(table, 4, isfinite(product) ? product : NAN);
		pgi_table_set_float8(table, 5, weakest);
		pgi_table_put(table);
		pfree(node);
	}
	PG_RETURN_NULL();
}

PG_FUNCTION_INFO_V1(pgi_chain_symbiosis);
Datum
pgi_chain_symbiosis(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	double resolution = pgi_chain_number_arg(fcinfo, 1, "resolution", 0, 1e6);
	const pgi_matrix *m = PGI_GETARG_MATRIX(0);
	pgi_chain *chain = pgi_chain_arg(fcinfo, env, 0);
	pgi_table *table = pgi_table_begin(fcinfo);
	StringInfo id = pgi_method_begin("chain_symbiosis");
	double by_edges, by_value, modularity, rows, cols, both;
	int32_t *module, n_modules;

	pgi_check(env, pgi_core_chain_reciprocity(env, chain, &by_edges, &by_value));
	pgi_check(env, pgi_core_chain_modules(env, chain, resolution, &module, &n_modules, &modularity));
	pgi_check(env, pgi_core_chain_nodf(env, m, &rows, &cols, &both));
	pgi_table_set_float8(table, 0, by_edges);
	pgi_table_set_float8(table, 1, by_value);
	pgi_table_set_float8(table, 2, modularity);
	pgi_table_set_int4(table, 3, n_modules);
	pgi_table_set_float8(table, 4, both);
	pgi_table_set_float8(table, 5, rows);
	pgi_table_set_float8(table, 6, cols);
	pgi_method_number(id, "resolution", resolution);
	pgi_table_set(table, 7, pgi_method_end(id));
	pgi_table_put(table);
	PG_RETURN_NULL();
}

PG_FUNCTION_INFO_V1(pgi_chain_modules);
Datum
pgi_chain_modules(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	double resolution = pgi_chain_number_arg(fcinfo, 1, "resolution", 0, 1e6), modularity;
	pgi_chain *chain = pgi_chain_arg(fcinfo, env, 0);
	pgi_table *table = pgi_table_begin(fcinfo);
	Datum *label = pgi_label_datums(&chain->labels);
	int32_t *module, *first, *size, n_modules;

	pgi_check(env, pgi_core_chain_modules(env, chain, resolution, &module, &n_modules, &modularity));
	first = palloc_extended(sizeof(int32_t) * ((Size) n_modules + 1), MCXT_ALLOC_HUGE);
	size = palloc_extended(sizeof(int32_t) * ((Size) n_modules + 1), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	for (int32_t v = chain->n - 1; v >= 0; v--)
	{
		first[module[v]] = v;
		size[module[v]]++;
	}
	for (int32_t v = 0; v < chain->n; v++)
	{
		pgi_table_set(table, 0, label[v]);
		pgi_table_set(table, 1, label[first[module[v]]]);
		pgi_table_set_int4(table, 2, size[module[v]]);
		pgi_table_put(table);
	}
	PG_RETURN_NULL();
}

PG_FUNCTION_INFO_V1(pgi_chain_centrality);
Datum
pgi_chain_centrality(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_chain *chain = pgi_chain_arg(fcinfo, env, 0);
	pgi_table *table = pgi_table_begin(fcinfo);
	Datum *label = pgi_label_datums(&chain->labels);
	pgi_chain_position c;

	pgi_check(env, pgi_core_chain_centrality(env, chain, &c));
	for (int32_t v = 0; v < chain->n; v++)
	{
		pgi_table_set(table, 0, label[v]);
		pgi_table_set_float8(table, 1, c.closeness_in[v]);
		pgi_table_set_float8(table, 2, c.closeness_out[v]);
		pgi_table_set_float8(table, 3, c.harmonic_in[v]);
		pgi_table_set_float8(table, 4, c.harmonic_out[v]);
		pgi_table_set_float8(table, 5, c.authority[v]);
		pgi_table_set_float8(table, 6, c.hub[v]);
		pgi_table_set_float8(table, 7, c.eigenvector[v]);
		pgi_table_set_float8(table, 8, c.betweenness[v]);
		pgi_table_set_int4(table, 9, c.core[v]);
		pgi_table_set_float8(table, 10, c.clustering[v]);
		pgi_table_set_float8(table, 11, c.constraint[v]);
		pgi_table_put(table);
	}
	PG_RETURN_NULL();
}
