-- Versions, facts and what is remembered of content. Keys made of untrusted text are SHA-256 digests of it, since an
-- index entry has a size limit and a path has none.

CREATE TABLE versions (
    id             BLOB NOT NULL UNIQUE,
    -- SHA-256 over source, name, revision and listing digest.
    key            BLOB NOT NULL UNIQUE,
    source         TEXT NOT NULL,
    name           TEXT NOT NULL,
    repository_id  TEXT,
    revision       TEXT,
    listing_digest BLOB NOT NULL,
    metadata       TEXT,
    notes          TEXT,
    resolved_at    INTEGER NOT NULL
);

CREATE TABLE version_files (
    version_id        BLOB NOT NULL,
    -- Position in ordinal order of paths.
    ordinal           INTEGER NOT NULL,
    path              TEXT NOT NULL,
    size              INTEGER NOT NULL,
    state             INTEGER NOT NULL,
    declared_size     INTEGER,
    declared_sha256   BLOB,
    declared_git_blob BLOB,
    sha256            BLOB,
    git_blob          BLOB,
    note              TEXT,
    PRIMARY KEY (version_id, ordinal)
) WITHOUT ROWID;

-- Which versions hold these bytes: what to look at again when a digest turns out bad.
CREATE INDEX version_files_by_content ON version_files (sha256) WHERE sha256 IS NOT NULL;

CREATE TABLE facts (
    subject     BLOB NOT NULL,
    analyser    TEXT NOT NULL,
    version     INTEGER NOT NULL,
    settings    BLOB NOT NULL,
    rules       BLOB NOT NULL,
    body        TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (subject, analyser, version, settings, rules)
);

CREATE TABLE analysers (
    id         TEXT PRIMARY KEY,
    version    INTEGER NOT NULL,
    descriptor TEXT NOT NULL
);

CREATE TABLE content_leases (
    -- SHA-256 of the key.
    key         BLOB PRIMARY KEY,
    owner       TEXT NOT NULL,
    lease_until INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE file_stamps (
    -- SHA-256 of the full path.
    path     BLOB PRIMARY KEY,
    identity TEXT NOT NULL,
    sha256   BLOB NOT NULL,
    git_blob BLOB
) WITHOUT ROWID;
