/* test_place.c - the core of the place family against definitions, on small and on awkward sets. */
#include <math.h>
#include <string.h>

#include "unit.h"
#include <cmocka.h>

#include "place_datum.h"
#include "place_dbscan.h"
#include "place_kd.h"
#include "place_geojson.h"
#include "place_m.h"
#include "place_moran.h"
#include "place_points.h"
#include "random.h"
#include "place_shape.h"
#include "place_weights.h"
#include "place_zones.h"

#define N 700

static double x[N], y[N], w[N];

/* Kinds of sets: scattered, all at one place, on a line, in two heaps with repeats. */
static pgi_place_set
places(int kind, bool sphere)
{
	uint64_t seed = 11 + (uint64_t) kind;

	for (int i = 0; i < N; i++)
	{
		double u = unit_random_unit(&seed), v = unit_random_unit(&seed);

		x[i] = kind == 0 ? u : kind == 1 ? 0.5 : kind == 2 ? i / (double) N : floor(u * 6) / 60 + (i % 2 ? 0.7 : 0);
		y[i] = kind == 0 ? v : kind == 3 ? floor(v * 6) / 60 : 0.25;
		w[i] = 1 + (double) (unit_random(&seed) % 9);
		if (sphere)
		{
			x[i] = 179.5 + x[i];
			x[i] -= x[i] > 180 ? 360 : 0;
			y[i] += 40;
		}
	}
	return (pgi_place_set){.n = N, .x = x, .y = y, .weight = w};
}

static void
test_kd(void **state)
{
	(void) state;
	const double tolerance[] = {1e-4, 1e-6, 1e-9, 1e-11};

	for (int kind = 0; kind < 4; kind++)
		for (int sphere = 0; sphere < 2; sphere++)
			for (int t = 0; t < 4; t++)
			{
				pgi_env *env = unit_env_new();
				pgi_distance distance = sphere ? PGI_GREAT_CIRCLE : PGI_PROJECTED;
				pgi_place_set a = places(kind, sphere);
				double unit = sphere ? 1e5 : 1;
				double h = 0.03 * unit;
				double r[4] = {0, 0.02 * unit, 0.2 * unit, 0.5 * unit};
				double kd[4], exact[4] = {0}, total = 0, most = 0;
				pgi_kd_options o = {distance, h, PGI_REFLECT_FULL, tolerance[t]};

				for (int i = 0; i < N; i++)
					for (int j = i + 1; j < N; j++)
					{
						double d = pgi_place_distance(distance, x[i], y[i], x[j], y[j]);

						total += w[i] * w[j];
						for (int k = 0; k < 4; k++)
							exact[k] +=
								w[i] * w[j] * (exp(-pow((r[k] - d) / h, 2) / 2) + exp(-pow((r[k] + d) / h, 2) / 2));
					}
				assert_int_equal(pgi_core_kd(env, &o, &a, NULL, 4, r, kd), PGI_OK);
				for (int k = 0; k < 4; k++)
				{
					exact[k] /= sqrt(2 * M_PI) * h * total;
					most = fmax(most, exact[k]);
				}
				for (int k = 0; k < 4; k++)
					assert_true(fabs(kd[k] - exact[k]) <= tolerance[t] * most);
				unit_env_free(env);
			}
}

static void
test_kd_refusals(void **state)
{
	(void) state;
	pgi_env *env = unit_env_new();
	pgi_place_set a = places(0, false);
	pgi_kd_options o = {PGI_PROJECTED, 0.1, PGI_REFLECT_FULL, 1e-9};
	double r[2] = {0, 1}, kd[2];

	a.n = 1;
	assert_int_equal(pgi_core_kd(env, &o, &a, NULL, 2, r, kd), PGI_TOO_FEW_POINTS);
	a.n = 2;
	w[0] = w[1] = 0;
	assert_int_equal(pgi_core_kd(env, &o, &a, NULL, 2, r, kd), PGI_ZERO_WEIGHTS);
	w[0] = w[1] = 1;
	o.bandwidth = NAN;
	assert_int_equal(pgi_core_kd(env, &o, &a, NULL, 2, r, kd), PGI_NOT_POSITIVE);
	o.bandwidth = 1e-9;
	assert_int_equal(pgi_core_kd(env, &o, &a, NULL, 2, r, kd), PGI_BANDWIDTH_TOO_SMALL);
	x[0] = INFINITY;
	o.bandwidth = 1;
	assert_int_equal(pgi_core_kd(env, &o, &a, NULL, 2, r, kd), PGI_PLACE_NOT_FINITE);
	unit_env_free(env);
}

static void
test_dbscan(void **state)
{
	(void) state;
	for (int kind = 0; kind < 4; kind++)
		for (int sphere = 0; sphere < 2; sphere++)
			for (int e = 0; e < 4; e++)
			{
				pgi_env *env = unit_env_new();
				pgi_distance distance = sphere ? PGI_GREAT_CIRCLE : PGI_PROJECTED;
				pgi_place_set a = places(kind, sphere);
				double eps = (double[]){0, 0.021, 0.1, 2}[e] * (sphere ? 1e5 : 1);
				double least = (double[]){15, 30, 200, 50}[e];
				static int32_t cluster[N], expected[N];
				static bool core[N];
				int32_t n_clusters, n = 0, stack[N];

				assert_int_equal(pgi_core_dbscan(env, distance, &a, NULL, eps, least, cluster, core, &n_clusters),
								 PGI_OK);
				for (int i = 0; i < N; i++)
				{
					double near = 0;

					for (int j = 0; j < N; j++)
						if (pgi_place_distance(distance, x[i], y[i], x[j], y[j]) <= eps)
							near += w[j];
					assert_int_equal(core[i], near >= least);
					expected[i] = 0;
				}
				for (int i = 0; i < N; i++)
				{
					int depth = 0;

					if (!core[i] || expected[i])
						continue;
					expected[i] = ++n;
					stack[depth++] = i;
					while (depth > 0)
					{
						int p = stack[--depth];

						for (int j = 0; j < N; j++)
							if (!expected[j] && pgi_place_distance(distance, x[p], y[p], x[j], y[j]) <= eps)
							{
								expected[j] = n;
								if (core[j])
									stack[depth++] = j;
							}
					}
				}
				assert_int_equal(n_clusters, n);
				assert_memory_equal(cluster, expected, sizeof cluster);
				unit_env_free(env);
			}
}

static void
test_m(void **state)
{
	(void) state;
	for (int kind = 0; kind < 4; kind++)
		for (int crowded = 0; crowded < 2; crowded++)
		{
			pgi_env *env = unit_env_new();
			pgi_place_set a = places(kind, false);
			double r[5] = {0, 0.05, crowded ? 0.0500000001 : 0.1, crowded ? 0.0500000002 : 0.2, 0.7};
			double m[5];
			bool reference[N], all[N];
			int32_t centres[5];
			pgi_m_roles roles = {reference, reference, all};

			for (int i = 0; i < N; i++)
			{
				reference[i] = i % 3 == 0;
				all[i] = true;
			}
			assert_int_equal(pgi_core_m(env, PGI_PROJECTED, &a, &roles, 5, r, m, centres), PGI_OK);
			for (int k = 0; k < 5; k++)
			{
				double up = 0, down = 0, total = 0, mine = 0;
				int n = 0;

				for (int i = 0; i < N; i++)
				{
					total += w[i];
					mine += reference[i] ? w[i] : 0;
				}
				for (int i = 0; i < N; i++)
				{
					double near = 0, same = 0;

					for (int j = 0; reference[i] && j < N; j++)
						if (i != j && pgi_place_distance(PGI_PROJECTED, x[i], y[i], x[j], y[j]) <= r[k])
						{
							near += w[j];
							same += reference[j] ? w[j] : 0;
						}
					if (near == 0)
						continue;
					up += same / near;
					down += (mine - w[i]) / (total - w[i]);
					n++;
				}
				assert_int_equal(centres[k], n);
				if (n > 0)
					assert_true(fabs(m[k] - up / down) < 1e-12 * (up / down) + 1e-15);
				else
					assert_true(isnan(m[k]));
			}
			unit_env_free(env);
		}
}

static void
test_neighbours(void **state)
{
	(void) state;
	for (int kind = 0; kind < 4; kind++)
	{
		pgi_env *env = unit_env_new();
		pgi_place_set a = places(kind, true);
		pgi_neighbour_list list;
		int64_t pairs = 0;

		assert_int_equal(pgi_core_nearest(env, PGI_GREAT_CIRCLE, &a, 5, &list), PGI_OK);
		assert_int_equal(list.n, 5 * N);
		for (int64_t k = 0; k < list.n; k += 5)
		{
			int nearer = 0;

			for (int j = 0; j < N; j++)
				if (j != list.from[k] &&
					pgi_great_circle(x[list.from[k]], y[list.from[k]], x[j], y[j]) < list.distance[k + 4] - 1e-6)
					nearer++;
			assert_true(nearer < 5);
		}
		assert_int_equal(pgi_core_band(env, PGI_GREAT_CIRCLE, &a, 7000, &list), PGI_OK);
		for (int i = 0; i < N; i++)
			for (int j = 0; j < N; j++)
				pairs += i != j && pgi_great_circle(x[i], y[i], x[j], y[j]) <= 7000;
		assert_int_equal(list.n, pairs);
		unit_env_free(env);
	}
}

static void
test_datum(void **state)
{
	(void) state;
	uint64_t seed = 5;

	for (int i = 0; i < 20000; i++)
	{
		double lon = 73 + 63 * unit_random_unit(&seed), lat = 2 + 52 * unit_random_unit(&seed);
		double u = lon, v = lat;

		pgi_datum_shift(PGI_WGS84, PGI_BD09, &u, &v);
		pgi_datum_shift(PGI_BD09, PGI_WGS84, &u, &v);
		assert_true(fabs(u - lon) < 1e-9 && fabs(v - lat) < 1e-9);
	}
}

/* Trailing zeros, no negative zero, every number of decimals. */
static void
test_geojson(void **state)
{
	(void) state;
	char json[PGI_GEOJSON_POINT_SIZE];
	int n;

	n = pgi_geojson_point(-117.0000049, 36.65, 5, json);
	assert_int_equal(n, (int) strlen("{\"type\":\"Point\",\"coordinates\":[-117,36.65]}"));
	assert_memory_equal(json, "{\"type\":\"Point\",\"coordinates\":[-117,36.65]}", n);
	n = pgi_geojson_point(-0.000001, 0.05, 5, json);
	assert_memory_equal(json, "{\"type\":\"Point\",\"coordinates\":[0,0.05]}", n);
	for (int digits = 0; digits <= PGI_GEOJSON_MAX_DIGITS; digits++)
		assert_in_range(pgi_geojson_point(-179.987654321, -89.123456789, digits, json), 1, PGI_GEOJSON_POINT_SIZE - 1);
}

/* Sets in any order and grouping give the same bytes, and no changed byte is taken for a valid set it is not. */
static void
test_points(void **state)
{
	(void) state;
	pgi_env *env = unit_env_new();
	char *flat[2], *sorted[2], *broken;
	size_t room = sizeof(pgi_points_header) + 200 * pgi_point_size(8, 8);
	uint64_t seed = 3;
	int32_t valid = 0;

	for (int k = 0; k < 2; k++)
	{
		flat[k] = pgi_new_zero(env, room, 1);
		sorted[k] = pgi_new_zero(env, room, 1);
		pgi_points_init(flat[k]);
		for (int n = 0; n < 200; n++)
		{
			int i = k ? 199 - n : n;
			char id[8], category[8];
			int id_len = snprintf(id, sizeof id, "%d", i),
				category_len = snprintf(category, sizeof category, "C%d", i % 3);

			pgi_points_append(flat[k], i % 7 - 3, i % 2 ? -0.0 : 1, i % 5, id, id_len, category, category_len);
		}
		assert_int_equal(pgi_points_check(env, flat[k], room), PGI_OK);
		assert_int_equal(pgi_points_sort(env, flat[k], sorted[k]), PGI_OK);
		assert_int_equal(pgi_points_check(env, sorted[k], ((pgi_points_header *) sorted[k])->used), PGI_OK);
	}
	assert_memory_equal(sorted[0] + 4, sorted[1] + 4, ((pgi_points_header *) sorted[0])->used - 4);
	for (int i = 0; i < 3000; i++)
	{
		size_t size = ((pgi_points_header *) sorted[0])->used;

		broken = pgi_new(env, size, 1);
		memcpy(broken, sorted[0], size);
		broken[4 + unit_random(&seed) % (size - 4)] ^= (char) (1 << unit_random(&seed) % 8);
		if (pgi_points_check(env, broken, size) == PGI_OK)
		{
			pgi_points points;

			assert_int_equal(pgi_points_read(env, broken, true, true, &points), PGI_OK);
			valid++;
		}
		pgi_free(env, broken);
	}
	assert_true(valid < 3000);
	unit_env_free(env);
}

static void
test_shape(void **state)
{
	(void) state;
	pgi_env *env = unit_env_new();
	pgi_shape_state whole, part[2];
	pgi_shape one, two;
	pgi_place_set a = places(0, false);

	pgi_shape_init(&whole, PGI_GREAT_CIRCLE);
	pgi_shape_init(&part[0], PGI_GREAT_CIRCLE);
	pgi_shape_init(&part[1], PGI_GREAT_CIRCLE);
	for (int i = 0; i < a.n; i++)
	{
		double weight = i % 3 ? w[i] : w[i] * 1e40;

		assert_int_equal(pgi_shape_add(env, &whole, x[i], y[i], weight), PGI_OK);
		assert_int_equal(pgi_shape_add(env, &part[i % 2], x[i], y[i], weight), PGI_OK);
	}
	assert_int_equal(pgi_shape_merge(env, &part[1], &part[0]), PGI_OK);
	assert_int_equal(pgi_shape_result(env, &whole, &one), PGI_OK);
	assert_int_equal(pgi_shape_result(env, &part[1], &two), PGI_OK);
	assert_memory_equal(&one, &two, sizeof one);
	unit_env_free(env);
}

static void
test_fdr(void **state)
{
	(void) state;
	pgi_env *env = unit_env_new();
	double p[6] = {0.04, NAN, 0.001, 0.03, 0.5, 0.03}, q[6];
	double expected[6] = {0.05, NAN, 0.005, 0.05, 0.5, 0.05};

	assert_int_equal(pgi_core_fdr(env, 6, p, q), PGI_OK);
	for (int i = 0; i < 6; i++)
		assert_true(isnan(expected[i]) ? isnan(q[i]) : fabs(q[i] - expected[i]) < 1e-15);
	unit_env_free(env);
}

/* Look-ups against every edge of every zone, by hand: rings of any shape on a small lattice, so that places meet
 * corners and edges. */
static void
test_zones(void **state)
{
	(void) state;
	enum
	{
		ZONES = 40,
		CORNERS = 9
	};
	static double ring[ZONES][CORNERS + 1][2];
	static unsigned char wkb[ZONES][13 + 16 * (CORNERS + 1)];
	const unsigned char *shape[ZONES];
	size_t size[ZONES];
	uint64_t seed = 21;
	pgi_env *env = unit_env_new();
	pgi_zones *zones;
	int covered = 0;

	for (int k = 0; k < ZONES; k++)
	{
		const uint32_t head[3] = {3, 1, CORNERS + 1};

		for (int i = 0; i < CORNERS; i++)
			for (int d = 0; d < 2; d++)
				ring[k][i][d] = (double) (unit_random(&seed) % 8) + (k % 5) * 4;
		memcpy(ring[k][CORNERS], ring[k][0], sizeof ring[k][0]);
		wkb[k][0] = 1;
		memcpy(wkb[k] + 1, head, 12);
		memcpy(wkb[k] + 13, ring[k], sizeof ring[k]);
		shape[k] = wkb[k];
		size[k] = sizeof wkb[k];
	}
	assert_int_equal(pgi_zones_build(env, ZONES, shape, size, &zones), PGI_OK);
	for (int x2 = -2; x2 <= 52; x2++)
		for (int y2 = -2; y2 <= 52; y2++)
		{
			double px = x2 / 2.0, py = y2 / 2.0;
			int expected = -1;

			for (int k = 0; k < ZONES && expected < 0; k++)
			{
				bool inside = false, on = false;

				for (int i = 0; i < CORNERS; i++)
				{
					const double *a = ring[k][i], *b = ring[k][i + 1];
					double side = (px - a[0]) * (b[1] - a[1]) - (b[0] - a[0]) * (py - a[1]);

					on = on || (side == 0 && px >= fmin(a[0], b[0]) && px <= fmax(a[0], b[0]) &&
								py >= fmin(a[1], b[1]) && py <= fmax(a[1], b[1]));
					if ((a[1] > py) != (b[1] > py) && px < (b[0] - a[0]) * (py - a[1]) / (b[1] - a[1]) + a[0])
						inside = !inside;
				}
				if (on || inside)
					expected = k;
			}
			assert_int_equal(pgi_zones_find(zones, px, py), expected);
			covered += expected >= 0;
		}
	assert_true(covered > 200);
	assert_int_equal(pgi_zones_find(zones, NAN, 1), -1);
	assert_int_equal(pgi_zones_find(zones, INFINITY, INFINITY), -1);
	size[3] -= 8;
	assert_int_equal(pgi_zones_build(env, ZONES, shape, size, &zones), PGI_WKB_CORRUPT);
	assert_int_equal(pgi_zones_build(env, 0, shape, size, &zones), PGI_OK);
	assert_int_equal(pgi_zones_find(zones, 0, 0), -1);
	unit_env_free(env);
}

/* Envelopes: each draw is K_d of a set of places that the same generator draws, and the draws are of both kinds of
 * pairs. */
static void
test_draws(void **state)
{
	(void) state;
	for (int two = 0; two < 2; two++)
	{
		pgi_env *env = unit_env_new();
		pgi_place_set pool = places(0, false);
		double one_a[50], one_b[30], r[3] = {0, 0.1, 0.4}, draw[4 * 3], kd[3];
		double ax[50], ay[50], bx[30], by[30];
		pgi_place_set a = {.n = 50, .x = ax, .y = ay, .weight = one_a},
					  b = {.n = 30, .x = bx, .y = by, .weight = one_b};
		pgi_kd_options o = {PGI_PROJECTED, 0.05, PGI_REFLECT_FULL, 1e-9};

		for (int i = 0; i < 50; i++)
			one_a[i] = 1 + i % 4;
		for (int i = 0; i < 30; i++)
			one_b[i] = 1 + i % 3;
		assert_int_equal(pgi_core_kd_draws(env, &o, &a, two ? &b : NULL, &pool, 7, 4, 3, r, draw), PGI_OK);
		for (int k = 0; k < 4; k++)
		{
			pgi_random random = pgi_random_stream(7, (uint64_t) k);
			int place[N];

			for (int i = 0; i < N; i++)
				place[i] = i;
			for (int i = 0; i < 50 + (two ? 30 : 0); i++)
			{
				int j = i + pgi_random_below(&random, N - i);
				int drawn = place[j];

				place[j] = place[i];
				(i < 50 ? ax : bx)[i < 50 ? i : i - 50] = x[drawn];
				(i < 50 ? ay : by)[i < 50 ? i : i - 50] = y[drawn];
			}
			assert_int_equal(pgi_core_kd(env, &o, &a, two ? &b : NULL, 3, r, kd), PGI_OK);
			for (int i = 0; i < 3; i++)
				assert_true(fabs(draw[3 * k + i] - kd[i]) <= 1e-12 * kd[i]);
		}
		unit_env_free(env);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kd),      cmocka_unit_test(test_kd_refusals), cmocka_unit_test(test_dbscan),
		cmocka_unit_test(test_m),       cmocka_unit_test(test_neighbours),  cmocka_unit_test(test_datum),
		cmocka_unit_test(test_geojson), cmocka_unit_test(test_points),      cmocka_unit_test(test_shape),
		cmocka_unit_test(test_fdr),     cmocka_unit_test(test_zones),       cmocka_unit_test(test_draws),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
