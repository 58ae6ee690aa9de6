/*
 * The condition of a rule: a tiny boolean language over named facts of a service.
 *
 *     request_online and not delivery_online
 *     visits > 0 and not visit_clause
 *     unknown(volume) or source_year < year - 5      (a fact or a number on either side)
 *     agency_kind = "municipality"
 *
 * Words: and, or, not, true, false, known(fact), unknown(fact), parentheses; = != < <= > >=.
 * Logic has three values: true, false, unknown. Whatever touches an unknown fact is unknown unless
 * the rest decides it (false and X is false, true or X is true). A rule fires on true only, so
 * unknown never fires unless it is asked for by unknown(fact).
 */
#ifndef KHAJU_PLAN_CONDITION_H
#define KHAJU_PLAN_CONDITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "arena.h"
#include "err.h"

enum plan_truth { PLAN_FALSE, PLAN_TRUE, PLAN_UNKNOWN };
enum plan_type { PLAN_BOOL, PLAN_INT, PLAN_TEXT };

/* The value of one fact: unknown, or of the type its name is declared with. */
struct plan_value {
    bool known;
    int64_t integer; /* also 0/1 of a boolean */
    const char *text;
};

/* The names a condition may use; index = position in the array of values. */
struct plan_name {
    const char *name;
    enum plan_type type;
};

struct plan_condition; /* lives in the arena it was parsed in */

enum {
    PLAN_CONDITION_MAX = 1000 /* bytes */,
    PLAN_CONDITION_DEPTH = 32,
    PLAN_CONDITION_NODES = 200
};

/* ERR_INVALID with the place and what was expected; nothing is guessed. */
enum err plan_condition_parse(struct arena *arena, const char *text, const struct plan_name *names,
                              size_t name_count, struct plan_condition **out) WARN_UNUSED;
enum plan_truth plan_condition_eval(const struct plan_condition *condition,
                                    const struct plan_value *values);
/* The facts a condition speaks of, each once, in order of appearance: the evidence of a finding. */
size_t plan_condition_facts(const struct plan_condition *condition, size_t *out, size_t max);

#endif
