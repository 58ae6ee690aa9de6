/*
 * A BPMN 2.0.2 model (ISO/IEC 19510), read from XML into an arena and never changed: every element
 * of bpmn_types.h with its references resolved, and the diagrams. What the model does not name
 * (extensions, documentation) stays in the XML tree behind each element, so nothing is lost.
 *
 * Reading is tolerant: a reference to nothing is NULL here and a complaint of the checker
 * (check.h). Pure: no clock, no file, no database. Everything lives as long as the arena.
 */
#ifndef KHAJU_PROCESS_BPMN_H
#define KHAJU_PROCESS_BPMN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "arena.h"
#include "bpmn_types.h"
#include "err.h"
#include "xml.h"

#define BPMN_URI "http://www.omg.org/spec/BPMN/20100524/MODEL"
#define BPMN_DIAGRAM_URI "http://www.omg.org/spec/BPMN/20100524/DI"
#define BPMN_DC_URI "http://www.omg.org/spec/DD/20100524/DC"
#define BPMN_DI_URI "http://www.omg.org/spec/DD/20100524/DI"

struct bpmn_scope;
struct bpmn_node;

/* What every element has (8.3.1). Types with more to say begin with it. */
struct bpmn_element {
    enum bpmn_type type;
    uint32_t index;   /* in bpmn->elements: the order of the file */
    const char *id;   /* NULL: none */
    const char *name; /* NULL: none or blank */
    const struct xml_node *xml;
    struct bpmn_element *parent; /* the nearest element of the model around it */
    struct bpmn_scope *scope;    /* the container it stands in; NULL outside of processes */
};

/* 8.4.13 */
struct bpmn_flow {
    struct bpmn_element element;
    struct bpmn_node *source, *target; /* NULL: not there */
    const struct xml_node *condition;  /* conditionExpression, or NULL */
    struct bpmn_flow *next;            /* in the scope */
    struct bpmn_flow *next_outgoing;   /* of the source, in the order of the file */
    struct bpmn_flow *next_incoming;   /* of the target */
};

/* 10.5.5 */
struct bpmn_trigger {
    struct bpmn_element element;
    struct bpmn_element *reference; /* message, signal, error, escalation, activity; or NULL */
};

/* An activity, a gateway or an event. */
struct bpmn_node {
    struct bpmn_element element;
    struct bpmn_node *next; /* in the scope */
    struct bpmn_flow *incoming, *outgoing;
    uint32_t incoming_count, outgoing_count;
    struct bpmn_flow *default_flow; /* NULL: none, or not there */
    struct bpmn_scope *inside;      /* of a sub-process */
    struct bpmn_element *loop;      /* loop characteristics, or NULL */
    struct bpmn_element *called;    /* of a call activity, if it is in the file */
    struct bpmn_node *attached_to;  /* of a boundary event */
    struct bpmn_node *boundary;     /* first boundary event attached to it */
    struct bpmn_node *next_boundary;
    const struct bpmn_trigger **triggers; /* of an event, also those it only refers to */
    size_t trigger_count;
    bool interrupting;      /* isInterrupting, cancelActivity; true when not said */
    bool parallel_multiple; /* all triggers are needed */
    bool by_event;          /* an event sub-process */
    bool for_compensation;
    bool instantiate; /* receive task, event-based gateway */
};

/* What holds flow elements: a process, a sub-process, a choreography (8.4.8). */
struct bpmn_scope {
    struct bpmn_element *owner;
    struct bpmn_scope *outer; /* NULL: the process itself */
    struct bpmn_scope *next;  /* in the model */
    struct bpmn_node *nodes;
    struct bpmn_flow *flows;
    struct bpmn_node *last_node;
    struct bpmn_flow *last_flow;
    bool executable; /* isExecutable of the process */
};

/* 12: diagram interchange. Coordinates as in the file. */
struct bpmn_bounds {
    bool known;
    double x, y, width, height;
};

struct bpmn_point {
    double x, y;
};

struct bpmn_drawn { /* a shape or an edge */
    const struct xml_node *xml;
    const char *id;
    struct bpmn_element *element; /* NULL: not there */
    struct bpmn_bounds bounds;    /* of a shape */
    struct bpmn_bounds label;
    const struct bpmn_point *points; /* of an edge */
    size_t point_count;
    bool is_edge, horizontal, expanded, marker_visible;
    struct bpmn_drawn *next;
};

struct bpmn_diagram {
    const struct xml_node *xml;
    const char *name;
    struct bpmn_element *plane; /* what is drawn; NULL: not there */
    struct bpmn_drawn *drawn;   /* shapes and edges in the order of the file */
    struct bpmn_diagram *next;
};

struct bpmn {
    const struct xml_document *document;
    struct bpmn_element **elements; /* in the order of the file */
    size_t element_count;
    struct bpmn_scope *scopes; /* an outer one before those inside it */
    struct bpmn_diagram *diagrams;
    struct bpmn_element **by_id; /* those with an id, sorted by it, then by their order */
    size_t id_count;
};

/* Reads a model. Errors: those of xml_read, and BPM-1 (not a BPMN 2.0 file). */
enum err bpmn_read(struct arena *arena, const void *bytes, size_t length,
                   const struct bpmn **out) WARN_UNUSED;

/* The element with this id, or NULL. */
struct bpmn_element *bpmn_find(const struct bpmn *bpmn, const char *id);
/* What a reference says at this place of the file: an id, or a QName whose prefix stands for this
   file's targetNamespace. NULL if there is no such element. */
struct bpmn_element *bpmn_refer(const struct bpmn *bpmn, const struct xml_node *place,
                                const char *reference);
/* Whether a reference has a prefix that stands for another file's namespace. */
bool bpmn_refers_outside(const struct bpmn *bpmn, const struct xml_node *place,
                         const char *reference);

/* The first child of the file's element with this local name in BPMN's namespace, or NULL. */
const struct xml_node *bpmn_child(const struct xml_node *parent, const char *name);
/* The next sibling with the same name, or NULL. */
const struct xml_node *bpmn_next_same(const struct xml_node *element);
bool bpmn_attribute_is(const struct xml_node *element, const char *name, const char *value);

static inline bool bpmn_is(const struct bpmn_element *element, uint32_t classes) {
    return (bpmn_type_classes(element->type) & classes) != 0;
}
/* The node this element is, or NULL. */
static inline struct bpmn_node *bpmn_node(struct bpmn_element *element) {
    return element != NULL && bpmn_is(element, BPMN_IS_NODE) ? (struct bpmn_node *)element : NULL;
}
static inline struct bpmn_flow *bpmn_flow(struct bpmn_element *element) {
    return element != NULL && element->type == BPMN_SEQUENCE_FLOW ? (struct bpmn_flow *)element
                                                                  : NULL;
}
/* Whether the node has a trigger of this type. */
bool bpmn_has_trigger(const struct bpmn_node *node, enum bpmn_type type);
/* The name of a link event: of its trigger, else of the event. NULL: nameless, or no link. */
const char *bpmn_link_name(const struct bpmn_node *node);

#endif
