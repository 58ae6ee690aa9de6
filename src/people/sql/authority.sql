-- name: authority_list :many
-- Newest first. account '' and permission '' mean any; current 1 leaves out what ended.
-- in: account_id text, permission text, current int, now int, before_at int, before_id text, limit int
-- out: id text, account_id text, name text, username text, permission text, subject text, amount_max int?, agency_id text?, unit text, from_at int, until_at int?, basis text, letter text, granted_name text?, created_at int, revoked_at int?, revoked_name text?, revoked_why text?
SELECT d.id, d.account_id, a.name, a.username, d.permission, d.subject, d.amount_max, d.agency_id,
       d.unit, d.from_at, d.until_at, d.basis, d.letter, g.name AS granted_name, d.created_at,
       d.revoked_at, r.name AS revoked_name, d.revoked_why
FROM people_authority d
JOIN people_account a ON a.id = d.account_id
LEFT JOIN people_account g ON g.id = d.granted_by
LEFT JOIN people_account r ON r.id = d.revoked_by
WHERE (d.created_at, d.id) < (:before_at, :before_id)
  AND (:account_id = '' OR d.account_id = :account_id)
  AND (:permission = '' OR d.permission = :permission)
  AND (:current = 0 OR (d.revoked_at IS NULL AND (d.until_at IS NULL OR d.until_at > :now)))
ORDER BY d.created_at DESC, d.id DESC LIMIT :limit;

-- name: authority_get :maybe
-- in: id text
-- out: id text, account_id text, name text, permission text, subject text, agency_id text?, revoked_at int?
SELECT d.id, d.account_id, a.name, d.permission, d.subject, d.agency_id, d.revoked_at
FROM people_authority d JOIN people_account a ON a.id = d.account_id
WHERE d.id = :id;

-- name: authority_holds :maybe
-- The delegation on which somebody may decide this, here, now, for this amount (-1: no amount).
-- in: account_id text, permission text, agency_id text, amount int, now int
-- out: id text, basis text, letter text
SELECT d.id, d.basis, d.letter FROM people_authority d
JOIN people_account a ON a.id = d.account_id
WHERE d.account_id = :account_id AND d.permission = :permission AND a.state = 'active'
  AND d.revoked_at IS NULL AND d.from_at <= :now
  AND (d.until_at IS NULL OR d.until_at > :now)
  AND (d.agency_id IS NULL OR d.agency_id = :agency_id)
  AND (d.amount_max IS NULL OR d.amount_max >= :amount)
ORDER BY d.created_at DESC, d.id DESC LIMIT 1;

-- name: authority_insert :exec
-- in: id text, account_id text, permission text, subject text, amount_max int?, agency_id text?, unit text, from_at int, until_at int?, basis text, letter text, granted_by text?, now int
INSERT INTO people_authority (id, account_id, permission, subject, amount_max, agency_id, unit,
                              from_at, until_at, basis, letter, granted_by, created_at)
VALUES (:id, :account_id, :permission, :subject, :amount_max, :agency_id, :unit, :from_at,
        :until_at, :basis, :letter, :granted_by, :now);

-- name: authority_revoke_mark :exec
-- No row: revoked already.
-- in: id text, now int, revoked_by text?, revoked_why text
UPDATE people_authority
SET revoked_at = :now, revoked_by = :revoked_by, revoked_why = :revoked_why
WHERE id = :id AND revoked_at IS NULL;
