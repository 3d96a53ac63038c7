/*
 * chain_radix.h - a queue of nodes for searches whose keys never fall below the
 * last one taken: a radix heap (Ahuja, Mehlhorn, Orlin & Tarjan 1990).
 *
 * Non-negative doubles are ordered as their bits.  Bucket b > 0 holds the keys
 * whose highest bit that differs from the last key is b - 1, bucket 0 those
 * equal to it, so an entry only ever moves to lower buckets.  Entries are
 * linked in a pool with room for every push between two resets.
 */
#ifndef PGI_CHAIN_RADIX_H
#define PGI_CHAIN_RADIX_H

#include <stdint.h>
#include <string.h>

typedef struct pgi_radix_entry
{
	uint64_t key;
	int32_t node;
	int32_t next; /* in its bucket; -1 at the end */
} pgi_radix_entry;

typedef struct pgi_radix
{
	uint64_t last;   /* bits of the last key */
	uint64_t filled; /* bit b - 1: bucket b > 0 may hold entries */
	int32_t n_pool;
	int32_t first[65];
	pgi_radix_entry *pool;
} pgi_radix;

static inline void
pgi_radix_reset(pgi_radix *queue)
{
	queue->last = queue->filled = 0;
	queue->n_pool = 0;
	queue->first[0] = -1;
}

static inline uint64_t
pgi_radix_key(double key)
{
	uint64_t bits;

	memcpy(&bits, &key, sizeof bits);
	return bits;
}

static inline void
pgi_radix_link(pgi_radix *queue, int32_t entry)
{
	uint64_t differs = queue->pool[entry].key ^ queue->last;
	int bucket = differs ? 64 - __builtin_clzll(differs) : 0;
	uint64_t flag = differs ? UINT64_C(1) << (bucket - 1) : 0;

	queue->pool[entry].next = bucket == 0 || queue->filled & flag ? queue->first[bucket] : -1;
	queue->filled |= flag;
	queue->first[bucket] = entry;
}

static inline void
pgi_radix_push(pgi_radix *queue, double key, int32_t node)
{
	int32_t entry = queue->n_pool++;

	queue->pool[entry].key = pgi_radix_key(key);
	queue->pool[entry].node = node;
	pgi_radix_link(queue, entry);
}

/* Empties the lowest bucket that is not bucket 0 and returns the list of its entries; -1 when all are empty. */
static inline int32_t
pgi_radix_take_bucket(pgi_radix *queue)
{
	int bucket;

	if (!queue->filled)
		return -1;
	bucket = __builtin_ctzll(queue->filled) + 1;
	queue->filled &= queue->filled - 1;
	return queue->first[bucket];
}

#endif
