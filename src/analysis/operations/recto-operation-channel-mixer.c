/* recto-operation-channel-mixer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each channel that comes out is a weighted sum of red, green and blue and an offset: at 16 bit in doubles from left to right, at 8 bit in 1/65536 of a
 * level, from tables. Monochrome keeps the first
 * row alone, as grey. A grey picture goes through the first row with its sample for all three, and stays grey.
 */

#include "config.h"
#include "recto-operations.h"
#include "recto-sample.h"

#include <glib/gi18n.h>
#include <math.h>

enum
{
  MONOCHROME,
  ROWS, /* red, green, blue, offset; three times */
  N_PARAMS = ROWS + 12,
};

#define WEIGHT(name, label, value) { name, label, N_ ("How much of this channel is taken; below 0 it is taken away"), "", RECTO_PARAM_DOUBLE, -4, 4, value, 0.01, 2, NULL }
#define OFFSET(name, label) { name, label, N_ ("Added to the sum"), "", RECTO_PARAM_DOUBLE, -1, 1, 0, 0.01, 2, NULL }

static const RectoParam params[N_PARAMS] = {
  { "monochrome", N_ ("Monochrome"), N_ ("Only the first mixture, as grey: for taking one ink away from another"), "", RECTO_PARAM_BOOLEAN, 0, 1, 0, 1, 0, NULL },
  WEIGHT ("rr", N_ ("Red from red"), 1),
  WEIGHT ("rg", N_ ("Red from green"), 0),
  WEIGHT ("rb", N_ ("Red from blue"), 0),
  OFFSET ("ro", N_ ("Red offset")),
  WEIGHT ("gr", N_ ("Green from red"), 0),
  WEIGHT ("gg", N_ ("Green from green"), 1),
  WEIGHT ("gb", N_ ("Green from blue"), 0),
  OFFSET ("go", N_ ("Green offset")),
  WEIGHT ("br", N_ ("Blue from red"), 0),
  WEIGHT ("bg", N_ ("Blue from green"), 0),
  WEIGHT ("bb", N_ ("Blue from blue"), 1),
  OFFSET ("bo", N_ ("Blue offset")),
};

static guint
output_channels (const double *values, guint channels)
{
  return values[MONOCHROME] != 0 ? 1 : channels;
}

/* What each 8-bit sample of red, green and blue adds to the (up to four) sums; the offset and the rounding stand with red. */
typedef struct
{
  gint32 more[3][256][4];
} Tables;

static gpointer
prepare (const RectoStepInput *input)
{
  Tables *self;

  if (input->depth != 8)
    return NULL;
  self = g_new0 (Tables, 1);
  for (guint from = 0; from < 3; from++)
    for (guint v = 0; v < 256; v++)
      for (guint c = 0; c < 3; c++)
        {
          const double *row = input->values + ROWS + 4 * c;

          self->more[from][v][c] = (gint32) floor (row[from] * v * 65536 + 0.5);
          if (from == 0)
            self->more[from][v][c] += (gint32) floor (row[3] * 255 * 65536 + 0.5) + 32768;
        }
  return self;
}

static inline void
look_up_rows (const Tables *tables, guint n, const RectoPixels *in, RectoPixels *out)
{
  guint second = in->channels == 3 ? 1 : 0, third = in->channels == 3 ? 2 : 0;

  for (guint y = 0; y < in->height; y++)
    {
      const guint8 *from = in->data + y * in->stride;
      guint8 *to = out->data + y * out->stride;

      for (guint x = 0; x < in->width; x++, from += in->channels, to += n)
        {
          const gint32 *r = tables->more[0][from[0]];
          const gint32 *g = tables->more[1][from[second]];
          const gint32 *b = tables->more[2][from[third]];

          for (guint c = 0; c < n; c++)
            {
              gint32 v = (r[c] + g[c] + b[c]) >> 16; /* arithmetic */

              to[c] = (guint8) CLAMP (v, 0, 255);
            }
        }
    }
}

static inline void
mix_rows (const double *rows, guint n, const RectoPixels *in, RectoPixels *out)
{
  const guint depth = 16;
  guint top = recto_sample_top (depth);
  guint second = in->channels == 3 ? 1 : 0, third = in->channels == 3 ? 2 : 0;

  for (guint y = 0; y < in->height; y++)
    {
      const guint8 *from = in->data + y * in->stride;
      guint8 *to = out->data + y * out->stride;

      for (gsize x = 0; x < in->width; x++)
        {
          gsize at = x * in->channels;
          double r = recto_sample_get (from, at, depth);
          double g = recto_sample_get (from, at + second, depth);
          double b = recto_sample_get (from, at + third, depth);

          for (guint c = 0; c < n; c++)
            {
              const double *row = rows + 4 * c;
              double v = row[0] * r + row[1] * g + row[2] * b + row[3] * top + 0.5;

              recto_sample_put (to, x * n + c, depth, (guint) (int) CLAMP (v, 0, top));
            }
        }
    }
}

static void
run (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out)
{
  guint n = output_channels (values, in->channels);

  if (in->depth == 8 && n == 3)
    look_up_rows (prepared, 3, in, out);
  else if (in->depth == 8)
    look_up_rows (prepared, 1, in, out);
  else if (n == 3)
    mix_rows (values + ROWS, 3, in, out);
  else
    mix_rows (values + ROWS, 1, in, out);
}

static gboolean
is_neutral (const double *values)
{
  for (guint i = 0; i < N_PARAMS; i++)
    if (values[i] != params[i].default_value)
      return FALSE;
  return TRUE;
}

const RectoOperation recto_operation_channel_mixer_1 = {
  .name = "channel-mixer",
  .version = 1,
  .label = N_ ("Channel mixer"),
  .help = N_ ("Mixes red, green and blue anew: takes a stamp or a background print away from the writing over it. A grey picture goes through the first mixture."),
  .group = RECTO_GROUP_COLOUR,
  .keywords = N_ ("matrix subtract red green blue monochrome"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = output_channels,
  .prepare = prepare,
  .run = run,
  .is_neutral = is_neutral,
};
