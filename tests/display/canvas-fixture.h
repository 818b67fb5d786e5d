/* canvas-fixture.h: a canvas in a window with drawn pictures, and its pixels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-canvas.h"

typedef struct
{
  GtkWidget *window;
  GtkWidget *widget;
  RectoCanvas *canvas;
  RectoViewport *viewport;
  RectoPyramid *pyramids[2];
  guint page_width;
  guint page_height;
} CanvasFixture;

/* A window of this size with an empty canvas in it, mapped. */
void canvas_fixture_open (CanvasFixture *self, int width, int height);
void canvas_fixture_close (CanvasFixture *self);

/* A picture with a different value at every pixel; seed makes another. */
RectoPyramid *canvas_fixture_picture (guint width, guint height, guint channels, guint seed);
/* Two exposures of one page, B displaced by a rotation, scale and shift; mode and gain as given. recipe may be NULL. */
RectoRenderer *canvas_fixture_renderer (CanvasFixture *self, const RectoComposition *composition,
                                        RectoRecipe *recipe);
void canvas_fixture_make_page (CanvasFixture *self, guint width, guint height);
void canvas_fixture_composition (CanvasFixture *self, RectoMode mode, RectoComposition *composition);

/* Runs the main loop until the canvas is settled and drawn. */
void canvas_fixture_settle (CanvasFixture *self);
void canvas_fixture_draw (CanvasFixture *self);
/* Runs the main loop for a while without waiting for anything. */
void canvas_fixture_spin (guint milliseconds);

/* What the canvas shows, BGRA premultiplied, width × height in device pixels. */
guint8 *canvas_fixture_pixels (CanvasFixture *self, int *width, int *height);
/* What the renderer draws for the same view, over the surround. */
guint8 *canvas_fixture_expected (CanvasFixture *self, RectoRenderer *renderer, int width, int height);
/* Number of pixels that differ, frame around the page left out; says the first. */
guint canvas_fixture_compare (CanvasFixture *self, const guint8 *seen, const guint8 *expected,
                              int width, int height);
