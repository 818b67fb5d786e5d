/* recto-cpu.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cpu.h"

static int limit = RECTO_CPU_AVX512; /* atomic */

static RectoCpu
ask (void)
{
#if RECTO_CPU_X86
  __builtin_cpu_init ();
  if (!__builtin_cpu_supports ("avx2"))
    return RECTO_CPU_PLAIN;
  if (__builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512bw")
      && __builtin_cpu_supports ("avx512vl") && __builtin_cpu_supports ("avx512dq")
      && __builtin_cpu_supports ("avx512vbmi"))
    return RECTO_CPU_AVX512;
  return RECTO_CPU_AVX2;
#else
  return RECTO_CPU_PLAIN;
#endif
}

RectoCpu
recto_cpu_get (void)
{
  static gsize known; /* one more than the answer */

  if (g_once_init_enter (&known))
    g_once_init_leave (&known, (gsize) ask () + 1);
  return (RectoCpu) MIN ((int) known - 1, g_atomic_int_get (&limit));
}

RectoCpu
recto_cpu_limit (RectoCpu most)
{
  g_atomic_int_set (&limit, (int) most);
  return recto_cpu_get ();
}
