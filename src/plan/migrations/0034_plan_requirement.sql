-- Requirements: what must be there before a gap can be closed, and which services wait for it.
CREATE TABLE plan_requirement (
    id TEXT NOT NULL PRIMARY KEY,
    kind BIGINT NOT NULL,
    state BIGINT NOT NULL,
    title TEXT NOT NULL,
    detail TEXT NOT NULL,
    evidence TEXT NOT NULL,
    blocking BIGINT NOT NULL,
    owner_id TEXT REFERENCES registry_agency (id),
    amount_rial BIGINT,
    due_day BIGINT,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL
);
CREATE INDEX plan_requirement_kind ON plan_requirement (kind, state, id);
CREATE TABLE plan_requirement_service (
    requirement_id TEXT NOT NULL REFERENCES plan_requirement (id),
    service_id TEXT NOT NULL REFERENCES registry_service (id),
    PRIMARY KEY (requirement_id, service_id)
);
CREATE INDEX plan_requirement_service_service ON plan_requirement_service (service_id);
