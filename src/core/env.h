/*
 * env.h - all that src/core knows of its host.
 *
 * In the server an environment is a memory context and CHECK_FOR_INTERRUPTS,
 * in unit tests and fuzzers a tracked malloc and a no-op.  Memory of an
 * environment is an arena: the host frees all of it at once, so core code
 * frees early only to keep its peak low, never to be leak-free.  Both calls
 * may leave by longjmp in the server; core therefore holds no resource but
 * this memory and swaps pointers only after the new value is complete.
 */
#ifndef PGI_ENV_H
#define PGI_ENV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The outcomes of a core call; status.def has SQLSTATE and wording of each. */
typedef enum pgi_status
{
	PGI_OK = 0,
#define PGI_STATUS(name, sqlstate, message, detail, hint) PGI_##name,
#include "status.def"
#undef PGI_STATUS
	PGI_STATUS_COUNT
} pgi_status;

/*
 * What went wrong and where.  Unused fields stay zero.  Texts need not end in
 * a zero byte and must live as long as the environment's memory.
 */
typedef struct pgi_error
{
	pgi_status status;
	const char *row; /* offending row label, node, supplier ... */
	int row_len;
	const char *col; /* offending column label, buyer ... */
	int col_len;
	double value;  /* offending value */
	int64_t n;     /* offending count, position, year ... */
	int64_t limit; /* what it was held against */
} pgi_error;

typedef struct pgi_env pgi_env;
struct pgi_env
{
	void *(*allocate)(pgi_env *env, size_t size); /* NULL: out of memory */
	void (*release)(pgi_env *env, void *block);
	bool (*interrupted)(pgi_env *env); /* true: stop; may be NULL */
	void *host;
	pgi_error error;
};

/* Records an error and returns its status: return pgi_fail(env, .status = PGI_X, .n = 3); */
#define pgi_fail(env, ...) pgi_fail_with((env), (pgi_error){__VA_ARGS__})
extern pgi_status pgi_fail_with(pgi_env *env, pgi_error error);

/*
 * Allocates count elements of the given size, uninitialised (pgi_new) or zero
 * (pgi_new_zero).  A size that overflows, or no memory, gives NULL with the
 * error recorded; return env->error.status then.
 */
extern void *pgi_new(pgi_env *env, size_t count, size_t size);
extern void *pgi_new_zero(pgi_env *env, size_t count, size_t size);
extern void pgi_free(pgi_env *env, void *block);

/* In a loop: stops the core function when the host wants to. */
#define PGI_POLL(env)                                          \
	do                                                         \
	{                                                          \
		if ((env)->interrupted && (env)->interrupted(env))     \
			return pgi_fail((env), .status = PGI_INTERRUPTED); \
	} while (0)

/* The same, once in 2^shift steps of a counter. */
#define PGI_POLL_EVERY(env, counter, shift)                     \
	do                                                          \
	{                                                           \
		if (((counter) & (((uint64_t) 1 << (shift)) - 1)) == 0) \
			PGI_POLL(env);                                      \
	} while (0)

/* Allocates or leaves the core function. */
#define PGI_NEW(env, target, count)                                    \
	do                                                                 \
	{                                                                  \
		(target) = pgi_new((env), (size_t) (count), sizeof *(target)); \
		if (!(target))                                                 \
			return (env)->error.status;                                \
	} while (0)
#define PGI_NEW_ZERO(env, target, count)                                    \
	do                                                                      \
	{                                                                       \
		(target) = pgi_new_zero((env), (size_t) (count), sizeof *(target)); \
		if (!(target))                                                      \
			return (env)->error.status;                                     \
	} while (0)

/* Leaves the core function when the call failed. */
#define PGI_TRY(call)                   \
	do                                  \
	{                                   \
		pgi_status try_status = (call); \
		if (try_status != PGI_OK)       \
			return try_status;          \
	} while (0)

#endif
