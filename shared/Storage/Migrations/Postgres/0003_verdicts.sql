-- Verdicts as history, and the one that stands for each target. target_key is the SHA-256 of the target.

CREATE TABLE verdicts (
    id         uuid PRIMARY KEY,
    scan_id    uuid NOT NULL,
    target     text NOT NULL,
    target_key bytea NOT NULL,
    version_id uuid,
    kind       smallint NOT NULL,
    depth      smallint NOT NULL,
    policy     bytea NOT NULL,
    decided_at timestamptz NOT NULL,
    catalog    bytea,
    report     text NOT NULL,
    -- The verdict whose report this one shares, where nothing had changed; its own report is empty then.
    report_of  uuid
);

CREATE INDEX verdicts_by_scan ON verdicts (scan_id, decided_at);
CREATE INDEX verdicts_by_target ON verdicts (target_key, decided_at);

CREATE TABLE current_verdicts (
    target_key bytea PRIMARY KEY,
    verdict_id uuid NOT NULL,
    kind       smallint NOT NULL,
    decided_at timestamptz NOT NULL
) WITH (fillfactor = 80);

CREATE TABLE policies (
    digest bytea PRIMARY KEY,
    name   text NOT NULL,
    body   text NOT NULL
);
