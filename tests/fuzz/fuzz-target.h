/* fuzz-target.h: what each fuzz target defines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A target takes hostile bytes and asserts what must hold for any of them: no crash, no hang, bounded memory, an error
 * with words where nothing comes out, and the same answer twice. libFuzzer drives it while developing (-Dfuzz=true);
 * in the ordinary tests replay.c runs it over the corpus and over damaged copies of it.
 */

#pragma once

#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
