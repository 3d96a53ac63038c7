/* module.c - the library's identity. */
#include "pgi.h"

#ifdef PG_MODULE_MAGIC_EXT
PG_MODULE_MAGIC_EXT(.name = "pg_industry", .version = PGI_VERSION);
#else
PG_MODULE_MAGIC;
#endif
