-- Sessions hold only the hash of their token. stage 'code': the password was right, the code of
-- the second factor is still to come.
CREATE TABLE people_session (
    id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES people_account (id),
    stage TEXT NOT NULL CHECK (stage IN ('code', 'full')),
    peer TEXT NOT NULL,
    agent TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    idle_ms BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);
CREATE INDEX people_session_by_account ON people_session (account_id, created_at);
CREATE INDEX people_session_by_end ON people_session (ends_at);

-- Wrong tries per user name and per network address; unknown user names are counted alike.
CREATE TABLE people_throttle (
    throttle_key TEXT PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL
);
CREATE INDEX people_throttle_by_time ON people_throttle (last_at);

-- Numbers of the sign-in policy that differ from the program's own.
CREATE TABLE people_setting (
    name TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);
