-- name: rule_rows :many
-- bounded: rules are written by people, at most PLAN_RULES_MAX
-- in: agency text, code text
-- out: code text, title text, explanation text, remedy text, cause text, severity int, legal_basis text, condition text, enabled int, edited int, version int, changed_at int, changed_by text, services int
SELECT r.code, r.title, r.explanation, r.remedy, r.cause, r.severity, r.legal_basis, r.condition,
       r.enabled, r.edited, r.version, r.changed_at, r.changed_by,
       CASE WHEN :agency = '' THEN (SELECT COUNT(*) FROM plan_finding f WHERE f.rule = r.code)
            ELSE (SELECT COUNT(*) FROM plan_finding f
                  JOIN registry_facet a ON a.service_id = f.service_id AND a.kind = 'agency'
                                       AND a.value = :agency
                  WHERE f.rule = r.code) END AS services
FROM plan_rule r
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

-- name: clause_any :one
-- Whether upstream documents are there at all.
-- out: count int
SELECT COUNT(*) AS count FROM registry_clause;

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

-- name: finding_rows :many
-- in: rule text, agency text, service text, after_rule text, after_service text, limit int
-- out: rule text, rule_title text, cause text, severity int, condition text, service_id text, number text, title text, agency_id text, agency_name text
SELECT f.rule, r.title AS rule_title, r.cause, r.severity, r.condition, f.service_id, s.number,
       s.title, s.agency_id, s.agency_name
FROM plan_finding f
JOIN plan_rule r ON r.code = f.rule
JOIN registry_service s ON s.id = f.service_id
WHERE (:rule = '' OR f.rule = :rule)
  AND (:service = '' OR f.service_id = :service)
  AND (:agency = '' OR EXISTS (SELECT 1 FROM registry_facet a
                               WHERE a.service_id = f.service_id AND a.kind = 'agency'
                                 AND a.value = :agency))
  AND (f.rule, f.service_id) > (:after_rule, :after_service)
ORDER BY f.rule, f.service_id LIMIT :limit;

-- name: cause_rows :many
-- bounded: one row a cause
-- in: agency text
-- out: cause text, rules int, findings int, services int
SELECT r.cause, COUNT(DISTINCT f.rule) AS rules, COUNT(*) AS findings,
       COUNT(DISTINCT f.service_id) AS services
FROM plan_finding f
JOIN plan_rule r ON r.code = f.rule
WHERE :agency = '' OR EXISTS (SELECT 1 FROM registry_facet a
                              WHERE a.service_id = f.service_id AND a.kind = 'agency'
                                AND a.value = :agency)
GROUP BY r.cause;
