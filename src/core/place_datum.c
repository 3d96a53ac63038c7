/* place_datum.c - GCJ-02 and BD-09, for places and for whole geometries. */
#include <math.h>

#include "place_datum.h"
#include "place_distance.h"
#include "place_wkb.h"

#define AXIS 6378245.0 /* Krasovsky 1940 */
#define ECCENTRICITY2 0.00669342162296594323
#define BAIDU_PI (M_PI * 3000 / 180)

static bool
in_china(double lon, double lat)
{
	return lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;
}

/*
 * Sines of t in units of 30, 12, 3 and 1 half periods, and of twice and six times
 * the last.  All but the first are multiples of one angle.
 */
typedef struct waves
{
	double thirtieth;
	double twelfth;
	double third;
	double whole;
	double twice;
	double six_times;
} waves;

static waves
waves_of(double t)
{
	double s = sin(t / 12 * M_PI);
	double c = cos(t / 12 * M_PI);
	double s6 = 2 * s * c;
	double c6 = 1 - 2 * s * s;
	double s3 = 2 * s6 * c6;
	double c3 = 1 - 2 * s6 * s6;
	double s1 = s3 * (3 - 4 * s3 * s3);
	double c1 = c3 * (4 * c3 * c3 - 3);
	double s2 = 2 * s1 * c1;

	return (waves){.thirtieth = sin(t / 30 * M_PI),
				   .twelfth = s,
				   .third = s3,
				   .whole = s1,
				   .twice = s2,
				   .six_times = s2 * (3 - 4 * s2 * s2)};
}

static void
wgs84_to_gcj02(double *lon, double *lat)
{
	double x = *lon - 105;
	double y = *lat - 35;
	waves a = waves_of(x);
	waves b = waves_of(y);
	double both = 20 * a.six_times + 20 * a.twice;
	double dlat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(fabs(x)) +
				  (both + 20 * b.whole + 40 * b.third + 160 * b.twelfth + 320 * b.thirtieth) * 2 / 3;
	double dlon = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(fabs(x)) +
				  (both + 20 * a.whole + 40 * a.third + 150 * a.twelfth + 300 * a.thirtieth) * 2 / 3;
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
 * identity by a slope below 1/150, so every step gains two digits, and what a
 * residual below 3e-12 leaves is in the last place of a longitude.
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
		if (fabs(*lon - u) + fabs(*lat - v) < 3e-12)
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

/* --- whole geometries --------------------------------------------------------- */

typedef struct datum_pair
{
	pgi_datum from;
	pgi_datum to;
} datum_pair;

static pgi_status
shift_run(pgi_env *env, void *context, const pgi_wkb_run *run)
{
	const datum_pair *pair = context;

	if (run->srid != 0 && run->srid != 4326 && run->srid != 4490)
		return pgi_fail(env, .status = PGI_DATUM_SRID, .n = run->srid);
	for (uint32_t i = 0; i < run->n; i++)
	{
		double x, y;

		PGI_POLL_EVERY(env, i, 10);
		pgi_wkb_vertex(run, i, &x, &y);
		if (pgi_wkb_empty_point(run, x, y))
			continue;
		PGI_TRY(pgi_place_check(env, PGI_GREAT_CIRCLE, x, y));
		pgi_datum_shift(pair->from, pair->to, &x, &y);
		pgi_wkb_set_vertex(run, i, x, y);
	}
	return PGI_OK;
}

pgi_status
pgi_wkb_shift(pgi_env *env, pgi_datum from, pgi_datum to, unsigned char *wkb, size_t size)
{
	datum_pair pair = {from, to};

	return pgi_wkb_walk(env, wkb, size, shift_run, &pair);
}

static pgi_status
check_run(pgi_env *env, void *context, const pgi_wkb_run *run)
{
	(void) context;
	if (run->type > PGI_WKB_COLLECTION)
		return pgi_fail(env, .status = PGI_SHAPE_KIND);
	for (uint32_t i = 0; i < run->n; i++)
	{
		double x, y;

		PGI_POLL_EVERY(env, i, 10);
		pgi_wkb_vertex(run, i, &x, &y);
		if (!pgi_wkb_empty_point(run, x, y))
			PGI_TRY(pgi_place_check(env, PGI_PROJECTED, x, y));
	}
	return PGI_OK;
}

pgi_status
pgi_wkb_check(pgi_env *env, const unsigned char *wkb, size_t size)
{
	return pgi_wkb_walk(env, (unsigned char *) wkb, size, check_run, NULL); /* looked at, not written */
}
