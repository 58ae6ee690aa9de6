-- Upstream documents, their clauses (paraphrases, never the text of a law), glossary, holidays.
CREATE TABLE registry_document (
    id TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    title_en TEXT NOT NULL,
    issuer TEXT NOT NULL,
    issuer_en TEXT NOT NULL,
    number TEXT NOT NULL,
    approved TEXT NOT NULL,
    approved_gregorian TEXT NOT NULL,
    other_dates TEXT NOT NULL,
    url TEXT NOT NULL,
    note TEXT NOT NULL,
    verified BIGINT NOT NULL,
    facts BIGINT NOT NULL,
    digest TEXT NOT NULL
);

CREATE TABLE registry_clause (
    id TEXT NOT NULL PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES registry_document (id),
    position BIGINT NOT NULL,
    clause TEXT NOT NULL,
    paraphrase TEXT NOT NULL,
    paraphrase_en TEXT NOT NULL,
    obliged TEXT NOT NULL,
    obliged_en TEXT NOT NULL,
    deadline TEXT NOT NULL,
    deadline_amount BIGINT,
    deadline_unit TEXT NOT NULL,
    deadline_working BIGINT NOT NULL,
    deadline_every BIGINT NOT NULL,
    deadline_until TEXT NOT NULL,
    url TEXT NOT NULL,
    note TEXT NOT NULL,
    verified BIGINT NOT NULL,
    folded TEXT NOT NULL,
    digest TEXT NOT NULL
);
CREATE INDEX registry_clause_document ON registry_clause (document_id, position);
CREATE UNIQUE INDEX registry_clause_position ON registry_clause (position, id);

CREATE TABLE registry_term (
    folded TEXT NOT NULL PRIMARY KEY,
    sort_key TEXT NOT NULL,
    term TEXT NOT NULL,
    term_en TEXT NOT NULL,
    meaning TEXT NOT NULL,
    meaning_en TEXT NOT NULL,
    searched TEXT NOT NULL
);
CREATE INDEX registry_term_sort ON registry_term (sort_key, folded);

-- A holiday announced late makes a new version of the whole table; open clocks say which they used.
CREATE TABLE registry_holiday_version (
    version BIGINT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    author TEXT NOT NULL
);
CREATE TABLE registry_holiday (
    version BIGINT NOT NULL REFERENCES registry_holiday_version (version),
    day BIGINT NOT NULL,
    date TEXT NOT NULL,
    name TEXT NOT NULL,
    confidence TEXT NOT NULL,
    PRIMARY KEY (version, day)
);
