/* Rights in words. */
#include "people_words.h"

#include "tr.h"
#include <string.h>

enum { SCOPE_NAMED = 5 };

const char *people_words_roles(struct arena *arena, uint32_t roles) {
    const char *text = "";
    for (unsigned i = 0; i < ROLE_COUNT && text; i++) {
        if (roles & (1u << i)) {
            text = arena_printf(arena, "%s%s%s", text, *text ? tr(", ") : "",
                                tr(people_role_label((enum role)i)));
        }
    }
    return text;
}

const char *people_words_agency(const struct people_agencies *agencies, const char *id) {
    for (size_t i = 0; i < agencies->count; i++) {
        if (strcmp(agencies->rows[i].id, id) == 0) {
            return agencies->rows[i].name;
        }
    }
    return id;
}

const char *people_words_scope(struct arena *arena, const struct people_agencies *agencies,
                               const char *const *ids, size_t count) {
    const char *text = "";
    for (size_t i = 0; i < count && i < SCOPE_NAMED && text; i++) {
        text = arena_printf(arena, "%s%s%s", text, *text ? tr(", ") : "",
                            people_words_agency(agencies, ids[i]));
    }
    if (text && count > SCOPE_NAMED) {
        text = tr_fmt(arena, "{1} and {2} more", text, count - SCOPE_NAMED);
    }
    return text;
}
