/* jansson with limits. Its memory goes through our fault points, so that tests reach its errors. */
#include "json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

#include "fault.h"

enum { JSON_TEXT_MAX = 16 << 20, REAL_DIGITS = 15 };

static once_flag allocator_once = ONCE_FLAG_INIT;

/* jansson calls a failed allocation a mistake in the text; this remembers what it was. */
static _Thread_local bool allocation_failed;

static void *json_allocate(size_t size) {
    void *memory = FAULT_POINT(FAULT_ALLOC) ? NULL : malloc(size);
    allocation_failed = allocation_failed || memory == NULL;
    return memory;
}

static void set_allocator(void) {
    json_set_alloc_funcs(json_allocate, free);
}

static void release(void *json) {
    json_decref(json);
}

json_t *json_keep(struct arena *arena, json_t *json) {
    if (json == NULL) {
        (void)err_memory();
        return NULL;
    }
    return arena_defer(arena, release, json) ? json : NULL;
}

enum err json_read(struct arena *arena, const char *text, json_t **out) {
    *out = NULL;
    call_once(&allocator_once, set_allocator);
    size_t length = strlen(text);
    if (length > JSON_TEXT_MAX) {
        return err_set(ERR_LIMIT, "JSN-2", "The JSON text is too long.", NULL);
    }
    json_error_t error;
    allocation_failed = false;
    json_t *json = json_loadb(text, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (allocation_failed) {
        /* also when there is a value: jansson drops a letter whose memory it did not get */
        json_decref(json);
        return err_memory();
    }
    if (json == NULL) {
        char line[16];
        char column[16];
        (void)snprintf(line, sizeof(line), "%d", error.line);
        (void)snprintf(column, sizeof(column), "%d", error.column);
        return err_set(ERR_INVALID, "JSN-1",
                       "This is not valid JSON at line {1}, column {2} ({3}).", line, column,
                       error.text, NULL);
    }
    *out = json_keep(arena, json);
    return *out == NULL ? err_failed() : ERR_NONE;
}

const char *json_write(struct arena *arena, const json_t *json) {
    /* fifteen digits are what a double keeps of a decimal: 4.3 is written as 4.3 */
    const size_t flags =
        JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY | JSON_REAL_PRECISION(REAL_DIGITS);
    size_t length = json_dumpb(json, NULL, 0, flags);
    if (length == 0) { /* not even "0": jansson could not sort the keys, or json is NULL */
        (void)err_memory();
        return NULL;
    }
    char *text = arena_alloc(arena, length + 1);
    if (text != NULL && json_dumpb(json, text, length, flags) != length) {
        (void)err_memory();
        return NULL;
    }
    return text;
}

const char *json_text(const json_t *object, const char *key) {
    return json_string_value(json_object_get(object, key));
}

bool json_int(const json_t *object, const char *key, int64_t *out) {
    const json_t *value = json_object_get(object, key);
    if (!json_is_integer(value)) {
        return false;
    }
    *out = json_integer_value(value);
    return true;
}
