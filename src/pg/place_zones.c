/*
 * place_zones.c - packed zones, and the zone of a place.
 *
 * Packed zones are the shapes' well-known binary one after another under a
 * hash of them.  The index for look-ups is built once a statement and kept as
 * long as hash and size stay the same.
 */
#include "place_glue.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/geo_decls.h"

#include "place_zones.h"

#define MAGIC 0x5A314750

typedef struct packed_header
{
	uint32 magic;
	int32 n;
	uint64 hash;
} packed_header;

/* FNV-1a over eight bytes at a time would do as well; shapes are hashed once. */
static uint64
hash_bytes_of(const char *bytes, Size size)
{
	uint64 h = UINT64CONST(0xcbf29ce484222325);

	for (Size i = 0; i < size; i++)
		h = (h ^ (unsigned char) bytes[i]) * UINT64CONST(0x100000001b3);
	return h;
}

/* (shapes bytea[]) */
PG_FUNCTION_INFO_V1(pgi_zones_pack);
Datum
pgi_zones_pack(PG_FUNCTION_ARGS)
{
	ArrayType *a = PG_GETARG_ARRAYTYPE_P(0);
	Datum *shape;
	bool *null;
	int n;
	Size size = sizeof(packed_header);
	packed_header h = {.magic = MAGIC};
	bytea *packed;
	char *at;

	deconstruct_array(a, BYTEAOID, -1, false, TYPALIGN_INT, &shape, &null, &n);
	for (int i = 0; i < n; i++)
	{
		if (null[i])
			ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("a shape must not be null")));
		shape[i] = PointerGetDatum(PG_DETOAST_DATUM_PACKED(shape[i]));
		size += sizeof(uint32) + VARSIZE_ANY_EXHDR(DatumGetPointer(shape[i]));
		if (size > MaxAllocSize / 4)
			ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("shapes too large"),
							errhint("Simplify them, or look places up in parts.")));
	}
	packed = palloc(VARHDRSZ + size);
	SET_VARSIZE(packed, VARHDRSZ + size);
	at = VARDATA(packed) + sizeof h;
	for (int i = 0; i < n; i++)
	{
		uint32 len = VARSIZE_ANY_EXHDR(DatumGetPointer(shape[i]));

		memcpy(at, &len, sizeof len);
		memcpy(at + sizeof len, VARDATA_ANY(DatumGetPointer(shape[i])), len);
		at += sizeof len + len;
	}
	h.n = n;
	h.hash = hash_bytes_of(VARDATA(packed) + sizeof h, size - sizeof h);
	memcpy(VARDATA(packed), &h, sizeof h);
	PG_RETURN_BYTEA_P(packed);
}

/* The index of packed zones of unknown origin. */
static pgi_zones *
unpack(pgi_env *env, const packed_header *h, const char *bytes, Size size)
{
	const unsigned char **wkb;
	size_t *length;
	pgi_zones *zones;
	Size at = 0;

	if (h->n < 0 || (Size) h->n > size / sizeof(uint32) || hash_bytes_of(bytes, size) != h->hash)
		pgi_check(env, pgi_fail(env, .status = PGI_WKB_CORRUPT));
	wkb = palloc(sizeof *wkb * (h->n + 1));
	length = palloc(sizeof *length * (h->n + 1));
	for (int32 i = 0; i < h->n; i++)
	{
		uint32 len;

		if (size - at < sizeof len)
			pgi_check(env, pgi_fail(env, .status = PGI_WKB_CORRUPT));
		memcpy(&len, bytes + at, sizeof len);
		at += sizeof len;
		if (size - at < len)
			pgi_check(env, pgi_fail(env, .status = PGI_WKB_CORRUPT));
		wkb[i] = (const unsigned char *) bytes + at;
		length[i] = len;
		at += len;
	}
	pgi_check(env, pgi_zones_build(env, h->n, wkb, length, &zones));
	return zones;
}

typedef struct zone_cache
{
	MemoryContext context;
	uint64 hash;
	Size size;
	pgi_zones *zones;
} zone_cache;

/* (zones bytea, place point) */
PG_FUNCTION_INFO_V1(pgi_zone_of);
Datum
pgi_zone_of(PG_FUNCTION_ARGS)
{
	bytea *packed = PG_GETARG_BYTEA_PP(0);
	const Point *place = PG_GETARG_POINT_P(1);
	Size size = VARSIZE_ANY_EXHDR(packed);
	zone_cache *cache = fcinfo->flinfo->fn_extra;
	packed_header h = {0};
	int32 found;

	if (size >= sizeof h)
		memcpy(&h, VARDATA_ANY(packed), sizeof h);
	if (h.magic != MAGIC)
	{
		pgi_env *env = pgi_env_here();

		pgi_check(env, pgi_fail(env, .status = PGI_WKB_CORRUPT));
	}
	if (!cache || cache->hash != h.hash || cache->size != size)
	{
		MemoryContext context =
			AllocSetContextCreate(fcinfo->flinfo->fn_mcxt, "industry zones", ALLOCSET_DEFAULT_SIZES);
		MemoryContext before = MemoryContextSwitchTo(context);
		zone_cache *made = palloc(sizeof *made);

		*made = (zone_cache){.context = context, .hash = h.hash, .size = size};
		made->zones = unpack(pgi_env_here(), &h, VARDATA_ANY(packed) + sizeof h, size - sizeof h);
		MemoryContextSwitchTo(before);
		fcinfo->flinfo->fn_extra = made;
		if (cache)
			MemoryContextDelete(cache->context);
		cache = made;
	}
	found = pgi_zones_find(cache->zones, place->x, place->y);
	PG_FREE_IF_COPY(packed, 0);
	if (found < 0)
		PG_RETURN_NULL();
	PG_RETURN_INT32(found + 1);
}
