/* env.c - allocation with checked sizes, and error recording. */
#include <string.h>

#include "env.h"

pgi_status
pgi_fail_with(pgi_env *env, pgi_error error)
{
	env->error = error;
	return error.status;
}

void *
pgi_new(pgi_env *env, size_t count, size_t size)
{
	size_t bytes;
	void *block = NULL;

	if (!__builtin_mul_overflow(count, size, &bytes))
		block = env->allocate(env, bytes ? bytes : 1);
	if (!block)
		pgi_fail(env, .status = PGI_OUT_OF_MEMORY, .n = (int64_t) count);
	return block;
}

void *
pgi_new_zero(pgi_env *env, size_t count, size_t size)
{
	void *block = pgi_new(env, count, size);

	if (block)
		memset(block, 0, count * size);
	return block;
}

void
pgi_free(pgi_env *env, void *block)
{
	if (block)
		env->release(env, block);
}
