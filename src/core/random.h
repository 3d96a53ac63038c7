/*
 * random.h - a counter-based generator: the k-th number of a stream is a
 * function of (seed, stream, k) alone, so that an answer cannot depend on a
 * plan.  Two rounds of the SplitMix64 finaliser (Steele, Lea and Flood 2014)
 * over a Weyl sequence.
 */
#ifndef PGI_RANDOM_H
#define PGI_RANDOM_H

#include <stdint.h>

typedef struct pgi_random
{
	uint64_t key;
	uint64_t counter;
} pgi_random;

static inline uint64_t
pgi_random_mix(uint64_t z)
{
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

static inline pgi_random
pgi_random_stream(uint64_t seed, uint64_t stream)
{
	return (pgi_random){.key = pgi_random_mix(pgi_random_mix(seed + UINT64_C(0x9E3779B97F4A7C15)) ^
											  (stream * UINT64_C(0xD1342543DE82EF95) + 1))};
}

static inline uint64_t
pgi_random_next(pgi_random *random)
{
	return pgi_random_mix(random->key + ++random->counter * UINT64_C(0x9E3779B97F4A7C15));
}

/* Uniform in 0 .. n - 1 (multiply and shift; bias below n / 2^64). */
static inline int32_t
pgi_random_below(pgi_random *random, int32_t n)
{
	return (int32_t) ((unsigned __int128) pgi_random_next(random) * (uint64_t) n >> 64);
}

#endif
