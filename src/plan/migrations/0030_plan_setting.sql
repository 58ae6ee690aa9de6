-- Settings somebody has changed, and every value they ever had. A setting that is not here has the
-- value the program came with. Marks are counters by which derived tables know that they are old:
-- 'basis' rises with rules and settings, 'state' with the rollup, 'ranked' is the state last ranked.
CREATE TABLE plan_setting (
    name TEXT NOT NULL PRIMARY KEY,
    value DOUBLE PRECISION,
    source TEXT NOT NULL,
    demonstration BIGINT NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL
);
CREATE TABLE plan_setting_version (
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    value DOUBLE PRECISION,
    source TEXT NOT NULL,
    demonstration BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    PRIMARY KEY (name, version)
);
CREATE TABLE plan_mark (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO plan_mark (name, value) VALUES ('basis', 1);
INSERT INTO plan_mark (name, value) VALUES ('state', 1);
INSERT INTO plan_mark (name, value) VALUES ('ranked', 0);
