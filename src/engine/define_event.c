/* Triggers of events (10.5.5), compiled; a receive task is an event that waits for a message. */
#include "engine_define_internal.h"
#include "text.h"

/* The code of an error or escalation; the name of a message or signal. */
static void name_trigger(const struct bpmn_trigger *bpmn, struct engine_trigger *trigger) {
    const struct bpmn_element *reference = bpmn->reference;
    if (reference == NULL) {
        return;
    }
    const char *code = trigger->type == BPMN_ON_ERROR ? xml_attribute(reference->xml, "errorCode")
                       : trigger->type == BPMN_ON_ESCALATION
                           ? xml_attribute(reference->xml, "escalationCode")
                           : NULL;
    trigger->alias = reference->id;
    trigger->name = !text_is_blank(code)      ? code
                    : reference->name != NULL ? reference->name
                                              : reference->id;
}

static void define_timer(struct engine_builder *builder, const struct bpmn_element *element,
                         struct engine_trigger *trigger) {
    static const struct {
        const char *child;
        enum engine_timer_form form;
    } forms[] = {{"timeDate", ENGINE_TIMER_DATE},
                 {"timeDuration", ENGINE_TIMER_AFTER},
                 {"timeCycle", ENGINE_TIMER_CYCLE}};
    for (size_t i = 0; i < COUNT_OF(forms) && trigger->form == ENGINE_TIMER_NONE; i++) {
        const struct xml_node *child = bpmn_child(element->xml, forms[i].child);
        const char *text = child == NULL ? NULL : xml_text(builder->arena, child);
        if (text_is_blank(text)) {
            continue;
        }
        trigger->form = forms[i].form;
        trigger->literal = engine_timer_literal(builder->arena, forms[i].form, text) ? text : NULL;
        trigger->expression = trigger->literal != NULL
                                  ? NULL
                                  : engine_compile(builder, xml_attribute(child, "language"), text);
    }
}

void engine_define_trigger(struct engine_builder *builder, const struct engine_node *node,
                           const struct bpmn_element *event, struct engine_trigger *trigger) {
    const struct bpmn_trigger *bpmn = (const struct bpmn_trigger *)event;
    const struct xml_node *xml = event->xml;
    *trigger = (struct engine_trigger){.type = event->type};
    switch (trigger->type) {
    case BPMN_ON_TIMER:
        define_timer(builder, &bpmn->element, trigger);
        break;
    case BPMN_ON_CONDITION:
        trigger->expression = engine_compile_child(builder, xml, "condition");
        break;
    case BPMN_ON_LINK:
        trigger->name = xml_attribute(xml, "name");
        break;
    case BPMN_ON_COMPENSATION:
        trigger->waits = !bpmn_attribute_is(xml, "waitForCompletion", "false");
        trigger->undone = bpmn->reference;
        break;
    default:
        name_trigger(bpmn, trigger);
    }
    if ((trigger->type == BPMN_ON_MESSAGE || trigger->type == BPMN_ON_SIGNAL) &&
        trigger->name == NULL) {
        trigger->name = node->bpmn->element.name;
    }
}

/* The message of a send or receive task (10.3.3), as if it were an event's. */
static void define_message_task(struct engine_builder *builder, struct engine_node *node) {
    struct engine_trigger *trigger = ARENA_NEW(builder->arena, struct engine_trigger);
    const struct bpmn_element *element = &node->bpmn->element;
    if (trigger == NULL) {
        return;
    }
    const struct bpmn_element *message =
        bpmn_refer(node->level->model, element->xml, xml_attribute(element->xml, "messageRef"));
    trigger->type = BPMN_ON_MESSAGE;
    trigger->alias = message == NULL ? NULL : message->id;
    trigger->name = message == NULL         ? element->name
                    : message->name != NULL ? message->name
                                            : message->id;
    node->triggers = trigger;
    node->trigger_count = 1;
}

void engine_define_triggers(struct engine_builder *builder, struct engine_node *node) {
    if (node->type == BPMN_RECEIVE_TASK || node->type == BPMN_SEND_TASK) {
        define_message_task(builder, node);
        return;
    }
    size_t count = node->bpmn->trigger_count;
    struct engine_trigger *triggers = ARENA_ARRAY(builder->arena, count, struct engine_trigger);
    for (size_t i = 0; triggers != NULL && i < count; i++) {
        engine_define_trigger(builder, node, &node->bpmn->triggers[i]->element, &triggers[i]);
    }
    node->triggers = triggers;
    node->trigger_count = triggers == NULL ? 0 : count;
}
