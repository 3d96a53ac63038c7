/* matrix_expanded.h - a matrix that is being built, as an expanded object. */
#ifndef PGI_MATRIX_EXPANDED_H
#define PGI_MATRIX_EXPANDED_H

#include "utils/expandeddatum.h"

#include "matrix_builder.h"

#define PGI_EXPANDED_MAGIC 0x50474d58

typedef struct pgi_expanded
{
	ExpandedObjectHeader header;
	int magic;
	pgi_env *env; /* of the object's own memory context */
	pgi_builder *builder;
	size_t flat_size; /* 0: not measured since the last change */
} pgi_expanded;

/* An empty one whose memory context is a child of parent. */
extern pgi_expanded *pgi_expanded_new(MemoryContext parent);

/* The object of a read-write pointer itself, or a copy of any other value. */
extern pgi_expanded *pgi_expanded_for_change(Datum value, MemoryContext parent);

#endif
