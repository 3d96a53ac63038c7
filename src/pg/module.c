/* module.c - the library's identity, and what it does when it is loaded. */
#include "pgi.h"

#include "utils/guc.h"

#ifdef PG_MODULE_MAGIC_EXT
PG_MODULE_MAGIC_EXT(.name = "pg_industry", .version = PGI_VERSION);
#else
PG_MODULE_MAGIC;
#endif

PGDLLEXPORT void _PG_init(void);

void
_PG_init(void)
{
	pgi_define_kept_memory();
	MarkGUCPrefixReserved("pg_industry");
}
