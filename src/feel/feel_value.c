/* Making values, and looking into them. */
#include "feel_value.h"

#include "tr.h"

#include <string.h>

struct feel_value feel_null(const char *reason) {
    return (struct feel_value){.type = FEEL_NULL, .reason = reason};
}

struct feel_value feel_boolean(bool value) {
    return (struct feel_value){.type = FEEL_BOOLEAN, .boolean = value};
}

struct feel_value feel_number_value(struct feel_number number) {
    if (!feel_number_finite(number)) {
        return feel_null(TR_NOOP("The result is not a number that can be written down."));
    }
    return (struct feel_value){.type = FEEL_NUMBER, .number = number};
}

struct feel_value feel_int(int64_t value) {
    return (struct feel_value){.type = FEEL_NUMBER, .number = feel_number_int(value)};
}

struct feel_value feel_string(const char *text) {
    return feel_string_sized(text, strlen(text));
}

struct feel_value feel_string_sized(const char *bytes, size_t length) {
    return (struct feel_value){.type = FEEL_STRING, .string = {bytes, length}};
}

struct feel_value feel_date(struct feel_date date) {
    return (struct feel_value){.type = FEEL_DATE, .date = date};
}

struct feel_value feel_list_of(struct arena *arena, const struct feel_value *items, size_t count) {
    struct feel_list *list = ARENA_NEW(arena, struct feel_list);
    if (!list) {
        return feel_null(NULL);
    }
    *list = (struct feel_list){count, items};
    return (struct feel_value){.type = FEEL_LIST, .list = list};
}

struct feel_value feel_context_of(struct arena *arena, const struct feel_entry *entries,
                                  size_t count) {
    struct feel_context *context = ARENA_NEW(arena, struct feel_context);
    if (!context) {
        return feel_null(NULL);
    }
    *context = (struct feel_context){count, entries};
    return (struct feel_value){.type = FEEL_CONTEXT, .context = context};
}

bool feel_string_equal(struct feel_string a, struct feel_string b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

const struct feel_value *feel_context_get(const struct feel_context *context,
                                          struct feel_string name) {
    for (size_t i = 0; i < context->count; i++) {
        if (feel_string_equal(context->entries[i].name, name)) {
            return &context->entries[i].value;
        }
    }
    return NULL;
}
