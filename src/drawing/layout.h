/*
 * Places for models without diagrams (Private to drawing). A level is laid out in columns along its
 * flows and in rows within its lanes; what stands inside of a sub-process is laid out first and
 * makes its size. The result is a diagram as a file would have it.
 */
#ifndef KHAJU_DRAWING_LAYOUT_H
#define KHAJU_DRAWING_LAYOUT_H

#include "drawing_internal.h"

enum {
    LAYOUT_HEAD = 30,       /* the band with the name of a pool or lane */
    LAYOUT_COLUMN_GAP = 64, /* edges run up and down in it */
    LAYOUT_ROW_GAP = 40,    /* and along in it */
    LAYOUT_PAD = 24,        /* around the inside of a level */
    LAYOUT_GRID_MAX = 4 << 20,
};

#define LAYOUT_NONE SIZE_MAX

/* A node of a level with its column (rank) and row. */
struct cell {
    const struct bpmn_node *node;
    size_t rank, row, lane;
    size_t before; /* position of the cell whose row it goes on in; LAYOUT_NONE */
    bool below;    /* it follows an event at the border of that one */
    bool alone;    /* nothing joins it to others: it has a row for itself below them */
    double width, height;
};

/* The innermost lanes, in order; one without element stands for nodes in no lane. */
struct lane {
    const struct bpmn_element *element;
    size_t depth; /* of lanes around it */
    size_t room;  /* how many cells are in it: so many rows are enough */
    size_t first_row, row_count;
    double y, height;
};

struct level {
    const struct bpmn_scope *scope;
    struct cell *cells; /* in the order of ranks once ranked */
    size_t cell_count, rank_count, row_count;
    struct lane *lanes;
    size_t lane_count, lane_depth;
    double *columns; /* x of the left end of each rank */
    double *gaps;    /* before each rank, and behind the last */
    double *rows;    /* y of the upper end of each row, and beyond the last */
    double *row_heights, *column_widths;
    const struct cell **grid;    /* row by row; NULL: too large to be asked */
    double strip_y, strip_width; /* of the data and notes below */
    double width, height;
};

struct layout {
    struct arena *arena;
    const struct bpmn *bpmn;
    struct level **levels; /* by index of the owner of a scope */
    struct cell **cells;   /* by index of a node */
    struct box *boxes;     /* by index of an element: where it is; no width: nowhere */
    const struct bpmn_element **partner; /* by index of data and notes: what they are joined to;
                                            of a process its participant */
    const struct level *
        *pools; /* by index of a participant: its process, if it is the first with it */
    struct bpmn_drawn *first, *last;
};

/* layout_rank.c: columns, and rows within lanes. */
void layout_rank(struct layout *layout, struct level *level);
void layout_rows(struct layout *layout, struct level *level);
/* layout_lanes.c: the lanes of a level, and in which of them each cell is. */
void layout_lanes(struct layout *layout, struct level *level);
/* layout_level.c: a level with all levels inside; then its place. */
struct level *layout_level(struct layout *layout, const struct bpmn_scope *scope);
void layout_put(struct layout *layout, const struct level *level, double x, double y);
void layout_put_lanes(struct layout *layout, const struct level *level, double x, double y,
                      double width);
/* layout_route.c: the edges of a level whose nodes have their places. */
void layout_route(struct layout *layout, const struct level *level, double x, double y);
void layout_associations(struct layout *layout);

/* The node itself, or what a boundary event is attached to, if it is of this level. */
struct cell *layout_cell(const struct layout *layout, const struct level *level,
                         const struct bpmn_node *node);
/* What a line joins; false: it is no association, or an end is not there. */
bool layout_ends(const struct layout *layout, const struct bpmn_element *line,
                 const struct bpmn_element *ends[2]);
/* The participant an element belongs to, or NULL. */
const struct bpmn_element *layout_pool_of(const struct layout *layout,
                                          const struct bpmn_element *element);
void layout_add_shape(struct layout *layout, const struct bpmn_element *element, struct box box,
                      bool expanded);
/* NULL: the arena has failed. */
struct bpmn_drawn *layout_add_edge(struct layout *layout, const struct bpmn_element *element,
                                   const struct bpmn_point *points, size_t count);

/* layout.c: everything below a collaboration, a process or a sub-process. Allocation failures are
   seen by arena_failed(). */
const struct bpmn_diagram *layout_make(struct arena *arena, const struct bpmn *bpmn,
                                       const struct bpmn_element *root);

#endif
