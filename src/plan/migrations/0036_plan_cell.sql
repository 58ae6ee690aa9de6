-- The rollup again, so that one changed service costs one service, and a picture of the province
-- costs as much as it has groups. All of it is derived; the first refresh fills it.
DROP TABLE plan_level;
DROP TABLE plan_finding;
DROP TABLE plan_rank;
DROP TABLE plan_state;

-- Services whose rollup is older than what is known of them.
CREATE TABLE plan_changed (
    service_id TEXT NOT NULL PRIMARY KEY,
    times BIGINT NOT NULL
);
INSERT INTO plan_changed (service_id, times)
SELECT id, 1 FROM registry_service WHERE state = 1;
-- 'done' is the basis, and 'year' the Jalali year, for which the services were last read.
INSERT INTO plan_mark (name, value) VALUES ('done', 0);
INSERT INTO plan_mark (name, value) VALUES ('year', 0);
UPDATE plan_mark SET value = 0 WHERE name = 'ranked';

-- Many services have the same findings: each set of rules that found one is kept once.
CREATE TABLE plan_set (
    id BIGINT NOT NULL PRIMARY KEY,
    rules TEXT NOT NULL UNIQUE,
    count BIGINT NOT NULL
);
CREATE TABLE plan_set_rule (
    rule TEXT NOT NULL,
    set_id BIGINT NOT NULL,
    PRIMARY KEY (rule, set_id)
);
CREATE INDEX plan_set_rule_set ON plan_set_rule (set_id, rule);

-- One row a published service. cell: its providers, as the registry writes them. levels: one sign a
-- criterion, 0 to 6, ? for unknown, - for not applicable.
CREATE TABLE plan_state (
    service_id TEXT NOT NULL PRIMARY KEY,
    cell TEXT NOT NULL,
    agency_id TEXT NOT NULL,
    title_key TEXT NOT NULL,
    set_id BIGINT NOT NULL,
    findings BIGINT NOT NULL,
    levels TEXT NOT NULL,
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
    must_visit BIGINT,
    offline BIGINT,
    audience BIGINT,
    life_event BIGINT,
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
    unconfirmed BIGINT NOT NULL
);
CREATE INDEX plan_state_gap
ON plan_state (gap_sort, service_id, cell, stage, at_most, blocking, queue);
CREATE INDEX plan_state_twins ON plan_state (agency_id, title_key);
CREATE INDEX plan_state_cell ON plan_state (cell);
CREATE INDEX plan_state_set ON plan_state (service_id, set_id, cell);

CREATE VIEW plan_finding AS
SELECT p.service_id, k.rule FROM plan_state p JOIN plan_set_rule k ON k.set_id = p.set_id;

CREATE VIEW plan_level AS
SELECT p.service_id, c.criterion,
       CASE WHEN SUBSTR(p.levels, c.place, 1) = '-' THEN 0 ELSE 1 END AS applies,
       CASE WHEN SUBSTR(p.levels, c.place, 1) BETWEEN '0' AND '6'
            THEN CAST(SUBSTR(p.levels, c.place, 1) AS BIGINT) END AS level
FROM plan_state p
CROSS JOIN (SELECT 0 AS criterion, 1 AS place UNION ALL SELECT 1, 2 UNION ALL SELECT 2, 3
            UNION ALL SELECT 3, 4 UNION ALL SELECT 4, 5 UNION ALL SELECT 5, 6
            UNION ALL SELECT 6, 7 UNION ALL SELECT 7, 8 UNION ALL SELECT 8, 9) c;

-- What the pictures add up, one row for all services of the same providers (agency_id: the first of
-- them). stale: a service of it changed since.
CREATE TABLE plan_cell (
    cell TEXT NOT NULL PRIMARY KEY,
    agency_id TEXT NOT NULL,
    stale BIGINT NOT NULL,
    services BIGINT NOT NULL,
    volume DOUBLE PRECISION,
    volume_known BIGINT NOT NULL,
    volume_demo BIGINT NOT NULL,
    debt DOUBLE PRECISION,
    debt_known BIGINT NOT NULL,
    debt_demo BIGINT NOT NULL,
    burden DOUBLE PRECISION,
    burden_known BIGINT NOT NULL,
    burden_demo BIGINT NOT NULL,
    saving DOUBLE PRECISION,
    saving_known BIGINT NOT NULL,
    saving_demo BIGINT NOT NULL,
    notification_only BIGINT NOT NULL,
    visits_without_clause BIGINT NOT NULL,
    overclaims BIGINT NOT NULL,
    findings BIGINT NOT NULL,
    with_findings BIGINT NOT NULL,
    queue1 BIGINT NOT NULL,
    queue2 BIGINT NOT NULL,
    queue3 BIGINT NOT NULL,
    measured BIGINT NOT NULL,
    published BIGINT NOT NULL,
    good BIGINT NOT NULL,
    medium BIGINT NOT NULL,
    bad BIGINT NOT NULL,
    unconfirmed BIGINT NOT NULL
);
CREATE TABLE plan_cell_agency (
    agency_id TEXT NOT NULL,
    cell TEXT NOT NULL,
    PRIMARY KEY (agency_id, cell)
);
CREATE INDEX plan_cell_agency_cell ON plan_cell_agency (cell, agency_id);
-- part 0: the stage of the service, 1 to 4 its columns of the heat map; level -1: not known.
CREATE TABLE plan_cell_level (
    cell TEXT NOT NULL,
    part BIGINT NOT NULL,
    level BIGINT NOT NULL,
    at_most BIGINT NOT NULL,
    services BIGINT NOT NULL,
    PRIMARY KEY (cell, part, level, at_most)
);
CREATE TABLE plan_cell_set (
    cell TEXT NOT NULL,
    set_id BIGINT NOT NULL,
    services BIGINT NOT NULL,
    PRIMARY KEY (cell, set_id)
);
CREATE INDEX plan_cell_set_set ON plan_cell_set (set_id, services);
-- Services with a gap and no target of their own, for the roadmap.
CREATE TABLE plan_cell_wait (
    cell TEXT NOT NULL,
    queue BIGINT NOT NULL,
    target BIGINT NOT NULL,
    services BIGINT NOT NULL,
    debt DOUBLE PRECISION,
    debt_unknown BIGINT NOT NULL,
    PRIMARY KEY (cell, queue, target)
);

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
    volume DOUBLE PRECISION,
    must_visit BIGINT,
    documents DOUBLE PRECISION,
    offline BIGINT,
    gap BIGINT,
    audience BIGINT,
    life_event BIGINT
);
