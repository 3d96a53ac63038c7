/* place_distance.c - distances on the plane and on the sphere. */
#include <math.h>

#include "place_distance.h"

#define DEGREE (M_PI / 180)

double
pgi_great_circle(double lon1, double lat1, double lon2, double lat2)
{
	double u = sin((lat2 - lat1) * DEGREE / 2);
	double v = sin((lon2 - lon1) * DEGREE / 2);
	double a = u * u + cos(lat1 * DEGREE) * cos(lat2 * DEGREE) * v * v;

	return 2 * PGI_EARTH_RADIUS * (a < 1 ? asin(sqrt(a)) : M_PI / 2);
}

double
pgi_bearing(double lon1, double lat1, double lon2, double lat2)
{
	double dlon = (lon2 - lon1) * DEGREE;
	double a = lat1 * DEGREE;
	double b = lat2 * DEGREE;
	double east = sin(dlon) * cos(b);
	double north = cos(a) * sin(b) - sin(a) * cos(b) * cos(dlon);

	return lon1 == lon2 && lat1 == lat2 ? NAN : pgi_plane_bearing(0, 0, east, north);
}

double
pgi_plane_bearing(double x1, double y1, double x2, double y2)
{
	double degrees;

	if (x1 == x2 && y1 == y2)
		return NAN;
	degrees = atan2(x2 - x1, y2 - y1) / DEGREE;
	if (degrees < 0)
		degrees += 360;
	return degrees < 360 ? degrees : 0;
}

double
pgi_place_distance(pgi_distance distance, double x1, double y1, double x2, double y2)
{
	if (distance == PGI_GREAT_CIRCLE)
		return pgi_great_circle(x1, y1, x2, y2);
	return sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1));
}

pgi_status
pgi_place_check(pgi_env *env, pgi_distance distance, double x, double y)
{
	if (!isfinite(x) || !isfinite(y))
		return pgi_fail(env, .status = PGI_PLACE_NOT_FINITE, .value = isfinite(x) ? y : x);
	if (distance == PGI_GREAT_CIRCLE && fabs(x) > 180)
		return pgi_fail(env, .status = PGI_PLACE_LONGITUDE, .value = x);
	if (distance == PGI_GREAT_CIRCLE && fabs(y) > 90)
		return pgi_fail(env, .status = PGI_PLACE_LATITUDE, .value = y);
	/* squares of differences must stay finite */
	if (fabs(x) > 1e150 || fabs(y) > 1e150)
		return pgi_fail(env, .status = PGI_PLACE_NOT_FINITE, .value = fabs(x) > 1e150 ? x : y);
	return PGI_OK;
}

void
pgi_position(pgi_distance distance, double x, double y, double *position)
{
	if (distance == PGI_GREAT_CIRCLE)
	{
		double c = PGI_EARTH_RADIUS * cos(y * DEGREE);

		position[0] = c * cos(x * DEGREE);
		position[1] = c * sin(x * DEGREE);
		position[2] = PGI_EARTH_RADIUS * sin(y * DEGREE);
	}
	else
	{
		position[0] = x;
		position[1] = y;
	}
}

double
pgi_chord(pgi_distance distance, double d)
{
	if (distance == PGI_PROJECTED)
		return d;
	return d >= M_PI * PGI_EARTH_RADIUS ? 2.1 * PGI_EARTH_RADIUS
										: 2 * PGI_EARTH_RADIUS * sin(d / (2 * PGI_EARTH_RADIUS));
}

double
pgi_arc(pgi_distance distance, double chord)
{
	double s;

	if (distance == PGI_PROJECTED)
		return chord;
	s = chord / (2 * PGI_EARTH_RADIUS);
	return 2 * PGI_EARTH_RADIUS * (s < 1 ? asin(s) : M_PI / 2);
}

double
pgi_square_within(double d)
{
	double square = d * d;

	while (sqrt(square) > d)
		square = nextafter(square, 0);
	while (sqrt(nextafter(square, INFINITY)) <= d)
		square = nextafter(square, INFINITY);
	return square;
}
