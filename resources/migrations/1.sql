-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The casebook's first schema. Columns hold identifiers, numbers and JSON text, never pixels.
CREATE TABLE cases (
  id TEXT PRIMARY KEY NOT NULL,
  reference TEXT NOT NULL,
  title TEXT,
  state TEXT NOT NULL,
  created TEXT NOT NULL,
  author TEXT NOT NULL,
  withdrawn TEXT,
  -- Not part of the record: when something in the case last changed, and how the table was left.
  changed TEXT NOT NULL,
  view TEXT
) STRICT;

CREATE TABLE pages (
  id TEXT PRIMARY KEY NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases (id),
  role TEXT NOT NULL,
  label TEXT,
  position INTEGER NOT NULL,
  calibration TEXT
) STRICT;
CREATE INDEX pages_by_case ON pages (case_id, position);

CREATE TABLE exposures (
  id TEXT PRIMARY KEY NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases (id),
  page_id TEXT NOT NULL REFERENCES pages (id),
  position INTEGER NOT NULL,
  is_reference INTEGER NOT NULL,
  light TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  pixel_sha256 TEXT NOT NULL,
  n_bytes INTEGER NOT NULL,
  format TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  channels INTEGER NOT NULL,
  depth INTEGER NOT NULL,
  dpi_x REAL NOT NULL,
  dpi_y REAL NOT NULL,
  orientation INTEGER NOT NULL,
  icc_name TEXT,
  decoder TEXT,
  warnings TEXT,
  recipe TEXT NOT NULL,
  registration TEXT,
  imported TEXT NOT NULL,
  author TEXT NOT NULL,
  withdrawn TEXT
) STRICT;
CREATE INDEX exposures_by_case ON exposures (case_id, position);
CREATE INDEX exposures_by_page ON exposures (page_id, position);

CREATE TABLE thumbnails (
  exposure_id TEXT PRIMARY KEY NOT NULL REFERENCES exposures (id),
  png BLOB NOT NULL
) STRICT;

CREATE TABLE findings (
  id TEXT PRIMARY KEY NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases (id),
  page_id TEXT NOT NULL REFERENCES pages (id),
  exposure_id TEXT REFERENCES exposures (id),
  number INTEGER NOT NULL,
  shape TEXT NOT NULL,
  feature TEXT,
  result TEXT NOT NULL,
  methods TEXT,
  text TEXT,
  light TEXT,
  scene TEXT,
  viewport TEXT,
  author TEXT NOT NULL,
  created TEXT NOT NULL,
  changed TEXT NOT NULL,
  locked INTEGER NOT NULL,
  withdrawn TEXT,
  withdrawn_reason TEXT,
  UNIQUE (case_id, number)
) STRICT;

CREATE TABLE events (
  sequence INTEGER PRIMARY KEY NOT NULL,
  time TEXT NOT NULL,
  author TEXT NOT NULL,
  kind TEXT NOT NULL,
  case_id TEXT,
  object_id TEXT,
  data TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX events_by_case ON events (case_id, sequence);

CREATE TRIGGER events_stay BEFORE UPDATE ON events
BEGIN
  SELECT RAISE (ABORT, 'events are never changed');
END;
CREATE TRIGGER events_are_kept BEFORE DELETE ON events
BEGIN
  SELECT RAISE (ABORT, 'events are never deleted');
END;
