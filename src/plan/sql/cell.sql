-- The sums of the pictures, by cell: all services of the same providers.

-- name: cell_stale :exec
-- in: cell text, agency_id text
INSERT INTO plan_cell (
    cell, agency_id, stale, services, volume_known, volume_demo, debt_known, debt_demo, burden_known,
    burden_demo, saving_known, saving_demo, notification_only, visits_without_clause, overclaims,
    findings, with_findings, queue1, queue2, queue3, measured, published, good, medium, bad,
    unconfirmed)
VALUES (:cell, :agency_id, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
ON CONFLICT (cell) DO UPDATE SET stale = 1;

-- name: cell_stale_rows :many
-- in: limit int
-- out: cell text
SELECT cell FROM plan_cell WHERE stale = 1 ORDER BY cell LIMIT :limit;

-- name: cell_drop :exec
-- in: cell text
DELETE FROM plan_cell WHERE cell = :cell;

-- name: cell_agency_drop :exec
-- in: cell text
DELETE FROM plan_cell_agency WHERE cell = :cell;

-- name: cell_level_drop :exec
-- in: cell text
DELETE FROM plan_cell_level WHERE cell = :cell;

-- name: cell_set_drop :exec
-- in: cell text
DELETE FROM plan_cell_set WHERE cell = :cell;

-- name: cell_wait_drop :exec
-- in: cell text
DELETE FROM plan_cell_wait WHERE cell = :cell;

-- name: cell_fill :exec
-- in: cell text, least int
INSERT INTO plan_cell (
    cell, agency_id, stale, services, volume, volume_known, volume_demo, debt, debt_known, debt_demo, burden,
    burden_known, burden_demo, saving, saving_known, saving_demo, notification_only,
    visits_without_clause, overclaims, findings, with_findings, queue1, queue2, queue3, measured,
    published, good, medium, bad, unconfirmed)
SELECT cell, agency_id, 0, COUNT(*),
       SUM(volume), COUNT(volume), COUNT(CASE WHEN demonstration = 1 THEN volume END),
       SUM(debt), COUNT(debt), COUNT(CASE WHEN demonstration = 1 THEN debt END),
       SUM(burden), COUNT(burden), COUNT(CASE WHEN demonstration = 1 THEN burden END),
       SUM(saving), COUNT(saving), COUNT(CASE WHEN demonstration = 1 THEN saving END),
       COUNT(CASE WHEN notification_only = 1 THEN 1 END),
       COUNT(CASE WHEN visit_without_clause = 1 THEN 1 END),
       COUNT(CASE WHEN overclaim > 0 THEN 1 END),
       CAST(SUM(findings) AS BIGINT), COUNT(CASE WHEN findings > 0 THEN 1 END),
       COUNT(CASE WHEN queue = 1 THEN 1 END), COUNT(CASE WHEN queue = 2 THEN 1 END),
       COUNT(CASE WHEN queue = 3 THEN 1 END),
       COUNT(CASE WHEN good + medium + bad > 0 THEN 1 END),
       COUNT(CASE WHEN good + medium + bad >= :least THEN 1 END),
       CAST(SUM(good) AS BIGINT), CAST(SUM(medium) AS BIGINT), CAST(SUM(bad) AS BIGINT),
       COUNT(CASE WHEN unconfirmed = 1 THEN 1 END)
FROM plan_state WHERE cell = :cell GROUP BY cell, agency_id;

-- name: cell_agency_fill :exec
-- in: cell text, agency_id text
INSERT INTO plan_cell_agency (agency_id, cell) VALUES (:agency_id, :cell)
ON CONFLICT (agency_id, cell) DO NOTHING;

-- name: cell_level_fill :exec
-- One pass groups the services by all five levels; the five parts are added up from the groups.
-- in: cell text
INSERT INTO plan_cell_level (cell, part, level, at_most, services)
WITH g AS (
    SELECT cell, stage, at_most, level_information, level_request, level_processing,
           level_delivery, COUNT(*) AS services
    FROM plan_state WHERE cell = :cell
    GROUP BY cell, stage, at_most, level_information, level_request, level_processing, level_delivery)
SELECT x.cell, x.part, x.level, x.at_most, CAST(SUM(x.services) AS BIGINT)
FROM (SELECT cell, 0 AS part, COALESCE(stage, -1) AS level,
             CASE WHEN at_most = 1 AND stage > 1 THEN 1 ELSE 0 END AS at_most, services FROM g
      UNION ALL SELECT cell, 1, COALESCE(level_information, -1), 0, services FROM g
      UNION ALL SELECT cell, 2, COALESCE(level_request, -1), 0, services FROM g
      UNION ALL SELECT cell, 3, COALESCE(level_processing, -1), 0, services FROM g
      UNION ALL SELECT cell, 4, COALESCE(level_delivery, -1), 0, services FROM g) x
GROUP BY x.cell, x.part, x.level, x.at_most;

-- name: cell_set_fill :exec
-- in: cell text
INSERT INTO plan_cell_set (cell, set_id, services)
SELECT cell, set_id, COUNT(*) FROM plan_state WHERE cell = :cell GROUP BY cell, set_id;

-- name: cell_wait_fill :exec
-- in: cell text
INSERT INTO plan_cell_wait (cell, queue, target, services, debt, debt_unknown)
SELECT cell, queue, target, COUNT(*), SUM(debt), COUNT(CASE WHEN debt IS NULL THEN 1 END)
FROM plan_state WHERE cell = :cell AND target_set = 0 AND gap_sort < 8
GROUP BY cell, queue, target;

-- name: agencies_served :many
-- Agencies that have services.
-- in: limit int
-- out: id text, name text
SELECT a.id, a.name FROM registry_agency a
WHERE EXISTS (SELECT 1 FROM plan_cell_agency m WHERE m.agency_id = a.id)
ORDER BY a.sort_key, a.id LIMIT :limit;

-- name: agency_names :many
-- in: limit int
-- out: id text, name text
SELECT id, name FROM registry_agency ORDER BY sort_key, id LIMIT :limit;
