-- Reports of imports: who, which file, what was found, line by line.
CREATE TABLE registry_import (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    file_name TEXT NOT NULL,
    author TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    applied BIGINT NOT NULL,
    total BIGINT NOT NULL,
    fresh BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    same BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    notes BIGINT NOT NULL,
    warnings BIGINT NOT NULL,
    errors BIGINT NOT NULL,
    issues_cut BIGINT NOT NULL
);
CREATE TABLE registry_import_issue (
    import_id TEXT NOT NULL REFERENCES registry_import (id),
    position BIGINT NOT NULL,
    severity BIGINT NOT NULL,
    line BIGINT NOT NULL,
    column_name TEXT NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    source TEXT NOT NULL,
    repair TEXT NOT NULL,
    PRIMARY KEY (import_id, position)
);
