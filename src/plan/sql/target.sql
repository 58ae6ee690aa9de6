-- name: target_rows :many
-- Stored targets with the level of today: of the criterion, or of the whole service.
-- in: id text, agency text, service text, today int, open_only int, late_only int, after_day int, after_id text, limit int
-- out: id text, service_id text, number text, title text, agency_id text, agency_name text, criterion int, stage int, due_day int, responsible_id text?, responsible_name text?, note text, version int, changed_at int, changed_by text, present int?, at_most int
SELECT t.id, t.service_id, s.number, s.title, s.agency_id, s.agency_name, t.criterion, t.stage,
       t.due_day, t.responsible_id, a.name AS responsible_name, t.note, t.version, t.changed_at,
       t.changed_by, CASE WHEN t.criterion = -1 THEN p.stage ELSE l.level END AS present,
       CASE WHEN t.criterion = -1 AND p.stage > 1 THEN p.at_most ELSE 0 END AS at_most
FROM plan_target t
JOIN registry_service s ON s.id = t.service_id
LEFT JOIN registry_agency a ON a.id = t.responsible_id
LEFT JOIN plan_state p ON p.service_id = t.service_id
LEFT JOIN plan_level l ON l.service_id = t.service_id AND l.criterion = t.criterion
WHERE (:id = '' OR t.id = :id)
  AND (:service = '' OR t.service_id = :service)
  AND (:agency = '' OR t.responsible_id = :agency
       OR EXISTS (SELECT 1 FROM registry_facet f WHERE f.service_id = t.service_id
                  AND f.kind = 'agency' AND f.value = :agency))
  AND (:open_only = 0
       OR COALESCE(CASE WHEN t.criterion <> -1 THEN l.level
            WHEN p.at_most = 0 OR p.stage <= 1 THEN p.stage END, -1) < t.stage)
  AND (:late_only = 0 OR (t.due_day < :today AND
       COALESCE(CASE WHEN t.criterion <> -1 THEN l.level
            WHEN p.at_most = 0 OR p.stage <= 1 THEN p.stage END, -1) < t.stage))
  AND (t.due_day, t.id) > (:after_day, :after_id)
ORDER BY t.due_day, t.id LIMIT :limit;

-- name: target_insert :exec
-- No row: there is a target for this service, criterion and day.
-- in: id text, service_id text, criterion int, stage int, due_day int, responsible_id text?, note text, now int, author text
INSERT INTO plan_target (id, service_id, criterion, stage, due_day, responsible_id, note, version,
                         changed_at, changed_by)
VALUES (:id, :service_id, :criterion, :stage, :due_day, :responsible_id, :note, 1, :now, :author)
ON CONFLICT (service_id, criterion, due_day) DO NOTHING;

-- name: target_update :exec
-- in: id text, version int, criterion int, stage int, due_day int, responsible_id text?, note text, now int, author text
UPDATE plan_target SET criterion = :criterion, stage = :stage, due_day = :due_day,
       responsible_id = :responsible_id, note = :note, version = version + 1, changed_at = :now,
       changed_by = :author
WHERE id = :id AND version = :version;

-- name: target_same :maybe
-- Another target of the service for this criterion and day.
-- in: id text, service_id text, criterion int, due_day int
-- out: id text
SELECT id FROM plan_target WHERE service_id = :service_id AND criterion = :criterion
AND due_day = :due_day AND id <> :id;

-- name: target_delete :exec
-- in: id text, version int
DELETE FROM plan_target WHERE id = :id AND version = :version;

-- name: level_rows :many
-- bounded: nine criteria, each with its furthest target
-- in: service_id text
-- out: criterion int, applies int, level int?, target int?
SELECT l.criterion, l.applies, l.level, MAX(t.stage) AS target
FROM plan_level l
LEFT JOIN plan_target t ON t.service_id = l.service_id AND t.criterion = l.criterion
WHERE l.service_id = :service_id
GROUP BY l.criterion, l.applies, l.level ORDER BY l.criterion;

-- name: gap_rows :many
-- Every filter reads columns of the index only, so that skipped services cost little.
-- in: agency text, stage int, criterion int, queue int, open_only int, after_sort int, after_id text, limit int
-- out: service_id text, number text, title text, agency_id text, agency_name text, stage int?, at_most int, target int, target_set int, target_day int?, gap int?, gap_sort int, blocking int, queue int, debt real?, saving real?, demonstration int, findings int, requirements int, blocked_by int
SELECT p.service_id, s.number, s.title, s.agency_id, s.agency_name, p.stage, p.at_most, p.target,
       p.target_set, p.target_day, p.gap, p.gap_sort, p.blocking, p.queue, p.debt, p.saving,
       p.demonstration, p.findings,
       (SELECT COUNT(*) FROM plan_requirement_service l
        JOIN plan_requirement q ON q.id = l.requirement_id
        WHERE l.service_id = p.service_id AND q.state IN (0, 1)) AS requirements,
       (SELECT COUNT(*) FROM plan_requirement_service l
        JOIN plan_requirement q ON q.id = l.requirement_id
        WHERE l.service_id = p.service_id AND q.state IN (0, 1) AND q.blocking = 1) AS blocked_by
FROM plan_state p
JOIN registry_service s ON s.id = p.service_id
WHERE (p.gap_sort, p.service_id) > (:after_sort, :after_id)
  AND (:agency = '' OR p.cell IN (SELECT m.cell FROM plan_cell_agency m
                                  WHERE m.agency_id = :agency))
  AND (:stage = 0 OR (:stage = 8 AND p.stage IS NULL)
       OR (:stage = 9 AND p.at_most = 1 AND p.stage > 1)
       OR (p.stage = :stage - 1 AND (p.at_most = 0 OR p.stage <= 1)))
  AND (:criterion = 0 OR p.blocking = :criterion - 1)
  AND (:queue = 0 OR p.queue = :queue)
  AND (:open_only = 0 OR p.gap_sort < 8)
ORDER BY p.gap_sort, p.service_id LIMIT :limit;

-- name: gap_of_service :maybe
-- in: service text, agency text, stage int, criterion int, queue int, open_only int
-- out: service_id text, number text, title text, agency_id text, agency_name text, stage int?, at_most int, target int, target_set int, target_day int?, gap int?, gap_sort int, blocking int, queue int, debt real?, saving real?, demonstration int, findings int, requirements int, blocked_by int
SELECT p.service_id, s.number, s.title, s.agency_id, s.agency_name, p.stage, p.at_most, p.target,
       p.target_set, p.target_day, p.gap, p.gap_sort, p.blocking, p.queue, p.debt, p.saving,
       p.demonstration, p.findings,
       (SELECT COUNT(*) FROM plan_requirement_service l
        JOIN plan_requirement q ON q.id = l.requirement_id
        WHERE l.service_id = p.service_id AND q.state IN (0, 1)) AS requirements,
       (SELECT COUNT(*) FROM plan_requirement_service l
        JOIN plan_requirement q ON q.id = l.requirement_id
        WHERE l.service_id = p.service_id AND q.state IN (0, 1) AND q.blocking = 1) AS blocked_by
FROM plan_state p
JOIN registry_service s ON s.id = p.service_id
WHERE p.service_id = :service
  AND (:agency = '' OR p.cell IN (SELECT m.cell FROM plan_cell_agency m
                                  WHERE m.agency_id = :agency))
  AND (:stage = 0 OR (:stage = 8 AND p.stage IS NULL)
       OR (:stage = 9 AND p.at_most = 1 AND p.stage > 1)
       OR (p.stage = :stage - 1 AND (p.at_most = 0 OR p.stage <= 1)))
  AND (:criterion = 0 OR p.blocking = :criterion - 1)
  AND (:queue = 0 OR p.queue = :queue)
  AND (:open_only = 0 OR p.gap_sort < 8);

-- name: milestone_set_each :each
-- Targets of whole services by due day: how many, and what zero visits would remove.
-- in: agency text
-- out: due_day int, targets int, services int, zero_visit int, debt real?, debt_unknown int
SELECT t.due_day, COUNT(*) AS targets, COUNT(DISTINCT t.service_id) AS services,
       SUM(CASE WHEN t.stage >= 4 THEN 1 ELSE 0 END) AS zero_visit,
       SUM(CASE WHEN t.stage >= 4 THEN p.debt END) AS debt,
       SUM(CASE WHEN t.stage >= 4 AND p.debt IS NULL THEN 1 ELSE 0 END) AS debt_unknown
FROM plan_target t
JOIN plan_state p ON p.service_id = t.service_id
WHERE t.criterion = -1
  AND (:agency = '' OR p.cell IN (SELECT m.cell FROM plan_cell_agency m
                                  WHERE m.agency_id = :agency))
GROUP BY t.due_day ORDER BY t.due_day;

-- name: milestone_suggested_each :each
-- Services nobody has set a target for, by who can remove what blocks them.
-- in: agency text
-- out: queue int, target int, services int, debt real?, debt_unknown int
SELECT w.queue, w.target, CAST(SUM(w.services) AS BIGINT) AS services, SUM(w.debt) AS debt,
       CAST(SUM(w.debt_unknown) AS BIGINT) AS debt_unknown
FROM plan_cell_wait w
WHERE :agency = '' OR EXISTS (SELECT 1 FROM plan_cell_agency m
                              WHERE m.cell = w.cell AND m.agency_id = :agency)
GROUP BY w.queue, w.target ORDER BY w.queue, w.target;
