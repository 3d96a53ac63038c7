/* place.c - distances, datums, centres and access: the scalar entry points of the place family. */
#include "place_glue.h"

#include "access/htup_details.h"
#include "utils/builtins.h"
#include "utils/geo_decls.h"

#include "place_access.h"
#include "place_datum.h"
#include "place_geojson.h"
#include "place_shape.h"

/* --- distances and datums ---------------------------------------------------------- */

/* Refuses what is no longitude and latitude. */
static void
check_place(double lon, double lat)
{
	pgi_env *env;

	/* making what an error needs costs more than a distance */
	if (fabs(lon) <= 180 && fabs(lat) <= 90)
		return;
	env = pgi_env_here();
	pgi_check(env, pgi_place_check(env, PGI_GREAT_CIRCLE, lon, lat));
}

static void
check_places(FunctionCallInfo fcinfo)
{
	check_place(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1));
	check_place(PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3));
}

PG_FUNCTION_INFO_V1(pgi_great_circle_distance);
Datum
pgi_great_circle_distance(PG_FUNCTION_ARGS)
{
	check_places(fcinfo);
	PG_RETURN_FLOAT8(
		pgi_great_circle(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3)));
}

PG_FUNCTION_INFO_V1(pgi_compass_bearing);
Datum
pgi_compass_bearing(PG_FUNCTION_ARGS)
{
	double degrees;

	check_places(fcinfo);
	degrees = pgi_bearing(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3));
	if (isnan(degrees))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(degrees);
}

/* (well-known binary, source datum, target datum) */
PG_FUNCTION_INFO_V1(pgi_datum_shift_wkb);
Datum
pgi_datum_shift_wkb(PG_FUNCTION_ARGS)
{
	static const char *const datums[] = {"wgs84", "gcj02", "bd09", NULL};
	pgi_env *env = pgi_env_here();
	bytea *wkb = PG_GETARG_BYTEA_P_COPY(0);
	pgi_datum from = (pgi_datum) pgi_option("datum", PG_GETARG_DATUM(1), datums);
	pgi_datum to = (pgi_datum) pgi_option("datum", PG_GETARG_DATUM(2), datums);

	pgi_check(env, pgi_wkb_shift(env, from, to, (unsigned char *) VARDATA(wkb), VARSIZE(wkb) - VARHDRSZ));
	PG_RETURN_BYTEA_P(wkb);
}

/* (point or NULL, id): Mercator's map in degrees; the id tells apart what coincides, and orders what has no place */
PG_FUNCTION_INFO_V1(pgi_place_map_point);
Datum
pgi_place_map_point(PG_FUNCTION_ARGS)
{
	const double degree = M_PI / 180;
	Point *at;

	if (PG_ARGISNULL(1))
		PG_RETURN_NULL();
	if (!PG_ARGISNULL(0) && isinf(PG_GETARG_POINT_P(0)->y))
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("latitude is out of range")));
	at = palloc(sizeof(Point));
	at->x = PG_ARGISNULL(0) ? 0 : PG_GETARG_POINT_P(0)->x;
	at->y = PG_ARGISNULL(0) ? 100 : asinh(tan(PG_GETARG_POINT_P(0)->y * degree)) / degree;
	at->y += (double) PG_GETARG_INT64(1) * 5e-14;
	PG_RETURN_POINT_P(at);
}

/* (point, source datum, target datum) */
PG_FUNCTION_INFO_V1(pgi_place_shift);
Datum
pgi_place_shift(PG_FUNCTION_ARGS)
{
	static const char *const datums[] = {"wgs84", "gcj02", "bd09", NULL};
	Point *place = palloc(sizeof(Point));
	pgi_datum from = (pgi_datum) pgi_option("datum", PG_GETARG_DATUM(1), datums);
	pgi_datum to = (pgi_datum) pgi_option("datum", PG_GETARG_DATUM(2), datums);

	*place = *PG_GETARG_POINT_P(0);
	check_place(place->x, place->y);
	pgi_datum_shift(from, to, &place->x, &place->y);
	PG_RETURN_POINT_P(place);
}

/* (well-known binary): true, or an error */
PG_FUNCTION_INFO_V1(pgi_wkb_sound);
Datum
pgi_wkb_sound(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	bytea *wkb = PG_GETARG_BYTEA_PP(0);

	pgi_check(env, pgi_wkb_check(env, (const unsigned char *) VARDATA_ANY(wkb), VARSIZE_ANY_EXHDR(wkb)));
	PG_RETURN_BOOL(true);
}

/* --- the text of a place -------------------------------------------------------------- */

/* (point, digits) */
PG_FUNCTION_INFO_V1(pgi_place_geojson);
Datum
pgi_place_geojson(PG_FUNCTION_ARGS)
{
	const Point *place = PG_GETARG_POINT_P(0);
	int digits = pgi_integer_between("digits", PG_GETARG_INT32(1), 0, PGI_GEOJSON_MAX_DIGITS);
	char text[PGI_GEOJSON_POINT_SIZE];

	check_place(place->x, place->y);
	PG_RETURN_TEXT_P(cstring_to_text_with_len(text, pgi_geojson_point(place->x, place->y, digits, text)));
}

/* --- mean centre ---------------------------------------------------------------------- */

/* The state is read and written as an aligned copy: a bytea's data lies four bytes behind an eightfold address. */
static bytea *
shape_store(FunctionCallInfo fcinfo, bytea *old, const pgi_shape_state *state)
{
	MemoryContext context;

	if (!old || !AggCheckCallContext(fcinfo, &context))
	{
		if (!AggCheckCallContext(fcinfo, &context))
			context = CurrentMemoryContext;
		old = MemoryContextAlloc(context, sizeof *state + VARHDRSZ);
		SET_VARSIZE(old, sizeof *state + VARHDRSZ);
	}
	memcpy(VARDATA(old), state, sizeof *state);
	return old;
}

/* The aligned copy of a state argument; false where it is NULL. */
static bool
shape_load(FunctionCallInfo fcinfo, pgi_env *env, int arg, bytea **old, pgi_shape_state *state)
{
	*old = NULL;
	if (PG_ARGISNULL(arg))
		return false;
	*old = DatumGetByteaP(PG_GETARG_DATUM(arg));
	if (VARSIZE(*old) - VARHDRSZ != sizeof *state)
		pgi_check(env, pgi_fail(env, .status = PGI_SHAPE_CORRUPT));
	memcpy(state, VARDATA(*old), sizeof *state);
	pgi_check(env, pgi_shape_check(env, state, sizeof *state));
	return true;
}

/* (state, x, y, weight) or (state, x, y, weight, distance) */
PG_FUNCTION_INFO_V1(pgi_centre_add);
Datum
pgi_centre_add(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_shape_state state;
	bytea *old;
	pgi_distance distance = PGI_GREAT_CIRCLE;
	bool begun = shape_load(fcinfo, env, 0, &old, &state);

	if (PG_NARGS() > 4 && !PG_ARGISNULL(4))
		distance = pgi_place_distance_arg(PG_GETARG_DATUM(4));
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
	{
		if (!begun)
			PG_RETURN_NULL();
		PG_RETURN_BYTEA_P(old);
	}
	if (!begun)
		pgi_shape_init(&state, distance);
	else if (state.distance != distance)
		pgi_check(env, pgi_fail(env, .status = PGI_MIXED_DISTANCES));
	pgi_check(env, pgi_shape_add(env, &state, PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3)));
	PG_RETURN_BYTEA_P(shape_store(fcinfo, old, &state));
}

PG_FUNCTION_INFO_V1(pgi_centre_combine);
Datum
pgi_centre_combine(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_shape_state state, other;
	bytea *old, *unused;
	bool begun = shape_load(fcinfo, env, 0, &old, &state);

	if (!shape_load(fcinfo, env, 1, &unused, &other))
	{
		if (!begun)
			PG_RETURN_NULL();
		PG_RETURN_BYTEA_P(old);
	}
	if (!begun)
		pgi_shape_init(&state, (pgi_distance) other.distance);
	pgi_check(env, pgi_shape_merge(env, &state, &other));
	PG_RETURN_BYTEA_P(shape_store(fcinfo, old, &state));
}

PG_FUNCTION_INFO_V1(pgi_centre_final);
Datum
pgi_centre_final(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_shape_state state;
	pgi_shape shape;
	bytea *old;
	TupleDesc desc;
	Datum value[11];
	bool null[11] = {false};
	double number[10];

	if (!shape_load(fcinfo, env, 0, &old, &state))
		PG_RETURN_NULL();
	pgi_check(env, pgi_shape_result(env, &state, &shape));
	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	memcpy(number,
		   (double[10]){shape.weight, shape.x, shape.y, shape.standard_distance, shape.major, shape.minor,
						shape.direction, shape.variance_x, shape.variance_y, shape.covariance},
		   sizeof number);
	value[0] = Int64GetDatum(shape.n);
	for (int i = 0; i < 10; i++)
	{
		value[i + 1] = Float8GetDatum(number[i]);
		null[i + 1] = isnan(number[i]);
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), value, null)));
}

/* --- access ------------------------------------------------------------------------------ */

static const char *const decays[] = {"step", "linear", "gaussian", "exponential", "power", NULL};

/* (cost, supply, demand, radius, decay, beta): one row a demand label, or one a site. */
static Datum
catchment(FunctionCallInfo fcinfo, bool sites)
{
	pgi_env *env = pgi_env_here();
	const pgi_matrix *cost = PGI_GETARG_MATRIX(0);
	int decay = pgi_option("decay", PG_GETARG_DATUM(4), decays);
	pgi_access a;
	pgi_table *table;
	StringInfo id = pgi_method_begin(sites ? "catchment_sites" : "catchment_access");

	pgi_check(env, pgi_core_catchment(env, cost, PGI_GETARG_MATRIX(1), PGI_GETARG_MATRIX(2), PG_GETARG_FLOAT8(3),
									  (pgi_decay) decay, PG_GETARG_FLOAT8(5), &a));
	pgi_method_number(id, "radius", PG_GETARG_FLOAT8(3));
	pgi_method_text(id, "decay", decays[decay]);
	pgi_method_number(id, "beta", PG_GETARG_FLOAT8(5));
	table = pgi_table_begin(fcinfo);
	for (int32_t i = 0; i < (sites ? cost->cols.n : cost->rows.n); i++)
	{
		pgi_table_set_label(table, 0, sites ? &cost->cols : &cost->rows, i);
		pgi_table_set_float8(table, 1, sites ? a.supply[i] : a.demand[i]);
		pgi_table_set_float8(table, 2, sites ? a.site_demand[i] : a.access[i]);
		pgi_table_set_float8(table, 3, sites ? a.site_ratio[i] : a.ratio[i]);
		pgi_table_set_int4(table, 4, sites ? a.site_rows[i] : a.sites[i]);
		if (!sites)
			pgi_table_set_float8(table, 5, a.nearest[i]);
		pgi_table_set_text(table, sites ? 5 : 6, id->data);
		pgi_table_put(table);
	}
	PG_RETURN_NULL();
}

PG_FUNCTION_INFO_V1(pgi_catchment_access);
Datum
pgi_catchment_access(PG_FUNCTION_ARGS)
{
	return catchment(fcinfo, false);
}

PG_FUNCTION_INFO_V1(pgi_catchment_sites);
Datum
pgi_catchment_sites(PG_FUNCTION_ARGS)
{
	return catchment(fcinfo, true);
}

/* (cost, attraction, alpha, beta, least) */
PG_FUNCTION_INFO_V1(pgi_huff);
Datum
pgi_huff(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	const pgi_matrix *cost = PGI_GETARG_MATRIX(0);
	double *probability = palloc_extended(sizeof(double) * ((Size) cost->n_cells + 1), MCXT_ALLOC_HUGE);
	pgi_matrix m;

	pgi_check(env, pgi_core_huff(env, cost, PGI_GETARG_MATRIX(1), PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3),
								 PG_GETARG_FLOAT8(4), probability));
	pgi_check(env, pgi_matrix_with_values(env, cost, probability, &m));
	PGI_RETURN_MATRIX(env, &m);
}
