/*
 * matching_stable.c - stable pairs by deferred acceptance (Gale and Shapley
 * 1962), with capacities on both sides and incomplete lists.
 *
 * A pair is acceptable when both sides have stated a preference for it.  The
 * proposers ask down their lists as long as they have places left; the others
 * hold the best so far, the worst of them on top of a heap.  The result does
 * not depend on the order of the asking and is the best stable one for each
 * proposer.  Equal preferences are told apart by label order.
 * Time O(pairs log pairs), memory O(pairs).
 */
#include "matching.h"

/* One acceptable pair as one side sees it. */
typedef struct wish
{
	double preference;
	int32_t label; /* of the other side */
	int32_t pair;
} wish;

/* The better wish, of equals the one for the earlier label. */
static bool
before(const wish *a, const wish *b, bool high_is_good)
{
	if (a->preference != b->preference)
		return high_is_good ? a->preference > b->preference : a->preference < b->preference;
	return a->label < b->label;
}

/* Merges sorted runs of doubling width. */
static void
sort_wishes(wish *w, wish *scratch, int32_t n, bool high_is_good)
{
	for (int32_t width = 1; width<n; width = width> n / 2 ? n : width * 2)
	{
		for (int32_t from = 0; from<n; from = n - from> 2 * (int64_t) width ? from + 2 * width : n)
		{
			int32_t middle = n - from > width ? from + width : n;
			int32_t end = n - from > 2 * (int64_t) width ? from + 2 * width : n;
			int32_t a = from;
			int32_t b = middle;

			for (int32_t k = from; k < end; k++)
				scratch[k] = b >= end || (a < middle && !before(&w[b], &w[a], high_is_good)) ? w[a++] : w[b++];
		}
		memcpy(w, scratch, sizeof *w * (size_t) n);
	}
}

/* A heap of pairs by their place on the holder's list, the worst on top. */
static void
sift_down(int32_t *heap, int32_t n, const int32_t *place)
{
	int32_t at = 0;
	int32_t pair = heap[0];

	for (int32_t child = 1; child < n; child = 2 * at + 1)
	{
		if (child + 1 < n && place[heap[child + 1]] > place[heap[child]])
			child++;
		if (place[heap[child]] <= place[pair])
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = pair;
}

static void
sift_up(int32_t *heap, int32_t at, const int32_t *place)
{
	int32_t pair = heap[at];

	while (at > 0 && place[heap[(at - 1) / 2]] < place[pair])
	{
		heap[at] = heap[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	heap[at] = pair;
}

/* The lists of both sides: proposers' wishes by row, and each pair's place on both lists. */
typedef struct lists
{
	int32_t n_pairs;
	int32_t *row_start; /* acceptable pairs of a row: numbers row_start[i] .. row_start[i + 1] */
	int32_t *col_start; /* room for what a column may hold */
	int32_t *row;
	int32_t *col;
	wish *wishes;       /* sorted by row and preference */
	int32_t *row_place; /* of a pair, from 1 */
	int32_t *col_place;
} lists;

static pgi_status
make_lists(pgi_env *env, const pgi_stable_task *task, lists *l)
{
	const pgi_matrix *a = task->proposer;
	const pgi_matrix *b = task->other;
	wish *scratch;
	wish *by_col;
	int32_t *fill;

	PGI_NEW(env, l->row_start, (int64_t) a->rows.n + 1);
	PGI_NEW_ZERO(env, l->col_start, (int64_t) a->cols.n + 1);
	PGI_NEW(env, l->row, a->n_cells);
	PGI_NEW(env, l->col, a->n_cells);
	PGI_NEW(env, l->wishes, a->n_cells);
	PGI_NEW(env, l->row_place, a->n_cells);
	PGI_NEW(env, l->col_place, a->n_cells);
	PGI_NEW(env, scratch, a->n_cells);
	PGI_NEW(env, by_col, a->n_cells);
	PGI_NEW(env, fill, (int64_t) a->cols.n + 1);
	l->row_start[0] = 0;
	for (int32_t i = 0; i < a->rows.n; i++)
	{
		int32_t q = b->row_start[i];

		for (int32_t k = a->row_start[i]; k < a->row_start[i + 1]; k++)
		{
			while (q < b->row_start[i + 1] && b->col[q] < a->col[k])
				q++;
			if (q == b->row_start[i + 1] || b->col[q] != a->col[k])
				continue;
			l->wishes[l->n_pairs] = (wish){a->value[k], a->col[k], l->n_pairs};
			scratch[l->n_pairs] = (wish){b->value[q], i, l->n_pairs};
			l->row[l->n_pairs] = i;
			l->col[l->n_pairs++] = a->col[k];
			l->col_start[a->col[k] + 1]++;
		}
		l->row_start[i + 1] = l->n_pairs;
		PGI_POLL_EVERY(env, (uint64_t) i, 8);
	}
	for (int32_t j = 0; j < a->cols.n; j++)
		l->col_start[j + 1] += l->col_start[j];
	memcpy(fill, l->col_start, sizeof *fill * ((size_t) a->cols.n + 1));
	for (int32_t p = 0; p < l->n_pairs; p++)
		by_col[fill[l->col[p]]++] = scratch[p];
	for (int32_t j = 0; j < a->cols.n; j++)
	{
		int32_t start = l->col_start[j];

		sort_wishes(by_col + start, scratch, l->col_start[j + 1] - start, task->high_is_good);
		for (int32_t k = start; k < l->col_start[j + 1]; k++)
			l->col_place[by_col[k].pair] = k - start + 1;
		PGI_POLL_EVERY(env, (uint64_t) j, 4);
	}
	for (int32_t i = 0; i < a->rows.n; i++)
	{
		int32_t start = l->row_start[i];

		sort_wishes(l->wishes + start, scratch, l->row_start[i + 1] - start, task->high_is_good);
		for (int32_t k = start; k < l->row_start[i + 1]; k++)
			l->row_place[l->wishes[k].pair] = k - start + 1;
		PGI_POLL_EVERY(env, (uint64_t) i, 4);
	}
	pgi_free(env, scratch);
	pgi_free(env, by_col);
	pgi_free(env, fill);
	return PGI_OK;
}

pgi_status
pgi_core_match_stable(pgi_env *env, const pgi_stable_task *task, pgi_stable_pairs *pairs)
{
	int32_t n_rows = task->proposer->rows.n;
	int32_t n_cols = task->proposer->cols.n;
	lists l = {0};
	int32_t *held; /* per column a heap of pairs, in the room of its list */
	int32_t *n_held;
	int32_t *next;    /* per row the next wish */
	int32_t *places;  /* per row the places left */
	int32_t *waiting; /* rows that may ask, each at most once */
	int32_t n_waiting = 0;
	uint64_t asked = 0;
	bool *kept;

	*pairs = (pgi_stable_pairs){0};
	PGI_TRY(make_lists(env, task, &l));
	PGI_NEW(env, held, l.n_pairs);
	PGI_NEW_ZERO(env, n_held, n_cols);
	PGI_NEW(env, next, n_rows);
	PGI_NEW(env, places, n_rows);
	PGI_NEW(env, waiting, n_rows);
	for (int32_t i = n_rows; i-- > 0;)
	{
		next[i] = l.row_start[i];
		places[i] = task->proposer_capacity[i];
		waiting[n_waiting++] = i;
	}
	while (n_waiting > 0)
	{
		int32_t i = waiting[--n_waiting];

		while (places[i] > 0 && next[i] < l.row_start[i + 1])
		{
			int32_t pair = l.wishes[next[i]++].pair;
			int32_t j = l.col[pair];
			int32_t *heap = held + l.col_start[j];

			PGI_POLL_EVERY(env, ++asked, 12);
			if (task->other_capacity[j] <= 0)
				continue;
			if (n_held[j] < task->other_capacity[j])
			{
				heap[n_held[j]] = pair;
				sift_up(heap, n_held[j]++, l.col_place);
				places[i]--;
			}
			else if (l.col_place[pair] < l.col_place[heap[0]])
			{
				int32_t refused = l.row[heap[0]];

				heap[0] = pair;
				sift_down(heap, n_held[j], l.col_place);
				places[i]--;
				if (places[refused]++ == 0 && refused != i)
					waiting[n_waiting++] = refused;
			}
		}
	}

	PGI_NEW_ZERO(env, kept, l.n_pairs);
	for (int32_t j = 0; j < n_cols; j++)
		for (int32_t k = 0; k < n_held[j]; k++)
		{
			kept[held[l.col_start[j] + k]] = true;
			pairs->n++;
		}
	PGI_NEW(env, pairs->row, pairs->n);
	PGI_NEW(env, pairs->col, pairs->n);
	PGI_NEW(env, pairs->row_choice, pairs->n);
	PGI_NEW(env, pairs->col_choice, pairs->n);
	pairs->n = 0;
	for (int32_t p = 0; p < l.n_pairs; p++)
		if (kept[p])
		{
			pairs->row[pairs->n] = l.row[p];
			pairs->col[pairs->n] = l.col[p];
			pairs->row_choice[pairs->n] = l.row_place[p];
			pairs->col_choice[pairs->n++] = l.col_place[p];
		}
	return PGI_OK;
}
