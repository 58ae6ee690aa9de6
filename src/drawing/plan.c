/*
 * Which drawings a model has: its diagrams that say where things are; then, laid out here, what no
 * such diagram shows: collaborations with the processes of their participants, other processes, and
 * sub-processes that are shown collapsed and nowhere else.
 */
#include <math.h>

#include "drawing_internal.h"
#include "layout.h"

enum { PLAN_BYTES_MAX = 64 << 20 };

struct planned {
    const struct bpmn_diagram *diagram; /* of the file; or */
    const struct bpmn_element *root;    /* what is laid out */
};

struct plan {
    const struct bpmn *bpmn;
    bool *shown;  /* by index: the element is in a diagram */
    bool *opened; /* by index: something of the level it owns is in a diagram */
    bool *part;   /* by index: the level it owns is laid out, with what is around it or alone */
    struct planned *items;
    size_t count;
};

static void show(struct plan *plan, const struct bpmn_element *element) {
    plan->shown[element->index] = true;
    if (element->scope != NULL) {
        plan->opened[element->scope->owner->index] = true;
    }
}

static void add_diagrams(struct plan *plan) {
    for (const struct bpmn_diagram *at = plan->bpmn->diagrams; at != NULL; at = at->next) {
        bool usable = false;
        for (const struct bpmn_drawn *drawn = at->drawn; drawn != NULL; drawn = drawn->next) {
            if (scene_says_where(drawn)) {
                usable = true;
                if (drawn->element != NULL) {
                    show(plan, drawn->element);
                }
            }
        }
        if (usable) {
            plan->items[plan->count++].diagram = at;
        }
    }
}

static const struct bpmn_element *process_of(const struct plan *plan,
                                             const struct bpmn_element *participant) {
    return bpmn_refer(plan->bpmn, participant->xml, xml_attribute(participant->xml, "processRef"));
}

/* A collaboration is laid out when nothing of it is shown; its processes then are part of it. */
static void add_collaboration(struct plan *plan, const struct bpmn_element *root) {
    bool any = false;
    for (int round = 0; round < 2; round++) {
        for (size_t i = root->index + 1; i < plan->bpmn->element_count; i++) {
            const struct bpmn_element *element = plan->bpmn->elements[i];
            if (element->parent == NULL || element->parent->index < root->index) {
                break;
            }
            const struct bpmn_element *process =
                element->type == BPMN_PARTICIPANT ? process_of(plan, element) : NULL;
            if (round == 0 &&
                (plan->shown[i] || (process != NULL && plan->opened[process->index]))) {
                return;
            }
            any = any || element->type == BPMN_PARTICIPANT;
            if (round == 1 && process != NULL) {
                plan->part[process->index] = true;
            }
        }
    }
    if (any) {
        plan->items[plan->count++].root = root;
    }
}

/* What stands inside of a level that is laid out is part of it. */
static void add_scopes(struct plan *plan) {
    bool *part = plan->part;
    for (const struct bpmn_scope *at = plan->bpmn->scopes; at != NULL; at = at->next) {
        size_t index = at->owner->index;
        if (part[index]) {
            continue;
        }
        part[index] = at->outer != NULL && part[at->outer->owner->index];
        if (!part[index] && at->nodes != NULL && !plan->opened[index]) {
            part[index] = true;
            plan->items[plan->count++].root = at->owner;
        }
    }
}

static bool make(struct arena *arena, const struct bpmn *bpmn, struct plan *plan) {
    size_t most = bpmn->element_count + 1;
    for (const struct bpmn_diagram *at = bpmn->diagrams; at != NULL; at = at->next) {
        most++;
    }
    *plan = (struct plan){
        .bpmn = bpmn,
        .shown = ARENA_ARRAY(arena, bpmn->element_count + 1, bool),
        .opened = ARENA_ARRAY(arena, bpmn->element_count + 1, bool),
        .part = ARENA_ARRAY(arena, bpmn->element_count + 1, bool),
        .items = ARENA_ARRAY(arena, most, struct planned),
    };
    if (arena_failed(arena)) {
        return false;
    }
    add_diagrams(plan);
    for (size_t i = 0; i < bpmn->element_count; i++) {
        if (bpmn->elements[i]->type == BPMN_COLLABORATION) {
            add_collaboration(plan, bpmn->elements[i]);
        }
    }
    add_scopes(plan);
    return true;
}

size_t drawing_count(const struct bpmn *bpmn) {
    struct arena *arena = arena_create(PLAN_BYTES_MAX);
    struct plan plan = {.count = 0};
    size_t count = arena != NULL && make(arena, bpmn, &plan) ? plan.count : 0;
    arena_destroy(arena);
    return count;
}

const char *drawing_name(const struct bpmn *bpmn, size_t diagram) {
    struct arena *arena = arena_create(PLAN_BYTES_MAX);
    struct plan plan = {.count = 0};
    const char *name = NULL;
    if (arena != NULL && make(arena, bpmn, &plan) && diagram < plan.count) {
        const struct planned *item = &plan.items[diagram];
        const struct bpmn_element *root = item->diagram == NULL ? item->root : item->diagram->plane;
        name = item->diagram == NULL ? NULL : item->diagram->name;
        name = name == NULL && root != NULL ? root->name : name;
    }
    arena_destroy(arena);
    return name;
}

enum err plan_diagram(struct arena *arena, const struct bpmn *bpmn, size_t index,
                      const struct bpmn_diagram **out) {
    struct plan plan;
    if (!make(arena, bpmn, &plan)) {
        return err_failed();
    }
    if (index >= plan.count) {
        return err_set(ERR_NOT_FOUND, "DRW-1", "The file has no such diagram.", NULL);
    }
    const struct planned *item = &plan.items[index];
    *out = item->diagram != NULL ? item->diagram : layout_make(arena, bpmn, item->root);
    return *out == NULL ? err_failed() : ERR_NONE;
}
