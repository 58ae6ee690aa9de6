-- Services to be read again, and the rollup they are read into.

-- name: changed_put :exec
-- An update even if the row is there: a refresh that is deleting it right now must notice.
-- in: service_id text
INSERT INTO plan_changed (service_id, times) VALUES (:service_id, 1)
ON CONFLICT (service_id) DO UPDATE SET times = plan_changed.times + 1;

-- name: changed_all :exec
-- Every service, and every rollup whose service may be gone.
INSERT INTO plan_changed (service_id, times)
SELECT x.service_id, 1 FROM (SELECT id AS service_id FROM registry_service WHERE state = 1
                             UNION SELECT service_id FROM plan_state) x
WHERE true
ON CONFLICT (service_id) DO UPDATE SET times = plan_changed.times + 1;

-- name: changed_count :one
-- in: most int
-- out: count int
SELECT COUNT(*) AS count FROM (SELECT service_id FROM plan_changed LIMIT :most) x;

-- name: published_count :one
-- in: most int
-- out: count int
SELECT COUNT(*) AS count FROM (SELECT id FROM registry_service WHERE state = 1 LIMIT :most) x;

-- name: changed_rows :many
-- in: limit int
-- out: service_id text
SELECT service_id FROM plan_changed ORDER BY service_id LIMIT :limit;

-- name: services_between :one
-- in: first_id text, last_id text
-- out: count int
SELECT COUNT(*) AS count FROM registry_service WHERE id >= :first_id AND id <= :last_id;

-- name: changed_drop :exec
-- The rows that changed_rows gave, the last of them by name.
-- in: last_id text
DELETE FROM plan_changed WHERE service_id <= :last_id;

-- name: target_of :maybe
-- The furthest target of the whole service.
-- in: service_id text
-- out: stage int, due_day int
SELECT stage, due_day FROM plan_target WHERE service_id = :service_id AND criterion = -1
ORDER BY stage DESC, due_day LIMIT 1;

-- name: twins :many
-- Others of the agency with the same key of the title, unless both have an identifier of their own.
-- in: agency_id text, title_key text, service_id text, code text, limit int
-- out: title text
SELECT s.title
FROM plan_state p JOIN registry_service s ON s.id = p.service_id
WHERE p.agency_id = :agency_id AND p.title_key = :title_key AND p.service_id <> :service_id
  AND (s.code = '' OR :code = '' OR s.code = :code)
ORDER BY s.title, s.id LIMIT :limit;

-- name: twins_changed :exec
-- The twins of a service whose title changed have to be looked at again.
-- in: agency_id text, title_key text, service_id text
INSERT INTO plan_changed (service_id, times)
SELECT service_id, 1 FROM plan_state
WHERE agency_id = :agency_id AND title_key = :title_key AND service_id <> :service_id
ON CONFLICT (service_id) DO UPDATE SET times = plan_changed.times + 1;

-- name: state_before :maybe
-- in: service_id text
-- out: cell text, agency_id text, title_key text
SELECT cell, agency_id, title_key FROM plan_state WHERE service_id = :service_id;

-- name: state_delete :exec
-- in: service_id text
DELETE FROM plan_state WHERE service_id = :service_id;

-- name: state_insert :exec
-- in: service_id text, cell text, agency_id text, title_key text, set_id int, findings int, levels text, stage int?, at_most int, overclaim int?, blocking int, queue int, level_information int?, level_request int?, level_processing int?, level_delivery int?, target int, target_set int, target_day int?, gap int?, gap_sort int, volume real?, visits real?, zero_share real?, minutes real?, documents real?, fee real?, must_visit int?, offline int?, audience int?, life_event int?, good int, medium int, bad int, debt real?, burden real?, saving real?, published_facts int, notification_only int, visit_without_clause int, demonstration int, unconfirmed int
INSERT INTO plan_state (
    service_id, cell, agency_id, title_key, set_id, findings, levels, stage, at_most, overclaim,
    blocking, queue, level_information, level_request, level_processing, level_delivery, target,
    target_set, target_day, gap, gap_sort, volume, visits, zero_share, minutes, documents, fee,
    must_visit, offline, audience, life_event, good, medium, bad, debt, burden, saving,
    published_facts, notification_only, visit_without_clause, demonstration, unconfirmed)
VALUES (
    :service_id, :cell, :agency_id, :title_key, :set_id, :findings, :levels, :stage, :at_most,
    :overclaim, :blocking, :queue, :level_information, :level_request, :level_processing,
    :level_delivery, :target, :target_set, :target_day, :gap, :gap_sort, :volume, :visits,
    :zero_share, :minutes, :documents, :fee, :must_visit, :offline, :audience, :life_event, :good,
    :medium, :bad, :debt, :burden, :saving, :published_facts, :notification_only,
    :visit_without_clause, :demonstration, :unconfirmed);

-- name: set_find :maybe
-- in: rules text
-- out: id int
SELECT id FROM plan_set WHERE rules = :rules;

-- name: set_add :exec
-- in: rules text, count int
INSERT INTO plan_set (id, rules, count)
SELECT COALESCE(MAX(id), 0) + 1, :rules, :count FROM plan_set;

-- name: set_rule_add :exec
-- in: rule text, set_id int
INSERT INTO plan_set_rule (rule, set_id) VALUES (:rule, :set_id);
