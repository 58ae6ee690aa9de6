-- Rows behind the numbers about services. State 1 is published (registry.h).

-- name: services_count :each
-- Every published service, with its first agency.
-- out: key text, title text, agency text
SELECT number AS key, title, agency_name AS agency
FROM registry_service WHERE state = 1
ORDER BY sort_key, id;

-- name: services_agencies :each
-- Agencies that offer at least one published service, with how many.
-- out: key text, agency text, services int
SELECT f.value AS key, a.name AS agency, COUNT(*) AS services
FROM registry_facet f JOIN registry_service s ON s.id = f.service_id
JOIN registry_agency a ON a.id = f.value
WHERE f.kind = 'agency' AND s.state = 1
GROUP BY f.value, a.name, a.sort_key
ORDER BY COUNT(*) DESC, a.sort_key, f.value;

-- name: services_elsewhere :each
-- Published services most of which was read from a page outside this province or a national one.
-- origin 3: another province, 4: national (vocabulary.h).
-- out: key text, title text, agency text, origin int
SELECT number AS key, title, agency_name AS agency, origin
FROM registry_service
WHERE state = 1 AND origin IN (3, 4)
ORDER BY sort_key, id;

-- name: services_without_time :each
-- Published services whose time is not stated in any words.
-- out: key text, title text, agency text
SELECT number AS key, title, agency_name AS agency
FROM registry_service WHERE state = 1 AND time_text = ''
ORDER BY sort_key, id;

-- name: services_without_fee :each
-- Published services whose fee is not stated; free is stated.
-- out: key text, title text, agency text
SELECT number AS key, title, agency_name AS agency
FROM registry_service
WHERE state = 1 AND fee_text = '' AND fee_least IS NULL AND fee_most IS NULL
ORDER BY sort_key, id;

-- name: services_without_visits :each
-- Published services whose number of visits is stated neither in the profile nor in a report.
-- out: key text, title text, agency text
SELECT s.number AS key, s.title, s.agency_name AS agency
FROM registry_service s
WHERE s.state = 1 AND s.visits IS NULL
  AND NOT EXISTS (SELECT 1 FROM registry_report r WHERE r.service_id = s.id
                  AND r.visits IS NOT NULL AND r.demo = 0)
ORDER BY s.sort_key, s.id;

-- name: services_without_volume :each
-- Published services for which no agency has reported the cases of a year.
-- out: key text, title text, agency text
SELECT s.number AS key, s.title, s.agency_name AS agency
FROM registry_service s
WHERE s.state = 1
  AND NOT EXISTS (SELECT 1 FROM registry_report r WHERE r.service_id = s.id
                  AND r.volume IS NOT NULL AND r.demo = 0)
ORDER BY s.sort_key, s.id;

-- name: services_without_identifier :each
-- Published services without the official identifier.
-- out: key text, title text, agency text
SELECT number AS key, title, agency_name AS agency
FROM registry_service WHERE state = 1 AND code = ''
ORDER BY sort_key, id;

-- name: services_completeness :each
-- How many published services state each fact a citizen needs.
-- out: fact text, stated int, missing int
SELECT fact, SUM(there) AS stated, COUNT(*) - SUM(there) AS missing
FROM (
  SELECT 'time' AS fact, 1 AS place, CASE WHEN time_text <> '' THEN 1 ELSE 0 END AS there
  FROM registry_service WHERE state = 1
  UNION ALL
  SELECT 'fee', 2, CASE WHEN fee_text <> '' OR fee_least IS NOT NULL OR fee_most IS NOT NULL
                        THEN 1 ELSE 0 END FROM registry_service WHERE state = 1
  UNION ALL
  SELECT 'documents', 3, CASE WHEN EXISTS (SELECT 1 FROM registry_required_document d
                              WHERE d.service_id = s.id) THEN 1 ELSE 0 END
  FROM registry_service s WHERE s.state = 1
  UNION ALL
  SELECT 'channels', 4, CASE WHEN EXISTS (SELECT 1 FROM registry_channel c
                             WHERE c.service_id = s.id) THEN 1 ELSE 0 END
  FROM registry_service s WHERE s.state = 1
  UNION ALL
  SELECT 'visits', 5, CASE WHEN visits IS NOT NULL THEN 1 ELSE 0 END
  FROM registry_service WHERE state = 1
  UNION ALL
  SELECT 'identifier', 6, CASE WHEN code <> '' THEN 1 ELSE 0 END
  FROM registry_service WHERE state = 1) facts
GROUP BY fact, place
ORDER BY place;

-- name: services_list :each
-- The list of services of the annex.
-- out: key text, title text, agency text, code text?, time text?, fee text?, stage int?
SELECT number AS key, title, agency_name AS agency, NULLIF(code, '') AS code,
       NULLIF(time_text, '') AS time, NULLIF(fee_text, '') AS fee,
       CASE WHEN certainty = 0 THEN NULL ELSE stage END AS stage
FROM registry_service WHERE state = 1
ORDER BY agency_name, sort_key, id;
