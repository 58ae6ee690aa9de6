/*
 * XML as a tree that keeps everything: elements, attributes, namespaces with their prefixes, text,
 * CDATA sections, comments, processing instructions and white space, each element with its line and
 * column. What is written back is the same document (W3C XML 1.0, Namespaces in XML 1.0).
 *
 * Reading is bounded and closed: a document type declaration is refused, so there are no entities
 * to expand and nothing outside the bytes is ever looked at. UTF-8 and UTF-16 with or without
 * byte-order mark, ISO-8859-1, windows-1252 and what else libxml2 decodes by its declaration.
 * The tree lives in the caller's arena and never changes after it was read.
 */
#ifndef KHAJU_XML_H
#define KHAJU_XML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "arena.h"
#include "buf.h"
#include "err.h"

enum {
    XML_BYTES_MAX = 32 << 20,
    XML_DEPTH_MAX = 200,
    XML_NODES_MAX = 400000,
    XML_ATTRIBUTES_MAX = 256,          /* of one element, namespace declarations included */
    XML_ATTRIBUTE_BYTES_MAX = 1 << 20, /* of one value */
};

enum xml_kind { XML_ELEMENT, XML_TEXT, XML_CDATA, XML_COMMENT, XML_INSTRUCTION };

struct xml_attribute {
    const char *prefix; /* NULL: none */
    const char *name;   /* local */
    const char *uri;    /* NULL: in no namespace */
    const char *value;
};

struct xml_namespace {
    const char *prefix; /* NULL: the default namespace */
    const char *uri;    /* "": taken back */
};

struct xml_node {
    enum xml_kind kind;
    uint32_t line, column;                  /* of the "<" of an element, from 1; 0 elsewhere */
    const char *prefix;                     /* of an element; NULL: none */
    const char *name;                       /* local name of an element, target of an instruction */
    const char *uri;                        /* of an element; NULL: in no namespace */
    const char *text;                       /* of all but elements; never NULL there */
    const struct xml_attribute *attributes; /* in the order of the file */
    const struct xml_namespace *namespaces;
    uint32_t attribute_count, namespace_count;
    struct xml_node *parent, *next, *first, *last;
};

struct xml_document {
    const struct xml_node *first; /* comments, instructions and the root, in order */
    const struct xml_node *root;
    const char *encoding; /* as it was declared or found; NULL: not declared */
    bool mislabelled;     /* said to be UTF-8, is not, and was read as windows-1252 */
    size_t node_count;
};

/* Reads bytes into a tree in the arena. Errors: XML-1 not well-formed (with line and column), XML-2
   a document type, XML-3 too large, XML-4 too deep, XML-5 too many nodes, XML-6 too many or too
   long attributes, XML-7 empty, XML-8 encoding not known. */
enum err xml_read(struct arena *arena, const void *bytes, size_t length,
                  const struct xml_document **out) WARN_UNUSED;

/* Writes the document as UTF-8. Check out->failed. */
void xml_write(const struct xml_document *document, struct buf *out);

/* The first node at which b differs from a, NULL if they say the same: order of attributes and
   division into text and CDATA do not count, everything else does. A node of a, or the parent in a
   of what only b has. */
const struct xml_node *xml_difference(const struct xml_document *a, const struct xml_document *b);

/* The value of an attribute in no namespace, or NULL. */
const char *xml_attribute(const struct xml_node *element, const char *name);
/* The first / next element among children; NULL at the end. */
const struct xml_node *xml_first_element(const struct xml_node *parent);
const struct xml_node *xml_next_element(const struct xml_node *element);
bool xml_is(const struct xml_node *element, const char *uri, const char *name);
/* Text and CDATA directly in the element, trimmed of white space at both ends; NULL on ERR_MEMORY.
 */
const char *xml_text(struct arena *arena, const struct xml_node *element);
/* The namespace a prefix stands for at this element (NULL: the default one); NULL if none. */
const char *xml_namespace_of(const struct xml_node *element, const char *prefix,
                             size_t prefix_length);

#endif
