/*
 * matching_stable.c - stable pairs by deferred acceptance (Gale and Shapley
 * 1962), with capacities on both sides and incomplete lists.
 *
 * A pair is acceptable when both sides have stated a preference for it.  The
 * proposers ask down their lists as long as they have places left; the others
 * hold the best so far, the worst of them on top of a heap.  The result does
 * not depend on the order of the asking and is the best stable one for each
 * proposer.  Equal preferences are told apart by label order.
 *
 * Preferences become integers that order alike, and no list is sorted: a
 * proposer's is a heap from which only what it asks is taken, and the others
 * compare.  Time O(pairs log places), memory 40 bytes a pair.
 */
#include "matching.h"

/* An acceptable pair as a proposer sees it. */
typedef struct wish
{
	uint64_t key; /* the least is the best */
	int32_t label;
	int32_t pair;
} wish;

/* Doubles as integers in the same order, or in the opposite one. */
static uint64_t
order_key(double x, bool high_is_good)
{
	uint64_t bits;

	x += 0.0; /* no negative zero */
	memcpy(&bits, &x, sizeof bits);
	bits = bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
	return high_is_good ? ~bits : bits;
}

static inline bool
better(const wish *a, const wish *b)
{
	return (a->key < b->key) | ((a->key == b->key) & (a->label < b->label)); /* no branch: it would be a guess */
}

/* Heaps with the best, or the worst, on top. */
static void
sift_down(wish *heap, int32_t n, int32_t at, bool best_on_top)
{
	wish moved = heap[at];

	for (int32_t child = 2 * at + 1; child < n; child = 2 * at + 1)
	{
		if (child + 1 < n && better(&heap[child + 1], &heap[child]) == best_on_top)
			child++;
		if (better(&heap[child], &moved) != best_on_top)
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = moved;
}

static void
heapify(wish *heap, int32_t n, bool best_on_top)
{
	for (int32_t at = n / 2; at-- > 0;)
		sift_down(heap, n, at, best_on_top);
}

/* What is asked and held. */
typedef struct lists
{
	int32_t n_pairs;
	int32_t *row_start; /* acceptable pairs of a row: numbers row_start[i] .. row_start[i + 1] */
	int32_t *col_start; /* room for what a column may hold */
	int32_t *col;
	uint64_t *col_key;  /* what the column thinks of a pair */
	wish *wishes;       /* heaps by row, the best wish on top */
	int32_t *row_place; /* of a pair that was asked, from 1 */
} lists;

static pgi_status
make_lists(pgi_env *env, const pgi_stable_task *task, lists *l)
{
	const pgi_matrix *a = task->proposer;
	const pgi_matrix *b = task->other;
	int32_t *at; /* by column of a its next cell in b, whose columns are a's rows */

	PGI_NEW(env, l->row_start, (int64_t) a->rows.n + 1);
	PGI_NEW_ZERO(env, l->col_start, (int64_t) a->cols.n + 1);
	PGI_NEW(env, l->col, a->n_cells);
	PGI_NEW(env, l->col_key, a->n_cells);
	PGI_NEW(env, l->wishes, a->n_cells);
	PGI_NEW(env, l->row_place, a->n_cells);
	PGI_NEW(env, at, a->cols.n);
	memcpy(at, b->row_start, sizeof *at * (size_t) a->cols.n);
	l->row_start[0] = 0;
	for (int32_t i = 0; i < a->rows.n; i++)
	{
		for (int32_t k = a->row_start[i]; k < a->row_start[i + 1]; k++)
		{
			int32_t j = a->col[k];
			int32_t end = b->row_start[j + 1];

			while (at[j] < end && b->col[at[j]] < i)
				at[j]++;
			if (at[j] == end || b->col[at[j]] != i)
				continue;
			l->wishes[l->n_pairs] = (wish){order_key(a->value[k], task->high_is_good), j, l->n_pairs};
			l->col_key[l->n_pairs] = order_key(b->value[at[j]], task->high_is_good);
			l->col[l->n_pairs++] = j;
			l->col_start[j + 1]++;
		}
		l->row_start[i + 1] = l->n_pairs;
		heapify(l->wishes + l->row_start[i], l->n_pairs - l->row_start[i], true);
		PGI_POLL_EVERY(env, (uint64_t) i, 6);
	}
	for (int32_t j = 0; j < a->cols.n; j++)
	{
		int32_t most = task->other_capacity[j];

		l->col_start[j + 1] = l->col_start[j] + (l->col_start[j + 1] < most ? l->col_start[j + 1] : most);
	}
	pgi_free(env, at);
	return PGI_OK;
}

/* How many of n wishes, best first, come before one. */
static int32_t
n_before(const wish *sorted, int32_t n, const wish *w)
{
	const wish *from = sorted;

	while (n > 1)
	{
		int32_t half = n / 2;

		from += better(&from[half - 1], w) ? half : 0;
		n -= half;
	}
	return (int32_t) (from - sorted) + (n == 1 && better(from, w));
}

/*
 * Places on the lists of the columns of the pairs that were kept: each
 * acceptable pair counts for the kept ones behind it.  Sorts the heaps.
 */
static pgi_status
find_col_places(pgi_env *env, const lists *l, wish *held, const int32_t *n_held, int32_t n_rows, int32_t n_cols,
				int32_t *place)
{
	int32_t *before; /* acceptable pairs between a kept one and the kept one before it */

	PGI_NEW_ZERO(env, before, (int64_t) l->col_start[n_cols] + n_cols);
	for (int32_t j = 0; j < n_cols; j++)
	{
		wish *heap = held + l->col_start[j];

		for (int32_t n = n_held[j]; n-- > 1;)
		{
			wish worst = heap[0];

			heap[0] = heap[n];
			heap[n] = worst;
			sift_down(heap, n, 0, false);
			PGI_POLL_EVERY(env, (uint64_t) n, 14);
		}
	}
	for (int32_t i = 0; i < n_rows; i++)
	{
		for (int32_t p = l->row_start[i]; p < l->row_start[i + 1]; p++)
		{
			int32_t j = l->col[p];
			wish w = {l->col_key[p], i, p};

			before[l->col_start[j] + j + n_before(held + l->col_start[j], n_held[j], &w)]++;
		}
		PGI_POLL_EVERY(env, (uint64_t) i, 6);
	}
	for (int32_t j = 0; j < n_cols; j++)
		for (int32_t k = 0, sum = 0; k < n_held[j]; k++)
		{
			sum += before[l->col_start[j] + j + k];
			place[held[l->col_start[j] + k].pair] = sum;
		}
	pgi_free(env, before);
	return PGI_OK;
}

pgi_status
pgi_core_match_stable(pgi_env *env, const pgi_stable_task *task, pgi_stable_pairs *pairs)
{
	int32_t n_rows = task->proposer->rows.n;
	int32_t n_cols = task->proposer->cols.n;
	lists l = {0};
	wish *held; /* per column a heap with the worst on top, in the room of its list */
	int32_t *n_held;
	int32_t *n_left;  /* per row the wishes not yet asked */
	int32_t *places;  /* per row the places left */
	int32_t *waiting; /* rows that may ask, each at most once */
	int32_t *col_place;
	int32_t n_waiting = 0;
	uint64_t asked = 0;

	*pairs = (pgi_stable_pairs){0};
	PGI_TRY(make_lists(env, task, &l));
	PGI_NEW(env, held, l.col_start[n_cols]);
	PGI_NEW_ZERO(env, n_held, n_cols);
	PGI_NEW(env, n_left, n_rows);
	PGI_NEW(env, places, n_rows);
	PGI_NEW(env, waiting, n_rows);
	for (int32_t i = n_rows; i-- > 0;)
	{
		n_left[i] = l.row_start[i + 1] - l.row_start[i];
		places[i] = task->proposer_capacity[i];
		waiting[n_waiting++] = i;
	}
	while (n_waiting > 0)
	{
		int32_t i = waiting[--n_waiting];
		wish *list = l.wishes + l.row_start[i];

		while (places[i] > 0 && n_left[i] > 0)
		{
			int32_t pair = list[0].pair;
			int32_t j = list[0].label;
			wish *heap = held + l.col_start[j];
			wish w = {l.col_key[pair], i, pair};

			PGI_POLL_EVERY(env, ++asked, 10);
			list[0] = list[--n_left[i]];
			sift_down(list, n_left[i], 0, true);
			l.row_place[pair] = l.row_start[i + 1] - l.row_start[i] - n_left[i];
			if (n_held[j] < task->other_capacity[j])
			{
				heap[n_held[j]++] = w;
				places[i]--;
				/* only a full heap is asked for its worst */
				if (n_held[j] == task->other_capacity[j])
					heapify(heap, n_held[j], false);
			}
			else if (n_held[j] > 0 && better(&w, &heap[0]))
			{
				int32_t refused = heap[0].label;

				heap[0] = w;
				sift_down(heap, n_held[j], 0, false);
				places[i]--;
				if (places[refused]++ == 0 && refused != i)
					waiting[n_waiting++] = refused;
			}
		}
	}

	for (int32_t j = 0; j < n_cols; j++)
	{
		if (n_held[j] < task->other_capacity[j])
			heapify(held + l.col_start[j], n_held[j], false);
		pairs->n += n_held[j];
	}
	PGI_NEW_ZERO(env, col_place, l.n_pairs);
	PGI_TRY(find_col_places(env, &l, held, n_held, n_rows, n_cols, col_place));
	PGI_NEW(env, pairs->row, pairs->n);
	PGI_NEW(env, pairs->col, pairs->n);
	PGI_NEW(env, pairs->row_choice, pairs->n);
	PGI_NEW(env, pairs->col_choice, pairs->n);
	pairs->n = 0;
	for (int32_t i = 0; i < n_rows; i++)
		for (int32_t p = l.row_start[i]; p < l.row_start[i + 1]; p++)
			if (col_place[p] > 0)
			{
				pairs->row[pairs->n] = i;
				pairs->col[pairs->n] = l.col[p];
				pairs->row_choice[pairs->n] = l.row_place[p];
				pairs->col_choice[pairs->n++] = col_place[p];
			}
	return PGI_OK;
}
