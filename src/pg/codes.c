/*
 * codes.c - the SQL types uscc, industry_code and division_code.
 *
 * industry_code and division_code are four bytes by value, compared as
 * integers, so their comparison, hash and sort functions are the server's own
 * (sql/10_codes.sql).  The binary form of all three is their text: one parser
 * guards every door.
 */
#include "pgi.h"

#include "codes.h"
#include "common/hashfn.h"
#include "libpq/pqformat.h"
#include "utils/sortsupport.h"

/* Parsers use the environment for their error only. */
typedef pgi_status (*code_parser)(pgi_env *env, const char *text, size_t len, int32_t *code);
typedef int (*code_printer)(int32_t code, char *text);

static Datum
code_in(FunctionCallInfo fcinfo, code_parser parse)
{
	const char *text = PG_GETARG_CSTRING(0);
	pgi_env env = {0};
	int32_t code = 0;

	if (!pgi_check_soft(&env, parse(&env, text, strlen(text), &code), fcinfo->context))
		PG_RETURN_NULL();
	PG_RETURN_INT32(code);
}

static Datum
code_from_text(FunctionCallInfo fcinfo, code_parser parse)
{
	text *value = PG_GETARG_TEXT_PP(0);
	pgi_env env = {0};
	int32_t code = 0;

	pgi_check(&env, parse(&env, VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), &code));
	PG_RETURN_INT32(code);
}

static void
bad_binary(const char *type)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION), errmsg("invalid binary value for type %s", type)));
}

static Datum
code_recv(FunctionCallInfo fcinfo, code_parser parse, const char *type)
{
	StringInfo message = (StringInfo) PG_GETARG_POINTER(0);
	pgi_env env = {0};
	int32_t code = 0;
	int len;
	char *text = pq_getmsgtext(message, message->len - message->cursor, &len);

	if (parse(&env, text, len, &code) != PGI_OK)
		bad_binary(type);
	PG_RETURN_INT32(code);
}

static Datum
code_out(FunctionCallInfo fcinfo, code_printer print)
{
	char *text = palloc(8);

	text[print(PG_GETARG_INT32(0), text)] = '\0';
	PG_RETURN_CSTRING(text);
}

static Datum
code_to_text(FunctionCallInfo fcinfo, code_printer print)
{
	char text[8];

	PG_RETURN_TEXT_P(cstring_to_text_with_len(text, print(PG_GETARG_INT32(0), text)));
}

static Datum
code_send(FunctionCallInfo fcinfo, code_printer print)
{
	StringInfoData out;
	char text[8];

	pq_begintypsend(&out);
	pq_sendtext(&out, text, print(PG_GETARG_INT32(0), text));
	PG_RETURN_BYTEA_P(pq_endtypsend(&out));
}

#define CODE_TYPE(name, parse, print)              \
	PG_FUNCTION_INFO_V1(pgi_##name##_in);          \
	PG_FUNCTION_INFO_V1(pgi_##name##_out);         \
	PG_FUNCTION_INFO_V1(pgi_##name##_recv);        \
	PG_FUNCTION_INFO_V1(pgi_##name##_send);        \
	PG_FUNCTION_INFO_V1(pgi_##name##_from_text);   \
	PG_FUNCTION_INFO_V1(pgi_##name##_to_text);     \
	Datum pgi_##name##_in(PG_FUNCTION_ARGS)        \
	{                                              \
		return code_in(fcinfo, parse);             \
	}                                              \
	Datum pgi_##name##_out(PG_FUNCTION_ARGS)       \
	{                                              \
		return code_out(fcinfo, print);            \
	}                                              \
	Datum pgi_##name##_recv(PG_FUNCTION_ARGS)      \
	{                                              \
		return code_recv(fcinfo, parse, #name);    \
	}                                              \
	Datum pgi_##name##_send(PG_FUNCTION_ARGS)      \
	{                                              \
		return code_send(fcinfo, print);           \
	}                                              \
	Datum pgi_##name##_from_text(PG_FUNCTION_ARGS) \
	{                                              \
		return code_from_text(fcinfo, parse);      \
	}                                              \
	Datum pgi_##name##_to_text(PG_FUNCTION_ARGS)   \
	{                                              \
		return code_to_text(fcinfo, print);        \
	}

CODE_TYPE(industry_code, pgi_core_industry_parse, pgi_core_industry_print)
CODE_TYPE(division_code, pgi_core_division_parse, pgi_core_division_print)

/* --- hierarchy ---------------------------------------------------------------- */

/* A code, or NULL for -1. */
#define RETURN_CODE(expression)              \
	do                                       \
	{                                        \
		int32_t code_or_none = (expression); \
		if (code_or_none < 0)                \
			PG_RETURN_NULL();                \
		PG_RETURN_INT32(code_or_none);       \
	} while (0)

#define CODE_HIERARCHY(name, prefix)                                                  \
	PG_FUNCTION_INFO_V1(pgi_##name##_level);                                          \
	PG_FUNCTION_INFO_V1(pgi_##name##_parent);                                         \
	PG_FUNCTION_INFO_V1(pgi_##name##_ancestor);                                       \
	PG_FUNCTION_INFO_V1(pgi_##name##_last);                                           \
	PG_FUNCTION_INFO_V1(pgi_##name##_contained);                                      \
	PG_FUNCTION_INFO_V1(pgi_##name##_contains);                                       \
	Datum pgi_##name##_level(PG_FUNCTION_ARGS)                                        \
	{                                                                                 \
		PG_RETURN_INT32(prefix##_level(PG_GETARG_INT32(0)));                          \
	}                                                                                 \
	Datum pgi_##name##_parent(PG_FUNCTION_ARGS)                                       \
	{                                                                                 \
		RETURN_CODE(prefix##_parent(PG_GETARG_INT32(0)));                             \
	}                                                                                 \
	Datum pgi_##name##_ancestor(PG_FUNCTION_ARGS)                                     \
	{                                                                                 \
		RETURN_CODE(prefix##_ancestor(PG_GETARG_INT32(0), PG_GETARG_INT32(1)));       \
	}                                                                                 \
	Datum pgi_##name##_last(PG_FUNCTION_ARGS)                                         \
	{                                                                                 \
		PG_RETURN_INT32(prefix##_last(PG_GETARG_INT32(0)));                           \
	}                                                                                 \
	Datum pgi_##name##_contained(PG_FUNCTION_ARGS)                                    \
	{                                                                                 \
		int32_t code = PG_GETARG_INT32(0);                                            \
		int32_t root = PG_GETARG_INT32(1);                                            \
		PG_RETURN_BOOL(root == code || (root < code && code <= prefix##_last(root))); \
	}                                                                                 \
	Datum pgi_##name##_contains(PG_FUNCTION_ARGS)                                     \
	{                                                                                 \
		int32_t root = PG_GETARG_INT32(0);                                            \
		int32_t code = PG_GETARG_INT32(1);                                            \
		PG_RETURN_BOOL(root == code || (root < code && code <= prefix##_last(root))); \
	}

CODE_HIERARCHY(industry_code, pgi_core_industry)
CODE_HIERARCHY(division_code, pgi_core_division)

PG_FUNCTION_INFO_V1(pgi_industry_code_three_industry);

Datum
pgi_industry_code_three_industry(PG_FUNCTION_ARGS)
{
	int three = pgi_core_industry_three(PG_GETARG_INT32(0));

	if (three == 0)
		PG_RETURN_NULL();
	PG_RETURN_INT32(three);
}

/* --- unified social credit code ------------------------------------------------- */

PG_FUNCTION_INFO_V1(pgi_uscc_in);
PG_FUNCTION_INFO_V1(pgi_uscc_out);
PG_FUNCTION_INFO_V1(pgi_uscc_recv);
PG_FUNCTION_INFO_V1(pgi_uscc_send);
PG_FUNCTION_INFO_V1(pgi_uscc_from_text);
PG_FUNCTION_INFO_V1(pgi_uscc_to_text);
PG_FUNCTION_INFO_V1(pgi_uscc_problem_of_text);
PG_FUNCTION_INFO_V1(pgi_uscc_problem);
PG_FUNCTION_INFO_V1(pgi_uscc_is_valid_text);
PG_FUNCTION_INFO_V1(pgi_uscc_is_valid);
PG_FUNCTION_INFO_V1(pgi_uscc_division);

#define GETARG_USCC(n) ((const pgi_uscc *) PG_GETARG_POINTER(n))

Datum
pgi_uscc_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	pgi_env env = {0};
	pgi_uscc *uscc = palloc(sizeof(pgi_uscc));

	if (!pgi_check_soft(&env, pgi_core_uscc_parse(&env, text, strlen(text), uscc), fcinfo->context))
		PG_RETURN_NULL();
	PG_RETURN_POINTER(uscc);
}

Datum
pgi_uscc_out(PG_FUNCTION_ARGS)
{
	char *text = palloc(PGI_USCC_CHARS + 1);

	text[pgi_core_uscc_print(GETARG_USCC(0), text)] = '\0';
	PG_RETURN_CSTRING(text);
}

Datum
pgi_uscc_recv(PG_FUNCTION_ARGS)
{
	StringInfo message = (StringInfo) PG_GETARG_POINTER(0);
	pgi_env env = {0};
	pgi_uscc *uscc = palloc(sizeof(pgi_uscc));
	int len;
	char *text = pq_getmsgtext(message, message->len - message->cursor, &len);

	if (pgi_core_uscc_parse(&env, text, len, uscc) != PGI_OK)
		bad_binary("uscc");
	PG_RETURN_POINTER(uscc);
}

Datum
pgi_uscc_send(PG_FUNCTION_ARGS)
{
	StringInfoData out;
	char text[PGI_USCC_CHARS];

	pq_begintypsend(&out);
	pq_sendtext(&out, text, pgi_core_uscc_print(GETARG_USCC(0), text));
	PG_RETURN_BYTEA_P(pq_endtypsend(&out));
}

Datum
pgi_uscc_from_text(PG_FUNCTION_ARGS)
{
	text *value = PG_GETARG_TEXT_PP(0);
	pgi_env env = {0};
	pgi_uscc *uscc = palloc(sizeof(pgi_uscc));

	pgi_check(&env, pgi_core_uscc_parse(&env, VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), uscc));
	PG_RETURN_POINTER(uscc);
}

Datum
pgi_uscc_to_text(PG_FUNCTION_ARGS)
{
	char text[PGI_USCC_CHARS];

	PG_RETURN_TEXT_P(cstring_to_text_with_len(text, pgi_core_uscc_print(GETARG_USCC(0), text)));
}

static Datum
rule_name(FunctionCallInfo fcinfo, pgi_uscc_rule rule)
{
	static const char *const name[] = {
		[PGI_RULE_NONE] = NULL,           [PGI_RULE_LENGTH] = "length",           [PGI_RULE_ALPHABET] = "alphabet",
		[PGI_RULE_DIVISION] = "division", [PGI_RULE_INNER_CHECK] = "inner check", [PGI_RULE_CHECK] = "check",
	};

	if (rule == PGI_RULE_NONE)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(name[rule]));
}

static pgi_uscc_rule
rule_of_text(FunctionCallInfo fcinfo)
{
	text *value = PG_GETARG_TEXT_PP(0);

	return pgi_core_uscc_problem(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value));
}

Datum
pgi_uscc_problem_of_text(PG_FUNCTION_ARGS)
{
	return rule_name(fcinfo, rule_of_text(fcinfo));
}

Datum
pgi_uscc_problem(PG_FUNCTION_ARGS)
{
	return rule_name(fcinfo, pgi_core_uscc_problem_of(GETARG_USCC(0)));
}

Datum
pgi_uscc_is_valid_text(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(rule_of_text(fcinfo) == PGI_RULE_NONE);
}

Datum
pgi_uscc_is_valid(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(pgi_core_uscc_problem_of(GETARG_USCC(0)) == PGI_RULE_NONE);
}

Datum
pgi_uscc_division(PG_FUNCTION_ARGS)
{
	int32_t code = pgi_core_uscc_division(GETARG_USCC(0));

	if (code == 0)
		PG_RETURN_NULL();
	PG_RETURN_INT32(code);
}

/* --- order and hash of unified social credit codes -------------------------------- */

PG_FUNCTION_INFO_V1(pgi_uscc_cmp);
PG_FUNCTION_INFO_V1(pgi_uscc_eq);
PG_FUNCTION_INFO_V1(pgi_uscc_ne);
PG_FUNCTION_INFO_V1(pgi_uscc_lt);
PG_FUNCTION_INFO_V1(pgi_uscc_le);
PG_FUNCTION_INFO_V1(pgi_uscc_gt);
PG_FUNCTION_INFO_V1(pgi_uscc_ge);
PG_FUNCTION_INFO_V1(pgi_uscc_smaller);
PG_FUNCTION_INFO_V1(pgi_uscc_larger);
PG_FUNCTION_INFO_V1(pgi_uscc_hash);
PG_FUNCTION_INFO_V1(pgi_uscc_hash_extended);
PG_FUNCTION_INFO_V1(pgi_uscc_sortsupport);

static int
compare(const pgi_uscc *a, const pgi_uscc *b)
{
	return memcmp(a, b, sizeof(pgi_uscc));
}

#define COMPARE_ARGS() compare(GETARG_USCC(0), GETARG_USCC(1))

Datum
pgi_uscc_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(COMPARE_ARGS());
}

Datum
pgi_uscc_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(COMPARE_ARGS() == 0);
}

Datum
pgi_uscc_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(COMPARE_ARGS() != 0);
}

Datum
pgi_uscc_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(COMPARE_ARGS() < 0);
}

Datum
pgi_uscc_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(COMPARE_ARGS() <= 0);
}

Datum
pgi_uscc_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(COMPARE_ARGS() > 0);
}

Datum
pgi_uscc_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(COMPARE_ARGS() >= 0);
}

Datum
pgi_uscc_smaller(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(PG_GETARG_DATUM(COMPARE_ARGS() <= 0 ? 0 : 1));
}

Datum
pgi_uscc_larger(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(PG_GETARG_DATUM(COMPARE_ARGS() >= 0 ? 0 : 1));
}

Datum
pgi_uscc_hash(PG_FUNCTION_ARGS)
{
	return hash_any((const unsigned char *) GETARG_USCC(0), sizeof(pgi_uscc));
}

Datum
pgi_uscc_hash_extended(PG_FUNCTION_ARGS)
{
	return hash_any_extended((const unsigned char *) GETARG_USCC(0), sizeof(pgi_uscc), PG_GETARG_INT64(1));
}

static int
compare_sort(Datum a, Datum b, SortSupport ssup)
{
	return compare((const pgi_uscc *) DatumGetPointer(a), (const pgi_uscc *) DatumGetPointer(b));
}

#if SIZEOF_DATUM == 8

/* The first twelve characters and four bits: ties are frequent only among equal codes. */
static Datum
abbreviate(Datum original, SortSupport ssup)
{
	const pgi_uscc *uscc = (const pgi_uscc *) DatumGetPointer(original);
	uint64 key = 0;

	for (int i = 0; i < 8; i++)
		key = key << 8 | uscc->byte[i];
	return (Datum) key;
}

static int
compare_abbreviated(Datum a, Datum b, SortSupport ssup)
{
	return (a > b) - (a < b);
}

static bool
never_abort(int n, SortSupport ssup)
{
	return false;
}

#endif

Datum
pgi_uscc_sortsupport(PG_FUNCTION_ARGS)
{
	SortSupport ssup = (SortSupport) PG_GETARG_POINTER(0);

	ssup->comparator = compare_sort;
#if SIZEOF_DATUM == 8
	if (ssup->abbreviate)
	{
		ssup->comparator = compare_abbreviated;
		ssup->abbrev_converter = abbreviate;
		ssup->abbrev_abort = never_abort;
		ssup->abbrev_full_comparator = compare_sort;
	}
#endif
	PG_RETURN_VOID();
}
