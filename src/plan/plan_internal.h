/* What the files of this room share and nobody else sees. */
#ifndef KHAJU_PLAN_INTERNAL_H
#define KHAJU_PLAN_INTERNAL_H

#include "buf.h"
#include "plan.h"

enum { PLAN_RULES_MAX = 200, PLAN_RULE_CLAUSES_MAX = 8, PLAN_HELD_MAX = 1000,
       PLAN_OBLIGED_MAX = 1000, PLAN_GROUPS_MAX = 50 };

/* Writes a rule that was checked; edited: by a person, so that an import leaves it alone. */
enum err plan_rule_write(struct store_db *db, struct arena *arena, const struct plan_rule *rule,
                         bool edited, const struct person *who, int64_t now_ms) WARN_UNUSED;
bool plan_rule_same(const struct plan_rule *a, const struct plan_rule *b);

/* Rules ready to run, held words, settings, year: read once, used for many services. */
struct plan_engine {
    struct plan_rule_list rules;                 /* enabled ones */
    struct plan_condition **conditions;
    struct plan_held_list held;
    struct plan_settings settings;
    int64_t basis;
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

/* Near-duplicate titles have equal keys; NULL on ERR_MEMORY. */
const char *plan_title_key(struct arena *arena, const char *title);
/* Derives the rollup of one service again, inside a command. */
enum err plan_refresh_service(struct store_db *db, struct arena *arena, const char *service_id,
                              const struct plan_engine *engine) WARN_UNUSED;
/* The same by id alone, when something of that one service changed. */
enum err plan_touch_service(struct store_db *db, const char *service_id,
                            int64_t now_ms) WARN_UNUSED;
/* The ranking again, from the rollup. */
enum err plan_rank_rebuild(struct store_db *db) WARN_UNUSED;

/* Cursors: "a|b" of two keys; NULL or a foreign text is the first page. */
const char *plan_cursor(struct arena *arena, const char *first, const char *second);
enum err plan_cursor_read(struct arena *arena, const char *after, const char **first,
                          const char **second) WARN_UNUSED;
/* limit 0 = a page; never above the maximum. */
size_t plan_limit(size_t limit);
const char *plan_or_empty(const char *text);

#endif
