-- The places of a word in blocks of 4,096 services (docs/decisions, "search"): two common words are
-- compared block by block, not service by service. The index is made anew after this migration.
DROP TABLE registry_posting;
CREATE TABLE registry_posting (
    word_id BIGINT NOT NULL,
    weight BIGINT NOT NULL,
    block BIGINT NOT NULL,
    serials BLOB NOT NULL,
    PRIMARY KEY (word_id, weight, block)
)
-- sqlite:
WITHOUT ROWID,
-- both:
;
