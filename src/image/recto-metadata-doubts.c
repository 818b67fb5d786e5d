/* recto-metadata-doubts.c: the doubts and their words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One row for each doubt. A sentence takes its values in order; it says what is doubtful, why, and what to do.
 */

#include "config.h"
#include "recto-metadata-private.h"

#include <glib/gi18n.h>
#include <string.h>

static const struct
{
  const char *id;
  RectoDoubtSeverity severity;
  guint n_values;
  const char *words;
} doubts[] = {
  { "dpi-missing", RECTO_DOUBT_WARNING, 0,
    N_ ("The file does not say its resolution, so nothing in it can be measured in mm. Set the scale from something of known length, or ask "
        "at what resolution it was scanned.") },
  { "dpi-default", RECTO_DOUBT_WARNING, 1,
    N_ ("The file claims %s dpi, which is what programs write that do not know. Do not measure by it; set the scale from something of known "
        "length.") },
  { "dpi-unequal", RECTO_DOUBT_WARNING, 2,
    N_ ("The file claims %s dpi across and %s dpi down. Scans have square pixels as a rule; check a known shape before measuring.") },
  { "dpi-size", RECTO_DOUBT_WARNING, 2,
    N_ ("At the claimed %s dpi the picture would be %s, which no travel document and no usual scanner gives. Check the scale with something of "
        "known length before measuring.") },
  { "orientation", RECTO_DOUBT_NOTE, 1,
    N_ ("The file asks to be shown turned or mirrored (orientation %s). Recto shows and measures it as it is stored; turn the view if need be.") },
  { "software-editor", RECTO_DOUBT_WARNING, 1,
    N_ ("The file names “%s”, a program made to change pictures. That may have been a crop only; ask for the file as the scanner wrote it.") },
  { "software-generator", RECTO_DOUBT_WARNING, 1,
    N_ ("The file names “%s”, which makes pictures up. Do not take it for a scan before its origin is known.") },
  { "software-converter", RECTO_DOUBT_NOTE, 1,
    N_ ("The file was written by “%s”, which converts pictures. What the scanner said may be lost; ask for the file as the scanner wrote it.") },
  { "date-missing", RECTO_DOUBT_NOTE, 0,
    N_ ("The file does not say when the picture was made. If that matters, ask whoever made it.") },
  { "date-implausible", RECTO_DOUBT_NOTE, 1,
    N_ ("The date “%s” cannot be right; the device’s clock may never have been set. Do not date the picture by it.") },
  { "date-future", RECTO_DOUBT_WARNING, 1,
    N_ ("The date “%s” lies in the future. The clock of the device or of this computer is wrong, or the date was written by hand; check both.") },
  { "date-modified", RECTO_DOUBT_NOTE, 2,
    N_ ("The picture was made at %s and the file changed at %s. Ask what was done in between.") },
  { "profile-kind", RECTO_DOUBT_NOTE, 2,
    N_ ("The colour profile is for %s, but the picture is %s, so the profile says nothing about it. Judge colours only by comparison within "
        "the picture.") },
  { "profile-exif", RECTO_DOUBT_NOTE, 1,
    N_ ("EXIF says sRGB, but the profile is “%s”. One of them was changed later; name in the report which one the colours were judged by.") },
  { "profile-missing", RECTO_DOUBT_NOTE, 0,
    N_ ("EXIF says that a colour profile belongs to the picture, but there is none. It was lost on the way; ask for the file as it was "
        "made before judging colours.") },
  { "jpeg-quality-low", RECTO_DOUBT_WARNING, 1,
    N_ ("The picture was compressed as JPEG at a quality of about %s of 100. Fine print and edges have suffered; do not judge microprint or "
        "print methods by it, and ask for a scan without loss.") },
  { "jpeg-grid", RECTO_DOUBT_WARNING, 2,
    N_ ("The file is stored without loss, but its picture carries the 8 × 8 blocks of an earlier JPEG compression, beginning at %s, %s. Fine detail "
        "was lost before; ask for the first file.") },
  { "jpeg-grid-shifted", RECTO_DOUBT_WARNING, 2,
    N_ ("The picture carries the 8 × 8 blocks of a second JPEG compression, shifted by %s, %s pixels against the file’s own. It was cropped or put together "
        "and saved again; ask for the first file.") },
  { "thumbnail-differs", RECTO_DOUBT_WARNING, 1,
    N_ ("The small picture inside the file shows something else than the picture (difference %s of 255). The picture "
        "may have been changed after the small one was made; look at both in the Info panel.") },
  { "thumbnail-shape", RECTO_DOUBT_NOTE, 2,
    N_ ("The small picture inside the file has another shape (%s) than the picture (%s). The picture was cropped, or the small one belongs to another; "
        "look at both in the Info panel.") },
  { "thumbnail-turned", RECTO_DOUBT_NOTE, 0,
    N_ ("The small picture inside the file fits the picture only when it is turned or mirrored. The picture was turned by a program that left the small one "
        "as it was.") },
  { "thumbnail-damaged", RECTO_DOUBT_NOTE, 0,
    N_ ("The small picture inside the file cannot be read, so it cannot be compared with the picture. Ask for the file again if it matters.") },
  { "size-differs", RECTO_DOUBT_WARNING, 2,
    N_ ("EXIF says that the picture has %s pixels, but it has %s. It was cropped or resized afterwards; ask for the file as it was made.") },
  { "trailing-bytes", RECTO_DOUBT_NOTE, 1,
    N_ ("%s bytes follow behind the picture’s end. Phones store further pictures there, but anything can be; the evidence keeps them.") },
  { "cut", RECTO_DOUBT_NOTE, 0,
    N_ ("The file says more about itself than is shown here. The evidence keeps all of it; look at the rest with a program for metadata.") },
};

static int
find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (doubts); i++)
    if (g_str_equal (doubts[i].id, id))
      return (int) i;
  return -1;
}

gboolean
recto_doubt_describe (const char *id, RectoDoubtSeverity *severity, guint *n_values)
{
  int at = find (id);

  if (at < 0)
    return FALSE;
  if (severity != NULL)
    *severity = doubts[at].severity;
  if (n_values != NULL)
    *n_values = doubts[at].n_values;
  return TRUE;
}

char *
recto_doubt_dup_text (const RectoDoubt *doubt)
{
  int at = find (doubt->id);

  g_return_val_if_fail (at >= 0, NULL);

  return g_strdup_printf (_ (doubts[at].words), doubt->values[0], doubt->values[1], doubt->values[2], doubt->values[3]);
}

const char *
recto_doubt_severity_to_string (RectoDoubtSeverity severity)
{
  return severity == RECTO_DOUBT_WARNING ? "warning" : "note";
}
