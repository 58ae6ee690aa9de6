/* The tree as UTF-8 text again. */
#include "xml.h"

#include <string.h>

/* Text with the characters of `special` as references; a reader would change or end at them. */
static void put_escaped(struct buf *out, const char *text, const char *special) {
    for (;;) {
        size_t plain = strcspn(text, special);
        buf_append(out, text, plain);
        text += plain;
        switch (*text++) {
        case '\0':
            return;
        case '&':
            buf_str(out, "&amp;");
            break;
        case '<':
            buf_str(out, "&lt;");
            break;
        case '>':
            buf_str(out, "&gt;");
            break;
        case '"':
            buf_str(out, "&quot;");
            break;
        default: /* white space that reading would make a space or a line end */
            buf_printf(out, "&#%d;", text[-1]);
        }
    }
}

static void put_name(struct buf *out, const char *prefix, const char *name) {
    if (prefix != NULL) {
        buf_str(out, prefix);
        buf_char(out, ':');
    }
    buf_str(out, name);
}

static void put_value(struct buf *out, const char *value) {
    buf_str(out, "=\"");
    put_escaped(out, value, "&<\"\t\n\r");
    buf_char(out, '"');
}

static void put_start(struct buf *out, const struct xml_node *element) {
    buf_char(out, '<');
    put_name(out, element->prefix, element->name);
    for (size_t i = 0; i < element->namespace_count; i++) {
        const struct xml_namespace *namespace = &element->namespaces[i];
        buf_str(out, namespace->prefix == NULL ? " xmlns" : " xmlns:");
        buf_str(out, namespace->prefix);
        put_value(out, namespace->uri);
    }
    for (size_t i = 0; i < element->attribute_count; i++) {
        buf_char(out, ' ');
        put_name(out, element->attributes[i].prefix, element->attributes[i].name);
        put_value(out, element->attributes[i].value);
    }
    buf_str(out, element->first == NULL ? "/>" : ">");
}

static void put_node(struct buf *out, const struct xml_node *node) {
    switch (node->kind) {
    case XML_ELEMENT:
        put_start(out, node);
        break;
    case XML_TEXT:
        put_escaped(out, node->text, "&<>\r");
        break;
    case XML_CDATA:
        buf_str(out, "<![CDATA[");
        buf_str(out, node->text);
        buf_str(out, "]]>");
        break;
    case XML_COMMENT:
        buf_str(out, "<!--");
        buf_str(out, node->text);
        buf_str(out, "-->");
        break;
    case XML_INSTRUCTION:
        buf_str(out, "<?");
        buf_str(out, node->name);
        if (node->text[0] != '\0') {
            buf_char(out, ' ');
            buf_str(out, node->text);
        }
        buf_str(out, "?>");
        break;
    }
}

void xml_write(const struct xml_document *document, struct buf *out) {
    buf_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    const struct xml_node *node = document->first;
    while (node != NULL) {
        put_node(out, node);
        if (node->kind == XML_ELEMENT && node->first != NULL) {
            node = node->first;
            continue;
        }
        /* up until something follows; every element left on the way is closed */
        while (node != NULL && node->next == NULL) {
            node = node->parent;
            if (node != NULL) {
                buf_str(out, "</");
                put_name(out, node->prefix, node->name);
                buf_char(out, '>');
            }
        }
        if (node != NULL) {
            node = node->next;
        }
        if (node != NULL && node->parent == NULL) {
            buf_char(out, '\n');
        }
    }
    buf_char(out, '\n');
}
