-- name: overview_sums :one
-- One pass over the rollup (of one agency, or all). A level that is only an upper bound (some
-- criteria unknown) is never counted as reached: it counts under at_most, unless it is 0 or 1,
-- where there is nothing left to be doubted about "not a service yet".
-- in: agency text
-- out: services int, stage0 int, stage1 int, stage2 int, most2 int, stage3 int, most3 int, stage4 int, most4 int, stage5 int, most5 int, stage6 int, most6 int, not_assessed int, at_most int, volume real?, volume_known int, debt real?, debt_known int, burden real?, burden_known int, saving real?, saving_known int, volume_demo int, debt_demo int, burden_demo int, saving_demo int, notification_only int, visits_without_clause int, overclaims int, findings int, with_findings int, queue1 int, queue2 int, queue3 int, answers int, measured int, good int, medium int, bad int, unconfirmed int, reached int
SELECT COUNT(*) AS services,
       COUNT(CASE WHEN stage = 0 THEN 1 END) AS stage0,
       COUNT(CASE WHEN stage = 1 THEN 1 END) AS stage1,
       COUNT(CASE WHEN stage = 2 AND at_most = 0 THEN 1 END) AS stage2,
       COUNT(CASE WHEN stage = 2 AND at_most = 1 THEN 1 END) AS most2,
       COUNT(CASE WHEN stage = 3 AND at_most = 0 THEN 1 END) AS stage3,
       COUNT(CASE WHEN stage = 3 AND at_most = 1 THEN 1 END) AS most3,
       COUNT(CASE WHEN stage = 4 AND at_most = 0 THEN 1 END) AS stage4,
       COUNT(CASE WHEN stage = 4 AND at_most = 1 THEN 1 END) AS most4,
       COUNT(CASE WHEN stage = 5 AND at_most = 0 THEN 1 END) AS stage5,
       COUNT(CASE WHEN stage = 5 AND at_most = 1 THEN 1 END) AS most5,
       COUNT(CASE WHEN stage = 6 AND at_most = 0 THEN 1 END) AS stage6,
       COUNT(CASE WHEN stage = 6 AND at_most = 1 THEN 1 END) AS most6,
       COUNT(CASE WHEN stage IS NULL THEN 1 END) AS not_assessed,
       COUNT(CASE WHEN at_most = 1 AND stage > 1 THEN 1 END) AS at_most,
       SUM(volume) AS volume, COUNT(volume) AS volume_known,
       SUM(debt) AS debt, COUNT(debt) AS debt_known,
       SUM(burden) AS burden, COUNT(burden) AS burden_known,
       SUM(saving) AS saving, COUNT(saving) AS saving_known,
       COUNT(CASE WHEN demonstration = 1 THEN volume END) AS volume_demo,
       COUNT(CASE WHEN demonstration = 1 THEN debt END) AS debt_demo,
       COUNT(CASE WHEN demonstration = 1 THEN burden END) AS burden_demo,
       COUNT(CASE WHEN demonstration = 1 THEN saving END) AS saving_demo,
       COUNT(CASE WHEN notification_only = 1 THEN 1 END) AS notification_only,
       COUNT(CASE WHEN visit_without_clause = 1 THEN 1 END) AS visits_without_clause,
       COUNT(CASE WHEN overclaim > 0 THEN 1 END) AS overclaims,
       CAST(COALESCE(SUM(findings), 0) AS BIGINT) AS findings,
       COUNT(CASE WHEN findings > 0 THEN 1 END) AS with_findings,
       COUNT(CASE WHEN queue = 1 THEN 1 END) AS queue1,
       COUNT(CASE WHEN queue = 2 THEN 1 END) AS queue2,
       COUNT(CASE WHEN queue = 3 THEN 1 END) AS queue3,
       CAST(COALESCE(SUM(good + medium + bad), 0) AS BIGINT) AS answers,
       COUNT(CASE WHEN good + medium + bad > 0 THEN 1 END) AS measured,
       CAST(COALESCE(SUM(good), 0) AS BIGINT) AS good,
       CAST(COALESCE(SUM(medium), 0) AS BIGINT) AS medium,
       CAST(COALESCE(SUM(bad), 0) AS BIGINT) AS bad,
       COUNT(CASE WHEN unconfirmed = 1 THEN 1 END) AS unconfirmed,
       COUNT(CASE WHEN gap = 0 THEN 1 END) AS reached
FROM plan_state p
WHERE :agency = '' OR EXISTS (SELECT 1 FROM registry_facet f WHERE f.service_id = p.service_id
                              AND f.kind = 'agency' AND f.value = :agency);

-- name: overview_published :one
-- Services whose satisfaction may be shown.
-- in: agency text, least int
-- out: count int
SELECT COUNT(*) AS count FROM plan_state p
WHERE good + medium + bad >= :least
  AND (:agency = '' OR EXISTS (SELECT 1 FROM registry_facet f WHERE f.service_id = p.service_id
                               AND f.kind = 'agency' AND f.value = :agency));

-- name: overview_targets :one
-- in: agency text, today int
-- out: targets int, reached int, late int
SELECT COUNT(*) AS targets,
       COUNT(CASE WHEN p.stage >= t.stage AND p.at_most = 0 THEN 1 END) AS reached,
       COUNT(CASE WHEN t.due_day < :today AND (p.at_most = 1 OR COALESCE(p.stage, -1) < t.stage)
                  THEN 1 END) AS late
FROM plan_target t JOIN plan_state p ON p.service_id = t.service_id
WHERE t.criterion = -1
  AND (:agency = '' OR EXISTS (SELECT 1 FROM registry_facet f WHERE f.service_id = p.service_id
                               AND f.kind = 'agency' AND f.value = :agency));

-- name: overview_blocked :one
-- in: agency text
-- out: count int
SELECT COUNT(DISTINCT l.service_id) AS count
FROM plan_requirement q
JOIN plan_requirement_service l ON l.requirement_id = q.id
JOIN plan_state p ON p.service_id = l.service_id
WHERE q.blocking = 1 AND q.state IN (0, 1)
  AND (:agency = '' OR EXISTS (SELECT 1 FROM registry_facet f WHERE f.service_id = p.service_id
                               AND f.kind = 'agency' AND f.value = :agency));

-- name: level_histogram_each :each
-- How many services of an agency stand at each level, of the stage and of its four columns
-- (part 0 = the stage of the service); level NULL: not assessed. In the order of agencies' names.
-- in: agency text
-- out: agency_id text, agency_name text, part int, level int?, services int
SELECT a.id AS agency_id, a.name AS agency_name, x.part, x.level, x.services
FROM (SELECT f.value AS agency_id, 0 AS part,
             CASE WHEN p.at_most = 0 OR p.stage <= 1 THEN p.stage END AS level,
             COUNT(*) AS services
      FROM plan_state p JOIN registry_facet f ON f.service_id = p.service_id AND f.kind = 'agency'
      GROUP BY f.value, CASE WHEN p.at_most = 0 OR p.stage <= 1 THEN p.stage END
      UNION ALL
      SELECT f.value, 1, p.level_information, COUNT(*)
      FROM plan_state p JOIN registry_facet f ON f.service_id = p.service_id AND f.kind = 'agency'
      GROUP BY f.value, p.level_information
      UNION ALL
      SELECT f.value, 2, p.level_request, COUNT(*)
      FROM plan_state p JOIN registry_facet f ON f.service_id = p.service_id AND f.kind = 'agency'
      GROUP BY f.value, p.level_request
      UNION ALL
      SELECT f.value, 3, p.level_processing, COUNT(*)
      FROM plan_state p JOIN registry_facet f ON f.service_id = p.service_id AND f.kind = 'agency'
      GROUP BY f.value, p.level_processing
      UNION ALL
      SELECT f.value, 4, p.level_delivery, COUNT(*)
      FROM plan_state p JOIN registry_facet f ON f.service_id = p.service_id AND f.kind = 'agency'
      GROUP BY f.value, p.level_delivery) x
JOIN registry_agency a ON a.id = x.agency_id
WHERE :agency = '' OR a.id = :agency
ORDER BY a.sort_key, a.id, x.part, x.level;

-- name: agency_sums :many
-- in: limit int
-- out: agency_id text, coverage int, county_id text?, services int, findings int, zero_visit int, debt real?, debt_known int, debt_demo int
SELECT a.id AS agency_id, a.coverage, a.county_id, COUNT(p.service_id) AS services,
       CAST(COALESCE(SUM(p.findings), 0) AS BIGINT) AS findings,
       COUNT(CASE WHEN p.stage >= 4 AND p.at_most = 0 THEN 1 END) AS zero_visit,
       SUM(p.debt) AS debt, COUNT(p.debt) AS debt_known,
       COUNT(CASE WHEN p.demonstration = 1 THEN p.debt END) AS debt_demo
FROM registry_agency a
LEFT JOIN registry_facet f ON f.kind = 'agency' AND f.value = a.id
LEFT JOIN plan_state p ON p.service_id = f.service_id
GROUP BY a.id, a.coverage, a.county_id, a.sort_key
ORDER BY a.sort_key, a.id LIMIT :limit;
