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
	double count = rint(x * power_of_ten[places]);

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

pgi_unit
pgi_unit_choose(const double *x, int64_t n, int32_t max_bits)
{
	pgi_unit unit = {.decimals = 0, .exact = true};
	double most = 0;
	int32_t lowest = 1100;

	for (int64_t i = 0; i < n; i++)
	{
		most = fmax(most, fabs(x[i]));
		while (unit.decimals >= 0 && !is_decimal(x[i], unit.decimals))
			unit.decimals = unit.decimals < MAX_DECIMALS ? unit.decimals + 1 : -1;
	}
	if (unit.decimals >= 0)
	{
		unit.bits = bits_of(most * power_of_ten[unit.decimals]);
		if (unit.bits <= max_bits)
			return unit;
	}
	for (int64_t i = 0; i < n; i++)
		if (x[i] != 0 && lowest_bit(x[i]) < lowest)
			lowest = lowest_bit(x[i]);
	unit.decimals = -1;
	unit.exponent = most == 0 ? 0 : lowest;
	unit.bits = most == 0 ? 0 : ilogb(most) + 1 - lowest;
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
