/* test-specimen-forgery.c: deviations are where truth.json says, and nowhere else
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-specimen-private.h"

#include <math.h>

#define DPI 100

static RectoImage *
draw (guint32 seed, RectoForgery forgery, RectoSpecimenLight light)
{
  RectoSpecimenOptions options;
  g_autoptr (GError) error = NULL;
  RectoImage *image;

  recto_specimen_options_init (&options);
  options.dpi = DPI;
  options.seed = seed;
  options.forgery = forgery;
  options.displaced = FALSE;
  image = recto_specimen_draw (&options, light, NULL, &error);
  g_assert_no_error (error);
  return image;
}

/* The only planted deviation, from truth.json. */
static JsonObject *
planted (JsonParser *parser, guint32 seed, RectoForgery forgery)
{
  RectoSpecimenOptions options;
  g_autofree char *text = NULL;
  JsonArray *array;

  recto_specimen_options_init (&options);
  options.dpi = DPI;
  options.seed = seed;
  options.forgery = forgery;
  text = recto_specimen_dup_truth (&options);
  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  array = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "planted");
  g_assert_cmpuint (json_array_get_length (array), ==, 1);
  return json_array_get_object_element (array, 0);
}

static RectoRect
box_of (JsonObject *object)
{
  JsonArray *box = json_object_get_array_member (object, "box");

  return (RectoRect){ (int) json_array_get_int_element (box, 0), (int) json_array_get_int_element (box, 1),
                      (int) json_array_get_int_element (box, 2), (int) json_array_get_int_element (box, 3) };
}

static gboolean
names (JsonObject *object, const char *light)
{
  JsonArray *lights = json_object_get_array_member (object, "lights");

  for (guint i = 0; i < json_array_get_length (lights); i++)
    if (g_str_equal (json_array_get_string_element (lights, i), light))
      return TRUE;
  return FALSE;
}

static void
test_place (gconstpointer data)
{
  static const char *const lights[] = { "white", "uv365", "ir" };
  RectoForgery forgery = (RectoForgery) GPOINTER_TO_UINT (data);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object = planted (parser, 4, forgery);
  RectoRect box = box_of (object);

  for (guint light = 0; light < 3; light++)
    {
      g_autoptr (RectoImage) genuine = draw (4, RECTO_FORGERY_NONE, light);
      g_autoptr (RectoImage) forged = draw (4, forgery, light);
      guint channels = recto_image_get_channels (genuine);
      guint inside = 0, outside = 0, clear = 0;

      for (int y = 0; y < (int) recto_image_get_height (genuine); y++)
        for (int x = 0; x < (int) recto_image_get_width (genuine); x++)
          for (guint c = 0; c < channels; c++)
            {
              gsize at = (gsize) y * recto_image_get_stride (genuine) + channels * (guint) x + c;
              int difference = recto_image_get_data (genuine)[at] - recto_image_get_data (forged)[at];

              if (difference == 0)
                continue;
              /* One pixel for the antialiased edge. */
              if (x >= box.x - 1 && x < box.x + box.width + 1 && y >= box.y - 1 && y < box.y + box.height + 1)
                inside++;
              else
                outside++;
              if (ABS (difference) > 5)
                clear++;
            }
      g_test_message ("%s: %u changed values, %u clearly", lights[light], inside, clear);
      g_assert_cmpuint (outside, ==, 0);
      if (names (object, lights[light]))
        g_assert_cmpuint (clear, >, 5);
      else
        g_assert_cmpuint (inside, ==, 0);
    }
}

/* Pearson's correlation of two pictures' green (or grey) in a rectangle. */
static double
correlation (const RectoImage *a, const RectoImage *b, const RectoRect *box)
{
  const RectoImage *images[] = { a, b };
  double n = 0, s[2] = { 0, 0 }, ss[2] = { 0, 0 }, cross = 0;

  for (int y = box->y; y < box->y + box->height; y++)
    for (int x = box->x; x < box->x + box->width; x++)
      {
        double value[2];

        for (guint i = 0; i < 2; i++)
          {
            guint channels = recto_image_get_channels (images[i]);

            value[i] = recto_image_get_data (images[i])[(gsize) y * recto_image_get_stride (images[i])
                                                        + channels * (guint) x + channels / 2];
            s[i] += value[i];
            ss[i] += value[i] * value[i];
          }
        cross += value[0] * value[1];
        n++;
      }
  return (n * cross - s[0] * s[1]) / sqrt ((n * ss[0] - s[0] * s[0]) * (n * ss[1] - s[1] * s[1]));
}

static double
mean (const RectoImage *image, const RectoRect *box)
{
  guint channels = recto_image_get_channels (image);
  double sum = 0;

  for (int y = box->y; y < box->y + box->height; y++)
    for (int x = box->x; x < box->x + box->width; x++)
      for (guint c = 0; c < channels; c++)
        sum += recto_image_get_data (image)[(gsize) y * recto_image_get_stride (image) + channels * (guint) x + c];
  return sum / ((double) box->width * box->height * channels);
}

/* White shows the new digit, infrared the old one, UV a glow around both. */
static void
test_digit (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  RectoRect box = box_of (planted (parser, 1, RECTO_FORGERY_DIGIT));
  RectoRect digit = { box.x + box.width / 2 - 4, box.y + 2, 8, box.height - 4 };
  g_autoptr (RectoImage) white = draw (1, RECTO_FORGERY_NONE, RECTO_SPECIMEN_WHITE);
  g_autoptr (RectoImage) ir = draw (1, RECTO_FORGERY_NONE, RECTO_SPECIMEN_IR);
  g_autoptr (RectoImage) uv = draw (1, RECTO_FORGERY_NONE, RECTO_SPECIMEN_UV365);
  g_autoptr (RectoImage) forged_white = draw (1, RECTO_FORGERY_DIGIT, RECTO_SPECIMEN_WHITE);
  g_autoptr (RectoImage) forged_ir = draw (1, RECTO_FORGERY_DIGIT, RECTO_SPECIMEN_IR);
  g_autoptr (RectoImage) forged_uv = draw (1, RECTO_FORGERY_DIGIT, RECTO_SPECIMEN_UV365);
  JsonObject *document = json_object_get_object_member (
      json_node_get_object (json_parser_get_root (parser)), "document");

  g_assert_cmpstr (json_object_get_string_member (document, "number"), ==, "JP4730266");
  g_assert_cmpstr (json_object_get_string_member (document, "printed_number"), ==, "JP4780266");
  g_test_message ("ir %.3f white %.3f", correlation (ir, forged_ir, &digit),
                  correlation (white, forged_white, &digit));
  g_assert_cmpfloat (correlation (ir, forged_ir, &digit), >, 0.97);
  g_assert_cmpfloat (correlation (white, forged_white, &digit), <, 0.9);
  g_assert_cmpfloat (correlation (forged_ir, white, &digit), >, correlation (forged_ir, forged_white, &digit));
  g_assert_cmpfloat (mean (forged_ir, &digit), >, mean (ir, &digit) + 15);
  g_assert_cmpfloat (mean (forged_uv, &digit), >, mean (uv, &digit) + 50);
}

static void
test_paper (void)
{
  RectoRect corner = { 5, 5, 60, 40 };
  g_autoptr (RectoImage) dull = draw (2, RECTO_FORGERY_NONE, RECTO_SPECIMEN_UV365);
  g_autoptr (RectoImage) bright = draw (2, RECTO_FORGERY_PAPER, RECTO_SPECIMEN_UV365);

  g_assert_cmpfloat (mean (dull, &corner), <, 45);
  g_assert_cmpfloat (mean (bright, &corner), >, 120);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/specimen/place/photo", GUINT_TO_POINTER (RECTO_FORGERY_PHOTO), test_place);
  g_test_add_data_func ("/specimen/place/paper", GUINT_TO_POINTER (RECTO_FORGERY_PAPER), test_place);
  g_test_add_data_func ("/specimen/place/digit", GUINT_TO_POINTER (RECTO_FORGERY_DIGIT), test_place);
  g_test_add_data_func ("/specimen/place/mrz", GUINT_TO_POINTER (RECTO_FORGERY_MRZ), test_place);
  g_test_add_data_func ("/specimen/place/fibres", GUINT_TO_POINTER (RECTO_FORGERY_FIBRES), test_place);
  g_test_add_func ("/specimen/digit", test_digit);
  g_test_add_func ("/specimen/paper", test_paper);
  return g_test_run ();
}
