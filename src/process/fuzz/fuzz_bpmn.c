/* Any bytes as a BPMN model: an error that is set, or a report whose counts and order are right. */
#include "check.h"
#include "fuzz.h"

enum { MEMORY_MAX = 64 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena *arena = arena_create(MEMORY_MAX);
    FUZZ_PROMISE(arena != NULL);
    const struct bpmn *bpmn;
    const struct check_report *report;
    enum err err = bpmn_read(arena, data, size, &bpmn);
    if (err == ERR_NONE) {
        err = check_model(arena, bpmn, &report);
    }
    if (err != ERR_NONE) {
        FUZZ_PROMISE(err_last()->err == err && err_last()->code[0] != '\0');
        arena_destroy(arena);
        return 0;
    }
    FUZZ_PROMISE(report->count <= report->errors + report->warnings + report->notes);
    for (size_t i = 0; i < report->count; i++) {
        const struct check_complaint *complaint = &report->complaints[i];
        FUZZ_PROMISE(complaint->text != NULL && complaint->english != NULL);
        FUZZ_PROMISE(i == 0 || complaint->line >= report->complaints[i - 1].line);
    }
    arena_destroy(arena);
    return 0;
}
