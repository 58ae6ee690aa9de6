/*
 * The requirement graph of a DMN file (Private to drawing): what it has (clause 6.3) and where a
 * diagram puts it (clause 13). Any version of DMN: names are looked at, not the namespace's date.
 */
#ifndef KHAJU_DRAWING_GRAPH_H
#define KHAJU_DRAWING_GRAPH_H

#include "drawing_internal.h"

enum graph_kind {
    GRAPH_INPUT,
    GRAPH_DECISION,
    GRAPH_KNOWLEDGE, /* a business knowledge model */
    GRAPH_SOURCE,
    GRAPH_SERVICE,
    GRAPH_NOTE,
    GRAPH_NODE_KINDS,
    GRAPH_NEEDS_INFORMATION = GRAPH_NODE_KINDS,
    GRAPH_NEEDS_KNOWLEDGE,
    GRAPH_NEEDS_AUTHORITY,
    GRAPH_ASSOCIATION,
    GRAPH_KINDS
};

struct graph_item;

struct graph_element {
    enum graph_kind kind;
    const char *id;   /* NULL: none */
    const char *name; /* or text; NULL: none */
    const struct xml_node *xml;
    struct graph_element *from, *to; /* of lines; NULL: not there */
    /* of what is laid out */
    size_t rank;  /* row from the bottom */
    size_t limit; /* the lowest row of what needs it */
    double wish;  /* the middle of what needs it */
    size_t wishes;
    struct graph_item *item;
};

/* What is drawn of an element; drawn.element stays NULL. */
struct graph_item {
    struct item item;
    const struct graph_element *element; /* NULL: not in the file */
    bool collapsed;                      /* a decision service that hides its inside */
    const struct bpmn_point *divider;    /* two points, of a decision service; or NULL */
};

struct graph {
    struct arena *arena;
    const char *name;
    struct graph_element *elements; /* in the order of the file, lines after what they belong to */
    size_t count;
    struct graph_element **by_id;
    size_t id_count;
    struct graph_item *items; /* shapes before edges */
    size_t item_count;
};

bool graph_is_file(const struct xml_document *dmn);
/* The diagram with this index; NULL: there is none. */
const struct xml_node *graph_diagram(const struct xml_document *dmn, size_t index);

/* Allocation failures are seen by arena_failed(). */
void graph_read(struct arena *arena, const struct xml_document *dmn, struct graph *out);
void graph_place(struct graph *graph, const struct xml_node *diagram);
void graph_lay_out(struct graph *graph);

#endif
