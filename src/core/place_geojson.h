/*
 * place_geojson.h - a place in degrees as the text that maps read: the GeoJSON
 * of a point (RFC 7946).
 */
#ifndef PGI_PLACE_GEOJSON_H
#define PGI_PLACE_GEOJSON_H

#define PGI_GEOJSON_MAX_DIGITS 9
#define PGI_GEOJSON_POINT_SIZE 80

/* Writes fewer than PGI_GEOJSON_POINT_SIZE characters, no terminator, and returns how many; digits 0 to
 * PGI_GEOJSON_MAX_DIGITS. */
extern int pgi_geojson_point(double lon, double lat, int digits, char *to);

#endif
