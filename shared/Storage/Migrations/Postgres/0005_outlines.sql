-- A large file of which only the telling ranges are stored: SHA-256 of these.

ALTER TABLE version_files ADD COLUMN outline bytea;
