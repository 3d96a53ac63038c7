/*
 * codes.c - parsing, printing, check characters and hierarchy of codes.
 *
 * Sources: GB 32100-2015 (unified social credit code), GB 11714-1997 (the
 * organisation code inside it), GB/T 4754-2017 (industries), GB/T 2260-2007
 * (divisions), and the National Bureau of Statistics' three-industry rule of
 * 2018.  Everything is O(1), but for ranks by binary search.
 */
#include <string.h>

#include "codes.h"

#include "code_ranks.def"

/* --- text ---------------------------------------------------------------- */

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void
trim(const char **text, size_t *len)
{
	while (*len > 0 && is_blank(**text))
		(*text)++, (*len)--;
	while (*len > 0 && is_blank((*text)[*len - 1]))
		(*len)--;
}

/* Error texts show the input; what fits into an int is more than they print. */
#define SHOWN(text, len) .row = (text), .row_len = (int) ((len) < 1024 ? (len) : 1024)

/* --- unified social credit code ------------------------------------------- */

static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/* Value of a byte plus one; 0: not in the alphabet. */
static const uint8_t uscc_value[256] = {
	['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,  ['8'] = 9,
	['9'] = 10, ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16, ['G'] = 17, ['H'] = 18,
	['J'] = 19, ['K'] = 20, ['L'] = 21, ['M'] = 22, ['N'] = 23, ['P'] = 24, ['Q'] = 25, ['R'] = 26, ['T'] = 27,
	['U'] = 28, ['W'] = 29, ['X'] = 30, ['Y'] = 31, ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15,
	['f'] = 16, ['g'] = 17, ['h'] = 18, ['j'] = 19, ['k'] = 20, ['l'] = 21, ['m'] = 22, ['n'] = 23, ['p'] = 24,
	['q'] = 25, ['r'] = 26, ['t'] = 27, ['u'] = 28, ['w'] = 29, ['x'] = 30, ['y'] = 31,
};

/* Characters of a text that may be UTF-8: continuation bytes do not count. */
static int64_t
count_chars(const char *text, size_t len)
{
	int64_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += ((uint8_t) text[i] & 0xC0) != 0x80;
	return n;
}

/* Bytes of the character that begins at text. */
static int
char_len(const char *text, size_t len)
{
	size_t n = 1;

	while (n < len && ((uint8_t) text[n] & 0xC0) == 0x80)
		n++;
	return (int) n;
}

/* Says why a trimmed text is no code: too long or short, or its first character outside the alphabet. */
static pgi_status
refuse_uscc(pgi_env *env, const char *text, size_t len)
{
	int64_t n_chars = count_chars(text, len);
	size_t i = 0;

	if (n_chars != PGI_USCC_CHARS)
		return pgi_fail(env, .status = PGI_USCC_LENGTH, SHOWN(text, len), .n = n_chars, .limit = PGI_USCC_CHARS);
	while (uscc_value[(uint8_t) text[i]] != 0)
		i++;
	return pgi_fail(env, .status = PGI_USCC_ALPHABET, SHOWN(text, len), .col = text + i,
					.col_len = char_len(text + i, len - i), .n = (int64_t) i + 1);
}

static void
pack(uint64_t high, uint32_t low, pgi_uscc *uscc)
{
	high = high << 4 | low >> 26;
	low <<= 6;
	for (int i = 7; i >= 0; i--, high >>= 8)
		uscc->byte[i] = (uint8_t) high;
	for (int i = 11; i >= 8; i--, low >>= 8)
		uscc->byte[i] = (uint8_t) low;
}

static void
unpack(const pgi_uscc *uscc, uint8_t value[PGI_USCC_CHARS])
{
	uint64_t high = 0;
	uint64_t low = 0;

	for (int i = 0; i < 8; i++)
		high = high << 8 | uscc->byte[i];
	for (int i = 7; i < PGI_USCC_BYTES; i++)
		low = low << 8 | uscc->byte[i];
	for (int i = 0; i < 12; i++)
		value[i] = high >> (59 - 5 * i) & 31;
	for (int i = 12; i < PGI_USCC_CHARS; i++)
		value[i] = low >> (91 - 5 * i) & 31;
}

pgi_status
pgi_core_uscc_parse(pgi_env *env, const char *text, size_t len, pgi_uscc *uscc)
{
	uint64_t high = 0;
	uint32_t low = 0;
	uint8_t bad = 0;

	trim(&text, &len);
	if (len != PGI_USCC_CHARS)
		return refuse_uscc(env, text, len);
	for (int i = 0; i < 12; i++)
	{
		uint8_t v = uscc_value[(uint8_t) text[i]];

		bad |= v == 0;
		high = high << 5 | (uint8_t) (v - 1);
	}
	for (int i = 12; i < PGI_USCC_CHARS; i++)
	{
		uint8_t v = uscc_value[(uint8_t) text[i]];

		bad |= v == 0;
		low = low << 5 | (uint8_t) (v - 1);
	}
	if (bad)
		return refuse_uscc(env, text, len);
	pack(high, low, uscc);
	return PGI_OK;
}

int
pgi_core_uscc_print(const pgi_uscc *uscc, char text[PGI_USCC_CHARS])
{
	uint8_t value[PGI_USCC_CHARS];

	unpack(uscc, value);
	for (int i = 0; i < PGI_USCC_CHARS; i++)
		text[i] = value[i] < 31 ? alphabet[value[i]] : '?';
	return PGI_USCC_CHARS;
}

pgi_uscc_rule
pgi_core_uscc_problem_of(const pgi_uscc *uscc)
{
	static const uint8_t inner_weight[8] = {3, 7, 9, 10, 5, 8, 4, 2};
	uint8_t value[PGI_USCC_CHARS];
	char text[PGI_USCC_CHARS];
	int sum = 0;
	int check;
	int weight = 1;

	if (pgi_core_uscc_division(uscc) == 0)
		return PGI_RULE_DIVISION;

	/* characters 9 to 17: GB 11714 counts the letters A to Z as 10 to 35, without gaps */
	pgi_core_uscc_print(uscc, text);
	for (int i = 0; i < 8; i++)
	{
		char c = text[8 + i];

		sum += inner_weight[i] * (is_digit(c) ? c - '0' : c - 'A' + 10);
	}
	check = 11 - sum % 11;
	if (text[16] != (check == 10 ? 'X' : check == 11 ? '0' : (char) ('0' + check)))
		return PGI_RULE_INNER_CHECK;

	unpack(uscc, value);
	sum = 0;
	for (int i = 0; i < PGI_USCC_CHARS - 1; i++)
	{
		sum += value[i] * weight;
		weight = weight * 3 % 31;
	}
	return value[PGI_USCC_CHARS - 1] == (31 - sum % 31) % 31 ? PGI_RULE_NONE : PGI_RULE_CHECK;
}

pgi_uscc_rule
pgi_core_uscc_problem(const char *text, size_t len)
{
	pgi_env env = {0};
	pgi_uscc uscc;

	switch (pgi_core_uscc_parse(&env, text, len, &uscc))
	{
	case PGI_OK:
		return pgi_core_uscc_problem_of(&uscc);
	case PGI_USCC_LENGTH:
		return PGI_RULE_LENGTH;
	default:
		return PGI_RULE_ALPHABET;
	}
}

int32_t
pgi_core_uscc_division(const pgi_uscc *uscc)
{
	pgi_env env = {0};
	char text[PGI_USCC_CHARS];
	int32_t code;

	pgi_core_uscc_print(uscc, text);
	for (int i = 2; i < 8; i++)
		if (!is_digit(text[i]))
			return 0;
	return pgi_core_division_parse(&env, text + 2, PGI_DIVISION_CHARS, &code) == PGI_OK ? code : 0;
}

/* --- industries ------------------------------------------------------------ */

#define N_SECTIONS 20
#define N_DIVISIONS 97
#define STRIDE 122 /* codes of one division: itself, 11 * 11 - 1 below it, and a section before it */

/* Section i (0 is A) holds the divisions first_division[i] .. first_division[i + 1] - 1. */
static const uint8_t first_division[N_SECTIONS + 1] = {1,  6,  13, 44, 47, 51, 53, 61, 63, 66, 70,
													   71, 73, 76, 80, 83, 84, 86, 91, 97, 98};

static int
section_of(int division)
{
	int s = 0;

	while (division >= first_division[s + 1])
		s++;
	return s;
}

/* The parts of a code; group and class are -1 where it ends above them, division is 0 for a section. */
typedef struct industry_parts
{
	int section;
	int division;
	int group;
	int class;
} industry_parts;

static industry_parts
industry_split(int32_t code)
{
	int division = code / STRIDE;
	int rest = code % STRIDE - 1;
	industry_parts p = {section_of(division), division, -1, -1};

	if (rest < 0)
		p.division = 0;
	else
	{
		p.group = rest / 11 - 1;
		p.class = rest % 11 - 1;
	}
	return p;
}

static int32_t
industry_join(int division, int group, int class)
{
	return STRIDE * division + 1 + 11 * (group + 1) + (class + 1);
}

static int32_t
section_code(int section)
{
	return STRIDE * first_division[section];
}

pgi_status
pgi_core_industry_parse(pgi_env *env, const char *text, size_t len, int32_t *code)
{
	const char *digit;
	size_t n_digits;
	int section = -1;
	int division;

	trim(&text, &len);
	digit = text;
	n_digits = len;
	if (len > 0 && ((*text >= 'A' && *text <= 'Z') || (*text >= 'a' && *text <= 'z')))
	{
		section = (*text | 0x20) - 'a';
		digit++;
		n_digits--;
	}
	if (n_digits > 4 || n_digits == 1 || (n_digits == 0 && section < 0))
		return pgi_fail(env, .status = PGI_INDUSTRY_SYNTAX, SHOWN(text, len));
	for (size_t i = 0; i < n_digits; i++)
		if (!is_digit(digit[i]))
			return pgi_fail(env, .status = PGI_INDUSTRY_SYNTAX, SHOWN(text, len));
	if (section >= N_SECTIONS)
		return pgi_fail(env, .status = PGI_INDUSTRY_NO_SECTION, SHOWN(text, len), .col = text, .col_len = 1);
	if (n_digits == 0)
	{
		*code = section_code(section);
		return PGI_OK;
	}
	division = 10 * (digit[0] - '0') + (digit[1] - '0');
	if (division < 1 || division > N_DIVISIONS)
		return pgi_fail(env, .status = PGI_INDUSTRY_NO_DIVISION, SHOWN(text, len), .col = digit, .col_len = 2);
	if (section >= 0 && section != section_of(division))
	{
		static const char letters[] = "ABCDEFGHIJKLMNOPQRST";

		return pgi_fail(env, .status = PGI_INDUSTRY_WRONG_SECTION, SHOWN(text, len),
						.col = letters + section_of(division), .col_len = 1, .n = division);
	}
	*code = industry_join(division, n_digits > 2 ? digit[2] - '0' : -1, n_digits > 3 ? digit[3] - '0' : -1);
	return PGI_OK;
}

int
pgi_core_industry_print(int32_t code, char text[PGI_INDUSTRY_CHARS])
{
	industry_parts p = industry_split(code);
	int n = 0;

	text[n++] = (char) ('A' + p.section);
	if (p.division > 0)
	{
		text[n++] = (char) ('0' + p.division / 10);
		text[n++] = (char) ('0' + p.division % 10);
	}
	if (p.group >= 0)
		text[n++] = (char) ('0' + p.group);
	if (p.class >= 0)
		text[n++] = (char) ('0' + p.class);
	return n;
}

int
pgi_core_industry_level(int32_t code)
{
	industry_parts p = industry_split(code);

	return p.division == 0 ? 1 : p.group < 0 ? 2 : p.class < 0 ? 3 : 4;
}

int32_t
pgi_core_industry_ancestor(int32_t code, int level)
{
	industry_parts p = industry_split(code);

	if (level < 1 || level > pgi_core_industry_level(code))
		return -1;
	if (level == 1)
		return section_code(p.section);
	return industry_join(p.division, level > 2 ? p.group : -1, level > 3 ? p.class : -1);
}

int32_t
pgi_core_industry_parent(int32_t code)
{
	return pgi_core_industry_ancestor(code, pgi_core_industry_level(code) - 1);
}

int32_t
pgi_core_industry_last(int32_t code)
{
	int rest = code % STRIDE - 1;

	if (rest < 0)
		return STRIDE * first_division[section_of(code / STRIDE) + 1] - 1;
	return rest == 0 ? code + STRIDE - 2 : rest % 11 == 0 ? code + 10 : code;
}

int
pgi_core_industry_three(int32_t code)
{
	industry_parts p = industry_split(code);

	if (p.division == 0)
		return p.section < 3 ? 0 : p.section < 5 ? 2 : 3;
	if (p.division == 5 || p.division == 11 || p.division == 43 || p.division >= 51)
		return 3;
	return p.division < 5 ? 1 : 2;
}

/* --- divisions -------------------------------------------------------------- */

pgi_status
pgi_core_division_parse(pgi_env *env, const char *text, size_t len, int32_t *code)
{
	int32_t value = 0;

	trim(&text, &len);
	if (len != 2 && len != 4 && len != 6)
		return pgi_fail(env, .status = PGI_DIVISION_SYNTAX, SHOWN(text, len));
	for (size_t i = 0; i < len; i++)
	{
		if (!is_digit(text[i]))
			return pgi_fail(env, .status = PGI_DIVISION_SYNTAX, SHOWN(text, len));
		value = 10 * value + (text[i] - '0');
	}
	if (text[0] == '0' || text[0] == '9')
		return pgi_fail(env, .status = PGI_DIVISION_NO_PROVINCE, SHOWN(text, len), .col = text, .col_len = 2);
	*code = len == 2 ? value * 10000 : len == 4 ? value * 100 : value;
	return PGI_OK;
}

int
pgi_core_division_print(int32_t code, char text[PGI_DIVISION_CHARS])
{
	for (int i = PGI_DIVISION_CHARS - 1; i >= 0; i--, code /= 10)
		text[i] = (char) ('0' + code % 10);
	return PGI_DIVISION_CHARS;
}

int
pgi_core_division_level(int32_t code)
{
	return code % 10000 == 0 ? 1 : code % 100 == 0 ? 2 : 3;
}

int32_t
pgi_core_division_ancestor(int32_t code, int level)
{
	if (level < 1 || level > pgi_core_division_level(code))
		return -1;
	if (level == 3)
		return code;
	if (level == 1)
		return code - code % 10000;
	/* a county directly under its province may have no prefecture digits (460001 of 1988) */
	return code % 10000 < 100 ? -1 : code - code % 100;
}

int32_t
pgi_core_division_parent(int32_t code)
{
	int level = pgi_core_division_level(code) - 1;
	int32_t parent = pgi_core_division_ancestor(code, level);

	return parent < 0 && level == 2 ? pgi_core_division_ancestor(code, 1) : parent;
}

int32_t
pgi_core_division_last(int32_t code)
{
	int level = pgi_core_division_level(code);

	return code + (level == 1 ? 9999 : level == 2 ? 99 : 0);
}

/* --- ranks ------------------------------------------------------------------ */

static int
rank_of(const int32_t *list, int n, int32_t code)
{
	int low = 0;

	while (n > 0)
	{
		int half = n / 2;

		if (list[low + half] <= code)
		{
			low += half + 1;
			n -= half + 1;
		}
		else
			n = half;
	}
	return low;
}

int
pgi_core_industry_rank(int32_t code)
{
	return rank_of(industry_list, sizeof industry_list / sizeof *industry_list, code);
}

int
pgi_core_division_rank(int32_t code)
{
	return rank_of(division_list, sizeof division_list / sizeof *division_list, code);
}
