/* Duties: one row a clause; proposals from whom the clause obliges; coverage without blind spots.
 */
#include "plan_duty.h"

#include <string.h>
#include "plan_duty_internal.h"
#include "plan_internal.h"
#include "plan_sql.h"
#include "text.h"
#include "tr.h"

struct word {
    const char *slug, *label;
};
static const struct word coverages[] = {
#define X(name, slug, label) {slug, label},
    PLAN_COVERAGES(X)
#undef X
};

const char *plan_coverage_label(int coverage) {
    return coverage >= 0 && coverage < PLAN_COVERAGE_COUNT ? tr(coverages[coverage].label) : "";
}

const char *plan_role_label(char role) {
    switch (role) {
    case PLAN_RESPONSIBLE:
        return tr("Responsible");
    case PLAN_ACCOUNTABLE:
        return tr("Accountable");
    case PLAN_CONSULTED:
        return tr("Consulted");
    case PLAN_INFORMED:
        return tr("Informed");
    default:
        return "";
    }
}

enum err plan_duty_groups(struct store_db *db, struct arena *arena,
                          struct plan_duty_group_list *out) {
    struct plan_group_rows_rows rows;
    enum err err = plan_group_rows(db, arena, &(struct plan_group_rows_in){PLAN_GROUPS_MAX}, &rows);
    struct plan_duty_group *list = ARENA_ARRAY(arena, rows.count + 1, struct plan_duty_group);
    if (err || !list) {
        return err ? err : err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        list[i] = (struct plan_duty_group){rows.rows[i].id, rows.rows[i].title, rows.rows[i].kinds};
    }
    *out = (struct plan_duty_group_list){list, rows.count};
    return ERR_NONE;
}

enum err plan_proposer_load(struct store_db *db, struct arena *arena, struct plan_proposer *out) {
    enum err err = plan_duty_groups(db, arena, &out->groups);
    const struct plan_obliged_rows_in in = {PLAN_OBLIGED_MAX};
    return err ? err : plan_obliged_rows(db, arena, &in, &out->obliged);
}

/* The group a clause obliges; NULL when the words are not in the table. */
const struct plan_duty_group *plan_propose(const struct plan_proposer *proposer,
                                           struct arena *arena, const char *obliged) {
    const char *folded = text_fold(arena, obliged);
    for (size_t i = 0; folded && i < proposer->obliged.count; i++) {
        const struct plan_obliged_rows_row *row = &proposer->obliged.rows[i];
        if (strcmp(row->folded, folded) != 0) {
            continue;
        }
        for (size_t k = 0; k < proposer->groups.count; k++) {
            if (strcmp(proposer->groups.rows[k].group, row->group_id) == 0) {
                return &proposer->groups.rows[k];
            }
        }
    }
    return NULL;
}

static enum plan_coverage coverage_of_group(const struct plan_duty_group *group, bool facts) {
    if (facts) {
        return PLAN_COVERAGE_NOBODY; /* a sheet of reported facts obliges nobody */
    }
    if (!group) {
        return PLAN_COVERAGE_UNREAD;
    }
    if (*group->kinds) {
        return PLAN_COVERAGE_PROPOSED;
    }
    static const struct {
        const char *group;
        enum plan_coverage coverage;
    } outside[] = {{"choose", PLAN_COVERAGE_CHOOSE},
                   {"national", PLAN_COVERAGE_NATIONAL},
                   {"person", PLAN_COVERAGE_PERSON},
                   {"none", PLAN_COVERAGE_NOBODY}};
    for (size_t i = 0; i < COUNT_OF(outside); i++) {
        if (strcmp(group->group, outside[i].group) == 0) {
            return outside[i].coverage;
        }
    }
    return PLAN_COVERAGE_CHOOSE;
}

static enum err read_holders(struct store_db *db, struct arena *arena, struct plan_duty *duty) {
    struct plan_duty_holders_rows rows;
    const struct plan_duty_holders_in in = {duty->id, PLAN_HOLDERS_MAX};
    enum err err = plan_duty_holders(db, arena, &in, &rows);
    struct plan_duty_holder *list = ARENA_ARRAY(arena, rows.count + 1, struct plan_duty_holder);
    if (err || !list) {
        return err ? err : err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        const struct plan_duty_holders_row *row = &rows.rows[i];
        list[i] = (struct plan_duty_holder){.role = row->role[0],
                                            .group = row->is_group ? row->holder_id : "",
                                            .agency_id = row->is_group ? "" : row->holder_id,
                                            .name = plan_or_empty(row->name)};
    }
    duty->holders = list;
    duty->holder_count = rows.count;
    return ERR_NONE;
}

static enum err read_progress(struct store_db *db, struct arena *arena, const char *agency_id,
                              struct plan_duty *duty) {
    struct plan_duty_progress_row row;
    const struct plan_duty_progress_in in = {duty->id, duty->clause.document_id,
                                             duty->clause.clause, plan_or_empty(agency_id)};
    enum err err = duty->rules > 0 ? plan_duty_progress(db, arena, &in, &row) : ERR_NONE;
    if (!err && duty->rules > 0) {
        duty->services = row.services;
        duty->services_met = row.services - row.failing;
    }
    return err;
}

static struct registry_clause clause_of(const struct plan_duty_rows_row *row) {
    return (struct registry_clause){.id = row->clause_id,
                                    .document_id = row->document_id,
                                    .document_title = row->document_title,
                                    .clause = row->clause,
                                    .paraphrase = row->paraphrase,
                                    .paraphrase_en = row->paraphrase_en,
                                    .obliged = row->obliged,
                                    .obliged_en = row->obliged_en,
                                    .deadline = row->deadline,
                                    .url = row->url,
                                    .note = row->note,
                                    .verified = row->verified != 0,
                                    .until = ""};
}

static enum err propose(struct arena *arena, const struct plan_proposer *proposer,
                        const struct plan_duty_rows_row *row, struct plan_duty *out) {
    const struct plan_duty_group *group = plan_propose(proposer, arena, row->obliged);
    out->coverage = coverage_of_group(group, row->facts != 0);
    out->title = row->paraphrase;
    out->due = row->deadline;
    if (out->coverage == PLAN_COVERAGE_PROPOSED) {
        struct plan_duty_holder *holder = ARENA_NEW(arena, struct plan_duty_holder);
        if (!holder) {
            return err_failed();
        }
        *holder = (struct plan_duty_holder){
            .role = PLAN_RESPONSIBLE, .group = group->group, .agency_id = "", .name = group->title};
        out->holders = holder;
        out->holder_count = 1;
    }
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}

enum err plan_duty_read(struct store_db *db, struct arena *arena,
                        const struct plan_proposer *proposer, const struct plan_duty_rows_row *row,
                        const char *agency_id, struct plan_duty *out) {
    *out = (struct plan_duty){.id = "",
                              .clause = clause_of(row),
                              .title = "",
                              .due = "",
                              .rules = row->rules,
                              .changed_by = ""};
    if (!row->duty_id) {
        return propose(arena, proposer, row, out);
    }
    bool suspect = strcmp(row->duty_digest, row->digest) != 0;
    out->id = row->duty_id;
    out->title = plan_or_empty(row->title);
    out->due = plan_or_empty(row->due);
    out->due_day = row->due_day;
    out->version = row->version.value;
    out->changed_at = row->changed_at.value;
    out->changed_by = plan_or_empty(row->changed_by);
    out->coverage = suspect ? PLAN_COVERAGE_SUSPECT : PLAN_COVERAGE_COVERED;
    enum err err = read_holders(db, arena, out);
    return err ? err : read_progress(db, arena, agency_id, out);
}

static enum err concerns(struct store_db *db, struct arena *arena, const struct plan_duty *duty,
                         const char *agency_id, bool *out) {
    enum err err = ERR_NONE;
    *out = !*plan_or_empty(agency_id);
    if (*out || duty->holder_count == 0) {
        return ERR_NONE;
    }
    if (*duty->id) {
        struct plan_duty_agency_row row;
        const struct plan_duty_agency_in in = {duty->id, agency_id};
        err = plan_duty_agency(db, arena, &in, &row);
        *out = !err && row.count > 0;
    } else {
        struct plan_group_agency_row row;
        const struct plan_group_agency_in in = {duty->holders[0].group, agency_id};
        err = plan_group_agency(db, arena, &in, &row);
        *out = !err && row.count > 0;
    }
    return err;
}

static enum err cursor_of(struct arena *arena, const char *after, struct plan_duty_rows_in *in) {
    const char *position;
    enum err err = plan_cursor_read(arena, after, &position, &in->after_id);
    if (!err && !text_int(position, &in->after_position)) {
        in->after_position = -1;
        in->after_id = "";
    }
    return err;
}

/* Filters that depend on what is derived are applied here, over pages of clauses, until a page of
   duties is full or the clauses (some hundreds) are at an end. */
enum err plan_duties(struct store_db *db, struct arena *arena,
                     const struct plan_duty_filter *filter, struct plan_duty_list *out) {
    struct plan_proposer proposer;
    struct plan_duty_rows_rows rows;
    size_t limit = plan_limit(filter->limit), count = 0;
    struct plan_duty_rows_in in = {
        .clause = "", .document = plan_or_empty(filter->document_id), .limit = PLAN_CLAUSES_MAX};
    struct plan_duty *list = ARENA_ARRAY(arena, limit + 1, struct plan_duty);
    enum err err = list ? cursor_of(arena, filter->after, &in) : err_failed();
    if (!err) {
        err = plan_proposer_load(db, arena, &proposer);
    }
    if (!err) {
        err = plan_duty_rows(db, arena, &in, &rows);
    }
    *out = (struct plan_duty_list){.rows = list};
    for (size_t i = 0; !err && i < rows.count; i++) {
        struct plan_duty duty;
        bool shown = false;
        err = plan_duty_read(db, arena, &proposer, &rows.rows[i], filter->agency_id, &duty);
        if (!err) {
            err = concerns(db, arena, &duty, filter->agency_id, &shown);
        }
        if (err || !shown ||
            (filter->coverage != 0 &&
             duty.coverage != (enum plan_coverage)(filter->coverage - 1))) {
            continue;
        }
        if (count == limit) {
            const char *at = arena_printf(arena, "%lld", (long long)rows.rows[i - 1].position);
            out->next = at ? plan_cursor(arena, at, rows.rows[i - 1].clause_id) : NULL;
            break;
        }
        list[count++] = duty;
    }
    out->count = count;
    return err;
}

enum err plan_duty_get(struct store_db *db, struct arena *arena, const char *clause_id,
                       struct plan_duty *out) {
    struct plan_proposer proposer;
    struct plan_duty_rows_rows rows = {0};
    const struct plan_duty_rows_in in = {
        .clause = clause_id, .document = "", .after_position = -1, .after_id = "", .limit = 1};
    enum err err = plan_proposer_load(db, arena, &proposer);
    if (!err && *clause_id) {
        err = plan_duty_rows(db, arena, &in, &rows);
    }
    if (!err && rows.count == 0) {
        return err_set(ERR_NOT_FOUND, "PLN-70", "There is no such clause.", NULL);
    }
    return err ? err : plan_duty_read(db, arena, &proposer, &rows.rows[0], NULL, out);
}

enum err plan_coverage_matrix(struct store_db *db, struct arena *arena,
                              struct plan_coverage_list *out) {
    struct plan_proposer proposer;
    struct plan_duty_rows_rows rows;
    const struct plan_duty_rows_in in = {.clause = "",
                                         .document = "",
                                         .after_position = -1,
                                         .after_id = "",
                                         .limit = PLAN_CLAUSES_MAX};
    enum err err = plan_proposer_load(db, arena, &proposer);
    if (!err) {
        err = plan_duty_rows(db, arena, &in, &rows);
    }
    if (err) {
        return err;
    }
    struct plan_coverage_row *list = ARENA_ARRAY(arena, rows.count + 1, struct plan_coverage_row);
    if (!list) {
        return err_failed();
    }
    size_t count = 0;
    *out = (struct plan_coverage_list){.rows = list};
    for (size_t i = 0; i < rows.count; i++) {
        const struct plan_duty_rows_row *row = &rows.rows[i];
        if (count == 0 || strcmp(list[count - 1].document_id, row->document_id) != 0) {
            list[count++] =
                (struct plan_coverage_row){row->document_id, row->document_title, 0, {0}};
        }
        enum plan_coverage coverage;
        if (row->duty_id) {
            coverage = strcmp(row->duty_digest, row->digest) != 0 ? PLAN_COVERAGE_SUSPECT
                                                                  : PLAN_COVERAGE_COVERED;
        } else {
            coverage =
                coverage_of_group(plan_propose(&proposer, arena, row->obliged), row->facts != 0);
        }
        list[count - 1].clauses++;
        list[count - 1].by[coverage]++;
        out->total.clauses++;
        out->total.by[coverage]++;
    }
    out->count = count;
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}
