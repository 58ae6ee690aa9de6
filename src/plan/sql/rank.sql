-- name: rank_input_each :each
-- Every service with a gap left or unknown.
-- out: service_id text, good int, medium int, bad int, volume real?, visits real?, zero_share real?, minutes real?, documents real?, fee real?, published_facts int, target int
SELECT service_id, good, medium, bad, volume, visits, zero_share, minutes, documents, fee,
       published_facts, target
FROM plan_state WHERE gap IS NULL OR gap > 0;

-- name: rank_input_count :one
-- out: count int
SELECT COUNT(*) AS count FROM plan_state WHERE gap IS NULL OR gap > 0;

-- name: answer_totals :one
-- All answers of the province: what a service is shrunk towards.
-- out: good int, medium int, bad int
SELECT CAST(COALESCE(SUM(good), 0) AS BIGINT) AS good,
       CAST(COALESCE(SUM(medium), 0) AS BIGINT) AS medium,
       CAST(COALESCE(SUM(bad), 0) AS BIGINT) AS bad
FROM plan_state;

-- name: rank_clear :exec
DELETE FROM plan_rank;

-- name: rank_insert :exec
-- in: position int, service_id text, band int, lower_bound real?, unhappy real?, unhappy_decile int, saving real?, saving_decile int, transparency int, visits real?, volume real?
INSERT INTO plan_rank (position, service_id, band, lower_bound, unhappy, unhappy_decile, saving,
                       saving_decile, transparency, visits, volume)
VALUES (:position, :service_id, :band, :lower_bound, :unhappy, :unhappy_decile, :saving,
        :saving_decile, :transparency, :visits, :volume);

-- name: rank_rows :many
-- The rows of a page, each with the row after it in the whole ranking and what blocks it.
-- in: agency text, blocked int, after int, limit int
-- out: position int, service_id text, band int, lower_bound real?, unhappy real?, unhappy_decile int, saving real?, saving_decile int, transparency int, visits real?, volume real?, next_id text?, next_band int?, next_unhappy_decile int?, next_saving_decile int?, next_transparency int?, next_visits real?, next_volume real?, number text, title text, agency_id text, agency_name text, stage int?, good int, medium int, bad int, demonstration int, requirement_id text?, requirement_title text?
SELECT r.position, r.service_id, r.band, r.lower_bound, r.unhappy, r.unhappy_decile, r.saving,
       r.saving_decile, r.transparency, r.visits, r.volume,
       n.service_id AS next_id, n.band AS next_band, n.unhappy_decile AS next_unhappy_decile,
       n.saving_decile AS next_saving_decile, n.transparency AS next_transparency,
       n.visits AS next_visits, n.volume AS next_volume,
       s.number, s.title, s.agency_id, s.agency_name, p.stage, p.good, p.medium, p.bad,
       p.demonstration, q.id AS requirement_id, q.title AS requirement_title
FROM plan_rank r
JOIN registry_service s ON s.id = r.service_id
JOIN plan_state p ON p.service_id = r.service_id
LEFT JOIN plan_rank n ON n.position = r.position + 1
LEFT JOIN plan_requirement q ON q.id = (
    SELECT MIN(b.id) FROM plan_requirement b
    JOIN plan_requirement_service l ON l.requirement_id = b.id
    WHERE l.service_id = r.service_id AND b.blocking = 1 AND b.state IN (0, 1))
WHERE r.position > :after
  AND (:blocked = 0 OR q.id IS NOT NULL)
  AND (:agency = '' OR EXISTS (SELECT 1 FROM registry_facet a
                               WHERE a.service_id = r.service_id AND a.kind = 'agency'
                                 AND a.value = :agency))
ORDER BY r.position LIMIT :limit;

-- name: rank_totals :one
-- out: total int, blocked int
SELECT (SELECT COUNT(*) FROM plan_rank) AS total,
       (SELECT COUNT(DISTINCT l.service_id) FROM plan_requirement b
        JOIN plan_requirement_service l ON l.requirement_id = b.id
        JOIN plan_rank r ON r.service_id = l.service_id
        WHERE b.blocking = 1 AND b.state IN (0, 1)) AS blocked;

-- name: service_name :one
-- in: service_id text
-- out: number text, title text, agency_id text, agency_name text
SELECT number, title, agency_id, agency_name FROM registry_service WHERE id = :service_id;
