/* Saving duties: accepting proposals, changing them, taking them back. */
#include "id.h"
#include "json.h"
#include "plan_duty_internal.h"
#include "plan_internal.h"

static enum err check(const struct plan_duty *duty) {
    bool responsible = duty->holder_count == 0;
    for (size_t i = 0; i < duty->holder_count; i++) {
        const struct plan_duty_holder *holder = &duty->holders[i];
        responsible = responsible || holder->role == PLAN_RESPONSIBLE;
        if (!*plan_role_label(holder->role)) {
            return err_set(ERR_INVALID, "PLN-71", "A role is R, A, C or I.", NULL);
        }
        if (!*plan_or_empty(holder->group) == !*plan_or_empty(holder->agency_id)) {
            return err_set(ERR_INVALID, "PLN-72",
                           "A duty is held by a group of agencies or by one agency.", NULL);
        }
    }
    if (!responsible) {
        return err_set(ERR_INVALID, "PLN-73", "Somebody must be responsible for the duty.", NULL);
    }
    if (duty->holder_count > 0 && !*duty->title) {
        return err_set(ERR_INVALID, "PLN-74", "A duty needs a title.", NULL);
    }
    if (duty->holder_count > PLAN_HOLDERS_MAX) {
        return err_set(ERR_LIMIT, "PLN-75", "A duty has at most 200 holders.", NULL);
    }
    return ERR_NONE;
}

static enum err conflict(void) {
    return err_set(ERR_CONFLICT, "PLN-76",
                   "Somebody else changed this duty meanwhile. Look at it again.", NULL);
}

static enum err write_holders(struct store_db *db, const struct plan_duty *duty, const char *id) {
    enum err err = plan_duty_holder_clear(db, &(struct plan_duty_holder_clear_in){id}, NULL);
    for (size_t i = 0; !err && i < duty->holder_count; i++) {
        const struct plan_duty_holder *holder = &duty->holders[i];
        const char role[2] = {holder->role, '\0'};
        bool group = *plan_or_empty(holder->group) != '\0';
        const struct plan_duty_holder_add_in in = {id, role, group,
                                                   group ? holder->group : holder->agency_id};
        err = plan_duty_holder_add(db, &in, NULL);
    }
    return err;
}

static enum err remove_duty(struct store_db *db, const struct plan_duty *duty) {
    int64_t changed = 0;
    const struct plan_duty_delete_in in = {duty->id, duty->version};
    enum err err = plan_duty_holder_clear(db, &(struct plan_duty_holder_clear_in){duty->id}, NULL);
    if (!err) {
        err = plan_duty_delete(db, &in, &changed);
    }
    return !err && changed == 0 ? conflict() : err;
}

/* Writes the duty against the clause as it is now. */
static enum err write_duty(struct store_db *db, const struct plan_duty *duty, const char *clause_id,
                           const char *digest, const char *author, int64_t now_ms) {
    char made[ID_SIZE];
    int64_t changed = 0;
    const char *id = duty->id;
    enum err err;
    if (duty->version == 0) {
        id_make(now_ms, made);
        id = made;
        const struct plan_duty_insert_in in = {id,        clause_id,     digest, duty->title,
                                               duty->due, duty->due_day, now_ms, author};
        err = plan_duty_insert(db, &in, &changed);
    } else {
        const struct plan_duty_update_in in = {id,        duty->version, digest, duty->title,
                                               duty->due, duty->due_day, now_ms, author};
        err = plan_duty_update(db, &in, &changed);
    }
    if (!err && changed == 0) {
        err = conflict();
    }
    return err ? err : write_holders(db, duty, id);
}

static enum err audit(struct store_db *db, struct arena *arena, const struct plan_duty *duty,
                      const char *clause_id, const struct person *who, int64_t now_ms) {
    json_t *detail =
        json_pack("{s:s, s:i}", "title", duty->title, "holders", (int)duty->holder_count);
    const char *text = detail ? json_write(arena, json_keep(arena, detail)) : NULL;
    if (!text) {
        return err_failed();
    }
    return people_audit(db, now_ms, who, duty->holder_count ? "plan.duty" : "plan.duty.remove",
                        "registry_clause", clause_id, NULL, text);
}

enum err plan_duty_save(struct store_db *db, struct arena *arena, const struct plan_duty *duty,
                        const struct person *who, int64_t now_ms) {
    struct plan_duty_rows_rows rows;
    const struct plan_duty_rows_in in = {.clause = duty->clause.id,
                                         .document = "",
                                         .after_position = -1,
                                         .after_id = "",
                                         .limit = 1};
    enum err err = check(duty);
    if (!err) {
        err = plan_duty_rows(db, arena, &in, &rows);
    }
    if (!err && rows.count == 0) {
        err = err_set(ERR_NOT_FOUND, "PLN-70", "There is no such clause.", NULL);
    }
    if (!err && duty->holder_count == 0) {
        err = remove_duty(db, duty);
    } else if (!err) {
        err = write_duty(db, duty, duty->clause.id, rows.rows[0].digest, who ? who->username : "",
                         now_ms);
    }
    return err ? err : audit(db, arena, duty, duty->clause.id, who, now_ms);
}

enum err plan_duty_accept_all(struct store_db *db, struct arena *arena, const struct person *who,
                              int64_t now_ms, int64_t *accepted_out) {
    struct plan_proposer proposer;
    struct plan_duty_rows_rows rows;
    const struct plan_duty_rows_in in = {.clause = "",
                                         .document = "",
                                         .after_position = -1,
                                         .after_id = "",
                                         .limit = PLAN_CLAUSES_MAX};
    enum err err = plan_proposer_load(db, arena, &proposer);
    *accepted_out = 0;
    if (!err) {
        err = plan_duty_rows(db, arena, &in, &rows);
    }
    for (size_t i = 0; !err && i < rows.count; i++) {
        struct plan_duty duty;
        err = plan_duty_read(db, arena, &proposer, &rows.rows[i], NULL, &duty);
        if (!err && duty.coverage == PLAN_COVERAGE_PROPOSED) {
            err = write_duty(db, &duty, duty.clause.id, rows.rows[i].digest,
                             who ? who->username : "", now_ms);
            ++*accepted_out;
        }
    }
    if (!err && *accepted_out > 0) {
        json_t *detail = json_pack("{s:I}", "accepted", (json_int_t)*accepted_out);
        const char *text = detail ? json_write(arena, json_keep(arena, detail)) : NULL;
        err = text ? people_audit(db, now_ms, who, "plan.duty.accept", "plan_duty", "", NULL, text)
                   : err_failed();
    }
    return err;
}
