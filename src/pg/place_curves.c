/*
 * place_curves.c - functions of distance: K_d, M and Ripley's K, with envelopes.
 *
 * None of them is strict: a NULL point set gives no rows, a NULL category all
 * points, NULL radii an even grid.
 */
#include "place_glue.h"

#include "place_m.h"

#define GRID 64 /* steps of the default radii */
#define MAX_DRAWS 100000

static NullableDatum
nullable(FunctionCallInfo fcinfo, int i)
{
	return fcinfo->args[i];
}

/* Refuses a NULL where only categories, radii and bandwidth may be one. */
static void
require(FunctionCallInfo fcinfo, int from, int to)
{
	for (int i = from; i <= to; i++)
		if (PG_ARGISNULL(i))
			ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("argument %d must not be null", i + 1)));
}

/* Given radii, or an even grid from 0 to a part of the window's diameter. */
static double *
radii_of(pgi_env *env, NullableDatum given, Datum rmax, pgi_distance distance, const pgi_place_set *all, int32_t *n)
{
	static const char *const parts[] = {"third", "half", "quarter", NULL};
	static const double divisor[] = {3, 2, 4};
	int part = pgi_option("rmax", rmax, parts);
	double diameter, *r;

	if (!given.isnull)
	{
		r = pgi_place_numbers(given.value, n);
		pgi_check(env, pgi_radii_check(env, *n, r));
		return r;
	}
	pgi_check(env, pgi_core_diameter(env, distance, all, &diameter));
	if (!(diameter > 0))
		pgi_check(env, pgi_fail(env, .status = PGI_NOT_POSITIVE, .row = "extent of the points", .row_len = 20,
								.value = diameter));
	*n = GRID + 1;
	r = palloc(sizeof(double) * *n);
	for (int32_t i = 0; i < *n; i++)
		r[i] = diameter / divisor[part] * i / GRID;
	return r;
}

/* What a curve with draws comes to. */
typedef struct curve
{
	int32_t n;
	const double *r;
	double *value;
	double *draw;
	int32_t draws;
	double level;
	pgi_envelope envelope;
} curve;

static void
curve_begin(curve *c, int32_t n, const double *r, int32_t draws, double level)
{
	*c = (curve){.n = n, .r = r, .draws = draws, .level = level};
	c->value = palloc(sizeof(double) * n);
	if (draws > 0)
		c->draw = palloc_extended(sizeof(double) * n * (Size) draws, MCXT_ALLOC_HUGE);
}

static void
curve_envelope(pgi_env *env, curve *c)
{
	if (c->draws > 0)
		pgi_check(env, pgi_core_envelope(env, c->n, c->value, c->draws, c->draw, c->level, &c->envelope));
}

static const char *
side(double value, double low, double high)
{
	if (isnan(value) || isnan(low))
		return NULL;
	return value > high ? "concentrated" : value < low ? "dispersed" : "random";
}

/* Sets the ten columns mean .. p of one radius. */
static void
set_envelope(pgi_table *table, int at, const curve *c, int32_t i)
{
	const pgi_envelope *e = &c->envelope;

	if (c->draws == 0)
		return;
	pgi_table_set_float8(table, at, e->mean[i]);
	pgi_table_set_float8(table, at + 1, e->low_local[i]);
	pgi_table_set_float8(table, at + 2, e->high_local[i]);
	pgi_table_set_float8(table, at + 3, e->low_global[i]);
	pgi_table_set_float8(table, at + 4, e->high_global[i]);
	pgi_table_set_text(table, at + 5, side(c->value[i], e->low_local[i], e->high_local[i]));
	pgi_table_set_text(table, at + 6, side(c->value[i], e->low_global[i], e->high_global[i]));
	pgi_table_set_float8(table, at + 7, e->p);
}

static void
method_envelope(StringInfo id, const curve *c, int64 seed)
{
	pgi_method_integer(id, "draws", c->draws);
	if (c->draws > 0)
	{
		pgi_method_number(id, "level", c->level);
		pgi_method_integer(id, "seed", seed);
	}
}

static const char *
distance_name(pgi_distance distance)
{
	return distance == PGI_GREAT_CIRCLE ? "great_circle" : "projected";
}

/*
 * (points, radii, reference, neighbour, weighted, bandwidth, bandwidth_rule, reflection, tolerance, rmax, draws,
 * level, seed, distance)
 */
PG_FUNCTION_INFO_V1(pgi_kd_function);
Datum
pgi_kd_function(PG_FUNCTION_ARGS)
{
	static const char *const rules[] = {"silverman", "sheather_jones", NULL};
	static const char *const reflections[] = {"full", "near", NULL};
	pgi_env *env = pgi_env_here();
	pgi_table *table = pgi_table_begin(fcinfo);
	pgi_points *points;
	pgi_place_set all, a, b;
	pgi_kd_options o;
	bool two = !PG_ARGISNULL(3);
	bool weighted;
	int rule;
	int32_t n;
	double *r;
	curve c;
	StringInfo id;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	require(fcinfo, 4, 4);
	require(fcinfo, 6, 13);
	points = pgi_place_points(env, PG_GETARG_DATUM(0), false, true);
	weighted = PG_GETARG_BOOL(4);
	rule = pgi_option("bandwidth rule", PG_GETARG_DATUM(6), rules);
	o.reflection = pgi_option("reflection", PG_GETARG_DATUM(7), reflections) == 0 ? PGI_REFLECT_FULL : PGI_REFLECT_NEAR;
	o.tolerance = PG_GETARG_FLOAT8(8);
	o.distance = pgi_place_distance_arg(PG_GETARG_DATUM(13));
	all = (pgi_place_set){.n = points->n, .x = points->x, .y = points->y, .weight = points->weight};
	a = pgi_place_set_of(env, points, nullable(fcinfo, 2), weighted);
	if (two)
		b = pgi_place_set_of(env, points, nullable(fcinfo, 3), weighted);
	/* pairs between a category and itself are the pairs within it */
	if (two && !PG_ARGISNULL(2))
	{
		int a_len, b_len;
		const char *a_name = pgi_text_bytes(PG_GETARG_DATUM(2), &a_len);
		const char *b_name = pgi_text_bytes(PG_GETARG_DATUM(3), &b_len);

		two = pgi_label_compare(a_name, a_len, b_name, b_len) != 0;
	}
	if (two && PG_ARGISNULL(2))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("neighbour needs a reference category")));
	if (a.n < (two ? 1 : 2))
		pgi_check(env, pgi_fail(env, .status = PGI_TOO_FEW_POINTS, .n = a.n, .limit = two ? 1 : 2));
	r = radii_of(env, nullable(fcinfo, 1), PG_GETARG_DATUM(9), o.distance, &all, &n);
	if (PG_ARGISNULL(5))
		pgi_check(env, pgi_core_kd_bandwidth(env, o.distance, &a, two ? &b : NULL, 2 * r[n - 1],
											 rule == 0 ? PGI_SILVERMAN : PGI_SHEATHER_JONES, &o.bandwidth));
	else
		o.bandwidth = PG_GETARG_FLOAT8(5);
	curve_begin(&c, n, r, pgi_place_count("draws", PG_GETARG_INT32(10), MAX_DRAWS), PG_GETARG_FLOAT8(11));
	pgi_check(env, pgi_core_kd(env, &o, &a, two ? &b : NULL, n, r, c.value));
	if (c.draws > 0)
		pgi_check(env, pgi_core_kd_draws(env, &o, &a, two ? &b : NULL, &all, (uint64) PG_GETARG_INT64(12), c.draws, n,
										 r, c.draw));
	curve_envelope(env, &c);
	id = pgi_method_begin("kd_function");
	pgi_method_text(id, "weighted", weighted ? "true" : "false");
	if (PG_ARGISNULL(5))
		pgi_method_text(id, "bandwidth_rule", rules[rule]);
	else
		pgi_method_number(id, "bandwidth", o.bandwidth);
	pgi_method_text(id, "reflection", reflections[o.reflection]);
	pgi_method_number(id, "tolerance", o.tolerance);
	method_envelope(id, &c, PG_GETARG_INT64(12));
	pgi_method_text(id, "distance", distance_name(o.distance));
	for (int32_t i = 0; i < n; i++)
	{
		pgi_table_set_float8(table, 0, r[i]);
		pgi_table_set_float8(table, 1, c.value[i]);
		set_envelope(table, 2, &c, i);
		pgi_table_set_float8(table, 10, o.bandwidth);
		pgi_table_set_int4(table, 11, a.n);
		pgi_table_set_text(table, 12, id->data);
		pgi_table_put(table);
	}
	PG_RETURN_NULL();
}

/* (points, reference, radii, neighbour, control, weighted, rmax, draws, level, seed, distance) */
PG_FUNCTION_INFO_V1(pgi_m_function);
Datum
pgi_m_function(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	pgi_table *table = pgi_table_begin(fcinfo);
	pgi_points *points;
	pgi_place_set all;
	pgi_m_roles roles;
	pgi_distance distance;
	int32_t n;
	int32_t *centres;
	double *r;
	curve c;
	StringInfo id;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	require(fcinfo, 5, 10);
	points = pgi_place_points(env, PG_GETARG_DATUM(0), false, true);
	distance = pgi_place_distance_arg(PG_GETARG_DATUM(10));
	all = (pgi_place_set){.n = points->n, .x = points->x, .y = points->y, .weight = points->weight};
	for (int32_t i = 0; i < points->n && !PG_GETARG_BOOL(5); i++)
		points->weight[i] = 1;
	roles.reference = pgi_place_flags(env, points, nullable(fcinfo, 1));
	roles.neighbour = pgi_place_flags(env, points, nullable(fcinfo, PG_ARGISNULL(3) ? 1 : 3));
	roles.environment = pgi_place_flags(env, points, nullable(fcinfo, 4));
	r = radii_of(env, nullable(fcinfo, 2), PG_GETARG_DATUM(6), distance, &all, &n);
	centres = palloc(sizeof(int32_t) * n);
	curve_begin(&c, n, r, pgi_place_count("draws", PG_GETARG_INT32(7), MAX_DRAWS), PG_GETARG_FLOAT8(8));
	pgi_check(env, pgi_core_m(env, distance, &all, &roles, n, r, c.value, centres));
	if (c.draws > 0)
		pgi_check(env,
				  pgi_core_m_draws(env, distance, &all, &roles, (uint64) PG_GETARG_INT64(9), c.draws, n, r, c.draw));
	curve_envelope(env, &c);
	id = pgi_method_begin("m_function");
	pgi_method_text(id, "control", PG_ARGISNULL(4) ? "all" : "category");
	pgi_method_text(id, "weighted", PG_GETARG_BOOL(5) ? "true" : "false");
	method_envelope(id, &c, PG_GETARG_INT64(9));
	pgi_method_text(id, "distance", distance_name(distance));
	for (int32_t i = 0; i < n; i++)
	{
		pgi_table_set_float8(table, 0, r[i]);
		pgi_table_set_float8(table, 1, c.value[i]);
		set_envelope(table, 2, &c, i);
		pgi_table_set_int4(table, 10, centres[i]);
		pgi_table_set_text(table, 11, id->data);
		pgi_table_put(table);
	}
	PG_RETURN_NULL();
}

/* (points, radii, category, edge, bounds, rmax, distance) */
PG_FUNCTION_INFO_V1(pgi_k_function);
Datum
pgi_k_function(PG_FUNCTION_ARGS)
{
	static const char *const edges[] = {"none", "translation", "isotropic", NULL};
	pgi_env *env = pgi_env_here();
	pgi_table *table = pgi_table_begin(fcinfo);
	pgi_points *points;
	pgi_place_set all, cases, controls;
	pgi_window window;
	pgi_edge edge;
	pgi_distance distance;
	int32_t n;
	double *r, *k, *other = NULL;
	StringInfo id;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	require(fcinfo, 3, 3);
	require(fcinfo, 5, 6);
	points = pgi_place_points(env, PG_GETARG_DATUM(0), false, true);
	distance = pgi_place_distance_arg(PG_GETARG_DATUM(6));
	edge = (pgi_edge) pgi_option("edge", PG_GETARG_DATUM(3), edges);
	all = (pgi_place_set){.n = points->n, .x = points->x, .y = points->y, .weight = points->weight};
	cases = pgi_place_set_of(env, points, nullable(fcinfo, 2), false);
	if (PG_ARGISNULL(4))
		pgi_check(env, pgi_core_window(env, &all, &window));
	else
	{
		int32_t four;
		double *bound = pgi_place_numbers(PG_GETARG_DATUM(4), &four);

		if (four != 4)
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
							errmsg("a window has four numbers: least x, least y, greatest x, greatest y"),
							errdetail("There are %d.", four)));
		window = (pgi_window){bound[0], bound[1], bound[2], bound[3]};
		if (!(window.high_x > window.low_x && window.high_y > window.low_y))
			pgi_check(env, pgi_fail(env, .status = PGI_EMPTY_WINDOW));
	}
	r = radii_of(env, nullable(fcinfo, 1), PG_GETARG_DATUM(5), distance, &all, &n);
	k = palloc(sizeof(double) * n);
	pgi_check(env, pgi_core_ripley(env, distance, &cases, &window, edge, n, r, k));
	/* the points of all other categories as controls */
	if (!PG_ARGISNULL(2) && points->n - cases.n >= 2)
	{
		bool *is_case = pgi_place_flags(env, points, nullable(fcinfo, 2));
		double *x = palloc(sizeof(double) * points->n), *y = palloc(sizeof(double) * points->n);
		int32_t m = 0;

		for (int32_t i = 0; i < points->n; i++)
			if (!is_case[i])
			{
				x[m] = points->x[i];
				y[m++] = points->y[i];
			}
		controls = (pgi_place_set){.n = m, .x = x, .y = y, .weight = points->weight};
		other = palloc(sizeof(double) * n);
		pgi_check(env, pgi_core_ripley(env, distance, &controls, &window, edge, n, r, other));
	}
	id = pgi_method_begin("k_function");
	pgi_method_text(id, "edge", edges[edge]);
	pgi_method_text(id, "bounds", PG_ARGISNULL(4) ? "bounding_box" : "given");
	pgi_method_text(id, "distance", distance_name(distance));
	for (int32_t i = 0; i < n; i++)
	{
		pgi_table_set_float8(table, 0, r[i]);
		pgi_table_set_float8(table, 1, k[i]);
		pgi_table_set_float8(table, 2, sqrt(k[i] / M_PI));
		pgi_table_set_float8(table, 3, sqrt(k[i] / M_PI) - r[i]);
		if (other)
			pgi_table_set_float8(table, 4, k[i] - other[i]);
		pgi_table_set_text(table, 5, id->data);
		pgi_table_put(table);
	}
	PG_RETURN_NULL();
}
