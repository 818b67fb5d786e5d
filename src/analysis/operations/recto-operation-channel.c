/* recto-operation-channel.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One channel of a colour picture as grey. Red, green and blue are the stored samples. Luminance is Rec. 709 on stored values
 * (0.2126 R + 0.7152 G + 0.0722 B, in 1/65536). Hue, saturation and value are those of the HSV hexcone (Smith, 1978); hue 0 to 360°
 * spans the whole range and is 0 where there is no colour. L*, a*, b* are CIELAB for D65 from samples taken as sRGB (IEC 61966-2-1): L* 0 to 100 spans the
 * range; a* and b* −128 to 127 span it with 0 at the middle (128 / 255).
 * A grey picture passes through red, green, blue, luminance and value, has hue and saturation 0, and a*, b* in the middle.
 */

#include "config.h"
#include "recto-operations.h"

#include <glib/gi18n.h>

enum
{
  RED,
  GREEN,
  BLUE,
  LUMINANCE,
  HUE,
  SATURATION,
  VALUE,
  LIGHTNESS,
  LAB_A,
  LAB_B,
};

static const RectoParamChoice choices[] = {
  { "red", N_ ("Red") },
  { "green", N_ ("Green") },
  { "blue", N_ ("Blue") },
  { "luminance", N_ ("Luminance") },
  { "hue", N_ ("Hue") },
  { "saturation", N_ ("Saturation") },
  /* Translators: the V of hue, saturation and value. */
  { "value", N_ ("Value") },
  { "lightness", N_ ("L* (lightness)") },
  { "a", N_ ("a* (green to red)") },
  { "b", N_ ("b* (blue to yellow)") },
  { NULL, NULL },
};

static const RectoParam params[] = {
  { "channel", N_ ("Channel"), N_ ("What is shown as grey"), "", RECTO_PARAM_CHOICE, 0, 9, LUMINANCE, 1, 0, choices },
};

#define CUBE_STEPS 4096

typedef struct
{
  double *linear; /* 256 or 65536 entries: sRGB to linear */
  double cube[CUBE_STEPS + 2]; /* cube roots of i / CUBE_STEPS */
} Lab;

static guint
one_channel (const double *values, guint channels)
{
  return 1;
}

static gpointer
prepare (const RectoStepInput *input)
{
  const double *values = input->values;
  guint depth = input->depth;
  guint n = depth == 8 ? 256 : 65536;
  Lab *lab;

  if (values[0] < LIGHTNESS)
    return NULL;
  lab = g_malloc (sizeof (Lab) + n * sizeof (double));
  lab->linear = (double *) (lab + 1);
  for (guint i = 0; i < n; i++)
    lab->linear[i] = recto_exact_srgb_to_linear (i / (double) (n - 1));
  for (guint i = 0; i < CUBE_STEPS + 2; i++)
    lab->cube[i] = recto_exact_power ((double) i / CUBE_STEPS, 1.0 / 3);
  return lab;
}

/* CIELAB's f(). The cube root is read off the table and bettered by one step of Newton's method, to about 1e-12. */
static inline double
lab_f (const Lab *lab, double t)
{
  double at, root;
  int i;

  if (t <= 216.0 / 24389)
    return (24389.0 / 27 * t + 16) * (1.0 / 116);
  if (t >= 1)
    return 1;
  at = t * CUBE_STEPS;
  i = (int) at;
  root = lab->cube[i] + (lab->cube[i + 1] - lab->cube[i]) * (at - i);
  return (2 * root + t / (root * root)) * (1.0 / 3);
}

/* 0 to 1. The matrix is that of sRGB's primaries and D65 (B. Lindbloom's figures), each row divided by its white (0.95047, 1, 1.08883). */
static inline double
lab_value (const Lab *lab, int channel, guint r, guint g, guint b)
{
  double red = lab->linear[r];
  double green = lab->linear[g];
  double blue = lab->linear[b];
  double fy = lab_f (lab, 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue);
  double other;

  if (channel == LIGHTNESS)
    return (116 * fy - 16) * 0.01;
  if (channel == LAB_A)
    {
      other = lab_f (lab, (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) * (1 / 0.95047));
      return (500 * (other - fy) + 128) * (1.0 / 255);
    }
  other = lab_f (lab, (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) * (1 / 1.08883));
  return (200 * (fy - other) + 128) * (1.0 / 255);
}

/* Hue in sixths of a turn times the range, as a share of six ranges. */
static inline guint
hue_of (guint r, guint g, guint b, guint high, guint range, guint top)
{
  gint64 sixths;

  if (range == 0)
    return 0;
  if (high == r)
    sixths = (gint64) g - b;
  else if (high == g)
    sixths = (gint64) b - r + 2 * (gint64) range;
  else
    sixths = (gint64) r - g + 4 * (gint64) range;
  if (sixths < 0)
    sixths += 6 * (gint64) range;
  /* 32 bits are enough, and divide faster, for 8-bit samples. */
  if (top == 255)
    return ((guint) sixths * 255u + 3 * range) / (6 * range);
  return (guint) ((sixths * top + 3 * (gint64) range) / (6 * (gint64) range));
}

static inline guint
pick (const Lab *lab, int channel, guint r, guint g, guint b, guint top)
{
  guint high, low;
  double v;

  switch (channel)
    {
    case RED:
      return r;
    case GREEN:
      return g;
    case BLUE:
      return b;
    case LUMINANCE:
      /* 65536 × 65535 fits in 32 bits. */
      return (13933u * r + 46871u * g + 4732u * b + 32768u) >> 16;
    case LIGHTNESS:
    case LAB_A:
    case LAB_B:
      v = lab_value (lab, channel, r, g, b);
      return (guint) (int) (CLAMP (v, 0, 1) * top + 0.5);
    default:
      break;
    }
  high = MAX (r, MAX (g, b));
  low = MIN (r, MIN (g, b));
  if (channel == VALUE)
    return high;
  if (channel == SATURATION)
    return high == 0 ? 0 : ((high - low) * top + high / 2) / high;
  return hue_of (r, g, b, high, high - low, top);
}

/* One loop per channel and depth, so that nothing is chosen within. */
static inline void
run_rows (const Lab *lab, int channel, const RectoPixels *in, RectoPixels *out)
{
  guint second = in->channels == 3 ? 1 : 0;
  guint third = in->channels == 3 ? 2 : 0;
  guint step = in->channels;

  for (guint y = 0; y < in->height; y++)
    if (in->depth == 8)
      {
        const guint8 *from = in->data + y * in->stride;
        guint8 *to = out->data + y * out->stride;

        for (guint x = 0; x < in->width; x++, from += step)
          to[x] = (guint8) pick (lab, channel, from[0], from[second], from[third], 255);
      }
    else
      {
        const guint16 *from = (const guint16 *) (in->data + y * in->stride);
        guint16 *to = (guint16 *) (out->data + y * out->stride);

        for (guint x = 0; x < in->width; x++, from += step)
          to[x] = (guint16) pick (lab, channel, from[0], from[second], from[third], 65535);
      }
}

static void
run (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out)
{
  const Lab *lab = prepared;

  switch ((int) values[0])
    {
    case RED:
      run_rows (lab, RED, in, out);
      break;
    case GREEN:
      run_rows (lab, GREEN, in, out);
      break;
    case BLUE:
      run_rows (lab, BLUE, in, out);
      break;
    case LUMINANCE:
      run_rows (lab, LUMINANCE, in, out);
      break;
    case HUE:
      run_rows (lab, HUE, in, out);
      break;
    case SATURATION:
      run_rows (lab, SATURATION, in, out);
      break;
    case VALUE:
      run_rows (lab, VALUE, in, out);
      break;
    case LIGHTNESS:
      run_rows (lab, LIGHTNESS, in, out);
      break;
    case LAB_A:
      run_rows (lab, LAB_A, in, out);
      break;
    case LAB_B:
    default:
      run_rows (lab, LAB_B, in, out);
      break;
    }
}

const RectoOperation recto_operation_channel_1 = {
  .name = "channel",
  .version = 1,
  .label = N_ ("Channel"),
  .help = N_ ("Shows one colour channel as grey: inks that look alike often part in blue, saturation or b*."),
  .group = RECTO_GROUP_COLOUR,
  .keywords = N_ ("red green blue hue saturation luminance lab grey"),
  .params = params,
  .n_params = G_N_ELEMENTS (params),
  .output_channels = one_channel,
  .prepare = prepare,
  .run = run,
};
