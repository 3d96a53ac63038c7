/* ascending.h - the order in which qsort puts doubles, none of them NaN. */
#ifndef PGI_ASCENDING_H
#define PGI_ASCENDING_H

static inline int
pgi_ascending(const void *a, const void *b)
{
	double x = *(const double *) a;
	double y = *(const double *) b;

	return (x > y) - (x < y);
}

#endif
