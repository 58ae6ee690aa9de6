-- Electronic maturity by the minimum rule, as registry derived it from the profiles. certainty 0 is
-- "not assessed", 1 "at most", 2 "exact" (maturity.h).

-- name: maturity_levels :each
-- Published services at each stage; -1 stands for those that could not be assessed.
-- out: stage int, services int
SELECT CASE WHEN certainty = 0 THEN -1 ELSE stage END AS stage, COUNT(*) AS services
FROM registry_service
WHERE state = 1
GROUP BY CASE WHEN certainty = 0 THEN -1 ELSE stage END
ORDER BY CASE WHEN certainty = 0 THEN -1 ELSE stage END;

-- name: maturity_notification_only :each
-- Assessed services that stand at stage 1: they inform or notify and do no more.
-- out: key text, title text, agency text
SELECT number AS key, title, agency_name AS agency
FROM registry_service
WHERE state = 1 AND certainty > 0 AND stage = 1
ORDER BY sort_key, id;

-- name: maturity_below_three :each
-- Assessed services below stage 3 (request, evidence and payment online).
-- out: key text, title text, agency text, stage int
SELECT number AS key, title, agency_name AS agency, stage
FROM registry_service
WHERE state = 1 AND certainty > 0 AND stage < 3
ORDER BY stage, sort_key, id;

-- name: maturity_zero_visit :each
-- Services whose stage is exactly known to be 4 or more: the decision is delivered online.
-- out: key text, title text, agency text, stage int
SELECT number AS key, title, agency_name AS agency, stage
FROM registry_service
WHERE state = 1 AND certainty = 2 AND stage >= 4
ORDER BY stage DESC, sort_key, id;

-- name: maturity_by_agency :each
-- Stages of the services of each agency.
-- out: key text, agency text, services int, unassessed int, low int, middle int, high int
SELECT agency_id AS key, agency_name AS agency, COUNT(*) AS services,
       SUM(CASE WHEN certainty = 0 THEN 1 ELSE 0 END) AS unassessed,
       SUM(CASE WHEN certainty > 0 AND stage < 3 THEN 1 ELSE 0 END) AS low,
       SUM(CASE WHEN certainty > 0 AND stage = 3 THEN 1 ELSE 0 END) AS middle,
       SUM(CASE WHEN certainty > 0 AND stage > 3 THEN 1 ELSE 0 END) AS high
FROM registry_service WHERE state = 1
GROUP BY agency_id, agency_name
ORDER BY COUNT(*) DESC, agency_name, agency_id;

-- name: maturity_heat :each
-- Services by agency and stage; -1: not assessed.
-- out: agency text, stage int, services int
SELECT agency_name AS agency, CASE WHEN certainty = 0 THEN -1 ELSE stage END AS stage,
       COUNT(*) AS services
FROM registry_service WHERE state = 1
GROUP BY agency_name, CASE WHEN certainty = 0 THEN -1 ELSE stage END
ORDER BY agency_name, CASE WHEN certainty = 0 THEN -1 ELSE stage END;

-- name: visits_by_reason :each
-- Reasons given for visits, with how many name a clause that demands the visit.
-- out: reason text, visits int, with_clause int, without_clause int
SELECT v.reason, COUNT(*) AS visits,
       SUM(CASE WHEN v.clause <> '' THEN 1 ELSE 0 END) AS with_clause,
       SUM(CASE WHEN v.clause = '' THEN 1 ELSE 0 END) AS without_clause
FROM registry_visit v JOIN registry_service s ON s.id = v.service_id
WHERE s.state = 1
GROUP BY v.reason
ORDER BY COUNT(*) DESC, v.reason;

-- name: visits_queues :each
-- Visits by who can remove them.
-- out: queue text, visits int, services int
SELECT v.queue, COUNT(*) AS visits, COUNT(DISTINCT v.service_id) AS services
FROM registry_visit v JOIN registry_service s ON s.id = v.service_id
WHERE s.state = 1
GROUP BY v.queue
ORDER BY COUNT(*) DESC, v.queue;
