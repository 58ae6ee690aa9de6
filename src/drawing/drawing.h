/*
 * Drawings: SVG of BPMN 2.0.2 models (notation: ISO/IEC 19510 clauses 7 to 11 and 13, places:
 * clause 12) and of the decision requirement graphs of DMN 1.1 to 1.5 (clauses 6.2 and 13). A pure
 * library: a model in, text out.
 *
 * The output is complete, escaped markup that may stand in a page: presentation attributes only, no
 * style, no script. Everything follows `color` of what is around it where a page's own style sheet
 * says so (classes drawing, drawing-…); alone and in print it is dark on white. Whatever differs by
 * colour differs by shape too. Each element is a group with the role of an image, its id (after the
 * prefix) and a title that says type, name and marks in the language of tr().
 *
 * Errors: DRW-1 no such diagram, DRW-2 no place for what is drawn, DRW-3 too much to draw, DRW-4
 * not a DMN file. ERR_LIMIT of out when the drawing is longer than it may be.
 */
#ifndef KHAJU_DRAWING_H
#define KHAJU_DRAWING_H

#include <stdbool.h>
#include <stddef.h>
#include "arena.h"
#include "bpmn.h"
#include "buf.h"
#include "err.h"
#include "xml.h"

enum {
    DRAWING_SHAPES_MAX = 20000, /* shapes and edges of one diagram */
    DRAWING_POINTS_MAX = 200000,
    DRAWING_BYTES_MAX = 64 << 20, /* a maximum for out that is never too small */
};

enum drawing_mark_kind {
    DRAWING_TOKEN, /* count instances wait here */
    DRAWING_DONE,  /* was done; of a flow: was taken */
    DRAWING_VISIT, /* the citizen comes in person */
    DRAWING_ERROR, /* complaints of the checker */
    DRAWING_WARNING,
    DRAWING_NOTE,
    DRAWING_ADDED, /* of a comparison */
    DRAWING_REMOVED,
    DRAWING_CHANGED,
    DRAWING_INCIDENT, /* an instance is stuck here */
    DRAWING_MARK_KINDS
};

struct drawing_mark {
    const char *element_id;
    enum drawing_mark_kind kind;
    size_t count;     /* shown when it is more than 1; of tokens always, 0 stands for 1 */
    const char *text; /* shown as title; may be NULL */
};

struct drawing_options {
    /* Several of one element stand beside each other, those of one kind are counted together; one
       of an element that is not drawn goes to what it stands in. */
    const struct drawing_mark *marks;
    size_t mark_count;
    const char *prefix; /* of ids, so that several drawings fit one page; NULL: none */
    bool standalone;    /* a file of its own: with XML declaration */
    const char *title;  /* NULL: the name of what is drawn */
};

/* How many drawings a model has: its diagrams, and one for each process (or sub-process) of which
   no diagram shows anything, which is then laid out from scratch. 0 only without any element. */
size_t drawing_count(const struct bpmn *bpmn);
/* The name of a drawing; NULL: it has none. */
const char *drawing_name(const struct bpmn *bpmn, size_t diagram);
/* Appends the drawing to out. options may be NULL. The arena holds what is needed on the way. */
enum err drawing_bpmn(struct arena *arena, const struct bpmn *bpmn, size_t diagram,
                      const struct drawing_options *options, struct buf *out) WARN_UNUSED;

bool drawing_is_decision(const struct xml_document *document); /* a DMN file, not a BPMN file */
/* The same for the requirement graph of a DMN file: its diagrams, or one that is laid out. */
size_t drawing_decision_count(const struct xml_document *dmn);
const char *drawing_decision_name(const struct xml_document *dmn, size_t diagram);
enum err drawing_decision(struct arena *arena, const struct xml_document *dmn, size_t diagram,
                          const struct drawing_options *options, struct buf *out) WARN_UNUSED;

/* For legends: what a mark says, translated, and its sign as a small SVG of 24 by 24 pixels that
   screen readers pass over. */
const char *drawing_mark_label(enum drawing_mark_kind kind);
void drawing_mark_sign(enum drawing_mark_kind kind, struct buf *out);

#endif
