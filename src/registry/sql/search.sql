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

-- name: posting_insert_8 :exec
-- Eight at once: an import makes some twenty of a service.
-- in: word_0 int, weight_0 int, serial_0 int, word_1 int, weight_1 int, serial_1 int
-- in: word_2 int, weight_2 int, serial_2 int, word_3 int, weight_3 int, serial_3 int
-- in: word_4 int, weight_4 int, serial_4 int, word_5 int, weight_5 int, serial_5 int
-- in: word_6 int, weight_6 int, serial_6 int, word_7 int, weight_7 int, serial_7 int
INSERT INTO registry_posting (word_id, weight, serial)
VALUES (:word_0, :weight_0, :serial_0), (:word_1, :weight_1, :serial_1),
    (:word_2, :weight_2, :serial_2), (:word_3, :weight_3, :serial_3),
    (:word_4, :weight_4, :serial_4), (:word_5, :weight_5, :serial_5),
    (:word_6, :weight_6, :serial_6), (:word_7, :weight_7, :serial_7);

-- name: posting_delete :exec
-- in: word_id int, weight int, serial int
DELETE FROM registry_posting
WHERE word_id = :word_id AND weight = :weight AND serial = :serial;

-- name: posting_window :maybe
-- The place of a word that lies `ahead` places behind another: how far to look in one go.
-- in: word_id int, after_weight int, after_serial int, ahead int
-- out: weight int, serial int
SELECT weight, serial FROM registry_posting
WHERE word_id = :word_id AND (weight, serial) > (:after_weight, :after_serial)
ORDER BY weight, serial LIMIT 1 OFFSET :ahead;

-- name: posting_matches :many
-- Places of the leading word in a window, best first, in services that hold a word of each other
-- group. A group that is not there is 0, a word that is not there -1.
-- in: word_id int, after_weight int, after_serial int, end_weight int, end_serial int
-- in: group_1 int, word_1a int, word_1b int, word_1c int, word_1d int, group_2 int
-- in: word_2a int, word_2b int, word_2c int, word_2d int, group_3 int, word_3a int
-- in: word_3b int, word_3c int, word_3d int, group_4 int, word_4a int, word_4b int
-- in: word_4c int, word_4d int, group_5 int, word_5a int, word_5b int, word_5c int
-- in: word_5d int
-- out: weight int, serial int
-- bounded: the window
SELECT p.weight, p.serial FROM registry_posting p
WHERE p.word_id = :word_id
  AND (p.weight, p.serial) > (:after_weight, :after_serial)
  AND (p.weight, p.serial) <= (:end_weight, :end_serial)
  AND (:group_1 = 0 OR EXISTS (
       SELECT 1 FROM registry_posting q1
       WHERE q1.word_id IN (:word_1a, :word_1b, :word_1c, :word_1d)
       AND q1.weight IN (1, 2, 3) AND q1.serial = p.serial))
  AND (:group_2 = 0 OR EXISTS (
       SELECT 1 FROM registry_posting q2
       WHERE q2.word_id IN (:word_2a, :word_2b, :word_2c, :word_2d)
       AND q2.weight IN (1, 2, 3) AND q2.serial = p.serial))
  AND (:group_3 = 0 OR EXISTS (
       SELECT 1 FROM registry_posting q3
       WHERE q3.word_id IN (:word_3a, :word_3b, :word_3c, :word_3d)
       AND q3.weight IN (1, 2, 3) AND q3.serial = p.serial))
  AND (:group_4 = 0 OR EXISTS (
       SELECT 1 FROM registry_posting q4
       WHERE q4.word_id IN (:word_4a, :word_4b, :word_4c, :word_4d)
       AND q4.weight IN (1, 2, 3) AND q4.serial = p.serial))
  AND (:group_5 = 0 OR EXISTS (
       SELECT 1 FROM registry_posting q5
       WHERE q5.word_id IN (:word_5a, :word_5b, :word_5c, :word_5d)
       AND q5.weight IN (1, 2, 3) AND q5.serial = p.serial))
ORDER BY p.weight, p.serial;

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
