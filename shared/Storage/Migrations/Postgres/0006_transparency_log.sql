-- The transparency log: entries without a gap, the Merkle tree over them in tiles, what was signed. None of it is ever changed or removed, and the
-- database refuses to. Its owner can still lift the refusal: that is found by comparing with checkpoints that left this machine.

CREATE TABLE log_entries (
    idx       bigint PRIMARY KEY CHECK (idx >= 0),
    -- SHA-256 of 0x00 and the entry (RFC 6962).
    leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32),
    entry     bytea NOT NULL CHECK (octet_length(entry) <= 65535)
);

-- Whole tiles only; those at the right border follow from the entries and from the roots of the level below.
CREATE TABLE log_tiles (
    level  smallint NOT NULL,
    idx    bigint NOT NULL,
    root   bytea NOT NULL CHECK (octet_length(root) = 32),
    hashes bytea NOT NULL CHECK (octet_length(hashes) = 8192),
    PRIMARY KEY (level, idx)
);

CREATE TABLE log_checkpoints (
    size       bigint NOT NULL,
    -- Id of the key in its signature: after a change of keys, a size is signed again.
    key_id     bigint NOT NULL,
    origin     text NOT NULL,
    root       bytea NOT NULL,
    note       text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (size, key_id)
);

-- Every key that ever signed: 0 the log's checkpoints, 1 acts of the registry.
CREATE TABLE signing_keys (
    seq        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    purpose    smallint NOT NULL,
    -- SHA-256 of the key.
    key_hash   bytea NOT NULL,
    public_key bytea NOT NULL,
    listed_at  timestamptz NOT NULL,
    UNIQUE (purpose, key_hash)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: what is in it stays as it is', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE FUNCTION refuse_gap() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    first bigint;
    last  bigint;
    added bigint;
BEGIN
    SELECT min(idx), max(idx), count(*) INTO first, last, added FROM new_entries;
    IF added > 0 AND (last - first + 1 <> added OR (first > 0 AND NOT EXISTS (SELECT 1 FROM log_entries WHERE idx = first - 1))) THEN
        RAISE EXCEPTION 'entries % to % would leave a gap in the log', first, last USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER log_entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON log_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER log_tiles_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON log_tiles FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER log_checkpoints_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON log_checkpoints FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER signing_keys_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON signing_keys FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER log_entries_without_gap AFTER INSERT ON log_entries
    REFERENCING NEW TABLE AS new_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_gap();

REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER ON log_entries, log_tiles, log_checkpoints, signing_keys FROM PUBLIC;
