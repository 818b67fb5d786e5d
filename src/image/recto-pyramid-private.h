/* recto-pyramid-private.h: shared by the pyramid and its sampling
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-pyramid.h"

struct _RectoPyramid
{
  gatomicrefcount ref_count;
  GPtrArray *levels; /* RectoImage, level 0 first */
};
