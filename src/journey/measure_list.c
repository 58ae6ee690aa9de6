/* Lists of everything that is asked for, on whatever path. */
#include "extension.h"
#include "journey_internal.h"

/* Whether an element belongs to what is measured: to the process, and to those it calls. */
static bool is_measured(const struct measure *measure, const struct bpmn_element *element) {
    const struct bpmn_scope *scope = element->scope;
    while (scope != NULL && scope->outer != NULL) {
        scope = scope->outer;
    }
    return scope != NULL && measure->measured[scope->owner->index] != NULL;
}

static size_t count_all(const struct measure *measure, const char *name) {
    size_t count = 0;
    for (size_t i = 0; i < measure->bpmn->element_count; i++) {
        const struct bpmn_element *element = measure->bpmn->elements[i];
        if (bpmn_is(element, BPMN_IS_ACTIVITY) && is_measured(measure, element)) {
            const struct xml_node *extension = bpmn_extension(element->xml, name);
            for (; extension != NULL; extension = bpmn_next_same(extension)) {
                count++;
            }
        }
    }
    return count;
}

static void list_asked(struct measure *measure, struct journey *journey) {
    struct arena *arena = measure->arena;
    struct journey_visit *visits =
        ARENA_ARRAY(arena, count_all(measure, "visit") + 1, struct journey_visit);
    struct journey_document *documents =
        ARENA_ARRAY(arena, count_all(measure, "document") + 1, struct journey_document);
    for (size_t i = 0; i < measure->bpmn->element_count && !arena_failed(arena); i++) {
        const struct bpmn_element *element = measure->bpmn->elements[i];
        if (!bpmn_is(element, BPMN_IS_ACTIVITY) || !is_measured(measure, element)) {
            continue;
        }
        const struct xml_node *visit = bpmn_extension(element->xml, "visit");
        for (; visit != NULL; visit = bpmn_next_same(visit)) {
            visits[journey->visit_count++] = (struct journey_visit){
                element,
                bpmn_extension_text(arena, visit, "reason"),
                bpmn_extension_text(arena, visit, "clause"),
            };
        }
        const struct xml_node *document = bpmn_extension(element->xml, "document");
        for (; document != NULL; document = bpmn_next_same(document)) {
            documents[journey->document_count++] = (struct journey_document){
                element,
                bpmn_extension_text(arena, document, "name"),
            };
        }
    }
    journey->visits = visits;
    journey->documents = documents;
}

/* The actors at both ends of a flow that hands over; false: it does not, or is not measured. */
static bool hands_over(const struct measure *measure, const struct bpmn_element *element,
                       const struct actor **from, const struct actor **to) {
    const struct bpmn_element *source = NULL;
    const struct bpmn_element *target = NULL;
    bool measured = true;
    if (element->type == BPMN_SEQUENCE_FLOW) {
        const struct bpmn_flow *flow = (const struct bpmn_flow *)element;
        source = flow->source == NULL ? NULL : &flow->source->element;
        target = flow->target == NULL ? NULL : &flow->target->element;
        measured = is_measured(measure, element);
    } else if (element->type == BPMN_MESSAGE_FLOW) {
        source = message_end(measure->bpmn, element, "sourceRef");
        target = message_end(measure->bpmn, element, "targetRef");
        measured = source != NULL && target != NULL &&
                   (is_measured(measure, source) || is_measured(measure, target));
    }
    if (source == NULL || target == NULL || !measured) {
        return false;
    }
    *from = &measure->actors.of[source->index];
    *to = &measure->actors.of[target->index];
    return element->type == BPMN_MESSAGE_FLOW || actors_differ(*from, *to);
}

static void list_hand_overs(struct measure *measure, struct journey *journey) {
    const struct bpmn *bpmn = measure->bpmn;
    const struct actor *from;
    const struct actor *to;
    size_t count = 1;
    for (size_t i = 0; i < bpmn->element_count; i++) {
        count += hands_over(measure, bpmn->elements[i], &from, &to);
    }
    struct journey_hand_over *list = ARENA_ARRAY(measure->arena, count, struct journey_hand_over);
    for (size_t i = 0; list != NULL && i < bpmn->element_count; i++) {
        if (hands_over(measure, bpmn->elements[i], &from, &to)) {
            list[journey->hand_over_count++] = (struct journey_hand_over){
                bpmn->elements[i],
                actor_name(&measure->actors, from),
                actor_name(&measure->actors, to),
            };
        }
    }
    journey->hand_overs = list;
}

void measure_list(struct measure *measure, struct journey *journey) {
    list_asked(measure, journey);
    list_hand_overs(measure, journey);
    journey->agencies = measure->actors.agencies;
    journey->agency_count = measure->actors.agency_count;
}
