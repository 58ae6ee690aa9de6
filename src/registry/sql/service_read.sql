-- Reading services. The columns of a list row are the same in every statement, so that one macro
-- in service_row.h copies them all.

-- name: services_of_facet :many
-- One filter leads through its index, the others are probed.
-- in: kind text, value text
-- in: agency_id text, county_id text, life_event text, level text, service_type text, stage text
-- in: after_key text, after_id text, row_limit int
-- out: id text, number text, code text, title text, agency_id text, agency_name text
-- out: state int, version int, updated_at int, certainty int, stage int, declared_stage int?
-- out: verified_stage int?, visits int?, minutes_least int?, minutes_most int?
-- out: fee_least int?, fee_most int?, time_text text, fee_text text, types int, levels int
-- out: life_events int, origin int, sort_key text, serial int, providers text
SELECT
    s.id, s.number, s.code, s.title, s.agency_id, s.agency_name, s.state, s.version,
    s.updated_at, s.certainty, s.stage, s.declared_stage, s.verified_stage, s.visits,
    s.minutes_least, s.minutes_most, s.fee_least, s.fee_most, s.time_text, s.fee_text, s.types,
    s.levels, s.life_events, s.origin, s.sort_key, s.serial, s.providers
FROM registry_facet f
JOIN registry_service s ON s.id = f.service_id
WHERE f.kind = :kind AND f.value = :value AND f.state = 1
  AND (f.sort_key, f.service_id) > (:after_key, :after_id)
  AND (:agency_id = '' OR EXISTS (SELECT 1 FROM registry_facet x WHERE x.service_id = s.id
       AND x.kind = 'agency' AND x.value = :agency_id))
  AND (:county_id = '' OR EXISTS (SELECT 1 FROM registry_facet x
       JOIN registry_agency a ON a.id = x.value
       WHERE x.service_id = s.id AND x.kind = 'agency'
       AND (a.coverage = 0 OR a.county_id = :county_id)))
  AND (:life_event = '' OR EXISTS (SELECT 1 FROM registry_facet x WHERE x.kind = 'life_event'
       AND x.value = :life_event AND x.state = s.state AND x.sort_key = s.sort_key
       AND x.service_id = s.id))
  AND (:level = '' OR EXISTS (SELECT 1 FROM registry_facet x WHERE x.kind = 'level'
       AND x.value = :level AND x.state = s.state AND x.sort_key = s.sort_key
       AND x.service_id = s.id))
  AND (:service_type = '' OR EXISTS (SELECT 1 FROM registry_facet x WHERE x.kind = 'type'
       AND x.value = :service_type AND x.state = s.state AND x.sort_key = s.sort_key
       AND x.service_id = s.id))
  AND (:stage = '' OR EXISTS (SELECT 1 FROM registry_facet x WHERE x.kind = 'stage'
       AND x.value = :stage AND x.state = s.state AND x.sort_key = s.sort_key
       AND x.service_id = s.id))
ORDER BY f.sort_key, f.service_id
LIMIT :row_limit;

-- name: services_published :many
-- in: agency_id text, county_id text, life_event text, level text, service_type text, stage text
-- in: after_key text, after_id text, row_limit int
-- out: id text, number text, code text, title text, agency_id text, agency_name text
-- out: state int, version int, updated_at int, certainty int, stage int, declared_stage int?
-- out: verified_stage int?, visits int?, minutes_least int?, minutes_most int?
-- out: fee_least int?, fee_most int?, time_text text, fee_text text, types int, levels int
-- out: life_events int, origin int, sort_key text, serial int, providers text
SELECT
    s.id, s.number, s.code, s.title, s.agency_id, s.agency_name, s.state, s.version,
    s.updated_at, s.certainty, s.stage, s.declared_stage, s.verified_stage, s.visits,
    s.minutes_least, s.minutes_most, s.fee_least, s.fee_most, s.time_text, s.fee_text, s.types,
    s.levels, s.life_events, s.origin, s.sort_key, s.serial, s.providers
FROM registry_service s
WHERE s.state = 1 AND (s.sort_key, s.id) > (:after_key, :after_id)
  AND (:agency_id = '' OR EXISTS (SELECT 1 FROM registry_facet x WHERE x.service_id = s.id
       AND x.kind = 'agency' AND x.value = :agency_id))
  AND (:county_id = '' OR EXISTS (SELECT 1 FROM registry_facet x
       JOIN registry_agency a ON a.id = x.value
       WHERE x.service_id = s.id AND x.kind = 'agency'
       AND (a.coverage = 0 OR a.county_id = :county_id)))
  AND (:life_event = '' OR EXISTS (SELECT 1 FROM registry_facet x WHERE x.kind = 'life_event'
       AND x.value = :life_event AND x.state = s.state AND x.sort_key = s.sort_key
       AND x.service_id = s.id))
  AND (:level = '' OR EXISTS (SELECT 1 FROM registry_facet x WHERE x.kind = 'level'
       AND x.value = :level AND x.state = s.state AND x.sort_key = s.sort_key
       AND x.service_id = s.id))
  AND (:service_type = '' OR EXISTS (SELECT 1 FROM registry_facet x WHERE x.kind = 'type'
       AND x.value = :service_type AND x.state = s.state AND x.sort_key = s.sort_key
       AND x.service_id = s.id))
  AND (:stage = '' OR EXISTS (SELECT 1 FROM registry_facet x WHERE x.kind = 'stage'
       AND x.value = :stage AND x.state = s.state AND x.sort_key = s.sort_key
       AND x.service_id = s.id))
ORDER BY s.sort_key, s.id
LIMIT :row_limit;

-- name: services_any :many
-- in: agency_id text, county_id text, life_event text, level text, service_type text, stage text
-- in: after_key text, after_id text, row_limit int
-- out: id text, number text, code text, title text, agency_id text, agency_name text
-- out: state int, version int, updated_at int, certainty int, stage int, declared_stage int?
-- out: verified_stage int?, visits int?, minutes_least int?, minutes_most int?
-- out: fee_least int?, fee_most int?, time_text text, fee_text text, types int, levels int
-- out: life_events int, origin int, sort_key text, serial int, providers text
SELECT
    s.id, s.number, s.code, s.title, s.agency_id, s.agency_name, s.state, s.version,
    s.updated_at, s.certainty, s.stage, s.declared_stage, s.verified_stage, s.visits,
    s.minutes_least, s.minutes_most, s.fee_least, s.fee_most, s.time_text, s.fee_text, s.types,
    s.levels, s.life_events, s.origin, s.sort_key, s.serial, s.providers
FROM registry_service s
WHERE (s.sort_key, s.id) > (:after_key, :after_id)
  AND (:agency_id = '' OR EXISTS (SELECT 1 FROM registry_facet x WHERE x.service_id = s.id
       AND x.kind = 'agency' AND x.value = :agency_id))
  AND (:county_id = '' OR EXISTS (SELECT 1 FROM registry_facet x
       JOIN registry_agency a ON a.id = x.value
       WHERE x.service_id = s.id AND x.kind = 'agency'
       AND (a.coverage = 0 OR a.county_id = :county_id)))
  AND (:life_event = '' OR EXISTS (SELECT 1 FROM registry_facet x WHERE x.kind = 'life_event'
       AND x.value = :life_event AND x.state = s.state AND x.sort_key = s.sort_key
       AND x.service_id = s.id))
  AND (:level = '' OR EXISTS (SELECT 1 FROM registry_facet x WHERE x.kind = 'level'
       AND x.value = :level AND x.state = s.state AND x.sort_key = s.sort_key
       AND x.service_id = s.id))
  AND (:service_type = '' OR EXISTS (SELECT 1 FROM registry_facet x WHERE x.kind = 'type'
       AND x.value = :service_type AND x.state = s.state AND x.sort_key = s.sort_key
       AND x.service_id = s.id))
  AND (:stage = '' OR EXISTS (SELECT 1 FROM registry_facet x WHERE x.kind = 'stage'
       AND x.value = :stage AND x.state = s.state AND x.sort_key = s.sort_key
       AND x.service_id = s.id))
ORDER BY s.sort_key, s.id
LIMIT :row_limit;

-- name: service_by_id :maybe
-- in: id text
-- out: id text, number text, code text, title text, agency_id text, agency_name text
-- out: state int, version int, updated_at int, certainty int, stage int, declared_stage int?
-- out: verified_stage int?, visits int?, minutes_least int?, minutes_most int?
-- out: fee_least int?, fee_most int?, time_text text, fee_text text, types int, levels int
-- out: life_events int, origin int, sort_key text, serial int, providers text
SELECT
    s.id, s.number, s.code, s.title, s.agency_id, s.agency_name, s.state, s.version,
    s.updated_at, s.certainty, s.stage, s.declared_stage, s.verified_stage, s.visits,
    s.minutes_least, s.minutes_most, s.fee_least, s.fee_most, s.time_text, s.fee_text, s.types,
    s.levels, s.life_events, s.origin, s.sort_key, s.serial, s.providers
FROM registry_service s WHERE s.id = :id;

-- name: service_any_by_serial :maybe
-- in: serial int
-- out: id text, number text, code text, title text, agency_id text, agency_name text
-- out: state int, version int, updated_at int, certainty int, stage int, declared_stage int?
-- out: verified_stage int?, visits int?, minutes_least int?, minutes_most int?
-- out: fee_least int?, fee_most int?, time_text text, fee_text text, types int, levels int
-- out: life_events int, origin int, sort_key text, serial int, providers text
SELECT
    s.id, s.number, s.code, s.title, s.agency_id, s.agency_name, s.state, s.version,
    s.updated_at, s.certainty, s.stage, s.declared_stage, s.verified_stage, s.visits,
    s.minutes_least, s.minutes_most, s.fee_least, s.fee_most, s.time_text, s.fee_text, s.types,
    s.levels, s.life_events, s.origin, s.sort_key, s.serial, s.providers
FROM registry_service s WHERE s.serial = :serial;

-- name: service_by_serial :maybe
-- in: serial int
-- out: id text, number text, code text, title text, agency_id text, agency_name text
-- out: state int, version int, updated_at int, certainty int, stage int, declared_stage int?
-- out: verified_stage int?, visits int?, minutes_least int?, minutes_most int?
-- out: fee_least int?, fee_most int?, time_text text, fee_text text, types int, levels int
-- out: life_events int, origin int, sort_key text, serial int, providers text
SELECT
    s.id, s.number, s.code, s.title, s.agency_id, s.agency_name, s.state, s.version,
    s.updated_at, s.certainty, s.stage, s.declared_stage, s.verified_stage, s.visits,
    s.minutes_least, s.minutes_most, s.fee_least, s.fee_most, s.time_text, s.fee_text, s.types,
    s.levels, s.life_events, s.origin, s.sort_key, s.serial, s.providers
FROM registry_service s WHERE s.serial = :serial AND s.state = 1;

-- name: services_by_code :many
-- in: code text, row_limit int
-- out: id text, number text, code text, title text, agency_id text, agency_name text
-- out: state int, version int, updated_at int, certainty int, stage int, declared_stage int?
-- out: verified_stage int?, visits int?, minutes_least int?, minutes_most int?
-- out: fee_least int?, fee_most int?, time_text text, fee_text text, types int, levels int
-- out: life_events int, origin int, sort_key text, serial int, providers text
SELECT
    s.id, s.number, s.code, s.title, s.agency_id, s.agency_name, s.state, s.version,
    s.updated_at, s.certainty, s.stage, s.declared_stage, s.verified_stage, s.visits,
    s.minutes_least, s.minutes_most, s.fee_least, s.fee_most, s.time_text, s.fee_text, s.types,
    s.levels, s.life_events, s.origin, s.sort_key, s.serial, s.providers
FROM registry_service s WHERE s.code = :code AND s.code <> '' ORDER BY s.id LIMIT :row_limit;

-- name: services_by_code_serial :many
-- Parent and sub-services share the four digits of the serial.
-- in: code_serial text, row_limit int
-- out: id text, number text, code text, title text, agency_id text, agency_name text
-- out: state int, version int, updated_at int, certainty int, stage int, declared_stage int?
-- out: verified_stage int?, visits int?, minutes_least int?, minutes_most int?
-- out: fee_least int?, fee_most int?, time_text text, fee_text text, types int, levels int
-- out: life_events int, origin int, sort_key text, serial int, providers text
SELECT
    s.id, s.number, s.code, s.title, s.agency_id, s.agency_name, s.state, s.version,
    s.updated_at, s.certainty, s.stage, s.declared_stage, s.verified_stage, s.visits,
    s.minutes_least, s.minutes_most, s.fee_least, s.fee_most, s.time_text, s.fee_text, s.types,
    s.levels, s.life_events, s.origin, s.sort_key, s.serial, s.providers
FROM registry_service s WHERE s.code_serial = :code_serial AND s.code_serial <> '' AND s.state = 1
ORDER BY s.code, s.id LIMIT :row_limit;

-- name: services_each :many
-- A batch of services by id with what is needed to read each whole; state_least 0 takes all. The
-- plus keeps the planner on the key: by state it would sort all services for every batch.
-- in: after_id text, last_id text, state_least int, state_most int, row_limit int
-- out: profile text, author text, version_at int, source_file text, source_line int, note text
-- out: id text, number text, code text, title text, agency_id text, agency_name text
-- out: state int, version int, updated_at int, certainty int, stage int, declared_stage int?
-- out: verified_stage int?, visits int?, minutes_least int?, minutes_most int?
-- out: fee_least int?, fee_most int?, time_text text, fee_text text, types int, levels int
-- out: life_events int, origin int, sort_key text, serial int, providers text
-- out: verifications int
SELECT v.profile, v.author, v.at AS version_at, v.source_file, v.source_line, v.note,
    s.id, s.number, s.code, s.title, s.agency_id, s.agency_name, s.state, s.version,
    s.updated_at, s.certainty, s.stage, s.declared_stage, s.verified_stage, s.visits,
    s.minutes_least, s.minutes_most, s.fee_least, s.fee_most, s.time_text, s.fee_text, s.types,
    s.levels, s.life_events, s.origin, s.sort_key, s.serial, s.providers,
    (SELECT COUNT(*) FROM registry_verification x WHERE x.service_id = s.id) AS verifications
FROM registry_service s
JOIN registry_service_version v ON v.service_id = s.id AND v.version = s.version
WHERE s.id > :after_id AND s.id <= :last_id
    AND +s.state >= :state_least AND +s.state <= :state_most
ORDER BY s.id
LIMIT :row_limit;

-- name: version_of_service :maybe
-- in: service_id text, version int
-- out: profile text, author text, at int, source_file text, source_line int, note text
SELECT profile, author, at, source_file, source_line, note FROM registry_service_version
WHERE service_id = :service_id AND version = :version;

-- name: versions_of_service :many
-- in: service_id text, before int, row_limit int
-- out: version int, author text, at int, source_file text, source_line int, note text
SELECT version, author, at, source_file, source_line, note FROM registry_service_version
WHERE service_id = :service_id AND version < :before
ORDER BY version DESC LIMIT :row_limit;

-- name: verification_of_service :maybe
-- in: service_id text
-- out: levels text, note text, author text, at int
SELECT levels, note, author, at FROM registry_verification
WHERE service_id = :service_id ORDER BY at DESC, id DESC LIMIT 1;

-- name: facet_counts :many
-- in: kind text
-- out: value text, services int
-- bounded: one row a value of the facet; agencies and closed lists
SELECT value, count(*) AS services FROM registry_facet
WHERE kind = :kind AND state = 1 GROUP BY value ORDER BY value;

-- name: service_totals :one
-- `known` holds one bit a fact; see enum service_known.
-- out: services int, drafts int, known_time int, known_fee int, free_fee int, known_visits int
-- out: known_volume int, known_code int, known_documents int, known_channels int
SELECT count(*) FILTER (WHERE state = 1) AS services,
    count(*) FILTER (WHERE state = 0) AS drafts,
    count(*) FILTER (WHERE state = 1 AND (known & 1) <> 0) AS known_time,
    count(*) FILTER (WHERE state = 1 AND (known & 2) <> 0) AS known_fee,
    count(*) FILTER (WHERE state = 1 AND (known & 4) <> 0) AS free_fee,
    count(*) FILTER (WHERE state = 1 AND (known & 8) <> 0) AS known_visits,
    count(*) FILTER (WHERE state = 1 AND (known & 16) <> 0) AS known_volume,
    count(*) FILTER (WHERE state = 1 AND (known & 32) <> 0) AS known_code,
    count(*) FILTER (WHERE state = 1 AND (known & 64) <> 0) AS known_documents,
    count(*) FILTER (WHERE state = 1 AND (known & 128) <> 0) AS known_channels
FROM registry_service;

-- name: totals_row :one
-- out: counties int, agencies int, documents int, clauses int, terms int, population int?
SELECT (SELECT count(*) FROM registry_county) AS counties,
    (SELECT count(*) FROM registry_agency) AS agencies,
    (SELECT count(*) FROM registry_document) AS documents,
    (SELECT count(*) FROM registry_clause) AS clauses,
    (SELECT count(*) FROM registry_term) AS terms,
    (SELECT CAST(sum(population) AS BIGINT) FROM registry_county WHERE counted_elsewhere = 0)
        AS population;
