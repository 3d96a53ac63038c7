/* place_glue.c - arguments shared by the entry points of the place family. */
#include "place_glue.h"

#include "catalog/pg_type.h"
#include "utils/array.h"

pgi_distance
pgi_place_distance_arg(Datum value)
{
	static const char *const names[] = {"great_circle", "projected", NULL};

	return pgi_option("distance", value, names) == 0 ? PGI_GREAT_CIRCLE : PGI_PROJECTED;
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

void
pgi_table_set_label(pgi_table *table, int i, const pgi_labels *labels, int32_t number)
{
	if (number >= 0)
		pgi_table_set(table, i, pgi_label_datum(labels, number));
}
