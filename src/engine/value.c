/*
 * Values of variables: what may be kept in a state, copied, and written as JSON. JSON has no dates
 * and no exact decimals, so that a one-entry object {"@": text} stands for the value FEEL writes as
 * @"text" (or the number of those digits). A context that happens to look like that gets one more
 * @.
 */
#include <string.h>

#include "engine_internal.h"
#include "feel_time.h"
#include "text.h"
#include "tr.h"

enum { NESTING_MAX = 100, KEPT_NODES_MAX = 200000, SCRATCH_MAX = 1 << 16 };

struct keeper {
    struct arena *arena;
    size_t nodes; /* that may still be kept */
    bool refused;
};

static struct feel_value keep(struct keeper *keeper, struct feel_value value, unsigned depth);

static struct feel_string keep_string(struct keeper *keeper, struct feel_string text) {
    char *bytes = arena_strndup(keeper->arena, text.bytes, text.length);
    for (size_t i = 0; bytes != NULL && i < text.length; i++) {
        bytes[i] = bytes[i] == '\0' ? ' ' : bytes[i]; /* JSON text of ours holds no NUL */
    }
    size_t length = bytes == NULL ? 0 : text_utf8_valid(bytes, text.length);
    return (struct feel_string){bytes == NULL ? "" : bytes, length};
}

static struct feel_value keep_list(struct keeper *keeper, const struct feel_list *list,
                                   unsigned depth) {
    struct feel_value *items = ARENA_ARRAY(keeper->arena, list->count, struct feel_value);
    for (size_t i = 0; items != NULL && i < list->count && !keeper->refused; i++) {
        items[i] = keep(keeper, list->items[i], depth);
    }
    return feel_list_of(keeper->arena, items, items == NULL ? 0 : list->count);
}

static struct feel_value keep_context(struct keeper *keeper, const struct feel_context *context,
                                      unsigned depth) {
    struct feel_entry *entries = ARENA_ARRAY(keeper->arena, context->count, struct feel_entry);
    for (size_t i = 0; entries != NULL && i < context->count && !keeper->refused; i++) {
        entries[i].name = keep_string(keeper, context->entries[i].name);
        entries[i].value = keep(keeper, context->entries[i].value, depth);
    }
    return feel_context_of(keeper->arena, entries, entries == NULL ? 0 : context->count);
}

static struct feel_value keep_moment(struct keeper *keeper, struct feel_value value) {
    struct feel_moment *moment = ARENA_NEW(keeper->arena, struct feel_moment);
    if (moment == NULL) {
        return feel_null(NULL);
    }
    *moment = *value.moment;
    moment->zone_name = arena_strdup(keeper->arena, moment->zone_name);
    value.moment = moment;
    return value;
}

static struct feel_value keep(struct keeper *keeper, struct feel_value value, unsigned depth) {
    if (depth == NESTING_MAX || keeper->nodes == 0) {
        keeper->refused = true;
        return feel_null(NULL);
    }
    keeper->nodes--;
    const char *text;
    switch (value.type) {
    case FEEL_STRING:
        value.string = keep_string(keeper, value.string);
        return value;
    case FEEL_LIST:
        return keep_list(keeper, value.list, depth + 1);
    case FEEL_CONTEXT:
        return keep_context(keeper, value.context, depth + 1);
    case FEEL_TIME:
    case FEEL_DATE_TIME:
        return keep_moment(keeper, value);
    case FEEL_RANGE:
        text = feel_string_text(keeper->arena, value);
        return text == NULL ? feel_null(NULL) : feel_string(text);
    case FEEL_BOOLEAN:
    case FEEL_NUMBER:
    case FEEL_DATE:
    case FEEL_DAYS_DURATION:
    case FEEL_MONTHS_DURATION:
        return value;
    default:
        return feel_null(NULL); /* its reason is not kept: it would not come back from JSON */
    }
}

bool engine_value_keep(struct arena *arena, struct feel_value value, struct feel_value *out) {
    struct keeper keeper = {.arena = arena, .nodes = KEPT_NODES_MAX};
    *out = keep(&keeper, value, 0);
    return !keeper.refused && !arena_failed(arena);
}

void engine_string_write(struct feel_string text, struct buf *out) {
    static const char plain_controls[] = "btnvfr";
    buf_char(out, '"');
    size_t start = 0;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.bytes[i];
        if (c >= 0x20 && c != '"' && c != '\\') {
            continue;
        }
        buf_append(out, text.bytes + start, i - start);
        start = i + 1;
        if (c == '"' || c == '\\') {
            buf_char(out, '\\');
            buf_char(out, (char)c);
        } else if (c >= '\b' && c <= '\r' && c != '\v') {
            buf_char(out, '\\');
            buf_char(out, plain_controls[c - '\b']);
        } else {
            buf_printf(out, "\\u%04x", c);
        }
    }
    buf_append(out, text.bytes + start, text.length - start);
    buf_char(out, '"');
}

void engine_text_write(const char *text, struct buf *out) {
    engine_string_write((struct feel_string){text, strlen(text)}, out);
}

static void write_tagged(const char *text, struct buf *out) {
    buf_str(out, "{\"@\":");
    engine_text_write(text, out);
    buf_char(out, '}');
}

static void write_number(struct feel_number number, struct buf *out) {
    int64_t whole;
    if (feel_number_to_int(number, &whole)) {
        buf_int(out, whole);
        return;
    }
    char text[FEEL_NUMBER_TEXT_SIZE];
    feel_number_format(number, text);
    double real = feel_number_to_real(number);
    bool exact = feel_number_compare(feel_number_real(real), number) == 0;
    if (exact && strchr(text, '.') != NULL) { /* a JSON reader takes it as the same real */
        buf_str(out, text);
    } else {
        write_tagged(text, out);
    }
}

static void write_temporal(struct feel_value value, struct buf *out) {
    struct arena *scratch = arena_create(SCRATCH_MAX);
    const char *text = scratch == NULL ? NULL : feel_string_text(scratch, value);
    if (text == NULL) {
        out->failed = err_failed();
    } else {
        write_tagged(text, out);
    }
    arena_destroy(scratch);
}

static bool looks_tagged(const struct feel_context *context) {
    if (context->count != 1 || context->entries[0].name.length == 0) {
        return false;
    }
    struct feel_string name = context->entries[0].name;
    size_t signs = 0;
    while (signs < name.length && name.bytes[signs] == '@') {
        signs++;
    }
    return signs == name.length;
}

void engine_context_write(const struct feel_context *context, struct buf *out) {
    buf_char(out, '{');
    for (size_t i = 0; context != NULL && i < context->count; i++) {
        if (i > 0) {
            buf_char(out, ',');
        }
        engine_string_write(context->entries[i].name, out);
        buf_char(out, ':');
        engine_value_write(context->entries[i].value, out);
    }
    buf_char(out, '}');
}

void engine_value_write(struct feel_value value, struct buf *out) {
    switch (value.type) {
    case FEEL_BOOLEAN:
        buf_str(out, value.boolean ? "true" : "false");
        break;
    case FEEL_NUMBER:
        write_number(value.number, out);
        break;
    case FEEL_STRING:
        engine_string_write(value.string, out);
        break;
    case FEEL_LIST:
        buf_char(out, '[');
        for (size_t i = 0; i < value.list->count; i++) {
            buf_str(out, i > 0 ? "," : "");
            engine_value_write(value.list->items[i], out);
        }
        buf_char(out, ']');
        break;
    case FEEL_CONTEXT:
        if (looks_tagged(value.context)) {
            buf_str(out, "{\"@");
            buf_append(out, value.context->entries[0].name.bytes,
                       value.context->entries[0].name.length);
            buf_str(out, "\":");
            engine_value_write(value.context->entries[0].value, out);
            buf_char(out, '}');
        } else {
            engine_context_write(value.context, out);
        }
        break;
    case FEEL_NULL:
    case FEEL_RANGE:
    case FEEL_FUNCTION:
    case FEEL_ANY:
    case FEEL_ABSENT:
        buf_str(out, "null");
        break;
    default:
        write_temporal(value, out);
    }
}

static enum err read_value(struct arena *arena, json_t *json, unsigned depth,
                           struct feel_value *out);

/* {"@": "2026-03-21"} and the like. */
static enum err read_tagged(struct arena *arena, const json_t *json, struct feel_value *out) {
    size_t length = json_string_length(json);
    const char *text = json_string_value(json);
    const char *kept = text == NULL ? NULL : arena_strndup(arena, text, length);
    struct feel_number number;
    if (kept != NULL && feel_number_parse(kept, length, &number)) {
        *out = feel_number_value(number);
    } else if (kept != NULL) {
        *out = feel_at_literal(arena, (struct feel_string){kept, length});
    }
    if (out->type == FEEL_NULL && !arena_failed(arena)) {
        return err_set(ERR_INVALID, "ENG-9",
                       "After \"@\" must stand a date, a time, a duration or a number: {1}",
                       text == NULL ? "…" : text, NULL);
    }
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}

/* signs: how many "@" are taken off the keys, which have one more than the name; looks_tagged(). */
static enum err read_entries(struct arena *arena, json_t *json, unsigned depth, size_t signs,
                             struct feel_value *out) {
    struct feel_entry *entries = ARENA_ARRAY(arena, json_object_size(json), struct feel_entry);
    size_t count = 0;
    const char *key;
    json_t *value;
    if (entries == NULL) {
        return err_failed();
    }
    json_object_foreach(json, key, value) {
        const char *name = arena_strdup(arena, key + signs);
        enum err err =
            name == NULL ? err_failed() : read_value(arena, value, depth, &entries[count].value);
        if (err != ERR_NONE) {
            return err;
        }
        entries[count++].name = (struct feel_string){name, strlen(name)};
    }
    *out = feel_context_of(arena, entries, count);
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}

static enum err read_object(struct arena *arena, json_t *json, unsigned depth,
                            struct feel_value *out) {
    void *first = json_object_iter(json);
    const char *key = first == NULL ? "" : json_object_iter_key(first);
    bool only_signs = json_object_size(json) == 1 && *key == '@' && key[strspn(key, "@")] == '\0';
    if (only_signs && key[1] == '\0') {
        return read_tagged(arena, json_object_iter_value(first), out);
    }
    return read_entries(arena, json, depth, only_signs, out);
}

static enum err read_array(struct arena *arena, json_t *json, unsigned depth,
                           struct feel_value *out) {
    size_t count = json_array_size(json);
    struct feel_value *items = ARENA_ARRAY(arena, count, struct feel_value);
    enum err err = items == NULL ? err_failed() : ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < count; i++) {
        err = read_value(arena, json_array_get(json, i), depth, &items[i]);
    }
    if (err == ERR_NONE) {
        *out = feel_list_of(arena, items, count);
        err = arena_failed(arena) ? err_failed() : ERR_NONE;
    }
    return err;
}

static enum err read_value(struct arena *arena, json_t *json, unsigned depth,
                           struct feel_value *out) {
    *out = feel_null(NULL);
    if (depth == NESTING_MAX) {
        return err_set(ERR_LIMIT, "ENG-10", "The value is nested too deeply.", NULL);
    }
    if (json_is_object(json)) {
        return read_object(arena, json, depth + 1, out);
    }
    return json_is_array(json) ? read_array(arena, json, depth + 1, out)
                               : feel_from_json(arena, json, out);
}

enum err engine_value_read(struct arena *arena, json_t *json, struct feel_value *out) {
    return read_value(arena, json, 0, out);
}

enum err engine_context_read(struct arena *arena, json_t *json, const struct feel_context **out) {
    *out = NULL;
    struct feel_value value = {0};
    if (!json_is_object(json)) {
        return err_set(ERR_INVALID, "ENG-11", "Variables must be a JSON object.", NULL);
    }
    enum err err = read_entries(arena, json, 1, 0, &value);
    if (err == ERR_NONE && value.type == FEEL_CONTEXT) {
        *out = value.context;
    }
    return err != ERR_NONE || *out != NULL
               ? err
               : err_set(ERR_INVALID, "ENG-11", "Variables must be a JSON object.", NULL);
}
