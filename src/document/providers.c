/* The table of providers: names that authors write in {{number …}}, {{table …}}, {{figure …}}. */
#include "provider.h"

#include "provider_plan.h"
#include "tr.h"
#include "words.h"

#define KEY                                                                                        \
    { NULL, COLUMN_KEY, NULL, NULL }
#define SERVICE                                                                                    \
    { TR_NOOP("Service"), COLUMN_TEXT, "/services/", NULL }
#define AGENCY_OF                                                                                  \
    { TR_NOOP("Agency"), COLUMN_TEXT, NULL, NULL }
#define AGENCY                                                                                     \
    { TR_NOOP("Agency"), COLUMN_TEXT, "/agencies/", NULL }
#define INT_OF(label)                                                                              \
    { label, COLUMN_INT, NULL, NULL }
#define TEXT_OF(label)                                                                             \
    { label, COLUMN_TEXT, NULL, NULL }
#define WORD_OF(label, function)                                                                   \
    { label, COLUMN_WORD, NULL, function }

/* A number that counts services, with the services as its rows. */
#define SERVICES_THAT(slug, query, caption, meaning)                                               \
    {                                                                                              \
        .name = slug, .title = caption, .description = meaning, .unit = TR_NOOP("services"),       \
        .statement = "document." query, .rooms = "registry", .source = SOURCE_SERVICES,            \
        .value = VALUE_COUNT, .columns = {                                                         \
            KEY,                                                                                   \
            SERVICE,                                                                               \
            AGENCY_OF                                                                              \
        }                                                                                          \
    }
/* The same with the stage beside each. */
#define SERVICES_AT(slug, query, caption, meaning)                                                 \
    {                                                                                              \
        .name = slug, .title = caption, .description = meaning, .unit = TR_NOOP("services"),       \
        .statement = "document." query, .rooms = "registry", .source = SOURCE_SERVICES,            \
        .value = VALUE_COUNT, .columns = {                                                         \
            KEY,                                                                                   \
            SERVICE,                                                                               \
            AGENCY_OF,                                                                             \
            WORD_OF(TR_NOOP("Maturity"), words_stage)                                              \
        }                                                                                          \
    }

const struct provider providers[] = {
    /* ---- the province ---- */
    {.name = "province.name",
     .title = TR_NOOP("Name of the province"),
     .description = TR_NOOP("The province of the governor's office in the list of agencies."),
     .statement = "document.province_name",
     .rooms = "registry",
     .source = SOURCE_AGENCIES,
     .value = VALUE_CELL,
     .columns = {WORD_OF(TR_NOOP("Province"), words_province)}},
    {.name = "counties.count",
     .title = TR_NOOP("Counties of the province"),
     .description = TR_NOOP("All counties, also those made after the last census."),
     .unit = TR_NOOP("counties"),
     .statement = "document.counties_count",
     .rooms = "registry",
     .source = SOURCE_COUNTIES,
     .value = VALUE_COUNT,
     .columns = {TEXT_OF(TR_NOOP("County")), INT_OF(TR_NOOP("Population")),
                 TEXT_OF(TR_NOOP("Since"))}},
    {.name = "counties.population",
     .title = TR_NOOP("Population of the counties"),
     .description = TR_NOOP("Sum of the census population of the counties. Counties made after the "
                            "census are inside another one and are not added again."),
     .unit = TR_NOOP("people"),
     .statement = "document.counties_population",
     .rooms = "registry",
     .source = SOURCE_COUNTIES,
     .value = VALUE_SUM,
     .value_column = 1,
     .chart = CHART_BARS,
     .columns = {TEXT_OF(TR_NOOP("County")), INT_OF(TR_NOOP("Population")),
                 INT_OF(TR_NOOP("Households"))}},
    {.name = "counties.list",
     .title = TR_NOOP("Counties"),
     .description = TR_NOOP("Counties with their centre, census population and area."),
     .statement = "document.counties_list",
     .rooms = "registry",
     .source = SOURCE_COUNTIES,
     .columns = {TEXT_OF(TR_NOOP("County")),
                 TEXT_OF(TR_NOOP("Centre")),
                 INT_OF(TR_NOOP("Population")),
                 INT_OF(TR_NOOP("Households")),
                 {TR_NOOP("Area (km²)"), COLUMN_REAL, NULL, NULL},
                 TEXT_OF(TR_NOOP("Note"))}},
    {.name = "agencies.count",
     .title = TR_NOOP("Agencies and bodies of the province"),
     .description = TR_NOOP("All agencies in the list of the province, confirmed or expected."),
     .unit = TR_NOOP("agencies"),
     .statement = "document.agencies_count",
     .rooms = "registry",
     .source = SOURCE_AGENCIES,
     .value = VALUE_COUNT,
     .columns = {KEY, AGENCY, WORD_OF(TR_NOOP("Confidence"), words_expected)}},

    /* ---- services ---- */
    SERVICES_THAT("services.count", "services_count", TR_NOOP("Registered services"),
                  TR_NOOP("All published services of the registry.")),
    {.name = "services.agencies",
     .title = TR_NOOP("Agencies with services"),
     .description = TR_NOOP("Agencies that offer at least one published service."),
     .unit = TR_NOOP("agencies"),
     .statement = "document.services_agencies",
     .rooms = "registry",
     .source = SOURCE_SERVICES,
     .value = VALUE_COUNT,
     .columns = {KEY, AGENCY, INT_OF(TR_NOOP("Services"))}},
    {.name = "services.by_agency",
     .title = TR_NOOP("Services of each agency"),
     .description = TR_NOOP("Published services counted for every agency that offers them."),
     .statement = "document.services_agencies",
     .rooms = "registry",
     .source = SOURCE_SERVICES,
     .chart = CHART_BARS,
     .value_column = 2,
     .columns = {KEY, AGENCY, INT_OF(TR_NOOP("Services"))}},
    {.name = "services.elsewhere",
     .title = TR_NOOP("Services read from pages outside the province"),
     .description =
         TR_NOOP("Published services most of whose facts were read from a page of another "
                 "province or a national body."),
     .unit = TR_NOOP("services"),
     .statement = "document.services_elsewhere",
     .rooms = "registry",
     .source = SOURCE_SERVICES,
     .value = VALUE_COUNT,
     .columns = {KEY, SERVICE, AGENCY_OF, WORD_OF(TR_NOOP("Read from"), words_origin)}},
    SERVICES_THAT("services.without_time", "services_without_time",
                  TR_NOOP("Services without a stated time"),
                  TR_NOOP("Published services whose time is not stated in any words.")),
    SERVICES_THAT("services.without_fee", "services_without_fee",
                  TR_NOOP("Services without a stated fee"),
                  TR_NOOP("Published services whose fee is not stated. Free counts as stated.")),
    SERVICES_THAT(
        "services.without_volume", "services_without_volume",
        TR_NOOP("Services without a reported yearly volume"),
        TR_NOOP("Published services for which no agency has reported the cases of a year. "
                "Demonstration figures do not count.")),
    SERVICES_THAT(
        "services.without_visits", "services_without_visits",
        TR_NOOP("Services without a stated number of visits"),
        TR_NOOP("Published services whose number of visits is stated neither in the profile nor in "
                "a report.")),
    SERVICES_THAT("services.without_identifier", "services_without_identifier",
                  TR_NOOP("Services without the official identifier"),
                  TR_NOOP("Published services for which no identifier was published.")),
    {.name = "services.completeness",
     .title = TR_NOOP("What is known about the services"),
     .description = TR_NOOP("Published services that state each fact, and those that do not."),
     .statement = "document.services_completeness",
     .rooms = "registry",
     .source = SOURCE_SERVICES,
     .columns = {WORD_OF(TR_NOOP("Fact"), words_fact), INT_OF(TR_NOOP("Stated")),
                 INT_OF(TR_NOOP("Not reported"))}},
    {.name = "services.list",
     .title = TR_NOOP("Services"),
     .description = TR_NOOP("Published services by agency, as they are stated in their profiles."),
     .statement = "document.services_list",
     .rooms = "registry",
     .source = SOURCE_SERVICES,
     .columns = {KEY,
                 SERVICE,
                 AGENCY_OF,
                 {TR_NOOP("Identifier"), COLUMN_LATIN, NULL, NULL},
                 TEXT_OF(TR_NOOP("Time")),
                 TEXT_OF(TR_NOOP("Fee (rial)")),
                 WORD_OF(TR_NOOP("Maturity"), words_stage)}},

    /* ---- maturity and visits ---- */
    {.name = "maturity.levels",
     .title = TR_NOOP("Services at each maturity level"),
     .description = TR_NOOP("Published services by the minimum of their applicable criteria. Where "
                            "a criterion is unknown the level is an upper bound."),
     .statement = "document.maturity_levels",
     .rooms = "registry",
     .source = SOURCE_SERVICES,
     .chart = CHART_BARS,
     .value_column = 1,
     .columns = {WORD_OF(TR_NOOP("Maturity"), words_stage), INT_OF(TR_NOOP("Services"))}},
    SERVICES_THAT("maturity.notification_only", "maturity_notification_only",
                  TR_NOOP("Services that only inform or notify"),
                  TR_NOOP("Assessed services at level 1: they inform or notify and do no more.")),
    SERVICES_AT(
        "maturity.below_three", "maturity_below_three", TR_NOOP("Services below level 3"),
        TR_NOOP("Assessed services in which request, evidence and payment are not all online.")),
    SERVICES_AT(
        "maturity.zero_visit", "maturity_zero_visit", TR_NOOP("Services without a visit"),
        TR_NOOP(
            "Services of which every applicable criterion is known and whose level is 4 or more.")),
    {.name = "maturity.by_agency",
     .title = TR_NOOP("Maturity of the services of each agency"),
     .description = TR_NOOP("Published services of each agency by groups of levels."),
     .statement = "document.maturity_by_agency",
     .rooms = "registry",
     .source = SOURCE_SERVICES,
     .columns = {KEY, AGENCY, INT_OF(TR_NOOP("Services")), INT_OF(TR_NOOP("Not assessed")),
                 INT_OF(TR_NOOP("Levels 0–2")), INT_OF(TR_NOOP("Level 3")),
                 INT_OF(TR_NOOP("Level 4 and more"))}},
    {.name = "maturity.heat",
     .title = TR_NOOP("Agencies and maturity levels"),
     .description = TR_NOOP("Published services by agency and level."),
     .statement = "document.maturity_heat",
     .rooms = "registry",
     .source = SOURCE_SERVICES,
     .chart = CHART_HEAT,
     .value_column = 2,
     .columns = {AGENCY_OF, WORD_OF(TR_NOOP("Maturity"), words_stage),
                 INT_OF(TR_NOOP("Services"))}},
    {.name = "visits.by_reason",
     .title = TR_NOOP("Reasons for visits"),
     .description = TR_NOOP("Reasons stated for visits in the profiles of published services, and "
                            "how many of them name a clause."),
     .statement = "document.visits_by_reason",
     .rooms = "registry",
     .source = SOURCE_SERVICES,
     .columns = {WORD_OF(TR_NOOP("Reason"), words_reason), INT_OF(TR_NOOP("Cases")),
                 INT_OF(TR_NOOP("With a clause")), INT_OF(TR_NOOP("Without a clause"))}},
    {.name = "visits.queues",
     .title = TR_NOOP("Visits by who can remove them"),
     .description = TR_NOOP("Stated visits by what their removal needs."),
     .statement = "document.visits_queues",
     .rooms = "registry",
     .source = SOURCE_SERVICES,
     .columns = {WORD_OF(TR_NOOP("Queue"), words_queue), INT_OF(TR_NOOP("Visits")),
                 INT_OF(TR_NOOP("Services"))}},

    /* ---- upstream documents, glossary, sources ---- */
    {.name = "upstream.documents",
     .title = TR_NOOP("Upstream documents"),
     .description = TR_NOOP("Laws, regulations and decisions in the register; sheets of reported "
                            "facts are not counted."),
     .unit = TR_NOOP("documents"),
     .statement = "document.upstream_documents",
     .rooms = "registry",
     .source = SOURCE_UPSTREAM,
     .value = VALUE_COUNT,
     .columns = {KEY,
                 {TR_NOOP("Document"), COLUMN_TEXT, "/upstream/", NULL},
                 TEXT_OF(TR_NOOP("Issuer")),
                 TEXT_OF(TR_NOOP("Number")),
                 TEXT_OF(TR_NOOP("Approved")),
                 INT_OF(TR_NOOP("Clauses")),
                 WORD_OF(TR_NOOP("Confidence"), words_verified)}},
    {.name = "upstream.register",
     .title = TR_NOOP("Register of upstream documents"),
     .description = TR_NOOP("Laws, regulations and decisions in the register."),
     .statement = "document.upstream_documents",
     .rooms = "registry",
     .source = SOURCE_UPSTREAM,
     .columns = {KEY,
                 {TR_NOOP("Document"), COLUMN_TEXT, "/upstream/", NULL},
                 TEXT_OF(TR_NOOP("Issuer")),
                 TEXT_OF(TR_NOOP("Number")),
                 TEXT_OF(TR_NOOP("Approved")),
                 INT_OF(TR_NOOP("Clauses")),
                 WORD_OF(TR_NOOP("Confidence"), words_verified)}},
    {.name = "upstream.clauses",
     .title = TR_NOOP("Clauses"),
     .description =
         TR_NOOP("Clauses of the upstream documents that are paraphrased in the register."),
     .unit = TR_NOOP("clauses"),
     .statement = "document.upstream_clauses",
     .rooms = "registry",
     .source = SOURCE_UPSTREAM,
     .value = VALUE_COUNT,
     .columns = {KEY,
                 {TR_NOOP("Document"), COLUMN_TEXT, "/upstream/", NULL},
                 WORD_OF(TR_NOOP("Clause"), words_clause),
                 TEXT_OF(TR_NOOP("Obliged")),
                 WORD_OF(TR_NOOP("Confidence"), words_verified)}},
    {.name = "upstream.unverified",
     .title = TR_NOOP("Clauses not verified"),
     .description = TR_NOOP("Paraphrases written from memory and not yet seen in a source."),
     .unit = TR_NOOP("clauses"),
     .statement = "document.upstream_unverified",
     .rooms = "registry",
     .source = SOURCE_UPSTREAM,
     .value = VALUE_COUNT,
     .columns = {KEY,
                 {TR_NOOP("Document"), COLUMN_TEXT, "/upstream/", NULL},
                 WORD_OF(TR_NOOP("Clause"), words_clause)}},
    {.name = "glossary.count",
     .title = TR_NOOP("Terms of the glossary"),
     .description = TR_NOOP("Terms with a stated meaning."),
     .unit = TR_NOOP("terms"),
     .statement = "document.glossary_all",
     .rooms = "registry",
     .source = SOURCE_GLOSSARY,
     .value = VALUE_COUNT,
     .columns = {TEXT_OF(TR_NOOP("Term")),
                 TEXT_OF(TR_NOOP("Meaning")),
                 {TR_NOOP("English"), COLUMN_LATIN, NULL, NULL}}},
    {.name = "glossary.all",
     .title = TR_NOOP("Glossary"),
     .description = TR_NOOP("Terms with their meaning."),
     .statement = "document.glossary_all",
     .rooms = "registry",
     .source = SOURCE_GLOSSARY,
     .columns = {TEXT_OF(TR_NOOP("Term")),
                 TEXT_OF(TR_NOOP("Meaning")),
                 {TR_NOOP("English"), COLUMN_LATIN, NULL, NULL}}},
    {.name = "sources.imports",
     .title = TR_NOOP("Files the data came from"),
     .description = TR_NOOP("Imports that were applied, the newest first."),
     .statement = "document.sources_all",
     .rooms = "registry",
     .source = SOURCE_SERVICES,
     .columns = {WORD_OF(TR_NOOP("Kind"), words_kind),
                 {TR_NOOP("File"), COLUMN_LATIN, NULL, NULL},
                 {TR_NOOP("Date"), COLUMN_WHEN, NULL, NULL},
                 INT_OF(TR_NOOP("Rows")),
                 INT_OF(TR_NOOP("Warnings"))}},
    {.name = "sources.origin",
     .title = TR_NOOP("Whose pages the services were read from"),
     .description = TR_NOOP("Published services by whose page most of them was read from."),
     .statement = "document.sources_origin",
     .rooms = "registry",
     .source = SOURCE_SERVICES,
     .chart = CHART_BARS,
     .value_column = 1,
     .columns = {WORD_OF(TR_NOOP("Read from"), words_origin), INT_OF(TR_NOOP("Services"))}},
    PLAN_PROVIDERS};

const size_t provider_count = COUNT_OF(providers);
