/* Lists in one cell: «شناسنامه؛ عکس (۲ قطعه؛ رنگی)» has two items. */
#include <string.h>
#include "text.h"
#include "values.h"

static const char *skip_separator(const char *at, int depth) {
    static const char *const separators[] = {"؛", ";", "|", "\n", NULL};
    for (const char *const *separator = separators; depth == 0 && *separator != NULL; separator++) {
        size_t length = strlen(*separator);
        if (strncmp(at, *separator, length) == 0) {
            return at + length;
        }
    }
    return NULL;
}

enum err value_read_list(struct arena *arena, const char *text, struct value_list *out) {
    const char *clean = text_clean(arena, text == NULL ? "" : text, true);
    const char **items = ARENA_ARRAY(arena, VALUE_LIST_MAX, const char *);
    *out = (struct value_list){0};
    if (clean == NULL || items == NULL) {
        return ERR_MEMORY;
    }
    size_t count = 0;
    int depth = 0;
    const char *start = clean;
    for (const char *at = clean;; at++) {
        const char *next = *at == '\0' ? at : skip_separator(at, depth);
        depth += *at == '(' ? 1 : *at == ')' && depth > 0 ? -1 : 0;
        if (next == NULL) {
            continue;
        }
        const char *item = arena_strndup(arena, start, (size_t)(at - start));
        item = item == NULL ? NULL : text_clean(arena, item, false);
        if (item == NULL) {
            return ERR_MEMORY;
        }
        if (item[0] != '\0') {
            if (count == VALUE_LIST_MAX) {
                return err_set(ERR_LIMIT, "REG-1", "A list in one cell has more than {1} items.",
                               "100", NULL);
            }
            items[count++] = item;
        }
        if (*at == '\0') {
            break;
        }
        start = next;
        at = next - 1;
    }
    *out = (struct value_list){items, count};
    return ERR_NONE;
}
