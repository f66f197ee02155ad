-- Tensors by content. A file has a row for each different tensor; what two models share is found through tensors_by_digest, which holds
-- only tensors that are evidence of descent (kind 0).

CREATE TABLE tensors (
    -- SHA-256 of the file that holds the bytes.
    artifact     bytea NOT NULL,
    -- SHA-256 of the elements in row-major order, little-endian.
    digest       bytea NOT NULL,
    name         text NOT NULL,
    element_type text NOT NULL,
    -- Outermost dimension first, with x between.
    shape        text NOT NULL,
    size         bigint NOT NULL,
    kind         smallint NOT NULL,
    PRIMARY KEY (artifact, digest)
);

CREATE INDEX tensors_by_digest ON tensors (digest, artifact) WHERE kind = 0;

-- What has been hashed: a file, or a file together with the others that hold its data.
CREATE TABLE tensor_subjects (
    subject bytea PRIMARY KEY,
    -- Of the hashing; what an older one has done is done again.
    version integer NOT NULL,
    -- Why some tensors are missing; null where none are.
    problem text
);

-- Who has these bytes, where only the source's word for them is known.
CREATE INDEX version_files_by_declaration ON version_files (declared_sha256) WHERE sha256 IS NULL AND declared_sha256 IS NOT NULL;

-- Models by name; a hash, since an entry of another index has a size limit and a name has none.
CREATE INDEX versions_by_name ON versions USING hash (name);
