-- What the store keeps about itself.

CREATE TABLE store_migration (
    name TEXT NOT NULL PRIMARY KEY,
    checksum TEXT NOT NULL,
    applied_at BIGINT NOT NULL
);

-- One row a writer; their sum changes with every batch that changed content.
CREATE TABLE store_content (
    slot BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
);
