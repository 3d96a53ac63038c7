/* shift_share.c - SQL entry point of shift-share. */
#include "option.h"

#include "shift_share.h"

static const char *const method_name[] = {
	[PGI_SHIFT_DUNN] = "dunn",
	[PGI_SHIFT_ESTEBAN_MARQUILLAS] = "esteban_marquillas",
	[PGI_SHIFT_ARCELUS] = "arcelus",
	NULL,
};

static const char *const status_name[] = {
	[PGI_SHIFT_OK] = "ok",
	[PGI_SHIFT_NEW] = "new_activity",
	[PGI_SHIFT_VANISHED] = "vanished_activity",
};

PG_FUNCTION_INFO_V1(pgi_shift_share);

/* shift_share(m0, m1, method) and shift_share(m0, m1, reference0, reference1, method). */
Datum
pgi_shift_share(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	int n_matrices = PG_NARGS() - 1;
	pgi_shift_method method = (pgi_shift_method) pgi_option("method", PG_GETARG_DATUM(n_matrices), method_name);
	Datum *region, *industry, status[lengthof(status_name)], method_id;
	StringInfo id = pgi_method_begin("shift_share");
	pgi_pair_cells pair;
	pgi_table *table;

	for (int i = 0; i < n_matrices; i++)
		pgi_check(env, pgi_matrix_check_non_negative(env, PGI_GETARG_MATRIX(i)));
	pgi_check(env, pgi_core_pair_cells(env, PGI_GETARG_MATRIX(0), PGI_GETARG_MATRIX(1), &pair));
	if (n_matrices == 4)
		pgi_check(env, pgi_core_pair_reference(env, PGI_GETARG_MATRIX(2), PGI_GETARG_MATRIX(3), &pair));
	region = pgi_label_datums(&pair.rows);
	industry = pgi_label_datums(&pair.cols);
	for (int i = 0; i < (int) lengthof(status_name); i++)
		status[i] = CStringGetTextDatum(status_name[i]);
	pgi_method_text(id, "method", method_name[method]);
	method_id = pgi_method_end(id);
	table = pgi_table_begin(fcinfo);
	for (int64_t i = 0; i < pair.n; i++)
	{
		pgi_shift_parts p = pgi_core_shift_share(&pair, i, method);
		const double number[] = {pair.value[0][i],
								 pair.value[1][i],
								 pair.value[1][i] - pair.value[0][i],
								 p.national,
								 p.industry_mix,
								 p.competitive,
								 p.allocation,
								 p.regional_growth,
								 p.regional_mix,
								 p.new_activity,
								 p.vanished_activity,
								 p.national_homothetic,
								 p.industry_mix_homothetic,
								 p.regional_growth_homothetic,
								 p.regional_mix_homothetic};

		pgi_table_set(table, 0, region[pair.row[i]]);
		pgi_table_set(table, 1, industry[pair.col[i]]);
		for (int j = 0; j < (int) lengthof(number); j++)
			pgi_table_set_float8(table, 2 + j, number[j]);
		pgi_table_set(table, 2 + lengthof(number), status[p.kind]);
		pgi_table_set(table, 3 + lengthof(number), method_id);
		pgi_table_put(table);
	}
	return (Datum) 0;
}
