/*
 * place_datum.h - the coordinate datums of Chinese maps.
 *
 * GCJ-02 is WGS 84 with a prescribed shift of some hundred metres inside China;
 * BD-09 moves GCJ-02 once more.  The forward formulas are the published ones
 * (the "Mars coordinates" transform on the Krasovsky 1940 ellipsoid); inverses
 * are found by iteration to 1e-9 degrees or better.  Outside the rectangle
 * 72.004-137.8347 E, 0.8293-55.8271 N places are returned unchanged.
 */
#ifndef PGI_PLACE_DATUM_H
#define PGI_PLACE_DATUM_H

#include "env.h"

typedef enum pgi_datum
{
	PGI_WGS84,
	PGI_GCJ02,
	PGI_BD09
} pgi_datum;

/* Moves a place from one datum to another. */
extern void pgi_datum_shift(pgi_datum from, pgi_datum to, double *lon, double *lat);

/*
 * Moves every vertex of a geometry in (extended) well-known binary form, in
 * place; Z and M stay.  PGI_WKB_CORRUPT where the bytes are no such geometry, PGI_DATUM_SRID where
 * they name a system other than longitude and latitude (EPSG 4326, 4490, none),
 * PGI_PLACE_NOT_FINITE and PGI_PLACE_LONGITUDE/LATITUDE for a vertex out of range.
 */
extern pgi_status pgi_wkb_shift(pgi_env *env, pgi_datum from, pgi_datum to, unsigned char *wkb, size_t size);

/*
 * Refuses what planar geometry must not be given: coordinates that are not
 * finite (some of its algorithms never end on them) and curves or surfaces
 * (PGI_SHAPE_KIND).
 */
extern pgi_status pgi_wkb_check(pgi_env *env, const unsigned char *wkb, size_t size);

#endif
