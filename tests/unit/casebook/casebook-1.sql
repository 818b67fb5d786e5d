-- A casebook as Recto 0.1.0 left it with its first schema: one case, one exposure with a recipe, one finding, and their chain of events.
PRAGMA application_id = 1380144176;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
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
INSERT INTO "cases" VALUES('9b0eb56e-85c2-4999-9eed-7095b3f73f84','2026-0001','Passport UTO','DRAFT','2026-11-24T11:41:59.245+00:00','tester',NULL,'2026-11-24T11:41:59.270+00:00',NULL);
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
INSERT INTO "events" VALUES(1,'2026-11-24T11:41:59.245+00:00','tester','CASE_CREATE','9b0eb56e-85c2-4999-9eed-7095b3f73f84','9b0eb56e-85c2-4999-9eed-7095b3f73f84','{"row":{"author":"tester","created":"2026-11-24T11:41:59.245+00:00","id":"9b0eb56e-85c2-4999-9eed-7095b3f73f84","reference":"2026-0001","state":"DRAFT","title":"Passport UTO","withdrawn":null},"table":"cases"}','0000000000000000000000000000000000000000000000000000000000000000','2f75081d6c7a4abb5f4b18f8a2778881151c769fd81846f7399805bfe6590e76');
INSERT INTO "events" VALUES(2,'2026-11-24T11:41:59.255+00:00','tester','PAGE_ADD','9b0eb56e-85c2-4999-9eed-7095b3f73f84','b96c9d1c-3a73-41e3-a15a-0f93e4791dba','{"row":{"calibration":null,"case_id":"9b0eb56e-85c2-4999-9eed-7095b3f73f84","id":"b96c9d1c-3a73-41e3-a15a-0f93e4791dba","label":null,"position":1,"role":"DATA_PAGE"},"table":"pages"}','2f75081d6c7a4abb5f4b18f8a2778881151c769fd81846f7399805bfe6590e76','1a08d97380eed09c7b78efe6f7a854416845eb50b251c33748e248e1057c34d7');
INSERT INTO "events" VALUES(3,'2026-11-24T11:41:59.268+00:00','tester','IMG_IMPORT','9b0eb56e-85c2-4999-9eed-7095b3f73f84','96ac0ce1-cef2-4a7d-9d95-1d25ec7e2157','{"row":{"author":"tester","case_id":"9b0eb56e-85c2-4999-9eed-7095b3f73f84","channels":3,"decoder":null,"depth":8,"dpi_x":600.1,"dpi_y":600,"file_name":"scan.png","format":"png","height":3,"icc_name":null,"id":"96ac0ce1-cef2-4a7d-9d95-1d25ec7e2157","imported":"2026-11-24T11:41:59.256+00:00","is_reference":1,"light":"white","n_bytes":11,"orientation":1,"page_id":"b96c9d1c-3a73-41e3-a15a-0f93e4791dba","pixel_sha256":"2178837f818241f186fb50f5c0cb4245a7fd1dbcaed72369b6fd20a23a21372f","position":1,"recipe":"{\"recto-recipe\":1,\"steps\":[]}","registration":null,"sha256":"2178837f818241f186fb50f5c0cb4245a7fd1dbcaed72369b6fd20a23a21372f","warnings":null,"width":4,"withdrawn":null},"table":"exposures"}','1a08d97380eed09c7b78efe6f7a854416845eb50b251c33748e248e1057c34d7','d277ae95d75d6dc415a269b8bf69a384d1972e6a6138a3857ae109772bbd5433');
INSERT INTO "events" VALUES(4,'2026-11-24T11:41:59.269+00:00','tester','FINDING_ADD','9b0eb56e-85c2-4999-9eed-7095b3f73f84','b6115285-4571-4dc2-b97a-89e655c39a6d','{"row":{"author":"tester","case_id":"9b0eb56e-85c2-4999-9eed-7095b3f73f84","changed":"2026-11-24T11:41:59.269+00:00","created":"2026-11-24T11:41:59.269+00:00","exposure_id":"96ac0ce1-cef2-4a7d-9d95-1d25ec7e2157","feature":"S07","id":"b6115285-4571-4dc2-b97a-89e655c39a6d","light":"uv365","locked":0,"methods":"M20,M22","number":1,"page_id":"b96c9d1c-3a73-41e3-a15a-0f93e4791dba","result":"DEVIATES","scene":null,"shape":"{\"type\":\"point\",\"x\":1,\"y\":2}","text":"seen by an older Recto","viewport":null,"withdrawn":null,"withdrawn_reason":null},"table":"findings"}','d277ae95d75d6dc415a269b8bf69a384d1972e6a6138a3857ae109772bbd5433','d8e9e4047d2ff4747796d92a420be43d71f1f6dbf509b3f82fb0e327e676c97b');
INSERT INTO "events" VALUES(5,'2026-11-24T11:41:59.270+00:00','tester','RECIPE_SET','9b0eb56e-85c2-4999-9eed-7095b3f73f84','96ac0ce1-cef2-4a7d-9d95-1d25ec7e2157','{"set":{"recipe":["{\"recto-recipe\":1,\"steps\":[]}","{\"recto-recipe\":1,\"steps\":[{\"op\":\"invert\",\"version\":1}]}"]},"table":"exposures"}','d8e9e4047d2ff4747796d92a420be43d71f1f6dbf509b3f82fb0e327e676c97b','71791f16a8eb264c75d0e6b6e5f8a5624dc6423ca145725711840c1c30d66439');
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
INSERT INTO "exposures" VALUES('96ac0ce1-cef2-4a7d-9d95-1d25ec7e2157','9b0eb56e-85c2-4999-9eed-7095b3f73f84','b96c9d1c-3a73-41e3-a15a-0f93e4791dba',1,1,'white','scan.png','2178837f818241f186fb50f5c0cb4245a7fd1dbcaed72369b6fd20a23a21372f','2178837f818241f186fb50f5c0cb4245a7fd1dbcaed72369b6fd20a23a21372f',11,'png',4,3,3,8,600.1,600.0,1,NULL,NULL,NULL,'{"recto-recipe":1,"steps":[{"op":"invert","version":1}]}',NULL,'2026-11-24T11:41:59.256+00:00','tester',NULL);
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
INSERT INTO "findings" VALUES('b6115285-4571-4dc2-b97a-89e655c39a6d','9b0eb56e-85c2-4999-9eed-7095b3f73f84','b96c9d1c-3a73-41e3-a15a-0f93e4791dba','96ac0ce1-cef2-4a7d-9d95-1d25ec7e2157',1,'{"type":"point","x":1,"y":2}','S07','DEVIATES','M20,M22','seen by an older Recto','uv365',NULL,NULL,'tester','2026-11-24T11:41:59.269+00:00','2026-11-24T11:41:59.269+00:00',0,NULL,NULL);
CREATE TABLE pages (
  id TEXT PRIMARY KEY NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases (id),
  role TEXT NOT NULL,
  label TEXT,
  position INTEGER NOT NULL,
  calibration TEXT
) STRICT;
INSERT INTO "pages" VALUES('b96c9d1c-3a73-41e3-a15a-0f93e4791dba','9b0eb56e-85c2-4999-9eed-7095b3f73f84','DATA_PAGE',NULL,1,NULL);
CREATE TABLE thumbnails (
  exposure_id TEXT PRIMARY KEY NOT NULL REFERENCES exposures (id),
  png BLOB NOT NULL
) STRICT;
INSERT INTO "thumbnails" VALUES('96ac0ce1-cef2-4a7d-9d95-1d25ec7e2157',X'7768697465206279746573');
CREATE INDEX pages_by_case ON pages (case_id, position);
CREATE INDEX exposures_by_case ON exposures (case_id, position);
CREATE INDEX exposures_by_page ON exposures (page_id, position);
CREATE INDEX events_by_case ON events (case_id, sequence);
CREATE TRIGGER events_stay BEFORE UPDATE ON events
BEGIN
  SELECT RAISE (ABORT, 'events are never changed');
END;
CREATE TRIGGER events_are_kept BEFORE DELETE ON events
BEGIN
  SELECT RAISE (ABORT, 'events are never deleted');
END;
COMMIT;
