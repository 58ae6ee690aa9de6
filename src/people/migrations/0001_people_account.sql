-- Who may sign in, as what, and for which agencies. An account is never deleted: the trail names it.
CREATE TABLE people_account (
    id TEXT PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    search_key TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'locked', 'closed')),
    demo BIGINT NOT NULL CHECK (demo IN (0, 1)),
    password_hash TEXT NOT NULL,
    must_change BIGINT NOT NULL CHECK (must_change IN (0, 1)),
    password_until BIGINT,
    totp_secret TEXT,
    totp_step BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE people_account_role (
    account_id TEXT NOT NULL REFERENCES people_account (id),
    role TEXT NOT NULL,
    PRIMARY KEY (account_id, role)
);
CREATE INDEX people_account_role_by_role ON people_account_role (role, account_id);

-- agency_id is a row of a room above; no foreign key reaches upward.
CREATE TABLE people_account_agency (
    account_id TEXT NOT NULL REFERENCES people_account (id),
    agency_id TEXT NOT NULL,
    PRIMARY KEY (account_id, agency_id)
);

CREATE TABLE people_recovery (
    code_hash TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES people_account (id)
);
CREATE INDEX people_recovery_by_account ON people_recovery (account_id);
