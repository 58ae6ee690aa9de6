/* What the files of this room share and nobody else sees. */
#ifndef KHAJU_PLAN_INTERNAL_H
#define KHAJU_PLAN_INTERNAL_H

#include "buf.h"
#include "plan.h"

enum {
    PLAN_RULES_MAX = 200,
    PLAN_RULE_CLAUSES_MAX = 8,
    PLAN_HELD_MAX = 1000,
    PLAN_OBLIGED_MAX = 1000,
    PLAN_GROUPS_MAX = 50,
    PLAN_SET_TEXT_MAX = 1 << 16
};

/* Writes a rule that was checked; edited: by a person, so that an import leaves it alone. */
enum err plan_rule_write(struct store_db *db, struct arena *arena, const struct plan_rule *rule,
                         bool edited, const struct person *who, int64_t now_ms) WARN_UNUSED;
bool plan_rule_same(const struct plan_rule *a, const struct plan_rule *b);

/* Rules ready to run, held words, settings, year: read once, used for many services. */
struct plan_engine {
    struct plan_rule_list rules; /* enabled ones */
    struct plan_condition **conditions;
    struct plan_held_list held;
    struct plan_settings settings;
    int year;
};
enum err plan_engine_load(struct store_db *db, struct arena *arena, int64_t now_ms,
                          struct plan_engine *out) WARN_UNUSED;
enum err plan_held_load(struct store_db *db, struct arena *arena,
                        struct plan_held_list *out) WARN_UNUSED;
int plan_year_of(int64_t now_ms);
/* The newest report of a service that was not returned; NULL if there is none. */
enum err plan_newest_report(struct store_db *db, struct arena *arena, const char *service_id,
                            const struct registry_report **out) WARN_UNUSED;

/* Near-duplicate titles of an agency have equal keys; NULL on ERR_MEMORY. */
const char *plan_title_key(struct arena *arena, const char *title, const char *agency_name);
/* Fills near_duplicates and duplicate_title. */
enum err plan_twins_of(struct store_db *db, struct arena *arena,
                       const struct registry_service_row *head, const char *title_key,
                       struct plan_subject *out) WARN_UNUSED;
/* Derives the rollup of one service again, inside a command, and marks its cell. */
enum err plan_refresh_service(struct store_db *db, struct arena *arena, const char *service_id,
                              const struct plan_engine *engine) WARN_UNUSED;
/* The same of a service that was read already. */
enum err plan_refresh_read(struct store_db *db, struct arena *arena,
                           const struct registry_service *service,
                           const struct plan_engine *engine) WARN_UNUSED;
/* The same with its cell, by id alone, when something of that one service changed. */
enum err plan_touch_service(struct store_db *db, const char *service_id,
                            int64_t now_ms) WARN_UNUSED;
/* The cell of a service; NULL on ERR_MEMORY. */
const char *plan_cell_name(struct arena *arena, const struct registry_service *service);
/* A service of this cell changed. */
enum err plan_cell_mark(struct store_db *db, struct arena *arena, const char *cell) WARN_UNUSED;
/* Adds up the marked cells again. */
enum err plan_cells_refresh(struct store_db *db, struct arena *arena,
                            const struct plan_settings *settings) WARN_UNUSED;
/* The ranking again, from the rollup, if that is newer. */
enum err plan_rank_rebuild(struct store_db *db) WARN_UNUSED;

/* Cursors: "a|b" of two keys; NULL or a foreign text is the first page. */
const char *plan_cursor(struct arena *arena, const char *first, const char *second);
enum err plan_cursor_read(struct arena *arena, const char *after, const char **first,
                          const char **second) WARN_UNUSED;
/* limit 0 = a page; never above the maximum. */
size_t plan_limit(size_t limit);
const char *plan_or_empty(const char *text);

#endif
