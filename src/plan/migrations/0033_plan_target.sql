-- Targets somebody has set: a level (of one criterion, or -1 of the whole service) by a day.
CREATE TABLE plan_target (
    id TEXT NOT NULL PRIMARY KEY,
    service_id TEXT NOT NULL REFERENCES registry_service (id),
    criterion BIGINT NOT NULL,
    stage BIGINT NOT NULL,
    due_day BIGINT NOT NULL,
    responsible_id TEXT REFERENCES registry_agency (id),
    note TEXT NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    UNIQUE (service_id, criterion, due_day)
);
CREATE INDEX plan_target_due ON plan_target (due_day, id);
