/*
 * The words of the official service profile form: closed lists, each entry with a stable slug (kept
 * in JSON and in columns), a label (English source string, translated when shown) and a bit.
 * Written once as X-macros, so that the form, the importer, the API and the tests read one table.
 * Persian spellings that people really write are in vocabulary_spelling.c.
 */
#ifndef KHAJU_REGISTRY_VOCABULARY_H
#define KHAJU_REGISTRY_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "tr.h"

/* X(name, slug, label). Value 0 of every list is "not stated"; entries count from 1. */
#define VOCABULARY_GENERATIONS(X) \
    X(ANNEX_B, "annex-b", TR_NOOP("Annex B (old)")) \
    X(ANNEX_1, "annex-1", TR_NOOP("Annex 1")) \
    X(NEWEST, "newest", TR_NOOP("Newest form"))

#define VOCABULARY_TYPES(X) \
    X(G2C, "g2c", TR_NOOP("Service to citizens (G2C)")) \
    X(G2B, "g2b", TR_NOOP("Service to businesses (G2B)")) \
    X(G2G, "g2g", TR_NOOP("Service to other public bodies (G2G)"))

#define VOCABULARY_NATURES(X) \
    X(SOVEREIGN, "sovereign", TR_NOOP("Sovereign")) \
    X(COMMERCIAL, "commercial", TR_NOOP("Commercial")) \
    X(SUPPORT, "support", TR_NOOP("Support (annex B only)"))

#define VOCABULARY_LEVELS(X) \
    X(NATIONAL, "national", TR_NOOP("National")) \
    X(COUNTRYWIDE, "countrywide", TR_NOOP("Countrywide (newest form)")) \
    X(REGIONAL, "regional", TR_NOOP("Regional")) \
    X(PROVINCIAL, "provincial", TR_NOOP("Provincial")) \
    X(COUNTY, "county", TR_NOOP("County")) \
    X(CITY, "city", TR_NOOP("City")) \
    X(RURAL, "rural", TR_NOOP("Rural"))

#define VOCABULARY_LIFE_EVENTS(X) \
    X(BIRTH, "birth", TR_NOOP("Birth")) \
    X(EDUCATION, "education", TR_NOOP("Education")) \
    X(HEALTH, "health", TR_NOOP("Health")) \
    X(TAX, "tax", TR_NOOP("Tax")) \
    X(BUSINESS, "business", TR_NOOP("Business")) \
    X(SOCIAL_SECURITY, "social-security", TR_NOOP("Social security")) \
    X(PROPERTY, "property", TR_NOOP("Registration of property")) \
    X(UTILITIES, "utilities", TR_NOOP("Urban utilities")) \
    X(INSURANCE, "insurance", TR_NOOP("Insurance")) \
    X(MARRIAGE, "marriage", TR_NOOP("Marriage")) \
    X(RETIREMENT, "retirement", TR_NOOP("Retirement")) \
    X(CERTIFICATES, "certificates", TR_NOOP("Documents and certificates")) \
    X(DEATH, "death", TR_NOOP("Death")) \
    X(OTHER, "other", TR_NOOP("Other life events"))

#define VOCABULARY_STARTS(X) \
    X(REQUEST, "request", TR_NOOP("Request of the recipient")) \
    X(TIME, "time", TR_NOOP("A certain time arrives")) \
    X(EVENT, "event", TR_NOOP("A certain event happens")) \
    X(AGENCY, "agency", TR_NOOP("Decision of the agency")) \
    X(OTHER, "other", TR_NOOP("Other"))

#define VOCABULARY_PATTERNS(X) \
    X(QUALIFICATION, "qualification", TR_NOOP("Qualification and accreditation")) \
    X(RECORDING, "recording", TR_NOOP("Recording of events and information")) \
    X(SUPERVISION, "supervision", TR_NOOP("Supervision, monitoring and assessment")) \
    X(RULES, "rules", TR_NOOP("Making rules, standards and tariffs")) \
    X(STATISTICS, "statistics", TR_NOOP("Statistics and information")) \
    X(FACILITIES, "facilities", TR_NOOP("Granting support facilities")) \
    X(TEACHING, "teaching", TR_NOOP("Education, research and culture")) \
    X(WORKFORCE, "workforce", TR_NOOP("Recruiting and keeping staff")) \
    X(PLACES, "places", TR_NOOP("Making and keeping places, equipment and documents")) \
    X(OPERATOR, "operator", TR_NOOP("Operator of a service"))

#define VOCABULARY_FORMER_LEVELS(X) \
    X(ABSENT, "none", TR_NOOP("Not electronic (annex B)")) \
    X(INFORMING, "informing", TR_NOOP("Informing (annex B)")) \
    X(INTERACTIVE, "interactive", TR_NOOP("Interactive (annex B)")) \
    X(TRANSACTIONAL, "transactional", TR_NOOP("Transactional (annex B)"))

#define VOCABULARY_PERIODS(X) \
    X(DAY, "day", TR_NOOP("a day")) \
    X(MONTH, "month", TR_NOOP("a month")) \
    X(SEASON, "season", TR_NOOP("a season")) \
    X(YEAR, "year", TR_NOOP("a year"))

#define VOCABULARY_STAGES(X) \
    X(INFORMATION, "information", TR_NOOP("Information")) \
    X(REQUEST, "request", TR_NOOP("Request")) \
    X(PROCESSING, "processing", TR_NOOP("Processing")) \
    X(DELIVERY, "delivery", TR_NOOP("Delivery"))

/* X(name, slug, label, electronic half of the form?, from home?) A counter office stands in the
   electronic half of the form, yet the citizen has to go there: so two columns. */
#define VOCABULARY_CHANNELS(X) \
    X(WEB, "web", TR_NOOP("Internet"), true, true) \
    X(APP, "app", TR_NOOP("Mobile application"), true, true) \
    X(EMAIL, "email", TR_NOOP("E-mail"), true, true) \
    X(SMS, "sms", TR_NOOP("Text message (SMS)"), true, true) \
    X(PHONE, "phone", TR_NOOP("Telephone or call centre"), true, true) \
    X(POST, "post", TR_NOOP("Post"), true, true) \
    X(COUNTER, "counter", TR_NOOP("Counter office"), true, false) \
    X(INTRANET, "intranet", TR_NOOP("Intranet or internal system"), true, true) \
    X(MACHINE, "machine", TR_NOOP("Cash machine or kiosk"), true, false) \
    X(OTHER_ELECTRONIC, "other-electronic", TR_NOOP("Other electronic channel"), true, true) \
    X(IN_PERSON, "in-person", TR_NOOP("In person"), false, false) \
    X(PAPER, "paper", TR_NOOP("On paper"), false, false) \
    X(OTHER, "other", TR_NOOP("Other or not understood"), false, false)

/* X(name, slug, label, queue): who can remove a visit made for this reason. */
#define VOCABULARY_VISIT_REASONS(X) \
    X(IDENTITY, "identity", TR_NOOP("Proof of identity"), INTEGRATION) \
    X(ORIGINAL, "original", TR_NOOP("Proof of an original document"), INTEGRATION) \
    X(SIGNATURE, "signature", TR_NOOP("Signature by hand"), INTEGRATION) \
    X(PAYMENT, "payment", TR_NOOP("Payment"), AUTHORITY) \
    X(INSPECTION, "inspection", TR_NOOP("Inspection of a place or thing"), LAW) \
    X(BIOMETRICS, "biometrics", TR_NOOP("Photograph or fingerprint"), LAW) \
    X(COLLECTING, "collecting", TR_NOOP("Collecting a paper"), AUTHORITY) \
    X(INTERVIEW, "interview", TR_NOOP("Interview, examination or commission"), LAW) \
    X(NO_NETWORK, "no-network", TR_NOOP("No suitable connection between bodies"), INTEGRATION) \
    X(HABIT, "habit", TR_NOOP("Habit or follow-up"), AUTHORITY) \
    X(UNKNOWN, "unknown", TR_NOOP("Reason not stated"), AUTHORITY)

#define VOCABULARY_QUEUES(X) \
    X(AUTHORITY, "authority", TR_NOOP("Removable by an order of the agency itself")) \
    X(INTEGRATION, "integration", TR_NOOP("Removable by connecting systems")) \
    X(LAW, "law", TR_NOOP("Removable only by a change of law or rule"))

#define VOCABULARY_PLACES(X) \
    X(NATIONAL, "national", TR_NOOP("National office")) \
    X(PROVINCIAL, "provincial", TR_NOOP("Provincial office")) \
    X(COUNTY, "county", TR_NOOP("County office"))

#define VOCABULARY_EXCHANGES(X) \
    X(ONLINE, "online", TR_NOOP("Online")) \
    X(BATCH, "batch", TR_NOOP("In batches")) \
    X(AGENCY_CARRIES, "agency", TR_NOOP("On paper, carried by the agency")) \
    X(APPLICANT_CARRIES, "applicant", TR_NOOP("On paper, carried by the applicant"))

/* Whose page a fact was read from. */
#define VOCABULARY_ORIGINS(X) \
    X(OWN, "own", TR_NOOP("Published by the agency itself")) \
    X(PROVINCE, "province", TR_NOOP("Published by another body of this province")) \
    X(OTHER_PROVINCE, "other", TR_NOOP("Published by a body outside this province")) \
    X(NATIONAL, "national", TR_NOOP("Published by a national body")) \
    X(CLASSIFIED, "classified", TR_NOOP("Our own classification")) \
    X(ENTERED, "entered", TR_NOOP("Entered by the agency or IT management"))

#define VOCABULARY_LISTS(X) \
    X(GENERATION, GENERATIONS) \
    X(TYPE, TYPES) \
    X(NATURE, NATURES) \
    X(LEVEL, LEVELS) \
    X(LIFE_EVENT, LIFE_EVENTS) \
    X(START, STARTS) \
    X(PATTERN, PATTERNS) \
    X(FORMER_LEVEL, FORMER_LEVELS) \
    X(PERIOD, PERIODS) \
    X(STAGE, STAGES) \
    X(CHANNEL, CHANNELS) \
    X(VISIT_REASON, VISIT_REASONS) \
    X(QUEUE, QUEUES) \
    X(PLACE, PLACES) \
    X(EXCHANGE, EXCHANGES) \
    X(ORIGIN, ORIGINS)

/* enum type { TYPE_NONE, TYPE_G2C, …, TYPE_END }; likewise for every list */
#define VOCABULARY_ENUM(list, macro, item) enum list { item##_NONE, macro item##_END }
#define X(name, ...) GENERATION_##name,
VOCABULARY_ENUM(generation, VOCABULARY_GENERATIONS(X), GENERATION);
#undef X
#define X(name, ...) TYPE_##name,
VOCABULARY_ENUM(service_type, VOCABULARY_TYPES(X), TYPE);
#undef X
#define X(name, ...) NATURE_##name,
VOCABULARY_ENUM(nature, VOCABULARY_NATURES(X), NATURE);
#undef X
#define X(name, ...) LEVEL_##name,
VOCABULARY_ENUM(level, VOCABULARY_LEVELS(X), LEVEL);
#undef X
#define X(name, ...) LIFE_EVENT_##name,
VOCABULARY_ENUM(life_event, VOCABULARY_LIFE_EVENTS(X), LIFE_EVENT);
#undef X
#define X(name, ...) START_##name,
VOCABULARY_ENUM(start, VOCABULARY_STARTS(X), START);
#undef X
#define X(name, ...) PATTERN_##name,
VOCABULARY_ENUM(pattern, VOCABULARY_PATTERNS(X), PATTERN);
#undef X
#define X(name, ...) FORMER_LEVEL_##name,
VOCABULARY_ENUM(former_level, VOCABULARY_FORMER_LEVELS(X), FORMER_LEVEL);
#undef X
#define X(name, ...) PERIOD_##name,
VOCABULARY_ENUM(period, VOCABULARY_PERIODS(X), PERIOD);
#undef X
#define X(name, ...) STAGE_##name,
VOCABULARY_ENUM(stage, VOCABULARY_STAGES(X), STAGE);
#undef X
#define X(name, ...) CHANNEL_##name,
VOCABULARY_ENUM(channel, VOCABULARY_CHANNELS(X), CHANNEL);
#undef X
#define X(name, ...) VISIT_REASON_##name,
VOCABULARY_ENUM(visit_reason, VOCABULARY_VISIT_REASONS(X), VISIT_REASON);
#undef X
#define X(name, ...) QUEUE_##name,
VOCABULARY_ENUM(queue, VOCABULARY_QUEUES(X), QUEUE);
#undef X
#define X(name, ...) PLACE_##name,
VOCABULARY_ENUM(place, VOCABULARY_PLACES(X), PLACE);
#undef X
#define X(name, ...) EXCHANGE_##name,
VOCABULARY_ENUM(exchange, VOCABULARY_EXCHANGES(X), EXCHANGE);
#undef X
#define X(name, ...) ORIGIN_##name,
VOCABULARY_ENUM(origin, VOCABULARY_ORIGINS(X), ORIGIN);
#undef X

enum vocabulary {
    VOCABULARY_NONE,
#define X(name, list) VOCABULARY_##name,
    VOCABULARY_LISTS(X)
#undef X
        VOCABULARY_END
};

struct vocabulary_word {
    const char *slug;
    const char *label;
};

/* The words of a list; item 0 is the first entry, whose value is 1. */
const struct vocabulary_word *vocabulary_words(enum vocabulary list, size_t *count_out);
/* "" and "Not stated" for 0 or a value outside the list. */
const char *vocabulary_slug(enum vocabulary list, int value);
const char *vocabulary_label(enum vocabulary list, int value); /* translated */
/* 0 if the slug is not in the list. */
int vocabulary_value(enum vocabulary list, const char *slug);

/* Sets are bits: value n is bit n-1. */
#define VOCABULARY_BIT(value) (UINT32_C(1) << ((value)-1))

bool channel_is_electronic(enum channel channel); /* stands in the electronic half of the form */
bool channel_is_remote(enum channel channel);     /* the citizen need not go anywhere */
enum queue visit_reason_queue(enum visit_reason reason);

#endif
