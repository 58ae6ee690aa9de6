/* Private to drawing: what is drawn, in the order of drawing, and the steps that draw it. */
#ifndef KHAJU_DRAWING_INTERNAL_H
#define KHAJU_DRAWING_INTERNAL_H

#include "drawing.h"
#include "svg.h"

#define DRAWING_FACE "#ffffff" /* what shapes are filled with */
#define DRAWING_INK "#17252c"  /* `color` of the whole */

/* Ends of the plane: what lies beyond is not drawn where it says. */
enum { DRAWING_REACH = 1000000, DRAWING_EXTENT_MAX = 200000, DRAWING_LABEL_BYTES_MAX = 600 };

struct box {
    double x, y, width, height;
};

/* The marks of one element, those of one kind taken together, in the order they were given. */
struct marked {
    struct drawing_mark mark;
    struct marked *next;
};

enum layer { /* from the bottom to the top */
             LAYER_POOL,
             LAYER_LANE,
             LAYER_INSIDE, /* of expanded sub-processes */
             LAYER_EDGE,
             LAYER_NODE,
             LAYER_BAND, /* of choreography tasks */
             LAYER_BOUNDARY,
             LAYER_GROUP,
};

/* A shape or an edge that is drawn. */
struct item {
    const struct bpmn_drawn *drawn;
    const struct bpmn_element *element; /* NULL: not in the model */
    enum layer layer;
    size_t order;              /* in the file */
    unsigned depth;            /* of the levels around it */
    struct box box;            /* of a shape */
    struct bpmn_point *points; /* of an edge, cut where the shapes at its ends begin */
    size_t point_count;
    bool expanded;
    bool banded;               /* a choreography activity whose bands are shapes of their own */
    bool names_itself;         /* the first that draws its element: it has the id */
    const char *fill, *stroke; /* of the file; NULL: not said */
    struct marked *marks;
};

struct scene {
    struct arena *arena;
    const struct bpmn *bpmn;
    const struct bpmn_diagram *diagram;
    const struct drawing_options *options;
    struct item *items; /* in the order of drawing */
    size_t count;
    struct item **by_element; /* the first shape of an element, by its index; NULL: none */
    bool *has_inside;         /* by index: something of its own level is drawn */
    size_t unplaced;          /* shapes and edges without a usable place */
    struct box extent;
    struct svg svg;
};

/* scene.c: whether the place of a shape or an edge is one. */
bool scene_says_where(const struct bpmn_drawn *drawn);
/* What a diagram draws. Allocation failures are seen by arena_failed(). */
enum err scene_make(struct arena *arena, const struct bpmn *bpmn,
                    const struct bpmn_diagram *diagram, const struct drawing_options *options,
                    struct scene *out) WARN_UNUSED;

/* cut.c: an edge whose ends lie inside of shapes ends at their borders. */
void cut_edge(const struct scene *scene, struct item *edge);

/* plan.c: the drawings of a model, in order; the last ones are laid out here. */
enum err plan_diagram(struct arena *arena, const struct bpmn *bpmn, size_t index,
                      const struct bpmn_diagram **out) WARN_UNUSED;

/* words.c: how elements are called. Never NULL. */
const char *word_of_type(const struct bpmn_element *element);
const char *word_of_trigger(enum bpmn_type type);
/* The text that is drawn: name, text of an annotation, value of a group …; NULL: none. */
const char *word_label(const struct scene *scene, const struct bpmn_element *element);
/* "type: name" for people who hear the drawing. */
const char *word_title(const struct scene *scene, const struct item *item);
/* A title with the names of both ends of a line / with what the marks of the item say. The title
   may be NULL; NULL only of the first: the arena has failed. */
const char *word_with_ends(struct arena *arena, const char *title, const char *from,
                           const char *to);
const char *word_with_marks(struct arena *arena, const char *title, const struct item *item);
/* Not more than anybody listens to, and never half a character. NULL: the arena has failed. */
const char *word_shortened(struct arena *arena, const char *text);
/* An id as HTML wants it, without spaces; NULL stays NULL. */
const char *word_id(struct arena *arena, const char *id);
/* "kind: text" of a mark. NULL: the arena has failed. */
const char *word_mark(struct arena *arena, const struct drawing_mark *mark);
/* A number in the digits of the language. */
const char *word_number(struct arena *arena, size_t number);

/* frame.c: what is around every drawing, also that of decisions. */
void frame_begin(struct svg *svg, const struct drawing_options *options, struct box extent,
                 const char *title, const char *description);
void frame_end(struct svg *svg);
/* A group with the role of an image; id may be NULL. */
void frame_group_begin(struct svg *svg, const struct drawing_options *options, const char *class,
                       const char *id, const char *title);

/* Makes the outer box of what is drawn large enough for this too. */
void frame_widen(struct box *extent, struct box also);
/* Around everything, so that lines and badges at the border are whole. */
void frame_margin(struct box *extent);

/* DRW-2, DRW-3. */
enum err drawing_no_place(void);
enum err drawing_too_much(void);

/* draw_*.c */
void draw_event(struct scene *scene, const struct item *item);
/* The start event of a collapsed event sub-process, small in its corner (10.3.5). */
void draw_small_start(struct scene *scene, const struct item *item);
void draw_gateway(struct scene *scene, const struct item *item);
void draw_activity(struct scene *scene, const struct item *item);
void draw_choreography(struct scene *scene, const struct item *item);
void draw_band(struct scene *scene, const struct item *item);
void draw_pool(struct scene *scene, const struct item *item);
void draw_data(struct scene *scene, const struct item *item);
void draw_artifact(struct scene *scene, const struct item *item);
void draw_conversation(struct scene *scene, const struct item *item);
void draw_unknown(struct scene *scene, const struct item *item);
void draw_edge(struct scene *scene, const struct item *item);
void draw_line(struct svg *svg, const struct item *edge, const char *dashes, const char *width,
               const char *stroke);
void draw_head(struct svg *svg, const struct item *edge, bool at_end, bool closed,
               const char *fill);
/* Half way along an edge. */
struct bpmn_point draw_middle(const struct item *edge);
struct box draw_edge_label_room(const struct item *edge);
void draw_edge_label(struct scene *scene, const struct item *item);

/* Adds a mark to an item. Allocation failures are seen by arena_failed(). */
void mark_add(struct arena *arena, struct item *item, const struct drawing_mark *mark);

/* mark.c: the badges of an item, beside each other. */
void draw_marks(struct scene *scene, const struct item *item);
/* What is drawn around or along an item for its marks. */
void draw_mark_outline(struct scene *scene, const struct item *item);
struct box mark_room(const struct item *item);

/* What shapes begin with: fill and stroke as the file says, width of the line. */
void draw_paint(struct svg *svg, const struct item *item, double width);
/* Of text inside a shape: NULL unless the file colours the shape. Of signs: as the file says, or so
   that they are seen. */
const char *draw_text_colour(const struct item *item);
const char *draw_ink(const struct item *item);
const char *draw_face(const struct item *item);
/* Whether the name stands outside of the shape, and the place the file gives it, a little wider. */
bool draw_labels_outside(const struct item *item);
bool draw_label_is_above(const struct item *item);
struct box draw_label_room(const struct item *item);
/* The label of a shape beside it: where the file says, else below it. */
void draw_outer_label(struct scene *scene, const struct item *item);

#endif
