/* Lists in one cell: «شناسنامه؛ عکس (۲ قطعه؛ رنگی)» has two items. */
#include <string.h>
#include "text.h"
#include "values.h"

/* Behind the separator at `at`; NULL if there is none. */
static const char *skip_separator(const char *at, int depth) {
    if (depth > 0) {
        return NULL;
    }
    if (*at == ';' || *at == '|' || *at == '\n') {
        return at + 1;
    }
    return at[0] == '\xD8' && at[1] == '\x9B' ? at + 2 : NULL; /* ؛ */
}

/* How many items a text can have at most. */
static size_t most_items(const char *text) {
    size_t count = 1;
    for (; *text != '\0' && count < VALUE_LIST_MAX; text++) {
        count += skip_separator(text, 0) != NULL ? 1 : 0;
    }
    return count;
}

enum err value_read_list(struct arena *arena, const char *text, struct value_list *out) {
    *out = (struct value_list){0};
    if (text == NULL || text[0] == '\0') {
        return ERR_NONE; /* most cells */
    }
    const char *clean = text_clean(arena, text, true);
    if (clean == NULL) {
        return err_failed();
    }
    /* counted after cleaning, which makes line breaks of lone carriage returns */
    const char **items = ARENA_ARRAY(arena, most_items(clean), const char *);
    if (items == NULL) {
        return err_failed();
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
            return err_failed();
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
