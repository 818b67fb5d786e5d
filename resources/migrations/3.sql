-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Which picture of a file that holds several: evidence is stored once, and an exposure names its frame, from 0.
ALTER TABLE exposures ADD COLUMN frame INTEGER NOT NULL DEFAULT 0;
