-- Delegated authority: who may decide what, up to which amount, for which agency or unit, from
-- when until when, and on which letter or clause it rests. Never deleted, only revoked.
CREATE TABLE people_authority (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES people_account (id),
    permission TEXT NOT NULL,
    subject TEXT NOT NULL,
    amount_max BIGINT,
    agency_id TEXT,
    unit TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT,
    basis TEXT NOT NULL,
    letter TEXT NOT NULL,
    granted_by TEXT REFERENCES people_account (id),
    created_at BIGINT NOT NULL,
    revoked_at BIGINT,
    revoked_by TEXT REFERENCES people_account (id),
    revoked_why TEXT,
    CHECK (until_at IS NULL OR until_at > from_at)
);
CREATE INDEX people_authority_by_account ON people_authority (account_id, permission, from_at);
CREATE INDEX people_authority_by_time ON people_authority (created_at, id);
