/* Lanes, pools and agencies, resolved for every element. */
#include "actor.h"

#include "extension.h"
#include "text.h"

struct finding {
    struct arena *arena;
    const struct bpmn *bpmn;
    struct actors *out;
    struct actor *of;
    const struct bpmn_element **lanes; /* by node: its innermost lane */
    const struct bpmn_element **pools; /* by process: its participant */
    const char **keys;                 /* by agency: its name folded; NULL: none */
    bool *done;                        /* by node */
};

static bool same(const struct journey_agency *a, const char *a_key, const struct journey_agency *b,
                 const char *b_key) {
    if (a->code != NULL && b->code != NULL) {
        return text_equal(a->code, b->code);
    }
    return a_key != NULL && text_equal(a_key, b_key);
}

static const char *fold(struct arena *arena, const char *name) {
    return name == NULL ? NULL : text_fold(arena, name);
}

bool agencies_equal(struct arena *arena, const struct journey_agency *a,
                    const struct journey_agency *b) {
    return same(a, fold(arena, a->name), b, fold(arena, b->name));
}

/* The agency that an element names, added to the list when it is new; -1: none. */
static int32_t agency_of(struct finding *finding, const struct bpmn_element *element) {
    const struct xml_node *extension = bpmn_extension(element->xml, "agency");
    if (extension == NULL) {
        return -1;
    }
    struct actors *out = finding->out;
    struct journey_agency agency = {
        .code = bpmn_extension_text(finding->arena, extension, "code"),
        .name = bpmn_extension_text(finding->arena, extension, "name"),
    };
    const char *key = fold(finding->arena, agency.name);
    if (agency.code == NULL && agency.name == NULL) {
        return -1;
    }
    for (size_t i = 0; i < out->agency_count; i++) {
        struct journey_agency *other = &out->agencies[i];
        if (same(other, finding->keys[i], &agency, key)) {
            if (other->name == NULL) {
                other->name = agency.name;
                finding->keys[i] = key;
            }
            other->code = other->code == NULL ? agency.code : other->code;
            return (int32_t)i;
        }
    }
    if (out->agency_count == AGENCIES_LISTED_MAX) {
        return -1;
    }
    finding->keys[out->agency_count] = key;
    out->agencies[out->agency_count] = agency;
    return (int32_t)out->agency_count++;
}

static bool is_inside(const struct bpmn_element *element, const struct bpmn_element *outer) {
    while (element != NULL && element != outer) {
        element = element->parent;
    }
    return element != NULL;
}

/* Lanes of lanes follow the lane around them in the file; of two lanes that are not inside each
   other the first counts. */
static void read_lane(struct finding *finding, const struct bpmn_element *lane) {
    for (const struct xml_node *child = bpmn_child(lane->xml, "flowNodeRef"); child != NULL;
         child = bpmn_next_same(child)) {
        const struct bpmn_node *node =
            bpmn_node(bpmn_refer(finding->bpmn, child, xml_text(finding->arena, child)));
        if (node != NULL) {
            const struct bpmn_element **known = &finding->lanes[node->element.index];
            *known = *known == NULL || is_inside(lane, *known) ? lane : *known;
        }
    }
}

/* Participants first, because a process takes the agency of its pool; then the rest in the order of
   the file, in which what is outside stands before what is inside. */
static void read_places(struct finding *finding) {
    const struct bpmn *bpmn = finding->bpmn;
    for (size_t i = 0; i < bpmn->element_count; i++) {
        const struct bpmn_element *element = bpmn->elements[i];
        if (element->type == BPMN_PARTICIPANT) {
            finding->of[i] = (struct actor){element, agency_of(finding, element)};
            const struct bpmn_element *process =
                bpmn_refer(bpmn, element->xml, xml_attribute(element->xml, "processRef"));
            if (process != NULL && finding->pools[process->index] == NULL) {
                finding->pools[process->index] = element;
            }
        }
    }
    for (size_t i = 0; i < bpmn->element_count; i++) {
        const struct bpmn_element *element = bpmn->elements[i];
        const struct bpmn_element *outer = element->parent;
        if (element->type == BPMN_LANE) {
            while (outer != NULL && outer->type != BPMN_LANE && outer->type != BPMN_PROCESS) {
                outer = outer->parent;
            }
            read_lane(finding, element);
        } else if (element->type == BPMN_PROCESS) {
            outer = finding->pools[i];
        } else {
            continue;
        }
        int32_t agency = agency_of(finding, element);
        bool place = element->type == BPMN_LANE || outer == NULL;
        finding->of[i] = (struct actor){
            place ? element : outer,
            agency >= 0 || outer == NULL ? agency : finding->of[outer->index].agency,
        };
    }
}

/* What stands in no lane of its own is where the activity or process around it is. */
static struct actor around(const struct finding *finding, const struct bpmn_node *node) {
    const struct bpmn_element *lane = finding->lanes[node->element.index];
    const struct bpmn_element *outer = lane != NULL                  ? lane
                                       : node->element.scope != NULL ? node->element.scope->owner
                                                                     : NULL;
    return outer == NULL ? (struct actor){NULL, -1} : finding->of[outer->index];
}

/* What stands before a gateway or an event; NULL: nothing. */
static const struct bpmn_node *before(const struct bpmn_node *node) {
    return node->attached_to != NULL ? node->attached_to
           : node->incoming != NULL  ? node->incoming->source
                                     : NULL;
}

/* A gateway or an event is with the one before it, unless it is drawn in another lane. */
static struct actor resolve(const struct finding *finding, const struct bpmn_node *node) {
    struct actor actor = around(finding, node);
    const struct bpmn_node *last = before(node);
    if (last == NULL) {
        return actor;
    }
    const struct actor *other = &finding->of[last->element.index];
    bool stays = finding->lanes[node->element.index] == NULL || other->place == actor.place;
    return stays ? *other : actor;
}

/* Back along gateways and events to the first that is known, and forth again. */
static void resolve_chain(struct finding *finding, const struct bpmn_node *node,
                          const struct bpmn_node **chain) {
    size_t length = 0;
    while (node != NULL && !finding->done[node->element.index]) {
        finding->done[node->element.index] = true;
        finding->of[node->element.index] = around(finding, node); /* where a circle closes */
        chain[length++] = node;
        node = before(node);
    }
    while (length-- > 0) {
        finding->of[chain[length]->element.index] = resolve(finding, chain[length]);
    }
}

/* Activities first; gateways and events by what is before them. */
static void resolve_nodes(struct finding *finding) {
    const struct bpmn *bpmn = finding->bpmn;
    const struct bpmn_node **chain =
        ARENA_ARRAY(finding->arena, bpmn->element_count, const struct bpmn_node *);
    if (chain == NULL) {
        return;
    }
    for (size_t i = 0; i < bpmn->element_count; i++) {
        const struct bpmn_node *node = bpmn_node(bpmn->elements[i]);
        if (node != NULL && !bpmn_is(&node->element, BPMN_IS_GATEWAY | BPMN_IS_EVENT)) {
            int32_t agency = agency_of(finding, &node->element);
            finding->of[i] = around(finding, node);
            finding->of[i].agency = agency >= 0 ? agency : finding->of[i].agency;
            finding->done[i] = true;
        }
    }
    for (size_t i = 0; i < bpmn->element_count; i++) {
        resolve_chain(finding, bpmn_node(bpmn->elements[i]), chain);
    }
}

struct bpmn_element *message_end(const struct bpmn *bpmn, const struct bpmn_element *flow,
                                 const char *attribute) {
    return bpmn_refer(bpmn, flow->xml, xml_attribute(flow->xml, attribute));
}

/* A message counts where it is sent; if nobody is drawn who sends it, where it is received. */
static void read_messages(struct finding *finding, uint32_t *messages, uint64_t *takes_part) {
    const struct bpmn *bpmn = finding->bpmn;
    for (size_t i = 0; i < bpmn->element_count; i++) {
        const struct bpmn_element *flow = bpmn->elements[i];
        if (flow->type != BPMN_MESSAGE_FLOW) {
            continue;
        }
        const struct bpmn_element *source = message_end(bpmn, flow, "sourceRef");
        const struct bpmn_element *target = message_end(bpmn, flow, "targetRef");
        if (source == NULL || target == NULL) {
            continue;
        }
        const struct bpmn_element *at = bpmn_is(source, BPMN_IS_NODE) ? source : target;
        const struct bpmn_element *other = at == source ? target : source;
        int32_t agency = finding->of[other->index].agency;
        messages[at->index]++;
        if (agency >= 0 && agency < JOURNEY_AGENCIES_MAX) {
            takes_part[at->index] |= UINT64_C(1) << agency;
        }
    }
    for (size_t i = 0; i < bpmn->element_count; i++) {
        int32_t agency = finding->of[i].agency;
        if (bpmn_is(bpmn->elements[i], BPMN_IS_ACTIVITY) && agency >= 0 &&
            agency < JOURNEY_AGENCIES_MAX) {
            takes_part[i] |= UINT64_C(1) << agency;
        }
    }
}

void actors_find(struct arena *arena, const struct bpmn *bpmn, struct actors *out) {
    size_t count = bpmn->element_count;
    *out =
        (struct actors){.agencies = ARENA_ARRAY(arena, AGENCIES_LISTED_MAX, struct journey_agency)};
    struct finding finding = {
        .arena = arena,
        .bpmn = bpmn,
        .out = out,
        .of = ARENA_ARRAY(arena, count, struct actor),
        .lanes = ARENA_ARRAY(arena, count, const struct bpmn_element *),
        .pools = ARENA_ARRAY(arena, count, const struct bpmn_element *),
        .keys = ARENA_ARRAY(arena, AGENCIES_LISTED_MAX, const char *),
        .done = ARENA_ARRAY(arena, count, bool),
    };
    uint32_t *messages = ARENA_ARRAY(arena, count, uint32_t);
    uint64_t *takes_part = ARENA_ARRAY(arena, count, uint64_t);
    if (arena_failed(arena)) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        finding.of[i].agency = -1;
    }
    read_places(&finding);
    resolve_nodes(&finding);
    if (arena_failed(arena)) {
        return;
    }
    read_messages(&finding, messages, takes_part);
    out->of = finding.of;
    out->messages = messages;
    out->takes_part = takes_part;
}

bool actors_differ(const struct actor *a, const struct actor *b) {
    return a->place != b->place || a->agency != b->agency;
}

const char *actor_name(const struct actors *actors, const struct actor *actor) {
    if (actor->agency >= 0) {
        const struct journey_agency *agency = &actors->agencies[actor->agency];
        return agency->name != NULL ? agency->name : agency->code;
    }
    return actor->place == NULL ? NULL : actor->place->name;
}
