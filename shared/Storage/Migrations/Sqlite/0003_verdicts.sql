-- Verdicts as history, and the one that stands for each target. target_key is the SHA-256 of the target.

CREATE TABLE verdicts (
    id         BLOB NOT NULL UNIQUE,
    scan_id    BLOB NOT NULL,
    target     TEXT NOT NULL,
    target_key BLOB NOT NULL,
    version_id BLOB,
    kind       INTEGER NOT NULL,
    depth      INTEGER NOT NULL,
    policy     BLOB NOT NULL,
    decided_at INTEGER NOT NULL,
    catalog    BLOB,
    report     TEXT NOT NULL,
    -- The verdict whose report this one shares, where nothing had changed; its own report is empty then.
    report_of  BLOB
);

CREATE INDEX verdicts_by_scan ON verdicts (scan_id, decided_at);
CREATE INDEX verdicts_by_target ON verdicts (target_key, decided_at);

CREATE TABLE current_verdicts (
    target_key BLOB PRIMARY KEY,
    verdict_id BLOB NOT NULL,
    kind       INTEGER NOT NULL,
    decided_at INTEGER NOT NULL
);

CREATE TABLE policies (
    digest BLOB PRIMARY KEY,
    name   TEXT NOT NULL,
    body   TEXT NOT NULL
);
