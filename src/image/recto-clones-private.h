/* recto-clones-private.h: small loops compiled for several instruction sets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only for loops of integers, whose wider form gives the same bytes. The sanitizers cannot look into the choice that is made before
 * they are ready; they get the plain loop.
 */

#pragma once

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) \
    && !defined(__SANITIZE_THREAD__) && !defined(RECTO_NO_CLONES)
#define RECTO_CLONES __attribute__ ((target_clones ("avx2", "default")))
#else
#define RECTO_CLONES
#endif
