/* What the harnesses of both suites share. A value is what a suite expects even if numbers differ
   in the ninth digit after the point, because the suite's do. */
#ifndef KHAJU_TEST_ALIKE_H
#define KHAJU_TEST_ALIKE_H

#include <stdbool.h>

#include "feel.h"
#include "json.h"

/* The clock of the suites. */
extern const struct feel_options alike_options;

bool alike(struct feel_value a, struct feel_value b);

/* For each line of standard input, a JSON object with "expected" (FEEL) and whatever answer reads:
   a line "pass", or "fail" and what came out instead. An error is null, as the suites have it. */
int alike_main(struct feel_value (*answer)(struct arena *arena, const json_t *line));

/* The value of an expression; null with its reason when it has none. context may be NULL. */
struct feel_value alike_feel(struct arena *arena, const char *text,
                             const struct feel_context *context);

#endif
