-- Duties: one a clause, with who holds it (a group of agencies, or one agency; holder_id is the id
-- of the group or of the agency). The digest is the clause's when the duty was last looked at.
CREATE TABLE plan_duty (
    id TEXT NOT NULL PRIMARY KEY,
    clause_id TEXT NOT NULL UNIQUE REFERENCES registry_clause (id),
    clause_digest TEXT NOT NULL,
    title TEXT NOT NULL,
    due TEXT NOT NULL,
    due_day BIGINT,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL
);
CREATE TABLE plan_duty_holder (
    duty_id TEXT NOT NULL REFERENCES plan_duty (id),
    role TEXT NOT NULL,
    is_group BIGINT NOT NULL,
    holder_id TEXT NOT NULL,
    PRIMARY KEY (duty_id, role, is_group, holder_id)
);
