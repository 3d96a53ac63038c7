/* Exact sums against a fixed-point number wide enough for every double: an independent way to the same answer. */
#include "unit.h"

#include <cmocka.h>
#include <float.h>
#include <math.h>

#include "exact_sum.h"

#define DIGITS 72 /* of 32 bits; digit 0 weighs 2^-1074 */

typedef struct fixed
{
	int64_t digit[DIGITS];
} fixed;

static void
fixed_add(fixed *f, double x)
{
	int exponent;
	int64_t mantissa = (int64_t) ldexp(frexp(x, &exponent), 53);
	int bit = exponent - 53 + 1074;

	if (x == 0)
		return;
	while (bit < 0)
	{
		mantissa /= 2;
		bit++;
	}
	for (int part = 0; part < 3; part++)
	{
		/* 32 bits of |mantissa| at a time, shifted into place */
		uint64_t m = (uint64_t) llabs(mantissa);
		uint64_t piece = (part == 0 ? m & 0xffffff : part == 1 ? m >> 24 & 0xffffff : m >> 48);
		int at = bit + 24 * part;
		uint64_t shifted = piece << (at % 32);
		int sign = mantissa < 0 ? -1 : 1;

		f->digit[at / 32] += sign * (int64_t) (shifted & 0xffffffff);
		f->digit[at / 32 + 1] += sign * (int64_t) (shifted >> 32);
	}
	for (int i = 0; i + 1 < DIGITS; i++)
	{
		int64_t carry = f->digit[i] >> 32;

		f->digit[i] -= carry * ((int64_t) 1 << 32);
		f->digit[i + 1] += carry;
	}
}

static int
fixed_bit(const fixed *f, int i)
{
	return i < 0 ? 0 : (int) (f->digit[i / 32] >> (i % 32) & 1);
}

/* Rounded to nearest even. */
static double
fixed_value(const fixed *from)
{
	fixed f = *from;
	bool negative = f.digit[DIGITS - 1] < 0, sticky = false;
	uint64_t mantissa = 0;
	int top = -1, low;

	if (negative)
	{
		int64_t carry = 0;

		for (int i = 0; i < DIGITS; i++)
		{
			int64_t d = -f.digit[i] + carry;

			carry = d >> 32;
			f.digit[i] = i + 1 < DIGITS ? d - carry * ((int64_t) 1 << 32) : d;
		}
	}
	for (int i = DIGITS * 32 - 1; i >= 0 && top < 0; i--)
		if (fixed_bit(&f, i))
			top = i;
	if (top < 0)
		return 0;
	low = top - 52 > 0 ? top - 52 : 0;
	for (int i = top; i >= low; i--)
		mantissa = mantissa << 1 | (uint64_t) fixed_bit(&f, i);
	for (int i = low - 2; i >= 0 && !sticky; i--)
		sticky = fixed_bit(&f, i);
	if (low > 0 && fixed_bit(&f, low - 1) && (sticky || (mantissa & 1)))
		mantissa++;
	return (negative ? -1 : 1) * ldexp((double) mantissa, low - 1074);
}

static double
random_value(uint64_t *seed, int kind)
{
	double unit = unit_random_unit(seed) - 0.5;

	switch (kind)
	{
	case 0: /* ordinary */
		return unit * 1000;
	case 1: /* any exponent */
		return ldexp(unit, (int) (unit_random(seed) % 2040) - 1020);
	case 2: /* half-way ties */
		return (unit_random(seed) & 1 ? 1 : 0x1p-53) * (unit > 0 ? 1 : -1) * (double) (1 + unit_random(seed) % 3);
	case 3: /* near the top, cancelling */
		return (unit > 0 ? 1 : -1) * DBL_MAX * (unit_random(seed) & 1 ? 1 : 0.5);
	default: /* denormal and large */
		return unit_random(seed) & 1 ? unit * DBL_MIN : unit * 1e300;
	}
}

static void
sums_are_exact_in_any_order(void **state)
{
	uint64_t seed = 20261125;

	(void) state;
	for (int round = 0; round < 4000; round++)
	{
		pgi_env *env = unit_env_new();
		int n = 1 + (int) (unit_random(&seed) % 60), kind = round % 5, split = (int) (unit_random(&seed) % n);
		double value[61], word[2][PGI_SUM_WORDS], expected;
		pgi_sum forward = {0}, backward = {0}, left = {0}, right = {0};
		fixed oracle = {{0}};
		int n_words[2];

		for (int i = 0; i < n; i++)
		{
			value[i] = random_value(&seed, kind);
			fixed_add(&oracle, value[i]);
			assert_int_equal(pgi_sum_add(env, &forward, value[i]), PGI_OK);
			assert_int_equal(pgi_sum_add(env, i < split ? &left : &right, value[i]), PGI_OK);
		}
		for (int i = n - 1; i >= 0; i--)
			assert_int_equal(pgi_sum_add(env, &backward, value[i]), PGI_OK);
		assert_int_equal(pgi_sum_merge(env, &right, &left), PGI_OK);
		expected = fixed_value(&oracle);
		assert_true(pgi_sum_value(&forward) == expected);
		assert_true(pgi_sum_value(&backward) == expected);
		assert_true(pgi_sum_value(&right) == expected);
		assert_false(expected == 0 && signbit(pgi_sum_value(&forward)));

		/* the words are canonical, start with the value, and carry all of the sum */
		n_words[0] = pgi_sum_words(&forward, word[0], PGI_SUM_WORDS);
		n_words[1] = pgi_sum_words(&right, word[1], PGI_SUM_WORDS);
		assert_int_equal(n_words[0], n_words[1]);
		if (n_words[0] <= PGI_SUM_WORDS && n_words[0] > 0)
		{
			pgi_sum again = {0};

			assert_memory_equal(word[0], word[1], sizeof(double) * (size_t) n_words[0]);
			if (isfinite(expected))
				assert_true(word[0][0] == expected);
			for (int i = 0; i < n_words[0]; i++)
			{
				assert_int_equal(pgi_sum_add(env, &again, word[0][i]), PGI_OK);
				fixed_add(&oracle, -word[0][i]);
			}
			assert_true(pgi_sum_value(&again) == expected);
			assert_true(fixed_value(&oracle) == 0);
		}
		unit_env_free(env);
	}
}

static void
many_at_once_as_one_at_a_time(void **state)
{
	uint64_t seed = 3;

	(void) state;
	for (int round = 0; round < 500; round++)
	{
		pgi_env *env = unit_env_new();
		int n = (int) (unit_random(&seed) % 3000), kind = round % 6;
		double *x = calloc((size_t) n + 1, sizeof *x);
		int32_t *at = calloc((size_t) n + 1, sizeof *at);
		pgi_sum one = {0}, all = {0}, by_index[7] = {{0}};
		pgi_sums side, sparse;

		for (int i = 0; i < n; i++)
		{
			/* the last kind is ordinary with a rare value that needs the slow way */
			x[i] = random_value(&seed, kind < 5 ? kind : unit_random(&seed) % 500 == 0);
			at[i] = (int32_t) (unit_random(&seed) % 7);
			assert_int_equal(pgi_sum_add(env, &one, x[i]), PGI_OK);
			assert_int_equal(pgi_sum_add(env, &by_index[at[i]], x[i]), PGI_OK);
		}
		assert_int_equal(pgi_sum_add_all(env, &all, x, (size_t) n), PGI_OK);
		assert_true(pgi_sum_value(&one) == pgi_sum_value(&all));
		assert_int_equal(pgi_sums_new(env, 7, &sparse), PGI_OK);
		assert_int_equal(pgi_sums_add(env, &sparse, at, x, n), PGI_OK);
		for (int i = 0; i < 7; i++)
		{
			pgi_sum sum = pgi_sums_get(&sparse, i);

			assert_true(pgi_sum_value(&sum) == pgi_sum_value(&by_index[i]));
		}
		assert_int_equal(pgi_sums_new(env, n, &side), PGI_OK);
		for (int row = 0; row < 2; row++)
			assert_int_equal(pgi_sums_add(env, &side, NULL, x, n), PGI_OK);
		for (int i = 0; i < n; i++)
		{
			pgi_sum sum = pgi_sums_get(&side, i), twice = {0};

			assert_int_equal(pgi_sum_add(env, &twice, x[i]), PGI_OK);
			assert_int_equal(pgi_sum_add(env, &twice, x[i]), PGI_OK);
			assert_true(pgi_sum_value(&sum) == pgi_sum_value(&twice));
		}
		free(x);
		free(at);
		unit_env_free(env);
	}
}

static void
overflow_is_that_of_the_sum_alone(void **state)
{
	pgi_env *env = unit_env_new();
	pgi_sum sum = {0};

	(void) state;
	for (int i = 0; i < 1000; i++)
		assert_int_equal(pgi_sum_add(env, &sum, DBL_MAX), PGI_OK);
	assert_true(pgi_sum_value(&sum) == INFINITY);
	for (int i = 0; i < 999; i++)
		assert_int_equal(pgi_sum_add(env, &sum, -DBL_MAX), PGI_OK);
	assert_true(pgi_sum_value(&sum) == DBL_MAX);
	assert_int_equal(pgi_sum_add(env, &sum, -DBL_MAX), PGI_OK);
	assert_true(pgi_sum_value(&sum) == 0);
	unit_env_free(env);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums_are_exact_in_any_order),
		cmocka_unit_test(many_at_once_as_one_at_a_time),
		cmocka_unit_test(overflow_is_that_of_the_sum_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
