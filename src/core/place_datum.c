/* place_datum.c - GCJ-02 and BD-09, for places and for whole geometries. */
#include <math.h>
#include <string.h>

#include "place_datum.h"
#include "place_distance.h"

#define AXIS 6378245.0 /* Krasovsky 1940 */
#define ECCENTRICITY2 0.00669342162296594323
#define BAIDU_PI (M_PI * 3000 / 180)

static bool
in_china(double lon, double lat)
{
	return lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;
}

/* The part of both shifts that is the same series with other coefficients. */
static double
ripple(double t, double amplitude_long, double period_long, double amplitude_longest, double period_longest)
{
	return (20 * sin(t * M_PI) + 40 * sin(t / 3 * M_PI)) * 2 / 3 +
		   (amplitude_long * sin(t / period_long * M_PI) + amplitude_longest * sin(t * M_PI / period_longest)) * 2 / 3;
}

static void
wgs84_to_gcj02(double *lon, double *lat)
{
	double x = *lon - 105;
	double y = *lat - 35;
	double wave = (20 * sin(6 * x * M_PI) + 20 * sin(2 * x * M_PI)) * 2 / 3;
	double dlat =
		-100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(fabs(x)) + wave + ripple(y, 160, 12, 320, 30);
	double dlon =
		300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(fabs(x)) + wave + ripple(x, 150, 12, 300, 30);
	double phi = *lat / 180 * M_PI;
	double magic = 1 - ECCENTRICITY2 * sin(phi) * sin(phi);

	*lat += dlat * 180 / (AXIS * (1 - ECCENTRICITY2) / (magic * sqrt(magic)) * M_PI);
	*lon += dlon * 180 / (AXIS / sqrt(magic) * cos(phi) * M_PI);
}

static void
gcj02_to_bd09(double *lon, double *lat)
{
	double z = sqrt(*lon * *lon + *lat * *lat) + 0.00002 * sin(*lat * BAIDU_PI);
	double theta = atan2(*lat, *lon) + 0.000003 * cos(*lon * BAIDU_PI);

	*lon = z * cos(theta) + 0.0065;
	*lat = z * sin(theta) + 0.006;
}

/*
 * The place that a shift moves to (lon, lat).  The shifts differ from the
 * identity by a slope below 1/1000, so every step gains three digits.
 */
static void
inverse(void (*shift)(double *, double *), double *lon, double *lat)
{
	double x = *lon;
	double y = *lat;

	for (int step = 0; step < 30; step++)
	{
		double u = x;
		double v = y;

		shift(&u, &v);
		x += *lon - u;
		y += *lat - v;
		if (fabs(*lon - u) + fabs(*lat - v) < 1e-13)
			break;
	}
	*lon = x;
	*lat = y;
}

void
pgi_datum_shift(pgi_datum from, pgi_datum to, double *lon, double *lat)
{
	if (from == to || !in_china(*lon, *lat))
		return;
	if (from == PGI_BD09)
		inverse(gcj02_to_bd09, lon, lat);
	if (to == PGI_WGS84)
		inverse(wgs84_to_gcj02, lon, lat);
	if (from == PGI_WGS84)
		wgs84_to_gcj02(lon, lat);
	if (to == PGI_BD09)
		gcj02_to_bd09(lon, lat);
}

/* --- well-known binary ------------------------------------------------------ */

typedef struct wkb_cursor
{
	unsigned char *at;
	size_t left;
	bool swap; /* the current geometry has the other byte order */
} wkb_cursor;

static void
copy_bytes(void *to, const void *from, size_t n, bool swap)
{
	for (size_t i = 0; i < n; i++)
		((unsigned char *) to)[i] = ((const unsigned char *) from)[swap ? n - 1 - i : i];
}

static bool
read_u32(wkb_cursor *c, uint32_t *value)
{
	if (c->left < 4)
		return false;
	copy_bytes(value, c->at, 4, c->swap);
	c->at += 4;
	c->left -= 4;
	return true;
}

/* What is done to each vertex. */
typedef struct vertex_task
{
	bool shift; /* else only looked at */
	pgi_datum from;
	pgi_datum to;
} vertex_task;

/* Passes over count vertices of the given number of ordinates; an empty point has NaN for both and is left alone. */
static pgi_status
pass_vertices(pgi_env *env, const vertex_task *task, wkb_cursor *c, uint32_t count, size_t ordinates, bool may_be_empty)
{
	if (c->left / (8 * ordinates) < count)
		return pgi_fail(env, .status = PGI_WKB_CORRUPT);
	for (uint32_t i = 0; i < count; i++)
	{
		double place[2];

		PGI_POLL_EVERY(env, i, 10);
		copy_bytes(&place[0], c->at, 8, c->swap);
		copy_bytes(&place[1], c->at + 8, 8, c->swap);
		if (may_be_empty && isnan(place[0]) && isnan(place[1]))
			;
		else if (!task->shift)
			PGI_TRY(pgi_place_check(env, PGI_PROJECTED, place[0], place[1]));
		else
		{
			PGI_TRY(pgi_place_check(env, PGI_GREAT_CIRCLE, place[0], place[1]));
			pgi_datum_shift(task->from, task->to, &place[0], &place[1]);
			copy_bytes(c->at, &place[0], 8, c->swap);
			copy_bytes(c->at + 8, &place[1], 8, c->swap);
		}
		c->at += 8 * ordinates;
		c->left -= 8 * ordinates;
	}
	return PGI_OK;
}

/* Geometry types of the standard and of PostGIS. */
enum
{
	WKB_POINT = 1,
	WKB_LINE = 2,
	WKB_POLYGON = 3,
	WKB_COLLECTION = 7, /* from here on down: straight lines on a plane */
	WKB_CIRCULAR = 8,
	WKB_TRIANGLE = 17
};

/* A collection is walked by counting the geometries still to come: no nesting is remembered. */
static pgi_status
pass_geometry(pgi_env *env, const vertex_task *task, unsigned char *wkb, size_t size)
{
	const uint16_t one = 1;
	const bool little = *(const unsigned char *) &one == 1;
	wkb_cursor c = {.at = wkb, .left = size};
	uint64_t to_come = 1;

	while (to_come > 0)
	{
		uint32_t type;
		uint32_t count = 1;
		uint32_t srid;
		size_t ordinates = 2;

		PGI_POLL_EVERY(env, to_come, 10);
		if (c.left < 1 || *c.at > 1)
			return pgi_fail(env, .status = PGI_WKB_CORRUPT);
		c.swap = (*c.at == 1) != little;
		c.at++;
		c.left--;
		to_come--;
		if (!read_u32(&c, &type))
			return pgi_fail(env, .status = PGI_WKB_CORRUPT);
		if (type & 0x20000000)
		{
			if (!read_u32(&c, &srid))
				return pgi_fail(env, .status = PGI_WKB_CORRUPT);
			if (task->shift && srid != 0 && srid != 4326 && srid != 4490)
				return pgi_fail(env, .status = PGI_DATUM_SRID, .n = srid);
		}
		ordinates += ((type & 0x80000000) != 0) + ((type & 0x40000000) != 0);
		type &= 0x1FFFFFFF;
		ordinates += type / 1000 == 3 ? 2 : type / 1000 > 0;
		type %= 1000;
		if (ordinates > 4 || type < 1 || type > 17 || (type != WKB_POINT && !read_u32(&c, &count)))
			return pgi_fail(env, .status = PGI_WKB_CORRUPT);
		if (!task->shift && type > WKB_COLLECTION)
			return pgi_fail(env, .status = PGI_SHAPE_KIND);
		if (type == WKB_POINT || type == WKB_LINE || type == WKB_CIRCULAR)
			PGI_TRY(pass_vertices(env, task, &c, count, ordinates, type == WKB_POINT));
		else if (type == WKB_POLYGON || type == WKB_TRIANGLE)
			for (uint32_t ring = 0; ring < count; ring++)
			{
				uint32_t vertices;

				if (!read_u32(&c, &vertices))
					return pgi_fail(env, .status = PGI_WKB_CORRUPT);
				PGI_TRY(pass_vertices(env, task, &c, vertices, ordinates, false));
			}
		else
			to_come += count;
	}
	return c.left == 0 ? PGI_OK : pgi_fail(env, .status = PGI_WKB_CORRUPT);
}

pgi_status
pgi_wkb_shift(pgi_env *env, pgi_datum from, pgi_datum to, unsigned char *wkb, size_t size)
{
	const vertex_task task = {.shift = true, .from = from, .to = to};

	return pass_geometry(env, &task, wkb, size);
}

pgi_status
pgi_wkb_check(pgi_env *env, const unsigned char *wkb, size_t size)
{
	const vertex_task task = {.shift = false};

	return pass_geometry(env, &task, (unsigned char *) wkb, size); /* looked at, not written */
}
