/*
 * key_period.c - the validity of a key as a range of text, for exclusion constraints that need no further extension.
 *
 * A bound is the 64-bit hash of the key in hexadecimal, the key itself, and the day as ten digits, so that two ranges
 * overlap exactly where the keys are equal and the days overlap. The hash in front spreads keys that come in order over
 * an SP-GiST or GiST tree; the key behind it makes equal hashes harmless. An open end is the lowest or a letter above
 * all digits.
 */
#include "pgi.h"

#include "common/hashfn.h"
#include "utils/date.h"
#include "utils/lsyscache.h"
#include "utils/rangetypes.h"
#include "utils/typcache.h"

#define DAY_DIGITS 10

/* Sets a bound to PREFIX and a day; days are counted from the earliest that the type date can hold, -infinity. */
static void
set_bound(RangeBound *bound, const char *prefix, size_t len, const RangeBound *day, const char *open)
{
	text *value = palloc(VARHDRSZ + len + DAY_DIGITS + 1);
	char digits[DAY_DIGITS + 1];

	if (day->infinite)
		snprintf(digits, sizeof digits, "%-10s", open);
	else
		snprintf(digits, sizeof digits, "%010u", (uint32) DatumGetDateADT(day->val) ^ 0x80000000U);
	memcpy(VARDATA(value), prefix, len);
	memcpy(VARDATA(value) + len, digits, DAY_DIGITS);
	SET_VARSIZE(value, VARHDRSZ + len + DAY_DIGITS);
	bound->val = PointerGetDatum(value);
	bound->infinite = false;
	bound->inclusive = bound->lower;
}

PG_FUNCTION_INFO_V1(pgi_key_period);
Datum
pgi_key_period(PG_FUNCTION_ARGS)
{
	text *key = PG_GETARG_TEXT_PP(0);
	RangeType *valid = PG_GETARG_RANGE_P(1);
	TypeCacheEntry *days = lookup_type_cache(RangeTypeGetOid(valid), TYPECACHE_RANGE_INFO);
	TypeCacheEntry *texts = lookup_type_cache(get_func_rettype(fcinfo->flinfo->fn_oid), TYPECACHE_RANGE_INFO);
	RangeBound from, until, lower = {.lower = true}, upper = {.lower = false};
	bool empty;
	size_t len = 16 + VARSIZE_ANY_EXHDR(key);
	char *prefix;
	uint64 hash;

	range_deserialize(days, valid, &from, &until, &empty);
	if (empty)
		PG_RETURN_RANGE_P(PGI_MAKE_RANGE(texts, &lower, &upper, true));
	hash = hash_bytes_extended((const unsigned char *) VARDATA_ANY(key), VARSIZE_ANY_EXHDR(key), 0);
	prefix = palloc(len + 1);
	snprintf(prefix, 17, "%08x%08x", (uint32) (hash >> 32), (uint32) hash);
	memcpy(prefix + 16, VARDATA_ANY(key), VARSIZE_ANY_EXHDR(key));
	set_bound(&lower, prefix, len, &from, "0");
	set_bound(&upper, prefix, len, &until, "a");
	PG_RETURN_RANGE_P(PGI_MAKE_RANGE(texts, &lower, &upper, false));
}
