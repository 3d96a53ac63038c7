/* matrix_text.c - see the header. */
#include "matrix_builder.h"
#include "matrix_text.h"

/* --- reading text -------------------------------------------------------------- */

typedef struct label_list
{
	uint32_t *offset;
	char *bytes;
	int32_t n;
	int32_t capacity;
	size_t room;
	bool seen;
} label_list;

/* Cells or low words: row, column, value. */
typedef struct entry_list
{
	int32_t *row;
	int32_t *col;
	double *value;
	int32_t n;
	int32_t capacity;
	bool seen;
} entry_list;

typedef struct parser
{
	pgi_env *env;
	const pgi_numbers *numbers;
	const char *begin;
	const char *at;
	const char *end;
	label_list rows;
	label_list cols;
	entry_list cells;
	entry_list low;
} parser;

static pgi_status
expected(parser *p, const char *what)
{
	return pgi_fail(p->env, .status = PGI_MATRIX_SYNTAX, .row = what, .row_len = (int) strlen(what),
					.n = p->at - p->begin + 1);
}

static void
skip_blanks(parser *p)
{
	while (p->at < p->end && (*p->at == ' ' || *p->at == '\t' || *p->at == '\n' || *p->at == '\r'))
		p->at++;
}

static bool
take(parser *p, char c)
{
	skip_blanks(p);
	if (p->at >= p->end || *p->at != c)
		return false;
	p->at++;
	return true;
}

/* Doubles an array that is full; sizes stay far below any overflow, since text is shorter than 1 GB. */
static pgi_status
enlarge(pgi_env *env, void **array, size_t used, size_t size)
{
	void *larger = pgi_new(env, used * 2, size);

	if (!larger)
		return env->error.status;
	memcpy(larger, *array, used * size);
	pgi_free(env, *array);
	*array = larger;
	return PGI_OK;
}

static int
hex_digit(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
		   : c >= 'a' && c <= 'f' ? c - 'a' + 10
		   : c >= 'A' && c <= 'F' ? c - 'A' + 10
								  : -1;
}

static bool
take_hex4(parser *p, uint32_t *code)
{
	*code = 0;
	if (p->end - p->at < 4)
		return false;
	for (int i = 0; i < 4; i++)
	{
		int digit = hex_digit(p->at[i]);

		if (digit < 0)
			return false;
		*code = *code << 4 | (uint32_t) digit;
	}
	p->at += 4;
	return true;
}

/* The character of an escape, as UTF-8 in to; returns its length, 0 where it is malformed. */
static int
take_escape(parser *p, char *to)
{
	static const char plain[] = "\"\\/bfnrt", meaning[] = "\"\\/\b\f\n\r\t";
	const char *found;
	uint32_t code, low;

	if (p->at >= p->end)
		return 0;
	if (*p->at != 'u')
	{
		found = *p->at ? strchr(plain, *p->at) : NULL;
		if (!found)
			return 0;
		p->at++;
		*to = meaning[found - plain];
		return 1;
	}
	p->at++;
	if (!take_hex4(p, &code))
		return 0;
	if (code >= 0xd800 && code < 0xe000)
	{
		if (code >= 0xdc00 || p->end - p->at < 6 || p->at[0] != '\\' || p->at[1] != 'u')
			return 0;
		p->at += 2;
		if (!take_hex4(p, &low) || low < 0xdc00 || low >= 0xe000)
			return 0;
		code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
	}
	if (code < 0x80)
	{
		to[0] = (char) code;
		return 1;
	}
	if (code < 0x800)
	{
		to[0] = (char) (0xc0 | code >> 6);
		to[1] = (char) (0x80 | (code & 0x3f));
		return 2;
	}
	if (code < 0x10000)
	{
		to[0] = (char) (0xe0 | code >> 12);
		to[1] = (char) (0x80 | (code >> 6 & 0x3f));
		to[2] = (char) (0x80 | (code & 0x3f));
		return 3;
	}
	to[0] = (char) (0xf0 | code >> 18);
	to[1] = (char) (0x80 | (code >> 12 & 0x3f));
	to[2] = (char) (0x80 | (code >> 6 & 0x3f));
	to[3] = (char) (0x80 | (code & 0x3f));
	return 4;
}

/* A string, decoded to `to`, which has room for what is left of the text. */
static pgi_status
take_string(parser *p, char *to, size_t *len)
{
	size_t n = 0;

	if (!take(p, '"'))
		return expected(p, "A string is expected");
	for (;;)
	{
		char c;

		if (p->at >= p->end)
			return expected(p, "A string is not closed");
		c = *p->at++;
		if (c == '"')
			break;
		if (c == '\\')
		{
			int bytes = take_escape(p, to + n);

			if (bytes == 0)
				return expected(p, "An escape sequence is malformed");
			n += (size_t) bytes;
		}
		else
			to[n++] = c;
	}
	*len = n;
	return PGI_OK;
}

static pgi_status
take_labels(parser *p, label_list *labels)
{
	pgi_env *env = p->env;

	if (labels->seen)
		return expected(p, "A member is given twice");
	labels->seen = true;
	labels->capacity = 64;
	PGI_NEW(env, labels->offset, labels->capacity);
	/* no label is longer than the text it is written in */
	PGI_NEW(env, labels->bytes, p->end - p->at + 4);
	labels->offset[0] = 0;
	if (!take(p, '['))
		return expected(p, "A list of labels is expected");
	if (take(p, ']'))
		return PGI_OK;
	do
	{
		size_t len = 0;
		char *to = labels->bytes + labels->offset[labels->n];

		PGI_POLL_EVERY(env, (uint64_t) labels->n, 12);
		PGI_TRY(take_string(p, to, &len));
		if (labels->n + 1 == labels->capacity)
		{
			PGI_TRY(enlarge(env, (void **) &labels->offset, (size_t) labels->capacity, sizeof *labels->offset));
			labels->capacity *= 2;
		}
		labels->offset[labels->n + 1] = labels->offset[labels->n] + (uint32_t) len;
		labels->n++;
	} while (take(p, ','));
	return take(p, ']') ? PGI_OK : expected(p, "A comma or a closing bracket is expected");
}

static pgi_status
take_index(parser *p, int32_t *index)
{
	int64_t n = 0;
	const char *first;

	skip_blanks(p);
	first = p->at;
	while (p->at < p->end && *p->at >= '0' && *p->at <= '9' && n <= INT32_MAX)
		n = n * 10 + (*p->at++ - '0');
	if (p->at == first || n > INT32_MAX || (*first == '0' && p->at - first > 1))
		return expected(p, "A row or column number is expected");
	*index = (int32_t) n;
	return PGI_OK;
}

static void
take_digits(parser *p)
{
	while (p->at < p->end && *p->at >= '0' && *p->at <= '9')
		p->at++;
}

static pgi_status
take_number(parser *p, double *value)
{
	const char *first, *digits;

	skip_blanks(p);
	first = p->at;
	if (p->at < p->end && *p->at == '-')
		p->at++;
	digits = p->at;
	take_digits(p);
	if (p->at == digits || (*digits == '0' && p->at - digits > 1))
		return expected(p, "A number is expected");
	if (p->at < p->end && *p->at == '.')
	{
		p->at++;
		digits = p->at;
		take_digits(p);
		if (p->at == digits)
			return expected(p, "A digit is expected");
	}
	if (p->at < p->end && (*p->at == 'e' || *p->at == 'E'))
	{
		p->at++;
		if (p->at < p->end && (*p->at == '+' || *p->at == '-'))
			p->at++;
		digits = p->at;
		take_digits(p);
		if (p->at == digits)
			return expected(p, "A digit is expected");
	}
	if (!p->numbers->parse(first, (int) (p->at - first), value))
		return pgi_fail(p->env, .status = PGI_NUMBER_RANGE, .row = first, .row_len = (int) (p->at - first));
	return PGI_OK;
}

static pgi_status
append_entry(parser *p, entry_list *list, int32_t row, int32_t col, double value)
{
	if (list->n == list->capacity)
	{
		size_t used = (size_t) list->capacity;

		PGI_TRY(enlarge(p->env, (void **) &list->row, used, sizeof *list->row));
		PGI_TRY(enlarge(p->env, (void **) &list->col, used, sizeof *list->col));
		PGI_TRY(enlarge(p->env, (void **) &list->value, used, sizeof *list->value));
		list->capacity *= 2;
	}
	list->row[list->n] = row;
	list->col[list->n] = col;
	list->value[list->n++] = value;
	return PGI_OK;
}

/* [[row, col, value], ...]; several: more than one value may follow. */
static pgi_status
take_entries(parser *p, entry_list *list, bool several)
{
	pgi_env *env = p->env;

	if (list->seen)
		return expected(p, "A member is given twice");
	list->seen = true;
	list->capacity = 64;
	PGI_NEW(env, list->row, list->capacity);
	PGI_NEW(env, list->col, list->capacity);
	PGI_NEW(env, list->value, list->capacity);
	if (!take(p, '['))
		return expected(p, "A list of cells is expected");
	if (take(p, ']'))
		return PGI_OK;
	do
	{
		int32_t row, col;
		double value;

		PGI_POLL_EVERY(env, (uint64_t) list->n, 12);
		if (!take(p, '['))
			return expected(p, "A cell is expected");
		PGI_TRY(take_index(p, &row));
		if (!take(p, ','))
			return expected(p, "A comma is expected");
		PGI_TRY(take_index(p, &col));
		if (!take(p, ','))
			return expected(p, "A comma is expected");
		do
		{
			PGI_TRY(take_number(p, &value));
			PGI_TRY(append_entry(p, list, row, col, value));
		} while (several && take(p, ','));
		if (!take(p, ']'))
			return expected(p, "A closing bracket is expected");
	} while (take(p, ','));
	return take(p, ']') ? PGI_OK : expected(p, "A comma or a closing bracket is expected");
}

static pgi_status
take_member(parser *p)
{
	const char *name;
	size_t len;

	skip_blanks(p);
	name = p->at + 1;
	if (!take(p, '"'))
		return expected(p, "A member name is expected");
	while (p->at < p->end && *p->at != '"')
		p->at++;
	len = (size_t) (p->at - name);
	if (!take(p, '"') || !take(p, ':'))
		return expected(p, "A member name and a colon are expected");
	if (len == 4 && memcmp(name, "rows", 4) == 0)
		return take_labels(p, &p->rows);
	if (len == 4 && memcmp(name, "cols", 4) == 0)
		return take_labels(p, &p->cols);
	if (len == 5 && memcmp(name, "cells", 5) == 0)
		return take_entries(p, &p->cells, false);
	if (len == 3 && memcmp(name, "low", 3) == 0)
		return take_entries(p, &p->low, true);
	return expected(p, "The members are rows, cols, cells and low; something else is found");
}

static pgi_status
check_entries(parser *p, const entry_list *list)
{
	for (int32_t k = 0; k < list->n; k++)
		if (list->row[k] >= p->rows.n || list->col[k] >= p->cols.n)
			return pgi_fail(p->env, .status = PGI_CELL_OUTSIDE, .n = k, .limit = list->row[k], .value = list->col[k]);
	return PGI_OK;
}

pgi_status
pgi_matrix_parse(pgi_env *env, const pgi_numbers *numbers, const char *text, size_t len, pgi_matrix *m)
{
	parser p = {.env = env, .numbers = numbers, .begin = text, .at = text, .end = text + len};
	pgi_labels rows, cols;
	pgi_builder *b;

	if (!take(&p, '{'))
		return expected(&p, "An opening brace is expected");
	if (!take(&p, '}'))
	{
		do
			PGI_TRY(take_member(&p));
		while (take(&p, ','));
		if (!take(&p, '}'))
			return expected(&p, "A comma or a closing brace is expected");
	}
	skip_blanks(&p);
	if (p.at < p.end)
		return expected(&p, "The end is expected");
	if (!p.rows.seen || !p.cols.seen || !p.cells.seen)
		return expected(&p, "One of rows, cols and cells is missing");
	PGI_TRY(check_entries(&p, &p.cells));
	PGI_TRY(check_entries(&p, &p.low));

	rows = (pgi_labels){.n = p.rows.n, .offset = p.rows.offset, .bytes = p.rows.bytes};
	cols = (pgi_labels){.n = p.cols.n, .offset = p.cols.offset, .bytes = p.cols.bytes};
	PGI_TRY(pgi_builder_new(env, &b));
	PGI_TRY(pgi_builder_add_labels(b, PGI_ROWS, &rows));
	PGI_TRY(pgi_builder_add_labels(b, PGI_COLS, &cols));
	for (int32_t k = 0; k < p.cells.n; k++)
	{
		PGI_POLL_EVERY(env, (uint64_t) k, 12);
		PGI_TRY(pgi_builder_add_new_cell(b, p.cells.row[k], p.cells.col[k], p.cells.value[k]));
	}
	for (int32_t k = 0; k < p.low.n; k++)
	{
		PGI_POLL_EVERY(env, (uint64_t) k, 12);
		PGI_TRY(pgi_builder_add_word(b, p.low.row[k], p.low.col[k], p.low.value[k]));
	}
	return pgi_builder_matrix(b, !p.low.seen, m);
}

/* --- writing text ----------------------------------------------------------------- */

typedef struct printer
{
	pgi_env *env;
	char *text;
	size_t len;
	size_t room;
} printer;

/* Makes room for `more` bytes. */
static pgi_status
reserve(printer *out, size_t more)
{
	while (out->room - out->len < more)
	{
		PGI_TRY(enlarge(out->env, (void **) &out->text, out->room, 1));
		out->room *= 2;
	}
	return PGI_OK;
}

static void
put(printer *out, const char *bytes, size_t len)
{
	memcpy(out->text + out->len, bytes, len);
	out->len += len;
}

static void
put_int(printer *out, int32_t n)
{
	char digits[12];
	int at = 12;

	do
		digits[--at] = (char) ('0' + n % 10);
	while ((n /= 10) > 0);
	put(out, digits + at, (size_t) (12 - at));
}

static pgi_status
print_labels(printer *out, const char *name, const pgi_labels *labels)
{
	PGI_TRY(reserve(out, 16));
	put(out, name, strlen(name));
	for (int32_t i = 0; i < labels->n; i++)
	{
		int len;
		const char *label = pgi_label(labels, i, &len);

		PGI_POLL_EVERY(out->env, (uint64_t) i, 12);
		PGI_TRY(reserve(out, 2 * (size_t) len + 8));
		if (i > 0)
			put(out, ",", 1);
		put(out, "\"", 1);
		for (int k = 0; k < len; k++)
		{
			if (label[k] == '"' || label[k] == '\\')
				put(out, "\\", 1);
			put(out, label + k, 1);
		}
		put(out, "\"", 1);
	}
	return PGI_OK;
}

static void
put_cell(printer *out, const pgi_numbers *numbers, bool first, int32_t row, int32_t col, double value)
{
	put(out, first ? "[" : ",[", first ? 1 : 2);
	put_int(out, row);
	put(out, ",", 1);
	put_int(out, col);
	put(out, ",", 1);
	out->len += (size_t) numbers->print(value, out->text + out->len);
}

pgi_status
pgi_matrix_print(pgi_env *env, const pgi_numbers *numbers, const pgi_matrix *m, char **text, size_t *len)
{
	printer out = {.env = env, .room = 256 + (size_t) m->n_cells * 24};
	int32_t extra = 0;

	PGI_NEW(env, out.text, out.room);
	PGI_TRY(print_labels(&out, "{\"rows\":[", &m->rows));
	PGI_TRY(print_labels(&out, "],\"cols\":[", &m->cols));
	PGI_TRY(reserve(&out, 32));
	put(&out, "],\"cells\":[", 11);
	for (int32_t r = 0; r < m->rows.n; r++)
		for (int32_t k = m->row_start[r]; k < m->row_start[r + 1]; k++)
		{
			PGI_POLL_EVERY(env, (uint64_t) k, 12);
			PGI_TRY(reserve(&out, 80));
			put_cell(&out, numbers, k == 0, r, m->col[k], m->value[k]);
			put(&out, "]", 1);
		}
	PGI_TRY(reserve(&out, 32));
	put(&out, "]", 1);
	if (m->n_extra > 0)
	{
		put(&out, ",\"low\":[", 8);
		for (int32_t r = 0; r < m->rows.n; r++)
			for (int32_t k = m->row_start[r]; k < m->row_start[r + 1] && extra < m->n_extra; k++)
			{
				bool first = extra == 0, open = false;

				for (; extra < m->n_extra && m->extra_cell[extra] == k; extra++)
				{
					PGI_TRY(reserve(&out, 80));
					if (!open)
						put_cell(&out, numbers, first, r, m->col[k], m->extra[extra]);
					else
					{
						put(&out, ",", 1);
						out.len += (size_t) numbers->print(m->extra[extra], out.text + out.len);
					}
					open = true;
				}
				if (open)
					put(&out, "]", 1);
			}
		PGI_TRY(reserve(&out, 32));
		put(&out, "]", 1);
	}
	put(&out, "}", 2); /* with its zero byte */
	*text = out.text;
	*len = out.len - 1;
	return PGI_OK;
}

/* --- the wire form ------------------------------------------------------------------ */

#define WIRE_VERSION 1
#define WIRE_HEADER 20

size_t
pgi_wire_size(const pgi_matrix *m)
{
	return WIRE_HEADER + 2 * ((size_t) m->rows.n + (size_t) m->cols.n) + m->rows.offset[m->rows.n] +
		   m->cols.offset[m->cols.n] + 4 * (size_t) m->rows.n + 12 * ((size_t) m->n_cells + (size_t) m->n_extra);
}

static char *
put_bytes(char *at, uint64_t word, int bytes)
{
	for (int i = bytes - 1; i >= 0; i--)
		*at++ = (char) (word >> 8 * i);
	return at;
}

static uint64_t
get_bytes(const char **at, int bytes)
{
	uint64_t word = 0;

	for (int i = 0; i < bytes; i++)
		word = word << 8 | (unsigned char) *(*at)++;
	return word;
}

static char *
put_double(char *at, double value)
{
	uint64_t word;

	memcpy(&word, &value, 8);
	return put_bytes(at, word, 8);
}

static double
get_double(const char **at)
{
	uint64_t word = get_bytes(at, 8);
	double value;

	memcpy(&value, &word, 8);
	return value;
}

static char *
put_labels(char *at, const pgi_labels *labels)
{
	for (int32_t i = 0; i < labels->n; i++)
	{
		int len;
		const char *label = pgi_label(labels, i, &len);

		at = put_bytes(at, (uint64_t) len, 2);
		memcpy(at, label, (size_t) len);
		at += len;
	}
	return at;
}

void
pgi_wire_write(const pgi_matrix *m, void *wire)
{
	char *at = wire;

	at = put_bytes(at, WIRE_VERSION, 1);
	at = put_bytes(at, 0, 3);
	at = put_bytes(at, (uint64_t) m->rows.n, 4);
	at = put_bytes(at, (uint64_t) m->cols.n, 4);
	at = put_bytes(at, (uint64_t) m->n_cells, 4);
	at = put_bytes(at, (uint64_t) m->n_extra, 4);
	at = put_labels(at, &m->rows);
	at = put_labels(at, &m->cols);
	for (int32_t r = 0; r < m->rows.n; r++)
		at = put_bytes(at, (uint64_t) (m->row_start[r + 1] - m->row_start[r]), 4);
	for (int32_t k = 0; k < m->n_cells; k++)
		at = put_bytes(at, (uint64_t) m->col[k], 4);
	for (int32_t k = 0; k < m->n_cells; k++)
		at = put_double(at, m->value[k]);
	for (int32_t k = 0; k < m->n_extra; k++)
	{
		at = put_bytes(at, (uint64_t) m->extra_cell[k], 4);
		at = put_double(at, m->extra[k]);
	}
}

static pgi_status
wire_fail(pgi_env *env, const char *what, int64_t at)
{
	return pgi_fail(env, .status = PGI_MATRIX_BINARY, .row = what, .row_len = (int) strlen(what), .n = at);
}

/* Measures the labels of one side without trusting any length. */
static bool
measure_labels(const char **at, const char *end, int32_t n, int64_t *bytes)
{
	*bytes = 0;
	for (int32_t i = 0; i < n; i++)
	{
		int len;

		if (end - *at < 2)
			return false;
		len = (int) get_bytes(at, 2);
		if (end - *at < len)
			return false;
		*at += len;
		*bytes += len;
	}
	return true;
}

static void
get_labels(const char **at, const pgi_labels *labels)
{
	uint32_t *offset = (uint32_t *) labels->offset;

	offset[0] = 0;
	for (int32_t i = 0; i < labels->n; i++)
	{
		uint32_t len = (uint32_t) get_bytes(at, 2);

		memcpy((char *) labels->bytes + offset[i], *at, len);
		offset[i + 1] = offset[i] + len;
		*at += len;
	}
}

pgi_status
pgi_wire_read(pgi_env *env, const void *wire, size_t len, pgi_matrix *m)
{
	const char *begin = wire, *at = begin, *end = begin + len, *labels_at;
	int64_t count[4], row_bytes, col_bytes, cells = 0;
	size_t size;
	char *flat;
	pgi_matrix to;

	if (len < WIRE_HEADER)
		return wire_fail(env, "The header is cut short", (int64_t) len);
	if (get_bytes(&at, 1) != WIRE_VERSION)
		return wire_fail(env, "The version is not known", 0);
	if (get_bytes(&at, 3) != 0)
		return wire_fail(env, "A reserved field is set", 1);
	for (int i = 0; i < 4; i++)
	{
		count[i] = (int64_t) get_bytes(&at, 4);
		if (count[i] > (int64_t) len)
			return wire_fail(env, "A count is larger than the value", 4 + 4 * i);
	}
	labels_at = at;
	if (!measure_labels(&at, end, (int32_t) count[0], &row_bytes) ||
		!measure_labels(&at, end, (int32_t) count[1], &col_bytes))
		return wire_fail(env, "A label is cut short", at - begin);
	if (end - at != 4 * count[0] + 12 * (count[2] + count[3]))
		return wire_fail(env, "The length does not agree with the counts", at - begin);
	PGI_TRY(pgi_flat_size_of(env, count[0], count[1], count[2], count[3], row_bytes + col_bytes, &size));
	PGI_NEW(env, flat, size);
	memset(flat, 0, 4);
	pgi_flat_begin(flat, size, (int32_t) count[0], (int32_t) count[1], (int32_t) count[2], (int32_t) count[3],
				   (uint32_t) row_bytes, (uint32_t) col_bytes, &to);
	at = labels_at;
	get_labels(&at, &to.rows);
	get_labels(&at, &to.cols);
	for (int32_t r = 0; r < to.rows.n; r++)
	{
		((int32_t *) to.row_start)[r] = (int32_t) cells;
		cells += (int64_t) get_bytes(&at, 4);
		if (cells > count[2])
			return wire_fail(env, "A row has more cells than the matrix", at - begin);
	}
	((int32_t *) to.row_start)[to.rows.n] = (int32_t) cells;
	for (int32_t k = 0; k < to.n_cells; k++)
		((int32_t *) to.col)[k] = (int32_t) get_bytes(&at, 4);
	for (int32_t k = 0; k < to.n_cells; k++)
		((double *) to.value)[k] = get_double(&at);
	for (int32_t k = 0; k < to.n_extra; k++)
	{
		((int32_t *) to.extra_cell)[k] = (int32_t) get_bytes(&at, 4);
		((double *) to.extra)[k] = get_double(&at);
	}
	if (pgi_flat_check(env, flat, size, m) != PGI_OK)
		return wire_fail(env, "Labels or cells are not in canonical form", (int64_t) len);
	return PGI_OK;
}
