/* The matrix: building in any order, text, wire, validation, and the shared operations. */
#include "unit.h"

#include <cmocka.h>
#include <math.h>
#include <stdio.h>

#include "matrix.h"
#include "matrix_builder.h"
#include "numbers.h"

/* n random triplets with labels like r12 and c3; values cancel and repeat. */
typedef struct sample
{
	int n;
	int row[400];
	int col[400];
	double value[400];
} sample;

static sample
random_sample(uint64_t *seed)
{
	sample s = {.n = 1 + (int) (unit_random(seed) % 400)};
	int rows = 1 + (int) (unit_random(seed) % 30), cols = 1 + (int) (unit_random(seed) % 20);

	for (int i = 0; i < s.n; i++)
	{
		s.row[i] = (int) (unit_random(seed) % (uint64_t) rows);
		s.col[i] = (int) (unit_random(seed) % (uint64_t) cols);
		s.value[i] = ldexp(unit_random_unit(seed) - 0.5, (int) (unit_random(seed) % 200) - 100);
		if (unit_random(seed) % 9 == 0)
			s.value[i] = 0;
	}
	return s;
}

static void
add(pgi_builder *b, const sample *s, int i)
{
	char row[8], col[8];
	int row_len = snprintf(row, sizeof row, "r%d", s->row[i]), col_len = snprintf(col, sizeof col, "c%d", s->col[i]);

	assert_int_equal(pgi_builder_add(b, row, row_len, col, col_len, s->value[i]), PGI_OK);
}

static pgi_matrix
build(pgi_env *env, const sample *s, bool backward, bool rounded)
{
	pgi_builder *b;
	pgi_matrix m;

	assert_int_equal(pgi_builder_new(env, &b), PGI_OK);
	for (int i = 0; i < s->n; i++)
		add(b, s, backward ? s->n - 1 - i : i);
	assert_int_equal(pgi_builder_matrix(b, rounded, &m), PGI_OK);
	return m;
}

static char *
flat_of(pgi_env *env, const pgi_matrix *m, size_t *size)
{
	char *flat;

	assert_int_equal(pgi_flat_size(env, m, size), PGI_OK);
	flat = pgi_new_zero(env, *size, 1);
	pgi_flat_write(m, flat, *size);
	return flat;
}

static void
assert_same(pgi_env *env, const pgi_matrix *a, const pgi_matrix *b)
{
	size_t a_size, b_size;
	char *a_flat = flat_of(env, a, &a_size), *b_flat = flat_of(env, b, &b_size);

	assert_int_equal(a_size, b_size);
	assert_memory_equal(a_flat, b_flat, a_size);
}

static void
same_bits_in_any_order_and_grouping(void **state)
{
	uint64_t seed = 7;

	(void) state;
	for (int round = 0; round < 300; round++)
	{
		pgi_env *env = unit_env_new();
		sample s = random_sample(&seed), first = s, second = s;
		pgi_matrix whole = build(env, &s, false, true), backward = build(env, &s, true, true), part[2], merged, view;
		pgi_matrix partial = build(env, &s, false, false), partial_backward = build(env, &s, true, false);
		pgi_builder *b;
		size_t size;
		char *flat;

		assert_same(env, &whole, &backward);
		assert_same(env, &partial, &partial_backward);
		first.n = s.n / 2;
		second.n = 0;
		for (int i = first.n; i < s.n; i++, second.n++)
		{
			second.row[second.n] = s.row[i];
			second.col[second.n] = s.col[i];
			second.value[second.n] = s.value[i];
		}
		assert_int_equal(pgi_builder_new(env, &b), PGI_OK);
		for (int i = 0; i < 2; i++)
			if ((i ? second.n : first.n) > 0)
			{
				part[i] = build(env, i ? &second : &first, true, false);
				assert_int_equal(pgi_builder_merge(b, &part[i]), PGI_OK);
			}
		assert_int_equal(pgi_builder_matrix(b, true, &merged), PGI_OK);
		assert_same(env, &whole, &merged);

		flat = flat_of(env, &partial, &size);
		assert_int_equal(pgi_flat_check(env, flat, size, &view), PGI_OK);
		assert_same(env, &partial, &view);
		unit_env_free(env);
	}
}

static void
text_and_wire_round_trip(void **state)
{
	uint64_t seed = 99;

	(void) state;
	for (int round = 0; round < 200; round++)
	{
		pgi_env *env = unit_env_new();
		sample s = random_sample(&seed);
		pgi_matrix m = build(env, &s, false, round % 2), back;
		char *text;
		size_t len, size = pgi_wire_size(&m);
		char *wire = pgi_new(env, size, 1);

		assert_int_equal(pgi_matrix_print(env, &unit_numbers, &m, &text, &len), PGI_OK);
		assert_int_equal(pgi_matrix_parse(env, &unit_numbers, text, len, &back), PGI_OK);
		assert_same(env, &m, &back);
		/* every truncation is refused */
		for (size_t cut = 0; cut < len; cut += 1 + len / 50)
			assert_int_not_equal(pgi_matrix_parse(env, &unit_numbers, text, cut, &back), PGI_OK);

		pgi_wire_write(&m, wire);
		assert_int_equal(pgi_wire_read(env, wire, size, &back), PGI_OK);
		assert_same(env, &m, &back);
		for (size_t cut = 0; cut < size; cut += 1 + size / 50)
			assert_int_equal(pgi_wire_read(env, wire, cut, &back), PGI_MATRIX_BINARY);
		unit_env_free(env);
	}
}

static void
a_corrupt_byte_is_refused_or_still_canonical(void **state)
{
	pgi_env *env = unit_env_new();
	pgi_matrix m, back;
	const char *text =
		"{\"rows\":[\"a\",\"bb\"],\"cols\":[\"x\",\"y\"],\"cells\":[[0,0,1.5],[1,1,-2]],\"low\":[[0,0,1e-30]]}";
	size_t size;
	char *wire;

	(void) state;
	assert_int_equal(pgi_matrix_parse(env, &unit_numbers, text, strlen(text), &m), PGI_OK);
	size = pgi_wire_size(&m);
	wire = pgi_new(env, size, 1);
	for (size_t i = 0; i < size; i++)
		for (int b = 1; b < 256; b++)
		{
			pgi_wire_write(&m, wire);
			wire[i] = (char) (wire[i] ^ b);
			if (pgi_wire_read(env, wire, size, &back) == PGI_OK)
			{
				char *again = pgi_new(env, size, 1);

				assert_int_equal(pgi_wire_size(&back), size);
				pgi_wire_write(&back, again);
				assert_memory_equal(again, wire, size);
			}
			else
				assert_int_equal(env->error.status, PGI_MATRIX_BINARY);
		}
	unit_env_free(env);
}

static pgi_matrix
parsed(pgi_env *env, const char *text)
{
	pgi_matrix m = {0};

	assert_int_equal(pgi_matrix_parse(env, &unit_numbers, text, strlen(text), &m), PGI_OK);
	return m;
}

static pgi_status
parse_status(const char *text)
{
	pgi_env *env = unit_env_new();
	pgi_matrix m;
	pgi_status status = pgi_matrix_parse(env, &unit_numbers, text, strlen(text), &m);

	unit_env_free(env);
	return status;
}

static void
malformed_text_is_refused(void **state)
{
	(void) state;
	assert_int_equal(parse_status("{\"rows\":[],\"cols\":[],\"cells\":[]}"), PGI_OK);
	assert_int_equal(parse_status(" { \"cells\" : [ ] , \"cols\":[\"\"],\"rows\":[ \"\\u00e9\\ud83d\\ude00\" ] } "),
					 PGI_OK);
	assert_int_equal(parse_status(""), PGI_MATRIX_SYNTAX);
	assert_int_equal(parse_status("{}"), PGI_MATRIX_SYNTAX);
	assert_int_equal(parse_status("{\"rows\":[\"a\"],\"cols\":[\"x\"],\"cells\":[[0,0,1]]"), PGI_MATRIX_SYNTAX);
	assert_int_equal(parse_status("{\"rows\":[\"a\"],\"cols\":[\"x\"],\"cells\":[[0,0,1]]}x"), PGI_MATRIX_SYNTAX);
	assert_int_equal(parse_status("{\"rows\":[\"a\"],\"rows\":[\"a\"],\"cols\":[\"x\"],\"cells\":[]}"),
					 PGI_MATRIX_SYNTAX);
	assert_int_equal(parse_status("{\"rows\":[\"a\"],\"cols\":[\"x\"],\"cells\":[],\"more\":1}"), PGI_MATRIX_SYNTAX);
	assert_int_equal(parse_status("{\"rows\":[\"a\"],\"cols\":[\"x\"],\"cells\":[[0,0,NaN]]}"), PGI_MATRIX_SYNTAX);
	assert_int_equal(parse_status("{\"rows\":[\"a\"],\"cols\":[\"x\"],\"cells\":[[0,0,01]]}"), PGI_MATRIX_SYNTAX);
	assert_int_equal(parse_status("{\"rows\":[\"a\"],\"cols\":[\"x\"],\"cells\":[[0,0,.5]]}"), PGI_MATRIX_SYNTAX);
	assert_int_equal(parse_status("{\"rows\":[\"a\"],\"cols\":[\"x\"],\"cells\":[[-1,0,5]]}"), PGI_MATRIX_SYNTAX);
	assert_int_equal(parse_status("{\"rows\":[\"a\\x\"],\"cols\":[\"x\"],\"cells\":[]}"), PGI_MATRIX_SYNTAX);
	assert_int_equal(parse_status("{\"rows\":[\"a\\ud800\"],\"cols\":[\"x\"],\"cells\":[]}"), PGI_MATRIX_SYNTAX);
	assert_int_equal(parse_status("{\"rows\":[\"a\"],\"cols\":[\"x\"],\"cells\":[[0,0,1e999]]}"), PGI_NUMBER_RANGE);
	assert_int_equal(parse_status("{\"rows\":[\"a\"],\"cols\":[\"x\"],\"cells\":[[0,1,1]]}"), PGI_CELL_OUTSIDE);
	assert_int_equal(parse_status("{\"rows\":[\"a\",\"a\"],\"cols\":[\"x\"],\"cells\":[]}"), PGI_DUPLICATE_LABEL);
	assert_int_equal(parse_status("{\"rows\":[\"a\"],\"cols\":[\"x\"],\"cells\":[[0,0,1],[0,0,1]]}"),
					 PGI_DUPLICATE_CELL);
	assert_int_equal(parse_status("{\"rows\":[\"a\\n\"],\"cols\":[\"x\"],\"cells\":[]}"), PGI_LABEL_CONTROL);
	assert_int_equal(parse_status("{\"rows\":[\"\xc3(\"],\"cols\":[\"x\"],\"cells\":[]}"), PGI_LABEL_ENCODING);
	assert_int_equal(parse_status("{\"rows\":[\"\xed\xa0\x80\"],\"cols\":[\"x\"],\"cells\":[]}"), PGI_LABEL_ENCODING);
}

static void
a_failed_add_changes_nothing(void **state)
{
	pgi_env *env = unit_env_new();
	pgi_builder *b;
	pgi_matrix before, after;
	char *longest = malloc(PGI_LABEL_MAX_BYTES + 1);

	(void) state;
	memset(longest, 'z', PGI_LABEL_MAX_BYTES + 1);
	assert_int_equal(pgi_builder_new(env, &b), PGI_OK);
	assert_int_equal(pgi_builder_add(b, "a", 1, "x", 1, 1), PGI_OK);
	assert_int_equal(pgi_builder_add(b, longest, PGI_LABEL_MAX_BYTES, "x", 1, 1), PGI_OK);
	assert_int_equal(pgi_builder_matrix(b, true, &before), PGI_OK);
	assert_int_equal(pgi_builder_add(b, "b", 1, longest, PGI_LABEL_MAX_BYTES + 1, 1), PGI_LABEL_TOO_LONG);
	assert_int_equal(pgi_builder_add(b, "b\n", 2, "y", 1, 1), PGI_LABEL_CONTROL);
	assert_int_equal(pgi_builder_add(b, "b", 1, "y", 1, NAN), PGI_NOT_FINITE);
	assert_int_equal(pgi_builder_add(b, "b", 1, "y", 1, INFINITY), PGI_NOT_FINITE);
	assert_int_equal(pgi_builder_matrix(b, true, &after), PGI_OK);
	assert_same(env, &before, &after);
	free(longest);
	unit_env_free(env);
}

static void
operations_agree_with_the_dense_form(void **state)
{
	uint64_t seed = 5;

	(void) state;
	for (int round = 0; round < 100; round++)
	{
		pgi_env *env = unit_env_new();
		sample s = random_sample(&seed), t = random_sample(&seed);
		pgi_matrix m = build(env, &s, false, true), other = build(env, &t, false, true), turned, back, wide, again;
		double *dense, *row_total, *col_total, total, sum = 0;
		int32_t *row_to, *other_row_to, *col_to, *other_col_to;
		pgi_labels rows, cols;

		assert_int_equal(pgi_matrix_dense(env, &m, NAN, &dense), PGI_OK);
		assert_int_equal(pgi_matrix_from_dense(env, &m.rows, &m.cols, dense, true, &again), PGI_OK);
		assert_same(env, &m, &again);
		assert_int_equal(pgi_matrix_transpose(env, &m, &turned), PGI_OK);
		for (int32_t r = 0; r < m.rows.n; r++)
			for (int32_t c = 0; c < m.cols.n; c++)
			{
				double v = dense[r * m.cols.n + c];
				int32_t at = pgi_cell_find(&m, r, c), turned_at = pgi_cell_find(&turned, c, r);

				assert_int_equal(at < 0, isnan(v));
				assert_int_equal(turned_at < 0, isnan(v));
				if (at >= 0)
				{
					assert_true(m.value[at] == v && turned.value[turned_at] == v);
					sum += v;
				}
			}
		assert_int_equal(pgi_matrix_transpose(env, &turned, &back), PGI_OK);
		assert_same(env, &m, &back);
		assert_int_equal(pgi_matrix_totals(env, &m, &row_total, &col_total, &total), PGI_OK);
		assert_true(fabs(total - sum) <= 1e-9 * (fabs(sum) + 0x1p100 * m.n_cells));

		assert_int_equal(pgi_labels_union(env, &m.rows, &other.rows, &rows, &row_to, &other_row_to), PGI_OK);
		assert_int_equal(pgi_labels_union(env, &m.cols, &other.cols, &cols, &col_to, &other_col_to), PGI_OK);
		assert_int_equal(pgi_matrix_relabel(env, &m, &rows, row_to, &cols, col_to, &wide), PGI_OK);
		assert_int_equal(wide.rows.n, rows.n);
		for (int32_t r = 0; r < m.rows.n; r++)
			for (int32_t k = m.row_start[r]; k < m.row_start[r + 1]; k++)
			{
				int32_t at = pgi_cell_find(&wide, row_to[r], col_to[m.col[k]]);

				assert_true(at >= 0 && wide.value[at] == m.value[k]);
			}
		for (int32_t i = 0; i < m.rows.n; i++)
		{
			int len;
			const char *label = pgi_label(&m.rows, i, &len);

			assert_int_equal(pgi_label_find(&m.rows, label, len), i);
			assert_int_equal(pgi_label_find(&rows, label, len), row_to[i]);
		}
		assert_int_equal(pgi_label_find(&m.rows, "no such", 7), -1);
		unit_env_free(env);
	}
}

static void
the_cap_holds(void **state)
{
	pgi_env *env = unit_env_new();
	size_t size;

	(void) state;
	assert_int_equal(pgi_flat_size_of(env, 1, 1, PGI_MATRIX_MAX_BYTES / 12 - 10, 0, 2, &size), PGI_OK);
	assert_int_equal(pgi_flat_size_of(env, 1, 1, PGI_MATRIX_MAX_BYTES / 12 + 1, 0, 2, &size), PGI_MATRIX_TOO_LARGE);
	assert_int_equal(pgi_flat_size_of(env, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT64_C(1) << 40, &size),
					 PGI_MATRIX_TOO_LARGE);
	unit_env_free(env);
}

static void
rounding_a_partial_sum(void **state)
{
	pgi_env *env = unit_env_new();
	pgi_matrix m = parsed(
		env, "{\"rows\":[\"a\"],\"cols\":[\"x\"],\"cells\":[[0,0,1]],\"low\":[[0,0,1.1102230246251565e-16,1e-40]]}");
	pgi_builder *b;
	pgi_matrix rounded;

	(void) state;
	/* 1 + half an ulp is a tie that the last word decides upward */
	assert_int_equal(pgi_builder_new(env, &b), PGI_OK);
	assert_int_equal(pgi_builder_merge(b, &m), PGI_OK);
	assert_int_equal(pgi_builder_matrix(b, true, &rounded), PGI_OK);
	assert_true(rounded.value[0] == 1 + 0x1p-52);
	assert_int_equal(rounded.n_extra, 0);
	unit_env_free(env);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_bits_in_any_order_and_grouping),
		cmocka_unit_test(text_and_wire_round_trip),
		cmocka_unit_test(a_corrupt_byte_is_refused_or_still_canonical),
		cmocka_unit_test(malformed_text_is_refused),
		cmocka_unit_test(a_failed_add_changes_nothing),
		cmocka_unit_test(operations_agree_with_the_dense_form),
		cmocka_unit_test(the_cap_holds),
		cmocka_unit_test(rounding_a_partial_sum),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
