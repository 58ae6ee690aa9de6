-- Processes of the library that show how a service is and is to be, in their published versions.

-- name: process_models :many
-- The as-is of a service before its to-be; of a service, an agency or all ('').
-- in: service text, agency text, limit int
-- out: id text, role int, title text, demonstration int, service_id text, service_number text, service_title text, agency_name text?, version int, file_name text, hash text, published_at int
SELECT m.id, m.role, m.title, m.demonstration, COALESCE(m.service_id, '') AS service_id,
       COALESCE(s.number, '') AS service_number, COALESCE(s.title, '') AS service_title,
       a.name AS agency_name, v.number AS version, v.file_name, v.hash,
       v.state_at AS published_at
FROM library_model m
JOIN library_version v ON v.model_id = m.id AND v.state = 1
LEFT JOIN registry_service s ON s.id = m.service_id
LEFT JOIN registry_agency a ON a.id = COALESCE(m.agency_id, s.agency_id)
WHERE m.kind = 0 AND m.role IN (0, 1)
  AND (:service = '' OR m.service_id = :service)
  AND (:agency = '' OR m.agency_id = :agency OR s.agency_id = :agency)
ORDER BY COALESCE(s.sort_key, m.title_key), COALESCE(m.service_id, m.id), m.role, m.title_key, m.id
LIMIT :limit;

-- name: processes_published :each
-- Every published process that shows an as-is or a to-be, with its file.
-- out: title text, role int, service_key text?, service text?, agency text?, version int, file_name text, published_at int, demonstration int
SELECT m.title, m.role, s.number AS service_key, s.title AS service, a.name AS agency,
       v.number AS version, v.file_name, v.state_at AS published_at, m.demonstration
FROM library_model m
JOIN library_version v ON v.model_id = m.id AND v.state = 1
LEFT JOIN registry_service s ON s.id = m.service_id
LEFT JOIN registry_agency a ON a.id = COALESCE(m.agency_id, s.agency_id)
WHERE m.kind = 0 AND m.role IN (0, 1)
ORDER BY COALESCE(s.sort_key, m.title_key), COALESCE(m.service_id, m.id), m.role, m.title_key, m.id;

-- name: process_service :maybe
-- The service that an author names by its number, its title or its id.
-- in: named text
-- out: id text, title text
SELECT id, title FROM registry_service
WHERE id = :named OR number = :named OR title = :named
ORDER BY CASE WHEN id = :named THEN 0 WHEN number = :named THEN 1 ELSE 2 END, id LIMIT 1;

-- name: process_agency :maybe
-- The agency that an author names by its name or its id.
-- in: named text
-- out: id text, title text
SELECT id, name AS title FROM registry_agency
WHERE id = :named OR name = :named
ORDER BY CASE WHEN id = :named THEN 0 ELSE 1 END, id LIMIT 1;
