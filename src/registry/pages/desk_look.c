/* The table of desk_look.h. A key that is missing here is asked for as its kind suggests; the
   columns of a table are asked for in the order they have here. */
#include "desk_look.h"

#include <string.h>
#include "compiler.h"
#include "tr.h"

#define ADDRESS_HINT TR_NOOP("A web address that begins with https:// or http://")

static const struct desk_look looks[] = {
    {.key = "title", .required = true},
    {.key = "code", .latin = true, .width = 20,
     .hint = TR_NOOP("11 digits, as the Administrative and Recruitment Organization gave them")},
    {.key = "parent_code", .latin = true, .width = 20},
    {.key = "description", .type = FORM_MULTILINE,
     .hint = TR_NOOP("What the citizen gets, in two or three plain sentences")},
    {.key = "audience", .type = FORM_MULTILINE},
    {.key = "start_note", .type = FORM_MULTILINE},
    {.key = "documents", .hint = TR_NOOP("One document on each line")},
    {.key = "laws", .hint = TR_NOOP("One law or rule on each line, with its article")},
    {.key = "volumes.amount", .label = TR_NOOP("Number")},
    {.key = "volumes.period", .label = TR_NOOP("In which period")},
    {.key = "volumes.months", .label = TR_NOOP("Only how many months of it"),
     .hint = TR_NOOP("Empty: the whole period"), .least = 1, .most = 12, .width = 3},
    {.key = "volumes.year", .label = TR_NOOP("Year"), .least = 1300, .most = 1500, .width = 4},
    {.key = "volumes.condition", .label = TR_NOOP("Of which kind")},
    {.key = "times.least", .label = TR_NOOP("Time, or from"), .width = 5},
    {.key = "times.least_unit", .label = TR_NOOP("Unit")},
    {.key = "times.most", .label = TR_NOOP("Up to"), .width = 5,
     .hint = TR_NOOP("Empty: exactly this time")},
    {.key = "times.most_unit", .label = TR_NOOP("Unit of “up to”")},
    {.key = "times.or_more", .label = TR_NOOP("Open upwards"),
     .option = TR_NOOP("This or more")},
    {.key = "times.working", .label = TR_NOOP("Counted in"), .option = TR_NOOP("Working days")},
    {.key = "times.approximate", .label = TR_NOOP("Precision"),
     .option = TR_NOOP("About, not exactly")},
    {.key = "times.condition", .label = TR_NOOP("In which case"),
     .hint = TR_NOOP("Empty: in every case")},
    {.key = "times_text", .type = FORM_MULTILINE,
     .hint = TR_NOOP("The words of the source, when numbers do not say all")},
    {.key = "frequency", .width = 5},
    {.key = "visits", .least = 0, .most = 100, .width = 3,
     .hint = TR_NOOP("0: no visit at all. Empty: not known")},
    {.key = "visits_text", .type = FORM_MULTILINE},
    {.key = "fees.least", .label = TR_NOOP("Amount, or from (rial)"), .type = FORM_MONEY,
     .hint = TR_NOOP("0: free. Empty: not known")},
    {.key = "fees.most", .label = TR_NOOP("Up to (rial)"), .type = FORM_MONEY,
     .hint = TR_NOOP("Empty: exactly this amount")},
    {.key = "fees.or_more", .label = TR_NOOP("Open upwards"), .option = TR_NOOP("This or more")},
    {.key = "fees.condition", .label = TR_NOOP("In which case"),
     .hint = TR_NOOP("Empty: in every case")},
    {.key = "fees.formula", .label = TR_NOOP("How it is computed, when it is not a number")},
    {.key = "fees.dated", .label = TR_NOOP("Tariff of which year"), .width = 10},
    {.key = "fees.account", .label = TR_NOOP("Account number"), .latin = true, .width = 20},
    {.key = "fees.electronic", .label = TR_NOOP("Can be paid electronically")},
    {.key = "fees_text", .type = FORM_MULTILINE,
     .hint = TR_NOOP("The words of the source, when numbers do not say all")},
    {.key = "address", .latin = true, .hint = ADDRESS_HINT},
    {.key = "systems", .hint = TR_NOOP("One system on each line")},
    {.key = "visit_reasons.reason", .label = TR_NOOP("Why a visit is needed")},
    {.key = "visit_reasons.text", .label = TR_NOOP("In words"), .type = FORM_MULTILINE},
    {.key = "visit_reasons.clause", .label = TR_NOOP("The clause that demands it"),
     .hint = TR_NOOP("Law, article and note. Without one this visit becomes a finding")},
    {.key = "visit_reasons.place", .label = TR_NOOP("Where")},
    {.key = "own_systems.system", .label = TR_NOOP("Name of the system")},
    {.key = "own_systems.fields", .label = TR_NOOP("Data exchanged")},
    {.key = "own_systems.exchange", .label = TR_NOOP("How")},
    {.key = "own_systems.fee", .label = TR_NOOP("Price of an inquiry (rial)"), .type = FORM_MONEY},
    {.key = "own_systems.note", .label = TR_NOOP("Note")},
    {.key = "inquiries.agency", .label = TR_NOOP("Agency that is asked")},
    {.key = "inquiries.system", .label = TR_NOOP("Name of its system")},
    {.key = "inquiries.fields", .label = TR_NOOP("Data asked for")},
    {.key = "inquiries.exchange", .label = TR_NOOP("How")},
    {.key = "inquiries.fee", .label = TR_NOOP("Price of an inquiry (rial)"), .type = FORM_MONEY},
    {.key = "inquiries.note", .label = TR_NOOP("Note")},
    {.key = "processes", .hint = TR_NOOP("One process on each line")},
    {.key = "diagram", .latin = true, .hint = ADDRESS_HINT},
    {.key = "eligibility", .type = FORM_MULTILINE},
    {.key = "steps", .hint = TR_NOOP("One step on each line, in their order")},
    {.key = "ask_at", .type = FORM_MULTILINE},
    {.key = "hours", .type = FORM_MULTILINE},
    {.key = "collect_at", .type = FORM_MULTILINE},
    {.key = "contact", .type = FORM_MULTILINE},
    {.key = "tracking", .type = FORM_MULTILINE},
    {.key = "complaint", .type = FORM_MULTILINE},
    {.key = "agreement", .latin = true, .hint = ADDRESS_HINT},
    {.key = "questions", .latin = true, .hint = ADDRESS_HINT},
    {.key = "survey", .latin = true, .hint = ADDRESS_HINT},
    {.key = "guide", .latin = true, .hint = ADDRESS_HINT},
    {.key = "centres.kind", .label = TR_NOOP("Kind of centre")},
    {.key = "centres.count", .label = TR_NOOP("How many"), .width = 5},
    {.key = "visit_note", .type = FORM_MULTILINE},
    {.key = "declared_level", .least = 0, .most = 6, .width = 2,
     .hint = TR_NOOP("0 to 6. Empty: the agency declares none")},
    {.key = "filler_phone", .latin = true, .width = 20},
    {.key = "filler_email", .latin = true},
    {.key = "note", .type = FORM_MULTILINE},
};

const struct desk_look *desk_look(const char *key) {
    static const struct desk_look plain = {.key = ""};
    for (size_t i = 0; i < COUNT_OF(looks); i++) {
        if (strcmp(looks[i].key, key) == 0) {
            return &looks[i];
        }
    }
    return &plain;
}
