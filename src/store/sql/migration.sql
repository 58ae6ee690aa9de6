-- name: migration_table :one
-- Is the table of applied migrations there?
-- out: found int
-- sqlite:
SELECT count(*) AS found FROM sqlite_schema WHERE type = 'table' AND name = 'store_migration';
-- postgres:
SELECT count(*) AS found FROM pg_tables
WHERE tablename = 'store_migration' AND schemaname = current_schema();

-- name: migrations_applied :many
-- out: name text, checksum text, applied_at int
-- bounded: one row a file of the program
SELECT name, checksum, applied_at FROM store_migration ORDER BY name;

-- name: migration_add :exec
-- in: name text, checksum text, applied_at int
INSERT INTO store_migration (name, checksum, applied_at) VALUES (:name, :checksum, :applied_at);
