-- Rules of diagnosis, all their versions, the words by which a document is known to be one the
-- state holds already, and who a clause obliges. All of it is data (data/rules).
CREATE TABLE plan_rule (
    code TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    explanation TEXT NOT NULL,
    remedy TEXT NOT NULL,
    cause TEXT NOT NULL,
    severity BIGINT NOT NULL,
    legal_basis TEXT NOT NULL,
    condition TEXT NOT NULL,
    enabled BIGINT NOT NULL,
    edited BIGINT NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL
);
CREATE TABLE plan_rule_version (
    code TEXT NOT NULL,
    version BIGINT NOT NULL,
    title TEXT NOT NULL,
    explanation TEXT NOT NULL,
    remedy TEXT NOT NULL,
    cause TEXT NOT NULL,
    severity BIGINT NOT NULL,
    legal_basis TEXT NOT NULL,
    condition TEXT NOT NULL,
    enabled BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    PRIMARY KEY (code, version)
);
-- The clauses of a rule, one a row, for joins; rebuilt from legal_basis.
CREATE TABLE plan_rule_clause (
    code TEXT NOT NULL,
    position BIGINT NOT NULL,
    document_id TEXT NOT NULL,
    clause TEXT NOT NULL,
    PRIMARY KEY (code, position)
);
CREATE INDEX plan_rule_clause_clause ON plan_rule_clause (document_id, clause);
CREATE TABLE plan_held (
    term TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL
);
CREATE TABLE plan_group (
    id TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    kinds TEXT NOT NULL
);
CREATE TABLE plan_group_kind (
    group_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (group_id, kind)
);
CREATE TABLE plan_obliged (
    folded TEXT NOT NULL PRIMARY KEY,
    group_id TEXT NOT NULL
);
