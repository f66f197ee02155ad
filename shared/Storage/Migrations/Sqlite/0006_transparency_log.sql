-- The transparency log: entries without a gap, the Merkle tree over them in tiles, what was signed. None of it is ever changed or removed, and the
-- database refuses to. Its owner can still lift the refusal: that is found by comparing with checkpoints that left this machine.

CREATE TABLE log_entries (
    idx       INTEGER PRIMARY KEY CHECK (idx >= 0),
    -- SHA-256 of 0x00 and the entry (RFC 6962).
    leaf_hash BLOB NOT NULL CHECK (length(leaf_hash) = 32),
    entry     BLOB NOT NULL CHECK (length(entry) <= 65535)
);

-- Whole tiles only; those at the right border follow from the entries and from the roots of the level below.
CREATE TABLE log_tiles (
    level  INTEGER NOT NULL,
    idx    INTEGER NOT NULL,
    root   BLOB NOT NULL CHECK (length(root) = 32),
    hashes BLOB NOT NULL CHECK (length(hashes) = 8192),
    PRIMARY KEY (level, idx)
);

CREATE TABLE log_checkpoints (
    size       INTEGER NOT NULL,
    -- Id of the key in its signature: after a change of keys, a size is signed again.
    key_id     INTEGER NOT NULL,
    origin     TEXT NOT NULL,
    root       BLOB NOT NULL,
    note       TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (size, key_id)
);

-- Every key that ever signed: 0 the log's checkpoints, 1 acts of the registry.
CREATE TABLE signing_keys (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    purpose    INTEGER NOT NULL,
    -- SHA-256 of the key.
    key_hash   BLOB NOT NULL,
    public_key BLOB NOT NULL,
    listed_at  INTEGER NOT NULL,
    UNIQUE (purpose, key_hash)
);

CREATE TRIGGER log_entries_update BEFORE UPDATE ON log_entries BEGIN SELECT RAISE(ABORT, 'UPDATE of log_entries is refused: what is in it stays as it is'); END;
CREATE TRIGGER log_entries_delete BEFORE DELETE ON log_entries BEGIN SELECT RAISE(ABORT, 'DELETE of log_entries is refused: what is in it stays as it is'); END;
CREATE TRIGGER log_tiles_update BEFORE UPDATE ON log_tiles BEGIN SELECT RAISE(ABORT, 'UPDATE of log_tiles is refused: what is in it stays as it is'); END;
CREATE TRIGGER log_tiles_delete BEFORE DELETE ON log_tiles BEGIN SELECT RAISE(ABORT, 'DELETE of log_tiles is refused: what is in it stays as it is'); END;
CREATE TRIGGER log_checkpoints_update BEFORE UPDATE ON log_checkpoints BEGIN SELECT RAISE(ABORT, 'UPDATE of log_checkpoints is refused: what is in it stays as it is'); END;
CREATE TRIGGER log_checkpoints_delete BEFORE DELETE ON log_checkpoints BEGIN SELECT RAISE(ABORT, 'DELETE of log_checkpoints is refused: what is in it stays as it is'); END;
CREATE TRIGGER signing_keys_update BEFORE UPDATE ON signing_keys BEGIN SELECT RAISE(ABORT, 'UPDATE of signing_keys is refused: what is in it stays as it is'); END;
CREATE TRIGGER signing_keys_delete BEFORE DELETE ON signing_keys BEGIN SELECT RAISE(ABORT, 'DELETE of signing_keys is refused: what is in it stays as it is'); END;

-- REPLACE removes rows without asking the triggers above.
CREATE TRIGGER log_entries_gap BEFORE INSERT ON log_entries WHEN NEW.idx <> (SELECT COALESCE(max(idx) + 1, 0) FROM log_entries)
BEGIN SELECT RAISE(ABORT, 'the entry would leave a gap in the log, or replace one'); END;
CREATE TRIGGER log_tiles_replace BEFORE INSERT ON log_tiles WHEN EXISTS (SELECT 1 FROM log_tiles WHERE level = NEW.level AND idx = NEW.idx)
BEGIN SELECT RAISE(ABORT, 'REPLACE of log_tiles is refused: what is in it stays as it is'); END;
CREATE TRIGGER log_checkpoints_replace BEFORE INSERT ON log_checkpoints WHEN EXISTS (SELECT 1 FROM log_checkpoints WHERE size = NEW.size AND key_id = NEW.key_id)
BEGIN SELECT RAISE(ABORT, 'REPLACE of log_checkpoints is refused: what is in it stays as it is'); END;
CREATE TRIGGER signing_keys_replace BEFORE INSERT ON signing_keys WHEN EXISTS (SELECT 1 FROM signing_keys WHERE purpose = NEW.purpose AND key_hash = NEW.key_hash)
BEGIN SELECT RAISE(ABORT, 'REPLACE of signing_keys is refused: what is in it stays as it is'); END;
