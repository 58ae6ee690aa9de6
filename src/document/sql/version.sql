-- Compiled versions.

-- name: version_last :one
-- out: number int
SELECT COALESCE(MAX(number), 0) AS number
FROM document_version;

-- name: version_insert :exec
-- in: number int, state text, as_of int, author text, note text, hash text, bytes int, warnings int, notes int
INSERT INTO document_version (number, state, as_of, author, note, hash, bytes, warnings, notes)
VALUES (:number, :state, :as_of, :author, :note, :hash, :bytes, :warnings, :notes);

-- name: version_chapter_insert :exec
-- in: number int, position int, slug text, title text, source text, html text, reading text
INSERT INTO document_version_chapter (number, position, slug, title, source, html, reading)
VALUES (:number, :position, :slug, :title, :source, :html, :reading);

-- name: version_block_insert :exec
-- in: number int, k int, kind text, provider text, label text, caption text, chapter text, line int, value text, total int, content blob, content_size int
INSERT INTO document_version_block (number, k, kind, provider, label, caption, chapter, line, value,
       total, content, content_size)
VALUES (:number, :k, :kind, :provider, :label, :caption, :chapter, :line, :value, :total, :content,
        :content_size);

-- name: version_problem_insert :exec
-- in: number int, position int, severity int, code text, chapter text, line int, message text
INSERT INTO document_version_problem (number, position, severity, code, chapter, line, message)
VALUES (:number, :position, :severity, :code, :chapter, :line, :message);

-- name: version_row :maybe
-- in: number int
-- out: number int, state text, as_of int, author text, note text, hash text, bytes int, warnings int, notes int
SELECT number, state, as_of, author, note, hash, bytes, warnings, notes
FROM document_version
WHERE number = :number;

-- name: version_rows :many
-- in: before int, limit int
-- out: number int, state text, as_of int, author text, note text, hash text, bytes int, warnings int, notes int
SELECT number, state, as_of, author, note, hash, bytes, warnings, notes
FROM document_version
WHERE number < :before ORDER BY number DESC LIMIT :limit;

-- name: version_in_state :maybe
-- The newest version in a state.
-- in: state text
-- out: number int
SELECT number
FROM document_version WHERE state = :state ORDER BY number DESC LIMIT 1;

-- name: version_chapters :many
-- bounded: a document has at most forty chapters
-- in: number int
-- out: position int, slug text, title text, source text, html text, reading text
SELECT position, slug, title, source, html, reading
FROM document_version_chapter
WHERE number = :number ORDER BY position LIMIT 40;

-- name: version_blocks :many
-- The blocks of a version without their evidence.
-- in: number int, limit int
-- out: k int, kind text, provider text, label text, caption text, chapter text, line int, value text, total int
SELECT k, kind, provider, label, caption, chapter, line, value, total
FROM document_version_block
WHERE number = :number ORDER BY k LIMIT :limit;

-- name: version_block_get :maybe
-- in: number int, k int
-- out: k int, kind text, provider text, label text, caption text, chapter text, line int, value text, total int, content blob, content_size int
SELECT k, kind, provider, label, caption, chapter, line, value, total, content, content_size
FROM document_version_block WHERE number = :number AND k = :k;

-- name: version_problems :many
-- in: number int, limit int
-- out: severity int, code text, chapter text, line int, message text
SELECT severity, code, chapter, line, message
FROM document_version_problem
WHERE number = :number ORDER BY position LIMIT :limit;

-- name: version_state_update :exec
-- in: number int, before text, after text
UPDATE document_version SET state = :after WHERE number = :number AND state = :before;

-- name: transition_last :one
-- in: number int
-- out: position int
SELECT COALESCE(MAX(position), 0) AS position
FROM document_transition WHERE number = :number;

-- name: transition_insert :exec
-- in: number int, position int, state_from text, state_to text, at int, author text, note text
INSERT INTO document_transition (number, position, state_from, state_to, at, author, note)
VALUES (:number, :position, :state_from, :state_to, :at, :author, :note);

-- name: transition_rows :many
-- in: number int, limit int
-- out: state_from text, state_to text, at int, author text, note text
SELECT state_from, state_to, at, author, note
FROM document_transition WHERE number = :number
ORDER BY position LIMIT :limit;

-- name: versions_superseded :many
-- Earlier versions in force when a newer one is notified.
-- in: number int, state text
-- out: number int
SELECT number
FROM document_version WHERE state = :state AND number <> :number
ORDER BY number LIMIT 100;
