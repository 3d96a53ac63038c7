/*
 * codes_planner.c - what the planner knows of <@ and @> on hierarchical codes.
 *
 * "code <@ root" is a range of codes, root <= code <= subtree_last(root), and
 * "code @> member" a choice of at most four codes, code = ANY (ancestors(member)).
 * The operator stays in the plan, so that its own estimator is asked (the
 * server's range estimate knows nothing of distances between codes and calls a
 * narrow subtree empty), and an index condition is offered beside it.  Pruning
 * looks at comparison operators only: for a column of a partition key the
 * operator is therefore replaced by the comparisons themselves.
 *
 * Both types are int4 inside, so the code here serves both.  Their numbers have
 * gaps, between provinces above all; distances are therefore counted in codes of
 * the standard's list.
 */
#include "pgi.h"

#include <math.h>

#include "codes.h"
#include "access/stratnum.h"
#include "access/table.h"
#include "catalog/pg_am_d.h"
#include "catalog/pg_class.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_statistic.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/pathnodes.h"
#include "nodes/supportnodes.h"
#include "optimizer/clauses.h"
#include "optimizer/optimizer.h"
#include "parser/parsetree.h"
#include "partitioning/partdesc.h"
#include "utils/lsyscache.h"
#include "utils/partcache.h"
#include "utils/rel.h"
#include "utils/selfuncs.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

/* Share of rows expected where the root is not known yet: between one division and all, so that joins are hashed. */
#define DEFAULT_SUBTREE_SELECTIVITY 0.1

PG_FUNCTION_INFO_V1(pgi_code_contained_support);
PG_FUNCTION_INFO_V1(pgi_code_contains_support);
PG_FUNCTION_INFO_V1(pgi_industry_code_subtree_selectivity);
PG_FUNCTION_INFO_V1(pgi_division_code_subtree_selectivity);

/* --- conditions an index or the partition pruner understands ------------------ */

/* The function NAME(type) that lives beside another function of the extension, with no regard to search_path. */
static Oid
sister_function(Oid function, const char *name, Oid type)
{
	Oid sister =
		GetSysCacheOid3(PROCNAMEARGSNSP, Anum_pg_proc_oid, CStringGetDatum(name),
						PointerGetDatum(buildoidvector(&type, 1)), ObjectIdGetDatum(get_func_namespace(function)));

	if (!OidIsValid(sister))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_FUNCTION), errmsg("function %s(%s) is missing", name, format_type_be(type)),
				 errhint("Create extension pg_industry anew.")));
	return sister;
}

/* FUNCTION(argument), computed where the argument is a constant. */
static Expr *
apply(Oid function, Node *argument)
{
	Oid type = get_func_rettype(function);

	if (IsA(argument, Const))
	{
		Datum value = OidFunctionCall1(function, ((Const *) argument)->constvalue);
		int16 len;
		bool by_value;

		get_typlenbyval(type, &len, &by_value);
		return (Expr *) makeConst(type, -1, InvalidOid, len, value, false, by_value);
	}
	return (Expr *) makeFuncExpr(function, type, list_make1(argument), InvalidOid, InvalidOid, COERCE_EXPLICIT_CALL);
}

static Expr *
comparison(Oid family, int16 strategy, Node *column, Expr *value)
{
	Oid type = exprType(column);
	Oid op = get_opfamily_member(family, type, type, strategy);

	if (!OidIsValid(op))
		return NULL;
	return make_opclause(op, BOOLOID, false, (Expr *) column, value, InvalidOid, InvalidOid);
}

/* column >= root and column <= subtree_last(root); NIL if the family cannot compare them. */
static List *
subtree_range(Oid function, Oid family, Node *column, Node *root)
{
	Oid last = sister_function(function, "subtree_last", exprType(root));
	Expr *low = comparison(family, BTGreaterEqualStrategyNumber, column, (Expr *) root);
	Expr *high = comparison(family, BTLessEqualStrategyNumber, (Node *) copyObject(column),
							apply(last, (Node *) copyObject(root)));

	return low && high ? list_make2(low, high) : NIL;
}

/* column = ANY (ancestors(member)). */
static Expr *
ancestor_choice(Oid function, Oid family, Node *column, Node *member)
{
	Oid type = exprType(column);
	Oid op = get_opfamily_member(family, type, type, BTEqualStrategyNumber);
	ScalarArrayOpExpr *choice;

	if (!OidIsValid(op))
		return NULL;
	choice = makeNode(ScalarArrayOpExpr);
	choice->opno = op;
	choice->opfuncid = get_opcode(op);
	choice->useOr = true;
	choice->args = list_make2(column, apply(sister_function(function, "ancestors", type), member));
	choice->location = -1;
	return (Expr *) choice;
}

/*
 * Whether conditions on a column can prune: it is part of the partition key, or
 * the key or a partition's own partitioning is not so plain as to rule it out.
 */
static bool
may_prune(Oid table, AttrNumber column)
{
	Relation relation = table_open(table, NoLock); /* the planner holds a lock */
	PartitionKey key = RelationGetPartitionKey(relation);
	PartitionDesc partitions = RelationGetPartitionDesc(relation, true);
	bool may = false;

	for (int i = 0; i < key->partnatts; i++)
		may |= key->partattrs[i] == column || key->partattrs[i] == 0;
	for (int i = 0; i < partitions->nparts; i++)
		may |= !partitions->is_leaf[i];
	table_close(relation, NoLock);
	return may;
}

/* A column of a partitioned table whose conditions should prune. */
static bool
is_pruning_column(PlannerInfo *root, Node *node)
{
	RangeTblEntry *rte;

	if (root == NULL || !IsA(node, Var) || ((Var *) node)->varlevelsup != 0)
		return false;
	rte = planner_rt_fetch(((Var *) node)->varno, root);
	return rte->rtekind == RTE_RELATION && rte->relkind == RELKIND_PARTITIONED_TABLE &&
		   may_prune(rte->relid, ((Var *) node)->varattno);
}

/* The other side may be evaluated twice, so it must be cheap to repeat and stay the same. */
static bool
is_repeatable(Node *node)
{
	return !contain_subplans(node) && !contain_volatile_functions(node);
}

static Oid
default_family(Oid type)
{
	return lookup_type_cache(type, TYPECACHE_BTREE_OPFAMILY)->btree_opf;
}

/*
 * The support function of an operator between code and root: with is_contained
 * "code <@ root", else "root @> code".
 */
static Node *
support(Node *request_node, bool is_contained)
{
	if (IsA(request_node, SupportRequestIndexCondition))
	{
		SupportRequestIndexCondition *request = (SupportRequestIndexCondition *) request_node;
		List *args = is_opclause(request->node) ? ((OpExpr *) request->node)->args : ((FuncExpr *) request->node)->args;
		Node *column = list_nth(args, request->indexarg);
		Node *other = list_nth(args, 1 - request->indexarg);
		Expr *choice;

		if (request->index->relam != BTREE_AM_OID ||
			!is_pseudo_constant_for_index(request->root, other, request->index))
			return NULL;
		request->lossy = false;
		if ((request->indexarg == 0) == is_contained)
			return (Node *) subtree_range(request->funcid, request->opfamily, column, other);
		choice = ancestor_choice(request->funcid, request->opfamily, column, other);
		return choice ? (Node *) list_make1(choice) : NULL;
	}
	if (IsA(request_node, SupportRequestSimplify))
	{
		SupportRequestSimplify *request = (SupportRequestSimplify *) request_node;
		Node *left = linitial(request->fcall->args);
		Node *right = lsecond(request->fcall->args);
		Node *code = is_contained ? left : right;
		Node *root = is_contained ? right : left;

		if (is_pruning_column(request->root, code) && is_repeatable(root))
		{
			List *range = subtree_range(request->fcall->funcid, default_family(exprType(code)), code, root);

			return range ? (Node *) make_andclause(range) : NULL;
		}
		if (is_pruning_column(request->root, root) && is_repeatable(code))
			return (Node *) ancestor_choice(request->fcall->funcid, default_family(exprType(root)), root, code);
	}
	return NULL;
}

Datum
pgi_code_contained_support(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(support((Node *) PG_GETARG_POINTER(0), true));
}

Datum
pgi_code_contains_support(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(support((Node *) PG_GETARG_POINTER(0), false));
}

/* --- restriction estimate ---------------------------------------------------------- */

typedef int (*rank_function)(int32_t code);

/* Where a code lies on the scale of a histogram: the listed codes up to it that are not most common values. */
typedef struct histogram_scale
{
	rank_function rank;
	int32 *common; /* the most common values among the listed ones, in order */
	int n_common;
} histogram_scale;

static int
compare_codes(const void *a, const void *b)
{
	int32 x = *(const int32 *) a;
	int32 y = *(const int32 *) b;

	return (x > y) - (x < y);
}

static histogram_scale
make_scale(VariableStatData *variable, rank_function rank)
{
	histogram_scale scale = {rank, NULL, 0};
	AttStatsSlot slot;

	if (get_attstatsslot(&slot, variable->statsTuple, STATISTIC_KIND_MCV, InvalidOid, ATTSTATSSLOT_VALUES))
	{
		scale.common = palloc(sizeof(int32) * (slot.nvalues + 1));
		for (int i = 0; i < slot.nvalues; i++)
		{
			int32 code = DatumGetInt32(slot.values[i]);

			if (rank(code) != rank(code - 1))
				scale.common[scale.n_common++] = code;
		}
		qsort(scale.common, scale.n_common, sizeof(int32), compare_codes);
		free_attstatsslot(&slot);
	}
	return scale;
}

static double
position(const histogram_scale *scale, int32 code)
{
	int before = 0;

	while (before < scale->n_common && scale->common[before] <= code)
		before++;
	/* the last term parts codes that no list has */
	return scale->rank(code) - before + 1e-6 * code;
}

/*
 * Share of histogram values in low .. high, by interpolation in each bin; -1
 * without a histogram, or where the user may not see it.
 */
static double
histogram_share(VariableStatData *variable, Oid function, rank_function rank, int32 low, int32 high)
{
	histogram_scale scale;
	AttStatsSlot slot;
	double share = 0;

	if (!statistic_proc_security_check(variable, function) ||
		!get_attstatsslot(&slot, variable->statsTuple, STATISTIC_KIND_HISTOGRAM, InvalidOid, ATTSTATSSLOT_VALUES))
		return -1;
	scale = make_scale(variable, rank);
	for (int i = 1; i < slot.nvalues; i++)
	{
		/* the bin holds the values from < x <= to, the first one its lower bound too */
		int32 from = DatumGetInt32(slot.values[i - 1]) - (i == 1);
		int32 to = DatumGetInt32(slot.values[i]);
		int32 begin = Max(from, low - 1);
		int32 end = Min(to, high);

		if (from == to)
			share += low <= to && to <= high;
		else if (begin < end)
			share +=
				(position(&scale, end) - position(&scale, begin)) / (position(&scale, to) - position(&scale, from));
	}
	share = slot.nvalues > 1 ? share / (slot.nvalues - 1) : -1;
	free_attstatsslot(&slot);
	return share;
}

/* Share of the rows that are not among the most common values and not NULL. */
static double
uncommon_share(VariableStatData *variable, double common)
{
	double nulls = ((Form_pg_statistic) GETSTRUCT(variable->statsTuple))->stanullfrac;

	return Max(0.0, 1.0 - nulls - common);
}

/*
 * Estimates "code <@ root" and "root @> code" where one side is a column and
 * the other a constant: exact on the most common values; the rest by
 * interpolation in the histogram where the column is the code, and as so many
 * single values where it is the root.
 */
static Datum
subtree_selectivity(FunctionCallInfo fcinfo, rank_function rank)
{
	PlannerInfo *root = (PlannerInfo *) PG_GETARG_POINTER(0);
	Oid op = PG_GETARG_OID(1);
	List *args = (List *) PG_GETARG_POINTER(2);
	VariableStatData variable;
	Node *other;
	bool on_left;
	double result = DEFAULT_SUBTREE_SELECTIVITY;

	if (!get_restriction_variable(root, args, PG_GETARG_INT32(3), &variable, &other, &on_left))
		PG_RETURN_FLOAT8(result);
	if (IsA(other, Const) && ((Const *) other)->constisnull)
		result = 0;
	else if (IsA(other, Const) && HeapTupleIsValid(variable.statsTuple))
	{
		Datum value = ((Const *) other)->constvalue;
		bool is_contained = get_opname(op)[0] == '<';
		FmgrInfo function;
		double common;
		double rest;

		fmgr_info(get_opcode(op), &function);
		result = mcv_selectivity(&variable, &function, InvalidOid, value, on_left, &common);
		rest = uncommon_share(&variable, common);
		if (is_contained == on_left)
		{
			Oid last = sister_function(function.fn_oid, "subtree_last", exprType(other));
			double share = histogram_share(&variable, function.fn_oid, rank, DatumGetInt32(value),
										   DatumGetInt32(OidFunctionCall1(last, value)));

			if (share >= 0)
				result += share * rest;
		}
		else
		{
			bool is_default;
			double distinct = get_variable_numdistinct(&variable, &is_default);
			Oid level = sister_function(function.fn_oid, "level", exprType(other));

			result += rest * Min(1.0, DatumGetInt32(OidFunctionCall1(level, value)) / Max(distinct, 1.0));
		}
	}
	ReleaseVariableStats(variable);
	CLAMP_PROBABILITY(result);
	PG_RETURN_FLOAT8(result);
}

Datum
pgi_industry_code_subtree_selectivity(PG_FUNCTION_ARGS)
{
	return subtree_selectivity(fcinfo, pgi_core_industry_rank);
}

Datum
pgi_division_code_subtree_selectivity(PG_FUNCTION_ARGS)
{
	return subtree_selectivity(fcinfo, pgi_core_division_rank);
}
