/* test-measure.c: measurements against planted geometry, published fits and Monte Carlo
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-measure.h"

#include <math.h>
#include <string.h>

#define N_TRIALS 20000

#define assert_near(a, b, within) g_assert_cmpfloat (fabs ((a) - (b)), <=, within)

static RectoMeasurement
measure (RectoMeasureKind kind, const RectoPoint *points, guint n, const RectoMeasureConditions *conditions)
{
  g_autoptr (GError) error = NULL;
  RectoMeasurement result;

  recto_measure (kind, points, n, conditions, &result, &error);
  g_assert_no_error (error);
  return result;
}

static RectoScale
dpi_scale (double x, double y, double tolerance)
{
  g_autoptr (GError) error = NULL;
  RectoScale scale;

  recto_scale_init_dpi (&scale, x, y, tolerance, &error);
  g_assert_no_error (error);
  return scale;
}

static void
test_values (void)
{
  RectoScale scale = dpi_scale (254, 508, 0); /* 0.1 and 0.05 mm */
  const RectoMeasureConditions mm = { &scale, 0.5, 0 }, px = { NULL, 0.5, 0 };
  const RectoPoint line[] = { { 10, 10 }, { 40, 90 } };                       /* 3 mm, 4 mm */
  const RectoPoint corner[] = { { 10, 0 }, { 0, 0 }, { 10, 20 } };            /* 45° in mm */
  const RectoPoint square[] = { { 0, 0 }, { 100, 0 }, { 100, 100 }, { 0, 100 } }; /* 10 × 5 mm */
  const RectoPoint straight[] = { { 10, 0 }, { 0, 0 }, { -10, 0 } };
  const RectoPoint bent[] = { { 0, 0 }, { 4, 0 }, { 4, 3 }, { 2, 3 }, { 2, 1 }, { 0, 1 } }; /* hand: 4 + 4 = 8 */
  RectoMeasurement result;

  result = measure (RECTO_MEASURE_DISTANCE, line, 2, &mm);
  assert_near (result.value, 5, 1e-12);
  g_assert_cmpstr (result.unit, ==, "mm");
  assert_near (measure (RECTO_MEASURE_DISTANCE, line, 2, &px).value, sqrt (900 + 6400), 1e-12);
  assert_near (measure (RECTO_MEASURE_ANGLE, corner, 3, &mm).value, 45, 1e-12);
  assert_near (measure (RECTO_MEASURE_ANGLE, straight, 3, &mm).value, 180, 1e-12);
  result = measure (RECTO_MEASURE_AREA, square, 4, &mm);
  assert_near (result.value, 50, 1e-12);
  g_assert_cmpstr (result.unit, ==, "mm²");
  assert_near (measure (RECTO_MEASURE_PERIMETER, square, 4, &mm).value, 30, 1e-12);
  assert_near (measure (RECTO_MEASURE_AREA, bent, 6, &px).value, 8, 1e-12);
  assert_near (measure (RECTO_MEASURE_PERIMETER, bent, 6, &px).value, 14, 1e-12);
  result = measure (RECTO_MEASURE_COUNT, square, 4, &mm);
  assert_near (result.value, 4, 0);
  assert_near (result.expanded, 0, 0);
  g_assert_cmpint (result.dominant, ==, -1);
}

/* Of two points 0.5 px sure along the line: u = 0.5 √2 px, U = 1.414 px. */
static void
test_uncertainty_by_hand (void)
{
  RectoScale scale = dpi_scale (254, 254, 0.03);
  const RectoMeasureConditions conditions = { &scale, 0.5, 2 };
  const RectoPoint line[] = { { 0, 0 }, { 600, 800 } };
  RectoMeasurement result = measure (RECTO_MEASURE_DISTANCE, line, 2, &conditions);

  assert_near (result.value, 100, 1e-12);
  assert_near (result.parts[RECTO_UNCERTAINTY_POINTING], 2 * 0.5 * G_SQRT2 / 10, 1e-6);
  assert_near (result.parts[RECTO_UNCERTAINTY_REGISTRATION], 2 * 2.0 / 10, 1e-4);
  assert_near (result.parts[RECTO_UNCERTAINTY_SCALE], 2 * 100 * 0.03 / sqrt (3), 1e-9);
  assert_near (result.parts[RECTO_UNCERTAINTY_SCALE_MARKS], 0, 0);
  assert_near (result.expanded, sqrt (0.02 + 0.16 + 12), 1e-4);
  g_assert_cmpint (result.dominant, ==, RECTO_UNCERTAINTY_SCALE);
}

/* Rows of holes and lines of writing, turned, with known spacing. */
static void
test_spacings (void)
{
  const RectoMeasureConditions px = { NULL, 0.5, 0 };
  double c = cos (0.3), s = sin (0.3);
  RectoPoint row[12], lines[8], both[4];
  RectoMeasurement result;

  for (guint i = 0; i < 12; i++)
    {
      guint at = (i * 5) % 12; /* in any order */
      row[i] = (RectoPoint) { 20 + at * 17.25 * c, 30 + at * 17.25 * s };
    }
  result = measure (RECTO_MEASURE_PERFORATION, row, 12, &px);
  assert_near (result.value, 17.25, 1e-9);
  assert_near (result.residual, 0, 1e-9);
  /* Slope of n places: u² = u₀² 12 / (n (n² - 1)). */
  assert_near (result.expanded, 2 * 0.5 * sqrt (12.0 / (12 * 143)), 1e-6);
  for (guint i = 0; i < 8; i++)
    {
      double along = i % 2 == 0 ? 10 + i : 300 - i, across = (i / 2) * 41.5;
      lines[i] = (RectoPoint) { along * c - across * s, along * s + across * c };
    }
  assert_near (measure (RECTO_MEASURE_LINE_SPACING, lines, 8, &px).value, 41.5, 1e-9);
  for (guint i = 0; i < 4; i++)
    both[i] = lines[i + 2 * (i / 2)];
  assert_near (measure (RECTO_MEASURE_FONT_HEIGHT, both, 4, &px).value, 83, 1e-9);
}

/* W. Gander, G. H. Golub, R. Strebel: Least-squares fitting of circles and ellipses, BIT 34, 1994, 558–578: their six points, and the circle of least distance. */
static void
test_circle_published (void)
{
  const RectoPoint points[] = { { 1, 7 }, { 2, 6 }, { 5, 8 }, { 7, 7 }, { 9, 5 }, { 3, 7 } };
  RectoPoint centre;
  double radius, rms;

  g_assert_true (recto_fit_circle (points, 6, &centre, &radius, &rms));
  assert_near (centre.x, 4.7398, 5e-5);
  assert_near (centre.y, 2.9835, 5e-5);
  assert_near (radius, 4.7142, 5e-5);
  assert_near (rms, sqrt (1.2276 / 6), 2e-4);
}

/* Taubin's condition in its own words: of all A, B, C, D the fit's gives the least Σf² / Σ|∇f|². */
static double
taubin_cost (const RectoPoint *points, guint n, RectoPoint centre, double radius)
{
  double f2 = 0, g2 = 0;

  for (guint i = 0; i < n; i++)
    {
      double dx = points[i].x - centre.x, dy = points[i].y - centre.y, f = dx * dx + dy * dy - radius * radius;

      f2 += f * f;
      g2 += 4 * (dx * dx + dy * dy);
    }
  return f2 / g2;
}

static void
test_circle_taubin (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint trial = 0; trial < 50; trial++)
    {
      RectoPoint points[20], centre;
      double radius, arc = g_rand_double_range (rand, 1, 6), least;
      guint n = (guint) g_rand_int_range (rand, 5, 20);

      for (guint i = 0; i < n; i++)
        {
          double a = arc * i / n, r = 120 + g_rand_double_range (rand, -3, 3);
          points[i] = (RectoPoint) { 1000 + r * cos (a), 4000 + r * sin (a) };
        }
      g_assert_true (recto_fit_circle_taubin (points, n, &centre, &radius));
      least = taubin_cost (points, n, centre, radius);
      for (guint i = 0; i < 6; i++)
        {
          double step = i % 2 == 0 ? 1e-3 : -1e-3;
          RectoPoint moved = { centre.x + (i / 2 == 0 ? step : 0), centre.y + (i / 2 == 1 ? step : 0) };

          g_assert_cmpfloat (taubin_cost (points, n, moved, radius + (i / 2 == 2 ? step : 0)), >=, least * (1 - 1e-12));
        }
    }
}

static void
test_circle_planted (void)
{
  RectoPoint points[9], centre;
  double radius, rms;

  for (guint i = 0; i < 9; i++)
    points[i] = (RectoPoint) { 2500.5 + 33.25 * cos (0.2 * i), 1200 + 33.25 * sin (0.2 * i) };
  for (guint n = 3; n <= 9; n++)
    {
      g_assert_true (recto_fit_circle (points, n, &centre, &radius, &rms));
      assert_near (centre.x, 2500.5, 1e-6);
      assert_near (centre.y, 1200, 1e-6);
      assert_near (radius, 33.25, 1e-6);
      assert_near (rms, 0, 1e-7);
    }
  for (guint i = 0; i < 9; i++)
    points[i] = (RectoPoint) { i, 2 * i };
  g_assert_false (recto_fit_circle (points, 9, &centre, &radius, &rms));
  for (guint i = 0; i < 9; i++)
    points[i] = (RectoPoint) { 5, 5 };
  g_assert_false (recto_fit_circle (points, 9, &centre, &radius, &rms));
}

/* Normal deviate, by Box and Muller. */
static double
deviate (GRand *rand)
{
  return sqrt (-2 * log (1 - g_rand_double (rand))) * cos (2 * G_PI * g_rand_double (rand));
}

static double
uniform (GRand *rand, double half)
{
  return g_rand_double_range (rand, -1, 1) * half;
}

static RectoScale
shaken_scale (GRand *rand, const RectoScale *scale)
{
  RectoScale shaken = *scale;

  for (guint i = 0; i < 4; i++)
    {
      shaken.points[i].x += scale->pointing_px * deviate (rand);
      shaken.points[i].y += scale->pointing_px * deviate (rand);
    }
  if (scale->source == RECTO_SCALE_DPI)
    {
      double factor = 1 + uniform (rand, scale->tolerance);

      shaken.size[0] /= factor;
      shaken.size[1] /= factor;
    }
  else
    {
      shaken.size[0] += uniform (rand, scale->tolerance);
      shaken.size[1] += uniform (rand, scale->tolerance);
    }
  return shaken;
}

/* Everything that may be off is, at random and all at once; the spread of what is then measured is twice U / k. */
static void
check_monte_carlo (RectoMeasureKind kind, const RectoPoint *points, guint n, const RectoScale *scale, double registration)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1000 + kind);
  RectoMeasureConditions conditions = { scale, 0.5, registration };
  const RectoMeasureConditions exact = { NULL, 0, 0 };
  RectoMeasurement told = measure (kind, points, n, &conditions);
  double sum = 0, squares = 0, spread;

  for (guint trial = 0; trial < N_TRIALS; trial++)
    {
      RectoScale shaken = shaken_scale (rand, scale);
      RectoMatrix3 transform = recto_scale_get_transform (&shaken);
      RectoPoint moved[12];
      double off;

      for (guint i = 0; i < n; i++)
        {
          double u = hypot (0.5, registration / G_SQRT2);
          RectoPoint p = { points[i].x + u * deviate (rand), points[i].y + u * deviate (rand) };

          moved[i] = recto_matrix3_map (&transform, p);
        }
      off = measure (kind, moved, n, &exact).value - told.value;
      sum += off;
      squares += off * off;
    }
  spread = 2 * sqrt (squares / N_TRIALS - sum / N_TRIALS * sum / N_TRIALS);
  g_test_message ("%s, %s: %g %s, U %g, found %g", recto_measure_kind_to_string (kind),
                  recto_scale_source_to_string (scale->source), told.value, told.unit, told.expanded, spread);
  g_assert_cmpfloat (fabs (spread / told.expanded - 1), <, 0.05);
}

static void
test_monte_carlo (void)
{
  g_autoptr (GError) error = NULL;
  RectoScale scales[4];
  /* A page photographed at a slant, about 12 px a millimetre. */
  const RectoPoint corners[] = { { 210, 160 }, { 1690, 240 }, { 1730, 1260 }, { 150, 1190 } };
  const RectoPoint points[] = { { 300, 300 }, { 700, 330 }, { 720, 620 }, { 310, 600 }, { 260, 450 } };
  RectoPoint ring[8], row[10], lines[6];

  for (guint i = 0; i < 8; i++)
    ring[i] = (RectoPoint) { 800 + 150 * cos (0.5 * i), 600 + 150 * sin (0.5 * i) };
  for (guint i = 0; i < 10; i++)
    row[i] = (RectoPoint) { 300 + 40 * i, 900 + 2 * i };
  for (guint i = 0; i < 6; i++)
    lines[i] = (RectoPoint) { i % 2 == 0 ? 300 : 1500, 1000 + 76 * (i / 2) + (i % 2) * 30 };
  recto_scale_init_page_size (&scales[0], corners, 125, 88, 0.75, 0.7, &error);
  g_assert_no_error (error);
  recto_scale_init_mrz_pitch (&scales[1], (RectoPoint) { 200, 1100 }, (RectoPoint) { 1600, 1120 }, 43, 0.025, 0.7, 1, &error);
  g_assert_no_error (error);
  recto_scale_init_ruler (&scales[2], (RectoPoint) { 100, 100 }, (RectoPoint) { 200, 700 }, 50, 0.1, 0.7, 1.2, &error);
  g_assert_no_error (error);
  scales[3] = dpi_scale (300, 305, 0.05);

  for (guint i = 0; i < 4; i++)
    {
      /* All kinds for the page, which is the hard one; the rest have to do with scale alone. */
      check_monte_carlo (RECTO_MEASURE_DISTANCE, points, 2, &scales[i], 0.4);
      check_monte_carlo (RECTO_MEASURE_AREA, points, 5, &scales[i], 0);
      if (i > 0)
        continue;
      check_monte_carlo (RECTO_MEASURE_ANGLE, points, 3, &scales[i], 0.4);
      check_monte_carlo (RECTO_MEASURE_PERIMETER, points, 5, &scales[i], 0.4);
      check_monte_carlo (RECTO_MEASURE_CIRCLE, ring, 8, &scales[i], 0.4);
      check_monte_carlo (RECTO_MEASURE_PERFORATION, row, 10, &scales[i], 0.4);
      check_monte_carlo (RECTO_MEASURE_LINE_SPACING, lines, 6, &scales[i], 0.4);
      check_monte_carlo (RECTO_MEASURE_FONT_HEIGHT, lines, 4, &scales[i], 0.4);
    }
}

static void
test_text (void)
{
  const struct
  {
    double value, expanded;
    const char *unit, *text;
  } cases[] = {
    { 34.0187, 0.0873, "mm", "34.019\u00a0±\u00a00.088\u00a0mm" },
    { 34.0187, 0.088, "mm", "34.019\u00a0±\u00a00.088\u00a0mm" },
    { 0.0213, 0.03001, "°", "0.021\u00a0±\u00a00.031°" },
    { 1234.5, 12.3, "px²", "1234\u00a0±\u00a013\u00a0px²" },
    { 1234.5, 1230, "px", "1234\u00a0±\u00a01230\u00a0px" },
    { 5, 0, "mm", "5\u00a0mm" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RectoMeasurement m = { .kind = RECTO_MEASURE_DISTANCE, .value = cases[i].value, .expanded = cases[i].expanded, .unit = cases[i].unit };
      g_autofree char *text = recto_measurement_dup_text (&m);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_errors (void)
{
  const RectoMeasureConditions px = { NULL, 0.5, 0 };
  const RectoPoint same[] = { { 3, 3 }, { 3, 3 }, { 3, 3 }, { 3, 3 } };
  const RectoPoint line[] = { { 0, 0 }, { 10, 10 }, { 20, 20 }, { 30, 30 } };
  const RectoPoint bow[] = { { 0, 0 }, { 10, 10 }, { 10, 0 }, { 0, 10 } };
  const RectoPoint lost[] = { { 0, NAN }, { 10, 10 } };
  const RectoPoint far_off[] = { { 0, 1e300 }, { 10, 10 } };
  const struct
  {
    RectoMeasureKind kind;
    const RectoPoint *points;
    guint n;
  } cases[] = {
    { RECTO_MEASURE_DISTANCE, same, 2 },  { RECTO_MEASURE_DISTANCE, line, 3 },     { RECTO_MEASURE_DISTANCE, line, 1 },
    { RECTO_MEASURE_ANGLE, same, 3 },     { RECTO_MEASURE_ANGLE, line, 4 },        { RECTO_MEASURE_AREA, bow, 4 },
    { RECTO_MEASURE_AREA, line, 4 },      { RECTO_MEASURE_CIRCLE, line, 4 },       { RECTO_MEASURE_CIRCLE, same, 4 },
    { RECTO_MEASURE_PERIMETER, same, 4 }, { RECTO_MEASURE_LINE_SPACING, bow, 3 },  { RECTO_MEASURE_FONT_HEIGHT, same, 4 },
    { RECTO_MEASURE_COUNT, line, 0 },     { RECTO_MEASURE_PERFORATION, same, 4 },  { RECTO_MEASURE_DISTANCE, lost, 2 },
    { RECTO_MEASURE_DISTANCE, far_off, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      RectoMeasurement result;

      g_test_message ("%s of %u", recto_measure_kind_to_string (cases[i].kind), cases[i].n);
      g_assert_false (recto_measure (cases[i].kind, cases[i].points, cases[i].n, &px, &result, &error));
      g_assert_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID);
    }
}

static void
test_kinds (void)
{
  for (guint i = 0; i < RECTO_MEASURE_N_KINDS; i++)
    {
      RectoMeasureKind kind;

      g_assert_true (recto_measure_kind_from_string (recto_measure_kind_to_string (i), &kind));
      g_assert_cmpint (kind, ==, i);
      g_assert_true (recto_measure_kind_takes (i, recto_measure_kind_fewest_points (i)));
      g_assert_false (recto_measure_kind_takes (i, recto_measure_kind_fewest_points (i) - 1));
      g_assert_false (recto_measure_kind_takes (i, 5000));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/measure/values", test_values);
  g_test_add_func ("/measure/uncertainty-by-hand", test_uncertainty_by_hand);
  g_test_add_func ("/measure/spacings", test_spacings);
  g_test_add_func ("/measure/circle-published", test_circle_published);
  g_test_add_func ("/measure/circle-taubin", test_circle_taubin);
  g_test_add_func ("/measure/circle-planted", test_circle_planted);
  g_test_add_func ("/measure/monte-carlo", test_monte_carlo);
  g_test_add_func ("/measure/text", test_text);
  g_test_add_func ("/measure/errors", test_errors);
  g_test_add_func ("/measure/kinds", test_kinds);
  return g_test_run ();
}
