/*
 * moment_sums.c - adding to, merging and carrying the sums of moment_sums.h.
 *
 * Squares are kept with their rounding errors (Dekker 1971), so that a variance
 * is as good for values near 10^9 as near 1; values whose squares would leave
 * the range are scaled by a power of two and summed apart (bands).
 */
#include "moment_sums.h"

#include "moment_sums_layout.h"
#include "sum_wire.h"

#define WIRE_MAGIC 0x706d7573 /* "sump" */

/* Values between these have squares, and errors of squares, within the range. */
#define NORMAL_LEAST 0x1p-400
#define NORMAL_MOST 0x1p+500

const uint8_t pgi_moment_sums_count[PGI_SUMS_KINDS] = {0,          N_SQUARE_SUMS, N_LOG_SUMS,
													   N_LOG_SUMS, N_LOG_SUMS,    N_VALUE_SUMS};

const double pgi_square_scale[N_BANDS] = {1, BIG_SCALE, TINY_SCALE};

/* --- layout --------------------------------------------------------------- */

static pgi_sum_tail *
tail_of(const pgi_moment_sums *s, int slot)
{
	int n_sums = pgi_moment_sums_count[s->kind];

	if (s->tail_room == 0)
		return NULL;
	return (pgi_sum_tail *) ((char *) &s->sum[n_sums] +
							 (size_t) slot * (sizeof(pgi_sum_tail) + s->tail_room * sizeof(double)));
}

/* A tail of a stored block that could not have been written by us. */
static bool
tail_is_sound(const pgi_sum_tail *tail, int room)
{
	if (tail->n_words < 0 || tail->n_words > room || tail->n_words > PGI_SUM_WORDS || tail->capacity != room)
		return false;
	for (int i = 0; i < tail->n_words; i++)
		if (!isfinite(tail->word[i]))
			return false;
	return true;
}

bool
pgi_moment_sums_sound(const pgi_moment_sums *s)
{
	if (pgi_moment_sums_size(s) == 0 || s->n < 0 || s->n_zero < 0)
		return false;
	for (int slot = 0; slot < pgi_moment_sums_count[s->kind]; slot++)
		if (!isfinite(s->sum[slot].high) || !isfinite(s->sum[slot].low) ||
			(s->tail_room > 0 && !tail_is_sound(tail_of(s, slot), s->tail_room)))
			return false;
	return true;
}

pgi_sum
pgi_moment_sum(const pgi_moment_sums *s, int slot)
{
	pgi_sum_tail *tail = tail_of(s, slot);

	if (tail && tail->n_words == 0 && tail->wraps == 0)
		tail = NULL;
	return (pgi_sum){.high = s->sum[slot].high, .low = s->sum[slot].low, .tail = tail};
}

static pgi_status
new_block(pgi_env *env, int kind, int tail_room, pgi_moment_sums **s)
{
	*s = pgi_new_zero(env, 1, pgi_moment_sums_block(kind, tail_room));
	if (!*s)
		return env->error.status;
	(*s)->version = PGI_MOMENT_SUMS_VERSION;
	(*s)->kind = (uint8_t) kind;
	(*s)->tail_room = (uint8_t) tail_room;
	for (int slot = 0; tail_room > 0 && slot < pgi_moment_sums_count[kind]; slot++)
		tail_of(*s, slot)->capacity = tail_room;
	return PGI_OK;
}

pgi_status
pgi_moment_sums_new(pgi_env *env, pgi_moment_sums **s)
{
	return new_block(env, PGI_SUMS_EMPTY, 0, s);
}

/* Replaces the block by one whose tails have more room. */
static pgi_status
grow_tails(pgi_env *env, pgi_moment_sums **s)
{
	pgi_moment_sums *old = *s, *grown;
	int room = old->tail_room == 0 ? 3 : old->tail_room * 2;

	if (room > PGI_MOMENT_SUMS_MOST_ROOM)
		room = PGI_MOMENT_SUMS_MOST_ROOM;
	PGI_TRY(new_block(env, old->kind, room, &grown));
	grown->weighted = old->weighted;
	grown->n = old->n;
	grown->n_zero = old->n_zero;
	grown->parameter = old->parameter;
	for (int slot = 0; slot < pgi_moment_sums_count[old->kind]; slot++)
	{
		const pgi_sum_tail *from = tail_of(old, slot);
		pgi_sum_tail *to = tail_of(grown, slot);

		grown->sum[slot] = old->sum[slot];
		if (from)
		{
			to->n_words = from->n_words;
			to->wraps = from->wraps;
			memcpy(to->word, from->word, (size_t) from->n_words * sizeof(double));
		}
	}
	*s = grown;
	return PGI_OK;
}

/* --- adding --------------------------------------------------------------- */

/* What two words cannot hold goes to the tail. */
static pgi_status __attribute__((noinline)) add_slow(pgi_env *env, pgi_moment_sums **s, int slot, double x)
{
	pgi_sum_tail *tail;

	if ((*s)->tail_room == 0 || tail_of(*s, slot)->n_words >= (*s)->tail_room)
		PGI_TRY(grow_tails(env, s));
	tail = tail_of(*s, slot);
	return pgi_sum_add_slow(env, &(*s)->sum[slot].high, &(*s)->sum[slot].low, &tail, x);
}

static inline pgi_status
add(pgi_env *env, pgi_moment_sums **s, int slot, double x)
{
	if (__builtin_expect(pgi_sum_add_fast(&(*s)->sum[slot].high, &(*s)->sum[slot].low, x), 1))
		return PGI_OK;
	return add_slow(env, s, slot, x);
}

/* Checks that the state is of the observation's kind; an empty one becomes so. */
static pgi_status __attribute__((noinline))
adopt(pgi_env *env, pgi_moment_sums **s, int kind, bool weighted, double parameter)
{
	if ((*s)->kind == PGI_SUMS_EMPTY)
	{
		PGI_TRY(new_block(env, kind, 0, s));
		(*s)->weighted = weighted;
		(*s)->parameter = parameter;
		return PGI_OK;
	}
	if ((*s)->kind != kind || (*s)->weighted != weighted)
		return pgi_fail(env, .status = PGI_STATE_MISMATCH);
	return pgi_fail(env, .status = PGI_PARAMETER_CHANGED, .value = parameter);
}

#define ADOPT(env, s, of_kind, is_weighted, of_parameter)                                      \
	do                                                                                         \
	{                                                                                          \
		if (__builtin_expect((*(s))->kind != (of_kind) || (*(s))->weighted != (is_weighted) || \
								 (*(s))->parameter != (of_parameter),                          \
							 0))                                                               \
			PGI_TRY(adopt((env), (s), (of_kind), (is_weighted), (of_parameter)));              \
	} while (0)

static pgi_status
add_square(pgi_env *env, pgi_moment_sums **s, double x, double w)
{
	int band = fabs(x) > NORMAL_MOST ? BAND_BIG : fabs(x) < NORMAL_LEAST ? BAND_TINY : BAND_NORMAL;
	double y = x * pgi_square_scale[band];
	double wx, wx_low = 0, square, square_low, term, term_low;

	if (!(*s)->weighted)
	{
		PGI_TRY(add(env, s, SUM_X, x));
		square = pgi_two_product(y, y, &square_low);
		PGI_TRY(add(env, s, SUM_SQUARES + band, square));
		return add(env, s, SUM_SQUARES_LOW + band, square_low);
	}
	wx = w * x;
	if (band == BAND_NORMAL)
		wx = pgi_two_product(w, x, &wx_low);
	square = pgi_two_product(y, y, &square_low);
	term = pgi_two_product(w, square, &term_low);
	term_low += w * square_low;
	if (!isfinite(wx) || !isfinite(wx_low) || !isfinite(term) || !isfinite(term_low))
		return pgi_fail(env, .status = PGI_VALUE_OUT_OF_RANGE, .value = x);
	PGI_TRY(add(env, s, SUM_W, w));
	PGI_TRY(add(env, s, SUM_X, wx));
	PGI_TRY(add(env, s, SUM_X_LOW, wx_low));
	PGI_TRY(add(env, s, SUM_SQUARES + band, term));
	return add(env, s, SUM_SQUARES_LOW + band, term_low);
}

/* The function of x that the kind sums; NaN where it is not defined. */
static double
kernel(const pgi_observation *o)
{
	if (o->kind == PGI_SUMS_SHARE_LOGS)
		return o->x > 0 ? o->x * log(o->x) : 0;
	if (o->kind == PGI_SUMS_LOGS)
		return o->x > 0 ? log(o->x) : 0;
	return o->x > 0 ? pow(o->x, o->exponent) : 0;
}

static pgi_status
add_kernel(pgi_env *env, pgi_moment_sums **s, const pgi_observation *o)
{
	double f = kernel(o), wx = o->w * o->x, wf = o->w * f;

	if (!isfinite(wx) || !isfinite(wf) || (o->kind == PGI_SUMS_POWERS && o->x > 0 && f == 0))
		return pgi_fail(env, .status = PGI_VALUE_OUT_OF_RANGE, .value = o->x);
	if (o->weighted)
		PGI_TRY(add(env, s, SUM_W, o->w));
	PGI_TRY(add(env, s, SUM_X, wx));
	return add(env, s, SUM_F, wf);
}

pgi_status
pgi_core_sums_add(pgi_env *env, pgi_moment_sums **s, const pgi_observation *o)
{
	if (!isfinite(o->x) || !isfinite(o->w))
		return pgi_fail(env, .status = PGI_VALUE_NOT_FINITE, .value = isfinite(o->x) ? o->w : o->x);
	if (o->x < 0 && !o->negative_allowed)
		return pgi_fail(env, .status = PGI_VALUE_NEGATIVE, .value = o->x);
	if (o->w < 0)
		return pgi_fail(env, .status = PGI_WEIGHT_NEGATIVE, .value = o->w);
	if (o->w == 0)
		return PGI_OK;
	ADOPT(env, s, o->kind, o->weighted, o->parameter);
	if (o->kind == PGI_SUMS_SQUARES)
		PGI_TRY(add_square(env, s, o->x, o->w));
	else
		PGI_TRY(add_kernel(env, s, o));
	(*s)->n++;
	(*s)->n_zero += o->x == 0;
	return PGI_OK;
}

pgi_status
pgi_core_sums_add_square(pgi_env *env, pgi_moment_sums **s, double x, double parameter)
{
	double square, low;

	if (__builtin_expect(!(x >= NORMAL_LEAST && x <= NORMAL_MOST), 0))
		return pgi_core_sums_add(env, s,
								 &(pgi_observation){.kind = PGI_SUMS_SQUARES, .x = x, .w = 1, .parameter = parameter});
	ADOPT(env, s, PGI_SUMS_SQUARES, 0, parameter);
	square = pgi_two_product(x, x, &low);
	PGI_TRY(add(env, s, SUM_X, x));
	PGI_TRY(add(env, s, SUM_SQUARES, square));
	PGI_TRY(add(env, s, SUM_SQUARES_LOW, low));
	(*s)->n++;
	return PGI_OK;
}

pgi_status
pgi_core_sums_add_share_log(pgi_env *env, pgi_moment_sums **s, double x, double parameter)
{
	if (__builtin_expect(!(x > 0 && x <= NORMAL_MOST), 0))
		return pgi_core_sums_add(
			env, s, &(pgi_observation){.kind = PGI_SUMS_SHARE_LOGS, .x = x, .w = 1, .parameter = parameter});
	ADOPT(env, s, PGI_SUMS_SHARE_LOGS, 0, parameter);
	PGI_TRY(add(env, s, SUM_X, x));
	PGI_TRY(add(env, s, SUM_F, x * log(x)));
	(*s)->n++;
	return PGI_OK;
}

pgi_status
pgi_core_sums_add_value(pgi_env *env, pgi_moment_sums **s, double x)
{
	if (!isfinite(x))
		return pgi_fail(env, .status = PGI_VALUE_NOT_FINITE, .value = x);
	ADOPT(env, s, PGI_SUMS_VALUES, 0, 0);
	PGI_TRY(add(env, s, SUM_X, x));
	(*s)->n++;
	(*s)->n_zero += x == 0;
	return PGI_OK;
}

/* --- merging -------------------------------------------------------------- */

static pgi_status
merge_sum(pgi_env *env, pgi_moment_sums **s, int slot, const pgi_sum *sum)
{
	PGI_TRY(add(env, s, slot, sum->high));
	PGI_TRY(add(env, s, slot, sum->low));
	if (!sum->tail)
		return PGI_OK;
	for (int i = 0; i < sum->tail->n_words; i++)
		PGI_TRY(add(env, s, slot, sum->tail->word[i]));
	if (sum->tail->wraps != 0)
	{
		if ((*s)->tail_room == 0)
			PGI_TRY(grow_tails(env, s));
		tail_of(*s, slot)->wraps += sum->tail->wraps;
	}
	return PGI_OK;
}

pgi_status
pgi_core_sums_merge(pgi_env *env, pgi_moment_sums **s, const pgi_moment_sums *other)
{
	if (other->kind == PGI_SUMS_EMPTY)
		return PGI_OK;
	ADOPT(env, s, other->kind, other->weighted, other->parameter);
	if ((*s)->n > PGI_MOST_OBSERVATIONS - other->n)
		return pgi_fail(env, .status = PGI_STATE_INVALID);
	for (int slot = 0; slot < pgi_moment_sums_count[other->kind]; slot++)
	{
		pgi_sum sum = pgi_moment_sum(other, slot);

		PGI_TRY(merge_sum(env, s, slot, &sum));
	}
	(*s)->n += other->n;
	(*s)->n_zero += other->n_zero;
	return PGI_OK;
}

/* --- travelling ----------------------------------------------------------- */

/*
 * Nothing for a state without observations; else magic and version, kind, weighted; n; n_zero; parameter; then for each
 * sum its wraps, the number of its words, and the words, largest first.
 */
pgi_status
pgi_moment_sums_write(pgi_env *env, const pgi_moment_sums *s, void *bytes, size_t *size)
{
	pgi_writer out = {.at = bytes};

	*size = 0;
	if (s->kind == PGI_SUMS_EMPTY)
		return PGI_OK;
	pgi_put_u64(&out,
				(uint64_t) WIRE_MAGIC << 32 | (uint64_t) s->version << 16 | (uint64_t) s->kind << 8 | s->weighted);
	pgi_put_u64(&out, (uint64_t) s->n);
	pgi_put_u64(&out, (uint64_t) s->n_zero);
	pgi_put_double(&out, s->parameter);
	for (int slot = 0; slot < pgi_moment_sums_count[s->kind]; slot++)
	{
		pgi_sum sum = pgi_moment_sum(s, slot);

		PGI_TRY(pgi_put_sum(env, &out, &sum));
	}
	*size = out.size;
	return PGI_OK;
}

pgi_status
pgi_moment_sums_read(pgi_env *env, const void *bytes, size_t size, pgi_moment_sums **s)
{
	pgi_reader in = {.at = bytes, .left = size};
	uint64_t head = pgi_get_u64(&in);
	int kind = (int) (head >> 8 & 0xff);

	if (size == 0)
		return pgi_moment_sums_new(env, s);
	if (in.failed || head >> 16 != ((uint64_t) WIRE_MAGIC << 16 | PGI_MOMENT_SUMS_VERSION) || kind == PGI_SUMS_EMPTY ||
		kind >= PGI_SUMS_KINDS || (head & 0xff) > 1)
		return pgi_fail(env, .status = PGI_STATE_INVALID);
	PGI_TRY(new_block(env, kind, 0, s));
	(*s)->weighted = (uint8_t) (head & 0xff);
	(*s)->n = (int64_t) pgi_get_u64(&in);
	(*s)->n_zero = (int64_t) pgi_get_u64(&in);
	(*s)->parameter = pgi_get_double(&in);
	if (in.failed || (*s)->n < 1 || (*s)->n > PGI_MOST_OBSERVATIONS || (*s)->n_zero < 0 || (*s)->n_zero > (*s)->n ||
		!isfinite((*s)->parameter))
		return pgi_fail(env, .status = PGI_STATE_INVALID);
	for (int slot = 0; slot < pgi_moment_sums_count[kind]; slot++)
	{
		pgi_sum sum = {0};

		PGI_TRY(pgi_get_sum(env, &in, (*s)->n, &sum));
		PGI_TRY(merge_sum(env, s, slot, &sum));
	}
	return in.left == 0 ? PGI_OK : pgi_fail(env, .status = PGI_STATE_INVALID);
}
