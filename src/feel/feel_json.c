/* Values from and to JSON. */
#include "feel.h"

#include <string.h>

enum { NESTING_MAX = 200 };

static enum err from_json(struct arena *arena, json_t *json, unsigned depth,
                          struct feel_value *out);

static enum err from_array(struct arena *arena, json_t *json, unsigned depth,
                           struct feel_value *out) {
    size_t count = json_array_size(json);
    struct feel_value *items = ARENA_ARRAY(arena, count, struct feel_value);
    if (!items) {
        return err_last()->err;
    }
    for (size_t i = 0; i < count; i++) {
        enum err err = from_json(arena, json_array_get(json, i), depth, &items[i]);
        if (err != ERR_NONE) {
            return err;
        }
    }
    *out = feel_list_of(arena, items, count);
    return arena_failed(arena) ? err_last()->err : ERR_NONE;
}

static enum err from_object(struct arena *arena, json_t *json, unsigned depth,
                            struct feel_value *out) {
    struct feel_entry *entries = ARENA_ARRAY(arena, json_object_size(json), struct feel_entry);
    size_t count = 0;
    const char *key;
    json_t *value;
    if (!entries) {
        return err_last()->err;
    }
    json_object_foreach(json, key, value) {
        const char *name = arena_strdup(arena, key);
        enum err err =
            name ? from_json(arena, value, depth, &entries[count].value) : err_last()->err;
        if (err != ERR_NONE) {
            return err;
        }
        entries[count++].name = (struct feel_string){name, strlen(name)};
    }
    *out = feel_context_of(arena, entries, count);
    return arena_failed(arena) ? err_last()->err : ERR_NONE;
}

static enum err from_string(struct arena *arena, json_t *json, struct feel_value *out) {
    size_t length = json_string_length(json);
    const char *text = arena_strndup(arena, json_string_value(json), length);
    *out = text ? feel_string_sized(text, length) : feel_null(NULL);
    return text ? ERR_NONE : err_last()->err;
}

static enum err from_json(struct arena *arena, json_t *json, unsigned depth,
                          struct feel_value *out) {
    if (depth == NESTING_MAX) {
        return err_set(ERR_LIMIT, "FEEL-8", "The value is nested too deeply.", NULL);
    }
    *out = feel_null(NULL);
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        return from_object(arena, json, depth + 1, out);
    case JSON_ARRAY:
        return from_array(arena, json, depth + 1, out);
    case JSON_STRING:
        return from_string(arena, json, out);
    case JSON_INTEGER:
        *out = feel_int(json_integer_value(json));
        break;
    case JSON_REAL:
        *out = feel_number_value(feel_number_real(json_real_value(json)));
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        *out = feel_boolean(json_is_true(json));
        break;
    case JSON_NULL:
        break;
    }
    return ERR_NONE;
}

enum err feel_from_json(struct arena *arena, json_t *json, struct feel_value *out) {
    return from_json(arena, json, 0, out);
}

static json_t *to_json(struct arena *arena, struct feel_value value);

static json_t *number_to_json(struct arena *arena, struct feel_number number) {
    int64_t whole;
    if (feel_number_to_int(number, &whole)) {
        return json_integer(whole);
    }
    double real = feel_number_to_real(number);
    if (feel_number_compare(feel_number_real(real), number) == 0) {
        return json_real(real);
    }
    char text[FEEL_NUMBER_TEXT_SIZE];
    feel_number_format(number, text);
    return json_string(text);
}

static json_t *list_to_json(struct arena *arena, const struct feel_list *list) {
    json_t *array = json_array();
    for (size_t i = 0; array && i < list->count; i++) {
        if (json_array_append_new(array, to_json(arena, list->items[i])) != 0) {
            json_decref(array);
            array = NULL;
        }
    }
    return array;
}

static json_t *context_to_json(struct arena *arena, const struct feel_context *context) {
    json_t *object = json_object();
    for (size_t i = 0; object && i < context->count; i++) {
        if (json_object_set_new(object, context->entries[i].name.bytes,
                                to_json(arena, context->entries[i].value)) != 0) {
            json_decref(object);
            object = NULL;
        }
    }
    return object;
}

static json_t *to_json(struct arena *arena, struct feel_value value) {
    const char *text;
    switch (value.type) {
    case FEEL_BOOLEAN:
        return json_boolean(value.boolean);
    case FEEL_NUMBER:
        return number_to_json(arena, value.number);
    case FEEL_STRING:
        return json_stringn(value.string.bytes, value.string.length);
    case FEEL_LIST:
        return list_to_json(arena, value.list);
    case FEEL_CONTEXT:
        return context_to_json(arena, value.context);
    case FEEL_NULL:
    case FEEL_FUNCTION:
        return json_null();
    default:
        text = feel_string_text(arena, value);
        return text ? json_string(text) : NULL;
    }
}

/* feel_string_text() first looks whether the value is too deep to be written at all. */
enum err feel_to_json(struct arena *arena, struct feel_value value, json_t **out) {
    const char *text = feel_string_text(arena, value);
    *out = text ? to_json(arena, value) : NULL;
    if (!*out) {
        return text && !arena_failed(arena) ? err_memory() : err_last()->err;
    }
    return ERR_NONE;
}
