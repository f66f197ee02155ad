-- Versions that may be deployed. registry_versions is where each stands now; registry_acts is how it came there and is never changed or removed.

CREATE TABLE registry_versions (
    id                 uuid PRIMARY KEY,
    -- Digest of the manifest: every file's name, size and bytes.
    manifest           bytea NOT NULL,
    -- SHA-256 of the package URL, or of the name where there is none: one content may be approved under several names.
    name_key           bytea NOT NULL,
    purl               text,
    source             text,
    name               text NOT NULL,
    repository_id      text,
    revision           text,
    -- 0 requested, 1 approved, 2 superseded, 3 revoked. Expiry follows from expires_at.
    state              smallint NOT NULL,
    decided_by         text,
    decided_by_name    text,
    decided_at         timestamptz,
    expires_at         timestamptz,
    reason             text,
    replacement        bytea,
    -- A request that waits for a second person.
    requested_by       text,
    requested_by_name  text,
    requested_at       timestamptz,
    requested_expires  timestamptz,
    requested_reason   text,
    requested_override text,
    updated_at         timestamptz NOT NULL,
    -- Number of the last act.
    last_act           bigint NOT NULL,
    UNIQUE (manifest, name_key)
);

CREATE INDEX registry_versions_by_act ON registry_versions (last_act);
CREATE INDEX registry_versions_by_name ON registry_versions (name_key);

CREATE TABLE registry_files (
    version_id uuid NOT NULL REFERENCES registry_versions (id),
    path       text NOT NULL,
    size       bigint NOT NULL,
    sha256     bytea NOT NULL
);

CREATE INDEX registry_files_by_version ON registry_files (version_id);
CREATE INDEX registry_files_by_digest ON registry_files (sha256);

CREATE TABLE registry_acts (
    -- Index of the act's entry in the log.
    log_index  bigint PRIMARY KEY REFERENCES log_entries (idx),
    id         uuid NOT NULL UNIQUE,
    version_id uuid NOT NULL REFERENCES registry_versions (id),
    kind       smallint NOT NULL,
    actor      text NOT NULL,
    actor_name text NOT NULL,
    at         timestamptz NOT NULL,
    reason     text,
    -- The signed bundle: envelope and receipt.
    bundle     text NOT NULL
);

CREATE INDEX registry_acts_by_version ON registry_acts (version_id, log_index);

CREATE TRIGGER registry_acts_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON registry_acts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER registry_files_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON registry_files FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER registry_versions_stay BEFORE DELETE OR TRUNCATE ON registry_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER ON registry_acts, registry_files FROM PUBLIC;
REVOKE DELETE, TRUNCATE, TRIGGER ON registry_versions FROM PUBLIC;
