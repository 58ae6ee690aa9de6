/*
 * From a diagram of the file to what is drawn: shapes and edges whose place is usable, in the order
 * of drawing, with their marks; edges cut where the shapes at their ends begin.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "drawing_internal.h"
#include "label.h"
#include "text.h"

static bool in_reach(double value) {
    return isfinite(value) && fabs(value) <= DRAWING_REACH;
}

static bool usable_bounds(const struct bpmn_bounds *bounds) {
    return bounds->known && in_reach(bounds->x) && in_reach(bounds->y) && bounds->width > 0 &&
           bounds->height > 0 && in_reach(bounds->width) && in_reach(bounds->height);
}

static bool usable_points(const struct bpmn_drawn *drawn) {
    bool usable = drawn->point_count >= 2;
    for (size_t i = 0; usable && i < drawn->point_count; i++) {
        usable = in_reach(drawn->points[i].x) && in_reach(drawn->points[i].y);
    }
    return usable;
}

bool scene_says_where(const struct bpmn_drawn *drawn) {
    return drawn->is_edge ? usable_points(drawn) : usable_bounds(&drawn->bounds);
}

static enum layer layer_of(const struct item *item) {
    const struct bpmn_element *element = item->element;
    if (item->drawn->is_edge) {
        return LAYER_EDGE;
    }
    if (element == NULL) {
        return LAYER_NODE;
    }
    bool band =
        item->drawn->xml != NULL && xml_attribute(item->drawn->xml, "participantBandKind") != NULL;
    switch (element->type) {
    case BPMN_PARTICIPANT:
        return band ? LAYER_BAND : LAYER_POOL;
    case BPMN_LANE:
        return LAYER_LANE;
    case BPMN_BOUNDARY_EVENT:
        return LAYER_BOUNDARY;
    case BPMN_GROUP:
        return LAYER_GROUP;
    case BPMN_MESSAGE:
        return LAYER_BOUNDARY;
    default:
        return item->expanded ? LAYER_INSIDE : LAYER_NODE;
    }
}

static unsigned depth_of(const struct bpmn_element *element) {
    unsigned depth = 0;
    for (; element != NULL; element = element->parent) {
        depth++;
    }
    return depth;
}

/* "#rrggbb" in either of the two extensions for colours that tools write. */
static const char *colour_of(const struct xml_node *xml, const char *one, const char *other) {
    for (size_t i = 0; xml != NULL && i < xml->attribute_count; i++) {
        const struct xml_attribute *attribute = &xml->attributes[i];
        if (attribute->uri != NULL &&
            (text_equal(attribute->name, one) || text_equal(attribute->name, other)) &&
            attribute->value[0] == '#' && strlen(attribute->value) == 7 &&
            strspn(attribute->value + 1, "0123456789abcdefABCDEF") == 6) {
            return attribute->value;
        }
    }
    return NULL;
}

static void add_items(struct scene *scene) {
    for (const struct bpmn_drawn *drawn = scene->diagram->drawn; drawn != NULL;
         drawn = drawn->next) {
        if (!scene_says_where(drawn)) {
            scene->unplaced++;
            continue;
        }
        struct item *item = &scene->items[scene->count++];
        *item = (struct item){
            .drawn = drawn,
            .element = drawn->element,
            .order = scene->count,
            .box = {drawn->bounds.x, drawn->bounds.y, drawn->bounds.width, drawn->bounds.height},
            .depth = depth_of(drawn->element),
            .fill = colour_of(drawn->xml, "background-color", "fill"),
            .stroke = colour_of(drawn->xml, "border-color", "stroke"),
        };
    }
}

/* What a shape shows of the inside: as the file says, else whether anything inside is drawn. */
static void find_expanded(struct scene *scene) {
    for (size_t i = 0; i < scene->count; i++) {
        struct item *item = &scene->items[i];
        const struct bpmn_element *element = item->element;
        if (element == NULL || item->drawn->is_edge || bpmn_node(item->drawn->element) == NULL ||
            !bpmn_is(element, BPMN_IS_ACTIVITY | BPMN_IS_CHOREOGRAPHY)) {
            continue;
        }
        bool said =
            item->drawn->xml == NULL || xml_attribute(item->drawn->xml, "isExpanded") != NULL;
        item->expanded = said ? item->drawn->expanded : scene->has_inside[element->index];
    }
}

static int compare_shape_ids(const void *left, const void *right) {
    const struct item *const *a = left;
    const struct item *const *b = right;
    return strcmp((*a)->drawn->id, (*b)->drawn->id);
}

/* Bands say by the id of a shape which choreography activity they are of. */
static void find_banded(struct scene *scene) {
    struct item **shapes = ARENA_ARRAY(scene->arena, scene->count + 1, struct item *);
    size_t count = 0;
    for (size_t i = 0; shapes != NULL && i < scene->count; i++) {
        struct item *item = &scene->items[i];
        if (item->element != NULL && bpmn_is(item->element, BPMN_IS_CHOREOGRAPHY) &&
            item->drawn->id != NULL) {
            shapes[count++] = item;
        }
    }
    if (count == 0) {
        return;
    }
    qsort(shapes, count, sizeof(*shapes), compare_shape_ids);
    for (size_t i = 0; i < scene->count; i++) {
        const struct item *band = &scene->items[i];
        if (band->layer == LAYER_BAND) {
            const char *of = xml_attribute(band->drawn->xml, "choreographyActivityShape");
            struct item *key = &(struct item){.drawn = &(struct bpmn_drawn){.id = of}};
            struct item **found =
                of == NULL ? NULL
                           : bsearch(&key, shapes, count, sizeof(*shapes), compare_shape_ids);
            if (found != NULL) {
                (*found)->banded = true;
            }
        }
    }
}

static int compare_items(const void *left, const void *right) {
    const struct item *a = left;
    const struct item *b = right;
    if (a->layer != b->layer) {
        return a->layer < b->layer ? -1 : 1;
    }
    if (a->layer <= LAYER_INSIDE && a->depth != b->depth) {
        return a->depth < b->depth ? -1 : 1;
    }
    return a->order < b->order ? -1 : a->order > b->order;
}

static void find_first(struct scene *scene) {
    scene->by_element = ARENA_ARRAY(scene->arena, scene->bpmn->element_count + 1, struct item *);
    for (size_t i = 0; scene->by_element != NULL && i < scene->count; i++) {
        struct item *item = &scene->items[i];
        if (item->element != NULL && item->layer != LAYER_BAND &&
            scene->by_element[item->element->index] == NULL) {
            scene->by_element[item->element->index] = item;
            item->names_itself = true;
        }
    }
}

/* A mark of what is not drawn goes to the activity it stands in. */
static void add_marks(struct scene *scene) {
    const struct drawing_options *options = scene->options;
    for (size_t i = 0; i < options->mark_count && !arena_failed(scene->arena); i++) {
        const char *id = options->marks[i].element_id;
        const struct bpmn_element *element = id == NULL ? NULL : bpmn_find(scene->bpmn, id);
        while (element != NULL && scene->by_element[element->index] == NULL) {
            element = element->parent;
        }
        if (element != NULL) {
            mark_add(scene->arena, scene->by_element[element->index], &options->marks[i]);
        }
    }
}

static void add_points(struct scene *scene) {
    for (size_t i = 0; i < scene->count; i++) {
        struct item *item = &scene->items[i];
        size_t count = item->drawn->point_count;
        if (item->layer != LAYER_EDGE) {
            continue;
        }
        item->points = ARENA_ARRAY(scene->arena, count, struct bpmn_point);
        if (item->points == NULL) {
            return;
        }
        memcpy(item->points, item->drawn->points, count * sizeof(*item->points));
        item->point_count = count;
        cut_edge(scene, item);
    }
}

static void widen_by(struct scene *scene, const struct item *item) {
    enum { BESIDE = 54, BELOW = 34 };
    const struct box *box = &item->box;
    bool placed = usable_bounds(&item->drawn->label);
    for (size_t i = 0; i < item->point_count; i++) {
        frame_widen(&scene->extent, (struct box){item->points[i].x, item->points[i].y, 0, 0});
    }
    if (item->layer != LAYER_EDGE) {
        frame_widen(&scene->extent, *box);
        if (draw_labels_outside(item) && word_label(scene, item->element) != NULL && !placed) {
            frame_widen(&scene->extent, (struct box){box->x + box->width / 2 - BESIDE, box->y,
                                                     2 * BESIDE, box->height + BELOW});
        }
    }
    if (item->layer == LAYER_EDGE && !placed && word_label(scene, item->element) != NULL) {
        frame_widen(&scene->extent, draw_edge_label_room(item));
    }
    if (item->marks != NULL) {
        frame_widen(&scene->extent, mark_room(item));
    }
    if (placed) {
        frame_widen(&scene->extent, draw_label_room(item));
    }
}

static void find_extent(struct scene *scene) {
    const struct item *first = &scene->items[0];
    scene->extent = first->layer == LAYER_EDGE
                        ? (struct box){first->points[0].x, first->points[0].y, 0, 0}
                        : first->box;
    for (size_t i = 0; i < scene->count; i++) {
        widen_by(scene, &scene->items[i]);
    }
    frame_margin(&scene->extent);
}

static enum err count_drawn(const struct bpmn_diagram *diagram, size_t *out) {
    size_t points = 0;
    *out = 0;
    for (const struct bpmn_drawn *drawn = diagram->drawn; drawn != NULL; drawn = drawn->next) {
        points += drawn->point_count;
        if (++*out > DRAWING_SHAPES_MAX || points > DRAWING_POINTS_MAX) {
            return drawing_too_much();
        }
    }
    return ERR_NONE;
}

static void find_inside(struct scene *scene) {
    scene->has_inside = ARENA_ARRAY(scene->arena, scene->bpmn->element_count + 1, bool);
    for (size_t i = 0; scene->has_inside != NULL && i < scene->count; i++) {
        const struct bpmn_element *element = scene->items[i].element;
        if (element != NULL && element->scope != NULL) {
            scene->has_inside[element->scope->owner->index] = true;
        }
    }
}

enum err scene_make(struct arena *arena, const struct bpmn *bpmn,
                    const struct bpmn_diagram *diagram, const struct drawing_options *options,
                    struct scene *out) {
    static const struct drawing_options none = {0};
    *out = (struct scene){.arena = arena,
                          .bpmn = bpmn,
                          .diagram = diagram,
                          .options = options == NULL ? &none : options};
    size_t count;
    enum err err = count_drawn(diagram, &count);
    if (err != ERR_NONE) {
        return err;
    }
    out->items = ARENA_ARRAY(arena, count + 1, struct item);
    if (out->items == NULL) {
        return err_failed();
    }
    add_items(out);
    find_inside(out);
    if (out->has_inside == NULL) {
        return err_failed();
    }
    find_expanded(out);
    for (size_t i = 0; i < out->count; i++) {
        out->items[i].layer = layer_of(&out->items[i]);
    }
    find_banded(out);
    qsort(out->items, out->count, sizeof(*out->items), compare_items);
    find_first(out);
    if (out->by_element == NULL) {
        return err_failed();
    }
    add_marks(out);
    add_points(out);
    if (arena_failed(arena)) {
        return err_failed();
    }
    if (out->count > 0) {
        find_extent(out);
    }
    if (out->count == 0 || out->extent.width > DRAWING_EXTENT_MAX ||
        out->extent.height > DRAWING_EXTENT_MAX) {
        return diagram->xml == NULL ? drawing_too_much() : drawing_no_place();
    }
    return ERR_NONE;
}
