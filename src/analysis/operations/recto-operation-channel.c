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
#include <math.h>

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
  int depth;
  double *linear; /* 256 or 65536 entries: sRGB to linear */
  double cube[CUBE_STEPS + 2]; /* CIELAB f() at i / CUBE_STEPS */
} Lab;

static guint
one_channel (const double *values, guint channels)
{
  return 1;
}

static double
lab_f (double t)
{
  return t > 216.0 / 24389 ? recto_exact_power (t, 1.0 / 3) : (24389.0 / 27 * t + 16) / 116;
}

static gpointer
prepare (const double *values, guint channels, guint depth)
{
  guint n = depth == 8 ? 256 : 65536;
  Lab *lab;

  if (values[0] < LIGHTNESS)
    return NULL;
  lab = g_malloc (sizeof (Lab) + n * sizeof (double));
  lab->depth = (int) depth;
  lab->linear = (double *) (lab + 1);
  for (guint i = 0; i < n; i++)
    {
      double v = i / (double) (n - 1);

      lab->linear[i] = v <= 0.04045 ? v / 12.92 : recto_exact_power ((v + 0.055) / 1.055, 2.4);
    }
  for (guint i = 0; i <= CUBE_STEPS + 1; i++)
    lab->cube[i] = lab_f ((double) i / CUBE_STEPS);
  return lab;
}

/* Linear between the table's steps, exact near zero, where the curve bends most. */
static inline double
cube_at (const Lab *lab, double t)
{
  double at;
  int i;

  t = CLAMP (t, 0, 1);
  if (t <= 0.02)
    return lab_f (t);
  at = t * CUBE_STEPS;
  i = (int) at;
  return lab->cube[i] + (lab->cube[i + 1] - lab->cube[i]) * (at - i);
}

static inline double
lab_value (const Lab *lab, int channel, guint r, guint g, guint b)
{
  double red = lab->linear[r];
  double green = lab->linear[g];
  double blue = lab->linear[b];
  /* D65 white (0.95047, 1, 1.08883) divided out of the matrix rows. */
  double y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue;
  double fy = cube_at (lab, y);

  if (channel == LIGHTNESS)
    return (116 * fy - 16) / 100;
  if (channel == LAB_A)
    {
      double fx
          = cube_at (lab, (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047);

      return (500 * (fx - fy) + 128) / 255;
    }
  return (200
              * (fy
                 - cube_at (lab, (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883))
          + 128)
         / 255;
}

static inline guint
pick (const Lab *lab, int channel, guint r, guint g, guint b, guint top)
{
  guint high, low, range;

  switch (channel)
    {
    case RED:
      return r;
    case GREEN:
      return g;
    case BLUE:
      return b;
    case LUMINANCE:
      return (guint) (((guint64) 13933 * r + (guint64) 46871 * g + (guint64) 4732 * b + 32768) >> 16);
    case LIGHTNESS:
    case LAB_A:
    case LAB_B:
      {
        double v = lab_value (lab, channel, r, g, b);

        return (guint) floor (CLAMP (v, 0, 1) * top + 0.5);
      }
    default:
      break;
    }
  high = MAX (r, MAX (g, b));
  low = MIN (r, MIN (g, b));
  range = high - low;
  if (channel == VALUE)
    return high;
  if (channel == SATURATION)
    return high == 0 ? 0 : (guint) (((guint64) range * top + high / 2) / high);
  if (range == 0)
    return 0;
  {
    /* Hue in sixths of a turn, times range. */
    gint64 sixths;

    if (high == r)
      sixths = (gint64) g - b;
    else if (high == g)
      sixths = (gint64) b - r + 2 * (gint64) range;
    else
      sixths = (gint64) r - g + 4 * (gint64) range;
    if (sixths < 0)
      sixths += 6 * (gint64) range;
    return (guint) ((sixths * top + 3 * (gint64) range) / (6 * (gint64) range));
  }
}

static void
run (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out)
{
  const Lab *lab = prepared;
  int channel = (int) values[0];
  gboolean colour = in->channels == 3;

  for (guint y = 0; y < in->height; y++)
    if (in->depth == 8)
      {
        const guint8 *from = in->data + y * in->stride;
        guint8 *to = out->data + y * out->stride;

        for (guint x = 0; x < in->width; x++, from += in->channels)
          to[x] = (guint8) pick (lab, channel, from[0], from[colour ? 1 : 0], from[colour ? 2 : 0], 255);
      }
    else
      {
        const guint16 *from = (const guint16 *) (in->data + y * in->stride);
        guint16 *to = (guint16 *) (out->data + y * out->stride);

        for (guint x = 0; x < in->width; x++, from += in->channels)
          to[x] = (guint16) pick (lab, channel, from[0], from[colour ? 1 : 0], from[colour ? 2 : 0], 65535);
      }
}

const RectoOperation recto_operation_channel_1 = {
  .name = "channel",
  .version = 1,
  .label = N_ ("Channel"),
  .help = N_ ("Shows one colour channel as grey: inks that look alike often part in blue, saturation or b*."),
  .params = params,
  .n_params = G_N_ELEMENTS (params),
  .output_channels = one_channel,
  .prepare = prepare,
  .run = run,
};
