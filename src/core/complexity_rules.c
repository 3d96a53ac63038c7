/*
 * complexity_rules.c - the conventions of the complexity family, by name, and
 * the presets as columns of one table.
 *
 * `default` is this project's choice; the others repeat what py-ecomplexity,
 * the Stata package ecomplexity and the R package EconGeo do, so that numbers
 * in hand can be reconciled.
 */
#include <math.h>

#include "complexity.h"

#define MAX_CHOICES 9

typedef struct rule_text
{
	const char *name;
	const char *choice[MAX_CHOICES + 1]; /* NULL past the last one */
} rule_text;

static const rule_text rules_text[PGI_RULE_COUNT] = {
	[PGI_RULE_PRESENCE] = {"presence", {"rca", "continuous", "given", "hhi", "rpop", "rca_rpop", "blend", "detect"}},
	[PGI_RULE_INCLUSIVE] = {"inclusive", {"false", "true"}},
	[PGI_RULE_COMBINE] = {"combine", {"or", "sum"}},
	[PGI_RULE_EMPTY] = {"empty", {"removed", "eci_null", "all_null"}},
	[PGI_RULE_PROXIMITY] = {"kind",
							{"cooccurrence", "asymmetric", "correlation", "association", "cosine", "jaccard", "prob",
							 "count", "zscore"}},
	[PGI_RULE_MINIMUM] = {"minimum", {"exact", "half_sum"}},
	[PGI_RULE_DIAGONAL] = {"diagonal", {"one", "zero", "as_computed"}},
	[PGI_RULE_WEIGHTS] = {"weights", {"presence", "rca"}},
	[PGI_RULE_NEAREST] = {"nearest", {"weighted", "count", "ties"}},
	[PGI_RULE_DENSITY] = {"density", {"fraction", "percent_2_digits"}},
	[PGI_RULE_EIGENVECTOR] = {"eigenvector", {"exact", "rounded_4_digits_share"}},
	[PGI_RULE_SD] = {"sd", {"n", "n-1", "long"}},
	[PGI_RULE_PCI_SCALE] = {"pci_scale", {"eci", "own"}},
	[PGI_RULE_OUTLOOK_PCI] = {"outlook_pci", {"raw", "scaled"}},
	[PGI_RULE_OUTLOOK_ORIENTATION] = {"outlook_orientation", {"target", "source"}},
	[PGI_RULE_RCA_DIGITS] = {"rca_digits", {"all", "2"}},
};

const char *const pgi_preset_names[] = {"default", "py_ecomplexity", "stata", "econgeo", NULL};

/* A row is a convention, its columns are the presets in the order of their names. */
static const int presets[PGI_RULE_COUNT][4] = {
	[PGI_RULE_PRESENCE] = {PGI_PRESENCE_RCA, PGI_PRESENCE_RCA, PGI_PRESENCE_DETECT, PGI_PRESENCE_RCA},
	[PGI_RULE_INCLUSIVE] = {PGI_YES, PGI_YES, PGI_NO, PGI_YES},
	[PGI_RULE_COMBINE] = {PGI_COMBINE_OR, PGI_COMBINE_SUM, PGI_COMBINE_OR, PGI_COMBINE_OR},
	[PGI_RULE_EMPTY] = {PGI_EMPTY_REMOVED, PGI_EMPTY_ALL_NULL, PGI_EMPTY_ALL_NULL, PGI_EMPTY_ECI_NULL},
	[PGI_RULE_PROXIMITY] = {PGI_PROXIMITY_COOCCURRENCE, PGI_PROXIMITY_COOCCURRENCE, PGI_PROXIMITY_COOCCURRENCE,
							PGI_PROXIMITY_PROB},
	[PGI_RULE_MINIMUM] = {PGI_MINIMUM_EXACT, PGI_MINIMUM_EXACT, PGI_MINIMUM_HALF_SUM, PGI_MINIMUM_EXACT},
	[PGI_RULE_DIAGONAL] = {PGI_DIAGONAL_ONE, PGI_DIAGONAL_ONE, PGI_DIAGONAL_ZERO, PGI_DIAGONAL_ZERO},
	[PGI_RULE_WEIGHTS] = {PGI_WEIGHTS_PRESENCE, PGI_WEIGHTS_RCA, PGI_WEIGHTS_RCA, PGI_WEIGHTS_PRESENCE},
	[PGI_RULE_NEAREST] = {PGI_NEAREST_WEIGHTED, PGI_NEAREST_COUNT, PGI_NEAREST_TIES, PGI_NEAREST_WEIGHTED},
	[PGI_RULE_DENSITY] = {PGI_DENSITY_FRACTION, PGI_DENSITY_FRACTION, PGI_DENSITY_FRACTION, PGI_DENSITY_PERCENT},
	[PGI_RULE_EIGENVECTOR] = {PGI_EIGENVECTOR_EXACT, PGI_EIGENVECTOR_EXACT, PGI_EIGENVECTOR_EXACT,
							  PGI_EIGENVECTOR_ROUNDED},
	[PGI_RULE_SD] = {PGI_SD_N, PGI_SD_N, PGI_SD_LONG, PGI_SD_N},
	[PGI_RULE_PCI_SCALE] = {PGI_PCI_SCALE_ECI, PGI_PCI_SCALE_ECI, PGI_PCI_SCALE_ECI, PGI_PCI_SCALE_OWN},
	[PGI_RULE_OUTLOOK_PCI] = {PGI_OUTLOOK_PCI_RAW, PGI_OUTLOOK_PCI_RAW, PGI_OUTLOOK_PCI_RAW, PGI_OUTLOOK_PCI_RAW},
	[PGI_RULE_OUTLOOK_ORIENTATION] = {PGI_ORIENTATION_TARGET, PGI_ORIENTATION_TARGET, PGI_ORIENTATION_SOURCE,
									  PGI_ORIENTATION_TARGET},
	[PGI_RULE_RCA_DIGITS] = {PGI_RCA_DIGITS_ALL, PGI_RCA_DIGITS_ALL, PGI_RCA_DIGITS_ALL, PGI_RCA_DIGITS_2},
};

const char *
pgi_rule_name(pgi_rule rule)
{
	return rules_text[rule].name;
}

const char *const *
pgi_rule_choices(pgi_rule rule)
{
	return rules_text[rule].choice;
}

pgi_conventions
pgi_conventions_of(int number)
{
	pgi_conventions rules = {.preset = number, .threshold = 1, .alpha = 0.6, .min_z = NAN};

	for (int rule = 0; rule < PGI_RULE_COUNT; rule++)
		rules.choice[rule] = presets[rule][number];
	return rules;
}
