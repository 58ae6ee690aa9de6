-- What an agency reports about one service and one Jalali year.
CREATE TABLE registry_report (
    id TEXT NOT NULL PRIMARY KEY,
    service_id TEXT NOT NULL REFERENCES registry_service (id),
    agency_id TEXT NOT NULL REFERENCES registry_agency (id),
    year BIGINT NOT NULL,
    months BIGINT NOT NULL,
    version BIGINT NOT NULL,
    state BIGINT NOT NULL,
    demo BIGINT NOT NULL,
    volume BIGINT,
    visits DOUBLE PRECISION,
    zero_visit_share DOUBLE PRECISION,
    minutes BIGINT,
    good BIGINT,
    medium BIGINT,
    bad BIGINT,
    survey_source TEXT NOT NULL,
    note TEXT NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    reported_at BIGINT NOT NULL,
    decided_at BIGINT NOT NULL,
    UNIQUE (service_id, year)
);
CREATE INDEX registry_report_agency ON registry_report (agency_id, reported_at, id);
CREATE INDEX registry_report_time ON registry_report (reported_at, id);
