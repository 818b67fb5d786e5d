/* recto-specimen-private.h: what the parts of a specimen page share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A page is a vector scene in millimetres. Every element has one ink, and an ink says how it looks in
 * each light; drawing the scene with another light chosen gives the page in that light. Each
 * element draws its random numbers from a stream of its own, so that leaving one out or changing it moves no other.
 */

#pragma once

#include <cairo.h>
#include <json-glib/json-glib.h>
#include <pango/pangocairo.h>

#include "recto-specimen.h"

G_BEGIN_DECLS

#define RECTO_PAGE_WIDTH 125.0 /* mm, ICAO Doc 9303-4, ID-3 */
#define RECTO_PAGE_HEIGHT 88.0
#define RECTO_MRZ_PITCH 2.54 /* mm */
#define RECTO_MRZ_LENGTH 44

/* Random numbers: PCG-XSH-RR 64/32 by M. E. O'Neill, "PCG: A Family of Simple Fast
 * Space-Efficient Statistically Good Algorithms for Random Number Generation", 2014. */
typedef struct
{
  guint64 state;
  guint64 increment;
} RectoRandom;

typedef enum
{
  RECTO_STREAM_HOLDER = 1,
  RECTO_STREAM_PORTRAIT,
  RECTO_STREAM_OTHER_PORTRAIT,
  RECTO_STREAM_SIGNATURE,
  RECTO_STREAM_PATTERN,
  RECTO_STREAM_FIBRES,
  RECTO_STREAM_ERASURE,
  RECTO_STREAM_PAPER,
  RECTO_STREAM_DISPLACEMENT = 100, /* + light */
} RectoStream;

void recto_random_init (RectoRandom *self, guint32 seed, guint stream);
guint32 recto_random_next (RectoRandom *self);
double recto_random_range (RectoRandom *self, double low, double high);
guint recto_random_below (RectoRandom *self, guint bound);

/* The holder and the document, as printed and as coded. */
typedef struct
{
  const char *surname;
  const char *given;
  char sex;
  char number[10];
  char printed_number[10]; /* what the page shows: differs when a digit was overwritten */
  int changed_digit;       /* its index, -1: none */
  const char *place;
  char birth[16];          /* "12 MAR 98" */
  char issue[16];
  char expiry[16];
  char birth_iso[16];
  char issue_iso[16];
  char expiry_iso[16];
  char mrz[2][RECTO_MRZ_LENGTH + 1]; /* as printed */
  int changed_mrz;                   /* column of line 2 that was altered, -1: none */
} RectoHolder;

void recto_holder_init (RectoHolder *self, const RectoSpecimenOptions *options);

/* ICAO Doc 9303-3, 4.9: weights 7, 3, 1; digits count as themselves, A to Z as 10 to 35, < as 0. */
char recto_mrz_check_digit (const char *text, gsize length);

/* How one ink looks in each light: colour 0xRRGGBB and how much it covers, 0: not at all. */
typedef struct
{
  guint32 white;
  double white_alpha;
  guint32 uv;
  double uv_alpha;
  guint32 ir;
  double ir_alpha;
} RectoInk;

typedef struct
{
  cairo_t *cr; /* user space: mm on the page */
  RectoSpecimenLight light;
  const RectoSpecimenOptions *options;
  const RectoHolder *holder;
  cairo_font_face_t *ocrb;
  double ocrb_size; /* at which a character advances RECTO_MRZ_PITCH */
  double width;     /* of the page in mm, whole pixels of the white picture */
  double height;
} RectoPage;

/* Chooses the ink as source; FALSE when it cannot be seen in the page's light. */
gboolean recto_page_set_ink (RectoPage *self, const RectoInk *ink);
void recto_page_set_colour (cairo_t *cr, guint32 colour, double alpha);

/* Lettering. */
typedef enum
{
  RECTO_LETTERS_LABEL,
  RECTO_LETTERS_DATA,
  RECTO_LETTERS_TITLE,
} RectoLetters;

/* Baseline from (x, y), size of the em in mm, extra mm between letters. */
void recto_page_letters (RectoPage *self, RectoLetters letters, double x, double y, double size,
                         double spacing, const char *text, const RectoInk *ink);
/* One character centred on x. */
void recto_page_character (RectoPage *self, RectoLetters letters, double x, double y, double size,
                           char character, const RectoInk *ink);
/* Line 0 or 1 of the MRZ. */
void recto_page_mrz_line (RectoPage *self, guint line, const RectoInk *ink);
/* Left edge of a column's cell, and a line's baseline, mm. */
double recto_mrz_column_x (guint column);
double recto_mrz_line_y (guint line);

/* OCR-B, found through fontconfig; NULL and an error that names the package. */
cairo_font_face_t *recto_ocrb_load (double *size, GError **error);

/* Fine line work. */
void recto_page_background (RectoPage *self);
void recto_page_waves (RectoPage *self);
void recto_page_rosettes (RectoPage *self);
void recto_page_signature_rosette (RectoPage *self);
void recto_page_edge_rosette (RectoPage *self);
void recto_page_emblem (RectoPage *self);
void recto_page_fibres (RectoPage *self);

/* The holder's picture. */
typedef struct
{
  guint32 skin;
  guint32 hair;
  guint32 clothes;
  guint style; /* of the hair */
  gboolean woman;
  gboolean beard;
  double width;     /* of the face, 1: usual */
  double eyes;      /* distance, 1: usual */
  double mouth;
  guint32 iris;
} RectoFace;

void recto_face_init (RectoFace *self, guint32 seed, guint stream, gboolean woman);
/* In white light's colours, into 34 × 43.3 mm. */
void recto_face_draw (const RectoFace *self, cairo_t *cr);
void recto_page_portrait (RectoPage *self);
void recto_page_ghost (RectoPage *self);
void recto_page_signature (RectoPage *self);

/* The traces of a deviation, below and above the lettering. */
void recto_page_erasure (RectoPage *self);
void recto_page_number (RectoPage *self);

/* Where the deviations are, mm on the page. */
typedef struct
{
  double x, y, width, height;
} RectoArea;

extern const RectoArea recto_photo_area;
RectoArea recto_area_of_digit (const RectoHolder *holder);

/* The capture: blur, paper, sensor noise. to_page maps pixel centres to mm. */
RectoImage *recto_capture (cairo_surface_t *surface, const RectoSpecimenOptions *options,
                           RectoSpecimenLight light, const RectoMatrix3 *to_page, double width,
                           double height, GError **error);

/* Size in pixels and the true transform of a light's picture. */
void recto_specimen_size (const RectoSpecimenOptions *options, guint *width, guint *height);
void recto_specimen_transform (const RectoSpecimenOptions *options, RectoSpecimenLight light,
                               RectoMatrix3 *transform);
double recto_specimen_noise (const RectoSpecimenOptions *options, RectoSpecimenLight light);
gboolean recto_specimen_check (const RectoSpecimenOptions *options, GError **error);

G_END_DECLS
