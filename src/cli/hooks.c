/* The upward hooks. */
#include "hooks.h"

#include "people.h"
#include "plan.h"
#include "registry.h"

/* The agencies that the scope of an account may name. */
static enum err agencies_of_registry(struct store_db *reader, struct arena *arena, size_t limit,
                                     struct people_agencies *out) {
    struct registry_agency_list list;
    enum err err = registry_agencies(reader, arena, NULL, NULL, limit, &list);
    struct people_agency *rows =
        err ? NULL : ARENA_ARRAY(arena, list.count + 1, struct people_agency);
    if (!rows) {
        return err ? err : err_failed();
    }
    for (size_t i = 0; i < list.count; i++) {
        rows[i] = (struct people_agency){list.rows[i].id, list.rows[i].name};
    }
    *out = (struct people_agencies){rows, list.count};
    return ERR_NONE;
}

void cli_hooks(void) {
    people_set_agency_source(agencies_of_registry);
    registry_set_listener(plan_service_changed);
}
