/* recto-specimen-holder.c: invented holders, their documents and their MRZ
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-specimen-private.h"

#include <string.h>

/* Nobody: surnames and given names were put together for the State of Utopia. */
static const struct
{
  const char *surname;
  const char *given;
  char sex;
} holders[] = {
  { "SOKHA", "AISYAH", 'F' },      { "RAHMAN", "IDRIS", 'M' },      { "ERIKSSON", "ANNA MARIA", 'F' },
  { "VONGSA", "KHAMLA", 'M' },     { "NGUYEN", "THI LIEN", 'F' },   { "WIRA", "BAGUS", 'M' },
  { "SUKSAI", "MALEE", 'F' },      { "ORLANDO", "TOMAS", 'M' },     { "PHIRUN", "DARA", 'F' },
  { "LINDQVIST", "OSKAR", 'M' },   { "HALIM", "NURUL", 'F' },       { "TRAN", "VAN DUC", 'M' },
  { "SAELIM", "PLOY", 'F' },       { "MORUS", "RAPHAEL", 'M' },     { "PHOMMA", "NOY", 'F' },
  { "SANTOSO", "ADI", 'M' },
};

static const char *const places[]
    = { "ZENITH", "AMAUROT", "ANYDER", "MERIDIAN", "NEW HAVEN", "AURORA BAY" };

static const char *const months[] = { "JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                      "JUL", "AUG", "SEP", "OCT", "NOV", "DEC" };

char
recto_mrz_check_digit (const char *text, gsize length)
{
  static const guint weights[] = { 7, 3, 1 };
  guint sum = 0;

  for (gsize i = 0; i < length; i++)
    {
      guint value = 0;

      if (g_ascii_isdigit (text[i]))
        value = (guint) (text[i] - '0');
      else if (g_ascii_isupper (text[i]))
        value = (guint) (text[i] - 'A') + 10;
      else
        g_assert (text[i] == '<');
      sum += value * weights[i % 3];
    }
  return (char) ('0' + sum % 10);
}

static void
write_date (const GDate *date, char *printed, char *iso)
{
  g_snprintf (printed, 16, "%02u %s %02u", g_date_get_day (date),
              months[g_date_get_month (date) - 1], g_date_get_year (date) % 100u);
  g_snprintf (iso, 16, "%04u-%02u-%02u", g_date_get_year (date), (guint) g_date_get_month (date),
              g_date_get_day (date));
}

static void
put (char *line, guint at, const char *text)
{
  for (guint i = 0; text[i] != '\0' && at + i < RECTO_MRZ_LENGTH; i++)
    line[at + i] = g_ascii_isalnum (text[i]) ? text[i] : '<';
}

/* "1998-03-12" as YYMMDD */
static void
put_date (char *line, guint at, const char *iso)
{
  const char text[] = { iso[2], iso[3], iso[5], iso[6], iso[8], iso[9], '\0' };

  put (line, at, text);
}

/* Doc 9303-4, 4.2.2: the composite covers 1 to 10, 14 to 20 and 22 to 43. */
static void
write_mrz (RectoHolder *self)
{
  const char sex[] = { self->sex, '\0' };
  char *line = self->mrz[1];
  char composite[RECTO_MRZ_LENGTH];

  for (guint i = 0; i < 2; i++)
    {
      memset (self->mrz[i], '<', RECTO_MRZ_LENGTH);
      self->mrz[i][RECTO_MRZ_LENGTH] = '\0';
    }
  put (self->mrz[0], 0, "P<UTO");
  put (self->mrz[0], 5, self->surname);
  put (self->mrz[0], 7 + (guint) strlen (self->surname), self->given);

  put (line, 0, self->number);
  line[9] = recto_mrz_check_digit (line, 9);
  put (line, 10, "UTO");
  put_date (line, 13, self->birth_iso);
  line[19] = recto_mrz_check_digit (line + 13, 6);
  put (line, 20, sex);
  put_date (line, 21, self->expiry_iso);
  line[27] = recto_mrz_check_digit (line + 21, 6);
  memcpy (composite, line, 10);
  memcpy (composite + 10, line + 13, 7);
  memcpy (composite + 17, line + 21, 22);
  line[43] = recto_mrz_check_digit (composite, 39);
}

void
recto_holder_init (RectoHolder *self, const RectoSpecimenOptions *options)
{
  static const char overwritten[] = "8778968238"; /* what a digit is easily made into */
  static const char letters[] = "ABCDEFGHJKLMNPRSTUVWXYZ";
  RectoRandom random;
  GDate birth, issue, expiry;
  guint index;

  memset (self, 0, sizeof *self);
  recto_random_init (&random, options->seed, RECTO_STREAM_HOLDER);
  index = (options->seed - 1) % G_N_ELEMENTS (holders);
  self->surname = holders[index].surname;
  self->given = holders[index].given;
  self->sex = holders[index].sex;
  self->place = places[recto_random_below (&random, G_N_ELEMENTS (places))];
  self->number[0] = letters[recto_random_below (&random, sizeof letters - 1)];
  self->number[1] = letters[recto_random_below (&random, sizeof letters - 1)];
  for (guint i = 2; i < 9; i++)
    self->number[i] = (char) ('0' + recto_random_below (&random, 10));

  g_date_clear (&birth, 1);
  g_date_clear (&issue, 1);
  g_date_set_dmy (&birth, (GDateDay) (1 + recto_random_below (&random, 28)),
                  (GDateMonth) (1 + recto_random_below (&random, 12)),
                  (GDateYear) (1958 + recto_random_below (&random, 45)));
  g_date_set_dmy (&issue, (GDateDay) (1 + recto_random_below (&random, 28)),
                  (GDateMonth) (1 + recto_random_below (&random, 12)),
                  (GDateYear) (2019 + recto_random_below (&random, 7)));

  /* The first specimen is the one that manuals and lessons show. */
  if (options->seed == 1)
    {
      self->place = "ZENITH";
      g_strlcpy (self->number, "JP4730266", sizeof self->number);
      g_date_set_dmy (&birth, 12, G_DATE_MARCH, 1998);
      g_date_set_dmy (&issue, 21, G_DATE_FEBRUARY, 2023);
    }

  /* Valid for ten years less a day. */
  expiry = issue;
  g_date_add_years (&expiry, 10);
  g_date_subtract_days (&expiry, 1);
  write_date (&birth, self->birth, self->birth_iso);
  write_date (&issue, self->issue, self->issue_iso);
  write_date (&expiry, self->expiry, self->expiry_iso);
  write_mrz (self);

  self->changed_digit = -1;
  self->changed_mrz = -1;
  g_strlcpy (self->printed_number, self->number, sizeof self->printed_number);
  if (options->forgery & RECTO_FORGERY_DIGIT)
    {
      self->changed_digit = 4;
      self->printed_number[4] = overwritten[self->number[4] - '0'];
    }
  if (options->forgery & RECTO_FORGERY_MRZ)
    {
      /* The year of expiry, five years on; its check digit and the composite stay as they were. */
      self->changed_mrz = 22;
      self->mrz[1][22] = (char) ('0' + (self->mrz[1][22] - '0' + 5) % 10);
    }
}
