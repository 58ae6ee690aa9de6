-- The audit trail. Rows are linked in chains: each row's hash covers the row and the hash before
-- it, and the head remembers the last one, so a changed or a missing row shows. There are several
-- chains only so that writers on PostgreSQL do not all wait for one row.
CREATE TABLE people_audit (
    id TEXT PRIMARY KEY,
    chain BIGINT NOT NULL,
    place BIGINT NOT NULL,
    at BIGINT NOT NULL,
    account_id TEXT,
    account_name TEXT,
    session_id TEXT,
    act TEXT NOT NULL,
    object_type TEXT NOT NULL,
    object_id TEXT NOT NULL,
    agency_id TEXT,
    detail TEXT,
    hash TEXT NOT NULL,
    UNIQUE (chain, place)
);
CREATE INDEX people_audit_by_time ON people_audit (at, id);
CREATE INDEX people_audit_by_account ON people_audit (account_id, at, id);
CREATE INDEX people_audit_by_object ON people_audit (object_type, object_id, at, id);
CREATE INDEX people_audit_by_agency ON people_audit (agency_id, at, id);

CREATE TABLE people_audit_head (
    chain BIGINT PRIMARY KEY,
    place BIGINT NOT NULL,
    hash TEXT NOT NULL
);
