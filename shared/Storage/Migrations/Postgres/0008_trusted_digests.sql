-- Imported lists of known files, and what a name stood for when it was first met.

CREATE TABLE trusted_lists (
    id          uuid NOT NULL UNIQUE,
    name        text NOT NULL UNIQUE,
    kind        smallint NOT NULL,
    format      smallint NOT NULL,
    -- SHA-256 of the bytes that were imported.
    digest      bytea NOT NULL,
    precedence  integer NOT NULL,
    reason      text,
    imported_by text NOT NULL,
    imported_at timestamptz NOT NULL,
    expires_at  timestamptz,
    entries     bigint NOT NULL,
    -- False while its entries are being written: it says nothing before all of them are there.
    complete    boolean NOT NULL
);

CREATE TABLE trusted_digests (
    list_id    uuid NOT NULL,
    digest     bytea NOT NULL,
    path       text,
    -- SHA-256 of repository; null for entries that are about bytes alone.
    scope_key  bytea,
    repository text,
    revision   text,
    reason     text
);

CREATE INDEX trusted_digests_by_digest ON trusted_digests (digest);
CREATE INDEX trusted_digests_by_scope ON trusted_digests (scope_key) WHERE scope_key IS NOT NULL;
CREATE INDEX trusted_digests_by_list ON trusted_digests (list_id);

-- Names at a hub and the hub's ids are short; versions without an id are not asked for.
CREATE INDEX versions_by_hub_name ON versions (name) WHERE repository_id IS NOT NULL;
CREATE INDEX versions_by_repository ON versions (repository_id) WHERE repository_id IS NOT NULL;
