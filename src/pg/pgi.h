/*
 * pgi.h - what every glue file includes: the server, the version shims, and
 * the bridge between SQL values and src/core.
 */
#ifndef PGI_H
#define PGI_H

#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/tuplestore.h"

#include "env.h"
#include "matrix.h"
#include "pg_compat.h"

/* --- environment (env.c) -------------------------------------------------- */

/* An environment that allocates in the given memory context, where it also lives. */
extern pgi_env *pgi_env_new(MemoryContext context);

/* The same for a caller that has the room, such as a transition function that runs once a row. */
extern void pgi_env_init(pgi_env *env, MemoryContext context);

/* One that allocates in the current memory context. */
#define pgi_env_here() pgi_env_new(CurrentMemoryContext)

/*
 * Asks for huge pages in a large block that is still untouched.  With small ones the
 * first touch of every 4 kB is a trap, which costs more than the work on the numbers.
 */
extern void pgi_advise_huge_pages(void *block, Size size);

/* Room for n numbers; throws where there is none. */
extern double *pgi_doubles(pgi_env *env, int64 n);

/* Throws what a core call reports, by src/core/status.def; returns on PGI_OK. */
extern void pgi_check(pgi_env *env, pgi_status status);

/* The same for input functions: a soft error is saved in escontext; false: failed. */
extern bool pgi_check_soft(pgi_env *env, pgi_status status, Node *escontext);

/* Defines the setting pg_industry.kept_memory and obeys it (kept_memory.c). */
extern void pgi_define_kept_memory(void);

/* --- matrix arguments and results (matrix.c) ------------------------------- */

/*
 * Views a matrix argument (flat, toasted or expanded) without copying where it
 * is flat in memory.  The view and what it points to live in the current
 * memory context or in the argument itself.
 */
extern const pgi_matrix *pgi_matrix_from_datum(Datum value);
#define PGI_GETARG_MATRIX(n) pgi_matrix_from_datum(PG_GETARG_DATUM(n))

/* A new flat value of the SQL type. */
extern Datum pgi_matrix_to_datum(pgi_env *env, const pgi_matrix *m);
#define PGI_RETURN_MATRIX(env, m) PG_RETURN_DATUM(pgi_matrix_to_datum((env), (m)))

/* A label as a text datum. */
extern Datum pgi_label_datum(const pgi_labels *labels, int32_t i);

/* Labels as text datums, made once for many rows. */
extern Datum *pgi_label_datums(const pgi_labels *labels);

/* A text argument's bytes. */
extern const char *pgi_text_bytes(Datum value, int *len);

/* A text[] argument as labels (any order; NULL elements are an error); *n is their number. */
extern pgi_labels pgi_labels_from_array(pgi_env *env, Datum array);

/* --- table results (table.c) ----------------------------------------------- */

/* A materialised set-returning result; columns are those of the SQL declaration. */
typedef struct pgi_table
{
	Tuplestorestate *store;
	TupleDesc desc;
	int n_columns;
	Datum *value; /* fill these for one row ... */
	bool *null;
} pgi_table;

/* Starts the result of a function declared RETURNS TABLE or SETOF. */
extern pgi_table *pgi_table_begin(FunctionCallInfo fcinfo);

/* ... and store them; resets all columns to NULL for the next row. */
extern void pgi_table_put(pgi_table *table);

/* Sets column i (from 0) of the row being filled; NaN becomes NULL. */
static inline void
pgi_table_set(pgi_table *table, int i, Datum value)
{
	table->value[i] = value;
	table->null[i] = false;
}

extern void pgi_table_set_float8(pgi_table *table, int i, double value);
extern void pgi_table_set_int4(pgi_table *table, int i, int32 value);
extern void pgi_table_set_int8(pgi_table *table, int i, int64 value);
extern void pgi_table_set_bool(pgi_table *table, int i, bool value);
extern void pgi_table_set_text(pgi_table *table, int i, const char *value);

#endif
