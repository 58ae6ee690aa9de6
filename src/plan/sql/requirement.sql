-- name: requirement_rows :many
-- in: id text, kind int, state int, agency text, service text, blocking int, after text, limit int
-- out: id text, kind int, state int, title text, detail text, evidence text, blocking int, owner_id text?, owner_name text?, amount_rial int?, due_day int?, version int, changed_at int, changed_by text, services int
SELECT q.id, q.kind, q.state, q.title, q.detail, q.evidence, q.blocking, q.owner_id,
       a.name AS owner_name, q.amount_rial, q.due_day, q.version, q.changed_at, q.changed_by,
       (SELECT COUNT(*) FROM plan_requirement_service l WHERE l.requirement_id = q.id) AS services
FROM plan_requirement q
LEFT JOIN registry_agency a ON a.id = q.owner_id
WHERE (:id = '' OR q.id = :id)
  AND (:kind = 0 OR q.kind = :kind - 1)
  AND (:state = 0 OR q.state = :state - 1)
  AND (:blocking = 0 OR q.blocking = 1)
  AND (:agency = '' OR q.owner_id = :agency)
  AND (:service = '' OR EXISTS (SELECT 1 FROM plan_requirement_service l
                                WHERE l.requirement_id = q.id AND l.service_id = :service))
  AND q.id > :after
ORDER BY q.id LIMIT :limit;

-- name: requirement_services :many
-- in: id text, limit int
-- out: service_id text, number text, title text
SELECT l.service_id, s.number, s.title
FROM plan_requirement_service l
JOIN registry_service s ON s.id = l.service_id
WHERE l.requirement_id = :id ORDER BY s.sort_key, s.id LIMIT :limit;

-- name: requirement_insert :exec
-- in: id text, kind int, state int, title text, detail text, evidence text, blocking int, owner_id text?, amount_rial int?, due_day int?, now int, author text
INSERT INTO plan_requirement (id, kind, state, title, detail, evidence, blocking, owner_id,
                              amount_rial, due_day, version, changed_at, changed_by)
VALUES (:id, :kind, :state, :title, :detail, :evidence, :blocking, :owner_id, :amount_rial,
        :due_day, 1, :now, :author);

-- name: requirement_update :exec
-- in: id text, version int, kind int, state int, title text, detail text, evidence text, blocking int, owner_id text?, amount_rial int?, due_day int?, now int, author text
UPDATE plan_requirement SET kind = :kind, state = :state, title = :title, detail = :detail,
       evidence = :evidence, blocking = :blocking, owner_id = :owner_id,
       amount_rial = :amount_rial, due_day = :due_day, version = version + 1, changed_at = :now,
       changed_by = :author
WHERE id = :id AND version = :version;

-- name: requirement_service_clear :exec
-- in: id text
DELETE FROM plan_requirement_service WHERE requirement_id = :id;

-- name: requirement_service_add :exec
-- in: id text, service_id text
INSERT INTO plan_requirement_service (requirement_id, service_id) VALUES (:id, :service_id)
ON CONFLICT (requirement_id, service_id) DO NOTHING;

-- name: requirement_counts :many
-- bounded: kinds times states
-- out: kind int, state int, count int
SELECT kind, state, COUNT(*) AS count FROM plan_requirement GROUP BY kind, state;
