/* evaluation.c - SQL entry points that judge the units of a matrix by the rows of a scheme. */
#include "option.h"

#include <math.h>

#include "catalog/pg_collation.h"
#include "executor/executor.h"
#include "utils/array.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"

#include "evaluation.h"
#include "label_set.h"

/* --- rows of a scheme ---------------------------------------------------------------- */

/* Elements of an array of a composite type; a NULL element is an error. */
static HeapTupleHeader *
rows_of(Datum value, int *n)
{
	ArrayType *array = DatumGetArrayTypeP(value);
	Datum *element;
	bool *null;

	deconstruct_array(array, ARR_ELEMTYPE(array), -1, false, TYPALIGN_DOUBLE, &element, &null, n);
	for (int i = 0; i < *n; i++)
	{
		if (null[i])
			ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("a row of a scheme must not be null")));
		element[i] = PointerGetDatum(DatumGetHeapTupleHeader(element[i]));
	}
	return (HeapTupleHeader *) element;
}

static Datum
required(HeapTupleHeader row, const char *column)
{
	bool null;
	Datum value = GetAttributeByName(row, column, &null);

	if (null)
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("%s of a scheme's row must not be null", column)));
	return value;
}

/* The column that a row names, -1 where the row names none or the matrix has none. */
static int32
column_of(const pgi_matrix *m, HeapTupleHeader row, const char *column, bool *named)
{
	bool null;
	Datum value = GetAttributeByName(row, column, &null);
	int len;
	const char *label;

	*named = !null;
	if (null)
		return -1;
	label = pgi_text_bytes(value, &len);
	return pgi_label_find(&m->cols, label, len);
}

/* A numeric column; absent where it is NULL. */
static double
number_of(HeapTupleHeader row, const char *column, double absent)
{
	bool null;
	Datum value = GetAttributeByName(row, column, &null);
	double number;

	if (null)
		return absent;
	number = DatumGetFloat8(DirectFunctionCall1(numeric_float8, value));
	if (!isfinite(number))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s of a scheme's row must be finite", column)));
	return number;
}

/* Which of the words a text column holds; absent where it is NULL. */
static int
word_of(HeapTupleHeader row, const char *column, const char *const *words, int absent)
{
	bool null;
	Datum value = GetAttributeByName(row, column, &null);

	return null ? absent : pgi_option(column, value, words);
}

static pgi_scheme_item *
items_of(const pgi_matrix *m, HeapTupleHeader *row, int n)
{
	static const char *const directions[] = {"+", "-", NULL};
	static const char *const formulas[] = {"ratio", "emission", NULL};
	static const char *const benchmarks[] = {"fixed", "average", "maximum", "percentile", NULL};
	pgi_scheme_item *item = palloc(sizeof(pgi_scheme_item) * Max(n, 1));

	for (int i = 0; i < n; i++)
	{
		bool named;

		required(row[i], "weight");
		item[i] = (pgi_scheme_item){
			.numerator = column_of(m, row[i], "indicator", &named),
			.falling = word_of(row[i], "direction", directions, 0) == 1,
			.emission = word_of(row[i], "formula", formulas, 0) == 1,
			.benchmark = (pgi_benchmark) (word_of(row[i], "benchmark_kind", benchmarks, -1) + 1),
			.factor = number_of(row[i], "benchmark", NAN),
			.weight = pgi_not_negative("weight", number_of(row[i], "weight", 0)),
			.cap = number_of(row[i], "cap", 1),
		};
		item[i].denominator = column_of(m, row[i], "denominator", &item[i].is_ratio);
	}
	return item;
}

/* The place of a gate's band among those of all gates, in byte order; -1 where it names none. */
static int32
band_place(HeapTupleHeader *row, int n, int of)
{
	bool null, other_null;
	Datum value = GetAttributeByName(row[of], "band", &null);
	int len, other_len;
	const char *band, *other;
	int32 place = 0;

	if (null)
		return -1;
	band = pgi_text_bytes(value, &len);
	for (int i = 0; i < n; i++)
	{
		value = GetAttributeByName(row[i], "band", &other_null);
		if (other_null)
			continue;
		other = pgi_text_bytes(value, &other_len);
		place += pgi_label_compare(other, other_len, band, len) < 0;
	}
	return place;
}

static const pgi_scheme_gate *
gates_of(const pgi_matrix *m, HeapTupleHeader *row, int n)
{
	static const char *const effects[] = {"gate", "bonus", "penalty", "penalty_missing", "exempt", NULL};
	static const char *const operators[] = {">=", ">", "<=", "<", "=", "<>", NULL};
	pgi_scheme_gate *gate = palloc(sizeof(pgi_scheme_gate) * Max(n, 1));

	for (int i = 0; i < n; i++)
	{
		bool named;

		gate[i] = (pgi_scheme_gate){
			.effect = (pgi_gate_effect) pgi_option("effect", required(row[i], "effect"), effects),
			.operator=(pgi_gate_operator) pgi_option("operator", required(row[i], "operator"), operators),
			.column = column_of(m, row[i], "indicator", &named),
			.threshold = number_of(row[i], "threshold", NAN),
			.points = number_of(row[i], "points", NAN),
			.band = band_place(row, n, i),
		};
	}
	return gate;
}

static bool
names_same(HeapTupleHeader a, const char *a_column, HeapTupleHeader b, const char *b_column)
{
	bool a_null, b_null;
	Datum x = GetAttributeByName(a, a_column, &a_null);
	Datum y = GetAttributeByName(b, b_column, &b_null);

	return !a_null && !b_null && DatumGetBool(DirectFunctionCall2Coll(texteq, C_COLLATION_OID, x, y));
}

/* Items one of whose indicators a gate penalises where it is missing. */
static void
excuse(pgi_scheme_item *item, HeapTupleHeader *item_row, int n_items, const pgi_scheme_gate *gate,
	   HeapTupleHeader *gate_row, int n_gates)
{
	for (int i = 0; i < n_items; i++)
		for (int k = 0; k < n_gates; k++)
			if (gate[k].effect == PGI_GATE_PENALTY_MISSING)
				item[i].excused |= names_same(item_row[i], "indicator", gate_row[k], "indicator") ||
								   names_same(item_row[i], "denominator", gate_row[k], "indicator");
}

/* --- units --------------------------------------------------------------------------- */

/* The group of a unit: the text of its entry, empty where it has none or a null. */
static const char *
group_of(JsonbContainer *groups, const char *unit, int unit_len, int *len)
{
	JsonbValue found;
	JsonbValue *value = getKeyJsonValueFromContainer(groups, unit, unit_len, &found);
	char *text;

	*len = 0;
	if (value == NULL || value->type == jbvNull)
		return "";
	if (value->type == jbvString)
	{
		*len = value->val.string.len;
		return value->val.string.val;
	}
	if (value->type == jbvNumeric)
		text = DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value->val.numeric)));
	else if (value->type == jbvBool)
		text = pstrdup(value->val.boolean ? "true" : "false");
	else
		text = JsonbToCString(NULL, value->val.binary.data, value->val.binary.len);
	*len = (int) strlen(text);
	return text;
}

/* The rows of the matrix by group, groups in byte order, whose names come back in *names. */
static void
arrange(pgi_env *env, const pgi_matrix *m, Jsonb *groups, pgi_units *units, Datum **names)
{
	pgi_label_set set = {0};
	int32 *number, *order, *place;

	if (!JB_ROOT_IS_OBJECT(groups))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("groups must be a JSON object"),
						errhint("For example {\"unit\": \"group\"}.")));
	number = pgi_new(env, Max(m->rows.n, 1), sizeof(int32));
	pgi_check(env, number ? PGI_OK : env->error.status);
	for (int32 r = 0; r < m->rows.n; r++)
	{
		int len, unit_len;
		const char *unit = pgi_label(&m->rows, r, &unit_len);
		const char *group = group_of(&groups->root, unit, unit_len, &len);
		bool added;

		CHECK_FOR_INTERRUPTS();
		pgi_check(env, pgi_label_set_add(env, &set, group, len, &number[r], &added));
	}
	pgi_check(env, pgi_label_set_order(env, &set, &order));
	place = palloc(sizeof(int32) * Max(set.n, 1));
	*names = palloc(sizeof(Datum) * Max(set.n, 1));
	for (int32 g = 0; g < set.n; g++)
	{
		pgi_labels view = pgi_label_set_view(&set);

		place[order[g]] = g;
		(*names)[g] = pgi_label_datum(&view, order[g]);
	}
	for (int32 r = 0; r < m->rows.n; r++)
		number[r] = place[number[r]];
	pgi_check(env, pgi_units_arrange(env, m, set.n, number, units));
}

static const char *const normalizations[] = {"benchmark", "min_max", NULL};

/* --- functions ----------------------------------------------------------------------- */

PG_FUNCTION_INFO_V1(pgi_item_score_points);

/* item_score(value, benchmark, weight, cap, formula): NULLs among the first three give NULL. */
Datum
pgi_item_score_points(PG_FUNCTION_ARGS)
{
	static const char *const formulas[] = {"ratio", "emission", NULL};
	bool emission;
	double points;

	if (PG_ARGISNULL(3) || PG_ARGISNULL(4))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("cap and formula must not be null")));
	emission = pgi_option("formula", PG_GETARG_DATUM(4), formulas) == 1;
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	points = pgi_core_item_points(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3),
								  emission);
	if (isnan(points))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(points);
}

PG_FUNCTION_INFO_V1(pgi_evaluate_items);

/* evaluate_items(m, items, normalization, groups) */
Datum
pgi_evaluate_items(PG_FUNCTION_ARGS)
{
	static const char *const statuses[] = {"ok", "missing_input", "no_denominator", "degenerate"};
	pgi_env *env = pgi_env_here();
	const pgi_matrix *m = PGI_GETARG_MATRIX(0);
	int n_items;
	HeapTupleHeader *row = rows_of(PG_GETARG_DATUM(1), &n_items);
	pgi_scheme scheme = {.min_max = pgi_option("normalization", PG_GETARG_DATUM(2), normalizations) == 1,
						 .n_items = n_items,
						 .item = items_of(m, row, n_items)};
	pgi_item_score *score = pgi_new(env, Max(m->rows.n, 1), sizeof(pgi_item_score));
	Datum *unit = pgi_label_datums(&m->rows);
	Datum *group, status[lengthof(statuses)];
	pgi_units units;
	pgi_table *table;

	pgi_check(env, score ? PGI_OK : env->error.status);
	arrange(env, m, PG_GETARG_JSONB_P(3), &units, &group);
	for (size_t i = 0; i < lengthof(statuses); i++)
		status[i] = CStringGetTextDatum(statuses[i]);
	table = pgi_table_begin(fcinfo);
	for (int k = 0; k < n_items; k++)
	{
		Datum item = required(row[k], "item");
		bool no_position;
		Datum position = GetAttributeByName(row[k], "position", &no_position);

		pgi_check(env, pgi_core_item_scores(env, &units, &scheme, k, score));
		for (int32 r = 0; r < m->rows.n; r++)
		{
			pgi_table_set(table, 0, unit[r]);
			pgi_table_set(table, 1, group[units.group[r]]);
			pgi_table_set(table, 2, item);
			if (!no_position)
				pgi_table_set(table, 3, position);
			pgi_table_set_float8(table, 4, score[r].value);
			pgi_table_set_float8(table, 5, score[r].benchmark);
			pgi_table_set_float8(table, 6, score[r].normalized);
			pgi_table_set_float8(table, 7, scheme.item[k].weight);
			pgi_table_set_float8(table, 8, score[r].points);
			pgi_table_set(table, 9, status[score[r].status]);
			pgi_table_put(table);
		}
	}
	return (Datum) 0;
}

/* The names in a column of those rows that are marked, with commas between. */
static Datum
marked_names(HeapTupleHeader *row, int n, const char *column, const uint8 *mark)
{
	StringInfoData list;

	initStringInfo(&list);
	for (int i = 0; i < n; i++)
		if (mark[i])
		{
			int len;
			const char *name = pgi_text_bytes(required(row[i], column), &len);

			appendStringInfo(&list, "%s%.*s", list.len > 0 ? ", " : "", len, name);
		}
	return PointerGetDatum(cstring_to_text_with_len(list.data, list.len));
}

static void
set_band(pgi_table *table, int i, HeapTupleHeader row)
{
	bool null;
	Datum band = GetAttributeByName(row, "band", &null);

	if (!null)
		pgi_table_set(table, i, band);
}

PG_FUNCTION_INFO_V1(pgi_evaluate);

/* evaluate(m, items, gates, bands, normalization, band_basis, groups) */
Datum
pgi_evaluate(PG_FUNCTION_ARGS)
{
	static const char *const bases[] = {"rank", "score", NULL};
	static const char *const statuses[] = {"ok", "exempt", "undecidable", "gate_failed"};
	pgi_env *env = pgi_env_here();
	const pgi_matrix *m = PGI_GETARG_MATRIX(0);
	int n_items, n_gates, n_bands;
	HeapTupleHeader *item_row = rows_of(PG_GETARG_DATUM(1), &n_items);
	HeapTupleHeader *gate_row = rows_of(PG_GETARG_DATUM(2), &n_gates);
	HeapTupleHeader *band_row = rows_of(PG_GETARG_DATUM(3), &n_bands);
	pgi_scheme_item *item = items_of(m, item_row, n_items);
	const pgi_scheme_gate *gate = gates_of(m, gate_row, n_gates);
	double *bound = pgi_doubles(env, n_bands);
	pgi_scheme scheme = {.min_max = pgi_option("normalization", PG_GETARG_DATUM(4), normalizations) == 1,
						 .score_bands = pgi_option("band_basis", PG_GETARG_DATUM(5), bases) == 1,
						 .n_items = n_items,
						 .item = item,
						 .n_gates = n_gates,
						 .gate = gate,
						 .n_bands = n_bands,
						 .bound = bound};
	Datum *unit = pgi_label_datums(&m->rows);
	Datum *group, status_text[lengthof(statuses)];
	pgi_units units;
	pgi_evaluation e;
	pgi_table *table;

	excuse(item, item_row, n_items, gate, gate_row, n_gates);
	for (int b = 0; b < n_bands; b++)
	{
		required(band_row[b], "bound");
		bound[b] = number_of(band_row[b], "bound", 0);
	}
	arrange(env, m, PG_GETARG_JSONB_P(6), &units, &group);
	pgi_check(env, pgi_core_evaluate(env, &units, &scheme, &e));
	for (size_t i = 0; i < lengthof(statuses); i++)
		status_text[i] = CStringGetTextDatum(statuses[i]);
	table = pgi_table_begin(fcinfo);
	for (int32 i = 0; n_items > 0 && i < m->rows.n; i++)
	{
		int32 r = e.order[i];
		int32 ranked = e.ranked[units.group[r]];
		int status = 0;

		pgi_table_set(table, 0, unit[r]);
		pgi_table_set(table, 1, group[units.group[r]]);
		pgi_table_set_float8(table, 2, e.score[r]);
		if (e.rank[r] > 0)
		{
			pgi_table_set_int8(table, 3, e.rank[r]);
			pgi_table_set_float8(table, 5, e.rank[r] / (double) ranked);
		}
		pgi_table_set_int8(table, 4, ranked);
		if (e.exempted[r] >= 0)
			set_band(table, 6, gate_row[e.exempted[r]]);
		else if (e.failed[r] >= 0)
			set_band(table, 6, gate_row[e.failed[r]]);
		else if (e.band[r] >= 0)
			set_band(table, 6, band_row[e.band[r]]);
		if (e.failed[r] >= 0)
			pgi_table_set(table, 7, marked_names(gate_row, n_gates, "gate", e.not_held + (int64) r * n_gates));
		if (e.incomplete[r])
			pgi_table_set(table, 8, marked_names(item_row, n_items, "item", e.not_scored + (int64) r * n_items));
		if (e.exempted[r] >= 0)
			status = 1;
		else if (e.incomplete[r] || e.unknown[r])
			status = 2;
		else if (e.failed[r] >= 0)
			status = 3;
		pgi_table_set(table, 9, status_text[status]);
		pgi_table_put(table);
	}
	return (Datum) 0;
}
