/* option.h - options in words, numbers within limits, and the method_id that names them in results. */
#ifndef PGI_OPTION_H
#define PGI_OPTION_H

#include "pgi.h"

#include "lib/stringinfo.h"

/* Which of the NULL-terminated words an option's text is; 22023 with the list otherwise. */
extern int pgi_option(const char *name, Datum value, const char *const *words);

/* The value if it lies in [least, most]; 22023 otherwise. */
extern double pgi_number_between(const char *name, double value, double least, double most);
extern int32 pgi_integer_between(const char *name, int32 value, int32 least, int32 most);

/* The value if it is finite and not negative; 22023 otherwise. */
extern double pgi_not_negative(const char *name, double value);

/* Parts of a method_id: function:name=value,name=value. */
extern StringInfo pgi_method_begin(const char *function);
extern void pgi_method_text(StringInfo id, const char *name, const char *value);
extern void pgi_method_number(StringInfo id, const char *name, double value);
extern void pgi_method_integer(StringInfo id, const char *name, int64 value);
extern void pgi_method_bool(StringInfo id, const char *name, bool value);

/* The finished method_id. */
extern Datum pgi_method_end(StringInfo id);

#endif
