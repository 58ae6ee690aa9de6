/* What a diagnosis needs, read once: enabled rules with their conditions, words, settings, year. */
#include "plan_internal.h"

#include "calendar.h"
#include "plan_sql.h"

static enum err load_rules(struct store_db *db, struct arena *arena, struct plan_engine *out) {
    struct plan_rule_list all;
    struct plan_name names[PLAN_FACTS_MAX];
    enum err err = plan_rules(db, arena, NULL, &all);
    if (err) {
        return err;
    }
    struct plan_rule *rules = ARENA_ARRAY(arena, all.count + 1, struct plan_rule);
    out->conditions = ARENA_ARRAY(arena, all.count + 1, struct plan_condition *);
    if (!rules || !out->conditions) {
        return err_failed();
    }
    plan_fact_names(names);
    size_t count = 0;
    for (size_t i = 0; !err && i < all.count; i++) {
        if (all.rows[i].enabled) {
            rules[count] = all.rows[i];
            err = plan_condition_parse(arena, rules[count].condition, names, plan_fact_count,
                                       &out->conditions[count]);
            count++;
        }
    }
    out->rules = (struct plan_rule_list){rules, count};
    return err;
}

enum err plan_held_load(struct store_db *db, struct arena *arena, struct plan_held_list *out) {
    struct plan_held_rows_rows rows;
    enum err err = plan_held_rows(db, arena, &(struct plan_held_rows_in){PLAN_HELD_MAX}, &rows);
    struct plan_held *held = ARENA_ARRAY(arena, rows.count + 1, struct plan_held);
    if (err || !held) {
        return err ? err : err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        held[i] = (struct plan_held){rows.rows[i].term, rows.rows[i].holder};
    }
    *out = (struct plan_held_list){held, rows.count};
    return ERR_NONE;
}

int plan_year_of(int64_t now_ms) {
    return calendar_jalali(calendar_day_of_ms(now_ms)).year;
}

enum err plan_engine_load(struct store_db *db, struct arena *arena, int64_t now_ms,
                          struct plan_engine *out) {
    *out = (struct plan_engine){.year = plan_year_of(now_ms)};
    enum err err = plan_settings_read(db, &out->settings);
    if (!err) {
        err = plan_held_load(db, arena, &out->held);
    }
    return err ? err : load_rules(db, arena, out);
}

enum err plan_newest_report(struct store_db *db, struct arena *arena, const char *service_id,
                            const struct registry_report **out) {
    struct registry_report_list list;
    enum err err = registry_reports_of_service(db, arena, service_id, &list);
    *out = NULL;
    for (size_t i = 0; !err && !*out && i < list.count; i++) {
        if (list.rows[i].state != REPORT_RETURNED) {
            *out = &list.rows[i];
        }
    }
    return err;
}
