/*
 * kept_memory.c - what a session keeps of its memory between two queries.
 *
 * The C library gives freed memory back to the system as soon as its top is free, and takes it anew for the next query:
 * page after page is mapped and zeroed again. A session that uses this library keeps so much instead (bench/registry
 * compares the two). By default it is the most that glibc comes to keep by itself once large blocks have been freed.
 */
#include "pgi.h"

#include <limits.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "utils/guc.h"

static int kept_memory;
static bool is_defined;

static void
keep(int kilobytes)
{
#ifdef __GLIBC__
	if (kilobytes >= 0)
	{
		/* a block over the threshold is mapped and unmapped on its own; half and half is glibc's own proportion, 32 MB
		 * its own limit */
		int trim = (int) Min((int64) kilobytes * 1024, INT_MAX);

		(void) mallopt(M_MMAP_THRESHOLD, Max(Min(trim / 2, 32 * 1024 * 1024), 128 * 1024));
		(void) mallopt(M_TRIM_THRESHOLD, trim);
	}
#endif
}

static void
assign_kept_memory(int kilobytes, void *extra)
{
	/* the definition assigns the default before a setting made earlier: what -1 asks for would be lost */
	if (is_defined)
		keep(kilobytes);
}

void
pgi_define_kept_memory(void)
{
	DefineCustomIntVariable("pg_industry.kept_memory",
							"Memory that a session keeps for its next query instead of giving it back to the system.",
							"-1 leaves it to the C library, where that is asked before the library is loaded.",
							&kept_memory, 64 * 1024, -1, MAX_KILOBYTES, PGC_USERSET, GUC_UNIT_KB, NULL,
							assign_kept_memory, NULL);
	is_defined = true;
	keep(kept_memory);
}
