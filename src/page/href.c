/* Addresses with queries, built by encoding each part. */
#include "page.h"
#include "urlcode.h"

enum { HREF_MAX = 8192 };

const char *page_href(struct page *page, const char *path, const struct page_query_pair *pairs,
                      size_t count) {
    struct buf buf;
    char separator = '?';
    buf_init(&buf, HREF_MAX);
    buf_str(&buf, path);
    for (size_t i = 0; i < count; i++) {
        if (pairs[i].value == NULL || pairs[i].value[0] == '\0') {
            continue;
        }
        buf_char(&buf, separator);
        buf_str(&buf, pairs[i].name);
        buf_char(&buf, '=');
        buf_str(&buf, url_component_encode(page->arena, pairs[i].value));
        separator = '&';
    }
    const char *href = buf.failed == ERR_NONE ? arena_strdup(page->arena, buf_text(&buf)) : path;
    buf_finish(&buf);
    return href;
}
