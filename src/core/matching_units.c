/*
 * matching_units.c - doubles as integers of a common unit, so that plans and
 * their certificates are integer arithmetic.
 *
 * Decimals are taken for what was meant: 0.1 is the double nearest to a tenth,
 * so 0.1 + 0.2 ties with 0.3 and a lot of 12.35 less one of 3.1 leaves 9.25.
 */
#include "matching.h"

#include <math.h>

#define MAX_DECIMALS 9

static const double power_of_ten[MAX_DECIMALS + 1] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

static bool
is_decimal(double x, int32_t places)
{
	double count;

	if (fabs(x) <= 0x1p53 && (double) (int64_t) x == x)
		return fabs(x) * power_of_ten[places] <= 0x1p53;
	count = rint(x * power_of_ten[places]);
	return fabs(count) <= 0x1p53 && count / power_of_ten[places] == x;
}

/* Bits of the integer part of a number >= 0. */
static int32_t
bits_of(double x)
{
	int exponent;

	(void) frexp(x, &exponent);
	return x < 1 ? 0 : exponent;
}

/* Exponent of the lowest bit set in a number other than zero. */
static int32_t
lowest_bit(double x)
{
	int exponent;
	int64_t mantissa = (int64_t) ldexp(frexp(fabs(x), &exponent), 53);

	return exponent - 53 + __builtin_ctzll((unsigned long long) mantissa);
}

/* What one pass over some numbers finds. */
typedef struct survey
{
	double most;
	int32_t decimals; /* places that all of them have, -1: more than there may be */
	int32_t lowest;   /* exponent of the lowest bit */
} survey;

static void
survey_decimals(survey *s, const double *x, int64_t n)
{
	for (int64_t i = 0; i < n; i++)
	{
		if (fabs(x[i]) > s->most)
			s->most = fabs(x[i]);
		while (s->decimals >= 0 && !is_decimal(x[i], s->decimals))
			s->decimals = s->decimals < MAX_DECIMALS ? s->decimals + 1 : -1;
	}
}

static void
survey_bits(survey *s, const double *x, int64_t n)
{
	for (int64_t i = 0; i < n; i++)
		if (x[i] != 0 && lowest_bit(x[i]) < s->lowest)
			s->lowest = lowest_bit(x[i]);
}

pgi_unit
pgi_unit_choose(const double *x, int64_t n_x, const double *y, int64_t n_y, int32_t max_bits)
{
	pgi_unit unit = {.exact = true};
	survey s = {.lowest = 1100};

	survey_decimals(&s, x, n_x);
	survey_decimals(&s, y, n_y);
	unit.decimals = s.decimals;
	if (unit.decimals >= 0)
	{
		unit.bits = bits_of(s.most * power_of_ten[unit.decimals]);
		if (unit.bits <= max_bits)
			return unit;
	}
	survey_bits(&s, x, n_x);
	survey_bits(&s, y, n_y);
	unit.decimals = -1;
	unit.exponent = s.most == 0 ? 0 : s.lowest;
	unit.bits = s.most == 0 ? 0 : ilogb(s.most) + 1 - s.lowest;
	if (unit.bits > max_bits)
	{
		unit.exponent += unit.bits - max_bits;
		unit.bits = max_bits;
		unit.exact = false;
	}
	return unit;
}

pgi_wide
pgi_unit_count(const pgi_unit *unit, double x)
{
	if (unit->decimals >= 0)
		return (pgi_wide) rint(x * power_of_ten[unit->decimals]);
	return (pgi_wide) trunc(ldexp(x, -unit->exponent));
}

double
pgi_unit_value(const pgi_unit *unit, pgi_wide count)
{
	if (unit->decimals < 0)
		return ldexp((double) count, unit->exponent);
	return (double) count / power_of_ten[unit->decimals];
}
