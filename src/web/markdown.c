/* Markdown for the words of documents. cmark reads it in safe mode: raw HTML and unsafe addresses
   never come out. Headings get ids made of their words, so that contents can lead to them. */
#include "web.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

enum { MARKDOWN_MAX = 4 << 20, MARKDOWN_ID_MAX = 160 };

/* "فصل دوم: روش" → "فصل-دوم-روش"; a second of the same words gets "-2". */
static void markdown_id(struct buf *out, cmark_node *heading) {
    cmark_iter *walk = cmark_iter_new(heading);
    bool gap = false;
    for (cmark_event_type event = cmark_iter_next(walk); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(walk)) {
        const char *text = cmark_node_get_literal(cmark_iter_get_node(walk));
        for (; event == CMARK_EVENT_ENTER && text != NULL && *text != '\0'; text++) {
            unsigned char c = (unsigned char)*text;
            bool letter = c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                          (c >= 'A' && c <= 'Z');
            if (!letter) {
                gap = out->length > 0;
                continue;
            }
            /* stop between two characters, never inside one */
            if (out->length >= MARKDOWN_ID_MAX && (c & 0xc0) != 0x80) {
                cmark_iter_free(walk);
                return;
            }
            if (gap) {
                buf_char(out, '-');
                gap = false;
            }
            buf_char(out, (char)c);
        }
    }
    cmark_iter_free(walk);
}

struct markdown_heading {
    const char *id;
    int times;
    struct markdown_heading *next;
};

static const char *markdown_unique(struct arena *arena, struct markdown_heading **seen,
                                   const char *id) {
    const char *base = id[0] == '\0' ? "section" : id;
    for (struct markdown_heading *at = *seen; at != NULL; at = at->next) {
        if (strcmp(at->id, base) == 0) {
            return arena_printf(arena, "%s-%d", base, ++at->times);
        }
    }
    struct markdown_heading *heading = ARENA_NEW(arena, struct markdown_heading);
    const char *kept = arena_strdup(arena, base);
    if (heading == NULL || kept == NULL) {
        return NULL;
    }
    *heading = (struct markdown_heading){.id = kept, .times = 1, .next = *seen};
    *seen = heading;
    return kept;
}

/* The blocks of the document one after the other; a heading's tag is opened by us, with its id. */
static void markdown_render(struct html *out, cmark_node *document) {
    struct markdown_heading *seen = NULL;
    for (cmark_node *node = cmark_node_first_child(document); node != NULL;
         node = cmark_node_next(node)) {
        char *markup = cmark_render_html(node, CMARK_OPT_DEFAULT);
        if (markup == NULL) {
            continue;
        }
        if (cmark_node_get_type(node) == CMARK_NODE_HEADING && strncmp(markup, "<h", 2) == 0) {
            struct buf words;
            buf_init(&words, MARKDOWN_ID_MAX * 2);
            markdown_id(&words, node);
            buf_append(&out->buf, markup, 3);
            buf_str(&out->buf, " id=\"");
            html_attr_str(out, markdown_unique(out->arena, &seen, buf_text(&words)));
            buf_char(&out->buf, '"');
            buf_str(&out->buf, markup + 3);
            buf_finish(&words);
        } else {
            buf_str(&out->buf, markup);
        }
        free(markup);
    }
}

struct html_raw web_markdown(struct arena *arena, const char *markdown) {
    size_t length = markdown == NULL ? 0 : strlen(markdown);
    struct html out = {.arena = arena};
    if (length == 0 || length > MARKDOWN_MAX) {
        return (struct html_raw){""};
    }
    cmark_node *document = cmark_parse_document(markdown, length, CMARK_OPT_VALIDATE_UTF8);
    if (document == NULL) {
        return (struct html_raw){""};
    }
    buf_init(&out.buf, 4 * MARKDOWN_MAX);
    markdown_render(&out, document);
    cmark_node_free(document);
    const char *kept = arena_strndup(arena, buf_text(&out.buf), out.buf.length);
    buf_finish(&out.buf);
    return (struct html_raw){kept == NULL ? "" : kept};
}
