/* Private: list rows out of the generated statements, which all select the same columns. */
#ifndef KHAJU_REGISTRY_SERVICE_ROW_H
#define KHAJU_REGISTRY_SERVICE_ROW_H

#include "registry.h"

#define SERVICE_ROW_OF(row) \
    (struct registry_service_row) { \
        .id = (row)->id, .number = (row)->number, .code = (row)->code, .title = (row)->title, \
        .agency_id = (row)->agency_id, .agency_name = (row)->agency_name, \
        .state = (enum service_state)(row)->state, .version = (row)->version, \
        .updated_at = (row)->updated_at, .certainty = (enum maturity_certainty)(row)->certainty, \
        .stage = (int)(row)->stage, .declared_stage = (row)->declared_stage, \
        .verified_stage = (row)->verified_stage, .visits = (row)->visits, \
        .minutes_least = (row)->minutes_least, .minutes_most = (row)->minutes_most, \
        .fee_least = (row)->fee_least, .fee_most = (row)->fee_most, .time_text = (row)->time_text, \
        .fee_text = (row)->fee_text, .types = (uint32_t)(row)->types, \
        .levels = (uint32_t)(row)->levels, .life_events = (uint32_t)(row)->life_events, \
        .origin = (enum origin)(row)->origin \
    }

/* A published service by the number that the search index knows it by. */
enum err service_row_by_serial(struct store_db *db, struct arena *arena, int64_t serial,
                               struct registry_service_row *out, bool *found) WARN_UNUSED;

#endif
