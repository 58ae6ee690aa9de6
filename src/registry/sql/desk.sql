-- The lists of the desk: services and their yearly reports, of one agency (through its index) or of
-- a scope: " a b c ", with a space on both sides of each id; "" is all. missing: bits of
-- registry_service.known that must not be set. state -1: any. And the findings of an import.

-- name: desk_services_of_agency :many
-- in: agency_id text, scope text, state int, missing int, pattern text
-- in: after_key text, after_id text, row_limit int
-- out: id text, number text, code text, title text, agency_name text, state int, version int
-- out: updated_at int, known int, certainty int, stage int, sort_key text
SELECT
    s.id, s.number, s.code, s.title, s.agency_name, s.state, s.version, s.updated_at, s.known,
    s.certainty, s.stage, s.sort_key
FROM registry_facet f
JOIN registry_service s ON s.id = f.service_id
WHERE f.kind = 'any_agency' AND f.value = :agency_id AND f.state = 1
  AND (f.sort_key, f.service_id) > (:after_key, :after_id)
  AND (:state < 0 OR s.state = :state)
  AND (s.known & :missing) = 0
  AND (:pattern = '' OR REPLACE(s.title, '‌', ' ') LIKE :pattern OR s.code LIKE :pattern
       OR s.number LIKE :pattern)
  AND (:scope = '' OR EXISTS (SELECT 1 FROM registry_facet x WHERE x.service_id = s.id
       AND x.kind = 'agency' AND REPLACE(:scope, ' ' || x.value || ' ', '') <> :scope))
ORDER BY f.sort_key, f.service_id
LIMIT :row_limit;

-- name: desk_services :many
-- in: scope text, state int, missing int, pattern text, after_key text, after_id text
-- in: row_limit int
-- out: id text, number text, code text, title text, agency_name text, state int, version int
-- out: updated_at int, known int, certainty int, stage int, sort_key text
SELECT
    s.id, s.number, s.code, s.title, s.agency_name, s.state, s.version, s.updated_at, s.known,
    s.certainty, s.stage, s.sort_key
FROM registry_service s
WHERE (s.sort_key, s.id) > (:after_key, :after_id)
  AND (:state < 0 OR s.state = :state)
  AND (s.known & :missing) = 0
  AND (:pattern = '' OR REPLACE(s.title, '‌', ' ') LIKE :pattern OR s.code LIKE :pattern
       OR s.number LIKE :pattern)
  AND (:scope = '' OR EXISTS (SELECT 1 FROM registry_facet x WHERE x.service_id = s.id
       AND x.kind = 'agency' AND REPLACE(:scope, ' ' || x.value || ' ', '') <> :scope))
ORDER BY s.sort_key, s.id
LIMIT :row_limit;

-- name: desk_reports_of_agency :many
-- The published services of an agency with their report of a year. want -2: all, -1: those without
-- a report, else a state of a report.
-- in: agency_id text, scope text, year int, want int, after_key text, after_id text, row_limit int
-- out: id text, title text, agency_name text, sort_key text, report_id text, report_state int
-- out: months int, volume int?, reason text, demo int
SELECT
    s.id, s.title, s.agency_name, s.sort_key, COALESCE(r.id, '') AS report_id,
    COALESCE(r.state, -1) AS report_state, COALESCE(r.months, 0) AS months, r.volume,
    COALESCE(r.reason, '') AS reason, COALESCE(r.demo, 0) AS demo
FROM registry_facet f
JOIN registry_service s ON s.id = f.service_id
LEFT JOIN registry_report r ON r.service_id = s.id AND r.year = :year
WHERE f.kind = 'agency' AND f.value = :agency_id AND f.state = 1
  AND (f.sort_key, f.service_id) > (:after_key, :after_id)
  AND (:want < -1 OR COALESCE(r.state, -1) = :want)
  AND (:scope = '' OR EXISTS (SELECT 1 FROM registry_facet x WHERE x.service_id = s.id
       AND x.kind = 'agency' AND REPLACE(:scope, ' ' || x.value || ' ', '') <> :scope))
ORDER BY f.sort_key, f.service_id
LIMIT :row_limit;

-- name: desk_reports :many
-- in: scope text, year int, want int, after_key text, after_id text, row_limit int
-- out: id text, title text, agency_name text, sort_key text, report_id text, report_state int
-- out: months int, volume int?, reason text, demo int
SELECT
    s.id, s.title, s.agency_name, s.sort_key, COALESCE(r.id, '') AS report_id,
    COALESCE(r.state, -1) AS report_state, COALESCE(r.months, 0) AS months, r.volume,
    COALESCE(r.reason, '') AS reason, COALESCE(r.demo, 0) AS demo
FROM registry_service s
LEFT JOIN registry_report r ON r.service_id = s.id AND r.year = :year
WHERE s.state = 1 AND (s.sort_key, s.id) > (:after_key, :after_id)
  AND (:want < -1 OR COALESCE(r.state, -1) = :want)
  AND (:scope = '' OR EXISTS (SELECT 1 FROM registry_facet x WHERE x.service_id = s.id
       AND x.kind = 'agency' AND REPLACE(:scope, ' ' || x.value || ' ', '') <> :scope))
ORDER BY s.sort_key, s.id
LIMIT :row_limit;

-- name: desk_service_place :maybe
-- Where a service stands in the lists, to go on after it.
-- in: id text
-- out: sort_key text
SELECT sort_key FROM registry_service WHERE id = :id;

-- name: desk_import_issues :many
-- The findings of an import; severity -1: all.
-- in: import_id text, severity int, after_position int, row_limit int
-- out: position int, severity int, line int, column_name text, code text, message text
-- out: source text, repair text
SELECT position, severity, line, column_name, code, message, source, repair
FROM registry_import_issue
WHERE import_id = :import_id AND position > :after_position
  AND (:severity < 0 OR severity = :severity)
ORDER BY position LIMIT :row_limit;
