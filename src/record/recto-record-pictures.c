/* recto-record-pictures.c: decoded originals, a few at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-record.h"

#include "recto-image-load.h"
#include <glib/gi18n.h>

/* A view mostly needs two. */
#define MAX_KEPT 2

typedef struct
{
  char *sha256;
  guint frame; /* of the file */
  gboolean given;
  gboolean known_good; /* its pixels are those recorded */
  RectoImage *image;
  RectoPyramid *pyramid; /* or NULL: not asked for yet */
} Picture;

struct _RectoRecordPictures
{
  RectoCasebook *casebook;
  gboolean strict;
  GQueue pictures; /* last used first */
};

static void
picture_free (Picture *picture)
{
  g_free (picture->sha256);
  recto_image_unref (picture->image);
  g_clear_pointer (&picture->pyramid, recto_pyramid_unref);
  g_free (picture);
}

RectoRecordPictures *
recto_record_pictures_new (RectoCasebook *casebook, gboolean strict)
{
  RectoRecordPictures *self = g_new0 (RectoRecordPictures, 1);

  self->casebook = g_object_ref (casebook);
  self->strict = strict;
  g_queue_init (&self->pictures);
  return self;
}

void
recto_record_pictures_free (RectoRecordPictures *self)
{
  g_queue_clear_full (&self->pictures, (GDestroyNotify) picture_free);
  g_object_unref (self->casebook);
  g_free (self);
}

void
recto_record_pictures_give (RectoRecordPictures *self, const char *sha256, guint frame, RectoPyramid *pyramid)
{
  Picture *picture = g_new0 (Picture, 1);

  picture->sha256 = g_strdup (sha256);
  picture->frame = frame;
  picture->given = TRUE;
  picture->image = recto_image_ref (recto_pyramid_get_level (pyramid, 0));
  picture->pyramid = recto_pyramid_ref (pyramid);
  g_queue_push_head (&self->pictures, picture);
}

static void
forget_oldest (RectoRecordPictures *self)
{
  guint n = 0;

  for (GList *link = self->pictures.head; link != NULL;)
    {
      GList *next = link->next;
      Picture *picture = link->data;

      if (!picture->given && ++n > MAX_KEPT)
        {
          picture_free (picture);
          g_queue_delete_link (&self->pictures, link);
        }
      link = next;
    }
}

static Picture *
load (RectoRecordPictures *self, const RectoExposure *exposure, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = recto_casebook_dup_evidence_path (self->casebook, exposure->sha256);
  /* What was kept of a truncated file was agreed to at import. */
  RectoImageLoadOptions options = { .accept_truncated = TRUE, .frame = (guint) exposure->frame };
  RectoImage *image;
  Picture *picture;

  if (path == NULL)
    {
      g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_NOT_READABLE,
                           _("its name in the evidence is no hash"));
      return NULL;
    }
  image = recto_image_load_file (path, &options, cancellable, error);
  if (image == NULL)
    return NULL;
  picture = g_new0 (Picture, 1);
  picture->sha256 = g_strdup (exposure->sha256);
  picture->frame = (guint) exposure->frame;
  picture->image = image;
  g_queue_push_head (&self->pictures, picture);
  forget_oldest (self);
  return picture;
}

static gboolean
is_of (const Picture *picture, const RectoExposure *exposure)
{
  return picture->frame == (guint) exposure->frame && g_str_equal (picture->sha256, exposure->sha256);
}

static Picture *
find (RectoRecordPictures *self, const RectoExposure *exposure, GCancellable *cancellable, GError **error)
{
  Picture *picture = NULL;

  for (GList *link = self->pictures.head; link != NULL && picture == NULL; link = link->next)
    if (is_of (link->data, exposure))
      {
        picture = link->data;
        g_queue_unlink (&self->pictures, link);
        g_queue_push_head_link (&self->pictures, link);
      }
  if (picture == NULL)
    picture = load (self, exposure, cancellable, error);
  if (picture != NULL && self->strict && !picture->known_good)
    {
      g_autofree char *hash = recto_image_dup_pixel_sha256 (picture->image);

      if (!g_str_equal (hash, exposure->pixel_sha256))
        {
          g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_FAILED,
                       _("The pixels of %s are not those recorded at import. Verify the case."), exposure->file_name);
          return NULL;
        }
      picture->known_good = TRUE;
    }
  return picture;
}

RectoImage *
recto_record_pictures_dup_image (RectoRecordPictures *self, const RectoExposure *exposure, GCancellable *cancellable,
                                 GError **error)
{
  Picture *picture = find (self, exposure, cancellable, error);

  return picture != NULL ? recto_image_ref (picture->image) : NULL;
}

RectoPyramid *
recto_record_pictures_dup_pyramid (RectoRecordPictures *self, const RectoExposure *exposure,
                                   GCancellable *cancellable, GError **error)
{
  Picture *picture = find (self, exposure, cancellable, error);

  if (picture == NULL)
    return NULL;
  if (picture->pyramid == NULL)
    picture->pyramid = recto_pyramid_new (picture->image, error);
  return picture->pyramid != NULL ? recto_pyramid_ref (picture->pyramid) : NULL;
}

static const RectoExposure *
find_exposure (GPtrArray *exposures, const char *id)
{
  for (guint i = 0; i < exposures->len; i++)
    {
      const RectoExposure *exposure = exposures->pdata[i];

      if (g_strcmp0 (exposure->id, id) == 0)
        return exposure;
    }
  return NULL;
}

static void
unref_pyramid (gpointer pyramid)
{
  if (pyramid != NULL)
    recto_pyramid_unref (pyramid);
}

char *
recto_record_hash_finding (RectoRecordPictures *pictures, GPtrArray *exposures, const RectoFinding *finding,
                           GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) pyramids = g_ptr_array_new_with_free_func (unref_pyramid);
  g_autoptr (RectoScene) scene = NULL;

  if (finding->scene == NULL)
    return NULL;
  scene = recto_scene_new_from_text (finding->scene, error);
  if (scene == NULL)
    return NULL;
  for (guint i = 0; i < recto_scene_get_n_exposures (scene); i++)
    {
      const RectoSceneExposure *part = recto_scene_get_exposure (scene, i);
      const RectoExposure *exposure;
      RectoPyramid *pyramid = NULL;

      if (recto_record_view_needs (scene, i))
        {
          exposure = find_exposure (exposures, part->id);
          if (exposure == NULL)
            {
              g_set_error_literal (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                                   _("The stored view shows a picture that is not in the case."));
              return NULL;
            }
          pyramid = recto_record_pictures_dup_pyramid (pictures, exposure, cancellable, error);
          if (pyramid == NULL)
            return NULL;
        }
      g_ptr_array_add (pyramids, pyramid);
    }
  return recto_record_hash_view (scene, finding->viewport, (RectoPyramid *const *) pyramids->pdata, cancellable, error);
}
