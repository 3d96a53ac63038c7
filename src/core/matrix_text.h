/*
 * matrix_text.h - the text form (JSON) and the binary wire form of a matrix.
 *
 * Text: {"rows":["a"],"cols":["x"],"cells":[[0,0,1.5]]}, members and entries in
 * any order on input, canonical on output; "low":[[row,col,word ...]] carries
 * the extra words of a partial sum.  Both forms round-trip exactly.
 */
#ifndef PGI_MATRIX_TEXT_H
#define PGI_MATRIX_TEXT_H

#include "matrix.h"

/* Number conversion is the host's: the server's is exact and knows no locale. */
typedef struct pgi_numbers
{
	int (*print)(double value, char *to);                    /* shortest exact, at most 32 bytes; returns its length */
	bool (*parse)(const char *text, int len, double *value); /* a JSON number; false: out of range */
} pgi_numbers;

/* Parses len bytes of UTF-8; MATRIX_SYNTAX names the position. Linear time, no recursion. */
extern pgi_status pgi_matrix_parse(pgi_env *env, const pgi_numbers *numbers, const char *text, size_t len,
								   pgi_matrix *m);

/* Writes the text form, ending in a zero byte, into memory of the environment. */
extern pgi_status pgi_matrix_print(pgi_env *env, const pgi_numbers *numbers, const pgi_matrix *m, char **text,
								   size_t *len);

/* The wire form (docs/storage.md): big-endian, labels in UTF-8. */
extern size_t pgi_wire_size(const pgi_matrix *m);
extern void pgi_wire_write(const pgi_matrix *m, void *wire);

/* Reads and validates the wire form; MATRIX_BINARY names what is wrong. */
extern pgi_status pgi_wire_read(pgi_env *env, const void *wire, size_t len, pgi_matrix *m);

#endif
