/* place_zones.c - which of many polygons a place lies in; see place_zones.h. */
#include <math.h>
#include <string.h>

#include "place_distance.h"
#include "place_wkb.h"
#include "place_zones.h"

#define EDGES_A_SLAB 4
#define GRID 128 /* cells a side, fewer where zones would fill them many times over */

typedef struct edge
{
	double x1, y1, x2, y2;
} edge;

typedef struct zone
{
	double low_x, low_y, high_x, high_y;
	int64_t first; /* its edges */
	int64_t n;
	int32_t n_slabs;
	int64_t slab; /* its first entry in slab_start */
	double scale; /* slabs a unit of y */
} zone;

struct pgi_zones
{
	int32_t n;
	zone *zone;
	edge *edge;
	int64_t n_edges;
	int64_t *slab_start; /* by slab of all zones: its first entry in slab_edge; one more at the end */
	int64_t *slab_edge;
	int32_t side; /* of the grid */
	double low_x, low_y, scale_x, scale_y;
	int64_t *cell_start;
	int32_t *cell_zone; /* ascending within a cell */
};

/* --- reading shapes ------------------------------------------------------------ */

typedef struct reader
{
	pgi_zones *zones; /* NULL: only counting */
	zone *zone;
	int64_t n;
} reader;

static pgi_status
read_run(pgi_env *env, void *context, const pgi_wkb_run *run)
{
	reader *r = context;
	double x1 = 0, y1 = 0;

	if (run->type > PGI_WKB_COLLECTION)
		return pgi_fail(env, .status = PGI_SHAPE_KIND);
	if (run->type != PGI_WKB_POLYGON)
		return PGI_OK;
	for (uint32_t i = 0; i < run->n; i++)
	{
		double x, y;

		PGI_POLL_EVERY(env, i, 12);
		pgi_wkb_vertex(run, i, &x, &y);
		PGI_TRY(pgi_place_check(env, PGI_PROJECTED, x, y));
		if (i > 0 && r->zones)
		{
			zone *z = r->zone;

			r->zones->edge[r->n] = (edge){x1, y1, x, y};
			z->low_x = fmin(z->low_x, fmin(x1, x));
			z->low_y = fmin(z->low_y, fmin(y1, y));
			z->high_x = fmax(z->high_x, fmax(x1, x));
			z->high_y = fmax(z->high_y, fmax(y1, y));
		}
		r->n += i > 0;
		x1 = x;
		y1 = y;
	}
	return PGI_OK;
}

/* --- slabs --------------------------------------------------------------------- */

/* The slab of a height within a zone: monotone, so that an edge lies in all slabs from its lower to its upper end's. */
static inline int32_t
slab_of(const zone *z, double y)
{
	double at = (y - z->low_y) * z->scale;

	return at < z->n_slabs ? (int32_t) at : z->n_slabs - 1;
}

static void
edge_slabs(const zone *z, const edge *e, int32_t *from, int32_t *to)
{
	*from = slab_of(z, fmin(e->y1, e->y2));
	*to = slab_of(z, fmax(e->y1, e->y2));
}

/* As many slabs as leave a few edges in each, fewer where edges are so long that they would fill many. */
static int64_t
choose_slabs(const pgi_zones *zones, zone *z)
{
	int64_t entries;

	z->n_slabs = (int32_t) (z->n / EDGES_A_SLAB < 1 << 20 ? z->n / EDGES_A_SLAB + 1 : 1 << 20);
	for (;;)
	{
		z->scale = z->high_y > z->low_y ? z->n_slabs / (z->high_y - z->low_y) : 0;
		if (!isfinite(z->scale))
			z->scale = 0;
		entries = 0;
		for (int64_t i = z->first; i < z->first + z->n; i++)
		{
			int32_t from, to;

			edge_slabs(z, &zones->edge[i], &from, &to);
			entries += to - from + 1;
		}
		if (z->n_slabs == 1 || entries <= 8 * z->n)
			return entries;
		z->n_slabs /= 2;
	}
}

static pgi_status
make_slabs(pgi_env *env, pgi_zones *zones)
{
	int64_t slabs = 0, entries = 0;

	for (int32_t k = 0; k < zones->n; k++)
	{
		PGI_POLL(env);
		entries += choose_slabs(zones, &zones->zone[k]);
		zones->zone[k].slab = slabs;
		slabs += zones->zone[k].n_slabs;
	}
	PGI_NEW_ZERO(env, zones->slab_start, slabs + 2);
	PGI_NEW(env, zones->slab_edge, entries);
	/* counts one place on, so that filling moves each start to where the next one begins */
	for (int pass = 0; pass < 2; pass++)
	{
		for (int32_t k = 0; k < zones->n; k++)
		{
			const zone *z = &zones->zone[k];

			PGI_POLL(env);
			for (int64_t i = z->first; i < z->first + z->n; i++)
			{
				int32_t from, to;

				edge_slabs(z, &zones->edge[i], &from, &to);
				for (int32_t s = from; s <= to; s++)
					if (pass == 0)
						zones->slab_start[z->slab + s + 2]++;
					else
						zones->slab_edge[zones->slab_start[z->slab + s + 1]++] = i;
			}
		}
		for (int64_t s = 2; pass == 0 && s < slabs + 2; s++)
			zones->slab_start[s] += zones->slab_start[s - 1];
	}
	return PGI_OK;
}

/* --- the grid -------------------------------------------------------------------- */

static inline int32_t
cell_at(double v, double low, double scale, int32_t side)
{
	double at = (v - low) * scale;

	return at < side ? (int32_t) at : side - 1;
}

static void
zone_cells(const pgi_zones *g, const zone *z, int32_t cells[4])
{
	cells[0] = cell_at(z->low_x, g->low_x, g->scale_x, g->side);
	cells[1] = cell_at(z->high_x, g->low_x, g->scale_x, g->side);
	cells[2] = cell_at(z->low_y, g->low_y, g->scale_y, g->side);
	cells[3] = cell_at(z->high_y, g->low_y, g->scale_y, g->side);
}

static pgi_status
make_grid(pgi_env *env, pgi_zones *g)
{
	double high_x = -INFINITY, high_y = -INFINITY;
	int64_t entries;

	g->low_x = g->low_y = INFINITY;
	for (int32_t k = 0; k < g->n; k++)
	{
		g->low_x = fmin(g->low_x, g->zone[k].low_x);
		g->low_y = fmin(g->low_y, g->zone[k].low_y);
		high_x = fmax(high_x, g->zone[k].high_x);
		high_y = fmax(high_y, g->zone[k].high_y);
	}
	for (g->side = GRID;; g->side /= 2)
	{
		g->scale_x = high_x > g->low_x ? g->side / (high_x - g->low_x) : 0;
		g->scale_y = high_y > g->low_y ? g->side / (high_y - g->low_y) : 0;
		if (!isfinite(g->scale_x) || !isfinite(g->scale_y))
			g->scale_x = g->scale_y = 0;
		entries = 0;
		for (int32_t k = 0; k < g->n; k++)
		{
			int32_t c[4];

			if (g->zone[k].n == 0)
				continue;
			zone_cells(g, &g->zone[k], c);
			entries += (int64_t) (c[1] - c[0] + 1) * (c[3] - c[2] + 1);
		}
		if (g->side == 1 || entries <= 32 * ((int64_t) g->n + GRID * GRID))
			break;
	}
	PGI_NEW_ZERO(env, g->cell_start, (int64_t) g->side * g->side + 2);
	PGI_NEW(env, g->cell_zone, entries);
	for (int pass = 0; pass < 2; pass++)
	{
		for (int32_t k = 0; k < g->n; k++)
		{
			int32_t c[4];

			PGI_POLL(env);
			if (g->zone[k].n == 0)
				continue;
			zone_cells(g, &g->zone[k], c);
			for (int32_t i = c[2]; i <= c[3]; i++)
				for (int32_t j = c[0]; j <= c[1]; j++)
					if (pass == 0)
						g->cell_start[(int64_t) i * g->side + j + 2]++;
					else
						g->cell_zone[g->cell_start[(int64_t) i * g->side + j + 1]++] = k;
		}
		for (int64_t s = 2; pass == 0 && s < (int64_t) g->side * g->side + 2; s++)
			g->cell_start[s] += g->cell_start[s - 1];
	}
	return PGI_OK;
}

pgi_status
pgi_zones_build(pgi_env *env, int32_t n, const unsigned char *const *wkb, const size_t *size, pgi_zones **zones)
{
	pgi_zones *z;
	reader count = {0};
	reader r = {0};

	PGI_NEW_ZERO(env, z, 1);
	z->n = n;
	for (int32_t k = 0; k < n; k++)
		PGI_TRY(pgi_wkb_walk(env, (unsigned char *) wkb[k], size[k], read_run, &count));
	z->n_edges = count.n;
	PGI_NEW(env, z->zone, n);
	PGI_NEW(env, z->edge, count.n);
	r.zones = z;
	for (int32_t k = 0; k < n; k++)
	{
		r.zone = &z->zone[k];
		*r.zone = (zone){INFINITY, INFINITY, -INFINITY, -INFINITY, .first = r.n};
		PGI_TRY(pgi_wkb_walk(env, (unsigned char *) wkb[k], size[k], read_run, &r));
		r.zone->n = r.n - r.zone->first;
	}
	PGI_TRY(make_slabs(env, z));
	PGI_TRY(make_grid(env, z));
	*zones = z;
	return PGI_OK;
}

/* --- looking up -------------------------------------------------------------------- */

static bool
covers(const pgi_zones *zones, const zone *z, double x, double y)
{
	int64_t slab;
	bool inside = false;

	if (!(x >= z->low_x && x <= z->high_x && y >= z->low_y && y <= z->high_y))
		return false;
	slab = z->slab + slab_of(z, y);
	for (int64_t i = zones->slab_start[slab]; i < zones->slab_start[slab + 1]; i++)
	{
		const edge *e = &zones->edge[zones->slab_edge[i]];
		bool rises = e->y2 > e->y1;
		double side;

		if (y < (rises ? e->y1 : e->y2) || y > (rises ? e->y2 : e->y1))
			continue;
		side = (x - e->x1) * (e->y2 - e->y1) - (e->x2 - e->x1) * (y - e->y1);
		if (side == 0 && x >= fmin(e->x1, e->x2) && x <= fmax(e->x1, e->x2))
			return true;
		if ((e->y1 <= y) != (e->y2 <= y) && (rises ? side < 0 : side > 0))
			inside = !inside;
	}
	return inside;
}

int32_t
pgi_zones_find(const pgi_zones *g, double x, double y)
{
	int64_t cell;

	if (!(x >= g->low_x && y >= g->low_y))
		return -1;
	cell = (int64_t) cell_at(y, g->low_y, g->scale_y, g->side) * g->side + cell_at(x, g->low_x, g->scale_x, g->side);
	for (int64_t i = g->cell_start[cell]; i < g->cell_start[cell + 1]; i++)
		if (covers(g, &g->zone[g->cell_zone[i]], x, y))
			return g->cell_zone[i];
	return -1;
}
