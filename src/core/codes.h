/*
 * codes.h - unified social credit codes, industry codes and division codes.
 *
 * uscc, GB 32100-2015: 18 characters out of 31.  Five bits a character, most
 * significant first, in 12 bytes, so that byte order is text order.
 *
 * industry_code, GB/T 4754-2017: section letter, division (two digits), group
 * and class (one digit each), as one number that puts every subtree into one
 * range: a section is 122 d of its first division d, a division 122 d + 1, a
 * group g adds 11 (g + 1), a class c adds c + 1.
 *
 * division_code, GB/T 2260: the six digits as a number; a province ends in
 * 0000, a prefecture in 00.
 */
#ifndef PGI_CODES_H
#define PGI_CODES_H

#include "env.h"

#define PGI_USCC_CHARS 18
#define PGI_USCC_BYTES 12
#define PGI_INDUSTRY_CHARS 5
#define PGI_DIVISION_CHARS 6

typedef struct pgi_uscc
{
	uint8_t byte[PGI_USCC_BYTES];
} pgi_uscc;

/* The rules of GB 32100 in the order in which they are checked. */
typedef enum pgi_uscc_rule
{
	PGI_RULE_NONE,
	PGI_RULE_LENGTH,
	PGI_RULE_ALPHABET,
	PGI_RULE_DIVISION,
	PGI_RULE_INNER_CHECK,
	PGI_RULE_CHECK
} pgi_uscc_rule;

/*
 * Parsers: lower case and surrounding blanks are accepted; the text needs no
 * terminating zero.  They allocate nothing and use only env->error, whose row
 * then points into the text.
 */
extern pgi_status pgi_core_uscc_parse(pgi_env *env, const char *text, size_t len, pgi_uscc *uscc);
extern pgi_status pgi_core_industry_parse(pgi_env *env, const char *text, size_t len, int32_t *code);
extern pgi_status pgi_core_division_parse(pgi_env *env, const char *text, size_t len, int32_t *code);

/* Writers: the canonical text without a terminating zero; the result is its length. */
extern int pgi_core_uscc_print(const pgi_uscc *uscc, char text[PGI_USCC_CHARS]);
extern int pgi_core_industry_print(int32_t code, char text[PGI_INDUSTRY_CHARS]);
extern int pgi_core_division_print(int32_t code, char text[PGI_DIVISION_CHARS]);

/* The first rule that a text breaks, as far as the type takes it and further. */
extern pgi_uscc_rule pgi_core_uscc_problem(const char *text, size_t len);
extern pgi_uscc_rule pgi_core_uscc_problem_of(const pgi_uscc *uscc);

/* The division code in characters 3 to 8, 0 where there is none. */
extern int32_t pgi_core_uscc_division(const pgi_uscc *uscc);

/* 1 section or province, 2 division or prefecture, 3 group or county, 4 class. */
extern int pgi_core_industry_level(int32_t code);
extern int pgi_core_division_level(int32_t code);

/* The ancestor (or self) at a level, -1 where there is none. */
extern int32_t pgi_core_industry_ancestor(int32_t code, int level);
extern int32_t pgi_core_division_ancestor(int32_t code, int level);

/* The next ancestor above, -1 at the top. */
extern int32_t pgi_core_industry_parent(int32_t code);
extern int32_t pgi_core_division_parent(int32_t code);

/* The last code of the subtree: d is in the subtree of c when c <= d <= last(c). */
extern int32_t pgi_core_industry_last(int32_t code);
extern int32_t pgi_core_division_last(int32_t code);

/* How many codes of the standard's list come up to a code, itself included: a measure of distance for estimates. */
extern int pgi_core_industry_rank(int32_t code);
extern int pgi_core_division_rank(int32_t code);

/* 1, 2 or 3; 0 for the sections A, B and C, which are split between them. */
extern int pgi_core_industry_three(int32_t code);

#endif
