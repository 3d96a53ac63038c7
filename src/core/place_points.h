/*
 * place_points.h - sets of weighted points with an id and a category.
 *
 * Flat form (the SQL type point_set; 8-aligned, at most PGI_POINTS_MAX_BYTES):
 *
 *   length word (host) | version 1 u8 | flags u8 | reserved 0 u16 | points i32 |
 *   reserved 0 u32 | bytes used i64 | then one record a point:
 *   x f64, y f64, weight f64, id length u16, category length u16, id, category,
 *   zeros to a multiple of 8
 *
 * Flag 1 says sorted: by x, y, weight, id, category.  A sorted set depends only
 * on which points went in, so that every statistic has the same bits whatever
 * the order of rows or the plan.  A partial state may be unsorted and may have
 * spare room behind its last record.  -0 is stored as 0.
 */
#ifndef PGI_PLACE_POINTS_H
#define PGI_PLACE_POINTS_H

#include "matrix.h"

#define PGI_POINTS_MAX_BYTES ((int64_t) 256 * 1024 * 1024)
#define PGI_POINT_TEXT_MAX 8191
#define PGI_POINTS_SORTED 1

typedef struct pgi_points_header
{
	uint32_t length_word;
	uint8_t version;
	uint8_t flags;
	uint16_t reserved;
	int32_t n;
	uint32_t reserved2;
	int64_t used; /* bytes of header and records */
} pgi_points_header;

/* A set as arrays; ids and categories by point. */
typedef struct pgi_points
{
	int32_t n;
	double *x;
	double *y;
	double *weight;
	pgi_labels ids;        /* offset and bytes of n ids, in point order */
	pgi_labels categories; /* the distinct categories in byte order */
	int32_t *category;     /* number in categories, -1 for none */
} pgi_points;

/* Bytes of one record. */
static inline size_t
pgi_point_size(int id_len, int category_len)
{
	return (28 + (size_t) id_len + (size_t) category_len + 7) & ~(size_t) 7;
}

/* Refuses a point that may not be stored. */
extern pgi_status pgi_point_check(pgi_env *env, double x, double y, double weight, int id_len, int category_len);

/* Starts an empty set in a buffer of at least the header's size. */
extern void pgi_points_init(void *flat);

/* Appends a checked point; the caller has made room (pgi_point_size). */
extern void pgi_points_append(void *flat, double x, double y, double weight, const char *id, int id_len,
							  const char *category, int category_len);

/* Checks a set of unknown origin that has size bytes. */
extern pgi_status pgi_points_check(pgi_env *env, const void *flat, size_t size);

/* Writes the sorted form of a set; sorted has room for its used bytes, and a length word of its own. */
extern pgi_status pgi_points_sort(pgi_env *env, const void *flat, void *sorted);

/* Reads a set into arrays; id bytes and categories are read only where asked for. */
extern pgi_status pgi_points_read(pgi_env *env, const void *flat, bool ids, bool categories, pgi_points *points);

/* Number of a category; PGI_CATEGORY_NOT_FOUND. */
extern pgi_status pgi_points_category(pgi_env *env, const pgi_points *points, const char *name, int len,
									  int32_t *number);

/* The points of one category, or all for a negative one. */
extern pgi_status pgi_points_select(pgi_env *env, const pgi_points *points, int32_t category, int32_t *n, double **x,
									double **y, double **weight);

/* Refuses points that the kind of distance cannot have. */
extern pgi_status pgi_points_check_distance(pgi_env *env, pgi_points *points, int distance);

#endif
