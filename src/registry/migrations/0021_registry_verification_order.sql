-- The newest verification of a service is the last of this index, ties included: nothing is sorted.
DROP INDEX registry_verification_service;
CREATE INDEX registry_verification_service ON registry_verification (service_id, at, id);
