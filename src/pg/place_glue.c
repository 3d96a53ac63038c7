/* place_glue.c - arguments shared by the entry points of the place family. */
#include "place_glue.h"

#include "catalog/pg_type.h"
#include "common/shortest_dec.h"
#include "mb/pg_wchar.h"
#include "utils/array.h"

int
pgi_place_option(const char *option, Datum value, const char *const *names)
{
	int len;
	const char *text = pgi_text_bytes(value, &len);
	StringInfoData list;

	for (int i = 0; names[i]; i++)
		if (strlen(names[i]) == (size_t) len && memcmp(names[i], text, len) == 0)
			return i;
	initStringInfo(&list);
	for (int i = 0; names[i]; i++)
		appendStringInfo(&list, "%s%s", i > 0 ? ", " : "", names[i]);
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					errmsg("unknown %s \"%.*s\"", option, pg_mbcliplen(text, len, 64), text),
					errhint("Valid values: %s.", list.data)));
	return -1;
}

pgi_distance
pgi_place_distance_arg(Datum value)
{
	static const char *const names[] = {"great_circle", "projected", NULL};

	return pgi_place_option("distance", value, names) == 0 ? PGI_GREAT_CIRCLE : PGI_PROJECTED;
}

double *
pgi_place_numbers(Datum array, int32_t *n)
{
	ArrayType *a = DatumGetArrayTypeP(array);

	if (ARR_NDIM(a) > 1 || ARR_HASNULL(a) || ARR_ELEMTYPE(a) != FLOAT8OID)
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
						errmsg("an array of numbers must have one dimension and no nulls")));
	*n = ARR_NDIM(a) == 0 ? 0 : ARR_DIMS(a)[0];
	return (double *) ARR_DATA_PTR(a);
}

pgi_points *
pgi_place_points(pgi_env *env, Datum value, bool ids, bool categories)
{
	pgi_points *points = palloc(sizeof(pgi_points));
	struct varlena *flat = PG_DETOAST_DATUM(value);
	const pgi_points_header *h = (const pgi_points_header *) flat;

	/* a partial state is put in order first, so that every reader sees the same */
	if (!(h->flags & PGI_POINTS_SORTED))
	{
		struct varlena *sorted = palloc_extended(h->used, MCXT_ALLOC_HUGE);

		SET_VARSIZE(sorted, h->used);
		pgi_check(env, pgi_points_sort(env, flat, sorted));
		flat = sorted;
	}
	pgi_check(env, pgi_points_read(env, flat, ids, categories, points));
	return points;
}

/* The number of a category argument, -1 for NULL. */
static int32_t
category_number(pgi_env *env, const pgi_points *points, NullableDatum category)
{
	int32_t number = -1;

	if (!category.isnull)
	{
		int len;
		const char *name = pgi_text_bytes(category.value, &len);

		pgi_check(env, pgi_points_category(env, points, name, len, &number));
	}
	return number;
}

pgi_place_set
pgi_place_set_of(pgi_env *env, const pgi_points *points, NullableDatum category, bool weighted)
{
	int32_t n;
	double *x, *y, *weight;

	pgi_check(env, pgi_points_select(env, points, category_number(env, points, category), &n, &x, &y, &weight));
	for (int32_t i = 0; i < n && !weighted; i++)
		weight[i] = 1;
	return (pgi_place_set){.n = n, .x = x, .y = y, .weight = weight};
}

bool *
pgi_place_flags(pgi_env *env, const pgi_points *points, NullableDatum category)
{
	int32_t number = category_number(env, points, category);
	bool *flag = palloc_extended(points->n + 1, MCXT_ALLOC_HUGE);

	for (int32_t i = 0; i < points->n; i++)
		flag[i] = number < 0 || points->category[i] == number;
	return flag;
}

int32
pgi_place_count(const char *name, int32 value, int32 most)
{
	if (value < 0 || value > most)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s must be between 0 and %d", name, most),
						errdetail("It is %d.", value)));
	return value;
}

void
pgi_table_set_label(pgi_table *table, int i, const pgi_labels *labels, int32_t number)
{
	if (number >= 0)
		pgi_table_set(table, i, pgi_label_datum(labels, number));
}

StringInfo
pgi_method_begin(const char *function)
{
	StringInfo id = makeStringInfo();

	appendStringInfo(id, "%s:", function);
	return id;
}

void
pgi_method_text(StringInfo id, const char *name, const char *value)
{
	appendStringInfo(id, "%s%s=%s", id->data[id->len - 1] == ':' ? "" : ",", name, value);
}

void
pgi_method_number(StringInfo id, const char *name, double value)
{
	char number[DOUBLE_SHORTEST_DECIMAL_LEN];

	double_to_shortest_decimal_buf(value, number);
	pgi_method_text(id, name, number);
}
