/* chain_glue.h - what the chain's glue files share: arguments that are chains, nodes, node values, options. */
#ifndef PGI_CHAIN_GLUE_H
#define PGI_CHAIN_GLUE_H

#include <math.h>

#include "chain.h"
#include "option.h"

/* A set-returning function without its matrix answers no rows. */
#define PGI_EMPTY_IF_NULL(n)         \
	do                               \
	{                                \
		if (PG_ARGISNULL(n))         \
		{                            \
			pgi_table_begin(fcinfo); \
			PG_RETURN_NULL();        \
		}                            \
	} while (0)

/* The chain of matrix argument n. */
extern pgi_chain *pgi_chain_arg(FunctionCallInfo fcinfo, pgi_env *env, int n);

/* The node values of matrix argument n; 1 each where it is NULL. */
extern double *pgi_chain_vector_arg(FunctionCallInfo fcinfo, pgi_env *env, const pgi_chain *chain, int n);

/* Flags of the nodes named by text[] argument n. */
extern char *pgi_chain_nodes_arg(FunctionCallInfo fcinfo, pgi_env *env, const pgi_chain *chain, int n);

/* The place of text argument n among the words; 22023 if it is none of them or NULL. */
extern int pgi_chain_option_arg(FunctionCallInfo fcinfo, int n, const char *what, const char *const *words);

/* Argument n, a float8 in [least, most]; 22023 else. */
extern double pgi_chain_number_arg(FunctionCallInfo fcinfo, int n, const char *what, double least, double most);

/* Sum of node values, rounded once. */
extern double pgi_chain_total(pgi_env *env, int32_t n, const double *value);

/* The names of pgi_chain_by, then NULL. */
extern const char *const pgi_chain_by_name[5];

#endif
