/* Any bytes as one or two BPMN models (parted by a NUL): measured and compared, with what the
   header promises. */
#include <string.h>

#include "compare.h"
#include "fuzz.h"

enum { MEMORY_MAX = 128 << 20 };

static void check_journey(struct arena *arena, const struct journey *journey) {
    for (size_t subject = 0; subject < JOURNEY_SUBJECTS; subject++) {
        const struct journey_amount *amounts = journey->amounts[subject];
        for (size_t path = 0; path < JOURNEY_PATHS; path++) {
            FUZZ_PROMISE(amounts[path].value >= 0 && amounts[path].value < 1e30);
            FUZZ_PROMISE(journey_text(arena, (enum journey_subject)subject, amounts[path]) != NULL);
        }
        FUZZ_PROMISE(amounts[JOURNEY_BEST].value <= amounts[JOURNEY_WORST].value ||
                     amounts[JOURNEY_WORST].at_least || subject == JOURNEY_SECONDS);
    }
    for (size_t i = 0; i < journey->agency_count; i++) {
        for (size_t path = 0; path < JOURNEY_PATHS; path++) {
            double part = journey->agencies[i].part[path].value;
            FUZZ_PROMISE(part >= 0 && part <= 1 + 1e-6);
        }
    }
}

static void check_comparison(const struct journey_comparison *comparison) {
    size_t sum = 0;
    for (size_t mark = 0; mark < JOURNEY_MARKS; mark++) {
        sum += comparison->element_marks[mark];
    }
    FUZZ_PROMISE(sum == comparison->element_count);
    for (size_t i = 0; i < comparison->element_count; i++) {
        const struct journey_element_change *change = &comparison->elements[i];
        FUZZ_PROMISE((change->as_is == NULL) == (change->mark == JOURNEY_ADDED));
        FUZZ_PROMISE((change->to_be == NULL) == (change->mark == JOURNEY_REMOVED));
        FUZZ_PROMISE((change->differences != 0) == (change->mark == JOURNEY_CHANGED));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena *arena = arena_create(MEMORY_MAX);
    FUZZ_PROMISE(arena != NULL);
    const uint8_t *nul = size == 0 ? NULL : memchr(data, 0, size);
    size_t first = nul == NULL ? size : (size_t)(nul - data);
    const struct bpmn *as_is;
    const struct bpmn *to_be;
    const struct journey_comparison *comparison;
    enum err err = bpmn_read(arena, data, first, &as_is);
    to_be = as_is;
    if (err == ERR_NONE && nul != NULL) {
        err = bpmn_read(arena, nul + 1, size - first - 1, &to_be);
    }
    if (err == ERR_NONE) {
        err = journey_compare(arena, as_is, to_be, &comparison);
    }
    if (err == ERR_NONE) {
        check_journey(arena, comparison->as_is);
        check_journey(arena, comparison->to_be);
        check_comparison(comparison);
    } else {
        FUZZ_PROMISE(err_last()->err == err && err_last()->code[0] != '\0');
    }
    arena_destroy(arena);
    return 0;
}
