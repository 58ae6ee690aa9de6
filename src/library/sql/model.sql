-- Models: lists, one, and their headings. The states are those of library.h: 1 is published.

-- name: model_rows :many
-- in: id text, kind int, role int, state int, complaints int, agency text, service text, pattern text, before int, before_id text, limit int
-- out: id text, kind int, role int, title text, agency_id text?, agency_name text?, service_id text?, service_number text?, service_title text?, demonstration int, edition int, newest int, created_at int, changed_at int, published int?, hash text, size int, file_name text, note text, state int, errors int, warnings int, notes int, made_at int, made_by text, state_at int, state_by text
SELECT m.id, m.kind, m.role, m.title, m.agency_id, a.name AS agency_name, m.service_id,
       s.number AS service_number, s.title AS service_title, m.demonstration, m.edition, m.newest,
       m.created_at, m.changed_at, p.number AS published, v.hash, c.size, v.file_name, v.note,
       v.state, v.errors, v.warnings, v.notes, v.made_at, v.made_by, v.state_at, v.state_by
FROM library_model m
JOIN library_version v ON v.model_id = m.id AND v.number = m.newest
JOIN library_content c ON c.hash = v.hash
LEFT JOIN library_version p ON p.model_id = m.id AND p.state = 1
LEFT JOIN registry_agency a ON a.id = m.agency_id
LEFT JOIN registry_service s ON s.id = m.service_id
WHERE (:id = '' OR m.id = :id)
  AND (:kind = 0 OR m.kind = :kind - 1)
  AND (:role = 0 OR m.role = :role - 1)
  AND (:state = 0 OR (:state = 2 AND p.number IS NOT NULL) OR v.state = :state - 1)
  AND (:complaints = 0 OR (:complaints = 1 AND v.errors > 0)
       OR (:complaints = 2 AND v.errors + v.warnings > 0)
       OR (:complaints = 3 AND v.errors + v.warnings = 0))
  AND (:agency = '' OR m.agency_id = :agency)
  AND (:service = '' OR m.service_id = :service)
  AND (:pattern = '' OR m.title_key LIKE :pattern)
  AND (m.changed_at < :before OR (m.changed_at = :before AND m.id < :before_id))
ORDER BY m.changed_at DESC, m.id DESC LIMIT :limit;

-- name: model_totals :many
-- bounded: two kinds
-- out: kind int, count int, published int, with_errors int
SELECT m.kind, COUNT(*) AS count, COUNT(p.number) AS published,
       SUM(CASE WHEN v.errors > 0 THEN 1 ELSE 0 END) AS with_errors
FROM library_model m
JOIN library_version v ON v.model_id = m.id AND v.number = m.newest
LEFT JOIN library_version p ON p.model_id = m.id AND p.state = 1
GROUP BY m.kind;

-- name: model_insert :exec
-- in: id text, kind int, role int, title text, title_key text, agency_id text?, service_id text?, demonstration int, now int
INSERT INTO library_model (id, kind, role, title, title_key, agency_id, service_id, demonstration,
                           edition, newest, created_at, changed_at)
VALUES (:id, :kind, :role, :title, :title_key, :agency_id, :service_id, :demonstration, 1, 1, :now,
        :now);

-- name: model_change :exec
-- in: id text, edition int, role int, title text, title_key text, agency_id text?, service_id text?, now int
UPDATE library_model SET role = :role, title = :title, title_key = :title_key,
       agency_id = :agency_id, service_id = :service_id, edition = edition + 1, changed_at = :now
WHERE id = :id AND edition = :edition;

-- name: model_step :exec
-- Makes room for the next version if the newest is still the one that was expected.
-- in: id text, newest int, now int
UPDATE library_model SET newest = newest + 1, changed_at = :now
WHERE id = :id AND newest = :newest;

-- name: model_touch :exec
-- in: id text, now int
UPDATE library_model SET changed_at = :now WHERE id = :id;

-- name: agencies_used :many
-- in: limit int
-- out: id text, name text
SELECT a.id, a.name FROM registry_agency a
WHERE EXISTS (SELECT 1 FROM library_model m WHERE m.agency_id = a.id)
ORDER BY a.name, a.id LIMIT :limit;

-- name: services_used :many
-- in: limit int
-- out: id text, title text
SELECT s.id, s.title FROM registry_service s
WHERE EXISTS (SELECT 1 FROM library_model m WHERE m.service_id = s.id)
ORDER BY s.sort_key, s.id LIMIT :limit;

-- name: agency_names :many
-- in: limit int
-- out: id text, name text
SELECT id, name FROM registry_agency ORDER BY name, id LIMIT :limit;

-- name: services_titled :many
-- The services of exactly this title; two are enough to see that it is not unique.
-- in: title text
-- out: id text
SELECT id FROM registry_service WHERE title = :title ORDER BY id LIMIT 2;
