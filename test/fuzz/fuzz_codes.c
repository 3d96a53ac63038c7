/* Any bytes as each kind of code: refused, or a code whose own text reads back as the same code. */
#include "unit.h"

#include "codes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool good)
{
	if (!good)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *) data;
	pgi_env env = {0};
	char out[PGI_USCC_CHARS];
	pgi_uscc uscc, uscc_again;
	int32_t code, again;
	pgi_uscc_rule rule = pgi_core_uscc_problem(text, size);

	if (pgi_core_uscc_parse(&env, text, size, &uscc) == PGI_OK)
	{
		check(pgi_core_uscc_parse(&env, out, pgi_core_uscc_print(&uscc, out), &uscc_again) == PGI_OK);
		check(memcmp(&uscc, &uscc_again, sizeof uscc) == 0);
		check(rule == pgi_core_uscc_problem_of(&uscc) && rule != PGI_RULE_LENGTH && rule != PGI_RULE_ALPHABET);
		check(rule == PGI_RULE_DIVISION || pgi_core_uscc_division(&uscc) != 0);
	}
	else
		check(rule == PGI_RULE_LENGTH || rule == PGI_RULE_ALPHABET);

	if (pgi_core_industry_parse(&env, text, size, &code) == PGI_OK)
	{
		int32_t parent = pgi_core_industry_parent(code);

		check(pgi_core_industry_parse(&env, out, pgi_core_industry_print(code, out), &again) == PGI_OK &&
			  code == again);
		check(pgi_core_industry_last(code) >= code);
		check(parent < 0 || (parent < code && pgi_core_industry_last(parent) >= pgi_core_industry_last(code)));
	}
	if (pgi_core_division_parse(&env, text, size, &code) == PGI_OK)
	{
		int32_t parent = pgi_core_division_parent(code);

		check(pgi_core_division_parse(&env, out, pgi_core_division_print(code, out), &again) == PGI_OK &&
			  code == again);
		check(pgi_core_division_last(code) >= code);
		check(parent < 0 || (parent < code && pgi_core_division_last(parent) >= pgi_core_division_last(code)));
	}
	return 0;
}
