-- Versions that may be deployed. registry_versions is where each stands now; registry_acts is how it came there and is never changed or removed.

CREATE TABLE registry_versions (
    id                 BLOB PRIMARY KEY,
    -- Digest of the manifest: every file's name, size and bytes.
    manifest           BLOB NOT NULL,
    -- SHA-256 of the package URL, or of the name where there is none: one content may be approved under several names.
    name_key           BLOB NOT NULL,
    purl               TEXT,
    source             TEXT,
    name               TEXT NOT NULL,
    repository_id      TEXT,
    revision           TEXT,
    -- 0 requested, 1 approved, 2 superseded, 3 revoked. Expiry follows from expires_at.
    state              INTEGER NOT NULL,
    decided_by         TEXT,
    decided_by_name    TEXT,
    decided_at         INTEGER,
    expires_at         INTEGER,
    reason             TEXT,
    replacement        BLOB,
    -- A request that waits for a second person.
    requested_by       TEXT,
    requested_by_name  TEXT,
    requested_at       INTEGER,
    requested_expires  INTEGER,
    requested_reason   TEXT,
    requested_override TEXT,
    updated_at         INTEGER NOT NULL,
    -- Number of the last act.
    last_act           INTEGER NOT NULL,
    UNIQUE (manifest, name_key)
);

CREATE INDEX registry_versions_by_act ON registry_versions (last_act);
CREATE INDEX registry_versions_by_name ON registry_versions (name_key);

CREATE TABLE registry_files (
    version_id BLOB NOT NULL REFERENCES registry_versions (id),
    path       TEXT NOT NULL,
    size       INTEGER NOT NULL,
    sha256     BLOB NOT NULL
);

CREATE INDEX registry_files_by_version ON registry_files (version_id);
CREATE INDEX registry_files_by_digest ON registry_files (sha256);

CREATE TABLE registry_acts (
    -- Index of the act's entry in the log.
    log_index  INTEGER PRIMARY KEY REFERENCES log_entries (idx),
    id         BLOB NOT NULL UNIQUE,
    version_id BLOB NOT NULL REFERENCES registry_versions (id),
    kind       INTEGER NOT NULL,
    actor      TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    at         INTEGER NOT NULL,
    reason     TEXT,
    -- The signed bundle: envelope and receipt.
    bundle     TEXT NOT NULL
);

CREATE INDEX registry_acts_by_version ON registry_acts (version_id, log_index);

CREATE TRIGGER registry_acts_update BEFORE UPDATE ON registry_acts BEGIN SELECT RAISE(ABORT, 'UPDATE of registry_acts is refused: what is in it stays as it is'); END;
CREATE TRIGGER registry_acts_delete BEFORE DELETE ON registry_acts BEGIN SELECT RAISE(ABORT, 'DELETE of registry_acts is refused: what is in it stays as it is'); END;
CREATE TRIGGER registry_files_update BEFORE UPDATE ON registry_files BEGIN SELECT RAISE(ABORT, 'UPDATE of registry_files is refused: what is in it stays as it is'); END;
CREATE TRIGGER registry_files_delete BEFORE DELETE ON registry_files BEGIN SELECT RAISE(ABORT, 'DELETE of registry_files is refused: what is in it stays as it is'); END;
CREATE TRIGGER registry_versions_delete BEFORE DELETE ON registry_versions BEGIN SELECT RAISE(ABORT, 'DELETE of registry_versions is refused: what is in it stays as it is'); END;
CREATE TRIGGER registry_acts_replace BEFORE INSERT ON registry_acts WHEN EXISTS (SELECT 1 FROM registry_acts WHERE log_index = NEW.log_index)
BEGIN SELECT RAISE(ABORT, 'REPLACE of registry_acts is refused: what is in it stays as it is'); END;
CREATE TRIGGER registry_acts_again BEFORE INSERT ON registry_acts WHEN EXISTS (SELECT 1 FROM registry_acts WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'REPLACE of registry_acts is refused: what is in it stays as it is'); END;
