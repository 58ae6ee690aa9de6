/* The rollup of one service: read its inputs, run the rules, write one row and its findings. */
#include <stdlib.h>
#include <string.h>
#include "plan_internal.h"
#include "plan_sql.h"
#include "text.h"

static int compare_words(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Titles that differ in the order of words, spaces or punctuation only have the same key. */
const char *plan_title_key(struct arena *arena, const char *title) {
    enum { WORDS = 60 };
    const char *words[WORDS];
    size_t count = 0, length = 0;
    const char *folded = text_fold(arena, title);
    for (const char *at = folded; at && *at && count < WORDS;) {
        size_t word = strcspn(at, " ");
        if (word > 0) {
            words[count] = arena_strndup(arena, at, word);
            if (!words[count++]) {
                return NULL;
            }
        }
        at += word + (at[word] == ' ');
    }
    qsort(words, count, sizeof *words, compare_words);
    for (size_t i = 0; i < count; i++) {
        length += strlen(words[i]) + 1;
    }
    char *key = arena_alloc(arena, length + 1);
    for (size_t i = 0, at = 0; key && i < count; i++) {
        size_t word = strlen(words[i]);
        memcpy(key + at, words[i], word);
        at += word;
        key[at++] = ' ';
    }
    return folded ? key : NULL;
}

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

static enum err write_findings(struct store_db *db, const char *service_id,
                               const struct plan_engine *engine, const struct plan_value *values,
                               int64_t *count_out) {
    enum err err = plan_finding_clear(db, &(struct plan_finding_clear_in){service_id}, NULL);
    *count_out = 0;
    for (size_t i = 0; !err && i < engine->rules.count; i++) {
        if (plan_condition_eval(engine->conditions[i], values) == PLAN_TRUE) {
            const struct plan_finding_add_in in = {service_id, engine->rules.rows[i].code};
            err = plan_finding_add(db, &in, NULL);
            ++*count_out;
        }
    }
    return err;
}

static enum err write_levels(struct store_db *db, const struct registry_service *service) {
    const char *id = service->row.id;
    enum err err = plan_level_clear(db, &(struct plan_level_clear_in){id}, NULL);
    for (int i = 0; !err && i < CRITERION_COUNT; i++) {
        bool applies = service->maturity.criteria[i].state != CRITERION_NOT_APPLICABLE;
        const struct plan_level_add_in in = {
            id, i, applies, plan_criterion_level(service, (enum criterion)i)};
        err = plan_level_add(db, &in, NULL);
    }
    return err;
}

static void fill_gap(struct plan_state_insert_in *row, const struct plan_engine *engine,
                     const struct plan_target_of_row *target, bool target_set) {
    int64_t wanted = engine->settings.default_target.known ? engine->settings.default_target.value
                                                           : 4;
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
    row->at_most = !service->row.verified_stage.known &&
                   service->maturity.certainty == MATURITY_AT_MOST;
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

/* Twins of the old and of the new title are marked old: their findings may change too. */
static enum err move_key(struct store_db *db, struct arena *arena,
                         const struct plan_state_insert_in *row) {
    struct plan_state_key_row before;
    bool found;
    enum err err = plan_state_key(db, arena, &(struct plan_state_key_in){row->service_id}, &before,
                                  &found);
    if (err || (found && strcmp(before.title_key, row->title_key) == 0 &&
                strcmp(before.agency_id, row->agency_id) == 0)) {
        return err;
    }
    if (found) {
        const struct plan_twins_age_in old = {before.agency_id, before.title_key, row->service_id};
        err = plan_twins_age(db, &old, NULL);
    }
    if (!err) {
        const struct plan_twins_age_in now = {row->agency_id, row->title_key, row->service_id};
        err = plan_twins_age(db, &now, NULL);
    }
    return err;
}

static enum err write_state(struct store_db *db, struct arena *arena,
                            const struct plan_engine *engine, struct plan_subject *subject) {
    const struct registry_service_row *head = &subject->service->row;
    struct plan_report_mark_row mark;
    struct plan_target_of_row target = {0};
    struct plan_twins_row twins;
    bool target_set;
    struct plan_state_insert_in row = {
        .service_id = head->id, .profile_version = head->version,
        .service_updated_at = head->updated_at, .basis = engine->basis, .year = engine->year,
        .title_key = plan_title_key(arena, head->title), .agency_id = head->agency_id};
    if (!row.title_key) {
        return ERR_MEMORY;
    }
    enum err err = plan_report_mark(db, arena, &(struct plan_report_mark_in){head->id}, &mark);
    if (!err) {
        err = plan_target_of(db, arena, &(struct plan_target_of_in){head->id}, &target,
                             &target_set);
    }
    if (!err) {
        const struct plan_twins_in in = {head->agency_id, row.title_key, head->id};
        err = plan_twins(db, arena, &in, &twins);
    }
    if (err) {
        return err;
    }
    row.report_mark = mark.mark;
    subject->near_duplicates = known_int(twins.count);
    subject->duplicate_title = twins.title;
    struct plan_fact_value facts[PLAN_FACTS_MAX];
    struct plan_value values[PLAN_FACTS_MAX];
    plan_facts_read(subject, arena, facts);
    for (size_t i = 0; i < plan_fact_count; i++) {
        values[i] = facts[i].value;
    }
    fill_levels(&row, subject->service);
    fill_gap(&row, engine, &target, target_set);
    fill_measures(&row, subject);
    row.notification_only = is_true(values, "notification_only");
    row.visit_without_clause =
        is_true(values, "visit_required") && !is_true(values, "visit_clause");
    err = arena_failed(arena) ? ERR_MEMORY : move_key(db, arena, &row);
    if (!err) {
        err = write_findings(db, head->id, engine, values, &row.findings);
    }
    if (!err) {
        err = write_levels(db, subject->service);
    }
    if (!err) {
        err = plan_state_delete(db, &(struct plan_state_delete_in){head->id}, NULL);
    }
    return err ? err : plan_state_insert(db, &row, NULL);
}

enum err plan_refresh_service(struct store_db *db, struct arena *arena, const char *service_id,
                              const struct plan_engine *engine) {
    struct registry_service service;
    enum err err = registry_service_get(db, arena, service_id, &service);
    if (err) {
        return err;
    }
    if (service.row.state != SERVICE_PUBLISHED) {
        return ERR_NONE;
    }
    struct plan_subject subject = {.service = &service, .settings = &engine->settings,
                                   .held = engine->held, .year = engine->year,
                                   .near_duplicates = UNKNOWN_INT};
    err = plan_newest_report(db, arena, service_id, &subject.report);
    return err ? err : write_state(db, arena, engine, &subject);
}
