-- name: rule_rows :many
-- bounded: rules are written by people, at most PLAN_RULES_MAX
-- in: agency text, code text
-- out: code text, title text, explanation text, remedy text, cause text, severity int, legal_basis text, condition text, enabled int, edited int, version int, changed_at int, changed_by text, services int
SELECT r.code, r.title, r.explanation, r.remedy, r.cause, r.severity, r.legal_basis, r.condition,
       r.enabled, r.edited, r.version, r.changed_at, r.changed_by,
       CAST(COALESCE(f.services, 0) AS BIGINT) AS services
FROM plan_rule r
LEFT JOIN (SELECT k.rule, SUM(c.services) AS services
           FROM plan_cell_set c
           JOIN plan_set_rule k ON k.set_id = c.set_id
           WHERE :agency = '' OR EXISTS (SELECT 1 FROM plan_cell_agency m
                                         WHERE m.cell = c.cell AND m.agency_id = :agency)
           GROUP BY k.rule) f ON f.rule = r.code
WHERE :code = '' OR r.code = :code
ORDER BY r.severity DESC, r.position, r.code;

-- name: rule_history :many
-- in: code text, limit int
-- out: code text, version int, title text, explanation text, remedy text, cause text, severity int, legal_basis text, condition text, enabled int, changed_at int, changed_by text
SELECT code, version, title, explanation, remedy, cause, severity, legal_basis, condition, enabled,
       changed_at, changed_by
FROM plan_rule_version WHERE code = :code ORDER BY version DESC LIMIT :limit;

-- name: rule_clauses :many
-- A rule rests on a handful of clauses; one that resolves to nothing has clause_id NULL.
-- in: code text, limit int
-- out: document_id text, clause text, clause_id text?, document_title text?, paraphrase text?, verified int?
SELECT k.document_id, k.clause, c.id AS clause_id, d.title AS document_title, c.paraphrase,
       c.verified
FROM plan_rule_clause k
LEFT JOIN registry_clause c ON c.document_id = k.document_id AND c.clause = k.clause
LEFT JOIN registry_document d ON d.id = k.document_id
WHERE k.code = :code ORDER BY k.position LIMIT :limit;

-- name: clause_find :maybe
-- in: document text, clause text
-- out: id text
SELECT MIN(id) AS id FROM registry_clause WHERE document_id = :document AND clause = :clause
HAVING COUNT(*) > 0;

-- name: rule_insert :exec
-- in: code text, title text, explanation text, remedy text, cause text, severity int, legal_basis text, condition text, enabled int, edited int, now int, author text
INSERT INTO plan_rule (code, position, title, explanation, remedy, cause, severity, legal_basis,
                       condition, enabled, edited, version, changed_at, changed_by)
SELECT :code, COALESCE(MAX(position), 0) + 1, :title, :explanation, :remedy, :cause, :severity,
       :legal_basis, :condition, :enabled, :edited, 1, :now, :author
FROM plan_rule;

-- name: rule_update :exec
-- in: code text, version int, title text, explanation text, remedy text, cause text, severity int, legal_basis text, condition text, enabled int, edited int, now int, author text
UPDATE plan_rule SET title = :title, explanation = :explanation, remedy = :remedy, cause = :cause,
       severity = :severity, legal_basis = :legal_basis, condition = :condition,
       enabled = :enabled, edited = :edited, version = version + 1, changed_at = :now,
       changed_by = :author
WHERE code = :code AND version = :version;

-- name: rule_keep :exec
-- in: code text
INSERT INTO plan_rule_version (code, version, title, explanation, remedy, cause, severity,
                               legal_basis, condition, enabled, changed_at, changed_by)
SELECT code, version, title, explanation, remedy, cause, severity, legal_basis, condition, enabled,
       changed_at, changed_by
FROM plan_rule WHERE code = :code;

-- name: rule_clause_clear :exec
-- in: code text
DELETE FROM plan_rule_clause WHERE code = :code;

-- name: rule_clause_add :exec
-- in: code text, position int, document text, clause text
INSERT INTO plan_rule_clause (code, position, document_id, clause)
VALUES (:code, :position, :document, :clause);

-- name: held_rows :many
-- in: limit int
-- out: term text, holder text
SELECT term, holder FROM plan_held ORDER BY LENGTH(term) DESC, term LIMIT :limit;

-- name: held_put :exec
-- No row: it is there already, just so.
-- in: term text, holder text
INSERT INTO plan_held (term, holder) VALUES (:term, :holder)
ON CONFLICT (term) DO UPDATE SET holder = excluded.holder
WHERE plan_held.holder <> excluded.holder;

-- name: group_put :exec
-- in: id text, position int, title text, kinds text
INSERT INTO plan_group (id, position, title, kinds) VALUES (:id, :position, :title, :kinds)
ON CONFLICT (id) DO UPDATE SET position = excluded.position, title = excluded.title,
                               kinds = excluded.kinds
WHERE plan_group.title <> excluded.title OR plan_group.kinds <> excluded.kinds
   OR plan_group.position <> excluded.position;

-- name: group_kind_clear :exec
-- in: id text
DELETE FROM plan_group_kind WHERE group_id = :id;

-- name: group_kind_add :exec
-- in: id text, kind text
INSERT INTO plan_group_kind (group_id, kind) VALUES (:id, :kind)
ON CONFLICT (group_id, kind) DO NOTHING;

-- name: group_rows :many
-- in: limit int
-- out: id text, title text, kinds text
SELECT id, title, kinds FROM plan_group ORDER BY position, id LIMIT :limit;

-- name: obliged_put :exec
-- in: folded text, group_id text
INSERT INTO plan_obliged (folded, group_id) VALUES (:folded, :group_id)
ON CONFLICT (folded) DO UPDATE SET group_id = excluded.group_id
WHERE plan_obliged.group_id <> excluded.group_id;

-- name: obliged_rows :many
-- in: limit int
-- out: folded text, group_id text
SELECT folded, group_id FROM plan_obliged ORDER BY folded LIMIT :limit;

-- name: findings_of_rule :many
-- The order of the key, so that the narrow index is walked until the page is full.
-- in: rule text, agency text, after_service text, limit int
-- out: rule text, rule_title text, cause text, severity int, condition text, service_id text, number text, title text, agency_id text, agency_name text
SELECT r.code AS rule, r.title AS rule_title, r.cause, r.severity, r.condition, p.service_id,
       s.number, s.title, s.agency_id, s.agency_name
FROM plan_state p
JOIN plan_rule r ON r.code = :rule
JOIN registry_service s ON s.id = p.service_id
WHERE p.service_id > :after_service
  AND p.set_id IN (SELECT k.set_id FROM plan_set_rule k WHERE k.rule = :rule)
  AND (:agency = '' OR p.cell IN (SELECT m.cell FROM plan_cell_agency m
                                  WHERE m.agency_id = :agency))
ORDER BY p.service_id LIMIT :limit;

-- name: findings_of_service :many
-- in: service text, after_rule text, limit int
-- out: rule text, rule_title text, cause text, severity int, condition text, service_id text, number text, title text, agency_id text, agency_name text
SELECT k.rule, r.title AS rule_title, r.cause, r.severity, r.condition, p.service_id, s.number,
       s.title, s.agency_id, s.agency_name
FROM plan_state p
JOIN plan_set_rule k ON k.set_id = p.set_id
JOIN plan_rule r ON r.code = k.rule
JOIN registry_service s ON s.id = p.service_id
WHERE p.service_id = :service AND k.rule > :after_rule
ORDER BY k.rule LIMIT :limit;

-- name: cause_rows :many
-- Of each cause: its rules that found something, findings, services with at least one.
-- bounded: one row a cause
-- in: agency text
-- out: cause text, rules int, findings int, services int
WITH t AS (SELECT c.set_id, SUM(c.services) AS services
           FROM plan_cell_set c
           WHERE :agency = '' OR EXISTS (SELECT 1 FROM plan_cell_agency m
                                         WHERE m.cell = c.cell AND m.agency_id = :agency)
           GROUP BY c.set_id)
SELECT g.cause, CAST((SELECT COUNT(DISTINCT k.rule)
                      FROM t JOIN plan_set_rule k ON k.set_id = t.set_id
                      JOIN plan_rule r ON r.code = k.rule
                      WHERE r.cause = g.cause) AS BIGINT) AS rules,
       CAST(SUM(g.rules * t.services) AS BIGINT) AS findings,
       CAST(SUM(t.services) AS BIGINT) AS services
FROM (SELECT r.cause, k.set_id, COUNT(*) AS rules
      FROM plan_set_rule k JOIN plan_rule r ON r.code = k.rule
      GROUP BY r.cause, k.set_id) g
JOIN t ON t.set_id = g.set_id
GROUP BY g.cause;
