-- name: health_read :one
-- Engine, size, and what makes a commit durable.
-- out: version text, size int, journal text
-- sqlite:
SELECT sqlite_version() AS version, p.page_count * s.page_size AS size, j.journal_mode AS journal
FROM pragma_page_count() AS p, pragma_page_size() AS s, pragma_journal_mode() AS j;
-- postgres:
SELECT current_setting('server_version') AS version,
       pg_database_size(current_database()) AS size,
       'synchronous_commit ' || current_setting('synchronous_commit') AS journal;
