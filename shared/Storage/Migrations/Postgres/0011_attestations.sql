-- Signed statements of scans. What was signed stays as it is: a scan that is looked at anew has another verdict, and that has statements of its own.

CREATE TABLE attestations (
    verdict_id     uuid NOT NULL,
    -- Place in the file that is handed out; the verdict's own statement is the last.
    seq            integer NOT NULL,
    scan_id        uuid NOT NULL,
    -- Index of its entry in the log.
    log_index      bigint NOT NULL UNIQUE REFERENCES log_entries (idx),
    predicate_type text NOT NULL,
    -- SHA-256 of the key that signed.
    key_hash       bytea NOT NULL,
    made_at        timestamptz NOT NULL,
    -- Envelope and receipt.
    bundle         text NOT NULL,
    PRIMARY KEY (verdict_id, seq)
);

CREATE INDEX attestations_by_scan ON attestations (scan_id);

-- Keys that sign or signed; all but the one in use have ended, at a time and at a size of the log.
CREATE TABLE attestation_keys (
    seq             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key_hash        bytea NOT NULL UNIQUE,
    public_key      bytea NOT NULL,
    listed_at       timestamptz NOT NULL,
    retired_at      timestamptz,
    retired_at_size bigint
);

-- For whoever looks for verdicts without statements.
CREATE INDEX verdicts_by_time ON verdicts (decided_at, id);

CREATE FUNCTION refuse_unretirement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.retired_at IS NOT NULL OR NEW.key_hash <> OLD.key_hash OR NEW.public_key <> OLD.public_key THEN
        RAISE EXCEPTION 'a key that was put out of use stays so' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER attestations_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON attestations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attestation_keys_stay BEFORE DELETE OR TRUNCATE ON attestation_keys FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attestation_keys_end_once BEFORE UPDATE ON attestation_keys FOR EACH ROW EXECUTE FUNCTION refuse_unretirement();

REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER ON attestations FROM PUBLIC;
REVOKE DELETE, TRUNCATE, TRIGGER ON attestation_keys FROM PUBLIC;
