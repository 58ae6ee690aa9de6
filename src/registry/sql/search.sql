-- The search index; see docs/decisions, "search".

-- name: word_by_text :maybe
-- in: word text
-- out: id int, services int
SELECT id, services FROM registry_word WHERE word = :word;

-- name: word_last :one
-- out: id int
SELECT COALESCE(max(id), 0) AS id FROM registry_word;

-- name: word_insert :exec
-- in: id int, word text
INSERT INTO registry_word (id, word, services) VALUES (:id, :word, 0);

-- name: word_count_add :exec
-- in: id int, delta int
UPDATE registry_word SET services = services + :delta WHERE id = :id;

-- name: word_near_insert :rows
-- in: near text, word_id int
INSERT INTO registry_word_near (near, word_id) VALUES (:near, :word_id)
ON CONFLICT (near, word_id) DO NOTHING;

-- name: words_with_prefix :many
-- The commonest words that begin with a text.
-- in: prefix text, prefix_end text, row_limit int
-- out: id int, word text, services int
SELECT id, word, services FROM registry_word
WHERE word >= :prefix AND word < :prefix_end AND services > 0
ORDER BY services DESC, word LIMIT :row_limit;

-- name: words_near :many
-- The commonest words that share a text with one letter left out; one that is not needed is ''.
-- in: near_0 text, near_1 text, near_2 text, near_3 text, near_4 text, near_5 text, near_6 text
-- in: near_7 text, near_8 text, near_9 text, near_10 text, near_11 text, near_12 text, near_13 text
-- in: near_14 text, near_15 text, near_16 text, near_17 text, near_18 text, near_19 text, near_20 text
-- in: near_21 text, near_22 text, near_23 text, near_24 text
-- in: row_limit int
-- out: id int, word text, services int
SELECT w.id, w.word, w.services FROM registry_word w
WHERE w.services > 0 AND w.id IN (SELECT n.word_id FROM registry_word_near n WHERE n.near IN (
    :near_0, :near_1, :near_2, :near_3, :near_4, :near_5, :near_6, :near_7, :near_8,
    :near_9, :near_10, :near_11, :near_12, :near_13, :near_14, :near_15, :near_16, :near_17,
    :near_18, :near_19, :near_20, :near_21, :near_22, :near_23, :near_24))
ORDER BY w.services DESC, w.word LIMIT :row_limit;

-- name: posting_block :maybe
-- One stored block of places; search_block.h says how it is stored.
-- in: word_id int, weight int, block int
-- out: serials blob
SELECT serials FROM registry_posting
WHERE word_id = :word_id AND weight = :weight AND block = :block;

-- name: posting_block_write :exec
-- in: word_id int, weight int, block int, serials blob
INSERT INTO registry_posting (word_id, weight, block, serials)
VALUES (:word_id, :weight, :block, :serials)
ON CONFLICT (word_id, weight, block) DO UPDATE SET serials = excluded.serials;

-- name: posting_block_delete :exec
-- in: word_id int, weight int, block int
DELETE FROM registry_posting
WHERE word_id = :word_id AND weight = :weight AND block = :block;

-- name: posting_blocks :many
-- The places of a word with one weight, block after block.
-- in: word_id int, weight int, from_block int, row_limit int
-- out: block int, serials blob
SELECT block, serials FROM registry_posting
WHERE word_id = :word_id AND weight = :weight AND block >= :from_block
ORDER BY block LIMIT :row_limit;

-- name: posting_of_block :each
-- The places of a word in one block, with any weight up to the given one: at most three look-ups
-- (the plus keeps the planner from reading all blocks up to that weight).
-- in: word_id int, weight_most int, block int
-- out: serials blob
SELECT serials FROM registry_posting
WHERE word_id = :word_id AND weight IN (1, 2, 3) AND +weight <= :weight_most AND block = :block;

-- name: search_state :one
-- Is anything indexed, and is there anything to index?
-- out: places int, services int
SELECT EXISTS (SELECT 1 FROM registry_posting) AS places,
    EXISTS (SELECT 1 FROM registry_service WHERE state = 1) AS services;

-- name: postings_clear :exec
-- in: least int
DELETE FROM registry_posting WHERE word_id >= :least;

-- name: words_near_clear :exec
-- in: least int
DELETE FROM registry_word_near WHERE word_id >= :least;

-- name: words_clear :exec
-- in: least int
DELETE FROM registry_word WHERE id >= :least;
