/*
 * Decisions as DMN 1.1 to 1.5 writes them (OMG formal/2024-01-01, clauses 6 to 8 and 10): read from
 * bytes, evaluated with their reasons, and their tables checked for gaps and overlaps. A pure
 * library: no clock, no I/O, no database. A model is never written to after it was read.
 *
 * Errors: DMN-1 not a DMN file, DMN-2 it imports another, DMN-3 requirements in a circle or too
 * deep, DMN-4 no such decision, DMN-5 a reference leads nowhere, DMN-6 several rules of a unique
 * table match, DMN-7 rules disagree, DMN-8 an input that the table does not allow, DMN-9 too much
 * work, DMN-10 a row with too few or too many cells, DMN-11 an unknown hit policy, DMN-12 a type
 * that rests on itself, DMN-13 an aggregation of several outputs, DMN-14 two elements of one id,
 * DMN-15 an input of the wrong type, DMN-16 inputs that are no JSON object.
 * Those of feel and xml come up unchanged.
 */
#ifndef KHAJU_DECISION_H
#define KHAJU_DECISION_H

#include "arena.h"
#include "err.h"
#include "feel.h"

struct decision_model; /* in the arena it was read in */

enum {
    DECISION_DEPTH_MAX = 40,     /* functions and requirements inside each other */
    DECISION_WORK_MAX = 100000,  /* expressions evaluated for one question */
    DECISION_FINDINGS_MAX = 100, /* of one model */
};

enum err decision_read(struct arena *arena, const void *bytes, size_t length,
                       const struct decision_model **out) WARN_UNUSED;

/* The names of decisions and decision services, NULL beyond the last. */
const char *decision_name(const struct decision_model *model, size_t index);
/* Whether there is such a decision or service, by name or id. */
bool decision_knows(const struct decision_model *model, const char *name);

struct decision_seen {
    const char *label; /* of the input, or its expression */
    struct feel_value value;
};

struct decision_match {
    size_t row;     /* from 1 */
    const char *id; /* may be NULL */
    const char *const *annotations;
    size_t annotation_count;
};

/* Why one decision (or business knowledge model) said what it said. */
struct decision_reason {
    const char *name;
    bool table; /* false: no table, so no rows */
    struct feel_value value;
    const struct decision_seen *seen;
    size_t seen_count;
    const struct decision_match *matches;
    size_t match_count; /* 0 in a table: no rule matched; the value is the default */
    struct decision_reason *next;
};

struct decision_result {
    struct feel_value value;
    const struct decision_reason *reasons; /* in the order they were found */
    struct feel_notes notes;
};

/* Inputs from a JSON object: strings become dates, times and durations where the model's types say
   so (JSON has none). */
enum err decision_inputs(struct arena *arena, const struct decision_model *model, json_t *json,
                         const struct feel_context **out) WARN_UNUSED;

/* name: a decision or a decision service, by name or id. inputs: by name of input data, and of
   decisions whose value is given rather than decided. Everything in the arena. */
enum err decision_evaluate(struct arena *arena, const struct decision_model *model,
                           const char *name, const struct feel_context *inputs,
                           const struct feel_options *options,
                           struct decision_result *out) WARN_UNUSED;

enum decision_finding_kind {
    DECISION_GAP,
    DECISION_OVERLAP, /* of two rules where one at most may match */
    DECISION_NOT_PROVEN,
};

struct decision_finding {
    enum decision_finding_kind kind;
    const char *name;                    /* of the decision */
    size_t row, other_row;               /* of an overlap, from 1 */
    const struct decision_seen *example; /* an input for each column */
    size_t example_count;
    const char *reason; /* of what is not proven: an English source sentence */
};

struct decision_findings {
    struct decision_finding items[DECISION_FINDINGS_MAX];
    size_t count;
};

/* One gap of every table without default, and the overlaps of unique tables. */
enum err decision_check(struct arena *arena, const struct decision_model *model,
                        struct decision_findings *out) WARN_UNUSED;

#endif
