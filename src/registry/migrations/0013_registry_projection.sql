-- What lists and diagnosis ask of a profile, as plain rows. All of it is rebuilt from the profile
-- when a version is made; none of it is a fact of its own. No foreign keys here: services are never
-- deleted, the rows are written by the command that wrote the service, and checking each of some
-- thirty rows a service again made an import a quarter slower.

-- One index answers every list: kind is agency, life_event, level, type, stage, or any_agency
-- (the staff's lists, where `state` is always 1; elsewhere it is the service's own).
CREATE TABLE registry_facet (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    state BIGINT NOT NULL,
    sort_key TEXT NOT NULL,
    service_id TEXT NOT NULL,
    PRIMARY KEY (kind, value, state, sort_key, service_id)
)
-- sqlite:
WITHOUT ROWID,
-- both:
;
CREATE INDEX registry_facet_service ON registry_facet (service_id, kind, value);

CREATE TABLE registry_channel (
    service_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    stage TEXT NOT NULL,
    channel TEXT NOT NULL,
    electronic BIGINT NOT NULL,
    remote BIGINT NOT NULL,
    "text" TEXT NOT NULL,
    PRIMARY KEY (service_id, position)
)
-- sqlite:
WITHOUT ROWID,
-- both:
;
CREATE TABLE registry_fee (
    service_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    least BIGINT,
    most BIGINT,
    condition TEXT NOT NULL,
    formula TEXT NOT NULL,
    dated TEXT NOT NULL,
    electronic BIGINT NOT NULL,
    PRIMARY KEY (service_id, position)
)
-- sqlite:
WITHOUT ROWID,
-- both:
;
CREATE TABLE registry_required_document (
    service_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    "text" TEXT NOT NULL,
    folded TEXT NOT NULL,
    PRIMARY KEY (service_id, position)
)
-- sqlite:
WITHOUT ROWID,
-- both:
;
CREATE TABLE registry_visit (
    service_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    reason TEXT NOT NULL,
    queue TEXT NOT NULL,
    "text" TEXT NOT NULL,
    clause TEXT NOT NULL,
    PRIMARY KEY (service_id, position)
)
-- sqlite:
WITHOUT ROWID,
-- both:
;
CREATE TABLE registry_inquiry (
    service_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    agency TEXT NOT NULL,
    agency_id TEXT,
    system TEXT NOT NULL,
    exchange TEXT NOT NULL,
    PRIMARY KEY (service_id, position)
)
-- sqlite:
WITHOUT ROWID,
-- both:
;
CREATE TABLE registry_criterion (
    service_id TEXT NOT NULL,
    criterion TEXT NOT NULL,
    state BIGINT NOT NULL,
    level BIGINT,
    declared BIGINT,
    blocking BIGINT NOT NULL,
    PRIMARY KEY (service_id, criterion)
)
-- sqlite:
WITHOUT ROWID,
-- both:
;
