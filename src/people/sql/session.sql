-- name: session_get :maybe
-- The session of a token, with what is known of its account.
-- in: token_hash text
-- out: id text, account_id text, stage text, created_at int, seen_at int, idle_ms int, ends_at int, username text, name text, state text, demo int, must_change int, totp_secret text?, totp_step int
SELECT s.id, s.account_id, s.stage, s.created_at, s.seen_at, s.idle_ms, s.ends_at,
       a.username, a.name, a.state, a.demo, a.must_change, a.totp_secret, a.totp_step
FROM people_session s JOIN people_account a ON a.id = s.account_id
WHERE s.token_hash = :token_hash;

-- name: session_insert :exec
-- in: id text, token_hash text, account_id text, stage text, peer text, agent text, now int, idle_ms int, ends_at int
INSERT INTO people_session (id, token_hash, account_id, stage, peer, agent, created_at, seen_at,
                            idle_ms, ends_at)
VALUES (:id, :token_hash, :account_id, :stage, :peer, :agent, :now, :now, :idle_ms, :ends_at);

-- name: session_seen :exec
-- in: id text, now int
UPDATE people_session SET seen_at = :now WHERE id = :id AND seen_at < :now;

-- name: session_token :exec
-- in: id text, account_id text, token_hash text, now int
UPDATE people_session SET token_hash = :token_hash, seen_at = :now
WHERE id = :id AND account_id = :account_id AND stage = 'full';

-- name: session_list :many
-- in: account_id text, now int, limit int
-- out: id text, peer text, agent text, created_at int, seen_at int
SELECT id, peer, agent, created_at, seen_at FROM people_session
WHERE account_id = :account_id AND stage = 'full' AND ends_at > :now AND seen_at + idle_ms > :now
ORDER BY created_at DESC, id DESC LIMIT :limit;

-- name: session_delete :exec
-- in: id text, account_id text
DELETE FROM people_session WHERE id = :id AND account_id = :account_id;

-- name: session_end_others :exec
-- in: account_id text, keep_id text
DELETE FROM people_session WHERE account_id = :account_id AND id <> :keep_id;

-- name: session_purge :exec
-- in: now int
DELETE FROM people_session WHERE ends_at <= :now;

-- name: throttle_get :maybe
-- in: throttle_key text
-- out: failures int, last_at int, blocked_until int
SELECT failures, last_at, blocked_until FROM people_throttle WHERE throttle_key = :throttle_key;

-- name: throttle_put :exec
-- in: throttle_key text, failures int, now int, blocked_until int
INSERT INTO people_throttle (throttle_key, failures, last_at, blocked_until)
VALUES (:throttle_key, :failures, :now, :blocked_until)
ON CONFLICT (throttle_key) DO UPDATE
SET failures = excluded.failures, last_at = excluded.last_at,
    blocked_until = excluded.blocked_until;

-- name: throttle_clear :exec
-- in: throttle_key text
DELETE FROM people_throttle WHERE throttle_key = :throttle_key;

-- name: throttle_purge :exec
-- in: before int
DELETE FROM people_throttle WHERE last_at < :before;

-- name: settings :many
-- bounded: one row for each name the program knows
-- out: name text, value int
SELECT name, value FROM people_setting ORDER BY name;

-- name: setting_put :exec
-- in: name text, value int
INSERT INTO people_setting (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;
