-- Rows behind the numbers of the plan: diagnosis, gaps, targets, requirements. plan_state is the
-- plan's rollup; compiling refreshes it first.

-- name: diagnosis_findings :each
-- Every finding: a service and the rule that found it.
-- out: key text, title text, agency text, rule text
SELECT s.number AS key, s.title, s.agency_name AS agency, r.title AS rule
FROM plan_finding f JOIN plan_rule r ON r.code = f.rule AND r.enabled = 1
JOIN registry_service s ON s.id = f.service_id
ORDER BY r.severity DESC, r.position, s.sort_key, s.id;

-- name: diagnosis_services :each
-- Services about which there is at least one finding.
-- out: key text, title text, agency text, findings int
SELECT s.number AS key, s.title, s.agency_name AS agency, COUNT(*) AS findings
FROM plan_finding f JOIN plan_rule r ON r.code = f.rule AND r.enabled = 1
JOIN registry_service s ON s.id = f.service_id
GROUP BY s.number, s.title, s.agency_name, s.sort_key, s.id
ORDER BY COUNT(*) DESC, s.sort_key, s.id;

-- name: diagnosis_causes :each
-- Findings by root cause.
-- out: cause text, rules int, findings int, services int
SELECT r.cause, COUNT(DISTINCT r.code) AS rules, COUNT(f.service_id) AS findings,
       COUNT(DISTINCT f.service_id) AS services
FROM plan_rule r LEFT JOIN plan_finding f ON f.rule = r.code
WHERE r.enabled = 1
GROUP BY r.cause
ORDER BY COUNT(f.service_id) DESC, r.cause;

-- name: diagnosis_agencies :each
-- Findings by agency, beside the number of its services.
-- out: key text, agency text, services int, found int, findings int
SELECT s.agency_id AS key, s.agency_name AS agency, COUNT(DISTINCT s.id) AS services,
       COUNT(DISTINCT f.service_id) AS found, COUNT(f.rule) AS findings
FROM registry_service s LEFT JOIN plan_finding f ON f.service_id = s.id
WHERE s.state = 1
GROUP BY s.agency_id, s.agency_name
ORDER BY COUNT(f.rule) DESC, s.agency_name, s.agency_id;

-- name: gap_services :each
-- Services whose present stage is below the wanted one.
-- out: key text, title text, agency text, stage int?, target int, gap int
SELECT s.number AS key, s.title, s.agency_name AS agency, p.stage, p.target, p.gap
FROM plan_state p JOIN registry_service s ON s.id = p.service_id
WHERE p.gap > 0
ORDER BY p.gap DESC, s.sort_key, s.id;

-- name: gap_unknown :each
-- Services whose gap is not known, because their present stage could not be assessed.
-- out: key text, title text, agency text
SELECT s.number AS key, s.title, s.agency_name AS agency
FROM plan_state p JOIN registry_service s ON s.id = p.service_id
WHERE p.gap IS NULL
ORDER BY s.sort_key, s.id;

-- name: gap_criteria :each
-- For each criterion: services to which it applies, unknown ones, those below the wanted stage.
-- out: criterion int, services int, unknown int, below int
SELECT l.criterion, COUNT(*) AS services,
       SUM(CASE WHEN l.level IS NULL THEN 1 ELSE 0 END) AS unknown,
       SUM(CASE WHEN l.level < p.target THEN 1 ELSE 0 END) AS below
FROM plan_level l JOIN plan_state p ON p.service_id = l.service_id
WHERE l.applies = 1
GROUP BY l.criterion
ORDER BY SUM(CASE WHEN l.level < p.target THEN 1 ELSE 0 END) DESC, l.criterion;

-- name: gap_agencies :each
-- Services with a gap, by agency.
-- out: key text, agency text, services int, below int, unknown int, reached int
SELECT s.agency_id AS key, s.agency_name AS agency, COUNT(*) AS services,
       SUM(CASE WHEN p.gap > 0 THEN 1 ELSE 0 END) AS below,
       SUM(CASE WHEN p.gap IS NULL THEN 1 ELSE 0 END) AS unknown,
       SUM(CASE WHEN p.gap = 0 THEN 1 ELSE 0 END) AS reached
FROM plan_state p JOIN registry_service s ON s.id = p.service_id
GROUP BY s.agency_id, s.agency_name
ORDER BY SUM(CASE WHEN p.gap > 0 THEN 1 ELSE 0 END) DESC, COUNT(*) DESC, s.agency_name, s.agency_id;

-- name: ranked_services :each
-- Services that have a place in the ranking.
-- out: position int, key text, title text, agency text
SELECT r.position, s.number AS key, s.title, s.agency_name AS agency
FROM plan_rank r JOIN registry_service s ON s.id = r.service_id
ORDER BY r.position;

-- name: blocked_services :each
-- Ranked services that wait for a requirement which is neither met nor dropped. State 0 is open, 1
-- under way (plan_requirement.h).
-- out: position int, key text, title text, requirement text
SELECT r.position, s.number AS key, s.title, q.title AS requirement
FROM plan_rank r JOIN registry_service s ON s.id = r.service_id
JOIN plan_requirement_service l ON l.service_id = r.service_id
JOIN plan_requirement q ON q.id = l.requirement_id
WHERE q.blocking = 1 AND q.state IN (0, 1)
ORDER BY r.position, q.id;

-- name: visits_debt :each
-- Visits a year that citizens still make, for services of which volume and visits are reported.
-- out: key text, title text, agency text, debt real, demonstration int
SELECT s.number AS key, s.title, s.agency_name AS agency, p.debt, p.demonstration
FROM plan_state p JOIN registry_service s ON s.id = p.service_id
WHERE p.debt IS NOT NULL
ORDER BY p.debt DESC, s.sort_key, s.id;

-- name: targets_all :each
-- Targets that somebody has set, by date.
-- out: due int, key text, title text, agency text, stage int, responsible text?
SELECT t.due_day AS due, s.number AS key, s.title, s.agency_name AS agency, t.stage,
       a.name AS responsible
FROM plan_target t JOIN registry_service s ON s.id = t.service_id
LEFT JOIN registry_agency a ON a.id = t.responsible_id
ORDER BY t.due_day, s.sort_key, t.id;

-- name: targets_levels :each
-- Services by the stage that is aimed at; set by somebody, or suggested.
-- out: stage int, set_by_somebody int, suggested int
SELECT target AS stage, SUM(target_set) AS set_by_somebody, SUM(1 - target_set) AS suggested
FROM plan_state
GROUP BY target ORDER BY target;

-- name: requirements_all :each
-- out: title text, kind int, state int, blocking int, owner text?, services int, amount int?
SELECT q.title, q.kind, q.state, q.blocking, a.name AS owner,
       (SELECT COUNT(*) FROM plan_requirement_service l WHERE l.requirement_id = q.id) AS services,
       q.amount_rial AS amount
FROM plan_requirement q LEFT JOIN registry_agency a ON a.id = q.owner_id
ORDER BY q.kind, q.state, q.id;

-- name: requirements_kinds :each
-- Requirements by kind and state.
-- out: kind int, open int, under_way int, met int, dropped int
SELECT kind, SUM(CASE WHEN state = 0 THEN 1 ELSE 0 END) AS open,
       SUM(CASE WHEN state = 1 THEN 1 ELSE 0 END) AS under_way,
       SUM(CASE WHEN state = 2 THEN 1 ELSE 0 END) AS met,
       SUM(CASE WHEN state = 3 THEN 1 ELSE 0 END) AS dropped
FROM plan_requirement
GROUP BY kind ORDER BY kind;

-- name: duties_all :each
-- Duties that were accepted.
-- out: key text, document text, clause text, title text, due text?
SELECT d.id AS key, d.title AS document, c.clause, u.title, NULLIF(u.due, '') AS due
FROM plan_duty u JOIN registry_clause c ON c.id = u.clause_id
JOIN registry_document d ON d.id = c.document_id
ORDER BY c.position, c.id;

-- name: duties_agencies :each
-- Duties of each agency, held by name or through a group of its kind.
-- out: key text, agency text, responsible int, accountable int, other int
SELECT a.id AS key, a.name AS agency,
       COUNT(DISTINCT CASE WHEN h.role = 'R' THEN h.duty_id END) AS responsible,
       COUNT(DISTINCT CASE WHEN h.role = 'A' THEN h.duty_id END) AS accountable,
       COUNT(DISTINCT CASE WHEN h.role IN ('C', 'I') THEN h.duty_id END) AS other
FROM registry_agency a
JOIN plan_duty_holder h ON (h.is_group = 0 AND h.holder_id = a.id)
  OR (h.is_group = 1 AND EXISTS (SELECT 1 FROM plan_group_kind k
                                 WHERE k.group_id = h.holder_id AND k.kind = a.kind))
GROUP BY a.id, a.name, a.sort_key
ORDER BY COUNT(DISTINCT h.duty_id) DESC, a.sort_key, a.id;
