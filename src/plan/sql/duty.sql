-- name: duty_rows :many
-- Clauses in the order of the documents, each with its duty if it has one, its rules of diagnosis,
-- and the services concerned: of holders, and those without a finding that rests on the clause.
-- in: clause text, document text, after_position int, after_id text, limit int
-- out: clause_id text, position int, document_id text, document_title text, facts int, clause text, paraphrase text, paraphrase_en text, obliged text, obliged_en text, deadline text, url text, note text, verified int, digest text, duty_id text?, duty_digest text?, title text?, due text?, due_day int?, version int?, changed_at int?, changed_by text?, rules int
SELECT c.id AS clause_id, c.position, c.document_id, d.title AS document_title, d.facts, c.clause,
       c.paraphrase, c.paraphrase_en, c.obliged, c.obliged_en, c.deadline, c.url, c.note,
       c.verified, c.digest, u.id AS duty_id, u.clause_digest AS duty_digest, u.title, u.due,
       u.due_day, u.version, u.changed_at, u.changed_by,
       (SELECT COUNT(DISTINCT k.code) FROM plan_rule_clause k
        JOIN plan_rule r ON r.code = k.code AND r.enabled = 1
        WHERE k.document_id = c.document_id AND k.clause = c.clause) AS rules
FROM registry_clause c
JOIN registry_document d ON d.id = c.document_id
LEFT JOIN plan_duty u ON u.clause_id = c.id
WHERE (:clause = '' OR c.id = :clause)
  AND (:document = '' OR c.document_id = :document)
  AND (c.position, c.id) > (:after_position, :after_id)
ORDER BY c.position, c.id LIMIT :limit;

-- name: duty_holders :many
-- in: duty_id text, limit int
-- out: role text, is_group int, holder_id text, name text?
SELECT h.role, h.is_group, h.holder_id,
       CASE WHEN h.is_group = 1 THEN g.title ELSE a.name END AS name
FROM plan_duty_holder h
LEFT JOIN plan_group g ON h.is_group = 1 AND g.id = h.holder_id
LEFT JOIN registry_agency a ON h.is_group = 0 AND a.id = h.holder_id
WHERE h.duty_id = :duty_id
ORDER BY CASE h.role WHEN 'R' THEN 0 WHEN 'A' THEN 1 WHEN 'C' THEN 2 ELSE 3 END, h.is_group DESC,
         name LIMIT :limit;

-- name: duty_progress :one
-- Services of the responsible agencies (agency '' = of all of them), and those of them that have
-- no finding resting on the clause.
-- in: duty_id text, document text, clause text, agency text
-- out: services int, failing int
SELECT CAST(COALESCE(SUM(c.services), 0) AS BIGINT) AS services,
       CAST(COALESCE(SUM((SELECT SUM(n.services) FROM plan_cell_set n
                          WHERE n.cell = c.cell AND n.set_id IN (
                              SELECT k.set_id FROM plan_rule_clause l
                              JOIN plan_set_rule k ON k.rule = l.code
                              WHERE l.document_id = :document AND l.clause = :clause))), 0)
            AS BIGINT) AS failing
FROM plan_cell c
JOIN registry_agency a ON a.id = c.agency_id
WHERE (:agency = '' OR c.agency_id = :agency)
  AND EXISTS (
    SELECT 1 FROM plan_duty_holder h
    LEFT JOIN plan_group_kind k ON h.is_group = 1 AND k.group_id = h.holder_id
    WHERE h.duty_id = :duty_id AND h.role = 'R'
      AND ((h.is_group = 0 AND h.holder_id = c.agency_id) OR k.kind = a.kind));

-- name: duty_agency :one
-- Whether an agency holds a duty: by name or through a group of its kind.
-- in: duty_id text, agency text
-- out: count int
SELECT COUNT(*) AS count
FROM plan_duty_holder h
LEFT JOIN plan_group_kind k ON h.is_group = 1 AND k.group_id = h.holder_id
LEFT JOIN registry_agency a ON a.id = :agency
WHERE h.duty_id = :duty_id
  AND ((h.is_group = 0 AND h.holder_id = :agency) OR k.kind = a.kind);

-- name: group_agency :one
-- in: group_id text, agency text
-- out: count int
SELECT COUNT(*) AS count FROM plan_group_kind k
JOIN registry_agency a ON a.kind = k.kind WHERE k.group_id = :group_id AND a.id = :agency;

-- name: duty_insert :exec
-- in: id text, clause_id text, digest text, title text, due text, due_day int?, now int, author text
INSERT INTO plan_duty (id, clause_id, clause_digest, title, due, due_day, version, changed_at,
                       changed_by)
VALUES (:id, :clause_id, :digest, :title, :due, :due_day, 1, :now, :author)
ON CONFLICT (clause_id) DO NOTHING;

-- name: duty_update :exec
-- in: id text, version int, digest text, title text, due text, due_day int?, now int, author text
UPDATE plan_duty SET clause_digest = :digest, title = :title, due = :due, due_day = :due_day,
       version = version + 1, changed_at = :now, changed_by = :author
WHERE id = :id AND version = :version;

-- name: duty_delete :exec
-- in: id text, version int
DELETE FROM plan_duty WHERE id = :id AND version = :version;

-- name: duty_holder_clear :exec
-- in: duty_id text
DELETE FROM plan_duty_holder WHERE duty_id = :duty_id;

-- name: duty_holder_add :exec
-- in: duty_id text, role text, is_group int, holder_id text
INSERT INTO plan_duty_holder (duty_id, role, is_group, holder_id)
VALUES (:duty_id, :role, :is_group, :holder_id)
ON CONFLICT (duty_id, role, is_group, holder_id) DO NOTHING;
