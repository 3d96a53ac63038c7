/*
 * place_zones.h - which of many polygons a place lies in.
 *
 * Edges of each zone are sorted into slabs of latitude, zones into the cells
 * of a grid, so that a place meets the few edges at its height of the few
 * zones at its cell.  A zone is closed: its boundary belongs to it; inside is
 * what a ray crosses an odd number of edges from (even-odd), all rings
 * together.  Where zones overlap the first one has the place.  Building is
 * linear in the edges, a look-up costs about as many steps as there are edges
 * at one height; memory: about 60 bytes an edge.
 */
#ifndef PGI_PLACE_ZONES_H
#define PGI_PLACE_ZONES_H

#include "env.h"

typedef struct pgi_zones pgi_zones;

/* Shapes as well-known binary, wkb[i] of size[i] bytes; curves are refused, points and lines hold no place. */
extern pgi_status pgi_zones_build(pgi_env *env, int32_t n, const unsigned char *const *wkb, const size_t *size,
								  pgi_zones **zones);

/* Number of the first zone that covers (x, y), from 0; -1: none. */
extern int32_t pgi_zones_find(const pgi_zones *zones, double x, double y);

#endif
