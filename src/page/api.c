/* Lists and objects of the API; see api.h. */
#include "api.h"

#include <stdio.h>
#include <string.h>
#include "seal.h"
#include "text.h"
#include "urlcode.h"

enum { CURSOR_BYTES_MAX = 2048 };

static enum err query_bad(const char *name) {
    return err_set(ERR_INVALID, "PAGE-11", "The value of “{1}” in the address is not acceptable.",
                   name, NULL);
}

enum err api_query_int(struct page *page, const char *name, int64_t least, int64_t most,
                       int64_t fallback, int64_t *out) {
    const char *text = http_query(page->req, name);
    *out = fallback;
    if (text == NULL || text[0] == '\0') {
        return ERR_NONE;
    }
    return text_int(text, out) && *out >= least && *out <= most ? ERR_NONE : query_bad(name);
}

static enum err cursor_read(struct page *page, const char *text, struct api_paging *out) {
    size_t size = 0;
    json_t *keys = NULL;
    const unsigned char *bytes = seal_decode(page->arena, text, CURSOR_BYTES_MAX, &size);
    if (bytes == NULL || json_read(page->arena, (const char *)bytes, &keys) != ERR_NONE ||
        json_array_size(keys) != out->key_count) {
        return query_bad("after");
    }
    for (size_t i = 0; i < out->key_count; i++) {
        out->after[i] = json_string_value(json_array_get(keys, i));
        if (out->after[i] == NULL) {
            return query_bad("after");
        }
    }
    return ERR_NONE;
}

enum err api_paging_read(struct page *page, size_t key_count, struct api_paging *out) {
    *out = (struct api_paging){.key_count = key_count};
    enum err err = api_query_int(page, "limit", 1, API_LIMIT_MAX, API_LIMIT_DEFAULT, &out->limit);
    const char *after = http_query(page->req, "after");
    if (err == ERR_NONE && after != NULL && after[0] != '\0') {
        err = cursor_read(page, after, out);
    }
    return err;
}

static const char *cursor_write(struct page *page, const struct api_paging *paging,
                                const char *const *last) {
    json_t *keys = json_keep(page->arena, json_array());
    for (size_t i = 0; keys != NULL && i < paging->key_count; i++) {
        if (json_array_append_new(keys, json_string(last[i])) != 0) {
            keys = NULL;
        }
    }
    const char *text = keys != NULL ? json_write(page->arena, keys) : NULL;
    return text != NULL ? seal_encode(page->arena, text, strlen(text)) : NULL;
}

/* This request's address with another cursor. */
static const char *next_address(struct page *page, const char *cursor) {
    const struct http_field *queries = NULL;
    size_t count = http_queries(page->req, &queries);
    const char *address = arena_printf(page->arena, "%s?", http_path(page->req));
    for (size_t i = 0; i < count && address != NULL; i++) {
        if (strcmp(queries[i].name, "after") != 0) {
            const char *name = url_component_encode(page->arena, queries[i].name);
            const char *value = url_component_encode(page->arena, queries[i].value);
            address = name == NULL || value == NULL
                          ? NULL
                          : arena_printf(page->arena, "%s%s=%s&", address, name, value);
        }
    }
    return address == NULL ? NULL : arena_printf(page->arena, "%safter=%s", address, cursor);
}

enum err api_list(struct page *page, const struct api_paging *paging, json_t *items,
                  const char *const *last) {
    const char *next = NULL;
    if (last != NULL) {
        const char *cursor = cursor_write(page, paging, last);
        next = cursor != NULL ? next_address(page, cursor) : NULL;
        if (next == NULL) {
            json_decref(items);
            return err_memory();
        }
    }
    return api_object(page, json_pack("{s:o, s:s?}", "items", items, "next", next));
}

enum err api_object(struct page *page, json_t *object) {
    http_cacheable(page->req);
    return page_json(page, 200, object);
}
