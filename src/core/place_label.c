/*
 * place_label.c - geohash and GeoJSON of a place.
 *
 * A map of many enterprises spends its time on these two texts, so they are
 * written from whole numbers: the cell of the geohash grid and the decimals.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "place_label.h"

/* The number of the cell of [low, low + width) halved `bits` times that holds v; the upper end belongs to the last one.
 */
static uint64_t
cell(double v, double low, double width, int bits)
{
	double n = ldexp(1, bits);
	double k = floor((v - low) / width * n);

	/* edges are exact in binary, the quotient is not */
	if (v < low + width * k / n)
		k--;
	else if (v >= low + width * (k + 1) / n)
		k++;
	return (uint64_t) fmin(fmax(k, 0), n - 1);
}

void
pgi_geohash(double lon, double lat, int length, char *to)
{
	static const char digit[] = "0123456789bcdefghjkmnpqrstuvwxyz";
	int lat_bits = length * 5 / 2;
	int lon_bits = length * 5 - lat_bits;
	uint64_t x = cell(lon, -180, 360, lon_bits);
	uint64_t y = cell(lat, -90, 180, lat_bits);

	/* bits alternate, longitude first; the last character first */
	for (int i = length - 1; i >= 0; i--)
	{
		unsigned value = 0;

		for (int bit = 0; bit < 5; bit++)
		{
			uint64_t *from = (i * 5 + 4 - bit) % 2 == 0 ? &x : &y;

			value |= (unsigned) (*from & 1) << bit;
			*from >>= 1;
		}
		to[i] = digit[value];
	}
}

/* Appends v, at most 180 in size, rounded to `digits` decimals without trailing zeros. */
static char *
put_decimal(char *to, double v, int digits)
{
	char reversed[16];
	int n = 0;
	uint64_t scaled;
	double scale = 1;

	for (int i = 0; i < digits; i++)
		scale *= 10;
	scaled = (uint64_t) nearbyint(fabs(v) * scale);
	if (v < 0 && scaled > 0)
		*to++ = '-';
	for (; digits > 0 && scaled % 10 == 0; digits--)
		scaled /= 10;
	for (int written = 0; written <= digits || scaled > 0; written++, scaled /= 10)
	{
		if (written == digits && digits > 0)
			reversed[n++] = '.';
		reversed[n++] = (char) ('0' + scaled % 10);
	}
	while (n > 0)
		*to++ = reversed[--n];
	return to;
}

int
pgi_geojson_point(double lon, double lat, int digits, char *to)
{
	static const char head[] = "{\"type\":\"Point\",\"coordinates\":[";
	char *at = to + sizeof head - 1;

	memcpy(to, head, sizeof head - 1);
	at = put_decimal(at, lon, digits);
	*at++ = ',';
	at = put_decimal(at, lat, digits);
	memcpy(at, "]}", 2);
	return (int) (at + 2 - to);
}
