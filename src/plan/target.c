/* Targets: reading, saving, removing. Saving refreshes the rollup of that service at once. */
#include "plan_target.h"

#include <string.h>
#include "calendar.h"
#include "id.h"
#include "json.h"
#include "plan_internal.h"
#include "plan_sql.h"
#include "text.h"
#include "tr.h"

static struct plan_target target_of(const struct plan_target_rows_row *row, int64_t today) {
    struct plan_target target = {.id = row->id,
                                 .service_id = row->service_id,
                                 .number = row->number,
                                 .title = row->title,
                                 .agency_id = row->agency_id,
                                 .agency_name = row->agency_name,
                                 .criterion = (int)row->criterion,
                                 .stage = (int)row->stage,
                                 .due_day = row->due_day,
                                 .responsible_id = plan_or_empty(row->responsible_id),
                                 .responsible_name = plan_or_empty(row->responsible_name),
                                 .note = row->note,
                                 .version = row->version,
                                 .changed_at = row->changed_at,
                                 .changed_by = row->changed_by,
                                 .present = row->present};
    target.at_most = row->at_most != 0;
    target.reached =
        target.present.known && !target.at_most && target.present.value >= target.stage;
    target.late = !target.reached && target.due_day < today;
    return target;
}

enum err plan_targets(struct store_db *db, struct arena *arena,
                      const struct plan_target_filter *filter, struct plan_target_list *out) {
    struct plan_target_rows_rows rows;
    size_t limit = plan_limit(filter->limit);
    const char *after_day;
    struct plan_target_rows_in in = {.id = "",
                                     .agency = plan_or_empty(filter->agency_id),
                                     .service = plan_or_empty(filter->service_id),
                                     .today = filter->today,
                                     .open_only = filter->open_only,
                                     .late_only = filter->late_only,
                                     .limit = (int64_t)limit + 1};
    enum err err = plan_cursor_read(arena, filter->after, &after_day, &in.after_id);
    if (!err && !text_int(after_day, &in.after_day)) {
        in.after_day = INT32_MIN;
        in.after_id = "";
    }
    if (!err) {
        err = plan_target_rows(db, arena, &in, &rows);
    }
    if (err) {
        return err;
    }
    size_t count = rows.count < limit ? rows.count : limit;
    struct plan_target *list = ARENA_ARRAY(arena, count + 1, struct plan_target);
    if (!list) {
        return err_failed();
    }
    for (size_t i = 0; i < count; i++) {
        list[i] = target_of(&rows.rows[i], filter->today);
    }
    *out = (struct plan_target_list){.rows = list, .count = count};
    if (rows.count > limit) {
        const char *day = arena_printf(arena, "%lld", (long long)list[count - 1].due_day);
        out->next = day ? plan_cursor(arena, day, list[count - 1].id) : NULL;
    }
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}

enum err plan_target_get(struct store_db *db, struct arena *arena, const char *id,
                         struct plan_target *out) {
    struct plan_target_rows_rows rows = {0};
    const struct plan_target_rows_in in = {
        .id = id, .agency = "", .service = "", .after_day = INT32_MIN, .after_id = "", .limit = 1};
    enum err err = *id ? plan_target_rows(db, arena, &in, &rows) : ERR_NONE;
    if (!err && rows.count == 0) {
        return err_set(ERR_NOT_FOUND, "PLN-50", "There is no such target.", NULL);
    }
    if (!err) {
        *out = target_of(&rows.rows[0], INT32_MIN);
    }
    return err;
}

static enum err check(const struct plan_target *target, int64_t now_ms) {
    if (target->stage < 0 || target->stage > MATURITY_MAX) {
        return err_set(ERR_INVALID, "PLN-51", "A target is a level from 0 to 6.", NULL);
    }
    if (target->criterion < -1 || target->criterion >= CRITERION_COUNT) {
        return err_set(ERR_INVALID, "PLN-52", "There is no such criterion.", NULL);
    }
    int64_t today = calendar_day_of_ms(now_ms);
    if (target->version == 0 && target->due_day < today) {
        return err_set(ERR_INVALID, "PLN-53", "The date of a new target lies in the past.", NULL);
    }
    if (target->due_day > today + 366 * 30) {
        return err_set(ERR_INVALID, "PLN-54", "The date of a target is at most thirty years away.",
                       NULL);
    }
    return ERR_NONE;
}

static enum err conflict(void) {
    return err_set(ERR_CONFLICT, "PLN-55",
                   "Somebody else changed this target meanwhile. Look at it again.", NULL);
}

static enum err audit(struct store_db *db, struct arena *arena, const char *act,
                      const struct plan_target *target, const struct person *who, int64_t now_ms) {
    json_t *detail = json_pack("{s:s, s:i, s:i, s:I}", "service", target->service_id, "criterion",
                               target->criterion, "stage", target->stage, "due_day",
                               (json_int_t)target->due_day);
    const char *text = detail ? json_write(arena, json_keep(arena, detail)) : NULL;
    if (!text) {
        return err_failed();
    }
    return people_audit(db, now_ms, who, act, "plan_target", target->id, NULL, text);
}

static enum err write_target(struct store_db *db, const struct plan_target *target,
                             const char *author, int64_t now_ms) {
    const char *responsible =
        *plan_or_empty(target->responsible_id) ? target->responsible_id : NULL;
    int64_t changed = 0;
    if (target->version == 0) {
        const struct plan_target_insert_in in = {
            target->id,      target->service_id, target->criterion,           target->stage,
            target->due_day, responsible,        plan_or_empty(target->note), now_ms,
            author};
        enum err err = plan_target_insert(db, &in, &changed);
        return !err && changed == 0
                   ? err_set(ERR_CONFLICT, "PLN-56",
                             "There is a target for this service and this day already.", NULL)
                   : err;
    }
    const struct plan_target_update_in in = {
        target->id,      target->version, target->criterion,           target->stage,
        target->due_day, responsible,     plan_or_empty(target->note), now_ms,
        author};
    enum err err = plan_target_update(db, &in, &changed);
    return !err && changed == 0 ? conflict() : err;
}

enum err plan_target_save(struct store_db *db, struct arena *arena,
                          const struct plan_target *target, const struct person *who,
                          int64_t now_ms, const char **id_out) {
    struct plan_target saved = *target;
    struct plan_target_same_row same;
    bool found = false;
    enum err err = check(target, now_ms);
    if (err) {
        return err;
    }
    if (target->version == 0) {
        char id[ID_SIZE];
        id_make(now_ms, id);
        saved.id = arena_strdup(arena, id);
    } else {
        struct plan_target before;
        err = plan_target_get(db, arena, target->id, &before);
        saved.service_id = err ? NULL : before.service_id;
    }
    if (!err && !saved.id) {
        err = err_failed();
    }
    if (!err) {
        const struct plan_target_same_in in = {saved.id, saved.service_id, saved.criterion,
                                               saved.due_day};
        err = plan_target_same(db, arena, &in, &same, &found);
    }
    if (!err && found) {
        err = err_set(ERR_CONFLICT, "PLN-56",
                      "There is a target for this service and this day already.", NULL);
    }
    if (!err) {
        err = write_target(db, &saved, who ? who->username : "", now_ms);
    }
    if (!err) {
        err = plan_touch_service(db, saved.service_id, now_ms);
    }
    if (!err) {
        err = audit(db, arena, "plan.target", &saved, who, now_ms);
    }
    if (!err) {
        *id_out = saved.id;
    }
    return err;
}

enum err plan_target_remove(struct store_db *db, struct arena *arena, const char *id,
                            int64_t expected_version, const struct person *who, int64_t now_ms) {
    struct plan_target target;
    int64_t changed = 0;
    enum err err = plan_target_get(db, arena, id, &target);
    if (!err) {
        const struct plan_target_delete_in in = {id, expected_version};
        err = plan_target_delete(db, &in, &changed);
    }
    if (!err && changed == 0) {
        err = conflict();
    }
    if (!err) {
        err = plan_touch_service(db, target.service_id, now_ms);
    }
    return err ? err : audit(db, arena, "plan.target.remove", &target, who, now_ms);
}
