-- Upstream documents, clauses, glossary, holidays.

-- name: document_rows :many
-- out: id text, title text, title_en text, issuer text, issuer_en text, number text
-- out: approved text, approved_gregorian text, other_dates text, url text, note text
-- out: verified int, facts int, clauses int
-- bounded: the upstream documents of one province
SELECT d.id, d.title, d.title_en, d.issuer, d.issuer_en, d.number, d.approved,
    d.approved_gregorian, d.other_dates, d.url, d.note, d.verified, d.facts,
    (SELECT count(*) FROM registry_clause c WHERE c.document_id = d.id) AS clauses
FROM registry_document d ORDER BY d.position, d.id;

-- name: document_by_id :maybe
-- in: id text
-- out: id text, title text, title_en text, issuer text, issuer_en text, number text
-- out: approved text, approved_gregorian text, other_dates text, url text, note text
-- out: verified int, facts int, clauses int, position int, digest text
SELECT d.id, d.title, d.title_en, d.issuer, d.issuer_en, d.number, d.approved,
    d.approved_gregorian, d.other_dates, d.url, d.note, d.verified, d.facts,
    (SELECT count(*) FROM registry_clause c WHERE c.document_id = d.id) AS clauses,
    d.position, d.digest
FROM registry_document d WHERE d.id = :id;

-- name: document_put :exec
-- in: id text, position int, title text, title_en text, issuer text, issuer_en text, number text
-- in: approved text, approved_gregorian text, other_dates text, url text, note text
-- in: verified int, facts int, digest text
INSERT INTO registry_document (
    id, position, title, title_en, issuer, issuer_en, number, approved, approved_gregorian,
    other_dates, url, note, verified, facts, digest)
VALUES (
    :id, :position, :title, :title_en, :issuer, :issuer_en, :number, :approved,
    :approved_gregorian, :other_dates, :url, :note, :verified, :facts, :digest)
ON CONFLICT (id) DO UPDATE SET
    title = excluded.title, title_en = excluded.title_en, issuer = excluded.issuer,
    issuer_en = excluded.issuer_en, number = excluded.number, approved = excluded.approved,
    approved_gregorian = excluded.approved_gregorian, other_dates = excluded.other_dates,
    url = excluded.url, note = excluded.note, verified = excluded.verified,
    facts = excluded.facts, digest = excluded.digest;

-- name: clause_rows :many
-- in: document_id text, pattern text, with_deadline int, after_position int, after_id text
-- in: row_limit int
-- out: id text, document_id text, document_title text, position int, clause text
-- out: paraphrase text, paraphrase_en text, obliged text, obliged_en text, deadline text
-- out: deadline_amount int?, deadline_unit text, deadline_working int, deadline_every int
-- out: deadline_until text, url text, note text, verified int
SELECT c.id, c.document_id, d.title AS document_title, c.position, c.clause, c.paraphrase,
    c.paraphrase_en, c.obliged, c.obliged_en, c.deadline, c.deadline_amount, c.deadline_unit,
    c.deadline_working, c.deadline_every, c.deadline_until, c.url, c.note, c.verified
FROM registry_clause c JOIN registry_document d ON d.id = c.document_id
WHERE (:document_id = '' OR c.document_id = :document_id)
  AND (:pattern = '' OR c.folded LIKE :pattern)
  AND (:with_deadline = 0 OR c.deadline <> '')
  AND (c.position, c.id) > (:after_position, :after_id)
ORDER BY c.position, c.id
LIMIT :row_limit;

-- name: clause_by_id :maybe
-- in: id text
-- out: id text, document_id text, document_title text, position int, clause text
-- out: paraphrase text, paraphrase_en text, obliged text, obliged_en text, deadline text
-- out: deadline_amount int?, deadline_unit text, deadline_working int, deadline_every int
-- out: deadline_until text, url text, note text, verified int
SELECT c.id, c.document_id, d.title AS document_title, c.position, c.clause, c.paraphrase,
    c.paraphrase_en, c.obliged, c.obliged_en, c.deadline, c.deadline_amount, c.deadline_unit,
    c.deadline_working, c.deadline_every, c.deadline_until, c.url, c.note, c.verified
FROM registry_clause c JOIN registry_document d ON d.id = c.document_id
WHERE c.id = :id;

-- name: clause_digest :maybe
-- in: id text
-- out: digest text
SELECT digest FROM registry_clause WHERE id = :id;

-- name: clause_put :exec
-- in: id text, document_id text, position int, clause text, paraphrase text, paraphrase_en text
-- in: obliged text, obliged_en text, deadline text, deadline_amount int?, deadline_unit text
-- in: deadline_working int, deadline_every int, deadline_until text, url text, note text
-- in: verified int, folded text, digest text
INSERT INTO registry_clause (
    id, document_id, position, clause, paraphrase, paraphrase_en, obliged, obliged_en, deadline,
    deadline_amount, deadline_unit, deadline_working, deadline_every, deadline_until, url, note,
    verified, folded, digest)
VALUES (
    :id, :document_id, :position, :clause, :paraphrase, :paraphrase_en, :obliged, :obliged_en,
    :deadline, :deadline_amount, :deadline_unit, :deadline_working, :deadline_every,
    :deadline_until, :url, :note, :verified, :folded, :digest)
ON CONFLICT (id) DO UPDATE SET
    document_id = excluded.document_id, position = excluded.position, clause = excluded.clause,
    paraphrase = excluded.paraphrase, paraphrase_en = excluded.paraphrase_en,
    obliged = excluded.obliged, obliged_en = excluded.obliged_en, deadline = excluded.deadline,
    deadline_amount = excluded.deadline_amount, deadline_unit = excluded.deadline_unit,
    deadline_working = excluded.deadline_working, deadline_every = excluded.deadline_every,
    deadline_until = excluded.deadline_until, url = excluded.url, note = excluded.note,
    verified = excluded.verified, folded = excluded.folded, digest = excluded.digest;

-- name: term_rows :many
-- in: pattern text, row_limit int
-- out: term text, term_en text, meaning text, meaning_en text
SELECT term, term_en, meaning, meaning_en FROM registry_term
WHERE (:pattern = '' OR searched LIKE :pattern)
ORDER BY sort_key, folded LIMIT :row_limit;

-- name: term_by_folded :maybe
-- in: folded text
-- out: term text, term_en text, meaning text, meaning_en text
SELECT term, term_en, meaning, meaning_en FROM registry_term WHERE folded = :folded;

-- name: term_put :exec
-- in: folded text, sort_key text, term text, term_en text, meaning text, meaning_en text
-- in: searched text
INSERT INTO registry_term (folded, sort_key, term, term_en, meaning, meaning_en, searched)
VALUES (:folded, :sort_key, :term, :term_en, :meaning, :meaning_en, :searched)
ON CONFLICT (folded) DO UPDATE SET
    sort_key = excluded.sort_key, term = excluded.term, term_en = excluded.term_en,
    meaning = excluded.meaning, meaning_en = excluded.meaning_en, searched = excluded.searched;

-- name: holiday_version_last :maybe
-- out: version int, digest text
SELECT version, digest FROM registry_holiday_version ORDER BY version DESC LIMIT 1;

-- name: holiday_version_add :exec
-- in: version int, digest text, created_at int, author text
INSERT INTO registry_holiday_version (version, digest, created_at, author)
VALUES (:version, :digest, :created_at, :author);

-- name: holiday_add :exec
-- in: version int, day int, date text, name text, confidence text
INSERT INTO registry_holiday (version, day, date, name, confidence)
VALUES (:version, :day, :date, :name, :confidence);

-- name: holiday_rows :many
-- in: version int
-- out: day int, date text, name text, confidence text
-- bounded: the holidays of a table, at most REGISTRY_HOLIDAYS_MAX
SELECT day, date, name, confidence FROM registry_holiday WHERE version = :version ORDER BY day;
