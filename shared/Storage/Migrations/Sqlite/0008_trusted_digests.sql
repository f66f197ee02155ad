-- Imported lists of known files, and what a name stood for when it was first met.

CREATE TABLE trusted_lists (
    id          BLOB NOT NULL UNIQUE,
    name        TEXT NOT NULL UNIQUE,
    kind        INTEGER NOT NULL,
    format      INTEGER NOT NULL,
    -- SHA-256 of the bytes that were imported.
    digest      BLOB NOT NULL,
    precedence  INTEGER NOT NULL,
    reason      TEXT,
    imported_by TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    expires_at  INTEGER,
    entries     INTEGER NOT NULL,
    -- False while its entries are being written: it says nothing before all of them are there.
    complete    INTEGER NOT NULL
);

CREATE TABLE trusted_digests (
    list_id    BLOB NOT NULL,
    digest     BLOB NOT NULL,
    path       TEXT,
    -- SHA-256 of repository; null for entries that are about bytes alone.
    scope_key  BLOB,
    repository TEXT,
    revision   TEXT,
    reason     TEXT
);

CREATE INDEX trusted_digests_by_digest ON trusted_digests (digest);
CREATE INDEX trusted_digests_by_scope ON trusted_digests (scope_key) WHERE scope_key IS NOT NULL;
CREATE INDEX trusted_digests_by_list ON trusted_digests (list_id);

-- Names at a hub and the hub's ids are short; versions without an id are not asked for.
CREATE INDEX versions_by_hub_name ON versions (name) WHERE repository_id IS NOT NULL;
CREATE INDEX versions_by_repository ON versions (repository_id) WHERE repository_id IS NOT NULL;
