/* place_wkb.c - walking a geometry in well-known binary form; see place_wkb.h. */
#include <math.h>

#include "place_wkb.h"

static void
copy_bytes(void *to, const void *from, size_t n, bool swap)
{
	for (size_t i = 0; i < n; i++)
		((unsigned char *) to)[i] = ((const unsigned char *) from)[swap ? n - 1 - i : i];
}

void
pgi_wkb_vertex(const pgi_wkb_run *run, uint32_t i, double *x, double *y)
{
	const unsigned char *at = run->at + i * run->size;

	copy_bytes(x, at, 8, run->swap);
	copy_bytes(y, at + 8, 8, run->swap);
}

void
pgi_wkb_set_vertex(const pgi_wkb_run *run, uint32_t i, double x, double y)
{
	unsigned char *at = run->at + i * run->size;

	copy_bytes(at, &x, 8, run->swap);
	copy_bytes(at + 8, &y, 8, run->swap);
}

bool
pgi_wkb_empty_point(const pgi_wkb_run *run, double x, double y)
{
	return run->type == PGI_WKB_POINT && isnan(x) && isnan(y);
}

typedef struct cursor
{
	unsigned char *at;
	size_t left;
	bool swap; /* of the current geometry */
} cursor;

static bool
read_u32(cursor *c, uint32_t *value)
{
	if (c->left < 4)
		return false;
	copy_bytes(value, c->at, 4, c->swap);
	c->at += 4;
	c->left -= 4;
	return true;
}

static pgi_status
visit_run(pgi_env *env, cursor *c, pgi_wkb_run *run, pgi_wkb_visit visit, void *context)
{
	if (c->left / run->size < run->n)
		return pgi_fail(env, .status = PGI_WKB_CORRUPT);
	run->at = c->at;
	run->swap = c->swap;
	PGI_TRY(visit(env, context, run));
	c->at += run->n * run->size;
	c->left -= run->n * run->size;
	return PGI_OK;
}

pgi_status
pgi_wkb_walk(pgi_env *env, unsigned char *wkb, size_t size, pgi_wkb_visit visit, void *context)
{
	const uint16_t one = 1;
	const bool little = *(const unsigned char *) &one == 1;
	cursor c = {.at = wkb, .left = size};
	uint64_t to_come = 1;

	while (to_come > 0)
	{
		pgi_wkb_run run = {.n = 1};
		uint32_t type, count = 1;
		size_t ordinates = 2;

		PGI_POLL_EVERY(env, to_come, 10);
		if (c.left < 1 || *c.at > 1)
			return pgi_fail(env, .status = PGI_WKB_CORRUPT);
		c.swap = (*c.at == 1) != little;
		c.at++;
		c.left--;
		to_come--;
		if (!read_u32(&c, &type) || ((type & 0x20000000) && !read_u32(&c, &run.srid)))
			return pgi_fail(env, .status = PGI_WKB_CORRUPT);
		ordinates += ((type & 0x80000000) != 0) + ((type & 0x40000000) != 0);
		type &= 0x1FFFFFFF;
		ordinates += type / 1000 == 3 ? 2 : type / 1000 > 0;
		type %= 1000;
		if (ordinates > 4 || type < 1 || type > 17 || (type != PGI_WKB_POINT && !read_u32(&c, &count)))
			return pgi_fail(env, .status = PGI_WKB_CORRUPT);
		run.type = type;
		run.size = 8 * ordinates;
		if (type == PGI_WKB_POINT || type == PGI_WKB_LINE || type == PGI_WKB_CIRCULAR)
		{
			run.n = count;
			PGI_TRY(visit_run(env, &c, &run, visit, context));
			continue;
		}
		/* an empty run, so that the kind and reference system of what has no vertices of its own are seen too */
		run.n = 0;
		PGI_TRY(visit_run(env, &c, &run, visit, context));
		if (type != PGI_WKB_POLYGON && type != PGI_WKB_TRIANGLE)
			to_come += count;
		for (uint32_t ring = 0; (type == PGI_WKB_POLYGON || type == PGI_WKB_TRIANGLE) && ring < count; ring++)
		{
			if (!read_u32(&c, &run.n))
				return pgi_fail(env, .status = PGI_WKB_CORRUPT);
			PGI_TRY(visit_run(env, &c, &run, visit, context));
		}
	}
	return c.left == 0 ? PGI_OK : pgi_fail(env, .status = PGI_WKB_CORRUPT);
}
