/* chain_heap.h - a 4-ary heap of nodes by (key, second key), for searches by length. */
#ifndef PGI_CHAIN_HEAP_H
#define PGI_CHAIN_HEAP_H

#include <stdbool.h>
#include <stdint.h>

typedef struct pgi_chain_entry
{
	double key;
	int32_t second;
	int32_t node;
} pgi_chain_entry;

static inline bool
pgi_chain_before(pgi_chain_entry a, pgi_chain_entry b)
{
	return a.key < b.key || (a.key == b.key && a.second < b.second);
}

/* Adds an entry to a heap of n; there is room for it. */
static inline void
pgi_chain_push(pgi_chain_entry *heap, int32_t n, pgi_chain_entry new)
{
	int32_t at = n;

	while (at > 0 && pgi_chain_before(new, heap[(at - 1) / 4]))
	{
		heap[at] = heap[(at - 1) / 4];
		at = (at - 1) / 4;
	}
	heap[at] = new;
}

/* Takes the first of n > 0 entries. */
static inline pgi_chain_entry
pgi_chain_pop(pgi_chain_entry *heap, int32_t n)
{
	pgi_chain_entry first = heap[0], moved = heap[n - 1];
	int32_t at = 0;

	for (;;)
	{
		int32_t child = 4 * at + 1, best = child, end = child + 4 < n - 1 ? child + 4 : n - 1;

		if (child >= n - 1)
			break;
		while (++child < end)
			if (pgi_chain_before(heap[child], heap[best]))
				best = child;
		if (!pgi_chain_before(heap[best], moved))
			break;
		heap[at] = heap[best];
		at = best;
	}
	heap[at] = moved;
	return first;
}

#endif
