-- name: content_version :one
-- out: version int
SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT) AS version FROM store_content;

-- name: content_bump :exec
-- One row a writer, so that writers never wait for each other's row.
-- in: slot int
INSERT INTO store_content (slot, version) VALUES (:slot, 1)
ON CONFLICT (slot) DO UPDATE SET version = store_content.version + 1;
