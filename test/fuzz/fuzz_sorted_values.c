/* Any finite values, added one by one and sorted now and then, then appended twice to a second set: all in order. */
#include "state.h"

#include <math.h>

#include "sorted_values.h"

/* Marks add up to the same for the same values in any order. */
static uint64_t
mark(double x, double w)
{
	uint64_t a, b;

	x += 0.0;
	memcpy(&a, &x, sizeof a);
	memcpy(&b, &w, sizeof b);
	return (a * UINT64_C(0x9e3779b97f4a7c15)) ^ ((b * UINT64_C(0xc2b2ae3d27d4eb4f)) >> 1);
}

static void
check_sorted(const pgi_sorted_values *v, size_t n, uint64_t marks)
{
	size_t w = v->weighted ? 2 : 1;

	check(v->n == n && !v->broken && v->n_runs <= 1);
	for (size_t i = 0; i < n; i++)
	{
		const double *at = v->word + i * w, *before = at - (i > 0 ? w : 0);

		check(before[0] < at[0] || (before[0] == at[0] && (w == 1 || before[1] <= at[1])));
		marks -= mark(at[0], w == 2 ? at[1] : 0);
	}
	check(marks == 0);
}

/* The first byte is flags and how often to sort; then pairs of doubles, or of bytes, which give many ties. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	pgi_env *env = unit_env_new();
	uint8_t flags = size > 0 ? data[0] : 0;
	bool weighted = flags & 1;
	size_t n = 0, unit = flags & 2 ? sizeof(double) : 1;
	uint64_t marks = 0;
	pgi_sorted_values v = {.weighted = weighted}, all = {.weighted = weighted};

	for (size_t at = 1; at + 2 * unit <= size; at += 2 * unit)
	{
		double x = (int8_t) data[at], w = data[at + 1];

		if (unit == sizeof(double))
		{
			memcpy(&x, data + at, sizeof x);
			memcpy(&w, data + at + sizeof x, sizeof w);
		}
		if (!isfinite(x) || !isfinite(w))
			continue;
		w = fabs(w);
		marks += mark(x, weighted ? w : 0);
		check(pgi_sorted_values_add(env, &v, x, w) == PGI_OK);
		n++;
		if (n % (16 + (flags >> 2)) == 0)
		{
			check(pgi_sorted_values_sort(env, &v) == PGI_OK);
			check_sorted(&v, n, marks);
		}
	}
	check(pgi_sorted_values_sort(env, &v) == PGI_OK);
	check_sorted(&v, n, marks);
	for (int twice = 0; twice < 2; twice++)
		check(pgi_sorted_values_append(env, &all, &v) == PGI_OK);
	check(pgi_sorted_values_sort(env, &all) == PGI_OK);
	check_sorted(&all, 2 * n, 2 * marks);
	unit_env_free(env);
	return 0;
}
