/* chain_glue.c - arguments of the chain's functions. */
#include "chain_glue.h"

#include "exact_sum.h"

const char *const pgi_chain_by_name[5] = {"hops", "length", "inverse", "product", NULL};

pgi_chain *
pgi_chain_arg(FunctionCallInfo fcinfo, pgi_env *env, int n)
{
	pgi_chain *chain = palloc(sizeof(pgi_chain));

	pgi_check(env, pgi_core_chain(env, PGI_GETARG_MATRIX(n), chain));
	return chain;
}

double *
pgi_chain_vector_arg(FunctionCallInfo fcinfo, pgi_env *env, const pgi_chain *chain, int n)
{
	double *vector;

	if (!PG_ARGISNULL(n))
	{
		pgi_check(env, pgi_core_chain_vector(env, chain, PGI_GETARG_MATRIX(n), 0, &vector));
		return vector;
	}
	vector = pgi_doubles(env, chain->n);
	for (int32_t v = 0; v < chain->n; v++)
		vector[v] = 1;
	return vector;
}

char *
pgi_chain_nodes_arg(FunctionCallInfo fcinfo, pgi_env *env, const pgi_chain *chain, int n)
{
	pgi_labels labels = pgi_labels_from_array(env, PG_GETARG_DATUM(n));
	char *flag = pgi_new_zero(env, (size_t) chain->n, 1);

	pgi_check(env, flag ? PGI_OK : env->error.status);
	for (int32_t i = 0; i < labels.n; i++)
	{
		int len;
		const char *label = pgi_label(&labels, i, &len);
		int32_t node;

		pgi_check(env, pgi_core_chain_node(env, chain, label, len, &node));
		flag[node] = 1;
	}
	return flag;
}

int
pgi_chain_option_arg(FunctionCallInfo fcinfo, int n, const char *what, const char *const *words)
{
	if (PG_ARGISNULL(n))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s must not be null", what)));
	return pgi_option(what, PG_GETARG_DATUM(n), words);
}

double
pgi_chain_number_arg(FunctionCallInfo fcinfo, int n, const char *what, double least, double most)
{
	if (PG_ARGISNULL(n))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s must not be null", what)));
	return pgi_number_between(what, PG_GETARG_FLOAT8(n), least, most);
}

double
pgi_chain_total(pgi_env *env, int32_t n, const double *value)
{
	pgi_sum sum = {0};

	for (int32_t i = 0; i < n; i++)
		pgi_check(env, pgi_sum_add(env, &sum, value[i]));
	return pgi_sum_value(&sum);
}
