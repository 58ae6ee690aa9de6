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

-- name: word_near_insert :exec
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
-- in: near text, row_limit int
-- out: id int, word text, services int
SELECT w.id, w.word, w.services FROM registry_word_near n JOIN registry_word w ON w.id = n.word_id
WHERE n.near = :near AND w.services > 0
ORDER BY w.services DESC, w.word LIMIT :row_limit;

-- name: posting_insert :exec
-- in: word_id int, weight int, serial int
INSERT INTO registry_posting (word_id, weight, serial) VALUES (:word_id, :weight, :serial);

-- name: posting_delete :exec
-- in: word_id int, weight int, serial int
DELETE FROM registry_posting
WHERE word_id = :word_id AND weight = :weight AND serial = :serial;

-- name: posting_rows :many
-- Places of one word, best first.
-- in: word_id int, after_weight int, after_serial int, row_limit int
-- out: weight int, serial int
SELECT weight, serial FROM registry_posting
WHERE word_id = :word_id AND (weight, serial) > (:after_weight, :after_serial)
ORDER BY weight, serial LIMIT :row_limit;

-- name: posting_of_service :maybe
-- The best place of a word in one service: at most three look-ups in the key.
-- in: word_id int, serial int
-- out: weight int
SELECT weight FROM registry_posting
WHERE word_id = :word_id AND weight IN (1, 2, 3) AND serial = :serial
ORDER BY weight LIMIT 1;

-- name: postings_clear :exec
-- in: least int
DELETE FROM registry_posting WHERE word_id >= :least;

-- name: words_near_clear :exec
-- in: least int
DELETE FROM registry_word_near WHERE word_id >= :least;

-- name: words_clear :exec
-- in: least int
DELETE FROM registry_word WHERE id >= :least;
