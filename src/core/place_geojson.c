/*
 * place_geojson.c - GeoJSON of a place.
 *
 * A map of many enterprises spends its time on this text, so it is written
 * from the decimals as a whole number.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "place_geojson.h"

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
