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
 * No list is sorted: a proposer's is a heap of its cells, from which only what
 * it asks is taken, and the others compare.  Time O(pairs log places), memory 8
 * bytes a cell: touching fresh memory would take longer than the method.
 */
#include "matching.h"

/* What a column holds. */
typedef struct held
{
	double cost; /* what the column thinks of it: the least is the best */
	int32_t row;
	int32_t place; /* of the column on the row's list, from 1 */
} held;

static inline bool
better(const held *a, const held *b)
{
	return (a->cost < b->cost) | ((a->cost == b->cost) & (a->row < b->row)); /* no branch: it would be a guess */
}

/* Heaps with the worst on top. */
static void
sift_down(held *heap, int32_t n, int32_t at)
{
	held moved = heap[at];

	for (int32_t child = 2 * at + 1; child < n; child = 2 * at + 1)
	{
		if (child + 1 < n && better(&heap[child], &heap[child + 1]))
			child++;
		if (better(&heap[child], &moved))
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = moved;
}

static void
heapify(held *heap, int32_t n)
{
	for (int32_t at = n / 2; at-- > 0;)
		sift_down(heap, n, at);
}

/* What is asked and held. */
typedef struct lists
{
	const pgi_matrix *a; /* the proposers' preferences: they are the rows */
	const pgi_matrix *b;
	double sign;
	int32_t *mirror;    /* by cell of a the cell of the same pair in b, -1: not acceptable */
	int32_t *wish;      /* acceptable cells of a: heaps by row, the best on top */
	int32_t *row_start; /* wishes of a row: row_start[i] .. row_start[i + 1] */
	int32_t *col_start; /* room for what a column may hold */
	held *held;         /* by column */
	int32_t *n_held;
} lists;

/* Sinks the top of a row's heap; of equal cells the first one has the first label. */
static void
sink_wish(const lists *l, int32_t *heap, int32_t n, int32_t at)
{
	const double *value = l->a->value;
	double sign = l->sign;
	int32_t moved = heap[at];
	double cost = sign * value[moved];

	for (int32_t child = 2 * at + 1; child < n; child = 2 * at + 1)
	{
		double least = sign * value[heap[child]];

		if (child + 1 < n)
		{
			double other = sign * value[heap[child + 1]];
			bool second = (other < least) | ((other == least) & (heap[child + 1] < heap[child]));

			least = second ? other : least;
			child += second;
		}
		if (cost < least || (cost == least && moved < heap[child]))
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = moved;
}

/* A pair as its column sees it. */
static inline held
seen_by_col(const lists *l, int32_t row, int32_t cell, int32_t place)
{
	return (held){l->sign * l->b->value[l->mirror[cell]], row, place};
}

static pgi_status
make_lists(pgi_env *env, const pgi_stable_task *task, lists *l)
{
	const pgi_matrix *a = task->proposer;
	const pgi_matrix *b = task->other;
	int32_t n = 0;
	int32_t *at; /* by column of a its next cell in b, whose columns are a's rows */

	*l = (lists){.a = a, .b = b, .sign = task->high_is_good ? -1 : 1};
	PGI_NEW(env, l->mirror, a->n_cells);
	PGI_NEW(env, l->wish, a->n_cells);
	PGI_NEW(env, l->row_start, (int64_t) a->rows.n + 1);
	PGI_NEW_ZERO(env, l->col_start, (int64_t) a->cols.n + 1);
	PGI_NEW(env, at, a->cols.n);
	memcpy(at, b->row_start, sizeof *at * (size_t) a->cols.n);
	l->row_start[0] = 0;
	for (int32_t i = 0; i < a->rows.n; i++)
	{
		int32_t *heap = l->wish + n;
		int32_t n_wishes = 0;

		for (int32_t k = a->row_start[i]; k < a->row_start[i + 1]; k++)
		{
			int32_t j = a->col[k];
			int32_t end = b->row_start[j + 1];

			while (at[j] < end && b->col[at[j]] < i)
				at[j]++;
			l->mirror[k] = at[j] < end && b->col[at[j]] == i ? at[j] : -1;
			if (l->mirror[k] < 0)
				continue;
			heap[n_wishes++] = k;
			l->col_start[j + 1]++;
		}
		for (int32_t k = n_wishes / 2; k-- > 0;)
			sink_wish(l, heap, n_wishes, k);
		l->row_start[i + 1] = n += n_wishes;
		PGI_POLL_EVERY(env, (uint64_t) i, 6);
	}
	for (int32_t j = 0; j < a->cols.n; j++)
	{
		int32_t most = task->other_capacity[j];

		l->col_start[j + 1] = l->col_start[j] + (l->col_start[j + 1] < most ? l->col_start[j + 1] : most);
	}
	pgi_free(env, at);
	PGI_NEW(env, l->held, l->col_start[a->cols.n]);
	PGI_NEW_ZERO(env, l->n_held, a->cols.n);
	return PGI_OK;
}

/* The asking. */
static pgi_status
ask(pgi_env *env, const pgi_stable_task *task, lists *l)
{
	int32_t n_rows = l->a->rows.n;
	int32_t *n_left;  /* per row the wishes not yet asked */
	int32_t *places;  /* per row the places left */
	int32_t *waiting; /* rows that may ask, each at most once */
	int32_t n_waiting = 0;
	uint64_t asked = 0;

	PGI_NEW(env, n_left, n_rows);
	PGI_NEW(env, places, n_rows);
	PGI_NEW(env, waiting, n_rows);
	for (int32_t i = n_rows; i-- > 0;)
	{
		n_left[i] = l->row_start[i + 1] - l->row_start[i];
		places[i] = task->proposer_capacity[i];
		waiting[n_waiting++] = i;
	}
	while (n_waiting > 0)
	{
		int32_t i = waiting[--n_waiting];
		int32_t *list = l->wish + l->row_start[i];
		int32_t n_wishes = l->row_start[i + 1] - l->row_start[i];

		while (places[i] > 0 && n_left[i] > 0)
		{
			int32_t j = l->a->col[list[0]];
			held *heap = l->held + l->col_start[j];
			held w = seen_by_col(l, i, list[0], n_wishes - n_left[i] + 1);

			PGI_POLL_EVERY(env, ++asked, 10);
			list[0] = list[--n_left[i]];
			sink_wish(l, list, n_left[i], 0);
			if (l->n_held[j] < task->other_capacity[j])
			{
				heap[l->n_held[j]++] = w;
				places[i]--;
				/* only a full heap is asked for its worst */
				if (l->n_held[j] == task->other_capacity[j])
					heapify(heap, l->n_held[j]);
			}
			else if (l->n_held[j] > 0 && better(&w, &heap[0]))
			{
				int32_t refused = heap[0].row;

				heap[0] = w;
				sift_down(heap, l->n_held[j], 0);
				places[i]--;
				if (places[refused]++ == 0 && refused != i)
					waiting[n_waiting++] = refused;
			}
		}
	}
	for (int32_t j = 0; j < l->a->cols.n; j++)
		if (l->n_held[j] < task->other_capacity[j])
			heapify(l->held + l->col_start[j], l->n_held[j]);
	pgi_free(env, n_left);
	pgi_free(env, places);
	pgi_free(env, waiting);
	return PGI_OK;
}

/* How many of n held ones, best first, come before one. */
static int32_t
n_before(const held *sorted, int32_t n, const held *w)
{
	const held *from = sorted;

	while (n > 1)
	{
		int32_t half = n / 2;

		from += better(&from[half - 1], w) ? half : 0;
		n -= half;
	}
	return (int32_t) (from - sorted) + (n == 1 && better(from, w));
}

/*
 * Sorts what the columns hold, best first, and counts how many acceptable pairs
 * each held one has before it that the held one before has not, itself among
 * them; column j has n_held[j] + 1 counts from col_start[j] + j.
 */
static pgi_status
count_between(pgi_env *env, lists *l, int32_t *count)
{
	const pgi_matrix *a = l->a;

	for (int32_t j = 0; j < a->cols.n; j++)
	{
		held *heap = l->held + l->col_start[j];

		for (int32_t n = l->n_held[j]; n-- > 1;)
		{
			held worst = heap[0];

			heap[0] = heap[n];
			heap[n] = worst;
			sift_down(heap, n, 0);
			PGI_POLL_EVERY(env, (uint64_t) n, 14);
		}
	}
	for (int32_t i = 0; i < a->rows.n; i++)
	{
		for (int32_t k = a->row_start[i]; k < a->row_start[i + 1]; k++)
			if (l->mirror[k] >= 0)
			{
				int32_t j = a->col[k];
				held w = seen_by_col(l, i, k, 0);

				count[l->col_start[j] + j + n_before(l->held + l->col_start[j], l->n_held[j], &w)]++;
			}
		PGI_POLL_EVERY(env, (uint64_t) i, 6);
	}
	return PGI_OK;
}

pgi_status
pgi_core_match_stable(pgi_env *env, const pgi_stable_task *task, pgi_stable_pairs *pairs)
{
	int32_t n_rows = task->proposer->rows.n;
	int32_t n_cols = task->proposer->cols.n;
	lists l;
	int32_t *count;
	int32_t *start; /* of the rows among the pairs */

	*pairs = (pgi_stable_pairs){0};
	PGI_TRY(make_lists(env, task, &l));
	PGI_TRY(ask(env, task, &l));
	PGI_NEW_ZERO(env, count, (int64_t) l.col_start[n_cols] + n_cols);
	PGI_TRY(count_between(env, &l, count));

	PGI_NEW_ZERO(env, start, (int64_t) n_rows + 1);
	for (int32_t j = 0; j < n_cols; j++)
		for (int32_t k = 0; k < l.n_held[j]; k++, pairs->n++)
			start[l.held[l.col_start[j] + k].row + 1]++;
	for (int32_t i = 0; i < n_rows; i++)
		start[i + 1] += start[i];
	PGI_NEW(env, pairs->row, pairs->n);
	PGI_NEW(env, pairs->col, pairs->n);
	PGI_NEW(env, pairs->row_choice, pairs->n);
	PGI_NEW(env, pairs->col_choice, pairs->n);
	for (int32_t j = 0; j < n_cols; j++)
		for (int32_t k = 0, choice = 0; k < l.n_held[j]; k++)
		{
			const held *h = &l.held[l.col_start[j] + k];
			int32_t at = start[h->row]++;

			choice += count[l.col_start[j] + j + k];
			pairs->row[at] = h->row;
			pairs->col[at] = j;
			pairs->row_choice[at] = h->place;
			pairs->col_choice[at] = choice;
		}
	return PGI_OK;
}
