-- Versions, facts and what is remembered of content. Keys made of untrusted text are SHA-256 digests of it, since an
-- index entry has a size limit and a path has none.

CREATE TABLE versions (
    id             uuid PRIMARY KEY,
    -- SHA-256 over source, name, revision and listing digest.
    key            bytea NOT NULL UNIQUE,
    source         text NOT NULL,
    name           text NOT NULL,
    repository_id  text,
    revision       text,
    listing_digest bytea NOT NULL,
    metadata       text,
    notes          text,
    resolved_at    timestamptz NOT NULL
);

CREATE TABLE version_files (
    version_id        uuid NOT NULL,
    -- Position in ordinal order of paths.
    ordinal           integer NOT NULL,
    path              text NOT NULL,
    size              bigint NOT NULL,
    state             smallint NOT NULL,
    declared_size     bigint,
    declared_sha256   bytea,
    declared_git_blob bytea,
    sha256            bytea,
    git_blob          bytea,
    note              text,
    PRIMARY KEY (version_id, ordinal)
);

-- Which versions hold these bytes: what to look at again when a digest turns out bad.
CREATE INDEX version_files_by_content ON version_files (sha256) WHERE sha256 IS NOT NULL;

CREATE TABLE facts (
    subject     bytea NOT NULL,
    analyser    text NOT NULL,
    version     integer NOT NULL,
    settings    bytea NOT NULL,
    rules       bytea NOT NULL,
    body        text NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (subject, analyser, version, settings, rules)
);

CREATE TABLE analysers (
    id         text PRIMARY KEY,
    version    integer NOT NULL,
    descriptor text NOT NULL
);

CREATE TABLE content_leases (
    -- SHA-256 of the key.
    key         bytea PRIMARY KEY,
    owner       text NOT NULL,
    lease_until timestamptz NOT NULL
);

CREATE TABLE file_stamps (
    -- SHA-256 of the full path.
    path     bytea PRIMARY KEY,
    identity text NOT NULL,
    sha256   bytea NOT NULL,
    git_blob bytea
);
