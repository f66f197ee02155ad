-- Who may call the API, and which workers are alive.

CREATE TABLE api_tokens (
    id         uuid PRIMARY KEY,
    name       text NOT NULL,
    role       smallint NOT NULL,
    hash       text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz
);

CREATE TABLE workers (
    id         text PRIMARY KEY,
    service    text NOT NULL,
    host       text NOT NULL,
    version    text NOT NULL,
    started_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL,
    slots      integer NOT NULL,
    busy       integer NOT NULL,
    detail     text
);
