/* Gathers the home page. */
#include "front.h"

#include <stdlib.h>
#include <string.h>

#include "vocabulary.h"

static int by_services(const void *left, const void *right) {
    const struct front_event *a = left;
    const struct front_event *b = right;
    return (a->services < b->services) - (a->services > b->services);
}

static enum err read_events(struct store_db *db, struct arena *arena, struct front_home *out) {
    struct registry_count_list counts;
    enum err err = registry_counts(db, arena, "life_event", &counts);
    if (err != ERR_NONE) {
        return err;
    }
    for (size_t i = 0; i < counts.count && out->event_count < COUNT_OF(out->events); i++) {
        int event = vocabulary_value(VOCABULARY_LIFE_EVENT, counts.rows[i].value);
        if (event == LIFE_EVENT_NONE) {
            continue;
        }
        out->events[out->event_count++] = (struct front_event){
            .slug = vocabulary_slug(VOCABULARY_LIFE_EVENT, event),
            .label = vocabulary_label(VOCABULARY_LIFE_EVENT, event),
            .services = counts.rows[i].services,
        };
        out->events_known += counts.rows[i].services;
    }
    qsort(out->events, out->event_count, sizeof out->events[0], by_services);
    return ERR_NONE;
}

static int counts_by_services(const void *left, const void *right) {
    const struct registry_count *a = left;
    const struct registry_count *b = right;
    return (a->services < b->services) - (a->services > b->services);
}

static enum err read_agencies(struct store_db *db, struct arena *arena, struct front_home *out) {
    struct registry_count_list counts;
    enum err err = registry_counts(db, arena, "agency", &counts);
    if (err != ERR_NONE) {
        return err;
    }
    struct registry_count *sorted = ARENA_ARRAY(arena, counts.count + 1, struct registry_count);
    if (sorted == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < counts.count; i++) {
        sorted[i] = counts.rows[i];
    }
    qsort(sorted, counts.count, sizeof sorted[0], counts_by_services);
    for (size_t i = 0; err == ERR_NONE && i < counts.count && i < FRONT_AGENCIES; i++) {
        err = registry_agency_get(db, arena, sorted[i].value, &out->agencies[i]);
        out->agency_count += err == ERR_NONE;
    }
    return err;
}

enum err front_home_read(struct store_db *db, struct arena *arena, struct front_home *out) {
    memset(out, 0, sizeof *out);
    enum err err = registry_totals(db, arena, &out->totals);
    if (err == ERR_NONE) {
        err = read_events(db, arena, out);
    }
    if (err == ERR_NONE) {
        err = read_agencies(db, arena, out);
    }
    return err;
}
