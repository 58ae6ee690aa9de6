/*
 * Evaluates expressions for feel_tck.py: each line of standard input is a JSON object with
 * "context" (a FEEL context, the variables), "expression" and "expected" (FEEL); the answer is a
 * line "pass", or "fail" and what came out instead. Numbers may differ in the ninth digit after the
 * point, because the suite's expected values do.
 */
#include "alike.h"

static struct feel_value evaluate(struct arena *arena, const json_t *line) {
    struct feel_value context = alike_feel(arena, json_text(line, "context"), NULL);
    return context.type == FEEL_CONTEXT
               ? alike_feel(arena, json_text(line, "expression"), context.context)
               : feel_null(context.type == FEEL_NULL ? context.reason
                                                     : "the variables: no context");
}

int main(void) {
    return alike_main(evaluate);
}
