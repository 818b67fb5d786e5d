/* recto-image-load.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-image-load.h"
