/*
 * complexity_eigen.c - a few leading eigenvectors without forming the matrix.
 *
 * Symmetric: block Krylov-Schur (Stewart 2001; for symmetric matrices the thick
 * restart of Wu and Simon 2000) with full reorthogonalisation.  Blocks of two
 * see an eigenvalue of multiplicity two, which one starting vector never does.
 * The projected matrix is kept whole, so that a restart needs no special case.
 *
 * General: restarted Arnoldi for the second eigenvector by modulus, needed only
 * to repeat a package that rounds its matrix first.
 *
 * The start is a fixed pseudo-random vector, so every run gives the same bits.
 * Each step costs one product and O(n x basis); the operator polls.
 */
#include <float.h>
#include <math.h>

#include <cblas.h>
#include <lapacke.h>

#include "complexity.h"

#define BLOCK 2
#define MAX_PRODUCTS 20000
#define BASIS_BYTES ((int64_t) 256 * 1024 * 1024)

/* The vectors so far and what the operator does to them. */
typedef struct krylov
{
	int32_t n;           /* length of a vector */
	int32_t room;        /* vectors that fit */
	int32_t count;       /* orthonormal vectors */
	int32_t done;        /* of them multiplied by the operator */
	double *basis;       /* row i is a vector */
	double *image;       /* (room + 1) x room: image[i, j] = v_i . A v_j for j < done */
	double *coefficient; /* scratch */
	double *column;      /* scratch: the image of the vector at hand */
	const double *known; /* unit vector to stay orthogonal to, or NULL */
	uint64_t random;
} krylov;

static double
next_random(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return (double) (int64_t) (*state * UINT64_C(2685821657736338717)) * 0x1p-63;
}

/* w -= its part in the known vector and the basis; what was taken is added to sum (count entries) unless NULL. */
static void
orthogonalize(krylov *k, double *w, double *sum)
{
	if (k->known)
		cblas_daxpy(k->n, -cblas_ddot(k->n, k->known, 1, w, 1), k->known, 1, w, 1);
	if (k->count == 0)
		return;
	cblas_dgemv(CblasRowMajor, CblasNoTrans, k->count, k->n, 1, k->basis, k->n, w, 1, 0, k->coefficient, 1);
	cblas_dgemv(CblasRowMajor, CblasTrans, k->count, k->n, -1, k->basis, k->n, k->coefficient, 1, 1, w, 1);
	if (sum)
		for (int32_t i = 0; i < k->count; i++)
			sum[i] += k->coefficient[i];
}

/* Appends a pseudo-random direction; false where the space is exhausted. */
static bool
append_random(krylov *k)
{
	double *w = k->basis + (int64_t) k->count * k->n;

	if (k->count >= k->room || k->count + (k->known != NULL) >= k->n)
		return false;
	for (int try = 0; try < 3; try++)
	{
		double before, after;

		for (int32_t i = 0; i < k->n; i++)
			w[i] = next_random(&k->random);
		before = cblas_dnrm2(k->n, w, 1);
		orthogonalize(k, w, NULL);
		orthogonalize(k, w, NULL);
		after = cblas_dnrm2(k->n, w, 1);
		if (after > 1e-10 * before)
		{
			orthogonalize(k, w, NULL);
			cblas_dscal(k->n, 1 / cblas_dnrm2(k->n, w, 1), w, 1);
			k->count++;
			return true;
		}
	}
	return false;
}

static pgi_status
krylov_begin(pgi_env *env, krylov *k, int32_t n, int32_t room, const double *known)
{
	*k = (krylov){.n = n, .room = room, .known = known, .random = UINT64_C(0x9E3779B97F4A7C15)};
	PGI_NEW(env, k->basis, ((int64_t) room + 1) * n);
	PGI_NEW_ZERO(env, k->image, ((int64_t) room + 1) * room);
	PGI_NEW(env, k->coefficient, room + 1);
	PGI_NEW(env, k->column, room + 1);
	return PGI_OK;
}

static void
krylov_end(pgi_env *env, krylov *k)
{
	pgi_free(env, k->basis);
	pgi_free(env, k->image);
	pgi_free(env, k->coefficient);
	pgi_free(env, k->column);
}

/*
 * Multiplies the next vector and appends what is new in the product, if
 * anything is.  From vector `local_from` on a symmetric operator couples only
 * to the neighbours, so one pass over all is enough to stay orthogonal.
 */
static pgi_status
advance(pgi_env *env, krylov *k, pgi_operator apply, void *state, int32_t local_from)
{
	int32_t j = k->done;
	double *w = k->basis + (int64_t) k->count * k->n;
	double length;

	PGI_TRY(apply(env, state, k->basis + (int64_t) j * k->n, w));
	memset(k->column, 0, sizeof *k->column * (size_t) k->count);
	if (j >= local_from)
		for (int32_t i = j - BLOCK; i < k->count; i++)
		{
			const double *v = k->basis + (int64_t) i * k->n;

			k->column[i] = cblas_ddot(k->n, v, 1, w, 1);
			cblas_daxpy(k->n, -k->column[i], v, 1, w, 1);
		}
	else
		orthogonalize(k, w, k->column);
	orthogonalize(k, w, k->column);
	for (int32_t i = 0; i < k->count; i++)
		k->image[(int64_t) i * k->room + j] = k->column[i];
	k->done++;
	length = cblas_dnrm2(k->n, w, 1);
	if (length > 100 * DBL_EPSILON && k->count + (k->known != NULL) < k->n)
	{
		k->image[(int64_t) k->count * k->room + j] = length;
		cblas_dscal(k->n, 1 / length, w, 1);
		k->count++;
	}
	return PGI_OK;
}

/* rows (n_rows x n) = y (n_rows x done) times the basis, a block of columns at a time; may be the basis itself. */
static pgi_status
combine(pgi_env *env, const krylov *k, const double *y, int32_t n_rows, double *rows)
{
	int32_t width = k->n < 4096 ? k->n : 4096;
	double *block;

	PGI_NEW(env, block, (int64_t) n_rows * width);
	for (int32_t c = 0; c < k->n; c += width)
	{
		int32_t cols = k->n - c < width ? k->n - c : width;

		PGI_POLL(env);
		cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n_rows, cols, k->done, 1, y, k->done, k->basis + c, k->n,
					0, block, cols);
		for (int32_t i = 0; i < n_rows; i++)
			memcpy(rows + (int64_t) i * k->n + c, block + (int64_t) i * cols, sizeof *rows * (size_t) cols);
	}
	pgi_free(env, block);
	return PGI_OK;
}

/* The largest eigenpairs of the projected symmetric matrix, descending; vector i is row i of y. */
static pgi_status
projected(pgi_env *env, const krylov *k, int32_t wanted, double *value, double *y)
{
	int32_t n = k->done;
	lapack_int found;
	lapack_int *support;
	double *matrix;
	double *ascending;

	PGI_NEW(env, matrix, (int64_t) n * n);
	PGI_NEW(env, ascending, n);
	PGI_NEW(env, support, 2 * n);
	for (int32_t i = 0; i < n; i++)
		memcpy(matrix + (int64_t) i * n, k->image + (int64_t) i * k->room, sizeof *matrix * (size_t) n);
	/* the upper triangle by rows is the lower one by columns */
	if (LAPACKE_dsyevr(LAPACK_COL_MAJOR, 'V', 'I', 'L', n, matrix, n, 0, 0, n - wanted + 1, n, 0, &found, ascending, y,
					   n, support) != 0 ||
		found != wanted)
		return pgi_fail(env, .status = PGI_OUT_OF_MEMORY, .n = (int64_t) n * n);
	for (int32_t i = 0; i < wanted; i++)
		value[i] = ascending[wanted - 1 - i];
	for (int32_t i = 0; i < wanted / 2; i++)
		cblas_dswap(n, y + (int64_t) i * n, 1, y + (int64_t) (wanted - 1 - i) * n, 1);
	pgi_free(env, matrix);
	pgi_free(env, ascending);
	pgi_free(env, support);
	return PGI_OK;
}

/* |A v - value v| of a Ritz vector: its coupling to the vectors not yet multiplied. */
static double
ritz_residual(const krylov *k, const double *y)
{
	double sum = 0;

	for (int32_t u = k->done; u < k->count; u++)
	{
		double part = cblas_ddot(k->done, k->image + (int64_t) u * k->room, 1, y, 1);

		sum += part * part;
	}
	return sqrt(sum);
}

/* Keeps the best Ritz vectors and the vectors not yet multiplied, and forgets the rest. */
static pgi_status
restart(pgi_env *env, krylov *k, int32_t keep)
{
	int32_t ahead = k->count - k->done;
	double *value, *y, *coupling;

	PGI_NEW(env, value, keep);
	PGI_NEW(env, y, (int64_t) keep * k->done);
	PGI_NEW(env, coupling, (int64_t) ahead * keep);
	PGI_TRY(projected(env, k, keep, value, y));
	for (int32_t u = 0; u < ahead; u++)
		for (int32_t i = 0; i < keep; i++)
			coupling[u * keep + i] =
				cblas_ddot(k->done, k->image + (int64_t) (k->done + u) * k->room, 1, y + (int64_t) i * k->done, 1);
	PGI_TRY(combine(env, k, y, keep, k->basis));
	memmove(k->basis + (int64_t) keep * k->n, k->basis + (int64_t) k->done * k->n,
			sizeof *k->basis * (size_t) ahead * (size_t) k->n);
	memset(k->image, 0, sizeof *k->image * ((size_t) k->room + 1) * (size_t) k->room);
	for (int32_t i = 0; i < keep; i++)
	{
		k->image[(int64_t) i * k->room + i] = value[i];
		for (int32_t u = 0; u < ahead; u++)
			k->image[(int64_t) (keep + u) * k->room + i] = coupling[u * keep + i];
	}
	k->done = keep;
	k->count = keep + ahead;
	pgi_free(env, value);
	pgi_free(env, y);
	pgi_free(env, coupling);
	return PGI_OK;
}

/*
 * The first vector must be good to 1e-10: its error is residual / gap.  The
 * others are only asked for their value, whose error is the residual squared.
 * Returns how many powers of ten the worst is away from that; 0 or less: good.
 */
static double
decades_to_go(const double *value, const double *residual, int32_t n)
{
	double gap = n > 1 ? value[0] - value[1] : value[0];
	double needed = fmax(1e-10 * gap, 1e-15);
	double decades = log10(fmax(residual[0], 1e-300) / needed);

	for (int32_t i = 1; i < n; i++)
		decades = fmax(decades, log10(fmax(residual[i], 1e-300) / 1e-8));
	return decades;
}

pgi_status
pgi_eigen_symmetric(pgi_env *env, pgi_operator apply, void *state, int32_t n, const double *known, int32_t wanted,
					pgi_eigen *result)
{
	int64_t room = 100 + 2 * wanted;
	int32_t dimension = n - (known != NULL);
	int32_t local_from = BLOCK;
	int32_t next_check = 0;
	double decades;
	double *y;
	krylov k;

	if (wanted > dimension)
		wanted = dimension;
	*result = (pgi_eigen){.converged = true};
	if (wanted <= 0)
		return PGI_OK;
	if (room * n * 8 > BASIS_BYTES)
		room = BASIS_BYTES / 8 / n;
	if (room < 2 * wanted + 4 * BLOCK)
		room = 2 * wanted + 4 * BLOCK;
	if (room > dimension)
		room = dimension;
	PGI_TRY(krylov_begin(env, &k, n, (int32_t) room, known));
	PGI_NEW(env, y, room * wanted);
	PGI_NEW(env, result->value, wanted);
	PGI_NEW(env, result->residual, wanted);
	result->converged = false;
	while (k.count < BLOCK && append_random(&k))
		;
	while (!result->converged && result->iterations < MAX_PRODUCTS)
	{
		if (k.count == k.room && k.room < dimension)
		{
			PGI_TRY(restart(env, &k, wanted + (k.room - wanted) / 3));
			local_from = k.count + BLOCK;
			next_check = k.count + BLOCK;
		}
		PGI_TRY(advance(env, &k, apply, state, local_from));
		result->iterations++;
		if (k.count - k.done < BLOCK)
			(void) append_random(&k);
		if (k.done < wanted || (k.done < next_check && k.count < k.room && k.done < k.count))
			continue;
		PGI_TRY(projected(env, &k, wanted, result->value, y));
		for (int32_t i = 0; i < wanted; i++)
			result->residual[i] = ritz_residual(&k, y + (int64_t) i * k.done);
		result->n = wanted;
		decades = decades_to_go(result->value, result->residual, wanted);
		result->converged = decades <= 0 || k.done == k.count;
		/* looking is as dear as a few steps; a step rarely gains more than half a decade */
		next_check = k.done + 4 + (int32_t) (2 * fmin(decades, 16));
	}
	PGI_NEW(env, result->vector, (int64_t) wanted * n);
	PGI_TRY(combine(env, &k, y, wanted, result->vector));
	pgi_free(env, y);
	krylov_end(env, &k);
	return PGI_OK;
}

/* A dense matrix as an operator. */
typedef struct dense
{
	const double *matrix;
	int32_t n;
} dense;

static pgi_status
apply_dense(pgi_env *env, void *state, const double *x, double *y)
{
	const dense *d = state;
	int32_t height = d->n > 0 ? 1 + 8000000 / d->n : 1;

	for (int32_t i = 0; i < d->n; i += height)
	{
		PGI_POLL(env);
		cblas_dgemv(CblasRowMajor, CblasNoTrans, d->n - i < height ? d->n - i : height, d->n, 1,
					d->matrix + (int64_t) i * d->n, d->n, x, 1, 0, y + i, 1);
	}
	return PGI_OK;
}

/* The two eigenvalues of largest modulus of the projected matrix and the real parts of their vectors. */
static pgi_status
projected_general(pgi_env *env, const krylov *k, double *values, double *y, double *residual)
{
	int32_t n = k->done;
	int32_t top[2] = {-1, -1};
	double *matrix, *re, *im, *vectors;

	PGI_NEW(env, matrix, (int64_t) n * n);
	PGI_NEW(env, vectors, (int64_t) n * n);
	PGI_NEW(env, re, n);
	PGI_NEW(env, im, n);
	for (int32_t i = 0; i < n; i++)
		for (int32_t j = 0; j < n; j++)
			matrix[(int64_t) j * n + i] = k->image[(int64_t) i * k->room + j];
	if (LAPACKE_dgeev(LAPACK_COL_MAJOR, 'N', 'V', n, matrix, n, re, im, NULL, 1, vectors, n) != 0)
		return pgi_fail(env, .status = PGI_OUT_OF_MEMORY, .n = (int64_t) n * n);
	for (int32_t i = 0; i < n; i++)
	{
		double size = hypot(re[i], im[i]);

		if (top[0] < 0 || size > hypot(re[top[0]], im[top[0]]))
		{
			top[1] = top[0];
			top[0] = i;
		}
		else if (top[1] < 0 || size > hypot(re[top[1]], im[top[1]]))
			top[1] = i;
	}
	for (int v = 0; v < 2; v++)
	{
		/* of a complex pair the first column holds the real part */
		int32_t column = im[top[v]] < 0 ? top[v] - 1 : top[v];

		values[v] = re[top[v]];
		memcpy(y + (int64_t) v * n, vectors + (int64_t) column * n, sizeof *y * (size_t) n);
	}
	*residual = ritz_residual(k, y + n);
	pgi_free(env, matrix);
	pgi_free(env, vectors);
	pgi_free(env, re);
	pgi_free(env, im);
	return PGI_OK;
}

pgi_status
pgi_eigen_second(pgi_env *env, const double *matrix, int32_t n, double *vector, double *values, double *residual,
				 int64_t *iterations, bool *converged)
{
	dense operator= {matrix, n};
	int32_t room = n < 100 ? n : 100;
	double *y, *pair;
	krylov k;

	PGI_TRY(krylov_begin(env, &k, n, room, NULL));
	PGI_NEW(env, y, 2 * (int64_t) room);
	PGI_NEW(env, pair, 2 * (int64_t) n);
	*converged = false;
	*iterations = 0;
	(void) append_random(&k);
	while (!*converged && *iterations < MAX_PRODUCTS)
	{
		PGI_TRY(advance(env, &k, apply_dense, &operator, INT32_MAX));
		++*iterations;
		if (k.count == k.done)
			(void) append_random(&k);
		if (k.done < k.room && k.done < k.count)
			continue;
		PGI_TRY(projected_general(env, &k, values, y, residual));
		*converged = *residual <= 1e-13;
		PGI_TRY(combine(env, &k, y, 2, pair));
		memcpy(vector, pair + n, sizeof *vector * (size_t) n);
		if (!*converged)
		{
			cblas_daxpy(n, 1, pair, 1, pair + n, 1);
			cblas_dscal(n, 1 / cblas_dnrm2(n, pair + n, 1), pair + n, 1);
			memcpy(k.basis, pair + n, sizeof *k.basis * (size_t) n);
			memset(k.image, 0, sizeof *k.image * ((size_t) k.room + 1) * (size_t) k.room);
			k.count = 1;
			k.done = 0;
		}
	}
	pgi_free(env, y);
	pgi_free(env, pair);
	krylov_end(env, &k);
	return PGI_OK;
}
