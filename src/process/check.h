/*
 * The checker: what is wrong with a model that an XML schema lets through. Every rule has a stable
 * id, the clause of ISO/IEC 19510 it rests on, a severity and one sentence; they are all in
 * check_rules.h. The order of the report is that of the file.
 */
#ifndef KHAJU_PROCESS_CHECK_H
#define KHAJU_PROCESS_CHECK_H

#include "bpmn.h"

enum { CHECK_COMPLAINTS_MAX = 2000 };

enum check_severity {
    CHECK_NOTE,    /* worth knowing, nothing to mend */
    CHECK_WARNING, /* allowed, or forbidden but harmless; probably not what was meant */
    CHECK_ERROR,   /* the standard forbids it, or it cannot run */
};

struct check_complaint {
    const char *rule;   /* "BPMN-EV-1" */
    const char *clause; /* "10.5.2" */
    enum check_severity severity;
    const char *type; /* of the element, as the file calls it: "startEvent" */
    const char *id;   /* NULL: it has none */
    const char *name; /* NULL: it has none */
    uint32_t line, column;
    const char *text;    /* the sentence in the language of tr() */
    const char *english; /* the sentence as it stands in the source */
};

struct check_report {
    const struct check_complaint *complaints;
    size_t count;
    size_t errors, warnings, notes; /* all, also those beyond CHECK_COMPLAINTS_MAX */
};

/* Errors: only memory. What is wrong with the model is in the report, which lives in the arena. */
enum err check_model(struct arena *arena, const struct bpmn *bpmn,
                     const struct check_report **out) WARN_UNUSED;

const char *check_severity_slug(enum check_severity severity); /* "error" */

#endif
