-- Only "is this one of the agencies of that service" asks a facet by its service; all else knows the
-- whole key. An index of that alone costs an import a fifth of one of everything.
DROP INDEX registry_facet_service;
CREATE INDEX registry_facet_agency ON registry_facet (service_id, value) WHERE kind = 'agency';
