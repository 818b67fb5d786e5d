/* renderer-fixture.h: a scene of three exposures of noise, and what each shows at a place of the page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-renderer.h"

#define PAGE_WIDTH 90
#define PAGE_HEIGHT 70

typedef struct
{
  guint channels[3];
  guint depth[3];
  guint inverted; /* bit i: exposure i is */
} Kind;

typedef struct
{
  RectoPyramid *pyramids[3];
  RectoMatrix3 registration[3];
  gboolean inverted[3];
  RectoScene *scene;
  RectoRenderer *renderer;
} Fixture;

void set_up (Fixture *f, const Kind *kind, const RectoComposition *composition);
void tear_down (Fixture *f);

/* A stored sample; a grey picture has it in every channel. */
double raw (RectoImage *image, int x, int y, guint c);

/* What exposure i shows at a page position: three samples lifted to depth; FALSE outside. */
gboolean look (const Fixture *f, guint i, RectoPoint page, guint depth, double sample[3]);
