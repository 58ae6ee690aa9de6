-- Processes and decisions: what people speak of, the versions of it, and the files of these. A file
-- that several versions have in common is kept once.
CREATE TABLE library_model (
    id TEXT NOT NULL PRIMARY KEY,
    kind BIGINT NOT NULL,
    role BIGINT NOT NULL,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    agency_id TEXT REFERENCES registry_agency (id),
    service_id TEXT REFERENCES registry_service (id),
    demonstration BIGINT NOT NULL,
    edition BIGINT NOT NULL,
    newest BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX library_model_by_change ON library_model (changed_at, id);
CREATE INDEX library_model_by_service ON library_model (service_id);
CREATE TABLE library_content (
    hash TEXT NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    bytes BLOB NOT NULL
);
CREATE TABLE library_version (
    model_id TEXT NOT NULL REFERENCES library_model (id),
    number BIGINT NOT NULL,
    hash TEXT NOT NULL REFERENCES library_content (hash),
    file_name TEXT NOT NULL,
    note TEXT NOT NULL,
    state BIGINT NOT NULL,
    errors BIGINT NOT NULL,
    warnings BIGINT NOT NULL,
    notes BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    state_at BIGINT NOT NULL,
    state_by TEXT NOT NULL,
    PRIMARY KEY (model_id, number)
);
CREATE INDEX library_version_by_state ON library_version (model_id, state);
