-- Compiled versions. Nothing of a version but its state ever changes; hash is over its content.
CREATE TABLE document_version (
    number BIGINT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    as_of BIGINT NOT NULL,
    author TEXT NOT NULL,
    note TEXT NOT NULL,
    hash TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    warnings BIGINT NOT NULL,
    notes BIGINT NOT NULL
);

CREATE TABLE document_version_chapter (
    number BIGINT NOT NULL REFERENCES document_version (number),
    position BIGINT NOT NULL,
    slug TEXT NOT NULL,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    html TEXT NOT NULL,
    reading TEXT NOT NULL,
    PRIMARY KEY (number, position)
);

-- Every number, table and figure with its evidence: content is compressed JSON.
CREATE TABLE document_version_block (
    number BIGINT NOT NULL REFERENCES document_version (number),
    k BIGINT NOT NULL,
    kind TEXT NOT NULL,
    provider TEXT NOT NULL,
    label TEXT NOT NULL,
    caption TEXT NOT NULL,
    chapter TEXT NOT NULL,
    line BIGINT NOT NULL,
    value TEXT NOT NULL,
    total BIGINT NOT NULL,
    content BLOB NOT NULL,
    content_size BIGINT NOT NULL,
    PRIMARY KEY (number, k)
);

CREATE TABLE document_version_problem (
    number BIGINT NOT NULL REFERENCES document_version (number),
    position BIGINT NOT NULL,
    severity BIGINT NOT NULL,
    code TEXT NOT NULL,
    chapter TEXT NOT NULL,
    line BIGINT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (number, position)
);

-- How a version moved from state to state, by whom.
CREATE TABLE document_transition (
    number BIGINT NOT NULL REFERENCES document_version (number),
    position BIGINT NOT NULL,
    state_from TEXT NOT NULL,
    state_to TEXT NOT NULL,
    at BIGINT NOT NULL,
    author TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (number, position)
);
