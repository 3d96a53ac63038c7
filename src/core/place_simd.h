/*
 * place_simd.h - four doubles at a time, in portable vector types.
 *
 * Functions marked PGI_CLONES are compiled for the base instruction set and for
 * AVX2 and chosen when the library is loaded.  Lanes and their order are the
 * same in both, and contraction is off, so the answers are too.
 */
#ifndef PGI_PLACE_SIMD_H
#define PGI_PLACE_SIMD_H

#include <stdint.h>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define PGI_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define PGI_CLONES
#endif

/* All vectors stay within a file, so that no calling convention is touched. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wpsabi"
#endif

/* Any double array may be read as such, at any element. */
typedef double pgi_four __attribute__((vector_size(32), aligned(8), may_alias));
typedef double pgi_two __attribute__((vector_size(16), aligned(8), may_alias));
typedef int64_t pgi_four_mask __attribute__((vector_size(32)));

#if defined(__clang__)
#define PGI_SHUFFLE(a, b, i, j, k, l) __builtin_shufflevector((a), (b), (i), (j), (k), (l))
#else
#define PGI_SHUFFLE(a, b, i, j, k, l) __builtin_shuffle((a), (b), (pgi_four_mask){(i), (j), (k), (l)})
#endif

#define PGI_FOUR(p) (*(const pgi_four *) (p))

#endif
