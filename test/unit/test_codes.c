/* Codes: parsing and printing, check characters, and subtrees that are ranges. */
#include "unit.h"

#include <cmocka.h>
#include <stdio.h>

#include "codes.h"

static int32_t
industry(const char *text)
{
	pgi_env env = {0};
	int32_t code = 0;

	assert_int_equal(pgi_core_industry_parse(&env, text, strlen(text), &code), PGI_OK);
	return code;
}

/* Every code of the type: sections, divisions, groups, classes. */
static int
all_industries(int32_t *code)
{
	pgi_env env = {0};
	char text[8];
	int n = 0;

	for (int s = 0; s < 20; s++)
	{
		snprintf(text, sizeof text, "%c", 'A' + s);
		code[n++] = industry(text);
	}
	for (int length = 2; length <= 4; length++)
		for (int i = 0; i < (length == 2 ? 100 : length == 3 ? 1000 : 10000); i++)
		{
			snprintf(text, sizeof text, "%0*d", length, i);
			if (pgi_core_industry_parse(&env, text, length, &code[n]) == PGI_OK)
				n++;
		}
	return n;
}

static void
industry_subtrees_are_ranges(void **state)
{
	static int32_t code[20000];
	int n = all_industries(code);

	(void) state;
	assert_int_equal(n, 20 + 97 + 970 + 9700);
	for (int i = 0; i < n; i++)
	{
		char text[PGI_INDUSTRY_CHARS];
		int len = pgi_core_industry_print(code[i], text);
		int level = pgi_core_industry_level(code[i]);
		int32_t again;
		pgi_env env = {0};

		assert_int_equal(pgi_core_industry_parse(&env, text, len, &again), PGI_OK);
		assert_int_equal(again, code[i]);
		assert_int_equal(level, len == 1 ? 1 : len - 1);
		assert_int_equal(pgi_core_industry_ancestor(code[i], level), code[i]);
		assert_int_equal(pgi_core_industry_ancestor(code[i], level + 1), -1);
		assert_int_equal(pgi_core_industry_ancestor(code[i], 0), -1);
		assert_int_equal(pgi_core_industry_parent(code[i]),
						 level == 1 ? -1 : pgi_core_industry_ancestor(code[i], level - 1));
	}
	/* membership by text and by range agree: the text of a member starts with the text of the root */
	for (int i = 0; i < n; i += (i < 120 ? 1 : 37))
	{
		char root[PGI_INDUSTRY_CHARS], member[PGI_INDUSTRY_CHARS];
		int root_len = pgi_core_industry_print(code[i], root);

		for (int j = 0; j < n; j++)
		{
			int len = pgi_core_industry_print(code[j], member);
			bool by_text = len >= root_len && memcmp(root, member, root_len) == 0;

			assert_int_equal(code[i] <= code[j] && code[j] <= pgi_core_industry_last(code[i]), by_text);
		}
	}
}

static void
three_industries_follow_the_rule_of_2018(void **state)
{
	static const char *const first[] = {"A01", "0412"}, *const second[] = {"B06", "12", "C13", "42", "D", "E", "5090"},
							 *const third[] = {"A05", "1190", "C43", "F", "51", "T97"},
							 *const mixed[] = {"A", "B", "C"};

	(void) state;
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(pgi_core_industry_three(industry(first[i])), 1);
	for (size_t i = 0; i < 7; i++)
		assert_int_equal(pgi_core_industry_three(industry(second[i])), 2);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(pgi_core_industry_three(industry(third[i])), 3);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(pgi_core_industry_three(industry(mixed[i])), 0);
}

static void
malformed_codes_are_named(void **state)
{
	static const struct
	{
		const char *text;
		pgi_status status;
	} industries[] =
		{{"", PGI_INDUSTRY_SYNTAX},        {" ", PGI_INDUSTRY_SYNTAX},          {"3", PGI_INDUSTRY_SYNTAX},
		 {"C3", PGI_INDUSTRY_SYNTAX},      {"39111", PGI_INDUSTRY_SYNTAX},      {"C3 9", PGI_INDUSTRY_SYNTAX},
		 {"CC39", PGI_INDUSTRY_SYNTAX},    {"C-1", PGI_INDUSTRY_SYNTAX},        {"\xE5\x85\xAC", PGI_INDUSTRY_SYNTAX},
		 {"U", PGI_INDUSTRY_NO_SECTION},   {"z01", PGI_INDUSTRY_NO_SECTION},    {"00", PGI_INDUSTRY_NO_DIVISION},
		 {"98", PGI_INDUSTRY_NO_DIVISION}, {"B39", PGI_INDUSTRY_WRONG_SECTION}, {"A0612", PGI_INDUSTRY_WRONG_SECTION}},
	  divisions[] = {
		  {"", PGI_DIVISION_SYNTAX},        {"3", PGI_DIVISION_SYNTAX},           {"37010", PGI_DIVISION_SYNTAX},
		  {"3701021", PGI_DIVISION_SYNTAX}, {"37a1", PGI_DIVISION_SYNTAX},        {"-37010", PGI_DIVISION_SYNTAX},
		  {"00", PGI_DIVISION_NO_PROVINCE}, {"090000", PGI_DIVISION_NO_PROVINCE}, {"990000", PGI_DIVISION_NO_PROVINCE}};
	pgi_env env = {0};
	int32_t code;

	(void) state;
	for (size_t i = 0; i < sizeof industries / sizeof *industries; i++)
		assert_int_equal(pgi_core_industry_parse(&env, industries[i].text, strlen(industries[i].text), &code),
						 industries[i].status);
	for (size_t i = 0; i < sizeof divisions / sizeof *divisions; i++)
		assert_int_equal(pgi_core_division_parse(&env, divisions[i].text, strlen(divisions[i].text), &code),
						 divisions[i].status);
}

static void
divisions_nest_by_digits(void **state)
{
	static const struct
	{
		const char *text;
		int32_t code, parent, prefecture, last;
		int level;
	} rows[] = {{"37", 370000, -1, -1, 379999, 1},
				{" 3701\n", 370100, 370000, 370100, 370199, 2},
				{"370102", 370102, 370100, 370100, 370102, 3},
				{"460001", 460001, 460000, -1, 460001, 3},
				{"419001", 419001, 419000, 419000, 419001, 3}};
	pgi_env env = {0};

	(void) state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
	{
		int32_t code;

		assert_int_equal(pgi_core_division_parse(&env, rows[i].text, strlen(rows[i].text), &code), PGI_OK);
		assert_int_equal(code, rows[i].code);
		assert_int_equal(pgi_core_division_level(code), rows[i].level);
		assert_int_equal(pgi_core_division_parent(code), rows[i].parent);
		assert_int_equal(pgi_core_division_ancestor(code, 2), rows[i].prefecture);
		assert_int_equal(pgi_core_division_ancestor(code, 1), code / 10000 * 10000);
		assert_int_equal(pgi_core_division_last(code), rows[i].last);
	}
}

static void
uscc_rules_are_told_apart(void **state)
{
	static const struct
	{
		const char *text;
		pgi_uscc_rule rule;
	} rows[] = {{"91110000600037341L", PGI_RULE_NONE},
				{"91350100M000100Y43", PGI_RULE_NONE},
				{" 91350100m000100y43\t", PGI_RULE_NONE},
				{"9I350100M000100Y49", PGI_RULE_ALPHABET},
				{"91350100M000100Y49", PGI_RULE_CHECK},
				{"91350203M0001QAY9B", PGI_RULE_CHECK},
				{"91110000600037342L", PGI_RULE_INNER_CHECK},
				{"9111000A600037341L", PGI_RULE_DIVISION},
				{"91010000600037341L", PGI_RULE_DIVISION},
				{"91110000600037341", PGI_RULE_LENGTH},
				{"91110000600037341LL", PGI_RULE_LENGTH},
				{"", PGI_RULE_LENGTH},
				{"91110000600037341\xE4\xB8\x80", PGI_RULE_ALPHABET},
				/* 18 bytes, but six characters */
				{"\xE4\xB8\x80\xE4\xB8\x80\xE4\xB8\x80\xE4\xB8\x80\xE4\xB8\x80\xE4\xB8\x80", PGI_RULE_LENGTH}};

	(void) state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(pgi_core_uscc_problem(rows[i].text, strlen(rows[i].text)), rows[i].rule);
}

static void
uscc_bytes_keep_the_order_of_texts(void **state)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
	uint64_t seed = 20240101;
	char previous[PGI_USCC_CHARS];
	pgi_uscc previous_code;
	pgi_env env = {0};

	(void) state;
	for (int n = 0; n < 20000; n++)
	{
		char text[PGI_USCC_CHARS], again[PGI_USCC_CHARS];
		pgi_uscc code;
		int shared = n ? (int) (unit_random(&seed) % (PGI_USCC_CHARS + 1)) : 0;

		for (int i = 0; i < PGI_USCC_CHARS; i++)
			text[i] = i < shared ? previous[i] : alphabet[unit_random(&seed) % 31];
		assert_int_equal(pgi_core_uscc_parse(&env, text, sizeof text, &code), PGI_OK);
		assert_int_equal(pgi_core_uscc_print(&code, again), PGI_USCC_CHARS);
		assert_memory_equal(text, again, sizeof text);
		if (n)
		{
			int by_text = memcmp(text, previous, sizeof text);
			int by_code = memcmp(&code, &previous_code, sizeof code);

			assert_int_equal((by_text > 0) - (by_text < 0), (by_code > 0) - (by_code < 0));
		}
		memcpy(previous, text, sizeof text);
		previous_code = code;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(industry_subtrees_are_ranges), cmocka_unit_test(three_industries_follow_the_rule_of_2018),
		cmocka_unit_test(malformed_codes_are_named),    cmocka_unit_test(divisions_nest_by_digits),
		cmocka_unit_test(uscc_rules_are_told_apart),    cmocka_unit_test(uscc_bytes_keep_the_order_of_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
