/* numbers.h - number conversion for tests; the server has its own. */
#ifndef PGI_UNIT_NUMBERS_H
#define PGI_UNIT_NUMBERS_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "matrix_text.h"

static int
unit_print_number(double value, char *to)
{
	char text[40];
	int len = snprintf(text, sizeof text, "%.17g", value);

	memcpy(to, text, (size_t) len);
	return len;
}

static bool
unit_parse_number(const char *text, int len, double *value)
{
	char *copy = strndup(text, (size_t) len);

	*value = strtod(copy, NULL);
	free(copy);
	return isfinite(*value);
}

static const pgi_numbers unit_numbers = {unit_print_number, unit_parse_number};

#endif
