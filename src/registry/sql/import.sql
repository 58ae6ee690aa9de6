-- Stored reports of imports.

-- name: import_insert :exec
-- in: id text, kind text, file_name text, author text, started_at int, applied int, total int
-- in: fresh int, changed int, same int, refused int, notes int, warnings int, errors int
-- in: issues_cut int, dry_run int
INSERT INTO registry_import (
    id, kind, file_name, author, started_at, applied, total, fresh, changed, same, refused, notes,
    warnings, errors, issues_cut, dry_run)
VALUES (
    :id, :kind, :file_name, :author, :started_at, :applied, :total, :fresh, :changed, :same,
    :refused, :notes, :warnings, :errors, :issues_cut, :dry_run);

-- name: import_issue_insert :rows
-- in: import_id text, position int, severity int, line int, column_name text, code text
-- in: message text, source text, repair text
INSERT INTO registry_import_issue (
    import_id, position, severity, line, column_name, code, message, source, repair)
VALUES (
    :import_id, :position, :severity, :line, :column_name, :code, :message, :source, :repair);

-- name: import_rows :many
-- in: before text, row_limit int
-- out: id text, kind text, file_name text, author text, started_at int, applied int, total int
-- out: fresh int, changed int, same int, refused int, notes int, warnings int, errors int
-- out: issues_cut int, dry_run int
SELECT id, kind, file_name, author, started_at, applied, total, fresh, changed, same, refused,
    notes, warnings, errors, issues_cut, dry_run
FROM registry_import WHERE id < :before ORDER BY id DESC LIMIT :row_limit;

-- name: import_by_id :maybe
-- in: id text
-- out: id text, kind text, file_name text, author text, started_at int, applied int, total int
-- out: fresh int, changed int, same int, refused int, notes int, warnings int, errors int
-- out: issues_cut int, dry_run int
SELECT id, kind, file_name, author, started_at, applied, total, fresh, changed, same, refused,
    notes, warnings, errors, issues_cut, dry_run
FROM registry_import WHERE id = :id;

-- name: import_issue_rows :many
-- in: import_id text, after_position int, row_limit int
-- out: severity int, line int, column_name text, code text, message text, source text, repair text
SELECT severity, line, column_name, code, message, source, repair
FROM registry_import_issue
WHERE import_id = :import_id AND position > :after_position
ORDER BY position LIMIT :row_limit;
