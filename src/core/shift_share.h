/*
 * shift_share.h - the change of one cell split into national, industrial and
 * regional effects.
 *
 * e is the cell's base, N, N_i and E the totals of whole, industry and region;
 * g, g_i, g_r and g_ir their growth and that of the cell; h = E N_i / N is the
 * base that the region would have with the structure of the whole.
 *
 *   Dunn 1960             e g + e (g_i - g) + e (g_ir - g_i)
 *   Esteban-Marquillas    the last split into h (g_ir - g_i) + (e - h)(g_ir - g_i)
 *   Arcelus 1984          the last split into e (g_r - g) + e ((g_ir - g_r) - (g_i - g)),
 *                         and each of the four effects into its h part and its (e - h) part
 */
#ifndef PGI_SHIFT_SHARE_H
#define PGI_SHIFT_SHARE_H

#include "structure.h"

typedef enum pgi_shift_method
{
	PGI_SHIFT_DUNN,
	PGI_SHIFT_ESTEBAN_MARQUILLAS,
	PGI_SHIFT_ARCELUS
} pgi_shift_method;

typedef enum pgi_shift_kind
{
	PGI_SHIFT_OK,
	PGI_SHIFT_NEW,     /* no base to grow from: its change is a term of its own */
	PGI_SHIFT_VANISHED /* the industry is gone from the whole: likewise */
} pgi_shift_kind;

/* The effects of a cell; NaN where the method has no such effect. */
typedef struct pgi_shift_parts
{
	pgi_shift_kind kind;
	double national;
	double industry_mix;
	double competitive;
	double allocation;
	double regional_growth;
	double regional_mix;
	double national_homothetic;
	double industry_mix_homothetic;
	double regional_growth_homothetic;
	double regional_mix_homothetic;
	double new_activity;
	double vanished_activity;
} pgi_shift_parts;

extern pgi_shift_parts pgi_core_shift_share(const pgi_pair_cells *pair, int64_t cell, pgi_shift_method method);

#endif
