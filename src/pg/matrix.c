/*
 * matrix.c - the SQL type industry.matrix: input, output, comparison, and how
 * other glue reads and makes values.
 */
#include "pgi.h"

#include "access/detoast.h"
#include "access/table.h"
#include "access/tableam.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "common/shortest_dec.h"
#include "libpq/pqformat.h"
#include "utils/array.h"
#include "utils/expandeddatum.h"
#include "utils/float.h"

#include "matrix_expanded.h"
#include "matrix_text.h"

/* --- numbers ------------------------------------------------------------------ */

static int
print_number(double value, char *to)
{
	return double_to_shortest_decimal_bufn(value, to);
}

/* The backend runs with LC_NUMERIC = C, so strtod reads what JSON means. */
static bool
parse_number(const char *text, int len, double *value)
{
	char *copy = pnstrdup(text, len);

	errno = 0;
	*value = strtod(copy, NULL);
	pfree(copy);
	/* a denormal number is in range although strtod reports it */
	return isfinite(*value) && !(errno == ERANGE && *value == 0);
}

static const pgi_numbers numbers = {print_number, parse_number};

/* --- reading and making values --------------------------------------------------- */

/*
 * A value in memory.  What is stored out of line and as it is, is read where
 * huge pages may back it: faulting in small ones takes longer than reading.
 */
static struct varlena *
detoast(Datum value)
{
	struct varlena *stored = (struct varlena *) DatumGetPointer(value);
	struct varlena *flat;
	struct varatt_external pointer;
	Relation relation;
	int32 size;

	if (!VARATT_IS_EXTERNAL_ONDISK(stored))
		return PG_DETOAST_DATUM(value);
	VARATT_EXTERNAL_GET_POINTER(pointer, stored);
	if (VARATT_EXTERNAL_IS_COMPRESSED(pointer))
		return PG_DETOAST_DATUM(value);
	size = (int32) VARATT_EXTERNAL_GET_EXTSIZE(pointer);
	flat = palloc((Size) size + VARHDRSZ);
	pgi_advise_huge_pages(flat, (Size) size + VARHDRSZ);
	SET_VARSIZE(flat, size + VARHDRSZ);
	relation = table_open(pointer.va_toastrelid, AccessShareLock);
	table_relation_fetch_toast_slice(relation, pointer.va_valueid, size, 0, size, flat);
	table_close(relation, AccessShareLock);
	return flat;
}

/* The flat value, in memory; copied only where it is toasted or being built. */
static struct varlena *
flat_of(Datum value)
{
	struct varlena *flat;
	Size size;

	if (!VARATT_IS_EXTERNAL_EXPANDED(DatumGetPointer(value)))
		return detoast(value);
	size = EOH_get_flat_size(DatumGetEOHP(value));
	flat = palloc(size);
	EOH_flatten_into(DatumGetEOHP(value), flat, size);
	return flat;
}

const pgi_matrix *
pgi_matrix_from_datum(Datum value)
{
	pgi_matrix *m = palloc(sizeof(pgi_matrix));

	pgi_flat_view(flat_of(value), m);
	return m;
}

Datum
pgi_matrix_to_datum(pgi_env *env, const pgi_matrix *m)
{
	size_t size;
	struct varlena *flat;

	pgi_check(env, pgi_flat_size(env, m, &size));
	flat = palloc(size);
	pgi_advise_huge_pages(flat, size);
	SET_VARSIZE(flat, size);
	pgi_flat_write(m, flat, size);
	return PointerGetDatum(flat);
}

Datum
pgi_label_datum(const pgi_labels *labels, int32_t i)
{
	int len;
	const char *label = pgi_label(labels, i, &len);

	return PointerGetDatum(cstring_to_text_with_len(label, len));
}

Datum *
pgi_label_datums(const pgi_labels *labels)
{
	Datum *datums =
		MemoryContextAllocExtended(CurrentMemoryContext, sizeof(Datum) * ((Size) labels->n + 1), MCXT_ALLOC_HUGE);

	for (int32_t i = 0; i < labels->n; i++)
		datums[i] = pgi_label_datum(labels, i);
	return datums;
}

const char *
pgi_text_bytes(Datum value, int *len)
{
	text *t = DatumGetTextPP(value);

	*len = VARSIZE_ANY_EXHDR(t);
	return VARDATA_ANY(t);
}

pgi_labels
pgi_labels_from_array(pgi_env *env, Datum array)
{
	ArrayType *a = DatumGetArrayTypeP(array);
	pgi_labels labels;
	uint32_t *offset;
	char *bytes;
	Datum *element;
	bool *null;
	int n;
	Size total = 0;

	deconstruct_array(a, TEXTOID, -1, false, TYPALIGN_INT, &element, &null, &n);
	offset = palloc(sizeof(uint32_t) * ((Size) n + 1));
	for (int i = 0; i < n; i++)
	{
		if (null[i])
			pgi_check(env, pgi_fail(env, .status = PGI_NULL_LABEL));
		offset[i] = (uint32_t) total;
		total += VARSIZE_ANY_EXHDR(DatumGetPointer(element[i]));
	}
	offset[n] = (uint32_t) total;
	bytes = palloc(total + 1);
	for (int i = 0; i < n; i++)
		memcpy(bytes + offset[i], VARDATA_ANY(DatumGetPointer(element[i])), offset[i + 1] - offset[i]);
	labels = (pgi_labels){.n = n, .offset = offset, .bytes = bytes};
	return labels;
}

/* --- the expanded object ------------------------------------------------------------- */

static Size
expanded_flat_size(ExpandedObjectHeader *header)
{
	pgi_expanded *e = (pgi_expanded *) header;

	if (e->flat_size == 0)
		pgi_check(e->env, pgi_builder_flat_size(e->builder, false, &e->flat_size));
	return e->flat_size;
}

static void
expanded_flatten_into(ExpandedObjectHeader *header, void *result, Size size)
{
	pgi_expanded *e = (pgi_expanded *) header;

	SET_VARSIZE(result, size);
	pgi_check(e->env, pgi_builder_flatten(e->builder, result, size));
}

static const ExpandedObjectMethods expanded_methods = {expanded_flat_size, expanded_flatten_into};

pgi_expanded *
pgi_expanded_new(MemoryContext parent)
{
	MemoryContext context = AllocSetContextCreate(parent, "industry.matrix", ALLOCSET_SMALL_SIZES);
	pgi_expanded *e = MemoryContextAllocZero(context, sizeof(pgi_expanded));

	EOH_init_header(&e->header, &expanded_methods, context);
	e->magic = PGI_EXPANDED_MAGIC;
	e->env = pgi_env_new(context);
	pgi_check(e->env, pgi_builder_new(e->env, &e->builder));
	return e;
}

pgi_expanded *
pgi_expanded_for_change(Datum value, MemoryContext parent)
{
	pgi_expanded *e;

	if (VARATT_IS_EXTERNAL_EXPANDED_RW(DatumGetPointer(value)))
	{
		e = (pgi_expanded *) DatumGetEOHP(value);
		Assert(e->magic == PGI_EXPANDED_MAGIC);
		e->flat_size = 0;
		return e;
	}
	e = pgi_expanded_new(parent);
	pgi_check(e->env, pgi_builder_merge(e->builder, pgi_matrix_from_datum(value)));
	return e;
}

/* --- input and output ------------------------------------------------------------------- */

PG_FUNCTION_INFO_V1(pgi_matrix_in);
Datum
pgi_matrix_in(PG_FUNCTION_ARGS)
{
	char *text = PG_GETARG_CSTRING(0);
	pgi_env *env = pgi_env_here();
	pgi_matrix m;

	if (!pgi_check_soft(env, pgi_matrix_parse(env, &numbers, text, strlen(text), &m), fcinfo->context))
		PG_RETURN_NULL();
	PGI_RETURN_MATRIX(env, &m);
}

PG_FUNCTION_INFO_V1(pgi_matrix_out);
Datum
pgi_matrix_out(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	char *text;
	size_t len;

	pgi_check(env, pgi_matrix_print(env, &numbers, PGI_GETARG_MATRIX(0), &text, &len));
	PG_RETURN_CSTRING(text);
}

PG_FUNCTION_INFO_V1(pgi_matrix_recv);
Datum
pgi_matrix_recv(PG_FUNCTION_ARGS)
{
	StringInfo buffer = (StringInfo) PG_GETARG_POINTER(0);
	pgi_env *env = pgi_env_here();
	int len = buffer->len - buffer->cursor;
	pgi_matrix m;

	pgi_check(env, pgi_wire_read(env, pq_getmsgbytes(buffer, len), len, &m));
	PGI_RETURN_MATRIX(env, &m);
}

PG_FUNCTION_INFO_V1(pgi_matrix_send);
Datum
pgi_matrix_send(PG_FUNCTION_ARGS)
{
	const pgi_matrix *m = PGI_GETARG_MATRIX(0);
	size_t size = pgi_wire_size(m);
	bytea *result = palloc(VARHDRSZ + size);

	SET_VARSIZE(result, VARHDRSZ + size);
	pgi_wire_write(m, VARDATA(result));
	PG_RETURN_BYTEA_P(result);
}

/* --- comparison: the canonical form makes equality and hash a matter of bytes -------------- */

/* The flat bytes behind the length word. */
static const char *
flat_bytes(Datum value, Size *len)
{
	struct varlena *flat = flat_of(value);

	*len = VARSIZE(flat) - VARHDRSZ;
	return VARDATA(flat);
}

static int
compare(FunctionCallInfo fcinfo)
{
	Size a_len, b_len;
	const char *a = flat_bytes(PG_GETARG_DATUM(0), &a_len), *b = flat_bytes(PG_GETARG_DATUM(1), &b_len);
	int c = memcmp(a, b, Min(a_len, b_len));

	return c != 0 ? c : (a_len > b_len) - (a_len < b_len);
}

#define COMPARISON(name, test)                  \
	PG_FUNCTION_INFO_V1(name);                  \
	Datum name(PG_FUNCTION_ARGS)                \
	{                                           \
		PG_RETURN_BOOL(compare(fcinfo) test 0); \
	}                                           \
	extern int pgi_compiler_wants_a_semicolon

COMPARISON(pgi_matrix_eq, ==);
COMPARISON(pgi_matrix_ne, !=);
COMPARISON(pgi_matrix_lt, <);
COMPARISON(pgi_matrix_le, <=);
COMPARISON(pgi_matrix_gt, >);
COMPARISON(pgi_matrix_ge, >=);

PG_FUNCTION_INFO_V1(pgi_matrix_cmp);
Datum
pgi_matrix_cmp(PG_FUNCTION_ARGS)
{
	int c = compare(fcinfo);

	PG_RETURN_INT32((c > 0) - (c < 0));
}

PG_FUNCTION_INFO_V1(pgi_matrix_hash);
Datum
pgi_matrix_hash(PG_FUNCTION_ARGS)
{
	Size len;
	const char *bytes = flat_bytes(PG_GETARG_DATUM(0), &len);

	return hash_any((const unsigned char *) bytes, (int) len);
}

PG_FUNCTION_INFO_V1(pgi_matrix_hash_extended);
Datum
pgi_matrix_hash_extended(PG_FUNCTION_ARGS)
{
	Size len;
	const char *bytes = flat_bytes(PG_GETARG_DATUM(0), &len);

	return hash_any_extended((const unsigned char *) bytes, (int) len, PG_GETARG_INT64(1));
}
