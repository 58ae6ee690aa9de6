/*
 * libxml2's SAX events become the arena's tree. libxml2 is asked for nothing but events: it builds
 * no tree, opens nothing, and its messages stay on this thread. Every limit is checked here, in the
 * events, before memory is taken.
 */
#include "xml.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <threads.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include "text.h"

enum { NAME_CACHE = 256, MESSAGE_SIZE = 200, SAX_ATTRIBUTE_FIELDS = 5 };

struct reader {
    struct arena *arena;
    xmlParserCtxtPtr parser;
    struct xml_document *document;
    struct xml_node *first, *last; /* of the document */
    struct xml_node *open;         /* the element whose content is being read */
    struct buf text;               /* text since the last event that was not text */
    size_t depth;
    enum err err;
    /* Names come from libxml2's dictionary, where equal names are one pointer: the last copies. */
    struct {
        const xmlChar *key;
        const char *copy;
    } names[NAME_CACHE];
};

static void stop(struct reader *reader, enum err err) {
    if (reader->err == ERR_NONE) {
        reader->err = err;
    }
    xmlStopParser(reader->parser);
}

static bool stopped(struct reader *reader) {
    if (reader->err == ERR_NONE && arena_failed(reader->arena)) {
        stop(reader, err_failed());
    }
    return reader->err != ERR_NONE;
}

static const char *keep_name(struct reader *reader, const xmlChar *name) {
    if (name == NULL) {
        return NULL;
    }
    size_t slot = ((uintptr_t)name >> 2) % NAME_CACHE;
    if (reader->names[slot].key != name) {
        const char *copy = arena_strdup(reader->arena, (const char *)name);
        if (copy == NULL) {
            return NULL;
        }
        reader->names[slot].key = name;
        reader->names[slot].copy = copy;
    }
    return reader->names[slot].copy;
}

static struct xml_node *append(struct reader *reader, enum xml_kind kind) {
    if (++reader->document->node_count > XML_NODES_MAX) {
        stop(reader, err_set(ERR_LIMIT, "XML-5",
                             "The XML file has more than {1} elements and pieces of text.",
                             "400000", NULL));
        return NULL;
    }
    struct xml_node *node = ARENA_NEW(reader->arena, struct xml_node);
    if (node == NULL) {
        (void)stopped(reader);
        return NULL;
    }
    node->kind = kind;
    node->parent = reader->open;
    struct xml_node **first = reader->open == NULL ? &reader->first : &reader->open->first;
    struct xml_node **last = reader->open == NULL ? &reader->last : &reader->open->last;
    if (*last == NULL) {
        *first = node;
    } else {
        (*last)->next = node;
    }
    *last = node;
    return node;
}

/* Text arrives in pieces; it becomes one node when something else begins. */
static void end_text(struct reader *reader) {
    if (reader->text.failed != ERR_NONE) {
        stop(reader, reader->text.failed);
    }
    if (reader->text.length == 0 || stopped(reader)) {
        return;
    }
    struct xml_node *node = append(reader, XML_TEXT);
    if (node != NULL) {
        node->text = arena_strndup(reader->arena, reader->text.data, reader->text.length);
    }
    buf_clear(&reader->text);
}

/*
 * libxml2 tells of an element when it stands behind its attributes. "<" cannot stand inside a start
 * tag, so the last one before is where the element begins.
 */
static void find_place(const struct reader *reader, struct xml_node *node) {
    const xmlParserInput *input = reader->parser->input;
    const xmlChar *p = input->cur;
    int line = input->line;
    while (p > input->base && *p != '<') {
        p--;
        line -= *p == '\n';
    }
    int column = input->col - (int)(input->cur - p);
    if (line != input->line) { /* the tag has several lines: count from the start of the first */
        column = 1;
        while (p > input->base && p[-1] != '\n') {
            p--;
            column++;
        }
    }
    node->line = line < 1 ? 1 : (uint32_t)line;
    node->column = column < 1 ? 1 : (uint32_t)column;
}

static bool keep_attributes(struct reader *reader, struct xml_node *node, size_t count,
                            const xmlChar **fields) {
    struct xml_attribute *attributes = ARENA_ARRAY(reader->arena, count, struct xml_attribute);
    for (size_t i = 0; attributes != NULL && i < count; i++, fields += SAX_ATTRIBUTE_FIELDS) {
        size_t length = (size_t)(fields[4] - fields[3]);
        if (length > XML_ATTRIBUTE_BYTES_MAX) {
            stop(reader,
                 err_set(ERR_LIMIT, "XML-6",
                         "An element of the XML file has too many or too long attributes.", NULL));
            return false;
        }
        attributes[i] = (struct xml_attribute){
            .name = keep_name(reader, fields[0]),
            .prefix = keep_name(reader, fields[1]),
            .uri = keep_name(reader, fields[2]),
            .value = arena_strndup(reader->arena, (const char *)fields[3], length),
        };
    }
    node->attributes = attributes;
    node->attribute_count = (uint32_t)count;
    return !stopped(reader);
}

static void keep_namespaces(struct reader *reader, struct xml_node *node, size_t count,
                            const xmlChar **pairs) {
    struct xml_namespace *namespaces = ARENA_ARRAY(reader->arena, count, struct xml_namespace);
    for (size_t i = 0; namespaces != NULL && i < count; i++) {
        const char *uri = keep_name(reader, pairs[2 * i + 1]);
        namespaces[i] = (struct xml_namespace){
            .prefix = keep_name(reader, pairs[2 * i]),
            .uri = uri == NULL ? "" : uri,
        };
    }
    node->namespaces = namespaces;
    node->namespace_count = (uint32_t)count;
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespace_count, const xmlChar **namespaces, int attribute_count,
                     int defaulted, const xmlChar **attributes) {
    struct reader *reader = context;
    end_text(reader);
    if (stopped(reader)) {
        return;
    }
    if (++reader->depth > XML_DEPTH_MAX) {
        stop(reader,
             err_set(ERR_LIMIT, "XML-4",
                     "The elements of the XML file are nested more than {1} deep.", "200", NULL));
        return;
    }
    if (attribute_count + namespace_count > XML_ATTRIBUTES_MAX) {
        stop(reader,
             err_set(ERR_LIMIT, "XML-6",
                     "An element of the XML file has too many or too long attributes.", NULL));
        return;
    }
    struct xml_node *node = append(reader, XML_ELEMENT);
    if (node == NULL) {
        return;
    }
    find_place(reader, node);
    node->name = keep_name(reader, name);
    node->prefix = keep_name(reader, prefix);
    node->uri = keep_name(reader, uri);
    keep_namespaces(reader, node, (size_t)namespace_count, namespaces);
    if (!keep_attributes(reader, node, (size_t)attribute_count, attributes)) {
        return;
    }
    if (reader->open == NULL) {
        reader->document->root = node;
    }
    reader->open = node;
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    struct reader *reader = context;
    end_text(reader);
    if (!stopped(reader)) {
        reader->depth--;
        reader->open = reader->open->parent;
    }
}

static void on_text(void *context, const xmlChar *text, int length) {
    struct reader *reader = context;
    buf_append(&reader->text, text, (size_t)length);
}

static void keep_piece(struct reader *reader, enum xml_kind kind, const char *name,
                       const char *text, size_t length) {
    end_text(reader);
    struct xml_node *node = stopped(reader) ? NULL : append(reader, kind);
    if (node != NULL) {
        node->name = arena_strdup(reader->arena, name);
        node->text = arena_strndup(reader->arena, text, length);
        (void)stopped(reader);
    }
}

static void on_cdata(void *context, const xmlChar *text, int length) {
    keep_piece(context, XML_CDATA, NULL, (const char *)text, (size_t)length);
}

static void on_comment(void *context, const xmlChar *text) {
    keep_piece(context, XML_COMMENT, NULL, (const char *)text, strlen((const char *)text));
}

static void on_instruction(void *context, const xmlChar *target, const xmlChar *data) {
    const char *text = data == NULL ? "" : (const char *)data;
    keep_piece(context, XML_INSTRUCTION, (const char *)target, text, strlen(text));
}

static void on_document_type(void *context, const xmlChar *name, const xmlChar *public_id,
                             const xmlChar *system_id) {
    struct reader *reader = context;
    stop(reader,
         err_set(ERR_INVALID, "XML-2",
                 "The XML file has a document type declaration (DOCTYPE), which is not read "
                 "for safety. Take it out and try again.",
                 NULL));
}

/* What libxml2 found wrong, as our error. */
static enum err parser_error(xmlParserCtxtPtr parser) {
    const xmlError *error = xmlCtxtGetLastError(parser);
    int code = error == NULL ? XML_ERR_INTERNAL_ERROR : error->code;
    char line[16], column[16], message[MESSAGE_SIZE];
    (void)snprintf(line, sizeof(line), "%d", error == NULL ? 0 : error->line);
    (void)snprintf(column, sizeof(column), "%d", error == NULL ? 0 : error->int2);
    (void)snprintf(message, sizeof(message), "%s",
                   error == NULL || error->message == NULL ? "" : error->message);
    message[strcspn(message, "\r\n")] = '\0';
    size_t valid = text_utf8_valid(message, strlen(message));
    message[valid] = '\0'; /* a name of the file may be cut, or not be text at all */
    if (code == XML_ERR_NO_MEMORY) {
        return err_memory();
    }
    if (code == XML_ERR_UNSUPPORTED_ENCODING || code == XML_ERR_UNKNOWN_ENCODING) {
        return err_set(ERR_INVALID, "XML-8",
                       "The encoding of the XML file is not known. Save it as UTF-8.", NULL);
    }
    return err_set(ERR_INVALID, "XML-1",
                   "The file is not well-formed XML at line {1}, column {2} ({3}).", line, column,
                   message, NULL);
}

static void ignore_error(void *context, xmlErrorPtr error) {
    (void)context;
    (void)error;
}

static void start_library(void) {
    xmlInitParser();
}

/* Makes the parser, which reads the bytes in this encoding, NULL: the one the file declares. */
static xmlParserCtxtPtr create_parser(const void *bytes, size_t length, const char *encoding) {
    static once_flag once = ONCE_FLAG_INIT;
    call_once(&once, start_library);
    xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(bytes, (int)length);
    if (parser == NULL) {
        return NULL;
    }
    /* XML_PARSE_NOENT: values come as they are meant. Without it "&amp;" in an attribute arrives
       as "&#38;". There are no entities besides the five of XML, for no file may declare any. */
    int options = XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    if (encoding != NULL) {
        xmlCharEncodingHandlerPtr handler = xmlFindCharEncodingHandler(encoding);
        if (handler == NULL || xmlSwitchToEncoding(parser, handler) != 0) {
            xmlFreeParserCtxt(parser);
            return NULL;
        }
        options |= XML_PARSE_IGNORE_ENC;
    }
    (void)xmlCtxtUseOptions(parser, options);
    return parser;
}

static enum err parse(struct reader *reader, const void *bytes, size_t length,
                      const char *encoding) {
    xmlParserCtxtPtr parser = create_parser(bytes, length, encoding);
    if (parser == NULL) {
        return err_memory();
    }
    xmlSAXHandler events = {
        .initialized = XML_SAX2_MAGIC,
        .internalSubset = on_document_type,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_cdata,
        .comment = on_comment,
        .processingInstruction = on_instruction,
    };
    *parser->sax = events;
    parser->userData = reader;
    reader->parser = parser;
    /* of this thread: what goes wrong in decoding is otherwise written to standard error */
    xmlSetStructuredErrorFunc(NULL, ignore_error);
    int result = xmlParseDocument(parser);
    enum err err = ERR_NONE;
    if (reader->err != ERR_NONE) {
        err = reader->err;
    } else if (result != 0 || !parser->wellFormed || reader->document->root == NULL) {
        err = parser_error(parser);
    }
    if (parser->encoding != NULL) {
        reader->document->encoding = arena_strdup(reader->arena, (const char *)parser->encoding);
    }
    /* left behind by a document type that ends in the middle; the parser does not own it */
    xmlFreeDoc(parser->myDoc);
    xmlFreeParserCtxt(parser);
    return err;
}

/* Some tools declare UTF-8, or nothing, and write windows-1252. */
static bool is_mislabelled(const struct reader *reader, const unsigned char *bytes, size_t length) {
    bool utf16 = bytes[0] >= 0xFE || bytes[0] == 0 || (length > 1 && bytes[1] == 0);
    const char *declared = reader->document->encoding;
    return !utf16 && (declared == NULL || strcasecmp(declared, "UTF-8") == 0) &&
           text_utf8_valid((const char *)bytes, length) < length;
}

static enum err read_once(struct arena *arena, struct reader *reader, const void *bytes,
                          size_t length, const char *encoding) {
    *reader = (struct reader){.arena = arena, .document = ARENA_NEW(arena, struct xml_document)};
    if (reader->document == NULL) {
        return err_failed();
    }
    buf_init(&reader->text, XML_BYTES_MAX);
    enum err err = parse(reader, bytes, length, encoding);
    buf_finish(&reader->text);
    reader->document->first = reader->first;
    return err == ERR_NONE && arena_failed(arena) ? err_failed() : err;
}

enum err xml_read(struct arena *arena, const void *bytes, size_t length,
                  const struct xml_document **out) {
    *out = NULL;
    if (length == 0) {
        return err_set(ERR_INVALID, "XML-7", "The XML file is empty.", NULL);
    }
    if (length > XML_BYTES_MAX) {
        return err_set(ERR_LIMIT, "XML-3", "The XML file is larger than {1} megabytes.", "32",
                       NULL);
    }
    struct reader *reader = ARENA_NEW(arena, struct reader);
    if (reader == NULL) {
        return err_failed();
    }
    enum err err = read_once(arena, reader, bytes, length, NULL);
    if (err == ERR_INVALID && is_mislabelled(reader, bytes, length)) {
        err = read_once(arena, reader, bytes, length, "windows-1252");
        reader->document->mislabelled = true;
    }
    if (err == ERR_NONE) {
        *out = reader->document;
    }
    return err;
}
