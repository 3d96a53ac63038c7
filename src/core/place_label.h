/*
 * place_label.h - a place in degrees as the texts that maps read: geohash
 * (Niemeyer 2008) and the GeoJSON of a point (RFC 7946).
 */
#ifndef PGI_PLACE_LABEL_H
#define PGI_PLACE_LABEL_H

#define PGI_GEOHASH_MAX 12
#define PGI_GEOJSON_MAX_DIGITS 9
#define PGI_GEOJSON_POINT_SIZE 80

/* Writes `length` characters (1 to PGI_GEOHASH_MAX), no terminator. */
extern void pgi_geohash(double lon, double lat, int length, char *to);

/* Writes fewer than PGI_GEOJSON_POINT_SIZE characters, no terminator, and returns how many; digits 0 to
 * PGI_GEOJSON_MAX_DIGITS. */
extern int pgi_geojson_point(double lon, double lat, int digits, char *to);

#endif
