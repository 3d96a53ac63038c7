/*
 * shift_share.c - shift-share effects of one cell.
 *
 * Sources: Dunn 1960; Esteban-Marquillas 1972; Arcelus 1984, "An extension of
 * shift-share analysis", Growth and Change 15.  The regional effect of Dunn is
 * taken as e1 - e N1_i / N0_i, which needs no growth rate of the cell and so
 * holds for an industry that is new in the region but not in the whole.
 */
#include <math.h>

#include "shift_share.h"

pgi_shift_parts
pgi_core_shift_share(const pgi_pair_cells *pair, int64_t cell, pgi_shift_method method)
{
	int32_t row = pair->row[cell];
	int32_t col = pair->col[cell];
	double e0 = pair->value[0][cell], e1 = pair->value[1][cell];
	double n0 = pair->col_total[0][col], n1 = pair->col_total[1][col];
	double region0 = pair->row_total[0][row], region1 = pair->row_total[1][row];
	double growth = pair->total[1] / pair->total[0] - 1;
	double of_industry, of_region, of_cell, homothetic, regional;
	pgi_shift_parts p = {.kind = PGI_SHIFT_OK};

	/* effects that the method does not have */
	if (method == PGI_SHIFT_ARCELUS)
		p.competitive = NAN;
	else
		p.regional_growth = p.regional_mix = p.national_homothetic = p.industry_mix_homothetic =
			p.regional_growth_homothetic = p.regional_mix_homothetic = NAN;
	if (method != PGI_SHIFT_ESTEBAN_MARQUILLAS)
		p.allocation = NAN;
	/* but for Dunn's, the formulas need a growth rate of the cell itself */
	if (n0 == 0 || (e0 == 0 && method != PGI_SHIFT_DUNN))
	{
		p.kind = PGI_SHIFT_NEW;
		p.new_activity = e1 - e0;
		return p;
	}
	if (n1 == 0)
	{
		p.kind = PGI_SHIFT_VANISHED;
		p.vanished_activity = e1 - e0;
		return p;
	}
	of_industry = n1 / n0 - 1;
	regional = e1 - e0 * (n1 / n0);
	p.national = e0 * growth;
	p.industry_mix = e0 * (of_industry - growth);
	if (method == PGI_SHIFT_DUNN)
	{
		p.competitive = regional;
		return p;
	}
	homothetic = region0 * (n0 / pair->total[0]);
	of_cell = e1 / e0 - 1;
	if (method == PGI_SHIFT_ESTEBAN_MARQUILLAS)
	{
		p.competitive = homothetic * (of_cell - of_industry);
		p.allocation = regional - p.competitive;
		return p;
	}
	of_region = region1 / region0 - 1;
	p.regional_growth = e0 * (of_region - growth);
	p.regional_mix = regional - p.regional_growth;
	p.national_homothetic = homothetic * growth;
	p.industry_mix_homothetic = homothetic * (of_industry - growth);
	p.regional_growth_homothetic = homothetic * (of_region - growth);
	p.regional_mix_homothetic = homothetic * ((of_cell - of_region) - (of_industry - growth));
	return p;
}
