-- Writing services: the head, the versions, and the rows rebuilt from a profile.

-- name: service_serial_last :one
-- out: serial int
SELECT COALESCE(max(serial), 1000) AS serial FROM registry_service;

-- name: service_insert :rows
-- in: id text, serial int, number text, import_key text?, import_digest text, code text
-- in: code_serial text, title text, sort_key text, agency_id text, agency_name text
-- in: providers text, state int, version int, now int, generation int, certainty int
-- in: stage int, declared_stage int?, visits int?, minutes_least int?, minutes_most int?
-- in: fee_least int?, fee_most int?, time_text text, fee_text text, types int, levels int
-- in: life_events int, origin int, known int
INSERT INTO registry_service (
    id, serial, number, import_key, import_digest, code, code_serial, title, sort_key,
    agency_id, agency_name, providers, state, version, created_at, updated_at, generation,
    certainty, stage, declared_stage, visits, minutes_least, minutes_most, fee_least, fee_most,
    time_text, fee_text, types, levels, life_events, origin, known)
VALUES (
    :id, :serial, :number, :import_key, :import_digest, :code, :code_serial, :title, :sort_key,
    :agency_id, :agency_name, :providers, :state, :version, :now, :now, :generation,
    :certainty, :stage, :declared_stage, :visits, :minutes_least, :minutes_most, :fee_least,
    :fee_most, :time_text, :fee_text, :types, :levels, :life_events, :origin, :known);

-- name: service_update :exec
-- in: id text, import_key text?, import_digest text, code text, code_serial text, title text
-- in: sort_key text, agency_id text, agency_name text, providers text, state int, version int
-- in: now int, generation int, certainty int, stage int, declared_stage int?, visits int?
-- in: minutes_least int?, minutes_most int?, fee_least int?, fee_most int?, time_text text
-- in: fee_text text, types int, levels int, life_events int, origin int, known int
-- in: expected_version int
UPDATE registry_service SET
    import_key = :import_key, import_digest = :import_digest, code = :code,
    code_serial = :code_serial, title = :title, sort_key = :sort_key, agency_id = :agency_id,
    agency_name = :agency_name, providers = :providers, state = :state, version = :version,
    generation = :generation, certainty = :certainty, stage = :stage,
    declared_stage = :declared_stage, visits = :visits, minutes_least = :minutes_least,
    minutes_most = :minutes_most, fee_least = :fee_least, fee_most = :fee_most,
    time_text = :time_text, fee_text = :fee_text, types = :types, levels = :levels,
    life_events = :life_events, origin = :origin, known = :known, updated_at = :now
WHERE id = :id AND version = :expected_version;

-- name: version_insert :rows
-- in: service_id text, version int, profile text, author text, at int, source_file text
-- in: source_line int, note text
INSERT INTO registry_service_version (
    service_id, version, profile, author, at, source_file, source_line, note)
VALUES (:service_id, :version, :profile, :author, :at, :source_file, :source_line, :note);

-- name: service_by_import_key :maybe
-- What the importer compares with.
-- in: import_key text
-- out: id text, version int, state int, providers text, import_digest text, title text
SELECT id, version, state, providers, import_digest, title
FROM registry_service WHERE import_key = :import_key;

-- name: service_head :maybe
-- What a save needs of the service as it is.
-- in: id text
-- out: serial int, number text, import_key text?, import_digest text, providers text, state int
-- out: version int, profile text, author text, at int
SELECT s.serial, s.number, s.import_key, s.import_digest, s.providers, s.state, s.version,
    v.profile, v.author, v.at
FROM registry_service s
JOIN registry_service_version v ON v.service_id = s.id AND v.version = s.version
WHERE s.id = :id;

-- name: version_imported_last :maybe
-- The newest version that came from a file.
-- in: service_id text
-- out: version int, profile text
SELECT version, profile FROM registry_service_version
WHERE service_id = :service_id AND source_file <> '' ORDER BY version DESC LIMIT 1;

-- name: service_other_with_code :maybe
-- Another service that already has this identifier, up to a serial: not one of the same import.
-- in: code text, import_key text, serial_most int
-- out: id text, title text, agency_name text, import_key text?
SELECT id, title, agency_name, import_key FROM registry_service
WHERE code = :code AND code <> '' AND serial <= :serial_most
  AND (import_key IS NULL OR import_key <> :import_key)
ORDER BY id LIMIT 1;

-- name: verification_insert :exec
-- in: id text, service_id text, levels text, note text, author text, at int
INSERT INTO registry_verification (id, service_id, levels, note, author, at)
VALUES (:id, :service_id, :levels, :note, :author, :at);

-- name: service_set_verified :exec
-- in: id text, verified_stage int?
UPDATE registry_service SET verified_stage = :verified_stage WHERE id = :id;

-- name: services_rename_agency :exec
-- in: agency_id text, agency_name text
UPDATE registry_service SET agency_name = :agency_name WHERE agency_id = :agency_id;

-- name: facet_insert :rows
-- in: kind text, value text, state int, sort_key text, service_id text
INSERT INTO registry_facet (
    kind, value, state, sort_key, service_id)
VALUES (
    :kind, :value, :state, :sort_key, :service_id);

-- name: facet_delete :exec
-- in: kind text, value text, state int, sort_key text, service_id text
DELETE FROM registry_facet
WHERE kind = :kind AND value = :value AND state = :state AND sort_key = :sort_key
  AND service_id = :service_id;

-- name: channel_insert :rows
-- in: service_id text, position int, stage text, channel text, electronic int, remote int
-- in: text text
INSERT INTO registry_channel (
    service_id, position, stage, channel, electronic, remote, text)
VALUES (
    :service_id, :position, :stage, :channel, :electronic, :remote, :text);

-- name: channel_clear :exec
-- in: service_id text
DELETE FROM registry_channel WHERE service_id = :service_id;

-- name: fee_insert :rows
-- in: service_id text, position int, least int?, most int?, condition text, formula text
-- in: dated text, electronic int
INSERT INTO registry_fee (
    service_id, position, least, most, condition, formula, dated, electronic)
VALUES (
    :service_id, :position, :least, :most, :condition, :formula, :dated, :electronic);

-- name: fee_clear :exec
-- in: service_id text
DELETE FROM registry_fee WHERE service_id = :service_id;

-- name: required_document_insert :rows
-- in: service_id text, position int, text text, folded text
INSERT INTO registry_required_document (
    service_id, position, text, folded)
VALUES (
    :service_id, :position, :text, :folded);

-- name: required_document_clear :exec
-- in: service_id text
DELETE FROM registry_required_document WHERE service_id = :service_id;

-- name: visit_insert :rows
-- in: service_id text, position int, reason text, queue text, text text, clause text
INSERT INTO registry_visit (
    service_id, position, reason, queue, text, clause)
VALUES (
    :service_id, :position, :reason, :queue, :text, :clause);

-- name: visit_clear :exec
-- in: service_id text
DELETE FROM registry_visit WHERE service_id = :service_id;

-- name: inquiry_insert :rows
-- in: service_id text, position int, agency text, agency_id text?, system text, exchange text
INSERT INTO registry_inquiry (
    service_id, position, agency, agency_id, system, exchange)
VALUES (
    :service_id, :position, :agency, :agency_id, :system, :exchange);

-- name: inquiry_clear :exec
-- in: service_id text
DELETE FROM registry_inquiry WHERE service_id = :service_id;

-- name: criterion_insert :rows
-- in: service_id text, criterion text, state int, level int?, declared int?, blocking int
INSERT INTO registry_criterion (
    service_id, criterion, state, level, declared, blocking)
VALUES (
    :service_id, :criterion, :state, :level, :declared, :blocking);

-- name: criterion_clear :exec
-- in: service_id text
DELETE FROM registry_criterion WHERE service_id = :service_id;

-- name: service_set_digest :exec
-- The file's row changed in a way that says nothing new.
-- in: id text, import_digest text
UPDATE registry_service SET import_digest = :import_digest WHERE id = :id;
