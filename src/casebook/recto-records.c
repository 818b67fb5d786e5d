/* recto-records.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-records.h"

void
recto_case_free (RectoCase *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->reference);
  g_free (self->title);
  g_free (self->state);
  g_free (self->created);
  g_free (self->changed);
  g_free (self->author);
  g_free (self->view);
  g_free (self->withdrawn);
  g_free (self->results);
  g_free (self->lights);
  g_free (self->cover);
  g_free (self);
}

RectoCase *
recto_case_copy (const RectoCase *self)
{
  RectoCase *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->reference = g_strdup (self->reference);
  copy->title = g_strdup (self->title);
  copy->state = g_strdup (self->state);
  copy->created = g_strdup (self->created);
  copy->changed = g_strdup (self->changed);
  copy->author = g_strdup (self->author);
  copy->view = g_strdup (self->view);
  copy->withdrawn = g_strdup (self->withdrawn);
  copy->results = g_strdup (self->results);
  copy->lights = g_strdup (self->lights);
  copy->cover = g_strdup (self->cover);
  return copy;
}

void
recto_page_free (RectoPage *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->case_id);
  g_free (self->role);
  g_free (self->label);
  g_free (self->calibration);
  g_free (self);
}

RectoPage *
recto_page_copy (const RectoPage *self)
{
  RectoPage *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->case_id = g_strdup (self->case_id);
  copy->role = g_strdup (self->role);
  copy->label = g_strdup (self->label);
  copy->calibration = g_strdup (self->calibration);
  return copy;
}

void
recto_exposure_free (RectoExposure *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->case_id);
  g_free (self->page_id);
  g_free (self->light);
  g_free (self->file_name);
  g_free (self->sha256);
  g_free (self->pixel_sha256);
  g_free (self->format);
  g_free (self->icc_name);
  g_free (self->decoder);
  g_free (self->warnings);
  g_free (self->metadata);
  g_free (self->recipe);
  g_free (self->output_sha256);
  g_free (self->registration);
  g_free (self->imported);
  g_free (self->author);
  g_free (self->withdrawn);
  g_free (self);
}

RectoExposure *
recto_exposure_copy (const RectoExposure *self)
{
  RectoExposure *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->case_id = g_strdup (self->case_id);
  copy->page_id = g_strdup (self->page_id);
  copy->light = g_strdup (self->light);
  copy->file_name = g_strdup (self->file_name);
  copy->sha256 = g_strdup (self->sha256);
  copy->pixel_sha256 = g_strdup (self->pixel_sha256);
  copy->format = g_strdup (self->format);
  copy->icc_name = g_strdup (self->icc_name);
  copy->decoder = g_strdup (self->decoder);
  copy->warnings = g_strdup (self->warnings);
  copy->metadata = g_strdup (self->metadata);
  copy->recipe = g_strdup (self->recipe);
  copy->output_sha256 = g_strdup (self->output_sha256);
  copy->registration = g_strdup (self->registration);
  copy->imported = g_strdup (self->imported);
  copy->author = g_strdup (self->author);
  copy->withdrawn = g_strdup (self->withdrawn);
  return copy;
}

void
recto_finding_free (RectoFinding *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->case_id);
  g_free (self->page_id);
  g_free (self->exposure_id);
  g_free (self->shape);
  g_free (self->feature);
  g_free (self->result);
  g_free (self->methods);
  g_free (self->text);
  g_free (self->light);
  g_free (self->scene);
  g_free (self->viewport);
  g_free (self->output_sha256);
  g_free (self->author);
  g_free (self->created);
  g_free (self->changed);
  g_free (self->withdrawn);
  g_free (self->withdrawn_reason);
  g_free (self);
}

RectoFinding *
recto_finding_copy (const RectoFinding *self)
{
  RectoFinding *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->case_id = g_strdup (self->case_id);
  copy->page_id = g_strdup (self->page_id);
  copy->exposure_id = g_strdup (self->exposure_id);
  copy->shape = g_strdup (self->shape);
  copy->feature = g_strdup (self->feature);
  copy->result = g_strdup (self->result);
  copy->methods = g_strdup (self->methods);
  copy->text = g_strdup (self->text);
  copy->light = g_strdup (self->light);
  copy->scene = g_strdup (self->scene);
  copy->viewport = g_strdup (self->viewport);
  copy->output_sha256 = g_strdup (self->output_sha256);
  copy->author = g_strdup (self->author);
  copy->created = g_strdup (self->created);
  copy->changed = g_strdup (self->changed);
  copy->withdrawn = g_strdup (self->withdrawn);
  copy->withdrawn_reason = g_strdup (self->withdrawn_reason);
  return copy;
}

void
recto_event_free (RectoEvent *self)
{
  if (self == NULL)
    return;
  g_free (self->time);
  g_free (self->author);
  g_free (self->kind);
  g_free (self->case_id);
  g_free (self->object_id);
  g_free (self->data);
  g_free (self->previous);
  g_free (self->hash);
  g_free (self);
}
