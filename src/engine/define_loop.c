/* Loops and multiple instances (10.3.8), compiled. */
#include "engine_define_internal.h"
#include "expression.h"
#include "text.h"

/* A collection: the data it refers to, seen from the loop. */
static const char *loop_data(struct engine_builder *builder, const struct bpmn_element *loop,
                             const char *child) {
    return engine_named_by(builder, loop->xml, child);
}

static const char *item_name(struct engine_builder *builder, const struct bpmn_element *loop,
                             const char *child) {
    const struct xml_node *item = bpmn_child(loop->xml, child);
    const struct bpmn_element *data =
        item == NULL ? NULL : bpmn_refer(builder->model, item, xml_attribute(item, "id"));
    return data != NULL && bpmn_is(data, BPMN_IS_DATA) ? expression_data_name(builder->model, data)
           : item != NULL                              ? xml_attribute(item, "name")
                                                       : NULL;
}

static struct engine_announcement *add_announcement(struct engine_builder *builder,
                                                    struct engine_loop *out) {
    struct engine_announcement *more =
        ARENA_ARRAY(builder->arena, out->announcement_count + 1, struct engine_announcement);
    for (size_t i = 0; more != NULL && i < out->announcement_count; i++) {
        more[i] = out->announcements[i];
    }
    out->announcements = more;
    return more == NULL ? NULL : &more[out->announcement_count++];
}

/* The event that stands in an <event> of a complex behavior. */
static const struct bpmn_element *
thrown_in(const struct bpmn *model, const struct bpmn_element *loop, const struct xml_node *event) {
    for (size_t i = loop->index + 1; event != NULL && i < model->element_count; i++) {
        if (model->elements[i]->xml->parent == event &&
            bpmn_is(model->elements[i], BPMN_IS_TRIGGER)) {
            return model->elements[i];
        }
    }
    return NULL;
}

/* Events thrown when instances are done (10.3.8): after each, after the first, or on conditions. */
static void define_announcements(struct engine_builder *builder, struct engine_node *node,
                                 struct engine_loop *out) {
    const struct bpmn *model = node->level->model;
    const struct bpmn_element *loop = node->bpmn->loop;
    bool first = bpmn_attribute_is(loop->xml, "behavior", "One");
    if (first || bpmn_attribute_is(loop->xml, "behavior", "None")) {
        const char *name = first ? "oneBehaviorEventRef" : "noneBehaviorEventRef";
        const struct bpmn_element *event =
            bpmn_refer(model, loop->xml, xml_attribute(loop->xml, name));
        bool usable = event != NULL && bpmn_is(event, BPMN_IS_TRIGGER);
        struct engine_announcement *made = usable ? add_announcement(builder, out) : NULL;
        if (made != NULL) {
            made->first_only = first;
            engine_define_trigger(builder, node, event, &made->thrown);
        }
        return;
    }
    bool complex = bpmn_attribute_is(loop->xml, "behavior", "Complex");
    for (const struct xml_node *child = complex ? bpmn_child(loop->xml, "complexBehaviorDefinition")
                                                : NULL;
         child != NULL; child = bpmn_next_same(child)) {
        const struct bpmn_element *event = thrown_in(model, loop, bpmn_child(child, "event"));
        struct engine_announcement *made = event == NULL ? NULL : add_announcement(builder, out);
        if (made != NULL) {
            made->condition = engine_compile_child(builder, child, "condition");
            engine_define_trigger(builder, node, event, &made->thrown);
        }
    }
}

static void define_multi_instance(struct engine_builder *builder, struct engine_node *node,
                                  struct engine_loop *out) {
    const struct bpmn_element *loop = node->bpmn->loop;
    out->multiple = true;
    out->sequential = bpmn_attribute_is(loop->xml, "isSequential", "true");
    out->cardinality = engine_compile_child(builder, loop->xml, "loopCardinality");
    out->condition = engine_compile_child(builder, loop->xml, "completionCondition");
    out->input = loop_data(builder, loop, "loopDataInputRef");
    out->item = item_name(builder, loop, "inputDataItem");
    out->output = loop_data(builder, loop, "loopDataOutputRef");
    out->result = item_name(builder, loop, "outputDataItem");
    define_announcements(builder, node, out);
}

void engine_define_loop(struct engine_builder *builder, struct engine_node *node) {
    const struct bpmn_element *loop = node->bpmn->loop;
    struct engine_loop *out = loop == NULL ? NULL : ARENA_NEW(builder->arena, struct engine_loop);
    if (out == NULL) {
        return;
    }
    if (loop->type == BPMN_MULTI_INSTANCE) {
        define_multi_instance(builder, node, out);
    } else {
        out->test_before = bpmn_attribute_is(loop->xml, "testBefore", "true");
        out->condition = engine_compile_child(builder, loop->xml, "loopCondition");
        int64_t maximum = 0;
        const char *text = xml_attribute(loop->xml, "loopMaximum");
        out->maximum = text == NULL ? INT64_MAX : text_int(text, &maximum) ? maximum : -1;
    }
    node->loop = out;
}
