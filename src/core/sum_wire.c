/* sum_wire.c - exact sums to and from bytes. */
#include "sum_wire.h"

/* An observation is worth at most this many wraps of 2^1023. */
#define WRAPS_EACH 4

pgi_status
pgi_put_sum(pgi_env *env, pgi_writer *out, const pgi_sum *sum)
{
	pgi_sum words_only = {0};
	double word[PGI_SUM_WORDS];
	int n;

	PGI_TRY(pgi_sum_add(env, &words_only, sum->high));
	PGI_TRY(pgi_sum_add(env, &words_only, sum->low));
	for (int i = 0; sum->tail && i < sum->tail->n_words; i++)
		PGI_TRY(pgi_sum_add(env, &words_only, sum->tail->word[i]));
	n = pgi_sum_words(&words_only, word, PGI_SUM_WORDS);
	pgi_put_u64(out, sum->tail ? (uint64_t) sum->tail->wraps : 0);
	pgi_put_u64(out, (uint64_t) n);
	for (int i = 0; i < n; i++)
		pgi_put_double(out, word[i]);
	return PGI_OK;
}

pgi_status
pgi_get_sum(pgi_env *env, pgi_reader *in, int64_t n, pgi_sum *sum)
{
	int64_t wraps = (int64_t) pgi_get_u64(in);
	uint64_t n_words = pgi_get_u64(in);

	if (in->failed || n_words > PGI_SUM_WORDS || wraps > WRAPS_EACH * n || wraps < -WRAPS_EACH * n)
		return pgi_fail(env, .status = PGI_STATE_INVALID);
	for (uint64_t i = 0; i < n_words; i++)
	{
		double word = pgi_get_double(in);

		if (in->failed || !isfinite(word))
			return pgi_fail(env, .status = PGI_STATE_INVALID);
		PGI_TRY(pgi_sum_add(env, sum, word));
	}
	/* nothing was seen, or the words of a sum together overflow: no sum was ever written so */
	if ((n == 0 && n_words > 0) || (sum->tail && sum->tail->wraps != 0))
		return pgi_fail(env, .status = PGI_STATE_INVALID);
	if (wraps != 0)
	{
		pgi_sum_tail only_wraps = {.wraps = wraps};

		PGI_TRY(pgi_sum_merge(env, sum, &(pgi_sum){.tail = &only_wraps}));
	}
	return PGI_OK;
}
