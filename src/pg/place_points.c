/*
 * place_points.c - the SQL type point_set, its aggregates and what is read
 * from it: rows, clusters, neighbour weights.
 *
 * The state of the aggregates is the type itself, as an expanded object while
 * it grows: a flat value with spare room.  Where the state leaves the process it
 * is flattened to its used bytes; the final function sorts it.
 */
#include "place_glue.h"

#include "libpq/pqformat.h"
#include "utils/expandeddatum.h"

#include "place_dbscan.h"
#include "place_reach.h"
#include "place_weights.h"

/* --- input and output ------------------------------------------------------------ */

/* A checked, sorted value from bytes behind the length word. */
static struct varlena *
from_bytes(pgi_env *env, const char *bytes, size_t n, Node *escontext)
{
	struct varlena *flat, *sorted;
	const pgi_points_header *h;

	if (n + VARHDRSZ < sizeof(pgi_points_header) || n > PGI_POINTS_MAX_BYTES)
	{
		pgi_check_soft(env, pgi_fail(env, .status = PGI_POINTS_CORRUPT), escontext);
		return NULL;
	}
	flat = palloc(n + VARHDRSZ);
	SET_VARSIZE(flat, n + VARHDRSZ);
	memcpy(VARDATA(flat), bytes, n);
	if (!pgi_check_soft(env, pgi_points_check(env, flat, n + VARHDRSZ), escontext))
		return NULL;
	h = (const pgi_points_header *) flat;
	if ((h->flags & PGI_POINTS_SORTED) && (size_t) h->used == n + VARHDRSZ)
		return flat;
	sorted = palloc(h->used);
	SET_VARSIZE(sorted, h->used);
	pgi_check(env, pgi_points_sort(env, flat, sorted));
	return sorted;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

PG_FUNCTION_INFO_V1(pgi_point_set_in);
Datum
pgi_point_set_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	size_t n = strlen(text);
	pgi_env *env = pgi_env_here();
	struct varlena *result;
	char *bytes = palloc(n / 2 + 1);

	if (n < 2 || n % 2 != 0 || text[0] != '\\' || text[1] != 'x')
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION), errmsg("invalid input syntax for type point_set"),
				 errhint("Build point sets with the aggregate point_agg.")));
	for (size_t i = 2; i < n; i += 2)
	{
		int high = hex_digit(text[i]), low = hex_digit(text[i + 1]);

		if (high < 0 || low < 0)
			ereturn(fcinfo->context, (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION), errmsg("invalid input syntax for type point_set"),
					 errhint("Build point sets with the aggregate point_agg.")));
		bytes[i / 2 - 1] = (char) (high << 4 | low);
	}
	result = from_bytes(env, bytes, n / 2 - 1, fcinfo->context);
	if (!result)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(result);
}

/* The used part of a value in order, without its length word. */
static const char *
tidy_bytes(Datum value, size_t *n)
{
	struct varlena *flat = PG_DETOAST_DATUM(value);
	const pgi_points_header *h = (const pgi_points_header *) flat;

	*n = h->used - VARHDRSZ;
	return VARDATA(flat);
}

PG_FUNCTION_INFO_V1(pgi_point_set_out);
Datum
pgi_point_set_out(PG_FUNCTION_ARGS)
{
	static const char digit[] = "0123456789abcdef";
	size_t n;
	const char *bytes = tidy_bytes(PG_GETARG_DATUM(0), &n);
	char *text = palloc(2 * n + 3);
	char *at = text + 2;

	text[0] = '\\';
	text[1] = 'x';
	for (size_t i = 0; i < n; i++)
	{
		*at++ = digit[(unsigned char) bytes[i] >> 4];
		*at++ = digit[bytes[i] & 15];
	}
	*at = 0;
	PG_RETURN_CSTRING(text);
}

PG_FUNCTION_INFO_V1(pgi_point_set_recv);
Datum
pgi_point_set_recv(PG_FUNCTION_ARGS)
{
	StringInfo buffer = (StringInfo) PG_GETARG_POINTER(0);
	int n = buffer->len - buffer->cursor;

	PG_RETURN_POINTER(from_bytes(pgi_env_here(), pq_getmsgbytes(buffer, n), n, NULL));
}

PG_FUNCTION_INFO_V1(pgi_point_set_send);
Datum
pgi_point_set_send(PG_FUNCTION_ARGS)
{
	StringInfoData buffer;
	size_t n;
	const char *bytes = tidy_bytes(PG_GETARG_DATUM(0), &n);

	pq_begintypsend(&buffer);
	pq_sendbytes(&buffer, bytes, n);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buffer));
}

/* --- aggregates --------------------------------------------------------------------- */

#define GROWING_MAGIC 0x50474950

/* A set that grows. */
typedef struct growing
{
	ExpandedObjectHeader header;
	int magic;
	Size room;            /* bytes allocated for flat */
	struct varlena *flat; /* in the object's own context */
} growing;

static Size
growing_flat_size(ExpandedObjectHeader *header)
{
	return ((const pgi_points_header *) ((growing *) header)->flat)->used;
}

static void
growing_flatten(ExpandedObjectHeader *header, void *result, Size size)
{
	memcpy(result, ((growing *) header)->flat, size);
	SET_VARSIZE(result, size);
}

static const ExpandedObjectMethods growing_methods = {growing_flat_size, growing_flatten};

/* The object behind a datum, NULL where it is flat. */
static growing *
growing_of(Datum value)
{
	growing *g;

	if (!VARATT_IS_EXTERNAL_EXPANDED(DatumGetPointer(value)))
		return NULL;
	g = (growing *) DatumGetEOHP(value);
	return g->magic == GROWING_MAGIC ? g : NULL;
}

/* The flat bytes of a value that is not to be changed. */
static struct varlena *
flat_of(Datum value)
{
	growing *g = growing_of(value);

	return g ? g->flat : PG_DETOAST_DATUM(value);
}

/* The state to change with room for `more` bytes: the argument itself where it may be changed, else a copy. */
static growing *
state_with_room(FunctionCallInfo fcinfo, pgi_env *env, Size more)
{
	growing *g = NULL;
	Size used = sizeof(pgi_points_header);
	const struct varlena *old = NULL;

	if (!PG_ARGISNULL(0))
	{
		if (VARATT_IS_EXTERNAL_EXPANDED_RW(DatumGetPointer(PG_GETARG_DATUM(0))))
			g = growing_of(PG_GETARG_DATUM(0));
		old = g ? g->flat : flat_of(PG_GETARG_DATUM(0));
		used = ((const pgi_points_header *) old)->used;
	}
	if (used + more > PGI_POINTS_MAX_BYTES)
		pgi_check(env, pgi_fail(env, .status = PGI_POINTS_TOO_LARGE, .n = (int64_t) (used + more),
								.limit = PGI_POINTS_MAX_BYTES));
	if (!g)
	{
		MemoryContext parent, context;

		if (!AggCheckCallContext(fcinfo, &parent))
			parent = CurrentMemoryContext;
		context = AllocSetContextCreate(parent, "point_set", ALLOCSET_START_SMALL_SIZES);
		g = MemoryContextAllocZero(context, sizeof *g);
		EOH_init_header(&g->header, &growing_methods, context);
		g->magic = GROWING_MAGIC;
		g->room = used + more + 256;
		g->flat = MemoryContextAlloc(context, g->room);
		if (old)
			memcpy(g->flat, old, used);
		else
			pgi_points_init(g->flat);
	}
	else if (used + more > g->room)
	{
		g->room = Min((used + more) * 2, (Size) PGI_POINTS_MAX_BYTES);
		g->flat = repalloc(g->flat, g->room);
	}
	return g;
}

/* NULL stays NULL, any other state stays what it is. */
static Datum
unchanged(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	return EOHPGetRWDatum(&state_with_room(fcinfo, pgi_env_here(), 0)->header);
}

/* (state, x, y, weight), (state, x, y, weight, category) or (state, id, x, y, weight, category). */
PG_FUNCTION_INFO_V1(pgi_point_add);
Datum
pgi_point_add(PG_FUNCTION_ARGS)
{
	int at = PG_NARGS() == 6 ? 2 : 1;
	int id_len = 0, category_len = 0;
	const char *id = NULL, *category = NULL;
	pgi_env *env = pgi_env_here();
	growing *state;

	if (PG_ARGISNULL(at) || PG_ARGISNULL(at + 1) || PG_ARGISNULL(at + 2))
		return unchanged(fcinfo);
	if (at == 2 && !PG_ARGISNULL(1))
		id = pgi_text_bytes(PG_GETARG_DATUM(1), &id_len);
	if (PG_NARGS() > 4 && !PG_ARGISNULL(at + 3))
		category = pgi_text_bytes(PG_GETARG_DATUM(at + 3), &category_len);
	pgi_check(env, pgi_point_check(env, PG_GETARG_FLOAT8(at), PG_GETARG_FLOAT8(at + 1), PG_GETARG_FLOAT8(at + 2),
								   id_len, category_len));
	state = state_with_room(fcinfo, env, pgi_point_size(id_len, category_len));
	pgi_points_append(state->flat, PG_GETARG_FLOAT8(at), PG_GETARG_FLOAT8(at + 1), PG_GETARG_FLOAT8(at + 2), id, id_len,
					  category, category_len);
	return EOHPGetRWDatum(&state->header);
}

PG_FUNCTION_INFO_V1(pgi_point_combine);
Datum
pgi_point_combine(PG_FUNCTION_ARGS)
{
	growing *state;
	const pgi_points_header *from;
	pgi_points_header *to;
	Size more;

	if (PG_ARGISNULL(1))
		return unchanged(fcinfo);
	from = (const pgi_points_header *) flat_of(PG_GETARG_DATUM(1));
	more = from->used - sizeof *from;
	state = state_with_room(fcinfo, pgi_env_here(), more);
	to = (pgi_points_header *) state->flat;
	memcpy((char *) to + to->used, from + 1, more);
	to->used += more;
	to->n += from->n;
	to->flags = 0;
	return EOHPGetRWDatum(&state->header);
}

PG_FUNCTION_INFO_V1(pgi_point_final);
Datum
pgi_point_final(PG_FUNCTION_ARGS)
{
	struct varlena *flat = flat_of(PG_GETARG_DATUM(0));
	const pgi_points_header *h = (const pgi_points_header *) flat;
	struct varlena *sorted = palloc(h->used);
	pgi_env *env = pgi_env_here();

	SET_VARSIZE(sorted, h->used);
	pgi_check(env, pgi_points_sort(env, flat, sorted));
	PG_RETURN_POINTER(sorted);
}

PG_FUNCTION_INFO_V1(pgi_n_points);
Datum
pgi_n_points(PG_FUNCTION_ARGS)
{
	growing *g = growing_of(PG_GETARG_DATUM(0));
	const void *head = g ? (const void *) g->flat
						 : PG_DETOAST_DATUM_SLICE(PG_GETARG_DATUM(0), 0, sizeof(pgi_points_header) - VARHDRSZ);
	pgi_points_header h;

	memcpy(&h, head, sizeof h);
	PG_RETURN_INT32(h.n);
}

/* Sets columns id, x, y, weight, category of one point. */
static void
set_point(pgi_table *table, const pgi_points *points, const Datum *categories, int32_t i)
{
	if (points->ids.offset[i] < points->ids.offset[i + 1])
		pgi_table_set_label(table, 0, &points->ids, i);
	pgi_table_set_float8(table, 1, points->x[i]);
	pgi_table_set_float8(table, 2, points->y[i]);
	pgi_table_set_float8(table, 3, points->weight[i]);
	if (points->category[i] >= 0)
		pgi_table_set(table, 4, categories[points->category[i]]);
}

PG_FUNCTION_INFO_V1(pgi_points_table);
Datum
pgi_points_table(PG_FUNCTION_ARGS)
{
	pgi_points *points = pgi_place_points(pgi_env_here(), PG_GETARG_DATUM(0), true, true);
	Datum *categories = pgi_label_datums(&points->categories);
	pgi_table *table = pgi_table_begin(fcinfo);

	for (int32_t i = 0; i < points->n; i++)
	{
		set_point(table, points, categories, i);
		pgi_table_put(table);
	}
	PG_RETURN_NULL();
}

/* --- clusters and neighbours ------------------------------------------------------------ */

PG_FUNCTION_INFO_V1(pgi_dbscan);
Datum
pgi_dbscan(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_points *points = pgi_place_points(env, PG_GETARG_DATUM(0), true, true);
	pgi_distance distance = pgi_place_distance_arg(PG_GETARG_DATUM(3));
	pgi_place_set set = {.n = points->n, .x = points->x, .y = points->y, .weight = points->weight};
	int32_t *cluster = palloc_extended(sizeof(int32_t) * (points->n + 1), MCXT_ALLOC_HUGE);
	bool *core = palloc_extended(points->n + 1, MCXT_ALLOC_HUGE);
	int32_t n_clusters;
	Datum *categories = pgi_label_datums(&points->categories);
	pgi_table *table;

	pgi_check(env, pgi_core_dbscan(env, distance, &set, &points->ids, PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), cluster,
								   core, &n_clusters));
	table = pgi_table_begin(fcinfo);
	for (int32_t i = 0; i < points->n; i++)
	{
		set_point(table, points, categories, i);
		if (cluster[i] > 0)
			pgi_table_set_int4(table, 5, cluster[i]);
		pgi_table_set_bool(table, 6, core[i]);
		pgi_table_put(table);
	}
	PG_RETURN_NULL();
}

/* Refuses points without an id. */
static void
check_ids(const pgi_points *points)
{
	for (int32_t i = 0; i < points->n; i++)
		if (points->ids.offset[i] == points->ids.offset[i + 1])
			ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("point has no id"),
							errhint("Give ids to point_agg: point_agg(id, x, y, weight, category).")));
}

/* (points, k or band, weight, distance): the neighbour list as a matrix. */
static Datum
neighbour_matrix(FunctionCallInfo fcinfo, bool nearest)
{
	static const char *const weights[] = {"binary", "distance", "inverse", NULL};
	pgi_env *env = pgi_env_here();
	pgi_points *points = pgi_place_points(env, PG_GETARG_DATUM(0), true, false);
	int kind = pgi_option("weight", PG_GETARG_DATUM(2), weights);
	pgi_distance distance = pgi_place_distance_arg(PG_GETARG_DATUM(3));
	pgi_place_set set = {.n = points->n, .x = points->x, .y = points->y, .weight = points->weight};
	pgi_neighbour_list list;
	pgi_matrix m;

	check_ids(points);
	if (nearest)
		pgi_check(env, pgi_core_nearest(env, distance, &set, PG_GETARG_INT32(1), &list));
	else
		pgi_check(env, pgi_core_band(env, distance, &set, PG_GETARG_FLOAT8(1), &list));
	for (int64_t k = 0; k < list.n; k++)
	{
		if (kind == 2 && list.distance[k] == 0)
			ereport(ERROR, (errcode(ERRCODE_DIVISION_BY_ZERO), errmsg("inverse distance of points at the same place"),
							errhint("Use weight => 'binary', or merge points at the same place.")));
		list.distance[k] = kind == 0 ? 1 : kind == 1 ? list.distance[k] : 1 / list.distance[k];
	}
	pgi_check(env, pgi_matrix_from_triplets(env, &points->ids, &points->ids, (int32_t) list.n, list.from, list.to,
											list.distance, &m));
	PGI_RETURN_MATRIX(env, &m);
}

PG_FUNCTION_INFO_V1(pgi_nearest_weights);
Datum
pgi_nearest_weights(PG_FUNCTION_ARGS)
{
	return neighbour_matrix(fcinfo, true);
}

PG_FUNCTION_INFO_V1(pgi_band_weights);
Datum
pgi_band_weights(PG_FUNCTION_ARGS)
{
	return neighbour_matrix(fcinfo, false);
}

/* (sites, points, radius, beta, distance): what lies within reach, by site and category. */
PG_FUNCTION_INFO_V1(pgi_points_in_reach);
Datum
pgi_points_in_reach(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_points *sites = pgi_place_points(env, PG_GETARG_DATUM(0), true, false);
	pgi_points *points = pgi_place_points(env, PG_GETARG_DATUM(1), false, true);
	pgi_distance distance = pgi_place_distance_arg(PG_GETARG_DATUM(4));
	pgi_place_set from = {.n = sites->n, .x = sites->x, .y = sites->y, .weight = sites->weight};
	pgi_place_set to = {.n = points->n, .x = points->x, .y = points->y, .weight = points->weight};
	int32_t none = points->categories.n; /* points without a category are the last one */
	Size cells = mul_size(sites->n, (Size) none + 1);
	Datum *categories = pgi_label_datums(&points->categories);
	int64_t *count;
	double *access;
	pgi_table *table;

	check_ids(sites);
	count = palloc_extended(mul_size(cells + 1, sizeof(int64_t)), MCXT_ALLOC_HUGE);
	access = palloc_extended(mul_size(cells + 1, sizeof(double)), MCXT_ALLOC_HUGE);
	for (int32_t i = 0; i < points->n; i++)
		if (points->category[i] < 0)
			points->category[i] = none;
	pgi_check(env, pgi_core_reach(env, distance, &from, &to, points->category, none + 1, PG_GETARG_FLOAT8(2),
								  PG_GETARG_FLOAT8(3), count, access));
	table = pgi_table_begin(fcinfo);
	for (Size k = 0; k < cells; k++)
		if (count[k] > 0)
		{
			int32_t category = (int32_t) (k % ((Size) none + 1));

			pgi_table_set_label(table, 0, &sites->ids, (int32_t) (k / ((Size) none + 1)));
			if (category < none)
				pgi_table_set(table, 1, categories[category]);
			pgi_table_set_int8(table, 2, count[k]);
			pgi_table_set_float8(table, 3, access[k]);
			pgi_table_put(table);
		}
	PG_RETURN_NULL();
}
