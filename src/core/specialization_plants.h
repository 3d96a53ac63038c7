/*
 * specialization_plants.h - what a mergeable Ellison-Glaeser index keeps of the
 * plants of one industry: the size in each region, and the plants' sizes squared
 * and to the fourth, all as exact sums, so that no order of rows or of merging
 * changes a bit.
 */
#ifndef PGI_SPECIALIZATION_PLANTS_H
#define PGI_SPECIALIZATION_PLANTS_H

#include "specialization.h"

/* Sizes of other magnitudes would leave the range of doubles in their fourth power. */
#define PGI_PLANT_SIZE_MIN 1e-70
#define PGI_PLANT_SIZE_MAX 1e70

typedef struct pgi_plants pgi_plants;

extern pgi_status pgi_core_plants_new(pgi_env *env, pgi_plants **plants);

/*
 * Adds one plant.  A size that is NaN (not known, or no plant) or zero only makes
 * the region known, with its total in the reference universe, which must be the
 * same in every row of the region.
 */
extern pgi_status pgi_core_plants_add(pgi_plants *plants, const char *region, int len, double size, double reference);

/* Adds all that another state has. */
extern pgi_status pgi_core_plants_merge(pgi_plants *plants, const pgi_plants *other);

/* The flat form: regions in byte order and canonical sums, equal for equal states. */
extern pgi_status pgi_core_plants_flat_size(const pgi_plants *plants, size_t *size);
extern pgi_status pgi_core_plants_flat_write(const pgi_plants *plants, void *flat, size_t size);

/* Reads a flat form of unknown origin and alignment; PLANTS_CORRUPT if it is none. */
extern pgi_status pgi_core_plants_read(pgi_env *env, const void *flat, size_t size, pgi_plants **plants);

typedef struct pgi_plants_result
{
	int64_t n_plants; /* of positive size */
	int32_t n_regions;
	double total;
	pgi_dartboard dartboard;
} pgi_plants_result;

/* Everything the indices need; NaN where no plant has a size or no region a reference. */
extern pgi_status pgi_core_plants_summary(pgi_env *env, const pgi_plants *plants, pgi_plants_result *result);

#endif
