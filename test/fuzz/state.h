/* state.h - what the harnesses of aggregate states share: bytes that are accepted read back to themselves. */
#ifndef PGI_FUZZ_STATE_H
#define PGI_FUZZ_STATE_H

#include "unit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool good)
{
	if (!good)
		abort();
}

/*
 * Defines state_of(), which reads any bytes as a state, and as `again` the same
 * state from its own bytes; false where they are refused.
 */
#define FUZZ_STATE(type, read, write)                                                            \
	static char *wire_of(pgi_env *env, type *s, size_t *size)                                    \
	{                                                                                            \
		size_t measured;                                                                         \
		char *wire;                                                                              \
                                                                                                 \
		check(write(env, s, NULL, &measured) == PGI_OK);                                         \
		wire = pgi_new_zero(env, measured, 1);                                                   \
		check(write(env, s, wire, size) == PGI_OK && *size == measured);                         \
		return wire;                                                                             \
	}                                                                                            \
                                                                                                 \
	static bool state_of(pgi_env *env, const uint8_t *data, size_t size, type **s, type **again) \
	{                                                                                            \
		size_t first_size, second_size;                                                          \
		char *first, *second;                                                                    \
                                                                                                 \
		if (read(env, data, size, s) != PGI_OK)                                                  \
			return false;                                                                        \
		first = wire_of(env, *s, &first_size);                                                   \
		check(read(env, first, first_size, again) == PGI_OK);                                    \
		second = wire_of(env, *again, &second_size);                                             \
		check(first_size == second_size && memcmp(first, second, first_size) == 0);              \
		return true;                                                                             \
	}

#endif
