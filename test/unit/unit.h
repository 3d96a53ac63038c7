/*
 * unit.h - an environment for tests: malloc that remembers its blocks, so that
 * AddressSanitizer sees every overrun and unit_env_free() frees the arena.
 */
#ifndef PGI_UNIT_H
#define PGI_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "env.h"

typedef struct unit_block
{
	struct unit_block *previous;
	struct unit_block *next;
} unit_block;

static void *
unit_allocate(pgi_env *env, size_t size)
{
	unit_block *first = env->host;
	unit_block *block;

	if (size > ((size_t) 1 << 34))
		return NULL;
	block = malloc(sizeof(unit_block) + size);
	if (!block)
		return NULL;
	memset(block + 1, 0xA5, size);
	block->previous = first;
	block->next = first->next;
	if (first->next)
		first->next->previous = block;
	first->next = block;
	return block + 1;
}

static void
unit_release(pgi_env *env, void *memory)
{
	unit_block *block = (unit_block *) memory - 1;

	(void) env;
	block->previous->next = block->next;
	if (block->next)
		block->next->previous = block->previous;
	free(block);
}

static inline pgi_env *
unit_env_new(void)
{
	pgi_env *env = calloc(1, sizeof *env);

	env->allocate = unit_allocate;
	env->release = unit_release;
	env->host = calloc(1, sizeof(unit_block));
	return env;
}

static inline void
unit_env_free(pgi_env *env)
{
	unit_block *first = env->host;

	while (first->next)
		unit_release(env, first->next + 1);
	free(first);
	free(env);
}

/* A small generator with a seed, so that a failing case can be named (xorshift64*). */
static inline uint64_t
unit_random(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * UINT64_C(2685821657736338717);
}

/* In [0, 1). */
static inline double
unit_random_unit(uint64_t *state)
{
	return (double) (unit_random(state) >> 11) * 0x1p-53;
}

#endif
