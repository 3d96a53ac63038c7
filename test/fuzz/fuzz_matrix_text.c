/* Any bytes as the text form: refused, or a matrix whose own text reads back to the same bytes. */
#include "unit.h"

#include "matrix.h"
#include "numbers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	pgi_env *env = unit_env_new();
	pgi_matrix m, again;
	char *text;
	size_t len, flat_size[2];

	if (pgi_matrix_parse(env, &unit_numbers, (const char *) data, size, &m) == PGI_OK)
	{
		char *flat[2];

		if (pgi_matrix_print(env, &unit_numbers, &m, &text, &len) != PGI_OK ||
			pgi_matrix_parse(env, &unit_numbers, text, len, &again) != PGI_OK)
			abort();
		for (int i = 0; i < 2; i++)
		{
			if (pgi_flat_size(env, i ? &again : &m, &flat_size[i]) != PGI_OK)
				abort();
			flat[i] = pgi_new_zero(env, flat_size[i], 1);
			pgi_flat_write(i ? &again : &m, flat[i], flat_size[i]);
		}
		if (flat_size[0] != flat_size[1] || memcmp(flat[0], flat[1], flat_size[0]) != 0 ||
			pgi_flat_check(env, flat[0], flat_size[0], &m) != PGI_OK)
			abort();
	}
	unit_env_free(env);
	return 0;
}
