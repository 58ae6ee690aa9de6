/* The whole search index made anew, for an upgrade that changes what is indexed. */
#include "registry_internal.h"
#include "search.h"

struct rebuild {
    struct store_db *db;
    struct search_index index;
};

static enum err add(void *context, struct arena *arena, const struct registry_service *service) {
    struct rebuild *rebuild = context;
    struct registry_service_head_row head;
    bool found = false;
    struct projection projection = {rebuild->db, arena, NULL, &rebuild->index, NULL, NULL};
    enum err err = registry_service_head(
        rebuild->db, arena, &(struct registry_service_head_in){service->row.id}, &head, &found);
    return err == ERR_NONE && found ? service_index_change(&projection, head.serial,
                                                           &service->profile, head.providers, true)
                                    : err;
}

enum err registry_search_rebuild(struct store_db *db, void *unused) {
    struct rebuild rebuild = {.db = db};
    (void)unused;
    enum err err = registry_postings_clear(db, &(struct registry_postings_clear_in){0}, NULL);
    err = err == ERR_NONE
              ? registry_words_near_clear(db, &(struct registry_words_near_clear_in){0}, NULL)
              : err;
    err = err == ERR_NONE ? registry_words_clear(db, &(struct registry_words_clear_in){0}, NULL)
                          : err;
    err = err == ERR_NONE ? search_index_init(&rebuild.index, db) : err;
    if (err != ERR_NONE) {
        return err;
    }
    err = registry_service_each(db, false, add, &rebuild);
    err = err == ERR_NONE ? search_index_flush(&rebuild.index) : err;
    search_index_finish(&rebuild.index);
    return err;
}

enum err registry_search_refresh(struct store_db *db, void *unused) {
    struct registry_search_state_row state;
    enum err err = registry_search_state(db, NULL, &state);
    return err == ERR_NONE && state.services != 0 && state.places == 0
               ? registry_search_rebuild(db, unused)
               : err;
}
