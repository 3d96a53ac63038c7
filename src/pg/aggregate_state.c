/* aggregate_state.c - text, binary and expanded forms of aggregate states. */
#include "aggregate_state.h"

#include "libpq/pqformat.h"

/* Text and wire forms stay below the server's limit of 1 GB. */
#define MOST_STATE_BYTES ((int64) 500 * 1000 * 1000)

#define EMPTY "empty" /* the text of a state without observations */

static const char digits[] = "0123456789abcdef";

/* --- text and binary -------------------------------------------------------- */

char *
pgi_state_hex(const void *bytes, size_t size)
{
	char *text = palloc(2 * size + 1);
	const uint8_t *b = bytes;

	if (size == 0)
		return pstrdup(EMPTY);
	for (size_t i = 0; i < size; i++)
	{
		text[2 * i] = digits[b[i] >> 4];
		text[2 * i + 1] = digits[b[i] & 15];
	}
	text[2 * size] = '\0';
	return text;
}

static int
digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

bool
pgi_state_unhex(pgi_env *env, const char *text, uint8_t **bytes, size_t *size, Node *escontext)
{
	size_t length = strcmp(text, EMPTY) == 0 ? 0 : strlen(text);

	*size = length / 2;
	*bytes = palloc(*size + 1);
	for (size_t i = 0; i < *size; i++)
	{
		int high = digit_value(text[2 * i]), low = digit_value(text[2 * i + 1]);

		if (high < 0 || low < 0)
			return pgi_check_soft(env, pgi_fail(env, .status = PGI_STATE_SYNTAX), escontext);
		(*bytes)[i] = (uint8_t) (high << 4 | low);
	}
	if (length % 2 != 0)
		return pgi_check_soft(env, pgi_fail(env, .status = PGI_STATE_SYNTAX), escontext);
	return true;
}

void
pgi_state_received(StringInfo message, const uint8_t **bytes, size_t *size)
{
	*size = (size_t) (message->len - message->cursor);
	*bytes = (const uint8_t *) pq_getmsgbytes(message, (int) *size);
}

/* --- expanded form ---------------------------------------------------------- */

static size_t
measured(pgi_expanded_state *object)
{
	size_t size;

	pgi_check(object->env, object->class->write(object->env, object->state, NULL, &size));
	if (size > MOST_STATE_BYTES)
		pgi_check(object->env,
				  pgi_fail(object->env, .status = PGI_STATE_TOO_LARGE, .n = (int64_t) size, .limit = MOST_STATE_BYTES));
	return size;
}

static Size
flat_size(ExpandedObjectHeader *header)
{
	return VARHDRSZ + measured((pgi_expanded_state *) header);
}

static void
flatten(ExpandedObjectHeader *header, void *result, Size allocated)
{
	pgi_expanded_state *object = (pgi_expanded_state *) header;
	size_t size;

	SET_VARSIZE(result, allocated);
	pgi_check(object->env, object->class->write(object->env, object->state, VARDATA(result), &size));
	Assert(VARHDRSZ + size == allocated);
}

static const ExpandedObjectMethods methods = {flat_size, flatten};

/* A state from its travelling form; NULL: a soft error was saved. */
static pgi_expanded_state *
expand(MemoryContext parent, const pgi_state_class *class, const void *bytes, size_t size, bool stored, Node *escontext)
{
	MemoryContext context = AllocSetContextCreate(parent, "pg_industry aggregate state", ALLOCSET_SMALL_SIZES);
	pgi_expanded_state *object = MemoryContextAllocZero(context, sizeof(pgi_expanded_state));
	pgi_status status;

	EOH_init_header(&object->header, &methods, context);
	object->class = class;
	object->env = pgi_env_new(context);
	status = class->read(object->env, bytes, size, &object->state);
	if (stored && status == PGI_STATE_INVALID)
		status = pgi_fail(object->env, .status = PGI_STATE_CORRUPT);
	return pgi_check_soft(object->env, status, escontext) ? object : NULL;
}

static pgi_expanded_state *
expand_datum(MemoryContext parent, const pgi_state_class *class, Datum value)
{
	struct varlena *flat = PG_DETOAST_DATUM_PACKED(value);

	return expand(parent, class, VARDATA_ANY(flat), VARSIZE_ANY_EXHDR(flat), true, NULL);
}

/* The object of a datum that is expanded in this very form, else NULL. */
static pgi_expanded_state *
expanded_object(Datum value, const pgi_state_class *class)
{
	pgi_expanded_state *object;

	if (!VARATT_IS_EXTERNAL_EXPANDED(DatumGetPointer(value)))
		return NULL;
	object = (pgi_expanded_state *) DatumGetEOHP(value);
	return object->header.eoh_methods == &methods && object->class == class ? object : NULL;
}

pgi_expanded_state *
pgi_state_to_change(FunctionCallInfo fcinfo, const pgi_state_class *class)
{
	Datum value = PG_GETARG_DATUM(0);
	MemoryContext context;

	if (!AggCheckCallContext(fcinfo, &context))
		context = CurrentMemoryContext;
	else if (VARATT_IS_EXTERNAL_EXPANDED_RW(DatumGetPointer(value)))
	{
		pgi_expanded_state *object = expanded_object(value, class);

		if (object)
			return object;
	}
	return expand_datum(context, class, value);
}

void *
pgi_state_to_read(FunctionCallInfo fcinfo, int n, const pgi_state_class *class, pgi_env **env)
{
	Datum value = PG_GETARG_DATUM(n);
	pgi_expanded_state *object = expanded_object(value, class);

	if (!object)
		object = expand_datum(CurrentMemoryContext, class, value);
	*env = object->env;
	return object->state;
}

/* --- type functions --------------------------------------------------------- */

static Datum
flat_datum(pgi_expanded_state *object)
{
	Size size = VARHDRSZ + measured(object);
	void *flat = palloc(size);

	flatten(&object->header, flat, size);
	return PointerGetDatum(flat);
}

Datum
pgi_state_in(FunctionCallInfo fcinfo, const pgi_state_class *class)
{
	pgi_env *env = pgi_env_here();
	uint8_t *bytes;
	size_t size;
	pgi_expanded_state *object;

	if (!pgi_state_unhex(env, PG_GETARG_CSTRING(0), &bytes, &size, fcinfo->context))
		PG_RETURN_NULL();
	object = expand(CurrentMemoryContext, class, bytes, size, false, fcinfo->context);
	if (!object)
		PG_RETURN_NULL();
	return flat_datum(object);
}

Datum
pgi_state_out(FunctionCallInfo fcinfo, const pgi_state_class *class)
{
	struct varlena *flat = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0));

	PG_RETURN_CSTRING(pgi_state_hex(VARDATA_ANY(flat), VARSIZE_ANY_EXHDR(flat)));
}

Datum
pgi_state_recv(FunctionCallInfo fcinfo, const pgi_state_class *class)
{
	const uint8_t *bytes;
	size_t size;

	pgi_state_received((StringInfo) PG_GETARG_POINTER(0), &bytes, &size);
	return flat_datum(expand(CurrentMemoryContext, class, bytes, size, false, NULL));
}

Datum
pgi_state_send(FunctionCallInfo fcinfo, const pgi_state_class *class)
{
	struct varlena *flat = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0));
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbytes(&message, VARDATA_ANY(flat), (int) VARSIZE_ANY_EXHDR(flat));
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}
