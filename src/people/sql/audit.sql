-- name: audit_place :one
-- Takes the next place in a chain; hash is that of the row before. Locks the chain until commit.
-- in: chain int
-- out: place int, hash text
INSERT INTO people_audit_head (chain, place, hash) VALUES (:chain, 1, '')
ON CONFLICT (chain) DO UPDATE SET place = people_audit_head.place + 1
RETURNING place, hash;

-- name: audit_head_hash :exec
-- in: chain int, hash text
UPDATE people_audit_head SET hash = :hash WHERE chain = :chain;

-- name: audit_insert :exec
-- in: id text, chain int, place int, at int, account_id text?, account_name text?, session_id text?, act text, object_type text, object_id text, agency_id text?, detail text?, hash text
INSERT INTO people_audit (id, chain, place, at, account_id, account_name, session_id, act,
                          object_type, object_id, agency_id, detail, hash)
VALUES (:id, :chain, :place, :at, :account_id, :account_name, :session_id, :act,
        :object_type, :object_id, :agency_id, :detail, :hash);

-- name: audit_heads :many
-- bounded: as many rows as there are chains
-- out: chain int, place int, hash text
SELECT chain, place, hash FROM people_audit_head ORDER BY chain;

-- name: audit_chain :each
-- One chain from its beginning, to check it.
-- in: chain int
-- out: id text, place int, at int, account_id text?, account_name text?, session_id text?, act text, object_type text, object_id text, agency_id text?, detail text?, hash text
SELECT id, place, at, account_id, account_name, session_id, act, object_type, object_id,
       agency_id, detail, hash
FROM people_audit WHERE chain = :chain ORDER BY place;

-- name: audit_chains :many
-- bounded: chains are few
-- out: chain int
SELECT DISTINCT chain FROM people_audit ORDER BY chain;

-- name: audit_one :maybe
-- in: id text
-- out: id text, chain int, place int, at int, account_id text?, account_name text?, session_id text?, act text, object_type text, object_id text, agency_id text?, detail text?, hash text
SELECT id, chain, place, at, account_id, account_name, session_id, act, object_type, object_id,
       agency_id, detail, hash
FROM people_audit WHERE id = :id;

-- name: audit_page :many
-- Newest first. Empty strings mean any. One branch runs, the one whose index fits the filter.
-- in: account_id text, object_type text, object_id text, agency_id text, act text, from_at int, before_at int, before_id text, limit int
-- out: id text, at int, account_id text?, account_name text?, act text, object_type text, object_id text, agency_id text?, detail text?
SELECT id, at, account_id, account_name, act, object_type, object_id, agency_id, detail
FROM people_audit
WHERE :object_id <> '' AND object_type = :object_type AND object_id = :object_id
  AND (:account_id = '' OR account_id = :account_id)
  AND (:agency_id = '' OR agency_id = :agency_id)
  AND act LIKE :act || '%' AND at >= :from_at AND (at, id) < (:before_at, :before_id)
UNION ALL
SELECT id, at, account_id, account_name, act, object_type, object_id, agency_id, detail
FROM people_audit
WHERE :object_id = '' AND :account_id <> '' AND account_id = :account_id
  AND (:object_type = '' OR object_type = :object_type)
  AND (:agency_id = '' OR agency_id = :agency_id)
  AND act LIKE :act || '%' AND at >= :from_at AND (at, id) < (:before_at, :before_id)
UNION ALL
SELECT id, at, account_id, account_name, act, object_type, object_id, agency_id, detail
FROM people_audit
WHERE :object_id = '' AND :account_id = '' AND :agency_id <> '' AND agency_id = :agency_id
  AND (:object_type = '' OR object_type = :object_type)
  AND act LIKE :act || '%' AND at >= :from_at AND (at, id) < (:before_at, :before_id)
UNION ALL
SELECT id, at, account_id, account_name, act, object_type, object_id, agency_id, detail
FROM people_audit
WHERE :object_id = '' AND :account_id = '' AND :agency_id = ''
  AND (:object_type = '' OR object_type = :object_type)
  AND act LIKE :act || '%' AND at >= :from_at AND (at, id) < (:before_at, :before_id)
ORDER BY at DESC, id DESC LIMIT :limit;
