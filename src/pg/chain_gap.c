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

/* What a reason is made of; a format takes the same values in the same order in both languages. */
typedef struct
{
	const char *present, *absent, *separator, *no_rule, *keep, *fill_one, *fill, *build, *extend;
	const char *measure[PGI_CHAIN_N_MEASURES];
} reason_words;

static const reason_words english = {
	.present = "present: ",
	.absent = "absent: ",
	.separator = ", ",
	.no_rule = "no rule applies",
	.keep = "self-sufficiency %.3g >= %.3g",
	.fill_one = "%d present buyer draws at least %.3g of inputs from it, most %s (%.3g)",
	.fill = "%d present buyers draw at least %.3g of inputs from it, most %s (%.3g)",
	.build = "%d of %d nodes within %.3g steps are present, density %.3g >= %.3g",
	.extend = "outside the boundary, next to %s, a node to keep",
	.measure = {[PGI_CHAIN_NATIONAL_SHARE] = "national share",
				[PGI_CHAIN_LOCATION_QUOTIENT] = "location quotient",
				[PGI_CHAIN_SIZE] = "size",
				[PGI_CHAIN_PRODUCTIVITY] = "productivity",
				[PGI_CHAIN_TECHNOLOGY] = "technology"},
};

static const reason_words chinese = {
	.present = "已有:",
	.absent = "缺失:",
	.separator = ",",
	.no_rule = "不符合任何规则",
	.keep = "自给率 %.3g >= %.3g",
	.fill_one = "%d 个已有下游环节至少 %.3g 的投入来自该环节,最依赖的是 %s(%.3g)",
	.fill = "%d 个已有下游环节至少 %.3g 的投入来自该环节,最依赖的是 %s(%.3g)",
	.build = "已有 %d 个环节,共 %d 个在 %.3g 步以内,产业关联密度 %.3g >= %.3g",
	.extend = "在边界之外,与应锻长板的环节 %s 相邻",
	.measure = {[PGI_CHAIN_NATIONAL_SHARE] = "占全国比重",
				[PGI_CHAIN_LOCATION_QUOTIENT] = "区位商",
				[PGI_CHAIN_SIZE] = "规模",
				[PGI_CHAIN_PRODUCTIVITY] = "劳动生产率",
				[PGI_CHAIN_TECHNOLOGY] = "技术水平"},
};

/* Appends "national share 0.31 >= 0.25" for a measure that reaches its threshold (or falls short of it), with a
 * separator after another. */
static void
append_comparison(StringInfo out, int *n, const pgi_chain_gap *gap, int measure, const reason_words *words,
				  bool reaches)
{
	double value = gap->measure[measure], threshold = gap->measure[PGI_CHAIN_THRESHOLD_OF(measure)];

	if (reaches ? value >= threshold : value < threshold)
		appendStringInfo(out, "%s%s %.3g %s %.3g", (*n)++ ? to_server(words->separator) : "",
						 to_server(words->measure[measure]), value, reaches ? ">=" : "<", threshold);
}

static const char *
node_name(const pgi_chain *chain, int32_t v)
{
	int len;
	const char *label = pgi_label(&chain->labels, v, &len);

	return pnstrdup(label, len);
}

static char *
reason(const pgi_chain *chain, const pgi_chain_gap *gap, const pgi_chain_scheme *scheme, const reason_words *words)
{
	StringInfoData out;
	int n = 0;

	initStringInfo(&out);
	appendStringInfoString(&out, to_server(gap->present ? words->present : words->absent));
	switch (gap->class)
	{
	case PGI_CHAIN_KEEP:
		append_comparison(&out, &n, gap, PGI_CHAIN_NATIONAL_SHARE, words, true);
		append_comparison(&out, &n, gap, PGI_CHAIN_LOCATION_QUOTIENT, words, true);
		appendStringInfoString(&out, to_server(words->separator));
		appendStringInfo(&out, to_server(words->keep), gap->measure[PGI_CHAIN_SELF_SUFFICIENCY],
						 scheme->self_sufficiency);
		break;
	case PGI_CHAIN_ENHANCE:
		append_comparison(&out, &n, gap, PGI_CHAIN_SIZE, words, false);
		append_comparison(&out, &n, gap, PGI_CHAIN_PRODUCTIVITY, words, false);
		append_comparison(&out, &n, gap, PGI_CHAIN_TECHNOLOGY, words, false);
		break;
	case PGI_CHAIN_FILL:
		appendStringInfo(&out, to_server(gap->dependents == 1 ? words->fill_one : words->fill), gap->dependents,
						 scheme->dependence, node_name(chain, gap->most_dependent), gap->largest_dependence);
		break;
	case PGI_CHAIN_BUILD:
		appendStringInfo(&out, to_server(words->build), gap->near_present, gap->near, scheme->near_steps,
						 gap->measure[PGI_CHAIN_DENSITY], scheme->density);
		break;
	case PGI_CHAIN_EXTEND:
		appendStringInfo(&out, to_server(words->extend), node_name(chain, gap->keep_neighbour));
		break;
	case PGI_CHAIN_MONITOR:
		appendStringInfoString(&out, to_server(words->no_rule));
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
		pgi_table_set_text(table, AFTER + 8, reason(chain, gap, &scheme, &english));
		pgi_table_set_text(table, AFTER + 9, reason(chain, gap, &scheme, &chinese));
		pgi_table_set(table, AFTER + 10, method_id);
		pgi_table_put(table);
	}
	PG_RETURN_NULL();
}
