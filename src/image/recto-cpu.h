/* recto-cpu.h: which instructions the pixel loops may use
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A loop exists in a plain form and, where that pays, in forms for wider instructions. All give the same bytes: they
 * hold integers, or IEEE doubles in the same order. The processor is asked once.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#if defined(__x86_64__) && defined(__GNUC__)
#define RECTO_CPU_X86 1
#define RECTO_TARGET_AVX2 __attribute__ ((target ("avx2")))
#define RECTO_TARGET_AVX512 \
  __attribute__ ((target ("avx2,avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi")))
#else
#define RECTO_CPU_X86 0
#endif

/* The body that the forms of a loop share. */
#define RECTO_LOOP static inline __attribute__ ((always_inline))

typedef enum
{
  RECTO_CPU_PLAIN,
  RECTO_CPU_AVX2,
  RECTO_CPU_AVX512, /* with BW, VL, DQ and VBMI */
} RectoCpu;

RectoCpu recto_cpu_get (void);

/* Defines name from name_body, compiled for each kind of processor; params and args in parentheses. */
#if RECTO_CPU_X86
#define RECTO_DEFINE_FORMS(name, params, args)                       \
  static void name##_plain params { name##_body args; }              \
  RECTO_TARGET_AVX2 static void name##_avx2 params { name##_body args; } \
  RECTO_TARGET_AVX512 static void name##_avx512 params { name##_body args; } \
  static inline void name params                                     \
  {                                                                  \
    switch (recto_cpu_get ())                                        \
      {                                                              \
      case RECTO_CPU_AVX512:                                         \
        name##_avx512 args;                                          \
        break;                                                       \
      case RECTO_CPU_AVX2:                                           \
        name##_avx2 args;                                            \
        break;                                                       \
      case RECTO_CPU_PLAIN:                                          \
      default:                                                       \
        name##_plain args;                                           \
        break;                                                       \
      }                                                              \
  }
#else
#define RECTO_DEFINE_FORMS(name, params, args) \
  static inline void name params { name##_body args; }
#endif

/* At most these from now on, for tests that compare the forms. Returns what is used. */
RectoCpu recto_cpu_limit (RectoCpu most);

G_END_DECLS
