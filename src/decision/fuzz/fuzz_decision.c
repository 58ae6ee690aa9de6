/* Any bytes as a model: an answer within the limits for every decision, and a check that ends. */
#include "decision_view.h"
#include "fuzz.h"

enum { ARENA_SIZE = 1 << 25, STEPS = 20000, DECISIONS = 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct feel_options options = {.steps = STEPS};
    struct arena *arena = arena_create(ARENA_SIZE);
    const struct decision_model *model;
    FUZZ_PROMISE(arena);
    if (decision_read(arena, data, size, &model) == ERR_NONE) {
        struct decision_findings *findings = ARENA_NEW(arena, struct decision_findings);
        for (size_t i = 0; i < DECISIONS && decision_name(model, i); i++) {
            struct decision_result result;
            if (decision_evaluate(arena, model, decision_name(model, i), NULL, &options, &result) ==
                ERR_NONE) {
                FUZZ_PROMISE(result.notes.count <= FEEL_NOTES_MAX);
            }
        }
        struct decision_view view;
        struct decision_faults faults;
        if (decision_view(arena, model, &view) == ERR_NONE) {
            for (size_t i = 0; i < view.count; i++) {
                FUZZ_PROMISE(view.elements[i].name);
            }
        }
        if (decision_broken(arena, model, &faults) == ERR_NONE) {
            FUZZ_PROMISE(faults.count <= DECISION_FINDINGS_MAX);
        }
        if (findings && decision_check(arena, model, findings) == ERR_NONE) {
            FUZZ_PROMISE(findings->count <= DECISION_FINDINGS_MAX);
        }
    }
    arena_destroy(arena);
    return 0;
}
