/*
 * complexity_args.h - how the functions of the complexity family read their
 * arguments and name their conventions.
 *
 * Every function ends with the same six arguments: presence, threshold,
 * inclusive, population, alpha, preset.  NULL for any but the first matrix
 * means what the preset says, hence the functions are not STRICT.
 */
#ifndef PGI_COMPLEXITY_ARGS_H
#define PGI_COMPLEXITY_ARGS_H

#include "complexity.h"
#include "option.h"

typedef struct complexity_call
{
	FunctionCallInfo fcinfo;
	pgi_env *env;
	const pgi_matrix *m;
	pgi_conventions rules;
	const pgi_matrix *population;
	pgi_presence presence;
	int tail; /* number of the argument `presence` */
	StringInfo method;
} complexity_call;

/* A named convention and the argument that gives it. */
typedef struct convention_argument
{
	int argument;
	pgi_rule rule;
} convention_argument;

/* Reads preset, conventions and tail. */
extern void pgi_complexity_begin(FunctionCallInfo fcinfo, complexity_call *call, const char *function, int tail,
								 const convention_argument *conventions, int n_conventions);

/* Applies the presence test to the matrix of the call. */
extern void pgi_complexity_find_presence(complexity_call *call);

/* The finished method: the tail comes last. */
extern Datum pgi_complexity_method_id(complexity_call *call);

/* Number of the preset an argument names, that of the default where it is NULL. */
extern int pgi_complexity_preset(FunctionCallInfo fcinfo, int argument);

/* An integer argument within limits, the default where it is NULL. */
extern int32 pgi_complexity_integer(FunctionCallInfo fcinfo, int argument, const char *name, int32 otherwise,
									int32 least, int32 most);

/* The z-score that common regions must exceed, NaN where it is NULL; the method names it. */
extern void pgi_complexity_min_z(complexity_call *call, int argument);

/* A matrix argument, NULL where it is NULL. */
extern const pgi_matrix *pgi_complexity_matrix(FunctionCallInfo fcinfo, int argument);

/*
 * A flat value with every cell, whose values the caller writes row by row;
 * finished, it is itself, or a smaller one where some cells are NaN.
 */
extern struct varlena *pgi_complexity_full_begin(pgi_env *env, const pgi_labels *rows, const pgi_labels *cols,
												 pgi_matrix *to, double **value);
extern Datum pgi_complexity_full_end(pgi_env *env, struct varlena *flat, const pgi_matrix *to);

/* A dense row-major array over canonical labels as a flat value; NaN is an absent cell. */
extern Datum pgi_complexity_dense(pgi_env *env, const pgi_labels *rows, const pgi_labels *cols, const double *dense);

#endif
