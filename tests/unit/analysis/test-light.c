/* test-light.c: the light and page that file names tell
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-light.h"

static void
test_names (void)
{
  const struct
  {
    const char *name, *light, *page, *role;
  } names[] = {
    { "A0147_p2_W.png", "white", "A0147_p2", "DATA_PAGE" },
    { "A0147_p2_UV.png", "uv365", "A0147_p2", "DATA_PAGE" },
    { "A0147_p2_IR.tif", "ir", "A0147_p2", "DATA_PAGE" },
    { "page-white.png", "white", "page", "DATA_PAGE" },
    { "page-uv365.png", "uv365", "page", "DATA_PAGE" },
    { "page-uv313.png", "uv313", "page", "DATA_PAGE" },
    { "page_UV254.JPG", "uv254", "page", "DATA_PAGE" },
    { "page-ir.png", "ir", "page", "DATA_PAGE" },
    { "scan white.png", "white", "scan", "DATA_PAGE" },
    { "scan uv 365.png", "uv365", "scan", "DATA_PAGE" },
    { "scan uv365nm.png", "uv365", "scan", "DATA_PAGE" },
    { "scan_IR_940_nm.png", "ir940", "scan", "DATA_PAGE" },
    { "de_mustermann_ir.png", "ir", "de_mustermann", "DATA_PAGE" },
    { "de_mustermann_vis.png", "white", "de_mustermann", "DATA_PAGE" },
    { "x_IR940.jpg", "ir940", "x", "DATA_PAGE" },
    { "x_ir880.jpg", "ir880", "x", "DATA_PAGE" },
    { "oblique_n.png", "oblique-n", "", "DATA_PAGE" },
    { "oblique_w.png", "oblique-w", "", "DATA_PAGE" },
    { "p3-oblique-E.png", "oblique-e", "p3", "DATA_PAGE" },
    { "p3_oblique.png", "oblique", "p3", "DATA_PAGE" },
    { "p3_oblique_2.png", "oblique", "p3_2", "DATA_PAGE" },
    { "p3_transmitted.png", "transmitted", "p3", "DATA_PAGE" },
    { "p3_coaxial.png", "coaxial", "p3", "DATA_PAGE" },
    { "p3_retro.png", "retro", "p3", "DATA_PAGE" },
    { "pageUV.png", "uv365", "page", "DATA_PAGE" },
    { "white_paper_UV.png", "uv365", "white_paper", "DATA_PAGE" },
    { "UV_A0147.png", "uv365", "A0147", "DATA_PAGE" },
    { "A_UV_2.png", "uv365", "A_2", "DATA_PAGE" },
    { "uv365.png", "uv365", "", "DATA_PAGE" },
    { "IMG_0001.png", NULL, "IMG_0001", "DATA_PAGE" },
    { "front side.png", NULL, "front side", "DATA_PAGE" },
    { "uvula.png", NULL, "uvula", "DATA_PAGE" },
    { "mirror.png", NULL, "mirror", "DATA_PAGE" },
    { "scan0001.jpeg", NULL, "scan0001", "DATA_PAGE" },
    { "1234", NULL, "1234", "DATA_PAGE" },
    { ".png", NULL, "png", "DATA_PAGE" },
    { "", NULL, "", "DATA_PAGE" },
    { "\340\270\253\340\270\231\340\271\211\340\270\262_UV.png", "uv365", "\340\270\253\340\270\231\340\271\211\340\270\262", "DATA_PAGE" },
    { "A7 visa p12 W.png", "white", "A7 visa p12", "OBJECT_PAGE" },
    { "A7_cover_W.png", "white", "A7_cover", "COVER_FRONT" },
    { "A7_cover_back_uv.png", "uv365", "A7_cover_back", "COVER_BACK" },
    { "A7.p2.uv.png", "uv365", "A7.p2", "DATA_PAGE" },
    { "A7 (UV).png", "uv365", "A7", "DATA_PAGE" },
    { "UVPage.png", "uv365", "Page", "DATA_PAGE" },
    { "p3_365nm.tif", "uv365", "p3", "DATA_PAGE" },
    { "p3_UV_254nm.tif", "uv254", "p3", "DATA_PAGE" },
    { "p3_ir950.tif", "ir", "p3", "DATA_PAGE" },
    { "p3_uv280.tif", "uv", "p3", "DATA_PAGE" },
    { "spec-oblique-left.png", "oblique-w", "spec", "DATA_PAGE" },
    { "TR_passport_2.png", NULL, "TR_passport_2", "DATA_PAGE" },
    { "recovered.png", NULL, "recovered", "DATA_PAGE" },
    { "endpaper_ir.png", "ir", "endpaper", "ENDPAPER_FRONT" },
    { "spine_white.png", "white", "spine", "SPINE" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      RectoNameGuess guess;

      g_test_message ("%s", names[i].name);
      recto_name_guess (names[i].name, &guess);
      g_assert_cmpstr (guess.light != NULL ? guess.light->id : NULL, ==, names[i].light);
      g_assert_cmpstr (guess.page, ==, names[i].page);
      g_assert_cmpstr (guess.role, ==, names[i].role);
      recto_name_guess_clear (&guess);
    }
}

static void
test_list (void)
{
  g_assert_cmpstr (recto_light_list ()->id, ==, "white");
  for (const RectoLight *l = recto_light_list (); l->id != NULL; l++)
    {
      g_assert_true (recto_light_find (l->id) == l);
      g_assert_nonnull (l->label);
      g_assert_nonnull (l->spoken);
      g_assert_nonnull (l->band);
      g_assert_nonnull (l->geometry);
      g_assert_nonnull (l->detection);
      if (l->kind == RECTO_LIGHT_KIND_UV)
        g_assert_true (g_str_has_prefix (l->band, "UV"));
      if (l->kind == RECTO_LIGHT_KIND_IR)
        g_assert_cmpstr (l->detection, ==, "IR");
    }
  g_assert_cmpstr (recto_light_find ("uv365")->band, ==, "UV_365");
  g_assert_cmpstr (recto_light_find ("oblique-n")->geometry, ==, "OBLIQUE_N");
  g_assert_null (recto_light_find ("moonlight"));
  g_assert_null (recto_light_find (NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/light/names", test_names);
  g_test_add_func ("/light/list", test_list);
  return g_test_run ();
}
