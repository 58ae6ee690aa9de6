-- What agencies report about a service and a year.

-- name: report_by_id :maybe
-- in: id text
-- out: id text, service_id text, service_title text, agency_id text, agency_name text
-- out: year int, months int, version int, state int, demo int, volume int?, visits real?
-- out: zero_visit_share real?, minutes int?, good int?, medium int?, bad int?
-- out: survey_source text, note text, reason text, author text, decided_by text
-- out: reported_at int, decided_at int
SELECT
    r.id, r.service_id, s.title AS service_title, r.agency_id, a.name AS agency_name, r.year,
    r.months, r.version, r.state, r.demo, r.volume, r.visits, r.zero_visit_share, r.minutes,
    r.good, r.medium, r.bad, r.survey_source, r.note, r.reason, r.author, r.decided_by,
    r.reported_at, r.decided_at
FROM registry_report r
JOIN registry_service s ON s.id = r.service_id
JOIN registry_agency a ON a.id = r.agency_id
WHERE r.id = :id;

-- name: report_of_year :maybe
-- in: service_id text, year int
-- out: id text, version int, state int
SELECT id, version, state FROM registry_report WHERE service_id = :service_id AND year = :year;

-- name: reports_of_service_rows :many
-- in: service_id text
-- out: id text, service_id text, service_title text, agency_id text, agency_name text
-- out: year int, months int, version int, state int, demo int, volume int?, visits real?
-- out: zero_visit_share real?, minutes int?, good int?, medium int?, bad int?
-- out: survey_source text, note text, reason text, author text, decided_by text
-- out: reported_at int, decided_at int
-- bounded: one row a year
SELECT
    r.id, r.service_id, s.title AS service_title, r.agency_id, a.name AS agency_name, r.year,
    r.months, r.version, r.state, r.demo, r.volume, r.visits, r.zero_visit_share, r.minutes,
    r.good, r.medium, r.bad, r.survey_source, r.note, r.reason, r.author, r.decided_by,
    r.reported_at, r.decided_at
FROM registry_report r
JOIN registry_service s ON s.id = r.service_id
JOIN registry_agency a ON a.id = r.agency_id
WHERE r.service_id = :service_id ORDER BY r.year DESC;

-- name: report_rows :many
-- in: agency_id text, state int, before_at int, before_id text, row_limit int
-- out: id text, service_id text, service_title text, agency_id text, agency_name text
-- out: year int, months int, version int, state int, demo int, volume int?, visits real?
-- out: zero_visit_share real?, minutes int?, good int?, medium int?, bad int?
-- out: survey_source text, note text, reason text, author text, decided_by text
-- out: reported_at int, decided_at int
SELECT
    r.id, r.service_id, s.title AS service_title, r.agency_id, a.name AS agency_name, r.year,
    r.months, r.version, r.state, r.demo, r.volume, r.visits, r.zero_visit_share, r.minutes,
    r.good, r.medium, r.bad, r.survey_source, r.note, r.reason, r.author, r.decided_by,
    r.reported_at, r.decided_at
FROM registry_report r
JOIN registry_service s ON s.id = r.service_id
JOIN registry_agency a ON a.id = r.agency_id
WHERE (:agency_id = '' OR r.agency_id = :agency_id)
  AND (:state < 0 OR r.state = :state)
  AND (r.reported_at, r.id) < (:before_at, :before_id)
ORDER BY r.reported_at DESC, r.id DESC
LIMIT :row_limit;

-- name: report_insert :exec
-- in: id text, service_id text, agency_id text, year int, months int, version int, state int
-- in: demo int, volume int?, visits real?, zero_visit_share real?, minutes int?, good int?
-- in: medium int?, bad int?, survey_source text, note text, reason text, author text
-- in: decided_by text, reported_at int, decided_at int
INSERT INTO registry_report (
    id, service_id, agency_id, year, months, version, state, demo, volume, visits,
    zero_visit_share, minutes, good, medium, bad, survey_source, note, reason, author,
    decided_by, reported_at, decided_at)
VALUES (
    :id, :service_id, :agency_id, :year, :months, :version, :state, :demo, :volume, :visits,
    :zero_visit_share, :minutes, :good, :medium, :bad, :survey_source, :note, :reason, :author,
    :decided_by, :reported_at, :decided_at);

-- name: report_update :exec
-- in: id text, agency_id text, months int, version int, state int, demo int, volume int?
-- in: visits real?, zero_visit_share real?, minutes int?, good int?, medium int?, bad int?
-- in: survey_source text, note text, reason text, author text, decided_by text
-- in: reported_at int, decided_at int, expected_version int
UPDATE registry_report SET
    agency_id = :agency_id, months = :months, version = :version, state = :state, demo = :demo,
    volume = :volume, visits = :visits, zero_visit_share = :zero_visit_share,
    minutes = :minutes, good = :good, medium = :medium, bad = :bad,
    survey_source = :survey_source, note = :note, reason = :reason, author = :author,
    decided_by = :decided_by, reported_at = :reported_at, decided_at = :decided_at
WHERE id = :id AND version = :expected_version;
