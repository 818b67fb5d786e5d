/* recto-image-save.h: from Image to file, without loss
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * PNG, or uncompressed baseline TIFF, chosen by the file's extension; 8 or 16 bit as the picture is. Written to a
 * temporary name in the same folder, synced and renamed, so that nothing half-written is left. A
 * lossy extension is refused with the reason. Alpha is written when the image has it. Any thread.
 */

#pragma once

#include "recto-image-load.h"

G_BEGIN_DECLS

/* Fails when the file exists, unless replace. */
gboolean recto_image_save (const RectoImage *self, const char *path, gboolean replace,
                           GError **error);

/* PNG in memory (thumbnails, clipboard). */
GBytes *recto_image_encode_png (const RectoImage *self, GError **error);

G_END_DECLS
