-- Advisories with their history, what they name, what is known of versions that they may name, and who is told.

CREATE TABLE advisories (
    id        text PRIMARY KEY,
    revision  integer NOT NULL,
    -- Grows with every change of any advisory: the order in which others read them.
    change    bigint NOT NULL UNIQUE,
    severity  smallint NOT NULL,
    status    smallint NOT NULL,
    withdrawn boolean NOT NULL,
    body      text NOT NULL
);

CREATE TABLE advisory_revisions (
    advisory_id text NOT NULL,
    revision    integer NOT NULL,
    change      bigint NOT NULL,
    kind        smallint NOT NULL,
    actor       text NOT NULL,
    at          timestamptz NOT NULL,
    body        text NOT NULL,
    PRIMARY KEY (advisory_id, revision)
);

CREATE UNIQUE INDEX advisory_revisions_by_change ON advisory_revisions (change);

-- Of the revision in force, unless it is withdrawn or says that nothing is affected.
CREATE TABLE advisory_targets (
    advisory_id text NOT NULL,
    kind        smallint NOT NULL,
    -- The digest, or SHA-256 of the name.
    key         bytea NOT NULL,
    -- Of kind 6, some of the largest tensors of an affected file, by which others that hold its tensors are found: the file's digest. Else the key.
    artifact    bytea NOT NULL,
    PRIMARY KEY (kind, key, advisory_id, artifact)
);

CREATE INDEX advisory_targets_by_advisory ON advisory_targets (advisory_id);

-- What a version is called by advisories and is not in its listing: 1 its manifest, 4 a base that it names.
CREATE TABLE version_marks (
    version_id uuid NOT NULL,
    kind       smallint NOT NULL,
    key        bytea NOT NULL,
    value      text NOT NULL,
    PRIMARY KEY (version_id, kind, key)
);

CREATE INDEX version_marks_by_key ON version_marks (kind, key);

-- A change whose consequences (approvals, messages) are to be drawn, or were.
CREATE TABLE advisory_events (
    id          uuid NOT NULL UNIQUE,
    change      bigint PRIMARY KEY,
    advisory_id text NOT NULL,
    revision    integer NOT NULL,
    kind        smallint NOT NULL,
    at          timestamptz NOT NULL,
    handled     boolean NOT NULL,
    -- What subscribers are sent; null until it is handled.
    body        text
);

CREATE INDEX advisory_events_open ON advisory_events (change) WHERE NOT handled;

CREATE TABLE subscriptions (
    id         uuid NOT NULL UNIQUE,
    url        text NOT NULL,
    -- Signs what is sent, so it is needed as it is.
    secret     text NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    ended_at   timestamptz
);

CREATE TABLE deliveries (
    id              uuid NOT NULL UNIQUE,
    subscription_id uuid NOT NULL,
    event_id        uuid NOT NULL,
    state           smallint NOT NULL,
    -- Grows with every attempt: the fencing token.
    attempts        integer NOT NULL,
    not_before      timestamptz NOT NULL,
    status          integer,
    error           text,
    created_at      timestamptz NOT NULL,
    ended_at        timestamptz,
    PRIMARY KEY (event_id, subscription_id)
);

CREATE INDEX deliveries_due ON deliveries (not_before) WHERE state = 0;
CREATE INDEX deliveries_by_subscription ON deliveries (subscription_id, created_at);
