/* fuzz-name.c: any file name, guessed for page and light
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "fuzz-target.h"

#include "recto-light.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *raw = g_strndup ((const char *) data, MIN (size, 4096));
  g_autofree char *name = g_filename_display_name (raw);
  RectoNameGuess guess = { 0 };

  recto_name_guess (name, &guess);
  g_assert_nonnull (guess.page);
  g_assert_nonnull (guess.role);
  g_assert_true (g_utf8_validate (guess.page, -1, NULL));
  recto_name_guess_clear (&guess);
  return 0;
}
