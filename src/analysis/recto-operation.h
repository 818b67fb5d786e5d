/* recto-operation.h: one named, versioned step on pixels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An operation is described by one static descriptor in a file of its own under operations/. The panel,
 * the command line, the JSON reader, the documentation and the tests find it through the
 * descriptor. Arithmetic is integer, or IEEE double in a fixed order (no libm function whose last bit may
 * differ between machines), so that the same input gives the same bytes everywhere. A changed arithmetic
 * is a new version under a new descriptor; the old one stays.
 *
 * Descriptors are constant: any thread.
 */

#pragma once

#include "recto-image.h"
#include "recto-work.h"

G_BEGIN_DECLS

typedef enum
{
  RECTO_PARAM_DOUBLE,
  RECTO_PARAM_INT,
  RECTO_PARAM_BOOLEAN, /* 0 or 1 */
  RECTO_PARAM_CHOICE,  /* index into choices; the identifier in JSON */
} RectoParamType;

typedef struct
{
  const char *id;    /* stable, in JSON */
  const char *label; /* N_() text */
} RectoParamChoice;

#define RECTO_OPERATION_MAX_PARAMS 20

/* What an operation looks at. */
typedef enum
{
  RECTO_SCOPE_PIXEL,   /* each pixel from the one at its place: run on what is visible */
  RECTO_SCOPE_PICTURE, /* neighbours, or the whole picture: run once over the stored pixels, then sampled */
} RectoScope;

/* Where an operation stands in the list that the examiner picks from. */
typedef enum
{
  RECTO_GROUP_TONE,
  RECTO_GROUP_COLOUR,
  RECTO_GROUP_DETAIL, /* sharpening, smoothing, edges */
  RECTO_GROUP_GROUND, /* uneven light, background, raster */
} RectoOperationGroup;

/* Most numbers that a step may draw from a picture. */
#define RECTO_MAX_DRAWN 4096

typedef struct
{
  const char *name;  /* stable, in JSON: "black" */
  const char *label; /* N_() text */
  const char *help;  /* N_() text, one sentence: what it is good for in examination */
  const char *unit;  /* "", "%", "px" … */
  RectoParamType type;
  double minimum;
  double maximum;
  double default_value;
  double step;
  guint digits;                    /* decimals shown */
  const RectoParamChoice *choices; /* ends with {NULL, NULL}; only for CHOICE */
  gboolean hidden;                 /* set by a control of its own (points of a curve), not by a row */
} RectoParam;

/* A run of pixels on its way through an operation. data holds width × height pixels of channels samples,
 * stride bytes per row; depth 8 or 16 (host order). */
typedef struct
{
  guint8 *data;
  gsize stride;
  guint width;
  guint height;
  guint channels;
  guint depth;
} RectoPixels;

/* What a step is made ready from. */
typedef struct
{
  const double *values;
  const double *drawn; /* the numbers drawn from the whole picture; NULL when the operation draws none */
  guint channels;
  guint depth;
  GBytes *profile; /* the embedded colour profile of the picture, hostile; NULL without one or where an earlier step has converted from it */
} RectoStepInput;

typedef struct _RectoOperation RectoOperation;

struct _RectoOperation
{
  const char *name; /* stable, in JSON: "tone" */
  guint version;
  const char *label; /* N_() */
  const char *help;  /* N_() */
  const RectoParam *params;
  guint n_params;
  RectoScope scope;
  RectoOperationGroup group;
  const char *keywords; /* N_(): other words it is looked for by; may be NULL */

  /* Channels after the step for an input of channels. */
  guint (*output_channels) (const double *values, guint channels);
  /* Work done once per step (a table); may be NULL. Freed with free_prepared, or g_free where that is NULL. */
  gpointer (*prepare) (const RectoStepInput *input);
  void (*free_prepared) (gpointer prepared);
  /* How many numbers are drawn from the whole picture as it is before the step (a histogram, a covariance); they are stored in the recipe and
   * replayed. NULL: none, ever. At most RECTO_MAX_DRAWN. */
  guint (*n_drawn) (const double *values, guint channels, guint depth);
  /* Draws them from region of the picture (never empty, inside it), the same numbers for any number of threads. FALSE when cancelled. */
  gboolean (*draw) (const double *values, const RectoPixels *in, const RectoRect *region, double *drawn, RectoWork *work);
  /* Scope PICTURE: the whole picture. in and out have the same size and depth and never overlap. Lengths in pixels are divided by the work's
   * reduction. FALSE when cancelled or when there is not enough memory. */
  gboolean (*run_picture) (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out, RectoWork *work);
  /* Scope PIXEL: any part. in and out have the same size and depth; they never overlap. */
  void (*run) (gconstpointer prepared, const double *values, const RectoPixels *in,
               RectoPixels *out);
  /* TRUE when these values change nothing, so that the step may be skipped; may be NULL. */
  gboolean (*is_neutral) (const double *values);
  /* TRUE when each sample comes from the one sample at its place alone, the same for every channel: then
   * neighbouring steps are run as one table. */
  gboolean per_sample;
  /* TRUE when the step converts the picture from its colour profile to sRGB. prepare returns NULL where there is nothing to convert, and the
   * step is left out. */
  gboolean to_srgb;
};

/* Every operation, newest version of each first, ended by NULL. */
const RectoOperation *const *recto_operation_list (void);

/* version 0: the newest. NULL when there is none. */
const RectoOperation *recto_operation_find (const char *name, guint version);

G_END_DECLS
