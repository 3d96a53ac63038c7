/* moment_sums_layout.h - which sum is which: between moment_sums.c and moments.c only. */
#ifndef PGI_MOMENT_SUMS_LAYOUT_H
#define PGI_MOMENT_SUMS_LAYOUT_H

#include "moment_sums.h"

/* Squares of huge and tiny values are summed scaled. */
enum
{
	BAND_NORMAL,
	BAND_BIG,
	BAND_TINY,
	N_BANDS
};

#define BIG_SCALE 0x1p-600
#define TINY_SCALE 0x1p+700

enum
{
	SUM_W, /* weights; unused where not weighted */
	SUM_X, /* w x */
	SUM_F, /* w x ln x, w ln x or w x^a */
	N_VALUE_SUMS = SUM_F,
	N_LOG_SUMS = SUM_F + 1,
	SUM_X_LOW = SUM_F,                       /* rounding errors of w x */
	SUM_SQUARES,                             /* w x^2, a sum for each band */
	SUM_SQUARES_LOW = SUM_SQUARES + N_BANDS, /* their rounding errors */
	N_SQUARE_SUMS = SUM_SQUARES_LOW + N_BANDS
};

extern const double pgi_square_scale[N_BANDS];

/* One sum of a state; its tail stays the state's. */
extern pgi_sum pgi_moment_sum(const pgi_moment_sums *s, int slot);

/* p + *error = a * b exactly where neither overflows nor underflows (Dekker 1971, Veltkamp's split). */
static inline double
pgi_two_product(double a, double b, double *error)
{
	double p = a * b;
	double ca = 0x1.0000002p+27 * a, cb = 0x1.0000002p+27 * b;
	double ah = ca - (ca - a), bh = cb - (cb - b);
	double al = a - ah, bl = b - bh;

	*error = ((ah * bh - p) + ah * bl + al * bh) + al * bl;
	return p;
}

#endif
