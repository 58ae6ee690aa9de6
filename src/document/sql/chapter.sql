-- Edited chapters and their history.

-- name: chapter_edited :many
-- bounded: as many as there are chapters
-- out: slug text, version int, source text, changed_at int, author text
SELECT slug, version, source, changed_at, author
FROM document_chapter ORDER BY slug;

-- name: chapter_insert :exec
-- in: slug text, version int, source text, changed_at int, author text
INSERT INTO document_chapter (slug, version, source, changed_at, author)
VALUES (:slug, :version, :source, :changed_at, :author);

-- name: chapter_update :exec
-- Changes nothing when somebody else has saved meanwhile.
-- in: slug text, before int, version int, source text, changed_at int, author text
UPDATE document_chapter SET version = :version, source = :source, changed_at = :changed_at,
       author = :author
WHERE slug = :slug AND version = :before;

-- name: chapter_version_insert :exec
-- in: slug text, version int, source text, changed_at int, author text, note text
INSERT INTO document_chapter_version (slug, version, source, changed_at, author, note)
VALUES (:slug, :version, :source, :changed_at, :author, :note);
