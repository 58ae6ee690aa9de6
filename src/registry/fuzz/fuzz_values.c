/* Any bytes as a cell of a services file: every parser answers within its bounds. */
#include <string.h>

#include "fuzz.h"
#include "text.h"
#include "values.h"

enum { CELL_MAX = 4096 };

static void read_all(struct arena *arena, const char *text) {
    struct value_times times;
    struct value_fees fees;
    struct value_volumes volumes;
    struct value_channels channels;
    enum value_reading reading;
    struct maybe_int visits;
    char found[IDENTIFIER_TEXT_MAX];
    if (value_read_times(arena, text, &times, &reading) == ERR_NONE) {
        FUZZ_PROMISE(times.count <= VALUE_CASES_MAX);
        for (size_t i = 0; i < times.count; i++) {
            FUZZ_PROMISE(times.items[i].least.known || times.items[i].most.known);
            (void)time_case_text(arena, &times.items[i]);
        }
    }
    if (value_read_fees(arena, text, &fees, &reading) == ERR_NONE) {
        for (size_t i = 0; i < fees.count; i++) {
            /* free is only what is zero, and never a rule */
            FUZZ_PROMISE(!fee_is_free(&fees.items[i]) || fees.items[i].formula[0] == '\0');
            (void)fee_case_text(arena, &fees.items[i]);
        }
    }
    if (value_read_volumes(arena, text, &volumes, &reading) == ERR_NONE) {
        for (size_t i = 0; i < volumes.count; i++) {
            FUZZ_PROMISE(volumes.items[i].amount.known);
        }
    }
    if (value_read_channels(arena, STAGE_REQUEST, text, &channels, &reading) == ERR_NONE) {
        FUZZ_PROMISE(channels.count <= VALUE_CASES_MAX);
    }
    FUZZ_PROMISE(value_read_visits(text, &visits) != VALUE_READ || visits.known);
    struct identifier identifier = value_read_identifier(text);
    FUZZ_PROMISE(strlen(identifier.digits) < IDENTIFIER_TEXT_MAX);
    FUZZ_PROMISE((identifier.state == IDENTIFIER_SCRAMBLED) == (identifier.repair[0] != '\0'));
    value_find_identifier(text, found);
    (void)value_read_vintage(text);
    (void)value_is_formula(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static char text[CELL_MAX];
    struct arena *arena = arena_create(16 << 20);
    size_t length = size < sizeof text - 1 ? size : sizeof text - 1;
    if (arena == NULL) {
        return 0;
    }
    memcpy(text, data, length);
    text[length] = '\0';
    text[text_utf8_valid(text, strlen(text))] = '\0'; /* files are checked before */
    read_all(arena, text);
    arena_destroy(arena);
    return 0;
}
