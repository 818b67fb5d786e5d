/* recto-metadata-json.h: metadata as canonical JSON, to be stored with an exposure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * {"claims":[{"group":"camera","id":"exif-make","value":"…"}, …],"doubts":[{"id":"dpi-default","values":["72"]}, …],"recto-metadata":1}
 * "name" and "number" stand in a claim where it has them. Values are language-free; words are found when they are shown. Any thread.
 */

#pragma once

#include <json-glib/json-glib.h>
#include "recto-metadata.h"

G_BEGIN_DECLS

JsonNode *recto_metadata_to_json (const RectoMetadata *self);
char *recto_metadata_to_text (const RectoMetadata *self); /* canonical */

/* Reads the claims of a file's frame, image being it decoded, and gives the text to be stored with it; dates are held against the clock. Slow: a worker's work. */
char *recto_metadata_dup_text_of (GBytes *bytes, guint frame, RectoImage *image);

/* Strict, as recipes are: an unknown member, a value of another kind, an unknown doubt or a text that is not clean is
 * RECTO_ANALYSIS_ERROR_INVALID with words. */
RectoMetadata *recto_metadata_new_from_json (JsonNode *node, GError **error);
RectoMetadata *recto_metadata_new_from_text (const char *json, GError **error);

/* For people and programs: as above, and each claim has "label" and "text", each doubt "severity" and "text", in the user's language. */
JsonNode *recto_metadata_to_worded_json (const RectoMetadata *self);

G_END_DECLS
