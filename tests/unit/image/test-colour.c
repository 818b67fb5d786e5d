/* test-colour.c: profiles against arithmetic written out by hand, differences against published pairs, and hostile profiles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "colour-profiles.h"

#include <math.h>
#include <string.h>

/* Table 1 of Sharma, Wu and Dalal. */
static const double pairs[34][7] = {
  { 50.0000, 2.6772, -79.7751, 50.0000, 0.0000, -82.7485, 2.0425 },
  { 50.0000, 3.1571, -77.2803, 50.0000, 0.0000, -82.7485, 2.8615 },
  { 50.0000, 2.8361, -74.0200, 50.0000, 0.0000, -82.7485, 3.4412 },
  { 50.0000, -1.3802, -84.2814, 50.0000, 0.0000, -82.7485, 1.0000 },
  { 50.0000, -1.1848, -84.8006, 50.0000, 0.0000, -82.7485, 1.0000 },
  { 50.0000, -0.9009, -85.5211, 50.0000, 0.0000, -82.7485, 1.0000 },
  { 50.0000, 0.0000, 0.0000, 50.0000, -1.0000, 2.0000, 2.3669 },
  { 50.0000, -1.0000, 2.0000, 50.0000, 0.0000, 0.0000, 2.3669 },
  { 50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0009, 7.1792 },
  { 50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0010, 7.1792 },
  { 50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0011, 7.2195 },
  { 50.0000, 2.4900, -0.0010, 50.0000, -2.4900, 0.0012, 7.2195 },
  { 50.0000, -0.0010, 2.4900, 50.0000, 0.0009, -2.4900, 4.8045 },
  { 50.0000, -0.0010, 2.4900, 50.0000, 0.0010, -2.4900, 4.8045 },
  { 50.0000, -0.0010, 2.4900, 50.0000, 0.0011, -2.4900, 4.7461 },
  { 50.0000, 2.5000, 0.0000, 50.0000, 0.0000, -2.5000, 4.3065 },
  { 50.0000, 2.5000, 0.0000, 73.0000, 25.0000, -18.0000, 27.1492 },
  { 50.0000, 2.5000, 0.0000, 61.0000, -5.0000, 29.0000, 22.8977 },
  { 50.0000, 2.5000, 0.0000, 56.0000, -27.0000, -3.0000, 31.9030 },
  { 50.0000, 2.5000, 0.0000, 58.0000, 24.0000, 15.0000, 19.4535 },
  { 50.0000, 2.5000, 0.0000, 50.0000, 3.1736, 0.5854, 1.0000 },
  { 50.0000, 2.5000, 0.0000, 50.0000, 3.2972, 0.0000, 1.0000 },
  { 50.0000, 2.5000, 0.0000, 50.0000, 1.8634, 0.5757, 1.0000 },
  { 50.0000, 2.5000, 0.0000, 50.0000, 3.2592, 0.3350, 1.0000 },
  { 60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644 },
  { 63.0109, -31.0961, -5.8663, 62.8187, -29.7946, -4.0864, 1.2630 },
  { 61.2901, 3.7196, -5.3901, 61.4292, 2.2480, -4.9620, 1.8731 },
  { 35.0831, -44.1164, 3.7933, 35.0232, -40.0716, 1.5901, 1.8645 },
  { 22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373 },
  { 36.4612, 47.8580, 18.3852, 36.2715, 50.5065, 21.2231, 1.4146 },
  { 90.8027, -2.0831, 1.4410, 91.1528, -1.6435, 0.0447, 1.4441 },
  { 90.9257, -0.5406, -0.9208, 88.6381, -0.8985, -0.7239, 1.5381 },
  { 6.7747, -0.2908, -2.4247, 5.8714, -0.0985, -2.2286, 0.6377 },
  { 2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082 },
};

static void
test_differences (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      const double *p = pairs[i];
      RectoLab one = { p[0], p[1], p[2] }, two = { p[3], p[4], p[5] };
      RectoLabParts parts = recto_lab_parts (&one, &two);
      RectoLabParts back = recto_lab_parts (&two, &one);
      double e76 = recto_lab_delta_e76 (&one, &two);

      g_assert_cmpfloat_with_epsilon (recto_lab_delta_e2000 (&one, &two), p[6], 0.00005001);
      g_assert_cmpfloat_with_epsilon (recto_lab_delta_e2000 (&two, &one), p[6], 0.00005001);
      g_assert_cmpfloat (recto_lab_delta_e2000 (&one, &one), ==, 0);
      g_assert_cmpfloat_with_epsilon (e76 * e76, parts.l * parts.l + parts.c * parts.c + parts.h * parts.h, 1e-9);
      g_assert_cmpfloat_with_epsilon (parts.l, -back.l, 1e-12);
      g_assert_cmpfloat_with_epsilon (parts.c, -back.c, 1e-12);
      g_assert_cmpfloat_with_epsilon (fabs (parts.h), fabs (back.h), 1e-9);
    }
  {
    /* A quarter turn of hue at chroma 10 and one step of lightness: the chord is 10 √2. */
    RectoLab red = { 50, 10, 0 }, yellow = { 51, 0, 10 };
    RectoLabParts parts = recto_lab_parts (&red, &yellow);

    g_assert_cmpfloat_with_epsilon (parts.l, 1, 1e-12);
    g_assert_cmpfloat_with_epsilon (parts.c, 0, 1e-12);
    g_assert_cmpfloat_with_epsilon (parts.h, 10 * sqrt (2), 1e-12);
    g_assert_cmpfloat_with_epsilon (recto_lab_delta_e76 (&red, &yellow), sqrt (201), 1e-12);
  }
}

static RectoColourProfile *
open_kind (guint kind)
{
  g_autoptr (GBytes) bytes = make_profile (kind);
  g_autoptr (GError) error = NULL;
  RectoColourProfile *profile = recto_colour_profile_new (bytes, profile_kinds[kind].channels, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (recto_colour_profile_get_description (profile), ==, profile_kinds[kind].name);
  g_assert_cmpuint (recto_colour_profile_get_channels (profile), ==, profile_kinds[kind].channels);
  g_assert_false (recto_colour_profile_is_srgb (profile));
  return profile;
}

static void
test_by_hand (void)
{
  for (guint kind = 0; kind < N_PROFILES; kind++)
    {
      g_autoptr (RectoColourProfile) profile = open_kind (kind);
      guint channels = profile_kinds[kind].channels;
      guint side = channels == 3 ? 12 : 256, n = channels == 3 ? side * side * side : side;
      double worst8 = 0, worst16 = 0, worst_lab = 0;
      RectoColourTransform *transforms[2];

      for (guint t = 0; t < 2; t++)
        transforms[t] = recto_colour_transform_new (profile, t == 0 ? 8 : 16, RECTO_INTENT_RELATIVE, TRUE, NULL);
      for (guint i = 0; i < n; i++)
        {
          guint index[3] = { i / (side * side), i / side % side, i % side };
          double in[3], out[3];
          guint8 small[3];
          guint16 large[3];
          guint samples[3];
          RectoLab lab, by_hand;

          if (channels == 1)
            index[0] = i;
          for (guint k = 0; k < channels; k++)
            {
              small[k] = (guint8) (index[k] * 255 / (side - 1));
              large[k] = (guint16) (index[k] * 65535 / (side - 1));
              samples[k] = small[k];
              in[k] = small[k] / 255.0;
            }
          lab = recto_colour_profile_get_lab (profile, samples, 8);
          by_hand = expected_lab (kind, in);
          worst_lab = MAX (worst_lab, recto_lab_delta_e76 (&by_hand, &lab));
          expected_srgb (kind, in, out);
          recto_colour_transform_run (transforms[0], small, small, 1);
          for (guint k = 0; k < channels; k++)
            {
              worst8 = MAX (worst8, fabs (small[k] - out[k] * 255));
              samples[k] = large[k];
              in[k] = large[k] / 65535.0;
            }
          lab = recto_colour_profile_get_lab (profile, samples, 16);
          by_hand = expected_lab (kind, in);
          worst_lab = MAX (worst_lab, recto_lab_delta_e76 (&by_hand, &lab));
          expected_srgb (kind, in, out);
          recto_colour_transform_run (transforms[1], large, large, 1);
          for (guint k = 0; k < channels; k++)
            worst16 = MAX (worst16, fabs (large[k] - out[k] * 65535));
        }
      g_test_message ("%s: %.2f of 255, %.1f of 65535, L*a*b* %.4f", profile_kinds[kind].name, worst8, worst16,
                      worst_lab);
      /* Half a level is rounding; the rest is that profiles store numbers in 1/65536, which sRGB's first slope makes 13 times as large. */
      g_assert_cmpfloat (worst8, <=, 1.0);
      g_assert_cmpfloat (worst16, <=, 40);
      g_assert_cmpfloat (worst_lab, <=, 0.05);
      for (guint t = 0; t < 2; t++)
        recto_colour_transform_unref (transforms[t]);
    }
}

static void
test_srgb (void)
{
  const guint white[3] = { 255, 255, 255 }, red[3] = { 255, 0, 0 }, grey[1] = { 65535 };
  g_autoptr (RectoColourProfile) colour = recto_colour_profile_new_srgb (3);
  g_autoptr (RectoColourProfile) plain = recto_colour_profile_new_srgb (1);
  RectoLab lab = recto_colour_profile_get_lab (colour, white, 8);

  g_assert_true (recto_colour_profile_is_srgb (colour));
  g_assert_true (recto_colour_profile_is_srgb (plain));
  g_assert_cmpfloat_with_epsilon (lab.l, 100, 0.01);
  g_assert_cmpfloat_with_epsilon (lab.a, 0, 0.01);
  g_assert_cmpfloat_with_epsilon (lab.b, 0, 0.02);
  /* sRGB red adapted to D50, as published (B. Lindbloom): 54.29, 80.81, 69.89. */
  lab = recto_colour_profile_get_lab (colour, red, 8);
  g_assert_cmpfloat_with_epsilon (lab.l, 54.29, 0.03);
  g_assert_cmpfloat_with_epsilon (lab.a, 80.81, 0.05);
  g_assert_cmpfloat_with_epsilon (lab.b, 69.89, 0.05);
  lab = recto_colour_profile_get_lab (plain, grey, 16);
  g_assert_cmpfloat_with_epsilon (lab.l, 100, 0.01);

  /* What is put into converted pictures is read back as sRGB. */
  for (guint channels = 1; channels <= 3; channels += 2)
    {
      g_autoptr (RectoColourProfile) again
          = recto_colour_profile_new (recto_colour_get_srgb_bytes (channels), channels, NULL);

      g_assert_nonnull (again);
      g_assert_true (recto_colour_profile_is_srgb (again));
    }
  g_assert_true (g_str_has_prefix (recto_colour_get_engine (), "Little CMS 2."));
}

/* ----- the same bytes for any split ----- */

typedef struct
{
  RectoColourTransform *transform;
  const guint8 *in;
  guint8 *out;
  gsize pixels, bytes, step, first, every;
} Share;

static gpointer
run_share (gpointer data)
{
  Share *s = data;

  for (gsize at = s->first * s->step; at < s->pixels; at += s->every * s->step)
    recto_colour_transform_run (s->transform, s->in + at * s->bytes, s->out + at * s->bytes, MIN (s->step, s->pixels - at));
  return NULL;
}

static void
test_splits (void)
{
  const gsize pixels = 6000, steps[] = { 1, 7, 64, 1001 };
  guint32 state = 7;

  for (guint kind = 0; kind <= N_PROFILES; kind++)
    for (guint depth = 8; depth <= 16; depth += 8)
      {
        g_autoptr (GBytes) bytes = kind < N_PROFILES ? make_profile (kind) : make_table_profile ();
        guint channels = kind < N_PROFILES ? profile_kinds[kind].channels : 3;
        g_autoptr (RectoColourProfile) profile = recto_colour_profile_new (bytes, channels, NULL);
        g_autoptr (RectoColourTransform) transform
            = recto_colour_transform_new (profile, depth, RECTO_INTENT_PERCEPTUAL, TRUE, NULL);
        gsize size = pixels * channels * (depth / 8);
        g_autofree guint8 *in = g_malloc (size);
        g_autofree guint8 *whole = g_malloc (size);
        g_autofree guint8 *parts = g_malloc (size);

        for (gsize i = 0; i < size; i++)
          in[i] = (guint8) ((state = state * 1664525u + 1013904223u) >> 24);
        recto_colour_transform_run (transform, in, whole, pixels);
        for (guint k = 0; k < G_N_ELEMENTS (steps); k++)
          {
            Share shares[3];
            GThread *threads[3];

            memset (parts, 0xaa, size);
            for (guint t = 0; t < 3; t++)
              {
                shares[t] = (Share) { transform, in, parts, pixels, channels * (depth / 8), steps[k], t, 3 };
                threads[t] = g_thread_new ("share", run_share, &shares[t]);
              }
            for (guint t = 0; t < 3; t++)
              g_thread_join (threads[t]);
            g_assert_cmpmem (whole, size, parts, size);
          }
      }
}

static void
test_intents (void)
{
  g_autoptr (RectoColourProfile) profile = open_kind (PROFILE_ADOBE);

  for (guint intent = 0; intent <= RECTO_INTENT_ABSOLUTE; intent++)
    for (guint point = 0; point < 2; point++)
      {
        g_autoptr (RectoColourTransform) transform = recto_colour_transform_new (profile, 8, intent, point, NULL);
        guint8 pixel[6] = { 255, 255, 255, 0, 0, 0 };

        g_assert_nonnull (transform);
        recto_colour_transform_run (transform, pixel, pixel, 2);
        g_assert_cmpuint (pixel[1], >=, 254);
        g_assert_cmpuint (pixel[4], <=, 1);
      }
}

/* ----- hostile ----- */

static void
assert_refused (const guint8 *data, gsize size, guint channels, int code, const char *words)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoColourProfile) profile = recto_colour_profile_new (bytes, channels, &error);

  g_assert_null (profile);
  g_assert_error (error, RECTO_IMAGE_ERROR, code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” is not in: %s", words, error->message);
}

static void
put_32 (guint8 *at, guint32 value)
{
  value = GUINT32_TO_BE (value);
  memcpy (at, &value, 4);
}

/* If it opens all the same, it is used. */
static void
try_profile (const guint8 *data, gsize size, guint channels)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoColourProfile) profile = recto_colour_profile_new (bytes, channels, &error);

  g_assert_true ((profile == NULL) == (error != NULL));
  if (profile != NULL)
    {
      const guint samples[3] = { 12, 200, 99 };
      g_autoptr (RectoColourTransform) transform
          = recto_colour_transform_new (profile, 16, RECTO_INTENT_ABSOLUTE, TRUE, NULL);
      guint16 pixel[3] = { 1, 2, 3 };

      recto_colour_profile_get_lab (profile, samples, 8);
      g_assert_true (g_utf8_validate (recto_colour_profile_get_description (profile), -1, NULL));
      if (transform != NULL)
        recto_colour_transform_run (transform, pixel, pixel, 1);
    }
  else
    g_assert_cmpuint (strlen (error->message), >, 20);
}

static void
test_refused (void)
{
  g_autoptr (GBytes) bytes = make_profile (PROFILE_ADOBE);
  g_autoptr (GBytes) grey = make_profile (PROFILE_GREY_22);
  gsize size, grey_size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const guint8 *grey_data = g_bytes_get_data (grey, &grey_size);
  g_autofree guint8 *bad = g_memdup2 (data, size);
  g_autofree guint8 *giant = g_malloc0 (RECTO_COLOUR_MAX_PROFILE + 1);
  static const char *const classes[] = { "link", "abst", "nmcl", "prtr" };
  guint32 n_tags = data[131];

  assert_refused (data, 0, 3, RECTO_IMAGE_ERROR_DAMAGED, "cut off");
  assert_refused ((const guint8 *) "not a profile", 13, 3, RECTO_IMAGE_ERROR_DAMAGED, "damaged");
  assert_refused (data, size - 1, 3, RECTO_IMAGE_ERROR_DAMAGED, "cut off");
  assert_refused (data, size, 1, RECTO_IMAGE_ERROR_UNSUPPORTED, "is for RGB");
  assert_refused (grey_data, grey_size, 3, RECTO_IMAGE_ERROR_UNSUPPORTED, "is for grey");
  memcpy (giant, data, size);
  put_32 (giant, RECTO_COLOUR_MAX_PROFILE + 1);
  assert_refused (giant, RECTO_COLOUR_MAX_PROFILE + 1, 3, RECTO_IMAGE_ERROR_TOO_LARGE, "16 MB");

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      memcpy (bad + 12, classes[i], 4);
      assert_refused (bad, size, 3, RECTO_IMAGE_ERROR_UNSUPPORTED, "not one of a scanner");
    }
  memcpy (bad + 12, "scnrCMYK", 8);
  assert_refused (bad, size, 3, RECTO_IMAGE_ERROR_UNSUPPORTED, "neither for grey nor for RGB");

  /* Lists of contents: too many, beyond the end, on themselves; then each tag a link to the list, or all to one. */
  memcpy (bad, data, size);
  put_32 (bad + 128, 0xffffffff);
  assert_refused (bad, size, 3, RECTO_IMAGE_ERROR_DAMAGED, "list of contents");
  memcpy (bad, data, size);
  put_32 (bad + 132 + 4, 0xfffffff0);
  assert_refused (bad, size, 3, RECTO_IMAGE_ERROR_DAMAGED, "list of contents");
  memcpy (bad, data, size);
  put_32 (bad + 132 + 8, 0xfffffff0);
  assert_refused (bad, size, 3, RECTO_IMAGE_ERROR_DAMAGED, "list of contents");
  memcpy (bad, data, size);
  put_32 (bad + 132 + 4, 128);
  assert_refused (bad, size, 3, RECTO_IMAGE_ERROR_DAMAGED, "list of contents");
  for (guint i = 0; i < n_tags; i++)
    put_32 (bad + 132 + i * 12 + 4, 132);
  assert_refused (bad, size, 3, RECTO_IMAGE_ERROR_DAMAGED, "needs");
  memcpy (bad, data, size);
  for (guint i = 0; i < n_tags; i++)
    memcpy (bad + 132 + i * 12 + 4, bad + 132 + 4, 8);
  assert_refused (bad, size, 3, RECTO_IMAGE_ERROR_DAMAGED, "needs");
  /* Without any content. */
  memcpy (bad, data, size);
  put_32 (bad + 128, 0);
  assert_refused (bad, size, 3, RECTO_IMAGE_ERROR_DAMAGED, "needs");
}

static void
test_cut_and_changed (void)
{
  guint32 state = 99;

  for (guint kind = 0; kind < 3; kind++)
    {
      g_autoptr (GBytes) bytes = kind == 0   ? make_profile (PROFILE_ADOBE)
                                 : kind == 1 ? make_profile (PROFILE_GREY_18)
                                             : make_table_profile ();
      guint channels = kind == 1 ? 1 : 3;
      gsize size;
      const guint8 *data = g_bytes_get_data (bytes, &size);

      /* Cut, with a header that agrees. */
      for (gsize length = 128; length < size; length += MAX (1, size / 60))
        {
          g_autofree guint8 *cut = g_memdup2 (data, length);

          put_32 (cut, (guint32) length);
          try_profile (cut, length, channels);
        }
      for (guint round = 0; round < 150; round++)
        {
          g_autofree guint8 *changed = g_memdup2 (data, size);

          for (guint k = 0; k <= round % 4; k++)
            {
              guint32 at, value;

              state = state * 1664525u + 1013904223u;
              at = (state >> 8) % (guint32) MIN (size, round % 2 == 0 ? 700 : size);
              state = state * 1664525u + 1013904223u;
              value = state >> 24;
              if (at >= 4)
                changed[at] = round % 3 == 0 ? 0xff : (guint8) value;
            }
          try_profile (changed, size, channels);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/colour/differences", test_differences);
  g_test_add_func ("/colour/by-hand", test_by_hand);
  g_test_add_func ("/colour/srgb", test_srgb);
  g_test_add_func ("/colour/splits", test_splits);
  g_test_add_func ("/colour/intents", test_intents);
  g_test_add_func ("/colour/refused", test_refused);
  g_test_add_func ("/colour/cut-and-changed", test_cut_and_changed);

  return g_test_run ();
}
