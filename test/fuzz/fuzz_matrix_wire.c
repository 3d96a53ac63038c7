/* Any bytes as the wire form: refused, or a matrix that is written back as the same bytes. */
#include "unit.h"

#include "matrix_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	pgi_env *env = unit_env_new();
	pgi_matrix m;

	if (pgi_wire_read(env, data, size, &m) == PGI_OK)
	{
		char *wire = pgi_new(env, size, 1);

		if (pgi_wire_size(&m) != size)
			abort();
		pgi_wire_write(&m, wire);
		if (memcmp(wire, data, size) != 0)
			abort();
	}
	unit_env_free(env);
	return 0;
}
