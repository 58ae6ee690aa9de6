/* Second step of reading a model: references become pointers; what is not there stays NULL. */
#include "process_internal.h"

#include "text.h"

static struct bpmn_element *referred(const struct bpmn *bpmn, const struct xml_node *xml,
                                     const char *attribute, uint32_t classes) {
    struct bpmn_element *element = bpmn_refer(bpmn, xml, xml_attribute(xml, attribute));
    return element != NULL && bpmn_is(element, classes) ? element : NULL;
}

static void link_flow(const struct bpmn *bpmn, struct bpmn_flow *flow) {
    const struct xml_node *xml = flow->element.xml;
    flow->source = bpmn_node(referred(bpmn, xml, "sourceRef", BPMN_IS_NODE));
    flow->target = bpmn_node(referred(bpmn, xml, "targetRef", BPMN_IS_NODE));
    flow->condition = bpmn_child(xml, "conditionExpression");
}

/* From the last to the first, so that each list begins with the first. */
static void link_ends(const struct bpmn *bpmn) {
    for (size_t i = bpmn->element_count; i-- > 0;) {
        struct bpmn_flow *flow = bpmn_flow(bpmn->elements[i]);
        if (flow != NULL && flow->source != NULL) {
            flow->next_outgoing = flow->source->outgoing;
            flow->source->outgoing = flow;
            flow->source->outgoing_count++;
        }
        if (flow != NULL && flow->target != NULL) {
            flow->next_incoming = flow->target->incoming;
            flow->target->incoming = flow;
            flow->target->incoming_count++;
        }
    }
}

static struct bpmn_trigger *trigger_of(struct bpmn_element *element) {
    return element != NULL && bpmn_is(element, BPMN_IS_TRIGGER) ? (struct bpmn_trigger *)element
                                                                : NULL;
}

static void link_trigger(const struct bpmn *bpmn, struct bpmn_trigger *trigger) {
    static const struct {
        enum bpmn_type type;
        const char *attribute;
        uint32_t classes;
    } references[] = {
        {BPMN_ON_MESSAGE, "messageRef", BPMN_IS_ROOT},
        {BPMN_ON_SIGNAL, "signalRef", BPMN_IS_ROOT},
        {BPMN_ON_ERROR, "errorRef", BPMN_IS_ROOT},
        {BPMN_ON_ESCALATION, "escalationRef", BPMN_IS_ROOT},
        {BPMN_ON_COMPENSATION, "activityRef", BPMN_IS_NODE},
    };
    for (size_t i = 0; i < COUNT_OF(references); i++) {
        if (references[i].type == trigger->element.type) {
            trigger->reference = referred(bpmn, trigger->element.xml, references[i].attribute,
                                          references[i].classes);
        }
    }
}

/* The triggers that stand in the event, which follow it in the order of the file, and those it only
   refers to. */
static void link_triggers(struct arena *arena, const struct bpmn *bpmn, struct bpmn_node *node) {
    const struct xml_node *xml = node->element.xml;
    size_t most = 0;
    for (const struct xml_node *child = xml_first_element(xml); child != NULL;
         child = xml_next_element(child)) {
        most++;
    }
    node->triggers = most == 0 ? NULL : ARENA_ARRAY(arena, most, const struct bpmn_trigger *);
    if (node->triggers == NULL) {
        return;
    }
    for (size_t i = node->element.index + 1; i < bpmn->element_count; i++) {
        struct bpmn_element *inner = bpmn->elements[i];
        if (inner->parent == NULL || inner->parent->index < node->element.index) {
            break;
        }
        if (inner->parent == &node->element && trigger_of(inner) != NULL) {
            node->triggers[node->trigger_count++] = trigger_of(inner);
        }
    }
    for (const struct xml_node *child = bpmn_child(xml, "eventDefinitionRef"); child != NULL;
         child = bpmn_next_same(child)) {
        const char *text = xml_text(arena, child);
        const struct bpmn_trigger *trigger = trigger_of(bpmn_refer(bpmn, child, text));
        if (trigger != NULL) {
            node->triggers[node->trigger_count++] = trigger;
        }
    }
}

static void link_node(struct arena *arena, const struct bpmn *bpmn, struct bpmn_node *node) {
    const struct xml_node *xml = node->element.xml;
    node->default_flow = bpmn_flow(bpmn_refer(bpmn, xml, xml_attribute(xml, "default")));
    node->by_event = bpmn_attribute_is(xml, "triggeredByEvent", "true");
    node->for_compensation = bpmn_attribute_is(xml, "isForCompensation", "true");
    node->instantiate = bpmn_attribute_is(xml, "instantiate", "true");
    node->parallel_multiple = bpmn_attribute_is(xml, "parallelMultiple", "true");
    node->interrupting = !bpmn_attribute_is(xml, "isInterrupting", "false") &&
                         !bpmn_attribute_is(xml, "cancelActivity", "false");
    if (node->element.type == BPMN_CALL_ACTIVITY) {
        node->called = referred(bpmn, xml, "calledElement", BPMN_IS_CALLABLE);
    }
    if (bpmn_is(&node->element, BPMN_IS_EVENT)) {
        link_triggers(arena, bpmn, node);
    }
}

/* From the last to the first, as link_ends. */
static void link_boundaries(const struct bpmn *bpmn) {
    for (size_t i = bpmn->element_count; i-- > 0;) {
        struct bpmn_element *element = bpmn->elements[i];
        struct bpmn_node *node = bpmn_node(element);
        if (node != NULL && element->type == BPMN_BOUNDARY_EVENT) {
            node->attached_to = bpmn_node(referred(bpmn, element->xml, "attachedToRef",
                                                   BPMN_IS_ACTIVITY | BPMN_IS_CHOREOGRAPHY));
            if (node->attached_to != NULL) {
                node->next_boundary = node->attached_to->boundary;
                node->attached_to->boundary = node;
            }
        }
    }
}

void bpmn_link(struct arena *arena, struct bpmn *bpmn) {
    for (size_t i = 0; i < bpmn->element_count; i++) {
        struct bpmn_element *element = bpmn->elements[i];
        if (element->type == BPMN_SEQUENCE_FLOW) {
            link_flow(bpmn, bpmn_flow(element));
        } else if (bpmn_is(element, BPMN_IS_NODE)) {
            link_node(arena, bpmn, bpmn_node(element));
        } else if (bpmn_is(element, BPMN_IS_TRIGGER)) {
            link_trigger(bpmn, trigger_of(element));
        } else if (bpmn_is(element, BPMN_IS_LOOP) && bpmn_node(element->parent) != NULL) {
            bpmn_node(element->parent)->loop = element;
        }
    }
    link_ends(bpmn);
    link_boundaries(bpmn);
}
