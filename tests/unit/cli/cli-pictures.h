/* cli-pictures.h: two pictures written and results read by Cairo, not by Recto
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli-fixture.h"

#define WIDTH 64
#define HEIGHT 48

/* The colour of a pixel of the first and of the second picture. */
void colour_at (guint picture, int x, int y, guint8 rgb[3]);
void draw (const char *name, guint picture);
void write_text (const char *name, const char *text);

/* Reads a result; three samples per pixel. */
guint8 *read_picture (const char *name, int *width, int *height);

/* pixel_sha256 as the command line states it. */
char *pixel_hash (const guint8 *samples, int width, int height, int channels);
