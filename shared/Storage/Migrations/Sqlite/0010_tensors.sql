-- Tensors by content. A file has a row for each different tensor; what two models share is found through tensors_by_digest, which holds
-- only tensors that are evidence of descent (kind 0).

CREATE TABLE tensors (
    -- SHA-256 of the file that holds the bytes.
    artifact     BLOB NOT NULL,
    -- SHA-256 of the elements in row-major order, little-endian.
    digest       BLOB NOT NULL,
    name         TEXT NOT NULL,
    element_type TEXT NOT NULL,
    -- Outermost dimension first, with x between.
    shape        TEXT NOT NULL,
    size         INTEGER NOT NULL,
    kind         INTEGER NOT NULL,
    PRIMARY KEY (artifact, digest)
) WITHOUT ROWID;

CREATE INDEX tensors_by_digest ON tensors (digest, artifact) WHERE kind = 0;

-- What has been hashed: a file, or a file together with the others that hold its data.
CREATE TABLE tensor_subjects (
    subject BLOB PRIMARY KEY,
    -- Of the hashing; what an older one has done is done again.
    version INTEGER NOT NULL,
    -- Why some tensors are missing; null where none are.
    problem TEXT
) WITHOUT ROWID;

-- Who has these bytes, where only the source's word for them is known.
CREATE INDEX version_files_by_declaration ON version_files (declared_sha256) WHERE sha256 IS NULL AND declared_sha256 IS NOT NULL;

CREATE INDEX versions_by_name ON versions (name);
