/*
 * place_distance.h - distances on the plane and on the sphere.
 *
 * Great-circle distances are those of a sphere of radius 6371.0088 km (the
 * mean radius of the IUGG), in metres, from longitude and latitude in degrees.
 * Projected distances are Euclidean, in the unit of the coordinates.
 *
 * Pair loops use positions: unit vectors times the radius in three dimensions,
 * or the plane itself in two.  Their straight distance (the chord) is monotone
 * in the great-circle distance, so that trees and thresholds work on it, with
 * no special case at the antimeridian or the poles.
 */
#ifndef PGI_PLACE_DISTANCE_H
#define PGI_PLACE_DISTANCE_H

#include "env.h"

#define PGI_EARTH_RADIUS 6371008.8

typedef enum pgi_distance
{
	PGI_PROJECTED = 2, /* the value is the number of dimensions of a position */
	PGI_GREAT_CIRCLE = 3
} pgi_distance;

/* Haversine distance in metres. */
extern double pgi_great_circle(double lon1, double lat1, double lon2, double lat2);

/* Initial bearing from the first place to the second, degrees clockwise from north in [0, 360); NaN where undefined. */
extern double pgi_bearing(double lon1, double lat1, double lon2, double lat2);

/* The same on the plane, y pointing north. */
extern double pgi_plane_bearing(double x1, double y1, double x2, double y2);

/* Distance of two places of either kind. */
extern double pgi_place_distance(pgi_distance distance, double x1, double y1, double x2, double y2);

/* Refuses coordinates that are not finite, or for great_circle not a longitude and latitude. */
extern pgi_status pgi_place_check(pgi_env *env, pgi_distance distance, double x, double y);

/* Position of a place: distance many coordinates. */
extern void pgi_position(pgi_distance distance, double x, double y, double *position);

/* Straight distance between positions that are the given distance apart; not beyond half the globe. */
extern double pgi_chord(pgi_distance distance, double d);

/* The inverse of pgi_chord. */
extern double pgi_arc(pgi_distance distance, double chord);

/* The largest double whose square root is not above d: d2 <= it exactly when sqrt(d2) <= d. */
extern double pgi_square_within(double d);

#endif
