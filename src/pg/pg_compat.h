/*
 * pg_compat.h - every difference between the supported servers (14 to 18).
 */
#ifndef PGI_PG_COMPAT_H
#define PGI_PG_COMPAT_H

#if PG_VERSION_NUM < 140000 || PG_VERSION_NUM >= 190000
#error "pg_industry supports PostgreSQL 14 to 18"
#endif

#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#include "nodes/miscnodes.h"
#endif

/* Soft errors exist from 16 on; before, every error is thrown. */
#if PG_VERSION_NUM < 160000
#define ereturn(escontext, result, ...) \
	do                                  \
	{                                   \
		(void) (escontext);             \
		ereport(ERROR, __VA_ARGS__);    \
		return result;                  \
	} while (0)
#define errsave(escontext, ...)      \
	do                               \
	{                                \
		(void) (escontext);          \
		ereport(ERROR, __VA_ARGS__); \
	} while (0)
#define SOFT_ERROR_OCCURRED(escontext) false
#endif

/* The prefix of our settings is reserved since 15; before, an unknown one under it brings a warning. */
#if PG_VERSION_NUM < 150000
#define MarkGUCPrefixReserved(prefix) EmitWarningsOnPlaceholders(prefix)
#endif

/* make_range takes a place for soft errors since 16. */
#if PG_VERSION_NUM >= 160000
#define PGI_MAKE_RANGE(type, lower, upper, empty) make_range((type), (lower), (upper), (empty), NULL)
#else
#define PGI_MAKE_RANGE(type, lower, upper, empty) make_range((type), (lower), (upper), (empty))
#endif

/* InitMaterializedSRF has its name and flags since 15.? and 16; 14 has neither. */
#if PG_VERSION_NUM < 150000
extern void pgi_init_materialized(FunctionCallInfo fcinfo);
#define PGI_INIT_MATERIALIZED(fcinfo) pgi_init_materialized(fcinfo)
#else
#define PGI_INIT_MATERIALIZED(fcinfo) InitMaterializedSRF((fcinfo), 0)
#endif

#endif
