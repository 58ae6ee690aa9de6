/* Turns the registry's structures into the sentences of a service page. */
#include "service_view.h"

#include <string.h>

#include "tr.h"

static struct service_fact fact(struct arena *arena, const struct profile *profile,
                                enum profile_field field) {
    return (struct service_fact){
        .label = tr(profile_fields[field].label),
        .text = profile_field_text(arena, profile, field),
        .source = profile->source_of[field],
    };
}

/* What was understood of a time or a fee, case by case; the words as written when nothing was. */
static void join_times(struct arena *arena, const struct profile *profile,
                       struct service_fact *out) {
    const char *text = "";
    for (size_t i = 0; i < profile->times.count; i++) {
        text = arena_printf(arena, "%s%s%s", text, i > 0 ? "؛ " : "",
                            time_case_text(arena, &profile->times.items[i]));
    }
    out->text = profile->times.count > 0 && text != NULL ? text : out->text;
}

static void join_fees(struct arena *arena, const struct profile *profile,
                      struct service_fact *out) {
    const char *text = "";
    for (size_t i = 0; i < profile->fees.count; i++) {
        const struct fee_case *fee = &profile->fees.items[i];
        text = arena_printf(arena, "%s%s%s", text, i > 0 ? "؛ " : "",
                            fee_is_free(fee) ? tr("free") : fee_case_text(arena, fee));
    }
    out->text = profile->fees.count > 0 && text != NULL ? text : out->text;
}

/* Fields that have a place of their own on the page. */
static bool shown_elsewhere(enum profile_field field) {
    switch (field) {
    case FIELD_title:
    case FIELD_description:
    case FIELD_documents:
    case FIELD_laws:
    case FIELD_steps:
    case FIELD_eligibility:
    case FIELD_times:
    case FIELD_times_text:
    case FIELD_fees:
    case FIELD_fees_text:
    case FIELD_visits:
    case FIELD_visits_text:
    case FIELD_visit_reasons:
    case FIELD_channels:
    case FIELD_criteria:
        return true;
    default:
        return profile_fields[field].section == SECTION_FILLED;
    }
}

static void add_facts(struct arena *arena, const struct profile *profile,
                      struct service_view *out) {
    for (int field = 0; field < FIELD_COUNT; field++) {
        if (!shown_elsewhere((enum profile_field)field) &&
            profile_field_known(profile, (enum profile_field)field)) {
            out->facts[out->fact_count++] = fact(arena, profile, (enum profile_field)field);
        }
    }
}

static enum err add_times(struct arena *arena, const struct profile *profile,
                          struct service_view *out) {
    const char **times = ARENA_ARRAY(arena, profile->times.count + 1, const char *);
    if (times == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < profile->times.count; i++) {
        times[i] = time_case_text(arena, &profile->times.items[i]);
    }
    out->times = times;
    out->time_count = profile->times.count;
    return ERR_NONE;
}

static void add_channels(struct arena *arena, const struct profile *profile,
                         struct service_view *out) {
    for (size_t i = 0; i < profile->channels.count; i++) {
        const struct channel_use *use = &profile->channels.items[i];
        struct service_channel_cell *cell = &out->channels[use->stage];
        const char *label = use->channel == CHANNEL_OTHER && use->text[0] != '\0'
                                ? use->text
                                : vocabulary_label(VOCABULARY_CHANNEL, use->channel);
        cell->text = cell->text == NULL ? label : arena_printf(arena, "%s، %s", cell->text, label);
        cell->source = profile->source_of[FIELD_channels];
    }
}

static enum err add_visits(struct arena *arena, const struct profile *profile,
                           struct service_view *out) {
    out->visit_count = profile->visit_reasons.count;
    out->visit_lines = ARENA_ARRAY(arena, out->visit_count + 1, struct service_visit_line);
    if (out->visit_lines == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < out->visit_count; i++) {
        const struct profile_visit *visit = &profile->visit_reasons.items[i];
        out->visit_lines[i] = (struct service_visit_line){
            .reason = vocabulary_label(VOCABULARY_VISIT_REASON, visit->reason),
            .text = visit->text,
            .clause = visit->clause,
            .place =
                visit->place != PLACE_NONE ? vocabulary_label(VOCABULARY_PLACE, visit->place) : "",
            .queue = vocabulary_label(VOCABULARY_QUEUE, visit_reason_queue(visit->reason)),
            .without_clause = visit->clause[0] == '\0',
        };
    }
    return ERR_NONE;
}

static void add_maturity(struct arena *arena, const struct maturity *maturity,
                         struct service_view *out) {
    out->level_text = maturity_text(arena, maturity);
    out->blocking = "";
    for (int i = 0; i < CRITERION_COUNT; i++) {
        const struct maturity_criterion *criterion = &maturity->criteria[i];
        const char *label = criterion_label((enum criterion)i);
        out->criteria[i] = (struct service_criterion_line){
            .label = label,
            .reason = criterion->reason != NULL ? tr(criterion->reason) : "",
            .known = criterion->state == CRITERION_KNOWN,
            .applicable = criterion->state != CRITERION_NOT_APPLICABLE,
            .blocking = criterion->blocking,
            .level = criterion->level,
        };
        if (criterion->blocking) {
            out->blocking = out->blocking[0] == '\0'
                                ? label
                                : arena_printf(arena, "%s، %s", out->blocking, label);
        }
    }
}

static enum err add_sources(struct arena *arena, const struct profile *profile,
                            struct service_view *out) {
    out->source_count = profile->source_count;
    out->sources = ARENA_ARRAY(arena, out->source_count + 1, struct service_source_line);
    if (out->sources == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < out->source_count; i++) {
        const struct profile_source *source = &profile->sources[i];
        bool outside = source->origin == ORIGIN_OTHER_PROVINCE || source->origin == ORIGIN_NATIONAL;
        out->sources[i] = (struct service_source_line){
            .origin = vocabulary_label(VOCABULARY_ORIGIN, source->origin),
            .publisher = source->publisher,
            .vintage = source->vintage,
            .note = source->note,
            .urls = source->urls,
            .outside = outside,
        };
        out->outside = out->outside || outside;
    }
    return ERR_NONE;
}

enum err service_view_make(struct arena *arena, const struct registry_service *service,
                           struct service_view *out) {
    const struct profile *profile = &service->profile;
    memset(out, 0, sizeof *out);
    out->service = service;
    out->time = fact(arena, profile, FIELD_times_text);
    out->fee = fact(arena, profile, FIELD_fees_text);
    out->visits = fact(arena, profile, FIELD_visits);
    out->documents = fact(arena, profile, FIELD_documents);
    out->steps = fact(arena, profile, FIELD_steps);
    out->laws = fact(arena, profile, FIELD_laws);
    out->eligibility = fact(arena, profile, FIELD_eligibility);
    out->description = fact(arena, profile, FIELD_description);
    join_times(arena, profile, &out->time);
    join_fees(arena, profile, &out->fee);
    out->fees = &profile->fees;
    add_facts(arena, profile, out);
    add_channels(arena, profile, out);
    add_maturity(arena, &service->maturity, out);
    enum err err = add_times(arena, profile, out);
    if (err == ERR_NONE) {
        err = add_visits(arena, profile, out);
    }
    if (err == ERR_NONE) {
        err = add_sources(arena, profile, out);
    }
    return err == ERR_NONE && arena_failed(arena) ? err_failed() : err;
}
