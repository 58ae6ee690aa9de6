/* Any bytes as the JSON of a profile: refused, or the same bytes when written twice. */
#include <string.h>

#include "fuzz.h"
#include "maturity.h"

enum { JSON_MAX = 16384 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static char text[JSON_MAX];
    struct arena *arena = arena_create(64 << 20);
    struct profile profile;
    struct profile again;
    const char *first = NULL;
    const char *second = NULL;
    size_t length = size < sizeof text - 1 ? size : sizeof text - 1;
    if (arena == NULL) {
        return 0;
    }
    memcpy(text, data, length);
    text[length] = '\0';
    if (profile_read(arena, text, &profile) == ERR_NONE &&
        profile_write(arena, &profile, &first) == ERR_NONE) {
        FUZZ_PROMISE(profile_read(arena, first, &again) == ERR_NONE);
        FUZZ_PROMISE(profile_write(arena, &again, &second) == ERR_NONE);
        FUZZ_PROMISE(strcmp(first, second) == 0);
        struct maturity maturity = maturity_from_profile(&profile);
        FUZZ_PROMISE(maturity.stage >= 0 && maturity.stage <= MATURITY_MAX);
        FUZZ_PROMISE(!maturity.notification_only || maturity.stage <= 1);
    }
    arena_destroy(arena);
    return 0;
}
