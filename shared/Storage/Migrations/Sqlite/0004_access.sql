-- Who may call the API, and which workers are alive.

CREATE TABLE api_tokens (
    id         BLOB NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    role       INTEGER NOT NULL,
    hash       TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER
);

CREATE TABLE workers (
    id         TEXT PRIMARY KEY,
    service    TEXT NOT NULL,
    host       TEXT NOT NULL,
    version    TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    slots      INTEGER NOT NULL,
    busy       INTEGER NOT NULL,
    detail     TEXT
);
