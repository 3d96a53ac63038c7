/* chain_gap.c - completeness of a chain, and the class of each of its nodes with the evidence in words. */
#include "chain_glue.h"

#include "mb/pg_wchar.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

#include "chain_gap.h"

PG_FUNCTION_INFO_V1(pgi_chain_completeness);
Datum
pgi_chain_completeness(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	double *weight, *effective, nodes, edges;
	pgi_chain *chain;
	pgi_table *table;
	int32_t n_effective = 0;

	PGI_EMPTY_IF_NULL(0);
	PGI_EMPTY_IF_NULL(2);
	chain = pgi_chain_arg(fcinfo, env, 0);
	weight = pgi_chain_vector_arg(fcinfo, env, chain, 1);
	effective = pgi_chain_vector_arg(fcinfo, env, chain, 2);
	pgi_core_chain_completeness(chain, weight, effective, &nodes, &edges);
	for (int32_t v = 0; v < chain->n; v++)
		n_effective += effective[v] > 0;
	table = pgi_table_begin(fcinfo);
	pgi_table_set_float8(table, 0, nodes);
	pgi_table_set_float8(table, 1, edges);
	pgi_table_set_int4(table, 2, chain->n);
	pgi_table_set_int4(table, 3, n_effective);
	pgi_table_set_int4(table, 4, chain->n_edges);
	pgi_table_put(table);
	PG_RETURN_NULL();
}

/* --- scheme ---------------------------------------------------------------------- */

/* A threshold of the scheme: name, place, allowed range. */
typedef struct scheme_item
{
	const char *name;
	size_t offset;
	double low;
	double high;
} scheme_item;

static const scheme_item items[] = {
	{"strong_percentile", offsetof(pgi_chain_scheme, strong_percentile), 0, 1},
	{"weak_percentile", offsetof(pgi_chain_scheme, weak_percentile), 0, 1},
	{"self_sufficiency", offsetof(pgi_chain_scheme, self_sufficiency), 0, 1e300},
	{"dependence", offsetof(pgi_chain_scheme, dependence), 0, 1e300},
	{"near_steps", offsetof(pgi_chain_scheme, near_steps), 1, 1e9},
	{"near_share", offsetof(pgi_chain_scheme, near_share), 0, 1},
	{"density", offsetof(pgi_chain_scheme, density), 0, 1},
	{"values_are_shares", offsetof(pgi_chain_scheme, values_are_shares), 0, 1},
};

static double *
item_value(pgi_chain_scheme *scheme, const scheme_item *item)
{
	return (double *) ((char *) scheme + item->offset);
}

static void
set_item(pgi_chain_scheme *scheme, const char *name, int len, const JsonbValue *value)
{
	StringInfoData list;

	for (size_t i = 0; i < lengthof(items); i++)
	{
		double number;

		if (strlen(items[i].name) != (size_t) len || memcmp(items[i].name, name, len) != 0)
			continue;
		if (value->type == jbvBool)
			number = value->val.boolean;
		else if (value->type == jbvNumeric)
			number =
				DatumGetFloat8(DirectFunctionCall1(numeric_float8_no_overflow, NumericGetDatum(value->val.numeric)));
		else
			number = NAN;
		if (!(number >= items[i].low && number <= items[i].high))
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
							errmsg("threshold \"%s\" of the scheme out of range", items[i].name),
							errdetail("It must be a number in %g to %g.", items[i].low, items[i].high)));
		*item_value(scheme, &items[i]) = number;
		return;
	}
	initStringInfo(&list);
	for (size_t i = 0; i < lengthof(items); i++)
		appendStringInfo(&list, "%s%s", i ? ", " : "", items[i].name);
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					errmsg("unknown threshold \"%.*s\" in the scheme", pg_mbcliplen(name, len, 64), name),
					errhint("Valid values: %s.", list.data)));
}

static pgi_chain_scheme
scheme_of(Jsonb *given)
{
	pgi_chain_scheme scheme = {.strong_percentile = 0.75,
							   .weak_percentile = 0.5,
							   .self_sufficiency = 0.8,
							   .dependence = 0.05,
							   .near_steps = 2,
							   .near_share = 0.5,
							   .density = 0.3};
	JsonbIterator *it = JsonbIteratorInit(&given->root);
	JsonbValue key, value;

	if (!JB_ROOT_IS_OBJECT(given))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("scheme must be a JSON object of thresholds")));
	(void) JsonbIteratorNext(&it, &key, true);
	while (JsonbIteratorNext(&it, &key, true) == WJB_KEY)
	{
		(void) JsonbIteratorNext(&it, &value, true);
		set_item(&scheme, key.val.string.val, key.val.string.len, &value);
	}
	return scheme;
}

static Datum
scheme_method(pgi_chain_scheme *scheme)
{
	StringInfo id = pgi_method_begin("chain_gaps");

	for (size_t i = 0; i < lengthof(items); i++)
		pgi_method_number(id, items[i].name, *item_value(scheme, &items[i]));
	return pgi_method_end(id);
}

/* --- the reason in words ------------------------------------------------------------ */

static const struct
{
	const char *english;
	const char *chinese;
} class_name[] = {
	[PGI_CHAIN_MONITOR] = {"monitor", "监测"}, [PGI_CHAIN_KEEP] = {"keep", "锻长板"},
	[PGI_CHAIN_ENHANCE] = {"enhance", "强链"}, [PGI_CHAIN_FILL] = {"fill", "补链"},
	[PGI_CHAIN_BUILD] = {"build", "建链"},     [PGI_CHAIN_EXTEND] = {"extend", "延链"},
};

/* A text of this file, which is UTF-8, in the database's encoding. */
static const char *
to_server(const char *text)
{
	return pg_any_to_server(text, (int) strlen(text), PG_UTF8);
}

/* Appends "national share 0.31 >= 0.25" for a measure that reaches its threshold (or falls short of it). */
static void
append_comparison(StringInfo out, const pgi_chain_gap *gap, int measure, const char *name, bool reaches)
{
	double value = gap->measure[measure], threshold = gap->measure[PGI_CHAIN_THRESHOLD_OF(measure)];

	if (reaches ? value >= threshold : value < threshold)
		appendStringInfo(out, "%s%s %.3g %s %.3g", out->len && out->data[out->len - 1] != ' ' ? ", " : "", name, value,
						 reaches ? ">=" : "<", threshold);
}

static const char *
node_name(const pgi_chain *chain, int32_t v)
{
	int len;
	const char *label = pgi_label(&chain->labels, v, &len);

	return pnstrdup(label, len);
}

static char *
reason(const pgi_chain *chain, const pgi_chain_gap *gap, const pgi_chain_scheme *scheme)
{
	StringInfoData out;

	initStringInfo(&out);
	appendStringInfoString(&out, gap->present ? "present: " : "absent: ");
	switch (gap->class)
	{
	case PGI_CHAIN_KEEP:
		append_comparison(&out, gap, PGI_CHAIN_NATIONAL_SHARE, "national share", true);
		append_comparison(&out, gap, PGI_CHAIN_LOCATION_QUOTIENT, "location quotient", true);
		appendStringInfo(&out, ", self-sufficiency %.3g >= %.3g", gap->measure[PGI_CHAIN_SELF_SUFFICIENCY],
						 scheme->self_sufficiency);
		break;
	case PGI_CHAIN_ENHANCE:
		append_comparison(&out, gap, PGI_CHAIN_SIZE, "size", false);
		append_comparison(&out, gap, PGI_CHAIN_PRODUCTIVITY, "productivity", false);
		append_comparison(&out, gap, PGI_CHAIN_TECHNOLOGY, "technology", false);
		break;
	case PGI_CHAIN_FILL:
		appendStringInfo(&out, "%d present %s at least %.3g of inputs from it, most %s (%.3g)", gap->dependents,
						 gap->dependents == 1 ? "buyer draws" : "buyers draw", scheme->dependence,
						 node_name(chain, gap->most_dependent), gap->largest_dependence);
		break;
	case PGI_CHAIN_BUILD:
		appendStringInfo(&out, "%d of %d nodes within %.3g steps are present, density %.3g >= %.3g", gap->near_present,
						 gap->near, scheme->near_steps, gap->measure[PGI_CHAIN_DENSITY], scheme->density);
		break;
	case PGI_CHAIN_EXTEND:
		appendStringInfo(&out, "outside the boundary, next to %s, a node to keep",
						 node_name(chain, gap->keep_neighbour));
		break;
	case PGI_CHAIN_MONITOR:
		appendStringInfoString(&out, "no rule applies");
		break;
	}
	return out.data;
}

PG_FUNCTION_INFO_V1(pgi_chain_gaps);
Datum
pgi_chain_gaps(PG_FUNCTION_ARGS)
{
	/* measures in the order of the result's columns, from column 5 on */
	static const int shown[] = {PGI_CHAIN_FIRMS,
								PGI_CHAIN_EFFECTIVE,
								PGI_CHAIN_NATIONAL_SHARE,
								PGI_CHAIN_NATIONAL_SHARE_THRESHOLD,
								PGI_CHAIN_LOCATION_QUOTIENT,
								PGI_CHAIN_LOCATION_QUOTIENT_THRESHOLD,
								PGI_CHAIN_SELF_SUFFICIENCY,
								PGI_CHAIN_SIZE,
								PGI_CHAIN_SIZE_THRESHOLD,
								PGI_CHAIN_PRODUCTIVITY,
								PGI_CHAIN_PRODUCTIVITY_THRESHOLD,
								PGI_CHAIN_TECHNOLOGY,
								PGI_CHAIN_TECHNOLOGY_THRESHOLD,
								PGI_CHAIN_LOCAL_SUPPLY_RATIO,
								PGI_CHAIN_SUPPLIER_HHI,
								PGI_CHAIN_READINESS,
								PGI_CHAIN_DENSITY};
	enum
	{
		FIRST = 5,
		AFTER = FIRST + lengthof(shown)
	};
	pgi_env *env = pgi_env_here();
	pgi_chain *chain;
	pgi_chain_scheme scheme;
	pgi_chain_order order;
	pgi_chain_gap *gaps;
	pgi_table *table;
	double *value, *lost, total;
	int32_t *dominator;
	Datum *label, method_id;

	PGI_EMPTY_IF_NULL(0);
	PGI_EMPTY_IF_NULL(1);
	if (PG_ARGISNULL(3))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("scheme must not be null"),
						errhint("An empty object takes the default thresholds.")));
	scheme = scheme_of(PG_GETARG_JSONB_P(3));
	chain = pgi_chain_arg(fcinfo, env, 0);
	value = pgi_chain_vector_arg(fcinfo, env, chain, 2);
	total = pgi_chain_total(env, chain->n, value);
	pgi_check(env, pgi_core_chain_gaps(env, chain, PGI_GETARG_MATRIX(1), &scheme, &gaps));
	pgi_check(env, pgi_core_chain_order(env, chain, &order));
	pgi_check(env, pgi_core_chain_dominators(env, &order, value, &dominator, &lost));
	table = pgi_table_begin(fcinfo);
	label = pgi_label_datums(&chain->labels);
	method_id = scheme_method(&scheme);
	for (int32_t v = 0; v < chain->n; v++)
	{
		const pgi_chain_gap *gap = &gaps[v];

		pgi_table_set(table, 0, label[v]);
		pgi_table_set_text(table, 1, class_name[gap->class].english);
		pgi_table_set_text(table, 2, to_server(class_name[gap->class].chinese));
		pgi_table_set_bool(table, 3, gap->present);
		pgi_table_set_bool(table, 4, gap->inside);
		for (size_t i = 0; i < lengthof(shown); i++)
			pgi_table_set_float8(table, FIRST + (int) i, gap->measure[shown[i]]);
		pgi_table_set_int4(table, AFTER, gap->dependents);
		pgi_table_set_float8(table, AFTER + 1, gap->largest_dependence);
		if (gap->most_dependent >= 0)
			pgi_table_set(table, AFTER + 2, label[gap->most_dependent]);
		if (!gap->present)
		{
			pgi_table_set_int4(table, AFTER + 3, gap->near);
			pgi_table_set_int4(table, AFTER + 4, gap->near_present);
		}
		if (gap->keep_neighbour >= 0)
			pgi_table_set(table, AFTER + 5, label[gap->keep_neighbour]);
		pgi_table_set_float8(table, AFTER + 6, lost[order.component[v]]);
		pgi_table_set_float8(table, AFTER + 7, total > 0 ? lost[order.component[v]] / total : NAN);
		pgi_table_set_text(table, AFTER + 8, reason(chain, gap, &scheme));
		pgi_table_set(table, AFTER + 9, method_id);
		pgi_table_put(table);
	}
	PG_RETURN_NULL();
}
