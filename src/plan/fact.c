/*
 * The table of facts. A fact that the profile and the report are silent about is unknown; a thing
 * that has to be published and is not there is a known "no".
 */
#include "plan_fact.h"

#include <math.h>
#include <string.h>
#include "text.h"
#include "tr.h"

static void say_bool(struct plan_fact_value *out, bool value) {
    out->value = (struct plan_value){.known = true, .integer = value};
}

static void say_int(struct plan_fact_value *out, int64_t value) {
    out->value = (struct plan_value){.known = true, .integer = value};
}

static void say_maybe(struct plan_fact_value *out, struct maybe_int value) {
    out->value = (struct plan_value){.known = value.known, .integer = value.value};
}

static void say_yesno(struct plan_fact_value *out, enum yesno value) {
    out->value =
        (struct plan_value){.known = value != YESNO_UNKNOWN, .integer = value == YESNO_YES};
}

static const struct profile *profile_of(const struct plan_subject *subject) {
    return &subject->service->profile;
}

/* ---- channels ---- */

/* A citizen can act there alone: not by telephone, not by receiving a text message. */
static bool is_online(enum channel channel) {
    return channel == CHANNEL_WEB || channel == CHANNEL_APP || channel == CHANNEL_EMAIL ||
           channel == CHANNEL_OTHER_ELECTRONIC;
}

static bool is_counter(enum channel channel) {
    return channel == CHANNEL_COUNTER;
}

static bool is_in_person(enum channel channel) {
    return channel == CHANNEL_IN_PERSON || channel == CHANNEL_PAPER;
}

static bool is_inside_online(enum channel channel) {
    return is_online(channel) || channel == CHANNEL_INTRANET;
}

/* The words of the stage's channels, as the source has them. */
static const char *channel_words(const struct profile *profile, struct arena *arena,
                                 enum stage stage) {
    const char *words = "";
    for (size_t i = 0; i < profile->channels.count; i++) {
        const struct channel_use *use = &profile->channels.items[i];
        if (use->stage != stage || strstr(words, use->text)) {
            continue;
        }
        words = *words ? arena_printf(arena, "%s؛ %s", words, use->text) : use->text;
        if (!words) {
            return "";
        }
    }
    return words;
}

static bool has_channel(const struct profile *profile, enum stage stage,
                        bool (*match)(enum channel), bool *stage_known) {
    bool found = false;
    *stage_known = false;
    for (size_t i = 0; i < profile->channels.count; i++) {
        const struct channel_use *use = &profile->channels.items[i];
        if (use->stage == stage && use->channel != CHANNEL_NONE) {
            *stage_known = true;
            found = found || match(use->channel);
        }
    }
    return found;
}

static void say_channel(const struct plan_subject *subject, struct arena *arena,
                        struct plan_fact_value *out, enum stage stage,
                        bool (*match)(enum channel)) {
    bool known;
    bool found = has_channel(profile_of(subject), stage, match, &known);
    out->value = (struct plan_value){.known = known, .integer = found};
    out->evidence = channel_words(profile_of(subject), arena, stage);
}

static void information_online(const struct plan_subject *s, struct arena *arena,
                               struct plan_fact_value *out) {
    say_channel(s, arena, out, STAGE_INFORMATION, is_online);
}

static void request_online(const struct plan_subject *s, struct arena *arena,
                           struct plan_fact_value *out) {
    say_channel(s, arena, out, STAGE_REQUEST, is_online);
}

static void request_counter(const struct plan_subject *s, struct arena *arena,
                            struct plan_fact_value *out) {
    say_channel(s, arena, out, STAGE_REQUEST, is_counter);
}

static void request_in_person(const struct plan_subject *s, struct arena *arena,
                              struct plan_fact_value *out) {
    say_channel(s, arena, out, STAGE_REQUEST, is_in_person);
}

static void production_online(const struct plan_subject *s, struct arena *arena,
                              struct plan_fact_value *out) {
    say_channel(s, arena, out, STAGE_PROCESSING, is_inside_online);
}

static void delivery_online(const struct plan_subject *s, struct arena *arena,
                            struct plan_fact_value *out) {
    say_channel(s, arena, out, STAGE_DELIVERY, is_online);
}

static void notification_only(const struct plan_subject *s, struct arena *arena,
                              struct plan_fact_value *out) {
    out->value = (struct plan_value){.known = profile_of(s)->channels.count > 0,
                                     .integer = s->service->maturity.notification_only};
}

/* ---- visits ---- */

static struct maybe_real visits_of(const struct registry_service *service,
                                   const struct registry_report *report) {
    if (report && report->visits.known) {
        return report->visits;
    }
    struct maybe_int visits = service->profile.visits;
    return visits.known ? known_real((double)visits.value) : UNKNOWN_REAL;
}

static void visits(const struct plan_subject *s, struct arena *arena, struct plan_fact_value *out) {
    struct maybe_real value = visits_of(s->service, s->report);
    out->value = (struct plan_value){.known = value.known, .integer = (int64_t)ceil(value.value)};
    if (s->report && s->report->visits.known) {
        out->evidence = tr_fmt(arena, "{1}", value.value);
    }
}

/* Reported visits decide; else a stated reason; else a stage without any way from home. */
static void visit_required(const struct plan_subject *s, struct arena *arena,
                           struct plan_fact_value *out) {
    const struct profile *profile = profile_of(s);
    struct maybe_real value = visits_of(s->service, s->report);
    if (value.known) {
        say_bool(out, value.value > 0.0);
        out->evidence = tr_fmt(arena, "{1}", value.value);
        return;
    }
    if (profile->visit_reasons.count > 0) {
        say_bool(out, true);
        out->evidence = profile_field_text(arena, profile, FIELD_visit_reasons);
        return;
    }
    static const enum stage stages[] = {STAGE_REQUEST, STAGE_DELIVERY};
    for (size_t i = 0; i < COUNT_OF(stages); i++) {
        bool known;
        if (!has_channel(profile, stages[i], channel_is_remote, &known) && known) {
            say_bool(out, true);
            out->evidence = channel_words(profile, arena, stages[i]);
            return;
        }
    }
}

static void visit_reason(const struct plan_subject *s, struct arena *arena,
                         struct plan_fact_value *out) {
    const struct profile_visits *all = &profile_of(s)->visit_reasons;
    for (size_t i = 0; i < all->count; i++) {
        enum visit_reason reason = all->items[i].reason;
        if (reason != VISIT_REASON_NONE && reason != VISIT_REASON_UNKNOWN) {
            out->value = (struct plan_value){
                .known = true, .text = vocabulary_slug(VOCABULARY_VISIT_REASON, (int)reason)};
            return;
        }
    }
}

static void visit_clause(const struct plan_subject *s, struct arena *arena,
                         struct plan_fact_value *out) {
    const struct profile_visits *all = &profile_of(s)->visit_reasons;
    say_bool(out, false);
    out->evidence = "";
    for (size_t i = 0; i < all->count; i++) {
        if (*all->items[i].clause) {
            say_bool(out, true);
            out->evidence = all->items[i].clause;
        }
    }
}

/* ---- documents ---- */

static void document_count(const struct plan_subject *s, struct arena *arena,
                           struct plan_fact_value *out) {
    if (profile_field_known(profile_of(s), FIELD_documents)) {
        say_int(out, (int64_t)profile_of(s)->documents.count);
    }
}

/* Documents in which a word of the list occurs, with who holds them. */
static void documents_held(const struct plan_subject *s, struct arena *arena,
                           struct plan_fact_value *out) {
    const struct value_list *documents = &profile_of(s)->documents;
    if (!profile_field_known(profile_of(s), FIELD_documents)) {
        return;
    }
    int64_t count = 0;
    const char *seen = "";
    for (size_t i = 0; i < documents->count; i++) {
        const char *folded = text_fold(arena, documents->items[i]);
        const char *holder = NULL;
        for (size_t k = 0; folded && !holder && k < s->held.count; k++) {
            holder = strstr(folded, s->held.rows[k].term) ? s->held.rows[k].holder : NULL;
        }
        if (holder) {
            count++;
            seen = arena_printf(arena, "%s%s%s (%s)", seen, *seen ? "؛ " : "", documents->items[i],
                                holder);
            seen = seen ? seen : "";
        }
    }
    say_int(out, count);
    out->evidence = seen;
}

/* ---- what is published ---- */

static void time_published(const struct plan_subject *s, struct arena *arena,
                           struct plan_fact_value *out) {
    say_bool(out, profile_of(s)->times.count > 0 || *profile_of(s)->times_text);
    out->evidence = profile_of(s)->times_text;
}

static void time_readable(const struct plan_subject *s, struct arena *arena,
                          struct plan_fact_value *out) {
    say_bool(out, profile_of(s)->times.count > 0);
    out->evidence = profile_of(s)->times_text;
}

static void fee_published(const struct plan_subject *s, struct arena *arena,
                          struct plan_fact_value *out) {
    say_bool(out, profile_of(s)->fees.count > 0 || *profile_of(s)->fees_text);
    out->evidence = profile_of(s)->fees_text;
}

static void fee_charged(const struct plan_subject *s, struct arena *arena,
                        struct plan_fact_value *out) {
    const struct value_fees *fees = &profile_of(s)->fees;
    bool all_free = fees->count > 0;
    for (size_t i = 0; i < fees->count; i++) {
        all_free = all_free && fee_is_free(&fees->items[i]);
    }
    out->value = (struct plan_value){.known = fees->count > 0, .integer = !all_free};
    out->evidence = profile_of(s)->fees_text;
}

static void payment_online(const struct plan_subject *s, struct arena *arena,
                           struct plan_fact_value *out) {
    const struct value_fees *fees = &profile_of(s)->fees;
    enum yesno paid = profile_of(s)->payment_online;
    for (size_t i = 0; paid == YESNO_UNKNOWN && i < fees->count; i++) {
        paid = (enum yesno)fees->items[i].electronic;
    }
    say_yesno(out, paid);
}

static void legal_basis(const struct plan_subject *s, struct arena *arena,
                        struct plan_fact_value *out) {
    say_bool(out, profile_of(s)->laws.count > 0);
}

static void complaint_route(const struct plan_subject *s, struct arena *arena,
                            struct plan_fact_value *out) {
    say_bool(out, *profile_of(s)->complaint != '\0');
}

static void status_tracking(const struct plan_subject *s, struct arena *arena,
                            struct plan_fact_value *out) {
    enum yesno tracking = profile_of(s)->tracking_online;
    if (tracking == YESNO_UNKNOWN && *profile_of(s)->tracking) {
        say_bool(out, true);
        out->evidence = profile_of(s)->tracking;
        return;
    }
    say_yesno(out, tracking);
}

static void survey(const struct plan_subject *s, struct arena *arena, struct plan_fact_value *out) {
    say_bool(out, *profile_of(s)->survey != '\0');
}

/* ---- identity and source ---- */

static void identifier_present(const struct plan_subject *s, struct arena *arena,
                               struct plan_fact_value *out) {
    say_bool(out, *profile_of(s)->code != '\0');
}

static void identifier_valid(const struct plan_subject *s, struct arena *arena,
                             struct plan_fact_value *out) {
    if (*profile_of(s)->code) {
        say_bool(out, value_read_identifier(profile_of(s)->code).state == IDENTIFIER_GOOD);
    }
}

/* Years since the page the fee was read from, else the title's page, was last dated. */
static void source_age(const struct plan_subject *s, struct arena *arena,
                       struct plan_fact_value *out) {
    const struct profile_source *source = profile_source(profile_of(s), FIELD_fees);
    if (!source) {
        source = profile_source(profile_of(s), FIELD_title);
    }
    if (!source) {
        return;
    }
    struct vintage vintage = value_read_vintage(source->vintage);
    if (vintage.to_year > 0) {
        say_int(out, s->year - vintage.to_year);
    }
    out->evidence = source->vintage;
}

static void source_in_province(const struct plan_subject *s, struct arena *arena,
                               struct plan_fact_value *out) {
    const struct profile *profile = profile_of(s);
    bool inside = false;
    for (size_t i = 0; i < profile->source_count; i++) {
        enum origin origin = profile->sources[i].origin;
        inside =
            inside || origin == ORIGIN_OWN || origin == ORIGIN_PROVINCE || origin == ORIGIN_ENTERED;
    }
    out->value = (struct plan_value){.known = profile->source_count > 0, .integer = inside};
    out->evidence = profile->source_count > 0 ? profile->sources[0].publisher : "";
}

static void year(const struct plan_subject *s, struct arena *arena, struct plan_fact_value *out) {
    say_int(out, s->year);
    out->evidence = arena_printf(arena, "%d", s->year);
}

static void stale_years(const struct plan_subject *s, struct arena *arena,
                        struct plan_fact_value *out) {
    say_maybe(out, s->settings->stale_years);
    out->evidence = tr_fmt(arena, "{1}", s->settings->stale_years.value);
}

static void near_duplicates(const struct plan_subject *s, struct arena *arena,
                            struct plan_fact_value *out) {
    say_maybe(out, s->near_duplicates);
    out->evidence = s->duplicate_title;
}

/* ---- links ---- */

static int64_t inquiries_where(const struct profile *profile, bool electronic_only) {
    int64_t count = 0;
    for (size_t i = 0; i < profile->inquiries.count; i++) {
        const struct profile_link *link = &profile->inquiries.items[i];
        bool electronic = link->exchange == EXCHANGE_ONLINE || link->exchange == EXCHANGE_BATCH;
        count += *link->agency && (electronic || !electronic_only);
    }
    return count;
}

static void linked_agencies(const struct plan_subject *s, struct arena *arena,
                            struct plan_fact_value *out) {
    if (profile_of(s)->inquiries.count > 0) {
        say_int(out, inquiries_where(profile_of(s), false));
    }
}

static void inquiries_electronic(const struct plan_subject *s, struct arena *arena,
                                 struct plan_fact_value *out) {
    if (profile_of(s)->inquiries.count > 0) {
        int64_t count = inquiries_where(profile_of(s), true);
        say_int(out, count);
        out->evidence = tr_fmt(arena, "{1}", count);
    }
}

/* ---- levels and reports ---- */

static void stage(const struct plan_subject *s, struct arena *arena, struct plan_fact_value *out) {
    struct maybe_int verified = s->service->row.verified_stage;
    if (!verified.known && s->service->maturity.certainty != MATURITY_NOT_ASSESSED) {
        verified = known_int(s->service->maturity.stage);
    }
    say_maybe(out, verified);
    if (verified.known) {
        out->evidence = tr_fmt(arena, "{1}", verified.value);
    }
}

static void declared_stage(const struct plan_subject *s, struct arena *arena,
                           struct plan_fact_value *out) {
    struct maybe_int declared = s->service->row.declared_stage;
    say_maybe(out, declared);
    if (declared.known) {
        out->evidence = tr_fmt(arena, "{1}", declared.value);
    }
}

static void volume(const struct plan_subject *s, struct arena *arena, struct plan_fact_value *out) {
    struct maybe_real cases = plan_case_of(s->service, s->report).volume;
    out->value = (struct plan_value){.known = cases.known, .integer = (int64_t)cases.value};
}

static void report_confirmed(const struct plan_subject *s, struct arena *arena,
                             struct plan_fact_value *out) {
    if (s->report) {
        say_bool(out, s->report->state == REPORT_CONFIRMED);
        out->evidence = report_state_label(s->report->state);
    }
}

static void answers(const struct plan_subject *s, struct arena *arena,
                    struct plan_fact_value *out) {
    if (s->report && s->report->good.known && s->report->medium.known && s->report->bad.known) {
        struct plan_answers all = plan_answers_of(s->report);
        say_int(out, all.good + all.medium + all.bad);
    }
}

#define F(name, type, field, label) \
    { #name, PLAN_##type, label, field, name }
const struct plan_fact plan_facts[] = {
    F(notification_only, BOOL, FIELD_channels, TR_NOOP("Nothing but notification")),
    F(information_online, BOOL, FIELD_channels, TR_NOOP("Information online")),
    F(request_online, BOOL, FIELD_channels, TR_NOOP("Request online")),
    F(request_counter, BOOL, FIELD_channels, TR_NOOP("Request at a counter office")),
    F(request_in_person, BOOL, FIELD_channels, TR_NOOP("Request in person")),
    F(production_online, BOOL, FIELD_channels, TR_NOOP("Processing electronic")),
    F(delivery_online, BOOL, FIELD_channels, TR_NOOP("Delivery online")),
    F(visits, INT, FIELD_visits, TR_NOOP("Visits a case")),
    F(visit_required, BOOL, FIELD_visits, TR_NOOP("A visit is required")),
    F(visit_reason, TEXT, FIELD_visit_reasons, TR_NOOP("Reason for the visit")),
    F(visit_clause, BOOL, FIELD_visit_reasons, TR_NOOP("Clause that demands the visit")),
    F(document_count, INT, FIELD_documents, TR_NOOP("Documents required")),
    F(documents_held, INT, FIELD_documents, TR_NOOP("Documents the state holds")),
    F(time_published, BOOL, FIELD_times_text, TR_NOOP("Time published")),
    F(time_readable, BOOL, FIELD_times_text, TR_NOOP("Time can be read as a number")),
    F(fee_published, BOOL, FIELD_fees_text, TR_NOOP("Fee published")),
    F(fee_charged, BOOL, FIELD_fees_text, TR_NOOP("A fee is charged")),
    F(payment_online, BOOL, FIELD_payment_online, TR_NOOP("Fee is paid online")),
    F(legal_basis, BOOL, FIELD_laws, TR_NOOP("Legal basis of the service")),
    F(complaint_route, BOOL, FIELD_complaint, TR_NOOP("Complaint route")),
    F(status_tracking, BOOL, FIELD_tracking_online, TR_NOOP("Status can be followed")),
    F(survey, BOOL, FIELD_survey, TR_NOOP("Satisfaction survey")),
    F(identifier_present, BOOL, FIELD_code, TR_NOOP("Service identifier")),
    F(identifier_valid, BOOL, FIELD_code, TR_NOOP("Service identifier is well formed")),
    F(source_age, INT, FIELD_title, TR_NOOP("Age of the source, in years")),
    F(source_in_province, BOOL, FIELD_title, TR_NOOP("Published in the province")),
    F(year, INT, -1, TR_NOOP("This year")),
    F(stale_years, INT, -1, TR_NOOP("Age from which a published fee counts as old")),
    F(near_duplicates, INT, FIELD_title, TR_NOOP("Other services with nearly this title")),
    F(linked_agencies, INT, FIELD_inquiries, TR_NOOP("Other agencies concerned")),
    F(inquiries_electronic, INT, FIELD_inquiries, TR_NOOP("Electronic inquiries")),
    F(stage, INT, -1, TR_NOOP("Stage now")),
    F(declared_stage, INT, FIELD_declared_level, TR_NOOP("Stage the agency declares")),
    F(volume, INT, FIELD_volumes, TR_NOOP("Cases a year")),
    F(report_confirmed, BOOL, -1, TR_NOOP("Yearly report confirmed")),
    F(answers, INT, -1, TR_NOOP("Answers of citizens")),
};
#undef F
const size_t plan_fact_count = COUNT_OF(plan_facts);
_Static_assert(COUNT_OF(plan_facts) <= PLAN_FACTS_MAX, "more facts than a rule may see");

void plan_fact_names(struct plan_name out[PLAN_FACTS_MAX]) {
    for (size_t i = 0; i < plan_fact_count; i++) {
        out[i] = (struct plan_name){plan_facts[i].name, plan_facts[i].type};
    }
}

void plan_facts_read(const struct plan_subject *subject, struct arena *arena,
                     struct plan_fact_value *values) {
    for (size_t i = 0; i < plan_fact_count; i++) {
        values[i] = (struct plan_fact_value){0};
        plan_facts[i].read(subject, arena, &values[i]);
    }
}
