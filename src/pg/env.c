/* env.c - the server as an environment of src/core, and its errors as SQL errors. */
#include "pgi.h"

#include <sys/mman.h>

#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "utils/elog.h"

typedef struct status_text
{
	const char *sqlstate;
	const char *message;
	const char *detail;
	const char *hint;
} status_text;

static const status_text texts[PGI_STATUS_COUNT] = {
#define PGI_STATUS(name, sqlstate, message, detail, hint) [PGI_##name] = {sqlstate, message, detail, hint},
#include "status.def"
#undef PGI_STATUS
};

void
pgi_advise_huge_pages(void *block, Size size)
{
#ifdef MADV_HUGEPAGE
	const uintptr_t huge = 2 * 1024 * 1024;
	uintptr_t from = TYPEALIGN(huge, block), to = TYPEALIGN_DOWN(huge, (uintptr_t) block + size);

	if (size >= 2 * huge && to > from)
		(void) madvise((void *) from, to - from, MADV_HUGEPAGE);
#endif
}

static void *
allocate(pgi_env *env, size_t size)
{
	void *block = MemoryContextAllocExtended((MemoryContext) env->host, size, MCXT_ALLOC_HUGE);

	pgi_advise_huge_pages(block, size);
	return block;
}

static void
release(pgi_env *env, void *block)
{
	pfree(block);
}

static bool
interrupted(pgi_env *env)
{
	CHECK_FOR_INTERRUPTS();
	return false;
}

void
pgi_env_init(pgi_env *env, MemoryContext context)
{
	env->allocate = allocate;
	env->release = release;
	env->interrupted = interrupted;
	env->host = context;
}

pgi_env *
pgi_env_new(MemoryContext context)
{
	pgi_env *env = MemoryContextAllocZero(context, sizeof(pgi_env));

	pgi_env_init(env, context);
	return env;
}

/* At most 64 bytes of a label, cut at a character's end. */
static void
append_clipped(StringInfo out, const char *bytes, int len)
{
	if (!bytes)
		return;
	if (len > 64)
	{
		appendBinaryStringInfo(out, bytes, pg_mbcliplen(bytes, len, 64));
		appendStringInfoString(out, "...");
	}
	else
		appendBinaryStringInfo(out, bytes, len);
}

/* Fills the placeholders of a text of status.def. */
static char *
filled(const char *text, const pgi_error *error)
{
	StringInfoData out;

	initStringInfo(&out);
	while (*text)
	{
		if (strncmp(text, "{row}", 5) == 0)
			append_clipped(&out, error->row, error->row_len), text += 5;
		else if (strncmp(text, "{col}", 5) == 0)
			append_clipped(&out, error->col, error->col_len), text += 5;
		else if (strncmp(text, "{value}", 7) == 0)
			appendStringInfo(&out, "%.15g", error->value), text += 7;
		else if (strncmp(text, "{n}", 3) == 0)
			appendStringInfo(&out, INT64_FORMAT, error->n), text += 3;
		else if (strncmp(text, "{limit}", 7) == 0)
			appendStringInfo(&out, INT64_FORMAT, error->limit), text += 7;
		else
			appendStringInfoChar(&out, *text++);
	}
	return out.data;
}

bool
pgi_check_soft(pgi_env *env, pgi_status status, Node *escontext)
{
	const status_text *text;
	const char *s;

	if (status == PGI_OK)
		return true;
	text = &texts[status];
	s = text->sqlstate;
	errsave(escontext,
			(errcode(MAKE_SQLSTATE(s[0], s[1], s[2], s[3], s[4])), errmsg("%s", filled(text->message, &env->error)),
			 *text->detail ? errdetail("%s", filled(text->detail, &env->error)) : 0,
			 *text->hint ? errhint("%s", filled(text->hint, &env->error)) : 0));
	return false;
}

void
pgi_check(pgi_env *env, pgi_status status)
{
	if (status != PGI_OK)
		(void) pgi_check_soft(env, status, NULL);
}

double *
pgi_doubles(pgi_env *env, int64 n)
{
	double *block = pgi_new(env, (size_t) n, sizeof(double));

	pgi_check(env, block ? PGI_OK : env->error.status);
	return block;
}
