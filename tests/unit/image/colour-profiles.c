/* colour-profiles.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "colour-profiles.h"

#include <lcms2.h>
#include <math.h>

const ProfileKind profile_kinds[N_PROFILES] = {
  { "Adobe-like", 3, 563 / 256.0, { 0.3127, 0.3290 }, { { 0.64, 0.33 }, { 0.21, 0.71 }, { 0.15, 0.06 } } },
  { "ProPhoto-like", 3, 461 / 256.0, { 0.3457, 0.3585 }, { { 0.7347, 0.2653 }, { 0.1596, 0.8404 }, { 0.0366, 0.0001 } } },
  { "Apple-like", 3, 461 / 256.0, { 0.3127, 0.3290 }, { { 0.625, 0.34 }, { 0.28, 0.595 }, { 0.155, 0.07 } } },
  { "Grey 2.2", 1, 563 / 256.0, { 0.3457, 0.3585 }, { { 0 } } },
  { "Grey 1.8", 1, 461 / 256.0, { 0.3457, 0.3585 }, { { 0 } } },
};

static const ProfileKind srgb = { "sRGB", 3, 0, { 0.3127, 0.3290 }, { { 0.64, 0.33 }, { 0.30, 0.60 }, { 0.15, 0.06 } } };

static GBytes *
save (cmsHPROFILE profile)
{
  cmsUInt32Number size = 0;
  guint8 *data;

  g_assert_nonnull (profile);
  g_assert_true (cmsSaveProfileToMem (profile, NULL, &size));
  data = g_malloc (size);
  g_assert_true (cmsSaveProfileToMem (profile, data, &size));
  cmsCloseProfile (profile);
  return g_bytes_new_take (data, size);
}

static void
describe (cmsHPROFILE profile, const char *name)
{
  cmsMLU *words = cmsMLUalloc (NULL, 1);

  cmsMLUsetASCII (words, "en", "US", name);
  g_assert_true (cmsWriteTag (profile, cmsSigProfileDescriptionTag, words));
  cmsMLUfree (words);
  cmsSetProfileVersion (profile, 2.1);
  cmsSetDeviceClass (profile, cmsSigInputClass);
}

GBytes *
make_profile (guint kind)
{
  const ProfileKind *k = &profile_kinds[kind];
  cmsToneCurve *curve = cmsBuildGamma (NULL, k->gamma);
  cmsToneCurve *curves[3] = { curve, curve, curve };
  cmsCIExyY white = { k->white[0], k->white[1], 1 };
  cmsCIExyYTRIPLE primaries = { { k->primaries[0][0], k->primaries[0][1], 1 },
                                { k->primaries[1][0], k->primaries[1][1], 1 },
                                { k->primaries[2][0], k->primaries[2][1], 1 } };
  cmsHPROFILE profile = k->channels == 3 ? cmsCreateRGBProfile (&white, &primaries, curves)
                                         : cmsCreateGrayProfile (cmsD50_xyY (), curve);

  describe (profile, k->name);
  cmsFreeToneCurve (curve);
  return save (profile);
}

static cmsInt32Number
fill_table (const cmsUInt16Number in[], cmsUInt16Number out[], void *data)
{
  double lab[3] = { 0, 0, 0 };

  /* Some smooth way from RGB to L*a*b*, with white at white and black at black. */
  for (guint i = 0; i < 3; i++)
    lab[0] += in[i] / 65535.0 * 100 / 3;
  lab[1] = (in[0] - in[1]) / 65535.0 * 70;
  lab[2] = (in[1] - in[2]) / 65535.0 * 60;
  cmsFloat2LabEncodedV2 (out, &(cmsCIELab) { lab[0], lab[1], lab[2] });
  return TRUE;
}

GBytes *
make_table_profile (void)
{
  cmsHPROFILE profile = cmsCreateProfilePlaceholder (NULL);
  cmsPipeline *pipeline = cmsPipelineAlloc (NULL, 3, 3);
  cmsStage *table = cmsStageAllocCLut16bit (NULL, 9, 3, 3, NULL);

  describe (profile, "Table");
  cmsSetColorSpace (profile, cmsSigRgbData);
  cmsSetPCS (profile, cmsSigLabData);
  g_assert_true (cmsWriteTag (profile, cmsSigMediaWhitePointTag, cmsD50_XYZ ()));
  g_assert_true (cmsStageSampleCLut16bit (table, fill_table, NULL, 0));
  g_assert_true (cmsPipelineInsertStage (pipeline, cmsAT_BEGIN, table));
  g_assert_true (cmsWriteTag (profile, cmsSigAToB0Tag, pipeline));
  cmsPipelineFree (pipeline);
  return save (profile);
}

/* ----- by hand ----- */

typedef struct
{
  double m[3][3];
} Matrix;

static Matrix
multiply (const Matrix *a, const Matrix *b)
{
  Matrix out = { { { 0 } } };

  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++)
      for (guint k = 0; k < 3; k++)
        out.m[i][j] += a->m[i][k] * b->m[k][j];
  return out;
}

static void
map (const Matrix *a, const double in[3], double out[3])
{
  for (guint i = 0; i < 3; i++)
    out[i] = a->m[i][0] * in[0] + a->m[i][1] * in[1] + a->m[i][2] * in[2];
}

static Matrix
invert (const Matrix *a)
{
  const double (*m)[3] = a->m;
  Matrix out;
  double d = m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
             + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);

  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++)
      {
        guint p = (j + 1) % 3, q = (j + 2) % 3, r = (i + 1) % 3, s = (i + 2) % 3;

        out.m[i][j] = (m[p][r] * m[q][s] - m[p][s] * m[q][r]) / d;
      }
  return out;
}

static void
to_xyz (const double xy[2], double out[3])
{
  out[0] = xy[0] / xy[1];
  out[1] = 1;
  out[2] = (1 - xy[0] - xy[1]) / xy[1];
}

static const double d50[3] = { 0.9642, 1, 0.8249 };

/* Linear RGB to XYZ relative to D50, by the linear Bradford transform. */
static Matrix
rgb_to_xyz (const ProfileKind *k)
{
  const Matrix bradford = { { { 0.8951, 0.2664, -0.1614 }, { -0.7502, 1.7135, 0.0367 }, { 0.0389, -0.0685, 1.0296 } } };
  Matrix back = invert (&bradford), columns, whole, adapt = { { { 0 } } };
  double white[3], sums[3], cone_from[3], cone_to[3];

  to_xyz (k->white, white);
  for (guint j = 0; j < 3; j++)
    {
      double column[3];

      to_xyz (k->primaries[j], column);
      for (guint i = 0; i < 3; i++)
        columns.m[i][j] = column[i];
    }
  whole = invert (&columns);
  map (&whole, white, sums);
  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++)
      columns.m[i][j] *= sums[j];
  map (&bradford, white, cone_from);
  map (&bradford, d50, cone_to);
  for (guint i = 0; i < 3; i++)
    adapt.m[i][i] = cone_to[i] / cone_from[i];
  adapt = multiply (&adapt, &bradford);
  adapt = multiply (&back, &adapt);
  return multiply (&adapt, &columns);
}

static void
expected_xyz (const ProfileKind *k, const double *in, double xyz[3])
{
  double linear[3];
  Matrix m;

  for (guint i = 0; i < k->channels; i++)
    linear[i] = pow (in[i], k->gamma);
  if (k->channels == 1)
    {
      for (guint i = 0; i < 3; i++)
        xyz[i] = d50[i] * linear[0];
      return;
    }
  m = rgb_to_xyz (k);
  map (&m, linear, xyz);
}

static double
encode (double v)
{
  v = CLAMP (v, 0, 1);
  return v <= 0.0031308 ? v * 12.92 : 1.055 * pow (v, 1 / 2.4) - 0.055;
}

void
expected_srgb (guint kind, const double *in, double *out)
{
  const ProfileKind *k = &profile_kinds[kind];
  double xyz[3], linear[3];
  Matrix m = rgb_to_xyz (&srgb);

  expected_xyz (k, in, xyz);
  if (k->channels == 1)
    {
      out[0] = encode (xyz[1]);
      return;
    }
  m = invert (&m);
  map (&m, xyz, linear);
  for (guint i = 0; i < 3; i++)
    out[i] = encode (linear[i]);
}

static double
lab_f (double t)
{
  return t > 216.0 / 24389 ? cbrt (t) : (24389.0 / 27 * t + 16) / 116;
}

RectoLab
expected_lab (guint kind, const double *in)
{
  double xyz[3], f[3];

  expected_xyz (&profile_kinds[kind], in, xyz);
  for (guint i = 0; i < 3; i++)
    f[i] = lab_f (xyz[i] / d50[i]);
  return (RectoLab) { 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2]) };
}
