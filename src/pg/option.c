/* option.c - options in words, numbers within limits, and the method_id that names them in results. */
#include "option.h"

#include <math.h>

#include "common/shortest_dec.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

/* --- arguments --------------------------------------------------------------------- */

int
pgi_option(const char *name, Datum value, const char *const *words)
{
	int len;
	const char *text = pgi_text_bytes(value, &len);
	StringInfoData list;

	for (int i = 0; words[i]; i++)
		if (strlen(words[i]) == (size_t) len && memcmp(words[i], text, len) == 0)
			return i;
	initStringInfo(&list);
	for (int i = 0; words[i]; i++)
		appendStringInfo(&list, "%s%s", i > 0 ? ", " : "", words[i]);
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					errmsg("unknown %s \"%.*s\"", name, pg_mbcliplen(text, len, 64), text),
					errhint("Valid values: %s.", list.data)));
	return -1;
}

double
pgi_number_between(const char *name, double value, double least, double most)
{
	if (!(value >= least && value <= most))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be between %.15g and %.15g", name, least, most), errdetail("It is %.15g.", value)));
	return value;
}

int32
pgi_integer_between(const char *name, int32 value, int32 least, int32 most)
{
	if (value < least || value > most)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("%s must be between %d and %d", name, least, most), errdetail("It is %d.", value)));
	return value;
}

double
pgi_not_negative(const char *name, double value)
{
	if (!(value >= 0 && isfinite(value)))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s must be finite and not negative", name),
						errdetail("It is %.15g.", value)));
	return value;
}

PG_FUNCTION_INFO_V1(pgi_refuse_unless);
Datum
pgi_refuse_unless(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0) || PG_GETARG_BOOL(0))
		PG_RETURN_BOOL(true);
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					errmsg_internal("%s", PG_ARGISNULL(1) ? "invalid argument" : text_to_cstring(PG_GETARG_TEXT_PP(1))),
					PG_ARGISNULL(2) ? 0 : errdetail_internal("%s", text_to_cstring(PG_GETARG_TEXT_PP(2))),
					PG_ARGISNULL(3) ? 0 : errhint("%s", text_to_cstring(PG_GETARG_TEXT_PP(3)))));
}

/* --- method_id --------------------------------------------------------------------- */

StringInfo
pgi_method_begin(const char *function)
{
	StringInfo id = makeStringInfo();

	appendStringInfo(id, "%s:", function);
	return id;
}

void
pgi_method_text(StringInfo id, const char *name, const char *value)
{
	appendStringInfo(id, "%s%s=%s", id->data[id->len - 1] == ':' ? "" : ",", name, value);
}

void
pgi_method_number(StringInfo id, const char *name, double value)
{
	char number[DOUBLE_SHORTEST_DECIMAL_LEN];

	double_to_shortest_decimal_buf(value, number);
	pgi_method_text(id, name, number);
}

void
pgi_method_integer(StringInfo id, const char *name, int64 value)
{
	pgi_method_text(id, name, psprintf(INT64_FORMAT, value));
}

void
pgi_method_bool(StringInfo id, const char *name, bool value)
{
	pgi_method_text(id, name, value ? "true" : "false");
}

Datum
pgi_method_end(StringInfo id)
{
	return CStringGetTextDatum(id->data);
}
