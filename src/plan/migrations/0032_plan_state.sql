-- The rollup: one row a published service, derived from profile, newest report, rules, settings and
-- target, with the versions it was derived from. Nothing here is a fact of its own.
CREATE TABLE plan_state (
    service_id TEXT NOT NULL PRIMARY KEY,
    profile_version BIGINT NOT NULL,
    service_updated_at BIGINT NOT NULL,
    report_mark BIGINT NOT NULL,
    basis BIGINT NOT NULL,
    year BIGINT NOT NULL,
    title_key TEXT NOT NULL,
    agency_id TEXT NOT NULL,
    stage BIGINT,
    at_most BIGINT NOT NULL,
    overclaim BIGINT,
    blocking BIGINT NOT NULL,
    queue BIGINT NOT NULL,
    level_information BIGINT,
    level_request BIGINT,
    level_processing BIGINT,
    level_delivery BIGINT,
    target BIGINT NOT NULL,
    target_set BIGINT NOT NULL,
    target_day BIGINT,
    gap BIGINT,
    gap_sort BIGINT NOT NULL,
    volume DOUBLE PRECISION,
    visits DOUBLE PRECISION,
    zero_share DOUBLE PRECISION,
    minutes DOUBLE PRECISION,
    documents DOUBLE PRECISION,
    fee DOUBLE PRECISION,
    good BIGINT NOT NULL,
    medium BIGINT NOT NULL,
    bad BIGINT NOT NULL,
    debt DOUBLE PRECISION,
    burden DOUBLE PRECISION,
    saving DOUBLE PRECISION,
    published_facts BIGINT NOT NULL,
    notification_only BIGINT NOT NULL,
    visit_without_clause BIGINT NOT NULL,
    demonstration BIGINT NOT NULL,
    unconfirmed BIGINT NOT NULL,
    findings BIGINT NOT NULL
);
CREATE INDEX plan_state_gap ON plan_state (gap_sort, service_id);
CREATE INDEX plan_state_twins ON plan_state (agency_id, title_key);

CREATE TABLE plan_finding (
    service_id TEXT NOT NULL,
    rule TEXT NOT NULL,
    PRIMARY KEY (service_id, rule)
);
CREATE INDEX plan_finding_rule ON plan_finding (rule, service_id);

-- The ranking of all services with a gap left or unknown.
CREATE TABLE plan_rank (
    position BIGINT NOT NULL PRIMARY KEY,
    service_id TEXT NOT NULL UNIQUE,
    band BIGINT NOT NULL,
    lower_bound DOUBLE PRECISION,
    unhappy DOUBLE PRECISION,
    unhappy_decile BIGINT NOT NULL,
    saving DOUBLE PRECISION,
    saving_decile BIGINT NOT NULL,
    transparency BIGINT NOT NULL,
    visits DOUBLE PRECISION,
    volume DOUBLE PRECISION
);

-- Levels of the nine criteria now: verified by IT management, else what the profile shows.
CREATE TABLE plan_level (
    service_id TEXT NOT NULL,
    criterion BIGINT NOT NULL,
    applies BIGINT NOT NULL,
    level BIGINT,
    PRIMARY KEY (service_id, criterion)
);
