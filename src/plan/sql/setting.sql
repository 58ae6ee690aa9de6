-- name: setting_rows :many
-- bounded: no more settings than the program knows
-- out: name text, value real?, source text, demonstration int, version int, changed_at int, changed_by text
SELECT name, value, source, demonstration, version, changed_at, changed_by
FROM plan_setting ORDER BY name;

-- name: setting_insert :exec
-- No row: somebody else set it meanwhile.
-- in: name text, value real?, source text, demonstration int, now int, author text
INSERT INTO plan_setting (name, value, source, demonstration, version, changed_at, changed_by)
VALUES (:name, :value, :source, :demonstration, 1, :now, :author)
ON CONFLICT (name) DO NOTHING;

-- name: setting_update :exec
-- No row: it is no longer the version that was read.
-- in: name text, version int, value real?, source text, demonstration int, now int, author text
UPDATE plan_setting SET value = :value, source = :source, demonstration = :demonstration,
       version = version + 1, changed_at = :now, changed_by = :author
WHERE name = :name AND version = :version;

-- name: setting_keep :exec
-- The value as it is now goes into the history.
-- in: name text
INSERT INTO plan_setting_version (name, version, value, source, demonstration, changed_at,
                                  changed_by)
SELECT name, version, value, source, demonstration, changed_at, changed_by
FROM plan_setting WHERE name = :name;

-- name: mark_get :one
-- in: name text
-- out: value int
SELECT value FROM plan_mark WHERE name = :name;

-- name: mark_raise :exec
-- in: name text
UPDATE plan_mark SET value = value + 1 WHERE name = :name;

-- name: mark_set :exec
-- in: name text, value int
UPDATE plan_mark SET value = :value WHERE name = :name;
