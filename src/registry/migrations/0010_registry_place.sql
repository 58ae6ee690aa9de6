-- Counties and agencies. Names are folded (text_fold) for finding, and kept as written for showing.
CREATE TABLE registry_county (
    id TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    name_en TEXT NOT NULL,
    census_code TEXT NOT NULL,
    since TEXT NOT NULL,
    centre TEXT NOT NULL,
    centre_status TEXT NOT NULL,
    note TEXT NOT NULL,
    source TEXT NOT NULL,
    population BIGINT,
    men BIGINT,
    women BIGINT,
    households BIGINT,
    counted_elsewhere BIGINT NOT NULL,
    area_km2 DOUBLE PRECISION,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    digest TEXT NOT NULL
);

CREATE TABLE registry_agency (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    sort_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    aliases TEXT NOT NULL,
    coverage BIGINT NOT NULL,
    county_id TEXT REFERENCES registry_county (id),
    part TEXT NOT NULL,
    expected BIGINT NOT NULL,
    parent_id TEXT REFERENCES registry_agency (id),
    updated_at BIGINT NOT NULL
);
CREATE INDEX registry_agency_sort ON registry_agency (sort_key, id);
CREATE INDEX registry_agency_county ON registry_agency (county_id);

-- Every name under which an agency is known: its own and its aliases.
CREATE TABLE registry_agency_name (
    folded TEXT NOT NULL,
    agency_id TEXT NOT NULL REFERENCES registry_agency (id),
    PRIMARY KEY (folded, agency_id)
);
CREATE INDEX registry_agency_name_agency ON registry_agency_name (agency_id);
