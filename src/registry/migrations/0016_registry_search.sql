-- The search index (docs/decisions, "search"): words, their one-letter neighbourhood, postings.
-- A posting's key leads with the word and the weight, so that the best places of a word are read
-- first and a probe "does this service hold that word" is one look-up.
CREATE TABLE registry_word (
    id BIGINT NOT NULL PRIMARY KEY,
    word TEXT NOT NULL UNIQUE,
    services BIGINT NOT NULL
);
CREATE TABLE registry_word_near (
    near TEXT NOT NULL,
    word_id BIGINT NOT NULL,
    PRIMARY KEY (near, word_id)
)
-- sqlite:
WITHOUT ROWID,
-- both:
;
CREATE TABLE registry_posting (
    word_id BIGINT NOT NULL,
    weight BIGINT NOT NULL,
    serial BIGINT NOT NULL,
    PRIMARY KEY (word_id, weight, serial)
)
-- sqlite:
WITHOUT ROWID,
-- both:
;
