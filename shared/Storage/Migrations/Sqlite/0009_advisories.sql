-- Advisories with their history, what they name, what is known of versions that they may name, and who is told.

CREATE TABLE advisories (
    id        TEXT PRIMARY KEY,
    revision  INTEGER NOT NULL,
    -- Grows with every change of any advisory: the order in which others read them.
    change    INTEGER NOT NULL UNIQUE,
    severity  INTEGER NOT NULL,
    status    INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    body      TEXT NOT NULL
);

CREATE TABLE advisory_revisions (
    advisory_id TEXT NOT NULL,
    revision    INTEGER NOT NULL,
    change      INTEGER NOT NULL,
    kind        INTEGER NOT NULL,
    actor       TEXT NOT NULL,
    at          INTEGER NOT NULL,
    body        TEXT NOT NULL,
    PRIMARY KEY (advisory_id, revision)
);

CREATE UNIQUE INDEX advisory_revisions_by_change ON advisory_revisions (change);

-- Of the revision in force, unless it is withdrawn or says that nothing is affected.
CREATE TABLE advisory_targets (
    advisory_id TEXT NOT NULL,
    kind        INTEGER NOT NULL,
    -- The digest, or SHA-256 of the name.
    key         BLOB NOT NULL,
    -- Of kind 6, some of the largest tensors of an affected file, by which others that hold its tensors are found: the file's digest. Else the key.
    artifact    BLOB NOT NULL,
    PRIMARY KEY (kind, key, advisory_id, artifact)
);

CREATE INDEX advisory_targets_by_advisory ON advisory_targets (advisory_id);

-- What a version is called by advisories and is not in its listing: 1 its manifest, 4 a base that it names.
CREATE TABLE version_marks (
    version_id BLOB NOT NULL,
    kind       INTEGER NOT NULL,
    key        BLOB NOT NULL,
    value      TEXT NOT NULL,
    PRIMARY KEY (version_id, kind, key)
);

CREATE INDEX version_marks_by_key ON version_marks (kind, key);

-- A change whose consequences (approvals, messages) are to be drawn, or were.
CREATE TABLE advisory_events (
    id          BLOB NOT NULL UNIQUE,
    change      INTEGER PRIMARY KEY,
    advisory_id TEXT NOT NULL,
    revision    INTEGER NOT NULL,
    kind        INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    handled     INTEGER NOT NULL,
    -- What subscribers are sent; null until it is handled.
    body        TEXT
);

CREATE INDEX advisory_events_open ON advisory_events (change) WHERE handled = 0;

CREATE TABLE subscriptions (
    id         BLOB NOT NULL UNIQUE,
    url        TEXT NOT NULL,
    -- Signs what is sent, so it is needed as it is.
    secret     TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at   INTEGER
);

CREATE TABLE deliveries (
    id              BLOB NOT NULL UNIQUE,
    subscription_id BLOB NOT NULL,
    event_id        BLOB NOT NULL,
    state           INTEGER NOT NULL,
    -- Grows with every attempt: the fencing token.
    attempts        INTEGER NOT NULL,
    not_before      INTEGER NOT NULL,
    status          INTEGER,
    error           TEXT,
    created_at      INTEGER NOT NULL,
    ended_at        INTEGER,
    PRIMARY KEY (event_id, subscription_id)
);

CREATE INDEX deliveries_due ON deliveries (not_before) WHERE state = 0;
CREATE INDEX deliveries_by_subscription ON deliveries (subscription_id, created_at);
