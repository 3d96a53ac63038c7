/* matrix_builder.c - see the header; open addressing throughout, sorted once at the end. */
#include "exact_sum.h"
#include "matrix_builder.h"

#define FIRST_SEGMENT 64 /* cells; doubles up to the last size */
#define LAST_SEGMENT 16384
#define DOUBLING_SEGMENTS 8 /* 64, 128 ... 8192; then every one is the last size */
#define MOST_FULL_SEGMENTS ((size_t) (PGI_MATRIX_MAX_BYTES / 12 / LAST_SEGMENT) + 2)

typedef struct cell
{
	int32_t row;
	int32_t col;
	double high;
	double low;
} cell;

typedef struct segment
{
	cell *cells;
	pgi_sum_tail **tails; /* NULL until a cell of the segment needs one */
} segment;

typedef struct label_entry
{
	const char *bytes;
	uint32_t len;
	uint32_t hash;
} label_entry;

/* Labels of one side; slots hold label number + 1. */
typedef struct label_set
{
	label_entry *entry;
	int32_t n;
	int32_t capacity;
	uint32_t *slot;
	uint32_t slot_mask;
	int64_t bytes; /* of all labels */
	char *chunk;   /* where the next label's bytes go */
	size_t chunk_left;
	size_t chunk_size;
} label_set;

/*
 * A value whose cell is not yet in the processor's cache.  Its cell is guessed
 * one row later and added to two rows later: memory answers while the host
 * fetches those rows.
 */
typedef struct waiting
{
	int32_t row;
	int32_t col;
	double value;
	int32_t guess; /* the first cell of its tag; -1: none yet */
} waiting;

#define MOST_WAITING 2

struct pgi_builder
{
	pgi_env *env;
	label_set side[2];
	segment doubling[DOUBLING_SEGMENTS];
	segment *full; /* those of the last size; NULL in a small matrix */
	int32_t n_cells;
	int32_t room; /* cells the segments can hold */
	uint32_t *slot;
	uint32_t slot_mask;
	int slot_shift;
	int64_t n_tails; /* times that a cell took the slow way */
	int64_t n_extra; /* extra words, as of the last flat_size */
	int n_waiting;
	waiting queue[MOST_WAITING]; /* oldest first */
};

/* --- labels ------------------------------------------------------------------ */

static inline uint64_t
mix(uint64_t x)
{
	x ^= x >> 32;
	x *= UINT64_C(0xd6e8feb86659fd93);
	x ^= x >> 32;
	return x;
}

static inline uint32_t
hash_label(const char *bytes, int len)
{
	uint64_t h = (uint64_t) len * UINT64_C(0x9e3779b97f4a7c15), word;

	while (len > 8)
	{
		memcpy(&word, bytes, 8);
		h = mix(h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
		bytes += 8;
		len -= 8;
	}
	word = 0;
	if (len >= 4)
	{
		uint32_t first, last;

		memcpy(&first, bytes, 4);
		memcpy(&last, bytes + len - 4, 4);
		word = (uint64_t) first << 32 | last;
	}
	else
		for (int i = 0; i < len; i++)
			word = word << 8 | (unsigned char) bytes[i];
	h = mix(h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return (uint32_t) (h >> 32);
}

/* Short labels are compared in two words that may overlap, without a call. */
static inline bool
same_bytes(const char *a, const char *b, int len)
{
	if (len > 16)
		return memcmp(a, b, (size_t) len) == 0;
	if (len >= 8)
	{
		uint64_t x[2], y[2];

		memcpy(&x[0], a, 8);
		memcpy(&y[0], b, 8);
		memcpy(&x[1], a + len - 8, 8);
		memcpy(&y[1], b + len - 8, 8);
		return x[0] == y[0] && x[1] == y[1];
	}
	if (len >= 4)
	{
		uint32_t x[2], y[2];

		memcpy(&x[0], a, 4);
		memcpy(&y[0], b, 4);
		memcpy(&x[1], a + len - 4, 4);
		memcpy(&y[1], b + len - 4, 4);
		return x[0] == y[0] && x[1] == y[1];
	}
	for (int i = 0; i < len; i++)
		if (a[i] != b[i])
			return false;
	return true;
}

/* The slot of a label, or the empty one where it belongs. */
static inline uint32_t *
label_slot(const label_set *set, const char *bytes, int len, uint32_t hash)
{
	uint32_t i = hash & set->slot_mask;

	for (;; i = (i + 1) & set->slot_mask)
	{
		uint32_t *slot = &set->slot[i];
		const label_entry *entry;

		if (*slot == 0)
			return slot;
		entry = &set->entry[*slot - 1];
		if (entry->hash == hash && entry->len == (uint32_t) len && same_bytes(entry->bytes, bytes, len))
			return slot;
	}
}

static pgi_status
labels_init(pgi_env *env, label_set *set)
{
	set->capacity = 16;
	PGI_NEW(env, set->entry, set->capacity);
	PGI_NEW_ZERO(env, set->slot, 32);
	set->slot_mask = 31;
	set->chunk_size = 256;
	return PGI_OK;
}

/* Makes room for one more label of len bytes, so that adding it cannot fail. */
static pgi_status
labels_reserve(pgi_env *env, label_set *set, int len)
{
	if (set->n == set->capacity)
	{
		int32_t capacity = set->capacity * 2;
		uint32_t mask = (uint32_t) capacity * 2 - 1;
		label_entry *entry;
		uint32_t *slot;

		PGI_NEW(env, entry, capacity);
		PGI_NEW_ZERO(env, slot, (size_t) mask + 1);
		memcpy(entry, set->entry, sizeof *entry * (size_t) set->n);
		for (int32_t i = 0; i < set->n; i++)
		{
			uint32_t at = entry[i].hash & mask;

			while (slot[at] != 0)
				at = (at + 1) & mask;
			slot[at] = (uint32_t) i + 1;
		}
		pgi_free(env, set->entry);
		pgi_free(env, set->slot);
		set->entry = entry;
		set->slot = slot;
		set->slot_mask = mask;
		set->capacity = capacity;
	}
	if (!set->chunk || set->chunk_left < (size_t) len)
	{
		size_t size = set->chunk_size;

		if (size < (size_t) len)
			size = (size_t) len;
		PGI_NEW(env, set->chunk, size);
		set->chunk_left = size;
		if (set->chunk_size < 65536)
			set->chunk_size *= 2;
	}
	return PGI_OK;
}

static int32_t
labels_append(label_set *set, uint32_t *slot, const char *bytes, int len, uint32_t hash)
{
	memcpy(set->chunk, bytes, (size_t) len);
	set->entry[set->n] = (label_entry){.bytes = set->chunk, .len = (uint32_t) len, .hash = hash};
	set->chunk += len;
	set->chunk_left -= (size_t) len;
	set->bytes += len;
	*slot = (uint32_t) ++set->n;
	return set->n - 1;
}

/* What the flat form takes, without extra words. */
static pgi_status
check_size(const pgi_builder *b, int more_labels, int64_t more_bytes, int more_cells)
{
	size_t size;

	return pgi_flat_size_of(b->env, (int64_t) b->side[PGI_ROWS].n + more_labels, b->side[PGI_COLS].n,
							(int64_t) b->n_cells + more_cells, 0,
							b->side[PGI_ROWS].bytes + b->side[PGI_COLS].bytes + more_bytes, &size);
}

/* The number of a label, made where it is new (*is_new). */
static inline pgi_status
intern(pgi_builder *b, pgi_side side, const char *bytes, int len, int32_t *number, bool *is_new)
{
	label_set *set = &b->side[side];
	uint32_t hash = hash_label(bytes, len);
	uint32_t *slot = label_slot(set, bytes, len, hash);

	*is_new = *slot == 0;
	if (!*is_new)
	{
		*number = (int32_t) *slot - 1;
		return PGI_OK;
	}
	PGI_TRY(pgi_label_check(b->env, bytes, len));
	PGI_TRY(check_size(b, 1, len, 0));
	PGI_TRY(labels_reserve(b->env, set, len));
	*number = labels_append(set, label_slot(set, bytes, len, hash), bytes, len, hash);
	return PGI_OK;
}

/* --- cells -------------------------------------------------------------------- */

/* The segment of a cell and its place there. */
static inline segment *
locate(pgi_builder *b, int32_t number, int32_t *place)
{
	uint32_t i = (uint32_t) number + FIRST_SEGMENT;

	if (i < LAST_SEGMENT)
	{
		int log = 31 - __builtin_clz(i);

		*place = (int32_t) (i - (1u << log));
		return &b->doubling[log - 6];
	}
	i -= LAST_SEGMENT;
	*place = (int32_t) (i % LAST_SEGMENT);
	return &b->full[i / LAST_SEGMENT];
}

/* Cells that the segment of a cell holds. */
static inline int32_t
segment_size(int32_t number)
{
	uint32_t i = (uint32_t) number + FIRST_SEGMENT;

	return i < LAST_SEGMENT ? 1 << (31 - __builtin_clz(i)) : LAST_SEGMENT;
}

_Static_assert(FIRST_SEGMENT << DOUBLING_SEGMENTS == LAST_SEGMENT && FIRST_SEGMENT == 1 << 6, "segment arithmetic");

static inline cell *
cell_at(pgi_builder *b, int32_t number)
{
	int32_t place;
	segment *s = locate(b, number, &place);

	return &s->cells[place];
}

/*
 * A slot of the index holds a cell's number + 1 and, in the bits above, a tag from
 * its hash: a cell of another tag is passed by without a look at it.
 */
#define NUMBER_BITS 25
#define NUMBER_MASK ((UINT32_C(1) << NUMBER_BITS) - 1)
_Static_assert(PGI_MATRIX_MAX_BYTES / 12 < NUMBER_MASK, "a cell takes 12 bytes of the flat form");

/* Its high bits say where the search for a cell begins, its low word has the tag. */
static inline uint64_t
hash_cell(int32_t row, int32_t col)
{
	uint64_t key = (uint64_t) (uint32_t) row << 32 | (uint32_t) col;

	return (key ^ key >> 29) * UINT64_C(0x9e3779b97f4a7c15);
}

/* The first slot from i on that is empty or has the tag of the hash. */
static inline uint32_t
tagged_slot(const pgi_builder *b, uint64_t hash, uint32_t i)
{
	while (b->slot[i] != 0 && (b->slot[i] ^ (uint32_t) hash) >> NUMBER_BITS != 0)
		i = (i + 1) & b->slot_mask;
	return i;
}

static inline uint32_t
first_slot(const pgi_builder *b, uint64_t hash)
{
	return (uint32_t) (hash >> b->slot_shift);
}

static inline int32_t
slot_number(uint32_t slot)
{
	return (int32_t) (slot & NUMBER_MASK) - 1;
}

static inline uint32_t
slot_of(uint64_t hash, int32_t number)
{
	return ((uint32_t) hash & ~NUMBER_MASK) | ((uint32_t) number + 1);
}

/* The slot of a cell, or the empty one where it belongs. */
static inline uint32_t *
cell_slot(pgi_builder *b, int32_t row, int32_t col)
{
	uint64_t hash = hash_cell(row, col);
	uint32_t i = first_slot(b, hash);

	for (;; i = (i + 1) & b->slot_mask)
	{
		const cell *c;

		i = tagged_slot(b, hash, i);
		if (b->slot[i] == 0)
			return &b->slot[i];
		c = cell_at(b, slot_number(b->slot[i]));
		if (c->row == row && c->col == col)
			return &b->slot[i];
	}
}

static pgi_status
cells_reserve(pgi_builder *b)
{
	pgi_env *env = b->env;

	if (b->n_cells == b->room)
	{
		int32_t size = segment_size(b->n_cells), place;
		segment *s;

		if (size == LAST_SEGMENT && !b->full)
			PGI_NEW_ZERO(env, b->full, MOST_FULL_SEGMENTS);
		s = locate(b, b->n_cells, &place);
		PGI_NEW(env, s->cells, size);
		b->room += size;
	}
	/* three quarters full: double */
	if ((uint64_t) b->n_cells * 4 >= ((uint64_t) b->slot_mask + 1) * 3)
	{
		uint32_t mask = b->slot_mask * 2 + 1;
		uint32_t *slot, *old = b->slot;

		PGI_POLL(env);
		PGI_NEW_ZERO(env, slot, (size_t) mask + 1);
		b->slot = slot;
		b->slot_mask = mask;
		b->slot_shift--;
		for (int32_t i = 0; i < b->n_cells; i++)
		{
			const cell *c = cell_at(b, i);
			uint64_t hash = hash_cell(c->row, c->col);
			uint32_t at = first_slot(b, hash);

			while (slot[at] != 0)
				at = (at + 1) & mask;
			slot[at] = slot_of(hash, i);
		}
		pgi_free(env, old);
	}
	return PGI_OK;
}

static pgi_status
append_cell(pgi_builder *b, int32_t row, int32_t col, double value)
{
	PGI_TRY(check_size(b, 0, 0, 1));
	PGI_TRY(cells_reserve(b));
	*cell_slot(b, row, col) = slot_of(hash_cell(row, col), b->n_cells);
	*cell_at(b, b->n_cells) = (cell){.row = row, .col = col, .high = value + 0.0};
	b->n_cells++;
	return PGI_OK;
}

/* Adds a word that the two inline ones cannot take. */
static pgi_status
add_slow(pgi_builder *b, int32_t number, double value)
{
	int32_t place;
	segment *s = locate(b, number, &place);
	cell *c = &s->cells[place];

	if (!s->tails)
		PGI_NEW_ZERO(b->env, s->tails, segment_size(number));
	b->n_tails++;
	return pgi_sum_add_slow(b->env, &c->high, &c->low, &s->tails[place], value);
}

static inline pgi_status
add_to_cell(pgi_builder *b, int32_t number, double value)
{
	cell *c = cell_at(b, number);

	if (__builtin_expect(pgi_sum_add_fast(&c->high, &c->low, value), 1))
		return PGI_OK;
	return add_slow(b, number, value);
}

static inline pgi_status
add_cell(pgi_builder *b, int32_t row, int32_t col, double value)
{
	uint32_t slot = *cell_slot(b, row, col);

	if (slot == 0)
		return append_cell(b, row, col, value);
	return add_to_cell(b, slot_number(slot), value);
}

static inline pgi_status
add_waiting(pgi_builder *b, const waiting *w)
{
	if (w->guess >= 0)
	{
		const cell *c = cell_at(b, w->guess);

		if (c->row == w->row && c->col == w->col)
			return add_to_cell(b, w->guess, w->value);
	}
	return add_cell(b, w->row, w->col, w->value);
}

/* Adds what waits; what fails goes on waiting. */
static pgi_status
settle(pgi_builder *b)
{
	for (; b->n_waiting > 0; b->n_waiting--)
	{
		PGI_TRY(add_waiting(b, &b->queue[0]));
		b->queue[0] = b->queue[1];
	}
	return PGI_OK;
}

/* Lets a value wait, and moves on those before it. */
static inline pgi_status
wait(pgi_builder *b, int32_t row, int32_t col, double value)
{
	if (b->n_waiting == MOST_WAITING)
	{
		PGI_TRY(add_waiting(b, &b->queue[0]));
		b->queue[0] = b->queue[1];
		b->n_waiting--;
	}
	if (b->n_waiting > 0)
	{
		waiting *before = &b->queue[0];
		uint64_t hash = hash_cell(before->row, before->col);

		before->guess = slot_number(b->slot[tagged_slot(b, hash, first_slot(b, hash))]);
		if (before->guess >= 0)
			__builtin_prefetch(cell_at(b, before->guess), 1);
	}
	__builtin_prefetch(&b->slot[first_slot(b, hash_cell(row, col))]);
	b->queue[b->n_waiting++] = (waiting){.row = row, .col = col, .value = value, .guess = -1};
	return PGI_OK;
}

static pgi_sum
cell_sum(pgi_builder *b, int32_t number)
{
	int32_t place;
	segment *s = locate(b, number, &place);

	return (pgi_sum){
		.high = s->cells[place].high, .low = s->cells[place].low, .tail = s->tails ? s->tails[place] : NULL};
}

/* --- public --------------------------------------------------------------------- */

pgi_status
pgi_builder_new(pgi_env *env, pgi_builder **builder)
{
	pgi_builder *b;

	PGI_NEW_ZERO(env, b, 1);
	b->env = env;
	PGI_TRY(labels_init(env, &b->side[PGI_ROWS]));
	PGI_TRY(labels_init(env, &b->side[PGI_COLS]));
	PGI_NEW_ZERO(env, b->slot, 64);
	b->slot_mask = 63;
	b->slot_shift = 58;
	*builder = b;
	return PGI_OK;
}

/* Adds a cell whose row or column label is new: everything is checked and reserved before anything changes. */
static pgi_status
add_new(pgi_builder *b, const char *row, int row_len, const char *col, int col_len, double value)
{
	label_set *rows = &b->side[PGI_ROWS], *cols = &b->side[PGI_COLS];
	uint32_t row_hash = hash_label(row, row_len), col_hash = hash_label(col, col_len);
	uint32_t *slot;
	int32_t r, c;

	PGI_TRY(pgi_label_check(b->env, row, row_len));
	PGI_TRY(pgi_label_check(b->env, col, col_len));
	PGI_TRY(check_size(b, 2, (int64_t) row_len + col_len, 1));
	PGI_TRY(labels_reserve(b->env, rows, row_len));
	PGI_TRY(labels_reserve(b->env, cols, col_len));
	PGI_TRY(cells_reserve(b));
	slot = label_slot(rows, row, row_len, row_hash);
	r = *slot != 0 ? (int32_t) *slot - 1 : labels_append(rows, slot, row, row_len, row_hash);
	slot = label_slot(cols, col, col_len, col_hash);
	c = *slot != 0 ? (int32_t) *slot - 1 : labels_append(cols, slot, col, col_len, col_hash);
	return append_cell(b, r, c, value);
}

pgi_status
pgi_builder_add(pgi_builder *b, const char *row, int row_len, const char *col, int col_len, double value)
{
	uint32_t r, c;

	if (!isfinite(value))
		return pgi_fail(b->env, .status = PGI_NOT_FINITE, .row = row, .row_len = row_len, .col = col,
						.col_len = col_len, .value = value);
	r = *label_slot(&b->side[PGI_ROWS], row, row_len, hash_label(row, row_len));
	c = *label_slot(&b->side[PGI_COLS], col, col_len, hash_label(col, col_len));
	if (r == 0 || c == 0)
		return add_new(b, row, row_len, col, col_len, value);
	return wait(b, (int32_t) r - 1, (int32_t) c - 1, value);
}

pgi_status
pgi_builder_merge(pgi_builder *b, const pgi_matrix *m)
{
	pgi_env *env = b->env;
	int32_t *number[2];
	int32_t extra = 0;
	bool is_new;

	for (int side = 0; side < 2; side++)
	{
		const pgi_labels *labels = side == PGI_ROWS ? &m->rows : &m->cols;

		PGI_NEW(env, number[side], labels->n);
		for (int32_t i = 0; i < labels->n; i++)
		{
			int len;
			const char *label = pgi_label(labels, i, &len);

			PGI_POLL_EVERY(env, (uint64_t) i, 12);
			PGI_TRY(intern(b, (pgi_side) side, label, len, &number[side][i], &is_new));
		}
	}
	for (int32_t r = 0; r < m->rows.n; r++)
		for (int32_t k = m->row_start[r]; k < m->row_start[r + 1]; k++)
		{
			int32_t row = number[PGI_ROWS][r], col = number[PGI_COLS][m->col[k]];

			PGI_POLL_EVERY(env, (uint64_t) k, 12);
			PGI_TRY(add_cell(b, row, col, m->value[k]));
			for (; extra < m->n_extra && m->extra_cell[extra] == k; extra++)
				PGI_TRY(add_cell(b, row, col, m->extra[extra]));
		}
	pgi_free(env, number[PGI_ROWS]);
	pgi_free(env, number[PGI_COLS]);
	return PGI_OK;
}

pgi_status
pgi_builder_add_labels(pgi_builder *b, pgi_side side, const pgi_labels *labels)
{
	for (int32_t i = 0; i < labels->n; i++)
	{
		int len;
		const char *label = pgi_label(labels, i, &len);
		int32_t number;
		bool is_new;

		PGI_POLL_EVERY(b->env, (uint64_t) i, 12);
		PGI_TRY(intern(b, side, label, len, &number, &is_new));
		if (!is_new)
			return pgi_fail(b->env, .status = PGI_DUPLICATE_LABEL, .row = label, .row_len = len);
	}
	return PGI_OK;
}

static pgi_status
fail_at(pgi_builder *b, pgi_status status, int32_t row, int32_t col, double value)
{
	const label_entry *r = &b->side[PGI_ROWS].entry[row], *c = &b->side[PGI_COLS].entry[col];

	return pgi_fail(b->env, .status = status, .row = r->bytes, .row_len = (int) r->len, .col = c->bytes,
					.col_len = (int) c->len, .value = value);
}

pgi_status
pgi_builder_add_new_cell(pgi_builder *b, int32_t row, int32_t col, double value)
{
	if (!isfinite(value))
		return fail_at(b, PGI_NOT_FINITE, row, col, value);
	PGI_TRY(settle(b));
	if (*cell_slot(b, row, col) != 0)
		return fail_at(b, PGI_DUPLICATE_CELL, row, col, value);
	return append_cell(b, row, col, value);
}

pgi_status
pgi_builder_add_word(pgi_builder *b, int32_t row, int32_t col, double word)
{
	if (!isfinite(word))
		return fail_at(b, PGI_NOT_FINITE, row, col, word);
	return add_cell(b, row, col, word);
}

int32_t
pgi_builder_cells(pgi_builder *b)
{
	/* a failure is told when the matrix is made */
	(void) settle(b);
	return b->n_cells;
}

int32_t
pgi_builder_labels(const pgi_builder *b, pgi_side side)
{
	return b->side[side].n;
}

/* --- the flat form ----------------------------------------------------------------- */

typedef struct sort_entry
{
	uint64_t prefix; /* the first eight bytes, most significant first */
	const char *bytes;
	uint32_t len;
	int32_t number;
} sort_entry;

static inline bool
sorted_before(const sort_entry *a, const sort_entry *b)
{
	if (a->prefix != b->prefix)
		return a->prefix < b->prefix;
	return pgi_label_compare(a->bytes, (int) a->len, b->bytes, (int) b->len) < 0;
}

/* Bottom-up merge sort, for its polls and its bound. */
static pgi_status
sort_labels(pgi_env *env, const label_set *set, sort_entry **sorted)
{
	sort_entry *from, *to;
	int32_t n = set->n;
	bool in_order = true;

	PGI_NEW(env, from, n);
	for (int32_t i = 0; i < n; i++)
	{
		const label_entry *entry = &set->entry[i];
		uint64_t prefix = 0;

		for (uint32_t k = 0; k < 8; k++)
			prefix = prefix << 8 | (k < entry->len ? (unsigned char) entry->bytes[k] : 0);
		from[i] = (sort_entry){.prefix = prefix, .bytes = entry->bytes, .len = entry->len, .number = i};
		in_order = in_order && (i == 0 || sorted_before(&from[i - 1], &from[i]));
	}
	*sorted = from;
	if (in_order)
		return PGI_OK;
	PGI_NEW(env, to, n);
	for (int64_t width = 1; width < n; width *= 2)
	{
		sort_entry *swap;

		for (int64_t begin = 0; begin < n; begin += 2 * width)
		{
			int64_t middle = begin + width < n ? begin + width : n, end = begin + 2 * width < n ? begin + 2 * width : n,
					i = begin, j = middle;

			for (int64_t k = begin; k < end; k++)
			{
				PGI_POLL_EVERY(env, (uint64_t) k, 12);
				to[k] = j >= end || (i < middle && !sorted_before(&from[j], &from[i])) ? from[i++] : from[j++];
			}
		}
		swap = from;
		from = to;
		to = swap;
	}
	pgi_free(env, to);
	*sorted = from;
	return PGI_OK;
}

/* Writes the labels of one side in order; rank[i] is the place of label i. */
static pgi_status
write_labels(pgi_env *env, const label_set *set, uint32_t *offset, char *bytes, int32_t **rank)
{
	sort_entry *sorted = NULL;
	uint32_t at = 0;

	PGI_TRY(sort_labels(env, set, &sorted));
	PGI_NEW(env, *rank, set->n);
	for (int32_t i = 0; i < set->n; i++)
	{
		offset[i] = at;
		memcpy(bytes + at, sorted[i].bytes, sorted[i].len);
		at += sorted[i].len;
		(*rank)[sorted[i].number] = i;
	}
	offset[set->n] = at;
	pgi_free(env, sorted);
	return PGI_OK;
}

/* The value of a cell in the flat form, and the words beyond it that keep it exact; returns their number. */
static int
extra_words(pgi_builder *b, int32_t number, double *word)
{
	pgi_sum sum = cell_sum(b, number);
	int n;

	if (!sum.tail)
	{
		word[0] = pgi_two_sum(sum.high, sum.low, &word[1]);
		return word[1] != 0;
	}
	word[0] = 0;
	n = pgi_sum_words(&sum, word, PGI_SUM_WORDS);
	return n > 0 ? n - 1 : 0;
}

static double
rounded_value(pgi_builder *b, int32_t number)
{
	pgi_sum sum = cell_sum(b, number);

	return pgi_sum_value(&sum);
}

pgi_status
pgi_builder_flat_size(pgi_builder *b, bool rounded, size_t *size)
{
	double word[PGI_SUM_WORDS];

	PGI_TRY(settle(b));
	b->n_extra = 0;
	for (int32_t i = 0; !rounded && i < b->n_cells; i++)
	{
		int n = extra_words(b, i, word);

		PGI_POLL_EVERY(b->env, (uint64_t) i, 14);
		if (n >= PGI_SUM_WORDS)
			return fail_at(b, PGI_SUM_OVERFLOW, cell_at(b, i)->row, cell_at(b, i)->col, 0);
		b->n_extra += n;
	}
	return pgi_flat_size_of(b->env, b->side[PGI_ROWS].n, b->side[PGI_COLS].n, b->n_cells, b->n_extra,
							b->side[PGI_ROWS].bytes + b->side[PGI_COLS].bytes, size);
}

/* Turns counts (count[i + 1] of item i) into where each item starts. */
static void
start_from_counts(int32_t *count, int32_t n)
{
	for (int32_t i = 0; i < n; i++)
		count[i + 1] += count[i];
}

/*
 * Two counting sorts, by column and then by row, put the cells in order; the
 * second writes straight into the flat form.
 */
pgi_status
pgi_builder_flatten(pgi_builder *b, void *flat, size_t size)
{
	pgi_env *env = b->env;
	int32_t n = b->n_cells, n_rows = b->side[PGI_ROWS].n, n_cols = b->side[PGI_COLS].n, extra = 0;
	int32_t *row_rank, *col_rank, *col_start, *order, *row_start, *col, *source = NULL;
	double *value;
	double word[PGI_SUM_WORDS];
	pgi_matrix m;

	pgi_flat_begin(flat, size, n_rows, n_cols, n, (int32_t) b->n_extra, (uint32_t) b->side[PGI_ROWS].bytes,
				   (uint32_t) b->side[PGI_COLS].bytes, &m);
	value = (double *) m.value;
	col = (int32_t *) m.col;
	row_start = (int32_t *) m.row_start;
	PGI_TRY(write_labels(env, &b->side[PGI_ROWS], (uint32_t *) m.rows.offset, (char *) m.rows.bytes, &row_rank));
	PGI_TRY(write_labels(env, &b->side[PGI_COLS], (uint32_t *) m.cols.offset, (char *) m.cols.bytes, &col_rank));

	PGI_NEW_ZERO(env, col_start, (size_t) n_cols + 1);
	memset(row_start, 0, sizeof(int32_t) * ((size_t) n_rows + 1));
	for (int32_t i = 0; i < n; i++)
	{
		const cell *c = cell_at(b, i);

		PGI_POLL_EVERY(env, (uint64_t) i, 14);
		col_start[col_rank[c->col] + 1]++;
		row_start[row_rank[c->row] + 1]++;
	}
	start_from_counts(col_start, n_cols);
	start_from_counts(row_start, n_rows);
	PGI_NEW(env, order, n);
	for (int32_t i = 0; i < n; i++)
	{
		PGI_POLL_EVERY(env, (uint64_t) i, 14);
		order[col_start[col_rank[cell_at(b, i)->col]]++] = i;
	}
	if (b->n_extra > 0)
		PGI_NEW(env, source, n);
	for (int32_t k = 0; k < n; k++)
	{
		const cell *c = cell_at(b, order[k]);
		int32_t at = row_start[row_rank[c->row]]++;

		PGI_POLL_EVERY(env, (uint64_t) k, 14);
		col[at] = col_rank[c->col];
		if (source)
			source[at] = order[k];
		else
			value[at] = b->n_tails == 0 ? c->high + c->low + 0.0 : rounded_value(b, order[k]);
		if (!source && !isfinite(value[at]))
			return fail_at(b, PGI_SUM_OVERFLOW, c->row, c->col, value[at]);
	}
	/* each start has moved on to its end, which is the next one's start */
	memmove(row_start + 1, row_start, sizeof(int32_t) * (size_t) n_rows);
	row_start[0] = 0;
	for (int32_t k = 0; source && k < n; k++)
	{
		int words = extra_words(b, source[k], word);

		PGI_POLL_EVERY(env, (uint64_t) k, 14);
		value[k] = word[0] + 0.0;
		for (int w = 1; w <= words; w++, extra++)
		{
			((double *) m.extra)[extra] = word[w];
			((int32_t *) m.extra_cell)[extra] = k;
		}
	}
	pgi_free(env, row_rank);
	pgi_free(env, col_rank);
	pgi_free(env, col_start);
	pgi_free(env, order);
	pgi_free(env, source);
	return PGI_OK;
}

pgi_status
pgi_builder_matrix(pgi_builder *b, bool rounded, pgi_matrix *m)
{
	size_t size;
	char *flat;

	PGI_TRY(pgi_builder_flat_size(b, rounded, &size));
	PGI_NEW(b->env, flat, size);
	PGI_TRY(pgi_builder_flatten(b, flat, size));
	pgi_flat_view(flat, m);
	return PGI_OK;
}
