/* recto-metadata.c: the list of claims and doubts, and how it is filled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-metadata-private.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (RectoMetadata, recto_metadata, recto_metadata_ref, recto_metadata_unref)

static void
claim_free (RectoClaim *claim)
{
  g_free (claim->id);
  g_free (claim->name);
  g_free (claim->value);
  g_free (claim);
}

static void
doubt_free (RectoDoubt *doubt)
{
  for (guint i = 0; doubt->values[i] != NULL; i++)
    g_free (doubt->values[i]);
  g_free (doubt->id);
  g_free (doubt);
}

RectoMetadata *
recto_metadata_new (void)
{
  RectoMetadata *self = g_new0 (RectoMetadata, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->claims = g_ptr_array_new_with_free_func ((GDestroyNotify) claim_free);
  self->doubts = g_ptr_array_new_with_free_func ((GDestroyNotify) doubt_free);
  return self;
}

RectoMetadata *
recto_metadata_ref (RectoMetadata *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
recto_metadata_unref (RectoMetadata *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->claims);
  g_ptr_array_unref (self->doubts);
  g_clear_pointer (&self->thumbnail, g_bytes_unref);
  g_free (self);
}

guint
recto_metadata_get_n_claims (const RectoMetadata *self)
{
  return self->claims->len;
}

const RectoClaim *
recto_metadata_get_claim (const RectoMetadata *self, guint i)
{
  g_return_val_if_fail (i < self->claims->len, NULL);

  return self->claims->pdata[i];
}

guint
recto_metadata_get_n_doubts (const RectoMetadata *self)
{
  return self->doubts->len;
}

const RectoDoubt *
recto_metadata_get_doubt (const RectoMetadata *self, guint i)
{
  g_return_val_if_fail (i < self->doubts->len, NULL);

  return self->doubts->pdata[i];
}

const RectoClaim *
recto_metadata_find_claim (const RectoMetadata *self, const char *id)
{
  for (guint i = 0; i < self->claims->len; i++)
    if (g_str_equal (((RectoClaim *) self->claims->pdata[i])->id, id))
      return self->claims->pdata[i];
  return NULL;
}

const RectoDoubt *
recto_metadata_find_doubt (const RectoMetadata *self, const char *id)
{
  for (guint i = 0; i < self->doubts->len; i++)
    if (g_str_equal (((RectoDoubt *) self->doubts->pdata[i])->id, id))
      return self->doubts->pdata[i];
  return NULL;
}

GBytes *
recto_metadata_get_thumbnail (const RectoMetadata *self)
{
  return self->thumbnail;
}

static gboolean
is_identifier (const char *id)
{
  gsize length = strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-");

  return length > 0 && length <= 40 && id[length] == '\0';
}

/* What cleaning leaves as it is. */
static gboolean
is_clean (const char *text, guint max)
{
  g_autofree char *clean = recto_metadata_dup_clean (text, -1, max);

  return clean != NULL && g_str_equal (clean, text);
}

gboolean
recto_metadata_take_claim (RectoMetadata *self, RectoClaimGroup group, const char *id, const char *name, const char *value,
                           double number)
{
  RectoClaim *claim;

  if (self->claims->len >= RECTO_METADATA_MAX_CLAIMS || (guint) group >= RECTO_CLAIM_N_GROUPS || !is_identifier (id)
      || !is_clean (value, RECTO_METADATA_MAX_VALUE) || (name != NULL && !is_clean (name, RECTO_METADATA_MAX_NAME)))
    return FALSE;
  claim = g_new0 (RectoClaim, 1);
  claim->group = group;
  claim->id = g_strdup (id);
  claim->name = g_strdup (name);
  claim->value = g_strdup (value);
  claim->number = number;
  g_ptr_array_add (self->claims, claim);
  return TRUE;
}

gboolean
recto_metadata_take_doubt (RectoMetadata *self, const char *id, const char *const *values)
{
  RectoDoubtSeverity severity;
  RectoDoubt *doubt;
  guint n, at = 0;

  if (self->doubts->len >= RECTO_METADATA_MAX_DOUBTS || !recto_doubt_describe (id, &severity, &n)
      || n != g_strv_length ((char **) values))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!is_clean (values[i], RECTO_METADATA_MAX_VALUE))
      return FALSE;
  doubt = g_new0 (RectoDoubt, 1);
  doubt->id = g_strdup (id);
  doubt->severity = severity;
  for (guint i = 0; i < n; i++)
    doubt->values[i] = g_strdup (values[i]);
  /* Warnings first, otherwise in the order they were found. */
  while (at < self->doubts->len && ((RectoDoubt *) self->doubts->pdata[at])->severity >= severity)
    at++;
  g_ptr_array_insert (self->doubts, (gint) at, doubt);
  return TRUE;
}

void
recto_metadata_add_named (RectoMetadata *self, RectoClaimGroup group, const char *id, const char *name, const char *data,
                          gssize size)
{
  g_autofree char *value = recto_metadata_dup_clean (data, size, RECTO_METADATA_MAX_VALUE);
  g_autofree char *clean = name != NULL ? recto_metadata_dup_clean (name, -1, RECTO_METADATA_MAX_NAME) : NULL;

  if (value != NULL && !recto_metadata_take_claim (self, group, id, clean, value, NAN))
    self->cut = TRUE;
}

void
recto_metadata_add (RectoMetadata *self, RectoClaimGroup group, const char *id, const char *data, gssize size)
{
  recto_metadata_add_named (self, group, id, NULL, data, size);
}

void
recto_metadata_add_number (RectoMetadata *self, RectoClaimGroup group, const char *id, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite (number)
      && !recto_metadata_take_claim (self, group, id, NULL, g_ascii_formatd (text, sizeof text, "%.6g", number), number))
    self->cut = TRUE;
}

/* EXIF's "2026:11:24 09:41:27" is written with hyphens; anything else stays as it is. */
void
recto_metadata_add_date (RectoMetadata *self, RectoClaimGroup group, const char *id, const char *data, gssize size)
{
  g_autofree char *text = recto_metadata_dup_clean (data, size, RECTO_METADATA_MAX_NAME);

  if (text == NULL)
    return;
  if (strlen (text) >= 10 && text[4] == ':' && text[7] == ':')
    text[4] = text[7] = '-';
  recto_metadata_add (self, group, id, text, -1);
}

void
recto_metadata_add_doubt (RectoMetadata *self, const char *id, ...)
{
  const char *values[RECTO_DOUBT_MAX_VALUES + 1] = { NULL };
  char *clean[RECTO_DOUBT_MAX_VALUES + 1] = { NULL };
  const char *value;
  va_list list;
  guint n = 0;

  va_start (list, id);
  while ((value = va_arg (list, const char *)) != NULL && n < RECTO_DOUBT_MAX_VALUES)
    values[n++] = value;
  va_end (list);
  for (guint i = 0; i < n; i++)
    {
      clean[i] = recto_metadata_dup_clean (values[i], -1, 120);
      if (clean[i] == NULL)
        clean[i] = g_strdup ("?");
    }
  if (!recto_metadata_take_doubt (self, id, (const char *const *) clean))
    g_warn_if_fail (recto_doubt_describe (id, NULL, NULL));
  for (guint i = 0; i < n; i++)
    g_free (clean[i]);
}

/* EXIF's own size, when it is given, is that of the picture as the camera wrote it. */
static void
check_size (RectoMetadata *self, const RectoImage *image)
{
  const RectoClaim *width = recto_metadata_find_claim (self, "exif-width");
  const RectoClaim *height = recto_metadata_find_claim (self, "exif-height");
  double w = recto_image_get_width (image), h = recto_image_get_height (image);
  g_autofree char *said = NULL;
  g_autofree char *real = NULL;

  if (width == NULL || height == NULL || !(width->number > 0) || !(height->number > 0)
      || (width->number == w && height->number == h) || (width->number == h && height->number == w))
    return;
  said = g_strdup_printf ("%s × %s", width->value, height->value);
  real = g_strdup_printf ("%.0f × %.0f", w, h);
  recto_metadata_add_doubt (self, "size-differs", said, real, NULL);
}

static void
read_image (RectoMetadata *self, RectoImage *image)
{
  check_size (self, image);
  recto_metadata_read_scale (self, image);
  recto_metadata_read_thumbnail (self, image);
  recto_metadata_read_grid (self, image);
  recto_metadata_doubt_colour (self, image);
}

RectoMetadata *
recto_metadata_read (GBytes *bytes, guint frame, RectoImage *image, GDateTime *now)
{
  RectoMetadata *self = recto_metadata_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const RectoClaim *trailing;

  if (size >= 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    recto_metadata_read_png (self, data, size);
  else if (size >= 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    recto_metadata_read_jpeg (self, data, size);
  else if (size >= 8 && (memcmp (data, "II*\0", 4) == 0 || memcmp (data, "MM\0*", 4) == 0 || memcmp (data, "II+\0", 4) == 0
                         || memcmp (data, "MM\0+", 4) == 0))
    recto_metadata_read_tiff (self, data, size, frame);
  else if (size >= 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    recto_metadata_read_webp (self, data, size);
  trailing = recto_metadata_find_claim (self, "trailing-bytes");
  if (trailing != NULL)
    recto_metadata_add_doubt (self, "trailing-bytes", trailing->value, NULL);
  recto_metadata_doubt_software (self);
  recto_metadata_doubt_dates (self, now);
  if (image != NULL)
    read_image (self, image);
  if (self->cut)
    recto_metadata_add_doubt (self, "cut", NULL);
  return self;
}
