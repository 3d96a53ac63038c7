/*
 * moment_sums.h - the state of the single-pass statistics of a column.
 *
 * One flat block, changed in place: a count and a few exact sums (exact_sum.h)
 * of functions of value and weight, so that a statistic has the same bits in
 * every order, grouping and number of workers.  Which sums are kept is the
 * kind of the state.  A sum that two words cannot hold gets a tail behind the
 * sums; the block is then replaced by a larger one.
 */
#ifndef PGI_MOMENT_SUMS_H
#define PGI_MOMENT_SUMS_H

#include "exact_sum.h"

#define PGI_MOMENT_SUMS_VERSION 1

typedef enum pgi_sums_kind
{
	PGI_SUMS_EMPTY = 0,  /* no observation yet */
	PGI_SUMS_SQUARES,    /* x, x^2 */
	PGI_SUMS_SHARE_LOGS, /* x, x ln x */
	PGI_SUMS_LOGS,       /* x, ln x */
	PGI_SUMS_POWERS,     /* x, x^a */
	PGI_SUMS_VALUES,     /* x alone */
	PGI_SUMS_KINDS
} pgi_sums_kind;

typedef struct pgi_two_words
{
	double high;
	double low;
} pgi_two_words;

typedef struct pgi_moment_sums
{
	uint32_t host_word; /* the server's length word */
	uint8_t version;
	uint8_t kind;
	uint8_t weighted;    /* 0 or 1 */
	uint8_t tail_room;   /* words each sum's tail has room for; 0: no tails */
	int64_t n;           /* observations of positive weight */
	int64_t n_zero;      /* those with the value zero */
	double parameter;    /* the statistic's argument; equal on all rows */
	pgi_two_words sum[]; /* weights, values, ...; then the tails */
} pgi_moment_sums;

/* One observation as a statistic takes it. */
typedef struct pgi_observation
{
	pgi_sums_kind kind;
	bool weighted;
	bool negative_allowed;
	double x;
	double w; /* 1 where not weighted */
	double parameter;
	double exponent; /* of PGI_SUMS_POWERS */
} pgi_observation;

#define PGI_MOMENT_SUMS_MOST_ROOM 64 /* exact_sum.c never needs more words in a tail */

/* Sums of each kind. */
extern const uint8_t pgi_moment_sums_count[PGI_SUMS_KINDS];

static inline size_t
pgi_moment_sums_block(int kind, int tail_room)
{
	size_t tail = tail_room == 0 ? 0 : sizeof(pgi_sum_tail) + (size_t) tail_room * sizeof(double);

	return sizeof(pgi_moment_sums) + pgi_moment_sums_count[kind] * (sizeof(pgi_two_words) + tail);
}

/* Bytes of a state; 0 if the header is none of ours. */
static inline size_t
pgi_moment_sums_size(const pgi_moment_sums *s)
{
	if (s->version != PGI_MOMENT_SUMS_VERSION || s->kind >= PGI_SUMS_KINDS || s->weighted > 1 ||
		s->tail_room > PGI_MOMENT_SUMS_MOST_ROOM)
		return 0;
	return pgi_moment_sums_block(s->kind, s->tail_room);
}

/* A new state without observations. */
extern pgi_status pgi_moment_sums_new(pgi_env *env, pgi_moment_sums **s);

/*
 * Adds an observation; *s is replaced by a new block where it has to grow, the
 * old one is left alone.  Nothing is changed where an error is returned.
 */
extern pgi_status pgi_core_sums_add(pgi_env *env, pgi_moment_sums **s, const pgi_observation *o);

/* The same for the unweighted statistics the column aggregates are made of: x >= 0. */
extern pgi_status pgi_core_sums_add_square(pgi_env *env, pgi_moment_sums **s, double x, double parameter);
extern pgi_status pgi_core_sums_add_share_log(pgi_env *env, pgi_moment_sums **s, double x, double parameter);

/* The same for sum and mean, of any finite x. */
extern pgi_status pgi_core_sums_add_value(pgi_env *env, pgi_moment_sums **s, double x);

/* Whether a block of unknown origin, whose size was checked, holds what we write. */
extern bool pgi_moment_sums_sound(const pgi_moment_sums *s);

/* Adds another state exactly; STATE_MISMATCH where kind, weighting or parameter differ. */
extern pgi_status pgi_core_sums_merge(pgi_env *env, pgi_moment_sums **s, const pgi_moment_sums *other);

/* The travelling form, equal for equal sums; out->at may be NULL to measure. */
extern pgi_status pgi_moment_sums_write(pgi_env *env, const pgi_moment_sums *s, void *bytes, size_t *size);
extern pgi_status pgi_moment_sums_read(pgi_env *env, const void *bytes, size_t size, pgi_moment_sums **s);

/*
 * The statistics.  Undefined ones (no observation, zero total, one observation
 * where two are needed) are NaN.  Each refuses a state of another kind.
 */
extern pgi_status pgi_core_exact_sum(pgi_env *env, const pgi_moment_sums *s, double *result);
extern pgi_status pgi_core_exact_mean(pgi_env *env, const pgi_moment_sums *s, double *result);
extern pgi_status pgi_core_hhi(pgi_env *env, const pgi_moment_sums *s, double *result);
extern pgi_status pgi_core_hhi_normalized(pgi_env *env, const pgi_moment_sums *s, double *result);
extern pgi_status pgi_core_coefficient_of_variation(pgi_env *env, const pgi_moment_sums *s, double *result);
extern pgi_status pgi_core_entropy(pgi_env *env, const pgi_moment_sums *s, double *result);
extern pgi_status pgi_core_theil(pgi_env *env, const pgi_moment_sums *s, double *result);
extern pgi_status pgi_core_mean_log_deviation(pgi_env *env, const pgi_moment_sums *s, double *result);
extern pgi_status pgi_core_generalized_entropy(pgi_env *env, const pgi_moment_sums *s, double *result);
extern pgi_status pgi_core_atkinson(pgi_env *env, const pgi_moment_sums *s, double *result);

/* Theil T of weights W, amounts A = sum wx and B = sum wx ln x, 0 within its rounding error. */
extern double pgi_core_theil_of_sums(double weights, double amounts, double logs);

/* What the kinds of the parametric statistics are. */
extern pgi_status pgi_core_generalized_entropy_observation(pgi_env *env, double alpha, pgi_observation *o);
extern pgi_status pgi_core_atkinson_observation(pgi_env *env, double epsilon, pgi_observation *o);

#endif
