/*
 * place_wkb.h - walking a geometry in (extended) well-known binary form.
 *
 * The walker hands out runs of vertices: a point, a line, or one ring of a
 * polygon or triangle.  Collections are walked by counting what is still to
 * come, so that no nesting is remembered.
 */
#ifndef PGI_PLACE_WKB_H
#define PGI_PLACE_WKB_H

#include "env.h"

/* Geometry types of the standard and of PostGIS. */
enum
{
	PGI_WKB_POINT = 1,
	PGI_WKB_LINE = 2,
	PGI_WKB_POLYGON = 3,
	PGI_WKB_COLLECTION = 7, /* the last of straight lines on a plane */
	PGI_WKB_CIRCULAR = 8,
	PGI_WKB_TRIANGLE = 17
};

typedef struct pgi_wkb_run
{
	uint32_t type;
	uint32_t srid; /* of the geometry it belongs to, 0 where it has none of its own */
	uint32_t n;    /* vertices */
	size_t size;   /* bytes a vertex */
	unsigned char *at;
	bool swap; /* the bytes of numbers are in the other order */
} pgi_wkb_run;

typedef pgi_status (*pgi_wkb_visit)(pgi_env *env, void *context, const pgi_wkb_run *run);

/* Calls visit for every run; PGI_WKB_CORRUPT where the bytes are no such geometry. */
extern pgi_status pgi_wkb_walk(pgi_env *env, unsigned char *wkb, size_t size, pgi_wkb_visit visit, void *context);

/* Vertex i of a run. */
extern void pgi_wkb_vertex(const pgi_wkb_run *run, uint32_t i, double *x, double *y);
extern void pgi_wkb_set_vertex(const pgi_wkb_run *run, uint32_t i, double x, double y);

/* An empty point, which is written as two NaN. */
extern bool pgi_wkb_empty_point(const pgi_wkb_run *run, double x, double y);

#endif
