/*
 * The minimum rule. A criterion's level is the highest stage that it allows: online request allows
 * every stage up to 5 (6 needs the service to come by itself), a visit allows no more than 3, and
 * so on. docs/maturity.md says the same to people; keep both together.
 */
#include "maturity.h"

#include <string.h>

/* What the channels of one stage are. */
struct stage_channels {
    bool known;   /* at least one channel that was understood */
    bool portal;  /* web or application: a thing can be done there */
    bool mail;    /* e-mail: a document can arrive there */
    bool message; /* SMS or telephone */
    bool post;
    bool attended; /* counter, machine, in person */
    bool paper;
};

static struct stage_channels channels_of(const struct profile *profile, enum stage stage) {
    struct stage_channels out = {0};
    for (size_t i = 0; i < profile->channels.count; i++) {
        const struct channel_use *use = &profile->channels.items[i];
        if (use->stage != stage || use->channel == CHANNEL_OTHER) {
            continue;
        }
        out.known = true;
        switch (use->channel) {
        case CHANNEL_WEB:
        case CHANNEL_APP:
        case CHANNEL_INTRANET:
        case CHANNEL_OTHER_ELECTRONIC:
            out.portal = true;
            break;
        case CHANNEL_EMAIL:
            out.mail = true;
            break;
        case CHANNEL_SMS:
        case CHANNEL_PHONE:
            out.message = true;
            break;
        case CHANNEL_POST:
            out.post = true;
            break;
        case CHANNEL_COUNTER:
        case CHANNEL_MACHINE:
        case CHANNEL_IN_PERSON:
            out.attended = true;
            break;
        default:
            out.paper = true;
            break;
        }
    }
    return out;
}

static bool has_reason(const struct profile *profile, enum visit_reason reason) {
    for (size_t i = 0; i < profile->visit_reasons.count; i++) {
        if (profile->visit_reasons.items[i].reason == reason) {
            return true;
        }
    }
    return false;
}

static struct maturity_criterion level(int value, const char *reason) {
    return (struct maturity_criterion){CRITERION_KNOWN, value, reason, false};
}

static struct maturity_criterion unknown(void) {
    return (struct maturity_criterion){CRITERION_UNKNOWN, 0, TR_NOOP("The profile does not say."),
                                       false};
}

static struct maturity_criterion information(const struct profile *profile) {
    struct stage_channels info = channels_of(profile, STAGE_INFORMATION);
    struct stage_channels request = channels_of(profile, STAGE_REQUEST);
    if (info.portal || request.portal || profile->address[0] != '\0') {
        return level(6, TR_NOOP("Information is on the web."));
    }
    for (size_t i = 0; i < profile->source_count; i++) {
        const struct profile_source *source = &profile->sources[i];
        if (source->origin == ORIGIN_OWN && source->urls.count > 0) {
            return level(6, TR_NOOP("The agency publishes the service on its own page."));
        }
    }
    if (info.mail || info.message) {
        return level(1, TR_NOOP("Information by message or telephone only."));
    }
    return info.known ? level(0, TR_NOOP("Information is given on paper or in person only."))
                      : unknown();
}

static struct maturity_criterion identification(const struct profile *profile) {
    if (has_reason(profile, VISIT_REASON_IDENTITY) ||
        has_reason(profile, VISIT_REASON_BIOMETRICS)) {
        return level(2, TR_NOOP("The person must come to be identified."));
    }
    if (profile->identification_online == YESNO_YES) {
        return level(6, TR_NOOP("Identity is proved online."));
    }
    return profile->identification_online == YESNO_NO
               ? level(2, TR_NOOP("Identity is not proved online."))
               : unknown();
}

static struct maturity_criterion form(const struct profile *profile) {
    struct stage_channels request = channels_of(profile, STAGE_REQUEST);
    if (profile->proactive == YESNO_YES) {
        return level(6, TR_NOOP("The service comes without being asked for."));
    }
    if (request.portal) {
        return level(5, TR_NOOP("The request is made online."));
    }
    if (request.mail || request.message || request.post) {
        return level(2, TR_NOOP("The request goes by mail, message or telephone."));
    }
    return request.known ? level(1, TR_NOOP("The request is made in person or on paper."))
                         : unknown();
}

static struct maturity_criterion evidence(const struct profile *profile) {
    if (has_reason(profile, VISIT_REASON_ORIGINAL)) {
        return level(2, TR_NOOP("Original documents must be brought."));
    }
    if (profile->evidence_online == YESNO_NO) {
        return level(2, TR_NOOP("Documents are not sent online."));
    }
    if (profile->evidence_online == YESNO_UNKNOWN) {
        return unknown();
    }
    for (size_t i = 0; i < profile->inquiries.count; i++) {
        if (profile->inquiries.items[i].exchange == EXCHANGE_APPLICANT_CARRIES) {
            return level(4, TR_NOOP("The applicant carries papers between public bodies."));
        }
    }
    return profile->reuses_data == YESNO_YES
               ? level(6, TR_NOOP("Data the state holds is not asked for."))
               : level(4, TR_NOOP("Documents are sent online, also those the state holds."));
}

static struct maturity_criterion payment(const struct profile *profile) {
    size_t electronic = 0;
    size_t free_of_charge = 0;
    for (size_t i = 0; i < profile->fees.count; i++) {
        free_of_charge += fee_is_free(&profile->fees.items[i]) ? 1 : 0;
        electronic += profile->fees.items[i].electronic == YESNO_YES ? 1 : 0;
        if (profile->fees.items[i].electronic == YESNO_NO) {
            return level(2, TR_NOOP("A fee cannot be paid online."));
        }
    }
    if (profile->fees.count > 0 && free_of_charge == profile->fees.count) {
        return (struct maturity_criterion){CRITERION_NOT_APPLICABLE, 0,
                                           TR_NOOP("The service is free."), false};
    }
    if (has_reason(profile, VISIT_REASON_PAYMENT) || profile->payment_online == YESNO_NO) {
        return level(2, TR_NOOP("A fee cannot be paid online."));
    }
    return profile->payment_online == YESNO_YES ||
                   (profile->fees.count > 0 && electronic == profile->fees.count)
               ? level(6, TR_NOOP("The fee is paid online."))
               : unknown();
}

static bool names_tracking_code(const struct profile *profile) {
    for (size_t i = 0; i < profile->channels.count; i++) {
        const char *text = profile->channels.items[i].text;
        if (strstr(text, "کد رهگیری") != NULL || strstr(text, "کد پیگیری") != NULL) {
            return true;
        }
    }
    return false;
}

static struct maturity_criterion tracking(const struct profile *profile) {
    if (profile->tracking_online == YESNO_NO) {
        return level(3, TR_NOOP("The status cannot be followed online."));
    }
    if (profile->tracking_online == YESNO_YES) {
        return level(6, TR_NOOP("The status can be followed online."));
    }
    return names_tracking_code(profile) ? level(6, TR_NOOP("The applicant gets a tracking code."))
                                        : unknown();
}

static struct maturity_criterion delivery(const struct profile *profile) {
    struct stage_channels out = channels_of(profile, STAGE_DELIVERY);
    if (out.paper || out.attended) {
        return level(3, TR_NOOP("The decision must be collected on paper or in person."));
    }
    if (out.portal || out.mail) {
        return level(6, TR_NOOP("The decision arrives online."));
    }
    if (out.post) {
        return level(3, TR_NOOP("The decision comes by post."));
    }
    return out.message ? level(3, TR_NOOP("A message tells of the decision, but is not it."))
                       : unknown();
}

static struct maturity_criterion help(const struct profile *profile) {
    bool person = profile->contact[0] != '\0' || profile->complaint[0] != '\0';
    for (size_t i = 0; i < profile->channels.count && !person; i++) {
        enum channel channel = profile->channels.items[i].channel;
        person =
            channel == CHANNEL_PHONE || channel == CHANNEL_COUNTER || channel == CHANNEL_IN_PERSON;
    }
    return person ? level(6, TR_NOOP("A person can be reached.")) : unknown();
}

static struct maturity_criterion visits(const struct profile *profile) {
    if (profile->visit_reasons.count > 0 || (profile->visits.known && profile->visits.value > 0)) {
        return level(3, TR_NOOP("A visit is needed."));
    }
    return profile->visits.known ? level(6, TR_NOOP("No visit is needed.")) : unknown();
}

/* Something electronic is there, but nothing can be asked for or received through it. */
static bool only_notifies(const struct profile *profile) {
    struct stage_channels info = channels_of(profile, STAGE_INFORMATION);
    struct stage_channels request = channels_of(profile, STAGE_REQUEST);
    struct stage_channels out = channels_of(profile, STAGE_DELIVERY);
    bool asks = request.portal || request.mail || request.message || request.post;
    bool delivers = out.portal || out.mail || out.post;
    bool tells = info.portal || info.mail || info.message || out.message;
    return tells && !asks && !delivers;
}

/* Stage, certainty and blocking criteria from the nine levels. */
static void conclude(struct maturity *out) {
    int least = MATURITY_MAX;
    for (int i = 0; i < CRITERION_COUNT; i++) {
        const struct maturity_criterion *criterion = &out->criteria[i];
        out->known += criterion->state == CRITERION_KNOWN ? 1 : 0;
        out->unknown += criterion->state == CRITERION_UNKNOWN ? 1 : 0;
        least = criterion->state == CRITERION_KNOWN && criterion->level < least ? criterion->level
                                                                                : least;
    }
    out->applicable = out->known + out->unknown;
    if (out->known == 0) {
        out->stage = 0;
        out->certainty = MATURITY_NOT_ASSESSED;
        return;
    }
    out->stage = out->notification_only && least > 1 ? 1 : least;
    out->certainty = out->unknown == 0 || out->stage == 0 ? MATURITY_EXACT : MATURITY_AT_MOST;
    for (int i = 0; i < CRITERION_COUNT; i++) {
        struct maturity_criterion *criterion = &out->criteria[i];
        criterion->blocking = criterion->state == CRITERION_KNOWN && criterion->level == least;
        if (least > 1 && out->notification_only) {
            /* the cap blocks, not the least level: what is missing is asking and receiving */
            criterion->blocking = (i == CRITERION_FORM || i == CRITERION_DELIVERY) &&
                                  criterion->state != CRITERION_NOT_APPLICABLE;
        }
    }
}

struct maturity maturity_from_profile(const struct profile *profile) {
    typedef struct maturity_criterion rule(const struct profile *);
    static rule *const rules[CRITERION_COUNT] = {
        [CRITERION_INFORMATION] = information,
        [CRITERION_IDENTIFICATION] = identification,
        [CRITERION_FORM] = form,
        [CRITERION_EVIDENCE] = evidence,
        [CRITERION_PAYMENT] = payment,
        [CRITERION_TRACKING] = tracking,
        [CRITERION_DELIVERY] = delivery,
        [CRITERION_HELP] = help,
        [CRITERION_VISITS] = visits,
    };
    struct maturity out = {.notification_only = only_notifies(profile)};
    for (int i = 0; i < CRITERION_COUNT; i++) {
        out.criteria[i] =
            profile->criteria.items[i].applicable == YESNO_NO
                ? (struct maturity_criterion){CRITERION_NOT_APPLICABLE, 0,
                                              TR_NOOP("Declared not applicable."), false}
                : rules[i](profile);
    }
    conclude(&out);
    return out;
}

struct maturity maturity_from_levels(const struct profile_criteria *levels,
                                     bool notification_only) {
    struct maturity out = {.notification_only = notification_only};
    for (int i = 0; i < CRITERION_COUNT; i++) {
        const struct profile_declared *declared = &levels->items[i];
        out.criteria[i].reason = "";
        out.criteria[i].state = declared->applicable == YESNO_NO ? CRITERION_NOT_APPLICABLE
                                : declared->level.known          ? CRITERION_KNOWN
                                                                 : CRITERION_UNKNOWN;
        if (out.criteria[i].state == CRITERION_KNOWN) {
            int64_t value = declared->level.value;
            out.criteria[i].level = value < 0              ? 0
                                    : value > MATURITY_MAX ? MATURITY_MAX
                                                           : (int)value;
        }
    }
    conclude(&out);
    return out;
}

struct maybe_int maturity_overclaim(struct maybe_int declared, struct maybe_int verified) {
    return declared.known && verified.known ? known_int(declared.value - verified.value)
                                            : UNKNOWN_INT;
}

struct maybe_int maturity_declared(const struct profile *profile) {
    if (profile->declared_level.known) {
        return profile->declared_level;
    }
    struct maturity levels = maturity_from_levels(&profile->criteria, false);
    return levels.certainty == MATURITY_NOT_ASSESSED ? UNKNOWN_INT : known_int(levels.stage);
}

static const char *const stage_labels[] = {
    TR_NOOP("Nothing online"),
    TR_NOOP("Information or notification only"),
    TR_NOOP("Form to download or question by message"),
    TR_NOOP("Request, documents and payment online"),
    TR_NOOP("Decision delivered online, no visit"),
    TR_NOOP("Asked only once"),
    TR_NOOP("Proactive"),
};

const char *maturity_stage_label(int stage) {
    return stage < 0 || stage > MATURITY_MAX ? tr("Not assessed") : tr(stage_labels[stage]);
}

const char *maturity_text(struct arena *arena, const struct maturity *maturity) {
    switch (maturity->certainty) {
    case MATURITY_EXACT:
        return tr_fmt(arena, "{1}", (long long)maturity->stage);
    case MATURITY_AT_MOST:
        return tr_fmt(arena, "at most {1}", (long long)maturity->stage);
    default:
        return tr("Not assessed");
    }
}
