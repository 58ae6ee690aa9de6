/* Any bytes as the condition of a rule: refused, or evaluated to one of three values. */
#include <string.h>

#include "fuzz.h"
#include "plan_condition.h"

enum { NAMES = 3 };
static const struct plan_name names[NAMES] = {
    {"online", PLAN_BOOL}, {"visits", PLAN_INT}, {"kind", PLAN_TEXT}};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static char text[PLAN_CONDITION_MAX + 64];
    struct arena *arena = arena_create(1 << 20);
    if (arena == NULL) {
        return 0;
    }
    size_t length = size < sizeof text - 1 ? size : sizeof text - 1;
    memcpy(text, data, length);
    text[length] = '\0';
    struct plan_condition *condition;
    if (plan_condition_parse(arena, text, names, NAMES, &condition) == ERR_NONE) {
        struct plan_value values[NAMES] = {{0}};
        size_t facts[NAMES + 1];
        FUZZ_PROMISE(plan_condition_eval(condition, values) <= PLAN_UNKNOWN);
        values[0] = (struct plan_value){.known = true, .integer = 1};
        values[1] = (struct plan_value){.known = true, .integer = INT64_MIN};
        values[2] = (struct plan_value){.known = true, .text = "x"};
        FUZZ_PROMISE(plan_condition_eval(condition, values) <= PLAN_UNKNOWN);
        FUZZ_PROMISE(plan_condition_facts(condition, facts, NAMES + 1) <= NAMES);
    }
    arena_destroy(arena);
    return 0;
}
