/* recto-metadata-scale.c: the resolution a file claims against its size on paper
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sizes of documents: ICAO Doc 9303 parts 3 to 7 (TD1 as ISO/IEC 7810 ID-1, TD2, TD3, MRV-A), ISO 216, ANSI A.
 */

#include "config.h"
#include "recto-metadata-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* A scan cut along the document's edges is rarely off by more. */
#define TOLERANCE 0.03

static const struct
{
  const char *name;
  double width, height; /* mm */
  const char *label;
} sizes[] = {
  { "td3-page", 125, 88, N_ ("passport page, 125 × 88 mm") },
  { "td3-spread", 125, 176, N_ ("open passport, 125 × 176 mm") },
  { "id-1", 85.6, 53.98, N_ ("card ID-1, 85.6 × 54 mm") },
  { "td2", 105, 74, N_ ("card TD2, 105 × 74 mm") },
  { "mrv-a", 120, 80, N_ ("visa MRV-A, 120 × 80 mm") },
  { "a3", 297, 420, N_ ("sheet A3, 297 × 420 mm") },
  { "a4", 210, 297, N_ ("sheet A4, 210 × 297 mm") },
  { "a5", 148, 210, N_ ("sheet A5, 148 × 210 mm") },
  { "letter", 215.9, 279.4, N_ ("sheet Letter, 216 × 279 mm") },
  { "legal", 215.9, 355.6, N_ ("sheet Legal, 216 × 356 mm") },
};

static gboolean
close_to (double value, double expected)
{
  return fabs (value - expected) <= expected * TOLERANCE;
}

const char *
recto_metadata_find_size (double width_mm, double height_mm)
{
  const char *found = NULL;
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint turned = 0; turned < 2; turned++)
      {
        double width = turned ? sizes[i].height : sizes[i].width;
        double height = turned ? sizes[i].width : sizes[i].height;
        double off = fabs (width_mm / width - 1) + fabs (height_mm / height - 1);

        if (close_to (width_mm, width) && close_to (height_mm, height) && off < best)
          {
            best = off;
            found = sizes[i].name;
          }
      }
  return found;
}

const char *
recto_metadata_get_size_label (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (g_str_equal (sizes[i].name, name))
      return _ (sizes[i].label);
  return NULL;
}

/* The resolution the picture would have if it showed that document edge to edge; 0 when its shape is another. */
static double
dpi_if (const RectoImage *image, guint size)
{
  double width = recto_image_get_width (image), height = recto_image_get_height (image);
  double longer = MAX (sizes[size].width, sizes[size].height), shorter = MIN (sizes[size].width, sizes[size].height);
  double x = MAX (width, height) / longer * 25.4, y = MIN (width, height) / shorter * 25.4;

  return close_to (x, y) ? (x + y) / 2 : 0;
}

/* The resolutions scanners work at, in which a guess lands if it is right. */
static gboolean
is_usual (double dpi)
{
  static const double usual[] = { 100, 150, 200, 240, 300, 400, 500, 600, 800, 1200, 2400, 4800 };

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (fabs (dpi / usual[i] - 1) < 0.015)
      return TRUE;
  return FALSE;
}

/* Which documents it would be, by the shape alone: "600 dpi as td3-page". One that lands on a usual resolution goes first. */
static void
add_guesses (RectoMetadata *self, const RectoImage *image)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        double dpi = dpi_if (image, i);
        g_autofree char *text = NULL;

        if (dpi < 60 || dpi > 9999 || is_usual (dpi) != (pass == 0))
          continue;
        text = g_strdup_printf ("%.0f dpi, %s", dpi, sizes[i].name);
        recto_metadata_take_claim (self, RECTO_CLAIM_SCAN, "dpi-if", NULL, text, dpi);
      }
}

/* PNG counts in pixels per metre, so that 96 comes out as 95.99. */
static char *
dup_dpi (double dpi)
{
  return recto_metadata_dup_number (dpi, fabs (dpi - round (dpi)) < 0.05 ? 0 : 1);
}

void
recto_metadata_read_scale (RectoMetadata *self, const RectoImage *image)
{
  g_autofree char *mm = NULL;
  g_autofree char *dpi = NULL;
  g_autofree char *width = NULL;
  g_autofree char *height = NULL;
  const char *size;
  double x, y, width_mm, height_mm;

  if (recto_image_get_orientation (image) > 1)
    {
      g_autofree char *text = g_strdup_printf ("%u", recto_image_get_orientation (image));

      recto_metadata_add_doubt (self, "orientation", text, NULL);
    }
  if (!recto_image_get_dpi (image, &x, &y))
    {
      recto_metadata_add_doubt (self, "dpi-missing", NULL);
      add_guesses (self, image);
      return;
    }
  dpi = dup_dpi (x);
  width_mm = recto_image_get_width (image) / x * 25.4;
  height_mm = recto_image_get_height (image) / y * 25.4;
  width = recto_metadata_dup_number (width_mm, 1);
  height = recto_metadata_dup_number (height_mm, 1);
  mm = g_strdup_printf ("%s × %s mm", width, height);
  recto_metadata_add (self, RECTO_CLAIM_SCAN, "size-mm", mm, -1);
  size = recto_metadata_find_size (width_mm, height_mm);
  if (size != NULL)
    recto_metadata_add (self, RECTO_CLAIM_SCAN, "size-like", size, -1);
  if (fabs (x / y - 1) > 0.005)
    {
      g_autofree char *other = dup_dpi (y);

      recto_metadata_add_doubt (self, "dpi-unequal", dpi, other, NULL);
    }
  /* 72 and 96 are what programs write that know nothing. A real scan at them would still land on a document's size. */
  if (fabs (x - 72) < 0.1 || fabs (x - 96) < 0.1)
    recto_metadata_add_doubt (self, "dpi-default", dpi, NULL);
  else if (size == NULL && (MAX (width_mm, height_mm) < 50 || MAX (width_mm, height_mm) > 460))
    recto_metadata_add_doubt (self, "dpi-size", dpi, mm, NULL);
  if (size == NULL)
    add_guesses (self, image);
}
