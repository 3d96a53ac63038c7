/* place_glue.h - what the entry points of the place family share. */
#ifndef PGI_PLACE_GLUE_H
#define PGI_PLACE_GLUE_H

#include "option.h"
#include "place_distance.h"
#include "place_kd.h"
#include "place_points.h"

/* A distance argument: great_circle or projected. */
extern pgi_distance pgi_place_distance_arg(Datum value);

/* A float8[] without NULLs. */
extern double *pgi_place_numbers(Datum array, int32_t *n);

/* A point_set argument read into arrays. */
extern pgi_points *pgi_place_points(pgi_env *env, Datum value, bool ids, bool categories);

/* The points of a category argument, or all where it is NULL; weights of 1 unless weighted. */
extern pgi_place_set pgi_place_set_of(pgi_env *env, const pgi_points *points, NullableDatum category, bool weighted);

/* Flags of the points of a category, or all. */
extern bool *pgi_place_flags(pgi_env *env, const pgi_points *points, NullableDatum category);

/* A count argument between 0 and most. */
static inline int32
pgi_place_count(const char *name, int32 value, int32 most)
{
	return pgi_integer_between(name, value, 0, most);
}

/* Sets a text column to a text datum or leaves it NULL. */
extern void pgi_table_set_label(pgi_table *table, int i, const pgi_labels *labels, int32_t number);

#endif
