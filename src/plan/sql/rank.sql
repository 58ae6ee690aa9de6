-- name: rank_input_each :each
-- Every service with a gap left or unknown.
-- out: service_id text, good int, medium int, bad int, volume real?, visits real?, zero_share real?, minutes real?, documents real?, fee real?, published_facts int, target int, must_visit int?, offline int?, gap int?, audience int?, life_event int?
SELECT service_id, good, medium, bad, volume, visits, zero_share, minutes, documents, fee,
       published_facts, target, must_visit, offline, gap, audience, life_event
FROM plan_state WHERE gap IS NULL OR gap > 0;

-- name: rank_moving_each :each
-- Ranked services whose place depends on settings, and at least the first ones. Bands 0 to 3 are
-- those of a known satisfaction (plan_measure.h); decile 0 is unknown.
-- in: top int
-- out: service_id text, good int, medium int, bad int, volume real?, visits real?, zero_share real?, minutes real?, documents real?, fee real?, published_facts int, target int, must_visit int?, offline int?, gap int?, audience int?, life_event int?
SELECT p.service_id, p.good, p.medium, p.bad, p.volume, p.visits, p.zero_share, p.minutes,
       p.documents, p.fee, p.published_facts, p.target, p.must_visit, p.offline, p.gap,
       p.audience, p.life_event
FROM plan_rank r JOIN plan_state p ON p.service_id = r.service_id
WHERE r.position <= :top OR r.band < 4 OR r.unhappy_decile > 0 OR r.saving_decile > 0;

-- name: rank_input_count :one
-- out: count int
SELECT COUNT(*) AS count FROM plan_state WHERE gap IS NULL OR gap > 0;

-- name: answer_totals :one
-- All answers of the province: what a service is shrunk towards.
-- out: good int, medium int, bad int
SELECT CAST(COALESCE(SUM(good), 0) AS BIGINT) AS good,
       CAST(COALESCE(SUM(medium), 0) AS BIGINT) AS medium,
       CAST(COALESCE(SUM(bad), 0) AS BIGINT) AS bad
FROM plan_cell;

-- name: rank_clear :exec
DELETE FROM plan_rank;

-- name: rank_insert :exec
-- in: position int, service_id text, band int, lower_bound real?, unhappy real?, unhappy_decile int, saving real?, saving_decile int, transparency int, visits real?, volume real?, must_visit int?, documents real?, offline int?, gap int?, audience int?, life_event int?
INSERT INTO plan_rank (position, service_id, band, lower_bound, unhappy, unhappy_decile, saving,
                       saving_decile, transparency, visits, volume, must_visit, documents,
                       offline, gap, audience, life_event)
VALUES (:position, :service_id, :band, :lower_bound, :unhappy, :unhappy_decile, :saving,
        :saving_decile, :transparency, :visits, :volume, :must_visit, :documents, :offline, :gap,
        :audience, :life_event);

-- name: rank_rows :many
-- The rows of a page, each with the row after it in the whole ranking and what blocks it.
-- in: agency text, blocked int, after int, limit int
-- out: position int, service_id text, band int, lower_bound real?, unhappy real?, unhappy_decile int, saving real?, saving_decile int, transparency int, visits real?, volume real?, must_visit int?, documents real?, offline int?, gap int?, audience int?, life_event int?, next_id text?, next_band int?, next_unhappy_decile int?, next_saving_decile int?, next_transparency int?, next_visits real?, next_volume real?, next_must_visit int?, next_documents real?, next_offline int?, next_gap int?, next_audience int?, next_life_event int?, number text, title text, agency_id text, agency_name text, stage int?, good int, medium int, bad int, demonstration int, requirement_id text?, requirement_title text?
SELECT r.position, r.service_id, r.band, r.lower_bound, r.unhappy, r.unhappy_decile, r.saving,
       r.saving_decile, r.transparency, r.visits, r.volume, r.must_visit, r.documents, r.offline,
       r.gap, r.audience, r.life_event,
       n.service_id AS next_id, n.band AS next_band, n.unhappy_decile AS next_unhappy_decile,
       n.saving_decile AS next_saving_decile, n.transparency AS next_transparency,
       n.visits AS next_visits, n.volume AS next_volume, n.must_visit AS next_must_visit,
       n.documents AS next_documents, n.offline AS next_offline, n.gap AS next_gap,
       n.audience AS next_audience, n.life_event AS next_life_event,
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
  AND (:blocked = 0 OR r.service_id IN (
        SELECT w.service_id FROM plan_requirement v
        JOIN plan_requirement_service w ON w.requirement_id = v.id
        WHERE v.blocking = 1 AND v.state IN (0, 1)))
  AND (:agency = '' OR p.cell IN (SELECT m.cell FROM plan_cell_agency m
                                  WHERE m.agency_id = :agency))
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
