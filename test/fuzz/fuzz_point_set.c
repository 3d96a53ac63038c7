/* Any bytes as a set of points: refused, or a set whose sorted form is sound and sorts to itself. */
#include "unit.h"

#include "place_points.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool good)
{
	if (!good)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	pgi_env *env = unit_env_new();
	char *flat = pgi_new_zero(env, size + sizeof(pgi_points_header), 1);
	const pgi_points_header *h = (const pgi_points_header *) flat;

	memcpy(flat, data, size);
	if (pgi_points_check(env, flat, size) == PGI_OK)
	{
		size_t used = (size_t) h->used, skip = sizeof h->length_word;
		char *sorted = pgi_new_zero(env, used, 1), *again = pgi_new_zero(env, used, 1);
		pgi_points points;

		check(pgi_points_sort(env, flat, sorted) == PGI_OK);
		check(pgi_points_check(env, sorted, used) == PGI_OK);
		check(pgi_points_sort(env, sorted, again) == PGI_OK);
		check(memcmp(sorted + skip, again + skip, used - skip) == 0);
		if (h->flags & PGI_POINTS_SORTED)
			check(memcmp(sorted + skip, flat + skip, used - skip) == 0);
		check(pgi_points_read(env, sorted, true, true, &points) == PGI_OK && points.n == h->n);
		for (int32_t i = 0; i < points.n; i++)
			check(points.category[i] < points.categories.n);
	}
	unit_env_free(env);
	return 0;
}
