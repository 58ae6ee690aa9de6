/* A drawing from its first byte to its last. */
#include "drawing_internal.h"
#include "text.h"
#include "tr.h"

typedef void draw_shape(struct scene *scene, const struct item *item);

static draw_shape *shape_drawer(const struct item *item) {
    const struct bpmn_element *element = item->element;
    static const struct {
        uint32_t classes;
        draw_shape *draw;
    } by_class[] = {
        {BPMN_IS_EVENT, draw_event},       {BPMN_IS_GATEWAY, draw_gateway},
        {BPMN_IS_ACTIVITY, draw_activity}, {BPMN_IS_CHOREOGRAPHY, draw_choreography},
        {BPMN_IS_DATA, draw_data},         {BPMN_IS_PARTICIPANT, draw_pool},
    };
    if (element == NULL) {
        return draw_unknown;
    }
    if (item->layer == LAYER_BAND) {
        return draw_band;
    }
    for (size_t i = 0; i < COUNT_OF(by_class); i++) {
        if (bpmn_is(element, by_class[i].classes)) {
            return by_class[i].draw;
        }
    }
    switch (element->type) {
    case BPMN_LANE:
        return draw_pool;
    case BPMN_MESSAGE:
        return draw_data;
    case BPMN_TEXT_ANNOTATION:
    case BPMN_GROUP:
        return draw_artifact;
    case BPMN_CONVERSATION:
    case BPMN_SUB_CONVERSATION:
    case BPMN_CALL_CONVERSATION:
        return draw_conversation;
    default:
        return draw_unknown;
    }
}

static void draw_item(struct scene *scene, const struct item *item) {
    bool edge = item->layer == LAYER_EDGE;
    frame_group_begin(&scene->svg, scene->options, edge ? "drawing-edge" : "drawing-shape",
                      item->names_itself ? word_id(scene->arena, item->element->id) : NULL,
                      word_title(scene, item));
    draw_mark_outline(scene, item);
    if (edge) {
        draw_edge(scene, item);
    } else {
        shape_drawer(item)(scene, item);
    }
    svg_end(&scene->svg);
}

static const char *description(struct scene *scene) {
    size_t activities = 0;
    size_t events = 0;
    size_t gateways = 0;
    for (size_t i = 0; i < scene->count; i++) {
        const struct bpmn_element *element = scene->items[i].element;
        if (element != NULL && scene->items[i].names_itself) {
            activities += bpmn_is(element, BPMN_IS_ACTIVITY | BPMN_IS_CHOREOGRAPHY);
            events += bpmn_is(element, BPMN_IS_EVENT);
            gateways += bpmn_is(element, BPMN_IS_GATEWAY);
        }
    }
    const char *text =
        tr_fmt(scene->arena, "A drawing of {1} activities, {2} events and {3} gateways.",
               activities, events, gateways);
    if (scene->unplaced > 0 && text != NULL) {
        const char *more =
            tr_fmt(scene->arena, "The file gives {1} more elements no place.", scene->unplaced);
        text = arena_printf(scene->arena, "%s %s", text, more == NULL ? "" : more);
    }
    return text == NULL ? "" : text;
}

static const char *title_of(const struct scene *scene) {
    const struct bpmn_element *plane = scene->diagram->plane;
    const char *const names[] = {scene->options->title, scene->diagram->name,
                                 plane == NULL ? NULL : plane->name};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (!text_is_blank(names[i])) {
            return names[i];
        }
    }
    return tr("Process");
}

static void draw_scene(struct scene *scene) {
    frame_begin(&scene->svg, scene->options, scene->extent, title_of(scene), description(scene));
    for (size_t i = 0; i < scene->count; i++) {
        draw_item(scene, &scene->items[i]);
    }
    for (size_t i = 0; i < scene->count; i++) {
        if (scene->items[i].layer == LAYER_EDGE) {
            draw_edge_label(scene, &scene->items[i]);
        } else if (draw_labels_outside(&scene->items[i])) {
            draw_outer_label(scene, &scene->items[i]);
        }
    }
    for (size_t i = 0; i < scene->count; i++) {
        draw_marks(scene, &scene->items[i]);
    }
    frame_end(&scene->svg);
}

enum err drawing_bpmn(struct arena *arena, const struct bpmn *bpmn, size_t diagram,
                      const struct drawing_options *options, struct buf *out) {
    const struct bpmn_diagram *chosen;
    struct scene scene;
    enum err err = plan_diagram(arena, bpmn, diagram, &chosen);
    if (err == ERR_NONE) {
        err = scene_make(arena, bpmn, chosen, options, &scene);
    }
    if (err != ERR_NONE) {
        return err;
    }
    scene.svg.out = out;
    draw_scene(&scene);
    return out->failed != ERR_NONE ? out->failed : arena_failed(arena) ? err_failed() : ERR_NONE;
}
