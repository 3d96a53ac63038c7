/* Paired cells against a brute-force lookup, shift-share sums, and a convergence regression worked by hand. */
#include "unit.h"

#include <cmocka.h>
#include <math.h>

#include "shift_share.h"

#define N 9

/* A random matrix over some of the labels 0 .. N - 1 of either side; the text of a label is its digit. */
static pgi_matrix
random_matrix(pgi_env *env, uint64_t *seed, double dense[N][N], bool has_row[N], bool has_col[N])
{
	char bytes[2][N];
	uint32_t offset[2][N + 1] = {{0}, {0}};
	int label[2][N];
	int32_t row[N * N], col[N * N], n = 0;
	double value[N * N];
	pgi_labels side[2];
	pgi_matrix m;

	for (int s = 0; s < 2; s++)
	{
		int k = 0;

		for (int i = 0; i < N; i++)
		{
			bool has = unit_random(seed) % 3 != 0;

			(s == 0 ? has_row : has_col)[i] = has;
			if (!has)
				continue;
			label[s][k] = i;
			bytes[s][k] = (char) ('0' + i);
			k++;
			offset[s][k] = (uint32_t) k;
		}
		side[s] = (pgi_labels){k, offset[s], bytes[s]};
	}
	memset(dense, 0, sizeof(double) * N * N);
	for (int i = 0; i < side[0].n; i++)
		for (int j = 0; j < side[1].n; j++)
			if (unit_random(seed) % 2)
			{
				row[n] = i;
				col[n] = j;
				value[n] = (double) (unit_random(seed) % 100);
				dense[label[0][i]][label[1][j]] = value[n++];
			}
	assert_int_equal(pgi_matrix_from_triplets(env, &side[0], &side[1], n, row, col, value, &m), PGI_OK);
	return m;
}

static int
digit(const pgi_labels *labels, int32_t i)
{
	int len;

	return *pgi_label(labels, i, &len) - '0';
}

static void
pairs_are_what_a_lookup_finds(void **state)
{
	uint64_t seed = 7;

	(void) state;
	for (int round = 0; round < 300; round++)
	{
		pgi_env *env = unit_env_new();
		double dense[2][N][N];
		bool has_row[2][N], has_col[2][N];
		pgi_matrix m0 = random_matrix(env, &seed, dense[0], has_row[0], has_col[0]);
		pgi_matrix m1 = random_matrix(env, &seed, dense[1], has_row[1], has_col[1]);
		double sum[2] = {0, 0};
		pgi_pair_cells pair;

		assert_int_equal(pgi_core_pair_cells(env, &m0, &m1, &pair), PGI_OK);
		for (int64_t i = 0; i < pair.n; i++)
		{
			int r = digit(&pair.rows, pair.row[i]);
			int c = digit(&pair.cols, pair.col[i]);

			for (int t = 0; t < 2; t++)
			{
				double row_total = 0, col_total = 0;

				assert_true(pair.value[t][i] == dense[t][r][c]);
				sum[t] += pair.value[t][i];
				for (int k = 0; k < N; k++)
				{
					row_total += dense[t][r][k];
					col_total += dense[t][k][c];
				}
				assert_true(pair.row_total[t][pair.row[i]] == row_total);
				assert_true(pair.col_total[t][pair.col[i]] == col_total);
			}
			if (i > 0)
				assert_true(pair.row[i - 1] < pair.row[i] ||
							(pair.row[i - 1] == pair.row[i] && pair.col[i - 1] < pair.col[i]));
		}
		for (int t = 0; t < 2; t++)
			assert_true(pair.total[t] == sum[t]);

		/* whatever the method, the effects add up to the change */
		for (int method = PGI_SHIFT_DUNN; method <= PGI_SHIFT_ARCELUS; method++)
			for (int64_t i = 0; i < pair.n; i++)
			{
				pgi_shift_parts p = pgi_core_shift_share(&pair, i, (pgi_shift_method) method);
				const double part[] = {p.national,        p.industry_mix, p.competitive,  p.allocation,
									   p.regional_growth, p.regional_mix, p.new_activity, p.vanished_activity};
				double total = 0;

				for (size_t k = 0; k < sizeof part / sizeof *part; k++)
					if (!isnan(part[k]))
						total += part[k];
				assert_true(isfinite(total));
				assert_true(fabs(total - (pair.value[1][i] - pair.value[0][i])) < 1e-9);
			}
		/* a reference that is the pair itself changes nothing */
		{
			pgi_pair_cells again = pair;

			assert_int_equal(pgi_core_pair_reference(env, &m0, &m1, &again), PGI_OK);
			for (int t = 0; t < 2; t++)
				for (int32_t c = 0; c < pair.cols.n; c++)
					assert_true(again.col_total[t][c] == pair.col_total[t][c]);
		}
		unit_env_free(env);
	}
}

static void
regression_by_hand(void **state)
{
	/* y = 0, 1, 1 over x = 0, 1, 2: slope 1/2, intercept 1/6, residuals -1/6, 1/3, -1/6 */
	const pgi_growth_point point[] = {{0, 0}, {1, 1}, {2, 1}};
	pgi_env *env = unit_env_new();
	pgi_growth_fit fit;

	(void) state;
	assert_int_equal(pgi_core_growth_fit(env, point, 3, 2, &fit), PGI_OK);
	assert_true(fabs(fit.slope - 0.5) < 1e-15);
	assert_true(fabs(fit.intercept - 1.0 / 6) < 1e-15);
	assert_true(fabs(fit.r_squared - 0.75) < 1e-15);
	assert_true(fabs(fit.se - sqrt(1.0 / 6 / 2)) < 1e-15);
	assert_true(fabs(fit.se_hc1 - sqrt(2.0 / 36 * 3) / 2) < 1e-15);
	/* leverages of the ends are 5/6: residuals over 1/6 are -1 and -1 */
	assert_true(fabs(fit.se_hc3 - sqrt(2.0) / 2) < 1e-14);
	assert_true(fabs(fit.speed + log(2) / 2) < 1e-15);
	assert_true(isnan(fit.half_life));

	assert_int_equal(pgi_core_growth_fit(env, point, 2, 2, &fit), PGI_OK);
	assert_true(fit.slope == 1 && isnan(fit.se) && isnan(fit.se_hc3));
	assert_int_equal(pgi_core_growth_fit(env, point + 1, 1, 2, &fit), PGI_OK);
	assert_true(fit.n == 1 && isnan(fit.slope));
	assert_int_equal(pgi_core_growth_fit(env, point, 0, 2, &fit), PGI_OK);
	assert_true(isnan(fit.slope));
	unit_env_free(env);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs_are_what_a_lookup_finds),
		cmocka_unit_test(regression_by_hand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
