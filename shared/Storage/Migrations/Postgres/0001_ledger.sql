-- Scans, their tasks, and the messages that announce changes. Enumerations are the numbers of the C# types.

CREATE TABLE scans (
    seq           bigint GENERATED ALWAYS AS IDENTITY,
    id            uuid PRIMARY KEY,
    run_id        uuid NOT NULL,
    target        text NOT NULL,
    target_folded text NOT NULL,
    lane          smallint NOT NULL,
    depth         smallint NOT NULL,
    policy        bytea NOT NULL,
    offline       boolean NOT NULL,
    refresh       boolean NOT NULL,
    state         smallint NOT NULL,
    phase         smallint NOT NULL,
    revision      bigint NOT NULL,
    version_id    uuid,
    verdict_id    uuid,
    verdict       smallint,
    trace_parent  text,
    created_at    timestamptz NOT NULL,
    hinted_at     timestamptz NOT NULL,
    ended_at      timestamptz
) WITH (fillfactor = 80);

-- Lists, newest first.
CREATE UNIQUE INDEX scans_by_age ON scans (seq);
CREATE INDEX scans_by_state ON scans (state, seq);
-- Progress, reports and cancellation of a run.
CREATE INDEX scans_by_run ON scans (run_id, seq);
-- The reconciler's search for forgotten scans.
CREATE INDEX scans_running ON scans (hinted_at) WHERE state = 1;

CREATE TABLE tasks (
    seq              bigint GENERATED ALWAYS AS IDENTITY,
    id               uuid PRIMARY KEY,
    scan_id          uuid NOT NULL,
    stage            smallint NOT NULL,
    lane             smallint NOT NULL,
    state            smallint NOT NULL,
    subject          text,
    -- Grows with every claim and is never reset: the fencing token.
    attempt          integer NOT NULL,
    -- Attempts that count against the limit; reset when a person retries the task.
    used             integer NOT NULL,
    deferrals        integer NOT NULL,
    not_before       timestamptz NOT NULL,
    hinted_at        timestamptz NOT NULL,
    lease_owner      text,
    lease_until      timestamptz,
    failure_category smallint,
    error            text,
    created_at       timestamptz NOT NULL,
    started_at       timestamptz,
    ended_at         timestamptz
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX tasks_by_scan ON tasks (scan_id);
-- Claims: oldest first within a stage and lane.
CREATE INDEX tasks_ready ON tasks (stage, lane, not_before, seq) WHERE state = 0;
-- The reconciler's search for overdue leases, and for tasks whose hint was lost.
CREATE INDEX tasks_leased ON tasks (lease_until) WHERE state = 1;
CREATE INDEX tasks_unhinted ON tasks (hinted_at) WHERE state = 0;

CREATE TABLE outbox (
    id               uuid PRIMARY KEY,
    kind             smallint NOT NULL,
    scan_id          uuid NOT NULL,
    task_id          uuid,
    stage            smallint,
    lane             smallint,
    verdict_id       uuid,
    target           text,
    verdict          smallint,
    previous_verdict smallint,
    trace_parent     text,
    -- In the future for a hint that is not due yet.
    created_at       timestamptz NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX outbox_by_age ON outbox (created_at, id);
