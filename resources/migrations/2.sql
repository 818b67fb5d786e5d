-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What a file tells of itself (JSON), and the hash of the pixels that a recipe or a finding's scene gave when it was stored.
ALTER TABLE exposures ADD COLUMN metadata TEXT;
ALTER TABLE exposures ADD COLUMN output_sha256 TEXT;
ALTER TABLE findings ADD COLUMN output_sha256 TEXT;
