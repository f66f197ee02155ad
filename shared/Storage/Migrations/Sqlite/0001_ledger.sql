-- Scans, their tasks, and the messages that announce changes. Enumerations are the numbers of the C# types.
-- Ids are big-endian BLOBs (so their order is that of the ids), times are microseconds since 1970, UTC.

CREATE TABLE scans (
    seq           INTEGER PRIMARY KEY,
    id            BLOB NOT NULL UNIQUE,
    run_id        BLOB NOT NULL,
    target        TEXT NOT NULL,
    target_folded TEXT NOT NULL,
    lane          INTEGER NOT NULL,
    depth         INTEGER NOT NULL,
    policy        BLOB NOT NULL,
    offline       INTEGER NOT NULL,
    refresh       INTEGER NOT NULL,
    state         INTEGER NOT NULL,
    phase         INTEGER NOT NULL,
    revision      INTEGER NOT NULL,
    version_id    BLOB,
    verdict_id    BLOB,
    verdict       INTEGER,
    trace_parent  TEXT,
    created_at    INTEGER NOT NULL,
    hinted_at     INTEGER NOT NULL,
    ended_at      INTEGER
);

-- Lists, newest first (and by seq, the row id).
CREATE INDEX scans_by_state ON scans (state, seq);
-- Progress, reports and cancellation of a run.
CREATE INDEX scans_by_run ON scans (run_id, seq);
-- The reconciler's search for forgotten scans.
CREATE INDEX scans_running ON scans (hinted_at) WHERE state = 1;

CREATE TABLE tasks (
    seq              INTEGER PRIMARY KEY,
    id               BLOB NOT NULL UNIQUE,
    scan_id          BLOB NOT NULL,
    stage            INTEGER NOT NULL,
    lane             INTEGER NOT NULL,
    state            INTEGER NOT NULL,
    subject          TEXT,
    -- Grows with every claim and is never reset: the fencing token.
    attempt          INTEGER NOT NULL,
    -- Attempts that count against the limit; reset when a person retries the task.
    used             INTEGER NOT NULL,
    deferrals        INTEGER NOT NULL,
    not_before       INTEGER NOT NULL,
    hinted_at        INTEGER NOT NULL,
    lease_owner      TEXT,
    lease_until      INTEGER,
    failure_category INTEGER,
    error            TEXT,
    created_at       INTEGER NOT NULL,
    started_at       INTEGER,
    ended_at         INTEGER
);

CREATE INDEX tasks_by_scan ON tasks (scan_id);
-- Claims: oldest first within a stage and lane.
CREATE INDEX tasks_ready ON tasks (stage, lane, not_before, seq) WHERE state = 0;
-- The reconciler's search for overdue leases, and for tasks whose hint was lost.
CREATE INDEX tasks_leased ON tasks (lease_until) WHERE state = 1;
CREATE INDEX tasks_unhinted ON tasks (hinted_at) WHERE state = 0;

CREATE TABLE outbox (
    id               BLOB NOT NULL UNIQUE,
    kind             INTEGER NOT NULL,
    scan_id          BLOB NOT NULL,
    task_id          BLOB,
    stage            INTEGER,
    lane             INTEGER,
    verdict_id       BLOB,
    target           TEXT,
    verdict          INTEGER,
    previous_verdict INTEGER,
    trace_parent     TEXT,
    -- In the future for a hint that is not due yet.
    created_at       INTEGER NOT NULL,
    -- A relay holds the message until then.
    held_until       INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX outbox_by_age ON outbox (created_at, id);
