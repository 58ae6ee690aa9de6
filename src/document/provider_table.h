/* The tables of providers and the columns that many of them share; inside the room only. */
#ifndef KHAJU_DOCUMENT_PROVIDER_TABLE_H
#define KHAJU_DOCUMENT_PROVIDER_TABLE_H

#include "provider.h"
#include "tr.h"

extern const struct provider providers_services[];
extern const struct provider providers_registry[];
extern const struct provider providers_diagnosis[];
extern const struct provider providers_roadmap[];
extern const struct provider providers_processes[];

/* clang-format off */
#define KEY {NULL, COLUMN_KEY, NULL, NULL}
#define SERVICE {TR_NOOP("Service"), COLUMN_TEXT, "/services/", NULL}
#define AGENCY_OF {TR_NOOP("Agency"), COLUMN_TEXT, NULL, NULL}
#define AGENCY {TR_NOOP("Agency"), COLUMN_TEXT, "/agencies/", NULL}
#define INT_OF(label) {label, COLUMN_INT, NULL, NULL}
#define TEXT_OF(label) {label, COLUMN_TEXT, NULL, NULL}
#define WORD_OF(label, function) {label, COLUMN_WORD, NULL, function}

/* A number that counts services, with the services as its rows; needs words.h. */
#define SERVICES_THAT(slug, query, caption, meaning) \
    {.name = slug, .title = caption, .description = meaning, .statement = "document." query, \
     .rooms = "registry", .source = SOURCE_SERVICES, .value = VALUE_COUNT, \
     .columns = {KEY, SERVICE, AGENCY_OF}}
/* The same with the stage beside each. */
#define SERVICES_AT(slug, query, caption, meaning) \
    {.name = slug, .title = caption, .description = meaning, .statement = "document." query, \
     .rooms = "registry", .source = SOURCE_SERVICES, .value = VALUE_COUNT, \
     .columns = {KEY, SERVICE, AGENCY_OF, WORD_OF(TR_NOOP("Maturity"), words_stage)}}
/* clang-format on */

/* ends a table */
#define NO_MORE \
    { .name = NULL }

#endif
