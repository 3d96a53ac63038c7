/*
 * aggregate_state.h - what the state types of our aggregates share: text and
 * binary forms, and the expanded form of those that are not changed in place.
 */
#ifndef PGI_AGGREGATE_STATE_H
#define PGI_AGGREGATE_STATE_H

#include "pgi.h"

#include "utils/expandeddatum.h"

/* Text form: two hexadecimal digits a byte of the travelling form. */
extern char *pgi_state_hex(const void *bytes, size_t size);
extern bool pgi_state_unhex(pgi_env *env, const char *text, uint8_t **bytes, size_t *size, Node *escontext);

/* The rest of a message, all of it the travelling form. */
extern void pgi_state_received(StringInfo message, const uint8_t **bytes, size_t *size);

/*
 * A state with an expanded form: src/core makes it from its travelling form,
 * measures and writes that (bytes NULL: only measures).
 */
typedef struct pgi_state_class
{
	pgi_status (*read)(pgi_env *env, const void *bytes, size_t size, void **state);
	pgi_status (*write)(pgi_env *env, void *state, void *bytes, size_t *size);
} pgi_state_class;

typedef struct pgi_expanded_state
{
	ExpandedObjectHeader header;
	const pgi_state_class *class;
	pgi_env *env; /* allocates in the object's own context */
	void *state;  /* the core's */
} pgi_expanded_state;

/* Argument 0 as a state to change: the aggregate's own one in place, else a copy. */
extern pgi_expanded_state *pgi_state_to_change(FunctionCallInfo fcinfo, const pgi_state_class *class);

/* Argument n as a state to read: the expanded one itself, or one made in the current context. */
extern void *pgi_state_to_read(FunctionCallInfo fcinfo, int n, const pgi_state_class *class, pgi_env **env);

extern Datum pgi_state_in(FunctionCallInfo fcinfo, const pgi_state_class *class);
extern Datum pgi_state_out(FunctionCallInfo fcinfo, const pgi_state_class *class);
extern Datum pgi_state_recv(FunctionCallInfo fcinfo, const pgi_state_class *class);
extern Datum pgi_state_send(FunctionCallInfo fcinfo, const pgi_state_class *class);

#endif
