-- Counties and agencies.

-- name: county_rows :many
-- out: id text, name text, name_en text, census_code text, since text, centre text
-- out: centre_status text, note text, source text, population int?, men int?, women int?
-- out: households int?, counted_elsewhere int, area_km2 real?, latitude real?, longitude real?
-- bounded: the counties of one province
SELECT id, name, name_en, census_code, since, centre, centre_status, note, source, population, men,
    women, households, counted_elsewhere, area_km2, latitude, longitude
FROM registry_county ORDER BY position, id;

-- name: county_by_folded :maybe
-- in: folded text
-- out: id text, digest text
SELECT id, digest FROM registry_county WHERE folded = :folded;

-- name: county_id_taken :maybe
-- in: id text
-- out: folded text
SELECT folded FROM registry_county WHERE id = :id;

-- name: county_put :exec
-- in: id text, position int, name text, folded text, name_en text, census_code text, since text
-- in: centre text, centre_status text, note text, source text, population int?, men int?
-- in: women int?, households int?, counted_elsewhere int, area_km2 real?, latitude real?
-- in: longitude real?, digest text
INSERT INTO registry_county (
    id, position, name, folded, name_en, census_code, since, centre, centre_status, note, source,
    population, men, women, households, counted_elsewhere, area_km2, latitude, longitude, digest)
VALUES (
    :id, :position, :name, :folded, :name_en, :census_code, :since, :centre, :centre_status, :note,
    :source, :population, :men, :women, :households, :counted_elsewhere, :area_km2, :latitude,
    :longitude, :digest)
ON CONFLICT (id) DO UPDATE SET
    position = excluded.position, name = excluded.name, folded = excluded.folded,
    name_en = excluded.name_en, census_code = excluded.census_code, since = excluded.since,
    centre = excluded.centre, centre_status = excluded.centre_status, note = excluded.note,
    source = excluded.source, population = excluded.population, men = excluded.men,
    women = excluded.women, households = excluded.households,
    counted_elsewhere = excluded.counted_elsewhere, area_km2 = excluded.area_km2,
    latitude = excluded.latitude, longitude = excluded.longitude, digest = excluded.digest;

-- name: agency_rows :many
-- in: county_id text, after_key text, after_id text, row_limit int
-- out: id text, name text, kind text, aliases text, coverage int, county_id text?
-- out: county_name text?, part text, expected int, parent_id text?, sort_key text, services int
SELECT a.id, a.name, a.kind, a.aliases, a.coverage, a.county_id, c.name AS county_name, a.part,
    a.expected, a.parent_id, a.sort_key,
    (SELECT count(*) FROM registry_facet f
     WHERE f.kind = 'agency' AND f.value = a.id AND f.state = 1) AS services
FROM registry_agency a
LEFT JOIN registry_county c ON c.id = a.county_id
WHERE (a.sort_key, a.id) > (:after_key, :after_id)
  AND (:county_id = '' OR a.coverage = 0 OR a.county_id = :county_id)
ORDER BY a.sort_key, a.id
LIMIT :row_limit;

-- name: agency_by_id :maybe
-- in: id text
-- out: id text, name text, kind text, aliases text, coverage int, county_id text?
-- out: county_name text?, part text, expected int, parent_id text?, sort_key text, services int
SELECT a.id, a.name, a.kind, a.aliases, a.coverage, a.county_id, c.name AS county_name, a.part,
    a.expected, a.parent_id, a.sort_key,
    (SELECT count(*) FROM registry_facet f
     WHERE f.kind = 'agency' AND f.value = a.id AND f.state = 1) AS services
FROM registry_agency a
LEFT JOIN registry_county c ON c.id = a.county_id
WHERE a.id = :id;

-- name: agency_words :maybe
-- What a service takes over from its agency: name, and the words it is found by.
-- in: id text
-- out: name text, aliases text, county_name text?
SELECT a.name, a.aliases, c.name AS county_name
FROM registry_agency a
LEFT JOIN registry_county c ON c.id = a.county_id
WHERE a.id = :id;

-- name: agency_by_name :many
-- By a folded name or alias; more than one row means that an alias is shared.
-- in: folded text
-- out: agency_id text
SELECT agency_id FROM registry_agency_name WHERE folded = :folded ORDER BY agency_id LIMIT 2;

-- name: agency_by_folded :maybe
-- in: folded text
-- out: id text, name text, kind text, aliases text, coverage int, county_id text?, part text
-- out: expected int, parent_id text?
SELECT id, name, kind, aliases, coverage, county_id, part, expected, parent_id
FROM registry_agency WHERE folded = :folded;

-- name: agency_folded :many
-- Every folded name and alias, for searching.
-- in: row_limit int
-- out: folded text, agency_id text
SELECT folded, agency_id FROM registry_agency_name
ORDER BY folded, agency_id LIMIT :row_limit;

-- name: agency_names :many
-- Every name and alias, for finding the nearest.
-- in: row_limit int
-- out: folded text, agency_id text, name text, aliases text, county_name text?
SELECT n.folded, n.agency_id, a.name, a.aliases, c.name AS county_name
FROM registry_agency_name n
JOIN registry_agency a ON a.id = n.agency_id
LEFT JOIN registry_county c ON c.id = a.county_id
ORDER BY n.folded, n.agency_id LIMIT :row_limit;

-- name: agency_of_kind :maybe
-- The first agency of a kind; the governor's office gives the province its name.
-- in: kind text
-- out: id text, name text
SELECT id, name FROM registry_agency WHERE kind = :kind ORDER BY sort_key, id LIMIT 1;

-- name: agency_put :exec
-- in: id text, name text, folded text, sort_key text, kind text, aliases text, coverage int
-- in: county_id text?, part text, expected int, parent_id text?, updated_at int
INSERT INTO registry_agency (
    id, name, folded, sort_key, kind, aliases, coverage, county_id, part, expected, parent_id,
    updated_at)
VALUES (
    :id, :name, :folded, :sort_key, :kind, :aliases, :coverage, :county_id, :part, :expected,
    :parent_id, :updated_at)
ON CONFLICT (id) DO UPDATE SET
    name = excluded.name, folded = excluded.folded, sort_key = excluded.sort_key,
    kind = excluded.kind, aliases = excluded.aliases, coverage = excluded.coverage,
    county_id = excluded.county_id, part = excluded.part, expected = excluded.expected,
    parent_id = excluded.parent_id, updated_at = excluded.updated_at;

-- name: agency_names_clear :exec
-- in: agency_id text
DELETE FROM registry_agency_name WHERE agency_id = :agency_id;

-- name: agency_name_add :exec
-- in: folded text, agency_id text
INSERT INTO registry_agency_name (folded, agency_id) VALUES (:folded, :agency_id)
ON CONFLICT (folded, agency_id) DO NOTHING;
