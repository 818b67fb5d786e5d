/* test-specimen.c: the page's size, repeatability, MRZ and planted transforms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-specimen-private.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static RectoSpecimenOptions
options_at (double dpi, guint32 seed)
{
  RectoSpecimenOptions options;

  recto_specimen_options_init (&options);
  options.dpi = dpi;
  options.seed = seed;
  return options;
}

static RectoImage *
draw (const RectoSpecimenOptions *options, RectoSpecimenLight light, RectoMatrix3 *transform)
{
  g_autoptr (GError) error = NULL;
  RectoImage *image = recto_specimen_draw (options, light, transform, &error);

  g_assert_no_error (error);
  g_assert_nonnull (image);
  return image;
}

static void
test_repeats (void)
{
  for (guint light = 0; light < 3; light++)
    {
      RectoSpecimenOptions options = options_at (90, 5);
      g_autoptr (RectoImage) first = draw (&options, light, NULL);
      g_autoptr (RectoImage) second = draw (&options, light, NULL);
      g_autofree char *a = recto_image_dup_pixel_sha256 (first);
      g_autofree char *b = recto_image_dup_pixel_sha256 (second);
      g_autofree char *c = NULL;
      g_autoptr (RectoImage) other = NULL;

      g_assert_cmpstr (a, ==, b);
      options.seed = 6;
      other = draw (&options, light, NULL);
      c = recto_image_dup_pixel_sha256 (other);
      g_assert_cmpstr (a, !=, c);
    }
}

static void
test_size (void)
{
  /* 125 and 88 mm by hand: 4.92126 and 3.46457 inches. */
  static const struct
  {
    double dpi;
    guint width, height;
  } sizes[] = { { 50, 246, 173 }, { 72, 354, 249 }, { 100, 492, 346 }, { 150, 738, 520 } };
  RectoSpecimenOptions options;
  guint width, height;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint light = 0; light < 3; light++)
      {
        g_autoptr (RectoImage) image = NULL;
        double x, y;

        options = options_at (sizes[i].dpi, 2);
        image = draw (&options, light, NULL);
        g_assert_cmpuint (recto_image_get_width (image), ==, sizes[i].width);
        g_assert_cmpuint (recto_image_get_height (image), ==, sizes[i].height);
        g_assert_cmpuint (recto_image_get_channels (image), ==, light == RECTO_SPECIMEN_IR ? 1 : 3);
        g_assert_cmpuint (recto_image_get_depth (image), ==, 8);
        g_assert_true (recto_image_get_dpi (image, &x, &y));
        g_assert_cmpfloat (x, ==, sizes[i].dpi);
        g_assert_cmpfloat (y, ==, sizes[i].dpi);
      }
  options = options_at (600, 1);
  recto_specimen_size (&options, &width, &height);
  g_assert_cmpuint (width, ==, 2953);
  g_assert_cmpuint (height, ==, 2079);
}

static void
test_refusals (void)
{
  RectoSpecimenOptions options = options_at (49, 1);
  g_autoptr (GError) error = NULL;
  RectoForgery forgery;

  g_assert_null (recto_specimen_draw (&options, RECTO_SPECIMEN_WHITE, NULL, &error));
  g_assert_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_FAILED);
  g_clear_error (&error);
  options.dpi = NAN;
  g_assert_null (recto_specimen_draw (&options, RECTO_SPECIMEN_WHITE, NULL, &error));
  g_assert_nonnull (error);

  g_assert_true (recto_forgery_from_string ("none", &forgery));
  g_assert_cmpint (forgery, ==, 0);
  g_assert_true (recto_forgery_from_string ("digit,mrz", &forgery));
  g_assert_cmpint (forgery, ==, RECTO_FORGERY_DIGIT | RECTO_FORGERY_MRZ);
  g_assert_true (recto_forgery_from_string ("all", &forgery));
  g_assert_cmpint (forgery, ==, 31);
  g_assert_false (recto_forgery_from_string ("", &forgery));
  g_assert_false (recto_forgery_from_string ("digits", &forgery));
  g_assert_false (recto_forgery_from_string ("digit,", &forgery));
}

/* Doc 9303's rule, written another way than in the program. */
static guint
check_digit (const char *text, gsize length)
{
  static const char order[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  guint sum = 0;

  for (gsize i = 0; i < length; i++)
    {
      const char *found = strchr (order, text[i]);
      guint value = found != NULL ? (guint) (found - order) : 0;

      sum += i % 3 == 0 ? 7 * value : i % 3 == 1 ? 3 * value : value;
    }
  return sum % 10;
}

static guint
composite (const char *line)
{
  g_autofree char *text
      = g_strdup_printf ("%.10s%.7s%.22s", line, line + 13, line + 21);

  return check_digit (text, 39);
}

static void
test_check_digits (void)
{
  /* Published: the specimens of Doc 9303 and its worked examples. */
  static const struct
  {
    const char *text;
    char digit;
  } vectors[] = {
    { "520727", '3' },  { "AB2134<<<", '5' },      { "L898902C3", '6' }, { "740812", '2' },
    { "120415", '9' },  { "ZE184226B<<<<<", '1' }, { "L898902C<", '3' }, { "690806", '1' },
    { "940623", '6' },  { "D23145890", '7' },      { "L898902C3674081221204159ZE184226B<<<<<1", '0' },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_assert_cmpint (recto_mrz_check_digit (vectors[i].text, strlen (vectors[i].text)), ==,
                       vectors[i].digit);
      g_assert_cmpuint (check_digit (vectors[i].text, strlen (vectors[i].text)), ==,
                        (guint) (vectors[i].digit - '0'));
    }

  for (guint32 seed = 0; seed < 60; seed++)
    for (guint forged = 0; forged < 2; forged++)
      {
        RectoSpecimenOptions options = options_at (100, seed);
        RectoHolder holder;
        const char *line;
        char birth[7], expiry[7];

        options.forgery = forged ? RECTO_FORGERY_MRZ : RECTO_FORGERY_NONE;
        recto_holder_init (&holder, &options);
        line = holder.mrz[1];
        g_assert_cmpuint (strlen (holder.mrz[0]), ==, 44);
        g_assert_cmpuint (strlen (line), ==, 44);
        g_assert_true (g_str_has_prefix (holder.mrz[0], "P<UTO"));
        g_assert_true (strncmp (line, holder.number, 9) == 0);
        g_assert_cmpuint ((guint) (line[9] - '0'), ==, check_digit (line, 9));
        g_assert_cmpuint ((guint) (line[19] - '0'), ==, check_digit (line + 13, 6));
        g_snprintf (birth, sizeof birth, "%.2s%.2s%.2s", holder.birth_iso + 2, holder.birth_iso + 5,
                    holder.birth_iso + 8);
        g_snprintf (expiry, sizeof expiry, "%.2s%.2s%.2s", holder.expiry_iso + 2, holder.expiry_iso + 5,
                    holder.expiry_iso + 8);
        g_assert_true (strncmp (line + 13, birth, 6) == 0);
        g_assert_cmpint (line[20], ==, holder.sex);
        g_assert_cmpint (strncmp (line + 21, expiry, 6) == 0, ==, !forged);
        g_assert_cmpint ((guint) (line[27] - '0') == check_digit (line + 21, 6), ==, !forged);
        g_assert_cmpint ((guint) (line[43] - '0') == composite (line), ==, !forged);
        g_assert_cmpstr (holder.birth_iso, <, holder.issue_iso);
        g_assert_cmpstr (holder.issue_iso, <, holder.expiry_iso);
      }
}

/* How dark a pixel of an infrared picture is against the paper; 0 where it is paper. */
static double
darkness (const RectoImage *image, int x, int y)
{
  double value = 218 - recto_image_get_data (image)[(gsize) y * recto_image_get_stride (image) + x];

  return value > 12 ? value : 0;
}

/* The < that fill line 1 are alike: the step from one's centre to the next one's is the pitch. */
static void
test_pitch (void)
{
  RectoSpecimenOptions options = options_at (300, 1);
  g_autoptr (RectoImage) image = NULL;
  double sx = 0, sy = 0, sxx = 0, sxy = 0;
  guint count = 0;

  options.displaced = FALSE;
  image = draw (&options, RECTO_SPECIMEN_IR, NULL);
  for (guint column = 20; column < 44; column++)
    {
      double per_mm = 300 / 25.4, weight = 0, sum = 0;
      int from = (int) ((6.62 + column * 2.54) * per_mm);

      for (int y = (int) (73 * per_mm); y < (int) (77.5 * per_mm); y++)
        for (int x = from; x < from + (int) (2.54 * per_mm); x++)
          {
            double dark = darkness (image, x, y);

            weight += dark;
            sum += dark * x;
          }
      g_assert_cmpfloat (weight, >, 1000);
      sx += column;
      sy += sum / weight;
      sxx += (double) column * column;
      sxy += column * sum / weight;
      count++;
    }
  {
    double slope = (count * sxy - sx * sy) / (count * sxx - sx * sx);

    g_test_message ("pitch %.5f mm", slope * 25.4 / 300);
    g_assert_cmpfloat_with_epsilon (slope * 25.4 / 300, 2.54, 0.002);
  }
}

/* Centre of darkness of a mark, given by its window on the white picture. */
static RectoPoint
mark (const RectoImage *image, const RectoMatrix3 *to_white, const RectoArea *area, double per_mm)
{
  double weight = 0;
  RectoPoint sum = { 0, 0 };

  for (int y = 0; y < (int) recto_image_get_height (image); y++)
    for (int x = 0; x < (int) recto_image_get_width (image); x++)
      {
        RectoPoint at = recto_matrix3_map (to_white, (RectoPoint){ x, y });
        double dark;

        if (at.x < area->x * per_mm || at.x > (area->x + area->width) * per_mm || at.y < area->y * per_mm
            || at.y > (area->y + area->height) * per_mm)
          continue;
        dark = darkness (image, x, y);
        weight += dark;
        sum.x += dark * at.x;
        sum.y += dark * at.y;
      }
  g_assert_cmpfloat (weight, >, 0);
  return (RectoPoint){ sum.x / weight, sum.y / weight };
}

static void
test_planted_infrared (void)
{
  /* Words with clear paper around them: UTO, MIN., 04, the end of the MRZ, the date of expiry. */
  static const RectoArea areas[]
      = { { 58, 14.2, 12, 4.6 }, { 91, 49.4, 7.4, 4.4 }, { 104.5, 49.4, 6, 4.4 }, { 115.6, 79, 3.4, 5.4 }, { 45, 56.4, 18, 4.4 } };

  for (guint32 seed = 1; seed <= 2; seed++)
    {
      RectoSpecimenOptions options = options_at (150, seed);
      g_autoptr (RectoImage) straight = NULL;
      g_autoptr (RectoImage) displaced = NULL;
      RectoMatrix3 none, planted;
      double worst = 0;

      options.max_rotation = 4;
      options.max_scale = 0.03;
      options.max_shift = 0.01;
      options.noise = 0.01;
      displaced = draw (&options, RECTO_SPECIMEN_IR, &planted);
      options.displaced = FALSE;
      straight = draw (&options, RECTO_SPECIMEN_IR, &none);
      g_assert_true (recto_matrix3_is_identity (&none));
      g_assert_false (recto_matrix3_is_identity (&planted));
      for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
        {
          RectoPoint a = mark (straight, &none, &areas[i], 150 / 25.4);
          RectoPoint b = mark (displaced, &planted, &areas[i], 150 / 25.4);

          worst = MAX (worst, hypot (a.x - b.x, a.y - b.y));
        }
      g_test_message ("seed %u: marks within %.3f px", seed, worst);
      g_assert_cmpfloat (worst, <, 0.06);
    }
}

/* The orange emblem is a bright mark that only UV shows. */
static RectoPoint
emblem (const RectoImage *image, const RectoMatrix3 *to_white)
{
  const guint8 *data = recto_image_get_data (image);
  gsize stride = recto_image_get_stride (image);
  RectoPoint sum = { 0, 0 };
  guint count = 0;

  for (guint y = 0; y < recto_image_get_height (image); y++)
    for (guint x = 0; x < recto_image_get_width (image); x++)
      {
        const guint8 *p = data + y * stride + 3 * x;
        RectoPoint at = recto_matrix3_map (to_white, (RectoPoint){ x, y });

        if (p[0] < 200 || p[1] > 150 || p[2] > 110 || at.y > 52 * 150 / 25.4)
          continue;
        sum.x += at.x;
        sum.y += at.y;
        count++;
      }
  g_assert_cmpuint (count, >, 200);
  return (RectoPoint){ sum.x / count, sum.y / count };
}

static void
test_planted_uv (void)
{
  RectoSpecimenOptions options = options_at (150, 3);
  g_autoptr (RectoImage) straight = NULL;
  g_autoptr (RectoImage) displaced = NULL;
  RectoMatrix3 none, planted, infrared;
  RectoPoint a, b;

  options.max_rotation = 6;
  displaced = draw (&options, RECTO_SPECIMEN_UV365, &planted);
  recto_specimen_transform (&options, RECTO_SPECIMEN_IR, &infrared);
  g_assert_cmpfloat (recto_matrix3_corner_distance (&planted, &infrared, 738, 520), >, 1);
  /* A similarity: rotation and one scale. */
  g_assert_cmpfloat (planted.m[0], ==, planted.m[4]);
  g_assert_cmpfloat (planted.m[1], ==, -planted.m[3]);
  options.displaced = FALSE;
  straight = draw (&options, RECTO_SPECIMEN_UV365, &none);
  a = emblem (straight, &none);
  b = emblem (displaced, &planted);
  g_test_message ("emblem within %.3f px", hypot (a.x - b.x, a.y - b.y));
  g_assert_cmpfloat (hypot (a.x - b.x, a.y - b.y), <, 0.3);
}

static void
test_limits (void)
{
  for (guint32 seed = 0; seed < 200; seed++)
    for (guint light = 1; light < 3; light++)
      {
        RectoSpecimenOptions options = options_at (100, seed);
        RectoMatrix3 t;
        RectoPoint middle = { 245.5, 172.5 }, moved;

        options.max_rotation = 2;
        options.max_scale = 0.03;
        options.max_shift = 0.02;
        recto_specimen_transform (&options, light, &t);
        moved = recto_matrix3_map (&t, middle);
        g_assert_cmpfloat (fabs (atan2 (t.m[3], t.m[0])), <=, 2 * G_PI / 180 + 1e-12);
        g_assert_cmpfloat (fabs (hypot (t.m[0], t.m[3]) - 1), <=, 0.03 + 1e-12);
        g_assert_cmpfloat (fabs (moved.x - middle.x), <=, 0.02 * 492 + 1e-9);
        g_assert_cmpfloat (fabs (moved.y - middle.y), <=, 0.02 * 492 + 1e-9);
      }
}

static void
test_write (void)
{
  g_autofree char *directory = g_dir_make_tmp ("recto-specimen-XXXXXX", NULL);
  g_autofree char *inner = g_build_filename (directory, "a", "b", NULL);
  g_autofree char *truth = g_build_filename (inner, "truth.json", NULL);
  g_autofree char *text = NULL;
  static const char *const names[] = { "page-white.png", "page-uv365.png", "page-ir.png", "truth.json" };
  RectoSpecimenOptions options = options_at (50, 9);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root;
  RectoMatrix3 planted;

  options.forgery = RECTO_FORGERY_DIGIT | RECTO_FORGERY_FIBRES;
  g_assert_true (recto_specimen_write (&options, inner, FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (recto_specimen_write (&options, inner, FALSE, &error));
  g_assert_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_true (recto_specimen_write (&options, inner, TRUE, &error));
  g_assert_no_error (error);

  g_assert_true (g_file_get_contents (truth, &text, NULL, NULL));
  g_assert_true (json_parser_load_from_data (parser, text, -1, &error));
  root = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "planted")), ==, 2);
  recto_specimen_transform (&options, RECTO_SPECIMEN_UV365, &planted);
  for (guint i = 0; i < 9; i++)
    g_assert_cmpfloat_with_epsilon (
        json_array_get_double_element (
            json_object_get_array_member (json_object_get_object_member (root, "transforms"), "uv365"), i),
        planted.m[i], 1e-9);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (inner, names[i], NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (inner), ==, 0);
  g_free (inner);
  inner = g_build_filename (directory, "a", NULL);
  g_assert_cmpint (g_rmdir (inner), ==, 0);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
}

/* Without OCR-B nothing is drawn, and the message tells which package has it. */
static void
test_no_font (void)
{
  RectoSpecimenOptions options = options_at (60, 1);
  g_autoptr (GError) error = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }
  {
    g_autofree char *name = NULL;
    int fd = g_file_open_tmp ("recto-fonts-XXXXXX.conf", &name, NULL);

    g_close (fd, NULL);
    g_assert_true (g_file_set_contents (name, "<?xml version=\"1.0\"?><fontconfig></fontconfig>", -1, NULL));
    g_setenv ("FONTCONFIG_FILE", name, TRUE);
    g_assert_null (recto_specimen_draw (&options, RECTO_SPECIMEN_WHITE, NULL, &error));
    g_assert_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_FAILED);
    g_assert_nonnull (strstr (error->message, "fonts-ocr-b"));
    g_unlink (name);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/specimen/repeats", test_repeats);
  g_test_add_func ("/specimen/size", test_size);
  g_test_add_func ("/specimen/refusals", test_refusals);
  g_test_add_func ("/specimen/check-digits", test_check_digits);
  g_test_add_func ("/specimen/pitch", test_pitch);
  g_test_add_func ("/specimen/planted/infrared", test_planted_infrared);
  g_test_add_func ("/specimen/planted/uv", test_planted_uv);
  g_test_add_func ("/specimen/planted/limits", test_limits);
  g_test_add_func ("/specimen/write", test_write);
  g_test_add_func ("/specimen/no-font", test_no_font);
  return g_test_run ();
}
