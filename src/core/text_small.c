/* Small questions about text, and lists as people write them. */
#include "text.h"

#include <string.h>

bool text_equal(const char *a, const char *b) {
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

bool text_starts_with(const char *text, const char *start) {
    return strncmp(text, start, strlen(start)) == 0;
}

bool text_is_blank(const char *text) {
    return text == NULL || text[strspn(text, " \t\r\n")] == '\0';
}

bool text_contains_bidi_control(const char *text) {
    const unsigned char *p = (const unsigned char *)text;
    for (; *p != 0; p++) {
        if (p[0] == 0xD8 && p[1] == 0x9C) { /* U+061C */
            return true;
        }
        if (p[0] == 0xE2 && p[1] == 0x80 &&
            (p[2] == 0x8E || p[2] == 0x8F || (p[2] >= 0xAA && p[2] <= 0xAE))) {
            return true; /* U+200E, U+200F, U+202A..U+202E */
        }
        if (p[0] == 0xE2 && p[1] == 0x81 && p[2] >= 0xA6 && p[2] <= 0xA9) {
            return true; /* U+2066..U+2069 */
        }
    }
    return false;
}

/* Bytes of the separator at p, or 0. */
static size_t separator(const char *p) {
    static const char *const marks[] = {"؛", "،", ";", "\n", "\r"};
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        if (text_starts_with(p, marks[i])) {
            return strlen(marks[i]);
        }
    }
    return 0;
}

static bool is_space(char c) {
    return c == ' ' || c == '\t';
}

const struct text_list *text_split_list(struct arena *arena, const char *text) {
    size_t most = 1;
    for (const char *p = text; *p != '\0'; p++) {
        most += separator(p) > 0;
    }
    struct text_list *list = ARENA_NEW(arena, struct text_list);
    const char **items = ARENA_ARRAY(arena, most, const char *);
    if (list == NULL || items == NULL) {
        return NULL;
    }
    for (const char *p = text; *p != '\0';) {
        size_t mark = separator(p);
        if (mark > 0 || is_space(*p)) {
            p += mark > 0 ? mark : 1;
            continue;
        }
        const char *start = p;
        while (*p != '\0' && separator(p) == 0) {
            p++;
        }
        const char *end = p;
        while (is_space(end[-1])) {
            end--;
        }
        items[list->count] = arena_strndup(arena, start, (size_t)(end - start));
        if (items[list->count++] == NULL) {
            return NULL;
        }
    }
    list->items = items;
    return list;
}
