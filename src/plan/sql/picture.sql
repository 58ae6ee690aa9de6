-- Pictures, added up from the cells: as many rows as there are groups of providers.

-- name: overview_sums :one
-- in: agency text
-- out: volume real?, debt real?, burden real?, saving real?, services int, notification_only int, visits_without_clause int, overclaims int, findings int, with_findings int, queue1 int, queue2 int, queue3 int, measured int, published int, good int, medium int, bad int, unconfirmed int, volume_known int, volume_demo int, debt_known int, debt_demo int, burden_known int, burden_demo int, saving_known int, saving_demo int
SELECT SUM(c.volume) AS volume, SUM(c.debt) AS debt, SUM(c.burden) AS burden,
       SUM(c.saving) AS saving, CAST(COALESCE(SUM(c.services), 0) AS BIGINT) AS services,
       CAST(COALESCE(SUM(c.notification_only), 0) AS BIGINT) AS notification_only,
       CAST(COALESCE(SUM(c.visits_without_clause), 0) AS BIGINT) AS visits_without_clause,
       CAST(COALESCE(SUM(c.overclaims), 0) AS BIGINT) AS overclaims,
       CAST(COALESCE(SUM(c.findings), 0) AS BIGINT) AS findings,
       CAST(COALESCE(SUM(c.with_findings), 0) AS BIGINT) AS with_findings,
       CAST(COALESCE(SUM(c.queue1), 0) AS BIGINT) AS queue1,
       CAST(COALESCE(SUM(c.queue2), 0) AS BIGINT) AS queue2,
       CAST(COALESCE(SUM(c.queue3), 0) AS BIGINT) AS queue3,
       CAST(COALESCE(SUM(c.measured), 0) AS BIGINT) AS measured,
       CAST(COALESCE(SUM(c.published), 0) AS BIGINT) AS published,
       CAST(COALESCE(SUM(c.good), 0) AS BIGINT) AS good,
       CAST(COALESCE(SUM(c.medium), 0) AS BIGINT) AS medium,
       CAST(COALESCE(SUM(c.bad), 0) AS BIGINT) AS bad,
       CAST(COALESCE(SUM(c.unconfirmed), 0) AS BIGINT) AS unconfirmed,
       CAST(COALESCE(SUM(c.volume_known), 0) AS BIGINT) AS volume_known,
       CAST(COALESCE(SUM(c.volume_demo), 0) AS BIGINT) AS volume_demo,
       CAST(COALESCE(SUM(c.debt_known), 0) AS BIGINT) AS debt_known,
       CAST(COALESCE(SUM(c.debt_demo), 0) AS BIGINT) AS debt_demo,
       CAST(COALESCE(SUM(c.burden_known), 0) AS BIGINT) AS burden_known,
       CAST(COALESCE(SUM(c.burden_demo), 0) AS BIGINT) AS burden_demo,
       CAST(COALESCE(SUM(c.saving_known), 0) AS BIGINT) AS saving_known,
       CAST(COALESCE(SUM(c.saving_demo), 0) AS BIGINT) AS saving_demo
FROM plan_cell c
WHERE :agency = '' OR EXISTS (SELECT 1 FROM plan_cell_agency m
                              WHERE m.cell = c.cell AND m.agency_id = :agency);

-- name: overview_levels :many
-- How many services stand at each level. A level that is only an upper bound (some criteria
-- unknown) is at_most, unless it is 0 or 1, where nothing is left to be doubted.
-- bounded: eight levels, twice
-- in: agency text
-- out: level int, at_most int, services int
SELECT l.level, l.at_most, CAST(SUM(l.services) AS BIGINT) AS services
FROM plan_cell_level l
WHERE l.part = 0
  AND (:agency = '' OR EXISTS (SELECT 1 FROM plan_cell_agency m
                               WHERE m.cell = l.cell AND m.agency_id = :agency))
GROUP BY l.level, l.at_most;

-- name: overview_targets :one
-- in: agency text, today int
-- out: targets int, reached int, late int
SELECT COUNT(*) AS targets,
       COUNT(CASE WHEN p.stage >= t.stage AND p.at_most = 0 THEN 1 END) AS reached,
       COUNT(CASE WHEN t.due_day < :today AND (p.at_most = 1 OR COALESCE(p.stage, -1) < t.stage)
                  THEN 1 END) AS late
FROM plan_target t JOIN plan_state p ON p.service_id = t.service_id
WHERE t.criterion = -1
  AND (:agency = '' OR EXISTS (SELECT 1 FROM plan_cell_agency m
                               WHERE m.cell = p.cell AND m.agency_id = :agency));

-- name: overview_blocked :one
-- in: agency text
-- out: count int
SELECT COUNT(DISTINCT l.service_id) AS count
FROM plan_requirement q
JOIN plan_requirement_service l ON l.requirement_id = q.id
JOIN plan_state p ON p.service_id = l.service_id
WHERE q.blocking = 1 AND q.state IN (0, 1)
  AND (:agency = '' OR EXISTS (SELECT 1 FROM plan_cell_agency m
                               WHERE m.cell = p.cell AND m.agency_id = :agency));

-- name: level_histogram_each :each
-- How many services of an agency stand at each level, of the stage and of its four columns
-- (part 0 = the stage of the service; an upper bound counts as not known); level -1: not known. In
-- the order of agencies' names.
-- out: agency_id text, agency_name text, part int, level int, services int
SELECT a.id AS agency_id, a.name AS agency_name, l.part,
       CASE WHEN l.at_most = 1 THEN -1 ELSE l.level END AS level,
       CAST(SUM(l.services) AS BIGINT) AS services
FROM plan_cell_level l
JOIN plan_cell_agency m ON m.cell = l.cell
JOIN registry_agency a ON a.id = m.agency_id
GROUP BY a.sort_key, a.id, a.name, l.part, CASE WHEN l.at_most = 1 THEN -1 ELSE l.level END
ORDER BY a.sort_key, a.id, l.part;

-- name: agency_sums :many
-- in: limit int
-- out: agency_id text, coverage int, county_id text?, services int, findings int, zero_visit int, debt real?, debt_known int, debt_demo int
SELECT a.id AS agency_id, a.coverage, a.county_id,
       CAST(COALESCE(SUM(c.services), 0) AS BIGINT) AS services,
       CAST(COALESCE(SUM(c.findings), 0) AS BIGINT) AS findings,
       CAST(COALESCE(SUM((SELECT SUM(l.services) FROM plan_cell_level l
                          WHERE l.cell = c.cell AND l.part = 0 AND l.at_most = 0
                            AND l.level >= 4)), 0) AS BIGINT) AS zero_visit,
       SUM(c.debt) AS debt, CAST(COALESCE(SUM(c.debt_known), 0) AS BIGINT) AS debt_known,
       CAST(COALESCE(SUM(c.debt_demo), 0) AS BIGINT) AS debt_demo
FROM registry_agency a
LEFT JOIN plan_cell_agency m ON m.agency_id = a.id
LEFT JOIN plan_cell c ON c.cell = m.cell
GROUP BY a.id, a.coverage, a.county_id, a.sort_key
ORDER BY a.sort_key, a.id LIMIT :limit;
