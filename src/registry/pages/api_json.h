/* Rows of the registry as JSON objects; the caller owns what it gets. Unknown is null. */
#ifndef KHAJU_REGISTRY_API_JSON_H
#define KHAJU_REGISTRY_API_JSON_H

#include "json.h"
#include "registry.h"
#include "upstream.h"

json_t *api_service_row(const struct registry_service_row *row);
json_t *api_agency(const struct registry_agency *agency);
json_t *api_county(const struct registry_county *county);
json_t *api_document(const struct registry_document *document);
json_t *api_clause(const struct registry_clause *clause);
/* The row with providers, profile, maturity and verified levels. */
enum err api_service_whole(struct arena *arena, const struct registry_service *service,
                           json_t **out) WARN_UNUSED;

#endif
