/*
 * wire.h - bytes of an aggregate state that travels: little-endian words,
 * written into room that was measured before, read with every bound checked.
 */
#ifndef PGI_WIRE_H
#define PGI_WIRE_H

#include <string.h>

#include "env.h"

/* A writer without room (NULL) only measures. */
typedef struct pgi_writer
{
	uint8_t *at;
	size_t size; /* bytes written or measured so far */
} pgi_writer;

typedef struct pgi_reader
{
	const uint8_t *at;
	size_t left;
	bool failed; /* true after a read past the end; reads give 0 then */
} pgi_reader;

static inline void
pgi_put_bytes(pgi_writer *out, const void *bytes, size_t n)
{
	if (out->at && n > 0)
	{
		memcpy(out->at, bytes, n);
		out->at += n;
	}
	out->size += n;
}

static inline void
pgi_put_u64(pgi_writer *out, uint64_t v)
{
	uint8_t b[8];

	for (int i = 0; i < 8; i++)
		b[i] = (uint8_t) (v >> (8 * i));
	pgi_put_bytes(out, b, 8);
}

static inline void
pgi_put_double(pgi_writer *out, double v)
{
	uint64_t u;

	memcpy(&u, &v, 8);
	pgi_put_u64(out, u);
}

static inline const uint8_t *
pgi_get_bytes(pgi_reader *in, size_t n)
{
	const uint8_t *bytes = in->at;

	if (in->failed || n > in->left)
	{
		in->failed = true;
		return NULL;
	}
	in->at += n;
	in->left -= n;
	return bytes;
}

static inline uint64_t
pgi_get_u64(pgi_reader *in)
{
	const uint8_t *b = pgi_get_bytes(in, 8);
	uint64_t v = 0;

	if (b)
		for (int i = 0; i < 8; i++)
			v |= (uint64_t) b[i] << (8 * i);
	return v;
}

static inline double
pgi_get_double(pgi_reader *in)
{
	uint64_t u = pgi_get_u64(in);
	double v;

	memcpy(&v, &u, 8);
	return v;
}

#endif
