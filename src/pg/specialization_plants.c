/*
 * specialization_plants.c - the mergeable aggregates over plant rows.
 *
 * The state's SQL type is bytea: the flat form of core/specialization_plants.h.
 * While rows arrive it is an expanded object in a memory context of its own
 * below the aggregate's, so that the executor passes a pointer; parallel workers
 * and shards see the flat bytes, which are validated wherever they come from.
 */
#include "pgi.h"

#include "mb/pg_wchar.h"
#include "utils/expandeddatum.h"

#include "specialization_plants.h"

#define PLANTS_MAGIC 0x50474550

typedef struct plants_object
{
	ExpandedObjectHeader header;
	int magic;
	pgi_env *env;
	pgi_plants *plants;
	Size flat_size; /* 0: not measured since the last change */
} plants_object;

static Size
plants_flat_size(ExpandedObjectHeader *header)
{
	plants_object *o = (plants_object *) header;

	if (o->flat_size == 0)
	{
		size_t size;

		pgi_check(o->env, pgi_core_plants_flat_size(o->plants, &size));
		o->flat_size = VARHDRSZ + size;
	}
	return o->flat_size;
}

static void
plants_flatten(ExpandedObjectHeader *header, void *result, Size size)
{
	plants_object *o = (plants_object *) header;

	SET_VARSIZE(result, size);
	pgi_check(o->env, pgi_core_plants_flat_write(o->plants, VARDATA(result), size - VARHDRSZ));
}

static const ExpandedObjectMethods plants_methods = {plants_flat_size, plants_flatten};

/* The object behind a pointer, NULL where the value is flat. */
static plants_object *
as_object(Datum value)
{
	plants_object *o;

	if (!VARATT_IS_EXTERNAL_EXPANDED(DatumGetPointer(value)))
		return NULL;
	o = (plants_object *) DatumGetEOHP(value);
	return o->header.eoh_methods == &plants_methods && o->magic == PLANTS_MAGIC ? o : NULL;
}

/* The plants of a value, read in the given environment where it is flat. */
static const pgi_plants *
plants_of(pgi_env *env, Datum value)
{
	plants_object *o = as_object(value);
	struct varlena *flat;
	pgi_plants *plants;

	if (o)
		return o->plants;
	flat = PG_DETOAST_DATUM_PACKED(value);
	pgi_check(env, pgi_core_plants_read(env, VARDATA_ANY(flat), VARSIZE_ANY_EXHDR(flat), &plants));
	return plants;
}

/* An empty object below the aggregate's context, or below the current one outside an aggregate. */
static plants_object *
new_object(FunctionCallInfo fcinfo)
{
	MemoryContext parent, context;
	plants_object *o;

	if (!AggCheckCallContext(fcinfo, &parent))
		parent = CurrentMemoryContext;
	context = AllocSetContextCreate(parent, "plant aggregate", ALLOCSET_SMALL_SIZES);
	o = MemoryContextAllocZero(context, sizeof *o);
	EOH_init_header(&o->header, &plants_methods, context);
	o->magic = PLANTS_MAGIC;
	o->env = pgi_env_new(context);
	pgi_check(o->env, pgi_core_plants_new(o->env, &o->plants));
	return o;
}

/* The state to change: argument 0 itself where it may be changed, else a copy; a new one for NULL. */
static plants_object *
state_for_change(FunctionCallInfo fcinfo)
{
	plants_object *o = NULL;

	if (!PG_ARGISNULL(0) && VARATT_IS_EXTERNAL_EXPANDED_RW(DatumGetPointer(PG_GETARG_DATUM(0))))
		o = as_object(PG_GETARG_DATUM(0));
	if (!o)
	{
		o = new_object(fcinfo);
		if (!PG_ARGISNULL(0))
			pgi_check(o->env, pgi_core_plants_merge(o->plants, plants_of(pgi_env_here(), PG_GETARG_DATUM(0))));
	}
	o->flat_size = 0;
	return o;
}

PG_FUNCTION_INFO_V1(pgi_plants_add);
Datum
pgi_plants_add(PG_FUNCTION_ARGS)
{
	plants_object *o = state_for_change(fcinfo);
	const char *region;
	int len;

	if (PG_ARGISNULL(1))
		pgi_check(o->env, pgi_fail(o->env, .status = PGI_NULL_LABEL));
	region = pgi_text_bytes(PG_GETARG_DATUM(1), &len);
	if (PG_ARGISNULL(3))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("reference size must not be null"),
						errdetail("It is null for region \"%.*s\".", pg_mbcliplen(region, len, 64), region)));
	if (!PG_ARGISNULL(2) && isnan(PG_GETARG_FLOAT8(2)))
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("plant size must be finite"),
						errhint("Use NULL for a size that is not known.")));
	pgi_check(o->env, pgi_core_plants_add(o->plants, region, len, PG_ARGISNULL(2) ? NAN : PG_GETARG_FLOAT8(2),
										  PG_GETARG_FLOAT8(3)));
	PG_RETURN_DATUM(EOHPGetRWDatum(&o->header));
}

PG_FUNCTION_INFO_V1(pgi_plants_combine);
Datum
pgi_plants_combine(PG_FUNCTION_ARGS)
{
	plants_object *o;

	if (PG_ARGISNULL(0) && PG_ARGISNULL(1))
		PG_RETURN_NULL();
	o = state_for_change(fcinfo);
	if (!PG_ARGISNULL(1))
		pgi_check(o->env, pgi_core_plants_merge(o->plants, plants_of(pgi_env_here(), PG_GETARG_DATUM(1))));
	PG_RETURN_DATUM(EOHPGetRWDatum(&o->header));
}

/* What a final function reads. */
static pgi_plants_result
summary(FunctionCallInfo fcinfo)
{
	pgi_env *env = pgi_env_here();
	pgi_plants_result r;

	pgi_check(env, pgi_core_plants_summary(env, plants_of(env, PG_GETARG_DATUM(0)), &r));
	return r;
}

static Datum
number_or_null(FunctionCallInfo fcinfo, double value)
{
	if (isnan(value))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(value);
}

PG_FUNCTION_INFO_V1(pgi_plants_ellison_glaeser);
Datum
pgi_plants_ellison_glaeser(PG_FUNCTION_ARGS)
{
	pgi_plants_result r = summary(fcinfo);

	return number_or_null(fcinfo, pgi_core_ellison_glaeser(&r.dartboard));
}

PG_FUNCTION_INFO_V1(pgi_plants_maurel_sedillot);
Datum
pgi_plants_maurel_sedillot(PG_FUNCTION_ARGS)
{
	pgi_plants_result r = summary(fcinfo);

	return number_or_null(fcinfo, pgi_core_maurel_sedillot(&r.dartboard));
}

PG_FUNCTION_INFO_V1(pgi_plants_concentration);
Datum
pgi_plants_concentration(PG_FUNCTION_ARGS)
{
	pgi_plants_result r = summary(fcinfo);
	double number[6];
	Datum value[9];
	bool null[9] = {false};
	TupleDesc desc;

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	desc = BlessTupleDesc(desc);
	number[0] = r.total;
	number[1] = r.dartboard.g;
	number[2] = r.dartboard.herfindahl;
	number[3] = pgi_core_ellison_glaeser(&r.dartboard);
	number[4] = pgi_core_maurel_sedillot(&r.dartboard);
	number[5] = pgi_core_dartboard_z(&r.dartboard);
	value[0] = Int64GetDatum(r.n_plants);
	value[1] = Int32GetDatum(r.n_regions);
	for (int i = 0; i < 6; i++)
	{
		value[2 + i] = Float8GetDatum(number[i]);
		null[2 + i] = isnan(number[i]);
	}
	value[8] = CStringGetTextDatum(isnan(r.dartboard.g) ? "no_denominator" : isnan(number[3]) ? "degenerate" : "ok");
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(desc, value, null)));
}
