/*
 * The service profile (شناسنامه خدمت): the whole official form, its three generations together, as
 * one structure. Kept as JSON in registry_service_version; unknown facts are absent there.
 *
 * PROFILE_FIELDS is the form: reading, writing, comparing, labels and the page's form follow it.
 * Every field says where its fact was read (profile->source_of[FIELD], an index from 1 into
 * profile->sources; 0 = not stated). Unknown, zero and free are three things.
 */
#ifndef KHAJU_REGISTRY_PROFILE_H
#define KHAJU_REGISTRY_PROFILE_H

#include "json.h"
#include "values.h"

enum yesno { YESNO_UNKNOWN, YESNO_NO, YESNO_YES };

/* Where facts come from. */
struct profile_source {
    enum origin origin;
    const char *publisher; /* whose page, as given; for ENTERED the user name */
    struct value_list urls;
    const char *vintage; /* as given: «تعرفه ۱۳۹۸» */
    const char *kind;    /* "official form", "agency", … as given */
    const char *note;
    int64_t entered_at; /* ms; ENTERED only */
};

struct profile_visit { /* one reason for a visit */
    enum visit_reason reason;
    const char *text, *clause; /* as written; the clause that demands it, "" = none given */
    enum place place;
};
struct profile_link { /* own system (agency "") or another agency that is asked */
    const char *agency, *system, *fields;
    enum exchange exchange;
    struct maybe_int fee; /* rial */
    const char *note;
};
struct profile_centre { /* annex B */
    const char *kind;
    struct maybe_int count;
};

struct profile_visits {
    const struct profile_visit *items;
    size_t count;
};
struct profile_links {
    const struct profile_link *items;
    size_t count;
};
struct profile_centres {
    const struct profile_centre *items;
    size_t count;
};

/* The nine criteria of maturity as the agency declares them. */
#define PROFILE_CRITERIA(X) \
    X(INFORMATION, "information", TR_NOOP("Information")) \
    X(IDENTIFICATION, "identification", TR_NOOP("Identification")) \
    X(FORM, "form", TR_NOOP("Form")) \
    X(EVIDENCE, "evidence", TR_NOOP("Supporting documents")) \
    X(PAYMENT, "payment", TR_NOOP("Payment")) \
    X(TRACKING, "tracking", TR_NOOP("Status tracking")) \
    X(DELIVERY, "delivery", TR_NOOP("Delivery of the decision")) \
    X(HELP, "help", TR_NOOP("Human help")) \
    X(VISITS, "visits", TR_NOOP("Visits"))
enum criterion {
#define X(name, slug, label) CRITERION_##name,
    PROFILE_CRITERIA(X)
#undef X
        CRITERION_COUNT
};
struct profile_declared {
    struct maybe_int level; /* 0..6 */
    enum yesno applicable;  /* unknown counts as applicable */
    const char *note;
};
struct profile_criteria {
    struct profile_declared items[CRITERION_COUNT];
};

#define PROFILE_SECTIONS(X) \
    X(IDENTITY, "identity", TR_NOOP("Identity and provider")) \
    X(FEATURES, "features", TR_NOOP("Characteristics")) \
    X(DETAILS, "details", TR_NOOP("Details")) \
    X(ACCESS, "access", TR_NOOP("Access to the service")) \
    X(LINKS, "links", TR_NOOP("Links and processes")) \
    X(DESK, "desk", TR_NOOP("Service desk page")) \
    X(FORMER, "former", TR_NOOP("Only in annex B")) \
    X(NEWEST, "newest", TR_NOOP("Only in the newest form")) \
    X(MATURITY, "maturity", TR_NOOP("Electronic maturity")) \
    X(FILLED, "filled", TR_NOOP("Who filled the form"))

/* X(field, KIND, SECTION, vocabulary, label). Kinds: TEXT, SET and CHOICE (of a vocabulary), INT,
   YESNO, LIST, TIMES, FEES, VOLUMES, CHANNELS, VISITS, LINKS, CENTRES, CRITERIA. */
#define PROFILE_FIELDS(X) \
    X(title, TEXT, IDENTITY, NONE, TR_NOOP("Title of the service")) \
    X(code, TEXT, IDENTITY, NONE, TR_NOOP("Service identifier")) \
    X(parent_title, TEXT, IDENTITY, NONE, TR_NOOP("Parent service")) \
    X(parent_code, TEXT, IDENTITY, NONE, TR_NOOP("Identifier of the parent service")) \
    X(provider, TEXT, IDENTITY, NONE, TR_NOOP("Providing agency, as written")) \
    X(mother_agency, TEXT, IDENTITY, NONE, TR_NOOP("Mother agency")) \
    X(description, TEXT, FEATURES, NONE, TR_NOOP("Description")) \
    X(types, SET, FEATURES, TYPE, TR_NOOP("Type of service")) \
    X(audience, TEXT, FEATURES, NONE, TR_NOOP("Audience")) \
    X(nature, CHOICE, FEATURES, NATURE, TR_NOOP("Nature of the service")) \
    X(levels, SET, FEATURES, LEVEL, TR_NOOP("Level of the service")) \
    X(life_events, SET, FEATURES, LIFE_EVENT, TR_NOOP("Related life event")) \
    X(start, CHOICE, FEATURES, START, TR_NOOP("How the service starts")) \
    X(start_note, TEXT, FEATURES, NONE, TR_NOOP("How the service starts, in words")) \
    X(documents, LIST, FEATURES, NONE, TR_NOOP("Documents required")) \
    X(laws, LIST, FEATURES, NONE, TR_NOOP("Upstream laws and rules")) \
    X(volumes, VOLUMES, DETAILS, NONE, TR_NOOP("Number of recipients")) \
    X(times, TIMES, DETAILS, NONE, TR_NOOP("Mean time of the service")) \
    X(times_text, TEXT, DETAILS, NONE, TR_NOOP("Time, as written")) \
    X(once_for_ever, YESNO, DETAILS, NONE, TR_NOOP("Once for ever")) \
    X(frequency, INT, DETAILS, NONE, TR_NOOP("How many times")) \
    X(frequency_period, CHOICE, DETAILS, PERIOD, TR_NOOP("Times in which period")) \
    X(visits, INT, DETAILS, NONE, TR_NOOP("Number of visits")) \
    X(visits_text, TEXT, DETAILS, NONE, TR_NOOP("Visits, as written")) \
    X(fees, FEES, DETAILS, NONE, TR_NOOP("Fees (rial)")) \
    X(fees_text, TEXT, DETAILS, NONE, TR_NOOP("Fee, as written")) \
    X(address, TEXT, ACCESS, NONE, TR_NOOP("Direct web address of the service")) \
    X(systems, LIST, ACCESS, NONE, TR_NOOP("Systems concerned")) \
    X(channels, CHANNELS, ACCESS, NONE, TR_NOOP("Channels by stage")) \
    X(visit_reasons, VISITS, ACCESS, NONE, TR_NOOP("Reasons for a visit")) \
    X(own_systems, LINKS, LINKS, NONE, TR_NOOP("Systems of the same agency")) \
    X(inquiries, LINKS, LINKS, NONE, TR_NOOP("Other agencies asked")) \
    X(processes, LIST, LINKS, NONE, TR_NOOP("Processes of the service")) \
    X(diagram, TEXT, LINKS, NONE, TR_NOOP("Address of the process diagram")) \
    X(eligibility, TEXT, DESK, NONE, TR_NOOP("Who is eligible")) \
    X(steps, LIST, DESK, NONE, TR_NOOP("Steps")) \
    X(ask_at, TEXT, DESK, NONE, TR_NOOP("Where to ask")) \
    X(hours, TEXT, DESK, NONE, TR_NOOP("Opening hours")) \
    X(collect_at, TEXT, DESK, NONE, TR_NOOP("Where the answer is collected")) \
    X(contact, TEXT, DESK, NONE, TR_NOOP("Contact")) \
    X(tracking, TEXT, DESK, NONE, TR_NOOP("How to follow up")) \
    X(complaint, TEXT, DESK, NONE, TR_NOOP("How to complain")) \
    X(agreement, TEXT, DESK, NONE, TR_NOOP("Address of the service level agreement")) \
    X(questions, TEXT, DESK, NONE, TR_NOOP("Address of frequently asked questions")) \
    X(survey, TEXT, DESK, NONE, TR_NOOP("Address of the satisfaction survey")) \
    X(guide, TEXT, DESK, NONE, TR_NOOP("Address of the user guide")) \
    X(former_level, CHOICE, FORMER, FORMER_LEVEL, TR_NOOP("Maturity in annex B")) \
    X(centres, CENTRES, FORMER, NONE, TR_NOOP("Number of centres by channel")) \
    X(visit_note, TEXT, FORMER, NONE, TR_NOOP("Reason for visits, in words")) \
    X(pattern, CHOICE, NEWEST, PATTERN, TR_NOOP("Pattern of the service")) \
    X(declared_level, INT, MATURITY, NONE, TR_NOOP("Declared maturity level")) \
    X(criteria, CRITERIA, MATURITY, NONE, TR_NOOP("Declared criteria")) \
    X(identification_online, YESNO, MATURITY, NONE, TR_NOOP("Identity is proved online")) \
    X(evidence_online, YESNO, MATURITY, NONE, TR_NOOP("Documents are sent online")) \
    X(payment_online, YESNO, MATURITY, NONE, TR_NOOP("Fee is paid online")) \
    X(tracking_online, YESNO, MATURITY, NONE, TR_NOOP("Status can be followed online")) \
    X(reuses_data, YESNO, MATURITY, NONE, TR_NOOP("Data the state holds is not asked for")) \
    X(proactive, YESNO, MATURITY, NONE, TR_NOOP("Offered without being asked for")) \
    X(filler_name, TEXT, FILLED, NONE, TR_NOOP("Filled by")) \
    X(filler_unit, TEXT, FILLED, NONE, TR_NOOP("Unit")) \
    X(filler_phone, TEXT, FILLED, NONE, TR_NOOP("Telephone")) \
    X(filler_email, TEXT, FILLED, NONE, TR_NOOP("E-mail")) \
    X(note, TEXT, FILLED, NONE, TR_NOOP("Note"))

#define PROFILE_C_TEXT const char *
#define PROFILE_C_SET uint32_t
#define PROFILE_C_CHOICE int
#define PROFILE_C_INT struct maybe_int
#define PROFILE_C_YESNO enum yesno
#define PROFILE_C_LIST struct value_list
#define PROFILE_C_TIMES struct value_times
#define PROFILE_C_FEES struct value_fees
#define PROFILE_C_VOLUMES struct value_volumes
#define PROFILE_C_CHANNELS struct value_channels
#define PROFILE_C_VISITS struct profile_visits
#define PROFILE_C_LINKS struct profile_links
#define PROFILE_C_CENTRES struct profile_centres
#define PROFILE_C_CRITERIA struct profile_criteria

enum profile_kind {
    PROFILE_TEXT,
    PROFILE_SET,
    PROFILE_CHOICE,
    PROFILE_INT,
    PROFILE_YESNO,
    PROFILE_LIST,
    PROFILE_TIMES,
    PROFILE_FEES,
    PROFILE_VOLUMES,
    PROFILE_CHANNELS,
    PROFILE_VISITS,
    PROFILE_LINKS,
    PROFILE_CENTRES,
    PROFILE_CRITERIA
};
enum profile_section {
#define X(name, slug, label) SECTION_##name,
    PROFILE_SECTIONS(X)
#undef X
        SECTION_COUNT
};
enum profile_field {
#define X(field, kind, section, vocabulary, label) FIELD_##field,
    PROFILE_FIELDS(X)
#undef X
        FIELD_COUNT
};

enum { PROFILE_SOURCES_MAX = 60, PROFILE_TEXT_MAX = 20000, PROFILE_JSON_MAX = 1 << 20 };

struct profile {
    enum generation generation;
#define X(field, kind, section, vocabulary, label) PROFILE_C_##kind field;
    PROFILE_FIELDS(X)
#undef X
    const struct profile_source *sources;
    size_t source_count;
    uint8_t source_of[FIELD_COUNT];
};

struct profile_field_info {
    const char *name;  /* key in the JSON: "parent_code" */
    const char *label; /* English source string */
    enum profile_kind kind;
    enum profile_section section;
    enum vocabulary vocabulary;
    size_t offset; /* in struct profile */
};
extern const struct profile_field_info profile_fields[FIELD_COUNT];
const char *profile_section_label(enum profile_section section); /* translated */
const char *criterion_slug(enum criterion criterion);
const char *criterion_label(enum criterion criterion); /* translated */

/* An empty profile: every text "", every number unknown. */
void profile_init(struct profile *profile);
bool profile_field_known(const struct profile *profile, enum profile_field field);
/* Where the fact of a field was read; NULL when it is not stated. */
const struct profile_source *profile_source(const struct profile *profile,
                                            enum profile_field field);
/* The fact in the reader's language, "" when unknown; for tables, history and the API. */
const char *profile_field_text(struct arena *arena, const struct profile *profile,
                               enum profile_field field);

/* The canonical JSON (in the order of the form, known facts only): equal profiles, equal bytes. */
enum err profile_write(struct arena *arena, const struct profile *profile,
                       const char **json_out) WARN_UNUSED;
/* Refuses unknown keys, wrong kinds and texts that are too long. */
enum err profile_read(struct arena *arena, const char *json, struct profile *out) WARN_UNUSED;
/* Limits and formats that hold for every profile, whoever wrote it (title present, levels 0..6,
   addresses http or https, …); names the field in the message. */
enum err profile_check(const struct profile *profile, enum profile_field *field_out) WARN_UNUSED;

#endif
