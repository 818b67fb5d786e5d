/* fuzz-image.c: any bytes as a picture file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "fuzz-target.h"

#include <string.h>
#include "recto-image-load.h"

#define MOST_PIXELS (2 * 1000 * 1000)

static void
check_error (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == RECTO_IMAGE_ERROR);
  g_assert_cmpuint (strlen (error->message), >, 20);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
check_image (const RectoImage *image)
{
  g_assert_cmpuint (recto_image_get_width (image), >, 0);
  g_assert_cmpuint (recto_image_get_height (image), >, 0);
  g_assert_cmpuint ((guint64) recto_image_get_width (image) * recto_image_get_height (image), <=, MOST_PIXELS);
  g_assert_cmpuint (recto_image_get_orientation (image), >=, 1);
  g_assert_cmpuint (recto_image_get_orientation (image), <=, 8);
  if (recto_image_get_icc_name (image) != NULL)
    g_assert_true (g_utf8_validate (recto_image_get_icc_name (image), -1, NULL));
  for (const char *const *warning = recto_image_get_warnings (image); *warning != NULL; warning++)
    g_assert_true (g_utf8_validate (*warning, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  RectoImageLoadOptions options = { .max_pixels = MOST_PIXELS };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) error_kept = NULL;
  g_autoptr (RectoImage) image = recto_image_load_bytes (bytes, &options, NULL, &error);
  g_autoptr (RectoImage) kept = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *hash_kept = NULL;

  if (image != NULL)
    check_image (image);
  else
    check_error (error);

  options.accept_truncated = TRUE;
  kept = recto_image_load_bytes (bytes, &options, NULL, &error_kept);
  if (kept != NULL)
    {
      check_image (kept);
      hash_kept = recto_image_dup_pixel_sha256 (kept);
    }
  else
    check_error (error_kept);

  /* Keeping what is there changes nothing in a file that is whole, and says so in one that is not. */
  if (image != NULL)
    {
      hash = recto_image_dup_pixel_sha256 (image);
      g_assert_cmpstr (hash, ==, hash_kept);
    }
  else if (kept != NULL)
    {
      g_assert_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TRUNCATED);
      g_assert_nonnull (recto_image_get_warnings (kept)[0]);
    }
  return 0;
}
