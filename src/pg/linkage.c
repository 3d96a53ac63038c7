/* linkage.c - SQL entry points: clusters of a similarity matrix and the relatedness of a grouping. */
#include "option.h"

#include <math.h>

#include "label_set.h"
#include "linkage.h"

static const char *const linkage_names[] = {
	[PGI_LINKAGE_AVERAGE] = "average",
	[PGI_LINKAGE_COMPLETE] = "complete",
	[PGI_LINKAGE_SINGLE] = "single",
	NULL,
};

/* Columns label, name of its group, members, within, outside, nearest group and its similarity, method. */
static void
put_members(FunctionCallInfo fcinfo, const pgi_labels *labels, const pgi_linkage_member *member,
			const Datum *group_name, Datum method)
{
	pgi_table *table = pgi_table_begin(fcinfo);
	Datum *label = pgi_label_datums(labels);

	for (int32 i = 0; i < labels->n; i++)
	{
		const pgi_linkage_member *m = member + i;

		pgi_table_set(table, 0, label[i]);
		pgi_table_set(table, 1, group_name[m->group]);
		pgi_table_set_int4(table, 2, m->n_members);
		pgi_table_set_float8(table, 3, m->within);
		pgi_table_set_float8(table, 4, m->outside);
		if (m->nearest >= 0)
			pgi_table_set(table, 5, group_name[m->nearest]);
		pgi_table_set_float8(table, 6, m->nearest_similarity);
		pgi_table_set(table, 7, method);
		pgi_table_put(table);
	}
}

PG_FUNCTION_INFO_V1(pgi_linkage_tree);

/* linkage_tree(similarity, linkage) */
Datum
pgi_linkage_tree(PG_FUNCTION_ARGS)
{
	pgi_table *table = pgi_table_begin(fcinfo);
	pgi_env *env = pgi_env_here();
	int kind = pgi_option("linkage", PG_GETARG_DATUM(1), linkage_names);
	StringInfo method = pgi_method_begin("linkage_tree");
	pgi_linkage_merge *merge;
	pgi_labels labels;
	double *dense;
	Datum *label, method_id;

	pgi_method_text(method, "linkage", linkage_names[kind]);
	method_id = pgi_method_end(method);
	pgi_check(env, pgi_core_linkage_matrix(env, PGI_GETARG_MATRIX(0), &labels, &dense));
	pgi_check(env, pgi_core_linkage_tree(env, dense, labels.n, (pgi_linkage_kind) kind, &merge));
	label = pgi_label_datums(&labels);
	for (int32 step = 0; step < labels.n - 1; step++)
	{
		pgi_table_set_int4(table, 0, step + 1);
		pgi_table_set(table, 1, label[merge[step].a]);
		pgi_table_set(table, 2, label[merge[step].b]);
		pgi_table_set_float8(table, 3, merge[step].similarity);
		pgi_table_set_int4(table, 4, merge[step].size);
		pgi_table_set(table, 5, method_id);
		pgi_table_put(table);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(pgi_linkage_clusters);

/* linkage_clusters(similarity, n_clusters, least_similarity, linkage); not strict, one of the two bounds is NULL. */
Datum
pgi_linkage_clusters(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	StringInfo method = pgi_method_begin("linkage_clusters");
	pgi_linkage_merge *merge;
	pgi_linkage_member *member;
	pgi_labels labels;
	int32 n_clusters = 1, n_found, *group;
	double least = NAN, *dense, *copy;
	Datum *number;
	int kind;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(3))
	{
		pgi_table_begin(fcinfo);
		return (Datum) 0;
	}
	if (PG_ARGISNULL(1) == PG_ARGISNULL(2))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("give either n_clusters or least_similarity"),
						errhint("linkage_tree shows where to cut.")));
	kind = pgi_option("linkage", PG_GETARG_DATUM(3), linkage_names);
	if (!PG_ARGISNULL(1))
	{
		n_clusters = pgi_integer_between("n_clusters", PG_GETARG_INT32(1), 1, PG_INT32_MAX);
		pgi_method_integer(method, "n_clusters", n_clusters);
	}
	else
	{
		least = PG_GETARG_FLOAT8(2);
		if (isnan(least))
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("least_similarity must be a number")));
		pgi_method_number(method, "least_similarity", least);
	}
	pgi_method_text(method, "linkage", linkage_names[kind]);
	pgi_check(env, pgi_core_linkage_matrix(env, PGI_GETARG_MATRIX(0), &labels, &dense));
	copy = pgi_doubles(env, (int64) labels.n * labels.n);
	memcpy(copy, dense, sizeof(double) * (Size) labels.n * labels.n);
	pgi_check(env, pgi_core_linkage_tree(env, copy, labels.n, (pgi_linkage_kind) kind, &merge));
	pgi_check(env, pgi_core_linkage_cut(env, merge, labels.n, n_clusters, least, &group, &n_found));
	pgi_check(env, pgi_core_linkage_members(env, dense, labels.n, group, n_found, &member));
	number = palloc(sizeof(Datum) * ((Size) n_found + 1));
	for (int32 g = 0; g < n_found; g++)
		number[g] = Int32GetDatum(g + 1);
	put_members(fcinfo, &labels, member, number, pgi_method_end(method));
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(pgi_cluster_relatedness);

/* cluster_relatedness(similarity, groups): the group of each label in byte order of the labels. */
Datum
pgi_cluster_relatedness(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_labels given = pgi_labels_from_array(env, PG_GETARG_DATUM(1)), labels, names;
	pgi_label_set set = {0};
	pgi_linkage_member *member;
	double *dense;
	int32 *group;
	bool added;

	pgi_check(env, pgi_core_linkage_matrix(env, PGI_GETARG_MATRIX(0), &labels, &dense));
	if (given.n != labels.n)
		pgi_check(env, pgi_fail(env, .status = PGI_GROUP_COUNT, .n = given.n, .limit = labels.n));
	group = palloc(sizeof(int32) * ((Size) given.n + 1));
	for (int32 i = 0; i < given.n; i++)
	{
		int len;
		const char *name = pgi_label(&given, i, &len);

		pgi_check(env, pgi_label_set_add(env, &set, name, len, &group[i], &added));
	}
	names = pgi_label_set_view(&set);
	pgi_check(env, pgi_core_linkage_members(env, dense, labels.n, group, set.n, &member));
	put_members(fcinfo, &labels, member, pgi_label_datums(&names),
				pgi_method_end(pgi_method_begin("cluster_relatedness")));
	return (Datum) 0;
}
