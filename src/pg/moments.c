/*
 * moments.c - the single-pass statistics as aggregates: transition, combine
 * and final functions over industry.moment_sums, which is changed in place.
 */
#include "aggregate_state.h"

#include "libpq/pqformat.h"

#include "moment_sums.h"

/* --- the state as a value --------------------------------------------------- */

/* A state of any origin, checked. */
static const pgi_moment_sums *
checked(pgi_env *env, struct varlena *value)
{
	const pgi_moment_sums *s = (const pgi_moment_sums *) value;

	if (VARSIZE(value) < sizeof(pgi_moment_sums) || VARSIZE(value) != pgi_moment_sums_size(s) ||
		!pgi_moment_sums_sound(s))
		pgi_check(env, pgi_fail(env, .status = PGI_STATE_CORRUPT));
	return s;
}

static const pgi_moment_sums *
state_to_read(pgi_env *env, FunctionCallInfo fcinfo, int n)
{
	struct varlena *value = PG_DETOAST_DATUM(PG_GETARG_DATUM(n));

	return checked(env, value);
}

/* Argument 0 for a change: in place in an aggregate, whose own value it is, else a copy. */
static pg_attribute_always_inline pgi_moment_sums *
state_to_change(pgi_env *env, FunctionCallInfo fcinfo)
{
	struct varlena *value = (struct varlena *) PG_GETARG_POINTER(0);
	pgi_moment_sums *s = (pgi_moment_sums *) value;

	if (likely(AggCheckCallContext(fcinfo, NULL) && VARATT_IS_4B_U(value) &&
			   VARSIZE(value) >= sizeof(pgi_moment_sums) && VARSIZE(value) == pgi_moment_sums_size(s)))
		return s;
	value = PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(0));
	checked(env, value);
	return (pgi_moment_sums *) value;
}

static Datum
state_datum(pgi_moment_sums *s)
{
	SET_VARSIZE(s, pgi_moment_sums_size(s));
	return PointerGetDatum(s);
}

static Datum
travelling_form(FunctionCallInfo fcinfo, bool text)
{
	pgi_env *env = pgi_env_here();
	const pgi_moment_sums *s = state_to_read(env, fcinfo, 0);
	StringInfoData message;
	size_t size;
	void *bytes;

	pgi_check(env, pgi_moment_sums_write(env, s, NULL, &size));
	bytes = palloc(size);
	pgi_check(env, pgi_moment_sums_write(env, s, bytes, &size));
	if (text)
		PG_RETURN_CSTRING(pgi_state_hex(bytes, size));
	pq_begintypsend(&message);
	pq_sendbytes(&message, bytes, (int) size);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

PG_FUNCTION_INFO_V1(pgi_moment_sums_in);
Datum
pgi_moment_sums_in(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	uint8_t *bytes;
	size_t size;
	pgi_moment_sums *s;

	if (!pgi_state_unhex(env, PG_GETARG_CSTRING(0), &bytes, &size, fcinfo->context))
		PG_RETURN_NULL();
	if (!pgi_check_soft(env, pgi_moment_sums_read(env, bytes, size, &s), fcinfo->context))
		PG_RETURN_NULL();
	return state_datum(s);
}

PG_FUNCTION_INFO_V1(pgi_moment_sums_out);
Datum
pgi_moment_sums_out(PG_FUNCTION_ARGS)
{
	return travelling_form(fcinfo, true);
}

PG_FUNCTION_INFO_V1(pgi_moment_sums_recv);
Datum
pgi_moment_sums_recv(PG_FUNCTION_ARGS)
{
	pgi_env *env = pgi_env_here();
	const uint8_t *bytes;
	size_t size;
	pgi_moment_sums *s;

	pgi_state_received((StringInfo) PG_GETARG_POINTER(0), &bytes, &size);
	pgi_check(env, pgi_moment_sums_read(env, bytes, size, &s));
	return state_datum(s);
}

PG_FUNCTION_INFO_V1(pgi_moment_sums_send);
Datum
pgi_moment_sums_send(PG_FUNCTION_ARGS)
{
	return travelling_form(fcinfo, false);
}

/* --- transition ------------------------------------------------------------- */

/*
 * The core replaces a state that has to grow by one in the context of the row,
 * which the executor then copies into the aggregate's.
 */
#define TRANSITION(call)                            \
	do                                              \
	{                                               \
		pgi_env env;                                \
		pgi_moment_sums *s, *before;                \
		pgi_status status;                          \
		pgi_env_init(&env, CurrentMemoryContext);   \
		s = before = state_to_change(&env, fcinfo); \
		status = (call);                            \
		if (unlikely(status != PGI_OK))             \
			pgi_check(&env, status);                \
		if (likely(s == before))                    \
			PG_RETURN_POINTER(s);                   \
		return state_datum(s);                      \
	} while (0)

PG_FUNCTION_INFO_V1(pgi_sums_add_square);
Datum
pgi_sums_add_square(PG_FUNCTION_ARGS)
{
	TRANSITION(pgi_core_sums_add_square(&env, &s, PG_GETARG_FLOAT8(1), 0));
}

PG_FUNCTION_INFO_V1(pgi_sums_add_value);
Datum
pgi_sums_add_value(PG_FUNCTION_ARGS)
{
	TRANSITION(pgi_core_sums_add_value(&env, &s, PG_GETARG_FLOAT8(1)));
}

PG_FUNCTION_INFO_V1(pgi_sums_add_share_log);
Datum
pgi_sums_add_share_log(PG_FUNCTION_ARGS)
{
	TRANSITION(pgi_core_sums_add_share_log(&env, &s, PG_GETARG_FLOAT8(1), 0));
}

PG_FUNCTION_INFO_V1(pgi_sums_add_share_log_base);
Datum
pgi_sums_add_share_log_base(PG_FUNCTION_ARGS)
{
	double base = PG_GETARG_FLOAT8(2);

	if (!(base > 0) || isinf(base) || base == 1)
	{
		pgi_env *env = pgi_env_here();

		pgi_check(env, pgi_fail(env, .status = PGI_BASE_RANGE, .value = base));
	}
	TRANSITION(pgi_core_sums_add_share_log(&env, &s, PG_GETARG_FLOAT8(1), base));
}

/* One observation, weighted where the function has an argument for it. */
static inline Datum
add_observation(FunctionCallInfo fcinfo, pgi_observation o)
{
	TRANSITION(pgi_core_sums_add(&env, &s, &o));
}

PG_FUNCTION_INFO_V1(pgi_sums_add_variation);
Datum
pgi_sums_add_variation(PG_FUNCTION_ARGS)
{
	return add_observation(fcinfo, (pgi_observation){.kind = PGI_SUMS_SQUARES,
													 .negative_allowed = true,
													 .x = PG_GETARG_FLOAT8(1),
													 .w = 1,
													 .parameter = PG_NARGS() > 2 && PG_GETARG_BOOL(2)});
}

PG_FUNCTION_INFO_V1(pgi_sums_add_weighted_variation);
Datum
pgi_sums_add_weighted_variation(PG_FUNCTION_ARGS)
{
	return add_observation(fcinfo, (pgi_observation){.kind = PGI_SUMS_SQUARES,
													 .weighted = true,
													 .negative_allowed = true,
													 .x = PG_GETARG_FLOAT8(1),
													 .w = PG_GETARG_FLOAT8(2)});
}

PG_FUNCTION_INFO_V1(pgi_sums_add_weighted_share_log);
Datum
pgi_sums_add_weighted_share_log(PG_FUNCTION_ARGS)
{
	return add_observation(
		fcinfo, (pgi_observation){
					.kind = PGI_SUMS_SHARE_LOGS, .weighted = true, .x = PG_GETARG_FLOAT8(1), .w = PG_GETARG_FLOAT8(2)});
}

/* Statistics with a parameter, whose core tells how an observation is taken; (state, x, parameter [, w]). */
static Datum
add_parametric(FunctionCallInfo fcinfo, pgi_status (*observe)(pgi_env *, double, pgi_observation *), double parameter,
			   int w_arg)
{
	pgi_env env;
	pgi_observation o = {.x = PG_GETARG_FLOAT8(1), .weighted = PG_NARGS() > w_arg};

	o.w = o.weighted ? PG_GETARG_FLOAT8(w_arg) : 1;
	pgi_env_init(&env, CurrentMemoryContext);
	pgi_check(&env, observe(&env, parameter, &o));
	return add_observation(fcinfo, o);
}

PG_FUNCTION_INFO_V1(pgi_sums_add_log);
Datum
pgi_sums_add_log(PG_FUNCTION_ARGS)
{
	return add_parametric(fcinfo, pgi_core_generalized_entropy_observation, 0, 2);
}

PG_FUNCTION_INFO_V1(pgi_sums_add_generalized_entropy);
Datum
pgi_sums_add_generalized_entropy(PG_FUNCTION_ARGS)
{
	return add_parametric(fcinfo, pgi_core_generalized_entropy_observation, PG_GETARG_FLOAT8(2), 3);
}

PG_FUNCTION_INFO_V1(pgi_sums_add_atkinson);
Datum
pgi_sums_add_atkinson(PG_FUNCTION_ARGS)
{
	return add_parametric(fcinfo, pgi_core_atkinson_observation, PG_GETARG_FLOAT8(2), 3);
}

PG_FUNCTION_INFO_V1(pgi_moment_sums_combine);
Datum
pgi_moment_sums_combine(PG_FUNCTION_ARGS)
{
	const pgi_moment_sums *other = state_to_read(pgi_env_here(), fcinfo, 1);

	TRANSITION(pgi_core_sums_merge(&env, &s, other));
}

/* --- final ------------------------------------------------------------------ */

#define STATISTIC(name)                                                               \
	PG_FUNCTION_INFO_V1(pgi_##name);                                                  \
	Datum pgi_##name(PG_FUNCTION_ARGS)                                                \
	{                                                                                 \
		pgi_env *env = pgi_env_here();                                                \
		double result;                                                                \
		pgi_check(env, pgi_core_##name(env, state_to_read(env, fcinfo, 0), &result)); \
		if (isnan(result))                                                            \
			PG_RETURN_NULL();                                                         \
		PG_RETURN_FLOAT8(result);                                                     \
	}

STATISTIC(exact_sum)
STATISTIC(exact_mean)
STATISTIC(hhi)
STATISTIC(hhi_normalized)
STATISTIC(coefficient_of_variation)
STATISTIC(entropy)
STATISTIC(theil)
STATISTIC(mean_log_deviation)
STATISTIC(generalized_entropy)
STATISTIC(atkinson)
