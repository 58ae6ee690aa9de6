-- Versions and their files.

-- name: version_rows :many
-- in: id text, number int, before int, limit int
-- out: number int, hash text, size int, file_name text, note text, state int, errors int, warnings int, notes int, made_at int, made_by text, state_at int, state_by text
SELECT v.number, v.hash, c.size, v.file_name, v.note, v.state, v.errors, v.warnings, v.notes,
       v.made_at, v.made_by, v.state_at, v.state_by
FROM library_version v
JOIN library_content c ON c.hash = v.hash
WHERE v.model_id = :id AND (:number = 0 OR v.number = :number) AND v.number < :before
ORDER BY v.number DESC LIMIT :limit;

-- name: version_bytes :maybe
-- in: id text, number int
-- out: bytes blob
SELECT c.bytes FROM library_version v
JOIN library_content c ON c.hash = v.hash
WHERE v.model_id = :id AND v.number = :number;

-- name: content_add :exec
-- in: hash text, size int, bytes blob
INSERT INTO library_content (hash, size, bytes) VALUES (:hash, :size, :bytes)
ON CONFLICT (hash) DO NOTHING;

-- name: version_insert :exec
-- in: id text, number int, hash text, file_name text, note text, errors int, warnings int, notes int, now int, author text
INSERT INTO library_version (model_id, number, hash, file_name, note, state, errors, warnings,
                             notes, made_at, made_by, state_at, state_by)
VALUES (:id, :number, :hash, :file_name, :note, 0, :errors, :warnings, :notes, :now, :author, :now,
        :author);

-- name: version_state :exec
-- in: id text, number int, state int, errors int, warnings int, notes int, now int, author text
UPDATE library_version SET state = :state, errors = :errors, warnings = :warnings, notes = :notes,
       state_at = :now, state_by = :author
WHERE model_id = :id AND number = :number;

-- name: version_replace :exec
-- What was published until now makes room.
-- in: id text, now int, author text
UPDATE library_version SET state = 2, state_at = :now, state_by = :author
WHERE model_id = :id AND state = 1;
