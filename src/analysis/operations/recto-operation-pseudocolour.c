/* recto-operation-pseudocolour.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Luminance as colour, by maps whose lightness rises evenly: viridis and inferno (N. Smith and S. van der Walt, 2015, CC0) and cividis (J. R. Nuñez,
 * C. R. Anderton and R. S. Renslow, PLoS ONE 13, 2018, made to look alike with and without red-green blindness). Each is given by points of the published table, with straight
 * lines between, within 1.5 levels of 255 of it.
 */

#include "config.h"
#include "recto-operations.h"
#include "recto-pseudocolour.h"
#include "recto-sample.h"

#include <glib/gi18n.h>

enum
{
  MAP,
  LOW,
  HIGH,
  REVERSED,
  N_PARAMS,
};

static const RectoParamChoice maps[] = {
  { "viridis", "Viridis" },
  { "inferno", "Inferno" },
  { "cividis", "Cividis" },
  { NULL, NULL },
};

static const RectoParam params[N_PARAMS] = {
  { "map", N_ ("Colours"), N_ ("All rise evenly in lightness; Cividis looks the same to those who cannot tell red from green"), "", RECTO_PARAM_CHOICE, 0, 2, 0, 1, 0, maps },
  { "low", N_ ("From"), N_ ("Values up to this take the first colour"), "", RECTO_PARAM_DOUBLE, 0, 1, 0, 0.005, 3, NULL },
  { "high", N_ ("To"), N_ ("Values from this on take the last colour"), "", RECTO_PARAM_DOUBLE, 0, 1, 1, 0.005, 3, NULL },
  { "reversed", N_ ("Reversed"), N_ ("Dark values take the bright end"), "", RECTO_PARAM_BOOLEAN, 0, 1, 0, 1, 0, NULL },
};

typedef struct
{
  guint8 position;
  guint32 rgb;
} Point;

static const Point viridis[] = {
  { 0, 0x440154 }, { 13, 0x481467 }, { 30, 0x472a7a }, { 42, 0x443983 }, { 58, 0x3e4c8a },
  { 81, 0x32648e }, { 125, 0x218e8d }, { 141, 0x1e9d89 }, { 153, 0x22a884 }, { 162, 0x2ab07f },
  { 174, 0x3bbb75 }, { 188, 0x56c667 }, { 193, 0x60ca60 }, { 201, 0x73d056 }, { 215, 0x95d840 },
  { 233, 0xc5e021 }, { 240, 0xd8e219 }, { 246, 0xe7e419 }, { 251, 0xf4e61e }, { 255, 0xfde725 },
};
static const Point inferno[] = {
  { 0, 0x000004 }, { 2, 0x010106 }, { 9, 0x040314 }, { 19, 0x0e092b }, { 26, 0x180c3c },
  { 40, 0x2f0a5b }, { 51, 0x420a68 }, { 64, 0x57106e }, { 83, 0x751b6e }, { 105, 0x982766 },
  { 122, 0xb3325a }, { 146, 0xd44842 }, { 153, 0xdd513a }, { 172, 0xef6c23 }, { 181, 0xf57b17 },
  { 194, 0xfa9207 }, { 201, 0xfc9f07 }, { 209, 0xfcae12 }, { 217, 0xfbbe23 }, { 225, 0xf8cd37 },
  { 233, 0xf4dd4f }, { 244, 0xf1f179 }, { 248, 0xf3f68a }, { 255, 0xfcffa4 },
};
static const Point cividis[] = {
  { 0, 0x00224e }, { 7, 0x002859 }, { 17, 0x002e6c }, { 22, 0x003171 }, { 23, 0x013271 },
  { 28, 0x123570 }, { 35, 0x203a6f }, { 53, 0x38476c }, { 86, 0x585e6d }, { 110, 0x6d6f72 },
  { 125, 0x7a7a78 }, { 152, 0x938e78 }, { 175, 0xaaa073 }, { 203, 0xc7b767 }, { 224, 0xdec958 },
  { 234, 0xe9d34e }, { 246, 0xf7de3e }, { 251, 0xfde334 }, { 255, 0xfee838 },
};

static guint
three_channels (const double *values, guint channels)
{
  return 3;
}

/* share: 0 to 1. */
static void
colour_at (int map, double share, double *rgb)
{
  const Point *points = map == 0 ? viridis : map == 1 ? inferno : cividis;
  double at = share * 255;
  double part;

  while (points[1].position < 255 && at > points[1].position)
    points++;
  part = (at - points[0].position) / (points[1].position - points[0].position);
  for (guint c = 0; c < 3; c++)
    {
      double before = points[0].rgb >> (16 - 8 * c) & 0xff;
      double after = points[1].rgb >> (16 - 8 * c) & 0xff;

      rgb[c] = (before + (after - before) * part) / 255;
    }
}

/* What a luminance of 0 to 1 is shown as. */
static void
colour_of (const double *values, double v, double *rgb)
{
  double range = values[HIGH] - values[LOW];
  double share = range > 0 ? (v - values[LOW]) / range : v > values[LOW] ? 1 : 0;

  share = CLAMP (share, 0, 1);
  colour_at ((int) values[MAP], values[REVERSED] != 0 ? 1 - share : share, rgb);
}

void
recto_pseudocolour_legend (const double *values, guint n, guint8 *rgb)
{
  for (guint i = 0; i < n; i++)
    {
      double colour[3];

      colour_of (values, i / (double) (n - 1), colour);
      for (guint c = 0; c < 3; c++)
        rgb[3 * i + c] = (guint8) recto_sample_from (colour[c], 255);
    }
}

static gpointer
prepare (const RectoStepInput *input)
{
  guint top = recto_sample_top (input->depth);
  guint8 *table = g_malloc ((gsize) (top + 1) * 3 * (input->depth / 8));

  for (guint i = 0; i <= top; i++)
    {
      double colour[3];

      colour_of (input->values, i / (double) top, colour);
      for (guint c = 0; c < 3; c++)
        recto_sample_put (table, 3 * (gsize) i + c, input->depth, recto_sample_from (colour[c], top));
    }
  return table;
}

static void
run (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out)
{
  guint depth = in->depth;

  for (guint y = 0; y < in->height; y++)
    {
      const guint8 *from = in->data + y * in->stride;
      guint8 *to = out->data + y * out->stride;

      for (gsize x = 0; x < in->width; x++)
        {
          gsize at = 3 * (gsize) recto_sample_grey (from, x, in->channels, depth);

          for (guint c = 0; c < 3; c++)
            recto_sample_put (to, 3 * x + c, depth, recto_sample_get (prepared, at + c, depth));
        }
    }
}

const RectoOperation recto_operation_pseudocolour_1 = {
  .name = "pseudocolour",
  .version = 1,
  .label = N_ ("Pseudocolour"),
  .help = N_ ("Shows luminance as colour, as the eye tells far more colours than greys: for weak fluorescence, ink density and wear. Colour pictures are taken by their luminance."),
  .group = RECTO_GROUP_COLOUR,
  .keywords = N_ ("heat map colour map viridis inferno cividis density"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = three_channels,
  .prepare = prepare,
  .run = run,
};
