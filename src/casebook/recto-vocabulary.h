/* recto-vocabulary.h: the field's controlled words, by identifier
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Features (S07 …), methods (M20 …), results (DEVIATES …), page roles, case states. What is stored is the
 * identifier; the words come from gettext. Constant: any thread.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *id;
  const char *label; /* N_() text in the user's words: "Fluorescent fibres" */
  const char *group; /* N_() heading, or NULL: "Substrate" */
  const char *name;  /* the term's name in the handbook, for search: "fibres_fluorescent" */
} RectoTerm;

/* Ended by an entry with id NULL. */
const RectoTerm *recto_vocabulary_features (void);
const RectoTerm *recto_vocabulary_methods (void);
const RectoTerm *recto_vocabulary_results (void);
const RectoTerm *recto_vocabulary_page_roles (void);
const RectoTerm *recto_vocabulary_states (void);

/* NULL when the list has no such identifier. */
const RectoTerm *recto_vocabulary_find (const RectoTerm *list, const char *id);

G_END_DECLS
