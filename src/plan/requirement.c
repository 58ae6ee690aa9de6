/* The register of requirements. */
#include "plan_requirement.h"

#include <string.h>
#include "id.h"
#include "json.h"
#include "plan_internal.h"
#include "plan_sql.h"
#include "tr.h"

struct word {
    const char *slug, *label;
};
static const struct word kinds[] = {
#define X(name, slug, label) {slug, label},
    PLAN_REQUIREMENT_KINDS(X)
#undef X
};
static const struct word states[] = {
#define X(name, slug, label) {slug, label},
    PLAN_REQUIREMENT_STATES(X)
#undef X
};

const char *plan_requirement_kind_slug(int kind) {
    return kind >= 0 && kind < PLAN_REQUIREMENT_KIND_COUNT ? kinds[kind].slug : "";
}

const char *plan_requirement_kind_label(int kind) {
    return kind >= 0 && kind < PLAN_REQUIREMENT_KIND_COUNT ? tr(kinds[kind].label) : "";
}

const char *plan_requirement_state_slug(int state) {
    return state >= 0 && state < PLAN_REQUIREMENT_STATE_COUNT ? states[state].slug : "";
}

const char *plan_requirement_state_label(int state) {
    return state >= 0 && state < PLAN_REQUIREMENT_STATE_COUNT ? tr(states[state].label) : "";
}

static bool word_read(const struct word *words, int count, const char *slug, int *out) {
    for (int i = 0; i < count; i++) {
        if (strcmp(words[i].slug, slug) == 0) {
            *out = i;
            return true;
        }
    }
    return false;
}

bool plan_requirement_kind_read(const char *slug, enum plan_requirement_kind *out) {
    int value = 0;
    bool found = word_read(kinds, PLAN_REQUIREMENT_KIND_COUNT, slug, &value);
    *out = (enum plan_requirement_kind)value;
    return found;
}

bool plan_requirement_state_read(const char *slug, enum plan_requirement_state *out) {
    int value = 0;
    bool found = word_read(states, PLAN_REQUIREMENT_STATE_COUNT, slug, &value);
    *out = (enum plan_requirement_state)value;
    return found;
}

static struct plan_requirement requirement_of(const struct plan_requirement_rows_row *row) {
    return (struct plan_requirement){.id = row->id,
                                     .title = row->title,
                                     .detail = row->detail,
                                     .evidence = row->evidence,
                                     .kind = (enum plan_requirement_kind)row->kind,
                                     .state = (enum plan_requirement_state)row->state,
                                     .blocking = row->blocking != 0,
                                     .owner_id = plan_or_empty(row->owner_id),
                                     .owner_name = plan_or_empty(row->owner_name),
                                     .amount_rial = row->amount_rial,
                                     .due_day = row->due_day,
                                     .version = row->version,
                                     .changed_at = row->changed_at,
                                     .changed_by = row->changed_by,
                                     .service_total = row->services};
}

enum err plan_requirements(struct store_db *db, struct arena *arena,
                           const struct plan_requirement_filter *filter,
                           struct plan_requirement_list *out) {
    struct plan_requirement_rows_rows rows;
    size_t limit = plan_limit(filter->limit);
    const struct plan_requirement_rows_in in = {.id = "",
                                                .kind = filter->kind,
                                                .state = filter->state,
                                                .agency = plan_or_empty(filter->agency_id),
                                                .service = plan_or_empty(filter->service_id),
                                                .blocking = filter->blocking_only,
                                                .after = plan_or_empty(filter->after),
                                                .limit = (int64_t)limit + 1};
    enum err err = plan_requirement_rows(db, arena, &in, &rows);
    if (err) {
        return err;
    }
    size_t count = rows.count < limit ? rows.count : limit;
    struct plan_requirement *list = ARENA_ARRAY(arena, count + 1, struct plan_requirement);
    if (!list) {
        return err_failed();
    }
    for (size_t i = 0; i < count; i++) {
        list[i] = requirement_of(&rows.rows[i]);
    }
    *out = (struct plan_requirement_list){
        .rows = list, .count = count, .next = rows.count > limit ? list[count - 1].id : NULL};
    return ERR_NONE;
}

enum { LINKS_MAX = 500 };

enum err plan_requirement_get(struct store_db *db, struct arena *arena, const char *id,
                              struct plan_requirement *out) {
    struct plan_requirement_rows_rows rows = {0};
    struct plan_requirement_services_rows links;
    const struct plan_requirement_rows_in in = {
        .id = id, .agency = "", .service = "", .after = "", .limit = 1};
    enum err err = *id ? plan_requirement_rows(db, arena, &in, &rows) : ERR_NONE;
    if (!err && rows.count == 0) {
        return err_set(ERR_NOT_FOUND, "PLN-60", "There is no such requirement.", NULL);
    }
    if (!err) {
        const struct plan_requirement_services_in of = {id, LINKS_MAX};
        err = plan_requirement_services(db, arena, &of, &links);
    }
    if (err) {
        return err;
    }
    struct plan_requirement_link *list =
        ARENA_ARRAY(arena, links.count + 1, struct plan_requirement_link);
    if (!list) {
        return err_failed();
    }
    for (size_t i = 0; i < links.count; i++) {
        list[i] = (struct plan_requirement_link){links.rows[i].service_id, links.rows[i].number,
                                                 links.rows[i].title};
    }
    *out = requirement_of(&rows.rows[0]);
    out->services = list;
    out->service_count = links.count;
    return ERR_NONE;
}

static enum err check(const struct plan_requirement *requirement) {
    if (!*requirement->title) {
        return err_set(ERR_INVALID, "PLN-61", "A requirement needs a title.", NULL);
    }
    if (requirement->state == PLAN_REQUIREMENT_IS_MET && !*requirement->evidence) {
        return err_set(ERR_INVALID, "PLN-62",
                       "A requirement is met when there is evidence: say where it is.", NULL);
    }
    if (requirement->amount_rial.known && requirement->amount_rial.value < 0) {
        return err_set(ERR_INVALID, "PLN-63", "A budget is not below zero.", NULL);
    }
    if (requirement->service_count > LINKS_MAX) {
        return err_set(ERR_LIMIT, "PLN-64", "A requirement is tied to at most 500 services.", NULL);
    }
    return ERR_NONE;
}

static enum err write_head(struct store_db *db, const struct plan_requirement *r, const char *id,
                           const char *author, int64_t now_ms) {
    const char *owner = *plan_or_empty(r->owner_id) ? r->owner_id : NULL;
    if (r->version == 0) {
        const struct plan_requirement_insert_in in = {
            id,          r->kind, r->state,       r->title,   r->detail, r->evidence,
            r->blocking, owner,   r->amount_rial, r->due_day, now_ms,    author};
        return plan_requirement_insert(db, &in, NULL);
    }
    int64_t changed = 0;
    const struct plan_requirement_update_in in = {
        id,          r->version, r->kind,        r->state,   r->title, r->detail, r->evidence,
        r->blocking, owner,      r->amount_rial, r->due_day, now_ms,   author};
    enum err err = plan_requirement_update(db, &in, &changed);
    return !err && changed == 0
               ? err_set(ERR_CONFLICT, "PLN-65",
                         "Somebody else changed this requirement meanwhile. Look at it again.",
                         NULL)
               : err;
}

static enum err audit(struct store_db *db, struct arena *arena, const struct plan_requirement *r,
                      const char *id, const struct person *who, int64_t now_ms) {
    json_t *detail = json_pack("{s:s, s:s, s:s, s:b}", "title", r->title, "kind",
                               plan_requirement_kind_slug(r->kind), "state",
                               plan_requirement_state_slug(r->state), "blocking", (int)r->blocking);
    const char *text = detail ? json_write(arena, json_keep(arena, detail)) : NULL;
    if (!text) {
        return err_failed();
    }
    return people_audit(db, now_ms, who, "plan.requirement", "plan_requirement", id, NULL, text);
}

enum err plan_requirement_save(struct store_db *db, struct arena *arena,
                               const struct plan_requirement *requirement, const struct person *who,
                               int64_t now_ms, const char **id_out) {
    enum err err = check(requirement);
    const char *id = requirement->id;
    if (!err && requirement->version == 0) {
        char made[ID_SIZE];
        id_make(now_ms, made);
        id = arena_strdup(arena, made);
    }
    if (!err && !id) {
        err = err_failed();
    }
    if (!err) {
        err = write_head(db, requirement, id, who ? who->username : "", now_ms);
    }
    if (!err) {
        err = plan_requirement_service_clear(db, &(struct plan_requirement_service_clear_in){id},
                                             NULL);
    }
    for (size_t i = 0; !err && i < requirement->service_count; i++) {
        const struct plan_requirement_service_add_in in = {id, requirement->services[i].service_id};
        err = plan_requirement_service_add(db, &in, NULL);
    }
    if (!err) {
        err = audit(db, arena, requirement, id, who, now_ms);
    }
    if (!err) {
        *id_out = id;
    }
    return err;
}

enum err plan_requirement_totals(struct store_db *db, struct arena *arena,
                                 struct plan_requirement_counts *out) {
    struct plan_requirement_counts_rows rows;
    enum err err = plan_requirement_counts(db, arena, &rows);
    *out = (struct plan_requirement_counts){0};
    for (size_t i = 0; !err && i < rows.count; i++) {
        const struct plan_requirement_counts_row *row = &rows.rows[i];
        if (row->kind >= 0 && row->kind < PLAN_REQUIREMENT_KIND_COUNT && row->state >= 0 &&
            row->state < PLAN_REQUIREMENT_STATE_COUNT) {
            out->all[row->kind][row->state] = row->count;
        }
    }
    return err;
}
