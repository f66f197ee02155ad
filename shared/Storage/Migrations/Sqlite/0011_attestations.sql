-- Signed statements of scans. What was signed stays as it is: a scan that is looked at anew has another verdict, and that has statements of its own.

CREATE TABLE attestations (
    verdict_id     BLOB NOT NULL,
    -- Place in the file that is handed out; the verdict's own statement is the last.
    seq            INTEGER NOT NULL,
    scan_id        BLOB NOT NULL,
    -- Index of its entry in the log.
    log_index      INTEGER NOT NULL UNIQUE REFERENCES log_entries (idx),
    predicate_type TEXT NOT NULL,
    -- SHA-256 of the key that signed.
    key_hash       BLOB NOT NULL,
    made_at        INTEGER NOT NULL,
    -- Envelope and receipt.
    bundle         TEXT NOT NULL,
    PRIMARY KEY (verdict_id, seq)
);

CREATE INDEX attestations_by_scan ON attestations (scan_id);

-- Keys that sign or signed; all but the one in use have ended, at a time and at a size of the log.
CREATE TABLE attestation_keys (
    seq             INTEGER PRIMARY KEY AUTOINCREMENT,
    key_hash        BLOB NOT NULL UNIQUE,
    public_key      BLOB NOT NULL,
    listed_at       INTEGER NOT NULL,
    retired_at      INTEGER,
    retired_at_size INTEGER
);

-- For whoever looks for verdicts without statements.
CREATE INDEX verdicts_by_time ON verdicts (decided_at, id);

CREATE TRIGGER attestations_update BEFORE UPDATE ON attestations BEGIN SELECT RAISE(ABORT, 'UPDATE of attestations is refused: what is in it stays as it is'); END;
CREATE TRIGGER attestations_delete BEFORE DELETE ON attestations BEGIN SELECT RAISE(ABORT, 'DELETE of attestations is refused: what is in it stays as it is'); END;
CREATE TRIGGER attestations_replace BEFORE INSERT ON attestations
WHEN EXISTS (SELECT 1 FROM attestations WHERE (verdict_id = NEW.verdict_id AND seq = NEW.seq) OR log_index = NEW.log_index)
BEGIN SELECT RAISE(ABORT, 'REPLACE of attestations is refused: what is in it stays as it is'); END;
CREATE TRIGGER attestation_keys_delete BEFORE DELETE ON attestation_keys
BEGIN SELECT RAISE(ABORT, 'DELETE of attestation_keys is refused: what is in it stays as it is'); END;
CREATE TRIGGER attestation_keys_replace BEFORE INSERT ON attestation_keys WHEN EXISTS (SELECT 1 FROM attestation_keys WHERE key_hash = NEW.key_hash)
BEGIN SELECT RAISE(ABORT, 'REPLACE of attestation_keys is refused: what is in it stays as it is'); END;
CREATE TRIGGER attestation_keys_end_once BEFORE UPDATE ON attestation_keys
WHEN OLD.retired_at IS NOT NULL OR NEW.key_hash <> OLD.key_hash OR NEW.public_key <> OLD.public_key
BEGIN SELECT RAISE(ABORT, 'a key that was put out of use stays so'); END;
