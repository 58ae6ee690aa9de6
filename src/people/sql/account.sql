-- name: account_get :maybe
-- One account by id or, with id '', by user name.
-- in: id text, username text
-- out: id text, username text, name text, unit text, state text, demo int, password_hash text, must_change int, password_until int?, totp_secret text?, totp_step int, created_at int, changed_at int, version int
SELECT id, username, name, unit, state, demo, password_hash, must_change, password_until,
       totp_secret, totp_step, created_at, changed_at, version
FROM people_account
WHERE id = :id OR (:id = '' AND username = :username);

-- name: account_roles :many
-- bounded: an account has no more roles than the program knows
-- in: account_id text
-- out: role text
SELECT role FROM people_account_role WHERE account_id = :account_id ORDER BY role;

-- name: account_agencies :many
-- in: account_id text, limit int
-- out: agency_id text
SELECT agency_id FROM people_account_agency WHERE account_id = :account_id
ORDER BY agency_id LIMIT :limit;

-- name: account_list :many
-- Accounts after a user name, one row for each of their roles (role NULL: none).
-- in: search text, role text, state text, after text, limit int
-- out: id text, username text, name text, unit text, state text, demo int, must_change int, totp int, agencies int, created_at int, changed_at int, version int, role text?
SELECT a.id, a.username, a.name, a.unit, a.state, a.demo, a.must_change,
       CASE WHEN a.totp_secret IS NULL THEN 0 ELSE 1 END AS totp,
       (SELECT COUNT(*) FROM people_account_agency g WHERE g.account_id = a.id) AS agencies,
       a.created_at, a.changed_at, a.version, r.role
FROM (SELECT * FROM people_account
      WHERE username > :after
        AND (:search = '' OR search_key LIKE '%' || :search || '%')
        AND (:state = '' OR state = :state)
        AND (:role = '' OR id IN (SELECT account_id FROM people_account_role WHERE role = :role))
      ORDER BY username LIMIT :limit) a
LEFT JOIN people_account_role r ON r.account_id = a.id
ORDER BY a.username, r.role;

-- name: account_insert :exec
-- in: id text, username text, name text, unit text, search_key text, state text, demo int, password_hash text, must_change int, password_until int?, now int
INSERT INTO people_account (id, username, name, unit, search_key, state, demo, password_hash,
                            must_change, password_until, totp_secret, totp_step, created_at,
                            changed_at, version)
VALUES (:id, :username, :name, :unit, :search_key, :state, :demo, :password_hash,
        :must_change, :password_until, NULL, 0, :now, :now, 1)
ON CONFLICT (username) DO NOTHING;

-- name: account_update :exec
-- The version read before must still be the present one.
-- in: id text, version int, name text, unit text, search_key text, state text, now int
UPDATE people_account
SET name = :name, unit = :unit, search_key = :search_key, state = :state, changed_at = :now,
    version = version + 1
WHERE id = :id AND version = :version;

-- name: account_password :exec
-- Refused (no row) when the hash is no longer the one that was checked; old_hash '' skips that.
-- in: id text, old_hash text, password_hash text, must_change int, password_until int?, now int
UPDATE people_account
SET password_hash = :password_hash, must_change = :must_change, password_until = :password_until,
    changed_at = :now, version = version + 1
WHERE id = :id AND (:old_hash = '' OR password_hash = :old_hash);

-- name: account_rehash :exec
-- The same password under today's parameters: not a change a person would notice.
-- in: id text, old_hash text, password_hash text
UPDATE people_account SET password_hash = :password_hash
WHERE id = :id AND password_hash = :old_hash;

-- name: account_totp :exec
-- in: id text, totp_secret text?, totp_step int, now int
UPDATE people_account
SET totp_secret = :totp_secret, totp_step = :totp_step, changed_at = :now, version = version + 1
WHERE id = :id;

-- name: account_totp_step :exec
-- No row: this step, or a later one, was used already.
-- in: id text, totp_step int
UPDATE people_account SET totp_step = :totp_step WHERE id = :id AND totp_step < :totp_step;

-- name: account_role_clear :exec
-- in: account_id text
DELETE FROM people_account_role WHERE account_id = :account_id;

-- name: account_role_add :exec
-- in: account_id text, role text
INSERT INTO people_account_role (account_id, role) VALUES (:account_id, :role);

-- name: account_agency_clear :exec
-- in: account_id text
DELETE FROM people_account_agency WHERE account_id = :account_id;

-- name: account_agency_add :exec
-- in: account_id text, agency_id text
INSERT INTO people_account_agency (account_id, agency_id) VALUES (:account_id, :agency_id)
ON CONFLICT (account_id, agency_id) DO NOTHING;

-- name: account_real_count :one
-- Accounts that are not demo ones.
-- out: count int
SELECT COUNT(*) AS count FROM people_account WHERE demo = 0;

-- name: account_role_others :one
-- Active accounts with a role, this one left out.
-- in: role text, account_id text
-- out: count int
SELECT COUNT(*) AS count FROM people_account a
JOIN people_account_role r ON r.account_id = a.id
WHERE r.role = :role AND a.state = 'active' AND a.id <> :account_id;

-- name: recovery_clear :exec
-- in: account_id text
DELETE FROM people_recovery WHERE account_id = :account_id;

-- name: recovery_add :exec
-- in: code_hash text, account_id text
INSERT INTO people_recovery (code_hash, account_id) VALUES (:code_hash, :account_id);

-- name: recovery_use :exec
-- No row: not a code of this account, or used already.
-- in: code_hash text, account_id text
DELETE FROM people_recovery WHERE code_hash = :code_hash AND account_id = :account_id;

-- name: recovery_count :one
-- in: account_id text
-- out: count int
SELECT COUNT(*) AS count FROM people_recovery WHERE account_id = :account_id;
