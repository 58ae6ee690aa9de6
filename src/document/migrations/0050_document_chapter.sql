-- Chapters that IT management has edited. A chapter that is not here is as the program brought it.
CREATE TABLE document_chapter (
    slug TEXT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    source TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    author TEXT NOT NULL
);

-- Every text a chapter ever had.
CREATE TABLE document_chapter_version (
    slug TEXT NOT NULL REFERENCES document_chapter (slug),
    version BIGINT NOT NULL,
    source TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    author TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (slug, version)
);
