/* input_series.c - SQL entry point: complete input requirements by their power series. */
#include "pgi.h"

#include "catalog/pg_type.h"
#include "utils/array.h"

#include "input_series.h"

/* The elements of an array argument that has no NULL. */
static const void *
elements(Datum value, Oid type, int *n)
{
	ArrayType *array = DatumGetArrayTypeP(value);

	if (ARR_NDIM(array) > 1 || ARR_HASNULL(array) || ARR_ELEMTYPE(array) != type)
		ereport(ERROR, errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR), errmsg("array must have one dimension and no NULL"));
	*n = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	return ARR_DATA_PTR(array);
}

/* Places of sectors counted from 1 as places from 0. */
static int32_t *
places(Datum value, int32 n_sectors, int *n)
{
	const int32 *given = elements(value, INT4OID, n);
	int32_t *place = palloc((Size) *n * sizeof *place);

	for (int i = 0; i < *n; i++)
	{
		if (given[i] < 1 || given[i] > n_sectors)
			ereport(ERROR, errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR), errmsg("no sector %d", given[i]));
		place[i] = given[i] - 1;
	}
	return place;
}

PG_FUNCTION_INFO_V1(pgi_input_series);

/* input_series(start, seller, buyer, share) */
Datum
pgi_input_series(PG_FUNCTION_ARGS)
{
	pgi_table *table = pgi_table_begin(fcinfo);
	pgi_env *env = pgi_env_here();
	int n_sectors, n_sellers, n_buyers, n_shares;
	const double *start = elements(PG_GETARG_DATUM(0), FLOAT8OID, &n_sectors);
	pgi_inputs inputs = {.n_sectors = n_sectors};
	double *held = pgi_doubles(env, n_sectors);
	int32_t rounds;
	bool converged;

	inputs.seller = places(PG_GETARG_DATUM(1), n_sectors, &n_sellers);
	inputs.buyer = places(PG_GETARG_DATUM(2), n_sectors, &n_buyers);
	inputs.share = elements(PG_GETARG_DATUM(3), FLOAT8OID, &n_shares);
	inputs.n_shares = n_shares;
	if (n_sellers != n_shares || n_buyers != n_shares)
		ereport(ERROR, errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR), errmsg("arrays must be of one length"));
	pgi_check(env, pgi_core_input_series(env, &inputs, start, held, &rounds, &converged));
	for (int i = 0; i < n_sectors; i++)
	{
		pgi_table_set_int4(table, 0, i + 1);
		if (converged)
			pgi_table_set_float8(table, 1, held[i]);
		pgi_table_set_int4(table, 2, rounds);
		pgi_table_set_bool(table, 3, converged);
		pgi_table_put(table);
	}
	return (Datum) 0;
}
