-- A service: its head for lists, its versions with the whole profile as JSON. The public number is
-- the serial with a check digit. import_key is a digest of who publishes it and its title.
CREATE TABLE registry_service (
    serial BIGINT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL,
    import_key TEXT UNIQUE,
    import_digest TEXT NOT NULL,
    code TEXT NOT NULL,
    code_serial TEXT NOT NULL,
    title TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    agency_id TEXT NOT NULL REFERENCES registry_agency (id),
    agency_name TEXT NOT NULL,
    providers TEXT NOT NULL,
    state BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    generation BIGINT NOT NULL,
    certainty BIGINT NOT NULL,
    stage BIGINT NOT NULL,
    declared_stage BIGINT,
    verified_stage BIGINT,
    visits BIGINT,
    minutes_least BIGINT,
    minutes_most BIGINT,
    fee_least BIGINT,
    fee_most BIGINT,
    time_text TEXT NOT NULL,
    fee_text TEXT NOT NULL,
    types BIGINT NOT NULL,
    levels BIGINT NOT NULL,
    life_events BIGINT NOT NULL,
    origin BIGINT NOT NULL,
    known BIGINT NOT NULL
);
CREATE INDEX registry_service_sort ON registry_service (state, sort_key, id);
CREATE INDEX registry_service_sort_any ON registry_service (sort_key, id);
CREATE INDEX registry_service_code ON registry_service (code) WHERE code <> '';
CREATE INDEX registry_service_family ON registry_service (code_serial) WHERE code_serial <> '';

CREATE TABLE registry_service_version (
    service_id TEXT NOT NULL REFERENCES registry_service (id),
    version BIGINT NOT NULL,
    profile TEXT NOT NULL,
    author TEXT NOT NULL,
    at BIGINT NOT NULL,
    source_file TEXT NOT NULL,
    source_line BIGINT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (service_id, version)
);

-- What IT management verified, criterion by criterion; the newest counts, the others stay.
CREATE TABLE registry_verification (
    id TEXT NOT NULL PRIMARY KEY,
    service_id TEXT NOT NULL REFERENCES registry_service (id),
    levels TEXT NOT NULL,
    note TEXT NOT NULL,
    author TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX registry_verification_service ON registry_verification (service_id, at);
