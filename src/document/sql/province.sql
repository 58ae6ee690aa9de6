-- The province: its name, counties, agencies, upstream documents, glossary.

-- name: province_name :each
-- The agency that is the governor's office names the province.
-- out: name text
SELECT name
FROM registry_agency WHERE kind = 'governorate' ORDER BY id;

-- name: office_name :maybe
-- The governor's office.
-- out: name text
SELECT name
FROM registry_agency WHERE kind = 'governorate' ORDER BY id LIMIT 1;

-- name: counties_count :each
-- out: name text, population int?, since text?
SELECT name, population, NULLIF(since, '') AS since
FROM registry_county ORDER BY position, id;

-- name: counties_population :each
-- Counties with their census population; those made after the census are inside another one and
-- have none of their own.
-- out: name text, population int?, households int?
SELECT name, CASE WHEN counted_elsewhere = 1 THEN NULL ELSE population END AS population,
       households
FROM registry_county
ORDER BY CASE WHEN counted_elsewhere = 1 OR population IS NULL THEN 1 ELSE 0 END,
         population DESC, position;

-- name: counties_list :each
-- out: name text, centre text?, population int?, households int?, area real?, note text?
SELECT name, NULLIF(centre, '') AS centre,
       CASE WHEN counted_elsewhere = 1 THEN NULL ELSE population END AS population, households,
       area_km2 AS area, NULLIF(note, '') AS note
FROM registry_county ORDER BY position, id;

-- name: agencies_count :each
-- out: key text, name text, expected int
SELECT id AS key, name, expected
FROM registry_agency ORDER BY sort_key, id;

-- name: upstream_documents :each
-- Upstream documents; sheets of reported facts are not counted as documents.
-- out: key text, title text, issuer text?, number text?, approved text?, clauses int, verified int
SELECT d.id AS key, d.title, NULLIF(d.issuer, '') AS issuer, NULLIF(d.number, '') AS number,
       NULLIF(d.approved, '') AS approved,
       (SELECT COUNT(*) FROM registry_clause c WHERE c.document_id = d.id) AS clauses, d.verified
FROM registry_document d WHERE d.facts = 0
ORDER BY d.position, d.id;

-- name: upstream_clauses :each
-- Clauses of the upstream documents, as paraphrased.
-- out: key text, title text, clause text, obliged text?, verified int
SELECT d.id AS key, d.title, c.clause, NULLIF(c.obliged, '') AS obliged, c.verified
FROM registry_clause c JOIN registry_document d ON d.id = c.document_id
WHERE d.facts = 0
ORDER BY c.position, c.id;

-- name: upstream_unverified :each
-- Paraphrases written from memory and not yet seen in a source.
-- out: key text, title text, clause text
SELECT d.id AS key, d.title, c.clause
FROM registry_clause c JOIN registry_document d ON d.id = c.document_id
WHERE d.facts = 0 AND c.verified = 0
ORDER BY c.position, c.id;

-- name: glossary_all :each
-- out: term text, meaning text?, term_en text?
SELECT term, NULLIF(meaning, '') AS meaning, NULLIF(term_en, '') AS term_en
FROM registry_term ORDER BY sort_key, folded;

-- name: sources_all :each
-- Where the data came from: the imports that were applied, newest first.
-- out: kind text, file text, started_at int, total int, warnings int
SELECT kind, file_name AS file, started_at, total, warnings
FROM registry_import WHERE applied = 1
ORDER BY started_at DESC, id DESC;

-- name: sources_origin :each
-- Whose page most of each published service was read from.
-- out: origin int, services int
SELECT origin, COUNT(*) AS services
FROM registry_service WHERE state = 1
GROUP BY origin ORDER BY COUNT(*) DESC, origin;

-- name: source_dates :each
-- The newest change of each source.
-- out: source text, at int?
SELECT 'services' AS source, MAX(updated_at) AS at
FROM registry_service
UNION ALL SELECT 'agencies', MAX(updated_at) FROM registry_agency
UNION ALL SELECT 'library', MAX(state_at) FROM library_version WHERE state = 1
UNION ALL SELECT kind, MAX(started_at) FROM registry_import WHERE applied = 1 GROUP BY kind;

-- name: clause_find :many
-- The clauses of a document that bear this label.
-- in: document text, clause text
-- out: id text, document_id text, document_title text, clause text, paraphrase text, obliged text, deadline text, url text, verified int, facts int
SELECT c.id, d.id AS document_id, d.title AS document_title, c.clause, c.paraphrase, c.obliged,
       c.deadline, c.url, c.verified, d.facts
FROM registry_clause c JOIN registry_document d ON d.id = c.document_id
WHERE c.document_id = :document AND c.clause = :clause
ORDER BY c.position LIMIT 10;

-- name: term_find :maybe
-- in: folded text
-- out: term text, meaning text
SELECT term, meaning
FROM registry_term WHERE folded = :folded;
