/* table.c - results of set-returning functions that are computed as a whole. */
#include "pgi.h"

#if PG_VERSION_NUM < 150000
/* What InitMaterializedSRF does in later servers. */
void
pgi_init_materialized(FunctionCallInfo fcinfo)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	MemoryContext old;
	TupleDesc desc;

	if (rsinfo == NULL || !IsA(rsinfo, ReturnSetInfo) || !(rsinfo->allowedModes & SFRM_Materialize))
		ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
						errmsg("set-valued function called in context that cannot accept a set")));
	old = MemoryContextSwitchTo(rsinfo->econtext->ecxt_per_query_memory);
	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	rsinfo->returnMode = SFRM_Materialize;
	rsinfo->setResult = tuplestore_begin_heap((rsinfo->allowedModes & SFRM_Materialize_Random) != 0, false, work_mem);
	rsinfo->setDesc = CreateTupleDescCopy(desc);
	MemoryContextSwitchTo(old);
}
#endif

pgi_table *
pgi_table_begin(FunctionCallInfo fcinfo)
{
	ReturnSetInfo *rsinfo;
	pgi_table *table = palloc(sizeof(pgi_table));

	PGI_INIT_MATERIALIZED(fcinfo);
	rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	table->store = rsinfo->setResult;
	table->desc = rsinfo->setDesc;
	table->n_columns = rsinfo->setDesc->natts;
	table->value = palloc0(sizeof(Datum) * table->n_columns);
	table->null = palloc(sizeof(bool) * table->n_columns);
	memset(table->null, true, sizeof(bool) * table->n_columns);
	return table;
}

void
pgi_table_put(pgi_table *table)
{
	CHECK_FOR_INTERRUPTS();
	tuplestore_putvalues(table->store, table->desc, table->value, table->null);
	memset(table->null, true, sizeof(bool) * table->n_columns);
}

void
pgi_table_set_float8(pgi_table *table, int i, double value)
{
	if (!isnan(value))
		pgi_table_set(table, i, Float8GetDatum(value));
}

void
pgi_table_set_int4(pgi_table *table, int i, int32 value)
{
	pgi_table_set(table, i, Int32GetDatum(value));
}

void
pgi_table_set_int8(pgi_table *table, int i, int64 value)
{
	pgi_table_set(table, i, Int64GetDatum(value));
}

void
pgi_table_set_bool(pgi_table *table, int i, bool value)
{
	pgi_table_set(table, i, BoolGetDatum(value));
}

void
pgi_table_set_text(pgi_table *table, int i, const char *value)
{
	if (value)
		pgi_table_set(table, i, CStringGetTextDatum(value));
}
