/* All providers: the names that authors write in {{number …}}, {{table …}}, {{figure …}}. */
#include "provider_table.h"

#include "text.h"
#include <string.h>

enum { NEAR = 4 }; /* letters by which a name that is suggested may differ, and one more */

const struct provider *const provider_tables[PROVIDER_TABLES] = {
    providers_services, providers_registry,  providers_diagnosis,
    providers_roadmap,  providers_processes,
};

const struct provider *provider_find(const char *name) {
    for (size_t i = 0; i < PROVIDER_TABLES; i++) {
        for (const struct provider *one = provider_tables[i]; one->name != NULL; one++) {
            if (strcmp(one->name, name) == 0) {
                return one;
            }
        }
    }
    return NULL;
}

const char *provider_nearest(const char *name) {
    const char *best = NULL;
    size_t distance = NEAR;
    for (size_t i = 0; i < PROVIDER_TABLES; i++) {
        for (const struct provider *one = provider_tables[i]; one->name != NULL; one++) {
            size_t here = text_distance(name, one->name, distance);
            if (here < distance) {
                distance = here;
                best = one->name;
            }
        }
    }
    return best;
}
