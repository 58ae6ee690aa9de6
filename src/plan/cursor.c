/* Pages of lists: limits and cursors. A cursor is two keys with a bar between them. */
#include "plan_internal.h"

#include <string.h>

const char *plan_or_empty(const char *text) {
    return text ? text : "";
}

size_t plan_limit(size_t limit) {
    if (limit == 0) {
        return REGISTRY_PAGE;
    }
    return limit < REGISTRY_PAGE_MAX ? limit : REGISTRY_PAGE_MAX;
}

const char *plan_cursor(struct arena *arena, const char *first, const char *second) {
    return arena_printf(arena, "%s|%s", first, second);
}

enum err plan_cursor_read(struct arena *arena, const char *after, const char **first,
                          const char **second) {
    const char *bar = after ? strchr(after, '|') : NULL;
    *first = *second = "";
    if (!bar) {
        return ERR_NONE;
    }
    *first = arena_strndup(arena, after, (size_t)(bar - after));
    *second = arena_strdup(arena, bar + 1);
    return *first && *second ? ERR_NONE : err_failed();
}
