/* The rollup of one service: read its inputs, run the rules, write one row and its findings. */
#include <string.h>
#include "plan_internal.h"
#include "plan_sql.h"

/* Who can remove its visits: the hardest of the reasons, law before integration before authority.
 */
static enum queue hardest_queue(const struct profile *profile) {
    enum queue hardest = QUEUE_NONE;
    for (size_t i = 0; i < profile->visit_reasons.count; i++) {
        enum queue queue = visit_reason_queue(profile->visit_reasons.items[i].reason);
        hardest = queue > hardest ? queue : hardest;
    }
    return hardest;
}

static struct maybe_int present_stage(const struct registry_service *service) {
    if (service->row.verified_stage.known) {
        return service->row.verified_stage;
    }
    return service->maturity.certainty == MATURITY_NOT_ASSESSED
               ? UNKNOWN_INT
               : known_int(service->maturity.stage);
}

/* The applicable criterion with the least known level; of equals the first. */
static int blocking_criterion(const struct registry_service *service) {
    int blocking = -1;
    int64_t least = MATURITY_MAX + 1;
    for (int i = 0; i < CRITERION_COUNT; i++) {
        struct maybe_int level = plan_criterion_level(service, (enum criterion)i);
        bool applies = service->maturity.criteria[i].state != CRITERION_NOT_APPLICABLE;
        if (applies && level.known && level.value < least) {
            least = level.value;
            blocking = i;
        }
    }
    return blocking;
}

static size_t fact_index(const char *name) {
    size_t i = 0;
    while (i + 1 < plan_fact_count && strcmp(plan_facts[i].name, name) != 0) {
        i++;
    }
    return i;
}

static bool is_true(const struct plan_value *values, const char *name) {
    const struct plan_value *value = &values[fact_index(name)];
    return value->known && value->integer != 0;
}

static enum err add_set(struct store_db *db, struct arena *arena, const struct plan_engine *engine,
                        const bool *found, const char *rules, int64_t count, int64_t *id_out) {
    struct plan_set_find_row set;
    bool there = false;
    enum err err = plan_set_add(db, &(struct plan_set_add_in){rules, count}, NULL);
    if (!err) {
        err = plan_set_find(db, arena, &(struct plan_set_find_in){rules}, &set, &there);
    }
    if (!err && !there) {
        err = err_set(ERR_INTERNAL, "PLN-41", "A set of findings was not kept.", NULL);
    }
    for (size_t i = 0; !err && i < engine->rules.count; i++) {
        if (found[i]) {
            const struct plan_set_rule_add_in in = {engine->rules.rows[i].code, set.id};
            err = plan_set_rule_add(db, &in, NULL);
        }
    }
    *id_out = err ? 0 : set.id;
    return err;
}

/* Runs the rules. Services with the same findings share one stored set of rules. */
static enum err find_set(struct store_db *db, struct arena *arena, const struct plan_engine *engine,
                         const struct plan_value *values, struct plan_state_insert_in *row) {
    bool found[PLAN_RULES_MAX];
    struct buf rules;
    struct plan_set_find_row set;
    bool there = false;
    buf_init(&rules, PLAN_SET_TEXT_MAX);
    row->findings = 0;
    for (size_t i = 0; i < engine->rules.count; i++) {
        found[i] = plan_condition_eval(engine->conditions[i], values) == PLAN_TRUE;
        if (found[i]) {
            buf_printf(&rules, "%s ", engine->rules.rows[i].code);
            row->findings++;
        }
    }
    const char *text = buf_text(&rules);
    enum err err = rules.failed;
    if (!err) {
        err = plan_set_find(db, arena, &(struct plan_set_find_in){text}, &set, &there);
    }
    if (!err && there) {
        row->set_id = set.id;
    } else if (!err) {
        err = add_set(db, arena, engine, found, text, row->findings, &row->set_id);
    }
    buf_finish(&rules);
    return err;
}

/* One sign a criterion: its level, ? for unknown, - where it does not apply. */
static const char *levels_text(struct arena *arena, const struct registry_service *service) {
    char text[CRITERION_COUNT + 1];
    for (int i = 0; i < CRITERION_COUNT; i++) {
        struct maybe_int level = plan_criterion_level(service, (enum criterion)i);
        bool applies = service->maturity.criteria[i].state != CRITERION_NOT_APPLICABLE;
        text[i] = (char)(!applies ? '-' : level.known ? '0' + level.value : '?');
    }
    text[CRITERION_COUNT] = '\0';
    return arena_strdup(arena, text);
}

static void fill_gap(struct plan_state_insert_in *row, const struct plan_engine *engine,
                     const struct plan_target_of_row *target, bool target_set) {
    int64_t wanted =
        engine->settings.default_target.known ? engine->settings.default_target.value : 4;
    row->target = target_set ? target->stage : wanted;
    row->target_set = target_set;
    row->target_day = target_set ? known_int(target->due_day) : UNKNOWN_INT;
    row->gap = UNKNOWN_INT;
    row->gap_sort = MATURITY_MAX + 1;
    /* "At most 5" does not say that 4 is reached: then the gap is not known. */
    bool perhaps = row->at_most != 0 && row->stage.known && row->stage.value >= row->target;
    if (row->stage.known && !perhaps) {
        int64_t gap = row->target > row->stage.value ? row->target - row->stage.value : 0;
        row->gap = known_int(gap);
        row->gap_sort = gap > 0 ? MATURITY_MAX - gap : MATURITY_MAX + 2;
    }
}

static void fill_levels(struct plan_state_insert_in *row, const struct registry_service *service) {
    row->stage = present_stage(service);
    row->at_most =
        !service->row.verified_stage.known && service->maturity.certainty == MATURITY_AT_MOST;
    row->overclaim = UNKNOWN_INT;
    if (row->stage.known && service->row.declared_stage.known) {
        row->overclaim = known_int(service->row.declared_stage.value - row->stage.value);
    }
    row->blocking = blocking_criterion(service);
    row->queue = (int64_t)hardest_queue(&service->profile);
    row->level_information = plan_stage_level(service, STAGE_INFORMATION);
    row->level_request = plan_stage_level(service, STAGE_REQUEST);
    row->level_processing = plan_stage_level(service, STAGE_PROCESSING);
    row->level_delivery = plan_stage_level(service, STAGE_DELIVERY);
}

static void fill_measures(struct plan_state_insert_in *row, const struct plan_subject *subject) {
    struct plan_case one = plan_case_of(subject->service, subject->report);
    struct plan_answers answers = plan_answers_of(subject->report);
    row->volume = one.volume;
    row->visits = one.visits;
    row->zero_share = one.zero_share;
    row->minutes = one.minutes;
    row->documents = one.documents;
    row->fee = one.fee_rial;
    row->good = answers.good;
    row->medium = answers.medium;
    row->bad = answers.bad;
    row->debt = plan_visit_debt(&one);
    row->burden = plan_burden(&one, subject->settings);
    row->saving = plan_saving(&one, subject->settings, (int)row->target);
    row->published_facts = plan_published_facts(&subject->service->profile);
    row->demonstration = subject->report && subject->report->demo;
    row->unconfirmed = subject->report && subject->report->state != REPORT_CONFIRMED;
}

/* What decides between services whose measures are equal; see plan_rank.h. */
static void fill_ties(struct plan_state_insert_in *row, const struct profile *profile,
                      const struct plan_value *values) {
    const struct plan_value *visit = &values[fact_index("visit_required")];
    row->must_visit = visit->known ? known_int(visit->integer != 0) : UNKNOWN_INT;
    row->offline = plan_stages_offline(profile);
    row->audience = plan_audience(profile);
    row->life_event = profile->life_events != 0 ? known_int(1) : UNKNOWN_INT;
}

/* What the rollup of a service was, as far as others depend on it. */
struct before {
    struct plan_state_before_row row;
    bool found;
};

static enum err twins_changed(struct store_db *db, const char *agency_id, const char *title_key,
                              const char *service_id) {
    const struct plan_twins_changed_in in = {agency_id, title_key, service_id};
    return plan_twins_changed(db, &in, NULL);
}

/* Twins of the old and of the new title are to be read again: their findings may change too. */
static enum err move_key(struct store_db *db, const struct before *before,
                         const struct plan_state_insert_in *row, bool has_twins) {
    enum err err = ERR_NONE;
    if (before->found && strcmp(before->row.title_key, row->title_key) == 0 &&
        strcmp(before->row.agency_id, row->agency_id) == 0) {
        return ERR_NONE;
    }
    if (before->found) {
        err = twins_changed(db, before->row.agency_id, before->row.title_key, row->service_id);
    }
    if (!err && has_twins) {
        err = twins_changed(db, row->agency_id, row->title_key, row->service_id);
    }
    return err;
}

static enum err derive(struct store_db *db, struct arena *arena, const struct plan_engine *engine,
                       struct plan_subject *subject, struct plan_state_insert_in *row) {
    struct plan_target_of_row target = {0};
    bool target_set = false;
    const struct plan_target_of_in of = {row->service_id};
    enum err err = plan_target_of(db, arena, &of, &target, &target_set);
    if (!err) {
        err = plan_twins_of(db, arena, &subject->service->row, row->title_key, subject);
    }
    if (err) {
        return err;
    }
    struct plan_fact_value facts[PLAN_FACTS_MAX];
    struct plan_value values[PLAN_FACTS_MAX];
    plan_facts_read(subject, arena, facts);
    for (size_t i = 0; i < plan_fact_count; i++) {
        values[i] = facts[i].value;
    }
    fill_levels(row, subject->service);
    fill_gap(row, engine, &target, target_set);
    fill_measures(row, subject);
    fill_ties(row, &subject->service->profile, values);
    row->levels = levels_text(arena, subject->service);
    row->notification_only = is_true(values, "notification_only");
    row->visit_without_clause =
        is_true(values, "visit_required") && !is_true(values, "visit_clause");
    return arena_failed(arena) ? err_failed() : find_set(db, arena, engine, values, row);
}

static enum err remove_before(struct store_db *db, struct arena *arena, const char *service_id,
                              const struct before *before) {
    if (!before->found) {
        return ERR_NONE;
    }
    enum err err = plan_cell_mark(db, arena, before->row.cell);
    return err ? err : plan_state_delete(db, &(struct plan_state_delete_in){service_id}, NULL);
}

static enum err write_state(struct store_db *db, struct arena *arena,
                            const struct plan_engine *engine, struct plan_subject *subject,
                            const struct before *before) {
    const struct registry_service *service = subject->service;
    struct plan_state_insert_in row = {
        .service_id = service->row.id,
        .cell = plan_cell_name(arena, service),
        .agency_id = service->row.agency_id,
        .title_key = plan_title_key(arena, service->row.title, service->row.agency_name)};
    if (!row.title_key || !row.cell) {
        return err_failed();
    }
    enum err err = derive(db, arena, engine, subject, &row);
    if (!err) {
        err = move_key(db, before, &row, subject->near_duplicates.value > 0);
    }
    if (!err) {
        err = remove_before(db, arena, row.service_id, before);
    }
    if (!err) {
        err = plan_cell_mark(db, arena, row.cell);
    }
    return err ? err : plan_state_insert(db, &row, NULL);
}

/* A service that is no longer published leaves, and its twins are told. */
static enum err leave(struct store_db *db, struct arena *arena, const char *service_id,
                      const struct before *before) {
    enum err err = ERR_NONE;
    if (before->found) {
        err = twins_changed(db, before->row.agency_id, before->row.title_key, service_id);
    }
    return err ? err : remove_before(db, arena, service_id, before);
}

enum err plan_refresh_read(struct store_db *db, struct arena *arena,
                           const struct registry_service *service,
                           const struct plan_engine *engine) {
    struct before before;
    const char *id = service->row.id;
    enum err err = plan_state_before(db, arena, &(struct plan_state_before_in){id}, &before.row,
                                     &before.found);
    if (err) {
        return err;
    }
    if (service->row.state != SERVICE_PUBLISHED) {
        return leave(db, arena, id, &before);
    }
    struct plan_subject subject = {.service = service,
                                   .settings = &engine->settings,
                                   .held = engine->held,
                                   .year = engine->year,
                                   .near_duplicates = UNKNOWN_INT};
    err = plan_newest_report(db, arena, id, &subject.report);
    return err ? err : write_state(db, arena, engine, &subject, &before);
}

enum err plan_refresh_service(struct store_db *db, struct arena *arena, const char *service_id,
                              const struct plan_engine *engine) {
    struct registry_service service;
    enum err err = registry_service_get(db, arena, service_id, &service);
    return err ? err : plan_refresh_read(db, arena, &service, engine);
}
