-- name: stale_rows :many
-- Published services whose rollup is missing or older than what it is derived from.
-- in: basis int, year int, limit int
-- out: service_id text
SELECT s.id AS service_id
FROM registry_service s
LEFT JOIN plan_state p ON p.service_id = s.id
LEFT JOIN (SELECT service_id, CAST(SUM(version) AS BIGINT) AS mark
           FROM registry_report GROUP BY service_id) r
       ON r.service_id = s.id
WHERE s.state = 1
  AND (p.service_id IS NULL OR p.basis <> :basis OR p.year <> :year
       OR p.profile_version <> s.version OR p.service_updated_at <> s.updated_at
       OR p.report_mark <> COALESCE(r.mark, 0))
LIMIT :limit;

-- name: state_gone_rows :many
-- Rollups of services that are not published any more.
-- in: limit int
-- out: service_id text
SELECT p.service_id FROM plan_state p
LEFT JOIN registry_service s ON s.id = p.service_id AND s.state = 1
WHERE s.id IS NULL LIMIT :limit;

-- name: report_mark :one
-- in: service_id text
-- out: mark int
SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT) AS mark FROM registry_report WHERE service_id = :service_id;

-- name: target_of :maybe
-- The furthest target of the whole service.
-- in: service_id text
-- out: stage int, due_day int
SELECT stage, due_day FROM plan_target WHERE service_id = :service_id AND criterion = -1
ORDER BY stage DESC, due_day LIMIT 1;

-- name: twins :one
-- Others of the agency with the same key of the title, and the title of one of them.
-- in: agency_id text, title_key text, service_id text
-- out: count int, title text?
SELECT COUNT(*) AS count, MIN(s.title) AS title
FROM plan_state p JOIN registry_service s ON s.id = p.service_id
WHERE p.agency_id = :agency_id AND p.title_key = :title_key AND p.service_id <> :service_id;

-- name: twins_age :exec
-- The twins of a service whose title changed have to be looked at again.
-- in: agency_id text, title_key text, service_id text
UPDATE plan_state SET basis = 0
WHERE agency_id = :agency_id AND title_key = :title_key AND service_id <> :service_id;

-- name: state_key :maybe
-- in: service_id text
-- out: agency_id text, title_key text
SELECT agency_id, title_key FROM plan_state WHERE service_id = :service_id;

-- name: state_delete :exec
-- in: service_id text
DELETE FROM plan_state WHERE service_id = :service_id;

-- name: finding_clear :exec
-- in: service_id text
DELETE FROM plan_finding WHERE service_id = :service_id;

-- name: finding_add :exec
-- in: service_id text, rule text
INSERT INTO plan_finding (service_id, rule) VALUES (:service_id, :rule);

-- name: state_insert :exec
-- in: service_id text, profile_version int, service_updated_at int, report_mark int, basis int, year int, title_key text, agency_id text, stage int?, at_most int, overclaim int?, blocking int, queue int, level_information int?, level_request int?, level_processing int?, level_delivery int?, target int, target_set int, target_day int?, gap int?, gap_sort int, volume real?, visits real?, zero_share real?, minutes real?, documents real?, fee real?, good int, medium int, bad int, debt real?, burden real?, saving real?, published_facts int, notification_only int, visit_without_clause int, demonstration int, unconfirmed int, findings int
INSERT INTO plan_state (service_id, profile_version, service_updated_at, report_mark, basis, year,
    title_key, agency_id, stage, at_most, overclaim, blocking, queue, level_information,
    level_request, level_processing, level_delivery, target, target_set, target_day, gap, gap_sort,
    volume, visits, zero_share, minutes, documents, fee, good, medium, bad, debt, burden, saving,
    published_facts, notification_only, visit_without_clause, demonstration, unconfirmed, findings)
VALUES (:service_id, :profile_version, :service_updated_at, :report_mark, :basis, :year,
    :title_key, :agency_id, :stage, :at_most, :overclaim, :blocking, :queue, :level_information,
    :level_request, :level_processing, :level_delivery, :target, :target_set, :target_day, :gap,
    :gap_sort, :volume, :visits, :zero_share, :minutes, :documents, :fee, :good, :medium, :bad,
    :debt, :burden, :saving, :published_facts, :notification_only, :visit_without_clause,
    :demonstration, :unconfirmed, :findings);
